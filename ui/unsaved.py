"""Words for a draft of the committee that are not in its records yet, kept in the browser until they are.

The session holds what could not be saved (a conflict, the records away, a code that ended), and a session ends with a
reload of the page or a restart of the server. So the browser keeps a copy, and beside it what was typed and had not
reached the server; the next session of the same seat in the same draft gets both.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from resolutions.model import Value
from resolutions.text import clean
from ui import components, shared, state


class Typed(Value):
    """What was typed into a paragraph, and on what."""

    text: str
    ground: shared.Ground = shared.Ground()


def keep_in_browser() -> None:
    """Have the browser keep what is not saved; drawn with every page while there is a draft that it could be of."""
    if not shared.place():
        return
    components.unsaved_store(
        shared.place(),
        shared.opening(),
        shared.held_as_text(),
        answered=state.kept("unsaved-answered") or "",
        taken=state.kept("unsaved-taken") or [],
        on_found=state.on_choice("unsaved-store", on_found),
        on_full=on_full,
    )


def on_found(component: Any) -> None:
    """Take over what the browser kept for the draft that is open, or had to be closed: what was held, then what was typed."""
    found = component.get("found") if component else None
    if not isinstance(found, dict) or found.get("opening") != shared.opening() or not (shared.is_open() or shared.left()):
        return
    if state.kept("unsaved-answered") == shared.opening():
        return
    entries = [one for one in found.get("entries") or () if isinstance(one, dict) and isinstance(one.get("name"), str)]
    taken = [one["name"] for one in entries if _took(one)]
    state.keep("unsaved-answered", shared.opening())
    state.keep("unsaved-taken", taken)


def _took(entry: dict[str, Any]) -> bool:
    """Take an entry over; whether all of it is here or in the records now."""
    held = entry.get("held")
    whole = True
    if isinstance(held, str) and held:
        try:
            whole = shared.take_back(held)
        except ValidationError:
            whole = False
            shared.tell("This browser keeps words for this draft that this version of the app cannot read. They stay in it.")
    typed = entry.get("typed")
    for paragraph, one in typed.items() if isinstance(typed, dict) else ():
        try:
            known = Typed.model_validate(one)
        except ValidationError:
            continue
        if isinstance(paragraph, str) and 0 < len(paragraph) <= 40:
            shared.typed_before(paragraph, clean(known.text), known.ground)
    # What this very tab holds is here already, and newer, where its draft had to be closed.
    return whole or (bool(shared.left()) and entry.get("own") is True)


def on_full() -> None:
    """Tell that the browser's storage did not take it."""
    shared.tell(
        "This browser's storage is full or switched off, so it does not keep what is not saved yet. "
        "Settle the texts below, or copy them, before you close this page."
    )
