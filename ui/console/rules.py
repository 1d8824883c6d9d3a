"""The rules that the committee goes by, before it meets for the first time."""

from __future__ import annotations

import streamlit as st

from committee.procedure import load_procedure, procedure_ids
from records.acts import SettingsChanged
from records.errors import RecordsError
from ui import conference, look, state
from ui.console.moment import Here, button, standing


def set_rules() -> None:
    """Change the rules that the committee goes by, as the form says."""
    here = standing()
    settings = here.room.settings
    if settings is None:
        return
    changed = dict(settings.procedure)
    family = str(state.value_of("console-rules") or settings.rules)
    if family != settings.rules:
        changed = {}
    else:
        for key, box in (("quorum_open", "console-quorum-open"), ("quorum_vote", "console-quorum-vote"), ("speaking_seconds", "console-usual-time")):
            value = state.value_of(box)
            if value is not None and int(value) != _number_of(here, key):
                changed[key] = int(value)
    state.keep("session-fault", None)
    try:
        conference.perform(SettingsChanged(settings=settings.model_copy(update={"rules": family, "procedure": changed})))
    except RecordsError as error:
        state.keep("session-fault", str(error))
    for box in ("console-quorum-open", "console-quorum-vote", "console-usual-time"):
        state.forget(box)


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
        key = state.show_in("console-rules", settings.rules)
        st.selectbox("Rules of procedure", list(names), key=key, format_func=lambda one: names[one], on_change=set_rules)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for label, name, box, most in (
                ("Members for a meeting", "quorum_open", "console-quorum-open", 500), ("Members for a vote", "quorum_vote", "console-quorum-vote", 500),
                ("Seconds for a speaker", "speaking_seconds", "console-usual-time", 7200),
            ):  # fmt: skip
                st.number_input(label, 5 if name == "speaking_seconds" else 0, most, _number_of(here, name), key=box, width=170)
            button("Set", set_rules, key="console-set-rules")
        look.show(look.note("All else is as the rules have it. " + here.rules.note))
