"""The sections of a binder: what the topic says that serves one delegation, or a chair, block by block.

Nothing is said here that the topic does not hold; each claim carries its source, and silence is called that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from briefings.blocks import (
    Noted,
    aside,
    card,
    field,
    heading,
    listing,
    lookup,
    paragraph,
    ruled,
    running,
    table,
    terms,
)
from briefings.dais_pack import scripts, sheets
from briefings.pictures import Data, agreement_tree, heat_map, known, scale, signed, vote_bar
from briefings.resolution import CONFERENCE, listed
from briefings.rules_pages import rules_blocks
from committee.procedure import DEFAULT_PROCEDURE, Procedure, load_procedure
from positions.compare import ENOUGH, agreement
from positions.council import Council
from positions.model import Basis, Delegation, Issue, LibraryClause, Sourced, Stance
from positions.topic import Topic
from resolutions.check import check
from resolutions.model import Draft, Kind, Paragraph, Reaction, Report
from resolutions.reactions import react
from resolutions.reading import read

_MANY = 8
"""Stances from which on each is told in fewer words: a binder of more than twenty pages is not read."""

_MOST_REACTIONS = 12
"""Different reactions to a draft that are printed: a longer list is no help in the room."""

_FIRST_TO_TELL = tuple(kind.value for kind in (Kind.RED_LINE, Kind.OBJECTS, Kind.RESERVED, Kind.ACCEPTS, Kind.SUPPORTS))
"""Reactions by how much they matter to the vote, those that stand in its way first."""

_LATEST = 24
"""Events that a timeline has which must be short."""

_PLACES = frozenset({"routes", "places", "regions", "geography", "borders"})
"""Words in the name of a group of facts that is about where things are."""

_RANKS = (
    ("Could sponsor", (Kind.SUPPORTS,), 5),
    ("Can live with", (Kind.ACCEPTS,), 3),
    ("Must resist", (Kind.RED_LINE, Kind.OBJECTS, Kind.RESERVED), 4),
)
"""How clauses are ranked for a delegation, and how many of each rank are printed."""

_WEIGHED = re.compile(r" \(weighed at F\d\)")
"""The force of a verb by its number, which means nothing on paper."""

_ANSWER = re.compile(r"^(?:Yes|No): ")
"""How a pole begins that answers the question of its issue."""

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")


T = TypeVar("T")

Ranked = tuple[LibraryClause, Reaction]
"""A clause of the library, and how a delegation reacts to it."""


class Case(NamedTuple):
    """What a binder is made for."""

    topic: Topic
    council: Council
    delegation: Delegation
    draft: Draft | None = None
    rules: Procedure | None = None
    """The rules the committee goes by; those of the Security Council if left out."""
    conference: str = CONFERENCE
    """What stands at the foot of each page."""

    @property
    def procedure(self) -> Procedure:
        """The rules of the committee."""
        return self.rules or load_procedure(DEFAULT_PROCEDURE)


def source_note(topic: Topic, entry: Sourced) -> str:
    """Where a claim stands, as a footnote says it."""
    places: dict[str, list[str]] = {}
    for locator in entry.locators:
        source = topic.source_by_id.get(locator.document)
        places.setdefault(source.short if source else locator.document, []).append(locator.place)
    return "; ".join(f"{document}, {', '.join(dict.fromkeys(found))}" for document, found in places.items())


def _current(case: Case) -> list[Stance]:
    found = (case.delegation.stance_on(issue.id) for issue in case.topic.issues)
    return [stance for stance in found if stance]


def is_dense(case: Case) -> bool:
    """Whether the binder holds so much that it is set closer: a delegation with many stances, and a draft to forecast."""
    return case.draft is not None and len(_current(case)) > _MANY


def _is_full(case: Case) -> bool:
    """Whether what anybody can look up elsewhere gives way to what the delegation holds."""
    return is_dense(case) or len(_current(case)) > 2 * _MANY


def _noted(case: Case, entries: Sequence[Any]) -> list[Noted]:
    """Entries that have a text and a source, as lists and paragraphs take them."""
    return [(one.text, source_note(case.topic, one)) for one in entries]


def _side(issue: Issue, stance: Stance) -> str:
    """What the side says on which a stance is; empty for one between the two."""
    return issue.positive if stance.position > 0 else issue.negative if stance.position < 0 else ""


# -- the delegation


def _at_a_glance(case: Case) -> list[Data]:
    who, topic = case.delegation, case.topic
    if not _current(case):
        told = _noted(case, (*who.profile, *who.key_actions))
        return [
            card("Not documented", [(f"The sources of this topic give no current position of {who.name} on any of its {len(topic.issues)} issues.", "")]),
            *([listing(told)] if told else []),
            heading("What to do"),
            listing([
                ("Look for your government's statements to the Council and the General Assembly on this item, and note date and document for each.", ""),
                ("Read the debates below and settle, issue by issue, which arguments your government could make its own; mark them as your reading.", ""),
                ("Give a stance with its source to the chair, who can add it; forecasts count you as undecided until then.", ""),
                ("Until you have instructions, ask for text that records facts and asks for information, which binds nobody.", ""),
            ]),
            heading("The issues, and what the two sides say"),
            table(["Issue", "One side", "The other side"], [1.1, 2, 2], [[i.title, i.positive, i.negative] for i in topic.issues]),
        ]  # fmt: skip
    silent = [i.title for i in topic.issues if not who.stance_on(i.id)]
    remark = f"Not documented on {len(silent)} of {len(topic.issues)} issues: {'; '.join(silent)}." if silent else ""
    blocks = [listing(_noted(case, who.profile))] if who.profile else []
    blocks += [heading("Positions on one page"), scale(topic, who, remark)]
    if who.key_actions:
        blocks += [heading("What it has done"), listing(_noted(case, who.key_actions))]
    return blocks


def _stances(case: Case) -> list[Data]:
    blocks: list[Data] = []
    count = len(_current(case))
    for stance in _current(case):
        issue = case.topic.issue_by_id[stance.issue]
        pole = _side(issue, stance) or "Between the two poles."
        rows = [] if count > 2 * _MANY else [["This side says", pole]] if count > _MANY else [["Why it matters", issue.why], ["This side says", pole]]
        if stance.how:
            rows.append(["How we know", stance.how])
        if stance.scope:
            rows.append(["Scope", stance.scope])
        tags = [f"{signed(stance.position)} of ±2", _cap(known(stance)), *(["Red line"] if stance.red_line else [])]
        blocks.append({"k": "stance", "title": issue.title, "tags": tags, "text": stance.paraphrase, "src": source_note(case.topic, stance), "rows": rows})
    if case.delegation.tensions:
        blocks.append(heading("Where the sources pull two ways"))
    for tension in case.delegation.tensions:
        blocks.append(card(tension.title, [(tension.differs, source_note(case.topic, tension)), (tension.current, "")]))
    return blocks


def _red_lines(case: Case) -> list[Data]:
    topic = case.topic
    lines = [
        [(f"{topic.issue_by_id[s.issue].title} ({s.red_line.basis.value})", source_note(topic, s)), s.red_line.crossed, s.red_line.spared]
        for s in _current(case) if s.red_line
    ]  # fmt: skip
    conditions = [
        [(topic.issue_by_id[s.issue].title, source_note(topic, s)), f"{s.condition.text} ({s.condition.basis.value})"]
        for s in _current(case) if s.condition
    ]  # fmt: skip
    if not _current(case):
        return [paragraph("Not documented: without stances there are no red lines to tell.")]
    blocks: list[Data] = []
    if lines:
        blocks.append(table(["Red line", "Crossed by", "Not crossed by"], [1.3, 2, 2], lines))
    else:
        blocks.append(paragraph("No red line is documented. That is no promise: it says only what the sources say."))
    if conditions:
        blocks += [heading("What makes the other side acceptable"), table(["Issue", "Condition"], [1, 2.2], conditions)]
    return blocks


def _five(case: Case) -> list[Data]:
    five = [d for d in case.topic.delegations if d.permanent]
    return [heat_map(case.topic, five if case.delegation.permanent or not _current(case) else [case.delegation, *five])]


def _allies(case: Case) -> list[Data]:
    topic, who = case.topic, case.delegation
    found = [agreement(topic, who, other) for other in topic.delegations if other.id != who.id and other.stances]
    ranked = sorted((a for a in found if a.common), key=lambda a: (not a.enough, -(a.share or 0), -a.common, a.second))
    rows = []
    for one in ranked[:12]:
        share = f"{round(100 * one.share)} %" if one.share is not None else "too few"
        titles = [topic.issue_by_id[i].title for i in one.opposed]
        rows.append([topic.delegation_by_id[one.second].name, f"{share} ({len(one.same)} of {one.common})", "; ".join(titles[:3]) or "no common issue on opposite sides"])
    tree = _tree(topic, who.id)
    if not rows:
        return [paragraph("Not documented: without stances of this delegation there is nothing to compare it by. The others, compared with one another:", leads=True), *tree]
    by_issue = []
    for stance in _current(case):
        others = [(d, s.position) for d in topic.delegations if d.id != who.id and (s := d.stance_on(stance.issue))]
        side = [d.name for d, p in others if p * stance.position > 0]
        against = [d.name for d, p in others if p * stance.position < 0]
        by_issue.append([topic.issue_by_id[stance.issue].title, listed(side) or "nobody on record", listed(against) or "nobody on record"])
    return [
        paragraph("Agreement is the share of issues, among those on which both are documented, where both stand on the same side.", leads=True),
        table(["Delegation", "Agreement", "Opposed on"], [1.2, 1, 2.6], rows),
        heading("Issue by issue"), table(["Issue", "On our side", "On the other side"], [1.3, 2, 2], by_issue),
        heading("Who stands near whom"), *tree,
    ]  # fmt: skip


@lru_cache(maxsize=64)
def _tree_of(topic: Topic, own: str) -> Data | None:
    return agreement_tree(topic, [d for d in topic.delegations if d.stances], own)


def _tree(topic: Topic, own: str = "") -> list[Data]:
    tree = _tree_of(topic, own)
    return [tree] if tree else []


# -- the topic


def _debates(case: Case) -> list[Data]:
    mine = {s.issue for s in _current(case)}
    ranked = sorted(case.topic.debates, key=lambda one: (not one.central, not mine & set(one.issues)))
    blocks: list[Data] = []
    for debate in ranked[: 3 if _is_full(case) else 4]:
        blocks.append(heading(debate.title))
        for side in debate.sides:
            blocks += [aside(side.name), listing(_noted(case, side.arguments[: 2 if _is_full(case) else 3]))]
    return blocks


def _facts(case: Case) -> list[Data]:
    mine = {s.issue for s in _current(case)}
    about = [f for f in case.topic.facts if not _is_of_places(f.group)]
    chosen = set(_in_turn(sorted(about, key=lambda f: not mine & set(f.issues)), lambda f: f.group, 7 if _is_full(case) else 14))
    facts = [f for f in about if f in chosen]
    return [
        block
        for group in dict.fromkeys(f.group for f in facts)
        for block in (heading(group), lookup(_noted(case, [f for f in facts if f.group == group])))
    ]  # fmt: skip


def _timeline(case: Case) -> list[Data]:
    events = [[e.when, (e.text, source_note(case.topic, e))] for e in case.topic.timeline]
    latest = events[-_LATEST:] if is_dense(case) else events
    told = [paragraph(f"The latest {_LATEST} of {len(events)} events.", leads=True)] if len(latest) < len(events) else []
    return [*told, table(["When", "What"], [1, 5.4], latest)] if events else []


def _is_of_places(group: str) -> bool:
    return bool(_PLACES & set(group.casefold().split()))


def _geography(case: Case) -> list[Data]:
    topic = case.topic
    mine = {s.issue for s in _current(case)}
    blocks: list[Data] = []
    for one in topic.tables:
        columns = list(dict.fromkeys(key for row in one.rows for key in row.cells))
        rows: list[list[str | Noted]] = [[(row.name, source_note(topic, row)), *(row.cells.get(key, "–") for key in columns)] for row in one.rows]
        blocks += [heading(one.title), table(["", *columns], [1.1, *([2.0] * len(columns))], rows)]
    for group in dict.fromkeys(f.group for f in topic.facts if _is_of_places(f.group)):
        told = [f for f in topic.facts if f.group == group]
        told = [f for f in told if mine & set(f.issues)] or told
        blocks += [heading(group), lookup(_noted(case, told[: 6 if _is_full(case) else 10]))]
    return blocks


def _questions(case: Case) -> list[Data]:
    return [card(q.question, [(q.answer, source_note(case.topic, q))]) for q in case.delegation.questions[: 5 if len(_current(case)) > _MANY else 8]] or [
        paragraph("Not documented: the sources give no answers in this delegation's name.")
    ]


# -- text and votes


@lru_cache(maxsize=16)
def _ranked_clauses(topic: Topic, delegation: Delegation) -> tuple[Ranked, ...]:
    found = []
    for clause in topic.clauses:
        paragraph_of = Paragraph(id=clause.id[:40], text=clause.ladder[clause.default].text, clause=clause.id)
        found.append((clause, react(delegation, read(paragraph_of, clause.part, topic), frozenset(), topic)))
    return tuple(found)


def _by_turns(found: Sequence[Ranked], most: int) -> list[Ranked]:
    """The first of them, issue by issue, so that no issue crowds out the others."""
    return _in_turn(found, lambda one: one[1].issue, most)


def _in_turn(found: Sequence[T], group: Callable[[T], object], most: int) -> list[T]:
    """The first of each group, then the second of each, until there are enough."""
    met: Counter[object] = Counter()
    placed: list[tuple[int, int, T]] = []
    for place, one in enumerate(found):
        met[group(one)] += 1
        placed.append((met[group(one)], place, one))
    return [one for _, _, one in sorted(placed, key=lambda p: p[:2])[:most]]


def _wording(clause: LibraryClause) -> str:
    return clause.ladder[clause.default].text.rstrip(";,. ")


def _because(reaction: Reaction) -> str:
    return _WEIGHED.sub("", reaction.because).removesuffix(" The paragraph goes the same way.")


def _change(reaction: Reaction) -> str:
    """What would change a reaction, with the words that would do it."""
    change = reaction.would_change
    if change is None:
        return "–"
    text = _cap(change.text.removeprefix("Or "))
    return " ".join((text, *(f"Put in: “{words}”." for words in change.wordings[:1])))


def _clauses(case: Case) -> list[Data]:
    if not _current(case):
        return [paragraph("Not documented: no clause can be ranked for a delegation without stances.")]
    found = _ranked_clauses(case.topic, case.delegation)
    blocks: list[Data] = []
    for title, kinds, most in _RANKS:
        some = sorted((one for one in found if one[1].kind in kinds), key=lambda one: (kinds.index(one[1].kind), one[1].basis is not Basis.STATED, one[0].part))
        blocks.append(heading(f"{title}: {len(some)} clauses of the library{f', {most} of them here' if len(some) > most else ''}"))
        resisted = Kind.OBJECTS in kinds
        rows = [
            [(_wording(clause), source_note(case.topic, clause)), _because(reaction), *([_change(reaction)] if resisted else [])]
            for clause, reaction in _by_turns(some, most)
        ]  # fmt: skip
        head, widths = (["Clause", "Why", "What would change our mind"], [1.25, 1, 1]) if resisted else (["Clause", "Why"], [1.5, 1])
        blocks.append(table(head, widths, rows) if rows else paragraph("None."))
    return blocks


def _forecast(case: Case) -> list[Data]:
    if case.draft is None:
        return []
    report = check(case.draft, case.topic, case.council)
    own = [(p.where.upper(), r.kind.value, _because(r) + (f" {r.would_change.text}" if r.would_change else "")) for p in report.paragraphs if (r := p.reactions.get(case.delegation.id)) and r.kind is not Kind.SILENT]
    found = _together(own)
    kept = sorted(sorted(range(len(found)), key=lambda n: _FIRST_TO_TELL.index(found[n][1][0]))[:_MOST_REACTIONS])
    rows = [[_paragraphs(places), *said] for places, said in (found[n] for n in kept)]
    rest = sum(len(places) for n, (places, _) in enumerate(found) if n not in kept)
    told = [paragraph(f"Those that matter most to the vote; of the {len(own)} paragraphs on which we have a view, {rest} are left out.", leads=True)] if rest else []
    return [*_expected(case, report), *([heading("Our reactions"), *told, table(["Paragraphs", "Reaction", "Why"], [1, 0.8, 3.4], rows)] if rows else [])]


def _forecast_for_all(case: Case) -> list[Data]:
    """The forecast as the chair has it: who of the members is for and against each paragraph."""
    if case.draft is None:
        return []
    report = check(case.draft, case.topic, case.council)
    names = case.topic.delegation_by_id
    found = []
    for one in report.paragraphs:
        kinds = {m: one.reactions[m].kind for m in case.council.members if m in one.reactions and m in names}
        sides = [listed([names[m].name for m, kind in kinds.items() if kind in side]) for side in _SIDES]
        if any(sides):
            found.append((one.where.upper(), *(side or "–" for side in sides)))
    if not found:
        return _expected(case, report)
    rows = [[_paragraphs(places), *sides] for places, sides in _together(found)]
    return [*_expected(case, report), heading("Who is for and against each paragraph"), table(["Paragraphs", "For it", "With reservations", "Against it"], [0.8, 1.6, 1.6, 1.6], rows)]


_SIDES = ((Kind.SUPPORTS, Kind.ACCEPTS), (Kind.RESERVED,), (Kind.OBJECTS, Kind.RED_LINE))


def _expected(case: Case, report: Report) -> list[Data]:
    names = case.topic.delegation_by_id
    votes = [(names[m].name if m in names else m, e.vote.value, _WEIGHED.sub("", e.because)) for m, e in report.forecast.members.items()]
    rows = [[", ".join(members), *said] for members, said in _together(votes)]
    return [paragraph(report.forecast.line, leads=True), vote_bar(report.forecast), table(["Members", "Vote", "Because"], [1.3, 0.8, 3], rows)]


def _together(rows: Sequence[tuple[str, ...]]) -> list[tuple[list[str], tuple[str, ...]]]:
    """Rows of which the same is said as one, with what they are about: a long draft repeats itself, and its forecast need not."""
    found: dict[tuple[str, ...], list[str]] = {}
    for about, *said in rows:
        found.setdefault(tuple(said), []).append(about)
    return [(about, said) for said, about in found.items()]


_NUMBERED = re.compile(r"([A-Z]+)(\d+)")


def _paragraphs(places: Sequence[str]) -> str:
    """Paragraphs by their numbers on paper, those that follow one another as a stretch: "OP2–OP5, OP7"."""
    stretches: list[list[str]] = []
    for place in places:
        match, last = _NUMBERED.fullmatch(place), _NUMBERED.fullmatch(stretches[-1][-1]) if stretches else None
        follows = match and last and match[1] == last[1] and int(match[2]) == int(last[2]) + 1
        if follows:
            stretches[-1].append(place)
        else:
            stretches.append([place])
    return ", ".join(", ".join(some) if len(some) < 3 else f"{some[0]}–{some[-1]}" for some in stretches)


# -- speaking and writing


def _weightiest(case: Case, most: int) -> list[Stance]:
    """The stances to speak on first: red lines, then what is stated, then what is held most firmly."""
    return sorted(_current(case), key=lambda s: (s.red_line is None, s.basis is not Basis.STATED, -abs(s.position)))[:most]


def _spoken(case: Case, stance: Stance) -> str:
    """A stance as a delegation may say it of itself; where the source tells of circumstances only, what its side says."""
    issue = case.topic.issue_by_id[stance.issue]
    for said, ours in (("It ", "Our delegation "), ("Its ", "Our ")):
        if stance.paraphrase.startswith(said):
            return ours + stance.paraphrase.removeprefix(said)
    side = _side(issue, stance)
    return f"On {_low(issue.title)}, our side says: {_low(_ANSWER.sub('', side))}" if side else stance.paraphrase


def _point(case: Case, stance: Stance, *, argued: bool) -> Noted:
    """A stance to be said aloud, and the first argument for its side where there is time for one."""
    issue = case.topic.issue_by_id[stance.issue]
    arguments = () if not argued else issue.for_positive if stance.position > 0 else issue.for_negative if stance.position < 0 else ()
    because = [_cap(arguments[0].text)] if arguments else []
    cited = Sourced(source="; ".join((stance.source, *(a.source for a in arguments[:1]))))
    return " ".join((_spoken(case, stance), *because)), source_note(case.topic, cited)


def _proposals(case: Case, most: int) -> list[LibraryClause]:
    """Operative clauses that the delegation could sponsor, on as many issues as there are."""
    liked = [one for one in _ranked_clauses(case.topic, case.delegation) if one[1].kind is Kind.SUPPORTS and one[0].part == "operative"]
    liked.sort(key=lambda one: one[1].basis is not Basis.STATED)
    return [clause for clause, _ in _by_turns(liked, most)]


def _speech(case: Case, title: str, seconds: int, points: int) -> list[Data]:
    """A plan of a speech: what is said from when to when, and on which sources it rests."""
    who, topic = case.delegation, case.topic
    parts: list[tuple[float, str, Noted]] = [(1, "Salutation", (f"Thank {case.procedure.presiding.value}. Say in a sentence why {who.official} speaks on: {topic.about.title}.", ""))]
    if who.profile:
        parts.append((1.2, "Why it concerns us", _noted(case, who.profile[:1])[0]))
    for place, stance in enumerate(_weightiest(case, points)):
        parts.append((2, f"{_ORDINALS[place]} point: {topic.issue_by_id[stance.issue].title}", _point(case, stance, argued=points > 3 or (points > 2 and place == 0))))
    if points > 3:
        parts += [(1.5, f"If the others say: {q.question}", (q.answer, source_note(topic, q))) for q in who.questions[:1]]
    ask = [f"Ask the others to support a paragraph on: {c.title}." for c in _proposals(case, 1)]
    parts.append((1, "What we ask", (" ".join((*ask, "Name the paragraph in which it should stand, and end there.")), "")))
    whole, rows, begun = sum(weight for weight, _, _ in parts), [], 0.0
    for weight, part, said in parts:
        ends = begun + seconds * weight / whole
        rows.append([f"{round(begun)}–{round(ends)} s", part, said])
        begun = ends
    return [heading(title), {**table(["From–to", "Part", "What to say"], [0.8, 1.6, 5], rows), "whole": True}]


def _speeches(case: Case) -> list[Data]:
    if not _current(case):
        return [paragraph("No stance is documented, so no speech is put in this delegation's mouth. Plan your own: salutation, why it concerns you, two points, one request.", leads=True), ruled(12)]
    allowed = case.procedure.speaking_seconds.value
    return [
        paragraph("Skeletons from documented stances, with an argument for each. The words are reports: put them into your own voice, and time yourself.", leads=True),
        *_speech(case, f"Opening speech, {allowed} seconds as these rules allow" if allowed > 90 else f"Opening speech, {allowed} seconds", allowed, 4 if allowed >= 90 else 3),
        *_speech(case, "Speech of 90 seconds", 90, 3), *_speech(case, "Speech of 60 seconds", 60, 2),
    ]  # fmt: skip


def _form(case: Case, *, filled: bool) -> list[Data]:
    who = case.delegation
    fields = [("Delegation", who.official), ("Committee", case.council.name), ("Topic", case.topic.about.agenda_item), *([] if filled else [("Names", "")])]
    blocks: list[Data] = [field(label, text) for label, text in fields]
    if filled:
        background = _noted(case, (*who.profile, *who.key_actions)[:5])
        position = [(_spoken(case, s), source_note(case.topic, s)) for s in _weightiest(case, 6)]
        limits = [
            (f"On {_low(case.topic.issue_by_id[s.issue].title)}, text is acceptable on this condition: {_low(s.condition.text).rstrip('.')}.", source_note(case.topic, s))
            for s in _weightiest(case, 6) if s.condition
        ][:2]  # fmt: skip
        proposals = [(_wording(c), source_note(case.topic, c)) for c in _proposals(case, 4)]
        return [
            paragraph("A first draft from what the sources report. Rewrite it in your own words, and check each source before you cite it."),
            *blocks,
            heading("Background"), running(background) if background else paragraph("Not documented; to be written by the delegation."),
            heading("Our position"), running(position), *([running(limits)] if limits else []),
            heading("What we propose"), listing(proposals) if proposals else paragraph("Not documented."),
        ]  # fmt: skip
    for title, lines in (("Background", 6), ("Our position", 8), ("What we propose", 6)):
        blocks += [heading(title), ruled(lines)]
    return blocks


def _draft_paper(case: Case) -> list[Data]:
    return _form(case, filled=True) if _current(case) else []


# -- to look up


def _actors(case: Case) -> list[Data]:
    blocks: list[Data] = []
    for group in dict.fromkeys(a.group for a in case.topic.actors):
        blocks += [heading(group), terms([(a.name, a.text, source_note(case.topic, a)) for a in case.topic.actors if a.group == group])]
    return blocks


def _glossary(case: Case) -> list[Data]:
    return [terms([(t.term, t.meaning, source_note(case.topic, t)) for t in case.topic.glossary])] if case.topic.glossary else []


def _rules(case: Case) -> list[Data]:
    return rules_blocks(case.procedure, len(case.council.members))


def _notes(case: Case) -> list[Data]:
    return [ruled(27)]


# -- the chair


def _everyone(case: Case) -> list[Data]:
    seated = [case.topic.delegation_by_id[m] for m in case.council.members if m in case.topic.delegation_by_id]
    spoken = [d for d in seated if d.stances]
    silent = [d.name for d in seated if not d.stances]
    away = [d for d in case.topic.delegations if len(d.stances) >= ENOUGH and d not in seated]
    blocks: list[Data] = [heading("Members of the council"), *(heat_map(case.topic, spoken[i : i + 8]) for i in range(0, len(spoken), 8))] if spoken else []
    if silent:
        blocks.append(paragraph(f"Not documented on any issue: {listed(silent)}."))
    away.sort(key=lambda d: -len(d.stances))
    if away:
        blocks += [heading("Others with most on record"), heat_map(case.topic, away[:8])]
    return [*blocks, heading("Who stands near whom"), *_tree(case.topic)]


def _red_lines_of_all(case: Case) -> list[Data]:
    topic = case.topic
    seated = [topic.delegation_by_id[m] for m in case.council.members if m in topic.delegation_by_id]
    rows = [
        [d.name, (f"{topic.issue_by_id[s.issue].title} ({s.red_line.basis.value})", source_note(topic, s)), s.red_line.crossed, s.red_line.spared]
        for d in seated for issue in topic.issues if (s := d.stance_on(issue.id)) and s.red_line
    ]  # fmt: skip
    return [table(["Member", "Red line", "Crossed by", "Not crossed by"], [0.9, 1.3, 2, 2], rows)] if rows else []


def _bargains(case: Case) -> list[Data]:
    return [card(f"{b.title} ({listed(list(b.between))})", [(b.text, source_note(case.topic, b))]) for b in case.topic.bargains]


def _scripts(case: Case) -> list[Data]:
    return scripts(case.council, case.topic, case.procedure)


def _sheets(case: Case) -> list[Data]:
    return sheets(case.council, case.topic, case.procedure)


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def _low(text: str) -> str:
    """Words as they go on after a colon; abbreviations stay as they are."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


