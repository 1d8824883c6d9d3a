"""The chair's console: what is drawn and done on it. Each act is an event; what follows from it the session works out.

Whatever is done is made from how the session stands when the button is pressed, not when it was drawn, so that two chairs
can work side by side: what the other was quicker to do is refused in the words of the rule, and nothing happens twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Literal, NamedTuple

import streamlit as st

from committee.events import (
    Adjourned,
    AgendaAdopted,
    AmendmentDecided,
    AmendmentIntroduced,
    Arrived,
    CaucusEnded,
    Choice,
    DebateClosed,
    DebateReopened,
    DocumentTakenUp,
    DocumentWithdrawn,
    DraftIntroduced,
    Event,
    Happened,
    Invited,
    Left,
    ListClosed,
    ListOpened,
    MotionPut,
    MotionRaised,
    MotionRefused,
    MotionSeconded,
    MotionWithdrawn,
    Occasion,
    PointRaised,
    PointRuled,
    PresidencyCeded,
    QuorumNoted,
    Remarked,
    ReplyAsked,
    ReplyDecided,
    ResultRecorded,
    Resumed,
    RollCalled,
    SpeakerCalled,
    SpeakerJoined,
    SpeakerLeft,
    SpeakerMoved,
    SpeakingTimeSet,
    SpeechEnded,
    SpeechPaused,
    SpeechStarted,
    Suspended,
    Undone,
    VoteCast,
    VotePassed,
    VotingClosed,
    VotingOpened,
    Yield,
)
from committee.minutes import duration
from committee.motions import (
    by_hands,
    concluded,
    in_precedence,
    motions_in_order,
    needs_second,
    put_and_decided,
    ruling,
    still_to_speak,
    to_vote,
    vote_on,
    vote_on_motion,
)
from committee.procedure import Method, Motion, Parameter, Procedure, load_procedure, procedure_ids
from committee.session import (
    Document,
    Moved,
    Ruling,
    Session,
    Vote,
    fairness,
    fold,
    in_order,
    last_undo,
    quorum,
    waiting,
    whose_turn,
)
from committee.voting import consensus
from records.acts import SettingsChanged
from records.errors import RecordsError
from records.room import Room, Stage
from resolutions.model import Report
from ui import conference, look, reactions, session_board, shared, state, voting
from ui import session as bridge

KEYS: tuple[tuple[str, str], ...] = (
    ("N", "Next speaker: ends the speech that is on and calls the next on the list"),
    ("S", "Start or stop the speaker's clock"),
    ("E", "End the speech"),
    ("P, V, A", "Roll call: present, present and voting, absent"),
    ("1, 2, 3", "Roll-call vote: in favour, against, abstaining"),
    ("4, 5", "Roll-call vote: passes, does not participate"),
    ("Enter", "Close the roll, the vote, or what else is finished"),
    ("U", "Undo the last act"),
)
"""The keys of the console; each stands on its button too."""

DRAWN_APART = 40
"""Up to so many members each has buttons of its own; in larger rooms one is chosen."""

CHOICES: tuple[tuple[Choice, str, str], ...] = (
    ("in favour", "In favour", "1"),
    ("against", "Against", "2"),
    ("abstaining", "Abstains", "3"),
    ("not participating", "Does not participate", "5"),
)


class Here(NamedTuple):
    """What a run draws from: one moment of the room."""

    room: Room
    session: Session
    rules: Procedure
    names: dict[str, str]
    at: float

    def name(self, one: str) -> str:
        """What a delegation is called."""
        return self.names.get(one) or bridge.called(one)

    def plain(self, one: str) -> str:
        """The same for a label that Streamlit reads as Markdown."""
        return look.plain(self.name(one))

    def may(self, kind: str) -> Ruling:
        """Whether a kind of event is in order now."""
        return in_order(self.session, self.rules)[kind]


def standing(room: Room | None = None) -> Here:
    """The room as it stands now."""
    now = room or conference.room()
    if now is None:
        raise RuntimeError("the console is for a committee; its page is guarded")
    return Here(now, now.session or Session(), bridge.procedure(now), bridge.names(now), bridge.now())


def style() -> str:
    """The console's own style."""
    return f"<style>{(Path(__file__).parent / 'console.css').read_text(encoding='utf-8')}</style>"


def _act(make: Callable[[Here], Iterable[Happened]]) -> bool:
    """Let what is made from how things stand happen."""
    return bridge.try_to(lambda: make(standing()))


def _button(
    label: str, then: Callable[..., Any], *args: Any, key: str, shortcut: str | None = None, icon: str = "",
    primary: bool = False, ruled: Ruling | None = None, help: str = "",
) -> None:  # fmt: skip
    """A button; one that is out of order stands there and says why."""
    off = ruled is not None and not ruled
    because = (ruled.because + (f" ({ruled.rule})" if ruled.rule else "")) if ruled is not None and off else help
    st.button(
        label, key=key, on_click=then, args=args, shortcut=None if off else shortcut, icon=f":material/{icon}:" if icon else None,
        type="primary" if primary and not off else "secondary", disabled=off, help=look.plain(because) if because else None,
    )  # fmt: skip


# -- the strip: where we are


def warnings(here: Here) -> list[str]:
    """What the chair should know before going on."""
    s, p = here.session, here.rules
    found: list[str] = []
    if not s.is_open:
        return found
    count = quorum(s, p)
    if s.roll_done and not count.opens:
        found.append(f"The quorum is lost: {count.present} of {count.members} members are present, and it takes {count.to_open}.")
    elif s.roll_done and not count.votes:
        found.append(f"Too few for a vote on substance: {count.present} of {count.members} members are present, and it takes {count.to_vote}.")
    seat = conference.seat()
    own = {one for one in (s.presiding, seat.delegation if seat else "") if one}
    if s.turn is not None and s.turn.delegation in own:
        found.append(f"{here.name(s.turn.delegation)} presides and has the floor: let somebody else take the chair, or say that it speaks in its national capacity.")
    for one in s.documents.values():
        if one.status != "open":
            continue
        paper = here.room.drafts.get(one.id if one.what == "draft" else one.of)
        if one.what == "draft":
            sponsors = paper.draft.sponsors if paper is not None else one.sponsors
            least = p.needed_sponsors(len(s.members))
            if paper is not None and paper.stage in (Stage.WITHDRAWN, Stage.WORKING, Stage.VOTED):
                found.append(f"{one.name} is {paper.stage.value} on the page Drafts, but still before the room here.")
            elif len(set(sponsors)) < least:
                found.append(f"{one.name} has {len(set(sponsors))} of the {least} sponsors that it needs.")
    for paper in here.room.drafts.values():
        for proposed in paper.amendments:
            known = s.documents.get(f"{paper.id}/{proposed.amendment.id}"[:80])
            if known is None:
                continue
            if known.status == "adopted" and proposed.amendment.state not in ("carried", "friendly"):
                found.append(f"{known.name} was adopted, but no longer fits the text; put its words into the draft by hand.")
            elif known.status == "open" and proposed.amendment.state == "stale":
                found.append(f"{known.name} no longer fits the text; its sponsors have to renew it before it is voted on.")
    if s.suspended_at is not None and s.suspended_for and s.suspended_at + s.suspended_for < here.at:
        found.append("The time of the suspension is over.")
    if s.caucus is not None and s.caucus.left_at(here.at) < 0:
        found.append("The time of the caucus is over.")
    return found


def strip(here: Here) -> None:
    """Where the room stands, and what the chair should know."""
    look.show(session_board.strip(here.session, here.rules, here.names, here.at))
    for words in warnings(here):
        look.show(f'<p class="ph-console-warning" role="alert">{escape(words)}</p>')


