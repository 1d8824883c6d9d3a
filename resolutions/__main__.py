"""`python -m resolutions check DRAFT`, `lint DRAFT` and `parse DRAFT`: what the pages show, without a browser."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from positions.command_line import BadUsage, Parser, answering, read_input, refused, speak_utf8
from positions.council import Council
from positions.topic import DEFAULT_TOPIC, Topic, load_topic, topic_ids
from positions.yaml_entries import ContentError
from resolutions.check import as_json, check
from resolutions.given import COUNCIL_HELP, found_council, found_delegations, names_in
from resolutions.lint import find_house, fix, fix_text, houses, lint
from resolutions.model import SYMBOLS, Draft, Finding, Kind, Report, Severity, Working
from resolutions.text import clean, write_text
from resolutions.wording import name_of
from resolutions.workfile import (
    MOST_CHARACTERS,
    Imported,
    UnreadableDraft,
    read_bytes,
    read_draft,
    read_working,
    room_of,
)


def main(arguments: list[str] | None = None) -> int:
    """0 if all is fine, 1 for findings of severity error, 2 for bad usage or unreadable input."""
    speak_utf8()
    parser = Parser(prog="python -m resolutions", description="Check and read draft resolutions.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, summary in (
        ("check", "who could live with each paragraph, what to look at, and how the council would vote"),
        ("lint", "what an editor would mark, each mark with its rule and the rule's source"),
        ("parse", "what is understood of a text: its heading, paragraphs and readings"),
    ):
        command = commands.add_parser(name, help=summary)
        command.add_argument("draft", help="text, Markdown, DOCX, PDF, Akoma Ntoso or a working file; - for standard input")
        command.add_argument("--topic", help=f"a topic's id (default {DEFAULT_TOPIC})")
        command.add_argument("--council", help=COUNCIL_HELP)
        command.add_argument("--sponsors", help="sponsor ids or names, by comma; they replace those of the draft")
        command.add_argument("--json", action="store_true", help="print one JSON object")
        if name == "check":
            command.add_argument("--style", choices=("un", "mun"), help="whose drafting rules: the Secretariat's practice (default), or a conference's; given, hints are listed too")
        if name == "lint":
            command.add_argument("--style", choices=("un", "mun"), help="the Secretariat's practice, or a conference's (default: the house's, or un)")
            command.add_argument("--house", help="the conference family whose settings hold: " + ", ".join(houses()))
            command.add_argument("--fix", action="store_true", help="print the text with every safe fix applied")
    chosen = parser.parse_args(arguments)
    try:
        return _lint(chosen) if chosen.command == "lint" else _check(chosen)
    except (BadUsage, UnreadableDraft, ContentError) as error:
        return refused("resolutions", error)


def _check(chosen: argparse.Namespace) -> int:
    """Who could live with a draft, or what is understood of it."""
    file = _read(chosen.draft)
    draft, topic, council, notes = _room(chosen, file.text)
    style = getattr(chosen, "style", None)
    source = clean(file.text) if read_working(file.text) is None else None
    report = check(draft, topic, council, style=style or "un", source=source)
    _tell(notes, file, list_aside=chosen.command != "parse")
    with answering():
        if chosen.command == "parse":
            _print_parse(draft, report, topic, file, as_object=chosen.json)
        elif chosen.json:
            print(json.dumps(as_json(report), ensure_ascii=False, indent=1))
        else:
            print(describe(report, topic, council, hints=style is not None))
    return 1 if any(f.severity is Severity.ERROR for f in report.findings) else 0


def _lint(chosen: argparse.Namespace) -> int:
    """What the linter finds, or the text with its safe fixes."""
    try:
        style = chosen.style or (houses()[chosen.house].style if chosen.house in houses() else "un")
        house = find_house(style, chosen.house)
        file = _read(chosen.draft)
        text = file.text
        draft, topic, council, notes = _room(chosen, text)
        source = clean(text) if read_working(text) is None else None
        read = partial(read_draft, topic=topic)
        if chosen.fix and source is not None:
            source = fix_text(source, read, style, house)
            draft = read(source).model_copy(update={"sponsors": draft.sponsors})
        elif chosen.fix:
            draft = fix(draft, style, house)
    except ValueError as error:
        raise BadUsage(str(error)) from None
    _tell(notes, file)
    findings = lint(draft, style, house, source=source, council=len(council.members))
    if not draft.paragraphs:
        # There is nothing for an editor to mark; that nothing is decided is for the check to say.
        errors = [f for f in check(draft, topic, council).findings if f.severity is Severity.ERROR]
        findings = tuple(dict.fromkeys((*errors, *findings)))
    fixed = (source if source is not None else write_text(draft, {d.id: d.name for d in topic.delegations})) if chosen.fix else None
    with answering():
        if chosen.json:
            whole = as_json(check(draft, topic, council))
            answer = {
                "style": style, "house": house.id, "clauses": whole["clauses"],
                "findings": [finding.model_dump(mode="json") for finding in findings],
            }  # fmt: skip
            print(json.dumps(answer | ({"text": fixed} if fixed is not None else {}), ensure_ascii=False, indent=1))
        elif fixed is not None:
            print(fixed, end="" if fixed.endswith("\n") else "\n")
        else:
            print("\n".join(_finding_lines(findings)))
    return 1 if any(f.severity is Severity.ERROR for f in findings) else 0


def _tell(notes: Sequence[str], file: Imported, *, list_aside: bool = True) -> None:
    """What the reader of the answer must know of the file, beside the answer: one line each, on standard error."""
    told = [*notes, *file.notes]
    if list_aside:
        told += [f"Left out of the text: {words}" for words in file.aside]
    if file.kind != "text":
        told.append("Lines and columns count in the text as it was read from the file; parse --json gives it.")
    for line in told:
        print(f"resolutions: {' '.join(line.split())}", file=sys.stderr)


def _room(chosen: argparse.Namespace, text: str) -> tuple[Draft, Topic, Council, tuple[str, ...]]:
    """The draft and its room: a working file's own, but for what the options say."""
    saved = read_working(text)
    working = saved or Working()
    if chosen.topic:
        working = working.model_copy(update={"topic": _topic(chosen.topic).id})
    if chosen.council:
        working = working.model_copy(update={"council": "", "members": ()})
    room = room_of(working)
    topic = room.topic
    council = found_council(chosen.council, topic) if chosen.council else room.council
    draft = read_draft(text, topic) if saved is None else room.draft
    if chosen.sponsors is not None:
        draft = draft.model_copy(update={"sponsors": found_delegations(names_in(chosen.sponsors), topic)})
    return draft, topic, council, room.notes


