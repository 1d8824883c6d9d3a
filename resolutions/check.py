"""The check: a draft in, and out come reactions, findings and a forecast, each with its reasons.

Pages, the command line and tests all call `check`, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping

from positions.council import Council
from positions.topic import Topic
from resolutions.forecast import forecast
from resolutions.lint.engine import lint_findings
from resolutions.lint.house_styles import Style
from resolutions.model import Checked, Draft, Finding, Kind, Report, Severity
from resolutions.numbering import Numbers, labels
from resolutions.reactions import react_all
from resolutions.reading import read
from resolutions.rules import RULES, Seen

_SERIOUSNESS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


_SAID = {"FM02": frozenset(("OP01", "OP10", "PR01")), "FM03": frozenset(("FM31",)), "CO01": frozenset(("CO07",))}
"""Rules of the linter that say of a paragraph what a rule of the check has said of it, by that rule."""

_SAYS_MORE = {"FM02": frozenset(("FM07", "OP02", "OP09", "OP17"))}
"""Rules of the linter that know what is wrong where a rule of the check only sees that something is."""

_OF_A_WHOLE = frozenset(
    ("FM04", "FM09", "FM10", "FM14", "FM15", "FM16", "LB09", "NM04", "NM05", "NM06", "OP03", "OP04", "OP12", "OP13", "PR02", "PR07",
     "RF04", "RF10", "RF11")
)  # fmt: skip
"""Rules of the linter that ask for what stands elsewhere in a draft, which an excerpt cannot show."""

_WRITTEN_MARKS = frozenset(("OP03", "OP04", "PR02"))
"""Rules about the marks at the end of paragraphs; those of paragraphs written here are set when the draft is printed."""


def check(
    draft: Draft,
    topic: Topic,
    council: Council,
    *,
    style: Style = "un",
    source: str | None = None,
    numbers: Numbers | None = None,
) -> Report:
    """Everything there is to say of a draft: how each delegation reacts to each paragraph, what to look at, and how
    the council would vote.

    Sponsors are those of the draft. Findings are those of the draft check and of the linter in one list, most serious
    first, then in the order of the text; what both see is said once.

    Args:
        style: whose drafting practice the linter goes by, the Secretariat's (`un`) or a conference's (`mun`).
        source: the text the draft was read from; lines and columns are then those of the text, and numbers and
            mark-up are looked at as well.
        numbers: the numbers of the draft on paper, once it has them; every place and every sentence then goes by them.
    """
    labelled = labels(draft, numbers) if numbers else {}
    paragraphs = checked_paragraphs(draft, topic, labelled)
    seen = Seen(draft=draft, paragraphs=paragraphs, topic=topic)
    order = {"draft": -1} | {c.where: i for i, c in enumerate(paragraphs)}
    found = tuple(finding for rule in RULES for finding in rule.findings(seen))
    linted = lint_findings(draft, topic, style, source=source, council=len(council.members), labels=labelled)
    unwritten = frozenset(checked.where for checked in paragraphs if checked.paragraph.line is None)
    findings = _joined(found, linted, draft, unwritten)
    findings.sort(key=lambda f: (_SERIOUSNESS[f.severity], order.get(f.where, -1)))
    return Report(
        topic=topic.id,
        council=council.id,
        paragraphs=paragraphs,
        findings=tuple(findings),
        forecast=forecast(paragraphs, council, topic),
    )


def is_excerpt(draft: Draft) -> bool:
    """Whether a draft is no whole one: a clause by itself, or paragraphs of one part with nothing around them."""
    if len(draft.paragraphs) == 1:
        return True
    heading = draft.organ or draft.symbol or draft.sponsors or draft.signatories or draft.topic or draft.heading
    return not heading and not (draft.preambular and draft.operative)


def _joined(found: tuple[Finding, ...], linted: tuple[Finding, ...], draft: Draft, unwritten: frozenset[str]) -> list[Finding]:
    """The findings of the check, by code, and after them those of the linter that add something.

    Args:
        unwritten: the places of paragraphs that no text was read for.
    """
    said = {(f.where, code) for f in found for code in _SAID.get(f.code, ())}
    left_out = _OF_A_WHOLE if is_excerpt(draft) else frozenset()
    kept = [
        f
        for f in linted
        if f.code not in left_out and (f.where, f.code) not in said and not (f.code in _WRITTEN_MARKS and f.where in unwritten)
    ]
    told = {(f.where, f.code) for f in kept}
    own = [f for f in found if not any((f.where, code) in told for code in _SAYS_MORE.get(f.code, ()))]
    return [*sorted(own, key=lambda f: f.code), *kept]


def checked_paragraphs(draft: Draft, topic: Topic, labelled: Mapping[str, str] | None = None) -> tuple[Checked, ...]:
    """The paragraphs of a draft, each with its reading and every delegation's reaction.

    Args:
        labelled: the numbers that paragraphs bear on paper, by their ids; without one a paragraph counts by its place.
    """
    labelled = labelled or {}
    preambular = [(p, read(p, "preambular", topic)) for p in draft.preambular]
    safeguards = frozenset(s for _, reading in preambular for s in reading.safeguards)
    found = [
        Checked.model_construct(
            where=f"pp{label}",
            part="preambular",
            number=label,
            paragraph=paragraph,
            reading=reading,
            reactions=react_all(reading, safeguards, topic),
        )
        for number, (paragraph, reading) in enumerate(preambular, start=1)
        for label in (labelled.get(paragraph.id, str(number)),)
    ]
    for number, paragraph in enumerate(draft.operative, start=1):
        label = labelled.get(paragraph.id, str(number))
        reading = read(paragraph, "operative", topic)
        found.append(
            Checked.model_construct(
                where=f"op{label}",
                part="operative",
                number=label,
                paragraph=paragraph,
                reading=reading,
                reactions=react_all(reading, safeguards, topic),
            )
        )
    return tuple(found)


def as_json(report: Report) -> dict[str, object]:
    """The report as the object that `check --json` prints."""
    return {
        "topic": report.topic,
        "council": report.council,
        "clauses": [_clause(checked) for checked in report.paragraphs],
        "findings": [_finding(finding) for finding in report.findings],
        "forecast": {
            "votes": {member: vote.value for member, vote in report.forecast.votes.items()},
            "in_favour": list(report.forecast.in_favour),
            "vetoes": list(report.forecast.vetoes),
            "outcome": report.forecast.outcome.value,
            "line": report.forecast.line,
            "needed": report.forecast.needed,
            "sureness": report.forecast.sureness,
            "because": {member: expected.because for member, expected in report.forecast.members.items()},
        },
    }


def _clause(checked: Checked) -> dict[str, object]:
    reading = checked.reading
    return {
        "id": checked.where,
        "part": checked.part,
        "number": checked.number,
        "text": checked.paragraph.text,
        "force": reading.force,
        "addressee": reading.addressee,
        "reads": [
            {"issue": e.issue, "direction": e.direction, "evidence": e.evidence, "derived": e.derived}
            for e in reading.effects
        ],
        "read_by": reading.by,
        "safeguards": list(reading.safeguards),
        "measures": list(reading.measures),
        "territory": list(reading.territory),
        "reactions": {
            delegation: {
                "reaction": reaction.kind.value,
                "issue": reaction.issue,
                "because": reaction.because,
                "basis": reaction.basis.value if reaction.basis else None,
                "confidence": reaction.confidence.value if reaction.confidence else None,
                "source": reaction.source,
                "evidence": reaction.evidence or None,
                "would_change": reaction.would_change.text if reaction.would_change else None,
                "wording": list(reaction.would_change.wordings) if reaction.would_change else [],
            }
            for delegation, reaction in checked.reactions.items()
        },
    }


def _finding(finding: Finding) -> dict[str, object]:
    return finding.model_dump(mode="json")


def worst(checked: Checked, members: tuple[str, ...]) -> Kind:
    """The worst reaction to a paragraph among members: what its margin shows first."""
    order = [Kind.RED_LINE, Kind.OBJECTS, Kind.RESERVED, Kind.ACCEPTS, Kind.SUPPORTS]
    kinds = {checked.reactions[m].kind for m in members if m in checked.reactions}
    return next((kind for kind in order if kind in kinds), Kind.SILENT)
