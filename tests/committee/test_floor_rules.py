"""Who has the floor and for how long: yields, comments, questions, the proposer's speech, replies; debates that were put off, and
the preliminary question. Each case names where its rule is from."""

from __future__ import annotations

import pytest

from committee.floor import comments_left, proposers_speech, seconds_for
from committee.minutes import as_text, minutes
from committee.motions import ruling
from committee.order.kinds import in_order
from committee.order.motions import motions_in_order
from committee.order.ruling import OutOfOrder
from committee.procedure import load_procedure, procedure_ids
from committee.questions import to_vote, vote_on

WITH_COMMENTS = {"yields": ["chair", "delegate", "questions", "comments"]}


def refusal(held, kind, **fields):
    """Why an event is not in order."""
    answer = ruling(held.session, held.rules, held.event(kind, **fields))
    assert not answer
    return answer.because


def speaks(held, who, yielded="none", **more):
    held.do("speaker.called", delegation=who, **more)
    held.do("speech.started")
    return held.do("speech.ended", yielded=yielded)


# -- yields


@pytest.mark.parametrize(
    ("family", "yields"),
    [
        ("una-usa", {"chair", "delegate", "questions"}),  # GAV-UNA; comments are for conferences that add them
        ("thimun", {"chair", "delegate", "questions"}),  # GAV-THI: points of information, and another delegation
        ("nmun", set()), ("un4mun", set()), ("security-council", set()),  # no document has one
    ],
)  # fmt: skip
def test_whoever_speaks_from_the_list_yields_as_the_rules_have_it_also_in_debate_on_a_draft(chair, family, yields):
    held = chair(family)
    held.open()
    held.do("draft.introduced", document="d1", sponsors=list(held.members[:8]))
    for document in ("", "d1"):
        if document:
            held.do("document.taken-up", document=document)
        held.do("speaker.called", delegation=held.members[3])
        held.do("speech.started")
        assert held.session.turn.on == ("draft" if document else "list")
        may = in_order(held.session, held.rules)
        assert {kind for kind in ("chair", "delegate", "questions", "comments") if may[f"yield:{kind}"]} == yields
        held.do("speech.ended")


def test_in_a_caucus_nobody_yields(chair):
    """GAV-UNA: only from the general speakers' list."""
    held = chair("una-usa", WITH_COMMENTS)
    held.open()
    held.do("caucus.opened", mode="moderated", seconds=600, speaking_seconds=60)
    held.do("speaker.called", delegation="peru")
    for kind in ("chair", "delegate", "questions", "comments"):
        assert "from the list" in refusal(held, "speech.ended", yielded=kind, to="spain")


