"""A session's state: events folded into it one by one, and what may happen next and why not.

`folded` takes an event as it comes and never fails: one that has no place, as a second speaker while the first speaks, has
no effect. It knows no rules but those without which there is no session: one speaker at a time, one vote a seat. What the
rules of procedure allow is `in_order`, for everything at once, and `ruling`, for one event. No clock is read: a clock is
what the events' times and the time that is asked about make of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SkipValidation

from committee.events import (
    Adjourned,
    AgendaAdopted,
    AmendmentDecided,
    AmendmentIntroduced,
    Answer,
    Arrived,
    CaucusEnded,
    CaucusExtended,
    CaucusOpened,
    Choice,
    DebateAdjourned,
    DebateClosed,
    DebateExtended,
    DebateReopened,
    DeclaredImportant,
    DocumentReferred,
    DocumentTabled,
    DocumentTakenUp,
    DocumentWithdrawn,
    DraftIntroduced,
    DraftsOrdered,
    Event,
    Happened,
    Invited,
    Left,
    ListClosed,
    ListOpened,
    MethodChosen,
    Mode,
    MotionDecided,
    MotionPut,
    MotionRaised,
    MotionRefused,
    MotionSeconded,
    MotionWithdrawn,
    NotePassed,
    Occasion,
    PlacardLowered,
    PlacardRaised,
    PointRaised,
    PointRuled,
    PresidencyCeded,
    QuestionDivided,
    QuorumNoted,
    Reconsidered,
    Remarked,
    ReplyAsked,
    ReplyDecided,
    ResultRecorded,
    Resumed,
    RollCalled,
    RulingOverturned,
    SessionOpened,
    SpeakerCalled,
    SpeakerJoined,
    SpeakerLeft,
    SpeakerMoved,
    SpeakingTimeSet,
    SpeechEnded,
    SpeechPaused,
    SpeechStarted,
    Suspended,
    Undone,
    VoteCast,
    VoteClosed,
    VoteExplained,
    VoteOpened,
    VotePassed,
    VotingClosed,
    VotingOpened,
)
from committee.procedure import Phase, Procedure, rule_named

CHECKPOINT = 32
"""Every so many events the state is kept, so that an undo folds no more than these again."""


MOST_AT_ONCE = 1_000
"""So many papers, motions, points, replies and guests a session holds; what goes beyond is no session, and has no place."""


class State(BaseModel):
    """The base of what a session is made of: frozen."""

    model_config = ConfigDict(frozen=True)


S = TypeVar("S", bound=State)


class Turn(State):
    """Somebody has the floor."""

    delegation: str
    seconds: float | None
    """The time given; None for no limit."""
    used: float = 0
    since: float | None = None
    """When the clock was last started; None while it stands."""
    on: Occasion = "list"
    side: Literal["", "for", "against"] = ""
    yielded_by: str = ""
    """Who yielded the time; time that was yielded is not yielded again."""
    taking: Literal["", "questions"] = ""
    """Whether the speaker answers questions in the time that is left."""
    counted: bool = False

    @property
    def running(self) -> bool:
        """Whether the clock runs."""
        return self.since is not None

    def used_at(self, at: float) -> float:
        """Seconds spoken up to a time."""
        return self.used + (max(0.0, at - self.since) if self.since is not None else 0.0)

    def left_at(self, at: float) -> float | None:
        """Seconds left at a time, below zero in overtime; None where there is no limit."""
        return None if self.seconds is None else self.seconds - self.used_at(at)

    @property
    def ends_at(self) -> float | None:
        """When the time is up, if the clock runs on."""
        if self.since is None or self.seconds is None:
            return None
        return self.since + self.seconds - self.used


class Caucus(State):
    """A caucus, an informal meeting or consultations."""

    mode: Mode
    topic: str
    seconds: float
    since: float
    speaking_seconds: float | None
    proposer: str = ""
    extended: int = 0
    """How often it was given more time."""
    first_seconds: float = 0
    """What it was opened with."""
    called: tuple[str, ...] = ()
    """Who was called in it so far, in that order."""

    @property
    def ends_at(self) -> float:
        """When it is over."""
        return self.since + self.seconds

    def left_at(self, at: float) -> float:
        """Seconds left at a time, below zero in overtime."""
        return self.seconds - max(0.0, at - self.since)


class Commented(State):
    """A speech whose speaker yielded to comments."""

    delegation: str
    """Whose speech it was."""
    had: int = 0
    """How many were called to comment on it."""


class Floor(State):
    """How often and for how long a delegation spoke."""

    times: int = 0
    seconds: float = 0
    last: float | None = None
    """When it last ended a speech."""


class Raised(State):
    """A point that waits for the chair."""

    id: str
    point: str
    by: str
    words: str = ""


class Reply(State):
    """A right of reply that was asked for."""

    id: str
    delegation: str
    granted: bool | None = None


class Moved(State):
    """A motion on the floor."""

    id: str
    motion: str
    by: str
    at: float
    parameters: Mapping[str, int | str] = Field(default_factory=dict)
    seconded_by: str = ""
    put: bool = False
    spoken_for: int = 0
    spoken_against: int = 0


class Settled(State):
    """A motion that was decided."""

    id: str
    motion: str
    by: str
    carried: bool
    caucus: int = 0
    """The number of the caucus it came in; 0 outside of one."""
    ruled: str = ""
    """The point that the chair had ruled on last when it was decided."""
    parameters: Mapping[str, int | str] = Field(default_factory=dict)


class Part(State):
    """A part of a draft that is voted on separately."""

    name: str
    kept: bool | None = None
    """None until it has been voted on."""


_NUMBERED = re.compile(r"(.+), amendment (\d+)")


class Document(State):
    """A draft or an amendment that is before the room."""

    id: str
    what: Literal["draft", "amendment"]
    symbol: str = ""
    title: str = ""
    of: str = ""
    """The draft that an amendment amends."""
    item: str = ""
    """The item of the agenda under which it was introduced."""
    sponsors: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    status: Literal["open", "adopted", "rejected", "withdrawn", "referred", "tabled"] = "open"
    change: str = ""
    """What an amendment would do to the text, in words, where it was said when it was introduced."""
    parts: tuple[Part, ...] = ()
    parts_are_all: bool = False
    """Whether the parts are the whole of its text, so that nothing is left of it where all of them fall."""
    important: bool = False
    procedural: bool | None = None
    """Whether the room decided that it is a matter of procedure; None where it was not asked."""
    reconsidered: int = 0
    debate_seconds: float | None = None
    """The time that was given to the debate on it, where it has one."""
    debated: float = 0
    """Seconds spoken on it."""
    introductions: int = 1
    """How often it was introduced: more than once where it was withdrawn or tabled and brought again."""

    @property
    def name(self) -> str:
        """Its symbol, else its title, else its id; an amendment that bears a number is `Amendment 2 to S/2026/1`."""
        numbered = _NUMBERED.fullmatch(self.symbol) if self.what == "amendment" else None
        return f"Amendment {numbered[2]} to {numbered[1]}" if numbered else self.symbol or self.title or self.id

    @property
    def is_numbered(self) -> bool:
        """Whether it is an amendment that bears a number of its own, and so is called by it and by nothing else."""
        return self.what == "amendment" and _NUMBERED.fullmatch(self.symbol) is not None

    def called(self, draft_word: str) -> str:
        """How it is spoken of: `draft resolution S/2026/1`, `amendment 2 to S/2026/1`, with its title where it has no symbol.

        Args:
            draft_word: what the rules call a draft.
        """
        if self.is_numbered:
            return self.name[:1].lower() + self.name[1:]
        word = draft_word if self.what == "draft" else "amendment"
        return f"{word} {self.symbol or (f'“{self.title}”' if self.title else '')}".strip()

    @property
    def fallen(self) -> tuple[str, ...]:
        """The parts that fell in separate votes, and are no part of it any more."""
        return tuple(one.name for one in self.parts if one.kept is False)


class Ballot(State):
    """A vote that was cast."""

    choice: Choice
    rights: bool = False


class Result(State):
    """What a vote decided."""

    outcome: Literal["adopted", "vetoed", "short of nine", "lost"]
    in_favour: int = 0
    against: int = 0
    abstaining: int = 0
    not_participating: int = 0
    needed: int = 0
    vetoes: tuple[str, ...] = ()
    line: str = ""


class Vote(State):
    """A question put to the vote."""

    id: str
    question: str
    words: str = ""
    document: str = ""
    part: str = ""
    motion: str = ""
    method: Literal["show-of-hands", "placards", "roll-call", "recorded", "without-vote"] = "show-of-hands"
    order: tuple[str, ...] = ()
    """Who is called, in the order of the call."""
    obliged: tuple[str, ...] = ()
    secret: bool = True
    no_abstentions: bool = False
    cast: Mapping[str, Ballot] = Field(default_factory=dict)
    passed: tuple[str, ...] = ()
    open: bool = True
    result: Result | None = None

    @property
    def votes(self) -> dict[str, Choice]:
        """Each vote, in the order of the call."""
        return {one: self.cast[one].choice for one in self.order if one in self.cast}

    @property
    def next(self) -> str:
        """Who is called next: those who passed come at the end; empty when all have been called."""
        waiting = [one for one in self.order if one not in self.cast]
        return next((one for one in waiting if one not in self.passed), waiting[0] if waiting else "")

    def shown_to(self, seat: str = "") -> dict[str, Choice | Literal["voted"]]:
        """What a seat may see of it: while a secret vote is open its own vote, and of others only that they voted."""
        hidden = self.open and self.secret
        return {one: "voted" if hidden and one != seat else choice for one, choice in self.votes.items()}


class Ruling(NamedTuple):
    """Whether something is in order, and why not."""

    allowed: bool
    because: str = ""
    """Why not, in a sentence; empty where it is allowed."""
    rule: str = ""
    """The source of the rule, where a rule of procedure says so."""

    def __bool__(self) -> bool:
        return self.allowed


YES = Ruling(True)


class OutOfOrder(ValueError):
    """An event that is not in order; the message says why."""

    def __init__(self, ruling: Ruling) -> None:
        named = rule_named(ruling.rule)
        super().__init__(ruling.because + (f" ({named})" if named else ""))
        self.ruling = ruling


class _History:
    """How a session came to be: its last event and the history before it. No part of what the session is."""

    __slots__ = ("before", "cause", "dead", "effect", "number", "state", "undos")

    def __init__(
        self,
        before: _History | None = None,
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
        return isinstance(other, _History)

    def __hash__(self) -> int:
        return 0

    def __copy__(self) -> _History:
        return self

    def __deepcopy__(self, memo: object) -> _History:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy that leaves the process takes the events along and no states in between."""
        return _rebuilt, (tuple(event for _, event in self.events()),)

    def cells(self) -> Iterator[_History]:
        """From the last event to the first."""
        cell: _History | None = self
        while cell is not None and cell.cause is not None:
            yield cell
            cell = cell.before

    def events(self) -> list[tuple[int, Event]]:
        """All events with their numbers, the undone ones too, as they came."""
        found = [(cell.number, cell.cause) for cell in self.cells() if cell.cause is not None]
        found.reverse()
        return found


