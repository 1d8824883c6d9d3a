"""What the page Print offers: each document with what may be chosen of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any, NamedTuple

import streamlit as st

from briefings.akn import akn
from briefings.amendment_file import carried, write_amendments
from briefings.binder import SECTIONS, TEMPLATE, Case, binder, of_variant
from briefings.dais_pack import SHEETS, Room, chair_sheets, room_of
from briefings.dais_pack import TEMPLATE as TABLE
from briefings.docx import docx_file
from briefings.engine import PAPERS, Paper, PrintingFault
from briefings.html import resolution_html
from briefings.marked import SHEET, aligned, amendment_sheet, marked_up, sheets_data
from briefings.own_rules import without_room
from briefings.pack_docx import pack_docx
from briefings.plain import markdown, plain_text
from briefings.press import Job
from briefings.record import PARTS, adoption, session_record
from briefings.record import TEMPLATE as RECORD
from briefings.resolution import CONFERENCE, Document, Outcome, document, with_outcome
from briefings.resolution import TEMPLATE as RESOLUTION
from briefings.sheets import jobs_of_sheets
from committee.exported import Export
from committee.procedure import DEFAULT_PROCEDURE, THE_COUNCIL_VOTES, Procedure, load_procedure, procedure_ids
from committee.voting import member_name
from positions.council import Council
from positions.topic import Topic
from records.room import Shared
from records.taken_in import objection, without
from resolutions.amendments import Amendment
from resolutions.lint.house_styles import find_house, houses
from resolutions.model import Draft
from resolutions.numbering import PARTS as TEXT_PARTS
from resolutions.numbering import fixed, labels
from resolutions.workfile import UnreadableDraft, official_names, read_bytes, read_draft, read_working
from ui import conference, drafting, look, shared, sign_in, state
from ui import session as sitting
from ui import shared_bench as bench
from ui.papers import result_of, vote_on
from ui.printing import Format, Printable
from ui.record import of_the_record as events_of_the_record
from ui.record import risen

OWN = "own"
"""The own draft among those that can be printed."""

BY_AMENDMENTS, BY_INTRODUCTION, BY_FILE = "amendments", "introduction", "file"
"""What a draft is marked up against, besides another draft."""

WORKBENCH = "../pages/delegate/workbench.py"

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Chosen(NamedTuple):
    """A draft that can be printed."""

    id: str
    label: str
    draft: Draft
    shared: Shared | None = None

    @property
    def numbers(self) -> dict[str, str]:
        """The label of each paragraph on paper."""
        return bench.numbers_of(self.shared) if self.shared else labels(self.draft, fixed(self.draft))

    @property
    def amendments(self) -> tuple[Amendment, ...]:
        """What was proposed to it, in the order of submission, without what was withdrawn."""
        found = (p.amendment for p in self.shared.amendments) if self.shared else ()
        return tuple(sorted((a for a in found if a.state != "withdrawn"), key=lambda a: a.number))


# -- drafts


def outcome_of(chosen: Chosen) -> Outcome | None:
    """What came of the vote on a draft, as the committee's record has it; None before the vote, and for a draft of one's own."""
    room = conference.room()
    voted = result_of(room, chosen.shared, state.topic()) if room and chosen.shared else None
    if room is None or chosen.shared is None or voted is None:
        return None
    vote, here = vote_on(room, chosen.shared), sitting.session()
    told = Outcome.told(voted.line)
    if not told.adopted or vote is None or here is None:
        return told
    return Outcome(adopted=True, line=adoption(events_of_the_record(here), vote.id, chosen.draft.committee, _offset()))


def _offset() -> int:
    """Minutes by which the clock of whoever looks is ahead of UTC."""
    return -(st.context.timezone_offset or 0)


def drafts() -> dict[str, Chosen]:
    """The drafts that this browser may print, by id: its own, and those of the committee that it may read."""
    found: dict[str, Chosen] = {}
    own = drafting.own()
    if not own.is_empty:
        found[OWN] = Chosen(OWN, "My own draft", _with_topic(own))
    room = conference.room()
    for paper in room.drafts.values() if room else ():
        if not paper.draft.is_empty:
            found[paper.id] = Chosen(paper.id, bench.title_of(paper), _with_topic(paper.draft), paper)
    return found


def _with_topic(draft: Draft) -> Draft:
    return draft if draft.topic else draft.model_copy(update={"topic": state.topic().about.agenda_item})


def choose_draft(key: str = "print-draft", label: str = "Draft") -> Chosen | None:
    """The draft to be printed; None, and what to do, where there is none."""
    found = drafts()
    if not found:
        look.show(look.empty("There is no draft to print yet", "Write one in the workbench, or open a file there; it shows here at once."))
        if st.button("Go to the workbench", icon=":material/edit_document:", key="print-to-bench"):
            st.switch_page(WORKBENCH, query_params=state.address())
        return None
    first = shared.open_id() if shared.open_id() in found else next(iter(found))
    picked = st.selectbox(label, list(found), index=list(found).index(first), format_func=lambda d: found[d].label, key=key)
    return found[picked]


# -- what is chosen of a draft


def choose_paper() -> Paper:
    """A4 or US Letter."""
    return st.segmented_control("Paper", PAPERS, default=sign_in.usual_paper(), required=True, format_func=lambda p: "A4" if p == "a4" else "US Letter", key="print-paper") or "a4"


def _house() -> str:
    """The committee's house; empty for the form of the United Nations."""
    here = state.settings()
    return find_house("mun", here.house or None).id if here and here.style == "mun" else ""


