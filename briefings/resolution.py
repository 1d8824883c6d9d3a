"""A draft as the document that is printed: one value from which every format is drawn.

What the formats share is decided here: which words of a paragraph are its opening and how the house marks them, where
sub-paragraphs stand, which footnotes there are, and what the heading says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from briefings.engine import UNDATED, Form, Paper, compiled, content_of
from resolutions.lint.house_styles import House, Style, find_house
from resolutions.model import Draft, Part, Value
from resolutions.phrases import find_opening
from resolutions.text import Written, written_blocks
from resolutions.tree import tree

NOTICE = "Simulation, not a United Nations document"
"""Stands on every page: what is printed here looks like a document of the United Nations and is none."""

CONFERENCE = "Model United Nations"
"""What stands at the head of a document where no conference is named."""

TEMPLATE = "resolution.typ"

Marking = Literal["italic", "underlined", "plain"]


class Run(Value):
    """A stretch of words of one kind."""

    kind: Literal["plain", "opening", "note", "removed", "added"] = "plain"
    text: str
    """Of a note, its number."""


class Row(Value):
    """A line of a paragraph: its own words, a sub-paragraph, or words that resume after sub-paragraphs."""

    kind: Literal["own", "sub", "resumed"] = "own"
    level: int = 0
    """0 for the paragraph's own words, 1 for (a), 2 for (i), 3 for a., 4 for i."""
    label: str = ""
    ordinal: int = 0
    """Its place in its list, as its label says."""
    runs: tuple[Run, ...] = ()

    @property
    def words(self) -> str:
        """Its words as one text, notes by their number in brackets."""
        return "".join(f"[{run.text}]" if run.kind == "note" else run.text for run in self.runs)


class Block(Value):
    """A paragraph, or a line that stands between paragraphs or after them."""

    kind: Literal["heading", "unplaced", "preambular", "operative", "closing"]
    number: str = ""
    """As in `1.`; empty where the paragraph bears none."""
    written: str = ""
    """The number as canonical text has it, which tells apart what could be read two ways: `OP1.`, `PP3.`"""
    rows: tuple[Row, ...] = ()
    state: Literal["", "removed", "added", "moved"] = ""
    """In a marked-up version, what became of the whole paragraph."""
    remark: str = ""

    @property
    def own(self) -> Row | None:
        """The line of its own words; None where a list begins it."""
        return self.rows[0] if self.rows and self.rows[0].kind == "own" else None

    @property
    def under(self) -> tuple[Row, ...]:
        """The lines under its own words."""
        return self.rows[1:] if self.own else self.rows


class Note(Value):
    """A footnote."""

    number: str
    text: str


class Annex(Value):
    """An annex: its heading and what follows."""

    title: str
    lines: tuple[str, ...] = ()
    """With their indentation; empty ones stand for blank lines."""


class Field(Value):
    """A line of the heading block."""

    label: str
    value: str


class Outcome(Value):
    """What became of a draft that was put to the vote."""

    adopted: bool
    line: str
    """In words: `Adopted by the Security Council at its 3rd meeting, on 22 November 2026`, `Not adopted, 13 to 2: veto of China`."""

    @staticmethod
    def told(line: str) -> Outcome:
        """The outcome that a line tells: a draft is adopted only where it begins with that word."""
        words = " ".join(line.split())
        return Outcome(adopted=words.casefold().startswith("adopted"), line=words)


