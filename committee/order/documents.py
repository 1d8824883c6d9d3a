"""Checks of drafts and amendments, and the order in which they are voted on."""

from __future__ import annotations

from committee.events import AmendmentDecided, AmendmentIntroduced, DraftIntroduced, QuestionDivided
from committee.order.ruling import YES, Checks, Ruling, refused
from committee.procedure import Procedure
from committee.session import Session
from committee.state import Document


def next_amendment(session: Session, procedure: Procedure, document: str) -> Document | None:
    """The amendment to a document that is put to the vote first, where the rules or the chair have settled their order."""
    waiting = [one for one in session.amendments(document) if one.status == "open"]
    if not waiting or waiting[0].id in session.draft_order:
        return waiting[0] if waiting else None
    return {"submission": waiting[0], "reverse-submission": waiting[-1]}.get(procedure.order_of_amendments.value)


def in_voting_order(s: Session, p: Procedure, document: Document) -> Ruling:
    """Whether a document is put to the vote when it is its turn."""
    if document.what == "amendment":
        first = next_amendment(s, p, document.of)
        if first is not None and first.id != document.id and document.status == "open":
            return refused(f"{first.name} is voted on before it.", p.order_of_amendments.source)
        return YES
    same_item = [one for one in s.drafts if one.item == document.item]
    adopted = next((one for one in same_item if one.status == "adopted"), None)
    if adopted is not None and p.several_drafts.value == "until-one-is-adopted":
        return refused(f"{adopted.name} has been adopted, and one {p.draft_word.value} is adopted on an item.", p.several_drafts.source)
    first = next((one for one in same_item if one.status == "open"), None)
    if p.order_of_drafts.value != "chair" and first is not None and first.id != document.id:
        return refused(f"{first.name} came before it and is voted on first, unless another order is set.", p.order_of_drafts.source)
    return YES


def may_be_adopted(session: Session, procedure: Procedure, document: Document) -> Ruling:
    """Whether a document may be adopted without a vote as things stand: nothing that amends it waits."""
    amendments = [one.name for one in session.amendments(document.id) if one.status == "open"]
    if amendments:
        return refused(f"Amendments to it are decided first: {', '.join(amendments)}.", procedure.order_of_amendments.source)
    if any(one.kept is None for one in document.parts):
        return refused("Its parts are voted on before the whole.", procedure.division.source)
    return YES if document.status != "open" else in_voting_order(session, procedure, document)


def _check_draft(s: Session, p: Procedure, event: DraftIntroduced) -> Ruling:
    members = len(s.members)
    sponsors = len(set(event.sponsors))
    names = len({*event.sponsors, *event.signatories})
    if sponsors < p.needed_sponsors(members):
        return refused(f"It has {sponsors} of the {p.needed_sponsors(members)} sponsors that it needs.", p.sponsors.source)
    if names < p.needed_signatures(members):
        return refused(f"It has {names} of the {p.needed_signatures(members)} sponsors and signatories that it needs.", p.signatories.source)
    if not s.can_be_introduced(event.document):
        return refused("It has been introduced already.")
    return YES


def _check_amendment(s: Session, p: Procedure, event: AmendmentIntroduced) -> Ruling:
    if event.friendly and not p.friendly_amendments.value:
        return refused("Every amendment is voted on, also one that the sponsors accept.", p.friendly_amendments.source)
    return YES


def _check_settled(s: Session, p: Procedure, event: AmendmentDecided) -> Ruling:
    if event.how == "accepted by the sponsors" and event.carried and not p.friendly_amendments.value:
        return refused("Every amendment is voted on, also one that the sponsors accept.", p.friendly_amendments.source)
    return YES


def _check_division(s: Session, p: Procedure, event: QuestionDivided) -> Ruling:
    document = s.documents.get(event.document)
    if document is None or document.what != "draft":
        return refused("Only a draft before the room is divided.")
    return refused(f"{document.name} is divided already.") if document.parts and document.status == "open" else YES


CHECKS: Checks = {
    DraftIntroduced: _check_draft,
    AmendmentIntroduced: _check_amendment,
    AmendmentDecided: _check_settled,
    QuestionDivided: _check_division,
}