def conference_name() -> str:
    """What stands at the head of what is printed: the name of the conference, where there is one."""
    return sign_in.conference_name()[:80] or CONFERENCE


def choose_form(outcome: Outcome | None = None) -> dict[str, Any]:
    """What `briefings.resolution.document` takes besides the draft. DRAFT never stands behind what was adopted."""
    known = {house: one for house, one in houses().items() if one.style == "mun"}
    ids = ["", *known]
    house = st.selectbox(
        "Style", ids, index=ids.index(_house()) if _house() in ids else 0,
        format_func=lambda h: known[h].name if h else "United Nations", key="print-style",
    )  # fmt: skip
    called = st.text_input("Conference, at the head of each document", conference_name(), max_chars=80, key="print-conference")
    with st.container(horizontal=True):
        lines = st.toggle("Line numbers", key="print-lines")
        watermark = not (outcome and outcome.adopted) and st.toggle("DRAFT behind the text", key="print-watermark")
    on = st.date_input("Date on it", value=None, format="YYYY-MM-DD", key="print-date")
    return {
        "style": "mun" if house else "un", "house": house or None, "paper": choose_paper(), "lines": lines, "watermark": watermark,
        "on": on if isinstance(on, date) else None, "conference": called.strip() or CONFERENCE, "outcome": outcome,
    }  # fmt: skip


def file_name(words: str, fallback: str = "document") -> str:
    """A name for a file, of letters that every system takes."""
    return re.sub(r"[^A-Za-z0-9]+", "-", words).strip("-")[:60] or fallback


def resolution() -> Printable | None:
    """A draft resolution, or the resolution that it became."""
    chosen = choose_draft()
    if chosen is None:
        return None
    outcome = outcome_of(chosen)
    options = choose_form(outcome)
    names = official_names(state.topic())
    draft, on = chosen.draft, options["on"]
    made = document(draft, names, labels=chosen.numbers, **options)
    told = with_outcome(draft, outcome)
    files = (
        Format("Word", "docx", WORD, lambda: docx_file(made)),
        Format("HTML", "html", "text/html", lambda: resolution_html(made).encode()),
        Format("Markdown", "md", "text/markdown", lambda: markdown(told, names).encode()),
        Format("Text", "txt", "text/plain", lambda: plain_text(told, names).encode()),
        Format("Akoma Ntoso", "akn.xml", "application/xml", lambda: akn(draft, names, on=on, outcome=outcome)),
    )
    return Printable(f"the {made.kind}", _file_of(draft, outcome), RESOLUTION, made.as_data(), files)


