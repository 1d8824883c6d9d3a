"""The committee's session in this browser: where it stands, by which rules, and doing what happens next.

    now = session.session()
    session.do(SpeakerJoined(at=session.now(), delegation="france"))

Events carry a time and a doer that are not believed: the records put in their own. What is refused is said in place by
`fault`, in the words of the rule.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import streamlit as st

from committee.events import Event, Happened, SessionOpened, write_events
from committee.folding import last_act, last_undo
from committee.motions import opening
from committee.motions import ruling as _ruling
from committee.order.ruling import OutOfOrder, Ruling
from committee.procedure import Procedure, load_procedure
from committee.session import Session
from committee.state import Document
from committee.voting import BallotError
from positions.topic import load_topic
from records.acts.session import SessionEvent
from records.errors import RecordsError, Refused
from records.room import Role, Room
from records.sitting import is_on_devices, procedure_of, register_of
from ui import conference, look, state
from ui.seats import delegation_name

__all__ = [
    "called", "do", "fault", "is_on_devices", "last", "me", "names", "names_and_papers", "now", "opened", "perform", "procedure", "register",
    "ruling", "session", "try_to",
]  # fmt: skip


def now() -> float:
    """The time to ask the session about: the server's, and never before what happened last."""
    here = session()
    return max(time.time(), here.at if here else 0.0)


def session(room: Room | None = None) -> Session | None:
    """Where the session of the committee stands; None before its first event and in solo use."""
    here = room or conference.room()
    return here.session if here is not None else None


def procedure(room: Room | None = None) -> Procedure:
    """The rules that the committee goes by; in solo use, the Security Council's.

    Raises:
        Refused: if what the conference has otherwise makes no rules; such settings are not taken, so only an old log has them.
    """
    here = room or conference.room()
    if here is None or here.settings is None:
        return load_procedure("security-council")
    return procedure_of(here.settings)


def me() -> str:
    """The delegation whose seat this is; empty for the dais."""
    seat = conference.seat()
    return seat.delegation if seat is not None and seat.role in (Role.DELEGATE, Role.OBSERVER) else ""


def called(delegation: str, room: Room | None = None) -> str:
    """What a delegation is called; `chair` and the dais's other names are the chair."""
    if delegation in ("chair", "dais", ""):
        return "The chair"
    here = room or conference.room()
    known = load_topic(here.settings.topic).delegation_by_id.get(delegation) if here is not None and here.settings is not None else None
    return known.name if known is not None else delegation_name(delegation)


def names(room: Room | None = None) -> dict[str, str]:
    """What everybody in the session is called, by id."""
    here = room or conference.room()
    found = {"chair": "The chair", "dais": "The chair"}
    if here is None:
        return found
    made, settings = here.session, here.settings
    listed: Iterable[str] = made.taking_part if made else ()
    more: tuple[str, ...] = (*settings.members, *settings.observers, *settings.invited) if settings else ()
    for one in (*listed, *more):
        if one not in found:
            found[one] = called(one, here)
    for seat in here.seats.values():
        # In the room it is the delegation that speaks, and not who sits for it; but for one that no list of States has.
        if seat.delegation and seat.name and seat.role in (Role.DELEGATE, Role.OBSERVER) and found.get(seat.delegation, seat.delegation) == seat.delegation:
            found[seat.delegation] = seat.name
    return found


def names_and_papers(room: Room | None = None) -> dict[str, str]:
    """What everybody is called, and every paper that may come before the room: one that a motion is to introduce is none of the
    session's yet."""
    papers = {id: one.name if one.is_numbered else f"{one.symbol} {one.title}".strip() for id, one in register(room).items()}
    return papers | names(room)


def register(room: Room | None = None) -> dict[str, Document]:
    """The committee's papers that may come before the room, by the id they have in the session."""
    here = room or conference.room()
    return dict(register_of(here)) if here is not None else {}


def ruling(event: Event, room: Room | None = None) -> Ruling:
    """Whether an event would be in order now, and why not; of this browser's role the records ask besides."""
    here = room or conference.room()
    made = here.session if here is not None and here.session is not None else Session()
    return _ruling(made, procedure(here), event, register_of(here) if here is not None else None)


def opened(room: Room) -> SessionOpened:
    """The event that opens the committee's first meeting, or its next one."""
    settings = room.settings
    if settings is None:
        raise Refused("This committee has not been set up yet.")
    made = room.session
    if made is not None and made.meeting:
        return SessionOpened(at=now())
    known = load_topic(settings.topic).delegation_by_id
    permanent = tuple(m for m in settings.members if m in known and known[m].permanent)
    observers = tuple(dict.fromkeys((*settings.observers, *settings.invited)))
    return opening(
        procedure(room), settings.name, settings.members, now(), observers=tuple(o for o in observers if o not in settings.members),
        permanent=permanent if procedure(room).substantive.veto else (),
    )  # fmt: skip


def perform(*events: Happened) -> None:
    """Let something happen, together or not at all.

    Raises:
        RecordsError: if it is not in order, in the words of the rule, or could not be kept.
    """
    written = [{k: v for k, v in one.items() if k != "at"} for one in write_events(events)]  # type: ignore[arg-type]
    conference.perform(SessionEvent(events=tuple(written)))


def do(*events: Happened) -> bool:
    """Let something happen from this browser's seat; where it is refused, `fault` says why. Answers whether it happened."""
    return try_to(lambda: events)


def try_to(made: Callable[[], Iterable[Happened]]) -> bool:
    """`do` with events that are yet to be made from how things stand, as by `committee.motions.decided`; what stands
    against making them is said by `fault` too."""
    state.keep("session-fault", None)
    try:
        events = tuple(made())
        if events:
            perform(*events)
    except (RecordsError, OutOfOrder, BallotError) as error:
        words = str(error)
        state.keep("session-fault", words[:1].upper() + words[1:])
        return False
    return True


def fault() -> None:
    """Say in place why the last thing was refused."""
    said = state.kept("session-fault")
    if said:
        st.error(look.plain(said), icon=":material/block:")


def last(session: Session) -> tuple[tuple[str, ...], str]:
    """What an undo would take back, and the undo that a redo would take back; empty where there is none."""
    return last_act(session), last_undo(session)
