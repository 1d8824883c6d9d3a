"""Whether one event may happen now, with all that it says, and why not."""

from __future__ import annotations

from collections.abc import Mapping

from committee.events import Event, SpeechEnded, Undone
from committee.folding import applied
from committee.order import documents, speaking, votes
from committee.order.kinds import in_order
from committee.order.ruling import YES, Checks, Ruling, refused
from committee.procedure import Procedure
from committee.session import Session

DELEGATES_MAY = frozenset({
    "list.joined", "list.left", "point.raised", "motion.raised", "motion.seconded", "motion.withdrawn", "reply.asked",
    "note.passed", "vote.cast", "vote.passed", "speech.ended", "vote.explained",
    "placard.raised", "placard.lowered",
})  # fmt: skip
"""What a delegation may do by itself, on its own behalf; everything else is the chair's."""


IN_THE_ROOM = frozenset({"point.raised", "motion.raised", "motion.seconded", "reply.asked", "vote.explained", "placard.raised"})
"""What a member does only while it is present; the list it joins also on its way."""


def allowed(session: Session, procedure: Procedure, event: Event) -> Ruling:
    """Whether one event may happen now, motions aside: what `in_order` says of its kind, and what it says itself."""
    general = in_order(session, procedure)[event.kind]
    if not general:
        return general
    if event.at < session.at:
        return refused("It is said to have happened before what happened last.")
    own = _own_business(session, event)
    if not own:
        return own
    check = _CHECKS.get(type(event))
    special = check(session, procedure, event) if check is not None else YES
    if not special:
        return special
    if isinstance(event, Undone):
        return YES
    if applied(session, event, session.next_id) is None:
        return refused(_NO_PLACE.get(event.kind, "It has no place as things stand."))
    return YES


_NO_PLACE: Mapping[str, str] = {
    "roll.arrived": "It is in the room already.",
    "roll.left": "It is not in the room.",
    "presidency.ceded": "Only a member that does not preside takes the chair.",
    "guest.invited": "It takes part already.",
    "list.left": "It is not on the list.",
    "list.moved": "It is not on the list.",
    "point.ruled": "No such point waits for a ruling.",
    "reply.decided": "No such right of reply was asked for.",
    "motion.raised": "A motion of this id is on the floor already.",
    "motion.seconded": "No such motion waits for a second, and its mover does not second it.",
    "motion.withdrawn": "No such motion is on the floor.",
    "motion.refused": "No such motion is on the floor.",
    "motion.put": "No such motion is on the floor.",
    "motion.decided": "No such motion is on the floor.",
    "amendment.introduced": "What it amends is not before the room, or it has been introduced already.",
    "document.taken-up": "No such document is before the room, or debate is on it already.",
    "amendment.decided": "No such amendment is before the room.",
    "document.withdrawn": "No such document is before the room.",
    "document.referred": "No such document is before the room.",
    "document.tabled": "No such draft is before the room.",
    "document.important": "No such document is before the room.",
    "document.reconsidered": "No such document was decided.",
    "drafts.ordered": "None of these documents is before the room.",
    "question.divided": "Say into which parts it is divided.",
    "agenda.adopted": "Say which item is adopted.",
    "vote.opened": "What is to be voted on is not before the room.",
    "result.recorded": "What it is the result of is not before the room.",
    "vote.explained": "It does not sit in this room.",
    "placard.raised": "It asks for the floor already.",
    "placard.lowered": "It does not ask for the floor.",
    "speaker.called": "It has no floor to be given.",
}
"""Why an event of a kind that is in order has nevertheless no place, as a rule because it names what there is not."""


def _own_business(session: Session, event: Event) -> Ruling:
    """A delegation acts for itself and leaves the rest to the chair."""
    if event.by not in session.taking_part:
        return YES
    if event.kind not in DELEGATES_MAY:
        return refused("That is for the chair to do.")
    if event.kind in IN_THE_ROOM and session.roll_done and event.by in session.members and session.is_absent(event.by):
        return refused("It is not in the room.")
    whose = getattr(event, "delegation", event.by)
    if isinstance(event, SpeechEnded):
        whose = session.turn.delegation if session.turn else event.by
    return YES if whose == event.by else refused("A delegation does that for itself only.")


def _check_undone(s: Session, p: Procedure, event: Undone) -> Ruling:
    known = {(cell.cause.id if cell.cause else "") or str(cell.number) for cell in s.history.cells()}
    return YES if set(event.events) <= known else refused("There is no such event to undo.")


_CHECKS: Checks = {**speaking.CHECKS, **documents.CHECKS, **votes.CHECKS, Undone: _check_undone}
