"""Word files: numbers typed and automatic, tracked changes, tables, boxes, notes."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest

from resolutions.imports.docx import read_docx
from resolutions.imports.imported import UnreadableDraft
from resolutions.text import parse_text

LEVELS = (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"), ("lowerLetter", "%4."))


def pieces(source: str) -> list[tuple[str, int, str]]:
    """The paragraphs of a text as label, level and words."""
    out = []
    for line in source.splitlines():
        if line.strip():
            label = re.match(r"\s*(\d+\.|\(\w+\)|)\s*", line)
            assert label is not None
            out.append((label[1], (len(line) - len(line.lstrip())) // 4, line[label.end() :]))
    return out


def lines(text: str) -> list[str]:
    """The lines that hold words, with their indentation."""
    return [line for line in text.splitlines() if line.strip()]


# -- numbers


def test_typed_numbers_give_the_source_back(word: Any, source: str) -> None:
    for label, _, words in pieces(source):
        word.add(f"{label}\t{words}" if label else words)
    assert read_docx(word.save()).text == source


def test_multilevel_numbering_gives_the_source_back(word: Any, source: str) -> None:
    word.numbering(70, *LEVELS)
    for label, level, words in pieces(source):
        if label:
            word.numbered(words, 70, level)
        else:
            word.add(words)
    assert read_docx(word.save()).text == source


def test_numbering_by_styles_gives_the_source_back(word: Any, source: str) -> None:
    """Levels bound to styles, as a well-made template has them: the paragraphs themselves say nothing of numbers."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    word.numbering(70, *LEVELS)
    family = word.document.part.numbering_part.element[0]
    for level in range(3):
        style = word.document.styles.add_style(f"OP{level}", WD_STYLE_TYPE.PARAGRAPH)
        style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="70"/></w:numPr>'))
        family[level].insert(2, parse_xml(f'<w:pStyle {nsdecls("w")} w:val="{style.style_id}"/>'))
    for label, level, words in pieces(source):
        word.document.add_paragraph(words, style=f"OP{level}" if label else None)
    assert read_docx(word.save()).text == source


def test_a_list_of_its_own_for_every_run_of_letters(word: Any) -> None:
    """Hasty authors click on "list" anew for the letters, and the numbers go on after them."""
    word.numbering(70, LEVELS[0]).numbering(80, ("lowerLetter", "%1)"), lists=("", _restart(0)))
    word.add("The Security Council,").numbered("Decides:", 70).numbered("First;", 80).numbered("Second;", 80)
    word.numbered("Requests:", 70).numbered("Third;", 81).numbered("Fourth.", 81)
    assert lines(read_docx(word.save()).text) == [
        "The Security Council,", "1. Decides:", "    a) First;", "    b) Second;", "2. Requests:", "    a) Third;", "    b) Fourth.",
    ]  # fmt: skip


