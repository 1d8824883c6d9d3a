"""Entries out of YAML: what a fault looks like to the person who has to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from positions.model import Entry, Slug, Words
from positions.yaml_entries import ContentError, Problem, line_of, read_entries, read_entry, read_yaml


class Deck(Entry):
    """A part of a boat."""

    name: Words
    planks: tuple[Words, ...] = ()


class Boat(Entry):
    """An entry of the kinds of fields that content has."""

    id: Slug
    name: Words
    masts: Literal[1, 2, 3] = 1
    crew: tuple[Words, ...] = ()
    deck: Deck | None = None


def faults(path: Path, text: str) -> list[str]:
    """The faults of a list of boats, each as `line: message`."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_entries(path, Boat)
    assert all(problem.file == str(path) for problem in caught.value.problems)
    return [f"{problem.line}: {problem.message}" for problem in caught.value.problems]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "boats.yaml"


def test_good_entries_come_in_the_order_of_the_file(path: Path) -> None:
    path.write_text("- {id: anna, name: Anna}\n- {id: berta, name: Berta, masts: 2, crew: [Ole, Kari]}\n")
    anna, berta = read_entries(path, Boat)
    assert (anna.name, berta.name, berta.masts, berta.crew) == ("Anna", "Berta", 2, ("Ole", "Kari"))


def test_an_empty_file_has_no_entries(path: Path) -> None:
    path.write_text("# nothing yet\n")
    assert read_entries(path, Boat) == ()


def test_a_file_may_hold_one_entry(path: Path) -> None:
    path.write_text("id: anna\nname: Anna\n")
    assert read_entry(path, Boat) == Boat(id="anna", name="Anna")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- id: anna\n  name: Anna\n\n- id: berta\n  masts: 2\n",
            "4: berta: 'name' is missing",
            id="a missing key points at its entry",
        ),
        pytest.param(
            "- id: anna\n  name: Anna\n  deck:\n    planks: []\n",
            "3: anna: 'deck.name' is missing",
            id="a missing inner key points at its parent",
        ),
        pytest.param(
            "- id: anna\n  name: Anna\n  mast: 2\n",
            "3: anna: 'mast' is no key of this kind of entry; did you mean 'masts'?",
            id="an unknown key that is near to a known one",
        ),
        pytest.param(
            "- id: anna\n  name: Anna\n  colour: red\n",
            "3: anna: 'colour' is no key of this kind of entry; it takes id, name, masts, crew, deck",
            id="an unknown key that is near to none",
        ),
        pytest.param(
            "- id: anna\n  name: Anna\n  deck:\n    name: Upper\n    plank: [oak]\n",
            "5: anna: 'deck.plank' is no key of this kind of entry; did you mean 'planks'?",
            id="an unknown inner key",
        ),
        pytest.param(
            "- id: anna\n  name: Anna\n  masts: 7\n",
            "3: anna: 'masts' is 7: input should be 1, 2 or 3",
            id="a value that is not among the choices",
        ),
        pytest.param(
            "- id: anna\n  name: 1905\n",
            "2: anna: 'name' must be text, and YAML reads 1905 as something else; put it in quotes",
            id="a number where words belong",
        ),
        pytest.param(
            "- id: anna\n  name: no\n",
            "2: anna: 'name' must be text, and YAML reads False as something else; put it in quotes",
            id="a word that YAML takes for a truth value",
        ),
        pytest.param(
            "- id: anna\n  name:\n",
            "2: anna: 'name' is empty: input should be a valid string",
            id="nothing where words belong",
        ),
        pytest.param(
            "- id: Anna K\n  name: Anna\n",
            "1: Anna K: 'id' is 'Anna K': an id is lower-case words joined by hyphens, such as host-state-consent",
            id="an id of the wrong form",
        ),
        pytest.param(
            "- id: anna\n  name: Anna\n  crew: Ole\n",
            "3: anna: 'crew' must be a list, such as [one, two] or lines that begin with '- ', and is 'Ole'",
            id="one word where a list belongs",
        ),
        pytest.param(
            "- id: anna\n  name: Anna\n  crew:\n    - Ole\n    - 7\n",
            "5: anna: 'crew.1' must be text, and YAML reads 7 as something else; put it in quotes",
            id="a wrong item points at its own line",
        ),
        pytest.param(
            "- id: anna\n  name: Anna\n  deck: upper\n",
            "3: anna: 'deck' must be 'key: value' lines, and is 'upper'",
            id="a word where an entry belongs",
        ),
        pytest.param(
            "- id: anna\n  name: Anna\n- berta\n",
            "3: an entry must be 'key: value' lines, and is 'berta'",
            id="a list item that is no entry",
        ),
        pytest.param(
            "id: anna\nname: Anna\n",
            "1: this file must hold a list: '- id: …' an entry",
            id="an entry where a list belongs",
        ),
        pytest.param(
            "- id: anna\n  name: Anna\n  name: Berta\n",
            "3: the key 'name' is given twice; join the two",
            id="a key given twice would hide the first",
        ),
        pytest.param(
            "- id: anna\n  name: Anna: the boat\n",
            "2: this is not YAML: mapping values are not allowed in this context; put a text with ': ' in it in quotes",
            id="a colon in a text without quotes",
        ),
    ],
)
def test_a_fault_is_given_with_its_line_and_what_would_be_right(path: Path, text: str, expected: str) -> None:
    assert faults(path, text) == [expected]


