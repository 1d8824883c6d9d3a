"""Which shared draft is open in this session, and what was last seen of it."""

from __future__ import annotations

from functools import lru_cache

from pydantic import ValidationError

from resolutions.model import Draft
from resolutions.numbering import Numbers
from ui import state
from ui.shared.values import Seen


def open_id() -> str:
    """The shared draft that is open in this session; empty while the own one is."""
    return str(state.kept("shared-draft") or "")


def is_open() -> bool:
    """Whether a shared draft is open in this session."""
    return bool(open_id()) and seen() is not None


def opening() -> str:
    """Tells this opening of the draft from every other one, in this session or an earlier one."""
    return str(state.kept("shared-opening") or "")


def place() -> str:
    """Whose words in which draft this session's are: committee, seat and draft; empty while no shared one is open."""
    return str(state.kept("shared-place") or "")


def left() -> str:
    """The draft that was closed because the user was signed out, or may not read it any longer; empty for none."""
    return str(state.kept("shared-left") or "")


def away() -> str:
    """Why the draft could not be looked at again just now; empty where it could."""
    return str(state.kept("shared-away") or "")


def seen() -> Seen | None:
    """What this session last saw of the open draft."""
    text = state.kept("shared-seen")
    return _read_seen(text) if text else None


@lru_cache(maxsize=64)
def _read_seen(text: str) -> Seen | None:
    try:
        return Seen.model_validate_json(text)
    except ValidationError:
        return None


def keep_seen(now: Seen) -> None:
    """Keep what was seen of the open draft."""
    state.keep("shared-seen", now.model_dump_json())


def draft() -> Draft:
    """The shared draft as it was last seen."""
    now = seen()
    return now.draft if now else Draft()


def draft_has(paragraph: str) -> bool:
    """Whether a paragraph stands in the draft as it was last seen."""
    return draft().find(paragraph) is not None


def numbers() -> Numbers | None:
    """The numbers on paper of the open draft, as it was last seen; None before its introduction, and for the own draft."""
    now = seen() if is_open() else None
    return now.numbers if now else None


def tell(text: str) -> None:
    """Have the frame say something until it is dismissed."""
    said = list(state.kept("notes") or ())
    if text not in said:
        state.keep("notes", [*said, text])
