"""Akoma Ntoso: a statement with all its parts, other ways to mark one up, and hostile XML."""

from __future__ import annotations

import pytest

from resolutions.imports.akn import read_akn
from resolutions.imports.imported import UnreadableDraft
from resolutions.text import parse_text

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

STATEMENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="{NAMESPACE}"><statement name="resolution">
 <meta>
  <identification source="#app"><FRBRWork><FRBRauthor href="#unsc" as="#author"/></FRBRWork></identification>
  <references source="#app"><TLCOrganization eId="unsc" href="/o" showAs="Security Council"/></references>
 </meta>
 <preface><container name="publicationInfo">
  <p><docNumber>MUN/S/2026/L.7</docNumber></p>
  <p><docProponent as="#sponsor">Denmark</docProponent> and <docProponent as="#sponsor">Ecuador</docProponent>: <docType>draft resolution</docType></p>
 </container></preface>
 <preamble>
  <formula name="enactingFormula"><p><i>The Security Council</i>,</p></formula>
  <container name="preambularParagraphs">
   <p><i>Recalling</i> its resolution <ref href="/r">2653 (2022)</ref><authorialNote marker="1"><p>Of 21 October.</p></authorialNote>,</p>
   <p><i>Noting</i> the
      lanterns,</p>
  </container>
 </preamble>
 <mainBody>
  <crossHeading>Lanterns</crossHeading>
  <paragraph><num>1.</num><list>
   <intro><p><i>Decides</i> that States shall:</p></intro>
   <point><num>(a)</num><content><p>Keep lights;</p></content></point>
   <point><num>(b)</num><list><intro><p>Train keepers, among them:</p></intro>
     <point><num>(i)</num><content><p>Young people;</p></content></point>
     <point><num>(ii)</num><content><p>Women;</p></content></point></list></point>
   <wrapUp><p>and report;</p></wrapUp>
  </list></paragraph>
  <paragraph><num>2.</num><content><p>Decides to remain seized of the matter.</p></content></paragraph>
 </mainBody>
 <conclusions><container name="adoption"><p>Not yet adopted</p></container></conclusions>
</statement></akomaNtoso>"""

EXPECTED = """Committee: Security Council
Symbol: MUN/S/2026/L.7
Sponsors: Denmark; Ecuador

The Security Council,

Recalling its resolution 2653 (2022)[1],

Noting the lanterns,

Lanterns

1. Decides that States shall:
    (a) Keep lights;
    (b) Train keepers, among them:
        (i) Young people;
        (ii) Women;
and report;

2. Decides to remain seized of the matter.

Not yet adopted

[1] Of 21 October.
"""


def test_a_statement_becomes_canonical_text() -> None:
    found = read_akn(STATEMENT.encode())
    assert found.text == EXPECTED
    assert found.notes == ("Footnotes stand at the end, each with its number in brackets.",)


def test_a_statement_becomes_a_draft() -> None:
    draft = parse_text(read_akn(STATEMENT.encode()).text)
    assert (draft.committee, draft.symbol) == ("Security Council", "MUN/S/2026/L.7")
    assert draft.sponsors == ("Denmark", "Ecuador")
    assert (len(draft.preambular), len(draft.operative)) == (2, 2)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert read_akn(STATEMENT.replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding)).text == EXPECTED


def test_other_mark_up_of_paragraphs_keeps_every_word() -> None:
    body = (
        "<preamble><recitals><recital><p>Recalling x,</p></recital></recitals></preamble><mainBody>"
        "<paragraph><num>1.</num><intro><p>Decides:</p></intro>"
        "<subparagraph><num>(a)</num><content><p>First;</p><p>and more of it;</p></content></subparagraph></paragraph>"
        "<paragraph><num>2.</num><content>Loose words <b>here</b> and there.</content></paragraph></mainBody>"
    )
    text = read_akn(f'<akomaNtoso xmlns="{NAMESPACE}"><doc>{body}</doc></akomaNtoso>'.encode()).text
    words = "Recalling x, 1. Decides: (a) First; and more of it; 2. Loose words here and there."
    assert " ".join(text.split()) == words


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (STATEMENT[:900], "not well-formed"),
        ('<!DOCTYPE a [<!ENTITY x "y">]>' + STATEMENT.partition("?>")[2].strip(), "document type"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso><doc><p>&x;</p></doc></akomaNtoso>', "document type"),
        (f'<akomaNtoso xmlns="{NAMESPACE}"/>', "without a document"),
        (f'<akomaNtoso xmlns="{NAMESPACE}"><doc><meta/></doc></akomaNtoso>', "without any text"),
        ("<akomaNtoso>" + "<p>" * 500 + "x" + "</p>" * 500 + "</akomaNtoso>", "not well-formed"),
    ],
    ids=["cut-off", "entity", "file", "empty", "no-text", "deep"],
)
def test_what_is_no_draft_is_refused_in_one_line(data: str, told: str) -> None:
    with pytest.raises(UnreadableDraft, match=told) as refused:
        read_akn(data.encode())
    assert "\n" not in str(refused.value)


def test_notes_that_stand_apart_from_their_marks_are_not_lost() -> None:
    data = (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc><meta><notes>'
        '<note eId="n1" marker="1"><p>See the chart.</p></note></notes></meta>'
        '<mainBody><p>1. Urges States<noteRef href="#n1" marker="1"/> to act.</p></mainBody></doc></akomaNtoso>'
    )
    found = read_akn(data.encode())
    assert found.text == "1. Urges States[1] to act.\n\n[1] See the chart.\n"
    assert found.notes
