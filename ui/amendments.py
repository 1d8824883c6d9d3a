"""What pages draw of amendments: each in words, marked up, with what it would change; and the forms to propose them."""

from __future__ import annotations

import secrets
from functools import lru_cache, partial
from html import escape
from typing import Any, Literal

import streamlit as st

from committee.events import DocumentWithdrawn
from committee.state import Document
from positions.council import Council
from positions.topic import Topic
from records.acts.amendments import (
    AmendmentAccepted,
    AmendmentDecided,
    AmendmentProposed,
    AmendmentSigned,
    AmendmentsOrdered,
)
from records.errors import RecordsError
from records.room import ON_THE_FLOOR, Proposed, Role, Room, Seat, Shared
from records.sitting import amendment_name
from resolutions.amendments import (
    Amendment,
    Collision,
    Effect,
    Ordered,
    OrderRule,
    StaleAmendment,
    collisions,
    described,
    effect,
    falls_with,
    friendly,
    order_rule,
    refusal,
    voting_order,
)
from resolutions.model import Draft, Part, Report
from resolutions.numbering import Numbers
from resolutions.wording import listed
from ui import choose, conference, look, reactions, shared, state
from ui import session as sitting
from ui import shared_bench as bench
from ui.console import amending
from ui.console.moment import standing

Kind = Literal["replace", "delete", "add", "move"]

KINDS: dict[str, str] = {"replace": "Change the words", "delete": "Delete it", "add": "Add one after it", "move": "Move it"}
AT_THE_START: dict[str, str] = {"add": "Add one at the beginning"}
BEGINNINGS: dict[str, tuple[Part, str]] = {
    "": ("operative", "The beginning of the operative part"),
    "preamble": ("preambular", "The beginning of the preamble"),
}
"""The places of a draft that are no paragraph, with their part and what they are called; by what stands for them among the ids."""

STATES: dict[str, str] = {
    "proposed": "proposed",
    "friendly": "taken in as friendly",
    "carried": "carried",
    "failed": "failed",
    "withdrawn": "withdrawn",
    "stale": "to be renewed",
}
"""What a state of an amendment is called."""

PROPOSED = "Your amendment is proposed. It comes before the room once it is introduced, by the chair or by a motion."
ALL_VOTED_ON = "Under these rules every amendment is voted on, also one that the sponsors are for."
RENEWED = "The amendment is renewed, on the text as it stands now."


# -- what it would change


@lru_cache(maxsize=256)
def _effect(draft: Draft, amendment: Amendment, topic: Topic, council: Council, numbers: Numbers | None) -> Effect | str:
    try:
        return effect(draft, amendment, topic, council, reactions.report_of(draft, topic, council, numbers=numbers), numbers)
    except StaleAmendment as error:
        return str(error)


def effect_of(paper: Shared, amendment: Amendment) -> Effect | str:
    """What an amendment would change; a sentence where it does not fit the draft."""
    topic = state.topic()
    return _effect(paper.draft, amendment, topic, shared.known_members(topic, state.council()), paper.numbers)


def effect_lines(found: Effect | str, paper: Shared) -> str:
    """What would change, in a sentence, with every vote and every sponsor's stance a click away."""
    if isinstance(found, str):
        return f'<p class="ph-sub">{escape(found)}</p>'
    rows = [
        f"<li><b>{escape(shared.name_of(v.member))}</b> {look.vote_badge(v.before.value)} → {look.vote_badge(v.after.value)} "
        f'<span class="ph-sub">{escape(v.because)}</span></li>'
        for v in found.votes
    ]
    for one in found.sponsors:
        before = look.badge(one.before.value) if one.before else '<span class="ph-sub">no view</span>'
        after = look.badge(one.after.value) if one.after else '<span class="ph-sub">no view</span>'
        broken = ' <b class="ph-broken">breaks its own stance</b>' if one.breaks else ""
        mended = ' <b>mends its own stance</b>' if one.mends and not one.breaks else ""
        rows.append(
            f"<li><b>{escape(shared.name_of(one.delegation))}</b>, sponsor: {before} → {after}{broken}{mended} "
            f'<span class="ph-sub">{escape(one.because)}</span></li>'
        )
    line = f"<b>If it carries</b> {escape(found.line)}"
    if not rows:
        return f'<p class="ph-effect">{line}</p>'
    return f'<details class="ph-effect"><summary>{line}</summary><ul class="ph-list bare">{"".join(rows)}</ul></details>'


