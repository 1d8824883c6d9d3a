"""The bridge between this session and a draft that the committee shares.

The session keeps what it saw of the draft when the page was last drawn. What the user changes is told from that, and each
change becomes an act based on the version that was seen; so whoever did not see what somebody else wrote cannot write
over it. A change that cannot be made is held with its words, until the user says what is to become of it; `ui.unsaved`
keeps those words in the browser as well, for when this session ends before that.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from pydantic import Field, TypeAdapter, ValidationError

from positions.council import Council
from positions.topic import Topic
from records.acts import (
    HEADING_FIELDS,
    LONGEST_PARAGRAPH,
    DraftAct,
    DraftStarted,
    Entry,
    HeadingChanged,
    ParagraphAct,
    ParagraphAdded,
    ParagraphChanged,
    ParagraphMoved,
    ParagraphRemoved,
    Signed,
)
from records.errors import Conflict, NotSignedIn, RecordsError, Unavailable
from records.room import Role, Room, Seat, Shared, may_read, may_write
from resolutions.changes import Added, Change, Changed, FieldChanged, Moved, Removed, changes, made
from resolutions.model import Draft, Paragraph, Value
from resolutions.numbering import Numbers
from resolutions.word_diff import merged, word_diff
from ui import conference, state

MOST_BASES = 6
"""States of one editor that are remembered, to know on which text something was typed."""

NOT_SAVED = "What you wrote last in the committee's draft is not saved; the workbench shows it."

NO_VERSION = -1
"""A version that no paragraph ever has: whatever stands there is then taken for somebody else's change."""


class Seen(Value):
    """What this session last saw of the draft."""

    committee: str
    id: str
    draft: Draft
    versions: dict[str, int] = Field(default_factory=dict)
    heading: int = 0
    version: int = 0
    numbers: Numbers | None = None
    """The numbers that its paragraphs have on paper, from its introduction on."""


class Ground(Value):
    """On what something was typed, told by the browser, which outlasts this session."""

    base: int = NO_VERSION
    """The version of the paragraph that stood there."""
    was: str = ""
    """Its words."""
    sent: tuple[str, ...] = ()
    """Earlier states of the same typing. Where one of them stands in the draft by now, nobody else's words do."""


class Held(Value):
    """A change of the user's that could not be made, with its words."""

    change: Change
    conflict: bool = False
    """True where somebody else changed the paragraph; else it may simply be tried again."""
    why: str = ""
    seen: Paragraph | None = None
    """The paragraph on which the user wrote."""
    theirs: Paragraph | None = None
    """The paragraph as it stands now, in a conflict; None where it was deleted."""
    base: int | None = None
    """The version on which a new attempt is based."""
    by: str = ""
    """The seat that changed it."""
    at: float = 0.0

    @property
    def paragraph(self) -> str:
        """The paragraph it is about; empty for the heading."""
        if isinstance(self.change, Added | Changed):
            return self.change.content.id
        return "" if isinstance(self.change, FieldChanged) else self.change.paragraph

    @property
    def key(self) -> str:
        """What tells it from all else that is held: a paragraph that was not added yet has no id of its own."""
        return f"+{self.paragraph}" if isinstance(self.change, Added) else self.paragraph

    @property
    def mine(self) -> str | None:
        """The text that the user wrote; None where there is none, as for a deletion."""
        return self.change.content.text if isinstance(self.change, Added | Changed) else None

    @property
    def both(self) -> str | None:
        """Both changes in one text, where they touch different words."""
        if self.seen is None or self.theirs is None or self.mine is None:
            return None
        found = merged(self.seen.text, self.theirs.text, self.mine)
        return None if found in (self.theirs.text, self.mine) else found


_HELD: TypeAdapter[tuple[Held, ...]] = TypeAdapter(tuple[Held, ...])


# -- which draft is open


