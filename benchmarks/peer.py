"""Side by side with the peer that runs offline: `python -m benchmarks.peer --corpus PATH [--work DIR] [--runs N]`.

The peer is the npm package `@deutschemodelunitednations/munify-resolution-editor`: its parser and its check of opening
phrases. It is installed outside the project, into `--work` or a folder that is removed again. Both get the same texts;
what the peer wants pasted apart (preamble and operative part) is divided for it at the right place.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import yaml

from benchmarks.corpus import Element, Resolution, _is_paragraph, _joined, read_corpus, words
from benchmarks.lint import draft_of
from resolutions.lint import lint
from resolutions.model import Draft, Finding, Severity
from resolutions.text import parse_text
from resolutions.tree import tree

ROOT = Path(__file__).resolve().parent.parent
DEFECTS = ROOT / "tests" / "data" / "defects"
PACKAGE, VERSION = "@deutschemodelunitednations/munify-resolution-editor", "0.1.4"


class Unavailable(Exception):
    """Why the peer cannot be run here."""


class Divided(NamedTuple):
    """A text as the peer wants it: its two parts, without heading, organ line and annexes."""

    preamble: str
    operative: str


class Clauses(NamedTuple):
    """What a text holds, as words alone and without labels."""

    preambular: list[str]
    operative: list[str]
    """Each with all that stands under it."""
    subs: list[tuple[int, str]]
    """Each with its level from 1."""


# -- the peer


def install(folder: Path) -> Path:
    """The package in a folder, fetched unless it is there."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise Unavailable("node and npm are needed to run the peer")
    package = folder / "node_modules" / PACKAGE
    if not (package / "package.json").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"]
        try:
            done = subprocess.run([*command, f"{PACKAGE}@{VERSION}"], capture_output=True, text=True, timeout=180, cwd=folder)
        except subprocess.TimeoutExpired:
            raise Unavailable(f"npm did not fetch {PACKAGE} {VERSION} within three minutes") from None
        if done.returncode or not package.is_dir():
            raise Unavailable(f"npm could not install {PACKAGE} {VERSION}; is there a network?")
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    if version != VERSION:
        raise Unavailable(f"the folder holds version {version} of the peer and not {VERSION}")
    return package


