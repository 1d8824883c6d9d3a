"""Having the floor, and asking for it: the rest of one's time, the speakers' list, the placard. HTML; `acts` does what is pressed."""

from __future__ import annotations

from html import escape

from committee.events import PlacardRaised, SpeakerJoined, Yield
from committee.floor import waiting
from committee.order.kinds import in_order
from committee.wording import duration, ordinal
from ui import look, voting
from ui import session_board as board
from ui.floor.desk import Desk, because
from ui.press import button, folded, row

YIELDS: dict[Yield, str] = {"chair": "Yield to the chair", "questions": "Yield to questions", "comments": "Yield to comments"}


def has_the_floor(desk: Desk) -> bool:
    """Whether this delegation speaks."""
    return desk.session.turn is not None and desk.session.turn.delegation == desk.me


def my_turn(desk: Desk) -> str:
    """What the speaker does with the rest of its time; to whom it yields is chosen in a box beside (`page`)."""
    if not has_the_floor(desk):
        return ""
    may = in_order(desk.session, desk.procedure)
    yields = row(*(button(label, f"yield-{kind}", "") for kind, label in YIELDS.items() if may[f"yield:{kind}"]))
    end = button("I have finished", "end", "", kind="primary wide", allowed=bool(may["speech.ended"]))
    return f'<div class="ph-desk"><p class="ph-strong">You have the floor.</p>{end}{yields}</div>'


def _placard(desk: Desk) -> str:
    """Asking for the floor in a moderated caucus, or to explain a vote; the chair sees who asks and calls."""
    session = desk.session
    up = session.placards.get(desk.me)
    if up is not None:
        what = "to speak in the caucus" if up == "caucus" else "to explain your vote"
        down = button("Lower your placard", "placard-down", "", kind="wide")
        return f'<p class="ph-flag">Your placard is up: you ask {what}. The chair calls you.</p>{down}'
    made = ""
    if session.caucus is not None and session.caucus.mode == "moderated":
        may = desk.ruling(PlacardRaised(at=desk.at, by=desk.me, delegation=desk.me))
        kind = "wide primary" if may and not has_the_floor(desk) else "wide"
        made = button("Ask to speak", "placard", "", kind=kind, allowed=bool(may)) + ("" if may else look.note(because(may)))
    if desk.me in session.owed:
        made += look.note("You voted with rights; the chair calls you to explain your vote.")
    elif (session.voting or voting.last_result(session) is not None) and desk.ruling(PlacardRaised(at=desk.at, by=desk.me, delegation=desk.me, on="explanation")):
        made += button("Ask to explain your vote", "explain", "", kind="wide")
    return made


def asking(desk: Desk) -> str:
    """Asking to speak, my place on the list, joining and leaving, and how long I have spoken."""
    session = desk.session
    made = [_placard(desk)]
    place = next((one for one in waiting(session, desk.at) if one.delegation == desk.me), None)
    if place is not None:
        wait = _wait(desk, place.place, place.seconds)
        made.append(f'<p class="ph-place"><b>{ordinal(place.place)}</b> on the speakers\' list{wait}</p>')
        made.append(button("Leave the list", "leave", "", kind="wide"))
    else:
        may = desk.ruling(SpeakerJoined(at=desk.at, by=desk.me, delegation=desk.me))
        first = may and session.vote is None and session.turn is None and session.caucus is None
        made.append(button("Join the speakers' list", "join", "", kind="wide primary" if first else "wide", allowed=bool(may)))
        if not may:
            made.append(look.note(because(may)))
    if session.caucus is not None:
        made.append(look.note("The speakers' list waits until the caucus is over."))
    made.append(f'<p class="ph-sub">{my_time(desk)}</p>')
    if session.speakers:
        listed = f'<p class="ph-sub">{escape(board.list_words(session))}</p>' + board.speakers(session, desk.names, desk.at, me=desk.me)
        made.append(folded(f"Speakers' list: {len(session.speakers)}", listed, "list"))
    return f'<div class="ph-asking">{"".join(made)}</div>'


def _wait(desk: Desk, place: int, seconds: float) -> str:
    if place == 1 and desk.session.caucus is None:
        return ", <b>you are next</b>"
    return f", {board.about(seconds)}" if desk.session.speaking_seconds else ""


def my_time(desk: Desk) -> str:
    """How often and for how long this delegation spoke, as HTML."""
    had = desk.session.floor_of(desk.me)
    if not had.times:
        return "You have not spoken yet."
    often = {1: "once", 2: "twice"}.get(had.times, f"{had.times} times")
    last = f", last at {board.time_mark(had.last)}" if had.last else ""
    return f"You have spoken {often}, {escape(duration(had.seconds))} in all{last}."


def may_yield_to_another(desk: Desk) -> bool:
    """Whether this delegation speaks and may give what is left of its time to another."""
    return has_the_floor(desk) and bool(in_order(desk.session, desk.procedure)["yield:delegate"])
