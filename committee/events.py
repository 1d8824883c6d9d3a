"""What happens in a session, one frozen value each: the list of them is the session, and all else follows from it.

An event says when it happened (`at`, seconds since 1970 UTC, given by whoever records it) and who did it (`by`, a
seat or a delegation). It has an id, by which others refer to it: a vote to its motion, an undo to what it takes back. One
without an id is called by its number in the list: `1`, `2`, … Documents are known by id, symbol and title only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

LATEST = 32_503_680_000.0
"""The end of the year 2999: what lies after it is no time of a session."""

LONGEST_CLOCK = 31 * 86_400
"""No clock of a session runs for longer than a month."""

Id = Annotated[str, StringConstraints(min_length=1, max_length=80)]
MaybeId = Annotated[str, StringConstraints(max_length=80)]
Line = Annotated[str, StringConstraints(max_length=500)]
Text = Annotated[str, StringConstraints(max_length=10_000)]
Time = Annotated[float, Field(ge=0, le=LATEST, allow_inf_nan=False)]
Seconds = Annotated[float, Field(ge=0, le=LONGEST_CLOCK, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=10_000)]
Ids = Annotated[tuple[Id, ...], Field(max_length=1_000)]
Value = Annotated[int | Text, Field()]

Answer = Literal["present", "present-and-voting", "absent"]
Choice = Literal["in favour", "against", "abstaining", "not participating"]
Yield = Literal["none", "chair", "delegate", "questions", "comments"]
Mode = Literal["moderated", "unmoderated", "consultations"]
Occasion = Literal["list", "caucus", "motion", "reply", "explanation", "question", "statement", "draft", "comment"]
"""What somebody speaks on: the speakers' list, in a caucus, for or against a motion, a right of reply, an explanation of
vote, a question to a speaker, on a draft or amendment, a statement that the chair lets in, or a comment on a speech whose
speaker yielded to comments."""


class Happened(BaseModel):
    """The base of all events."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: MaybeId = ""
    """Its name in the session; empty for its number in the list."""
    at: Time
    by: MaybeId = "chair"
    """The seat or the delegation that did it."""
    act: MaybeId = ""
    """Events of one act, as a motion that carries and what it brings about, share it and are undone together."""


# -- the meeting


class SessionOpened(Happened):
    """A meeting is called to order. After an adjournment it opens the next meeting of the same session."""

    kind: Literal["session.opened"] = "session.opened"
    committee: Line = ""
    procedure: MaybeId = ""
    members: Ids = ()
    """Who has a vote, in the order of the roll; empty at a later meeting for the same as before."""
    observers: Ids = ()
    """Who may speak and has no vote."""
    permanent: Ids = ()
    """Whose negative vote prevents the adoption of a substantive matter."""
    president: MaybeId = ""
    """The delegation that presides, where it is one."""
    speaking_seconds: Seconds | None = None
    """The speaking time to begin with; None for none."""
    number: Annotated[int, Field(ge=1, le=100_000)] | None = None
    """The number of the meeting, where the conference counts from another than one."""


class RollCalled(Happened):
    """A delegation is called and answers."""

    kind: Literal["roll.called"] = "roll.called"
    delegation: Id
    answer: Answer


class Arrived(Happened):
    """A delegation comes late."""

    kind: Literal["roll.arrived"] = "roll.arrived"
    delegation: Id
    answer: Literal["present", "present-and-voting"] = "present"


class Left(Happened):
    """A delegation leaves the room."""

    kind: Literal["roll.left"] = "roll.left"
    delegation: Id


class QuorumNoted(Happened):
    """The roll is closed and the chair says how many are there."""

    kind: Literal["quorum.noted"] = "quorum.noted"
    present: Count
    needed: Count = 0


class AgendaAdopted(Happened):
    """The agenda is adopted, or its next item taken up."""

    kind: Literal["agenda.adopted"] = "agenda.adopted"
    items: Annotated[tuple[Line, ...], Field(max_length=50)] = ()
    item: Line = ""
    """The item that is taken up; empty for the first."""


class Suspended(Happened):
    """The meeting is suspended."""

    kind: Literal["meeting.suspended"] = "meeting.suspended"
    seconds: Seconds | None = None


class Resumed(Happened):
    """The meeting is resumed."""

    kind: Literal["meeting.resumed"] = "meeting.resumed"


