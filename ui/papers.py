"""What a shared draft is called, and what it lacks, in words."""

from __future__ import annotations

from records.room import Room, Shared


def title_of(paper: Shared) -> str:
    """What to call a draft: its symbol and its title."""
    words = paper.title or paper.draft.topic or "Untitled draft"
    return f"{paper.symbol} {words}" if paper.symbol else words


def minimums(room: Room, paper: Shared) -> str:
    """How many names a draft has of those that it needs: `1 of 2 sponsors, 2 of 3 signatories`."""
    settings = room.settings
    said = []
    for what, many, names, least in (
        ("sponsor", "sponsors", paper.draft.sponsors, settings.sponsors if settings else 0),
        ("signatory", "signatories", paper.draft.signatories, settings.signatories if settings else 0),
    ):
        if least:
            said.append(f"{len(names)} of {least} {what if least == 1 else many}")
        elif names:
            said.append(f"{len(names)} {what if len(names) == 1 else many}")
    return ", ".join(said)
