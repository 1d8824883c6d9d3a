"""How pages draw what the check says: the council around a paragraph, the vote, findings, a reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape

from positions.council import Council
from positions.model import Direction, LibraryClause
from positions.topic import Topic
from resolutions.check import check, worst
from resolutions.clauses import authors_reading
from resolutions.lint.house_styles import Style
from resolutions.model import (
    Checked,
    Draft,
    Finding,
    Forecast,
    Kind,
    Paragraph,
    Part,
    Reaction,
    Reading,
    Report,
    Severity,
    Vote,
)
from resolutions.numbering import Numbers
from resolutions.phrases import find_opening
from resolutions.reactions import react_all
from resolutions.reading import read
from resolutions.wording import name_of
from ui import look

SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


@lru_cache(maxsize=32)
def report_of(draft: Draft, topic: Topic, council: Council, style: Style = "un", numbers: Numbers | None = None) -> Report:
    """The check of a draft, kept for the runs in which nothing of it changed; with the numbers it has on paper, if any."""
    return check(draft, topic, council, style=style, numbers=numbers)


# -- the vote


def vote_line(forecast: Forecast) -> str:
    """The outcome in one line, with the count of votes and how sure it is."""
    votes = list(forecast.votes.values())
    counts = " ".join(
        look.vote_badge(vote.value, f"{votes.count(vote)} {vote.value}") for vote in Vote if votes.count(vote)
    )
    return (
        f'<div class="ph-vote o-{forecast.outcome.value.replace(" ", "-")}" role="status">'
        f'<b class="ph-outcome">{escape(forecast.line)}</b><span class="ph-counts">{counts}</span>'
        f'<span class="ph-sure" title="{escape(forecast.sure_because)}">confidence: {forecast.sureness}</span></div>'
    )


def result_line(words: str, adopted: bool) -> str:
    """The result of a vote that was held, in the place of the forecast."""
    kind = "adopted" if adopted else "short-of-nine"
    return f'<div class="ph-vote o-{kind}" role="status"><b class="ph-outcome"><bdi>{escape(words)}</bdi></b><span class="ph-sure">as the committee voted</span></div>'


def _vote_badge(forecast: Forecast, member: str) -> str:
    expected = forecast.members[member]
    is_veto = member in forecast.vetoes
    return look.vote_badge("veto" if is_veto else expected.vote.value, title=expected.because)


# -- the council around a paragraph


def council_table(checked: Checked | None, report: Report, topic: Topic, council: Council, own: str | None, sponsors: Sequence[str] = ()) -> str:
    """Every member: its reaction to the paragraph, its expected vote, and, a click away, why. Sponsors are marked as such: the
    forecast goes by what sources say, so that a sponsor on which they are silent is undecided in it."""
    rows = []
    for member in council.members:
        delegation = topic.delegation_by_id.get(member)
        reaction = checked.reactions.get(member) if checked else None
        shown = look.badge(reaction.kind.value) if reaction else ""
        mine = ' <span class="ph-you">you</span>' if member == own else ""
        p5 = ' <span class="ph-p5">P5</span>' if delegation and delegation.permanent else ""
        backs = ' <span class="ph-sub">sponsor</span>' if member in sponsors else ""
        rows.append(
            f'<details class="ph-member"><summary><span class="who">{escape(delegation.name if delegation else member)}{p5}{mine}{backs}</span>'
            f'<span class="how">{shown}</span><span class="vote">{_vote_badge(report.forecast, member)}</span></summary>'
            f'<div class="why">{_why(reaction, topic) if reaction else ""}'
            f"<p><b>Expected vote</b> {escape(report.forecast.members[member].because)}</p></div></details>"
        )
    head = '<div class="ph-memberhead"><span>Member</span><span>This paragraph</span><span>Draft</span></div>'
    return f'<div class="ph-council">{head}{"".join(rows)}</div>'


def _why(reaction: Reaction, topic: Topic) -> str:
    parts = [f"<p>{escape(reaction.because)}</p>"]
    if reaction.basis is not None and reaction.source:
        about = topic.issue_by_id[reaction.issue].title if reaction.issue in topic.issue_by_id else ""
        parts.append(
            f'<p class="ph-sub"><b>{escape(about)}</b> {look.basis_label(reaction.basis.value, reaction.confidence)} '
            f"{look.sources(topic, reaction.source)}</p>"
        )
    if reaction.evidence:
        parts.append(f'<p class="ph-sub">Words it turns on: {look.quoted(reaction.evidence)}</p>')
    if reaction.would_change:
        wordings = "".join(f"<li>{look.quoted(w)}</li>" for w in reaction.would_change.wordings)
        parts.append(f"<p><b>What would change it</b> {escape(reaction.would_change.text)}</p>")
        if wordings:
            parts.append('<p class="ph-sub">Words that meet the condition:</p>')
            parts.append(f'<ul class="ph-list">{wordings}</ul>')
    others = [f"{escape(topic.issue_by_id[i].title)}: {escape(k.value)}" for i, k in reaction.others if i in topic.issue_by_id]
    if others:
        parts.append(f'<p class="ph-sub">Also touched: {"; ".join(others)}</p>')
    return "".join(parts)


def tally(reactions: dict[str, Reaction], topic: Topic, members: Sequence[str]) -> str:
    """A line that says at a glance who would support or resist: counts, with names where it matters."""
    groups: dict[Kind, list[str]] = {}
    for member in members:
        if member in reactions:
            groups.setdefault(reactions[member].kind, []).append(member)
    shown = []
    for kind in Kind:
        who = groups.get(kind)
        if not who:
            continue
        names = [topic.delegation_by_id[m].name for m in who]
        named = kind in (Kind.SUPPORTS, Kind.RESERVED, Kind.OBJECTS, Kind.RED_LINE)
        text = f"{len(who)} {kind.value}" + (f": {', '.join(names)}" if named else "")
        shown.append(look.badge(kind.value, text, title=", ".join(names)))
    return f'<div class="ph-tally">{"".join(shown)}</div>'


# -- the draft on paper


def paper(report: Report, members: tuple[str, ...], opened: str | None, topic: Topic) -> str:
    """The whole draft as printed, with the worst reaction to each paragraph in its margin."""
    lines = ['<p class="organ"><i>The Security Council,</i></p>']
    operative = sum(c.part == "operative" for c in report.paragraphs)
    for checked in report.paragraphs:
        kind = worst(checked, members)
        who = [topic.delegation_by_id[m].name for m in members if m in checked.reactions and checked.reactions[m].kind is kind]
        title = f"{kind.value}: {', '.join(who)}" if kind is not Kind.SILENT else "No member has a documented view"
        number = f"{checked.number}. " if checked.part == "operative" and operative > 1 else ""
        is_open = ' aria-current="true"' if checked.paragraph.id == opened else ""
        lines.append(
            f'<div class="para {checked.part}"{is_open}><span class="margin">{look.mark(kind.value, title=title)}</span>'
            f"<p>{number}{italic_opening(checked.paragraph.text, checked.part)}</p></div>"
        )
    return f'<div class="ph-draft">{"".join(lines)}</div>'


def italic_opening(text: str, part: Part) -> str:
    """A paragraph's text as HTML, its opening phrase in italics, its sub-paragraphs on lines of their own."""
    opening = find_opening(text, part)
    words = opening.words if opening else ""
    start = text.find(words) if words else -1
    if start < 0:
        body = escape(text)
    else:
        end = start + len(words)
        body = f"{escape(text[:start])}<i>{escape(words)}</i>{escape(text[end:])}"
    return f'<bdi>{body.replace(chr(10), "<br>")}</bdi>'


