"""The workbench: the draft, paragraph by paragraph, and the council around it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from positions.model import Direction, Force
from records.room import Stage
from resolutions.check import worst
from resolutions.clauses import find_clause
from resolutions.lint.engine import apply
from resolutions.lint.house_styles import Style
from resolutions.model import Checked, Correction, Draft, Edit, Finding, Paragraph, Part
from resolutions.text import write_text
from resolutions.wording import name_of
from resolutions.workfile import official_names
from ui import (
    amendments,
    components,
    conference,
    drafting,
    look,
    reactions,
    review_screen,
    shared,
    shared_bench,
    shared_history,
    sign_in,
    state,
)
from ui.papers import result_of

LIBRARY = "../pages/delegate/library.py"

topic = state.topic()
council = shared.known_members(topic, state.council())
own = state.delegation_id()


def typed(paragraph: str) -> None:
    """Keep what was typed into the editor."""
    value = state.value_of(f"edit-{paragraph}") or {}
    sent = value.get("text")
    said = sent if isinstance(sent, dict) else {"text": sent}
    text = said.get("text")
    if isinstance(text, str):
        drafting.type_text(paragraph, text, said.get("on"), shared.read_ground(said.get("ground")))


def apply_fix(paragraph: str, text: str, edit: Edit) -> None:
    """Apply a finding's edit, unless the text it was made for has changed since."""
    now = drafting.draft()
    found = now.find(paragraph)
    if found is not None and found.text == text:
        drafting.save(now.with_changed(paragraph, text=apply(text, edit)))
        drafting.refresh_editor()


def choose_style(chosen: Style | None) -> None:
    """Keep the style that the linter goes by."""
    state.keep("lint-style", chosen or "un")


def findings_beside(found: list[Finding], checked: Checked) -> None:
    """The findings on a paragraph, each with a button where a click puts it right."""
    text = checked.paragraph.text
    for number, finding in enumerate(found):
        look.show(reactions.findings([finding]))
        if finding.edit is not None:
            edit = finding.edit
            said = text[edit.start : edit.end].strip()
            change = f"Replace “{said}” with “{edit.replacement.strip()}”" if said and edit.replacement.strip() else finding.fix
            st.button(
                "Fix",
                icon=":material/build:",
                key=f"fix-{checked.paragraph.id}-{number}",
                on_click=apply_fix,
                disabled=not writes,
                args=(checked.paragraph.id, text, edit),
                help=look.plain(change) if change else None,
            )


def move(paragraph: str, by: int) -> None:
    """Move a paragraph up or down."""
    drafting.save(drafting.draft().with_moved(paragraph, by))


def remove(paragraph: str) -> None:
    """Take a paragraph out and open the one that stood before it."""
    now = drafting.draft()
    ids = [p.id for p in now.paragraphs]
    before = ids.index(paragraph) - 1
    drafting.save(now.without(paragraph))
    if len(ids) > 1:
        drafting.open_paragraph(ids[before] if before >= 0 else ids[1])


def is_stale(shown: Paragraph) -> bool:
    """Whether a widget speaks of a shared paragraph that has changed since the widget was drawn."""
    return shared.is_open() and drafting.draft().find(shown.id) != shown


def climb(shown: Paragraph, text: str | None) -> None:
    """Put another rung of the clause's ladder in place of its text."""
    if text and not is_stale(shown):
        drafting.save(drafting.draft().with_changed(shown.id, text=text))
        drafting.refresh_editor()


def write_own(part: Part) -> None:
    """Add an empty paragraph of one's own, open it, and put the pen in it."""
    drafting.add(part, "")
    state.keep("begun-paragraph", drafting.opened())
    state.keep("begun-paragraphs", int(state.kept("begun-paragraphs") or 0) + 1)


