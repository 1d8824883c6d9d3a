"""What a vote decides, and why: the arithmetic of the Security Council and of the rooms that have another.

In the Council nine affirmative votes are needed whatever the attendance and whatever its size, also where a simulation
seats more or fewer than fifteen: nine means nine. A permanent member's negative vote on substance prevents adoption;
its abstention, its absence and its not participating never do. Elsewhere majorities are reckoned on the base that the
rules name, and a tie fails. A lost vote is a result like any other; what is refused, with a `BallotError`, is a ballot
that the rules do not allow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field

from committee.procedure import (
    DEFAULT_PROCEDURE,
    THE_COUNCIL_VOTES,
    Decision,
    Moment,
    Procedure,
    load_procedure,
    procedure_ids,
)
from positions.council import permanent_members, state_names
from positions.yaml_entries import did_you_mean

Vote = Literal["in favour", "against", "abstaining", "not participating"]
VOTES: tuple[Vote, ...] = get_args(Vote)

Outcome = Literal["adopted", "vetoed", "short of nine", "lost"]
"""`vetoed` where there were votes enough and a permanent member was against; `short of nine` where nine were needed and
there were fewer, whoever was against; `lost` where another majority was missed."""

RollAnswerWord = Literal["present", "present and voting", "absent"]

MOST_VOTES = 1000
"""As many as are counted of one ballot; the United Nations has 193 members."""

COUNCIL_SIZE = 15

V = TypeVar("V")


class BallotError(ValueError):
    """A ballot that cannot be counted; the message is one sentence on what is wrong and what would be right."""


class Value(BaseModel):
    """The base of everything here: frozen, and refusing keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ballot(Value):
    """A vote as it was cast."""

    procedure: str = DEFAULT_PROCEDURE
    question: str = "substantive"
    """`substantive`, `procedural`, `preliminary` (whether a matter is procedural: in favour means that it is), or the
    id of a motion."""
    votes: dict[str, Vote]
    """By member. Who is absent may be left out, or be not participating; neither changes a result."""
    permanent: tuple[str, ...] | None = None
    """Who has a veto; None for the five of the Charter, where the rules know one (see `rules_of`)."""
    members: Annotated[int, Field(ge=1, le=MOST_VOTES)] | None = None
    """How many members the room has, for a majority of the members; None for as many as the ballot names."""
    chapter_vi: bool = False
    """Whether the decision is one under Chapter VI of the Charter, or Article 52, paragraph 3."""
    parties: tuple[str, ...] = ()
    """Who is a party to the dispute, and abstains where the decision is under Chapter VI."""
    roll: dict[str, RollAnswerWord] = Field(default_factory=dict)
    """What members answered when the roll was called."""
    important: bool = False
    """Whether the question was declared important, and takes two thirds where it would take a simple majority."""
    subject: str = ""
    """What was voted on, for the line: "The draft resolution" if left out."""


def rules_of(ballot: Ballot) -> Procedure:
    """The rules by which a ballot is counted: those that it names. A ballot that says who is permanent is one of a Security
    Council; under rules without a veto its votes of substance take nine and no permanent member against all the same.

    Raises:
        ContentError: if it names no procedure.
    """
    rules = load_procedure(ballot.procedure)
    return load_procedure(ballot.procedure, THE_COUNCIL_VOTES) if ballot.permanent and not rules.substantive.veto else rules


class Result(Value):
    """What a vote decided."""

    outcome: Outcome
    in_favour: int
    against: int
    abstaining: int
    not_participating: int
    needed: int
    """How many votes in favour it took."""
    vetoes: tuple[str, ...] = ()
    """The permanent members whose negative vote prevented adoption: empty unless the outcome is `vetoed`. Whoever votes
    against what falls short of nine anyway has vetoed nothing."""
    obliged: tuple[str, ...] = ()
    """Parties to a dispute whose vote was counted as an abstention."""
    line: str

    @property
    def adopted(self) -> bool:
        """Whether it was adopted."""
        return self.outcome == "adopted"

    @property
    def tied(self) -> bool:
        """Whether as many were for as against."""
        return self.in_favour == self.against


