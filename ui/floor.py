"""What a delegate does from its place: votes, joins the list, raises points and motions, passes notes, finds the documents.

Made for a telephone in one hand: what is urgent is on top, buttons are as wide as the screen, and what is not in order
says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from typing import Literal, NamedTuple

import streamlit as st

from committee.events import (
    Choice,
    Event,
    MotionRaised,
    MotionSeconded,
    MotionWithdrawn,
    NotePassed,
    PlacardLowered,
    PlacardRaised,
    PointRaised,
    ReplyAsked,
    SpeakerJoined,
    SpeakerLeft,
    SpeechEnded,
    VoteCast,
    VotePassed,
    Yield,
)
from committee.minutes import duration, ordinal
from committee.motions import in_precedence, motions_in_order, ruling
from committee.procedure import Motion, Parameter, Procedure, rule_named, source_named
from committee.session import Document, Ruling, Session, in_order, waiting, whose_turn
from records.room import PUBLIC, Role, Room, Seat, readable_drafts
from records.sitting import OBSERVERS_MAY, is_on_devices
from ui import choose, conference, live, look, pictures, shared, state, voting
from ui import session as sitting
from ui import session_board as board
from ui.voting import called

DAIS = "dais"
"""To whom a note to the chair's table goes."""

YIELDS: dict[Yield, str] = {"chair": "Yield to the chair", "questions": "Yield to questions", "comments": "Yield to comments"}

DECIDES = {"simple": "a simple majority", "two-thirds": "two thirds", "nine": "nine votes in favour", "chair": "the chair's decision", "none": "no vote"}


class Desk(NamedTuple):
    """All that a delegate's page is drawn from."""

    session: Session
    procedure: Procedure
    names: Mapping[str, str]
    me: str
    """The delegation that acts."""
    room: Room
    seat: Seat
    now: float
    register: Mapping[str, Document]
    """Papers of the committee that a motion may introduce."""
    do: Callable[[Event], bool]
    """Performs an event; where it is refused the page says why, and the answer is False."""
    fault: Callable[[], None] = lambda: None
    """Says why the last thing was refused."""
    others: tuple[str, ...] = ()
    """Whom a note may go to, besides the dais."""

    def ruling(self, event: Event) -> Ruling:
        """Whether an event of this delegation is in order now."""
        if self.seat.role is Role.OBSERVER and event.kind not in OBSERVERS_MAY:
            return Ruling(False, "Observers join the list and pass notes; the rest is for members.")
        return ruling(self.session, self.procedure, event.model_copy(update={"at": self.session.at}), self.register)

    @property
    def is_member(self) -> bool:
        """Whether it has a vote."""
        return self.me in self.session.members


def draw(desk: Desk) -> None:
    """The whole page."""
    board.ticking(desk.now, "floor-ticker")
    with st.container(key="floor-fault"):
        desk.fault()
    if desk.session.adjourned:
        st.page_link("../pages/chair/minutes.py", label="The record of the meeting", icon=":material/description:", query_params=state.address())
    vote(desk)
    my_turn(desk)
    speakers(desk)
    views(desk)


# -- the vote


def cast(desk: Desk, choice: Choice) -> None:
    """Cast or change this delegation's vote, if the question is still the one that its screen showed."""
    open_, now = desk.session.vote, sitting.session()
    if now is not None and (now.vote is None or open_ is None or now.vote.id != open_.id):
        state.keep("session-fault", "That vote is over, and what you pressed was not counted. See what is put to the vote now.")
        return
    rights = open_ is not None and bool(state.value_of(f"floor-rights-of-{open_.id}")) and _has_rights(desk)
    desk.do(VoteCast(at=desk.now, by=desk.me, delegation=desk.me, choice=choice, rights=rights))


def _has_rights(desk: Desk) -> bool:
    open_ = desk.session.vote
    return desk.procedure.rights.value != "none" and open_ is not None and not open_.motion


def pass_(desk: Desk) -> None:
    """Pass in a roll call."""
    desk.do(VotePassed(at=desk.now, by=desk.me, delegation=desk.me))


