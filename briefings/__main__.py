"""`python -m briefings resolution DRAFT --to FORMAT -o OUT`: what the pages print, without a browser."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from briefings import pack, resolution_command
from briefings.command_line import BadUsage
from briefings.engine import PrintingFault
from positions.command_line import Parser, speak_utf8
from positions.yaml_entries import ContentError
from resolutions.workfile import UnreadableDraft

COMMANDS = {"resolution": resolution_command, "pack": pack}
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
        message = str(error).splitlines()[0] if str(error) else "it cannot be printed"
    except RecursionError:
        message = "the draft is nested too deep to be printed"
    except MemoryError:
        message = "the draft takes more memory than any document needs"
    print(f"briefings: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
