"""What of a committee the browser draws by itself: lists and boards as HTML, made here once for all who see the same.

A page shows one by `live.picture`; when the room changes the line brings the new HTML, and no page runs for it. So nothing
here may ask who is signed in or what is chosen: all comes from the room and the seat.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from contextlib import nullcontext
from functools import lru_cache
from html import escape
from threading import Lock
from typing import NamedTuple

from committee.floor import whose_turn
from committee.state import Document
from positions.council import Council
from positions.topic import Topic
from records.errors import RecordsError
from records.room import PUBLIC, Role, Room, Seat, Shared, Stage, readable_drafts
from records.sitting import draft_paper, is_on_devices
from resolutions.model import Draft, Forecast
from resolutions.numbering import Numbers
from ui import conference, look, reactions, seats, voting
from ui import session as sitting
from ui import session_board as board
from ui.amended import amended, place_of
from ui.floor import ballot, motions, speaking
from ui.floor.desk import Desk, desk_of
from ui.floor.turns import turns
from ui.papers import minimums, result_of, title_of
from ui.press import button
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

MOST_KEPT = 1024
"""Pictures that a process keeps ready."""


class Picture(NamedTuple):
    """What a browser draws by itself."""

    parts: tuple[str, ...]
    """The parts of the room it is made of, as in `records.room.PARTS`."""
    draw: Callable[[Room, Seat], str]
    """Its HTML, from the room as a seat may see it."""
    own: bool = False
    """Whether it differs between seats that may read the same drafts."""
    heard: Callable[[Room, Seat], Hashable] | None = None
    """What it is drawn from, where the revisions of its parts say too little: while that stays it is not drawn anew."""
    quick: bool = False
    """Whether drawing it takes no longer than handing it to another thread would."""


class Drawn(NamedTuple):
    """A picture as it stands."""

    revision: int
    """That of the room at which any of its parts last changed."""
    html: str


# -- keeping them


_kept: OrderedDict[tuple[object, ...], Drawn] = OrderedDict()
_drawing = Lock()
_keeping = Lock()


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
    key, picture = _key(name, room, seat), PICTURES[name]
    found = _kept.get(key)
    if found is None:
        # What several see alike is drawn for the first, and the others wait for it; where that takes a moment only, not for each other.
        with nullcontext() if picture.own or picture.quick else _drawing:
            found = _kept.get(key)
            if found is None:
                found = Drawn(revision_of(name, room), picture.draw(room, seat))
                _keep(key, found)
    return Drawn(revision_of(name, room), found.html)


def _keep(key: tuple[object, ...], one: Drawn) -> None:
    with _keeping:
        _kept[key] = one
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


def is_quick(name: str) -> bool:
    """Whether a picture may be drawn where nothing else may wait for long, as in the loop that serves all lines."""
    return PICTURES[name].quick


def forget() -> None:
    """Drop what was drawn, as after a log was put back from a copy and comes to the same revisions again."""
    with _keeping:
        _kept.clear()


def _key(name: str, room: Room, seat: Seat) -> tuple[object, ...]:
    picture = PICTURES[name]
    who = seat if picture.own else seat.role
    if picture.heard is not None:
        return (name, room.committee, picture.heard(room, seat), who)
    drafts = tuple((one.id, one.version) for one in room.drafts.values()) if "drafts" in picture.parts else ()
    return (name, room.committee, tuple(room.changed.get(part, 0) for part in picture.parts), drafts, who)


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
    if (voted := result_of(room, paper, topic)) is not None:
        expected = f'<p class="ph-expected"><b>{escape(voted.line)}</b></p>'
    elif paper.remark:
        expected = f'<p class="ph-expected"><b>{escape(paper.remark)}</b></p>' + expected
    by = last_seat(room.committee, paper.id, paper.version)
    changed = f"last changed {board.time_mark(paper.changed_at)}" + (f" by {escape(room.seat_name(by))}" if by else "")
    opened = " · open to sign" if paper.open_to_sign and paper.stage is Stage.WORKING else ""
    waiting = sum(p.amendment.is_open for p in paper.amendments)
    amended = f" · {waiting} amendment{'' if waiting == 1 else 's'} to vote on" if waiting else ""
    return (
        f'<div class="ph-paperrow"><p class="name">{symbol}<bdi>{escape(title)}</bdi></p>'
        f'<p class="ph-sub">Bloc: {bloc}. Sponsors: {sponsors}{f" ({escape(count)})" if count else ""}{opened}{amended}</p>'
        f'{expected}<p class="ph-sub">{paragraphs(paper.draft)} · {changed}</p></div>'
    )


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
            made.append(f'<h2 class="ph-h">{HEADS[stage]}{f" ({len(papers)})" if stage is Stage.SUBMITTED else ""}</h2>')
        for paper in papers:
            called = title_of(paper)
            to = button("Bloc, amendments, history", "details", paper.id, about=called) + button("Workbench", "open", paper.id, about=called)
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
    lines, topic = [], topic_of(room)
    for one in readable:
        called = f"{one.symbol} {one.title}".strip() or "Untitled"
        voted = result_of(room, one, topic)
        where = voted.line if voted else f"{one.stage.value}, waits for the dais" if one.stage is Stage.SUBMITTED else one.stage.value
        said = f"{where}; begun by {seats.seat_called(room, one.author)}"
        if one.co_authors and one.stage is Stage.WORKING:
            said += f"; invited to write: {', '.join(seats.seat_called(room, who) for who in one.co_authors)}"
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
    return board.strip(here, sitting.procedure(room), sitting.names_and_papers(room), here.at)


def call(room: Room, seat: Seat) -> str:
    """What the room waits for from a delegation that looks at another page: its vote, its answer, its speech; empty otherwise."""
    here, me = room.session, seat.delegation
    if here is None or not me or seat.role is not Role.DELEGATE:
        return ""
    vote = here.vote
    if here.turn is not None and here.turn.delegation == me:
        said = "<b>You have the floor.</b>"
    elif vote is None or not vote.open or me not in vote.order or me in vote.cast or not is_on_devices(vote):
        return ""
    elif vote.method == "roll-call":
        if whose_turn(here) != me:
            return ""
        said = f"<b>You are called to vote.</b> {escape(voting.question(here, sitting.procedure(room), vote))}"
    else:
        said = f"<b>A vote is open.</b> {escape(voting.question(here, sitting.procedure(room), vote))}"
    return f'<div class="ph-call"><p>{said}</p>{button("Go to the Floor", "floor", "")}</div>'


def _heard(room: Room, seat: Seat) -> Hashable:
    """What a delegation's own pictures on the Floor are drawn from: the last event that it hears of, and who sits there. So
    sixty secret votes do not draw sixty screens anew sixty times."""
    here = room.session
    news = voting.news(here, seat.delegation) if here is not None else -1
    return (news, room.changed.get("settings", 0), room.changed.get("seats", 0))


def _heard_with_papers(room: Room, seat: Seat) -> Hashable:
    vote = room.session.vote if room.session is not None else None
    paper = room.session.documents.get(vote.document) if room.session is not None and vote is not None else None
    draft = room.drafts.get(paper.of or paper.id) if paper is not None else None
    return (_heard(room, seat), (draft.version, draft.stage) if draft is not None else None)


def _of_the_floor(draw: Callable[[Desk], str]) -> Callable[[Room, Seat], str]:
    """A picture of a delegation that takes part in a session that has begun; empty for others."""

    def drawn_for(room: Room, seat: Seat) -> str:
        desk = desk_of(room, seat)
        return draw(desk) if desk is not None and desk.takes_part else ""

    return drawn_for


def hall(room: Room, seat: Seat) -> str:
    """The display: the session where one is under way; else the committee's name, and the draft that is looked at."""
    here = room.session
    if here is not None and here.meeting:
        rules = sitting.procedure(room)
        paper = board.at_issue(here, rules)
        put_up = None
        if paper is None and (shared := _put_up(room)) is not None:
            paper = put_up = draft_paper(shared)
        return board.hall(here, rules, sitting.names_and_papers(room), here.at, room=room.name, clause=_clause(room, paper), put_up=put_up)
    item = _looked_at(room)
    rest = '<p class="wait">The session will begin shortly.</p>' if not (item or room.board.notice or room.board.clock) else ""
    return f'<div class="ph-hall"><p class="room" dir="auto">{escape(room.name)}</p>{item}{rest}</div>'


