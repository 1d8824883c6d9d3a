"""What the workbench draws of a draft that the committee shares: where it stands, who is on it, what is held, and the
paragraphs under the numbers that they have on paper."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

import streamlit as st

from records.acts.act import decided
from records.acts.drafts import DraftAct
from records.acts.stages import Signed
from records.errors import RecordsError, Refused
from records.room import Role, Room, Seat, Shared, Stage
from resolutions.changes import Added, Changed
from resolutions.check import worst
from resolutions.model import Kind, Part, Report
from resolutions.numbering import labels, rows
from resolutions.word_diff import word_diff
from resolutions.wording import name_of as place_name
from ui import conference, drafting, live, look, reactions, shared, state
from ui.papers import minimums, title_of

PRESENCE_SECONDS = 20.0
AWAY_SECONDS = 4.0
PATIENCE_SECONDS = 0.08
"""How long news of the draft wait in the workbench, so that what one writes oneself does not draw the page twice."""

DRAFTS_PAGE = "../pages/room/drafts.py"


# -- texts against one another


@lru_cache(maxsize=512)
def marked(old: str, new: str) -> str:
    """A text marked up against another: what was added is underlined, what was removed is struck through."""
    tags = {"same": "{}", "added": "<ins>{}</ins>", "removed": "<del>{}</del>"}
    body = "".join(tags[piece.kind].format(escape(piece.text)) for piece in word_diff(old, new))
    return f'<bdi class="ph-marked">{body.replace(chr(10), "<br>")}</bdi>'


def marked_block(old: str, new: str) -> str:
    """The same as a block of its own."""
    return f'<p class="ph-markup">{marked(old, new)}</p>'


# -- what a seat may do


def why_not(room: Room, seat: Seat, act: DraftAct) -> str:
    """Why a seat cannot do an act now; empty where it can."""
    try:
        decided(room, seat.id, act)
    except Refused as error:
        return str(error)
    return ""


def do(act: DraftAct, fault_at: str = "") -> bool:
    """Do an act from a button; what is wrong is shown at its place, or told by the frame. Whether it was done."""
    try:
        shared.perform(act)
    except RecordsError as error:
        if fault_at:
            state.keep(f"fault-{fault_at}", str(error))
        else:
            shared.tell(str(error))
        return False
    return True


def fault(place: str) -> None:
    """Show what went wrong at a place, once."""
    said = state.kept(f"fault-{place}")
    if said:
        st.error(look.plain(str(said)), icon=":material/error:")
        state.keep(f"fault-{place}", None)


def is_dais(seat: Seat) -> bool:
    """Whether a seat is a chair's or the secretariat's."""
    return seat.role in (Role.CHAIR, Role.SECRETARIAT)


# -- where the draft stands


def strip(room: Room, paper: Shared, *, writes: bool) -> None:
    """The line above a shared draft: which it is, whether all is kept, and who else is on it."""
    with st.container(horizontal=True, vertical_alignment="center", key="shared-strip"):
        look.show(
            f'<p class="ph-shared"><b><bdi>{escape(title_of(paper))}</bdi></b> '
            f'<span class="ph-stage">{escape(paper.stage.value)}</span> <span class="ph-sub">{_kept(paper)}</span></p>'
        )
        _who_is_here(room.committee, paper.id)
        st.button(
            "Draft and amendments", icon=":material/groups:", key="to-drafts", help="Co-authors, signatures, steps, amendments, history",
            on_click=state.go, args=(DRAFTS_PAGE,), kwargs={"paper": paper.id},
        )  # fmt: skip
        st.button("My own draft", icon=":material/person:", key="to-own", on_click=shared.close, help="The draft that only you have, as you left it")
    if not writes:
        look.show(look.note(_read_only(paper)))


def _kept(paper: Shared) -> str:
    if shared.held():
        return "not all is saved"
    at = shared.saved()
    return f"saved {shared.time_of(at, seconds=True)}" if at else f"last changed {shared.time_of(paper.changed_at)}"


def _read_only(paper: Shared) -> str:
    if paper.stage.value == "voted":
        return "The draft has been voted on. Its text, its names and the result stand, unless the committee reconsiders it."
    if paper.stage.value == "submitted":
        return "The draft waits for the dais, which approves it or sends it back; until then its text does not change."
    if paper.stage.value == "working paper":
        return "You may read this working paper. Its author can invite you to write; until then, comment on it from “Draft and amendments”."
    if paper.stage.value in ("introduced", "amended"):
        return f"The draft is {paper.stage.value}: its text changes by amendments. Propose one below the paragraph it is about."
    return f"The draft is {paper.stage.value}; its text does not change now."


@st.fragment(run_every=PRESENCE_SECONDS)
def _who_is_here(committee: str, draft: str) -> None:
    """Who else is on the draft; looked up, and told of oneself, with the safety tick."""
    room = conference.room()
    if room is None or room.committee != committee:
        return
    shared.note_presence(drafting.opened() or "")
    paper = room.drafts.get(draft)
    others = shared.present(room).get(draft, [])
    if not others or paper is None:
        look.show('<p class="ph-here ph-sub">nobody else is on it now</p>')
        return
    names = [f"<b>{escape(name)}</b>{escape(_at(paper, paragraph))}" for name, paragraph in others]
    look.show(f'<p class="ph-here ph-sub"><span class="dot" aria-hidden="true">●</span> here now: {", ".join(names)}</p>')


def _at(paper: Shared, paragraph: str) -> str:
    place = place_of(paper, paragraph)
    return f" ({place})" if place else ""


def strip_away() -> None:
    """The same while the records cannot be reached: the draft as it was last known, and what is held."""
    with st.container(horizontal=True, vertical_alignment="center", key="shared-strip"):
        look.show('<p class="ph-shared"><b>The committee’s draft</b>, as it was last known</p>')
        st.button("My own draft", icon=":material/person:", key="to-own", on_click=shared.close)
    st.warning(f"{look.plain(shared.away())} What you write is held here and saved when you try again.", icon=":material/cloud_off:")
    room = Room(committee="away")
    held_texts(room, None)
    _look_again()


def left_behind() -> None:
    """What was typed and not saved before the draft was closed, as by the end of a code."""
    unsaved = [one for one in shared.left_behind() if one.mine]
    if not unsaved:
        return
    with st.container(key="left-behind", border=True):
        look.show('<h2 class="ph-h">Not saved in the committee’s draft</h2>')
        for one in unsaved:
            why = "Somebody else had changed the paragraph meanwhile." if one.conflict else one.why
            look.show(f'<p class="ph-remark">{escape(why)}</p><p class="ph-markup"><bdi>{escape(one.mine or "")}</bdi></p>')
        look.show(
            '<p class="ph-sub">This browser keeps it. Sign in to the same seat and open the draft, and it is there '
            "again beside the paragraph. If you may not write at that draft any longer, copy what you need.</p>"
        )
        st.button("Let it go", key="let-left-go", on_click=shared.let_left_go)


@st.fragment(run_every=AWAY_SECONDS)
def _look_again() -> None:
    if conference.room() is not None:
        st.rerun()


def follow(paper: str) -> None:
    """Draw the page again when the draft changes anywhere."""
    live.follow_page([f"draft:{paper}", "settings", "stances"], key=f"ear-{paper}", patience=PATIENCE_SECONDS)


def take_own() -> None:
    """Begin a draft of the committee with the own one, which stays as it is."""
    own = drafting.own()
    try:
        shared.start(own.topic, own)
    except RecordsError as error:
        shared.tell(str(error))


def invitation(room: Room, seat: Seat) -> None:
    """A line on one's own draft that leads to those of the committee that one writes at."""
    mine = [d for d in room.drafts.values() if seat.id in d.writers and d.stage.value == "working paper"]
    if seat.role not in (Role.DELEGATE, Role.CHAIR):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="shared-strip"):
        look.show('<p class="ph-shared">This is your own draft; nobody else sees it.</p>')
        for paper in mine[:3]:
            st.button(
                f"Go on with {look.plain(title_of(paper))[:60]}", key=f"go-on-{paper.id}", icon=":material/groups:",
                on_click=shared.open_draft, args=(paper.id,),
            )  # fmt: skip
        if not drafting.own().is_empty:
            st.button("Take my own draft to the committee", key="take-own", icon=":material/upload:", on_click=take_own)
        st.button("The committee's drafts", key="to-drafts", icon=":material/description:", on_click=state.go, args=(DRAFTS_PAGE,))


