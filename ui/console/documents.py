"""The register of documents: what may come before the room, and what is before it."""

from __future__ import annotations

from html import escape

import streamlit as st

from committee.events import (
    AmendmentDecided,
    AmendmentIntroduced,
    DocumentTakenUp,
    DocumentWithdrawn,
    DraftIntroduced,
    Event,
    Happened,
)
from committee.motions import ruling
from committee.session import Document, Ruling
from records.room import Proposed
from records.sitting import amendment_name
from resolutions.amendments import friendly
from ui import look, pictures, session_board, state
from ui import session as bridge
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
    for one in s.documents.values():
        if one.id not in waiting_:
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
            button("Introduce", introduce, name, key=f"introduce-{safe(name)}", icon="publish", ruled=answer_)


def amendment_words(here: Here, paper: Document) -> str:
    """What an amendment does and its words, marked up against the text, as HTML; empty for any other paper."""
    shared = here.room.drafts.get(paper.of)
    return pictures.amended(shared, paper.id).html if paper.what == "amendment" and shared is not None else ""


def _proposed(here: Here, paper: Document) -> Proposed | None:
    shared = here.room.drafts.get(paper.of)
    found = shared.amendments if shared is not None else ()
    return next((one for one in found if amendment_name(paper.of, one.amendment.id) == paper.id), None)


def is_friendly(here: Here, paper: Document) -> bool:
    """Whether every sponsor of the draft takes an amendment as friendly, so that it goes in without a vote."""
    shared, proposed = here.room.drafts.get(paper.of), _proposed(here, paper)
    if not here.rules.friendly_amendments.value:
        return False
    return shared is not None and proposed is not None and friendly(proposed.amendment, proposed.accepted_by, shared.draft.sponsors)


def accepted_words(here: Here, paper: Document) -> str:
    """That an amendment is accepted by all sponsors and what follows, as HTML; empty where it is not."""
    return '<p class="ph-sub"><b>Accepted by the sponsors:</b> it goes into the text without a vote.</p>' if is_friendly(here, paper) else ""


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
    if one.what == "amendment":
        accepted = is_friendly(here, one)
        button(
            "Take it in" if accepted else "Sponsors accept",
            lambda id: act(lambda h: (AmendmentDecided(at=h.at, amendment=id, carried=True, how="accepted by the sponsors"),)),
            one.id,
            key=f"friendly-{name}",
            icon="handshake",
            primary=accepted,
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
