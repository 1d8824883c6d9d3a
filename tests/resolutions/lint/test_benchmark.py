"""The measurement on a corpus: it reports figures, and says so where there is no corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.lint import draft_of, main

RESOLUTION = {
    "symbol": "S/RES/0 (2026)",
    "preambular": [{"text": "Recalling its resolution 2653 (2022),", "lead_italic": "Recalling"}],
    "operative": [
        {"text": "", "heading": "Measures", "children": []},
        {
            "num": "1.", "text": "Calls upon all States to:", "lead_italic": "Calls upon",
            "children": [{"num": "(a)", "text": "Share information;", "children": []}, {"num": "(b)", "text": "Train officers;", "children": []}],
        },
        {"num": "2.", "text": "Decides to remain seized of the matter.", "lead_italic": "Decides", "children": []},
    ],
}  # fmt: skip


def test_a_draft_is_built_from_the_mark_up() -> None:
    draft = draft_of(RESOLUTION)
    assert [p.text for p in draft.operative] == [
        "Calls upon all States to:\n(a) Share information;\n(b) Train officers;",
        "Decides to remain seized of the matter.",
    ]
    assert draft.operative[0].before[0].text == "Measures"


def test_it_reports_findings_per_resolution(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus.jsonl").write_text(json.dumps(RESOLUTION) + "\n", encoding="utf-8")
    assert main(["--corpus", str(tmp_path)]) == 0
    assert "| error | 0 | 0.000 |" in capsys.readouterr().out


def test_without_a_corpus_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--corpus", str(tmp_path / "none")]) == 2
    assert "nothing was measured" in capsys.readouterr().err
