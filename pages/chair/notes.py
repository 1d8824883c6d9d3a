"""Notes: what delegations write to the dais, and its answers."""

import streamlit as st

from records.acts.room import SettingsChanged
from records.errors import RecordsError
from records.room import Role, Room
from ui import conference, live, look, sign_in, state
from ui import session as sitting
from ui.floor import notes

_, seat = sign_in.guarded("Notes", Role.CHAIR, Role.SECRETARIAT)


def decide(reads: bool) -> None:
    """The dais reads notes between delegations from now on, or not."""
    now = conference.room()
    if now is None or now.settings is None:
        return
    state.keep("session-fault", None)
    try:
        conference.perform(SettingsChanged(settings=now.settings.model_copy(update={"dais_reads_notes": reads})))
    except RecordsError as error:
        state.keep("session-fault", str(error))


def who_reads(now: Room) -> None:
    """What the dais can read, which delegations are told too; the secretariat decides it."""
    reads = now.settings is None or now.settings.dais_reads_notes
    between = "The dais can read all notes" if reads else "The dais reads the notes that are written to it, and not those between delegations"
    look.show(look.note(f"{between}; delegations are told so on the Floor. Notes are no part of the record."))
    if seat.role is Role.SECRETARIAT:
        key = state.showing("notes-read", reads)
        st.toggle(
            "The dais can read notes between delegations", key=key, on_change=state.on_choice(key, decide),
            help="From now on; each note keeps what held when it was passed.",
        )  # fmt: skip


def shown(now: Room) -> None:
    """The notes as they stand now."""
    who_reads(now)
    sitting.fault()
    here = sitting.session(now)
    if here is None or not here.meeting:
        look.show(look.empty("The session has not begun yet", "Notes can be passed from the moment the meeting is opened."))
        return
    kept = sum(one.private for one in notes.all_notes(here))
    if kept:
        look.show(look.note(f"{kept} {'note' if kept == 1 else 'notes'} passed between delegations; the dais does not read them."))
    notes.dais_notes(here, now, sitting.names(now), sitting.do)


st.title("Notes")
with st.container(key="dais-notes"):
    live.follow(("session", "settings"), shown, key="dais-notes-ear")
