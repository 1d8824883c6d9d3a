"""Whether a motion may be moved, seconded, put and decided now, and why not."""

from __future__ import annotations

from collections.abc import Mapping

from committee.events import LONGEST_CLOCK, DraftIntroduced, MotionDecided, MotionPut, MotionRaised, MotionSeconded
from committee.moved import drafts_named, in_precedence, needs_second
from committee.order.allowed import allowed
from committee.order.documents import may_be_adopted
from committee.order.kinds import in_order
from committee.order.ruling import YES, Ruling, refused
from committee.procedure import Effect, Motion, Parameter, Procedure
from committee.quorum import quorum
from committee.session import Session
from committee.state import Document, Register


def motions_in_order(session: Session, procedure: Procedure, by: str = "") -> dict[str, Ruling]:
    """For each motion of the rules, in their order of precedence, whether it may be moved now, and why not.

    Args:
        by: who would move it; empty for whoever may.
    """
    general = in_order(session, procedure)["motion.raised"]
    ordered = sorted(procedure.motions, key=lambda one: one.rank)
    return {one.id: _may_move(session, procedure, one, by, general) for one in ordered}


_PHASES = {
    "roll-call": "before the roll is called", "agenda": "before the agenda is adopted", "debate": "in debate",
    "moderated-caucus": "in a moderated caucus", "unmoderated-caucus": "while the room meets informally",
    "draft-debate": "in debate on a document", "voting": "in voting procedure",
    "suspended": "while the meeting is suspended", "adjourned": "after the meeting has risen",
}  # fmt: skip


def _may_move(session: Session, procedure: Procedure, motion: Motion, by: str, general: Ruling) -> Ruling:
    if not general:
        return general
    if session.phase not in motion.allowed_in:
        return refused(f"It is not moved {_PHASES[session.phase]}.", motion.source)
    turn = session.turn
    if turn is not None and turn.running and motion.effect != "overrule-chair":
        return refused("A motion does not interrupt a speaker.", motion.source)
    if by:
        if motion.mover == "chair" and by in session.taking_part:
            return refused("Only the chair moves it.", motion.source)
        if motion.mover != "chair" and by not in session.members and by in session.taking_part:
            invited = motion.mover == "member-or-invited"
            if not invited:
                return refused("Only a member moves it.", motion.source)
        if motion.mover == "prevailing-side" and by in session.members and not _prevailed(session, by):
            return refused("Only who voted with the side that prevailed moves it.", motion.source)
    if any(one.motion == motion.id and one.by == by for one in session.motions if by):
        return refused("The same delegation has moved it already.")
    return _fits_now(session, procedure, motion)


def _prevailed(session: Session, by: str) -> bool:
    """Whether a member was on the winning side of a vote on a document; where hands were counted nobody can say otherwise."""
    for vote in session.votes:
        if vote.document and vote.result:
            ballot = vote.cast.get(by)
            won = "in favour" if vote.result.outcome == "adopted" else "against"
            if not vote.cast or (ballot is not None and ballot.choice == won):
                return True
    return False


def _may_be_challenged(session: Session, procedure: Procedure) -> tuple[bool, str]:
    """Whether the chair's last ruling may be put to the room, and why not."""
    if not session.last_ruling:
        return False, "The chair has made no ruling to appeal against."
    point = procedure.point(session.last_ruling_on)
    if point is not None and not point.appeal:
        return False, f"A ruling on a {point.name[:1].lower()}{point.name[1:]} is not challenged."
    for one in session.settled:
        rule = procedure.motion(one.motion)
        if one.ruled == session.last_ruling and rule is not None and rule.effect == "overrule-chair":
            return False, "The room has decided on that ruling already."
    return True, ""