def markup(draft: Draft, amendment: Amendment) -> str:
    """The paragraph as the amendment would have it, marked up."""
    target = draft.find(amendment.paragraph or "")
    old = amendment.base or (target.text if target else "")
    if amendment.kind == "add":
        return bench.marked_block("", amendment.text)
    if amendment.kind == "delete":
        return bench.marked_block(old, "")
    if amendment.kind == "move":
        return f'<p class="ph-markup"><bdi>{escape(old)}</bdi></p>'
    return bench.marked_block(old, amendment.text)


def name(amendment: Amendment) -> str:
    """What to call an amendment in a sentence."""
    return f"amendment {amendment.number}"


# -- doing


def _decide(draft: str, amendment: str, outcome: str) -> None:
    """Record what became of an amendment, and say what became of the others."""
    room = conference.room()
    before = room.drafts.get(draft) if room else None
    if not _decided(room, before, AmendmentDecided.model_validate({"draft": draft, "amendment": amendment, "outcome": outcome})):
        return
    shared.refresh()
    room = conference.room()
    after = room.drafts.get(draft) if room else None
    if before is None or after is None:
        return
    decided = after.proposed(amendment)
    number = decided.amendment.number if decided else 0
    said = [f"Amendment {number}: {STATES[outcome]}."]
    for was in before.amendments:
        now = after.proposed(was.amendment.id)
        if now is None or was.amendment.id == amendment:
            continue
        if now.amendment.state != was.amendment.state:
            said.append(f"Amendment {now.amendment.number} is to be renewed: {now.amendment.note}")
        elif now.amendment.note and now.amendment.note != was.amendment.note:
            said.append(f"Amendment {now.amendment.number} was made to fit: {now.amendment.note}")
    state.keep("amendments-said", said)


def _decided(room: Room | None, paper: Shared | None, act: AmendmentDecided) -> bool:
    """Do it; where a meeting has the draft before it as an event of the meeting, so that its record has it too."""
    name, seat = amendment_name(act.draft, act.amendment), conference.seat()
    if room is None or paper is None or seat is None or not bench.is_dais(seat) or not before_a_meeting(room, paper):
        return bench.do(act, f"am-{act.amendment}")
    if act.outcome == "friendly":
        done = sitting.try_to(lambda: amending.taken_in(standing(), name))
    elif act.outcome == "withdrawn" and _in_session(room, name) is not None:
        done = sitting.do(DocumentWithdrawn(at=sitting.now(), document=name))
    else:
        return bench.do(act, f"am-{act.amendment}")
    if not done:
        state.keep(f"fault-am-{act.amendment}", state.kept("session-fault"))
        state.keep("session-fault", None)
    return done


def before_a_meeting(room: Room, paper: Shared) -> bool:
    """Whether a meeting that is open has the draft before it; what is decided on it is decided there."""
    known = room.session.documents.get(paper.id) if room.session is not None and room.session.is_open else None
    return known is not None and known.status == "open"


def _order(draft: str, order: tuple[str, ...]) -> None:
    bench.do(AmendmentsOrdered(draft=draft, order=order), "am-order")


def _put(draft: str, amendment: str, by: int) -> None:
    """Put an amendment earlier or later in the order as it stands now, which may not be that of the page."""
    room = conference.room()
    paper = room.drafts.get(draft) if room else None
    if room is None or paper is None:
        return
    ids = [one.amendment for one in _voting_order(room, paper)[1]]
    if amendment in ids:
        _order(draft, _swapped(ids, ids.index(amendment), by))


def _sign(draft: str, amendment: str, delegation: str, signs: bool) -> None:
    bench.do(AmendmentSigned(draft=draft, amendment=amendment, delegation=delegation, signs=signs), f"am-{amendment}")


def _accept(draft: str, amendment: str, delegation: str, accepts: bool) -> None:
    bench.do(AmendmentAccepted(draft=draft, amendment=amendment, delegation=delegation, accepts=accepts), f"am-{amendment}")


