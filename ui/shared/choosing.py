"""What becomes of a change that was held: the user's words, the other's, both, or another attempt."""

from __future__ import annotations

from typing import Literal

from records.acts.paragraphs import ParagraphRemoved
from resolutions.changes import Added, Changed
from resolutions.model import Paragraph
from ui import state
from ui.shared.editor import refresh_editor, revision
from ui.shared.looking import here, refresh
from ui.shared.opened import is_open, seen
from ui.shared.saving import history, try_change
from ui.shared.waiting import held, held_from_text, held_of, keep_held, let_go, review_held


def keep_theirs(key: str) -> None:
    """Let the user's own words go."""
    let_go(key)
    refresh_editor(key)
    state.keep(f"shared-dropped-{key}", revision(key))


def put_mine(key: str, text: str | None = None) -> None:
    """Put the user's words, or both together, in place of what stands; that is based on what was shown of it."""
    one = held_of(key)
    if one is None:
        return
    paragraph = one.paragraph
    change = one.change
    if text is not None and isinstance(change, Changed):
        change = Changed(content=change.content.model_copy(update={"text": text}))
    if one.conflict and one.theirs is None and isinstance(change, Changed):
        change = _again(change.content)
    stands = one.theirs if one.conflict and one.theirs is not None else one.seen
    if isinstance(change, Changed) and one.conflict and one.theirs is not None:
        # Only the words are the user's choice here; what else the other did to the paragraph stays.
        change = Changed(content=one.theirs.model_copy(update={"text": change.content.text, "clause": change.content.clause}))
    if try_change(change, stands, one.base):
        let_go(key)
    refresh()
    refresh_editor(paragraph)


def _again(content: Paragraph) -> Added:
    """A deleted paragraph as one to be put in again, where it last stood as far as that is known."""
    now = seen()
    part: Literal["preambular", "operative"] = "operative"
    after: str | None = None
    if now is not None:
        log = history(now.id, content.id)
        gone = next((e.act for e in reversed(log) if isinstance(e.act, ParagraphRemoved)), None)
        if gone is not None:
            part, after = gone.part or part, gone.after
    return Added(part=part, after=after, content=content)


def try_again(key: str) -> None:
    """Try once more what was held because it could not be kept."""
    one = held_of(key)
    if one is not None and try_change(one.change, one.seen, one.base):
        let_go(key)


def take_back(kept: str) -> bool:
    """Hold again what an earlier session held, as `held_as_text` gave it; what this one holds itself is newer and stays.

    Answers whether all of it is held or settled now: of two texts for one paragraph the second waits for the next time.

    Raises:
        ValidationError: if it cannot be read.
    """
    mine = held()
    found = held_from_text(kept)
    new = tuple(one for one in found if all(one.key != other.key for other in mine))
    keep_held((*mine, *new))
    if there := here():
        review_held(there[2])
    for one in new:
        if not one.conflict and is_open():
            # Whatever was in the way, such as a code that had ended, may be out of it by now.
            try_again(one.key)
        refresh_editor(one.paragraph)
    return all(one in new or one in mine for one in found)
