"""Display: the state of the room alone, large enough for the back of a hall. It follows by itself."""

import time

import streamlit as st

from ui import live, sign_in
from ui import session_board as board

room, seat = sign_in.guarded("Display")

with st.container(key="display-board"):
    live.follow_page(("settings", "seats"), key="display-ear")
    board.ticking(time.time(), "display-ticker")
    live.picture("hall", key="display-hall")
    # During a session the style sheet puts it on top, where a notice is seen before all else.
    with st.container(key="display-notice"):
        live.board(room, size="large", key="display-large")
