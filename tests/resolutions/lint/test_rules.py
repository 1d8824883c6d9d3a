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
OF_A_HOUSE = sorted((DEFECTS / "clean" / "houses").glob("*.txt"))
"""Each is sound in the house whose id it bears."""


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


@pytest.mark.parametrize("defect", INDEX, ids=lambda defect: defect["file"].removesuffix(".txt"))
def test_a_seeded_defect_raises_no_more_than_it_is(defect: dict[str, str]) -> None:
    text = (DEFECTS / defect["file"]).read_text(encoding="utf-8")
    assert len([f for f in found(text, defect.get("style", "un"), defect.get("house")) if f.severity is Severity.ERROR]) <= 3


def test_there_are_sixty_kinds_of_defects_and_each_file_is_one() -> None:
    assert len({defect["code"] for defect in INDEX}) >= 60
    assert {defect["file"] for defect in INDEX} == {path.name for path in DEFECTS.glob("*.txt")}


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_on_a_sound_draft_nothing_above_a_hint_fires(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    style = "mun" if path.stem == "model-un" else "un"
    assert [f for f in found(text, style) if f.severity is not Severity.INFO] == []


@pytest.mark.parametrize("path", OF_A_HOUSE, ids=lambda path: path.stem)
def test_on_a_sound_draft_of_a_house_nothing_above_a_hint_fires_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [f for f in found(text, "mun", path.stem) if f.severity is not Severity.INFO] == []
    assert [f for f in found(text, "mun") if f.severity is not Severity.INFO] == []


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
        ("Requests a report within one hundred and twenty (120) days;", "RF16"),
        ("Requests a report within two hundred (200) days;", "RF16"),
        ("Recalls the mandate, which ran from 1 July 2021 to 30 June 2022;", "RF17"),
        ("Recalls that the mandate was to end by 30 June 2019;", "RF15"),
        ("Requests the Panel to continue the work that resolution 2140 (2014) asked for by 26 February 2015;", "RF15"),
        ("Notes the memorandum signed on 12 Rajab 1447;", "RF19"),
        ("Recalls paragraphs 7 to 12 of resolution 2653 (2022);", "RF10"),
        ("Recalls General Assembly resolution 60/251 of 15 March 2006;", "RF18"),
        ("Recalls General Assembly resolution 3314 (XXIX) and Security Council resolution 1373 (2001);", "RF18"),
    ],
)
def test_what_only_looks_wrong_is_left_alone(words: str, code: str) -> None:
    text = f"The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n1. {words}\n\n2. Decides to remain seized of the matter."
    assert code not in codes(text)


def test_a_noun_is_not_taken_for_a_verb_and_fixed() -> None:
    text = "The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n1. Support for victims;\n\n2. Decides to remain seized of the matter."
    assert "OP09" not in codes(text)


# -- settings of houses

BLOCK = "Committee: Security Council\nTopic: Trafficking by sea\n"
BODY = (
    "The Security Council,\n\nRecalling its resolution 2653 (2022),\n\nDeeply concerned by trafficking by sea,\n\n"
    "1. Calls upon all States to:\n{first} Share information{mark}\n{second} Train officers{mark}{joined}\n{third} Report{last}\n\n"
    "2. Decides to remain seized of the matter."
)


def draft(mark: str = ";", joined: str = "", labels: tuple[str, str, str] = ("(a)", "(b)", "(c)")) -> str:
    return BODY.format(first=labels[0], second=labels[1], third=labels[2], mark=mark, joined=joined, last=";")


def marked(preambular: str, operative: str) -> str:
    """A draft with the openings of each part marked so."""
    return (
        f"The Security Council,\n\n{preambular.format('Recalling')} its resolution 2653 (2022),\n\n"
        f"{preambular.format('Deeply concerned')} by trafficking by sea,\n\n1. {operative.format('Calls upon')} all States to cooperate;\n\n"
        f"2. {operative.format('Decides')} to remain seized of the matter."
    )


MARKUP = {"italic": "*{}*", "underlined": "<u>{}</u>", "plain": "{}", "bold": "**{}**"}


