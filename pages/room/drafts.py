"""The committee's drafts: all that one may read, and for one of them its bloc, its way, its amendments and its history."""

from __future__ import annotations

import json
from functools import partial
from html import escape

import streamlit as st

from committee.events import DraftIntroduced
from positions.council import Council
from records.acts.act import decided
from records.acts.drafts import CoAuthorSet, DraftStarted, HeadingChanged, OpenedToSign
from records.acts.stages import STEPS, StageChanged
from records.errors import RecordsError, Refused
from records.room import PUBLIC, Role, Room, Seat, Shared, Stage, may_write, readable_drafts
from resolutions.model import Draft
from ui import (
    amendments,
    choose,
    conference,
    drafting,
    live,
    look,
    pictures,
    reactions,
    review_screen,
    shared,
    shared_history,
    sign_in,
    state,
    whereabouts,
)
from ui import session as sitting
from ui import shared_bench as bench
from ui.papers import result_of, title_of

WORKBENCH = "../pages/delegate/workbench.py"

STEP_WORDS: dict[tuple[Stage, Stage], str] = {
    (Stage.WORKING, Stage.SUBMITTED): "Submit to the dais",
    (Stage.WITHDRAWN, Stage.WORKING): "Take it up again",
    (Stage.SUBMITTED, Stage.APPROVED): "Approve",
    (Stage.SUBMITTED, Stage.WORKING): "Send back",
    (Stage.APPROVED, Stage.WORKING): "Send back",
    (Stage.APPROVED, Stage.INTRODUCED): "Introduce",
    (Stage.INTRODUCED, Stage.VOTED): "Record the vote",
    (Stage.AMENDED, Stage.VOTED): "Record the vote",
    (Stage.VOTED, Stage.INTRODUCED): "Reconsider",
}
BEFORE_THE_FLOOR = (Stage.WORKING, Stage.SUBMITTED, Stage.APPROVED)
"""Where its bloc writes at a draft, or will when it is sent back."""

WITHDRAWAL: dict[Stage, str] = {
    Stage.WORKING: "The working paper is set aside: nobody writes, signs or submits it until its bloc takes it up again.",
    Stage.SUBMITTED: "The dais no longer has it. Its bloc can take it up again, and submit it once more.",
}
"""What follows from a withdrawal; from any later stage, `OFF_THE_FLOOR`."""

OFF_THE_FLOOR = "The committee no longer has it before it: it is not debated, amended or voted on. Its bloc can take it up again as a working paper, and has to submit it once more."

VIEWS = ("Standing", "Amendments", "Paragraphs", "History")


def council() -> Council:
    """Those who vote, as far as the topic knows them."""
    return shared.known_members(state.topic(), state.council())


def show_paper(draft: str | None) -> None:
    """Open the panel of a draft, or the list."""
    if draft:
        st.query_params["paper"] = draft
    else:
        st.query_params.pop("paper", None)


def to_workbench(draft: str) -> None:
    """Open a draft in the workbench; one that is open there stays at the paragraph that one was at."""
    if shared.open_id() != draft or not shared.is_open():
        shared.open_draft(draft)
    state.go(WORKBENCH)


def start() -> None:
    """Begin the draft that the form describes, with what its boxes hold now, and open it in the workbench."""
    own = drafting.own() if state.value_of("draft-way") == "own" else Draft()
    try:
        shared.start(str(state.value_of("draft-title") or ""), own)
    except RecordsError as error:
        state.keep("fault-start", str(error))
    else:
        state.go(WORKBENCH)


def start_one(now: Room, mine: Seat) -> None:
    """The ways to begin a draft."""
    if bench.why_not(now, mine, DraftStarted(draft="d-new")):
        state.keep("bring-to-committee", None)
        return
    ways = {"blank": "Blank", "own": "From my own draft", "text": "From a text or file"}
    first = not readable_drafts(now, mine)
    with st.expander("Start a draft", icon=":material/note_add:", expanded=first or bool(state.kept("bring-to-committee") is not None)):
        title = st.text_input("Title", key="draft-title", max_chars=200, placeholder="What delegates will call it, such as “Firearms and river patrols”")
        way = st.segmented_control("Begin", list(ways), format_func=ways.__getitem__, default="blank", key="draft-way")
        bench.fault("start")
        if way == "text":
            state.keep("bring-to-committee", title)
            look.show('<p class="ph-sub">You review what was understood before it becomes a draft of the committee.</p>')
            review_screen.importer()
            return
        state.keep("bring-to-committee", None)
        own = drafting.own()
        empty = way == "own" and own.is_empty
        if way == "own":
            what = f"{pictures.paragraphs(own)}. Your own draft stays as it is." if not empty else "Your own draft is empty."
            look.show(f'<p class="ph-sub">{what}</p>')
        label = "Take my own draft to the committee" if way == "own" else "Start"
        st.button(label, type="primary", key="start-draft", disabled=empty or way is None, on_click=start)


