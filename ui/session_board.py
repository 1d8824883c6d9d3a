"""The state of a session as HTML: who speaks with the clock, who comes next, the caucus, motions, and what is at issue.

What a delegate's telephone and the display in the hall show is made of the same pieces. A clock is written with the time
at which it ends, and the browser counts by itself (`ticking`); nothing runs again for it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from html import escape
from typing import NamedTuple, TypeGuard

import streamlit as st

from committee.events import Adjourned, AmendmentDecided, AmendmentIntroduced, MotionDecided, ResultRecorded, Undone
from committee.floor import comments_left, debate_left, waiting, whose_turn
from committee.moved import in_precedence, needs_second, still_to_speak
from committee.procedure import Motion, Procedure
from committee.questions import to_vote
from committee.quorum import quorum
from committee.session import Session
from committee.state import Caucus, Document, Moved, Turn
from committee.voting import needed
from committee.wording import duration, listed, ordinal
from ui import voting
from ui.voting import Names, called

PHASES = {
    "roll-call": "Roll call", "agenda": "Setting the agenda", "debate": "General debate", "moderated-caucus": "Moderated caucus",
    "unmoderated-caucus": "Unmoderated caucus", "draft-debate": "Debate on a document", "voting": "Voting procedure",
    "suspended": "Suspended", "adjourned": "Adjourned",
}  # fmt: skip

MODES = {"moderated": "Moderated caucus", "unmoderated": "Unmoderated caucus", "consultations": "Informal consultations"}

OCCASIONS = {
    "list": "has the floor", "caucus": "speaks in the caucus", "motion": "speaks on the motion", "reply": "exercises its right of reply",
    "explanation": "explains its vote", "question": "asks a question", "statement": "makes a statement", "draft": "has the floor",
    "comment": "comments on the speech",
}  # fmt: skip

STATUSES = {"open": "before the room", "adopted": "adopted", "rejected": "not adopted", "withdrawn": "withdrawn", "referred": "referred", "tabled": "tabled"}


class Clause(NamedTuple):
    """What the display shows of the document at issue."""

    number: str = ""
    text: str = ""
    marked: str = ""
    """The text as HTML with what an amendment changes marked; empty where nothing is."""

    @property
    def html(self) -> str:
        """The place and the words."""
        number = f'<span class="n">{escape(self.number)}</span> ' if self.number else ""
        return f'<p class="clause" dir="auto">{number}{self.marked or escape(self.text)}</p>' if self.text else ""


NO_CLAUSE = Clause()


# -- clocks


def clock_words(seconds: float) -> str:
    """Seconds as a clock has them: `1:30`, overtime as `+0:12`."""
    whole = math.ceil(abs(seconds) - 1e-6)
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    shown = f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"
    return f"+{shown}" if seconds < 0 and whole else shown


def clock(at: float, *, ends_at: float | None = None, left: float | None = None, since: float | None = None, standing: str = "stopped", kind: str = "") -> str:
    """A clock as HTML that the browser keeps running.

    Args:
        ends_at: when a running clock is at nought.
        left: what stands on one that does not run.
        since: from when one without an end counts up.
        standing: the word beside one that does not run.
    """
    if ends_at is not None:
        data, shown_, over, word = f'data-ends="{ends_at:.3f}"', clock_words(ends_at - at), ends_at < at, ""
    elif since is not None:
        data, shown_, over, word = f'data-since="{since:.3f}"', clock_words(max(0.0, at - since)), False, ""
    else:
        data, shown_, over, word = "", clock_words(left or 0.0), (left or 0.0) < 0, standing
    word = "time is up" if over else word
    return (
        f'<span class="ph-clock {escape(kind)}{" over" if over else ""}" role="timer" {data}>'
        f'<span class="t">{shown_}</span> <span class="s">{escape(word)}</span></span>'
    )


_TICK_JS = """
export default function (component) {
  // It is called again with every new `data`, and Streamlit ends the last call only.
  const { parentElement } = component
  parentElement.penholderEnd?.()
  const skew = component.data.now - Date.now() / 1000
  const two = (n) => String(n).padStart(2, "0")
  const words = (seconds) => {
    const whole = Math.ceil(Math.abs(seconds) - 1e-6)
    const hours = Math.floor(whole / 3600)
    const minutes = Math.floor((whole % 3600) / 60)
    const rest = two(whole % 60)
    return (seconds < 0 && whole ? "+" : "") + (hours ? hours + ":" + two(minutes) + ":" + rest : minutes + ":" + rest)
  }
  const put = (node, text) => { if (node && node.textContent !== text) node.textContent = text }
  const draw = () => {
    const now = Date.now() / 1000 + (window.penholderLine?.last?.skew ?? skew)
    for (const clock of document.querySelectorAll(".ph-clock[data-ends], .ph-clock[data-since]")) {
      const up = clock.dataset.since !== undefined
      const left = up ? Math.max(0, now - Number(clock.dataset.since)) : Number(clock.dataset.ends) - now
      put(clock.querySelector(".t"), words(up ? Math.floor(left) : left))
      put(clock.querySelector(".s"), left < 0 ? "time is up" : "")
      clock.classList.toggle("over", left < 0)
    }
  }
  // How many have voted comes with the news, and nothing is drawn anew for it.
  const count = () => {
    const voted = window.penholderLine?.last?.voted
    if (voted) document.querySelectorAll(".ph-progress").forEach((node) => put(node, voted))
  }
  const both = () => { draw(); count() }
  const timer = setInterval(both, 200)
  window.addEventListener("penholder-drawn", both)
  both()
  return (parentElement.penholderEnd = () => { clearInterval(timer); window.removeEventListener("penholder-drawn", both) })
}
"""

_ticker = st.components.v2.component("penholder_ticker", html="<span hidden></span>", js=_TICK_JS)


def ticking(now: float, key: str) -> None:
    """Let the clocks of this page run in the browser."""
    _ticker(key=key, data={"now": now})


def time_mark(at: float) -> str:
    """A time that the browser writes as its own clock shows it (`live.picture`)."""
    return f'<time data-at="{at:.0f}">{time.strftime("%H:%M", time.gmtime(at))} UTC</time>'


def turn_clock(turn: Turn, at: float, kind: str = "") -> str:
    """The speaker's clock."""
    if turn.seconds is None:
        if turn.since is not None:
            return clock(at, since=turn.since - turn.used, kind=kind)
        return clock(at, left=turn.used, standing="no limit" if not turn.used else "stopped", kind=kind)
    if turn.ends_at is not None:
        return clock(at, ends_at=turn.ends_at, kind=kind)
    return clock(at, left=turn.left_at(at), standing="stopped" if turn.used else "not started", kind=kind)


