"""The state of a committee: a frozen value, made by folding the acts of its log over an empty room. No clock, no database."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, StringConstraints, field_serializer, field_validator

from committee.events import read_events, write_events
from committee.folding import fold, with_notes_withheld
from committee.session import Session
from positions.model import Stance
from resolutions.amendments import Amendment
from resolutions.model import Draft, Paragraph, Part, Value
from resolutions.numbering import Numbers

Id = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z0-9][a-z0-9-]*$")]
Short = Annotated[str, StringConstraints(max_length=200)]


class Role(StrEnum):
    """What a seat is for, and so what it may do."""

    CHAIR = "chair"
    DELEGATE = "delegate"
    OBSERVER = "observer"
    DISPLAY = "display"
    SECRETARIAT = "secretariat"


SECRETARIAT = "secretariat"
"""The seat of the conference's secretariat, which is in no committee and may do a chair's acts in all of them."""

SYSTEM = "system"
"""Who stands in the log for what nobody at a seat did, such as putting back a backup."""


class Seat(Value):
    """A place in the room."""

    id: Id
    role: Role
    delegation: str = ""
    """The delegation's id in the topic; empty for chairs and displays. Another name is kept as written."""
    name: Short = ""
    """What stands on the card, such as the delegation's name."""
    active: bool = True


class Settings(Value):
    """What the secretariat decides of a committee before it opens, and may change later."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    topic: str
    council: str
    """A council's id, or `own` for the members listed."""
    members: tuple[str, ...] = ()
    """Those who vote, in the order in which they sit: delegation ids, or other names as written."""
    observers: tuple[str, ...] = ()
    """Those who sit and speak and do not vote."""
    invited: tuple[str, ...] = ()
    """States invited under rule 37 of the Council's provisional rules, or their like."""
    rules: Literal["security-council", "un4mun", "una-usa", "thimun", "nmun"] = "security-council"
    style: Literal["un", "mun"] = "un"
    house: str = ""
    sponsors: Annotated[int, Field(ge=0, le=200)] = 1
    """The fewest sponsors with which a draft may be submitted."""
    signatories: Annotated[int, Field(ge=0, le=200)] = 0
    symbol: Short = "DR/{number}"
    """The scheme of symbols; `{number}` counts up, from 1."""
    amendment_sponsors: Annotated[int, Field(ge=0, le=200)] = 1
    amendment_order: str = "security-council"
    """A rule of `resolutions/data/amendment-orders.yaml`."""
    dais_reads_notes: bool = True
    """Whether the dais can read notes between delegations, where the conference has not decided otherwise. Each note keeps
    what held when it was passed."""
    procedure: dict[str, JsonValue] = Field(default_factory=dict)
    """What the conference has otherwise than the rules it goes by, as `committee.procedure.load_procedure` takes it."""


class Stage(StrEnum):
    """Where a draft stands on its way."""

    WORKING = "working paper"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    INTRODUCED = "introduced"
    AMENDED = "amended"
    VOTED = "voted"
    WITHDRAWN = "withdrawn"


PUBLIC = frozenset({Stage.APPROVED, Stage.INTRODUCED, Stage.AMENDED, Stage.VOTED})
"""Stages at which everybody in the room has the paper."""

ON_THE_FLOOR = frozenset({Stage.INTRODUCED, Stage.AMENDED})
"""Stages at which amendments may be proposed."""


class Comment(Value):
    """A remark on a paragraph of a draft."""

    id: int
    """The revision at which it was made."""
    paragraph: str
    seat: str
    at: float
    text: str
    settled: bool = False


class Taken(Value):
    """What an amendment that was taken in did to the text, and so what taking it out again goes by."""

    paragraph: str
    part: Part
    was: Paragraph | None = None
    """The paragraph before; None where the amendment added it."""
    after: str | None = None
    """The paragraph behind which it stood; None for the first of its part."""
    text: str | None = None
    """Its words since; None where the amendment deleted it."""
    fitted: tuple[tuple[Amendment, Amendment], ...] = ()
    """The other amendments that it changed, each as it was and as it was left."""


