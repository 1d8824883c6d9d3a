"""The words of a topic: issues, delegations, stances, sources, library clauses and background entries.

Each class is one kind of entry of a topic's YAML files. All are frozen: what is decided from them can be cached and
compared. `positions.topic` reads them and checks what one entry says of another.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""An id: lower-case words joined by hyphens, such as `host-state-consent`."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Running text that may not be empty."""

Position = Literal[-2, -1, 0, 1, 2]
"""From -2, strongly for an issue's negative pole, to +2, strongly for its positive pole; 0 is mixed evidence."""

Direction = Literal[-1, 1]
"""Which pole a clause moves an issue towards: +1 the positive one, -1 the negative one."""

Force = Literal["F0", "F1", "F2", "F3", "F4", "F5", "F6", "F7"]
"""What an opening verb does in law, from F0 (records) over F3 (requests) and F6 (decides) to F7 (authorises force)."""


class Entry(BaseModel):
    """The base of every content entry: frozen, and refusing keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Locator(Entry):
    """A place in a source document, such as document `003`, place `China ¶1`."""

    document: str
    place: str

    def __str__(self) -> str:
        return f"{self.document} {self.place}"


def _every_part_has_a_place(value: str) -> str:
    for part in value.split(";"):
        if len(part.split(None, 1)) < 2:
            raise ValueError(f"'{part.strip()}' gives no place in its document; write '003 China ¶1; 002 p2 fn3'")
    return value


SourceLine = Annotated[Words, AfterValidator(_every_part_has_a_place)]
"""The places something rests on, written `003 China ¶1; 002 p2 fn3`: parts by `;`, the document's id first."""


class Sourced(Entry):
    """An entry that rests on sources."""

    source: SourceLine

    @property
    def locators(self) -> tuple[Locator, ...]:
        """The places the entry rests on, in the order given."""
        pairs = (part.split(None, 1) for part in self.source.split(";"))
        return tuple(Locator(document=document, place=place.strip()) for document, place in pairs)


class Source(Entry):
    """A document of the topic's bibliography."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$")]
    title: Words
    short: Words
    """A name of a few words for labels beside a claim."""
    author: Words
    date: Words
    kind: Words
    good_for: tuple[Words, ...]
    weaknesses: tuple[Words, ...]
    places: Words
    """How a place in this document is written, such as "page and footnote"."""


class Argument(Sourced):
    """One argument for a pole of an issue, or for a side of a debate."""

    text: Words


class Issue(Sourced):
    """One question on which delegations differ."""

    id: Slug
    title: Words
    """A short label of at most five words."""
    question: Words
    positive: Words
    negative: Words
    why: Words
    """Why the question matters in this debate."""
    for_positive: tuple[Argument, ...]
    for_negative: tuple[Argument, ...]
    keywords: tuple[Words, ...] = ()
    """Everyday words by which people search for it, such as "guns" where the title says "weapons"."""
    note: str | None = None


class Protected(Entry):
    """The pole of an issue that a safeguard holds."""

    issue: Slug
    direction: Direction


class Mark(Entry):
    """Something a clause does or contains that a stance may turn on.

    A *safeguard* meets a condition ("at the request of the State concerned"); a *measure* says what kind of thing
    the clause does where a red line reaches less far than its issue ("a duty on gun sales at home").
    """

    id: Slug
    label: Words
    meaning: Words
    wording: str | None = None
    """For a safeguard: words a drafter can put into a clause."""
    group: str | None = None
    """Measures of one group exclude each other's stances: see `Stance.only_for`."""
    protects: Protected | None = None
    """For a safeguard: the pole of an issue that its words hold, and that another paragraph may undo."""
    cues: tuple[Words, ...] = ()
    """Regular expressions that show the mark in a text."""


class Basis(StrEnum):
    """How we know a stance."""

    STATED = "stated"
    """The document says that the delegation holds it, or does it."""
    INFERRED = "inferred"
    """It follows from the document by a step that the entry gives."""


