"""What can be done in a committee: each act a record of who may do it, what it needs, and what it makes of the room.

`decided` says whether an act is in order as things stand, and completes it; `Act.applied` is what it does. Both are pure,
so that a page, a route, a test and a backup that is read again all come to the same room.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import Field, JsonValue, StringConstraints, TypeAdapter

from committee.events import AmendmentDecided as AmendmentSettled
from committee.events import AmendmentIntroduced, Undone, UnreadableEvent, read_event, write_events
from committee.session import WITHHELD, Document, Session, fold
from committee.session import folded as folded_session
from positions.model import Slug, Stance
from records.errors import Conflict, Refused
from records.room import (
    ON_THE_FLOOR,
    PARTS,
    SECRETARIAT,
    SYSTEM,
    Board,
    Clock,
    Comment,
    Decided,
    Id,
    Paper,
    Proposed,
    Role,
    Room,
    Seat,
    Settings,
    Shared,
    Short,
    Stage,
    may_read,
    may_write,
)
from records.sitting import MOST_TOGETHER, amendment_name, heard, procedure_of
from records.taken_in import numbers_again, objection, others_again, taken, waiting_again, without
from resolutions.amendments import Amendment, after_carried, friendly, reanchored, refusal
from resolutions.model import Correction, Draft, Loose, Paragraph, Part, Value
from resolutions.numbering import extended, fixed

DAIS = frozenset({Role.CHAIR, Role.SECRETARIAT})
WRITERS = DAIS | {Role.DELEGATE}

LONGEST_PARAGRAPH = 50_000
MOST_PARAGRAPHS = 400
MOST_DRAFTS = 500
MOST_SEATS = 600
MOST_COMMENTS = 2_000
MOST_AMENDMENTS = 500

Words = Annotated[str, StringConstraints(max_length=LONGEST_PARAGRAPH)]
Remark = Annotated[str, StringConstraints(max_length=4_000)]


class Act(Value):
    """The base of all acts."""

    roles: ClassVar[frozenset[Role]] = DAIS

    def checked(self, room: Room, by: Seat) -> Self:
        """The act completed with what only the room knows.

        Raises:
            Refused: if it is not in order as things stand.
        """
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        """The room after it."""
        raise NotImplementedError


class Entry(NamedTuple):
    """A line of the log."""

    revision: int
    at: float
    """Seconds since 1970, UTC; never less than in the entry before."""
    seat: str
    act: Act


# -- the room


class RoomOpened(Act):
    """A committee is set up."""

    kind: Literal["room.opened"] = "room.opened"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.SECRETARIAT})
    conference: str
    settings: Settings

    def checked(self, room: Room, by: Seat) -> Self:
        if room.settings is not None:
            raise Refused("This committee is open already.")
        procedure_of(self.settings)
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return room.model_copy(update={"conference": self.conference, "settings": self.settings})


class SettingsChanged(Act):
    """The committee's settings are changed."""

    kind: Literal["room.settings"] = "room.settings"
    settings: Settings

    def checked(self, room: Room, by: Seat) -> Self:
        procedure_of(self.settings)
        was = room.settings.dais_reads_notes if room.settings else True
        if self.settings.dais_reads_notes != was and by.role is not Role.SECRETARIAT:
            raise Refused("Whether the dais reads notes between delegations is the conference's to decide; ask the secretariat.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return room.model_copy(update={"settings": self.settings})


class SeatSet(Act):
    """A seat is added, or changed."""

    kind: Literal["seat.set"] = "seat.set"
    seat: Seat

    def checked(self, room: Room, by: Seat) -> Self:
        if self.seat.role is Role.SECRETARIAT or self.seat.id in (SECRETARIAT, SYSTEM):
            raise Refused("The secretariat's seat is the conference's, not a committee's.")
        if self.seat.id not in room.seats and len(room.seats) >= MOST_SEATS:
            raise Refused(f"A committee has at most {MOST_SEATS} seats.")
        if self.seat.role in (Role.DELEGATE, Role.OBSERVER) and not self.seat.delegation:
            raise Refused("Say which delegation the seat is for.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return room.model_copy(update={"seats": {**room.seats, self.seat.id: self.seat}})


class CodeChanged(Act):
    """A seat's access code was issued, or revoked; the code itself is nowhere in the log."""

    kind: Literal["seat.code"] = "seat.code"
    seat: Id
    what: Literal["issued", "revoked"]

    def checked(self, room: Room, by: Seat) -> Self:
        if self.seat not in room.seats:
            raise Refused("There is no such seat in this committee.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        # Nothing of the seat changes, but who looks at the seats is to look again.
        return room.model_copy(update={"seats": dict(room.seats)})


class StanceSet(Act):
    """A chair says where a delegation stands on an issue, in place of what the topic has."""

    kind: Literal["stance.set"] = "stance.set"
    delegation: str
    stance: Stance

    def applied(self, room: Room, entry: Entry) -> Room:
        return _with_stances(room, self.delegation, self.stance.issue, self.stance)


class StanceDropped(Act):
    """A chair takes back a stance."""

    kind: Literal["stance.dropped"] = "stance.dropped"
    delegation: str
    issue: Slug

    def checked(self, room: Room, by: Seat) -> Self:
        if not any(s.issue == self.issue for s in room.stances.get(self.delegation, ())):
            raise Refused("There is no such stance of the chair's.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return _with_stances(room, self.delegation, self.issue, None)


def _with_stances(room: Room, delegation: str, issue: str, stance: Stance | None) -> Room:
    others = tuple(s for s in room.stances.get(delegation, ()) if s.issue != issue)
    now = others if stance is None else (*others, stance)
    stances = {**room.stances, delegation: now}
    if not now:
        del stances[delegation]
    return room.model_copy(update={"stances": stances})


class PaperAdded(Act):
    """A file was uploaded."""

    kind: Literal["paper.added"] = "paper.added"
    roles: ClassVar[frozenset[Role]] = WRITERS
    id: Id
    name: Short
    media_type: Short = "application/octet-stream"
    size: Annotated[int, Field(ge=0)]

    def checked(self, room: Room, by: Seat) -> Self:
        if self.id in room.papers:
            raise Refused("This paper is here already.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        paper = Paper(id=self.id, name=self.name, media_type=self.media_type, size=self.size, seat=entry.seat, at=entry.at)
        return room.model_copy(update={"papers": {**room.papers, paper.id: paper}})


class PaperRemoved(Act):
    """An uploaded file is taken off the list; whoever uploaded it may do so, and the dais."""

    kind: Literal["paper.removed"] = "paper.removed"
    roles: ClassVar[frozenset[Role]] = WRITERS
    id: Id

    def checked(self, room: Room, by: Seat) -> Self:
        paper = room.papers.get(self.id)
        if paper is None:
            raise Refused("There is no such paper.")
        if by.role not in DAIS and paper.seat != by.id:
            raise Refused("Only the dais and whoever uploaded a paper may remove it.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return room.model_copy(update={"papers": {k: v for k, v in room.papers.items() if k != self.id}})


class BoardSet(Act):
    """The chair puts up a notice, a clock, or a draft to look at."""

    kind: Literal["board.set"] = "board.set"
    board: Board

    def checked(self, room: Room, by: Seat) -> Self:
        if self.board.draft and self.board.draft not in room.drafts:
            raise Refused("There is no such draft to show.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return room.model_copy(update={"board": self.board})


class ClockStarted(Act):
    """The chair starts a clock, or lets it run on; its deadline counts from the moment that is in the log."""

    kind: Literal["clock.started"] = "clock.started"
    label: Short = ""
    seconds: Annotated[float, Field(gt=0, le=86_400)]
    left: Annotated[float, Field(ge=0, le=86_400)] | None = None
    now: float | None = None
    """The server's time, filled in when it is done; that of the log stands still where the server's was put back."""

    def applied(self, room: Room, entry: Entry) -> Room:
        left = self.seconds if self.left is None else self.left
        now = entry.at if self.now is None else self.now
        clock = Clock(label=self.label, seconds=self.seconds, ends_at=now + left, left=left)
        return room.model_copy(update={"board": room.board.model_copy(update={"clock": clock})})


class ClockStopped(Act):
    """The chair stops the clock where it stands, or takes it down."""

    kind: Literal["clock.stopped"] = "clock.stopped"
    remove: bool = False
    now: float | None = None
    """The server's time, filled in when it is done."""

    def checked(self, room: Room, by: Seat) -> Self:
        if room.board.clock is None:
            raise Refused("No clock is up.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        clock = room.board.clock
        stopped = None
        if clock is not None and not self.remove:
            left = clock.left_at(entry.at if self.now is None else self.now)
            stopped = clock.model_copy(update={"ends_at": None, "left": left})
        return room.model_copy(update={"board": room.board.model_copy(update={"clock": stopped})})


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
            raise Refused(f"{old.name} was taken up again by its bloc and is {_an(shared.stage)}; that it was withdrawn before stays.")
    texts: dict[str, Draft] = {}
    for shared, proposed in _leaving(room, documents, after):
        if proposed.taken is None:
            continue
        named = f"Amendment {proposed.amendment.number} is part of the text of {shared.symbol or shared.title}"
        target = after.documents.get(shared.id)
        gone_past = target is not None and target.status != "open" if shared.stage is Stage.VOTED else shared.stage not in ON_THE_FLOOR
        if gone_past:
            raise Refused(f"{named}, which is {_an(shared.stage)} by now; take that back first.")
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


# -- drafts


class DraftAct(Act):
    """The base of acts on a draft."""

    roles: ClassVar[frozenset[Role]] = WRITERS
    draft: Id
    undoes: tuple[int, ...] = ()
    """The revisions that it takes back, where it is an undo."""

    def inverse(self, room: Room, entry: Entry) -> DraftAct | None:
        """The act that takes it back; None where that cannot be done."""
        return None

    def found(self, room: Room, by: Seat) -> Shared:
        """The draft.

        Raises:
            Refused: if it is not there, or the seat may not read it.
        """
        shared = room.drafts.get(self.draft)
        if shared is None or not may_read(room, by, shared):
            raise Refused("There is no such draft, or it is not yours to read.")
        return shared

    def writable(self, room: Room, by: Seat) -> Shared:
        """The draft, if the seat may change its text.

        Raises:
            Refused: if it may not.
        """
        shared = self.found(room, by)
        if not may_write(room, by, shared):
            if shared.stage is not Stage.WORKING:
                raise Refused(f"The draft is {_an(shared.stage)} now; its text changes by amendments, or by the dais.")
            raise Refused("Only the draft's author and co-authors may change it; ask one of them to invite you.")
        return shared

    def touched(self, room: Room, shared: Shared, entry: Entry, **changes: object) -> Room:
        """The room with the draft changed, its numbers carried on, and its open amendments fitted to the new text."""
        update: dict[str, Any] = {"version": entry.revision, "changed_at": entry.at, **changes}
        draft = update.get("draft")
        if isinstance(draft, Draft) and draft is not shared.draft:
            if shared.numbers is not None and "numbers" not in update:
                update["numbers"] = extended(draft, shared.numbers)
            if shared.amendments and "amendments" not in update:
                fitted = reanchored(shared.draft, draft, tuple(p.amendment for p in shared.amendments), "the dais")
                update["amendments"] = tuple(
                    p.model_copy(update={"amendment": a}) for p, a in zip(shared.amendments, fitted, strict=True)
                )
        after = shared.model_copy(update=update)
        if after.readership != shared.readership:
            after = after.model_copy(update={"readers_version": entry.revision})
        return room.with_draft(after)


def _an(stage: Stage) -> str:
    return {Stage.WORKING: "a working paper", Stage.APPROVED: "approved by the dais"}.get(stage, stage.value)


class DraftStarted(DraftAct):
    """A delegation begins a draft, from nothing or from one that it brings."""

    kind: Literal["draft.started"] = "draft.started"
    title: Short = ""
    content: Draft = Draft()

    def checked(self, room: Room, by: Seat) -> Self:
        if self.draft in room.drafts:
            raise Refused("A draft of this name is here already.")
        if len(room.drafts) >= MOST_DRAFTS:
            raise Refused(f"A committee holds at most {MOST_DRAFTS} drafts.")
        _not_too_long(self.content)
        # The symbol is the dais's to give, and a name under a draft its delegation's: what a file says of others is dropped.
        members = room.settings.members if room.settings else ()
        own = {
            "symbol": "",
            "sponsors": tuple(s for s in self.content.sponsors if by.role in DAIS or s == by.delegation and s in members),
            "signatories": tuple(s for s in self.content.signatories if by.role in DAIS or s == by.delegation),
        }
        return self.model_copy(update={"content": _each_its_own_id(self.content).model_copy(update=own)})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = Shared(
            id=self.draft,
            title=self.title,
            author=entry.seat,
            draft=self.content,
            versions={p.id: entry.revision for p in self.content.paragraphs},
            heading_version=entry.revision,
        )
        return self.touched(room, shared, entry)


_PARAGRAPH_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def _next_id(taken: Iterable[str]) -> str:
    return f"p{max((int(t[1:]) for t in taken if re.fullmatch(r'p[0-9]{1,9}', t)), default=0) + 1}"


def _each_its_own_id(draft: Draft) -> Draft:
    """The draft with an id of its own for each paragraph; in a file that was changed by hand two may share one."""
    used: set[str] = set()
    everybody = {p.id for p in draft.paragraphs}

    def named(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        made = []
        for paragraph in paragraphs:
            free = paragraph.id
            if free in used or not _PARAGRAPH_ID.fullmatch(free):
                free = _next_id(used | everybody)
            used.add(free)
            made.append(paragraph if free == paragraph.id else paragraph.model_copy(update={"id": free}))
        return tuple(made)

    return draft.model_copy(update={"preambular": named(draft.preambular), "operative": named(draft.operative)})


def _not_too_long(draft: Draft) -> None:
    if len(draft.paragraphs) > MOST_PARAGRAPHS:
        raise Refused(f"A draft holds at most {MOST_PARAGRAPHS} paragraphs.")
    if any(len(p.text) > LONGEST_PARAGRAPH for p in draft.paragraphs):
        raise Refused(f"A paragraph holds at most {LONGEST_PARAGRAPH:,} characters.")


class ParagraphAct(DraftAct):
    """The base of acts on one paragraph of a draft."""

    paragraph: Annotated[str, StringConstraints(max_length=40)] = ""
    base: int | None = None
    """The version of the paragraph that the writer saw; None to go by whatever stands there."""

    def present(self, room: Room, shared: Shared, mine: str | None) -> Paragraph:
        """The paragraph as it stands, if the writer saw it so.

        Raises:
            Conflict: if somebody changed or deleted it since.
        """
        now = shared.draft.find(self.paragraph)
        version = shared.versions.get(self.paragraph)
        if now is None:
            raise Conflict(
                "This paragraph was deleted while you wrote. Your text is kept: put it in again, or let it go.",
                theirs=None, mine=mine, base=None,
            )  # fmt: skip
        if self.base is not None and self.base != version:
            raise Conflict(
                "Somebody else changed this paragraph while you wrote. Both texts are kept: choose one.",
                theirs=now, mine=mine, base=version,
            )  # fmt: skip
        return now


def _index_after(paragraphs: Sequence[Paragraph], after: str | None) -> int:
    """Where a paragraph goes that is to follow another: the start for None, the end where that one is gone."""
    if after is None:
        return 0
    return next((i + 1 for i, p in enumerate(paragraphs) if p.id == after), len(paragraphs))


def _before(shared: Shared, paragraph: str) -> str | None:
    """The paragraph before one of its part; None for the first."""
    part = shared.draft.part_of(paragraph)
    ids = [p.id for p in getattr(shared.draft, part)] if part else []
    at = ids.index(paragraph) if paragraph in ids else 0
    return ids[at - 1] if at else None


def _inserted(draft: Draft, part: Part, after: str | None, paragraph: Paragraph) -> Draft:
    paragraphs = list(getattr(draft, part))
    paragraphs.insert(_index_after(paragraphs, after), paragraph)
    return draft.model_copy(update={part: tuple(paragraphs)})


class ParagraphAdded(ParagraphAct):
    """A paragraph is put in."""

    kind: Literal["paragraph.added"] = "paragraph.added"
    part: Part
    after: str | None = None
    content: Paragraph

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.writable(room, by)
        if len(self.content.text) > LONGEST_PARAGRAPH:
            raise Refused(f"A paragraph holds at most {LONGEST_PARAGRAPH:,} characters.")
        if len(shared.draft.paragraphs) >= MOST_PARAGRAPHS:
            raise Refused(f"A draft holds at most {MOST_PARAGRAPHS} paragraphs.")
        wanted = self.content.id
        if self.undoes and shared.draft.find(wanted) is None:
            free = wanted
        else:
            # Two who add at once would both take the next number; and a deleted paragraph keeps its own for good.
            usable = wanted not in shared.versions and _PARAGRAPH_ID.fullmatch(wanted)
            free = wanted if usable else _next_id(shared.versions)
        content = self.content.model_copy(update={"id": free})
        return self.model_copy(update={"paragraph": free, "content": content, "base": None})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        draft = _inserted(shared.draft, self.part, self.after, self.content)
        versions = {**shared.versions, self.paragraph: entry.revision}
        return self.touched(room, shared, entry, draft=draft, versions=versions)

    def inverse(self, room: Room, entry: Entry) -> DraftAct | None:
        return ParagraphRemoved(draft=self.draft, paragraph=self.paragraph, base=entry.revision)


class ParagraphChanged(ParagraphAct):
    """A paragraph's text, or what it is taken to mean, is changed."""

    kind: Literal["paragraph.changed"] = "paragraph.changed"
    text: Words
    clause: Slug | None = None
    correction: Correction | None = None
    loose: tuple[Loose, ...] | None = None
    """Headings before it; None leaves them."""
    was: Paragraph | None = None
    """The paragraph before the change, filled in when it is decided."""

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.writable(room, by)
        now = self.present(room, shared, self.text)
        return self.model_copy(update={"was": now, "base": shared.versions.get(self.paragraph)})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        changes: dict[str, Any] = {"text": self.text, "clause": self.clause, "correction": self.correction}
        if self.loose is not None:
            changes["before"] = self.loose
        draft = shared.draft.with_changed(self.paragraph, **changes)
        versions = {**shared.versions, self.paragraph: entry.revision}
        return self.touched(room, shared, entry, draft=draft, versions=versions)

    def inverse(self, room: Room, entry: Entry) -> DraftAct | None:
        if self.was is None:
            return None
        return ParagraphChanged(
            draft=self.draft, paragraph=self.paragraph, base=entry.revision, text=self.was.text,
            clause=self.was.clause, correction=self.was.correction, loose=self.was.before,
        )  # fmt: skip


class ParagraphRemoved(ParagraphAct):
    """A paragraph is deleted; its history stays, and it can be put back."""

    kind: Literal["paragraph.removed"] = "paragraph.removed"
    was: Paragraph | None = None
    part: Part | None = None
    after: str | None = None

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.writable(room, by)
        now = self.present(room, shared, None)
        part = shared.draft.part_of(now.id)
        return self.model_copy(update={"was": now, "part": part, "after": _before(shared, now.id)})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        versions = {**shared.versions, self.paragraph: entry.revision}
        return self.touched(room, shared, entry, draft=shared.draft.without(self.paragraph), versions=versions)

    def inverse(self, room: Room, entry: Entry) -> DraftAct | None:
        if self.was is None or self.part is None:
            return None
        return ParagraphAdded(draft=self.draft, part=self.part, after=self.after, content=self.was)


class ParagraphMoved(ParagraphAct):
    """A paragraph goes to another place of its part, or to the other part. Its words stay, so nobody's edit is lost."""

    kind: Literal["paragraph.moved"] = "paragraph.moved"
    part: Part | None = None
    after: str | None = None
    came_from: tuple[Part, str | None] | None = None

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.writable(room, by)
        now = shared.draft.find(self.paragraph)
        part = shared.draft.part_of(self.paragraph)
        if now is None or part is None:
            raise Refused("The paragraph to be moved was deleted in the meantime.")
        return self.model_copy(
            update={"part": self.part or part, "came_from": (part, _before(shared, self.paragraph)), "base": None}
        )

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        moved = shared.draft.find(self.paragraph)
        part = self.part or shared.draft.part_of(self.paragraph)
        if moved is None or part is None:
            return room
        draft = _inserted(shared.draft.without(self.paragraph), part, self.after, moved)
        return self.touched(room, shared, entry, draft=draft)

    def inverse(self, room: Room, entry: Entry) -> DraftAct | None:
        if self.came_from is None:
            return None
        part, after = self.came_from
        return ParagraphMoved(draft=self.draft, paragraph=self.paragraph, part=part, after=after)


HEADING_FIELDS = ("committee", "topic", "organ", "heading", "closing", "annexes")


class HeadingChanged(DraftAct):
    """The heading block, what follows the last paragraph, or the title is changed."""

    kind: Literal["draft.heading"] = "draft.heading"
    fields: dict[Literal["committee", "topic", "organ", "heading", "closing", "annexes", "title"], Any]
    base: int | None = None
    was: dict[str, Any] = Field(default_factory=dict)

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.writable(room, by)
        if self.base is not None and self.base != shared.heading_version:
            raise Conflict(
                "Somebody else changed the heading while you wrote. Look at it again and repeat your change.",
                theirs=None, mine=None, base=shared.heading_version,
            )  # fmt: skip
        was: dict[str, Any] = {}
        for name, value in self.fields.items():
            if name in ("heading", "closing", "annexes"):
                if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
                    raise Refused(f"The field {name} is a list of lines.")
                was[name] = list(getattr(shared.draft, name))
            else:
                if not isinstance(value, str) or len(value) > 2_000:
                    raise Refused(f"The field {name} is a text of at most 2,000 characters.")
                was[name] = shared.title if name == "title" else getattr(shared.draft, name)
        return self.model_copy(update={"was": was, "base": shared.heading_version})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        fields: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in self.fields.items() if k != "title"
        }
        return self.touched(
            room,
            shared,
            entry,
            draft=shared.draft.model_copy(update=fields),
            title=self.fields.get("title", shared.title),
            heading_version=entry.revision,
        )

    def inverse(self, room: Room, entry: Entry) -> DraftAct | None:
        return HeadingChanged(draft=self.draft, fields=self.was, base=entry.revision)


class CoAuthorSet(DraftAct):
    """The author invites another seat to write, or takes the invitation back; a co-author may also leave."""

    kind: Literal["draft.co-author"] = "draft.co-author"
    seat: Id
    writes: bool = True

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        leaves = not self.writes and self.seat == by.id
        if by.role not in DAIS and by.id != shared.author and not leaves:
            raise Refused("Only the draft's author may invite, or take an invitation back.")
        invited = room.seats.get(self.seat)
        if self.writes and (invited is None or not invited.active or invited.role is not Role.DELEGATE):
            raise Refused("Only a delegate's seat of this committee can be invited.")
        if self.seat == shared.author:
            raise Refused("The author writes in any case.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        others = tuple(s for s in shared.co_authors if s != self.seat)
        return self.touched(room, shared, entry, co_authors=(*others, self.seat) if self.writes else others)


class OpenedToSign(DraftAct):
    """The bloc shows its working paper to all delegates, to be signed; or closes it again."""

    kind: Literal["draft.open"] = "draft.open"
    open: bool

    def checked(self, room: Room, by: Seat) -> Self:
        self.writable(room, by)
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return self.touched(room, room.drafts[self.draft], entry, open_to_sign=self.open)


class Signed(DraftAct):
    """A delegation becomes sponsor or signatory of a draft, or neither."""

    kind: Literal["draft.signed"] = "draft.signed"
    delegation: Short
    role: Literal["sponsor", "signatory", "none"]

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        if shared.stage is Stage.VOTED:
            raise Refused("The draft has been voted on; its sponsors and signatories stand as they were. Reconsider it first to change them.")
        if by.role not in DAIS:
            if by.delegation != self.delegation:
                raise Refused("A delegation signs for itself; you cannot sign for another.")
            if shared.stage not in (Stage.WORKING, Stage.SUBMITTED):
                raise Refused(f"The draft is {_an(shared.stage)}; ask the dais to add or take off a name.")
        settings = room.settings
        if settings and self.role == "sponsor" and self.delegation not in settings.members:
            raise Refused("Only a member that votes can sponsor a draft; an observer or an invited State may sign it.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        names = {
            "sponsors": tuple(s for s in shared.draft.sponsors if s != self.delegation),
            "signatories": tuple(s for s in shared.draft.signatories if s != self.delegation),
        }
        if self.role != "none":
            field = "sponsors" if self.role == "sponsor" else "signatories"
            names[field] = (*names[field], self.delegation)
        return self.touched(room, shared, entry, draft=shared.draft.model_copy(update=names))


class StageChanged(DraftAct):
    """A draft goes a step on its way: its bloc submits or withdraws it, the dais does the rest."""

    kind: Literal["draft.stage"] = "draft.stage"
    to: Stage
    remark: Remark = ""
    symbol: Short = ""
    """Filled in by the committee's scheme when the dais approves; the dais may give another."""

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        steps = STEPS.get(shared.stage, {})
        if self.to not in steps:
            possible = ", ".join(step.value for step in steps) or "nothing more"
            raise Refused(f"A draft that is {_an(shared.stage)} cannot become {self.to.value}; it can become {possible}.")
        if by.role not in DAIS and (steps[self.to] != "bloc" or by.id not in shared.writers):
            raise Refused("That step is the dais's to take." if steps[self.to] != "bloc" else "That step is its bloc's to take.")
        if self.to is Stage.SUBMITTED:
            _may_be_submitted(room, shared)
        symbol = ""
        if self.to is Stage.APPROVED:
            symbol = self.symbol.strip() or _next_symbol(room)
            if any(d.symbol == symbol and d.id != shared.id for d in room.drafts.values()):
                raise Refused(f"Another draft has the symbol {symbol} already.")
        return self.model_copy(update={"symbol": symbol})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        changes: dict[str, Any] = {"stage": self.to, "remark": self.remark}
        if self.to is Stage.APPROVED:
            changes["draft"] = shared.draft.model_copy(update={"symbol": self.symbol})
            room = room.model_copy(update={"approved": room.approved + 1})
        if self.to is Stage.INTRODUCED and shared.numbers is None:
            changes["numbers"] = fixed(shared.draft)
        if self.to is Stage.WORKING:
            # It is printed anew when it comes back.
            changes["numbers"] = None
        return self.touched(room, shared, entry, **changes)


STEPS: dict[Stage, dict[Stage, Literal["bloc", "dais"]]] = {
    Stage.WORKING: {Stage.SUBMITTED: "bloc", Stage.WITHDRAWN: "bloc"},
    Stage.SUBMITTED: {Stage.APPROVED: "dais", Stage.WORKING: "dais", Stage.WITHDRAWN: "bloc"},
    Stage.APPROVED: {Stage.INTRODUCED: "dais", Stage.WORKING: "dais", Stage.WITHDRAWN: "bloc"},
    Stage.INTRODUCED: {Stage.VOTED: "dais", Stage.WITHDRAWN: "bloc"},
    Stage.AMENDED: {Stage.VOTED: "dais", Stage.WITHDRAWN: "bloc"},
    Stage.WITHDRAWN: {Stage.WORKING: "bloc"},
    Stage.VOTED: {Stage.INTRODUCED: "dais"},
}
"""From each stage where a draft can go, and whose step it is. A sponsor may withdraw what was not voted on (rule 35 of
the Council's provisional rules); from `voted` it comes back only by reconsideration."""


def _may_be_submitted(room: Room, shared: Shared) -> None:
    if shared.draft.is_empty:
        raise Refused("There is nothing in the draft yet.")
    settings = room.settings
    for what, names, least in (
        ("sponsor", shared.draft.sponsors, settings.sponsors if settings else 0),
        ("signatory", shared.draft.signatories, settings.signatories if settings else 0),
    ):
        if len(names) < least:
            many = {"sponsor": "sponsors", "signatory": "signatories"}[what]
            raise Refused(f"It has {len(names)} {what if len(names) == 1 else many}; the committee asks for {least}.")


def _next_symbol(room: Room) -> str:
    scheme = room.settings.symbol if room.settings else "DR/{number}"
    taken = {d.symbol for d in room.drafts.values()}
    number = room.approved + 1
    while True:
        symbol = scheme.replace("{number}", str(number)) if "{number}" in scheme else f"{scheme}{number}"
        if symbol not in taken:
            return symbol
        number += 1


class Commented(DraftAct):
    """A remark on a paragraph; who may read the draft may comment on it."""

    kind: Literal["draft.comment"] = "draft.comment"
    paragraph: Annotated[str, StringConstraints(max_length=40)]
    text: Remark

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        if not self.text.strip():
            raise Refused("There is nothing in the comment.")
        if len(shared.comments) >= MOST_COMMENTS:
            raise Refused(f"A draft holds at most {MOST_COMMENTS:,} comments.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        comment = Comment(id=entry.revision, paragraph=self.paragraph, seat=entry.seat, at=entry.at, text=self.text)
        return self.touched(room, shared, entry, comments=(*shared.comments, comment))


class CommentSettled(DraftAct):
    """A comment is settled, or taken up again."""

    kind: Literal["draft.settled"] = "draft.settled"
    comment: int
    settled: bool = True

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        comment = next((c for c in shared.comments if c.id == self.comment), None)
        if comment is None:
            raise Refused("There is no such comment.")
        if by.role not in DAIS and by.id not in (*shared.writers, comment.seat):
            raise Refused("Only the draft's bloc and whoever made a comment may settle it.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        comments = tuple(c.model_copy(update={"settled": self.settled}) if c.id == self.comment else c for c in shared.comments)
        return self.touched(room, shared, entry, comments=comments)


# -- amendments


_AMENDMENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def _asks_the_same(one: Amendment, other: Amendment) -> bool:
    """Whether two amendments ask for the same: then those who signed the one have signed the other."""
    asked = ("kind", "part", "paragraph", "after", "text")
    return all(getattr(one, field) == getattr(other, field) for field in asked)


class AmendmentProposed(DraftAct):
    """A delegation proposes an amendment to a draft on the floor, or renews one that went stale (with the same id)."""

    kind: Literal["amendment.proposed"] = "amendment.proposed"
    amendment: Amendment

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        if shared.stage not in ON_THE_FLOOR:
            raise Refused("Amendments are proposed to a draft that has been introduced; this one is " + _an(shared.stage) + ".")
        if not _AMENDMENT_ID.fullmatch(self.amendment.id):
            raise Refused("The id of an amendment has small letters, digits and hyphens only.")
        old = shared.proposed(self.amendment.id)
        if old is not None:
            if old.amendment.state != "stale":
                raise Refused("An amendment of this name is here already.")
            if by.role not in DAIS and by.delegation not in old.amendment.sponsors:
                raise Refused("Only a sponsor of the amendment may renew it.")
        elif len(shared.amendments) >= MOST_AMENDMENTS:
            raise Refused(f"A draft has at most {MOST_AMENDMENTS} amendments.")
        members = room.settings.members if room.settings else ()
        if by.role not in DAIS and by.delegation not in members:
            raise Refused("Only a member that votes can propose an amendment.")
        target = shared.draft.find(self.amendment.paragraph or "")
        sponsors = (by.delegation,) if by.role is Role.DELEGATE else self.amendment.sponsors
        if old is not None and (by.role in DAIS or _asks_the_same(self.amendment, old.amendment)):
            # Under other words its sponsors have to put their names again.
            sponsors = old.amendment.sponsors
        amendment = self.amendment.model_copy(
            update={
                "sponsors": sponsors,
                "number": old.amendment.number if old else len(shared.amendments) + 1,
                "state": "proposed",
                "note": "",
                "base": target.text if target and not self.amendment.base else self.amendment.base,
            }
        )
        why = refusal(shared.draft, amendment)
        if why:
            raise Refused(why)
        return self.model_copy(update={"amendment": amendment})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        old = shared.proposed(self.amendment.id)
        new = Proposed(amendment=self.amendment, seat=old.seat if old else entry.seat)
        amendments = tuple(new if p is old else p for p in shared.amendments) if old else (*shared.amendments, new)
        return self.touched(room, shared, entry, amendments=amendments)


class AmendmentAct(DraftAct):
    """The base of acts on an amendment."""

    amendment: Id

    def on(self, room: Room, by: Seat, *states: str) -> tuple[Shared, Proposed]:
        """The draft and the amendment, if it is in one of these states.

        Raises:
            Refused: if there is none, or it is in another state.
        """
        shared = self.found(room, by)
        proposed = shared.proposed(self.amendment)
        if proposed is None:
            raise Refused("There is no such amendment.")
        if states and proposed.amendment.state not in states:
            raise Refused(f"The amendment is {proposed.amendment.state} already.")
        return shared, proposed

    def changed(self, room: Room, entry: Entry, new: Proposed, **changes: object) -> Room:
        """The room with the amendment changed."""
        shared = room.drafts[self.draft]
        amendments = tuple(new if p.amendment.id == self.amendment else p for p in shared.amendments)
        return self.touched(room, shared, entry, amendments=amendments, **changes)


class AmendmentSigned(AmendmentAct):
    """A delegation joins the sponsors of an amendment, or leaves them."""

    kind: Literal["amendment.signed"] = "amendment.signed"
    delegation: Short
    signs: bool = True

    def checked(self, room: Room, by: Seat) -> Self:
        self.on(room, by, "proposed", "stale")
        if by.role not in DAIS and by.delegation != self.delegation:
            raise Refused("A delegation signs for itself; you cannot sign for another.")
        if room.settings and self.delegation not in room.settings.members:
            raise Refused("Only a member that votes can sponsor an amendment.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        proposed = room.drafts[self.draft].proposed(self.amendment)
        if proposed is None:
            return room
        others = tuple(s for s in proposed.amendment.sponsors if s != self.delegation)
        sponsors = (*others, self.delegation) if self.signs else others
        amendment = proposed.amendment.model_copy(update={"sponsors": sponsors})
        return self.changed(room, entry, proposed.model_copy(update={"amendment": amendment}))


class AmendmentAccepted(AmendmentAct):
    """A sponsor of the draft takes an amendment as friendly, or takes that back."""

    kind: Literal["amendment.accepted"] = "amendment.accepted"
    delegation: Short
    accepts: bool = True

    def checked(self, room: Room, by: Seat) -> Self:
        shared, _ = self.on(room, by, "proposed")
        if by.role not in DAIS and by.delegation != self.delegation:
            raise Refused("A sponsor accepts for itself.")
        if self.delegation not in shared.draft.sponsors:
            raise Refused("Only the draft's sponsors are asked whether an amendment is friendly.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        proposed = room.drafts[self.draft].proposed(self.amendment)
        if proposed is None:
            return room
        others = tuple(s for s in proposed.accepted_by if s != self.delegation)
        accepted = (*others, self.delegation) if self.accepts else others
        return self.changed(room, entry, proposed.model_copy(update={"accepted_by": accepted}))


class AmendmentDecided(AmendmentAct):
    """An amendment carries, falls, is withdrawn, or is taken in because every sponsor accepts it."""

    kind: Literal["amendment.decided"] = "amendment.decided"
    outcome: Literal["carried", "failed", "withdrawn", "friendly"]

    def checked(self, room: Room, by: Seat) -> Self:
        shared, proposed = self.on(room, by, "proposed", "stale")
        amendment = proposed.amendment
        if by.role not in DAIS and (self.outcome != "withdrawn" or by.delegation not in amendment.sponsors):
            raise Refused("Only its sponsors may withdraw an amendment; all else is the dais's to say.")
        if self.outcome in ("carried", "friendly"):
            if amendment.state == "stale":
                raise Refused("The amendment no longer fits the text; its sponsors have to renew it first.")
            if shared.stage not in ON_THE_FLOOR:
                raise Refused(f"The draft is {_an(shared.stage)}; nothing is amended now.")
            least = room.settings.amendment_sponsors if room.settings else 0
            if len(amendment.sponsors) < least:
                raise Refused(f"The amendment has {len(amendment.sponsors)} sponsors; the committee asks for {least}.")
            why = refusal(shared.draft, amendment)
            if why:
                raise Refused(why)
        if self.outcome == "friendly" and not friendly(amendment, proposed.accepted_by, shared.draft.sponsors):
            if not shared.draft.sponsors:
                raise Refused("The draft has no sponsors who could accept it; put the amendment to the vote.")
            missing = [s for s in shared.draft.sponsors if s not in (*proposed.accepted_by, *amendment.sponsors)]
            raise Refused("Not every sponsor of the draft has accepted it: " + ", ".join(missing) + ".")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        proposed = shared.proposed(self.amendment)
        if proposed is None:
            return room
        decided = proposed.model_copy(
            update={"amendment": proposed.amendment.model_copy(update={"state": self.outcome})}
        )
        if self.outcome not in ("carried", "friendly"):
            return self.changed(room, entry, decided)
        others = tuple(p.amendment for p in shared.amendments if p.amendment.id != self.amendment)
        draft, left = after_carried(shared.draft, proposed.amendment, others)
        by_id = {amendment.id: amendment for amendment in left}
        done = taken(shared.draft, draft, proposed.amendment, zip(others, left, strict=True))
        decided = decided.model_copy(update={"taken": done})
        amendments = tuple(
            decided if p.amendment.id == self.amendment else p.model_copy(update={"amendment": by_id[p.amendment.id]})
            for p in shared.amendments
        )
        versions = dict(shared.versions)
        for paragraph in (*draft.paragraphs, *shared.draft.paragraphs):
            if shared.draft.find(paragraph.id) != draft.find(paragraph.id):
                versions[paragraph.id] = entry.revision
        return self.touched(
            room, shared, entry, draft=draft, amendments=amendments, versions=versions, stage=Stage.AMENDED
        )


class AmendmentTakenBack(AmendmentAct):
    """The decision on an amendment is taken back: it waits for one again, and what it did to the text goes."""

    kind: Literal["amendment.taken-back"] = "amendment.taken-back"
    roles: ClassVar[frozenset[Role]] = DAIS

    def checked(self, room: Room, by: Seat) -> Self:
        shared, proposed = self.on(room, by)
        if proposed.amendment.state in ("proposed", "stale"):
            raise Refused("The amendment has not been decided.")
        if shared.stage not in ON_THE_FLOOR:
            raise Refused(f"The draft is {_an(shared.stage)}; no decision on its amendments is taken back now.")
        if proposed.taken is not None and (why := objection(shared.draft, proposed.taken)):
            raise Refused(why)
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        proposed = shared.proposed(self.amendment)
        if proposed is None:
            return room
        done = proposed.taken
        if done is None or objection(shared.draft, done):
            again = proposed.model_copy(update={"amendment": waiting_again(shared.draft, proposed.amendment), "taken": None})
            return self.changed(room, entry, again)
        draft = without(shared.draft, done)
        amendments = others_again(shared, draft, proposed.amendment, done)
        amended = any(p.amendment.state in ("carried", "friendly") for p in amendments)
        stage = Stage.INTRODUCED if shared.stage is Stage.AMENDED and not amended else shared.stage
        versions = {**shared.versions, done.paragraph: entry.revision}
        numbers = numbers_again(shared.numbers, done)
        return self.touched(
            room, shared, entry, draft=draft, amendments=amendments, versions=versions, stage=stage, numbers=numbers
        )


class AmendmentsOrdered(DraftAct):
    """The dais rules in which order amendments are put to the vote."""

    kind: Literal["amendment.order"] = "amendment.order"
    roles: ClassVar[frozenset[Role]] = DAIS
    order: tuple[Id, ...]

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        if set(self.order) - {p.amendment.id for p in shared.amendments}:
            raise Refused("The order names an amendment that is not there.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return self.touched(room, room.drafts[self.draft], entry, order=self.order)


AnyAct = Annotated[
    RoomOpened | SettingsChanged | SeatSet | CodeChanged | StanceSet | StanceDropped | PaperAdded | PaperRemoved
    | BoardSet | ClockStarted | ClockStopped | SessionEvent
    | DraftStarted | ParagraphAdded | ParagraphChanged | ParagraphRemoved | ParagraphMoved | HeadingChanged
    | CoAuthorSet | OpenedToSign | Signed | StageChanged | Commented | CommentSettled
    | AmendmentProposed | AmendmentSigned | AmendmentAccepted | AmendmentDecided | AmendmentTakenBack | AmendmentsOrdered,
    Field(discriminator="kind"),
]  # fmt: skip

ACT: TypeAdapter[Act] = TypeAdapter(AnyAct)
"""Reads an act from JSON or a mapping by its kind."""


# -- deciding and folding


def decided(room: Room, seat: str, act: Act) -> Act:
    """The act as it goes into the log, if this seat may do it now.

    Raises:
        Refused: if it may not, or the act is not in order as things stand.
        Conflict: if somebody else changed the paragraph since the writer saw it.
    """
    by = actor(room, seat)
    if by.role not in act.roles:
        raise Refused(f"That is for {_one_of(act.roles)}; you are here as {by.role.value}.")
    if room.settings is None and not isinstance(act, RoomOpened):
        raise Refused("This committee has not been set up yet.")
    return act.checked(room, by)


def _one_of(roles: frozenset[Role]) -> str:
    named = [role.value for role in Role if role in roles and role is not Role.SECRETARIAT]
    return "the " + " or a ".join(named) if named else "the secretariat"


def actor(room: Room, seat: str) -> Seat:
    """Who acts.

    Raises:
        Refused: if the seat is none of this committee's, or no longer.
    """
    if seat == SECRETARIAT:
        return Seat(id=SECRETARIAT, role=Role.SECRETARIAT, name="Secretariat")
    found = room.seats.get(seat)
    if found is None or not found.active:
        raise Refused("Your seat in this committee has been closed. Ask the dais.")
    return found


def folded(room: Room, entry: Entry) -> Room:
    """The room after an entry."""
    after = entry.act.applied(room, entry)
    news = {part: entry.revision for part in PARTS if getattr(after, part) is not getattr(room, part)}
    changed = room.changed | news if news else room.changed
    return after.model_copy(update={"revision": entry.revision, "at": entry.at, "changed": changed})


MOST_SECONDS_IN_A_STEP = 60.0
"""Changes by one seat to one paragraph that follow one another within this time are taken back together."""


def undo_of(room: Room, entries: Sequence[Entry], seat: str, draft: str) -> DraftAct:
    """The act that takes back a seat's last step in a draft.

    Args:
        entries: the log of the draft, in order.

    Raises:
        Refused: if there is nothing to take back, or somebody else has changed the paragraph since.
    """
    own = [e for e in entries if isinstance(e.act, DraftAct) and e.act.draft == draft and e.seat == seat]
    gone = {r for e in own if isinstance(e.act, DraftAct) for r in e.act.undoes}
    candidates = [e for e in own if e.revision not in gone and isinstance(e.act, DraftAct) and not e.act.undoes]
    steps: list[tuple[Entry, DraftAct]] = []
    for entry in reversed(candidates):
        inverse = entry.act.inverse(room, entry) if isinstance(entry.act, DraftAct) else None
        if inverse is None:
            continue
        if steps and not _one_step(entry, steps[-1][0]):
            break
        steps.append((entry, inverse))
        if not isinstance(entry.act, ParagraphChanged):
            break
    if not steps:
        raise Refused("There is nothing of yours to take back in this draft.")
    last, first_inverse = steps[0][0], steps[-1][1]
    shared = room.drafts.get(draft)
    update: dict[str, Any] = {"undoes": tuple(entry.revision for entry, _ in steps)}
    since = [e for e in entries if e.seat != seat and e.revision > steps[-1][0].revision]
    if shared is not None and isinstance(last.act, HeadingChanged):
        if any(isinstance(e.act, HeadingChanged) for e in since):
            raise Refused("Somebody else has changed the heading since; look at it again.")
        update["base"] = shared.heading_version
    if shared is not None and isinstance(last.act, ParagraphChanged | ParagraphAdded):
        version = shared.versions.get(last.act.paragraph)
        # One's own undo makes a version too, and is no reason to stop; what carried makes one without naming the paragraph.
        if any(_rewrites(e.act, last.act.paragraph) or e.revision == version for e in since):
            raise Refused("Somebody else has changed this paragraph since; look at its history to bring a text back.")
        update["base"] = version
    return first_inverse.model_copy(update=update)


def _rewrites(act: Act, paragraph: str) -> bool:
    return isinstance(act, ParagraphAdded | ParagraphChanged | ParagraphRemoved) and act.paragraph == paragraph


def _one_step(earlier: Entry, later: Entry) -> bool:
    one, other = earlier.act, later.act
    return (
        isinstance(one, ParagraphChanged)
        and isinstance(other, ParagraphChanged)
        and one.paragraph == other.paragraph
        # Nobody else's change stands between the two.
        and other.base == earlier.revision
        and later.at - earlier.at <= MOST_SECONDS_IN_A_STEP
    )
