"""The chair's console where the rules time a debate on both its sides, and where sponsors explain no vote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from committee.floor import debate_left
from ui import session_board

HOUSE = ("china", "france", "india", "kenya", "mexico", "norway", "peru", "spain")
Words = Callable[[AppTest], str]


def debated(hall: Callable[..., Any], **time: float) -> Any:
    held = hall(rules="thimun", members=HOUSE)
    held.begin()
    held.do("chair", "draft.introduced", document="d1", symbol="DR/1", title="River patrols", sponsors=list(HOUSE))
    held.do("chair", "document.taken-up", document="d1", **time)
    return held


def test_the_chair_goes_on_to_the_time_against_before_the_other_has_run_out(hall: Callable[..., Any], text_of: Words) -> None:
    held = debated(hall, seconds=600, seconds_against=400)
    app = held.open("chair", "chair/console")
    assert "time in favour: 10:00 left, then 6:40 against" in text_of(app)
    app.button(key="turn-d1").click().run()
    assert not app.exception
    assert held.session.documents["d1"].debate_side == "against"
    assert "turn-d1" not in {one.key for one in app.button}
    assert "time against: 6:40 left" in text_of(app)
    held.do("chair", "speaker.called", delegation="peru")
    assert held.session.turn.side == "against"


def test_a_debate_with_one_time_for_both_sides_has_no_side_to_go_on_to(hall: Callable[..., Any], text_of: Words) -> None:
    held = debated(hall, seconds=600)
    app = held.open("chair", "chair/console")
    assert "10:00 left for the debate" in text_of(app)
    assert "turn-d1" not in {one.key for one in app.button}


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({"debate_seconds": 60, "debated": 60}, "time for the debate is up"),
        ({"debate_seconds": 60, "debated": 60, "debate_seconds_against": 30, "debate_side": "for"}, "time in favour is up, then 0:30 against"),
        ({"debate_seconds": 60, "debated": 0}, "1:00 left for the debate"),
        ({"debate_seconds": 60, "debated": 70, "debate_seconds_against": 30, "debate_side": "against"}, "time against: 0:30 left"),
        ({"debate_seconds": 60, "debated": 60, "debate_seconds_against": 30, "debated_against": 31, "debate_side": "against"}, "time for the debate is up"),
        ({}, ""),
    ],
)
def test_what_is_left_of_a_debate_is_said_of_each_side(hall: Callable[..., Any], times: dict[str, Any], words: str) -> None:
    session = debated(hall).session
    timed = session.documents["d1"].model_copy(update=times)
    session = session.model_copy(update={"documents": {"d1": timed}})
    assert session_board.debate_time(session, session.at) == words
    assert (debate_left(session, session.at) is None) == (words == "")


def test_the_sponsors_of_a_draft_are_not_offered_to_explain_their_vote_on_it(hall: Callable[..., Any]) -> None:
    held = hall(rules="un4mun")
    held.begin()
    held.introduced()
    held.do("chair", "voting.opened")
    app = held.open("chair", "chair/console")
    box = app.selectbox(key="console-explains")
    assert not box.disabled
    assert "France" not in box.options and "Spain" in box.options
