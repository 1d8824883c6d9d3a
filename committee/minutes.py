"""The summary record of a session, in the words of the United Nations, from the list of its events.

`minutes` makes the record as a value, `as_markdown` and `as_text` write it, and `minutes_command` is what
`python -m committee minutes EVENTS` does. Times are shown at an offset from UTC that is given, since no clock is read.
Notes between seats are no part of a record, nor is what was undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from committee.events import (
    Adjourned,
    AgendaAdopted,
    AmendmentDecided,
    AmendmentIntroduced,
    Arrived,
    CaucusEnded,
    CaucusExtended,
    CaucusOpened,
    DebateAdjourned,
    DebateClosed,
    DebateExtended,
    DebateReopened,
    DebateTurned,
    DeclaredImportant,
    DocumentReferred,
    DocumentTabled,
    DocumentTakenUp,
    DocumentWithdrawn,
    DraftIntroduced,
    DraftsOrdered,
    Event,
    Happened,
    Invited,
    Left,
    ListClosed,
    ListOpened,
    MethodChosen,
    MotionDecided,
    MotionRaised,
    MotionRefused,
    MotionSeconded,
    MotionWithdrawn,
    PointRaised,
    PointRuled,
    PresidencyCeded,
    QuestionDivided,
    QuorumNoted,
    Reconsidered,
    Remarked,
    ReplyAsked,
    ReplyDecided,
    ResultRecorded,
    Resumed,
    RulingOverturned,
    SessionOpened,
    SpeakingTimeSet,
    SpeechEnded,
    Suspended,
    VoteCast,
    VoteExplained,
    VoteOpened,
    VotingOpened,
)
from committee.exported import UnreadableSession, read_export, read_session, rules_of
from committee.folding import Step, replayed
from committee.procedure import Procedure, load_procedure
from committee.session import Session
from committee.state import Document, State, Vote
from committee.voting import member_name
from committee.wording import clock_time, day, duration, listed, on_one_line, ordinal, spelt_out, with_article
from positions.command_line import BadUsage, refused, write_out
from positions.yaml_entries import ContentError


class Paragraph(State):
    """A paragraph of the record."""

    kind: Literal["heading", "text", "list", "vote"]
    text: str
    number: int | None = None
    """Paragraphs of text are numbered through, as in the records of the United Nations."""
    rows: tuple[tuple[str, str], ...] = ()
    """For a vote, who voted how; for a list, what is listed under which word."""


class Meeting(State):
    """The record of one meeting."""

    number: int
    heading: str
    held: str
    """On which day."""
    paragraphs: tuple[Paragraph, ...]


class Minutes(State):
    """A summary record."""

    committee: str
    meetings: tuple[Meeting, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no meeting is on record."""
        return not self.meetings


# -- the record


def minutes(
    events: Iterable[Event],
    names: Mapping[str, str] | None = None,
    *,
    procedure: Procedure | None = None,
    committee: str = "",
    offset_minutes: int = 0,
) -> Minutes:
    """The summary record of a session.

    Args:
        names: how delegations are called, by id; others by the official name of their State, or by their id.
        procedure: the rules, where a conference has changed them; otherwise those the session was opened under.
        committee: its name, where the session does not say.
        offset_minutes: the local time's distance from UTC.
    """
    writer: _Writer | None = None
    meetings: list[Meeting] = []
    name = on_one_line(committee)
    steps = list(replayed(events))
    documents = steps[-1].after.documents if steps else {}
    for step in steps:
        if isinstance(step.event, SessionOpened):
            if writer is not None:
                meetings.append(writer.done())
            name = on_one_line(step.after.committee) or name
            rules = procedure or rules_of(step.after.procedure)
            writer = _Writer(step.after, names or {}, rules, documents, offset_minutes)
        if writer is not None:
            writer.write(step)
    if writer is not None:
        meetings.append(writer.done(final=True))
    return Minutes(committee=name, meetings=tuple(meetings))


