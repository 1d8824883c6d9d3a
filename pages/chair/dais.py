"""Dais: what everybody sees (a notice, the clock, the draft that is looked at), the committee's rules, and the chair's
stances."""

from html import escape
from typing import Any

import streamlit as st
from pydantic import ValidationError

from positions.topic import load_topic
from positions.wording import expected
from records.acts.act import Act
from records.acts.room import BoardSet, ClockStarted, ClockStopped, SettingsChanged
from records.errors import RecordsError
from records.room import PUBLIC, Role, Room, Settings, Shared
from resolutions.amendments import order_table
from ui import conference, live, look, own_rules, session_board, setting_up, sign_in, state
from ui import session as sitting
from ui.shared_bench import numbers_of

RULES = ("name", "symbol", "sponsors", "signatories", "amendment_sponsors", "amendment_order", "members", "observers", "invited")
"""The settings that can be changed while the committee sits."""

room, _ = sign_in.guarded("Dais", Role.CHAIR, Role.SECRETARIAT)


def do(act: Act) -> bool:
    """Do an act; where it is refused, the page says why."""
    state.keep("dais-fault", None)
    try:
        conference.perform(act)
    except RecordsError as error:
        state.keep("dais-fault", str(error))
        return False
    return True


def board_with(**changes: str) -> None:
    """Change the board as it stands now, and not as it stood when the page was drawn."""
    now = conference.room()
    if now is not None:
        do(BoardSet(board=now.board.model_copy(update=changes)))


def put_up() -> None:
    """Put up what stands in the box."""
    board_with(notice=" ".join(str(state.value_of("dais-notice") or "").split()))


def take_down() -> None:
    """Take the notice down; its words stay in the box."""
    board_with(notice="")


def start() -> None:
    """Start the clock that the fields describe."""
    seconds = int(state.value_of("dais-minutes") or 0) * 60 + int(state.value_of("dais-seconds") or 0)
    if seconds <= 0:
        state.keep("dais-fault", "Give the clock some time first.")
        return
    do(ClockStarted(label=str(state.value_of("dais-label") or "").strip(), seconds=seconds))


def go_on() -> None:
    """Let a stopped clock run on, or start one that has run out again."""
    now = conference.room()
    clock = now.board.clock if now else None
    if clock is not None:
        do(ClockStarted(label=clock.label, seconds=clock.seconds, left=clock.left))


def stop() -> None:
    """Stop the clock where it stands."""
    do(ClockStopped())


def remove() -> None:
    """Take the clock down."""
    do(ClockStopped(remove=True))


def again() -> None:
    """Set the clock back to its whole time, standing or running as it was."""
    now = conference.room()
    clock = now.board.clock if now else None
    if clock is not None:
        running = clock.ends_at is not None
        if do(ClockStarted(label=clock.label, seconds=clock.seconds)) and not running:
            do(ClockStopped())


def clock_buttons(now: Room) -> None:
    """What can be done with the clock that is up."""
    clock = now.board.clock
    with st.container(horizontal=True, key="clock-buttons"):
        if clock is None:
            st.button("Start the clock", type="primary", icon=":material/play_arrow:", on_click=start)
            return
        if clock.ends_at is not None:
            st.button("Stop", type="primary", icon=":material/pause:", on_click=stop)
        else:
            st.button("Go on", type="primary", icon=":material/play_arrow:", on_click=go_on)
        st.button("Reset", icon=":material/replay:", on_click=again)
        st.button("Take down", icon=":material/close:", on_click=remove)
        st.button("Start anew", icon=":material/timer:", on_click=start)


def shown_draft(now: Room) -> None:
    """Which draft stands on the display."""
    public = {one.id: one for one in now.drafts.values() if one.stage in PUBLIC}
    names = {one.id: f"{one.symbol or 'Draft'} {one.title}".strip() for one in public.values()}
    key = state.showing("dais-draft", now.board.draft if now.board.draft in public else "")
    st.selectbox(
        "Draft on the display",
        ["", *public],
        key=key,
        format_func=lambda one: names.get(one, "None"),
        on_change=state.on_choice(key, lambda one: board_with(draft=one, paragraph="")),
        help="Drafts that the dais has approved; working papers stay with those who write them.",
    )
    if now.board.draft in public:
        shown_paragraph(now, public[now.board.draft])


