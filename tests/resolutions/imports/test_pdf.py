"""PDFs: paragraphs from the places of words, in three makes, and pages written here letter by letter."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

import pytest

from resolutions.imports.imported import UnreadableDraft
from resolutions.imports.pdf import read_pdf


def page_of(*placed: tuple[float, float, str], height: int = 842) -> str:
    """A page's content: lines of Helvetica 11 at places from the left and from the top."""
    shown = []
    for x, y, words in placed:
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        shown.append(f"BT /F1 11 Tf 1 0 0 1 {x} {height - y} Tm ({escaped}) Tj ET")
    return "\n".join(shown)


_FONTS = ("Helvetica", "Helvetica-Oblique", "Times-Roman")


def as_word(*lines: tuple[float, float, str], size: float = 11, height: int = 842) -> str:
    """A page's content as Word writes it: every run a string of its own, spaces at the ends of lines, the space after a
    list's number in another font, and raised numbers of notes. `_x_` is in italics, `^1` raised."""
    out = []
    for x, y, words in lines:
        out.append(f"/P <</MCID 0>> BDC BT 1 0 0 1 {x} {height - y} Tm")
        for piece in re.split(r"(_[^_]*_|\^\d|\s)", words + " "):
            font, points, rise = ("/F2", size, 0.0) if piece.startswith("_") else ("/F1", size, 0.0)
            if piece.startswith("^"):
                points, rise = size * 0.62, size * 0.36
            escaped = piece.strip("_^").replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            kerned = escaped if len(escaped) < 4 or "\\" in escaped else f"{escaped[:2]})-3({escaped[2:]}"
            out.append(f"{font} {points:.1f} Tf {rise:.1f} Ts [({kerned})] TJ" if piece else "")
        out.append("ET EMC")
    return "\n".join(filter(None, out))