# -- what is pressed most


def _present(here: Here, delegation: str, answer: str) -> tuple[Happened, ...]:
    if here.session.attendance.get(delegation) == answer:
        return ()
    if not here.session.roll_done:
        return (RollCalled(at=here.at, delegation=delegation, answer=answer),)
    out = here.session.attendance.get(delegation) not in ("present", "present-and-voting")
    if answer == "absent":
        return () if out else (Left(at=here.at, delegation=delegation),)
    if out:
        return (Arrived(at=here.at, delegation=delegation, answer=answer),)
    return (Left(at=here.at, delegation=delegation), Arrived(at=here.at, delegation=delegation, answer=answer))


def answer(delegation: str, given: str | None) -> None:
    """A delegation answers the roll, comes late, or leaves."""
    if given:
        _act(lambda here: _present(here, delegation, given))


def answer_called(delegation: str, given: str) -> None:
    """Whoever is called answers. A key that comes before the screen has turned to the next one is not the former's answer."""
    if standing().session.next_to_answer == delegation:
        answer(delegation, given)


def all_present() -> None:
    """Who has not answered is present."""
    _act(lambda here: [RollCalled(at=here.at, delegation=one, answer="present") for one in here.session.members if one not in here.session.attendance])


def close_roll() -> None:
    """The roll is over: who did not answer is absent, and the quorum is noted."""

    def made(here: Here) -> list[Happened]:
        s = here.session
        out: list[Happened] = [RollCalled(at=here.at, delegation=one, answer="absent", act="roll-closed") for one in s.members if one not in s.attendance]
        count = quorum(s, here.rules)
        return [*out, QuorumNoted(at=here.at, present=count.present, needed=count.to_open, act="roll-closed")]

    _act(made)


def open_meeting() -> None:
    """Call the meeting to order."""
    _act(lambda here: (bridge.opened(here.room),))


def call(delegation: str, on: Occasion | None = None, side: Literal["", "for", "against"] = "") -> None:
    """Give somebody the floor; who still has it is done."""

    def made(here: Here) -> list[Happened]:
        turn = here.session.turn
        again = turn is not None and turn.delegation == delegation and on in (None, turn.on) and not turn.used
        if again or delegation not in here.session.taking_part:
            return []
        ended: list[Happened] = [SpeechEnded(at=here.at, act="next")] if here.session.turn is not None else []
        return [*ended, SpeakerCalled(at=here.at, delegation=delegation, on=on, side=side, act="next" if ended else "")]

    if delegation:
        _act(made)


def next_speaker() -> None:
    """Call who is next on the list."""
    speakers = standing().session.speakers
    if speakers:
        call(speakers[0])


def start_or_stop() -> None:
    """Let the speaker's clock run, or stop it."""
    _act(lambda here: (SpeechPaused(at=here.at) if here.session.turn is not None and here.session.turn.running else SpeechStarted(at=here.at),))


def end_speech(yielded: Yield = "none", to: str = "") -> None:
    """The speaker is done."""
    _act(lambda here: (SpeechEnded(at=here.at, yielded=yielded, to=to),))


def yield_to(one: str | None) -> None:
    """The speaker yields the time that is left to another delegation."""

    def made(here: Here) -> tuple[Happened, ...]:
        turn = here.session.turn
        done = turn is None or turn.delegation == one or one not in here.session.taking_part
        return () if done else (SpeechEnded(at=here.at, yielded="delegate", to=str(one)),)

    if one:
        _act(made)


MEMBERS_OWN = frozenset({"vote.cast", "vote.passed", "note.passed"})
"""What a member did by itself and the chair's undo passes over: nobody takes back another's vote."""


def last_of_chair(session: Session) -> tuple[str, ...]:
    """The ids of the last act that the chair can undo, with what came of it."""
    found: list[str] = []
    act = ""
    for cell in session.history.cells():
        cause = cell.cause
        if cause is None or cell.number in session.history.dead or isinstance(cause, Undone):
            continue
        if not found and cause.kind in MEMBERS_OWN and cause.by in session.taking_part:
            continue
        if found and cause.act != act:
            break
        found.append(cause.id or str(cell.number))
        act = cause.act
        if not act:
            break
    return tuple(reversed(found))


def undo(events: Sequence[str]) -> None:
    """Take back the last act, as it stood on the button."""
    if list(events) != list(last_of_chair(standing().session)):
        state.keep("session-fault", "Something else has happened since; look again before you undo it.")
        return
    _act(lambda here: (Undone(at=here.at, events=tuple(events)),))


def redo(event: str) -> None:
    """Take back the last undo."""
    _act(lambda here: (Undone(at=here.at, events=(event,)),))


def take_up(item: str | None) -> None:
    """Turn to another item of the agenda."""
    if item:
        _act(lambda here: () if item == here.session.item or item not in here.session.agenda else (AgendaAdopted(at=here.at, items=here.session.agenda, item=item),))


def put_up_agenda() -> None:
    """Adopt the agenda as it stands in the box."""
    items = tuple(dict.fromkeys(" ".join(line.split())[:500] for line in str(state.value_of("console-agenda") or "").splitlines() if line.strip()))[:50]
    if not items:
        state.keep("session-fault", "Write at least one item for the agenda.")
        return
    _act(lambda here: (AgendaAdopted(at=here.at, items=items, item=items[0]),))


_UNDONE = {
    "roll.called": "the answer of {who} to the roll", "roll.arrived": "the arrival of {who}", "roll.left": "the leaving of {who}",
    "list.joined": "{who} on the list", "list.left": "{who} off the list", "list.moved": "{who} moved on the list",
    "speaker.called": "the floor for {who}", "speech.started": "the start of the clock", "speech.paused": "the stop of the clock",
    "speech.ended": "the end of the speech", "session.opened": "the opening of the meeting", "quorum.noted": "the close of the roll",
    "agenda.adopted": "the agenda", "motion.raised": "the motion of {by}", "motion.put": "putting the motion", "motion.decided": "the decision on the motion",
    "motion.seconded": "the second", "motion.refused": "the refusal of the motion", "vote.opened": "the opening of the vote", "vote.cast": "the vote of {who}",
    "vote.passed": "the pass of {who}", "vote.closed": "the close of the vote", "result.recorded": "the result of the vote",
    "caucus.opened": "the caucus", "caucus.ended": "the end of the caucus", "draft.introduced": "the introduction of the draft",
    "amendment.introduced": "the introduction of the amendment", "voting.opened": "going into voting procedure", "voting.closed": "leaving voting procedure",
    "meeting.suspended": "the suspension", "meeting.resumed": "the resumption", "meeting.adjourned": "the adjournment", "note.passed": "a note of {by}",
    "point.raised": "the point of {by}", "point.ruled": "the ruling on the point", "time.set": "the speaking time",
}  # fmt: skip


def undone_words(here: Here, events: Sequence[str]) -> str:
    """What an undo would take back, in a few words."""
    wanted = set(events)
    found: list[Event] = [
        cell.cause for cell in here.session.history.cells() if cell.cause is not None and (cell.cause.id or str(cell.number)) in wanted
    ]
    if not found:
        return "the last act"
    first = found[-1]
    main = next((one for kind in ("motion.decided", "result.recorded", "quorum.noted") for one in found if one.kind == kind), first)
    words = _UNDONE.get(main.kind, main.kind.replace(".", " ").replace("-", " "))
    return words.format(who=here.name(getattr(main, "delegation", "") or main.by), by=here.name(main.by))