def test_a_tab_at_the_beginning_of_a_line_is_told_from_other_faults(path: Path) -> None:
    (fault,) = faults(path, "- id: anna\n\tname: Anna\n")
    assert fault.startswith("2: this is not YAML: ")
    assert "indent with spaces" in fault


def test_a_bracket_left_open_is_no_traceback(path: Path) -> None:
    (fault,) = faults(path, "- id: anna\n  crew: [Ole\n  name: Anna\n")
    assert fault.split(": ")[1] == "this is not YAML"


def test_every_fault_of_every_entry_is_given_at_once(path: Path) -> None:
    assert faults(
        path, "- {name: Anna}\n- {id: berta, name: Berta, masts: 9}\n- {id: carla, name: Carla, sails: 2}\n"
    ) == [
        "1: Anna: 'id' is missing",
        "2: berta: 'masts' is 9: input should be 1, 2 or 3",
        "3: carla: 'sails' is no key of this kind of entry; it takes id, name, masts, crew, deck",
    ]


def test_a_long_wrong_value_is_shortened(path: Path) -> None:
    (fault,) = faults(path, f"- id: anna\n  name: Anna\n  masts: {'x' * 5000}\n")
    assert len(fault) < 200


def test_a_missing_file_is_named(path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_entries(path, Boat)
    assert str(caught.value) == f"{path}:1: the file is missing; a topic needs it, if only empty"


@pytest.mark.parametrize("spoiled", [b"caf\xe9", b"bell \x07", b"nul \x00"], ids=["latin-1", "control", "nul"])
def test_a_character_that_may_not_stand_in_a_file_is_given_with_its_line(path: Path, spoiled: bytes) -> None:
    path.write_bytes(b"- id: anna\n  name: Anna\n- id: berta\n  name: " + spoiled + b"\n")
    with pytest.raises(ContentError) as caught:
        read_yaml(path)
    (problem,) = caught.value.problems
    assert problem.line == 4
    assert "save the file as UTF-8" in problem.message


def test_a_folder_in_place_of_a_file_is_no_traceback(path: Path) -> None:
    path.mkdir()
    with pytest.raises(ContentError, match="cannot be read"):
        read_yaml(path)


def test_the_error_shows_twenty_faults_and_counts_the_rest() -> None:
    error = ContentError([Problem(file="a.yaml", line=n, message="wrong") for n in range(1, 26)])
    assert len(error.problems) == 25
    assert str(error).splitlines()[-1] == "and 5 more"
    assert len(str(error).splitlines()) == 21


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 1),
        ((0,), 1),
        ((0, "name"), 2),
        ((1,), 4),
        ((1, "crew"), 6),
        ((1, "crew", 0), 7),
        ((1, "crew", 1), 8),
        ((1, "deck"), 9),
        ((1, "deck", "name"), 10),
        ((1, "deck", "colour"), 9),
        ((1, "colour"), 4),
        ((7,), 1),
    ],
)
def test_the_line_of_a_place(path: Path, place: tuple[int | str, ...], line: int) -> None:
    path.write_text(
        "- id: anna\n  name: Anna\n\n- id: berta\n  name: Berta\n  crew:\n    - Ole\n    - Kari\n  deck:\n    name: Upper\n"
    )
    assert line_of(path, place) == line


def test_lines_are_looked_up_again_when_the_file_has_changed(path: Path) -> None:
    assert faults(path, "- id: anna\n") == ["1: anna: 'name' is missing"]
    assert faults(path, "# two\n# lines more\n- id: anna\n") == ["3: anna: 'name' is missing"]
