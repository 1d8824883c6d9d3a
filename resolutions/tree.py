"""The sub-paragraphs of a paragraph: levels (a), (i), a., i., and text that resumes after them.

A paragraph's text is what its author edits: one line for its own words, one for every sub-paragraph. The tree is
derived from it, by the succession of the labels first and by indentation second, so that `(c)` after `(b)` is a letter
and `(i)` under `(a)` is a Roman numeral. Levels and labels are those of the United Nations Editorial Manual.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from resolutions.model import Value

LEVELS = ("(a)", "(i)", "a.", "i.")
"""The form of a label at each level, from the first."""

_LABEL = re.compile(
    r"(?P<indent>\s*)(?P<label>\((?P<both>[A-Za-z]{1,8}|\d{1,2})\)|(?P<right>[A-Za-z]{1,8}|\d{1,2})\)|(?P<dot>[A-Za-z]|[ivxlIVXL]{1,8})\.)(?:\s+|$)"
)
_BULLET = re.compile(r"(?P<indent>\s*)(?P<label>[-*+•▪◦‣·–])(?:\s+|$)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class Part(Value):
    """A sub-paragraph, or text that resumes after sub-paragraphs (without a label)."""

    label: str | None
    text: str
    level: int
    """0 for resumed text of the paragraph itself, 1 for (a), 2 for (i), 3 for a., 4 for i."""
    ordinal: int = 0
    """Its place in its list as the label says: 3 for (c) or (iii); 0 where there is no label to go by."""
    line: int = 0
    """The line of the paragraph's text on which it stands, from 0."""
    column: int = 0
    """Where its words begin in that line."""
    parts: tuple[Part, ...] = ()

    def walk(self) -> Iterator[Part]:
        """This part and all below it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


class Tree(Value):
    """A paragraph as its own words and what stands under them."""

    text: str
    parts: tuple[Part, ...] = ()

    def walk(self) -> Iterator[Part]:
        """Every part, in order."""
        for part in self.parts:
            yield from part.walk()


def roman(number: int) -> str:
    """A number from 1 to 99 in small Roman numerals."""
    out = ""
    for value, sign in ((90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            out += sign
            number -= value
    return out


def letter(number: int) -> str:
    """A number as a letter: 1 is a, 26 z, 27 aa."""
    return chr(96 + number) if number <= 26 else letter((number - 1) // 26) + letter((number - 1) % 26 + 1)


def label_for(level: int, ordinal: int) -> str:
    """The label of a sub-paragraph in the form of its level."""
    form = LEVELS[min(level, len(LEVELS)) - 1]
    name = roman(ordinal) if "i" in form else letter(ordinal)
    return form.replace("i", name, 1) if "i" in form else form.replace("a", name, 1)


def _as_roman(text: str) -> int | None:
    total, last = 0, 0
    for sign in reversed(text):
        value = _ROMAN.get(sign)
        if value is None:
            return None
        total += value if value >= last else -value
        last = max(last, value)
    return total if 0 < total < 100 and roman(total) == text else None


def _as_letter(text: str) -> int | None:
    if len(text) == 1 and text.isalpha() and text.isascii():
        return ord(text) - 96
    return 26 + ord(text[0]) - 96 if len(text) == 2 and text[0] == text[1] and text.isascii() else None


class _Open(Value):
    """A list being read: its kind of label, its last ordinal, and how far it is indented."""

    kind: str
    ordinal: int
    indent: int


class Label(Value):
    """A label at the head of a line, with every way it can be read."""

    written: str
    end: int
    indent: int
    readings: tuple[tuple[str, int], ...]
    """Kinds with the ordinal in each: `c` is the third letter, or a hundred in Roman numerals."""


def find_label(line: str) -> Label | None:
    """The label of a sub-paragraph with which a line begins, if it has one."""
    match = _LABEL.match(line)
    if match is None:
        bullet = _BULLET.match(line)
        if bullet is None:
            return None
        return Label(written=bullet["label"], end=bullet.end(), indent=_width(bullet["indent"]), readings=(("bullet", 0),))
    name = (match["both"] or match["right"] or match["dot"]).lower()
    style = "(" if match["both"] else ")" if match["right"] else "."
    if name.isdecimal():
        return Label(written=match["label"], end=match.end(), indent=_width(match["indent"]), readings=((f"1{style}", int(name)),))
    readings = []
    if (number := _as_letter(name)) is not None:
        readings.append((f"a{style}", number))
    if (number := _as_roman(name)) is not None:
        readings.append((f"i{style}", number))
    if not readings:
        return None
    return Label(written=match["label"], end=match.end(), indent=_width(match["indent"]), readings=tuple(readings))


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _begins_under(label: Label, open_list: _Open, following: Label | None) -> bool:
    """Whether `(i)` after `(h)` begins a Roman list under it: what follows says so, or else that it is further in."""
    first = next((kind for kind, ordinal in label.readings if ordinal == 1 and kind != open_list.kind), None)
    if first is None:
        return False
    if following is not None and (first, 2) in following.readings:
        return True
    goes_on = following is not None and (open_list.kind, open_list.ordinal + 2) in following.readings
    return label.indent > open_list.indent and not (goes_on and following is not None and following.indent == label.indent)


def _place(label: Label, stack: list[_Open], following: Label | None) -> tuple[int, str, int]:
    """The depth, kind and ordinal of a label, given the lists that are open and the label after it."""
    for depth in range(len(stack) - 1, -1, -1):
        for kind, ordinal in label.readings:
            if stack[depth].kind == kind and ordinal == stack[depth].ordinal + 1 and not _begins_under(label, stack[depth], following):
                return depth, kind, ordinal
    firsts = [(kind, ordinal) for kind, ordinal in label.readings if ordinal <= 1]
    if firsts:
        # A list that begins: under the last one; a Roman one first where both readings are possible.
        kind, ordinal = firsts[-1]
        for depth, open_list in enumerate(stack):
            if open_list.kind == kind and (ordinal == 0 or label.indent <= open_list.indent):
                if ordinal == 0 and label.indent > open_list.indent:
                    continue
                return depth, kind, ordinal
        return len(stack), kind, ordinal
    # A gap in the labels: the deepest list of its kind goes on.
    for depth in range(len(stack) - 1, -1, -1):
        for kind, ordinal in label.readings:
            if stack[depth].kind == kind:
                return depth, kind, ordinal
    kind, ordinal = label.readings[0]
    return len(stack), kind, ordinal


@lru_cache(maxsize=4096)
def tree(text: str) -> Tree:
    """The tree of a paragraph's text."""
    lines = text.split("\n")
    flat: list[Part] = []
    stack: list[_Open] = []
    # "11. (a) Expresses concern": a paragraph may have no words of its own.
    first = 0 if _begins_list(lines[0]) else 1
    labels = [find_label(line) for line in lines[first:]]
    followers: list[Label | None] = [None] * len(labels)
    for index in range(len(labels) - 2, -1, -1):
        followers[index] = labels[index + 1] or followers[index + 1]
    for number, (line, label, following) in enumerate(zip(lines[first:], labels, followers, strict=True), start=first):
        if not line.strip():
            continue
        if label is None:
            depth = _resumed_depth(line, stack)
            flat.append(Part(label=None, text=line.strip(), level=depth, line=number, column=len(line) - len(line.lstrip())))
            del stack[depth:]
            continue
        depth, kind, ordinal = _place(label, stack, following)
        del stack[depth:]
        stack.append(_Open(kind=kind, ordinal=ordinal, indent=label.indent))
        flat.append(
            Part(label=label.written, text=line[label.end :].strip(), level=depth + 1, ordinal=ordinal, line=number, column=label.end)
        )
    return Tree(text=lines[0].strip() if first else "", parts=_nested(flat, 0, len(flat), 1))


