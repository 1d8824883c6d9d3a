"""One search over everything a topic holds.

Words are compared without case, accents and the ending of a plural. Every word of the query must begin a word of the
entry; where no entry has them all, those with the most are given, and the answer says so. A word that begins none in
the whole topic is replaced by the nearest one there is. Words in a title weigh more. An issue is found by its everyday
`keywords` as well, and so are the clauses on it, after all that have the words themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from positions.model import Entry, LibraryClause
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
    beside: str = ""
    """Words that stand not in it but in the issue it is about."""


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
        beside = " ".join(issue.keywords)
        yield Hit(kind="issue", id=issue.id, title=issue.title, text=text, source=issue.source, beside=beside)
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
        beside = _of_issues(clause, topic)
        yield Hit(kind="clause", id=clause.id, title=clause.title, text=text, source=clause.source, beside=beside)
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
    indexed = [(hit, _words(hit.title), _words(hit.text), _words(hit.beside)) for hit in entries(topic)]
    vocabulary = {word for _, *places in indexed for words in places for word in words}
    read_as: list[tuple[str, str]] = []
    unknown: list[str] = []
    terms: list[str] = []
    for word in wanted:
        stem = _stem(word)
        if any(known.startswith(stem) for known in vocabulary):
            terms.append(stem)
        elif len(word) > 3 and (near := get_close_matches(word, sorted(vocabulary), n=1, cutoff=0.75)):
            read_as.append((word, near[0]))
            terms.append(_stem(near[0]))
        else:
            unknown.append(word)
    scored: list[tuple[int, int, Hit]] = []
    for hit, title, text, beside in indexed if terms else ():
        own = [_weight(term, title, text) for term in terms]
        met = sum(bool(score or _begins(term, beside)) for term, score in zip(terms, own, strict=True))
        if met:
            scored.append((met, sum(score > 0 for score in own), hit.model_copy(update={"score": sum(own)})))
    most = max((met for met, _, _ in scored), default=0)
    # An issue's keywords are its own; a clause has them from its issue, and comes after whatever has the words itself.
    ranked = [(most if hit.kind == "issue" else own, hit) for met, own, hit in scored if met == most]
    ranked.sort(key=lambda pair: (-pair[0], -pair[1].score, KINDS.index(pair[1].kind)))
    return Found(
        query=query,
        hits=tuple(hit for _, hit in ranked[:limit]),
        read_as=tuple(read_as),
        unknown=tuple(unknown),
        partial=most < len(terms),
    )


def find_clauses(topic: Topic, query: str) -> tuple[LibraryClause, ...]:
    """The library clauses that have every word of a query, in the order of the library; all of them for an empty query.

    First come those with the words in their title, then those with them in the wording of any rung, or as their type;
    last those that only their issues, by title and keywords, lead to.
    """
    terms = [_stem(word) for word in dict.fromkeys(_words(query))][:12]
    if not terms:
        return topic.clauses
    found: list[tuple[int, LibraryClause]] = []
    for clause, places in zip(topic.clauses, _clause_words(topic.base), strict=True):
        rank = next((n for n, words in enumerate(places) if all(_begins(term, words) for term in terms)), None)
        if rank is not None:
            found.append((rank, clause))
    return tuple(clause for _, clause in sorted(found, key=lambda pair: pair[0]))


@lru_cache(maxsize=8)
def _clause_words(topic: Topic) -> tuple[tuple[frozenset[str], ...], ...]:
    """For every clause its words by how near they are: in the title, in the rest as well, in its issues as well."""
    found = []
    for clause in topic.clauses:
        title = frozenset(_words(f"{clause.title} {clause.id}"))
        whole = title.union(_words(" ".join((clause.kind, *(rung.text for rung in clause.ladder)))))
        found.append((title, whole, whole.union(_words(_of_issues(clause, topic)))))
    return tuple(found)


def _of_issues(clause: LibraryClause, topic: Topic) -> str:
    """The titles and keywords of the issues a clause is about."""
    issues = [topic.issue_by_id[effect.issue] for effect in clause.effects if effect.issue in topic.issue_by_id]
    return " ".join(word for issue in issues for word in (issue.title, *issue.keywords))


def spans(text: str, query_words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where the words of a query begin and end in a text, for marking them."""
    terms = tuple(_stem(_fold(word)) for word in query_words if word)
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
                best = max(best, worth * (1.5 if _stem(word) == term else 1.0))
    return best


def _begins(term: str, words: Iterable[str]) -> bool:
    return any(word.startswith(term) for word in words)


def _stem(word: str) -> str:
    """A word without the ending of a plural, so that "guns" finds "gun", and "countries" finds "country"."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", _fold(text))


def _fold(text: str) -> str:
    """Lower case, without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))
