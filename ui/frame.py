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
from ui import choose, components, drafting, look, state  # noqa: E402


class Screen(NamedTuple):
    """A page as the navigation knows it."""

    section: str
    file: str
    title: str
    icon: str
    path: str
    help: str


SCREENS = (
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
    Screen("About", "delegate/method.py", "Method", "rule", "method", "How reactions and forecasts are reached."),
)

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

try:
    state.read_address()
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
    choose.selectors("side")
    section = ""
    for screen, target in pages.items():
        if screen.section != section:
            section = screen.section
            look.show(f'<div class="ph-section">{section}</div>')
        st.page_link(target, query_params=state.address())

for notice in state.notices():
    st.warning(look.plain(notice), icon=":material/link_off:")

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

# Before the page, which may end the run: what was chosen is known by now, since callbacks come first.
state.write_address()
drafting.write_address()
with st.sidebar:
    components.browser_store(
        *drafting.for_browser(),
        page.url_path,
        on_found=state.on_choice("browser-store", drafting.on_found),
        on_full=drafting.on_full,
    )

page.run()