def shown_paragraph(now: Room, draft: Shared) -> None:
    """Which paragraph of the draft on the display stands there, and where the display shows something else, why."""
    numbers = numbers_of(draft)
    parts = (("Preambular paragraph", draft.draft.preambular), ("Paragraph", draft.draft.operative))
    called = {one.id: f"{word} {numbers.get(one.id, '')}: {one.text}" for word, part in parts for one in part if one.text}
    key = state.showing("dais-paragraph", now.board.paragraph if now.board.paragraph in called else "")
    st.selectbox(
        "Paragraph",
        ["", *called],
        key=key,
        format_func=lambda one: called[one][:90] if one in called else "Its title alone",
        on_change=state.on_choice(key, lambda one: board_with(paragraph=one)),
    )
    ids = list(called)
    later = ids[ids.index(now.board.paragraph) + 1 :] if now.board.paragraph in called else ids
    if ids:
        st.button("Next paragraph", icon=":material/arrow_downward:", key="dais-next", disabled=not later, on_click=next_paragraph, args=(draft.id, later[0] if later else ""))
    here = now.session
    at_issue = session_board.at_issue(here, sitting.procedure(now)) if here is not None and here.is_open else None
    if at_issue is not None and at_issue.id != draft.id:
        look.show(look.note(f"{at_issue.name} is before the room, and the display shows that. What you put up here stands there once nothing is debated or voted on."))


def next_paragraph(draft: str, paragraph: str) -> None:
    """Put up the next paragraph, of the draft that the button was drawn for."""
    now = conference.room()
    if now is not None and now.board.draft == draft:
        board_with(paragraph=paragraph)


def stances(now: Room) -> None:
    """The stances that the chair set."""
    content = load_topic(state.topic_id())
    st.subheader("Stances set by the chair", anchor=False)
    held = [(d, s) for d, stances in now.stances.items() for s in stances if s.issue in content.issue_by_id]
    if not held:
        look.show(
            look.empty(
                "None yet",
                "Where a delegation shows you better evidence, open its brief and add a stance there; the reactions and the "
                "forecast of the whole committee then follow it.",
            )
        )
    for delegation, stance in held:
        known = content.delegation_by_id.get(delegation)
        with st.container(horizontal=True, vertical_alignment="center", key=f"stance-{delegation}-{stance.issue}"):
            look.show(
                f"<b>{escape(known.name if known else delegation)}</b> on {escape(content.issue_by_id[stance.issue].title)} "
                f"{look.position_badge(stance.position)} {look.basis(stance)}"
            )
            st.button(
                "Remove",
                icon=":material/delete:",
                key=f"drop-{delegation}-{stance.issue}",
                on_click=state.remove_stance,
                args=(delegation, stance.issue),
            )
    st.page_link("../pages/delegate/brief.py", label="Open the briefs", icon=":material/badge:", query_params=state.address())


def rules_now(settings: Settings) -> dict[str, Any]:
    """The changeable settings as their fields show them."""
    shown = {name: getattr(settings, name) for name in RULES}
    lines = {name: setting_up.named_lines(value) if isinstance(value, tuple) else value for name, value in shown.items()}
    return lines | {"procedure": own_rules.written(settings.procedure)}


def change_rules(shown: dict[str, Any], end: str) -> None:
    """Keep what was changed in the fields, on top of what somebody else changed since; what is refused stays typed."""
    state.keep("rules-fault", None)
    state.keep("rules-kept", None)
    now = conference.room()
    if now is None or now.settings is None:
        return
    typed = {name: state.value_of(f"rule-{name}-{end}", shown[name]) for name in (*RULES, "procedure")}
    changed = {name: value for name, value in typed.items() if value != shown[name]}
    if not changed:
        state.keep("rules-kept", "Nothing was changed.")
        return
    try:
        if "procedure" in changed:
            changed["procedure"] = own_rules.read(changed["procedure"])
        settings = setting_up.changed_settings(now.settings, changed, load_topic(state.topic_id()))
        conference.perform(SettingsChanged(settings=settings))
    except ValidationError as error:
        first = error.errors()[0]
        state.keep("rules-fault", f"{RULE_WORDS.get(str(first['loc'][0]), 'This')}: {expected(first)}.")
    except RecordsError as error:
        state.keep("rules-fault", str(error))
    else:
        state.keep("rules-kept", "Kept. Every screen has it now.")


RULE_WORDS = {
    "name": "Name of the committee",
    "symbol": "Symbols of drafts",
    "sponsors": "Sponsors, at least",
    "signatories": "Signatories, at least",
    "amendment_sponsors": "Sponsors of an amendment, at least",
    "amendment_order": "Order of voting on amendments",
    "procedure": "Your conference's own rules, one to a line",
    "members": "Who votes",
    "observers": "Observers",
    "invited": "Invited without a vote",
}


