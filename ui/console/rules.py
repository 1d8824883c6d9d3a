"""The rules that the committee goes by, before it meets for the first time."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from committee.procedure import load_procedure, procedure_ids
from records.acts.room import SettingsChanged
from records.errors import RecordsError
from records.room import Settings
from ui import conference, look, state
from ui.console.moment import Here, button, standing

NUMBERS = {
    "console-quorum-open": ("quorum_open", "Members for a meeting", 0, 500),
    "console-quorum-vote": ("quorum_vote", "Members for a vote", 0, 500),
    "console-usual-time": ("speaking_seconds", "Seconds for a speaker", 5, 7200),
}
"""The boxes of rules that are a number: which rule, what it is called, the least and the most it can be."""


def choose_rules(family: str | None) -> None:
    """Have the committee go by another family of rules, with nothing changed in them yet."""
    settings = standing().room.settings
    if settings is not None and family is not None and family != settings.rules:
        _change(settings, {"rules": family, "procedure": {}})


def set_numbers() -> None:
    """Change the rules that are a number, where another one was typed."""
    here = standing()
    settings = here.room.settings
    if settings is None:
        return
    typed = {rule: int(number) for box, (rule, *_) in NUMBERS.items() if (number := state.kept(box)) is not None}
    _change(settings, {"procedure": settings.procedure | {rule: number for rule, number in typed.items() if number != _number_of(here, rule)}})


def _change(settings: Settings, fields: dict[str, Any]) -> None:
    state.keep("session-fault", None)
    try:
        conference.perform(SettingsChanged(settings=settings.model_copy(update=fields)))
    except RecordsError as error:
        state.keep("session-fault", str(error))
        return
    for box in NUMBERS:
        state.keep(box, None)


def _number_of(here: Here, key: str) -> int:
    members = len(here.room.settings.members) if here.room.settings else 0
    return {
        "quorum_open": here.rules.opens_with(members),
        "quorum_vote": here.rules.votes_with(members),
        "speaking_seconds": here.rules.speaking_seconds.value,
    }[key]


def rules(here: Here) -> None:
    """The rules that the committee goes by, before it meets for the first time."""
    settings = here.room.settings
    if settings is None or here.session.meeting:
        return
    with st.expander(f"Rules: {here.rules.name}", icon=":material/rule:"):
        names = {one: load_procedure(one).name for one in procedure_ids()}
        key = state.showing("console-rules", settings.rules)
        st.selectbox("Rules of procedure", list(names), key=key, format_func=lambda one: names[one], on_change=state.on_choice(key, choose_rules))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for box, (rule, label, least, most) in NUMBERS.items():
                typed = state.kept(box)
                key = state.showing(box, _number_of(here, rule) if typed is None else typed)
                st.number_input(label, least, most, key=key, width=170, on_change=state.on_choice(key, partial(state.keep, box)))
            button("Set", set_numbers, key="console-set-rules")
        look.show(look.note("All else is as the rules have it. " + here.rules.note))