def _rebuilt(events: tuple[Event, ...]) -> _History:
    return fold(events).history


class Session(State):
    """Where a session stands."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    history: Annotated[_History, SkipValidation] = Field(default_factory=_History, exclude=True, repr=False)

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
    placards: Mapping[str, Literal["caucus", "explanation"]] = Field(default_factory=dict)
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
    def present(self) -> tuple[str, ...]:
        """Members in the room, in the order of the roll."""
        return tuple(one for one in self.members if self.attendance.get(one) in ("present", "present-and-voting"))

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
        return self.floor.get(delegation, _NEVER)


_NEVER = Floor()

# -- folding


def folded(session: Session, event: Event) -> Session:
    """The session after an event. One that has no place has no effect, but stands in the list."""
    history = session.history
    number = history.number + 1
    if isinstance(event, Undone):
        return _after_undo(session, event, number)
    after = _applied(session, event, number)
    state = session if number % CHECKPOINT == 1 else None
    cell = _History(history, event, number, state, history.undos, history.dead, after is not None)
    if after is None:
        return _with(session, history=cell)
    if after is session:
        return _with(session, at=event.at, history=cell)
    # The handler has just made it and nobody else knows it yet, so that it need not be copied once more.
    after.__dict__.update(at=event.at, history=cell)
    return after


def fold(events: Iterable[Event], session: Session | None = None) -> Session:
    """The session after events, from its beginning or from where it stands."""
    made = session or Session()
    for event in events:
        made = folded(made, event)
    return made


def _with(state: S, **changes: Any) -> S:
    # What `model_copy` does, without what only other models need: a fold of ten thousand events feels the difference.
    fields = state.__dict__.copy()
    fields.update(changes)
    made = object.__new__(type(state))
    _set_fields(made, fields)
    _set_given(made, state.__pydantic_fields_set__)
    _set_extra(made, None)
    _set_private(made, None)
    return made


# The slots of a model, set past the `__setattr__` that freezes it.
_set_fields, _set_given, _set_extra, _set_private = (
    vars(BaseModel)[name].__set__ for name in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


def _applied(session: Session, event: Event, number: int) -> Session | None:
    handler = _HANDLERS.get(type(event))
    return handler(session, event, event.id or str(number)) if handler is not None else session


def _after_undo(session: Session, event: Undone, number: int) -> Session:
    history = session.history
    wanted = set(event.events)
    targets: set[int] = set()
    for cell in history.cells():
        if not wanted:
            break
        name = (cell.cause.id if cell.cause else "") or str(cell.number)
        if name in wanted:
            targets.add(cell.number)
            wanted.discard(name)
    undos = (*history.undos, (number, frozenset(targets)))
    dead: set[int] = set()
    for undo, taken_back in reversed(undos):
        if undo not in dead:
            dead |= taken_back
    now_dead = frozenset(dead)
    turned = now_dead ^ history.dead
    made = _refolded(session, min(turned), now_dead, undos) if turned else session
    state = made if number % CHECKPOINT == 1 else None
    cell = _History(made.history, event, number, state, undos, now_dead, bool(targets))
    return _with(made, history=cell)


def _refolded(
    session: Session, first: int, dead: frozenset[int], undos: tuple[tuple[int, frozenset[int]], ...]
) -> Session:
    """The session folded again from a number on, without what is undone."""
    again: list[tuple[int, Event]] = []
    start: Session | None = None
    for cell in session.history.cells():
        if cell.cause is not None:
            again.append((cell.number, cell.cause))
        if cell.number <= first and cell.state is not None:
            start = cell.state
            break
    made = start or Session()
    for number, event in reversed(again):
        before = made.history
        state = made if number % CHECKPOINT == 1 else None
        skipped = number in dead or isinstance(event, Undone)
        after = made if skipped else _applied(made, event, number)
        so_far = before.undos
        if isinstance(event, Undone):
            so_far = tuple(one for one in undos if one[0] <= number)
        cell = _History(before, event, number, state, so_far, dead, after is not None)
        counts = after is not None and not skipped
        made = _with(after, at=event.at, history=cell) if after is not None and counts else _with(made, history=cell)
    return made


WITHHELD = "…"
"""What stands for the words of a note that are withheld."""


def with_notes_withheld(session: Session) -> Session:
    """The session as whoever may not read private notes has it: that they were passed stands, their words do not. The
    session itself where there are none."""
    cells = list(session.history.cells())
    oldest = next((at for at in reversed(range(len(cells))) if isinstance(one := cells[at].cause, NotePassed) and one.private), None)
    if oldest is None:
        return session
    made = cells[oldest].before or _History()
    for cell in reversed(cells[: oldest + 1]):
        cause = cell.cause
        if isinstance(cause, NotePassed) and cause.private:
            cause = cause.model_copy(update={"words": WITHHELD})
        # What is folded again from the middle goes by the states that were kept, and they by this history.
        state = _with(cell.state, history=made) if cell.state is not None else None
        made = _History(made, cause, cell.number, state, cell.undos, cell.dead, cell.effect)
    return _with(session, history=made)


class Step(NamedTuple):
    """An event that counts, with its id and the session before and after it."""

    id: str
    event: Event
    before: Session
    after: Session


def counted(events: Iterable[Event]) -> list[tuple[str, Event]]:
    """The events that count, each with its id: without the undone ones and the undos themselves."""
    listed = [(event.id or str(number), event) for number, event in enumerate(events, start=1)]
    latest: dict[str, int] = {}
    undos: list[tuple[int, set[int]]] = []
    for index, (name, event) in enumerate(listed):
        if isinstance(event, Undone):
            undos.append((index, {latest[one] for one in event.events if one in latest}))
        latest[name] = index
    dead: set[int] = set()
    for index, taken_back in reversed(undos):
        if index not in dead:
            dead |= taken_back
    return [one for index, one in enumerate(listed) if index not in dead and not isinstance(one[1], Undone)]


def replayed(events: Iterable[Event]) -> Iterator[Step]:
    """The session step by step, by the events that count and had an effect."""
    made = Session()
    for name, event in counted(events):
        before = made
        after = _applied(before, event if event.id else event.model_copy(update={"id": name}), 0)
        if after is not None:
            made = _with(after, at=event.at)
            yield Step(name, event, before, made)


def ignored(session: Session) -> tuple[str, ...]:
    """The ids of events that had no place and so no effect, the oldest first."""
    found = [
        (cell.cause.id if cell.cause else "") or str(cell.number)
        for cell in session.history.cells()
        if not cell.effect and cell.number not in session.history.dead
    ]
    return tuple(reversed(found))


def last_act(session: Session) -> tuple[str, ...]:
    """The ids of the last act that can be undone: its event, with those that came of it; empty if there is none."""
    cells = (c for c in session.history.cells() if c.number not in session.history.dead and not isinstance(c.cause, Undone))
    found: list[str] = []
    act = None
    for cell in cells:
        if cell.cause is None or (act is not None and cell.cause.act != act):
            break
        found.append(cell.cause.id or str(cell.number))
        if not cell.cause.act:
            break
        act = cell.cause.act
    return tuple(reversed(found))


def last_undo(session: Session) -> str:
    """The undo that a redo takes back; empty if something happened since, or there is none."""
    for cell in session.history.cells():
        if cell.number in session.history.dead or (isinstance(cell.cause, Undone) and not cell.effect):
            continue
        if not isinstance(cell.cause, Undone):
            return ""
        name = cell.cause.id or str(cell.number)
        redo = next((targets for number, targets in session.history.undos if number == cell.number), frozenset())
        undos = {number for number, _ in session.history.undos}
        if not redo & undos:
            return name
    return ""


# -- what each event does; None where it has no place

_Handler = Callable[[Session, Any, str], Session | None]
_HANDLERS: dict[type[Happened], _Handler] = {}


def _handles(kind: type[Happened]) -> Callable[[_Handler], _Handler]:
    def kept(handler: _Handler) -> _Handler:
        _HANDLERS[kind] = handler
        return handler

    return kept


def _live(session: Session) -> bool:
    return session.meeting > 0 and not session.adjourned and session.suspended_at is None


@_handles(SessionOpened)
def _session_opened(session: Session, event: SessionOpened, name: str) -> Session | None:
    if session.is_open or session.closed:
        return None
    members = tuple(dict.fromkeys(event.members)) or session.members
    if not members:
        return None
    observers = tuple(one for one in dict.fromkeys(event.observers or session.observers) if one not in members)
    return _with(
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


@_handles(RollCalled)
def _roll_called(session: Session, event: RollCalled, name: str) -> Session | None:
    if not _live(session) or session.roll_done or event.delegation not in session.members + session.observers:
        return None
    return _with(session, attendance={**session.attendance, event.delegation: event.answer})


@_handles(Arrived)
def _arrived(session: Session, event: Arrived, name: str) -> Session | None:
    if not _live(session) or not session.roll_done or event.delegation not in session.taking_part:
        return None
    if session.attendance.get(event.delegation) in ("present", "present-and-voting"):
        return None
    return _with(session, attendance={**session.attendance, event.delegation: event.answer})


@_handles(Left)
def _left(session: Session, event: Left, name: str) -> Session | None:
    if not session.is_open or session.attendance.get(event.delegation) not in ("present", "present-and-voting"):
        return None
    bound = session.bound
    if session.attendance[event.delegation] == "present-and-voting" and event.delegation not in bound:
        bound = (*bound, event.delegation)
    placards = _without_placard(session.placards, event.delegation)
    return _with(session, attendance={**session.attendance, event.delegation: "left"}, bound=bound, placards=placards)


@_handles(QuorumNoted)
def _quorum_noted(session: Session, event: QuorumNoted, name: str) -> Session | None:
    return _with(session, roll_done=True) if _live(session) else None


@_handles(AgendaAdopted)
def _agenda_adopted(session: Session, event: AgendaAdopted, name: str) -> Session | None:
    if not _live(session) or not session.roll_done or session.voting:
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
    return _with(session, agenda=items or (item,), item=item, **({} if same else fresh))


@_handles(Suspended)
def _suspended(session: Session, event: Suspended, name: str) -> Session | None:
    if not _live(session):
        return None
    return _with(session, suspended_at=event.at, suspended_for=event.seconds, turn=_paused(session.turn, event.at))


@_handles(Resumed)
def _resumed(session: Session, event: Resumed, name: str) -> Session | None:
    if session.suspended_at is None or session.adjourned:
        return None
    caucus = session.caucus
    if caucus is not None:
        caucus = _with(caucus, since=caucus.since + max(0.0, event.at - session.suspended_at))
    return _with(session, suspended_at=None, suspended_for=None, caucus=caucus)


@_handles(Adjourned)
def _adjourned(session: Session, event: Adjourned, name: str) -> Session | None:
    if not session.is_open or (session.vote is not None and session.vote.open):
        return None
    after = _without_turn(session, event.at)
    return _with(
        after, adjourned=True, closed=event.final, suspended_at=None, caucus=None, voting=False, vote=None, motions=(),
        placards={}, points=(), replies=(), owed=(),
    )  # fmt: skip


@_handles(PresidencyCeded)
def _presidency_ceded(session: Session, event: PresidencyCeded, name: str) -> Session | None:
    if not session.is_open or (event.to and event.to not in session.members):
        return None
    to = event.to or session.president
    return None if to == session.presiding else _with(session, presiding=to)


@_handles(Invited)
def _invited(session: Session, event: Invited, name: str) -> Session | None:
    if not session.is_open or event.guest in session.taking_part or len(session.guests) >= MOST_AT_ONCE:
        return None
    return _with(session, guests=(*session.guests, event.guest))


@_handles(SpeakerJoined)
def _speaker_joined(session: Session, event: SpeakerJoined, name: str) -> Session | None:
    if not session.is_open or not session.list_open or event.delegation in session.speakers:
        return None
    if event.delegation not in session.taking_part:
        return None
    return _with(session, speakers=(*session.speakers, event.delegation))


@_handles(SpeakerLeft)
def _speaker_left(session: Session, event: SpeakerLeft, name: str) -> Session | None:
    if event.delegation not in session.speakers:
        return None
    return _with(session, speakers=tuple(one for one in session.speakers if one != event.delegation))


@_handles(SpeakerMoved)
def _speaker_moved(session: Session, event: SpeakerMoved, name: str) -> Session | None:
    if event.delegation not in session.speakers:
        return None
    others = [one for one in session.speakers if one != event.delegation]
    others.insert(event.place, event.delegation)
    return _with(session, speakers=tuple(others))


@_handles(ListClosed)
def _list_closed(session: Session, event: ListClosed, name: str) -> Session | None:
    return _with(session, list_open=False) if session.is_open and session.list_open else None


@_handles(ListOpened)
def _list_opened(session: Session, event: ListOpened, name: str) -> Session | None:
    return _with(session, list_open=True) if session.is_open and not session.list_open else None


def _occasion(session: Session) -> Occasion:
    if session.caucus is not None:
        return "caucus"
    return "draft" if session.document else "list"


@_handles(SpeakerCalled)
def _speaker_called(session: Session, event: SpeakerCalled, name: str) -> Session | None:
    if not _live(session) or not session.roll_done or session.turn is not None:
        return None
    if event.delegation not in session.taking_part or (session.vote is not None and session.vote.open):
        return None
    on = event.on or _occasion(session)
    seconds = event.seconds
    if seconds is None:
        in_caucus = on == "caucus" and session.caucus is not None
        seconds = session.caucus.speaking_seconds if in_caucus and session.caucus else session.speaking_seconds
    changes: dict[str, Any] = {"comments": None} if session.comments is not None else {}
    if session.placards.get(event.delegation) == on:
        changes["placards"] = _without_placard(session.placards, event.delegation)
    if on == "comment":
        if session.comments is None or session.comments.delegation == event.delegation:
            return None
        changes["comments"] = _with(session.comments, had=session.comments.had + 1)
    if on == "caucus" and session.caucus is not None:
        changes["caucus"] = _with(session.caucus, called=(*session.caucus.called, event.delegation))
    if on in ("list", "draft"):
        changes["speakers"] = tuple(one for one in session.speakers if one != event.delegation)
        if session.speakers_left:
            changes["speakers_left"] = session.speakers_left - 1
    if on == "reply":
        granted = next((one for one in session.replies if one.delegation == event.delegation and one.granted), None)
        changes["replies"] = tuple(one for one in session.replies if one is not granted)
    if on == "explanation":
        changes["owed"] = tuple(one for one in session.owed if one != event.delegation)
    if on == "motion" and event.side:
        put = next((one for one in session.motions if one.put), None)
        if put is not None:
            field = "spoken_for" if event.side == "for" else "spoken_against"
            more = _with(put, **{field: getattr(put, field) + 1})
            changes["motions"] = tuple(more if one is put else one for one in session.motions)
    return _with(session, turn=Turn(delegation=event.delegation, seconds=seconds, on=on, side=event.side), **changes)


@_handles(SpeechStarted)
def _speech_started(session: Session, event: SpeechStarted, name: str) -> Session | None:
    if not _live(session) or session.turn is None or session.turn.running:
        return None
    return _with(session, turn=_with(session.turn, since=event.at))


def _paused(turn: Turn | None, at: float) -> Turn | None:
    if turn is None or turn.since is None:
        return turn
    return _with(turn, since=None, used=turn.used_at(at))


@_handles(SpeechPaused)
def _speech_paused(session: Session, event: SpeechPaused, name: str) -> Session | None:
    if session.turn is None or not session.turn.running:
        return None
    return _with(session, turn=_paused(session.turn, event.at))


def _with_time(floor: Mapping[str, Floor], turn: Turn, at: float) -> dict[str, Floor]:
    """How often, how long and when last each has spoken, after a speech; one whose clock nobody started has taken no time."""
    had = floor.get(turn.delegation, _NEVER)
    counts = 0 if turn.counted else 1
    now = _with(had, times=had.times + counts, seconds=had.seconds + turn.used_at(at), last=at)
    return {**floor, turn.delegation: now}


def _debated(session: Session, turn: Turn, at: float) -> Mapping[str, Document]:
    """The documents with what was spoken on the one that debate is on."""
    document = session.documents.get(session.document)
    if document is None or turn.on not in ("draft", "list"):
        return session.documents
    return {**session.documents, document.id: _with(document, debated=document.debated + turn.used_at(at))}


def _without_turn(session: Session, at: float) -> Session:
    turn = session.turn
    if turn is None:
        return session if session.comments is None else _with(session, comments=None)
    if turn.since is None and turn.used == 0:
        # It was called, and the room turned to something else before it began.
        return _with(session, turn=None, comments=None)
    return _with(session, turn=None, comments=None, floor=_with_time(session.floor, turn, at), heard=turn.on, documents=_debated(session, turn, at))


@_handles(SpeechEnded)
def _speech_ended(session: Session, event: SpeechEnded, name: str) -> Session | None:
    turn = session.turn
    if turn is None:
        return None
    floor = _with_time(session.floor, turn, event.at)
    left = turn.left_at(event.at)
    following: Turn | None = None
    comments = session.comments
    if not turn.yielded_by and not turn.taking and (left is None or left > 0):
        if event.yielded == "delegate" and event.to in session.taking_part and event.to != turn.delegation:
            following = Turn(delegation=event.to, seconds=left, on=turn.on, yielded_by=turn.delegation)
        elif event.yielded == "questions":
            following = Turn(delegation=turn.delegation, seconds=left, on=turn.on, taking="questions", counted=True)
        elif event.yielded == "comments":
            comments = Commented(delegation=turn.delegation)
    return _with(session, turn=following, comments=comments, floor=floor, heard=turn.on, documents=_debated(session, turn, event.at))


@_handles(SpeakingTimeSet)
def _speaking_time_set(session: Session, event: SpeakingTimeSet, name: str) -> Session | None:
    if not session.is_open:
        return None
    left = session.speakers_left if event.speakers is None else event.speakers
    return _with(session, speaking_seconds=event.seconds, speakers_left=left)


@_handles(PointRaised)
def _point_raised(session: Session, event: PointRaised, name: str) -> Session | None:
    if not _live(session) or len(session.points) >= MOST_AT_ONCE:
        return None
    raised = Raised(id=name, point=event.point, by=event.by, words=event.words)
    return _with(session, points=(*session.points, raised), turn=_paused(session.turn, event.at))


@_handles(PointRuled)
def _point_ruled(session: Session, event: PointRuled, name: str) -> Session | None:
    raised = next((one for one in session.points if one.id == event.point), None)
    if raised is None:
        return None
    others = tuple(one for one in session.points if one.id != event.point)
    ruled = {"last_ruling": raised.id, "last_ruling_on": raised.point} if event.ruling != "answered" else {}
    return _with(session, points=others, **ruled)


@_handles(RulingOverturned)
def _ruling_overturned(session: Session, event: RulingOverturned, name: str) -> Session | None:
    return _with(session, last_ruling="", last_ruling_on="") if session.is_open else None


@_handles(ReplyAsked)
def _reply_asked(session: Session, event: ReplyAsked, name: str) -> Session | None:
    if not _live(session) or event.delegation not in session.taking_part or len(session.replies) >= MOST_AT_ONCE:
        return None
    return _with(session, replies=(*session.replies, Reply(id=name, delegation=event.delegation)))


@_handles(ReplyDecided)
def _reply_decided(session: Session, event: ReplyDecided, name: str) -> Session | None:
    asked = next((one for one in session.replies if one.id == event.reply and one.granted is None), None)
    if asked is None:
        return None
    granted = (_with(asked, granted=True),) if event.granted else ()
    return _with(session, replies=tuple(o for o in session.replies if o is not asked) + granted)


@_handles(PlacardRaised)
def _placard_raised(session: Session, event: PlacardRaised, name: str) -> Session | None:
    if not _live(session) or event.delegation not in session.taking_part or session.placards.get(event.delegation) == event.on:
        return None
    if len(session.placards) >= MOST_AT_ONCE or not _asks(session, event.on):
        return None
    return _with(session, placards={**_without_placard(session.placards, event.delegation), event.delegation: event.on})


@_handles(PlacardLowered)
def _placard_lowered(session: Session, event: PlacardLowered, name: str) -> Session | None:
    if event.delegation not in session.placards:
        return None
    return _with(session, placards=_without_placard(session.placards, event.delegation))


_Placards = Mapping[str, Literal["caucus", "explanation"]]


def _asks(session: Session, on: Literal["caucus", "explanation"]) -> bool:
    """Whether there is an occasion to ask for the floor."""
    if on == "caucus":
        return session.caucus is not None and session.caucus.mode == "moderated"
    return session.voting or any(one.document for one in session.votes)


def _without_placard(placards: _Placards, delegation: str) -> _Placards:
    return {one: on for one, on in placards.items() if one != delegation} if delegation in placards else placards


def _without_placards_on(placards: _Placards, occasion: Literal["caucus", "explanation"]) -> _Placards:
    return {one: on for one, on in placards.items() if on != occasion} if occasion in placards.values() else placards


@_handles(NotePassed)
def _note_passed(session: Session, event: NotePassed, name: str) -> Session | None:
    return _with(session, notes=session.notes + 1)


@_handles(Remarked)
def _remarked(session: Session, event: Remarked, name: str) -> Session | None:
    return session


@_handles(MotionRaised)
def _motion_raised(session: Session, event: MotionRaised, name: str) -> Session | None:
    if not session.is_open or not session.roll_done or len(session.motions) >= MOST_AT_ONCE or session.moved(name) is not None:
        return None
    moved = Moved(id=name, motion=event.motion, by=event.by, at=event.at, parameters=dict(event.parameters))
    return _with(session, motions=(*session.motions, moved))


def _with_motion(session: Session, moved: Moved | None, **changes: Any) -> Session | None:
    if moved is None:
        return None
    now = _with(moved, **changes)
    return _with(session, motions=tuple(now if one is moved else one for one in session.motions))


@_handles(MotionSeconded)
def _motion_seconded(session: Session, event: MotionSeconded, name: str) -> Session | None:
    moved = session.moved(event.motion)
    if moved is None or moved.seconded_by or moved.by == event.by:
        return None
    return _with_motion(session, moved, seconded_by=event.by)


def _without_motion(session: Session, motion: str) -> Session | None:
    if session.moved(motion) is None:
        return None
    return _with(session, motions=tuple(one for one in session.motions if one.id != motion))


@_handles(MotionWithdrawn)
def _motion_withdrawn(session: Session, event: MotionWithdrawn, name: str) -> Session | None:
    return _without_motion(session, event.motion)


@_handles(MotionRefused)
def _motion_refused(session: Session, event: MotionRefused, name: str) -> Session | None:
    return _without_motion(session, event.motion)


@_handles(MotionPut)
def _motion_put(session: Session, event: MotionPut, name: str) -> Session | None:
    if any(one.put for one in session.motions):
        return None
    return _with_motion(session, session.moved(event.motion), put=True)


@_handles(MotionDecided)
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
    return _with(session, motions=() if event.carried else others, settled=(*session.settled, settled))


@_handles(CaucusOpened)
def _caucus_opened(session: Session, event: CaucusOpened, name: str) -> Session | None:
    if not _live(session) or session.caucus is not None or session.voting:
        return None
    caucus = Caucus(
        mode=event.mode, topic=event.topic, seconds=event.seconds, since=event.at, proposer=event.proposer,
        speaking_seconds=event.speaking_seconds, first_seconds=event.seconds,
    )  # fmt: skip
    return _with(_without_turn(session, event.at), caucus=caucus, caucuses=session.caucuses + 1)


@_handles(CaucusExtended)
def _caucus_extended(session: Session, event: CaucusExtended, name: str) -> Session | None:
    caucus = session.caucus
    if caucus is None:
        return None
    more = _with(caucus, seconds=caucus.seconds + event.seconds, extended=caucus.extended + 1)
    return _with(session, caucus=more)


@_handles(CaucusEnded)
def _caucus_ended(session: Session, event: CaucusEnded, name: str) -> Session | None:
    if session.caucus is None:
        return None
    return _with(_without_turn(session, event.at), caucus=None, placards=_without_placards_on(session.placards, "caucus"))


@_handles(DraftIntroduced)
def _draft_introduced(session: Session, event: DraftIntroduced, name: str) -> Session | None:
    if not session.is_open or not session.can_be_introduced(event.document) or len(session.documents) >= MOST_AT_ONCE:
        return None
    former = session.documents.get(event.document)
    draft = Document(
        id=event.document, what="draft", symbol=event.symbol, title=event.title, sponsors=event.sponsors,
        signatories=event.signatories, item=session.item, introductions=former.introductions + 1 if former else 1,
    )  # fmt: skip
    # It comes as a new one, last in order; amendments that were waiting when it was withdrawn are introduced to it anew.
    gone = {draft.id, *(one.id for one in session.amendments(draft.id) if one.status == "open")} if former else set()
    documents = {name: one for name, one in session.documents.items() if name not in gone}
    return _with(session, documents={**documents, draft.id: draft}, document="" if session.document in gone else session.document)


@_handles(AmendmentIntroduced)
def _amendment_introduced(session: Session, event: AmendmentIntroduced, name: str) -> Session | None:
    target = session.documents.get(event.document)
    if not session.is_open or event.amendment in session.documents or target is None or target.status != "open":
        return None
    if len(session.documents) >= MOST_AT_ONCE:
        return None
    amendment = Document(
        id=event.amendment, what="amendment", symbol=event.symbol, title=event.title, of=event.document,
        sponsors=event.sponsors, item=target.item, status="adopted" if event.friendly else "open", change=event.change,
    )  # fmt: skip
    return _with(session, documents={**session.documents, amendment.id: amendment})


@_handles(DocumentTakenUp)
def _document_taken_up(session: Session, event: DocumentTakenUp, name: str) -> Session | None:
    if not session.is_open or session.document == event.document:
        return None
    if not event.document:
        return _with(session, document="")
    document = session.documents.get(event.document)
    if document is None or document.status != "open":
        return None
    timed = session if event.seconds is None else _with_document(session, event.document, debate_seconds=event.seconds)
    return _with(timed or session, document=event.document, debate_closed=False)


def _with_document(session: Session, name: str, **changes: Any) -> Session | None:
    document = session.documents.get(name)
    if document is None:
        return None
    now = _with(document, **changes)
    done = now.status != "open" and session.document == name
    # Debate on an amendment goes back to its draft when it is decided.
    back = document.of if session.documents.get(document.of, now).status == "open" else ""
    return _with(session, documents={**session.documents, name: now}, document=back if done else session.document)


def _open_document(session: Session, name: str, **changes: Any) -> Session | None:
    document = session.documents.get(name)
    return None if document is None or document.status != "open" else _with_document(session, name, **changes)


@_handles(AmendmentDecided)
def _amendment_decided(session: Session, event: AmendmentDecided, name: str) -> Session | None:
    document = session.documents.get(event.amendment)
    if document is None or document.what != "amendment":
        return None
    return _open_document(session, event.amendment, status="adopted" if event.carried else "rejected")


@_handles(DocumentWithdrawn)
def _document_withdrawn(session: Session, event: DocumentWithdrawn, name: str) -> Session | None:
    if session.vote is not None and session.vote.open and session.vote.document == event.document:
        return None
    return _open_document(session, event.document, status="withdrawn")


@_handles(DocumentReferred)
def _document_referred(session: Session, event: DocumentReferred, name: str) -> Session | None:
    if not event.document:
        return session if session.is_open else None
    return _open_document(session, event.document, status="referred")


@_handles(DocumentTabled)
def _document_tabled(session: Session, event: DocumentTabled, name: str) -> Session | None:
    document = session.documents.get(event.document)
    if document is None or document.what != "draft" or (session.vote is not None and session.vote.open):
        return None
    # With it what would amend it is off the table, also where debate was on that.
    after = _open_document(session, event.document, status="tabled")
    on_it = after is not None and any(one.id == session.document for one in session.amendments(event.document))
    return _with(after, document="") if after is not None and on_it else after


@_handles(DraftsOrdered)
def _drafts_ordered(session: Session, event: DraftsOrdered, name: str) -> Session | None:
    known = tuple(one for one in dict.fromkeys(event.documents) if one in session.documents)
    return _with(session, draft_order=known) if known else None


@_handles(QuestionDivided)
def _question_divided(session: Session, event: QuestionDivided, name: str) -> Session | None:
    parts = tuple(Part(name=one) for one in dict.fromkeys(event.parts) if one)
    return _open_document(session, event.document, parts=parts, parts_are_all=event.all) if parts else None


@_handles(DeclaredImportant)
def _declared_important(session: Session, event: DeclaredImportant, name: str) -> Session | None:
    return _open_document(session, event.document, important=True)


@_handles(Reconsidered)
def _reconsidered(session: Session, event: Reconsidered, name: str) -> Session | None:
    document = session.documents.get(event.document)
    if document is None or document.status not in ("adopted", "rejected"):
        return None
    fresh = tuple(Part(name=one.name) for one in document.parts)
    return _with_document(
        session, event.document, status="open", parts=fresh, reconsidered=document.reconsidered + 1
    )  # fmt: skip


@_handles(DebateClosed)
def _debate_closed(session: Session, event: DebateClosed, name: str) -> Session | None:
    if not _live(session) or session.debate_closed:
        return None
    return _with(_without_turn(session, event.at), debate_closed=True, caucus=None)


@_handles(DebateAdjourned)
def _debate_adjourned(session: Session, event: DebateAdjourned, name: str) -> Session | None:
    if not _live(session) or session.debate_adjourned:
        return None
    tabled = session.tabled if session.item in ("", *session.tabled) else (*session.tabled, session.item)
    return _with(session, debate_adjourned=True, tabled=tabled, document="", comments=None)


@_handles(DebateReopened)
def _debate_reopened(session: Session, event: DebateReopened, name: str) -> Session | None:
    if not _live(session) or not (session.debate_adjourned or session.debate_closed):
        return None
    tabled = tuple(one for one in session.tabled if one != session.item)
    return _with(session, debate_adjourned=False, debate_closed=False, tabled=tabled)


@_handles(DebateExtended)
def _debate_extended(session: Session, event: DebateExtended, name: str) -> Session | None:
    document = session.documents.get(session.document)
    if document is None or not _live(session):
        return None
    given = document.debated if document.debate_seconds is None else document.debate_seconds
    return _with_document(session, document.id, debate_seconds=given + event.seconds)


@_handles(VotingOpened)
def _voting_opened(session: Session, event: VotingOpened, name: str) -> Session | None:
    if not _live(session) or not session.roll_done or session.voting:
        return None
    return _with(_without_turn(session, event.at), voting=True, caucus=None)


@_handles(VotingClosed)
def _voting_closed(session: Session, event: VotingClosed, name: str) -> Session | None:
    if not session.voting or (session.vote is not None and session.vote.open):
        return None
    return _with(session, voting=False, vote=None, debate_closed=False, method="", no_abstentions=False)


@_handles(MethodChosen)
def _method_chosen(session: Session, event: MethodChosen, name: str) -> Session | None:
    if not _live(session):
        return None
    return _with(session, method=event.method or session.method, no_abstentions=event.no_abstentions or session.no_abstentions)


@_handles(VoteOpened)
def _vote_opened(session: Session, event: VoteOpened, name: str) -> Session | None:
    if not _live(session) or not session.roll_done or (session.vote is not None and session.vote.open):
        return None
    if event.document:
        document = session.documents.get(event.document)
        if document is None or document.status != "open":
            return None
        if event.part and not any(one.name == event.part and one.kept is None for one in document.parts):
            return None
    if event.motion and session.moved(event.motion) is None:
        return None
    named = tuple(one for one in dict.fromkeys(event.order) if one in session.members)
    vote = Vote(
        id=name, question=event.question, words=event.words, document=event.document, part=event.part,
        motion=event.motion, method=event.method,
        order=named + tuple(one for one in session.members if one not in named),
        obliged=tuple(one for one in event.obliged if one in session.members),
        secret=event.secret and event.method != "roll-call",
        no_abstentions=event.no_abstentions or session.no_abstentions,
    )  # fmt: skip
    return _with(session, vote=vote, turn=_paused(session.turn, event.at), method="", no_abstentions=False)


@_handles(VoteCast)
def _vote_cast(session: Session, event: VoteCast, name: str) -> Session | None:
    vote = session.vote
    if vote is None or not vote.open or event.delegation not in vote.order:
        return None
    # Article 27, paragraph 3: a party to the dispute shall abstain, whatever it answered to the roll.
    bound = event.delegation in vote.obliged and event.choice != "not participating"
    ballot = Ballot(choice="abstaining" if bound else event.choice, rights=event.rights)
    return _with(session, vote=_with(vote, cast={**vote.cast, event.delegation: ballot}))


@_handles(VotePassed)
def _vote_passed(session: Session, event: VotePassed, name: str) -> Session | None:
    vote = session.vote
    if vote is None or not vote.open or event.delegation not in vote.order:
        return None
    if event.delegation in vote.passed or event.delegation in vote.cast:
        return None
    return _with(session, vote=_with(vote, passed=(*vote.passed, event.delegation)))


@_handles(VoteClosed)
def _vote_closed(session: Session, event: VoteClosed, name: str) -> Session | None:
    vote = session.vote
    if vote is None or not vote.open:
        return None
    # A party to the dispute abstains also where it kept silent in the room.
    cast = dict(vote.cast)
    for one in vote.obliged:
        if one not in cast and one in session.present:
            cast[one] = Ballot(choice="abstaining")
    return _with(session, vote=_with(vote, open=False, cast=cast))


@_handles(ResultRecorded)
def _result_recorded(session: Session, event: ResultRecorded, name: str) -> Session | None:
    result = Result(
        outcome=event.outcome, in_favour=event.in_favour, against=event.against, abstaining=event.abstaining,
        not_participating=event.not_participating, needed=event.needed, vetoes=event.vetoes, line=event.line,
    )  # fmt: skip
    vote = session.vote
    if event.vote:
        if vote is None or vote.id != event.vote or vote.open:
            return None
        rights = tuple(one for one, ballot in vote.cast.items() if ballot.rights)
        done = _with(vote, result=result)
        after = _with(session, vote=None, votes=(*session.votes, done), owed=rights)
    else:
        # Adopted without a vote.
        if not event.document or not _live(session):
            return None
        done = Vote(id=name, question="substantive", document=event.document, method="without-vote", open=False, result=result)
        after = _with(session, votes=(*session.votes, done))
    if not done.document:
        return after
    return _with_outcome(after, done, event.outcome == "adopted")


def _with_outcome(session: Session, vote: Vote, adopted: bool) -> Session | None:
    """The session with what a vote on a document, or on a part of one, makes of it."""
    document = session.documents.get(vote.document)
    if document is None or document.status != "open":
        return None
    if vote.question == "preliminary":
        return _with_document(session, document.id, procedural=adopted)
    if vote.part:
        parts = tuple(
            _with(one, kept=adopted) if one.name == vote.part else one for one in document.parts
        )
        nothing_left = document.parts_are_all and all(one.kept is False for one in parts)
        return _with_document(session, document.id, parts=parts, **({"status": "rejected"} if nothing_left else {}))
    return _with_document(session, document.id, status="adopted" if adopted else "rejected")


@_handles(VoteExplained)
def _vote_explained(session: Session, event: VoteExplained, name: str) -> Session | None:
    if not session.is_open or event.delegation not in session.taking_part:
        return None
    placards = session.placards
    if placards.get(event.delegation) == "explanation":
        placards = _without_placard(placards, event.delegation)
    return _with(session, owed=tuple(one for one in session.owed if one != event.delegation), placards=placards)


# -- what follows from the state


class Quorum(NamedTuple):
    """How many are present and how many it takes."""

    present: int
    members: int
    to_open: int
    to_vote: int

    @property
    def opens(self) -> bool:
        """Whether the meeting may go on."""
        return self.present >= self.to_open

    @property
    def votes(self) -> bool:
        """Whether a vote on substance may be taken."""
        return self.present >= self.to_vote


def quorum(session: Session, procedure: Procedure) -> Quorum:
    """Who is there against who must be."""
    members = len(session.members)
    return Quorum(len(session.present), members, procedure.opens_with(members), procedure.votes_with(members))


def list_exhausted(session: Session, procedure: Procedure) -> bool:
    """Whether nobody is left to speak and the rules have debate close with that; the chair then says so."""
    idle = session.turn is None and not session.speakers and not session.debate_closed
    return idle and session.phase in ("debate", "draft-debate") and procedure.list_empty.value == "closes-debate"


def debate_left(session: Session, at: float) -> float | None:
    """Seconds left for the debate on the document that it is on, below zero when they are over; None where it has no limit."""
    document = session.documents.get(session.document)
    if document is None or document.debate_seconds is None:
        return None
    turn = session.turn
    speaking = turn.used_at(at) if turn is not None and turn.on in ("draft", "list") else 0.0
    return document.debate_seconds - document.debated - speaking


class Waiting(NamedTuple):
    """A place on the speakers' list."""

    delegation: str
    place: int
    """1 is next."""
    seconds: float
    """How long until the delegation has the floor, if everybody uses the time given."""


