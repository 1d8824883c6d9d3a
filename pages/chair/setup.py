"""Set up a committee: who sits, under which rules, and out come the cards. One page; what is typed stays."""

from typing import Any

import streamlit as st
from pydantic import ValidationError

from positions.council import read_councils, state_names
from positions.topic import load_topic, topic_ids
from positions.wording import expected
from records import backup, roster
from records.errors import RecordsError, Refused, Unavailable
from records.room import SECRETARIAT, Role, Settings
from records.roster import Line, read_file, read_list
from resolutions.amendments import order_table
from resolutions.lint.house_styles import houses
from ui import conference, look, own_rules, seats, setting_up, sign_in, state

OTHER = "own"
"""The id of a body that is none of the councils at hand."""

STYLES = {"un": "UN Secretariat", "mun": "Model UN"}

NAMED = {"name": "Name of the committee", "symbol": "Symbols of drafts", "rules": "Rules of procedure", "topic": "Topic", "council": "Council"}
"""What the page calls the settings that are fields of their own."""

SHOWN = "cards"
"""What the address has while cards are shown: their committee. After a reload it tells where they went."""


def field(name: str, default: Any) -> dict[str, Any]:
    """The key and the callback of a field that shows what was last put into it, or else its default, which may follow other
    fields."""
    key = state.showing(f"setup-{name}", now(name, default))
    return {"key": key, "on_change": state.on_choice(key, lambda value: state.keep(f"setup-{name}", value))}


def now(name: str, value: Any = None) -> Any:
    """What was last put into a field; this value where nothing was."""
    held = state.kept(f"setup-{name}")
    return value if held is None else held


def forget(*names: str) -> None:
    """Let fields show their defaults again."""
    for name in names:
        state.keep(f"setup-{name}", None)


def choose_rules() -> None:
    """Take the family of procedure, with what is usual under it."""
    state.keep("setup-rules", state.value_of("setup-rules"))
    forget("style", "house", "sponsors", "signatories", "amendment_sponsors", "amendment_order", "symbol")


def council_lines(council: str) -> str:
    """The members of a council, one to a line."""
    found = read_councils().get(council)
    names = state_names()
    return "\n".join(names[m].name if m in names else m for m in found.members) if found else ""


def take_file(file: Any) -> None:
    """Put the delegates of an uploaded file into the list; its faulty lines are told and stay out."""
    state.keep("setup-file-faults", None)
    if file is None:
        return
    try:
        topic = load_topic(now("topic", topic_ids()[0]))
        lines = read_file(file.getvalue(), file.name, topic)
    except RecordsError as error:
        state.keep("setup-file-faults", [str(error)])
        return
    seated = [line.seat for line in lines if line.seat is not None]
    if seated:
        state.keep("setup-list", seats.list_text(seated, topic))
    told = [f"Line {line.number} ({line.text}): {line.fault}" for line in lines if line.seat is None]
    state.keep("setup-file-faults", told or (None if seated else ["There is no delegate in this file."]))


def open_it(lines: tuple[Line, ...], invited: tuple[Line, ...], fields: dict[str, Any], chairs: int, displays: int) -> None:
    """Open the committee, or say what is missing; nothing typed is lost."""
    state.keep("setup-error", None)
    try:
        settings = Settings(**fields)
        plan = setting_up.plan_of(settings, lines, chairs, displays, invited)
        opened = setting_up.open_committee(
            conference.records(),
            conference.access(),
            conference.signed_in(),
            plan,
            conference=str(now("conference", "")),
            given=str(state.value_of("setup-code") or ""),
        )
    except ValidationError as error:
        first = error.errors()[0]
        field_of = str(first["loc"][0])
        state.keep("setup-error", f"{NAMED.get(field_of, f'Rules in detail, {field_of}')}: {expected(first)}.")
        return
    except RecordsError as error:
        state.keep("setup-error", str(error))
        return
    conference.look_again()
    called = str(now("conference", "")) or sign_in.conference_name()
    cards: tuple[seats.Card, ...] = ()
    if opened.issued:
        cards = seats.cards_of(conference.records().room(opened.committee), opened.issued, called)
    state.keep("cards", seats.packed(cards))
    state.keep("cards-fault", opened.fault or None)
    if opened.secretariat is not None:
        first_card = seats.Card("", called, "Secretariat", "Secretariat", opened.secretariat.code)
        state.keep("cards-first", seats.packed([first_card]))
    state.keep("cards-committee", opened.committee)
    forget("own_rules", "council_votes", "name", "list", "council", "observers", "invited", "conference", "file-faults")


