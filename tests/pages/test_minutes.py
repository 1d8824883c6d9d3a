"""The minutes: who may read them, what they say, and that what leaves in a file carries no formula and no secret."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from committee.events import Event, read_event
from committee.exported import read_export
from committee.folding import fold
from committee.minutes import as_text, minutes
from committee.motions import concluded
from committee.session import Session
from committee.statistics import Table, as_csv, statistics
from ui import record

Words = Callable[[AppTest], str]

MEMBERS = ("china", "france", "mexico", "peru", "spain")
HOSTILE = "<script>alert(1)</script>\"'&</p></div>"


@pytest.fixture
def held(hall: Callable[..., Any]) -> Any:
    """A committee that has voted: a speech, a note, a draft adopted."""
    house = hall()
    house.begin()
    house.do("chair", "speaker.called", delegation="mexico")
    house.do("chair", "speech.started")
    house.do("chair", "speech.ended", gist="Mexico asked for patrols.")
    house.do("france", "note.passed", to="peru", words="Between us.")
    house.voting()
    for member in MEMBERS:
        house.do(member, "vote.cast", delegation=member, choice="against" if member == "peru" else "in favour")
    house.take(concluded(house.session, house.rules, house.session.at))
    return house


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the page offers to save, by the end of the file's name."""
    files: dict[str, Any] = {}

    def offered(label: str, data: Any, *, file_name: str, **more: Any) -> bool:
        files[file_name.removeprefix("rivers-")] = data
        return False

    monkeypatch.setattr(st, "download_button", offered)
    return files


def test_before_a_meeting_there_is_nothing_to_read(hall: Callable[..., Any], text_of: Words) -> None:
    assert "No meeting is on record yet" in text_of(hall().open("chair", "chair/minutes"))


def test_the_dais_reads_the_record_at_any_time(held: Any, text_of: Words) -> None:
    words = text_of(held.open("chair", "chair/minutes"))
    assert "Summary record of the 1st meeting" in words and "Mexico asked for patrols" in words
    assert "4 votes in favour" in words and "Between us" not in words


def test_a_delegate_reads_it_once_the_meeting_has_risen(held: Any, text_of: Words) -> None:
    before = text_of(held.open("france", "chair/minutes"))
    assert "The record opens when the meeting has risen" in before and "Summary record" not in before
    held.do("chair", "voting.closed")
    held.do("chair", "meeting.adjourned")
    for seat in ("france", "oas"):
        assert "Summary record of the 1st meeting" in text_of(held.open(seat, "chair/minutes"))


def test_while_the_next_meeting_is_under_way_delegates_read_the_one_before(held: Any, text_of: Words) -> None:
    held.do("chair", "voting.closed")
    held.do("chair", "meeting.adjourned")
    held.do("chair", "session.opened")
    held.do("chair", "remark", words="For the second meeting.")
    words = text_of(held.open("france", "chair/minutes"))
    assert "Summary record of the 1st meeting" in words and "For the second meeting" not in words
    assert "For the second meeting" in text_of(held.open("chair", "chair/minutes"))


def test_a_display_has_no_minutes(held: Any, text_of: Words) -> None:
    assert "Summary record" not in text_of(held.open("wall", "chair/minutes"))


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("Attendance", "Spain present"),
        ("Motions", "No motion has been moved yet"),
        ("Votes", "4 in favour, 1 against, 0 abstaining"),
        ("Speeches", "1 of the 5 members who were present spoke"),
    ],
)
def test_each_view_says_its_numbers(held: Any, text_of: Words, view: str, said: str) -> None:
    app = held.open("chair", "chair/minutes", **{"minutes-view": view})
    assert said in text_of(app)


def test_each_vote_shows_how_every_delegation_voted(held: Any) -> None:
    app = held.open("chair", "chair/minutes", **{"minutes-view": "Votes"})
    markup = " ".join(str(element.proto.body) for element in app.get("html"))
    assert 'title="Peru: Against"' in markup and markup.count(": In favour") == 4


# -- what is saved


def test_the_page_offers_the_record_the_tables_and_the_session(held: Any, saved: dict[str, Any]) -> None:
    held.open("chair", "chair/minutes")
    assert set(saved) == {
        "record.txt", "record.md", "record.pdf", "session.xlsx", "session.json", "attendance.csv", "motions.csv", "votes.csv", "speeches.csv", "equality.csv",
    }  # fmt: skip
    assert saved["record.pdf"]().startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(saved["session.xlsx"]))
    assert book.sheetnames == ["Attendance", "Motions", "Votes", "Speeches", "Equality"]
    rows = list(csv.reader(io.StringIO(saved["votes.csv"])))
    assert rows[1][rows[0].index("Peru")] == "against"