def waiting(session: Session, at: float) -> tuple[Waiting, ...]:
    """The speakers' list with how long each still waits: the rest of the speech and of the caucus, then those before it."""
    ahead = 0.0
    if session.caucus is not None:
        ahead = max(0.0, session.caucus.left_at(at))
    elif session.turn is not None:
        ahead = max(0.0, session.turn.left_at(at) or 0.0)
    each = session.speaking_seconds or 0.0
    return tuple(Waiting(one, place, ahead + each * (place - 1)) for place, one in enumerate(session.speakers, start=1))


def seconds_for(session: Session, procedure: Procedure, on: Occasion | None = None) -> float | None:
    """The time that the rules give to a speech now; None for no limit.

    Args:
        on: what it is on; None for what the room is at.
    """
    kind = on or _occasion(session)
    if kind == "reply":
        return float(procedure.right_of_reply.value.seconds)
    if kind == "comment":
        return float(procedure.comments.value.seconds)
    in_caucus = kind == "caucus" and session.caucus is not None
    return session.caucus.speaking_seconds if in_caucus and session.caucus else session.speaking_seconds


def comments_left(session: Session, procedure: Procedure) -> int:
    """How many more may comment on the speech that was last; 0 where its speaker did not yield to comments."""
    if session.comments is None or "comments" not in procedure.yields.value:
        return 0
    return max(0, procedure.comments.value.number - session.comments.had)