def _fits_now(session: Session, procedure: Procedure, motion: Motion) -> Ruling:
    """Whether what it would do can be done as things stand."""
    s = session
    live = [one for one in s.documents.values() if one.status == "open"]
    drafts = [one for one in live if one.what == "draft"]
    # What amends a paper that is off the table is not voted on.
    on_item = [one for one in live if one.item in ("", s.item) and (one.what == "draft" or any(one.of == other.id for other in live))]
    last = s.last_vote
    tests: dict[Effect, tuple[bool, str]] = {
        "resume-meeting": (s.suspended_at is not None, "The meeting is not suspended."),
        "adjourn-debate": (not s.debate_adjourned, "Debate is adjourned already."),
        "resume-debate": (s.debate_adjourned or s.debate_closed or bool(s.tabled), "Debate has not been adjourned."),
        "close-debate": (bool(on_item), f"No {procedure.draft_word.value} is before the room, so there is nothing to vote on."),
        "close-list": (s.list_open, "The list is closed already."),
        "reopen-list": (not s.list_open, "The list is open."),
        "overrule-chair": _may_be_challenged(s, procedure),
        "open-unmoderated-caucus": (s.caucus is None or s.caucus.mode == "moderated", "The room meets informally already."),
        "open-moderated-caucus": (s.caucus is None or s.caucus.mode != "moderated", "A moderated caucus is under way."),
        "open-consultations": (s.caucus is None, "The room meets informally already."),
        "extend-caucus": (s.caucus is not None, "There is no caucus to extend."),
        "end-caucus": (s.caucus is not None, "There is no caucus to end."),
        "introduce-draft": (not s.debate_closed, "Debate is closed."),
        "introduce-amendment": (bool(live), f"No {procedure.draft_word.value} is before the room to be amended."),
        "withdraw-draft": (bool(live), "No document is before the room."),
        "table-draft": (bool(drafts), f"No {procedure.draft_word.value} is before the room."),
        "divide-question": (any(not one.parts for one in drafts), f"No {procedure.draft_word.value} is before the room to be divided."),
        "adopt-without-vote": (bool(live), "No document is before the room."),
        "order-of-drafts": (len(drafts) > 1, "There are no two drafts to put in order."),
        "reconsider": (any(one.status in ("adopted", "rejected") for one in s.documents.values()), "Nothing has been decided yet."),
        "declare-important": (any(not one.important for one in drafts), "No draft is before the room."),
        "vote-without-abstentions": (last is not None, "No vote on a document has been taken that could be taken again."),
    }  # fmt: skip
    fits, why = tests.get(motion.effect, (True, ""))
    if not fits:
        return refused(why, motion.source)
    if motion.effect in ("open-unmoderated-caucus", "open-moderated-caucus", "open-consultations", "introduce-draft"):
        if s.debate_adjourned:
            return refused("Debate on the item is adjourned.", motion.source)
        count = quorum(s, procedure)
        if not count.opens:
            return refused(f"{count.present} of {count.members} members are present, and it takes {count.to_open}.", procedure.quorum_open.source)
    if motion.effect == "extend-caucus" and s.caucus is not None and motion.most_times is not None and s.caucus.extended >= motion.most_times:
        return refused(f"The caucus has been extended {_times(s.caucus.extended)}.", motion.source)
    if motion.effect == "vote-without-abstentions" and last is not None and motion.most_times is not None:
        document = s.documents.get(last.document)
        if document is not None and document.reconsidered >= motion.most_times:
            return refused(f"The vote on {document.name} has been taken again {_times(document.reconsidered)}.", motion.source)
    return YES