def _as_chosen(wanted: Amendment, form: str) -> Amendment:
    """The amendment with what the form's boxes hold now: a click straight from a box comes before it is drawn again."""
    update: dict[str, Any] = {}
    boxes = {"replace": ("text",), "add": ("new", "text")}.get(wanted.kind, ())
    text = next((typed for box in boxes if (typed := state.value_of(f"{form}-{box}")) is not None), None)
    reason, sponsors = state.value_of(f"{form}-reason"), state.value_of(f"{form}-for")
    if isinstance(text, str):
        update["text"] = text.strip()
    if isinstance(reason, str):
        update["reason"] = reason.strip()
    if isinstance(sponsors, list):
        update["sponsors"] = tuple(sponsors)
    if wanted.kind == "move" or (wanted.kind == "add" and form.startswith("renew-")):
        update["after"] = choose.chosen(f"{form}-after", wanted.after) or None
    return wanted.model_copy(update=update)


def _propose(draft: str, wanted: Amendment, form: str) -> None:
    if (state.value_of(f"{form}-kind") or wanted.kind) != wanted.kind:
        # The boxes of the other kind were never seen.
        state.keep(f"fault-{form}", "The form changed as you pressed. Look at what it proposes now, and press again.")
        return
    wanted = _as_chosen(wanted, form)
    try:
        shared.perform(AmendmentProposed(draft=draft, amendment=wanted))
    except RecordsError as error:
        # What was typed stays in its boxes.
        state.keep(f"fault-{form}", str(error))
        return
    if form.startswith("propose-"):
        # A box that stays on the page would go on showing what was typed; under another name it begins anew.
        state.keep("amendments-round", _round() + 1)
        choose.let_go(_which(draft))
    state.keep("amendments-said", [RENEWED if form.startswith("renew-") else PROPOSED])
    shared.refresh()


def _round() -> int:
    """How many amendments this session proposed; part of the names of the forms."""
    return int(state.kept("amendments-round") or 0)


def _which(draft: str) -> str:
    """The box in which one chooses the paragraph to amend."""
    return f"amend-{draft}"


# -- proposing


def on_paragraph(room: Room, seat: Seat, paper: Shared, paragraph: str, report: Report) -> None:
    """The amendments to a paragraph, and the form to propose one, in the workbench."""
    if paper.stage not in ON_THE_FLOOR:
        return
    touching = [p for p in paper.amendments if paragraph in (p.amendment.paragraph, p.amendment.after) and p.amendment.state in ("proposed", "stale")]
    labels = bench.numbers_of(paper)
    if touching:
        rows = [
            f"<b>{p.amendment.number}</b> {escape(described(p.amendment, labels, paper.draft))} "
            f'<span class="ph-sub">{escape(bench.named(p.amendment.sponsors))}, {STATES[p.amendment.state]}</span>'
            for p in touching
        ]
        look.show('<h3 class="ph-h">Amendments here</h3>' + look.items(rows))
    propose(room, seat, paper, paragraph, place="bench")


def propose(room: Room, seat: Seat, paper: Shared, paragraph: str, *, place: str) -> None:
    """The form to propose an amendment to a paragraph, or to one of the `BEGINNINGS`."""
    no = _may_not_propose(room, seat)
    if no:
        look.show(look.note(no))
        return
    target = paper.draft.find(paragraph)
    start, words = BEGINNINGS.get(paragraph, BEGINNINGS[""])
    part: Part = paper.draft.part_of(paragraph) or start
    form = f"propose-{place}-{paper.id}-{paragraph or 'start'}-{_round()}"
    where = bench.place_of(paper, paragraph) or words[:1].lower() + words[1:]
    # In the panel the paragraph was just chosen, to amend it.
    with st.expander(f"Propose an amendment to {where}", icon=":material/edit_note:", expanded=place == "panel"):
        kinds = KINDS if target is not None else AT_THE_START
        kind = st.segmented_control("What it does", list(kinds), format_func=kinds.__getitem__, key=f"{form}-kind", default=next(iter(kinds)))
        wanted = _fields(room, seat, paper, kind or next(iter(kinds)), paragraph, part, form)
        if wanted is None:
            return
        bench.fault(form)
        why = refusal(paper.draft, wanted)
        if why is None:
            look.show(f'<p class="ph-described">{escape(described(wanted, bench.numbers_of(paper), paper.draft))}</p>')
            if wanted.kind == "replace":
                look.show(markup(paper.draft, wanted))
            look.show(effect_lines(effect_of(paper, wanted.model_copy(update={"id": "preview"})), paper))
        else:
            look.show(look.note(why))
        # Never disabled: a click straight from the box comes before the page knows what was typed.
        st.button("Propose", type="primary", key=f"{form}-go", on_click=_propose, args=(paper.id, wanted, form))