# -- the numbers on paper


def place_of(paper: Shared, paragraph: str) -> str:
    """A paragraph as a delegate says it, by its number on paper: `paragraph 3 bis`; empty where it is not there."""
    part = paper.draft.part_of(paragraph)
    if part is None:
        return ""
    label = numbers_of(paper).get(paragraph, "")
    return place_name(f"{'op' if part == 'operative' else 'pp'}{label}")


def numbers_of(paper: Shared) -> dict[str, str]:
    """The number of each paragraph: the one on paper from the introduction on, and before that the one by its place."""
    if paper.numbers is not None:
        return labels(paper.draft, paper.numbers)
    return {p.id: str(n) for part in (paper.draft.preambular, paper.draft.operative) for n, p in enumerate(part, start=1)}


def deleted(paper: Shared) -> tuple[str, ...]:
    """The numbers that deleted paragraphs have left, as `paragraph 5`."""
    if paper.numbers is None:
        return ()
    return tuple(
        place_name(f"{'op' if row.part == 'operative' else 'pp'}{row.label}")
        for row in rows(paper.draft, paper.numbers)
        if row.state == "deleted"
    )


def paper_view(report: Report, paper: Shared, opened: str | None) -> str:
    """The draft as it stands on paper: every number where it was, added ones as `3 bis`, deleted ones said."""
    if paper.numbers is None:
        return ""
    topic, members = state.topic(), shared.known_members(state.topic(), state.council()).members
    by_id = {checked.paragraph.id: checked for checked in report.paragraphs}
    lines = ['<p class="organ"><i>The Security Council,</i></p>']
    for row in rows(paper.draft, paper.numbers):
        checked = by_id.get(row.paragraph)
        number = f"{escape(row.label)}. " if row.part == "operative" else ""
        if checked is None:
            name = number or f"Preambular paragraph {escape(row.label)} "
            lines.append(f'<div class="para {row.part} gone"><span class="margin"></span><p>{name}[deleted]</p></div>')
            continue
        kind = worst(checked, members)
        who = [topic.delegation_by_id[m].name for m in members if checked.reactions[m].kind is kind]
        title = f"{kind.value}: {', '.join(who)}" if kind is not Kind.SILENT else "No member has a documented view"
        state_word = {"added": "added", "moved": "moved here"}.get(row.state, "")
        said = f' <span class="ph-sub">({state_word})</span>' if state_word else ""
        current = ' aria-current="true"' if row.paragraph == opened else ""
        lines.append(
            f'<div class="para {row.part}"{current}><span class="margin">{look.mark(kind.value, title=title)}</span>'
            f"<p>{number}{reactions.italic_opening(checked.paragraph.text, checked.part)}{said}</p></div>"
        )
    return f'<div class="ph-draft">{"".join(lines)}</div>'


