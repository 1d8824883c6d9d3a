"""Brief: one delegation, where it stands, and why we say so."""

from collections.abc import Iterable
from html import escape

import streamlit as st
from pydantic import ValidationError

from positions.model import Condition, Delegation, Stance
from positions.topic import Topic
from ui import look, state


def profile(topic: Topic, delegation: Delegation) -> str:
    """The lines of its profile."""
    return look.items(f"{escape(line.text)} {look.sources(topic, line.source)}" for line in delegation.profile)


def condition(topic: Topic, held: Condition) -> str:
    """What makes the other side acceptable, with words that do it."""
    wordings = [topic.mark_by_id[mark] for mark in held.met_by if mark in topic.mark_by_id]
    ways = "".join(
        f"<li>{escape(mark.label)}{': ' + look.quoted(mark.wording) if mark.wording else ''}</li>" for mark in wordings
    )
    met = f'<div class="ph-sub">Words that meet it<ul class="ph-list">{ways}</ul></div>' if ways else ""
    basis = f' <span class="ph-sub">({held.basis.value})</span>'
    return f"<p><b>Would move if</b> {escape(held.text)}{basis}</p>{met}"


def red_line(stance: Stance) -> str:
    """What crosses its red line, and what does not."""
    line = stance.red_line
    if line is None:
        return ""
    own = "; only on its own territory" if line.territory == "own" else ""
    return (
        f"<p>{look.badge('red line')} {escape(line.reason)} <span class=ph-sub>({line.basis.value})</span></p>"
        f'<p class="ph-sub"><b>Crosses it</b> {escape(line.crossed.rstrip("."))}{own}</p>'
        f'<p class="ph-sub"><b>Does not</b> {escape(line.spared)}</p>'
    )


def past(topic: Topic, stance: Stance) -> str:
    """A stance of former days, marked with its period."""
    when = stance.period or "formerly"
    return (
        f'<div class="ph-past"><b>Course changed.</b> {escape(when[0].upper() + when[1:])}: '
        f"{look.position_badge(stance.position)} {escape(stance.paraphrase)} "
        f"{look.basis(stance)} {look.sources(topic, stance.source)}</div>"
    )


def row(topic: Topic, stance: Stance, before: Iterable[Stance]) -> tuple[str, str, str, str]:
    """A stance as a row of the table, its history below it."""
    issue = topic.issue_by_id[stance.issue]
    direction = (stance.position > 0) - (stance.position < 0)
    towards = {1: issue.positive, -1: issue.negative, 0: "Its record points both ways."}[direction]
    extras = "".join(
        f'<p class="ph-sub"><b>{label}</b> {escape(text)}</p>'
        for label, text in (("Reaches", stance.scope), ("Held", stance.period), ("Step", stance.how))
        if text
    )
    history = "".join(past(topic, former) for former in before)
    limits = red_line(stance) + (condition(topic, stance.condition) if stance.condition else "")
    return (
        f'{escape(issue.title)}<div class="ph-sub">{escape(issue.question)}</div>',
        f"{look.position_badge(stance.position)} {escape(towards)}"
        f"<p><b>On record</b> {escape(stance.paraphrase)}</p>{extras}{history}",
        limits or '<span class="ph-none">none on record</span>',
        f"<div>{look.basis(stance)}</div>{look.sources(topic, stance.source)}",
    )


def stands(topic: Topic, delegation: Delegation) -> None:
    """The current stances, grouped by the pole they go to; red lines and firm words first."""
    current = [s for s in delegation.stances if s.current and s.issue in topic.issue_by_id]
    current.sort(key=lambda s: (s.red_line is None, -abs(s.position), s.basis.value != "stated"))
    groups = (
        ("For", [s for s in current if s.position > 0]),
        ("Against", [s for s in current if s.position < 0]),
        ("Mixed", [s for s in current if s.position == 0]),
    )
    head = ["Issue", "Position", "Red line and condition", "How we know"]
    for name, stances in groups:
        if stances:
            st.subheader(f"{name} · {len(stances)}", anchor=name.lower())
            rows = (row(topic, s, (r for r in delegation.record_on(s.issue) if not r.current)) for s in stances)
            look.show(look.table(head, rows, kind="stances"))
    held = {s.issue for s in current}
    gone = [s for s in delegation.stances if not s.current and s.issue not in held and s.issue in topic.issue_by_id]
    if gone:
        st.subheader("Formerly held", anchor=False)
        look.show(look.items(f"<b>{escape(topic.issue_by_id[s.issue].title)}</b> {past(topic, s)}" for s in gone))


