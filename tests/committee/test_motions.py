"""Motions under each family's rules: what is in order and why not, which comes first, and what one that carries does."""

from __future__ import annotations

import pytest

from committee.consequences import EFFECTS
from committee.events import read_event
from committee.folding import fold
from committee.motions import accepted, by_hands, concluded, decided, opening, put_and_decided, ruling
from committee.moved import in_precedence, still_to_speak
from committee.order.motions import motion_ruling, motions_in_order
from committee.order.ruling import OutOfOrder
from committee.procedure import load_procedure, procedure_ids
from committee.questions import Question, result_of, to_vote, vote_on, vote_on_motion
from committee.state import Document
from committee.voting import BallotError

EVERY_MOTION = [(name, motion.id) for name in procedure_ids() for motion in load_procedure(name).motions]


# -- every motion of every family


def test_every_effect_that_a_motion_may_have_is_known_to_the_session():
    assert {one.effect for name in procedure_ids() for one in load_procedure(name).motions} <= set(EFFECTS)


def staged(chair, family, motion_id):
    """A room where the motion is in order, with what its mover says."""
    held = chair(family)
    rule = held.rules.motion(motion_id)
    agenda_only = rule.allowed_in == ("agenda",) or (rule.effect == "resume-debate" and "debate" not in rule.allowed_in)
    held.open(item="" if agenda_only else "Arms")
    if agenda_only:
        return held
    drafts = "introduce-draft" not in rule.effect
    if drafts:
        for name, sponsors in (("d1", ("mexico", "peru", "colombia", "panama", "brazil", "china", "france")), ("d2", held.members[:8])):
            held.do("draft.introduced", document=name, sponsors=[one for one in sponsors if one in held.members] + list(held.members[:7]))
    if rule.effect in ("introduce-amendment", "extend-debate") or rule.allowed_in == ("draft-debate",):
        held.do("document.taken-up", document="d1")
        if "draft-debate" not in rule.allowed_in:
            held.do("document.taken-up")
    match rule.effect:
        case "extend-caucus" | "end-caucus":
            mode = "moderated" if held.rules.caucus.value == "moderated-and-unmoderated" else "unmoderated"
            held.do("caucus.opened", mode=mode, seconds=600, speaking_seconds=60)
        case "reopen-list":
            held.do("list.closed")
        case "resume-debate":
            held.do("debate.adjourned")
        case "overrule-chair":
            name = held.session.next_id
            held.do("point.raised", point="order", by=held.members[0])
            held.do("point.ruled", point=name, ruling="not well taken")
        case "reconsider" | "vote-without-abstentions":
            held.do("voting.opened")
            method = next(one for one in held.rules.methods.value if one != "without-vote")
            held.vote("d1", method=method)
            if "voting" not in rule.allowed_in:
                held.do("voting.closed")
    if rule.allowed_in == ("voting",) and not held.session.voting:
        held.do("voting.opened")
    return held


def said(held, motion_id):
    rule = held.rules.motion(motion_id)
    given = {}
    for one in rule.parameters:
        match one.kind:
            case "seconds" | "count":
                given[one.id] = one.default or one.least or 60
            case "document":
                given[one.id] = {"introduce-draft": "d1", "introduce-amendment": "a1"}.get(rule.effect, "d1")
            case "parts":
                given[one.id] = "d2; d1" if rule.effect == "order-of-drafts" else "paragraph 1; paragraph 2"
            case "agenda":
                given[one.id] = "Arms" if rule.effect == "resume-debate" else "Precursors"
            case _:
                given[one.id] = "something"
    return given


