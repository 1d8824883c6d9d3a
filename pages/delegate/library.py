"""The clause library: ready paragraphs from soft to strong, and who would support or resist each."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from positions.model import LibraryClause
from positions.search import find_clauses
from resolutions.model import Kind
from resolutions.wording import name_of
from ui import drafting, look, reactions, state

A_PAGE = 12
WORKBENCH = "../pages/delegate/workbench.py"

topic = state.topic()
council = state.council()
own = state.delegation()

SORTS = {
    "topic": "Order of the library",
    "welcome": "Most welcome first",
    "safe": "Fewest red lines first",
}
VETOES = {
    "any": "Any reaction",
    "red": "No red line",
    "object": "None objects",
}
SIDES = {
    "any": "Any reaction",
    "supports": "It supports",
    "lives": "It can live with",
    "resists": "It resists",
}
FAMILIES = {one: f"{one} {title}" for one, title in topic.about.families.items()}


def rung_of(clause: LibraryClause) -> int:
    """The rung shown of a clause: the one chosen on this page, or its default."""
    chosen = state.value_of(f"rung-{clause.id}")
    return chosen if isinstance(chosen, int) and 0 <= chosen < len(clause.ladder) else clause.default


def add(clause: LibraryClause, rung: int) -> None:
    """Add a clause to the draft at the rung chosen last, which may be newer than the one drawn beside the button."""
    chosen = state.value_of(f"rung-{clause.id}")
    rung = chosen if isinstance(chosen, int) else rung
    drafting.add(clause.part, clause.ladder[rung].text, clause.id)
    draft = drafting.draft()
    placed = next((n for n, p in enumerate(getattr(draft, clause.part), start=1) if p.id == drafting.opened()), None)
    if placed is None:
        # The committee's draft did not take it; the workbench says why.
        return
    st.toast(f"Added as {name_of(f'{clause.part[:1]}p{placed}')}", icon=":material/check:")


def write_it() -> None:
    """Open a paragraph of one's own in the workbench."""
    drafting.add("operative", "")
    state.go(WORKBENCH)


def fits_vetoes(clause: LibraryClause, wanted: str) -> bool:
    """Whether the council's permanent members react to a clause as the filter asks."""
    hard = {"any": (), "red": (Kind.RED_LINE,), "object": (Kind.RED_LINE, Kind.OBJECTS)}[wanted]
    found = reactions.clause_reactions(clause, clause.default, topic)
    return not any(found[m].kind in hard for m in council.members if m in found and topic.delegation_by_id[m].permanent)


def fits_side(clause: LibraryClause, side: str) -> bool:
    """Whether the own delegation reacts to a clause as the filter asks."""
    if side == "any" or own is None:
        return True
    kind = reactions.clause_reactions(clause, clause.default, topic)[own.id].kind
    wanted = {
        "supports": (Kind.SUPPORTS,),
        "lives": (Kind.SUPPORTS, Kind.ACCEPTS, Kind.SILENT),
        "resists": (Kind.RESERVED, Kind.OBJECTS, Kind.RED_LINE),
    }
    return kind in wanted[side]


def welcome(clause: LibraryClause) -> tuple[int, int]:
    """How few red lines, and how much welcome, a clause meets in the council."""
    worth = {Kind.SUPPORTS: 2, Kind.ACCEPTS: 1, Kind.SILENT: 0, Kind.RESERVED: -1, Kind.OBJECTS: -3, Kind.RED_LINE: -6}
    found = reactions.clause_reactions(clause, clause.default, topic)
    kinds = [found[m].kind for m in council.members]
    return kinds.count(Kind.RED_LINE), -sum(worth[k] for k in kinds)


st.title("Clause library", anchor=False)
draft = drafting.draft()
look.show(
    f'<p class="ph-lead">{len(topic.clauses)} ready paragraphs, each from its softest wording to its strongest. '
    f"Reactions are those of {escape(council.name)}.</p>"
)

with st.container(horizontal=True, vertical_alignment="bottom"):
    search = st.text_input("Search", placeholder="guns, consent, prison, launder …", key="library-search", width=230)
    issue = st.selectbox(
        "Issue",
        ["", *topic.issue_by_id],
        format_func=lambda i: topic.issue_by_id[i].title if i else "All issues",
        key="library-issue",
        width=200,
    )
    part = st.selectbox(
        "Part", ["", "operative", "preambular"], format_func=lambda p: p.capitalize() or "Both parts", key="library-part", width=130
    )
    side = st.selectbox(
        own.name if own else "Delegation",
        list(SIDES),
        format_func=lambda s: SIDES[s],
        key="library-side",
        disabled=own is None,
        width=150,
    )
    vetoes = st.selectbox(
        "Permanent members",
        list(VETOES),
        format_func=lambda v: VETOES[v],
        key="library-vetoes",
        width=180,
    )
