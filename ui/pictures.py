"""What of a committee the browser draws by itself: lists and boards as HTML, made here once for all who see the same.

A page shows one by `live.picture`; when the room changes the line brings the new HTML, and no page runs for it. So nothing
here may ask who is signed in or what is chosen: all comes from the room and the seat.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from threading import Lock
from typing import NamedTuple

from positions.council import Council
from positions.topic import Topic
from records.errors import RecordsError
from records.room import PUBLIC, Role, Room, Seat, Shared, Stage, readable_drafts
from records.sitting import amendment_name
from resolutions.model import Draft, Forecast
from resolutions.numbering import Numbers
from ui import conference, look, reactions, seats
from ui import session as sitting
from ui import session_board as board
from ui.papers import minimums, title_of
from ui.shared import known_members
from ui.state import council_of, topic_of

ORDER = (Stage.INTRODUCED, Stage.AMENDED, Stage.APPROVED, Stage.SUBMITTED, Stage.WORKING, Stage.VOTED, Stage.WITHDRAWN)
HEADS: dict[Stage, str] = {
    Stage.INTRODUCED: "On the floor",
    Stage.AMENDED: "On the floor, amended",
    Stage.APPROVED: "Approved, to be introduced",
    Stage.SUBMITTED: "Before the dais",
    Stage.WORKING: "Working papers",
    Stage.VOTED: "Voted on",
    Stage.WITHDRAWN: "Withdrawn",
}

MOST_KEPT = 256
"""Pictures that a process keeps ready."""


class Picture(NamedTuple):
    """What a browser draws by itself."""

    parts: tuple[str, ...]
    """The parts of the room it is made of, as in `records.room.PARTS`."""
    draw: Callable[[Room, Seat], str]
    """Its HTML, from the room as a seat may see it."""
    own: bool = False
    """Whether it differs between seats that may read the same drafts."""


class Drawn(NamedTuple):
    """A picture as it stands."""

    revision: int
    """That of the room at which any of its parts last changed."""
    html: str


# -- keeping them


_kept: OrderedDict[tuple[object, ...], Drawn] = OrderedDict()
_drawing = Lock()


def revision_of(name: str, room: Room) -> int:
    """The revision at which what a picture is made of last changed.

    Args:
        room: as the seat may see it.
    """
    return max((room.changed.get(part, 0) for part in PICTURES[name].parts), default=0)


def at_hand(name: str, room: Room, seat: Seat) -> Drawn | None:
    """A picture where it was drawn before; None where it takes time."""
    found = _kept.get(_key(name, room, seat))
    return None if found is None else Drawn(revision_of(name, room), found.html)


def drawn(name: str, room: Room, seat: Seat) -> Drawn:
    """A picture as a seat sees it, drawn once for all who see the same.

    Args:
        room: as the seat may see it (`records.room.seen_from`).
    """
    key = _key(name, room, seat)
    with _drawing:
        found = _kept.get(key)
        if found is None:
            found = _kept[key] = Drawn(revision_of(name, room), PICTURES[name].draw(room, seat))
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return Drawn(revision_of(name, room), found.html)


def forget() -> None:
    """Drop what was drawn, as after a log was put back from a copy and comes to the same revisions again."""
    with _drawing:
        _kept.clear()


def _key(name: str, room: Room, seat: Seat) -> tuple[object, ...]:
    picture = PICTURES[name]
    drafts = tuple((one.id, one.version) for one in room.drafts.values()) if "drafts" in picture.parts else ()
    return (name, room.committee, tuple(room.changed.get(part, 0) for part in picture.parts), drafts, seat if picture.own else seat.role)


# -- the committee's drafts


@lru_cache(maxsize=256)
def forecast_of(draft: Draft, topic: Topic, council: Council, numbers: Numbers | None = None) -> Forecast | None:
    """The expected vote on a draft, with the numbers it has on paper, if any; none for an empty one."""
    return None if draft.is_empty else reactions.report_of(draft, topic, council, numbers=numbers).forecast


@lru_cache(maxsize=512)
def last_seat(committee: str, draft: str, version: int) -> str:
    """The seat that made the change with which a draft came to a version; empty where the records are away."""
    try:
        log = conference.records().history(committee, draft=draft, after=version - 1)
    except RecordsError:
        return ""
    return log[0].seat if log else ""


def time_mark(at: float) -> str:
    """A time that the browser writes as its own clock shows it (`live.picture`)."""
    return f'<time data-at="{at:.0f}">{time.strftime("%H:%M", time.gmtime(at))} UTC</time>'


def paragraphs(draft: Draft) -> str:
    """How many paragraphs a draft has, in words."""
    many = len(draft.paragraphs)
    return f"{many} paragraph{'' if many == 1 else 's'}"


def row(room: Room, paper: Shared, topic: Topic, council: Council) -> str:
    """A draft in the list: what it is, whose, how a vote would go, and when it last changed."""
    symbol = f"<b>{escape(paper.symbol)}</b> " if paper.symbol else ""
    title = paper.title or paper.draft.topic or "Untitled draft"
    bloc = escape(room.seat_name(paper.author))
    if paper.co_authors:
        bloc += f" with {escape(', '.join(room.seat_name(s) for s in paper.co_authors))}"
    known = topic.delegation_by_id
    sponsors = escape(", ".join(known[d].name if d in known else d for d in paper.draft.sponsors)) or "none yet"
    count = minimums(room, paper)
    found = forecast_of(paper.draft, topic, council, paper.numbers)
    expected = f'<p class="ph-expected">Expected vote: {escape(found.line[:1].lower() + found.line[1:])}</p>' if found and paper.stage is not Stage.VOTED else ""
    if paper.remark:
        expected = f'<p class="ph-expected"><b>{escape(paper.remark)}</b></p>' + expected
    by = last_seat(room.committee, paper.id, paper.version)
    changed = f"last changed {time_mark(paper.changed_at)}" + (f" by {escape(room.seat_name(by))}" if by else "")
    opened = " · open to sign" if paper.open_to_sign and paper.stage is Stage.WORKING else ""
    waiting = sum(p.amendment.is_open for p in paper.amendments)
    amended = f" · {waiting} amendment{'' if waiting == 1 else 's'} to vote on" if waiting else ""
    return (
        f'<div class="ph-paperrow"><p class="name">{symbol}<bdi>{escape(title)}</bdi></p>'
        f'<p class="ph-sub">Bloc: {bloc}. Sponsors: {sponsors}{f" ({escape(count)})" if count else ""}{opened}{amended}</p>'
        f'{expected}<p class="ph-sub">{paragraphs(paper.draft)} · {changed}</p></div>'
    )


def button(label: str, do: str, id: str, *, about: str = "") -> str:
    """A button of a picture; `live.picture` tells the page what was pressed."""
    named = f' aria-label="{escape(f"{label}: {about}")}"' if about else ""
    return f'<button type="button" class="ph-button" data-do="{escape(do)}" data-id="{escape(id)}"{named}>{escape(label)}</button>'


def drafts(room: Room, seat: Seat) -> str:
    """The drafts that a seat may read, by stage, each with a button for its panel and one for the workbench."""
    readable = readable_drafts(room, seat)
    if not readable:
        may = seat.role in (Role.DELEGATE, Role.CHAIR, Role.SECRETARIAT)
        what = "Start one below: blank, from your own draft, or from a text or file." if may else "They show here once the dais has approved them."
        return look.empty("No drafts to read yet", f"A bloc's working papers are its own until they are open to sign. {what}")
    topic, council = topic_of(room), known_members(topic_of(room), council_of(room))
    made = []
    for stage in ORDER:
        papers = sorted((p for p in readable if p.stage is stage), key=lambda p: -p.changed_at)
        if papers:
            made.append(f'<h2 class="ph-h">{HEADS[stage]}</h2>')
        for paper in papers:
            called = title_of(paper)
            to = button("Details", "details", paper.id, about=called) + button("Open", "open", paper.id, about=f"{called}, in the workbench")
            made.append(f'<div class="ph-listed">{row(room, paper, topic, council)}<div class="to">{to}</div></div>')
    return "".join(made)


def drafts_in_short(room: Room, seat: Seat) -> str:
    """The drafts that a seat may read in a line each, as the page Room has them."""
    readable = readable_drafts(room, seat)
    if not readable:
        begin = " Begin one on the page Drafts." if seat.role is not Role.OBSERVER else ""
        return look.empty(
            "No draft is open to you yet",
            f"Working papers are seen by those who write them; drafts come here once the dais has approved them.{begin}",
        )
    lines = []
    for one in readable:
        called = f"{one.symbol} {one.title}".strip() or "Untitled"
        said = f"{one.stage.value}, begun by {seats.seat_called(room, one.author)}"
        lines.append(
            f'<li><button type="button" class="ph-link" data-do="open" data-id="{escape(one.id)}"><bdi>{escape(called)}</bdi></button>'
            f'<span class="ph-sub">{escape(said)}</span></li>'
        )
    return f'<ul class="ph-papers">{"".join(lines)}</ul>'


def who_sits(room: Room, seat: Seat) -> str:
    """Who sits in the room, by role."""
    return seats.sitting(room, seat.id)


# -- the session: as of the last event, and its clocks with the time at which they end, which the browser counts down to


def floor(room: Room, seat: Seat) -> str:
    """The state of the room on a delegate's screen; nothing before the first meeting."""
    here = room.session
    if here is None or not here.meeting:
        return ""
    return board.strip(here, sitting.procedure(room), sitting.names(room), here.at)