def vote(desk: Desk) -> None:
    """The vote that is open, with a button for each answer; after it the result, until something else happens."""
    session = desk.session
    open_ = session.vote
    if open_ is None or not open_.open:
        last = voting.last_result(session)
        if last is not None and session.is_open:
            with st.container(key="floor-result"):
                look.show(voting.result(session, desk.procedure, last, desk.names))
                if last.cast:
                    with st.expander("How each delegation voted"):
                        look.show(voting.board(session, last, desk.names, desk.me))
        return
    offered = voting.offers(session, desk.procedure, desk.me)
    mine = open_.cast.get(desk.me)
    with st.container(border=True, key="floor-vote"):
        look.show(_question(desk))
        _what_is_voted_on(desk, open_.document)
        if not is_on_devices(open_):
            look.show(look.note("This vote is taken in the room: the chair counts. Show your hand or your placard."))
            return
        if not offered:
            look.show(look.note("You have no vote on this." if not desk.is_member else "You are not marked as present; tell the dais to vote."))
            return
        if _has_rights(desk):
            st.toggle("With rights: I explain my vote", value=mine is not None and mine.rights, key=f"floor-rights-of-{open_.id}", help="It counts with the vote that you press next.")
        for offer in offered:
            if offer.choice == "not participating":
                continue
            act = partial(pass_, desk) if offer.choice == "pass" else partial(cast, desk, offer.choice)
            key = f"cast-{offer.choice.replace(' ', '-')}-of-{open_.id}"
            sign = voting.MARKS["passed" if offer.choice == "pass" else offer.choice].symbol
            label = f"{sign} {offer.label}" + (", your vote" if offer.chosen else "")
            st.button(look.plain(label), key=key, type="primary" if offer.chosen else "secondary", disabled=not offer.allowed, on_click=act, width="stretch")
        whys = list(dict.fromkeys(offer.because for offer in offered if not offer.allowed and offer.because and offer.choice != "not participating"))
        look.show("".join(look.note(words) for words in (*(_named(desk, why) for why in whys), _after_cast(desk))))
        if open_.method == "roll-call" or not open_.secret:
            with st.expander("How the vote goes", expanded=False):
                look.show(voting.board(session, open_, desk.names, desk.me))


def _question(desk: Desk) -> str:
    open_ = desk.session.vote
    if open_ is None:
        return ""
    document = desk.session.documents.get(open_.document)
    title = f'<p class="title" dir="auto">{escape(voting.question(desk.session, desk.procedure, open_))}</p>'
    title += f'<p class="title" dir="auto">“{escape(document.title)}”</p>' if document is not None and document.title else ""
    moved = desk.session.moved(open_.motion)
    said = board.parameters(desk.session, desk.procedure, moved, desk.names) if moved else ""
    title += f'<p class="title" dir="auto">{escape(said)}</p>' if said else ""
    is_called = open_.method == "roll-call" and desk.session.turn is None and whose_turn(desk.session) == desk.me
    head = "You are called: your vote" if is_called else "Your vote"
    return f'<div class="ph-ask"><p class="q">{head}</p>{title}</div>'


def _what_is_voted_on(desk: Desk, name: str) -> None:
    """The words of the amendment that is voted on, or the way to those of the draft."""
    document = desk.session.documents.get(name)
    if document is None:
        return
    look.show(amended(desk, document))
    draft = desk.room.drafts.get(document.of or document.id)
    if draft is not None and draft.stage in PUBLIC:
        _link(draft.id, "Read the whole draft", key=f"voted-{draft.id}")


def amended(desk: Desk, document: Document) -> str:
    """What an amendment does, at which place, and its words marked up, as HTML; empty for any other paper."""
    draft = desk.room.drafts.get(document.of)
    if document.what != "amendment" or draft is None or draft.stage not in PUBLIC:
        return ""
    clause = pictures.amended(draft, document.id)
    return f'<p class="ph-sub">{escape(clause.number)}</p><p class="ph-markup" dir="auto">{clause.marked or escape(clause.text)}</p>' if clause.text else ""


def _after_cast(desk: Desk) -> str:
    open_ = desk.session.vote
    if open_ is None:
        return ""
    mine = open_.cast.get(desk.me)
    secret = " Nobody sees it before then." if open_.secret else ""
    if mine is not None:
        return f"You voted: {mine.choice}. You may change it until the chair closes the vote.{secret}"
    if desk.me in open_.passed:
        return "You passed. You are called again at the end, and then vote in favour or against."
    return f"One vote a delegation. You may change it until the chair closes the vote.{secret}"