def pdf(*pages: str, entries: str = "") -> bytes:
    """The smallest PDF of these contents; `entries` are more of what its pages say of themselves."""
    after = 3 + len(_FONTS)
    kids = " ".join(f"{after + 2 * i} 0 R" for i in range(len(pages)))
    fonts = " ".join(f"/F{i + 1} {3 + i} 0 R" for i in range(len(_FONTS)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        *(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>" for name in _FONTS),
    ]
    for i, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {after + 1 + 2 * i} 0 R /Resources << /Font << {fonts} >> >> {entries} >>"
        )
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream")
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


FULL = "Calls upon all coastal States to inspect the lanterns of their harbours before the first"
"""A line as long as the page is wide."""


def words_of(text: str) -> str:
    return text.replace("’", "'")


@pytest.mark.parametrize("name", ["libreoffice-numbered.pdf", "typed-indented.pdf", "typst.pdf"])
def test_every_make_of_pdf_gives_the_source_back(data: Callable[[str], bytes], source: str, name: str) -> None:
    assert words_of(read_pdf(data(name)).text).removeprefix("MUN/S/2026/L.7\n\n") == source


def test_what_repeats_on_the_pages_is_handed_back_beside_the_text(data: Callable[[str], bytes]) -> None:
    found = read_pdf(data("typst.pdf"))
    assert found.aside == ("“MUN/S/2026/L.7” (at the head of pages 1 and 2)", "“1” (at the foot of page 1)", "“2” (at the foot of page 2)")
    assert any("3 lines" in note for note in found.notes)


def test_words_broken_at_the_end_of_a_line_are_whole_and_doubts_are_told(data: Callable[[str], bytes]) -> None:
    found = read_pdf(data("typst.pdf"))
    assert "apprentices" in found.text
    assert "cross-border" in found.text
    assert any("“apprentices”" in note for note in found.notes)


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = page_of((72, 72, f"1. {FULL[3:]}"), (72, 780, f"2. {FULL[3:]}"), (290, 815, "1"))
    second = page_of((72, 72, "of October of each year;"), (72, 100, "3. Urges x."), (290, 815, "2"))
    found = read_pdf(pdf(first, second))
    assert found.text.split("\n\n")[1] == f"2. {FULL[3:]} of October of each year;"
    assert found.aside == ("“1” (at the foot of page 1)", "“2” (at the foot of page 2)")


def test_labels_without_indentation_are_placed_by_their_order() -> None:
    lines = ["1. Decides:", "(a) First;", "(b) Second:", "(i) Small;", "(ii) Smaller;", "(c) Third;", "2. Urges x."]
    text = read_pdf(pdf(page_of(*((72, 72 + 14 * i, words) for i, words in enumerate(lines))))).text
    assert text == (
        "1. Decides:\n    (a) First;\n    (b) Second:\n        (i) Small;\n        (ii) Smaller;\n    (c) Third;\n\n2. Urges x.\n"
    )


def test_a_letter_i_after_h_is_a_letter_and_one_set_further_in_is_a_number() -> None:
    heads = [(90, f"({letter}) Thing {letter};") for letter in "abcdefgh"]
    flat = [(72, "1. Decides:"), *heads, (90, "(i) Thing i.")]
    assert "\n    (i) Thing i." in read_pdf(pdf(page_of(*((x, 72 + 14 * i, w) for i, (x, w) in enumerate(flat))))).text
    deep = [(72, "1. Decides:"), *heads, (120, "(i) Small.")]
    assert "\n        (i) Small." in read_pdf(pdf(page_of(*((x, 72 + 14 * i, w) for i, (x, w) in enumerate(deep))))).text


def test_a_reference_at_the_head_of_a_wrapped_line_begins_nothing() -> None:
    lines = [(72, 72, f"1. {FULL} in its paragraphs 2 (a) and"), (72, 86, "(b) above, and to report;"), (72, 100, "2. Urges x.")]
    assert read_pdf(pdf(page_of(*lines))).text.count("\n\n") == 1


def test_numbers_of_lines_in_the_margin_are_no_words() -> None:
    words = [FULL + " of", FULL + " of", FULL + " of", FULL + " of", "the year."]
    placed = [(72.0, 72.0 + 14 * i, w) for i, w in enumerate(words)]
    placed += [(40.0, 72.0 + 14 * i, str(i + 1)) for i in range(5)]
    assert not any(c.isdecimal() for c in read_pdf(pdf(page_of(*placed))).text)


def test_a_watermark_is_no_text_and_is_told_of() -> None:
    across = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (DRAFT) Tj ET"
    found = read_pdf(pdf(page_of((72, 72, "1. Urges x.")) + "\n" + across))
    assert found.text == "1. Urges x.\n"
    assert found.aside == ("“DRAFT” (across page 1)",)
    assert any("not upright" in note for note in found.notes)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda data: data("protected.pdf"), "protected by a password; save it without one, or copy its text"),
        (lambda data: pdf(""), "no text in it, as a scan or a picture has none; recognize its text first"),
        (lambda data: pdf(*[page_of((72, 72, "x"))] * 81), "81 pages"),
        (lambda data: b"%PDF-1.7\n" + bytes(400), "is damaged|no text"),
        (lambda data: data("typst.pdf")[:9000], "is damaged|no text"),
    ],
    ids=["protected", "scan", "long", "noise", "cut-off"],
)
def test_what_is_no_draft_is_refused_in_one_line(
    make: Callable[[Callable[[str], bytes]], bytes], told: str, data: Callable[[str], bytes]
) -> None:
    with pytest.raises(UnreadableDraft, match=told) as refused:
        read_pdf(make(data))
    assert "\n" not in str(refused.value)


# -- what stands at the edges of pages


