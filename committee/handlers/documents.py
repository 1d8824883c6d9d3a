"""Handlers of what concerns drafts and amendments, and the debate on them."""

from __future__ import annotations

from typing import Any

from committee.events import (
    AmendmentDecided,
    AmendmentIntroduced,
    DebateAdjourned,
    DebateClosed,
    DebateExtended,
    DebateReopened,
    DebateTurned,
    DeclaredImportant,
    DocumentReferred,
    DocumentTabled,
    DocumentTakenUp,
    DocumentWithdrawn,
    DraftIntroduced,
    DraftsOrdered,
    QuestionDivided,
    Reconsidered,
)
from committee.handlers.floor import without_turn
from committee.handlers.handler import Handlers
from committee.session import Session
from committee.state import MOST_AT_ONCE, Document, Part, changed


def with_document(session: Session, name: str, **changes: Any) -> Session | None:
    """The session with a document changed, and debate off it where that decides it; None where there is no such document."""
    document = session.documents.get(name)
    if document is None:
        return None
    now = changed(document, **changes)
    done = now.status != "open" and session.document == name
    # Debate on an amendment goes back to its draft when it is decided.
    back = document.of if session.documents.get(document.of, now).status == "open" else ""
    return changed(session, documents={**session.documents, name: now}, document=back if done else session.document)


def _draft_introduced(session: Session, event: DraftIntroduced, name: str) -> Session | None:
    if not session.is_open or not session.can_be_introduced(event.document) or len(session.documents) >= MOST_AT_ONCE:
        return None
    former = session.documents.get(event.document)
    draft = Document(
        id=event.document, what="draft", symbol=event.symbol, title=event.title, sponsors=event.sponsors,
        signatories=event.signatories, item=session.item, introductions=former.introductions + 1 if former else 1,
    )  # fmt: skip
    # It comes as a new one, last in order; amendments that were waiting when it was withdrawn are introduced to it anew.
    gone = {draft.id, *(one.id for one in session.amendments(draft.id) if one.status == "open")} if former else set()
    documents = {name: one for name, one in session.documents.items() if name not in gone}
    return changed(session, documents={**documents, draft.id: draft}, document="" if session.document in gone else session.document)


def _amendment_introduced(session: Session, event: AmendmentIntroduced, name: str) -> Session | None:
    target = session.documents.get(event.document)
    if not session.is_open or event.amendment in session.documents or target is None or target.status != "open":
        return None
    if len(session.documents) >= MOST_AT_ONCE:
        return None
    amendment = Document(
        id=event.amendment, what="amendment", symbol=event.symbol, title=event.title, of=event.document,
        sponsors=event.sponsors, item=target.item, status="adopted" if event.friendly else "open", change=event.change,
    )  # fmt: skip
    return changed(session, documents={**session.documents, amendment.id: amendment})


def _document_taken_up(session: Session, event: DocumentTakenUp, name: str) -> Session | None:
    if not session.is_open or session.document == event.document:
        return None
    if not event.document:
        return changed(session, document="")
    document = session.documents.get(event.document)
    if document is None or document.status != "open":
        return None
    times: dict[str, Any] = {} if event.seconds is None else {"debate_seconds": event.seconds}
    if event.seconds is not None and event.seconds_against is not None:
        times |= {"debate_seconds_against": event.seconds_against, "debate_side": document.debate_side or "for"}
    timed = with_document(session, event.document, **times) if times else session
    return changed(timed or session, document=event.document, debate_closed=False)


def _open_document(session: Session, name: str, **changes: Any) -> Session | None:
    document = session.documents.get(name)
    return None if document is None or document.status != "open" else with_document(session, name, **changes)


def _amendment_decided(session: Session, event: AmendmentDecided, name: str) -> Session | None:
    document = session.documents.get(event.amendment)
    if document is None or document.what != "amendment":
        return None
    return _open_document(session, event.amendment, status="adopted" if event.carried else "rejected")


def _document_withdrawn(session: Session, event: DocumentWithdrawn, name: str) -> Session | None:
    if session.vote is not None and session.vote.open and session.vote.document == event.document:
        return None
    return _open_document(session, event.document, status="withdrawn")


