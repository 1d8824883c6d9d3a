"""Who could live with a paragraph: sentences about delegations, each checked against the topic that ships.

Most readings are built by hand, so that a sentence says exactly what it is about; library clauses stand beside them
where the topic has one that says it.
"""

from __future__ import annotations

from typing import Any

import pytest

from positions.model import Basis, Condition, Confidence, Delegation, RedLine, Stance
from positions.topic import Topic
from resolutions.model import FORCES, Kind, Reaction, ReadEffect, Reading
from resolutions.model import Paragraph as DraftParagraph
from resolutions.reactions import react, react_all, reaction_table, weight_of
from resolutions.reading import read

KINDS = {
    "supports": Kind.SUPPORTS,
    "accepts": Kind.ACCEPTS,
    "is silent on": Kind.SILENT,
    "has reservations about": Kind.RESERVED,
    "objects to": Kind.OBJECTS,
    "draws its red line at": Kind.RED_LINE,
}


def reads(force: str, *effects: tuple[str, int], **more: Any) -> Reading:
    """A reading of a paragraph that moves these issues."""
    found = tuple(ReadEffect.model_validate({"issue": i, "direction": d, "evidence": f"words on {i}"}) for i, d in effects)
    return Reading.model_validate({"opening": "Requests", "force": force, "effects": found, **more})


def reaction(topic: Topic, name: str, reading: Reading, *preamble: str) -> Reaction:
    """How a delegation, by its name, reacts to a reading."""
    delegation = next(d for d in topic.delegations if d.name == name)
    return react(delegation, reading, frozenset(preamble), topic)


def library(topic: Topic, clause: str, rung: int) -> Reading:
    """The reading of a library clause in its own words."""
    known = topic.clause_by_id[clause]
    return read(DraftParagraph(id="p1", text=known.ladder[rung].text), known.part, topic)


def sentences(*rows: tuple[str, str, str, Reading]) -> Any:
    """Rows as parameters, each named as the sentence it is."""
    return pytest.mark.parametrize(
        ("name", "verb", "what", "reading"), rows, ids=[" ".join(row[:3]).replace(" ", "-") for row in rows]
    )


# -- from which force a stance costs what

FOUND = ("council-competence", 1)
NO_CONSENT = ("host-state-consent", -1)
ABROAD = ("external-force", 1)

AGAINST_MILD = dict(zip(FORCES, ["accepts"] * 3 + ["has reservations about"] * 2 + ["objects to"] * 3, strict=True))
AGAINST_FIRM = dict(zip(FORCES, ["accepts"] + ["has reservations about"] * 2 + ["objects to"] * 5, strict=True))


@pytest.mark.parametrize("force", FORCES)
def test_a_delegation_that_leans_one_way_lets_an_invitation_pass_and_objects_to_a_demand(topic: Topic, force: str) -> None:
    found = reaction(topic, "United States", reads(force, ("demand-health", 1)))
    assert found.kind is KINDS[AGAINST_MILD[force]]


@pytest.mark.parametrize("force", FORCES)
def test_a_delegation_that_holds_firmly_lets_a_record_pass_and_objects_to_a_request(topic: Topic, force: str) -> None:
    found = reaction(topic, "United States", reads(force, ("drug-regime-reform", 1)))
    assert found.kind is KINDS[AGAINST_FIRM[force]]


@pytest.mark.parametrize("force", FORCES)
def test_nobody_minds_the_force_of_what_it_wants(topic: Topic, force: str) -> None:
    assert reaction(topic, "France", reads(force, ("illicit-finance", 1))).kind is Kind.SUPPORTS


@pytest.mark.parametrize(
    ("heat", "mild", "firm"),
    [
        (1, "accepts", "has reservations about"),
        (0, "accepts", "accepts"),
        (-1, "accepts", "has reservations about"),
        (-2, "has reservations about", "objects to"),
        (-3, "objects to", "objects to"),
        (-4, "objects to", "objects to"),
    ],
)
def test_strong_words_weigh_like_the_force_they_count_as(topic: Topic, heat: int, mild: str, firm: str) -> None:
    assert reaction(topic, "United States", reads("F0", ("demand-health", 1), heat=heat)).kind is KINDS[mild]
    assert reaction(topic, "United States", reads("F0", ("drug-regime-reform", 1), heat=heat)).kind is KINDS[firm]


