"""A delegate who votes on a screen that has not heard of the next question has not voted on that."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from committee.motions import concluded
from committee.procedure import load_procedure
from committee.questions import vote_on
from records.access import Access
from records.acts.room import SeatSet
from records.acts.session import SessionEvent
from records.committees import Records
from records.room import SECRETARIAT, Role, Seat, Settings
from tests.pages.pressing import button, press, told
from ui import conference
from ui import session as sitting

FRAME = str(Path(__file__).resolve().parents[2] / "ui" / "frame.py")
MEMBERS = ("china", "france", "latvia")


@pytest.mark.both_databases
def test_a_late_press_counts_for_no_other_question(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(1_800_000_000, 1_900_000_000, 10))
    records = Records.open(database, lambda: float(next(ticks)))
    records.found_conference("spring", "Spring")
    records.open_committee("spring", "crisis", Settings(name="Council", topic="drug-cartels", council="own", members=MEMBERS, rules="nmun"))
    records.perform("crisis", SECRETARIAT, SeatSet(seat=Seat(id="chair", role=Role.CHAIR, name="Chair")))
    records.perform("crisis", SECRETARIAT, SeatSet(seat=Seat(id="france", role=Role.DELEGATE, delegation="france", name="France")))
    access = Access(records)
    (issued,) = access.issue("spring", "crisis", SECRETARIAT, ["france"])
    cookie = access.enter(issued.code, "127.0.0.1")
    for name, made in (("records", lambda: records), ("access", lambda: access), ("cookie", lambda: cookie)):
        monkeypatch.setattr(conference, name, made)
    rules = load_procedure("nmun")

    def take(*events: object) -> None:
        written = tuple({k: v for k, v in one.items() if k != "at"} for one in sitting.write_events(events))  # type: ignore[arg-type]
        records.perform("crisis", "chair", SessionEvent(events=written))

    def event(kind: str, **fields: object) -> None:
        records.perform("crisis", "chair", SessionEvent(events=({"kind": kind, **fields},)))

    event("session.opened", members=list(MEMBERS), speaking_seconds=60)
    for one in MEMBERS:
        event("roll.called", delegation=one, answer="present")
    event("quorum.noted", present=3)
    event("agenda.adopted", items=["Rivers"])
    event("draft.introduced", document="d1", symbol="DR/1", sponsors=["china"])
    event("question.divided", document="d1", parts=["paragraph 1", "paragraph 2"])
    event("voting.opened")

    def opens(part: str) -> str:
        take(vote_on(records.room("crisis").session, rules, "d1", 0, part=part))
        return str(records.room("crisis").session.vote.id)

    first = opens("paragraph 1")
    app = AppTest.from_file(FRAME, default_timeout=60)
    app.switch_page("../pages/room/floor.py")
    app.run()
    assert not app.exception, [error.value for error in app.exception]
    late = button(app, "cast-against", first)

    take(*concluded(records.room("crisis").session, rules, records.room("crisis").session.at))
    second = opens("paragraph 2")
    app.run()
    told(app, late)
    assert records.room("crisis").session.vote.votes == {}
    assert "That vote is over" in app.error[0].value
    press(app, "cast-against", second)
    assert records.room("crisis").session.vote.votes == {"france": "against"}
    records.close()
