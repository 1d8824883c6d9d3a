"""What lies on a chair's table: placards, script cards and sheets."""

from __future__ import annotations

from briefings.engine import Paper
from briefings.pictures import Data
from briefings.resolution import NOTICE
from positions.council import Council, state_names
from positions.topic import Topic

_SCRIPTS = (
    ("Opening the meeting", "The meeting is called to order. The roll will be called; members answer “present”."),
    ("Adopting the agenda", "The provisional agenda is before the Council. Is there any objection to its adoption? I hear none. It is adopted."),
    ("Giving the floor", "I give the floor to the representative of ____. The time is ____ seconds."),
    ("A motion is moved", "The representative of ____ moves ____. This is a procedural question. The Council will vote on the motion."),
    ("Going to the vote", "The Council will now vote on the draft resolution in document ____. Will those in favour raise their hands? Those against? Those abstaining?"),
    ("Adopted", "The result is ____ in favour, ____ against, ____ abstaining. The draft resolution is adopted."),
    ("Not adopted: a veto", "The draft resolution received ____ votes in favour. It is not adopted, owing to the negative vote of a permanent member."),
    ("Not adopted: short of nine", "The draft resolution received ____ votes in favour. It is not adopted, as it did not obtain the required number."),
    ("Closing the meeting", "There are no more names on the list. The meeting is closed."),
)


def _members(council: Council, topic: Topic) -> list[tuple[str, bool]]:
    states = state_names()
    known = topic.delegation_by_id
    return [
        (known[m].name if m in known else states[m].name if m in states else m, m in states and states[m].permanent)
        for m in council.members
    ]


def scripts(council: Council, topic: Topic) -> list[Data]:
    """The words for each situation, one card each."""
    return [{"k": "card", "title": title, "paras": [{"text": words}]} for title, words in _SCRIPTS]


def sheets(council: Council, topic: Topic) -> list[Data]:
    """Roll call, vote, speakers' list, motions log and amendment form."""
    members = _members(council, topic)

    def table(head: list[str], widths: list[float], rows: list[list[str]]) -> Data:
        return {"k": "table", "head": head, "widths": widths, "rows": [[{"text": c, "src": ""} for c in row] for row in rows]}

    blank = " "
    fields = ("Draft resolution", "Submitted by", "Paragraph", "Add, delete or replace")
    return [
        {"k": "h", "text": "Roll call"},
        table(["Member", "Present", "Late", "Left"], [2.4, 1, 1, 1], [[name, "☐", blank, blank] for name, _ in members]),
        {"k": "break"}, {"k": "h", "text": "Voting sheet"},
        table(["Member", "In favour", "Against", "Abstaining", "Veto"], [2.4, 1, 1, 1, 1], [[name, "☐", "☐", "☐", "☐" if permanent else "–"] for name, permanent in members]),
        {"k": "p", "text": f"Nine votes in favour, and no permanent member against: {sum(p for _, p in members)} of the {len(members)} members have a veto on questions of substance.", "src": ""},
        {"k": "break"}, {"k": "h", "text": "Speakers’ list"},
        table(["No.", "Speaker", "Time"], [0.4, 3, 1], [[str(n), blank, blank] for n in range(1, 25)]),
        {"k": "break"}, {"k": "h", "text": "Motions log"},
        table(["Moved by", "Motion", "For", "Against", "Result"], [1.6, 2.6, 0.7, 0.7, 1.2], [[blank] * 5 for _ in range(20)]),
        {"k": "break"}, {"k": "h", "text": "Amendment form"},
        *({"k": "field", "label": label, "text": ""} for label in fields),
        {"k": "rules", "n": 12},
    ]  # fmt: skip


def placards(council: Council, topic: Topic, *, paper: Paper = "a4") -> Data:
    """A placard a member, on a page each, as `placards.typ` reads it."""
    return {"title": f"Placards: {council.name}", "paper": paper, "notice": NOTICE, "names": [name for name, _ in _members(council, topic)]}
