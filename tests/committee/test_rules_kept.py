"""What a room tries and the rules do not have: each is refused with its reason, and the state follows the rules it was given."""

from __future__ import annotations

import pytest

from committee.floor import debate_left
from committee.minutes import as_text, minutes
from committee.motions import by_hands, concluded, ruling
from committee.order.kinds import in_order
from committee.order.motions import motions_in_order
from committee.order.ruling import OutOfOrder
from committee.procedure import load_procedure, procedure_ids
from committee.questions import Question, to_vote, vote_on, vote_on_motion
from committee.voting import BallotError


def refusal(held, kind, **fields):
    """Why an event is not in order."""
    answer = ruling(held.session, held.rules, held.event(kind, **fields))
    assert not answer
    return answer.because


def granted_reply(held, who):
    name = held.session.next_id
    held.do("reply.asked", delegation=who, by=who)
    held.do("reply.decided", reply=name, granted=True)


# -- right of reply


@pytest.mark.parametrize("family", procedure_ids())
def test_a_reply_is_not_replied_to_where_the_rules_forbid_it(chair, family):
    held = chair(family)
    held.open()
    one, two, three = held.members[0], held.members[1], held.members[2]
    held.speech(one)
    granted_reply(held, two)
    held.do("speaker.called", delegation=two, on="reply")
    held.do("speech.started")
    forbidden = not held.rules.right_of_reply.value.to_a_reply
    assert bool(in_order(held.session, held.rules)["reply.asked"]) != forbidden, "while the reply is spoken"
    held.do("speech.ended")
    if not forbidden:
        granted_reply(held, three)
        return
    assert "a reply is not replied to" in refusal(held, "reply.asked", delegation=one, by=one)
    held.speech(three)
    granted_reply(held, one)


def test_only_the_council_whose_rules_know_no_reply_lets_one_be_replied_to():
    assert [name for name in procedure_ids() if load_procedure(name).right_of_reply.value.to_a_reply] == ["security-council"]


def test_a_conference_may_allow_what_its_family_forbids(chair):
    held = chair("una-usa", {"right_of_reply.to_a_reply": True})
    held.open()
    held.speech("peru")
    granted_reply(held, "spain")
    held.speech("spain", on="reply")
    granted_reply(held, "peru")


def test_a_right_of_reply_is_asked_for_once_at_a_time(chair):
    held = chair("una-usa")
    held.open()
    held.do("reply.asked", delegation="peru", by="peru")
    assert "has asked" in refusal(held, "reply.asked", delegation="peru", by="peru")
    assert "does not sit" in refusal(held, "reply.asked", delegation="atlantis")


# -- who is there


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("motion.raised", {"motion": "suspend-meeting"}), ("point.raised", {"point": "order"}),
        ("reply.asked", {"delegation": "peru"}), ("motion.seconded", {"motion": "m"}),
    ],
)  # fmt: skip
def test_whoever_is_absent_moves_seconds_and_asks_for_nothing(chair, kind, fields):
    held = chair("una-usa")
    held.open(absent=("peru",))
    held.do("motion.raised", id="m", motion="suspend-meeting", by="spain")
    assert refusal(held, kind, by="peru", **fields) == "It is not in the room."
    held.do("list.joined", delegation="peru", by="peru")
    held.do("roll.arrived", delegation="peru")
    assert ruling(held.session, held.rules, held.event(kind, by="peru", **fields))


def test_present_and_voting_is_not_shaken_off_by_going_out_and_coming_back(chair):
    held = chair("una-usa")
    held.open(voting=("canada",))
    held.do("roll.left", delegation="canada")
    assert "holds for the whole meeting" in refusal(held, "roll.arrived", delegation="canada")
    held.do("roll.arrived", delegation="canada", answer="present-and-voting")
    held.do("roll.left", delegation="peru")
    held.do("roll.arrived", delegation="peru")
    held.do("roll.left", delegation="canada")
    held.do("meeting.adjourned")
    held.open(item="")
    held.do("roll.left", delegation="canada")
    held.do("roll.arrived", delegation="canada")


