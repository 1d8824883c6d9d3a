"""`python -m briefings pack --delegation D | --all -o OUT`: the binder of one delegation, or of a whole council, as PDF or Word."""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefings.binder import SECTIONS, TEMPLATE, VARIANTS, Case, binder, find_delegation
from briefings.command_line import (
    DRAFT_HELP,
    TOPIC_HELP,
    BadUsage,
    found_rules,
    found_topic,
    listed,
    read_given,
    tell,
    write_documents,
    write_out,
)
from briefings.dais_pack import placards
from briefings.engine import PAPERS, UNDATED, Paper
from briefings.press import Job, Press, carefully
from committee.procedure import DEFAULT_PROCEDURE, procedure_ids
from positions.command_line import answering
from positions.topic import DEFAULT_TOPIC
from resolutions.given import COUNCIL_HELP, found_council

FORMATS = ("pdf", "docx")

SUMMARY = "print the briefing pack of a delegation, or of every member of a council"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--delegation", metavar="D", help="a delegation's id or name")
    who.add_argument("--all", action="store_true", help="every member of the council, the chair's pack and the placards")
    parser.add_argument("-o", "--out", required=True, metavar="OUT", help="a file (- for standard output); with --all a folder or a .zip")
    parser.add_argument("--format", choices=FORMATS, default="pdf", help="PDF, or a Word file to be worked on (default pdf)")
    parser.add_argument("--procedure", metavar="P", default=DEFAULT_PROCEDURE, help=f"the rules: {', '.join(procedure_ids())} (default {DEFAULT_PROCEDURE})")
    parser.add_argument("--rules", metavar="FILE", help="what the conference has otherwise, as YAML")
    parser.add_argument("--paper", choices=PAPERS, default="a4", help="the size of the paper (default a4)")
    parser.add_argument("--council", metavar="C", help=COUNCIL_HELP)
    parser.add_argument("--topic", help=TOPIC_HELP)
    parser.add_argument("--draft", metavar="FILE", help=f"a draft whose forecast is printed: {DRAFT_HELP}")
    parser.add_argument("--sections", metavar="a,b", help=f"only these: {', '.join(SECTIONS)}")
    parser.add_argument("--variant", choices=VARIANTS, default="delegate", help="whose pack it is (default delegate)")


def run(chosen: argparse.Namespace) -> int:
    """Print; what cannot be used is raised."""
    if not chosen.delegation and not chosen.all and chosen.variant != "chair":
        raise BadUsage("say --delegation D, or --all")
    case, notes = _case(chosen)
    sections = listed(chosen.sections, "--sections")
    if chosen.all:
        in_word = chosen.format == "docx"
        _write_all((room_in_word if in_word else printed_room)(case, chosen.variant, sections, chosen.paper), chosen.out)
    else:
        made = binder(case, variant=chosen.variant, sections=sections, paper=chosen.paper)
        write_out(_as_word(made) if chosen.format == "docx" else carefully(Job("pack", TEMPLATE, made))[0], chosen.out)
    tell(notes)
    return 0


def _case(chosen: argparse.Namespace) -> tuple[Case, tuple[str, ...]]:
    given = read_given(chosen.draft, chosen.topic) if chosen.draft is not None else None
    topic = given.topic if given else found_topic(DEFAULT_TOPIC if chosen.topic is None else chosen.topic)
    if chosen.council is not None:
        council = found_council(chosen.council, topic)
    else:
        council = given.council if given else found_council(topic.about.default_council, topic)
    delegation = find_delegation(chosen.delegation, topic) if chosen.delegation else topic.delegations[0]
    return Case(topic, council, delegation, given.draft if given else None, found_rules(chosen.procedure, chosen.rules)), given.notes if given else ()


def jobs_of_room(case: Case, variant: str = "delegate", sections: Sequence[str] = (), paper: Paper = "a4") -> Iterator[Job]:
    """What a whole council needs: a pack for each member the topic knows, the chair's pack, and placards."""
    known = case.topic.delegation_by_id
    for member in case.council.members:
        if member in known:
            yield Job(f"{member}.pdf", TEMPLATE, binder(case._replace(delegation=known[member]), variant=variant, sections=sections, paper=paper))
    if not sections:
        yield Job("chair.pdf", TEMPLATE, binder(case, variant="chair", paper=paper))
        yield Job("placards.pdf", "placards.typ", placards(case.council, case.topic, paper=paper))


def printed_room(case: Case, variant: str = "delegate", sections: Sequence[str] = (), paper: Paper = "a4") -> Iterator[tuple[str, bytes]]:
    """Those documents printed one after the other, each with its file's name.

    Raises:
        BadUsage: if one cannot be printed.
    """
    with Press(2, when=UNDATED) as press:
        for done in press.prints(jobs_of_room(case, variant, sections, paper)):
            if done.fault:
                raise BadUsage(f"{done.name}: {done.fault}")
            yield done.name, done.pages[0]


def room_in_word(case: Case, variant: str = "delegate", sections: Sequence[str] = (), paper: Paper = "a4") -> Iterator[tuple[str, bytes]]:
    """The binders of a council as Word files, each with its file's name. Placards are for printing only."""
    for job in jobs_of_room(case, variant, sections, paper):
        if job.template == TEMPLATE:
            yield str(Path(job.name).with_suffix(".docx")), _as_word(job.value)


def _as_word(made: Mapping[str, Any]) -> bytes:
    # Imported only here: it costs its time.
    from briefings.pack_docx import pack_docx

    return pack_docx(dict(made))


def _write_all(documents: Iterator[tuple[str, bytes]], out: str) -> None:
    if out.lower().endswith(".zip") or out == "-":
        write_out(zipped(documents), out)
        return
    names = write_documents(documents, out)
    with answering():
        sys.stdout.writelines(f"{name}\n" for name in names)


def zipped(documents: Iterator[tuple[str, bytes]]) -> bytes:
    """Documents in one archive, the same bytes for the same documents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in documents:
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