def _undo_buttons(here: Here) -> None:
    events, again = last_of_chair(here.session), last_undo(here.session)
    words = undone_words(here, events) if events else ""
    _button(
        "Undo", undo, list(events), key="console-undo", shortcut="U", icon="undo", help=f"Takes back {words}." if words else "",
        ruled=None if events else Ruling(False, "Nothing has happened that could be undone."),
    )  # fmt: skip
    if again:
        _button("Redo", redo, again, key="console-redo", icon="redo", help="Takes back the last undo.")


def actions(here: Here) -> None:
    """The large buttons: what comes next, by its key."""
    s, p = here.session, here.rules
    vote = s.vote
    with st.container(horizontal=True, key="console-actions"):
        if s.closed:
            look.show(look.note("The session is closed. Its record is on the page Minutes."))
        elif not s.is_open:
            _button("Open the meeting" if not s.meeting else "Open the next meeting", open_meeting, key="console-open", shortcut="Enter", icon="gavel", primary=True)
        elif s.suspended_at is not None:
            _button("Resume the meeting", lambda: _act(lambda h: (Resumed(at=h.at),)), key="console-resume", shortcut="Enter", icon="play_arrow", primary=True)
        elif vote is not None and vote.open:
            _vote_buttons(here, vote)
        elif vote is not None:
            _button("Announce the result", conclude, key="console-conclude", shortcut="Enter", icon="campaign", primary=True)
        elif not s.roll_done:
            _roll_buttons(here)
        elif s.turn is not None:
            _speech_buttons(here)
        elif s.caucus is not None and not s.voting:
            _button("End the caucus", lambda: _act(lambda h: (CaucusEnded(at=h.at),)), key="console-end-caucus", icon="timer_off", primary=s.caucus.left_at(here.at) < 0, ruled=here.may("caucus.ended"))
        elif s.voting:
            _button("Leave voting procedure", lambda: _act(lambda h: (VotingClosed(at=h.at),)), key="console-leave-voting", icon="logout", primary=not to_vote(s, p), ruled=here.may("voting.closed"))
        elif s.item:
            first = s.speakers[0] if s.speakers else ""
            _button(
                f"Next speaker: {here.plain(first)}" if first else "Next speaker", next_speaker, key="console-next", shortcut="N",
                icon="record_voice_over", primary=True,
                ruled=here.may("speaker.called") if first else Ruling(False, "Nobody is on the speakers' list."),
            )  # fmt: skip
        _undo_buttons(here)


def _roll_buttons(here: Here) -> None:
    one = here.session.next_to_answer
    if one:
        keys = {"present": "P", "present-and-voting": "V", "absent": "A"}
        for kind in here.rules.roll_call.value:
            _button(kind.name, answer_called, one, kind.id, key=f"console-roll-{kind.id}", shortcut=keys.get(kind.id), primary=kind.id == "present")
        _button("All others present", all_present, key="console-all-present", icon="done_all")
    _button("Close the roll", close_roll, key="console-close-roll", shortcut=None if one else "Enter", icon="how_to_reg", primary=not one, ruled=None if one else here.may("quorum.noted"))


def _speech_buttons(here: Here) -> None:
    s = here.session
    turn = s.turn
    if turn is None:
        return
    first = s.speakers[0] if s.speakers and turn.on in ("list", "draft") else ""
    _button(
        "Stop the clock" if turn.running else "Go on" if turn.used else "Start the clock", start_or_stop, key="console-clock", shortcut="S",
        icon="pause" if turn.running else "play_arrow", primary=not turn.running, ruled=here.may("speech.paused" if turn.running else "speech.started"),
    )  # fmt: skip
    _button("End the speech", end_speech, key="console-end", shortcut="E", icon="stop", ruled=here.may("speech.ended"))
    if first:
        _button(f"Next: {here.plain(first)}", next_speaker, key="console-next", shortcut="N", icon="skip_next")


# -- the roll and who is here


def attendance(here: Here) -> None:
    """Who is here, one press for each."""
    s = here.session
    count = quorum(s, here.rules)
    look.show(f'<p class="ph-sub">{count.present} of {count.members} present; a meeting takes {count.to_open}, a vote on substance {count.to_vote}.</p>')
    kinds = {one.id: one.name for one in here.rules.roll_call.value}
    short = {"present": "Present", "present-and-voting": "P & voting", "absent": "Absent"}
    if len(s.members) > DRAWN_APART:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            one = st.selectbox("Delegation", s.members, format_func=here.name, key="console-roll-who", index=None, placeholder="Type a name")
            for kind, name in kinds.items():
                _button(name, answer, one or "", kind, key=f"console-mark-{kind}", ruled=None if one else Ruling(False, "Choose a delegation first."))
        return
    with st.container(horizontal=True, key="console-roll"):
        for one in s.members:
            given = s.attendance.get(one)
            shown = "absent" if given == "left" else given
            with st.container(key=f"roll-row-{_safe(one)}", width=260, gap=None):
                key = state.show_in(f"console-at-{_safe(one)}", shown if shown in kinds else None)
                st.segmented_control(
                    here.plain(one), list(kinds), key=key, format_func=lambda kind: short.get(kind, kinds[kind]),
                    on_change=state.on_choice(key, partial(answer, one)),
                )  # fmt: skip


def _safe(name: str) -> str:
    """A name as a part of a widget's key."""
    return "".join(c if c.isalnum() else "-" for c in name)[:60]


# -- speakers


def _heard(here: Here, one: str) -> str:
    """How often, how long and when last a delegation spoke."""
    floor = here.session.floor_of(one)
    if not floor.times:
        return "has not spoken"
    ago = max(0, round((here.at - floor.last) / 60)) if floor.last is not None else 0
    return f"{floor.times}× · {duration(round(floor.seconds))} · {ago} min ago"


def join_list(one: str | None) -> None:
    """Put a delegation on the list."""
    # A box may say a name a second time before it has heard that it was taken, or one that was typed and is none.
    if one:
        _act(lambda here: () if one in here.session.speakers or one not in here.session.taking_part else (SpeakerJoined(at=here.at, delegation=one),))


def move(one: str, by: int) -> None:
    """Move a delegation on the list."""

    def made(here: Here) -> tuple[Happened, ...]:
        place = here.session.speakers.index(one) + by if one in here.session.speakers else -1
        return (SpeakerMoved(at=here.at, delegation=one, place=place),) if 0 <= place < len(here.session.speakers) else ()

    _act(made)


def speakers(here: Here) -> None:
    """The list, with who waits how long and how much each has had."""
    s = here.session
    closed = "" if s.list_open else ", closed"
    each = f", {duration(s.speaking_seconds)} each" if s.speaking_seconds else ""
    st.subheader(f"Speakers' list{closed}", anchor=False)
    look.show(f'<p class="ph-sub">{len(s.speakers)} on the list{each}{f", {s.speakers_left} may still speak" if s.speakers_left is not None else ""}</p>')
    with st.container(key="console-list", gap=None):
        for one, place, seconds in waiting(s, here.at):
            with st.container(horizontal=True, vertical_alignment="center", key=f"speaker-{_safe(one)}", gap="small"):
                wait = "next" if place == 1 else session_board.about(seconds) if s.speaking_seconds else ""
                if one in s.members and one not in s.present:
                    wait = "not in the room"
                look.show(
                    f'<div class="ph-console-speaker"><span class="n">{place}</span><span><b><bdi>{escape(here.name(one))}</bdi></b> '
                    f'<span class="wait">{escape(wait)}</span><br><span class="had">{escape(_heard(here, one))}</span></span></div>'
                )
                _button("", move, one, -1, key=f"up-{_safe(one)}", icon="arrow_upward", help="Earlier", ruled=None if place > 1 else Ruling(False, "It is next."))
                _button("", move, one, 1, key=f"down-{_safe(one)}", icon="arrow_downward", help="Later", ruled=None if place < len(s.speakers) else Ruling(False, "It is last."))
                _button("", lambda who: _act(lambda h: (SpeakerLeft(at=h.at, delegation=who),)), one, key=f"off-{_safe(one)}", icon="close", help="Take off the list")
    others = [one for one in fairness(s) if one not in s.speakers and (one in s.observers or one in s.guests or one in s.present)]
    joined = here.may("list.joined")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = state.show_in("console-join", None)
        st.selectbox(
            "Add to the list", others, key=key, format_func=lambda one: f"{here.name(one)} ({s.floor_of(one).times}×)", placeholder="Type a name",
            on_change=state.on_choice(key, join_list), disabled=not joined, help=look.plain(joined.because) or None,
        )  # fmt: skip
        if s.list_open:
            _button("Close the list", lambda: _act(lambda h: (ListClosed(at=h.at),)), key="console-close-list", icon="lock", ruled=here.may("list.closed"))
        else:
            _button("Open the list", lambda: _act(lambda h: (ListOpened(at=h.at),)), key="console-open-list", icon="lock_open", ruled=here.may("list.opened"))