@pytest.mark.parametrize("house", sorted(houses()))
@pytest.mark.parametrize("written", ["italic", "underlined", "bold"])
def test_openings_are_marked_as_the_house_wants_them(house: str, written: str) -> None:
    settings = houses()[house]
    where = {f.where for f in found(marked(MARKUP[written], MARKUP[written]), settings.style, house) if f.code == "FM32"}
    wrong = {
        place
        for place, part in (("pp1", "preambular"), ("pp2", "preambular"), ("op1", "operative"), ("op2", "operative"))
        if settings.openers_of(part) not in ("any", written)  # type: ignore[arg-type]
    }
    # A whole draft of the other kind is one fault: the first three are shown.
    assert where <= wrong
    assert len(where) == min(len(wrong), 3)


@pytest.mark.parametrize("house", sorted(houses()))
def test_openings_marked_as_the_house_wants_them_are_left_alone(house: str) -> None:
    settings = houses()[house]
    wanted = [settings.openers_of(part) for part in ("preambular", "operative")]
    text = marked(*(MARKUP["italic" if kind == "any" else kind] for kind in wanted))
    assert {"FM30", "FM32"}.isdisjoint(codes(text, settings.style, house))


@pytest.mark.parametrize("house", sorted(houses()))
def test_of_openings_in_plain_text_nothing_is_said(house: str) -> None:
    assert {"FM30", "FM32"}.isdisjoint(codes(marked("{}", "{}"), houses()[house].style, house))


@pytest.mark.parametrize(("house", "written"), [("una-usa", "“<u>Decides</u>”"), ("nmun", "“*Decides*”")])
def test_an_opening_left_plain_among_marked_ones_is_told_how_to_be_written(house: str, written: str) -> None:
    mark = MARKUP[houses()[house].openers]
    text = marked(mark, mark).replace(f"2. {mark.format('Decides')}", "2. Decides")
    [finding] = [f for f in found(text, "mun", house) if f.code == "FM32"]
    assert (finding.where, finding.line, finding.fix) == ("op2", 9, f"Write {written}.")


@pytest.mark.parametrize("mark", ["_{}_", "***{}***", "<i>{}</i>", "<em>{}</em>", "*<u>{}</u>*", "__*{}*__"])
def test_italics_are_known_in_every_way_they_are_written(mark: str) -> None:
    assert "FM32" not in codes(marked(mark, mark), "mun", "nmun")


def test_a_footnote_star_is_no_mark_up() -> None:
    text = "The Security Council,\n\n*Recalling its resolution 2653 (2022),\n\n1. *Calls upon all States to cooperate;\n\n2. Decides to remain seized of the matter."
    assert {"FM30", "FM32"}.isdisjoint(codes(text, "mun", "nmun"))


@pytest.mark.parametrize("house", sorted(houses()))
@pytest.mark.parametrize(("mark", "name"), [(";", "semicolon"), (",", "comma")])
def test_sub_clauses_end_as_the_house_wants_them(house: str, mark: str, name: str) -> None:
    settings = houses()[house]
    wrong = settings.sub_clause_end not in ("either", name)
    assert ("SP08" in codes(draft(mark), settings.style, house)) is (wrong and settings.style == "mun")


@pytest.mark.parametrize("house", sorted(houses()))
@pytest.mark.parametrize("joined", ["", " and"])
def test_and_before_the_last_stands_where_the_house_requires_it(house: str, joined: str) -> None:
    settings = houses()[house]
    wrong = (settings.and_before_last == "required" and not joined) or (settings.and_before_last == "forbidden" and bool(joined))
    assert ("SP10" in codes(draft(joined=joined), settings.style, house)) is wrong


@pytest.mark.parametrize("house", sorted(h for h, s in houses().items() if s.style == "mun"))
def test_a_draft_needs_the_sponsors_its_house_asks_for(house: str) -> None:
    least = houses()[house].sponsors
    sponsors = "Sponsors: Colombia\nSignatories: France, Ghana, Greece, Guyana, Panama\n"
    assert ("FM09" in codes(BLOCK + "\n" + draft(), "mun", house)) is (least > 0)
    assert "FM09" not in codes(BLOCK + sponsors + "\n" + draft(), "mun", house)


@pytest.mark.parametrize("house", sorted(h for h, s in houses().items() if s.style == "mun"))
def test_a_draft_needs_the_signatories_its_house_asks_for(house: str) -> None:
    settings = houses()[house]
    asks = settings.signatories > 0 or settings.sponsors_and_signatories_share > 0
    assert ("FM10" in codes(BLOCK + "Sponsors: Colombia\n\n" + draft(), "mun", house)) is asks
    enough = "Sponsors: Colombia\nSignatories: France, Ghana, Greece, Guyana, Panama\n\n"
    assert "FM10" not in codes(BLOCK + enough + draft(), "mun", house)


