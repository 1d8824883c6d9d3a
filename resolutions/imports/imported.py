"""What an importer hands back, what it refuses, and how much it takes."""

from __future__ import annotations

from typing import Literal, NamedTuple

Origin = Literal["text", "docx", "pdf", "akn"]

MOST_BYTES = 6_000_000
"""What is read of one file; no draft is larger."""

MOST_PAGES = 80
"""Pages of a PDF; the longest resolutions of the Council have about 30."""

MOST_UNPACKED = 60_000_000
"""Bytes that the parts of a word processor's file may have once unpacked: a zip bomb has more."""

MOST_SECONDS = 45
"""Time for one file."""

MOST_MEMORY = 1_500_000_000
"""Memory for one file, in bytes, where the system can hold a process to it."""


class UnreadableDraft(Exception):
    """What was handed over cannot be read; the message says why and what to do."""


class Imported(NamedTuple):
    """A file as text."""

    text: str
    kind: Origin
    notes: tuple[str, ...] = ()
    """What was doubtful or left out, in sentences."""
    aside: tuple[str, ...] = ()
    """Words of the file that are not in the text, such as page headers, each once."""
