"""What is printed: structure and text of every format, for drafts that have everything."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import docx
import pdfplumber
import pytest
from docx.enum.text import WD_TAB_ALIGNMENT
from jinja2 import UndefinedError
from lxml import etree

from briefings.akn import NAMESPACE, akn, schema, slug, validation_errors
from briefings.docx import docx_file
from briefings.engine import PAPERS
from briefings.html import bidi, environment, resolution_html
from briefings.marked import KEY, aligned, amendment_sheet, marked_rows, marked_up, printed_sheet
from briefings.plain import markdown
from briefings.resolution import NOTICE, Document, document, listed, printed
from resolutions.amendments import Amendment
from resolutions.lint.house_styles import houses
from resolutions.model import Draft, Paragraph
from resolutions.numbering import fixed, labels
from resolutions.text import parse_text

TEXT = """Committee: Security Council
Topic: Lights of the north
Symbol: MUN/S/2026/L.7
Sponsors: Mexico; Colombia
Signatories: France; Egypt

The Security Council,

Recalling its resolution 2653 (2022)[1],

Mindful of مصر and 中国,

Measures

1. Decides that States shall:
    (a) Keep a register;
    (b) Train keepers, among them:
        (i) Young people;
            a. Of the coast;
                i. Or of the islands;
        (ii) Women;

and report;

2. Strongly urges the guild to help;

3. Decides to remain seized of the matter.

