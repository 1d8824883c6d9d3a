"""Names and times as the pages show them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from positions.council import Council
from positions.topic import Topic
from ui import state


def known_members(topic: Topic, council: Council) -> Council:
    """The council with those members only of whom the topic knows anything; for the forecast."""
    members = tuple(m for m in council.members if m in topic.delegation_by_id)
    return council if members == council.members or not members else council.model_copy(update={"members": members})


def name_of(delegation: str) -> str:
    """A delegation's name; one that the topic does not know is called as it was written."""
    known = state.topic().delegation_by_id.get(delegation)
    return known.name if known else delegation


def time_of(at: float, *, seconds: bool = False) -> str:
    """A time of the log as the browser's clock shows it; with the day where it is another one."""
    zone = _zone()
    then, now = datetime.fromtimestamp(at, zone), datetime.now(zone)
    clock = then.strftime("%H:%M:%S" if seconds else "%H:%M")
    return clock if then.date() == now.date() else f"{then.day} {then.strftime('%B')}, {clock}"


def _zone() -> tzinfo:
    try:
        return ZoneInfo(str(st.context.timezone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
