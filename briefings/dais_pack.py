"""What lies on a chair's table: placards, badges, sheets for the roll, the list, motions and votes, forms, and script cards.

`Room` says who sits where and under which rules; each sheet of `SHEETS` is made of it and of nothing else, as a value that
`sheets.typ` draws. A column, a box or a word is on a sheet only where the rules of the room have a use for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from briefings.blocks import with_quotes
from briefings.engine import Paper
from briefings.pictures import Data
from briefings.resolution import CONFERENCE, NOTICE
from briefings.script_cards import majority, script_cards, sources
from committee.procedure import Decision, Procedure, load_procedure
from positions.council import Council, permanent_members, state_names
from positions.topic import Topic

TEMPLATE = "sheets.typ"

LONGEST_NAME = 200
"""Letters of a name on a sheet or a card; of a longer one the rest is left out, and dots say so."""


class Member(NamedTuple):
    """Somebody with a vote."""

    name: str
    permanent: bool = False


class Room(NamedTuple):
    """A committee as its sheets need it."""

    name: str
    members: tuple[Member, ...]
    """In the order of the roll."""
    procedure: Procedure
    topic: str = ""
    conference: str = CONFERENCE
    guests: tuple[str, ...] = ()
    """Who sits in it without a vote: invited States and observers, by name."""

    @property
    def has_veto(self) -> bool:
        """Whether somebody in it can veto a decision on substance."""
        return self.procedure.substantive.veto and any(one.permanent for one in self.members)


def room_of(
    council: Council, topic: Topic, procedure: Procedure | None = None, *, conference: str = CONFERENCE, guests: Sequence[str] = ()
) -> Room:
    """The room of a council.

    Args:
        council: its members.
        topic: what it discusses, and how it calls its delegations.
        procedure: its rules; those of the Security Council if left out.
        conference: what stands at the head of its sheets.
        guests: ids of the delegations without a vote, for placards and badges.
    """
    rules = procedure or load_procedure("security-council")
    five = permanent_members()
    members = tuple(Member(_name(m, topic), m in five) for m in council.members)
    return Room(council.name, members, rules, topic.about.title, conference, tuple(_name(one, topic) for one in guests))


def _name(delegation: str, topic: Topic) -> str:
    states, known = state_names(), topic.delegation_by_id
    return known[delegation].name if delegation in known else states[delegation].name if delegation in states else delegation


# -- parts of sheets

_BOX: Data = {"k": "box"}
_NONE: Data = {"k": "none"}


def _text(words: str, note: str = "") -> Data:
    return {"k": "text", "text": words, "note": note}


def _field(label: str, width: float = 1, text: str = "") -> Data:
    return {"label": label, "width": width, "text": text}


def _ticks(label: str, words: Sequence[str]) -> Data:
    return {"label": label, "ticks": list(words)}


def _column(head: str, width: float, *, middle: bool = False) -> Data:
    return {"head": head, "width": width, "middle": middle}


def _form(
    title: str, columns: Sequence[Data], rows: Sequence[Sequence[Data]], *, lines: Sequence[Sequence[Data]] = (), ticks: Sequence[Data] = (),
    below: Sequence[Sequence[Data]] = (), below_ticks: Sequence[Data] = (), key: str = "", most: float = 11, wide: bool = False,
) -> Data:
    """A sheet with a table to be filled in: lines of fields above and below it, and a key to it."""
    return {
        "k": "form", "title": title, "columns": list(columns), "rows": [list(one) for one in rows], "lines": [list(one) for one in lines], "ticks": list(ticks),
        "below": [list(one) for one in below], "below_ticks": list(below_ticks), "key": key, "most": most, "least": 6.4, "wide": wide,
    }  # fmt: skip


def _meeting(room: Room) -> list[Data]:
    return [_field("Meeting", 0.6), _field("Date", 0.8), _field(_office(room), 1.4)]


def _office(room: Room) -> str:
    """What whoever presides is called, as a label: `President`."""
    return _cap(room.procedure.presiding.value.removeprefix("the "))


# -- sheets


def _placards(room: Room) -> list[Data]:
    return [{"k": "placards", "title": "Placards", "names": [*(one.name for one in room.members), *room.guests]}]


def _badges(room: Room) -> list[Data]:
    people = [{"name": one.name, "role": "Delegate", "committee": room.name} for one in room.members]
    people += [{"name": one, "role": "Without a vote", "committee": room.name} for one in room.guests]
    dais = [{"name": _office(room), "role": "Dais", "committee": room.name}] * 2
    spare = [{"name": "", "role": "", "committee": room.name}] * (-(len(people) + len(dais)) % 8)
    return [{"k": "badges", "title": "Badges", "people": [*people, *dais, *spare]}]


def _attendance(room: Room) -> list[Data]:
    marks = {"present": "P", "present-and-voting": "PV", "absent": "A"}
    key = "; ".join(f"{marks[one.id]} {one.name.lower()}" for one in room.procedure.roll_call.value)
    columns = [_column("Member", 3.1), *(_column(str(n), 0.62, middle=True) for n in range(1, 9)), _column("Remarks", 1.7)]
    rows = [[_text(one.name), *([_text("")] * 9)] for one in room.members]
    totals = [_text("Members present"), *([_text("")] * 9)]
    return [
        _form("Attendance", columns, [*rows, totals], lines=[[_field("Dates", 2), _field(_office(room), 1.4)]],
              key=f"One column for each meeting. {key}; write the time beside it for who comes late or leaves."),
    ]  # fmt: skip


def _roll_call(room: Room) -> list[Data]:
    rules, count = room.procedure, len(room.members)
    answers = rules.roll_call.value
    columns = [_column("Member", 2.6), *(_column(one.name, 0.9 if len(one.name) < 10 else 1.15, middle=True) for one in answers), _column("Came at", 0.9), _column("Left at", 0.9)]
    rows = [[_text(one.name), *([_BOX] * len(answers)), _text(""), _text("")] for one in room.members]
    bound = [one.name.lower() for one in answers if not one.may_abstain]
    key = f"To open: {rules.opens_with(count)} of {count} members. For a vote on substance: {rules.votes_with(count)}."
    if bound:
        key += f" Whoever answers “{bound[0]}” does not abstain on substance."
    return [
        _form("Roll call", columns, rows, lines=[_meeting(room)], key=key,
              below=[[_field("Members present"), _field("Majority of these"), _field("Two thirds of these")]]),
    ]  # fmt: skip


def _speakers(room: Room) -> list[Data]:
    rules = room.procedure
    yields = [_column("Yielded to", 1.1)] if rules.yields.value else []
    columns = [_column("No.", 0.35, middle=True), _column("Delegation", 2.6), _column("Time", 0.8), *yields, _column("Done", 0.5, middle=True)]
    rows = [[_text(str(n)), _text(""), _text(""), *([_text("")] * len(yields)), _BOX] for n in range(1, 23)]
    seconds = f"{rules.speaking_seconds.value:g} seconds unless changed"
    empty = "An empty list closes the debate." if rules.list_empty.value == "closes-debate" else ""
    return [
        _form("Speakers’ list", columns, rows, lines=[_meeting(room), [_field("Debate on", 2), _field("Speaking time", 1.2)]],
              key=" ".join(filter(None, (f"Speaking time: {seconds}.", empty)))),
    ]  # fmt: skip


def _motions(room: Room) -> list[Data]:
    rules = room.procedure
    seconded = [_column("Seconded", 1.1)] if rules.seconds.value else []
    abstain = [_column("Abst.", 0.5, middle=True)] if rules.procedural.abstain else []
    columns = [
        _column("Time", 0.6), _column("Moved by", 1.3), _column("Motion", 2.7), *seconded, _column("For", 0.5, middle=True),
        _column("Against", 0.65, middle=True), *abstain, _column("Result", 1.1),
    ]  # fmt: skip
    rows = [[_text("")] * len(columns) for _ in range(14)]
    return [_form("Motions log", columns, rows, lines=[_meeting(room)], wide=True, key=_carries("Motions on procedure", room, substance=False))]


def _carries(what: str, room: Room, *, substance: bool) -> str:
    decision = room.procedure.substantive if substance else room.procedure.procedural
    abstain = "" if decision.abstain else " Nobody abstains."
    return f"{what} take {majority(decision, len(room.members))}, where the rules do not say otherwise.{abstain}"


def _precedence(room: Room) -> list[Data]:
    rules = room.procedure
    rows = []
    for one in sorted(rules.motions, key=lambda m: m.rank):
        decision = rules.decision(one.id)
        sides = [f"{n} {side}" for n, side in ((one.debate_for, "for"), (one.debate_against, "against")) if n]
        takes = _majority_in_short(decision) if decision else f"{room.procedure.presiding.value} decides" if one.threshold == "chair" else "no vote"
        second = [_text("yes" if one.second else "no")] if rules.seconds.value else []
        rows.append([_text(str(one.rank)), _text(one.name), *second, _text(", ".join(sides) or "none"), _text(takes)])
    second = [_column("Second", 0.7)] if rules.seconds.value else []
    columns = [_column("No.", 0.35, middle=True), _column("Motion", 2.7), *second, _column("Speakers", 1.1), _column("Takes", 1.6)]
    return [_form("Motions in their order of precedence", columns, rows, most=9, key="Of several motions on the floor, the first in this list is taken first.")]


def _majority_in_short(decision: Decision) -> str:
    words = {"nine": "nine votes", "simple": "a majority", "two-thirds": "two thirds"}[decision.threshold]
    return f"{words} of the members" if decision.base == "members" and decision.threshold != "nine" else words


def _votes(room: Room) -> list[Data]:
    rules = room.procedure
    made = [_voting_sheet(room, substance=True)]
    if not rules.procedural.abstain or rules.procedural.veto != rules.substantive.veto or rules.procedural.threshold != rules.substantive.threshold:
        made.append(_voting_sheet(room, substance=False))
    return made


def _voting_sheet(room: Room, *, substance: bool) -> Data:
    rules, count = room.procedure, len(room.members)
    decision = rules.substantive if substance else rules.procedural
    veto = substance and room.has_veto
    words = ["In favour", "Against", *(["Abstaining"] if decision.abstain else []), *(["Passes"] if rules.pass_allowed.value and substance else [])]
    rights = ["With rights"] if substance and rules.rights.value != "none" else []
    columns = [_column("Member", 2.5), *(_column(w, 0.95, middle=True) for w in (*words, *rights)), *([_column("Veto", 0.7, middle=True)] if veto else [])]
    rows = [
        [_text(one.name, "permanent member" if veto and one.permanent else ""), *([_BOX] * len(words + rights)), *([_BOX if one.permanent else _NONE] if veto else [])]
        for one in room.members
    ]  # fmt: skip
    rows.append([_text("Total"), *([_text("")] * (len(columns) - 1))])
    kinds = [_cap(rules.draft_word.value), "Amendment", "Part of a draft"] if substance else ["Motion", "Other question of procedure"]
    if substance and rules.preliminary is not None:
        kinds.append("Whether the matter is procedural")
    how = {"show-of-hands": "Show of hands", "placards": "Placards", "roll-call": "Roll call", "recorded": "Recorded vote", "without-vote": "Without a vote"}
    outcomes = ["Adopted" if substance else "Carried", *(["Not adopted: veto"] if veto else [])]
    outcomes.append("Not adopted: short of nine" if decision.threshold == "nine" and substance else "Not adopted" if substance else "Not carried")
    key = f"Takes {majority(decision if veto or not substance else decision.model_copy(update={'veto': False}), count)}."
    if veto:
        key += " A permanent member’s vote against is a veto if nine or more are in favour; abstaining or staying away never is."
    elif not decision.abstain:
        key += " Nobody abstains."
    if substance and rules.present_and_voting_binds.value:
        key += " Whoever is “present and voting” does not abstain."
    return _form(
        f"Voting sheet: {'questions of substance' if substance else 'questions of procedure'}", columns, rows,
        lines=[_meeting(room), [_field("Document", 1), _field("Paragraph or part" if substance else "Question", 1.6)]],
        ticks=[_ticks("Question", kinds), _ticks("Method", [how[one] for one in rules.methods.value])],
        below_ticks=[_ticks("Result", outcomes)], key=key,
    )  # fmt: skip


def _amendment(room: Room) -> list[Data]:
    rules, count = room.procedure, len(room.members)
    sponsors, signatures = rules.needed_sponsors(count), rules.needed_signatures(count)
    key = f"One paragraph to a form. A {rules.draft_word.value} needs {sponsors} sponsor{'' if sponsors == 1 else 's'}"
    key += f", and {signatures} sponsors and signatories together." if signatures > sponsors else "."
    if rules.friendly_amendments.value:
        key += " An amendment that all sponsors of the draft accept needs no vote."
    return [{
        "k": "amendment", "title": "Amendment", "draft": _cap(rules.draft_word.value), "friendly": rules.friendly_amendments.value, "signatories": signatures > sponsors,
        "key": key, "presiding": _cap(rules.presiding.value),
    }]  # fmt: skip


def _notes(room: Room) -> list[Data]:
    return [{"k": "notes", "title": "Note paper"}]


def _scripts(room: Room) -> list[Data]:
    cards = [
        {"title": one.title, "words": [_line(words) for words in one.words], "fields": list(one.fields), "rule": one.rule, "source": one.source}
        for one in script_cards(room.procedure, len(room.members))
    ]  # fmt: skip
    legend = [{"key": key, "means": means} for key, means in sources(room.procedure)]
    return [{"k": "scripts", "title": "Script cards", "rules": room.procedure.name, "cards": cards, "legend": legend}]


def _line(words: str) -> Data:
    rest = words.removeprefix("Or: ")
    return {"text": _cap(rest), "or": rest != words}


class Sheet(NamedTuple):
    """A kind of sheet."""

    title: str
    make: Callable[[Room], list[Data]]


SHEETS: dict[str, Sheet] = {
    "placards": Sheet("Placards", _placards),
    "badges": Sheet("Badges", _badges),
    "attendance": Sheet("Attendance", _attendance),
    "roll-call": Sheet("Roll call", _roll_call),
    "speakers": Sheet("Speakers’ list", _speakers),
    "precedence": Sheet("Motions in their order of precedence", _precedence),
    "motions": Sheet("Motions log", _motions),
    "votes": Sheet("Voting sheets", _votes),
    "amendment": Sheet("Amendment form", _amendment),
    "note-paper": Sheet("Note paper", _notes),
    "scripts": Sheet("Script cards", _scripts),
}
"""Sheets by id, in the order in which they are printed."""


def chair_sheets(room: Room, only: Sequence[str] = (), *, paper: Paper = "a4") -> Data:
    """Sheets of a room as `sheets.typ` reads them.

    Args:
        room: the committee and its rules.
        only: ids of `SHEETS`; all if empty.
        paper: A4 or US Letter.

    Raises:
        ValueError: if there is no such sheet.
    """
    unknown = [name for name in only if name not in SHEETS]
    if unknown:
        raise ValueError(f"there is no sheet '{unknown[0][:40]}'; there is {', '.join(SHEETS)}")
    room = room._replace(name=_short(room.name), topic=_short(room.topic), guests=tuple(map(_short, room.guests)), members=tuple(one._replace(name=_short(one.name)) for one in room.members))
    chosen = [name for name in SHEETS if not only or name in only]
    title = SHEETS[chosen[0]].title if len(chosen) == 1 else "Sheets for the chair"
    return printed_on(title, with_quotes([one for name in chosen for one in SHEETS[name].make(room)]), room.name, room.topic, room.conference, paper)


def printed_on(title: str, sheets: Sequence[Data], committee: str, topic: str = "", conference: str = CONFERENCE, paper: Paper = "a4") -> Data:
    """Sheets with what stands on each of them, as `sheets.typ` reads them."""
    return {"title": f"{title}: {committee}" if committee else title, "committee": committee, "topic": topic, "conference": conference, "paper": paper, "notice": NOTICE, "sheets": list(sheets)}


# -- what the chair's binder has of them


def scripts(council: Council, topic: Topic, procedure: Procedure | None = None) -> list[Data]:
    """The words for each situation and the rule behind them, one card each."""
    room = room_of(council, topic, procedure)
    return [{"k": "card", "title": one.title, "paras": [{"text": line} for line in (*one.words, one.rule) if line]} for one in script_cards(room.procedure, len(room.members))]


def sheets(council: Council, topic: Topic, procedure: Procedure | None = None) -> list[Data]:
    """The tables to be filled in, as blocks of a binder."""
    room = room_of(council, topic, procedure)
    blocks: list[Data] = []
    for name in ("roll-call", "votes", "speakers", "motions"):
        for form in SHEETS[name].make(room):
            cells = [[{"text": {"box": "☐", "none": "–"}.get(cell["k"], cell.get("text", "")) or " ", "src": ""} for cell in row] for row in form["rows"]]
            columns = form["columns"]
            table = {"k": "table", "form": True, "head": [one["head"] for one in columns], "widths": [one["width"] for one in columns], "rows": cells}
            blocks += [*([{"k": "break"}] if blocks else []), {"k": "h", "text": form["title"]}, table, {"k": "p", "text": form["key"], "src": ""}]
    return blocks


def placards(council: Council, topic: Topic, *, paper: Paper = "a4") -> Data:
    """A placard a member, on a page each, as `placards.typ` reads it."""
    return printed_on("Placards", _placards(room_of(council, topic)), council.name, topic.about.title, paper=paper)


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1].rstrip() + "…"