def test_every_heat_of_the_table_counts_as_its_force_and_never_lessens_one() -> None:
    for row in reaction_table().heat_counts_as:
        assert weight_of(reads("F0", heat=row.heat)) == row.force
        assert weight_of(reads("F7", heat=row.heat)) == "F7"
    assert weight_of(reads("F3")) == "F3"


def test_every_strength_and_every_force_has_its_row() -> None:
    table = reaction_table()
    assert sorted(row.strength for row in table.against) == [1, 2]
    assert all(row.accepts_up_to <= row.reserved_up_to < "F7" for row in table.against)
    assert {row.heat for row in table.heat_counts_as} == {-4, -3, -2, -1, 1}


# -- guesses, mixed records, silence


@pytest.mark.parametrize("force", ["F5", "F6", "F7"])
def test_a_guess_about_a_delegation_never_weighs_more_than_a_reservation(topic: Topic, force: str) -> None:
    found = reaction(topic, "Mexico", reads(force, FOUND))
    assert found.kind is Kind.RESERVED
    assert found.confidence is Confidence.LOW
    assert "only a guess" in found.because


def test_a_guessed_red_line_is_no_red_line(topic: Topic) -> None:
    line = RedLine(reason="It might", crossed="Anything", spared="Nothing")
    stance = Stance(issue="illicit-finance", position=-2, basis=Basis.INFERRED, confidence=Confidence.LOW, how="A guess",
                    paraphrase="It may mind.", source="003 p1", red_line=line)  # fmt: skip
    delegation = Delegation(id="anywhere", name="Anywhere", official="Anywhere", kind="state", as_of="now", stances=(stance,))
    assert react(delegation, reads("F6", ("illicit-finance", 1)), frozenset(), topic).kind is Kind.RESERVED
    sure = stance.model_copy(update={"confidence": Confidence.HIGH})
    delegation = delegation.model_copy(update={"stances": (sure,)})
    assert react(delegation, reads("F6", ("illicit-finance", 1)), frozenset(), topic).kind is Kind.RED_LINE


@pytest.mark.parametrize("name", ["Brazil", "United Kingdom"])
@pytest.mark.parametrize("direction", [-1, 1])
def test_a_mixed_record_has_no_side_to_defend(topic: Topic, name: str, direction: int) -> None:
    found = reaction(topic, name, reads("F6", ("military-led-enforcement", direction)))
    assert found.kind is Kind.ACCEPTS
    assert "both ways" in found.because


def test_nobody_undocumented_has_a_view_of_anything(topic: Topic) -> None:
    unknown = [d for d in topic.delegations if not d.documented]
    assert {"bahrain", "denmark", "greece", "latvia", "liberia", "pakistan", "somalia"} <= {d.id for d in unknown}
    for issue in topic.issues:
        for direction in (-1, 1):
            found = react_all(reads("F7", (issue.id, direction)), frozenset(), topic)
            assert {found[d.id].kind for d in unknown} == {Kind.SILENT}


def test_silence_says_why_and_claims_no_source(topic: Topic) -> None:
    denmark = reaction(topic, "Denmark", reads("F3", ("illicit-finance", 1)))
    assert denmark.because == "No source of this topic speaks of Denmark."
    china = reaction(topic, "China", reads("F3", ("regional-ownership", 1)))
    assert china.kind is Kind.SILENT
    assert "No source gives a view of China on" in china.because
    nothing = reaction(topic, "China", reads("F3"))
    assert "not found to touch any issue" in nothing.because
    assert all(found.source is None and found.basis is None and found.issue is None for found in (denmark, china, nothing))


# -- conditions


