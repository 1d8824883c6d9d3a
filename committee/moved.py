"""Motions on the floor: what was said in moving them, which comes first, and who may still speak on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from committee.procedure import Motion, Procedure
from committee.session import Session
from committee.state import Moved


def needs_second(procedure: Procedure, moved: Moved) -> bool:
    """Whether a motion still waits for a second."""
    rule = procedure.motion(moved.motion)
    return bool(procedure.seconds.value and rule is not None and rule.second and not moved.seconded_by)


def in_precedence(session: Session, procedure: Procedure) -> tuple[Moved, ...]:
    """The motions on the floor, that first which is taken first: by rank, ties as the rules have it, as by length."""

    def key(place: int, moved: Moved) -> tuple[float, ...]:
        rule = procedure.motion(moved.motion)
        if rule is None:
            return (100.0, float(place))
        seconds, speakers = length(rule, moved.parameters), float(_speakers(rule, moved.parameters))
        ties = {"longest": -seconds, "most-speakers": -speakers, "first-moved": float(place), "last-moved": float(-place)}
        return (float(rule.rank), *(ties[one] for one in rule.tie_break), float(place))

    placed = sorted(((place, moved) for place, moved in enumerate(session.motions)), key=lambda one: key(*one))
    return tuple(moved for _, moved in placed)


def number_given(rule: Motion, given: Mapping[str, int | str], name: str) -> int:
    """A number that the mover gave, else the rules' own; 0 where neither says one."""
    parameter = rule.parameter(name)
    value = given.get(name, parameter.default if parameter else None)
    return value if isinstance(value, int) else 0


def length(rule: Motion, given: Mapping[str, int | str]) -> float:
    """How long what is moved would take, in seconds; 0 where it takes no time."""
    return float(number_given(rule, given, "seconds"))


def _speakers(rule: Motion, given: Mapping[str, int | str]) -> int:
    each = number_given(rule, given, "speaker-seconds")
    return number_given(rule, given, "seconds") // each if each else 0


class StillToSpeak(NamedTuple):
    """How many may still speak on a motion that was put."""

    in_favour: int
    against: int


def still_to_speak(session: Session, procedure: Procedure) -> StillToSpeak:
    """How many may still speak for and against the motion that was put, before it is voted on."""
    put = next((one for one in session.motions if one.put), None)
    rule = procedure.motion(put.motion) if put else None
    if put is None or rule is None:
        return StillToSpeak(0, 0)
    return StillToSpeak(max(0, rule.debate_for - put.spoken_for), max(0, rule.debate_against - put.spoken_against))


def items_of(words: str) -> tuple[str, ...]:
    """What a mover items_of, by commas or semicolons."""
    parts = words.replace(";", ",").split(",")
    return tuple(dict.fromkeys(" ".join(one.split())[:200] for one in parts if one.strip()))[:200]


def drafts_named(session: Session, given: int | str | None) -> tuple[str, ...]:
    """The ids of the drafts that a mover named, by their symbols, titles or ids; empty where it named one that there is not."""
    known = {word.casefold(): one.id for one in session.drafts for word in (one.title, one.symbol, one.id) if word}
    said = items_of(str(given or ""))
    return tuple(known[one.casefold()] for one in said) if all(one.casefold() in known for one in said) else ()
