"""The frame: every run starts here, draws the sidebar, and hands over to the page."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

import streamlit as st

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from positions.yaml_entries import ContentError  # noqa: E402
from records.room import SECRETARIAT, Role  # noqa: E402
from ui import callbacks, choose, components, conference, drafting, live, look, sign_in, state, unsaved  # noqa: E402


class Screen(NamedTuple):
    """A page as the navigation knows it."""

    section: str
    file: str
    title: str
    icon: str
    path: str
    help: str
    shown_to: str = ""
    """In whose sidebar it stands: `room` for whoever sits in a committee, `delegate`, `dais`, `secretariat`, or nobody's; empty for
    everybody's. Each page guards itself besides."""


SCREENS: tuple[Screen, ...] = (
    Screen("", "delegate/home.py", "Home", "home", "home", "Choose council and delegation, and start."),
    Screen(
        "Prepare", "delegate/brief.py", "Brief", "badge", "brief", "Where one delegation stands, and why we say so."
    ),
    Screen(
        "Prepare",
        "delegate/compare.py",
        "Compare",
        "grid_on",
        "compare",
        "Every delegation on every issue, and who agrees.",
    ),
    Screen(
        "Prepare",
        "delegate/background.py",
        "Background",
        "menu_book",
        "background",
        "Facts, timeline, debates, sources.",
    ),
    Screen(
        "Draft",
        "delegate/library.py",
        "Clause library",
        "library_books",
        "library",
        "Ready paragraphs, soft to strong.",
    ),
    Screen(
        "Draft",
        "delegate/workbench.py",
        "Workbench",
        "edit_document",
        "workbench",
        "Draft and see how the council reacts.",
    ),
    Screen("Draft", "room/print.py", "Print", "print", "print", "Drafts, packs and sheets, as they print."),
    Screen("Committee", "room/room.py", "The room", "meeting_room", "room", "Notices, drafts, papers, who sits.", "room"),
    Screen("Committee", "room/floor.py", "Floor", "front_hand", "floor", "Speak, move, vote, pass notes.", "delegate"),
    Screen("Committee", "room/drafts.py", "Drafts", "history_edu", "drafts", "Drafts of the committee.", "room"),
    Screen("Committee", "chair/console.py", "Console", "gavel", "console", "Run the session: roll, speakers, motions, votes.", "dais"),
    Screen("Committee", "chair/dais.py", "Dais", "campaign", "dais", "Notice, clock, and what all look at.", "dais"),
    Screen("Committee", "chair/seats.py", "Seats", "event_seat", "seats", "Who sits, and their codes.", "dais"),
    Screen("Committee", "room/display.py", "Display", "tv", "display", "The board for the screen in the hall.", "dais"),
    Screen("Committee", "chair/notes.py", "Notes", "mail", "notes", "What delegations write to the dais.", "dais"),
    Screen("Committee", "chair/minutes.py", "Minutes", "description", "minutes", "Record, votes, who spoke for how long.", "room"),
    Screen("Committee", "chair/conference.py", "Conference", "domain", "conference", "All committees.", "secretariat"),
    Screen("", "chair/setup.py", "Set up a committee", "add_home_work", "setup", "Seats, rules, codes.", "nobody"),
    Screen("", "room/enter.py", "Enter", "key", "enter", "Sign in with the code on your card.", "nobody"),
    Screen("About", "delegate/method.py", "Method", "rule", "method", "How reactions and forecasts are reached."),
)


def groups() -> frozenset[str]:
    """For whom pages are shown to this browser."""
    me, seat = conference.signed_in(), conference.seat()
    if me is None:
        return frozenset([""])
    sits = seat is not None and seat.role is not Role.DISPLAY
    shown = {"": True, "room": sits, "delegate": seat is not None and seat.role in (Role.DELEGATE, Role.OBSERVER), "dais": sits and conference.is_dais(), "secretariat": me.seat == SECRETARIAT}
    return frozenset(group for group, seen in shown.items() if seen)


def links() -> None:
    """The pages of this browser's role, by section; those of the committee come first."""
    mine = groups()
    listed = [screen for screen in SCREENS if screen.shown_to in mine]
    listed.sort(key=lambda screen: screen.section != "Committee")
    section = ""
    for screen in listed:
        if screen.section != section:
            section = screen.section
            look.show(f'<div class="ph-section">{section or "Topic"}</div>')
        st.page_link(pages[screen], query_params=state.address())