class Document(Value):
    """A draft resolution made ready to print, or the resolution that it became."""

    title: str
    """What the document is called in the reader's window and in lists."""
    kind: Literal["draft resolution", "resolution"] = "draft resolution"
    result: str = ""
    """What came of the vote, in words; empty before it."""
    style: Style = "un"
    conference: str = CONFERENCE
    committee: str
    organ: str
    """The line that opens the text: "The Security Council," """
    symbol: str = ""
    """Of the draft; a resolution has no number of its own here, as committees give none."""
    running: str = ""
    """What tells the document at the head of its later pages."""
    dated: str = ""
    topic: str = ""
    sponsors: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    """The heading block in the words of the house."""
    heading: tuple[str, ...] = ()
    openers: dict[str, Marking] = {"preambular": "italic", "operative": "italic"}
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    annexes: tuple[Annex, ...] = ()
    paper: Paper = "a4"
    lines: bool = False
    """Whether the lines of the text are numbered."""
    watermark: str = ""
    notice: str = NOTICE
    marked: bool = False
    """Whether it shows what was deleted and added."""

    def as_data(self) -> dict[str, Any]:
        """The document as a template reads it."""
        return self.model_dump(mode="json", exclude={"blocks", "annexes"}) | {
            "sponsor_line": listed(sorted(self.sponsors)),
            "blocks": [_block_data(block) for block in self.blocks],
            "annexes": [{"title": annex.title, "lines": list(_annex_data(annex))} for annex in self.annexes],
        }


def document(
    draft: Draft,
    names: Mapping[str, str] | None = None,
    *,
    style: Style = "un",
    house: str | None = None,
    paper: Paper = "a4",
    lines: bool = False,
    watermark: bool = False,
    on: date | None = None,
    conference: str = CONFERENCE,
    labels: Mapping[str, str] | None = None,
    outcome: Outcome | None = None,
) -> Document:
    """The document of a draft.

    Args:
        draft: the draft.
        names: official names by delegation id.
        style: the practice of the Secretariat, or a conference's.
        house: the conference family whose form is kept; the style's own if left out.
        paper: A4 or US Letter.
        lines: whether lines are numbered.
        watermark: whether DRAFT stands behind the text.
        on: the date that it bears; none if left out.
        conference: what stands where a document of the United Nations has its name.
        labels: the number of each paragraph where those on paper stay (`resolutions.numbering.labels`): "1 bis". By place if left out.
        outcome: what came of the vote on it; None before. One that was adopted is a resolution.

    Raises:
        ValueError: if there is no such house, or it does not follow the style.
    """
    chosen = find_house(style, house)
    known = names or {}
    written = written_blocks(draft, known)
    notes = _notes(draft, written)
    blocks = tuple(_blocks(written, notes))
    if labels:
        blocks = _renumbered(blocks, [labels.get(paragraph.id, "") for paragraph in draft.operative])
    sponsors = tuple(known.get(name, name) for name in draft.sponsors)
    signatories = tuple(known.get(name, name) for name in draft.signatories)
    organ = next(block.text for block in written if block.kind == "organ")
    openers: dict[str, Marking] = {part: _marking(chosen, part) for part in ("preambular", "operative")}
    return Document(
        title=_title(draft, outcome),
        kind="resolution" if outcome and outcome.adopted else "draft resolution",
        result=outcome.line if outcome else "",
        style=style,
        conference=conference,
        committee=draft.committee,
        organ=f"{organ.rstrip(' ,:').upper()}," if chosen.id == "thimun" else organ,
        symbol=draft.symbol,
        running=_named(draft, outcome) if outcome and outcome.adopted else draft.symbol,
        dated=f"{on.day} {on:%B %Y}" if on else "",
        topic=draft.topic,
        sponsors=sponsors,
        signatories=signatories,
        fields=_fields(draft, sponsors, signatories, chosen),
        heading=draft.heading,
        openers=openers,
        blocks=blocks,
        notes=notes,
        annexes=tuple(_annex(annex) for annex in draft.annexes),
        paper=paper,
        lines=lines,
        watermark="DRAFT" if watermark else "",
    )


def printed(made: Document, form: Form = "pdf", *, ppi: float = 96, when: datetime = UNDATED) -> tuple[bytes, ...]:
    """The pages of a document: one PDF, or an image of each page as it prints.

    Raises:
        PrintingFault: if it cannot be printed (`briefings.engine`).
    """
    return compiled(TEMPLATE, content_of(made.as_data()), form, ppi=ppi, when=when)


def listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: "Chile, Mexico and Peru"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def with_outcome(draft: Draft, outcome: Outcome | None) -> Draft:
    """The draft with what came of it in its heading: how the formats that are read again tell it."""
    if outcome is None:
        return draft
    lines = ("Resolution", outcome.line) if outcome.adopted else (outcome.line,)
    return draft.model_copy(update={"heading": (*(line for line in lines if line and line not in draft.heading), *draft.heading)})


def _named(draft: Draft, outcome: Outcome | None) -> str:
    """A document by its kind and symbol. No number is made up for a resolution: it is told by the draft that was adopted."""
    if outcome and outcome.adopted:
        return f"Resolution (draft {draft.symbol})" if draft.symbol else "Resolution"
    return f"Draft resolution {draft.symbol}".rstrip()


def _title(draft: Draft, outcome: Outcome | None) -> str:
    ended = ", not adopted" if outcome and outcome.line.casefold().startswith("not adopted") else ""
    return f"{_named(draft, outcome)}{ended}" + (f" ({draft.topic})" if draft.topic else "")


def _marking(house: House, part: Part) -> Marking:
    wanted = house.openers_of(part)
    return "underlined" if wanted == "underlined" else "italic"


def _fields(draft: Draft, sponsors: Sequence[str], signatories: Sequence[str], house: House) -> tuple[Field, ...]:
    if house.id == "thimun":
        pairs = [
            ("Forum", draft.committee), ("Question of", draft.topic), ("Document", draft.symbol),
            ("Main submitter", "; ".join(sponsors[:1])), ("Co-submitters", "; ".join((*sponsors[1:], *signatories))),
        ]  # fmt: skip
    else:
        pairs = [
            ("Committee", draft.committee), ("Topic", draft.topic), ("Symbol", draft.symbol),
            ("Sponsors", "; ".join(sponsors)), ("Signatories", "; ".join(signatories)),
        ]  # fmt: skip
    return tuple(Field(label=label, value=value) for label, value in pairs if value)


# -- for templates


