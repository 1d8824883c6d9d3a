"""A delegation's binder: everything the topic says that serves one delegation, as sections that are printed.

Nothing is said here that the topic does not hold; each claim carries its source as a footnote, and silence is called that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from briefings.engine import Paper
from briefings.pictures import Data, heat_map, signed, vote_bar
from briefings.resolution import NOTICE, listed
from committee.procedure import Procedure, load_procedure
from positions.compare import agreement
from positions.council import Council
from positions.model import Basis, Delegation, LibraryClause, Sourced, Stance
from positions.topic import Topic
from resolutions.check import check
from resolutions.model import Draft, Kind, Paragraph, Reaction
from resolutions.reactions import react
from resolutions.reading import read

TEMPLATE = "pack.typ"
_MANY = 8
"""Stances from which on each is told in fewer words: a binder of more than twenty pages is not read."""

VARIANTS = ("delegate", "chair", "observer")


class Case(NamedTuple):
    """What a binder is made for."""

    topic: Topic
    council: Council
    delegation: Delegation
    draft: Draft | None = None


def binder(case: Case, *, variant: str = "delegate", sections: Sequence[str] = (), paper: Paper = "a4") -> Data:
    """The binder of a delegation, as `pack.typ` reads it.

    Args:
        case: the delegation with its topic, council and draft.
        variant: `delegate`; `chair`, who sees all side by side; or `observer`, without a vote and its speeches.
        sections: ids of `SECTIONS`; those of the variant if empty.
        paper: A4 or US Letter.

    Raises:
        ValueError: if there is no such section.
    """
    unknown = [name for name in sections if name not in SECTIONS]
    if unknown:
        raise ValueError(f"there is no section '{unknown[0]}'; there is {', '.join(SECTIONS)}")
    chosen = [name for name in SECTIONS if name in sections] if sections else list(of_variant(variant))
    made: list[Data] = []
    for name in chosen:
        title, make, fresh = SECTIONS[name]
        blocks = make(case)
        if blocks:
            made.append({"title": title, "blocks": _with_notes(blocks, name), "fresh": fresh or not made})
    who = case.delegation
    seat = "a seat" if who.id in case.council.members else "no seat"
    everyone = variant == "chair"
    name = case.council.name if everyone else who.official
    return {
        "title": f"Briefing pack: {name}", "cover": name, "kind": {"chair": "Chair's pack", "observer": "Observer's briefing pack"}.get(variant, "Delegation briefing pack"),
        "running": f"{'Chair' if everyone else who.name}: briefing pack", "topic": case.topic.about.title, "conference": "Model United Nations · Penholder",
        "lines": [] if everyone else [f"{case.council.name}: {who.name} has {seat}.", f"Positions as of {who.as_of}." if who.documented else "Positions: not documented in this topic's sources."],
        "sections": made, "paper": paper, "notice": NOTICE,
    }  # fmt: skip


def of_variant(variant: str) -> tuple[str, ...]:
    """The sections that a variant of the pack has.

    Raises:
        ValueError: if there is no such variant.
    """
    if variant not in VARIANTS:
        raise ValueError(f"there is no variant '{variant}'; there is {', '.join(VARIANTS)}")
    if variant == "chair":
        return tuple(name for name in SECTIONS if name in ("everyone", "debates", "facts", "forecast", "scripts", "sheets", "glossary", "rules", "notes"))
    left_out = {"everyone", "scripts", "sheets"} | ({"speeches", "paper", "draft-paper"} if variant == "observer" else set())
    return tuple(name for name in SECTIONS if name not in left_out)


def source_note(topic: Topic, entry: Sourced) -> str:
    """Where a claim stands, as a footnote says it."""
    found = []
    for locator in entry.locators:
        source = topic.source_by_id.get(locator.document)
        found.append(f"{source.short if source else locator.document}, {locator.place}")
    return "; ".join(found)


def _with_notes(node: Any, section: str) -> Any:
    """Blocks in which each source of a section is one footnote, referred to again where it is met again."""
    met: dict[str, str] = {}

    def walk(value: Any) -> Any:
        if isinstance(value, list):
            return [walk(item) for item in value]
        if not isinstance(value, dict):
            return value
        made = {key: walk(item) for key, item in value.items()}
        src = value.get("src")
        if src:
            made["again"] = src in met
            made["note"] = met.setdefault(src, f"note-{section}-{len(met) + 1}")
        return made

    return walk(node)


def _p(text: str, src: str = "") -> Data:
    return {"k": "p", "text": text, "src": src}


def _h(text: str) -> Data:
    return {"k": "h", "text": text}


def _list(items: Sequence[tuple[str, str]]) -> Data:
    return {"k": "list", "items": [{"text": text, "src": src} for text, src in items]}


def _table(head: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[Any]]) -> Data:
    cells = [[{"text": c, "src": ""} if isinstance(c, str) else {"text": c[0], "src": c[1]} for c in row] for row in rows]
    return {"k": "table", "head": list(head), "widths": list(widths), "rows": cells}


def _current(case: Case) -> list[Stance]:
    found = (case.delegation.stance_on(issue.id) for issue in case.topic.issues)
    return [stance for stance in found if stance]


def _basis(stance: Stance) -> str:
    return "Stated" if stance.basis is Basis.STATED else f"Inferred, {stance.confidence.value if stance.confidence else 'low'} confidence"


def _at_a_glance(case: Case) -> list[Data]:
    who, topic = case.delegation, case.topic
    if not _current(case):
        return [
            {"k": "aside", "text": f"Not documented: the sources of this topic give no current position of {who.name} on any of its {len(topic.issues)} issues.", "src": ""},
            *([_list([(n.text, source_note(topic, n)) for n in (*who.profile, *who.key_actions)])] if who.profile or who.key_actions else []),
            _h("What to do"),
            _list([
                ("Look for your government's statements to the Council and the General Assembly on this item, and note date and document for each.", ""),
                ("Read the debates below and settle, issue by issue, which arguments your government could make its own; mark them as your reading.", ""),
                ("Give a stance with its source to the chair, who can add it; forecasts count you as undecided until then.", ""),
                ("Until you have instructions, ask for text that records facts and asks for information, which binds nobody.", ""),
            ]),
        ]  # fmt: skip
    blocks: list[Data] = []
    if who.profile:
        blocks.append(_list([(n.text, source_note(topic, n)) for n in who.profile]))
    if who.key_actions:
        blocks += [_h("What it has done"), _list([(n.text, source_note(topic, n)) for n in who.key_actions])]
    silent = [i.title for i in topic.issues if not who.stance_on(i.id)]
    blocks += [_h("Positions on one page"), heat_map(topic, [who], first=6)]
    if silent:
        blocks.append(_p(f"Not documented on {len(silent)} of {len(topic.issues)} issues: {'; '.join(silent)}."))
    return blocks


def _stances(case: Case) -> list[Data]:
    blocks: list[Data] = []
    brief = len(_current(case)) > _MANY
    for stance in _current(case):
        issue = case.topic.issue_by_id[stance.issue]
        pole = issue.positive if stance.position > 0 else issue.negative if stance.position < 0 else "Between the two poles."
        rows = [] if len(_current(case)) > 2 * _MANY else [["This side says", pole]] if brief else [["Why it matters", issue.why], ["This side says", pole]]
        if stance.how:
            rows.append(["How we know", stance.how])
        if stance.scope:
            rows.append(["Scope", stance.scope])
        tags = [f"{signed(stance.position)} of ±2", _basis(stance), *(["Red line"] if stance.red_line else [])]
        blocks.append({"k": "stance", "title": issue.title, "tags": tags, "text": stance.paraphrase, "src": source_note(case.topic, stance), "rows": rows})
    for tension in case.delegation.tensions:
        blocks.append({"k": "card", "title": f"Tension: {tension.title}", "paras": [{"text": tension.differs, "src": source_note(case.topic, tension)}, {"text": tension.current}]})
    return blocks


def _red_lines(case: Case) -> list[Data]:
    blocks: list[Data] = []
    for stance in _current(case):
        title = case.topic.issue_by_id[stance.issue].title
        if stance.red_line:
            line = stance.red_line
            known = "stated" if line.basis is Basis.STATED else "inferred"
            blocks.append(_table(["Red line", "Crossed by", "Not crossed by"], [1.2, 2, 2], [[(f"{title} ({known})", source_note(case.topic, stance)), line.crossed, line.spared]]))
    conditions = [
        [(case.topic.issue_by_id[s.issue].title, source_note(case.topic, s)), f"{s.condition.text} ({s.condition.basis.value})"]
        for s in _current(case) if s.condition
    ]  # fmt: skip
    if not blocks and _current(case):
        blocks.append(_p("No red line is documented. That is no promise: it says only what the sources say."))
    if conditions:
        blocks += [_h("What makes the other side acceptable"), _table(["Issue", "Condition"], [1, 2.2], conditions)]
    return blocks


def _five(case: Case) -> list[Data]:
    five = [d for d in case.topic.delegations if d.permanent]
    return [heat_map(case.topic, five if case.delegation.permanent else [case.delegation, *five])]


def _allies(case: Case) -> list[Data]:
    topic, who = case.topic, case.delegation
    found = [agreement(topic, who, other) for other in topic.delegations if other.id != who.id and other.stances]
    ranked = sorted((a for a in found if a.common), key=lambda a: (not a.enough, -(a.share or 0), -a.common, a.second))
    rows = []
    for one in ranked[:12]:
        share = f"{round(100 * one.share)} %" if one.share is not None else "too few"
        titles = [topic.issue_by_id[i].title for i in one.opposed]
        rows.append([topic.delegation_by_id[one.second].name, f"{share} ({len(one.same)} of {one.common})", "; ".join(titles[:3]) or "no common issue on opposite sides"])
    if not rows:
        return [_p("Not documented: without stances of this delegation there is nothing to compare.")]
    by_issue = []
    for stance in _current(case):
        others = [(d, s.position) for d in topic.delegations if d.id != who.id and (s := d.stance_on(stance.issue))]
        side = [d.name for d, p in others if p * stance.position > 0]
        against = [d.name for d, p in others if p * stance.position < 0]
        by_issue.append([topic.issue_by_id[stance.issue].title, listed(side) or "nobody on record", listed(against) or "nobody on record"])
    return [
        _p("Agreement is the share of issues, among those on which both are documented, where both stand on the same side."),
        _table(["Delegation", "Agreement", "Opposed on"], [1.2, 1, 2.6], rows),
        _h("Issue by issue"), _table(["Issue", "On our side", "On the other side"], [1.3, 2, 2], by_issue),
    ]  # fmt: skip


def _debates(case: Case) -> list[Data]:
    mine = {s.issue for s in _current(case)}
    ranked = sorted(case.topic.debates, key=lambda one: (not one.central, not mine & set(one.issues)))
    blocks: list[Data] = []
    for debate in ranked[: 3 if len(mine) > 2 * _MANY else 4]:
        blocks.append(_h(debate.title))
        for side in debate.sides:
            blocks += [{"k": "aside", "text": side.name, "src": ""}, _list([(a.text, source_note(case.topic, a)) for a in side.arguments[:3]])]
    return blocks


def _facts(case: Case) -> list[Data]:
    mine = {s.issue for s in _current(case)}
    facts = sorted(case.topic.facts, key=lambda f: not mine & set(f.issues))[: 8 if len(mine) > 2 * _MANY else 14]
    groups = list(dict.fromkeys(f.group for f in facts))
    blocks: list[Data] = []
    for group in groups:
        blocks += [_h(group), _list([(f.text, source_note(case.topic, f)) for f in facts if f.group == group])]
    events = [[e.when, e.text, source_note(case.topic, e)] for e in case.topic.timeline]
    return [*blocks, _h("Timeline"), _table(["When", "What", "Source"], [1, 3.6, 1.5], events)]


def _questions(case: Case) -> list[Data]:
    return [
        {"k": "card", "title": q.question, "paras": [{"text": q.answer, "src": source_note(case.topic, q)}]} for q in case.delegation.questions[:6]
    ] or [_p("Not documented: the sources give no answers in this delegation's name.")]


@lru_cache(maxsize=16)
def _ranked_clauses(topic: Topic, delegation: Delegation) -> tuple[tuple[LibraryClause, Reaction], ...]:
    found = []
    for clause in topic.clauses:
        paragraph = Paragraph(id=clause.id[:40], text=clause.ladder[clause.default].text, clause=clause.id)
        found.append((clause, react(delegation, read(paragraph, clause.part, topic), frozenset(), topic)))
    return tuple(found)


def _clauses(case: Case) -> list[Data]:
    if not _current(case):
        return [_p("Not documented: no clause can be ranked for a delegation without stances.")]
    found = _ranked_clauses(case.topic, case.delegation)
    groups = (
        ("Could sponsor", (Kind.SUPPORTS,), 6),
        ("Can live with", (Kind.ACCEPTS,), 4),
        ("Must resist", (Kind.RED_LINE, Kind.OBJECTS, Kind.RESERVED), 5),
    )
    blocks: list[Data] = []
    for title, kinds, most in groups:
        some = sorted((one for one in found if one[1].kind in kinds), key=lambda one: (kinds.index(one[1].kind), one[1].basis is not Basis.STATED, one[0].part))
        rows = []
        for clause, reaction in some[:most]:
            change = reaction.would_change
            words = "" if not change else " Would change our mind: " + " ".join((change.text, *(f"“{w}”" for w in change.wordings[:1])))
            why = reaction.because + (words if title != "Could sponsor" else "")
            rows.append([(clause.ladder[clause.default].text.rstrip(";,"), source_note(case.topic, clause)), why])
        blocks.append(_h(f"{title}: {len(some)} clauses of the library" + (f", the first {most}" if len(some) > most else "")))
        blocks.append(_table(["Clause", "Why"], [1, 1], rows) if rows else _p("None."))
    return blocks


def _forecast(case: Case) -> list[Data]:
    if case.draft is None:
        return []
    report = check(case.draft, case.topic, case.council)
    own = [[p.where.upper(), r.kind.value, r.because + (f" {r.would_change.text}" if r.would_change else "")] for p in report.paragraphs if (r := p.reactions.get(case.delegation.id)) and r.kind is not Kind.SILENT]
    names = case.topic.delegation_by_id
    votes = [[names[m].name if m in names else m, e.vote.value, e.because] for m, e in report.forecast.members.items()]
    return [
        _p(report.forecast.line), vote_bar(report.forecast), _table(["Member", "Vote", "Because"], [1, 0.8, 3], votes),
        *([_h("Our reactions"), _table(["Paragraph", "Reaction", "Why"], [0.7, 0.8, 3.4], own)] if own else []),
    ]  # fmt: skip


def _sentences(case: Case, most: int) -> list[Data]:
    order = sorted(_current(case), key=lambda s: (s.red_line is None, s.basis is not Basis.STATED, -abs(s.position)))
    return [{"text": s.paraphrase, "src": source_note(case.topic, s)} for s in order[:most]]


def _speeches(case: Case) -> list[Data]:
    if not _current(case):
        return [_p("No stance is documented, so no speech is put in this delegation's mouth."), {"k": "rules", "n": 12}]
    name = case.delegation.official
    made: list[Data] = [_p("Skeletons from documented stances, third person as the sources report them: put them into your own voice.")]
    for title, most in (("Opening speech", 6), ("60 seconds", 2), ("90 seconds", 3)):
        first = {"text": f"Thank the presidency, and say in a sentence why {name} speaks on: {case.topic.about.title}."}
        last = {"text": "Close with one request to the Council, and name the paragraph in which it should stand."}
        made.append({"k": "card", "title": title, "paras": [first, *_sentences(case, most), last]})
    return made


def _form(case: Case, *, filled: bool) -> list[Data]:
    who = case.delegation
    fields = [("Delegation", who.official), ("Committee", case.council.name), ("Topic", case.topic.about.agenda_item)]
    blocks: list[Data] = [{"k": "field", "label": label, "text": text} for label, text in fields]
    for title, lines in (("Background", 5), ("Our position", 7), ("What we propose", 6)):
        blocks.append(_h(title))
        if not filled:
            blocks.append({"k": "rules", "n": lines})
        elif title == "Background":
            notes = (*who.profile, *who.key_actions)[:3]
            blocks += [_p(n.text, source_note(case.topic, n)) for n in notes] or [_p("Not documented; to be written by the delegation.")]
        elif title == "Our position":
            blocks += [_p(s["text"], s["src"]) for s in _sentences(case, 4)]
        else:
            liked = [c for c, r in _ranked_clauses(case.topic, who) if r.kind is Kind.SUPPORTS and c.part == "operative"][:3]
            blocks.append(_list([(c.ladder[c.default].text.rstrip(";,"), source_note(case.topic, c)) for c in liked]) if liked else _p("Not documented."))
    return blocks


def _draft_paper(case: Case) -> list[Data]:
    return _form(case, filled=True) if _current(case) else []


def _glossary(case: Case) -> list[Data]:
    return [_table(["Term", "Meaning", "Source"], [1, 3.2, 1.5], [[t.term, t.meaning, source_note(case.topic, t)] for t in case.topic.glossary])]


def _rules(case: Case) -> list[Data]:
    rules: Procedure = load_procedure("security-council")
    motions = [[m.name, m.question, m.threshold, m.source] for m in rules.motions]
    decision = [("Substantive questions", rules.substantive), ("Procedural questions", rules.procedural)]
    return [
        _p(f"{rules.name}. {rules.note}".strip()),
        _table(["Decision", "Majority", "Source"], [1.4, 1, 2], [[name, one.threshold, one.source] for name, one in decision]),
        _h("Motions"), _table(["Motion", "Question", "Majority", "Source"], [2, 1, 1, 1.4], motions),
        _h("Points"), _table(["Point", "May interrupt", "Decided by"], [2, 1, 1], [[p.name, "yes" if p.may_interrupt else "no", p.decided_by] for p in rules.points]),
    ]  # fmt: skip


def _notes(case: Case) -> list[Data]:
    return [{"k": "rules", "n": 24}]


def _everyone(case: Case) -> list[Data]:
    known = [case.topic.delegation_by_id[m] for m in case.council.members if m in case.topic.delegation_by_id]
    spoken = [d for d in known if d.stances]
    silent = [d.name for d in known if not d.stances]
    blocks: list[Data] = [heat_map(case.topic, spoken[i : i + 7]) for i in range(0, len(spoken), 7)]
    return [*blocks, *([_p(f"Not documented on any issue: {listed(silent)}.")] if silent else [])]


def _from_dais(name: str) -> Callable[[Case], list[Data]]:
    def make(case: Case) -> list[Data]:
        from briefings import dais_pack

        blocks: list[Data] = getattr(dais_pack, name)(case.council, case.topic)
        return blocks

    return make


SECTIONS: dict[str, tuple[str, Callable[[Case], list[Data]], bool]] = {
    "glance": ("At a glance", _at_a_glance, True),
    "everyone": ("All delegations side by side", _everyone, True),
    "stances": ("Where we stand and why", _stances, True),
    "red-lines": ("Red lines and conditions", _red_lines, False),
    "five": ("The permanent members compared", _five, False),
    "allies": ("Allies and opponents", _allies, False),
    "debates": ("The debates", _debates, False),
    "facts": ("Facts and timeline", _facts, False),
    "questions": ("Likely questions", _questions, False),
    "clauses": ("Clause bank", _clauses, False),
    "forecast": ("Forecast of the current draft", _forecast, True),
    "speeches": ("Speech skeletons", _speeches, False),
    "paper": ("Position paper: form", lambda case: _form(case, filled=False), True),
    "draft-paper": ("Position paper: first draft", _draft_paper, True),
    "scripts": ("Script cards", _from_dais("scripts"), True),
    "sheets": ("Sheets", _from_dais("sheets"), True),
    "glossary": ("Glossary", _glossary, False),
    "rules": ("Rules of procedure", _rules, False),
    "notes": ("Notes", _notes, True),
}
"""Sections by id: the title, what makes the blocks, and whether it begins a page."""


def find_delegation(name: str, topic: Topic) -> Delegation:
    """A delegation by its id, its name or another name it goes by.

    Raises:
        ValueError: if there is none.
    """
    wanted = " ".join(name.split()).casefold()
    for one in topic.delegations:
        if wanted in {n.casefold() for n in (one.id, one.name, one.official, *one.aliases)}:
            return one
    raise ValueError(f"there is no delegation {name[:60]!r} in the topic '{topic.id}'")