def silent_on(topic: Topic, delegation: Delegation) -> str:
    """The issues on which no source speaks."""
    held = {s.issue for s in delegation.stances if s.current}
    titles = [escape(issue.title) for issue in topic.issues if issue.id not in held]
    return f'<p class="ph-silent-list">{" · ".join(titles)}</p>' if titles else ""


# -- the chair's form

BLANK: dict[str, object] = {
    "position": 0,
    "basis": "stated",
    "confidence": "medium",
    "how": "",
    "words": "",
    "line": False,
    "crossed": "",
    "spared": "",
    "condition": "",
    "met": [],
    "source": "",
}
"""What the form's fields hold before anything is typed."""
WHERE = {
    "paraphrase": "Say in a sentence where it stands",
    "confidence": "Choose how sure the inference is, and give its step",
    "how": "Give the step of the inference",
    "source": "Say where this comes from",
    "crossed": "Say what crosses the red line",
    "spared": "Say what does not cross the red line",
    "text": "Say what the condition is",
}


def key(field: str) -> str:
    """The key of a form field's widget."""
    return f"chair-{field}"


def typed(field: str) -> str:
    """What stands in a text field, trimmed."""
    return str(state.value_of(key(field)) or "").strip()


def save(delegation: str) -> None:
    """Add the stance in the form, or say what is missing; nothing typed is lost."""
    inferred = state.value_of(key("basis")) == "inferred"
    place = typed("source").replace(";", ",")
    entry: dict[str, object] = {
        "issue": state.value_of(key("issue")) or "",
        "position": state.value_of(key("position"), 0),
        "basis": "inferred" if inferred else "stated",
        "confidence": state.value_of(key("confidence")) if inferred else None,
        "how": typed("how") or None if inferred else None,
        "paraphrase": typed("words"),
        "source": f"chair {place}" if place else "",
        "added_by": "chair",
    }
    if state.value_of(key("line")):
        entry["red_line"] = {
            "reason": typed("words") or "The chair's red line",
            "basis": entry["basis"],
            "crossed": typed("crossed"),
            "spared": typed("spared"),
        }
    if typed("condition"):
        entry["condition"] = {
            "text": typed("condition"),
            "basis": entry["basis"],
            "met_by": list(state.value_of(key("met")) or ()),
        }
    try:
        stance = Stance.model_validate(entry)
    except ValidationError as error:
        told = {
            WHERE.get(str(e["loc"][-1]), str(e["msg"])) if e["loc"] else WHERE["confidence"] for e in error.errors()
        }
        state.keep("chair-error", ". ".join(sorted(told)) + ".")
        return
    state.add_stance(delegation, stance)
    state.keep("chair-error", None)
    state.keep("chair-done", topic.issue_by_id[stance.issue].title)
    for field, value in BLANK.items():
        state.show_in(key(field), value)


def chair_form(topic: Topic, delegation: Delegation) -> None:
    """Add a stance, and see or remove those added."""
    for stance in state.added_stances().get(delegation.id, ()):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = escape(topic.issue_by_id[stance.issue].title)
            look.show(f"<b>{title}</b> {look.position_badge(stance.position)} {look.basis(stance)}")
            st.button(
                "Remove",
                key=f"remove-{stance.issue}",
                icon=":material/delete:",
                on_click=state.remove_stance,
                args=(delegation.id, stance.issue),
            )
    look.show(
        look.note(
            "It takes the place of the current stance on its issue, "
            + ("in this session only" if state.committee() is None else "for everybody in the committee")
            + ", and is marked as the chair's."
        )
    )
    for field, value in BLANK.items():
        if state.value_of(key(field)) is None:
            state.show_in(key(field), value)
    issues = topic.issue_by_id
    one, two = st.columns(2, gap="medium")
    with one:
        chosen = st.selectbox(
            "Issue", list(issues), key=key("issue"), format_func=lambda i: issues[i].title, persist_state="session"
        )
        issue = issues[chosen]
        st.select_slider(
            "Position",
            [-2, -1, 0, 1, 2],
            key=key("position"),
            format_func=lambda p: f"{look.POSITIONS[p].symbol} {look.POSITIONS[p].word}",
            persist_state="session",
        )
        look.show(
            f'<p class="ph-sub"><b>+2</b> {escape(issue.positive)}</p>'
            f'<p class="ph-sub"><b>−2</b> {escape(issue.negative)}</p>'
        )
        st.text_area("Where it stands, in a sentence", key=key("words"), height=80, persist_state="session")
        st.text_input(
            "Source", key=key("source"), placeholder="Speech of 3 March, paragraph 4", persist_state="session"
        )
    with two:
        basis = st.segmented_control(
            "How we know",
            ["stated", "inferred"],
            required=True,
            key=key("basis"),
            persist_state="session",
        )
        if basis == "inferred":
            st.segmented_control(
                "Confidence",
                ["low", "medium", "high"],
                required=True,
                key=key("confidence"),
                persist_state="session",
            )
            st.text_input("Step from the source to the stance", key=key("how"), persist_state="session")
        if st.toggle("This is a red line", key=key("line"), persist_state="session"):
            st.text_input("What crosses it", key=key("crossed"), persist_state="session")
            st.text_input("What does not", key=key("spared"), persist_state="session")
        st.text_input("Would move if (optional)", key=key("condition"), persist_state="session")
        marks = {mark.id: mark.label for mark in topic.safeguards}
        st.multiselect(
            "Safeguards that meet this",
            list(marks),
            key=key("met"),
            format_func=lambda m: marks[m],
            persist_state="session",
        )
    if state.kept("chair-error"):
        st.error(f"Not added yet. {state.kept('chair-error')}", icon=":material/error:")
    if done := state.kept("chair-done"):
        st.success(f"Added: {done}.", icon=":material/check:")
        state.keep("chair-done", None)
    st.button(
        "Add stance", type="primary", icon=":material/add:", key="chair-add", on_click=save, args=(delegation.id,)
    )


