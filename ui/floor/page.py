"""The Floor as a page: the pictures that follow the room by themselves, and what one types and chooses between them.

Made for a telephone in one hand: what is urgent is on top, buttons are as wide as the screen, and what is not in order
says why. Buttons stand in pictures (`ui.pictures`), so that sixty screens follow an act of the chair at once; the page itself runs
again only where something changed that it draws (`turns`), or where somebody presses a button on it.
"""

from __future__ import annotations

import streamlit as st

from records.room import Role, Room
from ui import choose, conference, live, look, state, voting
from ui import session as sitting
from ui import session_board as board
from ui.floor import acts, documents, form, notes
from ui.floor.desk import Desk, desk_of
from ui.floor.speaking import may_yield_to_another
from ui.voting import called


def shown(room: Room) -> None:
    """The Floor as it stands now."""
    seat = conference.seat()
    if seat is None:
        return
    _picture("floor-turns")
    desk = desk_of(room, seat)
    if desk is None:
        look.show(look.empty("The session has not begun yet", "When the chair opens it, you join the speakers' list, move and vote here. Your drafts are open already."))
        st.page_link("../pages/room/drafts.py", label="Drafts", icon=":material/history_edu:", query_params=state.address())
        return
    board.ticking(sitting.now(), "floor-ticker")
    if not desk.takes_part:
        look.show(look.note("Your delegation does not sit in this session. Ask the dais to invite it."))
        return
    draw(desk)


def _picture(name: str) -> None:
    live.picture(name, key=f"{name}-picture", act=acts.pressed)


def draw(desk: Desk) -> None:
    """The whole page of a delegation that takes part."""
    with st.container(key="floor-fault"):
        sitting.fault()
    if desk.session.adjourned:
        st.page_link("../pages/chair/minutes.py", label="The record of the meeting", icon=":material/description:", query_params=state.address())
    with st.container(key="floor-vote"):
        _picture("floor-vote")
    _picture("floor-turn")
    yielding(desk)
    _picture("floor-list")
    views(desk)
    # A press may have asked for another page; the frame, which opens it, is no part of this fragment.
    if (asked := state.goes()) is not None:
        st.switch_page(asked[0], query_params=asked[1])


def yielding(desk: Desk) -> None:
    """To whom the speaker yields what is left of its time."""
    if not may_yield_to_another(desk):
        return
    others = [one for one in desk.session.taking_part if one != desk.me]
    with st.container(horizontal=True, vertical_alignment="bottom", key="floor-yielding"):
        st.selectbox("Yield to a delegation", others, index=None, key="floor-yield-to", format_func=lambda one: called(desk.names, one))
        st.button("Yield", key="floor-yield-delegate", on_click=acts.end_to)


def views(desk: Desk) -> None:
    """Motions and points, notes, documents."""
    mine = notes.notes_of(desk)
    seen = int(state.kept("floor-notes-seen", 0) or 0)
    received = notes.received(desk, mine)
    fresh = max(0, received - seen)
    labels = {"raise": "Motions", "notes": f"Notes ({fresh} new)" if fresh else "Notes", "documents": "Documents"}
    view = choose.view(labels, key="floor-view", width="stretch")
    if view == "notes":
        state.keep("floor-notes-seen", received)
        notes.notes(desk, mine)
    elif view == "documents":
        _follow_all(desk)
        documents.documents(desk)
    else:
        raising(desk)


def raising(desk: Desk) -> None:
    """Points and motions, with the box for what a point is about, and the form of the motion that was chosen."""
    _picture("floor-motions")
    with st.container(key="floor-points"):
        _picture("floor-points")
        if desk.seat.role is Role.OBSERVER:
            return
        st.text_input("What it is about (may be empty)", key="floor-words", max_chars=400)
    rule = desk.procedure.motion(str(state.kept("floor-motion") or ""))
    if rule is None:
        _picture("floor-moves")
        return
    _follow_all(desk)
    form.form(desk, rule)


def _follow_all(desk: Desk) -> None:
    """While this is open the page runs again with everything that a delegation hears of."""
    live.hears(desk.room, "floor", voting.news(desk.session, desk.me), key="floor-session-ear")
