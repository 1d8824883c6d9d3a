"""Drafts and what is decided about them, as frozen values that pages, the command line and tests share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from positions.model import Addressee, Basis, Confidence, Direction, Force, Slug, Stance

Part = Literal["preambular", "operative"]

FORCES: tuple[Force, ...] = ("F0", "F1", "F2", "F3", "F4", "F5", "F6", "F7")


def stronger(one: Force, other: Force) -> Force:
    """The stronger of two forces."""
    return max(one, other)


class Value(BaseModel):
    """The base of everything here: frozen."""

    model_config = ConfigDict(frozen=True)


class ReadEffect(Value):
    """An issue that a paragraph moves, the direction, and the words that show it."""

    issue: Slug
    direction: Direction
    evidence: str
    derived: bool = False
    """True where it follows from the force of the paragraph and not from its subject."""


class Reading(Value):
    """What the program takes a paragraph to mean."""

    opening: str = ""
    """The opening phrase; empty where none was recognised."""
    force: Force = "F0"
    heat: int = 0
    """How strongly it speaks, from -4 (condemns in the strongest terms) to +1 (welcomes); no rank in law."""
    addressee: Addressee = "nobody"
    effects: tuple[ReadEffect, ...] = ()
    safeguards: tuple[Slug, ...] = ()
    measures: tuple[Slug, ...] = ()
    territory: tuple[Slug, ...] = ()
    """Delegations on whose territory it acts, where it names them."""
    evidence: dict[str, str] = Field(default_factory=dict)
    """The words that show each safeguard and measure."""
    by: Literal["author", "reader", "user"] = "reader"
    """Whose reading it is: the library author's, the program's from the text, or a user's correction."""
    procedural: bool = False
    """True for paragraphs about the Council's own business, which no stance is about."""

    def __hash__(self) -> int:
        return hash((self.opening, self.force, self.heat, self.addressee, self.effects, self.safeguards,
                     self.measures, self.territory, self.by))  # fmt: skip


class Correction(Value):
    """What a user says a paragraph means, in place of what was read. It stays with the paragraph."""

    effects: tuple[tuple[Slug, Direction], ...]
    force: Force | None = None
    addressee: Addressee | None = None
    safeguards: tuple[Slug, ...] | None = None
    """None leaves what was read; an empty list says that there are none."""
    measures: tuple[Slug, ...] | None = None
    territory: tuple[Slug, ...] | None = None


class Loose(Value):
    """A line that stands between paragraphs: a heading, or something that could not be placed and is kept in its place."""

    kind: Literal["heading", "unplaced"]
    text: str
    line: int | None = None


class Paragraph(Value):
    """A paragraph of a draft: its text without number, as it was written.

    Sub-paragraphs stand on lines of their own in the text; `resolutions.tree` has their levels.
    """

    id: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    """Its own id, which stays when it moves."""
    text: str
    clause: Slug | None = None
    """The library clause it came from."""
    correction: Correction | None = None
    line: int | None = None
    """The line of the text it was read from."""
    before: tuple[Loose, ...] = ()
    """Headings and unplaced lines between the paragraph before it and this one."""


class Draft(Value):
    """A draft resolution."""

    schema_version: Literal[1] = 1
    committee: str = "Security Council"
    topic: str = ""
    """The topic line of its heading."""
    symbol: str = ""
    sponsors: tuple[str, ...] = ()
    """Delegation ids; a name that is none of the topic's is kept as written."""
    signatories: tuple[str, ...] = ()
    preambular: tuple[Paragraph, ...] = ()
    operative: tuple[Paragraph, ...] = ()
    organ: str = ""
    """The organ line as it was written, such as "The Security Council,"; empty where there was none."""
    heading: tuple[str, ...] = ()
    """Lines before the organ line that fit no field, kept in order."""
    closing: tuple[str, ...] = ()
    """Lines after the last paragraph that fit nowhere, kept in order."""
    annexes: tuple[str, ...] = ()
    """Annexes, each with its heading as its first line."""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in order."""
        return self.preambular + self.operative

    @property
    def is_empty(self) -> bool:
        """True where nothing was written."""
        return not self.preambular and not self.operative

    def find(self, paragraph: str) -> Paragraph | None:
        """The paragraph of an id, if there is one."""
        return next((p for p in self.paragraphs if p.id == paragraph), None)

    def part_of(self, paragraph: str) -> Part | None:
        """The part a paragraph stands in."""
        if any(p.id == paragraph for p in self.preambular):
            return "preambular"
        return "operative" if any(p.id == paragraph for p in self.operative) else None

    def with_added(self, part: Part, text: str, clause: str | None = None, at: int | None = None) -> Draft:
        """The draft with a paragraph more, at an index of its part or at its end; its id is `self.next_id`."""
        new = Paragraph(id=self.next_id, text=text, clause=clause)
        paragraphs = list(getattr(self, part))
        paragraphs.insert(len(paragraphs) if at is None else at, new)
        return self.model_copy(update={part: tuple(paragraphs)})

    def with_changed(self, paragraph: str, **changes: object) -> Draft:
        """The draft with fields of one paragraph changed."""

        def changed(part: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
            return tuple(p.model_copy(update=changes) if p.id == paragraph else p for p in part)

        return self.model_copy(update={"preambular": changed(self.preambular), "operative": changed(self.operative)})

    def without(self, paragraph: str) -> Draft:
        """The draft without one paragraph."""
        return self.model_copy(
            update={
                "preambular": tuple(p for p in self.preambular if p.id != paragraph),
                "operative": tuple(p for p in self.operative if p.id != paragraph),
            }
        )

    def with_moved(self, paragraph: str, by: int) -> Draft:
        """The draft with a paragraph moved up (negative) or down within its part, as far as there is room."""
        part = self.part_of(paragraph)
        if part is None:
            return self
        paragraphs = list(getattr(self, part))
        start = next(i for i, p in enumerate(paragraphs) if p.id == paragraph)
        moved = paragraphs.pop(start)
        paragraphs.insert(max(0, min(len(paragraphs), start + by)), moved)
        return self.model_copy(update={part: tuple(paragraphs)})

    @property
    def next_id(self) -> str:
        """An id no paragraph has."""
        numbers = [int(p.id[1:]) for p in self.paragraphs if p.id[:1] == "p" and p.id[1:].isdecimal()]
        return f"p{max(numbers, default=0) + 1}"


class Working(Value):
    """A working file: a draft with the room it is for, as the app downloads and reads it back."""

    penholder: Literal[1] = 1
    topic: str = ""
    council: str = ""
    members: tuple[str, ...] = ()
    """The members of a roster of one's own."""
    delegation: str = ""
    draft: Draft = Draft()
    added_stances: dict[str, tuple[Stance, ...]] = Field(default_factory=dict)
    """Stances a chair added, by delegation."""


