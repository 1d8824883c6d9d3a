"""PDFs: paragraphs from the places of words, in three makes, and pages written here letter by letter."""

from __future__ import annotations

from collections.abc import Callable

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


def pdf(*pages: str) -> bytes:
    """The smallest PDF of these contents."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
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
    assert found.aside == ("MUN/S/2026/L.7", "1", "2")
    assert any("“MUN/S/2026/L.7”" in note for note in found.notes)


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
    assert found.aside == ("1", "2")


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
    assert "".join(found.aside) == "DRAFT"
    assert any("Not upright" in note for note in found.notes)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda data: data("protected.pdf"), "protected by a password"),
        (lambda data: pdf(""), "no text in it, as a scan"),
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
