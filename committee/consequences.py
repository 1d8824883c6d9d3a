"""What a motion does when it carries, as events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from committee.events import (
    Adjourned,
    AgendaAdopted,
    AmendmentIntroduced,
    CaucusEnded,
    CaucusExtended,
    CaucusOpened,
    DebateAdjourned,
    DebateClosed,
    DebateExtended,
    DebateReopened,
    DeclaredImportant,
    DocumentReferred,
    DocumentTabled,
    DocumentTakenUp,
    DocumentWithdrawn,
    DraftIntroduced,
    DraftsOrdered,
    Event,
    Invited,
    ListClosed,
    ListOpened,
    MethodChosen,
    Mode,
    QuestionDivided,
    Reconsidered,
    ResultRecorded,
    Resumed,
    RulingOverturned,
    SpeakingTimeSet,
    Suspended,
    VotingOpened,
)
from committee.folding import folded
from committee.moved import drafts_named, items_of, number_given
from committee.procedure import Effect, Motion, Procedure
from committee.questions import document_words
from committee.session import Session
from committee.state import NOTHING_KNOWN, Document, Moved, Register


def consequences(
    session: Session,
    procedure: Procedure,
    moved: Moved,
    at: float,
    by: str = "chair",
    register: Register = NOTHING_KNOWN,
    act: str = "",
) -> tuple[Event, ...]:
    """What a motion does when it carries, as events; none where it has no place any more."""
    rule = procedure.motion(moved.motion)
    if rule is None:
        return ()
    what = EFFECTS[rule.effect](_Carried(session, procedure, rule, moved, at, register))
    events: list[Event] = [event.model_copy(update={"by": by, "act": act}) for event in what]
    # Only what has an effect is put on record.
    made, kept = session, []
    for event in events:
        after = folded(made, event)
        if after.history.effect:
            made = after
            kept.append(event)
    return tuple(kept)


class _Carried(NamedTuple):
    session: Session
    procedure: Procedure
    rule: Motion
    moved: Moved
    at: float
    register: Register

    def seconds(self, name: str = "seconds") -> float | None:
        """A time that the mover gave, else the rules' own."""
        number = number_given(self.rule, self.moved.parameters, name)
        return float(number) if number > 0 else None

    def words(self, kind: str) -> str:
        """What the mover said for the first parameter of a kind."""
        for parameter in self.rule.parameters:
            if parameter.kind == kind:
                value = self.moved.parameters.get(parameter.id, parameter.default)
                return "" if value is None else str(value)
        return ""

    def parts(self) -> tuple[str, ...]:
        """What the mover listed."""
        return items_of(self.words("parts"))


def _caucus(carried: _Carried, mode: Mode) -> tuple[Event, ...]:
    seconds = carried.seconds() or 600.0
    opened = CaucusOpened(
        at=carried.at, mode=mode, seconds=seconds, topic=carried.words("text")[:500], proposer=carried.moved.by,
        speaking_seconds=(carried.seconds("speaker-seconds") or carried.session.speaking_seconds) if mode == "moderated" else None,
    )  # fmt: skip
    before: tuple[Event, ...] = (CaucusEnded(at=carried.at),) if carried.session.caucus is not None else ()
    return (*before, opened)


def _introduced(carried: _Carried) -> tuple[Event, ...]:
    name = carried.words("document")
    paper = carried.register.get(name)
    if not name:
        return ()
    if paper is None:
        mover = (carried.moved.by,) if carried.moved.by in carried.session.members else ()
        paper = Document(id=name, what="draft", sponsors=mover)
    draft = DraftIntroduced(
        at=carried.at, document=name, symbol=paper.symbol, title=paper.title, sponsors=paper.sponsors,
        signatories=paper.signatories,
    )  # fmt: skip
    # Where debate is timed the house debates one draft at a time.
    if carried.procedure.closure.value == "time-elapsed":
        return (draft, DocumentTakenUp(at=carried.at, document=name, seconds=carried.seconds(), seconds_against=carried.seconds("seconds-against")))
    return (draft,)


def _amended(carried: _Carried) -> tuple[Event, ...]:
    name = carried.words("document")
    paper = carried.register.get(name)
    live = [one for one in carried.session.drafts if one.status == "open"]
    target = paper.of if paper is not None else carried.session.document or (live[-1].id if live else "")
    if not name or not target:
        return ()
    mover = (carried.moved.by,) if carried.moved.by in carried.session.taking_part else ()
    amendment = AmendmentIntroduced(
        at=carried.at, amendment=name, document=target, symbol=paper.symbol if paper else "",
        title=paper.title if paper else "", sponsors=paper.sponsors if paper else mover, change=paper.change if paper else "",
    )  # fmt: skip
    return (amendment, DocumentTakenUp(at=carried.at, document=name))


def _closed(carried: _Carried) -> tuple[Event, ...]:
    # Debate on an amendment closes for the amendment; the room then votes on it and goes back to the draft.
    document = carried.session.documents.get(carried.session.document)
    return (
        DebateClosed(at=carried.at, document=document.id if document else ""),
        VotingOpened(at=carried.at),
    )


def _agenda(carried: _Carried) -> tuple[Event, ...]:
    item = carried.words("agenda")[:500]
    items = carried.session.agenda if item in carried.session.agenda else (item, *carried.session.agenda)
    return (AgendaAdopted(at=carried.at, items=items, item=item),) if item else ()


