"""The roll call, and who comes and goes later."""

from __future__ import annotations

from functools import partial

import streamlit as st

from committee.events import Arrived, Happened, Left, QuorumNoted, RollCalled
from committee.order.ruling import Ruling
from committee.quorum import quorum
from ui import look, state
from ui import session as bridge
from ui.console.moment import DRAWN_APART, Here, act, button, safe, standing, together


def _present(here: Here, delegation: str, answer: str) -> tuple[Happened, ...]:
    if here.session.attendance.get(delegation) == answer:
        return ()
    if not here.session.roll_done:
        return (RollCalled(at=here.at, delegation=delegation, answer=answer),)
    out = here.session.attendance.get(delegation) not in ("present", "present-and-voting")
    if answer == "absent":
        return () if out else (Left(at=here.at, delegation=delegation),)
    if out:
        return (Arrived(at=here.at, delegation=delegation, answer=answer),)
    return (Left(at=here.at, delegation=delegation), Arrived(at=here.at, delegation=delegation, answer=answer))


def answer(delegation: str, given: str | None) -> None:
    """A delegation answers the roll, comes late, or leaves."""
    if given:
        act(lambda here: together(here, *_present(here, delegation, given)))


def answer_called(delegation: str, given: str) -> None:
    """Whoever is called answers. A key that comes before the screen has turned to the next one is not the former's answer."""
    if standing().session.next_to_answer == delegation:
        answer(delegation, given)


def all_present() -> None:
    """Who has not answered is present."""
    act(lambda here: together(here, *(RollCalled(at=here.at, delegation=one, answer="present") for one in here.session.members if one not in here.session.attendance)))


def close_roll() -> None:
    """The roll is over: who did not answer is absent, and the quorum is noted."""

    def made(here: Here) -> list[Happened]:
        s = here.session
        out: list[Happened] = [RollCalled(at=here.at, delegation=one, answer="absent", act="roll-closed") for one in s.members if one not in s.attendance]
        count = quorum(s, here.rules)
        return [*out, QuorumNoted(at=here.at, present=count.present, needed=count.to_open, act="roll-closed")]

    act(made)


def open_meeting() -> None:
    """Call the meeting to order."""
    act(lambda here: (bridge.opened(here.room),))


def roll_buttons(here: Here) -> None:
    one = here.session.next_to_answer
    if one:
        keys = {"present": "P", "present-and-voting": "V", "absent": "A"}
        for kind in here.rules.roll_call.value:
            # Buttons of its own for each: a second press that was meant for this one is not the next one's answer.
            button(kind.name, answer_called, one, kind.id, key=f"console-roll-{kind.id}-{safe(one)}", shortcut=keys.get(kind.id), primary=kind.id == "present")
        button("All others present", all_present, key="console-all-present", icon="done_all")
    button(
        "Close the roll",
        close_roll,
        key="console-close-roll",
        shortcut=None if one else "Enter",
        icon="how_to_reg",
        primary=not one,
        ruled=None if one else here.may("quorum.noted"),
    )


def attendance(here: Here) -> None:
    """Who is here, one press for each."""
    s = here.session
    count = quorum(s, here.rules)
    look.show(f'<p class="ph-sub">{count.present} of {count.members} present; a meeting takes {count.to_open}, a vote on substance {count.to_vote}.</p>')
    kinds = {one.id: one.name for one in here.rules.roll_call.value}
    short = {"present": "Present", "present-and-voting": "P & voting", "absent": "Absent"}
    if len(s.members) > DRAWN_APART:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            one = st.selectbox("Delegation", s.members, format_func=here.name, key="console-roll-who", index=None, placeholder="Type a name")
            for kind, name in kinds.items():
                button(name, answer, one or "", kind, key=f"console-mark-{kind}", ruled=None if one else Ruling(False, "Choose a delegation first."))
        return
    with st.container(horizontal=True, key="console-roll"):
        for one in s.members:
            given = s.attendance.get(one)
            shown = "absent" if given == "left" else given
            with st.container(key=f"roll-row-{safe(one)}", width=260, gap=None):
                key = state.showing(f"console-at-{safe(one)}", shown if shown in kinds else None)
                st.segmented_control(
                    here.plain(one), list(kinds), key=key, format_func=lambda kind: short.get(kind, kinds[kind]),
                    on_change=state.on_choice(key, partial(answer, one)),
                )  # fmt: skip