# -- what is held


def held_texts(room: Room, paper: Shared | None, *, of: str | None = None, but: str | None = None) -> None:
    """The changes that could not be made, with both texts and the ways out: those `of` a paragraph, or all `but` its.
    What is held of the paragraph that is open stands below the editor, so that nothing moves under the pen."""
    for one in shared.held():
        if of is not None and one.key != of or but is not None and one.key == but:
            continue
        with st.container(key=f"held-{one.key}", border=True):
            if one.conflict:
                _conflict(room, paper, one, narrow=of is not None)
            else:
                _failed(room, paper, one)


def _conflict(room: Room, paper: Shared | None, one: shared.Held, *, narrow: bool) -> None:
    place = (place_of(paper, one.paragraph) if paper else "") or "a paragraph"
    here = conference.signed_in()
    own = here is not None and one.by == here.seat
    who = "You, in another window, changed" if own else f"{room.seat_name(one.by)} changed" if one.by else "Somebody changed"
    when = f" at {shared.time_of(one.at)}" if one.at else ""
    if one.theirs is None:
        who = who.replace("changed", "deleted")
        look.show(f'<h2 class="ph-h">{escape(who)} the paragraph{escape(when)} while you wrote{" here" if own else ""}</h2>')
        look.show(f'<p class="ph-sub">Your text</p><p class="ph-markup"><bdi>{escape(one.mine or "")}</bdi></p>')
        with st.container(horizontal=True):
            st.button("Put it in again", type="primary", key=f"mine-{one.key}", on_click=shared.put_mine, args=(one.key,))
            st.button("Let it go", key=f"theirs-{one.key}", on_click=shared.keep_theirs, args=(one.key,))
        return
    deletes = one.mine is None
    doing = "deleted it" if deletes else "wrote"
    look.show(f'<h2 class="ph-h">{escape(who)} {escape(place)}{escape(when)} while you {doing}{" here" if own else ""}</h2>')
    was = one.seen.text if one.seen else one.theirs.text
    left, right = (st.container(), st.container()) if narrow else st.columns(2, gap="medium")
    with left:
        whose = "Your other window" if own else room.seat_name(one.by) if one.by else "Theirs"
        look.show(f'<p class="ph-sub">{escape(whose)}: as it stands now</p>{marked_block(was, one.theirs.text)}')
        st.button("Keep what stands" if own else "Keep theirs", key=f"theirs-{one.key}", on_click=shared.keep_theirs, args=(one.key,))
    with right:
        text = "<del>" + escape(was) + "</del>" if deletes else ""
        look.show(f'<p class="ph-sub">{"This window" if own else "You"}: not saved yet</p>{marked_block(was, one.mine) if one.mine is not None else f"<p class=ph-markup>{text}</p>"}')
        with st.container(horizontal=True):
            label = "Delete it all the same" if deletes else "Put mine in its place"
            st.button(label, key=f"mine-{one.key}", on_click=shared.put_mine, args=(one.key,))
            both = one.both
            if both is not None:
                st.button(
                    "Take both (merged)", type="primary", key=f"both-{one.key}", on_click=shared.put_mine,
                    args=(one.key, both), help=look.plain(both)[:600],
                )  # fmt: skip