def caucus_clock(session: Session, caucus: Caucus, at: float, kind: str = "") -> str:
    """The clock of the whole caucus; it stands while the meeting is suspended."""
    if session.suspended_at is not None:
        return clock(at, left=caucus.left_at(session.suspended_at), kind=kind)
    return clock(at, ends_at=caucus.ends_at, kind=kind)


def about(seconds: float) -> str:
    """A length of time, roughly: `about 4 min`."""
    if seconds < 45:
        return "less than a minute"
    return f"about {max(1, round(seconds / 60))} min"


# -- words


def phase_words(session: Session) -> str:
    """Where the session stands, in words."""
    if not session.meeting:
        return "Not yet opened"
    if session.closed:
        return "The session is closed"
    if session.adjourned:
        return "The meeting has risen"
    if session.caucus is not None and session.suspended_at is None and not session.voting and session.roll_done:
        return MODES[session.caucus.mode]
    if session.debate_adjourned and session.phase == "debate":
        return "Debate adjourned"
    if session.debate_closed and session.phase in ("debate", "draft-debate"):
        return "Debate closed"
    return PHASES[session.phase]


def occasion(turn: Turn, names: Names) -> str:
    """What a speaker does, after its name."""
    if turn.taking == "questions":
        return "takes questions"
    words = OCCASIONS[turn.on]
    if turn.on == "motion" and turn.side:
        words = f"speaks {turn.side} the motion"
    return f"{words}, in time yielded by {called(names, turn.yielded_by)}" if turn.yielded_by else words


def in_words(names: Names, one: str) -> str:
    """What a delegation is called within a sentence, where the dais is no name."""
    return "the chair" if one in ("chair", "dais", "") else called(names, one)


def motion_name(procedure: Procedure, motion: str) -> str:
    """What the rules call a motion."""
    rule = procedure.motion(motion)
    return rule.name if rule else motion