def open_id() -> str:
    """The shared draft that is open in this session; empty while the own one is."""
    return str(state.kept("shared-draft") or "")


def is_open() -> bool:
    """Whether a shared draft is open in this session."""
    return bool(open_id()) and seen() is not None


def open_draft(draft: str) -> None:
    """Open a shared draft in place of the own one, which stays as it is."""
    _forget()
    state.keep("shared-draft", draft)
    state.keep("shared-opening", secrets.token_hex(4))
    state.keep("opened", None)
    refresh()


def close() -> None:
    """Go back to the own draft."""
    _forget()
    state.keep("shared-draft", None)
    state.keep("opened", None)


def read_address() -> None:
    """Open the shared draft that the address names, as after a reload, once and only where this seat may read it."""
    if state.kept("shared-asked") or conference.is_away():
        return
    state.keep("shared-asked", True)
    wanted = st.query_params.get("shared", "")[:80]
    room, seat = (conference.room(), conference.seat()) if wanted and not open_id() else (None, None)
    if room is None or seat is None:
        return
    found = room.drafts.get(wanted)
    if found is not None and may_read(room, seat, found):
        open_draft(wanted)
    else:
        tell("The committee's draft in the address is not there, or not yours to read. Your own draft is open.")


def write_address() -> None:
    """Put the id of the open shared draft into the address; of its words nothing stands there."""
    wanted = open_id()
    if wanted != st.query_params.get("shared", ""):
        if wanted:
            st.query_params["shared"] = wanted
        elif state.kept("shared-asked"):
            st.query_params.pop("shared", None)


def _forget() -> None:
    for name in ("seen", "revs", "bases", "saved", "away", "undone", "place", "left"):
        state.keep(f"shared-{name}", None)


def seen() -> Seen | None:
    """What this session last saw of the open draft."""
    text = state.kept("shared-seen")
    return _read_seen(text) if text else None


@lru_cache(maxsize=64)
def _read_seen(text: str) -> Seen | None:
    try:
        return Seen.model_validate_json(text)
    except ValidationError:
        return None


def _keep_seen(now: Seen) -> None:
    state.keep("shared-seen", now.model_dump_json())


def draft() -> Draft:
    """The shared draft as it was last seen."""
    now = seen()
    return now.draft if now else Draft()


def numbers() -> Numbers | None:
    """The numbers on paper of the open draft, as it was last seen; None before its introduction, and for the own draft."""
    now = seen() if is_open() else None
    return now.numbers if now else None


def tell(text: str) -> None:
    """Have the frame say something until it is dismissed."""
    said = list(state.kept("notes") or ())
    if text not in said:
        state.keep("notes", [*said, text])


# -- seeing what others did


def seat() -> Seat | None:
    """This browser's seat; None in solo use."""
    return conference.seat()


def here() -> tuple[Room, Seat, Shared] | None:
    """The room, this browser's seat, and the open draft as it stands; None where any of them is not to be had."""
    draft = open_id()
    room, seat = (conference.room(), conference.seat()) if draft else (None, None)
    if room is None or seat is None:
        return None
    shared = room.drafts.get(draft)
    return (room, seat, shared) if shared is not None and may_read(room, seat, shared) else None


def refresh() -> None:
    """Take note of the draft as it stands; done before every page is drawn, and never within a callback that saves."""
    draft = open_id()
    if not draft:
        return
    found = here()
    if found is None:
        _away()
        return
    room, seat, shared = found
    state.keep("shared-away", None)
    state.keep("shared-place", f"{room.committee}/{seat.id}/{shared.id}")
    old = seen()
    if old is not None and old.id == shared.id and old.version == shared.version:
        return
    if old is not None and old.id == shared.id and old.committee == room.committee:
        for paragraph in old.draft.paragraphs:
            now = shared.draft.find(paragraph.id)
            if now is not None and now.text != paragraph.text:
                _bump(paragraph.id, old)
            if now is None and state.kept("opened") == paragraph.id:
                tell("The paragraph that you had open was deleted. Its history has the text, and brings it back.")
    _keep_seen(
        Seen(
            committee=room.committee,
            id=shared.id,
            draft=shared.draft,
            versions=shared.versions,
            heading=shared.heading_version,
            version=shared.version,
            numbers=shared.numbers,
        )
    )
    _review_held(shared)


