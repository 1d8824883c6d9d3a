"""The selectors of topic, council and delegation, drawn in the sidebar and on the home page."""

from __future__ import annotations

from html import escape

import streamlit as st

from positions.topic import load_topic, topic_ids
from ui import look, state


def selectors(place: str) -> None:
    """Topic (where there are several), council and delegation, one below the other; `place` tells two sets apart."""
    topic(place)
    council(place)
    delegation(place)


def topic(place: str) -> None:
    """Which topic is open; drawn only where there is a choice."""
    names = {one: load_topic(one).about.title for one in topic_ids()}
    if len(names) < 2 or state.committee() is not None:
        return
    key = state.show_in(f"{place}-topic", state.topic_id())
    st.selectbox(
        "Topic",
        list(names),
        key=key,
        format_func=lambda one: names.get(one, one),
        on_change=state.on_choice(key, state.choose_topic),
    )


def council(place: str) -> None:
    """Who sits: real councils, simulations, the own roster. In a committee it is said, and not chosen."""
    if state.committee() is not None:
        if place != "side":
            look.show(f'<p class="ph-eyebrow">Council</p><p class="ph-fixed">{escape(state.council().name)}</p>')
        return
    names = {one: state.council_by_id(one).name for one in state.council_ids()}
    key = state.show_in(f"{place}-council", state.council_id())
    st.selectbox(
        "Council",
        list(names),
        key=key,
        format_func=lambda one: names.get(one, one),
        on_change=state.on_choice(key, state.choose_council),
    )


def delegation(place: str) -> None:
    """Whom one represents: the council's members first, then everybody else the topic knows."""
    content = state.topic()
    members = state.council().members
    seated = [m for m in members if m in content.delegation_by_id]
    others = [d.id for d in content.delegations if d.id not in members and d.documented]
    chosen = state.delegation_id() or state.NOBODY
    if chosen not in (*seated, *others, state.NOBODY):
        others.append(chosen)
    key = state.show_in(f"{place}-delegation", chosen)

    def name(one: str) -> str:
        if one == state.NOBODY:
            return "None (chair)"
        known = content.delegation_by_id.get(one)
        if known is None:
            return one
        if one not in members:
            return f"{known.name} (not a member)"
        return known.name if known.documented or known.stances else f"{known.name} (silent)"

    st.selectbox(
        "Delegation",
        [*seated, *others, state.NOBODY],
        key=key,
        format_func=name,
        on_change=state.on_choice(key, state.choose_delegation),
    )


def seat_own(members: list[str]) -> None:
    """Compose the own roster of these members and seat it; an empty list changes nothing."""
    if members:
        state.choose_council(state.OWN, members)
