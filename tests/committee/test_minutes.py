"""The summary record of a session, and the command that prints it from any input."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.__main__ import main
from committee.events import read_event, write_events
from committee.minutes import (
    NOTHING,
    as_markdown,
    as_text,
    clock_time,
    duration,
    listed,
    minutes,
    minutes_command,
    ordinal,
    with_article,
)
from committee.motions import vote_on

# -- words


@pytest.mark.parametrize(
    ("at", "offset", "said"),
    [
        (36_300, 0, "10.05 a.m."), (36_300, -300, "5.05 a.m."), (43_200, 0, "12 noon"), (0, 0, "12 midnight"),
        (45_000, 0, "12.30 p.m."), (54_000, 0, "3 p.m."), (1800, 0, "12.30 a.m."), (0, -1, "11.59 p.m."), (54_000, 330, "8.30 p.m."),
    ],
)  # fmt: skip
def test_times_of_day_are_said_as_in_a_record(at, offset, said):
    assert clock_time(at, offset) == said


def test_words():
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112, 9812)] == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th", "9812th"]
    assert [duration(n) for n in (0, 1, 90, 600, 3600, 5430)] == ["0 seconds", "1 second", "1 minute 30 seconds", "10 minutes", "1 hour", "1 hour 30 minutes 30 seconds"]
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert [with_article(n) for n in ("China", "Russian Federation", "Niger", "Nigeria", "United States of America", "Republic of Korea")] == [
        "China", "the Russian Federation", "the Niger", "Nigeria", "the United States of America", "the Republic of Korea",
    ]  # fmt: skip


# -- the record


def test_the_record_of_the_council(sessions):
    text = as_text(minutes(sessions["security-council"]().events))
    for words in (
        "Summary record of the 1st meeting", "Held on Saturday, 21 November 2026",
        "The meeting was called to order at 10.05 a.m.",
        "The President noted that 14 of 15 members were present",
        "Absent: Somalia",
        "The representative of Somalia joined the meeting at",
        "The draft resolution S/2026/1 (“Precursors”), submitted by Colombia, Panama, Mexico, Peru and Brazil, was introduced.",
        "went into consultations of the whole on “Operative paragraph 3” for 20 minutes",
        "The President ruled that the point was not well taken (rule 30).",
        "A vote was taken by roll-call on the draft resolution S/2026/1.",
        "Against: Russian Federation\n   Abstaining: China",
        "It was not adopted, owing to the negative vote of a permanent member of the Council.",
        "spoke in exercise of the right of reply.",
        "The meeting was suspended at 10.52 a.m. and resumed at 11.07 a.m.",
        "The meeting rose at 11.08 a.m.",
    ):  # fmt: skip
        assert words in text
    assert ".m.." not in text


def test_the_record_of_every_family_begins_and_ends(held):
    record = minutes(held.events)
    for meeting in record.meetings:
        assert meeting.paragraphs[0].text.startswith("The meeting was called to order at")
        assert "The meeting rose at" in meeting.paragraphs[-1].text
        numbers = [one.number for one in meeting.paragraphs if one.number]
        assert numbers == list(range(1, len(numbers) + 1))
    votes = [one for meeting in record.meetings for one in meeting.paragraphs if one.kind == "vote"]
    assert len(votes) == sum(vote.method != "without-vote" for vote in held.session.votes)
    assert all([word for word, _ in one.rows][:3] == ["In favour", "Against", "Abstaining"] for one in votes)


def test_each_member_is_in_one_row_of_a_vote_by_name(sessions):
    record = minutes(sessions["security-council"]().events)
    vote = next(one for one in record.meetings[0].paragraphs if "roll-call" in one.text)
    named = [name for _, names in vote.rows for name in names.split(", ")]
    assert len(named) == len(set(named)) == 15


def test_two_meetings_have_two_records(sessions):
    record = minutes(sessions["nmun"]().events)
    assert [one.heading for one in record.meetings] == ["Summary record of the 1st meeting", "Summary record of the 2nd meeting"]
    assert [one.held for one in record.meetings] == ["Saturday, 21 November 2026", "Sunday, 22 November 2026"]


def test_names_and_the_time_zone_are_the_callers(sessions):
    text = as_text(minutes(sessions["un4mun"]().events, {"mexico": "Estados Unidos Mexicanos"}, offset_minutes=-360))
    assert "the representatives of Estados Unidos Mexicanos and Brazil" in text
    assert "called to order at 4.05 a.m." in text


def test_what_was_undone_is_no_part_of_the_record(chair):
    held = chair("nmun")
    held.open()
    held.do("remark", id="r", words="Something that was not so.")
    held.do("note.passed", to="dais", words="A secret", by="peru")
    held.do("undone", events=["r"])
    text = as_text(minutes(held.events))
    assert "not so" not in text
    assert "secret" not in text
    assert "had not risen" in text


def test_what_was_said_is_on_record(chair):
    held = chair("una-usa")
    held.open()
    held.do("speaker.called", delegation="peru")
    held.do("speech.started")
    held.do("speech.ended", gist="asked for a fund")
    held.do("motion.raised", id="m", motion="suspend-meeting", by="spain", parameters={"seconds": 600})
    held.do("motion.refused", motion="m", reason="It is lunch time in ten minutes.")
    text = as_text(minutes(held.events))
    assert "The representative of Peru said: asked for a fund." in text
    assert "The Chair ruled the motion of Spain to suspend the meeting out of order: It is lunch time in ten minutes." in text


def test_markdown_keeps_what_it_is_given_as_words():
    events = [
        read_event({"kind": "session.opened", "at": 0, "committee": "# <b>x</b> *y*", "members": ["a"]}),
        read_event({"kind": "quorum.noted", "at": 1, "present": 0}),
        read_event({"kind": "remark", "at": 1, "words": "one\n\n# two | [three](http://x)"}),
    ]
    text = as_markdown(minutes(events, {"a": "**A**\n# B"}))
    assert "\\# \\<b\\>x\\</b\\> \\*y\\*" in text
    assert "one \\# two \\| \\[three\\](http://x)" in text
    assert not re.search(r"^# two|^# B", text, re.MULTILINE)


def test_nothing_makes_no_record():
    assert as_text(minutes([])) == as_markdown(minutes([])) == NOTHING + "\n"


def how_taken(chair, by, method="show-of-hands", document="d1", **more):
    """How the record says a vote was taken, in which each member's vote was entered by somebody."""
    chair.open()
    chair.take(*(chair.event("draft.introduced", document=document, symbol="S/2026/1", sponsors=["france"]), chair.event("voting.opened")))
    chair.take(vote_on(chair.session, chair.rules, document, chair.at, method=method, **more))
    for one in chair.session.vote.order:
        chair.do("vote.cast", delegation=one, choice="in favour", by=by(one))
    chair.conclude()
    return next(one.text for meeting in minutes(chair.session.events).meetings for one in meeting.paragraphs if one.kind == "vote")


