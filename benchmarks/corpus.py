"""Real resolutions against their official mark-up: `python -m benchmarks.corpus --corpus PATH [--show N] [--json]`.

The corpus is JSON Lines, one adopted resolution a line: `symbol`, the flat `text`, and the Secretariat's own mark-up as
`preambular` (each with `text`) and `operative` (each with `num`, `text`, `children`, `heading`). It is no part of the
project. The flat text is all that the parser is given; the mark-up says what it ought to have found.

Every section is a function from the corpus to its `Section`; `SECTIONS` lists them.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict

from benchmarks.lint import draft_of
from resolutions.lint import lint
from resolutions.model import Draft, Severity
from resolutions.text import parse_text, write_text
from resolutions.tree import tree


class Element(TypedDict, total=False):
    """A paragraph or sub-paragraph of the mark-up."""

    num: str | None
    text: str
    children: list[Element]
    heading: str | None
    lead_italic: str | None


class Resolution(TypedDict):
    """A line of the corpus, as far as it is read here."""

    symbol: str
    text: str
    preambular: list[Element]
    operative: list[Element]


class Goal(NamedTuple):
    """A share that was reached, and the one that is wanted."""

    what: str
    hit: int
    total: int
    wanted: float | None = None

    @property
    def share(self) -> float:
        """The share from 0 to 1; 1 where there was nothing to find."""
        return self.hit / self.total if self.total else 1.0

    @property
    def line(self) -> str:
        """The goal as a line of the report."""
        goal = "" if self.wanted is None else f"  (goal {self.wanted:.1%}: {'met' if self.share >= self.wanted else 'NOT met'})"
        return f"  {self.what:<58} {self.share:>8.2%}  {self.hit} of {self.total}{goal}"


class Section(NamedTuple):
    """One part of the report."""

    title: str
    goals: tuple[Goal, ...]
    notes: tuple[str, ...] = ()
    """Figures that are no share, such as throughput."""
    misses: tuple[str, ...] = ()
    """What was not found, one line each."""

    def as_json(self) -> dict[str, object]:
        """The section as the JSON report has it."""
        goals = [{**goal._asdict(), "share": round(goal.share, 5)} for goal in self.goals]
        return {"title": self.title, "goals": goals, "notes": list(self.notes), "misses": list(self.misses)}


def read_corpus(path: Path) -> list[Resolution]:
    """The resolutions of a corpus file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def words(text: str) -> str:
    """A text as its words alone: what punctuation and layout leave the same."""
    return re.sub(r"[\W_]+", " ", text).strip().lower()


# -- parse


def parse(corpus: Sequence[Resolution]) -> Section:
    """What the parser recovers of the mark-up from the flat text."""
    drafts: list[Draft] = []
    started = time.perf_counter()
    for resolution in corpus:
        drafts.append(parse_text(resolution["text"]))
    seconds = time.perf_counter() - started

    preamble, decisions, subs, headings = _Count(), _Count(), _Count(), _Count()
    lone, lost, same = _Count(), _Count(), _Count()
    misses: list[str] = []
    for resolution, draft in zip(corpus, drafts, strict=True):
        symbol = resolution["symbol"]
        found = {words(paragraph.text) for paragraph in draft.preambular}
        for element in resolution["preambular"]:
            if words(element["text"]):
                lone.add(words(element["text"]) in found)
        for wanted in _joined(resolution["preambular"]):
            misses += preamble.add(words(wanted) in found, f"{symbol} preambular: {wanted[:90]}")
        by_words = {words(paragraph.text): paragraph for paragraph in draft.operative}
        by_levels = {words(paragraph.text): _levels_found(paragraph.text) for paragraph in draft.operative}
        for element in resolution["operative"]:
            if not _is_paragraph(element, resolution):
                continue
            wanted = " ".join(_all_words(element))
            misses += decisions.add(words(wanted) in by_words, f"{symbol} operative {element.get('num') or '-'} {element['text'][:90]}")
        levels = [one for found_levels in by_levels.values() for one in found_levels]
        for element in resolution["operative"]:
            for level, number, text in _levels_wanted(element):
                one = (level, words(number), words(text))
                if one in levels:
                    levels.remove(one)
                    misses += subs.add(True)
                else:
                    misses += subs.add(False, f"{symbol} paragraph {element.get('num')} level {level} {number} {text[:80]}")
        loose = {words(one.text) for paragraph in draft.paragraphs for one in paragraph.before if one.kind == "heading"}
        for element in resolution["operative"]:
            if element.get("heading") and words(element["heading"] or ""):
                wanted = f"{element.get('num') or ''} {element['heading']}"
                misses += headings.add(words(wanted) in loose, f"{symbol} heading: {wanted.strip()}")
        misses += lost.add(_held(draft) == words(resolution["text"]), f"{symbol}: words lost or moved")
        written = write_text(draft)
        misses += same.add(write_text(parse_text(written)) == written, f"{symbol}: written text is not read back as it was")
    both = Goal("paragraphs recovered", preamble.hit + decisions.hit, preamble.total + decisions.total, 0.995)
    size = sum(len(resolution["text"]) for resolution in corpus)
    return Section(
        "Parse: flat text against the official mark-up",
        (
            both,
            Goal("  preambular", preamble.hit, preamble.total, 0.995),
            Goal("  preambular, each fragment of the mark-up by itself", lone.hit, lone.total),
            Goal("  operative", decisions.hit, decisions.total, 0.995),
            Goal("sub-paragraphs at the right level", subs.hit, subs.total, 0.98),
            Goal("headings between paragraphs", headings.hit, headings.total),
            Goal("resolutions with every word, in its order", lost.hit, lost.total, 1.0),
            Goal("written and read again to the character", same.hit, same.total, 1.0),
        ),
        (f"throughput: {len(corpus) / seconds:.0f} resolutions a second, {size / seconds / 1e6:.2f} million characters a second",),
        tuple(misses),
    )


