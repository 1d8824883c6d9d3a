"""Conference: all committees at a glance, for the secretariat."""

import time
from collections import Counter
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from positions.topic import load_topic, topic_ids
from records.backup import MOST_BYTES, backup_for, restore_for, text_of
from records.errors import RecordsError
from records.room import SECRETARIAT, Room, Stage
from ui import conference, look, seats, setting_up, shared, sign_in, state

LOOKS_EVERY = 5.0
"""Seconds after which the overview looks again: it is of all committees, and a line listens to one."""


def fault(text: str | None) -> None:
    """What the page says did not work."""
    state.keep("conference-fault", text)


def open_room(committee: str) -> None:
    """Look into a committee from here on."""
    state.keep("committee", committee)
    state.keep("conference-goes", True)


def ago(seconds: float) -> str:
    """How long ago something was, in words."""
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    if seconds < 86_400:
        return f"{int(seconds // 3600)} h ago"
    return f"{int(seconds // 86_400)} days ago"


def clock_of(room: Room, at: float) -> str:
    """The clock of a room as it stands at a moment."""
    clock = room.board.clock
    if clock is None:
        return ""
    left = clock.left if clock.ends_at is None else clock.ends_at - at
    shown = f"{int(abs(left)) // 60:02d}:{int(abs(left)) % 60:02d}"
    said = "stopped" if clock.ends_at is None else "over" if left < 0 else "left"
    return f"{clock.label + ' ' if clock.label else ''}{shown} {said}"


def backup_of(committee: str, cookie: str) -> bytes:
    """The backup of a committee; asked for when somebody wants it, and not before. No page is drawn then, and so the browser's
    cookie, which says who asks, is kept from when it was."""
    me = conference.access().who(cookie)
    return backup_for(conference.records(), committee, me.seat).encode()


def stages(room: Room) -> str:
    """How many drafts are at each stage."""
    held = [shared.stage for shared in room.drafts.values()]
    return ", ".join(f"{held.count(stage)} {stage.value}" for stage in Stage if stage in held) or "none"


@st.fragment(run_every=LOOKS_EVERY)
def overview() -> None:
    """Every committee in a line, with what can be done with it."""
    me = conference.signed_in()
    if me is None or me.seat != SECRETARIAT:
        st.rerun()
    try:
        records = conference.records()
        activity, since = records.activity(me.conference), records.opened(me.conference)
        rooms = [records.room_at_least(one, activity[one][0]) for one in records.committees(me.conference) if one in activity]
        inside = {room.committee: conference.access().browsers(room.committee).keys() for room in rooms}
    except RecordsError as error:
        st.error(look.plain(str(error)), icon=":material/cloud_off:")
        return
    rooms = [room for room in rooms if room.settings is not None]
    if not rooms:
        look.show(look.empty("No committee is set up yet", "Set one up: it takes a name and a list of delegates."))
        return
    at = time.time()
    shown = state.kept("committee")
    called = Counter(room.name for room in rooms)
    for room in rooms:
        active = {seat.id for seat in room.seats.values() if seat.active}
        topic = load_topic(room.settings.topic).about.title if room.settings and room.settings.topic in topic_ids() else ""
        if called[room.name] > 1:
            # As after a restore beside the original.
            topic = f"{topic} · here since {shared.time_of(since[room.committee])} · {room.committee}"
        facts = [
            f"<b>{len(active & inside[room.committee])}</b> of {len(active)} seats signed in",
            f"drafts: {escape(stages(room))}",
            f"last act {ago(at - activity[room.committee][1])}",
        ]
        if room.board.clock is not None:
            facts.append(escape(clock_of(room, at)))
        with st.container(key=f"committee-{room.committee}", horizontal=True, vertical_alignment="center"):
            here = ' <span class="ph-you">open</span>' if room.committee == shown else ""
            look.show(
                f'<div class="ph-committee"><p class="name" dir="auto">{escape(room.name)}{here}</p>'
                f'<p class="ph-sub">{escape(topic)}</p><p class="facts">{" · ".join(facts)}</p></div>'
            )
            st.button("Open", key=f"open-{room.committee}", type="primary", on_click=open_room, args=(room.committee,))
            st.download_button(
                "Backup",
                data=partial(backup_of, room.committee, conference.cookie()),
                file_name=f"{room.committee}.penholder.json",
                mime="application/json",
                icon=":material/download:",
                key=f"backup-{room.committee}",
                on_click="ignore",
                help="Everything of the committee in one file, but for codes and the words of notes that the dais does not read.",
            )
    if state.kept("conference-goes"):
        state.keep("conference-goes", None)
        st.switch_page("../pages/room/room.py")


def put_back(file: Any) -> None:
    """A new committee from the backup in the box."""
    me = conference.signed_in()
    if file is None or me is None or me.seat != SECRETARIAT:
        return
    try:
        records = conference.records()
        stem = file.name.split(".")[0] or "committee"
        room = restore_for(records, me, text_of(file.getvalue()), setting_up.free_id(stem, records.revisions()))
    except RecordsError as error:
        fault(str(error))
        return
    fault(None)
    state.keep("conference-restored", room.name)


def renew() -> None:
    """A new code for the secretariat itself."""
    me = conference.signed_in()
    if me is None:
        return
    called = sign_in.conference_name()
    try:
        issued = setting_up.renew_secretariat(conference.records(), conference.access(), me, me.conference)
    except RecordsError as error:
        fault(str(error))
        return
    state.keep("cards-first", seats.packed([seats.Card("", called, "Secretariat", "Secretariat", issued.code)]))
    state.keep("cards-committee", "")


def page() -> None:
    """The whole page."""
    me = conference.signed_in()
    if state.kept("cards-committee") is not None:
        st.switch_page("../pages/chair/setup.py")
    if me is None or me.seat != SECRETARIAT:
        st.title("Conference")
        look.show(look.empty("This page is for the secretariat", "It shows all committees of the conference; a chair's own is on the page The room."))
        st.page_link("../pages/room/enter.py", label="Enter with a code", icon=":material/key:")
        return
    st.title(look.plain(sign_in.conference_name()) or "Conference", anchor=False)
    with st.container():
        if state.kept("conference-fault"):
            st.error(look.plain(state.kept("conference-fault")), icon=":material/error:")
        if state.kept("conference-restored"):
            st.success(
                look.plain(f"{state.kept('conference-restored')} is back. Its seats have no codes here: make them on the page Seats."),
                icon=":material/check:",
            )
            state.keep("conference-restored", None)
    overview()
    with st.container(horizontal=True):
        st.button("Set up a committee", type="primary", icon=":material/add:", on_click=state.go, args=("../pages/chair/setup.py",))
    left, right = st.columns(2, gap="large")
    with left, st.expander("Restore a committee from a backup", icon=":material/settings_backup_restore:"):
        look.show(look.note("It becomes a new committee beside the others; nothing here is overwritten. Codes, and the words of notes that the dais did not read, are in no backup."))
        st.file_uploader(
            "Backup (.penholder.json)",
            type=["json"],
            key="restore-file",
            on_change=state.on_choice("restore-file", put_back),
            max_upload_size=MOST_BYTES // 2**20,
        )
    with right, st.expander("A new code for the secretariat", icon=":material/key:"):
        look.show(look.note("The former code stops working, and every browser signed in by it is out, this one too until it has the new one."))
        st.button("Make a new code", icon=":material/key:", on_click=renew)


page()
