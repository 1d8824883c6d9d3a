"""What an amendment changes, in words and marked up against the text of the draft."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from records.room import Shared
from records.sitting import amendment_name
from resolutions.numbering import labels
from resolutions.word_diff import word_diff
from ui import session_board as board


def amended(shared: Shared, paper: str) -> board.Clause:
    """What an amendment does, and its words marked up against the text: `Changes paragraph 3:`. Empty where there is no such
    amendment.

    Args:
        paper: the amendment by the name that it has in the session.
    """
    amendment = next((one.amendment for one in shared.amendments if paper == amendment_name(shared.id, one.amendment.id)), None)
    if amendment is None:
        return board.NO_CLAUSE
    kind, part = amendment.kind, "the preamble" if amendment.part == "preambular" else "the operative part"
    place = place_of(shared, amendment.paragraph or "") or f"a paragraph of {part}"
    after = place_of(shared, amendment.after or "")
    where = f"after {after}" if after else f"at the beginning of {part}"
    target = shared.draft.find(amendment.paragraph or "")
    old = amendment.base or (target.text if target is not None else "")
    if kind == "add":
        return board.Clause(f"Adds a paragraph {where}:", amendment.text, marked("", amendment.text))
    if kind == "delete":
        return board.Clause(f"Deletes {place}:", old, marked(old, ""))
    if kind == "move":
        return board.Clause(f"Moves {place} {where}:", old)
    return board.Clause(f"Changes {place}:", amendment.text, marked(old, amendment.text))


_AROUND = 14
"""Words that stay on each side of a change; what lies farther away is left out."""


@lru_cache(maxsize=256)
def marked(old: str, new: str) -> str:
    """A text marked up: what is added is underlined and what goes is struck through. Of what stays, what is near a change."""
    tags = {"same": "{}", "added": "<ins>{}</ins>", "removed": "<del>{}</del>"}
    pieces = word_diff(old, new)
    made = []
    for place, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == "same" and len(pieces) > 1:
            text = _near(text, first=place == 0, last=place == len(pieces) - 1)
        made.append(tags[piece.kind].format(escape(text)))
    return f'<bdi class="ph-marked">{"".join(made).replace(chr(10), "<br>")}</bdi>'


def _near(text: str, *, first: bool, last: bool) -> str:
    words = text.split(" ")
    if len(words) <= (_AROUND if first or last else 2 * _AROUND) + 4:
        return text
    before = "" if first else " ".join(words[:_AROUND]) + " "
    return f"{before}…{'' if last else ' ' + ' '.join(words[-_AROUND:])}"


def place_of(shared: Shared, paragraph: str) -> str:
    """What a paragraph is called in a sentence: `preambular paragraph 2`; empty where it is not there."""
    for word, part in (("preambular paragraph", shared.draft.preambular), ("paragraph", shared.draft.operative)):
        if paragraph in {one.id for one in part}:
            on_paper = labels(shared.draft, shared.numbers) if shared.numbers is not None else {one.id: str(n) for n, one in enumerate(part, start=1)}
            return f"{word} {on_paper.get(paragraph, '')}".strip()
    return ""