class Confidence(StrEnum):
    """How sure an inference is; a stated stance has none."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Condition(Entry):
    """What makes the other side of an issue acceptable to a delegation, or how far its support reaches."""

    text: Words
    basis: Basis = Basis.INFERRED
    met_by: tuple[Slug, ...] = ()
    """Safeguards or measures any of which meets the condition."""
    unless: tuple[Slug, ...] = ()
    """Measures in whose presence nothing meets it."""
    broken_by: tuple[Slug, ...] = ()
    """Measures that end the support of a stance that goes with the clause."""


class RedLine(Entry):
    """What a delegation cannot let pass: mostly less than the whole issue."""

    reason: Words
    basis: Basis = Basis.INFERRED
    crossed_by: tuple[Slug, ...] = ()
    """Measures that cross it; empty where the whole issue is the line."""
    spared_by: tuple[Slug, ...] = ()
    """Measures that show the clause to be about something that leaves it untouched."""
    territory: Literal["any", "own"] = "any"
    """`own` where only measures on the delegation's own territory cross it."""
    crossed: Words
    """What crosses it, in words."""
    spared: Words
    """What does not cross it, in words."""


class Stance(Sourced):
    """A delegation on an issue: position, how we know, and under which condition it would move."""

    issue: Slug
    position: Position
    basis: Basis
    confidence: Confidence | None = None
    how: str | None = None
    """For an inference: the step from the document to the stance."""
    paraphrase: Words
    current: bool = True
    """False where the record shows that the delegation has since moved."""
    period: str | None = None
    scope: str | None = None
    only_for: tuple[Slug, ...] = ()
    """Measures the evidence is about. A clause with another measure of the same group, and none of these, is not met
    by the stance."""
    condition: Condition | None = None
    red_line: RedLine | None = None
    added_by: Literal["content", "chair"] = "content"

    @model_validator(mode="after")
    def _an_inference_shows_its_step(self) -> Stance:
        if self.basis is Basis.INFERRED and (self.confidence is None or not self.how):
            raise ValueError(f"the inferred stance on '{self.issue}' needs both 'confidence' and 'how' it was inferred")
        if self.basis is Basis.STATED and self.confidence is not None:
            raise ValueError(f"the stated stance on '{self.issue}' takes no 'confidence': the document says so")
        return self


class Note(Sourced):
    """A sourced remark: a line of a profile, or a key action."""

    text: Words


class Tension(Sourced):
    """A place where a delegation's record points two ways, or changed."""

    title: Words
    differs: Words
    current: Words
    """The reading to use now."""


class Question(Sourced):
    """A question the delegation is likely to be asked, with an answer that its record carries."""

    question: Words
    answer: Words


class Delegation(Entry):
    """A State or organisation with all that the sources say of it."""

    id: Slug
    name: Words
    """The name on the placard."""
    official: Words
    """The name in United Nations documents."""
    aliases: tuple[Words, ...] = ()
    """Other names and adjectives by which a text may mean it."""
    kind: Literal["state", "organisation"]
    permanent: bool = False
    rank: Literal["permanent member", "core", "other"] = "other"
    as_of: Words
    profile: tuple[Note, ...] = ()
    key_actions: tuple[Note, ...] = ()
    stances: tuple[Stance, ...] = ()
    tensions: tuple[Tension, ...] = ()
    questions: tuple[Question, ...] = ()
    documented: bool = True
    """False for a council member on whom the topic's sources say nothing."""

    def stance_on(self, issue: str) -> Stance | None:
        """The current stance on an issue, or None where the delegation is silent on it."""
        return next((s for s in self.stances if s.issue == issue and s.current), None)

    def record_on(self, issue: str) -> tuple[Stance, ...]:
        """Every stance on an issue, past ones first."""
        return tuple(sorted((s for s in self.stances if s.issue == issue), key=lambda s: s.current))


