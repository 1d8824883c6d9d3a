"""Reading what a user hands over: a text, a document of another program, or a working file of the app."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from pydantic import ValidationError

from positions.council import Council, read_councils, roster
from positions.model import Stance
from positions.topic import DEFAULT_TOPIC, Topic, load_topic, topic_ids
from positions.wording import expected
from resolutions.imports.imported import MOST_BYTES, Imported, UnreadableDraft
from resolutions.imports.upload import read_bytes
from resolutions.model import Draft, Working
from resolutions.text import clean, parse_text

__all__ = [
    "MOST_CHARACTERS", "MOST_LINES", "MOST_PARAGRAPHS", "NOBODY", "Imported", "Room", "UnreadableDraft", "decode",
    "delegation_ids", "official_names", "read_bytes", "read_draft", "read_working", "room_of",
]  # fmt: skip

MOST_CHARACTERS = MOST_BYTES
"""What is read of one draft; a longer one is refused in words, not read in part."""

MOST_PARAGRAPHS = 999
"""As many as three digits number, and far more than any resolution ever had: a text that seems to have more is none."""

MOST_LINES = 100_000
"""Likewise for lines."""


def decode(data: bytes, name: str) -> str:
    """The text of a file's bytes: its own, or what the importers make of DOCX, PDF and Akoma Ntoso.

    Raises:
        UnreadableDraft: if they hold none.
    """
    return read_bytes(data, name).text


def read_working(text: str) -> Working | None:
    """The working file a text holds, or None if it is no JSON object.

    Raises:
        UnreadableDraft: if it is JSON, and no working file of this version; or begins as JSON and is none, as a file
            does that was cut off.
    """
    text = text.lstrip("\ufeff \r\n\t")
    if not text.startswith("{"):
        return None
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        if not re.match(r'\{\s*"', text):
            return None
        raise UnreadableDraft(
            f"this begins as a working file does, but is cut off or was changed (line {error.lineno}); "
            "download it again from the workbench, or copy the paragraphs out of it as plain text"
        ) from None
    except (RecursionError, ValueError):
        # Brackets nested without end, or a number of thousands of digits: JSON, and nobody's working file.
        raise UnreadableDraft(f"{_NO_WORKING_FILE}; download it again from the workbench") from None
    if "penholder" not in content:
        raise UnreadableDraft(f"{_NO_WORKING_FILE} (it has no field 'penholder'); download it again from the workbench")
    try:
        working = Working.model_validate(_cleaned(content))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(step) for step in first["loc"]) or "it"
        raise UnreadableDraft(
            f"{_NO_WORKING_FILE} ({field}: {expected(first)}); download it again from the workbench"
        ) from None
    except (RecursionError, ValueError):
        raise UnreadableDraft(f"{_NO_WORKING_FILE}; download it again from the workbench") from None
    _not_too_many(working.draft)
    return working.model_copy(update={"draft": _with_own_ids(working.draft)})


_NO_WORKING_FILE = "this JSON is no working file of Penholder"


def _cleaned(content: Any) -> Any:
    """JSON with every text in it free of control characters and of halves of characters, which no file can hold."""
    if isinstance(content, str):
        return clean(content)
    if isinstance(content, list):
        return [_cleaned(item) for item in content]
    if isinstance(content, dict):
        return {key: _cleaned(value) for key, value in content.items()}
    return content


def _with_own_ids(draft: Draft) -> Draft:
    """The draft, numbered anew where two paragraphs bear one id, as a file edited by hand may have it."""
    ids = [p.id for p in draft.paragraphs]
    if len(set(ids)) == len(ids):
        return draft
    made = [p.model_copy(update={"id": f"p{number}"}) for number, p in enumerate(draft.paragraphs, start=1)]
    after = len(draft.preambular)
    return draft.model_copy(update={"preambular": tuple(made[:after]), "operative": tuple(made[after:])})


def _not_too_many(draft: Draft) -> None:
    if len(draft.paragraphs) > MOST_PARAGRAPHS:
        raise UnreadableDraft(
            f"the text falls into {len(draft.paragraphs):,} paragraphs; a draft of more than {MOST_PARAGRAPHS} is not read"
        )


# -- the room a working file is for


class Room(NamedTuple):
    """What a working file says, as far as the content at hand knows it."""

    draft: Draft
    topic: Topic
    """With the stances a chair added."""
    council: Council
    delegation: str | None
    """Whom one represents: an id, `NOBODY`, or None where the file does not say."""
    stances: dict[str, tuple[Stance, ...]]
    """The chair's stances that hold, by delegation; at most one on an issue."""
    notes: tuple[str, ...]
    """What the file names and nobody here knows, and what was done about it, in sentences."""


MOST_NOTES = 12

