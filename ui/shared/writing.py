"""What was typed into the editor, saved on the text on which it was typed."""

from __future__ import annotations

from resolutions.changes import Changed
from resolutions.model import Paragraph
from ui import state
from ui.shared.editor import refresh_editor, revision, showed_at
from ui.shared.opened import seen, tell
from ui.shared.saving import try_change
from ui.shared.values import NO_VERSION, Ground, Held
from ui.shared.waiting import NOT_SAVED, held_of, hold, left_behind, let_go


def typed(paragraph: str, text: str, on: str | None, ground: Ground | None = None) -> None:
    """Save what was typed into the editor of a paragraph.

    Args:
        on: the revision of the editor on whose text it was typed.
        ground: what the browser says of that text; it counts where this session never had such a revision.
    """
    now = seen()
    if now is None or (on and not on.startswith(f"{now.id}.")):
        return
    if on and on != revision(paragraph) == state.kept(f"shared-dropped-{paragraph}"):
        # It was on its way when the user let it go.
        return
    held = held_of(paragraph)
    if held is not None and held.conflict and isinstance(held.change, Changed):
        hold(held.model_copy(update={"change": Changed(content=held.change.content.model_copy(update={"text": text}))}))
        return
    stands = now.draft.find(paragraph)
    base = now.versions.get(paragraph)
    if on and on != revision(paragraph):
        if (showed := showed_at(paragraph, on)) is not None:
            base, stands = showed[0], showed[1] or stands
        elif ground is not None:
            typed_before(paragraph, text, ground)
            return
    if stands is None:
        stands = Paragraph(id=paragraph, text="")
    if stands.text == text and held is None:
        return
    if not try_change(Changed(content=stands.model_copy(update={"text": text})), stands, base):
        # Whatever the editor shows by now, it is to show the user's own words.
        refresh_editor(paragraph)


def typed_before(paragraph: str, text: str, ground: Ground) -> None:
    """Save what was typed before this session began: the page was loaded anew, or the server started again. What was typed
    before a draft had to be closed is held."""
    now = seen()
    if now is None:
        was = Paragraph(id=paragraph, text=ground.was)
        change = Changed(content=was.model_copy(update={"text": text}))
        known = next((one for one in left_behind() if one.key == paragraph), None)
        new = Held(change=change, why="It had not reached the committee when the draft was closed.", seen=was, base=ground.base)
        hold(known.model_copy(update={"change": change}) if known else new)
        tell(NOT_SAVED)
        return
    stands = now.draft.find(paragraph)
    held = held_of(paragraph)
    if held is not None and held.conflict and isinstance(held.change, Changed):
        hold(held.model_copy(update={"change": Changed(content=held.change.content.model_copy(update={"text": text}))}))
    elif stands is not None and stands.text == text:
        let_go(paragraph)
    else:
        base = ground.base
        if stands is not None and stands.text in ground.sent:
            base, ground = now.versions.get(paragraph, NO_VERSION), Ground(was=stands.text)
        was = (stands or Paragraph(id=paragraph, text="")).model_copy(update={"text": ground.was})
        try_change(Changed(content=was.model_copy(update={"text": text})), was, base)
    refresh_editor(paragraph)
