"""The history of a draft in words: what the session made of it is told like what was done to it by hand."""

from __future__ import annotations

from typing import Any

from records.acts.act import Entry
from records.acts.amendments import AmendmentDecided, AmendmentTakenBack
from records.acts.drafts import DraftAct, DraftStarted
from records.acts.stages import StageChanged
from records.room import Proposed, Room, Shared, Stage
from resolutions.amendments import Amendment
from resolutions.model import Draft, Paragraph
from ui import shared_history

DRAFT = Draft(operative=(Paragraph(id="p1", text="Urges calm;"), Paragraph(id="p2", text="Decides to meet.")))


def paper(**amendment: Any) -> Shared:
    asked = Amendment(**{"id": "m1", "kind": "replace", "part": "operative", "paragraph": "p1", "text": "Demands calm;", "base": "Urges calm;", "number": 3, **amendment})
    return Shared(id="d1", author="france", draft=DRAFT, amendments=(Proposed(amendment=asked, seat="mexico"),))


def log(*acts: DraftAct) -> list[Entry]:
    return [Entry(number, float(number), "chair", act) for number, act in enumerate((DraftStarted(draft="d1", content=DRAFT), *acts), start=1)]


CARRIED = AmendmentDecided(draft="d1", amendment="m1", outcome="carried")
TAKEN_BACK = AmendmentTakenBack(draft="d1", amendment="m1")


def test_a_paragraph_s_history_tells_that_an_amendment_carried_and_was_taken_back() -> None:
    told = [(one.does, one.old, one.new) for one in shared_history.steps(log(CARRIED, TAKEN_BACK), paper(), "p1")]
    assert told == [
        ("brought it in", None, "Urges calm;"),
        ("amendment 3 carried", "Urges calm;", "Demands calm;"),
        ("amendment 3 was taken back", "Demands calm;", "Urges calm;"),
    ]


def test_a_paragraph_that_an_amendment_added_is_gone_when_that_is_taken_back() -> None:
    added = paper(kind="add", paragraph=None, after="p1", text="Requests a report;")
    told = shared_history.steps(log(CARRIED, TAKEN_BACK), added, "a-m1")
    assert [(one.old, one.new) for one in told] == [(None, "Requests a report;"), ("Requests a report;", None)]


def test_an_amendment_that_failed_and_was_taken_back_is_no_step_of_the_text() -> None:
    failed = AmendmentDecided(draft="d1", amendment="m1", outcome="failed")
    assert len(shared_history.steps(log(failed, TAKEN_BACK), paper(), "p1")) == 1


def test_the_steps_of_the_session_are_told_in_words() -> None:
    room, here = Room(committee="crisis"), paper()
    assert shared_history.in_words(room, here, TAKEN_BACK) == "took back the decision on amendment 3"
    assert shared_history.in_words(room, here, StageChanged(draft="d1", to=Stage.VOTED, remark="It was adopted.")) == "recorded the vote: It was adopted."
    back = StageChanged(draft="d1", to=Stage.APPROVED, undoes=(7,))
    assert shared_history.in_words(room, here, back) == "took a step back in the session: the draft is approved again"
