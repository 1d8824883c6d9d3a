"""Motions and votes: what may be moved now and why not, which motion comes first, and what one that carries does.

What a motion or a vote brings about is a run of events that share their `act`, for the caller to append: they are undone
together. `ruling` is the one to ask about any event, and `accepted` the one to fold with where rules are to be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from committee.events import (
    LONGEST_CLOCK,
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
    MotionDecided,
    MotionPut,
    MotionRaised,
    MotionSeconded,
    MotionWithdrawn,
    QuestionDivided,
    Reconsidered,
    ResultRecorded,
    Resumed,
    RulingOverturned,
    SessionOpened,
    SpeakingTimeSet,
    Suspended,
    VoteClosed,
    VoteOpened,
    VotingOpened,
)
from committee.procedure import Effect, Method, Motion, Parameter, Procedure
from committee.session import (
    YES,
    Document,
    Moved,
    OutOfOrder,
    Ruling,
    Session,
    Vote,
    allowed,
    folded,
    in_order,
    may_be_adopted,
    next_amendment,
    quorum,
)
from committee.voting import Ballot, BallotError, Result, member_key, member_name, roll_order, show_of_hands, tally
from positions.council import permanent_members

Register = Mapping[str, Document]
"""Papers that the conference knows of, by id: what a motion may introduce."""

NOTHING_KNOWN: Register = {}


def opening(procedure: Procedure, committee: str, members: Sequence[str], at: float, **more: Any) -> SessionOpened:
    """The event that opens a session under rules, with their speaking time and the roll in its order."""
    return SessionOpened(
        at=at, committee=committee, procedure=procedure.id, members=roll_order(members),
        speaking_seconds=procedure.speaking_seconds.value, **more,
    )  # fmt: skip


# -- what is in order


def ruling(session: Session, procedure: Procedure, event: Event, register: Register | None = None) -> Ruling:
    """Whether an event may happen now, and why not.

    Args:
        register: the papers that a motion may introduce; None to leave that to whoever moves it.
    """
    general = allowed(session, procedure, event)
    if not general:
        return general
    if isinstance(event, MotionRaised):
        return motion_ruling(session, procedure, event, register)
    if isinstance(event, MotionPut):
        return _put_ruling(session, procedure, event)
    if isinstance(event, MotionSeconded):
        return _second_ruling(session, procedure, event)
    if isinstance(event, MotionWithdrawn):
        moved = session.moved(event.motion)
        mine = moved is None or event.by not in session.taking_part or moved.by == event.by
        return YES if mine else Ruling(False, "Only who moved it withdraws it.")
    if isinstance(event, MotionDecided):
        return _decision_ruling(session, procedure, event)
    if isinstance(event, VoteOpened) and (event.motion or procedure.motion(event.question)):
        moved = session.moved(event.motion)
        fits = moved is not None and moved.put and moved.motion == event.question
        return YES if fits else Ruling(False, "The motion is to be put first.")
    if isinstance(event, ResultRecorded) and event.vote:
        return _result_ruling(session, procedure, event)
    return YES


def accepted(session: Session, procedure: Procedure, event: Event, register: Register | None = None) -> Session:
    """The session after an event that is in order.

    Raises:
        OutOfOrder: with the rule, if it is not.
    """
    answer = ruling(session, procedure, event, register)
    if not answer:
        raise OutOfOrder(answer)
    return folded(session, event)


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


def _no(because: str, rule: str = "") -> Ruling:
    return Ruling(False, because, rule)


def _may_move(session: Session, procedure: Procedure, motion: Motion, by: str, general: Ruling) -> Ruling:
    if not general:
        return general
    if session.phase not in motion.allowed_in:
        return _no(f"It is not moved {_PHASES[session.phase]}.", motion.source)
    turn = session.turn
    if turn is not None and turn.running and motion.effect != "overrule-chair":
        return _no("A motion does not interrupt a speaker.", motion.source)
    if by:
        if motion.mover == "chair" and by in session.taking_part:
            return _no("Only the chair moves it.", motion.source)
        if motion.mover != "chair" and by not in session.members and by in session.taking_part:
            invited = motion.mover == "member-or-invited"
            if not invited:
                return _no("Only a member moves it.", motion.source)
        if motion.mover == "prevailing-side" and by in session.members and not _prevailed(session, by):
            return _no("Only who voted with the side that prevailed moves it.", motion.source)
    if any(one.motion == motion.id and one.by == by for one in session.motions if by):
        return _no("The same delegation has moved it already.")
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


def _last_on_a_document(session: Session) -> Vote | None:
    return next((one for one in reversed(session.votes) if one.document), None)


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
    last = _last_on_a_document(s)
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
        return _no(why, motion.source)
    if motion.effect in ("open-unmoderated-caucus", "open-moderated-caucus", "open-consultations", "introduce-draft"):
        if s.debate_adjourned:
            return _no("Debate on the item is adjourned.", motion.source)
        count = quorum(s, procedure)
        if not count.opens:
            return _no(f"{count.present} of {count.members} members are present, and it takes {count.to_open}.", procedure.quorum_open.source)
    if motion.effect == "extend-caucus" and s.caucus is not None and motion.most_times is not None and s.caucus.extended >= motion.most_times:
        return _no(f"The caucus has been extended {_times(s.caucus.extended)}.", motion.source)
    if motion.effect == "vote-without-abstentions" and last is not None and motion.most_times is not None:
        document = s.documents.get(last.document)
        if document is not None and document.reconsidered >= motion.most_times:
            return _no(f"The vote on {document.name} has been taken again {_times(document.reconsidered)}.", motion.source)
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
        return _no("These rules know no such motion.", procedure.source)
    may = _may_move(session, procedure, motion, event.by, in_order(session, procedure)["motion.raised"])
    if not may:
        return may
    for name in event.parameters:
        if motion.parameter(name) is None:
            return _no(f"“{motion.name}” takes no “{name[:60]}”.", motion.source)
    for parameter in motion.parameters:
        fault = _fault(session, motion, parameter, event.parameters)
        if fault:
            return _no(fault, motion.source)
    if motion.effect == "resume-debate":
        return _debate_resumes(session, motion, event)
    if motion.effect == "order-of-drafts" and not _drafts_named(session, event.parameters.get("order")):
        drafts = ", ".join(one.name for one in session.drafts if one.status == "open")
        return _no(f"Name the drafts in the order wanted: {drafts}.", motion.source)
    return _documents_fit(session, procedure, motion, event, register)


def _drafts_named(session: Session, given: int | str | None) -> tuple[str, ...]:
    """The ids of the drafts that a mover named, by their symbols, titles or ids; empty where it named one that there is not."""
    known = {word.casefold(): one.id for one in session.drafts for word in (one.title, one.symbol, one.id) if word}
    said = _listed(str(given or ""))
    return tuple(known[one.casefold()] for one in said) if all(one.casefold() in known for one in said) else ()


def _listed(words: str) -> tuple[str, ...]:
    """What a mover listed, by commas or semicolons."""
    parts = words.replace(";", ",").split(",")
    return tuple(dict.fromkeys(" ".join(one.split())[:200] for one in parts if one.strip()))[:200]


def _debate_resumes(session: Session, motion: Motion, event: MotionRaised) -> Ruling:
    """Whether the debate that is to be resumed was put off."""
    topic = next((str(event.parameters.get(one.id) or one.default or "") for one in motion.parameters if one.kind == "agenda"), "")
    if topic in ("", session.item) and (session.debate_adjourned or session.debate_closed):
        return YES
    if topic in session.tabled:
        return YES
    off = f"; that on {' and that on '.join(f'“{one}”' for one in session.tabled)} has" if session.tabled else ""
    return _no(f"Debate on “{topic or session.item}” has not been adjourned{off}.", motion.source)


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
            return _no(f"{document.name} has been introduced already.", motion.source)
        if register is None:
            return YES
        paper = register.get(name)
        if paper is None or paper.what != ("draft" if motion.effect == "introduce-draft" else "amendment"):
            return _no("The dais has no such document.", motion.source)
        if motion.mover == "sponsor" and event.by in session.members and event.by not in paper.sponsors:
            return _no("Only a sponsor introduces it.", motion.source)
        return _paper_ruling(session, procedure, paper)
    if document is None:
        return _no("No such document is before the room.", motion.source)
    if motion.effect == "reconsider":
        if document.status not in ("adopted", "rejected"):
            return _no(f"{document.name} has not been decided.", motion.source)
        vote = next((one for one in reversed(session.votes) if one.document == name and not one.part), None)
        ballot = vote.cast.get(event.by) if vote else None
        won = "in favour" if document.status == "adopted" else "against"
        if motion.mover == "prevailing-side" and vote and vote.cast and event.by in session.members and (ballot is None or ballot.choice != won):
            return _no("Only who voted with the side that prevailed moves it.", motion.source)
        return YES
    if document.status != "open":
        return _no(f"{document.name} is no longer before the room.", motion.source)
    if motion.mover == "sponsor" and event.by in session.members and document.sponsors and event.by not in document.sponsors:
        return _no("Only a sponsor moves it.", motion.source)
    if motion.effect == "divide-question" and (document.what != "draft" or document.parts):
        return _no(f"{document.name} is divided already." if document.parts else "Only a draft is divided.", motion.source)
    return may_be_adopted(session, procedure, document) if motion.effect == "adopt-without-vote" else YES


def _paper_ruling(session: Session, procedure: Procedure, paper: Document) -> Ruling:
    if paper.what == "draft":
        event = DraftIntroduced(at=session.at, document=paper.id, sponsors=paper.sponsors, signatories=paper.signatories)
        return allowed(session, procedure, event)
    target = session.documents.get(paper.of)
    fits = target is not None and target.status == "open"
    return YES if fits else _no("What it amends is not before the room.")


def _second_ruling(session: Session, procedure: Procedure, event: MotionSeconded) -> Ruling:
    moved = session.moved(event.motion)
    rule = procedure.motion(moved.motion) if moved else None
    if rule is not None and not rule.second:
        return _no("It needs no second.", rule.source)
    return YES if event.by not in session.taking_part or event.by in session.members else _no("Only a member seconds a motion.")


def _put_ruling(session: Session, procedure: Procedure, event: MotionPut) -> Ruling:
    moved = session.moved(event.motion)
    rule = procedure.motion(moved.motion) if moved else None
    if moved is None or rule is None:
        return _no("No such motion is on the floor.")
    if needs_second(procedure, moved):
        return _no("It has not been seconded.", rule.source)
    ready = [one for one in in_precedence(session, procedure) if not needs_second(procedure, one)]
    if ready and ready[0].id != moved.id:
        ahead = procedure.motion(ready[0].motion)
        return _no(f"“{ahead.name if ahead else ready[0].motion}” has precedence over it.", rule.source)
    return YES


def _decision_ruling(session: Session, procedure: Procedure, event: MotionDecided) -> Ruling:
    moved = session.moved(event.motion)
    rule = procedure.motion(moved.motion) if moved else None
    if moved is None or rule is None:
        return _no("No such motion is on the floor.")
    if needs_second(procedure, moved):
        return _no("It has not been seconded.", rule.source)
    if not moved.put:
        return _no("It is to be put first.")
    if event.how == "chair" and rule.threshold not in ("chair", "none"):
        return _no("The room decides it, not the chair.", rule.source)
    if event.how == "vote" and rule.threshold in ("chair", "none"):
        return _no("It is not put to the vote.", rule.source)
    if event.how == "vote":
        vote = next((one for one in session.votes if one.id == event.vote and one.motion == moved.id), None)
        if vote is None or vote.result is None:
            return _no("No vote has been taken on it.", rule.source)
        if event.carried != (vote.result.outcome == "adopted"):
            return _no(f"The vote decided otherwise. {vote.result.line}".strip(), rule.source)
    return YES


def _result_ruling(session: Session, procedure: Procedure, event: ResultRecorded) -> Ruling:
    """Whether a result is what the votes come to."""
    vote = session.vote
    if vote is None:
        return _no("No vote waits for its result.")
    told = (event.in_favour, event.against, event.abstaining, event.not_participating)
    by_name = sum(one.choice != "not participating" for one in vote.cast.values())
    try:
        counted = result_of(session, procedure)
        if not by_name and any(told[:3]):
            counted = _hands(session, procedure, vote, *told[:3], event.vetoes)
    except BallotError as error:
        return _no(f"Such a vote is not counted: {error}.")
    if event.outcome != counted.outcome or told != (counted.in_favour, counted.against, counted.abstaining, counted.not_participating):
        return _no(f"The votes come to another result. {counted.line}")
    return YES


def needs_second(procedure: Procedure, moved: Moved) -> bool:
    """Whether a motion still waits for a second."""
    rule = procedure.motion(moved.motion)
    return bool(procedure.seconds.value and rule is not None and rule.second and not moved.seconded_by)


# -- which comes first


def in_precedence(session: Session, procedure: Procedure) -> tuple[Moved, ...]:
    """The motions on the floor, that first which is taken first: by rank, ties as the rules have it, as by length."""

    def key(place: int, moved: Moved) -> tuple[float, ...]:
        rule = procedure.motion(moved.motion)
        if rule is None:
            return (100.0, float(place))
        seconds, speakers = length(rule, moved.parameters), float(_speakers(rule, moved.parameters))
        ties = {"longest": -seconds, "most-speakers": -speakers, "first-moved": float(place), "last-moved": float(-place)}
        return (float(rule.rank), *(ties[one] for one in rule.tie_break), float(place))

    placed = sorted(((place, moved) for place, moved in enumerate(session.motions)), key=lambda one: key(*one))
    return tuple(moved for _, moved in placed)


def _number(rule: Motion, given: Mapping[str, int | str], name: str) -> int:
    parameter = rule.parameter(name)
    value = given.get(name, parameter.default if parameter else None)
    return value if isinstance(value, int) else 0


def length(rule: Motion, given: Mapping[str, int | str]) -> float:
    """How long what is moved would take, in seconds; 0 where it takes no time."""
    return float(_number(rule, given, "seconds"))


def _speakers(rule: Motion, given: Mapping[str, int | str]) -> int:
    each = _number(rule, given, "speaker-seconds")
    return _number(rule, given, "seconds") // each if each else 0


class StillToSpeak(NamedTuple):
    """How many may still speak on a motion that was put."""

    in_favour: int
    against: int


def still_to_speak(session: Session, procedure: Procedure) -> StillToSpeak:
    """How many may still speak for and against the motion that was put, before it is voted on."""
    put = next((one for one in session.motions if one.put), None)
    rule = procedure.motion(put.motion) if put else None
    if put is None or rule is None:
        return StillToSpeak(0, 0)
    return StillToSpeak(max(0, rule.debate_for - put.spoken_for), max(0, rule.debate_against - put.spoken_against))


# -- what a motion that carries does


def decided(
    session: Session,
    procedure: Procedure,
    motion: str,
    carried: bool,
    at: float,
    by: str = "chair",
    *,
    how: Literal["vote", "no objection", "chair"] = "chair",
    result: Result | None = None,
    vote: str = "",
    register: Register = NOTHING_KNOWN,
    act: str = "",
) -> tuple[Event, ...]:
    """The events by which a motion carries or falls, with all that it brings about.

    Args:
        motion: the id of the motion on the floor.
        result: of the vote, where there was one.
        act: the name of the act; empty for one made of the motion's id.

    Raises:
        OutOfOrder: if it cannot be decided so.
    """
    moved = session.moved(motion)
    if moved is None:
        raise OutOfOrder(_no("No such motion is on the floor."))
    act = act or f"decided-{motion}"
    counts: dict[str, Any] = {}
    if result is not None:
        counts = {"in_favour": result.in_favour, "against": result.against, "abstaining": result.abstaining, "line": result.line}
    decision = MotionDecided(at=at, by=by, act=act, motion=motion, carried=carried, how=how, vote=vote, **counts)
    answer = ruling(session, procedure, decision)
    if not answer:
        raise OutOfOrder(answer)
    if not carried:
        return (decision,)
    return (decision, *consequences(session, procedure, moved, at, by, register, act))


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
    what = _EFFECTS[rule.effect](_Carried(session, procedure, rule, moved, at, register))
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
        number = _number(self.rule, self.moved.parameters, name)
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
        return _listed(self.words("parts"))


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
        return (draft, DocumentTakenUp(at=carried.at, document=name, seconds=carried.seconds()))
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
    line = f"{_document_words(carried.procedure, document) if document else what} was adopted without a vote."
    return (ResultRecorded(at=carried.at, document=name, outcome="adopted", line=line),)


def _divided(carried: _Carried) -> tuple[Event, ...]:
    # A separate vote is asked for on a part, and the rest stays; a motion to divide says how the whole is to be cut.
    parts = carried.parts()
    cut = carried.procedure.division.value == "motion" and len(parts) > 1
    return (QuestionDivided(at=carried.at, document=carried.words("document") or "-", parts=parts, all=cut),)


def _taken_again(carried: _Carried) -> tuple[Event, ...]:
    last = _last_on_a_document(carried.session)
    again: tuple[Event, ...] = (Reconsidered(at=carried.at, document=last.document),) if last is not None else ()
    return (*again, MethodChosen(at=carried.at, no_abstentions=True))


def _time_set(carried: _Carried) -> tuple[Event, ...]:
    seconds = carried.seconds()
    count = next((_number(carried.rule, carried.moved.parameters, one.id) for one in carried.rule.parameters if one.kind == "count"), 0)
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


_EFFECTS: Mapping[Effect, Callable[[_Carried], tuple[Event, ...]]] = {
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
    "order-of-drafts": lambda c: (DraftsOrdered(at=c.at, documents=_drafts_named(c.session, c.words("parts"))),),
    "reconsider": lambda c: (Reconsidered(at=c.at, document=c.words("document") or "-"),),
    "invite": lambda c: (Invited(at=c.at, guest=(c.words("delegation") or c.words("text"))[:80] or "-", rule=c.rule.source[:500]),),
    "refer": _referred,
    "table-draft": lambda c: (DocumentTabled(at=c.at, document=c.words("document") or _draft_debated(c.session)),),
    "declare-important": lambda c: (DeclaredImportant(at=c.at, document=c.words("document") or "-"),),
    "extend-debate": lambda c: (DebateExtended(at=c.at, seconds=c.seconds() or 300.0),),
}  # fmt: skip


# -- votes


def _document_words(procedure: Procedure, document: Document, part: str = "") -> str:
    named = document.called(procedure.draft_word.value)
    # An amendment that bears a number is called by it, as nobody says “the amendment 2”.
    whole = named if document.is_numbered else f"the {named}"
    if part:
        return f"{part[:1].upper()}{part[1:]} of {whole}"
    whole = whole[:1].upper() + whole[1:]
    # What fell in a separate vote is no part of the whole that is voted on.
    gone = document.fallen if sum(map(len, document.fallen)) <= 80 else (f"{len(document.fallen)} parts",)
    return f"{whole} without {' and '.join(gone)}" if gone else whole


class Question(NamedTuple):
    """What is to be voted on next."""

    document: str
    part: str = ""


def to_vote(session: Session, procedure: Procedure) -> tuple[Question, ...]:
    """What is still to be voted on, in its order: for each draft on the item its amendments, then its parts, then the whole.

    Amendments to an amendment come before it, and all in the order of their introduction unless the rules take the last
    first or the chair has put them in another; where the chair settles the order, as by substance, it takes them up in its own.
    """
    on_item = [one for one in session.drafts if one.item in ("", session.item)]
    # A vote on one item binds nobody on another.
    if procedure.several_drafts.value == "until-one-is-adopted" and any(one.status == "adopted" for one in on_item):
        return ()
    found: list[Question] = []
    for draft in on_item:
        if draft.status == "open":
            found += _amendments_first(session, procedure, draft.id)
            found += [Question(draft.id, part.name) for part in draft.parts if part.kept is None]
            found.append(Question(draft.id))
    return tuple(found)


def _amendments_first(session: Session, procedure: Procedure, document: str) -> list[Question]:
    waiting = [one for one in session.amendments(document) if one.status == "open"]
    if waiting and next_amendment(session, procedure, document) is waiting[-1]:
        waiting.reverse()
    found: list[Question] = []
    for one in waiting:
        found += [*_amendments_first(session, procedure, one.id), Question(one.id)]
    return found


def vote_on(
    session: Session,
    procedure: Procedure,
    document: str,
    at: float,
    by: str = "chair",
    *,
    part: str = "",
    method: Method | None = None,
    question: Literal["substantive", "preliminary", "procedural"] | None = None,
    parties: Sequence[str] = (),
    letter: str = "",
    secret: bool = True,
) -> VoteOpened:
    """The event that opens a vote on a document, or on a part of it, the way the rules or a motion have it.

    Args:
        question: what decides it; None for substance, or for procedure where the room has decided that it is that.
        parties: who is a party to the dispute, where the decision is under Chapter VI of the Charter; on other questions
            than one of substance nobody is held to abstain.
        letter: where the roll begins.
    """
    paper = session.documents.get(document)
    words = _document_words(procedure, paper, part) if paper else ""
    if words and question == "preliminary":
        words = f"Whether {words[:1].lower()}{words[1:]} is a matter of procedure"
    question = question or ("procedural" if paper is not None and paper.procedural else "substantive")
    return VoteOpened(
        at=at, by=by, question=question, document=document, part=part, words=words, secret=secret,
        obliged=tuple(parties) if question == "substantive" else (),
        method=method or _way(session, procedure), order=roll_order(session.members, letter) if letter else (),
        no_abstentions=session.no_abstentions,
    )  # fmt: skip


def _way(session: Session, procedure: Procedure) -> Method:
    ways = procedure.methods.value
    wanted: tuple[str, ...] = ()
    if session.method:
        wanted = (session.method, "recorded", "roll-call")
    usual: Method = next((one for one in ways if one != "without-vote"), "show-of-hands")
    return next((one for name in wanted for one in ways if one == name), usual)


def vote_on_motion(
    session: Session, procedure: Procedure, motion: str, at: float, by: str = "chair", *, method: Method | None = None
) -> VoteOpened:
    """The event that opens the vote on a motion that was put.

    Raises:
        OutOfOrder: if it is not on the floor.
    """
    moved = session.moved(motion)
    rule = procedure.motion(moved.motion) if moved else None
    if moved is None or rule is None:
        raise OutOfOrder(_no("No such motion is on the floor."))
    way = method or next((one for one in procedure.methods.value if one != "without-vote"), "show-of-hands")
    return VoteOpened(at=at, by=by, question=rule.id, motion=motion, words=f"The motion “{rule.name}”", method=way)


def result_of(session: Session, procedure: Procedure) -> Result:
    """What the vote that was closed decides, by the arithmetic of the rules; who cast no vote does not participate.

    Raises:
        OutOfOrder: if no vote waits for its result.
        BallotError: if the rules do not allow a vote that was cast.
    """
    vote = session.vote
    if vote is None or vote.open:
        raise OutOfOrder(_no("No vote waits for its result."))
    cast = vote.votes
    paper = session.documents.get(vote.document)
    bound = procedure.present_and_voting_binds.value
    return tally(
        Ballot(
            procedure=procedure.id,
            question=vote.question,
            votes={one: cast.get(one, "not participating") for one in vote.order},
            permanent=session.permanent or None,
            members=len(session.members),
            chapter_vi=bool(vote.obliged),
            parties=vote.obliged,
            roll={one: "present and voting" for one in session.present if bound and session.attendance[one] == "present-and-voting"},
            important=bool(paper and paper.important),
            subject=_subject(procedure, vote.question, paper, vote.part),
        ),
        procedure,
    )


def _subject(procedure: Procedure, question: str, paper: Document | None, part: str) -> str:
    return _document_words(procedure, paper, part)[:200] if paper is not None and question in ("substantive", "procedural") else ""


def concluded(
    session: Session, procedure: Procedure, at: float, by: str = "chair", register: Register = NOTHING_KNOWN
) -> tuple[Event, ...]:
    """The events that close the open vote, record its result, and do what a motion that carries does.

    Raises:
        OutOfOrder: if no vote is open, or it cannot be closed yet.
        BallotError: if the rules do not allow a vote that was cast.
    """
    vote = session.vote
    if vote is None:
        raise OutOfOrder(_no("No vote is open."))
    act = f"concluded-{vote.id}"
    events: list[Event] = []
    made = session
    if vote.open:
        close = VoteClosed(at=at, by=by, act=act)
        made = accepted(made, procedure, close)
        events.append(close)
    result = result_of(made, procedure)
    events.append(_recorded(result, at, by, act, vote=vote.id))
    return (*events, *_after_result(made, procedure, result, events[-1], vote.motion, at, by, act, register))


def _after_result(
    session: Session, procedure: Procedure, result: Result, recorded: Event, motion: str, at: float, by: str, act: str, register: Register
) -> tuple[Event, ...]:
    if not motion:
        return ()
    after = folded(session, recorded)
    vote = recorded.vote if isinstance(recorded, ResultRecorded) else ""
    return decided(after, procedure, motion, result.adopted, at, by, how="vote", result=result, vote=vote, register=register, act=act)


def _recorded(result: Result, at: float, by: str, act: str, vote: str = "", document: str = "") -> ResultRecorded:
    return ResultRecorded(
        at=at, by=by, act=act, vote=vote, document=document, outcome=result.outcome, in_favour=result.in_favour,
        against=result.against, abstaining=result.abstaining, not_participating=result.not_participating,
        needed=result.needed, vetoes=result.vetoes, line=result.line[:500],
    )  # fmt: skip


def by_hands(
    session: Session,
    procedure: Procedure,
    in_favour: int,
    against: int,
    at: float,
    by: str = "chair",
    *,
    abstaining: int = 0,
    permanent_against: Sequence[str] = (),
    register: Register = NOTHING_KNOWN,
) -> tuple[Event, ...]:
    """The events that conclude the open vote by hands that were counted, checked against who is present.

    Raises:
        OutOfOrder: if no vote is open.
        BallotError: if the numbers cannot be right.
    """
    vote = session.vote
    if vote is None or not vote.open:
        raise OutOfOrder(_no("No vote is open."))
    if abstaining and vote.no_abstentions:
        raise BallotError("the house is divided, and this vote is taken without abstentions; count again")
    if vote.cast:
        raise BallotError("members have voted by name; close that vote, or have it undone, before hands are counted")
    if vote.obliged:
        raise BallotError("a party to the dispute is held to abstain, which hands do not show; take the vote by name")
    result = _hands(session, procedure, vote, in_favour, against, abstaining, permanent_against)
    act = f"concluded-{vote.id}"
    close = VoteClosed(at=at, by=by, act=act)
    made = folded(session, close)
    recorded = _recorded(result, at, by, act, vote=vote.id)
    return (close, recorded, *_after_result(made, procedure, result, recorded, vote.motion, at, by, act, register))


def _hands(
    session: Session, procedure: Procedure, vote: Vote, in_favour: int, against: int, abstaining: int, permanent_against: Sequence[str]
) -> Result:
    veto = {member_key(one) for one in session.permanent or permanent_members()}
    there = {member_key(one) for one in session.present}
    for one in permanent_against:
        if member_key(one) not in veto & there:
            raise BallotError(f"{member_name(one)} is no permanent member, or not present; name only those who were against")
    paper = session.documents.get(vote.document)
    return show_of_hands(
        in_favour, against, abstaining, len(session.present), procedure, vote.question,
        permanent_against=permanent_against, members=len(session.members), important=bool(paper and paper.important),
        subject=_subject(procedure, vote.question, paper, vote.part),
    )  # fmt: skip


def put_and_decided(
    session: Session, procedure: Procedure, motion: str, carried: bool, at: float, by: str = "chair", register: Register = NOTHING_KNOWN
) -> tuple[Event, ...]:
    """The events that put a motion and decide it at once: by the chair where the rules leave it to the chair or to
    nobody, otherwise because nobody objected.

    Raises:
        OutOfOrder: if it is not in order now.
    """
    moved = session.moved(motion)
    rule = procedure.motion(moved.motion) if moved else None
    put = MotionPut(at=at, by=by, motion=motion, act=f"decided-{motion}")
    made = session if moved is not None and moved.put else accepted(session, procedure, put)
    how: Literal["no objection", "chair"] = "chair" if rule is not None and not rule.is_voted else "no objection"
    events = decided(made, procedure, motion, carried, at, by, how=how, register=register)
    return events if made is session else (put, *events)