# -- one draft: its bloc and its way


def invite(draft: str, box: str) -> None:
    """Invite the seat that was chosen."""
    chosen = state.value_of(box)
    if chosen and bench.do(CoAuthorSet(draft=draft, seat=chosen), "bloc"):
        state.show_in(box, None)


def end_writing(draft: str, who: str) -> None:
    """Take an invitation back, or leave."""
    bench.do(CoAuthorSet(draft=draft, seat=who, writes=False), "bloc")


def open_to_sign(draft: str, opens: bool) -> None:
    """Show the draft to all delegates, or close it again."""
    bench.do(OpenedToSign(draft=draft, open=opens), "bloc")


def bloc(now: Room, mine: Seat, paper: Shared) -> None:
    """Who writes, and who may sign."""
    look.show('<h2 class="ph-h">Bloc</h2>')
    bench.fault("bloc")
    look.show(f'<p class="ph-names"><b>Author</b> {escape(now.seat_name(paper.author))}</p>')
    for who in paper.co_authors:
        with st.container(horizontal=True, vertical_alignment="center", key=f"co-{who}"):
            look.show(f'<p class="ph-names"><b>Co-author</b> {escape(now.seat_name(who))}</p>')
            if paper.stage is not Stage.VOTED and not bench.why_not(now, mine, CoAuthorSet(draft=paper.id, seat=who, writes=False)):
                label = "Leave" if who == mine.id else "Take the invitation back"
                st.button(label, key=f"end-{who}", on_click=end_writing, args=(paper.id, who))
    if mine.id in paper.co_authors and paper.stage is Stage.WORKING:
        look.show(look.note("You are invited to write: open it in the workbench."))
    if paper.stage in BEFORE_THE_FLOOR and (mine.id == paper.author or bench.is_dais(mine)):
        free = [s.id for s in now.seats.values() if s.active and s.role is Role.DELEGATE and s.id not in paper.writers]
        if free:
            box = f"invite-{paper.id}"
            with st.container(horizontal=True, vertical_alignment="bottom"):
                st.selectbox("Invite to write", free, index=None, format_func=now.seat_name, placeholder="A seat of the committee", key=box, width=260)
                st.button("Invite", key=f"{box}-go", on_click=invite, args=(paper.id, box), disabled=not state.value_of(box))
    if paper.stage is Stage.WORKING and not bench.why_not(now, mine, OpenedToSign(draft=paper.id, open=True)):
        box = state.showing(f"open-to-sign-{paper.id}", paper.open_to_sign)
        st.toggle("Open to sign: all delegates may read it", key=box, on_change=state.on_choice(box, partial(open_to_sign, paper.id)))
    bench.signing(now, mine, paper, "panel")


def step(draft: str, to: Stage, symbol_box: str = "") -> None:
    """Take a step on a draft's way, with what the boxes hold now: a click straight from a box comes before it is drawn again."""
    symbol = str(state.value_of(symbol_box) or "").strip() if symbol_box else ""
    remark = ""
    if to is Stage.WORKING:
        remark = str(state.value_of(f"remark-{draft}") or "").strip()[:1000]
    if to is Stage.VOTED:
        remark = result_in_words(draft)
    if to is Stage.INTRODUCED and introduced_at_the_meeting(draft):
        return
    if bench.do(StageChanged(draft=draft, to=to, remark=remark, symbol=symbol), "way"):
        shared.refresh()


def introduced_at_the_meeting(draft: str) -> bool:
    """Introduce a draft as an event of the meeting that is open, where it is in order there, so that its record has it."""
    now = conference.room()
    paper = sitting.register(now).get(draft) if now is not None and now.session is not None and now.session.is_open else None
    if paper is None:
        return False
    event = DraftIntroduced(at=sitting.now(), document=draft, symbol=paper.symbol, title=paper.title, sponsors=paper.sponsors, signatories=paper.signatories)
    if not sitting.ruling(event, now) or not sitting.do(event):
        return False
    shared.refresh()
    return True