def test_two_verbs_are_marked_only_where_the_house_minds_them() -> None:
    text = draft().replace("2. Decides", "2. Urges all States to report and requests the Secretary-General to do so;\n\n3. Decides")
    for house, settings in houses().items():
        assert ("OP06" in codes(text, settings.style, house)) is (settings.two_verbs != "allowed"), house


def test_what_only_a_house_wants_is_never_an_error() -> None:
    assert [rule.code for rule in LINT_RULES if rule.setting and Severity.ERROR in (rule.un, rule.mun)] == []


def test_a_setting_that_no_guide_confirms_is_one_there_is() -> None:
    for house in houses().values():
        assert set(house.unverified) <= set(type(house).model_fields)


# -- the numbers of the Council


def test_every_year_says_by_what_its_last_number_was_checked() -> None:
    numbers = council_numbers()
    years = [year for block in numbers.checked for year in range(block.first, block.to + 1)]
    assert years == list(numbers.last)
    assert all(block.by for block in numbers.checked)
    assert numbers.one_sided <= set(years)
    assert numbers.wide_margin > numbers.margin


@pytest.mark.parametrize(
    "citation",
    ["106 (1955)", "105 (1954)", "606 (1987)", "607 (1988)", "1146 (1997)", "1147 (1998)", "1284 (1999)", "1285 (2000)", "2721 (2023)", "2722 (2024)", "2767 (2024)", "2768 (2025)", "2803 (2025)", "2811 (2025)", "2812 (2026)", "2829 (2026)"],
)  # fmt: skip
def test_the_turn_of_a_year_is_known(citation: str) -> None:
    text = f"The Security Council,\n\nRecalling resolution {citation},\n\nDecides to remain seized of the matter."
    assert {"RF01", "RF02"}.isdisjoint(codes(text))


@pytest.mark.parametrize("citation", ["2803 (2024)", "2767 (2026)", "2999 (2026)", "2653 (2021)", "1373 (2000)", "660 (1991)"])
def test_a_number_of_another_year_is_found(citation: str) -> None:
    text = f"The Security Council,\n\nRecalling resolution {citation},\n\nDecides to remain seized of the matter."
    assert "RF01" in codes(text)


@pytest.mark.parametrize("citation", ["1094 (1996)", "1090 (1997)", "1862 (2008)"])
def test_near_a_turn_seen_from_one_side_nothing_is_held_against_a_text(citation: str) -> None:
    text = f"The Security Council,\n\nRecalling resolution {citation},\n\nDecides to remain seized of the matter."
    assert "RF01" not in codes(text)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Calls upon the Islamic Republic of Iran and the Bolivarian Republic of Venezuela to report;", "NM11"),
        ("Calls upon the Russian Federation and Russians abroad to report;", "NM11"),
        ("Calls upon Iranian authorities to report;", "NM11"),
        ("Calls upon the United States of America (USA) and then the USA to report;", "NM10"),
        ("Calls upon the Republic of Moldova to report;", "NM11"),
    ],
)
def test_a_state_by_its_name_is_left_alone(words: str, code: str) -> None:
    text = f"The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n1. {words}\n\n2. Decides to remain seized of the matter."
    assert code not in codes(text)


def test_a_state_by_another_name_is_told_once() -> None:
    text = (
        "The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n1. Calls upon Venezuela, Holland and Russia to report;\n\n"
        "2. Calls upon Russia and Turkey to cooperate;\n\n3. Decides to remain seized of the matter."
    )
    named = [(f.code, f.where, f.message.split("”")[0].lstrip("“")) for f in found(text) if f.code in ("NM10", "NM11")]
    assert sorted(named) == [("NM10", "op1", "Holland"), ("NM11", "op1", "Russia"), ("NM11", "op1", "Venezuela"), ("NM11", "op2", "Turkey")]


def test_the_number_of_a_footnote_after_the_mark_is_no_missing_mark() -> None:
    text = (
        "The Security Council,\n\nRecalling its resolution on the region,1\n\nNoting the report,\n\n1. Calls upon all States to cooperate;2\n\n"
        "2. Decides to remain seized of the matter.3"
    )
    assert {"PR02", "OP03", "OP04"}.isdisjoint(codes(text))
