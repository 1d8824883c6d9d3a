"""What is put to the vote, in which order and in which way, and what the votes decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from committee.events import VoteOpened
from committee.order.documents import next_amendment
from committee.order.ruling import OutOfOrder, refused
from committee.procedure import Method, Procedure
from committee.session import Session
from committee.state import Document, Vote
from committee.voting import Ballot, BallotError, Result, member_key, member_name, roll_order, show_of_hands, tally
from positions.council import permanent_members


class Question(NamedTuple):
    """What is to be voted on next."""

    document: str
    part: str = ""


def to_vote(session: Session, procedure: Procedure) -> tuple[Question, ...]:
    """What is still to be voted on, in its order: for each draft on the item its amendments, then its parts, then the whole.

    Amendments to an amendment come before it, and all in the order of their introduction unless the rules take the last
    first or the chair has put them in another; where the chair settles the order, as by substance, it takes them up in its own.
    """
    on_item = [one for one in session.drafts if one.item in ("", session.item)]
    # A vote on one item binds nobody on another.
    if procedure.several_drafts.value == "until-one-is-adopted" and any(one.status == "adopted" for one in on_item):
        return ()
    found: list[Question] = []
    for draft in on_item:
        if draft.status == "open":
            found += _amendments_first(session, procedure, draft.id)
            found += [Question(draft.id, part.name) for part in draft.parts if part.kept is None]
            found.append(Question(draft.id))
    return tuple(found)


def _amendments_first(session: Session, procedure: Procedure, document: str) -> list[Question]:
    waiting = [one for one in session.amendments(document) if one.status == "open"]
    if waiting and next_amendment(session, procedure, document) is waiting[-1]:
        waiting.reverse()
    found: list[Question] = []
    for one in waiting:
        found += [*_amendments_first(session, procedure, one.id), Question(one.id)]
    return found


def document_words(procedure: Procedure, document: Document, part: str = "") -> str:
    """How a document, or a part of it, is named when it is put to the vote: `The draft resolution S/2026/1`."""
    named = document.called(procedure.draft_word.value)
    # An amendment that bears a number is called by it, as nobody says “the amendment 2”.
    whole = named if document.is_numbered else f"the {named}"
    if part:
        return f"{part[:1].upper()}{part[1:]} of {whole}"
    whole = whole[:1].upper() + whole[1:]
    # What fell in a separate vote is no part of the whole that is voted on.
    gone = document.fallen if sum(map(len, document.fallen)) <= 80 else (f"{len(document.fallen)} parts",)
    return f"{whole} without {' and '.join(gone)}" if gone else whole


def vote_on(
    session: Session,
    procedure: Procedure,
    document: str,
    at: float,
    by: str = "chair",
    *,
    part: str = "",
    method: Method | None = None,
    question: Literal["substantive", "preliminary", "procedural"] | None = None,
    parties: Sequence[str] = (),
    letter: str = "",
    secret: bool = True,
) -> VoteOpened:
    """The event that opens a vote on a document, or on a part of it, the way the rules or a motion have it.

    Args:
        question: what decides it; None for substance, or for procedure where the room has decided that it is that.
        parties: who is a party to the dispute, where the decision is under Chapter VI of the Charter; on other questions
            than one of substance nobody is held to abstain.
        letter: where the roll begins.
    """
    paper = session.documents.get(document)
    words = document_words(procedure, paper, part) if paper else ""
    if words and question == "preliminary":
        words = f"Whether {words[:1].lower()}{words[1:]} is a matter of procedure"
    question = question or ("procedural" if paper is not None and paper.procedural else "substantive")
    return VoteOpened(
        at=at, by=by, question=question, document=document, part=part, words=words, secret=secret,
        obliged=tuple(parties) if question == "substantive" else (),
        method=method or _way(session, procedure), order=roll_order(session.members, letter) if letter else (),
        no_abstentions=session.no_abstentions,
    )  # fmt: skip


def _way(session: Session, procedure: Procedure) -> Method:
    ways = procedure.methods.value
    wanted: tuple[str, ...] = ()
    if session.method:
        wanted = (session.method, "recorded", "roll-call")
    usual: Method = next((one for one in ways if one != "without-vote"), "show-of-hands")
    return next((one for name in wanted for one in ways if one == name), usual)


def vote_on_motion(
    session: Session, procedure: Procedure, motion: str, at: float, by: str = "chair", *, method: Method | None = None
) -> VoteOpened:
    """The event that opens the vote on a motion that was put.

    Raises:
        OutOfOrder: if it is not on the floor.
    """
    moved = session.moved(motion)
    rule = procedure.motion(moved.motion) if moved else None
    if moved is None or rule is None:
        raise OutOfOrder(refused("No such motion is on the floor."))
    way = method or next((one for one in procedure.methods.value if one != "without-vote"), "show-of-hands")
    return VoteOpened(at=at, by=by, question=rule.id, motion=motion, words=f"The motion “{rule.name}”", method=way)


def result_of(session: Session, procedure: Procedure) -> Result:
    """What the vote that was closed decides, by the arithmetic of the rules; who cast no vote does not participate.

    Raises:
        OutOfOrder: if no vote waits for its result.
        BallotError: if the rules do not allow a vote that was cast.
    """
    vote = session.vote
    if vote is None or vote.open:
        raise OutOfOrder(refused("No vote waits for its result."))
    cast = vote.votes
    paper = session.documents.get(vote.document)
    bound = procedure.present_and_voting_binds.value
    return tally(
        Ballot(
            procedure=procedure.id,
            question=vote.question,
            votes={one: cast.get(one, "not participating") for one in vote.order},
            permanent=session.permanent or None,
            members=len(session.members),
            chapter_vi=bool(vote.obliged),
            parties=vote.obliged,
            roll={one: "present and voting" for one in session.present if bound and session.attendance[one] == "present-and-voting"},
            important=bool(paper and paper.important),
            subject=_subject(procedure, vote.question, paper, vote.part),
        ),
        procedure,
    )


def hands_counted(
    session: Session, procedure: Procedure, vote: Vote, in_favour: int, against: int, abstaining: int, permanent_against: Sequence[str]
) -> Result:
    """What hands that were counted decide.

    Raises:
        BallotError: if the numbers cannot be right.
    """
    veto = {member_key(one) for one in session.permanent or permanent_members()}
    there = {member_key(one) for one in session.present}
    for one in permanent_against:
        if member_key(one) not in veto & there:
            raise BallotError(f"{member_name(one)} is no permanent member, or not present; name only those who were against")
    paper = session.documents.get(vote.document)
    return show_of_hands(
        in_favour, against, abstaining, len(session.present), procedure, vote.question,
        permanent_against=permanent_against, members=len(session.members), important=bool(paper and paper.important),
        subject=_subject(procedure, vote.question, paper, vote.part),
    )  # fmt: skip


def _subject(procedure: Procedure, question: str, paper: Document | None, part: str) -> str:
    return document_words(procedure, paper, part)[:200] if paper is not None and question in ("substantive", "procedural") else ""
