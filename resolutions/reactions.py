"""How a delegation reacts to a paragraph, and what would change its mind.

The thresholds are data (`data/reactions.yaml`), each with its reason.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from positions.model import Confidence, Delegation, Entry, Force, RedLine, Slug, Stance, Words
from positions.topic import Topic
from positions.yaml_entries import read_entry
from resolutions.model import Change, Kind, Reaction, ReadEffect, Reading, stronger
from resolutions.phrases import DATA, operative_phrases
from resolutions.wording import listed


class HeatCountsAs(Entry):
    """The force at which a heat is weighed."""

    heat: int
    force: Force
    why: Words


class Against(Entry):
    """How a paragraph against a stance of one strength is taken, by force."""

    strength: Literal[1, 2]
    accepts_up_to: Force
    reserved_up_to: Force
    why: Words


class RedLineRule(Entry):
    """From which force a red line is crossed, and what a softer verb within its reach is met with."""

    commits_from: Force
    below: Kind
    why: Words


class Capped(Entry):
    """A reaction set by rule, with its reason."""

    reaction: Kind
    why: Words


class HeavySupport(Entry):
    """From which force a delegation must support what a paragraph mainly does for it to count as support."""

    from_force: Force
    why: Words


class BrokenSupport(Entry):
    """The strength with which a delegation opposes what goes beyond the limit of its support."""

    strength: Literal[1, 2]
    why: Words


class ReactionTable(Entry):
    """The thresholds of reactions with their reasons."""

    heat_counts_as: tuple[HeatCountsAs, ...]
    against: tuple[Against, ...]
    red_line: RedLineRule
    low_confidence_cap: Capped
    mixed: Capped
    broken_support: BrokenSupport
    heavy_support: HeavySupport
    preamble_safeguards_up_to: Force
    preamble_why: Words


@lru_cache(maxsize=1)
def reaction_table() -> ReactionTable:
    """The thresholds."""
    return read_entry(DATA / "reactions.yaml", ReactionTable)


_BADNESS = {
    Kind.SUPPORTS: 0,
    Kind.SILENT: 0,
    Kind.ACCEPTS: 1,
    Kind.RESERVED: 2,
    Kind.OBJECTS: 3,
    Kind.RED_LINE: 4,
}


def weight_of(reading: Reading) -> Force:
    """The force at which a paragraph is weighed by those it goes against: its own, or what its heat counts as."""
    heat: Force = next((row.force for row in reaction_table().heat_counts_as if row.heat == reading.heat), "F0")
    return stronger(reading.force, heat)


def react(delegation: Delegation, reading: Reading, preamble: frozenset[Slug], topic: Topic) -> Reaction:
    """A delegation's reaction to a paragraph.

    Args:
        preamble: the safeguards that the preamble of the draft carries.
        topic: for the words of issues and safeguards.
    """
    found: list[tuple[ReadEffect, Reaction]] = []
    for effect in reading.effects:
        stance = delegation.stance_on(effect.issue)
        if stance is None or not _reaches(stance, reading, topic):
            continue
        found.append((effect, _to_effect(delegation, stance, effect, reading, preamble, topic)))
    if not found:
        return Reaction(kind=Kind.SILENT, because=_silence(delegation, reading, topic))
    if all(r.kind is Kind.SUPPORTS for _, r in found) and _only_beside(found, reading):
        issue = _title(reading.effects[0].issue, topic)
        beside = listed([_title(effect.issue, topic) for effect, _ in found])
        because = f"No source gives a view of {delegation.name} on what the paragraph mainly does, {issue}; its view on {beside} does not carry that."
        return Reaction(kind=Kind.SILENT, because=because, others=tuple((r.issue or "", r.kind) for _, r in found))
    # The worst decides; among equals the one on the paragraph's first effect, which is what it is mostly about.
    worst = max(found, key=lambda pair: _BADNESS[pair[1].kind])[1]
    others = tuple((r.issue or "", r.kind) for _, r in found if r is not worst)
    return worst.model_copy(update={"others": others}) if others else worst


def _only_beside(found: list[tuple[ReadEffect, Reaction]], reading: Reading) -> bool:
    """Whether a decision or authorisation is welcomed for what it does beside its main point, and for that only."""
    if reading.force < reaction_table().heavy_support.from_force:
        return False
    return all(effect is not reading.effects[0] for effect, _ in found)


def react_all(reading: Reading, preamble: frozenset[Slug], topic: Topic) -> dict[str, Reaction]:
    """The reaction of every delegation of a topic, by id."""
    governing = preamble & _conditions_on(frozenset(effect.issue for effect in reading.effects), topic)
    return dict(_react_all(reading, governing, topic))


@lru_cache(maxsize=1024)
def _conditions_on(issues: frozenset[Slug], topic: Topic) -> frozenset[Slug]:
    """The safeguards that a condition of any stance on these issues turns on: no others can change a reaction."""
    return frozenset(
        mark
        for delegation in topic.delegations
        for stance in delegation.stances
        if stance.issue in issues and stance.condition is not None
        for mark in stance.condition.met_by
    )


@lru_cache(maxsize=1024)
def _react_all(reading: Reading, preamble: frozenset[Slug], topic: Topic) -> tuple[tuple[str, Reaction], ...]:
    return tuple((d.id, react(d, reading, preamble, topic)) for d in topic.delegations)


def _reaches(stance: Stance, reading: Reading, topic: Topic) -> bool:
    """Whether a stance whose evidence is about one object of its issue is met by a paragraph about another."""
    if not stance.only_for or any(measure in reading.measures for measure in stance.only_for):
        return True
    marks = topic.mark_by_id
    groups = {marks[m].group for m in stance.only_for if m in marks}
    return not any(marks[m].group in groups for m in reading.measures if m in marks)


def _silence(delegation: Delegation, reading: Reading, topic: Topic) -> str:
    if not delegation.documented:
        return f"No source of this topic speaks of {delegation.name}."
    if not reading.effects:
        return "The paragraph was not found to touch any issue."
    issues = listed([_title(effect.issue, topic) for effect in reading.effects])
    return f"No source gives a view of {delegation.name} on {issues}."


def _to_effect(
    delegation: Delegation, stance: Stance, effect: ReadEffect, reading: Reading, preamble: frozenset[Slug], topic: Topic
) -> Reaction:
    table = reaction_table()
    carried = set(reading.safeguards) | set(reading.measures)
    if stance.position == 0:
        return _reaction(table.mixed.reaction, stance, effect, topic, "The record points both ways, so it has no side to defend.")

    strength = abs(stance.position)
    if stance.position * effect.direction > 0:
        broken = [m for m in stance.condition.broken_by if m in carried] if stance.condition else []
        if not broken:
            return _reaction(Kind.SUPPORTS, stance, effect, topic, "The paragraph goes the same way.")
        strength = table.broken_support.strength
        limit = stance.condition.text if stance.condition else ""
        reason = f"It supports this only so far ({_lower(limit)}), and the paragraph goes further: {_labels(broken, topic)}."
        kind = _by_force(weight_of(reading), strength)
        change = Change(text=f"Leave out: {_labels(broken, topic)}.", force=_softest(strength, reading))
        return _capped(_reaction(kind, stance, effect, topic, reason, change if kind in _BAD else None))

    weight = weight_of(reading)
    if _condition_met(stance, carried, preamble, reading):
        met = [m for m in stance.condition.met_by if m in carried | preamble] if stance.condition else []
        reason = f"The paragraph goes the other way, and meets its condition: {_labels(met, topic)}."
        return _reaction(Kind.ACCEPTS, stance, effect, topic, reason)
    kind = _by_force(weight, strength)
    line = stance.red_line
    if line is not None and _within(line, delegation, reading):
        crossing = [m for m in line.crossed_by if m in carried]
        what = _labels(crossing, topic) if crossing else _lower(line.crossed)
        if weight >= table.red_line.commits_from:
            kind, reason = Kind.RED_LINE, f"Its red line is crossed: {what}."
        else:
            kind, reason = table.red_line.below, f"The verb is soft, but the paragraph touches its red line: {what}."
        change = _change(stance, reading, topic, strength, crossing)
    else:
        reason = f"The paragraph goes the other way {_strength_words(reading, weight)}."
        if line is not None and kind in _BAD:
            reason += f" Its red line is not crossed, which is narrower: {_lower(line.crossed)}."
        change = _change(stance, reading, topic, strength, [])
    return _capped(_reaction(kind, stance, effect, topic, reason, change if kind in _BAD else None))


_BAD = (Kind.RESERVED, Kind.OBJECTS, Kind.RED_LINE)


def _by_force(weight: Force, strength: int) -> Kind:
    row = next(row for row in reaction_table().against if row.strength == strength)
    if weight <= row.accepts_up_to:
        return Kind.ACCEPTS
    return Kind.RESERVED if weight <= row.reserved_up_to else Kind.OBJECTS


def _capped(reaction: Reaction) -> Reaction:
    cap = reaction_table().low_confidence_cap.reaction
    if reaction.confidence is Confidence.LOW and _BADNESS[reaction.kind] > _BADNESS[cap]:
        because = f"{reaction.because} The stance is only a guess, which counts for no more than a reservation."
        return reaction.model_copy(update={"kind": cap, "because": because})
    return reaction


def _condition_met(stance: Stance, carried: set[str], preamble: frozenset[Slug], reading: Reading) -> bool:
    condition = stance.condition
    if condition is None or any(measure in carried for measure in condition.unless):
        return False
    reach = carried
    if reading.force <= reaction_table().preamble_safeguards_up_to:
        reach = carried | preamble
    return any(mark in reach for mark in condition.met_by)


def _within(line: RedLine, delegation: Delegation, reading: Reading) -> bool:
    """Whether a paragraph is within a red line's reach."""
    if any(measure in reading.measures for measure in line.spared_by):
        return False
    if line.crossed_by and not any(measure in reading.measures for measure in line.crossed_by):
        return False
    # A paragraph that names no territory acts on every State's.
    return line.territory == "any" or not reading.territory or delegation.id in reading.territory


