"""The first reader: sentences with what they mean, and how often it is right on labelled ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.reader import Score, by_cues_alone, clause_cases, labelled_cases, score, updated
from positions.model import Basis, Stance
from positions.topic import Topic, load_topic
from resolutions.model import Paragraph, Reading
from resolutions.reader import read_text
from resolutions.reading import read


@pytest.fixture(scope="module")
def topic() -> Topic:
    return load_topic()


def effects(reading: Reading) -> set[tuple[str, int]]:
    return {(effect.issue, effect.direction) for effect in reading.effects}


FORCE_IN_MEXICO = "Authorizes Member States to take all necessary measures against cartels in Mexico;"


def test_authorised_force(topic: Topic) -> None:
    reading = read_text(FORCE_IN_MEXICO, "operative", topic)
    assert reading.force == "F7"
    assert ("external-force", 1) in effects(reading)
    assert reading.territory == ("mexico",)
    assert "council-authorised-force" in reading.measures
    assert "all necessary measures" in reading.evidence["council-authorised-force"]


@pytest.mark.parametrize(
    "text",
    [
        "Affirms that nothing in this resolution authorizes the use of force or any intervention;",
        "Decides that nothing in this resolution shall be construed as authorizing the use of force against any State;",
        "Stresses that the present resolution shall not be construed as authorizing military action;",
        "Underlines that nothing in the present resolution permits the use of force in Mexico;",
    ],
)
def test_nothing_authorises_force(text: str, topic: Topic) -> None:
    reading = read_text(text, "operative", topic)
    assert ("external-force", -1) in effects(reading)
    assert ("external-force", 1) not in effects(reading)
    assert "no-intervention" in reading.safeguards
    assert "council-authorised-force" not in reading.measures
    assert reading.force != "F7"


@pytest.mark.parametrize(
    "text",
    [
        "Condemns the strikes on vessels in the Caribbean;",
        "Demands an immediate end to the military campaign against boats in the eastern Pacific;",
        "Demands an immediate end to the military campaign against boats in the Caribbean Sea, and calls for an inquiry;",
        "Strongly condemns the bombing of boats in the Caribbean Sea;",
    ],
)
def test_the_campaign_condemned(text: str, topic: Topic) -> None:
    reading = read_text(text, "operative", topic)
    assert ("external-force", -1) in effects(reading)
    assert "condemns-campaign" in reading.measures


def test_the_charter_recalled_condemns_nothing(topic: Topic) -> None:
    reading = read_text("Recalls that the use of force is governed by the Charter;", "operative", topic)
    assert "condemns-campaign" not in reading.measures


def test_technical_assistance_at_the_request_of_states(topic: Topic) -> None:
    reading = read_text(
        "Requests the United Nations Office on Drugs and Crime to provide technical assistance at the request of States;",
        "operative",
        topic,
    )
    assert reading.addressee == "unodc"
    assert ("unodc-capacity", 1) in effects(reading)
    assert ("host-state-consent", -1) not in effects(reading)
    assert "host-request" in reading.safeguards


def test_guns_sold_are_not_guns_traced(topic: Topic) -> None:
    sold = read_text("Urges States to cap what gun shops may sell;", "operative", topic)
    traced = read_text("Urges States to trace illicit firearms;", "operative", topic)
    assert effects(sold) == effects(traced) == {("arms-trafficking", 1)}
    assert "domestic-gun-law" in sold.measures
    assert "weapons-tracing" in traced.measures
    assert "domestic-gun-law" not in traced.measures


def test_a_finding_and_a_concern(topic: Topic) -> None:
    found = read_text(
        "Determines that the violence of cartels constitutes a threat to international peace and security;",
        "operative",
        topic,
    )
    assert found.force == "F6"
    assert effects(found) == {("council-competence", 1)}
    assert "article-39-finding" in found.measures
    concern = read_text("Expressing concern at the violence of cartels in many countries,", "preambular", topic)
    assert concern.force == "F0"
    assert ("council-competence", 1) not in effects(concern)
    assert "article-39-finding" not in concern.measures


@pytest.mark.parametrize(
    ("opening", "force"),
    [
        ("Notes that", "F0"),
        ("Encourages", "F1"),
        ("Invites", "F1"),
        ("Recommends that", "F2"),
        ("Requests", "F3"),
        ("Calls upon", "F3"),
        ("Urges", "F4"),
        ("Demands that", "F5"),
        ("Decides that", "F6"),
    ],
)
def test_force_of_the_opening(opening: str, force: str, topic: Topic) -> None:
    reading = read_text(f"{opening} all States share intelligence on traffickers;", "operative", topic)
    assert reading.force == force
    assert reading.addressee == "states"


def test_what_states_shall_do_is_a_council_measure(topic: Topic) -> None:
    text = "Decides that all States shall license the brokers of precursor chemicals;"
    reading = read_text(text, "operative", topic)
    assert (reading.force, reading.addressee) == ("F6", "states")
    derived = read(Paragraph(id="op1", text=text), "operative", topic)
    assert ("council-competence", 1) in effects(derived)


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Requests the Secretary-General to report every year;", "secretary-general"),
        ("Calls upon banks to know their customers;", "financial-institutions"),
        ("Demands that all criminal groups release those whom they hold;", "armed-groups"),
        ("Invites the Organization of American States to lead;", "regional-organisations"),
        ("Invites the General Assembly to hold a debate;", "un-bodies"),
        ("Calls upon States in which coca is grown to register the plots;", "host-state"),
        ("Decides to review the present resolution in a year;", "council"),
        ("Encourages port operators to hire residents;", "private-sector"),
    ],
)
def test_addressee(text: str, addressee: str, topic: Topic) -> None:
    assert read_text(text, "operative", topic).addressee == addressee


@pytest.mark.parametrize(
    "text",
    [
        "Welcomes the recovery of fish stocks in the southern oceans;",
        "Calls upon all States to reduce emissions of greenhouse gases;",
        "Decides that the present resolution shall enter into force at once;",
        "Notes that the state of the building borders on collapse;",
        "Thanks the delegation of Panama for its hospitality;",
        "Decides to remain actively seized of the matter.",
    ],
)
def test_nothing_of_the_topic(text: str, topic: Topic) -> None:
    assert read_text(text, "operative", topic).effects == ()


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("Calls upon States to refrain from aerial spraying of coca;", ("forced-eradication", -1)),
        ("Rejects any negotiation with gangs;", ("criminal-dialogue", -1)),
        ("Calls upon States to end mass arrests;", ("military-led-enforcement", -1)),
        ("Calls upon States to suspend extradition of leaders who are in talks;", ("extradition-mla", -1)),
        ("Encourages not only arrests but also treatment of people who use drugs;", ("demand-health", 1)),
        ("Demands that no foreign troops be sent;", ("external-force", -1)),
        ("Condemns operations on the territory of a State without its consent;", ("host-state-consent", 1)),
        (
            "Decides that operations may take place without the consent of the State concerned;",
            ("host-state-consent", -1),
        ),
    ],
)
def test_what_negation_turns(text: str, effect: tuple[str, int], topic: Topic) -> None:
    assert effect in effects(read_text(text, "operative", topic))
    assert (effect[0], -effect[1]) not in effects(read_text(text, "operative", topic))


def test_what_stands_in_sub_paragraphs_counts(topic: Topic) -> None:
    text = "Calls upon Member States to:\n(a) scan containers in their ports;\n(b) trace firearms seized from gangs;"
    assert effects(read_text(text, "operative", topic)) == {("border-maritime-control", 1), ("arms-trafficking", 1)}


def test_the_wording_of_every_safeguard_is_read_and_turns_nothing_round(topic: Topic) -> None:
    for mark in topic.safeguards:
        reading = read_text(f"Encourages Member States to share intelligence, {mark.wording};", "operative", topic)
        assert mark.id in reading.safeguards
        against = {effect for effect in effects(reading) if effect[1] == -1}
        assert against <= ({(mark.protects.issue, mark.protects.direction)} if mark.protects else set())


def test_every_effect_shows_words_of_the_text(topic: Topic) -> None:
    for case in labelled_cases():
        reading = read_text(case.text, case.part, topic)
        for evidence in (*(effect.evidence for effect in reading.effects), *reading.evidence.values()):
            assert evidence
            assert evidence in case.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x07\u202e",
        "İstanbul İİİ ﬁrearms ß" * 20,
        "تؤكد من جديد احترامها لسيادة جميع الدول",
        "重申所有国家的主权、独立和领土完整",
        "Призывает все государства сотрудничать",
        "((((((((((*+?[",
        "Requests",
    ],
)
def test_any_text_is_read(text: str, topic: Topic) -> None:
    assert read_text(text, "operative", topic).by == "reader"
    assert read_text(text, "preambular", topic).by == "reader"


@pytest.mark.parametrize(
    "unit",
    ["a", " ", "trac ", "end to the military ", "condemn strikes licens chemical ", ", and ", "in the ", "\n(a) "],
)
def test_a_long_text_is_read_to_a_limit_and_no_further(unit: str, topic: Topic) -> None:
    """How long reading takes is bounded by the length that is read."""
    text = ("Requests " + unit * 10_000)[:10_000]
    told = " and requests the Secretary-General to report on the sale of firearms by cartels in Mexico"
    assert read_text(text + told, "operative", topic) == read_text(text, "operative", topic)


def test_the_limit_is_beyond_an_ordinary_paragraph(topic: Topic) -> None:
    text = "Calls upon States " + "to cooperate and " * 200 + "to take all necessary measures against cartels"
    assert "council-authorised-force" not in read_text("Calls upon States to cooperate", "operative", topic).measures
    assert ("external-force", 1) in effects(read_text(text, "operative", topic))


def test_what_is_read_is_kept_once_for_all_rooms_of_a_topic(topic: Topic) -> None:
    """Rooms in which chairs added stances share cues and readings: no stance says what a paragraph means."""
    paragraph = Paragraph(id="p1", text=FORCE_IN_MEXICO)
    reading = read(paragraph, "operative", topic)
    for number in range(12):
        stance = Stance(
            issue="external-force", position=1, basis=Basis.STATED, paraphrase=f"View {number}.", source="Chair's note 1"
        )
        room = topic.with_stances({"latvia": (stance,)})
        assert room is not topic
        assert read(paragraph, "operative", room) is reading


def test_labels_are_sound(topic: Topic) -> None:
    cases = labelled_cases()
    held_out = [case for case in cases if case.held_out]
    assert len(cases) >= 600
    assert len({case.id for case in cases}) == len(cases)
    assert len(held_out) >= len(cases) // 5
    assert {case.writer for case in held_out}.isdisjoint({case.writer for case in cases if not case.held_out})
    assert {issue for case in cases for issue, _ in case.effects} == {issue.id for issue in topic.issues}
    assert {direction for case in cases for _, direction in case.effects} == {1, -1}


def assert_floors(measured: Score, *, precision: float, recall: float, force: float) -> None:
    assert measured.precision >= precision
    assert measured.recall >= recall
    assert measured.force >= force


def test_quality_on_writers_it_was_not_trained_on(topic: Topic) -> None:
    held_out = [case for case in labelled_cases() if case.held_out]
    measured = score(held_out, topic)
    assert_floors(measured, precision=0.85, recall=0.80, force=0.95)


def test_a_library_clause_that_was_edited_keeps_its_meaning(topic: Topic) -> None:
    measured = score(clause_cases(topic), topic)
    assert_floors(measured, precision=0.85, recall=0.85, force=0.98)
    assert measured.addressee >= 0.83


def test_a_topic_without_weights_is_read_by_its_cues(topic: Topic) -> None:
    cues = by_cues_alone(topic)
    assert ("external-force", 1) in effects(read_text(FORCE_IN_MEXICO, "operative", cues))
    first = [case for case in labelled_cases() if case.writer == "writer-first"]
    assert_floors(score(first, cues), precision=0.94, recall=0.95, force=0.98)


def test_the_figures_of_the_method_are_those_of_the_benchmark(topic: Topic) -> None:
    document = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
    assert "<!-- figures: reader -->" in document
    assert updated(document, topic) == document