@pytest.mark.parametrize("force", FORCES)
def test_a_clause_that_carries_the_safeguard_is_accepted_at_any_force(topic: Topic, force: str) -> None:
    for name in ("China", "Russia", "Mexico", "Bolivia"):
        found = reaction(topic, name, reads(force, NO_CONSENT, safeguards=("host-request",)))
        assert found.kind is Kind.ACCEPTS
        assert "at the host State's request" in found.because


@pytest.mark.parametrize("force", FORCES)
def test_a_safeguard_of_the_preamble_governs_demands_and_not_decisions(topic: Topic, force: str) -> None:
    found = reaction(topic, "China", reads(force, NO_CONSENT), "host-request")
    assert found.kind is (Kind.ACCEPTS if force <= "F5" else Kind.RED_LINE)


def test_only_the_safeguard_that_the_stance_asks_for_meets_its_condition(topic: Topic) -> None:
    for safeguard in ("human-rights", "unodc-lead", "time-limit"):
        assert reaction(topic, "China", reads("F4", NO_CONSENT, safeguards=(safeguard,))).kind is Kind.RED_LINE
        assert reaction(topic, "China", reads("F4", NO_CONSENT), safeguard).kind is Kind.RED_LINE


def test_no_safeguard_redeems_what_a_condition_rules_out(topic: Topic) -> None:
    for measure in ("article-39-finding", "chapter-vii", "binding-council-measure"):
        found = reaction(topic, "China", reads("F6", FOUND, safeguards=("unodc-lead",), measures=(measure,)), "no-finding")
        assert found.kind is Kind.RED_LINE
    mild = reaction(topic, "China", reads("F3", FOUND, safeguards=("unodc-lead",)))
    assert mild.kind is Kind.ACCEPTS


# -- how far a red line reaches: the dossier's table, each row crossed and not crossed

ONE_STATE = {"territory": ("colombia",)}

CROSSED = sentences(
    ("United States", "draws its red line at", "a demand to end its campaign",
     reads("F5", ("external-force", -1), measures=("condemns-campaign", "names-campaign"))),
    ("United States", "draws its red line at", "condemning its campaign",
     reads("F0", ("external-force", -1), measures=("condemns-campaign",), heat=-3)),
    ("United States", "draws its red line at", "a request to withdraw its listings",
     reads("F3", ("terrorist-designation", -1), measures=("rejects-listings",))),
    ("United States", "draws its red line at", "duties on gun dealers at home",
     reads("F3", ("arms-trafficking", 1), measures=("domestic-gun-law",))),
    ("United States", "draws its red line at", "duties on gun dealers whatever the safeguard",
     reads("F3", ("arms-trafficking", 1), measures=("domestic-gun-law", "weapons-tracing"), safeguards=("national-law",))),
    ("China", "draws its red line at", "a finding of a threat to peace", reads("F6", FOUND, measures=("article-39-finding",))),
    ("China", "draws its red line at", "Chapter VII", reads("F6", FOUND, measures=("chapter-vii",))),
    ("China", "draws its red line at", "a binding Council measure", reads("F6", FOUND, measures=("binding-council-measure",))),
    ("China", "draws its red line at", "operations without the host's agreement", reads("F3", NO_CONSENT)),
    ("Russia", "draws its red line at", "operations without the host's agreement", reads("F3", NO_CONSENT)),
    ("China", "draws its red line at", "force without the host's agreement", reads("F3", ABROAD)),
    ("China", "draws its red line at", "force that the Council authorizes even on request",
     reads("F7", ABROAD, measures=("council-authorised-force",), safeguards=("host-request",))),
    ("Russia", "draws its red line at", "force without the host's agreement", reads("F3", ABROAD)),
    ("Mexico", "draws its red line at", "foreign operations on its soil", reads("F3", NO_CONSENT, territory=("mexico",))),
    ("Mexico", "draws its red line at", "foreign operations on anybody's soil", reads("F3", NO_CONSENT)),
    ("Mexico", "draws its red line at", "strikes on its territory", reads("F7", ABROAD, territory=("mexico", "colombia"))),
    ("Bolivia", "draws its red line at", "operations imposed on it", reads("F3", NO_CONSENT, territory=("bolivia",))),
    ("Bolivia", "draws its red line at", "aerial destruction of coca",
     reads("F3", ("forced-eradication", 1), measures=("forced-destruction",))),
    ("Bolivia", "draws its red line at", "forced destruction even in consultation",
     reads("F3", ("forced-eradication", 1), measures=("forced-destruction",), safeguards=("grower-agreement",))),
    ("Bolivia", "draws its red line at", "denying its reservation",
     reads("F3", ("traditional-coca", -1), measures=("denies-reservation",))),
)  # fmt: skip


