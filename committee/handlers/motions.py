"""Handlers of what concerns motions and the caucuses that they open."""

from __future__ import annotations

from typing import Any

from committee.events import (
    CaucusEnded,
    CaucusExtended,
    CaucusOpened,
    MotionDecided,
    MotionPut,
    MotionRaised,
    MotionRefused,
    MotionSeconded,
    MotionWithdrawn,
)
from committee.handlers.floor import without_placards_on, without_turn
from committee.handlers.handler import Handlers
from committee.session import Session
from committee.state import MOST_AT_ONCE, Caucus, Moved, Settled, changed


def _motion_raised(session: Session, event: MotionRaised, name: str) -> Session | None:
    if not session.is_open or not session.roll_done or len(session.motions) >= MOST_AT_ONCE or session.moved(name) is not None:
        return None
    moved = Moved(id=name, motion=event.motion, by=event.by, at=event.at, parameters=dict(event.parameters))
    return changed(session, motions=(*session.motions, moved))


def _with_motion(session: Session, moved: Moved | None, **changes: Any) -> Session | None:
    if moved is None:
        return None
    now = changed(moved, **changes)
    return changed(session, motions=tuple(now if one is moved else one for one in session.motions))


def _motion_seconded(session: Session, event: MotionSeconded, name: str) -> Session | None:
    moved = session.moved(event.motion)
    if moved is None or moved.seconded_by or moved.by == event.by:
        return None
    return _with_motion(session, moved, seconded_by=event.by)


def _without_motion(session: Session, motion: str) -> Session | None:
    if session.moved(motion) is None:
        return None
    return changed(session, motions=tuple(one for one in session.motions if one.id != motion))


def _motion_withdrawn(session: Session, event: MotionWithdrawn, name: str) -> Session | None:
    return _without_motion(session, event.motion)


def _motion_refused(session: Session, event: MotionRefused, name: str) -> Session | None:
    return _without_motion(session, event.motion)


def _motion_put(session: Session, event: MotionPut, name: str) -> Session | None:
    if any(one.put for one in session.motions):
        return None
    return _with_motion(session, session.moved(event.motion), put=True)


def _motion_decided(session: Session, event: MotionDecided, name: str) -> Session | None:
    moved = session.moved(event.motion)
    if moved is None:
        return None
    settled = Settled(
        id=moved.id, motion=moved.motion, by=moved.by, carried=event.carried, parameters=moved.parameters,
        caucus=session.caucuses if session.caucus is not None else 0, ruled=session.last_ruling,
    )  # fmt: skip
    # One that carries changes what the others were moved upon; those that fall leave the rest where they are.
    others = tuple(one for one in session.motions if one is not moved)
    return changed(session, motions=() if event.carried else others, settled=(*session.settled, settled))


def _caucus_opened(session: Session, event: CaucusOpened, name: str) -> Session | None:
    if not session.is_sitting or session.caucus is not None or session.voting:
        return None
    caucus = Caucus(
        mode=event.mode, topic=event.topic, seconds=event.seconds, since=event.at, proposer=event.proposer,
        speaking_seconds=event.speaking_seconds, first_seconds=event.seconds,
    )  # fmt: skip
    return changed(without_turn(session, event.at), caucus=caucus, caucuses=session.caucuses + 1)


def _caucus_extended(session: Session, event: CaucusExtended, name: str) -> Session | None:
    caucus = session.caucus
    if caucus is None:
        return None
    more = changed(caucus, seconds=caucus.seconds + event.seconds, extended=caucus.extended + 1)
    return changed(session, caucus=more)


def _caucus_ended(session: Session, event: CaucusEnded, name: str) -> Session | None:
    if session.caucus is None:
        return None
    return changed(without_turn(session, event.at), caucus=None, placards=without_placards_on(session.placards, "caucus"))


HANDLERS: Handlers = {
    MotionRaised: _motion_raised,
    MotionSeconded: _motion_seconded,
    MotionWithdrawn: _motion_withdrawn,
    MotionRefused: _motion_refused,
    MotionPut: _motion_put,
    MotionDecided: _motion_decided,
    CaucusOpened: _caucus_opened,
    CaucusExtended: _caucus_extended,
    CaucusEnded: _caucus_ended,
}
