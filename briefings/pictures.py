"""The data of drawings: what a template needs to draw them, with the words for whoever does not see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from positions.model import Delegation
from positions.topic import Topic
from resolutions.model import Forecast, Vote

Data = dict[str, Any]

_BAR = {
    Vote.IN_FAVOUR: ("+", "#00609c", True),
    Vote.UNDECIDED: ("?", "#ffffff", False),
    Vote.ABSTAINS: ("=", "#dcdad4", False),
    Vote.AGAINST: ("−", "#a04a00", True),
}


def signed(position: int | None) -> str:
    """A position as it is written: `+2`, `0`, `−1`; empty for silence."""
    return "" if position is None else f"+{position}" if position > 0 else f"−{-position}" if position else "0"


def heat_map(topic: Topic, delegations: Sequence[Delegation], *, first: float = 3.2) -> Data:
    """Positions as a table: issues down, delegations across."""
    rows = [
        {"name": issue.title, "cells": [signed(s.position if (s := d.stance_on(issue.id)) else None) for d in delegations]}
        for issue in topic.issues
        if any(d.stance_on(issue.id) for d in delegations)
    ]
    return {
        "k": "heat", "head": ["Issue", *(d.name for d in delegations)], "rows": rows, "first": first,
        "caption": "From −2, firmly against the positive pole of an issue, to +2, firmly for it; a dot where no source gives a view.",
    }  # fmt: skip


def vote_bar(forecast: Forecast) -> Data:
    """How the members of a council are expected to vote, as a bar."""
    counted = {vote: sum(e.vote is vote for e in forecast.members.values()) for vote in _BAR}
    parts = [{"n": counted[v], "sign": sign, "fill": fill, "dark": dark} for v, (sign, fill, dark) in _BAR.items()]
    words = ", ".join(f"{n} {vote.value}" for vote, n in counted.items() if n)
    return {"k": "bar", "parts": parts, "alt": f"Expected votes: {words} (+ in favour, ? undecided, = abstains, − against)."}
