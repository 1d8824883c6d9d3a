"""What the chair may do at any time, and the agenda."""

from __future__ import annotations

import streamlit as st

from committee.events import (
    Adjourned,
    AgendaAdopted,
    DebateReopened,
    Invited,
    PresidencyCeded,
    Remarked,
    SpeakingTimeSet,
    Suspended,
)
from ui import state
from ui.console.moment import Here, act, button
from ui.console.waiting import papers_waiting


def take_up(item: str | None) -> None:
    """Turn to another item of the agenda."""
    if item:
        act(
            lambda here: (
                () if item == here.session.item or item not in here.session.agenda else (AgendaAdopted(at=here.at, items=here.session.agenda, item=item),)
            )
        )


def put_up_agenda() -> None:
    """Adopt the agenda as it stands in the box."""
    items = tuple(dict.fromkeys(" ".join(line.split())[:500] for line in str(state.value_of("console-agenda") or "").splitlines() if line.strip()))[:50]
    if not items:
        state.keep("session-fault", "Write at least one item for the agenda.")
        return
    act(lambda here: (AgendaAdopted(at=here.at, items=items, item=items[0]),))


def set_time() -> None:
    """Set the speaking time."""
    seconds = int(state.value_of("console-time") or 0)
    if seconds > 0:
        act(lambda here: (SpeakingTimeSet(at=here.at, seconds=seconds),))


def suspend() -> None:
    """Suspend the meeting for the minutes in the box."""
    minutes = int(state.value_of("console-suspend") or 0)
    act(lambda here: (Suspended(at=here.at, seconds=minutes * 60 or None),))


def adjourn(final: bool = False) -> None:
    """The meeting rises."""
    until = " ".join(str(state.value_of("console-until") or "").split())
    act(lambda here: (Adjourned(at=here.at, until=until, final=final),))


def close_for_good(sure: bool) -> None:
    """Close the session; a first press asks whether to, since no further meeting can be opened."""
    state.keep("console-for-good", not sure)
    if sure:
        adjourn(final=True)


def remark() -> None:
    """Put something on record."""
    words = str(state.value_of("console-remark") or "").strip()
    if words and act(lambda here: (Remarked(at=here.at, words=words),)):
        state.forget("console-remark")


def invite() -> None:
    """Let somebody take part without a vote."""
    guest = " ".join(str(state.value_of("console-guest") or "").split())
    if guest and act(lambda here: (Invited(at=here.at, guest=guest, rule=""),)):
        state.forget("console-guest")


def cede(to: str | None) -> None:
    """Another delegation takes the chair."""
    act(lambda here: () if here.session.presiding == (to or "") or (to and to not in here.session.members) else (PresidencyCeded(at=here.at, to=to or ""),))


def powers(here: Here) -> None:
    """What the chair may do at any time."""
    s = here.session
    with st.container(horizontal=True, vertical_alignment="center", key="console-powers"):
        with st.popover("Speaking time", icon=":material/timer:", disabled=not here.may("time.set")):
            st.number_input("Seconds for each speaker", 1, 86_400, int(s.speaking_seconds or 60), step=15, key="console-time")
            button("Set", set_time, key="console-set-time", primary=True)
        with st.popover("Suspend or adjourn", icon=":material/pause_circle:", disabled=not s.is_open):
            st.number_input("Suspend for minutes (0 for an open time)", 0, 10_080, 15, key="console-suspend")
            button("Suspend the meeting", suspend, key="console-suspend-now", ruled=here.may("meeting.suspended"))
            st.text_input("Adjourn until", key="console-until", max_chars=200, placeholder="tomorrow at 10 a.m.")
            button("Adjourn the meeting", adjourn, key="console-adjourn", ruled=here.may("meeting.adjourned"))
            if state.kept("console-for-good"):
                st.warning("No further meeting of this committee can be opened after it.")
                button("Do not close it", lambda: state.keep("console-for-good", None), key="console-not-for-good")
                button("Yes, close the session for good", close_for_good, True, key="console-close-sure", ruled=here.may("meeting.adjourned"))
            else:
                button("Close the session for good", close_for_good, False, key="console-close", ruled=here.may("meeting.adjourned"))
        with st.popover("More", icon=":material/more_horiz:"):
            st.text_area("Remark for the record", key="console-remark", max_chars=2000, height=80)
            button("Put on record", remark, key="console-put-remark", ruled=here.may("remark"))
            if s.debate_closed or s.debate_adjourned:
                button("Reopen the debate", lambda: act(lambda h: (DebateReopened(at=h.at),)), key="console-reopen", ruled=here.may("debate.reopened"))
            if len(s.agenda) > 1:
                key = state.showing("console-item", s.item or None)
                st.selectbox("Item taken up", s.agenda, key=key, index=None, on_change=state.on_choice(key, take_up), disabled=not here.may("agenda.adopted"))
            st.text_input("Invite a State or a person without a vote", key="console-guest", max_chars=80)
            button("Invite", invite, key="console-invite", ruled=here.may("guest.invited"))
            key = state.showing("console-cede", s.presiding or None)
            st.selectbox(
                "Who presides",
                s.members,
                key=key,
                index=None,
                format_func=here.name,
                placeholder="The chair that the conference appointed",
                on_change=state.on_choice(key, cede),
                disabled=not here.may("presidency.ceded"),
            )
        # At the end of the row: where it comes and goes, nothing else moves.
        papers_waiting(here)


def agenda(here: Here) -> None:
    """The agenda, before it is adopted."""
    s = here.session
    usual = "\n".join(s.agenda) or state.topic().about.agenda_item
    st.subheader("Agenda", anchor=False)
    st.text_area("Items, one to a line; the first is taken up", usual, key="console-agenda", height=110)
    button("Adopt the agenda", put_up_agenda, key="console-adopt", icon="check", primary=True, ruled=here.may("agenda.adopted"))
