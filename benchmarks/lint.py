"""What the linter says of adopted resolutions: `python -m benchmarks.lint --corpus PATH`.

Adopted text is right by definition, so that every error is a false alarm. Drafts are built from the Secretariat's own
mark-up and not from flat text: this measures the rules and not the reading.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from resolutions.lint import LINT_RULES, lint
from resolutions.model import Draft, Finding, Loose, Paragraph, Severity

INDENT = "    "


def read_corpus(path: Path) -> Iterator[tuple[str, Draft]]:
    """The resolutions of a corpus, each with its symbol."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                resolution = json.loads(line)
                yield resolution["symbol"], draft_of(resolution)


def draft_of(resolution: dict[str, Any]) -> Draft:
    """A resolution's mark-up as a draft."""
    number = 0

    def part(nodes: list[dict[str, Any]]) -> tuple[Paragraph, ...]:
        nonlocal number
        made: list[Paragraph] = []
        loose: list[Loose] = []
        for node in nodes:
            label = (node.get("num") or "").strip()
            words = node["text"].strip()
            if node.get("heading") and not words:
                loose.append(Loose(kind="heading", text=node["heading"]))
                continue
            if not words:
                continue
            if words.strip("* ") == "":
                loose.append(Loose(kind="unplaced", text=words))
                continue
            text = _with_children(node, words)
            if not label and words[-1].isalnum() and len(words) < 90 and words[0].isupper() and nodes is resolution["operative"]:
                loose.append(Loose(kind="heading", text=words))
                continue
            # The mark-up sometimes lifts a sub-paragraph, or text that resumes, to the level of paragraphs.
            bare = not label and not node.get("lead_italic") and (nodes is resolution["operative"] or words[0].islower() or not words[0].isalpha() or made and made[-1].text[-1] in ":;")
            lifted = bool(made) and (bare or label.startswith("(") or label in ("–", "•", "-"))
            if lifted:
                made[-1] = made[-1].model_copy(update={"text": f"{made[-1].text}\n{label + ' ' if label else ''}{text}"})
                continue
            number += 1
            made.append(Paragraph(id=f"p{number}", text=text, line=number, before=tuple(loose)))
            loose = []
        return tuple(made)

    return Draft(organ="The Security Council,", preambular=part(resolution["preambular"]), operative=part(resolution["operative"]))


def _with_children(node: dict[str, Any], words: str, depth: int = 0) -> str:
    lines = [words]
    for child in node.get("children", []):
        label = (child.get("num") or "").strip()
        inner = _with_children(child, child["text"].strip(), depth + 1)
        lines.append(f"{INDENT * depth}{label + ' ' if label else ''}{inner}")
    if isinstance(node.get("wrapup"), str):
        lines.append(node["wrapup"])
    return "\n".join(line for line in lines if line.strip())


def measured(path: Path, style: str) -> tuple[list[tuple[str, Draft, tuple[Finding, ...]]], float]:
    """Every resolution with its findings, and the seconds it took."""
    corpus = list(read_corpus(path))
    start = time.perf_counter()
    found = [(symbol, draft, lint(draft, "un" if style == "un" else "mun")) for symbol, draft in corpus]
    return found, time.perf_counter() - start


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 2 where there is no corpus."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lint", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="a .jsonl file of resolutions with mark-up, or a folder of them")
    parser.add_argument("--style", choices=("un", "mun"), default="un")
    parser.add_argument("--show", help="print the findings of this rule, or of `error` or `warning`")
    parser.add_argument("--limit", type=int, default=40)
    chosen = parser.parse_args(arguments)
    if not chosen.corpus.exists():
        print(f"benchmarks.lint: there is no corpus at {chosen.corpus}; nothing was measured", file=sys.stderr)
        return 2
    found, seconds = measured(chosen.corpus, chosen.style)
    if not found:
        print(f"benchmarks.lint: {chosen.corpus} holds no resolutions; nothing was measured", file=sys.stderr)
        return 2
    count = len(found)
    paragraphs = sum(len(draft.paragraphs) for _, draft, _ in found)
    print(f"{count} adopted resolutions, {paragraphs:,} paragraphs, {len(LINT_RULES)} rules, style {chosen.style}\n")
    print("| Severity | Findings | Per resolution |\n|---|---:|---:|")
    for severity in Severity:
        total = sum(f.severity is severity for _, _, findings in found for f in findings)
        print(f"| {severity.value} | {total} | {total / count:.3f} |")
    print(f"\nThroughput: {count / seconds:.0f} resolutions, {paragraphs / seconds:,.0f} paragraphs a second.\n")
    fired = Counter((f.severity.value, f.code) for _, _, findings in found for f in findings)
    names = {rule.code: rule.name for rule in LINT_RULES}
    print("| Rule | Severity | Findings | Name |\n|---|---|---:|---|")
    for (severity, code), times in sorted(fired.items(), key=lambda item: (("error", "warning", "info").index(item[0][0]), -item[1], item[0][1])):
        print(f"| {code} | {severity} | {times} | {names[code]} |")
    if chosen.show:
        shown = [(s, d, f) for s, d, findings in found for f in findings if chosen.show in (f.code, f.severity.value)]
        for symbol, draft, finding in shown[: chosen.limit]:
            print(f"\n{symbol} {finding.where} {finding.code}: {finding.message}\n    {_context(draft, finding)}")
    return 0


def _context(draft: Draft, finding: Finding) -> str:
    part = draft.preambular if finding.where.startswith("pp") else draft.operative
    if not finding.where[2:].isdecimal():
        return ""
    text = part[int(finding.where[2:]) - 1].text
    lines = text.split("\n")
    at = sum(len(line) + 1 for line in lines[: (finding.line or 1) - (part[int(finding.where[2:]) - 1].line or 1)]) + (finding.column or 1) - 1
    return repr(text[max(0, at - 110) : at + 110])


if __name__ == "__main__":
    sys.exit(main())
