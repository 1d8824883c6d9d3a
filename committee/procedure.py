"""Rules of procedure as data: one YAML file per family, each value with its source, any of it a conference's to change.

`load_procedure` gives a family's rules as one frozen value; everything else in this package asks it and knows no rule
by heart. Where the families disagree, or a family's own conferences do, the value says so in its note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from positions.model import Entry, Slug, Words
from positions.wording import expected
from positions.yaml_entries import (
    ContentError,
    Place,
    Problem,
    did_you_mean,
    line_of,
    problem_at,
    read_entry,
    read_yaml,
)

PROCEDURES = Path(__file__).parent / "procedures"
DEFAULT_PROCEDURE = "security-council"

V = TypeVar("V")

SHARES = {"fifth": (1, 5), "quarter": (1, 4), "third": (1, 3), "two-thirds": (2, 3), "all": (1, 1)}
AMOUNTS = ("none", "one", "fifth", "quarter", "third", "majority", "two-thirds", "nine", "all")


def _known_amount(value: object) -> object:
    if isinstance(value, str):
        if value not in AMOUNTS:
            near = did_you_mean(value[:40], AMOUNTS)
            raise ValueError(f"'{value[:40]}' is no amount: give a number, or one of {', '.join(AMOUNTS)}{near}")
    elif isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 500:
        raise ValueError(f"{str(value)[:40]} is no amount: give a number from 0 to 500, or one of {', '.join(AMOUNTS)}")
    return value


Amount = Annotated[int | str, BeforeValidator(_known_amount)]
"""How many of the members: a number, or a share of them rounded up; `majority` is more than half."""

Threshold = Literal["simple", "two-thirds", "nine", "chair", "none"]
"""What carries a question: more for than against, twice as many for as against, nine affirmative votes; `chair` is the
chair's decision, and `none` takes effect without either."""

Base = Literal["present-and-voting", "members"]
"""Of whom a majority is reckoned: those who vote for or against, or all members whether they vote or not."""

Phase = Literal[
    "roll-call", "agenda", "debate", "moderated-caucus", "unmoderated-caucus", "draft-debate", "voting", "suspended",
    "adjourned",
]  # fmt: skip
"""Where a session stands. `debate` is the general speakers' list or the formal meeting, `unmoderated-caucus` is also what
others call an informal meeting or consultations of the whole, `draft-debate` is debate on one draft or amendment, and
`voting` is voting procedure."""

PHASES: tuple[Phase, ...] = (
    "roll-call", "agenda", "debate", "moderated-caucus", "unmoderated-caucus", "draft-debate", "voting", "suspended",
    "adjourned",
)  # fmt: skip

Effect = Literal[
    "adjourn-meeting", "suspend-meeting", "resume-meeting", "adjourn-debate", "resume-debate", "close-debate",
    "close-list", "reopen-list", "overrule-chair", "open-unmoderated-caucus", "open-moderated-caucus",
    "open-consultations", "extend-caucus", "end-caucus", "introduce-draft", "introduce-amendment", "withdraw-draft",
    "table-draft", "set-speaking-time", "set-agenda", "divide-question", "roll-call-vote", "vote-without-abstentions",
    "adopt-without-vote", "order-of-drafts", "reconsider", "invite", "refer", "declare-important", "extend-debate",
    "limit-debate", "close-session",
]  # fmt: skip
"""What a motion does when it carries; the session knows each by this id."""

AmendmentOrder = Literal[
    "security-council", "furthest-removed", "reverse-submission", "most-disruptive", "submission", "text-order"
]  # fmt: skip
"""In which order amendments to one draft are put to the vote. Those by substance, by disruption and by the text are proposed by
the drafting side, which knows the words, and settled by the chair; those by submission are kept by the session itself."""


class SourceKey(Entry):
    """A source by the short key that the values of a procedure cite."""

    key: Words
    title: Words


class Given(Entry, Generic[V]):
    """One value of a procedure with where it comes from."""

    value: V
    source: Words
    note: str = ""


class RollAnswer(Entry):
    """An answer to the roll call of attendance."""

    id: Literal["present", "present-and-voting", "absent"]
    name: Words
    may_abstain: bool = True
    """Whether whoever answered so may abstain on substance."""
    note: str = ""


