"""Telling what kind of file bytes are, by what they hold and not by their name."""

from __future__ import annotations

import re
from typing import Literal

from resolutions.imports.imported import UnreadableDraft

Kind = Literal["text", "docx", "pdf", "akn"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?akomaNtoso[\s>]")


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of a file, by its first bytes.

    Raises:
        UnreadableDraft: if it is of a kind that is known and not read; the message says how to save it instead.
    """
    head = data[:8192].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(_ZIP):
        if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
            raise UnreadableDraft(f"{name} is an OpenDocument file; save it as .docx or as plain text (.txt)")
        return "docx"
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            raise UnreadableDraft(f"{name} is protected by a password; save it without one")
        raise UnreadableDraft(f"{name} is no text but an old Word file; save it as .docx or as plain text (.txt)")
    if head.startswith(b"{\\rtf"):
        raise UnreadableDraft(f"{name} is rich text; save it as .docx or as plain text (.txt)")
    # UTF-16 has a null beside every letter of a mark-up.
    plain = head.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    if plain.startswith(b"<"):
        if _ROOT.search(plain):
            return "akn"
        if plain.startswith(b"<?xml"):
            raise UnreadableDraft(f"{name} is XML, but no Akoma Ntoso; give Akoma Ntoso 3.0, .docx, or plain text (.txt)")
    return "text"