def as_json(result: Result) -> dict[str, Any]:
    """A result as `python -m committee tally` prints it."""
    return result.model_dump(mode="json", exclude={"obliged"})


# -- a ballot out of JSON

_FLAGS = ("chapter_vi", "important")
_NAMES = ("permanent", "parties")


def read_ballot(content: object) -> Ballot:
    """The ballot that a JSON value holds.

    Raises:
        BallotError: if it holds none.
    """
    if not isinstance(content, dict):
        raise BallotError(f"a ballot is an object with procedure, question and votes, and this is {_kind(content)}")
    keys = tuple(Ballot.model_fields)
    for key in content:
        if key not in keys:
            raise BallotError(f"{_shown(key)} is no key of a ballot{_near(key, keys) or '; it takes ' + ', '.join(keys)}")
    for key in ("procedure", "question", "votes"):
        if key not in content:
            raise BallotError(f"the ballot has no '{key}'; it takes procedure, question and votes")
    made: dict[str, Any] = {
        "procedure": _text(content, "procedure"),
        "question": _text(content, "question"),
        "votes": _votes(content["votes"]),
    }
    if made["procedure"] not in procedure_ids():
        known = procedure_ids()
        near = _near(made["procedure"], known)
        raise BallotError(f"{_shown(made['procedure'])} is no procedure{near}; there are {', '.join(known)}")
    for key in _FLAGS:
        if key in content:
            if not isinstance(content[key], bool):
                raise BallotError(f"'{key}' must be true or false, and is {_kind(content[key])}")
            made[key] = content[key]
    for key in _NAMES:
        if content.get(key) is not None:
            made[key] = _names(content[key], key)
    if content.get("members") is not None:
        members = content["members"]
        if isinstance(members, bool) or not isinstance(members, int) or not 1 <= members <= MOST_VOTES:
            raise BallotError(f"'members' must be a number from 1 to {MOST_VOTES}, and is {_shown(members)}")
        if members < len(made["votes"]):
            raise BallotError(f"{len(made['votes'])} members voted and 'members' says that there are {members}")
        made["members"] = members
    if content.get("roll") is not None:
        made["roll"] = _roll(content["roll"])
    if "subject" in content:
        made["subject"] = _text(content, "subject")[:200]
    ballot = Ballot(**made)
    _check_names(ballot)
    return ballot


def _check_names(ballot: Ballot) -> None:
    """Whether whoever is named besides the votes is somebody: a veto or an abstention is not to be lost by a slip of the pen.

    A room may have members that are no State, as a simulation of former times has; so a name that votes is known by that.
    """
    votes = {member_key(name) for name in ballot.votes}
    known = {*votes, *map(member_key, ballot.roll), *state_names()}
    for what, names in (("'permanent'", ballot.permanent or ()), ("'parties'", ballot.parties)):
        for name in names:
            if member_key(name) not in known:
                raise BallotError(f"{_shown(name)} of {what} has no vote here and is no State{_near(name, known)}")
    decision = load_procedure(ballot.procedure).decision(ballot.question)
    if decision is None or not decision.veto or ballot.permanent is not None:
        return
    silent = [one for one in permanent_members() if one not in votes]
    for key in sorted(votes - state_names().keys()):
        slip = get_close_matches(key, silent, n=1, cutoff=0.8)
        if slip:
            raise BallotError(f"{_shown(key)} is no State, and nearly '{slip[0]}', which has a veto; write it so, or say who is 'permanent'")


def _votes(given: object) -> dict[str, Vote]:
    if not isinstance(given, dict):
        raise BallotError(f"'votes' must be an object of members and their votes, and is {_kind(given)}")
    if not given:
        raise BallotError("'votes' is empty; name each member with its vote")
    if len(given) > MOST_VOTES:
        raise BallotError(f"the ballot has {len(given):,} votes; more than {MOST_VOTES:,} are not counted")
    votes: dict[str, Vote] = {}
    for member, vote in given.items():
        if vote == "pass":
            raise BallotError(
                f"{_shown(member)} has passed, which ends no vote: whoever passes in a roll call is called again and votes "
                "in favour or against"
            )
        if not isinstance(vote, str) or vote not in VOTES:
            near = _near(vote, VOTES) if isinstance(vote, str) else ""
            raise BallotError(f"{_shown(member)} votes {_shown(vote)}{near}; a vote is {', '.join(VOTES[:-1])} or {VOTES[-1]}")
        votes[member] = vote
    return votes


