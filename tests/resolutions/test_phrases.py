"""Opening phrases: every phrase of the lists is found again, in any spelling and behind any "Also"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolutions.model import FORCES
from resolutions.phrases import find_opening, operative_phrases, preambular_phrases

OPERATIVE = sorted({p.phrase for p in operative_phrases()})
PREAMBULAR = sorted({p.phrase for p in preambular_phrases()})


@pytest.mark.parametrize("phrase", OPERATIVE)
def test_every_operative_phrase_is_found(phrase: str) -> None:
    found = find_opening(f"{phrase} all States to act;", "operative")
    assert found is not None
    assert (found.words, found.phrase) == (phrase, phrase)


@pytest.mark.parametrize("phrase", PREAMBULAR)
def test_every_preambular_phrase_is_found(phrase: str) -> None:
    found = find_opening(f"{phrase} the report,", "preambular")
    assert found is not None
    assert (found.words, found.phrase) == (phrase, phrase)


def test_phrases_are_listed_once_with_a_force_and_a_heat() -> None:
    assert len(OPERATIVE) == len(operative_phrases()) >= 75
    assert len(PREAMBULAR) == len(preambular_phrases()) >= 115
    for phrase in (*operative_phrases(), *preambular_phrases()):
        assert phrase.force in FORCES
        assert -4 <= phrase.heat <= 1


@pytest.mark.parametrize(
    ("text", "words", "phrase"),
    [
        ("Calls upon States", "Calls upon", "Calls upon"),
        ("CALLS UPON States", "CALLS UPON", "Calls upon"),
        ("calls  upon States", "calls  upon", "Calls upon"),
        ("Calls\nupon States", "Calls\nupon", "Calls upon"),
        ("  “Calls upon” States", "Calls upon", "Calls upon"),
        ("Also calls upon States", "Also calls upon", "Calls upon"),
        ("Further requests the Secretary-General", "Further requests", "Requests"),
        ("Once again, demands that", "Once again, demands", "Demands"),
        ("Recognises the work", "Recognises", "Recognizes"),
        ("Recognizes the work", "Recognizes", "Recognizes"),
        ("Authorises Member States", "Authorises", "Authorizes"),
        ("Emphasises that", "Emphasises", "Emphasizes"),
    ],
)
def test_spelling_case_and_what_stands_before(text: str, words: str, phrase: str) -> None:
    found = find_opening(text, "operative")
    assert found is not None
    assert (found.words, found.phrase) == (words, phrase)


@pytest.mark.parametrize(
    ("text", "force", "heat"),
    [
        ("Notes the report", "F0", 0),
        ("Invites States", "F1", 0),
        ("Requests the Secretary-General", "F3", 0),
        ("Calls upon States", "F3", 0),
        ("Urges States", "F4", 0),
        ("Urgently calls upon States", "F4", 0),
        ("Demands that", "F5", 0),
        ("Decides that", "F6", 0),
        ("Authorizes States", "F7", 0),
        ("Condemns the attack", "F0", -3),
        ("Strongly condemns the attack", "F0", -4),
        ("Deplores the attack", "F0", -2),
        ("Welcomes the report", "F0", 1),
    ],
)
def test_force_and_heat_of_common_openings(text: str, force: str, heat: int) -> None:
    found = find_opening(text, "operative")
    assert found is not None
    assert (found.force, found.heat) == (force, heat)


@pytest.mark.parametrize("text", ["", "States should act", "Callsupon States", "Callsign", "مجلس الأمن", "…", "1. Calls upon"])
def test_what_is_no_opening(text: str) -> None:
    assert find_opening(text, "operative") is None


def test_the_longest_phrase_is_taken() -> None:
    found = find_opening("Recalling also its resolution", "preambular")
    assert found is not None
    assert found.phrase == "Recalling also"
    found = find_opening("Takes note of the report", "operative")
    assert found is not None
    assert found.phrase.startswith("Takes note")


@given(st.text(max_size=80))
def test_an_opening_found_stands_in_the_text(text: str) -> None:
    for part in ("preambular", "operative"):
        found = find_opening(text, part)  # type: ignore[arg-type]
        assert found is None or found.words in text


def test_a_phrase_says_who_may_use_it_and_how_often_it_was() -> None:
    for verb in operative_phrases():
        assert verb.council and verb.assembly
        assert verb.seen >= 0 and verb.recent >= 0
    for phrase in preambular_phrases():
        assert phrase.assembly and phrase.council in ("yes", "rare", "not seen")
        assert (phrase.council == "yes") is (phrase.seen + phrase.recent > 0), phrase.phrase
    assert sum(p.seen + p.recent > 0 for p in preambular_phrases()) >= 115


def test_only_the_council_determines_and_acts_under_chapter_vii() -> None:
    kept = {p.phrase for p in preambular_phrases() if p.assembly.startswith("no")}
    assert kept == {"Determining", "Acting under Chapter VII", "Acting under Article 41"}
    assert all(p.force == "F6" for p in preambular_phrases() if p.phrase in kept)


@pytest.mark.parametrize(
    ("text", "words", "heat"),
    [
        ("Expressing deep concern at the violence", "Expressing deep concern", -1),
        ("Further expressing serious concern over", "Further expressing serious concern", -1),
        ("Expressing alarm that violence", "Expressing alarm", -2),
        ("Strongly encouraging the parties", "Strongly encouraging", 0),
        ("Urging the sides to meet", "Urging", 0),
        ("<u>Recalling</u> its resolution", "Recalling", 0),
        ("<i>Deeply concerned</i> by", "Deeply concerned", -1),
    ],
)
def test_what_preambles_of_today_open_with(text: str, words: str, heat: int) -> None:
    found = find_opening(text, "preambular")
    assert found is not None
    assert (found.words, found.heat, found.force) == (words, heat, "F0")
