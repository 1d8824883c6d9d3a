"""The state of a session as HTML: made from events folded by hand, without a page."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from committee.events import read_event
from committee.folding import fold
from committee.procedure import Procedure, load_procedure
from committee.session import Session
from ui import session_board as board
from ui import voting

NAMES = {"peru": "Peru", "spain": "Spain", "chad": "<b>Chad</b>"}
OPEN: tuple[dict[str, Any], ...] = (
    {"kind": "session.opened", "members": ["chad", "peru", "spain"], "speaking_seconds": 90},
    {"kind": "roll.called", "delegation": "chad", "answer": "present"},
    {"kind": "roll.called", "delegation": "peru", "answer": "present"},
    {"kind": "roll.called", "delegation": "spain", "answer": "absent"},
    {"kind": "quorum.noted", "present": 2},
    {"kind": "agenda.adopted", "items": ["Rivers"]},
)


def rules() -> Procedure:
    return load_procedure("una-usa")


def session(*events: dict[str, Any]) -> Session:
    """A session with events after its opening, one each second; the seventh at 1,007 seconds."""
    return fold(read_event({"at": 1000.0 + number, **one}) for number, one in enumerate((*OPEN, *events), start=1))


def words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0:00"), (0.2, "0:01"), (59.9, "1:00"), (90, "1:30"), (3600, "1:00:00"), (-0.5, "+0:01"), (-72, "+1:12")],
)
def test_a_clock_says_whole_seconds_and_overtime_with_a_plus(seconds: float, said: str) -> None:
    assert board.clock_words(seconds) == said


@pytest.mark.parametrize(("seconds", "said"), [(10, "less than a minute"), (60, "about 1 min"), (170, "about 3 min")])
def test_waiting_is_said_roughly(seconds: float, said: str) -> None:
    assert board.about(seconds) == said


def test_a_speech_that_has_not_begun_stands_and_says_so() -> None:
    made = session({"kind": "speaker.called", "delegation": "peru"})
    assert "1:30 not started" in words(board.strip(made, rules(), NAMES, 2000))


def test_a_speech_runs_towards_its_end_stops_and_goes_over() -> None:
    begun = ({"kind": "speaker.called", "delegation": "peru"}, {"kind": "speech.started"})
    running = board.strip(session(*begun), rules(), NAMES, 1038)
    assert 'data-ends="1098.000"' in running and "1:00" in words(running)
    assert "+0:02 time is up" in words(board.strip(session(*begun), rules(), NAMES, 1100))
    assert "1:29 stopped" in words(board.strip(session(*begun, {"kind": "speech.paused"}), rules(), NAMES, 3000))


def test_a_speech_without_a_limit_counts_up() -> None:
    made = session({"kind": "speaker.called", "delegation": "peru", "seconds": 0}, {"kind": "speech.started"})
    assert made.turn is not None
    free = made.model_copy(update={"turn": made.turn.model_copy(update={"seconds": None})})
    markup = board.strip(free, rules(), NAMES, 1038)
    assert 'data-since="1008.000"' in markup and "0:30" in words(markup)


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ((), "The floor is open"),
        (({"kind": "list.joined", "delegation": "peru"},), "Peru is next on the speakers' list"),
        (({"kind": "caucus.opened", "mode": "unmoderated", "seconds": 600, "topic": "Patrols"},), "Patrols Unmoderated caucus 10:00"),
        (({"kind": "meeting.suspended", "seconds": 60},), "The meeting is suspended resumes in 1:00"),
        (({"kind": "debate.closed"},), "Debate is closed"),
        (({"kind": "draft.introduced", "document": "d1", "symbol": "DR/1"}, {"kind": "voting.opened"}), "Draft resolution DR/1 is to be voted on next"),
        (({"kind": "meeting.adjourned"},), "The meeting has risen"),
        (({"kind": "meeting.adjourned", "final": True},), "The session is closed"),
    ],
)
def test_the_room_is_told_what_it_is_at(events: tuple[dict[str, Any], ...], said: str) -> None:
    made = session(*events)
    assert said in words(board.strip(made, rules(), NAMES, made.at))
    assert said.split(" 10:00")[0].split(" resumes")[0].split(" is to be")[0] in words(board.hall(made, rules(), NAMES, made.at))


def test_before_anything_has_happened_there_is_something_to_say() -> None:
    assert "The session will begin shortly" in words(board.hall(Session(), rules(), {}, 0, room="Rivers"))


def test_names_topics_and_titles_are_written_and_not_obeyed() -> None:
    made = session(
        {"kind": "list.joined", "delegation": "chad"},
        {"kind": "draft.introduced", "document": "d1", "symbol": "<i>1</i>", "title": "<u>T</u>", "sponsors": ["chad"]},
        {"kind": "document.taken-up", "document": "d1"},
        {"kind": "motion.raised", "by": "chad", "motion": "moderated-caucus", "parameters": {"topic": "<s>x</s>"}},
        {"kind": "speaker.called", "delegation": "chad"},
    )
    for markup in (board.hall(made, rules(), NAMES, made.at, room="<em>", clause=board.Clause("<q>", "<q>")), board.strip(made, rules(), NAMES, made.at)):
        assert not re.search(r"<(i|u|s|em|q)>", markup) and "<b>Chad" not in markup


def test_a_vote_fills_in_the_order_of_the_call_and_the_absent_are_told() -> None:
    made = session(
        {"kind": "draft.introduced", "document": "d1", "symbol": "DR/1"},
        {"kind": "voting.opened"},
        {"kind": "vote.opened", "question": "substantive", "document": "d1", "method": "roll-call"},
        {"kind": "vote.cast", "delegation": "chad", "choice": "against"},
    )
    assert made.vote is not None
    assert voting.shown(made, made.vote) == {"chad": "against", "peru": "called", "spain": "absent"}
    assert "1 of 2 have voted" in words(board.hall(made, rules(), NAMES, made.at))


def test_a_result_stays_until_the_room_turns_to_something_else() -> None:
    voted: tuple[dict[str, Any], ...] = (
        {"kind": "draft.introduced", "document": "d1", "symbol": "DR/1"},
        {"kind": "voting.opened"},
        {"kind": "vote.opened", "question": "substantive", "document": "d1", "id": "v"},
        {"kind": "vote.closed"},
        {"kind": "result.recorded", "vote": "v", "document": "d1", "outcome": "adopted", "in_favour": 2, "line": "It was adopted."},
    )
    assert voting.last_result(session(*voted)) is not None
    quiet = session(*voted, {"kind": "note.passed", "to": "peru", "words": "?"}, {"kind": "voting.closed"})
    assert "It was adopted." in words(board.hall(quiet, rules(), NAMES, quiet.at))
    assert voting.last_result(session(*voted, {"kind": "voting.closed"}, {"kind": "speaker.called", "delegation": "peru"})) is None
    undone = session(*voted, {"kind": "voting.closed"}, {"kind": "meeting.suspended", "id": "s"}, {"kind": "undone", "events": ["s"]})
    assert voting.last_result(undone) is not None
