"""What the app prints it also reads: its own mastheads, running heads and feet are no words of the draft, and anybody else's are told."""

from __future__ import annotations

import io
from datetime import date
from itertools import product
from typing import Any

import docx
import pytest

from briefings.docx import docx_file
from briefings.resolution import NOTICE, Document, document, printed
from resolutions.imports.docx import read_docx
from resolutions.imports.own_print import NOTICE as KNOWN_NOTICE
from resolutions.imports.own_print import sponsors_of
from resolutions.imports.pdf import read_pdf
from resolutions.model import Draft
from resolutions.text import parse_text

TEXT = """Committee: Security Council
Topic: Lanterns for the northern harbours
Symbol: S/2026/L.7
Sponsors: Bosnia and Herzegovina; Chile; Peru
Signatories: France; Ghana; Japan

The Security Council,

Recalling that the harbours of the northern coast have been without working lanterns since the great storm,

1. Calls upon all coastal States to inspect the lanterns of their harbours each year, and to report what they find:
    (a) to the harbour commission;
    (b) to each other;

2. Decides to remain seized of the matter.
"""
NAMES = ("Bosnia and Herzegovina", "Chile", "Peru")
KEPT = ("committee", "topic", "symbol", "sponsors", "heading", "closing")


def long(text: str) -> str:
    """The draft on several pages."""
    more = "".join(f"\n{n}. Requests the harbour commission to repair the lantern of quay {n} before the winter;\n" for n in range(2, 60))
    return text.replace("\n2. Decides", f"{more}\n60. Decides")


def made(text: str = TEXT, **how: Any) -> Document:
    return document(parse_text(text), on=date(2026, 3, 12), **how)


def pdf(of: Document) -> bytes:
    return printed(of)[0]


def words(draft: Draft) -> list[str]:
    return [paragraph.text for paragraph in draft.paragraphs]


def test_the_notice_is_the_one_that_is_printed() -> None:
    assert KNOWN_NOTICE == NOTICE


@pytest.mark.parametrize(("style", "text"), list(product(("un", "mun"), (TEXT, long(TEXT)))), ids=lambda v: v if len(v) < 4 else f"{len(v)} letters")
@pytest.mark.parametrize("conference", ["Model United Nations", "Hamburg and Bergen Schools' MUN 2026"])
def test_a_printed_draft_reads_back_without_what_stands_around_it(style: Any, text: str, conference: str) -> None:
    source, of = parse_text(text), made(text, style=style, conference=conference)
    for read in (read_pdf(pdf(of)), read_docx(docx_file(of))):
        back = parse_text(read.text)
        assert {name: getattr(back, name) for name in KEPT} == {name: getattr(source, name) for name in KEPT}
        assert read.aside == ()
        assert words(back) == words(source)


@pytest.mark.parametrize("how", [{"paper": "letter"}, {"lines": True}, {"house": "thimun", "style": "mun"}, {"watermark": True}], ids=str)
def test_however_it_is_printed(how: dict[str, Any]) -> None:
    of = made(long(TEXT), **how)
    for read in (read_pdf(pdf(of)), read_docx(docx_file(of))):
        assert parse_text(read.text).heading == ()
        assert parse_text(read.text).symbol == "S/2026/L.7"
        assert NOTICE not in read.text
        # The watermark is what somebody put there; it is told.
        assert [("DRAFT" in line) for line in read.aside] == [True] * bool(how.get("watermark"))


def test_a_draft_without_symbol_topic_and_sponsors() -> None:
    bare = TEXT[TEXT.index("The Security") :]
    for style in ("un", "mun"):
        of = made(bare, style=style)
        for read in (read_pdf(pdf(of)), read_docx(docx_file(of))):
            back = parse_text(read.text)
            assert (back.heading, back.symbol, back.topic, back.sponsors, back.committee) == ((), "", "", (), "Security Council")
            assert words(back) == words(parse_text(bare))


# -- what is not the app's own


def edited(where: str, text: str) -> bytes:
    """The app's Word file, with words that somebody added at its head or foot."""
    document: Any = docx.Document(io.BytesIO(docx_file(made())))
    section = document.sections[0]
    edge = {"head": section.first_page_header, "date": section.first_page_header, "later head": section.header, "foot": section.footer}[where]
    edge.add_paragraph(text) if where == "head" else edge.paragraphs[-1].add_run(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("where", ["head", "date", "later head", "foot"])
def test_words_that_somebody_added_to_the_apps_own_heads_are_told(where: str) -> None:
    read = read_docx(edited(where, " For the bloc alone"))
    assert len(read.aside) == 1
    assert "For the bloc alone" in read.aside[0]


def test_a_head_like_the_apps_in_anothers_file_is_told() -> None:
    document: Any = docx.Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = "Security Council\tS/2026/L.7"
    file = io.BytesIO()
    document.save(file)
    assert read_docx(file.getvalue()).aside == ("“Security Council S/2026/L.7” (at the head of the pages)",)


def test_the_foot_alone_does_not_make_a_file_the_apps_own(page_by_hand: Any) -> None:
    read = read_pdf(page_by_hand)
    assert "Model United Nations S/2026/L.7" in read.text


@pytest.fixture
def page_by_hand() -> bytes:
    """A page that has the notice and a masthead, and that another program wrote."""
    lines = [(72, 60, 12, "Model United Nations S/2026/L.7"), (72, 300, 11, "1. Calls upon all States to act."), (72, 790, 7.5, f"{NOTICE} 1/1")]
    content = "\n".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {842 - y} Tm ({words}) Tj ET" for x, y, size, words in lines).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)


@pytest.mark.parametrize(
    ("line", "authors", "sponsors"),
    [
        ("Chile and Peru: draft resolution", "Peru, Chile", "Chile; Peru"),
        ("Chile: draft resolution", "Chile", "Chile"),
        ("Bosnia and Herzegovina and Chile: draft resolution", "Chile, Bosnia and Herzegovina", "Bosnia and Herzegovina; Chile"),
        ("Chile and Peru: draft resolution", "Chile", ""),
        ("Chile and Peru", "Chile, Peru", ""),
        ("Calls upon all States to act", "", ""),
    ],
)
def test_sponsors_in_a_line(line: str, authors: str, sponsors: str) -> None:
    assert sponsors_of(line, authors) == sponsors