def _may_not_propose(room: Room, seat: Seat) -> str:
    if bench.is_dais(seat):
        return ""
    members = room.settings.members if room.settings else ()
    if seat.role is not Role.DELEGATE or seat.delegation not in members:
        return "Members that vote propose amendments; you may read and comment."
    return ""


def _fields(room: Room, seat: Seat, paper: Shared, kind: str, paragraph: str, part: Part, form: str) -> Amendment | None:
    """The amendment that the form describes now."""
    target = paper.draft.find(paragraph)
    after: str | None = None
    about: str | None = paragraph
    text = ""
    if kind == "replace" and target is not None:
        text = st.text_area("The paragraph as it should read", value=target.text, key=f"{form}-text", height=160)
    elif kind == "add":
        text = st.text_area("The new paragraph", key=f"{form}-new", height=120, placeholder="Requests the Secretary-General to …;" if part == "operative" else "Noting …,")
        after, about = paragraph if target is not None else None, None
    elif kind == "move" and target is not None:
        places: list[str] = ["", *(p.id for p in (paper.draft.operative if part == "operative" else paper.draft.preambular) if p.id != paragraph)]
        after = choose.lasting("To follow", places, key=f"{form}-after", words=partial(_place_label, paper), first="") or None
    reason = st.text_input("Why, in a sentence (optional)", key=f"{form}-reason", max_chars=300)
    sponsors: tuple[str, ...] = (seat.delegation,) if seat.role is Role.DELEGATE else ()
    if bench.is_dais(seat):
        members = list(room.settings.members) if room.settings else []
        sponsors = tuple(st.multiselect("On behalf of", members, format_func=shared.name_of, key=f"{form}-for"))
    # One form, one id: a second click cannot propose the same twice.
    made = state.kept(f"{form}-id")
    if not made or paper.proposed(str(made)) is not None:
        made = f"am-{secrets.token_hex(4)}"
        state.keep(f"{form}-id", made)
    return Amendment.model_validate(
        {
            "id": made, "kind": kind, "part": part, "paragraph": about, "after": after, "text": text.strip(),
            "base": target.text if target is not None and about else "", "reason": reason.strip(), "sponsors": sponsors,
            "number": len(paper.amendments) + 1,
        }
    )  # fmt: skip


def _place_label(paper: Shared, paragraph: str) -> str:
    if not paragraph:
        return "nothing: at the beginning of its part"
    found = paper.draft.find(paragraph)
    words = " ".join(found.text.split()[:7]) if found else ""
    return f"{bench.place_of(paper, paragraph)}: {words}"


# -- all of a draft