class Section(NamedTuple):
    """A section that a binder may have."""

    title: str
    make: Callable[[Case], list[Data]]
    fresh: bool = False
    """Whether it begins a page."""
    columns: int = 1
    for_chair: Callable[[Case], list[Data]] | None = None
    """What stands there in the chair's pack, where that is another thing."""


SECTIONS: dict[str, Section] = {
    "glance": Section("At a glance", _at_a_glance, fresh=True),
    "everyone": Section("All delegations side by side", _everyone, fresh=True),
    "all-red-lines": Section("Red lines of the members", _red_lines_of_all),
    "bargains": Section("Bargains that might hold", _bargains),
    "stances": Section("Where we stand and why", _stances),
    "red-lines": Section("Red lines and conditions", _red_lines),
    "five": Section("The permanent members compared", _five),
    "allies": Section("Allies and opponents", _allies),
    "debates": Section("The debates", _debates),
    "facts": Section("Facts", _facts),
    "geography": Section("Places and routes", _geography),
    "timeline": Section("Timeline", _timeline),
    "questions": Section("Likely questions", _questions),
    "clauses": Section("Clause bank", _clauses),
    "forecast": Section("Forecast of the current draft", _forecast, for_chair=_forecast_for_all),
    "speeches": Section("Speech skeletons", _speeches),
    "paper": Section("Position paper: form", lambda case: _form(case, filled=False), fresh=True),
    "draft-paper": Section("Position paper: first draft", _draft_paper, fresh=True),
    "scripts": Section("Script cards", _scripts, fresh=True, columns=2),
    "sheets": Section("Sheets", _sheets, fresh=True),
    "actors": Section("Who is who", _actors, fresh=True),
    "glossary": Section("Glossary", _glossary, fresh=True),
    "rules": Section("Rules of procedure", _rules, fresh=True),
    "notes": Section("Notes", _notes, fresh=True),
}
"""Sections by id, in the order of a binder."""
