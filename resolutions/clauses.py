"""The clause library at work: finding a library clause by its text, and its author's reading of each rung."""

from __future__ import annotations

from functools import lru_cache

from positions.model import LibraryClause
from positions.topic import Topic
from resolutions.model import ReadEffect, Reading
from resolutions.phrases import find_opening


@lru_cache(maxsize=4096)
def same_words(text: str) -> str:
    """A text without what a word processor changes: case, spaces, quotation marks, and the closing mark."""
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("\u00a0", " ")
    return " ".join(text.split()).rstrip(";,.: ").lower()


@lru_cache(maxsize=8)
def _by_words(topic: Topic) -> dict[str, tuple[LibraryClause, int]]:
    return {
        same_words(rung.text): (clause, number)
        for clause in topic.clauses
        for number, rung in enumerate(clause.ladder)
    }


def find_clause(text: str, topic: Topic) -> tuple[LibraryClause, int] | None:
    """The library clause and the rung whose words these are, if nobody has edited them."""
    return _by_words(topic.base).get(same_words(text))


@lru_cache(maxsize=2048)
def authors_reading(clause: LibraryClause, rung: int) -> Reading:
    """What the author of a library clause says it means at a rung."""
    step = clause.ladder[rung]
    opening = find_opening(step.text, clause.part)
    words = step.text.lower()
    return Reading(
        opening=opening.words if opening else "",
        force=step.force,
        heat=opening.heat if opening else 0,
        addressee=clause.addressee,
        effects=tuple(
            ReadEffect(
                issue=effect.issue,
                direction=effect.direction,
                evidence=next(w for w in effect.words if w.lower() in words),
            )
            for effect in clause.effects
        ),
        safeguards=clause.safeguards,
        measures=clause.measures + tuple(m for m in step.measures if m not in clause.measures),
        territory=clause.territory,
        by="author",
        procedural=clause.kind == "procedural",
    )
