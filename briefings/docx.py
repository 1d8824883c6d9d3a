"""Word: a document that is edited on, so everything in it is Word's own.

Paragraphs are numbered by a list of several levels, bound to styles, and count on when one is put in; footnotes, line
numbers, page numbers and the watermark are what Word calls so. A sub-paragraph whose label is out of order, or of a form
that its list does not have, has it typed: a draft comes back from Word as it went.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

import docx
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from lxml import etree  # type: ignore[import-untyped]

from briefings.clean_text import runs as directions
from briefings.engine import UNDATED
from briefings.resolution import Block, Document, Item, Marking, Run, nested
from resolutions.text import clean
from resolutions.tree import letter, roman

_MOST_LEVELS = 8
"""Levels under a paragraph that Word can number."""

_STEP = 28.0
"""Points by which a level stands further in than the one above it."""

_HANGING = 25.0
"""Points from a label to its words."""

_LONGEST_IN_COLUMN = 4
"""Characters of a label that have room in its column."""

_AFTER_BORDER = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
"""What follows a border among the properties of a paragraph: Word wants them in order."""

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_LABEL = re.compile(r"(\(?)([A-Za-z]{1,8}|\d{1,2})([).])")

Element = Any
"""An element of lxml, which has no types."""


class _Form(NamedTuple):
    """How the labels of a level are written."""

    before: str
    kind: str
    after: str

    def label(self, ordinal: int) -> str:
        """The label of a place in the list."""
        if self.kind == "decimal":
            return f"{self.before}{ordinal}{self.after}"
        word = letter(ordinal) if self.kind.endswith("Letter") else roman(ordinal)
        word = word.upper() if self.kind.startswith("upper") else word
        return self.before + word + self.after


_FORMS = (
    _Form("(", "lowerLetter", ")"), _Form("(", "lowerRoman", ")"), _Form("", "lowerLetter", "."), _Form("", "lowerRoman", "."),
    _Form("(", "upperLetter", ")"), _Form("(", "upperRoman", ")"), _Form("", "upperLetter", "."), _Form("", "upperRoman", "."),
)  # fmt: skip
"""What the United Nations Editorial Manual has at each level; below the fourth nothing is laid down."""


def docx_file(made: Document, *, when: datetime = UNDATED) -> bytes:
    """The document as a Word file.

    Args:
        made: what is printed.
        when: the time that the file bears; the same input gives the same bytes.
    """
    return _Writer(made, when).bytes()


class _Writer:
    """A Word file in the making."""

    def __init__(self, made: Document, when: datetime) -> None:
        self._made = made
        self._when = when
        self._file = docx.Document()
        self._forms = _forms(made.blocks)
        self._styles()
        self._numbers = self._numbering()
        self._page()

    def bytes(self) -> bytes:
        """The file; the time is the only one that stands anywhere in it."""
        made = self._made
        self._heading_block()
        organ = self._add("Organ", (Run(kind="opening", text=made.organ.rstrip(",: ")), Run(text=made.organ[len(made.organ.rstrip(",: ")) :])), "italic")
        organ.paragraph_format.keep_with_next = True
        for block in made.blocks:
            self._block(block)
        for annex in made.annexes:
            heading = self._add("Heading 1", (Run(text=annex.title),))
            heading.paragraph_format.page_break_before = True
            for line in annex.lines:
                if line.strip():
                    words = self._add("Normal", (Run(text=line.strip()),))
                    words.paragraph_format.left_indent = Pt(6.0 * min(len(line) - len(line.lstrip()), 24))
        if made.notes:
            add_footnotes(self._file, ((int(note.number), note.text) for note in made.notes))
        about = self._file.core_properties
        about.title, about.author, about.comments = clean(made.title)[:250], "; ".join(map(clean, made.sponsors))[:250], made.notice
        about.language, about.last_modified_by, about.revision = "en-GB", "", 1
        about.created = about.modified = self._when.replace(tzinfo=None)
        written = BytesIO()
        self._file.save(written)
        return repacked(written.getvalue(), self._when)

    # -- styles, numbers, page

    def _styles(self) -> None:
        styles = self._file.styles
        normal = styles["Normal"]
        face(normal, "Times New Roman", 11)
        normal.paragraph_format.space_after = Pt(8)
        normal.paragraph_format.line_spacing = 1.05
        normal.element.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB" w:bidi="ar-SA" w:eastAsia="zh-CN"/>'))
        for name, size, before in (("Heading 1", 14, 0), ("Heading 2", 11, 12)):
            face(styles[name], "Times New Roman", size, bold=True)
            styles[name].paragraph_format.space_before = Pt(before)
            styles[name].paragraph_format.space_after = Pt(8)
        names = ["Organ", "Preambular", "Resumed", "Field", *(f"OP{level}" for level in range(1, _MOST_LEVELS + 2))]
        for name in names:
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            style.quick_style = True
            if name not in ("Field", "Organ"):
                style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        numbers = styles.add_style("Line Number", WD_STYLE_TYPE.CHARACTER)
        numbers.font.size, numbers.font.name = Pt(7), "Arial"
        styles["Organ"].paragraph_format.space_before = Pt(12)
        field = styles["Field"].paragraph_format
        field.left_indent, field.first_line_indent, field.space_after = Cm(3), Cm(-3), Pt(3)
        field.tab_stops.add_tab_stop(Cm(3))
        for level in range(1, _MOST_LEVELS + 2):
            self._indent(styles[f"OP{level}"].paragraph_format, level - 1)

    @staticmethod
    def _indent(form: Any, level: int, hanging: float = _HANGING) -> None:
        form.left_indent = Pt(_STEP * level + hanging)
        form.first_line_indent = Pt(-hanging)
        form.tab_stops.add_tab_stop(Pt(_STEP * level + hanging))

    def _without_number(self, line: Any, level: int, label: str) -> None:
        """Take a paragraph out of the list that its style belongs to: its label is typed. It stays where its level stands, which
        not every program takes from the style then; a label such as "4 bis." has a wider column."""
        numbers = line._p.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_ilvl().val = 0
        numbers.get_or_add_numId().val = 0
        wide = 5.6 * len(label) + 5 if len(label) > _LONGEST_IN_COLUMN else _HANGING
        if wide > _HANGING:
            line.paragraph_format.tab_stops.add_tab_stop(Pt(_STEP * (level - 1) + _HANGING), WD_TAB_ALIGNMENT.CLEAR)
        self._indent(line.paragraph_format, level - 1, max(wide, _HANGING))

    def _numbering(self) -> int:
        """Define the list of operative paragraphs and bind its levels to their styles; its number."""
        root = self._file.part.numbering_part.element
        for old in list(root):
            root.remove(old)
        levels = [_Form("", "decimal", "."), *self._forms]
        made = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form.kind}"/><w:pStyle w:val="OP{at + 1}"/>'
            f'<w:suff w:val="tab"/><w:lvlText w:val="{form.before}%{at + 1}{form.after}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{int(20 * (_STEP * at + _HANGING))}" w:hanging="{int(20 * _HANGING)}"/></w:pPr></w:lvl>'
            for at, form in enumerate(levels)
        )
        root.append(
            parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{made}</w:abstractNum>')
        )
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="1"><w:abstractNumId w:val="1"/></w:num>'))
        for at in range(len(levels)):
            properties = self._file.styles[f"OP{at + 1}"].element.get_or_add_pPr()
            numbers = properties.get_or_add_numPr()
            numbers.get_or_add_ilvl().val = at
            numbers.get_or_add_numId().val = 1
        return 1

    def _page(self) -> None:
        made = self._made
        section = self._file.sections[0]
        section.start_type = WD_SECTION.NEW_PAGE
        letter_size = made.paper == "letter"
        section.page_width, section.page_height = (Cm(21.59), Cm(27.94)) if letter_size else (Cm(21.0), Cm(29.7))
        section.left_margin = section.right_margin = Cm(2.54)
        section.top_margin = section.bottom_margin = Cm(2.3)
        section.different_first_page_header_footer = True
        width = section.page_width - section.left_margin - section.right_margin
        first, later = section.first_page_header, section.header
        adopted = made.kind == "resolution"
        self._line(first, width, made.conference, "" if adopted else made.symbol, size=12, rule=12)
        self._line(first, width, f"{made.kind.capitalize()} of the {made.committee}" if made.style == "mun" else made.committee, made.dated, size=13, bold=True)
        if made.style == "un":
            self._line(first, width, made.running if adopted else "Draft resolution", "", size=10)
        if made.result:
            self._line(first, width, made.result, "", size=11, bold=not adopted)
        self._line(later, width, made.committee, made.running, size=9, rule=4)
        first.paragraphs[-1].paragraph_format.space_after = Pt(14)
        for edge in (section.first_page_footer, section.footer):
            line = self._line(edge, width, made.notice, "", size=8)
            line.add_run("\t").font.size = Pt(8)
            page_field(line, "PAGE")
            line.add_run("/").font.size = Pt(8)
            page_field(line, "NUMPAGES")
        if made.watermark:
            for head in (first, later):
                head.paragraphs[0]._p.append(_watermark(made.watermark))
        if made.lines:
            kind = OxmlElement("w:lnNumType")
            kind.set(qn("w:countBy"), "1")
            kind.set(qn("w:restart"), "newPage")
            columns = section._sectPr.find(qn("w:cols"))
            columns.addprevious(kind) if columns is not None else section._sectPr.append(kind)

    @staticmethod
    def _line(place: Any, width: int, left: str, right: str, *, size: int, bold: bool = False, rule: int = 0) -> Any:
        """A line at the head or foot of the pages, its right part at the edge."""
        place.is_linked_to_previous = False
        line = place.add_paragraph() if place.paragraphs[0].text else place.paragraphs[0]
        line.style = "Normal"
        line.paragraph_format.space_after = Pt(4)
        line.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        line._p.get_or_add_pPr().insert_element_before(OxmlElement("w:suppressLineNumbers"), "w:pBdr", *_AFTER_BORDER)
        run = line.add_run(clean(left) + (f"\t{clean(right)}" if right else ""))
        run.font.size, run.font.bold = Pt(size), bold
        if rule:
            border = parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="{rule}" w:space="2" w:color="000000"/></w:pBdr>')
            line._p.get_or_add_pPr().insert_element_before(border, *_AFTER_BORDER)
        return line

    # -- text

    def _heading_block(self) -> None:
        made = self._made
        pairs = (
            ("Committee", made.committee), ("Topic", made.topic), ("Symbol", made.symbol),
            ("Sponsors", "; ".join(made.sponsors)), ("Signatories", "; ".join(made.signatories)),
        )  # fmt: skip
        for label, value in pairs:
            if value:
                line = self._add("Field", (Run(text=f"{label}:"),), numbered=False)
                line.runs[0].bold = True
                self._runs(line, (Run(text=f"\t{value}"),), "plain")
        for words in made.heading:
            self._add("Normal", (Run(text=words),), numbered=False)

    def _block(self, block: Block) -> None:
        if block.kind == "heading":
            self._add("Heading 2", block.rows[0].runs)
            return
        if block.kind not in ("preambular", "operative"):
            self._add("Normal", block.rows[0].runs)
            return
        marking = self._made.openers.get(block.kind, "italic")
        own, items = block.own, nested(block.under)
        native = block.kind == "operative" and block.written == block.number != "" and bool(own and own.words.strip())
        style = "OP1" if block.kind == "operative" and block.number else "Preambular"
        first = items[0].row if own is None and items else None
        words: tuple[Run, ...] = own.runs if own else (Run(text=f"{first.label} "), *first.runs) if first else ()
        if native:
            self._add(style, words, marking)
        else:
            label = block.written or block.number
            line = self._add(style, (Run(text=f"{label}\t"), *words) if label else words, marking)
            if style == "OP1":
                self._without_number(line, 1, label)
            if block.remark:
                line.add_run(f"  [{clean(block.remark)}]").font.size = Pt(8)
        if first is not None:
            self._items(items[0].items, native=False)
            items = items[1:]
        self._items(items, native=native)

    def _items(self, items: Sequence[Item], *, native: bool) -> None:
        subs = [item.row for item in items if item.row.kind == "sub"]
        level = subs[0].level if subs else 0
        native = native and 0 < level <= _MOST_LEVELS and all(
            row.level == level and row.words.strip() and row.label == self._forms[level - 1].label(place)
            for place, row in enumerate(subs, start=1)
        )  # fmt: skip
        for item in items:
            row = item.row
            if row.kind == "resumed":
                line = self._add("Resumed", row.runs)
                line.paragraph_format.left_indent = Pt(_STEP * row.level + _HANGING if row.level else 0)
                continue
            style = f"OP{min(row.level, _MOST_LEVELS) + 1}"
            if native:
                self._add(style, row.runs)
            else:
                line = self._add(style, (Run(text=f"{row.label}\t"), *row.runs))
                self._without_number(line, row.level + 1, row.label)
            self._items(item.items, native=native)

    def _add(self, style: str, words: Sequence[Run], marking: Marking = "plain", *, numbered: bool = True) -> Any:
        line = self._file.add_paragraph(style=style)
        if not numbered and self._made.lines:
            line._p.get_or_add_pPr().insert_element_before(OxmlElement("w:suppressLineNumbers"), "w:pBdr", *_AFTER_BORDER)
        self._runs(line, words, marking)
        return line

    def _runs(self, line: Any, words: Sequence[Run], marking: Marking) -> None:
        for run in words:
            if run.kind == "note":
                line._p.append(reference(int(run.text)))
                continue
            words_of_it = f"[{clean(run.text)}]" if run.kind == "removed" else clean(run.text)
            for right_to_left, text in directions(words_of_it):
                made = line.add_run(text)
                if run.kind == "opening":
                    made.italic = True if marking == "italic" else None
                    made.underline = True if marking == "underlined" else None
                elif run.kind == "removed":
                    made.font.strike = True
                elif run.kind == "added":
                    made.underline = True
                if right_to_left:
                    made.font.rtl = True


def add_footnotes(file: Any, notes: Iterable[tuple[int, str]], size: float = 9) -> None:
    """Give a Word file its footnotes, by the numbers under which its text refers to them, in letters of a size in points."""
    separators = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    )
    style = file.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.font.size = file.styles["Normal"], Pt(size)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(1), 1.0
    style.element.get_or_add_pPr().insert_element_before(OxmlElement("w:suppressLineNumbers"), "w:pBdr", *_AFTER_BORDER)
    root = parse_xml(f'<w:footnotes {nsdecls("w")}>{separators}</w:footnotes>')
    for number, text in notes:
        root.append(_footnote(number, text, style.style_id))
    blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + serialized(root)
    part = PackagePart(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, file.part.package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def reference(number: int) -> Element:
    """The mark in the text that refers to a footnote."""
    return parse_xml(f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>')


def _forms(blocks: Sequence[Block]) -> list[_Form]:
    """The form of the labels at each level: that of the first list there, if its labels begin as one does."""
    found: dict[int, _Form] = {}

    def look(items: Sequence[Item]) -> None:
        for item in items:
            row = item.row
            if row.kind == "sub" and row.level <= _MOST_LEVELS and row.level not in found and row.ordinal == 1:
                form = _form(row.label)
                if form:
                    found[row.level] = form
            look(item.items)

    for block in blocks:
        if block.kind == "operative":
            look(nested(block.under))
    return [found.get(level, _FORMS[level - 1]) for level in range(1, _MOST_LEVELS + 1)]


def _form(label: str) -> _Form | None:
    match = _LABEL.fullmatch(label)
    kind = {"a": "lowerLetter", "i": "lowerRoman", "A": "upperLetter", "I": "upperRoman", "1": "decimal"}.get(match[2]) if match else None
    return _Form(match[1], kind, match[3]) if match and kind else None


def face(style: Any, name: str, size: float, *, bold: bool = False) -> None:
    """Set a style in a face for every script, in black."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = name, Pt(size), bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script, face in (("ascii", name), ("hAnsi", name), ("cs", name), ("eastAsia", "SimSun")):
        fonts.set(qn(f"w:{script}"), face)
    colour = style.element.rPr.find(qn("w:color"))
    if colour is not None:
        style.element.rPr.remove(colour)


