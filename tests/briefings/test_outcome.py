"""A draft that was voted on is printed as what it is, in every format: a resolution, or a draft that was not adopted."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pdfplumber
import pytest
from lxml import etree  # type: ignore[import-untyped]

from briefings.__main__ import main
from briefings.akn import NAMESPACE, akn
from briefings.docx import docx_file
from briefings.html import resolution_html
from briefings.plain import markdown, plain_text
from briefings.record import adoption
from briefings.resolution import Outcome, document, printed, with_outcome
from committee.events import read_events
from resolutions.imports.docx import read_docx
from resolutions.model import Draft, Paragraph
from resolutions.text import parse_text
from resolutions.workfile import read_bytes

DRAFT = Draft(
    topic="River patrols", symbol="DR/1", sponsors=("Chile", "Mexico"), signatories=("Peru",), organ="The Security Council,",
    preambular=(Paragraph(id="p1", text="Recalling its resolution 2653 (2022)"),),
    operative=(Paragraph(id="p2", text="Urges all States to patrol their rivers"), Paragraph(id="p3", text="Decides to remain seized of the matter")),
)  # fmt: skip

ADOPTED = Outcome.told("Adopted by the Security Council at its 3rd meeting, on 22 November 2026")
VETOED = Outcome.told("Not adopted, 13 to 2: veto of Russia and China")


def words_of(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as file:
        return "\n".join(page.extract_text() for page in file.pages)


@pytest.mark.parametrize("style", ["un", "mun"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_what_was_adopted_is_headed_a_resolution(style: str, paper: str) -> None:
    made = document(DRAFT, style=style, paper=paper, outcome=ADOPTED)  # type: ignore[arg-type]
    words = words_of(printed(made)[0])
    assert ADOPTED.line in words
    assert "draft resolution" not in words.casefold()
    head = words[: words.index(ADOPTED.line)]
    assert "RESOLUTION\n" in head if style == "mun" else "Resolution\n" in head
    assert made.title == "Resolution (draft DR/1) (River patrols)"


@pytest.mark.parametrize("style", ["un", "mun"])
def test_what_was_voted_down_is_a_draft_with_its_result(style: str) -> None:
    made = document(DRAFT, style=style, outcome=VETOED)  # type: ignore[arg-type]
    words = words_of(printed(made)[0])
    assert VETOED.line in words and "draft resolution" in words.casefold() and "DR/1" in words
    assert made.title == "Draft resolution DR/1, not adopted (River patrols)"


def test_no_number_is_made_up_for_a_resolution() -> None:
    without = DRAFT.model_copy(update={"symbol": ""})
    assert document(without, outcome=ADOPTED).title == "Resolution (River patrols)"
    assert "draft" not in words_of(printed(document(without, outcome=ADOPTED))[0]).replace("Sponsors of the draft", "")


def test_before_the_vote_nothing_is_said() -> None:
    assert document(DRAFT, outcome=None) == document(DRAFT)
    assert with_outcome(DRAFT, None) is DRAFT
    assert document(DRAFT).kind == "draft resolution" and document(DRAFT).running == "DR/1"


@pytest.mark.parametrize(
    ("line", "adopted"),
    [("Adopted: 9 in favour", True), ("adopted  by\nacclamation", True), ("Not adopted, 8 to 5", False), ("Voted on", False), ("", False)],
)
def test_only_what_is_said_to_be_adopted_is(line: str, adopted: bool) -> None:
    assert Outcome.told(line).adopted is adopted


@pytest.mark.parametrize("outcome", [ADOPTED, VETOED], ids=["adopted", "vetoed"])
def test_word_and_html_say_what_came_of_it(outcome: Outcome) -> None:
    made = document(DRAFT, outcome=outcome)
    data = docx_file(made)
    head = "\n".join(p.text for p in docx.Document(io.BytesIO(data)).sections[0].first_page_header.paragraphs)
    assert outcome.line in head
    assert ("Resolution (draft DR/1)" in head) is outcome.adopted and ("Draft resolution" in head) is not outcome.adopted
    page = resolution_html(made)
    assert outcome.line in page and ("<h2>Resolution</h2>" in page) is outcome.adopted


@pytest.mark.parametrize("outcome", [None, ADOPTED, VETOED], ids=["open", "adopted", "vetoed"])
def test_a_text_with_its_result_reads_back(outcome: Outcome | None) -> None:
    told = with_outcome(DRAFT, outcome)
    assert told.heading == (() if outcome is None else ("Resolution", outcome.line) if outcome.adopted else (outcome.line,))
    for text in (plain_text(told), markdown(told)):
        again = parse_text(text)
        assert again.heading == told.heading
        assert (again.symbol, again.sponsors, again.signatories) == (DRAFT.symbol, DRAFT.sponsors, DRAFT.signatories)
        assert plain_text(again) == plain_text(told), "no paragraph is lost or added"
    read = parse_text(read_docx(docx_file(document(DRAFT, outcome=outcome))).text)
    assert plain_text(read) == plain_text(DRAFT), "what came of it stands at the head of Word's pages and is no part of the text"


@pytest.mark.parametrize("outcome", [ADOPTED, VETOED], ids=["adopted", "vetoed"])
def test_akoma_ntoso_names_a_resolution_and_reads_back(outcome: Outcome) -> None:
    data = akn(DRAFT, outcome=outcome, on=date(2026, 11, 22))
    root = etree.fromstring(data)
    statement = root.find(f"{{{NAMESPACE}}}statement")
    assert statement.get("name") == ("resolution" if outcome.adopted else "resolutionDraft")
    assert plain_text(parse_text(read_bytes(data, "x.xml").text)) == plain_text(with_outcome(DRAFT, outcome))


def test_a_result_that_was_read_is_not_said_twice() -> None:
    told = with_outcome(DRAFT, ADOPTED)
    assert with_outcome(told, ADOPTED) == told
    assert akn(told, outcome=ADOPTED).count(ADOPTED.line.encode()) == 1


# -- from the record


def test_the_meeting_and_the_day_come_from_the_record() -> None:
    at = 1_795_255_200.0
    day = 86_400.0
    events = read_events([
        {"kind": "session.opened", "at": at}, {"kind": "session.opened", "at": at + day, "number": 7},
        {"kind": "session.opened", "at": at + 2 * day},
        {"kind": "result.recorded", "at": at + 2 * day, "id": "r1", "vote": "v1", "document": "d1", "outcome": "adopted"},
        {"kind": "result.recorded", "at": at + 3 * day, "id": "r2", "document": "d2", "outcome": "adopted"},
    ])  # fmt: skip
    assert adoption(events, "v1", "Security Council") == "Adopted by the Security Council at its 8th meeting, on 23 November 2026"
    assert adoption(events, "r2", "The Guild") == "Adopted by The Guild at its 8th meeting, on 24 November 2026"
    # In a place where that day has begun already.
    assert adoption(events, "v1", "Security Council", 14 * 60).endswith("24 November 2026")
    assert adoption(events, "v9", "Security Council") == "Adopted by the Security Council"


# -- the command


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "draft.txt"
    made.write_text(plain_text(DRAFT), encoding="utf-8")
    return made


@pytest.mark.parametrize("to", ["html", "md", "txt", "akn", "docx", "pdf"])
def test_the_command_prints_what_it_became(file: Path, tmp_path: Path, to: str) -> None:
    out = tmp_path / f"out.{to}"
    assert main(["resolution", str(file), "--to", to, "--result", ADOPTED.line, "-o", str(out)]) == 0
    data = out.read_bytes()
    if to == "pdf":
        assert ADOPTED.line in words_of(data)
    elif to == "docx":
        assert ADOPTED.line in docx.Document(io.BytesIO(data)).sections[0].first_page_header.paragraphs[-1].text
    else:
        assert ADOPTED.line in data.decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--result", ""], "--result has 0 letters; give 1 to 400"),
        (["--result", "Adopted " + "x" * 100_000], "--result has 100,008 letters; give 1 to 400"),
        (["--result", "Adopted", "--amendments", "form"], "it does not go with --amendments"),
    ],
)
def test_a_result_that_cannot_be_used_is_told_in_one_line(file: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str) -> None:
    assert main(["resolution", str(file), "--to", "pdf", "-o", str(file.parent / "x.pdf"), *more]) == 2
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1 and len(told) < 600
    assert not (file.parent / "x.pdf").exists()


@pytest.mark.parametrize("line", ["Adopted " + "x" * 392, "Adopted #read(\"/etc/passwd\") *a* <b>c</b> {{ d }}", "Adopted العربية a\x00b\u202ec"])
def test_a_hostile_result_stays_within_the_page(line: str) -> None:
    outcome = Outcome.told(line)
    for style in ("un", "mun"):
        with pdfplumber.open(io.BytesIO(printed(document(DRAFT, style=style, outcome=outcome))[0])) as read:
            assert all(c["x0"] > 0 and c["x1"] < page.width for page in read.pages for c in page.chars)
            assert "root:" not in "".join(page.extract_text() for page in read.pages)
    assert "<b>" not in resolution_html(document(DRAFT, outcome=outcome))
    assert docx_file(document(DRAFT, outcome=outcome)) and akn(DRAFT, outcome=outcome)
