"""Seats: who may sit, their codes, and who is there."""

from html import escape
from typing import NamedTuple

import streamlit as st
from pydantic import ValidationError

from positions.topic import load_topic
from records.acts.room import SeatSet, SettingsChanged
from records.errors import RecordsError
from records.room import Role, Room, Seat
from records.roster import Line, card_name, read_list
from ui import choose, conference, live, look, seats, setting_up, shared, sign_in, state

room, _ = sign_in.guarded("Seats", Role.CHAIR, Role.SECRETARIAT)
CHOICE = {Role.DELEGATE: "Delegate", Role.OBSERVER: "Observer", Role.CHAIR: "Chair", Role.DISPLAY: "Display"}


class State(NamedTuple):
    """How it stands with a seat."""

    word: str
    browsers: int


def fault(text: str | None) -> None:
    """What the page says did not work; None where all did."""
    state.keep("seats-fault", text)


def issue(*wanted: str) -> None:
    """New codes for seats; the cards are shown once."""
    me, committee = conference.signed_in(), conference.committee_id()
    if me is None or committee is None:
        fault(conference.was_signed_out() or "This browser is not signed in to a committee.")
        return
    try:
        issued = conference.access().issue(me.conference, committee, me.seat, wanted)
        conference.look_again()
        cards = seats.cards_of(conference.records().room(committee), issued, sign_in.conference_name())
    except RecordsError as error:
        fault(str(error))
        return
    fault(None)
    state.keep("seats-asks", None)
    state.keep("seats-cards", seats.packed(cards))
    state.keep("seats-cards-of", committee)


def revoke(seat: str) -> None:
    """End a seat's code; whoever is signed in by it is out."""
    me, committee = conference.signed_in(), conference.committee_id()
    if me is None or committee is None:
        return
    try:
        conference.access().revoke(committee, me.seat, seat)
        conference.look_again()
    except RecordsError as error:
        fault(str(error))
        return
    fault(None)


def change(seat: Seat, **changes: object) -> bool:
    """Change a seat as it stands now, and not as it stood when the page was drawn; or add it."""
    now = conference.room()
    stands = now.seats.get(seat.id, seat) if now else seat
    try:
        conference.perform(SeatSet(seat=Seat.model_validate(stands.model_dump() | changes)))
    except ValidationError:
        fault("A name has at most 200 characters.")
        return False
    except RecordsError as error:
        fault(str(error))
        return False
    fault(None)
    return True


def close(seat: Seat) -> None:
    """Close a seat: it may do nothing any more, and its code ends."""
    if change(seat, active=False):
        revoke(seat.id)


def reopen(seat: Seat) -> None:
    """Open a closed seat again; it needs a new code."""
    change(seat, active=True)


def rename(seat: Seat) -> None:
    """Give a seat the name in the box."""
    name = " ".join(str(state.value_of(f"name-{seat.id}") or "").split())
    if name and seat.delegation:
        name = card_name(shared.name_of(seat.delegation), name)
    if name and (name == seat.name or change(seat, name=name)):
        state.show_in(f"name-{seat.id}", name)


def add() -> None:
    """Add the seat in the form with a code of its own, or say what is missing; what was typed stays till then."""
    now = conference.room()
    if now is None:
        return
    role = Role(state.value_of("add-role") or Role.DELEGATE)
    seat: Seat | None
    who = " ".join(str(state.value_of("add-who") or "").replace(",", " ").split())
    name = " ".join(str(state.value_of("add-name") or "").split())
    lines: tuple[Line, ...] = ()
    if role in (Role.CHAIR, Role.DISPLAY):
        called = name or who or CHOICE[role]
        seat = Seat(id=setting_up.free_id(role.value, now.seats), role=role, name=called[:200])
    else:
        lines = read_list(f"{who}, {role.value}, {name.replace(',', ' ')}", load_topic(state.topic_id()), now.seats) if who else ()
        seat = lines[0].seat if lines else None
    if seat is None:
        fault(lines[0].fault if lines else "Say which delegation the seat is for.")
        return
    if change(seat):
        settings = now.settings
        if role is Role.DELEGATE and state.value_of("add-votes") and settings and seat.delegation not in settings.members:
            voting = settings.model_copy(update={"members": (*settings.members, seat.delegation)})
            try:
                conference.perform(SettingsChanged(settings=voting))
            except RecordsError as error:
                fault(str(error))
                return
        issue(seat.id)
        state.show_in("add-who", "")
        state.show_in("add-name", "")


def cards() -> None:
    """The cards just made, until they are put away."""
    held = seats.unpacked(state.kept("seats-cards"))
    if not held or state.kept("seats-cards-of") != room.committee:
        return
    address = sign_in.cards_address()
    with st.container(key="new-cards"):
        st.subheader("New card" if len(held) == 1 else "New cards", anchor=False)
        sign_in.card_tools(held, address)
        look.show(seats.card_sheet(held, address))
        st.button("Put the cards away", icon=":material/check:", on_click=state.keep, args=("seats-cards", None))


