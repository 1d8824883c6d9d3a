"""The record of a session going out: as a workbook, as CSV, and as the JSON that `python -m committee minutes` reads."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from committee.events import Event, write_events
from committee.folding import counted, ignored
from committee.session import Session
from committee.statistics import Cell, Table

PRIVATE = frozenset({"note.passed"})
"""What passes between seats and is no part of the record."""

TIMES = frozenset({"At", "Last spoke"})
"""Columns that hold seconds since 1970."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MOST_IN_A_CELL = 32_000


def readable(table: Table, offset_minutes: int = 0) -> Table:
    """A table with its times as one reads them, and without the ids that only the program needs."""
    keep = [n for n, head in enumerate(table.header) if head != "Id"]

    def cell(head: str, value: Cell) -> Cell:
        if head in TIMES and isinstance(value, (int, float)):
            return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=value, minutes=offset_minutes)).strftime("%Y-%m-%d %H:%M")
        return value

    rows = tuple(tuple(cell(table.header[n], row[n]) for n in keep) for row in table.rows)
    return Table(table.name, tuple(table.header[n] for n in keep), rows)


def workbook(tables: Iterable[Table]) -> bytes:
    """Tables as the sheets of a workbook. Every text is kept as text, also one that begins like a formula."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for table in tables:
        sheet = book.create_sheet(table.name[:31])
        for number, row in enumerate((table.header, *table.rows), start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(row=number, column=column)
                if isinstance(value, str):
                    cell.value = _CONTROL.sub(" ", value)[:MOST_IN_A_CELL]
                    cell.data_type = "s"
                    if value.startswith(("=", "+", "-", "@", "\t", "\r")):
                        cell.quotePrefix = True
                else:
                    cell.value = value
                if number == 1:
                    cell.font = Font(bold=True)
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "B2"
        for column, head in enumerate(table.header, start=1):
            longest = max([len(head), *(len(str(row[column - 1] or "")) for row in table.rows)])
            sheet.column_dimensions[sheet.cell(row=1, column=column).column_letter].width = min(44, max(9, longest + 2))
    if not book.sheetnames:
        book.create_sheet("Empty")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def of_the_record(session: Session) -> tuple[Event, ...]:
    """The events that count, each with its id so that what refers to another still finds it: without what was undone or rested
    on that, without notes, and without the votes of a secret vote that is still open."""
    vote = session.vote
    secret = vote is not None and vote.open and vote.secret
    kept: list[Event] = []
    hidden, without = False, set(ignored(session))
    for name, event in counted(session.events):
        if secret and vote is not None and name == vote.id:
            hidden = True
        if name in without or event.kind in PRIVATE or (hidden and event.kind in ("vote.cast", "vote.passed")):
            continue
        kept.append(event if event.id else event.model_copy(update={"id": name}))
    return tuple(kept)


def risen(events: Iterable[Event], session: Session) -> tuple[Event, ...]:
    """The events of the meetings that have risen: what everybody may read while another meeting is under way."""
    kept = tuple(events)
    if not session.is_open:
        return kept
    last = max((place for place, event in enumerate(kept) if event.kind == "session.opened"), default=0)
    return kept[:last]


def as_json(events: Iterable[Event], *, committee: str, procedure: str, names: Mapping[str, str], offset_minutes: int = 0) -> str:
    """The events of the record as JSON."""
    content = {
        "committee": committee,
        "procedure": procedure,
        "names": dict(names),
        "offset_minutes": offset_minutes,
        "events": write_events(events),
    }
    return json.dumps(content, ensure_ascii=False, indent=1)
