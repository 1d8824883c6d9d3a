"""Votes: what is voted on next, the ways to vote, and the vote that is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import Any, Literal

import streamlit as st

from committee.events import Choice, DebateClosed, Event, Happened, ResultRecorded, VoteCast, VotePassed, VotingOpened
from committee.motions import by_hands, concluded, ruling, to_vote, vote_on
from committee.procedure import Method
from committee.session import Ruling, Vote, fold, whose_turn
from committee.voting import consensus
from ui import look, session_board, state, voting
from ui import session as bridge
from ui.console.moment import DRAWN_APART, Here, act, button, safe, standing

CHOICES: tuple[tuple[Choice, str, str], ...] = (
    ("in favour", "In favour", "1"),
    ("against", "Against", "2"),
    ("abstaining", "Abstains", "3"),
    ("not participating", "Does not participate", "5"),
)


def go_to_vote() -> None:
    """Close the debate and go into voting procedure."""

    def made(here: Here) -> list[Happened]:
        closed: list[Happened] = [] if here.session.debate_closed else [DebateClosed(at=here.at, act="to-the-vote")]
        return [*closed, VotingOpened(at=here.at, act="to-the-vote")]

    act(made)


def vote_document(document: str, part: str, method: Method, secret: bool) -> None:
    """Open the vote on a document or a part of it."""
    act(lambda here: (_opened(here, document, part, method, secret),))


def _opened(here: Here, document: str, part: str, method: Method, secret: bool) -> Event:
    question: Literal["preliminary", "substantive"] = "preliminary" if state.value_of("console-preliminary") else "substantive"
    parties = tuple(state.value_of("console-parties") or ())
    letter = str(state.value_of("console-letter") or "").strip()[:1]
    made = vote_on(here.session, here.rules, document, here.at, part=part, method=method, question=question, parties=parties, letter=letter)
    return made.model_copy(update={"secret": secret})


def count_document(document: str, part: str) -> None:
    """Decide on a document by the hands that were counted."""
    numbers = [int(state.value_of(f"console-{side}-vote") or 0) for side in ("for", "against", "abstain")]
    against = tuple(state.value_of("console-veto-vote") or ())

    def made(here: Here) -> list[Event]:
        opened = _opened(here, document, part, by_hand(here), False)
        rest = by_hands(
            fold([opened], here.session),
            here.rules,
            numbers[0],
            numbers[1],
            here.at,
            abstaining=numbers[2],
            permanent_against=against,
            register=bridge.register(here.room),
        )
        return [opened.model_copy(update={"act": rest[0].act}), *rest]

    act(made)


def adopt_without_vote(document: str) -> None:
    """Nobody asks for a vote: the document is adopted without one."""

    def made(here: Here) -> tuple[Happened, ...]:
        paper = here.session.documents.get(document)
        subject = session_board.document_name(here.rules, paper) if paper is not None else ""
        subject = f"The {subject[:1].lower()}{subject[1:]}" if subject else ""
        agreed = consensus((), here.rules, subject)
        return (ResultRecorded(at=here.at, document=document, outcome="adopted", line=agreed.line[:500]),)

    act(made)


def cast(one: str, choice: Choice) -> None:
    """Write down a member's vote."""
    rights = bool(state.value_of("console-rights"))
    act(lambda here: (VoteCast(at=here.at, delegation=one, choice=choice, rights=rights),))
    state.forget("console-rights")


def cast_called(one: str, choice: Choice) -> None:
    """Whoever is called votes. A key that comes before the screen has turned to the next one changes no vote."""
    if whose_turn(standing().session) == one:
        cast(one, choice)


def pass_(one: str) -> None:
    """A member passes and is called again at the end."""
    act(lambda here: (VotePassed(at=here.at, delegation=one),))


def others_in_favour(choice: Choice) -> None:
    """Who is here and has not voted votes so."""

    def made(here: Here) -> list[Happened]:
        vote = here.session.vote
        if vote is None:
            return []
        return [
            VoteCast(at=here.at, delegation=one, choice=choice, act="others")
            for one in vote.order
            if one in here.session.present and one not in vote.cast and one not in vote.obliged
        ]

    act(made)


def conclude() -> None:
    """Close the vote, announce its result, and let happen what follows from it."""
    act(lambda here: concluded(here.session, here.rules, here.at, register=bridge.register(here.room)))


