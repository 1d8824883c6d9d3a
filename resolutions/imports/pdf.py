"""PDF: paragraphs from where the words stand on the page, since a PDF knows letters and places and nothing else.

Words make lines, lines make paragraphs: a paragraph ends where the next word would have fitted on its last line, where
the distance or the indentation changes, and where a label or an opening in italics begins the next line. What repeats
at the edge of the pages is no text of the draft; it is handed back beside it.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from resolutions.imports.blocks import Block, collapse, compose
from resolutions.imports.imported import MOST_PAGES, Imported, UnreadableDraft
from resolutions.tree import find_label

_MOST_LETTERS = 600_000
_EDGE = 0.12
"""The share of a page's height, above and below, in which headers and footers stand."""

_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?(?:\d{1,3}|[ivx]{1,5})(?:\s*(?:/|of)\s*\d{1,3})?\W*$", re.IGNORECASE)
_NUMBER = re.compile(r"\(?\d{1,3}[.)](?:\s|$)")
_HYPHENS = "-\u00ad\u2010"
_FIRST_HALVES = {
    "anti", "bi", "co", "counter", "cross", "ex", "follow", "high", "inter", "intra", "long", "low", "mid", "multi", "non",
    "post", "pre", "pro", "self", "semi", "short", "so", "socio", "sub", "trans", "well", "zero",
}  # fmt: skip
"""First halves after which a hyphen at the end of a line is mostly part of the word."""


class _Word(NamedTuple):
    """A word on a page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    italic: bool
    bold: bool


class _Line(NamedTuple):
    """A line on a page."""

    page: int
    words: tuple[_Word, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def text(self) -> str:
        """Its words with a space between them."""
        return " ".join(w.text for w in self.words)


def read_pdf(data: bytes) -> Imported:
    """The text of a PDF.

    Raises:
        UnreadableDraft: if it is damaged, protected, too long, or a scan without text.
    """
    pages, heights, turned = _pages(data)
    notes: list[str] = []
    size = _usual([line.size for page in pages for line in page], 11.0)
    pages = [_without_line_numbers(page) for page in pages]
    pages, aside = _without_edges(pages, heights)
    pages, footnotes = _without_footnotes(pages, heights, size)
    lines = [line for page in pages for line in page]
    if not lines:
        raise UnreadableDraft("has no text in it, as a scan or a picture has none; type or copy the words")
    hyphens = _Hyphens(lines)
    blocks = [_block(group, size, hyphens) for group in _paragraphs(lines)]
    blocks += [Block(hyphens.join([line.text for line in note])) for note in footnotes]
    doubtful = list(dict.fromkeys(hyphens.doubtful))
    if doubtful:
        shown = ", ".join(f"“{word}”" for word in doubtful[:12])
        notes.append(f"Words that were broken at the end of a line, to be looked at: {shown}{' and more' if len(doubtful) > 12 else ''}.")
    if footnotes:
        notes.append("Footnotes stand at the end.")
    unread = sum(line.text.count("(cid:") for line in lines)
    if unread:
        letters = sum(len(line.text) for line in lines)
        if unread * 7 > letters / 2:
            raise UnreadableDraft("does not say which letters it shows; copy its text, or save it as plain text (.txt)")
        notes.append(f"Letters that the file does not tell, shown as (cid:…): {unread}.")
    if turned:
        notes.append(f"Not upright, as a watermark is not, and left out: “{' '.join(turned)[:120]}”.")
    told = [words for words in aside if any(c.isalpha() for c in words)]
    if told:
        notes.append(f"Repeated at the edge of the pages and left out: {'; '.join(f'“{words[:80]}”' for words in told)}.")
    return Imported(compose(blocks), "pdf", tuple(notes), (*aside, *turned))


def _pages(data: bytes) -> tuple[list[list[_Line]], list[float], tuple[str, ...]]:
    """The lines of every page, the pages' heights, and words that do not stand upright, each once."""
    import pdfplumber

    # The library tells of every oddity of a font; nobody reads that here.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    lines: list[list[_Line]] = []
    heights: list[float] = []
    turned: list[str] = []
    letters = 0
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise UnreadableDraft(f"has {len(pdf.pages)} pages; a draft of more than {MOST_PAGES} is not read")
            for index, page in enumerate(pdf.pages):
                letters += len(page.chars)
                if letters > _MOST_LETTERS:
                    raise UnreadableDraft("has more letters than any draft; give the draft alone")
                lines.append(_lines(index, page, turned))
                heights.append(float(page.height))
                page.close()
    except (UnreadableDraft, MemoryError, RecursionError):
        raise
    except Exception as error:
        # A damaged file makes the library fail in any place and in any way.
        if "PDFPasswordIncorrect" in {type(one).__name__ for one in (error, error.__cause__, *error.args)}:
            raise UnreadableDraft("is protected by a password; save it without one") from None
        raise UnreadableDraft("is damaged; copy its text, or save it as plain text (.txt)") from None
    return lines, heights, tuple(dict.fromkeys(turned))


