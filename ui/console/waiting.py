"""Papers that wait for the dais: submitted drafts, which it reads on the page Drafts and approves or sends back, and amendments
that are proposed and not yet before the room."""

from __future__ import annotations

import streamlit as st

from records.room import Room, Stage
from ui import session as bridge
from ui import state
from ui.console.moment import Here

DRAFTS = "../pages/room/drafts.py"


def submitted(room: Room) -> tuple[str, ...]:
    """The drafts that the dais is to approve or send back, by their ids."""
    return tuple(one.id for one in room.drafts.values() if one.stage is Stage.SUBMITTED)


def proposed(here: Here) -> tuple[str, ...]:
    """The drafts of the amendments that wait to be introduced, a draft as often as there are such amendments to it."""
    register = bridge.register(here.room)
    return tuple(one.of for one in register.values() if one.what == "amendment" and here.session.can_be_introduced(one.id))


def in_words(drafts: int, amendments: int) -> str:
    """How many papers wait, as what is pressed to see them: `1 draft and 2 amendments wait for you`."""
    counted = ((drafts, "draft"), (amendments, "amendment"))
    said = " and ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in counted if number)
    return f"{said} wait{'s' if drafts + amendments == 1 else ''} for you" if said else ""


def papers_waiting(here: Here) -> None:
    """How many papers wait, a press away from the page where they are read: the draft itself where they all belong to one."""
    drafts, amendments = submitted(here.room), proposed(here)
    words = in_words(len(drafts), len(amendments))
    if not words:
        return
    about = {*drafts, *amendments}
    address = dict(state.address())
    if len(about) == 1:
        address |= {"paper": about.pop()} | ({"view": "Amendments"} if amendments else {})
    with st.container(key="console-waiting", width="content"):
        st.page_link(DRAFTS, label=words, icon=":material/mark_email_unread:", query_params=address)
