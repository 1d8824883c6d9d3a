"""Reading what a user hands over: a text, a Markdown file, or a working file of the app."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from positions.topic import Topic
from resolutions.model import Draft, Working
from resolutions.text import clean, parse_text

MOST_CHARACTERS = 6_000_000
"""What is read of one draft; a longer one is refused in words, not read in part."""

MOST_PARAGRAPHS = 999
"""As many as three digits number, and far more than any resolution ever had: a text that seems to have more is none."""

MOST_LINES = 100_000
"""Likewise for lines."""


class UnreadableDraft(Exception):
    """What was handed over cannot be read; the message says why and what to do."""


def decode(data: bytes, name: str) -> str:
    """The text of a file's bytes.

    Raises:
        UnreadableDraft: if the bytes are no text.
    """
    if data[:4] == b"%PDF":
        raise UnreadableDraft(f"{name} is a PDF; copy its text, or save it as .txt or .md")
    if data[:4] == b"PK\x03\x04":
        raise UnreadableDraft(f"{name} is a word processor's file; save it as plain text (.txt) or Markdown (.md)")
    if data[:5] == b"{\\rtf":
        raise UnreadableDraft(f"{name} is rich text; save it as plain text (.txt) or Markdown (.md)")
    if len(data) > MOST_CHARACTERS:
        raise UnreadableDraft(f"{name} has more than {MOST_CHARACTERS // 10**6} MB, which no draft has; give the draft alone")
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.count("\x00") > len(text) / 100:
            break
        return text
    raise UnreadableDraft(f"{name} is no text; save it as plain text (.txt) or Markdown (.md)")


def read_working(text: str) -> Working | None:
    """The working file a text holds, or None if it is no JSON object.

    Raises:
        UnreadableDraft: if it is JSON, and no working file of this version.
    """
    if not text.lstrip("\ufeff \n\t").startswith("{"):
        return None
    try:
        content = json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError:
        return None
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
            f"{_NO_WORKING_FILE} ({field}: {first['msg'][0].lower()}{first['msg'][1:]}); download it again from the workbench"
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
