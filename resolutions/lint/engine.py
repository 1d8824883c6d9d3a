"""The linter at work: rules over a draft, places in its source, and edits applied.

Nothing here knows a rule; the families do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from resolutions.lint.house_styles import House, Style, council_numbers, find_house
from resolutions.lint.records import LINT_RULES, rule_by_code
from resolutions.lint.rule import Found, LintRule, Place, Sees, Text
from resolutions.model import Draft, Edit, Finding, Loose, Paragraph, Part, Severity

if TYPE_CHECKING:
    from positions.topic import Topic

_SERIOUSNESS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_ROUNDS = 6
"""A fix may make room for the next, such as a doubled mark after a doubled word; more rounds than that are a circle."""


def lint(
    draft: Draft,
    style: Style = "un",
    house: House | str | None = None,
    *,
    source: str | None = None,
    year: int | None = None,
    council: int = 15,
    labels: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """What an editor would mark in a draft, most serious first, then in the order of the text.

    Args:
        style: `un` for the practice of the Secretariat, `mun` for a conference.
        house: the conference family, or its id; without one, what the style has by default.
        source: the text the draft was read from. Numbers and mark-up stand only there; with it, lines and columns
            are those of the source, without it those of the paragraphs.
        year: the present year, which no citation may lie ahead of; without it, that of the data.
        council: how many members vote.
        labels: the numbers that paragraphs bear on paper, by their ids; the findings then call them so.
    """
    text = Text(
        draft=draft,
        style=style,
        house=house if isinstance(house, House) else find_house(style, house),
        source=source,
        year=year or council_numbers().present_year,
        council=council,
        labels=labels or {},
    )
    order = {"draft": -1} | {place.where: index for index, place in enumerate(text.places)}
    marked = [*_of_the_draft(text), *_of_paragraphs(text)]
    hidden = {(finding.where, code) for finding, _ in marked for code in rule_by_code()[finding.code].over}
    kept = [(f, at) for f, at in marked if (f.where, f.code) not in hidden]
    kept.sort(key=lambda m: (_SERIOUSNESS[m[0].severity], order.get(m[0].where, -1), m[1], m[0].line or 0, m[0].code))
    return tuple(dict.fromkeys(finding for finding, _ in kept))


def lint_findings(
    draft: Draft,
    topic: Topic | None = None,
    style: Style = "un",
    *,
    source: str | None = None,
    council: int = 15,
    labels: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """The linter's part of the full check: without what the check itself finds with the topic's knowledge."""
    found = lint(draft, style, source=source, council=council, labels=labels)
    return found if topic is None else tuple(f for f in found if rule_by_code()[f.code].covers is None)


_Marked = tuple[Finding, int]
"""A finding, and where in its paragraph it begins."""


def _of_the_draft(text: Text) -> Iterator[_Marked]:
    for rule in _rules("draft", text.style):
        for found in rule.look(text) if rule.only is None else _found_by(_asked(rule, rule.only, text)):
            yield _marked(rule, found, text)


@dataclass(frozen=True)
class _Asked:
    """A rule put to a draft, alike wherever the rule could not tell the difference."""

    code: str
    house: House
    settings: tuple[object, ...]
    places: tuple[tuple[str, str], ...]
    text: Text = field(compare=False)


@lru_cache(maxsize=4096)
def _has(pattern: str, words: str) -> bool:
    return re.search(pattern, words) is not None


def _asked(rule: LintRule, pattern: str, text: Text) -> _Asked:
    draft = text.draft
    return _Asked(
        code=rule.code,
        house=text.house,
        settings=(text.style, draft.committee, draft.topic, draft.heading, len(text.preambular), text.operative[-1:] and text.operative[-1].where, text.capitals),
        places=tuple((place.where, place.text) for place in text.places if _has(pattern, place.text)),
        text=text,
    )


@lru_cache(maxsize=64)
def _found_by(asked: _Asked) -> tuple[Found, ...]:
    return tuple(rule_by_code()[asked.code].look(asked.text))


def _of_paragraphs(text: Text) -> Iterator[_Marked]:
    """What rules find that look at one paragraph at a time; who edits one does not wait for all the others."""
    kept = _kept_by(text.style, text.house, text.year, text.draft.committee)
    before: Place | None = None
    told: set[tuple[str, str]] = set()
    for place in text.places:
        if text.source:
            found_here = tuple(_marked(rule, replace(found, where=place.where), text) for rule, found in kept.founds(place, before))
        else:
            found_here = kept.marked(place, before)
        for finding, start in found_here:
            if finding.code in _told_once():
                if (finding.code, finding.message) in told:
                    continue
                told.add((finding.code, finding.message))
            yield finding, start
        before = place


@lru_cache(maxsize=1)
def _told_once() -> frozenset[str]:
    return frozenset(rule.code for rule in LINT_RULES if rule.sees == "first")


@lru_cache(maxsize=16)
def _rules(sees: Sees, style: Style) -> tuple[LintRule, ...]:
    return tuple(rule for rule in LINT_RULES if rule.sees == sees and rule.severity(style) is not None)


_PARAGRAPHS_KEPT = 4096
_HEADS: dict[Part, str] = {"preambular": "pp", "operative": "op"}
_PARTED = (Loose(kind="heading", text=""),)


def _place(
    words: str, part: Part, has_line: bool = False, number: int = 1, last: bool = False, parted: bool = False, where: str = ""
) -> Place:
    """A paragraph with no draft around it."""
    paragraph = Paragraph(id="p1", text=words, line=1 if has_line else None, before=_PARTED if parted else ())
    return Place(where=where or f"{_HEADS[part]}{number}", part=part, number=number, paragraph=paragraph, last=last)


class _Kept:
    """What was found in single paragraphs under the settings of a house, by everything that the rules look at."""

    def __init__(self, style: Style, house: House, year: int, committee: str) -> None:
        self.bare = Text(draft=Draft(committee=committee), style=style, house=house, year=year)
        self._alone = lru_cache(maxsize=_PARAGRAPHS_KEPT)(self._find_alone)
        self._placed = lru_cache(maxsize=_PARAGRAPHS_KEPT)(self._find_placed)
        self._after = lru_cache(maxsize=_PARAGRAPHS_KEPT)(self._find_after)
        self._marked = lru_cache(maxsize=_PARAGRAPHS_KEPT)(self._mark)

    def founds(self, place: Place, before: Place | None) -> Iterator[tuple[LintRule, Found]]:
        """What the rules find in a paragraph; where it stands is not said."""
        has_line = place.paragraph.line is not None
        yield from self._alone(place.text, place.part, has_line)
        yield from self._placed(place.text, place.part, has_line, place.number, place.last, place.where)
        if before is not None and before.part == place.part:
            yield from self._after(place.text, place.part, before.text, bool(place.paragraph.before))

    def marked(self, place: Place, before: Place | None) -> tuple[_Marked, ...]:
        """The findings in a paragraph of a draft without source."""
        follows = before is not None and before.part == place.part
        return self._marked(
            place.text,
            place.part,
            place.number,
            place.where,
            place.last,
            place.paragraph.line,
            before.text if before is not None and follows else None,
            bool(place.paragraph.before),
        )

    def _text(self, *places: Place) -> Text:
        text = replace(self.bare, _kept={})
        preambular = tuple(p for p in places if p.part == "preambular")
        operative = tuple(p for p in places if p.part == "operative")
        text.__dict__.update(preambular=preambular, operative=operative, places=preambular + operative)
        return text

    def _find(self, sees: Sees, text: Text, where: str) -> tuple[tuple[LintRule, Found], ...]:
        rules = _rules(sees, text.style)
        return tuple((rule, found) for rule in rules for found in rule.look(text) if found.where == where)

    def _find_alone(self, words: str, part: Part, has_line: bool) -> tuple[tuple[LintRule, Found], ...]:
        place = _place(words, part, has_line)
        text = self._text(place)
        return self._find("paragraph", text, place.where) + self._find("first", text, place.where)

    def _find_placed(
        self, words: str, part: Part, has_line: bool, number: int, last: bool, where: str
    ) -> tuple[tuple[LintRule, Found], ...]:
        place = _place(words, part, has_line, number, last, where=where)
        return self._find("place", self._text(place), place.where)

    def _find_after(self, words: str, part: Part, before: str, parted: bool) -> tuple[tuple[LintRule, Found], ...]:
        place = _place(words, part, number=2, parted=parted)
        return self._find("neighbours", self._text(_place(before, part), place), place.where)

    def _mark(
        self, words: str, part: Part, number: int, where: str, last: bool, line: int | None, before: str | None, parted: bool
    ) -> tuple[_Marked, ...]:
        founds = [*self._alone(words, part, line is not None), *self._placed(words, part, line is not None, number, last, where)]
        if before is not None:
            founds += self._after(words, part, before, parted)
        paragraph = Paragraph(id="p1", text=words, line=line)
        text = self._text(Place(where=where, part=part, number=number, paragraph=paragraph, last=last))
        return tuple(_marked(rule, replace(found, where=where), text) for rule, found in founds)


@lru_cache(maxsize=16)
def _kept_by(style: Style, house: House, year: int, committee: str) -> _Kept:
    return _Kept(style, house, year, committee)


def forget() -> None:
    """Let go of what was found in paragraphs so far."""
    for kept in (_kept_by, _found_by):
        kept.cache_clear()


def _marked(rule: LintRule, found: Found, text: Text) -> _Marked:
    severity = rule.severity(text.style) or Severity.INFO
    return _finding(rule, severity, found, text), found.start or 0


def _finding(rule: LintRule, severity: Severity, found: Found, text: Text) -> Finding:
    line, column = found.line, found.column
    if line is None:
        line, column = _line_and_column(found, text)
    edit = None
    if found.replacement is not None and found.start is not None:
        end = found.start if found.end is None else found.end
        edit = Edit(start=found.start, end=end, replacement=found.replacement, safe=found.safe)
    return Finding(
        code=rule.code,
        severity=severity,
        where=found.where,
        line=line,
        column=column,
        message=found.message,
        why=f"{rule.why} ({rule.source})",
        fix=found.fix,
        edit=edit,
    )


def _line_and_column(found: Found, text: Text) -> tuple[int | None, int | None]:
    paragraph = next((p.paragraph for p in text.places if p.where == found.where), None)
    if paragraph is None:
        return None, None
    start = found.start or 0
    if text.source:
        places = _alignment(paragraph, text)
        if places:
            offset = places[min(start, len(places) - 1)]
            line = bisect_right(text.line_starts, offset)
            return line, offset - text.line_starts[line - 1] + 1
    head = paragraph.text[:start]
    if paragraph.line is None:
        return None, start - (head.rfind("\n") + 1) + 1
    return paragraph.line + head.count("\n"), start - (head.rfind("\n") + 1) + 1


_MARKUP = frozenset("*_>#`")


def _alignment(paragraph: Paragraph, text: Text) -> list[int]:
    """For each character of a paragraph its offset in the source; empty where the two cannot be laid side by side.

    The source may have broken lines, other spaces, Markdown, and a number before the words.
    """
    kept = text._kept.get(paragraph.id)
    if isinstance(kept, list):
        return kept
    made = _align(paragraph, text)
    text._kept[paragraph.id] = made
    return made


def _align(paragraph: Paragraph, text: Text) -> list[int]:
    if paragraph.line is None or paragraph.line > len(text.lines) or not paragraph.text:
        return []
    source = text.joined
    begin = text.line_starts[paragraph.line - 1]
    head = paragraph.text[:1]
    # The first words stand after a number, a label or a mark of a list.
    at = source.find(head, begin)
    for _ in range(12):
        if at < 0 or at - begin > 40:
            return []
        made = _follow(paragraph.text, source, at)
        if made:
            return made
        at = source.find(head, at + 1)
    return []


def _follow(text: str, source: str, at: int) -> list[int]:
    made: list[int] = []
    for character in text:
        if character.isspace():
            made.append(at)
            if at < len(source) and source[at].isspace():
                at += 1
            continue
        while at < len(source) and source[at] != character and (source[at].isspace() or source[at] in _MARKUP):
            at += 1
        if at >= len(source) or source[at] != character:
            return []
        made.append(at)
        at += 1
    made.append(made[-1] + 1)
    return made


def _chosen(findings: tuple[Finding, ...], where: str) -> list[Edit]:
    """The safe edits of a paragraph that do not overlap, the last first."""
    edits = sorted({f.edit for f in findings if f.edit and f.edit.safe and f.where == where}, key=lambda e: (e.start, e.end))
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start > kept[-1].end or (edit.start == kept[-1].end and edit.start != edit.end):
            kept.append(edit)
    return kept[::-1]


def apply(text: str, edit: Edit) -> str:
    """A paragraph's text with an edit applied."""
    return text[: edit.start] + edit.replacement + text[edit.end :]