class Proposed(Value):
    """An amendment with who accepts it."""

    amendment: Amendment
    seat: str
    accepted_by: tuple[str, ...] = ()
    """Sponsors of the draft who take it as friendly."""
    taken: Taken | None = None
    """What it did to the text, while it is part of it."""


class Decided(Value):
    """A step of a draft, or of an amendment to it, that the session brought about and nobody took on the draft itself."""

    revision: int
    at: float
    seat: str
    stage: Stage | None = None
    """The stage that the draft came to; None for a step of an amendment."""
    remark: str = ""
    amendment: str = ""
    outcome: Literal["carried", "failed", "withdrawn", "friendly", "taken back"] | None = None
    undoes: tuple[int, ...] = ()
    """The revision of what it takes back, where the session took something back."""


class Shared(Value):
    """A draft that belongs to a bloc."""

    id: Id
    title: Short = ""
    author: str
    """The seat that began it."""
    co_authors: tuple[str, ...] = ()
    open_to_sign: bool = False
    """Whether every delegate may read and sign it before the dais has it."""
    stage: Stage = Stage.WORKING
    remark: str = ""
    """What the dais said when it sent the draft back, or the result of the vote in words."""
    draft: Draft = Draft()
    versions: dict[str, int] = Field(default_factory=dict)
    """For each paragraph the revision at which it last changed: what a writer has to have seen."""
    heading_version: int = 0
    version: int = 0
    """The revision at which anything of it last changed."""
    readers_version: int = 0
    """The revision at which it last changed who may read it."""
    changed_at: float = 0.0
    comments: tuple[Comment, ...] = ()
    amendments: tuple[Proposed, ...] = ()
    order: tuple[str, ...] = ()
    """The order of voting on amendments that the dais ruled, if it did."""
    numbers: Numbers | None = None
    """The numbers that stand on the paper in delegates' hands, from its introduction."""
    decided: tuple[Decided, ...] = ()
    """What the session made of it, in order; the log has it as events of the session."""

    @property
    def symbol(self) -> str:
        """Its symbol; empty before the dais approved it."""
        return self.draft.symbol

    @property
    def readership(self) -> tuple[object, ...]:
        """All that decides who may read it."""
        return (self.stage, self.writers, self.open_to_sign, self.draft.sponsors, self.draft.signatories)

    @property
    def writers(self) -> tuple[str, ...]:
        """The seats of its bloc."""
        return (self.author, *self.co_authors)

    def proposed(self, amendment: str) -> Proposed | None:
        """The amendment of an id."""
        return next((p for p in self.amendments if p.amendment.id == amendment), None)


class Clock(Value):
    """A countdown: it runs towards `ends_at`, or stands with `left` seconds on it."""

    label: Short = ""
    seconds: Annotated[float, Field(ge=0, le=86_400)]
    ends_at: float | None = None
    left: Annotated[float, Field(ge=0, le=86_400)] = 0.0
    """What was on it when it was started or stopped."""

    def left_at(self, now: float) -> float:
        """The seconds on it; never more than when it was started, whatever was done to the server's time since."""
        return self.left if self.ends_at is None else min(self.left, max(0.0, self.ends_at - now))


class Board(Value):
    """What every screen shows: a notice, a clock, and the draft that is looked at."""

    notice: Annotated[str, StringConstraints(max_length=500)] = ""
    clock: Clock | None = None
    draft: str = ""
    paragraph: str = ""


class Paper(Value):
    """An uploaded file."""

    id: Id
    name: Short
    media_type: Short
    size: int
    seat: str
    at: float


PARTS = ("settings", "seats", "drafts", "stances", "papers", "board", "events", "session")


