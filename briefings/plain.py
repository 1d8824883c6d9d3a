"""Plain text and Markdown, which `resolutions.text.parse_text` reads back to the same draft."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from briefings.clean_text import clean_draft
from resolutions.model import Draft, Part
from resolutions.phrases import find_opening
from resolutions.text import Written, write_text, written_blocks

_FIELDS = ("Committee", "Topic", "Symbol", "Sponsors", "Signatories")
_SIGNS = re.compile(r"[\\*_`<>\[\]#~|]")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")


def markdown(draft: Draft, names: Mapping[str, str] | None = None) -> str:
    """The draft as Markdown: openings in italics, numbers and labels as on paper, signs of Markdown escaped.

    Args:
        draft: the draft.
        names: official names by delegation id.
    """
    return "\n\n".join(_block(block) for block in written_blocks(clean_draft(draft), names)) + "\n"


def plain_text(draft: Draft, names: Mapping[str, str] | None = None) -> str:
    """The draft as text, in its canonical form.

    Args:
        draft: the draft.
        names: official names by delegation id.
    """
    return write_text(clean_draft(draft), names)


def _block(block: Written) -> str:
    if block.kind == "fields":
        return _lines([_field(line) for line in block.text.split("\n")])
    if block.kind == "organ":
        return f"*{_escaped(block.text.rstrip(',: '))}*{_escaped(block.text[len(block.text.rstrip(',: ')):])}"
    first, *rest = block.text.split("\n")
    if block.kind == "heading":
        return f"### {_escaped(first)}"
    if block.kind == "annex":
        return _lines([f"## {_escaped(first)}", *map(_escaped, rest)])
    if block.kind in ("preambular", "operative"):
        return _lines([block.label + _opened(first, block.kind), *map(_escaped, rest)])
    return _lines([_escaped(first), *map(_escaped, rest)])


def _field(line: str) -> str:
    label, colon, value = line.partition(": ")
    return f"**{label}:** {_escaped(value)}" if colon and label in _FIELDS else _escaped(line)


def _opened(line: str, part: Part) -> str:
    """The first line of a paragraph with its opening in italics."""
    opening = find_opening(line, part)
    at = line.find(opening.words) if opening else -1
    if opening is None or at < 0 or (at and not line[:at].isspace()):
        return _escaped(line)
    end = at + len(opening.words)
    return f"*{_escaped(line[at:end])}*{_escaped(line[end:])}"


def _lines(lines: list[str]) -> str:
    """Lines of one block, each of which stays a line: two spaces at the end say so."""
    return "\n".join(line + ("  " if line and following.strip() else "") for line, following in pairwise((*lines, "")))


def _escaped(text: str) -> str:
    """A text in which nothing is Markdown or HTML."""
    return _ENTITY.sub(r"\\&", _SIGNS.sub(r"\\\g<0>", text))
