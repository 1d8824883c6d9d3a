"""Console: the chair runs the session from here. It follows by itself, so that two chairs can work together."""

import streamlit as st

from records.room import Role
from ui import console, live, look, session, session_board, sign_in

sign_in.guarded("Console", Role.CHAIR, Role.SECRETARIAT)

look.show(console.style())
st.title("Console", anchor=False)
live.follow(("session", "drafts", "seats", "settings"), console.draw, key="console")
session_board.ticking(session.now(), key="console-ticker")
