"""Delegations side by side: a table of positions, the agreement of any two, and the blocs that follow from it.

Agreement is counted over the issues on which *both* delegations have a current stance, and on those only: silence is
neither agreement nor quarrel. Two delegations agree on an issue where their positions have the same sign (a mixed
record, 0, agrees with a mixed one only). Under `ENOUGH` common issues nothing is said.

Blocs come from average linkage: every delegation begins alone, and the two groups that agree most on average are joined
until no two groups reach `KINSHIP`. Only pairs with enough common issues count; groups of which more than half of the
pairs are unknown are not joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from positions.model import Basis, Delegation, Entry, Slug, Stance
from positions.topic import Topic

if TYPE_CHECKING:
    import pandas

ENOUGH = 3
"""Common issues below which an agreement says nothing."""

KINSHIP = 0.8
"""The average share of agreement from which two groups are one bloc: four issues in five."""


class Agreement(Entry):
    """How two delegations compare on the issues both have a stance on."""

    first: Slug
    second: Slug
    same: tuple[Slug, ...]
    """Issues on which both are on the same side, or both mixed."""
    apart: tuple[Slug, ...]
    """Issues on which one is mixed and the other is not."""
    opposed: tuple[Slug, ...]
    """Issues on which they are on opposite sides."""
    distance: float | None
    """The mean difference of their positions, from 0 to 4; None without a common issue."""

    @property
    def common(self) -> int:
        """The number of issues on which both have a stance."""
        return len(self.same) + len(self.apart) + len(self.opposed)

    @property
    def enough(self) -> bool:
        """Whether there are enough common issues to say anything."""
        return self.common >= ENOUGH

    @property
    def share(self) -> float | None:
        """The share of common issues on which they agree; None where there are too few to say."""
        return len(self.same) / self.common if self.enough else None


class Bloc(Entry):
    """Delegations that agree with one another more than with the rest."""

    members: tuple[Slug, ...]
    cohesion: float
    """The average share of agreement over its pairs with enough common issues."""
    unknown_pairs: int
    """Pairs within the bloc with too few common issues to say."""
    fewest: int
    """The number of common issues of its thinnest known pair."""
    shared: tuple[Slug, ...]
    """Issues on which at least two, and at least half, of the members have a stance, all on one side."""
    split: tuple[Slug, ...]
    """Issues on which members stand on opposite sides."""


class Blocs(Entry):
    """What the grouping found."""

    blocs: tuple[Bloc, ...]
    alone: tuple[Slug, ...]
    """Delegations that can be compared and fit no bloc."""
    too_little: tuple[Slug, ...]
    """Delegations with too few common issues with everybody else."""


def current_stances(delegation: Delegation, *, stated_only: bool = False) -> dict[str, Stance]:
    """A delegation's current stances by issue."""
    return {
        stance.issue: stance
        for stance in delegation.stances
        if stance.current and (stance.basis is Basis.STATED or not stated_only)
    }


def position_table(topic: Topic, delegations: Sequence[Delegation], *, stated_only: bool = False) -> pandas.DataFrame:
    """Positions as a table: issues down, delegations across, missing where a delegation is silent."""
    import pandas

    columns = {
        d.id: {issue: float(stance.position) for issue, stance in current_stances(d, stated_only=stated_only).items()}
        for d in delegations
    }
    table = pandas.DataFrame(columns, index=[issue.id for issue in topic.issues], dtype="float64")
    return table.reindex(columns=[d.id for d in delegations])


def division_table(positions: pandas.DataFrame) -> pandas.DataFrame:
    """What each issue of a table of positions does to the room.

    Columns: `spoken`, the delegations with a stance; `towards` and `against`, those on either side; `mean`, and
    `spread`, the standard deviation of their positions: 0 where all agree, 2 where half stand at either end.
    """
    import pandas

    return pandas.DataFrame(
        {
            "spoken": positions.count(axis=1),
            "towards": (positions > 0).sum(axis=1),
            "against": (positions < 0).sum(axis=1),
            "mean": positions.mean(axis=1).round(2),
            "spread": positions.std(axis=1, ddof=0).round(2),
        }
    )


def agreement(topic: Topic, first: Delegation, second: Delegation, *, stated_only: bool = False) -> Agreement:
    """How two delegations compare."""
    ours = current_stances(first, stated_only=stated_only)
    theirs = current_stances(second, stated_only=stated_only)
    common = [issue.id for issue in topic.issues if issue.id in ours and issue.id in theirs]
    pairs = {issue: (ours[issue].position, theirs[issue].position) for issue in common}
    gaps = [abs(a - b) for a, b in pairs.values()]
    return Agreement(
        first=first.id,
        second=second.id,
        same=tuple(i for i, (a, b) in pairs.items() if _sign(a) == _sign(b)),
        apart=tuple(i for i, (a, b) in pairs.items() if _sign(a) != _sign(b) and a * b == 0),
        opposed=tuple(i for i, (a, b) in pairs.items() if a * b < 0),
        distance=sum(gaps) / len(gaps) if gaps else None,
    )