def _document_referred(session: Session, event: DocumentReferred, name: str) -> Session | None:
    if not event.document:
        return session if session.is_open else None
    return _open_document(session, event.document, status="referred")


def _document_tabled(session: Session, event: DocumentTabled, name: str) -> Session | None:
    document = session.documents.get(event.document)
    if document is None or document.what != "draft" or (session.vote is not None and session.vote.open):
        return None
    # With it what would amend it is off the table, also where debate was on that.
    after = _open_document(session, event.document, status="tabled")
    on_it = after is not None and any(one.id == session.document for one in session.amendments(event.document))
    return changed(after, document="") if after is not None and on_it else after


def _drafts_ordered(session: Session, event: DraftsOrdered, name: str) -> Session | None:
    known = tuple(one for one in dict.fromkeys(event.documents) if one in session.documents)
    return changed(session, draft_order=known) if known else None


def _question_divided(session: Session, event: QuestionDivided, name: str) -> Session | None:
    parts = tuple(Part(name=one) for one in dict.fromkeys(event.parts) if one)
    return _open_document(session, event.document, parts=parts, parts_are_all=event.all) if parts else None


def _declared_important(session: Session, event: DeclaredImportant, name: str) -> Session | None:
    return _open_document(session, event.document, important=True)


def _reconsidered(session: Session, event: Reconsidered, name: str) -> Session | None:
    document = session.documents.get(event.document)
    if document is None or document.status not in ("adopted", "rejected"):
        return None
    fresh = tuple(Part(name=one.name) for one in document.parts)
    return with_document(
        session, event.document, status="open", parts=fresh, reconsidered=document.reconsidered + 1
    )  # fmt: skip


def _debate_closed(session: Session, event: DebateClosed, name: str) -> Session | None:
    if not session.is_sitting or session.debate_closed:
        return None
    return changed(without_turn(session, event.at), debate_closed=True, caucus=None)


def _debate_adjourned(session: Session, event: DebateAdjourned, name: str) -> Session | None:
    if not session.is_sitting or session.debate_adjourned:
        return None
    tabled = session.tabled if session.item in ("", *session.tabled) else (*session.tabled, session.item)
    return changed(session, debate_adjourned=True, tabled=tabled, document="", comments=None)


def _debate_reopened(session: Session, event: DebateReopened, name: str) -> Session | None:
    if not session.is_sitting or not (session.debate_adjourned or session.debate_closed):
        return None
    tabled = tuple(one for one in session.tabled if one != session.item)
    return changed(session, debate_adjourned=False, debate_closed=False, tabled=tabled)


def _debate_turned(session: Session, event: DebateTurned, name: str) -> Session | None:
    document = session.documents.get(session.document)
    if document is None or document.debate_side != "for" or not session.is_sitting:
        return None
    return with_document(without_turn(session, event.at), document.id, debate_side="against")


def _debate_extended(session: Session, event: DebateExtended, name: str) -> Session | None:
    document = session.documents.get(session.document)
    if document is None or not session.is_sitting:
        return None
    if document.debate_side == "against":
        return with_document(session, document.id, debate_seconds_against=(document.debate_seconds_against or 0) + event.seconds)
    given = document.debated if document.debate_seconds is None else document.debate_seconds
    return with_document(session, document.id, debate_seconds=given + event.seconds)


HANDLERS: Handlers = {
    DraftIntroduced: _draft_introduced,
    AmendmentIntroduced: _amendment_introduced,
    DocumentTakenUp: _document_taken_up,
    AmendmentDecided: _amendment_decided,
    DocumentWithdrawn: _document_withdrawn,
    DocumentReferred: _document_referred,
    DocumentTabled: _document_tabled,
    DraftsOrdered: _drafts_ordered,
    QuestionDivided: _question_divided,
    DeclaredImportant: _declared_important,
    Reconsidered: _reconsidered,
    DebateClosed: _debate_closed,
    DebateAdjourned: _debate_adjourned,
    DebateReopened: _debate_reopened,
    DebateTurned: _debate_turned,
    DebateExtended: _debate_extended,
}
