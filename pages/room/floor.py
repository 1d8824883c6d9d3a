"""The floor: what a delegation does in the session, from its place and mostly from a telephone."""

import streamlit as st

from records.room import Role
from ui import live, sign_in
from ui.floor import page

room, _ = sign_in.guarded("Floor", Role.DELEGATE, Role.OBSERVER)

with st.container(key="floor-page"):
    live.board(room, key="floor-board")
    live.picture("floor", key="floor-strip")
    live.follow(("readership", "seats", "settings"), page.shown, key="floor-ear")
