"""Who sits on the Council, in which order, and who presides."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from positions.council import (
    COUNCILS,
    DEFAULT_COUNCIL,
    alphabetical,
    check_councils,
    council_of_year,
    membership,
    permanent_members,
    read_councils,
    roster,
    state_names,
)
from positions.topic import load_topic

# English alphabetical order of the official names: Russia sits as the Russian Federation.
MEMBERS_2026 = (
    "bahrain", "china", "colombia", "democratic-republic-of-the-congo", "denmark", "france", "greece", "latvia",
    "liberia", "pakistan", "panama", "russia", "somalia", "united-kingdom", "united-states",
)  # fmt: skip
MEMBERS_2027 = (
    "austria", "bahrain", "china", "colombia", "democratic-republic-of-the-congo", "france", "kyrgyzstan", "latvia",
    "liberia", "portugal", "russia", "trinidad-and-tobago", "united-kingdom", "united-states", "zimbabwe",
)  # fmt: skip
PRESIDENTS_2026 = (
    "somalia", "united-kingdom", "united-states", "bahrain", "china", "colombia", "democratic-republic-of-the-congo",
    "denmark", "france", "greece", "latvia", "liberia",
)  # fmt: skip


def test_the_council_of_2026() -> None:
    assert council_of_year(2026).members == MEMBERS_2026


def test_the_council_of_2027() -> None:
    assert council_of_year(2027).members == MEMBERS_2027


def test_the_presidency_of_2026_goes_round_in_alphabetical_order() -> None:
    presidencies = council_of_year(2026).presidencies
    assert tuple(p.state for p in presidencies) == PRESIDENTS_2026
    assert [p.month for p in presidencies] == [f"2026-{month:02}" for month in range(1, 13)]
    order = MEMBERS_2026 + MEMBERS_2026
    start = order.index("somalia")
    assert order[start : start + 12] == PRESIDENTS_2026


def test_colombia_presided_in_june_2026_and_a_source_says_so() -> None:
    june = next(p for p in council_of_year(2026).presidencies if p.month == "2026-06")
    assert (june.state, june.status) == ("colombia", "verified")


def test_colombia_stays_until_the_end_of_2027_and_panama_leaves_in_2026() -> None:
    last = {term.state: term.last_year for term in membership().terms}
    assert (last["colombia"], last["panama"]) == (2027, 2026)


def test_a_year_that_is_not_on_record_is_refused() -> None:
    with pytest.raises(KeyError):
        council_of_year(1999)


def test_five_members_are_permanent_and_every_council_on_record_has_them() -> None:
    five = {"china", "france", "russia", "united-kingdom", "united-states"}
    assert set(permanent_members()) == five
    assert {state.id for state in state_names().values() if state.permanent} == five
    for year in membership().years:
        assert five <= set(council_of_year(year).members)


def test_the_default_council_is_there() -> None:
    assert DEFAULT_COUNCIL in read_councils()


def test_the_simulation_council_has_fifteen_documented_members() -> None:
    council = read_councils()["simulation"]
    topic = load_topic()
    assert len(set(council.members)) == 15
    assert all(topic.delegation_by_id[member].documented for member in council.members)
    assert all(topic.delegation_by_id[member].stances for member in council.members)
    assert set(permanent_members()) <= set(council.members)


def test_every_member_of_every_council_is_a_delegation_of_the_topic() -> None:
    known = load_topic().delegation_by_id
    assert all(member in known for council in read_councils().values() for member in council.members)


def test_members_sit_by_their_official_names() -> None:
    assert alphabetical(("united-states", "russia", "bolivia", "united-kingdom", "peru")) == (
        "bolivia", "peru", "russia", "united-kingdom", "united-states",
    )  # fmt: skip


def test_an_own_roster_is_put_in_order() -> None:
    assert roster(("france", "china", "mexico")).members == ("china", "france", "mexico")


def test_a_member_without_an_entry_of_its_own_is_ordered_by_its_name() -> None:
    seated = ("mexico", "Türkiye", "Côte d'Ivoire", "colombia", "Atlantis", "croatia")
    assert alphabetical(seated) == ("Atlantis", "colombia", "Côte d'Ivoire", "croatia", "mexico", "Türkiye")


def test_an_own_roster_needs_members() -> None:
    with pytest.raises(ValueError, match="choose at least one"):
        roster(())


def test_a_member_has_one_seat() -> None:
    with pytest.raises(ValueError, match="given twice: china"):
        roster(("china", "france", "china"))


def test_the_councils_at_hand_have_no_faults() -> None:
    assert check_councils() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("membership", "state: greece, seat", "state: grece, seat", "'grece' is no State of states.yaml"),
        ("membership", "month: 2026-02, state: united-kingdom", "month: 2026-02, state: peru",
         "'peru' is no member of the Council in 2026"),
        ("membership", "month: 2026-02", "month: 2026-01", "2026-01 is given 2 times"),
        ("membership", "years: [2026, 2027]", "years: [2026, 2028]", "2028 has 10 members; the Council has 15"),
        ("rosters", "mexico,", "mexiko,", "simulation: 'mexiko' is no State of states.yaml"),
        ("rosters", "mexico,", "china,", "simulation: 'china' is given twice"),
        ("rosters", "id: simulation", 'id: "2026"', "'2026' is the id of a real council; choose another"),
        ("states", "- id: austria", "- id: argentina", "the id 'argentina' is given 2 times"),
    ],
)  # fmt: skip
def test_a_fault_in_the_councils_is_found_where_it_stands(
    tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    folder = Path(shutil.copytree(COUNCILS, tmp_path / "councils"))
    path = folder / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [p for p in check_councils(folder) if p.message == message]
    assert found, [str(p) for p in check_councils(folder)]
    lines = path.read_text(encoding="utf-8").splitlines()
    word = message.split("'")[1] if "'" in message else message.split()[0]
    for problem in found:
        assert Path(problem.file) == path
        assert word in lines[problem.line - 1]
