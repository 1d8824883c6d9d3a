"""Where a session stands, as a value: the room, the floor, what is before it and how it came to this.

`committee.folding` makes one from events; `committee.order` says what may happen in it next and why not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, SkipValidation

from committee.events import Answer, Event, Occasion
from committee.procedure import Phase
from committee.state import Caucus, Commented, Document, Floor, Moved, Raised, Reply, Settled, State, Turn, Vote

Placard = Literal["caucus", "explanation"]
"""On what occasion somebody asks for the floor."""


_NEVER_SPOKE = Floor()


class History:
    """How a session came to be: its last event and the history before it. No part of what the session is."""

    __slots__ = ("before", "cause", "dead", "effect", "number", "state", "undos")

    def __init__(
        self,
        before: History | None = None,
        cause: Event | None = None,
        number: int = 0,
        state: Session | None = None,
        undos: tuple[tuple[int, frozenset[int]], ...] = (),
        dead: frozenset[int] = frozenset(),
        effect: bool = True,
    ) -> None:
        self.before = before
        self.cause = cause
        self.number = number
        self.state = state
        self.undos = undos
        self.dead = dead
        self.effect = effect

    def __eq__(self, other: object) -> bool:
        return isinstance(other, History)

    def __hash__(self) -> int:
        return 0

    def __copy__(self) -> History:
        return self

    def __deepcopy__(self, memo: object) -> History:
        return self

    def cells(self) -> Iterator[History]:
        """From the last event to the first."""
        cell: History | None = self
        while cell is not None and cell.cause is not None:
            yield cell
            cell = cell.before

    def events(self) -> list[tuple[int, Event]]:
        """All events with their numbers, the undone ones too, as they came."""
        found = [(cell.number, cell.cause) for cell in self.cells() if cell.cause is not None]
        found.reverse()
        return found


class Session(State):
    """Where a session stands."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    history: Annotated[History, SkipValidation] = Field(default_factory=History, exclude=True, repr=False)

    committee: str = ""
    procedure: str = ""
    members: tuple[str, ...] = ()
    """Who has a vote, in the order of the roll."""
    observers: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    """Who was invited to take part without a vote."""
    permanent: tuple[str, ...] = ()
    president: str = ""
    presiding: str = ""
    """Who has the chair now; empty for the chair that the conference appointed."""
    meeting: int = 0
    """The number of the meeting; 0 before the first."""
    opened_at: float | None = None
    at: float = 0
    """The time of the last event that counts."""

    attendance: Mapping[str, Answer | Literal["left"]] = Field(default_factory=dict)
    bound: tuple[str, ...] = ()
    """Who left this meeting after it had answered “present and voting”."""
    roll_done: bool = False
    agenda: tuple[str, ...] = ()
    item: str = ""
    suspended_at: float | None = None
    suspended_for: float | None = None
    adjourned: bool = False
    closed: bool = False
    """Whether the whole session is closed and not only a meeting."""

    speakers: tuple[str, ...] = ()
    list_open: bool = True
    speaking_seconds: float | None = None
    speakers_left: int | None = None
    """How many may still speak, where debate is limited."""
    turn: Turn | None = None
    heard: Occasion | None = None
    """What the last speech was on."""
    comments: Commented | None = None
    """The speech that is open to comments, until somebody is called on something else."""
    floor: Mapping[str, Floor] = Field(default_factory=dict)

    points: tuple[Raised, ...] = ()
    last_ruling: str = ""
    """The point that the chair ruled on last and that may be challenged."""
    last_ruling_on: str = ""
    """Which of the points of the rules it was."""
    replies: tuple[Reply, ...] = ()
    """Rights of reply that are asked for or granted, and not yet used."""
    placards: Mapping[str, Placard] = Field(default_factory=dict)
    """Who asks for the floor and on what occasion, in the order in which they asked; until it is called, or the occasion is over."""
    motions: tuple[Moved, ...] = ()
    """Motions on the floor."""
    settled: tuple[Settled, ...] = ()
    caucus: Caucus | None = None
    caucuses: int = 0

    documents: Mapping[str, Document] = Field(default_factory=dict)
    """Drafts and amendments in the order of their introduction."""
    draft_order: tuple[str, ...] = ()
    """The order of voting, where the room or the chair chose another: of drafts, amendments or both."""
    document: str = ""
    """The draft or amendment that debate is on."""
    debate_closed: bool = False
    debate_adjourned: bool = False
    tabled: tuple[str, ...] = ()
    """The items of the agenda whose debate was put off and not resumed."""
    voting: bool = False
    method: str = ""
    no_abstentions: bool = False
    vote: Vote | None = None
    """The vote that is open, or closed and without its result."""
    votes: tuple[Vote, ...] = ()
    """Votes with their results."""
    owed: tuple[str, ...] = ()
    """Who voted with rights and has not yet explained it."""
    notes: int = 0

    @property
    def phase(self) -> Phase:
        """Where it stands, in the words of the rules; before it is opened, before the roll."""
        if self.adjourned:
            return "adjourned"
        if self.suspended_at is not None:
            return "suspended"
        if not self.roll_done:
            return "roll-call"
        if self.voting:
            return "voting"
        if self.caucus is not None:
            return "moderated-caucus" if self.caucus.mode == "moderated" else "unmoderated-caucus"
        if not self.item:
            return "agenda"
        return "draft-debate" if self.document else "debate"

    @property
    def is_open(self) -> bool:
        """Whether a meeting is under way, suspended or not."""
        return self.meeting > 0 and not self.adjourned

    @property
    def is_sitting(self) -> bool:
        """Whether a meeting is under way and not suspended."""
        return self.meeting > 0 and not self.adjourned and self.suspended_at is None

    @property
    def occasion(self) -> Occasion:
        """What a speech is on when nothing else is said: the caucus, the document that debate is on, or the speakers' list."""
        if self.caucus is not None:
            return "caucus"
        return "draft" if self.document else "list"

    def is_occasion_for(self, placard: Placard) -> bool:
        """Whether the floor may be asked for: in a moderated caucus, or to explain a vote that is near or was taken."""
        if placard == "caucus":
            return self.caucus is not None and self.caucus.mode == "moderated"
        return self.voting or self.last_vote is not None

    @property
    def present(self) -> tuple[str, ...]:
        """Members in the room, in the order of the roll."""
        return tuple(one for one in self.members if self.attendance.get(one) in ("present", "present-and-voting"))

    def is_absent(self, delegation: str) -> bool:
        """Whether it has not answered the roll, was not there when it was called, or has left."""
        return self.attendance.get(delegation) not in ("present", "present-and-voting")

    @property
    def taking_part(self) -> tuple[str, ...]:
        """Everybody who may have the floor: members, observers and guests."""
        return self.members + self.observers + self.guests

    @property
    def next_to_answer(self) -> str:
        """Whom the roll calls next; empty when all have answered."""
        return "" if self.roll_done else next((one for one in self.members if one not in self.attendance), "")

    @property
    def drafts(self) -> tuple[Document, ...]:
        """Drafts in the order in which they are to be voted on."""
        return self._ordered(one for one in self.documents.values() if one.what == "draft")

    def amendments(self, document: str) -> tuple[Document, ...]:
        """Amendments to a draft or to another amendment, as they were introduced or as they were put in order since."""
        return self._ordered(one for one in self.documents.values() if one.what == "amendment" and one.of == document)

    def _ordered(self, documents: Iterable[Document]) -> tuple[Document, ...]:
        order = {name: place for place, name in enumerate(self.draft_order)}
        return tuple(sorted(documents, key=lambda one: order.get(one.id, len(order))))

    @property
    def last_vote(self) -> Vote | None:
        """The last vote on a document, or on a part of one, that has its result."""
        return next((one for one in reversed(self.votes) if one.document), None)

    def can_be_introduced(self, document: str) -> bool:
        """Whether a paper of this id was not yet before the room; or it was, and its sponsors withdrew it or it was tabled."""
        known = self.documents.get(document)
        return known is None or (known.what == "draft" and known.status in ("withdrawn", "tabled"))

    def moved(self, motion: str) -> Moved | None:
        """A motion on the floor, by its id."""
        return next((one for one in self.motions if one.id == motion), None)

    @property
    def next_id(self) -> str:
        """What the next event is called if it has no id of its own."""
        return str(self.history.number + 1)

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened, the undone too."""
        return tuple(event for _, event in self.history.events())

    def floor_of(self, delegation: str) -> Floor:
        """How often and for how long a delegation spoke."""
        return self.floor.get(delegation, _NEVER_SPOKE)
