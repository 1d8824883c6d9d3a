"""What the commands of every room have in common: reading a file or standard input, and answering in UTF-8.

What cannot be used is a `BadUsage`, told in one line on standard error, and leaves with exit code 2.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

LONGEST_LINE = 500
"""A refusal is cut there: what was given may be of any length, and some of it is repeated."""


class BadUsage(Exception):
    """Something the user gave cannot be used; the message is the one line they see."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; the usage is a `--help` away."""

    def error(self, message: str) -> NoReturn:
        """Tell the user what is wrong, and leave with exit code 2."""
        room = self.prog.removeprefix("python -m ").split()[0]
        self.exit(2, f"{room}: {message}; see {self.prog} --help\n")


def speak_utf8() -> None:
    """Have both streams take every character, whatever the console's own encoding, as on Windows."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def refused(room: str, reason: object, otherwise: str = "unreadable input") -> int:
    """Tell on standard error, in one line, why a command cannot be carried out.

    Args:
        room: the package whose command it is.
        reason: an error or its message; of several lines the first is told.
        otherwise: what is told where there is no message.

    Returns:
        The exit code, 2.
    """
    first = next((line for line in str(reason).splitlines() if line.strip()), otherwise)
    line = " ".join("".join(c if c.isprintable() else " " for c in first).split())
    sys.stderr.write(f"{room}: {line[:LONGEST_LINE]}\n")
    return 2


# -- what is given


def read_input(name: str, most: int, give: str = "a file") -> bytes:
    """The bytes of a file, or of standard input where its name is `-`.

    Args:
        most: how many bytes are of use; one more is read, by which the caller knows that there are too many.
        give: what to give instead, for the message.

    Raises:
        BadUsage: if there is no such file, or it cannot be read.
    """
    if name == "-":
        if sys.stdin is None:
            raise BadUsage(f"there is no standard input; give {give}")
        return sys.stdin.buffer.read(most + 1)
    if not name:
        raise BadUsage(f"the name of a file is empty; give {give}")
    try:
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise BadUsage(f"there is no file {_shown(name)}") from None
    except IsADirectoryError:
        raise BadUsage(f"{name} is a folder; give {give}") from None
    except (OSError, ValueError) as error:
        raise BadUsage(f"{_shown(name)!r} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _shown(name: str) -> str:
    """A file's name for a message: short enough that what is wrong with it stands behind."""
    return name if len(name) <= 200 else f"{name[:98]}…{name[-98:]}"


def read_json(name: str, most: int, what: str) -> object:
    """The JSON value of a file, or of standard input where its name is `-`.

    Args:
        most: how many bytes it may have.
        what: what the value is, for messages: "ballot", "session".

    Raises:
        BadUsage: if there is no such file or no JSON in it, or a key is given twice, of which the second would hide the
            first.
    """
    data = read_input(name, most, "a JSON file, or - for standard input")
    if len(data) > most:
        raise BadUsage(f"the {what} is longer than {most:,} bytes, which no {what} is")

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise BadUsage(f"{twice[:60]!r} is given twice in the {what}; give it once")
        return made

    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=once)
    except UnicodeDecodeError:
        raise BadUsage(f"the {what} is no text in UTF-8") from None
    except json.JSONDecodeError as error:
        said = error.msg if data.strip() else "it is empty"
        raise BadUsage(f"the {what} is no JSON: {said} (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise BadUsage(f"the {what} is nested too deeply to be one") from None
    except ValueError:
        raise BadUsage(f"the {what} cannot be read: a number in it has more digits than any needs") from None


# -- what is answered


@contextmanager
def answering() -> Iterator[None]:
    """A stretch in which an answer is printed. Whoever reads it may turn away before its end, which is no fault.

    Raises:
        BadUsage: if it cannot be written, as where the disk is full.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        # Without this the interpreter would complain once more when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise BadUsage(f"the answer cannot be written: {error.strerror}") from None


def write_out(data: bytes, name: str) -> None:
    """Write an answer to a file, or to standard output where its name is `-`.

    Raises:
        BadUsage: if it cannot be written.
    """
    if name == "-":
        with answering():
            sys.stdout.buffer.write(data)
        return
    if not name:
        raise BadUsage("the name of the file to write is empty; give one")
    path, opened = Path(name), False
    try:
        with path.open("wb") as file:
            opened = True
            file.write(data)
    except FileNotFoundError:
        raise BadUsage(f"there is no folder {_shown(str(path.parent))} to write to") from None
    except IsADirectoryError:
        raise BadUsage(f"{name} is a folder; give the name of a file") from None
    except (OSError, ValueError) as error:
        if opened and path.is_file():
            path.unlink()  # half a file is none
        raise BadUsage(f"{_shown(name)!r} cannot be written: {getattr(error, 'strerror', None) or error}") from None
