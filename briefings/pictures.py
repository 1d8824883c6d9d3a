"""The data of drawings: what a template needs to draw them, with the words for whoever does not see them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any, NamedTuple

from positions.compare import KINSHIP, Agreement, agreements, kinship
from positions.model import Basis, Delegation, Stance
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


def known(stance: Stance) -> str:
    """How a stance is known, in a word or two."""
    if stance.basis is Basis.STATED:
        return "stated"
    return f"inferred, {stance.confidence.value if stance.confidence else 'low'} confidence"


def heat_map(topic: Topic, delegations: Sequence[Delegation]) -> Data:
    """Positions as a table: issues down, delegations across."""
    rows = [
        {"name": issue.title, "cells": [signed(s.position if (s := d.stance_on(issue.id)) else None) for d in delegations]}
        for issue in topic.issues
        if any(d.stance_on(issue.id) for d in delegations)
    ]
    return {
        "k": "heat", "head": ["Issue", *(d.name for d in delegations)], "rows": rows,
        "caption": "From −2, firmly against the positive pole of an issue, to +2, firmly for it; a dot where no source gives a view.",
    }  # fmt: skip


def scale(topic: Topic, delegation: Delegation, remark: str = "") -> Data:
    """Where one delegation stands on each issue, as places on a line from −2 to +2; a remark stands below it."""
    rows = [
        {"name": issue.title, "at": signed(stance.position), "known": known(stance).removesuffix(" confidence") + ("; red line" if stance.red_line else "")}
        for issue in topic.issues
        if (stance := delegation.stance_on(issue.id))
    ]
    caption = " ".join(filter(None, ("From −2, firmly against the positive pole of an issue, to +2, firmly for it.", remark)))
    return {"k": "scale", "head": ["Issue", "−2", "−1", "0", "+1", "+2", "How we know"], "rows": rows, "caption": caption}


def vote_bar(forecast: Forecast) -> Data:
    """How the members of a council are expected to vote, as a bar."""
    counted = {vote: sum(e.vote is vote for e in forecast.members.values()) for vote in _BAR}
    parts = [{"n": counted[v], "sign": sign, "fill": fill, "dark": dark} for v, (sign, fill, dark) in _BAR.items()]
    words = ", ".join(f"{n} {vote.value}" for vote, n in counted.items() if n)
    return {"k": "bar", "parts": parts, "alt": f"Expected votes: {words} (+ in favour, ? undecided, = abstains, − against)."}


class Joining(NamedTuple):
    """Two groups of delegations that become one, and the average share of issues on which they agree."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    share: float


def joinings(found: dict[tuple[str, str], Agreement], ids: Sequence[str]) -> tuple[Joining, ...]:
    """How delegations come together by average linkage, as blocs do, down to the last two groups that can be compared.

    Args:
        found: the agreement of every two of them.
        ids: those who have enough common issues with somebody.
    """
    groups: list[tuple[str, ...]] = [(one,) for one in ids]
    made: list[Joining] = []
    while ranked := [(-k[0], k[1], -len(a) - len(b), a, b) for a, b in combinations(groups, 2) if (k := kinship(a, b, found))]:
        share, _, _, first, second = min(ranked)
        made.append(Joining(first, second, -share))
        groups = [group for group in groups if group not in (first, second)] + [first + second]
    return tuple(made)


def agreement_tree(topic: Topic, delegations: Sequence[Delegation], own: str = "") -> Data | None:
    """Who agrees with whom, as a tree; None where no two can be compared.

    Args:
        topic: what they are compared on.
        delegations: who is compared.
        own: the delegation to be marked.
    """
    found = agreements(topic, delegations)
    ids = [d.id for d in delegations if any(found[d.id, o.id].enough for o in delegations if o.id != d.id)]
    joined = joinings(found, ids)
    if not joined:
        return None
    names = {d.id: d.name for d in delegations}
    order: list[tuple[str, ...]] = [(one,) for one in ids]
    for one in joined:
        order = [group for group in order if group not in (one.first, one.second)] + [one.first + one.second]
    leaves = [member for group in sorted(order, key=lambda g: -len(g)) for member in group]
    height: dict[tuple[str, ...], float] = {(one,): float(place) for place, one in enumerate(leaves)}
    reach: dict[tuple[str, ...], float] = {(one,): 1.0 for one in leaves}
    joins = []
    for one in joined:
        both = one.first + one.second
        # Groups of which some pairs are unknown may come out a little nearer than what they were made of: a line never runs back.
        at = min(one.share, reach[one.first], reach[one.second])
        ys = sorted((height[one.first], height[one.second]))
        joins.append({"x": at, "from": [reach[one.first], reach[one.second]], "at": [height[one.first], height[one.second]], "share": f"{round(100 * one.share)}"})
        height[both], reach[both] = sum(ys) / 2, at
    firm = [one for one in joined if one.share >= KINSHIP]
    inside = {group for one in firm for group in (one.first, one.second)}
    blocs = [" and ".join(((", ".join(names[m] for m in all_[:-1])), names[all_[-1]])) for one in firm if (all_ := one.first + one.second) not in inside]
    nearest = f"Groups that agree on at least {round(100 * KINSHIP)} % on average: {'; '.join(blocs)}." if blocs else f"No two groups agree on {round(100 * KINSHIP)} %."
    return {
        "k": "tree", "leaves": [{"name": names[one], "own": one == own} for one in leaves], "joins": joins, "firm": KINSHIP,
        "rows": [[f"{round(100 * one.share)} %", ", ".join(names[m] for m in one.first), ", ".join(names[m] for m in one.second)] for one in joined],
        "alt": f"Tree of agreement of {len(leaves)} delegations. {nearest}",
        "caption": "Read from the left: where two lines meet, those groups agree on that share of the issues on which both are documented, on average. "
        f"Heavy lines are agreement of {round(100 * KINSHIP)} % and more. Who has fewer than three issues in common with everybody is not drawn.",
    }  # fmt: skip
