"""`python -m briefings resolution DRAFT --to FORMAT -o OUT`: what the pages print, without a browser."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from briefings import cards, pack, record, resolution_command, sheets
from briefings.engine import PrintingFault
from positions.command_line import BadUsage, Parser, refused, speak_utf8
from positions.yaml_entries import ContentError
from resolutions.workfile import UnreadableDraft

COMMANDS = {"resolution": resolution_command, "pack": pack, "sheets": sheets, "cards": cards, "record": record}
"""Each command is a module with its `SUMMARY`, `add_arguments(parser)` and `run(chosen)`."""


def main(arguments: list[str] | None = None) -> int:
    """0 if it was printed, 2 for bad usage, for unreadable input, and for what cannot be printed."""
    speak_utf8()
    parser = Parser(prog="python -m briefings", description="Print drafts and what a room needs on paper.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, module in COMMANDS.items():
        module.add_arguments(commands.add_parser(name, help=module.SUMMARY))
    chosen = parser.parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = COMMANDS[chosen.command].run
        return run(chosen)
    except (BadUsage, UnreadableDraft, ContentError, PrintingFault, ValueError) as error:
        return refused("briefings", error, "it cannot be printed")
    except RecursionError:
        return refused("briefings", "what was given is nested too deep to be printed")
    except MemoryError:
        return refused("briefings", "what was given takes more memory than any document needs")


if __name__ == "__main__":
    sys.exit(main())