def _away() -> None:
    """The draft is not to be had: for the moment, or for good."""
    why = conference.was_signed_out()
    try:
        room = conference.room() if not why else None
        reachable = conference.records().revisions() is not None
    except RecordsError as error:
        room, reachable, why = None, False, str(error)
    if not reachable:
        state.keep("shared-away", why or "The records cannot be reached.")
        return
    draft, where = open_id(), place()
    close()
    # What is held goes on being kept in the browser, and is shown beside the own draft. The browser is asked once more: what
    # was typed last may not have reached this session.
    state.keep("shared-place", where)
    state.keep("shared-left", draft)
    state.keep("shared-opening", secrets.token_hex(4))
    if room is not None:
        tell("The committee's draft that was open is not yours to read any longer. Your own draft is open again.")
    elif why:
        tell(f"{why} Your own draft is open again. Open the committee's in this browser once more: your last words come back there.")
    if left_behind():
        tell(NOT_SAVED)


def place() -> str:
    """Whose words in which draft this session's are: committee, seat and draft; empty while no shared one is open."""
    return str(state.kept("shared-place") or "")


def opening() -> str:
    """Tells this opening of the draft from every other one, in this session or an earlier one."""
    return str(state.kept("shared-opening") or "")


def left() -> str:
    """The draft that was closed because the user was signed out, or may not read it any longer; empty for none."""
    return str(state.kept("shared-left") or "")


def left_behind() -> tuple[Held, ...]:
    """What was held of that draft."""
    return _held_in(left())


def away() -> str:
    """Why the draft could not be looked at again just now; empty where it could."""
    return str(state.kept("shared-away") or "")


def may_change() -> bool:
    """Whether this browser may change the text of the open draft."""
    found = here()
    return found is not None and may_write(*found)


# -- the editor, and on which text something was typed


def revision(paragraph: str) -> str:
    """Another one whenever the editor has to take the paragraph's text anew."""
    return f"{open_id()}.{opening()}.{_revs().get(paragraph, 0)}"


def _revs() -> dict[str, int]:
    return dict(json.loads(state.kept("shared-revs") or "{}"))


def _bump(paragraph: str, old: Seen) -> None:
    """Have the editor of a paragraph take its text anew, and remember what it showed until now."""
    was = old.draft.find(paragraph)
    bases: dict[str, list[list[Any]]] = json.loads(state.kept("shared-bases") or "{}")
    showed = [revision(paragraph), old.versions.get(paragraph), was.model_dump_json() if was else ""]
    bases[paragraph] = [*bases.get(paragraph, []), showed][-MOST_BASES:]
    state.keep("shared-bases", json.dumps(bases))
    revs = _revs()
    state.keep("shared-revs", json.dumps(revs | {paragraph: revs.get(paragraph, 0) + 1}))


