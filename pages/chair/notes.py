"""Notes: what delegations write to the dais, and its answers."""

import streamlit as st

from records.room import Role, Room
from ui import floor, live, look, sign_in
from ui import session as sitting

room, _ = sign_in.guarded("Notes", Role.CHAIR, Role.SECRETARIAT)


def shown(now: Room) -> None:
    """The notes as they stand now."""
    here = sitting.session(now)
    if here is None or not here.meeting:
        look.show(look.empty("The session has not begun yet", "Notes can be passed from the moment the meeting is opened."))
        return
    sitting.fault()
    floor.dais_notes(here, now, sitting.names(now), sitting.do)


st.title("Notes")
look.show(look.note("The dais can read all notes, and delegations are told so. Notes are no part of the record."))
with st.container(key="dais-notes"):
    live.follow(("session",), shown, key="dais-notes-ear")