def heads(pages: Sequence[Sequence[tuple[float, float, str]]]) -> tuple[str, tuple[str, ...]]:
    """What is read of pages, each with a body between the lines given, and what is set aside."""
    body = [(72.0, 300.0 + 14 * i, f"Body {chr(97 + i)},") for i in range(3)]
    found = read_pdf(pdf(*(page_of(*lines, *body) for lines in pages)))
    return found.text, found.aside


def test_running_heads_with_the_number_of_the_page_on_alternate_sides_are_told_with_their_pages() -> None:
    text, aside = heads([[(72, 40, "MUN/S/1" + " " * 60 + str(n)) if n % 2 else (72, 40, str(n) + " " * 60 + "MUN/S/1")] for n in range(1, 5)])
    assert "MUN" not in text
    assert aside == tuple(
        f"“{words}” (at the head of page {n})" for n, words in enumerate(("MUN/S/1 1", "2 MUN/S/1", "MUN/S/1 3", "4 MUN/S/1"), start=1)
    )


def test_a_head_on_some_pages_is_told_with_each_of_them() -> None:
    text, aside = heads([[(72, 40, "Advance copy")] if n not in (1, 4) else [] for n in range(1, 7)])
    assert "Advance copy" not in text
    assert aside == ("“Advance copy” (at the head of pages 2 to 3 and 5 to 6)",)


def test_a_line_that_occurs_once_is_no_running_head() -> None:
    text, aside = heads([[(72, 60, "The Security Council,"), (72, 800, "until the end of 2027")], [(72, 60, "Decides")], [(72, 60, "Urges")]])
    assert not aside
    assert all(words in text for words in ("The Security Council,", "until the end of 2027", "Decides", "Urges"))


def test_paragraphs_alike_but_for_their_number_are_no_running_heads() -> None:
    text, aside = heads([[(72, 60, "1. Urges all States to act;")], [(72, 60, "2. Urges all States to act;")]])
    assert not aside
    assert text.count("Urges all States to act") == 2


def test_lines_alike_but_for_a_year_are_no_running_heads() -> None:
    text, aside = heads([[(72, 60, "until 2027;")], [(72, 60, "until 2031;")]])
    assert not aside
    assert "until 2027;" in text and "until 2031;" in text


@pytest.mark.parametrize("label", ["2.", "(i)", "(4)", "7"])
def test_a_label_alone_at_the_foot_of_a_page_is_no_page_number(label: str) -> None:
    text, aside = heads([[(72, 810, label)]])
    assert not aside
    assert label in text.split()


@pytest.mark.parametrize("number", ["1", "- 1 -", "Page 1", "1/2", "Page 1 of 2", "i"])
def test_page_numbers_are_told_with_their_place(number: str) -> None:
    assert heads([[(290, 815, number)]])[1] == (f"“{number}” (at the foot of page 1)",)


# -- Word


