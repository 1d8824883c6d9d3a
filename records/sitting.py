"""What a committee's session needs of its room: the rules it goes by, and the papers that a motion may introduce.

The session itself is `committee`'s; here its events meet the drafts of the room. Pure, as all of the room is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from committee.events import (
    AmendmentIntroduced,
    Event,
    MotionRaised,
    NotePassed,
    UnreadableEvent,
    read_event,
)
from committee.folding import folded
from committee.motions import ruling
from committee.order.allowed import DELEGATES_MAY
from committee.order.ruling import OutOfOrder
from committee.procedure import Procedure, load_procedure
from committee.session import Session
from committee.state import Document, Vote
from positions.yaml_entries import ContentError
from records.errors import Refused
from records.room import PUBLIC, Proposed, Role, Room, Seat, Settings, Shared, Stage
from resolutions.amendments import described
from resolutions.numbering import fixed, labels

CHAIR = "chair"
"""Who the dais is in the events of a session, whichever of its seats acted; the log has the seat."""

OBSERVERS_MAY = frozenset({"list.joined", "list.left", "placard.raised", "placard.lowered", "note.passed"})
"""What who has no vote may do by itself."""

MOST_TOGETHER = 400
"""Events that are kept at once: a whole roll and more."""


# -- the rules


def procedure_of(settings: Settings) -> Procedure:
    """The committee's rules: its family's, with what the conference has otherwise and the numbers of its settings.

    Raises:
        Refused: if what the conference has otherwise makes no rules.
    """
    try:
        return _rules(settings.rules, settings.sponsors, settings.signatories, json.dumps(settings.procedure, sort_keys=True))
    except ContentError as error:
        raise Refused("The committee's own rules have a fault: " + str(error.problems[0])) from None


@lru_cache(maxsize=64)
def _rules(family: str, sponsors: int, signatories: int, changes: str) -> Procedure:
    # How many must stand behind a draft was asked when the committee was set up.
    own: dict[str, object] = {"sponsors": sponsors, "signatories": sponsors + signatories}
    return load_procedure(family, own | json.loads(changes))


# -- the papers


def amendment_name(draft: str, amendment: str) -> str:
    """What an amendment is called in the session: ids of amendments are told apart only within a draft."""
    return f"{draft}/{amendment}"[:80]


def draft_paper(shared: Shared) -> Document:
    """A draft as the session knows it."""
    return Document(
        id=shared.id, what="draft", symbol=shared.symbol[:200], title=shared.title[:400], sponsors=shared.draft.sponsors,
        signatories=shared.draft.signatories,
    )  # fmt: skip


def amendment_paper(shared: Shared, proposed: Proposed) -> Document:
    """An amendment as the session knows it."""
    amendment = proposed.amendment
    symbol = f"{shared.symbol or shared.title or 'Draft'}, amendment {amendment.number}"
    return Document(
        id=amendment_name(shared.id, amendment.id), what="amendment", of=shared.id, symbol=symbol[:200],
        title="", sponsors=amendment.sponsors,
    )  # fmt: skip


def change_of(room: Room, name: str) -> str:
    """What an amendment would do to the text of its draft, in words, by its name in the session; empty for one not known."""
    for shared in room.drafts.values():
        for one in shared.amendments:
            if amendment_name(shared.id, one.amendment.id) == name:
                return described(one.amendment, labels(shared.draft, shared.numbers or fixed(shared.draft)), shared.draft)[:10_000]
    return ""


def register_of(room: Room) -> dict[str, Document]:
    """The papers that may come before the room, by the id that they have in the session: drafts that the dais has
    approved, and amendments to them that are open."""
    found: dict[str, Document] = {}
    for shared in room.drafts.values():
        if shared.stage not in PUBLIC or shared.stage is Stage.VOTED:
            continue
        found[shared.id] = draft_paper(shared)
        for proposed in shared.amendments:
            if proposed.amendment.state == "proposed":
                paper = amendment_paper(shared, proposed)
                found[paper.id] = paper
    return found


# -- who may do what


def is_on_devices(vote: Vote | None) -> bool:
    """Whether members may vote on their own devices: each in its turn in a roll call, all at once where the chair opened
    the vote so, and nobody sees how others vote. Hands that are counted in the room are the chair's to count."""
    return vote is not None and vote.open and (vote.secret or vote.method == "roll-call")


def heard(room: Room, by: Seat, events: tuple[Mapping[str, object], ...], at: float) -> tuple[Event, ...]:
    """The events as they go into the log, if they are in order one after the other.

    Args:
        at: when they happen.

    Raises:
        Refused: in the words of the rule, if one of them is not in order or not this seat's to do.
    """
    if room.settings is None:
        raise Refused("This committee has not been set up yet.")
    procedure = procedure_of(room.settings)
    session = room.session or Session()
    at = max(at, session.at)
    register = register_of(room)
    kept: list[Event] = []
    for number, given in enumerate(events, start=1):
        try:
            event = read_event({**given, "at": at, "by": _who(session, by, given)}, number if len(events) > 1 else None)
        except UnreadableEvent as error:
            raise Refused(f"This is no event of a session: {error}.") from None
        _may(session, by, event)
        if isinstance(event, AmendmentIntroduced):
            event = event.model_copy(update={"change": change_of(room, event.amendment) or event.change})
        if isinstance(event, NotePassed):
            event = event.model_copy(update={"private": _is_private(room, by, event)})
        paper = register if isinstance(event, MotionRaised) and room.drafts else None
        answer = ruling(session, procedure, event, paper)
        if not answer:
            raise Refused(str(OutOfOrder(answer)))
        session = folded(session, event)
        kept.append(event)
    return tuple(kept)


def _who(session: Session, by: Seat, given: Mapping[str, object]) -> str:
    if by.role not in (Role.CHAIR, Role.SECRETARIAT):
        return by.delegation
    # The dais writes down what a delegation moved or said from its place.
    named = given.get("by")
    return named if isinstance(named, str) and named in session.taking_part else CHAIR


def _is_private(room: Room, by: Seat, note: NotePassed) -> bool:
    """Whether the dais may not read a note: as the conference has it, when a note passes between delegations."""
    dais = (Role.CHAIR, Role.SECRETARIAT)
    to_dais = note.to in ("dais", CHAIR) or any(seat.id == note.to and seat.role in dais for seat in room.seats.values())
    return room.settings is not None and not room.settings.dais_reads_notes and by.role not in dais and not to_dais


def _may(session: Session, by: Seat, event: Event) -> None:
    if by.role in (Role.CHAIR, Role.SECRETARIAT):
        return
    if event.id or event.act:
        raise Refused("The names of events are given here.")
    if by.delegation not in session.taking_part:
        raise Refused("The session has not begun yet." if not session.meeting else "Your delegation does not sit in this session.")
    if event.kind not in (OBSERVERS_MAY if by.role is Role.OBSERVER else DELEGATES_MAY - {"vote.explained"}):
        raise Refused("That is for the chair to do.")
    if event.kind in ("vote.cast", "vote.passed") and session.vote is not None and session.vote.open and not is_on_devices(session.vote):
        raise Refused("This vote is taken by the chair, and not on devices.")