def test_a_delegate_is_not_offered_the_events(held: Any, saved: dict[str, Any]) -> None:
    held.do("chair", "voting.closed")
    held.do("chair", "meeting.adjourned")
    held.open("france", "chair/minutes")
    assert "record.txt" in saved and "session.json" not in saved


def test_the_session_as_json_makes_the_same_record_again(held: Any, saved: dict[str, Any]) -> None:
    held.open("chair", "chair/minutes")
    export = read_export(json.loads(saved["session.json"]))
    again = minutes(export.events, export.names, committee=export.committee, procedure=held.rules)
    assert as_text(again) == saved["record.txt"]


def test_notes_stay_out_of_what_is_saved(held: Any, saved: dict[str, Any]) -> None:
    held.open("chair", "chair/minutes")
    assert not [name for name, data in saved.items() if "Between us" in (data if isinstance(data, str) else str(data))]


def test_votes_of_a_secret_vote_that_is_open_stay_out_of_what_is_saved(held: Any, saved: dict[str, Any]) -> None:
    held.do("chair", "vote.opened", question="procedural", words="Whether to go on", method="placards", id="v2")
    held.do("peru", "vote.cast", delegation="peru", choice="against")
    held.open("chair", "chair/minutes")
    kept = [event for event in json.loads(saved["session.json"])["events"] if event["kind"] == "vote.cast"]
    assert len(kept) == len(MEMBERS)


def test_what_was_undone_is_no_part_of_the_record() -> None:
    made = fold(_events(
        {"kind": "session.opened", "members": ["peru", "spain"], "at": 1},
        {"kind": "roll.called", "delegation": "peru", "answer": "present", "at": 2},
        {"kind": "remark", "words": "A slip", "at": 3},
        {"kind": "undone", "events": ["3"], "at": 4},
        {"kind": "note.passed", "to": "peru", "words": "Hush", "at": 5},
        {"kind": "roll.called", "delegation": "spain", "answer": "absent", "at": 6},
    ), Session())  # fmt: skip
    kept = record.of_the_record(made)
    assert [(event.id, event.kind) for event in kept] == [("1", "session.opened"), ("2", "roll.called"), ("6", "roll.called")]
    assert as_text(minutes(kept)) == as_text(minutes(made.events))


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_a_workbook_or_a_csv_is_a_formula(start: str) -> None:
    table = Table("Motions", ("Motion", "With"), (("Caucus", start),))
    cell = openpyxl.load_workbook(io.BytesIO(record.workbook([table])))["Motions"]["B2"]
    assert cell.data_type == "s" and cell.quotePrefix
    assert as_csv(table).splitlines()[1].split(",", 1)[1].lstrip('"').startswith("'")


def test_characters_that_a_workbook_cannot_hold_do_not_stop_it() -> None:
    table = Table("A" * 60, ("Motion",), (("a\x00b\x0bc" + HOSTILE,), (None,), (1.5,)))
    book = openpyxl.load_workbook(io.BytesIO(record.workbook([table])))
    assert book.active["A2"].value == "a b c" + HOSTILE


def test_times_are_written_as_one_reads_them_in_the_room() -> None:
    table = record.readable(Table("Motions", ("Id", "At", "Motion"), (("7", 1_795_255_500.0, "Caucus"),)), 120)
    assert table == Table("Motions", ("At", "Motion"), (("2026-11-21 12:05", "Caucus"),))


def test_a_session_without_events_makes_empty_tables() -> None:
    tables = statistics(()).tables
    assert openpyxl.load_workbook(io.BytesIO(record.workbook(tables))).sheetnames[0] == "Attendance"
    assert openpyxl.load_workbook(io.BytesIO(record.workbook([]))).sheetnames == ["Empty"]


def _events(*given: dict[str, Any]) -> tuple[Event, ...]:
    return tuple(read_event(one) for one in given)


def test_where_no_clock_was_run_the_speeches_are_told_and_nothing_of_their_time(hall: Any, text_of: Any) -> None:
    house = hall()
    house.begin()
    house.do("chair", "speaker.called", delegation="peru")
    house.do("chair", "speech.ended")
    words = text_of(house.open("chair", "chair/minutes", **{"minutes-view": "Speeches"}))
    assert "1 of the 5 members who were present spoke. No clock was run" in words