class Point(Entry):
    """A point that a delegate raises: it asks or complains, and is no motion."""

    id: Slug
    name: Words
    may_interrupt: bool
    """Whether it may be raised while somebody speaks."""
    decided_by: Literal["chair", "speaker", "nobody"]
    """Who answers it: the chair, the speaker who may accept a question, or nobody."""
    debate: bool = False
    appeal: bool = False
    """Whether the chair's ruling on it may be challenged."""
    written: bool = False
    source: Words
    note: str = ""


class Parameter(Entry):
    """What the mover of a motion must or may say."""

    id: Slug
    label: Words
    kind: Literal["text", "seconds", "count", "delegation", "document", "parts", "agenda"]
    required: bool = True
    least: int | None = None
    most: int | None = None
    default: int | str | None = None
    multiple_of: Slug | None = None
    """The parameter that must go into this one without a rest, as the time of one speaker into the whole."""

    @model_validator(mode="after")
    def _limits_fit(self) -> Parameter:
        if self.kind in ("seconds", "count"):
            if isinstance(self.default, str):
                raise ValueError(f"the default of '{self.id}' must be a number of {self.kind}")
            if self.least is not None and self.most is not None and self.least > self.most:
                raise ValueError(f"'{self.id}' takes at least {self.least} and at most {self.most}; turn the two around")
            if isinstance(self.default, int) and not (
                (self.least is None or self.default >= self.least) and (self.most is None or self.default <= self.most)
            ):
                raise ValueError(f"the default of '{self.id}', {self.default}, is outside its own limits")
        elif self.least is not None or self.most is not None:
            raise ValueError(f"'{self.id}' is {self.kind}; only seconds and counts have limits")
        return self


class Motion(Entry):
    """A motion: when it may be moved, what carries it, and what it then does."""

    id: Slug
    name: Words
    rank: Annotated[int, Field(ge=1, le=99)]
    """1 is taken first."""
    second: bool = False
    debate_for: Annotated[int, Field(ge=0, le=20)] = 0
    debate_against: Annotated[int, Field(ge=0, le=20)] = 0
    threshold: Threshold = "simple"
    base: Base = "present-and-voting"
    question: Literal["procedural", "substantive"] = "procedural"
    parameters: tuple[Parameter, ...] = ()
    allowed_in: tuple[Phase, ...] = ("debate",)
    mover: Literal["member", "sponsor", "member-or-invited", "prevailing-side", "chair"] = "member"
    """Who may move it: any member, a sponsor of the document at issue, also an invited State, whoever voted with the
    side that prevailed, or only the chair."""
    tie_break: tuple[Literal["longest", "most-speakers", "first-moved", "last-moved"], ...] = ("first-moved",)
    """What puts two motions of this kind in order; the next decides where the first does not."""
    most_times: Annotated[int, Field(ge=1)] | None = None
    """How often it may carry for one caucus or one document; None for any number."""
    written: bool = False
    effect: Effect
    source: Words
    note: str = ""

    @model_validator(mode="after")
    def _parameters_fit(self) -> Motion:
        ids = [p.id for p in self.parameters]
        for one in ids:
            if ids.count(one) > 1:
                raise ValueError(f"the parameter '{one}' is given twice")
        for parameter in self.parameters:
            if parameter.multiple_of is not None and parameter.multiple_of not in ids:
                raise ValueError(
                    f"'{parameter.id}' is to be a multiple of '{parameter.multiple_of}', which is no parameter of "
                    f"this motion{did_you_mean(parameter.multiple_of, ids)}"
                )
        return self

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of an id, if it takes it."""
        return next((p for p in self.parameters if p.id == name), None)

    @property
    def is_voted(self) -> bool:
        """Whether it is put to the vote at all."""
        return self.threshold not in ("chair", "none")


class RightOfReply(Entry):
    """When a delegation may answer what was said of it."""

    allowed: bool
    when: Literal["at-once", "after-speech", "end-of-list", "never"]
    written: bool
    """Whether it must be asked for in writing."""
    to_a_reply: bool = False
    """Whether a reply may be replied to."""
    seconds: Annotated[int, Field(ge=5, le=3600)]


class Comments(Entry):
    """What a speaker's yield to comments gives the room."""

    number: Annotated[int, Field(ge=1, le=10)]
    """How many delegations comment on the speech."""
    seconds: Annotated[int, Field(ge=5, le=600)]
    """How long each of them has."""


