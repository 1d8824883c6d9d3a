"""What the commands of this room share: reading a draft with its room, and writing what was printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from positions.council import Council
from positions.topic import DEFAULT_TOPIC, Topic, load_topic, topic_ids
from resolutions.model import Draft, Working
from resolutions.workfile import (
    MOST_CHARACTERS,
    Imported,
    official_names,
    read_bytes,
    read_draft,
    read_working,
    room_of,
)

TOPIC_HELP = f"a topic's id (default {DEFAULT_TOPIC})"
DRAFT_HELP = "text, Markdown, DOCX, PDF, Akoma Ntoso or a working file; - for standard input"


class BadUsage(Exception):
    """Something the user gave cannot be used; the message is the one line they see."""


class Given(NamedTuple):
    """A draft as it was given, with its room."""

    draft: Draft
    topic: Topic
    council: Council
    delegation: str | None
    names: dict[str, str]
    """Official names by delegation id."""
    notes: tuple[str, ...]
    """What the reader of the answer must know of the file, in sentences."""


def read_given(name: str, topic: str | None = None) -> Given:
    """The draft of a file, or of standard input where its name is `-`.

    Raises:
        BadUsage: if there is no such file or topic.
        UnreadableDraft: if the file holds no draft.
        ContentError: if the topic's content is bad.
    """
    file = _read(name)
    saved = read_working(file.text)
    working = saved or Working()
    if topic:
        working = working.model_copy(update={"topic": found_topic(topic).id})
    room = room_of(working)
    draft = room.draft if saved else read_draft(file.text, room.topic)
    if draft.is_empty:
        raise BadUsage(f"{'standard input' if name == '-' else name} holds no paragraph of a resolution")
    aside = tuple(f"Left out of the text: {words}" for words in file.aside)
    return Given(draft, room.topic, room.council, room.delegation, official_names(room.topic), (*room.notes, *file.notes, *aside))


def found_topic(name: str) -> Topic:
    """The topic of an id.

    Raises:
        BadUsage: if there is none.
    """
    if name not in topic_ids():
        raise BadUsage(f"there is no topic '{name}'; there is {', '.join(topic_ids())}")
    return load_topic(name)


def day(text: str) -> date:
    """A day as options give it, as in 2026-11-21.

    Raises:
        BadUsage: if it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadUsage(f"'{text}' is no date; write it as in 2026-11-21") from None


def noon(on: date) -> datetime:
    """The time that a file bears which is dated: one, so that the same input gives the same bytes."""
    return datetime.combine(on, time(12), tzinfo=UTC)


def tell(notes: Sequence[str]) -> None:
    """Tell notes on standard error, a line each."""
    for note in notes:
        sys.stderr.write(f"briefings: {' '.join(note.split())}\n")


def write_out(data: bytes, name: str) -> None:
    """Write what was printed to a file, or to standard output where its name is `-`.

    Raises:
        BadUsage: if it cannot be written.
    """
    if name == "-":
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # Whoever read has had enough; without this the interpreter would complain when it flushes at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise BadUsage(f"the answer cannot be written: {error.strerror}") from None
        return
    path = Path(name)
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        raise BadUsage(f"there is no folder {path.parent} to write to") from None
    except IsADirectoryError:
        raise BadUsage(f"{name} is a folder; give the name of a file") from None
    except (OSError, ValueError) as error:
        raise BadUsage(f"{name!r} cannot be written: {getattr(error, 'strerror', None) or error}") from None


def _read(name: str) -> Imported:
    if name == "-":
        if sys.stdin is None:
            raise BadUsage("there is no standard input; give a file")
        return read_bytes(sys.stdin.buffer.read(MOST_CHARACTERS + 1), "standard input")
    path = Path(name)
    try:
        with path.open("rb") as file:
            return read_bytes(file.read(MOST_CHARACTERS + 1), path.name)
    except FileNotFoundError:
        raise BadUsage(f"there is no file {name}") from None
    except IsADirectoryError:
        raise BadUsage(f"{name} is a folder; give a file") from None
    except (OSError, ValueError) as error:
        raise BadUsage(f"{name!r} cannot be read: {getattr(error, 'strerror', None) or error}") from None