class Item(Value):
    """A line of a paragraph with those under it."""

    row: Row
    items: tuple[Item, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The line as a template reads it."""
        return self.row.model_dump(mode="json") | {"items": [item.as_data() for item in self.items]}


def nested(rows: Sequence[Row]) -> tuple[Item, ...]:
    """Lines under a paragraph's own words, each with those under it. Text that resumes stands beside what it goes on with."""
    level = min((row.level for row in rows if row.kind == "sub"), default=1)
    made: list[Item] = []
    index = 0
    while index < len(rows):
        end = index + 1
        while end < len(rows) and rows[index].kind == "sub" and _is_under(rows[end], level):
            end += 1
        made.append(Item(row=rows[index], items=nested(rows[index + 1 : end])))
        index = end
    return tuple(made)


def _is_under(row: Row, level: int) -> bool:
    # Text that resumes has the level of the sub-paragraph it goes on with.
    return row.level > level or (row.kind == "resumed" and row.level >= level)


def _block_data(block: Block) -> dict[str, Any]:
    own = block.own
    return block.model_dump(mode="json", exclude={"rows"}) | {
        "own": [run.model_dump(mode="json") for run in own.runs] if own else [],
        "items": [item.as_data() for item in nested(block.under)],
    }


def _annex_data(annex: Annex) -> Iterator[dict[str, Any]]:
    fresh = True
    for line in annex.lines:
        if line.strip():
            yield {"text": line.strip(), "indent": min(len(line) - len(line.lstrip()), 24), "fresh": fresh}
        fresh = not line.strip()


# -- blocks


_NUMBERED_NOTE = re.compile(r"\[(\d{1,3})\] ?(\S.*)")
_MARK = re.compile(r"\[(\d{1,3})\]")


def _notes(draft: Draft, written: Sequence[Written]) -> tuple[Note, ...]:
    """The footnotes: the last lines, as `[1] See …`, where each is referred to once and in order; otherwise none is made.

    So the importers write down the footnotes of the files they read.
    """
    found: list[Note] = []
    for line in draft.closing:
        match = _NUMBERED_NOTE.fullmatch(line)
        if match:
            found.append(Note(number=match[1], text=match[2]))
        elif found:
            return ()
    inside = [mark for block in written if block.kind in ("preambular", "operative") for mark in _MARK.findall(block.text)]
    outside = [b for b in written if b.kind not in ("preambular", "operative", "closing") and _MARK.search(b.text)]
    outside += [b for b in written if b.kind == "closing" and not _NUMBERED_NOTE.fullmatch(b.text) and _MARK.search(b.text)]
    numbers = [note.number for note in found]
    nested = any(_MARK.search(note.text) for note in found)
    in_order = numbers == inside == [str(i) for i in range(1, len(numbers) + 1)]
    return tuple(found) if in_order and not outside and not nested and not draft.annexes else ()


def _blocks(written: Sequence[Written], notes: Sequence[Note]) -> Iterator[Block]:
    number = 0
    for block in written:
        if block.kind == "preambular" or block.kind == "operative":
            number += block.kind == "operative"
            numbered = block.kind == "operative" and bool(block.label)
            yield Block(
                kind=block.kind,
                number=f"{number}." if numbered else "",
                written=block.label.strip(),
                rows=rows(block.text, block.kind, notes=bool(notes)),
            )
        elif block.kind in ("heading", "unplaced") or (block.kind == "closing" and not (notes and _NUMBERED_NOTE.fullmatch(block.text))):
            yield Block(kind=block.kind, rows=(Row(runs=(Run(text=block.text),)),))


def _renumbered(blocks: Sequence[Block], labels: Sequence[str]) -> tuple[Block, ...]:
    """Blocks whose operative paragraphs bear the numbers that they have on paper. Where these are others than their places, none
    is in canonical text, as a file that counts by itself would count otherwise."""
    if all(label in ("", str(place)) for place, label in enumerate(labels, start=1)):
        return tuple(blocks)
    made, waiting = [], enumerate(labels, start=1)
    for block in blocks:
        if block.kind == "operative":
            place, label = next(waiting)
            block = block.model_copy(update={"number": f"{label or place}.", "written": ""})
        made.append(block)
    return tuple(made)


def rows(text: str, part: Part, *, notes: bool = False) -> tuple[Row, ...]:
    """The lines of a paragraph.

    Args:
        text: the paragraph, sub-paragraphs on lines of their own.
        part: the part it stands in, whose openings are looked for.
        notes: whether `[1]` refers to a footnote.
    """
    found = tree(text)
    made = [Row(runs=_runs(found.text, part, notes=notes))] if found.text else []
    for part_of_it in found.walk():
        made.append(
            Row(
                kind="sub" if part_of_it.label else "resumed",
                level=part_of_it.level,
                label=part_of_it.label or "",
                ordinal=part_of_it.ordinal,
                runs=_runs(part_of_it.text, None, notes=notes),
            )
        )
    return tuple(made)


def _runs(text: str, part: Part | None, *, notes: bool) -> tuple[Run, ...]:
    opening = find_opening(text, part) or find_opening(text, "operative") if part else None
    made: list[Run] = []
    rest = text
    if opening:
        at = text.find(opening.words)
        end = at + len(opening.words)
        if at:
            made.append(Run(text=text[:at]))
        made.append(Run(kind="opening", text=text[at:end]))
        rest = text[end:]
    if not notes:
        return (*made, Run(text=rest)) if rest else tuple(made)
    end = 0
    for mark in _MARK.finditer(rest):
        if mark.start() > end:
            made.append(Run(text=rest[end : mark.start()]))
        made.append(Run(kind="note", text=mark[1]))
        end = mark.end()
    if end < len(rest):
        made.append(Run(text=rest[end:]))
    return tuple(made)


def _annex(text: str) -> Annex:
    title, *rest = text.split("\n")
    while rest and not rest[0].strip():
        del rest[0]
    return Annex(title=title.strip(), lines=tuple(line.rstrip() for line in rest))