def panel(room: Room, seat: Seat, paper: Shared) -> None:
    """All amendments to a draft: those to be voted on in their order, those to be renewed, those decided."""
    # What comes and goes has a place of its own, since a form that changes its place loses what is being typed into it.
    with st.container():
        said = state.kept("amendments-said")
        if said:
            st.info(look.plain(" ".join(said)), icon=":material/gavel:")
            state.keep("amendments-said", None)
        bench.fault("am-order")
    if paper.stage not in ON_THE_FLOOR and not paper.amendments:
        look.show(look.empty("No amendments yet", "They are proposed once the dais has introduced the draft."))
        return
    open_ones = [p for p in paper.amendments if p.amendment.is_open]
    stale = [p for p in paper.amendments if p.amendment.state == "stale"]
    done = [p for p in paper.amendments if p.amendment.state not in ("proposed", "stale")]
    with st.container():
        if paper.stage in ON_THE_FLOOR:
            _choose_and_propose(room, seat, paper, first=not paper.amendments)
    meets = collisions(paper.draft, [p.amendment for p in paper.amendments])
    accepted = [p for p in open_ones if _accepted(room, paper, p)]
    with st.container():
        if accepted:
            look.show('<h3 class="ph-h">Accepted by the sponsors</h3><p class="ph-sub">These need no vote. They become part of the text once the dais takes them in.</p>')
            for one in accepted:
                _card(room, seat, paper, one, meets)
    with st.container():
        if len(open_ones) > len(accepted):
            _ordered(room, seat, paper, meets)
    with st.container():
        if stale:
            look.show('<h3 class="ph-h">To be renewed</h3><p class="ph-sub">The text changed under these; their sponsors renew them on the text as it stands, or withdraw them.</p>')
            for one in stale:
                _card(room, seat, paper, one, meets)
    if done:
        rows = [
            f"<b>{p.amendment.number}</b> <span class='ph-stage'>{STATES[p.amendment.state]}</span> "
            f"{escape(_as_it_read(room, paper, p.amendment))} <span class='ph-sub'>{escape(bench.named(p.amendment.sponsors))}</span>"
            for p in done
        ]
        look.show('<h3 class="ph-h">Decided</h3>' + look.items(rows, kind="rows"))


def _in_session(room: Room, name: str) -> Document | None:
    """An amendment, by its name in the session, as it is before the room or was; None where it never came before it."""
    return room.session.documents.get(name) if room.session is not None else None


def _as_it_read(room: Room, paper: Shared, amendment: Amendment) -> str:
    """What a decided amendment does, in the words that it came before the room with: the text has changed under them since."""
    known = _in_session(room, amendment_name(paper.id, amendment.id))
    return (known.change if known is not None else "") or described(amendment, bench.numbers_of(paper), paper.draft)


def _state(room: Room, paper: Shared, amendment: Amendment) -> str:
    """What an amendment waits for, or what became of it."""
    if amendment.state != "proposed" or room.session is None or not room.session.is_open:
        return STATES[amendment.state]
    return "proposed, not yet introduced" if _in_session(room, amendment_name(paper.id, amendment.id)) is None else "before the room"


def _choose_and_propose(room: Room, seat: Seat, paper: Shared, *, first: bool) -> None:
    no = _may_not_propose(room, seat)
    if no:
        look.show(look.note(no))
        return
    look.show('<p class="ph-sub">Nobody has proposed an amendment. Choose the paragraph in question to propose one.</p>' if first else "")
    chosen = choose.lasting(
        "Amend which paragraph?",
        [*BEGINNINGS, *(p.id for p in paper.draft.paragraphs)],
        key=_which(paper.id),
        words=lambda p: BEGINNINGS[p][1] if p in BEGINNINGS else _place_label(paper, p),
        placeholder="Choose a paragraph to propose an amendment",
    )
    if chosen is not None:
        propose(room, seat, paper, chosen, place="panel")


def _needs_no_vote(room: Room) -> bool:
    """Whether, under the rules of the committee, an amendment that all sponsors of the draft accept goes in without a vote."""
    return sitting.procedure(room).friendly_amendments.value


def _accepted(room: Room, paper: Shared, proposed: Proposed) -> bool:
    return proposed.amendment.is_open and _needs_no_vote(room) and friendly(proposed.amendment, proposed.accepted_by, paper.draft.sponsors)


def _voting_order(room: Room, paper: Shared) -> tuple[OrderRule, tuple[Ordered, ...]]:
    """The amendments that are voted on in their order, and the rule that makes it."""
    try:
        found = order_rule(room.settings.amendment_order if room.settings else "submission")
    except ValueError:
        found = order_rule("submission")
    return found, voting_order(paper.draft, [p.amendment for p in paper.amendments if not _accepted(room, paper, p)], found.id, paper.order)


