"""A session in numbers."""

from __future__ import annotations

import csv
import io

import pytest

from committee.questions import vote_on_motion
from committee.statistics import Table, as_csv, equality, gini, statistics


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], None), ([0, 0], None), ([5], 0), ([3, 3, 3], 0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25), ([10, 0, 10, 0], 0.5)],
)
def test_the_gini_coefficient(values, expected):
    assert gini(values) == (None if expected is None else pytest.approx(expected))


def test_every_table_of_every_family_is_rectangular(held):
    found = statistics(held.events, procedure=held.rules)
    assert [one.name for one in found.tables] == ["Attendance", "Motions", "Votes", "Speeches", "Equality"]
    for table in found.tables:
        assert all(len(row) == len(table.header) for row in table.rows)
        assert all(cell is None or isinstance(cell, str | int | float) for row in table.rows for cell in row)
        back = list(csv.reader(io.StringIO(as_csv(table))))
        assert tuple(back[0]) == table.header
        assert len(back) == len(table.rows) + 1


def test_the_numbers_of_the_council(sessions):
    held = sessions["security-council"]()
    found = statistics(held.events, {"china": "China"}, held.rules)
    attendance = {row[0]: row[1] for row in found.attendance.rows}
    assert attendance["somalia"] == "absent, came late (present)"
    assert attendance["China"] == "present"
    speeches = {row[0]: row[1:3] for row in found.speeches.rows}
    assert speeches["China"] == (1, 240.0)
    assert speeches["russia"] == (2, 150.0)
    votes = {row[0]: dict(zip(found.votes.header, row, strict=True)) for row in found.votes.rows}
    veto = next(one for one in votes.values() if one["Outcome"] == "vetoed")
    assert (veto["In favour"], veto["Against"], veto["Abstaining"], veto["Vetoes"]) == (13, 1, 1, "russia")
    assert (veto["russia"], veto["China"], veto["greece"]) == ("against", "abstaining", "in favour")
    motions = [(row[2], row[6]) for row in found.motions.rows]
    assert ("Challenge the President's ruling", "not carried") in motions
    assert ("Suspend the meeting", "carried") in motions


def test_the_fate_of_every_motion_is_told(sessions, chair):
    held = chair("una-usa")
    held.open()
    for name, motion in (("w", "suspend-meeting"), ("r", "adjourn-meeting"), ("l", "set-speaking-time")):
        held.do("motion.raised", id=name, motion=motion, by="peru")
    held.do("motion.withdrawn", motion="w", by="peru")
    held.do("motion.refused", motion="r")
    held.carry("unmoderated-caucus", "spain", seconds=300)
    held.do("caucus.ended")
    held.do("motion.raised", id="f", motion="close-list", by="peru")
    fates = {row[0]: row[6] for row in statistics(held.events).motions.rows}
    assert [fates[one] for one in ("w", "r", "l", "f")] == ["withdrawn", "out of order", "lapsed", "on the floor"]


def test_equality_counts_those_who_were_there_and_kept_silent(chair):
    held = chair("nmun")
    held.open(absent=("peru",))
    held.speech("mexico", 90)
    held.speech("brazil", 30)
    found = statistics(held.events).equality
    assert (found.members, found.speakers, found.seconds, found.half) == (11, 2, 120, 1)
    assert found.gini == pytest.approx(gini([90, 30] + [0] * 9))
    assert found.spoke == pytest.approx(2 / 11)


def test_no_events_make_empty_tables():
    found = statistics([])
    assert found.equality == equality({}, [])
    assert found.equality.gini is None
    assert all(not table.rows for table in found.tables[:4])


def test_a_cell_is_no_formula():
    assert as_csv(Table("x", ("a", "b"), (("=1+1", 1), (-5, None)))) == "a,b\r\n'=1+1,1\r\n-5,\r\n"


def test_votes_that_members_cast_themselves_are_on_devices_and_no_show_of_hands(chair):
    held = chair("una-usa")
    held.open()
    motions = {}
    for by in ("themselves", "the chair"):
        name = held.move("suspend-meeting", "peru")
        held.do("motion.put", motion=name)
        held.take(vote_on_motion(held.session, held.rules, name, held.at))
        motions[by] = held.session.vote.id
        for one in held.session.vote.order:
            held.do("vote.cast", delegation=one, choice="against", by=one if by == "themselves" else "chair")
        held.conclude()
    methods = {row[0]: row[4] for row in statistics(held.events).votes.rows}
    assert methods[motions["themselves"]] == "on devices"
    assert methods[motions["the chair"]] in held.rules.methods.value


def test_a_speech_whose_clock_nobody_started_is_a_speech_of_no_time_in_every_number(chair):
    held = chair("una-usa")
    held.open()
    held.do("speaker.called", delegation="peru")
    held.do("speech.ended")
    floor = held.session.floor_of("peru")
    assert (floor.times, floor.seconds, floor.last) == (1, 0, held.session.at)
    made = statistics(held.events)
    assert next(row[1:4] for row in made.speeches.rows if row[0] == "peru") == (1, 0, 0.0)
    assert (made.equality.speakers, made.equality.seconds, made.equality.gini) == (1, 0, None)


def test_who_was_called_and_did_not_begin_before_the_room_turned_to_something_else_has_not_spoken(chair):
    held = chair("una-usa")
    held.open()
    held.do("speaker.called", delegation="peru")
    held.do("meeting.adjourned")
    assert (held.session.floor_of("peru").times, held.session.floor_of("peru").last) == (0, None)