def page_field(line: Any, code: str) -> None:
    """Put a field at the end of a line, such as `PAGE`."""
    for kind in ("begin", None, "separate", "text", "end"):
        run = line.add_run()
        run.font.size = Pt(8)
        if kind is None:
            run._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {code} </w:instrText>'))
        elif kind == "text":
            run.text = "1"
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _footnote(number: int, text: str, style: str) -> Element:
    made = parse_xml(
        f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        '<w:r><w:t xml:space="preserve"></w:t></w:r></w:p></w:footnote>'
    )
    made.find(f".//{qn('w:t')}").text = f" {clean(text)}"
    return made


def serialized(root: Element) -> bytes:
    """An element as XML."""
    written: bytes = etree.tostring(root, encoding="UTF-8")
    return written


def _watermark(words: str) -> Element:
    return parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>'
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
        '<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>'
        '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="Watermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="Watermark: draft" style="position:absolute;margin-left:0;margin-top:0;width:380pt;height:105pt;'
        "rotation:308;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#eceae6" stroked="f">'
        f'<v:textpath on="t" style="font-family:&quot;Arial&quot;;font-weight:bold;font-size:1pt" string="{words}"/></v:shape></w:pict></w:r>'
    )


def repacked(data: bytes, when: datetime) -> bytes:
    """The file with one time on all its parts, in one order."""
    written = BytesIO()
    stamp = max(when.replace(tzinfo=None), datetime(1980, 1, 1)).timetuple()[:6]  # noqa: DTZ001
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return written.getvalue()
