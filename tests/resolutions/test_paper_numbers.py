"""Once a draft is on paper, every sentence of the check calls a paragraph by its number there."""

from __future__ import annotations

import re

import pytest

from positions.council import read_councils
from positions.topic import Topic, load_topic
from resolutions.amendments import Amendment, effect
from resolutions.check import check
from resolutions.lint.engine import lint
from resolutions.model import Draft, Paragraph, Report
from resolutions.numbering import Numbers, extended, fixed, labels

COUNCIL = read_councils()["2026"]
FORCE = "Authorizes Member States to take all necessary measures against drug cartels in Mexico;"
HELP = "Requests the United Nations Office on Drugs and Crime to provide technical assistance to States at their request;"
MONEY = "Calls upon all States to strengthen action against money laundering and to trace the proceeds of drug trafficking;"
SEIZED = "Decides to remain seized of the matter."


def paper(*operative: tuple[str, str], sponsors: tuple[str, ...] = ()) -> Draft:
    return Draft(sponsors=sponsors, operative=tuple(Paragraph(id=name, text=text) for name, text in operative))


@pytest.fixture(scope="module")
def topic() -> Topic:
    return load_topic("drug-cartels")


@pytest.fixture(scope="module")
def numbers() -> Numbers:
    """Four paragraphs went on paper; the second was deleted, and one came in after the third, and another after that."""
    was = paper(("a", HELP), ("gone", "Welcomes the report;"), ("b", MONEY), ("z", SEIZED))
    now = paper(("a", HELP), ("b", MONEY), ("new", FORCE), ("newer", HELP), ("z", SEIZED))
    return extended(now, fixed(was))


@pytest.fixture(scope="module")
def draft() -> Draft:
    return paper(("a", HELP), ("b", MONEY), ("new", FORCE), ("newer", HELP), ("z", SEIZED), sponsors=("mexico",))


def said(report: Report) -> list[str]:
    """Every sentence of a report that may name a paragraph."""
    votes = [expected.because for expected in report.forecast.members.values()]
    return [*(f"{f.message} {f.fix or ''}" for f in report.findings), *votes]


def named(sentences: list[str]) -> set[str]:
    """The numbers that sentences give to paragraphs."""
    return {m[1] for text in sentences for m in re.finditer(r"(?<!preambular )[Pp]aragraph (\d+(?: (?:bis|ter))?)", text)}


def test_places_findings_and_votes_go_by_the_paper(topic: Topic, draft: Draft, numbers: Numbers) -> None:
    assert labels(draft, numbers) == {"a": "1", "b": "3", "new": "3 bis", "newer": "3 ter", "z": "4"}
    report = check(draft, topic, COUNCIL, numbers=numbers)
    assert [c.where for c in report.paragraphs] == ["op1", "op3", "op3 bis", "op3 ter", "op4"]
    assert {f.where for f in report.findings} <= {"draft", *(c.where for c in report.paragraphs)}
    sentences = said(report)
    assert named(sentences) <= {"1", "3", "3 bis", "3 ter", "4"}
    assert "3 bis" in named([e.because for e in report.forecast.members.values()]), "the votes turn on the use of force"
    assert any("sponsors the draft and" in text and "paragraph 3 bis" in text for text in sentences)
    assert any("paragraph 1 word for word" in f.message for f in report.findings if f.where == "op3 ter")


def test_nothing_but_the_numbers_differs(topic: Topic, draft: Draft, numbers: Numbers) -> None:
    by_place, on_paper = check(draft, topic, COUNCIL), check(draft, topic, COUNCIL, numbers=numbers)
    assert [(f.code, f.severity) for f in by_place.findings] == [(f.code, f.severity) for f in on_paper.findings]
    assert by_place.forecast.votes == on_paper.forecast.votes
    assert by_place.forecast.line == on_paper.forecast.line
    assert named(said(by_place)) <= {"1", "2", "3", "4", "5"}
    # What is kept of one check is not said in the other.
    assert check(draft, topic, COUNCIL) == by_place


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Decides to review the measures in paragraph 2 above;", "There is no paragraph 2."),
        ("Decides to review the measures in paragraph 1 below;", "Paragraph 1 stands above paragraph 3 bis, not below."),
        ("Decides to review the measures in paragraph 4 above;", "Paragraph 4 stands below paragraph 3 bis, not above."),
        ("Decides to review the measures in paragraphs 1 and 2 above;", "There is no paragraph 2."),
        ("Decides to review the measures in paragraph 3 above;", None),
        ("Decides to review the measures in paragraph 4 below;", None),
    ],
)
def test_a_reference_in_the_text_is_looked_up_on_paper(draft: Draft, numbers: Numbers, text: str, finding: str | None) -> None:
    changed = draft.with_changed("new", text=text)
    found = [f.message for f in lint(changed, labels=labels(changed, numbers)) if f.code in ("RF10", "RF11")]
    assert found == ([finding] if finding else [])


def test_what_an_amendment_would_change_is_told_by_the_paper(topic: Topic, draft: Draft, numbers: Numbers) -> None:
    harmless = Amendment(id="A.1", kind="replace", part="operative", paragraph="new", text=MONEY, base=FORCE)
    changed = effect(draft, harmless, topic, COUNCIL, numbers=numbers)
    assert changed.votes
    assert named([vote.because for vote in changed.votes]) <= {"1", "3", "3 bis", "3 ter", "4"}
    assert "2" not in named([vote.because for vote in changed.votes])