def put_back() -> None:
    """Bring a committee from the backup in the box, or say what is missing; nothing typed is lost."""
    file = state.value_of("setup-backup")
    state.keep("setup-error", None)
    try:
        if file is None:
            raise Refused("Choose the backup of the committee, a file that ends in .penholder.json.")
        opened = setting_up.bring_committee(
            conference.records(),
            conference.access(),
            conference.signed_in(),
            backup.text_of(file.getvalue()),
            called=file.name.split(".")[0],
            conference=str(now("conference", "")),
            given=str(state.value_of("setup-code") or ""),
        )
    except RecordsError as error:
        state.keep("setup-error", str(error))
        return
    conference.look_again()
    if opened.secretariat is not None:
        called = str(now("conference", ""))
        state.keep("cards-first", seats.packed([seats.Card("", called, "Secretariat", "Secretariat", opened.secretariat.code)]))
    state.keep("cards-fault", opened.fault or None)
    state.keep("cards-committee", opened.committee)


def done() -> None:
    """The cards are out; they go, and the committee just opened is the one that is shown."""
    state.keep("committee", state.kept("cards-committee") or state.kept("committee"))
    state.keep("setup-done", True)
    for name in ("cards", "cards-first", "cards-fault", "cards-committee"):
        state.keep(name, None)


def cards_page() -> None:
    """What was made, shown once: how to keep it, the secretariat's code, then the cards."""
    committee = state.kept("cards-committee")
    st.query_params[SHOWN] = committee or "none"
    st.title("The committee is open" if committee else "The secretariat's code")
    if state.kept("cards-fault"):
        st.error(look.plain(state.kept("cards-fault")), icon=":material/error:")
    address = sign_in.cards_address()
    first, cards = seats.unpacked(state.kept("cards-first")), seats.unpacked(state.kept("cards"))
    if not cards and committee:
        look.show(look.note("A backup holds no codes: make them on the page Seats of the committee, under “All cards again”."))
    if first or cards:
        codes, them, are = ("These codes", "them", "they are") if cards else ("This code", "it", "it is")
        st.warning(
            f"**{codes} can be seen this once.** Print or download {them} now, before anything else: {are} kept nowhere, and a reload "
            f"of this page or closing it takes {them} away.",
            icon=":material/key:",
        )
        sign_in.card_tools((*first, *cards), address)
        look.show(way_back(secretariat=bool(first), seated=bool(cards)))
    if first:
        st.subheader("The secretariat's own card", anchor=False)
        look.show(look.note("For whoever runs the conference: it opens committees and issues every other code. Do not hand it out."))
        look.show(seats.card_sheet(first, address))
    if cards:
        if first:
            st.subheader("Cards to hand out", anchor=False)
        look.show(seats.card_sheet(cards, address))
    if first:
        sign_in.sign_in_as(first[0].code, then="conference")
    else:
        st.button("I have the cards: go on", type="primary", icon=":material/check:", on_click=done)


def way_back(*, secretariat: bool, seated: bool) -> str:
    """What to do about codes that were lost, as HTML.

    Args:
        secretariat: whether the secretariat's own code is among what is shown.
        seated: whether seats' codes are.
    """
    said = []
    if seated:
        said.append("<b>A card is lost:</b> the page Seats makes a new code for its seat, or new cards for all under “All cards again”. The former ones end.")
    if secretariat:
        said.append(
            "<b>The secretariat's code is lost:</b> the page Conference makes a new one in a browser that is signed in with it, as this one is as soon "
            f"as it says so below. {WITHOUT_ANY}"
        )
    return look.items(said, kind="ph-note")


WITHOUT_ANY = (
    f"Where no browser is, whoever runs the server starts it with a set-up code ({setting_up.SETUP_CODE}); with that, this page "
    "makes a new code for the secretariat."
)


def shown_before(committee: str) -> None:
    """In place of cards that a reload took away: what is there, and how to come by new ones."""
    me = conference.signed_in()
    known = me is not None and committee in conference.records().committees(me.conference)
    called = conference.records().room(committee).name if known else ""
    st.title("The cards are not here any more")
    look.show(
        look.empty(
            "Codes are shown once",
            "They are kept nowhere, so the reload took them away. Nothing else is lost: "
            + (f"{called} is open, and " if called else "")
            + "this browser is signed in as the secretariat.",
        )
    )
    with st.container(horizontal=True):
        if called:
            st.button(look.plain(f"Go to the seats of {called}"), type="primary", icon=":material/badge:", on_click=to_seats, args=(committee,))
        st.button("Set up another committee", icon=":material/add:", on_click=set_up_another)
    if called:
        look.show(look.note("Neither printed nor downloaded? On the page Seats, “All cards again” makes new ones."))
    whose = "The secretariat's own code was not kept either?" if called else "The secretariat's code was not kept?"
    look.show(look.note(f"{whose} The page Conference makes a new one."))
    st.page_link("../pages/chair/conference.py", label="Conference", icon=":material/domain:")


