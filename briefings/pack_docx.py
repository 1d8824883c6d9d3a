"""A binder as a Word file: real headings, tables whose first line is repeated, and true footnotes.

It has the words of the printed binder in the same order, to be worked on. What is drawn there is a table here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from briefings.clean_text import runs as directions
from briefings.docx import add_footnotes, face, page_field, reference, repacked
from briefings.engine import UNDATED
from briefings.pictures import Data
from resolutions.text import clean

_TONES = {"+2": "00609C", "+1": "A9CDE4", "0": "EFEEEA", "−1": "F0C9A0", "−2": "A04A00"}
_ON_DARK = frozenset({"+2", "−2"})
_SERIF, _SANS = "Georgia", "Arial"
_MARGIN = 2.1
_NARROWEST = 0.95
"""Centimetres of a column that has room for a number and its heading."""


def pack_docx(made: Data, *, when: datetime = UNDATED) -> bytes:
    """The binder as a Word file.

    Args:
        made: what `binder` gave.
        when: the time that the file bears; the same input gives the same bytes.
    """
    return _Writer(made, when).bytes()


class _Writer:
    """A Word file in the making."""

    def __init__(self, made: Data, when: datetime) -> None:
        self._made = made
        self._when = when
        self._file = docx.Document()
        self._notes: list[str] = []
        wide = 21.59 if made["paper"] == "letter" else 21.0
        self._width = wide - 2 * _MARGIN
        self._styles()
        self._page(wide, 27.94 if made["paper"] == "letter" else 29.7)
        self._kinds: dict[str, Callable[[Data], None]] = {
            "p": self._paragraph, "run": self._running, "h": lambda b: self._heading(b["text"], 2), "aside": self._aside, "list": self._list, "stance": self._stance,
            "table": self._table_of, "heat": self._heat, "scale": self._scale, "bar": self._bar, "tree": self._tree, "card": self._card, "terms": self._terms,
            "rules": self._rules, "field": self._field, "break": lambda _: self._break(),
        }  # fmt: skip

    def bytes(self) -> bytes:
        """The file; the time is the only one that stands anywhere in it."""
        made = self._made
        self._cover()
        for section in made["sections"]:
            heading = self._heading(section["title"], 1)
            heading.paragraph_format.page_break_before = section["fresh"]
            for block in section["blocks"]:
                self._kinds[block["k"]](block)
        if self._notes:
            add_footnotes(self._file, enumerate(self._notes, start=1), 8)
        about = self._file.core_properties
        about.title, about.author, about.comments = clean(made["title"])[:250], "Penholder", made["notice"]
        about.language, about.last_modified_by, about.revision = "en-GB", "", 1
        about.created = about.modified = self._when.replace(tzinfo=None)
        written = BytesIO()
        self._file.save(written)
        return repacked(written.getvalue(), self._when)

    # -- styles and page

    def _styles(self) -> None:
        styles = self._file.styles
        normal = styles["Normal"]
        face(normal, _SERIF, 10)
        normal.paragraph_format.space_after = Pt(5)
        normal.paragraph_format.line_spacing = 1.08
        normal.element.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB" w:bidi="ar-SA" w:eastAsia="zh-CN"/>'))
        for name, size, before in (("Title", 28, 120), ("Heading 1", 17, 20), ("Heading 2", 12, 12)):
            face(styles[name], _SERIF, size, bold=True)
            styles[name].paragraph_format.space_before, styles[name].paragraph_format.space_after = Pt(before), Pt(6)
            styles[name].paragraph_format.keep_with_next = True
        _border(styles["Title"].element.get_or_add_pPr(), "")
        _border(styles["Heading 1"].element.get_or_add_pPr(), "00609C")
        styles["List Bullet"].paragraph_format.space_after = Pt(3)
        face(styles["Caption"], _SANS, 8)

    def _page(self, wide: float, tall: float) -> None:
        made = self._made
        section = self._file.sections[0]
        section.start_type = WD_SECTION.NEW_PAGE
        section.page_width, section.page_height = Cm(wide), Cm(tall)
        section.left_margin = section.right_margin = Cm(_MARGIN)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
        section.different_first_page_header_footer = True
        edge = section.page_width - section.left_margin - section.right_margin
        for place, left, right in ((section.header, made["running"], made["topic"]), (section.footer, made["notice"], ""), (section.first_page_footer, made["notice"], "")):
            place.is_linked_to_previous = False
            line = place.paragraphs[0]
            line._p.style = "Normal"
            line.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
            run = line.add_run(clean(left) + "\t" + clean(right))
            run.font.size, run.font.name = Pt(8), _SANS
            if place is not section.header:
                page_field(line, "PAGE")
                line.add_run("/").font.size = Pt(8)
                page_field(line, "NUMPAGES")

    def _cover(self) -> None:
        made = self._made
        self._add("Title", made["cover"])
        kind = self._add("", made["kind"])
        kind.runs[0].font.size = Pt(15)
        self._add("", made["topic"]).runs[0].italic = True
        for line in made["lines"]:
            self._add("", line)
        contents = self._add("", "Contents")
        contents.runs[0].bold = True
        contents.paragraph_format.page_break_before = True
        self._contents([section["title"] for section in made["sections"]])
        self._label("How to read these pages")
        for term, means in made["key"]:
            line = self._add("", f"{term}: ")
            line.runs[0].bold = True
            self._write(line, means)
        self._label("The documents behind them")
        self._table(["Cited as", "Document", "Weak points"], [1, 2.3, 2.3], [[d["short"], d["full"], d["weak"]] for d in made["documents"]])

    def _label(self, text: str) -> None:
        line = self._add("", text)
        line.runs[0].bold = True
        line.paragraph_format.space_before, line.paragraph_format.keep_with_next = Pt(12), True

    def _contents(self, titles: Sequence[str]) -> None:
        """A list of contents that Word fills with page numbers; until it does, it has the titles."""
        for place, title in enumerate(titles):
            line = self._line()
            line.paragraph_format.space_after = Pt(1)
            if place == 0:
                begin = _mark(line, "begin")
                begin.set(qn("w:dirty"), "true")
                line.add_run()._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> TOC \\o "1-1" \\h \\z \\u </w:instrText>'))
                _mark(line, "separate")
            self._write(line, title)
            if place == len(titles) - 1:
                _mark(line, "end")

    # -- text

    def _line(self, style: str = "") -> Any:
        """A new paragraph. Its style goes by its id: Word's own search for the name takes half the time of the file."""
        line = self._file.add_paragraph()
        if style:
            line._p.style = style
        return line

    def _add(self, style: str, text: str) -> Any:
        line = self._line(style)
        self._write(line, text)
        return line

    def _write(self, line: Any, text: str, *, size: float = 0, bold: bool = False, colour: str = "") -> None:
        for right_to_left, words in directions(clean(text)):
            run = line.add_run(words)
            if size:
                run.font.size, run.font.name = Pt(size), _SANS
            if bold:
                run.bold = True
            if colour:
                run.font.color.rgb = RGBColor.from_string(colour)
            if right_to_left:
                run.font.rtl = True

    def _noted(self, line: Any, it: Data) -> None:
        """Words with their source: as a footnote, or in brackets beside them."""
        self._write(line, it["text"])
        if it.get("src"):
            self._notes.append(it["src"])
            line._p.append(reference(len(self._notes)))
        self._source(line, it)

    def _source(self, line: Any, it: Data) -> None:
        if it.get("from"):
            self._write(line, f" [{it['from']}]", size=7, colour="5C5A56")

    def _heading(self, text: str, level: int) -> Any:
        return self._add(f"Heading{level}", text)

    def _paragraph(self, block: Data) -> None:
        line = self._line()
        line.paragraph_format.keep_with_next = bool(block.get("leads"))
        self._noted(line, block)

    def _running(self, block: Data) -> None:
        line = self._line()
        for place, part in enumerate(block["parts"]):
            if place:
                line.add_run(" ")
            self._noted(line, part)

    def _aside(self, block: Data) -> None:
        line = self._add("", block["text"])
        line.paragraph_format.keep_with_next = True
        for run in line.runs:
            run.bold = True

    def _list(self, block: Data) -> None:
        for item in block["items"]:
            self._noted(self._line("ListBullet"), item)

    def _stance(self, block: Data) -> None:
        self._heading(block["title"], 2)
        tags = self._line()
        tags.paragraph_format.keep_with_next = True
        self._write(tags, " · ".join(block["tags"]), size=8.5, colour="00609C")
        self._paragraph(block)
        for label, words in block["rows"]:
            line = self._line()
            line.paragraph_format.left_indent = Cm(0.5)
            self._write(line, f"{label}: ", size=8.5, colour="00609C")
            self._write(line, words, size=8.5)

    def _card(self, block: Data) -> None:
        title = self._line()
        title.paragraph_format.keep_with_next = title.paragraph_format.keep_together = True
        title.paragraph_format.space_before = Pt(6)
        self._write(title, block["title"], bold=True)
        for place, part in enumerate(block["paras"], start=1):
            line = self._line()
            line.paragraph_format.left_indent = Cm(0.5)
            line.paragraph_format.keep_together = True
            line.paragraph_format.keep_with_next = place < len(block["paras"])
            self._noted(line, part)

    def _terms(self, block: Data) -> None:
        for item in block["items"]:
            line = self._line()
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent, line.paragraph_format.space_after = Cm(0.5), Cm(-0.5), Pt(2)
            self._write(line, f"{item['term']}. ", size=8.5, bold=True)
            self._write(line, item["text"], size=8.5)
            self._source(line, item)

    def _rules(self, block: Data) -> None:
        for _ in range(block["n"]):
            line = self._line()
            line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(7), Pt(0)
            _border(line._p.get_or_add_pPr(), "8A8680", size=4, between=True)

    def _field(self, block: Data) -> None:
        line = self._line()
        line.paragraph_format.tab_stops.add_tab_stop(Cm(3))
        self._write(line, f"{block['label']}:", bold=True)
        self._write(line, f"\t{block['text'] or '______________________________'}")

    def _break(self) -> None:
        self._file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    # -- tables and what is drawn

    def _table(self, head: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[Any]], *, tones: bool = False, tall: bool = False) -> None:
        """A table whose first line is repeated on every page, and whose rows are never broken."""
        made = self._file.add_table(rows=0, cols=len(head))
        made._tbl.tblPr.insert_element_before(parse_xml(
            f'<w:tblBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:space="0" w:color="8A8680"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="8A8680"/></w:tblBorders>'
        ), "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")  # fmt: skip
        made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        whole = sum(widths)
        shares = [max(self._width * width / whole, _NARROWEST) for width in widths]
        cells = [Cm(self._width * share / sum(shares)) for share in shares]
        # Many columns stand closer, so that the words of their heads stay whole.
        margin = 0.08 if len(head) > 6 else 0.19
        head_size = min(_size_within(words, width.cm - 2 * margin) for words, width in zip(head, cells, strict=True))
        if margin < 0.19:
            sides = "".join(f'<w:{side} w:w="{round(margin * 567)}" w:type="dxa"/>' for side in ("left", "right"))
            made._tbl.tblPr.insert_element_before(parse_xml(f'<w:tblCellMar {nsdecls("w")}>{sides}</w:tblCellMar>'), "w:tblLook")
        for column, width in zip(made.columns, cells, strict=True):
            column.width = width
        for place, row in enumerate([list(head), *rows]):
            line = made.add_row()
            kept = line._tr.get_or_add_trPr()
            kept.append(OxmlElement("w:cantSplit"))
            if place == 0:
                kept.append(OxmlElement("w:tblHeader"))
            elif tall:
                line.height = Cm(0.8)
            for cell, width, it in zip(line.cells, cells, row, strict=True):
                cell.width = width
                if tall and place:
                    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
                words = cell.paragraphs[0]
                words.paragraph_format.space_after = Pt(1)
                text = it if isinstance(it, str) else it["text"]
                dark = tones and place > 0 and text in _ON_DARK
                size = head_size if place == 0 else 8
                self._write(words, text, size=size, bold=place == 0 or (tones and text in _TONES), colour="FFFFFF" if dark else "")
                if tones and place > 0 and text in _TONES:
                    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{_TONES[text]}"/>'))
                if not isinstance(it, str):
                    self._source(words, it)
        self._line().paragraph_format.space_after = Pt(2)

    def _table_of(self, block: Data) -> None:
        self._table(block["head"], block["widths"], block["rows"], tall=bool(block.get("form")))

    def _caption(self, text: str) -> None:
        line = self._add("Caption", text)
        line.paragraph_format.keep_with_next = True

    def _heat(self, block: Data) -> None:
        self._caption(block["caption"])
        self._table(block["head"], [3.2, *([1.0] * (len(block["head"]) - 1))], [[row["name"], *(cell or "·" for cell in row["cells"])] for row in block["rows"]], tones=True)

    def _scale(self, block: Data) -> None:
        self._caption(block["caption"])
        head = block["head"]
        rows = [[row["name"], *(at if at == row["at"] else "" for at in head[1:-1]), row["known"]] for row in block["rows"]]
        self._table(head, [3.0, *([0.7] * (len(head) - 2)), 2.6], rows, tones=True)

    def _bar(self, block: Data) -> None:
        self._caption(block["alt"])

    def _tree(self, block: Data) -> None:
        self._caption("Where two groups meet, they agree on that share of the issues on which both are documented, on average.")
        self._table(["Agreement", "These", "with these"], [0.8, 2.6, 2.6], block["rows"])


def _size_within(head: str, width: float) -> float:
    """The size in points at which no word of a column's head is broken within a width in centimetres."""
    # Of the bold sans a small letter is 0.6 of its size wide on average, a capital 0.73; a point is 0.0353 cm.
    longest = max((sum(0.73 if letter.isupper() else 0.6 for letter in word) for word in head.split()), default=1)
    return max(6.0, min(8.0, int(2 * width / (0.0353 * longest)) / 2))


def _mark(line: Any, kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    line.add_run()._r.append(mark)
    return mark


def _border(properties: Any, colour: str, *, size: int = 10, between: bool = False) -> None:
    """A line below a paragraph; none where there is no colour. Word draws lines of like neighbours only `between` them."""
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    if colour:
        sides = ("bottom", "between") if between else ("bottom",)
        lines = "".join(f'<w:{side} w:val="single" w:sz="{size}" w:space="2" w:color="{colour}"/>' for side in sides)
        properties.insert_element_before(parse_xml(f'<w:pBdr {nsdecls("w")}>{lines}</w:pBdr>'), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
