"""The events of the session as acts, and what they bring about: drafts come to their stages, amendments are decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, JsonValue

from committee.events import AmendmentDecided as AmendmentSettled
from committee.events import AmendmentIntroduced, Undone, UnreadableEvent, read_event, write_events
from committee.folding import WITHHELD, fold
from committee.folding import folded as folded_session
from committee.session import Session
from committee.state import Document
from records.acts.act import WRITERS, Act, Entry
from records.acts.amendments import AmendmentDecided, AmendmentTakenBack
from records.acts.drafts import DraftAct, named_stage
from records.acts.stages import StageChanged
from records.errors import Refused
from records.room import ON_THE_FLOOR, Decided, Proposed, Role, Room, Seat, Shared, Stage
from records.sitting import MOST_TOGETHER, amendment_name, heard
from records.taken_in import objection, without
from resolutions.amendments import refusal
from resolutions.model import Draft


class SessionEvent(Act):
    """Something that happened in the session, as `committee.events` has it; or several events that belong together, such
    as a motion that carries and what it brings about. When it happened and who did it is said here, not by who sends it."""

    kind: Literal["session.event"] = "session.event"
    roles: ClassVar[frozenset[Role]] = WRITERS | {Role.OBSERVER}
    events: Annotated[tuple[dict[str, JsonValue], ...], Field(min_length=1, max_length=MOST_TOGETHER)]
    now: float | None = None
    """When it happens, filled in when it is done; None for the time of the last act."""

    def checked(self, room: Room, by: Seat) -> Self:
        events = heard(room, by, self.events, room.at if self.now is None else self.now)
        _may_be_taken_back(room, fold(events, room.session))
        written = [{k: v for k, v in event.items() if k != "at"} for event in write_events(events)]
        return self.model_copy(update={"events": tuple(written), "now": None})

    def applied(self, room: Room, entry: Entry) -> Room:
        before = room.session or Session()
        at = max(entry.at, before.at)
        after = before
        undoes = False
        for written in self.events:
            try:
                event = read_event({**written, "at": at})
            except UnreadableEvent:
                # Of another form: what else happened stands all the same.
                continue
            after = folded_session(after, event)
            undoes = undoes or isinstance(event, Undone)
        changed = room.model_copy(update={"session": after, "events": room.events + len(self.events)})
        return _with_what_was_decided(changed, before, after, entry, undoes)


def _may_be_taken_back(room: Room, after: Session) -> None:
    """Refuse to take back what the drafts have gone past: the record would say otherwise than the text."""
    documents = room.session.documents if room.session else {}
    for name, old in documents.items():
        shared, new = room.drafts.get(name), after.documents.get(name)
        if shared is None or new is None or new.status != "open":
            continue
        brought_again = new.introductions < old.introductions
        taken_up = old.status == "withdrawn" and new.introductions == old.introductions and shared.stage is not Stage.WITHDRAWN
        if brought_again or taken_up:
            raise Refused(f"{old.name} was taken up again by its bloc and is {named_stage(shared.stage)}; that it was withdrawn before stays.")
    texts: dict[str, Draft] = {}
    for shared, proposed in _leaving(room, documents, after):
        if proposed.taken is None:
            continue
        named = f"Amendment {proposed.amendment.number} is part of the text of {shared.symbol or shared.title}"
        target = after.documents.get(shared.id)
        gone_past = target is not None and target.status != "open" if shared.stage is Stage.VOTED else shared.stage not in ON_THE_FLOOR
        if gone_past:
            raise Refused(f"{named}, which is {named_stage(shared.stage)} by now; take that back first.")
        text = texts.get(shared.id, shared.draft)
        if why := objection(text, proposed.taken):
            raise Refused(f"{named}. {why}")
        texts[shared.id] = without(text, proposed.taken)


def _leaving(room: Room, before: Mapping[str, Document], after: Session) -> list[tuple[Shared, Proposed]]:
    """The amendments that the session had taken into a text and takes out again, the last first."""
    found: list[tuple[int, Shared, Proposed]] = []
    for name, old in before.items():
        new = after.documents.get(name)
        shared = room.drafts.get(old.of)
        if shared is None or old.what != "amendment" or old.status != "adopted" or (new is not None and new.status == "adopted"):
            continue
        proposed = _named(shared, name)
        steps = [at for at, one in enumerate(shared.decided) if proposed is not None and one.amendment == proposed.amendment.id]
        # One that the dais took in on the draft itself is the dais's to take out there.
        if proposed is not None and steps and shared.decided[steps[-1]].outcome in ("carried", "friendly"):
            found.append((steps[-1], shared, proposed))
    return [(shared, proposed) for _, shared, proposed in sorted(found, key=lambda one: (one[1].id, -one[0]))]


def _named(shared: Shared, name: str) -> Proposed | None:
    """The amendment that goes by a name in the session."""
    return next((p for p in shared.amendments if amendment_name(shared.id, p.amendment.id) == name), None)


def _with_what_was_decided(room: Room, before: Session, after: Session, entry: Entry, undoes: bool) -> Room:
    """The room with its drafts at the stages, and its amendments in the states, that the session has brought them to.

    Args:
        undoes: whether something was taken back, or a step back was.
    """
    if after.documents is before.documents:
        return room
    old, new = before.documents, after.documents
    changed = [
        name for name in {**old, **new}
        if name not in old or name not in new or (old[name].status, old[name].introductions) != (new[name].status, new[name].introductions)
    ]  # fmt: skip
    drafts = [name for name in changed if (new.get(name) or old[name]).what == "draft" and name in room.drafts]
    # What comes to the floor comes first, since nothing is amended elsewhere; what leaves it leaves as amended.
    coming = [name for name in drafts if name in new and new[name].status == "open"]
    for name in coming:
        room = _staged(room, name, old.get(name), new[name], after, entry, undoes)
    for shared, proposed in _leaving(room, old, after):
        act = AmendmentTakenBack(draft=shared.id, amendment=proposed.amendment.id)
        room = _noted(act.applied(room, entry), shared.id, entry, undoes, amendment=act.amendment, outcome="taken back")
    for name in changed:
        document = new.get(name) or old[name]
        shared_ = room.drafts.get(document.of)
        if document.what == "amendment" and shared_ is not None:
            room = _amended(room, shared_, name, old.get(name), new.get(name), after, entry, undoes)
    for name in drafts:
        if name not in coming:
            room = _staged(room, name, old.get(name), new.get(name), after, entry, undoes)
    return room


def _noted(room: Room, draft: str, entry: Entry, undoes: bool, **what: Any) -> Room:
    """The room with a step that the session brought about in the history of a draft."""
    shared = room.drafts[draft]
    same = [one for one in shared.decided if one.amendment == what.get("amendment", "")]
    taken_back = (same[-1].revision,) if undoes and same else ()
    step = Decided(revision=entry.revision, at=entry.at, seat=entry.seat, undoes=taken_back, **what)
    return room.with_draft(shared.model_copy(update={"decided": (*shared.decided, step)}))


def _staged(
    room: Room, name: str, old: Document | None, document: Document | None, session: Session, entry: Entry, undoes: bool
) -> Room:
    shared = room.drafts[name]
    stage = shared.stage
    # The result of a vote goes with it.
    remark = "" if stage is Stage.VOTED else shared.remark
    taken_in = any(p.amendment.state in ("carried", "friendly") for p in shared.amendments)
    if document is None or (old is not None and document.introductions < old.introductions):
        # Its introduction was taken back.
        stage = Stage.APPROVED if stage is Stage.INTRODUCED or (stage is Stage.VOTED and not taken_in) else stage
    elif document.status == "open":
        stage = Stage.AMENDED if taken_in and stage is not Stage.APPROVED else Stage.INTRODUCED
    elif document.status in ("adopted", "rejected"):
        stage = Stage.VOTED
        vote = next((one for one in reversed(session.votes) if one.document == document.id and not one.part), None)
        remark = vote.result.line if vote is not None and vote.result is not None else shared.remark
    elif document.status == "withdrawn" and shared.stage in ON_THE_FLOOR:
        stage = Stage.WITHDRAWN
    if stage is shared.stage and remark == shared.remark:
        return room
    act = StageChanged(draft=shared.id, to=stage, remark=remark)
    room = act.applied(room, entry)
    if stage is Stage.APPROVED:
        # It had its symbol and its number already.
        again = room.drafts[shared.id].model_copy(update={"draft": shared.draft, "numbers": None})
        room = room.with_draft(again).model_copy(update={"approved": room.approved - 1})
    return _noted(room, shared.id, entry, undoes, stage=stage, remark=remark if stage is Stage.VOTED else "")


def _amended(
    room: Room, shared: Shared, name: str, old: Document | None, document: Document | None, session: Session, entry: Entry, undoes: bool
) -> Room:
    proposed = _named(shared, name)
    if proposed is None:
        return room
    amendment = proposed.amendment
    status = document.status if document is not None else "open"
    outcome: Literal["carried", "failed", "withdrawn", "friendly"]
    if status == "adopted" and amendment.state == "proposed" and shared.stage in ON_THE_FLOOR and not refusal(shared.draft, amendment):
        outcome = "friendly" if _sponsors_accepted(session, name) else "carried"
    elif status in ("rejected", "withdrawn") and amendment.state in ("proposed", "stale"):
        outcome = "failed" if status == "rejected" else "withdrawn"
    elif status == "open" and amendment.state in ("failed", "withdrawn") and old is not None and old.status != "open":
        room = AmendmentTakenBack(draft=shared.id, amendment=amendment.id).applied(room, entry)
        return _noted(room, shared.id, entry, undoes, amendment=amendment.id, outcome="taken back")
    else:
        return room
    room = AmendmentDecided(draft=shared.id, amendment=amendment.id, outcome=outcome).applied(room, entry)
    return _noted(room, shared.id, entry, undoes, amendment=amendment.id, outcome=outcome)


def _sponsors_accepted(session: Session, name: str) -> bool:
    """Whether an amendment was adopted because the draft's sponsors accepted it."""
    for cell in session.history.cells():
        if cell.number in session.history.dead:
            continue
        if isinstance(cell.cause, AmendmentSettled) and cell.cause.amendment == name:
            return cell.cause.how == "accepted by the sponsors"
        if isinstance(cell.cause, AmendmentIntroduced) and cell.cause.amendment == name:
            return cell.cause.friendly
    return False


