"""Print: choose a binder and its sections, see its pages, take the file."""

import streamlit as st

from briefings.binder import SECTIONS, VARIANTS, Case, of_variant
from briefings.engine import PAPERS
from ui import printing, state

st.title("Print", anchor=False)
topic, council, mine = state.topic(), state.council(), state.delegation()
known = topic.delegation_by_id
names = [d.id for d in topic.delegations]
choices, pages = st.columns((1, 2), gap="large")
with choices:
    variant = st.selectbox("Document", VARIANTS, format_func=lambda v: {"delegate": "Delegation pack", "chair": "Chair's pack", "observer": "Observer's pack"}[v], key="print_variant")
    who = st.selectbox("Delegation", names, index=names.index(mine.id) if mine else 0, format_func=lambda d: known[d].name, disabled=variant == "chair", key="print_who")
    paper = st.segmented_control("Paper", PAPERS, default="a4", format_func=lambda p: "A4" if p == "a4" else "Letter", key="print_paper") or "a4"
    at_hand = [name for name in of_variant(variant) if name != "forecast"]
    sections = st.multiselect("Sections", at_hand, format_func=lambda s: SECTIONS[s][0], placeholder="All", key="print_sections_" + variant)
    case = Case(topic, council, known[who])
    printing.whole_room(case, variant, paper)
with pages:
    printing.preview(case, variant, sections, paper)
