"""Who asks for the floor where no list is kept: raised, lowered, and down again when it is called or the occasion is over."""

from __future__ import annotations

from typing import Any

import pytest

from committee.folding import fold
from committee.motions import ruling
from committee.order.ruling import OutOfOrder


def caucus(chair: Any, family: str = "una-usa") -> Any:
    """A room in a moderated caucus."""
    held = chair(family)
    held.open()
    held.carry("moderated-caucus", "peru", seconds=600, speaker_seconds=30, topic="Precursors")
    return held


def test_placards_stand_in_the_order_in_which_they_were_raised_and_events_are_read_again(chair: Any) -> None:
    held = caucus(chair)
    for one in ("mexico", "brazil"):
        held.do("placard.raised", delegation=one, by=one)
    assert list(held.session.placards) == ["mexico", "brazil"]
    assert fold(held.events).placards == {"mexico": "caucus", "brazil": "caucus"}
    held.do("placard.lowered", delegation="mexico", by="mexico")
    assert list(held.session.placards) == ["brazil"]


def test_who_is_called_in_the_caucus_asks_no_more_and_nobody_does_after_it(chair: Any) -> None:
    held = caucus(chair)
    for one in ("mexico", "brazil"):
        held.do("placard.raised", delegation=one, by=one)
    held.speech("mexico")
    assert list(held.session.placards) == ["brazil"]
    held.do("caucus.ended")
    assert not held.session.placards


def test_who_leaves_the_room_asks_no_more(chair: Any) -> None:
    held = caucus(chair)
    held.do("placard.raised", delegation="mexico", by="mexico")
    held.do("roll.left", delegation="mexico")
    assert not held.session.placards


def test_an_undo_raises_the_placard_again(chair: Any) -> None:
    held = caucus(chair)
    held.do("placard.raised", delegation="mexico", by="mexico")
    called = held.session.next_id
    held.do("speaker.called", delegation="mexico")
    held.do("undone", events=[called])
    assert list(held.session.placards) == ["mexico"]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"delegation": "mexico", "by": "mexico"}, "asks for the floor already"),
        ({"delegation": "brazil", "by": "peru"}, "for itself only"),
        ({"delegation": "atlantis"}, "does not sit in this room"),
        ({"delegation": "brazil", "on": "explanation"}, "No vote is near"),
    ],
)
def test_a_placard_that_is_not_in_order_says_why(chair: Any, fields: dict[str, Any], why: str) -> None:
    held = caucus(chair)
    held.do("placard.raised", delegation="mexico", by="mexico")
    answer = ruling(held.session, held.rules, held.event("placard.raised", **fields))
    assert not answer and why in answer.because
    with pytest.raises(OutOfOrder):
        held.do("placard.raised", **fields)


def test_outside_of_a_caucus_one_joins_the_list(chair: Any) -> None:
    held = chair("una-usa")
    held.open()
    answer = ruling(held.session, held.rules, held.event("placard.raised", delegation="peru", by="peru"))
    assert not answer and "join the speakers' list" in answer.because


def voted(chair: Any, family: str) -> Any:
    """A room that has voted on a draft."""
    held = chair(family)
    held.open()
    held.carry("introduce-draft", "peru", document="d1")
    held.do("voting.opened")
    return held


def test_an_explanation_is_asked_for_after_the_vote_where_the_rules_have_it_then(chair: Any) -> None:
    held = voted(chair, "una-usa")
    asks = held.event("placard.raised", delegation="peru", by="peru", on="explanation")
    assert "after the vote" in ruling(held.session, held.rules, asks).because
    held.vote("d1")
    held.do("placard.raised", delegation="peru", by="peru", on="explanation")
    assert held.session.placards == {"peru": "explanation"}
    held.do("vote.explained", delegation="peru", by="peru")
    assert not held.session.placards


def test_an_explanation_is_asked_for_before_and_after_where_the_rules_have_both(chair: Any) -> None:
    held = chair("una-usa", {"explanations.value": "both"})
    held.open()
    held.carry("introduce-draft", "peru", document="d1")
    held.do("voting.opened")
    held.do("placard.raised", delegation="peru", by="peru", on="explanation")
    held.do("speaker.called", delegation="peru", on="explanation")
    assert not held.session.placards
