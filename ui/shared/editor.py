"""What the editor of a paragraph shows, and on which text something was typed there."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from resolutions.model import Paragraph
from ui import state
from ui.shared.opened import open_id, opening, place, seen
from ui.shared.values import NO_VERSION, Ground, Seen
from ui.shared.waiting import held_of

MOST_BASES = 6
"""States of one editor that are remembered, to know on which text something was typed."""


def revision(paragraph: str) -> str:
    """Another one whenever the editor has to take the paragraph's text anew."""
    return f"{open_id()}.{opening()}.{_revs().get(paragraph, 0)}"


def _revs() -> dict[str, int]:
    return dict(json.loads(state.kept("shared-revs") or "{}"))


def take_anew(paragraph: str, old: Seen) -> None:
    """Have the editor of a paragraph take its text anew, and remember what it showed until now."""
    was = old.draft.find(paragraph)
    bases: dict[str, list[list[Any]]] = json.loads(state.kept("shared-bases") or "{}")
    showed = [revision(paragraph), old.versions.get(paragraph), was.model_dump_json() if was else ""]
    bases[paragraph] = [*bases.get(paragraph, []), showed][-MOST_BASES:]
    state.keep("shared-bases", json.dumps(bases))
    revs = _revs()
    state.keep("shared-revs", json.dumps(revs | {paragraph: revs.get(paragraph, 0) + 1}))


def showed_at(paragraph: str, revision: str) -> tuple[int | None, Paragraph | None] | None:
    """What the editor of a paragraph showed at an earlier revision: its version and its text, None where it had none.
    None for a revision that this session does not remember."""
    for showed, version, was in reversed(json.loads(state.kept("shared-bases") or "{}").get(paragraph, [])):
        if showed == revision:
            return version, Paragraph.model_validate_json(was) if was else None
    return None


def refresh_editor(paragraph: str | None) -> None:
    """Have the editor show the paragraph's text again."""
    now = seen()
    if paragraph and now is not None:
        take_anew(paragraph, now)


def text_for_editor(paragraph: Paragraph) -> str:
    """What the editor shows: the user's own words while it is open what becomes of them."""
    held = held_of(paragraph.id)
    return held.mine if held is not None and held.mine is not None else paragraph.text


def ground_of(paragraph: Paragraph) -> Ground:
    """On what a text is typed in the editor of a paragraph now; in a conflict, on what stood there before it."""
    held = held_of(paragraph.id)
    if held is not None and held.seen is not None:
        return Ground(base=NO_VERSION if held.conflict or held.base is None else held.base, was=held.seen.text)
    now = seen()
    return Ground(base=now.versions.get(paragraph.id, NO_VERSION) if now else NO_VERSION, was=paragraph.text)


def for_editor(paragraph: Paragraph) -> dict[str, Any]:
    """What the editor of a paragraph is to know of the draft; see `components.editor`."""
    ground = ground_of(paragraph).model_dump(mode="json")
    return {"place": place(), "paragraph": paragraph.id, "opening": opening(), "ground": ground}


def read_ground(said: Any) -> Ground | None:
    """What the browser says of the text beneath a typed one; None where it says nothing that can be read."""
    try:
        return Ground.model_validate(said)
    except ValidationError:
        return None
