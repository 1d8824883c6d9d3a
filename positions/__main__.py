"""`python -m positions check [PATH]`: every content file, every entry."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from positions.council import COUNCILS, DEFAULT_COUNCIL, Membership, Roster, State
from positions.topic import TOPICS, check_topic
from positions.yaml_entries import ContentError, Place, Problem, problem_at, read_entries, read_entry


def check_councils(folder: Path = COUNCILS) -> list[Problem]:
    """Everything wrong with the States, the membership record and the rosters; empty if nothing is.

    Raises:
        ContentError: if a file or an entry cannot be read.
    """
    files = {name: folder / f"{name}.yaml" for name in ("states", "membership", "rosters")}
    states = read_entries(files["states"], State)
    record = read_entry(files["membership"], Membership)
    rosters = read_entries(files["rosters"], Roster)
    known = {state.id for state in states}
    problems: list[Problem] = []

    def fault(file: str, place: Place, message: str) -> None:
        problems.append(problem_at(files[file], place, message))

    for file, ids in (("states", [s.id for s in states]), ("rosters", [r.id for r in rosters])):
        for index, one in enumerate(ids):
            if ids.count(one) > 1:
                fault(file, (index, "id"), f"the id '{one}' is given {ids.count(one)} times")
    for index, state in enumerate(states):
        if state.permanent != (state.id in record.permanent):
            fault("states", (index,), f"{state.id}: 'permanent' differs from the list in membership.yaml")
    for index, term in enumerate(record.terms):
        if term.state not in known:
            fault("membership", ("terms", index), f"'{term.state}' is no State of states.yaml")
        if term.last_year is not None and term.last_year < term.first_year:
            fault("membership", ("terms", index), f"the term of '{term.state}' ends before it begins")
    for number, year in enumerate(record.years):
        seats = [t.state for t in record.terms if t.sits_in(year)]
        if len(seats) != 15 or len(set(seats)) != 15:
            fault("membership", ("years", number), f"{year} has {len(set(seats))} members; the Council has 15")
    if DEFAULT_COUNCIL not in {str(year) for year in record.years}:
        fault("membership", ("years",), f"{DEFAULT_COUNCIL} is missing; it is the council that opens first")
    months = [p.month for p in record.presidencies]
    for index, presidency in enumerate(record.presidencies):
        year = int(presidency.month[:4])
        if months.count(presidency.month) > 1:
            fault(
                "membership",
                ("presidencies", index),
                f"{presidency.month} is given {months.count(presidency.month)} times",
            )
        if presidency.state not in {t.state for t in record.terms if t.sits_in(year)}:
            fault("membership", ("presidencies", index), f"'{presidency.state}' is no member of the Council in {year}")
    for index, roster in enumerate(rosters):
        for seat, member in enumerate(roster.members):
            if member not in known:
                fault("rosters", (index, "members", seat), f"{roster.id}: '{member}' is no State of states.yaml")
            elif roster.members.count(member) > 1:
                fault("rosters", (index, "members", seat), f"{roster.id}: '{member}' is given twice")
        if roster.id in {str(year) for year in record.years}:
            fault("rosters", (index, "id"), f"'{roster.id}' is the id of a real council; choose another")
    return problems


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; the usage is a `--help` away."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"positions: {message}; see {self.prog} --help\n")


def main(arguments: list[str] | None = None) -> int:
    """Check content and say what is wrong; 0 if nothing is, 1 if something is, 2 for bad usage."""
    parser = _Parser(prog="python -m positions", description="Delegations, stances, sources, clauses.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check every content file; faults are given as file:line")
    check.add_argument(
        "path", nargs="?", type=Path, help="the folder of one topic; all topics and councils if left out"
    )
    chosen = parser.parse_args(arguments)

    if chosen.path is not None and not (chosen.path / "topic.yaml").is_file():
        print(f"positions: {chosen.path} is no topic folder: it has no topic.yaml", file=sys.stderr)
        return 2
    folders = [chosen.path] if chosen.path else sorted(path.parent for path in TOPICS.glob("*/topic.yaml"))
    try:
        problems = check_councils()
        problems += [problem for folder in folders for problem in check_topic(folder)]
    except ContentError as error:
        # Without the States and councils no topic can be checked.
        problems = list(error.problems)
    for problem in sorted(problems, key=lambda p: (p.file, p.line)):
        print(_relative(problem))
    names = ", ".join(folder.resolve().name for folder in folders)
    if problems:
        print(f"{len(problems)} faults in {names}" if len(problems) > 1 else f"1 fault in {names}")
        return 1
    print(f"{names}: no faults")
    return 0


def _relative(problem: Problem) -> str:
    path = Path(problem.file)
    here = Path.cwd()
    return str(
        problem.model_copy(update={"file": str(path.relative_to(here))}) if path.is_relative_to(here) else problem
    )


if __name__ == "__main__":
    sys.exit(main())