def hall(room: Room, seat: Seat) -> str:
    """The display: the session where one is under way; else the committee's name, and the draft that is looked at."""
    here = room.session
    if here is not None and here.meeting:
        return board.hall(here, sitting.procedure(room), sitting.names(room), here.at, room=room.name, clause=_clause(room))
    item = _looked_at(room)
    rest = '<p class="wait">The session will begin shortly.</p>' if not (item or room.board.notice or room.board.clock) else ""
    return f'<div class="ph-hall"><p class="room" dir="auto">{escape(room.name)}</p>{item}{rest}</div>'


def _looked_at(room: Room) -> str:
    """The draft that the dais has put up, where everybody has it."""
    draft = room.drafts.get(room.board.draft)
    if draft is None or draft.stage not in PUBLIC:
        return ""
    title = f": {escape(draft.title)}" if draft.title else ""
    return f'<p class="item"><b>{escape(draft.symbol or "Draft")}</b>{title}</p><p class="stage">{escape(draft.stage.value)}</p>'


def _clause(room: Room) -> board.Clause:
    """The paragraph at issue: the one an open amendment is about, or the one that the dais has put up."""
    paper = board.at_issue(room.session) if room.session is not None else None
    shared = room.drafts.get(paper.of if paper.what == "amendment" else paper.id) if paper is not None else None
    if paper is None or shared is None or shared.stage not in PUBLIC:
        return board.NO_CLAUSE
    if paper.what == "amendment":
        proposed = next((one for one in shared.amendments if paper.id == amendment_name(shared.id, one.amendment.id)), None)
        if proposed is None:
            return board.NO_CLAUSE
        place = _number(shared.draft, proposed.amendment.paragraph or "")
        what = {"add": "Adds", "delete": "Deletes", "replace": "Replaces", "move": "Moves"}[proposed.amendment.kind]
        where = f"{what} {place}".strip() if proposed.amendment.kind != "add" else "Adds a paragraph"
        return board.Clause(f"{where}:", proposed.amendment.text or proposed.amendment.base)
    if room.board.draft == shared.id and room.board.paragraph:
        found = shared.draft.find(room.board.paragraph)
        return board.Clause(_number(shared.draft, found.id), found.text) if found is not None and found.text else board.NO_CLAUSE
    return board.NO_CLAUSE


def _number(draft: Draft, paragraph: str) -> str:
    for word, part in (("Preambular paragraph", draft.preambular), ("Paragraph", draft.operative)):
        for number, one in enumerate(part, start=1):
            if one.id == paragraph:
                return f"{word} {number}"
    return ""


PICTURES: dict[str, Picture] = {
    "drafts": Picture(("drafts", "settings", "seats", "stances"), drafts),
    "drafts-in-short": Picture(("drafts", "settings", "seats"), drafts_in_short),
    "who-sits": Picture(("settings", "seats"), who_sits, own=True),
    "floor": Picture(("session", "settings", "seats"), floor),
    "hall": Picture(("session", "board", "drafts", "settings", "seats"), hall),
}
"""All of them, by the name that a page and a browser call them."""


def known(names: Sequence[object]) -> tuple[str, ...]:
    """The names that are pictures, of those that a browser sent."""
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str) and name in PICTURES))
