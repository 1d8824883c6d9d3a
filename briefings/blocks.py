"""The blocks a binder is made of, as `pack.typ` and the Word file read them.

A block is a mapping with its kind at `k`. What has a source carries it at `src` and gets a footnote. In tables, and in
lists to look things up in, it stands at `from` and is printed beside the words: they are not read from top to bottom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from briefings.pictures import Data

Noted = tuple[str, str]
"""Words and their source."""


def paragraph(text: str, src: str = "", *, leads: bool = False) -> Data:
    """A paragraph; one that `leads` keeps to what it introduces."""
    return {"k": "p", "text": text, "src": src, "leads": leads}


def heading(text: str) -> Data:
    """A heading within a section."""
    return {"k": "h", "text": text}


def aside(text: str) -> Data:
    """A remark set off from the rest."""
    return {"k": "aside", "text": text}


def listing(items: Sequence[Noted]) -> Data:
    """A list, each item with its source."""
    return {"k": "list", "items": [{"text": text, "src": src} for text, src in items]}


def lookup(items: Sequence[Noted]) -> Data:
    """A list to look things up in, each item with its source beside it."""
    return {"k": "list", "items": [{"text": text, "from": src} for text, src in items]}


def running(parts: Sequence[Noted]) -> Data:
    """Sentences with a source each, in one paragraph."""
    return {"k": "run", "parts": [{"text": text, "src": src} for text, src in parts]}


def table(head: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[Any]]) -> Data:
    """A table with a line of headings; its columns are as wide as `widths` are to one another. A cell is words, or words and their source."""
    cells = [[{"text": c} if isinstance(c, str) else {"text": c[0], "from": c[1]} for c in row] for row in rows]
    return {"k": "table", "head": list(head), "widths": list(widths), "rows": cells}


def terms(items: Sequence[tuple[str, str, str]]) -> Data:
    """Terms with what they mean and where that is said, in two columns."""
    return {"k": "terms", "items": [{"term": term, "text": text, "from": source} for term, text, source in items]}


def card(title: str, lines: Sequence[Noted]) -> Data:
    """Something to be looked up while others speak: never broken across pages."""
    return {"k": "card", "title": title, "paras": [{"text": text, "src": src} for text, src in lines]}


def field(label: str, text: str = "") -> Data:
    """A line of a form, filled in or not."""
    return {"k": "field", "label": label, "text": text}


def ruled(lines: int) -> Data:
    """Lines to write on."""
    return {"k": "rules", "n": lines}


_OPENING = re.compile(r"""(?<![^\s(\[–—/])["']""")
"""A straight quotation mark before a word, where an opening one belongs."""


def with_quotes(node: Any) -> Any:
    """The same with the quotation marks and apostrophes of print. Content is written with those of a keyboard."""
    if isinstance(node, str):
        opened = _OPENING.sub(lambda mark: "“" if mark[0] == '"' else "‘", node)
        return opened.replace('"', "”").replace("'", "’")
    if isinstance(node, dict):
        return {key: with_quotes(value) for key, value in node.items()}
    return [with_quotes(item) for item in node] if isinstance(node, list | tuple) else node


def has_notes(node: Any) -> bool:
    """Whether blocks have footnotes."""
    if isinstance(node, dict):
        return bool(node.get("src")) or any(map(has_notes, node.values()))
    return isinstance(node, list) and any(map(has_notes, node))


def with_notes(node: Any, section: str) -> Any:
    """Blocks in which each source of a section is one footnote, referred to again where it is met again."""
    met: dict[str, str] = {}

    def walk(value: Any) -> Any:
        if isinstance(value, list):
            return [walk(item) for item in value]
        if not isinstance(value, dict):
            return value
        made = {key: walk(item) for key, item in value.items()}
        src = value.get("src")
        if src:
            made["again"] = src in met
            made["note"] = met.setdefault(src, f"note-{section}-{len(met) + 1}")
        return made

    return walk(node)