class _Count:
    """Hits out of a total."""

    def __init__(self) -> None:
        self.hit = self.total = 0

    def add(self, hit: bool, miss: str = "") -> list[str]:
        """Count one; the answer is what to list of it."""
        self.total += 1
        self.hit += hit
        return [] if hit or not miss else [miss]


def _joined(elements: Sequence[Element]) -> list[str]:
    """Preambular paragraphs, with the fragments that the mark-up sets apart at the paragraph they belong to.

    A fragment begins in the lower case ("the rule of law,"): it goes on with the sentence before it.
    """
    out: list[str] = []
    for element in elements:
        if not words(element["text"]):
            continue
        if out and element["text"][:1].islower():
            out[-1] += " " + element["text"]
        else:
            out.append(element["text"])
    return out


def _is_paragraph(element: Element, resolution: Resolution) -> bool:
    """Whether an operative element is a paragraph: it has a number, or is the only one."""
    if re.match(r"\d", element.get("num") or ""):
        return True
    return bool(words(element["text"])) and len(resolution["operative"]) == 1


def _all_words(element: Element) -> Iterator[str]:
    yield element["text"]
    for child in element.get("children", []):
        yield child.get("heading") or ""
        yield child.get("num") or ""
        yield from _all_words(child)


def _levels_wanted(element: Element, level: int = 1) -> Iterator[tuple[int, str, str]]:
    for child in element.get("children", []):
        if child.get("num"):
            yield level, child.get("num") or "", child["text"]
        yield from _levels_wanted(child, level + 1)


def _levels_found(text: str) -> list[tuple[int, str, str]]:
    return [(part.level, words(part.label or ""), words(part.text)) for part in tree(text).walk() if part.label]


def _held(draft: Draft) -> str:
    """The words that a draft holds, in their order. Its numbers are those that are written out again."""
    pieces = [*draft.heading, draft.organ]
    pieces += [piece for paragraph in draft.preambular for piece in (*(loose.text for loose in paragraph.before), paragraph.text)]
    alone = len(draft.operative) == 1
    for number, paragraph in enumerate(draft.operative, start=1):
        pieces += [loose.text for loose in paragraph.before]
        pieces += ["" if alone else f"{number}.", paragraph.text]
    return words(" ".join([*pieces, *draft.closing, *draft.annexes]))


MOST_ERRORS = 0.05
"""Errors a resolution that style `un` may find in adopted text, which is right by definition."""


def lint_adopted(corpus: Sequence[Resolution]) -> Section:
    """What the linter says of adopted text in style `un`, as marked up and as read from the flat text."""
    notes, misses = [], []
    for name, drafts in (
        ("as marked up", [draft_of(resolution) for resolution in corpus]),
        ("as read from flat text", [parse_text(resolution["text"]) for resolution in corpus]),
    ):
        started = time.perf_counter()
        found = [lint(draft, "un") for draft in drafts]
        seconds = time.perf_counter() - started
        errors = [(r["symbol"], f) for r, fs in zip(corpus, found, strict=True) for f in fs if f.severity is Severity.ERROR]
        share = len(errors) / len(corpus)
        met = "met" if share <= MOST_ERRORS else "NOT met"
        fired = ", ".join(f"{code} {times}" for code, times in sorted(Counter(f.code for _, f in errors).items())) or "none"
        notes.append(f"{name}: {len(errors)} errors, {share:.3f} a resolution (goal {MOST_ERRORS}: {met}); {fired}")
        notes.append(f"{name}: {len(corpus) / seconds:,.0f} resolutions linted a second")
        misses += [f"{symbol} {finding.where} {finding.code} ({name}): {finding.message}" for symbol, finding in errors]
    return Section("Lint in style un, errors in adopted text", goals=(), notes=tuple(notes), misses=tuple(misses))


SECTIONS: tuple[Callable[[Sequence[Resolution]], Section], ...] = (parse, lint_adopted)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 whether goals are met or not, 2 where there is no corpus."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description="Real resolutions against their official mark-up.")
    reader.add_argument("--corpus", type=Path, help="JSON Lines file of resolutions with their mark-up")
    reader.add_argument("--show", type=int, default=0, metavar="N", help="list the first N misses of every section")
    reader.add_argument("--json", action="store_true", help="one JSON object")
    chosen = reader.parse_args(arguments)
    if chosen.corpus is None or not chosen.corpus.is_file():
        where = f"There is no corpus at {chosen.corpus}" if chosen.corpus else "No corpus was named (--corpus PATH)"
        print(f"{where}: nothing was measured.", file=sys.stderr)
        return 2
    corpus = read_corpus(chosen.corpus)
    sections = [section(corpus) for section in SECTIONS]
    if chosen.json:
        report = {"corpus": str(chosen.corpus), "resolutions": len(corpus), "sections": [section.as_json() for section in sections]}
        print(json.dumps(report, indent=2, ensure_ascii=False))
        return 0
    print(f"{len(corpus)} resolutions of {chosen.corpus}")
    for section in sections:
        print(f"\n{section.title}")
        print(*(goal.line for goal in section.goals), *(f"  {note}" for note in section.notes), sep="\n")
        if chosen.show:
            print(*(f"    {miss}" for miss in section.misses[: chosen.show]), sep="\n")
            if len(section.misses) > chosen.show:
                print(f"    … and {len(section.misses) - chosen.show} more")
    return 0


if __name__ == "__main__":
    sys.exit(main())
