"""Events by the rules: whether one is in order, and all that a motion or a vote brings about when it is decided.

What is brought about is a run of events that share their `act`, for the caller to append: they are undone together. `ruling`
is the one to ask about any event, and `accepted` the one to fold with where rules are to be kept. What may be moved is for
`committee.order.motions`, what comes first for `committee.moved`, what is put to the vote for `committee.questions`, what a
motion does for `committee.consequences`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from committee.consequences import consequences
from committee.events import (
    Event,
    MotionDecided,
    MotionPut,
    MotionRaised,
    MotionSeconded,
    MotionWithdrawn,
    ResultRecorded,
    SessionOpened,
    VoteClosed,
    VoteOpened,
)
from committee.folding import folded
from committee.order.allowed import allowed
from committee.order.motions import decision_ruling, motion_ruling, put_ruling, second_ruling
from committee.order.ruling import YES, OutOfOrder, Ruling, refused
from committee.procedure import Procedure
from committee.questions import hands_counted, result_of
from committee.session import Session
from committee.state import NOTHING_KNOWN, Register
from committee.voting import BallotError, Result, roll_order


def opening(procedure: Procedure, committee: str, members: Sequence[str], at: float, **more: Any) -> SessionOpened:
    """The event that opens a session under rules, with their speaking time and the roll in its order."""
    return SessionOpened(
        at=at, committee=committee, procedure=procedure.id, members=roll_order(members),
        speaking_seconds=procedure.speaking_seconds.value, **more,
    )  # fmt: skip


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
        return put_ruling(session, procedure, event)
    if isinstance(event, MotionSeconded):
        return second_ruling(session, procedure, event)
    if isinstance(event, MotionWithdrawn):
        moved = session.moved(event.motion)
        mine = moved is None or event.by not in session.taking_part or moved.by == event.by
        return YES if mine else refused("Only who moved it withdraws it.")
    if isinstance(event, MotionDecided):
        return decision_ruling(session, procedure, event)
    if isinstance(event, VoteOpened) and (event.motion or procedure.motion(event.question)):
        moved = session.moved(event.motion)
        fits = moved is not None and moved.put and moved.motion == event.question
        return YES if fits else refused("The motion is to be put first.")
    if isinstance(event, ResultRecorded) and event.vote:
        return _result_ruling(session, procedure, event)
    return YES


def _result_ruling(session: Session, procedure: Procedure, event: ResultRecorded) -> Ruling:
    """Whether a result is what the votes come to."""
    vote = session.vote
    if vote is None:
        return refused("No vote waits for its result.")
    told = (event.in_favour, event.against, event.abstaining, event.not_participating)
    by_name = sum(one.choice != "not participating" for one in vote.cast.values())
    try:
        counted = result_of(session, procedure)
        if not by_name and any(told[:3]):
            counted = hands_counted(session, procedure, vote, *told[:3], event.vetoes)
    except BallotError as error:
        return refused(f"Such a vote is not counted: {error}.")
    if event.outcome != counted.outcome or told != (counted.in_favour, counted.against, counted.abstaining, counted.not_participating):
        return refused(f"The votes come to another result. {counted.line}")
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
        raise OutOfOrder(refused("No such motion is on the floor."))
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
        raise OutOfOrder(refused("No vote is open."))
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
        raise OutOfOrder(refused("No vote is open."))
    if abstaining and vote.no_abstentions:
        raise BallotError("the house is divided, and this vote is taken without abstentions; count again")
    if vote.cast:
        raise BallotError("members have voted by name; close that vote, or have it undone, before hands are counted")
    if vote.obliged:
        raise BallotError("a party to the dispute is held to abstain, which hands do not show; take the vote by name")
    result = hands_counted(session, procedure, vote, in_favour, against, abstaining, permanent_against)
    act = f"concluded-{vote.id}"
    close = VoteClosed(at=at, by=by, act=act)
    made = folded(session, close)
    recorded = _recorded(result, at, by, act, vote=vote.id)
    return (close, recorded, *_after_result(made, procedure, result, recorded, vote.motion, at, by, act, register))


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