def _file_of(draft: Draft, outcome: Outcome | None) -> str:
    """The name of a draft's file; one of a resolution says that it is one."""
    kind = "resolution" if outcome and outcome.adopted else "draft-resolution"
    name = file_name(draft.symbol, kind)
    return f"resolution-{name}" if kind == "resolution" and name != kind else name


# -- amendments


def amendment_sheets() -> Printable | None:
    """Sheets of amendments, or the empty form."""
    chosen = choose_draft()
    if chosen is None:
        return None
    known = {a.id: a for a in chosen.amendments}
    picked = st.multiselect("Amendments", list(known), format_func=lambda a: f"Amendment {known[a].number}", placeholder="All", key=f"print-amendments-{chosen.id}") if known else []
    blank = st.toggle("Empty form instead", key="print-blank") if known else True
    if not known:
        look.show(look.note("No amendment to this draft is on record, so this is the empty form with its heading filled in."))
    wanted: list[Amendment | None] = [None] if blank else [known[a] for a in known if a in picked or not picked]
    names, numbers = official_names(state.topic()), chosen.numbers
    paper = choose_paper()
    sheets = [amendment_sheet(chosen.draft, one, numbers, names, paper=paper, conference=conference_name()) for one in wanted]
    given = [one for one in wanted if one is not None]
    files = (Format("JSON", "json", "application/json", lambda: write_amendments(given, chosen.draft, numbers, names).encode()),) if given else ()
    label = "the amendment form" if blank else "the amendment sheets"
    return Printable(label, "amendment-form" if blank else "amendments", SHEET, sheets_data(sheets), files)


def marked() -> Printable | None:
    """A draft marked up: with amendments as if they carried, or against an earlier text."""
    chosen = choose_draft()
    if chosen is None:
        return None
    waiting = {a.id: a for a in chosen.amendments if a.is_open}
    introduced = _as_introduced(chosen.shared)
    others = {id: one for id, one in drafts().items() if id != chosen.id}
    ways = {
        **({BY_AMENDMENTS: "Amendments, as if they carried"} if waiting else {}),
        **({BY_INTRODUCTION: "Since it was introduced"} if introduced else {}),
        **{id: f"Since: {one.label}" for id, one in others.items()},
        BY_FILE: "Since an earlier file",
    }
    way = st.selectbox("Show what changed", list(ways), format_func=ways.__getitem__, key=f"print-way-{chosen.id}")
    before, after, numbers = chosen.draft, chosen.draft, None
    if way == BY_AMENDMENTS:
        picked = st.multiselect("Amendments", list(waiting), format_func=lambda a: f"Amendment {waiting[a].number}", placeholder="All", key=f"print-carried-{chosen.id}")
        after, left_out = carried(before, [waiting[a] for a in waiting if a in picked or not picked])
        for words in left_out:
            st.warning(look.plain(words))
        numbers = labels(after, chosen.shared.numbers if chosen.shared and chosen.shared.numbers else fixed(before))
    elif way == BY_INTRODUCTION and introduced:
        before, numbers = introduced, chosen.numbers
    elif way == BY_FILE:
        earlier = _earlier_file()
        if earlier is None:
            return None
        before = aligned(earlier, after)
    else:
        before = aligned(others[way].draft, after)
    # Amendments that wait would make another text than the one that was voted on.
    outcome = None if way == BY_AMENDMENTS else outcome_of(chosen)
    options = choose_form(outcome)
    made = marked_up(before, after, official_names(state.topic()), labels=numbers, **options)
    return Printable("the marked-up version", f"{_file_of(chosen.draft, outcome)}-marked-up", RESOLUTION, made.as_data(), _drawn(made))


