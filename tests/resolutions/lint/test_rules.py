"""Every rule of the linter fires on its bad example and is silent on its good one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from resolutions.lint import LINT_RULES, LintRule, find_house, houses, lint
from resolutions.lint.house_styles import council_numbers
from resolutions.model import Finding, Severity
from resolutions.rules import RULES
from resolutions.text import parse_text

DEFECTS = Path(__file__).resolve().parents[2] / "data" / "defects"
INDEX = yaml.safe_load((DEFECTS / "index.yaml").read_text(encoding="utf-8"))
CLEAN = sorted((DEFECTS / "clean").glob("*.txt"))


def codes(text: str, style: str = "un", house: str | None = None) -> list[str]:
    return [finding.code for finding in found(text, style, house)]


def found(text: str, style: str = "un", house: str | None = None) -> tuple[Finding, ...]:
    return lint(parse_text(text), "mun" if style == "mun" else "un", house, source=text)


@pytest.mark.parametrize("rule", LINT_RULES, ids=lambda rule: rule.code)
def test_a_rule_fires_on_what_is_wrong_and_not_on_what_is_right(rule: LintRule) -> None:
    assert rule.code in codes(rule.bad, rule.example_style, rule.house)
    assert rule.code not in codes(rule.good, rule.example_style, rule.house)


@pytest.mark.parametrize("rule", LINT_RULES, ids=lambda rule: rule.code)
def test_a_rule_says_why_and_by_whose_word(rule: LintRule) -> None:
    assert re.fullmatch(r"(?:FM|PR|OP|SP|RF|NM|LB|CO)\d\d", rule.code)
    assert rule.name and rule.source
    assert rule.why.endswith(".")
    assert rule.un is not None or rule.mun is not None
    assert rule.setting is None or rule.setting in type(find_house("un")).model_fields


def test_codes_are_unique_and_none_is_one_of_the_draft_check() -> None:
    mine = [rule.code for rule in LINT_RULES]
    assert len(set(mine)) == len(mine) >= 45
    assert not set(mine) & {rule.code for rule in RULES}
    assert {rule.covers for rule in LINT_RULES if rule.covers} <= {rule.code for rule in RULES}
    assert {code for rule in LINT_RULES for code in rule.over} <= set(mine)


@pytest.mark.parametrize("defect", INDEX, ids=lambda defect: defect["file"].removesuffix(".txt"))
def test_a_seeded_defect_is_found(defect: dict[str, str]) -> None:
    text = (DEFECTS / defect["file"]).read_text(encoding="utf-8")
    assert defect["code"] in codes(text, defect.get("style", "un"), defect.get("house"))


def test_there_are_sixty_kinds_of_defects_and_each_file_is_one() -> None:
    assert len({defect["code"] for defect in INDEX}) >= 60
    assert {defect["file"] for defect in INDEX} == {path.name for path in DEFECTS.glob("*.txt")}


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_on_a_sound_draft_nothing_above_a_hint_fires(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    style = "mun" if path.stem == "model-un" else "un"
    assert [f for f in found(text, style) if f.severity is not Severity.INFO] == []


def test_houses_differ_and_say_whose_practice_they_are() -> None:
    text = (
        "The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n"
        "1. Calls upon all States to:\n(a) Share information,\n(b) Train officers,\n(c) Report;\n\n"
        "2. Decides to remain seized of the matter."
    )
    assert "SP08" not in codes(text, "mun", "thimun")
    assert "SP08" in codes(text, "mun", "nmun")
    assert "SP10" in codes(text, "mun", "nmun")
    assert all(house.source for house in houses().values())


def test_an_unknown_house_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(ValueError, match="there is no house 'oxford'; there is un, mun"):
        find_house("mun", "oxford")
    with pytest.raises(ValueError, match="follows style mun"):
        find_house("un", "thimun")


def test_the_numbers_of_the_council_only_rise() -> None:
    last = list(council_numbers().last.values())
    assert last == sorted(last)
    assert council_numbers().span(1939) is None
    assert council_numbers().span(2022) is not None


def test_every_resolution_of_the_council_is_within_the_span_of_its_year() -> None:
    for citation in ("242 (1967)", "338 (1973)", "678 (1990)", "1373 (2001)", "1540 (2004)", "2231 (2015)", "2653 (2022)", "2793 (2025)"):
        text = f"The Security Council,\n\nRecalling resolution {citation},\n\nDecides to remain seized of the matter."
        assert "RF01" not in codes(text), citation


def test_words_in_quotation_marks_are_somebody_elses() -> None:
    text = (
        "The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n"
        "1. Notes that the declaration “Our member states and the UN” was signed;\n\n2. Decides to remain seized of the matter."
    )
    assert {"NM02", "NM14", "FM25"}.isdisjoint(codes(text))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Calls upon the European Union and its member states to help;", "NM02"),
        ("Notes that not all states of emergency were notified;", "NM03"),
        ("Takes note of the Venezuela (Bolivarian Republic of) report;", "NM11"),
        ("Urges the mission UN Women supports to report;", "NM14"),
        ("Recalls paragraph 12 of resolution 2653 (2022) and paragraph 9 of that resolution;", "RF10"),
        ("Requests a report at the latest on 29 February 2028;", "RF08"),
        ("Notes the report (S/2025/12) of the Panel of Experts No. 5 Group;", "FM19"),
        ("Decides not to impose sanctions;", "LB06"),
        ("Decides to lift the arms embargo;", "LB06"),
        ("Notes that, had the force not been acting under Chapter VII of the Charter of the United Nations, it would have left;", "LB07"),
        ("Noting the delay, decides to extend the mandate of the Panel;", "OP02"),
        ("Continues to urge all States to cooperate;", "OP17"),
    ],
)
def test_what_only_looks_wrong_is_left_alone(words: str, code: str) -> None:
    text = f"The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n1. {words}\n\n2. Decides to remain seized of the matter."
    assert code not in codes(text)


def test_a_noun_is_not_taken_for_a_verb_and_fixed() -> None:
    text = "The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n1. Support for victims;\n\n2. Decides to remain seized of the matter."
    assert "OP09" not in codes(text)
