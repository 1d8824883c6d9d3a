"""Pressing a button of a picture that the browser draws by itself, as the browser tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

_TRIGGERS = "$$STREAMLIT_INTERNAL_KEY_{}__events"


class Button(NamedTuple):
    """A button in a picture."""

    picture: str
    """The widget that the picture is."""
    do: str
    id: str
    label: str
    disabled: bool
    kind: str
    """Its style classes."""


class _Buttons(HTMLParser):
    def __init__(self, picture: str) -> None:
        super().__init__()
        self.picture = picture
        self.found: list[Button] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "button" and "data-do" in held:
            self._inside = True
            self.found.append(Button(self.picture, held["data-do"] or "", held.get("data-id") or "", "", "disabled" in held, held.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "button":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] = self.found[-1]._replace(label=self.found[-1].label + data)


def buttons(app: AppTest) -> Iterator[Button]:
    """All buttons of the pictures of a page."""
    for one in app.get("bidi_component"):
        data = json.loads(one.proto.json or one.proto.mixed.json or "{}")
        if isinstance(data, dict) and "html" in data:
            parser = _Buttons(one.proto.id)
            parser.feed(str(data["html"]))
            yield from parser.found


def button(app: AppTest, do: str, id: str = "") -> Button:
    """The button that does something, to one thing where an id is given.

    Raises:
        LookupError: if there is none.
    """
    for one in buttons(app):
        if one.do == do and id in ("", one.id):
            return one
    raise LookupError(f"no button does {do!r} {id!r}; there are {[(one.do, one.id) for one in buttons(app)]}")


def press(app: AppTest, do: str, id: str = "") -> AppTest:
    """Press a button that can be pressed, and run the page."""
    found = button(app, do, id)
    assert not found.disabled, f"{found.label!r} cannot be pressed"
    return told(app, found)


def told(app: AppTest, pressed: Button) -> AppTest:
    """The page after the browser told of a press, be it on a drawing that is long past."""
    message = WidgetStates()
    message.CopyFrom(app._tree.get_widget_states())
    said = json.dumps([{"event": "act", "value": {"do": pressed.do, "id": pressed.id}}])
    message.widgets.append(WidgetState(id=_TRIGGERS.format(pressed.picture), json_trigger_value=said))
    app._run(message)
    assert not app.exception, [error.value for error in app.exception]
    return app