def test_a_pdf_of_word_with_numbers_wrapped_lines_notes_and_heads_keeps_its_paragraphs() -> None:
    one = as_word(
        (72, 46, "MUN/S/2026/L.9"),
        (72, 90, "The Security Council,"),
        (72, 112.5, "_Recalling_ its decisions on the lanterns of the northern harbours and on the ships that call there"),
        (72, 127, "from October to March,"),
        (90, 149.5, "1."), (108, 149.5, "_Calls upon_ all coastal States^1 to inspect the lanterns of their harbours before the first"),
        (108, 164, "Saturday of October of each year, in particular:"),
        (126, 178.5, "(a)"), (144, 178.5, "the lanterns that face the open sea, which suffer more than others from the wind, the"),
        (144, 193, "rain and the salt;"),
        (126, 207.5, "(b)"), (144, 207.5, "the bells:"),
        (162, 222, "(i)"), (180, 222, "of bronze;"),
        (162, 236.5, "(ii)"), (180, 236.5, "of steel;"),
        (90, 259, "2."), (108, 259, "_Requests_ the Secretary-General to report;"),
    ) + "\n72 70 144 0.5 re f\n" + as_word((72, 775, "^1 See the chart of the harbours, sheet 4."), (300, 806, "1"), size=9)  # fmt: skip
    two = as_word((72, 46, "MUN/S/2026/L.9"), (90, 90, "3."), (108, 90, "_Decides_ to remain seized of the matter.")) + "\n" + as_word((300, 806, "2"), size=9)
    found = read_pdf(pdf(one, two))
    assert found.text == (
        "The Security Council,\n\nRecalling its decisions on the lanterns of the northern harbours and on the ships that call there "
        "from October to March,\n\n"
        "1. Calls upon all coastal States[1] to inspect the lanterns of their harbours before the first Saturday of October of each year, in particular:\n"
        "    (a) the lanterns that face the open sea, which suffer more than others from the wind, the rain and the salt;\n"
        "    (b) the bells:\n        (i) of bronze;\n        (ii) of steel;\n\n"
        "2. Requests the Secretary-General to report;\n\n3. Decides to remain seized of the matter.\n\n[1] See the chart of the harbours, sheet 4.\n"
    )
    assert found.aside == (
        "“MUN/S/2026/L.9” (at the head of pages 1 and 2)", "“1” (at the foot of page 1)", "“2” (at the foot of page 2)",
    )  # fmt: skip


# -- columns

LEFT = [
    "The Security Council,", "Recalling its decisions on the lanterns of the", "northern harbours and on all the ships that",
    "call there from October to March,", "Noting with concern that the lanterns which",
    "face the open sea suffer more than others", "from the wind, the rain and the salt, and that", "bells are few,",
]  # fmt: skip
RIGHT = [
    "1. Calls upon all coastal States to inspect the", "lanterns of their harbours before the first of", "October of each year;",
    "2. Requests the Secretary-General to report", "to the Council on the state of the lanterns,", "the bells and the ships of the northern",
    "harbours within a year;", "3. Decides to remain seized of the matter.",
]  # fmt: skip


def side_by_side(left: Sequence[str], right: Sequence[str], top: float = 120, apart: float = 0) -> list[tuple[float, float, str]]:
    """Lines in two columns; `apart` is how much lower the right one stands."""
    return [(60.0, top + 14 * i, w) for i, w in enumerate(left)] + [(310.0, top + apart + 14 * i, w) for i, w in enumerate(right)]


@pytest.mark.parametrize("apart", [0, 5.5])
def test_two_columns_are_read_one_after_the_other(apart: float) -> None:
    title = (120.0, 80.0, "Draft resolution on the lanterns of the northern harbours and on bells")
    found = read_pdf(pdf(page_of(title, *side_by_side(LEFT, RIGHT, apart=apart))))
    assert " ".join(found.text.split()) == " ".join([title[2], *LEFT, *RIGHT])
    assert found.text.split("\n\n")[-3:] == [" ".join(RIGHT[:3]), " ".join(RIGHT[3:7]), RIGHT[7] + "\n"]
    assert "Read column by column: page 1." in found.notes


def test_a_document_in_columns_gives_its_words_back_in_order(data: Callable[[str], bytes], source: str) -> None:
    found = read_pdf(data("libreoffice-columns.pdf"))
    assert words_of(found.text).split() == (source * 3).split()
    assert found.text.count("\n    (a) Keep") == found.text.count("\n        (i) The choice") == 3
    assert found.aside == ("“MUN/S/2026/L.7” (at the head of pages 1 to 3)",)


def test_the_last_page_of_a_document_in_columns_may_be_short() -> None:
    found = read_pdf(pdf(page_of(*side_by_side(LEFT, RIGHT)), page_of(*side_by_side(["4. Urges one,", "two and"], ["three."]))))
    assert " ".join(found.text.split()).endswith("4. Urges one, two and three.")


