"""Two texts word by word: what was taken out and put in, and whether two changes of one text can both be made.

Words are compared, and marks of punctuation as words of their own. White space goes with the word after it, so that
nothing is lost: the pieces of a difference give back both texts to the character.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from resolutions.model import Value

_WORD = r"\w+(?:['’\-\u2010\u2011.,]\w+)*"
_TOKEN = re.compile(rf"(?P<space>\s*)(?P<word>{_WORD}|[^\w\s])|\s+")
_HAS_LETTER = re.compile(r"\w")

_TABLE_OF_AT_MOST = 200_000
"""Pairs of words up to which a stretch without landmarks is compared in full; a longer one counts as rewritten."""


class Piece(Value):
    """A stretch of text that stayed, went, or came."""

    kind: Literal["same", "removed", "added"]
    text: str


class Change(Value):
    """A place where words differ: those taken out, at their place in the old text, and those put in."""

    start: int
    """Where it begins in the old text, in characters, without the white space before it."""
    end: int
    """Where it ends in the old text; `start` where nothing is taken out."""
    removed: str
    added: str


class _Token(Value):
    """A word or a mark with the white space before it."""

    space: str
    word: str
    start: int
    """Where the word itself begins."""

    @property
    def end(self) -> int:
        return self.start + len(self.word)

    @property
    def written(self) -> str:
        return self.space + self.word


class _Hunk(Value):
    """Tokens `start` to `end` of the base become `new`."""

    start: int
    end: int
    new: tuple[str, ...]


@lru_cache(maxsize=1024)
def _tokens(text: str) -> tuple[_Token, ...]:
    found = []
    for match in _TOKEN.finditer(text):
        space, word = match["space"], match["word"]
        if word is None:
            # White space that no word follows.
            space, word = match[0], ""
        found.append(_Token.model_construct(space=space, word=word, start=match.start() + len(space)))
    return tuple(found)


def _matches(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places at which the two lists agree, rising in both: a long common sequence, not always the longest."""
    found: list[tuple[int, int]] = []
    open_blocks = [(0, len(old), 0, len(new))]
    while open_blocks:
        a, b, c, d = open_blocks.pop()
        while a < b and c < d and old[a] == new[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d:
            continue
        if (b - a) * (d - c) <= _TABLE_OF_AT_MOST:
            found += _in_full(old, new, a, b, c, d)
            continue
        landmarks = _landmarks(old, new, a, b, c, d)
        for place, (i, j) in enumerate(landmarks):
            found.append((i, j))
            before = landmarks[place - 1] if place else (a - 1, c - 1)
            open_blocks.append((before[0] + 1, i, before[1] + 1, j))
        if landmarks:
            open_blocks.append((landmarks[-1][0] + 1, b, landmarks[-1][1] + 1, d))
    return sorted(found)


def _in_full(old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int) -> list[tuple[int, int]]:
    """The longest common sequence of two stretches, by the table of all pairs."""
    width = d - c
    rows = [[0] * (width + 1)]
    for i in range(b - 1, a - 1, -1):
        below = rows[-1]
        row = [0] * (width + 1)
        word = old[i]
        for j in range(width - 1, -1, -1):
            row[j] = below[j + 1] + 1 if word == new[c + j] else max(below[j], row[j + 1])
        rows.append(row)
    rows.reverse()
    found = []
    i, j = 0, 0
    while i < b - a and j < width:
        if old[a + i] == new[c + j]:
            found.append((a + i, c + j))
            i, j = i + 1, j + 1
        elif rows[i + 1][j] >= rows[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _landmarks(old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int) -> list[tuple[int, int]]:
    """Words that stand once in either stretch, as far as they come in the same order in both."""
    once_old, once_new = Counter(old[a:b]), Counter(new[c:d])
    places = {new[j]: j for j in range(c, d)}
    pairs = [(i, places[old[i]]) for i in range(a, b) if once_old[old[i]] == 1 and once_new.get(old[i]) == 1]
    kept = longest_rising([j for _, j in pairs])
    return [pairs[index] for index in kept]


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest rising sequence within a list of numbers that are all different."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(last[at - 1] if at else None)
        if at == len(tails):
            tails.append(number)
            last.append(index)
        else:
            tails[at] = number
            last[at] = index
    found: list[int] = []
    step: int | None = last[-1] if last else None
    while step is not None:
        found.append(step)
        step = before[step]
    return found[::-1]


# -- the difference, to be read


@lru_cache(maxsize=1024)
def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """How one text became the other, in order; of a place that differs, what was removed stands before what was added.

    Joining what is the same and removed gives the old text to the character, what is the same and added the new one.
    """
    before, after = _tokens(old), _tokens(new)
    pieces: list[Piece] = []
    removed: list[str] = []
    added: list[str] = []

    def put(kind: Literal["same", "removed", "added"], text: str) -> None:
        if not text:
            return
        if pieces and pieces[-1].kind == kind:
            text = pieces.pop().text + text
        pieces.append(Piece.model_construct(kind=kind, text=text))

    def close() -> None:
        put("removed", "".join(removed))
        put("added", "".join(added))
        removed.clear()
        added.clear()

    i = j = 0
    for at, to in [*_readable(before, after), (len(before), len(after))]:
        removed += [token.written for token in before[i:at]]
        added += [token.written for token in after[j:to]]
        if at < len(before):
            if before[at].space != after[to].space:
                removed.append(before[at].space)
                added.append(after[to].space)
                close()
                put("same", before[at].word)
            else:
                close()
                put("same", before[at].written)
        i, j = at + 1, to + 1
    close()
    return tuple(pieces)


@lru_cache(maxsize=1024)
def changes(old: str, new: str) -> tuple[Change, ...]:
    """The places where the words of two texts differ, in order; what differs in white space only is none."""
    before, after = _tokens(old), _tokens(new)
    found: list[Change] = []
    i = j = 0
    for at, to in [*_readable(before, after), (len(before), len(after))]:
        gone, come = [t for t in before[i:at] if t.word], [t for t in after[j:to] if t.word]
        if gone or come:
            # Where nothing goes, the place is behind the word before.
            start = gone[0].start if gone else before[i - 1].end if i else 0
            end = gone[-1].end if gone else start
            words = new[come[0].start : come[-1].end] if come else ""
            found.append(Change.model_construct(start=start, end=end, removed=old[start:end], added=words))
        i, j = at + 1, to + 1
    return tuple(found)


def _readable(before: Sequence[_Token], after: Sequence[_Token]) -> list[tuple[int, int]]:
    """The places that agree, without a lone small word or mark between two longer changes: it is chance, and chops."""
    pairs = _slid(_matches([t.word for t in before], [t.word for t in after]), before, after)
    ends = (len(before), len(after))
    kept: list[tuple[int, int]] = []
    for index, (i, j) in enumerate(pairs):
        last = kept[-1] if kept else (-1, -1)
        following = pairs[index + 1] if index + 1 < len(pairs) else ends
        earlier = min(i - last[0], j - last[1]) - 1
        later = min(following[0] - i, following[1] - j) - 1
        if len(before[i].word) <= 3 and earlier >= 1 and later >= 1 and earlier + later >= 3:
            continue
        kept.append((i, j))
    return kept


_CLOSING = frozenset(")]”’")


def _slid(pairs: list[tuple[int, int]], before: Sequence[_Token], after: Sequence[_Token]) -> list[tuple[int, int]]:
    """The same agreement with insertions and deletions moved on by a bracket where they begin with a closing one.

    "(2022)" made "(2022) and 2699 (2023)" has gained "and 2699 (2023)" and not ") and 2699 (2023".
    """
    made = list(pairs)
    for index, (i, j) in enumerate(pairs):
        a, c = made[index - 1] if index else (-1, -1)
        if i == a + 1 and j > c + 1 and after[c + 1].word in _CLOSING and after[c + 1].word == after[j].word:
            made[index] = (i, c + 1)
        elif j == c + 1 and i > a + 1 and before[a + 1].word in _CLOSING and before[a + 1].word == before[i].word:
            made[index] = (a + 1, j)
    return made


def changed_share(old: str, new: str) -> float:
    """The share of the words of two texts that differ between them, from 0 (the same words) to 1 (none in common)."""
    before = [t.word for t in _tokens(old) if _HAS_LETTER.search(t.word)]
    after = [t.word for t in _tokens(new) if _HAS_LETTER.search(t.word)]
    total = len(before) + len(after)
    return 1 - 2 * len(_matches(before, after)) / total if total else 0.0


@lru_cache(maxsize=2048)
def word_count(text: str) -> int:
    """How many words a text has, without marks of punctuation."""
    return sum(1 for token in _tokens(text) if _HAS_LETTER.search(token.word))


# -- two changes of one text


@lru_cache(maxsize=2048)
def _hunks(base: str, new: str) -> tuple[_Hunk, ...]:
    before = [token.written for token in _tokens(base)]
    after = [token.written for token in _tokens(new)]
    found = []
    i = j = 0
    for at, to in [*_matches(before, after), (len(before), len(after))]:
        if at > i or to > j:
            found.append(_Hunk.model_construct(start=i, end=at, new=tuple(after[j:to])))
        i, j = at + 1, to + 1
    return tuple(found)


def _touch(one: _Hunk, other: _Hunk, words: Sequence[_Token]) -> bool:
    """Whether two changes meet: an unchanged word, and not only a mark, must stand between them."""
    first, second = (one, other) if (one.start, one.end) <= (other.start, other.end) else (other, one)
    if second.start < first.end:
        return True
    return not any(_HAS_LETTER.search(token.word) for token in words[first.end : second.start])


def merged(base: str, theirs: str, mine: str) -> str | None:
    """Both changes of a base made in one text; None where they touch the same words or words side by side.

    The same change made by both counts once. Whose is which does not matter to the outcome.
    """
    if theirs == mine or mine == base:
        return theirs
    if theirs == base:
        return mine
    words = _tokens(base)
    one, other = set(_hunks(base, theirs)), set(_hunks(base, mine))
    both = one & other
    for a in sorted(one - both, key=_place):
        # Against a change both made, too: beside it the words could be meant differently.
        if any(_touch(a, b, words) for b in other):
            return None
    if any(_touch(a, b, words) for a in both for b in other - both):
        return None
    made: list[str] = []
    at = 0
    for hunk in sorted(one | other, key=_place):
        made += [token.written for token in words[at : hunk.start]]
        made += hunk.new
        at = hunk.end
    return "".join([*made, *(token.written for token in words[at:])])


def _place(hunk: _Hunk) -> tuple[int, int]:
    return hunk.start, hunk.end


def contested(base: str, theirs: str, mine: str) -> tuple[str, ...]:
    """The words of the base, each with its neighbours, that both changes touch; empty where they can be merged."""
    if merged(base, theirs, mine) is not None:
        return ()
    words = _tokens(base)
    found: list[str] = []
    for a in _hunks(base, theirs):
        for b in _hunks(base, mine):
            if a != b and _touch(a, b, words):
                start, end = min(a.start, b.start), max(a.end, b.end)
                if start == end:
                    # Both put words in at one place: the words around it say where.
                    start, end = max(0, start - 2), min(len(words), end + 2)
                shown = words[start:end]
                if shown and (text := base[shown[0].start : shown[-1].end].strip()):
                    found.append(text)
    return tuple(dict.fromkeys(found))
