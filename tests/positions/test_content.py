"""The content that ships, entry by entry: nothing without a source, nothing stated that is only plausible."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from positions.model import Basis, Debate, Delegation, Issue, LibraryClause, Sourced, Stance
from positions.topic import TOPICS, Topic, check_topic, load_topic, topic_ids
from resolutions.clauses import same_words
from resolutions.phrases import find_opening

TOPIC = load_topic("drug-cartels")
DOCUMENTED = [d for d in TOPIC.delegations if d.documented]
STANCES = [(d, s) for d in DOCUMENTED for s in d.stances]
RUNGS = [(clause, number) for clause in TOPIC.clauses for number in range(len(clause.ladder))]

ISSUES = (
    "council-competence", "host-state-consent", "external-force", "military-led-enforcement", "terrorist-designation",
    "targeted-sanctions", "multilateral-primacy", "law-enforcement-cooperation", "border-maritime-control",
    "extradition-mla", "precursor-control", "illicit-finance", "arms-trafficking", "demand-health",
    "drug-regime-reform", "root-causes-livelihoods", "forced-eradication", "traditional-coca",
    "institutions-anticorruption", "rights-protection", "criminal-dialogue", "unodc-capacity", "regional-ownership",
    "monitoring-reporting",
)  # fmt: skip
DELEGATIONS = (
    "united-states", "china", "russia", "france", "united-kingdom", "colombia", "mexico", "bolivia", "brazil",
    "ecuador", "argentina", "belize", "canada", "chile", "costa-rica", "dominican-republic", "el-salvador",
    "guatemala", "honduras", "nicaragua", "panama", "paraguay", "peru", "uruguay", "venezuela", "oas", "mercosur",
    "unasur", "celac", "andean-community", "acto", "european-union",
)  # fmt: skip
ORGANISATIONS = {"oas", "mercosur", "unasur", "celac", "andean-community", "acto", "european-union"}
FAMILIES = ("A1", "A2", "A3", "A4", "A5", "B", "C", "D1", "D2", "E")
RED_LINES = {
    ("united-states", "external-force"), ("united-states", "terrorist-designation"),
    ("united-states", "arms-trafficking"), ("china", "council-competence"), ("china", "host-state-consent"),
    ("china", "external-force"), ("russia", "host-state-consent"), ("russia", "external-force"),
    ("mexico", "host-state-consent"), ("mexico", "external-force"), ("bolivia", "host-state-consent"),
    ("bolivia", "forced-eradication"), ("bolivia", "traditional-coca"),
}  # fmt: skip
"""The dossier's table of red lines and their reach; no source names one, so there are no others."""


def test_every_topic_has_no_faults() -> None:
    assert topic_ids()
    for topic in topic_ids():
        assert [str(problem) for problem in check_topic(TOPICS / topic)] == []


# Issues


def test_the_issues_are_the_24_of_the_topic() -> None:
    assert tuple(issue.id for issue in TOPIC.issues) == ISSUES


@pytest.mark.parametrize("issue", TOPIC.issues, ids=lambda issue: issue.id)
def test_an_issue_has_its_question_both_poles_and_arguments_for_each(issue: Issue) -> None:
    assert issue.question.endswith("?")
    assert issue.positive != issue.negative
    assert len(issue.title.split()) <= 5
    assert len(issue.why.split()) >= 12
    assert len(issue.for_positive) >= 2
    assert len(issue.for_negative) >= 2
    texts = [argument.text for argument in issue.for_positive + issue.for_negative]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("issue", TOPIC.issues, ids=lambda issue: issue.id)
def test_an_issue_has_operative_clauses_towards_both_poles(issue: Issue) -> None:
    poles = {e.direction for c in TOPIC.clauses if c.part == "operative" for e in c.effects if e.issue == issue.id}
    assert poles == {-1, 1}


@pytest.mark.parametrize("issue", TOPIC.issues, ids=lambda issue: issue.id)
def test_an_issue_can_be_read_from_a_text_at_both_poles(issue: Issue) -> None:
    (cues,) = [cue for cue in TOPIC.cues if cue.issue == issue.id]
    assert cues.positive
    assert cues.negative


# Delegations and stances


def test_every_delegation_of_the_sources_has_its_file() -> None:
    assert {d.id for d in DOCUMENTED} == set(DELEGATIONS)
    files = {path.stem for path in (TOPICS / "drug-cartels" / "delegations").glob("*.yaml")}
    assert files == set(DELEGATIONS)


def test_the_permanent_five_are_flagged_and_come_first() -> None:
    five = {"china", "france", "russia", "united-kingdom", "united-states"}
    assert {d.id for d in TOPIC.delegations if d.permanent} == five
    assert {d.id for d in TOPIC.delegations if d.rank == "permanent member"} == five
    assert {d.id for d in TOPIC.delegations[:5]} == five