def proposers_speech(session: Session, procedure: Procedure, at: float) -> Literal["", "first", "last"]:
    """Which speech of the moderated caucus is now the proposer's to have, by the rules: its first, or its last, when what is
    left of it is less than two speeches. Empty where it is neither, or the proposer has spoken or is not there. It is an
    offer; nobody is held to it.
    """
    caucus, rule = session.caucus, procedure.caucus_proposer.value
    if caucus is None or caucus.mode != "moderated" or session.turn is not None or not session.is_open:
        return ""
    who = caucus.proposer
    if who not in session.taking_part or who in caucus.called or (who in session.members and _is_out(session, who)):
        return ""
    if not caucus.called:
        return "first" if rule in ("first", "either") else ""
    each = caucus.speaking_seconds
    return "last" if rule in ("last", "either") and each and 0 < caucus.left_at(at) < 2 * each else ""


def fairness(session: Session) -> dict[str, Floor]:
    """For everybody who may speak: how often, for how long and when last, those who have had least first."""
    order = sorted(session.taking_part, key=lambda one: (session.floor_of(one).times, session.floor_of(one).seconds))
    return {one: session.floor_of(one) for one in order}


def whose_turn(session: Session) -> str:
    """Whom the room waits for: who has the floor, is called in the roll or in a roll-call vote, or is next on the list."""
    if session.turn is not None:
        return session.turn.delegation
    if session.vote is not None and session.vote.open and session.vote.method == "roll-call":
        return _called_next(session, session.vote)
    if session.is_open and not session.roll_done:
        return session.next_to_answer
    if session.caucus is None and not session.voting and session.speakers:
        return session.speakers[0]
    return ""


