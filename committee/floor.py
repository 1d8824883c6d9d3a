"""Who has the floor or is waited for, who comes after, and how much time is left."""

from __future__ import annotations

from typing import Literal, NamedTuple

from committee.events import Occasion
from committee.procedure import Procedure
from committee.session import Session
from committee.state import Floor, Vote


def list_exhausted(session: Session, procedure: Procedure) -> bool:
    """Whether nobody is left to speak and the rules have debate close with that; the chair then says so."""
    idle = session.turn is None and not session.speakers and not session.debate_closed
    return idle and session.phase in ("debate", "draft-debate") and procedure.list_empty.value == "closes-debate"


class DebateLeft(NamedTuple):
    """What is left of the time for a debate, in seconds, below zero when it is over."""

    in_favour: float
    """Of the time in favour; of the whole where there is one time for both sides."""
    against: float | None
    """Of the time against; None where there is one time for both sides."""
    now: float
    """Of the one that the debate is in, or that the speech counts to that is held."""


def debate_left(session: Session, at: float) -> DebateLeft | None:
    """What is left for the debate on the document that it is on; None where it has no limit."""
    document = session.documents.get(session.document)
    if document is None or document.debate_seconds is None:
        return None
    turn = session.turn if session.turn is not None and session.turn.on in ("draft", "list") else None
    speaking = turn.used_at(at) if turn is not None else 0.0
    side = ((turn.side if turn is not None else "") or document.debate_side) if document.debate_side else ""
    left = document.debate_seconds - document.debated - (speaking if side != "against" else 0.0)
    if not document.debate_side or document.debate_seconds_against is None:
        return DebateLeft(left, None, left)
    against = document.debate_seconds_against - document.debated_against - (speaking if side == "against" else 0.0)
    return DebateLeft(left, against, against if side == "against" else left)


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
    kind = on or session.occasion
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
    if who not in session.taking_part or who in caucus.called or (who in session.members and session.is_absent(who)):
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
        return called_next(session, session.vote)
    if session.is_open and not session.roll_done:
        return session.next_to_answer
    if session.caucus is None and not session.voting and session.speakers:
        return session.speakers[0]
    return ""


def called_next(session: Session, vote: Vote) -> str:
    """Whom a roll-call vote calls next of those who are there, who passed at the end; empty when all of them have voted."""
    there = session.present
    waiting_ = [one for one in vote.order if one not in vote.cast and one in there]
    return next((one for one in waiting_ if one not in vote.passed), waiting_[0] if waiting_ else "")
