"""Checks of the roll, of who speaks and who asks to, and of caucuses."""

from __future__ import annotations

from committee.events import (
    Arrived,
    CaucusOpened,
    PlacardRaised,
    PointRaised,
    ReplyAsked,
    RollCalled,
    SessionOpened,
    SpeakerCalled,
    SpeakerJoined,
    SpeechEnded,
)
from committee.floor import comments_left
from committee.order.kinds import in_order
from committee.order.ruling import YES, Checks, Ruling, refused
from committee.order.votes import explanation_ruling
from committee.procedure import Procedure
from committee.session import Session


def _check_opened(s: Session, p: Procedure, event: SessionOpened) -> Ruling:
    return YES if event.members or s.members else refused("A session needs members.")


def _check_roll(s: Session, p: Procedure, event: RollCalled | Arrived) -> Ruling:
    if event.delegation not in s.taking_part:
        return refused("It does not sit in this room.")
    if event.answer not in {one.id for one in p.roll_call.value}:
        return refused(f"“{event.answer.replace('-', ' ').capitalize()}” is no answer under these rules.", p.roll_call.source)
    if event.delegation in s.bound and event.answer == "present" and p.present_and_voting_binds.value:
        return refused("It answered “present and voting”, which holds for the whole meeting; it comes back as it left.", p.present_and_voting_binds.source)
    return YES


def _check_joined(s: Session, p: Procedure, event: SpeakerJoined) -> Ruling:
    if event.delegation in s.speakers:
        return refused("It is on the list already.")
    return YES if event.delegation in s.taking_part else refused("It does not sit in this room.")


def _check_called(s: Session, p: Procedure, event: SpeakerCalled) -> Ruling:
    if event.delegation not in s.taking_part:
        return refused("It does not sit in this room.")
    if event.delegation in s.members and s.is_absent(event.delegation):
        return refused("It is not in the room.")
    on = event.on or s.occasion
    if s.voting and on not in ("explanation", "motion", "statement"):
        return refused("The room is in voting procedure; only explanations of vote are heard.")
    if on == "explanation":
        return explanation_ruling(s, p, event.delegation)
    if on == "comment":
        return _may_comment(s, p, event.delegation)
    if on in ("list", "draft", "caucus"):
        if not s.item and on != "list":
            return refused("The agenda is to be adopted first.")
        if s.debate_closed:
            return refused("Debate is closed.")
        if s.debate_adjourned:
            return refused("Debate on the item is adjourned.")
        if s.speakers_left == 0 and on != "caucus":
            return refused("The number of speakers that the room set is reached.")
    if on == "caucus" and s.caucus is None:
        return refused("No caucus is under way.")
    if on == "list" and s.caucus is not None:
        return refused("The speakers' list waits until the caucus is over.")
    if on == "motion" and not any(one.put for one in s.motions):
        return refused("No motion has been put.")
    if on == "reply" and not any(one.delegation == event.delegation and one.granted for one in s.replies):
        return refused("It has not been granted a right of reply.", p.right_of_reply.source)
    if on == "reply" and p.right_of_reply.value.when == "end-of-list" and s.speakers:
        return refused("Replies are heard at the end of the list.", p.right_of_reply.source)
    if on == "motion" and event.side:
        put = next(one for one in s.motions if one.put)
        rule = p.motion(put.motion)
        most = 0 if rule is None else (rule.debate_for if event.side == "for" else rule.debate_against)
        had = put.spoken_for if event.side == "for" else put.spoken_against
        if had >= most:
            return refused(f"The rules give {most or 'no'} speakers {event.side} it.", rule.source if rule else "")
    return YES


def _may_comment(s: Session, p: Procedure, delegation: str) -> Ruling:
    if s.comments is None or "comments" not in p.yields.value:
        return refused("Nobody has yielded to comments.", p.yields.source)
    if s.comments.delegation == delegation:
        return refused("Nobody comments on its own speech.", p.comments.source)
    number = p.comments.value.number
    return YES if comments_left(s, p) else refused(f"The rules give {number} comment{'' if number == 1 else 's'} on a speech.", p.comments.source)


def _check_ended(s: Session, p: Procedure, event: SpeechEnded) -> Ruling:
    if event.yielded == "none":
        return YES
    may = in_order(s, p)[f"yield:{event.yielded}"]
    if not may:
        return may
    left = s.turn.left_at(event.at) if s.turn else None
    if left is not None and left <= 0:
        return refused("No time is left to yield.")
    if event.yielded == "delegate" and (event.to not in s.taking_part or (s.turn and event.to == s.turn.delegation)):
        return refused("Say to which other delegation the time is yielded.")
    return YES


def _check_point(s: Session, p: Procedure, event: PointRaised) -> Ruling:
    if p.point(event.point) is None:
        return refused("These rules know no such point.", p.source)
    return in_order(s, p)[f"point:{event.point}"]


def _check_reply(s: Session, p: Procedure, event: ReplyAsked) -> Ruling:
    if event.delegation not in s.taking_part:
        return refused("It does not sit in this room.")
    waits = any(one.delegation == event.delegation for one in s.replies)
    return refused("It has asked for a right of reply already.") if waits else YES


def _check_placard(s: Session, p: Procedure, event: PlacardRaised) -> Ruling:
    if event.delegation not in s.taking_part:
        return refused("It does not sit in this room.")
    if not s.is_occasion_for(event.on):
        return refused("No moderated caucus is under way." if event.on == "caucus" else "No vote is near that could be explained.")
    if event.on == "explanation" and event.delegation not in s.members:
        return refused("Who has no vote explains none.")
    return _check_called(s, p, SpeakerCalled(at=event.at, delegation=event.delegation, on=event.on))


def _check_caucus(s: Session, p: Procedure, event: CaucusOpened) -> Ruling:
    fits = {"moderated-and-unmoderated": ("moderated", "unmoderated"), "none": ()}.get(
        p.caucus.value, ("unmoderated", "consultations")
    )
    if event.mode not in fits:
        return refused(f"These rules know no {event.mode} caucus." if event.mode != "consultations" else "These rules know no consultations.", p.caucus.source)
    if s.debate_closed:
        return refused("Debate is closed.")
    return YES


CHECKS: Checks = {
    SessionOpened: _check_opened,
    RollCalled: _check_roll,
    Arrived: _check_roll,
    SpeakerJoined: _check_joined,
    SpeakerCalled: _check_called,
    SpeechEnded: _check_ended,
    PointRaised: _check_point,
    ReplyAsked: _check_reply,
    PlacardRaised: _check_placard,
    CaucusOpened: _check_caucus,
}
