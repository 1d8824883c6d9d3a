"""Who sits on the Council, when, and in which order.

Membership is dated data: `councils/membership.yaml` has the terms of office, from which the Council of any year
follows; `councils/rosters.yaml` has councils a room may prefer to the real one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints

from positions.model import Entry, Slug, Words
from positions.yaml_entries import Place, Problem, problem_at, read_entries, read_entry

COUNCILS = Path(__file__).parent / "councils"
DEFAULT_COUNCIL = "2026"


class State(Entry):
    """A State by its names; the English alphabetical order of the Council goes by `official`."""

    id: Slug
    name: Words
    official: Words
    aliases: tuple[Words, ...] = ()
    permanent: bool = False


class Spelling(Entry):
    """The usual names of a State that `State` does not describe."""

    name: Words
    aliases: tuple[Words, ...]


class Term(Entry):
    """A State's time on the Council, in whole calendar years."""

    state: Slug
    seat: Literal["permanent", "elected"]
    group: str | None = None
    first_year: int
    last_year: int | None = None
    """None for a permanent member."""
    source: Words

    def sits_in(self, year: int) -> bool:
        """Whether the State is on the Council in a calendar year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


class Presidency(Entry):
    """Who presides in a month, and whether a source says so or the alphabetical rotation gives it."""

    month: Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    state: Slug
    status: Literal["verified", "announced", "derived"]


class Membership(Entry):
    """The dated record of the Council."""

    permanent: tuple[Slug, ...]
    years: tuple[int, ...]
    """The years for which all fifteen members are on record."""
    terms: tuple[Term, ...]
    presidencies: tuple[Presidency, ...]


class Council(Entry):
    """A body of voting members in English alphabetical order of their official names."""

    id: Slug
    name: Words
    members: tuple[Slug, ...]
    note: str | None = None
    presidencies: tuple[Presidency, ...] = ()


class Roster(Entry):
    """A council composed for a simulation, as written in the file."""

    id: Slug
    name: Words
    members: tuple[Slug, ...]
    note: str | None = None


@lru_cache(maxsize=1)
def state_names() -> dict[str, State]:
    """The States a council or a topic may name, by id."""
    return {state.id: state for state in read_entries(COUNCILS / "states.yaml", State)}


@lru_cache(maxsize=1)
def spellings() -> tuple[Spelling, ...]:
    """The usual names of States without an entry of their own."""
    return read_entries(COUNCILS / "spellings.yaml", Spelling)


@lru_cache(maxsize=1)
def membership() -> Membership:
    """Terms of office and presidencies on record."""
    return read_entry(COUNCILS / "membership.yaml", Membership)


def alphabetical(members: tuple[str, ...]) -> tuple[str, ...]:
    """Members in English alphabetical order of their official names, the Council's seating and voting order."""
    names = state_names()
    return tuple(sorted(members, key=lambda m: folded_name(names[m].official if m in names else m)))


def folded_name(name: str) -> str:
    """A name without what makes no difference between two ways of writing it: case, accents, full stops, a leading "the"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = re.sub(r"['’ʼ.]", "", plain).replace("&", " and ")
    return re.sub(r"[\s\-‐‑–]+", " ", words).strip().removeprefix("the ") or name.casefold()


def council_of_year(year: int) -> Council:
    """The Council as it sat, or will sit, in a calendar year.

    Raises:
        KeyError: if the record does not cover the year.
    """
    record = membership()
    if year not in record.years:
        raise KeyError(str(year))
    members = tuple(t.state for t in record.terms if t.sits_in(year))
    return Council(
        id=str(year),
        name=f"Security Council {year}",
        members=alphabetical(members),
        presidencies=tuple(p for p in record.presidencies if p.month.startswith(str(year))),
    )


@lru_cache(maxsize=1)
def read_councils() -> dict[str, Council]:
    """The councils at hand by id: the real ones by year, then those composed for simulations."""
    real = [council_of_year(year) for year in membership().years]
    composed = [
        Council(id=r.id, name=r.name, members=alphabetical(r.members), note=r.note)
        for r in read_entries(COUNCILS / "rosters.yaml", Roster)
    ]
    return {council.id: council for council in real + composed}


def permanent_members() -> tuple[str, ...]:
    """The five whose negative vote on a substantive question is a veto (Charter, Article 27, paragraph 3)."""
    return membership().permanent


def roster(members: tuple[str, ...], name: str = "Own roster") -> Council:
    """A council of the members given.

    Raises:
        ValueError: if a member is given twice, or none is given.
    """
    if not members:
        raise ValueError("a council needs members; choose at least one")
    twice = sorted({m for m in members if members.count(m) > 1})
    if twice:
        raise ValueError(f"given twice: {', '.join(twice)}; each member has one seat")
    return Council(id="own", name=name, members=alphabetical(members))


def check_councils(folder: Path = COUNCILS) -> list[Problem]:
    """Everything wrong with the States, the membership record and the rosters; empty if nothing is.

    Raises:
        ContentError: if a file or an entry cannot be read.
    """
    files = {name: folder / f"{name}.yaml" for name in ("states", "membership", "rosters")}
    states = read_entries(files["states"], State)
    record = read_entry(files["membership"], Membership)
    rosters = read_entries(files["rosters"], Roster)
    known = {state.id for state in states}
    problems: list[Problem] = []

    def fault(file: str, place: Place, message: str) -> None:
        problems.append(problem_at(files[file], place, message))

    for file, ids in (("states", [s.id for s in states]), ("rosters", [r.id for r in rosters])):
        for index, one in enumerate(ids):
            if ids.count(one) > 1:
                fault(file, (index, "id"), f"the id '{one}' is given {ids.count(one)} times")
    for index, state in enumerate(states):
        if state.permanent != (state.id in record.permanent):
            fault("states", (index,), f"{state.id}: 'permanent' differs from the list in membership.yaml")
    for index, term in enumerate(record.terms):
        if term.state not in known:
            fault("membership", ("terms", index), f"'{term.state}' is no State of states.yaml")
        if term.last_year is not None and term.last_year < term.first_year:
            fault("membership", ("terms", index), f"the term of '{term.state}' ends before it begins")
    for number, year in enumerate(record.years):
        seats = [t.state for t in record.terms if t.sits_in(year)]
        if len(seats) != 15 or len(set(seats)) != 15:
            fault("membership", ("years", number), f"{year} has {len(set(seats))} members; the Council has 15")
    if DEFAULT_COUNCIL not in {str(year) for year in record.years}:
        fault("membership", ("years",), f"{DEFAULT_COUNCIL} is missing; it is the council that opens first")
    months = [p.month for p in record.presidencies]
    for index, presidency in enumerate(record.presidencies):
        year = int(presidency.month[:4])
        if months.count(presidency.month) > 1:
            fault(
                "membership",
                ("presidencies", index),
                f"{presidency.month} is given {months.count(presidency.month)} times",
            )
        if presidency.state not in {t.state for t in record.terms if t.sits_in(year)}:
            fault("membership", ("presidencies", index), f"'{presidency.state}' is no member of the Council in {year}")
    for index, roster in enumerate(rosters):
        for seat, member in enumerate(roster.members):
            if member not in known:
                fault("rosters", (index, "members", seat), f"{roster.id}: '{member}' is no State of states.yaml")
            elif roster.members.count(member) > 1:
                fault("rosters", (index, "members", seat), f"{roster.id}: '{member}' is given twice")
        if roster.id in {str(year) for year in record.years}:
            fault("rosters", (index, "id"), f"'{roster.id}' is the id of a real council; choose another")
    return problems
