"""Handlers of what concerns votes and what they decide."""

from __future__ import annotations

from committee.events import (
    MethodChosen,
    ResultRecorded,
    VoteCast,
    VoteClosed,
    VoteExplained,
    VoteOpened,
    VotePassed,
    VotingClosed,
    VotingOpened,
)
from committee.handlers.documents import with_document
from committee.handlers.floor import paused, without_placard, without_turn
from committee.handlers.handler import Handlers
from committee.session import Session
from committee.state import Ballot, Result, Vote, changed


def _voting_opened(session: Session, event: VotingOpened, name: str) -> Session | None:
    if not session.is_sitting or not session.roll_done or session.voting:
        return None
    return changed(without_turn(session, event.at), voting=True, caucus=None)


def _voting_closed(session: Session, event: VotingClosed, name: str) -> Session | None:
    if not session.voting or (session.vote is not None and session.vote.open):
        return None
    return changed(session, voting=False, vote=None, debate_closed=False, method="", no_abstentions=False)


def _method_chosen(session: Session, event: MethodChosen, name: str) -> Session | None:
    if not session.is_sitting:
        return None
    return changed(session, method=event.method or session.method, no_abstentions=event.no_abstentions or session.no_abstentions)


def _vote_opened(session: Session, event: VoteOpened, name: str) -> Session | None:
    if not session.is_sitting or not session.roll_done or (session.vote is not None and session.vote.open):
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
    return changed(session, vote=vote, turn=paused(session.turn, event.at), method="", no_abstentions=False)


def _vote_cast(session: Session, event: VoteCast, name: str) -> Session | None:
    vote = session.vote
    if vote is None or not vote.open or event.delegation not in vote.order:
        return None
    # Article 27, paragraph 3: a party to the dispute shall abstain, whatever it answered to the roll.
    bound = event.delegation in vote.obliged and event.choice != "not participating"
    ballot = Ballot(choice="abstaining" if bound else event.choice, rights=event.rights)
    return changed(session, vote=changed(vote, cast={**vote.cast, event.delegation: ballot}))


def _vote_passed(session: Session, event: VotePassed, name: str) -> Session | None:
    vote = session.vote
    if vote is None or not vote.open or event.delegation not in vote.order:
        return None
    if event.delegation in vote.passed or event.delegation in vote.cast:
        return None
    return changed(session, vote=changed(vote, passed=(*vote.passed, event.delegation)))


def _vote_closed(session: Session, event: VoteClosed, name: str) -> Session | None:
    vote = session.vote
    if vote is None or not vote.open:
        return None
    # A party to the dispute abstains also where it kept silent in the room.
    cast = dict(vote.cast)
    for one in vote.obliged:
        if one not in cast and one in session.present:
            cast[one] = Ballot(choice="abstaining")
    return changed(session, vote=changed(vote, open=False, cast=cast))


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
        done = changed(vote, result=result)
        after = changed(session, vote=None, votes=(*session.votes, done), owed=rights)
    else:
        # Adopted without a vote.
        if not event.document or not session.is_sitting:
            return None
        done = Vote(id=name, question="substantive", document=event.document, method="without-vote", open=False, result=result)
        after = changed(session, votes=(*session.votes, done))
    if not done.document:
        return after
    return _with_outcome(after, done, event.outcome == "adopted")


def _with_outcome(session: Session, vote: Vote, adopted: bool) -> Session | None:
    """The session with what a vote on a document, or on a part of one, makes of it."""
    document = session.documents.get(vote.document)
    if document is None or document.status != "open":
        return None
    if vote.question == "preliminary":
        return with_document(session, document.id, procedural=adopted)
    if vote.part:
        parts = tuple(
            changed(one, kept=adopted) if one.name == vote.part else one for one in document.parts
        )
        nothing_left = document.parts_are_all and all(one.kept is False for one in parts)
        return with_document(session, document.id, parts=parts, **({"status": "rejected"} if nothing_left else {}))
    return with_document(session, document.id, status="adopted" if adopted else "rejected")


def _vote_explained(session: Session, event: VoteExplained, name: str) -> Session | None:
    if not session.is_open or event.delegation not in session.taking_part:
        return None
    placards = session.placards
    if placards.get(event.delegation) == "explanation":
        placards = without_placard(placards, event.delegation)
    return changed(session, owed=tuple(one for one in session.owed if one != event.delegation), placards=placards)


HANDLERS: Handlers = {
    VotingOpened: _voting_opened,
    VotingClosed: _voting_closed,
    MethodChosen: _method_chosen,
    VoteOpened: _vote_opened,
    VoteCast: _vote_cast,
    VotePassed: _vote_passed,
    VoteClosed: _vote_closed,
    ResultRecorded: _result_recorded,
    VoteExplained: _vote_explained,
}
