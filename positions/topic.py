"""A topic: a folder of data read whole, with what one entry says of another checked.

`load_topic` is how everybody gets one; `check_topic` says everything that is wrong with one. A new topic is a new
folder under `positions/topics`.
"""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, PrivateAttr, model_validator

from positions.council import read_councils, state_names
from positions.model import (
    Actor,
    Bargain,
    Debate,
    Delegation,
    DerivedEffect,
    Entry,
    Event,
    Fact,
    Gap,
    Issue,
    IssueCues,
    LibraryClause,
    Locator,
    Mark,
    Slug,
    Source,
    Sourced,
    SourceLine,
    Stance,
    Table,
    Term,
    Words,
)
from positions.yaml_entries import ContentError, Place, Problem, did_you_mean, problem_at, read_entries, read_entry

TOPICS = Path(__file__).parent / "topics"
CHARTER = Path(__file__).parent / "charter.yaml"
"""The measures of Charter law, which every topic has."""
DEFAULT_TOPIC = "drug-cartels"

E = TypeVar("E", bound=BaseModel)


class About(Entry):
    """What `topic.yaml` holds: the topic's name and the few settings the engine reads."""

    id: Slug
    title: Words
    agenda_item: Words
    """The topic as a heading block and an agenda name it."""
    summary: Words
    default_council: Slug
    families: dict[Words, Words] = {}
    """Families of recommendations into which the library's clauses are sorted: id and title."""
    families_source: SourceLine | None = None
    """Where the sources group them so."""
    derived_effects: tuple[DerivedEffect, ...] = ()
    neutral_phrases: tuple[Words, ...] = ()
    """Regular expressions of phrases that look like cues and are none, such as "enter into force"."""

    @model_validator(mode="after")
    def _families_have_a_source(self) -> About:
        if self.families and self.families_source is None:
            raise ValueError("'families' needs 'families_source': where the sources group recommendations so")
        return self


class Topic(BaseModel):
    """Everything a topic holds. Lookups are by id; an unknown id is a KeyError."""

    model_config = ConfigDict(frozen=True)

    # A topic is read once and is its own identity: hashing its content would cost more than what is cached by it.
    __hash__ = object.__hash__
    __eq__ = object.__eq__

    about: About
    sources: tuple[Source, ...]
    issues: tuple[Issue, ...]
    delegations: tuple[Delegation, ...]
    """Those the topic documents, permanent members first, then by rank and name, then the silent ones."""
    clauses: tuple[LibraryClause, ...]
    safeguards: tuple[Mark, ...]
    measures: tuple[Mark, ...]
    """Those of Charter law, then the topic's own."""
    cues: tuple[IssueCues, ...]
    facts: tuple[Fact, ...]
    timeline: tuple[Event, ...]
    glossary: tuple[Term, ...]
    actors: tuple[Actor, ...]
    tables: tuple[Table, ...]
    debates: tuple[Debate, ...]
    bargains: tuple[Bargain, ...]
    gaps: tuple[Gap, ...]
    reader: Path | None = None
    """The weights of the learned reader (`reader.npz`), where the topic has them."""
    _base: Topic | None = PrivateAttr(default=None)

    @property
    def base(self) -> Topic:
        """The topic as its files have it: the key for whatever does not turn on what a chair or a committee adds."""
        return self._base or self

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.about.id

    @cached_property
    def issue_by_id(self) -> dict[str, Issue]:
        """Issues by id, in the order of the file."""
        return {issue.id: issue for issue in self.issues}

    @cached_property
    def delegation_by_id(self) -> dict[str, Delegation]:
        """Delegations by id."""
        return {delegation.id: delegation for delegation in self.delegations}

    @cached_property
    def clause_by_id(self) -> dict[str, LibraryClause]:
        """Library clauses by id."""
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        """Sources by id."""
        return {source.id: source for source in self.sources}

    @cached_property
    def mark_by_id(self) -> dict[str, Mark]:
        """Safeguards and measures by id."""
        return {mark.id: mark for mark in self.safeguards + self.measures}

    def with_stances(self, added: dict[str, tuple[Stance, ...]]) -> Topic:
        """The topic with stances a chair added, by delegation; each takes the place of the current one on its issue."""
        held = tuple((delegation, stances) for delegation, stances in added.items() if stances)
        return _with_stances(self, held) if held else self

    def with_members(self, members: Iterable[str]) -> Topic:
        """The topic with a silent delegation for every member of a committee that it does not know, by the name it sits under."""
        unknown = tuple(member for member in members if member not in self.delegation_by_id)
        return _with_silent(self, unknown) if unknown else self


