"""The page: where the room stands, the large buttons, and below them what the room is at."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from committee.events import CaucusEnded, Resumed, VotingClosed
from committee.floor import proposers_speech
from committee.order.ruling import Ruling
from committee.questions import to_vote
from records.room import Room
from ui import look, session_board
from ui import session as bridge
from ui.console.amending import as_taken_in, to_take_in
from ui.console.documents import documents
from ui.console.explaining import explanations
from ui.console.keys import keys
from ui.console.moment import Here, act, button, safe, standing
from ui.console.motions import decided_at_the_top, decision_buttons, motions
from ui.console.outcome import announced, result
from ui.console.points import waiting_for_chair
from ui.console.powers import agenda, powers
from ui.console.roll import attendance, open_meeting, roll_buttons
from ui.console.rules import rules
from ui.console.speakers import caucus, comments, next_speaker, proposer_first, speakers, speech, speech_buttons, spoken
from ui.console.undo import undo_buttons
from ui.console.votes import conclude, to_the_vote, vote_buttons, vote_panel
from ui.console.waiting import papers_waiting
from ui.console.warnings import warnings


def style() -> str:
    """The console's own style."""
    return f"<style>{(Path(__file__).parent / 'console.css').read_text(encoding='utf-8')}</style>"


def strip(here: Here) -> None:
    """Where the room stands, and what the chair should know."""
    look.show(session_board.strip(as_taken_in(here) if here.session.voting else here.session, here.rules, here.names, here.at))
    for words in warnings(here):
        look.show(f'<p class="ph-console-warning" role="alert">{escape(words)}</p>')


def actions(here: Here) -> None:
    """The large buttons: what comes next, by its key. Where a press may fall that was meant for the button before, nothing
    stands that ends anything: that is at the other end of the row."""
    with st.container(horizontal=True, key="console-actions"):
        _next(here)
        with st.container(horizontal=True, width="content", key="console-away"):
            undo_buttons(here)
            _parting(here)


def _next(here: Here) -> None:
    s = here.session
    vote, moved = s.vote, decided_at_the_top(here)
    if s.closed:
        _waits("The session is closed. Its record is on the page Minutes.")
    elif not s.is_open:
        button("Open the meeting" if not s.meeting else "Open the next meeting", open_meeting, key="console-open", shortcut="Enter", icon="gavel", primary=True)
    elif s.suspended_at is not None:
        button("Resume the meeting", lambda: act(lambda h: (Resumed(at=h.at),)), key="console-resume", shortcut="Enter", icon="play_arrow", primary=True)
    elif vote is not None and vote.open:
        vote_buttons(here, vote)
    elif vote is not None:
        button("Announce the result", conclude, vote.id, key="console-conclude", shortcut="Enter", icon="campaign", primary=True)
    elif not s.roll_done:
        roll_buttons(here)
    elif s.turn is not None:
        speech_buttons(here)
    elif moved is not None:
        decision_buttons(here, moved)
        if s.item and s.speakers and s.caucus is None and not s.voting:
            _next_on_the_list(here, primary=False)
    elif s.caucus is not None and not s.voting:
        offered = proposers_speech(s, here.rules, here.at)
        if offered:
            button(
                f"{offered.capitalize()} speech: {here.plain(s.caucus.proposer)}", proposer_first, key="console-proposer", shortcut="N",
                icon="record_voice_over", primary=True, ruled=here.may("speaker.called"), help="It moved the caucus.",
            )  # fmt: skip
        else:
            _waits("Call a member below." if s.caucus.mode == "moderated" else "The room meets informally.")
    elif s.voting and to_take_in(here):
        _waits("Take in below what the sponsors accept.")
    elif s.voting:
        _waits("Open the next vote below." if to_vote(s, here.rules) else "Hear explanations of vote, or leave voting procedure.")
    elif s.item:
        _next_on_the_list(here, primary=True)
    else:
        _waits("Adopt the agenda below.")


def _waits(words: str) -> None:
    """Words where a button would be, so that nothing else comes to stand under the hand that pressed one."""
    look.show(f'<p class="ph-console-next">{escape(words)}</p>')


def _next_on_the_list(here: Here, *, primary: bool) -> None:
    first = here.session.speakers[0] if here.session.speakers else ""
    button(
        f"Next speaker: {here.plain(first)}" if first else "Next speaker", next_speaker, first, key=f"{safe(first)}-console-next", shortcut="N",
        icon="record_voice_over", primary=primary,
        ruled=here.may("speaker.called") if first else Ruling(False, "Nobody is on the speakers' list."),
    )  # fmt: skip


def _parting(here: Here) -> None:
    """What ends a caucus or the voting."""
    s = here.session
    if not s.is_open or not s.roll_done or s.suspended_at is not None or s.vote is not None or s.turn is not None:
        return
    if s.voting:
        left = bool(to_vote(s, here.rules))
        button(
            "Leave voting procedure", lambda: act(lambda h: (VotingClosed(at=h.at),)), key="console-leave-voting", icon="logout",
            primary=not left, ruled=here.may("voting.closed"),
        )  # fmt: skip
    elif s.caucus is not None:
        button(
            "End the caucus", lambda: act(lambda h: (CaucusEnded(at=h.at),)), key="console-end-caucus", icon="timer_off",
            primary=s.caucus.left_at(here.at) < 0, ruled=here.may("caucus.ended"),
        )  # fmt: skip


def before(here: Here) -> None:
    """Before the meeting is opened."""
    settings = here.room.settings
    members = settings.members if settings else ()
    count = here.rules.opens_with(len(members))
    look.show(
        look.empty(
            "The meeting has not been opened" if not here.session.meeting else "The meeting has risen",
            f"{len(members)} members are on the roll; by the rules ({here.rules.name}) a meeting takes {count} of them. "
            "Opening it begins the roll call; every screen in the room follows.",
        )
    )
    if count > len(members):
        st.warning(
            look.plain(
                f"These rules ask for {count} members present, and the committee has {len(members)}: it could never meet. "
                "Set below how many it takes, choose other rules, or seat more members."
            )
        )
    rules(here)


def draw(room: Room) -> None:
    """The whole console, from one moment of the room."""
    here = standing(room)
    s = here.session
    with st.container(key="console-head", gap="small"):
        strip(here)
        announced(here)
        bridge.fault()
        actions(here)
    if not s.is_open:
        if not s.closed:
            papers_waiting(here)
            before(here)
        result(here)
        return
    powers(here)
    if not s.roll_done:
        st.subheader("Roll call", anchor=False)
        attendance(here)
        with st.expander("Keys"):
            keys(here)
        return
    left, right = st.columns([7, 5], gap="large")
    with left:
        waiting_for_chair(here)
        if s.vote is not None:
            vote_panel(here)
        else:
            if not s.item:
                agenda(here)
            speech(here)
            comments(here)
            if s.voting:
                to_the_vote(here)
                explanations(here)
                result(here)
            else:
                if s.caucus is not None:
                    caucus(here)
                    with st.expander(f"Speakers' list ({len(s.speakers)} on it, waiting until the caucus is over)"):
                        speakers(here)
                else:
                    speakers(here)
                to_the_vote(here)
                spoken(here)
    with right:
        motions(here)
        documents(here)
        if not s.voting:
            result(here)
    with st.expander("Who is here"):
        attendance(here)
    with st.expander("Keys"):
        keys(here)