def _softest(strength: int, reading: Reading) -> Force | None:
    """The strongest force that would be accepted, where the paragraph has to come down to it."""
    row = next(row for row in reaction_table().against if row.strength == strength)
    return row.accepts_up_to if weight_of(reading) > row.accepts_up_to else None


def _change(stance: Stance, reading: Reading, topic: Topic, strength: int, crossing: list[Slug]) -> Change:
    parts: list[str] = []
    wordings: list[str] = []
    condition = stance.condition
    carried = set(reading.safeguards) | set(reading.measures)
    in_the_way = [m for m in condition.unless if m in carried] if condition else []
    leave_out = list(dict.fromkeys(crossing + in_the_way))
    by_the_verb = {derived.measure for derived in topic.about.derived_effects}
    if any(m in by_the_verb for m in leave_out):
        parts.append(f"Open with a verb that asks and does not decide, such as {_example_verbs('F3')}.")
    said = [m for m in leave_out if m not in by_the_verb]
    if said:
        parts.append(f"Leave out: {_labels(said, topic)}.")
    if condition is not None:
        lead = "Then it could live with it" if leave_out else "It could live with it"
        parts.append(f"{lead} on this condition: {_lower(condition.text)}.")
        marks = [topic.mark_by_id[m] for m in condition.met_by if m in topic.mark_by_id]
        wordings = [mark.wording for mark in marks if mark.wording]
    force = None if leave_out and stance.red_line else _softest(strength, reading)
    if force is not None and stance.red_line is None:
        parts.append(f"Or soften the opening: {_example_verbs(force)}.")
    elif not parts:
        parts.append("The sources name no condition; only dropping the paragraph, or its point, would lift this.")
    return Change(text=" ".join(parts), wordings=tuple(wordings), force=force)


