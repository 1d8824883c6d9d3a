"""How often the first reader is right: `python -m benchmarks.reader`.

Two bodies of text are read from their words alone: paragraphs labelled by hand (`tests/data/labelled-clauses.yaml`),
and every rung of the clause library against its author's reading. Authors give the one to three effects that matter
most, so some of what counts as wrong there is right and merely not the point.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import yaml

from positions.model import Addressee, Direction, Force
from positions.topic import Topic, load_topic
from resolutions.model import Part
from resolutions.reader import read_text

LABELLED = Path(__file__).parents[1] / "tests" / "data" / "labelled-clauses.yaml"

Effect = tuple[str, Direction]


@dataclass(frozen=True)
class Case:
    """A paragraph with what it means."""

    id: str
    text: str
    part: Part
    force: Force
    effects: frozenset[Effect]
    addressee: Addressee | None = None
    held_out: bool = False
    """Not looked at while the cues were tuned."""


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


def labelled_cases(path: Path = LABELLED) -> tuple[Case, ...]:
    """The paragraphs labelled by hand."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(
        Case(
            id=entry["id"],
            text=entry["text"],
            part=entry["part"],
            force=entry["force"],
            effects=frozenset((issue, direction) for issue, direction in entry["effects"]),
            held_out=entry.get("held_out", False),
        )
        for entry in entries
    )


def is_held_out(clause: str) -> bool:
    """Whether a library clause is of the quarter that was not read while the cues were tuned."""
    return crc32(clause.encode()) % 4 == 3


def clause_cases(topic: Topic) -> tuple[Case, ...]:
    """Every rung of the clause library with its author's reading."""
    return tuple(
        Case(
            id=f"{clause.id}.{number}",
            text=rung.text,
            part=clause.part,
            force=rung.force,
            effects=frozenset((effect.issue, effect.direction) for effect in clause.effects),
            addressee=clause.addressee,
            held_out=is_held_out(clause.id),
        )
        for clause in topic.clauses
        for number, rung in enumerate(clause.ladder)
    )


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


def _shown(name: str, measured: Score) -> str:
    addressee = f"{measured.addressee:9.3f}" if measured.with_addressee else f"{'':9}"
    return (
        f"{name:28}{measured.cases:6}{measured.precision:11.3f}{measured.recall:8.3f}{measured.force:7.3f}{addressee}"
    )


def _confusions(counted: Counter[Effect]) -> str:
    return (
        ", ".join(f"{issue} {direction:+d} ({number})" for (issue, direction), number in counted.most_common(12))
        or "none"
    )


def _milliseconds(cases: Sequence[Case], topic: Topic) -> float:
    begun = time.perf_counter()
    for case in cases:
        read_text(case.text, case.part, topic)
    return (time.perf_counter() - begun) / len(cases) * 1000


def main() -> None:
    """Print the figures."""
    topic = load_topic()
    labelled, library = labelled_cases(), clause_cases(topic)
    parts = {
        "labelled": labelled,
        "labelled, held out": [case for case in labelled if case.held_out],
        "library": library,
        "library, held out": [case for case in library if case.held_out],
    }
    print(f"{'':28}{'cases':>6}{'precision':>11}{'recall':>8}{'force':>7}{'addressee':>10}")
    # The words that authors give for an effect are cues too: without them, as a text by somebody else would be read.
    by_cues_alone = topic.model_copy(update={"clauses": ()})
    measured = {name: score(cases, by_cues_alone) for name, cases in parts.items()}
    measured["library, authors' words"] = score(library, topic)
    for name, figures in measured.items():
        print(_shown(name, figures))
    for name, figures in measured.items():
        print(f"\n{name}\n  found and not given: {_confusions(figures.invented)}")
        print(f"  given and not found: {_confusions(figures.missed)}")
    print(f"\n{_milliseconds(library, topic):.2f} ms a paragraph")


if __name__ == "__main__":
    main()
