"""What of a conference's own rules has room on paper: their words stand on cards, in columns and at the head of sheets."""

from __future__ import annotations

from typing import Any

LONGEST_TERM = 80
"""Letters of a name in a conference's own rules, such as a motion's or what presides: it stands on cards and in columns."""

LONGEST_RULE = 400
"""Letters of a note or a source there."""

_RUNNING = frozenset({"note", "source", "title"})
"""Those that are sentences and not names."""


def without_room(rules: Any, path: tuple[str, ...] = ()) -> str:
    """What of a conference's own rules is too long for paper, and what to do; empty where everything has room.

    Args:
        rules: what the conference has otherwise, as `committee.procedure.load_procedure` takes it.
        path: where they stand.
    """
    if isinstance(rules, dict | list):
        inner = rules.items() if isinstance(rules, dict) else enumerate(rules, start=1)
        return next(filter(None, (without_room(value, (*path, str(key))) for key, value in inner)), "")
    if not isinstance(rules, str):
        return ""
    name = path[-1].rpartition(".")[2] if path else ""
    most = LONGEST_RULE if name in _RUNNING else LONGEST_TERM
    if len(rules) <= most:
        return ""
    where = " ".join(".".join(path).split())[:60]
    return f"{where} has {len(rules):,} letters; there is room for {most} on paper, so say it shorter"
