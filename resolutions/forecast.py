"""How the Council would vote, from its members' reactions.

The thresholds are data (`data/forecast.yaml`), each with its reason. Nine affirmative votes adopt, whatever the
attendance; a permanent member's negative vote defeats a draft that has them (Charter, Article 27, paragraph 3). Where
fewer than nine could be had anyway, the draft falls short of nine, and a negative vote is no veto.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from positions.council import Council
from positions.model import Basis, Entry, Force, Slug, Words
from positions.topic import Topic
from positions.yaml_entries import read_entry
from resolutions.model import Checked, Expected, Forecast, Kind, Outcome, Reaction, Vote
from resolutions.phrases import DATA
from resolutions.wording import listed, names_of

NEEDED = 9
"""Affirmative votes that adopt, out of fifteen (Charter, Article 27)."""


class Weights(Entry):
    """What a paragraph weighs, by part and force."""

    operative: dict[Force, float]
    preambular: dict[Force, float]
    why: Words


class Heavy(Entry):
    """Which paragraphs a vote is about."""

    force: Force
    measures: tuple[Slug, ...]
    why: Words


class Shares(Entry):
    """The least share of stated stances, and the greatest of undecided members, for a degree of sureness."""

    stated: float
    undecided: float


class Sureness(Entry):
    """When a forecast is called sure."""

    high: Shares
    medium: Shares
    why: Words


class ForecastTable(Entry):
    """The thresholds of the forecast with their reasons."""

    weights: Weights
    worth: dict[Kind, float]
    heavy: Heavy
    least_spoken: float
    least_why: Words
    objection_turns_to_no: float
    objection_why: Words
    heavy_objection_is_no_below: float
    heavy_objection_why: Words
    reserved_abstains_at: float
    reserved_why: Words
    reserved_abstains_from: Force
    reserved_from_why: Words
    sureness: Sureness


@lru_cache(maxsize=1)
def forecast_table() -> ForecastTable:
    """The thresholds."""
    return read_entry(DATA / "forecast.yaml", ForecastTable)


def weight(checked: Checked) -> float:
    """What a paragraph weighs in the vote; 0 where it touches nothing that delegations differ on."""
    if checked.reading.procedural or not checked.reading.effects:
        return 0.0
    weights = forecast_table().weights
    return (weights.operative if checked.part == "operative" else weights.preambular)[checked.reading.force]


def is_heavy(checked: Checked) -> bool:
    """Whether a paragraph is one that a vote is about: a decision, an authorisation, a finding."""
    heavy = forecast_table().heavy
    if checked.reading.procedural or checked.reading.force < heavy.force:
        return False
    return checked.part == "operative" or any(measure in heavy.measures for measure in checked.reading.measures)


def _heaviest(paragraphs: Sequence[Checked]) -> list[Checked]:
    """Of the paragraphs a vote is about, those of the greatest force."""
    heavy = [c for c in paragraphs if is_heavy(c) and c.reading.effects]
    top = max((c.reading.force for c in heavy), default="F0")
    return [c for c in heavy if c.reading.force == top]


def forecast(paragraphs: Sequence[Checked], council: Council, topic: Topic) -> Forecast:
    """The expected vote of every member of a council, and the outcome."""
    weighed = [(checked, w) for checked in paragraphs if (w := weight(checked)) > 0]
    heaviest = frozenset(c.where for c in _heaviest(paragraphs))
    members = {member: _expected(member, weighed, heaviest) for member in council.members}
    votes = [expected.vote for expected in members.values()]
    least = votes.count(Vote.IN_FAVOUR)
    most = least + votes.count(Vote.UNDECIDED)
    permanent = [m for m in council.members if (d := topic.delegation_by_id.get(m)) is not None and d.permanent]
    against = tuple(m for m in permanent if members[m].vote is Vote.AGAINST)
    unsure_permanent = [m for m in permanent if members[m].vote is Vote.UNDECIDED]
    needed = needed_votes(council)

    names = {m: topic.delegation_by_id[m].name if m in topic.delegation_by_id else m for m in council.members}
    if most < needed:
        outcome = Outcome.SHORT
        line = f"Short of {_number(needed)}: at most {most} in favour"
    elif against:
        outcome = Outcome.VETOED
        line = f"Vetoed by {listed([names[m] for m in against])}"
    elif least >= needed and not unsure_permanent:
        outcome = Outcome.ADOPTED
        line = f"Adopted with {_range(least, most)} in favour"
    else:
        outcome = Outcome.OPEN
        undecided = votes.count(Vote.UNDECIDED)
        missing = needed - least
        line = f"Open: {least} in favour, {missing} more needed from {undecided} undecided"
        if least >= needed and unsure_permanent:
            line = f"Open: {_range(least, most)} in favour, but {listed([names[m] for m in unsure_permanent])} could veto"
    sureness, because = _sureness(members, paragraphs)
    return Forecast(
        members=members,
        in_favour=(least, most),
        needed=needed,
        vetoes=against,
        outcome=outcome,
        line=line,
        sureness=sureness,
        sure_because=because,
    )


def needed_votes(council: Council) -> int:
    """The affirmative votes that adopt: nine of fifteen; in a room of another size, the same three fifths rounded up."""
    return NEEDED if len(council.members) == 15 else -(-len(council.members) * 3 // 5)


def _expected(member: str, weighed: Sequence[tuple[Checked, float]], weightiest: frozenset[str]) -> Expected:
    table = forecast_table()
    touching = [(c, c.reactions[member], w) for c, w in weighed if member in c.reactions]
    total = sum(w for _, _, w in touching)
    spoken = [(c, r, w) for c, r, w in touching if r.kind is not Kind.SILENT]
    spoken_weight = sum(w for _, _, w in spoken)
    share = spoken_weight / total if total else 0.0
    net = sum(table.worth[r.kind] * w for _, r, w in spoken) / spoken_weight if spoken_weight else 0.0

    def where(*kinds: Kind) -> tuple[str, ...]:
        return tuple(c.where for c, r, _ in spoken if r.kind in kinds)

    def expected(vote: Vote, because: str, decided_by: tuple[str, ...] = ()) -> Expected:
        return Expected(vote=vote, because=because, paragraphs=decided_by, spoken=round(share, 3))

    if not touching:
        return expected(Vote.UNDECIDED, "The draft has no paragraph yet on which delegations differ.")
    crossed = where(Kind.RED_LINE)
    if crossed:
        return expected(Vote.AGAINST, f"Its red line is crossed by {names_of(crossed)}.", crossed)
    objected = where(Kind.OBJECTS)
    if objected:
        heavy = any(is_heavy(c) for c, r, _ in spoken if r.kind is Kind.OBJECTS)
        limit = table.heavy_objection_is_no_below if heavy else table.objection_turns_to_no
        if net < limit or (heavy and net <= limit):
            return expected(Vote.AGAINST, f"It objects to {names_of(objected)}, and little in the text makes up for it.", objected)
        return expected(Vote.ABSTAINS, f"It objects to {names_of(objected)}, and welcomes other parts.", objected)
    if share < table.least_spoken:
        return expected(Vote.UNDECIDED, _mostly_silent(share))
    reserved = where(Kind.RESERVED)
    grave = tuple(c.where for c, r, _ in spoken if r.kind is Kind.RESERVED and c.reading.force >= table.reserved_abstains_from)
    if grave:
        return expected(Vote.ABSTAINS, f"It has reservations about {names_of(grave)}, which authorizes force.", grave)
    if reserved and net <= table.reserved_abstains_at:
        return expected(Vote.ABSTAINS, f"Its reservations about {names_of(reserved)} outweigh what it welcomes.", reserved)
    heaviest = [(c, r) for c, r, _ in touching if c.where in weightiest]
    if heaviest and all(r.kind is Kind.SILENT for _, r in heaviest):
        places = tuple(c.where for c, _ in heaviest)
        return expected(Vote.UNDECIDED, f"No source gives its view on what weighs most, {names_of(places)}.", places)
    supported = where(Kind.SUPPORTS)
    if not supported:
        return expected(Vote.UNDECIDED, "It could live with the text, and nothing in it is known to be its own cause.")
    because = f"It supports {names_of(supported)}"
    because += f", for all its reservations about {names_of(reserved)}." if reserved else " and objects to nothing."
    return expected(Vote.IN_FAVOUR, because, supported)


def _mostly_silent(share: float) -> str:
    if share == 0:
        return "No source gives its view on anything in the draft."
    return f"The sources give its view on only {share:.0%} of the draft, by weight."


def _sureness(
    members: dict[str, Expected], paragraphs: Sequence[Checked]
) -> tuple[Literal["low", "medium", "high"], str]:
    by_place = {c.where: c for c in paragraphs}
    stated = 0
    for member, expected in members.items():
        deciding = [by_place[p].reactions[member] for p in expected.paragraphs if p in by_place]
        if expected.vote is not Vote.UNDECIDED and any(_is_stated(r) for r in deciding):
            stated += 1
    undecided = sum(expected.vote is Vote.UNDECIDED for expected in members.values())
    size = len(members) or 1
    table = forecast_table().sureness
    degree: Literal["low", "medium", "high"] = "low"
    for name, shares in (("medium", table.medium), ("high", table.high)):
        if stated / size >= shares.stated and undecided / size <= shares.undecided:
            degree = "high" if name == "high" else "medium"
    inferred = size - stated - undecided
    return degree, (
        f"Of {len(members)} members, {stated} are placed by a stated position, {inferred} by inference, "
        f"and {undecided} cannot be placed."
    )


def _is_stated(reaction: Reaction) -> bool:
    return reaction.basis is Basis.STATED


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"{least} to {most}"


def _number(n: int) -> str:
    return "nine" if n == NEEDED else str(n)
