"""All that a delegate's page is drawn from, and what its delegation may do now."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from committee.events import Event
from committee.motions import ruling
from committee.order.ruling import Ruling
from committee.procedure import Procedure, rule_named
from committee.session import Session
from committee.state import Document
from records.room import Role, Room, Seat, Settings
from records.sitting import OBSERVERS_MAY, register_of
from ui import session as sitting


class Desk(NamedTuple):
    """A delegation's place in a session that has begun."""

    session: Session
    procedure: Procedure
    names: Mapping[str, str]
    me: str
    """The delegation that acts."""
    room: Room
    """As the seat may see it."""
    seat: Seat

    @property
    def at(self) -> float:
        """When the last thing happened: a page is drawn as of then, and its clocks run in the browser."""
        return self.session.at

    @property
    def is_member(self) -> bool:
        """Whether it has a vote."""
        return self.me in self.session.members

    @property
    def takes_part(self) -> bool:
        """Whether it sits in this session."""
        return self.me in self.session.taking_part

    @property
    def register(self) -> Mapping[str, Document]:
        """Papers of the committee that a motion may introduce."""
        return register_of(self.room)

    def others(self) -> tuple[str, ...]:
        """Whom a note may go to, besides the dais."""
        seated = {one.delegation for one in self.room.seats.values() if one.active and one.delegation and one.role in (Role.DELEGATE, Role.OBSERVER)}
        return tuple(one for one in self.session.taking_part if one != self.me and one in seated)

    def ruling(self, event: Event) -> Ruling:
        """Whether an event of this delegation is in order now."""
        if self.seat.role is Role.OBSERVER and event.kind not in OBSERVERS_MAY:
            return Ruling(False, "Observers join the list and pass notes; the rest is for members.")
        return ruling(self.session, self.procedure, event.model_copy(update={"at": self.at}), self.register)


def desk_of(room: Room, seat: Seat) -> Desk | None:
    """The desk of a seat; None before the first meeting, and for a seat that is no delegation's."""
    session = room.session
    if session is None or not session.meeting or seat.role not in (Role.DELEGATE, Role.OBSERVER):
        return None
    procedure, names = _shared_by_all(room, session)
    return Desk(session, procedure, names, seat.delegation, room, seat)


def _shared_by_all(room: Room, session: Session) -> tuple[Procedure, Mapping[str, str]]:
    """The rules and what everybody is called, found once for all desks of a session as it stands."""
    global _latest
    known, of = _latest, (session, room.settings, room.seats)
    if known is None or any(one is not other for one, other in zip(known[0], of, strict=True)):
        known = _latest = (of, sitting.procedure(room), sitting.names(room))
    return known[1:]


_latest: tuple[tuple[Session, Settings | None, Mapping[str, Seat]], Procedure, Mapping[str, str]] | None = None


def because(may: Ruling) -> str:
    """Why something is not in order, with the rule that says so."""
    return _because(may.because, may.rule)


@lru_cache(maxsize=512)
def _because(why: str, rule: str) -> str:
    named = rule_named(rule)
    return f"{why} ({named})" if named else why
