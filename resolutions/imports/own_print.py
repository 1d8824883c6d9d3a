"""What this app prints around a draft: the head of its first page, the running heads, the foot with the notice.

A file of the app's own is known by its notice, which no other document bears, and by the form of what stands there. Its
masthead comes back as the lines of a heading; the conference, the date and what only says where one is on paper go. What has
another form, or a word more, is taken as it is in anybody's file: kept, or left out and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from resolutions.wording import listed

NOTICE = "Simulation, not a United Nations document"
"""What the app prints at the foot of every page (`briefings.resolution.NOTICE`)."""

_HEADED = re.compile(r"^(?:(Committee|Forum)|(Symbol|Document)): (.+)$", re.MULTILINE)
_PAGES = re.compile(r"\s*\d{1,3}/\d{1,3}")
_DATE = re.compile(r"(?:\d{1,2} [A-Z][a-z]+ \d{4})?")


# -- Word


def without_own_heads(heads: Sequence[Sequence[str]], feet: Sequence[Sequence[str]], text: str) -> tuple[list[Sequence[str]], list[Sequence[str]]]:
    """The heads and feet of a Word file that are not the app's own.

    Args:
        heads: those of the first page and of the others, by paragraphs, with their tabs.
        feet: the same.
        text: the draft that was read, with its heading.
    """
    own = [foot for foot in feet if _is_own_foot(foot)]
    if not own:
        return list(heads), list(feet)
    named = {"committee" if field[1] else "symbol": field[3].strip() for field in reversed(list(_HEADED.finditer(text)))}
    committee, symbol = named.get("committee", ""), named.get("symbol", "")
    return [head for head in heads if not _is_own_head(head, committee, symbol)], [foot for foot in feet if foot not in own]


def _is_own_foot(lines: Sequence[str]) -> bool:
    return len(lines) == 1 and lines[0].startswith(NOTICE) and bool(_PAGES.fullmatch(lines[0][len(NOTICE) :]))


def _is_own_head(lines: Sequence[str], committee: str, symbol: str) -> bool:
    """Whether a head is the conference and the symbol over the committee and the date, and in the manner of the United Nations
    the kind of document under them; or committee and symbol alone."""
    if not committee or not 1 <= len(lines) <= 3 or [line.strip() for line in lines[2:]] not in ([], ["Draft resolution"]):
        return False
    left, _, right = lines[min(len(lines), 2) - 1].partition("\t")
    if len(lines) == 1:
        return (left.strip(), right.strip()) == (committee, symbol)
    of_symbol = lines[0].partition("\t")[2].strip()
    of_committee = re.fullmatch(rf"(?:[\w -]+ of the )?{re.escape(committee)}", left.strip())
    return of_symbol == symbol and of_committee is not None and _DATE.fullmatch(right.strip()) is not None


# -- PDF


class Word(Protocol):
    """A word on a page; all in points."""

    @property
    def text(self) -> str:
        """Its letters."""

    @property
    def x0(self) -> float:
        """Where it begins, from the left."""

    @property
    def top(self) -> float:
        """Where it begins, from above."""

    @property
    def bottom(self) -> float:
        """Where it ends, from above."""

    @property
    def size(self) -> float:
        """How large it is set."""


W = TypeVar("W", bound=Word)

_SMALL, _SMALL_HEAD, _BESIDE, _CONFERENCE, _SYMBOL, _COMMITTEE = 7.5, 8.5, 9.5, 12.0, 15.0, 19.0
"""Sizes of the masthead in points, as `briefings/templates/resolution.typ` sets them."""

_FOOT, _HEAD = 60.0, 62.0
"""Points in which the foot and the running head stand, in the margins below and above."""


class Masthead(NamedTuple):
    """What the head of a first page says."""

    fields: tuple[str, ...]
    """As lines of a heading: "Committee: Security Council"."""
    authors: str = ""
    """Its sponsors as the file's own record has them; empty where they stand in the text with their label."""
    unlabelled: bool = False
    """Whether sponsors and topic follow without a label, as in the manner of the United Nations."""
    edges_known: bool = False
    """Whether every head and foot of the pages was the app's own, so that all that is left on them is text."""