def set_up_another() -> None:
    """The form again."""
    st.query_params.pop(SHOWN, None)


def to_seats(committee: str) -> None:
    """Open the page Seats of a committee."""
    state.keep("committee", committee)
    state.keep("setup-seats", True)


def what(first_of_server: bool, me_is_secretariat: bool) -> dict[str, Any]:
    """The fields of the committee itself."""
    if not me_is_secretariat:
        st.text_input(
            "Name of the conference",
            **field("conference", ""),
            placeholder="Riverside Model United Nations 2026",
            max_chars=120,
        )
    topics = list(topic_ids())
    names = {one: load_topic(one).about.title for one in topics}
    councils = read_councils()
    left, right = st.columns(2, gap="medium")
    with right:
        topic = st.selectbox("Topic", topics, format_func=lambda one: names.get(one, one), **field("topic", topics[0]))
    content = load_topic(topic)
    with left:
        council = st.selectbox(
            "Council",
            [*councils, OTHER],
            format_func=lambda one: councils[one].name if one in councils else "Another body (type its members below)",
            **field("council", content.about.default_council),
        )
    default = councils[council].name if council in councils else ""
    with left:
        name = st.text_input("Name of the committee", max_chars=120, placeholder="General Assembly", **field("name", default))
    with right:
        family = st.selectbox(
            "Rules of procedure",
            [*setting_up.FAMILIES],
            format_func=lambda one: setting_up.FAMILIES[one],
            key=state.show_in("setup-rules", now("rules", "security-council")),
            on_change=choose_rules,
        )
    return {"topic": topic, "council": council, "name": name.strip(), "rules": family}


def rules(family: str, members: int, year: str, *, is_council: bool) -> dict[str, Any]:
    """The rules in detail, each with what is usual under the family.

    Args:
        is_council: whether it is a Security Council, which votes by the Charter whatever the rules of debate are.
    """
    usual = setting_up.usual(family, members, year)
    orders = {rule.id: rule.name for rule in order_table().rules}
    styles = {one.id: one.name for one in houses().values()}
    with st.expander("Rules in detail", icon=":material/rule:"):
        look.show(look.note("As is usual under these rules. Where your conference's guide says otherwise, change it."))
        a, b, c = st.columns(3, gap="medium")
        with a:
            sponsors = st.number_input("Sponsors, at least", 0, 200, **field("sponsors", usual["sponsors"]))
            style = st.selectbox("Style of drafts", list(STYLES), format_func=STYLES.__getitem__, **field("style", usual["style"]))
        with b:
            signatories = st.number_input(
                "Signatories, at least", 0, 200, **field("signatories", usual["signatories"])
            )
            fitting = [""] + [one.id for one in houses().values() if one.style == style and one.id != style]
            if now("house", usual["house"]) not in fitting:
                state.keep("setup-house", "")
            house = st.selectbox(
                "House style",
                fitting,
                format_func=lambda one: styles.get(one, "None in particular"),
                **field("house", usual["house"]),
            )
        with c:
            on_amendments = st.number_input(
                "Sponsors of an amendment, at least",
                0,
                200,
                **field("amendment_sponsors", usual["amendment_sponsors"]),
            )
            symbol = st.text_input(
                "Symbols of drafts",
                help="{number} counts up from 1 as the dais approves drafts.",
                max_chars=60,
                **field("symbol", usual["symbol"]),
            )
        order = st.selectbox(
            "Order of voting on amendments",
            list(orders),
            format_func=orders.__getitem__,
            **field("amendment_order", usual["amendment_order"]),
        )
        procedure = procedural_rules(family, is_council=is_council)
        reads = st.toggle(
            "The dais can read notes between delegations",
            help="Delegations are told on the Floor which of the two holds.",
            **field("dais_reads_notes", True),
        )
    return {
        "procedure": procedure,
        "dais_reads_notes": bool(reads),
        "style": style,
        "house": house,
        "sponsors": int(sponsors),
        "signatories": int(signatories),
        "amendment_sponsors": int(on_amendments),
        "amendment_order": order,
        "symbol": symbol.strip() or "DR/{number}",
    }