class Adjourned(Happened):
    """The meeting rises; the next one is opened with `session.opened`."""

    kind: Literal["meeting.adjourned"] = "meeting.adjourned"
    until: Line = ""
    final: bool = False
    """Whether the session is closed with it."""


class PresidencyCeded(Happened):
    """Another delegation takes the chair; an empty one gives it back to whom it belongs."""

    kind: Literal["presidency.ceded"] = "presidency.ceded"
    to: MaybeId = ""
    reason: Line = ""


class Invited(Happened):
    """A State or a person is invited to take part without a vote."""

    kind: Literal["guest.invited"] = "guest.invited"
    guest: Id
    rule: Line = ""


# -- speakers


class SpeakerJoined(Happened):
    """A delegation puts itself, or is put, on the speakers' list."""

    kind: Literal["list.joined"] = "list.joined"
    delegation: Id


class SpeakerLeft(Happened):
    """A delegation is taken off the list."""

    kind: Literal["list.left"] = "list.left"
    delegation: Id


class SpeakerMoved(Happened):
    """A delegation is moved to another place on the list; 0 is the head."""

    kind: Literal["list.moved"] = "list.moved"
    delegation: Id
    place: Count


class ListClosed(Happened):
    """Nobody may join the list any more."""

    kind: Literal["list.closed"] = "list.closed"


class ListOpened(Happened):
    """The list takes names again."""

    kind: Literal["list.opened"] = "list.opened"


class SpeakerCalled(Happened):
    """The chair gives somebody the floor; the clock waits until the speech starts."""

    kind: Literal["speaker.called"] = "speaker.called"
    delegation: Id
    seconds: Seconds | None = None
    """None for the speaking time that is set."""
    on: Occasion | None = None
    """None for what the room is at: the caucus, the draft, else the list."""
    side: Literal["", "for", "against"] = ""


class SpeechStarted(Happened):
    """The speaker's clock runs; after a pause, it runs on."""

    kind: Literal["speech.started"] = "speech.started"


class SpeechPaused(Happened):
    """The speaker's clock stands."""

    kind: Literal["speech.paused"] = "speech.paused"


class SpeechEnded(Happened):
    """The speaker is done, and says what becomes of the time that is left."""

    kind: Literal["speech.ended"] = "speech.ended"
    yielded: Yield = "none"
    to: MaybeId = ""
    """The delegation that time is yielded to."""
    gist: Text = ""
    """What was said, in a sentence or two, for the record."""


class SpeakingTimeSet(Happened):
    """The speaking time is set."""

    kind: Literal["time.set"] = "time.set"
    seconds: Annotated[Seconds, Field(gt=0)]
    speakers: Count | None = None
    """How many may still speak, where the debate is limited."""


# -- points, replies and notes


class PointRaised(Happened):
    """A delegation raises a point."""

    kind: Literal["point.raised"] = "point.raised"
    point: Id
    words: Text = ""


class PointRuled(Happened):
    """The chair rules on a point, or answers it."""

    kind: Literal["point.ruled"] = "point.ruled"
    point: Id
    """The id of the event by which it was raised."""
    ruling: Literal["well taken", "not well taken", "answered"]
    words: Text = ""


class RulingOverturned(Happened):
    """The room overrules the chair."""

    kind: Literal["ruling.overturned"] = "ruling.overturned"
    point: MaybeId = ""
    """The point whose ruling it was; empty for another ruling of the chair."""


class ReplyAsked(Happened):
    """A delegation asks for its right of reply."""

    kind: Literal["reply.asked"] = "reply.asked"
    delegation: Id
    words: Text = ""


class ReplyDecided(Happened):
    """The chair grants a right of reply, or does not."""

    kind: Literal["reply.decided"] = "reply.decided"
    reply: Id
    """The id of the event by which it was asked for."""
    granted: bool
    reason: Line = ""


class PlacardRaised(Happened):
    """A delegation asks for the floor where no list is kept: in a moderated caucus, or to explain its vote."""

    kind: Literal["placard.raised"] = "placard.raised"
    delegation: Id
    on: Literal["caucus", "explanation"] = "caucus"


class PlacardLowered(Happened):
    """A delegation no longer asks for the floor."""

    kind: Literal["placard.lowered"] = "placard.lowered"
    delegation: Id


