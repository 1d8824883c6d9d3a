"""What strangers type, in every format that leaves the app: words stay words, and nothing is obeyed, lost silently or a traceback."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from docx import Document as read_word
from lxml import etree

from briefings.akn import NAMESPACE, akn, validation_errors
from briefings.clean_text import BREAK, for_paper
from briefings.docx import docx_file
from briefings.engine import pages, pdf
from briefings.html import resolution_html
from briefings.marked import SHEET, amendment_sheet, marked_up, sheets_data
from briefings.plain import markdown, plain_text
from briefings.resolution import TEMPLATE, document
from committee.statistics import Table, as_csv
from resolutions.amendments import Amendment
from resolutions.model import Draft, Paragraph
from resolutions.numbering import fixed, labels
from resolutions.text import clean, parse_text
from ui.record import workbook
from ui.seats import Card, cards_csv

HOSTILE: dict[str, str] = {
    "reads a file": '#read("/etc/passwd")',
    "imports a package": '#import "@preview/cetz:0.3.0": *',
    "runs for ever": "#while true {} #range(100000000).map(x => x * x)",
    "mathematics": "$ sum_(i=1)^n i $ and $x",
    "backticks": "`raw` ```typ #panic()```",
    "stars and lines": "*bold* _emph_ ~~gone~~ ***",
    "a heading": "= Heading == ## Heading",
    "comments": "// not /* seen */ <!-- nor this -->",
    "labels": "<label> @ref [x](javascript:alert(1))",
    "backslashes": r"\u{202e} \n \\ \# end\\",
    "braces": "{{ 7*7 }} {% include '/etc/passwd' %} ${7*7} #{x} %(x)s {0}",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "entities": "&amp; &#x41; &lt;b&gt; &nbsp; ]]>",
    "a declaration": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;',
    "a query": "' OR 1=1; DROP TABLE drafts; --",
    "a formula": "=cmd|' /C calc'!A0",
    "another formula": '+HYPERLINK("http://example.org","x")',
    "one that begins with at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "control characters": "nul\x00bell\x07escape\x1b[31mred\x9b",
    "turned round": "\u202egnal\u202c \u2066in\u2069 \u200fmark",
    "a word of 10,000 letters": "a" * 10_000,
    "from the right": "جمهورية مصر العربية (١٢٣) 45%",
    "emoji": "😀 ☂\ufe0f 👩\u200d🔬 🇫🇷",
    "a heap of marks": "z" + "\u0301\u0323" * 300,
    "half a character": "one \ud83d half, \ufffe none \ufdd0",
}

def draft_of(words: str) -> Draft:
    # Put in past the parser, which takes out what it takes for Markdown.
    return Draft(
        topic=words, symbol=words, committee=words, sponsors=(words, "مصر"), signatories=(words,), heading=(words,),
        preambular=(Paragraph(id="p1", text=f"Recalling {words},"),),
        operative=(Paragraph(id="p2", text=f"Decides that:\n    (a) {words};\n    (b) More;"), Paragraph(id="p3", text="Decides to remain seized of the matter.")),
        closing=(words,), annexes=(f"Annex I\n{words}",),
    )  # fmt: skip


def letters(text: str) -> str:
    """A text without spaces and places to break."""
    return re.sub(rf"[\s{BREAK}]", "", text)


def test_there_are_twenty_five() -> None:
    assert len(HOSTILE) == 25


# -- on paper


def resolution(words: str) -> tuple[str, dict[str, Any]]:
    return TEMPLATE, document(draft_of(words), lines=True, conference=words).as_data()


def marked(words: str) -> tuple[str, dict[str, Any]]:
    before = draft_of(words)
    return TEMPLATE, marked_up(before, before.with_changed("p1", text=f"Noting {words} and {words},"), style="mun", house="thimun").as_data()


def sheet(words: str) -> tuple[str, dict[str, Any]]:
    draft = draft_of(words)
    asked = Amendment(id="a", number=1, kind="add", part="operative", text=f"Urges {words};", sponsors=(words,), reason=words, note=words)
    return SHEET, sheets_data([amendment_sheet(draft, asked, labels(draft, fixed(draft)), conference=words)])


@pytest.mark.parametrize("make", [resolution, marked, sheet])
@pytest.mark.parametrize("name", HOSTILE)
def test_every_document_prints_it_as_words(name: str, make: Callable[[str], tuple[str, dict[str, Any]]]) -> None:
    template, value = make(HOSTILE[name])
    data = pdf(template, value)
    assert data.startswith(b"%PDF-1.7") and b"root:x:0" not in data
    assert 1 <= len(pages(template, value)) <= 60


@pytest.mark.parametrize("name", HOSTILE)
def test_text_for_paper_keeps_every_letter_that_can_be_seen(name: str) -> None:
    words = HOSTILE[name]
    kept = letters(for_paper(words).replace("\u2068", "").replace("\u2069", ""))
    if words.isascii() and words.isprintable():
        assert kept == letters(words)
    assert kept, "something is left of each"


# -- in files


@pytest.mark.parametrize("name", HOSTILE)
def test_word_has_it_as_text(name: str) -> None:
    words = HOSTILE[name]
    data = docx_file(document(draft_of(words)))
    text = "\n".join(paragraph.text for paragraph in read_word(io.BytesIO(data)).paragraphs)
    assert letters(clean(words)) in letters(text)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for part in parts.namelist():
            if part.endswith((".xml", ".rels")):
                root = etree.fromstring(parts.read(part), etree.XMLParser(resolve_entities=False))
                assert root.getroottree().docinfo.doctype == ""
                assert not root.findall(".//{*}hyperlink"), "nothing in it became a link"
        fields = b"".join(parts.read(part) for part in parts.namelist() if part.endswith(".xml")).count(b"<w:fldSimple")
    assert fields == docx_fields(), "nothing in it became a field"


def docx_fields() -> int:
    with zipfile.ZipFile(io.BytesIO(docx_file(document(draft_of("plain"))))) as parts:
        return b"".join(parts.read(part) for part in parts.namelist() if part.endswith(".xml")).count(b"<w:fldSimple")


@pytest.mark.parametrize("name", HOSTILE)
def test_html_has_it_as_text(name: str) -> None:
    page = resolution_html(document(draft_of(HOSTILE[name])))
    plain = resolution_html(document(draft_of("plain")))
    root = etree.HTML(page)
    assert sorted({e.tag for e in root.iter(etree.Element)}) == sorted({e.tag for e in etree.HTML(plain).iter(etree.Element)} | ({"bdi"} if "<bdi>" in page else set()))
    assert not [attribute for e in root.iter(etree.Element) for attribute in e.attrib if attribute.startswith("on")]
    assert not root.xpath("//@href[not(starts-with(., '#'))]")
    assert letters(clean(HOSTILE[name]))[:200] in letters("".join(root.itertext()))


@pytest.mark.parametrize("name", HOSTILE)
def test_akoma_ntoso_has_it_as_text(name: str) -> None:
    root = etree.fromstring(akn(draft_of(HOSTILE[name])), etree.XMLParser(resolve_entities=False))
    assert validation_errors(root) == () and root.getroottree().docinfo.doctype == ""
    preamble = "".join(root.find(f".//{{{NAMESPACE}}}preamble").itertext())
    assert letters(clean(HOSTILE[name])) in letters(preamble)


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_and_text_read_back(name: str) -> None:
    words = HOSTILE[name]
    draft = Draft(operative=(Paragraph(id="p1", text=f"Decides that {words} x;"), Paragraph(id="p2", text="Decides to remain seized of the matter.")))
    for written in (markdown(draft), plain_text(draft)):
        written.encode()
        assert len(parse_text(written).operative) == 2
    assert not re.search(r"(?<!\\)<(script|img)", markdown(draft))


# -- in spreadsheets

CELLS = [name for name, words in HOSTILE.items() if "\ud83d" not in words]
"""Half a character comes into no name and no table: the records refuse it."""


@pytest.mark.parametrize("name", CELLS)
def test_no_cell_of_a_csv_is_a_formula(name: str) -> None:
    words = HOSTILE[name]
    cards = cards_csv([Card("Spring", words, words, "Delegate", "ABCD-EFGH")], "http://example.org").decode("utf-8-sig")
    for text in (as_csv(Table("x", ("a", words), ((words, 1), (None, words)))), cards):
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert len({len(row) for row in rows}) == 1, "nothing broke out of its cell"
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


@pytest.mark.parametrize("name", CELLS)
def test_no_cell_of_a_workbook_is_a_formula(name: str) -> None:
    words = HOSTILE[name]
    book = openpyxl.load_workbook(io.BytesIO(workbook([Table("x", ("a", words), ((words, 1),))])))
    cells = [cell for row in book["x"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells] == ["s", "s", "s", "n"]
    assert all(cell.quotePrefix for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+-@")