class Decision(Entry):
    """What decides a kind of question."""

    threshold: Literal["simple", "two-thirds", "nine"]
    base: Base = "present-and-voting"
    abstain: bool
    """Whether members may abstain."""
    veto: bool = False
    """Whether a permanent member's negative vote prevents adoption."""
    source: Words
    note: str = ""


Method = Literal["show-of-hands", "placards", "roll-call", "recorded", "without-vote"]
Moment = Literal["none", "before", "after", "both"]


class Procedure(Entry):
    """The rules of a room."""

    id: Slug
    name: Words
    source: Words
    note: str = ""
    sources: tuple[SourceKey, ...]

    body: Given[Words]
    """What a result line calls the room: "the Council", "the Committee"."""
    presiding: Given[Words]
    """What the one who presides is called."""
    draft_word: Given[Words]

    quorum_open: Given[Amount]
    quorum_vote: Given[Amount]
    speaking_seconds: Given[Annotated[int, Field(ge=5, le=7200)]]
    caucus: Given[Literal["moderated-and-unmoderated", "informal-meetings", "consultations", "none"]]
    roll_call: Given[tuple[RollAnswer, ...]]
    points: tuple[Point, ...]
    motions: tuple[Motion, ...]
    seconds: Given[bool]
    """Whether motions need seconding at all."""
    yields: Given[tuple[Literal["chair", "delegate", "questions", "comments"], ...]]
    comments: Given[Comments]
    """How many comments there are, and how long, where a speaker may yield to them."""
    caucus_proposer: Given[Literal["first", "last", "either", "none"]]
    """Which speech of a moderated caucus is offered to whoever moved it; nobody is held to it."""
    right_of_reply: Given[RightOfReply]
    list_empty: Given[Literal["closes-debate", "chair-decides"]]

    sponsors: Given[Amount]
    """How many sponsors a draft needs at least."""
    signatories: Given[Amount]
    """How many sponsors and signatories together it needs at least."""
    sponsor_may_vote_against: Given[bool]
    friendly_amendments: Given[bool]
    """Whether an amendment that all sponsors accept is taken over without a vote."""
    order_of_amendments: Given[AmendmentOrder]
    order_of_drafts: Given[Literal["submission", "introduction", "chair"]]
    several_drafts: Given[Literal["each", "until-one-is-adopted"]]

    closure: Given[Literal["motion", "list-exhausted", "time-elapsed", "chair"]]
    division: Given[Literal["request-unless-mover-objects", "motion", "none"]]
    reconsideration: Given[Literal["motion", "none"]]

    substantive: Decision
    procedural: Decision
    preliminary: Decision | None = None
    """Whether a matter is procedural; None where the room knows no such question."""
    methods: Given[tuple[Method, ...]]
    """The ways of voting, the usual one first."""
    roll_order: Given[Literal["alphabetical", "drawn-letter"]]
    pass_allowed: Given[bool]
    rights: Given[Moment]
    """When a member that voted "with rights" explains itself; `none` where there is no such vote."""
    explanations: Given[Moment]
    sponsor_may_explain: Given[bool]
    """Whether who proposed a draft or an amendment may explain its vote on it."""
    present_and_voting_binds: Given[bool]
    """Whether whoever answered "present and voting" may not abstain on substance."""
    obligatory_abstention: Given[bool]
    """Whether a party to a dispute abstains from a decision under Chapter VI of the Charter."""
    consensus: Given[Literal["first", "on-request", "none"]]

    changed: tuple[str, ...] = ()
    """The paths of what a conference gave otherwise than its family."""

    @model_validator(mode="after")
    def _ids_once(self) -> Procedure:
        for kind, ids in (("motion", [m.id for m in self.motions]), ("point", [p.id for p in self.points])):
            for one in ids:
                if ids.count(one) > 1:
                    raise ValueError(f"the {kind} '{one}' is given {ids.count(one)} times; give it once")
        for one in ("substantive", "procedural", "preliminary"):
            if any(m.id == one for m in self.motions):
                raise ValueError(f"a motion may not have the id '{one}', which names a kind of question")
        return self

    def motion(self, name: str) -> Motion | None:
        """The motion of an id, if the rules have it."""
        return next((m for m in self.motions if m.id == name), None)

    def point(self, name: str) -> Point | None:
        """The point of an id, if the rules have it."""
        return next((p for p in self.points if p.id == name), None)

    def questions(self) -> tuple[str, ...]:
        """What may be put to the vote: the kinds of question, then the motions that are voted on."""
        kinds = ("substantive", "procedural") + (("preliminary",) if self.preliminary else ())
        return kinds + tuple(m.id for m in self.motions if m.is_voted)

    def decision(self, question: str) -> Decision | None:
        """What decides a question: a kind of question or a motion's id. None if the rules put no such one to the vote."""
        if question == "substantive":
            return self.substantive
        if question == "procedural":
            return self.procedural
        if question == "preliminary":
            return self.preliminary
        motion = self.motion(question)
        if motion is None or motion.threshold in ("chair", "none"):
            return None
        kind = self.procedural if motion.question == "procedural" else self.substantive
        return Decision(
            threshold=motion.threshold,
            base=motion.base,
            abstain=kind.abstain,
            veto=kind.veto,
            source=motion.source,
            note=motion.note,
        )

    def opens_with(self, members: int) -> int:
        """How many members must be there for a meeting to be opened."""
        return least(self.quorum_open.value, members)

    def votes_with(self, members: int) -> int:
        """How many members must be there for a vote on substance."""
        return least(self.quorum_vote.value, members)

    def needed_sponsors(self, members: int) -> int:
        """How many sponsors a draft needs in a room of so many members."""
        return least(self.sponsors.value, members)

    def needed_signatures(self, members: int) -> int:
        """How many sponsors and signatories together a draft needs in a room of so many members."""
        return least(self.signatories.value, members)