def choose_sponsors(chosen: list[str], shown: tuple[str, ...]) -> None:
    """Put the sponsors into the draft; names that are no delegation's stay as they were written."""
    now = drafting.draft()
    if shared.is_open() and now.sponsors != shown:
        return
    others = (s for s in now.sponsors if s not in topic.delegation_by_id)
    drafting.save(now.model_copy(update={"sponsors": (*(chosen or ()), *others)}))


def correct(shown: Paragraph, read: Correction, change: Callable[[Correction, Any], Correction], chosen: Any) -> None:
    """Keep with a paragraph what a user says it means.

    Args:
        read: what was understood of it, as the fields showed it.
        change: puts what was chosen in one field into that, or into what the fields beside it were changed to by now.
    """
    now = drafting.draft()
    found = now.find(shown.id)
    if found is None or (shared.is_open() and found.text != shown.text):
        return
    stands = read if found.correction in (None, shown.correction) else found.correction
    drafting.save(now.with_changed(shown.id, correction=change(stands, chosen)))


def with_issues(stands: Correction, chosen: list[str]) -> Correction:
    """The correction with these issues; those it had keep their direction."""
    ways = dict(stands.effects)
    return stands.model_copy(update={"effects": tuple((issue, ways.get(issue, 1)) for issue in chosen)})


def with_way(issue: str, stands: Correction, chosen: Direction) -> Correction:
    """The correction with another direction on an issue."""
    return stands.model_copy(update={"effects": tuple((one, chosen if one == issue else way) for one, way in stands.effects)})


def with_force(stands: Correction, chosen: Force) -> Correction:
    """The correction with another strength of the verb."""
    return stands.model_copy(update={"force": chosen})


def with_safeguards(stands: Correction, chosen: list[str]) -> Correction:
    """The correction with these safeguards."""
    return stands.model_copy(update={"safeguards": tuple(chosen)})


def uncorrect(paragraph: str) -> None:
    """Go back to the program's own reading."""
    drafting.save(drafting.draft().with_changed(paragraph, correction=None))


def start_empty() -> None:
    """Put an empty draft in place of the present one."""
    drafting.save(Draft())


MOST_ELSEWHERE = 40
"""Findings listed for the rest of the draft; each is also beside its paragraph."""

WAYS: tuple[int, ...] = (1, -1)


def way_words(issue: str, way: int) -> str:
    """The pole of an issue that a direction leads to, in words."""
    return ("＋ " if way > 0 else "− ") + look.pole(topic.issue_by_id[issue], way)


def correction_form(checked: Checked) -> None:
    """What the program understood, to change; each change is kept at once and shown as the user's."""
    paragraph, reading = checked.paragraph.id, checked.reading
    effects: dict[str, Direction] = {e.issue: e.direction for e in reading.effects if not e.derived and e.issue in topic.issue_by_id}
    safeguards = [s for s in reading.safeguards if s in topic.mark_by_id]
    read = (checked.paragraph.correction or Correction(effects=())).model_copy(
        update={"effects": tuple(effects.items()), "force": reading.force, "safeguards": tuple(safeguards)}
    )
    keep = partial(correct, checked.paragraph, read)
    box = state.showing(f"issues-{paragraph}", list(effects))
    st.multiselect(
        "What it is about",
        list(topic.issue_by_id),
        format_func=lambda i: topic.issue_by_id[i].title,
        key=box,
        on_change=state.on_choice(box, partial(keep, with_issues)),
    )
    for issue, direction in effects.items():
        box = state.showing(f"way-{paragraph}-{issue}", direction)
        st.radio(
            topic.issue_by_id[issue].title,
            WAYS,
            format_func=partial(way_words, issue),
            key=box,
            on_change=state.on_choice(box, partial(keep, partial(with_way, issue))),
        )
    box = state.showing(f"force-{paragraph}", reading.force)
    st.select_slider(
        "Strength of the verb",
        list(look.FORCE_WORDS),
        format_func=lambda f: f"{f} {look.FORCE_WORDS[f]}",
        key=box,
        on_change=state.on_choice(box, partial(keep, with_force)),
    )
    box = state.showing(f"safe-{paragraph}", safeguards)
    st.multiselect(
        "Safeguards it carries",
        [m.id for m in topic.safeguards],
        format_func=lambda s: topic.mark_by_id[s].label,
        key=box,
        on_change=state.on_choice(box, partial(keep, with_safeguards)),
    )
    if checked.paragraph.correction:
        st.button("Back to the program's reading", on_click=uncorrect, args=(paragraph,))