def procedural_rules(family: str, *, is_council: bool) -> dict[str, Any]:
    """What the conference has otherwise than the family; a fault is said in place, and holds the opening up."""
    votes: dict[str, Any] = {}
    if is_council and family != own_rules.THE_COUNCIL:
        charter = st.toggle(
            "The Council votes by the Charter: nine votes in favour, and a permanent member's vote against is a veto",
            **field("council_votes", True),
        )
        votes = own_rules.council_votes(family) if charter else {}
    typed = st.text_area(
        "Your conference's own rules, one to a line",
        height=100,
        placeholder="speaking_seconds: 60\nmotions.close-debate.threshold: simple",
        help="Each takes the place of the family's rule of that name; all names and values are in the list below.",
        **field("own_rules", ""),
    )
    with st.popover("All rules of this family", icon=":material/list:"):
        st.code(own_rules.of_family(family), language="yaml", height=400)
    state.keep("setup-rules-fault", None)
    try:
        made = votes | own_rules.read(typed)
        said = own_rules.faults(family, made)
    except Refused as error:
        made, said = votes, (str(error),)
    if said:
        state.keep("setup-rules-fault", "Your conference's own rules have a fault; it is said below them.")
    for one in said[:5]:
        st.error(look.plain(one), icon=":material/error:")
    return made