def parameters(session: Session, procedure: Procedure, moved: Moved, names: Names) -> str:
    """What the mover said, in one line of plain text."""
    rule = procedure.motion(moved.motion)
    said = []
    for name, value in moved.parameters.items():
        parameter = rule.parameter(name) if rule else None
        label = parameter.label if parameter else name
        if parameter and parameter.kind == "seconds":
            words = duration(float(value))
        elif parameter and parameter.kind == "document":
            document = session.documents.get(str(value))
            words = document.name if document else called(names, str(value))
        else:
            words = str(value)
        if words:
            said.append(f"{label.rstrip('?')}: {words}")
    return "; ".join(said)


def motion_state(session: Session, procedure: Procedure, moved: Moved, names: Names) -> str:
    """Who moved it and what it waits for."""
    words = f"moved by {in_words(names, moved.by)}"
    if moved.seconded_by:
        words += f", seconded by {called(names, moved.seconded_by)}"
    if moved.put:
        left = still_to_speak(session, procedure)
        speakers = [f"{n} {side}" for n, side in ((left.in_favour, "for"), (left.against, "against")) if n]
        words += f"; before the room{', still to speak: ' + listed(speakers) if speakers else ''}"
    elif needs_second(procedure, moved):
        words += "; waits for a second"
    return words


def debate_time(session: Session, at: float) -> str:
    """What is left of the time for the debate on a document, and of which where each side has its own; empty where it has no limit."""
    left = debate_left(session, at)
    if left is None:
        return ""
    if left.against is None:
        return f"{clock_words(left.in_favour)} left for the debate" if left.in_favour > 0 else "time for the debate is up"
    if session.documents[session.document].debate_side == "against":
        return f"time against: {clock_words(left.against)} left" if left.against > 0 else "time for the debate is up"
    in_favour = f"time in favour: {clock_words(left.in_favour)} left" if left.in_favour > 0 else "time in favour is up"
    return f"{in_favour}, then {clock_words(max(0.0, left.against))} against"


def document_name(procedure: Procedure, document: Document) -> str:
    """A document with its kind: `Draft resolution S/2026/1`, `Amendment 1 to S/2026/1`."""
    if document.is_numbered:
        return document.name
    word = procedure.draft_word.value if document.what == "draft" else "amendment"
    return f"{word[:1].upper()}{word[1:]} {document.symbol}" if document.symbol else f"{word[:1].upper()}{word[1:]}"


def needs(session: Session, procedure: Procedure, question: str, document: str = "") -> str:
    """What a question takes to carry: `needs 8 of 15 if nobody abstains`; empty where no vote decides it."""
    decision = procedure.decision(question)
    if decision is None:
        return ""
    paper = session.documents.get(document)
    if paper is not None and paper.important and question == "substantive" and decision.threshold == "simple":
        decision = decision.model_copy(update={"threshold": "two-thirds"})
    there, members = len(session.present), len(session.members)
    count = needed(decision, there, 0, members)
    of = f"{members} members" if decision.base == "members" and decision.threshold != "nine" else str(there)
    unless = " if nobody abstains" if decision.abstain and decision.threshold != "nine" and decision.base != "members" else ""
    veto = ", no permanent member against" if decision.veto and session.permanent else ""
    return f"needs {count} of {of}{unless}{veto}"


def announcement(session: Session, procedure: Procedure, names: Names) -> str:
    """What was decided last as a line of HTML, until something else happens; what the decision brings about belongs to it."""
    found = _last_decided(session)
    if isinstance(found, AmendmentDecided | AmendmentIntroduced):
        paper = session.documents.get(found.amendment)
        words = f"{paper.name} is part of the text: the sponsors accept it." if paper is not None else ""
        return f'<p class="notice said carried" dir="auto"><b>{escape(words)}</b></p>' if words else ""
    if isinstance(found, MotionDecided):
        settled = next((one for one in reversed(session.settled) if one.id == found.motion), None)
        if settled is None:
            return ""
        rule = procedure.motion(settled.motion)
        by_itself = found.how == "chair" and rule is not None and rule.threshold == "none"
        how = " without a vote" if by_itself else " without objection" if found.how == "no objection" else ", as the chair decides"
        words = f"The motion of {in_words(names, settled.by)} “{motion_name(procedure, settled.motion)}” {'carries' if found.carried else 'does not carry'}{how}."
        return f'<p class="notice said {"carried" if found.carried else "fell"}" dir="auto"><b>{escape(words)}</b></p>'
    vote = session.votes[-1] if found is not None and session.votes else None
    if vote is None or vote.result is None:
        return ""
    adopted = vote.result.outcome == "adopted"
    line = vote.result.line or f"{voting.question(session, procedure, vote)}: {voting.counts(vote)}."
    outcome = voting.outcome(procedure, vote, names)
    return f'<p class="notice said {"carried" if adopted else "fell"}" dir="auto"><b>{escape(outcome)}.</b> {escape(line)}</p>'


