"""Home: what this is, who sits, whom you represent, and where to start."""

from html import escape

import streamlit as st

from positions.council import Council
from positions.topic import Topic
from ui import choose, look, state

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def council_list(topic: Topic, council: Council, represented: str | None) -> str:
    """The members in their order, with what one must know of each seat."""
    presiding: dict[str, list[str]] = {}
    for one in council.presidencies:
        star = "" if one.status == "verified" else "*"
        presiding.setdefault(one.state, []).append(f"{MONTHS[int(one.month[5:]) - 1]}{star}")
    rows = []
    for member in council.members:
        delegation = topic.delegation_by_id.get(member)
        if delegation is None:
            rows.append((escape(member), "", ""))
            continue
        stances = [s for s in delegation.stances if s.current]
        stated = sum(s.basis.value == "stated" for s in stances)
        lines = sum(s.red_line is not None for s in stances)
        known = (
            f"{len(stances)} issues, {stated} stated"
            + (f", {lines} red {'line' if lines == 1 else 'lines'}" if lines else "")
            if stances
            else '<span class="ph-note">silent: no source speaks</span>'
        )
        name = look.placard(delegation.model_copy(update={"documented": True}))
        you = ' <span class="ph-you">you</span>' if member == represented else ""
        rows.append((name + you, known, ", ".join(presiding.get(member, []))))
    head = ["Member", "What the sources give"]
    if council.presidencies:
        starred = "* announced, or following from the alphabetical rotation; the other months are on record."
        return look.table([*head, "Presides"], rows, kind="council", stack=False) + look.note(starred)
    return look.table(head, [row[:2] for row in rows], kind="council", stack=False)


topic, council, you = state.topic(), state.council(), state.delegation()

st.title("Penholder")
look.show(
    '<p class="ph-lead">Learn where every delegation stands and why we say so. Draft a Security Council resolution '
    "and see, clause by clause, whom it wins, whom it loses, and how the vote would go.</p>"
)

left, right = st.columns([4, 6], gap="large")
with left:
    look.show(f'<p class="ph-eyebrow">Agenda item</p><p class="ph-agenda">{escape(topic.about.agenda_item)}</p>')
    choose.topic("home")
    choose.council("home")
    choose.delegation("home")
    with st.container(horizontal=True):
        reads = f"Read where {you.name} stands" if you else "Read the briefs"
        st.button(reads, type="primary", icon=":material/badge:", on_click=state.go, args=("../pages/delegate/brief.py",))
        st.button("Start a draft", icon=":material/edit_document:", on_click=state.go, args=("../pages/delegate/workbench.py",))
    look.show(f'<p class="ph-remark">{escape(topic.about.summary)}</p>')

    if state.committee() is None:
        with st.expander("Compose your own roster", icon=":material/groups:"):
            names = {d.id: d.name for d in topic.delegations}
            key = state.showing("home-members", list(state.own_members() or state.council().members))
            st.multiselect(
                "Members, at least one",
                list(names),
                key=key,
                format_func=lambda one: names.get(one, one),
                on_change=state.on_choice(key, choose.seat_own),
                help="Every member has one vote; a permanent member's vote against is a veto.",
            )
            if state.council_id() != state.OWN:
                st.button("Seat this roster", on_click=choose.seat_own, args=(list(state.value_of(key, [])),))

with right:
    seats = len(council.members)
    st.subheader(look.plain(council.name), anchor=False)
    needed = "Nine votes and no permanent member against adopt a text." if seats == 15 else f"{seats} members."
    look.show(look.note(council.note or f"In English alphabetical order, as the Council sits and votes. {needed}"))
    look.show(council_list(topic, council, you.id if you else None))

stances = [s for d in topic.delegations for s in d.stances if s.current]
stated = sum(s.basis.value == "stated" for s in stances)
st.subheader("What stands behind this", anchor=False)
look.show(
    look.note(
        f"{len(topic.issues)} issues and {len(stances)} current stances of "
        f"{sum(d.documented for d in topic.delegations)} delegations, all from {len(topic.sources)} documents. "
        f"{stated} are stated by a document, {len(stances) - stated} inferred with the step shown; where no document "
        "speaks, the app says silent and does not guess. These are positions for a simulation, not statements by "
        "governments. No account, no tracking: what you draft stays between this app and your browser."
    )
)