def _as_introduced(paper: Shared | None) -> Draft | None:
    """The draft as it was introduced: without the amendments that were taken into it; None where there are none, or where they do not come out of it, as it was changed otherwise since."""
    left = [p.taken for p in paper.amendments if p.taken is not None] if paper else []
    if paper is None or paper.numbers is None or not left:
        return None
    draft = paper.draft
    while left:
        done = next((one for one in reversed(left) if not objection(draft, one)), None)
        if done is None:
            return None
        draft = without(draft, done)
        left.remove(done)
    by_id = {p.id: p for p in draft.paragraphs}
    if set(by_id) != {*paper.numbers.preambular, *paper.numbers.operative}:
        return None
    return draft.model_copy(update={part: tuple(by_id[one] for one in paper.numbers.of(part)) for part in TEXT_PARTS})


def _drawn(made: Document) -> tuple[Format, ...]:
    return (
        Format("Word", "docx", WORD, lambda: docx_file(made)),
        Format("HTML", "html", "text/html", lambda: resolution_html(made).encode()),
    )


@lru_cache(maxsize=8)
def _read(data: bytes, name: str, topic: Topic) -> Draft:
    text = read_bytes(data, name).text
    saved = read_working(text)
    return saved.draft if saved else read_draft(text, topic)


def _earlier_file() -> Draft | None:
    """The draft in a file that is handed in; None before, or where it holds none."""
    file = st.file_uploader(
        "The text as it was: Word, PDF, text, Markdown, Akoma Ntoso, or a working file",
        type=["docx", "docm", "pdf", "txt", "md", "markdown", "xml", "akn", "json"], key="print-earlier",
    )  # fmt: skip
    if file is None:
        look.show(look.note("Hand in the earlier text; paragraphs are told by their words."))
        return None
    try:
        found = _read(file.getvalue(), file.name, state.topic())
    except (UnreadableDraft, ValueError, RecursionError) as error:
        st.error(look.plain(str(error) or "No draft can be read from this file."))
        return None
    if found.is_empty:
        st.error("No paragraph of a resolution was found in this file.")
        return None
    return found


# -- packs


def guests() -> tuple[str, ...]:
    """Who sits in the committee without a vote."""
    here = state.settings()
    return (*here.invited, *here.observers) if here is not None else ()


def committee() -> Council:
    """Those who vote, under the committee's own name."""
    here, found = state.settings(), state.council()
    return found.model_copy(update={"name": here.name}) if here is not None else found


def council() -> Council:
    """Those who vote, as far as the topic knows them."""
    return shared.known_members(state.topic(), committee())


def case_of(rules: Procedure, delegation: str | None = None, draft: Draft | None = None) -> Case:
    """What a pack of a delegation is made for."""
    topic = state.topic()
    who = topic.delegation_by_id[delegation] if delegation else state.delegation() or topic.delegations[0]
    return Case(topic, council(), who, draft, rules, conference_name())


def choose_rules() -> Procedure:
    """The rules of the committee; in solo use those that are chosen, under which a council votes as the Charter has it.

    Raises:
        PrintingFault: if something in the committee's own rules has no room on paper.
    """
    if state.settings() is not None:
        return _rules()
    family = st.selectbox("Rules", procedure_ids(), format_func=lambda p: load_procedure(p).name, key="print-rules")
    return load_procedure(family, dict(THE_COUNCIL_VOTES) if family != DEFAULT_PROCEDURE else None)


def _rules() -> Procedure:
    """The rules that the committee goes by; in solo use, the Security Council's.

    Raises:
        PrintingFault: if something in the conference's own rules has no room on paper.
    """
    here = state.settings()
    if here is not None and (fault := without_room(here.procedure)):
        raise PrintingFault(f"the committee’s own rules have no room on paper: {fault}; the chair does it on the page Dais, under “Rules of this committee”")
    return sitting.procedure()


def choose_delegation() -> str:
    """A delegation of the topic; members of the council come first."""
    topic, mine = state.topic(), state.delegation()
    seated = [m for m in council().members if m in topic.delegation_by_id]
    ids = [*seated, *(d.id for d in topic.delegations if d.id not in seated)]
    return st.selectbox("Delegation", ids, index=ids.index(mine.id) if mine else 0, format_func=lambda d: topic.delegation_by_id[d].name, key="print-who")


