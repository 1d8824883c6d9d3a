"""`python -m positions check [PATH]`: every content file, every entry."""

from __future__ import annotations

import sys
from pathlib import Path

from positions.command_line import Parser, speak_utf8
from positions.council import check_councils
from positions.topic import TOPICS, check_topic
from positions.yaml_entries import ContentError, Problem


def main(arguments: list[str] | None = None) -> int:
    """Check content and say what is wrong; 0 if nothing is, 1 if something is, 2 for bad usage."""
    speak_utf8()
    parser = Parser(prog="python -m positions", description="Delegations, stances, sources, clauses.")
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
    """A problem as `file:line: message`, its file as seen from the working directory where it lies below it."""
    path = Path(problem.file)
    here = Path.cwd()
    if path.is_relative_to(here):
        problem = problem.model_copy(update={"file": path.relative_to(here).as_posix()})
    return str(problem)


if __name__ == "__main__":
    sys.exit(main())
