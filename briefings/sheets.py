"""`python -m briefings sheets -o OUT`: what lies on a chair's table, under the rules of the room."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefings.command_line import (
    TOPIC_HELP,
    BadUsage,
    found_rules,
    found_topic,
    listed,
    write_documents,
    write_out,
)
from briefings.dais_pack import SHEETS, TEMPLATE, Room, chair_sheets, room_of
from briefings.engine import PAPERS, Paper
from briefings.pack import zipped
from briefings.press import Job, Press, carefully
from committee.procedure import DEFAULT_PROCEDURE, procedure_ids
from positions.topic import DEFAULT_TOPIC
from resolutions.given import COUNCIL_HELP, found_council

SUMMARY = "print placards, badges, rolls, lists, voting sheets, forms and script cards for a council"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("-o", "--out", required=True, metavar="OUT", help="one PDF (- for standard output); a folder or a .zip has a file for each sheet")
    parser.add_argument("--only", metavar="a,b", help=f"only these: {', '.join(SHEETS)}")
    parser.add_argument("--procedure", metavar="P", default=DEFAULT_PROCEDURE, help=f"the rules: {', '.join(procedure_ids())} (default {DEFAULT_PROCEDURE})")
    parser.add_argument("--rules", metavar="FILE", help="what the conference has otherwise, as YAML")
    parser.add_argument("--council", metavar="C", help=COUNCIL_HELP)
    parser.add_argument("--topic", help=TOPIC_HELP)
    parser.add_argument("--paper", choices=PAPERS, default="a4", help="the size of the paper (default a4)")


def run(chosen: argparse.Namespace) -> int:
    """Print; what cannot be used is raised."""
    topic = found_topic(DEFAULT_TOPIC if chosen.topic is None else chosen.topic)
    council = found_council(topic.about.default_council if chosen.council is None else chosen.council, topic)
    room = room_of(council, topic, found_rules(chosen.procedure, chosen.rules))
    only = listed(chosen.only, "--only")
    apart = chosen.out.lower().endswith(".zip") or chosen.out.endswith(("/", os.sep)) or _is_folder(chosen.out)
    if not apart:
        write_out(carefully(Job("sheets", TEMPLATE, chair_sheets(room, only, paper=chosen.paper)))[0], chosen.out)
        return 0
    files = printed_sheets(room, only, paper=chosen.paper)
    if chosen.out.lower().endswith(".zip"):
        write_out(zipped(files), chosen.out)
        return 0
    write_documents(files, chosen.out)
    return 0


def _is_folder(name: str) -> bool:
    try:
        return name != "" and Path(name).is_dir()
    except (OSError, ValueError):
        return False


def jobs_of_sheets(room: Room, only: Sequence[str] = (), *, paper: Paper = "a4") -> Iterator[Job]:
    """A document for each sheet of a room.

    Raises:
        ValueError: if there is no such sheet.
    """
    chair_sheets(room, only)
    for name in SHEETS:
        if not only or name in only:
            yield Job(f"{name}.pdf", TEMPLATE, chair_sheets(room, (name,), paper=paper))


def printed_sheets(room: Room, only: Sequence[str] = (), *, paper: Paper = "a4") -> Iterator[tuple[str, bytes]]:
    """Those documents printed, each with its file's name.

    Raises:
        BadUsage: if one cannot be printed.
    """
    with Press(1) as press:
        for done in press.prints(jobs_of_sheets(room, only, paper=paper)):
            if done.fault:
                raise BadUsage(f"{done.name}: {done.fault}")
            yield done.name, done.pages[0]