if review_screen.shown():
    st.stop()

# What is brought in on this page goes where the page's draft is.
state.keep("bring-to-committee", None)
state.keep("begun", None)
committee = shared.here()
draft = drafting.draft()
writes = not shared.is_open() or (shared.may_change() if committee else bool(shared.away()))
# Until another is chosen, the committee's; in solo use the command line's default, so that a page and a command say the same.
house = state.settings()
style: Style = "mun" if state.kept("lint-style", house.style if house else "un") == "mun" else "un"
report = reactions.report_of(draft, topic, council, style, shared.numbers())
opened = drafting.opened()

top = st.container(horizontal=True, vertical_alignment="bottom", key="bench-top")
with top:
    st.title("Workbench", anchor=False)
    st.button("Undo", icon=":material/undo:", on_click=drafting.undo, disabled=not drafting.can_undo(), key="undo")
    names = official_names(topic)
    heading = draft.topic or topic.about.agenda_item
    st.download_button(
        "Text",
        data=write_text(draft.model_copy(update={"topic": heading}), names),
        file_name="draft-resolution.txt",
        mime="text/plain",
        icon=":material/download:",
        disabled=draft.is_empty,
        on_click="ignore",
        help="The draft as text. `python -m resolutions check` reads it and gives the same answer.",
    )
    st.download_button(
        "Working file",
        data=drafting.working_file(),
        file_name="draft-resolution.json",
        mime="application/json",
        icon=":material/save:",
        disabled=draft.is_empty,
        on_click="ignore",
        help="Draft, council, corrections and added stances in one file, to open here again on any machine.",
    )

if committee is not None:
    shared_bench.strip(committee[0], committee[2], writes=writes)
    shared_bench.follow(committee[2].id)
    shared_bench.held_texts(committee[0], committee[2], but=drafting.opened() if writes else None)
elif shared.is_open():
    shared_bench.strip_away()
elif conference.is_away():
    look.show(look.note("The committee's records cannot be reached now. This is your own draft; the committee's comes back by itself."))
    sign_in.come_back()
elif (mine := state.committee()) is not None and (seat := shared.seat()) is not None:
    shared_bench.invitation(mine, seat)
if not shared.is_open():
    shared_bench.left_behind()

if draft.is_empty and not writes:
    look.show(look.empty("There is nothing in this draft yet", "What its bloc writes shows here at once."))
    st.stop()
if draft.is_empty:
    look.show(
        look.empty(
            "This draft is empty" if shared.is_open() else "Your draft is empty",
            "Take a clause from the library, write one of your own, or paste a draft you have. The council's reactions "
            "and the expected vote appear beside it at once.",
        )
    )
    with st.container(horizontal=True):
        st.button("Open the clause library", type="primary", icon=":material/library_books:", on_click=state.go, args=(LIBRARY,))
        st.button("Write an operative paragraph", on_click=write_own, args=("operative",), key="own-first")
        st.button("Write a preambular paragraph", on_click=write_own, args=("preambular",), key="own-first-p")
    review_screen.importer()
    st.stop()

result = result_of(committee[0], committee[2], topic) if committee is not None else None
with st.container(key="voteline"):
    look.show(reactions.result_line(*result) if result else reactions.vote_line(report.forecast))
if not shared.is_open() and not drafting.fits_address():
    st.info(
        "This draft is too long for the address. This browser keeps it all the same; download the working file to take it elsewhere.",
        icon=":material/save:",
    )