def _is_taken_in(cause: object) -> TypeGuard[AmendmentDecided | AmendmentIntroduced]:
    """Whether an amendment went into the text because the sponsors of the draft accept it."""
    return (isinstance(cause, AmendmentDecided) and cause.how == "accepted by the sponsors") or (isinstance(cause, AmendmentIntroduced) and cause.friendly)


def _last_decided(session: Session) -> ResultRecorded | MotionDecided | AmendmentDecided | AmendmentIntroduced | None:
    """The decision that the room has just taken; None once something else has happened."""
    undone, following = session.history.dead, ""
    for cell in session.history.cells():
        cause = cell.cause
        if cause is None or cell.number in undone or isinstance(cause, Undone) or not cell.effect:
            continue
        if isinstance(cause, ResultRecorded) or (isinstance(cause, MotionDecided) and cause.how != "vote") or _is_taken_in(cause):
            return cause if following in ("", cause.act) else None
        if cause.kind in voting.QUIET and not isinstance(cause, MotionDecided):
            continue
        if not cause.act or following not in ("", cause.act):
            return None
        following = cause.act
    return None


def points(session: Session, procedure: Procedure, names: Names) -> str:
    """The points that wait for the chair, in a sentence."""
    words = []
    for one in session.points:
        rule = procedure.point(one.point)
        words.append(f"{rule.name if rule else one.point}: {called(names, one.by)}")
    return "; ".join(words)


# -- pieces


def motions(session: Session, procedure: Procedure, names: Names) -> str:
    """The motions on the floor, that first which is taken first."""
    rows = [
        f'<li class="{"put" if one.put else ""}"><b>{escape(motion_name(procedure, one.motion))}</b>'
        f'<span class="said" dir="auto">{escape(parameters(session, procedure, one, names))}</span>'
        f'<span class="by">{escape(motion_state(session, procedure, one, names))}</span></li>'
        for one in in_precedence(session, procedure)
    ]
    return f'<ol class="ph-motions">{"".join(rows)}</ol>' if rows else ""


def speakers(session: Session, names: Names, at: float, *, me: str = "", most: int = 0) -> str:
    """The speakers' list with how long each waits, as far as it is known."""
    timed = bool(session.speaking_seconds)
    rows = []
    places = waiting(session, at)
    for one in places[: most or None]:
        mine = ' <span class="ph-you">you</span>' if one.delegation == me else ""
        wait = "next" if one.place == 1 and session.caucus is None else about(one.seconds) if timed else ""
        rows.append(f'<li><span class="who"><bdi>{escape(called(names, one.delegation))}</bdi>{mine}</span><span class="eta">{escape(wait)}</span></li>')
    more = len(places) - len(rows)
    rest = f'<p class="more">and {more} more</p>' if more > 0 else ""
    return f'<ol class="ph-speakers">{"".join(rows)}</ol>{rest}' if rows else ""


def list_words(session: Session) -> str:
    """The state of the list in a sentence."""
    if not session.speakers:
        return "The speakers' list is closed." if not session.list_open else "Nobody is on the speakers' list."
    closed = "" if session.list_open else " The list is closed."
    limited = f" {session.speakers_left} more may speak." if session.speakers_left is not None else ""
    each = f" Speaking time: {duration(session.speaking_seconds)}." if session.speaking_seconds else ""
    return f"{len(session.speakers)} on the list.{closed}{limited}{each}"


class Headline(NamedTuple):
    """What the room is at, in one breath."""

    who: str
    """The largest words: a name, or what is going on."""
    what: str = ""
    clock: str = ""
    """As HTML."""
    note: str = ""