def _read(name: str) -> Imported:
    return read_bytes(read_input(name, MOST_CHARACTERS), "standard input" if name == "-" else Path(name).name)


def _topic(name: str) -> Topic:
    if name not in topic_ids():
        raise BadUsage(f"there is no topic '{name}'; there is {', '.join(topic_ids())}")
    return load_topic(name)


def describe(report: Report, topic: Topic, council: Council, *, hints: bool = False) -> str:
    """The report in words, for a terminal; hints of the linter are counted, or listed where they are asked for."""
    if not report.paragraphs:
        return "\n".join(_findings(report, hints=hints))
    out = [report.forecast.line, f"How sure: {report.forecast.sureness}. {report.forecast.sure_because}", ""]
    width = max((len(topic.delegation_by_id[m].name) for m in council.members), default=0)
    for member, expected in report.forecast.members.items():
        out.append(f"  {topic.delegation_by_id[member].name:<{width}}  {expected.vote.value:<10}  {expected.because}")
    for checked in report.paragraphs:
        reading = checked.reading
        out += ["", f"{name_of(checked.where).capitalize()} [{reading.force}, {reading.addressee}] {_short(checked.paragraph.text)}"]
        moves = [f"{'+' if e.direction > 0 else '-'}{e.issue} (“{e.evidence}”)" for e in reading.effects]
        out.append(f"  read by the {reading.by}: {', '.join(moves) or 'touches no issue'}")
        by_kind: dict[Kind, list[str]] = {}
        for member in council.members:
            by_kind.setdefault(checked.reactions[member].kind, []).append(topic.delegation_by_id[member].name)
        for kind in (Kind.RED_LINE, Kind.OBJECTS, Kind.RESERVED, Kind.ACCEPTS, Kind.SUPPORTS, Kind.SILENT):
            if kind in by_kind:
                out.append(f"  {SYMBOLS[kind]} {kind.value:<8}  {', '.join(by_kind[kind])}")
        for member in council.members:
            reaction = checked.reactions[member]
            if reaction.kind in (Kind.RED_LINE, Kind.OBJECTS):
                out.append(f"    {topic.delegation_by_id[member].name}: {reaction.because} [{reaction.source}]")
                if reaction.would_change:
                    out.append(f"      what would change it: {reaction.would_change.text}")
    return "\n".join([*out, "", *_findings(report, hints=hints)])


def _findings(report: Report, *, hints: bool = False) -> list[str]:
    shown = [f for f in report.findings if hints or f.severity is not Severity.INFO]
    more = len(report.findings) - len(shown)
    if not more:
        return _finding_lines(shown)
    count = f"{more} hint{'' if more == 1 else 's'} of the drafting rules: --style un or --style mun lists {'it' if more == 1 else 'them'}."
    return [*(_finding_lines(shown) if shown else ["Findings"]), f"  {count}"]


def _finding_lines(findings: Sequence[Finding]) -> list[str]:
    out = ["Findings" if findings else "No findings"]
    for finding in findings:
        line = f", line {finding.line}" if finding.line else ""
        if finding.line and finding.column:
            line += f", column {finding.column}"
        out.append(f"  {finding.severity.value} {finding.code} {finding.where}{line}: {finding.message}")
        if finding.fix:
            out.append(f"    {finding.fix}")
    return out


def _short(text: str, width: int = 90) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"


def _print_parse(draft: Draft, report: Report, topic: Topic, file: Imported, *, as_object: bool) -> None:
    if as_object:
        whole = as_json(report)
        heading = {
            "committee": draft.committee, "topic": draft.topic, "symbol": draft.symbol,
            "sponsors": list(draft.sponsors), "signatories": list(draft.signatories), "other": list(draft.heading),
        }  # fmt: skip
        answer = {"heading": heading, "clauses": whole["clauses"], "findings": whole["findings"], "notes": list(file.notes), "aside": list(file.aside)}
        if file.kind != "text":
            answer |= {"read_from": file.kind, "text": clean(file.text)}
        print(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    names = {d.id: d.name for d in topic.delegations}
    print(f"{draft.committee}: {draft.topic or 'no topic line'}")
    if draft.sponsors:
        print(f"Sponsors: {', '.join(names.get(s, s) for s in draft.sponsors)}")
    for checked in report.paragraphs:
        moves = [f"{'+' if e.direction > 0 else '-'}{e.issue}" for e in checked.reading.effects]
        print(f"{checked.where} [{checked.reading.force}, {checked.reading.addressee}] {_short(checked.paragraph.text)}")
        print(f"    {', '.join(moves) or 'touches no issue'}")
    if file.aside:
        print("\n".join(["Left out of the text", *(f"  {' '.join(words.split())}" for words in file.aside)]))
    print("\n".join(_findings(report)))


if __name__ == "__main__":
    sys.exit(main())