def _ordered(room: Room, seat: Seat, paper: Shared, meets: tuple[Collision, ...]) -> None:
    found, order = _voting_order(room, paper)
    ruled = any(one.by_chair for one in order)
    look.show(
        f'<h3 class="ph-h">In the order of voting</h3><p class="ph-sub">{escape(found.name)}. '
        f"{'The dais has ruled on the order.' if ruled else escape(found.chair)}{'' if _needs_no_vote(room) else ' ' + ALL_VOTED_ON}</p>"
    )
    if bench.is_dais(seat) and before_a_meeting(room, paper):
        look.show(look.note("The meeting has the draft before it: amendments are introduced and voted on from the page Console."))
    for at, one in enumerate(order):
        proposed = paper.proposed(one.amendment)
        if proposed is None:
            continue
        look.show(f'<p class="ph-order"><b>{one.place}.</b> <span class="ph-sub">{escape(one.because)}</span></p>')
        if bench.is_dais(seat) and len(order) > 1:
            with st.container(horizontal=True, gap="small", key=f"place-am-{one.amendment}"):
                st.button("Earlier", icon=":material/arrow_upward:", key=f"up-{one.amendment}", disabled=at == 0, on_click=_put, args=(paper.id, one.amendment, -1))
                st.button("Later", icon=":material/arrow_downward:", key=f"down-{one.amendment}", disabled=at == len(order) - 1, on_click=_put, args=(paper.id, one.amendment, 1))
        _card(room, seat, paper, proposed, meets)
    if ruled and bench.is_dais(seat):
        st.button("Back to the order of the rule", key="order-rule", on_click=_order, args=(paper.id, ()))


def _swapped(ids: list[str], at: int, by: int) -> tuple[str, ...]:
    made = list(ids)
    to = max(0, min(len(made) - 1, at + by))
    made[at], made[to] = made[to], made[at]
    return tuple(made)


def _card(room: Room, seat: Seat, paper: Shared, proposed: Proposed, meets: tuple[Collision, ...]) -> None:
    amendment = proposed.amendment
    labels = bench.numbers_of(paper)
    with st.container(key=f"card-{amendment.id}", border=True):
        with st.container():
            bench.fault(f"am-{amendment.id}")
        least = room.settings.amendment_sponsors if room.settings else 0
        short = f", {len(amendment.sponsors)} of {least} sponsors" if len(amendment.sponsors) < least else ""
        look.show(
            f'<p class="ph-amendment"><b>Amendment {amendment.number}</b> by {escape(bench.named(amendment.sponsors)) or "nobody any longer"}'
            f'<span class="ph-sub"> {escape(_state(room, paper, amendment))}{escape(short)}</span></p>'
            f'<p class="ph-described">{escape(described(amendment, labels, paper.draft))}</p>'
            + markup(paper.draft, amendment)
            + (f'<p class="ph-sub">Reason: {escape(amendment.reason)}</p>' if amendment.reason else "")
        )
        if amendment.is_open:
            look.show(effect_lines(effect_of(paper, amendment), paper))
        note = f'<p class="ph-flag">{escape(amendment.note)}</p>' if amendment.note else ""
        look.show(note + _flags(paper, amendment, meets))
        if paper.draft.sponsors and amendment.is_open and _needs_no_vote(room):
            waiting = [s for s in paper.draft.sponsors if s not in (*proposed.accepted_by, *amendment.sponsors)]
            taken = [s for s in paper.draft.sponsors if s not in waiting]
            if taken:
                rest = f"; not yet {bench.named(waiting)}" if waiting else ". No sponsor is missing"
                look.show(f'<p class="ph-sub">Accepted as friendly by {escape(bench.named(taken))}{escape(rest)}.</p>')
        with st.container(horizontal=True, gap="small"):
            _buttons(room, seat, paper, proposed)
        if amendment.state == "stale":
            _renew(room, seat, paper, amendment)


def _flags(paper: Shared, amendment: Amendment, meets: tuple[Collision, ...]) -> str:
    lines = []
    for one in meets:
        if amendment.id not in (one.one, one.other):
            continue
        other = paper.proposed(one.other if one.one == amendment.id else one.one)
        if other is not None:
            kind = "" if one.only_order else " hard"
            lines.append(f'<p class="ph-flag{kind}"><b>Meets amendment {other.amendment.number}.</b> {escape(one.because)}</p>')
    if amendment.is_open:
        falls = [paper.proposed(a) for a in falls_with(paper.draft, amendment, [p.amendment for p in paper.amendments])]
        names = [f"amendment {p.amendment.number}" for p in falls if p]
        if names:
            lines.append(f'<p class="ph-sub">If it carries, {escape(listed(names))} would have to be renewed.</p>')
    return "".join(lines)