def _example_verbs(force: Force) -> str:
    """Two usual opening verbs of a force, as an example for a drafter."""
    common = sorted((p for p in operative_phrases() if p.force == force and p.heat == 0), key=lambda p: -p.seen)[:2]
    return " or ".join(f"“{phrase.phrase}”" for phrase in common)


def _reaction(
    kind: Kind, stance: Stance, effect: ReadEffect, topic: Topic, reason: str, change: Change | None = None
) -> Reaction:
    return Reaction(
        kind=kind,
        issue=stance.issue,
        because=f"{stance.paraphrase} {reason}",
        basis=stance.basis,
        confidence=stance.confidence,
        source=stance.source,
        evidence=effect.evidence,
        would_change=change,
    )


def _strength_words(reading: Reading, weight: Force) -> str:
    if reading.opening:
        return f"with “{reading.opening}” (weighed at {weight})"
    return f"(weighed at {weight}; no opening verb was recognised)"


def _labels(marks: list[Slug], topic: Topic) -> str:
    return listed([_lower(topic.mark_by_id[m].label) for m in marks if m in topic.mark_by_id])


def _title(issue: Slug, topic: Topic) -> str:
    return _lower(topic.issue_by_id[issue].title) if issue in topic.issue_by_id else issue


def _lower(text: str) -> str:
    """A sentence's words for use inside another: the first letter small, unless a name or acronym begins it."""
    if len(text) > 1 and text[1].islower() and not text.startswith(("Chapter", "Article", "Council", "State")):
        return text[0].lower() + text[1:].rstrip(".")
    return text.rstrip(".")
