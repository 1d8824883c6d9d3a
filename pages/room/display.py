"""Display: the state of the room alone, large enough for the back of a hall. It follows by itself."""

import time
from html import escape

import streamlit as st

from records.room import PUBLIC, Room
from records.sitting import amendment_name
from resolutions.model import Draft
from ui import live, look, sign_in
from ui import session as sitting
from ui import session_board as board

room, seat = sign_in.guarded("Display")


def looked_at(now: Room) -> str:
    """The draft that the dais has put up, where everybody has it."""
    draft = now.drafts.get(now.board.draft)
    if draft is None or draft.stage not in PUBLIC:
        return ""
    title = f": {escape(draft.title)}" if draft.title else ""
    return f'<p class="item"><b>{escape(draft.symbol or "Draft")}</b>{title}</p><p class="stage">{escape(draft.stage.value)}</p>'


def clause(now: Room) -> board.Clause:
    """The paragraph at issue: the one an open amendment is about, or the one that the dais has put up."""
    here = sitting.session(now)
    paper = board.at_issue(here) if here is not None else None
    if paper is None:
        return board.NO_CLAUSE
    shared = now.drafts.get(paper.of if paper.what == "amendment" else paper.id)
    if shared is None or shared.stage not in PUBLIC:
        return board.NO_CLAUSE
    if paper.what == "amendment":
        proposed = next((one for one in shared.amendments if paper.id == amendment_name(shared.id, one.amendment.id)), None)
        if proposed is None:
            return board.NO_CLAUSE
        place = _number(shared.draft, proposed.amendment.paragraph or "")
        what = {"add": "Adds", "delete": "Deletes", "replace": "Replaces", "move": "Moves"}[proposed.amendment.kind]
        where = f"{what} {place}".strip() if proposed.amendment.kind != "add" else "Adds a paragraph"
        return board.Clause(f"{where}:", proposed.amendment.text or proposed.amendment.base)
    if now.board.draft == shared.id and now.board.paragraph:
        text = next((one.text for one in shared.draft.paragraphs if one.id == now.board.paragraph), "")
        return board.Clause(_number(shared.draft, now.board.paragraph), text) if text else board.NO_CLAUSE
    return board.NO_CLAUSE


def _number(draft: Draft, paragraph: str) -> str:
    for word, part in (("Preambular paragraph", draft.preambular), ("Paragraph", draft.operative)):
        for number, one in enumerate(part, start=1):
            if one.id == paragraph:
                return f"{word} {number}"
    return ""


def shown(now: Room) -> None:
    """The session where one is under way; else the committee's name, and the draft that is looked at."""
    here = sitting.session(now)
    if here is not None and here.meeting:
        at = sitting.now()
        board.ticking(at, "display-ticker")
        look.show(board.hall(here, sitting.procedure(now), sitting.names(now), at, room=now.name, clause=clause(now)))
        return
    item = looked_at(now)
    empty = not (item or now.board.notice or now.board.clock)
    rest = '<p class="wait">The session will begin shortly.</p>' if empty else ""
    board.ticking(time.time(), "display-ticker")
    look.show(f'<div class="ph-hall"><p class="room" dir="auto">{escape(now.name)}</p>{item}{rest}</div>')


with st.container(key="display-board"):
    live.follow(("board", "drafts", "settings", "session"), shown, key="display-ear")
    # During a session the style sheet puts it on top, where a notice is seen before all else.
    with st.container(key="display-notice"):
        live.board(room, size="large", key="display-large")