DONE = {
    "adjourn-meeting": lambda s: s.adjourned,
    "suspend-meeting": lambda s: s.phase == "suspended",
    "adjourn-debate": lambda s: s.debate_adjourned,
    "resume-debate": lambda s: not s.debate_adjourned,
    "close-debate": lambda s: s.voting and s.debate_closed,
    "close-list": lambda s: not s.list_open,
    "reopen-list": lambda s: s.list_open,
    "overrule-chair": lambda s: s.last_ruling == "",
    "open-unmoderated-caucus": lambda s: s.caucus.mode == "unmoderated" and s.caucus.seconds > 0,
    "open-moderated-caucus": lambda s: (s.caucus.mode, s.caucus.seconds, s.caucus.speaking_seconds) == ("moderated", 600, 60),
    "open-consultations": lambda s: s.caucus.mode == "consultations",
    "extend-caucus": lambda s: s.caucus.seconds == 900,
    "end-caucus": lambda s: s.caucus is None,
    "introduce-draft": lambda s: s.documents["d1"].symbol == "S/2026/1",
    "introduce-amendment": lambda s: s.documents["a1"].of == "d1" and s.document == "a1",
    "withdraw-draft": lambda s: s.documents["d1"].status == "withdrawn",
    "set-speaking-time": lambda s: s.speaking_seconds in (90, 120, 300),
    "set-agenda": lambda s: s.item == "Precursors",
    "divide-question": lambda s: [one.name for one in s.documents["d1"].parts] == ["paragraph 1", "paragraph 2"],
    "roll-call-vote": lambda s: s.method in ("roll-call", "recorded"),
    "vote-without-abstentions": lambda s: s.no_abstentions and s.documents["d1"].status == "open",
    "adopt-without-vote": lambda s: s.documents["d1"].status == "adopted",
    "order-of-drafts": lambda s: [one.id for one in s.drafts] == ["d2", "d1"],
    "reconsider": lambda s: s.documents["d1"].status == "open" and s.documents["d1"].reconsidered == 1,
    "invite": lambda s: s.guests == ("something",),
    "refer": lambda s: s.debate_adjourned and s.tabled == (s.item,),
    "table-draft": lambda s: s.documents["d1"].status == "tabled" and not s.debate_adjourned,
    "declare-important": lambda s: s.documents["d1"].important,
    "extend-debate": lambda s: s.documents["d1"].debate_seconds == 600,
}


@pytest.mark.parametrize(("family", "motion_id"), EVERY_MOTION)
def test_a_motion_that_carries_does_what_it_says(chair, family, motion_id):
    held = staged(chair, family, motion_id)
    rule = held.rules.motion(motion_id)
    by = "mexico" if held.members[0] == "argentina" else "colombia"
    if rule.effect == "introduce-amendment" and held.members[0] == "bahrain":
        by = "china"
    assert motions_in_order(held.session, held.rules, by)[motion_id]
    held.carry(motion_id, by, **said(held, motion_id))
    assert DONE[rule.effect](held.session), held.session
    assert not held.session.motions


@pytest.mark.parametrize(("family", "motion_id"), EVERY_MOTION)
def test_a_motion_that_falls_leaves_the_room_as_it_was(chair, family, motion_id):
    held = staged(chair, family, motion_id)
    by = "mexico" if held.members[0] == "argentina" else "china"
    before = held.session
    rule = held.rules.motion(motion_id)
    if rule.mover == "sponsor" and by == "china":
        by = "colombia" if rule.effect != "introduce-amendment" else by
    held.carry(motion_id, by, carried=False, **said(held, motion_id))
    after = held.session
    assert (after.phase, after.documents, after.caucus, after.item, after.speaking_seconds, after.list_open) == (
        before.phase, before.documents, before.caucus, before.item, before.speaking_seconds, before.list_open,
    )  # fmt: skip
    assert after.settled[-1].carried is False


@pytest.mark.parametrize("family", procedure_ids())
def test_before_the_roll_nothing_may_be_moved(chair, family):
    held = chair(family)
    held.take(opening(held.rules, "Room", held.members, held.at))
    rulings = motions_in_order(held.session, held.rules)
    assert set(rulings) == {one.id for one in held.rules.motions}
    assert not any(rulings.values())
    assert all("roll" in one.because for one in rulings.values())


@pytest.mark.parametrize("family", procedure_ids())
def test_motions_come_in_the_order_of_their_rank(chair, family):
    held = chair(family)
    held.open()
    ranks = [held.rules.motion(one).rank for one in motions_in_order(held.session, held.rules)]
    assert ranks == sorted(ranks)


