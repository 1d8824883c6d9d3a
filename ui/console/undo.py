"""The chair's undo: the last act of the dais, whole, and never a member's vote."""

from __future__ import annotations

from collections.abc import Sequence

from committee.events import Event, Undone
from committee.folding import last_undo
from committee.order.ruling import Ruling
from committee.session import Session
from ui import state
from ui.console.moment import Here, act, button, standing

MEMBERS_OWN = frozenset({"vote.cast", "vote.passed", "note.passed", "placard.raised", "placard.lowered"})
"""What a member did by itself and the chair's undo passes over: nobody takes back another's vote."""


def last_of_chair(session: Session) -> tuple[str, ...]:
    """The ids of the last act that the chair can undo, with what came of it."""
    found: list[str] = []
    act = ""
    for cell in session.history.cells():
        cause = cell.cause
        if cause is None or cell.number in session.history.dead or isinstance(cause, Undone):
            continue
        if not found and cause.kind in MEMBERS_OWN and cause.by in session.taking_part:
            continue
        if found and cause.act != act:
            break
        found.append(cause.id or str(cell.number))
        act = cause.act
        if not act:
            break
    return tuple(reversed(found))


def undo(events: Sequence[str]) -> None:
    """Take back the last act, as it stood on the button."""
    if list(events) != list(last_of_chair(standing().session)):
        state.keep("session-fault", "Something else has happened since; look again before you undo it.")
        return
    act(lambda here: (Undone(at=here.at, events=tuple(events)),))


def redo(event: str) -> None:
    """Take back the last undo."""
    act(lambda here: (Undone(at=here.at, events=(event,)),))


_UNDONE = {
    "roll.called": "the answer of {who} to the roll", "roll.arrived": "the arrival of {who}", "roll.left": "the leaving of {who}",
    "list.joined": "{who} on the list", "list.left": "{who} off the list", "list.moved": "{who} moved on the list",
    "speaker.called": "the floor for {who}", "speech.started": "the start of the clock", "speech.paused": "the stop of the clock",
    "speech.ended": "the end of the speech", "session.opened": "the opening of the meeting", "quorum.noted": "the close of the roll",
    "agenda.adopted": "the agenda", "motion.raised": "the motion of {by}", "motion.put": "putting the motion", "motion.decided": "the decision on the motion",
    "motion.seconded": "the second", "motion.refused": "the refusal of the motion", "vote.opened": "the opening of the vote", "vote.cast": "the vote of {who}",
    "vote.passed": "the pass of {who}", "vote.closed": "the close of the vote", "result.recorded": "the result of the vote",
    "caucus.opened": "the caucus", "caucus.ended": "the end of the caucus", "draft.introduced": "the introduction of the draft",
    "amendment.introduced": "the introduction of the amendment", "voting.opened": "going into voting procedure", "voting.closed": "leaving voting procedure",
    "meeting.suspended": "the suspension", "meeting.resumed": "the resumption", "meeting.adjourned": "the adjournment", "note.passed": "a note of {by}",
    "document.tabled": "laying the draft aside", "point.raised": "the point of {by}", "point.ruled": "the ruling on the point", "time.set": "the speaking time",
}  # fmt: skip


def undone_words(here: Here, events: Sequence[str]) -> str:
    """What an undo would take back, in a few words."""
    wanted = set(events)
    found: list[Event] = [cell.cause for cell in here.session.history.cells() if cell.cause is not None and (cell.cause.id or str(cell.number)) in wanted]
    if not found:
        return "the last act"
    first = found[-1]
    main = next((one for kind in ("motion.decided", "result.recorded", "quorum.noted") for one in found if one.kind == kind), first)
    words = _UNDONE.get(main.kind, main.kind.replace(".", " ").replace("-", " "))
    return words.format(who=here.name(getattr(main, "delegation", "") or main.by), by=here.name(main.by))


def undo_buttons(here: Here) -> None:
    events, again = last_of_chair(here.session), last_undo(here.session)
    words = undone_words(here, events) if events else ""
    button(
        "Undo", undo, list(events), key="console-undo", shortcut="U", icon="undo", help=f"Takes back {words}." if words else "",
        ruled=None if events else Ruling(False, "Nothing has happened that could be undone."),
    )  # fmt: skip
    if again:
        button("Redo", redo, again, key="console-redo", icon="redo", help="Takes back the last undo.")
