"""A topic's folder: what one entry says of another is checked, and a fault is found where it stands.

Each case takes the small topic in `tests/data/topics/minimal`, changes one place, and marks with `# HERE` the line at
which the fault must be reported.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from positions.model import Basis, Mark, Stance
from positions.topic import CHARTER, DEFAULT_TOPIC, check_topic, load_topic, locators_of, read_topic, topic_ids
from positions.yaml_entries import ContentError, read_entries

MINIMAL = Path(__file__).resolve().parent.parent / "data" / "topics" / "minimal"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small topic, to be spoiled."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "minimal"))


class Case(NamedTuple):
    """One change to a file and the fault it makes."""

    file: str
    old: str
    new: str
    message: str


CASES = {
    "an unknown issue of a stance": Case(
        "delegations/denmark.yaml",
        "  - issue: boat-register\n",
        "  - issue: boat-registry # HERE\n",
        "'boat-registry' is no issue of this topic; did you mean 'boat-register'?",
    ),
    "an unknown source document": Case(
        "delegations/denmark.yaml",
        "    source: 100 p1\n",
        "    source: 200 p1 # HERE\n",
        "'200' is no document of sources.yaml (100)",
    ),
    "a source without a place": Case(
        "delegations/denmark.yaml",
        "    source: 100 p1\n",
        "    source: 100 p1; 100 # HERE\n",
        "denmark: '100' gives no place in its document; write '003 China ¶1; 002 p2 fn3'",
    ),
    "an unknown document of an argument": Case(
        "issues.yaml",
        "      source: 100 p3\n",
        "      source: 300 p3 # HERE\n",
        "'300' is no document of sources.yaml (100)",
    ),
    "a stance without basis": Case(
        "delegations/denmark.yaml",
        "  - issue: open-waters\n    position: 2\n    basis: stated\n",
        "  - issue: open-waters # HERE\n    position: 2\n",
        "denmark: 'stances.0.basis' is missing",
    ),
    "an inference without its step": Case(
        "delegations/denmark.yaml",
        "  - issue: boat-register\n    position: -1\n    basis: inferred\n    confidence: low\n    how: It never registered one.\n",
        "  - issue: boat-register # HERE\n    position: -1\n    basis: inferred\n    confidence: low\n",
        "denmark: the inferred stance on 'boat-register' needs both 'confidence' and 'how' it was inferred",
    ),
    "an inference without its confidence": Case(
        "delegations/denmark.yaml",
        "  - issue: boat-register\n    position: -1\n    basis: inferred\n    confidence: low\n",
        "  - issue: boat-register # HERE\n    position: -1\n    basis: inferred\n",
        "denmark: the inferred stance on 'boat-register' needs both 'confidence' and 'how' it was inferred",
    ),
    "a stated stance with a confidence": Case(
        "delegations/denmark.yaml",
        "  - issue: open-waters\n    position: 2\n",
        "  - issue: open-waters # HERE\n    position: 2\n    confidence: high\n",
        "denmark: the stated stance on 'open-waters' takes no 'confidence': the document says so",
    ),
    "a position off the scale": Case(
        "delegations/denmark.yaml",
        "    position: 2\n",
        "    position: 3 # HERE\n",
        "denmark: 'stances.0.position' is 3: input should be -2, -1, 0, 1 or 2",
    ),
    "an unknown safeguard in a condition": Case(
        "delegations/denmark.yaml",
        "      met_by: [by-agreement]\n",
        "      met_by: [by-agreements] # HERE\n",
        "'by-agreements' is no safeguard or measure of this topic; did you mean 'by-agreement'?",
    ),
    "an unknown measure of a red line": Case(
        "delegations/denmark.yaml",
        "      crossed_by: [patrol]\n",
        "      crossed_by: [patrols] # HERE\n",
        "'patrols' is no measure of this topic; did you mean 'patrol'?",
    ),
    "a delegation under another file's name": Case(
        "delegations/denmark.yaml",
        "id: denmark\n",
        "id: norway # HERE\n",
        "the id must be the file's name, 'denmark'",
    ),
    "a clause without effect": Case(
        "clauses/sea.yaml",
        "- id: register-boats\n  part: operative\n  title: Boats are registered\n"
        "  effects:\n    - {issue: boat-register, direction: 1, words: register}\n",
        "- id: register-boats # HERE\n  part: operative\n  title: Boats are registered\n  effects: []\n",
        "'register-boats' has no effect on any issue; give 'effects', or 'kind: procedural' if it has none",
    ),
    "an effect whose words a rung does not have": Case(
        "clauses/sea.yaml",
        "- id: open-the-sea\n  part: operative\n  title: The sea is opened\n  effects:\n    - issue: open-waters\n"
        "      direction: 1\n      words: [open to every boat]\n",
        "- id: open-the-sea # HERE\n  part: operative\n  title: The sea is opened\n  effects:\n    - issue: open-waters\n"
        "      direction: 1\n      words: [Invites States]\n",
        "open-the-sea: rung 1 shows none of the words ['Invites States'] given for 'open-waters'",
    ),
    "an effect on an unknown issue": Case(
        "clauses/sea.yaml",
        "    - {issue: boat-register, direction: 1, words: register}\n",
        "    - {issue: boats, direction: 1, words: register} # HERE\n",
        "'boats' is no issue of this topic",
    ),
    "an effect towards no pole": Case(
        "clauses/sea.yaml",
        "      direction: 1\n",
        "      direction: 0 # HERE\n",
        "open-the-sea: 'effects.0.direction' is 0: input should be -1 or 1",
    ),
    "a default that is no rung": Case(
        "clauses/sea.yaml",
        "- id: open-the-sea\n",
        "- id: open-the-sea # HERE\n  default: 2\n",
        "open-the-sea: 'default: 2' is no rung of its ladder of 2 (0 is the first)",
    ),
    "an unknown safeguard of a clause": Case(
        "clauses/sea.yaml",
        "  safeguards: [by-agreement]\n",
        "  safeguards: [by-treaty] # HERE\n",
        "'by-treaty' is no safeguard of this topic",
    ),
    "an unknown companion": Case(
        "clauses/sea.yaml",
        "  companions: [register-boats]\n",
        "  companions:\n    - register-boats\n    - register-boots # HERE\n",
        "'register-boots' is no clause of this topic; did you mean 'register-boats'?",
    ),
    "a force that is none": Case(
        "clauses/sea.yaml",
        "    - force: F1\n",
        "    - force: F9 # HERE\n",
        "open-the-sea: 'ladder.0.force' is 'F9': input should be 'F0', 'F1', 'F2', 'F3', 'F4', 'F5', 'F6' or 'F7'",
    ),
    "a territory that is no delegation": Case(
        "clauses/sea.yaml",
        "  safeguards: [by-agreement]\n",
        "  safeguards: [by-agreement]\n  territory: [denmarc] # HERE\n",
        "'denmarc' is no delegation of this topic; did you mean 'denmark'?",
    ),
    "cues that are no regular expression": Case(
        "cues.yaml",
        "    - closed waters\n",
        "    - (closed waters # HERE\n",
        "'(closed waters' is no regular expression: missing ), unterminated subpattern at position 0",
    ),
    "a fixed cue that stands at neither pole": Case(
        "cues.yaml",
        "  fixed:\n    - free passage\n",
        "  fixed:\n    - free pasage # HERE\n",
        "'free pasage' stands under neither 'positive' nor 'negative'; give it there too",
    ),
    "a safeguard for an unknown issue": Case(
        "safeguards.yaml",
        "  protects: {issue: open-waters, direction: -1}\n",
        "  protects: {issue: open-water, direction: -1} # HERE\n",
        "'open-water' is no issue of this topic; did you mean 'open-waters'?",
    ),
    "a derived effect of an unknown measure": Case(
        "topic.yaml",
        "    measure: binding-council-measure\n",
        "    measure: binding-councils-measure # HERE\n",
        "'binding-councils-measure' is no measure of this topic; did you mean 'binding-council-measure'?",
    ),
    "a measure of Charter law given again": Case(
        "measures.yaml",
        "- id: patrol\n",
        "- id: chapter-vii # HERE\n  label: Chapter VII\n  meaning: Another\n- id: patrol\n",
        "'chapter-vii' is a measure of Charter law, which every topic has from charter.yaml; take it out, or give it "
        "another id",
    ),
    "a safeguard under the id of a measure of Charter law": Case(
        "safeguards.yaml",
        "- id: by-agreement\n",
        "- id: council-sanctions # HERE\n  label: Sanctions\n  meaning: Another\n- id: by-agreement\n",
        "'council-sanctions' is a measure of Charter law, which every topic has from charter.yaml; take it out, or give "
        "it another id",
    ),
    "an unknown family of a clause": Case(
        "clauses/sea.yaml",
        "  family: A\n",
        "  family: B # HERE\n",
        "'B' is no family of topic.yaml",
    ),
    "families from an unknown document": Case(
        "topic.yaml",
        "families_source: 100 p2-4\n",
        "families_source: 200 p2-4 # HERE\n",
        "'200' is no document of sources.yaml (100)",
    ),
    "families whose source gives no place": Case(
        "topic.yaml",
        "families_source: 100 p2-4\n",
        'families_source: "100" # HERE\n',
        "minimal: '100' gives no place in its document; write '003 China ¶1; 002 p2 fn3'",
    ),
    "families without a source": Case(
        "topic.yaml",
        "id: minimal\ntitle: Fishing in the northern sea\nagenda_item: Fishing in the northern sea\n"
        "summary: Two neighbours, one sea, and boats that each takes for its own.\ndefault_council: \"2026\"\n"
        "families:\n  A: Rules for boats\nfamilies_source: 100 p2-4\n",
        "id: minimal # HERE\ntitle: Fishing in the northern sea\nagenda_item: Fishing in the northern sea\n"
        "summary: Two neighbours, one sea, and boats that each takes for its own.\ndefault_council: \"2026\"\n"
        "families:\n  A: Rules for boats\n",
        "minimal: 'families' needs 'families_source': where the sources group recommendations so",
    ),
    "an empty keyword": Case(
        "issues.yaml",
        "  keywords: [ships, vessels, list]\n",
        '  keywords: [ships, ""] # HERE\n',
        "boat-register: 'keywords.1' is '': string should have at least 1 character",
    ),
    "an unknown council": Case(
        "topic.yaml",
        'default_council: "2026"\n',
        'default_council: "1945" # HERE\n',
        "'1945' is no council",
    ),
    "a fact on an unknown issue": Case(
        "facts.yaml",
        "  issues: [boat-register]\n",
        "  issues: [boats] # HERE\n",
        "'boats' is no issue of this topic",
    ),
    "a fact with an id of the wrong form": Case(
        "facts.yaml",
        "- id: F001\n",
        "- id: F1 # HERE\n",
        "F1: 'id' is 'F1': string should match pattern '^F\\d{3}$'",
    ),
    "a bargain with an unknown clause": Case(
        "bargains.yaml",
        "  clauses: [open-the-sea]\n",
        "  clauses: [open-the-seas] # HERE\n",
        "'open-the-seas' is no clause of this topic; did you mean 'open-the-sea'?",
    ),
    "a row of a table without a source of the topic": Case(
        "tables.yaml",
        "    - name: East\n      source: 100 p9\n",
        "    - name: East\n      source: 900 p9 # HERE\n",
        "'900' is no document of sources.yaml (100)",
    ),
    "an argument of a debate from an unknown document": Case(
        "debates.yaml",
        "          source: 100 p10\n",
        "          source: 101 p10 # HERE\n",
        "'101' is no document of sources.yaml (100)",
    ),
    "a file that holds no list": Case(
        "gaps.yaml",
        "- text: Nobody counted the fish.\n  source: 100 p12\n",
        "text: Nobody counted the fish. # HERE\nsource: 100 p12\n",
        "this file must hold a list: '- id: …' an entry",
    ),
    "bad syntax": Case(
        "glossary.yaml",
        "  meaning: What fish are caught with.\n",
        "  meaning: What fish: are caught with. # HERE\n",
        "this is not YAML: mapping values are not allowed in this context; put a text with ': ' in it in quotes",
    ),
}


def test_the_small_topic_has_no_faults() -> None:
    assert check_topic(MINIMAL) == []
    topic = read_topic(MINIMAL)
    assert topic.id == "minimal"
    assert [clause.id for clause in topic.clauses] == ["open-the-sea", "register-boats"]


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_a_fault_is_found_at_its_file_and_line(folder: Path, case: Case) -> None:
    path = folder / case.file
    text = path.read_text(encoding="utf-8")
    assert case.old in text
    text = text.replace(case.old, case.new, 1)
    path.write_text(text, encoding="utf-8")
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "# HERE" in row)
    assert [str(problem) for problem in check_topic(folder)] == [f"{path}:{line}: {case.message}"]


def test_an_id_given_twice_is_reported_at_both_places(folder: Path) -> None:
    path = folder / "clauses" / "sea.yaml"
    text = path.read_text().replace("id: register-boats", "id: open-the-sea").replace("[register-boats]", "[]")
    path.write_text(text)
    assert [(p.line, p.message) for p in check_topic(folder)] == [
        (1, "the id 'open-the-sea' is given 2 times"),
        (17, "the id 'open-the-sea' is given 2 times"),
    ]


def test_an_id_given_in_two_files_is_reported_in_both(folder: Path) -> None:
    (folder / "clauses" / "coast.yaml").write_text(
        (folder / "clauses" / "sea.yaml").read_text().split("- id: register-boats")[0]
    )
    assert {Path(p.file).name for p in check_topic(folder)} == {"coast.yaml", "sea.yaml"}


def test_a_safeguard_and_a_measure_cannot_share_an_id(folder: Path) -> None:
    path = folder / "measures.yaml"
    path.write_text(path.read_text() + "- {id: by-agreement, label: By agreement, meaning: The same}\n")
    assert [p.message for p in check_topic(folder)] == ["the id 'by-agreement' is given 2 times"] * 2


def test_two_current_stances_on_one_issue_are_reported(folder: Path) -> None:
    path = folder / "delegations" / "denmark.yaml"
    more = "  - {issue: boat-register, position: 1, basis: stated, paraphrase: It has one., source: 100 p4}\n"
    path.write_text(path.read_text() + more)
    messages = {p.message for p in check_topic(folder)}
    assert messages == {"'boat-register' has 2 current stances; mark past ones 'current: false'"}


def test_a_past_stance_may_stand_beside_the_current_one(folder: Path) -> None:
    path = folder / "delegations" / "denmark.yaml"
    more = (
        "  - {issue: boat-register, position: 1, basis: stated, paraphrase: It had one., source: 100 p4, "
        "current: false, period: until 2010}\n"
    )
    path.write_text(path.read_text() + more)
    assert check_topic(folder) == []
    denmark = read_topic(folder).delegation_by_id["denmark"]
    stance = denmark.stance_on("boat-register")
    assert stance is not None
    assert stance.position == -1
    assert [s.current for s in denmark.record_on("boat-register")] == [False, True]


@pytest.mark.parametrize("file", ["topic.yaml", "sources.yaml", "issues.yaml", "cues.yaml", "gaps.yaml"])
def test_a_missing_file_is_one_fault_and_no_flood(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert [str(p) for p in check_topic(folder)] == [
        f"{folder / file}:1: the file is missing; a topic needs it, if only empty"
    ]
    with pytest.raises(ContentError):
        read_topic(folder)


def test_one_bad_clause_does_not_make_the_others_unknown(folder: Path) -> None:
    path = folder / "clauses" / "sea.yaml"
    path.write_text(path.read_text().replace("  kind: regulation\n", ""))
    assert [p.message for p in check_topic(folder)] == ["register-boats: 'kind' is missing"]


def test_a_topic_folder_is_named_by_its_id_wherever_it_is_called_from(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert check_topic(Path()) == []


def test_reading_a_bad_topic_raises_with_every_fault(folder: Path) -> None:
    path = folder / "facts.yaml"
    path.write_text(path.read_text().replace("[boat-register]", "[boats, nets]"))
    with pytest.raises(ContentError) as caught:
        read_topic(folder)
    assert [p.line for p in caught.value.problems] == [5, 5]


def test_states_without_a_file_are_there_and_silent() -> None:
    topic = read_topic(MINIMAL)
    latvia = topic.delegation_by_id["latvia"]
    assert not latvia.documented
    assert latvia.stances == ()
    assert latvia.stance_on("open-waters") is None
    assert topic.delegation_by_id["denmark"].documented
    assert topic.delegation_by_id["china"].permanent


def test_a_chairs_stance_takes_the_place_of_the_current_one_and_keeps_the_record() -> None:
    topic = read_topic(MINIMAL)
    stance = Stance(
        issue="open-waters", position=-1, basis=Basis.STATED, paraphrase="It closed its coast.", source="Chair's note 3",
        added_by="chair",
    )  # fmt: skip
    changed = topic.with_stances({"denmark": (stance,), "latvia": (stance,)})
    assert changed.delegation_by_id["denmark"].stance_on("open-waters") == stance
    assert [s.position for s in changed.delegation_by_id["denmark"].record_on("open-waters")] == [2, -1]
    assert changed.delegation_by_id["latvia"].stance_on("open-waters") == stance
    before = topic.delegation_by_id["denmark"].stance_on("open-waters")
    assert before is not None
    assert before.position == 2
    assert topic.with_stances({}) is topic


def test_the_same_added_stances_make_one_topic() -> None:
    """What is worked out from a topic is kept by its identity, and a page asks for its topic several times in a run."""
    topic = read_topic(MINIMAL)
    stance = Stance(issue="open-waters", position=1, basis=Basis.STATED, paraphrase="It is for it.", source="Chair's note 1")
    assert topic.with_stances({"latvia": (stance,)}) is topic.with_stances({"latvia": (stance.model_copy(),), "denmark": ()})
    assert topic.with_stances({"latvia": (stance,)}) is not topic.with_stances({"denmark": (stance,)})


def test_a_topic_with_added_stances_knows_the_one_without() -> None:
    topic = read_topic(MINIMAL)
    stance = Stance(issue="open-waters", position=1, basis=Basis.STATED, paraphrase="It is for it.", source="Chair's note 1")
    once = topic.with_stances({"latvia": (stance,)})
    twice = once.with_stances({"denmark": (stance,)})
    assert topic.base is once.base is twice.base is topic
    assert twice.delegation_by_id["latvia"].stance_on("open-waters") == stance


def test_every_topic_has_the_measures_of_charter_law_before_its_own() -> None:
    charter = read_entries(CHARTER, Mark)
    assert {"article-39-finding", "chapter-vii", "council-authorised-force", "council-sanctions"} <= {m.id for m in charter}
    for topic in (read_topic(MINIMAL), *map(load_topic, topic_ids())):
        assert topic.measures[: len(charter)] == charter
        assert all(re.search(r"\bArticles?\b", mark.meaning) for mark in charter)
    own = read_entries(MINIMAL / "measures.yaml", Mark)
    assert read_topic(MINIMAL).measures == charter + own


def test_the_words_of_charter_law_are_of_no_topic() -> None:
    said = CHARTER.read_text(encoding="utf-8").lower()
    for word in ("cartel", "drug", "traffick", "gang", "coca", "mexic"):
        assert word not in said


def test_a_fault_of_the_charter_file_is_found_at_its_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "charter.yaml"
    path.write_text(CHARTER.read_text(encoding="utf-8").replace("    - breach of", "    - (breach of"), encoding="utf-8")
    monkeypatch.setattr("positions.topic.CHARTER", path)
    line = next(n for n, row in enumerate(path.read_text().splitlines(), 1) if "(breach of" in row)
    assert [(p.file, p.line) for p in check_topic(MINIMAL)] == [(str(path), line)]


def test_a_topic_is_read_once() -> None:
    assert DEFAULT_TOPIC in topic_ids()
    assert load_topic() is load_topic(DEFAULT_TOPIC)


@pytest.mark.parametrize("name", ["atlantis", "../topics/drug-cartels", ""])
def test_an_unknown_topic_is_a_key_error(name: str) -> None:
    with pytest.raises(KeyError):
        load_topic(name)


def test_the_places_of_a_source_line() -> None:
    assert [str(place) for place in locators_of("003 China ¶1; 002 p2 fn3, fn4")] == ["003 China ¶1", "002 p2 fn3, fn4"]
