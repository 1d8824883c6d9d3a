"""What the user changes, made into acts based on the version that was seen; and one's own last step taken back."""

from __future__ import annotations

import secrets
from typing import Any, Literal

from pydantic import ValidationError

from records.acts.act import Entry
from records.acts.drafts import HEADING_FIELDS, LONGEST_PARAGRAPH, DraftAct, DraftStarted, HeadingChanged
from records.acts.paragraphs import ParagraphAct, ParagraphAdded, ParagraphChanged, ParagraphMoved, ParagraphRemoved
from records.acts.stages import Signed
from records.errors import Conflict, NotSignedIn, RecordsError, Unavailable
from records.room import Role
from resolutions.changes import Added, Change, Changed, FieldChanged, Moved, Removed, changes, made
from resolutions.model import Draft, Paragraph
from resolutions.word_diff import word_diff
from ui import conference, state
from ui.shared.looking import here, may_change, open_draft, refresh
from ui.shared.opened import draft_has, keep_seen, open_id, seen, tell
from ui.shared.values import Held, Seen
from ui.shared.waiting import hold, let_go


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
            try_change(_named(change, given), None, None, given)


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
        keep_seen(latest.model_copy(update=update | {"version": -1}))
    if acts:
        refresh()


def _role(name: str, groups: dict[str, tuple[str, ...]]) -> Literal["sponsor", "signatory", "none"]:
    if name in groups["sponsor"]:
        return "sponsor"
    return "signatory" if name in groups["signatory"] else "none"


def try_change(change: Change, stands: Paragraph | None, base: int | None, given: dict[str, str] | None = None) -> bool:
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
        hold(Held(change=change, why=f"A paragraph holds at most {LONGEST_PARAGRAPH:,} characters.", seen=stands, base=base))
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
        hold(
            Held(change=change, conflict=True, why=str(error), seen=stands, theirs=error.theirs, base=error.base, by=by, at=at)
        )
        return False
    except RecordsError as error:
        hold(Held(change=change, why=str(error), seen=stands, base=base))
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
    keep_seen(now.model_copy(update={"draft": made(now.draft, (change,)), "versions": versions, "version": -1}))
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
