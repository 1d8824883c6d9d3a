"""What a rule of the linter is, and what it may look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from resolutions.lint.house_styles import House, Style
from resolutions.model import Draft, Paragraph, Part, Severity
from resolutions.tree import Part as SubParagraph
from resolutions.tree import tree

LONGEST = 50_000
"""Characters above which a paragraph is noise and not read by any rule but the one that says so."""

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@lru_cache(maxsize=4096)
def _matches_in(text: str) -> dict[str, tuple[re.Match[str], ...]]:
    """What was found in a text so far, by pattern: who edits one paragraph does not wait for all the others."""
    return {}


@lru_cache(maxsize=4096)
def _capitals_of(text: str) -> tuple[int, int]:
    """How many letters of a text are capitals, and how many letters there are."""
    return sum(map(str.isupper, text)), sum(map(str.isalpha, text))


@dataclass(frozen=True)
class Place:
    """A paragraph in its place."""

    where: str
    part: Part
    number: int
    paragraph: Paragraph
    last: bool
    """Whether it is the last paragraph of its part."""

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return self.paragraph.text

    @cached_property
    def own(self) -> str:
        """The first line: the paragraph without its sub-paragraphs."""
        return self.text.split("\n", 1)[0]

    @cached_property
    def parts(self) -> tuple[SubParagraph, ...]:
        """Every sub-paragraph, and text that resumes, in order."""
        return tuple(tree(self.text).walk())

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def start_of(self, part: SubParagraph) -> int:
        """Where the words of a sub-paragraph begin in the paragraph's text."""
        line = self._line_starts[part.line]
        return line + part.column

    def line_start(self, part: SubParagraph) -> int:
        """Where the line of a sub-paragraph begins, its label included."""
        start = self._line_starts[part.line]
        line = self.text[start:]
        return start + len(line) - len(line.lstrip())

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """The spans in quotation marks, which are somebody else's words."""
        return tuple(m.span() for m in re.finditer(r"“[^”\n]*”|\"[^\"\n]*\"", self.text)) if '"' in self.text or "“" in self.text else ()

    def in_quotes(self, offset: int) -> bool:
        """Whether a place of the text lies in quotation marks."""
        return any(start <= offset < end for start, end in self.quoted)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches of a pattern outside quotations."""
        known = _matches_in(self.text)
        if pattern.pattern not in known:
            known[pattern.pattern] = tuple(m for m in pattern.finditer(self.text) if not self.in_quotes(m.start()))
        return iter(known[pattern.pattern])


@dataclass(frozen=True)
class Found:
    """One thing a rule found: where, and what it says there."""

    where: str
    message: str
    start: int | None = None
    """Offset in the paragraph's text; for what stands outside paragraphs see `line`."""
    end: int | None = None
    replacement: str | None = None
    """What may stand in place of the text from `start` to `end`."""
    safe: bool = False
    fix: str | None = None
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class Text:
    """A draft with everything a rule may look at."""

    draft: Draft
    style: Style
    house: House
    source: str | None = None
    """The text that the draft was read from, where there is one: numbers and mark-up stand only there."""
    year: int = 0
    """The present year."""
    council: int = 15
    """How many members vote."""
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The numbers that paragraphs bear on paper, by their ids (`numbering.labels`); without one a paragraph counts by its place."""
    _kept: dict[str, object] = field(default_factory=dict, compare=False)

    @cached_property
    def preambular(self) -> tuple[Place, ...]:
        """The preambular paragraphs."""
        return _places("preambular", self.draft.preambular, self.labels)

    @cached_property
    def operative(self) -> tuple[Place, ...]:
        """The operative paragraphs."""
        return _places("operative", self.draft.operative, self.labels)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All paragraphs in order."""
        return self.preambular + self.operative

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the source; none where there is no source."""
        return self.source.replace("\r\n", "\n").replace("\r", "\n").split("\n") if self.source else []

    @cached_property
    def joined(self) -> str:
        """The source with plain line ends."""
        return "\n".join(self.lines)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset in the source at which each line begins."""
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    def source_line(self, place: Place) -> str | None:
        """The line of the source at which a paragraph begins, without indentation."""
        line = place.paragraph.line
        return self.lines[line - 1] if line and line <= len(self.lines) else None

    @cached_property
    def first_line(self) -> int:
        """The line at which the first paragraph begins; past the end where there is none."""
        return min((p.paragraph.line for p in self.places if p.paragraph.line), default=len(self.lines) + 1)

    @cached_property
    def capitals(self) -> bool:
        """Whether capitals are how the text is written."""
        counts = [_capitals_of(place.text[:200]) for place in self.places[:20]]
        return sum(upper for upper, _ in counts) > sum(letters for _, letters in counts) / 3

    @property
    def is_council(self) -> bool:
        """Whether it is a draft of the Security Council."""
        return "security council" in self.draft.committee.lower() or not self.draft.committee


