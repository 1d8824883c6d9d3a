"""Handlers of what concerns the floor: the speakers' list, speeches, points, rights of reply, placards and notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from committee.events import (
    ListClosed,
    ListOpened,
    NotePassed,
    PlacardLowered,
    PlacardRaised,
    PointRaised,
    PointRuled,
    Remarked,
    ReplyAsked,
    ReplyDecided,
    RulingOverturned,
    SpeakerCalled,
    SpeakerJoined,
    SpeakerLeft,
    SpeakerMoved,
    SpeakingTimeSet,
    SpeechEnded,
    SpeechPaused,
    SpeechStarted,
)
from committee.handlers.handler import Handlers
from committee.session import Placard, Session
from committee.state import MOST_AT_ONCE, Commented, Document, Floor, Raised, Reply, Turn, changed


def paused(turn: Turn | None, at: float) -> Turn | None:
    """Who has the floor, with the clock standing; None where nobody has it."""
    if turn is None or turn.since is None:
        return turn
    return changed(turn, since=None, used=turn.used_at(at))


def without_turn(session: Session, at: float) -> Session:
    """The session when the room turns to something else: whoever has the floor has spoken, and nobody comments on it."""
    turn = session.turn
    if turn is None:
        return session if session.comments is None else changed(session, comments=None)
    if turn.since is None and turn.used == 0:
        # It was called, and the room turned to something else before it began.
        return changed(session, turn=None, comments=None)
    return changed(session, turn=None, comments=None, floor=_with_time(session, turn, at), heard=turn.on, documents=_debated(session, turn, at))


def _with_time(session: Session, turn: Turn, at: float) -> dict[str, Floor]:
    """How often, how long and when last each has spoken, after a speech; one whose clock nobody started has taken no time."""
    had = session.floor_of(turn.delegation)
    counts = 0 if turn.counted else 1
    now = changed(had, times=had.times + counts, seconds=had.seconds + turn.used_at(at), last=at)
    return {**session.floor, turn.delegation: now}


def _debated(session: Session, turn: Turn, at: float) -> Mapping[str, Document]:
    """The documents with what was spoken on the one that debate is on."""
    document = session.documents.get(session.document)
    if document is None or turn.on not in ("draft", "list"):
        return session.documents
    used = turn.used_at(at)
    if document.debate_side and (turn.side or document.debate_side) == "against":
        spoken = {"debated_against": document.debated_against + used}
    else:
        spoken = {"debated": document.debated + used}
    now = changed(document, **spoken)
    # When the time in favour has run out, the time against begins with the next speech.
    if now.debate_side == "for" and now.debate_seconds is not None and now.debated >= now.debate_seconds:
        now = changed(now, debate_side="against")
    return {**session.documents, document.id: now}


def without_placard(placards: Mapping[str, Placard], delegation: str) -> Mapping[str, Placard]:
    """The placards without a delegation's."""
    return {one: on for one, on in placards.items() if one != delegation} if delegation in placards else placards


def without_placards_on(placards: Mapping[str, Placard], occasion: Placard) -> Mapping[str, Placard]:
    """The placards without those raised on an occasion that is over."""
    return {one: on for one, on in placards.items() if on != occasion} if occasion in placards.values() else placards


def _speaker_joined(session: Session, event: SpeakerJoined, name: str) -> Session | None:
    if not session.is_open or not session.list_open or event.delegation in session.speakers:
        return None
    if event.delegation not in session.taking_part:
        return None
    return changed(session, speakers=(*session.speakers, event.delegation))


def _speaker_left(session: Session, event: SpeakerLeft, name: str) -> Session | None:
    if event.delegation not in session.speakers:
        return None
    return changed(session, speakers=tuple(one for one in session.speakers if one != event.delegation))


def _speaker_moved(session: Session, event: SpeakerMoved, name: str) -> Session | None:
    if event.delegation not in session.speakers:
        return None
    others = [one for one in session.speakers if one != event.delegation]
    others.insert(event.place, event.delegation)
    return changed(session, speakers=tuple(others))


def _list_closed(session: Session, event: ListClosed, name: str) -> Session | None:
    return changed(session, list_open=False) if session.is_open and session.list_open else None


def _list_opened(session: Session, event: ListOpened, name: str) -> Session | None:
    return changed(session, list_open=True) if session.is_open and not session.list_open else None


def _speaker_called(session: Session, event: SpeakerCalled, name: str) -> Session | None:
    if not session.is_sitting or not session.roll_done or session.turn is not None:
        return None
    if event.delegation not in session.taking_part or (session.vote is not None and session.vote.open):
        return None
    on = event.on or session.occasion
    seconds = event.seconds
    if seconds is None:
        in_caucus = on == "caucus" and session.caucus is not None
        seconds = session.caucus.speaking_seconds if in_caucus and session.caucus else session.speaking_seconds
    changes: dict[str, Any] = {"comments": None} if session.comments is not None else {}
    if session.placards.get(event.delegation) == on:
        changes["placards"] = without_placard(session.placards, event.delegation)
    if on == "comment":
        if session.comments is None or session.comments.delegation == event.delegation:
            return None
        changes["comments"] = changed(session.comments, had=session.comments.had + 1)
    if on == "caucus" and session.caucus is not None:
        changes["caucus"] = changed(session.caucus, called=(*session.caucus.called, event.delegation))
    if on in ("list", "draft"):
        changes["speakers"] = tuple(one for one in session.speakers if one != event.delegation)
        if session.speakers_left:
            changes["speakers_left"] = session.speakers_left - 1
    if on == "reply":
        granted = next((one for one in session.replies if one.delegation == event.delegation and one.granted), None)
        changes["replies"] = tuple(one for one in session.replies if one is not granted)
    if on == "explanation":
        changes["owed"] = tuple(one for one in session.owed if one != event.delegation)
    if on == "motion" and event.side:
        put = next((one for one in session.motions if one.put), None)
        if put is not None:
            field = "spoken_for" if event.side == "for" else "spoken_against"
            more = changed(put, **{field: getattr(put, field) + 1})
            changes["motions"] = tuple(more if one is put else one for one in session.motions)
    debated = session.documents.get(session.document) if on in ("list", "draft") else None
    side = event.side or (debated.debate_side if debated is not None else "")
    return changed(session, turn=Turn(delegation=event.delegation, seconds=seconds, on=on, side=side), **changes)


