"""What a page drew as HTML, with the pictures that the browser keeps up to date by itself."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest


def html_of(app: AppTest) -> list[str]:
    """The pieces of HTML on a page."""
    data = (json.loads(one.proto.json or one.proto.mixed.json or "{}") for one in app.get("bidi_component"))
    pictures = [str(one["html"]) for one in data if isinstance(one, dict) and "html" in one]
    return [str(one.proto.body) for one in app.get("html")] + pictures


def markup(app: AppTest) -> str:
    """All of them."""
    return " ".join(html_of(app))