def _named(desk: Desk, words: str) -> str:
    """A sentence of the rules with a delegation's name in the place of its id."""
    head, _, last = words.rstrip(".").rpartition(" ")
    return f"{head} {called(desk.names, last)}." if last in desk.names else words


# -- my turn, and the list


def end(desk: Desk, yielded: Yield, to: str = "") -> None:
    """End this delegation's speech."""
    desk.do(SpeechEnded(at=desk.now, by=desk.me, yielded=yielded, to=to))


def end_to(desk: Desk) -> None:
    """Yield to the delegation that was chosen."""
    to = state.value_of("floor-yield-to")
    if to:
        end(desk, "delegate", str(to))


def my_turn(desk: Desk) -> None:
    """What the speaker does with the rest of its time."""
    turn = desk.session.turn
    if turn is None or turn.delegation != desk.me:
        return
    may = in_order(desk.session, desk.procedure)
    with st.container(border=True, key="floor-turn"):
        look.show('<p class="ph-strong">You have the floor.</p>')
        st.button("I have finished", type="primary", icon=":material/check:", key="floor-end", width="stretch", disabled=not may["speech.ended"], on_click=end, args=(desk, "none"))
        with st.container(horizontal=True, gap="small"):
            for kind, label in YIELDS.items():
                if may[f"yield:{kind}"]:
                    st.button(label, key=f"floor-yield-{kind}", on_click=end, args=(desk, kind))
        if may["yield:delegate"]:
            others = [one for one in desk.session.taking_part if one != desk.me]
            with st.container(horizontal=True, vertical_alignment="bottom"):
                st.selectbox("Yield to a delegation", others, index=None, key="floor-yield-to", format_func=lambda one: called(desk.names, one))
                st.button("Yield", key="floor-yield-delegate", on_click=end_to, args=(desk,))


def join(desk: Desk) -> None:
    """Put this delegation on the list."""
    desk.do(SpeakerJoined(at=desk.now, by=desk.me, delegation=desk.me))


def leave(desk: Desk) -> None:
    """Take this delegation off the list."""
    desk.do(SpeakerLeft(at=desk.now, by=desk.me, delegation=desk.me))


def raise_placard(desk: Desk, on: Literal["caucus", "explanation"]) -> None:
    """Ask for the floor where no list is kept."""
    desk.do(PlacardRaised(at=desk.now, by=desk.me, delegation=desk.me, on=on))


def lower_placard(desk: Desk) -> None:
    """Ask for it no longer."""
    desk.do(PlacardLowered(at=desk.now, by=desk.me, delegation=desk.me))


def placard(desk: Desk) -> None:
    """Asking for the floor in a moderated caucus, or to explain a vote; the chair sees who asks and calls."""
    session = desk.session
    up = session.placards.get(desk.me)
    if up is not None:
        what = "to speak in the caucus" if up == "caucus" else "to explain your vote"
        look.show(f'<p class="ph-flag">Your placard is up: you ask {what}. The chair calls you.</p>')
        st.button("Lower your placard", icon=":material/arrow_downward:", key="floor-placard-down", width="stretch", on_click=lower_placard, args=(desk,))
        return
    if session.caucus is not None and session.caucus.mode == "moderated":
        may = desk.ruling(PlacardRaised(at=desk.now, by=desk.me, delegation=desk.me))
        speaks = session.turn is not None and session.turn.delegation == desk.me
        st.button(
            "Ask to speak", type="primary" if may and not speaks else "secondary", icon=":material/back_hand:", key="floor-placard", width="stretch",
            disabled=not may, on_click=raise_placard, args=(desk, "caucus"),
        )  # fmt: skip
        if not may:
            look.show(look.note(_because(may)))
    if desk.me in session.owed:
        look.show(look.note("You voted with rights; the chair calls you to explain your vote."))
    elif (session.voting or voting.last_result(session) is not None) and desk.ruling(PlacardRaised(at=desk.now, by=desk.me, delegation=desk.me, on="explanation")):
        st.button(
            "Ask to explain your vote", icon=":material/back_hand:", key="floor-explain", width="stretch", on_click=raise_placard, args=(desk, "explanation"),
        )  # fmt: skip


