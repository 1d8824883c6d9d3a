"""Reading what a user hands over: a text, a Markdown file, or a working file of the app."""

from __future__ import annotations

import json

from pydantic import ValidationError

from positions.topic import Topic
from resolutions.model import Draft, Working
from resolutions.text import parse_text

MOST_CHARACTERS = 6_000_000
"""What is read of one draft; a longer one is refused in words, not read in part."""


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
    if len(data) > MOST_CHARACTERS:
        raise UnreadableDraft(f"{name} has {len(data) / 1e6:.1f} MB; a draft of more than {MOST_CHARACTERS // 10**6} MB is not read")
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
    try:
        return Working.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(step) for step in first["loc"]) or "it"
        raise UnreadableDraft(
            f"this JSON is no working file of Penholder ({field}: {first['msg'][0].lower()}{first['msg'][1:]}); "
            "download it again from the workbench"
        ) from None


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
    """The draft in a text, its sponsors and signatories found among the topic's delegations."""
    return parse_text(text, delegation_ids(topic))
