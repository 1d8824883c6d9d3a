"""What makes one draft from another: the fewest changes, each to one paragraph or to one field of the heading.

Two people who write at one draft each send what they changed, and not the whole text, so that what one did not touch
stays as the other left it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from resolutions.model import Draft, Paragraph, Part, Value
from resolutions.word_diff import longest_rising

PARTS: tuple[Part, ...] = ("preambular", "operative")

FIELDS = tuple(name for name in Draft.model_fields if name not in (*PARTS, "schema_version"))
"""The fields of a draft beside its paragraphs."""


class Removed(Value):
    """A paragraph is taken out."""

    kind: Literal["removed"] = "removed"
    paragraph: str


class Added(Value):
    """A paragraph is put in behind another, or at the beginning of its part."""

    kind: Literal["added"] = "added"
    part: Part
    after: str | None
    content: Paragraph


class Moved(Value):
    """A paragraph goes behind another of its part or of the other part, or to the beginning; its words stay."""

    kind: Literal["moved"] = "moved"
    paragraph: str
    part: Part
    after: str | None


class Changed(Value):
    """A paragraph is put in place of the one with its id."""

    kind: Literal["changed"] = "changed"
    content: Paragraph


class FieldChanged(Value):
    """A field of the heading, or of what follows the last paragraph, is changed."""

    kind: Literal["field"] = "field"
    name: str
    value: str | tuple[str, ...]


Change = Annotated[Removed | Added | Moved | Changed | FieldChanged, Field(discriminator="kind")]

CHANGE: TypeAdapter[Removed | Added | Moved | Changed | FieldChanged] = TypeAdapter(Change)
"""Reads a change from JSON."""


def changes(before: Draft, after: Draft) -> tuple[Change, ...]:
    """The fewest changes that make one draft from the other, in the order in which they are to be made.

    Paragraphs are told by their ids. One that went to another place and got other words counts as two changes.
    """
    found: list[Change] = [
        FieldChanged(name=name, value=getattr(after, name)) for name in FIELDS if getattr(before, name) != getattr(after, name)
    ]
    standing = {p.id for p in after.paragraphs}
    found += [Removed(paragraph=p.id) for p in before.paragraphs if p.id not in standing]
    old = {p.id: p for p in before.paragraphs}
    for part in PARTS:
        place = {p.id: index for index, p in enumerate(getattr(before, part))}
        paragraphs: tuple[Paragraph, ...] = getattr(after, part)
        here = [p.id for p in paragraphs if p.id in place]
        stay = {here[index] for index in longest_rising([place[p] for p in here])}
        last: str | None = None
        for paragraph in paragraphs:
            if paragraph.id not in old:
                found.append(Added(part=part, after=last, content=paragraph))
            else:
                if paragraph.id not in stay:
                    found.append(Moved(paragraph=paragraph.id, part=part, after=last))
                if paragraph != old[paragraph.id]:
                    found.append(Changed(content=paragraph))
            last = paragraph.id
    return tuple(found)


def made(draft: Draft, wanted: Iterable[Change]) -> Draft:
    """The draft with changes made, one after the other. What a change is about and is not there is passed over; what was
    to follow a paragraph that is not there goes to the end."""
    for change in wanted:
        if isinstance(change, FieldChanged):
            draft = draft.model_copy(update={change.name: change.value})
        elif isinstance(change, Removed):
            draft = draft.without(change.paragraph)
        elif isinstance(change, Added):
            draft = _put_in(draft, change.part, change.after, change.content)
        elif isinstance(change, Changed):
            draft = draft.with_changed(change.content.id, **_fields(change.content))
        else:
            moved = draft.find(change.paragraph)
            if moved is not None:
                draft = _put_in(draft.without(moved.id), change.part, change.after, moved)
    return draft


def _put_in(draft: Draft, part: Part, after: str | None, paragraph: Paragraph) -> Draft:
    paragraphs: list[Paragraph] = list(getattr(draft, part))
    at = 0 if after is None else next((i for i, p in enumerate(paragraphs, start=1) if p.id == after), len(paragraphs))
    paragraphs.insert(at, paragraph)
    return draft.model_copy(update={part: tuple(paragraphs)})


def _fields(paragraph: Paragraph) -> dict[str, Any]:
    return {name: getattr(paragraph, name) for name in Paragraph.model_fields}