def least(amount: int | str, members: int) -> int:
    """The number that an amount means in a room of so many members: shares are rounded up, a majority is more than half.

    A fixed number stays what it is, also where the room has fewer members: nine means nine.
    """
    if isinstance(amount, int):
        return amount
    if amount in SHARES:
        above, below = SHARES[amount]
        return -(-members * above // below)
    return {"none": 0, "one": 1, "nine": 9}.get(amount, members // 2 + 1)


# -- reading


@lru_cache(maxsize=1)
def procedure_ids() -> tuple[str, ...]:
    """The families at hand: the Security Council's own rules first, then the others by id."""
    ids = sorted(path.stem for path in PROCEDURES.glob("*.yaml"))
    return tuple(sorted(ids, key=lambda one: one != DEFAULT_PROCEDURE))


@lru_cache(maxsize=8)
def _family(name: str) -> Procedure:
    return read_entry(PROCEDURES / f"{name}.yaml", Procedure)


@lru_cache(maxsize=8)
def _content(name: str) -> dict[str, Any]:
    """A family's file as it was read, which is never changed."""
    content: dict[str, Any] = read_yaml(PROCEDURES / f"{name}.yaml")
    return content


def load_procedure(name: str, override: Mapping[Any, Any] | None = None, *, file: Path | None = None) -> Procedure:
    """The rules of a family, or what a conference makes of them.

    Args:
        name: a family's id.
        override: what the conference has otherwise, by path: nested (`{"motions": {"close-debate": {"threshold":
            "simple"}}}`), dotted (`{"motions.close-debate.threshold": "simple"}`) or mixed. Motions, points, parameters
            and roll-call answers are named by their ids; `None` takes one away, a new id adds one. Where a value stands
            with its source, the value alone will do; the source then says that it is the conference's own.
        file: where the override was read from, so that faults point at its lines.

    Raises:
        KeyError: if there is no family of the name.
        ContentError: with every fault of the override.
    """
    if name not in procedure_ids():
        raise KeyError(name)
    if not override:
        return _family(name)
    change = _Change(file)
    content = change.apply(_content(name), override)
    try:
        made = Procedure.model_validate({**content, "changed": tuple(change.paths())})
    except ValidationError as error:
        change.problems += change.faults(content, error)
    if change.problems:
        raise ContentError(change.problems)
    return made


def load_override(path: Path) -> Mapping[Any, Any]:
    """What a conference's own file changes, to be given to `load_procedure` with the same path as `file`.

    Raises:
        ContentError: if the file cannot be read or holds no mapping.
    """
    content = read_yaml(path)
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise ContentError([Problem(file=str(path), line=1, message="this file must hold 'path: value' lines")])
    return content


def rule_named(source: str) -> str:
    """The rule within a source as one says it in the room, such as `rule 33` or `Article 27, paragraph 2, of the Charter`;
    empty where the source numbers none."""
    named = []
    for one in source.split(";"):
        numbered = re.search(r"\brules? \d.*", one)
        charter = re.match(r"\s*C(\d+)(?: paragraph (\d+))?\s*$", one)
        if numbered:
            named.append(numbered[0].strip())
        elif charter:
            named.append(f"Article {charter[1]}" + (f", paragraph {charter[2]}," if charter[2] else "") + " of the Charter")
        elif one.strip().startswith(OWN_RULES):
            named.append(OWN_RULES)
    return "; ".join(named)


def source_named(procedure: Procedure, source: str) -> str:
    """What a value rests on as one says it in the room: its rule, else the first of its sources by name, and plainly that
    no document was found or that the value is ours. The keys by which the files cite are theirs and nobody's to read."""
    rule = rule_named(source)
    named = rule[:1].upper() + rule[1:] or _title(procedure, source)
    if NO_DOCUMENT in source:
        return f"{named}; in part {NO_DOCUMENT}" if named else NO_DOCUMENT[:1].upper() + NO_DOCUMENT[1:]
    return named or ("Our own suggestion" if OWN_SUGGESTION in source else "")


def _title(procedure: Procedure, source: str) -> str:
    """The title of the first of the sources, without its address; empty where none is named."""
    titles = {one.key: one.title for one in procedure.sources}
    title = next((titles[word] for word in re.split(r"[;\s]+", source) if word in titles), "")
    return ", ".join(one for one in title.split(", ") if one != "a secondary source" and not re.search(r"\w/\w", one))


NO_DOCUMENT = "common practice, no document found"
"""The source of a value that is widely kept to and that no text was found to say."""

OWN_SUGGESTION = "own suggestion"
"""The source of a value of ours, where the rules leave a gap."""

OWN_RULES = "the conference's own rules"
"""The source of a value that a conference gave without saying more."""

THE_COUNCIL_VOTES: Mapping[str, Any] = {
    "body.value": "the Council",
    "substantive": {
        "threshold": "nine",
        "base": "members",
        "abstain": True,
        "veto": True,
        "source": "C27: nine votes and no permanent member against, whatever else a conference's rules are",
    },
}
"""An override for a Security Council that meets under another family's rules: its substantive votes stay those of the
Charter, Article 27, paragraph 3."""


class OverrideProblem(Problem):
    """A fault in a conference's own rules that came from no file: told by its path."""

    path: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.line == 0 else super().__str__()


Path_ = tuple[str, ...]

_FIXED = ("id", "sources", "changed")


class _Change:
    """An override on its way into a family's content, with the places it touched."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.touched: dict[Path_, Place] = {}
        self.problems: list[Problem] = []

    def paths(self) -> Iterator[str]:
        return (".".join(path) for path in self.touched)

    def apply(self, content: dict[str, Any], override: Mapping[Any, Any]) -> dict[str, Any]:
        made = dict(content)
        for key, value, place in _by_head(override):
            fields = [field for field in Procedure.model_fields if field not in _FIXED]
            if key in _FIXED:
                self._fault((key,), place, f"'{key}' is the family's and cannot be changed; leave it out")
            elif key not in fields:
                self._fault((key,), place, f"there is no such rule{did_you_mean(key, fields) or _listed(fields)}")
            else:
                made[key] = self._merged(made.get(key), value, (key,), place)
        return made

    def _merged(self, node: Any, change: Any, path: Path_, place: Place) -> Any:
        """A node of the content with the change in it; lists of entries are addressed by the ids of these."""
        if isinstance(node, dict) and "value" in node and "source" in node:
            return self._given(node, change, path, place)
        if isinstance(change, Mapping) and isinstance(node, dict):
            made = dict(node)
            for key, value, at in _by_head(change, place):
                made[key] = self._merged(made.get(key), value, (*path, key), at)
            if "source" in node and "source" not in change and not node["source"].startswith(OWN_RULES):
                made["source"] = f"{OWN_RULES}; otherwise {node['source']}"
            return made
        if node is None and path[-1] == "parameters":
            node = ()  # a motion that had none
        if isinstance(change, Mapping) and _are_entries(node):
            return self._entries(node, change, path, place)
        self.touched[path] = place
        return _plain(change)

    def _given(self, node: dict[str, Any], change: Any, path: Path_, place: Place) -> dict[str, Any]:
        heads = {head for head, _, _ in _by_head(change)} if isinstance(change, Mapping) else set()
        if not heads & {"value", "source", "note"}:
            value = self._merged(node["value"], change, path, place)
            return {"value": value, "source": OWN_RULES}
        made = dict(node) if "value" not in heads else {**node, "source": OWN_RULES, "note": ""}
        for key, value, at in _by_head(change, place):
            made[key] = self._merged(made.get(key), value, (*path, key), at)
        return made

    def _entries(self, node: Sequence[Any], change: Mapping[Any, Any], path: Path_, place: Place) -> list[Any]:
        made = {entry["id"]: entry for entry in node}
        for key, value, at in _by_head(change, place):
            if value is None:
                if key in made:
                    del made[key]
                    self.touched[*path, key] = at
                else:
                    self._fault((*path, key), at, f"there is none to take away{did_you_mean(key, made) or _listed(made)}")
            elif key in made:
                made[key] = self._merged(made[key], value, (*path, key), at)
            elif isinstance(value, Mapping) and ("name" in value or "kind" in value):
                sourced = {"source": OWN_RULES} if path in (("motions",), ("points",)) else {}
                made[key] = {**sourced, **value, "id": key}
                self.touched[*path, key] = at
            else:
                near = did_you_mean(key, made) or _listed(made)
                self._fault((*path, key), at, f"there is no such entry{near}; a new one needs its name and all it rests on")
        return list(made.values())

    def faults(self, content: dict[str, Any], error: ValidationError) -> list[Problem]:
        """What the rules as changed have wrong, each at the path of the override that made it so."""
        problems: list[Problem] = []
        told: set[Path_] = set()
        for fault in error.errors(include_url=False):
            found = _path_in(content, fault["loc"], beyond=fault["type"] in ("missing", "extra_forbidden"))
            if found in told:
                continue  # one of several kinds that a value might have had; the first will do
            told.add(found)
            self._fault(found, self._written(found), _wording(fault), into=problems)
        return problems

    def _written(self, found: Path_) -> Place:
        """Where the change was written that a fault comes from: at its path, above it, or below it."""
        for n in range(len(found), 0, -1):
            if found[:n] in self.touched:
                return self.touched[found[:n]]
        return next((place for path, place in self.touched.items() if path[: len(found)] == found), ())

    def _fault(self, path: Path_, place: Place, message: str, *, into: list[Problem] | None = None) -> None:
        shown = ".".join(part[:60] for part in path) or "the rules"
        line = line_of(self.file, place) if self.file else 0
        told = f"{shown}: {message}" if self.file else message
        problem = OverrideProblem(file=str(self.file or "override"), line=line, message=told, path=shown)
        (self.problems if into is None else into).append(problem)


def _path_in(content: Any, steps: Sequence[int | str], *, beyond: bool) -> Path_:
    """The path at which a fault stands, entries named by their ids; one step beyond what is there where that is at issue."""
    path: list[str] = []
    node = content
    for step in steps:
        if isinstance(node, list | tuple) and isinstance(step, int) and step < len(node):
            node = node[step]
            path.append(str(node["id"]) if isinstance(node, dict) and "id" in node else str(step))
        elif isinstance(node, dict) and step in node:
            node = node[step]
            if step != "value":
                path.append(str(step))
        else:
            if beyond:
                path.append(str(step))
            break
    return tuple(path)


def _wording(fault: Any) -> str:
    given = "empty" if fault["input"] is None else repr(fault["input"])
    given = given if len(given) <= 80 else f"{given[:77]}..."
    match fault["type"]:
        case "value_error":
            return str(fault["msg"]).removeprefix("Value error, ")
        case "missing":
            return "this is missing; give it"
        case "extra_forbidden":
            return f"there is no such key{_right_key(fault['loc'])}"
        case "tuple_type":
            return f"this is {given}; it must be a list"
        case "model_type":
            return f"this is {given}; it must be 'key: value' lines"
    return f"this is {given}; {expected(fault)}"


def _by_head(change: Mapping[Any, Any], place: Place = ()) -> Iterator[tuple[str, Any, Place]]:
    """The keys of a change with dotted ones opened at their first dot, and the place each was written at."""
    for written, value in change.items():
        head, dot, rest = str(written).partition(".")
        yield head, ({rest: value} if dot else value), (*place, str(written))


def _are_entries(node: Any) -> bool:
    return isinstance(node, list | tuple) and all(isinstance(item, dict) and "id" in item for item in node)


def _plain(value: Any) -> Any:
    """A change as the model takes it; what is no mapping stays as it is."""
    return dict(value) if isinstance(value, Mapping) else value


def _listed(known: Any) -> str:
    return f"; there are {', '.join(known)}"


def _right_key(steps: Sequence[int | str]) -> str:
    """The nearest key to a wrong one, among those that its neighbours have."""
    kinds: dict[str, type[Entry]] = {"motions": Motion, "points": Point, "roll_call": RollAnswer}
    kind: type[Entry] = kinds.get(str(steps[0]), Decision)
    if "parameters" in steps:
        kind = Parameter
    if str(steps[0]) in ("right_of_reply", "comments"):
        kind = RightOfReply if steps[0] == "right_of_reply" else Comments
    return did_you_mean(str(steps[-1]), kind.model_fields) or f"; it takes {', '.join(kind.model_fields)}"


# -- checking


def check_procedures(folder: Path = PROCEDURES) -> list[Problem]:
    """Everything wrong with the families' files; empty if nothing is. Every source must be one the file names."""
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            procedure = read_entry(path, Procedure)
        except ContentError as error:
            problems += error.problems
            continue
        if procedure.id != path.stem:
            problems.append(problem_at(path, ("id",), f"the file is {path.name} and the id '{procedure.id}'; they must agree"))
        keys = {source.key for source in procedure.sources}
        for place, source in _sources(procedure):
            for part in source.split(";"):
                word = part.replace(",", " ").replace(":", " ").split(None, 1)[0] if part.strip() else ""
                if word not in keys and part.strip() not in (NO_DOCUMENT, OWN_SUGGESTION):
                    near = did_you_mean(word, keys)
                    problems.append(
                        problem_at(
                            path, place,
                            f"'{part.strip()[:60]}' names no source of this file{near}; begin with one of "
                            f"{', '.join(sorted(keys))}, or say '{OWN_SUGGESTION}' or '{NO_DOCUMENT}'",
                        )
                    )  # fmt: skip
        problems += _unseconded(path, procedure)
    return problems


def _sources(procedure: Procedure) -> Iterator[tuple[Place, str]]:
    for field in Procedure.model_fields:
        value = getattr(procedure, field)
        if field == "sources":
            continue
        if isinstance(value, Given | Decision):
            yield (field, "source"), value.source
        elif field in ("motions", "points"):
            for index, entry in enumerate(value):
                yield (field, index, "source"), entry.source
    yield ("source",), procedure.source


def _unseconded(path: Path, procedure: Procedure) -> Iterator[Problem]:
    if not procedure.seconds.value:
        for index, motion in enumerate(procedure.motions):
            if motion.second:
                message = f"'{motion.id}' needs a second, and 'seconds' says that these rules know none"
                yield problem_at(path, ("motions", index, "second"), message)