def _called_next(session: Session, vote: Vote) -> str:
    there = session.present
    waiting_ = [one for one in vote.order if one not in vote.cast and one in there]
    return next((one for one in waiting_ if one not in vote.passed), waiting_[0] if waiting_ else "")


# -- what may happen next, and why not

DELEGATES_MAY = frozenset({
    "list.joined", "list.left", "point.raised", "motion.raised", "motion.seconded", "motion.withdrawn", "reply.asked",
    "note.passed", "vote.cast", "vote.passed", "speech.ended", "vote.explained",
    "placard.raised", "placard.lowered",
})  # fmt: skip
"""What a delegation may do by itself, on its own behalf; everything else is the chair's."""


IN_THE_ROOM = frozenset({"point.raised", "motion.raised", "motion.seconded", "reply.asked", "vote.explained", "placard.raised"})
"""What a member does only while it is present; the list it joins also on its way."""


def _no(because: str, rule: str = "") -> Ruling:
    return Ruling(False, because, rule)


def in_order(session: Session, procedure: Procedure) -> dict[str, Ruling]:
    """For each kind of event whether it may happen now, and why not; also `point:<id>` and `yield:<kind>`.

    What one event says besides, as whose turn it is, is for `ruling` in `committee.motions`, which also knows which
    motions are in order.
    """
    s, p = session, procedure
    found: dict[str, Ruling] = {}
    if s.closed:
        shut = _no("The session is closed.")
    elif not s.meeting:
        shut = _no("No meeting has been opened yet.")
    elif s.adjourned:
        shut = _no("The meeting has risen; the next one is to be opened first.")
    else:
        shut = YES
    live = shut if not shut else (_no("The meeting is suspended; it is to be resumed first.") if s.suspended_at is not None else YES)
    rolled = live if not live or s.roll_done else _no("The roll is to be called and the quorum noted first.")
    voting_now = s.vote is not None and s.vote.open
    unrecorded = s.vote is not None and not s.vote.open
    calm = rolled if not rolled or not voting_now else _no("A vote is open; nothing but a point on its conduct comes between.")
    themed = calm if not calm or s.item else _no("The agenda is to be adopted first.")
    debating = themed if not themed or not s.voting else _no("The room is in voting procedure.")
    count = quorum(s, p)
    quorate = debating
    if debating and not count.opens:
        quorate = _no(f"{count.present} of {count.members} members are present, and it takes {count.to_open}.", p.quorum_open.source)

    def rule(kind: str, before: Ruling, *conditions: tuple[bool, str] | tuple[bool, str, str]) -> None:
        """The first thing that stands against it."""
        failed = before if not before else next((_no(*c[1:]) for c in conditions if not c[0]), YES)
        found[kind] = failed

    opened = YES if not s.is_open else _no("A meeting is open already.")
    rule("session.opened", _no("The session is closed.") if s.closed else opened)
    rule("roll.called", live, (not s.roll_done, "The roll has been called; who comes now has arrived late."))
    rule("roll.arrived", rolled, (any(_is_out(s, one) for one in s.taking_part), "Everybody is here."))
    rule("roll.left", shut, (any(not _is_out(s, one) for one in s.taking_part), "Nobody is here."))
    rule(
        "quorum.noted", live,
        (count.opens, f"{count.present} of {count.members} members are present, and it takes {count.to_open}.", p.quorum_open.source),
    )  # fmt: skip
    rule(
        "agenda.adopted", calm,
        (not s.voting, "The room is in voting procedure."),
        (s.caucus is None, "The room is in a caucus."),
        (s.turn is None, "A speaker has the floor."),
    )  # fmt: skip
    no_vote = (not voting_now, "A vote is open.")
    rule("meeting.suspended", live, no_vote)
    rule("meeting.resumed", shut, (s.suspended_at is not None, "The meeting is not suspended."))
    rule("meeting.adjourned", shut, no_vote, (not unrecorded, "The result of the vote is to be announced first."))
    rule("presidency.ceded", shut, no_vote)
    rule("guest.invited", shut, no_vote)

    rule(
        "list.joined", shut,
        (s.list_open, "The speakers' list is closed."),
        (not s.debate_closed and not s.voting, "Debate is closed."),
        (any(one not in s.speakers for one in s.taking_part), "Everybody is on the list."),
    )  # fmt: skip
    rule("list.left", shut, (bool(s.speakers), "Nobody is on the list."))
    rule("list.moved", shut, (len(s.speakers) > 1, "There is nobody to move past."))
    rule("list.closed", shut, (s.list_open, "The list is closed already."))
    rule("list.opened", shut, (not s.list_open, "The list is open."))
    rule(
        "speaker.called", calm,
        (s.turn is None, "A speaker has the floor."),
        (count.opens, f"{count.present} of {count.members} members are present, and it takes {count.to_open}.", p.quorum_open.source),
        (s.caucus is None or s.caucus.mode == "moderated", "Nobody is called while the room meets informally."),
    )  # fmt: skip
    turn = s.turn
    rule(
        "speech.started", live,
        (turn is not None, "Nobody has the floor."),
        (turn is None or not turn.running, "The clock is running."),
        no_vote,
        (not s.points, "A point waits for the chair."),
    )  # fmt: skip
    rule("speech.paused", live, (turn is not None and turn.running, "No clock is running."))
    rule("speech.ended", live, (turn is not None, "Nobody has the floor."))
    for kind in ("chair", "delegate", "questions", "comments"):
        rule(
            f"yield:{kind}", found["speech.ended"],
            (kind in p.yields.value, f"Time is not yielded to {_YIELDED[kind]}.", p.yields.source),
            (turn is None or turn.on in ("list", "draft"), "Only who speaks from the list yields.", p.yields.source),
            (turn is None or not turn.yielded_by, "Time that was yielded is not yielded again.", p.yields.source),
            (turn is None or not turn.taking, "The speaker has yielded to questions already."),
        )  # fmt: skip
    rule("time.set", shut, no_vote)

    rule("point.raised", live, (bool(p.points), "These rules know no points.", p.source))
    for point in p.points:
        # A question to whoever takes questions interrupts nobody.
        interrupts = turn is None or not turn.running or point.may_interrupt or (point.decided_by == "speaker" and bool(turn.taking))
        open_to = point.decided_by != "speaker" or (turn is not None and turn.taking == "questions")
        asks = point.decided_by != "speaker" or "questions" not in p.yields.value or open_to
        rule(
            f"point:{point.id}", live,
            (interrupts, f"A {_lower(point.name)} does not interrupt a speaker.", point.source),
            (asks, f"A {_lower(point.name)} is for a speaker who has yielded to questions.", point.source),
            # Rule 88 of the General Assembly (general knowledge): only a point on the conduct of the voting.
            (not voting_now or point.may_interrupt or point.appeal, "A vote is open; nothing but a point on its conduct comes between.", point.source),
        )  # fmt: skip
    rule("point.ruled", shut, (bool(s.points), "No point waits for a ruling."))
    rule("ruling.overturned", shut, (bool(s.last_ruling), "The chair has not ruled on anything."))
    reply = p.right_of_reply
    said_last = s.turn.on if s.turn is not None else s.heard
    rule(
        "reply.asked", calm,
        (reply.value.allowed, "These rules know no right of reply.", reply.source),
        (reply.value.to_a_reply or said_last != "reply", "What was said last was a reply, and a reply is not replied to.", reply.source),
    )  # fmt: skip
    rule("reply.decided", shut, (any(one.granted is None for one in s.replies), "Nobody has asked for a right of reply."))
    rule(
        "placard.raised", calm,
        (_asks(s, "caucus") or _asks(s, "explanation"), "The floor is asked for in a moderated caucus, or to explain a vote; else join the speakers' list."),
    )  # fmt: skip
    rule("placard.lowered", shut, (bool(s.placards), "Nobody asks for the floor."))
    rule("note.passed", shut)
    rule("remark", shut)

    put = next((one for one in s.motions if one.put), None)
    rule(
        "motion.raised", calm,
        (put is None, "A motion is being decided; others wait."),
        (not unrecorded, "The result of the vote is to be announced first."),
    )  # fmt: skip
    rule(
        "motion.seconded", calm,
        (p.seconds.value, "Motions need no second.", p.seconds.source),
        (any(not one.seconded_by for one in s.motions), "No motion waits for a second."),
    )  # fmt: skip
    motions = (bool(s.motions), "No motion is on the floor.")
    rule("motion.withdrawn", calm, motions)
    rule("motion.refused", calm, motions)
    rule("motion.put", calm, motions, (put is None, "A motion is being decided."), (not unrecorded, "The result of the vote is to be announced first."))
    rule("motion.decided", calm, motions)
    rule(
        "caucus.opened", quorate,
        (p.caucus.value != "none", "These rules know no caucus.", p.caucus.source),
        (s.caucus is None, "A caucus is under way."),
        (not s.debate_adjourned, "Debate on the item is adjourned."),
    )  # fmt: skip
    rule("caucus.extended", live, (s.caucus is not None, "No caucus is under way."))
    rule("caucus.ended", live, (s.caucus is not None, "No caucus is under way."))

    live_documents = [one for one in s.documents.values() if one.status == "open"]
    an_open = (bool(live_documents), "No document is before the room.")
    a_draft = (any(one.what == "draft" for one in live_documents), "No draft is before the room.")
    rule("draft.introduced", quorate, (not s.debate_closed, "Debate is closed."))
    rule("amendment.introduced", themed, a_draft)
    rule("document.taken-up", debating, an_open)
    amended = (any(one.what == "amendment" for one in live_documents), "No amendment is before the room.")
    rule("amendment.decided", calm, amended)
    rule("document.withdrawn", calm, an_open)
    rule("document.referred", calm)
    rule("document.tabled", calm, a_draft)
    rule("drafts.ordered", calm, a_draft)
    rule("question.divided", calm, a_draft, (p.division.value != "none", "These rules know no separate vote on parts.", p.division.source))
    rule("document.important", calm, a_draft)
    rule(
        "document.reconsidered", calm,
        (
            p.reconsideration.value != "none" or any(one.effect == "vote-without-abstentions" for one in p.motions),
            "What was decided is not taken up again.", p.reconsideration.source,
        ),
        (any(one.status in ("adopted", "rejected") for one in s.documents.values()), "Nothing has been decided yet."),
    )  # fmt: skip
    rule("debate.closed", debating, (not s.debate_closed, "Debate is closed already."))
    rule("debate.adjourned", debating, (not s.debate_adjourned, "Debate is adjourned already."))
    rule("debate.reopened", debating, (s.debate_closed or s.debate_adjourned, "Debate is open."))
    rule("debate.extended", debating, (bool(s.document), "No document is debated now."))
    rule("voting.opened", debating, a_draft)
    rule("voting.closed", calm, (s.voting, "The room is not in voting procedure."), (not unrecorded, "The result of the vote is to be announced first."))
    rule("vote.method", calm)
    rule("vote.opened", calm, (not unrecorded, "The result of the vote is to be announced first."), (turn is None, "A speaker has the floor."))
    rule("vote.cast", rolled, (voting_now, "No vote is open."))
    rule(
        "vote.passed", rolled,
        (voting_now, "No vote is open."),
        (p.pass_allowed.value, "Nobody passes under these rules.", p.pass_allowed.source),
        (s.vote is None or s.vote.method == "roll-call", "Members pass only in a roll call."),
    )  # fmt: skip
    called = _called_next(s, s.vote) if s.vote is not None and voting_now and s.vote.method == "roll-call" else ""
    rule("vote.closed", rolled, (voting_now, "No vote is open."), (not called, "The roll call is not over."))
    rule("result.recorded", calm)
    rule(
        "vote.explained", calm,
        (p.explanations.value != "none" or bool(s.owed), "These rules know no explanations of vote.", p.explanations.source),
    )  # fmt: skip
    found["undone"] = YES if last_act(s) or last_undo(s) else _no("Nothing has happened that could be undone.")
    return found