# -- why not


@pytest.mark.parametrize(
    ("family", "by", "motion", "parameters", "why"),
    [
        ("una-usa", "peru", "moderated-caucus", {"topic": "x", "seconds": 610, "speaker-seconds": 60}, "multiple"),
        ("una-usa", "peru", "moderated-caucus", {"seconds": 600}, "Say: on what"),
        ("una-usa", "peru", "unmoderated-caucus", {"seconds": 10}, "at least 30 seconds"),
        ("una-usa", "peru", "unmoderated-caucus", {"seconds": 99999}, "at most 7200 seconds"),
        ("una-usa", "peru", "unmoderated-caucus", {"seconds": "long"}, "is a number"),
        ("una-usa", "peru", "unmoderated-caucus", {"colour": "red"}, "takes no"),
        ("una-usa", "peru", "close-debate", {}, "nothing to vote on"),
        ("una-usa", "peru", "extend-caucus", {}, "no caucus to extend"),
        ("una-usa", "peru", "reopen-list", {}, "list is open"),
        ("una-usa", "peru", "divide-question", {"document": "d1", "parts": "x"}, "not moved in debate"),
        ("una-usa", "peru", "appeal-ruling", {}, "no ruling"),
        ("una-usa", "spain", "introduce-draft", {"document": "d1"}, "Only a sponsor"),
        ("una-usa", "peru", "introduce-draft", {"document": "d9"}, "no such document"),
        ("una-usa", "peru", "moderated-chat", {}, "no such motion"),
        ("security-council", "china", "close-debate", {}, "no such motion"),
        ("security-council", "china", "withdraw-draft", {"document": "d1"}, "No document"),
        ("nmun", "peru", "resume-debate", {"topic": "x"}, "not been adjourned"),
        ("thimun", "peru", "divide-house", {}, "not moved in debate"),
        ("un4mun", "peru", "introduce-amendment", {"document": "a1"}, "to be amended"),
    ],
)
def test_a_motion_out_of_order_says_why(chair, family, by, motion, parameters, why):
    held = chair(family)
    held.open()
    from_conftest = {"d1": Document(id="d1", what="draft", sponsors=("peru", "mexico", "colombia"), signatories=("egypt", "india", "brazil"))}
    event = held.event("motion.raised", motion=motion, by=by, parameters=parameters)
    answer = motion_ruling(held.session, held.rules, event, from_conftest)
    assert not answer
    assert why in answer.because
    assert ruling(held.session, held.rules, event, from_conftest) == answer


def test_a_motion_does_not_interrupt_a_speaker(chair):
    held = chair("una-usa")
    held.open()
    held.do("speaker.called", delegation="peru")
    held.do("speech.started")
    assert "interrupt" in motions_in_order(held.session, held.rules)["suspend-meeting"].because


def test_an_observer_moves_nothing(chair):
    held = chair("una-usa")
    held.take(opening(held.rules, "Room", held.members, held.at, observers=("holy-see",)))
    for one in held.members:
        held.do("roll.called", delegation=one, answer="present")
    held.do("quorum.noted", present=12)
    held.do("agenda.adopted", items=["x"])
    assert "member" in motions_in_order(held.session, held.rules, "holy-see")["suspend-meeting"].because


def test_a_caucus_is_extended_once_and_by_no_more_than_its_own_time(chair):
    held = chair("una-usa")
    held.open()
    held.carry("unmoderated-caucus", "peru", seconds=300)
    long = held.event("motion.raised", motion="extend-caucus", by="peru", parameters={"seconds": 400})
    assert "at most its own 300 seconds" in ruling(held.session, held.rules, long).because
    held.carry("extend-caucus", "peru", seconds=200)
    assert held.session.caucus.left_at(held.session.caucus.since) == 500
    assert "extended once" in motions_in_order(held.session, held.rules)["extend-caucus"].because