def test_a_table_is_no_page_in_columns() -> None:
    rows = [(f"Harbour number {i} of the north", f"{i * 37} lanterns and {i} bells") for i in range(1, 20)]
    found = read_pdf(pdf(page_of(*side_by_side([a for a, _ in rows], [b for _, b in rows]))))
    assert not any("column" in note for note in found.notes)
    assert "Harbour number 3 of the north 111 lanterns and 3 bells" in " ".join(found.text.split())


def test_a_table_with_lines_drawn_across_is_no_page_in_columns() -> None:
    drawn = "\n".join(f"60 {842 - 115 - 28 * i} m 540 {842 - 115 - 28 * i} l S" for i in range(5))
    found = read_pdf(pdf(page_of(*side_by_side(LEFT, RIGHT)) + "\n" + drawn))
    assert not any("column" in note for note in found.notes)


def test_a_table_of_long_cells_is_no_page_in_columns() -> None:
    cells = [FULL[:44], FULL[44:80], "harbours."]
    left = [w for _ in range(5) for w in cells]
    found = read_pdf(pdf(page_of(*side_by_side(left, left))))
    assert not any("column" in note for note in found.notes)


def test_a_block_of_signatures_is_no_page_in_columns() -> None:
    left = ["For the delegation of Denmark", "Head of delegation", "(signed) A. Able"]
    right = ["For the delegation of Ecuador", "Head of delegation", "(signed) B. Baker"]
    body = [(60.0, 72.0 + 14 * i, FULL) for i in range(20)]
    found = read_pdf(pdf(page_of(*body, *side_by_side(left, right, top=400))))
    assert not any("column" in note for note in found.notes)


def test_no_word_is_lost_between_columns() -> None:
    foot = (60.0, 300.0, "This line goes over the whole of the page, as a note of the editors may do, and it ends here.")
    found = read_pdf(pdf(page_of(*side_by_side(LEFT, RIGHT), foot)))
    assert sorted(found.text.split()) == sorted(" ".join([*LEFT, *RIGHT, foot[2]]).split())


# -- pictures


def test_a_page_that_is_a_picture_among_others_is_told_of() -> None:
    picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q"
    found = read_pdf(pdf(page_of((72, 72, "1. Urges x.")), picture))
    assert any(note.startswith("Pictures without text, as of a scan, and not read: page 2; recognize") for note in found.notes)


def test_remarks_and_fields_filled_in_are_told_beside_the_text() -> None:
    remark = "<< /Type /Annot /Subtype /Text /Rect [50 50 60 60] /Contents (Too strong?) >>"
    field = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (sponsor) /V (Denmark) /Rect [50 90 160 100] >>"
    found = read_pdf(pdf(page_of((72, 72, "1. Urges x.")), entries=f"/Annots [{remark} {field}]"))
    assert found.text == "1. Urges x.\n"
    assert found.aside == ("“Too strong?” (a remark on page 1)", "“Denmark” (a remark on page 1)")


@pytest.mark.parametrize("seed", range(12))
def test_wherever_words_stand_each_is_in_the_text_or_beside_it(seed: int) -> None:
    chance = random.Random(seed)
    count = iter(range(100_000))
    pages = []
    for _ in range(chance.randint(1, 5)):
        lines = [(chance.choice((40.0, 72.0, 310.0)), y, " ".join(f"w{chr(97 + n % 26)}{n}x" for n in (next(count) for _ in range(chance.randint(1, 5))))) for y in range(30, 830, chance.choice((14, 20, 37)))]
        pages.append(page_of(*[(float(x), float(y), words) for x, y, words in lines], (72.0, 22.0, "MUN/S/1"), (290.0, 832.0, str(len(pages) + 1))))
    found = read_pdf(pdf(*pages))
    seen = re.findall(r"w[a-z]\d+x", found.text + " ".join(found.aside))
    assert len(seen) == len(set(seen)) == next(count)
    if len(pages) > 1:
        assert "“MUN/S/1” (at the head of pages" in found.aside[0]
