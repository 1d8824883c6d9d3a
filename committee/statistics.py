"""What a session's events say in numbers: attendance, motions, votes, speeches, and how equally the floor was shared.

Each fold gives rows, `Table` with a header and plain values, that a CSV or a spreadsheet takes as they are; the same list of
events that the minutes come from.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from committee.events import Event, MotionRefused, MotionWithdrawn, SessionOpened, VoteCast
from committee.folding import Step, replayed
from committee.procedure import Procedure
from committee.session import Session
from committee.state import Floor, State

Cell = str | int | float | None

_NEVER = Floor()


class Table(NamedTuple):
    """Rows under a header."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Equality(State):
    """How equally the floor was shared.

    `gini` is the Gini coefficient of the seconds spoken, over all members who were present at any time, those who never spoke
    with 0 seconds: 0 where all spoke alike, and near 1 where one had it all (at most 1 - 1/n). It is
    sum((2i - n - 1) * x_i) / (n * sum(x)), the x in ascending order and i from 1. `spoke` is the share of those members who
    spoke at least once, and `half` the smallest number of delegations that together had half of the time.
    """

    members: int
    speakers: int
    seconds: float
    gini: float | None
    """None where nobody spoke."""
    spoke: float
    half: int


class Statistics(State):
    """All of it."""

    attendance: Table
    motions: Table
    votes: Table
    speeches: Table
    equality: Equality

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, that of equality too."""
        e = self.equality
        rows: tuple[tuple[Cell, ...], ...] = (
            ("Members who were present", e.members),
            ("of these, who spoke", e.speakers),
            ("Share who spoke", round(e.spoke, 3)),
            ("Seconds spoken", round(e.seconds, 1)),
            ("Gini coefficient of the seconds (0 equal, towards 1 unequal)", None if e.gini is None else round(e.gini, 3)),
            ("Delegations that had half of the time", e.half),
        )
        return (self.attendance, self.motions, self.votes, self.speeches, Table("Equality", ("Measure", "Value"), rows))


def gini(values: Sequence[float]) -> float | None:
    """The Gini coefficient of amounts: 0 where all are alike; None where there is nothing to share."""
    ordered = sorted(max(0.0, one) for one in values)
    total, n = sum(ordered), len(ordered)
    if not n or total <= 0:
        return None
    return sum((2 * place - n - 1) * one for place, one in enumerate(ordered, start=1)) / (n * total)


def equality(floor: Mapping[str, Floor], members: Iterable[str]) -> Equality:
    """How equally members had the floor."""
    spoken = {one: floor[one].seconds if one in floor else 0.0 for one in members}
    speakers = [one for one in spoken if floor.get(one, _NEVER).times]
    total = sum(spoken.values())
    half, reached = 0, 0.0
    for seconds in sorted(spoken.values(), reverse=True):
        if total <= 0 or reached >= total / 2:
            break
        half, reached = half + 1, reached + seconds
    return Equality(
        members=len(spoken), speakers=len(speakers), seconds=total, gini=gini(list(spoken.values())),
        spoke=len(speakers) / len(spoken) if spoken else 0.0, half=half,
    )  # fmt: skip


def statistics(
    events: Iterable[Event], names: Mapping[str, str] | None = None, procedure: Procedure | None = None
) -> Statistics:
    """A session in numbers.

    Args:
        names: how delegations are called, by id; others by their id.
        procedure: the rules, for the names of the motions; without them motions go by their ids.
    """
    steps = list(replayed(events))
    known = names or {}
    session = steps[-1].after if steps else Session()

    seen, attendance = _attendance(steps, name_of=known)
    return Statistics(
        attendance=attendance,
        motions=_motions(steps, known, procedure),
        votes=_votes(steps, session, known),
        speeches=_speeches(session, known),
        equality=equality(session.floor, [one for one in session.members if one in seen]),
    )


def _attendance(steps: Sequence[Step], name_of: Mapping[str, str]) -> tuple[set[str], Table]:
    """Who was there at which meeting: the answer to the roll, when it came late and when it left."""
    meetings: list[int] = []
    cells: dict[str, dict[int, str]] = {}
    seen: set[str] = set()
    for step in steps:
        after = step.after
        if isinstance(step.event, SessionOpened):
            meetings.append(after.meeting)
            for one in after.members + after.observers:
                cells.setdefault(one, {})
        number = after.meeting
        if after.attendance is step.before.attendance:
            continue
        for one, answer in after.attendance.items():
            if step.before.attendance.get(one) == answer:
                continue
            if answer in ("present", "present-and-voting"):
                seen.add(one)
            word = answer.replace("-", " ")
            had = cells.setdefault(one, {}).get(number, "")
            if step.event.kind == "roll.arrived":
                word = f"{had}, came late ({word})" if had else f"came late ({word})"
            elif step.event.kind == "roll.left":
                word = f"{had}, left" if had else "left"
            cells[one][number] = word
    # A number that comes twice, as where a chair gave it, stands for one meeting.
    columns = list(dict.fromkeys(meetings))
    rows = tuple((name_of.get(one) or one, *(row.get(number, "absent") for number in columns)) for one, row in cells.items())
    return seen, Table("Attendance", ("Delegation", *(f"Meeting {number}" for number in columns)), rows)


def _motions(steps: Sequence[Step], names: Mapping[str, str], procedure: Procedure | None) -> Table:
    rows: dict[str, list[Cell]] = {}
    for step in steps:
        before, event = step.before, step.event
        for moved in step.after.motions:
            if moved.id not in rows:
                rule = procedure.motion(moved.motion) if procedure else None
                said = "; ".join(f"{key}: {value}" for key, value in moved.parameters.items())
                rows[moved.id] = [
                    moved.id, moved.at, rule.name if rule else moved.motion, names.get(moved.by) or moved.by, said, "",
                    "on the floor", None, None, None,
                ]  # fmt: skip
            rows[moved.id][5] = names.get(moved.seconded_by) or moved.seconded_by
        if len(step.after.settled) > len(before.settled):
            settled = step.after.settled[-1]
            row = rows[settled.id]
            row[6] = "carried" if settled.carried else "not carried"
            if event.kind == "motion.decided":
                row[7:10] = [event.in_favour, event.against, event.abstaining]
            for other in before.motions:
                if other.id != settled.id and step.after.moved(other.id) is None:
                    rows[other.id][6] = "lapsed"
        elif isinstance(event, MotionWithdrawn) and event.motion in rows:
            rows[event.motion][6] = "withdrawn"
        elif isinstance(event, MotionRefused) and event.motion in rows:
            rows[event.motion][6] = "out of order"
    header = ("Id", "At", "Motion", "Moved by", "With", "Seconded by", "Result", "In favour", "Against", "Abstaining")
    return Table("Motions", header, tuple(tuple(row) for row in rows.values()))


def _votes(steps: Sequence[Step], session: Session, names: Mapping[str, str]) -> Table:
    """Every vote with its result, and each member's in a column of its own."""
    # Members who vote on their own devices show no hand, whatever method the rules name.
    on_devices = {
        step.after.vote.id for step in steps
        if isinstance(step.event, VoteCast) and step.event.by == step.event.delegation and step.after.vote is not None
    }  # fmt: skip
    members = list(dict.fromkeys([*session.members, *(one for vote in session.votes for one in vote.cast)]))
    header = (
        "Id", "Question", "Document", "Part", "Method", "Outcome", "In favour", "Against", "Abstaining", "Not participating",
        "Needed", "Vetoes", *(names.get(one) or one for one in members),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for vote in session.votes:
        result = vote.result
        if result is None:
            continue
        document = session.documents.get(vote.document)
        each = (vote.cast[one].choice if one in vote.cast else "" for one in members)
        rows.append((
            vote.id, vote.question, document.name if document else vote.document, vote.part,
            "on devices" if vote.id in on_devices and vote.method != "roll-call" else vote.method, result.outcome,
            result.in_favour, result.against, result.abstaining, result.not_participating, result.needed,
            ", ".join(names.get(one) or one for one in result.vetoes), *each,
        ))  # fmt: skip
    return Table("Votes", header, tuple(rows))


def _speeches(session: Session, names: Mapping[str, str]) -> Table:
    total = sum(one.seconds for one in session.floor.values())
    rows = []
    for one in dict.fromkeys([*session.members, *session.observers, *session.guests, *session.floor]):
        had = session.floor_of(one)
        share = round(had.seconds / total, 4) if total else 0.0
        rows.append((names.get(one) or one, had.times, round(had.seconds, 1), share, had.last))
    return Table("Speeches", ("Delegation", "Speeches", "Seconds", "Share of the time", "Last spoke"), tuple(rows))


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(table: Table) -> str:
    """A table as CSV. Text that a spreadsheet would take for a formula is given an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (table.header, *table.rows):
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else "" if cell is None else cell for cell in row])
    return out.getvalue()