def _begins_list(line: str) -> bool:
    label = find_label(line)
    return label is not None and label.written.startswith("(") and any(ordinal == 1 for _, ordinal in label.readings)


def _resumed_depth(line: str, stack: list[_Open]) -> int:
    """How deep text without a label goes on: by its indentation; with none, it is the paragraph's own."""
    indent = _width(line[: len(line) - len(line.lstrip())])
    if indent == 0:
        return 0
    return sum(1 for open_list in stack if open_list.indent < indent)


def _nested(flat: list[Part], start: int, end: int, level: int) -> tuple[Part, ...]:
    made: list[Part] = []
    index = start
    while index < end:
        part = flat[index]
        below = index + 1
        while below < end and (flat[below].level > part.level or (flat[below].label is None and flat[below].level >= max(part.level, 1))):
            below += 1
        made.append(part.model_copy(update={"parts": _nested(flat, index + 1, below, level + 1)}) if below > index + 1 else part)
        index = below
    return tuple(made)


INDENT = "    "


def canonical(text: str) -> str:
    """A paragraph's text with each sub-paragraph on a line of its own, indented by level; labels as written."""
    found = tree(text)
    lines = [found.text] if found.text else []
    for part in found.walk():
        depth = part.level - 1 if part.label else part.level
        label = f"{part.label} " if part.label else ""
        lines.append((INDENT * max(depth, 0) + label + part.text).rstrip())
    return "\n".join(lines)
