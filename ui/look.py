"""What several pages draw alike: reactions, positions, how we know something, and where it stands.

Everything here returns escaped HTML as text; `show` puts it on the page. Colours live once in the style sheet as
custom properties with a light and a dark value, so a page never names a colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from positions.model import Confidence, Delegation, Force, Issue, Locator, Source, Stance
from positions.topic import Topic, locators_of
from resolutions.model import SYMBOLS


class Sign(NamedTuple):
    """A step of a scale, told by symbol, word and (in the style sheet) colour."""

    symbol: str
    word: str


REACTIONS: dict[str, Sign] = {kind.value: Sign(symbol, kind.value) for kind, symbol in SYMBOLS.items()}
"""A delegation to a clause, from the friendliest to the hardest."""

VOTES: dict[str, Sign] = {
    "in favour": Sign("✓", "in favour"),
    "abstains": Sign("–", "abstains"),
    "undecided": Sign("?", "undecided"),
    "against": Sign("✗", "against"),
    "veto": Sign("✕", "veto"),
}
"""A vote; other signs than those of reactions, which stand beside them."""

POSITIONS: dict[int, Sign] = {
    2: Sign("+2", "strongly for"),
    1: Sign("+1", "leans for"),
    0: Sign("±0", "mixed"),
    -1: Sign("−1", "leans against"),
    -2: Sign("−2", "strongly against"),
}
"""Words from the positive pole's point of view."""


def show(markup: str) -> None:
    """Put HTML made here on the page; nothing leaves its place empty, so that what follows stays where it is."""
    if markup.strip():
        st.html(markup)
    else:
        st.empty()


def _class(word: str) -> str:
    return word.replace(" ", "-")


# -- reactions and votes


def badge(reaction: str, text: str | None = None, *, title: str = "") -> str:
    """A reaction as symbol and word in its colour; `text` takes the word's place (a name, a count)."""
    sign = REACTIONS[reaction]
    return _pill(f"r-{_class(reaction)}", sign.symbol, sign.word if text is None else text, title or sign.word)


def vote_badge(vote: str, text: str | None = None, *, title: str = "") -> str:
    """A forecast or cast vote: `in favour`, `abstains`, `undecided`, `against`, `veto`."""
    sign = VOTES[vote]
    return _pill(f"v-{_class(vote)}", sign.symbol, sign.word if text is None else text, title or sign.word)


def mark(reaction: str, *, title: str = "") -> str:
    """A reaction as its symbol alone, for the cells of a matrix; screen readers hear the word."""
    sign = REACTIONS[reaction]
    return (
        f'<span class="ph-mark r-{_class(reaction)}" role="img" aria-label="{sign.word}" '
        f'title="{escape(title or sign.word)}">{sign.symbol}</span>'
    )


def legend() -> str:
    """The scale of reactions, in one block."""
    return f'<div class="ph-legend">{"".join(badge(reaction) for reaction in REACTIONS)}</div>'


def _pill(kind: str, symbol: str, text: str, title: str) -> str:
    return (
        f'<span class="ph-badge {kind}" title="{escape(title)}"><span aria-hidden="true">{escape(symbol)}</span> '
        f"{escape(text)}</span>"
    )


# -- positions


def position_class(position: int) -> str:
    """The style class of a position."""
    return {2: "p-plus2", 1: "p-plus1", 0: "p-zero", -1: "p-minus1", -2: "p-minus2"}[position]


def position_badge(position: int, text: str | None = None, *, title: str = "") -> str:
    """A position as number and word in its colour."""
    sign = POSITIONS[position]
    return _pill(position_class(position), sign.symbol, sign.word if text is None else text, title or sign.word)


def pole(issue: Issue, direction: int) -> str:
    """The text of a pole without the "Yes:" or "No:" it opens with."""
    text = issue.positive if direction > 0 else issue.negative
    return re.sub(r"^(Yes|No|Not always|Not necessarily|Only partly)\s*[:;,]\s*", "", text)


# -- how we know


def basis(stance: Stance) -> str:
    """`stated`, or `inferred` with its confidence, and `added by the chair` where that is so."""
    return basis_label(stance.basis.value, stance.confidence, added_by=stance.added_by)


def basis_label(kind: str, confidence: Confidence | str | None = None, *, added_by: str = "content") -> str:
    """How we know something: `stated` or `inferred · medium`."""
    sure = f" · {escape(str(Confidence(confidence).value))}" if confidence else ""
    title = (
        "A source says that the delegation holds this or does it"
        if kind == "stated"
        else "Follows from a source by the step given; the confidence says how surely"
    )
    label = f'<span class="ph-basis {escape(kind)}" title="{title}">{escape(kind)}{sure}</span>'
    chair = ' <span class="ph-basis chair" title="Added by the chair in this session">chair</span>'
    return label + chair if added_by == "chair" else label


