"""Points, rights of reply and explanations that wait for the chair."""

from __future__ import annotations

from html import escape

import streamlit as st

from committee.events import Occasion, PointRaised, PointRuled, ReplyAsked, ReplyDecided, SpeakerCalled, SpeechEnded
from committee.folding import fold
from committee.motions import ruling
from committee.order.ruling import Ruling
from ui import look, state
from ui.console.moment import Here, act, button, safe
from ui.console.speakers import call


def _may_speak(here: Here, delegation: str, on: Occasion) -> Ruling:
    """Whether somebody may be called on this now, as far as it hangs on more than that somebody has the floor: a call ends that."""
    s = fold([SpeechEnded(at=here.at)], here.session) if here.session.turn is not None else here.session
    return ruling(s, here.rules, SpeakerCalled(at=here.at, delegation=delegation, on=on))


def waiting_for_chair(here: Here) -> None:
    """Points and rights of reply that wait for a ruling."""
    s = here.session
    for point in s.points:
        rule = here.rules.point(point.point)
        with st.container(border=True, key=f"point-{safe(point.id)}"):
            words = f": {escape(point.words)}" if point.words else ""
            look.show(f"<p><b>{escape(rule.name if rule else point.point)}</b>, {escape(here.name(point.by))}{words}</p>")
            with st.container(horizontal=True):
                for said in ("well taken", "not well taken", "answered"):
                    button(
                        said[:1].upper() + said[1:],
                        lambda id, how: act(lambda h: (PointRuled(at=h.at, point=id, ruling=how),)),
                        point.id,
                        said,
                        key=f"rule-{safe(point.id)}-{said[:3]}{len(said)}",
                    )
    for reply in s.replies:
        with st.container(border=True, key=f"reply-{safe(reply.id)}"):
            look.show(f"<p><b>Right of reply</b>, {escape(here.name(reply.delegation))}{', granted' if reply.granted else ''}</p>")
            with st.container(horizontal=True):
                if reply.granted is None:
                    for label, granted in (("Grant", True), ("Refuse", False)):
                        button(
                            label,
                            lambda id, yes: act(lambda h: (ReplyDecided(at=h.at, reply=id, granted=yes),)),
                            reply.id,
                            granted,
                            key=f"reply-{safe(reply.id)}-{label}",
                        )
                else:
                    button("Give the floor", call, reply.delegation, "reply", key=f"reply-{safe(reply.id)}-call", ruled=_may_speak(here, reply.delegation, "reply"))
    for one in s.owed:
        with st.container(horizontal=True, vertical_alignment="center", key=f"owed-{safe(one)}"):
            look.show(f"<p>{escape(here.name(one))} voted with rights and explains its vote.</p>")
            button("Give the floor", call, one, "explanation", key=f"owed-{safe(one)}-call", ruled=_may_speak(here, one, "explanation"))


def raise_point() -> None:
    """Write down the point that the form says."""
    point, by = state.value_of("console-point"), state.value_of("console-mover")
    if not point or not by or by == "chair":
        state.keep("session-fault", "Say whose point it is.")
        return
    if point == "reply":
        act(lambda here: (ReplyAsked(at=here.at, by=by, delegation=by),))
    else:
        act(lambda here: (PointRaised(at=here.at, by=by, point=point),))