def way(now: Room, mine: Seat, paper: Shared) -> None:
    """The steps that this seat may take, and what is missing for them."""
    look.show(f'<h2 class="ph-h">Where it stands</h2><p class="ph-names"><span class="ph-stage">{escape(paper.stage.value)}</span></p>')
    voted = result_of(now, paper, state.topic())
    if paper.remark and not (voted and voted.line == paper.remark):
        look.show(f'<p class="ph-flag"><b>{"Result" if paper.stage is Stage.VOTED else "The dais says"}:</b> <bdi>{escape(paper.remark)}</bdi></p>')
    bench.fault("way")
    steps = STEPS.get(paper.stage, {})
    dais = bench.is_dais(mine)
    offered = [to for to, whose in steps.items() if dais or (whose == "bloc" and mine.id in paper.writers)]
    if dais and amendments.before_a_meeting(now, paper):
        look.show(look.note("The meeting has it before it: it is voted on from the page Console."))
        offered = [to for to in offered if to is not Stage.VOTED]
    if paper.stage is Stage.VOTED and not dais:
        look.show(look.note("Nothing is left to do here, unless the committee reconsiders it."))
    elif paper.stage is Stage.SUBMITTED and not dais:
        look.show(look.note("It waits for the dais, which approves it or sends it back with what is to be done. You need do nothing: what it decides shows here."))
    elif paper.stage is Stage.SUBMITTED:
        look.show(look.note("Its bloc has submitted it. Read it under Paragraphs; then approve it, or send it back and say what is to be done."))
    elif paper.stage is Stage.APPROVED and not dais:
        look.show(look.note("The dais has approved it. It is introduced next, and then debated; you need do nothing here."))
    elif not offered and steps:
        waits = "the dais" if "dais" in steps.values() and paper.stage is not Stage.WORKING else "its bloc"
        look.show(look.note(f"The next step is for {waits}."))
    for to in offered:
        with st.container(key=f"step-{to.name.lower()}"):
            if to is Stage.WITHDRAWN:
                withdrawal(now, mine, paper)
            else:
                one_step(now, mine, paper, to)


def withdrawal(now: Room, mine: Seat, paper: Shared) -> None:
    """The way out, behind words that say what follows; a second click on the place of another step does not take it."""
    no = bench.why_not(now, mine, StageChanged(draft=paper.id, to=Stage.WITHDRAWN))
    with st.popover("Withdraw", icon=":material/undo:"):
        look.show(look.note(WITHDRAWAL.get(paper.stage, OFF_THE_FLOOR)))
        st.button("Withdraw the draft", key="to-withdrawn", disabled=bool(no), on_click=step, args=(paper.id, Stage.WITHDRAWN))
        if no:
            look.show(f'<p class="ph-missing">{escape(no)}</p>')


def one_step(now: Room, mine: Seat, paper: Shared, to: Stage) -> None:
    """A step with its button, what it asks for, and what is missing."""
    label = STEP_WORDS.get((paper.stage, to), to.value.capitalize())
    no = box = ""
    try:
        ready = decided(now, mine.id, StageChanged(draft=paper.id, to=to))
        proposed = ready.symbol if isinstance(ready, StageChanged) else ""
    except Refused as error:
        no, proposed = str(error), ""
    if to is Stage.APPROVED and not no:
        box = f"symbol-{paper.id}-{proposed}"
        symbol = st.text_input("Symbol", value=proposed, key=box, max_chars=60)
        no = bench.why_not(now, mine, StageChanged(draft=paper.id, to=to, symbol=symbol))
    if to is Stage.WORKING and paper.stage is not Stage.WITHDRAWN:
        st.text_area("What the bloc is to do", key=f"remark-{paper.id}", height=80, max_chars=1000)
    if to is Stage.VOTED:
        result(paper)
    primary = to in (Stage.SUBMITTED, Stage.APPROVED, Stage.INTRODUCED)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            label, key=f"to-{to.name.lower()}", type="primary" if primary else "secondary", disabled=bool(no),
            on_click=step, args=(paper.id, to, box),
        )  # fmt: skip
        if no:
            look.show(f'<p class="ph-missing">{escape(no)}</p>')
        elif to is Stage.SUBMITTED:
            look.show('<p class="ph-missing">The dais reads it then, and its text does not change until it is approved or sent back.</p>')


COUNTED = ("in favour", "against", "abstaining")