@pytest.mark.parametrize(
    ("by", "method", "said"),
    [
        (lambda one: one, "show-of-hands", "A vote was taken by electronic means on the draft resolution S/2026/1."),
        (lambda one: "chair", "show-of-hands", "A vote was taken by show of hands on the draft resolution S/2026/1."),
        (lambda one: "chair" if one == "latvia" else one, "show-of-hands", "A vote was taken by electronic means on the draft resolution S/2026/1; the vote of Latvia was taken down by the President."),
        (lambda one: "chair" if one in ("latvia", "russia") else one, "show-of-hands", "S/2026/1; the votes of Latvia and the Russian Federation were taken down by the President."),
        (lambda one: one, "roll-call", "A vote was taken by roll-call on the draft resolution S/2026/1."),
    ],
    ids=["on devices", "by hands", "one without a device", "two without a device", "a roll call answered on devices"],
)  # fmt: skip
def test_the_record_says_how_a_vote_was_really_taken(chair, by, method, said):
    assert said in how_taken(chair("security-council"), by, method)


def test_a_vote_that_the_chair_corrects_counts_as_taken_down(chair):
    made = chair("security-council")
    made.open()
    made.take(made.event("draft.introduced", document="d1", symbol="S/2026/1", sponsors=["france"]), made.event("voting.opened"))
    made.take(vote_on(made.session, made.rules, "d1", made.at))
    for one in made.session.vote.order:
        made.do("vote.cast", delegation=one, choice="in favour", by=one)
    made.do("vote.cast", delegation="latvia", choice="against", by="chair")
    made.conclude()
    assert "the vote of Latvia was taken down by the President" in as_text(minutes(made.session.events))


# -- the command


@pytest.fixture
def exported(sessions, tmp_path):
    held = sessions["security-council"]()
    path = tmp_path / "session.json"
    content = {"procedure": "security-council", "committee": "Security Council", "names": {}, "members": list(held.members), "events": write_events(held.events)}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_the_command_prints_a_record(exported, capsys):
    assert main(["minutes", str(exported)]) == 0
    out, err = capsys.readouterr()
    assert "The meeting rose at 11.08 a.m." in out
    assert err == ""


