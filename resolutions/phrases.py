"""Opening phrases: what the first words of a paragraph do in law, and how strongly they speak.

The lists are data (`data/operative-phrases.yaml`, `data/preambular-phrases.yaml`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from positions.model import Force
from positions.yaml_entries import read_entries
from resolutions.model import Part, stronger

DATA = Path(__file__).parent / "data"


class OperativePhrase(BaseModel):
    """An opening verb of operative paragraphs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phrase: str
    force: Force
    heat: int
    chapter_vii: str | None = None
    council: str
    """Whether the Security Council may use it: "yes", or why not."""
    assembly: str
    seen: int
    """Paragraphs that open with it in 902 resolutions of 1946-1994 and 2002."""
    recent: int = 0
    """Paragraphs that open with it in 166 resolutions of 2020-2022."""
    last_year: int | None = None
    note: str | None = None


class PreambularPhrase(BaseModel):
    """An opening phrase of preambular paragraphs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phrase: str
    group: str
    force: Force
    heat: int
    council: str = "yes"
    """Whether the Security Council uses it: "yes", "rare" or "not seen"."""
    assembly: str = "yes"
    """Whether another organ may: "yes", or what of the Charter keeps it for the Council."""
    seen: int = 0
    """Paragraphs that open with it in 902 resolutions of 1946-1994 and 2002."""
    recent: int = 0
    """Paragraphs that open with it in 166 resolutions of 2020-2022."""


class Opening(BaseModel):
    """The opening of a paragraph as recognised."""

    model_config = ConfigDict(frozen=True)

    words: str
    """The words as they stand in the text, prefixes such as "Also" included."""
    phrase: str
    part: Part
    force: Force
    heat: int


@lru_cache(maxsize=1)
def operative_phrases() -> tuple[OperativePhrase, ...]:
    """The opening verbs of operative paragraphs."""
    return read_entries(DATA / "operative-phrases.yaml", OperativePhrase)


@lru_cache(maxsize=1)
def preambular_phrases() -> tuple[PreambularPhrase, ...]:
    """The opening phrases of preambular paragraphs."""
    return read_entries(DATA / "preambular-phrases.yaml", PreambularPhrase)


_PREFIX = r"(?:(?:also|further|furthermore|again|once again|moreover|and)[ ,]+)*?"
_INTENSIFIER = r"(?:(?:strongly|deeply|solemnly|urgently|vehemently|firmly|gravely|fully|particularly|expressly)[ ]+)??"


def _pattern(phrases: dict[str, object]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    spelled = "|".join(re.escape(p).replace(r"\ ", r"\s+").replace("z", "[zs]") for p in longest_first)
    return re.compile(rf"(?:</?[a-z]{{1,6}}>|\W)*(?P<words>{_PREFIX}{_INTENSIFIER}(?P<phrase>{spelled}))\b", re.IGNORECASE)


def _key(words: str) -> str:
    return re.sub(r"\s+", " ", words).lower().replace("s", "z")


@lru_cache(maxsize=2)
def _table(part: Part) -> tuple[dict[str, OperativePhrase | PreambularPhrase], re.Pattern[str]]:
    phrases = operative_phrases() if part == "operative" else preambular_phrases()
    by_key: dict[str, OperativePhrase | PreambularPhrase] = {_key(p.phrase): p for p in phrases}
    return by_key, _pattern({p.phrase: p for p in phrases})


_LONGEST_OPENING = 400
"""Characters in which an opening must stand: what comes before its end is a few words."""

_DEGREES = {"strongly": -1, "vehemently": -1, "gravely": -1, "deeply": -1}


def find_opening(text: str, part: Part) -> Opening | None:
    """The opening phrase with which a text begins, if it is one of the part's list.

    Spelling with -ise is read as -ize; "Also", "Further" and their like change nothing.
    """
    by_key, pattern = _table(part)
    match = pattern.match(text[:_LONGEST_OPENING])
    if match is None:
        return None
    phrase = by_key[_key(match["phrase"])]
    heat = phrase.heat
    # What the list has with its degree, such as "Deeply concerned", has the heat of the whole.
    before = match["words"].removesuffix(match["phrase"]).lower().split()
    if heat < 0:
        heat = max(-4, heat + min((_DEGREES.get(word, 0) for word in before), default=0))
    force = stronger(phrase.force, "F4") if "urgently" in before and phrase.force == "F3" else phrase.force
    return Opening(words=match["words"], phrase=phrase.phrase, part=part, force=force, heat=heat)