def _restart(level: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'


def test_counting_starts_where_the_list_says_and_goes_on_over_headings(word: Any) -> None:
    word.numbering(70, *LEVELS, lists=("", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'))
    word.numbered("Urges x;", 70)
    word.document.add_heading("Sanctions", 1)
    word.numbered("Urges y;", 70).numbered("Urges z;", 71).numbered("Urges all.", 71)
    assert lines(read_docx(word.save()).text) == ["1. Urges x;", "Sanctions", "2. Urges y;", "7. Urges z;", "8. Urges all."]


def test_numbers_made_of_several_levels(word: Any) -> None:
    word.numbering(70, ("decimal", "%1."), ("decimal", "%1.%2."))
    word.numbered("Decides:", 70).numbered("First;", 70, 1).numbered("Second;", 70, 1).numbered("Urges x.", 70)
    assert lines(read_docx(word.save()).text) == ["1. Decides:", "    1.1. First;", "    1.2. Second;", "2. Urges x."]


def test_a_number_switched_off_is_none(word: Any) -> None:
    word.numbering(70, *LEVELS).numbered("Urges x;", 70).numbered("and stays calm;", 0).numbered("Urges y.", 70)
    assert "1. Urges x;" in read_docx(word.save()).text
    assert "2. Urges y." in read_docx(word.save()).text
    assert "0" not in read_docx(word.save()).text


@pytest.mark.parametrize("level", [3, 8])
def test_levels_that_the_list_does_not_define_are_still_words(word: Any, level: int) -> None:
    word.numbering(70, LEVELS[0]).numbered("Urges x;", 70).numbered("Deep down.", 70, level).numbered("Lost.", 999)
    assert {"Deep down.", "Lost."} <= set(lines(read_docx(word.save()).text))


def test_a_draft_from_google_docs(word: Any) -> None:
    """One list 1. a. i. 1., bullets in the preamble, typed letters under an automatic number, and text that resumes."""
    word.numbering(90, ("bullet", "●"))
    word.numbering(70, ("decimal", "%1."), ("lowerLetter", "%2."), ("lowerRoman", "%3."), ("decimal", "%4."))
    word.add("The Security Council,").numbered("Recalling x,", 90).numbered("Decides:", 70).numbered("Letters:", 70, 1)
    word.numbered("Romans:", 70, 2).numbered("Numbers;", 70, 3).numbered("Letters again;", 70, 1).add("and to report on it;")
    word.numbered("Urges y:", 70).add("a) typed one;", "b) typed two.", "Annex").numbered("Point in an annex", 90)
    assert lines(read_docx(word.save()).text) == [
        "The Security Council,", "- Recalling x,", "1. Decides:", "    a. Letters:", "        i. Romans:", "            1. Numbers;",
        "    b. Letters again;", "and to report on it;", "2. Urges y:", "    a) typed one;", "    b) typed two.", "Annex",
        "- Point in an annex",
    ]  # fmt: skip


# -- changes


def test_tracked_insertions_are_text_and_deletions_are_none(word: Any) -> None:
    word.raw(
        '<w:p><w:r><w:t xml:space="preserve">1. Calls upon </w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>all States</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>coastal States</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>moved away</w:t></w:r></w:moveFrom>'
        '<w:r><w:t xml:space="preserve"> to report;</w:t></w:r></w:p>'
    )
    found = read_docx(word.save())
    assert found.text == "1. Calls upon coastal States to report;\n"
    assert any("tracked changes: 1 insertion taken as text, 1 deletion left out" in note for note in found.notes)


def test_a_deleted_paragraph_takes_no_number(word: Any) -> None:
    word.numbering(70, *LEVELS).numbered("Urges x;", 70)
    word.raw(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="70"/></w:numPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>Urges nobody;</w:delText></w:r></w:del></w:p>'
    )
    word.numbered("Urges y.", 70)
    assert read_docx(word.save()).text == "1. Urges x;\n\n2. Urges y.\n"


def test_two_paragraphs_joined_by_a_deletion_are_one(word: Any) -> None:
    word.raw(
        '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">1. Urges States </w:t></w:r></w:p>'
    ).add("to act.")
    assert read_docx(word.save()).text == "1. Urges States to act.\n"


# -- what else a file holds


def test_tables_boxes_notes_and_breaks_are_kept_and_told_of(word: Any) -> None:
    table = word.document.add_table(rows=2, cols=2)
    for row, cells in enumerate((("Committee", "Security Council"), ("Topic:", "Lanterns"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    word.raw(
        "<w:p><w:r><w:t>The Security Council,</w:t></w:r><w:r><mc:AlternateContent>"
        '<mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>'
        "<w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    word.raw("<w:p><w:r><w:t>1. Decides:</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>(a) First;</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>(b) Second.</w:t></w:r></w:p>")
    word.document.sections[0].header.paragraphs[0].text = "MUN/S/1"
    found = read_docx(word.save())
    assert lines(found.text) == [
        "Committee | Security Council", "Topic: Lanterns", "The Security Council,", "In a box", "1. Decides:", "    (a) First;", "    (b) Second.",
    ]  # fmt: skip
    assert found.aside == ("“MUN/S/1” (at the head of the pages)",)
    told = " ".join(found.notes)
    assert "1 table " in told and "1 text box " in told and "headers and footers left out" in told


def test_a_table_with_numbers_in_its_first_column_is_paragraphs(word: Any) -> None:
    table = word.document.add_table(rows=2, cols=2)
    for row, cells in enumerate((("1.", "Urges x;"), ("2.", "Urges y."))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    assert lines(read_docx(word.save()).text) == ["1. Urges x;", "2. Urges y."]


def test_footnotes_stand_at_the_end(word: Any) -> None:
    word.raw('<w:p><w:r><w:t>1. Urges States</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>')
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = f'<w:footnotes xmlns:w="{name}"><w:footnote w:id="2"><w:p><w:r><w:t>See the chart.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    found = read_docx(_with(word.save(), "word/footnotes.xml", notes.encode()))
    assert found.text == "1. Urges States[1].\n\n[1] See the chart.\n"
    assert "Footnotes stand at the end, each with its number in brackets." in found.notes


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_comments_are_told_beside_the_text(word: Any) -> None:
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="a"><w:p><w:r><w:t>Too </w:t></w:r><w:r><w:t>strong?</w:t></w:r></w:p></w:comment></w:comments>'
    found = read_docx(_with(word.add("1. Urges x.").save(), "word/comments.xml", comments.encode()))
    assert found.text == "1. Urges x.\n"
    assert found.aside == ("“Too strong?” (a comment)",)
    assert found.notes == ("1 comment in the margin left out of the text and told.",)


def test_a_watermark_is_told_beside_the_text(word: Any) -> None:
    word.document.sections[0].header.paragraphs[0].text = ""
    header = f'<w:hdr xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:p><w:r><w:pict><v:shape><v:textpath string="DRAFT 1"/></v:shape></w:pict></w:r></w:p></w:hdr>'
    found = read_docx(_with(word.add("1. Urges x.").save(), "word/header1.xml", header.encode()))
    assert found.aside == ("“DRAFT 1” (a watermark or drawn letters)",)


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        ('<w:altChunk r:id="x"/>', "1 inserted document"),
        ('<w:p><w:r><w:object><v:shape/><w:OLEObject/></w:object></w:r></w:p>', "1 embedded object"),
        ('<w:p><w:r><w:drawing><a:graphic><a:graphicData uri="x"><a:chart/></a:graphicData></a:graphic></w:drawing></w:r></w:p>', "1 chart"),
    ],
)
def test_what_holds_words_that_cannot_be_taken_is_told(word: Any, xml: str, told: str) -> None:
    assert any(told in note for note in read_docx(word.add("1. Urges x.").raw(xml).save()).notes)


def test_tables_within_tables_and_boxes_within_tables_lose_no_word(word: Any) -> None:
    outer = word.document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "alpha"
    outer.cell(0, 1).text = "beta"
    inner = outer.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "gamma", "delta"
    assert re.findall("alpha|beta|gamma|delta", read_docx(word.save()).text) == ["alpha", "beta", "gamma", "delta"]


def test_words_of_deleted_rows_and_deleted_paragraphs_never_appear(word: Any) -> None:
    word.raw(
        '<w:tbl><w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr><w:tc><w:p><w:r><w:t>secret</w:t></w:r></w:p></w:tc></w:tr>'
        "<w:tr><w:trPr><w:ins w:id=\"2\" w:author=\"a\"/></w:trPr><w:tc><w:p><w:r><w:t>open</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    found = read_docx(word.save())
    assert "open" in found.text and "secret" not in found.text
    assert any("1 deletion left out" in note for note in found.notes)


def _with(data: bytes, part: str, content: bytes) -> bytes:
    """A file with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return out.getvalue()


def test_what_is_read_becomes_the_draft(word: Any, source: str) -> None:
    word.numbering(70, *LEVELS)
    for label, level, words in pieces(source):
        word.numbered(words, 70, level) if label else word.add(words)
    draft = parse_text(read_docx(word.save()).text)
    assert draft.topic == "Lanterns for the northern harbours"
    assert (len(draft.preambular), len(draft.operative)) == (4, 5)
    assert draft.operative[1].text.count("\n") == 5


# -- what cannot be read


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: b"PK\x03\x04" + bytes(100), "damaged"),
        (lambda data: _with(data, "word/document.xml", b"<w:document"), "damaged"),
        (lambda data: _with(data, "word/document.xml", b"<document><body/></document>"), "no text"),
        (lambda data: _with(data, "word/document.xml", b" " * 61_000_000), "unpacks to more than 60 MB"),
        (lambda data: _with(_with(data, "word/header8.xml", b" " * 31_000_000), "word/header9.xml", b" " * 31_000_000), "damaged|60 MB"),
        (lambda data: _with(data, "word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "document type"),
        (lambda data: _with(data, "word/document.xml", b"<a>" * 400 + b"</a>" * 400), "damaged"),
    ],
    ids=["cut-off", "no-zip", "no-xml", "empty", "bomb", "bomb-in-parts", "entity", "deep"],
)
def test_what_is_no_draft_is_refused_in_one_line(word: Any, change: Any, told: str) -> None:
    data = word.add("1. Urges x.").save()
    with pytest.raises(UnreadableDraft, match=told) as refused:
        read_docx(change(data))
    assert "\n" not in str(refused.value)


def test_an_archive_of_something_else_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("holiday.txt", "x")
    with pytest.raises(UnreadableDraft, match="no text document"):
        read_docx(out.getvalue())
