"""Legal acts in any order, under each family's rules: what holds of a session however a room goes about it.

The machine does what a room might think of next. What the rules refuse leaves everything as it was; what they allow keeps the
invariants, can be undone and done again, and folds to the same state in one go or in two.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from committee.events import Event, ResultRecorded, SpeakerCalled, VoteCast, VoteOpened
from committee.floor import whose_turn
from committee.folding import fold, folded, ignored, last_act, last_undo, replayed
from committee.minutes import as_text, minutes
from committee.motions import accepted, by_hands, concluded, put_and_decided
from committee.moved import in_precedence
from committee.order.motions import motions_in_order
from committee.order.ruling import OutOfOrder
from committee.procedure import procedure_ids
from committee.questions import to_vote, vote_on, vote_on_motion
from committee.session import Session
from committee.statistics import statistics
from committee.voting import VOTES, BallotError

SOMEBODY = st.integers(0, 14)
NUMBER = st.integers(0, 60)
PAPERS = ("d1", "d2", "d3")


def said_by_default(motion: Any) -> dict[str, int | str]:
    """What the mover of a motion says when it says no more than it must."""
    words = {"document": "d1", "parts": "one; two", "agenda": "Second item", "text": "words", "delegation": "un"}
    return {
        one.id: one.default if one.kind in ("seconds", "count") else words[one.kind]
        for one in motion.parameters
        if one.default is not None or one.kind in words
    }


def room(chair: Any, family: str) -> type[RuleBasedStateMachine]:
    """A room under a family's rules, its roll called and its agenda adopted."""

    class Room(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.held = chair(family, {"yields": ["chair", "delegate", "questions", "comments"]} if family == "una-usa" else None)
            self.held.open(voting=("canada",) if family in ("una-usa", "nmun") else ())
            self.one("draft.introduced", document="d1", sponsors=list(self.held.members[:9]))
            self.opening = self.now.events[0].id or "1"

        @property
        def now(self) -> Session:
            return self.held.session

        def who(self, number: int) -> str:
            return self.held.members[number % len(self.held.members)]

        def act(self, made: Any) -> None:
            """Do what is in order; refuse the rest as a whole."""
            before = self.now
            try:
                events = made() if callable(made) else made
                after = before
                for event in events:
                    after = accepted(after, self.held.rules, event)
                    assert after.history.effect
            except (OutOfOrder, BallotError):
                return
            self.held.session = after
            self.held.events += events
            self.held.at += 7
            if events and events[0].kind != "undone":
                self.undone_and_done_again(before, events)

        def undone_and_done_again(self, before: Session, events: list[Event]) -> None:
            names = [event.id or str(before.history.number + n) for n, event in enumerate(events, 1)]
            back = folded(self.now, self.held.event("undone", events=names))
            assert back == before
            assert folded(back, self.held.event("undone", events=[str(back.history.number)])) == self.now

        def one(self, kind: str, **fields: Any) -> None:
            self.act([self.held.event(kind, **fields)])

        # -- the list and the floor

        @rule(who=SOMEBODY, place=st.integers(0, 4))
        def joins_the_list(self, who: int, place: int) -> None:
            name = self.who(who)
            self.one("list.joined", delegation=name, by=name)
            if place:
                self.one("list.moved", delegation=name, place=place)

        @precondition(lambda self: self.now.turn is None)
        @rule(who=SOMEBODY, on=st.sampled_from((None, None, "reply", "explanation", "motion", "statement", "comment")))
        def is_called(self, who: int, on: str | None) -> None:
            replies = [one.delegation for one in self.now.replies if one.granted]
            name = replies[0] if on == "reply" and replies else (self.now.speakers or (self.who(who),))[0]
            self.one("speaker.called", delegation=name, on=on, side="for" if on == "motion" else "")
            self.one("speech.started")

        @precondition(lambda self: self.now.turn is not None)
        @rule(to=SOMEBODY, how=st.sampled_from(("none", "none", "chair", "delegate", "questions", "comments")), lasting=st.integers(0, 200))
        def ends_the_speech(self, to: int, how: str, lasting: int) -> None:
            self.held.at += lasting
            self.one("speech.ended", yielded=how, to=self.who(to))

        @precondition(lambda self: self.now.turn is not None)
        @rule()
        def stops_and_starts_the_clock(self) -> None:
            self.one("speech.paused" if self.now.turn is not None and self.now.turn.running else "speech.started")

        @rule(who=SOMEBODY, number=NUMBER)
        def raises_a_point(self, who: int, number: int) -> None:
            points = self.held.rules.points
            self.one("point.raised", point=points[number % len(points)].id, by=self.who(who))

        @precondition(lambda self: self.now.points)
        @rule(ruling=st.sampled_from(("well taken", "not well taken", "answered")))
        def has_a_point_ruled_on(self, ruling: str) -> None:
            self.one("point.ruled", point=self.now.points[0].id, ruling=ruling)

        @rule(who=SOMEBODY, granted=st.booleans())
        def asks_for_a_reply(self, who: int, granted: bool) -> None:
            name = self.now.next_id
            self.one("reply.asked", delegation=self.who(who), by=self.who(who))
            self.one("reply.decided", reply=name, granted=granted)

        # -- motions

        @rule(who=SOMEBODY, number=NUMBER, second=SOMEBODY)
        def moves_something(self, who: int, number: int, second: int) -> None:
            name = self.now.next_id
            in_order = [motion for motion, may in motions_in_order(self.now, self.held.rules, self.who(who)).items() if may]
            if in_order:
                motion = self.held.rules.motion(in_order[number % len(in_order)])
                self.one("motion.raised", motion=motion.id, by=self.who(who), parameters=said_by_default(motion))
                self.one("motion.seconded", motion=name, by=self.who(second))

        @precondition(lambda self: self.now.motions and self.now.vote is None)
        @rule(number=NUMBER, carried=st.booleans())
        def decides_the_first_motion(self, number: int, carried: bool) -> None:
            first = in_precedence(self.now, self.held.rules)[0].id
            if number % 2:
                self.act(lambda: list(put_and_decided(self.now, self.held.rules, first, carried, self.held.at)))
                return
            self.one("motion.put", motion=first)
            self.act(lambda: [vote_on_motion(self.now, self.held.rules, first, self.held.at)])
            there = len(self.now.present)
            against = min(there, number % 7)
            self.act(lambda: list(by_hands(self.now, self.held.rules, there - against, against, self.held.at)))

        # -- papers and votes

        @rule(number=NUMBER)
        def introduces_a_draft(self, number: int) -> None:
            self.one("draft.introduced", document=PAPERS[number % 3], sponsors=list(self.held.members[:9]))

        @precondition(lambda self: self.now.documents)
        @rule(number=NUMBER)
        def introduces_an_amendment(self, number: int) -> None:
            of = list(self.now.documents)[number % len(self.now.documents)]
            self.one("amendment.introduced", amendment=f"a{number % 4}", document=of)

        @precondition(lambda self: self.now.documents)
        @rule(number=NUMBER, times=st.sampled_from(({}, {}, {"seconds": 60}, {"seconds": 60, "seconds_against": 30})))
        def takes_up_a_document_or_turns_its_debate(self, number: int, times: dict[str, int]) -> None:
            if number % 5 == 0:
                self.one("debate.turned")
            self.one("document.taken-up", document=(*self.now.documents, "")[number % (len(self.now.documents) + 1)], **times)

        @precondition(lambda self: self.now.documents and self.now.vote is None)
        @rule(number=NUMBER, ordered=st.booleans())
        def lays_a_draft_aside_or_orders_the_papers(self, number: int, ordered: bool) -> None:
            names = list(self.now.documents)
            if ordered:
                self.one("drafts.ordered", documents=[*names[number % len(names) :], *names[: number % len(names)]])
            elif number % 5 == 0:
                self.one("document.tabled", document=names[number % len(names)])

        @precondition(lambda self: self.now.vote is None)
        @rule(entering=st.booleans())
        def goes_to_the_vote_or_comes_back(self, entering: bool) -> None:
            self.one("voting.opened" if entering else "voting.closed")

        @precondition(lambda self: self.now.vote is None and self.now.documents)
        @rule(method=st.sampled_from((None, "roll-call")), party=st.sampled_from((None, None, 0, 5)), question=st.sampled_from(("substantive", "substantive", "preliminary")))
        def opens_a_vote(self, method: Any, party: int | None, question: Any) -> None:
            coming = to_vote(self.now, self.held.rules)
            if coming:
                parties = () if party is None else (self.who(party),)
                first = coming[0]
                self.act(lambda: [vote_on(self.now, self.held.rules, first.document, self.held.at, part=first.part, method=method, parties=parties, question=question)])

        @precondition(lambda self: self.now.vote is not None and self.now.vote.open)
        @rule(who=SOMEBODY, choice=st.sampled_from(VOTES), passes=st.booleans())
        def votes(self, who: int, choice: str, passes: bool) -> None:
            called = whose_turn(self.now)
            if passes and called:
                self.one("vote.passed", delegation=called)
            self.one("vote.cast", delegation=called or self.who(who), choice=choice, rights=passes)
            self.one("vote.cast", delegation=self.who(who), choice=choice, by=self.who(who))

        @precondition(lambda self: self.now.documents and (self.now.vote is None or self.now.vote.open))
        @rule(data=st.data(), method=st.sampled_from((None, "roll-call")), question=st.sampled_from(("substantive", "substantive", "preliminary")))
        def holds_a_vote_to_its_end(self, data: Any, method: Any, question: Any) -> None:
            if self.now.turn is not None:
                self.one("speech.ended")
            self.one("voting.opened")
            self.opens_a_vote(method=method, party=None, question=question)
            choices = data.draw(st.lists(st.sampled_from((*VOTES[:1], *VOTES[:3])), min_size=15, max_size=15))
            for member, choice in zip(self.held.members, choices, strict=False):
                name = whose_turn(self.now) or member
                self.one("vote.cast", delegation=name, choice=choice)
                if self.now.vote is not None and name not in self.now.vote.cast:
                    self.one("vote.cast", delegation=name, choice="in favour")
            self.act(lambda: list(concluded(self.now, self.held.rules, self.held.at)))

        @precondition(lambda self: self.now.vote is not None)
        @rule(hands=st.booleans(), yes=st.integers(0, 15), no=st.integers(0, 5))
        def announces_the_result(self, hands: bool, yes: int, no: int) -> None:
            if hands:
                self.act(lambda: list(by_hands(self.now, self.held.rules, yes, no, self.held.at)))
            else:
                self.act(lambda: list(concluded(self.now, self.held.rules, self.held.at)))

        # -- who is there, and the meeting itself

        @rule(who=SOMEBODY, coming=st.booleans(), answer=st.sampled_from(("present", "present-and-voting")))
        def comes_or_goes(self, who: int, coming: bool, answer: str) -> None:
            self.one(*("roll.arrived",) if coming else ("roll.left",), delegation=self.who(who), **({"answer": answer} if coming else {}))

        @precondition(lambda self: self.now.caucus is not None or self.now.suspended_at is not None)
        @rule()
        def goes_on_after_a_break(self) -> None:
            self.one("meeting.resumed" if self.now.suspended_at is not None else "caucus.ended")

        @rule(really=st.sampled_from((True, False, False)))
        def undoes_the_last_act(self, really: bool) -> None:
            # Without its opening there is no session of which the rest could hold.
            if really and last_act(self.now) and self.opening not in last_act(self.now):
                self.one("undone", events=list(last_act(self.now)))

        @precondition(lambda self: last_undo(self.now))
        @rule()
        def does_it_again(self) -> None:
            self.one("undone", events=[last_undo(self.now)])

        # -- what always holds

        @invariant()
        def no_time_is_negative_and_none_is_spoken_twice(self) -> None:
            s, at = self.now, self.held.at
            spoken = [one.seconds for one in s.floor.values()]
            assert all(seconds >= 0 for seconds in spoken)
            assert s.turn is None or 0 <= s.turn.used <= s.turn.used_at(at)
            assert sum(spoken) <= at - s.opened_at, "one speaks at a time, so that no more is spoken than time has passed"
            assert all(one.debated >= 0 and one.debated_against >= 0 for one in s.documents.values())
            assert all((one.debate_side == "") == (one.debate_seconds_against is None) for one in s.documents.values())
            assert s.caucus is None or s.caucus.seconds > 0

        @invariant()
        def one_has_the_floor_one_motion_is_put_and_every_seat_has_one_vote(self) -> None:
            s = self.now
            assert len(set(s.speakers)) == len(s.speakers)
            assert sum(one.put for one in s.motions) <= 1
            assert set(s.present) <= set(s.members)
            assert s.comments is None or s.comments.had <= self.held.rules.comments.value.number
            assert s.caucus is None or not s.caucus.called or s.caucus.mode == "moderated"
            assert s.debate_adjourned == (s.item in s.tabled) or not s.item
            for vote in (*s.votes, *((s.vote,) if s.vote else ())):
                assert set(vote.cast) <= set(s.members)
                assert len(set(vote.order)) == len(vote.order)
            if s.vote is not None and s.vote.open:
                assert s.turn is None or not s.turn.running

        def teardown(self) -> None:
            events = self.held.events
            assert fold(events) == self.now
            assert not ignored(self.now)
            for cut in range(0, len(events), 1 + len(events) // 5):
                assert fold(events[cut:], fold(events[:cut])) == self.now
            every_seat_is_counted_once(events)
            assert as_text(minutes(events)).startswith("THE ROOM")
            statistics(events, procedure=self.held.rules)

    return Room


def every_seat_is_counted_once(events: list[Event]) -> None:
    """Counts every vote anew from who cast what last, and looks who was called while another had the floor."""
    last: dict[str, str] = {}
    for step in replayed(events):
        event = step.event
        if isinstance(event, SpeakerCalled):
            assert step.before.turn is None
        elif isinstance(event, VoteOpened):
            last = {}
        elif isinstance(event, VoteCast):
            assert event.delegation in step.before.members
            last[event.delegation] = event.choice
        elif isinstance(event, ResultRecorded) and event.vote:
            vote = step.after.votes[-1]
            assert sum((event.in_favour, event.against, event.abstaining, event.not_participating)) in (len(vote.order), len(step.before.present))
            if last and not vote.obliged:
                assert event.in_favour == sum(choice == "in favour" for choice in last.values())
                assert event.against == sum(choice == "against" for choice in last.values())


@pytest.mark.parametrize("family", procedure_ids())
def test_any_order_of_legal_acts_keeps_a_session_sound(chair, family):
    run_state_machine_as_test(room(chair, family), settings=settings(max_examples=30, stateful_step_count=50))
