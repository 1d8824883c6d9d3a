"""HTML: one page that needs nothing else, for reading on a screen and for pasting into another program.

Everything that somebody wrote is escaped, whatever the template's name; a name the template does not know is an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from briefings.clean_text import cleaned, runs
from briefings.engine import TEMPLATES
from briefings.resolution import Document


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Where templates of HTML are drawn: all is escaped (`select_autoescape` would pass over names that end in .j2)."""
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=False)
    made.filters["bidi"] = bidi
    return made


def bidi(text: object) -> Markup:
    """A text with every right-to-left run in an element of its own, so that it does not turn what stands beside it."""
    pieces = [Markup("<bdi>{}</bdi>").format(words) if right_to_left else Markup("{}").format(words) for right_to_left, words in runs(str(text))]
    return Markup("").join(pieces)


def html(template: str, value: Mapping[str, Any]) -> str:
    """A page from a template of this package.

    Args:
        template: a file of `briefings/templates`, such as `resolution.html.j2`.
        value: what the template knows as `d`.
    """
    return environment().get_template(template).render(d=cleaned(value))


def resolution_html(made: Document) -> str:
    """The document as a page of HTML."""
    return html("resolution.html.j2", made.as_data()) + "\n"