def speakers(desk: Desk) -> None:
    """Asking to speak, my place on the list, joining and leaving, and how long I have spoken."""
    session = desk.session
    place = next((one for one in waiting(session, desk.now) if one.delegation == desk.me), None)
    with st.container(key="floor-list"):
        placard(desk)
        if place is not None:
            wait = _wait(desk, place.place, place.seconds)
            look.show(f'<p class="ph-place"><b>{ordinal(place.place)}</b> on the speakers\' list{wait}</p>')
            st.button("Leave the list", icon=":material/remove:", key="floor-leave", width="stretch", on_click=leave, args=(desk,))
        else:
            may = desk.ruling(SpeakerJoined(at=desk.now, by=desk.me, delegation=desk.me))
            st.button(
                "Join the speakers' list", type="primary" if may and session.vote is None and session.turn is None and session.caucus is None else "secondary", icon=":material/add:", key="floor-join", width="stretch",
                disabled=not may, on_click=join, args=(desk,),
            )  # fmt: skip
            if not may:
                look.show(look.note(_because(may)))
        if session.caucus is not None:
            look.show(look.note("The speakers' list waits until the caucus is over."))
        look.show(f'<p class="ph-sub">{escape(my_time(desk))}</p>')
        if session.speakers:
            with st.expander(f"Speakers' list: {len(session.speakers)}"):
                look.show(f'<p class="ph-sub">{escape(board.list_words(session))}</p>' + board.speakers(session, desk.names, desk.now, me=desk.me))


def _wait(desk: Desk, place: int, seconds: float) -> str:
    if place == 1 and desk.session.caucus is None:
        return ", <b>you are next</b>"
    return f", {board.about(seconds)}" if desk.session.speaking_seconds else ""


def my_time(desk: Desk) -> str:
    """How often and for how long this delegation spoke."""
    had = desk.session.floor_of(desk.me)
    if not had.times:
        return "You have not spoken yet."
    often = {1: "once", 2: "twice"}.get(had.times, f"{had.times} times")
    last = f", last at {shared.time_of(had.last)}" if had.last else ""
    return f"You have spoken {often}, {duration(had.seconds)} in all{last}."


def _because(may: Ruling) -> str:
    named = rule_named(may.rule)
    return f"{may.because} ({named})" if named else may.because


# -- the rest, one view at a time


def views(desk: Desk) -> None:
    """Motions and points, notes, documents."""
    mine = notes_of(desk)
    seen = int(state.kept("floor-notes-seen", 0) or 0)
    received = sum(1 for one in mine if one.by not in _voices(desk))
    fresh = max(0, received - seen)
    waiting_ = len(desk.session.motions)
    labels = {
        "raise": f"Motions ({waiting_})" if waiting_ else "Motions",
        "notes": f"Notes ({fresh} new)" if fresh else "Notes",
        "documents": "Documents",
    }
    view = choose.view(labels, key="floor-view", width="stretch")
    if view == "notes":
        state.keep("floor-notes-seen", received)
        notes(desk, mine)
    elif view == "documents":
        documents(desk)
    else:
        on_the_floor(desk)
        if desk.seat.role is Role.OBSERVER:
            look.show(look.note("Observers join the list and pass notes; points and motions are for members."))
            return
        points(desk)
        raise_motion(desk)


# -- motions and points


def second(desk: Desk, motion: str) -> None:
    """Second a motion."""
    desk.do(MotionSeconded(at=desk.now, by=desk.me, motion=motion))


def withdraw(desk: Desk, motion: str) -> None:
    """Withdraw this delegation's own motion."""
    desk.do(MotionWithdrawn(at=desk.now, by=desk.me, motion=motion))


def on_the_floor(desk: Desk) -> None:
    """The motions on the floor, with what this delegation may do about each."""
    session = desk.session
    ordered = in_precedence(session, desk.procedure)
    if not ordered:
        return
    look.show('<h2 class="ph-h">On the floor</h2>')
    for moved in ordered:
        said = board.parameters(session, desk.procedure, moved, desk.names)
        words = f'<span class="said" dir="auto">{escape(said)}</span>' if said else ""
        look.show(
            f'<ol class="ph-motions"><li class="{"put" if moved.put else ""}"><b>{escape(board.motion_name(desk.procedure, moved.motion))}</b>{words}'
            f'<span class="by">{escape(board.motion_state(session, desk.procedure, moved, desk.names))}</span></li></ol>'
        )
        with st.container(horizontal=True, gap="small", key=f"on-floor-{moved.id}"):
            if moved.by != desk.me and desk.ruling(MotionSeconded(at=desk.now, by=desk.me, motion=moved.id)) and not moved.seconded_by:
                st.button("Second it", type="primary", icon=":material/back_hand:", key=f"second-{moved.id}", on_click=second, args=(desk, moved.id))
            if moved.by == desk.me and desk.ruling(MotionWithdrawn(at=desk.now, by=desk.me, motion=moved.id)):
                st.button("Withdraw it", key=f"withdraw-{moved.id}", on_click=withdraw, args=(desk, moved.id))


