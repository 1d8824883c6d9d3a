"""Agreement, tables and blocs, on a small topic made for it."""

from __future__ import annotations

import math
from typing import Any, Literal

import pytest

from positions import compare
from positions.model import Basis, Confidence, Delegation, Issue, Stance
from positions.topic import About, Topic


def issue(number: int) -> Issue:
    return Issue(
        id=f"issue-{number}", title=f"Issue {number}", question="Should it?", positive="Yes: so.",
        negative="No: not so.", why="It matters.", for_positive=(), for_negative=(), source="000 p1",
    )  # fmt: skip


def delegation(name: str, *positions: int | None, inferred: tuple[int, ...] = ()) -> Delegation:
    """A delegation with a position per issue, None where it is silent; those numbered in `inferred` are inferred."""
    return Delegation(
        id=name.lower(), name=name, official=name, kind="state", as_of="2026",
        stances=tuple(stance(n, p, inferred=n in inferred) for n, p in enumerate(positions) if p is not None),
    )  # fmt: skip


def stance(number: int, position: int, *, inferred: bool = False, current: bool = True) -> Stance:
    value: Literal[-2, -1, 0, 1, 2] = position  # type: ignore[assignment]
    return Stance(
        issue=f"issue-{number}", position=value, basis=Basis.INFERRED if inferred else Basis.STATED,
        confidence=Confidence.LOW if inferred else None, how="A step." if inferred else None, paraphrase="It says so.",
        source="000 p1", current=current,
    )  # fmt: skip


def topic(*delegations: Delegation, issues: int = 6) -> Topic:
    about = About(id="test", title="Test", agenda_item="Test", summary="Test", default_council="2026")
    empty: dict[str, Any] = {name: () for name in Topic.model_fields if name not in ("about", "issues", "delegations")}
    return Topic.model_construct(
        about=about, issues=tuple(issue(n) for n in range(issues)), delegations=delegations, **empty
    )


def test_agreement_counts_only_issues_both_speak_on() -> None:
    one, other = delegation("Aland", 2, 1, -1, None, 0), delegation("Bland", 1, -2, -2, 2, 1)
    pair = compare.agreement(topic(one, other), one, other)
    assert pair.same == ("issue-0", "issue-2")
    assert pair.opposed == ("issue-1",)
    assert pair.apart == ("issue-4",), "a mixed record agrees with a mixed one only"
    assert pair.common == 4
    assert pair.share == 0.5
    assert pair.distance == pytest.approx((1 + 3 + 1 + 1) / 4)


def test_under_three_common_issues_nothing_is_said() -> None:
    one, other = delegation("Aland", 2, 1), delegation("Bland", 2, 1, 1)
    pair = compare.agreement(topic(one, other), one, other)
    assert pair.common == 2 and pair.share is None and not pair.enough
    assert pair.distance == 0, "the distance of what there is may still be shown"


def test_no_common_issue_has_no_distance() -> None:
    one, other = delegation("Aland", 2, None), delegation("Bland", None, 2)
    assert compare.agreement(topic(one, other), one, other).distance is None


def test_mixed_agrees_with_mixed() -> None:
    one, other = delegation("Aland", 0, 0, 0), delegation("Bland", 0, 0, 0)
    assert compare.agreement(topic(one, other), one, other).share == 1


def test_past_stances_do_not_count_and_inferred_ones_can_be_left_out() -> None:
    one = delegation("Aland", 2, 2, 2, 2, inferred=(3,))
    one = one.model_copy(update={"stances": (*one.stances, stance(4, 2, current=False))})
    other = delegation("Bland", 2, 2, 2, 2, 2)
    content = topic(one, other)
    assert compare.agreement(content, one, other).common == 4
    assert compare.agreement(content, one, other, stated_only=True).common == 3


def test_agreements_read_the_same_both_ways() -> None:
    one, other = delegation("Aland", 2, 1, -1), delegation("Bland", 1, -2, -2)
    found = compare.agreements(topic(one, other), (one, other))
    assert set(found) == {("aland", "bland"), ("bland", "aland")}
    assert found["bland", "aland"].first == "bland"
    assert found["bland", "aland"].same == found["aland", "bland"].same