def test_questions_do_not_interrupt_whoever_takes_questions(chair):
    """GAV-THI: points of information are the engine of the debate, for a speaker who opened to them."""
    held = chair("thimun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.do("speaker.called", delegation="mexico")
    held.do("speech.started")
    assert "does not interrupt" in refusal(held, "point.raised", point="information", by="spain")
    held.do("speech.ended", yielded="questions")
    held.do("speech.started")
    name = held.session.next_id
    held.do("point.raised", point="information", by="spain", words="Who pays?")
    assert not held.session.turn.running, "its clock stands while the question waits"
    held.do("point.ruled", point=name, ruling="answered")


# -- comments


def test_a_yield_to_comments_gives_as_many_and_as_long_as_the_rules_say(chair):
    """LCMMUN: two comments of thirty seconds."""
    held = chair("una-usa", WITH_COMMENTS)
    held.open()
    held.do("list.joined", delegation="india")
    speaks(held, "peru", "comments")
    assert comments_left(held.session, held.rules) == 2
    assert seconds_for(held.session, held.rules, "comment") == 30
    assert "its own speech" in refusal(held, "speaker.called", delegation="peru", on="comment")
    for one in ("spain", "egypt"):
        speaks(held, one, on="comment", seconds=30)
    assert held.session.speakers == ("india",), "comments take nobody off the list"
    assert "give 2 comments" in refusal(held, "speaker.called", delegation="canada", on="comment")
    held.do("speaker.called", delegation="india")
    assert held.session.comments is None
    text = as_text(minutes(held.events))
    assert "The representative of Peru yielded the remaining time to comments." in text
    assert "Comments were made by the representatives of Spain and Egypt." in text


@pytest.mark.parametrize("then", ["next", "caucus", "vote", "item", "rises"])
def test_comments_end_when_the_room_goes_on_to_something_else(chair, then):
    held = chair("una-usa", WITH_COMMENTS)
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    speaks(held, "peru", "comments")
    speaks(held, "spain", on="comment")
    match then:
        case "next":
            speaks(held, "india")
        case "caucus":
            held.carry("unmoderated-caucus", "peru", seconds=300)
            held.do("caucus.ended")
        case "vote":
            held.carry("close-debate", "peru")
            held.do("voting.closed")
        case "item":
            held.do("agenda.adopted", items=["Arms"], item="Arms")
        case _:
            held.do("meeting.adjourned")
            held.open()
    assert "Nobody has yielded to comments" in refusal(held, "speaker.called", delegation="egypt", on="comment")


def test_a_conference_says_how_many_comments_there_are(chair):
    held = chair("una-usa", {**WITH_COMMENTS, "comments.number": 1, "comments.seconds": 45})
    held.open()
    speaks(held, "peru", "comments")
    assert seconds_for(held.session, held.rules, "comment") == 45
    speaks(held, "spain", on="comment", seconds=45)
    assert "give 1 comment on" in refusal(held, "speaker.called", delegation="egypt", on="comment")


def test_without_the_yield_there_are_no_comments_and_none_without_time(chair):
    held = chair("una-usa")
    held.open()
    held.do("speaker.called", delegation="peru")
    assert "not yielded to comments" in refusal(held, "speech.ended", yielded="comments")
    held = chair("una-usa", WITH_COMMENTS)
    held.open()
    held.do("speaker.called", delegation="peru")
    held.do("speech.started")
    held.at += 600
    assert "No time is left" in refusal(held, "speech.ended", yielded="comments")
    held.do("speech.ended")
    assert "Nobody has yielded" in refusal(held, "speaker.called", delegation="spain", on="comment")


def test_a_yield_to_comments_that_is_undone_opens_none(chair):
    held = chair("una-usa", WITH_COMMENTS)
    held.open()
    name = str(speaks(held, "peru", "comments").history.number)
    held.do("undone", events=[name])
    assert held.session.comments is None
    assert held.session.turn.delegation == "peru"


# -- the proposer of a moderated caucus


def caucus(chair, rule, each=60, **more):
    held = chair("una-usa", {"caucus_proposer": rule} if rule else None)
    held.open(**more)
    held.carry("moderated-caucus", "peru", topic="Precursors", seconds=300, speaker_seconds=each)
    return held


@pytest.mark.parametrize("rule", [None, "first", "either", "last", "none"])
def test_the_proposer_is_offered_the_speech_that_the_rules_have_for_it(chair, rule):
    """GAV-UNA and MC: the first; the rest is for conferences that have it otherwise."""
    held = caucus(chair, rule)
    offers = []
    for one in ("spain", "egypt", "india"):
        offers.append(proposers_speech(held.session, held.rules, held.at))
        held.speech(one, 60)
    offers.append(proposers_speech(held.session, held.rules, held.at))
    first = "first" if rule in (None, "first", "either") else ""
    assert offers == [first, "", "", "last" if rule in ("last", "either") else ""]
    held.speech("peru", 20)
    assert proposers_speech(held.session, held.rules, held.at) == ""


def test_it_is_an_offer_and_the_chair_may_call_anybody(chair):
    held = caucus(chair, "first")
    assert ruling(held.session, held.rules, held.event("speaker.called", delegation="spain"))
    held.speech("peru")
    assert proposers_speech(held.session, held.rules, held.at) == ""
    held.do("caucus.ended")
    held.carry("unmoderated-caucus", "peru", seconds=300)
    assert proposers_speech(held.session, held.rules, held.at) == "", "nobody is called in an unmoderated one"


def test_a_proposer_who_left_or_has_the_floor_is_offered_nothing(chair):
    held = caucus(chair, "first")
    held.do("speaker.called", delegation="peru")
    assert proposers_speech(held.session, held.rules, held.at) == ""
    held = caucus(chair, "first")
    held.do("roll.left", delegation="peru")
    assert proposers_speech(held.session, held.rules, held.at) == ""


def test_each_caucus_has_its_own_first_speech(chair):
    held = caucus(chair, "first")
    held.speech("peru")
    held.do("caucus.ended")
    held.carry("moderated-caucus", "peru", topic="Money", seconds=120, speaker_seconds=60)
    assert proposers_speech(held.session, held.rules, held.at) == "first"


@pytest.mark.parametrize("family", procedure_ids())
def test_only_rules_with_a_moderated_caucus_offer_its_proposer_a_speech(family):
    rules = load_procedure(family)
    moderated = any(one.effect == "open-moderated-caucus" for one in rules.motions)
    assert (rules.caucus_proposer.value != "none") == moderated


# -- replies


@pytest.mark.parametrize(("family", "seconds"), [("security-council", 120), ("un4mun", 120), ("una-usa", 60), ("thimun", 60), ("nmun", 60)])
def test_a_reply_has_the_time_of_its_rule_and_not_that_of_a_speech(chair, family, seconds):
    held = chair(family)
    held.open()
    assert seconds_for(held.session, held.rules, "reply") == seconds == held.rules.right_of_reply.value.seconds
    assert seconds_for(held.session, held.rules) == held.rules.speaking_seconds.value


# -- explanations of vote


@pytest.mark.parametrize(("when", "before", "after"), [("before", True, False), ("after", False, True), ("both", True, True), ("none", False, False)])
def test_votes_are_explained_when_the_rules_say(chair, when, before, after):
    """GAV-VO before, GAV-UNA after, SCP chapter 6 both."""
    held = chair("una-usa", {"explanations": when})
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    explains = held.event("speaker.called", delegation="peru", on="explanation")
    assert bool(ruling(held.session, held.rules, explains)) == before
    held.vote("d1")
    explains = held.event("speaker.called", delegation="peru", on="explanation")
    assert bool(ruling(held.session, held.rules, explains)) == after


OTHERS_ONLY = {"explanations": "both", "sponsor_may_explain": False}


@pytest.mark.parametrize("family", ["un4mun", "thimun"])
def test_sponsors_do_not_explain_their_vote_on_their_own_draft(chair, family):
    """PORG voting: nobody explains its vote on what it has proposed itself, before the vote or after it."""
    held = chair(family)
    assert not held.rules.sponsor_may_explain.value
    held = chair("una-usa", OTHERS_ONLY)
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    for kind in ("speaker.called", "placard.raised"):
        assert "does not explain its vote" in refusal(held, kind, delegation="peru", on="explanation")
        assert ruling(held.session, held.rules, held.event(kind, delegation="egypt", on="explanation")), "a signatory has proposed nothing"
    held.vote("d1")
    assert "does not explain its vote" in refusal(held, "vote.explained", delegation="peru")
    held.do("vote.explained", delegation="egypt")
    held.speech("egypt", on="explanation")


def test_a_sponsor_explains_its_vote_on_the_draft_of_another(chair):
    held = chair("una-usa", {**OTHERS_ONLY, "several_drafts": "each"})
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("introduce-draft", "canada", document="d2")
    held.carry("close-debate", "mexico")
    held.vote("d1")
    assert "does not explain its vote" in refusal(held, "vote.explained", delegation="mexico")
    assert ruling(held.session, held.rules, held.event("vote.explained", delegation="mexico", when="before"))
    assert "does not explain its vote" in refusal(held, "vote.explained", delegation="canada", when="before")
    held.do("vote.explained", delegation="canada")
    held.vote("d2")
    held.speech("mexico", on="explanation")


def test_where_the_rules_say_nothing_of_it_a_sponsor_explains_its_vote_too(chair):
    held = chair("security-council")
    held.open()
    held.carry("introduce-draft", "colombia", document="d1")
    held.do("voting.opened")
    held.vote("d1")
    held.do("vote.explained", delegation="colombia")


# -- debates that were put off


@pytest.mark.parametrize(("family", "adjourn", "resume"), [("una-usa", "adjourn-debate", "resume-debate"), ("nmun", "adjourn-debate", "resume-debate")])
def test_a_debate_that_was_put_off_is_resumed_from_another_item(chair, family, adjourn, resume):
    """TIS and WCI: a tabled debate is taken up again by a motion, and by nothing else."""
    held = chair(family)
    held.open(item="Arms")
    held.carry(adjourn, "peru")
    assert held.session.tabled == ("Arms",)
    held.do("agenda.adopted", items=["Arms", "Rivers"], item="Rivers")
    assert not held.session.debate_adjourned
    held.speech("india")
    assert "“Rivers” has not been adjourned; that on “Arms” has" in refusal(held, "motion.raised", motion=resume, by="peru", parameters={"topic": "Rivers"})
    held.carry(resume, "peru", topic="Arms")
    assert (held.session.item, held.session.debate_adjourned, held.session.tabled) == ("Arms", False, ())
    held.speech("india")
    assert "not been adjourned" in motions_in_order(held.session, held.rules)[resume].because


def test_taking_up_an_item_whose_debate_was_put_off_does_not_resume_it(chair):
    held = chair("una-usa")
    held.open(item="Arms")
    held.carry("adjourn-debate", "peru")
    held.do("agenda.adopted", items=["Arms", "Rivers"], item="Rivers")
    held.do("agenda.adopted", items=["Arms", "Rivers"], item="Arms")
    assert "adjourned" in refusal(held, "speaker.called", delegation="peru")
    held.do("debate.reopened")
    held.speech("peru")


# -- the preliminary question


def asked(chair, votes, question="preliminary", **more):
    held = chair("security-council")
    held.open()
    held.do("draft.introduced", document="d1", symbol="S/2026/1", sponsors=["france"], **more)
    held.do("voting.opened")
    held.vote("d1", votes, question=question)
    return held


def test_a_matter_that_was_decided_to_be_procedural_is_voted_on_without_a_veto(chair):
    """C27 paragraph 2; SCP chapter 6 on the preliminary question."""
    held = asked(chair, {"panama": "against"})
    assert held.session.documents["d1"].procedural is True
    assert "has been decided" in refusal(held, "vote.opened", question="preliminary", document="d1")
    assert "matter of procedure" in refusal(held, "vote.opened", question="substantive", document="d1")
    opened = vote_on(held.session, held.rules, "d1", held.at)
    assert opened.question == "procedural"
    held.vote("d1", {"russia": "against", "china": "against"})
    result = held.session.votes[-1].result
    assert (result.outcome, result.in_favour) == ("adopted", 13)
    assert result.line.startswith("The draft resolution S/2026/1 received 13 votes in favour")
    assert held.session.documents["d1"].status == "adopted"


def test_a_preliminary_question_that_is_vetoed_leaves_a_matter_of_substance_the_double_veto(chair):
    """SCP chapter 6."""
    held = asked(chair, {"russia": "against"})
    assert held.session.documents["d1"].procedural is False
    assert "is a matter of substance" in refusal(held, "vote.opened", question="procedural", document="d1")
    held.vote("d1", {"russia": "against"})
    assert held.session.votes[-1].result.outcome == "vetoed"


def test_the_preliminary_question_is_put_as_such(chair):
    held = chair("security-council")
    held.open()
    held.do("draft.introduced", document="d1", symbol="S/2026/1", sponsors=["france"])
    held.do("voting.opened")
    assert vote_on(held.session, held.rules, "d1", held.at, question="preliminary").words == "Whether the draft resolution S/2026/1 is a matter of procedure"


def test_the_preliminary_question_on_a_part_decides_nothing_of_the_part(chair):
    held = chair("security-council")
    held.open()
    held.do("draft.introduced", document="d1", sponsors=["france"])
    held.carry("divide-question", "china", document="d1", parts="paragraph 3")
    held.do("voting.opened")
    held.vote("d1", part="paragraph 3", question="preliminary", otherwise="against")
    document = held.session.documents["d1"]
    assert (document.procedural, document.parts[0].kept) == (False, None)


def test_where_the_rules_know_no_preliminary_question_a_draft_is_a_matter_of_substance(chair):
    held = chair("una-usa")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("close-debate", "mexico")
    with pytest.raises(OutOfOrder, match="matter of substance"):
        held.take(vote_on(held.session, held.rules, "d1", held.at, question="procedural"))


def test_a_vote_of_procedure_on_a_draft_waits_for_its_amendments_like_any_other(chair):
    held = asked(chair, {})
    held.do("amendment.introduced", amendment="x", document="d1")
    assert "Amendments to it are voted on first" in refusal(held, "vote.opened", question="procedural", document="d1")


# -- what fell in a separate vote


def test_the_whole_is_put_to_the_vote_without_what_fell(chair):
    """ROP6 rule 32: parts are voted on separately; clause by clause, what falls goes."""
    held = chair("security-council")
    held.open()
    held.do("draft.introduced", document="d1", symbol="S/2026/1", sponsors=["france"])
    held.carry("divide-question", "china", document="d1", parts="paragraph 3; paragraph 4; paragraph 5")
    held.do("voting.opened")
    for part, otherwise in (("paragraph 3", "against"), ("paragraph 4", "in favour"), ("paragraph 5", "against")):
        held.vote("d1", part=part, otherwise=otherwise)
    assert held.session.documents["d1"].fallen == ("paragraph 3", "paragraph 5")
    assert [one.part for one in to_vote(held.session, held.rules)] == [""]
    held.vote("d1")
    assert held.session.votes[-1].result.line.startswith("The draft resolution S/2026/1 without paragraph 3 and paragraph 5 received 15 votes in favour")
    assert "on the draft resolution S/2026/1 without paragraph 3 and paragraph 5." in as_text(minutes(held.events))


# -- what a motion that carries does


def test_a_resolution_that_is_tabled_leaves_the_house_to_the_next_one_and_may_come_back(chair):
    """THIMUN type, common practice: one resolution at a time; tabling lays one aside and not the question."""
    held = chair("thimun")
    held.open()
    held.carry("introduce-draft", "mexico", document="d1")
    held.carry("introduce-amendment", "india", document="a1")
    assert held.session.document == "a1", "also where debate is on an amendment to it"
    held.carry("table-draft", "peru")
    assert (held.session.documents["d1"].status, held.session.document, held.session.phase) == ("tabled", "", "debate")
    assert to_vote(held.session, held.rules) == ()
    held.do("draft.introduced", document="d2", sponsors=list(held.members[:8]))
    held.do("document.taken-up", document="d2")
    held.speech("germany")
    held.carry("close-debate", "germany")
    assert [one.document for one in to_vote(held.session, held.rules)] == ["d2"]
    held.vote("d2")
    held.do("voting.closed")
    held.carry("introduce-draft", "mexico", document="d1")
    assert held.session.documents["d1"].status == "open"
    assert "The resolution S/2026/1 was tabled." in as_text(minutes(held.events))


def test_a_matter_that_is_referred_is_not_debated_meanwhile(chair):
    """ROP6 rule 33."""
    held = chair("security-council")
    held.open()
    held.vote_motion(held.move("refer", "panama", target="the Secretary-General"), 12, 0)
    assert "adjourned" in refusal(held, "speaker.called", delegation="panama")
    text = as_text(minutes(held.events))
    assert "The matter was referred to the Secretary-General. The debate on the item was adjourned." in text


@pytest.mark.parametrize(
    ("family", "motion", "method"),
    [
        ("una-usa", "roll-call-vote", "roll-call"),  # GAV-UNA
        ("un4mun", "recorded-vote", "recorded"),  # YG7: at the request of any member
        ("nmun", "roll-call-vote", "roll-call"),
        ("security-council", "roll-call-vote", "roll-call"),
        ("thimun", "roll-call-vote", "roll-call"),
    ],
)
def test_a_way_of_voting_that_was_asked_for_is_the_way_the_next_vote_is_taken(chair, family, motion, method):
    held = chair(family)
    held.open()
    held.do("draft.introduced", document="d1", sponsors=list(held.members[:8]))
    held.do("voting.opened")
    usual = next(one for one in held.rules.methods.value if one not in ("without-vote", method))
    held.carry(motion, held.members[1])
    assert "as was asked for" in refusal(held, "vote.opened", question="substantive", document="d1", method=usual)
    held.vote("d1", method=method)
    assert held.session.votes[-1].method == method


def test_drafts_are_put_in_another_order_by_their_symbols(chair):
    """PAC: whoever moves it says the symbols and no ids."""
    held = chair("una-usa")
    held.open()
    for name in ("d1", "d2"):
        held.do("draft.introduced", document=name, symbol=f"DR/{name[1]}", title=f"Draft {name}", sponsors=list(held.members[:4]))
    held.carry("close-debate", "peru")
    assert "Name the drafts in the order wanted: DR/1, DR/2" in refusal(held, "motion.raised", motion="order-of-drafts", by="peru", parameters={"order": "DR/2, DR/9"})
    held.carry("order-of-drafts", "peru", order="dr/2; draft d1")
    assert [one.document for one in to_vote(held.session, held.rules)] == ["d2", "d1"]


# -- points, and who may interrupt


POINTS = [(name, point.id) for name in procedure_ids() for point in load_procedure(name).points]

INTERRUPT = {
    ("security-council", "order"), ("security-council", "privilege"),  # ROP6 rule 30: the President rules at once
    ("un4mun", "order"),  # MMU, MYM: the only point there is
    ("una-usa", "order"), ("una-usa", "privilege"),  # GAV-UNA; some conferences do not let order interrupt
    ("nmun", "order"), ("nmun", "privilege"),  # common practice
    ("thimun", "privilege"),  # GAV-THI; order waits until the speech is over
}  # fmt: skip

ON_THE_CONDUCT = INTERRUPT | {("thimun", "order")}
"""What may be raised while a vote is open (PORG, voting: only a point on the conduct of the vote)."""


@pytest.mark.parametrize(("family", "point"), POINTS)
def test_a_point_comes_when_the_rules_let_it(chair, family, point):
    held = chair(family)
    held.open()
    held.do("draft.introduced", document="d1", sponsors=list(held.members[:8]))
    to_a_speaker = held.rules.point(point).decided_by == "speaker"
    raised = {"point": point, "by": held.members[5]}

    def may():
        return bool(ruling(held.session, held.rules, held.event("point.raised", **raised)))

    assert may() != to_a_speaker, "between speeches"
    held.do("speaker.called", delegation=held.members[3])
    held.do("speech.started")
    assert may() == ((family, point) in INTERRUPT), "while somebody speaks"
    held.do("speech.paused")
    assert may() != to_a_speaker, "while the clock stands"
    held.do("speech.ended")
    held.do("voting.opened")
    held.take(vote_on(held.session, held.rules, "d1", held.at))
    assert may() == ((family, point) in ON_THE_CONDUCT), "while a vote is open"


@pytest.mark.parametrize(("family", "point"), [one for one in POINTS if one in INTERRUPT])
def test_a_point_that_interrupts_stops_the_clock_and_the_speech_goes_on_after_the_ruling(chair, family, point):
    held = chair(family)
    held.open()
    held.do("speaker.called", delegation=held.members[3])
    held.do("speech.started")
    name = held.session.next_id
    held.do("point.raised", point=point, by=held.members[5])
    assert not held.session.turn.running
    assert "waits for the chair" in refusal(held, "speech.started")
    held.do("point.ruled", point=name, ruling="well taken")
    held.do("speech.started")
    appeal = next(one.id for one in held.rules.motions if one.effect == "overrule-chair")
    assert bool(motions_in_order(held.session, held.rules, held.members[5])[appeal]) == held.rules.point(point).appeal


def test_an_order_outlasts_an_amendment_that_went_with_its_draft(chair):
    """Common practice: the President rules on the order; a draft that is brought again has its amendments anew."""
    held = chair("nmun")
    held.open()
    held.do("draft.introduced", document="d1", symbol="DR/1", sponsors=list(held.members[:4]))
    for one in ("x", "y"):
        held.do("amendment.introduced", amendment=one, document="d1", symbol=one.upper())
    held.do("drafts.ordered", documents=["y", "x"])
    held.do("document.withdrawn", document="d1")
    held.do("draft.introduced", document="d1", symbol="DR/2", sponsors=list(held.members[:4]))
    held.do("amendment.introduced", amendment="z", document="d1", symbol="Z")
    held.do("drafts.ordered", documents=["z", "d1"])
    text = as_text(minutes(held.events))
    assert "The Chair ruled that the amendments were to be voted on in the order the amendment Y and the amendment X." in text
    assert "The Chair ruled that the amendments were to be voted on in the order the amendment Z." in text
