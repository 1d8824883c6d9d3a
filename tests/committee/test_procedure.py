"""The rules of five families as data: what each says, that each value names its source, and what a conference may change."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from committee.procedure import (
    AMOUNTS,
    NO_DOCUMENT,
    OWN_RULES,
    OWN_SUGGESTION,
    PHASES,
    PROCEDURES,
    THE_COUNCIL_VOTES,
    AmendmentOrder,
    Decision,
    Effect,
    Given,
    Motion,
    Parameter,
    Phase,
    Point,
    Procedure,
    check_procedures,
    least,
    load_override,
    load_procedure,
    procedure_ids,
    rule_named,
    source_named,
)
from positions.yaml_entries import ContentError

FAMILIES = ("security-council", "nmun", "thimun", "un4mun", "una-usa")
EVERY = [load_procedure(name) for name in procedure_ids()]
MOTIONS = [(procedure, motion) for procedure in EVERY for motion in procedure.motions]


def faults(name: str, override: Any, file: Path | None = None) -> list[str]:
    """What a conference is told of its own rules."""
    with pytest.raises(ContentError) as refusal:
        load_procedure(name, override, file=file)
    return [str(problem) for problem in refusal.value.problems]


# -- the families


def test_five_families_ship_the_councils_own_first() -> None:
    assert procedure_ids() == FAMILIES
    assert [procedure.id for procedure in EVERY] == list(FAMILIES)


def test_the_shipped_rules_have_no_fault_and_every_value_names_a_source_of_its_file() -> None:
    assert check_procedures() == []


def test_there_is_no_family_of_an_unknown_name() -> None:
    for name in ("una", "", "../una-usa"):
        with pytest.raises(KeyError):
            load_procedure(name)


@pytest.mark.parametrize("procedure", EVERY, ids=lambda p: p.id)
def test_every_family_can_run_a_session_from_its_opening_to_its_votes(procedure: Procedure) -> None:
    effects = {motion.effect for motion in procedure.motions}
    assert effects >= {
        "adjourn-meeting", "suspend-meeting" if procedure.id != "nmun" else "open-unmoderated-caucus", "introduce-draft",
        "introduce-amendment", "set-agenda", "close-debate", "overrule-chair", "roll-call-vote", "withdraw-draft",
    }  # fmt: skip
    assert {point.id for point in procedure.points} >= {"order"}
    assert {answer.id for answer in procedure.roll_call.value} >= {"present", "absent"}
    assert procedure.methods.value


@pytest.mark.parametrize("procedure", EVERY, ids=lambda p: p.id)
def test_ranks_put_all_motions_of_a_family_in_one_order(procedure: Procedure) -> None:
    ranks = [motion.rank for motion in procedure.motions]
    assert sorted(ranks) == list(range(1, len(ranks) + 1))


@pytest.mark.parametrize(("procedure", "motion"), MOTIONS, ids=lambda one: one.id)
def test_every_motion_says_when_how_and_what_for(procedure: Procedure, motion: Motion) -> None:
    assert motion.allowed_in
    assert set(motion.allowed_in) <= set(PHASES)
    assert len(set(motion.allowed_in)) == len(motion.allowed_in)
    assert "adjourned" not in motion.allowed_in
    assert motion.source.strip()
    assert motion.second <= procedure.seconds.value
    assert (procedure.decision(motion.id) is not None) == motion.is_voted
    assert (motion.id in procedure.questions()) == motion.is_voted
    if motion.effect == "open-moderated-caucus":
        assert motion.tie_break == ("longest", "most-speakers", "first-moved")
        assert [parameter.id for parameter in motion.parameters] == ["topic", "seconds", "speaker-seconds"]
    if "longest" in motion.tie_break:
        length = motion.parameter("seconds")
        assert length is not None
        assert length.kind == "seconds"
    for parameter in motion.parameters:
        if parameter.kind == "seconds":
            assert parameter.least is not None
            assert parameter.most is not None
            assert parameter.default is not None


def test_phases_are_listed_once_each() -> None:
    assert get_args(Phase) == PHASES


def test_every_effect_is_spelt_as_the_session_knows_it() -> None:
    assert {motion.effect for _, motion in MOTIONS} <= set(get_args(Effect))


@pytest.mark.parametrize(
    ("family", "rule", "value"),
    [
        ("security-council", "seconds", False),  # ROP6 rule 34
        ("security-council", "yields", ()),
        ("security-council", "order_of_drafts", "submission"),  # ROP6 rule 32
        ("security-council", "order_of_amendments", "security-council"),
        ("security-council", "division", "request-unless-mover-objects"),  # ROP6 rule 32
        ("security-council", "obligatory_abstention", True),  # C27
        ("security-council", "rights", "none"),  # SCP chapter 6
        ("security-council", "explanations", "both"),
        ("security-council", "reconsideration", "none"),
        ("security-council", "several_drafts", "each"),
        ("un4mun", "seconds", False),  # MMU
        ("un4mun", "consensus", "first"),  # MYM
        ("un4mun", "present_and_voting_binds", False),
        ("una-usa", "seconds", True),  # GAV-UNA
        ("una-usa", "quorum_open", "quarter"),
        ("una-usa", "quorum_vote", "majority"),
        ("una-usa", "yields", ("chair", "delegate", "questions")),
        ("una-usa", "rights", "after"),
        ("una-usa", "pass_allowed", True),
        ("una-usa", "signatories", "fifth"),
        ("una-usa", "several_drafts", "until-one-is-adopted"),
        ("una-usa", "present_and_voting_binds", True),
        ("thimun", "caucus", "none"),  # GAV-CMP
        ("thimun", "friendly_amendments", False),
        ("thimun", "signatories", 7),  # TAI: a main submitter and six co-submitters
        ("nmun", "seconds", False),
        ("nmun", "caucus", "informal-meetings"),
    ],
)
def test_a_family_says_what_its_source_says(family: str, rule: str, value: object) -> None:
    assert getattr(load_procedure(family), rule).value == value


def order_of(family: str, *motions: str) -> list[str]:
    """Motions of a family as it takes them."""
    procedure = load_procedure(family)
    found = [procedure.motion(motion) for motion in motions]
    return [motion.id for motion in sorted(filter(None, found), key=lambda motion: motion.rank)]


def test_the_council_suspends_first_and_una_usa_adjourns_first() -> None:
    """Rule 33 against GAV-UNA: rules-of-the-field, section 7, number 7."""
    assert order_of("security-council", "adjourn-meeting", "suspend-meeting") == ["suspend-meeting", "adjourn-meeting"]
    assert order_of("una-usa", "suspend-meeting", "adjourn-meeting") == ["adjourn-meeting", "suspend-meeting"]


def test_the_councils_motions_have_the_precedence_of_rule_33() -> None:
    listed = ["suspend-meeting", "adjourn-meeting", "adjourn-to-day", "refer", "postpone-discussion", "introduce-amendment"]
    assert order_of("security-council", *reversed(listed)) == listed


def test_the_motions_of_una_usa_have_the_precedence_of_their_source() -> None:
    """GAV-UNA, in rules-of-the-field, section 4.3."""
    listed = [
        "adjourn-meeting", "suspend-meeting", "unmoderated-caucus", "moderated-caucus", "introduce-draft",
        "introduce-amendment", "set-speaking-time", "close-debate", "divide-question", "roll-call-vote",
    ]  # fmt: skip
    assert order_of("una-usa", *reversed(listed)) == listed


def test_suspension_and_simple_adjournment_are_not_debated_in_the_council() -> None:
    """ROP6 rule 33."""
    for name in ("suspend-meeting", "adjourn-meeting"):
        motion = load_procedure("security-council").motion(name)
        assert motion is not None
        assert (motion.debate_for, motion.debate_against, motion.threshold) == (0, 0, "nine")


def test_every_vote_of_the_council_takes_nine_and_only_substance_and_the_preliminary_question_know_a_veto() -> None:
    council = load_procedure("security-council")
    for question in council.questions():
        decision = council.decision(question)
        assert decision is not None
        assert (decision.threshold, decision.abstain) == ("nine", True)
        assert decision.veto == (question in ("substantive", "preliminary"))
    assert council.decision("introduce-draft") is None
    assert council.decision("nothing of the kind") is None


def test_only_the_council_asks_whether_a_matter_is_procedural() -> None:
    assert [p.id for p in EVERY if "preliminary" in p.questions()] == ["security-council"]
    assert [p.id for p in EVERY if p.decision("preliminary")] == ["security-council"]


def test_a_motion_takes_its_own_threshold_and_the_abstention_of_its_kind() -> None:
    una = load_procedure("una-usa")
    closure, caucus = una.decision("close-debate"), una.decision("moderated-caucus")
    assert closure is not None
    assert caucus is not None
    assert (closure.threshold, closure.base, closure.abstain, closure.veto) == ("two-thirds", "present-and-voting", False, False)
    assert caucus.threshold == "simple"
    on_substance = load_procedure("una-usa", {"motions.close-debate.question": "substantive"}).decision("close-debate")
    assert on_substance is not None
    assert on_substance.abstain


def test_only_privilege_and_order_interrupt_and_no_family_lets_a_question_do_so() -> None:
    for procedure in EVERY:
        assert {point.id for point in procedure.points if point.may_interrupt} <= {"order", "privilege"}
    thimun = load_procedure("thimun").point("order")
    assert thimun is not None
    assert not thimun.may_interrupt
    assert [p.id for p in load_procedure("un4mun").points] == ["order"], "the only point there is"


def test_present_and_voting_is_where_its_families_have_it() -> None:
    having = [p.id for p in EVERY if any(a.id == "present-and-voting" for a in p.roll_call.value)]
    assert having == ["nmun", "una-usa"]
    for procedure in EVERY:
        assert {answer.id for answer in procedure.roll_call.value if not answer.may_abstain} <= {"present-and-voting"}


def test_the_order_of_amendments_is_one_that_the_drafting_side_has(root: Path) -> None:
    """`committee` and `resolutions` do not know each other; their ids must agree all the same."""
    orders = yaml.safe_load((root / "resolutions/data/amendment-orders.yaml").read_text(encoding="utf-8"))["rules"]
    assert sorted(order["id"] for order in orders) == sorted(get_args(AmendmentOrder))
    for order in orders:
        for family in order["families"]:
            assert load_procedure(family).order_of_amendments.value == order["id"]


# -- amounts


@pytest.mark.parametrize(
    ("amount", "of", "number"),
    [
        ("none", 15, 0), ("one", 15, 1), ("fifth", 15, 3), ("fifth", 16, 4), ("quarter", 15, 4), ("quarter", 16, 4),
        ("third", 15, 5), ("third", 16, 6), ("majority", 15, 8), ("majority", 16, 9), ("majority", 1, 1),
        ("two-thirds", 15, 10), ("two-thirds", 16, 11), ("nine", 15, 9), ("nine", 5, 9), ("nine", 193, 9), ("all", 15, 15),
        (6, 15, 6), (0, 15, 0),
    ],
)  # fmt: skip
def test_an_amount_is_a_number_of_the_members(amount: int | str, of: int, number: int) -> None:
    assert least(amount, of) == number


@given(st.sampled_from(AMOUNTS), st.integers(1, 300))
def test_more_members_never_need_less(amount: str, members: int) -> None:
    assert least(amount, members) <= least(amount, members + 1)


def test_a_room_asks_its_rules_for_its_numbers() -> None:
    una = load_procedure("una-usa")
    assert (una.opens_with(20), una.votes_with(20)) == (5, 11)
    assert (una.needed_sponsors(20), una.needed_signatures(20)) == (1, 4)


# -- what a conference changes


def test_a_conference_changes_a_value_and_becomes_its_source() -> None:
    made = load_procedure("una-usa", {"quorum_open": "third", "speaking_seconds": 60})
    assert (made.quorum_open.value, made.quorum_open.source) == ("third", OWN_RULES)
    assert made.speaking_seconds.value == 60
    assert made.changed == ("quorum_open", "speaking_seconds")
    assert load_procedure("una-usa").changed == (), "the family stays as it is"
    assert load_procedure("una-usa").quorum_open.value == "quarter"


@pytest.mark.parametrize(
    "override",
    [
        {"motions": {"close-debate": {"threshold": "simple", "second": False}}},
        {"motions.close-debate.threshold": "simple", "motions.close-debate.second": False},
        {"motions.close-debate": {"threshold": "simple"}, "motions": {"close-debate.second": False}},
    ],
)
def test_a_path_may_be_nested_dotted_or_both(override: dict[str, Any]) -> None:
    motion = load_procedure("una-usa", override).motion("close-debate")
    assert motion is not None
    assert (motion.threshold, motion.second, motion.debate_against) == ("simple", False, 2)
    assert motion.source == f"{OWN_RULES}; otherwise GAV-UNA; TIS; WCI"


def test_a_conference_may_say_where_its_rule_is_from() -> None:
    made = load_procedure("una-usa", {"quorum_open": {"value": 5, "source": "handbook, p. 3", "note": "as last year"}})
    assert (made.quorum_open.value, made.quorum_open.source, made.quorum_open.note) == (5, "handbook, p. 3", "as last year")
    noted = load_procedure("una-usa", {"quorum_open.note": "see the handbook"}).quorum_open
    assert (noted.value, noted.source, noted.note) == ("quarter", "GAV-UNA; CTY", "see the handbook")
    assert load_procedure("una-usa", {"quorum_open.value": 5}).quorum_open.source == OWN_RULES


def test_a_value_with_parts_is_changed_in_parts() -> None:
    reply = load_procedure("una-usa", {"right_of_reply.seconds": 30}).right_of_reply.value
    assert (reply.seconds, reply.when) == (30, "after-speech")


def test_motions_points_parameters_and_answers_are_added_and_taken_away() -> None:
    made = load_procedure(
        "una-usa",
        {
            "motions": {
                "moderated-caucus": None,
                "tour-de-table": {"name": "Tour de table", "rank": 4, "effect": "open-moderated-caucus"},
            },
            "motions.close-debate.parameters.reason": {"label": "Why", "kind": "text"},
            "motions.suspend-meeting.parameters.seconds": None,
            "points.information": None,
            "roll_call.present-and-voting": None,
        },
    )
    assert set(made.changed) == {
        "motions.moderated-caucus", "motions.tour-de-table", "motions.close-debate.parameters.reason",
        "motions.suspend-meeting.parameters.seconds", "points.information", "roll_call.present-and-voting",
    }  # fmt: skip
    tour, closure, suspension = made.motion("tour-de-table"), made.motion("close-debate"), made.motion("suspend-meeting")
    assert made.motion("moderated-caucus") is None
    assert tour is not None
    assert tour.source == OWN_RULES
    assert closure is not None
    assert closure.parameters == (Parameter(id="reason", label="Why", kind="text"),)
    assert suspension is not None
    assert suspension.parameters == ()
    assert made.point("information") is None
    assert [answer.id for answer in made.roll_call.value] == ["present", "absent"]


def test_a_kind_of_question_may_be_taken_away() -> None:
    assert load_procedure("security-council", {"preliminary": None}).decision("preliminary") is None


def test_a_security_council_under_other_rules_keeps_the_votes_of_the_charter() -> None:
    for family in FAMILIES:
        substantive = load_procedure(family, THE_COUNCIL_VOTES).substantive
        assert (substantive.threshold, substantive.veto, substantive.abstain) == ("nine", True, True)


def test_limits_may_be_touched_and_none_is_an_amount() -> None:
    path = "motions.moderated-caucus.parameters.speaker-seconds"
    made = load_procedure("una-usa", {path: {"least": 60, "most": 60, "default": 60}, "signatories": 0, "quorum_vote": 500})
    assert (made.signatories.value, made.quorum_vote.value) == (0, 500)
    assert faults("una-usa", {"signatories": 501}) and faults("una-usa", {f"{path}.most": 59})


def test_nothing_changed_is_the_family_itself() -> None:
    assert load_procedure("una-usa", {}) == load_procedure("una-usa", None) == load_procedure("una-usa")


@pytest.mark.parametrize(
    ("override", "told"),
    [
        ({"quorm_open": 3}, "quorm_open: there is no such rule; did you mean 'quorum_open'?"),
        ({"xyzzy": 3}, "xyzzy: there is no such rule; there are name, source, note, body"),
        ({"id": "x"}, "id: 'id' is the family's and cannot be changed; leave it out"),
        ({"changed": []}, "changed: 'changed' is the family's"),
        ({"quorum_open": "quater"}, "did you mean 'quarter'?"),
        ({"quorum_open": -1}, "quorum_open: -1 is no amount: give a number from 0 to 500, or one of none, one, fifth"),
        ({"quorum_open": True}, "quorum_open: True is no amount"),
        ({"quorum_open": {"members": 3}}, "quorum_open: {'members': 3} is no amount"),
        ({"speaking_seconds": 2}, "speaking_seconds: this is 2; it must be 5 or more"),
        ({"speaking_seconds": None}, "speaking_seconds: this is empty"),
        ({"yields": "chair"}, "yields: this is 'chair'; it must be a list"),
        ({"substantive": "simple"}, "substantive: this is 'simple'; it must be 'key: value' lines"),
        ({"substantive.threshold": "half"}, "substantive.threshold: this is 'half'; it must be simple, two-thirds or nine"),
        ({"right_of_reply.second": 3}, "right_of_reply.second: there is no such key; did you mean 'seconds'?"),
        ({"motions.close-debat.second": True}, "motions.close-debat: there is no such entry; did you mean 'close-debate'?"),
        ({"motions.close-debate.treshold": "simple"}, "motions.close-debate.treshold: there is no such key; did you mean 'threshold'?"),
        ({"motions.close-debate.rank": 0}, "motions.close-debate.rank: this is 0; it must be 1 or more"),
        ({"motions.xyzzy": None}, "motions.xyzzy: there is none to take away"),
        ({"motions.tour": {"name": "Tour", "rank": 1}}, "motions.tour.effect: this is missing; give it"),
        ({"motions.procedural": {"name": "P", "rank": 1, "effect": "refer"}}, "a motion may not have the id 'procedural'"),
        ({"motions": 5}, "motions: this is 5; it must be a list"),
        ({"motions.close-debate.allowed_in": ["lunch"]}, "motions.close-debate.allowed_in.0: this is 'lunch'; it must be roll-call, agenda"),
        ({"motions.moderated-caucus.parameters.seconds.multiple_of": "speaker"}, "'seconds' is to be a multiple of 'speaker', which is no parameter of this motion"),
        ({"motions.moderated-caucus.parameters.seconds.least": 9000}, "'seconds' takes at least 9000 and at most 7200; turn the two around"),
        ({"motions.moderated-caucus.parameters.seconds.default": 10}, "the default of 'seconds', 10, is outside its own limits"),
        ({"motions.moderated-caucus.parameters.seconds.default": "long"}, "the default of 'seconds' must be a number of seconds"),
        ({"motions.moderated-caucus.parameters.topic.most": 10}, "'topic' is text; only seconds and counts have limits"),
        ({"points.order.may_interupt": True}, "did you mean 'may_interrupt'?"),
        ({5: 6}, "5: there is no such rule"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_path_and_what_would_be_right(override: dict[Any, Any], told: str) -> None:
    assert any(told in fault for fault in faults("una-usa", override)), faults("una-usa", override)


def test_all_faults_are_told_at_once_and_each_once() -> None:
    assert len(faults("una-usa", {"motions.moderated-caucus.parameters.seconds.default": [1]})) == 1
    told = faults("una-usa", {"quorm": 1, "quorum_open": "x", "motions.close-debate.rank": "x", "speaking_seconds": "x"})
    assert [fault.split(":")[0] for fault in told] == ["quorm", "quorum_open", "speaking_seconds", "motions.close-debate.rank"]


def test_a_conferences_file_is_read_and_its_faults_have_lines(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(
        "quorum_open: third\nmotions:\n  close-debate:\n    threshold: simpel\n"
        "speaking_seconds: 2\nmotions.roll-call-vote.rank: 0\nsekonds: true\n",
        encoding="utf-8",
    )
    told = faults("una-usa", load_override(path), path)
    assert sorted(told) == [
        f"{path}:4: motions.close-debate.threshold: this is 'simpel'; it must be simple, two-thirds, nine, chair or none",
        f"{path}:5: speaking_seconds: this is 2; it must be 5 or more",
        f"{path}:6: motions.roll-call-vote.rank: this is 0; it must be 1 or more",
        f"{path}:7: sekonds: there is no such rule; did you mean 'seconds'?",
    ]
    path.write_text("quorum_open: third\n", encoding="utf-8")
    assert load_procedure("una-usa", load_override(path), file=path).quorum_open.value == "third"
    path.write_text("", encoding="utf-8")
    assert load_override(path) == {}
    path.write_text("- quorum_open\n", encoding="utf-8")
    with pytest.raises(ContentError, match="house.yaml:1: this file must hold 'path: value' lines"):
        load_override(path)


PATHS = st.sampled_from(
    ["quorum_open", "motions", "motions.close-debate", "motions.close-debate.rank", "motions.x", "points.order", "roll_call",
     "right_of_reply.seconds", "substantive.base", "preliminary", "yields", "sources", "", ".", "motions.", "body.value"]
)  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 500) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "id", "name", "close-debate", "x"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(st.dictionaries(PATHS, ANYTHING, max_size=3))
def test_any_override_is_taken_or_refused_with_its_faults(override: dict[str, Any]) -> None:
    with suppress(ContentError):
        assert load_procedure("una-usa", override).id == "una-usa"


# -- checking files


def changed_file(tmp_path: Path, old: str, new: str) -> str:
    """What is told of a family's file in which a text stands for another."""
    text = (PROCEDURES / "una-usa.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "una-usa.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return "\n".join(str(problem) for problem in check_procedures(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("source: GAV-UNA}", "source: GAV-UN}", "'GAV-UN' names no source of this file; did you mean 'GAV-UNA'?"),
        ("id: una-usa", "id: una", "the file is una-usa.yaml and the id 'una'; they must agree"),
        ("seconds: {value: true", "seconds: {value: false", "'adjourn-meeting' needs a second, and 'seconds' says that these rules know none"),
        ("rank: 2,", "rank: x,", "'motions.1.rank' is 'x'"),
        ("quorum_open: {value: quarter", "quorum_open: {value: half", "'half' is no amount"),
        ("id: extend-caucus", "id: suspend-meeting", "the motion 'suspend-meeting' is given 2 times; give it once"),
        ("- {id: inquiry,", "- {id: order,", "the point 'order' is given 2 times"),
        ("source: GAV-CMP,", "source: GAV-CMP;,", "names no source of this file"),
    ],
)  # fmt: skip
def test_a_fault_in_a_familys_file_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    found = changed_file(tmp_path, old, new)
    assert told in found
    assert f"{tmp_path / 'una-usa.yaml'}:" in found


def test_what_no_document_says_is_named_as_such() -> None:
    """A value without a document says so in the same words everywhere, and one of ours that it is ours."""
    parts = {part.strip() for procedure in EVERY for _, source in sourced(procedure) for part in source.split(";")}
    assert {NO_DOCUMENT, OWN_SUGGESTION} <= parts
    assert [part for part in parts if "knowledge" in part or part.startswith(("common", "own")) and part not in (NO_DOCUMENT, OWN_SUGGESTION)] == []


@pytest.mark.parametrize("procedure", EVERY, ids=lambda p: p.id)
def test_every_source_of_a_family_is_cited_and_a_note_cites_no_other(procedure: Procedure) -> None:
    every = {source.key for other in EVERY for source in other.sources}
    own = {source.key for source in procedure.sources}
    words = [word for pair in sourced(procedure) for text in pair for word in re.findall(r"[A-Z][A-Z0-9-]+", text)]
    assert own <= set(words), "each is there for a value"
    assert set(words) & every <= own, "whoever reads a note can look its sources up"


def sourced(procedure: Procedure) -> list[tuple[str, str]]:
    """Note and source of every value, point and motion."""
    values = [getattr(procedure, field) for field in Procedure.model_fields]
    return [(one.note, one.source) for one in (*values, *procedure.points, *procedure.motions) if isinstance(one, Given | Decision | Point | Motion)]


def test_general_knowledge_is_no_source(tmp_path: Path) -> None:
    told = changed_file(tmp_path, "source: GAV-CMP,", "source: general knowledge,")
    assert "'general knowledge' names no source of this file" in told
    assert f"or say '{OWN_SUGGESTION}' or '{NO_DOCUMENT}'" in told


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("ROP6 rule 33; C27 paragraph 2", "rule 33; Article 27, paragraph 2, of the Charter"),
        ("REP19 rules 37 and 39; FRUS", "rules 37 and 39"),
        ("GAV-UNA; TIS", ""),
        (NO_DOCUMENT, ""),
        ("SAB rule 74; UAA no. 34", "rule 74"),
        ("UAA no. 31", ""),
        ("the conference's own rules; otherwise GAV-UNA", "the conference's own rules"),
    ],
)
def test_a_rule_is_named_as_one_says_it_in_the_room(source: str, said: str) -> None:
    assert rule_named(source) == said