def raise_point(desk: Desk, point: str) -> None:
    """Raise a point, with what stands in the box."""
    words = " ".join(str(state.value_of("floor-words") or "").split())
    event: Event = ReplyAsked(at=desk.now, by=desk.me, delegation=desk.me, words=words) if point == "reply" else PointRaised(at=desk.now, by=desk.me, point=point, words=words)
    if desk.do(event):
        state.show_in("floor-words", "")


def points(desk: Desk) -> None:
    """The points of the rules, and the right of reply; those that are not in order say why."""
    session, procedure = desk.session, desk.procedure
    asked: list[tuple[str, str, Ruling]] = [
        (one.id, one.name, desk.ruling(PointRaised(at=desk.now, by=desk.me, point=one.id))) for one in procedure.points
    ]
    if procedure.right_of_reply.value.allowed:
        asked.append(("reply", "Right of reply", desk.ruling(ReplyAsked(at=desk.now, by=desk.me, delegation=desk.me))))
    if not asked:
        return
    look.show('<h2 class="ph-h">Points</h2>')
    waiting_ = [one for one in session.points if one.by == desk.me]
    if waiting_:
        names = {one.id: one.name for one in procedure.points}
        look.show(f'<p class="ph-flag">Your {escape(names.get(waiting_[0].point, "point").lower())} waits for the chair.</p>')
    if any(one.delegation == desk.me for one in session.replies):
        granted = any(one.delegation == desk.me and one.granted for one in session.replies)
        look.show(f'<p class="ph-flag">Your right of reply {"is granted; the chair calls you" if granted else "waits for the chair"}.</p>')
    with st.container(horizontal=True, gap="small", key="floor-points"):
        for id_, name, may in asked:
            st.button(name, key=f"point-{id_}", disabled=not may, on_click=raise_point, args=(desk, id_))
    whys: dict[str, list[str]] = {}
    for _, name, may in asked:
        if not may:
            whys.setdefault(_because(may), []).append(name)
    if len(whys) == 1 and all(not may for _, _, may in asked):
        look.show(look.note(next(iter(whys))))
    elif whys:
        look.show("".join(look.note(f"{', '.join(names_)}: {why}") for why, names_ in whys.items()))
    if any(may for _, _, may in asked):
        st.text_input("What it is about (may be empty)", key="floor-words", max_chars=400)


def choose_motion(motion: str | None) -> None:
    """Open the form of a motion, or close it; what stood against the former is done with."""
    state.keep("floor-motion", motion)
    state.keep("session-fault", None)


def raise_motion(desk: Desk) -> None:
    """The motions that are in order, each with its form; below them the others with the reason."""
    session, procedure = desk.session, desk.procedure
    may = motions_in_order(session, procedure, desk.me)
    allowed = [one for one in may if may[one]]
    chosen = state.kept("floor-motion")
    look.show('<h2 class="ph-h">Move</h2>')
    if not allowed:
        whys = {answer.because for answer in may.values()}
        reason = next(iter(whys)) if len(whys) == 1 else "Below is why not for each."
        look.show(look.note(f"No motion is in order now. {reason}"))
    for one in allowed:
        rule = procedure.motion(one)
        if rule is None:
            continue
        if one == chosen:
            form(desk, rule)
        else:
            st.button(rule.name, key=f"move-{one}", width="stretch", on_click=choose_motion, args=(one,))
    shut = [one for one in may if not may[one]]
    if shut:
        with st.expander(f"Not in order now: {len(shut)}"):
            rows = []
            for one in shut:
                name = board.motion_name(procedure, one)
                rows.append(f'<span class="ph-shut">{escape(name)}</span><span class="ph-sub"> {escape(_because(may[one]))}</span>')
            look.show(look.items(rows, kind="rows"))


