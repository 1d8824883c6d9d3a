"""The learned part of the reader: which issues a text moves, and which way, from words it was trained on.

Two linear models for each issue, on word and character n-grams: one says whether the text is about the issue, one which
pole it moves to. Weights are a file of the topic (`reader.npz`), trained by `benchmarks/train_reader.py` on the labelled
clauses under `tests/data/labelled`; a topic without the file is read by its cues alone. Nothing is fetched, and the same
text always gives the same answer.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from positions.model import Direction, Slug

Floats = npt.NDArray[np.float32]

BLOCKS = {"word": 1 << 16, "char": 1 << 16, "turned": 1 << 14, "opening": 1 << 12}
"""The number of places of each kind of feature; n-grams find theirs by a checksum."""

ABOUT = ("word", "char")
"""The kinds that say what a text is about; which way it goes is told by all of them."""

MOST_CHARACTERS = 4000
"""What is read of a text: beyond that a paragraph is no paragraph any more."""

_WORD = re.compile(r"\w+(?:-\w+)*")
_TURNING = re.compile(
    r"(?:not?|nor|never|without|cannot|refrain\w*|reject\w*|condemn\w*|deplor\w*|oppos\w*|ceas\w*|halt\w*|ends?|ending|"
    r"discontinu\w*|suspend\w*|withdraw\w*|abandon\w*|prohibit\w*|forbid\w*|bans?|instead|rather|denounc\w*|exclud\w*|"
    r"avoid\w*|nothing|regret\w*|against|less|lift\w*|discourag\w*|declin\w*|refus\w*|neither|unlawful|illegal|concern\w*|"
    r"alarm\w*|doubt\w*|stop\w*|only)"
)
_SEGMENT = re.compile(r"[.;:,\n]")


class Gram(NamedTuple):
    """A feature where it stands in the text."""

    kind: str
    place: int
    start: int
    end: int


def _place(kind: str, gram: str) -> int:
    return crc32(f"{kind} {gram}".encode()) % BLOCKS[kind]


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[int, ...]:
    """The places of the pieces of a word, of three to five characters with the spaces around it."""
    padded = f" {word} "
    places = []
    for size in (3, 4, 5):
        places += [_place("char", padded[at : at + size]) for at in range(max(1, len(padded) - size + 1))]
        if size >= len(padded):
            break
    return tuple(places)


def grams(text: str) -> list[Gram]:
    """Every feature of a text, with where it stands."""
    text = text[:MOST_CHARACTERS].lower()
    found: list[Gram] = []
    words = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(text)]
    for index, (start, end, word) in enumerate(words):
        gram = word
        found.append(Gram("word", _place("word", gram), start, end))
        for following in words[index + 1 : index + 3]:
            gram = f"{gram} {following[2]}"
            found.append(Gram("word", _place("word", gram), start, following[1]))
        found += [Gram("char", place, start, end) for place in _pieces(word)]
    opening = [word for _, _, word in words[:4]]
    for first in range(len(opening)):
        for last in range(first + 1, len(opening) + 1):
            found.append(Gram("opening", _place("opening", " ".join(opening[first:last])), words[first][0], words[last - 1][1]))
    borders = [0, *(m.start() for m in _SEGMENT.finditer(text)), len(text)]
    for begin, stop in pairwise(borders):
        turned = False
        for start, end, word in words:
            if begin <= start < stop:
                if turned:
                    found.append(Gram("turned", _place("turned", word), start, end))
                turned = turned or _TURNING.fullmatch(word) is not None
    return found


def values(found: list[Gram], idf: dict[str, Floats]) -> dict[str, dict[int, float]]:
    """The weight of every feature of a text: logarithm of its count, times its rarity, each kind scaled to length 1."""
    out: dict[str, dict[int, float]] = {}
    places: dict[str, list[int]] = {kind: [] for kind in BLOCKS}
    for gram in found:
        places[gram.kind].append(gram.place)
    for kind, there in places.items():
        counts = Counter(there)
        raw = {place: (1 + log(count)) * float(idf[kind][place]) for place, count in counts.items()}
        length = sum(value * value for value in raw.values()) ** 0.5
        out[kind] = {place: value / length for place, value in raw.items()} if length else {}
    return out


class Learned(NamedTuple):
    """An issue found by the learned model."""

    issue: Slug
    direction: Direction
    score: float
    """How far above or below the threshold it is about the issue: 0 is the threshold."""
    sure: float
    """How clearly it goes one way: 0 is a toss-up."""
    start: int
    end: int
    """Where the words stand that decided it."""


class Weights:
    """The trained models of a topic."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as stored:
            self.issues: tuple[Slug, ...] = tuple(str(i) for i in stored["issues"])
            self.threshold = float(stored["threshold"])
            self.idf: dict[str, Floats] = {kind: stored[f"idf_{kind}"].astype(np.float32) for kind in BLOCKS}
            self.about = self._model(stored, "about", ABOUT)
            self.way = self._model(stored, "way", tuple(BLOCKS))

    @staticmethod
    def _model(stored: np.lib.npyio.NpzFile, name: str, kinds: tuple[str, ...]) -> tuple[dict[str, Floats], Floats]:
        scale = stored[f"{name}_scale"].astype(np.float32)
        tables = {kind: stored[f"{name}_{kind}"].astype(np.float32) * scale for kind in kinds}
        return tables, stored[f"{name}_bias"].astype(np.float32)

    def scores(self, weighed: dict[str, dict[int, float]], model: tuple[dict[str, Floats], Floats]) -> Floats:
        """The score of every issue."""
        tables, bias = model
        total: Floats = bias.copy()
        for kind, table in tables.items():
            found = weighed[kind]
            if found:
                places = np.fromiter(found.keys(), dtype=np.int64)
                amounts = np.fromiter(found.values(), dtype=np.float32)
                total += amounts @ table[places]
        return total

    def read(self, text: str, *, margin: float = 0.0) -> list[Learned]:
        """The issues a text is found to be about, the surest first; `margin` lets in those that far below the threshold."""
        found = grams(text)
        weighed = values(found, self.idf)
        about = self.scores(weighed, self.about) - self.threshold
        way = self.scores(weighed, self.way)
        out = []
        for index in np.argsort(-about, kind="stable"):
            if about[index] <= -margin:
                break
            start, end = self._words(text, found, weighed, int(index))
            out.append(
                Learned(
                    issue=self.issues[index],
                    direction=1 if way[index] > 0 else -1,
                    score=float(about[index]),
                    sure=abs(float(way[index])),
                    start=start,
                    end=end,
                )
            )
        return out

    def _words(self, text: str, found: list[Gram], weighed: dict[str, dict[int, float]], issue: int) -> tuple[int, int]:
        """The stretch of words that weighs most for an issue."""
        words = [(m.start(), m.end()) for m in _WORD.finditer(text[:MOST_CHARACTERS])]
        if not words:
            return 0, 0
        at = {start: number for number, (start, _) in enumerate(words)}
        until = {end: number for number, (_, end) in enumerate(words)}
        shares = [0.0] * len(words)
        worth: dict[tuple[str, int], float] = {}
        seen: Counter[tuple[str, int]] = Counter((g.kind, g.place) for g in found if g.kind in ABOUT)
        for gram in found:
            if gram.kind not in ABOUT:
                continue
            key = (gram.kind, gram.place)
            if key not in worth:
                amount = weighed[gram.kind][gram.place] * float(self.about[0][gram.kind][gram.place, issue])
                worth[key] = amount / seen[key]
            first, last = at[gram.start], until[gram.end]
            for number in range(first, last + 1):
                shares[number] += worth[key] / (last - first + 1)
        share = np.array(shares, dtype=np.float32)
        share -= max(0.0, float(share.mean()))
        best, begin, end, running, first = 0.0, int(share.argmax()), int(share.argmax()), 0.0, 0
        for number, amount in enumerate(share):
            if running <= 0:
                running, first = 0.0, number
            running += float(amount)
            if running > best and number - first < 9:
                best, begin, end = running, first, number
        return words[begin][0], words[end][1]


@lru_cache(maxsize=4)
def weights_of(path: Path) -> Weights | None:
    """The trained models in a file, or None where a topic has none."""
    return Weights(path) if path.is_file() else None