def result(paper: Shared) -> None:
    """The fields for the result of the vote."""
    st.segmented_control("Result of the vote", ["Adopted", "Not adopted"], key=f"outcome-{paper.id}", default="Adopted")
    with st.container(horizontal=True):
        for word in COUNTED:
            st.number_input(word.capitalize(), min_value=0, max_value=250, step=1, key=f"{word}-{paper.id}", width=120)


def result_in_words(draft: str) -> str:
    """The result of the vote in words, from the counts."""
    outcome = str(state.value_of(f"outcome-{draft}") or "Adopted")
    counts = [(int(state.value_of(f"{word}-{draft}") or 0), word) for word in COUNTED]
    said = ", ".join(f"{number} {word}" for number, word in counts)
    return f"{outcome}: {said}" if any(number for number, _ in counts) else outcome


HEADING = {"title": "Title", "topic": "The question of (topic line of the resolution)"}
"""The fields of the heading that are changed on this page, and the boxes they are in."""


def heading_of(paper: Shared) -> dict[str, str]:
    """These fields as they stand."""
    return {"title": paper.title, "topic": paper.draft.topic}


def drawn_heading(draft: str) -> dict[str, str]:
    """The fields as the boxes had them before anything was typed there."""
    return dict(json.loads(state.kept(f"heading-{draft}") or "{}"))


def rename(draft: str) -> None:
    """Keep what was typed for the title and the topic line, as a box is left and as Keep is pressed. A field that somebody else
    changed meanwhile is theirs until Keep is pressed where that is shown; a field that was left alone stays as it is now."""
    if state.kept(f"heading-told-{draft}"):
        # Leaving the box and pressing Keep were one click, and what was told has not been seen yet.
        return
    room = conference.room()
    paper = room.drafts.get(draft) if room else None
    drawn = drawn_heading(draft)
    typed = {name: " ".join(str(state.value_of(f"{name}-{draft}") or "").split()) for name in HEADING}
    changed = {name: text for name, text in typed.items() if text != drawn.get(name)}
    if paper is None or not changed:
        return
    stands = heading_of(paper)
    state.keep(f"heading-{draft}", json.dumps(drawn | {name: stands[name] for name in changed}))
    theirs = [f"{HEADING[name].partition(' (')[0]}: “{stands[name]}”" for name, text in changed.items() if stands[name] not in (drawn.get(name), text)]
    if theirs:
        state.keep("fault-heading", f"Somebody else changed this meanwhile. {'; '.join(theirs)}. Press Keep to put yours in its place.")
        state.keep(f"heading-told-{draft}", True)
        return
    if bench.do(HeadingChanged.model_validate({"draft": draft, "fields": changed, "base": paper.heading_version}), "heading"):
        state.keep(f"heading-{draft}", json.dumps(drawn | changed))
        shared.refresh()


def heading(now: Room, mine: Seat, paper: Shared) -> None:
    """Title and topic line, for those who write."""
    if not may_write(now, mine, paper):
        return
    stands = heading_of(paper)
    state.keep(f"heading-told-{paper.id}", False)
    if any(state.value_of(f"{name}-{paper.id}") is None for name in HEADING):
        state.keep(f"heading-{paper.id}", json.dumps(stands))
    with st.expander("Title and topic line"):
        with st.container():
            bench.fault("heading")
        for name, label in HEADING.items():
            st.text_input(label, value=stands[name], key=f"{name}-{paper.id}", max_chars=200 if name == "title" else 400, on_change=rename, args=(paper.id,))
        st.button("Keep", key="keep-heading", on_click=rename, args=(paper.id,))


def standing(now: Room, mine: Seat, paper: Shared) -> None:
    """The bloc beside the way."""
    left, right = st.columns(2, gap="large")
    with left:
        bloc(now, mine, paper)
    with right:
        way(now, mine, paper)
        heading(now, mine, paper)


# -- one draft: its paragraphs


