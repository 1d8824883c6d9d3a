"""Dais: what everybody sees (a notice, the clock, the draft that is looked at), and the chair's stances."""

from html import escape

import streamlit as st

from positions.topic import load_topic
from records.acts import Act, BoardSet, ClockStarted, ClockStopped
from records.errors import RecordsError
from records.room import PUBLIC, Role, Room
from ui import conference, live, look, sign_in, state

room, _ = sign_in.guarded("Dais", Role.CHAIR, Role.SECRETARIAT)


def do(act: Act) -> bool:
    """Do an act; where it is refused, the page says why."""
    state.keep("dais-fault", None)
    try:
        conference.perform(act)
    except RecordsError as error:
        state.keep("dais-fault", str(error))
        return False
    return True


def board_with(**changes: str) -> None:
    """Change the board as it stands now, and not as it stood when the page was drawn."""
    now = conference.room()
    if now is not None:
        do(BoardSet(board=now.board.model_copy(update=changes)))


def put_up() -> None:
    """Put up what stands in the box."""
    board_with(notice=" ".join(str(state.value_of("dais-notice") or "").split()))


def take_down() -> None:
    """Take the notice down; its words stay in the box."""
    board_with(notice="")


def start() -> None:
    """Start the clock that the fields describe."""
    seconds = int(state.value_of("dais-minutes") or 0) * 60 + int(state.value_of("dais-seconds") or 0)
    if seconds <= 0:
        state.keep("dais-fault", "Give the clock some time first.")
        return
    do(ClockStarted(label=str(state.value_of("dais-label") or "").strip(), seconds=seconds))


def go_on() -> None:
    """Let a stopped clock run on, or start one that has run out again."""
    now = conference.room()
    clock = now.board.clock if now else None
    if clock is not None:
        do(ClockStarted(label=clock.label, seconds=clock.seconds, left=clock.left))


def stop() -> None:
    """Stop the clock where it stands."""
    do(ClockStopped())


def remove() -> None:
    """Take the clock down."""
    do(ClockStopped(remove=True))


def again() -> None:
    """Set the clock back to its whole time, standing or running as it was."""
    now = conference.room()
    clock = now.board.clock if now else None
    if clock is not None:
        running = clock.ends_at is not None
        if do(ClockStarted(label=clock.label, seconds=clock.seconds)) and not running:
            do(ClockStopped())


def clock_buttons(now: Room) -> None:
    """What can be done with the clock that is up."""
    clock = now.board.clock
    with st.container(horizontal=True, key="clock-buttons"):
        if clock is None:
            st.button("Start the clock", type="primary", icon=":material/play_arrow:", on_click=start)
            return
        if clock.ends_at is not None:
            st.button("Stop", type="primary", icon=":material/pause:", on_click=stop)
        else:
            st.button("Go on", type="primary", icon=":material/play_arrow:", on_click=go_on)
        st.button("Reset", icon=":material/replay:", on_click=again)
        st.button("Take down", icon=":material/close:", on_click=remove)
        st.button("Start anew", icon=":material/timer:", on_click=start)


def shown_draft(now: Room) -> None:
    """Which draft stands on the display."""
    public = {one.id: one for one in now.drafts.values() if one.stage in PUBLIC}
    names = {one.id: f"{one.symbol or 'Draft'} {one.title}".strip() for one in public.values()}
    key = state.show_in("dais-draft", now.board.draft if now.board.draft in public else "")
    st.selectbox(
        "Draft on the display",
        ["", *public],
        key=key,
        format_func=lambda one: names.get(one, "None"),
        on_change=state.on_choice(key, lambda one: board_with(draft=one, paragraph="")),
        help="Drafts that the dais has approved; working papers stay with those who write them.",
    )


def stances(now: Room) -> None:
    """The stances that the chair set."""
    content = load_topic(state.topic_id())
    st.subheader("Stances set by the chair", anchor=False)
    held = [(d, s) for d, stances in now.stances.items() for s in stances if s.issue in content.issue_by_id]
    if not held:
        look.show(
            look.empty(
                "None yet",
                "Where a delegation shows you better evidence, open its brief and add a stance there; the reactions and the "
                "forecast of the whole committee then follow it.",
            )
        )
    for delegation, stance in held:
        known = content.delegation_by_id.get(delegation)
        with st.container(horizontal=True, vertical_alignment="center", key=f"stance-{delegation}-{stance.issue}"):
            look.show(
                f"<b>{escape(known.name if known else delegation)}</b> on {escape(content.issue_by_id[stance.issue].title)} "
                f"{look.position_badge(stance.position)} {look.basis(stance)}"
            )
            st.button(
                "Remove",
                icon=":material/delete:",
                key=f"drop-{delegation}-{stance.issue}",
                on_click=state.remove_stance,
                args=(delegation, stance.issue),
            )
    st.page_link("../pages/delegate/brief.py", label="Open the briefs", icon=":material/badge:", query_params=state.address())


st.title("Dais")
if state.kept("dais-fault"):
    st.error(look.plain(state.kept("dais-fault")), icon=":material/block:")
left, right = st.columns([6, 5], gap="large")
with left:
    st.subheader("On every screen now", anchor=False)
    with st.container(key="room-board"):
        live.board(room, key="dais-board")
    if not room.board.notice and room.board.clock is None:
        look.show(look.note("Nothing is up. A notice or a clock started here shows on every screen within a second."))
    st.subheader("Clock", anchor=False)
    a, b, c = st.columns([3, 1, 1], gap="small")
    a.text_input("What it is for", key="dais-label", placeholder="Speech, caucus, voting", max_chars=80)
    b.number_input("Minutes", 0, 600, 1, key="dais-minutes")
    c.number_input("Seconds", 0, 59, 0, step=15, key="dais-seconds")
    live.follow(("board",), clock_buttons, key="dais-clock")
    st.subheader("Notice", anchor=False)
    st.text_area("Words", key="dais-notice", max_chars=500, height=90, placeholder="The committee meets again at 14:00.", label_visibility="collapsed")
    with st.container(horizontal=True):
        st.button("Put it up", type="primary", icon=":material/campaign:", on_click=put_up)
        if room.board.notice:
            st.button("Take it down", icon=":material/close:", on_click=take_down)
with right:
    live.follow(("board", "drafts"), shown_draft, key="dais-drafts")
    st.page_link("../pages/room/display.py", label="Open the display", icon=":material/tv:", query_params=state.address())
    live.follow(("stances",), stances, key="dais-stances")
