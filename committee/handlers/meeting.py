"""Handlers of what concerns the meeting: its opening, the roll, the agenda, its breaks and its end."""

from __future__ import annotations

from committee.events import (
    Adjourned,
    AgendaAdopted,
    Arrived,
    Invited,
    Left,
    PresidencyCeded,
    QuorumNoted,
    Resumed,
    RollCalled,
    SessionOpened,
    Suspended,
)
from committee.handlers.floor import paused, without_placard, without_turn
from committee.handlers.handler import Handlers
from committee.session import Session
from committee.state import MOST_AT_ONCE, changed


def _session_opened(session: Session, event: SessionOpened, name: str) -> Session | None:
    if session.is_open or session.closed:
        return None
    members = tuple(dict.fromkeys(event.members)) or session.members
    if not members:
        return None
    observers = tuple(one for one in dict.fromkeys(event.observers or session.observers) if one not in members)
    return changed(
        session,
        committee=event.committee or session.committee,
        procedure=event.procedure or session.procedure,
        members=members,
        observers=observers,
        permanent=tuple(one for one in (event.permanent or session.permanent) if one in members),
        president=event.president or session.president,
        presiding=event.president or session.president,
        meeting=event.number or session.meeting + 1,
        opened_at=event.at,
        speaking_seconds=session.speaking_seconds if event.speaking_seconds is None else event.speaking_seconds,
        attendance={},
        bound=(),
        roll_done=False,
        adjourned=False,
        suspended_at=None,
        turn=None,
        heard=None,
        comments=None,
        caucus=None,
        voting=False,
        vote=None,
        method="",
        no_abstentions=False,
        motions=(),
        placards={},
        points=(),
        last_ruling="",
        last_ruling_on="",
    )


def _roll_called(session: Session, event: RollCalled, name: str) -> Session | None:
    if not session.is_sitting or session.roll_done or event.delegation not in session.members + session.observers:
        return None
    return changed(session, attendance={**session.attendance, event.delegation: event.answer})


def _arrived(session: Session, event: Arrived, name: str) -> Session | None:
    if not session.is_sitting or not session.roll_done or event.delegation not in session.taking_part:
        return None
    if session.attendance.get(event.delegation) in ("present", "present-and-voting"):
        return None
    return changed(session, attendance={**session.attendance, event.delegation: event.answer})


def _left(session: Session, event: Left, name: str) -> Session | None:
    if not session.is_open or session.attendance.get(event.delegation) not in ("present", "present-and-voting"):
        return None
    bound = session.bound
    if session.attendance[event.delegation] == "present-and-voting" and event.delegation not in bound:
        bound = (*bound, event.delegation)
    placards = without_placard(session.placards, event.delegation)
    return changed(session, attendance={**session.attendance, event.delegation: "left"}, bound=bound, placards=placards)


def _quorum_noted(session: Session, event: QuorumNoted, name: str) -> Session | None:
    return changed(session, roll_done=True) if session.is_sitting else None


def _agenda_adopted(session: Session, event: AgendaAdopted, name: str) -> Session | None:
    if not session.is_sitting or not session.roll_done or session.voting:
        return None
    items = tuple(one for one in event.items if one) or session.agenda
    item = event.item or (items[0] if items else "")
    if not item:
        return None
    # Another item begins with an empty list and its own debate, unless that was put off.
    fresh = {
        "speakers": (), "list_open": True, "document": "", "debate_closed": False, "debate_adjourned": item in session.tabled,
        "heard": None, "comments": None, "placards": {},
    }  # fmt: skip
    same = item == session.item
    return changed(session, agenda=items or (item,), item=item, **({} if same else fresh))


def _suspended(session: Session, event: Suspended, name: str) -> Session | None:
    if not session.is_sitting:
        return None
    return changed(session, suspended_at=event.at, suspended_for=event.seconds, turn=paused(session.turn, event.at))


def _resumed(session: Session, event: Resumed, name: str) -> Session | None:
    if session.suspended_at is None or session.adjourned:
        return None
    caucus = session.caucus
    if caucus is not None:
        caucus = changed(caucus, since=caucus.since + max(0.0, event.at - session.suspended_at))
    return changed(session, suspended_at=None, suspended_for=None, caucus=caucus)


def _adjourned(session: Session, event: Adjourned, name: str) -> Session | None:
    if not session.is_open or (session.vote is not None and session.vote.open):
        return None
    after = without_turn(session, event.at)
    return changed(
        after, adjourned=True, closed=event.final, suspended_at=None, caucus=None, voting=False, vote=None, motions=(),
        placards={}, points=(), replies=(), owed=(),
    )  # fmt: skip


def _presidency_ceded(session: Session, event: PresidencyCeded, name: str) -> Session | None:
    if not session.is_open or (event.to and event.to not in session.members):
        return None
    to = event.to or session.president
    return None if to == session.presiding else changed(session, presiding=to)


def _invited(session: Session, event: Invited, name: str) -> Session | None:
    if not session.is_open or event.guest in session.taking_part or len(session.guests) >= MOST_AT_ONCE:
        return None
    return changed(session, guests=(*session.guests, event.guest))


HANDLERS: Handlers = {
    SessionOpened: _session_opened,
    RollCalled: _roll_called,
    Arrived: _arrived,
    Left: _left,
    QuorumNoted: _quorum_noted,
    AgendaAdopted: _agenda_adopted,
    Suspended: _suspended,
    Resumed: _resumed,
    Adjourned: _adjourned,
    PresidencyCeded: _presidency_ceded,
    Invited: _invited,
}