class NotePassed(Happened):
    """A note is passed from one seat to another; `dais` is the chair's table."""

    kind: Literal["note.passed"] = "note.passed"
    to: Id
    words: Text
    private: bool = False
    """Whether the dais may not read it."""


class Remarked(Happened):
    """The chair has something put on record."""

    kind: Literal["remark"] = "remark"
    words: Text


# -- motions and caucuses


class MotionRaised(Happened):
    """A motion is moved. Its event's id is the motion's."""

    kind: Literal["motion.raised"] = "motion.raised"
    motion: Id
    """Which of the motions of the rules."""
    parameters: Annotated[dict[Id, Value], Field(max_length=20)] = Field(default_factory=dict)


class MotionSeconded(Happened):
    """A motion is seconded."""

    kind: Literal["motion.seconded"] = "motion.seconded"
    motion: Id


class MotionWithdrawn(Happened):
    """A motion is withdrawn by its mover."""

    kind: Literal["motion.withdrawn"] = "motion.withdrawn"
    motion: Id


class MotionRefused(Happened):
    """The chair rules a motion out of order."""

    kind: Literal["motion.refused"] = "motion.refused"
    motion: Id
    reason: Line = ""


class MotionPut(Happened):
    """A motion is put: to debate where the rules have one, then to the vote."""

    kind: Literal["motion.put"] = "motion.put"
    motion: Id


class MotionDecided(Happened):
    """A motion carries or falls. What it brings about follows as events of the same act."""

    kind: Literal["motion.decided"] = "motion.decided"
    motion: Id
    carried: bool
    how: Literal["vote", "no objection", "chair"] = "vote"
    vote: MaybeId = ""
    """The vote that decided it."""
    in_favour: Count | None = None
    against: Count | None = None
    abstaining: Count | None = None
    line: Line = ""


class CaucusOpened(Happened):
    """A moderated or unmoderated caucus, an informal meeting or consultations of the whole begin."""

    kind: Literal["caucus.opened"] = "caucus.opened"
    mode: Mode
    seconds: Annotated[Seconds, Field(gt=0)]
    speaking_seconds: Seconds | None = None
    topic: Line = ""
    proposer: MaybeId = ""


class CaucusExtended(Happened):
    """A caucus is given more time."""

    kind: Literal["caucus.extended"] = "caucus.extended"
    seconds: Annotated[Seconds, Field(gt=0)]


class CaucusEnded(Happened):
    """The caucus is over."""

    kind: Literal["caucus.ended"] = "caucus.ended"


# -- documents and debate


class DraftIntroduced(Happened):
    """A draft is before the room."""

    kind: Literal["draft.introduced"] = "draft.introduced"
    document: Id
    symbol: Line = ""
    title: Line = ""
    sponsors: Ids = ()
    signatories: Ids = ()


class AmendmentIntroduced(Happened):
    """An amendment to a draft, or to another amendment, is before the room."""

    kind: Literal["amendment.introduced"] = "amendment.introduced"
    amendment: Id
    document: Id
    symbol: Line = ""
    title: Line = ""
    sponsors: Ids = ()
    friendly: bool = False
    change: Text = ""
    """What it would do to the text, in words, for the record."""


class DocumentTakenUp(Happened):
    """Debate turns to one draft or amendment; an empty one takes it back to the whole."""

    kind: Literal["document.taken-up"] = "document.taken-up"
    document: MaybeId = ""
    seconds: Seconds | None = None
    """The time that the debate on it has; None for no limit, or the one it has already."""
    seconds_against: Seconds | None = None
    """The time against it, where the house debates first in favour and then against: `seconds` is then the time in favour.
    None for one time for both."""


class AmendmentDecided(Happened):
    """An amendment becomes part of its draft or falls."""

    kind: Literal["amendment.decided"] = "amendment.decided"
    amendment: Id
    carried: bool
    how: Literal["vote", "accepted by the sponsors", "no objection"] = "vote"


class DocumentWithdrawn(Happened):
    """A draft or an amendment is withdrawn by its sponsors."""

    kind: Literal["document.withdrawn"] = "document.withdrawn"
    document: Id


class DocumentReferred(Happened):
    """A matter or a draft is referred to somebody."""

    kind: Literal["document.referred"] = "document.referred"
    document: MaybeId = ""
    to: Line