def test_tables_have_gaps_where_somebody_is_silent() -> None:
    one, other = delegation("Aland", 2, None, -1), delegation("Bland", 1, -2, -2, 2)
    content = topic(one, other)
    positions = compare.position_table(content, (one, other))
    assert list(positions.index) == [f"issue-{n}" for n in range(6)]
    assert positions.loc["issue-0", "aland"] == 2
    assert math.isnan(positions.loc["issue-1", "aland"])
    shares = compare.agreement_table(content, (one, other))
    assert shares.loc["aland", "aland"] == 1
    assert math.isnan(shares.loc["aland", "bland"]), "two common issues are too few to say"


def test_tables_of_nobody_are_empty() -> None:
    assert compare.position_table(topic(), ()).shape == (6, 0)
    assert compare.agreement_table(topic(), ()).empty


def test_blocs_join_the_alike_and_leave_out_the_unknown() -> None:
    alike = [delegation("Aland", 2, 2, 2, 2), delegation("Bland", 1, 1, 1, 1), delegation("Cland", 2, 2, 1, -1)]
    against = [delegation("Dland", -2, -2, -2, -2), delegation("Eland", -1, -1, -1, -1)]
    loner, silent = delegation("Fland", 0, 0, 0, 0), delegation("Gland", None, 2)
    everybody = [*alike, *against, loner, silent]
    found = compare.blocs(topic(*everybody), everybody)
    assert [bloc.members for bloc in found.blocs] == [("aland", "bland"), ("dland", "eland")]
    assert found.too_little == ("gland",)
    assert found.alone == ("cland", "fland"), "three of four is under the four in five that makes a bloc"


def test_a_bloc_says_what_it_shares_and_where_it_splits() -> None:
    members = [
        delegation("Aland", 2, 2, 2, 2, 2, 1),
        delegation("Bland", 1, 1, 1, 1, 1, -1),
        delegation("Cland", 2, 2, 1, 1, 1),
    ]
    (bloc,) = compare.blocs(topic(*members), members).blocs
    assert bloc.members == ("aland", "bland", "cland")
    assert bloc.shared == tuple(f"issue-{n}" for n in range(5))
    assert bloc.split == ("issue-5",)
    assert bloc.cohesion == pytest.approx((5 / 6 + 1 + 1) / 3)
    assert bloc.fewest == 5 and bloc.unknown_pairs == 0


def test_groups_mostly_unknown_to_each_other_are_not_joined() -> None:
    known = [delegation(name, 2, 2, 2) for name in ("Aland", "Bland")]
    bridge = delegation("Cland", 2, 2, 2, 2, 2, 2)
    far = delegation("Dland", None, None, None, 2, 2, 2)
    everybody = [*known, bridge, far]
    found = compare.blocs(topic(*everybody), everybody)
    assert [bloc.members for bloc in found.blocs] == [("aland", "bland", "cland")]
    assert found.alone == ("dland",)


def test_blocs_do_not_depend_on_the_order_given() -> None:
    members = [delegation("Aland", 2, 2, 2, -1), delegation("Bland", 1, 1, 1, 1), delegation("Cland", -2, -2, -2, -1)]
    content = topic(*members)
    forward, backward = compare.blocs(content, members), compare.blocs(content, members[::-1])
    assert {frozenset(b.members) for b in forward.blocs} == {frozenset(b.members) for b in backward.blocs}


def test_division_counts_sides_and_measures_how_far_apart_they_are() -> None:
    import pandas

    table = pandas.DataFrame({"a": [2.0, 1.0], "b": [-2.0, 1.0], "c": [None, 1.0]}, index=["torn", "agreed"])
    division = compare.division_table(table)
    assert division.loc["torn"].to_dict() == {"spoken": 2, "towards": 1, "against": 1, "mean": 0.0, "spread": 2.0}
    assert division.loc["agreed"].to_dict() == {"spoken": 3, "towards": 3, "against": 0, "mean": 1.0, "spread": 0.0}