# -- motions


@pytest.mark.parametrize(
    ("motion", "parameters", "why"),
    [
        ("moderated-caucus", {"topic": "x", "speaker-seconds": 70}, "10:00 is none of 1:10"),
        ("moderated-caucus", {"topic": "x", "seconds": 90}, "1:30 is none of 1:00"),
        ("extend-caucus", {}, "at most its own 200 seconds"),
    ],
)
def test_what_a_mover_leaves_out_is_held_to_the_rules_as_what_it_says(chair, motion, parameters, why):
    held = chair("una-usa")
    held.open()
    if motion == "extend-caucus":
        held.carry("unmoderated-caucus", "peru", seconds=200)
    assert why in refusal(held, "motion.raised", motion=motion, by="peru", parameters=parameters)


def test_a_ruling_that_the_room_let_stand_is_not_challenged_again(chair):
    held = chair("nmun")
    held.open()
    point = held.session.next_id
    held.do("point.raised", point="order", by="peru")
    held.do("point.ruled", point=point, ruling="not well taken")
    held.vote_motion(held.move("appeal-ruling", "peru"), 5, 7)
    assert "has decided on that ruling" in motions_in_order(held.session, held.rules, "spain")["appeal-ruling"].because
    point = held.session.next_id
    held.do("point.raised", point="order", by="egypt")
    held.do("point.ruled", point=point, ruling="well taken")
    held.vote_motion(held.move("appeal-ruling", "peru"), 7, 5)
    assert held.session.last_ruling == ""


def test_only_rulings_that_the_rules_let_be_challenged_are(chair):
    held = chair("una-usa")
    held.open()
    point = held.session.next_id
    held.do("point.raised", point="privilege", by="peru")
    held.do("point.ruled", point=point, ruling="not well taken")
    assert "personal privilege is not challenged" in motions_in_order(held.session, held.rules)["appeal-ruling"].because