def _places(part: Part, paragraphs: tuple[Paragraph, ...], labels: Mapping[str, str]) -> tuple[Place, ...]:
    head = "pp" if part == "preambular" else "op"
    return tuple(
        Place(where=f"{head}{labels.get(p.id, number)}", part=part, number=number, paragraph=p, last=number == len(paragraphs))
        for number, p in enumerate(paragraphs, start=1)
        if len(p.text) <= LONGEST
    )


Sees = Literal["paragraph", "first", "place", "neighbours", "draft"]

_CODES: tuple[tuple[Sees, str], ...] = (
    (
        "paragraph",
        "FM20 FM21 FM22 FM24 FM25 FM26 FM27 FM28 PR01 PR02 PR03 PR05 PR06 PR08 OP01 OP05 OP06 OP07 OP08 OP09 OP10 OP11 OP14 OP16 OP17 "
        "SP01 SP02 SP03 SP04 SP06 SP07 SP08 SP09 SP10 SP11 SP12 SP13 SP14 RF01 RF02 RF05 RF06 RF07 RF08 RF09 RF12 RF13 RF14 "
        "RF16 RF17 RF18 RF19 "
        "NM01 NM02 NM03 NM07 NM08 NM09 NM12 NM13 NM14",
    ),
    ("first", "NM10 NM11 RF04"),
    ("place", "FM07 FM19 FM23 FM29 OP02 OP03 OP12 SP05"),
    ("neighbours", "PR04 OP15"),
)
_SEES: dict[str, Sees] = {code: sees for sees, codes in _CODES for code in codes.split()}
"""What a rule truly looks at, where that is less than the whole draft; what it finds is kept for as long as that stays."""

_ONLY: dict[str, str] = dict.fromkeys(("NM04", "NM05", "NM06"), r"[A-Z]{2}") | {"OP13": r"(?i)\bremain"}
"""Words without which a paragraph is nothing to a rule that looks at the whole draft."""


@dataclass(frozen=True)
class LintRule:
    """A rule of the linter: what it asks, why, who says so, how it looks when it is broken and when it is kept."""

    code: str
    name: str
    why: str
    source: str
    bad: str
    """A draft, or its paragraphs, on which it fires."""
    good: str
    """The same put right."""
    look: Callable[[Text], Iterator[Found]]
    un: Severity | None = ERROR
    """How serious it is in style `un`; None where it does not apply."""
    mun: Severity | None = ERROR
    setting: str | None = None
    """The setting of a house that it follows."""
    house: str | None = None
    """The house that its examples are for."""
    covers: str | None = None
    """The rule of the draft check that says the same with the topic's knowledge, and stands in its place there."""
    over: tuple[str, ...] = ()
    """Rules that say less about the same words, and give way."""

    @property
    def sees(self) -> Sees:
        """What of a draft it looks at: a paragraph by itself (in its part), saying the same thing each time or in the
        first of them only; a paragraph with its number and whether it is the last; a paragraph and the one before it;
        or the whole draft."""
        return _SEES.get(self.code, "draft")

    @property
    def only(self) -> str | None:
        """A pattern; paragraphs in which it is not found are nothing to the rule but for their number and how far they
        are written in capitals."""
        return _ONLY.get(self.code)

    def severity(self, style: Style) -> Severity | None:
        """How serious it is in a style."""
        return self.un if style == "un" else self.mun

    @property
    def example_style(self) -> Style:
        """The style its examples are written in."""
        return "mun" if self.un is None or (self.house and self.house != "un") else "un"
