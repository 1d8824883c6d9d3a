"""Briefing packs: every delegation's prints, says only what the topic holds, and is the same each time."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from briefings.__main__ import main
from briefings.binder import SECTIONS, Case, binder, find_delegation, of_variant
from briefings.dais_pack import placards, sheets
from briefings.engine import pages, pdf
from positions.council import read_councils
from positions.topic import load_topic

TOPIC = load_topic()
COUNCIL = read_councils()[TOPIC.about.default_council]


def case(delegation: str = "china") -> Case:
    return Case(TOPIC, COUNCIL, TOPIC.delegation_by_id[delegation])


def text_of(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(text_of(v) for v in value.values())
    return " ".join(text_of(v) for v in value) if isinstance(value, list | tuple) else str(value)


@pytest.mark.parametrize("delegation", ["united-states", "china", "peru"])
def test_the_pack_of_a_documented_delegation_has_ten_to_twenty_pages(delegation: str) -> None:
    assert 10 <= len(pages("pack.typ", binder(case(delegation)))) <= 20


def test_every_delegation_has_a_binder() -> None:
    for delegation in TOPIC.delegations:
        assert binder(case(delegation.id))["sections"]


def test_a_silent_delegation_is_told_so_and_what_to_do() -> None:
    made = binder(case("austria"))
    words = text_of(made)
    assert "Not documented" in words and "What to do" in words
    assert "first draft" not in words
    assert pdf("pack.typ", made).startswith(b"%PDF")


def test_every_stance_has_its_source() -> None:
    made = binder(case(), sections=("stances",))
    stances = [b for b in made["sections"][0]["blocks"] if b["k"] == "stance"]
    assert len(stances) == sum(s.current for s in case().delegation.stances)
    assert all(b["src"] and b["note"] for b in stances)


def test_the_same_input_gives_the_same_bytes_as_an_accessible_archive_file() -> None:
    made = binder(case("peru"), sections=("glance", "stances", "allies"))
    first = pdf("pack.typ", made)
    assert first == pdf("pack.typ", made)
    assert b"pdfuaid" in first and b"pdfaid" in first


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("variant", ["chair", "observer"])
def test_the_variants_print_on_either_paper(variant: str, paper: str) -> None:
    assert pdf("pack.typ", binder(case(), variant=variant, paper=paper))  # type: ignore[arg-type]


def test_an_observer_gets_no_speech() -> None:
    assert "speeches" not in of_variant("observer")


def test_sections_can_be_chosen_and_unknown_ones_are_told() -> None:
    assert [s["title"] for s in binder(case(), sections=("rules", "glance"))["sections"]] == ["At a glance", "Rules of procedure"]
    with pytest.raises(ValueError, match="there is no section 'nonsense'"):
        binder(case(), sections=("nonsense",))


@pytest.mark.parametrize("name", ['#read("/etc/passwd")', "$x$ *a* _b_ `c` {{ d }}", "العربية", "x" * 10_000, "a\x00b\u202ec"])
def test_hostile_names_are_only_words(name: str) -> None:
    hostile = case("peru").delegation.model_copy(update={"name": name, "official": name})
    assert pdf("pack.typ", binder(case()._replace(delegation=hostile), sections=("glance", "paper")))


def test_only_permanent_members_have_a_box_for_a_veto() -> None:
    table = next(b for b in sheets(COUNCIL, TOPIC) if b["k"] == "table" and "Veto" in b["head"])
    assert sum(row[-1]["text"] == "☐" for row in table["rows"]) == 5


def test_each_member_has_a_placard() -> None:
    assert len(pages("placards.typ", placards(COUNCIL, TOPIC))) == 15


def test_a_delegation_is_found_by_its_name() -> None:
    assert find_delegation("  united KINGDOM ", TOPIC).id == "united-kingdom"


def test_the_command_writes_a_file_and_a_folder(tmp_path: Path) -> None:
    assert main(["pack", "--delegation", "China", "--sections", "glance", "-o", str(tmp_path / "c.pdf")]) == 0
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    assert main(["pack", "--all", "--sections", "glance", "-o", str(tmp_path / "all.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert "china.pdf" in archive.namelist()


@pytest.mark.parametrize(
    "arguments",
    [["--delegation", "atlantis"], [], ["--delegation", "china", "--council", "1"], ["--delegation", "china", "--sections", "x"], ["--delegation", "china", "--topic", "x"]],
)  # fmt: skip
def test_a_fault_is_one_line(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", *arguments, "-o", str(tmp_path / "x.pdf")]) == 2
    assert re.fullmatch(r"briefings: .+\n", capsys.readouterr().err)


def test_the_guide_names_every_section() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "printing.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in guide for name in SECTIONS)
