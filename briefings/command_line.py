"""What the commands of this room share: reading a draft with its room, and telling what its reader must know."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from briefings.own_rules import without_room
from committee.procedure import (
    DEFAULT_PROCEDURE,
    THE_COUNCIL_VOTES,
    Procedure,
    load_override,
    load_procedure,
    procedure_ids,
)
from positions.command_line import BadUsage as BadUsage
from positions.command_line import read_input
from positions.command_line import write_out as write_out
from positions.council import Council
from positions.topic import DEFAULT_TOPIC, Topic, load_topic, topic_ids
from resolutions.given import repeated as repeated
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

MOST_RULES = 1_000_000
"""Bytes of a file of rules that are read; a longer one is none."""

TOPIC_HELP = f"a topic's id (default {DEFAULT_TOPIC})"
DRAFT_HELP = "text, Markdown, DOCX, PDF, Akoma Ntoso or a working file; - for standard input"


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
    if topic is not None:
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
        raise BadUsage(f"there is no topic {repeated(name)}; there is {', '.join(topic_ids())}")
    return load_topic(name)


def found_rules(family: str, file: str | None = None) -> Procedure:
    """The rules that a council goes by.

    Args:
        family: the id of a procedure. Under any of them a council votes as Article 27 of the Charter has it.
        file: a YAML file of what the conference has otherwise.

    Raises:
        BadUsage: if there is no such family or file.
        ContentError: with every fault of the file.
    """
    if family not in procedure_ids():
        raise BadUsage(f"there are no rules {repeated(family)}; there are {', '.join(procedure_ids())}")
    own: dict[Any, Any] = dict(THE_COUNCIL_VOTES) if family != DEFAULT_PROCEDURE else {}
    if file is None:
        return load_procedure(family, own)
    if file == "-":
        raise BadUsage("the rules are not read from standard input; give a YAML file")
    if len(read_input(file, MOST_RULES, "a YAML file")) > MOST_RULES:
        raise BadUsage(f"{file} is longer than {MOST_RULES:,} bytes, which no rules of a conference are")
    path = Path(file)
    try:
        override = load_override(path)
    except (ValueError, RecursionError) as error:
        why = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        raise BadUsage(f"{file} holds no rules: {why}; put a text that looks like a date or a number in quotes") from None
    if fault := without_room(override):
        raise BadUsage(f"{file}: {fault}")
    return load_procedure(family, {**own, **override}, file=path)


def listed(given: str | None, option: str) -> tuple[str, ...]:
    """What an option lists, parted by commas; nothing where it was left out.

    Raises:
        BadUsage: if it was given and lists nothing, as where a variable of a shell was empty.
    """
    names = tuple(filter(None, (" ".join(one.split()) for one in (given or "").split(","))))
    if given is not None and not names:
        raise BadUsage(f"{option} names nothing; leave it out for everything")
    return names


def day(text: str) -> date:
    """A day as options give it, as in 2026-11-21.

    Raises:
        BadUsage: if it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadUsage(f"{repeated(text)} is no date; write it as in 2026-11-21") from None


def noon(on: date) -> datetime:
    """The time that a file bears which is dated: one, so that the same input gives the same bytes."""
    return datetime.combine(on, time(12), tzinfo=UTC)


def tell(notes: Sequence[str]) -> None:
    """Tell notes on standard error, a line each."""
    for note in notes:
        sys.stderr.write(f"briefings: {' '.join(note.split())}\n")


def read_text(name: str) -> str:
    """The text of a file in UTF-8, or of standard input where its name is `-`.

    Raises:
        BadUsage: if there is no such file, or it is no text, or longer than a draft may be.
    """
    data = read_input(name, MOST_CHARACTERS)
    if len(data) > MOST_CHARACTERS:
        raise BadUsage(f"{name} is too long to be read; at most {MOST_CHARACTERS:,} bytes are")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadUsage(f"{name} is no text in UTF-8") from None


def write_documents(documents: Iterable[tuple[str, bytes]], out: str) -> tuple[str, ...]:
    """Write documents into a folder, which is made if need be: all of them, or none.

    Args:
        documents: each with its file's name.
        out: the folder.

    Returns:
        The files' names.

    Raises:
        BadUsage: if they cannot be written; a folder that was made for them is gone again.
    """
    if not out:
        raise BadUsage("the name of the folder to write is empty; give one")
    # All are printed before the first is written: one that cannot be is to leave nothing behind.
    printed, folder, written = list(documents), Path(out), list[Path]()
    try:
        there = folder.is_dir()
        folder.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        raise BadUsage(f"{repeated(out)} is no folder to write to: {getattr(error, 'strerror', None) or error}") from None
    try:
        for name, data in printed:
            write_out(data, str(folder / name))
            written.append(folder / name)
    except BadUsage:
        with suppress(OSError):
            for path in written:
                path.unlink()
            if not there:
                folder.rmdir()
        raise
    return tuple(name for name, _ in printed)


def _read(name: str) -> Imported:
    return read_bytes(read_input(name, MOST_CHARACTERS), "standard input" if name == "-" else Path(name).name)
