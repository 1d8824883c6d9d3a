"""What the chair should know before going on."""

from __future__ import annotations

from collections.abc import Iterator

from committee.floor import debate_left, list_exhausted
from committee.moved import in_precedence
from committee.quorum import quorum
from committee.state import Document
from committee.wording import listed
from records.room import ON_THE_FLOOR, Shared
from records.sitting import amendment_name
from ui import conference, session_board
from ui.console.clauses import still_in_the_text
from ui.console.moment import Here


def warnings(here: Here) -> list[str]:
    """What the chair should know before going on: of the quorum, its own delegation, the papers, and the time."""
    if not here.session.is_open:
        return []
    return [*_of_quorum(here), *_of_own_delegation(here), *_of_papers(here), *_of_time(here)]


def _of_quorum(here: Here) -> Iterator[str]:
    count = quorum(here.session, here.rules)
    if not here.session.roll_done:
        return
    there = f"{count.present} of {count.members} members are present"
    if not count.opens:
        yield f"The quorum is lost: {there}, and it takes {count.to_open}."
    elif not count.votes:
        yield f"Too few for a vote on substance: {there}, and it takes {count.to_vote}."


def _of_own_delegation(here: Here) -> Iterator[str]:
    """Where whoever presides decides in a matter of its own delegation (for the Council, rule 20 of its provisional rules)."""
    s = here.session
    seat = conference.seat()
    own = {one for one in (s.presiding, seat.delegation if seat else "") if one}
    elsewhere = "let somebody else take the chair"
    if s.turn is not None and s.turn.delegation in own:
        yield f"{here.name(s.turn.delegation)} presides and has the floor: {elsewhere}, or say that it speaks in its national capacity."
    moved = next(iter(in_precedence(s, here.rules)), None)
    if moved is not None and moved.by in own:
        yield f"{here.name(moved.by)} presides and moved “{session_board.motion_name(here.rules, moved.motion)}”: {elsewhere} for it."
    for one in (*s.points, *s.replies):
        who = getattr(one, "by", "") or getattr(one, "delegation", "")
        if who in own:
            yield f"{here.name(who)} presides and waits for a ruling of the chair: {elsewhere} for it."
    paper = s.documents.get(s.vote.document if s.vote is not None else s.document)
    if paper is not None:
        sponsors = own.intersection(paper.sponsors)
        if sponsors:
            yield f"{here.name(min(sponsors))} presides and is a sponsor of {paper.name}: think of letting somebody else take the chair for it."


def _of_papers(here: Here) -> Iterator[str]:
    for one in here.session.documents.values():
        shared = here.room.drafts.get(one.id if one.what == "draft" else one.of)
        if one.status == "open" and one.what == "draft":
            yield from _of_draft(here, one, shared)
            if shared is not None and (still := still_in_the_text(shared, one)):
                yield f"{one.name}: {listed(still)} fell; take {'it' if len(still) == 1 else 'them'} out of the text before the whole is voted on."
        elif one.what == "amendment" and shared is not None:
            yield from _of_amendment(here, one, shared)


def _of_draft(here: Here, one: Document, shared: Shared | None) -> Iterator[str]:
    if shared is not None and shared.stage not in ON_THE_FLOOR:
        yield f"{one.name} is {shared.stage.value} on the page Drafts, but still before the room here."
        return
    sponsors = set(shared.draft.sponsors if shared is not None else one.sponsors)
    names = sponsors.union(shared.draft.signatories if shared is not None else one.signatories)
    members = len(here.session.members)
    if len(sponsors) < here.rules.needed_sponsors(members):
        yield f"{one.name} has {len(sponsors)} of the {here.rules.needed_sponsors(members)} sponsors that it needs."
    elif len(names) < here.rules.needed_signatures(members):
        yield f"{one.name} has {len(names)} of the {here.rules.needed_signatures(members)} sponsors and signatories that it needs."


def _of_amendment(here: Here, one: Document, shared: Shared) -> Iterator[str]:
    amendment = next((p.amendment for p in shared.amendments if amendment_name(shared.id, p.amendment.id) == one.id), None)
    if amendment is None:
        return
    least = here.room.settings.amendment_sponsors if here.room.settings else 0
    if one.status == "adopted" and amendment.state not in ("carried", "friendly"):
        yield f"{one.name} was adopted, but no longer fits the text; put its words into the draft by hand."
    elif one.status == "open" and amendment.state == "stale":
        yield f"{one.name} no longer fits the text; its sponsors have to renew it before it is voted on."
    elif one.status == "open" and amendment.state == "withdrawn":
        yield f"{one.name} is withdrawn on the page Drafts, but still before the room here."
    elif one.status == "open" and len(set(amendment.sponsors)) < least:
        yield f"{one.name} has {len(set(amendment.sponsors))} of the {least} sponsors that it needs."


def _of_time(here: Here) -> Iterator[str]:
    s = here.session
    if s.suspended_at is not None and s.suspended_for and s.suspended_at + s.suspended_for < here.at:
        yield "The time of the suspension is over."
    if s.caucus is not None and s.caucus.left_at(here.at) < 0:
        yield "The time of the caucus is over."
    heard_out = s.heard in ("list", "draft", "comment", "reply") and s.comments is None and not s.motions
    if list_exhausted(s, here.rules) and heard_out and not s.replies:
        yield "The speakers' list is exhausted: by these rules the debate is over. Close it and go to the vote, or put somebody on the list."
    left = debate_left(s, here.at)
    if left is not None and left.now <= 0 and not s.debate_closed:
        begins = left.against is not None and left.against > 0
        yield "The time in favour is over; the time against begins with the next speaker." if begins else "The time for the debate on this document is over."