def _put_up(room: Room) -> Shared | None:
    """The draft that the dais has put up, where everybody has it."""
    draft = room.drafts.get(room.board.draft)
    return draft if draft is not None and draft.stage in PUBLIC else None


def _looked_at(room: Room) -> str:
    draft = _put_up(room)
    if draft is None:
        return ""
    title = f": {escape(draft.title)}" if draft.title else ""
    clause = _paragraph_put_up(room, draft)
    text = f'<p class="clause" dir="auto"><span class="n">{escape(clause.number)}</span> {escape(clause.text)}</p>' if clause.text else ""
    return f'<p class="item"><b>{escape(draft.symbol or "Draft")}</b>{title}</p><p class="stage">{escape(draft.stage.value)}</p>{text}'


def _clause(room: Room, paper: Document | None) -> board.Clause:
    """What a document at issue says: the words that an amendment changes, or the paragraph that the dais has put up."""
    shared = room.drafts.get(paper.of if paper.what == "amendment" else paper.id) if paper is not None else None
    if paper is None or shared is None or shared.stage not in PUBLIC:
        return board.NO_CLAUSE
    return amended(shared, paper.id) if paper.what == "amendment" else _paragraph_put_up(room, shared)


def _paragraph_put_up(room: Room, shared: Shared) -> board.Clause:
    if room.board.draft != shared.id or not room.board.paragraph:
        return board.NO_CLAUSE
    found = shared.draft.find(room.board.paragraph)
    return board.Clause(f"{_upper(place_of(shared, found.id))}.", found.text) if found is not None and found.text else board.NO_CLAUSE


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


