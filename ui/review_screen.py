"""The screens a draft comes in by: the box to paste or upload it, and the review before it is taken over."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from resolutions.lint.house_styles import Style
from resolutions.text import parse_texts
from resolutions.workfile import UnreadableDraft, delegation_ids, read_bytes, read_draft, read_working
from ui import drafting, look, review, state


def bring_in(text: str, notes: tuple[str, ...] = (), aside: tuple[str, ...] = (), *, pasted: bool) -> None:
    """Open a working file, which says what it is; anything else is shown for review before it is taken over."""
    content = read_working(text)
    if content is not None:
        drafting.open_working(content)
        return
    found = read_draft(text, state.topic())
    if found.is_empty:
        raise UnreadableDraft("there is no paragraph in it; paste the whole draft, or a clause")
    several = parse_texts(text, delegation_ids(state.topic()))
    review.begin(text, several if len(several) > 1 else (found,), notes, aside, pasted=pasted)


def paste() -> None:
    """Open what stands in the paste box."""
    try:
        bring_in(state.value_of("pasted", ""), pasted=True)
    except UnreadableDraft as error:
        state.keep("import-fault", str(error))
    else:
        state.forget("pasted")


def upload(file: Any) -> None:
    """Open an uploaded file."""
    if file is None:
        return
    try:
        found = read_bytes(file.getvalue(), file.name)
        bring_in(found.text, found.notes, found.aside, pasted=False)
    except UnreadableDraft as error:
        state.keep("import-fault", str(error))


def take() -> None:
    """Take over the draft under review in place of the present one, which Undo brings back."""
    now = review.pending()
    if now is not None:
        drafting.take_over(now.draft)
    review.end()


def back() -> None:
    """Leave the draft under review, with what was pasted in its box again."""
    now = review.pending()
    if now is not None and now.pasted:
        state.show_in("pasted", now.source)
    review.end()


def put_right(index: int, change: review.Change) -> None:
    """Have a line of the draft under review understood otherwise."""
    now = review.pending()
    if now is not None:
        review.keep(now.with_step(index, change))


def undo() -> None:
    """Take back the last correction."""
    now = review.pending()
    if now is not None:
        review.keep(now.undone())


def choose_draft(chosen: int | None) -> None:
    """Review another draft of the same file."""
    now = review.pending()
    if now is not None and chosen is not None:
        review.keep(now._replace(chosen=chosen))


MOST_DOUBTS = 25
"""Doubts with buttons of their own; any other line is put right by choosing it."""


def change_buttons(found: list[review.Entry], index: int, key: str) -> None:
    """The buttons that put an entry right."""
    with st.container(horizontal=True, gap="small", key=f"changes-{key}-{index}"):
        for change in review.choices(found, index):
            st.button(review.CHANGES[change], key=f"{key}-{index}-{change}", on_click=put_right, args=(index, change))


def review_screen(now: review.Pending) -> None:
    """The source beside what was understood of it, with each doubt a click from being settled."""
    settled, left_out = now.settled()
    found = review.with_lines(settled, now.source)
    doubtful = review.doubtful(found)
    names = review.names(found)
    draft = now.draft
    style: Style = "mun" if state.kept("lint-style") == "mun" else "un"
    marked = review.source_findings(draft, review.own_lines(now), style, len(state.council().members))
    st.title("Review the draft", anchor=False)
    doubts = len(doubtful) + len(now.notes)
    count = "Nothing in it is doubtful." if not doubts else f"{doubts} {'thing is' if doubts == 1 else 'things are'} doubtful, marked below."
    kept = "Your present draft stays until you take this one over; Undo brings it back even then."
    look.show(f'<p class="ph-lead">{count} {kept}</p>')
    if len(now.drafts) > 1:
        key = state.showing("review-draft", now.chosen)
        st.selectbox(
            f"The text holds {len(now.drafts)} drafts: which is to be taken?",
            range(len(now.drafts)),
            format_func=lambda n: review.name_of_draft(now.drafts[n], n + 1),
            key=key,
            on_change=state.on_choice(key, choose_draft),
            help="The others are kept for this session; “Open another draft” in the workbench leads back to them.",
        )
    with st.container(horizontal=True):
        st.button("Take this draft", type="primary", icon=":material/check:", on_click=take, disabled=draft.is_empty)
        st.button("Undo correction", icon=":material/undo:", on_click=undo, disabled=not now.can_undo)
        st.button("Back", icon=":material/arrow_back:", on_click=back)
    marks = {f.line: f.message for f in reversed(marked) if f.line}
    marks |= {line: review.doubt(found[i]) for i in reversed(doubtful) if (line := found[i].line)}
    left, right = st.columns(2, gap="medium")
    with left, st.container(key="review-source"):
        look.show('<h2 class="ph-h">Source</h2>' + review.source_lines(now.source, marks))
    with right:
        doubts_shown(now, found, doubtful, names)
        look.show('<h2 class="ph-h">What was understood</h2>' + review.fields(draft, state.topic()))
        look.show("".join(review.shown(entry, name) for entry, name in zip(found, names, strict=True)))
        line_chooser(found, names)
        left_out_shown(now, left_out)
        if marked:
            look.show(
                '<h2 class="ph-h">What an editor would mark in the source</h2>'
                '<p class="ph-sub">Penholder numbers paragraphs by itself and keeps no mark-up, so these do not come into your draft. '
                "They are told for the text you took it from.</p>" + review.findings_shown(marked)
            )


def doubts_shown(now: review.Pending, found: list[review.Entry], doubtful: list[int], names: list[str]) -> None:
    """The doubts, most serious first, each with the buttons that settle it."""
    if now.notes:
        look.show('<h2 class="ph-h">Doubts about the file</h2>' + look.items(escape(note) for note in now.notes))
    if doubtful:
        look.show('<h2 class="ph-h">Doubts, most serious first</h2>')
    for index in doubtful[:MOST_DOUBTS]:
        look.show(review.doubt_shown(found[index], names[index]))
        change_buttons(found, index, "doubt")
    if len(doubtful) > MOST_DOUBTS:
        look.show(look.note(f"{len(doubtful) - MOST_DOUBTS} more are marked below; settle these, or choose a line there."))


def line_chooser(found: list[review.Entry], names: list[str]) -> None:
    """Any other line, to be chosen and put right."""
    chosen = st.selectbox(
        "Put another line right",
        range(len(found)),
        index=None,
        format_func=lambda i: f"{names[i]}: {' '.join(found[i].text.split()[:9])[:90]}",
        key=f"review-line-{len(found)}",
        placeholder="Choose a line",
    )
    if chosen is not None:
        change_buttons(found, chosen, "chosen")


def left_out_shown(now: review.Pending, left_out: list[review.Entry]) -> None:
    """What does not go into the draft: lines that were left out, with a way back, and words the file sets aside."""
    if not left_out and not now.aside:
        return
    look.show('<h2 class="ph-h">Left out of the text</h2>')
    for index, entry in enumerate(left_out):
        with st.container(horizontal=True, vertical_alignment="center", key=f"left-{index}"):
            link = review.line_link(entry.line)
            look.show(f'<p class="ph-left"><bdi>{escape(" ".join(entry.text.split())[:300])}</bdi> <span class="ph-sub">{link}</span></p>')
            st.button("Put back", key=f"restore-{index}", on_click=put_right, args=(index, "restore"))
    if now.aside:
        look.show(look.items(escape(words) for words in now.aside))


def importer() -> None:
    """The box to paste or upload a draft in, with what was wrong with the last one."""
    fault = state.kept("import-fault")
    if fault:
        st.error(f"Nothing was opened: {look.plain(fault)}.", icon=":material/error:")
        state.keep("import-fault", None)
    if review.can_resume():
        st.button("Back to the other drafts of your file", icon=":material/file_open:", on_click=review.resume)
    st.text_area(
        "Paste a draft or a single clause",
        key="pasted",
        height=160,
        placeholder="The Security Council,\n\nNoting …,\n\n1. Calls upon …;",
    )
    st.button("Open pasted text", on_click=paste)
    st.file_uploader(
        "Or a file: Word (.docx), PDF, text, Markdown, Akoma Ntoso (.xml), or a working file (.json)",
        type=["docx", "docm", "pdf", "txt", "md", "markdown", "xml", "akn", "json"],
        key="uploaded",
        on_change=state.on_choice("uploaded", upload),
    )


def shown() -> bool:
    """Show the draft under review, if there is one; whether there is."""
    now = review.pending()
    if now is None:
        return False
    review_screen(now)
    return True
