"""How a draft was voted on, in words."""

from __future__ import annotations

import pytest

from committee.session import Session
from committee.state import Vote
from positions.topic import load_topic
from records.room import Room, Shared, Stage
from ui.papers import result_of

LINE = "The draft resolution was put to the vote."


def room(**result: object) -> Room:
    """A committee whose session voted on the draft with this result, and on a part of it with another."""
    counted = {"against": 0, "abstaining": 0, "not_participating": 0, "needed": 9, "line": LINE, "method": "show-of-hands"} | result
    method = counted.pop("method")
    votes = (
        Vote.model_validate({"id": "v1", "question": "substantive", "document": "d1", "method": method, "open": False, "result": counted}),
        Vote.model_validate({"id": "v2", "question": "substantive", "document": "d1", "part": "1", "open": False, "result": counted | {"in_favour": 1}}),
    )
    return Room.model_construct(committee="crisis", session=Session.model_construct(votes=votes))


def voted(remark: str = LINE, stage: Stage = Stage.VOTED) -> Shared:
    return Shared(id="d1", author="france", stage=stage, remark=remark)


@pytest.mark.parametrize(
    ("result", "line", "adopted"),
    [
        ({"outcome": "adopted", "in_favour": 14, "abstaining": 1}, "Adopted 14 to 0, with 1 abstaining", True),
        ({"outcome": "adopted", "in_favour": 15}, "Adopted 15 to 0", True),
        ({"outcome": "adopted", "in_favour": 0, "method": "without-vote"}, "Adopted without a vote", True),
        ({"outcome": "vetoed", "in_favour": 13, "against": 2, "vetoes": ["russia", "china"]}, "Not adopted, 13 to 2: veto of Russia and China", False),
        ({"outcome": "short of nine", "in_favour": 8, "against": 1, "abstaining": 6}, "Not adopted, 8 to 1, with 6 abstaining: 9 in favour were needed", False),
    ],
)
def test_the_vote_of_the_session_is_told_in_figures(result: dict[str, object], line: str, adopted: bool) -> None:
    assert result_of(room(**result), voted(), load_topic()) == (line, adopted)


@pytest.mark.parametrize(("remark", "line", "adopted"), [("Adopted: 9 in favour", "Adopted: 9 in favour", True), ("Not adopted", "Not adopted", False), ("", "Voted on", True)])
def test_a_result_recorded_by_hand_is_told_in_the_words_of_whoever_recorded_it(remark: str, line: str, adopted: bool) -> None:
    assert result_of(Room(committee="crisis"), voted(remark), load_topic()) == (line, adopted)
    # It was reconsidered after the session's vote, and the later record is the one that stands.
    assert result_of(room(outcome="vetoed", in_favour=13), voted(remark), load_topic()) == (line, adopted)


def test_what_was_not_voted_on_has_no_result() -> None:
    assert result_of(room(outcome="adopted", in_favour=14), voted(stage=Stage.INTRODUCED), load_topic()) is None
