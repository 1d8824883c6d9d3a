"""Every act can be kept and read again: none is missing from the kinds, and a kind that a log may have stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from records.acts.act import Act
from records.acts.kinds import ACT, KINDS

DOCUMENTED = (Path(__file__).parents[2] / "docs" / "backup.md").read_text(encoding="utf-8")


def test_every_kind_that_is_documented_is_read() -> None:
    """Logs and backups of former versions have them, wherever the act is written by now."""
    acts = DOCUMENTED[DOCUMENTED.index("## The acts") : DOCUMENTED.index("## Values")]
    documented = re.findall(r"^\| `([a-z-]+\.[a-z-]+)` \|", acts, re.MULTILINE)
    assert sorted(documented) == sorted(KINDS)


def test_no_act_of_the_records_is_missing_from_the_kinds() -> None:
    bases, written = [Act], set()
    while bases:
        below = [act for act in bases.pop().__subclasses__() if act.__module__.startswith("records.")]
        bases += below
        written |= {act for act in below if "kind" in act.model_fields}
    assert written == set(KINDS.values())


def test_a_kind_says_which_act_it_is() -> None:
    for kind, act in KINDS.items():
        assert act.model_fields["kind"].annotation.__args__ == (kind,)


@pytest.mark.parametrize("data", [{}, {"kind": "room.painted"}, {"kind": ["seat.set"]}, [], "seat.set", None])
def test_what_is_no_act_is_none(data: object) -> None:
    with pytest.raises(ValidationError):
        ACT.validate_python(data)