outline, middle, seats = st.columns([0.23, 0.44, 0.33], gap="medium")
by_id = {checked.paragraph.id: checked for checked in report.paragraphs}
current = by_id.get(opened or "")

with outline:
    look.show('<h2 class="ph-h">Outline</h2>')

    def outline_label(paragraph: str) -> str:
        """A paragraph's number, the worst reaction among members, and its first words."""
        checked = by_id[paragraph]
        sign = look.REACTIONS[worst(checked, council.members).value].symbol
        clause = topic.clause_by_id.get(checked.paragraph.clause or "")
        words = clause.title if clause else " ".join(checked.paragraph.text.split()[:7]) or "(empty)"
        number = f"{checked.number}." if checked.part == "operative" else "–"
        return f"{number} {sign} {look.plain(words)}"

    paragraphs = state.showing("outline", opened)
    if committee is not None and (left := shared_bench.deleted(committee[2])):
        look.show(f'<p class="ph-sub">Deleted since the draft was introduced: {escape(", ".join(left))}. Their numbers are not given again.</p>')
    st.radio(
        "Paragraphs",
        list(by_id),
        format_func=outline_label,
        key=paragraphs,
        label_visibility="collapsed",
        on_change=state.on_choice(paragraphs, drafting.open_paragraph),
    )
    if writes:
        with st.container(horizontal=True, gap="small"):
            st.button("Write operative", icon=":material/add:", on_click=write_own, args=("operative",), help="Write an operative paragraph of your own")
            st.button("Write preambular", icon=":material/add:", on_click=write_own, args=("preambular",), help="Write a preambular paragraph of your own")
            st.button("Library", icon=":material/library_books:", help="Add a clause from the library", on_click=state.go, args=(LIBRARY,))
    if committee is not None and not shared_bench.is_dais(committee[1]):
        shared_bench.signing(*committee, "bench")
    else:
        settled = committee is not None and committee[2].stage is Stage.VOTED
        members = list(council.members)
        extra = [s for s in draft.sponsors if s not in members and s in topic.delegation_by_id]
        sponsors = state.showing("sponsors", [s for s in draft.sponsors if s in topic.delegation_by_id])
        st.multiselect(
            "Sponsors",
            members + extra,
            format_func=lambda m: topic.delegation_by_id[m].name,
            key=sponsors,
            on_change=state.on_choice(sponsors, partial(choose_sponsors, shown=draft.sponsors)),
            help="A paragraph that breaks a sponsor's own stance is an error.",
            disabled=settled,
        )
        if settled:
            look.show('<p class="ph-sub">The draft has been voted on; its sponsors stand as they were. Reconsider it first to change them.</p>')
    if not shared.is_open():
        with st.expander("Open another draft"):
            st.button("Start an empty draft", icon=":material/note_add:", on_click=start_empty, help="Undo brings the present one back")
            review_screen.importer()