def spoken(here: Here) -> None:
    """Who has had how much of the floor, the least first."""
    rows = [
        (escape(here.name(one)), str(floor.times), duration(round(floor.seconds)) if floor.seconds else "", _heard(here, one).rsplit(" · ", 1)[-1] if floor.times else "")
        for one, floor in fairness(here.session).items()
        if floor.times or one in here.session.present
    ]
    with st.expander("Who has had the floor"):
        look.show(look.table(("Delegation", "Times", "In all", "Last"), rows, kind="spoken", stack=False))


def call_chosen(on: Occasion | None = None, side: Literal["", "for", "against"] = "", key: str = "console-call") -> Callable[[], None]:
    """A callback that calls who was just chosen."""
    return state.on_choice(key, lambda one: call(one, on, side) if one else None)


def caucus(here: Here) -> None:
    """A caucus: who is called in it, those first who have had least."""
    s = here.session
    if s.caucus is None:
        return
    st.subheader(session_board.MODES[s.caucus.mode], anchor=False)
    about = f"{s.caucus.topic}. " if s.caucus.topic else ""
    each = f" Each speaker has {duration(s.caucus.speaking_seconds)}." if s.caucus.speaking_seconds else ""
    look.show(f'<p class="ph-sub" dir="auto">{escape(about)}Called for {escape(duration(s.caucus.seconds))}.{escape(each)}</p>')
    if s.caucus.mode != "moderated":
        look.show(look.note("The room meets informally: nobody is called. End it when the time is over, or have it extended by a motion."))
        return
    least = [one for one in fairness(s) if one in s.present][:6]
    look.show('<p class="ph-sub">Call one of those who have had least, or anybody by name.</p>')
    with st.container(horizontal=True, key="console-least"):
        for one in least:
            _button(here.plain(one), call, one, "caucus", key=f"least-{_safe(one)}", help=_heard(here, one), ruled=here.may("speaker.called"))
    key = state.show_in("console-call", None)
    st.selectbox("Call by name", [one for one in fairness(s) if one in s.present or one not in s.members], key=key, format_func=here.name, placeholder="Type a name", on_change=call_chosen("caucus"))


def speech(here: Here) -> None:
    """Whoever has the floor: what becomes of the time that is left."""
    s = here.session
    turn = s.turn
    if turn is None:
        return
    kinds = [kind for kind in here.rules.yields.value if turn.on == "list" and not turn.yielded_by and not turn.taking]
    if kinds:
        with st.container(horizontal=True, vertical_alignment="bottom", key="console-yields"):
            words = {"chair": "Yields to the chair", "questions": "Yields to questions", "comments": "Yields to comments"}
            for kind in kinds:
                if kind in words:
                    _button(words[kind], end_speech, kind, key=f"yield-{kind}", ruled=here.may(f"yield:{kind}"))
            if "delegate" in kinds:
                key = state.show_in("console-yield-to", None)
                others = [one for one in s.taking_part if one != turn.delegation and (one in s.present or one not in s.members)]
                st.selectbox(
                    "Yields to a delegation", others, key=key, format_func=here.name, placeholder="Type a name",
                    on_change=state.on_choice(key, yield_to), disabled=not here.may("yield:delegate"),
                )  # fmt: skip


# -- points and replies


def waiting_for_chair(here: Here) -> None:
    """Points and rights of reply that wait for a ruling."""
    s = here.session
    for point in s.points:
        rule = here.rules.point(point.point)
        with st.container(border=True, key=f"point-{_safe(point.id)}"):
            words = f": {escape(point.words)}" if point.words else ""
            look.show(f"<p><b>{escape(rule.name if rule else point.point)}</b>, {escape(here.name(point.by))}{words}</p>")
            with st.container(horizontal=True):
                for said in ("well taken", "not well taken", "answered"):
                    _button(said[:1].upper() + said[1:], lambda id, how: _act(lambda h: (PointRuled(at=h.at, point=id, ruling=how),)), point.id, said, key=f"rule-{_safe(point.id)}-{said[:3]}{len(said)}")
    for reply in s.replies:
        with st.container(border=True, key=f"reply-{_safe(reply.id)}"):
            look.show(f"<p><b>Right of reply</b>, {escape(here.name(reply.delegation))}{', granted' if reply.granted else ''}</p>")
            with st.container(horizontal=True):
                if reply.granted is None:
                    for label, granted in (("Grant", True), ("Refuse", False)):
                        _button(label, lambda id, yes: _act(lambda h: (ReplyDecided(at=h.at, reply=id, granted=yes),)), reply.id, granted, key=f"reply-{_safe(reply.id)}-{label}")
                else:
                    _button("Give the floor", call, reply.delegation, "reply", key=f"reply-{_safe(reply.id)}-call", ruled=here.may("speaker.called"))
    for one in s.owed:
        with st.container(horizontal=True, vertical_alignment="center", key=f"owed-{_safe(one)}"):
            look.show(f"<p>{escape(here.name(one))} voted with rights and explains its vote.</p>")
            _button("Give the floor", call, one, "explanation", key=f"owed-{_safe(one)}-call", ruled=here.may("speaker.called"))


# -- motions


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
        st.number_input(label, parameter.least or 0, parameter.most or 10_000, usual if isinstance(usual, int) else parameter.least or 1, key=key)
    elif parameter.kind == "delegation":
        st.selectbox(label, here.session.taking_part, key=key, index=None, format_func=here.name, placeholder="Type a name")
    elif parameter.kind == "document":
        papers = _papers(here, motion)
        st.selectbox(label, list(papers), key=key, format_func=lambda one: papers[one], index=0 if papers else None, placeholder="No such paper is there")
    elif parameter.kind == "agenda":
        st.text_input(label, str(usual or here.session.item), key=key, max_chars=400)
    else:
        hint = "such as paragraph 3, paragraph 7" if parameter.kind == "parts" else ""
        st.text_input(label, str(usual or ""), key=key, max_chars=400, placeholder=hint)


def _papers(here: Here, motion: Motion) -> dict[str, str]:
    """The papers that a motion can be about."""
    s, register = here.session, bridge.register(here.room)
    if motion.effect in ("introduce-draft", "introduce-amendment"):
        what = "draft" if motion.effect == "introduce-draft" else "amendment"
        fits = {id: one for id, one in register.items() if one.what == what and id not in s.documents}
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

    if name and _act(made):
        state.forget("console-motion")


