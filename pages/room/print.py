"""Print: choose a document and what it holds, look at its pages, take the file; or everything for a committee at once."""

import streamlit as st

from briefings.engine import PrintingFault
from ui import look, print_choices, printing, state

ROOM = "room"

st.title("Print", anchor=False)
choices, pages = st.columns((1, 2), gap="large")
with choices:
    kinds = [*print_choices.OFFERS, ROOM]
    first = "resolution" if print_choices.drafts() else "delegate"
    kind = st.selectbox(
        "Document", kinds, index=kinds.index(first),
        format_func=lambda k: "The whole committee, as one archive" if k == ROOM else print_choices.OFFERS[k].label, key="print-document",
    )  # fmt: skip
    jobs = chosen = None
    try:
        if kind == ROOM:
            jobs = print_choices.choose_room()
        else:
            chosen = print_choices.OFFERS[kind].choose()
    except PrintingFault as error:
        printing.fault(error)
with pages:
    if jobs is not None:
        look.show(look.note(f"One ZIP with what {state.council().name} needs on paper, printed while you watch. It stays here until you choose something else."))
        printing.archive(jobs, print_choices.file_name(state.council().name, "committee"))
    elif chosen is not None:
        printing.preview(chosen)
