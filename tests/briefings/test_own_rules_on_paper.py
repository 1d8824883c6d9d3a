"""What a conference types as its own rules: what has room is printed within the page, what has none is told in a line."""

from __future__ import annotations

import io
from typing import Any

import pdfplumber
import pytest

from briefings.binder import TEMPLATE as PACK
from briefings.binder import Case, binder
from briefings.dais_pack import TEMPLATE as SHEETS
from briefings.dais_pack import chair_sheets, room_of
from briefings.engine import pdf
from briefings.own_rules import LONGEST_RULE, LONGEST_TERM, without_room
from committee.procedure import load_procedure
from positions.council import read_councils
from positions.topic import DEFAULT_TOPIC, load_topic

TOPIC = load_topic(DEFAULT_TOPIC)
COUNCIL = read_councils()[TOPIC.about.default_council]

WORDS = {
    "one word": "x" * LONGEST_TERM,
    "right to left": ("قاعدة" * 20)[:LONGEST_TERM],
    "controls": "a\x07b\u202ec\u2066d\x1b[31m" + "y" * 60,
    "markup": '#read("/etc/passwd") $x$ *a* `b` <c> @d {{ e }}',
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_rules_that_have_room_stay_within_the_page(words: str) -> None:
    note = (words * 10)[:LONGEST_RULE]
    own: dict[str, Any] = {"presiding": words, "motions.close-debate.name": words, "speaking_seconds.note": note, "quorum_open.source": note}
    assert without_room(own) == ""
    rules = load_procedure("una-usa", own)
    case = Case(TOPIC, COUNCIL, TOPIC.delegation_by_id["china"], None, rules)
    for template, value in (
        (PACK, binder(case, sections=("rules",))),
        (PACK, binder(case, sections=("scripts",), variant="chair")),
        (SHEETS, chair_sheets(room_of(COUNCIL, TOPIC, rules), ("precedence", "scripts", "votes"))),
    ):
        with pdfplumber.open(io.BytesIO(pdf(template, value))) as file:
            outside = [(page.page_number, c["text"], c["x0"], c["bottom"]) for page in file.pages for c in page.chars if c["x0"] < 0 or c["x1"] > page.width or c["top"] < 0 or c["bottom"] > page.height]
            assert not outside
            assert "root:" not in "".join(page.extract_text() for page in file.pages)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"presiding": "x" * 100_000}, "presiding has 100,000 letters; there is room for 80 on paper, so say it shorter"),
        ({"motions": {"close-debate": {"name": "\u202e" * 81}}}, "motions.close-debate.name has 81 letters; there is room for 80"),
        ({"motions.close-debate.note": "y" * 401}, "motions.close-debate.note has 401 letters; there is room for 400"),
        ({"points": [{"source": "z" * 500}]}, "points.1.source has 500 letters"),
        ({"x\ny" * 1_000: "z" * 81}, "has 81 letters"),
    ],
)
def test_rules_without_room_are_told_in_a_line(own: dict[str, Any], said: str) -> None:
    told = without_room(own)
    assert said in told and "\n" not in told and len(told) < 200


def test_numbers_and_switches_have_room() -> None:
    assert without_room({"speaking_seconds": 60, "seconds": True, "yields": ["chair"], "motions": {"close-debate": None}}) == ""