def form(desk: Desk, rule: Motion) -> None:
    """What a mover says, and the button that moves it."""
    with st.container(border=True, key=f"form-{rule.id}"):
        look.show(f'<p class="ph-strong">{escape(rule.name)}</p><p class="ph-sub">{escape(rule_words(desk.procedure, rule))}</p>')
        for parameter in rule.parameters:
            field(desk, rule, parameter)
        with st.container(horizontal=True, gap="small"):
            st.button("Move it", type="primary", icon=":material/gavel:", key=f"moving-{rule.id}", on_click=move, args=(desk, rule))
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
        most = None if parameter.most is None else parameter.most / 60
        st.number_input(f"{label}, in minutes", min_value=max(0.5, (parameter.least or 30) / 60), max_value=most, value=float(default or 600) / 60, step=1.0, format="%g", key=key)
    elif parameter.kind in ("seconds", "count"):
        unit = ", in seconds" if parameter.kind == "seconds" else ""
        least = parameter.least if parameter.least is not None else 1
        st.number_input(f"{label}{unit}", min_value=least, max_value=parameter.most, value=default if isinstance(default, int) else least, step=15 if unit else 1, key=key)
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
    if desk.do(MotionRaised(at=desk.now, by=desk.me, motion=rule.id, parameters=said(rule))):
        choose_motion(None)


# -- notes


def _voices(desk: Desk) -> tuple[str, ...]:
    return (desk.me, desk.seat.id)


def notes_of(desk: Desk) -> tuple[NotePassed, ...]:
    """The notes from and to this delegation, the latest first."""
    mine = _voices(desk)
    if not desk.session.notes:
        return ()
    undone = desk.session.history.dead
    return tuple(
        cell.cause for cell in desk.session.history.cells()
        if isinstance(cell.cause, NotePassed) and cell.number not in undone and (cell.cause.to in mine or cell.cause.by in mine)
    )  # fmt: skip


def send(desk: Desk) -> None:
    """Send what stands in the box; it is emptied only where the note went."""
    to, words = choose.chosen("floor-note-to", DAIS), str(state.value_of("floor-note-words") or "").strip()
    if to and words and desk.do(NotePassed(at=desk.now, by=desk.me, to=to, words=words)):
        _written("floor-note-words")


# A session of the page ends with every load, as where a code is replaced; so the browser's tab keeps what is being written,
# from the key on, and gives it to the next session of the same seat.
_NOTE_JS = """
export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const name = `penholder-note ${data.place}`
  try {
    if (parentElement.penholderSent !== undefined && parentElement.penholderSent !== data.sent) sessionStorage.removeItem(name)
    parentElement.penholderSent = data.sent
    const kept = sessionStorage.getItem(name)
    if (data.asks && kept) setTriggerValue("found", kept)
  } catch { /* No storage: the session has it for as long as it lasts. */ }
  const typed = (event) => {
    if (!event.target.closest?.(`.st-key-${data.box}`)) return
    try { sessionStorage.setItem(name, event.target.value) } catch { /* The same. */ }
  }
  document.addEventListener("input", typed, true)
  return () => document.removeEventListener("input", typed, true)
}
"""

_note_keeper = st.components.v2.component("penholder_note", html="<span hidden></span>", js=_NOTE_JS)


def _typed(key: str) -> str:
    """Where what is typed into a box is kept: of the seat that types it."""
    seat = conference.seat()
    return f"typed-{key}-{conference.committee_id()}-{seat.id if seat is not None else ''}"


def _keep_typed(key: str) -> None:
    state.keep(_typed(key), str(state.value_of(key) or ""))


def _found(key: str, store: str) -> None:
    """Show what the browser's tab kept, unless something was written since."""
    words = str((state.value_of(store) or {}).get("found") or "")[:2_000]
    if words and state.kept(_typed(key)) is None:
        state.keep(_typed(key), words)
        state.show_in(key, words)


