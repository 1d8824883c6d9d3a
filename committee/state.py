"""What the state of a session is made of: speeches, caucuses, motions, documents and votes, as values.

Nothing here changes: what happens next makes another value, by `changed`. No clock is read: a clock is what the events' times
and the time that is asked about make of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from committee.events import Choice, Mode, Occasion

MOST_AT_ONCE = 1_000
"""So many papers, motions, points, replies and guests a session holds; what goes beyond is no session, and has no place."""


Side = Literal["", "for", "against"]
"""On which side somebody speaks, of a motion or in the debate on a document; empty where there are none."""


class State(BaseModel):
    """The base of what a session is made of: frozen."""

    model_config = ConfigDict(frozen=True)


S = TypeVar("S", bound=State)


def changed(state: S, **changes: Any) -> S:
    """A part of the state, or all of it, with other values in some of its fields; what else it holds is shared, not copied.

    Args:
        changes: new values by the names of their fields. They are not validated: a fold gives what it has made itself.
    """
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


class Turn(State):
    """Somebody has the floor."""

    delegation: str
    seconds: float | None
    """The time given; None for no limit."""
    used: float = 0
    since: float | None = None
    """When the clock was last started; None while it stands."""
    on: Occasion = "list"
    side: Side = ""
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
    """The time that was given to the debate on it, where it has one; to the debate in favour, where there is a time against."""
    debated: float = 0
    """Seconds spoken on it; those in favour, where there is a time against."""
    debate_seconds_against: float | None = None
    """The time that was given to the debate against it, where the house debates first in favour and then against."""
    debated_against: float = 0
    """Seconds spoken in the time against it."""
    debate_side: Side = ""
    """Which of the two times the debate is in; empty where there is one time for both, or none."""
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


Register = Mapping[str, Document]
"""Papers that the conference knows of, by id: what a motion may introduce."""

NOTHING_KNOWN: Register = {}
"""The register of a room without a conference: what is moved is taken at its word."""
