"""Acts on the committee itself: its settings and seats, where its delegations stand, its papers, and what the dais shows."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from positions.model import Slug, Stance
from records.acts.act import DAIS, WRITERS, Act, Entry
from records.errors import Refused
from records.room import SECRETARIAT, SYSTEM, Board, Clock, Id, Paper, Role, Room, Seat, Settings, Short
from records.sitting import procedure_of

MOST_SEATS = 600


class RoomOpened(Act):
    """A committee is set up."""

    kind: Literal["room.opened"] = "room.opened"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.SECRETARIAT})
    sets_up: ClassVar[bool] = True
    conference: str
    settings: Settings

    def checked(self, room: Room, by: Seat) -> Self:
        if room.settings is not None:
            raise Refused("This committee is open already.")
        procedure_of(self.settings)
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return room.model_copy(update={"conference": self.conference, "settings": self.settings})


class SettingsChanged(Act):
    """The committee's settings are changed."""

    kind: Literal["room.settings"] = "room.settings"
    settings: Settings

    def checked(self, room: Room, by: Seat) -> Self:
        procedure_of(self.settings)
        was = room.settings.dais_reads_notes if room.settings else True
        if self.settings.dais_reads_notes != was and by.role is not Role.SECRETARIAT:
            raise Refused("Whether the dais reads notes between delegations is the conference's to decide; ask the secretariat.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return room.model_copy(update={"settings": self.settings})


class SeatSet(Act):
    """A seat is added, or changed."""

    kind: Literal["seat.set"] = "seat.set"
    seat: Seat

    def checked(self, room: Room, by: Seat) -> Self:
        if self.seat.role is Role.SECRETARIAT or self.seat.id in (SECRETARIAT, SYSTEM):
            raise Refused("The secretariat's seat is the conference's, not a committee's.")
        if self.seat.id not in room.seats and len(room.seats) >= MOST_SEATS:
            raise Refused(f"A committee has at most {MOST_SEATS} seats.")
        if self.seat.role in (Role.DELEGATE, Role.OBSERVER) and not self.seat.delegation:
            raise Refused("Say which delegation the seat is for.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return room.model_copy(update={"seats": {**room.seats, self.seat.id: self.seat}})


class CodeChanged(Act):
    """A seat's access code was issued, or revoked; the code itself is nowhere in the log."""

    kind: Literal["seat.code"] = "seat.code"
    seat: Id
    what: Literal["issued", "revoked"]

    def checked(self, room: Room, by: Seat) -> Self:
        if self.seat not in room.seats:
            raise Refused("There is no such seat in this committee.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        # Nothing of the seat changes, but who looks at the seats is to look again.
        return room.model_copy(update={"seats": dict(room.seats)})


class StanceSet(Act):
    """A chair says where a delegation stands on an issue, in place of what the topic has."""

    kind: Literal["stance.set"] = "stance.set"
    delegation: str
    stance: Stance

    def applied(self, room: Room, entry: Entry) -> Room:
        return _with_stances(room, self.delegation, self.stance.issue, self.stance)


class StanceDropped(Act):
    """A chair takes back a stance."""

    kind: Literal["stance.dropped"] = "stance.dropped"
    delegation: str
    issue: Slug

    def checked(self, room: Room, by: Seat) -> Self:
        if not any(s.issue == self.issue for s in room.stances.get(self.delegation, ())):
            raise Refused("There is no such stance of the chair's.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return _with_stances(room, self.delegation, self.issue, None)


def _with_stances(room: Room, delegation: str, issue: str, stance: Stance | None) -> Room:
    others = tuple(s for s in room.stances.get(delegation, ()) if s.issue != issue)
    now = others if stance is None else (*others, stance)
    stances = {**room.stances, delegation: now}
    if not now:
        del stances[delegation]
    return room.model_copy(update={"stances": stances})


class PaperAdded(Act):
    """A file was uploaded."""

    kind: Literal["paper.added"] = "paper.added"
    roles: ClassVar[frozenset[Role]] = WRITERS
    id: Id
    name: Short
    media_type: Short = "application/octet-stream"
    size: Annotated[int, Field(ge=0)]

    def checked(self, room: Room, by: Seat) -> Self:
        if self.id in room.papers:
            raise Refused("This paper is here already.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        paper = Paper(id=self.id, name=self.name, media_type=self.media_type, size=self.size, seat=entry.seat, at=entry.at)
        return room.model_copy(update={"papers": {**room.papers, paper.id: paper}})


class PaperRemoved(Act):
    """An uploaded file is taken off the list; whoever uploaded it may do so, and the dais."""

    kind: Literal["paper.removed"] = "paper.removed"
    roles: ClassVar[frozenset[Role]] = WRITERS
    id: Id

    def checked(self, room: Room, by: Seat) -> Self:
        paper = room.papers.get(self.id)
        if paper is None:
            raise Refused("There is no such paper.")
        if by.role not in DAIS and paper.seat != by.id:
            raise Refused("Only the dais and whoever uploaded a paper may remove it.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return room.model_copy(update={"papers": {k: v for k, v in room.papers.items() if k != self.id}})


class BoardSet(Act):
    """The chair puts up a notice, a clock, or a draft to look at."""

    kind: Literal["board.set"] = "board.set"
    board: Board

    def checked(self, room: Room, by: Seat) -> Self:
        if self.board.draft and self.board.draft not in room.drafts:
            raise Refused("There is no such draft to show.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return room.model_copy(update={"board": self.board})


class ClockStarted(Act):
    """The chair starts a clock, or lets it run on; its deadline counts from the moment that is in the log."""

    kind: Literal["clock.started"] = "clock.started"
    label: Short = ""
    seconds: Annotated[float, Field(gt=0, le=86_400)]
    left: Annotated[float, Field(ge=0, le=86_400)] | None = None
    now: float | None = None
    """The server's time, filled in when it is done; that of the log stands still where the server's was put back."""

    def applied(self, room: Room, entry: Entry) -> Room:
        left = self.seconds if self.left is None else self.left
        now = entry.at if self.now is None else self.now
        clock = Clock(label=self.label, seconds=self.seconds, ends_at=now + left, left=left)
        return room.model_copy(update={"board": room.board.model_copy(update={"clock": clock})})


class ClockStopped(Act):
    """The chair stops the clock where it stands, or takes it down."""

    kind: Literal["clock.stopped"] = "clock.stopped"
    remove: bool = False
    now: float | None = None
    """The server's time, filled in when it is done."""

    def checked(self, room: Room, by: Seat) -> Self:
        if room.board.clock is None:
            raise Refused("No clock is up.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        clock = room.board.clock
        stopped = None
        if clock is not None and not self.remove:
            left = clock.left_at(entry.at if self.now is None else self.now)
            stopped = clock.model_copy(update={"ends_at": None, "left": left})
        return room.model_copy(update={"board": room.board.model_copy(update={"clock": stopped})})