def standing(now: Room) -> dict[str, State]:
    """How it stands with each seat's code, and how many browsers are signed in by it."""
    try:
        coded, browsers = conference.access().coded(now.committee), conference.access().browsers(now.committee)
    except RecordsError:
        return {}
    return {
        seat.id: State(
            "closed" if not seat.active else "has a code" if seat.id in coded else "no code", browsers.get(seat.id, 0)
        )
        for seat in now.seats.values()
    }


def table(now: Room) -> None:
    """All seats."""
    how = standing(now)
    rows = []
    for seat in sorted(now.seats.values(), key=lambda s: list(Role).index(s.role)):
        one = how.get(seat.id, State("", 0))
        there = f"{one.browsers} {'browser' if one.browsers == 1 else 'browsers'}" if one.browsers else ""
        called = shared.name_of(seat.delegation)
        of = "" if called in seat.name else f' <span class="ph-sub">{escape(called)}</span>'
        rows.append(
            (
                f'<span class="ph-name" dir="auto">{escape(seat.name or seat.id)}</span>{of}',
                seats.ROLE_WORDS[seat.role],
                f'<span class="ph-code {one.word.replace(" ", "-")}">{one.word}</span>',
                f'<span class="ph-in">{there}</span>' if there else '<span class="ph-none">not signed in</span>',
            )
        )
    inside = sum(one.browsers > 0 for one in how.values())
    look.show(f'<p class="ph-sum"><b>{inside}</b> of <b>{sum(s.active for s in now.seats.values())}</b> seats are signed in</p>')
    look.show(look.table(["Seat", "Role", "Code", "Signed in"], rows, kind="council", stack=False))


def one_seat(now: Room) -> None:
    """What can be done with one seat."""
    names = {s.id: f"{s.name or s.id} ({seats.ROLE_WORDS[s.role].lower()}{'' if s.active else ', closed'})" for s in now.seats.values()}
    chosen = choose.lasting("Seat", list(names), key="seat-chosen", words=lambda one: names.get(one, one), placeholder="Choose a seat")
    seat = now.seats.get(chosen or "")
    if seat is None:
        look.show(look.note("Choose a seat to rename it, to replace or end its code, or to close it."))
        return
    how = standing(now).get(seat.id, State("", 0))
    key = f"name-{seat.id}"
    if state.value_of(key) is None:
        state.show_in(key, seat.name)
    st.text_input("Name on the card", key=key, max_chars=200, on_change=rename, args=(seat,))
    with st.container(horizontal=True):
        if not seat.active:
            st.button("Reopen", type="primary", icon=":material/lock_open:", on_click=reopen, args=(seat,))
            look.show(look.note("It needs a new code afterwards."))
            return
        st.button(
            "New code" if how.word == "has a code" else "Make a code",
            type="primary",
            icon=":material/key:",
            on_click=issue,
            args=(seat.id,),
            help="The former card stops working, and whoever is signed in by it is out.",
        )
        if how.word == "has a code":
            st.button("Revoke", icon=":material/key_off:", on_click=revoke, args=(seat.id,), help="Ends the code and signs out whoever used it.")
        st.button("Close the seat", icon=":material/block:", on_click=close, args=(seat,), help="It may do nothing any more; what it wrote stays.")


def reissue_all(now: Room) -> None:
    """Print all cards again, which makes new codes."""
    active = [seat.id for seat in now.seats.values() if seat.active]
    mine = conference.signed_in()
    if mine is not None and mine.seat in active:
        active = [seat for seat in active if seat != mine.seat]
    if not state.kept("seats-asks"):
        st.button("All cards again", icon=":material/print:", on_click=state.keep, args=("seats-asks", True))
        return
    st.warning(
        f"Codes are kept nowhere, so this makes {len(active)} new ones. All old cards stop working, and everybody signed in "
        "by them is out" + (", you excepted." if mine is not None and mine.seat in now.seats else "."),
        icon=":material/warning:",
    )
    with st.container(horizontal=True):
        st.button("Make new cards for all", type="primary", on_click=issue, args=tuple(active))
        st.button("Leave them", on_click=state.keep, args=("seats-asks", None))


st.title("Seats")
look.show(f'<p class="ph-under">{escape(room.name)}</p>')
# What comes and goes has a place of its own: what changes its place on the page loses what was typed into it.
with st.container():
    if state.kept("seats-fault"):
        st.error(look.plain(state.kept("seats-fault")), icon=":material/block:")
    cards()
left, right = st.columns([6, 5], gap="large")
with left:
    # Who signs in changes nothing in the log, so the table looks by itself now and then.
    live.follow(("seats",), table, key="seats-table")
with right:
    st.subheader("One seat", anchor=False)
    with st.container():
        one_seat(room)
    with st.expander("Add a seat", icon=":material/person_add:"):
        st.selectbox("Role", list(CHOICE), key="add-role", format_func=lambda role: CHOICE[role])
        st.text_input("Delegation", key="add-who", max_chars=80, placeholder="Colombia", help="Any name; not asked of chairs and displays.")
        st.text_input("Name on the card", key="add-name", max_chars=200, placeholder="As the delegation")
        st.checkbox("It votes: a member of the committee", value=True, key="add-votes", help="For delegates; observers have no vote.")
        st.button("Add with a code", type="primary", icon=":material/add:", on_click=add)
    reissue_all(room)