@CROSSED
def test_what_crosses_a_red_line(topic: Topic, name: str, verb: str, what: str, reading: Reading) -> None:
    found = reaction(topic, name, reading)
    assert found.kind is KINDS[verb], what
    assert "Its red line is crossed" in found.because
    assert found.would_change is not None


@CROSSED
def test_a_soft_verb_within_a_red_line_s_reach_is_objected_to(
    topic: Topic, name: str, verb: str, what: str, reading: Reading
) -> None:
    for soft in ("F0", "F1", "F2"):
        found = reaction(topic, name, reading.model_copy(update={"force": soft, "heat": 0}))
        assert found.kind is Kind.OBJECTS, what
        assert "The verb is soft" in found.because


@sentences(
    ("United States", "accepts", "a reminder of law", reads("F0", ("external-force", -1), safeguards=("legal-basis",))),
    ("United States", "has reservations about", "a reminder of law that invites", reads("F2", ("external-force", -1))),
    ("United States", "objects to", "limits on operations that a host asked for",
     reads("F3", ("external-force", -1), safeguards=("host-request",))),
    ("United States", "objects to", "a demand for restraint that names nobody", reads("F5", ("external-force", -1))),
    ("United States", "objects to", "a request to do without the label", reads("F3", ("terrorist-designation", -1))),
    ("United States", "accepts", "leaving the label out", reads("F0", ("terrorist-designation", -1))),
    ("United States", "accepts", "duties on arms smuggling", reads("F6", ("arms-trafficking", 1), measures=("weapons-smuggling",))),
    ("United States", "accepts", "duties on tracing", reads("F6", ("arms-trafficking", 1), measures=("weapons-tracing",))),
    ("United States", "accepts", "duties on stockpiles", reads("F6", ("arms-trafficking", 1), measures=("weapons-stockpiles",))),
    ("United States", "accepts", "export controls", reads("F6", ("arms-trafficking", 1), measures=("arms-export-control",))),
    ("China", "accepts", "concern without a finding", reads("F0", FOUND)),
    ("China", "accepts", "one factual report with UNODC in the lead",
     reads("F3", FOUND, measures=("factual-report",), safeguards=("unodc-lead",))),
    ("China", "objects to", "a request that keeps the Council busy", reads("F3", FOUND)),
    ("China", "accepts", "operations by agreement in force", reads("F3", NO_CONSENT, safeguards=("agreement-in-force",))),
    ("Russia", "accepts", "operations by agreement in force", reads("F3", NO_CONSENT, safeguards=("agreement-in-force",))),
    ("China", "accepts", "armed help that the host asked for", reads("F3", ABROAD, safeguards=("host-request",))),
    ("Russia", "accepts", "force that the host asked for",
     reads("F7", ABROAD, measures=("council-authorised-force",), safeguards=("host-request",))),
    ("Mexico", "accepts", "liaison under its own command", reads("F4", NO_CONSENT, safeguards=("national-command",))),
    ("Mexico", "objects to", "foreign operations on another's soil", reads("F3", NO_CONSENT, **ONE_STATE)),
    ("Mexico", "objects to", "strikes on another's territory", reads("F7", ABROAD, **ONE_STATE)),
    ("Mexico", "accepts", "help it asks for", reads("F7", ABROAD, safeguards=("host-request",), territory=("mexico",))),
    ("Mexico", "is silent on", "police work at sea", reads("F4", ("border-maritime-control", 1), measures=("maritime",))),
    ("Bolivia", "accepts", "drug-enforcement work by agreement", reads("F4", NO_CONSENT, safeguards=("agreement-in-force",))),
    ("Bolivia", "objects to", "operations on another's soil", reads("F3", NO_CONSENT, **ONE_STATE)),
    ("Bolivia", "accepts", "crop control agreed with growers",
     reads("F4", ("forced-eradication", 1), measures=("agreed-crop-control",))),
    ("Bolivia", "objects to", "crop control as such", reads("F3", ("forced-eradication", 1))),
    ("Bolivia", "accepts", "the treaties with reservations in force",
     reads("F4", ("traditional-coca", -1), safeguards=("reservations-kept",))),
    ("Bolivia", "objects to", "doubts on traditional use", reads("F3", ("traditional-coca", -1))),
)  # fmt: skip
def test_what_does_not_cross_a_red_line(topic: Topic, name: str, verb: str, what: str, reading: Reading) -> None:
    found = reaction(topic, name, reading)
    assert found.kind is KINDS[verb], what
    assert "red line is crossed" not in found.because