def brought_about(shared: Shared) -> tuple[Entry, ...]:
    """The steps of a draft that the session brought about, as acts on the draft, for its history. They are none that
    the log has: there they follow from an event of the session at the same revision."""
    found: list[Entry] = []
    for step in shared.decided:
        act: DraftAct
        if step.stage is not None:
            symbol = shared.symbol if step.stage is Stage.APPROVED else ""
            act = StageChanged(draft=shared.id, to=step.stage, remark=step.remark, symbol=symbol, undoes=step.undoes)
        elif step.outcome in (None, "taken back"):
            act = AmendmentTakenBack(draft=shared.id, amendment=step.amendment, undoes=step.undoes)
        else:
            act = AmendmentDecided(draft=shared.id, amendment=step.amendment, outcome=step.outcome, undoes=step.undoes)
        found.append(Entry(step.revision, step.at, step.seat, act))
    return tuple(found)


def seen_by_dais(entry: Entry) -> Entry:
    """An entry of the log without the words of notes that are not for the dais."""
    act = entry.act
    if not isinstance(act, SessionEvent) or not any(one.get("private") for one in act.events):
        return entry
    events = tuple({**one, "words": WITHHELD} if one.get("private") else one for one in act.events)
    return entry._replace(act=act.model_copy(update={"events": events}))
