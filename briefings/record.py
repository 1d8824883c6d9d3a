"""`python -m briefings record EVENTS.json -o OUT`: the summary record of a session, its attendance and its votes, to be filed."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence

from briefings.command_line import listed, write_out
from briefings.engine import PAPERS, Paper, PrintingFault, content_of
from briefings.pictures import Data
from briefings.press import Job, carefully
from briefings.resolution import CONFERENCE, NOTICE
from committee.events import Event, ResultRecorded, SessionOpened
from committee.exported import Export, read_export, read_session
from committee.folding import replayed
from committee.minutes import NOTHING, minutes
from committee.procedure import DEFAULT_PROCEDURE, Procedure, load_procedure, procedure_ids
from committee.session import Session
from committee.state import Vote
from committee.statistics import statistics
from committee.voting import member_name
from committee.wording import clock_time, day, ordinal, spelt_out

SUMMARY = "print the summary record, the attendance and the votes of an exported session"

TEMPLATE = "record.typ"

PARTS = ("record", "attendance", "votes")

_METHODS = {
    "show-of-hands": "Show of hands", "placards": "Show of placards", "roll-call": "Roll call", "recorded": "Recorded vote",
    "without-vote": "Without a vote", "on devices": "On devices",
}  # fmt: skip

_OUTCOMES = {"adopted": "Adopted", "vetoed": "Not adopted: veto", "short of nine": "Not adopted: short of nine", "lost": "Not adopted"}

_CHOICES = (("in favour", "+"), ("against", "−"), ("abstaining", "="), ("not participating", "·"))
"""Each way of voting with its sign, which tells it where there is no colour."""


def adoption(events: Iterable[Event], vote: str, committee: str, offset_minutes: int = 0) -> str:
    """The line under the head of a resolution: by whom it was adopted, at which meeting and when.

    Args:
        events: the events of the session that count, each with its id.
        vote: the id of the vote by which it was adopted.
        committee: its name.
        offset_minutes: the local time's distance from UTC.
    """
    by = f"Adopted by {committee}" if committee.casefold().startswith("the ") else f"Adopted by the {committee}"
    meeting = 0
    for event in events:
        if isinstance(event, SessionOpened):
            meeting = event.number or meeting + 1
        elif isinstance(event, ResultRecorded) and meeting and vote in (event.vote, event.id):
            return f"{by} at its {ordinal(meeting)} meeting, on {day(event.at, offset_minutes).partition(', ')[2]}"
    return by


def session_record(
    export: Export, parts: Sequence[str] = (), *, procedure: Procedure | None = None, paper: Paper = "a4", conference: str = CONFERENCE
) -> Data:
    """A session as `record.typ` reads it.

    Args:
        export: its events, with the names of those who took part.
        parts: some of `PARTS`; all if empty.
        procedure: the rules, where a conference has changed them; otherwise those the session was opened under.
        paper: A4 or US Letter.
        conference: what stands at its head.

    Raises:
        ValueError: if there is no such part.
    """
    unknown = [one for one in parts if one not in PARTS]
    if unknown:
        raise ValueError(f"there is no part '{unknown[0][:40]}'; there is {', '.join(PARTS)}")
    chosen = parts or PARTS
    family = load_procedure(export.procedure) if export.procedure else None
    written = minutes(export.events, export.names, procedure=procedure or family, committee=export.committee, offset_minutes=export.offset_minutes)
    if written.is_empty:
        chosen = ("record",)
    nothing: list[Data] = [{"heading": NOTHING.rstrip("."), "held": "", "paragraphs": []}] if written.is_empty else []
    meetings = nothing or [
        {"heading": one.heading, "held": one.held, "paragraphs": [p.model_dump(mode="json") for p in one.paragraphs]} for one in written.meetings
    ]  # fmt: skip
    attended = statistics(export.events, _names(export), procedure or family).attendance
    committee = written.committee or "Committee"
    return {
        "title": f"Record of a session: {committee}", "committee": committee, "conference": conference, "paper": paper, "notice": NOTICE,
        "meetings": meetings if "record" in chosen else [],
        "attendance": {"head": list(attended.header), "rows": [[str(cell) for cell in row] for row in attended.rows]} if "attendance" in chosen else None,
        "votes": _votes(export, procedure or family) if "votes" in chosen else None,
    }  # fmt: skip


def printed_record(export: Export, *, procedure: Procedure | None = None, paper: Paper = "a4") -> bytes:
    """The record of a session as one PDF.

    Raises:
        PrintingFault: if it cannot be printed; `unprintable` says so beforehand where a letter is the reason.
    """
    return carefully(Job("record", TEMPLATE, session_record(export, procedure=procedure, paper=paper)))[0]


def unprintable(words: str) -> str:
    """Why words cannot be printed, as a message has it: a letter that no font has. Empty where they can be."""
    try:
        content_of({"words": words})
    except PrintingFault as error:
        return str(error)
    return ""


def _names(export: Export) -> dict[str, str]:
    steps = list(replayed(export.events))
    known = [one for step in steps[-1:] for one in (*step.after.members, *step.after.observers)]
    return {**{one: spelt_out(member_name(one)) for one in known}, **{one: name for one, name in export.names.items() if name.strip()}}


def _votes(export: Export, procedure: Procedure | None) -> list[Data]:
    names = _names(export)
    ways = {str(row[0]): str(row[4]) for row in statistics(export.events).votes.rows}
    made: list[Data] = []
    for step in replayed(export.events):
        event, after = step.event, step.after
        if not isinstance(event, ResultRecorded) or len(after.votes) == len(step.before.votes):
            continue
        vote = after.votes[-1]
        if vote.result is None:
            continue
        rules = procedure or load_procedure(after.procedure if after.procedure in procedure_ids() else DEFAULT_PROCEDURE)
        when = f"{ordinal(after.meeting)} meeting, {day(event.at, export.offset_minutes)}, {clock_time(event.at, export.offset_minutes)}"
        made.append(_vote(vote, after, rules, names, when, ways.get(vote.id, vote.method)))
    return made


def _vote(vote: Vote, session: Session, rules: Procedure, names: Mapping[str, str], when: str, way: str) -> Data:
    result = vote.result
    assert result is not None
    counted = dict(zip((word for word, _ in _CHOICES), (result.in_favour, result.against, result.abstaining, result.not_participating), strict=True))
    without = vote.method == "without-vote"
    signs = dict(_CHOICES)
    cast = [] if without else [
        {"name": names.get(one) or member_name(one), "vote": vote.cast[one].choice, "sign": signs[vote.cast[one].choice], "veto": one in result.vetoes}
        for one in dict.fromkeys([*session.members, *vote.order]) if one in vote.cast
    ]  # fmt: skip
    tally = ", ".join(f"{counted[word]} {word}" for word, _ in _CHOICES if counted[word] or word != "not participating")
    motion = rules.motion(vote.question)
    outcome = "Adopted without a vote" if without else _OUTCOMES[result.outcome]
    if motion is not None and not without:
        outcome = "Carried" if result.outcome == "adopted" else "Not carried"
    return {
        "title": _question(vote, session, rules), "when": when, "method": _METHODS.get(way, _METHODS[vote.method]), "outcome": outcome,
        "line": "" if without else result.line, "needed": 0 if without else result.needed, "tally": "" if without else tally,
        "bar": [] if without else [{"n": counted[word], "sign": sign} for word, sign in _CHOICES], "cast": cast,
        "vetoes": [names.get(one) or member_name(one) for one in result.vetoes],
    }  # fmt: skip


def _question(vote: Vote, session: Session, rules: Procedure) -> str:
    motion = rules.motion(vote.question)
    if motion is not None:
        return f"Motion: {motion.name}"
    if vote.question == "preliminary":
        return "Whether the matter is procedural"
    document = session.documents.get(vote.document)
    if document is not None:
        word = rules.draft_word.value if document.what == "draft" else "amendment"
        return f"{word[:1].upper()}{word[1:]} {document.name}{f': {vote.part}' if vote.part else ''}"
    return vote.words or f"Question of {'substance' if vote.question == 'substantive' else 'procedure'}"


# -- the command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("events", metavar="EVENTS.json", help="a session as the page Minutes exports it; - for standard input")
    parser.add_argument("-o", "--out", required=True, metavar="OUT", help="the file to write; - for standard output")
    parser.add_argument("--only", metavar="a,b", help=f"only these parts: {', '.join(PARTS)}")
    parser.add_argument("--paper", choices=PAPERS, default="a4", help="the size of the paper (default a4)")


def run(chosen: argparse.Namespace) -> int:
    """Print; what cannot be used is raised."""
    parts = listed(chosen.only, "--only")
    made = session_record(read_export(read_session(chosen.events)), parts, paper=chosen.paper)
    write_out(carefully(Job("record", TEMPLATE, made))[0], chosen.out)
    return 0
