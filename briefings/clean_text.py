"""Text made fit for paper, whatever somebody typed or pasted.

`for_paper` is for what is set in type: its words stay, and what would break a line, a page or the order of letters goes or
is contained. Formats that are read back (Word, Markdown, text, Akoma Ntoso) take `resolutions.text.clean` alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from resolutions.model import Draft
from resolutions.text import clean

LONGEST_WORD = 48
"""Letters a word may have before it gets places to break at: no line has room for more."""

_PIECE = 24
"""Letters between two such places."""

_MOST_MARKS = 3
"""Combining marks on one letter: more are a prank that covers the lines above."""

_LONGEST_KEPT = 1_000
"""Characters of a text that is kept as it was made, since it may well be met again."""

BREAK = "\u200b"
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"

_UNPRINTABLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\ufe00-\ufe0f\ufff9-\ufffb"
    "\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Soft hyphens, marks of direction, selectors of variants, private characters and tags: nothing to see of any of them."""
_JOINER = re.compile("(?<![\u0600-\u08ff\u0900-\u0dff\ufb50-\ufdff])\u200d|\u200d(?![\u0600-\u08ff\u0900-\u0dff\ufb50-\ufdff])")
_MARKS = re.compile(rf"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{{{_MOST_MARKS}}})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
_LONG_WORD = re.compile(rf"[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff{BREAK}]{{{LONGEST_WORD},}}")
_ASIDE = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(rf"[{_ASIDE}](?:[{_ASIDE}\u200c\u200d\u0300-\u036f]|[^\w\n{_ASIDE}]{{1,3}}(?=[{_ASIDE}]))*")


def for_paper(text: str) -> str:
    """A text as it may be set: clean, with places to break in words beyond any line, and right-to-left runs isolated."""
    if text.isascii() and text.isprintable() and len(text) < LONGEST_WORD:
        return text
    return _met_before(text) if len(text) <= _LONGEST_KEPT else _set(text)


def _set(text: str) -> str:
    text = _UNPRINTABLE.sub("", clean(text).replace("\t", " ").replace("\ufffd", "?"))
    text = _MARKS.sub(r"\1", _JOINER.sub("", text))
    return isolated(with_breaks(text))


# The packs of a council say much in the same words.
_met_before = lru_cache(maxsize=8192)(_set)


def with_breaks(text: str) -> str:
    """A text whose longest words may break at the end of a line."""
    return _LONG_WORD.sub(lambda word: _broken(word[0]), text)


def _broken(word: str) -> str:
    pieces = []
    start = 0
    while start < len(word):
        end = start + _PIECE
        while end < len(word) and unicodedata.combining(word[end]):
            end += 1
        pieces.append(word[start:end])
        start = end
    return BREAK.join(pieces)


def isolated(text: str) -> str:
    """A text in which every right-to-left run is an isolate, so that numbers and marks beside it stay where they are."""
    return _RIGHT_TO_LEFT.sub(lambda run: _ISOLATE + run[0] + _END_OF_ISOLATE, text)


def runs(text: str) -> tuple[tuple[bool, str], ...]:
    """A text in stretches: whether each is written from right to left, and its words."""
    found: list[tuple[bool, str]] = []
    end = 0
    for run in _RIGHT_TO_LEFT.finditer(text):
        if run.start() > end:
            found.append((False, text[end : run.start()]))
        found.append((True, run[0]))
        end = run.end()
    if end < len(text):
        found.append((False, text[end:]))
    return tuple(found)


def printable(content: Any) -> Any:
    """JSON with every text in it fit for paper."""
    return _each(content, for_paper)


def clean_draft(draft: Draft) -> Draft:
    """A draft whose every text is clean, as any that was read from a file is: what goes into files that are read back."""
    return Draft.model_validate(cleaned(draft.model_dump()))


def cleaned(content: Any) -> Any:
    """JSON with every text in it clean."""
    return _each(content, clean)


def _each(content: Any, change: Callable[[str], str]) -> Any:
    if isinstance(content, str):
        return change(content)
    if isinstance(content, Mapping):
        return {str(key): _each(value, change) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_each(item, change) for item in content]
    return content