def form(me_is_secretariat: bool) -> None:
    """The whole page before the committee is open."""
    st.title("Set up a committee")
    look.show(
        look.note(
            "Everything has a default: a name and one look at the list are enough. Out come cards with a code for each "
            "seat. Seats and codes can be changed later."
        )
    )
    if setting_up.asks_for_code(conference.signed_in()):
        st.text_input("Set-up code of this server", type="password", key="setup-code", help="Whoever runs the server has it.")
        here = conference.records().conferences()
        if here:
            with st.expander("Or a new code for the secretariat of a conference that is here", icon=":material/key:"):
                look.show(look.note("Where its code was lost. The former one stops working. It asks for the set-up code above."))
                for one in here:
                    st.button(look.plain(one.name), key=f"renew-{one.id}", on_click=renew, args=(one.id, one.name))
    fields = what(not me_is_secretariat, me_is_secretariat)
    content = load_topic(fields["topic"])

    st.subheader("Delegates", anchor=False)
    left, right = st.columns(2, gap="large")
    default = council_lines(fields["council"])
    with left:
        text = st.text_area(
            "One to a line: delegation, and if need be role and name",
            height=480,
            placeholder="France\nGermany, observer\nAmnesty International, observer\nChair, , Dr Meyer",
            help="Paste from a table, or type. Roles: delegate (the usual one), observer, chair, display. Any name can be "
            "seated; the app only speaks for those its sources know.",
            **field("list", default),
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            typed = sum(bool(line.strip()) for line in text.splitlines())
            look.show(look.note("1 line" if typed == 1 else f"{typed} lines"))
            if default and text.strip() != default.strip():
                st.button("Back to the council's members", icon=":material/undo:", on_click=forget, args=("list",))
        file = st.file_uploader(
            "Or a CSV or Excel file",
            type=["csv", "tsv", "txt", "xlsx"],
            key="setup-file",
            on_change=state.on_choice("setup-file", take_file),
            max_upload_size=roster.MOST_BYTES // 2**20,
        )
        with st.container():
            for fault in state.kept("setup-file-faults") or ():
                st.error(look.plain(fault), icon=":material/error:")
            if file is not None and not state.kept("setup-file-faults"):
                look.show(look.note(f"{file.name} is in the list above."))
        invited_text = st.text_input(
            "States invited without a vote (rule 37), separated by commas",
            placeholder="Colombia, Mexico",
            **field("invited", ""),
        )
    try:
        lines = read_list(text, content)
        guests = setting_up.invited_beside(invited_text, lines, content)
        fault = ""
    except RecordsError as error:
        lines, guests, fault = (), (), str(error)
    invited = tuple(dict.fromkeys(line.seat.delegation for line in guests if line.seat is not None))
    every = (*lines, *guests)
    seated = [line.seat for line in every if line.seat is not None]
    votes = sum(seat.role is Role.DELEGATE for seat in seated)
    faulty = sum(line.seat is None for line in every)
    with right:
        others = len(seated) - votes
        said = f"<b>{votes}</b> {'delegation votes' if votes == 1 else 'delegations vote'}"
        said += f", <b>{others}</b> other {'seat' if others == 1 else 'seats'}" if others else ""
        if faulty:
            said += f', <span class="s-error"><span class="sev">{faulty} to correct</span></span>'
        look.show(f'<p class="ph-sum">{said}</p>')
        few = st.container()
        if fault:
            st.error(look.plain(fault), icon=":material/error:")
        elif every:
            look.show(f'<div class="ph-preview" tabindex="0" role="region" aria-label="The list as it was understood">{seats.preview(lines, guests)}</div>')
        else:
            look.show(look.empty("Nobody is on the list", "Choose a council above, or paste the delegations here."))
    a, b, _ = st.columns([1, 1, 2], gap="medium")
    with a:
        chairs = st.number_input("Chairs", 0, setting_up.MOST_CHAIRS, help="Besides those in the list.", **field("chairs", 2))
    with b:
        displays = st.number_input("Displays", 0, setting_up.MOST_DISPLAYS, **field("displays", 1))

    year = fields["council"] if fields["council"].isdigit() else ""
    fields |= rules(fields["rules"], votes, year, is_council=fields["council"] != OTHER) | {"invited": invited}
    if fields["council"] == OTHER:
        fields["council"] = state.OWN
    if told := own_rules.out_of_reach(fields["rules"], fields["procedure"], votes):
        few.warning(look.plain(told), icon=":material/how_to_vote:")
    if state.kept("setup-go"):
        # Now, and not in the button's callback: a click straight from a box comes with what was typed into it, and the
        # callback would still have what was there before.
        state.keep("setup-go", None)
        if state.kept("setup-rules-fault"):
            state.keep("setup-error", state.kept("setup-rules-fault"))
        else:
            open_it(lines, guests, fields, int(chairs), int(displays))
        if state.kept("cards-committee") is not None:
            st.rerun()
    # What comes and goes has a place of its own: what changes its place on the page loses what was typed into it.
    with st.container():
        if state.kept("setup-error"):
            st.error(f"Not opened yet. {look.plain(state.kept('setup-error'))}", icon=":material/error:")
    st.button(
        f"Open the committee with {len(seated) + int(chairs) + int(displays)} seats",
        type="primary",
        icon=":material/meeting_room:",
        on_click=state.keep,
        args=("setup-go", True),
    )
    if not me_is_secretariat:
        with st.expander("Or bring a committee from a backup", icon=":material/settings_backup_restore:"):
            look.show(look.note("Such as from another machine. It needs the name of the conference above, and nothing else of this page."))
            st.file_uploader("Backup (.penholder.json)", type=["json"], key="setup-backup", max_upload_size=backup.MOST_BYTES // 2**20)
            st.button("Bring it", on_click=put_back)


def renew(conference_id: str, called: str) -> None:
    """A new code for the secretariat of a conference that is here, by the server's set-up code."""
    state.keep("setup-error", None)
    try:
        issued = setting_up.renew_secretariat(
            conference.records(),
            conference.access(),
            conference.signed_in(),
            conference_id,
            str(state.value_of("setup-code") or ""),
        )
    except RecordsError as error:
        state.keep("setup-error", str(error))
        return
    state.keep("cards-first", seats.packed([seats.Card("", called, "Secretariat", "Secretariat", issued.code)]))
    state.keep("cards-committee", "")


def page() -> None:
    """The form; the cards once it is filled; or whom to ask."""
    if state.kept("setup-done"):
        state.keep("setup-done", None)
        st.switch_page("../pages/room/room.py")
    if state.kept("cards-committee") is not None:
        cards_page()
        return
    if state.kept("setup-seats"):
        state.keep("setup-seats", None)
        st.switch_page("../pages/chair/seats.py")
    me = conference.signed_in()
    try:
        if (before := st.query_params.get(SHOWN)) and me is not None and me.seat == SECRETARIAT:
            shown_before(before[:40])
            return
        allowed = setting_up.may_begin(conference.records(), me)
    except Unavailable as error:
        st.title("Set up a committee")
        st.error(look.plain(str(error)), icon=":material/cloud_off:")
        return
    if allowed:
        form(me is not None and me.seat == SECRETARIAT)
        return
    st.title("Set up a committee")
    look.show(
        look.empty(
            "This server has a conference already",
            "Its secretariat sets up committees. Enter with the secretariat's code, or ask for a card.",
        )
    )
    st.page_link("../pages/room/enter.py", label="Enter with a code", icon=":material/key:")
    look.show(look.note(f"The secretariat's code is lost? In a browser that is signed in with it, the page Conference makes a new one. {WITHOUT_ANY}"))


page()
