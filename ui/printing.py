"""What the page Print draws: a binder's pages as they print, the file, and one archive for the whole room."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import streamlit as st

from briefings.binder import TEMPLATE, Case, binder
from briefings.engine import Paper, PrintingFault
from briefings.pack import jobs_of_room, zipped
from briefings.press import Job, Press, carefully


def preview(case: Case, variant: str, sections: Sequence[str], paper: Paper, *, most: int = 40) -> None:
    """The pages of a binder and its file to take away."""
    made = binder(case, variant=variant, sections=sections, paper=paper)
    try:
        file = carefully(Job("pack", TEMPLATE, made))[0]
        images = carefully(Job("pack", TEMPLATE, made, "svg"))
    except PrintingFault as error:
        st.error(str(error))
        return
    name = "chair" if variant == "chair" else case.delegation.id
    st.download_button("Download PDF", file, f"{name}.pdf", "application/pdf", type="primary", key="print_pdf")
    st.caption(f"{len(images)} pages, as they print.")
    chosen = st.slider("Page", 1, len(images), 1, key="print_page") if len(images) > 1 else 1
    shown = base64.b64encode(images[min(chosen, most) - 1]).decode()
    st.html(f'<img alt="Page {chosen} of {len(images)}" style="width:100%;max-width:52rem;border:1px solid #8a8680;background:#fff" src="data:image/svg+xml;base64,{shown}">')


def whole_room(case: Case, variant: str, paper: Paper) -> None:
    """One archive with everybody's binder, printed in processes of their own, while a bar tells how far it is."""
    if not st.button("Print the whole committee", key="print_all"):
        return
    jobs = list(jobs_of_room(case, variant if variant != "chair" else "delegate", (), paper))
    bar = st.progress(0.0, "Printing")
    done: list[tuple[str, bytes]] = []
    with Press(2) as press:
        for number, one in enumerate(press.prints(jobs), start=1):
            bar.progress(number / len(jobs), f"{number} of {len(jobs)}")
            if one.fault:
                st.error(f"{one.name}: {one.fault}")
            else:
                done.append((one.name, one.pages[0]))
    st.download_button("Download ZIP", zipped(iter(done)), "committee.zip", "application/zip", key="print_zip")