def _buttons(room: Room, seat: Seat, paper: Shared, proposed: Proposed) -> None:
    amendment, own = proposed.amendment, seat.delegation
    key = amendment.id

    def button(label: str, does: str, act: AmendmentDecided | AmendmentSigned | AmendmentAccepted, call: partial[None], *, primary: bool = False) -> None:
        no = bench.why_not(room, seat, act)
        st.button(
            label, key=f"{does}-{key}", on_click=call, disabled=bool(no), help=look.plain(no) if no else None,
            type="primary" if primary else "secondary",
        )  # fmt: skip

    def decide(outcome: Literal["carried", "failed", "withdrawn", "friendly"]) -> AmendmentDecided:
        return AmendmentDecided(draft=paper.id, amendment=key, outcome=outcome)

    if seat.role is Role.DELEGATE and own:
        signs = own not in amendment.sponsors
        button(
            "Sponsor this amendment" if signs else "Leave its sponsors", "sign",
            AmendmentSigned(draft=paper.id, amendment=key, delegation=own, signs=signs), partial(_sign, paper.id, key, own, signs),
        )  # fmt: skip
        if own in paper.draft.sponsors and own not in amendment.sponsors and amendment.is_open and _needs_no_vote(room):
            accepts = own not in proposed.accepted_by
            button(
                "Accept as friendly" if accepts else "No longer friendly", "accept",
                AmendmentAccepted(draft=paper.id, amendment=key, delegation=own, accepts=accepts), partial(_accept, paper.id, key, own, accepts),
            )  # fmt: skip
        if own in amendment.sponsors:
            button("Withdraw", "withdraw", decide("withdrawn"), partial(_decide, paper.id, key, "withdrawn"))
    if bench.is_dais(seat):
        if amendment.is_open:
            if _accepted(room, paper, proposed):
                button("Take in as friendly", "friendly", decide("friendly"), partial(_decide, paper.id, key, "friendly"), primary=True)
            if not before_a_meeting(room, paper):
                button("Carried", "carried", decide("carried"), partial(_decide, paper.id, key, "carried"))
                button("Failed", "failed", decide("failed"), partial(_decide, paper.id, key, "failed"))
        button("Withdrawn", "withdraw", decide("withdrawn"), partial(_decide, paper.id, key, "withdrawn"))


def _renew(room: Room, seat: Seat, paper: Shared, old: Amendment) -> None:
    """The form that puts an amendment to the text as it stands now; its words and its number stay."""
    if not bench.is_dais(seat) and seat.delegation not in old.sponsors:
        return
    form = f"renew-{old.id}"
    with st.container():
        bench.fault(form)
    target = paper.draft.find(old.paragraph or "")
    if target is None and old.kind != "add":
        look.show('<p class="ph-sub">The paragraph is no longer in the draft, so it cannot be renewed; withdraw it, or propose to add a paragraph.</p>')
        return
    after, text = old.after, old.text
    if old.kind in ("replace", "add"):
        if target is not None:
            look.show(f'<p class="ph-sub">The paragraph as it stands</p><p class="ph-markup"><bdi>{escape(target.text)}</bdi></p>')
        text = st.text_area("As it should read", value=old.text, key=f"{form}-text", height=140)
    if old.kind in ("add", "move"):
        places = ["", *(p.id for p in (paper.draft.operative if old.part == "operative" else paper.draft.preambular) if p.id != old.paragraph)]
        first = after if after in places else ""
        after = choose.lasting("To follow", places, key=f"{form}-after", words=partial(_place_label, paper), first=first) or None
    wanted = old.model_copy(update={"text": text.strip(), "after": after, "base": target.text if target else "", "state": "proposed", "note": ""})
    why = refusal(paper.draft, wanted)
    if why:
        look.show(look.note(why))
    else:
        look.show(f'<p class="ph-described">{escape(described(wanted, bench.numbers_of(paper), paper.draft))}</p>')
        if wanted.kind == "replace":
            look.show(markup(paper.draft, wanted))
    st.button("Renew", type="primary", key=f"{form}-go", on_click=_propose, args=(paper.id, wanted, form))
