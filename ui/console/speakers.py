"""Who speaks: the speakers' list, the floor and its clock, yields, and whoever is called in a caucus."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Literal

import streamlit as st

from committee.events import (
    Happened,
    ListClosed,
    ListOpened,
    Occasion,
    SpeakerCalled,
    SpeakerJoined,
    SpeakerLeft,
    SpeakerMoved,
    SpeechEnded,
    SpeechPaused,
    SpeechStarted,
    Yield,
)
from committee.floor import comments_left, fairness, proposers_speech, seconds_for, waiting
from committee.order.ruling import Ruling
from committee.wording import duration
from ui import look, session_board, state
from ui.console import drag
from ui.console.moment import Here, act, button, safe, standing, together


def call(delegation: str, on: Occasion | None = None, side: Literal["", "for", "against"] = "") -> None:
    """Give somebody the floor for the time that the rules have; who still has it is done."""

    def made(here: Here) -> list[Happened]:
        turn = here.session.turn
        again = turn is not None and turn.delegation == delegation and on in (None, turn.on) and not turn.used
        if again or delegation not in here.session.taking_part:
            return []
        ended: list[Happened] = [SpeechEnded(at=here.at)] if turn is not None else []
        seconds = seconds_for(here.session, here.rules, on) if on in ("reply", "comment") else None
        return together(here, *ended, SpeakerCalled(at=here.at, delegation=delegation, on=on, side=side, seconds=seconds))

    if delegation:
        act(made)


def next_speaker(one: str) -> None:
    """Call who is next on the list. A second press that comes before the screen has turned calls nobody else."""
    if standing().session.speakers[:1] == (one,):
        call(one)


def proposer_first() -> None:
    """Call who moved the caucus, in the speech that the rules offer it."""
    here = standing()
    if here.session.caucus is not None and proposers_speech(here.session, here.rules, here.at):
        call(here.session.caucus.proposer, "caucus")


def start_or_stop() -> None:
    """Let the speaker's clock run, or stop it."""
    act(lambda here: (SpeechPaused(at=here.at) if here.session.turn is not None and here.session.turn.running else SpeechStarted(at=here.at),))


def end_speech(yielded: Yield = "none", to: str = "") -> None:
    """The speaker is done."""
    act(lambda here: (SpeechEnded(at=here.at, yielded=yielded, to=to),))


def yield_to(one: str | None) -> None:
    """The speaker yields the time that is left to another delegation."""

    def made(here: Here) -> tuple[Happened, ...]:
        turn = here.session.turn
        done = turn is None or turn.delegation == one or one not in here.session.taking_part
        return () if done else (SpeechEnded(at=here.at, yielded="delegate", to=str(one)),)

    if one:
        act(made)


def speech_buttons(here: Here) -> None:
    s = here.session
    turn = s.turn
    if turn is None:
        return
    first = s.speakers[0] if s.speakers and turn.on in ("list", "draft") else ""
    button(
        "Stop the clock" if turn.running else "Go on" if turn.used else "Start the clock", start_or_stop, key="console-clock", shortcut="S",
        icon="pause" if turn.running else "play_arrow", primary=not turn.running, ruled=here.may("speech.paused" if turn.running else "speech.started"),
    )  # fmt: skip
    button("End the speech", end_speech, key="console-end", shortcut="E", icon="stop", ruled=here.may("speech.ended"))
    if first:
        button(f"Next: {here.plain(first)}", next_speaker, first, key=f"{safe(first)}-console-next", shortcut="N", icon="skip_next")


def heard(here: Here, one: str) -> str:
    """How often, how long and when last a delegation spoke."""
    floor = here.session.floor_of(one)
    if not floor.times:
        return "has not spoken"
    ago = max(0, round((here.at - floor.last) / 60)) if floor.last is not None else 0
    return f"{floor.times}× · {duration(round(floor.seconds))} · {ago} min ago"


def join_list(one: str | None) -> None:
    """Put a delegation on the list."""
    # A box may say a name a second time before it has heard that it was taken, or one that was typed and is none.
    if one:
        act(lambda here: () if one in here.session.speakers or one not in here.session.taking_part else (SpeakerJoined(at=here.at, delegation=one),))