def refresh_editor(paragraph: str | None) -> None:
    """Have the editor show the paragraph's text again."""
    now = seen()
    if paragraph and now is not None:
        _bump(paragraph, now)


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
        _hold(held.model_copy(update={"change": Changed(content=held.change.content.model_copy(update={"text": text}))}))
        return
    stands = now.draft.find(paragraph)
    base = now.versions.get(paragraph)
    if on and on != revision(paragraph):
        bases = {showed: rest for showed, *rest in json.loads(state.kept("shared-bases") or "{}").get(paragraph, [])}
        if on in bases:
            base, was = bases[on]
            stands = Paragraph.model_validate_json(was) if was else stands
        elif ground is not None:
            typed_before(paragraph, text, ground)
            return
    if stands is None:
        stands = Paragraph(id=paragraph, text="")
    if stands.text == text and held is None:
        return
    if not _try(Changed(content=stands.model_copy(update={"text": text})), stands, base):
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
        _hold(known.model_copy(update={"change": change}) if known else new)
        tell(NOT_SAVED)
        return
    stands = now.draft.find(paragraph)
    held = held_of(paragraph)
    if held is not None and held.conflict and isinstance(held.change, Changed):
        _hold(held.model_copy(update={"change": Changed(content=held.change.content.model_copy(update={"text": text}))}))
    elif stands is not None and stands.text == text:
        let_go(paragraph)
    else:
        base = ground.base
        if stands is not None and stands.text in ground.sent:
            base, ground = now.versions.get(paragraph, NO_VERSION), Ground(was=stands.text)
        was = (stands or Paragraph(id=paragraph, text="")).model_copy(update={"text": ground.was})
        _try(Changed(content=was.model_copy(update={"text": text})), was, base)
    refresh_editor(paragraph)


# -- saving


def save(new: Draft, *, typed: str = "") -> None:
    """Make the changes that lead from what was seen to a new draft; those that cannot be made are held."""
    now = seen()
    if now is None:
        return
    wanted = changes(now.draft, new)
    _save_fields(now, {c.name: c.value for c in wanted if isinstance(c, FieldChanged)})
    given: dict[str, str] = {}
    for change in wanted:
        if not isinstance(change, FieldChanged):
            _try(_named(change, given), None, None, given)


def _named(change: Change, given: dict[str, str]) -> Change:
    """A change that speaks of added paragraphs by the ids that they got."""
    if isinstance(change, Added | Moved) and change.after in given:
        return change.model_copy(update={"after": given[change.after]})
    return change


def _save_fields(now: Seen, fields: dict[str, str | tuple[str, ...]]) -> None:
    heading = {name: list(v) if isinstance(v, tuple) else v for name, v in fields.items() if name in HEADING_FIELDS}
    acts: list[DraftAct] = []
    if heading:
        acts.append(HeadingChanged.model_validate({"draft": now.id, "fields": heading, "base": now.heading}))
    if "sponsors" in fields or "signatories" in fields:
        after = {
            "sponsor": tuple(fields.get("sponsors", now.draft.sponsors)),
            "signatory": tuple(fields.get("signatories", now.draft.signatories)),
        }
        before = {"sponsor": now.draft.sponsors, "signatory": now.draft.signatories}
        names = dict.fromkeys(name for group in (*before.values(), *after.values()) for name in group)
        for name in names:
            role = _role(name, after)
            if role != _role(name, before):
                acts.append(Signed(draft=now.id, delegation=name, role=role))
    for act in acts:
        try:
            try:
                entry = perform(act)
            except Conflict as error:
                found = here()
                if found is None or not heading or any(getattr(found[2].draft, f) != getattr(now.draft, f) for f in heading):
                    raise
                # Another field of the heading was changed.
                entry = perform(act.model_copy(update={"base": error.base}))
        except RecordsError as error:
            tell(str(error))
            continue
        latest = seen() or now
        update: dict[str, Any] = {"version": entry.revision}
        if isinstance(entry.act, HeadingChanged):
            values: dict[str, Any] = {}
            for name, value in entry.act.fields.items():
                values[name] = tuple(value) if isinstance(value, list) else value
            update |= {"heading": entry.revision, "draft": latest.draft.model_copy(update=values)}
        _keep_seen(latest.model_copy(update=update | {"version": -1}))
    if acts:
        refresh()


def _role(name: str, groups: dict[str, tuple[str, ...]]) -> Literal["sponsor", "signatory", "none"]:
    if name in groups["sponsor"]:
        return "sponsor"
    return "signatory" if name in groups["signatory"] else "none"


