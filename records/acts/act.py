"""What an act is, who may do one, and what it makes of the room.

`decided` says whether an act is in order as things stand, and completes it; `folded` is the room after it. Both are pure,
so that a page, a route, a test and a backup that is read again all come to the same room.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple, Self

from records.errors import Refused
from records.room import PARTS, SECRETARIAT, Role, Room, Seat
from resolutions.model import Value

DAIS = frozenset({Role.CHAIR, Role.SECRETARIAT})
"""Who leads the committee."""

WRITERS = DAIS | {Role.DELEGATE}
"""Who may bring papers before it."""


class Act(Value):
    """The base of all acts. One that can be done has a `kind` of its own, by which `records.acts.kinds` reads it again."""

    roles: ClassVar[frozenset[Role]] = DAIS
    """Who may do it."""
    sets_up: ClassVar[bool] = False
    """Whether it sets the committee up, as no other act can."""

    def checked(self, room: Room, by: Seat) -> Self:
        """The act completed with what only the room knows.

        Raises:
            Refused: if it is not in order as things stand.
        """
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        """The room after it."""
        raise NotImplementedError


class Entry(NamedTuple):
    """A line of the log."""

    revision: int
    at: float
    """Seconds since 1970, UTC; never less than in the entry before."""
    seat: str
    act: Act


def decided(room: Room, seat: str, act: Act) -> Act:
    """The act as it goes into the log, if this seat may do it now.

    Raises:
        Refused: if it may not, or the act is not in order as things stand.
        Conflict: if somebody else changed the paragraph since the writer saw it.
    """
    by = actor(room, seat)
    if by.role not in act.roles:
        raise Refused(f"That is for {_one_of(act.roles)}; you are here as {by.role.value}.")
    if room.settings is None and not act.sets_up:
        raise Refused("This committee has not been set up yet.")
    return act.checked(room, by)


def _one_of(roles: frozenset[Role]) -> str:
    named = [role.value for role in Role if role in roles and role is not Role.SECRETARIAT]
    return "the " + " or a ".join(named) if named else "the secretariat"


def actor(room: Room, seat: str) -> Seat:
    """Who acts.

    Raises:
        Refused: if the seat is none of this committee's, or no longer.
    """
    if seat == SECRETARIAT:
        return Seat(id=SECRETARIAT, role=Role.SECRETARIAT, name="Secretariat")
    found = room.seats.get(seat)
    if found is None or not found.active:
        raise Refused("Your seat in this committee has been closed. Ask the dais.")
    return found


def folded(room: Room, entry: Entry) -> Room:
    """The room after an entry."""
    after = entry.act.applied(room, entry)
    news = {part: entry.revision for part in PARTS if getattr(after, part) is not getattr(room, part)}
    changed = room.changed | news if news else room.changed
    return after.model_copy(update={"revision": entry.revision, "at": entry.at, "changed": changed})