def _names(given: object, key: str) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(name, str) and name.strip() for name in given):
        raise BallotError(f"'{key}' must be a list of members, such as [\"china\"]")
    if len(given) > MOST_VOTES:
        raise BallotError(f"'{key}' names {len(given):,} members; more than {MOST_VOTES:,} are not read")
    return tuple(given)


def _roll(given: object) -> dict[str, str]:
    words: tuple[str, ...] = get_args(RollAnswerWord)
    if not isinstance(given, dict) or len(given) > MOST_VOTES:
        raise BallotError("'roll' must be an object of members and their answers to the roll call")
    roll = {}
    for member, answer in given.items():
        word = answer.replace("-", " ") if isinstance(answer, str) else answer
        if word not in words:
            near = _near(word, words) if isinstance(word, str) else ""
            raise BallotError(f"{_shown(member)} answers {_shown(answer)} to the roll{near}; an answer is {', '.join(words)}")
        roll[member] = word
    return roll


def _text(content: Mapping[str, Any], key: str) -> str:
    if not isinstance(content[key], str) or not content[key].strip():
        raise BallotError(f"'{key}' must be text, and is {_kind(content[key])}")
    return str(content[key])


def _near(wrong: str, among: Iterable[str]) -> str:
    return did_you_mean(wrong[:80], among)


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    if value == "" and isinstance(value, str):
        return "empty"
    return kinds.get(type(value), "a number")


def _shown(value: object) -> str:
    """A given value for a message: on one line, short, in quotes where it is text."""
    if not isinstance(value, str):
        return _kind(value) if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 10**9 else str(value)
    line = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return f"'{line if len(line) <= 60 else line[:57] + '...'}'"


# -- who is who


@lru_cache(maxsize=1)
def _known_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for state in state_names().values():
        for name in (*state.aliases, state.official, state.name, state.id):
            names[_folded(name)] = state.id
    return names


def _folded(name: str) -> str:
    return " ".join(name.replace("-", " ").casefold().split())


def member_key(name: str) -> str:
    """What tells one member from another: a State's id however it is written, otherwise the name without case."""
    folded = _folded(name)
    return _known_names().get(folded, folded)


def member_name(name: str) -> str:
    """A member's name as a record writes it: a State's official name, otherwise as given."""
    state = state_names().get(member_key(name))
    return state.official if state else name


def _written(name: str) -> str:
    """A member as a result names it: a State by its id, others as given."""
    key = member_key(name)
    return key if key in state_names() else name


# -- counting


class _Count(Value):
    """Votes by number, with the names that a result line tells."""

    in_favour: int
    against: int
    abstaining: int
    not_participating: int
    permanent_against: tuple[str, ...] = ()
    obliged: tuple[str, ...] = ()
    absent_names: tuple[str, ...] = ()
    members: int
    seats: int | None = None
    """How many members there are, where that was said; a vote is unanimous only if all of them are in favour."""


