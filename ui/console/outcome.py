"""The last vote, with the forecast beside what was cast."""

from __future__ import annotations

from html import escape

import streamlit as st

from committee.events import SpeakerCalled
from committee.motions import ruling
from resolutions.model import Report
from ui import look, reactions, shared, state, voting
from ui.console.moment import Here, button, safe
from ui.console.speakers import call


def against_own_stance(report: Report, member: str, choice: str) -> str:
    """Why a vote is not what a member's stated stance led one to expect; empty where it is, or nothing is stated."""
    stated = [
        (one.number or one.where, reaction)
        for one in report.paragraphs
        if (reaction := one.reactions.get(member)) is not None and reaction.basis is not None and reaction.basis.value == "stated"
    ]
    worse = [(number, reaction.kind.value) for number, reaction in stated if reaction.kind.value in ("red line", "objects")]
    better = [number for number, reaction in stated if reaction.kind.value == "supports"]
    if choice == "in favour" and worse:
        number, kind = max(worse, key=lambda one: one[1] == "red line")
        broken = "crosses a red line that it stated" if kind == "red line" else "goes against what it stated"
        return f"in favour, although paragraph {number} {broken}"
    if choice == "against" and better and not worse and not any(r.kind.value == "reserved" for _, r in stated):
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
    report = _report(here, vote.document) if vote.document and not vote.part and vote.cast else None
    if report is None:
        return
    rows, to_explain = [], []
    for one, choice in vote.votes.items():
        expected = report.forecast.members.get(one)
        forecast = expected.vote.value if expected else ""
        why = against_own_stance(report, one, choice)
        if why:
            to_explain.append(one)
        sign = {"abstaining": "abstains", "not participating": ""}.get(choice, choice)
        actual = look.vote_badge("veto" if vote.result and one in vote.result.vetoes else sign) if sign else escape(choice)
        same = {"abstaining": "abstains"}.get(choice, choice) == forecast
        mark = f'<b class="ph-console-off">{escape(why)}</b>' if why else "" if same or forecast in ("", "undecided") else "otherwise than expected"
        rows.append((escape(here.name(one)), look.vote_badge(forecast) if forecast else '<span class="ph-sub">no forecast</span>', actual, mark))
    right = sum(
        1 for one, choice in vote.votes.items() if (e := report.forecast.members.get(one)) and e.vote.value == {"abstaining": "abstains"}.get(choice, choice)
    )
    unsure = sum(1 for one in vote.votes if (e := report.forecast.members.get(one)) is None or e.vote.value == "undecided")
    left_open = f", {unsure} undecided" if unsure else ""
    with st.expander(f"Forecast and actual: {right} of {len(rows) - unsure} as expected{left_open}", expanded=bool(to_explain)):
        look.show(f'<p class="ph-sub">Forecast: {escape(report.forecast.line)}</p>')
        look.show(look.table(("Delegation", "Forecast", "Vote", "For its explanation of vote"), rows, kind="forecast"))
        if to_explain:
            look.show('<p class="ph-sub">Votes against a stated stance; ask for an explanation of vote.</p>')
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
