"""Checks of votes: whether one may be taken, who casts what, and what becomes of it."""

from __future__ import annotations

from committee.events import ResultRecorded, VoteCast, VoteExplained, VoteOpened, VotePassed
from committee.floor import called_next
from committee.order.documents import in_voting_order, may_be_adopted
from committee.order.ruling import YES, Checks, Ruling, refused
from committee.procedure import Moment, Procedure
from committee.quorum import quorum
from committee.session import Session
from committee.state import Document


def _check_vote(s: Session, p: Procedure, event: VoteOpened) -> Ruling:
    decision = p.decision(event.question)
    if decision is None:
        return refused("These rules put no such question to the vote.", p.source)
    if event.method not in p.methods.value:
        return refused(f"A vote is not taken by {event.method.replace('-', ' ')} under these rules.", p.methods.source)
    count = quorum(s, p)
    if event.question in ("substantive", "preliminary") and not count.votes:
        return refused(f"{count.present} of {count.members} members are present, and a vote takes {count.to_vote}.", p.quorum_vote.source)
    if not count.opens:
        return refused(f"{count.present} of {count.members} members are present, and it takes {count.to_open}.", p.quorum_open.source)
    if not event.motion and (event.question == "substantive" or (event.question == "procedural" and event.document)):
        document = s.documents.get(event.document)
        if not s.voting and (document is None or document.what == "draft"):
            return refused("The room is to go into voting procedure first.")
    if event.obliged and not p.obligatory_abstention.value:
        return refused("These rules know no obligatory abstention.", p.obligatory_abstention.source)
    if event.obliged and not is_on_substance(p, event.question):
        return refused("A party to a dispute abstains from decisions of substance only.", p.obligatory_abstention.source)
    document = s.documents.get(event.document)
    if document is None:
        return YES
    kind = _kind_of_question(p, event, document)
    if not kind or event.question == "preliminary":
        return kind
    asked = next((one for one in (s.method, "recorded", "roll-call") if one in p.methods.value), "") if s.method else ""
    if asked and event.method != asked and not event.motion:
        return refused(f"This vote is to be taken by {asked.replace('recorded', 'recorded vote').replace('-', ' ')}, as was asked for.")
    if not event.part:
        amendments = [one for one in s.amendments(document.id) if one.status == "open"]
        if amendments:
            return refused(f"Amendments to it are voted on first: {', '.join(one.name for one in amendments)}.", p.order_of_amendments.source)
        if any(one.kept is None for one in document.parts):
            return refused("Its parts are voted on before the whole.", p.division.source)
    return in_voting_order(s, p, document)


def _kind_of_question(p: Procedure, event: VoteOpened, document: Document) -> Ruling:
    """Whether a document is put to the vote as what it is: a matter of substance unless it was decided, or where the rules
    know the preliminary question is held, that it is one of procedure."""
    if event.motion:
        return YES
    asked = p.preliminary.source if p.preliminary is not None else p.substantive.source
    if event.question == "preliminary":
        return YES if document.procedural is None else refused(f"Whether {document.name} is a matter of procedure has been decided.", asked)
    if event.question == "procedural" and (p.preliminary is None or document.procedural is False):
        return refused(f"{document.name} is a matter of substance.", asked)
    if event.question == "substantive" and document.procedural:
        return refused(f"It was decided that {document.name} is a matter of procedure; it is voted on as one.", asked)
    return YES


def _check_cast(s: Session, p: Procedure, event: VoteCast) -> Ruling:
    vote = s.vote
    if vote is None or event.delegation not in vote.order:
        return refused("It has no vote here.")
    if s.is_absent(event.delegation) and event.choice != "not participating":
        return refused("It is not in the room.")
    if vote.method == "roll-call" and event.delegation not in vote.cast:
        turn = called_next(s, vote)
        if turn and turn != event.delegation and event.choice != "not participating":
            return refused(f"Members vote as they are called; it is the turn of {turn}.")
    if event.rights and p.rights.value == "none":
        return refused("These rules know no vote with rights.", p.rights.source)
    if event.rights and event.choice not in ("in favour", "against"):
        return refused("Only a vote in favour or against is cast with rights.", p.rights.source)
    if event.delegation in vote.obliged:
        if event.choice in ("in favour", "against"):
            return refused("A party to the dispute abstains from this decision.", p.obligatory_abstention.source)
        return YES
    if event.choice == "against" and _backs(s, p, event.delegation):
        return refused("A sponsor does not vote against its own draft.", p.sponsor_may_vote_against.source)
    if event.choice in ("abstaining", "not participating") and event.delegation in vote.passed and not s.is_absent(event.delegation):
        return refused("Whoever has passed votes in favour or against.", p.pass_allowed.source)
    if event.choice == "abstaining":
        decision = p.decision(vote.question)
        if decision is not None and not decision.abstain:
            return refused("Nobody abstains on a matter of procedure.", decision.source)
        if vote.no_abstentions:
            return refused("The house is divided: this vote is taken without abstentions.")
        bound = p.present_and_voting_binds.value and s.attendance.get(event.delegation) == "present-and-voting"
        if bound and is_on_substance(p, vote.question):
            return refused("It answered “present and voting” and may not abstain.", p.present_and_voting_binds.source)
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