def _writing(key: str) -> None:
    """The box for a note. What stands in it outlasts another view or page, a reload, and a code that is replaced."""
    kept = state.kept(_typed(key))
    if state.value_of(key) is None:
        state.show_in(key, str(kept or ""))
    st.text_area("Note", key=key, max_chars=2_000, height=90, on_change=_keep_typed, args=(key,))
    store = f"{key}-store"
    _note_keeper(
        key=store, data={"place": _typed(key), "box": key, "asks": kept is None, "sent": state.kept(f"{_typed(key)}-sent") or 0},
        on_found_change=partial(_found, key, store),
    )  # fmt: skip


def _written(key: str) -> None:
    """The note went: its box is empty again, and the browser keeps nothing of it."""
    state.show_in(key, "")
    state.keep(_typed(key), "")
    state.keep(f"{_typed(key)}-sent", int(state.kept(f"{_typed(key)}-sent") or 0) + 1)


def answer(box: str, to: str) -> None:
    """Choose who wrote a note as the one that the next goes to."""
    state.keep(f"chosen-{box}", to)


def who(desk: Desk, one: str) -> str:
    """What a writer or reader of a note is called."""
    if one in (DAIS, "chair"):
        return "the dais"
    seat = desk.room.seats.get(one)
    if seat is not None and seat.role is Role.CHAIR:
        return "the dais"
    return "you" if one in _voices(desk) else desk.names.get(one) or desk.room.seat_name(one)


def notes(desk: Desk, mine: tuple[NotePassed, ...]) -> None:
    """Writing a note, and those that came and went."""
    may = desk.ruling(NotePassed(at=desk.now, by=desk.me, to=DAIS, words="?"))
    if may:
        choose.lasting("To", [DAIS, *desk.others], key="floor-note-to", words=lambda one: "The dais" if one == DAIS else called(desk.names, one), first=DAIS)
        _writing("floor-note-words")
        st.button("Send", type="primary", icon=":material/send:", key="floor-send", on_click=send, args=(desk,))
        look.show(look.note("The dais can read all notes." if desk.room.settings is None or desk.room.settings.dais_reads_notes else "The dais reads what is written to it, and not what you write to other delegations."))
    else:
        look.show(look.note(_because(may)))
    if not mine:
        look.show(look.empty("No notes yet", "Notes from other delegations and from the dais come here."))
        return
    ours, dais = _voices(desk), of_the_dais(desk.room)
    listed = []
    for one in mine[:100]:
        head = f"To {who(desk, one.to)}" if one.by in ours else f"From {who(desk, one.by)}"
        back = "" if one.by in ours or not may else DAIS if one.by in dais else one.by
        listed.append((_note(head, one), back if back in (DAIS, *desk.others) else ""))
    _notes(listed, "floor-note-to")


MOST_REPLIES = 12
"""So many notes, the latest, have a button to reply."""


def _notes(listed: Sequence[tuple[str, str]], box: str) -> None:
    """Notes, the latest first, each with a button that answers it where there is somebody to answer.

    Args:
        listed: each note as HTML, and who is answered.
        box: the box that says to whom the next note goes.
    """
    rows: list[str] = []
    replies = 0

    def put() -> None:
        if rows:
            look.show(f'<div class="ph-notes">{look.items(rows, kind="rows")}</div>')
            rows.clear()

    for number, (words, to) in enumerate(listed):
        rows.append(words)
        if to and replies < MOST_REPLIES:
            replies += 1
            put()
            st.button("Reply", key=f"reply-{box}-{len(listed) - number}", type="tertiary", icon=":material/reply:", on_click=answer, args=(box, to))
    put()


def _note(head: str, one: NotePassed) -> str:
    return f'<p class="ph-sub"><b>{escape(head)}</b> {escape(shared.time_of(one.at))}</p><p class="words" dir="auto">{escape(one.words)}</p>'


# -- the notes of the dais


def all_notes(session: Session) -> tuple[NotePassed, ...]:
    """Every note that was passed, the latest first."""
    undone = session.history.dead
    if not session.notes:
        return ()
    return tuple(cell.cause for cell in session.history.cells() if isinstance(cell.cause, NotePassed) and cell.number not in undone)


def of_the_dais(room: Room) -> frozenset[str]:
    """By what names the dais stands in notes."""
    return frozenset({DAIS, "chair", *(seat.id for seat in room.seats.values() if seat.role is Role.CHAIR)})


def notes_to_dais(session: Session, room: Room) -> int:
    """How many notes came to the dais."""
    mine = of_the_dais(room)
    return sum(1 for one in all_notes(session) if one.to in mine and one.by not in mine)