_YIELDED = {"chair": "the chair", "delegate": "another delegation", "questions": "questions", "comments": "comments"}


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _is_out(session: Session, delegation: str) -> bool:
    return session.attendance.get(delegation) not in ("present", "present-and-voting")


def allowed(session: Session, procedure: Procedure, event: Event) -> Ruling:
    """Whether one event may happen now, motions aside: what `in_order` says of its kind, and what it says itself."""
    general = in_order(session, procedure)[event.kind]
    if not general:
        return general
    if event.at < session.at:
        return _no("It is said to have happened before what happened last.")
    own = _own_business(session, event)
    if not own:
        return own
    check = _CHECKS.get(type(event))
    special = check(session, procedure, event) if check is not None else YES
    if not special:
        return special
    if isinstance(event, Undone):
        return YES
    if _applied(session, event, session.history.number + 1) is None:
        return _no(_NO_PLACE.get(event.kind, "It has no place as things stand."))
    return YES


_NO_PLACE: Mapping[str, str] = {
    "roll.arrived": "It is in the room already.",
    "roll.left": "It is not in the room.",
    "presidency.ceded": "Only a member that does not preside takes the chair.",
    "guest.invited": "It takes part already.",
    "list.left": "It is not on the list.",
    "list.moved": "It is not on the list.",
    "point.ruled": "No such point waits for a ruling.",
    "reply.decided": "No such right of reply was asked for.",
    "motion.raised": "A motion of this id is on the floor already.",
    "motion.seconded": "No such motion waits for a second, and its mover does not second it.",
    "motion.withdrawn": "No such motion is on the floor.",
    "motion.refused": "No such motion is on the floor.",
    "motion.put": "No such motion is on the floor.",
    "motion.decided": "No such motion is on the floor.",
    "amendment.introduced": "What it amends is not before the room, or it has been introduced already.",
    "document.taken-up": "No such document is before the room, or debate is on it already.",
    "amendment.decided": "No such amendment is before the room.",
    "document.withdrawn": "No such document is before the room.",
    "document.referred": "No such document is before the room.",
    "document.tabled": "No such draft is before the room.",
    "document.important": "No such document is before the room.",
    "document.reconsidered": "No such document was decided.",
    "drafts.ordered": "None of these documents is before the room.",
    "question.divided": "Say into which parts it is divided.",
    "agenda.adopted": "Say which item is adopted.",
    "vote.opened": "What is to be voted on is not before the room.",
    "result.recorded": "What it is the result of is not before the room.",
    "vote.explained": "It does not sit in this room.",
    "placard.raised": "It asks for the floor already.",
    "placard.lowered": "It does not ask for the floor.",
    "speaker.called": "It has no floor to be given.",
}
"""Why an event of a kind that is in order has nevertheless no place, as a rule because it names what there is not."""


