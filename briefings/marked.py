"""What an amendment changes, on paper: the marked-up version of a draft, and the sheet on which an amendment is handed in.

Deletions are struck through and stand in brackets, additions are underlined: a colour is never alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from briefings.engine import UNDATED, Form, Paper, compiled, content_of
from briefings.resolution import CONFERENCE, NOTICE, Block, Document, Field, Row, Run, document
from resolutions.amendments import Amendment, described
from resolutions.clauses import same_words
from resolutions.model import Draft, Paragraph, Part, Value
from resolutions.numbering import PARTS
from resolutions.phrases import find_opening
from resolutions.tree import find_label
from resolutions.word_diff import changed_share, word_diff

SHEET = "amendment.typ"

KEY = "[Struck through, in brackets]: deleted. Underlined: added."
"""What the marks mean; stands at the head of a marked-up version."""


def marked_up(
    before: Draft, after: Draft, names: Mapping[str, str] | None = None, *, labels: Mapping[str, str] | None = None, **options: Any
) -> Document:
    """The draft as it became, with what was deleted and added since.

    Args:
        before: the draft as it was; paragraphs are told by their ids (`aligned` gives an earlier text those of a later one).
        after: the draft as it is.
        names: official names by delegation id.
        labels: the number of each paragraph where those on paper stay (`resolutions.numbering.labels`): "1 bis". By place if left out.
        **options: as for `briefings.resolution.document`.
    """
    made = document(after, names, **options)
    blocks = [block for part in PARTS for block in _marked_part(before, after, part, labels)]
    blocks += [block for block in made.blocks if block.kind == "closing"]
    # In a marked text a reference stays as it was written, and so do the notes.
    blocks += [Block(kind="closing", rows=(Row(runs=(Run(text=f"[{note.number}] {note.text}"),)),)) for note in made.notes]
    return made.model_copy(
        update={
            "title": f"{made.title}, marked up",
            "heading": (KEY, *made.heading),
            "blocks": tuple(blocks),
            "notes": (),
            # An underlined word is one that was added, and nothing else.
            "openers": dict.fromkeys(PARTS, "italic"),
            "marked": True,
        }
    )


def _paragraphs(draft: Draft, part: Part) -> tuple[Paragraph, ...]:
    return draft.preambular if part == "preambular" else draft.operative


def _marked_part(before: Draft, after: Draft, part: Part, labels: Mapping[str, str] | None) -> list[Block]:
    old, new = _paragraphs(before, part), _paragraphs(after, part)
    was = {paragraph.id: (place, paragraph) for place, paragraph in enumerate(old, start=1)}
    stays = {paragraph.id for paragraph in new}
    elsewhere = _out_of_order([was[paragraph.id][0] for paragraph in new if paragraph.id in was])
    blocks: list[Block] = []
    gone = [(place, p) for place, p in enumerate(old, start=1) if p.id not in stays]
    for number, paragraph in enumerate(new, start=1):
        before_it = was.get(paragraph.id)
        if before_it is not None:
            # What went stands where it stood: before the first that followed it and is still there.
            while gone and gone[0][0] < before_it[0]:
                blocks.append(_gone(part, *gone.pop(0)))
        blocks += [Block(kind=loose.kind, rows=(Row(runs=(Run(text=loose.text),)),)) for loose in paragraph.before]
        numbered = f"{(labels or {}).get(paragraph.id, number)}." if part == "operative" else ""
        if before_it is None:
            blocks.append(Block(kind=part, number=numbered, rows=marked_rows("", paragraph.text, part), state="added", remark="new"))
            continue
        place, paragraph_was = before_it
        was_at = f"was {place}" if part == "operative" and place != number and labels is None else ""
        remark = ", ".join(filter(None, ("moved" if place in elsewhere else "", was_at)))
        blocks.append(Block(kind=part, number=numbered, rows=marked_rows(paragraph_was.text, paragraph.text, part), remark=remark))
    return blocks + [_gone(part, *left) for left in gone]


def _out_of_order(places: Sequence[int]) -> set[int]:
    """The fewest of some places that are to be left out for the others to follow one another: those that were moved."""
    runs: list[tuple[int, ...]] = [()]
    for place in places:
        longest = max((run for run in runs if not run or run[-1] < place), key=len)
        runs.append((*longest, place))
    in_order = max(runs, key=len)
    return set(places) - set(in_order)


def _gone(part: Part, place: int, paragraph: Paragraph) -> Block:
    remark = f"{place} deleted" if part == "operative" else "deleted"
    return Block(kind=part, rows=marked_rows(paragraph.text, "", part), state="removed", remark=remark)


_ANEW = 0.6
"""The share of its words that are others, from which on a paragraph was written anew: word by word nobody could read it."""


def marked_rows(old: str, new: str, part: Part = "operative") -> tuple[Row, ...]:
    """The lines of a paragraph of a part with what was deleted and added in each; one that was written anew is told as that."""
    if old and new and changed_share(old, new) > _ANEW:
        fresh = [row.model_copy(update={"kind": "resumed"}) if row.kind == "own" else row for row in marked_rows("", new, part)]
        return (*marked_rows(old, "", part), *fresh)
    lines: list[list[Run]] = [[]]
    for piece in word_diff(old, new):
        kind = "plain" if piece.kind == "same" else piece.kind
        for index, words in enumerate(piece.text.split("\n")):
            if index:
                lines.append([])
            bare = words.lstrip(" ")
            if len(bare) < len(words):
                # The space before a word is no part of what is marked.
                lines[-1].append(Run(text=words[: len(words) - len(bare)]))
            if bare:
                lines[-1].append(Run(kind=kind, text=bare))
    made = [_row(runs) for runs in lines if any(run.text.strip() for run in runs)]
    if made and made[0].kind == "resumed":
        made[0] = made[0].model_copy(update={"kind": "own", "level": 0, "runs": _with_opening(made[0].runs, part)})
    return tuple(made)


def _with_opening(runs: Sequence[Run], part: Part) -> tuple[Run, ...]:
    """Runs whose first words are marked as the opening, where these did not change."""
    opening = find_opening(runs[0].text, part) if runs[0].kind == "plain" else None
    if opening is None or not runs[0].text.startswith(opening.words):
        return tuple(runs)
    rest = Run(text=runs[0].text[len(opening.words) :])
    return (Run(kind="opening", text=opening.words), *((rest,) if rest.text else ()), *runs[1:])


def _row(runs: Sequence[Run]) -> Row:
    """A line: its label stays a label where it did not change."""
    words = "".join(run.text for run in runs)
    depth = (len(words) - len(words.lstrip())) // 4
    label = find_label(words)
    if label is None:
        return Row(kind="resumed", level=depth, runs=_trimmed(runs, len(words) - len(words.lstrip())))
    return Row(kind="sub", level=depth + 1, label=label.written, runs=_trimmed(runs, label.end))


def _trimmed(runs: Sequence[Run], start: int) -> tuple[Run, ...]:
    """Runs without their first characters."""
    made = []
    for run in runs:
        kept = run.text[start:]
        start = max(0, start - len(run.text))
        if kept:
            made.append(run.model_copy(update={"text": kept}))
    return tuple(made)


# -- sheets


class AmendmentSheet(Value):
    """An amendment as it is handed in, or an empty form for one."""

    conference: str = CONFERENCE
    committee: str = ""
    symbol: str = ""
    topic: str = ""
    number: str = ""
    """Of the amendment."""
    fields: tuple[Field, ...] = ()
    wording: str = ""
    """What it asks, as the United Nations words it."""
    before: tuple[Row, ...] = ()
    """The paragraph with the changes marked."""
    reason: str = ""
    blank: bool = False
    paper: Paper = "a4"
    notice: str = NOTICE



_KINDS = {"add": "addition", "delete": "deletion", "replace": "change", "move": "move"}
_STATES = {
    "proposed": "proposed", "friendly": "accepted by the sponsors", "carried": "carried", "failed": "not carried",
    "withdrawn": "withdrawn", "stale": "no longer fits the text",
}  # fmt: skip


def amendment_sheet(
    draft: Draft,
    amendment: Amendment | None,
    labels: Mapping[str, str],
    names: Mapping[str, str] | None = None,
    *,
    paper: Paper = "a4",
    conference: str = CONFERENCE,
) -> AmendmentSheet:
    """The sheet of an amendment, or the empty form where there is none yet.

    Args:
        draft: the draft it is about.
        amendment: what is proposed; None for the form.
        labels: the label of each paragraph on paper (`resolutions.numbering.labels`).
        names: official names by delegation id.
        paper: A4 or US Letter.
        conference: what stands at its head.
    """
    known = names or {}
    common: dict[str, Any] = {"conference": conference, "committee": draft.committee, "symbol": draft.symbol, "topic": draft.topic, "paper": paper}
    if amendment is None:
        return AmendmentSheet(blank=True, **common)
    target = draft.find(amendment.paragraph or "")
    base = amendment.base or (target.text if target else "")
    new = {"delete": "", "move": base}.get(amendment.kind, amendment.text)
    label = labels.get(amendment.paragraph or "", "")
    return AmendmentSheet(
        **common,
        number=str(amendment.number) if amendment.number else "",
        fields=tuple(
            Field(label=name, value=value)
            for name, value in (
                ("Kind", _KINDS[amendment.kind]),
                ("Part", amendment.part),
                ("Paragraph", label),
                ("Sponsors", "; ".join(known.get(name, name) for name in amendment.sponsors)),
                ("State", _STATES[amendment.state]),
                ("Note", amendment.note),
            )
            if value
        ),
        wording=described(amendment, labels, draft),
        before=() if amendment.kind == "move" else marked_rows("" if amendment.kind == "add" else base, new, amendment.part),
        reason=amendment.reason,
    )


def sheets_data(sheets: Sequence[AmendmentSheet]) -> dict[str, Any]:
    """Sheets as their template reads them: one document, a sheet a page.

    Raises:
        ValueError: if there is none.
    """
    if not sheets:
        raise ValueError("there is no amendment to print a sheet of")
    first = sheets[0]
    of = first.symbol or "the draft resolution"
    what = "Amendment form" if first.blank else f"Amendment {first.number}".strip() if len(sheets) == 1 else "Amendments"
    return {
        "title": f"{what} to {of}" if not first.blank else f"{what}: {of}",
        "sheets": [sheet.model_dump(mode="json", exclude={"paper", "notice"}) for sheet in sheets],
        "key": KEY,
        "paper": first.paper,
        "notice": first.notice,
    }


def printed_sheet(sheet: AmendmentSheet, form: Form = "pdf", *, ppi: float = 96, when: datetime = UNDATED) -> tuple[bytes, ...]:
    """The pages of a sheet: one PDF, or an image of each page as it prints.

    Raises:
        PrintingFault: if it cannot be printed (`briefings.engine`).
    """
    return compiled(SHEET, content_of(sheets_data([sheet])), form, ppi=ppi, when=when)


# -- texts whose paragraphs have no ids in common

_ALIKE = 0.4
"""The share of words that two paragraphs have in common, from which on one is taken for a rewriting of the other."""

_NEAR = 30
"""Places between which a paragraph is looked for that was rewritten: further apart than this none has been moved as well."""


def aligned(before: Draft, after: Draft) -> Draft:
    """An earlier text with the ids of a later one, so that `marked_up` can tell its paragraphs: files bear none.

    Paragraphs of the same words are the same; then those that have the most words in common, and at least two in five.
    """
    changed: dict[str, Any] = {}
    for part in PARTS:
        old, new = _paragraphs(before, part), _paragraphs(after, part)
        pairs = _pairs(old, new)
        changed[part] = tuple(
            p.model_copy(update={"id": new[pairs[at]].id if at in pairs else f"{part[0]}-was-{at + 1}"}) for at, p in enumerate(old)
        )
    return before.model_copy(update=changed)


def _pairs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[int, int]:
    """The place in a later text of each paragraph of an earlier one that is found there."""
    found: dict[int, int] = {}
    places: dict[str, list[int]] = {}
    for there, paragraph in enumerate(new):
        places.setdefault(same_words(paragraph.text), []).append(there)
    for here, paragraph in enumerate(old):
        if same := places.get(same_words(paragraph.text)):
            found[here] = same.pop(0)
    taken = set(found.values())
    rest_old = {here: _bag(p.text) for here, p in enumerate(old) if here not in found}
    rest_new = {there: _bag(p.text) for there, p in enumerate(new) if there not in taken}
    likely = sorted(
        (-share, abs(here - there), here, there)
        for here, words in rest_old.items()
        for there in range(max(0, here - _NEAR), here + _NEAR + 1)
        if there in rest_new and (share := _share(words, rest_new[there])) >= _ALIKE
    )
    for _, _, here, there in likely:
        if here not in found and there not in taken:
            found[here] = there
            taken.add(there)
    return found


def _bag(text: str) -> Counter[str]:
    return Counter(text.casefold().split())


def _share(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())