def answer_note(do: Callable[[Event], bool], at: float) -> None:
    """Send what the dais wrote; its box is emptied only where the note went."""
    to, words = choose.chosen("dais-note-to"), str(state.value_of("dais-note-words") or "").strip()
    if words and not to:
        state.keep("session-fault", "Say to whom the note goes.")
    elif to and words and do(NotePassed(at=at, to=to, words=words)):
        _written("dais-note-words")


def dais_notes(session: Session, room: Room, names: Mapping[str, str], do: Callable[[Event], bool]) -> None:
    """The notes of the dais: those that came, an answer, and those between delegations."""
    mine, listed = of_the_dais(room), all_notes(session)

    def called_(one: str) -> str:
        return "the dais" if one in mine else called(names, one)

    own = [one for one in listed if one.to in mine or one.by in mine]
    between = [one for one in listed if one not in own and not one.private]
    if session.is_open:
        writers = dict.fromkeys(one.by for one in own if one.by not in mine)
        to = [*writers, *(one for one in session.taking_part if one not in writers)]
        choose.lasting("To", to, key="dais-note-to", words=lambda one: called(names, one), placeholder="Choose to whom it goes")
        _writing("dais-note-words")
        st.button("Send", type="primary", icon=":material/send:", key="dais-note-send", on_click=answer_note, args=(do, session.at))
    if not own:
        look.show(look.empty("No notes to the dais", "Delegations write them on the page Floor, under Notes."))
    _notes(
        [(_note(f"To {called_(one.to)}", one), "") if one.by in mine else (_note(f"From {called_(one.by)}", one), one.by if session.is_open else "") for one in own[:200]],
        "dais-note-to",
    )
    if between:
        with st.expander(f"Between delegations: {len(between)}"):
            rows = [_note(f"{called_(one.by)} to {called_(one.to)}", one) for one in between[:200]]
            look.show(f'<div class="ph-notes">{look.items(rows, kind="rows")}</div>')


# -- documents


def documents(desk: Desk) -> None:
    """What is before the room, this delegation's own drafts, and the other papers."""
    session = desk.session
    for part in ("drafts", "papers"):
        live.hears(desk.room, part, desk.room.parts.get(part, 0), key=f"floor-{part}-ear")
    shown = 0
    if session.documents:
        look.show('<h2 class="ph-h">Before the room</h2>')
    for one in session.documents.values():
        paper = desk.room.drafts.get(one.id if one.what == "draft" else one.of)
        now = " Debated now." if one.id == session.document else ""
        title = f"{board.document_name(desk.procedure, one)} {one.title}".strip()
        shown += 1
        look.show(f'<p class="ph-doc"><b><bdi>{escape(title)}</bdi></b><span class="ph-sub"> {escape(board.STATUSES[one.status])}.{now}</span></p>')
        look.show(amended(desk, one))
        if paper is not None:
            _link(paper.id, "Read it" if one.what == "draft" else "Read the draft", key=one.id)
    readable = readable_drafts(desk.room, desk.seat)
    mine = [one for one in readable if desk.seat.id in one.writers]
    others = [one for one in readable if one not in mine and one.id not in session.documents and one.stage in PUBLIC]
    for head, papers in (("My drafts", mine), ("Approved, not yet introduced", others)):
        if papers:
            look.show(f'<h2 class="ph-h">{head}</h2>')
        for paper in papers:
            shown += 1
            title = f"{paper.symbol} {paper.title}".strip() or "Untitled draft"
            _link(paper.id, f"{title}: {paper.stage.value}", key=f"own-{paper.id}")
    if not shown:
        look.show(look.empty("No documents yet", "Drafts come here once the dais has approved them; begin one on the page Drafts."))
    with st.container(horizontal=True):
        st.page_link("../pages/room/drafts.py", label="All drafts", icon=":material/history_edu:", query_params=state.address())
        if desk.room.papers:
            many = len(desk.room.papers)
            st.page_link("../pages/room/room.py", label=f"Papers ({many})", icon=":material/folder_open:", query_params=state.address())


def _link(draft: str, label: str, *, key: str) -> None:
    with st.container(key=f"to-{key}"):
        st.page_link("../pages/room/drafts.py", label=look.plain(label), icon=":material/description:", query_params=state.address() | {"paper": draft})