def test_the_red_lines_of_the_topic_are_those_of_the_table(topic: Topic) -> None:
    lines = {(d.name, s.issue, s.position) for d in topic.delegations for s in d.stances if s.red_line}
    assert lines == {
        ("United States", "external-force", 2),
        ("United States", "terrorist-designation", 2),
        ("United States", "arms-trafficking", -1),
        ("China", "council-competence", -2),
        ("China", "host-state-consent", 2),
        ("China", "external-force", -2),
        ("Russia", "host-state-consent", 2),
        ("Russia", "external-force", -1),
        ("Mexico", "host-state-consent", 2),
        ("Mexico", "external-force", -2),
        ("Bolivia", "host-state-consent", 2),
        ("Bolivia", "forced-eradication", -2),
        ("Bolivia", "traditional-coca", 2),
    }
    assert all(s.current for d in topic.delegations for s in d.stances if s.red_line)


@pytest.mark.parametrize(
    ("name", "clause", "rung", "verb"),
    [
        ("United States", "condemn-vessel-strikes", 1, "draws its red line at"),
        ("United States", "condemn-vessel-strikes", 2, "draws its red line at"),
        ("United States", "law-on-force-recalled", 0, "accepts"),
        ("United States", "reject-terrorist-listings", 1, "draws its red line at"),
        ("United States", "crime-and-terrorism-apart", 2, "objects to"),
        ("United States", "makers-and-dealers-answerable", 1, "draws its red line at"),
        ("United States", "stop-and-trace-illegal-guns", 3, "accepts"),
        ("United States", "secure-weapon-stockpiles", 2, "accepts"),
        ("China", "threat-finding", 2, "draws its red line at"),
        ("China", "pre-threat-determination", 0, "draws its red line at"),
        ("China", "pre-acting-under-chapter-vii", 0, "draws its red line at"),
        ("China", "concern-without-finding", 0, "accepts"),
        ("China", "factual-report", 1, "accepts"),
        ("China", "joint-investigation-teams", 3, "draws its red line at"),
        ("China", "assessment-access", 0, "draws its red line at"),
        ("Russia", "assessment-access", 0, "draws its red line at"),
        ("China", "armed-help-on-request", 1, "accepts"),
        ("China", "armed-help-on-request", 2, "draws its red line at"),
        ("Russia", "armed-help-on-request", 1, "accepts"),
        ("Russia", "armed-help-on-request", 2, "has reservations about"),
        ("Mexico", "multinational-force-mexico", 1, "draws its red line at"),
        ("Bolivia", "multinational-force-mexico", 1, "objects to"),
        ("Bolivia", "aerial-eradication", 1, "draws its red line at"),
        ("Bolivia", "surplus-coca-agreed", 0, "supports"),
        ("Bolivia", "uniform-coca-prohibition", 1, "draws its red line at"),
        ("Bolivia", "coca-leaf-review", 1, "supports"),
    ],
)
def test_red_lines_in_library_clauses(topic: Topic, name: str, clause: str, rung: int, verb: str) -> None:
    assert reaction(topic, name, library(topic, clause, rung)).kind is KINDS[verb]


# -- limits that are not red lines


