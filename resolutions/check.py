"""The check: a draft in, and out come reactions, findings and a forecast, each with its reasons.

Pages, the command line and tests all call `check`, so that they cannot differ.
"""

from __future__ import annotations

from positions.council import Council
from positions.topic import Topic
from resolutions.forecast import forecast
from resolutions.model import Checked, Draft, Finding, Kind, Report, Severity
from resolutions.reactions import react_all
from resolutions.reading import read
from resolutions.rules import RULES, Seen

_SERIOUSNESS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def check(draft: Draft, topic: Topic, council: Council) -> Report:
    """Everything there is to say of a draft: how each delegation reacts to each paragraph, what to look at, and how
    the council would vote.

    Sponsors are those of the draft. Findings come most serious first, then in the order of the text.
    """
    paragraphs = checked_paragraphs(draft, topic)
    seen = Seen(draft=draft, paragraphs=paragraphs, topic=topic)
    order = {"draft": -1} | {c.where: i for i, c in enumerate(paragraphs)}
    findings = [finding for rule in RULES for finding in rule.findings(seen)]
    findings.sort(key=lambda f: (_SERIOUSNESS[f.severity], order[f.where], f.code))
    return Report(
        topic=topic.id,
        council=council.id,
        paragraphs=paragraphs,
        findings=tuple(findings),
        forecast=forecast(paragraphs, council, topic),
    )


def checked_paragraphs(draft: Draft, topic: Topic) -> tuple[Checked, ...]:
    """The paragraphs of a draft, each with its reading and every delegation's reaction."""
    preambular = [(p, read(p, "preambular", topic)) for p in draft.preambular]
    safeguards = frozenset(s for _, reading in preambular for s in reading.safeguards)
    found = [
        Checked.model_construct(
            where=f"pp{number}",
            part="preambular",
            number=str(number),
            paragraph=paragraph,
            reading=reading,
            reactions=react_all(reading, safeguards, topic),
        )
        for number, (paragraph, reading) in enumerate(preambular, start=1)
    ]
    for number, paragraph in enumerate(draft.operative, start=1):
        reading = read(paragraph, "operative", topic)
        found.append(
            Checked.model_construct(
                where=f"op{number}",
                part="operative",
                number=str(number),
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
