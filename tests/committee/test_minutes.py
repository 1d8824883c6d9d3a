"""The summary record of a session, and the command that prints it from any input."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.__main__ import main
from committee.events import read_event, write_events
from committee.folding import fold
from committee.minutes import NOTHING, as_markdown, as_text, minutes, minutes_command
from committee.questions import vote_on
from committee.wording import clock_time, duration, listed, ordinal, with_article
from ui.record import as_json, of_the_record

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


def test_an_unknown_procedure_of_an_event_is_refused_as_one_of_the_session_is(tmp_path, capsys):
    path = tmp_path / "session.json"
    opened = {"kind": "session.opened", "at": 0, "members": ["a", "b"], "procedure": "robert"}
    for content in ([opened], {"procedure": "robert", "events": []}):
        path.write_text(json.dumps(content), encoding="utf-8")
        assert minutes_command(str(path)) == 2
        assert re.fullmatch(r"committee: .*there is no procedure 'robert'; there are .*\n", capsys.readouterr().err)


def test_an_amendment_is_on_record_with_what_it_changes_and_called_by_its_number(chair):
    held = chair("una-usa")
    held.open()
    held.carry("introduce-draft", "peru", document="d1")
    held.do("amendment.introduced", amendment="d1/x", document="d1", symbol="S/2026/1, amendment 2", sponsors=["mexico"], change="Delete operative paragraph 3.")
    held.do("voting.opened")
    held.vote("d1/x")
    text = as_text(minutes(held.events))
    assert "Amendment 2 to S/2026/1, submitted by Mexico, was introduced. It read: Delete operative paragraph 3." in text
    assert "Amendment 2 to S/2026/1 received 12 votes in favour" in text
    assert ", amendment 2" not in text


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


OPENED = (
    {"kind": "session.opened", "at": 100, "members": ["peru", "china"]}, {"kind": "roll.called", "at": 110, "delegation": "peru", "answer": "present"},
    {"kind": "quorum.noted", "at": 120, "present": 1}, {"kind": "agenda.adopted", "at": 130, "items": ["Rivers"]},
)  # fmt: skip


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([OPENED[0], OPENED[2], OPENED[1]], "event 3 (roll.called) is said to have happened 10 seconds before event 2"),
        ([OPENED[1], OPENED[0]], "event 1 (roll.called) has no place after those before it: No meeting has been opened yet"),
        ([*OPENED[:2], {**OPENED[2], "at": 40}], "event 3 (quorum.noted) is said to have happened 1 minute 10 seconds before event 2"),
        ([{**OPENED[1], "at": 100}, OPENED[0]], "event 1 (roll.called) has no place after those before it: No meeting has been opened yet"),
        ([OPENED[0], OPENED[0]], "event 2 (session.opened) has no place after those before it: A meeting is open already"),
        ([*OPENED, {"kind": "speech.started", "at": 140}], "event 5 (speech.started) has no place after those before it: Nobody has the floor"),
        ([*OPENED, {"kind": "speaker.called", "at": 140, "delegation": "atlantis"}], "event 5 (speaker.called) has no place after those before it: 'atlantis' does not sit in this room"),
        ([OPENED[0], {**OPENED[1], "delegation": "atlantis"}], "event 2 (roll.called) has no place after those before it: 'atlantis' does not sit in this room"),
        ([*OPENED, {"kind": "vote.cast", "at": 140, "delegation": "peru", "choice": "against"}], "event 5 (vote.cast) has no place after those before it: No vote is open"),
        ([*OPENED, {"kind": "motion.decided", "at": 140, "motion": "m", "carried": True}], "event 5 (motion.decided) has no place after those before it: No motion is on the floor"),
        ([*OPENED, {"kind": "result.recorded", "at": 140, "vote": "v", "outcome": "adopted"}], "event 5 (result.recorded) has no place after those before it: No such vote"),
        ([*OPENED, {"kind": "undone", "at": 140, "events": ["nothing"]}], "event 5 (undone) has no place after those before it: There is no such event"),
    ],
)
def test_events_out_of_their_order_are_refused_and_the_first_of_them_named(events, said, tmp_path, capsys):
    path = tmp_path / "s.json"
    path.write_text(json.dumps({"events": events}), encoding="utf-8")
    assert minutes_command(str(path)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith(f"committee: {said}")
    assert err.endswith("; give the events in the order in which they happened\n")


def test_what_was_undone_and_happened_otherwise_is_in_order(chair, tmp_path, capsys):
    """What came to rest on nothing when something before it was undone was in its place when it happened."""
    held = chair("nmun")
    held.open()
    held.do("speaker.called", id="call", delegation="peru")
    held.do("speech.started")
    later = [held.event("undone", events=["call"]), held.event("speaker.called", delegation="india")]
    held.session = fold(later, held.session)
    path = tmp_path / "s.json"
    path.write_text(json.dumps(write_events(held.session.events)), encoding="utf-8")
    assert minutes_command(str(path)) == 0, capsys.readouterr().err
    exported = of_the_record(held.session)
    assert [one.kind for one in exported[-2:]] == ["agenda.adopted", "speaker.called"], "an export has neither"
    path.write_text(as_json(exported, committee="", procedure="nmun", names={}), encoding="utf-8")
    assert minutes_command(str(path)) == 0, capsys.readouterr().err


def test_every_session_that_is_exported_is_read_again(held, tmp_path, capsys):
    path = tmp_path / "s.json"
    path.write_text(as_json(of_the_record(held.session), committee="The Room", procedure=held.rules.id, names={}), encoding="utf-8")
    assert minutes_command(str(path)) == 0, capsys.readouterr().err


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["events", "kind", "at", "names", "members", "procedure", "x"]), inner, max_size=4), max_leaves=20))
def test_no_json_makes_the_command_fall(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "s.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert minutes_command(str(path), str(path.with_suffix(".txt"))) in (0, 2)