def move_to(one: str, place: int) -> None:
    """Move a delegation to a place of the list, from 0."""

    def made(here: Here) -> tuple[Happened, ...]:
        listed = here.session.speakers
        put = max(0, min(place, len(listed) - 1))
        return (SpeakerMoved(at=here.at, delegation=one, place=put),) if one in listed and listed.index(one) != put else ()

    act(made)


def move(one: str, by: int) -> None:
    """Move a delegation up or down the list."""

    def made(here: Here) -> tuple[Happened, ...]:
        place = here.session.speakers.index(one) + by if one in here.session.speakers else -1
        return (SpeakerMoved(at=here.at, delegation=one, place=place),) if 0 <= place < len(here.session.speakers) else ()

    act(made)


def speakers(here: Here) -> None:
    """The list, with who waits how long and how much each has had."""
    s = here.session
    closed = "" if s.list_open else ", closed"
    each = f", {duration(s.speaking_seconds)} each" if s.speaking_seconds else ""
    st.subheader(f"Speakers' list{closed}", anchor=False)
    look.show(f'<p class="ph-sub">{len(s.speakers)} on the list{each}{f", {s.speakers_left} may still speak" if s.speakers_left is not None else ""}</p>')
    with st.container(key="console-list", gap=None):
        for one, place, seconds in waiting(s, here.at):
            with st.container(horizontal=True, vertical_alignment="center", key=f"speaker-{safe(one)}", gap="small"):
                wait = "next" if place == 1 else session_board.about(seconds) if s.speaking_seconds else ""
                if one in s.members and one not in s.present:
                    wait = "not in the room"
                look.show(
                    f'<div class="ph-console-speaker">{drag.grip(one) if len(s.speakers) > 1 else ""}<span class="n">{place}</span>'
                    f'<span><b><bdi>{escape(here.name(one))}</bdi></b> '
                    f'<span class="wait">{escape(wait)}</span><br><span class="had">{escape(heard(here, one))}</span></span></div>'
                )
                # Words for who hears the page and does not see it; the style sheet leaves the arrows.
                button(
                    f"Move {here.plain(one)} up",
                    move,
                    one,
                    -1,
                    key=f"up-{safe(one)}",
                    icon="arrow_upward",
                    help="Earlier",
                    ruled=None if place > 1 else Ruling(False, "It is next."),
                )
                button(
                    f"Move {here.plain(one)} down",
                    move,
                    one,
                    1,
                    key=f"down-{safe(one)}",
                    icon="arrow_downward",
                    help="Later",
                    ruled=None if place < len(s.speakers) else Ruling(False, "It is last."),
                )
                button(
                    f"Take {here.plain(one)} off the list",
                    lambda who: act(lambda h: (SpeakerLeft(at=h.at, delegation=who),)),
                    one,
                    key=f"off-{safe(one)}",
                    icon="close",
                    help="Take off the list",
                )
    drag.dropped("console-drag", s.speakers, move_to)
    others = [one for one in fairness(s) if one not in s.speakers and (one in s.observers or one in s.guests or one in s.present)]
    joined = here.may("list.joined")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = state.show_in("console-join", None)
        st.selectbox(
            "Add to the list, who has had least first", others, key=key, format_func=here.name, placeholder="Type a name",
            on_change=state.on_choice(key, join_list), disabled=not joined, help=look.plain(joined.because) or None,
        )  # fmt: skip
        if s.list_open:
            button("Close the list", lambda: act(lambda h: (ListClosed(at=h.at),)), key="console-close-list", icon="lock", ruled=here.may("list.closed"))
        else:
            button("Open the list", lambda: act(lambda h: (ListOpened(at=h.at),)), key="console-open-list", icon="lock_open", ruled=here.may("list.opened"))


def spoken(here: Here) -> None:
    """Who has had how much of the floor, the least first."""
    rows = [
        (
            escape(here.name(one)),
            str(floor.times),
            duration(round(floor.seconds)) if floor.seconds else "",
            heard(here, one).rsplit(" · ", 1)[-1] if floor.times else "",
        )
        for one, floor in fairness(here.session).items()
        if floor.times or one in here.session.present
    ]
    with st.expander("Who has had the floor"):
        look.show(look.table(("Delegation", "Times", "In all", "Last"), rows, kind="spoken", stack=False))


