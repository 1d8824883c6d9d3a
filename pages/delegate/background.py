"""Background: facts, timeline, words, actors, tables, debates, bargains, gaps and sources, with one search over all."""

import re
from collections.abc import Iterable
from html import escape

import streamlit as st

from positions import search
from positions.topic import Topic
from ui import look, state

KIND = {
    "issue": "Issues",
    "delegation": "Delegations",
    "stance": "Stances",
    "clause": "Clause library",
    "fact": "Facts",
    "event": "Timeline",
    "term": "Glossary",
    "actor": "Actors",
    "table": "Tables",
    "debate": "Debates",
    "bargain": "Bargains",
    "gap": "What the sources do not say",
    "source": "Sources",
}


def marked(text: str, words: tuple[str, ...]) -> str:
    """A text with the words searched for marked."""
    parts, end = [], 0
    for start, stop in search.spans(text, words):
        parts += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    return "".join(parts) + escape(text[end:])


def results(topic: Topic, found: search.Found) -> None:
    """The hits, by kind, best first."""
    remarks = [f"“{wrong}” stands nowhere; searched for “{right}”." for wrong, right in found.read_as]
    if found.unknown:
        remarks.append(f"Found nowhere: {', '.join(found.unknown)}.")
    if not found.hits:
        if remarks:
            look.show(look.note(" ".join(remarks)))
        look.show(look.empty("Nothing found", "Try fewer or shorter words; the beginning of a word is enough."))
        return
    if found.partial:
        remarks.append("No entry has all of these words; those below have the most of them.")
    words = search.terms(found)
    kinds = sorted(
        {hit.kind for hit in found.hits}, key=lambda k: min(n for n, h in enumerate(found.hits) if h.kind == k)
    )
    count = f"{len(found.hits)} found" + (", the best 60." if len(found.hits) == 60 else ".")
    look.show(look.note(" ".join([*remarks, count])))
    for kind in kinds:
        lines = (
            f"<b>{marked(hit.title, words)}</b> {marked(hit.text, words)} "
            f"{look.sources(topic, hit.source) if hit.source else ''}"
            for hit in found.of_kind(kind)
        )
        look.show(f'<h3 class="ph-group">{KIND[kind]}</h3>' + look.items(lines, kind="rows"))


def issue_names(topic: Topic, issues: Iterable[str]) -> str:
    """Issues by title, in one soft line."""
    return escape(", ".join(topic.issue_by_id[i].title for i in issues if i in topic.issue_by_id))


def facts(topic: Topic) -> None:
    """The fact bank, by group."""
    groups = list(dict.fromkeys(fact.group for fact in topic.facts))
    every = f"All groups ({len(topic.facts)} facts)"
    chosen = st.selectbox(
        "Group", [every, *groups], key="background-groups", label_visibility="collapsed", persist_state="session"
    )
    for group in groups:
        if chosen not in (every, group):
            continue
        lines = (
            f'<span class="ph-id">{fact.id}</span> {escape(fact.text)} {look.sources(topic, fact.source)}'
            for fact in topic.facts
            if fact.group == group
        )
        look.show(f'<h3 class="ph-group">{escape(group)}</h3>' + look.items(lines, kind="bare"))


def timeline(topic: Topic) -> None:
    """What happened when."""
    rows = ((escape(e.when), f"{escape(e.text)} {look.sources(topic, e.source)}") for e in topic.timeline)
    look.show(look.table(["When", "What"], rows, kind="timeline", stack=False))


def glossary(topic: Topic) -> None:
    """The words of the subject."""
    rows = ((escape(t.term), f"{escape(t.meaning)} {look.sources(topic, t.source)}") for t in topic.glossary)
    look.show(look.table(["Term", "Meaning"], rows, kind="glossary", stack=False))


def actors(topic: Topic) -> None:
    """Groups, programmes, bodies and persons."""
    for group in dict.fromkeys(actor.group for actor in topic.actors):
        lines = (
            f"<b>{escape(a.name)}</b>: {escape(a.text)} {look.sources(topic, a.source)}"
            for a in topic.actors
            if a.group == group
        )
        look.show(f'<h3 class="ph-group">{escape(group)}</h3>' + look.items(lines, kind="bare"))