@pytest.mark.parametrize(
    ("family", "source", "said"),
    [
        ("security-council", "ROP6 rule 33; C27 paragraph 2", "Rule 33; Article 27, paragraph 2, of the Charter"),
        ("un4mun", "SAB rule 74; UAA no. 34", "Rule 74"),
        ("nmun", "UAA no. 31", "University of Alaska Anchorage, Model UN quick reference (a family of United Nations rules), as an analogue"),
        ("thimun", "PORG voting", "PORGMUN"),
        ("thimun", "TIME; ILY; PORG", "TIMEMUN, debating procedures (timemun.net)"),
        ("nmun", NO_DOCUMENT, "Common practice, no document found"),
        ("nmun", f"NMQ slide 8; {NO_DOCUMENT}", f"NMUN parliamentary procedure, a quick overview; in part {NO_DOCUMENT}"),
        ("security-council", f"ROP6 rule 35; {NO_DOCUMENT}", f"Rule 35; in part {NO_DOCUMENT}"),
        ("security-council", OWN_SUGGESTION, "Our own suggestion"),
    ],
)
def test_the_room_is_told_what_a_motion_rests_on_and_where_nothing_was_found(family: str, source: str, said: str) -> None:
    assert source_named(load_procedure(family), source) == said


def test_the_thimun_type_follows_the_rules_that_were_read() -> None:
    """PORG: amendments as they were submitted, explanations as the Chair permits, a roll call that is seconded (TIME too)."""
    rules = load_procedure("thimun")
    assert (rules.order_of_amendments.value, rules.order_of_amendments.source) == ("submission", "PORG")
    assert (rules.explanations.value, rules.explanations.source) == ("both", "PORG voting")
    roll_call = rules.motion("roll-call-vote")
    assert roll_call is not None
    assert (roll_call.second, roll_call.threshold, roll_call.source) == (True, "chair", "PORG; TIME")