def tally(ballot: Ballot, procedure: Procedure) -> Result:
    """What a ballot decides under the rules given.

    A permanent member's vote is a veto only where the rules know one (`Decision.veto`); elsewhere `permanent` has no
    effect. Parties to a dispute abstain only from a decision of substance under Chapter VI: their votes for or against
    are counted as abstentions, also where they answered "present and voting", and the line says so.

    Raises:
        BallotError: if the rules put no such question to the vote, or do not allow a vote that was cast.
    """
    decision = _decision(ballot.question, procedure, important=ballot.important)
    votes = _by_member(ballot.votes, "has two votes")
    roll = _by_member(ballot.roll, "answers the roll twice")
    obliged = _obliged(ballot, procedure, votes)
    counted: dict[str, Vote] = {}
    for key, (name, vote) in votes.items():
        answer = roll[key][1] if key in roll else None
        if answer == "absent" and vote != "not participating":
            raise BallotError(f"{_shown(name)} is absent by the roll and has a vote; let it be 'not participating'")
        if vote == "abstaining" and key not in obliged:
            if not decision.abstain:
                raise BallotError(
                    f"{_shown(name)} abstains, and nobody abstains on a matter of procedure under {procedure.id}; it votes "
                    "in favour or against"
                )
            if answer == "present and voting" and _is_substance(ballot.question, procedure):
                raise BallotError(
                    f"{_shown(name)} answered 'present and voting' and may not abstain on substance; it votes in favour or "
                    "against, unless it is a party to a dispute under Chapter VI"
                )
        counted[key] = "abstaining" if key in obliged and vote != "not participating" else vote
    permanent = {member_key(name) for name in (permanent_members() if ballot.permanent is None else ballot.permanent)}
    cast = list(counted.values())
    count = _Count(
        in_favour=cast.count("in favour"),
        against=cast.count("against"),
        abstaining=cast.count("abstaining"),
        not_participating=cast.count("not participating"),
        permanent_against=tuple(
            _written(votes[key][0]) for key, vote in counted.items() if vote == "against" and key in permanent
        ),
        obliged=tuple(
            _written(votes[key][0]) for key in counted if key in obliged and votes[key][1] in ("in favour", "against")
        ),
        absent_names=tuple(votes[key][0] for key, vote in counted.items() if vote == "not participating"),
        members=ballot.members or len(votes),
        seats=ballot.members,
    )
    return _decided(count, decision, procedure, ballot.question, ballot.subject)


def show_of_hands(
    in_favour: int,
    against: int,
    abstaining: int,
    present: int,
    procedure: Procedure,
    question: str = "substantive",
    *,
    permanent_against: Sequence[str] = (),
    members: int | None = None,
    important: bool = False,
    subject: str = "",
) -> Result:
    """What hands decide. Whoever is present and raised none is counted as not participating.

    Args:
        present: how many members are there, as the roll has it.
        permanent_against: which permanent members were against; where there is a veto hands alone do not tell.
        members: how many members the room has, for a majority of the members; those present if left out.

    Raises:
        BallotError: if more hands were counted than members are present, or a vote was counted that the rules do not
            allow.
    """
    decision = _decision(question, procedure, important=important)
    numbers = {"in favour": in_favour, "against": against, "abstaining": abstaining, "present": present}
    for word, number in numbers.items():
        if not 0 <= number <= MOST_VOTES:
            raise BallotError(f"{number} {word} is no count; give a number from 0 to {MOST_VOTES:,}")
    total = in_favour + against + abstaining
    if total > present:
        raise BallotError(
            f"{in_favour} in favour, {against} against and {abstaining} abstaining make {total}, and {present} are present; "
            "count again"
        )
    if abstaining and not decision.abstain:
        raise BallotError(f"{abstaining} abstain, and nobody abstains on a matter of procedure under {procedure.id}; count again")
    if len({member_key(name) for name in permanent_against}) != len(permanent_against):
        raise BallotError("a permanent member is named twice among those against; name each once")
    if len(permanent_against) > against:
        raise BallotError(f"{len(permanent_against)} permanent members are named as against, and only {against} were; count again")
    if members is not None and members < present:
        raise BallotError(f"{present} are present in a room of {members} members; count again")
    count = _Count(
        in_favour=in_favour,
        against=against,
        abstaining=abstaining,
        not_participating=present - total,
        permanent_against=tuple(_written(name) for name in permanent_against),
        members=members or present,
        seats=members,
    )
    return _decided(count, decision, procedure, question, subject)


def _decision(question: str, procedure: Procedure, *, important: bool) -> Decision:
    decision = procedure.decision(question)
    if decision is None:
        motion = procedure.motion(question)
        if motion is not None:
            how = "the chair decides it" if motion.threshold == "chair" else "it takes effect when it is made"
            raise BallotError(f"no vote is taken on '{motion.id}' under {procedure.id}: {how}")
        near = _near(question, procedure.questions())
        raise BallotError(
            f"{_shown(question)} is put to no vote under {procedure.id}{near}; a question is "
            f"{', '.join(procedure.questions())}"
        )
    if important and decision.threshold == "simple" and _is_substance(question, procedure):
        return decision.model_copy(update={"threshold": "two-thirds"})
    return decision