def comments(here: Here) -> None:
    """After a yield to comments: who comments on the speech, for as long as the rules give."""
    s, left = here.session, comments_left(here.session, here.rules)
    if s.comments is None or not left or s.turn is not None:
        return
    of = s.comments.delegation
    each = duration(here.rules.comments.value.seconds)
    with st.container(border=True, key="console-comments"):
        look.show(f"<p><b>Comments</b> on the speech of {escape(here.name(of))}: {left} more, {escape(each)} each. Calling the next speaker ends them.</p>")
        key = state.show_in("console-comment", None)
        st.selectbox(
            "Comments next",
            [one for one in s.taking_part if one != of and (one in s.present or one not in s.members)],
            key=key,
            format_func=here.name,
            placeholder="Type a name",
            on_change=call_chosen("comment", key=key),
        )


def call_chosen(on: Occasion | None = None, side: Literal["", "for", "against"] = "", key: str = "console-call") -> Callable[[], None]:
    """A callback that calls who was just chosen."""
    return state.on_choice(key, lambda one: call(one, on, side) if one else None)


def caucus(here: Here) -> None:
    """A caucus: who is called in it, those first who have had least."""
    s = here.session
    if s.caucus is None:
        return
    st.subheader(session_board.MODES[s.caucus.mode], anchor=False)
    about = f"{s.caucus.topic}. " if s.caucus.topic else ""
    each = f" Each speaker has {duration(s.caucus.speaking_seconds)}." if s.caucus.speaking_seconds else ""
    look.show(f'<p class="ph-sub" dir="auto">{escape(about)}Called for {escape(duration(s.caucus.seconds))}.{escape(each)}</p>')
    if s.caucus.mode != "moderated":
        look.show(look.note("The room meets informally: nobody is called. End it when the time is over, or have it extended by a motion."))
        return
    offered = proposers_speech(s, here.rules, here.at)
    if offered:
        look.show(look.note(f"{here.name(s.caucus.proposer)} moved it, and by these rules the {offered} speech is offered to it. You may call anybody."))
    asking = [one for one, on in s.placards.items() if on == "caucus" and (one in s.present or one not in s.members)]
    if asking:
        look.show('<p class="ph-sub">Placards are up:</p>')
        with st.container(horizontal=True, key="console-placards"):
            for one in asking:
                button(here.plain(one), call, one, "caucus", key=f"placard-{safe(one)}", icon="front_hand", help=heard(here, one), ruled=here.may("speaker.called"))
    least = [one for one in fairness(s) if one in s.present][:6]
    look.show('<p class="ph-sub">Call one of those who have had least, or anybody by name.</p>')
    with st.container(horizontal=True, key="console-least"):
        for one in least:
            button(here.plain(one), call, one, "caucus", key=f"least-{safe(one)}", help=heard(here, one), ruled=here.may("speaker.called"))
    key = state.show_in("console-call", None)
    st.selectbox(
        "Call by name",
        [*asking, *(one for one in fairness(s) if (one in s.present or one not in s.members) and one not in asking)],
        key=key,
        format_func=here.name,
        placeholder="Type a name",
        on_change=call_chosen("caucus"),
    )


def speech(here: Here) -> None:
    """Whoever has the floor: what becomes of the time that is left."""
    s = here.session
    turn = s.turn
    if turn is None:
        return
    kinds = [kind for kind in here.rules.yields.value if turn.on in ("list", "draft") and not turn.yielded_by and not turn.taking]
    if kinds:
        with st.container(horizontal=True, vertical_alignment="bottom", key="console-yields"):
            words = {"chair": "Yields to the chair", "questions": "Yields to questions", "comments": "Yields to comments"}
            for kind in kinds:
                if kind in words:
                    button(words[kind], end_speech, kind, key=f"yield-{kind}", ruled=here.may(f"yield:{kind}"))
            if "delegate" in kinds:
                key = state.show_in("console-yield-to", None)
                others = [one for one in s.taking_part if one != turn.delegation and (one in s.present or one not in s.members)]
                st.selectbox(
                    "Yields to a delegation", others, key=key, format_func=here.name, placeholder="Type a name",
                    on_change=state.on_choice(key, yield_to), disabled=not here.may("yield:delegate"),
                )  # fmt: skip
