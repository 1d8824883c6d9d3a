"""The floor: what a delegation does in the session, from its place and mostly from a telephone."""

import streamlit as st

from records.room import Role, Room
from ui import conference, floor, live, look, sign_in, state, voting
from ui import session as sitting
from ui import session_board as board

room, _ = sign_in.guarded("Floor", Role.DELEGATE, Role.OBSERVER)


def shown(now: Room) -> None:
    """The floor as it stands now."""
    here, seat = sitting.session(now), conference.seat()
    if seat is None:
        return
    if here is None or not here.meeting:
        live.hears(now, "session", now.parts.get("session", 0), key="floor-session-ear")
        look.show(look.empty("The session has not begun yet", "When the chair opens it, you join the speakers' list, move and vote here. Your drafts are open already."))
        st.page_link("../pages/room/drafts.py", label="Drafts", icon=":material/history_edu:", query_params=state.address())
        return
    me = sitting.me()
    live.hears(now, "floor", voting.news(here, me), key="floor-session-ear")
    names = sitting.names(now)
    if me not in here.taking_part:
        look.show(look.note("Your delegation does not sit in this session. Ask the dais to invite it."))
        board.ticking(sitting.now(), "floor-ticker")
        return
    seated = {one.delegation for one in now.seats.values() if one.active and one.delegation and one.role in (Role.DELEGATE, Role.OBSERVER)}
    floor.draw(
        floor.Desk(
            session=here,
            procedure=sitting.procedure(now),
            names=names,
            me=me,
            room=now,
            seat=seat,
            now=sitting.now(),
            register=sitting.register(now),
            do=sitting.do,
            fault=sitting.fault,
            others=tuple(one for one in here.taking_part if one != me and one in seated),
        )
    )


with st.container(key="floor-page"):
    live.board(room, key="floor-board")
    live.picture("floor", key="floor-strip")
    live.follow(("readership", "seats", "settings"), shown, key="floor-ear")
