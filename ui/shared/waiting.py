"""The changes that could not be made, each held with its words until the user says what is to become of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pydantic import TypeAdapter, ValidationError

from records.room import Shared
from resolutions.changes import Removed
from ui import state
from ui.shared.opened import left, open_id
from ui.shared.values import Held

NOT_SAVED = "What you wrote last in the committee's draft is not saved; the workbench shows it."

_HELD: TypeAdapter[tuple[Held, ...]] = TypeAdapter(tuple[Held, ...])


def held() -> tuple[Held, ...]:
    """The user's changes to the open draft, or to the one that had to be closed, that could not be made."""
    return _held_in(open_id() or left())


def left_behind() -> tuple[Held, ...]:
    """What was held of the draft that had to be closed."""
    return _held_in(left())


def held_of(key: str) -> Held | None:
    """What is held of a paragraph, or under another key."""
    return next((h for h in held() if h.key == key), None)


def held_as_text() -> str:
    """What is held of the draft that is open, or of the one that had to be closed, for `take_back`; empty for nothing."""
    unsaved = held()
    return _HELD.dump_json(unsaved).decode() if unsaved else ""


def held_from_text(text: str) -> tuple[Held, ...]:
    """What `held_as_text` made a text of.

    Raises:
        ValidationError: if it cannot be read.
    """
    return _HELD.validate_json(text)


def _held_in(draft: str) -> tuple[Held, ...]:
    text = state.kept(f"shared-held-{draft}") if draft else None
    return _read_held(text) if text else ()


@lru_cache(maxsize=64)
def _read_held(text: str) -> tuple[Held, ...]:
    try:
        return _HELD.validate_json(text)
    except ValidationError:
        return ()


def keep_held(now: Iterable[Held]) -> None:
    """Hold these, and nothing else, of the draft that is open or had to be closed."""
    state.keep(f"shared-held-{open_id() or left()}", _HELD.dump_json(tuple(now)).decode())


def hold(new: Held) -> None:
    """Hold a change, in place of what was held under its key."""
    keep_held((*(h for h in held() if h.key != new.key), new))


def let_go(key: str) -> None:
    """Hold nothing of a paragraph any longer."""
    if held_of(key) is not None:
        keep_held(h for h in held() if h.key != key)


def let_left_go() -> None:
    """Let go of what was not saved in the draft that had to be closed."""
    state.keep(f"shared-held-{left()}", None)
    state.keep("shared-left", None)


def review_held(shared: Shared) -> None:
    """Show in every conflict the text as it stands now; a conflict over words that are the same by now is none."""
    kept: list[Held] = []
    for one in held():
        now = shared.draft.find(one.paragraph)
        if one.conflict:
            if now is not None and now.text == one.mine:
                continue
            if now is None and isinstance(one.change, Removed):
                continue
            one = one.model_copy(update={"theirs": now, "base": shared.versions.get(one.paragraph) if now else None})
        kept.append(one)
    if tuple(kept) != held():
        keep_held(kept)
