"""Whether something is in order, and by which rule not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from committee.events import Happened
from committee.procedure import Procedure, rule_named
from committee.session import Session


class Ruling(NamedTuple):
    """Whether something is in order, and why not."""

    allowed: bool
    because: str = ""
    """Why not, in a sentence; empty where it is allowed."""
    rule: str = ""
    """The source of the rule, where a rule of procedure says so."""

    def __bool__(self) -> bool:
        return self.allowed


YES = Ruling(True)


def refused(because: str, rule: str = "") -> Ruling:
    """The ruling that something is out of order.

    Args:
        because: why, in a sentence.
        rule: the source of the rule; empty where not the rules of procedure stand against it, but how things are.
    """
    return Ruling(False, because, rule)


class OutOfOrder(ValueError):
    """An event that is not in order; the message says why."""

    def __init__(self, ruling: Ruling) -> None:
        named = rule_named(ruling.rule)
        super().__init__(ruling.because + (f" ({named})" if named else ""))
        self.ruling = ruling


Checks = Mapping[type[Happened], Callable[[Session, Procedure, Any], Ruling]]
"""By the kind of event what says whether such an event, which is in order as a kind, is so with what it says."""