with middle:
    if current is not None:
        place = name_of(current.where)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            look.show(f'<h2 class="ph-h">{place[0].upper()}{place[1:]}</h2>')
            with st.container(horizontal=True, gap="small", width="content", key="place-buttons"):
                ids = [p.id for p in getattr(draft, current.part)]
                at = ids.index(current.paragraph.id)
                st.button("Up", icon=":material/arrow_upward:", on_click=move, args=(current.paragraph.id, -1), disabled=at == 0 or not writes)
                st.button("Down", icon=":material/arrow_downward:", on_click=move, args=(current.paragraph.id, 1), disabled=at == len(ids) - 1 or not writes)
                st.button("Remove", icon=":material/delete:", on_click=remove, args=(current.paragraph.id,), disabled=not writes)
        if writes:
            components.editor(
                "Text of the paragraph",
                shared.text_for_editor(current.paragraph) if shared.is_open() else current.paragraph.text,
                revision=shared.revision(current.paragraph.id) if shared.is_open() else drafting.revision(),
                key=f"edit-{current.paragraph.id}",
                on_text=partial(typed, current.paragraph.id),
                placeholder="Calls upon all States to …;" if current.part == "operative" else "Noting …,",
                shared=shared.for_editor(current.paragraph) if shared.is_open() else None,
                begun=int(state.kept("begun-paragraphs") or 0) if state.kept("begun-paragraph") == current.paragraph.id else 0,
            )
        else:
            look.show(f'<div class="ph-paper"><p>{reactions.italic_opening(current.paragraph.text, current.part)}</p></div>')
        if committee is not None:
            shared_bench.held_texts(committee[0], committee[2], of=current.paragraph.id if writes else "")
            amendments.on_paragraph(*committee, current.paragraph.id, report)
        clause = topic.clause_by_id.get(current.paragraph.clause or "")
        if clause is not None and len(clause.ladder) > 1 and writes:
            known = find_clause(current.paragraph.text, topic)
            rung = known[1] if known and known[0].id == clause.id else None
            key = state.showing(f"ladder-{current.paragraph.id}", clause.ladder[rung].text if rung is not None else None)
            labels = {step.text: reactions.rung_label(clause, n) for n, step in enumerate(clause.ladder)}
            st.segmented_control(
                "Softer to stronger" if rung is not None else "Softer to stronger (your own words would be replaced; Undo brings them back)",
                list(labels),
                format_func=lambda text: labels[text],
                key=key,
                on_change=state.on_choice(key, partial(climb, current.paragraph)),
            )
        about = [f for f in report.findings if f.where == current.where]
        if any(one.conflict and one.key == current.paragraph.id for one in shared.held()):
            if about:
                look.show(look.note("What follows is about the paragraph as it stands, not about your text, which is not saved yet."))
            look.show(reactions.findings(about))
        elif not writes or current.paragraph.text.strip():
            # Of a paragraph that was only just begun everybody sees that it is empty.
            findings_beside(about, current)
        if current.paragraph.text.strip():
            look.show('<h3 class="ph-h">What was understood</h3>' + reactions.reading_lines(current.reading, topic))
        if writes:
            with st.expander("Correct this reading"):
                correction_form(current)
        if committee is not None:
            shared_history.beside(*committee, current.paragraph.id)

with seats:
    where = name_of(current.where) if current else ""
    look.show(
        f'<h2 class="ph-h">Council</h2><p class="ph-sub">Reactions to {where}, and the {"vote that was expected" if result else "expected vote"} on the draft. '
        "Open a member to see why.</p>" + reactions.council_table(current, report, topic, council, own, draft.sponsors)
    )
    look.show(f'<p class="ph-sub">{escape(report.forecast.sure_because)}</p>')

signs, sheet, notes = st.columns([0.23, 0.44, 0.33], gap="medium")
with signs:
    look.show('<h2 class="ph-h">Signs</h2>' + look.legend() + '<p class="ph-sub">Beside each paragraph: the hardest reaction in the council.</p>')
with sheet:
    on_paper = shared_bench.paper_view(report, committee[2], opened) if committee is not None else ""
    look.show('<h2 class="ph-h">The draft</h2>' + (on_paper or reactions.paper(report, council.members, opened, topic)))
with notes:
    rules = state.showing("lint-style", style)
    st.segmented_control(
        "Drafting rules",
        ["un", "mun"],
        format_func={"un": "United Nations", "mun": "Conference"}.__getitem__,
        key=rules,
        required=True,
        on_change=state.on_choice(rules, choose_style),
        help="What the United Nations asks of a resolution, or what Model UN conferences do. The Method page has every rule.",
    )
    others = [f for f in report.findings if current is None or f.where != current.where]
    if others:
        look.show(f'<h2 class="ph-h">Elsewhere in the draft</h2>{reactions.findings(others[:MOST_ELSEWHERE])}')
    if len(others) > MOST_ELSEWHERE:
        look.show(look.note(f"{len(others) - MOST_ELSEWHERE} more, less serious, stand beside their paragraphs."))
