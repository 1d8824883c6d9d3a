"""Acts on a draft as a whole: it is begun, its heading changes, others are let in to write or to sign, and it is commented on."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, StringConstraints

from records.acts.act import DAIS, WRITERS, Act, Entry
from records.errors import Conflict, Refused
from records.room import Comment, Id, Role, Room, Seat, Shared, Short, Stage, may_read, may_write
from resolutions.amendments import reanchored
from resolutions.model import Draft, Paragraph
from resolutions.numbering import extended

LONGEST_PARAGRAPH = 50_000
MOST_PARAGRAPHS = 400
MOST_DRAFTS = 500
MOST_COMMENTS = 2_000

Remark = Annotated[str, StringConstraints(max_length=4_000)]


class DraftAct(Act):
    """The base of acts on a draft."""

    roles: ClassVar[frozenset[Role]] = WRITERS
    draft: Id
    undoes: tuple[int, ...] = ()
    """The revisions that it takes back, where it is an undo."""

    def inverse(self, room: Room, entry: Entry) -> DraftAct | None:
        """The act that takes it back; None where that cannot be done."""
        return None

    def found(self, room: Room, by: Seat) -> Shared:
        """The draft.

        Raises:
            Refused: if it is not there, or the seat may not read it.
        """
        shared = room.drafts.get(self.draft)
        if shared is None or not may_read(room, by, shared):
            raise Refused("There is no such draft, or it is not yours to read.")
        return shared

    def writable(self, room: Room, by: Seat) -> Shared:
        """The draft, if the seat may change its text.

        Raises:
            Refused: if it may not.
        """
        shared = self.found(room, by)
        if not may_write(room, by, shared):
            if shared.stage is not Stage.WORKING:
                raise Refused(f"The draft is {named_stage(shared.stage)} now; its text changes by amendments, or by the dais.")
            raise Refused("Only the draft's author and co-authors may change it; ask one of them to invite you.")
        return shared

    def touched(self, room: Room, shared: Shared, entry: Entry, **changes: object) -> Room:
        """The room with the draft changed, its numbers carried on, and its open amendments fitted to the new text."""
        update: dict[str, Any] = {"version": entry.revision, "changed_at": entry.at, **changes}
        draft = update.get("draft")
        if isinstance(draft, Draft) and draft is not shared.draft:
            if shared.numbers is not None and "numbers" not in update:
                update["numbers"] = extended(draft, shared.numbers)
            if shared.amendments and "amendments" not in update:
                fitted = reanchored(shared.draft, draft, tuple(p.amendment for p in shared.amendments), "the dais")
                update["amendments"] = tuple(
                    p.model_copy(update={"amendment": a}) for p, a in zip(shared.amendments, fitted, strict=True)
                )
        after = shared.model_copy(update=update)
        if after.readership != shared.readership:
            after = after.model_copy(update={"readers_version": entry.revision})
        return room.with_draft(after)


def named_stage(stage: Stage) -> str:
    """The stage as it stands in a sentence, after “the draft is”."""
    return {Stage.WORKING: "a working paper", Stage.APPROVED: "approved by the dais"}.get(stage, stage.value)


class DraftStarted(DraftAct):
    """A delegation begins a draft, from nothing or from one that it brings."""

    kind: Literal["draft.started"] = "draft.started"
    title: Short = ""
    content: Draft = Draft()

    def checked(self, room: Room, by: Seat) -> Self:
        if self.draft in room.drafts:
            raise Refused("A draft of this name is here already.")
        if len(room.drafts) >= MOST_DRAFTS:
            raise Refused(f"A committee holds at most {MOST_DRAFTS} drafts.")
        _not_too_long(self.content)
        # The symbol is the dais's to give, and a name under a draft its delegation's: what a file says of others is dropped.
        members = room.settings.members if room.settings else ()
        own = {
            "symbol": "",
            "sponsors": tuple(s for s in self.content.sponsors if by.role in DAIS or s == by.delegation and s in members),
            "signatories": tuple(s for s in self.content.signatories if by.role in DAIS or s == by.delegation),
        }
        return self.model_copy(update={"content": _each_its_own_id(self.content).model_copy(update=own)})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = Shared(
            id=self.draft,
            title=self.title,
            author=entry.seat,
            draft=self.content,
            versions={p.id: entry.revision for p in self.content.paragraphs},
            heading_version=entry.revision,
        )
        return self.touched(room, shared, entry)


_PARAGRAPH_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def free_paragraph_id(wanted: str, taken: Collection[str], spoken_for: Collection[str] = ()) -> str:
    """The id that a paragraph gets: the one it asks for, or the next number where that is taken or none.

    Args:
        taken: the ids that it cannot have.
        spoken_for: further ids that the next number leaves out.
    """
    if wanted not in taken and _PARAGRAPH_ID.fullmatch(wanted):
        return wanted
    numbers = (int(one[1:]) for one in (*taken, *spoken_for) if re.fullmatch(r"p[0-9]{1,9}", one))
    return f"p{max(numbers, default=0) + 1}"


def _each_its_own_id(draft: Draft) -> Draft:
    """The draft with an id of its own for each paragraph; in a file that was changed by hand two may share one."""
    used: set[str] = set()
    everybody = {p.id for p in draft.paragraphs}

    def named(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        made = []
        for paragraph in paragraphs:
            free = free_paragraph_id(paragraph.id, used, everybody)
            used.add(free)
            made.append(paragraph if free == paragraph.id else paragraph.model_copy(update={"id": free}))
        return tuple(made)

    return draft.model_copy(update={"preambular": named(draft.preambular), "operative": named(draft.operative)})


def _not_too_long(draft: Draft) -> None:
    if len(draft.paragraphs) > MOST_PARAGRAPHS:
        raise Refused(f"A draft holds at most {MOST_PARAGRAPHS} paragraphs.")
    if any(len(p.text) > LONGEST_PARAGRAPH for p in draft.paragraphs):
        raise Refused(f"A paragraph holds at most {LONGEST_PARAGRAPH:,} characters.")


HEADING_FIELDS = ("committee", "topic", "organ", "heading", "closing", "annexes")


class HeadingChanged(DraftAct):
    """The heading block, what follows the last paragraph, or the title is changed."""

    kind: Literal["draft.heading"] = "draft.heading"
    fields: dict[Literal["committee", "topic", "organ", "heading", "closing", "annexes", "title"], Any]
    base: int | None = None
    was: dict[str, Any] = Field(default_factory=dict)

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.writable(room, by)
        if self.base is not None and self.base != shared.heading_version:
            raise Conflict(
                "Somebody else changed the heading while you wrote. Look at it again and repeat your change.",
                theirs=None, mine=None, base=shared.heading_version,
            )  # fmt: skip
        was: dict[str, Any] = {}
        for name, value in self.fields.items():
            if name in ("heading", "closing", "annexes"):
                if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
                    raise Refused(f"The field {name} is a list of lines.")
                was[name] = list(getattr(shared.draft, name))
            else:
                if not isinstance(value, str) or len(value) > 2_000:
                    raise Refused(f"The field {name} is a text of at most 2,000 characters.")
                was[name] = shared.title if name == "title" else getattr(shared.draft, name)
        return self.model_copy(update={"was": was, "base": shared.heading_version})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        fields: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in self.fields.items() if k != "title"
        }
        return self.touched(
            room,
            shared,
            entry,
            draft=shared.draft.model_copy(update=fields),
            title=self.fields.get("title", shared.title),
            heading_version=entry.revision,
        )

    def inverse(self, room: Room, entry: Entry) -> DraftAct | None:
        return HeadingChanged(draft=self.draft, fields=self.was, base=entry.revision)


class CoAuthorSet(DraftAct):
    """The author invites another seat to write, or takes the invitation back; a co-author may also leave."""

    kind: Literal["draft.co-author"] = "draft.co-author"
    seat: Id
    writes: bool = True

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        leaves = not self.writes and self.seat == by.id
        if by.role not in DAIS and by.id != shared.author and not leaves:
            raise Refused("Only the draft's author may invite, or take an invitation back.")
        invited = room.seats.get(self.seat)
        if self.writes and (invited is None or not invited.active or invited.role is not Role.DELEGATE):
            raise Refused("Only a delegate's seat of this committee can be invited.")
        if self.seat == shared.author:
            raise Refused("The author writes in any case.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        others = tuple(s for s in shared.co_authors if s != self.seat)
        return self.touched(room, shared, entry, co_authors=(*others, self.seat) if self.writes else others)


class OpenedToSign(DraftAct):
    """The bloc shows its working paper to all delegates, to be signed; or closes it again."""

    kind: Literal["draft.open"] = "draft.open"
    open: bool

    def checked(self, room: Room, by: Seat) -> Self:
        self.writable(room, by)
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return self.touched(room, room.drafts[self.draft], entry, open_to_sign=self.open)


class Commented(DraftAct):
    """A remark on a paragraph; who may read the draft may comment on it."""

    kind: Literal["draft.comment"] = "draft.comment"
    paragraph: Annotated[str, StringConstraints(max_length=40)]
    text: Remark

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        if not self.text.strip():
            raise Refused("There is nothing in the comment.")
        if len(shared.comments) >= MOST_COMMENTS:
            raise Refused(f"A draft holds at most {MOST_COMMENTS:,} comments.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        comment = Comment(id=entry.revision, paragraph=self.paragraph, seat=entry.seat, at=entry.at, text=self.text)
        return self.touched(room, shared, entry, comments=(*shared.comments, comment))


class CommentSettled(DraftAct):
    """A comment is settled, or taken up again."""

    kind: Literal["draft.settled"] = "draft.settled"
    comment: int
    settled: bool = True

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        comment = next((c for c in shared.comments if c.id == self.comment), None)
        if comment is None:
            raise Refused("There is no such comment.")
        if by.role not in DAIS and by.id not in (*shared.writers, comment.seat):
            raise Refused("Only the draft's bloc and whoever made a comment may settle it.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        comments = tuple(c.model_copy(update={"settled": self.settled}) if c.id == self.comment else c for c in shared.comments)
        return self.touched(room, shared, entry, comments=comments)
