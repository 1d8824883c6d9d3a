"""The linter at work: rules over a draft, places in its source, and edits applied.

Nothing here knows a rule; the families do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from resolutions.lint.house_styles import House, Style, council_numbers, find_house
from resolutions.lint.records import LINT_RULES, rule_by_code
from resolutions.lint.rule import Found, LintRule, Text
from resolutions.model import Draft, Edit, Finding, Paragraph, Severity

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
) -> tuple[Finding, ...]:
    """What an editor would mark in a draft, most serious first, then in the order of the text.

    Args:
        style: `un` for the practice of the Secretariat, `mun` for a conference.
        house: the conference family, or its id; without one, what the style has by default.
        source: the text the draft was read from. Numbers and mark-up stand only there; with it, lines and columns
            are those of the source, without it those of the paragraphs.
        year: the present year, which no citation may lie ahead of; without it, that of the data.
        council: how many members vote.
    """
    text = Text(
        draft=draft,
        style=style,
        house=house if isinstance(house, House) else find_house(style, house),
        source=source,
        year=year or council_numbers().present_year,
        council=council,
    )
    order = {"draft": -1} | {place.where: index for index, place in enumerate(text.places)}
    marked: list[tuple[Finding, int]] = []
    hidden: set[tuple[str, str]] = set()
    for rule in LINT_RULES:
        severity = rule.severity(style)
        if severity is None:
            continue
        for found in rule.look(text):
            hidden.update((found.where, code) for code in rule.over)
            marked.append((_finding(rule, severity, found, text), found.start or 0))
    kept = [(f, at) for f, at in marked if (f.where, f.code) not in hidden]
    kept.sort(key=lambda m: (_SERIOUSNESS[m[0].severity], order.get(m[0].where, -1), m[1], m[0].line or 0, m[0].code))
    return tuple(dict.fromkeys(finding for finding, _ in kept))


def lint_findings(draft: Draft, topic: Topic | None = None, style: Style = "un") -> tuple[Finding, ...]:
    """The linter's part of the full check: without what the check itself finds with the topic's knowledge."""
    covered = {rule.code for rule in LINT_RULES if rule.covers is not None} if topic is not None else set()
    return tuple(finding for finding in lint(draft, style) if finding.code not in covered)


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
