"""What a delegation's presses do. A press names what was on the screen; whether that is still in order the records say."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from committee.events import (
    Choice,
    Event,
    MotionSeconded,
    MotionWithdrawn,
    PlacardLowered,
    PlacardRaised,
    PointRaised,
    ReplyAsked,
    SpeakerJoined,
    SpeakerLeft,
    SpeechEnded,
    VoteCast,
    VotePassed,
    Yield,
)
from ui import conference, state
from ui import session as sitting
from ui.floor.desk import Desk, desk_of

Act = Callable[[Desk, str], None]
"""Does what a button is for; the text is the button's `id`."""


def pressed(do: str, id: str) -> None:
    """Do what was pressed in a picture of the Floor. What nobody could have pressed does nothing."""
    room, seat = conference.room(), conference.seat()
    desk = desk_of(room, seat) if room is not None and seat is not None else None
    act = ACTS.get(do)
    if desk is not None and act is not None:
        act(desk, id)


def _is_open(desk: Desk, vote: str) -> bool:
    """Whether a vote is the one that is open; where it is not, the page says so."""
    if desk.session.vote is not None and desk.session.vote.id == vote:
        return True
    state.keep("session-fault", "That vote is over, and what you pressed was not counted. See what is put to the vote now.")
    return False


def cast(desk: Desk, vote: str, *, choice: Choice, rights: bool = False) -> None:
    """Cast or change this delegation's vote, if the question is still the one that its screen showed."""
    if _is_open(desk, vote):
        sitting.do(VoteCast(at=sitting.now(), by=desk.me, delegation=desk.me, choice=choice, rights=rights))


def pass_(desk: Desk, vote: str) -> None:
    """Pass in a roll call."""
    if _is_open(desk, vote):
        sitting.do(VotePassed(at=sitting.now(), by=desk.me, delegation=desk.me))


def read(desk: Desk, draft: str) -> None:
    """Open a draft on the page Drafts."""
    state.go("../pages/room/drafts.py", paper=draft)


def end(desk: Desk, _: str, *, yielded: Yield = "none") -> None:
    """End this delegation's speech, and yield what is left of its time."""
    sitting.do(SpeechEnded(at=sitting.now(), by=desk.me, yielded=yielded))


def end_to() -> None:
    """Yield to the delegation that was chosen."""
    to = state.value_of("floor-yield-to")
    if to:
        sitting.do(SpeechEnded(at=sitting.now(), by=sitting.me(), yielded="delegate", to=str(to)))


def join(desk: Desk, _: str) -> None:
    """Put this delegation on the list."""
    sitting.do(SpeakerJoined(at=sitting.now(), by=desk.me, delegation=desk.me))


def leave(desk: Desk, _: str) -> None:
    """Take this delegation off the list."""
    sitting.do(SpeakerLeft(at=sitting.now(), by=desk.me, delegation=desk.me))


def raise_placard(desk: Desk, _: str, *, on: Literal["caucus", "explanation"]) -> None:
    """Ask for the floor where no list is kept."""
    sitting.do(PlacardRaised(at=sitting.now(), by=desk.me, delegation=desk.me, on=on))


def lower_placard(desk: Desk, _: str) -> None:
    """Ask for it no longer."""
    sitting.do(PlacardLowered(at=sitting.now(), by=desk.me, delegation=desk.me))


def second(desk: Desk, motion: str) -> None:
    """Second a motion."""
    sitting.do(MotionSeconded(at=sitting.now(), by=desk.me, motion=motion))


def withdraw(desk: Desk, motion: str) -> None:
    """Withdraw this delegation's own motion."""
    sitting.do(MotionWithdrawn(at=sitting.now(), by=desk.me, motion=motion))


def raise_point(desk: Desk, point: str) -> None:
    """Raise a point, or ask for the right of reply, with what stands in the box."""
    words, at = " ".join(str(state.value_of("floor-words") or "").split()), sitting.now()
    event: Event = ReplyAsked(at=at, by=desk.me, delegation=desk.me, words=words) if point == "reply" else PointRaised(at=at, by=desk.me, point=point, words=words)
    if sitting.do(event):
        state.show_in("floor-words", "")


def choose_motion(motion: str | None) -> None:
    """Open the form of a motion, or close it; what stood against the former is done with."""
    state.keep("floor-motion", motion)
    state.keep("session-fault", None)


def open_form(desk: Desk, motion: str) -> None:
    """Open the form of a motion of the rules."""
    if desk.procedure.motion(motion) is not None:
        choose_motion(motion)


ACTS: dict[str, Act] = {
    "cast-in-favour": partial(cast, choice="in favour"),
    "cast-against": partial(cast, choice="against"),
    "cast-abstaining": partial(cast, choice="abstaining"),
    "cast-in-favour-with-rights": partial(cast, choice="in favour", rights=True),
    "cast-against-with-rights": partial(cast, choice="against", rights=True),
    "cast-pass": pass_,
    "read": read,
    "end": end,
    "yield-chair": partial(end, yielded="chair"),
    "yield-questions": partial(end, yielded="questions"),
    "yield-comments": partial(end, yielded="comments"),
    "join": join,
    "leave": leave,
    "placard": partial(raise_placard, on="caucus"),
    "explain": partial(raise_placard, on="explanation"),
    "placard-down": lower_placard,
    "second": second,
    "withdraw": withdraw,
    "point": raise_point,
    "move": open_form,
}
"""By what the buttons of the Floor's pictures call them."""
