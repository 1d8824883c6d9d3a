"""The form of a motion: what its mover says, and the button that moves it."""

from __future__ import annotations

from html import escape

import streamlit as st

from committee.events import MotionRaised
from committee.order.motions import motions_in_order
from committee.procedure import Motion, Parameter, Procedure, source_named
from committee.session import Session
from committee.state import Document
from ui import look, state
from ui import session as sitting
from ui import session_board as board
from ui.floor.acts import choose_motion
from ui.floor.desk import Desk, because
from ui.voting import called

DECIDES = {"simple": "a simple majority", "two-thirds": "two thirds", "nine": "nine votes in favour", "chair": "the chair's decision", "none": "no vote"}


def form(desk: Desk, rule: Motion) -> None:
    """What a mover says, and the button that moves it."""
    with st.container(border=True, key=f"form-{rule.id}"):
        look.show(f'<p class="ph-strong">{escape(rule.name)}</p><p class="ph-sub">{escape(rule_words(desk.procedure, rule))}</p>')
        may = motions_in_order(desk.session, desk.procedure, desk.me)[rule.id]
        if not may:
            look.show(look.note(f"Not in order now: {because(may)} What you type stays until it is."))
        for parameter in rule.parameters:
            field(desk, rule, parameter)
        with st.container(horizontal=True, gap="small"):
            st.button("Move it", type="primary", icon=":material/gavel:", key=f"moving-{rule.id}", disabled=not may, on_click=move, args=(desk, rule))
            st.button("Cancel", key=f"cancel-{rule.id}", on_click=choose_motion, args=(None,))


def rule_words(procedure: Procedure, rule: Motion) -> str:
    """What it takes to carry, in a sentence."""
    words = f"It takes {DECIDES[rule.threshold]}" if rule.is_voted else "It takes the chair's decision" if rule.threshold == "chair" else "It takes effect without a vote"
    if rule.second and procedure.seconds.value:
        words += ", and a second"
    if rule.debate_for or rule.debate_against:
        words += f"; up to {rule.debate_for} for and {rule.debate_against} against may speak"
    named = source_named(procedure, rule.source)
    return f"{words}. {named}." if named else f"{words}."


def _key(rule: Motion, parameter: Parameter) -> str:
    return f"floor-{rule.id}-{parameter.id}"


def _in_minutes(parameter: Parameter) -> bool:
    return parameter.kind == "seconds" and isinstance(parameter.default, int) and parameter.default % 60 == 0 and parameter.default > 120


def field(desk: Desk, rule: Motion, parameter: Parameter) -> None:
    """One thing that the mover says."""
    key, label = _key(rule, parameter), look.plain(parameter.label if parameter.required else f"{parameter.label} (may be left out)")
    default = parameter.default
    if parameter.kind == "seconds" and _in_minutes(parameter):
        # No bounds: a box that has them forgets what was typed beyond, and moves what nobody typed. The rule says what it takes.
        st.number_input(f"{label}, in minutes", min_value=0.0, value=float(default or 600) / 60, step=1.0, format="%g", key=key)
    elif parameter.kind in ("seconds", "count"):
        unit = ", in seconds" if parameter.kind == "seconds" else ""
        least = parameter.least if parameter.least is not None else 1
        st.number_input(f"{label}{unit}", min_value=0, value=default if isinstance(default, int) else least, step=15 if unit else 1, key=key)
    elif parameter.kind == "document":
        papers = documents_for(desk, rule)
        if papers:
            known = board.register_names(papers)
            st.selectbox(label, list(papers), key=key, format_func=lambda one: known.get(one, one))
        else:
            look.show(look.note(f"{parameter.label}: there is none that fits. A draft is introduced once the dais has approved it."))
    elif parameter.kind == "delegation":
        st.selectbox(label, [one for one in desk.names if one != desk.me], key=key, format_func=lambda one: called(desk.names, one))
    elif parameter.kind == "agenda" and (items := items_for(desk.session, rule)):
        st.selectbox(label, items, key=key)
    else:
        hint = f"Such as: {board.parts_hint(desk.session, rule)}" if parameter.kind == "parts" else ""
        st.text_input(label, key=key, max_chars=400, placeholder=hint)


def items_for(session: Session, rule: Motion) -> list[str]:
    """The items of the agenda among which a motion chooses; none where its mover writes one."""
    if rule.effect == "resume-debate":
        return list(session.tabled or (session.item,))
    return list(session.agenda) if len(session.agenda) > 1 else []


def documents_for(desk: Desk, rule: Motion) -> dict[str, Document]:
    """The papers to which a motion may refer."""
    known = desk.session.documents
    if rule.effect in ("introduce-draft", "introduce-amendment"):
        what = "draft" if rule.effect == "introduce-draft" else "amendment"
        return {id_: one for id_, one in desk.register.items() if one.what == what and desk.session.can_be_introduced(id_)}
    if rule.effect == "reconsider":
        return {id_: one for id_, one in known.items() if one.status in ("adopted", "rejected")}
    drafts_only = rule.effect in ("divide-question", "declare-important", "adopt-without-vote")
    return {id_: one for id_, one in known.items() if one.status == "open" and (one.what == "draft" or not drafts_only)}


def said(rule: Motion) -> dict[str, int | str]:
    """What stands in the fields of a motion's form."""
    found: dict[str, int | str] = {}
    for parameter in rule.parameters:
        value = state.value_of(_key(rule, parameter))
        if value is None or value == "":
            continue
        if parameter.kind in ("seconds", "count"):
            found[parameter.id] = round(float(value) * 60) if _in_minutes(parameter) else int(value)
        else:
            found[parameter.id] = " ".join(str(value).split())
    return found


def move(desk: Desk, rule: Motion) -> None:
    """Move it; what was typed stays where it is refused."""
    if sitting.do(MotionRaised(at=sitting.now(), by=desk.me, motion=rule.id, parameters=said(rule))):
        choose_motion(None)
