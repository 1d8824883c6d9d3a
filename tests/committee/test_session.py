"""The state of a session: what events make of it, what may come next, and what no order of events can break."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committee.events import KINDS, Happened, UnreadableEvent, read_event, read_events, write_events
from committee.floor import fairness, list_exhausted, waiting, whose_turn
from committee.folding import counted, fold, folded, ignored, last_act, last_undo, replayed
from committee.motions import accepted, opening, ruling
from committee.order.allowed import allowed
from committee.order.kinds import in_order
from committee.order.motions import motions_in_order
from committee.order.ruling import OutOfOrder
from committee.procedure import load_procedure
from committee.quorum import quorum
from committee.session import Session


def event(kind, at=0.0, **fields):
    return read_event({"kind": kind, "at": at, **fields})


def plain(members=("a", "b", "c"), **more):
    """A room in debate, without rules."""
    return fold([
        event("session.opened", members=list(members), speaking_seconds=60, **more),
        *(event("roll.called", delegation=one, answer="present") for one in members),
        event("quorum.noted", present=len(members)),
        event("agenda.adopted", items=["Item"]),
    ])  # fmt: skip


# -- whole sessions


def test_a_session_held_by_the_rules_folds_without_anything_ignored(held):
    session = fold(held.events)
    assert not ignored(session)
    assert session == held.session
    assert session.phase == "adjourned"
    assert session.events == tuple(held.events)


def test_a_prefix_and_the_rest_fold_to_the_whole(held):
    for cut in range(0, len(held.events), 17):
        assert fold(held.events[cut:], fold(held.events[:cut])) == held.session


def test_events_survive_json(held):
    text = json.dumps(write_events(held.events))
    assert read_events(json.loads(text)) == tuple(held.events)


def test_undo_of_each_last_event_gives_the_state_before_and_undoing_the_undo_the_state_after(held):
    session = Session()
    for one in held.events:
        after = folded(session, one)
        back = folded(after, event("undone", at=one.at, events=[str(after.history.number)]))
        assert back == session
        again = folded(back, event("undone", at=one.at, events=[str(back.history.number)]))
        assert again == after
        session = after


def test_undo_far_back_is_the_fold_without_it(held):
    number = len(held.events) // 2
    undone = folded(held.session, event("undone", at=held.at, events=[str(number)]))
    without = [one.model_copy(update={"id": one.id or str(n)}) for n, one in enumerate(held.events, 1) if n != number]
    assert undone == fold(without)
    assert [name for name, _ in counted(undone.events)] == [one.id for one in without]


def test_the_steps_of_a_session_end_where_it_stands(held):
    steps = list(replayed(held.events))
    assert len(steps) == len(held.events)
    assert steps[-1].after == held.session
    assert all(one.after == two.before for one, two in zip(steps, steps[1:], strict=False))


def test_the_five_families_come_to_different_ends(sessions):
    council = sessions["security-council"]().session
    assert council.documents["d1"].status == "rejected"
    assert council.votes[2].result.vetoes == ("russia",)
    assert council.votes[2].result.outcome == "vetoed"
    una = sessions["una-usa"]().session
    assert una.documents["d1"].status == "adopted"
    assert [part.kept for part in una.documents["d1"].parts] == [False, True]
    assert sessions["un4mun"]().session.votes[-1].method == "without-vote"
    thimun = sessions["thimun"]().session
    assert thimun.documents["d1"].status == "adopted"
    assert [vote.result.outcome for vote in thimun.votes] == ["adopted", "lost", "adopted"]
    nmun = sessions["nmun"]().session
    assert nmun.meeting == 2
    assert nmun.closed
    assert nmun.documents["d1"].reconsidered == 1


# -- clocks, lists, turns


def test_clocks_are_deadlines_and_what_is_left_is_asked_of_them():
    session = fold([event("speaker.called", 10, delegation="a"), event("speech.started", 12)], plain())
    assert session.turn.ends_at == 72
    assert session.turn.left_at(42) == 30
    assert session.turn.left_at(80) == -8
    paused = folded(session, event("speech.paused", 32))
    assert paused.turn.left_at(1000) == 40
    assert paused.turn.ends_at is None
    assert folded(paused, event("speech.started", 100)).turn.ends_at == 140


def test_time_is_never_negative_where_a_clock_was_put_back():
    session = fold([event("speaker.called", 100, delegation="a"), event("speech.started", 100), event("speech.ended", 50)], plain())
    assert session.floor_of("a").seconds == 0


def test_the_caucus_clock_stands_while_the_meeting_is_suspended():
    session = fold(
        [
            event("caucus.opened", 100, mode="moderated", seconds=600, speaking_seconds=30),
            event("meeting.suspended", 200),
            event("meeting.resumed", 1200),
        ],
        plain(),
    )
    assert session.caucus.left_at(1200) == 500


def test_time_yielded_goes_to_the_other_and_is_not_yielded_again():
    session = fold(
        [
            event("speaker.called", 0, delegation="a"),
            event("speech.started", 0),
            event("speech.ended", 20, yielded="delegate", to="b"),
        ],
        plain(),
    )
    assert (session.turn.delegation, session.turn.seconds, session.turn.running) == ("b", 40, False)
    session = fold([event("speech.started", 30), event("speech.ended", 40, yielded="delegate", to="c")], session)
    assert session.turn is None
    assert session.floor_of("b").seconds == 10


def test_a_speaker_who_takes_questions_has_spoken_once():
    session = fold(
        [
            event("speaker.called", 0, delegation="a"), event("speech.started", 0),
            event("speech.ended", 20, yielded="questions"), event("speech.started", 30), event("speech.ended", 50),
        ],
        plain(),
    )  # fmt: skip
    assert session.floor_of("a").times == 1
    assert session.floor_of("a").seconds == 40


def test_a_point_stops_the_speakers_clock():
    session = fold([event("speaker.called", 0, delegation="a"), event("speech.started", 0), event("point.raised", 15, point="order", by="b")], plain())
    assert session.turn.left_at(99) == 45
    assert session.points[0].by == "b"


def test_who_waits_how_long():
    session = fold([event("list.joined", delegation="b"), event("list.joined", delegation="c"), event("list.joined", delegation="a"), event("speaker.called", 10, delegation="b"), event("speech.started", 10)], plain())
    assert [(one.delegation, one.seconds) for one in waiting(session, 30)] == [("c", 40), ("a", 100)]
    assert whose_turn(session) == "b"


def test_those_who_had_least_come_first():
    session = fold([event("speaker.called", 0, delegation="a"), event("speech.started", 0), event("speech.ended", 9)], plain())
    assert list(fairness(session)) == ["b", "c", "a"]
    assert fairness(session)["a"].last == 9


def test_one_speaks_at_a_time():
    session = fold([event("speaker.called", delegation="a")], plain())
    after = folded(session, event("speaker.called", delegation="b"))
    assert after == session
    assert ignored(after) == (str(after.history.number),)


def test_the_list_moves_and_takes_nobody_twice():
    session = fold([event("list.joined", delegation=one) for one in ("a", "b", "c", "a")], plain())
    assert session.speakers == ("a", "b", "c")
    assert folded(session, event("list.moved", delegation="c", place=0)).speakers == ("c", "a", "b")
    assert folded(session, event("list.moved", delegation="a", place=99)).speakers == ("b", "c", "a")


def test_replies_wait_for_the_end_of_the_list_where_the_rules_say_so(chair):
    held = chair("un4mun")
    held.open()
    held.do("list.joined", delegation="brazil", by="brazil")
    name = held.session.next_id
    held.do("reply.asked", delegation="peru", by="peru")
    held.do("reply.decided", reply=name, granted=True)
    with pytest.raises(OutOfOrder, match="end of the list"):
        held.do("speaker.called", delegation="peru", on="reply")
    held.speech("brazil")
    assert list_exhausted(held.session, held.rules)
    held.speech("peru", on="reply")
    assert held.session.replies == ()


def test_a_session_holds_no_more_at_once_than_a_room_could():
    papers = [event("draft.introduced", document=f"d{n}") for n in range(1_100)]
    motions = [event("motion.raised", motion="suspend-meeting", by="a") for _ in range(1_100)]
    points = [event("point.raised", point="order", by="a") for _ in range(1_100)]
    session = fold([*papers, *motions, *points], plain())
    assert (len(session.documents), len(session.motions), len(session.points)) == (1_000, 1_000, 1_000)
    assert len(ignored(session)) == 300


# -- attendance and phases


def test_the_phases_of_a_meeting():
    session = Session()
    assert session.phase == "roll-call"
    assert plain().phase == "debate"
    for kind, more, phase in (
        ("caucus.opened", {"mode": "moderated", "seconds": 60}, "moderated-caucus"),
        ("caucus.opened", {"mode": "unmoderated", "seconds": 60}, "unmoderated-caucus"),
        ("meeting.suspended", {}, "suspended"),
        ("meeting.adjourned", {}, "adjourned"),
        ("voting.opened", {}, "voting"),
    ):
        assert folded(plain(), event(kind, **more)).phase == phase
    session = fold([event("draft.introduced", document="d"), event("document.taken-up", document="d")], plain())
    assert session.phase == "draft-debate"


def test_quorum_follows_who_comes_and_goes(chair):
    held = chair("una-usa")
    held.open()
    assert quorum(held.session, held.rules)[:4] == (12, 12, 3, 7)
    for one in held.members[:6]:
        held.do("roll.left", delegation=one)
    assert not quorum(held.session, held.rules).votes
    held.do("roll.arrived", delegation=held.members[0], answer="present-and-voting")
    assert quorum(held.session, held.rules).votes


def test_without_quorum_no_meeting_begins(chair):
    held = chair("security-council")
    held.take(opening(held.rules, "Council", held.members, held.at))
    for one in held.members[:8]:
        held.do("roll.called", delegation=one, answer="present")
    with pytest.raises(OutOfOrder, match=r"8 of 15 members are present, and it takes 9"):
        held.do("quorum.noted", present=8)


def test_the_next_meeting_calls_the_roll_again_and_keeps_the_documents():
    session = fold([event("draft.introduced", document="d"), event("meeting.adjourned"), event("session.opened", at=9)], plain())
    assert session.meeting == 2
    assert session.phase == "roll-call"
    assert "d" in session.documents
    assert session.members == ("a", "b", "c")


def test_the_presidency_is_ceded_and_comes_back():
    session = folded(plain(president="a"), event("presidency.ceded", to="b"))
    assert session.presiding == "b"
    assert folded(session, event("presidency.ceded")).presiding == "a"


# -- votes


def opened(**more):
    return folded(fold([event("draft.introduced", document="d"), event("voting.opened")], plain()), event("vote.opened", id="v", question="substantive", document="d", **more))


def test_a_vote_is_secret_until_it_is_closed_and_changed_until_then():
    session = fold([event("vote.cast", delegation="a", choice="in favour"), event("vote.cast", delegation="a", choice="against")], opened())
    assert session.vote.shown_to("a") == {"a": "against"}
    assert session.vote.shown_to("b") == {"a": "voted"}
    session = folded(session, event("vote.closed"))
    assert session.vote.shown_to() == {"a": "against"}
    after = folded(session, event("vote.cast", delegation="a", choice="in favour"))
    assert after == session


def test_who_passes_is_called_again_at_the_end():
    session = opened(method="roll-call")
    assert whose_turn(session) == "a"
    session = folded(session, event("vote.passed", delegation="a"))
    assert whose_turn(session) == "b"
    session = fold([event("vote.cast", delegation=one, choice="against") for one in ("b", "c")], session)
    assert whose_turn(session) == "a"


def test_a_party_to_the_dispute_abstains_also_against_its_word():
    session = fold([event("vote.cast", delegation="a", choice="against"), event("vote.closed")], opened(obliged=["a", "b"]))
    assert session.vote.votes == {"a": "abstaining", "b": "abstaining"}


def test_nobody_votes_who_has_no_seat():
    session = folded(opened(), event("vote.cast", delegation="zzz", choice="in favour"))
    assert session.vote.votes == {}


# -- what is in order


def test_before_a_session_only_its_opening_is_in_order(chair):
    rules = chair("nmun").rules
    assert {kind for kind, one in in_order(Session(), rules).items() if one} == {"session.opened"}


def test_every_kind_of_event_has_a_ruling_and_a_reason_where_it_is_none(held):
    for step in replayed(held.events):
        rulings = in_order(step.after, held.rules)
        assert set(KINDS) <= set(rulings)
        assert all(one.allowed == (not one.because) for one in rulings.values())


@pytest.mark.parametrize(
    ("family", "kind", "fields", "why"),
    [
        ("security-council", "caucus.opened", {"mode": "moderated", "seconds": 60}, "no moderated caucus"),
        ("thimun", "caucus.opened", {"mode": "unmoderated", "seconds": 60}, "no caucus"),
        ("un4mun", "motion.seconded", {"motion": "1"}, "no second"),
        ("security-council", "roll.called", {"delegation": "china", "answer": "present"}, "arrived late"),
        ("una-usa", "speech.started", {}, "Nobody has the floor"),
        ("una-usa", "vote.cast", {"delegation": "peru", "choice": "against"}, "No vote is open"),
        ("una-usa", "speaker.called", {"delegation": "atlantis"}, "does not sit"),
        ("una-usa", "list.closed", {"by": "peru"}, "for the chair"),
        ("una-usa", "list.joined", {"by": "peru", "delegation": "spain"}, "for itself only"),
        ("nmun", "point.raised", {"by": "peru", "point": "information"}, "no such point"),
        ("una-usa", "draft.introduced", {"document": "d"}, "sponsors"),
        ("nmun", "voting.opened", {}, "No draft"),
        ("security-council", "vote.opened", {"question": "motion-of-mine"}, "no such question"),
        ("una-usa", "vote.opened", {"question": "procedural", "method": "recorded"}, "not taken by recorded"),
        ("un4mun", "vote.opened", {"question": "procedural", "obliged": ["peru"]}, "no obligatory abstention"),
        ("una-usa", "undone", {"events": ["9999"]}, "no such event"),
    ],
)
def test_what_is_not_in_order_says_why_and_cannot_be_done(chair, family, kind, fields, why):
    held = chair(family)
    held.open()
    one = held.event(kind, **fields)
    answer = ruling(held.session, held.rules, one)
    assert not answer
    assert why in answer.because
    with pytest.raises(OutOfOrder, match=why):
        accepted(held.session, held.rules, one)


def test_an_event_earlier_than_the_last_is_not_in_order(chair):
    held = chair("nmun")
    held.open()
    held.at -= 10_000
    assert "before what happened last" in allowed(held.session, held.rules, held.event("list.closed")).because


def test_present_and_voting_binds_where_the_rules_say_so(chair):
    held = chair("una-usa")
    held.open(voting=("canada",))
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    held.do("vote.opened", question="substantive", document="d1", method="placards")
    with pytest.raises(OutOfOrder, match="present and voting"):
        held.do("vote.cast", delegation="canada", choice="abstaining")
    held.do("vote.cast", delegation="peru", choice="abstaining")


# -- undo


def test_an_act_is_undone_with_all_that_came_of_it(chair):
    held = chair("una-usa")
    before = held.open()
    held.carry("set-speaking-time", "peru", seconds=45)
    assert held.session.speaking_seconds == 45
    act = last_act(held.session)
    assert len(act) == 3
    held.do("undone", events=list(act))
    assert held.session.speaking_seconds == before.speaking_seconds
    assert held.session.motions[0].motion == "set-speaking-time"
    held.do("undone", events=[last_undo(held.session)])
    assert held.session.speaking_seconds == 45
    assert last_undo(held.session) == ""


def test_what_is_undone_twice_stays_undone_until_both_are_taken_back():
    session = fold([event("list.closed", id="x"), event("undone", id="u1", events=["x"]), event("undone", id="u2", events=["x"])], plain())
    assert session.list_open
    assert folded(session, event("undone", events=["u1"])).list_open
    assert not fold([event("undone", events=["u1"]), event("undone", events=["u2"])], session).list_open


def test_an_undo_of_nothing_changes_nothing():
    assert folded(plain(), event("undone", events=["zzz"])) == plain()


def test_a_session_can_be_copied_and_pickled(held):
    assert copy.deepcopy(held.session) == held.session
    again = pickle.loads(pickle.dumps(held.session))
    assert again == held.session
    assert again.events == tuple(held.events)
    assert folded(again, event("undone", at=held.at, events=[str(len(held.events))])) == fold(held.events[:-1])


# -- reading events


@pytest.mark.parametrize(
    "bad",
    [
        None, 3, [], "x", {}, {"kind": "nonsense", "at": 1}, {"kind": ["session.opened"], "at": 1}, {"kind": "list.closed"},
        {"kind": "list.closed", "at": float("nan")}, {"kind": "list.closed", "at": -1}, {"kind": "list.closed", "at": 1e300},
        {"kind": "list.closed", "at": 1, "surprise": 1}, {"kind": "time.set", "at": 1, "seconds": 0},
        {"kind": "list.joined", "at": 1, "delegation": "x" * 1000}, {"kind": "undone", "at": 1, "events": []},
        {"kind": "vote.cast", "at": 1, "delegation": "a", "choice": "maybe"},
    ],
)  # fmt: skip
def test_what_is_no_event_is_refused_in_one_line(bad):
    with pytest.raises(UnreadableEvent) as refusal:
        read_events([bad])
    assert "event 1" in str(refusal.value)
    assert "\n" not in str(refusal.value)


# -- any order of events


RULES = {name: load_procedure(name) for name in ("security-council", "una-usa", "un4mun", "thimun", "nmun")}
WHO = ("argentina", "brazil", "canada", "denmark", "egypt", "france", "germany", "honduras", "india")

delegations = st.sampled_from((*WHO, "nobody"))
seconds = st.sampled_from((30, 60, 300, 600))
KIND_FIELDS = {
    "delegation": delegations, "answer": st.sampled_from(("present", "present-and-voting", "absent")),
    "present": st.integers(0, 9), "items": st.just(["Item"]), "to": st.sampled_from((*WHO, "")), "guest": st.sampled_from(("un", "peru")),
    "place": st.integers(0, 9), "seconds": seconds, "point": st.sampled_from(("order", "inquiry", "1", "20", "30")),
    "ruling": st.sampled_from(("well taken", "answered")), "reply": st.sampled_from(("12", "25", "31")), "granted": st.booleans(),
    "words": st.just("words"), "carried": st.booleans(), "mode": st.sampled_from(("moderated", "unmoderated", "consultations")),
    "document": st.sampled_from(("d", "e")), "amendment": st.sampled_from(("x", "d")), "documents": st.just(["e", "d"]),
    "parts": st.just(["one", "two"]), "question": st.sampled_from(("substantive", "procedural", "preliminary")),
    "choice": st.sampled_from(("in favour", "against", "abstaining", "not participating")),
    "outcome": st.sampled_from(("adopted", "lost")), "members": st.just(list(WHO)), "method": st.sampled_from(("placards", "roll-call", "show-of-hands")),
    "yielded": st.sampled_from(("none", "delegate", "questions")), "by": st.sampled_from((*WHO, "chair")),
    "sponsors": st.just(list(WHO)), "vote": st.sampled_from(("", "v")),
}  # fmt: skip


@st.composite
def happenings(draw):
    """Some event, mostly one that could be meant."""
    kind = draw(st.sampled_from(KINDS))
    one: dict[str, object] = {"kind": kind, "at": draw(st.integers(0, 5000))}
    if kind == "undone":
        return read_event({**one, "events": [str(draw(st.integers(1, 40)))]})
    if kind == "motion.raised":
        return read_event({**one, "motion": draw(st.sampled_from(("close-debate", "suspend-meeting"))), "by": draw(delegations), "id": draw(st.sampled_from(("m", "n")))})
    if kind.startswith("motion."):
        one["motion"] = draw(st.sampled_from(("m", "n")))
    if kind == "vote.opened":
        one["id"] = "v"
    model = next(c for c in Happened.__subclasses__() if c.model_fields["kind"].default == kind)
    for field, info in model.model_fields.items():
        if field in KIND_FIELDS and field not in one and (info.is_required() or draw(st.booleans())):
            one[field] = draw(KIND_FIELDS[field])
    try:
        return read_event(one)
    except UnreadableEvent:
        return read_event({"kind": "remark", "at": 1, "words": kind})


def sound(session: Session) -> None:
    """What holds of every session, whatever happened."""
    assert len(set(session.speakers)) == len(session.speakers)
    assert all(one.seconds >= 0 and one.times >= 0 for one in session.floor.values())
    assert session.turn is None or session.turn.used >= 0
    assert sum(one.put for one in session.motions) <= 1
    assert len({one.id for one in session.motions}) == len(session.motions)
    for vote in (*session.votes, *((session.vote,) if session.vote else ())):
        assert set(vote.cast) <= set(session.members)
        assert len(vote.votes) == len(vote.cast)
    assert session.caucus is None or session.caucus.seconds > 0
    assert set(session.present) <= set(session.members)
    if session.vote is not None and session.vote.open:
        assert session.turn is None or not session.turn.running


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(happenings(), max_size=60), st.integers(0, 60))
def test_no_order_of_events_breaks_the_fold(events, cut):
    start = write_events(plain(WHO).events)
    whole = (*read_events(start), *events)
    session = fold(whole)
    sound(session)
    assert fold(whole) == session
    assert fold(whole[cut:], fold(whole[:cut])) == session
    again = list(replayed(whole))
    assert not again or again[-1].after == session
    back = folded(session, event("undone", events=[whole[-1].id or str(len(whole))]))
    if not isinstance(whole[-1], type(event("undone", events=["1"]))):
        assert back == fold(whole[:-1])
    for rules in RULES.values():
        in_order(session, rules)
        motions_in_order(session, rules)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(RULES)), st.lists(happenings(), max_size=60))
def test_what_is_in_order_has_an_effect_and_what_is_not_raises(family, events):
    rules = RULES[family]
    session = fold(read_events(write_events(plain(WHO).events)))
    for number, one in enumerate(events):
        timed = one.model_copy(update={"at": 6000.0 + number})
        answer = ruling(session, rules, timed)
        if answer:
            session = accepted(session, rules, timed)
            assert session.history.effect
            sound(session)
        else:
            assert answer.because
            with pytest.raises(OutOfOrder):
                accepted(session, rules, timed)
