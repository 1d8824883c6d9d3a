"""A vote on screen: what a delegation may cast, the board as it fills, and the result. HTML and values; nothing is drawn here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Literal, NamedTuple

from committee.events import Choice, NotePassed, PlacardLowered, PlacardRaised, VoteCast, VotePassed
from committee.floor import whose_turn
from committee.motions import ruling
from committee.procedure import Procedure
from committee.session import Session
from committee.state import Vote
from committee.wording import listed

Names = Mapping[str, str]

Shown = Literal["in favour", "against", "abstaining", "not participating", "voted", "passed", "called", "absent", "waiting"]


class Mark(NamedTuple):
    """How one square of the board is told: by symbol and word, and in the style sheet by colour."""

    symbol: str
    word: str
    kind: str


MARKS: dict[Shown, Mark] = {
    "in favour": Mark("✓", "In favour", "v-in-favour"),
    "against": Mark("✗", "Against", "v-against"),
    "abstaining": Mark("–", "Abstaining", "v-abstains"),
    "not participating": Mark("·", "Not participating", "v-out"),
    "voted": Mark("●", "Has voted", "v-voted"),
    "passed": Mark("↷", "Passed", "v-passed"),
    "called": Mark("▸", "Is called", "v-called"),
    "absent": Mark("", "Not in the room", "v-away"),
    "waiting": Mark("", "Not yet", "v-waiting"),
}

LABELS: dict[Choice, str] = {
    "in favour": "In favour",
    "against": "Against",
    "abstaining": "Abstain",
    "not participating": "Do not participate",
}
"""The words on the buttons."""

PRELIMINARY_OUTCOMES = {
    "adopted": "A matter of procedure", "vetoed": "A matter of substance", "short of nine": "A matter of substance", "lost": "A matter of substance",
}  # fmt: skip
"""What the preliminary question decides is how a paper is voted on, and never that it is adopted or not."""
OUTCOMES = {"adopted": "Adopted", "vetoed": "Not adopted: veto", "short of nine": "Not adopted", "lost": "Not adopted"}
MOTION_OUTCOMES = {"adopted": "The motion carries", "vetoed": "The motion does not carry", "short of nine": "The motion does not carry", "lost": "The motion does not carry"}

METHODS = {
    "show-of-hands": "Show of hands", "placards": "By placards", "roll-call": "Roll call", "recorded": "Recorded vote",
    "without-vote": "Without a vote",
}  # fmt: skip

QUIET = frozenset({
    "note.passed", "placard.raised", "placard.lowered", "list.joined", "list.left", "list.moved", "remark", "roll.arrived", "roll.left", "motion.decided", "voting.closed",
    "amendment.decided", "document.taken-up",
})  # fmt: skip
"""What happens after a result without the room turning to something else."""


class Offer(NamedTuple):
    """A way to vote, and whether it is open to a delegation now."""

    choice: Choice | Literal["pass"]
    label: str
    allowed: bool
    because: str = ""
    chosen: bool = False


def called(names: Names, one: str) -> str:
    """What a delegation is called."""
    return names.get(one) or one


def offers(session: Session, procedure: Procedure, me: str) -> tuple[Offer, ...]:
    """What a delegation may cast in the vote that is open; what the rules never leave it is left out."""
    vote = session.vote
    if vote is None or not vote.open or me not in vote.order:
        return ()
    mine = vote.cast.get(me)
    found: list[Offer] = []
    for choice, label in LABELS.items():
        answer = ruling(session, procedure, VoteCast(at=session.at, by=me, delegation=me, choice=choice))
        if choice == "not participating" and session.attendance.get(me) not in ("present", "present-and-voting"):
            continue
        found.append(Offer(choice, label, answer.allowed, answer.because, mine is not None and mine.choice == choice))
    if procedure.pass_allowed.value and vote.method == "roll-call" and mine is None:
        answer = ruling(session, procedure, VotePassed(at=session.at, by=me, delegation=me))
        if me not in vote.passed:
            found.append(Offer("pass", "Pass", answer.allowed, answer.because))
    return tuple(found)


def question(session: Session, procedure: Procedure, vote: Vote) -> str:
    """The question in words."""
    motion = procedure.motion(vote.question)
    document = session.documents.get(vote.document)
    if vote.question == "preliminary":
        about = f": {document.called(procedure.draft_word.value)}" if document else ""
        return f"Whether the matter is procedural{about}"
    if vote.words:
        return vote.words
    if motion is not None:
        return f"The motion “{motion.name}”"
    name = document.called(procedure.draft_word.value) if document else vote.document or "the question"
    name = name[:1].upper() + name[1:]
    return f"{name}, {vote.part}" if vote.part else name


def shown(session: Session, vote: Vote, me: str = "") -> dict[str, Shown]:
    """For each member in the order of the call what everybody may see; of a secret vote that is open, that it was cast."""
    cast = vote.shown_to(me)
    turn = whose_turn(session) if vote.open and vote.method == "roll-call" and session.turn is None else ""
    there = set(session.present)
    made: dict[str, Shown] = {}
    for one in vote.order:
        if one in cast:
            made[one] = cast[one]
        elif one == turn:
            made[one] = "called"
        elif not vote.open and vote.cast:
            made[one] = "not participating"
        elif one not in there and vote.open:
            made[one] = "absent"
        elif one in vote.passed:
            made[one] = "passed"
        else:
            made[one] = "waiting"
    return made


def way(vote: Vote) -> str:
    """How the vote is taken, in words."""
    return "Vote on your device" if vote.open and vote.secret and vote.method != "roll-call" else METHODS[vote.method]


def progress(session: Session, vote: Vote) -> str:
    """How many have voted of those who are there."""
    there = [one for one in vote.order if one in session.present]
    cast = sum(1 for one in vote.cast if one in vote.order)
    return f"{cast} of {max(len(there), cast)} have voted"


def counts(vote: Vote) -> str:
    """The numbers of a result, or of votes that everybody may see."""
    if vote.result is not None:
        r = vote.result
        numbers = (("in favour", r.in_favour), ("against", r.against), ("abstaining", r.abstaining))
    else:
        cast = list(vote.votes.values())
        numbers = (("in favour", cast.count("in favour")), ("against", cast.count("against")), ("abstaining", cast.count("abstaining")))
    return ", ".join(f"{number} {word}" for word, number in numbers)


def board(session: Session, vote: Vote, names: Names, me: str = "", *, size: str = "") -> str:
    """The board as HTML: a square for each member, in the order of the call."""
    by_name = bool(vote.cast) or vote.open
    if not by_name:
        return ""
    cells = []
    for one, what in shown(session, vote, me).items():
        mark = MARKS[what]
        veto = vote.result is not None and one in vote.result.vetoes
        classes = f"{mark.kind}{' veto' if veto else ''}{' me' if one == me else ''}"
        word = f"{mark.word} (veto)" if veto else mark.word
        rights = vote.cast.get(one)
        note = '<span class="rights">with rights</span>' if rights is not None and rights.rights and not (vote.open and vote.secret) else ""
        cells.append(
            f'<li class="{classes}" title="{escape(called(names, one))}: {escape(word)}"><span class="who"><bdi>{escape(called(names, one))}</bdi></span>'
            f'<span class="sign" role="img" aria-label="{escape(word)}">{mark.symbol}</span>{note}</li>'
        )
    return f'<ol class="ph-ballots {escape(size)} {how_many(len(cells))}">{"".join(cells)}</ol>'


def how_many(members: int) -> str:
    """The style class for a board of so many, whose squares shrink until all fit on a screen in a hall."""
    return "few" if members <= 24 else "some" if members <= 60 else "many" if members <= 120 else "many crowd"


def outcome(procedure: Procedure, vote: Vote, names: Names) -> str:
    """The outcome in a few words: `Adopted`, `Not adopted: vetoed by China and Russia`."""
    if vote.result is None:
        return ""
    if vote.method == "without-vote":
        return "Adopted without a vote"
    said = PRELIMINARY_OUTCOMES if vote.question == "preliminary" else MOTION_OUTCOMES if vote.motion or procedure.motion(vote.question) else OUTCOMES
    words = said[vote.result.outcome]
    if vote.result.outcome == "vetoed" and vote.result.vetoes:
        return f"{words.partition(':')[0]}: {'veto' if said is PRELIMINARY_OUTCOMES else 'vetoed'} by {listed([called(names, one) for one in vote.result.vetoes])}"
    return words


def result(session: Session, procedure: Procedure, vote: Vote, names: Names) -> str:
    """The result as HTML: the outcome, the numbers, and the line of the record."""
    if vote.result is None:
        return ""
    words = outcome(procedure, vote, names)
    figures = "" if vote.method == "without-vote" else f'<p class="counts">{escape(counts(vote))}</p>'
    line = f'<p class="line" dir="auto">{escape(vote.result.line)}</p>' if vote.result.line else ""
    kind = "carried" if vote.result.outcome == "adopted" else "fell"
    return f'<div class="ph-result {kind}"><p class="question" dir="auto">{escape(question(session, procedure, vote))}</p><p class="outcome">{escape(words)}</p>{figures}{line}</div>'


def last_result(session: Session) -> Vote | None:
    """The vote whose result the room still looks at: the last one, until something else happens."""
    if not session.votes or session.vote is not None:
        return None
    undone = session.history.dead
    for cell in session.history.cells():
        if cell.cause is None or cell.number in undone or cell.cause.kind == "undone" or not cell.effect:
            continue
        if cell.cause.kind == "result.recorded":
            return session.votes[-1]
        if cell.cause.kind not in QUIET:
            return None
    return None


def news(session: Session, me: str = "") -> int:
    """The number of the last event that a delegation's own screen shows: not a vote that others cast in secret, nor a note
    between others, nor their placards. So sixty votes do not make sixty screens draw themselves sixty times."""
    for cell in session.history.cells():
        event = cell.cause
        if isinstance(event, NotePassed) and me not in (event.to, event.by):
            continue
        if isinstance(event, PlacardRaised | PlacardLowered) and event.delegation != me:
            continue
        if isinstance(event, VoteCast | VotePassed) and event.delegation != me and session.vote is not None and session.vote.secret:
            continue
        return cell.number
    return 0


def votes_of(session: Session) -> Sequence[Vote]:
    """The votes with a result, the latest first."""
    return tuple(reversed(session.votes))