def raise_point() -> None:
    """Write down the point that the form says."""
    point, by = state.value_of("console-point"), state.value_of("console-mover")
    if not point or not by or by == "chair":
        state.keep("session-fault", "Say whose point it is.")
        return
    if point == "reply":
        _act(lambda here: (ReplyAsked(at=here.at, by=by, delegation=by),))
    else:
        _act(lambda here: (PointRaised(at=here.at, by=by, point=point),))


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
            _button("Put it on the floor", raise_motion, key="console-raise", icon="add", primary=True, help=f"{rule.source}. {rule.note}")
        with st.popover("Point or right of reply", icon=":material/front_hand:"):
            points = {one.id: one.name for one in here.rules.points} | ({"reply": "Right of reply"} if here.rules.right_of_reply.value.allowed else {})
            st.selectbox("Which", list(points), key="console-point", format_func=lambda one: points[one])
            _button("Write it down", raise_point, key="console-raise-point", help="For the delegation that stands under “Moved by”.")
        with st.expander("What is not in order, and why"):
            look.show(look.items(f"<b>{escape(names[one])}</b>: {escape(r.because)} <span class='ph-sub'>{escape(r.rule)}</span>" for one, r in may.items() if not r) or look.note("Everything is in order."))


def second(motion: str, by: str | None) -> None:
    """A delegation seconds a motion."""


    def made(here: Here) -> tuple[Happened, ...]:
        moved = here.session.moved(motion)
        return () if moved is None or moved.seconded_by or by not in here.session.members else (MotionSeconded(at=here.at, by=str(by), motion=motion),)

    if by:
        _act(made)


def settle(motion: str, carried: bool) -> None:
    """Decide a motion without a vote: by the chair where the rules leave it to it, or since nobody objects."""
    _act(lambda here: put_and_decided(here.session, here.rules, motion, carried, here.at, register=bridge.register(here.room)))


def put(motion: str) -> None:
    """Put a motion: debate on it begins where the rules have one."""
    _act(lambda here: (MotionPut(at=here.at, motion=motion),))


def vote_motion(motion: str, method: Method, secret: bool) -> None:
    """Put a motion and open the vote on it."""

    def made(here: Here) -> list[Event]:
        events, session = _put(here, motion)
        opened = vote_on_motion(session, here.rules, motion, here.at, method=method).model_copy(update={"secret": secret})
        return [*events, opened]

    _act(made)


def _put(here: Here, motion: str) -> tuple[list[Event], Session]:
    moved = here.session.moved(motion)
    if moved is None or moved.put:
        return [], here.session
    event = MotionPut(at=here.at, motion=motion)
    return [event], fold([event], here.session)


def count_motion(motion: str) -> None:
    """Decide a motion by the hands that were counted."""
    numbers = [int(state.value_of(f"console-{side}-{_safe(motion)}") or 0) for side in ("for", "against", "abstain")]

    def made(here: Here) -> list[Event]:
        events, session = _put(here, motion)
        opened = vote_on_motion(session, here.rules, motion, here.at, method=_by_hand(here)).model_copy(update={"secret": False})
        session = fold([opened], session)
        rest = by_hands(session, here.rules, numbers[0], numbers[1], here.at, abstaining=numbers[2], register=bridge.register(here.room))
        act = rest[0].act
        return [one.model_copy(update={"act": act}) for one in (*events, opened)] + list(rest)

    _act(made)


def _by_hand(here: Here) -> Method:
    ways = here.rules.methods.value
    return next((one for one in ("show-of-hands", "placards") if one in ways), next((one for one in ways if one != "without-vote"), "show-of-hands"))


def _by_device(here: Here) -> Method:
    return "recorded" if "recorded" in here.rules.methods.value else _by_hand(here)


