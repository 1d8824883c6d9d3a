"""The documents: what is before the room, one's own drafts, and the other papers."""

from __future__ import annotations

from html import escape

import streamlit as st

from records.room import PUBLIC, readable_drafts
from ui import live, look, state
from ui import session_board as board
from ui.floor.ballot import changes
from ui.floor.desk import Desk


def documents(desk: Desk) -> None:
    """What is before the room, this delegation's own drafts, and the other papers."""
    session = desk.session
    for part in ("drafts", "papers"):
        live.hears(desk.room, part, desk.room.parts.get(part, 0), key=f"floor-{part}-ear")
    shown = 0
    if session.documents:
        look.show('<h2 class="ph-h">Before the room</h2>')
    for one in session.documents.values():
        paper = desk.room.drafts.get(one.id if one.what == "draft" else one.of)
        now = " Debated now." if one.id == session.document else ""
        title = f"{board.document_name(desk.procedure, one)} {one.title}".strip()
        shown += 1
        look.show(f'<p class="ph-doc"><b><bdi>{escape(title)}</bdi></b><span class="ph-sub"> {escape(board.STATUSES[one.status])}.{now}</span></p>')
        look.show(changes(desk, one))
        if paper is not None:
            _link(paper.id, "Read it" if one.what == "draft" else "Read the draft", key=one.id)
    readable = readable_drafts(desk.room, desk.seat)
    mine = [one for one in readable if desk.seat.id in one.writers]
    others = [one for one in readable if one not in mine and one.id not in session.documents and one.stage in PUBLIC]
    for head, papers in (("My drafts", mine), ("Approved, not yet introduced", others)):
        if papers:
            look.show(f'<h2 class="ph-h">{head}</h2>')
        for paper in papers:
            shown += 1
            title = f"{paper.symbol} {paper.title}".strip() or "Untitled draft"
            _link(paper.id, f"{title}: {paper.stage.value}", key=f"own-{paper.id}")
    if not shown:
        look.show(look.empty("No documents yet", "Drafts come here once the dais has approved them; begin one on the page Drafts."))
    with st.container(horizontal=True):
        st.page_link("../pages/room/drafts.py", label="All drafts", icon=":material/history_edu:", query_params=state.address())
        if desk.room.papers:
            many = len(desk.room.papers)
            st.page_link("../pages/room/room.py", label=f"Papers ({many})", icon=":material/folder_open:", query_params=state.address())


def _link(draft: str, label: str, *, key: str) -> None:
    with st.container(key=f"to-{key}"):
        st.page_link("../pages/room/drafts.py", label=look.plain(label), icon=":material/description:", query_params=state.address() | {"paper": draft})