def headline(session: Session, procedure: Procedure, names: Names, at: float, kind: str = "") -> Headline:
    """What the room is at: the vote, the speaker, the roll, the caucus, the motion, or who comes next."""
    if not session.meeting:
        return Headline("The session will begin shortly")
    if session.closed:
        return Headline("The session is closed")
    if session.adjourned:
        until = next((cell.cause.until for cell in session.history.cells() if isinstance(cell.cause, Adjourned) and cell.number not in session.history.dead), "")
        return Headline("The meeting has risen", f"until {until}" if until else "")
    if session.suspended_at is not None:
        until = clock(at, ends_at=session.suspended_at + session.suspended_for, kind=kind) if session.suspended_for else ""
        return Headline("The meeting is suspended", "resumes in" if until else "", until)
    vote = session.vote
    if vote is not None and vote.open:
        return Headline(voting.question(session, procedure, vote), "is put to the vote", "", f"{voting.way(vote)}.")
    if vote is not None:
        return Headline(voting.question(session, procedure, vote), "The vote is closed; the result follows")
    turn = session.turn
    if turn is not None:
        what = occasion(turn, names)
        if turn.on == "comment" and session.comments is not None:
            what = f"comments on the speech of {called(names, session.comments.delegation)}"
        return Headline(called(names, turn.delegation), what, turn_clock(turn, at, kind))
    open_to = comments_left(session, procedure)
    if open_to and session.comments is not None and session.roll_done and not session.motions:
        left = f"{open_to} comment{'' if open_to == 1 else 's'}, {duration(procedure.comments.value.seconds)} each"
        return Headline("Comments", f"on the speech of {called(names, session.comments.delegation)}", "", f"Up to {left}.")
    if not session.roll_done:
        one = session.next_to_answer
        count = quorum(session, procedure)
        note = f"{count.present} of {count.members} present; a meeting opens with {count.to_open}."
        return Headline(called(names, one) if one else "The roll has been called", "is called to answer" if one else "", "", note)
    caucus = session.caucus
    if caucus is not None and not session.voting:
        note = f"Each speaker has {duration(caucus.speaking_seconds)}." if caucus.speaking_seconds else ""
        return Headline(caucus.topic or MODES[caucus.mode], MODES[caucus.mode] if caucus.topic else "", caucus_clock(session, caucus, at, kind), note)
    put = next((one for one in session.motions if one.put), None)
    if put is not None:
        return Headline(motion_name(procedure, put.motion), motion_state(session, procedure, put, names), "", parameters(session, procedure, put, names))
    if session.motions:
        many = len(session.motions)
        first = in_precedence(session, procedure)[0]
        if many > 1:
            return Headline(f"{many} motions", "are on the floor, in their order of precedence")
        return Headline(motion_name(procedure, first.motion), motion_state(session, procedure, first, names), "", parameters(session, procedure, first, names))
    if session.voting:
        coming = to_vote(session, procedure)
        if coming:
            document = session.documents[coming[0].document]
            part = f", {coming[0].part}" if coming[0].part else ""
            return Headline(f"{document_name(procedure, document)}{part}", "is to be voted on next", "", document.title)
        return Headline("Voting procedure", "Nothing is left to vote on")
    one = whose_turn(session)
    if one:
        return Headline(called(names, one), "is next on the speakers' list")
    words = {"agenda": "The agenda is to be set", "debate": "The floor is open", "draft-debate": "The floor is open"}
    closed = "Debate is closed" if session.debate_closed else "Debate is adjourned" if session.debate_adjourned else ""
    return Headline(closed or words.get(session.phase, phase_words(session)), "", "", list_words(session))


