"""Coherence: what a draft says twice, and what it says both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from resolutions.lint.rule import WARNING, Found, LintRule, Place, Text
from resolutions.phrases import find_opening
from resolutions.wording import name_of

_MOST = 300
"""Paragraphs that are compared with one another: a draft has fewer, and noise is not worth the time."""
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIMES = re.compile(
    rf"\b(?:\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?|(?:every |within |in |after )?(?:\d+|one|two|three|four|six|nine|twelve|eighteen|thirty|sixty|ninety)[ -](?:days?|weeks?|months?|years?)|(?:{_MONTH}) \d{{4}}|annually|monthly|quarterly|weekly)\b",
    re.I,
)
_NEGATIONS = re.compile(r"\b(?:not|never|no longer|nor|without|cannot|refrain from)\b", re.I)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_LIGHT = frozenset(("the", "a", "an", "of", "to", "and", "in", "for", "on", "with", "by", "its", "that", "this", "all", "as", "at", "from", "or", "is", "be", "also", "further"))  # fmt: skip


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(text))


@lru_cache(maxsize=8192)
def _heavy(text: str) -> frozenset[str]:
    return frozenset(word for word in _words(text) if word not in _LIGHT)


@lru_cache(maxsize=8192)
def _body(text: str, part: str) -> str:
    """A paragraph without its opening: "Calls upon all States to cooperate" and "Urges all States to cooperate" are alike."""
    found = find_opening(text, "operative" if part == "operative" else "preambular")
    return text[len(found.words) :] if found else text


def _alike(one: str, other: str) -> float:
    first, second = _heavy(one), _heavy(other)
    if not first or not second:
        return 0.0
    return len(first & second) / len(first | second)


def _pairs(places: tuple[Place, ...]) -> Iterator[tuple[Place, Place]]:
    places = places[:_MOST]
    for index, later in enumerate(places):
        for earlier in places[:index]:
            yield earlier, later


def _duplicate(text: Text) -> Iterator[Found]:
    first: dict[tuple[str, ...], str] = {}
    for place in text.places:
        words = _words(place.text)
        if len(words) < 3:
            continue
        if words in first:
            yield Found(place.where, f"It repeats {name_of(first[words])} word for word.", 0, fix="Remove one of the two.")
        else:
            first[words] = place.where


def _near_duplicate(text: Text) -> Iterator[Found]:
    for part in (text.preambular, text.operative):
        told: set[str] = set()
        for earlier, later in _pairs(part):
            if later.where in told or _words(earlier.text) == _words(later.text):
                continue
            one, other = _body(earlier.text, earlier.part), _body(later.text, later.part)
            if len(_heavy(one)) < 5 or _alike(one, other) < 0.8:
                continue
            # Numbers and times that differ make them different; so does a negation, which has a rule of its own.
            if _numbers(one) != _numbers(other) or _negated(one) != _negated(other) or _names(one) != _names(other):
                continue
            told.add(later.where)
            yield Found(later.where, f"It says nearly what {name_of(earlier.where)} says.", 0, fix="Join the two.")


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(sorted(set(re.findall(r"\d+", text)) | _times(text)))


def _names(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"(?<=[a-z,] )[A-Z]\w+", text))


@lru_cache(maxsize=8192)
def _times(text: str) -> frozenset[str]:
    return frozenset(match[0].lower() for match in _TIMES.finditer(text))


@lru_cache(maxsize=8192)
def _negated(text: str) -> bool:
    return bool(_NEGATIONS.search(text))


@lru_cache(maxsize=8192)
def _without_times(text: str) -> str:
    return _TIMES.sub(" ", text)


def _deadlines(text: Text) -> Iterator[Found]:
    timed = tuple(p for p in text.operative if _TIMES.search(p.text))
    for earlier, later in _pairs(timed):
        one, other = _body(earlier.text, "operative"), _body(later.text, "operative")
        first, second = _times(one), _times(other)
        if not first or not second or first & second:
            continue
        bare_one, bare_other = _without_times(one), _without_times(other)
        if min(len(_heavy(bare_one)), len(_heavy(bare_other))) < 3:
            continue
        if _alike(bare_one, bare_other) >= 0.72 and _names(bare_one) == _names(bare_other):
            match = _TIMES.search(later.text)
            start, end = match.span() if match else (0, 0)
            yield Found(later.where, f"It has {_first(second)} where {name_of(earlier.where)} has {_first(first)} for the same.", start, end, fix="Keep one deadline.")


def _first(times: frozenset[str]) -> str:
    return f"“{sorted(times)[0]}”"


def _both_ways(text: Text) -> Iterator[Found]:
    for earlier, later in _pairs(text.operative):
        one, other = _body(earlier.text, "operative"), _body(later.text, "operative")
        if _negated(one) == _negated(other):
            continue
        if _alike(one, other) < 0.7:
            continue
        bare_one, bare_other = _NEGATIONS.sub(" ", one), _NEGATIONS.sub(" ", other)
        if len(_heavy(bare_one)) >= 4 and _alike(bare_one, bare_other) >= 0.85:
            yield Found(later.where, f"It says the opposite of {name_of(earlier.where)}.", 0, fix="Keep one of the two.")


def _extends_and_ends(text: Text) -> Iterator[Found]:
    """One paragraph extends a mandate that another ends."""
    def subject(place: Place, verbs: str) -> str | None:
        match = re.match(rf"\W*(?:Also |Further )?(?:Decides to )?(?:{verbs})s? (?:the )?(?P<what>mandate of [^,;.]{{3,80}}?)(?= until| for| with| as| by|[,;.])", place.text, re.I)
        return match["what"].lower() if match else None

    extended = {s: p for p in text.operative if (s := subject(p, "extend|renew"))}
    for place in text.operative:
        ended = subject(place, "terminate|end|discontinue")
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
