"""How places of a draft and lists are said in a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def listed(items: Sequence[str]) -> str:
    """Several things in words: one, two and three."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def name_of(where: str) -> str:
    """A place as a delegate says it: `op4` is paragraph 4, `pp2` preambular paragraph 2."""
    if where.startswith("op"):
        return f"paragraph {where[2:]}"
    return f"preambular paragraph {where[2:]}" if where.startswith("pp") else "the draft"


def names_of(where: Sequence[str]) -> str:
    """Several places in words; of many, the first four and how many more."""
    shown = [name_of(place) for place in where[:4]]
    more = len(where) - len(shown)
    return listed([*shown, f"{more} more"] if more else shown)