def strip(session: Session, procedure: Procedure, names: Names, at: float) -> str:
    """The state of the room for a small screen: phase, what the room is at, the clock."""
    head = headline(session, procedure, names, at)
    caucus = ""
    if session.caucus is not None and session.turn is not None:
        topic = f": {escape(session.caucus.topic)}" if session.caucus.topic else ""
        caucus = f'<p class="under">{MODES[session.caucus.mode]}{topic} · {caucus_clock(session, session.caucus, at)} left</p>'
    meeting = f"{ordinal(session.meeting)} meeting · " if session.meeting else ""
    item = f'<p class="item" dir="auto">{escape(session.item)}</p>' if session.item else ""
    what = f'<p class="what">{escape(head.what)}</p>' if head.what else ""
    time = f'<p class="time">{head.clock}</p>' if head.clock else ""
    note = f'<p class="under" dir="auto">{escape(head.note)}</p>' if head.note else ""
    paper = session.documents.get(session.document)
    if paper is not None and session.is_open and session.vote is None:
        time_left = debate_time(session, at)
        note += f'<p class="under" dir="auto">Debated: {escape(document_name(procedure, paper))} {escape(paper.title)}{f" · {time_left}" if time_left else ""}</p>'
    if session.points:
        note += f'<p class="under"><b>{escape(points(session, procedure, names))}</b></p>'
    if session.vote is not None and session.vote.open:
        # How many have voted is put in by the browser, so that no screen is drawn anew for each of sixty votes.
        note += '<p class="under"><span class="ph-progress"></span></p>'
    return (
        f'<div class="ph-now"><p class="phase">{escape(meeting)}{escape(phase_words(session))}</p>{item}'
        f'<p class="who"><bdi>{escape(head.who)}</bdi></p>{what}{time}{note}{caucus}</div>'
    )


# -- the hall


def at_issue(session: Session, procedure: Procedure) -> Document | None:
    """The document that is debated, voted on or to be voted on next."""
    vote = session.vote or voting.last_result(session)
    name = vote.document if vote is not None and vote.document else session.document
    if vote is None and session.voting and (coming := to_vote(session, procedure)):
        name = coming[0].document
    return session.documents.get(name)


def document(session: Session, procedure: Procedure, names: Names, paper: Document, clause: Clause = NO_CLAUSE, *, named: bool = True) -> str:
    """A document with its sponsors and the clause at issue; without its name and title where these stand beside it."""
    title = f'<p class="title" dir="auto">{escape(paper.title)}</p>' if paper.title else ""
    if paper.what == "amendment" and paper.of in session.documents and not paper.is_numbered:
        title += f'<p class="of">to {escape(session.documents[paper.of].name)}</p>'
    sponsors = f'<p class="of">sponsored by {escape(listed([called(names, one) for one in paper.sponsors]))}</p>' if paper.sponsors else ""
    name = f'<p class="symbol">{escape(document_name(procedure, paper))}</p>{title}' if named else ""
    return f'<div class="ph-document">{name}{sponsors}{clause.html}</div>'


def hall(
    session: Session, procedure: Procedure, names: Names, at: float, *, room: str = "", clause: Clause = NO_CLAUSE, put_up: Document | None = None
) -> str:
    """The whole display: what the room is at as large as it can be, and beside it what comes next.

    Args:
        clause: what is shown of the document at issue.
        put_up: a draft that the dais has put up, for while no document is at issue.
    """
    head = headline(session, procedure, names, at, "large")
    vote = session.vote or voting.last_result(session)
    meeting = f"{ordinal(session.meeting)} meeting · " if session.meeting else ""
    top = (
        f'<div class="top"><p class="room" dir="auto">{escape(room or session.committee)}</p>'
        f'<p class="phase">{escape(meeting)}{escape(phase_words(session))}</p></div>'
    )
    item = f'<p class="agenda" dir="auto">{escape(session.item)}</p>' if session.item else ""
    said = f'<p class="notice" dir="auto">{escape(points(session, procedure, names))}</p>' if session.points else ""
    said += announcement(session, procedure, names) if vote is None else ""
    paper = at_issue(session, procedure) or put_up
    if vote is not None and session.is_open and session.turn is None:
        return f'<div class="ph-hall session voting">{top}{said}{_hall_vote(session, procedure, names, vote, paper, clause)}</div>'
    main = _hall_main(session, procedure, names, head, paper, clause)
    aside = _hall_aside(session, procedure, names, at, paper, clause) if session.is_open else ""
    return f'<div class="ph-hall session{"" if aside else " alone"}">{top}{item}{said}<div class="main">{main}</div>{aside}</div>'


def _hall_main(session: Session, procedure: Procedure, names: Names, head: Headline, paper: Document | None, clause: Clause) -> str:
    long = " long" if len(head.who) > 26 else ""
    what = f'<p class="what">{escape(head.what)}</p>' if head.what else ""
    time = f'<p class="time">{head.clock}</p>' if head.clock else ""
    note = f'<p class="note" dir="auto">{escape(head.note)}</p>' if head.note else ""
    main = f'<p class="who{long}"><bdi>{escape(head.who)}</bdi></p>{what}{time}{note}'
    if session.motions and session.turn is None and len(session.motions) > 1:
        main += motions(session, procedure, names)
    if not session.roll_done and session.is_open:
        main += _roll(session, names)
    if session.turn is None and not session.motions and session.caucus is None and paper is not None and session.is_open:
        main += document(session, procedure, names, paper, clause, named=not (session.voting and to_vote(session, procedure)))
    return main


