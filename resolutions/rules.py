"""What the check looks for in a whole draft: one record a rule, from which the check, the help and the tests come."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from positions.model import Entry
from positions.topic import Topic
from resolutions.clauses import find_clause, same_words
from resolutions.forecast import is_heavy
from resolutions.model import Checked, Draft, Finding, Kind, Severity
from resolutions.reactions import weight_of
from resolutions.wording import name_of, names_of

LONG = 10_000
"""Characters above which a paragraph is more than anybody reads aloud."""


@dataclass(frozen=True)
class Found:
    """One thing a rule found: where, and what it says there."""

    where: str
    message: str
    fix: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class Seen:
    """A draft with everything a rule may look at."""

    draft: Draft
    paragraphs: Sequence[Checked]
    topic: Topic

    @property
    def preambular(self) -> list[Checked]:
        """The checked paragraphs of the preamble."""
        return [c for c in self.paragraphs if c.part == "preambular"]

    @property
    def operative(self) -> list[Checked]:
        """The checked operative paragraphs."""
        return [c for c in self.paragraphs if c.part == "operative"]

    def name(self, delegation: str) -> str:
        """A delegation's name, or the id as it was written."""
        known = self.topic.delegation_by_id.get(delegation)
        return known.name if known else delegation


class Example(Entry):
    """A draft as text, with its sponsors, that a rule must or must not fire on."""

    text: str
    sponsors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule of the draft check."""

    code: str
    name: str
    severity: Severity
    why: str
    source: str
    bad: Example
    good: Example
    look: Callable[[Seen], Iterator[Found]]

    def findings(self, seen: Seen) -> Iterator[Finding]:
        """What the rule finds in a draft."""
        lines = {c.where: c.paragraph.line for c in seen.paragraphs}
        for found in self.look(seen):
            yield Finding(
                code=self.code,
                severity=self.severity,
                where=found.where,
                line=found.line if found.line is not None else lines.get(found.where),
                message=found.message,
                why=f"{self.why} ({self.source})",
                fix=found.fix,
            )


def _change_text(checked: Checked, delegation: str) -> str | None:
    change = checked.reactions[delegation].would_change
    if change is None:
        return None
    words = "; ".join(f"“{w}”" for w in change.wordings[:2])
    return f"{change.text} Wording that would meet it: {words}." if words else change.text


def _sponsors_against(seen: Seen, kinds: tuple[Kind, ...], verb: str) -> Iterator[Found]:
    for sponsor in seen.draft.sponsors:
        for checked in seen.paragraphs:
            reaction = checked.reactions.get(sponsor)
            if reaction is not None and reaction.kind in kinds:
                yield Found(
                    checked.where,
                    f"{seen.name(sponsor)} sponsors the draft and {verb} {name_of(checked.where)}: {reaction.because} "
                    f"({reaction.source})",
                    _change_text(checked, sponsor),
                )


def _sponsor_breaks(seen: Seen) -> Iterator[Found]:
    yield from _sponsors_against(seen, (Kind.OBJECTS, Kind.RED_LINE), "would have to speak against")


def _sponsor_strained(seen: Seen) -> Iterator[Found]:
    yield from _sponsors_against(seen, (Kind.RESERVED,), "has reason for reservations about")


def _unknown_sponsor(seen: Seen) -> Iterator[Found]:
    from difflib import get_close_matches

    names = {d.name: d for d in seen.topic.delegations}
    for sponsor in (*seen.draft.sponsors, *seen.draft.signatories):
        if sponsor not in seen.topic.delegation_by_id:
            close = get_close_matches(sponsor, [*names, *seen.topic.delegation_by_id], n=1, cutoff=0.6)
            hint = f"Did you mean {close[0]}?" if close else "Use a name or id of the topic's delegations."
            yield Found("draft", f"“{sponsor}” is no delegation of this topic, so its stance is not checked.", hint)


def _red_line_of_permanent(seen: Seen) -> Iterator[Found]:
    permanent = [d for d in seen.topic.delegations if d.permanent and d.id not in seen.draft.sponsors]
    for checked in seen.paragraphs:
        for delegation in permanent:
            reaction = checked.reactions.get(delegation.id)
            if reaction is None or reaction.kind is not Kind.RED_LINE:
                continue
            yield Found(
                checked.where,
                f"{delegation.name} could not let {name_of(checked.where)} pass: {reaction.because} ({reaction.source})",
                _change_text(checked, delegation.id),
            )


def _contradiction(seen: Seen) -> Iterator[Found]:
    by_move: dict[tuple[str, int], list[Checked]] = {}
    order = {checked.where: at for at, checked in enumerate(seen.operative)}
    for later in seen.operative:
        against: dict[str, list[str]] = {}
        moves = [(e.issue, e.direction) for e in later.reading.effects if not e.derived]
        # Only those that move one of its issues the other way can contradict it.
        rivals = {c.where: c for issue, direction in moves for c in by_move.get((issue, -direction), ())}
        for move in moves:
            by_move.setdefault(move, []).append(later)
        for earlier in sorted(rivals.values(), key=lambda c: order[c.where]):
            issue = _opposed(earlier, later, seen.topic)
            if issue is not None:
                against.setdefault(issue, []).append(earlier.where)
        for issue, places in against.items():
            others = names_of(places)
            yield Found(
                later.where,
                f"{_cap(name_of(later.where))} says the opposite of {others} on {issue}.",
                f"Keep one side, or say in {name_of(later.where)} how it stands beside {others}.",
            )


def _opposed(one: Checked, other: Checked, topic: Topic) -> str | None:
    """The title of the issue on which two paragraphs contradict each other."""
    own = {e.issue: e.direction for e in one.reading.effects if not e.derived}
    for effect in other.reading.effects:
        if effect.derived or effect.issue not in own or own[effect.issue] == effect.direction:
            continue
        both_ways = {e.direction for e in one.reading.effects if e.issue == effect.issue}
        if len(both_ways) > 1 or sum(e.issue == effect.issue for e in other.reading.effects) > 1:
            continue
        if _listed(one, other, topic, "companions"):
            continue
        commits = weight_of(one.reading) >= "F3" and weight_of(other.reading) >= "F3"
        if commits or is_heavy(one) or is_heavy(other) or _listed(one, other, topic, "opposites"):
            return topic.issue_by_id[effect.issue].title.lower()
    return None


def _listed(one: Checked, other: Checked, topic: Topic, where: Literal["companions", "opposites"]) -> bool:
    """Whether two paragraphs are library clauses of which one names the other among its companions or opposites."""
    first, second = find_clause(one.paragraph.text, topic), find_clause(other.paragraph.text, topic)
    if first is None or second is None:
        return False
    return second[0].id in getattr(first[0], where) or first[0].id in getattr(second[0], where)


def _safeguard_undone(seen: Seen) -> Iterator[Found]:
    told: set[tuple[str, str]] = set()
    for before in seen.preambular:
        for safeguard in before.reading.safeguards:
            mark = seen.topic.mark_by_id[safeguard]
            if mark.protects is None:
                continue
            for later in seen.operative:
                undone = any(
                    e.issue == mark.protects.issue and e.direction != mark.protects.direction and not e.derived
                    for e in later.reading.effects
                )
                if (later.where, safeguard) in told:
                    continue
                if undone and safeguard not in later.reading.safeguards and weight_of(later.reading) >= "F2":
                    told.add((later.where, safeguard))
                    wording = f"Put “{mark.wording}” into {name_of(later.where)}, or drop it from the preamble." if mark.wording else None
                    yield Found(
                        later.where,
                        f"{_cap(name_of(later.where))} undoes a safeguard of {name_of(before.where)}: {mark.label.lower()}.",
                        wording,
                    )


def _has_chapter(checked: Checked) -> bool:
    return "chapter-vii" in checked.reading.measures and not re.search(
        r"\bnot\s+acting under", checked.paragraph.text, re.IGNORECASE
    )


def _invokes_chapter(seen: Seen) -> bool:
    return any(_has_chapter(c) for c in seen.paragraphs)


def _determines(checked: Checked) -> bool:
    return checked.reading.force == "F6" and "article-39-finding" in checked.reading.measures


def _force_without_basis(seen: Seen) -> Iterator[Found]:
    if _invokes_chapter(seen):
        return
    for checked in seen.operative:
        if checked.reading.force == "F7":
            yield Found(
                checked.where,
                f"{_cap(name_of(checked.where))} authorizes force, and nothing invokes Chapter VII.",
                "End the preamble with “Acting under Chapter VII of the Charter of the United Nations,” after a determination.",
            )


_LIFTS = re.compile(
    r"\b(?:not|lift\w*|terminat\w*|end|ends|ending|suspend\w*|repeal\w*|revok\w*|discontinu\w*|withdraw\w*|remov\w*|exempt\w*)\s"
    r"(?:(?!impos|freez|appl|establish)[^.;:\n]){0,60}?(?:asset freeze|travel ban|arms embargo|sanctions)",
    re.IGNORECASE,
)


def _lifts(checked: Checked) -> bool:
    """Whether a paragraph names sanctions to take them away, for which the Council needs no chapter."""
    return bool(_LIFTS.search(checked.paragraph.text))


def _sanctions_without_basis(seen: Seen) -> Iterator[Found]:
    if _invokes_chapter(seen):
        return
    for checked in seen.operative:
        if checked.reading.force == "F6" and "council-sanctions" in checked.reading.measures and not _lifts(checked):
            yield Found(
                checked.where,
                f"{_cap(name_of(checked.where))} imposes sanctions, and nothing invokes Chapter VII or Article 41.",
                "End the preamble with “Acting under Chapter VII of the Charter of the United Nations,” after a determination.",
            )


def _chapter_without_determination(seen: Seen) -> Iterator[Found]:
    if any(_determines(c) for c in seen.paragraphs):
        return
    for checked in seen.paragraphs:
        if _has_chapter(checked):
            yield Found(
                checked.where,
                "Chapter VII is invoked, and no paragraph determines that there is a threat to peace.",
                "Add before it: “Determining that the situation … constitutes a threat to international peace and security "
                "in the region,”, or recall the resolution that made the finding.",
            )
            return


def _determination_after_chapter(seen: Seen) -> Iterator[Found]:
    chapter = next((i for i, c in enumerate(seen.preambular) if _has_chapter(c)), None)
    if chapter is None:
        return
    for checked in seen.preambular[chapter + 1 :]:
        if _determines(checked):
            yield Found(
                checked.where,
                "The determination stands after the Chapter VII line.",
                "Move the determination up: it comes first, and the Chapter VII line ends the preamble.",
            )


def _no_operative(seen: Seen) -> Iterator[Found]:
    if seen.draft.is_empty:
        yield Found("draft", "The draft is empty.", "Add a clause from the library, or write one of your own.")
    elif not seen.draft.operative:
        yield Found("draft", "The draft has a preamble and no operative paragraph, so it decides nothing.", "Add one.")


def _unknown_opening(seen: Seen) -> Iterator[Found]:
    for checked in seen.paragraphs:
        if not checked.reading.opening and checked.paragraph.text.strip():
            begin = " ".join(checked.paragraph.text.split()[:3])[:60]
            example = "“Calls upon”" if checked.part == "operative" else "“Noting”"
            yield Found(
                checked.where,
                f"“{begin}” is no opening that was recognised, so its force is not known.",
                f"Begin with an opening of the list, such as {example}.",
            )


def _long(seen: Seen) -> Iterator[Found]:
    for checked in seen.paragraphs:
        if len(checked.paragraph.text) > LONG:
            yield Found(
                checked.where,
                f"{_cap(name_of(checked.where))} has {len(checked.paragraph.text):,} characters.",
                "Split it into paragraphs or sub-paragraphs.",
            )


def _duplicate(seen: Seen) -> Iterator[Found]:
    first: dict[str, str] = {}
    for checked in seen.paragraphs:
        words = same_words(checked.paragraph.text)
        if not words:
            continue
        if words in first:
            yield Found(
                checked.where, f"{_cap(name_of(checked.where))} repeats {name_of(first[words])} word for word.", "Remove one of the two."
            )
        else:
            first[words] = checked.where


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


_HEAD = "The Security Council,\n\n"
_CONSENT = "with the consent of the State concerned"

RULES: tuple[Rule, ...] = (
    Rule(
        code="ST01",
        name="A sponsor's own stance is broken",
        severity=Severity.ERROR,
        why="A sponsor answers for every paragraph; one it would have to speak against costs it the room's trust.",
        source="the sponsor's stances",
        bad=Example(text=_HEAD + "1. Demands an end to military strikes on vessels in the Caribbean;", sponsors=("united-states",)),
        good=Example(text=_HEAD + "1. Calls upon all States to trace and recover the proceeds of drug trafficking;", sponsors=("france",)),
        look=_sponsor_breaks,
    ),
    Rule(
        code="ST02",
        name="A sponsor has reservations about its own draft",
        severity=Severity.WARNING,
        why="A sponsor that could not defend a paragraph in debate will be asked about that one first.",
        source="the sponsor's stances",
        bad=Example(text=_HEAD + "1. Urges States to reduce demand for illicit drugs through prevention and treatment;", sponsors=("united-states",)),
        good=Example(text=_HEAD + "1. Urges States to reduce demand for illicit drugs through prevention and treatment;", sponsors=("united-kingdom",)),
        look=_sponsor_strained,
    ),
    Rule(
        code="ST03",
        name="A permanent member's red line is crossed",
        severity=Severity.WARNING,
        why="One negative vote of a permanent member defeats a draft, however many are in favour.",
        source="Charter, Article 27, paragraph 3",
        bad=Example(text=_HEAD + "1. Determines that cartel violence constitutes a threat to international peace and security;"),
        good=Example(text=_HEAD + "1. Expresses its concern at the violence of drug cartels;"),
        look=_red_line_of_permanent,
    ),
    Rule(
        code="ST04",
        name="A sponsor or signatory is not known",
        severity=Severity.WARNING,
        why="Stances are checked by delegation; a name that is none of the topic's is left out of the check.",
        source="the topic's delegations",
        bad=Example(text=_HEAD + "1. Calls upon States to cooperate;", sponsors=("Atlantis",)),
        good=Example(text=_HEAD + "1. Calls upon States to cooperate;", sponsors=("france",)),
        look=_unknown_sponsor,
    ),
    Rule(
        code="CO01",
        name="Two paragraphs contradict each other",
        severity=Severity.ERROR,
        why="A resolution is read as a whole; what one paragraph grants, another may not take away.",
        source="house practice on coherence",
        bad=Example(
            text=_HEAD
            + f"1. Calls upon States to conduct operations on the territory of another State only {_CONSENT};\n\n"
            + "2. Decides that States may conduct operations on the territory of another State without its consent."
        ),
        good=Example(
            text=_HEAD
            + f"1. Calls upon States to conduct operations on the territory of another State only {_CONSENT};\n\n"
            + "2. Calls upon all States to trace and recover the proceeds of drug trafficking."
        ),
        look=_contradiction,
    ),
    Rule(
        code="CO02",
        name="A later paragraph undoes a safeguard of the preamble",
        severity=Severity.WARNING,
        why="A safeguard in the preamble wins votes; a paragraph that takes it back loses them again, and more.",
        source="house practice on coherence",
        bad=Example(
            text=_HEAD
            + "Reaffirming its respect for the sovereignty and territorial integrity of all States,\n\n"
            + "1. Decides that States may conduct operations on the territory of another State without its consent."
        ),
        good=Example(
            text=_HEAD
            + "Reaffirming its respect for the sovereignty and territorial integrity of all States,\n\n"
            + "1. Calls upon all States to trace and recover the proceeds of drug trafficking."
        ),
        look=_safeguard_undone,
    ),
    Rule(
        code="CO03",
        name="A paragraph stands twice",
        severity=Severity.WARNING,
        why="The second copy adds nothing and will be voted on all the same.",
        source="house practice on coherence",
        bad=Example(text=_HEAD + "1. Calls upon States to cooperate;\n\n2. Calls upon States to cooperate."),
        good=Example(text=_HEAD + "1. Calls upon States to cooperate;\n\n2. Invites States to report."),
        look=_duplicate,
    ),
    Rule(
        code="LB01",
        name="Force without Chapter VII",
        severity=Severity.ERROR,
        why="Every authorization of force of the Council on record rests on Chapter VII.",
        source="Charter, Article 42; resolutions 678 (1990), 794 (1992), 816 (1993)",
        bad=Example(text=_HEAD + "1. Authorizes Member States to take all necessary measures against drug cartels."),
        good=Example(
            text=_HEAD
            + "Determining that cartel violence constitutes a threat to international peace and security,\n\n"
            + "Acting under Chapter VII of the Charter of the United Nations,\n\n"
            + "1. Authorizes Member States to take all necessary measures against drug cartels."
        ),
        look=_force_without_basis,
    ),
    Rule(
        code="LB02",
        name="Sanctions without a legal basis",
        severity=Severity.ERROR,
        why="An asset freeze, a travel ban or an embargo binds States by Article 41, which stands in Chapter VII.",
        source="Charter, Article 41",
        bad=Example(text=_HEAD + "1. Decides that all Member States shall impose an asset freeze and a travel ban on named traffickers."),
        good=Example(
            text=_HEAD
            + "Determining that cartel violence constitutes a threat to international peace and security,\n\n"
            + "Acting under Chapter VII of the Charter of the United Nations,\n\n"
            + "1. Decides that all Member States shall impose an asset freeze and a travel ban on named traffickers."
        ),
        look=_sanctions_without_basis,
    ),
    Rule(
        code="LB03",
        name="Chapter VII without a determination",
        severity=Severity.WARNING,
        why="Article 39 makes a determination the door to Chapter VII; adopted texts sometimes rest on an earlier one.",
        source="Charter, Article 39",
        bad=Example(
            text=_HEAD + "Acting under Chapter VII of the Charter of the United Nations,\n\n1. Decides to remain seized of the matter."
        ),
        good=Example(
            text=_HEAD
            + "Determining that cartel violence constitutes a threat to international peace and security,\n\n"
            + "Acting under Chapter VII of the Charter of the United Nations,\n\n1. Decides to remain seized of the matter."
        ),
        look=_chapter_without_determination,
    ),
    Rule(
        code="LB04",
        name="The determination comes after the Chapter VII line",
        severity=Severity.ERROR,
        why="The finding opens Chapter VII, so it stands first; adopted texts never have it the other way round.",
        source="Charter, Article 39; Council practice",
        bad=Example(
            text=_HEAD
            + "Acting under Chapter VII of the Charter of the United Nations,\n\n"
            + "Determining that cartel violence constitutes a threat to international peace and security,\n\n"
            + "1. Decides to remain seized of the matter."
        ),
        good=Example(
            text=_HEAD
            + "Determining that cartel violence constitutes a threat to international peace and security,\n\n"
            + "Acting under Chapter VII of the Charter of the United Nations,\n\n1. Decides to remain seized of the matter."
        ),
        look=_determination_after_chapter,
    ),
    Rule(
        code="FM01",
        name="Nothing is decided",
        severity=Severity.ERROR,
        why="A resolution acts by its operative paragraphs.",
        source="UN Editorial Manual, resolutions",
        bad=Example(text=_HEAD + "Noting the report of the Secretary-General,"),
        good=Example(text=_HEAD + "1. Decides to remain seized of the matter."),
        look=_no_operative,
    ),
    Rule(
        code="FM02",
        name="An opening is not recognised",
        severity=Severity.WARNING,
        why="The opening verb says what a paragraph does in law; without it the force can only be guessed.",
        source="UN Editorial Manual, resolutions",
        bad=Example(text=_HEAD + "1. States should maybe work together more."),
        good=Example(text=_HEAD + "1. Calls upon States to work together."),
        look=_unknown_opening,
    ),
    Rule(
        code="FM03",
        name="A paragraph is very long",
        severity=Severity.WARNING,
        why="A paragraph is one sentence that a room can hear and vote on.",
        source="UN Editorial Manual, paragraphs",
        bad=Example(text=_HEAD + "1. Calls upon States " + "to cooperate and " * 700 + "to report."),
        good=Example(text=_HEAD + "1. Calls upon States to cooperate."),
        look=_long,
    ),
)
"""Every rule of the draft check, by code."""
