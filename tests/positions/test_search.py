"""One search over a whole topic."""

from __future__ import annotations

import re
from typing import Any

import pytest

from positions import search
from positions.model import Delegation, Fact, LibraryClause, Note, Source, Term
from positions.topic import About, Topic, load_topic


@pytest.fixture
def topic() -> Topic:
    about = About(id="test", title="Test", agenda_item="Test", summary="Test", default_council="2026")
    said: dict[str, Any] = {
        "sources": (
            Source(
                id="000", title="A report on harbours", short="Report", author="Nobody", date="2026", kind="Report",
                good_for=("Ports",), weaknesses=("Short",), places="page",
            ),
        ),
        "facts": (
            Fact(id="F001", group="Markets", text="Cocaine costs more in Oceania than in Europe.", source="000 p1"),
            Fact(id="F002", group="Ports", text="Containers pass through Guayaquil.", source="000 p2"),
        ),
        "glossary": (Term(term="Fentanyl", meaning="A synthetic opioid.", source="000 p3"),),
        "delegations": (
            Delegation(
                id="mexico", name="Mexico", official="Mexico", kind="state", as_of="2026",
                profile=(Note(text="Violence reached Michoacán and its lime growers.", source="000 p4"),),
            ),
            Delegation(
                id="latvia", name="Latvia", official="Latvia", kind="state", as_of="not documented", documented=False,
            ),
        ),
    }  # fmt: skip
    rest: dict[str, Any] = {n: () for n in Topic.model_fields if n not in said and n != "about"}
    return Topic.model_construct(about=about, **said, **rest)


def test_every_word_must_begin_a_word_of_the_entry(topic: Topic) -> None:
    found = search.search(topic, "cocaine ocean")
    assert [hit.id for hit in found.hits] == ["F001"]
    assert not found.partial and not found.read_as


def test_where_no_entry_has_all_words_those_with_the_most_are_given(topic: Topic) -> None:
    found = search.search(topic, "cocaine oceania guayaquil")
    assert found.partial
    assert [hit.id for hit in found.hits] == ["F001"]


def test_case_and_accents_do_not_matter(topic: Topic) -> None:
    assert search.search(topic, "MICHOACAN").hits[0].id == "mexico"
    assert search.search(topic, "michoacán").hits[0].id == "mexico"


def test_a_word_that_stands_nowhere_is_read_as_its_nearest(topic: Topic) -> None:
    found = search.search(topic, "fentanil")
    assert found.read_as == (("fentanil", "fentanyl"),)
    assert found.hits[0].id == "Fentanyl"
    assert search.terms(found) == ("fentanyl",)


def test_a_word_near_to_none_is_said_to_be_unknown(topic: Topic) -> None:
    found = search.search(topic, "zzzqqq")
    assert found.unknown == ("zzzqqq",) and not found.hits


def test_a_title_weighs_more_than_a_text(topic: Topic) -> None:
    hits = search.search(topic, "ports").hits
    assert [hit.kind for hit in hits] == ["fact", "source"]


@pytest.mark.parametrize("query", ["", "   ", "…", "<>"])
def test_a_query_without_words_finds_nothing(topic: Topic, query: str) -> None:
    assert search.search(topic, query).hits == ()


def test_the_answer_is_bounded(topic: Topic) -> None:
    assert len(search.search(topic, "c g f m r", limit=1).hits) <= 1
    assert search.search(topic, "cocaine " * 5000) == search.search(topic, "cocaine").model_copy(
        update={"query": "cocaine " * 5000}
    )
    many = search.search(topic, " ".join(f"cocain{n}" for n in range(5000)))
    assert len(many.read_as) + len(many.unknown) <= 12, "words after the twelfth are not looked for"


def test_spans_mark_the_words_found() -> None:
    text = "Violence reached Michoacán."
    assert [text[a:b] for a, b in search.spans(text, ("michoacan", "viol"))] == ["Violence", "Michoacán"]
    assert search.spans(text, ()) == ()


def test_silent_delegations_have_nothing_to_find(topic: Topic) -> None:
    assert all(hit.id != "latvia" for hit in search.entries(topic))
    assert {hit.kind for hit in search.entries(topic)} <= set(search.KINDS)


def test_a_plural_finds_the_singular_and_both_are_marked(topic: Topic) -> None:
    assert [hit.id for hit in search.search(topic, "markets").hits] == ["F001"]
    assert [hit.id for hit in search.search(topic, "container").hits] == ["F002"]
    assert [hit.id for hit in search.search(topic, "opioids").hits] == ["Fentanyl"]
    assert search.spans("A gun, two guns, a country and a bus.", ("guns", "countries", "bus")) == (
        (2, 5), (11, 15), (19, 26), (33, 36),
    )  # fmt: skip


# -- the topic that ships


@pytest.fixture(scope="module")
def cartels() -> Topic:
    return load_topic("drug-cartels")


SOUGHT = {
    "guns": ("stop-and-trace-illegal-guns", "arms-trafficking"),
    "money laundering": ("unodc-help-against-laundering", "illicit-finance"),
    "prison": ("retake-prisons-cut-phones", "institutions-anticorruption"),
    "tariffs": ("no-unilateral-coercion", "multilateral-primacy"),
    "drones": ("no-authorization-of-force", "external-force"),
    "rehab": ("consumer-demand-cut", "demand-health"),
}
"""What people type, a clause they should find among the first, and the issue."""


@pytest.mark.parametrize("query", SOUGHT)
def test_everyday_words_find_the_clauses_and_the_issue(cartels: Topic, query: str) -> None:
    clause, issue = SOUGHT[query]
    found = search.find_clauses(cartels, query)
    assert clause in [one.id for one in found[:5]]
    hits = search.search(cartels, query).hits
    assert issue in [hit.id for hit in hits if hit.kind == "issue"][:1]
    assert [hit.kind for hit in hits].index("issue") < 40


@pytest.mark.parametrize("query", SOUGHT)
def test_clauses_with_the_words_come_before_those_that_only_their_issue_leads_to(cartels: Topic, query: str) -> None:
    stems = [word.removesuffix("s") for word in query.split()]

    def has(clause: LibraryClause) -> bool:
        text = " ".join((clause.title, clause.id, clause.kind, *(rung.text for rung in clause.ladder))).lower()
        return all(re.search(rf"\b{stem}", text) for stem in stems)

    shown = [has(clause) for clause in search.find_clauses(cartels, query)]
    assert shown == sorted(shown, reverse=True)
    assert any(shown)


def test_a_library_without_a_query_is_whole_and_in_order(cartels: Topic) -> None:
    assert search.find_clauses(cartels, " … ") == cartels.clauses
    assert search.find_clauses(cartels, "zzzqqq") == ()


def test_every_issue_of_the_topic_has_everyday_words(cartels: Topic) -> None:
    for issue in cartels.issues:
        assert 6 <= len(set(issue.keywords)) == len(issue.keywords) <= 14, issue.id