def _lines(index: int, page: Any, turned: list[str]) -> list[_Line]:
    """The lines of a page, from the top; what does not stand upright, as a watermark does not, goes to `turned`."""
    across = "".join(c["text"] for c in page.chars if not _is_upright(c))
    if across.strip():
        turned.append(collapse(_letters(across)))
        page = page.filter(_is_upright)
    found = page.extract_words(
        x_tolerance_ratio=0.18, y_tolerance=2, keep_blank_chars=False, use_text_flow=False, extra_attrs=["fontname", "size"]
    )
    words = [
        _Word(
            text=_letters(str(w["text"])), x0=w["x0"], x1=w["x1"], top=w["top"], bottom=w["bottom"], size=round(w["size"], 1),
            italic=bool(re.search("ital|obli", w["fontname"], re.IGNORECASE)), bold="bold" in w["fontname"].lower(),
        )
        for w in found
    ]  # fmt: skip
    words = [w for w in words if w.text.strip()]
    rows: list[list[_Word]] = []
    # The largest first, so that a raised footnote mark joins its line and does not make one.
    for word in sorted(words, key=lambda w: (-w.size, w.top)):
        middle = (word.top + word.bottom) / 2
        row = next((r for r in reversed(rows) if r[0].top - 1 <= middle <= r[0].bottom + 1), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    made = []
    for row in rows:
        in_order = _glued(sorted(row, key=lambda w: w.x0))
        largest = _usual([w.size for w in in_order for _ in w.text], 11.0)
        marked = tuple(_marked(w, largest, first=i == 0) for i, w in enumerate(in_order))
        made.append(
            _Line(index, marked, min(w.x0 for w in row), max(w.x1 for w in row), row[0].top, row[0].bottom, largest)
        )
    return sorted(made, key=lambda line: line.top)


def _is_upright(thing: dict[str, Any]) -> bool:
    """Whether a letter stands upright; italics slant, but stand."""
    if thing.get("object_type") != "char":
        return True
    along, across = thing["matrix"][:2]
    return bool(along > 0 and abs(across) < 0.1 * along)


def _glued(row: Sequence[_Word]) -> list[_Word]:
    """Words that a change of font has split: what stands without a gap belongs together."""
    out: list[_Word] = []
    for word in row:
        last = out[-1] if out else None
        if last and word.x0 - last.x1 < 0.12 * max(last.size, word.size) and abs(last.size - word.size) < 0.12 * last.size:
            out[-1] = last._replace(text=last.text + word.text, x1=word.x1)
        else:
            out.append(word)
    return out


def _marked(word: _Word, size: float, *, first: bool) -> _Word:
    """A small raised number as a footnote mark in brackets."""
    raised = word.size < 0.8 * size and word.text.isdecimal() and not first
    return word._replace(text=f"[{word.text}]") if raised else word


def _letters(text: str) -> str:
    """Letters without ligatures, and a soft hyphen inside a word as the hyphen it shows."""
    plain = "".join(unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufb06" else c for c in text)
    return plain.replace("\u00ad", "-").replace("\x00", "")


# -- what is no text of the draft


def _without_line_numbers(page: list[_Line]) -> list[_Line]:
    """A page without the numbers of its lines in the margin."""
    heads = [(i, line.words[0]) for i, line in enumerate(page) if len(line.words) > 1 and line.words[0].text.isdecimal()]
    values = [int(word.text[:6]) for _, word in heads]
    if len(values) < 4 or any(b - a not in (1, 5) for a, b in zip(values, values[1:], strict=False)):
        return page
    body = min(line.words[1].x0 for i, line in enumerate(page) if (i, line.words[0]) in heads)
    if any(word.x1 > body - 4 for _, word in heads):
        return page
    numbered = {i for i, _ in heads}
    return [
        line._replace(words=line.words[1:], x0=line.words[1].x0) if i in numbered else line for i, line in enumerate(page)
    ]


def _without_edges(pages: list[list[_Line]], heights: list[float]) -> tuple[list[list[_Line]], tuple[str, ...]]:
    """Pages without page numbers and what repeats above and below, and the words of that, each once."""
    repeated: Counter[str] = Counter()
    for page, height in zip(pages, heights, strict=True):
        repeated.update({_shape(line) for line in page if _at_edge(line, height)})
    aside: list[str] = []
    out: list[list[_Line]] = []
    for page, height in zip(pages, heights, strict=True):
        kept = []
        outer = {id(line) for line in (*page[:1], *page[-1:])}
        for line in page:
            again = len(pages) > 1 and repeated[_shape(line)] >= max(2, len(pages) // 2)
            if _at_edge(line, height) and (again or (id(line) in outer and _PAGE_NUMBER.match(line.text))):
                aside.append(collapse(line.text))
            else:
                kept.append(line)
        out.append(kept)
    return out, tuple(dict.fromkeys(aside))


def _at_edge(line: _Line, height: float) -> bool:
    return line.bottom < height * _EDGE or line.top > height * (1 - _EDGE)


def _shape(line: _Line) -> str:
    """A line's words with every number alike, and the height it stands at."""
    return f"{round(line.top / 4)} {re.sub(r'[0-9]+', '#', line.text)}"


def _without_footnotes(
    pages: list[list[_Line]], heights: list[float], size: float
) -> tuple[list[list[_Line]], list[list[_Line]]]:
    """Pages without the small print at their feet, and the notes in it."""
    notes: list[list[_Line]] = []
    out: list[list[_Line]] = []
    for page, height in zip(pages, heights, strict=True):
        start = len(page)
        while start > 0 and page[start - 1].size < 0.93 * size and page[start - 1].top > height * 0.4:
            start -= 1
        small = page[start:]
        if not any(re.match(r"\[?\d{1,2}\]?\s|\*", line.text + " ") for line in small[:1]):
            out.append(page)
            continue
        for line in small:
            mark = re.match(r"\[?(\d{1,2})\]?(?=\s|[A-Z])", line.text)
            if mark:
                first = line.words[0]._replace(text=f"[{mark[1]}] {line.words[0].text[mark.end() :]}".strip())
                notes.append([line._replace(words=(first, *line.words[1:]))])
            elif notes:
                notes[-1].append(line)
            else:
                notes.append([line])
        out.append(page[:start])
    return out, notes


# -- paragraphs


def _paragraphs(lines: list[_Line]) -> list[list[_Line]]:
    """Lines by the paragraph they belong to: read twice, the second time with the habits of the first."""
    right = _right_margin(lines)
    pitch = _pitch(lines, right)
    groups = _grouped(lines, right, pitch, {})
    return _grouped(lines, right, pitch, _habits(groups))


def _grouped(lines: list[_Line], right: float, pitch: float, habits: dict[int, float]) -> list[list[_Line]]:
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and not _breaks(groups[-1], line, right, pitch, habits):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _habits(groups: list[list[_Line]]) -> dict[int, float]:
    """Where the second line of a paragraph begins, by where its first does: only where nearly all do so."""
    second: dict[int, Counter[int]] = {}
    for group in groups:
        if len(group) > 2 and group[0].page == group[1].page:
            second.setdefault(round(group[0].x0), Counter())[round(group[1].x0)] += 1
    found = {}
    for first, counts in second.items():
        place, count = counts.most_common(1)[0]
        if count >= 3 and count >= 0.8 * counts.total():
            found[first] = float(place)
    return found


def _right_margin(lines: list[_Line]) -> float:
    """Where full lines end: the place that most of the long ones reach."""
    ends = sorted(line.x1 for line in lines)
    return ends[int(len(ends) * 0.95)] if len(ends) > 20 else ends[-1]


def _pitch(lines: list[_Line], right: float) -> float:
    """The distance between lines of one paragraph: that before lines which plainly go on with the one before."""
    every = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if a.page == b.page and 0 < b.top - a.top < 80]
    going_on = [
        (a, b) for a, b in every
        if b.text[:1].islower() and abs(a.size - b.size) < 0.3 and not _fits(a, b, right) and not _is_labelled(b)
    ]  # fmt: skip
    # Half points, so that rounding does not split one distance into two.
    common = Counter(round((b.top - a.top) * 2) / 2 for a, b in going_on or every)
    return common.most_common(1)[0][0] if common else 14.0


def _fits(last: _Line, line: _Line, right: float) -> bool:
    """Whether the next word would have fitted on a line: whoever broke it there meant to."""
    first = line.words[0]
    return right - last.x1 > (first.x1 - first.x0) + 0.28 * first.size + 3


def _breaks(group: list[_Line], line: _Line, right: float, pitch: float, habits: dict[int, float]) -> bool:
    """Whether a line begins a paragraph, given the paragraph so far."""
    last = group[-1]
    same_page = last.page == line.page
    ended = last.text.rstrip().endswith((",", ";", ".", ":", "?", "!"))
    label = bool(_NUMBER.match(line.text)) or find_label(line.text) is not None
    after = re.search(r"(?:[;,.:]|[;,]\s*and|[;,]\s*or)$", last.text.rstrip()) is not None
    if same_page and line.top - last.top > pitch * 1.2 + 0.5:
        return True
    if abs(line.size - last.size) > 0.08 * last.size + 0.2:
        return True
    if _bold(line) != _bold(last) and not last.text.rstrip().endswith(tuple(_HYPHENS)):
        return True
    first = line.words[0]
    if _fits(last, line, right) and (ended or label or not line.text[:1].islower() or line.x0 != last.x0):
        return True
    moved = abs(line.x0 - last.x0) > 4
    hanging = len(group) == 1 and moved
    if label and (after or (moved and not hanging)):
        return True
    if ended and first.italic and not last.words[-1].italic and (not line.text[:1].islower()):
        return True
    if len(group) > 1 and moved and same_page:
        return True
    usual = habits.get(round(last.x0), last.x0)
    if len(group) == 1 and not moved and abs(line.x0 - usual) > 8 and (ended or label):
        return True
    # A first line that is set further in, after one that is not: a paragraph of its own.
    return len(group) == 1 and ended and line.x0 > last.x0 + 8 and not _is_labelled(last) and not line.text[:1].islower()


def _is_labelled(line: _Line) -> bool:
    return bool(_NUMBER.match(line.text)) or find_label(line.text) is not None


def _bold(line: _Line) -> bool:
    return all(w.bold for w in line.words)


def _block(group: list[_Line], size: float, hyphens: _Hyphens) -> Block:
    first = group[0]
    text = hyphens.join([line.text for line in group])
    short = len(group) <= 2 and len(text) < 120 and not text.endswith((",", ";", ".", ":"))
    heading = short and not _is_labelled(first) and (_bold(first) or first.size > 1.12 * size) and text[:1].isupper()
    return Block(text, indent=first.x0, heading=heading)


class _Hyphens:
    """Words broken at the ends of lines: which hyphens were there before, and which the program put in.

    A hyphen that was there stays: one sees it in other places of the document, in two halves that are words of it, or
    in a document that has too few of them to be hyphenated at all.
    """

    def __init__(self, lines: Sequence[_Line]) -> None:
        self._words = Counter(_bare(piece) for line in lines for w in line.words for piece in (w.text, *w.text.split("-")))
        broken = [
            (_last_word(line.text[:-1]), after.text.split()[0])
            for line, after in zip(lines, lines[1:], strict=False)
            if line.text[-1:] in _HYPHENS and line.text[-2:-1].isalpha() and after.text[:1].islower()
        ]
        proven = sum(1 for one, other in broken if len(one + other) > 6 and self._words[_bare(one + other)])
        disproven = sum(1 for one, other in broken if self._words[_bare(f"{one}-{other}")])
        seldom = len(lines) > 80 and len(broken) < 0.03 * len(lines)
        self._hyphenated = proven > disproven or not (disproven or seldom)
        self.doubtful: list[str] = []

    def join(self, lines: Sequence[str]) -> str:
        """Lines as one."""
        text = ""
        for line in lines:
            if text[-1:] in _HYPHENS and text[-2:-1].isalnum() and line[:1].isdecimal():
                text += line
            elif text[-1:] in _HYPHENS and text[-2:-1].isalpha() and line[:1].isalpha():
                if line.split()[0] in ("and", "or", "to"):  # "troop- and police-contributing"
                    text += " " + line
                else:
                    text = (text[:-1] + "-" if self._keeps(text[:-1], line) else text[:-1]) + line
            elif text[-1:] in ("\u2013", "\u2014", "/") and text[-2:-1] != " ":
                text += line
            else:
                text = f"{text} {line}" if text else line
        return text.replace("\u2010", "-")

    def _keeps(self, before: str, after: str) -> bool:
        first, second = _last_word(before), after.split()[0]
        whole, parted = self._words[_bare(first + second)], self._words[_bare(f"{first}-{second}")]
        if whole or parted or after[0].isupper():
            return parted > whole or (after[0].isupper() and not whole)
        # Of "well-de" and "fined" it is "de" that is looked at.
        nearest = first.rpartition("-")[2]
        halves = self._words[_bare(nearest)] > 1 and self._words[_bare(second.partition("-")[0])] > 1
        keeps = not self._hyphenated or halves or nearest.lower() in _FIRST_HALVES
        self.doubtful.append(f"{first}{'-' if keeps else ''}{second.rstrip(',;.:')}")
        return keeps


def _last_word(text: str) -> str:
    return re.split(r"[\s(“\"]", text)[-1]


def _bare(word: str) -> str:
    return word.strip(".,;:()[]“”\"'’").lower().replace("\u2010", "-")


def _usual(values: Sequence[float], otherwise: float) -> float:
    return Counter(values).most_common(1)[0][0] if values else otherwise