def by_hand(here: Here) -> Method:
    ways = here.rules.methods.value
    return next((one for one in ("show-of-hands", "placards") if one in ways), next((one for one in ways if one != "without-vote"), "show-of-hands"))


def by_device(here: Here) -> Method:
    return "recorded" if "recorded" in here.rules.methods.value else by_hand(here)


def count_form(here: Here, key: str, then: Callable[..., None], *args: Any, abstain: bool, veto: bool = False) -> None:
    """Numbers of hands, checked against who is present."""
    there = len(here.session.present)
    with st.form(key=f"console-count-{key}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.number_input("In favour", 0, max(1, there), 0, key=f"console-for-{key}", width=120)
            st.number_input("Against", 0, max(1, there), 0, key=f"console-against-{key}", width=120)
            if abstain:
                st.number_input("Abstaining", 0, max(1, there), 0, key=f"console-abstain-{key}", width=120)
        if veto:
            st.multiselect(
                "Permanent members against",
                [one for one in here.session.permanent if one in here.session.present],
                key=f"console-veto-{key}",
                format_func=here.name,
            )
        st.form_submit_button(f"Count and announce ({there} present)", icon=":material/front_hand:", on_click=then, args=args)


def vote_buttons(here: Here, vote: Vote) -> None:
    """The large buttons while a vote is open."""
    s, p = here.session, here.rules
    one = whose_turn(s) if vote.method == "roll-call" else ""
    if one:
        look.show(f'<p class="ph-console-called"><bdi>{escape(here.name(one))}</bdi></p>')
        for choice, label, key in CHOICES:
            if key == "5" and p.pass_allowed.value:
                button("Passes", pass_, one, key="console-pass", shortcut="4", ruled=ruling(s, p, VotePassed(at=here.at, delegation=one)))
            answer_ = ruling(s, p, VoteCast(at=here.at, delegation=one, choice=choice))
            button(label, cast_called, one, choice, key=f"console-cast-{key}", shortcut=key, primary=choice == "in favour" and bool(answer_), ruled=answer_)
        return
    button("Close the vote and announce", conclude, key="console-conclude", shortcut="Enter", icon="how_to_vote", primary=True, ruled=here.may("vote.closed"))


def vote_panel(here: Here) -> None:
    """The vote that is open: the board as it fills, and what the chair writes down for others."""
    s, p = here.session, here.rules
    vote = s.vote
    if vote is None:
        return
    st.subheader(look.plain(voting.question(s, p, vote)), anchor=False)
    how = "secret until it is closed" if vote.secret else "seen by everybody"
    counted = f" {voting.counts(vote).capitalize()}." if vote.cast and not vote.secret else ""
    look.show(f'<p class="ph-sub">{escape(voting.way(vote))}, {how}. {escape(voting.progress(s, vote))}.{escape(counted)}</p>')
    if vote.obliged:
        look.show(look.note("Held to abstain as a party to the dispute: " + ", ".join(here.name(o) for o in vote.obliged) + "."))
    # Where each member has buttons of its own they say what the board would.
    by_name = vote.open and not vote.secret and vote.method != "roll-call" and len(vote.order) <= DRAWN_APART
    if not by_name:
        look.show(voting.board(s, vote, here.names))
    if not vote.open:
        return
    if p.rights.value != "none" and vote.method == "roll-call":
        st.checkbox("With rights: the next vote is to be explained", key="console-rights")
    if vote.method == "roll-call":
        late = [one for one in vote.order if one in vote.cast]
        if late:
            with st.expander("Correct a vote"):
                _vote_for(here, vote, late)
        return
    if not by_name:
        look.show('<p class="ph-sub">For a member without a device, the chair writes its vote down.</p>')
        _vote_for(here, vote, [one for one in vote.order if one in s.present])
        return
    with st.container(horizontal=True):
        button("All others in favour", others_in_favour, "in favour", key="console-others-for", icon="done_all")
        button("All others abstain", others_in_favour, "abstaining", key="console-others-abstain")
    marks = {"in favour": "For", "against": "Against", "abstaining": "Abst."}
    with st.container(horizontal=True, key="console-ballots"):
        for one in vote.order:
            if one not in s.present:
                continue
            ballot = vote.cast.get(one)
            with st.container(key=f"ballot-row-{safe(one)}", width=230, gap=None):
                key = state.show_in(f"console-ballot-{safe(one)}", ballot.choice if ballot and ballot.choice in marks else None)
                st.segmented_control(
                    here.plain(one),
                    list(marks),
                    key=key,
                    format_func=lambda choice: marks[choice],
                    on_change=state.on_choice(key, partial(_cast_if_chosen, one)),
                )


def _cast_if_chosen(one: str, choice: Choice | None) -> None:
    vote = standing().session.vote
    ballot = vote.cast.get(one) if vote is not None else None
    if choice and (ballot is None or ballot.choice != choice):
        cast(one, choice)


def _vote_for(here: Here, vote: Vote, members: Sequence[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="console-vote-for"):
        one = st.selectbox("Member", members, key="console-ballot-who", format_func=here.name, index=None, placeholder="Type a name")
        for choice, label, key in CHOICES:
            answer_ = ruling(here.session, here.rules, VoteCast(at=here.at, delegation=one, choice=choice)) if one else Ruling(False, "Choose a member first.")
            button(label, cast, one or "", choice, key=f"console-for-{key}-other", ruled=answer_)


def to_the_vote(here: Here) -> None:
    """What is voted on next, and the ways to vote on it."""
    s, p = here.session, here.rules
    if s.vote is not None:
        return
    coming = to_vote(s, p)
    live = [one for one in s.documents.values() if one.status == "open"]
    if not s.voting:
        if live and s.item:
            button("Close the debate and go to the vote", go_to_vote, key="console-to-vote", icon="how_to_vote", ruled=here.may("voting.opened"))
        if not any(one.what == "amendment" for one in live):
            return
        coming = tuple(one for one in coming if s.documents[one.document].what == "amendment")
    st.subheader("To be voted on", anchor=False)
    if not coming:
        look.show(look.note("Nothing is left to vote on. Leave voting procedure to go on with the debate."))
        return
    first = coming[0]
    rest = [session_board.document_name(p, s.documents[one.document]) + (f", {one.part}" if one.part else "") for one in coming]
    look.show(look.items([f"<b>{escape(rest[0])}</b>", *(escape(one) for one in rest[1:])]))
    with st.container(horizontal=True, key="console-open-vote"):
        for label, method, secret, icon in (
            ("Roll call", "roll-call", False, "format_list_numbered"),
            ("On devices", by_device(here), True, "smartphone"),
            ("By name", by_hand(here), False, "checklist"),
        ):
            if label == "Roll call" and "roll-call" not in p.methods.value:
                continue
            event = vote_on(s, p, first.document, here.at, part=first.part, method=method)  # type: ignore[arg-type]
            first_way = label == ("Roll call" if "roll-call" in p.methods.value else "On devices")
            help_ = {
                "On devices": "Each member votes on its own device; nobody sees how others vote until it is closed.",
                "By name": "The chair writes down who raises a hand.",
            }.get(label, "")
            button(
                label,
                vote_document,
                first.document,
                first.part,
                method,
                secret,
                key=f"console-vote-{safe(label)}",
                icon=icon,
                primary=first_way,
                shortcut="O" if first_way else None,
                ruled=ruling(s, p, event),
                help=help_,
            )
        if p.consensus.value != "none" and not first.part:
            button(
                "Without a vote",
                adopt_without_vote,
                first.document,
                key="console-consensus",
                icon="handshake",
                help="Nobody asks for a vote.",
                ruled=here.may("result.recorded"),
            )
    with st.expander("Count hands, or set how the vote is taken"):
        decision = p.decision("substantive")
        count_form(
            here,
            "vote",
            count_document,
            first.document,
            first.part,
            abstain=decision is not None and decision.abstain,
            veto=bool(decision and decision.veto and s.permanent),
        )
        if p.obligatory_abstention.value:
            st.multiselect("Parties to the dispute, who abstain (Chapter VI)", s.members, key="console-parties", format_func=here.name)
        if p.preliminary is not None:
            st.checkbox("Put the preliminary question: is the matter procedural?", key="console-preliminary")
        st.text_input("The roll begins with the letter", key="console-letter", max_chars=1, width=220)
