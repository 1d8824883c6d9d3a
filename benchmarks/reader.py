"""How often the reader is right: `python -m benchmarks.reader [--update docs/method.md]`.

Paragraphs labelled by hand (`tests/data/labelled`, a file a writer) are read from their words alone. The files whose
first line says so are held out: the model was not trained on their writers, and no rule was tuned on them. The clause
library, on which the model was trained, is read beside them: it says how well an edited clause keeps its meaning.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from positions.model import Addressee, Direction, Force
from positions.topic import Topic, load_topic
from resolutions.model import Part
from resolutions.reader import read_text

LABELLED = Path(__file__).parents[1] / "tests" / "data" / "labelled"

Effect = tuple[str, Direction]

HELD_OUT = "# held out"
"""How the first line of a file that is held out begins."""


@dataclass(frozen=True)
class Case:
    """A paragraph with what it means."""

    id: str
    text: str
    part: Part
    force: Force
    effects: frozenset[Effect]
    writer: str
    """Whose hand it is: the name of the file."""
    addressee: Addressee | None = None
    held_out: bool = False
    """Of a writer on whom nothing was trained or tuned."""


@dataclass
class Score:
    """Counts over cases, and what they make."""

    cases: int = 0
    right: int = 0
    invented: Counter[Effect] = field(default_factory=Counter)
    missed: Counter[Effect] = field(default_factory=Counter)
    forces: int = 0
    addressees: int = 0
    with_addressee: int = 0

    @property
    def precision(self) -> float:
        """The part of the effects read that are right."""
        return self.right / max(1, self.right + self.invented.total())

    @property
    def recall(self) -> float:
        """The part of the effects there are that were read."""
        return self.right / max(1, self.right + self.missed.total())

    @property
    def force(self) -> float:
        """The part of the paragraphs with the right force."""
        return self.forces / max(1, self.cases)

    @property
    def addressee(self) -> float:
        """The part of the paragraphs, of those that tell, with the right addressee."""
        return self.addressees / max(1, self.with_addressee)


def labelled_cases(folder: Path = LABELLED) -> tuple[Case, ...]:
    """The paragraphs labelled by hand, of every writer."""
    cases = []
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        held_out = text.startswith(HELD_OUT)
        for entry in yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            effects = frozenset((issue, direction) for issue, direction in entry["effects"])
            cases.append(
                Case(
                    id=entry["id"],
                    text=entry["text"],
                    part=entry["part"],
                    force=entry["force"],
                    effects=effects,
                    writer=path.stem,
                    held_out=held_out,
                )
            )
    return tuple(cases)


def clause_cases(topic: Topic) -> tuple[Case, ...]:
    """Every rung of the clause library with its author's reading."""
    return tuple(
        Case(
            id=f"{clause.id}.{number}",
            text=rung.text,
            part=clause.part,
            force=rung.force,
            effects=frozenset((effect.issue, effect.direction) for effect in clause.effects),
            writer="library",
            addressee=clause.addressee,
        )
        for clause in topic.clauses
        for number, rung in enumerate(clause.ladder)
    )


def by_cues_alone(topic: Topic) -> Topic:
    """The topic without its trained weights, as a topic that has none is read."""
    return topic.model_copy(update={"reader": None, "clauses": ()})


def score(cases: Iterable[Case], topic: Topic) -> Score:
    """How the reader does on cases."""
    total = Score()
    for case in cases:
        reading = read_text(case.text, case.part, topic)
        read = {(effect.issue, effect.direction) for effect in reading.effects}
        total.cases += 1
        total.right += len(read & case.effects)
        total.invented.update(read - case.effects)
        total.missed.update(case.effects - read)
        total.forces += reading.force == case.force
        if case.addressee is not None:
            total.with_addressee += 1
            total.addressees += reading.addressee == case.addressee
    return total


def table(topic: Topic) -> list[str]:
    """The figures as a Markdown table: each held-out writer, all of them, both ways of reading, and the library."""
    held_out = [case for case in labelled_cases() if case.held_out]
    writers = sorted({case.writer for case in held_out})
    rows = ["| Read | Cases | Precision | Recall | Force right |", "| --- | --- | --- | --- | --- |"]

    def row(name: str, measured: Score) -> None:
        rows.append(
            f"| {name} | {measured.cases} | {measured.precision:.3f} | {measured.recall:.3f} | {measured.force:.3f} |"
        )

    for number, writer in enumerate(writers, start=1):
        row(f"Held-out writer {number}", score([case for case in held_out if case.writer == writer], topic))
    row("All held-out writers", score(held_out, topic))
    row("The same by cues alone", score(held_out, by_cues_alone(topic)))
    row("Clause library, every rung", score(clause_cases(topic), topic))
    return rows


def confusions(topic: Topic) -> list[str]:
    """What is most often found and not there, and there and not found, in the held-out paragraphs."""
    measured = score([case for case in labelled_cases() if case.held_out], topic)
    return [
        f"- Most often found and not there: {_most(measured.invented)}.",
        f"- Most often there and not found: {_most(measured.missed)}.",
    ]


def _most(counted: Counter[Effect]) -> str:
    # Equal counts by name, so that the same figures always read the same.
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:8]
    return ", ".join(f"{issue} {'＋' if direction > 0 else '−'} ({number})" for (issue, direction), number in ranked)


def figures(topic: Topic) -> str:
    """Everything that `docs/method.md` says between its marks."""
    return "\n".join([*table(topic), "", *confusions(topic)])


def updated(document: str, topic: Topic) -> str:
    """A document with the figures between its marks renewed."""
    return re.sub(
        r"(<!-- figures: reader -->\n).*?(\n<!-- end -->)",
        lambda marks: f"{marks[1]}{figures(topic)}{marks[2]}",
        document,
        flags=re.DOTALL,
    )


def _milliseconds(cases: Sequence[Case], topic: Topic) -> float:
    begun = time.perf_counter()
    for case in cases:
        read_text(case.text, case.part, topic)
    return (time.perf_counter() - begun) / len(cases) * 1000


def main() -> None:
    """Print the figures, and write them into a document if one is given."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reader", description="How often the reader is right.")
    parser.add_argument("--update", type=Path, help="a Markdown file whose figures are to be renewed")
    chosen = parser.parse_args()
    topic = load_topic()
    print(figures(topic))
    print(f"\n{_milliseconds(clause_cases(topic), topic):.2f} ms a paragraph")
    if chosen.update:
        chosen.update.write_text(updated(chosen.update.read_text(encoding="utf-8"), topic), encoding="utf-8")


if __name__ == "__main__":
    main()
