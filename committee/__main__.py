"""`python -m committee tally BALLOT` and `minutes EVENTS`: what a vote decides, and the record of a session."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from committee.minutes import minutes_command
from committee.procedure import load_procedure
from committee.voting import BallotError, Result, as_json, read_ballot, tally
from positions.command_line import Parser, speak_utf8
from positions.yaml_entries import ContentError

MOST_BYTES = 1_000_000
"""What is read of one ballot; a longer one is none."""


class BadInput(Exception):
    """What was given cannot be read; the message is the one line that the user sees."""


def main(arguments: list[str] | None = None) -> int:
    """0 if all is fine, also for a vote that was lost; 2 for bad usage or unreadable input."""
    speak_utf8()
    parser = Parser(prog="python -m committee", description="Votes and minutes of a session.")
    commands = parser.add_subparsers(dest="command", required=True)
    counting = commands.add_parser("tally", help="what a vote decides, and why: a ballot in JSON, the answer in JSON")
    counting.add_argument("ballot", help="a JSON file; - for standard input")
    record = commands.add_parser("minutes", help="the summary record of an exported session")
    record.add_argument("events", help="an exported session; - for standard input")
    record.add_argument("-o", "--out", help="the file to write; standard output if left out")
    chosen = parser.parse_args(arguments)
    if chosen.command == "minutes":
        return minutes_command(chosen.events, chosen.out)
    try:
        result = _tally(_read(chosen.ballot))
    except (BadInput, BallotError, ContentError) as error:
        return _refused(str(error))
    return _answer(json.dumps(as_json(result), ensure_ascii=False))


def _tally(text: str) -> Result:
    ballot = read_ballot(_object(text))
    return tally(ballot, load_procedure(ballot.procedure))


def _read(path: str) -> str:
    """The text of a file or of standard input.

    Raises:
        BadInput: if there is none to be had.
    """
    try:
        if path == "-":
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(path).open("rb") as stream:
                data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BadInput(f"there is no file '{path}'") from None
    except IsADirectoryError:
        raise BadInput(f"'{path}' is a folder; give a JSON file, or - for standard input") from None
    except (OSError, ValueError) as error:
        raise BadInput(f"'{path}' cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > MOST_BYTES:
        raise BadInput(f"the ballot is longer than {MOST_BYTES:,} bytes, which no ballot is")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("the ballot is no text in UTF-8") from None


def _object(text: str) -> object:
    """The JSON value of a text; a key given twice is a fault, since the second would hide the first."""
    try:
        return json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise BadInput(f"the ballot is no JSON: {error.msg} (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise BadInput("the ballot is nested too deeply to be one") from None
    except ValueError as error:
        raise BadInput(f"the ballot cannot be read: {error}") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made: dict[str, object] = {}
    for key, value in pairs:
        if key in made:
            raise BadInput(f"{key[:60]!r} is given twice in the ballot; give it once")
        made[key] = value
    return made


def _answer(text: str) -> int:
    """Print an answer; 2 if it cannot be written."""
    try:
        print(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has had enough; without this the interpreter would complain when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _refused(f"the answer cannot be written: {error.strerror}")
    return 0


def _refused(message: str) -> int:
    line = " ".join(message.split()) or "unreadable input"
    print(f"committee: {line[:500]}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