@lru_cache(maxsize=32)
def _with_silent(topic: Topic, unknown: tuple[str, ...]) -> Topic:
    # Not checked: a name in any script may sit, which no id of the files may be.
    silent = tuple(
        Delegation.model_construct(id=name, name=name, official=name, kind="state", as_of="not documented", documented=False)
        for name in dict.fromkeys(unknown)
    )
    return _copied(topic, topic.delegations + silent)


@lru_cache(maxsize=32)
def _with_stances(topic: Topic, added: tuple[tuple[str, tuple[Stance, ...]], ...]) -> Topic:
    # One topic for the same stances: what is worked out from a topic is kept by its identity.
    by_delegation = dict(added)

    def merged(delegation: Delegation) -> Delegation:
        extra = by_delegation.get(delegation.id, ())
        if not extra:
            return delegation
        taken = {stance.issue for stance in extra}
        kept = tuple(
            s.model_copy(update={"current": False}) if s.current and s.issue in taken else s
            for s in delegation.stances
        )
        return delegation.model_copy(update={"stances": kept + extra})

    return _copied(topic, tuple(merged(d) for d in topic.delegations))


def _copied(topic: Topic, delegations: tuple[Delegation, ...]) -> Topic:
    # A copy would carry the lookups that were cached before; a new value has none.
    values = {name: getattr(topic, name) for name in Topic.model_fields}
    made = Topic.model_construct(**values | {"delegations": delegations})
    made._base = topic.base
    return made


@lru_cache(maxsize=1)
def topic_ids() -> tuple[str, ...]:
    """The topics at hand, by folder name, as they were when first asked for."""
    return tuple(sorted(path.parent.name for path in TOPICS.glob("*/topic.yaml")))


def load_topic(topic: str = DEFAULT_TOPIC) -> Topic:
    """A topic by its folder's name, read once.

    Raises:
        KeyError: if there is no such topic.
        ContentError: if its content is bad, with every fault at `file:line`.
    """
    return _load_topic(topic)


@lru_cache(maxsize=8)
def _load_topic(topic: str) -> Topic:
    # Apart from `load_topic`: to a cache, a default left out and the same value given are two calls, and two topics.
    if topic not in topic_ids():
        raise KeyError(topic)
    return read_topic(TOPICS / topic)


def read_topic(folder: Path) -> Topic:
    """The topic in a folder.

    Raises:
        ContentError: if its content is bad, with every fault at `file:line`.
    """
    with _no_garbage_collection():
        loaded = _Loaded(folder)
        problems = loaded.problems or list(_cross_check(loaded))
        if problems:
            raise ContentError(problems)
        return loaded.topic()


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Reading makes a million small objects and no garbage; looking for some took a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def check_topic(folder: Path) -> list[Problem]:
    """Everything wrong with a topic's folder; empty if nothing is."""
    loaded = _Loaded(folder)
    return loaded.problems + list(_cross_check(loaded)) + list(_check_expressions(loaded))


