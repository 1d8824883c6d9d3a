"""Train the learned part of the reader: `python -m benchmarks.train_reader`.

Reads the labelled clauses under `tests/data/labelled` but for those held out, the clause library and the arguments of
the issues; writes `reader.npz` into the topic's folder. Needs scikit-learn (`requirements-dev.txt`), which the app
does not.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from positions.topic import DEFAULT_TOPIC, TOPICS, Topic, load_topic
from resolutions.learned import ABOUT, BLOCKS, Gram, grams, values

LABELLED = Path(__file__).parent.parent / "tests" / "data" / "labelled"


class Clause(NamedTuple):
    """A text and what it does: issue ids with directions."""

    text: str
    part: str
    force: str
    effects: tuple[tuple[str, int], ...]
    writer: str
    held_out: bool


def labelled(folder: Path = LABELLED) -> list[Clause]:
    """The labelled clauses, by writer; a file whose first line says so is held out whole."""
    out = []
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        held_out = text.startswith("# held out")
        for entry in yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            effects = tuple((str(issue), int(direction)) for issue, direction in entry["effects"])
            out.append(Clause(entry["text"], entry["part"], entry["force"], effects, path.stem, held_out))
    return out


def from_topic(topic: Topic) -> list[Clause]:
    """What the topic itself says: the two softest rungs of each library clause, the poles, and the arguments for them."""
    out = []
    for clause in topic.clauses:
        effects = tuple((e.issue, int(e.direction)) for e in clause.effects)
        out += [Clause(r.text, clause.part, r.force, effects, "library", False) for r in clause.ladder[:2]]
    for issue in topic.issues:
        for direction, pole, arguments in ((1, issue.positive, issue.for_positive), (-1, issue.negative, issue.for_negative)):
            texts = [pole, *(argument.text for argument in arguments)]
            out += [Clause(text, "operative", "F0", ((issue.id, direction),), "issues", False) for text in texts]
    return out


PLAIN = 3
"""How often each of the plainest sentences (`plain.yaml`) is counted: they are few, and must not be misread."""


def for_training(topic: Topic) -> list[Clause]:
    """Everything the weights are trained on: what is not held out, and what the topic says itself."""
    clauses = [c for c in labelled() if not c.held_out]
    return clauses + [c for c in clauses if c.writer == "plain"] * (PLAIN - 1) + from_topic(topic)


class Trained(NamedTuple):
    """Everything the weights file holds."""

    issues: tuple[str, ...]
    idf: dict[str, Any]
    about: tuple[Any, Any]
    way: tuple[Any, Any]


def matrix(found: Sequence[list[Gram]], idf: dict[str, Any], kinds: Sequence[str]) -> Any:
    """The features of texts as a sparse matrix, kind beside kind."""
    weighed = [values(g, idf) for g in found]
    blocks = []
    for kind in kinds:
        rows, columns, data = [], [], []
        for row, text in enumerate(weighed):
            for place, value in text[kind].items():
                rows.append(row)
                columns.append(place)
                data.append(value)
        blocks.append(csr_matrix((data, (rows, columns)), shape=(len(found), BLOCKS[kind])))
    return hstack(blocks).tocsr()


def train(clauses: Sequence[Clause], issues: Sequence[str]) -> Trained:
    """Fit the models on labelled texts."""
    found = [grams(clause.text) for clause in clauses]
    idf = {}
    for kind, size in BLOCKS.items():
        seen = np.zeros(size)
        for text in found:
            seen[list({g.place for g in text if g.kind == kind})] += 1
        idf[kind] = (np.log((1 + len(found)) / (1 + seen)) + 1).astype(np.float32)
    about, way = matrix(found, idf, ABOUT), matrix(found, idf, tuple(BLOCKS))
    plus = np.array([[(i, 1) in c.effects for i in issues] for c in clauses])
    minus = np.array([[(i, -1) in c.effects for i in issues] for c in clauses])
    of_issue, of_way = [], []
    for column in range(len(issues)):
        here = plus[:, column] | minus[:, column]
        of_issue.append(LinearSVC(C=1, class_weight={0: 1, 1: 4}, random_state=0).fit(about, here))
        rows = np.where(here)[0]
        between = LinearSVC(C=0.7, random_state=0).fit(way[rows], plus[rows, column])
        one = LinearSVC(C=1, class_weight={0: 1, 1: 6}, random_state=0).fit(way, plus[:, column])
        other = LinearSVC(C=1, class_weight={0: 1, 1: 6}, random_state=0).fit(way, minus[:, column])
        # All three are linear, and so is their sum: what tells the poles apart, and what tells each from all else.
        of_way.append(
            (
                between.coef_[0] + 0.8 * (one.coef_[0] - other.coef_[0]),
                between.intercept_[0] + 0.8 * (one.intercept_[0] - other.intercept_[0]),
            )
        )
    return Trained(
        issues=tuple(issues),
        idf=idf,
        about=(np.array([m.coef_[0] for m in of_issue]).T, np.array([m.intercept_[0] for m in of_issue])),
        way=(np.array([w for w, _ in of_way]).T, np.array([b for _, b in of_way])),
    )


def write(trained: Trained, threshold: float, path: Path) -> None:
    """Write a weights file: one byte a weight, with a scale for each issue."""
    stored: dict[str, Any] = {"issues": np.array(trained.issues), "threshold": np.array(threshold)}
    stored |= {f"idf_{kind}": table.astype(np.float16) for kind, table in trained.idf.items()}
    for name, (weights, bias), kinds in (("about", trained.about, ABOUT), ("way", trained.way, tuple(BLOCKS))):
        scale = np.abs(weights).max(axis=0) / 127
        small = np.round(weights / scale).astype(np.int8)
        start = 0
        for kind in kinds:
            stored[f"{name}_{kind}"] = small[start : start + BLOCKS[kind]]
            start += BLOCKS[kind]
        stored[f"{name}_scale"] = scale.astype(np.float32)
        stored[f"{name}_bias"] = bias.astype(np.float32)
    np.savez_compressed(path, **stored)


def main() -> None:
    """Train on all that is not held out, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.train_reader", description=__doc__.split("\n")[0])
    parser.add_argument("--topic", default=DEFAULT_TOPIC)
    parser.add_argument("--threshold", type=float, default=-0.33)
    chosen = parser.parse_args()
    topic = load_topic(chosen.topic)
    clauses = for_training(topic)
    path = TOPICS / chosen.topic / "reader.npz"
    write(train(clauses, [issue.id for issue in topic.issues]), chosen.threshold, path)
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB from {len(clauses)} texts")


if __name__ == "__main__":
    main()