def agreements(
    topic: Topic, delegations: Sequence[Delegation], *, stated_only: bool = False
) -> dict[tuple[str, str], Agreement]:
    """The agreement of every two of them, by both orders of their ids."""
    found: dict[tuple[str, str], Agreement] = {}
    for first, second in combinations(delegations, 2):
        one = agreement(topic, first, second, stated_only=stated_only)
        found[first.id, second.id] = one
        found[second.id, first.id] = one.model_copy(update={"first": second.id, "second": first.id})
    return found


def agreement_table(topic: Topic, delegations: Sequence[Delegation], *, stated_only: bool = False) -> pandas.DataFrame:
    """Shares of agreement as a square table, missing where there are too few common issues to say."""
    import pandas

    found = agreements(topic, delegations, stated_only=stated_only)
    ids = [d.id for d in delegations]
    rows = [[1.0 if a == b else found[a, b].share for b in ids] for a in ids]
    return pandas.DataFrame(rows, index=ids, columns=ids, dtype="float64")


def blocs(topic: Topic, delegations: Sequence[Delegation], *, stated_only: bool = False) -> Blocs:
    """Group delegations by agreement; the module's text has the method."""
    found = agreements(topic, delegations, stated_only=stated_only)
    comparable = [d for d in delegations if any(found[d.id, o.id].enough for o in delegations if o.id != d.id)]
    names = {d.id: d for d in comparable}
    groups: list[tuple[str, ...]] = [(d.id,) for d in comparable]
    while len(groups) > 1:
        ranked = [
            (*near, -len(a) - len(b), a, b)
            for a, b in combinations(groups, 2)
            if (near := kinship(a, b, found)) is not None
        ]
        if not ranked:
            break
        # The nearest pair first: highest share, then smallest distance, then the larger group, then the order of names.
        share, _, _, first, second = min(ranked, key=lambda r: (-r[0], r[1], r[2], r[3]))
        if share < KINSHIP:
            break
        groups = [g for g in groups if g not in (first, second)] + [first + second]
    order = {d.id: number for number, d in enumerate(delegations)}
    joined = [tuple(sorted(g, key=order.__getitem__)) for g in groups]
    made = [_bloc(topic, [names[m] for m in g], found, stated_only=stated_only) for g in joined if len(g) > 1]
    return Blocs(
        blocs=tuple(sorted(made, key=lambda b: (-len(b.members), -b.cohesion, order[b.members[0]]))),
        alone=tuple(g[0] for g in joined if len(g) == 1),
        too_little=tuple(d.id for d in delegations if d.id not in names),
    )


def kinship(
    first: tuple[str, ...], second: tuple[str, ...], found: dict[tuple[str, str], Agreement]
) -> tuple[float, float] | None:
    """The average share and distance between two groups, or None where too many of their pairs are unknown."""
    pairs = [found[a, b] for a in first for b in second]
    known = [(pair.share, pair.distance) for pair in pairs if pair.share is not None and pair.distance is not None]
    if not known or len(known) * 2 < len(pairs):
        return None
    return sum(share for share, _ in known) / len(known), sum(distance for _, distance in known) / len(known)


def _bloc(
    topic: Topic, members: list[Delegation], found: dict[tuple[str, str], Agreement], *, stated_only: bool
) -> Bloc:
    stances = [current_stances(member, stated_only=stated_only) for member in members]
    shared, split = [], []
    for issue in topic.issues:
        signs = [_sign(held[issue.id].position) for held in stances if issue.id in held]
        if 1 in signs and -1 in signs:
            split.append(issue.id)
        elif len(signs) >= 2 and len(signs) * 2 >= len(members) and set(signs) in ({1}, {-1}):
            shared.append(issue.id)
    pairs = [found[a.id, b.id] for a, b in combinations(members, 2)]
    known = [pair for pair in pairs if pair.enough]
    return Bloc(
        members=tuple(member.id for member in members),
        cohesion=sum(len(pair.same) / pair.common for pair in known) / len(known),
        unknown_pairs=len(pairs) - len(known),
        fewest=min(pair.common for pair in known),
        shared=tuple(shared),
        split=tuple(split),
    )


def _sign(position: int) -> int:
    return (position > 0) - (position < 0)
