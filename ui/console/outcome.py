"""The last vote, with the forecast beside what was cast."""

from __future__ import annotations

from html import escape

import streamlit as st

from committee.events import SpeakerCalled
from committee.motions import ruling
from positions.model import Basis
from positions.topic import Topic
from resolutions.model import Kind, Reaction, Report
from ui import look, reactions, session_board, shared, state, voting
from ui.console.moment import Here, button, safe
from ui.console.speakers import call


def announced(here: Here) -> None:
    """What was decided last, for the chair to read out, until something else happens."""
    look.show(session_board.announcement(here.session, here.rules, here.names))


def _line_is_stated(topic: Topic, member: str, reaction: Reaction) -> bool:
    """Whether a delegation stated the red line itself that a paragraph touches, and not only the stance that it belongs to."""
    known = topic.delegation_by_id.get(member)
    lines = [one.red_line for one in (known.stances if known is not None else ()) if one.issue == reaction.issue and one.source == reaction.source]
    return any(line is not None and line.basis is Basis.STATED for line in lines)


def against_own_stance(report: Report, member: str, choice: str, topic: Topic) -> str:
    """Why a vote is not what a member's stated stance led one to expect; empty where it is, or nothing is stated. What its
    sources only make plausible is said to be that."""
    stated = [
        (one.number or one.where, reaction)
        for one in report.paragraphs
        if (reaction := one.reactions.get(member)) is not None and reaction.basis is Basis.STATED
    ]
    worse = [(number, reaction) for number, reaction in stated if reaction.kind in (Kind.RED_LINE, Kind.OBJECTS)]
    better = [number for number, reaction in stated if reaction.kind is Kind.SUPPORTS]
    if choice == "in favour" and worse:
        number, reaction = max(worse, key=lambda one: one[1].kind is Kind.RED_LINE)
        if reaction.kind is not Kind.RED_LINE:
            broken = "goes against what it stated"
        elif _line_is_stated(topic, member, reaction):
            broken = "crosses a red line that it stated"
        else:
            broken = "crosses what its sources suggest is a red line; it has not stated one"
        return f"in favour, although paragraph {number} {broken}"
    if choice == "against" and better and not worse and not any(r.kind is Kind.RESERVED for _, r in stated):
        return f"against, although it stated support for what paragraph {better[0]} says"
    return ""


def _report(here: Here, document: str) -> Report | None:
    paper = here.room.drafts.get(document)
    if paper is None or paper.draft.is_empty:
        return None
    topic = state.topic()
    return reactions.report_of(paper.draft, topic, shared.known_members(topic, state.council()), numbers=paper.numbers)


def result(here: Here) -> None:
    """The last result, with the forecast beside the votes that were cast."""
    s, p = here.session, here.rules
    if not s.votes or s.vote is not None:
        return
    vote = s.votes[-1]
    st.subheader("The last vote", anchor=False)
    # Hands that were counted, and what was adopted without a vote, have no board.
    look.show(voting.result(s, p, vote, here.names) + voting.board(s, vote, here.names))
    # A forecast is of the vote on substance, and says nothing of whether a matter is procedural.
    on_substance = vote.question == "substantive" and vote.document and not vote.part
    report = _report(here, vote.document) if on_substance and vote.cast else None
    if report is None:
        return
    topic = state.topic()
    rows, to_explain = [], []
    for one, choice in vote.votes.items():
        expected = report.forecast.members.get(one)
        forecast = expected.vote.value if expected else ""
        held = one in vote.obliged
        why = "" if held else against_own_stance(report, one, choice, topic)
        if why:
            to_explain.append(one)
        sign = {"abstaining": "abstains", "not participating": ""}.get(choice, choice)
        actual = look.vote_badge("veto" if vote.result and one in vote.result.vetoes else sign) if sign else escape(choice)
        same = {"abstaining": "abstains"}.get(choice, choice) == forecast
        mark = f'<b class="ph-console-off">{escape(why)}</b>' if why else "" if same or forecast in ("", "undecided") else "otherwise than expected"
        if held:
            mark = "held to abstain, as a party to the dispute"
        rows.append((escape(here.name(one)), look.vote_badge(forecast) if forecast else '<span class="ph-sub">no forecast</span>', actual, mark))
    # Who is held to abstain shows nothing of what was expected of it.
    free = {one: choice for one, choice in vote.votes.items() if one not in vote.obliged}
    right = sum(1 for one, choice in free.items() if (e := report.forecast.members.get(one)) and e.vote.value == {"abstaining": "abstains"}.get(choice, choice))
    unsure = sum(1 for one in free if (e := report.forecast.members.get(one)) is None or e.vote.value == "undecided")
    left_open = f", {unsure} undecided" if unsure else ""
    with st.expander(f"Forecast and actual: {right} of {len(free) - unsure} as expected{left_open}", expanded=bool(to_explain)):
        look.show(f'<p class="ph-sub">Forecast: {escape(report.forecast.line)}</p>')
        look.show(look.table(("Delegation", "Forecast", "Vote", "For its explanation of vote"), rows, kind="forecast"))
        if to_explain:
            look.show('<p class="ph-sub">Votes that its record did not lead one to expect; ask for an explanation of vote.</p>')
            with st.container(horizontal=True, key="console-explain"):
                for one in to_explain:
                    button(
                        here.plain(one),
                        call,
                        one,
                        "explanation",
                        key=f"explain-{safe(one)}",
                        icon="record_voice_over",
                        ruled=ruling(s, p, SpeakerCalled(at=here.at, delegation=one, on="explanation")),
                    )
