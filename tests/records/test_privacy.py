"""What a seat can learn of a room: its own bloc's papers, what the dais gave out, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from committee.events import read_event
from committee.folding import WITHHELD, fold
from records.acts.drafts import CoAuthorSet, Commented, DraftStarted, OpenedToSign
from records.acts.paragraphs import ParagraphChanged
from records.acts.room import PaperAdded, SeatSet, SettingsChanged
from records.acts.session import SessionEvent
from records.acts.stages import Signed, StageChanged
from records.backup import backup_for
from records.errors import Refused
from records.room import SECRETARIAT, Stage, seen_from
from ui.hub import message

SECRET = "Decides to send troops;"


@pytest.fixture
def blocs(house: Any) -> Any:
    """A draft of France's and Mexico's of which China is to learn nothing."""
    house.draft("secret-draft", texts=(SECRET,))
    house.do("france", CoAuthorSet(draft="secret-draft", seat="mexico"))
    house.do("mexico", Commented(draft="secret-draft", paragraph="p1", text="China must not see this."))
    house.records.seen("crisis", "france", "secret-draft", "p1")
    return house


OUTSIDE = ("china", "oas", "wall")
INSIDE = ("france", "mexico", "chair", SECRETARIAT)


def learnt(house: Any, seat: str) -> str:
    """Everything that pages and lines to a browser are made from, for a seat."""
    room = house.records.room_for("crisis", seat)
    found = [room.model_dump_json(), str(room.parts), str(house.records.present_for("crisis", seat))]
    me = next((s for s in room.seats.values() if s.id == seat), None)
    if me is not None:
        found.append(str(message(house.room, me)))
    return " ".join(found)


def test_a_bloc_s_paper_is_nowhere_in_what_another_seat_is_given(blocs: Any) -> None:
    for seat in OUTSIDE:
        known = learnt(blocs, seat)
        assert "secret-draft" not in known and SECRET not in known and "must not see" not in known, seat
    for seat in INSIDE:
        known = learnt(blocs, seat)
        assert "secret-draft" in known and SECRET in known, seat


def test_a_history_is_for_those_who_may_read_the_draft(blocs: Any) -> None:
    for seat in OUTSIDE:
        for where in ({"draft": "secret-draft"}, {"draft": "secret-draft", "paragraph": "p1"}, {}, {"paragraph": "p1"}, {"draft": "none"}):
            with pytest.raises(Refused):
                blocs.records.history_for("crisis", seat, **where)
    for seat in INSIDE:
        assert blocs.records.history_for("crisis", seat, draft="secret-draft")
    for seat in ("france", "mexico"):
        with pytest.raises(Refused, match="for the dais"):
            blocs.records.history_for("crisis", seat)
    assert blocs.records.history_for("crisis", "chair") == blocs.records.history("crisis")


def test_a_draft_that_is_not_yours_and_one_that_is_not_there_answer_alike(blocs: Any) -> None:
    answers = set()
    for draft in ("secret-draft", "no-such-draft"):
        for attempt in (
            lambda d=draft: blocs.do("china", Commented(draft=d, paragraph="p1", text="?")),
            lambda d=draft: blocs.do("china", ParagraphChanged(draft=d, paragraph="p1", text="?", base=1)),
            lambda d=draft: blocs.records.history_for("crisis", "china", draft=d),
        ):
            with pytest.raises(Refused) as caught:
                attempt()
            answers.add(str(caught.value))
    assert answers == {"There is no such draft, or it is not yours to read."}


def test_what_was_shown_for_signing_is_closed_again_but_for_who_signed(blocs: Any) -> None:
    blocs.do("france", OpenedToSign(draft="secret-draft", open=True))
    assert SECRET in learnt(blocs, "china")
    assert SECRET not in learnt(blocs, "oas"), "an observer has only what the dais gave out"
    blocs.do("china", Signed(draft="secret-draft", delegation="china", role="signatory"))
    blocs.do("france", OpenedToSign(draft="secret-draft", open=False))
    assert SECRET in learnt(blocs, "china"), "a name can be taken off again"
    blocs.do("china", Signed(draft="secret-draft", delegation="china", role="none"))
    assert SECRET not in learnt(blocs, "china")


def test_an_invitation_that_is_taken_back_closes_the_paper(blocs: Any) -> None:
    blocs.do("france", CoAuthorSet(draft="secret-draft", seat="mexico", writes=False))
    assert SECRET not in learnt(blocs, "mexico")
    with pytest.raises(Refused):
        blocs.records.history_for("crisis", "mexico", draft="secret-draft")


def test_the_room_reads_what_the_dais_approved_and_not_what_was_withdrawn(blocs: Any) -> None:
    blocs.do("france", Signed(draft="secret-draft", delegation="france", role="sponsor"))
    blocs.do("france", StageChanged(draft="secret-draft", to=Stage.SUBMITTED))
    assert SECRET not in learnt(blocs, "china")
    blocs.do("chair", StageChanged(draft="secret-draft", to=Stage.APPROVED))
    for seat in OUTSIDE:
        assert SECRET in learnt(blocs, seat)
    blocs.do("france", StageChanged(draft="secret-draft", to=Stage.WITHDRAWN))
    for seat in OUTSIDE:
        assert SECRET not in learnt(blocs, seat)


def test_a_seat_that_becomes_another_loses_what_it_read(blocs: Any) -> None:
    from records.room import Role

    blocs.do("chair", SeatSet(seat=blocs.room.seats["mexico"].model_copy(update={"role": Role.OBSERVER})))
    assert SECRET not in learnt(blocs, "mexico")


def test_papers_are_for_the_seats_of_the_committee(blocs: Any) -> None:
    blocs.do("france", PaperAdded(id="paper", name="position.txt", size=5), paper=b"hello")
    assert blocs.records.paper("crisis", "oas", "paper") == b"hello"
    with pytest.raises(Refused):
        blocs.records.paper("crisis", "somebody", "paper")
    with pytest.raises(Refused):
        blocs.records.paper("crisis", "france", "other")


def test_a_paper_that_did_not_arrive_whole_is_not_taken(blocs: Any) -> None:
    for content in (None, b"hell", b"hello!"):
        with pytest.raises(Refused, match="did not arrive whole"):
            blocs.do("france", PaperAdded(id="paper", name="position.txt", size=5), paper=content)
    assert blocs.room.papers == {}


def test_the_room_is_the_same_value_where_nothing_is_hidden(blocs: Any) -> None:
    room = blocs.room
    assert seen_from(room, room.seats["chair"]) is room
    assert seen_from(room, room.seats["china"]).drafts == {}


def test_a_started_draft_shows_its_bringer_nothing_of_others(blocs: Any) -> None:
    with pytest.raises(Refused) as caught:
        blocs.do("china", DraftStarted(draft="secret-draft"))
    assert SECRET not in str(caught.value) and "France" not in str(caught.value)


# -- notes

NOTE = "Meet us by the window."


def note(house: Any, seat: str, to: str, words: str = NOTE, **more: Any) -> None:
    house.do(seat, SessionEvent(events=({"kind": "note.passed", "to": to, "words": words, **more},)))


def dais_reads(house: Any, reads: bool) -> None:
    house.do(SECRETARIAT, SettingsChanged(settings=house.room.settings.model_copy(update={"dais_reads_notes": reads})))


@pytest.fixture
def sitting(house: Any) -> Any:
    """A meeting of a conference that keeps notes between delegations from the dais."""
    members = list(house.room.settings.members)
    house.do("chair", SessionEvent(events=({"kind": "session.opened", "members": members, "observers": ["oas"]},)))
    dais_reads(house, False)
    return house


def test_the_dais_reads_notes_between_delegations_unless_the_conference_decides_otherwise(sitting: Any) -> None:
    dais_reads(sitting, True)
    note(sitting, "france", "china")
    assert NOTE in learnt(sitting, "chair")
    assert sitting.records.room_for("crisis", "chair").session is sitting.room.session, "nothing is made anew where nothing is hidden"


@pytest.mark.parametrize("seat", ["chair", SECRETARIAT])
def test_a_note_between_delegations_is_nowhere_in_what_the_dais_is_given(sitting: Any, seat: str) -> None:
    note(sitting, "france", "china")
    note(sitting, "oas", "mexico")
    assert NOTE not in learnt(sitting, seat)
    assert NOTE not in str(sitting.records.history_for("crisis", seat))
    assert NOTE not in backup_for(sitting.records, "crisis", seat)
    assert NOTE in learnt(sitting, "china")


def test_notes_to_and_from_the_dais_are_read_by_it_whatever_was_decided(sitting: Any) -> None:
    note(sitting, "france", "dais", "May we have the floor?")
    note(sitting, "france", "chair", "Thank you.")
    note(sitting, "chair", "france", "You are third.")
    known = learnt(sitting, "chair")
    assert "May we have the floor?" in known and "Thank you." in known and "You are third." in known


def test_what_was_private_when_it_was_passed_stays_so_and_what_was_not_too(sitting: Any) -> None:
    note(sitting, "france", "china", "For you alone.")
    dais_reads(sitting, True)
    note(sitting, "france", "china", "For all to read.")
    dais_reads(sitting, False)
    known = learnt(sitting, "chair")
    assert "For you alone." not in known and "For all to read." in known


def test_the_chair_does_not_open_the_notes_to_itself(sitting: Any) -> None:
    with pytest.raises(Refused, match="ask the secretariat"):
        sitting.do("chair", SettingsChanged(settings=sitting.room.settings.model_copy(update={"dais_reads_notes": True})))
    sitting.do("chair", SettingsChanged(settings=sitting.room.settings.model_copy(update={"sponsors": 2})))
    assert not sitting.room.settings.dais_reads_notes


@pytest.mark.parametrize("claimed", [True, False])
def test_whether_a_note_is_private_is_not_the_writer_s_to_say(sitting: Any, claimed: bool) -> None:
    note(sitting, "france", "china", private=claimed)
    assert sitting.room.session.events[-1].private
    dais_reads(sitting, True)
    note(sitting, "france", "china", private=claimed)
    assert not sitting.room.session.events[-1].private


def test_the_dais_s_session_is_otherwise_the_same_and_goes_on_and_back(sitting: Any) -> None:
    note(sitting, "france", "china")
    sitting.do("chair", SessionEvent(events=({"kind": "roll.called", "delegation": "china", "answer": "present"},)))
    seen, whole = sitting.records.room_for("crisis", "chair").session, sitting.room.session
    assert (seen.model_dump(), len(seen.events)) == (whole.model_dump(), len(whole.events))
    assert [one.words for one in seen.events if one.kind == "note.passed"] == [WITHHELD]
    undone = fold([read_event({"kind": "undone", "events": ["3"], "at": seen.at})], seen)
    assert undone.attendance == {} and NOTE not in str(undone.events)


def test_a_long_session_tells_the_dais_no_private_note_after_an_undo(sitting: Any) -> None:
    note(sitting, "france", "china")
    for number in range(300):
        note(sitting, "chair", "france", f"Note {number}")
    room = sitting.records.room_for("crisis", "chair")
    undone = fold([read_event({"kind": "undone", "events": ["2"], "at": room.session.at})], room.session)
    assert NOTE not in str(undone.events) and NOTE not in room.model_dump_json()