class DocumentTabled(Happened):
    """A draft is laid aside: it is no longer before the room, and may be introduced again."""

    kind: Literal["document.tabled"] = "document.tabled"
    document: Id


class DraftsOrdered(Happened):
    """Drafts, or amendments, are to be voted on in another order than that of their introduction."""

    kind: Literal["drafts.ordered"] = "drafts.ordered"
    documents: Ids


class QuestionDivided(Happened):
    """Parts of a draft are to be voted on separately."""

    kind: Literal["question.divided"] = "question.divided"
    document: Id
    parts: Annotated[tuple[Line, ...], Field(max_length=200)]
    all: bool = False
    """Whether the parts are the whole of the text: where all of them fall, the draft has fallen with them."""


class DeclaredImportant(Happened):
    """A draft is declared an important question."""

    kind: Literal["document.important"] = "document.important"
    document: Id


class Reconsidered(Happened):
    """A decided document is before the room again."""

    kind: Literal["document.reconsidered"] = "document.reconsidered"
    document: Id


class DebateClosed(Happened):
    """Debate on an item or a document is closed."""

    kind: Literal["debate.closed"] = "debate.closed"
    document: MaybeId = ""


class DebateAdjourned(Happened):
    """Debate on the item is put off."""

    kind: Literal["debate.adjourned"] = "debate.adjourned"
    until: Line = ""


class DebateReopened(Happened):
    """Debate that was closed or put off goes on."""

    kind: Literal["debate.reopened"] = "debate.reopened"


class DebateTurned(Happened):
    """The time in favour of a document is over before it has run out, and the time against it begins."""

    kind: Literal["debate.turned"] = "debate.turned"


class DebateExtended(Happened):
    """More time is given to the debate on a document; where it has a time in favour and one against, to the one it is in."""

    kind: Literal["debate.extended"] = "debate.extended"
    seconds: Annotated[Seconds, Field(gt=0)]


# -- votes


class VotingOpened(Happened):
    """The room goes into voting procedure."""

    kind: Literal["voting.opened"] = "voting.opened"


class VotingClosed(Happened):
    """The room comes out of voting procedure."""

    kind: Literal["voting.closed"] = "voting.closed"


class MethodChosen(Happened):
    """The next vote is taken another way than usual."""

    kind: Literal["vote.method"] = "vote.method"
    method: Line = ""
    no_abstentions: bool = False


class VoteOpened(Happened):
    """A question is put to the vote. Its event's id is the vote's."""

    kind: Literal["vote.opened"] = "vote.opened"
    question: Id
    """What decides it: `substantive`, `procedural`, `preliminary`, or a motion of the rules."""
    words: Text = ""
    """The question as it is put."""
    document: MaybeId = ""
    part: Line = ""
    """The part of the document, where it is divided."""
    motion: MaybeId = ""
    method: Literal["show-of-hands", "placards", "roll-call", "recorded", "without-vote"] = "show-of-hands"
    order: Ids = ()
    """The order in which members are called; empty for that of the roll."""
    obliged: Ids = ()
    """Parties to the dispute, whom the chair holds to abstain from a decision under Chapter VI of the Charter."""
    secret: bool = True
    """Whether nobody sees how others vote until it is closed."""
    no_abstentions: bool = False


class VoteCast(Happened):
    """A delegation votes, or changes its vote while the vote is open."""

    kind: Literal["vote.cast"] = "vote.cast"
    delegation: Id
    choice: Choice
    rights: bool = False
    """Whether it asks to explain its vote."""


class VotePassed(Happened):
    """A delegation passes, and is called again at the end."""

    kind: Literal["vote.passed"] = "vote.passed"
    delegation: Id


class VoteClosed(Happened):
    """No vote is taken or changed any more."""

    kind: Literal["vote.closed"] = "vote.closed"


class ResultRecorded(Happened):
    """What the vote decided."""

    kind: Literal["result.recorded"] = "result.recorded"
    vote: MaybeId = ""
    """The vote it is the result of; empty for a decision without one."""
    document: MaybeId = ""
    outcome: Literal["adopted", "vetoed", "short of nine", "lost"]
    in_favour: Count = 0
    against: Count = 0
    abstaining: Count = 0
    not_participating: Count = 0
    needed: Count = 0
    vetoes: Ids = ()
    line: Line = ""