class _Writer:
    """Writes one meeting down as its events come."""

    def __init__(self, session: Session, names: Mapping[str, str], procedure: Procedure, documents: Mapping[str, Document], offset: int) -> None:
        self.names = names
        self.procedure = procedure
        self.offset = offset
        self.session = session
        self.opened_at = session.opened_at or 0.0
        self.number = session.meeting
        self.documents = documents
        self.paragraphs: list[Paragraph] = []
        self.act = ""
        self.spoken: list[str] = []
        self.spoken_on = ""
        self.rose = False
        self.count = 0
        self.entered_by: dict[str, str] = {}
        """Who voted in the vote that is open, and by whom it was entered."""

    # what is called how

    def name(self, delegation: str) -> str:
        """A delegation by its name."""
        given = self.names.get(delegation)
        if given and on_one_line(given):
            return on_one_line(given)
        known = on_one_line(member_name(delegation))
        return spelt_out(known) if known == delegation else known

    def of(self, delegation: str) -> str:
        """`The representative of France`; the chair by its own word."""
        if delegation in self.session.taking_part:
            return f"The representative of {with_article(self.name(delegation))}"
        if delegation in ("", "chair", "dais", "president", "secretariat") or delegation not in self.names:
            return self.chair
        return self.name(delegation)

    @property
    def chair(self) -> str:
        """`The President`."""
        word = self.procedure.presiding.value
        return word[:1].upper() + word[1:]

    @property
    def body(self) -> str:
        """`The Council`."""
        word = self.procedure.body.value
        return word[:1].upper() + word[1:]

    def document(self, name: str) -> str:
        """`draft resolution S/2026/1`."""
        document = self.session.documents.get(name) or self.documents.get(name)
        if document is None:
            return f"document {on_one_line(name)}"
        named = on_one_line(document.called(self.procedure.draft_word.value))
        if document.is_numbered:
            return named
        return f"the {named}" if document.symbol or document.title else f"the {named} {on_one_line(document.id)}"

    def time(self, at: float) -> str:
        """The time of day."""
        return clock_time(at, self.offset)

    # putting it down

    def heading(self, text: str) -> None:
        """Begin a section, unless it is the one that is open."""
        self.flush()
        last = next((one.text for one in reversed(self.paragraphs) if one.kind == "heading"), "")
        if last != text:
            self.paragraphs.append(Paragraph(kind="heading", text=text))

    def add(self, text: str, act: str = "") -> None:
        """A paragraph; what is of the same act goes on in the same one."""
        self.flush()
        text = on_one_line(text).replace(".m..", ".m.")
        if act and act == self.act and self.paragraphs and self.paragraphs[-1].kind == "text":
            last = self.paragraphs[-1]
            self.paragraphs[-1] = last.model_copy(update={"text": f"{last.text} {text}"})
        else:
            self.count += 1
            self.paragraphs.append(Paragraph(kind="text", text=text, number=self.count))
        self.act = act

    def table(self, kind: Literal["list", "vote"], text: str, rows: Sequence[tuple[str, str]]) -> None:
        """A paragraph with what stands under it."""
        self.flush()
        self.count += 1
        self.paragraphs.append(Paragraph(kind=kind, text=on_one_line(text), number=self.count, rows=tuple(rows)))
        self.act = ""

    def flush(self) -> None:
        """Put down who has spoken without more being known of it."""
        if not self.spoken:
            return
        spoken, self.spoken = list(dict.fromkeys(self.spoken)), []
        where = {"caucus": " in the caucus", "question": " in the form of questions", "motion": " on the motion"}.get(self.spoken_on, "")
        if self.spoken_on == "comment":
            those = listed([with_article(self.name(one)) for one in spoken])
            text = f"A comment was made by the representative of {those}." if len(spoken) == 1 else f"Comments were made by the representatives of {those}."
        elif self.spoken_on == "reply":
            text = f"{self.of(spoken[0])} spoke in exercise of the right of reply."
        elif len(spoken) == 1:
            text = f"{self.of(spoken[0])} made a statement{where}."
        else:
            text = f"Statements were made{where} by the representatives of {listed([with_article(self.name(one)) for one in spoken])}."
        self.count += 1
        self.paragraphs.append(Paragraph(kind="text", text=text, number=self.count))
        self.act = ""

    def write(self, step: Step) -> None:
        """An event, as far as it belongs on record."""
        self.session = step.after if not isinstance(step.event, Adjourned) else step.before
        method = _WRITTEN.get(type(step.event))
        if method is not None:
            method(self, step.event, step)

    def done(self, final: bool = False) -> Meeting:
        """The meeting as written."""
        self.flush()
        if not self.rose:
            self.add("The meeting had not risen when this record was made." if final else "The meeting rose.")
        heading = f"Summary record of the {ordinal(self.number)} meeting"
        return Meeting(number=self.number, heading=heading, held=day(self.opened_at, self.offset), paragraphs=tuple(self.paragraphs))

    # one after the other

    def opened(self, event: SessionOpened, step: Step) -> None:
        self.add(f"The meeting was called to order at {self.time(event.at)}.")
        if step.after.president:
            self.add(f"{self.of(step.after.president)} presided.")

    def quorum(self, event: QuorumNoted, step: Step) -> None:
        if step.before.roll_done:
            self.add(f"{self.chair} noted that {event.present} members were present.")
            return
        self.heading("Attendance")
        session = step.after
        rows = []
        for answer, word in (("present", "Present"), ("present-and-voting", "Present and voting"), ("absent", "Absent")):
            there = [one for one in session.members if session.attendance.get(one, "absent") == answer]
            if there or answer == "present":
                rows.append((word, self.names_of(there)))
        observers = [one for one in session.observers if session.attendance.get(one) in ("present", "present-and-voting")]
        if observers:
            rows.append(("Observers", self.names_of(observers)))
        needed = f", and {event.needed} are needed" if event.needed else ""
        self.table("list", f"The roll was called. {self.chair} noted that {event.present} of {len(session.members)} members were present{needed}.", rows)

    def names_of(self, delegations: Sequence[str]) -> str:
        return ", ".join(self.name(one) for one in delegations) or "None"

    def arrived(self, event: Arrived, step: Step) -> None:
        answer = " and voting" if event.answer == "present-and-voting" else ""
        self.add(f"{self.of(event.delegation)} joined the meeting at {self.time(event.at)} (present{answer}).")

    def left(self, event: Left, step: Step) -> None:
        self.add(f"{self.of(event.delegation)} left the meeting at {self.time(event.at)}.")

    def agenda(self, event: AgendaAdopted, step: Step) -> None:
        before, after = step.before, step.after
        if not before.item:
            self.heading("Adoption of the agenda")
            self.add("The agenda was adopted." if len(after.agenda) == 1 else f"The agenda was adopted, with the items: {'; '.join(on_one_line(one) for one in after.agenda)}.", event.act)
        elif after.item == before.item:
            return
        self.act = ""
        self.heading(on_one_line(after.item))
        if before.item:
            self.add(f"{self.body} took up the item “{after.item}”.")

    def suspended(self, event: Suspended, step: Step) -> None:
        self.add(f"The meeting was suspended at {self.time(event.at)}.", event.act)

    def resumed(self, event: Resumed, step: Step) -> None:
        since = f"The meeting was suspended at {self.time(step.before.suspended_at or 0)}"
        last = self.paragraphs[-1] if self.paragraphs and not self.spoken else None
        if last is not None and last.kind == "text" and last.text.endswith(_stopped(since)):
            text = _stopped(f"{last.text.removesuffix(_stopped(since))}{since} and resumed at {self.time(event.at)}")
            self.paragraphs[-1] = last.model_copy(update={"text": text})
        else:
            self.add(f"The meeting was resumed at {self.time(event.at)}.", event.act)

    def adjourned(self, event: Adjourned, step: Step) -> None:
        until = f" until {event.until}" if event.until else ""
        act = event.act
        if until or event.final:
            self.add("The session was closed." if event.final else f"The meeting was adjourned{until}.", act)
            act = ""
        self.add(f"The meeting rose at {self.time(event.at)}.", act)
        self.rose = True

    def ceded(self, event: PresidencyCeded, step: Step) -> None:
        who = self.of(step.after.presiding) if step.after.presiding else self.chair
        self.add(f"{who} took the Chair{f' ({event.reason})' if event.reason else ''}.", event.act)

    def invited(self, event: Invited, step: Step) -> None:
        rule = f" under {event.rule}" if event.rule else ""
        self.add(f"At the invitation of {self.chair[:1].lower()}{self.chair[1:]}, {with_article(self.name(event.guest))} took part in the meeting without the right to vote{rule}.", event.act)

    def list_closed(self, event: ListClosed, step: Step) -> None:
        self.add("The list of speakers was closed.", event.act)

    def list_opened(self, event: ListOpened, step: Step) -> None:
        self.add("The list of speakers was reopened.", event.act)

    def spoken_(self, event: SpeechEnded, step: Step) -> None:
        turn = step.before.turn
        if turn is None:
            return
        if turn.taking:
            if event.gist:
                self.add(f"{self.of(turn.delegation)} answered questions: {event.gist}")
            return
        if event.gist:
            on = {"reply": ", speaking in exercise of the right of reply,", "explanation": ", speaking in explanation of vote,", "comment": ", commenting on the statement,", "motion": f", speaking {turn.side} the motion," if turn.side else ""}.get(turn.on, "")
            gist = event.gist.rstrip()
            self.add(f"{self.of(turn.delegation)}{on} said: {gist}{'' if gist.endswith(('.', '!', '?', '”')) else '.'}")
        elif turn.on == "explanation":
            self.add(f"{self.of(turn.delegation)} made a statement in explanation of vote.")
        else:
            if self.spoken and (self.spoken_on != turn.on or turn.on == "reply"):
                self.flush()
            self.spoken_on = turn.on
            self.spoken.append(turn.delegation)
        if event.yielded == "delegate" and step.after.turn is not None:
            self.add(f"{self.of(turn.delegation)} yielded the remaining time to {with_article(self.name(event.to))}.")
        elif event.yielded in ("chair", "questions", "comments"):
            to = {"chair": self.chair[:1].lower() + self.chair[1:], "questions": "questions", "comments": "comments"}[event.yielded]
            self.add(f"{self.of(turn.delegation)} yielded the remaining time to {to}.")

    def time_set(self, event: SpeakingTimeSet, step: Step) -> None:
        more = f", for {event.speakers} further speakers" if event.speakers is not None else ""
        self.add(f"The speaking time was set at {duration(event.seconds)}{more}.", event.act)

    def point(self, event: PointRaised, step: Step) -> None:
        point = self.procedure.point(event.point)
        what = _low(point.name) if point else f"point ({event.point})"
        words = f": {event.words}" if event.words else ""
        self.add(f"{self.of(event.by)} raised {_an(what)}{words}{'' if words.endswith(('.', '?', '!')) else '.'}", f"point-{step.id}")

    def ruled(self, event: PointRuled, step: Step) -> None:
        raised = next((one for one in step.before.points if one.id == event.point), None)
        point = self.procedure.point(raised.point) if raised else None
        rule = _by_rule(point.source) if point and event.ruling != "answered" else ""
        words = f": {event.words}" if event.words else ""
        end = "" if words.endswith((".", "?", "!")) else "."
        if event.ruling == "answered":
            turn = step.before.turn
            who = self.of(turn.delegation) if point and point.decided_by == "speaker" and turn else self.chair
            self.add(f"{who} replied{words}{end}", f"point-{event.point}")
        else:
            self.add(f"{self.chair} ruled that the point was {event.ruling}{rule}{words}{end}", f"point-{event.point}")

    def overturned(self, event: RulingOverturned, step: Step) -> None:
        self.add(f"{self.body} overruled the ruling of {self.chair[:1].lower()}{self.chair[1:]}.", event.act)

    def reply_asked(self, event: ReplyAsked, step: Step) -> None:
        self.add(f"{self.of(event.delegation)} asked for the right of reply.", f"reply-{step.id}")

    def reply_decided(self, event: ReplyDecided, step: Step) -> None:
        reason = f": {event.reason}" if event.reason else ""
        self.add(f"{self.chair} {'granted' if event.granted else 'did not grant'} it{reason}.", f"reply-{event.reply}")

    def remark(self, event: Remarked, step: Step) -> None:
        self.add(event.words)

    def motion(self, event: MotionRaised, step: Step) -> None:
        rule = self.procedure.motion(event.motion)
        name = rule.name if rule else event.motion
        said = []
        for key, value in event.parameters.items():
            parameter = rule.parameter(key) if rule else None
            shown = duration(value) if isinstance(value, int) and parameter is not None and parameter.kind == "seconds" else str(value)
            if parameter is not None and parameter.kind == "document" and str(value) in self.documents:
                shown = self.document(str(value))
            said.append(f"{_low(parameter.label) if parameter else key}: {shown}")
        with_ = f" ({'; '.join(said)})" if said else ""
        self.add(f"{self.of(event.by)} moved {_motion_words(name)}{with_}.", f"motion-{step.id}")

    def seconded(self, event: MotionSeconded, step: Step) -> None:
        self.add(f"{self.of(event.by)} seconded the motion.", f"motion-{event.motion}")

    def named(self, step: Step, motion: str) -> str:
        """`the motion of France to suspend the meeting`."""
        moved = step.before.moved(motion)
        rule = self.procedure.motion(moved.motion) if moved else None
        if moved is None:
            return "the motion"
        whose = f" of {with_article(self.name(moved.by))}" if moved.by in self.session.taking_part else ""
        return f"the motion{whose} {_motion_words(rule.name if rule else moved.motion)}"

    def withdrawn(self, event: MotionWithdrawn, step: Step) -> None:
        self.add(f"{_cap(self.named(step, event.motion))} was withdrawn.", f"motion-{event.motion}" if self.act == f"motion-{event.motion}" else "")

    def refused(self, event: MotionRefused, step: Step) -> None:
        moved = step.before.moved(event.motion)
        rule = self.procedure.motion(moved.motion) if moved else None
        source = _by_rule(rule.source) if rule else ""
        reason = f": {event.reason.rstrip('.')}" if event.reason else ""
        self.add(f"{self.chair} ruled {self.named(step, event.motion)} out of order{reason}{source}.")

    def motion_decided(self, event: MotionDecided, step: Step) -> None:
        moved = step.before.moved(event.motion)
        rule = self.procedure.motion(moved.motion) if moved else None
        source = _by_rule(rule.source) if rule else ""
        named = _cap(self.named(step, event.motion))
        verdict = "was carried" if event.carried else "was not carried"
        if event.vote and any(one.id == event.vote and one.result and one.result.line for one in step.before.votes):
            # The announcement of the vote has said it.
            return
        if event.how == "no objection" and event.carried:
            text = f"There being no objection, {named[:1].lower()}{named[1:]} was carried{source}."
        elif event.how == "chair":
            effective = rule is not None and rule.threshold == "none"
            text = f"{named} {('took effect' if event.carried else 'was not taken up') if effective else ('was granted' if event.carried else 'was not granted')}{source}."
        elif event.in_favour is None:
            text = f"{named} {verdict}{source}."
        else:
            text = f"{named} {verdict} by {_votes_to(event)}{source}."
        self.add(text, event.act)

    def caucus(self, event: CaucusOpened, step: Step) -> None:
        topic = f" on “{event.topic}”" if event.topic else ""
        if event.mode == "moderated":
            each = f", with {duration(event.speaking_seconds)} for each speaker" if event.speaking_seconds else ""
            text = f"{self.body} went into a moderated caucus{topic} for {duration(event.seconds)}{each}, at {self.time(event.at)}."
        elif event.mode == "unmoderated":
            what = "an informal meeting" if self.procedure.caucus.value == "informal-meetings" else "an unmoderated caucus"
            text = f"{self.body} went into {what}{topic} for {duration(event.seconds)}, at {self.time(event.at)}."
        else:
            what = "consultations of the whole" if self.procedure.caucus.value == "consultations" else "an informal meeting"
            text = f"{self.body} went into {what}{topic} for {duration(event.seconds)}, at {self.time(event.at)}."
        self.add(text, event.act)

    def extended(self, event: CaucusExtended, step: Step) -> None:
        self.add(f"It was extended by {duration(event.seconds)}.", event.act)

    def caucus_ended(self, event: CaucusEnded, step: Step) -> None:
        self.add(f"{self.body} resumed its formal debate at {self.time(event.at)}.", event.act)

    def introduced(self, event: DraftIntroduced, step: Step) -> None:
        title = f" (“{event.title}”)" if event.title and event.symbol else ""
        sponsors = f", submitted by {listed([with_article(self.name(one)) for one in event.sponsors])}" if event.sponsors else ""
        self.add(f"{_cap(self.document(event.document))}{title}{sponsors}, was introduced." if sponsors else f"{_cap(self.document(event.document))}{title} was introduced.", event.act)

    def amendment(self, event: AmendmentIntroduced, step: Step) -> None:
        how = "was accepted by the sponsors and became part of the text" if event.friendly else "was introduced"
        sponsors = f", submitted by {listed([with_article(self.name(one)) for one in event.sponsors])}," if event.sponsors else ""
        paper = step.after.documents.get(event.amendment)
        to = "" if paper is not None and paper.is_numbered else f" to {self.document(event.document)}"
        act = event.act or f"amendment-{step.id}"
        self.add(f"{_cap(self.document(event.amendment))}{to}{sponsors} {how}.", act)
        if change := on_one_line(event.change):
            self.add(f"It read: {change}{'' if change.endswith(('.', '!', '?', '”')) else '.'}", act)

    def amendment_decided(self, event: AmendmentDecided, step: Step) -> None:
        how = {"vote": "", "accepted by the sponsors": " by the sponsors' acceptance", "no objection": " without a vote"}[event.how]
        self.add(f"{_cap(self.document(event.amendment))} was {'adopted' if event.carried else 'rejected'}{how}.", event.act)

    def taken_up(self, event: DocumentTakenUp, step: Step) -> None:
        if event.document:
            self.add(f"{self.body} took up {self.document(event.document)}.", event.act)

    def document_withdrawn(self, event: DocumentWithdrawn, step: Step) -> None:
        self.add(f"{_cap(self.document(event.document))} was withdrawn by its sponsors.", event.act)

    def referred(self, event: DocumentReferred, step: Step) -> None:
        what = _cap(self.document(event.document)) if event.document else "The matter"
        self.add(f"{what} was referred to {event.to}.", event.act)

    def tabled(self, event: DocumentTabled, step: Step) -> None:
        self.add(f"{_cap(self.document(event.document))} was tabled.", event.act)

    def ordered(self, event: DraftsOrdered, step: Step) -> None:
        said = {"draft": f"{self.body} decided to vote on the drafts", "amendment": f"{self.chair} ruled that the amendments were to be voted on"}
        known = step.after.documents
        for what, words in said.items():
            before, after = ([one for one in order if one in known and known[one].what == what] for order in (step.before.draft_order, step.after.draft_order))
            if after != before:
                self.add(f"{words} in the order {listed([self.document(one) for one in after])}.", event.act)

    def divided(self, event: QuestionDivided, step: Step) -> None:
        self.add(f"Separate votes were to be taken on parts of {self.document(event.document)}: {'; '.join(event.parts)}.", event.act)

    def important(self, event: DeclaredImportant, step: Step) -> None:
        self.add(f"{_cap(self.document(event.document))} was declared an important question.", event.act)

    def reconsidered(self, event: Reconsidered, step: Step) -> None:
        self.add(f"{self.body} decided to reconsider {self.document(event.document)}.", event.act)

    def debate_closed(self, event: DebateClosed, step: Step) -> None:
        self.add("The debate was closed.", event.act)

    def debate_adjourned(self, event: DebateAdjourned, step: Step) -> None:
        until = f" until {event.until}" if event.until else ""
        self.add(f"The debate on the item was adjourned{until}.", event.act)

    def debate_reopened(self, event: DebateReopened, step: Step) -> None:
        self.add("The debate was resumed.", event.act)

    def debate_turned(self, event: DebateTurned, step: Step) -> None:
        self.add("The time in favour was over, and the time against began.", event.act)

    def debate_extended(self, event: DebateExtended, step: Step) -> None:
        self.add(f"The time for debate was extended by {duration(event.seconds)}.", event.act)

    def voting(self, event: VotingOpened, step: Step) -> None:
        self.add(f"{self.body} proceeded to the vote.", event.act)

    def method(self, event: MethodChosen, step: Step) -> None:
        if event.method:
            self.add(f"{'A recorded vote' if event.method == 'recorded' else 'A roll-call vote'} was requested.", event.act)
        if event.no_abstentions:
            self.add("The next vote was to be taken without abstentions.", event.act)

    def vote_opened(self, event: VoteOpened, step: Step) -> None:
        self.entered_by = {}
        if event.obliged:
            names = listed([with_article(self.name(one)) for one in event.obliged])
            self.add(f"{self.chair} recalled that, under Article 27, paragraph 3, of the Charter, a party to a dispute shall abstain from voting; that applied to {names}.")

    def cast(self, event: VoteCast, step: Step) -> None:
        self.entered_by[event.delegation] = event.by

    def way(self, vote: Vote) -> tuple[str, str]:
        """How a vote was taken, in two halves of a sentence: what stands before the question, and what after it.

        Members who vote on their own devices show no hand, whatever method the rules name; those whose votes the chair
        wrote down meanwhile are named.
        """
        how = {
            "show-of-hands": "by show of hands", "placards": "by show of placards", "roll-call": "by roll-call",
            "recorded": "by recorded vote", "without-vote": "",
        }[vote.method]  # fmt: skip
        own = [one for one in vote.cast if self.entered_by.get(one) == one]
        if not own or vote.method == "roll-call":
            return how, ""
        how = "by recorded electronic vote" if vote.method == "recorded" else "by electronic means"
        named = [one for one in self.session.members if one in vote.cast and one not in own and one not in vote.obliged]
        others = [with_article(self.name(one)) for one in named if vote.cast[one].choice != "not participating"]
        if not others:
            return how, ""
        chair = f"{self.chair[:1].lower()}{self.chair[1:]}"
        return how, f"; the vote{'' if len(others) == 1 else 's'} of {listed(others)} {'was' if len(others) == 1 else 'were'} taken down by {chair}"

    def result(self, event: ResultRecorded, step: Step) -> None:
        vote = step.after.votes[-1] if step.after.votes else None
        if vote is None:
            return
        if not event.vote:
            self.add(event.line or f"{_cap(self.document(event.document))} was adopted without a vote.", event.act)
            return
        how, more = self.way(vote)
        line = event.line or _plain_line(event)
        self.table("vote", f"A vote was taken {how} on {self.question(step, vote)}{more}.", self.votes(vote, event))
        self.add(line)
        paper = step.after.documents.get(vote.document)
        if vote.part and paper is not None and paper.status == "rejected":
            self.add(f"With that, nothing was left of {self.document(paper.id)}, and it was not adopted.", event.act)
        self.act = event.act

    def question(self, step: Step, vote: Vote) -> str:
        """What was voted on."""
        if vote.motion:
            moved = step.before.moved(vote.motion)
            rule = self.procedure.motion(moved.motion) if moved else None
            return f"{self.named(step, vote.motion)}{_by_rule(rule.source) if rule else ''}"
        if vote.question == "preliminary":
            about = f" of {self.document(vote.document)}" if vote.document else ""
            return f"the preliminary question whether the matter{about} is procedural"
        if vote.document:
            part = f"{vote.part} of " if vote.part else ""
            paper = step.before.documents.get(vote.document)
            gone = f" without {listed(paper.fallen)}" if paper is not None and paper.fallen and not vote.part else ""
            return f"{part}{self.document(vote.document)}{gone}"
        return _low(vote.words) if vote.words else f"the {vote.question} proposal"

    def votes(self, vote: Vote, event: ResultRecorded) -> list[tuple[str, str]]:
        """Who voted how, or how many where hands were counted."""
        if not vote.cast:
            numbers = (("In favour", event.in_favour), ("Against", event.against), ("Abstaining", event.abstaining))
            return [(word, str(number) if number else "None") for word, number in numbers]
        order = [one for one in self.session.members if one in vote.order]
        rows = []
        for word in ("in favour", "against", "abstaining", "not participating"):
            who = [one for one in order if (vote.cast[one].choice if one in vote.cast else "not participating") == word]
            if who or word != "not participating":
                rows.append((_cap(word), self.names_of(who)))
        return rows

    def explained(self, event: VoteExplained, step: Step) -> None:
        gist = f", said: {event.gist.rstrip('.')}." if event.gist else ""
        when = f"{event.when} the vote"
        if gist:
            self.add(f"{self.of(event.delegation)}, speaking in explanation of vote {when}{gist}")
        else:
            self.add(f"{self.of(event.delegation)} made a statement in explanation of vote {when}.")


