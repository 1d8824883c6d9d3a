"""Coherence: what a draft says twice, and what it says both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from resolutions.lint.rule import WARNING, Found, LintRule, Place, Text
from resolutions.phrases import find_opening
from resolutions.wording import name_of

_MOST = 300
"""Paragraphs that are compared with one another: a draft has fewer, and noise is not worth the time."""
_LEAST = 0.7
"""The least share of words at which any rule looks closer."""
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIMES = re.compile(
    rf"\b(?:\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?|(?:every |within |in |after )?(?:\d+|one|two|three|four|six|nine|twelve|eighteen|thirty|sixty|ninety)[ -](?:days?|weeks?|months?|years?)|(?:{_MONTH}) \d{{4}}|annually|monthly|quarterly|weekly)\b",
    re.I,
)
_NEGATIONS = re.compile(r"\b(?:not|never|no longer|nor|without|cannot|refrain from)\b", re.I)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+")
_LIGHT = frozenset(("the", "a", "an", "of", "to", "and", "in", "for", "on", "with", "by", "its", "that", "this", "all", "as", "at", "from", "or", "is", "be", "also", "further"))  # fmt: skip


class _Said(NamedTuple):
    """What the rules compare of a paragraph; worked out once for a text, however often the draft around it changes."""

    whole: str
    """Its words in small letters, without marks."""
    words: int
    body: str
    """It without its opening: "Calls upon all States to cooperate" and "Urges all States to cooperate" are alike."""
    heavy: frozenset[str]
    """The words of the body that carry its meaning."""
    telling: tuple[str, ...]
    """So many of them, the longest first, that of two texts alike enough to compare one stands in both."""
    numbers: frozenset[str]
    names: frozenset[str]
    negated: bool
    times: frozenset[str]
    timeless: frozenset[str]
    """The heavy words of the body without its times."""
    unnegated: frozenset[str]
    """The heavy words of the body without its negations."""
    timed: tuple[int, int] | None
    """Where the first time stands in the paragraph."""


def _heavy(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text)) - _LIGHT


@lru_cache(maxsize=8192)
def _said(text: str, part: str) -> _Said:
    found = find_opening(text, "operative" if part == "operative" else "preambular")
    body = text[len(found.words) :] if found else text
    words = [word.lower() for word in _WORD.findall(text)]
    heavy, timed = _heavy(body), _TIMES.search(text)
    times = frozenset(match[0].lower() for match in _TIMES.finditer(body)) if timed else frozenset()
    negated = _NEGATIONS.search(body) is not None
    names = frozenset(_NAME.findall(body))
    return _Said(
        whole=" ".join(words),
        words=len(words),
        body=body,
        heavy=heavy,
        telling=tuple(sorted(heavy, key=lambda w: (-len(w), w))[: len(heavy) - ceil(_LEAST * len(heavy) - 1e-9) + 1]),
        numbers=frozenset(_NUMBER.findall(body)) | times,
        names=names,
        negated=negated,
        times=times,
        timeless=_heavy(_TIMES.sub(" ", body)) if times else heavy,
        unnegated=_heavy(_NEGATIONS.sub(" ", body)) if negated else heavy,
        timed=timed.span() if timed else None,
    )


def _alike(first: frozenset[str], second: frozenset[str]) -> float:
    if not first or not second:
        return 0.0
    both = len(first & second)
    return both / (len(first) + len(second) - both)


_Pair = tuple[Place, _Said, Place, _Said]


def _alike_pairs(text: Text, part: str, least: float) -> list[_Pair]:
    """The pairs of paragraphs of a part, the earlier first, whose bodies share that much of their words."""
    kept = text._kept.get(f"alike-{part}")
    if not isinstance(kept, list):
        places = (text.preambular if part == "preambular" else text.operative)[:_MOST]
        kept = text._kept[f"alike-{part}"] = list(_compared([(p, _said(p.text, part)) for p in places]))
    return [(earlier, one, later, other) for share, earlier, one, later, other in kept if share >= least]


def _compared(said: list[tuple[Place, _Said]]) -> Iterator[tuple[float, Place, _Said, Place, _Said]]:
    by_word: dict[str, list[int]] = {}
    for index, (later, other) in enumerate(said):
        near: set[int] = set()
        for word in other.telling:
            if word in by_word:
                near.update(by_word[word])
                by_word[word].append(index)
            else:
                by_word[word] = [index]
        for at in sorted(near):
            earlier, one = said[at]
            fewer, more = sorted((len(one.heavy), len(other.heavy)))
            if fewer < _LEAST * more - 1e-9:
                continue
            share = _alike(one.heavy, other.heavy)
            if share >= _LEAST:
                yield share, earlier, one, later, other


def _duplicate(text: Text) -> Iterator[Found]:
    first: dict[str, str] = {}
    for place in text.places:
        said = _said(place.text, place.part)
        if said.words < 3:
            continue
        if said.whole in first:
            yield Found(place.where, f"It repeats {name_of(first[said.whole])} word for word.", 0, fix="Remove one of the two.")
        else:
            first[said.whole] = place.where


def _near_duplicate(text: Text) -> Iterator[Found]:
    for part in ("preambular", "operative"):
        told: set[str] = set()
        for earlier, one, later, other in _alike_pairs(text, part, 0.8):
            if later.where in told or one.whole == other.whole or len(one.heavy) < 5:
                continue
            # Numbers and times that differ make them different; so does a negation, which has a rule of its own.
            if one.numbers != other.numbers or one.negated != other.negated or one.names != other.names:
                continue
            told.add(later.where)
            yield Found(later.where, f"It says nearly what {name_of(earlier.where)} says.", 0, fix="Join the two.")


def _deadlines(text: Text) -> Iterator[Found]:
    said = [(place, _said(place.text, "operative")) for place in text.operative]
    timed = [(place, what) for place, what in said if what.timed][:_MOST]
    for index, (later, other) in enumerate(timed):
        for earlier, one in timed[:index]:
            if not one.times or not other.times or one.times & other.times:
                continue
            if min(len(one.timeless), len(other.timeless)) < 3:
                continue
            if _alike(one.timeless, other.timeless) >= 0.72 and one.names == other.names:
                start, end = other.timed or (0, 0)
                yield Found(later.where, f"It has {_first(other.times)} where {name_of(earlier.where)} has {_first(one.times)} for the same.", start, end, fix="Keep one deadline.")


def _first(times: frozenset[str]) -> str:
    return f"“{sorted(times)[0]}”"


def _both_ways(text: Text) -> Iterator[Found]:
    for earlier, one, later, other in _alike_pairs(text, "operative", 0.7):
        if one.negated != other.negated and len(one.unnegated) >= 4 and _alike(one.unnegated, other.unnegated) >= 0.85:
            yield Found(later.where, f"It says the opposite of {name_of(earlier.where)}.", 0, fix="Keep one of the two.")


@lru_cache(maxsize=8192)
def _mandate(text: str, verbs: str) -> str | None:
    match = re.match(rf"\W*(?:Also |Further )?(?:Decides to )?(?:{verbs})s? (?:the )?(?P<what>mandate of [^,;.]{{3,80}}?)(?= until| for| with| as| by|[,;.])", text, re.I)
    return match["what"].lower() if match else None


def _extends_and_ends(text: Text) -> Iterator[Found]:
    """One paragraph extends a mandate that another ends."""
    extended = {s: p for p in text.operative if (s := _mandate(p.text, "extend|renew"))}
    for place in text.operative:
        ended = _mandate(place.text, "terminate|end|discontinue")
        if ended and ended in extended:
            yield Found(place.where, f"It ends the {ended}, which {name_of(extended[ended].where)} extends.", 0, fix="Keep one of the two.")


_BODY = re.compile(r"\b(?:[Dd]ecides to establish|[Ee]stablishes|[Rr]equests the Secretary-General to establish|[Cc]reates) (?:a|an) (?:new )?(?P<body>(?:[A-Za-z-]+ ){0,3}(?:committee|panel|commission|task force|working group|fund|monitoring team|mission))\b", re.I)


def _body_twice(text: Text) -> Iterator[Found]:
    first: dict[str, str] = {}
    for place in text.operative:
        for match in place.matches(_BODY):
            name = " ".join(match["body"].lower().split())
            if len(name.split()) < 2 and name not in ("panel of experts",):
                continue
            rest = place.text[match.end() : match.end() + 40].lower()
            rest = re.split(r"[,;.]", rest)[0][:25]
            key = name + rest
            if key in first and first[key] != place.where:
                yield Found(place.where, f"It establishes “{match['body']}”, which {name_of(first[key])} establishes already.", match.start(), match.end(), fix="Refer to it: “the … established in paragraph … above”.")
            first.setdefault(key, place.where)


_HEAD = "The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n"
_END = "Decides to remain seized of the matter."


def _with(*paragraphs: str) -> str:
    return _HEAD + "\n\n".join(f"{number}. {p}" for number, p in enumerate((*paragraphs, _END), start=1))


_GOOD = _with("Calls upon all States to cooperate;", "Requests the Secretary-General to report within 90 days;")

RULES: tuple[LintRule, ...] = (
    LintRule("CO04", "A paragraph stands twice", "What was voted once needs no second vote.", "house practice on coherence", _with("Calls upon all States to cooperate;", "Calls upon all States to cooperate;"), _GOOD, _duplicate, un=WARNING, mun=WARNING, covers="CO03"),
    LintRule("CO05", "Two paragraphs say nearly the same", "The reader looks for the difference, and courts will find one.", "house practice on coherence",
             _with("Calls upon all States to share information on trafficking routes with their neighbours;", "Urges all States to share information on trafficking routes with all their neighbours;"), _GOOD, _near_duplicate, un=WARNING, mun=WARNING),
    LintRule("CO06", "Two deadlines for one thing", "A deadline is kept or missed; there is one.", "house practice on coherence",
             _with("Requests the Secretary-General to report on the implementation within 30 days;", "Requests the Secretary-General to report on the implementation within 90 days;"), _GOOD, _deadlines, un=WARNING, mun=WARNING),
    LintRule("CO07", "Two paragraphs say the opposite", "What one grants the other may not take away.", "house practice on coherence",
             _with("Decides that States may conduct joint patrols in the border area;", "Decides that States may not conduct joint patrols in the border area;"), _GOOD, _both_ways),
    LintRule("CO08", "A mandate is extended and ended", "A mandate runs or it does not.", "house practice on coherence",
             _with("Decides to extend the mandate of the Panel of Experts until 31 July 2027;", "Decides to terminate the mandate of the Panel of Experts;"), _GOOD, _extends_and_ends),
    LintRule("CO09", "A body is established twice", "A second one by the same name is a second one.", "house practice on coherence",
             _with("Decides to establish a monitoring committee on trafficking;", "Decides to establish a monitoring committee on trafficking, composed of experts;"), _GOOD, _body_twice, un=WARNING, mun=WARNING),
)  # fmt: skip
