"""What a seat can learn of a room: its own bloc's papers, what the dais gave out, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from records.acts import (
    CoAuthorSet,
    Commented,
    DraftStarted,
    OpenedToSign,
    PaperAdded,
    ParagraphChanged,
    SeatSet,
    Signed,
    StageChanged,
)
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
