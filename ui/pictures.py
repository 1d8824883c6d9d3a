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

from committee.session import Document, whose_turn
from positions.council import Council
from positions.topic import Topic
from records.errors import RecordsError
from records.room import PUBLIC, Role, Room, Seat, Shared, Stage, readable_drafts
from records.sitting import amendment_name, draft_paper, is_on_devices
from resolutions.model import Draft, Forecast
from resolutions.numbering import Numbers, labels
from resolutions.word_diff import word_diff
from ui import conference, look, reactions, seats, voting
from ui import session as sitting
from ui import session_board as board
from ui.papers import minimums, result_of, title_of
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
    if (voted := result_of(room, paper, topic)) is not None:
        expected = f'<p class="ph-expected"><b>{escape(voted.line)}</b></p>'
    elif paper.remark:
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
    return board.strip(here, sitting.procedure(room), sitting.names(room), here.at)


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


def hall(room: Room, seat: Seat) -> str:
    """The display: the session where one is under way; else the committee's name, and the draft that is looked at."""
    here = room.session
    if here is not None and here.meeting:
        rules = sitting.procedure(room)
        paper = board.at_issue(here, rules)
        put_up = None
        if paper is None and (shared := _put_up(room)) is not None:
            paper = put_up = draft_paper(shared)
        return board.hall(here, rules, sitting.names(room), here.at, room=room.name, clause=_clause(room, paper), put_up=put_up)
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
    return board.Clause(f"{_upper(_place(shared, found.id))}.", found.text) if found is not None and found.text else board.NO_CLAUSE


# -- what an amendment changes


def amended(shared: Shared, paper: str) -> board.Clause:
    """What an amendment does, and its words marked up against the text: `Changes paragraph 3:`. Empty where there is no such
    amendment.

    Args:
        paper: the amendment by the name that it has in the session.
    """
    amendment = next((one.amendment for one in shared.amendments if paper == amendment_name(shared.id, one.amendment.id)), None)
    if amendment is None:
        return board.NO_CLAUSE
    kind, part = amendment.kind, "the preamble" if amendment.part == "preambular" else "the operative part"
    place = _place(shared, amendment.paragraph or "") or f"a paragraph of {part}"
    after = _place(shared, amendment.after or "")
    where = f"after {after}" if after else f"at the beginning of {part}"
    target = shared.draft.find(amendment.paragraph or "")
    old = amendment.base or (target.text if target is not None else "")
    if kind == "add":
        return board.Clause(f"Adds a paragraph {where}:", amendment.text, _marked("", amendment.text))
    if kind == "delete":
        return board.Clause(f"Deletes {place}:", old, _marked(old, ""))
    if kind == "move":
        return board.Clause(f"Moves {place} {where}:", old)
    return board.Clause(f"Changes {place}:", amendment.text, _marked(old, amendment.text))


_AROUND = 14
"""Words that stay on each side of a change; what lies farther away is left out."""


@lru_cache(maxsize=256)
def _marked(old: str, new: str) -> str:
    """A text marked up: what is added is underlined and what goes is struck through. Of what stays, what is near a change."""
    tags = {"same": "{}", "added": "<ins>{}</ins>", "removed": "<del>{}</del>"}
    pieces = word_diff(old, new)
    made = []
    for place, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == "same" and len(pieces) > 1:
            text = _near(text, first=place == 0, last=place == len(pieces) - 1)
        made.append(tags[piece.kind].format(escape(text)))
    return f'<bdi class="ph-marked">{"".join(made).replace(chr(10), "<br>")}</bdi>'


def _near(text: str, *, first: bool, last: bool) -> str:
    words = text.split(" ")
    if len(words) <= (_AROUND if first or last else 2 * _AROUND) + 4:
        return text
    before = "" if first else " ".join(words[:_AROUND]) + " "
    return f"{before}…{'' if last else ' ' + ' '.join(words[-_AROUND:])}"


def _place(shared: Shared, paragraph: str) -> str:
    """What a paragraph is called in a sentence: `preambular paragraph 2`; empty where it is not there."""
    for word, part in (("preambular paragraph", shared.draft.preambular), ("paragraph", shared.draft.operative)):
        if paragraph in {one.id for one in part}:
            on_paper = labels(shared.draft, shared.numbers) if shared.numbers is not None else {one.id: str(n) for n, one in enumerate(part, start=1)}
            return f"{word} {on_paper.get(paragraph, '')}".strip()
    return ""


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


PICTURES: dict[str, Picture] = {
    "drafts": Picture(("drafts", "settings", "seats", "stances"), drafts),
    "drafts-in-short": Picture(("drafts", "settings", "seats"), drafts_in_short),
    "who-sits": Picture(("settings", "seats"), who_sits, own=True),
    "call": Picture(("session", "settings", "seats"), call, own=True),
    "floor": Picture(("session", "settings", "seats"), floor),
    "hall": Picture(("session", "board", "drafts", "settings", "seats"), hall),
}
"""All of them, by the name that a page and a browser call them."""


def known(names: Sequence[object]) -> tuple[str, ...]:
    """The names that are pictures, of those that a browser sent."""
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str) and name in PICTURES))
