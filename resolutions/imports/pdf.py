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
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

from resolutions.imports.blocks import Block, collapse, compose
from resolutions.imports.imported import MOST_PAGES, Imported, UnreadableDraft
from resolutions.imports.own_print import Masthead, sponsors_of, without_own_print
from resolutions.tree import find_label, roman

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
    """The page, until what stands at its edges is known; from then on the stretch of text, of which columns have two."""
    words: tuple[_Word, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    stretch: int = 0
    """Which stretch of its page it stands in: 0 where there are no columns."""
    right: float = 0.0
    """Where its column ends; 0 where the page does."""

    @property
    def text(self) -> str:
        """Its words with a space between them."""
        return " ".join(w.text for w in self.words)


def read_pdf(data: bytes) -> Imported:
    """The text of a PDF.

    Raises:
        UnreadableDraft: if it is damaged, protected, too long, or a scan without text.
    """
    pages, heights, notes, beside, masthead = _pages(data)
    size = _usual([line.size for page in pages for line in page], 11.0)
    pages = [_without_line_numbers(page) for page in pages]
    pages, aside = (pages, ()) if masthead.edges_known else _without_edges(pages, heights)
    pages, heights = _stretches(pages, heights)
    pages, footnotes = _without_footnotes(pages, heights, size)
    lines = [line for page in pages for line in page]
    if not lines:
        raise UnreadableDraft(f"has no text in it, as a scan or a picture has none; {_RECOGNIZE}")
    hyphens = _Hyphens(lines)
    blocks = [_block(group, size, hyphens) for group in _paragraphs(lines)]
    blocks = [*_heading(masthead, lines, blocks), *blocks]
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
    if aside:
        notes.append(f"What stands at the edge of the pages is left out of the text and told: {_some(len(aside), 'line')}.")
    return Imported(compose(blocks), "pdf", tuple(notes), (*aside, *beside))


def _heading(masthead: Masthead, lines: Sequence[_Line], blocks: list[Block]) -> list[Block]:
    """The masthead of a PDF of the app's own as lines of a heading; the sponsors and the topic under it are taken from the blocks."""
    fields = list(masthead.fields)
    if masthead.unlabelled and blocks and (sponsors := sponsors_of(blocks[0].text, masthead.authors)):
        del blocks[0]
        fields.append(f"Sponsors: {sponsors}")
    first = next((line for line in lines if blocks and blocks[0].text.startswith(line.text)), None)
    if masthead.unlabelled and first and all(w.italic for w in first.words) and not blocks[0].text.endswith(","):
        fields.insert(1, f"Topic: {blocks.pop(0).text}")
    return [Block(field) for field in fields]


_RECOGNIZE = "recognize its text first (OCR), or type or paste the words"


class _Printed(NamedTuple):
    """What of a page is needed once its file is closed."""

    words: list[_Word]
    rows: list[list[_Word]]
    """The words again, by what stands side by side."""
    height: float
    rules: list[tuple[float, float, float]]
    """Lines drawn across: from the left, to the right, how far down."""


def _pages(data: bytes) -> tuple[list[list[_Line]], list[float], list[str], list[str], Masthead]:
    """The lines of every page, the pages' heights, notes, words that stand beside the text, with their pages, and a masthead of
    the app's own."""
    import pdfplumber

    # The library tells of every oddity of a font; nobody reads that here.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    printed: list[_Printed] = []
    turned: dict[str, list[int]] = {}
    remarks: list[str] = []
    pictures: list[int] = []
    about: dict[str, object] = {}
    letters = 0
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            about = pdf.metadata or {}
            if len(pdf.pages) > MOST_PAGES:
                raise UnreadableDraft(f"has {len(pdf.pages)} pages; a draft of more than {MOST_PAGES} is not read")
            for index, page in enumerate(pdf.pages, start=1):
                letters += len(page.chars)
                if letters > _MOST_LETTERS:
                    raise UnreadableDraft("has more letters than any draft; give the draft alone")
                across = collapse(_letters("".join(c["text"] for c in page.chars if not _is_upright(c))))
                if across:
                    turned.setdefault(across, []).append(index)
                said = dict.fromkeys(collapse(" ".join(_annotation(a).split())) for a in page.annots)
                remarks += [f"“{remark}” (a remark on page {index})" for remark in said if remark]
                words = _words(page)
                found = _Printed(words, _rows(words), float(page.height), _rules(page))
                if not found.words and _has_picture(page):
                    pictures.append(index)
                printed.append(found)
                page.close()
    except (UnreadableDraft, MemoryError, RecursionError):
        raise
    except Exception as error:
        # A damaged file makes the library fail in any place and in any way.
        if _LOCKED & {type(one).__name__ for one in (error, error.__cause__, *error.args)}:
            raise UnreadableDraft("is protected by a password; save it without one, or copy its text and paste it") from None
        raise UnreadableDraft("is damaged; copy its text, or save it as plain text (.txt)") from None
    notes: list[str] = []
    if pictures and any(page.words for page in printed):
        notes.append(f"Pictures without text, as of a scan, and not read: {_places(pictures)}; {_RECOGNIZE}.")
    masthead, texts = without_own_print([page.words for page in printed], [page.height for page in printed], about)
    if sum(map(len, texts)) < sum(len(page.words) for page in printed):
        printed = [page._replace(words=words, rows=_rows(words)) for page, words in zip(printed, texts, strict=True)]
    gutters = [_gutter(page) for page in printed]
    common = [gutter for gutter in gutters if gutter is not None]
    lines = [_lines_of(index, page, gutter, common) for index, (page, gutter) in enumerate(zip(printed, gutters, strict=True))]
    columns = [index for index, page in enumerate(lines, start=1) if any(line.stretch for line in page)]
    if columns:
        notes.append(f"Read column by column: {_places(columns)}.")
    if turned:
        notes.append("What is not upright, as a watermark is not, is left out of the text and told.")
    if remarks:
        notes.append(f"{_some(len(remarks), 'remark')} left out of the text and told.")
    aslant = [f"“{words}” (across {_places(pages)})" for words, pages in turned.items()]
    return lines, [page.height for page in printed], notes, [*aslant, *remarks], masthead


_LOCKED = {"PDFPasswordIncorrect", "PDFEncryptionError", "PDFTextExtractionNotAllowed"}


def _annotation(annotation: dict[str, Any]) -> str:
    """The words of a comment or of a field that was filled in."""
    own = annotation.get("data") or {}
    words = own.get("V") if isinstance(own.get("V"), (bytes, str)) else annotation.get("contents")
    if isinstance(words, bytes):
        words = words.decode("utf-16" if words[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace")
    return words if isinstance(words, str) else ""


def _has_picture(page: Any) -> bool:
    return any((i["x1"] - i["x0"]) * (i["bottom"] - i["top"]) > 0.05 * page.width * page.height for i in page.images)


def _rules(page: Any) -> list[tuple[float, float, float]]:
    drawn = [*page.lines, *page.rects][:5000]
    return [(d["x0"], d["x1"], side) for d in drawn for side in {d["top"], d["bottom"]} if d["x1"] - d["x0"] > 20]


def _words(page: Any) -> list[_Word]:
    """The words of a page that stand upright."""
    if not all(_is_upright(c) for c in page.chars):
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
    return [w for w in words if w.text.strip()]


def _lines_of(index: int, page: _Printed, gutter: _Gutter | None, common: Sequence[_Gutter]) -> list[_Line]:
    """The lines of a page as they are read: from the top, and those of columns one column after the other."""
    if gutter is None and common:
        # The last page of a document in columns may have too few lines to tell by themselves.
        gutter = next(filter(None, (_bands(page, other.at, _may_be_columns) for other in common)), None)
    if gutter is None:
        return _lines(index, page.words)
    lines: list[_Line] = []
    stretch = 0
    left = page.words
    for top, bottom in gutter.bands:
        above = [w for w in left if _middle(w) < top]
        inside = [w for w in left if top <= _middle(w) <= bottom]
        left = [w for w in left if _middle(w) > bottom]
        one, other = [w for w in inside if w.x0 < gutter.at], [w for w in inside if w.x0 >= gutter.at]
        lines += _lines(index, above, stretch)
        shift = min(w.x0 for w in other) - min(w.x0 for w in one)
        moved = [w._replace(x0=w.x0 - shift, x1=w.x1 - shift) for w in other]
        lines += _lines(index, one, stretch + 1, max(w.x1 for w in one))
        lines += _lines(index, moved, stretch + 2, max(w.x1 for w in moved))
        stretch += 3
    return lines + _lines(index, left, stretch)


def _lines(index: int, words: Sequence[_Word], stretch: int = 0, right: float = 0.0) -> list[_Line]:
    """The lines that words make, from the top."""
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
        marked = tuple(_with_marks([_marked(w, largest, first=i == 0) for i, w in enumerate(in_order)]))
        made.append(
            _Line(index, marked, min(w.x0 for w in row), max(w.x1 for w in row), row[0].top, row[0].bottom, largest, stretch, right)
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


def _with_marks(row: Sequence[_Word]) -> list[_Word]:
    """Words with the footnote marks that stand on them, and the comma that stands on the mark."""
    out: list[_Word] = []
    for word in row:
        last = out[-1] if out else None
        marks = re.fullmatch(r"\[\d+\]", word.text) or (last and re.search(r"\[\d+\]$", last.text) and not word.text[0].isalnum())
        if last and marks and word.x0 - last.x1 < 0.12 * last.size:
            out[-1] = last._replace(text=last.text + word.text, x1=word.x1)
        else:
            out.append(word)
    return out


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
    """Pages without page numbers and what repeats above and below, and the words of that, with their places."""
    edges = [[line for line in page if _at_edge(line, height)] for page, height in zip(pages, heights, strict=True)]
    at_height: dict[int, list[_Line]] = {}
    for line in (line for lines in edges for line in lines):
        at_height.setdefault(round(line.top / 4), []).append(line)
    gone: set[int] = set()
    for index, lines in enumerate(edges):
        in_order = sorted(pages[index], key=lambda line: line.top)
        outermost = {id(line) for line in (*in_order[:1], *in_order[-1:])}
        for line in lines:
            around = [other for step in (-1, 0, 1) for other in at_height.get(round(line.top / 4) + step, [])]
            again = len({other.page for other in around if _is_again(line, other)})
            numbered = id(line) in outermost and _is_page_number(line, index)
            if numbered or (len(pages) > 1 and again >= max(2, len(pages) // 2)):
                gone.add(id(line))
    told: dict[tuple[str, str], list[int]] = {}
    for index, (lines, height) in enumerate(zip(edges, heights, strict=True), start=1):
        for line in lines:
            if id(line) in gone:
                told.setdefault((collapse(line.text), "head" if line.top < height / 2 else "foot"), []).append(index)
    aside = tuple(f"“{words}” (at the {edge} of {_places(where)})" for (words, edge), where in told.items())
    return [[line for line in page if id(line) not in gone] for page in pages], aside


def _at_edge(line: _Line, height: float) -> bool:
    return line.bottom < height * _EDGE or line.top > height * (1 - _EDGE)


def _is_again(line: _Line, other: _Line) -> bool:
    """Whether two lines are one running head: the same words at the same height, but for the number of the page."""
    if abs(line.top - other.top) > 3:
        return False
    pages = other.page - line.page
    one, two = _without_page_number(line, other, pages)
    if len(one) != len(two):
        return False
    return all(a == b or _counts(a, b, pages) for a, b in zip(one, two, strict=True)) and not (
        one != two and _is_labelled(line)
    )


def _without_page_number(line: _Line, other: _Line, pages: int) -> tuple[list[str], list[str]]:
    """The words of both, without a page number that stands on the left in one and on the right in the other."""
    one, two = line.text.split(), other.text.split()
    if len(one) == len(two) > 1 and one != two and pages:
        if _counts(one[0], two[-1], pages) and one[1:] == two[:-1]:
            return one[1:], two[:-1]
        if _counts(one[-1], two[0], pages) and one[:-1] == two[1:]:
            return one[:-1], two[1:]
    return one, two


def _counts(one: str, other: str, pages: int) -> bool:
    """Whether two words are alike but for a number that grows as the pages do."""
    a, b = re.findall(r"\d{1,4}", one), re.findall(r"\d{1,4}", other)
    changed = [(int(x), int(y)) for x, y in zip(a, b, strict=False) if x != y]
    return len(a) == len(b) and re.sub(r"\d{1,4}", "#", one) == re.sub(r"\d{1,4}", "#", other) and all(y - x == pages for x, y in changed)


def _is_page_number(line: _Line, index: int) -> bool:
    """Whether a line is nothing but the number of its page: a number of its own, such as a paragraph's, is not."""
    if not _PAGE_NUMBER.match(line.text):
        return False
    if re.search(r"page|\d\s*(?:/|of)\s*\d", line.text, re.IGNORECASE):
        return True
    # "2." and "(i)" alone are labels whose words went astray.
    return re.match(r"\W?\w+[.)]", line.text) is None and re.sub(r"\W", "", line.text).lower() in (str(index + 1), roman(index + 1))


def _places(pages: Sequence[int]) -> str:
    """Pages in words: "page 2", "pages 1 to 3 and 5"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]} {'and' if len(run) == 2 and len(runs) == 1 else 'to'} {run[-1]}" for run in runs]
    several = len(runs) > 1 or len(runs[0]) > 1
    return f"page{'s' if several else ''} " + (", ".join(shown[:-1]) + " and " if len(shown) > 1 else "") + shown[-1]


def _some(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


# -- columns


class _Gutter(NamedTuple):
    """The white between two columns of a page."""

    at: float
    bands: tuple[tuple[float, float], ...]
    """From where to where it goes down, from the top: what stands between is read column by column."""


_GAP = 9.0
"""Points that two columns are apart at least."""


def _gutter(page: _Printed) -> _Gutter | None:
    """The gutter of a page that is certainly set in two columns."""
    if len(page.words) < 60:
        return None
    left, right = min(w.x0 for w in page.words), max(w.x1 for w in page.words)
    # Gutters are as wide as the gap, so that steps of a third of it miss none.
    places = [left + (right - left) * 0.38 + step * _GAP / 3 for step in range(int((right - left) * 0.24 / (_GAP / 3)) + 1)]
    # The place where most is white is judged, and no other: beside it a table may look like columns here and there.
    found = [gutter for at in places if (gutter := _bands(page, at, _stand_side_by_side))]
    most = max((_length(gutter) for gutter in found), default=0.0)
    best = [gutter for gutter in found if _length(gutter) > most - 1]
    return _bands(page, best[len(best) // 2].at, _are_columns) if best else None


def _length(gutter: _Gutter) -> float:
    return sum(bottom - top for top, bottom in gutter.bands)


def _bands(page: _Printed, at: float, hold: Callable[[_Run], bool]) -> _Gutter | None:
    """Where the rows of a page that leave a gutter white at that place hold; None where none do."""
    rows = page.rows
    tops = [min(w.top for w in row) for row in rows]
    pitch = _usual([round(b - a) for a, b in zip(tops, tops[1:], strict=False) if b - a > 4], 14.0)
    runs: list[list[list[_Word]]] = [[]]
    for row, top in zip(rows, tops, strict=True):
        crossed = any(w.x0 < at + _GAP / 2 and w.x1 > at - _GAP / 2 for w in row)
        far = bool(runs[-1]) and top - min(w.top for w in runs[-1][-1]) > 2.2 * pitch
        if crossed or far:
            runs.append([])
        if not crossed:
            runs[-1].append(row)
    bands = [_extent(run) for run in runs if run and hold(_Run(run, at, pitch, page.rules))]
    return _Gutter(at, tuple(bands)) if bands else None


def _rows(words: Sequence[_Word]) -> list[list[_Word]]:
    """Words by what stands side by side, over the whole width of the page."""
    rows: list[list[_Word]] = []
    for word in sorted(words, key=_middle):
        if rows and _middle(word) - _middle(rows[-1][0]) < 0.5 * (rows[-1][0].bottom - rows[-1][0].top):
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _extent(run: Sequence[Sequence[_Word]]) -> tuple[float, float]:
    return min(_middle(w) for row in run for w in row) - 0.1, max(_middle(w) for row in run for w in row) + 0.1


class _Run(NamedTuple):
    """Rows that leave a gutter white."""

    rows: Sequence[Sequence[_Word]]
    at: float
    pitch: float
    rules: Sequence[tuple[float, float, float]]

    def sides(self) -> tuple[list[list[_Word]], list[list[_Word]]]:
        """What stands on the left and on the right, row by row."""
        halves = [[[w for w in row if (w.x0 < self.at) == first] for row in self.rows] for first in (True, False)]
        return [row for row in halves[0] if row], [row for row in halves[1] if row]

    def both(self) -> int:
        """How many rows stand beside rows of the other side."""
        heights = [[_middle(row[0]) for row in side] for side in self.sides()]
        if not all(heights):
            return 0
        begin, end = max(map(min, heights)) - self.pitch, min(map(max, heights)) + self.pitch
        return min(sum(1 for height in side if begin < height < end) for side in heights)


def _stand_side_by_side(run: _Run) -> bool:
    return run.both() >= 6


def _may_be_columns(run: _Run) -> bool:
    """Whether rows may be columns in a document that has columns on other pages: no lines are drawn across them."""
    top, bottom = _extent(run.rows)
    return run.both() >= 1 and not any(x0 < run.at < x1 and top < y < bottom for x0, x1, y in run.rules)


def _are_columns(run: _Run) -> bool:
    """Whether rows are certainly two columns of running text, and no table, list of names, or block of signatures.

    Running text fills its lines, on both sides alike; its paragraphs do not all begin side by side; and no lines are
    drawn across it.
    """
    if not (_stand_side_by_side(run) and _may_be_columns(run)):
        return False
    widths: list[float] = []
    starts: list[tuple[list[float], list[float]]] = []
    for rows in run.sides():
        left, right = min(w.x0 for row in rows for w in row), max(w.x1 for row in rows for w in row)
        widths.append(right - left)
        full = sum(1 for row in rows if max(w.x1 for w in row) > left + 0.75 * (right - left))
        signs = [c for row in rows for w in row for c in w.text]
        letters = sum(1 for c in signs if c.isalpha())
        # The columns of a table stand apart; the words of running text do not.
        apart = sum(any(b.x0 - a.x1 > 1.8 * a.size for a, b in pairwise(sorted(row, key=lambda w: w.x0))) for row in rows)
        flows = full > 0.6 * len(rows) and sum(map(len, rows)) > 3.5 * len(rows) and letters > 16 * len(rows)
        if not flows or letters < 0.75 * len(signs) or apart > 0.2 * len(rows):
            return False
        tops = [min(w.top for w in row) for row in rows]
        own = _usual([round(b - a) for a, b in pairwise(tops)], run.pitch)
        short = [max(w.x1 for w in row) < left + 0.75 * (right - left) for row in rows]
        after_space = [b for a, b in pairwise(tops) if b - a > 1.25 * own]
        starts.append((after_space, [b for (a, b), ends in zip(pairwise(tops), short, strict=False) if ends or b - a > 1.25 * own]))
    side_by_side = any(_coincide(one, other) for one, other in zip(*starts, strict=True))
    return not side_by_side and max(widths) <= 1.6 * min(widths)


def _coincide(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether what begins on one side begins side by side with what does on the other, as the cells of a table do."""
    alike = sum(any(abs(a - b) < 4 for b in other) for a in one)
    least = min(len(one), len(other))
    return alike >= 2 and alike >= (0.75 if least > 2 else 1) * least


def _middle(word: _Word) -> float:
    return (word.top + word.bottom) / 2


def _stretches(pages: list[list[_Line]], heights: list[float]) -> tuple[list[list[_Line]], list[float]]:
    """Pages as stretches of text, of which a page in columns has several: what is true of a page is true of a column."""
    out: list[list[_Line]] = []
    tall: list[float] = []
    for page, height in zip(pages, heights, strict=True):
        for stretch in dict.fromkeys(line.stretch for line in page):
            out.append([line._replace(page=len(out)) for line in page if line.stretch == stretch])
            tall.append(height)
    return out, tall


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
    return (last.right or right) - last.x1 > (first.x1 - first.x0) + 0.28 * first.size + 3


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