class VoteExplained(Happened):
    """A delegation explains its vote."""

    kind: Literal["vote.explained"] = "vote.explained"
    delegation: Id
    when: Literal["before", "after"] = "after"
    gist: Text = ""


# -- undo


class Undone(Happened):
    """Events are taken back as if they had not happened; an undo can itself be undone."""

    kind: Literal["undone"] = "undone"
    events: Annotated[tuple[Id, ...], Field(min_length=1, max_length=1_000)]


Event = Annotated[
    SessionOpened | RollCalled | Arrived | Left | QuorumNoted | AgendaAdopted | Suspended | Resumed | Adjourned
    | PresidencyCeded | Invited | SpeakerJoined | SpeakerLeft | SpeakerMoved | ListClosed | ListOpened | SpeakerCalled
    | SpeechStarted | SpeechPaused | SpeechEnded | SpeakingTimeSet | PointRaised | PointRuled | RulingOverturned
    | ReplyAsked | ReplyDecided | PlacardRaised | PlacardLowered | NotePassed | Remarked | MotionRaised | MotionSeconded | MotionWithdrawn
    | MotionRefused | MotionPut | MotionDecided | CaucusOpened | CaucusExtended | CaucusEnded | DraftIntroduced
    | AmendmentIntroduced | DocumentTakenUp | AmendmentDecided | DocumentWithdrawn | DocumentReferred | DocumentTabled | DraftsOrdered
    | QuestionDivided | DeclaredImportant | Reconsidered | DebateClosed | DebateAdjourned | DebateReopened
    | DebateTurned | DebateExtended | VotingOpened | VotingClosed | MethodChosen | VoteOpened | VoteCast | VotePassed | VoteClosed
    | ResultRecorded | VoteExplained | Undone,
    Field(discriminator="kind"),
]  # fmt: skip
"""Any of them; `kind` says which."""

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)

KINDS: tuple[str, ...] = tuple(
    str(one.model_fields["kind"].default) for one in Happened.__subclasses__() if "kind" in one.model_fields
)
"""The kinds of event there are."""

MOST_EVENTS = 100_000
"""A session is read up to so many events; a whole week of a large conference has a tenth of it."""


class UnreadableEvent(ValueError):
    """What is to be an event is none; the message says which, where and why, in one line."""


def read_event(data: object, number: int | None = None) -> Event:
    """The event that a mapping says.

    Raises:
        UnreadableEvent: if it is none.
    """
    try:
        return _EVENT.validate_python(data)
    except ValidationError as error:
        raise UnreadableEvent(_explained(data, number, error)) from None


def read_events(data: object) -> tuple[Event, ...]:
    """The events that a list of mappings says.

    Raises:
        UnreadableEvent: if it is no list, or one of them is no event; the message is one line.
    """
    if not isinstance(data, (list, tuple)):
        raise UnreadableEvent(f"the events must be a list, not {_called(data)}")
    if len(data) > MOST_EVENTS:
        raise UnreadableEvent(f"there are {len(data):,} events; a session has at most {MOST_EVENTS:,}")
    return tuple(read_event(one, number) for number, one in enumerate(data, start=1))


def write_events(events: Iterable[Event]) -> list[dict[str, Any]]:
    """The events as mappings, without what is as it would be anyway; `read_events` reads them again."""
    return [{"kind": event.kind, **event.model_dump(mode="json", exclude_defaults=True)} for event in events]


def _explained(data: object, number: int | None, error: ValidationError) -> str:
    which = f"event {number}" if number is not None else "the event"
    if not isinstance(data, Mapping):
        return f"{which} must be an object with a kind, not {_called(data)}"
    first = error.errors(include_url=False)[0]
    if first["type"] == "union_tag_not_found":
        return f"{which} does not say its kind, such as 'session.opened'"
    if first["type"] == "union_tag_invalid":
        return f"{which} is of the kind {str(data.get('kind'))[:60]!r}, which there is not"
    place = ".".join(str(part) for part in first["loc"][1:]) or "it"
    what = "is missing" if first["type"] == "missing" else first["msg"][:1].lower() + first["msg"][1:]
    return " ".join(f"{which} ({str(data.get('kind'))[:60]}): '{place[:80]}' {what}"[:400].split())


def _called(data: object) -> str:
    names = {dict: "an object", list: "a list", str: "text", int: "a number", float: "a number", bool: "true or false"}
    return "nothing" if data is None else names.get(type(data), "something else")