def rules(now: Room) -> None:
    """The rules of the committee, to change while it sits."""
    if now.settings is None:
        return
    shown = rules_now(now.settings)
    # Other widgets for other settings: what was typed on top of the former ones must not pass for what stands now.
    end = str(now.changed.get("settings", 0))
    orders = {rule.id: rule.name for rule in order_table().rules}
    with st.expander("Rules of this committee", icon=":material/rule:", key="rules-open", on_change="rerun"):
        st.text_input(RULE_WORDS["name"], value=shown["name"], key=f"rule-name-{end}", max_chars=120)
        a, b, c = st.columns(3, gap="small", vertical_alignment="bottom")
        for column, name in ((a, "sponsors"), (b, "signatories"), (c, "amendment_sponsors")):
            column.number_input(RULE_WORDS[name], 0, 200, shown[name], key=f"rule-{name}-{end}")
        st.text_input(
            RULE_WORDS["symbol"], value=shown["symbol"], key=f"rule-symbol-{end}", max_chars=60,
            help="{number} counts up as the dais approves drafts. Drafts that have a symbol keep it.",
        )  # fmt: skip
        ids = list(orders) if shown["amendment_order"] in orders else [shown["amendment_order"], *orders]
        st.selectbox(
            RULE_WORDS["amendment_order"], ids, index=ids.index(shown["amendment_order"]), key=f"rule-amendment_order-{end}",
            format_func=lambda one: orders.get(one, one),
        )  # fmt: skip
        st.text_area(
            RULE_WORDS["procedure"], value=shown["procedure"], key=f"rule-procedure-{end}", height=120, placeholder="speaking_seconds: 60",
            help="Each line takes the place of the family's rule of that name. An empty box leaves the family's rules as they are.",
        )  # fmt: skip
        with st.popover("All rules of this family", icon=":material/list:"):
            st.code(own_rules.of_family(now.settings.rules), language="yaml", height=400)
        a, b, c = st.columns(3, gap="small")
        for column, name in ((a, "members"), (b, "observers"), (c, "invited")):
            column.text_area(RULE_WORDS[name], value=shown[name], key=f"rule-{name}-{end}", height=200)
        look.show(look.note("One to a line. This says who votes and is counted; the seats and their codes are on the page Seats."))
        if state.kept("rules-fault"):
            st.error(f"Not kept. {look.plain(state.kept('rules-fault'))}", icon=":material/error:")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Keep these rules", type="primary", icon=":material/check:", key="keep-rules", on_click=change_rules, args=(shown, end))
            if state.kept("rules-kept"):
                look.show(look.note(state.kept("rules-kept")))
                state.keep("rules-kept", None)


st.title("Dais")
if state.kept("dais-fault"):
    st.error(look.plain(state.kept("dais-fault")), icon=":material/block:")
left, right = st.columns([6, 5], gap="large")
with left:
    st.subheader("On every screen now", anchor=False)
    with st.container(key="room-board"):
        live.board(room, key="dais-board")
    if not room.board.notice and room.board.clock is None:
        look.show(look.note("Nothing is up. A notice or a clock started here shows on every screen within a second."))
    st.subheader("Clock", anchor=False)
    a, b, c = st.columns([3, 1, 1], gap="small")
    a.text_input("What it is for", key="dais-label", placeholder="Speech, caucus, voting", max_chars=80)
    b.number_input("Minutes", 0, 600, 1, key="dais-minutes")
    c.number_input("Seconds", 0, 3600, 0, step=15, key="dais-seconds")
    live.follow(("board",), clock_buttons, key="dais-clock")
    st.subheader("Notice", anchor=False)
    st.text_area("Words", key="dais-notice", max_chars=500, height=90, placeholder="The committee meets again at 14:00.", label_visibility="collapsed")
    with st.container(horizontal=True):
        st.button("Put it up", type="primary", icon=":material/campaign:", on_click=put_up)
        if room.board.notice:
            st.button("Take it down", icon=":material/close:", on_click=take_down)
with right:
    live.follow(("board", "drafts", "session", "settings"), shown_draft, key="dais-drafts")
    st.page_link("../pages/room/display.py", label="Open the display", icon=":material/tv:", query_params=state.address())
    live.follow(("stances",), stances, key="dais-stances")
rules(room)