def test_the_command_writes_markdown_and_text(exported, tmp_path):
    assert minutes_command(str(exported), str(tmp_path / "record.md")) == 0
    assert (tmp_path / "record.md").read_text(encoding="utf-8").startswith("# The Room")
    assert minutes_command(str(exported), str(tmp_path / "record.txt")) == 0
    assert (tmp_path / "record.txt").read_text(encoding="utf-8").startswith("THE ROOM")


def test_a_bare_list_is_read_and_an_empty_one_says_so(tmp_path, capsys, sessions):
    path = tmp_path / "list.json"
    path.write_text(json.dumps(write_events(sessions["un4mun"]().events)), encoding="utf-8")
    assert minutes_command(str(path)) == 0
    assert "adopted without a vote" in capsys.readouterr().out
    path.write_text("[]", encoding="utf-8")
    assert minutes_command(str(path)) == 0
    assert capsys.readouterr().out == NOTHING + "\n"


def test_the_members_may_stand_outside_of_the_events(tmp_path, capsys):
    path = tmp_path / "s.json"
    path.write_text(json.dumps({"members": ["peru", "china"], "events": [{"kind": "session.opened", "at": 36300}, {"kind": "quorum.noted", "at": 36400, "present": 2}]}), encoding="utf-8")
    assert minutes_command(str(path)) == 0
    assert "0 of 2 members" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    [
        b"", b"   ", b"{", b"null", b"3", b'"x"', b"{}", b'{"events": 3}', b'{"events": [3]}', b'{"events": [{}]}', b"\xff\xfe\x00",
        b"[" * 100_000, b'{"events": [], "procedure": "house-of-commons"}', b'{"events": [], "procedure": 3}',
        b'{"events": [], "names": []}', b'{"events": [], "names": {"a": 3}}', b'{"events": [], "members": "peru"}',
        b'{"events": [], "committee": {}}', b'{"events": [], "offset_minutes": 1e9}', b'{"events": [], "offset_minutes": true}',
        b'[{"kind": "session.opened", "at": NaN, "members": ["a"]}]', b'[{"kind": "session.opened", "at": 1e400, "members": ["a"]}]',
        b'[{"kind": "remark", "at": 1, "words": "\\ud800"}]', b"[" + b"9" * 5000 + b"]", b'[{"kind": "\\u0000\\n", "at": 1}]',
    ],
)  # fmt: skip
def test_what_is_no_session_is_refused_in_one_line(content, tmp_path, capsys):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    assert minutes_command(str(path)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("committee: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_files_that_are_not_there_or_cannot_be_written(exported, tmp_path, capsys):
    assert minutes_command(str(tmp_path / "none.json")) == 2
    assert minutes_command(str(tmp_path)) == 2
    assert minutes_command("a\x00b") == 2
    assert minutes_command(str(exported), str(tmp_path / "no" / "where.md")) == 2
    assert capsys.readouterr().err.count("\n") == 4


def test_a_session_that_makes_no_sense_still_has_a_record(tmp_path, capsys):
    path = tmp_path / "odd.json"
    events = [
        {"kind": "vote.closed", "at": 5}, {"kind": "session.opened", "at": 9e9, "members": ["a", "a", "<script>"]},
        {"kind": "session.opened", "at": 1, "members": ["b"]}, {"kind": "quorum.noted", "at": 0, "present": 9999},
        {"kind": "result.recorded", "at": 1, "outcome": "adopted", "document": "none"}, {"kind": "undone", "at": 1, "events": ["1", "none"]},
        {"kind": "motion.raised", "at": 2, "motion": "no-such-motion", "by": "z", "id": "m", "parameters": {"x": "y", "seconds": 10}},
        {"kind": "motion.decided", "at": 2, "motion": "m", "carried": True, "how": "vote"},
    ]  # fmt: skip
    path.write_text(json.dumps({"events": events}), encoding="utf-8")
    assert minutes_command(str(path)) == 0
    assert "called to order" in capsys.readouterr().out


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["events", "kind", "at", "names", "members", "procedure", "x"]), inner, max_size=4), max_leaves=20))
def test_no_json_makes_the_command_fall(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "s.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert minutes_command(str(path), str(path.with_suffix(".txt"))) in (0, 2)
