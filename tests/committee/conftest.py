"""A chair who runs sessions: every event is in order by the rules, or the test falls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from committee.events import Event, read_event
from committee.folding import ignored
from committee.motions import accepted, by_hands, concluded, opening, put_and_decided
from committee.procedure import Procedure, load_procedure
from committee.questions import vote_on, vote_on_motion
from committee.session import Session
from committee.state import Document

COUNCIL = (
    "bahrain", "china", "colombia", "democratic-republic-of-the-congo", "denmark", "france", "greece", "latvia", "liberia",
    "pakistan", "panama", "russia", "somalia", "united-kingdom", "united-states",
)  # fmt: skip
PERMANENT = ("china", "france", "russia", "united-kingdom", "united-states")
ASSEMBLY = ("argentina", "brazil", "canada", "ecuador", "egypt", "germany", "honduras", "india", "mexico", "peru", "spain", "venezuela")

TEN = 1_795_255_500.0
"""Saturday, 21 November 2026, 10.05 a.m. UTC."""

REGISTER: Mapping[str, Document] = {
    "d1": Document(id="d1", what="draft", symbol="S/2026/1", title="Precursors", sponsors=("colombia", "panama", "mexico", "peru", "brazil"), signatories=("egypt", "india")),
    "d2": Document(id="d2", what="draft", symbol="S/2026/2", title="Arms", sponsors=("france", "denmark", "canada", "spain", "germany")),
    "a1": Document(id="a1", what="amendment", symbol="S/2026/1/Amend.1", of="d1", sponsors=("china", "mexico", "india")),
}


class Chair:
    """Holds a session and acts in it; the clock goes on by ten seconds with each event."""

    def __init__(self, family: str, override: Mapping[str, Any] | None = None) -> None:
        self.rules: Procedure = load_procedure(family, override)
        self.members = COUNCIL if family == "security-council" else ASSEMBLY
        self.session = Session()
        self.at = TEN
        self.events: list[Event] = []

    def take(self, *events: Event) -> Session:
        """Events that must be in order."""
        for event in events:
            self.session = accepted(self.session, self.rules, event, REGISTER)
            self.events.append(event)
        self.at += 10
        assert not ignored(self.session)
        return self.session

    def do(self, kind: str, **fields: Any) -> Session:
        """One event."""
        return self.take(self.event(kind, **fields))

    def event(self, kind: str, **fields: Any) -> Event:
        """One event, not yet done."""
        return read_event({"kind": kind, "at": self.at, **fields})

    def open(self, absent: tuple[str, ...] = (), voting: tuple[str, ...] = (), item: str = "The world drug problem") -> Session:
        """Order, roll, quorum and agenda."""
        permanent = PERMANENT if self.members is COUNCIL else ()
        self.take(opening(self.rules, "The Room", self.members, self.at, permanent=permanent))
        for one in self.session.members:
            answer = "absent" if one in absent else "present-and-voting" if one in voting else "present"
            self.do("roll.called", delegation=one, answer=answer)
        self.do("quorum.noted", present=len(self.session.present), needed=self.rules.opens_with(len(self.members)))
        return self.do("agenda.adopted", items=[item]) if item else self.session

    def speech(self, delegation: str, lasting: float = 60, **more: Any) -> Session:
        """A speech from beginning to end."""
        self.do("speaker.called", delegation=delegation, **more)
        self.do("speech.started")
        self.at += lasting - 10
        return self.do("speech.ended")

    def move(self, motion: str, by: str, second: str = "", **parameters: int | str) -> str:
        """A motion on the floor, seconded where that is needed; its id."""
        name = self.session.next_id
        self.do("motion.raised", motion=motion, by=by, parameters={k.replace("_", "-"): v for k, v in parameters.items()})
        rule = self.rules.motion(motion)
        assert rule is not None
        if rule.second and self.rules.seconds.value:
            self.do("motion.seconded", motion=name, by=second or next(one for one in self.session.present if one != by))
        return name

    def carry(self, motion: str, by: str, carried: bool = True, **parameters: int | str) -> Session:
        """A motion moved, put and decided, without a vote where nobody objects."""
        name = self.move(motion, by, **parameters)
        return self.take(*put_and_decided(self.session, self.rules, name, carried, self.at, register=REGISTER))

    def vote_motion(self, name: str, in_favour: int, against: int) -> Session:
        """A motion put and voted on by hands."""
        self.do("motion.put", motion=name)
        self.take(vote_on_motion(self.session, self.rules, name, self.at))
        return self.take(*by_hands(self.session, self.rules, in_favour, against, self.at, register=REGISTER))

    def vote(self, document: str, votes: Mapping[str, str] | None = None, otherwise: str = "in favour", **more: Any) -> Session:
        """A vote by name on a document."""
        self.take(vote_on(self.session, self.rules, document, self.at, **more))
        vote = self.session.vote
        assert vote is not None
        for one in vote.order:
            if one in self.session.present:
                self.do("vote.cast", delegation=one, choice=(votes or {}).get(one, otherwise))
        return self.conclude()

    def conclude(self) -> Session:
        """The open vote closed, with its result and what follows."""
        return self.take(*concluded(self.session, self.rules, self.at, register=REGISTER))


def council_session() -> Chair:
    """The Council: consultations, a draft, an amendment that falls, a veto, a right of reply, and it rises."""
    chair = Chair("security-council")
    chair.open(absent=("somalia",))
    for one in ("colombia", "china", "united-states"):
        chair.do("list.joined", delegation=one, by=one)
    chair.carry("introduce-draft", "colombia", document="d1")
    chair.speech("colombia", 180)
    chair.do("roll.arrived", delegation="somalia")
    chair.speech("china", 240)
    chair.carry("consultations", "france", seconds=1200, topic="Operative paragraph 3")
    chair.at += 1200
    chair.do("caucus.ended")
    chair.carry("introduce-amendment", "china", document="a1")
    chair.vote("a1", {one: "against" for one in COUNCIL if one not in ("china", "russia")})
    name = chair.session.next_id
    chair.do("point.raised", point="order", by="russia", words="The draft was not issued in all languages")
    chair.do("point.ruled", point=name, ruling="not well taken")
    challenge = chair.move("overrule-ruling", "russia")
    chair.vote_motion(challenge, 3, 11)
    chair.speech("united-states", 200)
    chair.carry("put-to-vote", "france")
    chair.do("vote.explained", delegation="greece", when="before")
    chair.vote("d1", {"russia": "against", "china": "abstaining"}, method="roll-call")
    chair.speech("russia", 90, on="explanation")
    chair.do("voting.closed")
    name = chair.session.next_id
    chair.do("reply.asked", delegation="russia", by="russia")
    chair.do("reply.decided", reply=name, granted=True)
    chair.speech("russia", 60, on="reply", seconds=120)
    suspend = chair.move("suspend-meeting", "panama", seconds=900)
    chair.vote_motion(suspend, 12, 1)
    chair.at += 900
    chair.do("meeting.resumed")
    adjourn = chair.move("adjourn-meeting", "panama")
    chair.vote_motion(adjourn, 15, 0)
    return chair


def una_session() -> Chair:
    """UNA-USA: a moderated caucus that is extended, motions in order of precedence, a division, a roll call with a pass."""
    chair = Chair("una-usa")
    chair.open(voting=("canada",), item="")
    agenda = chair.move("set-agenda", "canada", topic="Precursors")
    chair.do("motion.put", motion=agenda)
    chair.speech("peru", 30, on="motion", side="for")
    chair.speech("egypt", 30, on="motion", side="against")
    chair.take(vote_on_motion(chair.session, chair.rules, agenda, chair.at))
    chair.take(*by_hands(chair.session, chair.rules, 9, 3, chair.at))
    chair.do("list.joined", delegation="india", by="india")
    chair.do("speaker.called", delegation="india")
    chair.do("speech.started")
    chair.do("speech.ended", yielded="delegate", to="brazil")
    chair.do("speech.started")
    chair.do("speech.ended")
    first = chair.move("moderated-caucus", "spain", topic="Laboratories", seconds=600, speaker_seconds=60)
    chair.move("unmoderated-caucus", "egypt", seconds=300)
    longer = chair.move("unmoderated-caucus", "peru", seconds=900)
    chair.vote_motion(longer, 4, 8)
    second = chair.session.motions[1].id
    chair.vote_motion(second, 5, 6)
    chair.vote_motion(first, 10, 2)
    for one in ("spain", "mexico", "egypt"):
        chair.speech(one, 50)
    chair.carry("extend-caucus", "mexico", seconds=300)
    chair.do("caucus.ended")
    chair.carry("introduce-draft", "mexico", document="d1")
    closing = chair.move("close-debate", "germany")
    chair.do("motion.put", motion=closing)
    chair.speech("venezuela", 30, on="motion", side="against")
    chair.take(vote_on_motion(chair.session, chair.rules, closing, chair.at))
    chair.take(*by_hands(chair.session, chair.rules, 9, 3, chair.at))
    chair.carry("divide-question", "india", document="d1", parts="paragraph 2; the rest")
    chair.vote("d1", part="paragraph 2", otherwise="against")
    chair.vote("d1", part="the rest")
    chair.carry("roll-call-vote", "honduras")
    chair.take(vote_on(chair.session, chair.rules, "d1", chair.at))
    chair.do("vote.passed", delegation="argentina")
    for one in chair.session.members[1:]:
        chair.do("vote.cast", delegation=one, choice="in favour", rights=one == "brazil")
    chair.do("vote.cast", delegation="argentina", choice="against")
    chair.conclude()
    chair.speech("brazil", 30, on="explanation")
    chair.do("voting.closed")
    chair.carry("adjourn-meeting", "peru")
    return chair


def un4mun_session() -> Chair:
    """UN4MUN: an informal meeting, a revision by the sponsors, and adoption without a vote."""
    chair = Chair("un4mun")
    chair.open()
    for one in ("mexico", "brazil"):
        chair.do("list.joined", delegation=one, by=one)
        chair.speech(one, 100)
    chair.carry("introduce-draft", "mexico", document="d1")
    chair.carry("informal-meeting", "brazil", seconds=2700)
    chair.at += 2700
    chair.do("caucus.ended")
    chair.do("amendment.introduced", amendment="r1", document="d1", title="Oral revision", friendly=True)
    chair.carry("adopt-without-vote", "mexico", document="d1")
    chair.carry("adjourn-meeting", "brazil")
    return chair


def thimun_session() -> Chair:
    """THIMUN: one resolution on the floor, points of information, an amendment, a close vote taken again."""
    chair = Chair("thimun")
    chair.open()
    chair.carry("introduce-draft", "mexico", document="d1")
    chair.speech("mexico", 90)
    chair.do("speaker.called", delegation="peru", on="list")
    chair.do("speech.started")
    chair.do("speech.ended", yielded="questions")
    chair.do("speech.started")
    chair.do("speech.paused")
    name = chair.session.next_id
    chair.do("point.raised", point="information", by="spain", words="Who pays for the laboratories?")
    chair.do("point.ruled", point=name, ruling="answered")
    chair.do("speech.started")
    chair.do("speech.ended")
    chair.carry("introduce-amendment", "india", document="a1")
    chair.speech("india", 60)
    chair.do("voting.opened")
    chair.vote("a1", {"mexico": "against"})
    chair.do("voting.closed")
    chair.carry("extend-debate", "canada", seconds=600)
    chair.carry("close-debate", "germany")
    chair.vote("d1", {"mexico": "in favour", "peru": "in favour", "canada": "against", "spain": "against"}, otherwise="abstaining")
    chair.carry("divide-house", "mexico")
    chair.vote("d1", {"canada": "against", "spain": "against"})
    chair.do("voting.closed")
    chair.carry("adjourn-meeting", "peru")
    return chair


def nmun_session() -> Chair:
    """NMUN: informal debate, two drafts, a motion to reconsider, acclamation, and a second meeting."""
    chair = Chair("nmun")
    chair.open(voting=("india",))
    chair.carry("set-speaking-time", "peru", seconds=60)
    for one in ("mexico", "germany", "india"):
        chair.do("list.joined", delegation=one, by=one)
    chair.do("list.moved", delegation="india", place=0)
    chair.speech("india", 70)
    chair.carry("suspend-meeting", "mexico", seconds=1200, topic="Informal debate")
    chair.at += 1300
    chair.do("caucus.ended")
    chair.carry("introduce-draft", "mexico", document="d1")
    chair.carry("introduce-draft", "germany", document="d2")
    chair.carry("important-question", "egypt", document="d1")
    chair.carry("close-debate", "germany")
    chair.vote("d1", dict.fromkeys(("canada", "egypt", "germany", "honduras", "spain"), "against"))
    chair.carry("reconsider", "canada", document="d1")
    chair.vote("d1", {"canada": "against"})
    chair.carry("adopt-without-vote", "germany", document="d2")
    chair.do("voting.closed")
    chair.carry("adjourn-meeting", "peru")
    chair.at += 86_400
    chair.open(absent=("egypt",), item="")
    chair.carry("close-list", "india")
    chair.do("meeting.adjourned", final=True)
    return chair


SESSIONS: dict[str, Callable[[], Chair]] = {
    "security-council": council_session,
    "una-usa": una_session,
    "un4mun": un4mun_session,
    "thimun": thimun_session,
    "nmun": nmun_session,
}


@pytest.fixture
def chair() -> Callable[..., Chair]:
    """A chair under the rules of a family."""
    return Chair


@pytest.fixture(params=SESSIONS)
def held(request: pytest.FixtureRequest) -> Chair:
    """A session held from beginning to end, under each family's rules."""
    return SESSIONS[request.param]()


@pytest.fixture
def sessions() -> dict[str, Callable[[], Chair]]:
    """All the sessions, to be held."""
    return SESSIONS
