"""A draft that was brought in and is not taken over yet: what was understood of it line by line, and putting it right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Literal, NamedTuple

from positions.topic import Topic
from resolutions.model import Draft, Loose, Paragraph
from resolutions.phrases import find_opening
from resolutions.tree import find_label, tree
from ui import look, state

Kind = Literal["top", "preambular", "operative", "heading", "unplaced", "closing"]
Change = Literal["heading", "preambular", "operative", "join"]

CHANGES: dict[Change, str] = {
    "heading": "Make it a heading",
    "preambular": "Make it preambular",
    "operative": "Make it operative",
    "join": "Join with the paragraph before",
}

MOST_LINES_SHOWN = 2000
"""Lines of the source that are shown; the whole of it is taken all the same."""


class Pending(NamedTuple):
    """What waits to be taken over."""

    source: str
    draft: Draft
    notes: tuple[str, ...]
    aside: tuple[str, ...]
    pasted: bool


class Entry(NamedTuple):
    """A line or paragraph in its place."""

    kind: Kind
    text: str
    line: int | None = None
    paragraph: Paragraph | None = None


def begin(source: str, draft: Draft, notes: Sequence[str] = (), aside: Sequence[str] = (), *, pasted: bool) -> None:
    """Show a draft for review; the present one stays."""
    keep(Pending(source, draft, tuple(notes), tuple(aside), pasted))


def keep(pending: Pending) -> None:
    """Hold a draft under review for the session."""
    state.keep("review", json.dumps({**pending._asdict(), "draft": pending.draft.model_dump_json()}))


def pending() -> Pending | None:
    """The draft under review, if there is one."""
    held = state.kept("review")
    if not held:
        return None
    data = json.loads(held)
    return Pending(
        data["source"], Draft.model_validate_json(data["draft"]), tuple(data["notes"]), tuple(data["aside"]), data["pasted"]
    )


def end() -> None:
    """Review nothing any more."""
    state.keep("review", None)


def entries(draft: Draft) -> tuple[Entry, ...]:
    """Everything of a draft that could have been understood otherwise, in the order of the text."""
    made = [Entry("top", line) for line in draft.heading]
    for part in ("preambular", "operative"):
        for paragraph in getattr(draft, part):
            made += [Entry(loose.kind, loose.text, loose.line) for loose in paragraph.before]
            made.append(Entry(part, paragraph.text, paragraph.line, paragraph))
    return (*made, *(Entry("closing", line) for line in draft.closing))


def changed(draft: Draft, index: int, change: Change) -> Draft:
    """The draft with one of its entries understood otherwise."""
    found = list(entries(draft))
    if not 0 <= index < len(found):
        return draft
    entry = found[index]
    if change == "join":
        before = _paragraph_before(found, index)
        if before is None:
            return draft
        gap = "\n" if find_label(entry.text) else " "
        found[before] = found[before]._replace(text=f"{found[before].text}{gap}{entry.text}")
        del found[index]
    else:
        found[index] = entry._replace(kind=change)
    return _rebuilt(draft, found)


def _paragraph_before(found: Sequence[Entry], index: int) -> int | None:
    return next((i for i in range(index - 1, -1, -1) if found[i].kind in ("preambular", "operative")), None)


def _rebuilt(draft: Draft, found: Sequence[Entry]) -> Draft:
    parts: dict[str, list[Paragraph]] = {"preambular": [], "operative": []}
    top: list[str] = []
    closing: list[str] = []
    loose: list[Loose] = []
    # Ids of the draft stay, so new ones begin after the highest there is.
    number = int(draft.next_id.removeprefix("p"))
    for entry in found:
        if entry.kind == "top":
            top.append(entry.text)
        elif entry.kind == "closing":
            closing.append(entry.text)
        elif entry.kind in ("heading", "unplaced"):
            loose.append(Loose(kind="heading" if entry.kind == "heading" else "unplaced", text=entry.text, line=entry.line))
        else:
            paragraph = entry.paragraph
            if paragraph is None:
                paragraph = Paragraph(id=f"p{number}", text=entry.text, line=entry.line)
                number += 1
            parts[entry.kind].append(paragraph.model_copy(update={"text": entry.text, "before": tuple(loose)}))
            loose = []
    return draft.model_copy(
        update={
            "heading": tuple(top),
            "preambular": tuple(parts["preambular"]),
            "operative": tuple(parts["operative"]),
            "closing": (*(line.text for line in loose), *closing),
        }
    )


def doubt(entry: Entry) -> str:
    """Why an entry should be looked at; empty where there is no reason to."""
    if entry.kind == "unplaced":
        return "This line could not be placed."
    if entry.kind == "top":
        return "This line of the heading is no field that is known."
    if entry.kind == "closing":
        return "This line stands after the last paragraph and belongs to none."
    if entry.kind in ("preambular", "operative") and not find_opening(entry.text, "operative" if entry.kind == "operative" else "preambular"):
        return f"No known {entry.kind} phrase opens it."
    return ""


def choices(found: Sequence[Entry], index: int) -> list[Change]:
    """What an entry could be instead."""
    entry = found[index]
    can_join = _paragraph_before(found, index) is not None
    return [c for c in CHANGES if c != entry.kind and (c != "join" or can_join)]


# -- as HTML


def source_lines(source: str) -> str:
    """The text that was brought in, line by line with numbers."""
    lines = source.replace("\r\n", "\n").split("\n")
    shown = "".join(f"<li>{escape(line) or '&nbsp;'}</li>" for line in lines[:MOST_LINES_SHOWN])
    more = len(lines) - MOST_LINES_SHOWN
    rest = look.note(f"{more:,} more lines are not shown; they are read all the same.") if more > 0 else ""
    return f'<div class="ph-lines" tabindex="0"><ol>{shown}</ol></div>{rest}'


def fields(draft: Draft, topic: Topic) -> str:
    """The heading as it was understood."""

    def named(ids: Sequence[str]) -> str:
        return ", ".join(topic.delegation_by_id[i].name if i in topic.delegation_by_id else i for i in ids)

    rows = [
        ("Committee", draft.committee),
        ("Organ line", draft.organ),
        ("Topic", draft.topic),
        ("Symbol", draft.symbol),
        ("Sponsors", named(draft.sponsors)),
        ("Signatories", named(draft.signatories)),
        *((f"Annex {n}", annex.partition("\n")[0]) for n, annex in enumerate(draft.annexes, start=1)),
    ]
    return look.table(["Heading", "Understood as"], [[label, escape(value) or '<span class="ph-none">none</span>'] for label, value in rows], stack=False)


def shown(entry: Entry, number: int) -> str:
    """An entry as it was understood: what it is, its line in the source, its words with the levels of its parts."""
    name = {
        "preambular": f"Preambular paragraph {number}",
        "operative": f"Paragraph {number}",
        "heading": "Heading",
        "unplaced": "Unplaced line",
        "top": "Line of the heading",
        "closing": "Line after the end",
    }[entry.kind]
    line = f" · line {entry.line}" if entry.line else ""
    why = doubt(entry)
    marked = f'<p class="ph-sub"><span class="sev">doubt</span> {escape(why)}</p>' if why else ""
    return (
        f'<div class="ph-entry{" s-warning doubt" if why else ""}"><p class="ph-sub"><b>{name}</b>{line}</p>{_words(entry)}{marked}</div>'
    )


def _words(entry: Entry) -> str:
    if entry.kind not in ("preambular", "operative"):
        return f'<p class="words"><bdi>{escape(entry.text)}</bdi></p>'
    found = tree(entry.text)
    rows = [f'<p class="words"><bdi>{escape(found.text)}</bdi></p>']
    for part in found.walk():
        label = f'<b title="level {part.level}">{escape(part.label)}</b> ' if part.label else ""
        rows.append(f'<p class="words l{min(part.level, 4)}">{label}<bdi>{escape(part.text)}</bdi></p>')
    return "".join(rows)
