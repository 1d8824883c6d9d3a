"""Explanations of vote: whoever asks for one, or is called by name, before or after the vote as the rules have it."""

from __future__ import annotations

import streamlit as st

from committee.events import SpeakerCalled, SpeechEnded
from committee.folding import fold
from committee.motions import ruling
from committee.order.ruling import Ruling
from committee.order.votes import proposers_of_all
from committee.questions import to_vote
from committee.session import Session
from ui import look, state
from ui.console.amending import as_taken_in
from ui.console.moment import Here, button, safe
from ui.console.speakers import call, call_chosen


def _as_after_the_speech(here: Here) -> Session:
    """Calling somebody ends the explanation that is heard."""
    s = here.session
    return fold([SpeechEnded(at=here.at)], s) if s.turn is not None else s


def may_explain(here: Here, one: str) -> Ruling:
    """Whether a delegation may explain its vote now, and why not."""
    return ruling(_as_after_the_speech(here), here.rules, SpeakerCalled(at=here.at, delegation=one, on="explanation"))


def _when(here: Here) -> str:
    """Of which vote explanations are heard now."""
    s, when = here.session, here.rules.explanations.value
    coming, past = to_vote(as_taken_in(here), here.rules), [one for one in s.votes if one.document and one.question != "preliminary"]
    words = []
    if when in ("before", "both") and coming and coming[0].document in s.documents:
        words.append(f"before the vote on {s.documents[coming[0].document].name}")
    if when in ("after", "both") and past and past[-1].document in s.documents:
        words.append(f"after the vote on {s.documents[past[-1].document].name}")
    return ", or ".join(words)


def explanations(here: Here) -> None:
    """In voting procedure: who asks to explain its vote, and anybody by name."""
    s = here.session
    known = here.rules.explanations.value != "none"
    if not s.voting or s.vote is not None or not known or (s.turn is not None and s.turn.on != "explanation"):
        return
    asking = [one for one, on in s.placards.items() if on == "explanation"]
    held = proposers_of_all(s, here.rules)
    members = [one for one in (*(one for one in asking if one in s.present), *(one for one in s.present if one not in asking)) if one not in held]
    if not members:
        return
    allowed = may_explain(here, members[0])
    with st.container(key="console-explanations", gap="xsmall"):
        st.subheader("Explanations of vote", anchor=False)
        when = _when(here)
        if when and allowed:
            look.show(look.note(f"{when[:1].upper()}{when[1:]}."))
        if asking:
            with st.container(horizontal=True, key="console-asking"):
                for one in asking:
                    words = f"{here.plain(one)} asks to"
                    button(words, call, one, "explanation", key=f"asks-{safe(one)}", icon="front_hand", ruled=may_explain(here, one))
        key = state.show_in("console-explains", None)
        st.selectbox(
            "Call by name to explain its vote", members, key=key, format_func=here.name, placeholder="Type a name",
            on_change=call_chosen("explanation", key=key), disabled=not allowed, help=look.plain(allowed.because) or None,
        )  # fmt: skip
