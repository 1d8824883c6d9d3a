"""Compare: every delegation on every issue, who agrees with whom, and the groups that follow."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from positions import compare
from positions.model import Delegation, Issue, Stance
from positions.topic import Topic
from ui import look, state

Chosen = Sequence[Delegation]


def heat_map(topic: Topic, issues: Sequence[Issue], delegations: Chosen, *, stated_only: bool, you: str | None) -> str:
    """Issues down, delegations across; number, sign and colour, with the red lines marked."""
    held = {d.id: compare.current_stances(d, stated_only=stated_only) for d in delegations}
    heads = "".join(
        f'<th scope=col class="{"you" if d.id == you else ""}"><span>{escape(d.name)}</span></th>' for d in delegations
    )
    rows = []
    for issue in issues:
        cells = []
        for d in delegations:
            stance = held[d.id].get(issue.id)
            if stance is None:
                cells.append(f'<td class="none" title="{escape(d.name)}: silent">·</td>')
                continue
            sign = look.POSITIONS[stance.position]
            sure = f", {stance.confidence.value} confidence" if stance.confidence else ""
            line = ". Red line" if stance.red_line else ""
            title = f"{d.name}: {sign.word} ({stance.basis.value}{sure}){line}. {stance.paraphrase} [{stance.source}]"
            kind = f"{look.position_class(stance.position)} {stance.basis.value}"
            cross = "<sup>✕</sup>" if stance.red_line else ""
            cells.append(f'<td class="{kind}" title="{escape(title)}">{sign.symbol}{cross}</td>')
        rows.append(
            f'<tr><th scope=row title="{escape(issue.question)}">{escape(issue.title)}</th>{"".join(cells)}</tr>'
        )
    return (
        '<div class="ph-scroll"><table class="ph-heat"><thead><tr><th scope=col class="corner">Issue</th>'
        f"{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def heat_legend() -> str:
    """What the cells mean."""
    scale = "".join(look.position_badge(position) for position in (2, 1, 0, -1, -2))
    return (
        f'<div class="ph-legend">{scale}<span class="ph-badge p-plus1 inferred-key">+1</span>'
        '<span class="ph-sub">dotted: inferred</span><span class="ph-badge p-minus2">−2<sup>✕</sup></span>'
        '<span class="ph-sub">red line</span><span class="ph-badge r-silent">·</span>'
        '<span class="ph-sub">silent</span></div>'
    )


def one_issue(topic: Topic, issue: Issue, delegations: Chosen, *, stated_only: bool) -> None:
    """Every delegation on one issue, from one pole to the other, with sources."""
    look.show(
        f'<p class="ph-lead">{escape(issue.question)}</p><p class="ph-sub"><b>+2</b> {escape(issue.positive)}</p>'
        f'<p class="ph-sub"><b>−2</b> {escape(issue.negative)}</p>'
    )
    pairs = [(d, s) for d in delegations if (s := compare.current_stances(d, stated_only=stated_only).get(issue.id))]
    pairs.sort(key=lambda pair: -pair[1].position)
    rows = []
    for d, s in pairs:
        how = f'<p class="ph-sub"><b>Step</b> {escape(s.how)}</p>' if s.how else ""
        line = f'<p class="ph-sub">{look.badge("red line")} {escape(s.red_line.crossed)}</p>' if s.red_line else ""
        move = f'<p class="ph-sub"><b>Would move if</b> {escape(s.condition.text)}</p>' if s.condition else ""
        rows.append(
            (
                look.placard(d),
                look.position_badge(s.position),
                f"<p>{escape(s.paraphrase)}</p>{how}{line}{move}",
                f"<div>{look.basis(s)}</div>{look.sources(topic, s.source)}",
            )
        )
    if rows:
        look.show(look.table(["Delegation", "Position", "Why we say so", "How we know"], rows, kind="issue"))
    silent = [d.name for d in delegations if d.id not in {d.id for d, _ in pairs}]
    if silent:
        look.show(look.note(f"Silent: {', '.join(silent)}."))


def shade(share: float) -> str:
    """The style class of a share of agreement, in five steps."""
    steps = ((0.85, "p-plus2"), (0.7, "p-plus1"), (0.5, "p-zero"), (0.3, "p-minus1"))
    return next((kind for least, kind in steps if share >= least), "p-minus2")


def agreement_matrix(topic: Topic, delegations: Chosen, *, stated_only: bool) -> str:
    """Shares of agreement of every two, in per cent."""
    found = compare.agreements(topic, delegations, stated_only=stated_only)
    left_out = [d for d in delegations if not any(p.enough for p in found.values() if p.first == d.id)]
    delegations = [d for d in delegations if d not in left_out]
    if not delegations:
        return look.empty("Too few to say", f"No two of these have {compare.ENOUGH} issues in common.")
    few = look.note(f"Too few common issues with everybody: {', '.join(d.name for d in left_out)}.") if left_out else ""
    heads = "".join(f"<th scope=col><span>{escape(d.name)}</span></th>" for d in delegations)
    rows = []
    for one in delegations:
        cells = []
        for other in delegations:
            if one.id == other.id:
                cells.append('<td class="self"></td>')
                continue
            pair = found[one.id, other.id]
            if pair.share is None:
                title = f"{one.name} and {other.name}: {pair.common} common, too few to say"
                cells.append(f'<td class="none" title="{escape(title)}">·</td>')
                continue
            title = (
                f"{one.name} and {other.name}: same side on {len(pair.same)} of {pair.common} common issues, "
                f"opposed on {len(pair.opposed)}; mean distance {pair.distance:.1f} of 4"
            )
            cells.append(f'<td class="{shade(pair.share)}" title="{escape(title)}">{pair.share * 100:.0f}</td>')
        rows.append(f"<tr><th scope=row>{escape(one.name)}</th>{''.join(cells)}</tr>")
    return (
        '<div class="ph-scroll"><table class="ph-heat"><thead><tr><th scope=col class="corner">Per cent</th>'
        f"{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>{few}"
    )


def pair_detail(topic: Topic, one: Delegation, other: Delegation, *, stated_only: bool) -> None:
    """Two delegations, issue by issue: opposed ones first."""
    pair = compare.agreement(topic, one, other, stated_only=stated_only)
    if not pair.common:
        look.show(
            look.empty(
                "Nothing to compare",
                f"There is no issue on which the sources speak on both {one.name} and {other.name}.",
            )
        )
        return
    verdict = (
        f"<b>{pair.share * 100:.0f} per cent</b>: the same side on {len(pair.same)} of {pair.common} common issues"
        if pair.share is not None
        else f"<b>Too few to say</b>: {pair.common} common {'issue' if pair.common == 1 else 'issues'}"
    )
    look.show(
        f'<p class="ph-lead">{verdict}, opposed on {len(pair.opposed)}, mean distance {pair.distance:.1f} of 4.</p>'
    )
    ours = compare.current_stances(one, stated_only=stated_only)
    theirs = compare.current_stances(other, stated_only=stated_only)

    def cell(stance: Stance) -> str:
        line = f" {look.badge('red line')}" if stance.red_line else ""
        return (
            f"{look.position_badge(stance.position)} {look.basis(stance)}{line}<p>{escape(stance.paraphrase)} "
            f"{look.sources(topic, stance.source)}</p>"
        )

    groups = (("opposed", pair.opposed), ("one is mixed", pair.apart), ("same side", pair.same))
    rows = [
        (
            f'{escape(topic.issue_by_id[issue].title)}<div class="ph-sub">{label}</div>',
            cell(ours[issue]),
            cell(theirs[issue]),
        )
        for label, issues in groups
        for issue in issues
    ]
    look.show(look.table(["Issue", one.name, other.name], rows, kind="pair"))


def show_blocs(topic: Topic, delegations: Chosen, *, stated_only: bool) -> None:
    """The groups that agreement makes, and who is in none."""
    found = compare.blocs(topic, delegations, stated_only=stated_only)
    name = {d.id: d.name for d in delegations}
    title = {issue.id: issue.title for issue in topic.issues}

    def listed(ids: Sequence[str], names: dict[str, str]) -> str:
        return escape(", ".join(names[one] for one in ids)) or '<span class="ph-sub">none</span>'

    if found.blocs:
        rows = []
        for bloc in found.blocs:
            pairs = f", {bloc.unknown_pairs} {'pair' if bloc.unknown_pairs == 1 else 'pairs'} unknown"
            thin = f"each pair on {bloc.fewest} issues or more" + (pairs if bloc.unknown_pairs else "")
            rows.append(
                (
                    listed(bloc.members, name),
                    f'{bloc.cohesion * 100:.0f} per cent<div class="ph-sub">{thin}</div>',
                    listed(bloc.shared, title),
                    listed(bloc.split, title),
                )
            )
        look.show(look.table(["Members", "Agree on average", "Share one side on", "Split on"], rows, kind="blocs"))
    else:
        look.show(look.empty("No blocs among these", "Show more delegations, or inferred stances too."))
    if found.alone:
        look.show(look.note(f"In no bloc: {', '.join(name[one] for one in found.alone)}."))
    if found.too_little:
        look.show(look.note(f"Too few common issues to place: {', '.join(name[one] for one in found.too_little)}."))
    look.show(
        look.note(
            "Every delegation begins alone; the two groups that agree most on average are joined while they agree on "
            f"at least {compare.KINSHIP * 100:.0f} per cent of common issues. Pairs with fewer than {compare.ENOUGH} "
            "common issues do not count. "
            "A bloc here is likeness on record, not an alliance: members may never have met on a text."
        )
    )


# -- the page

topic, council, you = state.topic(), state.council(), state.delegation()
documented = [d for d in topic.delegations if any(s.current for s in d.stances)]

st.title("Compare")
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    whom = st.segmented_control(
        "Delegations",
        ["Permanent five", "Council", "All", "Custom"],
        default="Council",
        required=True,
        key="compare-whom",
        persist_state="session",
    )
    stated_only = st.toggle(
        "Stated only", key="compare-stated", persist_state="session", help="Leave out what is inferred."
    )
if whom == "Custom":
    names = {d.id: d.name for d in documented}
    default = [d.id for d in documented if d.permanent or (you and d.id == you.id)]
    picked = st.multiselect(
        "Which delegations",
        list(names),
        default=default,
        format_func=lambda d: names[d],
        key="compare-custom",
        persist_state="session",
    )
    delegations = [d for d in documented if d.id in picked]
elif whom == "Permanent five":
    delegations = [d for d in documented if d.permanent]
elif whom == "Council":
    delegations = [d for d in documented if d.id in council.members]
else:
    delegations = documented

if not delegations:
    look.show(look.empty("Nobody to compare", "Choose delegations above; silent members have nothing to show."))
    st.stop()

view = st.segmented_control(
    "View",
    ["Positions", "One issue", "Agreement", "Blocs"],
    default="Positions",
    required=True,
    key="compare-view",
    label_visibility="collapsed",
    persist_state="session",
)

if view == "Positions":
    titles = {issue.id: issue.title for issue in topic.issues}
    shown = st.multiselect(
        "Issues",
        list(titles),
        key="compare-issues",
        format_func=lambda i: titles[i],
        placeholder="All issues",
        persist_state="session",
        label_visibility="collapsed",
    )
    table = compare.position_table(topic, delegations, stated_only=stated_only)
    division = compare.division_table(table)
    order = st.segmented_control(
        "Order of issues",
        ["As listed", "Most divided first", "Most spoken on first"],
        default="As listed",
        required=True,
        key="compare-order",
        persist_state="session",
    )
    if order == "Most divided first":
        division = division.sort_values(["spread", "spoken"], ascending=False, kind="stable")
    elif order == "Most spoken on first":
        division = division.sort_values("spoken", ascending=False, kind="stable")
    issues = [topic.issue_by_id[i] for i in division.index if not shown or i in shown]
    look.show(heat_map(topic, issues, delegations, stated_only=stated_only, you=you.id if you else None))
    look.show(heat_legend())
    st.download_button(
        "Positions as a table (CSV)",
        data=table.join(division).rename(index=titles).to_csv(index_label="issue").encode("utf-8-sig"),
        file_name="positions.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
    silent = [
        topic.delegation_by_id[m].name
        for m in council.members
        if m in topic.delegation_by_id and topic.delegation_by_id[m] not in documented
    ]
    if whom == "Council" and silent:
        look.show(look.note(f"Silent on every issue, so not shown: {', '.join(silent)}."))
    look.show(
        look.note("Current stances only. Rest on a cell for its reason; One issue has every reason with its sources.")
    )
elif view == "One issue":
    titles = {issue.id: issue.title for issue in topic.issues}
    picked_issue = st.selectbox(
        "Issue",
        list(titles),
        key="compare-issue",
        format_func=lambda i: titles[i],
        label_visibility="collapsed",
        persist_state="session",
    )
    one_issue(topic, topic.issue_by_id[picked_issue], delegations, stated_only=stated_only)
elif view == "Agreement":
    look.show(agreement_matrix(topic, delegations, stated_only=stated_only))
    look.show(
        look.note(
            "Per cent of the issues on which both have a stance, with the same sign. A dot: fewer than "
            f"{compare.ENOUGH} common issues, too few to say. Issues weigh alike, and an inference counts like a "
            "statement unless left out above."
        )
    )
    st.subheader("Two delegations", anchor="pair")
    names = {d.id: d.name for d in documented}
    ids = list(names)
    left, right = st.columns(2)
    first = left.selectbox(
        "One",
        ids,
        index=ids.index(you.id) if you and you.id in ids else 0,
        key="compare-one",
        format_func=lambda d: names[d],
        label_visibility="collapsed",
        persist_state="session",
    )
    rest = [d for d in ids if d != first]
    second = right.selectbox(
        "Other",
        rest,
        key="compare-other",
        format_func=lambda d: names[d],
        label_visibility="collapsed",
        persist_state="session",
    )
    pair_detail(topic, topic.delegation_by_id[first], topic.delegation_by_id[second], stated_only=stated_only)
else:
    show_blocs(topic, delegations, stated_only=stated_only)