def paragraphs(now: Room, mine: Seat, paper: Shared) -> None:
    """The text beside the comments on and the history of one paragraph."""
    gone = shared_history.lost(shared.history(paper.id), paper)
    ids = [p.id for p in paper.draft.paragraphs]
    if not ids and not gone:
        look.show(look.empty("Nothing is written yet", "Open the draft in the workbench to write its first paragraph."))
        return
    open_comments = {p: sum(c.paragraph == p and not c.settled for c in paper.comments) for p in (*ids, *gone)}

    def label(paragraph: str) -> str:
        found = paper.draft.find(paragraph)
        words = " ".join((found.text if found else gone.get(paragraph, "")).split()[:8])
        place = bench.place_of(paper, paragraph) or "deleted"
        said = open_comments.get(paragraph, 0)
        return f"{place}: {words}" + (f" ({said} comment{'' if said == 1 else 's'})" if said else "")

    left, right = st.columns([0.52, 0.48], gap="large")
    with right:
        chosen = str(choose.lasting("Paragraph", [*ids, *gone], key=f"look-at-{paper.id}", words=label, first=[*ids, *gone][0]))
        found = paper.draft.find(chosen)
        text = found.text if found else gone.get(chosen, "")
        struck = f"<del>{escape(text)}</del>" if found is None else escape(text)
        look.show(f'<p class="ph-markup"><bdi class="ph-marked">{struck}</bdi></p>')
        look.show('<h2 class="ph-h">Comments</h2>')
        shared_history.comments(now, mine, paper, chosen, "panel")
        look.show('<h2 class="ph-h">History</h2>')
        shared_history.of_paragraph(now, mine, paper, chosen, "panel")
    with left:
        look.show('<h2 class="ph-h">Text</h2>')
        report = reactions.report_of(paper.draft, state.topic(), council(), numbers=paper.numbers)
        members = council().members
        look.show(bench.paper_view(report, paper, chosen) or reactions.paper(report, members, chosen, state.topic()))


# -- the page


room, seat = sign_in.guarded("Drafts", Role.CHAIR, Role.DELEGATE, Role.OBSERVER, Role.SECRETARIAT)
if review_screen.shown():
    st.stop()
begun = state.kept("begun")
if begun:
    state.keep("begun", None)
    show_paper(str(begun))
chosen = st.query_params.get("paper", "")
paper = next((p for p in readable_drafts(room, seat) if p.id == chosen), None)

if paper is None:
    st.title("Drafts", anchor=False)
    if chosen:
        look.show(look.note("The draft of this address is not there, or not yours to read; here are those that are."))

    whereabouts.line()
    do, about = live.picture("drafts", key="drafts")
    if do == "open":
        to_workbench(about)
        st.rerun()
    if do == "details":
        show_paper(about)
        st.rerun()
    live.follow_page(("settings", "seats"), key="drafts-ear")
    start_one(room, seat)
    st.stop()

state.keep("bring-to-committee", None)
with st.container(horizontal=True, vertical_alignment="center", key="paper-top"):
    st.title(look.plain(title_of(paper)), anchor=False)
    st.button("Open in the workbench", type="primary", icon=":material/edit_document:", key="open-paper", on_click=to_workbench, args=(paper.id,))
    st.button("All drafts", icon=":material/arrow_back:", key="all-papers", on_click=show_paper, args=(None,))
voted = result_of(room, paper, state.topic())
found = pictures.forecast_of(paper.draft, state.topic(), council(), paper.numbers)
# Always drawn: what comes and goes above a box would take with it what is typed there.
expected = f'<p class="ph-eyebrow">Expected vote</p>{reactions.vote_line(found)}' if found is not None else ""
look.show(reactions.result_line(*voted) if voted else expected)
by = pictures.last_seat(room.committee, paper.id, paper.version)
who = f" by {escape(room.seat_name(by))}" if by else ""
look.show(
    f'<p class="ph-sub">{pictures.paragraphs(paper.draft)} · last changed {shared.time_of(paper.changed_at)}{who}'
    f"{' · everybody in the room has it' if paper.stage in PUBLIC else ''}</p>"
)
asked = st.query_params.pop("view", "")
if asked in VIEWS:
    # An address may name the view, as the one from the console does.
    state.keep(f"chosen-view-{paper.id}", asked)
waiting = sum(p.amendment.state in ("proposed", "stale") for p in paper.amendments)
names = {v: f"Amendments ({waiting})" if v == "Amendments" and waiting else v for v in VIEWS}
view = choose.view(names, key=f"view-{paper.id}")
# Whether an amendment is before the room the session knows.
parts = [f"draft:{paper.id}", "settings", "seats", *(["session"] if view == "Amendments" else [])]
live.follow_page(parts, key=f"paper-ear-{paper.id}")
if view == "Amendments":
    amendments.panel(room, seat, paper)
elif view == "Paragraphs":
    paragraphs(room, seat, paper)
elif view == "History":
    shared_history.of_draft(room, paper)
else:
    standing(room, seat, paper)