def _stopped(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _votes_to(event: MotionDecided) -> str:
    count, against = event.in_favour or 0, event.against or 0
    abstaining = event.abstaining or 0
    text = f"{count} vote{'' if count == 1 else 's'} to {against or 'none'}"
    return f"{text}, with {abstaining} abstention{'' if abstaining == 1 else 's'}" if abstaining else text


def _plain_line(event: ResultRecorded) -> str:
    verdict = {
        "adopted": "It was adopted.", "vetoed": "It was not adopted, owing to the negative vote of a permanent member of the Council.",
        "short of nine": "It was not adopted, having failed to obtain the required number of votes.", "lost": "It was not adopted.",
    }[event.outcome]  # fmt: skip
    were, votes = ("was", "vote") if event.in_favour == 1 else ("were", "votes")
    return f"There {were} {event.in_favour} {votes} in favour, {event.against} against and {event.abstaining} abstention{'' if event.abstaining == 1 else 's'}. {verdict}"


def _by_rule(source: str) -> str:
    """` (rule 33)` where a source names rules of procedure by their numbers; nothing otherwise."""
    numbers = re.search(r"\brules? \d+(?:(?:, | and | to )\d+)*", source)
    return f" ({numbers.group()})" if numbers else ""


_VERBS = frozenset({
    "adopt", "adjourn", "appeal", "ask", "call", "challenge", "change", "choose", "close", "declare", "divide", "end",
    "extend", "introduce", "invite", "limit", "move", "postpone", "put", "reconsider", "refer", "reopen", "resume", "set",
    "submit", "suspend", "table", "vote", "withdraw",
})  # fmt: skip


def _motion_words(name: str) -> str:
    """`to suspend the meeting`, or the name in quotation marks where it is no verb."""
    name = on_one_line(name)
    first, _, rest = name.partition(" ")
    if first.lower() == "move" and rest.startswith("to "):
        return rest
    return f"to {_low(name)}" if first.lower() in _VERBS and rest else f"“{name}”"


def _low(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def _an(text: str) -> str:
    return f"{'an' if text[:1].lower() in 'aeiou' else 'a'} {text}"


_WRITTEN: Mapping[type[Happened], Any] = {
    SessionOpened: _Writer.opened, QuorumNoted: _Writer.quorum, Arrived: _Writer.arrived, Left: _Writer.left,
    AgendaAdopted: _Writer.agenda, Suspended: _Writer.suspended, Resumed: _Writer.resumed, Adjourned: _Writer.adjourned,
    PresidencyCeded: _Writer.ceded, Invited: _Writer.invited, ListClosed: _Writer.list_closed, ListOpened: _Writer.list_opened,
    SpeechEnded: _Writer.spoken_, SpeakingTimeSet: _Writer.time_set, PointRaised: _Writer.point, PointRuled: _Writer.ruled,
    RulingOverturned: _Writer.overturned, ReplyAsked: _Writer.reply_asked, ReplyDecided: _Writer.reply_decided,
    Remarked: _Writer.remark, MotionRaised: _Writer.motion, MotionSeconded: _Writer.seconded, MotionWithdrawn: _Writer.withdrawn,
    MotionRefused: _Writer.refused, MotionDecided: _Writer.motion_decided, CaucusOpened: _Writer.caucus,
    CaucusExtended: _Writer.extended, CaucusEnded: _Writer.caucus_ended, DraftIntroduced: _Writer.introduced,
    AmendmentIntroduced: _Writer.amendment, AmendmentDecided: _Writer.amendment_decided, DocumentTakenUp: _Writer.taken_up,
    DocumentWithdrawn: _Writer.document_withdrawn, DocumentReferred: _Writer.referred, DocumentTabled: _Writer.tabled, DraftsOrdered: _Writer.ordered,
    QuestionDivided: _Writer.divided, DeclaredImportant: _Writer.important, Reconsidered: _Writer.reconsidered,
    DebateClosed: _Writer.debate_closed, DebateAdjourned: _Writer.debate_adjourned, DebateReopened: _Writer.debate_reopened,
    DebateTurned: _Writer.debate_turned, DebateExtended: _Writer.debate_extended, VotingOpened: _Writer.voting, MethodChosen: _Writer.method,
    VoteOpened: _Writer.vote_opened, VoteCast: _Writer.cast, ResultRecorded: _Writer.result, VoteExplained: _Writer.explained,
}  # fmt: skip


# -- as text

NOTHING = "No meeting is on record."


def as_text(record: Minutes) -> str:
    """The record as plain text."""
    if record.is_empty:
        return NOTHING + "\n"
    lines: list[str] = []
    for meeting in record.meetings:
        lines += [*([record.committee.upper(), ""] if record.committee else []), meeting.heading, f"Held on {meeting.held}", ""]
        for paragraph in meeting.paragraphs:
            number = f"{paragraph.number}. " if paragraph.number else ""
            if paragraph.kind == "heading":
                lines += [paragraph.text, "-" * min(len(paragraph.text), 100)]
            else:
                lines += [f"{number}{paragraph.text}"]
            lines += [f"   {word}: {what}" for word, what in paragraph.rows]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def as_markdown(record: Minutes) -> str:
    """The record as Markdown."""
    if record.is_empty:
        return NOTHING + "\n"
    lines: list[str] = [f"# {_escaped(record.committee)}", ""] if record.committee else []
    for meeting in record.meetings:
        lines += [f"## {meeting.heading}", "", f"Held on {meeting.held}", ""]
        for paragraph in meeting.paragraphs:
            if paragraph.kind == "heading":
                lines += [f"### {_escaped(paragraph.text)}", ""]
                continue
            number = f"{paragraph.number}\\. " if paragraph.number else ""
            lines += [f"{number}{_escaped(paragraph.text)}", ""]
            for word, what in paragraph.rows:
                lines += [f"*{word}:* {_escaped(what)}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


# -- the command


def minutes_command(path: str, out: str | None = None) -> int:
    """Print, or write to a file, the summary record of an exported session: Markdown to `*.md`, otherwise plain text.

    Returns:
        0 if the record was made, 2 for input that is none or a file that cannot be written, with one line on stderr.
    """
    try:
        export = read_export(read_session(path))
        rules = load_procedure(export.procedure) if export.procedure else None
        record = minutes(
            export.events, export.names, procedure=rules, committee=export.committee, offset_minutes=export.offset_minutes
        )
        markdown = out is not None and out.lower().endswith((".md", ".markdown"))
        text = as_markdown(record) if markdown else as_text(record)
        write_out(text.encode("utf-8", "replace"), "-" if out is None else out)
    except (BadUsage, UnreadableSession, ContentError) as error:
        return refused("committee", error)
    return 0