def _speech_started(session: Session, event: SpeechStarted, name: str) -> Session | None:
    if not session.is_sitting or session.turn is None or session.turn.running:
        return None
    return changed(session, turn=changed(session.turn, since=event.at))


def _speech_paused(session: Session, event: SpeechPaused, name: str) -> Session | None:
    if session.turn is None or not session.turn.running:
        return None
    return changed(session, turn=paused(session.turn, event.at))


def _speech_ended(session: Session, event: SpeechEnded, name: str) -> Session | None:
    turn = session.turn
    if turn is None:
        return None
    floor = _with_time(session, turn, event.at)
    left = turn.left_at(event.at)
    following: Turn | None = None
    comments = session.comments
    if not turn.yielded_by and not turn.taking and (left is None or left > 0):
        if event.yielded == "delegate" and event.to in session.taking_part and event.to != turn.delegation:
            following = Turn(delegation=event.to, seconds=left, on=turn.on, side=turn.side, yielded_by=turn.delegation)
        elif event.yielded == "questions":
            following = Turn(delegation=turn.delegation, seconds=left, on=turn.on, side=turn.side, taking="questions", counted=True)
        elif event.yielded == "comments":
            comments = Commented(delegation=turn.delegation)
    return changed(session, turn=following, comments=comments, floor=floor, heard=turn.on, documents=_debated(session, turn, event.at))


def _speaking_time_set(session: Session, event: SpeakingTimeSet, name: str) -> Session | None:
    if not session.is_open:
        return None
    left = session.speakers_left if event.speakers is None else event.speakers
    return changed(session, speaking_seconds=event.seconds, speakers_left=left)


def _point_raised(session: Session, event: PointRaised, name: str) -> Session | None:
    if not session.is_sitting or len(session.points) >= MOST_AT_ONCE:
        return None
    raised = Raised(id=name, point=event.point, by=event.by, words=event.words)
    return changed(session, points=(*session.points, raised), turn=paused(session.turn, event.at))


def _point_ruled(session: Session, event: PointRuled, name: str) -> Session | None:
    raised = next((one for one in session.points if one.id == event.point), None)
    if raised is None:
        return None
    others = tuple(one for one in session.points if one.id != event.point)
    ruled = {"last_ruling": raised.id, "last_ruling_on": raised.point} if event.ruling != "answered" else {}
    return changed(session, points=others, **ruled)


def _ruling_overturned(session: Session, event: RulingOverturned, name: str) -> Session | None:
    return changed(session, last_ruling="", last_ruling_on="") if session.is_open else None


def _reply_asked(session: Session, event: ReplyAsked, name: str) -> Session | None:
    if not session.is_sitting or event.delegation not in session.taking_part or len(session.replies) >= MOST_AT_ONCE:
        return None
    return changed(session, replies=(*session.replies, Reply(id=name, delegation=event.delegation)))


def _reply_decided(session: Session, event: ReplyDecided, name: str) -> Session | None:
    asked = next((one for one in session.replies if one.id == event.reply and one.granted is None), None)
    if asked is None:
        return None
    granted = (changed(asked, granted=True),) if event.granted else ()
    return changed(session, replies=tuple(o for o in session.replies if o is not asked) + granted)


def _placard_raised(session: Session, event: PlacardRaised, name: str) -> Session | None:
    if not session.is_sitting or event.delegation not in session.taking_part or session.placards.get(event.delegation) == event.on:
        return None
    if len(session.placards) >= MOST_AT_ONCE or not session.is_occasion_for(event.on):
        return None
    return changed(session, placards={**without_placard(session.placards, event.delegation), event.delegation: event.on})


def _placard_lowered(session: Session, event: PlacardLowered, name: str) -> Session | None:
    if event.delegation not in session.placards:
        return None
    return changed(session, placards=without_placard(session.placards, event.delegation))


def _note_passed(session: Session, event: NotePassed, name: str) -> Session | None:
    return changed(session, notes=session.notes + 1)


def _remarked(session: Session, event: Remarked, name: str) -> Session | None:
    return session


HANDLERS: Handlers = {
    SpeakerJoined: _speaker_joined,
    SpeakerLeft: _speaker_left,
    SpeakerMoved: _speaker_moved,
    ListClosed: _list_closed,
    ListOpened: _list_opened,
    SpeakerCalled: _speaker_called,
    SpeechStarted: _speech_started,
    SpeechPaused: _speech_paused,
    SpeechEnded: _speech_ended,
    SpeakingTimeSet: _speaking_time_set,
    PointRaised: _point_raised,
    PointRuled: _point_ruled,
    RulingOverturned: _ruling_overturned,
    ReplyAsked: _reply_asked,
    ReplyDecided: _reply_decided,
    PlacardRaised: _placard_raised,
    PlacardLowered: _placard_lowered,
    NotePassed: _note_passed,
    Remarked: _remarked,
}
