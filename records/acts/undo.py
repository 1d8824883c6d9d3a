"""Taking back one's own last step in a draft, unless somebody else has gone on from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from records.acts.act import Act, Entry
from records.acts.drafts import DraftAct, HeadingChanged
from records.acts.paragraphs import ParagraphAdded, ParagraphChanged, ParagraphRemoved
from records.errors import Refused
from records.room import Room

MOST_SECONDS_IN_A_STEP = 60.0
"""Changes by one seat to one paragraph that follow one another within this time are taken back together."""


def undo_of(room: Room, entries: Sequence[Entry], seat: str, draft: str) -> DraftAct:
    """The act that takes back a seat's last step in a draft.

    Args:
        entries: the log of the draft, in order.

    Raises:
        Refused: if there is nothing to take back, or somebody else has changed the paragraph since.
    """
    own = [e for e in entries if isinstance(e.act, DraftAct) and e.act.draft == draft and e.seat == seat]
    gone = {r for e in own if isinstance(e.act, DraftAct) for r in e.act.undoes}
    candidates = [e for e in own if e.revision not in gone and isinstance(e.act, DraftAct) and not e.act.undoes]
    steps: list[tuple[Entry, DraftAct]] = []
    for entry in reversed(candidates):
        inverse = entry.act.inverse(room, entry) if isinstance(entry.act, DraftAct) else None
        if inverse is None:
            continue
        if steps and not _one_step(entry, steps[-1][0]):
            break
        steps.append((entry, inverse))
        if not isinstance(entry.act, ParagraphChanged):
            break
    if not steps:
        raise Refused("There is nothing of yours to take back in this draft.")
    last, first_inverse = steps[0][0], steps[-1][1]
    shared = room.drafts.get(draft)
    update: dict[str, Any] = {"undoes": tuple(entry.revision for entry, _ in steps)}
    since = [e for e in entries if e.seat != seat and e.revision > steps[-1][0].revision]
    if shared is not None and isinstance(last.act, HeadingChanged):
        if any(isinstance(e.act, HeadingChanged) for e in since):
            raise Refused("Somebody else has changed the heading since; look at it again.")
        update["base"] = shared.heading_version
    if shared is not None and isinstance(last.act, ParagraphChanged | ParagraphAdded):
        version = shared.versions.get(last.act.paragraph)
        # One's own undo makes a version too, and is no reason to stop; what carried makes one without naming the paragraph.
        if any(_rewrites(e.act, last.act.paragraph) or e.revision == version for e in since):
            raise Refused("Somebody else has changed this paragraph since; look at its history to bring a text back.")
        update["base"] = version
    return first_inverse.model_copy(update=update)


def _rewrites(act: Act, paragraph: str) -> bool:
    return isinstance(act, ParagraphAdded | ParagraphChanged | ParagraphRemoved) and act.paragraph == paragraph


def _one_step(earlier: Entry, later: Entry) -> bool:
    one, other = earlier.act, later.act
    return (
        isinstance(one, ParagraphChanged)
        and isinstance(other, ParagraphChanged)
        and one.paragraph == other.paragraph
        # Nobody else's change stands between the two.
        and other.base == earlier.revision
        and later.at - earlier.at <= MOST_SECONDS_IN_A_STEP
    )