# -- sources


def sources(topic: Topic, source: str) -> str:
    """Chips for a source line such as `003 China ¶1; 002 p2 fn3`: a click opens what stands behind each."""
    return "".join(source_chip(topic, locator) for locator in _locators(source))


@lru_cache(maxsize=4096)
def _locators(source: str) -> tuple[Locator, ...]:
    try:
        return locators_of(source)
    except ValueError:
        return (Locator(document="", place=source),)


def source_chip(topic: Topic, locator: Locator) -> str:
    """One source: its short name and the place; a click shows author, date, what it is good for and its weaknesses."""
    document = topic.source_by_id.get(locator.document)
    if document is None:
        name = "Chair" if locator.document == "chair" else locator.document or "Source"
        return f'<span class="ph-chip plain">{escape(name)}: {escape(locator.place)}</span>'
    return _chip(document, locator.place)


@lru_cache(maxsize=4096)
def _chip(document: Source, place: str) -> str:
    good = "; ".join(document.good_for)
    weak = "; ".join(document.weaknesses)
    return (
        '<details class="ph-chip"><summary title="Show the source">'
        f"<b>{escape(document.id)}</b> {escape(place)}</summary>"
        f'<span class="ph-source"><b>{escape(document.title)}</b>'
        f"<span>{escape(document.author)}; {escape(document.date)}; {escape(document.kind)}</span>"
        f"<span><i>Place</i> {escape(place)}</span>"
        f"<span><i>Good for</i> {escape(good)}</span>"
        f"<span><i>Weak on</i> {escape(weak)}</span></span></details>"
    )


# -- names, text, tables, empty states


def placard(delegation: Delegation) -> str:
    """A delegation's name with what one must know of its seat: permanent, or silent."""
    five = ' <span class="ph-p5" title="Permanent member: its vote against is a veto">P5</span>'
    veto = five if delegation.permanent else ""
    silent = "" if delegation.documented else ' <span class="ph-note">silent: no source speaks</span>'
    return f'<span class="ph-name">{escape(delegation.name)}</span>{veto}{silent}'


def plain(text: str) -> str:
    """A text for a label or message that Streamlit reads as Markdown: shown as it is written, and no more."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def quoted(text: str) -> str:
    """A few words of a clause within a sentence of the interface."""
    return f'<span class="ph-words">{escape(text)}</span>'


def empty(title: str, text: str) -> str:
    """An empty state: what is missing and what to do next."""
    return f'<div class="ph-empty"><b>{escape(title)}</b><p>{escape(text)}</p></div>'


def note(text: str) -> str:
    """A remark in the margin's voice."""
    return f'<p class="ph-remark">{escape(text)}</p>'


def items(entries: Iterable[str], *, kind: str = "") -> str:
    """A plain list of HTML lines."""
    return f'<ul class="ph-list {escape(kind)}">{"".join(f"<li>{entry}</li>" for entry in entries)}</ul>'


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str = "",
    kind: str = "",
    stack: bool = True,
) -> str:
    """A table that prints in full: `head` is plain text, cells are HTML; on a phone rows stack unless told not to."""
    labels = [escape(h) for h in head]
    body = "".join(
        "<tr>"
        + "".join(
            f'<{"th scope=row" if n == 0 else "td"} data-label="{labels[n] if n < len(labels) else ""}">{cell}'
            f"</{'th' if n == 0 else 'td'}>"
            for n, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    top = f"<caption>{escape(caption)}</caption>" if caption else ""
    heads = "".join(f"<th scope=col>{label}</th>" for label in labels)
    stacked = " stack" if stack else ""
    return (
        f'<div class="ph-scroll"><table class="ph-table {escape(kind)}{stacked}">{top}<thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def style_sheet() -> str:
    """The one style block, which the frame puts on every page.

    Streamlit gives its colour scheme to the app's element only; popovers and dialogs hang beside it, so the root gets
    it too.
    """
    scheme = "dark" if st.context.theme.type == "dark" else "light"
    return f"<style>:root {{ color-scheme: {scheme}; }}\n{_rules()}</style>"


@lru_cache(maxsize=1)
def _rules() -> str:
    return (Path(__file__).parent / "look.css").read_text(encoding="utf-8")


FORCE_WORDS: dict[Force, str] = {
    "F0": "records",
    "F1": "invites",
    "F2": "recommends",
    "F3": "requests",
    "F4": "urges",
    "F5": "demands",
    "F6": "decides",
    "F7": "authorizes",
}
"""What each force does, in one word."""


def force(level: Force) -> str:
    """A force as its level and what it does."""
    return f'<span class="ph-force f-{level}" title="Force {level[1]} of 7: {FORCE_WORDS[level]}">{level} {FORCE_WORDS[level]}</span>'
