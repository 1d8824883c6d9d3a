"""From blocks on a page to canonical text: labels at the head of their lines, four spaces for every level.

The importers know where a block stands and sometimes, as with Word's own numbering, how deep. Where they do not know,
the succession of the labels decides first and the indentation second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from resolutions.tree import INDENT, Label, find_label

_NUMBER = re.compile(r"(?P<label>(?P<number>\d{1,3})\s?[.)]|\((?P<bracketed>\d{1,3})\))(?:\s+|$)")
_FIELD = re.compile(r"[^\W\d_][\w /'’()-]{1,30}:(?:\s|$)")
_SPACE = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_STEP = 6.0
"""Points by which indentation must differ to mean something."""


class Block(NamedTuple):
    """A paragraph of a file, or a line of one that was broken by hand."""

    text: str
    """With its label, if it has one."""
    indent: float = 0.0
    """How far from the left it begins, in points."""
    level: int | None = None
    """0 for a numbered paragraph, 1 for (a), 2 for (i), as the file itself says; None where it does not."""
    fresh: bool = True
    """False for a line that follows on the one before in the same paragraph."""
    heading: bool = False


class _List(NamedTuple):
    """A list that is open."""

    kind: str
    ordinal: int
    indent: float


def collapse(text: str) -> str:
    """Words with one space between them, whatever a word processor had there; soft hyphens are gone."""
    return _SPACE.sub(" ", text.replace("\u00ad", "")).strip()


def compose(blocks: Sequence[Block]) -> str:
    """The text of blocks in order."""
    lines: list[str] = []
    stack: list[_List] = []
    previous: Block | None = None
    for block in blocks:
        text = collapse(block.text)
        if not text:
            continue
        block = block._replace(text=text)
        depth, line, joined = _placed(block, stack, previous)
        if lines and not joined:
            lines.append("")
        lines.append(INDENT * depth + line)
        previous = block
    return "\n".join(lines) + "\n" if lines else ""


def _placed(block: Block, stack: list[_List], previous: Block | None) -> tuple[int, str, bool]:
    """A block's depth, its line, and whether it follows on the line before without a blank one. Keeps the stack."""
    text = block.text
    if block.heading:
        stack.clear()
        return 0, text, False
    number = _NUMBER.match(text)
    if block.level is not None:
        return _placed_as_told(block, stack)
    if number and number["number"] and not _is_nested(block, stack):
        stack[:] = [_List("number", int(number["number"]), block.indent)]
        return 0, f"{number['label']} {text[number.end() :]}".strip(), False
    label = find_label(text)
    if label and (stack or (previous is not None and previous.text.endswith(":"))):
        if not stack:
            stack.append(_List("opening", 0, previous.indent if previous else 0.0))
        depth = _depth(label, block.indent, stack)
        kind, ordinal = _reading(label, depth, stack)
        del stack[depth:]
        stack.append(_List(kind, ordinal, block.indent))
        return depth, f"{label.written} {text[label.end :]}".strip(), True
    if not block.fresh:
        return 0, text, True
    if previous is None:
        return 0, text, False
    deeper = sum(1 for open_list in stack[1:] if block.indent > open_list.indent + _STEP)
    goes_on = len(stack) > 1 and not previous.heading and not previous.text.endswith(".")
    if goes_on and (text[:1].islower() or deeper):
        del stack[deeper + 1 :]
        # Under a sub-paragraph a blank line says that text resumes, as in canonical text; without a mark, the sentence goes on.
        return deeper + 1 if deeper else 0, text, not (deeper and previous.text.endswith((",", ";", ":")))
    fields = not stack and bool(_FIELD.match(text)) and bool(_FIELD.match(previous.text))
    return 0, text, fields


def _placed_as_told(block: Block, stack: list[_List]) -> tuple[int, str, bool]:
    """A block whose level its file knows."""
    level = block.level or 0
    label = find_label(block.text)
    number = _NUMBER.match(block.text)
    while len(stack) < level:
        stack.append(_List("opening", 0, block.indent))
    kind, ordinal = _reading(label, level, stack) if label else ("number", int(number["number"] or number["bracketed"]) if number else 0)
    del stack[level:]
    stack.append(_List("number" if level == 0 else kind, ordinal, block.indent))
    return level, block.text, level > 0


def _is_nested(block: Block, stack: list[_List]) -> bool:
    """Whether a number stands in a list under a paragraph: deeper than the paragraphs' own numbers, and out of their order."""
    match = _NUMBER.match(block.text)
    if not stack or stack[0].kind != "number" or match is None:
        return False
    value = int(match["number"])
    return block.indent > stack[0].indent + _STEP and value != stack[0].ordinal + 1


def _depth(label: Label, indent: float, stack: list[_List]) -> int:
    """How deep a label's list is; 1 is the first below the numbered paragraphs."""
    begins = any(ordinal <= 1 for _, ordinal in label.readings)
    for depth in range(len(stack) - 1, 0, -1):
        follows = any((kind, ordinal - 1) == stack[depth][:2] for kind, ordinal in label.readings)
        bullets = label.readings[0][0] == stack[depth].kind == "bullet" and abs(indent - stack[depth].indent) <= _STEP
        # An (i) after (h), further in than (h), begins a list of its own.
        if bullets or (follows and not (begins and indent > stack[depth].indent + _STEP)):
            return depth
    if begins:
        kind = label.readings[-1][0]
        for depth in range(1, len(stack)):
            if stack[depth].kind == kind and indent <= stack[depth].indent + _STEP:
                return depth
            if indent < stack[depth].indent - _STEP:
                return depth
        return len(stack)
    for depth in range(len(stack) - 1, 0, -1):
        if any(kind == stack[depth].kind for kind, _ in label.readings):
            return depth
    return len(stack)


def _reading(label: Label, depth: int, stack: list[_List]) -> tuple[str, int]:
    """The way to read a label in a list of that depth."""
    if depth < len(stack):
        for kind, ordinal in label.readings:
            if (kind, ordinal - 1) == stack[depth][:2]:
                return kind, ordinal
        for kind, ordinal in label.readings:
            if kind == stack[depth].kind:
                return kind, ordinal
    firsts = [reading for reading in label.readings if reading[1] <= 1]
    return firsts[-1] if firsts else label.readings[0]