[1] Of 21 October 2022.
"""


@pytest.fixture(scope="module")
def draft() -> Draft:
    return parse_text(TEXT)


def opened(data: bytes) -> Any:
    return pdfplumber.open(io.BytesIO(data))


def opened_text(data: bytes) -> str:
    with opened(data) as file:
        return "\n".join(page.extract_text() for page in file.pages)


def metadata(file: Any) -> str:
    found: bytes = file.doc.catalog["Metadata"].resolve().get_data()
    return found.decode()


# -- PDF


def test_a_pdf_is_archivable_and_accessible(draft: Draft) -> None:
    with opened(printed(document(draft))[0]) as file:
        catalog = file.doc.catalog
        about = metadata(file)
        assert "StructTreeRoot" in catalog and catalog["Lang"] in (b"en-GB", "en-GB")
        assert re.search(r"pdfaid:part>2<", about) and re.search(r"pdfaid:conformance>A<", about) and re.search(r"pdfuaid:part>1<", about)
        assert "Draft resolution MUN/S/2026/L.7" in about
        assert "Outlines" in catalog
        assert all("+" in char["fontname"] for char in file.pages[0].chars), "every font is embedded, as a subset"


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("style", ["un", "mun"])
def test_a_page_says_what_it_is(draft: Draft, style: Any, paper: Any) -> None:
    made = document(draft, {"mexico": "Mexico"}, style=style, paper=paper, on=date(2026, 11, 21), lines=True, watermark=True)
    with opened(printed(made)[0]) as file:
        page = file.pages[0]
        assert (round(page.width), round(page.height)) == ((595, 842) if paper == "a4" else (612, 792))
        text = page.extract_text()
    assert NOTICE in text and "MUN/S/2026/L.7" in text and "21 November 2026" in text and "1/1" in text
    assert "D" in text
    for words in ("(a)", "(ii)", "a. ", "Keep a register", "and report", "Of 21 October 2022."):
        assert words in text


def test_the_order_of_a_page_is_that_of_the_draft(draft: Draft) -> None:
    with opened(printed(document(draft))[0]) as file:
        text = file.pages[0].extract_text()
    places = [text.index(words) for words in ("Security Council", "Colombia and Mexico: draft resolution", "Recalling", "Measures", "1. Decides", "(b)", "2. Strongly", "seized", "Of 21 October")]
    assert places == sorted(places)


def test_openings_are_marked_as_the_house_marks_them(draft: Draft) -> None:
    for house in houses().values():
        made = document(draft, style=house.style, house=house.id)
        assert made.openers["operative"] == ("underlined" if house.openers_of("operative") == "underlined" else "italic")
        assert printed(made)
    thimun = document(draft, style="mun", house="thimun")
    assert thimun.organ == "THE SECURITY COUNCIL," and [f.label for f in thimun.fields][:2] == ["Forum", "Question of"]
    with opened(printed(document(draft))[0]) as file:
        italic = "".join(char["text"] for char in file.pages[0].chars if "Italic" in char["fontname"] or "It" in char["fontname"].split("-")[-1])
    assert "Recalling" in italic and "Strongly urges" in italic and "States" not in italic


def test_long_drafts_fill_pages_with_running_heads() -> None:
    words = "the lights of every harbour, their colour and range, and the date on which each was last seen to burn "
    text = "The Security Council,\n\n" + "\n\n".join(f"{i}. Decides to review {words * 4};" for i in range(1, 41)) + "\n"
    with opened(printed(document(parse_text("Symbol: S/2026/9\n\n" + text)))[0]) as file:
        assert 5 <= len(file.pages) <= 9
        assert all("S/2026/9" in page.extract_text() and NOTICE in page.extract_text() for page in file.pages)


def test_the_same_document_is_not_wider_than_its_page() -> None:
    text = f"The Security Council,\n\n1. Decides {'w' * 3000} and {'https://example.org/' + 'a' * 400};\n\n2. Decides to stay.\n"
    with opened(printed(document(parse_text(text)))[0]) as file:
        assert all(char["x0"] > 0 and char["x1"] < page.width - 40 for page in file.pages for char in page.chars)
        assert sum(char["text"] == "w" for page in file.pages for char in page.chars) >= 3000


# -- Word


def test_word_numbers_by_its_own_lists(draft: Draft) -> None:
    data = docx_file(document(draft, lines=True, watermark=True))
    assert data == docx_file(document(draft, lines=True, watermark=True))
    file = docx.Document(io.BytesIO(data))
    styles = [(p.style.name, p.text) for p in file.paragraphs]
    assert ("OP1", "Decides that States shall:") in styles and ("OP2", "Keep a register;") in styles
    assert ("OP5", "Or of the islands;") in styles and ("Resumed", "and report;") in styles
    levels = file.part.numbering_part.element.findall(".//{*}lvl")
    assert [level.find("{*}lvlText").values()[0] for level in levels[:5]] == ["%1.", "(%2)", "(%3)", "%4.", "%5."]
    assert [level.find("{*}numFmt").values()[0] for level in levels[:5]] == ["decimal", "lowerLetter", "lowerRoman", "lowerLetter", "lowerRoman"]
    decides = next(p for p in file.paragraphs if p.text.startswith("Decides that"))
    assert [(run.text, run.italic) for run in decides.runs] == [("Decides", True), (" that States shall:", None)]
    section = file.sections[0]._sectPr
    assert section.find("{*}lnNumType") is not None
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert "Of 21 October 2022." in parts.read("word/footnotes.xml").decode()
        whole = b"".join(parts.read(name) for name in parts.namelist())
        assert all(entry.date_time == (2000, 1, 1, 0, 0, 0) for entry in parts.infolist())
    assert b'string="DRAFT"' in whole and b"NUMPAGES" in whole and NOTICE.encode() in whole


def test_word_has_the_size_of_its_paper_and_the_time_it_is_given(draft: Draft) -> None:
    when = datetime(2026, 11, 21, 12, tzinfo=UTC)
    file = docx.Document(io.BytesIO(docx_file(document(draft, paper="letter"), when=when)))
    assert (round(file.sections[0].page_width.inches, 1), round(file.sections[0].page_height.inches, 1)) == (8.5, 11.0)
    assert file.core_properties.created.replace(tzinfo=UTC) == when
    assert file.core_properties.title.startswith("Draft resolution")


def test_word_wants_the_properties_of_a_paragraph_in_order(draft: Draft) -> None:
    order = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "suppressLineNumbers", "pBdr", "tabs", "spacing", "ind", "jc", "rPr"]
    with zipfile.ZipFile(io.BytesIO(docx_file(document(draft, lines=True, watermark=True)))) as parts:
        for name in parts.namelist():
            if not name.endswith(".xml"):
                continue
            for properties in etree.fromstring(parts.read(name)).iter("{*}pPr"):
                names = [etree.QName(e).localname for e in properties]
                known = [order.index(n) for n in names if n in order]
                assert known == sorted(known), (name, names)


# -- HTML, Markdown


def test_html_escapes_everything() -> None:
    words = '<script>alert("x")</script> {{ 7*7 }} & مصر 12'
    draft = parse_text(f"Symbol: {words}\nSponsors: {words}\n\nThe Security Council,\n\n1. Decides {words};\n\n2. Decides to stay.\n")
    page = resolution_html(document(draft.model_copy(update={"heading": (words,), "topic": words})))
    assert "<script" not in page and "{{ 7*7 }}" in page and "<bdi>مصر</bdi>" in page
    assert environment().autoescape is True
    etree.fromstring(re.sub(r"<!DOCTYPE html>|<meta[^>]*>", "", page).replace("&#34;", '"'))
    assert bidi("<b>") == "&lt;b&gt;"


def test_a_name_that_a_template_does_not_know_is_a_fault() -> None:
    assert environment().from_string("{{ d.words }}").render(d={"words": "<b>"}) == "&lt;b&gt;"
    with pytest.raises(UndefinedError):
        environment().from_string("{{ d.nothing }}").render(d={})


def test_html_has_what_the_draft_has(draft: Draft) -> None:
    page = resolution_html(document(draft, style="mun", house="una-usa"))
    for words in ('<span class="underlined">Strongly urges</span>', "Or of the islands;", NOTICE, 'href="#note-1"', "<h2>Measures</h2>"):
        assert words in page


def test_markdown_escapes_what_would_be_markup() -> None:
    text = markdown(parse_text("The Security Council,\n\n1. Decides 2 * 3 * 4 <b>x</b> and snake_case_words [x](y);\n\n2. Decides to stay.\n"))
    assert r"1. *Decides* 2 \* 3 \* 4 \<b\>x\</b\> and snake\_case\_words \[x\](y);" in text


# -- Akoma Ntoso


def test_akoma_ntoso_is_valid_and_named(draft: Draft) -> None:
    root = etree.fromstring(akn(draft, {"mexico": "Mexico"}, on=date(2026, 11, 21)))
    assert validation_errors(root) == ()
    space = {"a": NAMESPACE}
    assert root.xpath("string(//a:FRBRWork/a:FRBRuri/@value)", namespaces=space) == "/akn/un/statement/deliberation/un-sc/2026-11-21/MUN-S-2026-L-7"
    ids = root.xpath("//@eId")
    assert len(ids) == len(set(ids)) and "para_1__list_1__point_b__list_1__point_i" in ids
    assert root.xpath("string(//a:ref/@href)", namespaces=space).endswith("/2022/2653-2022")
    assert root.xpath("string(//a:authorialNote)", namespaces=space) == "Of 21 October 2022."
    references = {f"#{key}" for key in ids}
    assert set(root.xpath("//@refersTo | //@as | //a:FRBRauthor/@href", namespaces=space)) <= references


def test_the_schema_refuses_what_is_none_of_it(draft: Draft) -> None:
    root = etree.fromstring(akn(draft))
    root[0].set("bogus", "x")
    assert not schema().validate(root) and "bogus" in validation_errors(root)[0]


def test_addresses_are_plain() -> None:
    assert slug("MUN/S/2026/L.1") == "MUN-S-2026-L-1" and slug("Côte d’Ivoire") == "Cote-dIvoire" and slug("中国") == "x"


# -- amendments


def test_a_marked_up_version_strikes_and_underlines(draft: Draft) -> None:
    ids = [p.id for p in draft.operative]
    after = draft.without(ids[1]).with_changed(ids[0], text=draft.operative[0].text.replace("Young people", "Persons under 25"))
    after = after.with_added("operative", "Invites reports", at=0)
    made = marked_up(draft, after)
    assert [(b.number, b.state, b.remark) for b in made.blocks if b.kind == "operative"] == [
        ("1.", "added", "new"), ("2.", "", "was 1"), ("", "removed", "2 deleted"), ("3.", "", ""),
    ]  # fmt: skip
    row = next(row for block in made.blocks for row in block.rows if row.label == "(i)")
    assert [(run.kind, run.text) for run in row.runs if run.text.strip()] == [("removed", "Young people"), ("added", "Persons under 25"), ("plain", ";")]
    with opened(printed(made)[0]) as file:
        text = file.pages[0].extract_text()
    assert KEY in text and "[Young people]" in text and "[new]" in text
    assert isinstance(made, Document) and "<del>Young people</del>" in resolution_html(made)


def test_numbers_on_paper_stay_in_a_marked_up_version(draft: Draft) -> None:
    after = draft.without(draft.operative[1].id).with_added("operative", "Invites reports", at=1)
    made = marked_up(draft, after, labels=labels(after, fixed(draft)))
    assert [(b.number, b.remark) for b in made.blocks if b.kind == "operative"] == [("1.", ""), ("1 bis.", "new"), ("", "2 deleted"), ("3.", "")]


def test_numbers_on_paper_stay_in_every_format_of_an_amended_draft(draft: Draft) -> None:
    first, _, _ = draft.operative
    after = draft.without(draft.operative[1].id)
    after = after.model_copy(update={"operative": (first, Paragraph(id="new", text="Invites the keepers to speak"), *after.operative[1:])})
    made = document(after, labels=labels(after, fixed(draft)))
    assert [b.number for b in made.blocks if b.kind == "operative"] == ["1.", "1 bis.", "3."]
    lines = [p.text for p in docx.Document(io.BytesIO(docx_file(made))).paragraphs]
    assert any(line.startswith("1 bis.\tInvites") for line in lines) and any(line.startswith("3.\tDecides to remain") for line in lines)
    assert 'class="number">1 bis.' in resolution_html(made)
    with pdfplumber.open(io.BytesIO(printed(made)[0])) as file:
        assert re.search(r"^1 bis\. *Invites", file.pages[0].extract_text(), re.MULTILINE)


def test_typed_labels_stand_where_their_level_does_in_word(draft: Draft) -> None:
    first = draft.operative[0]
    longer = first.model_copy(update={"text": "Requests a report on:\n(a) The sea;\n    (i) In winter;\n(b) The land"})
    after = draft.model_copy(update={"operative": (longer, Paragraph(id="new", text="Invites the keepers to speak"), *draft.operative[1:])})
    made = marked_up(draft.model_copy(update={"operative": (longer, *draft.operative[1:])}), after, labels=labels(after, fixed(draft)))
    lines = {p.text.split("\t")[0]: p.paragraph_format for p in docx.Document(io.BytesIO(docx_file(made))).paragraphs if "\t" in p.text}
    places = [lines[label].left_indent.pt + lines[label].first_line_indent.pt for label in ("1.", "(a)", "(i)")]
    assert places == [0, 28, 56]
    # A label wider than its column has a wider one, up to which its words are drawn in.
    wide = lines["1 bis."]
    assert wide.left_indent.pt > lines["1."].left_indent.pt and wide.left_indent.pt + wide.first_line_indent.pt == 0
    assert [round(stop.position.pt) for stop in wide.tab_stops if stop.alignment != WD_TAB_ALIGNMENT.CLEAR] == [round(wide.left_indent.pt)]


def test_numbers_by_place_are_those_of_a_draft_that_was_not_amended(draft: Draft) -> None:
    assert document(draft, labels=labels(draft, fixed(draft))) == document(draft)
    assert document(draft, labels={}) == document(draft)


def test_a_marked_up_text_in_word_has_numbers_marks_and_remarks(draft: Draft) -> None:
    gone, kept = draft.operative[1], draft.operative[0]
    after = draft.without(gone.id).with_changed(kept.id, text=kept.text.replace("Young people", "Persons under 25"))
    file = docx.Document(io.BytesIO(docx_file(marked_up(draft, after, labels=labels(after, fixed(draft))))))
    lines = [p.text for p in file.paragraphs]
    assert any(line.startswith("1.\tDecides that") for line in lines) and any(line.startswith("3.\tDecides to remain") for line in lines)
    assert "[Strongly urges the guild to help;]  [2 deleted]" in lines
    struck = {run.text for p in file.paragraphs for run in p.runs if run.font.strike}
    assert "[Young people]" in struck and any(run.underline and "Persons" in run.text for p in file.paragraphs for run in p.runs)


def test_a_paragraph_that_was_moved_is_told_as_that(draft: Draft) -> None:
    first, second, third = draft.operative
    after = draft.model_copy(update={"operative": (third, first, second)})
    made = marked_up(draft, after, labels=labels(draft, fixed(draft)))
    assert [(b.number, b.remark) for b in made.blocks if b.kind == "operative"] == [("3.", "moved"), ("1.", ""), ("2.", "")]
    by_place = [b.remark for b in marked_up(draft, after).blocks if b.kind == "operative"]
    assert by_place == ["moved, was 3", "was 1", "was 2"]


def test_nothing_of_a_draft_is_lost_when_it_is_marked_up(draft: Draft) -> None:
    made = marked_up(draft, draft, style="mun", house="una-usa")
    text = opened_text(printed(made)[0])
    assert "2653 (2022)[1]" in text and "[1] Of 21 October 2022." in text
    assert made.openers["operative"] == "italic", "what is underlined was added"


def test_a_paragraph_written_anew_is_told_as_that() -> None:
    rows = marked_rows("Urges the guild to help;", "Invites all harbours, ferries and keepers to report each winter on what they saw;")
    assert [[run.kind for run in row.runs] for row in rows] == [["removed"], ["added"]]


def test_an_earlier_text_is_told_by_its_words(draft: Draft) -> None:
    before = parse_text(
        TEXT.replace("2. Strongly urges the guild to help;", "2. Strongly urges the old guild to help;\n\n3. Requests a lamp;").replace("3. Decides to remain", "4. Decides to remain")
    )
    found = aligned(before, draft)
    assert [p.id for p in found.preambular] == [p.id for p in draft.preambular]
    assert [p.id for p in found.operative] == [draft.operative[0].id, draft.operative[1].id, "o-was-3", draft.operative[2].id]
    marks = [(b.number, b.state, b.remark) for b in marked_up(found, draft).blocks if b.kind == "operative"]
    assert marks == [("1.", "", ""), ("2.", "", ""), ("", "removed", "3 deleted"), ("3.", "", "was 4")]


def test_two_hundred_paragraphs_are_told_apart() -> None:
    text = "The Security Council,\n\n" + "\n\n".join(f"{n}. Decides to light lamp {n} of the coast in the year {1800 + n};" for n in range(1, 201)) + "\n"
    draft = parse_text(text)
    found = aligned(parse_text(text.replace("coast", "shore")), draft)
    assert [p.id for p in found.operative] == [p.id for p in draft.operative]


def test_rows_of_a_difference_hold_both_texts() -> None:
    rows = marked_rows("Decides:\n(a) One;\n(b) Two", "Decides:\n(a) One;\n(b) Three")
    assert [(row.kind, row.label, row.words.strip()) for row in rows] == [("own", "", "Decides:"), ("sub", "(a)", "One;"), ("sub", "(b)", "Two Three")]


@pytest.mark.parametrize("paper", PAPERS)
def test_amendment_sheets(draft: Draft, paper: Any) -> None:
    given = labels(draft, fixed(draft))
    target = draft.operative[1]
    asked = Amendment(
        id="a1", kind="replace", part="operative", paragraph=target.id, base=target.text, number=3,
        text="Urges the guild to help <b>soon</b>", sponsors=("mexico",), reason="Winter is near.",
    )  # fmt: skip
    with opened(printed_sheet(amendment_sheet(draft, asked, given, {"mexico": "Mexico"}, paper=paper))[0]) as file:
        assert len(file.pages) == 1
        text = file.pages[0].extract_text()
    for words in ("Amendment 3", "Mexico", "operative paragraph 2", "Winter is near.", "<b>soon</b>", NOTICE):
        assert words in text
    with opened(printed_sheet(amendment_sheet(draft, None, given, paper=paper))[0]) as file:
        assert len(file.pages) == 1 and "Words to be deleted" in file.pages[0].extract_text()


def test_names_in_a_sentence() -> None:
    assert [listed(names) for names in ((), ("A",), ("A", "B"), ("A", "B", "C"))] == ["", "A", "A and B", "A, B and C"]
