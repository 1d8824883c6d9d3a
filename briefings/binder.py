"""A delegation's binder, a chair's or an observer's: sections with their cover, as they are printed."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.blocks import has_notes, with_notes, with_quotes
from briefings.engine import Paper
from briefings.pictures import Data
from briefings.resolution import NOTICE
from briefings.sections import SECTIONS, Case, is_dense, source_note
from positions.model import Delegation
from positions.topic import Topic
from resolutions.given import nearest, repeated

__all__ = ["SECTIONS", "TEMPLATE", "VARIANTS", "Case", "binder", "find_delegation", "of_variant", "source_note"]

TEMPLATE = "pack.typ"

VARIANTS = ("delegate", "chair", "observer")

_OF_CHAIR = ("everyone", "all-red-lines", "bargains", "debates", "facts", "geography", "timeline", "forecast", "scripts", "sheets", "actors", "glossary", "rules", "notes")
_OF_CHAIR_ALONE = ("everyone", "all-red-lines", "bargains", "scripts", "sheets", "actors")
_NOT_OF_OBSERVER = ("speeches", "paper", "draft-paper")

_KINDS = {"delegate": "Delegation briefing pack", "chair": "Chair's pack", "observer": "Observer's briefing pack"}

_NEAR = 2
"""Sections within which footnotes are counted on, so that no two on a page bear one number. Not throughout: pages that several packs
have in common are to stay the same, as each is then laid out once."""

_KEY = (
    ("+2 to −2", "how firmly a delegation stands at one pole of an issue or the other; the poles are in the section on stances."),
    ("Stated", "a source reports that the delegation says or does so."),
    ("Inferred", "our conclusion from what a source reports, with how sure we are; never cite it as a statement."),
    ("Not documented", "no source gives a view. It is no position, neither for nor against."),
    ("Small numbers", "refer to the foot of the page, where the source is named with its page or paragraph; in tables and facts it stands in brackets."),
)
"""How the pages are read."""


def binder(case: Case, *, variant: str = "delegate", sections: Sequence[str] = (), paper: Paper = "a4") -> Data:
    """The binder of a delegation, as `pack.typ` reads it.

    Args:
        case: the delegation with its topic, council, draft and rules.
        variant: `delegate`; `chair`, who sees all side by side; or `observer`, without a vote and its speeches.
        sections: ids of `SECTIONS`; those of the variant if empty.
        paper: A4 or US Letter.

    Raises:
        ValueError: if there is no such section.
    """
    unknown = [name for name in sections if name not in SECTIONS]
    if unknown:
        raise ValueError(f"there is no section '{unknown[0][:40]}'; there is {', '.join(SECTIONS)}")
    if variant == "chair":
        # The chair is of no side: nothing is chosen by anybody's stances.
        case = case._replace(delegation=case.delegation.model_copy(update={"stances": ()}))
    chosen = [name for name in SECTIONS if name in sections] if sections else list(of_variant(variant))
    made: list[Data] = []
    near = 0
    for name in chosen:
        section = SECTIONS[name]
        blocks = (section.for_chair or section.make)(case) if variant == "chair" else section.make(case)
        if blocks:
            fresh = section.fresh or not made
            near = 0 if fresh else near + 1
            made.append({"title": section.title, "blocks": with_notes(blocks, name), "fresh": fresh, "columns": section.columns, "notes_go_on": 0 < near <= _NEAR})
            near = 0 if has_notes(blocks) else near
    who, everyone = case.delegation, variant == "chair"
    seat = "a seat" if who.id in case.council.members else "no seat"
    name = case.council.name if everyone else who.official
    lines = [f"Rules: {case.procedure.name}."]
    if not everyone:
        lines = [f"{case.council.name}: {who.name} has {seat}.", f"Positions as of {who.as_of}." if who.documented else "Positions: not documented in this topic's sources.", *lines]
    pack: Data = with_quotes({
        "title": f"Briefing pack: {name}", "cover": name, "kind": _KINDS.get(variant, _KINDS["delegate"]),
        "running": f"{'Chair' if everyone else who.name}: briefing pack", "topic": case.topic.about.title, "conference": f"{case.conference} · Penholder",
        "lines": lines, "key": [list(one) for one in _KEY], "documents": _documents(case.topic), "sections": made, "paper": paper, "notice": NOTICE, "dense": is_dense(case),
    })  # fmt: skip
    return pack


def _documents(topic: Topic) -> list[Data]:
    """What the sources' short names stand for."""
    return [{"short": s.short, "full": f"{s.title}. {s.author}, {s.date}. {s.kind}.", "weak": "; ".join(s.weaknesses[:2])} for s in topic.sources]


def of_variant(variant: str) -> tuple[str, ...]:
    """The sections that a variant of the pack has.

    Raises:
        ValueError: if there is no such variant.
    """
    if variant not in VARIANTS:
        raise ValueError(f"there is no variant '{variant}'; there is {', '.join(VARIANTS)}")
    if variant == "chair":
        return tuple(name for name in SECTIONS if name in _OF_CHAIR)
    left_out = {*_OF_CHAIR_ALONE, *(_NOT_OF_OBSERVER if variant == "observer" else ())}
    return tuple(name for name in SECTIONS if name not in left_out)


def find_delegation(name: str, topic: Topic) -> Delegation:
    """A delegation by its id, its name or another name it goes by.

    Raises:
        ValueError: if there is none.
    """
    wanted = " ".join(name.split()).casefold()
    for one in topic.delegations:
        if wanted in {n.casefold() for n in (one.id, one.name, one.official, *one.aliases)}:
            return one
    raise ValueError(f"there is no delegation {repeated(name)} in the topic '{topic.id}'{nearest(name, topic)}")