def _try(change: Change, stands: Paragraph | None, base: int | None, given: dict[str, str] | None = None) -> bool:
    """Make a change of one paragraph, or hold it; whether it was made.

    Args:
        stands: the paragraph on which it was written, where that is not the one that was last seen.
        base: its version, likewise.
    """
    now = seen()
    if now is None:
        return False
    held = Held(change=change)
    paragraph = held.paragraph
    if stands is None:
        stands, base = now.draft.find(paragraph), now.versions.get(paragraph)
    try:
        act = _act(now, change, stands, base)
    except ValidationError:
        _hold(Held(change=change, why=f"A paragraph holds at most {LONGEST_PARAGRAPH:,} characters.", seen=stands, base=base))
        return False
    if act is None:
        return True
    try:
        try:
            entry = perform(act)
        except Conflict as error:
            together = _together(now, change, stands, error)
            if together is None:
                raise
            entry = perform(together)
    except Conflict as error:
        by, at = _last(now, paragraph)
        _hold(
            Held(change=change, conflict=True, why=str(error), seen=stands, theirs=error.theirs, base=error.base, by=by, at=at)
        )
        return False
    except RecordsError as error:
        _hold(Held(change=change, why=str(error), seen=stands, base=base))
        return False
    done = entry.act
    if isinstance(done, ParagraphAdded) and isinstance(change, Added):
        if done.paragraph != change.content.id:
            if given is not None:
                given[change.content.id] = done.paragraph
            if state.kept("opened") == change.content.id:
                state.keep("opened", done.paragraph)
        change = change.model_copy(update={"content": done.content})
    elif isinstance(done, ParagraphChanged) and isinstance(change, Changed):
        loose = change.content.before if done.loose is None else done.loose
        fields = {"text": done.text, "clause": done.clause, "correction": done.correction, "before": loose}
        change = Changed(content=change.content.model_copy(update=fields))
    versions = now.versions if isinstance(change, Moved) else {**now.versions, _about(done): entry.revision}
    # The version of the whole is left, so that the next look takes note of what else happened.
    _keep_seen(now.model_copy(update={"draft": made(now.draft, (change,)), "versions": versions, "version": -1}))
    let_go(held.key)
    return True


def _about(act: Any) -> str:
    return act.paragraph if isinstance(act, ParagraphAct) else ""


def _act(now: Seen, change: Change, stands: Paragraph | None, base: int | None) -> ParagraphAct | None:
    """The act that makes a change; None where there is nothing to do."""
    if isinstance(change, Added):
        return ParagraphAdded(
            draft=now.id, part=change.part, after=change.after, content=change.content.model_copy(update={"line": None})
        )
    if isinstance(change, Removed):
        return ParagraphRemoved(draft=now.id, paragraph=change.paragraph, base=base)
    if isinstance(change, Moved):
        return ParagraphMoved(draft=now.id, paragraph=change.paragraph, part=change.part, after=change.after)
    if isinstance(change, Changed):
        new = change.content
        loose = None if stands is not None and stands.before == new.before else new.before
        return ParagraphChanged(
            draft=now.id, paragraph=new.id, text=new.text, clause=new.clause, correction=new.correction, loose=loose, base=base
        )
    return None


def _together(now: Seen, change: Change, stands: Paragraph | None, error: Conflict) -> ParagraphChanged | None:
    """The change upon what somebody else did to the same paragraph, where that was no change of the same thing."""
    theirs = error.theirs
    if theirs is None or stands is None or not isinstance(change, Changed):
        return None
    update: dict[str, Any] = {}
    for name in ("text", "clause", "correction", "before"):
        was, new, other = getattr(stands, name), getattr(change.content, name), getattr(theirs, name)
        if new != was and other != was and new != other and not (name == "text" and _only_adds(was, other) and _only_adds(other, new)):
            return None
        update[name] = new if new != was else other
    return ParagraphChanged(
        draft=now.id, paragraph=theirs.id, text=update["text"], clause=update["clause"],
        correction=update["correction"], loose=update["before"], base=error.base,
    )  # fmt: skip


