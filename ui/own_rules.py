"""A conference's own rules: as lines that one types, each a rule with its value, on top of those of a family."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import yaml
from pydantic import BaseModel, JsonValue

from briefings.own_rules import without_room
from committee.procedure import THE_COUNCIL_VOTES, load_procedure
from positions.yaml_entries import ContentError
from records.errors import Refused

MOST_LETTERS = 20_000
MOST_DEEP = 8

THE_COUNCIL = "security-council"

_UNSAID = ("id", "name", "source", "note", "sources", "changed", "kind", "label", "effect")
"""What a rule has besides what it says."""


def council_votes(family: str) -> dict[str, JsonValue]:
    """What a Security Council has otherwise than the family by whose rules it meets: the votes of the Charter."""
    return {} if family == THE_COUNCIL else json.loads(json.dumps(THE_COUNCIL_VOTES))


def read(text: str) -> dict[str, JsonValue]:
    """The rules in a text of lines such as `speaking_seconds: 60`; whether there are such rules is asked later, of
    `committee.procedure`.

    Raises:
        Refused: if the text is no such lines; it says which one.
    """
    if len(text) > MOST_LETTERS:
        raise Refused(f"Own rules: at most {MOST_LETTERS:,} letters are read.")
    try:
        # An alias can stand for more than was typed.
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            raise Refused("Own rules: write out what stands twice; * is not read here.")
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        raise Refused(f"Own rules{where}: this is no line like “speaking_seconds: 60”.") from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise Refused("Own rules: write one to a line, as in “speaking_seconds: 60”.")
    made = {str(key): _plain(value, 1) for key, value in found.items()}
    if too_long := without_room(made):
        raise Refused(f"Own rules: {too_long}.")
    return made


def _plain(value: Any, deep: int) -> JsonValue:
    if deep > MOST_DEEP:
        raise Refused("Own rules: this is nested deeper than any rule.")
    if isinstance(value, dict):
        return {str(key): _plain(one, deep + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one, deep + 1) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise Refused("Own rules: a number without end is none that a rule can have.")
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)


def faults(family: str, rules: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """What stands against rules on top of a family's, each with the path of the rule."""
    try:
        load_procedure(family, rules)
    except ContentError as error:
        return tuple(str(problem) for problem in error.problems)
    return ()


NINE = 9
"""The votes in favour that a decision of the Security Council takes (Charter, Article 27)."""


def out_of_reach(family: str, rules: Mapping[str, JsonValue], voters: int) -> str:
    """What to tell those who set up a committee in which too few vote for a draft ever to be adopted; empty where enough do."""
    if not 0 < voters < NINE or faults(family, rules) or load_procedure(family, rules).substantive.threshold != "nine":
        return ""
    vote = "delegation votes" if voters == 1 else "delegations vote"
    otherwise = "choose other rules of procedure" if family == THE_COUNCIL else "switch the votes of the Charter off under “Rules in detail”"
    return f"Only {voters} {vote}, and a draft needs nine votes in favour here, which cannot be had. Add members, or {otherwise}."


def written(rules: Mapping[str, JsonValue]) -> str:
    """Rules as the lines that `read` reads."""
    return yaml.safe_dump(dict(rules), allow_unicode=True, sort_keys=False, width=1000).strip() if rules else ""


@lru_cache(maxsize=8)
def of_family(family: str) -> str:
    """All rules of a family as such lines, to change and to copy from."""
    return "\n".join(f"{path}: {value}" for path, value in _lines((), load_procedure(family)))


def _lines(path: tuple[str, ...], value: Any) -> list[tuple[str, str]]:
    if isinstance(value, BaseModel):
        if {"value", "source"} <= set(type(value).model_fields):
            return _lines(path, value.value)  # type: ignore[attr-defined]
        return [line for name in type(value).model_fields if name not in _UNSAID for line in _lines((*path, name), getattr(value, name))]
    if isinstance(value, tuple) and value and all(isinstance(one, BaseModel) and hasattr(one, "id") for one in value):
        return [line for one in value for line in _lines((*path, one.id), one)]
    if value is None:
        return []
    said = json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
    return [(".".join(path), said.strip('"') if isinstance(value, str) else said)]
