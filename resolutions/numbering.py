"""The numbers of paragraphs from the moment a draft is on paper: they stay, whatever is added, deleted or moved.

Once delegates hold a draft, "paragraph 5" must mean the same on every sheet and screen until the text is final.

- A paragraph keeps its number; a deleted one leaves it, and it is not given again.
- One added after 3 is "3 bis", the next "3 ter". So do United Nations bodies negotiate: "PP2bis" and "OP7ter" were
  paragraphs before the Committee of the Whole of the Commission on Narcotic Drugs in March 2024 (notes at cndblog.org).
  The Editorial Manual uses "bis" and what follows for versions of one paragraph, and drops it once there is agreement
  (dd.dgacm.org, "Paragraphs and subparagraphs"). The names of the series themselves are the Latin ones.
- For one before the first no source was found: "0 bis" is ours, in the same manner. Where the part had none on paper there is
  nothing to stand before: its first is 1.
- Beyond the names of the series stand plain numbers: "3 (20)".
- Preambular paragraphs bear no number on paper (AKN4UN, part 3) and are counted all the same, to be spoken of.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from resolutions.model import Draft, Part, Value
from resolutions.word_diff import longest_rising

SERIES = (
    "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies",
    "undecies", "duodecies", "terdecies", "quaterdecies", "quindecies", "sexdecies", "septdecies", "octodecies", "novodecies",
)  # fmt: skip
"""The Latin series, from the second of a number to the nineteenth."""

PARTS: tuple[Part, ...] = ("preambular", "operative")


class Added(Value):
    """A paragraph that came after the draft was on paper, and the label that was settled for it."""

    part: Part
    paragraph: str
    label: str


class Numbers(Value):
    """The paragraphs as they were numbered on paper, and the labels given to those that came later."""

    preambular: tuple[str, ...] = ()
    """The ids, in the order in which they are counted."""
    operative: tuple[str, ...] = ()
    added: tuple[Added, ...] = ()
    """The labels of added paragraphs, where these are settled (see `extended`); they outlive their paragraphs."""

    def of(self, part: Part) -> tuple[str, ...]:
        """The ids of a part in the order of the paper."""
        return self.preambular if part == "preambular" else self.operative


class Row(Value):
    """A line of a part as a page shows it against the paper: a paragraph, or the place of one that went."""

    part: Part
    paragraph: str
    """Its id; that of a deleted one is no longer in the draft."""
    label: str
    state: Literal["same", "added", "moved", "deleted"]


def fixed(draft: Draft) -> Numbers:
    """The numbers of a draft as it goes on paper: at its introduction."""
    return Numbers(preambular=tuple(p.id for p in draft.preambular), operative=tuple(p.id for p in draft.operative))


def labels(draft: Draft, numbers: Numbers) -> dict[str, str]:
    """The label of every paragraph that stands in the draft, in its order: "3", "3 bis", "3 ter"."""
    found: dict[str, str] = {}
    for part in PARTS:
        on_paper = {paragraph: str(number) for number, paragraph in enumerate(numbers.of(part), start=1)}
        settled = {a.paragraph: a.label for a in numbers.added if a.part == part}
        taken = {*on_paper.values(), *settled.values()}
        last = "0"
        for paragraph in _ids(draft, part):
            label = on_paper.get(paragraph) or settled.get(paragraph)
            if label is None:
                label = next_label(last, taken)
                taken.add(label)
            found[paragraph] = label
            last = label
    return found


def _ids(draft: Draft, part: Part) -> tuple[str, ...]:
    return tuple(p.id for p in (draft.preambular if part == "preambular" else draft.operative))


def extended(draft: Draft, numbers: Numbers) -> Numbers:
    """The numbers with the labels of added paragraphs settled, so that nothing that comes later changes them.

    To be called whenever an amendment has carried. Without it an added paragraph's label follows from where it stands, and
    would change when the paragraph before it goes, or another comes in between.
    """
    known = {a.paragraph for a in numbers.added} | {*numbers.preambular, *numbers.operative}
    by_id = labels(draft, numbers)
    new = tuple(
        Added(part=part, paragraph=p, label=by_id[p]) for part in PARTS for p in _ids(draft, part) if p not in known
    )
    return numbers.model_copy(update={"added": (*numbers.added, *new)}) if new else numbers


def next_label(after: str, taken: Collection[str]) -> str:
    """The label of a paragraph added after one with a label, or at the beginning after "0": the first of its number's series that is
    free. The first of all, where none is taken, is "1"."""
    if after == "0" and not taken:
        return "1"
    number = after.split(" ")[0]
    for name in SERIES:
        if (label := f"{number} {name}") not in taken:
            return label
    count = len(SERIES) + 2
    while (label := f"{number} ({count})") in taken:
        count += 1
    return label


def moved(draft: Draft, numbers: Numbers) -> frozenset[str]:
    """The paragraphs that stand elsewhere than on paper: the fewest whose moves explain the order.

    Of two neighbours that changed places, the one that is now in front counts as moved.
    """
    found: set[str] = set()
    for part in PARTS:
        place = {paragraph: index for index, paragraph in enumerate(numbers.of(part))}
        here = [p for p in _ids(draft, part) if p in place]
        stay = {here[i] for i in longest_rising([place[p] for p in here])}
        found |= set(here) - stay
    return frozenset(found)


def rows(draft: Draft, numbers: Numbers) -> tuple[Row, ...]:
    """Every paragraph in the order of the draft, with the deleted ones where they stood: "5. [deleted]"."""
    found: list[Row] = []
    by_id = labels(draft, numbers)
    elsewhere = moved(draft, numbers)
    for part in PARTS:
        on_paper = numbers.of(part)
        here = _ids(draft, part)
        standing = set(here)
        made: list[Row] = []
        for paragraph in here:
            state: Literal["same", "added", "moved"] = (
                "added" if paragraph not in on_paper else "moved" if paragraph in elsewhere else "same"
            )
            made.append(Row(part=part, paragraph=paragraph, label=by_id[paragraph], state=state))
        for index, paragraph in enumerate(on_paper):
            if paragraph in standing:
                continue
            row = Row(part=part, paragraph=paragraph, label=str(index + 1), state="deleted")
            made.insert(_behind(made, index, on_paper), row)
        found += made
    return tuple(found)


def _behind(made: list[Row], index: int, on_paper: tuple[str, ...]) -> int:
    """Where the line of a deleted paragraph goes: behind the nearest before it on paper that has not moved."""
    place = {row.paragraph: at for at, row in enumerate(made) if row.state in ("same", "deleted")}
    for before in range(index - 1, -1, -1):
        if on_paper[before] in place:
            at = place[on_paper[before]] + 1
            # What was added after that one stays with it.
            number = str(before + 1)
            while at < len(made) and made[at].state == "added" and made[at].label.split(" ")[0] == number:
                at += 1
            return at
    at = 0
    while at < len(made) and made[at].state == "added" and made[at].label.split(" ")[0] == "0":
        at += 1
    return at


def gone(draft: Draft, numbers: Numbers) -> tuple[Row, ...]:
    """The deleted paragraphs of the paper, each with the number it leaves."""
    return tuple(row for row in rows(draft, numbers) if row.state == "deleted")


def renumbered(draft: Draft) -> dict[str, str]:
    """The numbers of the final text: from 1 in either part, without gaps, "bis" and "ter" gone."""
    return {p: str(number) for part in PARTS for number, p in enumerate(_ids(draft, part), start=1)}
