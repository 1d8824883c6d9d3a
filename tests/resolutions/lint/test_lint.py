"""Findings have their place, fixes change no meaning, and nothing makes the linter fall over."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions.topic import load_topic
from resolutions.__main__ import main
from resolutions.lint import (
    LINT_RULES,
    LintRule,
    coherence,
    engine,
    fix,
    fix_text,
    houses,
    legal,
    lint,
    lint_findings,
    references,
)
from resolutions.lint import rule as rule_module
from resolutions.lint.engine import apply
from resolutions.lint.house_styles import Style
from resolutions.model import Draft, Loose
from resolutions.text import parse_text

DEFECTS = Path(__file__).resolve().parents[2] / "data" / "defects"

DRAFT = """The Security Council,

*Recalling* its resolution 2653 (2022)  and the
the report of December 30th, 2022;

1. Call upon all states and member states to
cooperate with the UN,

2. Requests the secretary general to report
   by 31 June 2027;
"""
FIXED = """The Security Council,

*Recalling* its resolution 2653 (2022) and the report of 30 December 2022,

1. Calls upon all States and Member States to
cooperate with the United Nations;

2. Requests the Secretary-General to report
   by 31 June 2027.
"""


def test_a_finding_has_the_line_and_the_column_of_the_source() -> None:
    found = {f.code: (f.line, f.column) for f in lint(parse_text(DRAFT), source=DRAFT)}
    lines = DRAFT.split("\n")
    for code, words in (("OP09", "Call upon"), ("NM03", "states and"), ("NM14", "UN,"), ("RF07", "December 30th"), ("RF08", "31 June")):
        line, column = found[code]
        assert line and column and lines[line - 1][column - 1 :].startswith(words), code


def test_without_its_source_a_draft_still_has_columns() -> None:
    found = {f.code: f for f in lint(parse_text("1. Calls upon all states to cooperate;\n\n2. Decides to remain seized."))}
    assert (found["NM03"].line, found["NM03"].column) == (1, 16)


def test_safe_fixes_are_applied_in_place_and_the_rest_stays_as_it_was() -> None:
    assert fix_text(DRAFT, parse_text) == FIXED
    assert fix_text(FIXED, parse_text) == FIXED


def test_a_draft_is_fixed_like_its_text() -> None:
    fixed = fix(parse_text(DRAFT))
    assert fixed.operative[0].text == "Calls upon all States and Member States to cooperate with the United Nations;"
    assert fixed.preambular[0].text.endswith("and the report of 30 December 2022,")
    assert fix(fixed) == fixed


@pytest.mark.parametrize("path", sorted(DEFECTS.glob("*.txt")), ids=lambda path: path.stem)
def test_fixing_settles_and_leaves_no_safe_fix(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    once = fix_text(text, parse_text)
    assert fix_text(once, parse_text) == once
    assert not [f for f in lint(parse_text(once), source=once) if f.edit and f.edit.safe]


@pytest.mark.parametrize("path", sorted((DEFECTS / "clean").glob("*.txt")), ids=lambda path: path.stem)
def test_a_sound_draft_is_not_touched(path: Path) -> None:
    if path.stem not in ("model-un", *houses()):
        text = path.read_text(encoding="utf-8")
        assert fix_text(text, parse_text) == text


def test_an_edit_stands_in_the_text_of_its_paragraph() -> None:
    draft = parse_text(DRAFT)
    for finding in lint(draft):
        if finding.edit:
            part = draft.preambular if finding.where.startswith("pp") else draft.operative
            text = part[int(finding.where[2:]) - 1].text
            assert 0 <= finding.edit.start <= finding.edit.end <= len(text)
            assert apply(text, finding.edit) != text


def test_findings_are_in_order_and_the_same_each_time() -> None:
    first = lint(parse_text(DRAFT), source=DRAFT)
    assert first == lint(parse_text(DRAFT), source=DRAFT)
    order = ["error", "warning", "info"]
    assert [order.index(f.severity) for f in first] == sorted(order.index(f.severity) for f in first)


def test_the_full_check_gets_what_it_does_not_say_itself() -> None:
    text = "The Security Council,\n\n1. Authorizes Member States to use all necessary means;\n\n2. Call upon all States to help."
    draft = parse_text(text)
    assert "LB05" in {f.code for f in lint_findings(draft)}
    assert "LB05" not in {f.code for f in lint_findings(draft, load_topic())}
    assert "OP09" in {f.code for f in lint_findings(draft, load_topic())}


def test_an_empty_draft_has_no_findings() -> None:
    assert lint(Draft()) == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("The Council,;.:()[]“”\"\n123abi UN*_-•§é’?!")), max_size=300))
def test_no_text_makes_it_fall_over(text: str) -> None:
    source = "The Security Council,\n\nRecalling " + text + ",\n\n1. Decides " + text
    for style in ("un", "mun"):
        lint(parse_text(source), style, source=source)
    fix_text(source, parse_text)


def test_a_long_draft_is_linted_in_seconds() -> None:
    body = "\n\n".join(f"{n}. Calls upon all States to take measure {n} against trafficking by sea and by land;" for n in range(1, 2000))
    start = time.perf_counter()
    lint(parse_text("The Security Council,\n\n" + body), source="The Security Council,\n\n" + body)
    assert time.perf_counter() - start < 30


def test_the_command_lists_findings_and_says_by_its_exit_how_bad_they_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    assert main(["lint", str(draft)]) == 1
    assert "error RF08 op2, line 10, column 7: There is no 31 June 2027." in capsys.readouterr().out
    draft.write_text((DEFECTS / "clean" / "council-renewal.txt").read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["lint", str(draft)]) == 0


def test_the_command_prints_the_fixed_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    assert main(["lint", str(draft), "--fix"]) == 1
    assert capsys.readouterr().out == FIXED


def test_the_command_prints_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    assert main(["lint", str(draft), "--house", "thimun", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["style"], answer["house"]) == ("mun", "thimun")
    assert [clause["id"] for clause in answer["clauses"]] == ["pp1", "op1", "op2"]
    assert {"code", "severity", "where", "line", "column", "message", "why", "fix", "edit"} == set(answer["findings"][0])


def test_the_command_refuses_what_it_cannot_use_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    for arguments in (["--house", "oxford"], ["--style", "un", "--house", "thimun"]):
        assert main(["lint", str(draft), *arguments]) == 2
    assert main(["lint", str(tmp_path / "missing.txt")]) == 2
    assert capsys.readouterr().err.count("\n") == 3


# -- what is kept of one draft for the next


def _pool() -> list[tuple[str, str]]:
    """The paragraphs of every rule's examples, with their parts."""
    drafts = [parse_text(text) for rule in LINT_RULES for text in (rule.bad, rule.good)]
    found = [("preambular", p.text) for d in drafts for p in d.preambular] + [("operative", p.text) for d in drafts for p in d.operative]
    return sorted({entry for entry in found if len(entry[1]) < 5_000})


