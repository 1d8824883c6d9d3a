"""The selectors of topic, council and delegation, drawn in the sidebar and on the home page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

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
    key = state.showing(f"{place}-topic", state.topic_id())
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
    key = state.showing(f"{place}-council", state.council_id())
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
    key = state.showing(f"{place}-delegation", chosen)

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


def lasting(label: str, options: Sequence[str], *, key: str, words: Callable[[str], str], first: str | None = None, **more: Any) -> str | None:
    """A select box whose choice outlasts a change of the words of its options, such as when somebody else edits what they name.
    Streamlit knows a choice by its words, and would let it go.

    Args:
        words: what an option is called.
        first: what is chosen until somebody chooses.
    """
    chosen = state.kept(f"chosen-{key}", first)
    box = state.showing(key, chosen if chosen in options else first)
    return st.selectbox(
        label,
        options,
        key=box,
        format_func=words,
        index=None if first is None else 0,
        on_change=state.on_choice(box, lambda one: state.keep(f"chosen-{key}", one)),
        **more,
    )


def chosen(key: str, first: str | None = None) -> str | None:
    """What is chosen in a lasting select box; for a callback, which comes before the box is drawn again."""
    found = state.kept(f"chosen-{key}", first)
    return None if found is None else str(found)


def view(labels: Mapping[str, str], *, key: str, **more: Any) -> str:
    """A row of views of which one is open, the first until another is chosen. It stays open when labels change, such as by a
    count in them.

    Args:
        labels: what each view is called.
    """
    chosen = state.kept(f"chosen-{key}")
    state.show_in(key, chosen if chosen in labels else next(iter(labels)))

    def choose(one: str | None) -> None:
        # Pressed again, the view that is open stays open.
        if one is not None:
            state.keep(f"chosen-{key}", one)

    st.segmented_control("View", list(labels), format_func=labels.__getitem__, key=key, on_change=state.on_choice(key, choose), label_visibility="collapsed", **more)
    return str(state.kept(f"chosen-{key}") or next(iter(labels)))


def let_go(key: str) -> None:
    """Have a lasting select box begin anew."""
    state.keep(f"chosen-{key}", None)