def run_peer(package: Path, texts: Sequence[Divided], clauses: Sequence[dict[str, list[str]]] = ()) -> dict[str, Any]:
    """The peer's answer in a process of its own: what it parsed, what it rejects, and how long both took."""
    job = {"texts": [one._asdict() for one in texts], "clauses": list(clauses)}
    command = ["node", str(Path(__file__).with_suffix(".mjs")), str(package)]
    done = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise Unavailable(f"node could not run the peer: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


# -- the texts


def divided_at(text: str, start: int, operative: int) -> Divided:
    """A text from its line `start`, divided at its line `operative` (both from 0) and ended at the first annex."""
    lines = text.split("\n")
    end = next((n for n in range(operative, len(lines)) if lines[n].lower().startswith("annex")), len(lines))
    return Divided("\n".join(lines[start:operative]), "\n".join(lines[operative:end]))


def divided_by_mark_up(resolution: Resolution) -> Divided:
    """An adopted resolution, divided where the Secretariat's mark-up begins its operative part."""
    lines = [words(line) for line in resolution["text"].split("\n")]
    first = next((one for one in resolution["operative"] if _is_paragraph(one, resolution)), None)
    wanted = words(f"{first.get('num') or ''} {first['text']}")[:60] if first else ""
    operative = next((n for n, line in enumerate(lines) if wanted and line[:60] == wanted), None)
    if operative is None:
        return divided_by_reading(resolution["text"])
    opening = words(next((one["text"] for one in resolution["preambular"] if words(one["text"])), ""))[:60]
    start = next((n for n, line in enumerate(lines[:operative]) if opening and line[:60] == opening), 1)
    return divided_at(resolution["text"], start, operative)


def divided_by_reading(text: str) -> Divided:
    """A draft, divided where Penholder finds its operative part."""
    draft = parse_text(text)
    lines = [paragraph.line for paragraph in draft.operative if paragraph.line]
    operative = min(lines) - 1 if lines else len(text.split("\n"))
    before = [paragraph.line for paragraph in draft.preambular if paragraph.line and paragraph.line <= operative]
    return divided_at(text, min(before) - 1 if before else operative, operative)


# -- clauses


def wanted_clauses(resolution: Resolution) -> Clauses:
    """What the mark-up holds."""

    def under(element: Element) -> Iterator[str]:
        yield element["text"]
        for child in element.get("children", []):
            yield child.get("heading") or ""
            yield from under(child)

    def subs(element: Element, level: int = 1) -> Iterator[tuple[int, str]]:
        for child in element.get("children", []):
            if child.get("num"):
                yield level, words(child["text"])
            yield from subs(child, level + 1)

    operative = resolution["operative"]
    return Clauses(
        [words(one) for one in _joined(resolution["preambular"])],
        [words(" ".join(under(one))) for one in operative if _is_paragraph(one, resolution)],
        [sub for one in operative for sub in subs(one)],
    )


def our_clauses(draft: Draft) -> Clauses:
    """What Penholder made of a text."""
    trees = [tree(paragraph.text) for paragraph in draft.operative]
    return Clauses(
        [words(paragraph.text) for paragraph in draft.preambular],
        [words(" ".join([one.text, *(part.text for part in one.walk())])) for one in trees],
        [(part.level, words(part.text)) for one in trees for part in one.walk() if part.label],
    )


def their_clauses(parsed: dict[str, Any]) -> Clauses:
    """What the peer made of a text."""

    def below(children: list[dict[str, Any]] | None, level: int) -> Iterator[tuple[int, str]]:
        for child in children or []:
            yield level, words(child["content"])
            yield from below(child.get("children"), level + 1)

    found = [list(below(one.get("subClauses"), 1)) for one in parsed["operative"]]
    whole = [" ".join([words(one["content"]), *(text for _, text in subs)]).strip() for one, subs in zip(parsed["operative"], found, strict=True)]
    return Clauses([words(one) for one in parsed["preamble"]], whole, [sub for subs in found for sub in subs])


def hits(wanted: Sequence[Any], found: Sequence[Any]) -> int:
    """How many of the wanted are among the found, each found one counting once."""
    left, count = list(found), 0
    for one in wanted:
        if one in left:
            left.remove(one)
            count += 1
    return count


def with_heading_forgiven(wanted: Sequence[str], found: Sequence[str]) -> list[str]:
    """The found, less a few words that ran on to one from the heading after it."""

    def cut(one: str) -> str:
        return next((text for text in wanted if one.startswith(f"{text} ") and len(one[len(text) :].split()) <= 12), one)

    return [one if one in wanted else cut(one) for one in found]


# -- the tables


def share(hit: int, total: int) -> str:
    """A share as a cell."""
    return f"{hit:,} of {total:,} ({hit / total:.1%})" if total else "none"


def rows_of_clauses(corpus: Sequence[Resolution], parsed: Sequence[dict[str, Any]]) -> list[str]:
    """Clauses recovered from flat text."""
    wanted = [wanted_clauses(one) for one in corpus]
    sides = ([our_clauses(parse_text(one["text"])) for one in corpus], [their_clauses(one) for one in parsed])

    def cells(pick: Any) -> str:
        """What of a kind of clause each side has."""
        total = sum(len(pick(one)) for one in wanted)
        return " | ".join(share(sum(hits(pick(w), pick(f)) for w, f in zip(wanted, side, strict=True)), total) for side in sides)

    forgiven = " | ".join(
        share(
            sum(hits(w.operative, with_heading_forgiven(w.operative, f.operative)) for w, f in zip(wanted, side, strict=True)),
            sum(len(one.operative) for one in wanted),
        )
        for side in sides
    )
    return [
        f"| Preambular paragraphs recovered | {cells(lambda one: one.preambular)} |",
        f"| Operative paragraphs recovered, with all under them | {cells(lambda one: one.operative)} |",
        f"| … a heading that ran on to the paragraph before it forgiven | {forgiven} |",
        f"| Sub-paragraphs recovered, at the right level | {cells(lambda one: one.subs)} |",
        f"| Sub-paragraphs recovered, at any level | {cells(lambda one: [text for _, text in one.subs])} |",
        f"| Clauses made of the text (the mark-up has {sum(len(part) for one in wanted for part in one):,}) | "
        + " | ".join(f"{sum(len(part) for one in side for part in one):,}" for side in sides)
        + " |",
    ]


def is_mark(finding: Finding) -> bool:
    """Whether a finding is more than a hint."""
    return finding.severity is not Severity.INFO


def rows_of_adopted(corpus: Sequence[Resolution], drafts: Sequence[Draft], given: Sequence[dict[str, list[str]]]) -> list[str]:
    """Complaints about adopted resolutions, which are right by definition."""
    found = [lint(draft, "un") for draft in drafts]
    ours = [sum(map(is_mark, findings)) for findings in found]
    errors = sum(f.severity is Severity.ERROR for findings in found for f in findings)
    theirs = [len(one["preamble"]) + len(one["operative"]) for one in given]
    paragraphs = sum(len(draft.paragraphs) for draft in drafts)
    return [
        f"| False alarms on {len(corpus)} adopted resolutions, {paragraphs:,} paragraphs | "
        + " | ".join(f"{sum(side):,} ({sum(side) / len(corpus):.2f} a resolution)" for side in (ours, theirs))
        + " |",
        f"| … of them errors | {errors:,} ({errors / len(corpus):.2f} a resolution) | has one weight only |",
        "| Adopted resolutions without a false alarm | " + " | ".join(share(side.count(0), len(side)) for side in (ours, theirs)) + " |",
    ]


def rows_of_defects(package: Path) -> tuple[list[str], list[str]]:
    """Defects found in the seeded set and false alarms on its clean drafts; and the files in which the peer found one."""
    index = yaml.safe_load((DEFECTS / "index.yaml").read_text(encoding="utf-8"))
    seeded = [(DEFECTS / one["file"]).read_text(encoding="utf-8") for one in index]
    clean = {path.stem: path.read_text(encoding="utf-8") for path in sorted((DEFECTS / "clean").glob("*.txt"))}

    def ours(text: str, style: str, house: str | None = None) -> tuple[Finding, ...]:
        return lint(parse_text(text), "mun" if style == "mun" else "un", house, source=text)

    quiet = [ours(text, "mun" if stem == "model-un" else "un") for stem, text in clean.items()]
    known = {finding.code for findings in quiet for finding in findings}
    found = [ours(text, one.get("style", "un"), one.get("house")) for one, text in zip(index, seeded, strict=True)]
    by_any = sum(bool({f.code for f in findings} - known) for findings in found)
    by_rule = sum(one["code"] in {f.code for f in findings} for one, findings in zip(index, found, strict=True))

    def keys(complaints: dict[str, list[str]]) -> set[tuple[str, str]]:
        return {(part, " ".join(words(text).split()[:3])) for part, texts in complaints.items() for text in texts}

    answer = run_peer(package, [divided_by_reading(text) for text in [*clean.values(), *seeded]])["complaints"]
    theirs_clean, theirs = answer[: len(clean)], answer[len(clean) :]
    theirs_known = set().union(*(keys(one) for one in theirs_clean))
    files = [one["file"].removesuffix(".txt") for one, complaints in zip(index, theirs, strict=True) if keys(complaints) - theirs_known]
    alarms = sum(is_mark(f) for findings in quiet for f in findings), sum(len(texts) for one in theirs_clean for texts in one.values())
    return [
        f"| Drafts with a seeded defect about which it complains as about no clean one | {share(by_any, len(index))} | {share(len(files), len(index))} |",
        f"| … by the rule that names the defect | {share(by_rule, len(index))} | has no such rules |",
        f"| False alarms on the {len(clean)} clean drafts | {alarms[0]} | {alarms[1]} |",
    ], files


def once(corpus: Sequence[Resolution]) -> tuple[float, float]:
    """The seconds that Penholder takes to read and to lint a corpus it has not seen."""
    start = time.perf_counter()
    drafts = [parse_text(one["text"]) for one in corpus]
    between = time.perf_counter()
    for draft, one in zip(drafts, corpus, strict=True):
        lint(draft, "un", source=one["text"])
    return between - start, time.perf_counter() - between


def rows_of_time(path: Path, package: Path, texts: Sequence[Divided], clauses: int, runs: int) -> list[str]:
    """Time per clause; each run is a process of its own, so that nothing is in memory."""
    ours, theirs = [], []
    for _ in range(runs):
        command = [sys.executable, "-m", "benchmarks.peer", "--once", "--corpus", str(path.resolve())]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        ours.append(json.loads(done.stdout))
        answer = run_peer(package, texts)
        theirs.append((answer["parseSeconds"], answer["checkSeconds"]))

    def cell(times: Sequence[Sequence[float]], which: int) -> str:
        return f"{median(one[which] for one in times) / clauses * 1e6:,.1f} µs"

    return [f"| {what}, time per clause | {cell(ours, n)} | {cell(theirs, n)} |" for n, what in enumerate(("Reading", "Checking"))]


def compare(path: Path, package: Path, runs: int) -> None:
    """Measure both and print."""
    corpus = read_corpus(path)
    texts = [divided_by_mark_up(one) for one in corpus]
    drafts = [draft_of(dict(one)) for one in corpus]
    given = [{"preamble": [p.text for p in d.preambular], "operative": [p.text for p in d.operative]} for d in drafts]
    answer = run_peer(package, texts, given)
    rows, files = rows_of_defects(package)
    clauses = sum(len(part) for one in corpus for part in wanted_clauses(one))
    print("| | Penholder | munify-resolution-editor 0.1.4 |\n|---|---:|---:|")
    print(*rows_of_clauses(corpus, answer["parsed"]), *rows, *rows_of_adopted(corpus, drafts, answer["given"]), sep="\n")
    print(*rows_of_time(path, package, texts, clauses, runs), sep="\n")
    print(f"\n{len(corpus)} adopted resolutions, {clauses:,} clauses by their mark-up; times are the median of {runs} runs.")
    print(f"The peer complains of: {', '.join(files) or 'none'}.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 2, with a line that says why, where the corpus or the peer is not to be had."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks.peer", description="Side by side with the peer that runs offline.")
    reader.add_argument("--corpus", type=Path, help="JSON Lines file of resolutions with their mark-up")
    reader.add_argument("--work", type=Path, help="folder to install the peer into and keep it; outside the project")
    reader.add_argument("--runs", type=int, default=5, help="how often each side is timed (5)")
    reader.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    chosen = reader.parse_args(arguments)
    if chosen.corpus is None or not chosen.corpus.is_file():
        where = f"there is no corpus at {chosen.corpus}" if chosen.corpus else "no corpus was named (--corpus PATH)"
        print(f"benchmarks.peer: {where}; nothing was measured", file=sys.stderr)
        return 2
    if chosen.once:
        print(json.dumps(once(read_corpus(chosen.corpus))))
        return 0
    if chosen.work and chosen.work.resolve().is_relative_to(ROOT):
        print("benchmarks.peer: --work lies inside the project; nothing was measured", file=sys.stderr)
        return 2
    try:
        with tempfile.TemporaryDirectory() as own:
            compare(chosen.corpus, install((chosen.work or Path(own)).resolve()), max(chosen.runs, 1))
    except Unavailable as reason:
        print(f"benchmarks.peer: {reason}; nothing was measured", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