POOL = _pool()
WORDS = ["the the", "UNODC", "(BINUH)", "SHALL", "Resolution 2653", "North Korea", "not", "within 30 days", "resolution 2653 (2021)", "member states", "remain seized", "paragraph 2 above", "cooperate. They", "—"]  # fmt: skip


def _edited(draft: Draft, luck: random.Random) -> Draft:
    part = luck.choice(("preambular", "operative", "operative"))
    ids = [p.id for p in getattr(draft, part)]
    what = luck.choice(("add", "add", "remove", "move", "write", "write", "write", "head", "line", "committee"))
    if what == "add" or not ids:
        text = luck.choice([text for kind, text in POOL if kind == part])
        return draft.with_added(part, text, at=luck.randint(0, len(ids)))  # type: ignore[arg-type]
    chosen = luck.choice(ids)
    old = draft.find(chosen)
    assert old is not None
    if what == "remove":
        return draft.without(chosen)
    if what == "move":
        return draft.with_moved(chosen, luck.choice((-2, -1, 1, 2)))
    if what == "head":
        return draft.with_changed(chosen, before=(Loose(kind="heading", text="Sanctions"),) if not old.before else ())
    if what == "line":
        return draft.with_changed(chosen, line=None if old.line else luck.randint(1, 50))
    if what == "committee" and luck.random() < 0.3:
        return draft.model_copy(update={"committee": luck.choice(("General Assembly", "Security Council"))})
    words = old.text.split(" ")
    words[luck.randrange(len(words))] = luck.choice(WORDS)
    return draft.with_changed(chosen, text=" ".join(words))


def _forget() -> None:
    for module in (engine, rule_module, coherence, legal, references):
        for name in dir(module):
            if hasattr(getattr(module, name), "cache_clear"):
                getattr(module, name).cache_clear()


@pytest.mark.parametrize(("style", "house"), [("un", "un"), ("mun", "nmun"), ("mun", "thimun")])
@pytest.mark.parametrize("seed", range(3))
def test_what_was_found_before_a_change_never_stands_after_it(
    style: Style, house: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    luck = random.Random(f"{seed} {house}")
    draft, drafts = Draft(), []
    for _ in range(60):
        draft = _edited(draft, luck)
        drafts.append(draft)
    kept = [lint(each, style, house) for each in drafts]
    with monkeypatch.context() as patch:
        # Every rule over the whole draft, and nothing kept: the slow way, which cannot be wrong.
        patch.setattr(LintRule, "sees", "draft")
        patch.setattr(LintRule, "only", None)
        _forget()
        for each, found in zip(drafts, kept, strict=True):
            rule_module._matches_in.cache_clear()
            assert lint(each, style, house) == found
    _forget()


def test_a_source_changes_the_places_of_findings_and_not_what_is_found() -> None:
    for path in sorted(DEFECTS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        draft = parse_text(text)
        by_itself = {(f.code, f.where, f.edit) for f in lint(draft)}
        assert by_itself <= {(f.code, f.where, f.edit) for f in lint(draft, source=text)} | {("FM04", "draft", None)}


def test_rules_that_look_at_less_than_the_draft_are_rules() -> None:
    assert {*rule_module._SEES, *rule_module._ONLY} <= {rule.code for rule in LINT_RULES}
    assert all(rule.sees == "draft" for rule in LINT_RULES if rule.only)