def is_on_substance(procedure: Procedure, question: str) -> bool:
    """Whether a question is put on substance: of a draft or an amendment, or of a motion that takes such a vote."""
    motion = procedure.motion(question)
    return question == "substantive" or (motion is not None and motion.question == "substantive")


def _check_passed(s: Session, p: Procedure, event: VotePassed) -> Ruling:
    vote = s.vote
    if vote is None or event.delegation in vote.passed:
        return refused("A member passes once.", p.pass_allowed.source)
    if event.delegation in vote.obliged:
        return refused("A party to the dispute abstains from this decision.", p.obligatory_abstention.source)
    turn = called_next(s, vote)
    return YES if turn == event.delegation else refused(f"Members vote as they are called; it is the turn of {turn or 'nobody'}.")


def explanation_ruling(session: Session, procedure: Procedure, delegation: str) -> Ruling:
    """Whether a delegation may have the floor to explain its vote, before or after one as the rules have it."""
    when = procedure.explanations
    if delegation in session.owed:
        return YES
    if when.value == "none":
        return refused("These rules know no explanations of vote.", when.source)
    if when.value == "after" and session.last_vote is None:
        return refused("Votes are explained after the vote.", when.source)
    if when.value == "before" and not any(one.status == "open" for one in session.documents.values()):
        return refused("Votes are explained before the vote.", when.source)
    return _not_its_own(session, procedure, delegation)


def _not_its_own(session: Session, procedure: Procedure, delegation: str, when: Moment | None = None) -> Ruling:
    if delegation not in proposers_of_all(session, procedure, when):
        return YES
    return refused("Who proposed what is voted on does not explain its vote on it.", procedure.sponsor_may_explain.source)


def proposers_of_all(session: Session, procedure: Procedure, when: Moment | None = None) -> frozenset[str]:
    """Who explains no vote now, under rules that keep sponsors from explaining theirs: whoever sponsors every document that
    an explanation could be on, before a vote those that are open and after it the one that was voted on last.

    Args:
        when: of which votes explanations are heard; None for what the rules have.
    """
    if procedure.sponsor_may_explain.value:
        return frozenset()
    when = when or procedure.explanations.value
    voted_on = session.documents.get(session.last_vote.document) if session.last_vote is not None else None
    documents = [voted_on] if voted_on is not None and when != "before" else []
    if when != "after":
        documents += [one for one in session.documents.values() if one.status == "open" and one.item in ("", session.item)]
    return frozenset.intersection(*(frozenset(one.sponsors) for one in documents)) if documents else frozenset()


def _check_explained(s: Session, p: Procedure, event: VoteExplained) -> Ruling:
    if event.delegation in s.owed:
        return YES
    if p.explanations.value not in ("both", event.when):
        return refused(f"These rules know no explanations {event.when} the vote.", p.explanations.source)
    return _not_its_own(s, p, event.delegation, event.when)


def _check_result(s: Session, p: Procedure, event: ResultRecorded) -> Ruling:
    if event.vote:
        waits = s.vote is not None and not s.vote.open and s.vote.id == event.vote
        return YES if waits else refused("No such vote waits for its result.")
    if event.outcome != "adopted":
        return refused("Nothing is rejected without a vote; have it withdrawn, or put it to the vote.", p.consensus.source)
    if p.consensus.value == "none":
        return refused("These rules know no adoption without a vote.", p.consensus.source)
    document = s.documents.get(event.document)
    return YES if document is None else may_be_adopted(s, p, document)


CHECKS: Checks = {
    VoteOpened: _check_vote,
    VoteCast: _check_cast,
    VotePassed: _check_passed,
    VoteExplained: _check_explained,
    ResultRecorded: _check_result,
}