class Room(Value):
    """A committee as it stands at a revision of its log."""

    committee: Id
    conference: str = ""
    revision: int = 0
    at: float = 0.0
    """When the last act was done, in seconds since 1970, UTC."""
    settings: Settings | None = None
    seats: dict[str, Seat] = Field(default_factory=dict)
    drafts: dict[str, Shared] = Field(default_factory=dict)
    stances: dict[str, tuple[Stance, ...]] = Field(default_factory=dict)
    """Stances that a chair set, by delegation; each stands in place of the topic's on its issue."""
    papers: dict[str, Paper] = Field(default_factory=dict)
    board: Board = Board()
    approved: int = 0
    """How many drafts were given a number."""
    events: int = 0
    """How many events of the session the log holds."""
    session: Session | None = None
    """Where the session stands; None before its first event."""
    changed: dict[str, int] = Field(default_factory=dict)
    """For each of `PARTS` the revision at which it last changed."""

    @field_serializer("session")
    def _session_written(self, session: Session | None) -> list[dict[str, Any]] | None:
        # Its events are all that it is made of, and what an undo goes back to.
        return None if session is None else write_events(session.events)

    @field_validator("session", mode="before")
    @classmethod
    def _session_read(cls, given: object) -> object:
        return fold(read_events(given)) if isinstance(given, list) else given

    @property
    def name(self) -> str:
        """The committee's name."""
        return self.settings.name if self.settings else self.committee

    def with_draft(self, draft: Shared) -> Room:
        """The room with a draft changed or added."""
        return self.model_copy(update={"drafts": {**self.drafts, draft.id: draft}})

    @property
    def parts(self) -> dict[str, int]:
        """What a screen may wait for, with the revision at which it last changed: `PARTS`, `readership` for who may read
        which draft, and `draft:` with an id."""
        readership = max((shared.readers_version for shared in self.drafts.values()), default=0)
        return self.changed | {"readership": readership} | {f"draft:{shared.id}": shared.version for shared in self.drafts.values()}

    def seat_name(self, seat: str) -> str:
        """What to call a seat in a sentence."""
        if seat == SECRETARIAT:
            return "the secretariat"
        found = self.seats.get(seat)
        return (found.name or found.delegation or found.id) if found else seat


def may_read(room: Room, seat: Seat, shared: Shared) -> bool:
    """Whether a seat may read a draft: the dais all, everybody what was approved, delegates their bloc's papers, those
    that are open to sign, and those that they signed."""
    if seat.role in (Role.CHAIR, Role.SECRETARIAT) or shared.stage in PUBLIC:
        return True
    if seat.role is not Role.DELEGATE:
        return False
    # Whoever put a name under a paper may read it, and take the name off again, also when it was closed since.
    signed = (*shared.draft.sponsors, *shared.draft.signatories)
    return seat.id in shared.writers or shared.open_to_sign or (bool(seat.delegation) and seat.delegation in signed)


def seen_from(room: Room, seat: Seat) -> Room:
    """The room without the drafts that a seat may not read, nor their changes, and for the dais without the words of notes
    that are not for it: what a page or a line to a browser is made from."""
    if seat.role in (Role.CHAIR, Role.SECRETARIAT) and room.session is not None:
        session = with_notes_withheld(room.session)
        return room if session is room.session else room.model_copy(update={"session": session})
    drafts = {id: shared for id, shared in room.drafts.items() if may_read(room, seat, shared)}
    if len(drafts) == len(room.drafts):
        return room
    # A paper that nobody else reads makes no screen but its bloc's draw itself anew.
    changed = max(
        (*(shared.version for shared in drafts.values()), *(shared.readers_version for shared in room.drafts.values())),
        default=0,
    )
    return room.model_copy(update={"drafts": drafts, "changed": {**room.changed, "drafts": changed}})


def may_write(room: Room, seat: Seat, shared: Shared) -> bool:
    """Whether a seat may change the text of a draft: its bloc while it is a working paper, the dais until it is voted."""
    if seat.role in (Role.CHAIR, Role.SECRETARIAT):
        return shared.stage not in (Stage.VOTED, Stage.WITHDRAWN)
    return seat.role is Role.DELEGATE and seat.id in shared.writers and shared.stage is Stage.WORKING


def readable_drafts(room: Room, seat: Seat) -> tuple[Shared, ...]:
    """The drafts that a seat may read, in the order in which they were begun."""
    return tuple(shared for shared in room.drafts.values() if may_read(room, seat, shared))