def _forecast_of() -> Draft | None:
    found = drafts()
    if not found:
        return None
    picked = st.selectbox("Forecast of", ["", *found], format_func=lambda d: found[d].label if d else "No draft", key="print-forecast")
    return found[picked].draft if picked else None


def pack(variant: str) -> Printable:
    """A briefing pack of a variant."""
    who = choose_delegation() if variant != "chair" else None
    draft = _forecast_of()
    at_hand = [name for name in of_variant(variant) if draft or name != "forecast"]
    sections = st.multiselect("Sections", at_hand, format_func=lambda s: SECTIONS[s][0], placeholder="All", key=f"print-sections-{variant}")
    rules = choose_rules()
    made = binder(case_of(rules, who, draft), variant=variant, sections=sections, paper=choose_paper())
    name = "chair" if variant == "chair" else f"{who}-observer" if variant == "observer" else str(who)
    return _of_binder(str(made["title"]), name, made)


def _of_binder(label: str, name: str, made: Mapping[str, Any]) -> Printable:
    return Printable(label, name, TEMPLATE, made, (Format("Word", "docx", WORD, lambda: pack_docx(dict(made))),))


def forecast() -> Printable | None:
    """How a council would vote on a draft, and why."""
    chosen = choose_draft()
    if chosen is None:
        return None
    who = choose_delegation()
    made = binder(case_of(_rules(), who, chosen.draft), sections=("forecast",), paper=choose_paper())
    return _of_binder("the forecast", f"{file_name(chosen.draft.symbol, 'draft')}-forecast", {**made, "kind": "Forecast of a draft"})


def clause_bank() -> Printable:
    """The clause library, ranked for a delegation."""
    who = choose_delegation()
    made = binder(case_of(_rules(), who), sections=("clauses",), paper=choose_paper())
    return _of_binder("the clause bank", f"{who}-clauses", {**made, "kind": "Clause bank"})


# -- what lies on the chair's table


def table_sheets() -> Printable:
    """Placards, badges, rolls, lists, voting sheets, forms and script cards, under the rules of the committee."""
    picked = st.multiselect("Sheets", list(SHEETS), default=["placards"], format_func=lambda name: SHEETS[name].title, placeholder="All", key="print-sheets")
    made = chair_sheets(_room(choose_rules()), [name for name in SHEETS if name in picked], paper=choose_paper())
    return Printable(str(made["title"]), picked[0] if len(picked) == 1 else "sheets", TABLE, made)


def _room(rules: Procedure) -> Room:
    """The committee as it is, with those who sit in it without a vote."""
    return room_of(committee(), state.topic(), rules, conference=conference_name(), guests=guests())


def record() -> Printable | None:
    """The record of the committee's meetings: of those that have risen, and for the dais of the one under way too."""
    export = _session_export()
    if export is None:
        look.show(look.empty("No meeting is on record yet", "A committee's record writes itself from the moment the chair opens the session, and opens to all when the meeting has risen."))
        return None
    picked = st.multiselect("Parts", PARTS, format_func=str.capitalize, placeholder="All", key="print-parts")
    made = session_record(export, [part for part in PARTS if part in picked], procedure=_rules(), paper=choose_paper(), conference=conference_name())
    return Printable("the record", file_name(f"{export.committee}-record", "record"), RECORD, made)


def _session_export() -> Export | None:
    """The session as this browser may read it; None in solo use, and before a meeting is on record."""
    room, here = conference.room(), sitting.session()
    if room is None or here is None or not here.meeting:
        return None
    events = events_of_the_record(here)
    if not conference.is_dais():
        events = risen(events, here)
    names = {one: called for one, called in sitting.names(room).items() if one not in ("chair", "dais") and member_name(one) == one}
    return Export(events=events, names=names, committee=room.name, procedure=here.procedure, offset_minutes=_offset()) if events else None