class Kind(StrEnum):
    """How a delegation reacts to a paragraph, from best to worst but for `silent`, which is no view at all."""

    SUPPORTS = "supports"
    ACCEPTS = "accepts"
    SILENT = "silent"
    RESERVED = "reserved"
    OBJECTS = "objects"
    RED_LINE = "red line"


SYMBOLS = {
    Kind.SUPPORTS: "＋",
    Kind.ACCEPTS: "○",
    Kind.SILENT: "·",
    Kind.RESERVED: "△",
    Kind.OBJECTS: "▲",
    Kind.RED_LINE: "✕",
}
"""The one scale of reactions, on screen, on paper and in a terminal."""


class Change(Value):
    """What would change a reaction for the better."""

    text: str
    """The advice as a sentence or two."""
    wordings: tuple[str, ...] = ()
    """Words that could be put into the paragraph."""
    force: Force | None = None
    """The strongest force at which the delegation could accept it as it is."""


class Reaction(Value):
    """A delegation to a paragraph, with the stance it rests on."""

    kind: Kind
    issue: Slug | None = None
    because: str = ""
    basis: Basis | None = None
    confidence: Confidence | None = None
    source: str | None = None
    evidence: str = ""
    """The words of the paragraph it turns on."""
    would_change: Change | None = None
    others: tuple[tuple[str, Kind], ...] = ()
    """The reactions on the other issues that the paragraph touches."""


class Vote(StrEnum):
    """How a delegation is expected to vote."""

    IN_FAVOUR = "in favour"
    ABSTAINS = "abstains"
    AGAINST = "against"
    UNDECIDED = "undecided"


class Outcome(StrEnum):
    """What the Council is expected to do with the draft."""

    ADOPTED = "adopted"
    VETOED = "vetoed"
    SHORT = "short of nine"
    OPEN = "open"


class Expected(Value):
    """A member's expected vote and why."""

    vote: Vote
    because: str
    paragraphs: tuple[str, ...] = ()
    """The paragraphs that decide it, as `op4`."""
    spoken: float = 0.0
    """The share of the draft's weight on which the sources give it a view, from 0 to 1."""


class Forecast(Value):
    """How the Council would vote."""

    members: dict[str, Expected]
    in_favour: tuple[int, int]
    """The fewest and the most votes in favour: undecided members may go either way."""
    needed: int
    vetoes: tuple[str, ...]
    outcome: Outcome
    line: str
    """The outcome in a sentence."""
    sureness: Literal["low", "medium", "high"]
    sure_because: str

    @property
    def votes(self) -> dict[str, Vote]:
        """The expected vote of each member."""
        return {member: expected.vote for member, expected in self.members.items()}


class Severity(StrEnum):
    """How serious a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Edit(Value):
    """A change to the text of the paragraph that a finding is about: what stands from `start` to `end` is replaced."""

    start: int
    end: int
    replacement: str
    safe: bool = False
    """True where it changes no meaning, so that it may be applied without asking."""


class Finding(Value):
    """Something to look at in a draft."""

    code: str
    severity: Severity
    where: str
    """`op2`, `pp1`, or `draft`."""
    line: int | None = None
    column: int | None = None
    """Counted from 1, in the line."""
    message: str
    why: str = ""
    fix: str | None = None
    """What would put it right, in words."""
    edit: Edit | None = None
    """What would put it right, as a change a click applies."""


class Checked(Value):
    """A paragraph with its place, what it was taken to mean, and every delegation's reaction."""

    where: str
    part: Part
    number: str
    paragraph: Paragraph
    reading: Reading
    reactions: dict[str, Reaction]


class Report(Value):
    """Everything the check says of a draft."""

    topic: str
    council: str
    paragraphs: tuple[Checked, ...]
    findings: tuple[Finding, ...]
    forecast: Forecast