# -- the page

topic, council, you = state.topic(), state.council(), state.delegation()

if you is None:
    st.title("Brief")
    look.show(look.empty("No delegation is chosen", "Choose one in the sidebar, or here, to read where it stands."))
    names = {d.id: d.name for d in topic.delegations if d.documented}
    picked = st.pills("Delegation", list(names), format_func=lambda d: names[d], label_visibility="collapsed")
    if picked:
        state.choose_delegation(picked)
        st.rerun()
    st.stop()

current = [s for s in you.stances if s.current]
stated = sum(s.basis.value == "stated" for s in current)
lines = [s for s in current if s.red_line]
seat = "permanent member" if you.permanent else "member" if you.id in council.members else "not a member"
kind = f"{seat}, {council.name}" if you.kind == "state" else "organisation, without a vote in the Council"

st.title(you.name)
under = f"{you.official}, {kind}" if you.official != you.name else kind[0].upper() + kind[1:]
record = you.as_of[0].lower() + you.as_of[1:]
look.show(f'<p class="ph-under">{escape(under)}. Record: {escape(record)}.</p>')

if not current and not you.profile:
    look.show(
        look.empty(
            f"No source of this topic speaks on {you.name}",
            "Its position is not documented, so nothing is claimed here and the forecast counts it as undecided. "
            "Represent it with general caution: the Charter, consent of the State concerned, and the lines of its "
            "region. Bring your own research; a chair can add stances below.",
        )
    )
else:
    if current:
        look.show(
            f'<p class="ph-sum"><b>{len(current)}</b> of {len(topic.issues)} issues · <b>{stated}</b> stated · '
            f"<b>{len(current) - stated}</b> inferred · <b>{len(topic.issues) - len(current)}</b> silent</p>"
        )
    if lines:
        badges = "".join(look.badge("red line", topic.issue_by_id[s.issue].title) for s in lines)
        look.show(f'<div class="ph-legend">{badges}</div>')
    if you.profile:
        look.show(profile(topic, you))
    stands(topic, you)
    quiet = silent_on(topic, you)
    if quiet:
        st.subheader("Not documented", anchor="silent")
        look.show(look.note("No source gives its position on these; silence is neither consent nor objection."))
        look.show(quiet)

if you.tensions:
    st.subheader("Tensions in its record", anchor="tensions")
    look.show(
        look.table(
            ["Where", "What differs", "Use now", "Source"],
            (
                (escape(t.title), escape(t.differs), escape(t.current), look.sources(topic, t.source))
                for t in you.tensions
            ),
        )
    )
if you.key_actions:
    st.subheader("Key actions", anchor="actions")
    look.show(look.items(f"{escape(a.text)} {look.sources(topic, a.source)}" for a in you.key_actions))
if you.questions:
    st.subheader("Questions to expect", anchor="questions")
    look.show(
        look.items(
            (
                f"<b>{escape(q.question)}</b><div>{escape(q.answer)} {look.sources(topic, q.source)}</div>"
                for q in you.questions
            ),
            kind="rows",
        )
    )

if state.may_set_stances():
    with st.expander(
        "Add a stance (chair)", icon=":material/add_notes:", key="chair-open", expanded=bool(state.kept("chair-error"))
    ):
        chair_form(topic, you)