def _clock(seconds: float) -> str:
    """Seconds as a clock has them: `1:30`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def motion_ruling(session: Session, procedure: Procedure, event: MotionRaised, register: Register | None = None) -> Ruling:
    """Whether a motion is in order as it is moved, with what its mover says; and if not, by which rule."""
    motion = procedure.motion(event.motion)
    if motion is None:
        return refused("These rules know no such motion.", procedure.source)
    may = _may_move(session, procedure, motion, event.by, in_order(session, procedure)["motion.raised"])
    if not may:
        return may
    for name in event.parameters:
        if motion.parameter(name) is None:
            return refused(f"“{motion.name}” takes no “{name[:60]}”.", motion.source)
    for parameter in motion.parameters:
        fault = _fault(session, motion, parameter, event.parameters)
        if fault:
            return refused(fault, motion.source)
    if motion.effect == "resume-debate":
        return _debate_resumes(session, motion, event)
    if motion.effect == "order-of-drafts" and not drafts_named(session, event.parameters.get("order")):
        drafts = ", ".join(one.name for one in session.drafts if one.status == "open")
        return refused(f"Name the drafts in the order wanted: {drafts}.", motion.source)
    return _documents_fit(session, procedure, motion, event, register)


def _debate_resumes(session: Session, motion: Motion, event: MotionRaised) -> Ruling:
    """Whether the debate that is to be resumed was put off."""
    topic = next((str(event.parameters.get(one.id) or one.default or "") for one in motion.parameters if one.kind == "agenda"), "")
    if topic in ("", session.item) and (session.debate_adjourned or session.debate_closed):
        return YES
    if topic in session.tabled:
        return YES
    off = f"; that on {' and that on '.join(f'“{one}”' for one in session.tabled)} has" if session.tabled else ""
    return refused(f"Debate on “{topic or session.item}” has not been adjourned{off}.", motion.source)


def _fault(session: Session, motion: Motion, parameter: Parameter, given: Mapping[str, int | str]) -> str:
    value = given.get(parameter.id)
    if value is None or value == "":
        if parameter.default is None:
            return f"Say: {parameter.label[:1].lower()}{parameter.label[1:]}." if parameter.required else ""
        value = parameter.default
    if parameter.kind in ("seconds", "count"):
        if not isinstance(value, int):
            return f"“{parameter.label}” is a number."
        unit = " seconds" if parameter.kind == "seconds" else ""
        if parameter.least is not None and value < parameter.least:
            return f"“{parameter.label}” is at least {parameter.least}{unit}."
        if parameter.most is not None and value > parameter.most:
            return f"“{parameter.label}” is at most {parameter.most}{unit}."
        if value < (1 if parameter.kind == "seconds" else 0) or value > LONGEST_CLOCK:
            return f"“{parameter.label}” is no such number."
        if parameter.multiple_of:
            other = motion.parameter(parameter.multiple_of)
            into = given.get(parameter.multiple_of, other.default if other else None)
            if isinstance(into, int) and into > 0 and value % into:
                return f"The total time is to be a multiple of the time of each speaker; {_clock(value)} is none of {_clock(into)}."
        caucus = session.caucus
        if motion.effect == "extend-caucus" and parameter.kind == "seconds" and caucus and value > caucus.first_seconds:
            return f"A caucus is extended by at most its own {caucus.first_seconds:.0f} seconds."
        return ""
    if isinstance(value, int):
        return f"“{parameter.label}” is said in words."
    return f"“{parameter.label}” is too long." if len(value) > (2_000 if parameter.kind == "parts" else 400) else ""


def _documents_fit(
    session: Session, procedure: Procedure, motion: Motion, event: MotionRaised, register: Register | None
) -> Ruling:
    names = [event.parameters.get(one.id) for one in motion.parameters if one.kind == "document"]
    name = next((one for one in names if isinstance(one, str) and one), None)
    if name is None:
        return YES
    document = session.documents.get(name)
    if motion.effect in ("introduce-draft", "introduce-amendment"):
        if document is not None and not session.can_be_introduced(name):
            return refused(f"{document.name} has been introduced already.", motion.source)
        if register is None:
            return YES
        paper = register.get(name)
        if paper is None or paper.what != ("draft" if motion.effect == "introduce-draft" else "amendment"):
            return refused("The dais has no such document.", motion.source)
        if motion.mover == "sponsor" and event.by in session.members and event.by not in paper.sponsors:
            return refused("Only a sponsor introduces it.", motion.source)
        return _paper_ruling(session, procedure, paper)
    if document is None:
        return refused("No such document is before the room.", motion.source)
    if motion.effect == "reconsider":
        if document.status not in ("adopted", "rejected"):
            return refused(f"{document.name} has not been decided.", motion.source)
        vote = next((one for one in reversed(session.votes) if one.document == name and not one.part), None)
        ballot = vote.cast.get(event.by) if vote else None
        won = "in favour" if document.status == "adopted" else "against"
        if motion.mover == "prevailing-side" and vote and vote.cast and event.by in session.members and (ballot is None or ballot.choice != won):
            return refused("Only who voted with the side that prevailed moves it.", motion.source)
        return YES
    if document.status != "open":
        return refused(f"{document.name} is no longer before the room.", motion.source)
    if motion.mover == "sponsor" and event.by in session.members and document.sponsors and event.by not in document.sponsors:
        return refused("Only a sponsor moves it.", motion.source)
    if motion.effect == "divide-question" and (document.what != "draft" or document.parts):
        return refused(f"{document.name} is divided already." if document.parts else "Only a draft is divided.", motion.source)
    return may_be_adopted(session, procedure, document) if motion.effect == "adopt-without-vote" else YES


def _paper_ruling(session: Session, procedure: Procedure, paper: Document) -> Ruling:
    if paper.what == "draft":
        event = DraftIntroduced(at=session.at, document=paper.id, sponsors=paper.sponsors, signatories=paper.signatories)
        return allowed(session, procedure, event)
    target = session.documents.get(paper.of)
    fits = target is not None and target.status == "open"
    return YES if fits else refused("What it amends is not before the room.")


def second_ruling(session: Session, procedure: Procedure, event: MotionSeconded) -> Ruling:
    """Whether a motion may be seconded, and by who does it."""
    moved = session.moved(event.motion)
    rule = procedure.motion(moved.motion) if moved else None
    if rule is not None and not rule.second:
        return refused("It needs no second.", rule.source)
    return YES if event.by not in session.taking_part or event.by in session.members else refused("Only a member seconds a motion.")


def put_ruling(session: Session, procedure: Procedure, event: MotionPut) -> Ruling:
    """Whether a motion may be put now: it is seconded, and none on the floor has precedence over it."""
    moved = session.moved(event.motion)
    rule = procedure.motion(moved.motion) if moved else None
    if moved is None or rule is None:
        return refused("No such motion is on the floor.")
    if needs_second(procedure, moved):
        return refused("It has not been seconded.", rule.source)
    ready = [one for one in in_precedence(session, procedure) if not needs_second(procedure, one)]
    if ready and ready[0].id != moved.id:
        ahead = procedure.motion(ready[0].motion)
        return refused(f"“{ahead.name if ahead else ready[0].motion}” has precedence over it.", rule.source)
    return YES


def decision_ruling(session: Session, procedure: Procedure, event: MotionDecided) -> Ruling:
    """Whether a motion may be decided as it is: by whom the rules leave it to, and as the vote on it went."""
    moved = session.moved(event.motion)
    rule = procedure.motion(moved.motion) if moved else None
    if moved is None or rule is None:
        return refused("No such motion is on the floor.")
    if needs_second(procedure, moved):
        return refused("It has not been seconded.", rule.source)
    if not moved.put:
        return refused("It is to be put first.")
    if event.how == "chair" and rule.threshold not in ("chair", "none"):
        return refused("The room decides it, not the chair.", rule.source)
    if event.how == "vote" and rule.threshold in ("chair", "none"):
        return refused("It is not put to the vote.", rule.source)
    if event.how == "vote":
        vote = next((one for one in session.votes if one.id == event.vote and one.motion == moved.id), None)
        if vote is None or vote.result is None:
            return refused("No vote has been taken on it.", rule.source)
        if event.carried != (vote.result.outcome == "adopted"):
            return refused(f"The vote decided otherwise. {vote.result.line}".strip(), rule.source)
    return YES