def _only_adds(old: str, new: str) -> bool:
    """Whether a text has every word of an older one, and more. Where each of two changes only adds to the one before, as when
    somebody typed on after a reload, the last one has the words of both."""
    return all(piece.kind != "removed" for piece in word_diff(old, new))


def _last(now: Seen, paragraph: str) -> tuple[str, float]:
    """Who changed a paragraph last, and when."""
    log = history(now.id, paragraph)
    return (log[-1].seat, log[-1].at) if log else ("", 0.0)


def history(draft: str, paragraph: str | None = None, after: int = 0) -> tuple[Entry, ...]:
    """The log of a draft, or of one of its paragraphs; empty where it is not to be had."""
    me, committee = conference.signed_in(), conference.committee_id()
    if me is None or committee is None:
        return ()
    try:
        return conference.records().history_for(committee, me.seat, draft=draft, paragraph=paragraph, after=after)
    except RecordsError:
        return ()


def perform(act: DraftAct) -> Entry:
    """Do an act, and note when it was kept.

    Raises:
        RecordsError: if it may not, or could not be kept.
    """
    entry = conference.perform(act)
    state.keep("shared-saved", repr(entry.at))
    state.keep("shared-undone", None)
    return entry


def saved() -> float | None:
    """When something of this session's was last kept."""
    at = state.kept("shared-saved")
    return float(at) if at else None


def can_undo() -> bool:
    """Whether there may be a step of one's own to take back."""
    now = seen()
    return now is not None and state.kept("shared-undone") != now.version and may_change()


def undo() -> None:
    """Take back one's own last step; what others did since stays."""
    me, committee, draft = conference.signed_in(), conference.committee_id(), open_id()
    try:
        if me is None or committee is None:
            raise NotSignedIn("This browser is not signed in to a committee any more.")
        entry = conference.records().undo(committee, me.seat, draft)
        conference.look_again()
    except Unavailable as error:
        tell(str(error))
        return
    except RecordsError as error:
        now = seen()
        state.keep("shared-undone", now.version if now else None)
        tell(str(error))
        return
    state.keep("shared-saved", repr(entry.at))
    refresh()
    paragraph = _about(entry.act)
    if paragraph and draft_has(paragraph):
        state.keep("opened", paragraph)


def draft_has(paragraph: str) -> bool:
    """Whether a paragraph stands in the draft as it was last seen."""
    return draft().find(paragraph) is not None


# -- what is held until the user says what becomes of it


def held() -> tuple[Held, ...]:
    """The user's changes to the open draft, or to the one that had to be closed, that could not be made."""
    return _held_in(open_id() or left())


def _held_in(draft: str) -> tuple[Held, ...]:
    text = state.kept(f"shared-held-{draft}") if draft else None
    return _read_held(text) if text else ()


@lru_cache(maxsize=64)
def _read_held(text: str) -> tuple[Held, ...]:
    try:
        return _HELD.validate_json(text)
    except ValidationError:
        return ()


def _keep_held(now: Iterable[Held]) -> None:
    state.keep(f"shared-held-{open_id() or left()}", _HELD.dump_json(tuple(now)).decode())


def held_of(key: str) -> Held | None:
    """What is held of a paragraph, or under another key."""
    return next((h for h in held() if h.key == key), None)


def _hold(new: Held) -> None:
    _keep_held((*(h for h in held() if h.key != new.key), new))


def let_left_go() -> None:
    """Let go of what was not saved in the draft that had to be closed."""
    state.keep(f"shared-held-{left()}", None)
    state.keep("shared-left", None)


