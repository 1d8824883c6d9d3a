"""Amendments in a file: read as a person writes them, written so that they are read again, and faults that name the amendment."""

from __future__ import annotations

import json
from typing import Any

import pytest

from briefings.amendment_file import MOST_AMENDMENTS, UnreadableAmendments, carried, read_amendments, write_amendments
from resolutions.amendments import Amendment
from resolutions.model import Draft
from resolutions.numbering import fixed, labels
from resolutions.text import parse_text

DRAFT = parse_text(
    "The Security Council,\n\nRecalling the storm,\n\nNoting the lamps,\n\n1. Urges patience;\n\n2. Requests a report;\n\n3. Decides to remain seized of the matter.\n"
)
LABELS = labels(DRAFT, fixed(DRAFT))
FIRST, SECOND, THIRD = (p.id for p in DRAFT.operative)


def read(*amendments: dict[str, Any], text: str = "") -> tuple[Amendment, ...]:
    return read_amendments(text or json.dumps(amendments), DRAFT, LABELS, {"mexico": "mexico", "united mexican states": "mexico"})


def test_each_kind_is_read() -> None:
    made = read(
        {"kind": "replace", "paragraph": "OP2", "text": "Requests two reports;", "sponsors": ["United Mexican States", "Ruritania"], "reason": "One is few."},
        {"kind": "delete", "paragraph": "pp1"},
        {"kind": "add", "after": "1", "text": "Invites the guild;"},
        {"kind": "add", "part": "preambular", "text": "Guided by lights,"},
        {"kind": "move", "paragraph": "OP2", "after": None},
    )
    assert [(a.kind, a.part, a.paragraph, a.after, a.number) for a in made] == [
        ("replace", "operative", SECOND, None, 1), ("delete", "preambular", DRAFT.preambular[0].id, None, 2),
        ("add", "operative", None, FIRST, 3), ("add", "preambular", None, None, 4), ("move", "operative", SECOND, None, 5),
    ]  # fmt: skip
    assert made[0].sponsors == ("mexico", "Ruritania") and made[0].base == "Requests a report;" and made[0].reason == "One is few."


def test_what_is_written_is_read_again() -> None:
    made = read({"kind": "replace", "paragraph": "OP2", "text": "Requests two reports;", "number": 7}, {"kind": "add", "after": "PP2", "text": "Guided by <b>lights</b>,"}, {"kind": "move", "paragraph": "OP3", "after": "OP1"})
    again = read(text=write_amendments(made, DRAFT, LABELS))
    assert again == made


def test_one_about_a_paragraph_that_is_gone_is_left_out() -> None:
    made = read({"kind": "delete", "paragraph": "OP2"}, {"kind": "delete", "paragraph": "OP1"})
    rest = DRAFT.without(SECOND)
    assert [one["paragraph"] for one in json.loads(write_amendments(made, rest, labels(rest, fixed(DRAFT))))] == ["OP1"]


def test_those_that_no_longer_fit_are_left_out_and_told() -> None:
    made = read({"kind": "delete", "paragraph": "OP2"}, {"kind": "replace", "paragraph": "OP2", "text": "Requests two reports;"}, {"kind": "delete", "paragraph": "OP1"})
    after, left_out = carried(DRAFT, made)
    assert isinstance(after, Draft) and [p.id for p in after.operative] == [THIRD]
    assert len(left_out) == 1 and left_out[0].startswith("Amendment 2 is left out. ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no JSON"),
        ("[", "no JSON, line 1"),
        ("[" * 100_000, "no JSON"),
        ("{}", "no list"),
        ("[]", "no list, or an empty one"),
        ("[3]", "amendment 1: it is no object"),
        ('[{"kind": "delete", "paragraph": "OP9"}]', "amendment 1: the draft has no operative paragraph 9; it has 3"),
        ('[{"kind": "delete", "paragraph": "the second"}]', "amendment 1: 'the second' names no paragraph; write OP2 or PP1"),
        ('[{"kind": "delete"}]', "amendment 1: Say which paragraph"),
        ('[{"kind": "burn", "paragraph": "OP1"}]', "amendment 1: kind"),
        ('[{"kind": "delete", "paragraph": "OP1"}, {"kind": "replace", "paragraph": "OP1"}]', "amendment 2: There is no text"),
        ('[{"kind": "replace", "paragraph": "OP1", "text": "Urges patience;"}]', "amendment 1: The text is the same"),
        ('[{"kind": "replace", "paragraph": "OP1", "text": "Urges haste;", "base": "Urges sloth;"}]', "amendment 1: The paragraph has changed"),
        ('[{"kind": "add", "text": 3}]', "amendment 1: text"),
        ('[{"kind": "add", "text": "x", "sponsors": "Mexico"}]', "amendment 1: sponsors is a list of names"),
        ('[{"kind": "add", "text": "x", "colour": "red"}]', "amendment 1: there is no field 'colour'"),
        ('[{"kind": "add", "text": "x", "part": "middle"}]', "amendment 1: part"),
        ('[{"kind": "add", "text": "x", "number": "first"}]', "amendment 1: number"),
        (json.dumps([{"kind": "delete", "paragraph": "OP1"}] * (MOST_AMENDMENTS + 1)), "at most 500"),
    ],
)
def test_a_fault_is_one_line_that_says_where(text: str, says: str) -> None:
    with pytest.raises(UnreadableAmendments) as raised:
        read_amendments(text, DRAFT, LABELS)
    assert says in str(raised.value) and "\n" not in str(raised.value)