def _count_form(here: Here, key: str, then: Callable[..., None], *args: Any, abstain: bool, veto: bool = False) -> None:
    """Numbers of hands, checked against who is present."""
    there = len(here.session.present)
    with st.form(key=f"console-count-{key}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.number_input("In favour", 0, max(1, there), 0, key=f"console-for-{key}", width=120)
            st.number_input("Against", 0, max(1, there), 0, key=f"console-against-{key}", width=120)
            if abstain:
                st.number_input("Abstaining", 0, max(1, there), 0, key=f"console-abstain-{key}", width=120)
        if veto:
            st.multiselect("Permanent members against", [one for one in here.session.permanent if one in here.session.present], key=f"console-veto-{key}", format_func=here.name)
        st.form_submit_button(f"Count and announce ({there} present)", icon=":material/front_hand:", on_click=then, args=args)


def motions(here: Here) -> None:
    """The motions on the floor, that first which is taken first, and what decides it."""
    s, p = here.session, here.rules
    st.subheader("Motions", anchor=False)
    listed = in_precedence(s, p)
    if not listed:
        look.show(look.note("No motion is on the floor."))
    ready = [one for one in listed if not needs_second(p, one)]
    for one in listed:
        with st.container(border=True, key=f"motion-{_safe(one.id)}"):
            said = session_board.parameters(s, p, one, here.names)
            look.show(
                f'<div class="ph-console-motion"><b>{escape(session_board.motion_name(p, one.motion))}</b>'
                f'<p dir="auto">{escape(said)}</p><p class="ph-sub">{escape(session_board.motion_state(s, p, one, here.names))}</p></div>'
            )
            _motion_buttons(here, one, bool(ready) and ready[0] is one)
    motion_form(here)


def _motion_buttons(here: Here, moved: Moved, first: bool) -> None:
    s, p = here.session, here.rules
    rule = p.motion(moved.motion)
    name = _safe(moved.id)
    if s.vote is not None or rule is None:
        return
    if needs_second(p, moved):
        key = state.show_in(f"console-second-{name}", None)
        others = [one for one in s.present if one != moved.by]
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox("Seconded by", others, key=key, format_func=here.name, placeholder="Type a name", on_change=state.on_choice(key, partial(second, moved.id)))
            _drop_buttons(moved, name)
        return
    if not first:
        with st.container(horizontal=True):
            _drop_buttons(moved, name)
        return
    if not rule.is_voted:
        with st.container(horizontal=True):
            _button("Allow", settle, moved.id, True, key=f"allow-{name}", icon="check", primary=True, help="The chair decides it." if rule.threshold == "chair" else "It takes effect without a vote.")
            _button("Refuse", settle, moved.id, False, key=f"deny-{name}", icon="block")
            _drop_buttons(moved, name)
        return
    left = still_to_speak(s, p) if moved.put else None
    if not moved.put and (rule.debate_for or rule.debate_against):
        with st.container(horizontal=True):
            _button(f"Put it to debate ({rule.debate_for} for, {rule.debate_against} against)", put, moved.id, key=f"put-{name}", icon="forum")
    if left is not None and (left.in_favour or left.against) and s.turn is None:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for side, number in (("for", left.in_favour), ("against", left.against)):
                if number:
                    key = state.show_in(f"console-speaks-{side}", None)
                    st.selectbox(f"Speaks {side} ({number} more)", s.present, key=key, format_func=here.name, placeholder="Type a name", on_change=call_chosen("motion", side, key))  # type: ignore[arg-type]
    with st.container(horizontal=True, key=f"decide-{name}"):
        _button("No objection: it carries", settle, moved.id, True, key=f"carries-{name}", icon="check", primary=True)
        _button("On devices", vote_motion, moved.id, _by_device(here), True, key=f"devices-{name}", icon="smartphone", help="Each member votes on its own device; nobody sees how others vote until it is closed.")
        if "roll-call" in p.methods.value:
            _button("Roll call", vote_motion, moved.id, "roll-call", False, key=f"rollcall-{name}", icon="format_list_numbered")
        _drop_buttons(moved, name)
    decision = p.decision(moved.motion)
    _count_form(here, name, count_motion, moved.id, abstain=decision is not None and decision.abstain)


def _drop_buttons(moved: Moved, name: str) -> None:
    _button("Out of order", lambda id: _act(lambda h: (MotionRefused(at=h.at, motion=id, reason="ruled out of order by the chair"),)), moved.id, key=f"refuse-{name}", icon="block")
    _button("Withdrawn", lambda id: _act(lambda h: (MotionWithdrawn(at=h.at, motion=id),)), moved.id, key=f"withdraw-{name}", icon="undo")


# -- documents


def introduce(name: str) -> None:
    """Bring a paper of the register before the room, by its own sponsors."""

    def made(here: Here) -> tuple[Happened, ...]:
        paper = bridge.register(here.room).get(name)
        if paper is None:
            return ()
        if paper.what == "draft":
            return (
                DraftIntroduced(at=here.at, document=name, symbol=paper.symbol, title=paper.title, sponsors=paper.sponsors, signatories=paper.signatories),
            )
        return (AmendmentIntroduced(at=here.at, amendment=name, document=paper.of, symbol=paper.symbol, title=paper.title, sponsors=paper.sponsors),)

    _act(made)


def documents(here: Here) -> None:
    """The register: papers that may come before the room, and those that are."""
    s, p = here.session, here.rules
    st.subheader("Documents", anchor=False)
    register = bridge.register(here.room)
    waiting_ = {id: one for id, one in register.items() if id not in s.documents}
    if not s.documents and not waiting_:
        look.show(look.note("No paper has been approved yet. Drafts come here once the dais has approved them."))
        st.page_link("../pages/room/drafts.py", label="Drafts", icon=":material/history_edu:", query_params=state.address())
    for one in s.documents.values():
        _document(here, one)
    for name, paper in waiting_.items():
        with st.container(horizontal=True, vertical_alignment="center", key=f"paper-{_safe(name)}"):
            look.show(f'<div class="ph-console-paper"><b>{escape(paper.symbol or "Draft")}</b> <span dir="auto">{escape(paper.title)}</span><br><span class="ph-sub">{"approved, not yet introduced" if paper.what == "draft" else "proposed, not yet before the room"}; {escape(_sponsors(here, paper))}</span></div>')
            event: Event = (
                DraftIntroduced(at=here.at, document=name, sponsors=paper.sponsors, signatories=paper.signatories) if paper.what == "draft"
                else AmendmentIntroduced(at=here.at, amendment=name, document=paper.of or "-", sponsors=paper.sponsors)
            )  # fmt: skip
            answer_ = ruling(s, p, event)
            if paper.what == "amendment" and answer_ and paper.of not in s.documents:
                answer_ = Ruling(False, "The draft that it amends is to be introduced first.")
            _button("Introduce", introduce, name, key=f"introduce-{_safe(name)}", icon="publish", ruled=answer_)


def _sponsors(here: Here, paper: Document) -> str:
    return "sponsored by " + ", ".join(here.name(one) for one in paper.sponsors) if paper.sponsors else "no sponsors"


def _document(here: Here, one: Document) -> None:
    s = here.session
    name = _safe(one.id)
    with st.container(key=f"document-{name}", gap="xsmall"):
        now = " · debated now" if s.document == one.id else ""
        of = f"to {s.documents[one.of].name}; " if one.of in s.documents else ""
        look.show(f'<div class="ph-console-paper"><b>{escape(one.name)}</b> <span dir="auto">{escape(one.title)}</span><br><span class="ph-sub">{escape(of)}{escape(session_board.STATUSES[one.status])}{now}; {escape(_sponsors(here, one))}</span></div>')
        if one.status == "open":
            with st.container(horizontal=True, key=f"document-row-{name}"):
                _document_buttons(here, one, name)


def _document_buttons(here: Here, one: Document, name: str) -> None:
    s = here.session
    if s.document != one.id:
        _button("Take up", lambda id: _act(lambda h: (DocumentTakenUp(at=h.at, document=id),)), one.id, key=f"take-{name}", icon="center_focus_strong", ruled=here.may("document.taken-up"))
    else:
        _button("Back to the whole", lambda: _act(lambda h: (DocumentTakenUp(at=h.at),)), key=f"leave-{name}", icon="close_fullscreen", ruled=here.may("document.taken-up"))
    if one.what == "amendment":
        _button("Sponsors accept", lambda id: _act(lambda h: (AmendmentDecided(at=h.at, amendment=id, carried=True, how="accepted by the sponsors"),)), one.id, key=f"friendly-{name}", icon="handshake", ruled=here.may("amendment.decided") if here.rules.friendly_amendments.value else Ruling(False, "Every amendment is voted on under these rules."))
    _button("Withdrawn", lambda id: _act(lambda h: (DocumentWithdrawn(at=h.at, document=id),)), one.id, key=f"gone-{name}", icon="undo", ruled=here.may("document.withdrawn"))


# -- votes


def go_to_vote() -> None:
    """Close the debate and go into voting procedure."""

    def made(here: Here) -> list[Happened]:
        closed: list[Happened] = [] if here.session.debate_closed else [DebateClosed(at=here.at, act="to-the-vote")]
        return [*closed, VotingOpened(at=here.at, act="to-the-vote")]

    _act(made)


def vote_document(document: str, part: str, method: Method, secret: bool) -> None:
    """Open the vote on a document or a part of it."""
    _act(lambda here: (_opened(here, document, part, method, secret),))


def _opened(here: Here, document: str, part: str, method: Method, secret: bool) -> Event:
    question = "preliminary" if state.value_of("console-preliminary") else "substantive"
    parties = tuple(state.value_of("console-parties") or ())
    letter = str(state.value_of("console-letter") or "").strip()[:1]
    made = vote_on(here.session, here.rules, document, here.at, part=part, method=method, question=question, parties=parties, letter=letter)  # type: ignore[arg-type]
    return made.model_copy(update={"secret": secret})


def count_document(document: str, part: str) -> None:
    """Decide on a document by the hands that were counted."""
    numbers = [int(state.value_of(f"console-{side}-vote") or 0) for side in ("for", "against", "abstain")]
    against = tuple(state.value_of("console-veto-vote") or ())

    def made(here: Here) -> list[Event]:
        opened = _opened(here, document, part, _by_hand(here), False)
        rest = by_hands(fold([opened], here.session), here.rules, numbers[0], numbers[1], here.at, abstaining=numbers[2], permanent_against=against, register=bridge.register(here.room))
        return [opened.model_copy(update={"act": rest[0].act}), *rest]

    _act(made)


def adopt_without_vote(document: str) -> None:
    """Nobody asks for a vote: the document is adopted without one."""

    def made(here: Here) -> tuple[Happened, ...]:
        paper = here.session.documents.get(document)
        subject = session_board.document_name(here.rules, paper) if paper is not None else ""
        subject = f"The {subject[:1].lower()}{subject[1:]}" if subject else ""
        agreed = consensus((), here.rules, subject)
        return (ResultRecorded(at=here.at, document=document, outcome="adopted", line=agreed.line[:500]),)

    _act(made)


def cast(one: str, choice: Choice) -> None:
    """Write down a member's vote."""
    rights = bool(state.value_of("console-rights"))
    _act(lambda here: (VoteCast(at=here.at, delegation=one, choice=choice, rights=rights),))
    state.forget("console-rights")


def cast_called(one: str, choice: Choice) -> None:
    """Whoever is called votes. A key that comes before the screen has turned to the next one changes no vote."""
    if whose_turn(standing().session) == one:
        cast(one, choice)


def pass_(one: str) -> None:
    """A member passes and is called again at the end."""
    _act(lambda here: (VotePassed(at=here.at, delegation=one),))


def others_in_favour(choice: Choice) -> None:
    """Who is here and has not voted votes so."""

    def made(here: Here) -> list[Happened]:
        vote = here.session.vote
        if vote is None:
            return []
        return [VoteCast(at=here.at, delegation=one, choice=choice, act="others") for one in vote.order if one in here.session.present and one not in vote.cast and one not in vote.obliged]

    _act(made)


def conclude() -> None:
    """Close the vote, announce its result, and let happen what follows from it."""
    _act(lambda here: concluded(here.session, here.rules, here.at, register=bridge.register(here.room)))


def _vote_buttons(here: Here, vote: Vote) -> None:
    """The large buttons while a vote is open."""
    s, p = here.session, here.rules
    one = whose_turn(s) if vote.method == "roll-call" else ""
    if one:
        look.show(f'<p class="ph-console-called"><bdi>{escape(here.name(one))}</bdi></p>')
        for choice, label, key in CHOICES:
            if key == "5" and p.pass_allowed.value:
                _button("Passes", pass_, one, key="console-pass", shortcut="4", ruled=ruling(s, p, VotePassed(at=here.at, delegation=one)))
            answer_ = ruling(s, p, VoteCast(at=here.at, delegation=one, choice=choice))
            _button(label, cast_called, one, choice, key=f"console-cast-{key}", shortcut=key, primary=choice == "in favour" and bool(answer_), ruled=answer_)
        return
    _button("Close the vote and announce", conclude, key="console-conclude", shortcut="Enter", icon="how_to_vote", primary=True, ruled=here.may("vote.closed"))


def vote_panel(here: Here) -> None:
    """The vote that is open: the board as it fills, and what the chair writes down for others."""
    s, p = here.session, here.rules
    vote = s.vote
    if vote is None:
        return
    st.subheader(look.plain(voting.question(s, p, vote)), anchor=False)
    how = "secret until it is closed" if vote.secret else "seen by everybody"
    look.show(f'<p class="ph-sub">{escape(voting.METHODS[vote.method])}, {how}. {escape(voting.progress(s, vote))}.{escape(" " + voting.counts(vote).capitalize() + "." if vote.cast and not vote.secret else "")}</p>')
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
        _button("All others in favour", others_in_favour, "in favour", key="console-others-for", icon="done_all")
        _button("All others abstain", others_in_favour, "abstaining", key="console-others-abstain")
    marks = {"in favour": "For", "against": "Against", "abstaining": "Abst."}
    with st.container(horizontal=True, key="console-ballots"):
        for one in vote.order:
            if one not in s.present:
                continue
            ballot = vote.cast.get(one)
            with st.container(key=f"ballot-row-{_safe(one)}", width=230, gap=None):
                key = state.show_in(f"console-ballot-{_safe(one)}", ballot.choice if ballot and ballot.choice in marks else None)
                st.segmented_control(here.plain(one), list(marks), key=key, format_func=lambda choice: marks[choice], on_change=state.on_choice(key, partial(_cast_if_chosen, one)))


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
            _button(label, cast, one or "", choice, key=f"console-for-{key}-other", ruled=answer_)


def to_the_vote(here: Here) -> None:
    """What is voted on next, and the ways to vote on it."""
    s, p = here.session, here.rules
    if s.vote is not None:
        return
    coming = to_vote(s, p)
    live = [one for one in s.documents.values() if one.status == "open"]
    if not s.voting:
        if live and s.item:
            _button("Close the debate and go to the vote", go_to_vote, key="console-to-vote", icon="how_to_vote", ruled=here.may("voting.opened"))
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
        for label, method, secret, icon in (("Roll call", "roll-call", False, "format_list_numbered"), ("On devices", _by_device(here), True, "smartphone"), ("By name", _by_hand(here), False, "checklist")):
            if label == "Roll call" and "roll-call" not in p.methods.value:
                continue
            event = vote_on(s, p, first.document, here.at, part=first.part, method=method)  # type: ignore[arg-type]
            help_ = {"On devices": "Each member votes on its own device; nobody sees how others vote until it is closed.", "By name": "The chair writes down who raises a hand."}.get(label, "")
            _button(label, vote_document, first.document, first.part, method, secret, key=f"console-vote-{_safe(label)}", icon=icon, primary=label == "Roll call", ruled=ruling(s, p, event), help=help_)
        if p.consensus.value != "none" and not first.part:
            _button("Without a vote", adopt_without_vote, first.document, key="console-consensus", icon="handshake", help="Nobody asks for a vote.", ruled=here.may("result.recorded"))
    with st.expander("Count hands, or set how the vote is taken"):
        decision = p.decision("substantive")
        _count_form(here, "vote", count_document, first.document, first.part, abstain=decision is not None and decision.abstain, veto=bool(decision and decision.veto and s.permanent))
        if p.obligatory_abstention.value:
            st.multiselect("Parties to the dispute, who abstain (Chapter VI)", s.members, key="console-parties", format_func=here.name)
        if p.preliminary is not None:
            st.checkbox("Put the preliminary question: is the matter procedural?", key="console-preliminary")
        st.text_input("The roll begins with the letter", key="console-letter", max_chars=1, width=220)


# -- after the vote: forecast and actual


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
        return f"in favour, although paragraph {number} {'crosses a red line' if kind == 'red line' else 'goes against what it'} {'that it stated' if kind == 'red line' else 'stated'}"
    if choice == "against" and better and not worse and not any(r.kind.value == "reserved" for _, r in stated):
        return f"against, although it stated support for what paragraph {better[0]} says"
    return ""


def _report(here: Here, document: str) -> Report | None:
    paper = here.room.drafts.get(document)
    if paper is None or paper.draft.is_empty:
        return None
    topic = state.topic()
    return reactions.report_of(paper.draft, topic, shared.known_members(topic, state.council()))


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
    right = sum(1 for one, choice in vote.votes.items() if (e := report.forecast.members.get(one)) and e.vote.value == {"abstaining": "abstains"}.get(choice, choice))
    with st.expander(f"Forecast and actual: {right} of {len(rows)} as expected", expanded=bool(to_explain)):
        look.show(f'<p class="ph-sub">Forecast: {escape(report.forecast.line)}</p>')
        look.show(look.table(("Delegation", "Forecast", "Vote", "For its explanation of vote"), rows, kind="forecast"))
        if to_explain:
            look.show('<p class="ph-sub">Votes against a stated stance; ask for an explanation of vote.</p>')
            with st.container(horizontal=True, key="console-explain"):
                for one in to_explain:
                    _button(here.plain(one), call, one, "explanation", key=f"explain-{_safe(one)}", icon="record_voice_over", ruled=ruling(s, p, SpeakerCalled(at=here.at, delegation=one, on="explanation")))


# -- the rest of the chair's powers


def set_time() -> None:
    """Set the speaking time."""
    seconds = int(state.value_of("console-time") or 0)
    if seconds > 0:
        _act(lambda here: (SpeakingTimeSet(at=here.at, seconds=seconds),))


def suspend() -> None:
    """Suspend the meeting for the minutes in the box."""
    minutes = int(state.value_of("console-suspend") or 0)
    _act(lambda here: (Suspended(at=here.at, seconds=minutes * 60 or None),))


def adjourn(final: bool = False) -> None:
    """The meeting rises."""
    until = " ".join(str(state.value_of("console-until") or "").split())
    _act(lambda here: (Adjourned(at=here.at, until=until, final=final),))


def remark() -> None:
    """Put something on record."""
    words = str(state.value_of("console-remark") or "").strip()
    if words and _act(lambda here: (Remarked(at=here.at, words=words),)):
        state.forget("console-remark")


def invite() -> None:
    """Let somebody take part without a vote."""
    guest = " ".join(str(state.value_of("console-guest") or "").split())
    if guest and _act(lambda here: (Invited(at=here.at, guest=guest, rule=""),)):
        state.forget("console-guest")


def cede(to: str | None) -> None:
    """Another delegation takes the chair."""
    _act(lambda here: () if here.session.presiding == (to or "") or (to and to not in here.session.members) else (PresidencyCeded(at=here.at, to=to or ""),))


def powers(here: Here) -> None:
    """What the chair may do at any time."""
    s = here.session
    with st.container(horizontal=True, key="console-powers"):
        with st.popover("Speaking time", icon=":material/timer:", disabled=not here.may("time.set")):
            st.number_input("Seconds for each speaker", 5, 7200, int(s.speaking_seconds or 60), step=15, key="console-time")
            _button("Set", set_time, key="console-set-time", primary=True)
        with st.popover("Suspend or adjourn", icon=":material/pause_circle:", disabled=not s.is_open):
            st.number_input("Suspend for minutes (0 for an open time)", 0, 1440, 15, key="console-suspend")
            _button("Suspend the meeting", suspend, key="console-suspend-now", ruled=here.may("meeting.suspended"))
            st.text_input("Adjourn until", key="console-until", max_chars=200, placeholder="tomorrow at 10 a.m.")
            _button("Adjourn the meeting", adjourn, key="console-adjourn", ruled=here.may("meeting.adjourned"))
            _button("Close the session for good", adjourn, True, key="console-close", ruled=here.may("meeting.adjourned"))
        with st.popover("More", icon=":material/more_horiz:"):
            st.text_area("Remark for the record", key="console-remark", max_chars=2000, height=80)
            _button("Put on record", remark, key="console-put-remark", ruled=here.may("remark"))
            if s.debate_closed or s.debate_adjourned:
                _button("Reopen the debate", lambda: _act(lambda h: (DebateReopened(at=h.at),)), key="console-reopen", ruled=here.may("debate.reopened"))
            if len(s.agenda) > 1:
                key = state.show_in("console-item", s.item or None)
                st.selectbox("Item taken up", s.agenda, key=key, index=None, on_change=state.on_choice(key, take_up), disabled=not here.may("agenda.adopted"))
            st.text_input("Invite a State or a person without a vote", key="console-guest", max_chars=80)
            _button("Invite", invite, key="console-invite", ruled=here.may("guest.invited"))
            key = state.show_in("console-cede", s.presiding or None)
            st.selectbox("Who presides", s.members, key=key, index=None, format_func=here.name, placeholder="The chair that the conference appointed", on_change=state.on_choice(key, cede), disabled=not here.may("presidency.ceded"))


def agenda(here: Here) -> None:
    """The agenda, before it is adopted."""
    s = here.session
    usual = "\n".join(s.agenda) or state.topic().about.agenda_item
    st.subheader("Agenda", anchor=False)
    st.text_area("Items, one to a line; the first is taken up", usual, key="console-agenda", height=110)
    _button("Adopt the agenda", put_up_agenda, key="console-adopt", icon="check", primary=True, ruled=here.may("agenda.adopted"))


def keys(here: Here) -> None:
    """The keys, and what is in order and what not."""
    look.show(look.table(("Key", "What it does"), [(f"<kbd>{escape(key)}</kbd>", escape(words)) for key, words in KEYS], kind="keys", stack=False))
    look.show(f'<p class="ph-sub">Keys work while no box is being typed in. Rules: {escape(here.rules.name)}{", with changes of the conference" if here.room.settings is not None and here.room.settings.procedure else ""}.</p>')


# -- the page


def set_rules() -> None:
    """Change the rules that the committee goes by, as the form says."""
    here = standing()
    settings = here.room.settings
    if settings is None:
        return
    changed = dict(settings.procedure)
    family = str(state.value_of("console-rules") or settings.rules)
    if family != settings.rules:
        changed = {}
    else:
        for key, box in (("quorum_open", "console-quorum-open"), ("quorum_vote", "console-quorum-vote"), ("speaking_seconds", "console-usual-time")):
            value = state.value_of(box)
            if value is not None and int(value) != _number_of(here, key):
                changed[key] = int(value)
    state.keep("session-fault", None)
    try:
        conference.perform(SettingsChanged(settings=settings.model_copy(update={"rules": family, "procedure": changed})))
    except RecordsError as error:
        state.keep("session-fault", str(error))
    for box in ("console-quorum-open", "console-quorum-vote", "console-usual-time"):
        state.forget(box)


def _number_of(here: Here, key: str) -> int:
    members = len(here.room.settings.members) if here.room.settings else 0
    return {"quorum_open": here.rules.opens_with(members), "quorum_vote": here.rules.votes_with(members), "speaking_seconds": here.rules.speaking_seconds.value}[key]


def rules(here: Here) -> None:
    """The rules that the committee goes by, before it meets for the first time."""
    settings = here.room.settings
    if settings is None or here.session.meeting:
        return
    with st.expander(f"Rules: {here.rules.name}", icon=":material/rule:"):
        names = {one: load_procedure(one).name for one in procedure_ids()}
        key = state.show_in("console-rules", settings.rules)
        st.selectbox("Rules of procedure", list(names), key=key, format_func=lambda one: names[one], on_change=set_rules)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            for label, name, box, most in (
                ("Members for a meeting", "quorum_open", "console-quorum-open", 500), ("Members for a vote", "quorum_vote", "console-quorum-vote", 500),
                ("Seconds for a speaker", "speaking_seconds", "console-usual-time", 7200),
            ):  # fmt: skip
                st.number_input(label, 5 if name == "speaking_seconds" else 0, most, _number_of(here, name), key=box, width=170)
            _button("Set", set_rules, key="console-set-rules")
        look.show(look.note("All else is as the rules have it. " + here.rules.note))


def before(here: Here) -> None:
    """Before the meeting is opened."""
    settings = here.room.settings
    members = settings.members if settings else ()
    count = here.rules.opens_with(len(members))
    look.show(
        look.empty(
            "The meeting has not been opened" if not here.session.meeting else "The meeting has risen",
            f"{len(members)} members are on the roll; by the rules ({here.rules.name}) a meeting takes {count} of them. "
            "Opening it begins the roll call; every screen in the room follows.",
        )
    )
    if count > len(members):
        st.warning(look.plain(f"These rules ask for {count} members present, and the committee has {len(members)}: it could never meet. Set below how many it takes, choose other rules, or seat more members."))
    rules(here)


def draw(room: Room) -> None:
    """The whole console, from one moment of the room."""
    here = standing(room)
    s = here.session
    with st.container(key="console-head", gap="small"):
        strip(here)
        bridge.fault()
        actions(here)
    if not s.is_open:
        if not s.closed:
            before(here)
        result(here)
        return
    powers(here)
    if not s.roll_done:
        st.subheader("Roll call", anchor=False)
        attendance(here)
        with st.expander("Keys"):
            keys(here)
        return
    left, right = st.columns([7, 5], gap="large")
    with left:
        waiting_for_chair(here)
        if s.vote is not None:
            vote_panel(here)
        else:
            if not s.item:
                agenda(here)
            speech(here)
            if s.voting:
                to_the_vote(here)
                result(here)
            else:
                if s.caucus is not None:
                    caucus(here)
                    with st.expander(f"Speakers' list ({len(s.speakers)} on it, waiting until the caucus is over)"):
                        speakers(here)
                else:
                    speakers(here)
                to_the_vote(here)
                spoken(here)
    with right:
        motions(here)
        documents(here)
        if not s.voting:
            result(here)
    with st.expander("Who is here"):
        attendance(here)
    with st.expander("Keys"):
        keys(here)