def tables(topic: Topic) -> None:
    """Comparisons restated from the sources."""
    for one in topic.tables:
        columns = list(dict.fromkeys(column for row in one.rows for column in row.cells))
        rows = (
            (
                escape(row.name),
                *(escape(row.cells.get(column, "")) for column in columns),
                look.sources(topic, row.source),
            )
            for row in one.rows
        )
        look.show(f'<h3 class="ph-group">{escape(one.title)}</h3>' + look.table(["", *columns, "Source"], rows))
        if one.note:
            look.show(look.note(one.note))


def debates(topic: Topic) -> None:
    """Both sides of each quarrel; the central one first."""
    for debate in sorted(topic.debates, key=lambda d: not d.central):
        sides = "".join(
            f"<div><h4>{escape(side.name)}</h4>"
            + look.items(f"{escape(a.text)} {look.sources(topic, a.source)}" for a in side.arguments)
            + "</div>"
            for side in debate.sides
        )
        central = ' <span class="ph-you">central</span>' if debate.central else ""
        names = issue_names(topic, debate.issues)
        under = f'<p class="ph-sub">Issues: {names}</p>' if names else ""
        look.show(
            f'<section class="ph-debate"><h3 class="ph-group">{escape(debate.title)}{central}</h3>{under}'
            f'<div class="ph-sides">{sides}</div></section>'
        )


def bargains(topic: Topic) -> None:
    """Trades that the record makes thinkable."""
    lines = []
    for bargain in topic.bargains:
        clauses = [topic.clause_by_id[c].title for c in bargain.clauses if c in topic.clause_by_id]
        under = " · ".join(
            part
            for part in (
                issue_names(topic, bargain.issues),
                f"Clauses: {escape(', '.join(clauses))}" if clauses else "",
            )
            if part
        )
        lines.append(
            f'<b>{escape(bargain.title)}</b> <span class="ph-sub">{escape(" and ".join(bargain.between))}</span>'
            f'<div>{escape(bargain.text)} {look.sources(topic, bargain.source)}</div><div class="ph-sub">{under}</div>'
        )
    look.show(look.note("Constructed from what the sides want; no source reports these trades."))
    look.show(look.items(lines, kind="rows"))


def gaps(topic: Topic) -> None:
    """What the sources leave open."""
    look.show(
        look.note("Do not fill these from memory in the app's name; bring your own research and say where it is from.")
    )
    look.show(look.items(f"{escape(gap.text)} {look.sources(topic, gap.source)}" for gap in topic.gaps))


def bibliography(topic: Topic) -> None:
    """The documents, with what each is good for and where it is weak."""
    rows = (
        (
            f"<b>{escape(s.id)}</b> {escape(s.short)}",
            f'{escape(s.title)}<div class="ph-sub">{escape(s.author)}; {escape(s.date)}; {escape(s.kind)}</div>'
            f'<div class="ph-sub">Places: {escape(s.places)}</div>',
            look.items(escape(line) for line in s.good_for),
            look.items(escape(line) for line in s.weaknesses),
        )
        for s in topic.sources
    )
    look.show(look.table(["Document", "Title", "Good for", "Weaknesses"], rows, kind="sources"))


VIEWS = {
    "Facts": facts,
    "Timeline": timeline,
    "Glossary": glossary,
    "Actors": actors,
    "Tables": tables,
    "Debates": debates,
    "Bargains": bargains,
    "Not in the sources": gaps,
    "Sources": bibliography,
}

topic = state.topic()
st.title("Background")
query = st.text_input(
    "Search",
    key="background-query",
    placeholder="Search facts, issues, stances, clauses, sources …",
    label_visibility="collapsed",
    icon=":material/search:",
    persist_state="session",
    max_chars=200,
)
if re.search(r"\w", query or ""):
    results(topic, search.search(topic, query or ""))
else:
    view = st.pills(
        "Part",
        list(VIEWS),
        default="Facts",
        required=True,
        key="background-view",
        label_visibility="collapsed",
        persist_state="session",
    )
    VIEWS[view or "Facts"](topic)