def _own_business(session: Session, event: Event) -> Ruling:
    """A delegation acts for itself and leaves the rest to the chair."""
    if event.by not in session.taking_part:
        return YES
    if event.kind not in DELEGATES_MAY:
        return _no("That is for the chair to do.")
    if event.kind in IN_THE_ROOM and session.roll_done and event.by in session.members and _is_out(session, event.by):
        return _no("It is not in the room.")
    whose = getattr(event, "delegation", event.by)
    if isinstance(event, SpeechEnded):
        whose = session.turn.delegation if session.turn else event.by
    return YES if whose == event.by else _no("A delegation does that for itself only.")


_Check = Callable[[Session, Procedure, Any], Ruling]


def _check_opened(s: Session, p: Procedure, event: SessionOpened) -> Ruling:
    return YES if event.members or s.members else _no("A session needs members.")


def _check_roll(s: Session, p: Procedure, event: RollCalled | Arrived) -> Ruling:
    if event.delegation not in s.taking_part:
        return _no("It does not sit in this room.")
    if event.answer not in {one.id for one in p.roll_call.value}:
        return _no(f"“{event.answer.replace('-', ' ').capitalize()}” is no answer under these rules.", p.roll_call.source)
    if event.delegation in s.bound and event.answer == "present" and p.present_and_voting_binds.value:
        return _no("It answered “present and voting”, which holds for the whole meeting; it comes back as it left.", p.present_and_voting_binds.source)
    return YES


def _check_called(s: Session, p: Procedure, event: SpeakerCalled) -> Ruling:
    if event.delegation not in s.taking_part:
        return _no("It does not sit in this room.")
    if event.delegation in s.members and _is_out(s, event.delegation):
        return _no("It is not in the room.")
    on = event.on or _occasion(s)
    if s.voting and on not in ("explanation", "motion", "statement"):
        return _no("The room is in voting procedure; only explanations of vote are heard.")
    if on == "explanation" and event.delegation not in s.owed:
        if p.explanations.value == "none":
            return _no("These rules know no explanations of vote.", p.explanations.source)
        if p.explanations.value == "after" and not any(one.document for one in s.votes):
            return _no("Votes are explained after the vote.", p.explanations.source)
        if p.explanations.value == "before" and not any(one.status == "open" for one in s.documents.values()):
            return _no("Votes are explained before the vote.", p.explanations.source)
    if on == "comment":
        return _may_comment(s, p, event.delegation)
    if on in ("list", "draft", "caucus"):
        if not s.item and on != "list":
            return _no("The agenda is to be adopted first.")
        if s.debate_closed:
            return _no("Debate is closed.")
        if s.debate_adjourned:
            return _no("Debate on the item is adjourned.")
        if s.speakers_left == 0 and on != "caucus":
            return _no("The number of speakers that the room set is reached.")
    if on == "caucus" and s.caucus is None:
        return _no("No caucus is under way.")
    if on == "list" and s.caucus is not None:
        return _no("The speakers' list waits until the caucus is over.")
    if on == "motion" and not any(one.put for one in s.motions):
        return _no("No motion has been put.")
    if on == "reply" and not any(one.delegation == event.delegation and one.granted for one in s.replies):
        return _no("It has not been granted a right of reply.", p.right_of_reply.source)
    if on == "reply" and p.right_of_reply.value.when == "end-of-list" and s.speakers:
        return _no("Replies are heard at the end of the list.", p.right_of_reply.source)
    if on == "motion" and event.side:
        put = next(one for one in s.motions if one.put)
        rule = p.motion(put.motion)
        most = 0 if rule is None else (rule.debate_for if event.side == "for" else rule.debate_against)
        had = put.spoken_for if event.side == "for" else put.spoken_against
        if had >= most:
            return _no(f"The rules give {most or 'no'} speakers {event.side} it.", rule.source if rule else "")
    return YES


def _may_comment(s: Session, p: Procedure, delegation: str) -> Ruling:
    if s.comments is None or "comments" not in p.yields.value:
        return _no("Nobody has yielded to comments.", p.yields.source)
    if s.comments.delegation == delegation:
        return _no("Nobody comments on its own speech.", p.comments.source)
    number = p.comments.value.number
    return YES if comments_left(s, p) else _no(f"The rules give {number} comment{'' if number == 1 else 's'} on a speech.", p.comments.source)


def _check_ended(s: Session, p: Procedure, event: SpeechEnded) -> Ruling:
    if event.yielded == "none":
        return YES
    may = in_order(s, p)[f"yield:{event.yielded}"]
    if not may:
        return may
    left = s.turn.left_at(event.at) if s.turn else None
    if left is not None and left <= 0:
        return _no("No time is left to yield.")
    if event.yielded == "delegate" and (event.to not in s.taking_part or (s.turn and event.to == s.turn.delegation)):
        return _no("Say to which other delegation the time is yielded.")
    return YES


def _check_reply(s: Session, p: Procedure, event: ReplyAsked) -> Ruling:
    if event.delegation not in s.taking_part:
        return _no("It does not sit in this room.")
    waits = any(one.delegation == event.delegation for one in s.replies)
    return _no("It has asked for a right of reply already.") if waits else YES


def _check_placard(s: Session, p: Procedure, event: PlacardRaised) -> Ruling:
    if event.delegation not in s.taking_part:
        return _no("It does not sit in this room.")
    if not _asks(s, event.on):
        return _no("No moderated caucus is under way." if event.on == "caucus" else "No vote is near that could be explained.")
    if event.on == "explanation" and event.delegation not in s.members:
        return _no("Who has no vote explains none.")
    return _check_called(s, p, SpeakerCalled(at=event.at, delegation=event.delegation, on=event.on))


def _check_point(s: Session, p: Procedure, event: PointRaised) -> Ruling:
    if p.point(event.point) is None:
        return _no("These rules know no such point.", p.source)
    return in_order(s, p)[f"point:{event.point}"]


def _check_joined(s: Session, p: Procedure, event: SpeakerJoined) -> Ruling:
    if event.delegation in s.speakers:
        return _no("It is on the list already.")
    return YES if event.delegation in s.taking_part else _no("It does not sit in this room.")


def _check_caucus(s: Session, p: Procedure, event: CaucusOpened) -> Ruling:
    fits = {"moderated-and-unmoderated": ("moderated", "unmoderated"), "none": ()}.get(
        p.caucus.value, ("unmoderated", "consultations")
    )
    if event.mode not in fits:
        return _no(f"These rules know no {event.mode} caucus." if event.mode != "consultations" else "These rules know no consultations.", p.caucus.source)
    if s.debate_closed:
        return _no("Debate is closed.")
    return YES


def _check_draft(s: Session, p: Procedure, event: DraftIntroduced) -> Ruling:
    members = len(s.members)
    sponsors = len(set(event.sponsors))
    names = len({*event.sponsors, *event.signatories})
    if sponsors < p.needed_sponsors(members):
        return _no(f"It has {sponsors} of the {p.needed_sponsors(members)} sponsors that it needs.", p.sponsors.source)
    if names < p.needed_signatures(members):
        return _no(f"It has {names} of the {p.needed_signatures(members)} sponsors and signatories that it needs.", p.signatories.source)
    if not s.can_be_introduced(event.document):
        return _no("It has been introduced already.")
    return YES


def _check_amendment(s: Session, p: Procedure, event: AmendmentIntroduced) -> Ruling:
    if event.friendly and not p.friendly_amendments.value:
        return _no("Every amendment is voted on, also one that the sponsors accept.", p.friendly_amendments.source)
    return YES


