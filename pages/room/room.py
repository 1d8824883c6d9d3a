"""The room: the board, the drafts one may read, papers, and who sits. What whoever signed in sees first."""

import uuid
from functools import partial
from html import escape
from pathlib import PurePath

import streamlit as st

from positions.topic import load_topic
from records.acts.room import PaperAdded, PaperRemoved
from records.errors import RecordsError
from records.room import SECRETARIAT, Paper, Role, Room
from ui import conference, live, look, seats, setting_up, sign_in, state, whereabouts

KINDS = {
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
    "txt": ("text/plain", b""),
}
"""What may be uploaded, with how such a file begins."""

me = conference.signed_in()
if me is not None and me.seat == SECRETARIAT and conference.room() is None:
    st.switch_page("../pages/chair/conference.py")
room, seat = sign_in.guarded("The room")


def add_papers() -> None:
    """Take what was put into the box; what is not taken is said."""
    faults = []
    for file in state.value_of(f"papers-{state.kept('papers-round', 0)}") or ():
        name = PurePath(file.name).name[-200:]
        kind = KINDS.get(name.rsplit(".", 1)[-1].lower())
        content = file.getvalue()
        if kind is None or not content.startswith(kind[1]):
            faults.append(f"{name}: this is no PDF, Word or text file.")
            continue
        act = PaperAdded(id=uuid.uuid4().hex[:12], name=name, media_type=kind[0], size=len(content))
        try:
            conference.perform(act, paper=content)
        except RecordsError as error:
            faults.append(f"{name}: {error}")
    state.keep("papers-round", state.kept("papers-round", 0) + 1)
    state.keep("papers-faults", faults)


def remove_paper(paper: str) -> None:
    """Take a paper off the list."""
    try:
        conference.perform(PaperRemoved(id=paper))
    except RecordsError as error:
        state.keep("papers-faults", [str(error)])


def size_of(paper: Paper) -> str:
    """How large a file is, in words."""
    return f"{paper.size / 2**20:.1f} MB" if paper.size >= 2**20 else f"{max(1, round(paper.size / 1024))} KB"


def papers(now: Room) -> None:
    """The uploaded files."""
    mine = conference.seat()
    st.subheader("Papers", anchor=False)
    may_add = mine is not None and mine.role in (Role.CHAIR, Role.DELEGATE, Role.SECRETARIAT)
    if not now.papers:
        look.show(
            look.empty(
                "No papers yet",
                "Background papers, letters and reports for everybody in the committee go here."
                + (" Upload one below." if may_add else ""),
            )
        )
    for paper in now.papers.values():
        with st.container(horizontal=True, vertical_alignment="center", key=f"paper-{paper.id}"):
            look.show(
                f'<b class="ph-file" dir="auto">{escape(paper.name)}</b> <span class="ph-sub">{size_of(paper)}, '
                f"{escape(seats.seat_called(now, paper.seat))}</span>"
            )
            st.download_button(
                "Download",
                data=partial(conference.records().paper, now.committee, mine.id if mine else "", paper.id),
                file_name=paper.name,
                mime=paper.media_type,
                icon=":material/download:",
                on_click="ignore",
                key=f"get-{paper.id}",
            )
            if mine is not None and (conference.is_dais() or paper.seat == mine.id):
                st.button("Remove", icon=":material/delete:", key=f"drop-{paper.id}", on_click=remove_paper, args=(paper.id,))
    for fault in state.kept("papers-faults") or ():
        st.error(look.plain(fault), icon=":material/error:")
    if may_add:
        with st.expander("Upload papers", icon=":material/upload_file:"):
            st.file_uploader(
                "PDF, Word or text, up to 20 MB each",
                type=list(KINDS),
                accept_multiple_files=True,
                key=f"papers-{state.kept('papers-round', 0)}",
                on_change=add_papers,
            )


st.title(look.plain(room.name), anchor=False)
settings = room.settings
agenda = load_topic(state.topic_id()).about.agenda_item if settings else ""
look.show(f'<p class="ph-under">{escape(agenda)}</p>')
with st.container(key="room-board"):
    live.board(room, key="room-board-small")


live.follow_page(("papers", "settings"), key="room-papers")
left, right = st.columns([6, 4], gap="large")
with left:
    st.subheader("Drafts", anchor=False)
    page = sign_in.drafts_page()
    do, about = live.picture("drafts-in-short", key="room-drafts")
    if page and do == "open":
        st.switch_page(page, query_params=state.address() | {"paper": about})
    if page:
        st.page_link(page, label="All drafts", icon=":material/history_edu:", query_params=state.address())
        whereabouts.line()
    papers(room)
with right:
    st.subheader("Who sits", anchor=False)
    live.picture("who-sits", key="room-seats")
    if settings and settings.invited:
        look.show(look.note(f"Invited to take part without a vote: {', '.join(setting_up.named_lines(settings.invited).splitlines())}."))
