"""Houses: what a conference family, or the Secretariat, asks of a draft where authorities disagree."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from positions.yaml_entries import read_entries, read_yaml
from resolutions.model import Part
from resolutions.phrases import DATA

Style = Literal["un", "mun"]


class House(BaseModel):
    """The settings of a house."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    style: Style
    source: str
    openers: Literal["italic", "underlined", "any"] = "any"
    """How the openings are marked; of the operative part, where that has no mark-up of its own."""
    operative_openers: Literal["italic", "underlined", "any"] | None = None
    sub_clause_end: Literal["semicolon", "comma", "either"] = "either"
    and_before_last: Literal["required", "optional", "forbidden"] = "optional"
    sponsors: int = 0
    """The fewest sponsors."""
    signatories: int = 0
    """The fewest signatories."""
    sponsors_and_signatories_share: float = 0.0
    """The smallest share of the council that sponsors and signatories make up."""
    two_verbs: Literal["allowed", "discouraged", "forbidden"] = "allowed"
    seized: Literal["expected", "optional"] = "optional"
    preamble_sub_clauses: Literal["allowed", "forbidden"] = "allowed"
    spelling: Literal["british", "american", "any"] = "any"
    labels: tuple[str, ...] = ()
    """The form of a sub-paragraph's label at each level; empty where any will do."""
    unverified: tuple[str, ...] = ()
    """Settings that no guide was seen to confirm; no rule makes an error of one."""

    def openers_of(self, part: Part) -> Literal["italic", "underlined", "any"]:
        """How the openings of a part are marked."""
        return self.operative_openers or self.openers if part == "operative" else self.openers


@lru_cache(maxsize=1)
def houses() -> dict[str, House]:
    """The houses by id."""
    return {house.id: house for house in read_entries(DATA / "house-styles.yaml", House)}


def find_house(style: Style, house: str | None = None) -> House:
    """The house of an id, or the one that a style has by default.

    Raises:
        ValueError: if there is no such house, or it does not follow the style.
    """
    known = houses()
    chosen = known.get(house or style)
    if chosen is None:
        raise ValueError(f"there is no house '{house}'; there is {', '.join(known)}")
    if chosen.style != style:
        raise ValueError(f"the house '{house}' follows style {chosen.style}, not {style}")
    return chosen


@lru_cache(maxsize=1)
def names() -> dict[str, Any]:
    """Names of organs and States, abbreviations and spellings."""
    found: dict[str, Any] = read_yaml(DATA / "names.yaml")
    return found


class Checked(BaseModel):
    """By what the last numbers of some years were confirmed."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    first: int = Field(alias="from")
    to: int
    by: str


class CouncilNumbers(BaseModel):
    """Which numbers the Council's resolutions of a year bear."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    last: dict[int, int]
    checked: tuple[Checked, ...]
    one_sided: frozenset[int]
    """Years whose turn into the next was seen from one side only."""
    margin: int
    wide_margin: int
    present_year: int
    most_a_year: int

    def span(self, year: int) -> tuple[int, int] | None:
        """The first and the last number a resolution of a year can have; None where the Council did not yet exist
        or the year lies ahead."""
        if year in self.last:
            return self.last.get(year - 1, 0) + 1 - self._margin(year - 1), self.last[year] + self._margin(year)
        newest = max(self.last)
        if newest < year <= self.present_year:
            return self.last[newest] + 1 - self._margin(newest), self.last[newest] + self.most_a_year * (year - newest)
        return None

    def _margin(self, year: int) -> int:
        return self.wide_margin if year in self.one_sided else self.margin


@lru_cache(maxsize=1)
def council_numbers() -> CouncilNumbers:
    """The numbers of the Council's resolutions by year."""
    return CouncilNumbers.model_validate(read_yaml(DATA / "council-resolutions.yaml"))