# -- what was understood


def effect_words(issue: str, direction: Direction, topic: Topic) -> str:
    """An effect in words: the issue and the pole it moves to."""
    found = topic.issue_by_id[issue]
    pole = look.pole(found, direction)
    sign = "＋" if direction > 0 else "−"
    return f'<b>{sign} {escape(found.title)}</b> <span class="ph-sub">{escape(pole)}</span>'


def reading_lines(reading: Reading, topic: Topic) -> str:
    """What was understood of a paragraph, with the words that show it and whose reading it is."""
    by = {
        "author": "as the library's author reads it",
        "reader": "read from the text",
        "user": "as you corrected it",
    }[reading.by]
    rows = [
        f"<li>{effect_words(e.issue, e.direction, topic)} "
        + (
            '<span class="ph-sub">(follows from its force)</span>'
            if e.derived
            else look.quoted(f"“{e.evidence}”" if e.evidence else "as you say")
        )
        + "</li>"
        for e in reading.effects
        if e.issue in topic.issue_by_id
    ]
    if not rows:
        rows = ["<li>No issue was found in it; say below what it is about if that is wrong.</li>"]
    opening = f"“{escape(reading.opening)}”" if reading.opening else "no known opening"
    marks = [topic.mark_by_id[m] for m in (*reading.safeguards, *reading.measures) if m in topic.mark_by_id]
    labels = ", ".join(escape(m.label) for m in marks)
    to = "" if reading.addressee == "nobody" else f", addressed to {escape(reading.addressee.replace('-', ' '))}"
    facts = f"{opening} {look.force(reading.force)}{to}"
    extra = f'<p class="ph-sub"><b>Carries</b> {labels}</p>' if labels else ""
    return f'<div class="ph-reading"><p class="ph-sub">{by}: {facts}</p><ul class="ph-list bare">{"".join(rows)}</ul>{extra}</div>'


# -- findings


def findings(found: Iterable[Finding]) -> str:
    """Findings, most serious first, each with its place, its reason a click away, and what would put it right."""
    rows = []
    for finding in found:
        word = SEVERITIES[finding.severity]
        place = name_of(finding.where)
        shown = "" if place in finding.message.lower() else f'<span class="where">{escape(place[0].upper() + place[1:])}</span> '
        fix = f"<p><b>What to do</b> {escape(finding.fix)}</p>" if finding.fix else ""
        rows.append(
            f'<details class="ph-finding s-{finding.severity.value}"><summary><span class="sev">{word}</span> '
            f"{shown}{escape(finding.message)}</summary>"
            f'<div class="why">{fix}<p class="ph-sub">{escape(finding.why)} <code>{finding.code}</code></p></div></details>'
        )
    return f'<div class="ph-findings">{"".join(rows)}</div>'


# -- library clauses


@lru_cache(maxsize=2048)
def clause_reactions(clause: LibraryClause, rung: int, topic: Topic) -> dict[str, Reaction]:
    """Every delegation's reaction to a library clause at one of its rungs, with no preamble around it."""
    paragraph = Paragraph(id="p1", text=clause.ladder[rung].text, clause=clause.id)
    return react_all(read(paragraph, clause.part, topic), frozenset(), topic)


def rung_label(clause: LibraryClause, rung: int) -> str:
    """A rung's opening words with what they do."""
    opening = authors_reading(clause, rung).opening or clause.ladder[rung].text.split()[0]
    return opening[:1].upper() + opening[1:]