def _check_settled(s: Session, p: Procedure, event: AmendmentDecided) -> Ruling:
    if event.how == "accepted by the sponsors" and event.carried and not p.friendly_amendments.value:
        return _no("Every amendment is voted on, also one that the sponsors accept.", p.friendly_amendments.source)
    return YES


def next_amendment(session: Session, procedure: Procedure, document: str) -> Document | None:
    """The amendment to a document that is put to the vote first, where the rules or the chair have settled their order."""
    waiting_ = [one for one in session.amendments(document) if one.status == "open"]
    if not waiting_ or waiting_[0].id in session.draft_order:
        return waiting_[0] if waiting_ else None
    return {"submission": waiting_[0], "reverse-submission": waiting_[-1]}.get(procedure.order_of_amendments.value)


def _order_kept(s: Session, p: Procedure, document: Document) -> Ruling:
    """Whether a document is put to the vote when it is its turn."""
    if document.what == "amendment":
        first = next_amendment(s, p, document.of)
        if first is not None and first.id != document.id and document.status == "open":
            return _no(f"{first.name} is voted on before it.", p.order_of_amendments.source)
        return YES
    same_item = [one for one in s.drafts if one.item == document.item]
    adopted = next((one for one in same_item if one.status == "adopted"), None)
    if adopted is not None and p.several_drafts.value == "until-one-is-adopted":
        return _no(f"{adopted.name} has been adopted, and one {p.draft_word.value} is adopted on an item.", p.several_drafts.source)
    first = next((one for one in same_item if one.status == "open"), None)
    if p.order_of_drafts.value != "chair" and first is not None and first.id != document.id:
        return _no(f"{first.name} came before it and is voted on first, unless another order is set.", p.order_of_drafts.source)
    return YES


def _check_vote(s: Session, p: Procedure, event: VoteOpened) -> Ruling:
    decision = p.decision(event.question)
    if decision is None:
        return _no("These rules put no such question to the vote.", p.source)
    if event.method not in p.methods.value:
        return _no(f"A vote is not taken by {event.method.replace('-', ' ')} under these rules.", p.methods.source)
    count = quorum(s, p)
    if event.question in ("substantive", "preliminary") and not count.votes:
        return _no(f"{count.present} of {count.members} members are present, and a vote takes {count.to_vote}.", p.quorum_vote.source)
    if not count.opens:
        return _no(f"{count.present} of {count.members} members are present, and it takes {count.to_open}.", p.quorum_open.source)
    if not event.motion and (event.question == "substantive" or (event.question == "procedural" and event.document)):
        document = s.documents.get(event.document)
        if not s.voting and (document is None or document.what == "draft"):
            return _no("The room is to go into voting procedure first.")
    if event.obliged and not p.obligatory_abstention.value:
        return _no("These rules know no obligatory abstention.", p.obligatory_abstention.source)
    if event.obliged and not _on_substance(p, event.question):
        return _no("A party to a dispute abstains from decisions of substance only.", p.obligatory_abstention.source)
    document = s.documents.get(event.document)
    if document is None:
        return YES
    kind = _kind_of_question(p, event, document)
    if not kind or event.question == "preliminary":
        return kind
    asked = next((one for one in (s.method, "recorded", "roll-call") if one in p.methods.value), "") if s.method else ""
    if asked and event.method != asked and not event.motion:
        return _no(f"This vote is to be taken by {asked.replace('recorded', 'recorded vote').replace('-', ' ')}, as was asked for.")
    if not event.part:
        amendments = [one for one in s.amendments(document.id) if one.status == "open"]
        if amendments:
            return _no(f"Amendments to it are voted on first: {', '.join(one.name for one in amendments)}.", p.order_of_amendments.source)
        if any(one.kept is None for one in document.parts):
            return _no("Its parts are voted on before the whole.", p.division.source)
    return _order_kept(s, p, document)


def _kind_of_question(p: Procedure, event: VoteOpened, document: Document) -> Ruling:
    """Whether a document is put to the vote as what it is: a matter of substance unless it was decided, or where the rules
    know the preliminary question is held, that it is one of procedure."""
    if event.motion:
        return YES
    asked = p.preliminary.source if p.preliminary is not None else p.substantive.source
    if event.question == "preliminary":
        return YES if document.procedural is None else _no(f"Whether {document.name} is a matter of procedure has been decided.", asked)
    if event.question == "procedural" and (p.preliminary is None or document.procedural is False):
        return _no(f"{document.name} is a matter of substance.", asked)
    if event.question == "substantive" and document.procedural:
        return _no(f"It was decided that {document.name} is a matter of procedure; it is voted on as one.", asked)
    return YES


def _check_cast(s: Session, p: Procedure, event: VoteCast) -> Ruling:
    vote = s.vote
    if vote is None or event.delegation not in vote.order:
        return _no("It has no vote here.")
    if _is_out(s, event.delegation) and event.choice != "not participating":
        return _no("It is not in the room.")
    if vote.method == "roll-call" and event.delegation not in vote.cast:
        turn = _called_next(s, vote)
        if turn and turn != event.delegation and event.choice != "not participating":
            return _no(f"Members vote as they are called; it is the turn of {turn}.")
    if event.rights and p.rights.value == "none":
        return _no("These rules know no vote with rights.", p.rights.source)
    if event.rights and event.choice not in ("in favour", "against"):
        return _no("Only a vote in favour or against is cast with rights.", p.rights.source)
    if event.delegation in vote.obliged:
        if event.choice in ("in favour", "against"):
            return _no("A party to the dispute abstains from this decision.", p.obligatory_abstention.source)
        return YES
    if event.choice == "against" and _backs(s, p, event.delegation):
        return _no("A sponsor does not vote against its own draft.", p.sponsor_may_vote_against.source)
    if event.choice in ("abstaining", "not participating") and event.delegation in vote.passed and not _is_out(s, event.delegation):
        return _no("Whoever has passed votes in favour or against.", p.pass_allowed.source)
    if event.choice == "abstaining":
        decision = p.decision(vote.question)
        if decision is not None and not decision.abstain:
            return _no("Nobody abstains on a matter of procedure.", decision.source)
        if vote.no_abstentions:
            return _no("The house is divided: this vote is taken without abstentions.")
        bound = p.present_and_voting_binds.value and s.attendance.get(event.delegation) == "present-and-voting"
        if bound and _on_substance(p, vote.question):
            return _no("It answered “present and voting” and may not abstain.", p.present_and_voting_binds.source)
    return YES


def _backs(session: Session, procedure: Procedure, delegation: str) -> bool:
    """Whether a member is held to its own draft: under rules that say so, until the room has amended it by a vote."""
    vote = session.vote
    document = session.documents.get(vote.document) if vote is not None and not vote.part and vote.question == "substantive" else None
    if document is None or procedure.sponsor_may_vote_against.value or delegation not in document.sponsors:
        return False
    amendments = {one.id for one in session.amendments(document.id)}
    return document.what == "draft" and not any(
        one.document in amendments and one.result is not None and one.result.outcome == "adopted" for one in session.votes
    )


def _on_substance(procedure: Procedure, question: str) -> bool:
    motion = procedure.motion(question)
    return question == "substantive" or (motion is not None and motion.question == "substantive")


def _check_passed(s: Session, p: Procedure, event: VotePassed) -> Ruling:
    vote = s.vote
    if vote is None or event.delegation in vote.passed:
        return _no("A member passes once.", p.pass_allowed.source)
    if event.delegation in vote.obliged:
        return _no("A party to the dispute abstains from this decision.", p.obligatory_abstention.source)
    turn = _called_next(s, vote)
    return YES if turn == event.delegation else _no(f"Members vote as they are called; it is the turn of {turn or 'nobody'}.")


def _check_explained(s: Session, p: Procedure, event: VoteExplained) -> Ruling:
    when = p.explanations.value
    fits = when in ("both", event.when) or event.delegation in s.owed
    return YES if fits else _no(f"These rules know no explanations {event.when} the vote.", p.explanations.source)


def _check_division(s: Session, p: Procedure, event: QuestionDivided) -> Ruling:
    document = s.documents.get(event.document)
    if document is None or document.what != "draft":
        return _no("Only a draft before the room is divided.")
    return _no(f"{document.name} is divided already.") if document.parts and document.status == "open" else YES


def _check_result(s: Session, p: Procedure, event: ResultRecorded) -> Ruling:
    if event.vote:
        waits = s.vote is not None and not s.vote.open and s.vote.id == event.vote
        return YES if waits else _no("No such vote waits for its result.")
    if event.outcome != "adopted":
        return _no("Nothing is rejected without a vote; have it withdrawn, or put it to the vote.", p.consensus.source)
    if p.consensus.value == "none":
        return _no("These rules know no adoption without a vote.", p.consensus.source)
    document = s.documents.get(event.document)
    return YES if document is None else may_be_adopted(s, p, document)


def may_be_adopted(session: Session, procedure: Procedure, document: Document) -> Ruling:
    """Whether a document may be adopted without a vote as things stand: nothing that amends it waits."""
    amendments = [one.name for one in session.amendments(document.id) if one.status == "open"]
    if amendments:
        return _no(f"Amendments to it are decided first: {', '.join(amendments)}.", procedure.order_of_amendments.source)
    if any(one.kept is None for one in document.parts):
        return _no("Its parts are voted on before the whole.", procedure.division.source)
    return YES if document.status != "open" else _order_kept(session, procedure, document)


def _check_undone(s: Session, p: Procedure, event: Undone) -> Ruling:
    known = {(cell.cause.id if cell.cause else "") or str(cell.number) for cell in s.history.cells()}
    return YES if set(event.events) <= known else _no("There is no such event to undo.")


_CHECKS: dict[type[Happened], _Check] = {
    SessionOpened: _check_opened,
    RollCalled: _check_roll,
    Arrived: _check_roll,
    SpeakerJoined: _check_joined,
    SpeakerCalled: _check_called,
    SpeechEnded: _check_ended,
    ReplyAsked: _check_reply,
    PlacardRaised: _check_placard,
    PointRaised: _check_point,
    CaucusOpened: _check_caucus,
    DraftIntroduced: _check_draft,
    AmendmentIntroduced: _check_amendment,
    AmendmentDecided: _check_settled,
    VoteOpened: _check_vote,
    VoteCast: _check_cast,
    VotePassed: _check_passed,
    VoteExplained: _check_explained,
    QuestionDivided: _check_division,
    ResultRecorded: _check_result,
    Undone: _check_undone,
}