def test_where_hands_were_counted_any_member_may_have_prevailed(chair):
    held = chair("nmun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    held.take(vote_on(held.session, held.rules, "d1", held.at))
    held.take(*by_hands(held.session, held.rules, 9, 3, held.at))
    assert motions_in_order(held.session, held.rules, "peru")["reconsider"]


def test_the_house_is_divided_once_on_a_document_also_after_a_motion_was_voted_on(chair):
    held = chair("thimun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.do("voting.opened")
    held.vote("d1", {"canada": "against"}, otherwise="abstaining")
    point = held.session.next_id
    held.do("point.raised", point="order", by="peru")
    held.do("point.ruled", point=point, ruling="not well taken")
    held.vote_motion(held.move("appeal-ruling", "peru"), 1, 11)
    held.carry("divide-house", "mexico")
    assert held.session.documents["d1"].status == "open"
    held.take(vote_on(held.session, held.rules, "d1", held.at))
    assert "without abstentions" in refusal(held, "vote.cast", delegation="peru", choice="abstaining")
    for one in held.members:
        held.do("vote.cast", delegation=one, choice="in favour")
    held.conclude()
    assert "taken again once" in motions_in_order(held.session, held.rules)["divide-house"].because


def test_a_motion_is_decided_as_its_vote_decided_it(chair):
    held = chair("una-usa")
    held.open()
    name = held.move("suspend-meeting", "peru")
    held.do("motion.put", motion=name)
    assert "No vote has been taken" in refusal(held, "motion.decided", motion=name, carried=True)
    held.take(vote_on_motion(held.session, held.rules, name, held.at))
    _, result, _ = by_hands(held.session, held.rules, 2, 10, held.at)
    held.do("vote.closed")
    held.take(result.model_copy(update={"at": held.at}))
    vote = held.session.votes[-1].id
    assert "decided otherwise" in refusal(held, "motion.decided", motion=name, carried=True, vote=vote)
    held.do("motion.decided", motion=name, carried=False, vote=vote)


def test_no_vote_is_taken_on_a_motion_that_nobody_moved(chair):
    held = chair("una-usa")
    held.open()
    assert "put first" in refusal(held, "vote.opened", question="close-debate", method="placards")


def test_the_time_of_a_debate_runs_while_somebody_speaks_and_is_extended_by_a_motion(chair):
    held = chair("thimun")
    held.open()
    assert debate_left(held.session, held.at) is None
    held.do("draft.introduced", document="d1", sponsors=held.members[:8])
    held.do("document.taken-up", document="d1", seconds=600)
    held.speech("mexico", 90)
    assert debate_left(held.session, held.at + 1000) == (510, None, 510)
    held.do("speaker.called", delegation="peru")
    held.do("speech.started")
    assert debate_left(held.session, held.session.turn.since + 520) == (-10, None, -10)
    held.at = held.session.turn.since + 520
    held.do("speech.ended")
    held.carry("extend-debate", "canada", seconds=300)
    assert debate_left(held.session, held.at) == (290, None, 290)


def test_a_debate_has_a_time_in_favour_and_one_against(chair):
    """GAV-THI has a time for and a time against; that the one against follows when the other has run out is ours."""
    held = chair("thimun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1", seconds=600, seconds_against=400)
    assert held.session.documents["d1"].debate_side == "for"
    held.speech("mexico", 590)
    assert debate_left(held.session, held.at) == (10, 400, 10)
    held.do("speaker.called", delegation="peru")
    held.do("speech.started")
    assert debate_left(held.session, held.session.turn.since + 15) == (-5, 400, -5), "the speech is heard to its end"
    held.at = held.session.turn.since + 15
    held.do("speech.ended")
    assert debate_left(held.session, held.at) == (-5, 400, 400)
    held.speech("canada", 100)
    assert debate_left(held.session, held.at) == (-5, 300, 300)
    held.carry("extend-debate", "canada", seconds=60)
    assert debate_left(held.session, held.at) == (-5, 360, 360), "it is in the time against that it was extended"


def test_the_time_against_begins_before_that_in_favour_has_run_out_where_the_chair_says_so(chair):
    held = chair("thimun")
    held.open()
    assert "in its time in favour" in refusal(held, "debate.turned")
    held.carry("introduce-draft", "mexico", document="d1")
    assert debate_left(held.session, held.at) == (1200, 1200, 1200)
    held.do("speaker.called", delegation="mexico")
    held.do("speech.started")
    held.at = held.session.turn.since + 30
    held.do("debate.turned")
    assert held.session.turn is None, "who had the floor has spoken"
    assert held.session.documents["d1"].debate_side == "against"
    assert "in its time in favour" in refusal(held, "debate.turned")
    held.speech("canada", 45)
    held.speech("peru", 20, side="for")
    assert debate_left(held.session, held.at) == (1150, 1155, 1155), "a speaker who is called in favour has that time"


def test_the_time_that_was_yielded_counts_to_the_side_of_who_yielded_it(chair):
    held = chair("thimun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1", seconds=60, seconds_against=60)
    held.do("speaker.called", delegation="mexico", seconds=90)
    held.do("speech.started")
    held.at = held.session.turn.since + 60
    held.do("speech.ended", yielded="delegate", to="peru")
    held.do("speech.started")
    held.at = held.session.turn.since + 20
    held.do("speech.ended")
    assert debate_left(held.session, held.at) == (-20, 60, 60)


# -- documents and the order of votes


def two_drafts(chair, family, **override):
    held = chair(family, override or None)
    held.open()
    held.carry("introduce-draft", held.members[2] if family == "security-council" else "mexico", document="d1")
    held.do("draft.introduced", document="d2", symbol="S/2026/2", sponsors=list(held.members[:8]))
    held.do("voting.opened")
    return held


def test_drafts_are_voted_on_in_the_order_submitted_unless_another_is_set(chair):
    """ROP6 rule 32."""
    held = two_drafts(chair, "security-council")
    assert to_vote(held.session, held.rules) == (Question("d1"), Question("d2"))
    with pytest.raises(OutOfOrder, match="S/2026/1 came before it"):
        held.take(vote_on(held.session, held.rules, "d2", held.at))
    with pytest.raises(OutOfOrder, match="S/2026/1 came before it"):
        held.do("result.recorded", document="d2", outcome="adopted")
    held.do("drafts.ordered", documents=["d2", "d1"])
    assert to_vote(held.session, held.rules) == (Question("d2"), Question("d1"))
    held.vote("d2")
    held.vote("d1")


def test_where_one_draft_is_adopted_on_an_item_the_next_is_not_put_to_the_vote(chair):
    """GAV-CMP."""
    held = two_drafts(chair, "una-usa")
    held.vote("d1")
    assert to_vote(held.session, held.rules) == ()
    with pytest.raises(OutOfOrder, match="has been adopted"):
        held.take(vote_on(held.session, held.rules, "d2", held.at))


def test_a_draft_adopted_on_one_item_binds_nobody_on_another(chair):
    held = two_drafts(chair, "una-usa")
    held.vote("d1")
    held.do("voting.closed")
    held.do("agenda.adopted", items=["The world drug problem", "Arms"], item="Arms")
    assert "nothing to vote on" in motions_in_order(held.session, held.rules)["close-debate"].because, "d2 is on the other item"
    held.do("draft.introduced", document="d3", sponsors=list(held.members[:4]))
    held.carry("close-debate", "mexico")
    assert to_vote(held.session, held.rules) == (Question("d3"),)
    held.vote("d3")
    assert held.session.documents["d3"].status == "adopted"


@pytest.mark.parametrize(("order", "first", "then"), [("submission", "x", "y"), ("reverse-submission", "y", "x")])
def test_amendments_are_voted_on_in_the_order_the_rules_give(chair, order, first, then):
    held = chair("nmun", {"order_of_amendments": order})
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    for name in ("x", "y"):
        held.do("amendment.introduced", amendment=name, document="d1")
    held.carry("close-debate", "mexico")
    assert to_vote(held.session, held.rules) == (Question(first), Question(then), Question("d1"))
    with pytest.raises(OutOfOrder, match=f"{first} is voted on before it"):
        held.take(vote_on(held.session, held.rules, then, held.at))
    held.do("drafts.ordered", documents=[then, first])
    assert to_vote(held.session, held.rules) == (Question(then), Question(first), Question("d1"))
    held.vote(then)


def test_where_the_chair_rules_on_the_order_of_amendments_any_may_come_first(chair):
    """Common practice: the furthest removed in substance first, as the President rules."""
    for name in ("x", "y"):
        held = chair("security-council")
        held.open()
        held.carry("introduce-draft", "colombia", document="d1")
        for one in ("x", "y"):
            held.do("amendment.introduced", amendment=one, document="d1")
        held.do("voting.opened")
        held.vote(name, otherwise="against")


def test_an_amendment_that_the_sponsors_accept_is_voted_on_all_the_same_where_the_rules_say_so(chair):
    held = chair("thimun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.do("amendment.introduced", amendment="x", document="d1")
    assert "voted on" in refusal(held, "amendment.decided", amendment="x", carried=True, how="accepted by the sponsors")


def test_nothing_is_adopted_without_a_vote_over_what_amends_it_nor_rejected_without_one(chair):
    held = chair("un4mun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.do("amendment.introduced", amendment="x", document="d1")
    held.do("voting.opened")
    assert "decided first: x" in refusal(held, "result.recorded", document="d1", outcome="adopted")
    assert "decided first: x" in refusal(held, "motion.raised", motion="adopt-without-vote", by="peru", parameters={"document": "d1"})
    assert "without a vote" in refusal(held, "result.recorded", document="x", outcome="lost")
    held.do("result.recorded", document="x", outcome="adopted")
    held.do("result.recorded", document="d1", outcome="adopted")


# -- division


def test_a_draft_of_which_every_part_falls_has_fallen_and_the_record_says_so(chair):
    """Common practice, said to be rule 89 of the General Assembly."""
    held = chair("una-usa")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    held.carry("divide-question", "peru", document="d1", parts="paragraphs 1 to 3; the rest")
    held.vote("d1", part="paragraphs 1 to 3", otherwise="against")
    assert held.session.documents["d1"].status == "open"
    held.vote("d1", part="the rest", otherwise="against")
    assert held.session.documents["d1"].status == "rejected"
    assert "nothing was left of" in as_text(minutes(held.events))


def test_a_separate_vote_on_some_paragraphs_leaves_the_others_to_be_voted_on(chair):
    """ROP6 rule 32: parts of a motion or of a draft resolution are voted on separately."""
    held = chair("security-council")
    held.open()
    held.carry("introduce-draft", "colombia", document="d1")
    held.carry("divide-question", "china", document="d1", parts="paragraph 3; paragraph 4")
    held.do("voting.opened")
    held.vote("d1", {"russia": "against"}, part="paragraph 3")
    assert held.session.votes[-1].result.outcome == "vetoed"
    held.vote("d1", part="paragraph 4", otherwise="against")
    assert to_vote(held.session, held.rules) == (Question("d1"),)
    held.vote("d1")
    assert held.session.documents["d1"].status == "adopted"


def test_one_part_that_falls_leaves_the_rest_also_where_the_question_is_divided_by_a_motion(chair):
    held = chair("nmun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    held.carry("divide-question", "peru", document="d1", parts="paragraph 2")
    held.vote("d1", part="paragraph 2", otherwise="against")
    assert to_vote(held.session, held.rules) == (Question("d1"),)


def test_a_draft_is_not_divided_anew_to_bring_back_a_part_that_fell(chair):
    held = chair("nmun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    held.carry("divide-question", "peru", document="d1", parts="one; two")
    held.vote("d1", part="one", otherwise="against")
    assert "divided already" in refusal(held, "question.divided", document="d1", parts=["one", "two"])


# -- votes


def roll_call(chair, family="una-usa"):
    held = chair(family)
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    held.take(vote_on(held.session, held.rules, "d1", held.at, method="roll-call"))
    return held


def test_whoever_has_passed_votes_and_does_not_stay_out(chair):
    held = roll_call(chair)
    first, *others = held.session.vote.order
    held.do("vote.passed", delegation=first)
    for one in others:
        held.do("vote.cast", delegation=one, choice="in favour")
    for choice in ("abstaining", "not participating"):
        assert "has passed" in refusal(held, "vote.cast", delegation=first, choice=choice)
    held.do("roll.left", delegation=first)
    held.do("vote.cast", delegation=first, choice="not participating")


def test_only_a_vote_for_or_against_is_cast_with_rights(chair):
    held = roll_call(chair)
    assert "with rights" in refusal(held, "vote.cast", delegation=held.session.vote.order[0], choice="abstaining", rights=True)


def test_a_sponsor_does_not_vote_against_its_own_draft_until_the_room_has_amended_it(chair):
    """GAV-GL: normally it cannot; SMU lets it."""
    held = chair("una-usa")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("introduce-amendment", "india", document="a1")
    held.do("voting.opened")
    held.vote("a1", {"mexico": "against"}, otherwise="against")
    held.take(vote_on(held.session, held.rules, "d1", held.at))
    assert "its own draft" in refusal(held, "vote.cast", delegation="mexico", choice="against")
    held.do("vote.cast", delegation="mexico", choice="abstaining")
    assert ruling(held.session, held.rules, held.event("vote.cast", delegation="india", choice="against"))

    held = chair("una-usa")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("introduce-amendment", "india", document="a1")
    held.do("voting.opened")
    held.vote("a1", {"mexico": "against"})
    held.take(vote_on(held.session, held.rules, "d1", held.at))
    held.do("vote.cast", delegation="mexico", choice="against")


def test_the_chairs_obligation_is_for_substance_only_and_never_for_the_preliminary_question(chair):
    """SCR-OA: the first of four conditions is that the decision is not procedural."""
    held = chair("security-council")
    held.open()
    held.carry("introduce-draft", "colombia", document="d1")
    held.do("voting.opened")
    assert "substance only" in refusal(held, "vote.opened", question="preliminary", document="d1", obliged=["china"])
    held.vote("d1", {"china": "against"}, question="preliminary", parties=("china",))
    assert held.session.votes[-1].result.vetoes == ("china",)


def test_the_chairs_obligation_overrides_present_and_voting_in_the_room(chair):
    council = {"obligatory_abstention": True, "substantive": {"threshold": "nine", "base": "members", "veto": True}}
    held = chair("una-usa", council)
    held.open(voting=("canada",))
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    held.take(vote_on(held.session, held.rules, "d1", held.at, parties=("canada",)))
    assert "party to the dispute" in refusal(held, "vote.cast", delegation="canada", choice="in favour")
    held.do("vote.cast", delegation="canada", choice="abstaining")
    for one in held.members:
        if one != "canada":
            held.do("vote.cast", delegation=one, choice="in favour")
    held.conclude()
    assert (held.session.votes[-1].result.outcome, held.session.votes[-1].result.abstaining) == ("adopted", 1)


def test_a_veto_by_hands_is_a_present_permanent_members(chair):
    held = chair("security-council")
    held.open(absent=("china",))
    held.carry("introduce-draft", "colombia", document="d1")
    held.do("voting.opened")
    held.take(vote_on(held.session, held.rules, "d1", held.at))
    for name in ("panama", "china"):
        with pytest.raises(BallotError, match="no permanent member, or not present"):
            by_hands(held.session, held.rules, 12, 2, held.at, permanent_against=(name,))
    held.take(*by_hands(held.session, held.rules, 12, 2, held.at, permanent_against=("Russian Federation",)))
    assert held.session.votes[-1].result.vetoes == ("russia",)


@pytest.mark.parametrize(
    "changed",
    [
        {"outcome": "adopted", "vetoes": ()}, {"outcome": "short of nine"}, {"in_favour": 15, "against": 0, "outcome": "adopted"},
        {"in_favour": 13}, {"not_participating": 3},
    ],
)  # fmt: skip
def test_a_result_that_the_votes_do_not_come_to_is_not_recorded(chair, changed):
    held = chair("security-council")
    held.open()
    held.carry("introduce-draft", "colombia", document="d1")
    held.do("voting.opened")
    held.take(vote_on(held.session, held.rules, "d1", held.at))
    for one in held.members:
        held.do("vote.cast", delegation=one, choice="against" if one == "china" else "in favour")
    close, result = concluded(held.session, held.rules, held.at)
    held.take(close)
    answer = ruling(held.session, held.rules, result.model_copy(update={**changed, "at": held.at}))
    assert "come to another result" in answer.because
    assert held.take(result.model_copy(update={"at": held.at})).votes[-1].result.outcome == "vetoed"


def test_hands_are_recorded_as_they_come_out_by_the_arithmetic_of_the_rules(chair):
    held = chair("security-council")
    held.open()
    held.carry("introduce-draft", "colombia", document="d1")
    held.do("voting.opened")
    held.take(vote_on(held.session, held.rules, "d1", held.at))
    close, result = by_hands(held.session, held.rules, 8, 0, held.at, abstaining=7)
    held.take(close)
    for changed in ({"outcome": "adopted"}, {"in_favour": 9}):
        assert not ruling(held.session, held.rules, result.model_copy(update={**changed, "at": held.at}))
    held.take(result.model_copy(update={"at": held.at}))


def test_votes_are_explained_after_the_vote_where_the_rules_say_so(chair):
    """GAV-UNA."""
    held = chair("una-usa")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    assert "after the vote" in refusal(held, "speaker.called", delegation="peru", on="explanation")
    held.vote("d1")
    held.speech("peru", on="explanation")


def test_a_meeting_does_not_rise_over_a_vote_without_its_result(chair):
    held = chair("una-usa")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    held.take(vote_on(held.session, held.rules, "d1", held.at))
    held.do("vote.closed")
    assert "announced first" in refusal(held, "meeting.adjourned")
