"""Votes: what is voted on next, the ways to vote, and the vote that is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import Any, Literal

import streamlit as st

from committee.events import Choice, DebateClosed, Event, Happened, ResultRecorded, VoteCast, VotePassed, VotingOpened
from committee.floor import whose_turn
from committee.folding import fold
from committee.motions import by_hands, concluded, ruling
from committee.order.ruling import Ruling
from committee.procedure import Method
from committee.questions import Question, to_vote, vote_on
from committee.session import Session
from committee.state import Document, Vote
from committee.voting import consensus
from committee.wording import listed
from ui import look, session_board, state, voting
from ui import session as bridge
from ui.console.amending import amendment_words, as_taken_in, taking_in
from ui.console.moment import DRAWN_APART, Here, act, button, safe, standing, together
from ui.console.order import ordering

CHOICES: tuple[tuple[Choice, str, str], ...] = (
    ("in favour", "In favour", "1"),
    ("against", "Against", "2"),
    ("abstaining", "Abstains", "3"),
    ("not participating", "Does not participate", "5"),
)

MOST_TYPED = 9_999
"""Hands that a box takes; whether there are so many in the room is said once they are counted."""


def go_to_vote() -> None:
    """Close the debate and go into voting procedure."""

    def made(here: Here) -> list[Happened]:
        closed: list[Happened] = [] if here.session.debate_closed else [DebateClosed(at=here.at)]
        return together(here, *closed, VotingOpened(at=here.at), *ordering(here))

    act(made)


def vote_document(document: str, part: str, method: Method, secret: bool) -> None:
    """Open the vote on a document or a part of it."""
    if act(lambda here: together(here, *ordering(here), _opened(here, document, part, method, secret))):
        _next_one_anew()


def _next_one_anew() -> None:
    """What was set for a vote, and counted in it, is not set for the next one."""
    for box in ("preliminary", "parties", "letter", "for-vote", "against-vote", "abstain-vote", "veto-vote"):
        state.forget(f"console-{box}")


def _opened(here: Here, document: str, part: str, method: Method, secret: bool) -> Event:
    question: Literal["preliminary"] | None = "preliminary" if state.value_of("console-preliminary") else None
    parties = tuple(state.value_of("console-parties") or ())
    letter = str(state.value_of("console-letter") or "").strip()[:1]
    made = vote_on(here.session, here.rules, document, here.at, part=part, method=method, question=question, parties=parties, letter=letter)
    return made.model_copy(update={"secret": secret})


def count_document(document: str, part: str) -> None:
    """Decide on a document by the hands that were counted."""
    numbers = [int(state.value_of(f"console-{side}-vote") or 0) for side in ("for", "against", "abstain")]
    against = tuple(state.value_of("console-veto-vote") or ())

    def made(here: Here) -> list[Event]:
        opened = [*ordering(here), _opened(here, document, part, by_hand(here), False)]
        rest = by_hands(
            fold(opened, here.session),
            here.rules,
            numbers[0],
            numbers[1],
            here.at,
            abstaining=numbers[2],
            permanent_against=against,
            register=bridge.register(here.room),
        )
        return [*(one.model_copy(update={"act": rest[0].act}) for one in opened), *rest]

    if act(made):
        _next_one_anew()


def adopt_without_vote(document: str) -> None:
    """Nobody asks for a vote: the document is adopted without one."""

    def made(here: Here) -> list[Happened]:
        paper = here.session.documents.get(document)
        subject = "" if paper is None else paper.name if paper.is_numbered else f"The {paper.called(here.rules.draft_word.value)}"
        agreed = consensus((), here.rules, subject)
        adopted = ResultRecorded(at=here.at, document=document, outcome="adopted", line=agreed.line[:500])
        return together(here, *ordering(here), adopted)

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
        return together(
            here,
            *(
                VoteCast(at=here.at, delegation=one, choice=choice)
                for one in vote.order
                if one in here.session.present and one not in vote.cast and one not in vote.obliged
            ),
        )

    act(made)


def conclude(of: str) -> None:
    """Close the vote, announce its result, and let happen what follows from it. A second press closes no other vote."""

    def made(here: Here) -> Sequence[Event]:
        vote = here.session.vote
        return concluded(here.session, here.rules, here.at, register=bridge.register(here.room)) if vote is not None and vote.id == of else ()

    act(made)


def not_voted(session: Session) -> int:
    """How many members in the room have not voted in the vote that is open, where each votes by itself and not as it is called."""
    vote = session.vote
    if vote is None or not vote.open or vote.method == "roll-call":
        return 0
    return sum(one in session.present and one not in vote.cast and one not in vote.obliged for one in vote.order)


def close_vote(of: str, sure: bool = False) -> None:
    """Close a vote; while members in the room have not voted, a first press asks whether to."""
    session = standing().session
    if session.vote is not None and session.vote.id == of and not_voted(session) and not sure:
        state.keep("console-closing", of)
        return
    state.keep("console-closing", None)
    conclude(of)


def keep_open() -> None:
    """Let the vote go on that one was asked whether to close."""
    state.keep("console-closing", None)


def by_hand(here: Here) -> Method:
    ways = here.rules.methods.value
    return next((one for one in ("show-of-hands", "placards") if one in ways), next((one for one in ways if one != "without-vote"), "show-of-hands"))


def by_device(here: Here) -> Method:
    return "recorded" if "recorded" in here.rules.methods.value else by_hand(here)


def count_form(here: Here, key: str, then: Callable[..., None], *args: Any, abstain: bool, veto: bool = False) -> None:
    """Numbers of hands, checked against who is present. A box that would take no more than these would forget what was typed
    beyond them, and say nothing."""
    there = len(here.session.present)
    with st.form(key=f"console-count-{key}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.number_input("In favour", 0, MOST_TYPED, 0, key=f"console-for-{key}", width=120)
            st.number_input("Against", 0, MOST_TYPED, 0, key=f"console-against-{key}", width=120)
            if abstain:
                st.number_input("Abstaining", 0, MOST_TYPED, 0, key=f"console-abstain-{key}", width=120)
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
                button("Passes", pass_, one, key=f"console-pass-{safe(one)}", shortcut="4", ruled=ruling(s, p, VotePassed(at=here.at, delegation=one)))
            answer_ = ruling(s, p, VoteCast(at=here.at, delegation=one, choice=choice))
            # Buttons of its own for each: a second press that was meant for this one is not the next one's vote.
            button(label, cast_called, one, choice, key=f"console-cast-{key}-{safe(one)}", shortcut=key, primary=choice == "in favour" and bool(answer_), ruled=answer_)
        return
    left = not_voted(s)
    closes = partial(button, shortcut="Enter", icon="how_to_vote", primary=True, ruled=here.may("vote.closed"))
    if left and state.kept("console-closing") == vote.id:
        # Of another key: the second half of a double click is no answer to the question.
        closes(f"{left} {'has' if left == 1 else 'have'} not voted. Close all the same?", close_vote, vote.id, True, key="console-conclude-sure")
        button("Keep it open", keep_open, key="console-keep-open", icon="hourglass_empty")
        return
    said = "Close the vote and announce" if vote.method == "roll-call" else f"Close the vote: {voting.progress(s, vote)}"
    closes(said, close_vote, vote.id, key="console-conclude")


def vote_panel(here: Here) -> None:
    """The vote that is open: the board as it fills, and what the chair writes down for others."""
    s, p = here.session, here.rules
    vote = s.vote
    if vote is None:
        return
    st.subheader(look.plain(voting.question(s, p, vote)), anchor=False)
    paper = s.documents.get(vote.document)
    if paper is not None:
        look.show(f'<div class="ph-console-paper"><span dir="auto">{escape(paper.title)}</span>{amendment_words(here, paper)}</div>')
    how = "secret until it is closed" if vote.secret else "seen by everybody"
    takes = session_board.needs(s, p, vote.question, vote.document)
    takes = f" {takes[:1].upper()}{takes[1:]}." if takes else ""
    counted = f" {voting.counts(vote).capitalize()}." if vote.cast and not vote.secret else ""
    look.show(f'<p class="ph-sub">{escape(voting.way(vote))}, {how}. {escape(voting.progress(s, vote))}.{escape(takes)}{escape(counted)}</p>')
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
                # Of its own for each vote: what a browser still shows of the last one is no vote in this one.
                key = state.showing(f"console-ballot-{safe(vote.id)}-{safe(one)}", ballot.choice if ballot and ballot.choice in marks else None)
                st.segmented_control(
                    here.plain(one),
                    list(marks),
                    key=key,
                    format_func=lambda choice: marks[choice],
                    on_change=state.on_choice(key, partial(_cast_if_chosen, vote.id, one)),
                )


def _cast_if_chosen(in_vote: str, one: str, choice: Choice | None) -> None:
    vote = standing().session.vote
    if vote is None or not vote.open or vote.id != in_vote:
        return
    ballot = vote.cast.get(one)
    if choice and (ballot is None or ballot.choice != choice):
        cast(one, choice)


def _vote_for(here: Here, vote: Vote, members: Sequence[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="console-vote-for"):
        one = st.selectbox("Member", members, key="console-ballot-who", format_func=here.name, index=None, placeholder="Type a name")
        for choice, label, key in CHOICES:
            answer_ = ruling(here.session, here.rules, VoteCast(at=here.at, delegation=one, choice=choice)) if one else Ruling(False, "Choose a member first.")
            button(label, cast, one or "", choice, key=f"console-for-{key}-other", ruled=answer_)


def _which_of_it(document: Document, part: str) -> str:
    return f", {part}" if part else f", without {listed(document.fallen)}" if document.fallen else ""


def to_the_vote(here: Here) -> None:
    """What is voted on next, and the ways to vote on it; first of all what needs no vote, since all sponsors accept it."""
    s, p = fold(ordering(here), here.session), here.rules
    if s.vote is not None:
        return
    live = [one for one in s.documents.values() if one.status == "open"]
    if not s.voting:
        if live and s.item:
            button("Close the debate and go to the vote", go_to_vote, key="console-to-vote", icon="how_to_vote", ruled=here.may("voting.opened"))
        if not any(one.what == "amendment" for one in live):
            return
    taken_first = taking_in(here)
    coming = to_vote(as_taken_in(here._replace(session=s)), p)
    if not s.voting:
        coming = tuple(one for one in coming if s.documents[one.document].what == "amendment")
        if taken_first and not coming:
            return
    st.subheader("To be voted on", anchor=False)
    if not coming:
        look.show(look.note("Nothing is left to vote on. Hear who explains its vote, or leave voting procedure to go on with the debate."))
        return
    first = coming[0]
    rest = [session_board.document_name(p, s.documents[one.document]) + _which_of_it(s.documents[one.document], one.part) for one in coming]
    look.show(look.items([f"<b>{escape(rest[0])}</b>{amendment_words(here, s.documents[first.document])}", *(escape(one) for one in rest[1:])]))
    if not taken_first:
        _ways_to_vote(here, s, first)


def _ways_to_vote(here: Here, s: Session, first: Question) -> None:
    """The buttons that open the vote on what comes next, and how it is taken."""
    p = here.rules
    preliminary = s.documents[first.document].procedural is None and bool(state.value_of("console-preliminary"))
    question = "preliminary" if preliminary else "procedural" if s.documents[first.document].procedural else "substantive"
    takes = session_board.needs(s, p, question, first.document)
    asked_first = p.consensus.value == "first" and not first.part and not preliminary
    said = f"Whether the matter is procedural is put first, and {takes}." if preliminary else f"It {takes}."
    look.show(look.note(f"Ask first whether anybody objects to adopting it without a vote. In a vote it {takes}." if asked_first else said))
    usual = "Without a vote" if asked_first else "Roll call" if "roll-call" in p.methods.value else "On devices"

    def without_a_vote() -> None:
        button(
            "Without a vote", adopt_without_vote, first.document, key="console-consensus", icon="handshake", help="Nobody asks for a vote.",
            primary=asked_first, shortcut="O" if asked_first else None, ruled=here.may("result.recorded"),
        )  # fmt: skip

    with st.container(horizontal=True, key="console-open-vote"):
        if asked_first:
            without_a_vote()
        for label, method, secret, icon in (
            ("Roll call", "roll-call", False, "format_list_numbered"),
            ("On devices", by_device(here), True, "smartphone"),
            ("By name", by_hand(here), False, "checklist"),
        ):
            if label == "Roll call" and "roll-call" not in p.methods.value:
                continue
            event = vote_on(s, p, first.document, here.at, part=first.part, method=method)  # type: ignore[arg-type]
            help_ = {
                "On devices": "Each member votes on its own device; nobody sees how others vote until it is closed.",
                "By name": "The chair writes down who raises a hand.",
            }.get(label, "")
            button(
                label, vote_document, first.document, first.part, method, secret, key=f"console-vote-{safe(label)}", icon=icon,
                primary=label == usual, shortcut="O" if label == usual else None, ruled=ruling(s, p, event), help=help_,
            )  # fmt: skip
        if p.consensus.value != "none" and not first.part and not asked_first:
            without_a_vote()
    with st.expander("Count hands, or set how the vote is taken"):
        if p.obligatory_abstention.value or p.preliminary is not None:
            look.show(look.note("These hold for the next vote, in whichever way it is taken."))
        if p.obligatory_abstention.value:
            st.multiselect("Parties to the dispute, who abstain (Chapter VI)", s.members, key="console-parties", format_func=here.name)
        if p.preliminary is not None and s.documents[first.document].procedural is None:
            st.checkbox("Put the preliminary question: is the matter procedural?", key="console-preliminary")
        st.text_input("The roll begins with the letter", key="console-letter", max_chars=1, width=220)
        decision = p.decision(question)
        count_form(
            here, "vote", count_document, first.document, first.part, abstain=decision is not None and decision.abstain,
            veto=bool(decision and decision.veto and s.permanent),
        )  # fmt: skip