class Effect(Entry):
    """What a clause does to an issue."""

    issue: Slug
    direction: Direction
    words: tuple[Words, ...]
    """The words that show it; every rung of the ladder has at least one of them."""

    @field_validator("words", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class Rung(Entry):
    """One step of a clause's ladder: the whole paragraph with a verb of this force."""

    force: Force
    text: Words
    measures: tuple[Slug, ...] = ()
    """Measures that only this wording carries."""


Addressee = Literal[
    "council",
    "secretary-general",
    "states",
    "host-state",
    "unodc",
    "un-bodies",
    "regional-organisations",
    "financial-institutions",
    "private-sector",
    "armed-groups",
    "nobody",
]
"""Whom a clause asks. Asking the Secretary-General is a task; asking a State is an exhortation."""

class LibraryClause(Sourced):
    """A ready paragraph of the clause library, from its softest to its strongest wording."""

    id: Slug
    part: Literal["preambular", "operative"]
    title: Words
    effects: tuple[Effect, ...]
    addressee: Addressee
    measures: tuple[Slug, ...] = ()
    territory: tuple[Slug, ...] = ()
    """Delegations on whose territory the measure is taken, where the text names them."""
    safeguards: tuple[Slug, ...] = ()
    kind: Words
    """The type of measure, such as capacity, restraint, sanctions."""
    family: str | None = None
    """The family of recommendations it belongs to, one of the topic's `families`."""
    ladder: tuple[Rung, ...] = Field(min_length=1)
    default: int = 0
    """The rung taken when the clause is added."""
    companions: tuple[Slug, ...] = ()
    opposites: tuple[Slug, ...] = ()
    """Clauses that pull the other way; written at either of the two, a topic has it at both."""
    note: str | None = None

    @model_validator(mode="after")
    def _default_is_a_rung(self) -> LibraryClause:
        if not 0 <= self.default < len(self.ladder):
            raise ValueError(
                f"'default: {self.default}' is no rung of its ladder of {len(self.ladder)} (0 is the first)"
            )
        return self

    @model_validator(mode="after")
    def _every_rung_shows_every_effect(self) -> LibraryClause:
        for effect in self.effects:
            for number, rung in enumerate(self.ladder):
                if not any(words.lower() in rung.text.lower() for words in effect.words):
                    raise ValueError(
                        f"rung {number} shows none of the words {list(effect.words)} given for '{effect.issue}'"
                    )
        return self


class Fact(Sourced):
    """A figure or finding of the fact bank."""

    id: Annotated[str, StringConstraints(pattern=r"^F\d{3}$")]
    group: Words
    text: Words
    issues: tuple[Slug, ...] = ()


class Event(Sourced):
    """A line of the timeline."""

    when: Words
    text: Words


class Term(Sourced):
    """A word of the glossary."""

    term: Words
    meaning: Words


class Actor(Sourced):
    """A group, programme, legal act, body or person of the subject."""

    name: Words
    group: Words
    text: Words


class TableRow(Sourced):
    """A row of one of the topic's comparison tables."""

    name: Words
    cells: dict[str, Words]


class Table(Sourced):
    """A comparison restated from a source."""

    id: Slug
    title: Words
    note: str | None = None
    rows: tuple[TableRow, ...]


class Side(Entry):
    """One side of a debate with its arguments."""

    name: Words
    arguments: tuple[Argument, ...]


class Debate(Sourced):
    """A quarrel of the subject, with what each side says."""

    id: Slug
    title: Words
    central: bool = False
    issues: tuple[Slug, ...]
    sides: tuple[Side, ...]


class Bargain(Sourced):
    """A trade that the record makes thinkable."""

    id: Slug
    title: Words
    between: tuple[Words, ...]
    text: Words
    issues: tuple[Slug, ...] = ()
    clauses: tuple[Slug, ...] = ()


class Gap(Sourced):
    """Something the sources do not say."""

    text: Words


class IssueCues(Entry):
    """How the reader finds an issue in a text: regular expressions by what they show."""

    issue: Slug
    positive: tuple[Words, ...] = ()
    """Expressions that move the issue to its positive pole."""
    negative: tuple[Words, ...] = ()
    """Expressions that move it to its negative pole."""
    fixed: tuple[Words, ...] = ()
    """Of these, expressions whose direction negation does not turn."""
    weak: tuple[Words, ...] = ()
    """Of these, expressions that count only where nothing stronger was found in the paragraph."""


class DerivedEffect(Entry):
    """An effect that follows from what a clause is in law, whatever it is about.

    A decision that binds States is a Council measure: whoever thinks the Council not competent is touched by it.
    """

    issue: Slug
    direction: Direction
    measure: Slug
    """Carried by every clause whose force and addressee fit."""
    from_force: Force
    addressees: tuple[Addressee, ...]
    why: Words