def _is_substance(question: str, procedure: Procedure) -> bool:
    motion = procedure.motion(question)
    return question == "substantive" or (motion is not None and motion.question == "substantive")


def _by_member(given: Mapping[str, V], twice: str) -> dict[str, tuple[str, V]]:
    found: dict[str, tuple[str, V]] = {}
    for name, value in given.items():
        if not name.strip():
            raise BallotError("a member has no name; name each member")
        key = member_key(name)
        if key in found:
            raise BallotError(f"{_shown(found[key][0])} and {_shown(name)} are one member, which {twice}; give it once")
        found[key] = (name, value)
    return found


def _obliged(ballot: Ballot, procedure: Procedure, votes: Mapping[str, object]) -> set[str]:
    if not ballot.chapter_vi or not ballot.parties or not _is_substance(ballot.question, procedure):
        return set()
    if not procedure.obligatory_abstention.value:
        raise BallotError(
            f"{procedure.id} knows no obligatory abstention under Chapter VI; leave 'chapter_vi' out, or have the conference "
            "switch 'obligatory_abstention' on"
        )
    return {member_key(name) for name in ballot.parties} & set(votes)


def needed(decision: Decision, in_favour: int, against: int, members: int) -> int:
    """How many votes in favour a decision takes: nine whatever the attendance, or a share of its base, at least one."""
    if decision.threshold == "nine":
        return 9
    base = members if decision.base == "members" else in_favour + against
    return max(1, base // 2 + 1 if decision.threshold == "simple" else -(-2 * base // 3))


def _decided(count: _Count, decision: Decision, procedure: Procedure, question: str, subject: str) -> Result:
    takes = needed(decision, count.in_favour, count.against, count.members)
    outcome: Outcome
    vetoes: tuple[str, ...] = ()
    if count.in_favour < takes:
        outcome = "short of nine" if decision.threshold == "nine" else "lost"
    elif decision.veto and count.permanent_against:
        outcome, vetoes = "vetoed", count.permanent_against
    else:
        outcome = "adopted"
    return Result(
        outcome=outcome,
        in_favour=count.in_favour,
        against=count.against,
        abstaining=count.abstaining,
        not_participating=count.not_participating,
        needed=takes,
        vetoes=vetoes,
        obliged=count.obliged,
        line=_line(count, decision, outcome, vetoes, procedure, question, subject),
    )


# -- result lines

_NUMBERS = ("no", "one", "two", "three", "four", "five")


def _line(
    count: _Count,
    decision: Decision,
    outcome: Outcome,
    vetoes: Sequence[str],
    procedure: Procedure,
    question: str,
    subject: str,
) -> str:
    """The result as the President of the Council would announce it, and what must be said of how it was counted."""
    motion = procedure.motion(question)
    about = subject or {
        "procedural": "The procedural proposal",
        "preliminary": "The proposal to regard the matter as procedural",
    }.get(question, f"The motion “{motion.name}”" if motion else f"The {procedure.draft_word.value}")
    in_favour = f"{count.in_favour or 'no'} vote{'' if count.in_favour == 1 else 's'} in favour"
    abstentions = f"{count.abstaining or 'no'} abstention{'' if count.abstaining == 1 else 's'}"
    sentences = [f"{about} received {in_favour}, {count.against or 'none'} against and {abstentions}"]
    done = "carried" if motion and motion.question == "procedural" else "adopted"
    if outcome == "adopted":
        seats = count.seats or (COUNCIL_SIZE if decision.threshold == "nine" else count.members)
        verdict = f"It was {done} unanimously" if count.in_favour == seats and done == "adopted" else f"It was {done}"
    elif outcome == "vetoed":
        if len(vetoes) == 1:
            why = "the negative vote of a permanent member of the Council"
        else:
            many = _NUMBERS[len(vetoes)] if len(vetoes) < len(_NUMBERS) else str(len(vetoes))
            why = f"the negative votes of {many} permanent members of the Council"
        verdict = f"It was not {done}, owing to {why}"
    elif outcome == "short of nine":
        verdict = f"It was not {done}, having failed to obtain the required number of votes"
    elif not count.in_favour and not count.against:
        verdict = f"It was not {done}, nobody having voted in favour or against"
    elif count.in_favour == count.against and decision.threshold == "simple":
        verdict = f"It was not {done}, the votes being equally divided"
    else:
        of = " of the members" if decision.base == "members" else ""
        what = "two-thirds majority" if decision.threshold == "two-thirds" else "majority"
        verdict = f"It was not {done}, having failed to obtain the required {what}{of}"
    if question == "preliminary":
        verdict += "; the matter is procedural" if outcome == "adopted" else "; the matter is one of substance"
    sentences.append(verdict)
    sentences += _remarks(count, decision)
    return ". ".join(" ".join(sentence.split()).rstrip(".") for sentence in sentences) + "."


def _remarks(count: _Count, decision: Decision) -> list[str]:
    remarks = []
    if count.obliged:
        names = _listed(member_name(name) for name in count.obliged)
        party = "a party" if len(count.obliged) == 1 else "parties"
        remarks.append(f"Counted as abstaining, as {party} to the dispute (Charter, Article 27, paragraph 3): {names}")
    if count.absent_names and len(count.absent_names) <= 3:
        remarks.append(f"Not participating in the voting: {_listed(member_name(name) for name in count.absent_names)}")
    elif count.not_participating:
        members = "member" if count.not_participating == 1 else "members"
        remarks.append(f"{count.not_participating} {members} did not participate in the voting")
    if decision.threshold == "nine" and not 9 <= count.members <= COUNCIL_SIZE:
        remarks.append(f"Nine votes are needed whatever the number of members, here {count.members}")
    return remarks


def _listed(names: Iterable[str]) -> str:
    given = [" ".join(name.split())[:80] for name in names]
    return given[0] if len(given) == 1 else f"{', '.join(given[:-1])} and {given[-1]}"


# -- the roll call

Answer = Literal["in favour", "against", "abstaining", "not participating", "pass"]


def roll_order(members: Iterable[str], letter: str = "") -> tuple[str, ...]:
    """Members in English alphabetical order of their official names, from a letter on and round to its start.

    Where no name begins with the letter the next one begins.

    Raises:
        BallotError: if the letter is none, or a member is named twice.
    """
    order = sorted(members, key=lambda name: _folded(member_name(name)))
    for one, other in pairwise(order):
        if member_key(one) == member_key(other):
            raise BallotError(f"{_shown(one)} and {_shown(other)} are one member, which has one vote; name it once")
    if not letter:
        return tuple(order)
    if len(letter) != 1 or not letter.isalpha():
        raise BallotError(f"{_shown(letter)} is no letter to begin the roll with; give one")
    first = next((n for n, name in enumerate(order) if _folded(member_name(name)) >= letter.casefold()), 0)
    return tuple(order[first:] + order[:first])


class Called(Value):
    """A member's answer when it was called."""

    member: str
    answer: Answer
    with_rights: bool = False


class RollCallVote(Value):
    """A roll-call vote under way: whose turn it is, what was answered, and who is called again.

    Whoever passes is called once more after the roll and then votes in favour or against; it may neither pass again nor
    abstain.
    """

    order: tuple[str, ...]
    called: tuple[Called, ...] = ()
    abstain: bool = True
    pass_allowed: bool = True
    rights: Moment = "none"
    """When those that vote "with rights" explain themselves."""
    bound: tuple[str, ...] = ()
    """Members that answered "present and voting" and may not abstain."""
    obliged: tuple[str, ...] = ()
    """Parties to a dispute, which abstain whatever they answered before."""

    @property
    def passed(self) -> tuple[str, ...]:
        """Who passed in the first round, in the order of the roll."""
        return tuple(c.member for c in self.called if c.answer == "pass")

    @property
    def turn(self) -> str | None:
        """Who is called now; None when everybody has voted."""
        answered = len(self.called)
        if answered < len(self.order):
            return self.order[answered]
        again = answered - len(self.order)
        return self.passed[again] if again < len(self.passed) else None

    @property
    def round(self) -> Literal[1, 2]:
        """1 while the roll is called, 2 when those who passed are called again."""
        return 1 if len(self.called) < len(self.order) else 2

    @property
    def over(self) -> bool:
        """Whether everybody has voted."""
        return self.turn is None

    def may_answer(self) -> tuple[Answer, ...]:
        """What the member whose turn it is may answer; nothing when the roll call is over."""
        member = self.turn
        if member is None:
            return ()
        key = member_key(member)
        if key in {member_key(name) for name in self.obliged}:
            return ("abstaining", "not participating")
        answers: list[Answer] = ["in favour", "against"]
        if self.round == 1:
            if self.abstain and key not in {member_key(name) for name in self.bound}:
                answers.append("abstaining")
            answers.append("not participating")
            if self.pass_allowed:
                answers.append("pass")
        return tuple(answers)

    def answer(self, member: str, answer: Answer, *, with_rights: bool = False) -> RollCallVote:
        """The roll call after a member's answer.

        Raises:
            BallotError: if it is another member's turn, or the rules do not allow the answer.
        """
        turn = self.turn
        if turn is None:
            raise BallotError(f"the roll call is over; {_shown(member)} has voted or is not on the roll")
        if member_key(member) != member_key(turn):
            raise BallotError(f"it is the turn of {member_name(turn)}, not of {_shown(member)}")
        allowed = self.may_answer()
        if answer not in allowed:
            again = "has passed and is called again" if self.round == 2 else "is called"
            raise BallotError(f"{member_name(turn)} {again} and may not answer {_shown(answer)}; it may answer {' or '.join(allowed)}")
        if with_rights and self.rights == "none":
            raise BallotError("these rules know no vote with rights; explanations of vote are asked for separately")
        if with_rights and answer not in ("in favour", "against"):
            raise BallotError(f"only a vote in favour or against is cast with rights, and {member_name(turn)} answers {_shown(answer)}")
        return self.model_copy(update={"called": (*self.called, Called(member=turn, answer=answer, with_rights=with_rights))})

    def votes(self) -> dict[str, Vote]:
        """The votes so far, in the order of the roll; who has passed and was not called again is left out."""
        last = {c.member: c.answer for c in self.called}
        return {m: last[m] for m in self.order if m in last and last[m] != "pass"}  # type: ignore[misc]

    def to_explain(self) -> tuple[str, ...]:
        """Who voted with rights, in the order in which they voted."""
        return tuple(c.member for c in self.called if c.with_rights)


def open_roll_call(
    members: Collection[str],
    procedure: Procedure,
    question: str = "substantive",
    *,
    letter: str = "",
    bound: Sequence[str] = (),
    obliged: Sequence[str] = (),
) -> RollCallVote:
    """A roll-call vote about to begin.

    Args:
        members: who is called; whoever is absent is best left out.
        letter: where the roll begins; at its start if left out.
        bound: who answered "present and voting".
        obliged: parties to a dispute, where the decision is under Chapter VI.

    Raises:
        BallotError: if there is no such question, nobody to call, or a member is named twice.
    """
    decision = _decision(question, procedure, important=False)
    if not members:
        raise BallotError("there is nobody to call; a roll call needs members")
    substance = _is_substance(question, procedure)
    return RollCallVote(
        order=roll_order(members, letter),
        abstain=decision.abstain,
        pass_allowed=procedure.pass_allowed.value,
        rights=procedure.rights.value,
        bound=tuple(bound) if substance else (),
        obliged=tuple(obliged) if substance and procedure.obligatory_abstention.value else (),
    )


# -- without a vote, in parts, one after another


class Consensus(Value):
    """Whether something was adopted without a vote."""

    adopted: bool
    objections: tuple[str, ...] = ()
    line: str


def consensus(objections: Sequence[str], procedure: Procedure, subject: str = "") -> Consensus:
    """Adoption without a vote: it takes that nobody objects; one objection, and it is put to the vote.

    Raises:
        BallotError: if the rules know no adoption without a vote.
    """
    if procedure.consensus.value == "none":
        raise BallotError(f"{procedure.id} knows no adoption without a vote; put it to the vote")
    about = subject or f"The {procedure.draft_word.value}"
    if objections:
        names = _listed(member_name(name) for name in objections)
        line = f"{names} objected. {about} is put to the vote."
    else:
        line = f"{about} was adopted without a vote."
    return Consensus(adopted=not objections, objections=tuple(objections), line=line)


class PartResult(Value):
    """A part voted on by itself."""

    part: str
    result: Result

    @property
    def stays(self) -> bool:
        """Whether the part was adopted and stays in the text."""
        return self.result.adopted


class Division(Value):
    """A text voted on in parts, and then as a whole."""

    parts: tuple[PartResult, ...]
    remaining: tuple[str, ...]
    """What is put to the vote as the whole, in the order of the text: parts that stay and those never divided."""
    removed: tuple[str, ...]
    whole: Result | None = None
    """None while it has not been voted on, and where nothing operative is left to vote on."""
    rejected: bool = False
    """Whether the text fell because nothing operative was left of it."""

    @property
    def adopted(self) -> bool:
        """Whether what remained was adopted as a whole."""
        return self.whole is not None and self.whole.adopted


def divided(
    parts: Sequence[str],
    votes: Mapping[str, Ballot],
    procedure: Procedure,
    *,
    whole: Ballot | None = None,
    operative: Collection[str] | None = None,
) -> Division:
    """A division of the question: separate votes on parts remove what falls, then what remains is voted on as a whole.

    Where everything operative has fallen the text is rejected without a further vote (common practice; it is said to be
    rule 89 of the General Assembly, whose text was not found).

    Args:
        parts: every part of the text, in its order.
        votes: the ballots on the parts that are voted on separately; the others stay.
        whole: the ballot on what remains, once it is cast.
        operative: which parts are operative; all if left out.

    Raises:
        BallotError: if a ballot is on no part of the text, or the rules do not allow it or any division.
    """
    if procedure.division.value == "none":
        raise BallotError(f"{procedure.id} knows no division of the question; put the text to the vote as a whole")
    for name in votes:
        if name not in parts:
            raise BallotError(f"{_shown(name)} is no part of the text; its parts are {', '.join(parts)}")
    if not votes:
        raise BallotError("a division needs a separate vote on one part at least")
    voted = tuple(PartResult(part=part, result=tally(votes[part], procedure)) for part in parts if part in votes)
    fallen = tuple(one.part for one in voted if not one.stays)
    remaining = tuple(part for part in parts if part not in fallen)
    acts = [part for part in remaining if operative is None or part in operative]
    if not acts:
        return Division(parts=voted, remaining=remaining, removed=fallen, rejected=True)
    result = tally(whole, procedure) if whole is not None else None
    return Division(parts=voted, remaining=remaining, removed=fallen, whole=result)


def drafts_to_vote(drafts: Sequence[str], adopted: Mapping[str, bool], procedure: Procedure) -> tuple[str, ...]:
    """The drafts still to be put to the vote, in the order given, which is that of their submission.

    Args:
        adopted: for each draft voted on, whether it was adopted.
    """
    if procedure.several_drafts.value == "until-one-is-adopted" and any(adopted.get(draft) for draft in drafts):
        return ()
    return tuple(draft for draft in drafts if draft not in adopted)


def amendments_to_vote(
    amendments: Sequence[str], adopted: Mapping[str, bool], excludes: Mapping[str, Collection[str]] | None = None
) -> tuple[str, ...]:
    """The amendments still to be put to the vote, in the order given, before the draft that they amend.

    Args:
        adopted: for each amendment voted on, whether it was adopted.
        excludes: what the adoption of an amendment necessarily rejects, and so is not put to the vote any more (general
            knowledge, as the rules of the General Assembly have it in rule 90).
    """
    moot = {other for one, others in (excludes or {}).items() if adopted.get(one) for other in others}
    return tuple(one for one in amendments if one not in adopted and one not in moot)