def test_organisations_are_told_from_states() -> None:
    assert {d.id for d in TOPIC.delegations if d.kind == "organisation"} == ORGANISATIONS


@pytest.mark.parametrize("delegation", DOCUMENTED, ids=lambda d: d.id)
def test_a_delegation_has_a_profile_and_questions_with_answers(delegation: Delegation) -> None:
    assert delegation.profile
    assert delegation.questions
    assert all(q.question.rstrip().endswith("?") and len(q.answer) > 20 for q in delegation.questions)


@pytest.mark.parametrize("delegation", [d for d in DOCUMENTED if d.rank != "other"], ids=lambda d: d.id)
def test_a_leading_delegation_has_key_actions_tensions_and_questions(delegation: Delegation) -> None:
    assert len(delegation.key_actions) >= 2
    assert len(delegation.tensions) >= 2
    assert len(delegation.questions) >= 3


@pytest.mark.parametrize("delegation", DOCUMENTED, ids=lambda d: d.id)
def test_a_delegation_has_one_current_stance_on_an_issue_and_its_past_ones_are_dated(delegation: Delegation) -> None:
    current = Counter(stance.issue for stance in delegation.stances if stance.current)
    assert all(count == 1 for count in current.values())
    for stance in delegation.stances:
        if not stance.current:
            assert stance.period, f"{stance.issue}: a past stance says when it held"
            assert stance.red_line is None, f"{stance.issue}: a past stance draws no red line"


@pytest.mark.parametrize(("delegation", "stance"), STANCES, ids=[f"{d.id}-{s.issue}-{s.position}" for d, s in STANCES])
def test_a_stance_says_how_it_is_known(delegation: Delegation, stance: Stance) -> None:
    assert stance.added_by == "content"
    assert len(stance.paraphrase.split()) >= 3
    if stance.basis is Basis.INFERRED:
        assert stance.confidence
        assert stance.how
        assert stance.how != stance.paraphrase


@pytest.mark.parametrize("state", ["bolivia", "colombia", "mexico", "united-states"])
def test_a_delegation_that_changed_course_keeps_its_history(state: str) -> None:
    delegation = TOPIC.delegation_by_id[state]
    assert any(not stance.current for stance in delegation.stances)
    assert delegation.tensions


def test_bolivia_works_with_foreign_agencies_again_and_its_refusal_is_history() -> None:
    past, current = TOPIC.delegation_by_id["bolivia"].record_on("law-enforcement-cooperation")
    assert (past.position, past.current) == (-2, False)
    assert (current.position, current.current) == (1, True)


def test_what_only_the_undated_abstract_says_is_history_or_of_low_confidence() -> None:
    alone = [(d, s) for d, s in STANCES if {place.document for place in s.locators} == {"004"}]
    assert alone
    for delegation, stance in alone:
        assert not stance.current or stance.confidence == "low", f"{delegation.id}: {stance.issue}"


def test_red_lines_are_those_the_sources_carry() -> None:
    assert {(d.id, s.issue) for d, s in STANCES if s.red_line} == RED_LINES


@pytest.mark.parametrize(
    ("delegation", "stance"),
    [(d, s) for d, s in STANCES if s.red_line],
    ids=[f"{d.id}-{s.issue}" for d, s in STANCES if s.red_line],
)
def test_a_red_line_is_inferred_and_says_what_crosses_it_and_what_does_not(
    delegation: Delegation, stance: Stance
) -> None:
    line = stance.red_line
    assert line is not None
    assert line.basis is Basis.INFERRED, "no source names a red line"
    assert line.crossed != line.spared
    assert stance.position != 0


def test_mexicos_and_bolivias_lines_are_about_their_own_territory() -> None:
    for state, issue in (
        ("mexico", "host-state-consent"),
        ("mexico", "external-force"),
        ("bolivia", "host-state-consent"),
    ):
        stance = TOPIC.delegation_by_id[state].stance_on(issue)
        assert stance is not None
        assert stance.red_line is not None
        assert stance.red_line.territory == "own"


def test_silence_is_no_entry() -> None:
    for silent in ("acto", "canada", "paraguay", "venezuela", "latvia", "bahrain", "denmark", "liberia"):
        assert TOPIC.delegation_by_id[silent].stances == ()
    for state, issue in (
        ("france", "traditional-coca"),
        ("russia", "arms-trafficking"),
        ("china", "criminal-dialogue"),
    ):
        assert TOPIC.delegation_by_id[state].stance_on(issue) is None


# Sources


def test_the_five_documents_are_described_with_their_weaknesses() -> None:
    assert [source.id for source in TOPIC.sources] == ["000", "001", "002", "003", "004"]
    for source in TOPIC.sources:
        assert source.good_for
        assert source.weaknesses