def without_own_print(pages: Sequence[Sequence[W]], heights: Sequence[float], about: Mapping[str, object]) -> tuple[Masthead, list[list[W]]]:
    """The masthead of a PDF of the app's own, and its pages without that, the running heads and the feet. Of any other file
    nothing is taken.

    Args:
        pages: the words of each page.
        heights: how high each is, in points.
        about: the file's record: by whom and by what it was made.
    """
    nothing = Masthead(()), [list(page) for page in pages]
    if not str(about.get("Creator", "")).startswith("Typst") or not pages:
        return nothing
    feet = [[w for w in page if w.top > height - _FOOT and _is(w, _SMALL)] for page, height in zip(pages, heights, strict=True)]
    if any(_words(foot) != f"{NOTICE} {number}/{len(pages)}" for number, foot in enumerate(feet, start=1)):
        return nothing
    left = [[w for w in page if not any(w is gone for gone in foot)] for page, foot in zip(pages, feet, strict=True)]
    first, symbol, masthead = _masthead(left[0], heights[0], str(about.get("Author") or ""))
    whole = _words(left[0])
    committee = next((field.partition(": ")[2] for field in masthead.fields if field.startswith("Committee")), "")
    later = [_without_head(page, committee, symbol, whole) for page in left[1:]]
    known = len(first) < len(left[0]) and all(len(page) < len(before) for page, before in zip(later, left[1:], strict=True))
    return masthead._replace(edges_known=known), [first, *later]


def _masthead(page: list[W], height: float, authors: str) -> tuple[list[W], str, Masthead]:
    """A first page without its masthead, the symbol, and what the masthead says."""
    above = [w for w in page if w.bottom < 0.45 * height]
    if _words(w for w in above if _is(w, _SMALL)) == NOTICE:
        end = max(w.bottom for w in above if _is(w, _SMALL) or _is(w, _COMMITTEE))
        sizes = {_SMALL, _BESIDE, _CONFERENCE, _SYMBOL, _COMMITTEE}
    else:
        end = max((w.bottom for w in above if _is(w, _SYMBOL)), default=0.0)
        sizes = {_SMALL_HEAD, _SYMBOL}
    head = [w for w in above if w.top < end - 1]
    if not head or not all(any(_is(w, size) for size in sizes) for w in head):
        return page, "", Masthead(())
    of_size = {size: _words(w for w in head if _is(w, size)) for size in sizes}
    kept = [w for w in page if not any(w is gone for gone in head)]
    symbol = of_size[_SYMBOL]
    if _COMMITTEE in sizes:
        kind, _, dated = of_size[_BESIDE].partition("Draft resolution")
        if not of_size[_COMMITTEE] or kind or not of_size[_BESIDE] or not _DATE.fullmatch(dated.strip()):
            return page, "", Masthead(())
        fields = [f"Committee: {of_size[_COMMITTEE]}", *([f"Symbol: {symbol}"] if symbol else [])]
        return kept, symbol, Masthead(tuple(fields), authors, unlabelled=True)
    title, symbol = symbol[: len("DRAFT RESOLUTION")], symbol[len("DRAFT RESOLUTION") :].strip()
    if title != "DRAFT RESOLUTION":
        return page, "", Masthead(())
    return kept, symbol, Masthead((f"Symbol: {symbol}",) if symbol else ())


def _without_head(page: list[W], committee: str, symbol: str, first: str) -> list[W]:
    """A later page without committee and symbol above it; the committee is one that the first page names."""
    head = [w for w in page if w.bottom < _HEAD and _is(w, _SMALL)]
    left = _words(head).removesuffix(symbol).strip()
    known = left == committee if committee else any(f"{label}: {left} " in first for label in ("Committee", "Forum"))
    return [w for w in page if not any(w is gone for gone in head)] if left and known else page


def sponsors_of(line: str, authors: str) -> str:
    """The sponsors that a line such as "Chile and Peru: draft resolution" names, parted by semicolons; empty if it is no such line,
    or the file's own record has others."""
    names = sorted(authors.split(", "))
    return "; ".join(names) if line == f"{listed(names)}: draft resolution" else ""


def _is(word: Word, size: float) -> bool:
    return abs(word.size - size) < 0.3


def _words(words: Iterable[Word]) -> str:
    """Words as they are read: by lines, from the left."""
    return " ".join(w.text for w in sorted(words, key=lambda w: (round(w.bottom), w.x0)))