class _Loaded:
    """A topic's entries with the file and place each came from, so that a later check can point at it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.incomplete: set[type[BaseModel]] = set()
        """Kinds of which entries could not be read, so that an id unknown among them may be no fault."""
        self.origin: dict[int, tuple[Path, Place]] = {}
        self.about = self._one(folder / "topic.yaml", About)
        self.sources = self._many(folder / "sources.yaml", Source)
        self.issues = self._many(folder / "issues.yaml", Issue)
        self.safeguards = self._many(folder / "safeguards.yaml", Mark)
        self.charter = self._many(CHARTER, Mark)
        self.measures = self._many(folder / "measures.yaml", Mark)
        self.cues = self._many(folder / "cues.yaml", IssueCues)
        self.facts = self._many(folder / "facts.yaml", Fact)
        self.timeline = self._many(folder / "timeline.yaml", Event)
        self.glossary = self._many(folder / "glossary.yaml", Term)
        self.actors = self._many(folder / "actors.yaml", Actor)
        self.tables = self._many(folder / "tables.yaml", Table)
        self.debates = self._many(folder / "debates.yaml", Debate)
        self.bargains = self._many(folder / "bargains.yaml", Bargain)
        self.gaps = self._many(folder / "gaps.yaml", Gap)
        self.delegations = tuple(
            entry
            for path in sorted((folder / "delegations").glob("*.yaml"))
            if (entry := self._one(path, Delegation)) is not None
        )
        self.clauses = tuple(
            entry for path in sorted((folder / "clauses").glob("*.yaml")) for entry in self._many(path, LibraryClause)
        )

    def _one(self, path: Path, kind: type[E]) -> E | None:
        try:
            entry = read_entry(path, kind)
        except ContentError as error:
            self.problems.extend(error.problems)
            self.incomplete.add(kind)
            return None
        self.origin[id(entry)] = (path, ())
        return entry

    def _many(self, path: Path, kind: type[E]) -> tuple[E, ...]:
        try:
            entries = read_entries(path, kind)
        except ContentError as error:
            self.problems.extend(error.problems)
            self.incomplete.add(kind)
            return ()
        for index, entry in enumerate(entries):
            self.origin[id(entry)] = (path, (index,))
        return entries

    def problem(self, entry: object, place: Place, message: str) -> Problem:
        path, start = self.origin[id(entry)]
        return problem_at(path, start + place, message)

    def topic(self) -> Topic:
        if self.about is None:
            raise ContentError(self.problems)
        documented = {delegation.id for delegation in self.delegations}
        silent = tuple(
            Delegation(
                id=state.id,
                name=state.name,
                official=state.official,
                aliases=state.aliases,
                kind="state",
                permanent=state.permanent,
                as_of="not documented",
                documented=False,
            )
            for state in state_names().values()
            if state.id not in documented
        )
        order = {"permanent member": 0, "core": 1, "other": 2}
        ranked = sorted(self.delegations, key=lambda d: (order[d.rank], d.kind != "state", d.name))
        # Entries were validated when they were read, and the cross-check follows.
        return Topic.model_construct(
            about=self.about,
            sources=self.sources,
            issues=self.issues,
            delegations=tuple(ranked) + silent,
            clauses=_opposed_both_ways(self.clauses),
            safeguards=self.safeguards,
            measures=self.charter + self.measures,
            cues=self.cues,
            facts=self.facts,
            timeline=self.timeline,
            glossary=self.glossary,
            actors=self.actors,
            tables=self.tables,
            debates=self.debates,
            bargains=self.bargains,
            gaps=self.gaps,
            reader=path if (path := self.folder / "reader.npz").is_file() else None,
        )


def _opposed_both_ways(clauses: tuple[LibraryClause, ...]) -> tuple[LibraryClause, ...]:
    """The clauses with each opposition at both of its clauses, whichever of them it was written at."""
    against: dict[str, list[str]] = {clause.id: list(clause.opposites) for clause in clauses}
    for clause in clauses:
        for other in clause.opposites:
            if clause.id not in against[other]:
                against[other].append(clause.id)
    return tuple(
        clause
        if len(against[clause.id]) == len(clause.opposites)
        else clause.model_copy(update={"opposites": tuple(against[clause.id])})
        for clause in clauses
    )


def _cross_check(loaded: _Loaded) -> Iterator[Problem]:
    """What no entry can know of itself: ids that must exist, that may stand once, and what must not be left out."""
    issues = {issue.id for issue in loaded.issues}
    documents = {source.id for source in loaded.sources}
    safeguards = {mark.id for mark in loaded.safeguards}
    charter = {mark.id for mark in loaded.charter}
    measures = charter | {mark.id for mark in loaded.measures}
    marks = safeguards | measures
    delegations = {d.id for d in loaded.delegations} | set(state_names())
    clauses = {clause.id for clause in loaded.clauses}

    kinds = {"issue": Issue, "clause": LibraryClause, "delegation": Delegation}
    unsure = {what for what, kind in kinds.items() if kind in loaded.incomplete}
    if Mark in loaded.incomplete:
        unsure |= {"measure", "safeguard", "safeguard or measure"}

    def known(entry: object, place: Place, ids: tuple[str, ...], among: set[str], what: str) -> Iterator[Problem]:
        if what in unsure:
            return
        for index, one in enumerate(ids):
            if one not in among:
                yield loaded.problem(
                    entry, (*place, index), f"'{one}' is no {what} of this topic{did_you_mean(one, among)}"
                )

    def sourced(entry: object, place: Place, value: Sourced, key: str = "source") -> Iterator[Problem]:
        for locator in value.locators:
            if locator.document not in documents and Source not in loaded.incomplete:
                known_documents = ", ".join(sorted(documents))
                yield loaded.problem(
                    entry,
                    (*place, key),
                    f"'{locator.document}' is no document of sources.yaml ({known_documents})",
                )

    if loaded.about and loaded.about.default_council not in read_councils():
        yield loaded.problem(loaded.about, ("default_council",), f"'{loaded.about.default_council}' is no council")
    if loaded.about and loaded.about.id != loaded.folder.resolve().name:
        yield loaded.problem(
            loaded.about, ("id",), f"the id must be the folder's name, '{loaded.folder.resolve().name}'"
        )
    for index, derived in enumerate(loaded.about.derived_effects if loaded.about else ()):
        yield from known(loaded.about, ("derived_effects", index, "issue"), (derived.issue,), issues, "issue")
        yield from known(loaded.about, ("derived_effects", index, "measure"), (derived.measure,), measures, "measure")
    families = loaded.about.families if loaded.about else {}
    if loaded.about and loaded.about.families_source:
        yield from sourced(loaded.about, (), Sourced(source=loaded.about.families_source), "families_source")
    for mark in loaded.safeguards + loaded.measures:
        if mark.id in charter:
            yield loaded.problem(
                mark,
                ("id",),
                f"'{mark.id}' is a measure of Charter law, which every topic has from {CHARTER.name}; take it out, or "
                "give it another id",
            )
        if mark.protects:
            yield from known(mark, ("protects", "issue"), (mark.protects.issue,), issues, "issue")

    named: list[tuple[Any, ...]] = [loaded.sources, loaded.issues, loaded.clauses, loaded.facts, loaded.debates, loaded.bargains]  # fmt: skip
    for group in (*named, loaded.delegations, loaded.charter, loaded.safeguards + loaded.measures, loaded.tables):
        counted = Counter(entry.id for entry in group)
        for entry in group:
            if counted[entry.id] > 1:
                yield loaded.problem(entry, ("id",), f"the id '{entry.id}' is given {counted[entry.id]} times")
    twice = Counter(cue.issue for cue in loaded.cues)
    for cue in loaded.cues:
        yield from known(cue, ("issue",), (cue.issue,), issues, "issue")
        if twice[cue.issue] > 1:
            yield loaded.problem(cue, ("issue",), f"the cues of '{cue.issue}' are given {twice[cue.issue]} times")

    for issue in loaded.issues:
        yield from sourced(issue, (), issue)
        for side in ("for_positive", "for_negative"):
            for index, argument in enumerate(getattr(issue, side)):
                yield from sourced(issue, (side, index), argument)
    for delegation in loaded.delegations:
        path = loaded.origin[id(delegation)][0]
        if path.stem != delegation.id:
            yield loaded.problem(delegation, ("id",), f"the id must be the file's name, '{path.stem}'")
        for part in ("profile", "key_actions", "tensions", "questions", "stances"):
            for index, item in enumerate(getattr(delegation, part)):
                yield from sourced(delegation, (part, index), item)
        current = Counter(stance.issue for stance in delegation.stances if stance.current)
        for index, stance in enumerate(delegation.stances):
            at: Place = ("stances", index)
            yield from known(delegation, (*at, "issue"), (stance.issue,), issues, "issue")
            if stance.current and current[stance.issue] > 1:
                yield loaded.problem(
                    delegation,
                    at,
                    f"'{stance.issue}' has {current[stance.issue]} current stances; mark past ones 'current: false'",
                )
            yield from known(delegation, (*at, "only_for"), stance.only_for, measures, "measure")
            if stance.condition:
                for key in ("met_by", "unless", "broken_by"):
                    ids = getattr(stance.condition, key)
                    yield from known(delegation, (*at, "condition", key), ids, marks, "safeguard or measure")
            if stance.red_line:
                for key in ("crossed_by", "spared_by"):
                    ids = getattr(stance.red_line, key)
                    yield from known(delegation, (*at, "red_line", key), ids, measures, "measure")
    for clause in loaded.clauses:
        yield from sourced(clause, (), clause)
        if not clause.effects and clause.kind != "procedural":
            yield loaded.problem(
                clause,
                (),
                f"'{clause.id}' has no effect on any issue; give 'effects', or 'kind: procedural' if it has none",
            )
        for index, effect in enumerate(clause.effects):
            yield from known(clause, ("effects", index, "issue"), (effect.issue,), issues, "issue")
        yield from known(clause, ("measures",), clause.measures, measures, "measure")
        for index, rung in enumerate(clause.ladder):
            yield from known(clause, ("ladder", index, "measures"), rung.measures, measures, "measure")
        yield from known(clause, ("safeguards",), clause.safeguards, safeguards, "safeguard")
        if clause.family is not None and loaded.about and clause.family not in families:
            yield loaded.problem(
                clause,
                ("family",),
                f"'{clause.family}' is no family of topic.yaml{did_you_mean(clause.family, set(families))}",
            )
        yield from known(clause, ("territory",), clause.territory, delegations, "delegation")
        yield from known(clause, ("companions",), clause.companions, clauses, "clause")
        yield from known(clause, ("opposites",), clause.opposites, clauses, "clause")
        if clause.id in clause.companions + clause.opposites:
            yield loaded.problem(clause, (), f"'{clause.id}' names itself among its companions or opposites")
        for other in sorted({*clause.companions} & {*clause.opposites}):
            yield loaded.problem(clause, ("opposites",), f"'{other}' is given both as companion and as opposite")
    for fact in loaded.facts:
        yield from sourced(fact, (), fact)
        yield from known(fact, ("issues",), fact.issues, issues, "issue")
    plain: tuple[tuple[Sourced, ...], ...] = (
        loaded.timeline, loaded.glossary, loaded.actors, loaded.gaps, loaded.tables, loaded.debates, loaded.bargains,
    )  # fmt: skip
    for entries in plain:
        for item in entries:
            yield from sourced(item, (), item)
    for table in loaded.tables:
        for index, row in enumerate(table.rows):
            yield from sourced(table, ("rows", index), row)
    for debate in loaded.debates:
        yield from known(debate, ("issues",), debate.issues, issues, "issue")
        for number, party in enumerate(debate.sides):
            for index, argument in enumerate(party.arguments):
                yield from sourced(debate, ("sides", number, "arguments", index), argument)
    for bargain in loaded.bargains:
        yield from known(bargain, ("issues",), bargain.issues, issues, "issue")
        yield from known(bargain, ("clauses",), bargain.clauses, clauses, "clause")


def _check_expressions(loaded: _Loaded) -> Iterator[Problem]:
    """Regular expressions that do not compile, and `fixed` ones that stand at neither pole.

    Trying them all costs more than reading the rest, so this is for the check and not for every start.
    """

    def compiles(entry: object, field: str, expressions: tuple[str, ...]) -> Iterator[Problem]:
        for index, expression in enumerate(expressions):
            try:
                re.compile(expression)
            except re.error as error:
                yield loaded.problem(entry, (field, index), f"'{expression}' is no regular expression: {error}")

    if loaded.about:
        yield from compiles(loaded.about, "neutral_phrases", loaded.about.neutral_phrases)
    for mark in loaded.charter + loaded.safeguards + loaded.measures:
        yield from compiles(mark, "cues", mark.cues)
    for cue in loaded.cues:
        yield from compiles(cue, "positive", cue.positive)
        yield from compiles(cue, "negative", cue.negative)
        for index, expression in enumerate(cue.fixed):
            if expression not in cue.positive + cue.negative:
                yield loaded.problem(
                    cue,
                    ("fixed", index),
                    f"'{expression}' stands under neither 'positive' nor 'negative'; give it there too",
                )


def locators_of(value: str) -> tuple[Locator, ...]:
    """The places in a source line such as `003 China ¶1; 002 p2 fn3`.

    Raises:
        pydantic.ValidationError: if a part names no place.
    """
    return Sourced(source=value).locators
