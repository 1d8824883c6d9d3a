"""One search over everything a topic holds.

Words are compared without case and accents. Every word of the query must begin a word of the entry; where no entry has
them all, those with the most are given, and the answer says so. A word that begins none in the whole topic is replaced
by the nearest one there is. Words in a title weigh more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches

from positions.model import Entry
from positions.topic import Topic

KINDS = (
    "issue",
    "delegation",
    "stance",
    "clause",
    "fact",
    "event",
    "term",
    "actor",
    "table",
    "debate",
    "bargain",
    "gap",
    "source",
)
"""What can be found, in the order in which equal hits are listed."""


class Hit(Entry):
    """An entry that answers a query."""

    kind: str
    id: str
    """The entry's id where it has one, else its title."""
    title: str
    text: str
    source: str | None
    """Where it stands; None for what is its own source."""
    score: float = 0


class Found(Entry):
    """The answer to a query."""

    query: str
    hits: tuple[Hit, ...]
    read_as: tuple[tuple[str, str], ...] = ()
    """Words of the query that stand nowhere, with the word they were read as."""
    unknown: tuple[str, ...] = ()
    """Words of the query that stand nowhere and are near to none that do."""
    partial: bool = False
    """Whether no entry has all the words, so that the hits have some of them only."""

    def of_kind(self, kind: str) -> tuple[Hit, ...]:
        """The hits of one kind."""
        return tuple(hit for hit in self.hits if hit.kind == kind)


def entries(topic: Topic) -> Iterator[Hit]:
    """Everything that can be found in a topic."""
    for issue in topic.issues:
        text = f"{issue.question} {issue.positive} {issue.negative}"
        yield Hit(kind="issue", id=issue.id, title=issue.title, text=text, source=issue.source)
    for delegation in topic.delegations:
        if not delegation.documented:
            continue
        for line in (*delegation.profile, *delegation.key_actions):
            yield Hit(kind="delegation", id=delegation.id, title=delegation.name, text=line.text, source=line.source)
        for tension in delegation.tensions:
            text = f"{tension.title}: {tension.differs} {tension.current}"
            yield Hit(kind="delegation", id=delegation.id, title=delegation.name, text=text, source=tension.source)
        for stance in delegation.stances:
            about = topic.issue_by_id.get(stance.issue)
            title = f"{delegation.name}: {about.title if about else stance.issue}"
            yield Hit(kind="stance", id=delegation.id, title=title, text=stance.paraphrase, source=stance.source)
    for clause in topic.clauses:
        text = clause.ladder[clause.default].text
        yield Hit(kind="clause", id=clause.id, title=clause.title, text=text, source=clause.source)
    for fact in topic.facts:
        yield Hit(kind="fact", id=fact.id, title=fact.group, text=fact.text, source=fact.source)
    for event in topic.timeline:
        yield Hit(kind="event", id=event.when, title=event.when, text=event.text, source=event.source)
    for term in topic.glossary:
        yield Hit(kind="term", id=term.term, title=term.term, text=term.meaning, source=term.source)
    for actor in topic.actors:
        yield Hit(
            kind="actor", id=actor.name, title=actor.name, text=f"{actor.text} {actor.group}", source=actor.source
        )
    for table in topic.tables:
        for row in table.rows:
            cells = "; ".join(f"{column}: {cell}" for column, cell in row.cells.items())
            yield Hit(kind="table", id=table.id, title=f"{table.title}: {row.name}", text=cells, source=row.source)
    for debate in topic.debates:
        for side in debate.sides:
            for argument in side.arguments:
                yield Hit(kind="debate", id=debate.id, title=debate.title, text=argument.text, source=argument.source)
    for bargain in topic.bargains:
        text = f"{bargain.text} ({', '.join(bargain.between)})"
        yield Hit(kind="bargain", id=bargain.id, title=bargain.title, text=text, source=bargain.source)
    for gap in topic.gaps:
        yield Hit(kind="gap", id=gap.text, title="Not in the sources", text=gap.text, source=gap.source)
    for document in topic.sources:
        text = f"{document.author}. {'; '.join(document.good_for)}. {'; '.join(document.weaknesses)}"
        yield Hit(kind="source", id=document.id, title=document.title, text=text, source=None)


def search(topic: Topic, query: str, *, limit: int = 60) -> Found:
    """The entries that answer a query, best first; empty for an empty query."""
    wanted = list(dict.fromkeys(_words(query)))[:12]
    if not wanted:
        return Found(query=query, hits=())
    indexed = [(hit, _words(hit.title), _words(hit.text)) for hit in entries(topic)]
    vocabulary = {word for _, title, text in indexed for word in (*title, *text)}
    read_as: list[tuple[str, str]] = []
    unknown: list[str] = []
    terms: list[str] = []
    for word in wanted:
        if any(known.startswith(word) for known in vocabulary):
            terms.append(word)
        elif len(word) > 3 and (near := get_close_matches(word, vocabulary, n=1, cutoff=0.75)):
            read_as.append((word, near[0]))
            terms.append(near[0])
        else:
            unknown.append(word)
    scored: list[tuple[int, Hit]] = []
    for hit, title, text in indexed if terms else ():
        scores = [_weight(term, title, text) for term in terms]
        if any(scores):
            met = sum(score > 0 for score in scores)
            scored.append((met, hit.model_copy(update={"score": sum(scores)})))
    most = max((met for met, _ in scored), default=0)
    hits = [hit for met, hit in scored if met == most]
    hits.sort(key=lambda hit: (-hit.score, KINDS.index(hit.kind)))
    return Found(
        query=query,
        hits=tuple(hits[:limit]),
        read_as=tuple(read_as),
        unknown=tuple(unknown),
        partial=most < len(terms),
    )


def spans(text: str, query_words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where the words of a query begin and end in a text, for marking them."""
    terms = tuple(_fold(word) for word in query_words if word)
    return tuple(
        match.span() for match in re.finditer(r"\w+", text) if terms and _fold(match.group()).startswith(terms)
    )


def terms(found: Found) -> tuple[str, ...]:
    """The words a query was searched by, after reading unknown ones as their nearest."""
    instead = dict(found.read_as)
    return tuple(instead.get(word, word) for word in _words(found.query) if word not in found.unknown)


def _weight(term: str, title: list[str], text: list[str]) -> float:
    """How well one word is met: a whole word over a beginning, a title over a text."""
    best = 0.0
    for words, worth in ((title, 3.0), (text, 1.0)):
        for word in words:
            if word.startswith(term):
                best = max(best, worth * (1.5 if word == term else 1.0))
    return best


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", _fold(text))


def _fold(text: str) -> str:
    """Lower case, without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))