def fix(draft: Draft, style: Style = "un", house: House | str | None = None, *, year: int | None = None) -> Draft:
    """The draft with every safe edit applied: marks, capitals, spellings and names, never what it means."""
    for _ in range(_ROUNDS):
        findings = lint(draft, style, house, year=year)
        changed = draft
        for where, paragraph in _by_place(draft):
            text = paragraph.text
            for edit in _chosen(findings, where):
                text = apply(text, edit)
            if text != paragraph.text:
                changed = changed.with_changed(paragraph.id, text=text)
        if changed == draft:
            break
        draft = changed
    return draft


def _by_place(draft: Draft) -> Iterator[tuple[str, Paragraph]]:
    for head, part in (("pp", draft.preambular), ("op", draft.operative)):
        for number, paragraph in enumerate(part, start=1):
            yield f"{head}{number}", paragraph


def fix_text(
    source: str,
    read: Callable[[str], Draft],
    style: Style = "un",
    house: House | str | None = None,
    *,
    year: int | None = None,
) -> str:
    """A text with every safe edit applied in its place; all else stays as it was written, to the character.

    Args:
        read: reads a draft out of a text.
    """
    text_now = source.replace("\r\n", "\n").replace("\r", "\n")
    for _ in range(_ROUNDS):
        draft = read(text_now)
        seen = Text(draft=draft, style=style, house=house if isinstance(house, House) else find_house(style, house), source=text_now)
        findings = lint(draft, style, house, source=text_now, year=year)
        changes: list[tuple[int, int, str]] = []
        for where, paragraph in _by_place(draft):
            places = _alignment(paragraph, seen)
            if not places:
                continue
            for edit in _chosen(findings, where):
                start = places[edit.start]
                # An end lies right after the last character replaced, not before whatever white space comes next.
                end = places[edit.end - 1] + 1 if edit.end > edit.start else start
                if start and edit.start == edit.end and edit.start:
                    start = end = places[edit.start - 1] + 1
                changes.append((start, end, edit.replacement))
        if not changes:
            break
        for start, end, replacement in sorted(changes, reverse=True):
            text_now = text_now[:start] + replacement + text_now[end:]
    return text_now


__all__ = ["LintRule", "apply", "fix", "fix_text", "lint", "lint_findings", "rule_by_code"]