with st.expander("More filters and order"), st.container(horizontal=True, vertical_alignment="bottom"):
    way = st.selectbox(
        "For or against",
        [0, 1, -1],
        format_func=lambda d: {0: "Both", 1: "＋ for the issue's idea", -1: "− against it"}[d],
        key="library-way",
        disabled=not issue,
        width=190,
    )
    family = st.selectbox(
        "Recommendation family",
        ["", *FAMILIES],
        format_func=lambda f: FAMILIES.get(f, "All"),
        key="library-family",
        width=250,
        disabled=not FAMILIES,
        help=f"The families into which the sources sort recommendations ({topic.about.families_source}).",
    )
    kind = st.selectbox(
        "Type of measure", ["", *sorted({c.kind for c in topic.clauses})], format_func=lambda k: k.capitalize() or "All", key="library-kind", width=200
    )
    order = st.selectbox("Order", list(SORTS), format_func=lambda s: SORTS[s], key="library-order", width=220)

found = [
    clause
    for clause in find_clauses(topic, search)
    if (not part or clause.part == part)
    and (not issue or any(e.issue == issue and way in (0, e.direction) for e in clause.effects))
    and (not family or clause.family == family)
    and (not kind or clause.kind == kind)
    and fits_side(clause, side)
    and fits_vetoes(clause, vetoes)
]
if order == "welcome":
    found.sort(key=lambda c: welcome(c)[1])
elif order == "safe":
    found.sort(key=welcome)

if issue:
    shown = topic.issue_by_id[issue]
    look.show(
        f'<p class="ph-remark"><b>{escape(shown.question)}</b><br>＋ {escape(look.pole(shown, 1))}<br>− {escape(look.pole(shown, -1))}</p>'
    )
if not found:
    look.show(look.empty("No clause fits these filters", "Take one filter away, or write the paragraph yourself in the workbench."))
    st.button("Write it yourself", icon=":material/edit:", on_click=write_it)
    st.stop()

pages = -(-len(found) // A_PAGE)
with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    look.show(f'<p class="ph-remark">{len(found)} {"clause" if len(found) == 1 else "clauses"}</p>')
    page = st.number_input("Page", 1, pages, key="library-page", width=140, help=f"of {pages}") if pages > 1 else 1
page = min(int(page), pages)

in_draft = {paragraph.clause for paragraph in draft.paragraphs}
titles = {clause.id: clause.title for clause in topic.clauses}
for clause in found[(page - 1) * A_PAGE : page * A_PAGE]:
    rung = rung_of(clause)
    reacted = reactions.clause_reactions(clause, rung, topic)
    with st.container(key=f"clause-{clause.id}"):
        family_label = f'<span class="ph-sub">{escape(FAMILIES[clause.family])}</span>' if clause.family else ""
        look.show(
            f'<h2 class="ph-clause">{escape(clause.title)} {look.force(clause.ladder[rung].force)} '
            f'<span class="ph-sub">{clause.part}, {escape(clause.kind)}</span> {family_label}</h2>'
            f'<div class="ph-quote">{reactions.italic_opening(clause.ladder[rung].text, clause.part)}</div>'
            + reactions.tally(reacted, topic, council.members)
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if len(clause.ladder) > 1:
                state.show_in(f"rung-{clause.id}", rung)
                st.segmented_control(
                    "Softer to stronger",
                    list(range(len(clause.ladder))),
                    format_func=partial(reactions.rung_label, clause),
                    key=f"rung-{clause.id}",
                    label_visibility="collapsed",
                    required=True,
                )
            st.button(
                "Add to draft" if clause.id not in in_draft else "Add again",
                key=f"add-{clause.id}",
                icon=":material/add:",
                type="primary" if clause.id not in in_draft else "secondary",
                on_click=add,
                args=(clause, rung),
            )
        more = [f"<p>{effect}</p>" for effect in (reactions.effect_words(e.issue, e.direction, topic) for e in clause.effects)]
        if clause.note:
            more.append(f'<p class="ph-sub"><b>Advice</b> {escape(clause.note)}</p>')
        for label, ids in (("Goes with", clause.companions), ("Opposite of", clause.opposites)):
            if ids:
                more.append(f'<p class="ph-sub"><b>{label}</b> {escape("; ".join(titles[i] for i in ids))}</p>')
        more.append(f'<p class="ph-sub"><b>Rests on</b> {look.sources(topic, clause.source)}</p>')
        look.show(f'<details class="ph-more"><summary>What it does, and on what it rests</summary>{"".join(more)}</details>')

with st.container(key="library-foot", horizontal=True, vertical_alignment="center"):
    if not draft.is_empty:
        report = reactions.report_of(draft, topic, council)
        look.show(reactions.vote_line(report.forecast))
    st.button(
        f"Go to the draft ({len(draft.paragraphs)})" if draft.paragraphs else "Go to the workbench",
        icon=":material/edit_document:",
        key="to-bench",
        on_click=state.go,
        args=(WORKBENCH,),
    )
