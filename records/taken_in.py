"""Amendments that were taken into a text, and how they come out of it again where the decision is taken back. Pure.

What an amendment did is kept with it, as little as taking it out asks for. It comes out of the text as that stands then:
what else was changed in the meantime stays, and where that was in its own words it does not come out at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from records.room import Proposed, Shared, Taken
from resolutions.amendments import Amendment, reanchored, refusal
from resolutions.model import Draft, Paragraph, Part
from resolutions.numbering import Numbers


def taken(before: Draft, after: Draft, amendment: Amendment, others: Iterable[tuple[Amendment, Amendment]]) -> Taken:
    """What an amendment did.

    Args:
        before: the draft without it, and `after` the draft with it.
        others: the other amendments, each as it was and as it was left.
    """
    known = {p.id for p in before.paragraphs}
    paragraph = amendment.paragraph or next((p.id for p in after.paragraphs if p.id not in known), "")
    now = after.find(paragraph)
    return Taken(
        paragraph=paragraph,
        part=amendment.part,
        was=before.find(paragraph),
        after=_ahead_of(before, amendment.part, paragraph),
        text=now.text if now is not None else None,
        fitted=tuple((one, other) for one, other in others if one != other),
    )


def _ahead_of(draft: Draft, part: Part, paragraph: str) -> str | None:
    ids = [p.id for p in _of(draft, part)]
    return ids[ids.index(paragraph) - 1] if paragraph in ids[1:] else None


def _of(draft: Draft, part: Part) -> tuple[Paragraph, ...]:
    return draft.preambular if part == "preambular" else draft.operative


def objection(draft: Draft, done: Taken) -> str:
    """Why an amendment cannot be taken out of a text as it stands, in a sentence; empty where it can."""
    if done.text is None:
        return ""
    now = draft.find(done.paragraph)
    if now is None:
        return "The paragraph that it changed has been deleted since; bring it back in the draft first."
    moved = done.was is not None and done.was.text == done.text
    if now.text != done.text and not moved:
        return "The paragraph that it changed has been changed again since; change it back in the draft first."
    return ""


def without(draft: Draft, done: Taken) -> Draft:
    """The draft without what an amendment did to it.

    Raises:
        ValueError: if `objection` says why not.
    """
    if why := objection(draft, done):
        raise ValueError(why)
    now = draft.find(done.paragraph)
    if done.was is None:
        return draft.without(done.paragraph)
    if done.text is None:
        # Somebody may have brought it back by hand.
        return draft if now is not None else _back_in_place(draft, done, done.was)
    if done.text != done.was.text:
        return draft.with_changed(done.paragraph, text=done.was.text)
    moved = (now or done.was).model_copy(update={"before": done.was.before})
    return _back_in_place(draft.without(done.paragraph), done, moved)


def _back_in_place(draft: Draft, done: Taken, paragraph: Paragraph) -> Draft:
    """The draft with a paragraph where it stood, behind the headings before it, which had gone to what follows."""
    paragraphs = list(_of(draft, done.part))
    at = 0
    if done.after is not None:
        at = next((place for place, one in enumerate(paragraphs, start=1) if one.id == done.after), len(paragraphs))
    headings = paragraph.before
    if headings:
        order = draft.paragraphs
        index = at if done.part == "preambular" else len(draft.preambular) + at
        heir = order[index] if index < len(order) else None
        lines = tuple(one.text for one in headings)
        if heir is not None and heir.before[: len(headings)] == headings:
            draft = draft.with_changed(heir.id, before=heir.before[len(headings) :])
        elif heir is None and draft.closing[: len(lines)] == lines:
            draft = draft.model_copy(update={"closing": draft.closing[len(lines) :]})
        else:
            # They stand elsewhere by now, and are not to stand twice.
            paragraph = paragraph.model_copy(update={"before": ()})
        paragraphs = list(_of(draft, done.part))
    paragraphs.insert(at, paragraph)
    return draft.model_copy(update={done.part: tuple(paragraphs)})


def others_again(shared: Shared, draft: Draft, amendment: Amendment, done: Taken) -> tuple[Proposed, ...]:
    """The amendments of a draft once one of them is out of its text again: those that it had changed as they were, if
    nothing happened to them since, and the rest made to fit where they do not."""
    former = {one.id: (one, left) for one, left in done.fitted}
    found: list[Proposed] = []
    for proposed in shared.amendments:
        one = proposed.amendment
        was, left = former.get(one.id, (None, None))
        if one.id == amendment.id:
            found.append(proposed.model_copy(update={"amendment": waiting_again(draft, one), "taken": None}))
        elif was is not None and left is not None and one.model_copy(update={"sponsors": left.sponsors}) == left:
            found.append(proposed.model_copy(update={"amendment": was.model_copy(update={"sponsors": one.sponsors})}))
        elif not one.is_open or not refusal(draft, one):
            found.append(proposed)
        else:
            fitted = reanchored(shared.draft, draft, (one,), f"taking amendment {amendment.number} back")
            found.append(proposed.model_copy(update={"amendment": fitted[0]}))
    return tuple(found)


def waiting_again(draft: Draft, amendment: Amendment) -> Amendment:
    """An amendment whose decision is taken back: open where it fits the text, and otherwise waiting to be renewed."""
    fits = amendment.model_copy(update={"state": "proposed"})
    why = refusal(draft, fits)
    return fits.model_copy(update={"state": "stale", "note": why}) if why else fits


def numbers_again(numbers: Numbers | None, done: Taken) -> Numbers | None:
    """The numbers on paper without the label of a paragraph that an amendment had added."""
    if numbers is None or done.was is not None:
        return numbers
    return numbers.model_copy(update={"added": tuple(one for one in numbers.added if one.paragraph != done.paragraph)})