PICTURES: dict[str, Picture] = {
    "drafts": Picture(("drafts", "settings", "seats", "stances"), drafts),
    "drafts-in-short": Picture(("drafts", "settings", "seats"), drafts_in_short),
    "who-sits": Picture(("settings", "seats"), who_sits, own=True),
    "call": Picture(("session", "settings", "seats"), call, own=True, quick=True),
    "floor": Picture(("session", "settings", "seats"), floor, quick=True),
    "floor-turns": Picture(("session", "settings", "seats"), lambda room, seat: turns(desk_of(room, seat)), own=True, heard=_heard, quick=True),
    "floor-vote": Picture(("session", "settings", "seats", "drafts"), _of_the_floor(ballot.vote), own=True, heard=_heard_with_papers, quick=True),
    "floor-turn": Picture(("session", "settings", "seats"), _of_the_floor(speaking.my_turn), own=True, heard=_heard, quick=True),
    "floor-list": Picture(("session", "settings", "seats"), _of_the_floor(speaking.asking), own=True, heard=_heard, quick=True),
    "floor-motions": Picture(("session", "settings", "seats"), _of_the_floor(motions.on_the_floor), own=True, heard=_heard, quick=True),
    "floor-points": Picture(("session", "settings", "seats"), _of_the_floor(motions.points), own=True, heard=_heard, quick=True),
    "floor-moves": Picture(("session", "settings", "seats"), _of_the_floor(motions.moves), own=True, heard=_heard, quick=True),
    "hall": Picture(("session", "board", "drafts", "settings", "seats"), hall),
}
"""All of them, by the name that a page and a browser call them."""


def known(names: Sequence[object]) -> tuple[str, ...]:
    """The names that are pictures, of those that a browser sent."""
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str) and name in PICTURES))
