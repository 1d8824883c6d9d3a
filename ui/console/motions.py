"""Motions: what may be moved, what is on the floor, and what decides it."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Literal

import streamlit as st

from committee.events import Event, Happened, MotionPut, MotionRaised, MotionRefused, MotionSeconded, MotionWithdrawn
from committee.folding import fold
from committee.motions import by_hands, put_and_decided
from committee.moved import in_precedence, needs_second, still_to_speak
from committee.order.motions import motions_in_order
from committee.procedure import Method, Motion, Parameter, rule_named, source_named
from committee.questions import vote_on_motion
from committee.session import Session
from committee.state import Moved
from ui import look, session_board, state
from ui import session as bridge
from ui.console.moment import Here, act, button, safe
from ui.console.points import raise_point
from ui.console.speakers import call_chosen
from ui.console.votes import by_device, by_hand, count_form


def _movers(here: Here) -> list[str]:
    s = here.session
    return ["chair", *s.present, *s.observers, *s.guests]


def _unit(parameter: Parameter) -> int:
    """Whether a time is asked for in minutes or in seconds."""
    usual = parameter.default if isinstance(parameter.default, int) else parameter.least or 300
    return 60 if usual >= 120 else 1


def _parameter(here: Here, motion: Motion, parameter: Parameter) -> None:
    key = f"console-p-{motion.id}-{parameter.id}"
    label = look.plain(parameter.label) + ("" if parameter.required else " (may be left out)")
    usual = parameter.default
    if parameter.kind == "seconds":
        unit = _unit(parameter)
        start = float(usual if isinstance(usual, int) else parameter.least or unit) / unit
        named = f"{label}, minutes" if unit == 60 else f"{label}, seconds"
        st.number_input(named, 0.0, 1440.0 if unit == 60 else 86_400.0, start, step=1.0 if unit == 60 else 5.0, key=key, format="%g")
    elif parameter.kind == "count":
        st.number_input(label, 0, 100_000, usual if isinstance(usual, int) else parameter.least or 1, key=key)
    elif parameter.kind == "delegation":
        st.selectbox(label, here.session.taking_part, key=key, index=None, format_func=here.name, placeholder="Type a name")
    elif parameter.kind == "document":
        papers = _papers(here, motion)
        st.selectbox(label, list(papers), key=key, format_func=lambda one: papers[one], index=0 if papers else None, placeholder="No such paper is there")
    elif parameter.kind == "agenda" and motion.effect == "resume-debate":
        st.selectbox(label, list(here.session.tabled or (here.session.item,)), key=key)
    elif parameter.kind == "agenda":
        st.text_input(label, str(usual or here.session.item), key=key, max_chars=400)
    else:
        hint = f"such as {session_board.parts_hint(here.session, motion)}" if parameter.kind == "parts" else ""
        st.text_input(label, str(usual or ""), key=key, max_chars=400, placeholder=hint)


def _papers(here: Here, motion: Motion) -> dict[str, str]:
    """The papers that a motion can be about."""
    s, register = here.session, bridge.register(here.room)
    if motion.effect in ("introduce-draft", "introduce-amendment"):
        what = "draft" if motion.effect == "introduce-draft" else "amendment"
        fits = {id: one for id, one in register.items() if one.what == what and s.can_be_introduced(id)}
    else:
        decided = motion.effect == "reconsider"
        fits = {id: one for id, one in s.documents.items() if (one.status in ("adopted", "rejected") if decided else one.status == "open")}
    return session_board.register_names(fits)


def raise_motion() -> None:
    """Put on the floor what the form says."""
    name, by = state.value_of("console-motion"), state.value_of("console-mover") or "chair"

    def made(here: Here) -> tuple[Happened, ...]:
        rule = here.rules.motion(str(name))
        if rule is None:
            return ()
        given: dict[str, int | str] = {}
        for parameter in rule.parameters:
            value = state.value_of(f"console-p-{rule.id}-{parameter.id}")
            if value is None or value == "":
                continue
            if parameter.kind == "seconds":
                if value:
                    given[parameter.id] = round(float(value) * _unit(parameter))
            else:
                given[parameter.id] = int(value) if parameter.kind == "count" else str(value)
        return (MotionRaised(at=here.at, by=by, motion=rule.id, parameters=given),)

    if name and act(made):
        state.forget("console-motion")


def motion_form(here: Here) -> None:
    """What may be moved now, and by whom; the rest says why not."""
    s = here.session
    if not s.is_open or not s.roll_done:
        return
    with st.container(key="console-motion-form"):
        mover = st.selectbox("Moved by", _movers(here), key="console-mover", format_func=here.name)
        may = motions_in_order(s, here.rules, mover or "chair")
        open_ = [one for one, answer_ in may.items() if answer_]
        names = {one.id: one.name for one in here.rules.motions}
        chosen = st.selectbox(
            "Motion in order now", open_, key="console-motion", format_func=lambda one: names[one], index=None,
            placeholder="Choose a motion" if open_ else "Nothing may be moved now", disabled=not open_,
        )  # fmt: skip
        rule = here.rules.motion(chosen) if chosen else None
        if rule is not None:
            for parameter in rule.parameters:
                _parameter(here, rule, parameter)
            button("Put it on the floor", raise_motion, key="console-raise", icon="add", primary=True, help=". ".join(one for one in (source_named(here.rules, rule.source), rule.note) if one))
        with st.popover("Point or right of reply", icon=":material/front_hand:"):
            points = {one.id: one.name for one in here.rules.points} | ({"reply": "Right of reply"} if here.rules.right_of_reply.value.allowed else {})
            st.selectbox("Which", list(points), key="console-point", format_func=lambda one: points[one])
            button("Write it down", raise_point, key="console-raise-point", help="For the delegation that stands under “Moved by”.")
        with st.expander("What is not in order, and why"):
            look.show(
                look.items(f"<b>{escape(names[one])}</b>: {escape(r.because)} <span class='ph-sub'>{escape(rule_named(r.rule))}</span>" for one, r in may.items() if not r)
                or look.note("Everything is in order.")
            )


def second(motion: str, by: str | None) -> None:
    """A delegation seconds a motion."""

    def made(here: Here) -> tuple[Happened, ...]:
        moved = here.session.moved(motion)
        return () if moved is None or moved.seconded_by or by not in here.session.members else (MotionSeconded(at=here.at, by=str(by), motion=motion),)

    if by:
        act(made)


def settle(motion: str, carried: bool) -> None:
    """Decide a motion without a vote: by the chair where the rules leave it to it, or since nobody objects."""
    act(lambda here: put_and_decided(here.session, here.rules, motion, carried, here.at, register=bridge.register(here.room)))


def put(motion: str) -> None:
    """Put a motion: debate on it begins where the rules have one."""
    act(lambda here: (MotionPut(at=here.at, motion=motion),))


def vote_motion(motion: str, method: Method, secret: bool) -> None:
    """Put a motion and open the vote on it."""

    def made(here: Here) -> list[Event]:
        events, session = _put(here, motion)
        opened = vote_on_motion(session, here.rules, motion, here.at, method=method).model_copy(update={"secret": secret})
        return [*events, opened]

    act(made)


def _put(here: Here, motion: str) -> tuple[list[Event], Session]:
    moved = here.session.moved(motion)
    if moved is None or moved.put:
        return [], here.session
    event = MotionPut(at=here.at, motion=motion)
    return [event], fold([event], here.session)


def count_motion(motion: str) -> None:
    """Decide a motion by the hands that were counted."""
    numbers = [int(state.value_of(f"console-{side}-{safe(motion)}") or 0) for side in ("for", "against", "abstain")]

    def made(here: Here) -> list[Event]:
        events, session = _put(here, motion)
        opened = vote_on_motion(session, here.rules, motion, here.at, method=by_hand(here)).model_copy(update={"secret": False})
        session = fold([opened], session)
        rest = by_hands(session, here.rules, numbers[0], numbers[1], here.at, abstaining=numbers[2], register=bridge.register(here.room))
        act = rest[0].act
        return [one.model_copy(update={"act": act}) for one in (*events, opened)] + list(rest)

    act(made)


def first_ready(here: Here) -> Moved | None:
    """The motion that is to be decided next; None while a vote is open, or all wait for a second."""
    if here.session.vote is not None:
        return None
    return next((one for one in in_precedence(here.session, here.rules) if not needs_second(here.rules, one)), None)


def decided_at_the_top(here: Here) -> Moved | None:
    """The motion that is decided among the large buttons: the first, where nobody speaks."""
    s = here.session
    free = s.is_open and s.roll_done and s.suspended_at is None and s.turn is None
    return first_ready(here) if free else None


def motions(here: Here) -> None:
    """The motions on the floor, that first which is taken first, and what decides it."""
    s, p = here.session, here.rules
    st.subheader("Motions", anchor=False)
    listed = in_precedence(s, p)
    if not listed:
        look.show(look.note("No motion is on the floor."))
    ready = [one for one in listed if not needs_second(p, one)]
    for one in listed:
        with st.container(border=True, key=f"motion-{safe(one.id)}"):
            said = session_board.parameters(s, p, one, here.names)
            look.show(
                f'<div class="ph-console-motion"><b>{escape(session_board.motion_name(p, one.motion))}</b>'
                f'<p dir="auto">{escape(said)}</p><p class="ph-sub">{escape(session_board.motion_state(s, p, one, here.names))}{_takes(here, one)}</p></div>'
            )
            _motion_buttons(here, one, bool(ready) and ready[0] is one)
    motion_form(here)


def _takes(here: Here, moved: Moved) -> str:
    words = session_board.needs(here.session, here.rules, moved.motion)
    return f"; {escape(words)}" if words else ""


def _motion_buttons(here: Here, moved: Moved, first: bool) -> None:
    s, p = here.session, here.rules
    rule = p.motion(moved.motion)
    name = safe(moved.id)
    if s.vote is not None or rule is None:
        return
    if needs_second(p, moved):
        key = state.show_in(f"console-second-{name}", None)
        others = [one for one in s.present if one != moved.by]
        st.selectbox("Seconded by", others, key=key, format_func=here.name, placeholder="Type a name", on_change=state.on_choice(key, partial(second, moved.id)))
        _drop_buttons(moved, name)
        return
    if first and decided_at_the_top(here) is not moved:
        with st.container(horizontal=True, key=f"decide-{name}"):
            decision_buttons(here, moved)
    left = still_to_speak(s, p) if moved.put else None
    if first and left is not None and (left.in_favour or left.against) and s.turn is None:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            sides: tuple[tuple[Literal["for", "against"], int], ...] = (("for", left.in_favour), ("against", left.against))
            for side, number in sides:
                if number:
                    key = state.show_in(f"console-speaks-{side}", None)
                    st.selectbox(
                        f"Speaks {side} ({number} more)",
                        s.present,
                        key=key,
                        format_func=here.name,
                        placeholder="Type a name",
                        on_change=call_chosen("motion", side, key),
                    )
    if first and rule.is_voted:
        decision = p.decision(moved.motion)
        count_form(here, name, count_motion, moved.id, abstain=decision is not None and decision.abstain)
    _drop_buttons(moved, name)


def decision_buttons(here: Here, moved: Moved) -> None:
    """What decides a motion, in a row: the debate on it, no objection, a vote; or the chair."""
    rule, name = here.rules.motion(moved.motion), safe(moved.id)
    if rule is None:
        return
    if not rule.is_voted:
        help_ = "The chair decides it." if rule.threshold == "chair" else "It takes effect without a vote."
        button("Allow", settle, moved.id, True, key=f"allow-{name}", icon="check", primary=True, help=help_)
        button("Refuse", settle, moved.id, False, key=f"deny-{name}", icon="block")
        return
    debated = not moved.put and bool(rule.debate_for or rule.debate_against)
    if debated:
        words = f"Put it to debate ({rule.debate_for} for, {rule.debate_against} against)"
        button(words, put, moved.id, key=f"put-{name}", icon="forum", shortcut="M")
    button(
        "On devices", vote_motion, moved.id, by_device(here), True, key=f"devices-{name}", icon="smartphone", shortcut=None if debated else "M",
        help="Each member votes on its own device; nobody sees how others vote until it is closed.",
    )  # fmt: skip
    if "roll-call" in here.rules.methods.value:
        button("Roll call", vote_motion, moved.id, "roll-call", False, key=f"rollcall-{name}", icon="format_list_numbered")
    # Not the first in the row, where a press may fall that was meant for the button before.
    button("No objection: it carries", settle, moved.id, True, key=f"carries-{name}", icon="check", primary=True)


def _drop_buttons(moved: Moved, name: str) -> None:
    """What takes a motion off the floor, where no press that was meant for another button falls on it."""
    with st.popover("Take it off the floor", icon=":material/remove_circle:"):
        button(
            "Out of order",
            lambda id: act(lambda h: (MotionRefused(at=h.at, motion=id, reason="ruled out of order by the chair"),)),
            moved.id,
            key=f"refuse-{name}",
            icon="block",
        )
        button("Withdrawn", lambda id: act(lambda h: (MotionWithdrawn(at=h.at, motion=id),)), moved.id, key=f"withdraw-{name}", icon="undo")
