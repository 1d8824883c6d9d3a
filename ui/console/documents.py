"""The register of documents: what may come before the room, and what is before it."""

from __future__ import annotations

from html import escape

import streamlit as st

from committee.events import (
    AmendmentIntroduced,
    DebateTurned,
    DocumentTakenUp,
    DocumentWithdrawn,
    DraftIntroduced,
    Event,
    Happened,
)
from committee.motions import ruling
from committee.order.ruling import Ruling
from committee.state import Document
from ui import look, session_board, state
from ui import session as bridge
from ui.console.amending import accepted_words, amendment_words, is_friendly, take_in
from ui.console.clauses import clause_buttons
from ui.console.moment import Here, act, button, safe


def introduce(name: str) -> None:
    """Bring a paper of the register before the room, by its own sponsors."""

    def made(here: Here) -> tuple[Happened, ...]:
        paper = bridge.register(here.room).get(name)
        if paper is None:
            return ()
        if paper.what == "draft":
            return (DraftIntroduced(at=here.at, document=name, symbol=paper.symbol, title=paper.title, sponsors=paper.sponsors, signatories=paper.signatories),)
        return (AmendmentIntroduced(at=here.at, amendment=name, document=paper.of, symbol=paper.symbol, title=paper.title, sponsors=paper.sponsors),)

    act(made)


def documents(here: Here) -> None:
    """The register: papers that may come before the room, and those that are."""
    s, p = here.session, here.rules
    st.subheader("Documents", anchor=False)
    register = bridge.register(here.room)
    waiting_ = {id: one for id, one in register.items() if s.can_be_introduced(id)}
    if not s.documents and not waiting_:
        look.show(look.note("No paper has been approved yet. Drafts come here once the dais has approved them."))
        st.page_link("../pages/room/drafts.py", label="Drafts", icon=":material/history_edu:", query_params=state.address())
    brought = [one for one in s.documents.values() if one.id not in waiting_]
    for one in brought:
        if one.status == "open":
            _document(here, one)
    for name, paper in waiting_.items():
        with st.container(horizontal=True, vertical_alignment="center", key=f"paper-{safe(name)}"):
            look.show(
                f'<div class="ph-console-paper"><b>{escape(paper.name if paper.symbol else "Draft")}</b> '
                f'<span dir="auto">{escape(paper.title)}</span><br><span class="ph-sub">{_waits(paper, s.documents.get(name))}; '
                f'{escape(_sponsors(here, paper))}</span>{amendment_words(here, paper)}{accepted_words(here, paper)}</div>'
            )
            event: Event = (
                DraftIntroduced(at=here.at, document=name, sponsors=paper.sponsors, signatories=paper.signatories) if paper.what == "draft"
                else AmendmentIntroduced(at=here.at, amendment=name, document=paper.of or "-", sponsors=paper.sponsors)
            )  # fmt: skip
            answer_ = ruling(s, p, event)
            target = s.documents.get(paper.of)
            if paper.what == "amendment" and answer_ and (target is None or target.status != "open"):
                answer_ = Ruling(False, "The draft that it amends is not before the room.")
            if is_friendly(here, paper):
                button("Take it in", take_in, name, key=f"friendly-{safe(name)}", icon="handshake", primary=True, ruled=answer_)
            button("Introduce", introduce, name, key=f"introduce-{safe(name)}", icon="publish", ruled=answer_)
    # What is decided stands last: there is nothing to be done about it.
    for one in brought:
        if one.status != "open":
            _document(here, one)


def _waits(paper: Document, was: Document | None) -> str:
    """Why a paper is not before the room."""
    if paper.what == "amendment":
        return "proposed, not yet before the room"
    if was is None:
        return "approved, not yet introduced"
    return "tabled, may be introduced again" if was.status == "tabled" else "withdrawn and brought again, not yet introduced"


def _sponsors(here: Here, paper: Document) -> str:
    return "sponsored by " + ", ".join(here.name(one) for one in paper.sponsors) if paper.sponsors else "no sponsors"


def _document(here: Here, one: Document) -> None:
    s = here.session
    name = safe(one.id)
    with st.container(key=f"document-{name}", gap="xsmall"):
        now = " · debated now" if s.document == one.id else ""
        of = f"to {s.documents[one.of].name}; " if one.of in s.documents and not one.is_numbered else ""
        words = amendment_words(here, one) + accepted_words(here, one) if one.status == "open" else ""
        look.show(
            f'<div class="ph-console-paper"><b>{escape(one.name)}</b> <span dir="auto">{escape(one.title)}</span>'
            f'<br><span class="ph-sub">{escape(of)}{escape(session_board.STATUSES[one.status])}{now}; {escape(_sponsors(here, one))}</span>{words}</div>'
        )
        if one.status == "open":
            with st.container(horizontal=True, key=f"document-row-{name}"):
                _document_buttons(here, one, name)
                clause_buttons(here, one)


def _document_buttons(here: Here, one: Document, name: str) -> None:
    s = here.session
    if s.document != one.id:
        button(
            "Take up",
            lambda id: act(lambda h: (DocumentTakenUp(at=h.at, document=id),)),
            one.id,
            key=f"take-{name}",
            icon="center_focus_strong",
            ruled=here.may("document.taken-up"),
        )
    else:
        button(
            "Back to the whole",
            lambda: act(lambda h: (DocumentTakenUp(at=h.at),)),
            key=f"leave-{name}",
            icon="close_fullscreen",
            ruled=here.may("document.taken-up"),
        )
        if one.debate_side == "for":
            button("On to the time against", lambda: act(lambda h: (DebateTurned(at=h.at),)), key=f"turn-{name}", icon="arrow_forward", ruled=here.may("debate.turned"))
    if one.what == "amendment":
        accepted = is_friendly(here, one)
        button(
            "Take it in" if accepted else "Sponsors accept",
            take_in,
            one.id,
            key=f"friendly-{name}",
            icon="handshake",
            help="All sponsors of the draft accept it: it goes into the text without a vote." if accepted else "",
            ruled=here.may("amendment.decided") if here.rules.friendly_amendments.value else Ruling(False, "Every amendment is voted on under these rules."),
        )
    button(
        "Withdrawn",
        lambda id: act(lambda h: (DocumentWithdrawn(at=h.at, document=id),)),
        one.id,
        key=f"gone-{name}",
        icon="undo",
        ruled=here.may("document.withdrawn"),
    )