def take_back(kept: str) -> bool:
    """Hold again what an earlier session held, as `held_as_text` gave it; what this one holds itself is newer and stays.

    Answers whether all of it is held or settled now: of two texts for one paragraph the second waits for the next time.

    Raises:
        ValidationError: if it cannot be read.
    """
    mine = held()
    found = _HELD.validate_json(kept)
    new = tuple(one for one in found if all(one.key != other.key for other in mine))
    _keep_held((*mine, *new))
    if there := here():
        _review_held(there[2])
    for one in new:
        if not one.conflict and is_open():
            # Whatever was in the way, such as a code that had ended, may be out of it by now.
            try_again(one.key)
        refresh_editor(one.paragraph)
    return all(one in new or one in mine for one in found)


def held_as_text() -> str:
    """What is held of the draft that is open, or of the one that had to be closed, for `take_back`; empty for nothing."""
    unsaved = held()
    return _HELD.dump_json(unsaved).decode() if unsaved else ""


def let_go(key: str) -> None:
    """Hold nothing of a paragraph any longer."""
    if held_of(key) is not None:
        _keep_held(h for h in held() if h.key != key)


def _review_held(shared: Shared) -> None:
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
        _keep_held(kept)


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
    if _try(change, stands, one.base):
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
    if one is not None and _try(one.change, one.seen, one.base):
        let_go(key)


# -- beginning a draft


def start(title: str, content: Draft) -> str:
    """Begin a shared draft and open it; answers its id.

    Raises:
        RecordsError: if it may not, or could not be kept.
    """
    draft = f"d-{secrets.token_hex(5)}"
    seat = conference.seat()
    own = (seat.delegation,) if seat is not None and seat.role is Role.DELEGATE else None
    plain = content.model_copy(
        update={
            "symbol": "",
            # A delegation signs for itself.
            "sponsors": tuple(s for s in content.sponsors if own is None or s in own),
            "signatories": tuple(s for s in content.signatories if own is None or s in own),
        }
    )
    conference.perform(DraftStarted(draft=draft, title=title.strip()[:200], content=plain))
    open_draft(draft)
    return draft


# -- names


def known_members(topic: Topic, council: Council) -> Council:
    """The council with those members only of whom the topic knows anything; for the forecast."""
    members = tuple(m for m in council.members if m in topic.delegation_by_id)
    return council if members == council.members or not members else council.model_copy(update={"members": members})


def name_of(delegation: str) -> str:
    """A delegation's name; one that the topic does not know is called as it was written."""
    known = state.topic().delegation_by_id.get(delegation)
    return known.name if known else delegation


# -- who is here


def note_presence(paragraph: str = "") -> None:
    """Let the others know that somebody is on this draft."""
    me, committee = conference.signed_in(), conference.committee_id()
    if me is not None and committee is not None and open_id():
        try:
            conference.records().seen(committee, me.seat, open_id(), paragraph)
        except RecordsError:
            # It is no reason to trouble anybody.
            return


def present(room: Room) -> dict[str, list[tuple[str, str]]]:
    """Who is on which draft now, but for this browser: for each draft the seats' names, each with its paragraph."""
    me = conference.signed_in()
    found: dict[str, list[tuple[str, str]]] = {}
    try:
        for one in conference.records().present_for(room.committee, me.seat if me else ""):
            if me is None or one.seat != me.seat:
                found.setdefault(one.draft, []).append((room.seat_name(one.seat), one.paragraph))
    except RecordsError:
        return {}
    return found


# -- times


def time_of(at: float, *, seconds: bool = False) -> str:
    """A time of the log as the browser's clock shows it; with the day where it is another one."""
    zone = _zone()
    then, now = datetime.fromtimestamp(at, zone), datetime.now(zone)
    clock = then.strftime("%H:%M:%S" if seconds else "%H:%M")
    return clock if then.date() == now.date() else f"{then.day} {then.strftime('%B')}, {clock}"


def _zone() -> tzinfo:
    try:
        return ZoneInfo(str(st.context.timezone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