class Offer(NamedTuple):
    """A document on the page's list."""

    label: str
    choose: Callable[[], Printable | None]
    """Draws what may be chosen of it, and answers the document; None where something is missing, which it says."""


OFFERS: dict[str, Offer] = {
    "resolution": Offer("Draft or resolution", resolution),
    "marked": Offer("Draft, marked up", marked),
    "amendments": Offer("Amendment sheets", amendment_sheets),
    "forecast": Offer("Forecast of a draft", forecast),
    "delegate": Offer("Delegation pack", partial(pack, "delegate")),
    "observer": Offer("Observer's pack", partial(pack, "observer")),
    "chair": Offer("Chair's pack", partial(pack, "chair")),
    "clauses": Offer("Clause bank of a delegation", clause_bank),
    "sheets": Offer("Sheets for the dais", table_sheets),
    "record": Offer("Record of the session", record),
}


# -- the whole committee

Labelled = tuple[str, Job]

ROOM: dict[str, str] = {
    "packs": "A pack for each delegation", "chair": "The chair's pack", "sheets": "Sheets for the dais",
    "drafts": "Drafts and resolutions", "amendments": "Amendment sheets", "record": "Record of the session",
}  # fmt: skip


def room_parts() -> list[str]:
    """What there is to print for the whole committee."""
    found = drafts().values()
    there = {"drafts": bool(found), "amendments": any(one.amendments for one in found), "record": _session_export() is not None}
    return [part for part in ROOM if there.get(part, True)]


def choose_room() -> Callable[[], Sequence[Labelled]]:
    """What goes into the archive; answers what makes it ready."""
    at_hand = room_parts()
    picked = st.multiselect("In the archive", at_hand, format_func=lambda part: ROOM[part], placeholder="Everything", key="print-room")
    found = drafts()
    draft = None
    if found:
        chosen = st.selectbox("Forecast in the packs", ["", *found], format_func=lambda d: found[d].label if d else "No draft", key="print-room-forecast")
        draft = found[chosen].draft if chosen else None
    rules, paper = choose_rules(), choose_paper()
    wanted = [part for part in at_hand if part in picked or not picked]
    return lambda: list(_room_jobs(wanted, draft, rules, paper, found))


def _room_jobs(wanted: Sequence[str], draft: Draft | None, rules: Procedure, paper: Paper, found: Mapping[str, Chosen]) -> Iterator[Labelled]:
    topic = state.topic()
    names = official_names(topic)
    if "packs" in wanted:
        for member in dict.fromkeys((*council().members, *guests())):
            one = topic.delegation_by_id.get(member)
            if one is not None:
                variant = "observer" if member in guests() else "delegate"
                yield one.name, Job(f"packs/{member}.pdf", TEMPLATE, binder(case_of(rules, member, draft), variant=variant, paper=paper))
    if "chair" in wanted:
        yield "Chair's pack", Job("chair.pdf", TEMPLATE, binder(case_of(rules, None, draft), variant="chair", paper=paper))
    if "sheets" in wanted:
        for job in jobs_of_sheets(_room(rules), paper=paper):
            yield SHEETS[job.name.removesuffix(".pdf")].title, job._replace(name=f"sheets/{job.name}")
    export = _session_export() if "record" in wanted else None
    if export is not None:
        yield "Record", Job("record.pdf", RECORD, session_record(export, procedure=rules, paper=paper, conference=conference_name()))
    for number, given in enumerate(found.values(), start=1):
        name = f"{number}-{file_name(given.draft.symbol or given.label)}"
        if "drafts" in wanted:
            made = document(given.draft, names, labels=given.numbers, paper=paper, conference=conference_name(), outcome=outcome_of(given))
            yield given.label, Job(f"drafts/{name}.pdf", RESOLUTION, made.as_data())
        if "amendments" in wanted and given.amendments:
            sheets = [amendment_sheet(given.draft, a, given.numbers, names, paper=paper, conference=conference_name()) for a in given.amendments]
            yield f"Amendments to {given.label}", Job(f"amendments/{name}.pdf", SHEET, sheets_data(sheets))