NOBODY = "none"
"""What a working file says where no delegation is represented, as for a chair."""


def room_of(working: Working, topic: str = DEFAULT_TOPIC) -> Room:
    """The room of a working file, the same for the pages and the command line. What it names and nobody here knows is
    left out and noted, since the draft is worth more than its room.

    Args:
        topic: the topic where the file names none.

    Raises:
        UnreadableDraft: if it is about a topic that is not here, so that nothing could be said of it.
        ContentError: if the topic's content is bad.
    """
    notes: list[str] = []
    if working.topic and working.topic not in topic_ids():
        raise UnreadableDraft(f"there is no topic {_shown(working.topic)}; there is {', '.join(topic_ids())}")
    content = load_topic(working.topic or topic)
    names = delegation_ids(content)
    council = _council(working, content, names, notes)
    delegation = working.delegation.strip().lower()
    if delegation and delegation != NOBODY and delegation not in names:
        notes.append(f"The working file is of a delegation that this topic does not know ({_shown(working.delegation)}).")
    stances = _stances(working, content, names, notes)
    return Room(
        draft=working.draft,
        topic=content.with_stances(stances),
        council=council,
        delegation=NOBODY if delegation == NOBODY else names.get(delegation),
        stances=stances,
        notes=(*notes[:MOST_NOTES], f"Of {len(notes) - MOST_NOTES} more it is the same.") if len(notes) > MOST_NOTES else tuple(notes),
    )


def _council(working: Working, topic: Topic, names: dict[str, str], notes: list[str]) -> Council:
    councils = read_councils()
    given = [names[m.strip().lower()] for m in working.members if m.strip().lower() in names]
    unknown = [m for m in working.members if m.strip().lower() not in names]
    if unknown:
        notes.append(f"The working file seats members that this topic does not know, left out: {_shown(*unknown)}.")
    members = tuple(dict.fromkeys(given))
    if members:
        if len(members) < len(given):
            twice = [m for m in members if given.count(m) > 1]
            notes.append(f"The working file gives members twice: {_shown(*twice)}. Each has one seat.")
        return roster(members)
    if working.council in councils:
        return councils[working.council]
    usual = councils[topic.about.default_council]
    if working.members or working.council == "own":
        notes.append(f"The working file's own council has no known member; {usual.name} sits instead.")
    elif working.council:
        notes.append(f"The working file names a council that is not here ({_shown(working.council)}); {usual.name} sits instead.")
    return usual


def _stances(working: Working, topic: Topic, names: dict[str, str], notes: list[str]) -> dict[str, tuple[Stance, ...]]:
    held: dict[str, dict[str, Stance]] = {}
    for name, stances in working.added_stances.items():
        delegation = names.get(name.strip().lower())
        if delegation is None:
            notes.append(f"The working file adds stances of a delegation that this topic does not know, left out: {_shown(name)}.")
            continue
        on = held.setdefault(delegation, {})
        for stance in stances:
            if stance.issue not in topic.issue_by_id:
                notes.append(f"The working file adds a stance of {delegation} on an issue that this topic does not have, left out: {_shown(stance.issue)}.")
            elif on.pop(stance.issue, None) is not None:
                notes.append(f"The working file adds more than one stance of {delegation} on {stance.issue}; the last one holds.")
            if stance.issue in topic.issue_by_id:
                on[stance.issue] = stance
    return {delegation: tuple(on.values()) for delegation, on in held.items() if on}


def _shown(*names: str) -> str:
    """Names out of a file, quoted, on one line and not without end."""
    words = ["".join(c if c.isprintable() else " " for c in name) for name in names[:8]]
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return ", ".join(f"'{word[:60]}…'" if len(word) > 60 else f"'{word}'" for word in words) + more


# -- names and texts


def delegation_ids(topic: Topic) -> dict[str, str]:
    """Delegation ids by every name a text may use, in lower case."""
    names: dict[str, str] = {}
    for delegation in topic.delegations:
        for name in (*delegation.aliases, delegation.name, delegation.official, delegation.id):
            names[name.lower()] = delegation.id
    return names


def official_names(topic: Topic) -> dict[str, str]:
    """Official names by delegation id, as a heading block has them."""
    return {delegation.id: delegation.official for delegation in topic.delegations}


def read_draft(text: str, topic: Topic) -> Draft:
    """The draft in a text, its sponsors and signatories found among the topic's delegations.

    Raises:
        UnreadableDraft: if the text has more lines, or falls into more paragraphs, than any draft.
    """
    lines = text.count("\n") + text.count("\r")
    if lines > MOST_LINES:
        raise UnreadableDraft(f"the text has {lines:,} lines; a draft of more than {MOST_LINES:,} is not read")
    draft = parse_text(text, delegation_ids(topic))
    _not_too_many(draft)
    return draft