def _roll(session: Session, names: Names) -> str:
    words = {"present": ("✓", "v-in-favour"), "present-and-voting": ("✓✓", "v-in-favour"), "absent": ("–", "v-away")}
    cells = []
    for one in session.members:
        sign, kind = words.get(str(session.attendance.get(one)), ("▸", "v-called") if one == session.next_to_answer else ("", "v-waiting"))
        cells.append(f'<li class="{kind}"><span class="who"><bdi>{escape(called(names, one))}</bdi></span><span class="sign">{sign}</span></li>')
    return f'<ol class="ph-ballots roll {voting.how_many(len(cells))}">{"".join(cells)}</ol>'


def _hall_aside(session: Session, procedure: Procedure, names: Names, at: float, paper: Document | None, clause: Clause) -> str:
    parts: list[str] = []
    caucus = session.caucus
    if caucus is not None and session.turn is not None and session.suspended_at is None:
        topic = f'<p class="topic" dir="auto">{escape(caucus.topic)}</p>' if caucus.topic else ""
        parts.append(f'<section><p class="head">{MODES[caucus.mode]}</p>{topic}<p class="rest">{caucus_clock(session, caucus, at)} left</p></section>')
    if session.motions and (session.turn is not None or caucus is not None):
        parts.append(f'<section><p class="head">Motions on the floor</p>{motions(session, procedure, names)}</section>')
    if paper is not None and (session.turn is not None or session.motions or caucus is not None):
        parts.append(f"<section>{document(session, procedure, names, paper, clause)}</section>")
    if session.speakers and session.roll_done and not session.voting:
        most = 8 if not parts else 5 if len(parts) == 1 else 3
        closed = "" if session.list_open else ", closed"
        parts.append(f'<section><p class="head">Speakers\' list{closed}</p>{speakers(session, names, at, most=most)}</section>')
    elif session.roll_done and not session.voting and caucus is None and not session.list_open:
        parts.append("<section><p class=\"head\">The speakers' list is closed</p></section>")
    return f'<div class="aside">{"".join(parts)}</div>' if parts else ""


def _hall_vote(session: Session, procedure: Procedure, names: Names, vote: voting.Vote, paper: Document | None, clause: Clause) -> str:
    board = voting.board(session, vote, names, size="hall")
    if vote.result is not None:
        return f'<div class="main">{voting.result(session, procedure, vote, names)}{board}</div>'
    takes = needs(session, procedure, vote.question, vote.document)
    state = f"{voting.way(vote)} · {takes + ' · ' if takes else ''}{voting.progress(session, vote)}" if vote.open else "The vote is closed; the result follows"
    if vote.method == "roll-call" or not vote.secret:
        state += f" · {voting.counts(vote)}" if vote.cast else ""
    moved = session.moved(vote.motion)
    about = parameters(session, procedure, moved, names) if moved is not None else paper.title if paper is not None else ""
    title = f'<p class="title" dir="auto">{escape(about)}</p>' if about else ""
    # A crowded board leaves no room for it.
    text = clause.html if moved is None and len(vote.order) <= 60 else ""
    return (
        f'<div class="main"><p class="question" dir="auto">{escape(voting.question(session, procedure, vote))}</p>{title}{text}'
        f'<p class="state">{escape(state)}</p>{board}</div>'
    )


def parts_hint(session: Session, rule: Motion) -> str:
    """What the mover of a motion would list: the drafts by their names, or parts of one."""
    drafts = [one.name for one in session.drafts if one.status == "open"]
    return ", ".join(reversed(drafts)) if rule.effect == "order-of-drafts" and drafts else "paragraph 3, paragraph 7"


def register_names(documents: Mapping[str, Document]) -> dict[str, str]:
    """What papers are called in a list to choose from."""
    return {one.id: one.name if one.is_numbered else f"{one.symbol} {one.title}".strip() or one.id for one in documents.values()}
