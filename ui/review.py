"""A draft that was brought in and is not taken over yet: what was understood of it line by line, and putting it right."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Literal, NamedTuple

from positions.topic import Topic
from resolutions.lint import lint
from resolutions.lint.house_styles import Style
from resolutions.model import Draft, Finding, Loose, Paragraph, Severity
from resolutions.phrases import find_opening
from resolutions.text import clean
from resolutions.tree import find_label, tree
from ui import look, state

Kind = Literal["top", "preambular", "operative", "heading", "unplaced", "closing"]
Change = Literal["heading", "preambular", "operative", "join", "join-after", "split", "leave", "restore"]

CHANGES: dict[Change, str] = {
    "preambular": "Make it preambular",
    "operative": "Make it operative",
    "heading": "Make it a heading",
    "join": "Join with the paragraph before",
    "join-after": "Join with the paragraph after",
    "split": "Make two of it",
    "leave": "Leave out",
}
"""What a click does with a line; `restore` belongs to the lines that were left out."""

MOST_LINES_SHOWN = 2000
"""Lines of the source that are shown; the whole of it is taken all the same."""

MOST_STEPS = 500
"""Corrections that are kept, so that each can be taken back."""


class Step(NamedTuple):
    """A correction: which draft of the file, which of its lines as they stood then, and what became of it."""

    draft: int
    entry: int
    change: Change


class Pending(NamedTuple):
    """What waits to be taken over: the drafts as they were read, and the corrections made since."""

    source: str
    drafts: tuple[Draft, ...]
    notes: tuple[str, ...]
    aside: tuple[str, ...]
    pasted: bool
    chosen: int = 0
    steps: tuple[Step, ...] = ()

    @property
    def draft(self) -> Draft:
        """The chosen draft with its corrections."""
        found, _ = self.settled()
        original = self.drafts[self.chosen]
        return _rebuilt(original, found) if self.can_undo else original

    @property
    def can_undo(self) -> bool:
        """Whether a line of the chosen draft was put right."""
        return any(step.draft == self.chosen for step in self.steps)

    def settled(self) -> tuple[list[Entry], list[Entry]]:
        """The lines of the chosen draft, and those left out of it, after every correction."""
        found, left = list(entries(self.drafts[self.chosen])), list[Entry]()
        for step in self.steps:
            if step.draft == self.chosen:
                found = _corrected(found, left, step.entry, step.change)
        return found, left

    def with_step(self, index: int, change: Change) -> Pending:
        """Another correction of the chosen draft."""
        if len(self.steps) >= MOST_STEPS:
            return self
        return self._replace(steps=(*self.steps, Step(self.chosen, index, change)))

    def undone(self) -> Pending:
        """Without the last correction of the chosen draft."""
        last = max((n for n, step in enumerate(self.steps) if step.draft == self.chosen), default=None)
        return self if last is None else self._replace(steps=self.steps[:last] + self.steps[last + 1 :])


class Entry(NamedTuple):
    """A line or paragraph in its place."""

    kind: Kind
    text: str
    line: int | None = None
    paragraph: Paragraph | None = None
    place: int = 0
    """Where it stood among the lines at first, by which a line left out finds its way back."""


def begin(source: str, drafts: Sequence[Draft], notes: Sequence[str] = (), aside: Sequence[str] = (), *, pasted: bool) -> None:
    """Show the drafts of a text for review; the present one stays."""
    keep(Pending(clean(source), tuple(drafts), tuple(notes), tuple(aside), pasted))


def keep(pending: Pending) -> None:
    """Hold a draft under review for the session."""
    state.keep("review", json.dumps({**pending._asdict(), "drafts": [draft.model_dump_json() for draft in pending.drafts]}))


def pending() -> Pending | None:
    """The draft under review, if there is one."""
    held = state.kept("review")
    if not held:
        return None
    data = json.loads(held)
    return Pending(
        data["source"],
        tuple(_draft(text) for text in data["drafts"]),
        tuple(data["notes"]),
        tuple(data["aside"]),
        data["pasted"],
        data["chosen"],
        tuple(Step(*step) for step in data["steps"]),
    )


@lru_cache(maxsize=32)
def _draft(text: str) -> Draft:
    return Draft.model_validate_json(text)


def end() -> None:
    """Review nothing any more; the other drafts of the file can be come back to."""
    now = pending()
    if now is not None and len(now.drafts) > 1:
        state.keep("review-others", state.kept("review"))
    state.keep("review", None)


def can_resume() -> bool:
    """Whether a file of several drafts was left that can be come back to."""
    return bool(state.kept("review-others"))


def resume() -> None:
    """Come back to a file of several drafts."""
    state.keep("review", state.kept("review-others"))


def entries(draft: Draft) -> tuple[Entry, ...]:
    """Everything of a draft that could have been understood otherwise, in the order of the text."""
    made = [Entry("top", line) for line in draft.heading]
    for part in ("preambular", "operative"):
        for paragraph in getattr(draft, part):
            made += [Entry(loose.kind, loose.text, loose.line) for loose in paragraph.before]
            made.append(Entry(part, paragraph.text, paragraph.line, paragraph))
    made += [Entry("closing", line) for line in draft.closing]
    return tuple(entry._replace(place=place) for place, entry in enumerate(made))


def changed(draft: Draft, index: int, change: Change) -> Draft:
    """The draft with one of its entries understood otherwise."""
    return _rebuilt(draft, _corrected(list(entries(draft)), [], index, change))


def _corrected(found: list[Entry], left: list[Entry], index: int, change: Change) -> list[Entry]:
    """The lines after a correction; `left` takes up what is left out, and gives it back."""
    if not 0 <= index < len(left if change == "restore" else found):
        return found
    if change == "restore":
        entry = left.pop(index)
        found.insert(next((n for n, other in enumerate(found) if other.place > entry.place), len(found)), entry)
    elif change == "leave":
        left.append(found.pop(index))
    elif change == "join":
        before = _paragraph_before(found, index)
        if before is None:
            return found
        found[before] = found[before]._replace(text=_joined(found[before].text, found[index].text))
        del found[index]
    elif change == "join-after":
        after = _paragraph_after(found, index)
        if after is None:
            return found
        entry = found[index]
        found[after] = found[after]._replace(text=_joined(entry.text, found[after].text), line=entry.line or found[after].line)
        del found[index]
    elif change == "split":
        entry = found[index]
        at = _second_begins(entry)
        if at is None:
            return found
        lines = entry.text.split("\n")
        second = _BULLET.sub("", "\n".join(lines[at:]))
        found[index] = entry._replace(text="\n".join(lines[:at]))
        found.insert(index + 1, Entry(entry.kind, second, place=entry.place))
    else:
        found[index] = found[index]._replace(kind=change)
    return _in_order(found)


_BULLET = re.compile(r"^\s*[-–—•*]\s+")


def _second_begins(entry: Entry) -> int | None:
    """The line within a paragraph at which another seems to begin: a bullet with an opening phrase, or words after the end."""
    if entry.kind not in ("preambular", "operative") or "\n" not in entry.text:
        return None
    lines = entry.text.split("\n")
    for number, (before, line) in enumerate(pairwise(lines), start=1):
        bullet = _BULLET.match(line)
        if bullet and find_opening(line[bullet.end() :], "operative" if entry.kind == "operative" else "preambular"):
            return number
        if not bullet and before.rstrip().endswith(".") and not find_label(line):
            return number
    return None


def _joined(before: str, after: str) -> str:
    return f"{before}{chr(10) if find_label(after) else ' '}{after}"


def _paragraph_before(found: Sequence[Entry], index: int) -> int | None:
    return next((i for i in range(index - 1, -1, -1) if found[i].kind in ("preambular", "operative")), None)


def _paragraph_after(found: Sequence[Entry], index: int) -> int | None:
    return next((i for i in range(index + 1, len(found)) if found[i].kind in ("preambular", "operative")), None)


def _in_order(found: Sequence[Entry]) -> list[Entry]:
    """The lines in the order a draft keeps them: each heading with the paragraph after it, the preamble first."""
    tops = [entry for entry in found if entry.kind == "top"]
    closing = [entry for entry in found if entry.kind == "closing"]
    parts: dict[str, list[Entry]] = {"preambular": [], "operative": []}
    loose: list[Entry] = []
    for entry in found:
        if entry.kind in ("heading", "unplaced"):
            loose.append(entry)
        elif entry.kind in parts:
            parts[entry.kind] += [*loose, entry]
            loose = []
    return [*tops, *parts["preambular"], *parts["operative"], *(e._replace(kind="closing") for e in loose), *closing]


def _rebuilt(draft: Draft, found: Sequence[Entry]) -> Draft:
    parts: dict[str, list[Paragraph]] = {"preambular": [], "operative": []}
    loose: list[Loose] = []
    # Ids of the draft stay, so new ones begin after the highest there is.
    number = int(draft.next_id.removeprefix("p"))
    for entry in found:
        if entry.kind == "heading" or entry.kind == "unplaced":
            loose.append(Loose(kind=entry.kind, text=entry.text, line=entry.line))
        elif entry.kind in parts:
            paragraph = entry.paragraph
            if paragraph is None:
                paragraph = Paragraph(id=f"p{number}", text=entry.text)
                number += 1
            parts[entry.kind].append(paragraph.model_copy(update={"text": entry.text, "line": entry.line, "before": tuple(loose)}))
            loose = []
    return draft.model_copy(
        update={
            "heading": tuple(entry.text for entry in found if entry.kind == "top"),
            "preambular": tuple(parts["preambular"]),
            "operative": tuple(parts["operative"]),
            "closing": tuple(entry.text for entry in found if entry.kind == "closing"),
        }
    )


def name_of_draft(draft: Draft, number: int) -> str:
    """What tells a draft of a file from the others: its symbol, its topic, its first words."""
    first = next((p.text for p in draft.paragraphs), "")
    known = [draft.symbol or next(iter(draft.heading), "")[:60], draft.topic, " ".join(first.split()[:9])]
    return f"{number}. " + " · ".join(part for part in known if part)


@lru_cache(maxsize=16)
def source_findings(draft: Draft, source: str, style: Style, members: int) -> tuple[Finding, ...]:
    """What the linter finds only with the source at hand: numbers, labels, the organ line and mark-up of the text."""
    without = {(f.code, f.where, f.message) for f in lint(draft, style, council=members)}
    found = lint(draft, style, source=source, council=members)
    return tuple(f for f in found if (f.code, f.where, f.message) not in without)


def own_lines(now: Pending) -> str:
    """The source with the lines of the other drafts blank, so that every line keeps its number."""
    lines = now.source.split("\n")
    before = [p.line for draft in now.drafts[: now.chosen] for p in draft.paragraphs if p.line]
    after = [p.line for draft in now.drafts[now.chosen + 1 :] for p in draft.paragraphs if p.line]
    first, last = max(before, default=0), min(after, default=len(lines) + 1) - 1
    return "\n".join(["" if n <= first else line for n, line in enumerate(lines[:last], start=1)])


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
    if _second_begins(entry) is not None:
        return "Another paragraph or a remark may begin within it."
    return ""


SERIOUSNESS: dict[Kind, Severity] = {
    "unplaced": Severity.ERROR,
    "closing": Severity.WARNING,
    "preambular": Severity.WARNING,
    "operative": Severity.WARNING,
    "top": Severity.INFO,
    "heading": Severity.INFO,
}
"""How serious a doubt is: words that may be lost first, then paragraphs that may be none."""


def doubtful(found: Sequence[Entry]) -> list[int]:
    """The entries to be looked at, most serious first, then in the order of the text."""
    order = list(Severity)
    return sorted((i for i, entry in enumerate(found) if doubt(entry)), key=lambda i: (order.index(SERIOUSNESS[found[i].kind]), i))


def choices(found: Sequence[Entry], index: int) -> list[Change]:
    """What an entry could be instead."""
    entry = found[index]
    before, after = _paragraph_before(found, index) is not None, _paragraph_after(found, index) is not None
    possible = {"split": _second_begins(entry) is not None, "join": before, "join-after": after, "heading": after}
    return [change for change in CHANGES if change != entry.kind and possible.get(change, True)]


def with_lines(found: Sequence[Entry], source: str) -> list[Entry]:
    """The entries with the line of the source each stands on, those of the heading and the end included."""
    if all(entry.line for entry in found):
        return list(found)
    places: dict[str, list[int]] = {}
    for number, line in enumerate(source.split("\n"), start=1):
        places.setdefault(line.strip(" \t#*_>-–—•"), []).append(number)

    def line_of(entry: Entry) -> int | None:
        where = places.get(entry.text.strip(" \t#*_>-–—•"))
        return where[-1 if entry.kind == "closing" else 0] if where else None

    return [entry if entry.line else entry._replace(line=line_of(entry)) for entry in found]


# -- as HTML


def line_link(line: int | None, column: int | None = None) -> str:
    """A link that scrolls to a line of the source."""
    if not line:
        return ""
    at = f", column {column}" if column and column > 1 else ""
    words = f"line {line}{at}"
    return f'<a class="ph-line" href="#line-{line}">{words}</a>' if line <= MOST_LINES_SHOWN else words


def source_lines(source: str, marks: Mapping[int, str] | None = None) -> str:
    """The text that was brought in, line by line with numbers; `marks` says of a line why it is to be looked at."""
    lines = source.split("\n")
    rows = []
    for number, line in enumerate(lines[:MOST_LINES_SHOWN], start=1):
        why = (marks or {}).get(number)
        marked = f' class="marked" title="{escape(why)}"' if why else ""
        rows.append(f'<li id="line-{number}"{marked}>{escape(line) or "&nbsp;"}</li>')
    more = len(lines) - MOST_LINES_SHOWN
    rest = look.note(f"{more:,} more lines are not shown; they are read all the same.") if more > 0 else ""
    return f'<div class="ph-lines" tabindex="0" role="region" aria-label="Source"><ol>{"".join(rows)}</ol></div>{rest}'


def doubt_shown(entry: Entry, name: str) -> str:
    """A doubt: what it is about, where, and the first of its words."""
    severity = SERIOUSNESS[entry.kind]
    words = " ".join(entry.text.split())
    short = words if len(words) <= 220 else words[:200].rsplit(" ", 1)[0] + " …"
    link = line_link(entry.line)
    return (
        f'<div class="ph-doubt s-{severity.value}"><p><span class="sev">{DOUBTS[severity]}</span> {escape(doubt(entry))} '
        f'<span class="ph-sub">{escape(name)}{" · " + link if link else ""}</span></p>'
        f'<p class="words"><bdi>{escape(short)}</bdi></p></div>'
    )


DOUBTS: dict[Severity, str] = {Severity.ERROR: "Not placed", Severity.WARNING: "Doubtful", Severity.INFO: "Unknown field"}


def findings_shown(found: Sequence[Finding]) -> str:
    """What an editor would mark in the source, each with its line and its reason a click away."""
    rows = []
    for finding in found:
        fix = f"<p><b>What to do</b> {escape(finding.fix)}</p>" if finding.fix else ""
        link = line_link(finding.line, finding.column)
        rows.append(
            f'<details class="ph-finding s-{finding.severity.value}"><summary><span class="sev">{finding.severity.value}</span> '
            f'{escape(finding.message)} {link}</summary><div class="why">{fix}<p class="ph-sub">{escape(finding.why)} '
            f"<code>{finding.code}</code></p></div></details>"
        )
    return f'<div class="ph-findings">{"".join(rows)}</div>'


def names(found: Sequence[Entry]) -> list[str]:
    """What each entry is called."""
    numbers = {"preambular": 0, "operative": 0}
    made = []
    for entry in found:
        if entry.kind in numbers:
            numbers[entry.kind] += 1
        made.append(NAMES[entry.kind].format(numbers.get(entry.kind, 0)))
    return made


NAMES: dict[Kind, str] = {
    "preambular": "Preambular paragraph {}",
    "operative": "Paragraph {}",
    "heading": "Heading",
    "unplaced": "Unplaced line",
    "top": "Line of the heading",
    "closing": "Line after the end",
}


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


def shown(entry: Entry, name: str) -> str:
    """An entry as it was understood: what it is, its line in the source, its words with the levels of its parts."""
    link = line_link(entry.line)
    why = doubt(entry)
    marked = f' <span class="sev" title="{escape(why)}">doubt</span>' if why else ""
    return (
        f'<div class="ph-entry{" s-warning doubt" if why else ""}"><p class="ph-sub"><b>{escape(name)}</b>'
        f"{' · ' + link if link else ''}{marked}</p>{_words(entry)}</div>"
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
