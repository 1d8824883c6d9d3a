"""Amendments on the console: their words, and those that every sponsor of the draft accepts, which go into the text without a
vote once the chair takes them in."""

from __future__ import annotations

from html import escape

import streamlit as st

from committee.events import AmendmentDecided, AmendmentIntroduced, Happened
from committee.folding import fold
from committee.session import Session
from committee.state import Document
from records.room import Proposed
from records.sitting import amendment_name
from resolutions.amendments import friendly
from ui import look, pictures, state
from ui import session as bridge
from ui.console.moment import Here, act, button, safe

HOW = "accepted by the sponsors"
VOTED_ON = "console-voted-all-the-same"


def amendment_words(here: Here, paper: Document) -> str:
    """What an amendment does and its words, marked up against the text, as HTML; empty for any other paper."""
    shared = here.room.drafts.get(paper.of)
    return pictures.amended(shared, paper.id).html if paper.what == "amendment" and shared is not None else ""


def _proposed(here: Here, paper: Document) -> Proposed | None:
    shared = here.room.drafts.get(paper.of)
    found = shared.amendments if shared is not None else ()
    return next((one for one in found if amendment_name(paper.of, one.amendment.id) == paper.id), None)


def is_friendly(here: Here, paper: Document) -> bool:
    """Whether every sponsor of the draft takes an amendment as friendly and it fits the text, so that it goes in without a
    vote; never under rules by which every amendment is voted on."""
    shared, proposed = here.room.drafts.get(paper.of), _proposed(here, paper)
    if not here.rules.friendly_amendments.value or shared is None or proposed is None or proposed.amendment.state != "proposed":
        return False
    return friendly(proposed.amendment, proposed.accepted_by, shared.draft.sponsors)


def accepted_words(here: Here, paper: Document) -> str:
    """That an amendment is accepted by all sponsors and what follows, as HTML; empty where it is not."""
    return '<p class="ph-sub"><b>Accepted by the sponsors:</b> it goes into the text without a vote.</p>' if is_friendly(here, paper) else ""


def to_take_in(here: Here) -> tuple[Document, ...]:
    """The amendments before the room that all sponsors accept, but for those that this chair puts to the vote all the same."""
    voted = state.kept(VOTED_ON) or []
    waiting = (one for one in here.session.documents.values() if one.what == "amendment" and one.status == "open")
    return tuple(one for one in waiting if one.id not in voted and is_friendly(here, one))


def as_taken_in(here: Here) -> Session:
    """The session as it will stand once these are in the text: what is left to vote on is asked of it."""
    taken = [AmendmentDecided(at=here.at, amendment=one.id, carried=True, how=HOW) for one in to_take_in(here)]
    return fold(taken, here.session) if taken else here.session


def taken_in(here: Here, amendment: str) -> tuple[Happened, ...]:
    """What takes an accepted amendment into the text; one that is not before the room yet comes before it with that."""
    if amendment in here.session.documents:
        return (AmendmentDecided(at=here.at, amendment=amendment, carried=True, how=HOW),)
    paper = bridge.register(here.room).get(amendment)
    if paper is None or not is_friendly(here, paper):
        return ()
    brought = AmendmentIntroduced(
        at=here.at, amendment=amendment, document=paper.of, symbol=paper.symbol, title=paper.title, sponsors=paper.sponsors, friendly=True,
    )  # fmt: skip
    return (brought,)


def take_in(amendment: str) -> None:
    """Take an accepted amendment into the text."""
    act(lambda here: taken_in(here, amendment))


def vote_all_the_same(amendment: str) -> None:
    """Offer the vote on an accepted amendment, as where somebody in the room objects to it."""
    state.keep(VOTED_ON, [*(state.kept(VOTED_ON) or []), amendment])


def taking_in(here: Here) -> bool:
    """The accepted amendments before the room, each with the button that takes it in. Answers whether there are any."""
    papers = to_take_in(here)
    if not papers:
        return False
    st.subheader("To be taken in", anchor=False)
    said = (
        "All sponsors of the draft accept this amendment, so it needs no vote. Take it in, then go on." if len(papers) == 1
        else "All sponsors of the draft accept these amendments, so they need no vote. Take them in, then go on."
    )  # fmt: skip
    look.show(look.note(said))
    for one in papers:
        name = safe(one.id)
        with st.container(key=f"taking-in-{name}", gap="xsmall"):
            look.show(f'<div class="ph-console-paper"><b>{escape(one.name)}</b>{amendment_words(here, one)}</div>')
            with st.container(horizontal=True):
                button("Take it in", take_in, one.id, key=f"take-in-{name}", icon="handshake", primary=True, ruled=here.may("amendment.decided"))
                button("Vote on it all the same", vote_all_the_same, one.id, key=f"vote-on-{name}", icon="how_to_vote", help="Where somebody in the room objects to it.")
    return True