@sentences(
    ("China", "supports", "precursor work shared by all",
     reads("F6", ("precursor-control", 1), measures=("shared-precursor-duty",))),
    ("China", "accepts", "an invitation to exporting States alone", reads("F2", ("precursor-control", 1), measures=("exporter-duty",))),
    ("China", "has reservations about", "a request to exporting States alone",
     reads("F3", ("precursor-control", 1), measures=("exporter-duty",))),
    ("China", "objects to", "a demand on exporting States alone",
     reads("F5", ("precursor-control", 1), measures=("exporter-duty",))),
    ("China", "has reservations about", "being named as a source", reads("F4", ("precursor-control", 1), measures=("names-source-state",))),
    ("Brazil", "supports", "joint land patrols", reads("F4", ("border-maritime-control", 1), measures=("land-border",))),
    ("Brazil", "is silent on", "interdiction at sea", reads("F4", ("border-maritime-control", 1), measures=("maritime",))),
    ("Brazil", "is silent on", "container checks", reads("F4", ("border-maritime-control", 1), measures=("ports-containers",))),
    ("Brazil", "supports", "borders of every kind", reads("F4", ("border-maritime-control", 1), measures=("maritime", "land-border"))),
    ("Brazil", "supports", "borders in general", reads("F4", ("border-maritime-control", 1))),
    ("Bolivia", "supports", "a review for coca leaf", reads("F3", ("drug-regime-reform", 1), measures=("coca-reform",))),
    ("Bolivia", "is silent on", "a review of prohibition", reads("F3", ("drug-regime-reform", 1), measures=("regime-change",))),
    ("United Kingdom", "supports", "less harm from drug markets", reads("F3", ("drug-regime-reform", 1), measures=("harm-reduction",))),
    ("United Kingdom", "is silent on", "a review of prohibition", reads("F3", ("drug-regime-reform", 1), measures=("regime-change",))),
    ("Russia", "supports", "concern at a threat", reads("F0", FOUND)),
    ("Russia", "has reservations about", "Chapter VII", reads("F6", FOUND, measures=("chapter-vii",))),
    ("United States", "accepts", "development without new funding duties",
     reads("F5", ("root-causes-livelihoods", 1), safeguards=("voluntary-funding",))),
    ("United States", "objects to", "a duty to pay, whatever it is called",
     reads("F5", ("root-causes-livelihoods", 1), measures=("funding-duty",), safeguards=("voluntary-funding",))),
    ("United States", "accepts", "a regional strategy in which it takes part",
     reads("F4", ("regional-ownership", 1), safeguards=("partner-participation",))),
)  # fmt: skip
def test_how_far_a_stance_reaches(topic: Topic, name: str, verb: str, what: str, reading: Reading) -> None:
    assert reaction(topic, name, reading).kind is KINDS[verb], what


def test_support_beyond_its_limit_says_what_went_too_far(topic: Topic) -> None:
    found = reaction(topic, "China", reads("F4", ("precursor-control", 1), measures=("exporter-duty",)))
    assert found.would_change is not None
    assert "duty on exporting States alone" in found.because
    assert "Leave out: duty on exporting States alone" in found.would_change.text


# -- several effects, and what every reaction carries


def test_the_worst_of_several_effects_decides_and_the_others_are_listed(topic: Topic) -> None:
    found = reaction(topic, "China", reads("F4", ("unodc-capacity", 1), NO_CONSENT, ("demand-health", 1)))
    assert found.kind is Kind.RED_LINE
    assert found.issue == "host-state-consent"
    assert found.others == (("unodc-capacity", Kind.SUPPORTS), ("demand-health", Kind.SUPPORTS))


def test_among_equals_the_first_effect_decides(topic: Topic) -> None:
    found = reaction(topic, "France", reads("F3", ("illicit-finance", 1), ("demand-health", 1)))
    assert (found.issue, found.kind) == ("illicit-finance", Kind.SUPPORTS)