def _failed(room: Room, paper: Shared | None, one: shared.Held) -> None:
    place = (place_of(paper, one.paragraph) if paper else "") or "the draft"
    if isinstance(one.change, Added):
        place = "a new paragraph"
    look.show(f'<h2 class="ph-h">Your change of {escape(place)} is not saved</h2><p class="ph-remark">{escape(one.why)}</p>')
    if one.mine and isinstance(one.change, Added | Changed):
        look.show(f'<p class="ph-markup"><bdi>{escape(one.mine)}</bdi></p>')
    with st.container(horizontal=True):
        st.button("Try again", type="primary", key=f"again-{one.key}", on_click=shared.try_again, args=(one.key,))
        st.button("Let it go", key=f"theirs-{one.key}", on_click=shared.keep_theirs, args=(one.key,))


# -- sponsors and signatories


def named(delegations: Iterable[str]) -> str:
    """Delegations by name."""
    return ", ".join(shared.name_of(d) for d in delegations)


def sign(draft: str, delegation: str, role: str) -> None:
    """Have the own delegation sign, or take its name off."""
    do(Signed.model_validate({"draft": draft, "delegation": delegation, "role": role}))
    shared.refresh()


def signing(room: Room, seat: Seat, paper: Shared, place: str) -> None:
    """The names under a draft, and the buttons to put the own delegation's there."""
    sponsors, signatories = paper.draft.sponsors, paper.draft.signatories
    count = minimums(room, paper)
    look.show(
        f'<p class="ph-names"><b>Sponsors</b> {escape(named(sponsors)) or "none yet"}<br>'
        f"<b>Signatories</b> {escape(named(signatories)) or 'none yet'}</p>"
        + (f'<p class="ph-sub">{escape(count)}</p>' if count else "")
    )
    own = seat.delegation
    if not own or seat.role is not Role.DELEGATE or paper.stage is Stage.VOTED:
        return
    with st.container(horizontal=True, gap="small"):
        for role, label, now in (
            ("sponsor", "Sponsor it", own in sponsors),
            ("signatory", "Sign it", own in signatories),
            ("none", "Take our name off", own not in sponsors and own not in signatories),
        ):
            if now:
                continue
            no = why_not(room, seat, Signed.model_validate({"draft": paper.id, "delegation": own, "role": role}))
            st.button(
                label, key=f"{place}-{role}", on_click=sign, args=(paper.id, own, role), disabled=bool(no),
                help=look.plain(no) if no else None,
            )  # fmt: skip


PARTS: dict[Part, str] = {"preambular": "Preambular", "operative": "Operative"}
