"""What was said and done about a shared draft: comments on its paragraphs, and who changed what and when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import NamedTuple

import streamlit as st

from records.acts.act import Entry
from records.acts.amendments import (
    AmendmentAccepted,
    AmendmentDecided,
    AmendmentProposed,
    AmendmentSigned,
    AmendmentsOrdered,
    AmendmentTakenBack,
)
from records.acts.drafts import (
    CoAuthorSet,
    Commented,
    CommentSettled,
    DraftAct,
    DraftStarted,
    HeadingChanged,
    OpenedToSign,
)
from records.acts.paragraphs import ParagraphAct, ParagraphAdded, ParagraphChanged, ParagraphMoved, ParagraphRemoved
from records.acts.stages import Signed, StageChanged
from records.room import Comment, Room, Seat, Shared, Stage, may_write
from resolutions.model import Paragraph, Part
from ui import look, shared, state
from ui import shared_bench as bench

STEP_SECONDS = 60.0
"""Changes of one paragraph by one seat that follow one another so closely are told as one."""

MOST_STEPS = 60

BROUGHT_BACK = "brought back an earlier text"


# -- comments


def _say(draft: str, paragraph: str, box: str) -> None:
    text = str(state.value_of(box) or "")
    if bench.do(Commented.model_construct(draft=draft, paragraph=paragraph, text=text[:4000]), box):
        _hold(draft, paragraph)
        state.show_in(box, "")


def _hold(draft: str, paragraph: str, text: str = "") -> None:
    """Hold a comment that was begun, for the box of this page and of any other."""
    state.keep(f"begun-comment-{draft}-{paragraph}", text)


def _settle(draft: str, comment: int, settled: bool) -> None:
    bench.do(CommentSettled(draft=draft, comment=comment, settled=settled))


def comments(room: Room, seat: Seat, paper: Shared, paragraph: str, place: str) -> None:
    """The comments on a paragraph, the settled ones behind the others, and the box to add one."""
    own = [c for c in paper.comments if c.paragraph == paragraph]
    # A list that grows must not move the box below it: what is being typed there would be lost.
    with st.container():
        for comment in sorted(own, key=lambda c: (c.settled, c.id)):
            _comment(room, seat, paper, comment, place)
    box = f"comment-{place}-{paper.id}-{paragraph}"
    with st.container():
        bench.fault(box)
    begun = state.kept(f"begun-comment-{paper.id}-{paragraph}")
    if begun and state.value_of(box) is None:
        state.show_in(box, begun)
    st.text_area(
        "Comment on this paragraph", key=box, height=80, max_chars=4000, placeholder="Say what you would change, and why",
        on_change=state.on_choice(box, partial(_hold, paper.id, paragraph)),
    )  # fmt: skip
    st.button("Comment", key=f"{box}-go", on_click=_say, args=(paper.id, paragraph, box))


def _comment(room: Room, seat: Seat, paper: Shared, comment: Comment, place: str) -> None:
    settled = " settled" if comment.settled else ""
    who = f"<b>{escape(room.seat_name(comment.seat))}</b> <span class='ph-sub'>{shared.time_of(comment.at)}{settled}</span>"
    text = escape(comment.text).replace("\n", "<br>")
    with st.container(horizontal=True, vertical_alignment="center", key=f"said-{place}-{comment.id}"):
        look.show(f'<div class="ph-comment{settled}"><p>{who}</p><p><bdi>{text}</bdi></p></div>')
        act = CommentSettled(draft=paper.id, comment=comment.id, settled=not comment.settled)
        if not bench.why_not(room, seat, act):
            st.button(
                "Take up again" if comment.settled else "Settle", key=f"settle-{place}-{comment.id}", on_click=_settle,
                args=(paper.id, comment.id, not comment.settled),
            )  # fmt: skip


def beside(room: Room, seat: Seat, paper: Shared, paragraph: str) -> None:
    """Comments and history of the paragraph that is open in the workbench, each a click away."""
    waiting = sum(c.paragraph == paragraph and not c.settled for c in paper.comments)
    with st.expander(f"Comments ({waiting})" if waiting else "Comments", icon=":material/chat:"):
        comments(room, seat, paper, paragraph, "bench")
    if st.toggle("History of this paragraph", key=f"history-{paragraph}"):
        of_paragraph(room, seat, paper, paragraph, "bench")


# -- the history of a paragraph


class Step(NamedTuple):
    """A change of a paragraph, or several that followed one another, as one."""

    first: Entry
    last: Entry
    old: str | None
    """The text before; None where the paragraph was not there."""
    new: str | None
    does: str

    @property
    def after(self) -> Paragraph | None:
        """The paragraph after it; None where it was taken out."""
        act = self.last.act
        if isinstance(act, ParagraphAdded):
            return act.content
        if isinstance(act, ParagraphChanged) and act.was is not None:
            return act.was.model_copy(update={"text": act.text, "clause": act.clause, "correction": act.correction})
        return None


def steps(log: Sequence[Entry], paper: Shared, paragraph: str) -> list[Step]:
    """The steps of a paragraph, the first first."""
    found: list[Step] = []
    for entry in log:
        act = entry.act
        if isinstance(act, DraftStarted):
            begun = act.content.find(paragraph)
            if begun is not None:
                found.append(Step(entry, entry, None, begun.text, "brought it in"))
        elif isinstance(act, AmendmentDecided) and act.outcome in ("carried", "friendly"):
            proposed = paper.proposed(act.amendment)
            if proposed is None:
                continue
            one = proposed.amendment
            if one.kind == "add" and one.new_paragraph == paragraph:
                found.append(Step(entry, entry, None, one.text, f"amendment {one.number} carried"))
            elif one.paragraph == paragraph:
                new = {"delete": None, "replace": one.text}.get(one.kind, one.base)
                found.append(Step(entry, entry, one.base, new, f"amendment {one.number} carried"))
        elif isinstance(act, AmendmentTakenBack):
            did = next((one for one in reversed(found) if isinstance(one.last.act, AmendmentDecided) and one.last.act.amendment == act.amendment), None)
            if did is not None:
                found.append(Step(entry, entry, did.new, did.old, f"{did.does.removesuffix(' carried')} was taken back"))
        elif isinstance(act, ParagraphAct) and act.paragraph == paragraph:
            found = _with(found, entry, act)
    return found


def _with(found: list[Step], entry: Entry, act: ParagraphAct) -> list[Step]:
    undone = " (took back)" if act.undoes else ""
    if isinstance(act, ParagraphAdded):
        return [*found, Step(entry, entry, None, act.content.text, f"added it{undone}")]
    if isinstance(act, ParagraphRemoved):
        return [*found, Step(entry, entry, act.was.text if act.was else "", None, f"deleted it{undone}")]
    if isinstance(act, ParagraphMoved):
        return [*found, Step(entry, entry, "", "", f"moved it{undone}")]
    if not isinstance(act, ParagraphChanged):
        return found
    old = act.was.text if act.was else ""
    before = found[-1] if found else None
    if (
        before is not None
        and isinstance(before.last.act, ParagraphChanged)
        and bool(before.last.act.undoes) == bool(act.undoes)
        and before.last.seat == entry.seat
        and entry.at - before.last.at <= STEP_SECONDS
        and not before.does.startswith(BROUGHT_BACK)
    ):
        return [*found[:-1], before._replace(last=entry, new=act.text)]
    does = "changed it" if act.text != old else "changed what it is taken to mean"
    if act.text != old and any(step.new == act.text for step in found):
        does = BROUGHT_BACK
    return [*found, Step(entry, entry, old, act.text, f"{does}{undone}")]


def _restore(draft: str, paragraph: str, text: str, version: int | None, part: Part, after: str | None, stands: bool) -> None:
    if stands:
        act: DraftAct = ParagraphChanged(draft=draft, paragraph=paragraph, text=text, base=version)
    else:
        act = ParagraphAdded(draft=draft, part=part, after=after, content=Paragraph(id=paragraph, text=text))
    if bench.do(act, f"history-{draft}-{paragraph}"):
        shared.refresh()


def of_paragraph(room: Room, seat: Seat, paper: Shared, paragraph: str, place: str) -> None:
    """Who changed a paragraph, when, and each change marked up, the last first; any text can be brought back."""
    log = shared.history(paper.id)
    found = steps(log, paper, paragraph)
    bench.fault(f"history-{paper.id}-{paragraph}")
    now = paper.draft.find(paragraph)
    writes = may_write(room, seat, paper)
    gone = next((e.act for e in reversed(log) if isinstance(e.act, ParagraphRemoved) and e.act.paragraph == paragraph), None)
    part: Part = (gone.part if gone and gone.part else None) or paper.draft.part_of(paragraph) or "operative"
    if not found:
        look.show(look.note("Nothing of it is on record but that it stands here."))
    for number, step in enumerate(reversed(found[-MOST_STEPS:])):
        body = bench.marked_block(step.old or "", step.new or "") if (step.old or "") != (step.new or "") else ""
        look.show(
            f'<div class="ph-step"><p><b>{escape(room.seat_name(step.last.seat))}</b> {escape(step.does)} '
            f'<span class="ph-sub">{shared.time_of(step.last.at)}</span></p>{body}</div>'
        )
        if writes and step.new is not None and step.new != (now.text if now else None) and step.new:
            st.button(
                "Restore this text", key=f"restore-{place}-{step.last.revision}-{number}", icon=":material/restore:", on_click=_restore,
                args=(paper.id, paragraph, step.new, paper.versions.get(paragraph), part, gone.after if gone else None, now is not None),
            )  # fmt: skip
        elif writes and now is None and step.new is None and step.old:
            st.button(
                "Bring it back", key=f"restore-{place}-{step.last.revision}-{number}", icon=":material/restore:", on_click=_restore,
                args=(paper.id, paragraph, step.old, None, part, gone.after if gone else None, False),
            )  # fmt: skip


# -- the history of the whole draft


def lost(log: Sequence[Entry], paper: Shared) -> dict[str, str]:
    """The paragraphs that were deleted, each with its last words."""
    found: dict[str, str] = {}
    for entry in log:
        act = entry.act
        if isinstance(act, ParagraphRemoved) and act.was is not None:
            found[act.paragraph] = act.was.text
        elif isinstance(act, AmendmentDecided) and act.outcome in ("carried", "friendly"):
            proposed = paper.proposed(act.amendment)
            if proposed is not None and proposed.amendment.kind == "delete" and proposed.amendment.paragraph:
                found[proposed.amendment.paragraph] = proposed.amendment.base
    return {p: text for p, text in found.items() if paper.draft.find(p) is None}


def in_words(room: Room, paper: Shared, act: DraftAct) -> str:
    """What an act did, as the end of a sentence that begins with a name."""
    if isinstance(act, ParagraphAct):
        at = bench.place_of(paper, act.paragraph) or "a paragraph since deleted"
        does = {ParagraphAdded: "added", ParagraphChanged: "changed", ParagraphRemoved: "deleted", ParagraphMoved: "moved"}[type(act)]
        return f"{does} {at}" + (", taking a step back" if act.undoes else "")
    if isinstance(act, DraftStarted):
        return "began the draft" + (f" with {len(act.content.paragraphs)} paragraphs" if act.content.paragraphs else "")
    if isinstance(act, HeadingChanged):
        return f"changed the {' and the '.join(act.fields)}"
    if isinstance(act, CoAuthorSet):
        return f"invited {room.seat_name(act.seat)} to write" if act.writes else f"ended {room.seat_name(act.seat)}’s part in writing"
    if isinstance(act, OpenedToSign):
        return "opened the draft to sign" if act.open else "closed the draft to others"
    if isinstance(act, Signed):
        who = shared.name_of(act.delegation)
        return f"took {who} off the names" if act.role == "none" else f"put {who} down as {act.role}"
    if isinstance(act, StageChanged) and act.undoes:
        return f"took a step back in the session: the draft is {act.to.value} again"
    if isinstance(act, StageChanged):
        to = {Stage.WORKING: "sent the draft back", Stage.VOTED: "recorded the vote", Stage.APPROVED: f"approved the draft as {act.symbol}"}
        return to.get(act.to, f"made the draft {act.to.value}") + (f": {act.remark}" if act.remark else "")
    if isinstance(act, Commented):
        return f"commented on {bench.place_of(paper, act.paragraph) or 'a paragraph since deleted'}: {act.text[:160]}"
    if isinstance(act, CommentSettled):
        return "settled a comment" if act.settled else "took a comment up again"
    return _amendment_in_words(paper, act)


def _amendment_in_words(paper: Shared, act: DraftAct) -> str:
    if isinstance(act, AmendmentsOrdered):
        return "ruled on the order of the amendments" if act.order else "went back to the order of the rule"
    if isinstance(act, AmendmentProposed):
        return f"proposed amendment {act.amendment.number}"
    named = ""
    if isinstance(act, AmendmentSigned | AmendmentAccepted | AmendmentDecided | AmendmentTakenBack):
        proposed = paper.proposed(act.amendment)
        named = f"amendment {proposed.amendment.number}" if proposed else "an amendment"
    if isinstance(act, AmendmentSigned):
        return f"{'joined' if act.signs else 'left'} the sponsors of {named}"
    if isinstance(act, AmendmentAccepted):
        return f"{'accepted' if act.accepts else 'no longer accepts'} {named} as friendly"
    if isinstance(act, AmendmentDecided):
        return f"recorded {named}: {act.outcome}"
    if isinstance(act, AmendmentTakenBack):
        return f"took back the decision on {named}"
    return "changed the draft"


def of_draft(room: Room, paper: Shared) -> None:
    """Everything that was done to a draft, the last first; what was typed in one go is one line, with its mark-up."""
    log = shared.history(paper.id)
    told: list[tuple[Entry, str, str, str]] = []
    for entry in log:
        act = entry.act
        if not isinstance(act, DraftAct):
            continue
        words = in_words(room, paper, act)
        old, new = "", ""
        if isinstance(act, ParagraphChanged):
            old, new = act.was.text if act.was else "", act.text
            last = told[-1] if told else None
            if (
                last is not None and last[0].seat == entry.seat and last[1] == words and entry.at - last[0].at <= STEP_SECONDS
                and isinstance(last[0].act, ParagraphChanged) and last[0].act.paragraph == act.paragraph
            ):  # fmt: skip
                told[-1] = (entry, words, last[2], new)
                continue
        elif isinstance(act, ParagraphAdded):
            new = act.content.text
        elif isinstance(act, ParagraphRemoved):
            old = act.was.text if act.was else ""
        told.append((entry, words, old, new))
    everything = len(told) <= MOST_STEPS or st.toggle(f"All {len(told)} steps", key=f"all-steps-{paper.id}")
    rows = []
    for entry, words, old, new in reversed(told if everything else told[-MOST_STEPS:]):
        line = f'<span class="ph-sub">{shared.time_of(entry.at)}</span> <b>{escape(room.seat_name(entry.seat))}</b> <bdi>{escape(words)}</bdi>'
        if old != new:
            rows.append(f"<li><details class='ph-did'><summary>{line}</summary>{bench.marked_block(old, new)}</details></li>")
        else:
            rows.append(f"<li>{line}</li>")
    look.show(f'<ul class="ph-list rows ph-log">{"".join(rows)}</ul>')
