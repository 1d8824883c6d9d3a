"""Acts on the paragraphs of a draft, written by several seats at once: nothing typed is lost, and each act has its inverse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import StringConstraints

from positions.model import Slug
from records.acts.act import Entry
from records.acts.drafts import LONGEST_PARAGRAPH, MOST_PARAGRAPHS, DraftAct, free_paragraph_id
from records.errors import Conflict, Refused
from records.room import Room, Seat, Shared
from resolutions.model import Correction, Draft, Loose, Paragraph, Part

Words = Annotated[str, StringConstraints(max_length=LONGEST_PARAGRAPH)]


class ParagraphAct(DraftAct):
    """The base of acts on one paragraph of a draft."""

    paragraph: Annotated[str, StringConstraints(max_length=40)] = ""
    base: int | None = None
    """The version of the paragraph that the writer saw; None to go by whatever stands there."""

    def present(self, room: Room, shared: Shared, mine: str | None) -> Paragraph:
        """The paragraph as it stands, if the writer saw it so.

        Raises:
            Conflict: if somebody changed or deleted it since.
        """
        now = shared.draft.find(self.paragraph)
        version = shared.versions.get(self.paragraph)
        if now is None:
            raise Conflict(
                "This paragraph was deleted while you wrote. Your text is kept: put it in again, or let it go.",
                theirs=None, mine=mine, base=None,
            )  # fmt: skip
        if self.base is not None and self.base != version:
            raise Conflict(
                "Somebody else changed this paragraph while you wrote. Both texts are kept: choose one.",
                theirs=now, mine=mine, base=version,
            )  # fmt: skip
        return now


class ParagraphAdded(ParagraphAct):
    """A paragraph is put in."""

    kind: Literal["paragraph.added"] = "paragraph.added"
    part: Part
    after: str | None = None
    content: Paragraph

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.writable(room, by)
        if len(self.content.text) > LONGEST_PARAGRAPH:
            raise Refused(f"A paragraph holds at most {LONGEST_PARAGRAPH:,} characters.")
        if len(shared.draft.paragraphs) >= MOST_PARAGRAPHS:
            raise Refused(f"A draft holds at most {MOST_PARAGRAPHS} paragraphs.")
        wanted = self.content.id
        if self.undoes and shared.draft.find(wanted) is None:
            free = wanted
        else:
            # Two who add at once would both take the next number; and a deleted paragraph keeps its own for good.
            free = free_paragraph_id(wanted, shared.versions)
        content = self.content.model_copy(update={"id": free})
        return self.model_copy(update={"paragraph": free, "content": content, "base": None})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        draft = _inserted(shared.draft, self.part, self.after, self.content)
        versions = {**shared.versions, self.paragraph: entry.revision}
        return self.touched(room, shared, entry, draft=draft, versions=versions)

    def inverse(self, room: Room, entry: Entry) -> DraftAct | None:
        return ParagraphRemoved(draft=self.draft, paragraph=self.paragraph, base=entry.revision)


class ParagraphChanged(ParagraphAct):
    """A paragraph's text, or what it is taken to mean, is changed."""

    kind: Literal["paragraph.changed"] = "paragraph.changed"
    text: Words
    clause: Slug | None = None
    correction: Correction | None = None
    loose: tuple[Loose, ...] | None = None
    """Headings before it; None leaves them."""
    was: Paragraph | None = None
    """The paragraph before the change, filled in when it is decided."""

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.writable(room, by)
        now = self.present(room, shared, self.text)
        return self.model_copy(update={"was": now, "base": shared.versions.get(self.paragraph)})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        changes: dict[str, Any] = {"text": self.text, "clause": self.clause, "correction": self.correction}
        if self.loose is not None:
            changes["before"] = self.loose
        draft = shared.draft.with_changed(self.paragraph, **changes)
        versions = {**shared.versions, self.paragraph: entry.revision}
        return self.touched(room, shared, entry, draft=draft, versions=versions)

    def inverse(self, room: Room, entry: Entry) -> DraftAct | None:
        if self.was is None:
            return None
        return ParagraphChanged(
            draft=self.draft, paragraph=self.paragraph, base=entry.revision, text=self.was.text,
            clause=self.was.clause, correction=self.was.correction, loose=self.was.before,
        )  # fmt: skip


class ParagraphRemoved(ParagraphAct):
    """A paragraph is deleted; its history stays, and it can be put back."""

    kind: Literal["paragraph.removed"] = "paragraph.removed"
    was: Paragraph | None = None
    part: Part | None = None
    after: str | None = None

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.writable(room, by)
        now = self.present(room, shared, None)
        part = shared.draft.part_of(now.id)
        return self.model_copy(update={"was": now, "part": part, "after": _before(shared, now.id)})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        versions = {**shared.versions, self.paragraph: entry.revision}
        return self.touched(room, shared, entry, draft=shared.draft.without(self.paragraph), versions=versions)

    def inverse(self, room: Room, entry: Entry) -> DraftAct | None:
        if self.was is None or self.part is None:
            return None
        return ParagraphAdded(draft=self.draft, part=self.part, after=self.after, content=self.was)


class ParagraphMoved(ParagraphAct):
    """A paragraph goes to another place of its part, or to the other part. Its words stay, so nobody's edit is lost."""

    kind: Literal["paragraph.moved"] = "paragraph.moved"
    part: Part | None = None
    after: str | None = None
    came_from: tuple[Part, str | None] | None = None

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.writable(room, by)
        now = shared.draft.find(self.paragraph)
        part = shared.draft.part_of(self.paragraph)
        if now is None or part is None:
            raise Refused("The paragraph to be moved was deleted in the meantime.")
        return self.model_copy(
            update={"part": self.part or part, "came_from": (part, _before(shared, self.paragraph)), "base": None}
        )

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        moved = shared.draft.find(self.paragraph)
        part = self.part or shared.draft.part_of(self.paragraph)
        if moved is None or part is None:
            return room
        draft = _inserted(shared.draft.without(self.paragraph), part, self.after, moved)
        return self.touched(room, shared, entry, draft=draft)

    def inverse(self, room: Room, entry: Entry) -> DraftAct | None:
        if self.came_from is None:
            return None
        part, after = self.came_from
        return ParagraphMoved(draft=self.draft, paragraph=self.paragraph, part=part, after=after)


def _index_after(paragraphs: Sequence[Paragraph], after: str | None) -> int:
    """Where a paragraph goes that is to follow another: the start for None, the end where that one is gone."""
    if after is None:
        return 0
    return next((i + 1 for i, p in enumerate(paragraphs) if p.id == after), len(paragraphs))


def _before(shared: Shared, paragraph: str) -> str | None:
    """The paragraph before one of its part; None for the first."""
    part = shared.draft.part_of(paragraph)
    ids = [p.id for p in getattr(shared.draft, part)] if part else []
    at = ids.index(paragraph) if paragraph in ids else 0
    return ids[at - 1] if at else None


def _inserted(draft: Draft, part: Part, after: str | None, paragraph: Paragraph) -> Draft:
    paragraphs = list(getattr(draft, part))
    paragraphs.insert(_index_after(paragraphs, after), paragraph)
    return draft.model_copy(update={part: tuple(paragraphs)})
