"""The rules of the draft check: each fires on its bad example and not on its good one, and none cries wolf."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from positions.council import Council
from positions.topic import Topic, read_topic
from resolutions.check import check
from resolutions.forecast import is_heavy
from resolutions.model import Draft, Finding, Kind, Severity
from resolutions.reader import read_text
from resolutions.rules import LONG, RULES, Example, Rule
from resolutions.workfile import read_draft

HEAD = "The Security Council,\n\n"
EACH_RULE = pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])

CONSENT = "Calls upon States to conduct operations on the territory of another State only with the consent of the State concerned"
NO_CONSENT = "Decides that States may conduct operations on the territory of another State without its consent"
DETERMINES = "Determining that cartel violence constitutes a threat to international peace and security,"
CHAPTER = "Acting under Chapter VII of the Charter of the United Nations,"
MONEY = "Calls upon all States to trace and recover the proceeds of drug trafficking"


def findings(topic: Topic, council: Council, text: str, *sponsors: str) -> list[Finding]:
    """What the check finds in a text, with these sponsors."""
    draft = read_draft(text, topic)
    return list(check(draft.model_copy(update={"sponsors": sponsors or draft.sponsors}), topic, council).findings)


def codes(found: list[Finding]) -> set[str]:
    """The codes of findings."""
    return {finding.code for finding in found}


def operative(*paragraphs: str) -> str:
    """A text of operative paragraphs."""
    return HEAD + "\n\n".join(f"{n}. {p};" for n, p in enumerate(paragraphs, start=1))


# -- every rule


@EACH_RULE
def test_a_bad_example_fires_its_rule(topic: Topic, council: Council, rule: Rule) -> None:
    found = [f for f in findings(topic, council, rule.bad.text, *rule.bad.sponsors) if f.code == rule.code]
    assert found
    assert {f.severity for f in found} == {rule.severity}


@EACH_RULE
def test_a_good_example_does_not(topic: Topic, council: Council, rule: Rule) -> None:
    assert rule.code not in codes(findings(topic, council, rule.good.text, *rule.good.sponsors))


@EACH_RULE
def test_a_good_example_breaks_no_rule_of_form_or_law(topic: Topic, council: Council, rule: Rule) -> None:
    errors = {f.code for f in findings(topic, council, rule.good.text, *rule.good.sponsors) if f.severity is Severity.ERROR}
    assert errors == set()


@EACH_RULE
def test_a_rule_is_complete_and_sourced(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{2}\d{2}", rule.code)
    assert rule.why.endswith(".") and rule.source and rule.name
    assert isinstance(rule.bad, Example) and rule.bad != rule.good


@EACH_RULE
def test_a_finding_says_where_what_why_and_how_to_put_it_right(topic: Topic, council: Council, rule: Rule) -> None:
    for found in findings(topic, council, rule.bad.text, *rule.bad.sponsors):
        assert re.fullmatch(r"(pp|op)\d+|draft", found.where)
        assert found.message and found.why
        assert (found.line is None) == (found.where == "draft")
        assert "None" not in found.message + (found.fix or "")
        if found.code == rule.code:
            assert rule.source in found.why
            assert found.fix or found.code == "CO03"


def test_codes_and_names_are_given_once() -> None:
    assert max(Counter(rule.code for rule in RULES).values()) == 1
    assert max(Counter(rule.name for rule in RULES).values()) == 1


# -- sponsors


def test_a_sponsor_whose_red_line_is_crossed_is_an_error_with_its_source(topic: Topic, council: Council) -> None:
    found = findings(topic, council, operative("Demands an end to military strikes on vessels in the Caribbean"), "united-states")
    error = next(f for f in found if f.code == "ST01")
    assert (error.severity, error.where, error.line) == (Severity.ERROR, "op1", 3)
    assert error.message.startswith("United States sponsors the draft and would have to speak against paragraph 1:")
    assert "(003 US ¶2; 002 p2)" in error.message
    assert "Leave out" in (error.fix or "")
    assert "ST03" not in codes(found), "what is said of it as a sponsor is not said again"


def test_sponsors_are_read_from_the_text(topic: Topic, council: Council) -> None:
    text = "Sponsors: United States of America; France\n\n" + operative("Demands an end to military strikes on vessels in the Caribbean")
    assert "ST01" in codes(findings(topic, council, text))


def test_a_sponsor_that_supports_or_is_silent_is_not_found_fault_with(topic: Topic, council: Council) -> None:
    text = operative(MONEY)
    for sponsor in ("france", "russia", "denmark", "mexico"):
        assert not codes(findings(topic, council, text, sponsor)) & {"ST01", "ST02", "ST04"}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Frnace", "Did you mean France?"),
        ("Columbia", "Did you mean Colombia?"),
        ("united-kingdon", "Did you mean united-kingdom?"),
        ("Atlantis", "Use a name or id of the topic's delegations."),
    ],
)
def test_an_unknown_sponsor_or_signatory_is_named_with_a_hint(topic: Topic, council: Council, name: str, hint: str) -> None:
    for label in ("Sponsors", "Signatories"):
        text = f"{label}: {name}\n\n" + operative(MONEY)
        (found,) = [f for f in findings(topic, council, text) if f.code == "ST04"]
        assert (found.where, found.severity, found.fix) == ("draft", Severity.WARNING, hint)
        assert name in found.message


# -- contradictions


SENSIBLE = (
    "host-consent-rule",
    "unodc-legal-help",
    "trace-freeze-recover",
    "unodc-justice-training",
    "license-and-trace-precursors",
    "stop-and-trace-illegal-guns",
    "coordinated-land-patrols",
    "rights-in-every-measure",
    "harm-reduction-services",
    "remain-seized",
)


def test_a_sensible_draft_contradicts_nothing(topic: Topic, council: Council) -> None:
    draft = Draft()
    for clause in ("pre-unodc-role", "pre-no-state-alone", "pre-rights-and-security"):
        draft = draft.with_added("preambular", topic.clause_by_id[clause].ladder[0].text)
    for clause in SENSIBLE:
        known = topic.clause_by_id[clause]
        draft = draft.with_added("operative", known.ladder[known.default].text)
    found = check(draft, topic, council).findings
    assert not codes(list(found)) & {"CO01", "CO02", "CO03", "FM01", "FM02", "FM03", "LB01", "LB02", "LB03", "LB04"}


def test_the_companions_of_a_clause_do_not_contradict_it(topic: Topic, council: Council) -> None:
    for clause in topic.clauses:
        for name in clause.companions:
            other = topic.clause_by_id[name]
            if clause.part != "operative" or other.part != "operative":
                continue
            text = operative(clause.ladder[clause.default].text.rstrip(";.,"), other.ladder[other.default].text.rstrip(";.,"))
            assert "CO01" not in codes(findings(topic, council, text)), (clause.id, name)


def test_a_contradiction_is_told_once_at_the_later_paragraph_with_all_that_it_contradicts(topic: Topic, council: Council) -> None:
    found = [f for f in findings(topic, council, operative(CONSENT, MONEY, CONSENT + " and in full view", NO_CONSENT)) if f.code == "CO01"]
    assert [f.where for f in found] == ["op4"]
    assert "Paragraph 4 says the opposite of paragraph 1 and paragraph 3" in found[0].message


def test_one_who_merely_notes_does_not_contradict(topic: Topic, council: Council) -> None:
    mild = operative("Encourages States to reduce demand for drugs through prevention", "Notes the view that demand should come second to supply")
    assert "CO01" not in codes(findings(topic, council, mild))


def test_library_opposites_contradict_each_other(topic: Topic, council: Council) -> None:
    one = topic.clause_by_id["host-consent-rule"].ladder[1].text.rstrip(";.,")
    other = topic.clause_by_id["assessment-access"].ladder[0].text.rstrip(";.,")
    assert "CO01" in codes(findings(topic, council, operative(one, other)))


def test_a_safeguard_repeated_in_the_paragraph_is_not_undone(topic: Topic, council: Council) -> None:
    preamble = HEAD + "Reaffirming its respect for the sovereignty and territorial integrity of all States,\n\n"
    assert "CO02" in codes(findings(topic, council, preamble + f"1. {NO_CONSENT};"))
    assert "CO02" not in codes(findings(topic, council, preamble + f"1. {CONSENT};"))
    assert "CO02" not in codes(findings(topic, council, HEAD + f"1. {NO_CONSENT};"))


def test_a_safeguard_said_twice_is_undone_once(topic: Topic, council: Council) -> None:
    twice = "Reaffirming its respect for the sovereignty of all States,\n\n" * 2
    found = [f for f in findings(topic, council, HEAD + twice + f"1. {NO_CONSENT};") if f.code == "CO02"]
    assert [f.where for f in found] == ["op1"]


def test_repeating_a_paragraph_is_seen_through_punctuation_and_case(topic: Topic, council: Council) -> None:
    found = findings(topic, council, operative(MONEY, "Invites States to report", MONEY.replace("trace", "TRACE") + " "))
    (repeat,) = [f for f in found if f.code == "CO03"]
    assert (repeat.where, repeat.message) == ("op3", "Paragraph 3 repeats paragraph 1 word for word.")


# -- law


@pytest.mark.parametrize(
    ("preamble", "expected"),
    [
        ((), {"LB01"}),
        ((CHAPTER,), {"LB03"}),
        ((DETERMINES,), {"LB01"}),
        ((DETERMINES, CHAPTER), set()),
        ((CHAPTER, DETERMINES), {"LB04"}),
        (("Not acting under Chapter VII of the Charter,",), {"LB01"}),
    ],
    ids=["nothing", "chapter", "finding", "both", "the-wrong-way-round", "chapter-denied"],
)
def test_force_needs_a_determination_and_then_chapter_vii(
    topic: Topic, council: Council, preamble: tuple[str, ...], expected: set[str]
) -> None:
    text = HEAD + "".join(f"{p}\n\n" for p in preamble) + "1. Authorizes Member States to take all necessary measures against cartels."
    assert {code for code in codes(findings(topic, council, text)) if code.startswith("LB")} == expected


@pytest.mark.parametrize("verb", ["Decides that all States shall", "Calls upon all States to"])
def test_only_a_decision_imposes_sanctions(topic: Topic, council: Council, verb: str) -> None:
    text = operative(f"{verb} impose an asset freeze and a travel ban on named traffickers")
    assert ("LB02" in codes(findings(topic, council, text))) is verb.startswith("Decides")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Decides that all States shall impose an arms embargo", True),
        ("Decides to end impunity and to impose an asset freeze", True),
        ("Decides to lift the arms embargo", False),
        ("Decides not to impose a travel ban", False),
        ("Decides to terminate with immediate effect the asset freeze", False),
    ],
)
def test_sanctions_that_are_lifted_need_no_basis(topic: Topic, council: Council, text: str, expected: bool) -> None:
    assert ("LB02" in codes(findings(topic, council, operative(text)))) is expected


# -- law in any topic: the small one, which has nothing of cartels


SMALL = Path(__file__).resolve().parents[1] / "data" / "topics" / "minimal"
BASIS = (
    "Determining that the quarrel over the northern sea constitutes a threat to international peace and security,\n\n"
    f"{CHAPTER}\n\n"
)


@pytest.mark.parametrize(
    ("paragraph", "code"),
    [
        ("Authorizes Member States to take all necessary measures to keep the northern sea open;", "LB01"),
        ("Decides that all States shall impose an asset freeze on those who sink boats;", "LB02"),
    ],
)
def test_charter_law_holds_in_every_topic(council: Council, paragraph: str, code: str) -> None:
    small = read_topic(SMALL)
    bare = codes(findings(small, council, f"{HEAD}1. {paragraph}"))
    assert {c for c in bare if c.startswith("LB")} == {code}
    founded = codes(findings(small, council, f"{HEAD}{BASIS}1. {paragraph}"))
    assert not {c for c in founded if c.startswith("LB")}


def test_a_determination_heavy_in_one_topic_is_heavy_in_every_topic(council: Council) -> None:
    report = check(read_draft(HEAD + BASIS + "1. Invites States to fish.", read_topic(SMALL)), read_topic(SMALL), council)
    assert [is_heavy(paragraph) for paragraph in report.paragraphs] == [True, False, False]


SOFTLY = (
    "Recommends that Member States take all necessary measures against cartels, at the request of the State concerned",
    "Invites Member States to take all necessary means against the groups",
    "Invites Member States to take all necessary means against groups operating at sea",
    "Calls upon States to use armed force against the gangs",
    "Urges States to carry out air strikes against laboratories",
    "Recommends air strikes on laboratories",
)
NO_FORCE = (
    "Affirms that nothing in this resolution authorizes the use of force",
    "Emphasizes that nothing in this resolution calls upon States to use force",
    "Calls upon all States to take all necessary measures to prevent money laundering",
    "Urges States to take all necessary measures against money laundering",
    "Urges States to take all necessary measures against trafficking in firearms",
    "Calls upon States not to use force against civilians",
    "Urges States to refrain from the use of force",
    "Calls upon States to end air strikes on vessels",
    "Calls upon States to use force only as a last resort",
    "Requests States to report on air strikes and on the use of force",
)


@pytest.mark.parametrize(
    ("text", "expected"), [*((text, True) for text in SOFTLY), *((text, False) for text in NO_FORCE)]
)
def test_a_council_that_asks_for_force_backs_it(topic: Topic, text: str, expected: bool) -> None:
    for one in (topic, read_topic(SMALL)):
        assert ("council-authorised-force" in read_text(text + ";", "operative", one).measures) is expected


def test_china_does_not_accept_force_that_the_council_merely_recommends(topic: Topic, council: Council) -> None:
    draft = read_draft(operative(SOFTLY[0]), topic)
    reaction = check(draft, topic, council).paragraphs[0].reactions["china"]
    assert (reaction.kind, reaction.issue) == (Kind.OBJECTS, "external-force")
    assert "The verb is soft" in reaction.because


def test_a_determination_in_an_operative_paragraph_will_do(topic: Topic, council: Council) -> None:
    text = HEAD + CHAPTER + "\n\n1. Determines that cartel violence constitutes a threat to international peace and security;"
    assert "LB03" not in codes(findings(topic, council, text))


# -- form


def test_an_empty_draft_and_one_without_decisions_are_told_apart(topic: Topic, council: Council) -> None:
    (empty,) = findings(topic, council, "")
    assert (empty.code, empty.message) == ("FM01", "The draft is empty.")
    preamble_only = [f for f in findings(topic, council, HEAD + "Noting the report,") if f.code == "FM01"]
    assert "no operative paragraph" in preamble_only[0].message


@pytest.mark.parametrize("text", ["States must act", "مجلس الأمن يقرر", "12345", "???"])
def test_an_opening_that_nobody_knows_is_a_warning(topic: Topic, council: Council, text: str) -> None:
    found = [f for f in findings(topic, council, HEAD + f"1. {text};") if f.code == "FM02"]
    assert [f.severity for f in found] == [Severity.WARNING]


def test_a_paragraph_is_long_from_the_first_character_above(topic: Topic, council: Council) -> None:
    start = "Calls upon States to "
    for size, expected in ((LONG, False), (LONG + 1, True)):
        draft = Draft().with_added("operative", start + "x" * (size - len(start)))
        assert ("FM03" in codes(list(check(draft, topic, council).findings))) is expected