def who() -> None:
    """Who this browser is, and the way in or out."""
    gone = conference.was_signed_out()
    if conference.signed_in() is not None:
        look.show(f'<div class="ph-signed">{sign_in.who_is_here()}</div>')
        sign_in.leave_button()
        return
    if gone:
        st.warning(look.plain(gone))
        if conference.is_away():
            return
        sign_in.leave_button("Go on without signing in")
    by_path = {screen.path: target for screen, target in pages.items()}
    st.page_link(by_path["enter"], label="Enter with a code")
    if not gone:
        st.page_link(by_path["setup"], label="Set up a committee")


callbacks.run_to_their_end()
st.set_page_config(page_title="Penholder", page_icon=str(ROOT / "ui" / "static" / "icon.png"), layout="wide", initial_sidebar_state=248)
look.show(look.style_sheet())

pages = {
    screen: st.Page(
        f"../pages/{screen.file}",
        title=screen.title,
        icon=f":material/{screen.icon}:",
        url_path=screen.path,
        default=screen.path == "home",
        help=screen.help,
    )
    for screen in SCREENS
}
page = st.navigation(list(pages.values()), position="hidden")


def draw() -> None:
    """The sidebar, what is to be known above the page, and the page."""
    if sign_in.held_out():
        return
    seat = conference.seat()
    if seat is not None and seat.role is Role.DISPLAY and page.url_path not in ("display", "enter"):
        st.switch_page(next(target for screen, target in pages.items() if screen.path == "display"))
    try:
        state.read_address()
        if page.url_path == "display":
            # Nothing but the board: it hangs in a hall, and nobody sits before it.
            page.run()
            return
        state.topic()
        drafting.read_address()
    except ContentError as error:
        st.error(
            "This topic's content has faults, so nothing can be shown from it. `python -m positions check` lists them:"
        )
        faults = "\n".join(str(problem) for problem in error.problems[:20]).replace(f"{ROOT}{os.sep}", "")
        st.code(faults, language=None, wrap_lines=True)
        st.stop()

    with st.sidebar:
        look.show('<div class="ph-brand">Penholder</div>')
        if conference.signed_in() is not None:
            who()
        choose.selectors("side")
        links()
        if conference.signed_in() is None:
            look.show('<div class="ph-section">Conference</div>')
            who()
        sign_in.account_line()

    # Always drawn: what comes and goes above a page would take with it what is typed there.
    with st.container(key="notices"):
        for notice in state.notices():
            st.warning(look.plain(notice), icon=":material/link_off:")
        if refusal := state.kept("refusal"):
            st.error(look.plain(refusal), icon=":material/block:")
            state.keep("refusal", None)

        if drafting.notes():
            with st.container(key="draft-notes"):
                for note in drafting.notes():
                    st.warning(look.plain(note), icon=":material/warning:")
                with st.container(horizontal=True):
                    kept = drafting.unreadable()
                    if kept:
                        st.download_button(
                            "Download what this browser kept",
                            data=kept,
                            file_name="kept-draft.json",
                            mime="application/json",
                            icon=":material/download:",
                            on_click="ignore",
                        )
                    st.button("Dismiss", on_click=drafting.dismiss_notes, key="dismiss-notes")

    if drafting.is_restored():
        st.toast("The draft this browser kept is open again.", icon=":material/restore:")

    # Before the page, which may end the run: what was chosen is known by now, since callbacks come first. The page
    # Enter keeps its address, in which a card's link may have put a code that only the browser is to read.
    if page.url_path != "enter":
        state.write_address()
        drafting.write_address()
    with st.sidebar:
        components.browser_store(
            *drafting.for_browser(),
            page.url_path,
            on_found=state.on_choice("browser-store", drafting.on_found),
            on_full=drafting.on_full,
        )
        unsaved.keep_in_browser()

    if page.url_path not in ("floor", "enter") and live.picture("call", key="call") == ("floor", ""):
        st.switch_page(next(target for screen, target in pages.items() if screen.path == "floor"), query_params=state.address())
    if (asked := state.goes()) is not None:
        st.switch_page(asked[0], query_params=asked[1])
    page.run()


with conference.one_run():
    draw()