def test_every_reaction_to_the_library_carries_its_reasons(topic: Topic) -> None:
    for clause in topic.clauses:
        for rung in range(len(clause.ladder)):
            for id_, found in react_all(library(topic, clause.id, rung), frozenset(), topic).items():
                where = f"{id_} on {clause.id} rung {rung}"
                assert found.because, where
                if found.kind is Kind.SILENT:
                    assert found.source is None and found.would_change is None, where
                    continue
                stance = topic.delegation_by_id[id_].stance_on(found.issue or "")
                assert stance is not None, where
                assert (found.source, found.basis) == (stance.source, stance.basis), where
                assert found.evidence, where
                grudging = found.kind in (Kind.RESERVED, Kind.OBJECTS, Kind.RED_LINE)
                assert (found.would_change is not None) is grudging, where
                if found.would_change is not None:
                    assert found.would_change.text.endswith("."), where


def test_a_red_line_s_advice_names_what_to_leave_out_and_the_wording_that_meets_the_condition(topic: Topic) -> None:
    finding = reaction(topic, "China", reads("F6", FOUND, measures=("article-39-finding",))).would_change
    assert finding is not None
    assert finding.text.startswith("Leave out: finding of a threat to peace.")
    consent = reaction(topic, "Russia", reads("F4", NO_CONSENT)).would_change
    assert consent is not None
    assert "at the request, or with the consent, of the State concerned" in consent.wordings


def test_softening_the_verb_is_advised_where_it_is_enough(topic: Topic) -> None:
    change = reaction(topic, "United States", reads("F4", ("demand-health", 1))).would_change
    assert change is not None
    assert change.force == "F2"
    assert "soften the opening" in change.text
    softer = reads(change.force, ("demand-health", 1))
    assert reaction(topic, "United States", softer).kind is Kind.ACCEPTS


def test_following_the_advice_helps(topic: Topic) -> None:
    """What would change a reaction does: the softer force, or leaving out what is named and adding a safeguard."""
    for clause in topic.clauses:
        for rung in range(len(clause.ladder)):
            reading = library(topic, clause.id, rung)
            for id_, found in react_all(reading, frozenset(), topic).items():
                change = found.would_change
                if change is None:
                    continue
                delegation = topic.delegation_by_id[id_]
                stance = delegation.stance_on(found.issue or "")
                assert stance is not None
                effects = tuple(e for e in reading.effects if e.issue == found.issue)
                if change.force is not None and "soften" in change.text:
                    softer = reading.model_copy(update={"effects": effects, "force": change.force, "heat": 0})
                    assert react(delegation, softer, frozenset(), topic).kind is Kind.ACCEPTS, (id_, clause.id, rung)
                if change.wordings and stance.condition is not None:
                    kept = tuple(m for m in reading.measures if m not in stance.condition.unless)
                    met = reading.safeguards + stance.condition.met_by[:1]
                    better = reading.model_copy(update={"effects": effects, "measures": kept, "safeguards": met})
                    assert react(delegation, better, frozenset(), topic).kind is Kind.ACCEPTS, (id_, clause.id, rung)


def test_reactions_to_one_reading_differ_only_by_safeguards_that_a_condition_turns_on(topic: Topic) -> None:
    reading = reads("F3", NO_CONSENT)
    plain = react_all(reading, frozenset(), topic)
    assert react_all(reading, frozenset({"human-rights", "lawful-trade"}), topic) == plain
    assert react_all(reading, frozenset({"human-rights", "host-request"}), topic) != plain


def test_a_measure_or_safeguard_that_the_topic_does_not_know_changes_nothing(topic: Topic) -> None:
    """A working file may be opened with another topic than it was written for."""
    stance = Stance(issue="illicit-finance", position=-1, basis=Basis.STATED, paraphrase="It minds.", source="003 p1",
                    only_for=("of-another-topic",), condition=Condition(text="Unheard of", met_by=("not-here",), unless=("nor-here",)))  # fmt: skip
    delegation = Delegation(id="anywhere", name="Anywhere", official="Anywhere", kind="state", as_of="now", stances=(stance,))
    found = react(delegation, reads("F5", ("illicit-finance", 1), measures=("unknown",)), frozenset({"nowhere"}), topic)
    assert found.kind is Kind.OBJECTS