def _resumed_debate(carried: _Carried) -> tuple[Event, ...]:
    item = carried.words("agenda")[:500]
    again: tuple[Event, ...] = (DebateReopened(at=carried.at),)
    return (AgendaAdopted(at=carried.at, item=item), *again) if item and item != carried.session.item else again


def _without_vote(carried: _Carried) -> tuple[Event, ...]:
    name = carried.words("document")
    document = carried.session.documents.get(name)
    what = document.name if document else name
    line = f"{document_words(carried.procedure, document) if document else what} was adopted without a vote."
    return (ResultRecorded(at=carried.at, document=name, outcome="adopted", line=line),)


def _divided(carried: _Carried) -> tuple[Event, ...]:
    # A separate vote is asked for on a part, and the rest stays; a motion to divide says how the whole is to be cut.
    parts = carried.parts()
    cut = carried.procedure.division.value == "motion" and len(parts) > 1
    return (QuestionDivided(at=carried.at, document=carried.words("document") or "-", parts=parts, all=cut),)


def _taken_again(carried: _Carried) -> tuple[Event, ...]:
    last = carried.session.last_vote
    again: tuple[Event, ...] = (Reconsidered(at=carried.at, document=last.document),) if last is not None else ()
    return (*again, MethodChosen(at=carried.at, no_abstentions=True))


def _time_set(carried: _Carried) -> tuple[Event, ...]:
    seconds = carried.seconds()
    count = next((number_given(carried.rule, carried.moved.parameters, one.id) for one in carried.rule.parameters if one.kind == "count"), 0)
    if seconds is None:
        seconds = carried.session.speaking_seconds
    return (SpeakingTimeSet(at=carried.at, seconds=seconds, speakers=count or None),) if seconds else ()


def _draft_debated(session: Session) -> str:
    """The draft that debate is on, also where it is on an amendment to it."""
    document = session.documents.get(session.document)
    while document is not None and document.what == "amendment":
        document = session.documents.get(document.of)
    return document.id if document is not None else "-"


def _referred(carried: _Carried) -> tuple[Event, ...]:
    # A matter that is with somebody else is not debated here meanwhile; a single draft leaves the debate to go on.
    name = carried.words("document")
    sent = DocumentReferred(at=carried.at, document=name, to=carried.words("text")[:500])
    return (sent,) if name else (sent, DebateAdjourned(at=carried.at))


def _method(carried: _Carried) -> tuple[Event, ...]:
    asked = "recorded" if "recorded" in carried.rule.id else "roll-call"
    return (MethodChosen(at=carried.at, method=asked),)


EFFECTS: Mapping[Effect, Callable[[_Carried], tuple[Event, ...]]] = {
    "adjourn-meeting": lambda c: (Adjourned(at=c.at, until=c.words("text")[:500]),),
    "close-session": lambda c: (Adjourned(at=c.at, final=True),),
    "suspend-meeting": lambda c: (Suspended(at=c.at, seconds=c.seconds()),),
    "resume-meeting": lambda c: (Resumed(at=c.at),),
    "adjourn-debate": lambda c: (DebateAdjourned(at=c.at, until=c.words("text")[:500]),),
    "resume-debate": _resumed_debate,
    "close-debate": _closed,
    "close-list": lambda c: (ListClosed(at=c.at),),
    "reopen-list": lambda c: (ListOpened(at=c.at),),
    "overrule-chair": lambda c: (RulingOverturned(at=c.at, point=c.session.last_ruling),),
    "open-unmoderated-caucus": lambda c: _caucus(c, "unmoderated"),
    "open-moderated-caucus": lambda c: _caucus(c, "moderated"),
    "open-consultations": lambda c: _caucus(c, "consultations"),
    "extend-caucus": lambda c: (CaucusExtended(at=c.at, seconds=c.seconds() or 300.0),),
    "end-caucus": lambda c: (CaucusEnded(at=c.at),),
    "introduce-draft": _introduced,
    "introduce-amendment": _amended,
    "withdraw-draft": lambda c: (DocumentWithdrawn(at=c.at, document=c.words("document") or c.session.document or "-"),),
    "set-speaking-time": _time_set,
    "limit-debate": _time_set,
    "set-agenda": _agenda,
    "divide-question": _divided,
    "roll-call-vote": _method,
    "vote-without-abstentions": _taken_again,
    "adopt-without-vote": _without_vote,
    "order-of-drafts": lambda c: (DraftsOrdered(at=c.at, documents=drafts_named(c.session, c.words("parts"))),),
    "reconsider": lambda c: (Reconsidered(at=c.at, document=c.words("document") or "-"),),
    "invite": lambda c: (Invited(at=c.at, guest=(c.words("delegation") or c.words("text"))[:80] or "-", rule=c.rule.source[:500]),),
    "refer": _referred,
    "table-draft": lambda c: (DocumentTabled(at=c.at, document=c.words("document") or _draft_debated(c.session)),),
    "declare-important": lambda c: (DeclaredImportant(at=c.at, document=c.words("document") or "-"),),
    "extend-debate": lambda c: (DebateExtended(at=c.at, seconds=c.seconds() or 300.0),),
}  # fmt: skip
"""By the effect that the rules give a motion what it does, in its order; who did it and in which act is for `consequences`."""