def test_only_the_side_that_prevailed_moves_to_reconsider(chair):
    held = chair("nmun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    held.vote("d1", {"peru": "against"})
    assert "prevailed" in motions_in_order(held.session, held.rules, "peru")["reconsider"].because
    assert motions_in_order(held.session, held.rules, "mexico")["reconsider"]


def test_a_motion_waits_for_its_second_and_its_mover_does_not_second_it(chair):
    held = chair("una-usa")
    held.open()
    held.do("motion.raised", id="m", motion="suspend-meeting", by="peru")
    with pytest.raises(OutOfOrder, match="seconded"):
        held.do("motion.put", motion="m")
    with pytest.raises(OutOfOrder):
        held.do("motion.seconded", motion="m", by="peru")
    held.do("motion.seconded", motion="m", by="spain")
    held.do("motion.put", motion="m")


# -- precedence


def test_several_motions_are_put_in_order_of_precedence_ties_by_length(chair):
    held = chair("una-usa")
    held.open()
    held.move("moderated-caucus", "peru", topic="x", seconds=600, speaker_seconds=60)
    longer = held.move("moderated-caucus", "spain", topic="y", seconds=900, speaker_seconds=60)
    more = held.move("moderated-caucus", "egypt", topic="z", seconds=900, speaker_seconds=30)
    held.move("set-speaking-time", "india", seconds=45)
    suspend = held.move("suspend-meeting", "canada")
    order = [one.id for one in in_precedence(held.session, held.rules)]
    assert order[:3] == [suspend, more, longer]
    assert held.session.moved(order[-1]).motion == "set-speaking-time"
    with pytest.raises(OutOfOrder, match="has precedence"):
        held.do("motion.put", motion=longer)
    held.do("motion.put", motion=suspend)
    with pytest.raises(OutOfOrder, match="is being decided"):
        held.do("motion.raised", motion="suspend-meeting", by="germany")


def test_in_the_council_suspension_comes_before_adjournment_and_with_una_usa_after_it(chair):
    for family, first in (("security-council", "suspend-meeting"), ("una-usa", "adjourn-meeting")):
        held = chair(family)
        held.open()
        held.move("adjourn-meeting", held.members[1])
        held.move("suspend-meeting", held.members[2])
        assert in_precedence(held.session, held.rules)[0].motion == first


def test_a_motion_that_carries_clears_the_floor_and_one_that_falls_leaves_the_others(chair):
    held = chair("una-usa")
    held.open()
    first = held.move("unmoderated-caucus", "peru", seconds=300)
    held.move("set-speaking-time", "egypt", seconds=45)
    held.vote_motion(first, 3, 9)
    assert [one.motion for one in held.session.motions] == ["set-speaking-time"]
    again = held.move("unmoderated-caucus", "peru", seconds=300)
    held.vote_motion(again, 9, 3)
    assert held.session.motions == ()


def test_speakers_on_a_motion_are_counted(chair):
    held = chair("una-usa")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    name = held.move("close-debate", "peru")
    held.do("motion.put", motion=name)
    assert still_to_speak(held.session, held.rules) == (0, 2)
    held.speech("egypt", 20, on="motion", side="against")
    assert still_to_speak(held.session, held.rules) == (0, 1)
    with pytest.raises(OutOfOrder, match="no speakers for"):
        held.do("speaker.called", delegation="spain", on="motion", side="for")


# -- votes on motions


def test_closure_takes_two_thirds(chair):
    for against, carried in ((4, True), (5, False)):
        held = chair("una-usa")
        held.open()
        held.carry("introduce-draft", "mexico", document="d1")
        held.vote_motion(held.move("close-debate", "peru"), 12 - against, against)
        assert held.session.voting is carried
        assert held.session.settled[-1].carried is carried


def test_a_motion_in_the_council_takes_nine_votes_and_knows_no_veto(chair):
    held = chair("security-council")
    held.open()
    held.vote_motion(held.move("suspend-meeting", "panama"), 8, 0)
    assert held.session.phase == "debate"
    name = held.move("suspend-meeting", "panama")
    held.do("motion.put", motion=name)
    held.take(vote_on_motion(held.session, held.rules, name, held.at))
    for one in held.members:
        held.do("vote.cast", delegation=one, choice="against" if one in ("china", "russia") else "in favour")
    held.conclude()
    assert held.session.phase == "suspended"


def test_hands_are_checked_against_those_present(chair):
    held = chair("una-usa")
    held.open(absent=("peru",))
    name = held.move("suspend-meeting", "spain")
    held.do("motion.put", motion=name)
    held.take(vote_on_motion(held.session, held.rules, name, held.at))
    with pytest.raises(BallotError, match="11 are present"):
        by_hands(held.session, held.rules, 8, 4, held.at)
    with pytest.raises(BallotError, match="abstain"):
        by_hands(held.session, held.rules, 8, 1, held.at, abstaining=2)


def test_what_the_rules_leave_to_the_chair_is_not_voted_on(chair):
    held = chair("un4mun")
    held.open()
    name = held.move("informal-meeting", "peru", seconds=600)
    held.do("motion.put", motion=name)
    with pytest.raises(OutOfOrder, match="no such question"):
        held.take(vote_on_motion(held.session, held.rules, name, held.at))
    with pytest.raises(OutOfOrder):
        decided(held.session, held.rules, name, True, held.at, how="vote")


def test_what_the_room_decides_the_chair_does_not(chair):
    held = chair("una-usa")
    held.open()
    name = held.move("suspend-meeting", "peru")
    held.do("motion.put", motion=name)
    with pytest.raises(OutOfOrder, match="not the chair"):
        decided(held.session, held.rules, name, True, held.at, how="chair")


def test_a_motion_not_on_the_floor_is_not_put(chair):
    held = chair("una-usa")
    held.open()
    with pytest.raises(OutOfOrder):
        put_and_decided(held.session, held.rules, "nope", True, held.at)


# -- votes on documents


def council_voting(chair, **override):
    held = chair("security-council", override or None)
    held.open()
    held.carry("introduce-draft", "colombia", document="d1")
    held.carry("put-to-vote", "france")
    return held


@pytest.mark.parametrize(
    ("votes", "otherwise", "outcome", "words"),
    [
        ({"china": "against"}, "in favour", "vetoed", "owing to the negative vote of a permanent member"),
        ({"china": "abstaining"}, "in favour", "adopted", "adopted"),
        ({"china": "against"}, "abstaining", "short of nine", "failed to obtain the required number"),
        ({"greece": "against"}, "in favour", "adopted", "14 votes in favour, 1 against"),
        ({"china": "not participating"}, "in favour", "adopted", "China"),
    ],
)
def test_a_substantive_vote_in_the_council(chair, votes, otherwise, outcome, words):
    held = council_voting(chair)
    held.vote("d1", votes, otherwise)
    result = held.session.votes[-1].result
    assert result.outcome == outcome
    assert words in result.line
    assert held.session.documents["d1"].status == ("adopted" if outcome == "adopted" else "rejected")


def test_nine_is_nine_also_with_members_absent(chair):
    held = chair("security-council")
    held.open(absent=("bahrain", "greece", "latvia", "liberia", "pakistan"))
    held.carry("introduce-draft", "colombia", document="d1")
    held.carry("put-to-vote", "france")
    held.vote("d1", {"denmark": "against", "panama": "against"})
    assert held.session.votes[-1].result.outcome == "short of nine"
    assert held.session.votes[-1].result.not_participating == 5


def test_the_preliminary_question_can_be_vetoed_and_then_the_substance(chair):
    held = council_voting(chair)
    held.vote("d1", {"russia": "against"}, question="preliminary")
    assert held.session.votes[-1].result.outcome == "vetoed"
    assert "one of substance" in held.session.votes[-1].result.line
    assert held.session.documents["d1"].status == "open"
    held.vote("d1", {"russia": "against"})
    assert held.session.documents["d1"].status == "rejected"


def test_a_party_to_the_dispute_is_held_to_abstain(chair):
    held = council_voting(chair)
    held.take(vote_on(held.session, held.rules, "d1", held.at, parties=("colombia",)))
    with pytest.raises(OutOfOrder, match="party to the dispute"):
        held.do("vote.cast", delegation="colombia", choice="in favour")
    for one in held.members:
        if one != "colombia":
            held.do("vote.cast", delegation=one, choice="in favour")
    held.conclude()
    vote = held.session.votes[-1]
    assert vote.cast["colombia"].choice == "abstaining"
    assert (vote.result.in_favour, vote.result.abstaining) == (14, 1)


def test_a_roll_call_is_over_when_all_have_answered(chair):
    held = chair("una-usa")
    held.open(voting=("canada",))
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    held.take(vote_on(held.session, held.rules, "d1", held.at, method="roll-call"))
    with pytest.raises(OutOfOrder, match="turn of argentina"):
        held.do("vote.cast", delegation="peru", choice="in favour")
    held.do("vote.passed", delegation="argentina")
    with pytest.raises(OutOfOrder, match="not over"):
        concluded(held.session, held.rules, held.at)
    for one in held.session.members[1:]:
        held.do("vote.cast", delegation=one, choice="in favour")
    with pytest.raises(OutOfOrder, match="passes once"):
        held.do("vote.passed", delegation="argentina")
    with pytest.raises(OutOfOrder, match="has passed"):
        held.do("vote.cast", delegation="argentina", choice="abstaining")
    held.do("vote.cast", delegation="argentina", choice="in favour", rights=True)
    held.conclude()
    assert held.session.owed == ("argentina",)


def test_amendments_are_voted_on_first_and_what_amends_them_before_them(chair):
    held = chair("nmun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.do("amendment.introduced", amendment="x", document="d1")
    held.do("amendment.introduced", amendment="y", document="d1")
    held.do("amendment.introduced", amendment="z", document="x")
    held.carry("close-debate", "mexico")
    assert to_vote(held.session, held.rules) == (Question("z"), Question("x"), Question("y"), Question("d1"))
    with pytest.raises(OutOfOrder, match="voted on first"):
        held.take(vote_on(held.session, held.rules, "d1", held.at))
    for one in ("z", "x", "y", "d1"):
        held.vote(one)
    assert to_vote(held.session, held.rules) == ()


def test_parts_are_voted_on_before_the_whole_and_nothing_is_left_where_all_fell(chair):
    held = chair("nmun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    held.carry("divide-question", "peru", document="d1", parts="one; two")
    assert to_vote(held.session, held.rules) == (Question("d1", "one"), Question("d1", "two"), Question("d1"))
    held.vote("d1", part="one", otherwise="against")
    held.vote("d1", part="two", otherwise="against")
    assert to_vote(held.session, held.rules) == ()


def test_an_important_question_takes_two_thirds(chair):
    held = chair("nmun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("important-question", "peru", document="d1")
    held.carry("close-debate", "mexico")
    held.vote("d1", dict.fromkeys(held.members[:5], "against"))
    assert held.session.votes[-1].result.outcome == "lost"


def test_a_result_is_asked_for_only_when_a_vote_was_closed(chair):
    held = council_voting(chair)
    with pytest.raises(OutOfOrder):
        result_of(held.session, held.rules)
    with pytest.raises(OutOfOrder):
        concluded(held.session, held.rules, held.at)


def test_a_conference_changes_the_rules_and_the_session_follows(chair):
    held = chair("una-usa", {"motions.close-debate.threshold": "simple", "motions.suspend-meeting.second": False})
    held.open()
    held.do("motion.raised", id="m", motion="suspend-meeting", by="peru")
    held.do("motion.withdrawn", motion="m", by="peru")
    held.carry("introduce-draft", "mexico", document="d1")
    held.vote_motion(held.move("close-debate", "peru"), 7, 5)
    assert held.session.voting


def test_an_accepted_event_is_the_folded_one(chair):
    held = chair("nmun")
    held.open()
    one = read_event({"kind": "list.joined", "at": held.at, "delegation": "peru"})
    assert accepted(held.session, held.rules, one) == fold([one], held.session)