def parts(value: object, where: str) -> Iterator[tuple[str, BaseModel]]:
    """Every entry within an entry, with where it stands."""
    if isinstance(value, BaseModel):
        yield where, value
        for name in type(value).model_fields:
            yield from parts(getattr(value, name), f"{where}.{name}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            name = getattr(item, "id", None) or index
            yield from parts(item, f"{where}[{name}]")


def texts(topic: Topic) -> Iterator[tuple[str, str, str]]:
    """Every text a user may read: where, field, text."""
    for where, entry in parts(topic, topic.id):
        for name in type(entry).model_fields:
            value = getattr(entry, name)
            found = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
            for text in found:
                if isinstance(text, str):
                    yield where, name, text


def test_everything_sourced_names_a_place_in_a_document_of_the_bibliography() -> None:
    documents = set(TOPIC.source_by_id)
    sourced = [(where, entry) for where, entry in parts(TOPIC, "topic") if isinstance(entry, Sourced)]
    assert len(sourced) > 1000
    for where, entry in sourced:
        assert entry.locators, where
        for place in entry.locators:
            assert place.document in documents, where
            assert place.place, where


def test_no_text_speaks_of_how_it_was_made() -> None:
    workshop = re.compile(
        r"\b(todo|fixme|tbd|xxx|lorem ipsum|dossier)\b|\bseed (document|file|text)s?\b|\b(the|other|no|these|five) seeds?\b",
        re.IGNORECASE,
    )
    assert [(where, field) for where, field, text in texts(TOPIC) if workshop.search(text)] == []


def test_texts_are_spelt_as_the_united_nations_spells() -> None:
    other = re.compile(
        r"\b(organis|recognis|authoris|emphasis(e|ed|es|ing)\b|prioritis|stabilis|destabilis|militaris|criminalis|"
        r"decriminalis|legalis|penalis|mobilis|utilis|minimis(e|ed|ing)\b|centralis)\w*|\bdefense\b|\bprograms?\b|\blabor\b",
        re.IGNORECASE,
    )
    # Ids are no prose, names keep their own spelling, and a cue or an alias must find both.
    wrong = [
        (where, found.group())
        for where, field, text in texts(TOPIC)
        if field not in ("positive", "negative", "cues", "fixed", "aliases", "neutral_phrases") and " " in text
        for found in other.finditer(text)
    ]
    assert wrong == []


def test_texts_carry_no_dashes_or_spaces_of_a_word_processor() -> None:
    assert [where for where, _, text in texts(TOPIC) if re.search(r"—|  |\u00a0|\u200b|\t", text)] == []


# The clause library


def test_the_library_is_large_enough() -> None:
    count = Counter(clause.part for clause in TOPIC.clauses)
    assert count["operative"] >= 100
    assert count["preambular"] >= 40


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_of_recommendations_has_clauses(family: str) -> None:
    assert sum(clause.family == family for clause in TOPIC.clauses) >= 3


@pytest.mark.parametrize("member", ["US", "China", "Russia", "France", "UK"])
@pytest.mark.parametrize("number", [1, 2])
def test_every_key_action_of_a_permanent_member_has_a_clause(member: str, number: int) -> None:
    named = re.compile(rf"^{member} ((KA\d|¶\d), )*KA{number}\b")
    assert [
        clause.id
        for clause in TOPIC.clauses
        if any(place.document == "003" and named.search(place.place) for place in clause.locators)
    ]


@pytest.mark.parametrize("clause", TOPIC.clauses, ids=lambda clause: clause.id)
def test_a_clause_climbs_from_soft_to_strong(clause: LibraryClause) -> None:
    forces = [rung.force for rung in clause.ladder]
    assert forces == sorted(forces)
    issues = [effect.issue for effect in clause.effects]
    assert len(set(issues)) == len(issues), "a clause moves an issue one way"


@pytest.mark.parametrize(("clause", "number"), RUNGS, ids=[f"{clause.id}-{number}" for clause, number in RUNGS])
def test_a_rung_is_a_well_formed_paragraph_of_its_force(clause: LibraryClause, number: int) -> None:
    rung = clause.ladder[number]
    opening = find_opening(rung.text, clause.part)
    assert opening is not None, rung.text
    if opening.phrase == "Authorizes":
        assert rung.force in ("F6", "F7")
    else:
        assert rung.force == opening.force
    if clause.id == "remain-seized":
        assert rung.text.endswith(".")
    else:
        assert rung.text.endswith(";" if clause.part == "operative" else ",")
    assert rung.text[0].isupper()
    letters = [line.split(" ", 1)[0] for line in rung.text.splitlines()[1:]]
    assert letters == [f"({chr(ord('a') + index)})" for index in range(len(letters))], "subparagraphs in order"
    assert not re.search(r"\s[;,.:]|\(\s|\s\)", rung.text), "a space before a mark"


def test_most_operative_clauses_have_a_choice_of_wordings() -> None:
    operative = [c for c in TOPIC.clauses if c.part == "operative" and c.kind not in ("procedural", "determination")]
    assert sum(len(clause.ladder) >= 2 for clause in operative) >= 0.9 * len(operative)


def test_no_two_wordings_are_the_same() -> None:
    count = Counter(same_words(rung.text) for clause in TOPIC.clauses for rung in clause.ladder)
    assert [text for text, times in count.items() if times > 1] == []


def test_no_two_clauses_have_the_same_title() -> None:
    count = Counter((clause.part, clause.title) for clause in TOPIC.clauses)
    assert [title for title, times in count.items() if times > 1] == []


def test_opposition_holds_both_ways() -> None:
    one_way = [
        f"{clause.id} -> {other}"
        for clause in TOPIC.clauses
        for other in clause.opposites
        if clause.id not in TOPIC.clause_by_id[other].opposites
    ]
    assert one_way == []


def test_a_clause_that_authorises_force_has_an_opposite_that_says_nothing_here_does() -> None:
    refusal = TOPIC.clause_by_id["no-authorization-of-force"]
    force = TOPIC.clause_by_id["force-under-chapter-vii"]
    assert force.id in refusal.opposites
    assert {(e.issue, e.direction) for e in refusal.effects} & {(e.issue, -e.direction) for e in force.effects}


def test_every_measure_and_safeguard_is_used() -> None:
    used = {m for c in TOPIC.clauses for m in c.measures + c.safeguards}
    used |= {m for c in TOPIC.clauses for rung in c.ladder for m in rung.measures}
    used |= {effect.measure for effect in TOPIC.about.derived_effects}
    for _, stance in STANCES:
        used.update(stance.only_for)
        if stance.condition:
            used.update(stance.condition.met_by + stance.condition.unless + stance.condition.broken_by)
        if stance.red_line:
            used.update(stance.red_line.crossed_by + stance.red_line.spared_by)
    assert {mark.id for mark in TOPIC.safeguards + TOPIC.measures} - used == set()


def test_every_safeguard_offers_words_to_a_drafter() -> None:
    assert [mark.id for mark in TOPIC.safeguards if not mark.wording] == []


def test_a_safeguards_wording_is_found_by_its_own_cues() -> None:
    unfound = [
        mark.id
        for mark in TOPIC.safeguards
        if mark.wording and mark.cues and not any(re.search(cue, mark.wording, re.IGNORECASE) for cue in mark.cues)
    ]
    assert unfound == []


# Background


def test_the_fact_bank_has_its_123_facts() -> None:
    assert sorted(fact.id for fact in TOPIC.facts) == [f"F{number:03}" for number in range(1, 124)]
    assert len({fact.text for fact in TOPIC.facts}) == 123


def test_the_background_is_there() -> None:
    assert len(TOPIC.timeline) >= 20
    assert len(TOPIC.glossary) >= 20
    assert len(TOPIC.actors) >= 20
    assert len(TOPIC.tables) == 2
    assert len(TOPIC.debates) >= 2
    assert any(debate.central for debate in TOPIC.debates)
    assert TOPIC.bargains
    assert TOPIC.gaps


def test_terms_and_actors_stand_once() -> None:
    assert [t for t, n in Counter(term.term.lower() for term in TOPIC.glossary).items() if n > 1] == []
    assert [a for a, n in Counter(actor.name.lower() for actor in TOPIC.actors).items() if n > 1] == []


@pytest.mark.parametrize("debate", TOPIC.debates, ids=lambda debate: debate.id)
def test_a_debate_has_two_sides_with_arguments(debate: Debate) -> None:
    assert len(debate.sides) >= 2
    assert all(side.arguments for side in debate.sides)


def test_every_regular_expression_compiles_and_matches_no_empty_text() -> None:
    expressions = [e for cue in TOPIC.cues for e in cue.positive + cue.negative]
    expressions += [e for mark in TOPIC.safeguards + TOPIC.measures for e in mark.cues]
    expressions += TOPIC.about.neutral_phrases
    assert [e for e in expressions if re.compile(e, re.IGNORECASE).search("")] == []


def test_content_files_are_all_read() -> None:
    folder = TOPICS / "drug-cartels"
    known = {
        "topic", "sources", "issues", "safeguards", "measures", "cues", "facts", "timeline", "glossary", "actors",
        "tables", "debates", "bargains", "gaps",
    }  # fmt: skip
    assert {path.stem for path in Path(folder).glob("*.yaml")} == known
