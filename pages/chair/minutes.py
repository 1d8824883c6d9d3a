"""Minutes: the summary record of the session, who was there, what was moved and decided, and how the floor was shared."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from html import escape
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from briefings.record import printed_record, unprintable
from committee import minutes as summary
from committee.events import Event
from committee.exported import Export
from committee.folding import fold
from committee.minutes import Minutes
from committee.statistics import Cell, Equality, Statistics, Table, as_csv, statistics
from committee.voting import member_name
from committee.wording import duration
from records.room import Role, Room
from ui import conference, live, look, record, sign_in, voting
from ui import session as sitting
from ui import session_board as board

VIEWS = ("Record", "Attendance", "Motions", "Votes", "Speeches")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

room, seat = sign_in.guarded("Minutes", Role.CHAIR, Role.SECRETARIAT, Role.DELEGATE, Role.OBSERVER)


def offset() -> int:
    """The browser's distance from UTC in minutes."""
    try:
        zone = ZoneInfo(str(st.context.timezone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return 0
    away = datetime.now(UTC).astimezone(zone).utcoffset()
    return round(away.total_seconds() / 60) if away else 0


def paper(made: Minutes) -> str:
    """The record as it would be printed."""
    parts: list[str] = []
    for meeting in made.meetings:
        parts.append(f'<h2>{escape(meeting.heading)}</h2><p class="held">Held on {escape(meeting.held)}</p>')
        for one in meeting.paragraphs:
            if one.kind == "heading":
                parts.append(f"<h3>{escape(one.text)}</h3>")
                continue
            number = f'<span class="n">{one.number}.</span> ' if one.number else ""
            parts.append(f'<p class="{one.kind}" dir="auto">{number}{escape(one.text)}</p>')
            parts += [f'<p class="row"><i>{escape(word)}:</i> {escape(what)}</p>' for word, what in one.rows]
    return f'<div class="ph-paper ph-record">{"".join(parts)}</div>'


def cell(value: Cell) -> str:
    """A cell of a table as HTML."""
    return "" if value is None else f"<bdi>{escape(str(value))}</bdi>"


def shown_table(table: Table, kind: str = "") -> str:
    """A table as HTML."""
    return look.table(table.header, ([cell(value) for value in row] for row in table.rows), kind=kind)


def shared_words(equality: Equality) -> str:
    """How equally the floor was shared, in sentences."""
    if not equality.speakers:
        return "Nobody has spoken yet."
    if equality.gini is None:
        return f"{equality.speakers} of the {equality.members} members who were present spoke. No clock was run, so nothing is known of their time."
    half = "One delegation" if equality.half == 1 else f"{equality.half} delegations together"
    return (
        f"{equality.speakers} of the {equality.members} members who were present spoke, {duration(equality.seconds)} in all. {half} had half of "
        f"the time. Gini coefficient of the time: {equality.gini:.2f} (0 where all had the same, near 1 where one had all)."
    )


def speeches(numbers: Statistics, shift: int) -> None:
    """Speeches and time per delegation, those who had most first."""
    look.show(f'<p class="ph-lead">{escape(shared_words(numbers.equality))}</p>')
    table = record.readable(numbers.speeches, shift)
    most = max([float(row[2] or 0) for row in table.rows] or [0.0])
    rows = []
    for name, times, seconds, share, last in sorted(table.rows, key=lambda row: (-float(row[2] or 0), str(row[0]))):
        width = round(100 * float(seconds or 0) / most) if most else 0
        bar = f'<span class="ph-bar" aria-hidden="true"><span style="width:{width}%"></span></span>'
        rows.append((f"<bdi>{escape(str(name))}</bdi>", str(times), escape(board.clock_words(round(float(seconds or 0)))), f"{bar} {float(share or 0):.0%}", cell(last)))
    look.show(look.table(["Delegation", "Speeches", "Time", "Share", "Last spoke"], rows, kind="speeches", stack=False))


def votes(now: Room, events: tuple[Event, ...]) -> None:
    """Each vote with its result and how each delegation voted, the latest first."""
    here = fold(events)
    if not here.votes:
        look.show(look.empty("No vote has been taken yet", "Each vote comes here with its result and how each delegation voted."))
        return
    for one in voting.votes_of(here):
        look.show(voting.result(here, sitting.procedure(now), one, sitting.names(now)) + (voting.board(here, one, sitting.names(now)) if one.cast else ""))


def exports(events: tuple[Event, ...], made: Minutes, numbers: Statistics, names: dict[str, str], now: Room, shift: int, dais: bool) -> None:
    """The record in files."""
    here = sitting.session(now)
    name = now.committee
    tables = [record.readable(table, shift) for table in numbers.tables]
    files: list[tuple[str, str, str | bytes, str, str]] = [
        ("Record as text", f"{name}-record.txt", summary.as_text(made), "text/plain", "description"),
        ("Record as Markdown", f"{name}-record.md", summary.as_markdown(made), "text/markdown", "markdown"),
        ("All tables as an Excel workbook", f"{name}-session.xlsx", record.workbook(tables), XLSX, "table"),
        *((f"{table.name} as CSV", f"{name}-{table.name.lower()}.csv", as_csv(table), "text/csv", "csv") for table in tables),
    ]
    if dais and here is not None:
        session = record.as_json(events, committee=now.name, procedure=here.procedure, names=names, offset_minutes=shift)
        files.append(("The session as JSON", f"{name}-session.json", session, "application/json", "data_object"))
    with st.container(horizontal=True, gap="small", key="minutes-out"):
        with st.popover("Save", icon=":material/download:"):
            for label, file, data, kind, icon in files:
                st.download_button(label, data, file_name=file, mime=kind, icon=f":material/{icon}:", on_click="ignore", key=f"out-{file}", width="stretch")
            if fault := unprintable(" ".join([summary.as_text(made), *names.values()])):
                look.show(look.note(f"There is no PDF of it: {fault}."))
            else:
                export = Export(events=events, names=names, committee=now.name, procedure=here.procedure if here else "", offset_minutes=shift)
                pdf = partial(printed_record, export, procedure=sitting.procedure(now), paper=sign_in.usual_paper())
                st.download_button("Record as PDF", pdf, file_name=f"{name}-record.pdf", mime="application/pdf", icon=":material/picture_as_pdf:", on_click="ignore", key="out-pdf", width="stretch")
        sign_in.print_button("Print")


def shown(now: Room) -> None:
    """The page for whoever may read it."""
    here, dais = sitting.session(now), conference.is_dais()
    if here is None or not here.meeting:
        look.show(look.empty("No meeting is on record yet", "The record writes itself from the moment the chair opens the session."))
        return
    events = record.of_the_record(here)
    if not dais:
        events = record.risen(events, here)
        if not events:
            look.show(look.empty("The record opens when the meeting has risen", "Until then the floor shows where the room stands."))
            return
        if here.is_open:
            look.show(look.note("What is here ends with the last meeting; the record of the one under way opens when it has risen."))
    shift, procedure, names = offset(), sitting.procedure(now), sitting.names(now)
    # States go by their official names, as in the records of the United Nations; others as their cards have them.
    written = {one: called for one, called in names.items() if member_name(one) == one and one not in ("chair", "dais")}
    made = summary.minutes(events, written, procedure=procedure, committee=now.name, offset_minutes=shift)
    numbers = statistics(events, names, procedure)
    exports(events, made, numbers, written, now, shift, dais)
    view = st.segmented_control("View", VIEWS, default=VIEWS[0], key="minutes-view", label_visibility="collapsed") or VIEWS[0]
    if view == "Record":
        look.show(paper(made))
        return
    table = {"Attendance": numbers.attendance, "Motions": numbers.motions, "Votes": numbers.votes, "Speeches": numbers.speeches}[view]
    if view == "Speeches":
        speeches(numbers, shift)
    elif view == "Votes":
        votes(now, events)
    elif view == "Motions" and not table.rows:
        look.show(look.empty("No motion has been moved yet", "Each motion comes here with who moved and seconded it, and what became of it."))
    elif view == "Motions":
        shown_ = record.readable(table, shift)
        look.show(shown_table(shown_, "motions"))
    else:
        look.show(shown_table(record.readable(table, shift), "attendance"))


st.title("Minutes")
shown(room)
live.follow_page(("session",), key="minutes-ear", patience=1.5)
