"""A draft that is exported and read again is the same draft, in every format that is read back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from briefings.akn import akn
from briefings.docx import docx_file
from briefings.plain import markdown, plain_text
from briefings.resolution import document
from positions.topic import DEFAULT_TOPIC, load_topic
from resolutions.imports.akn import read_akn
from resolutions.imports.docx import read_docx
from resolutions.model import Draft, Loose, Paragraph
from resolutions.text import parse_text, write_text
from resolutions.tree import INDENT, label_for
from resolutions.workfile import official_names, read_bytes, read_draft

TOPIC = load_topic(DEFAULT_TOPIC)
NAMES = official_names(TOPIC)

EVERYTHING = """Committee: Security Council
Topic: Lanterns & <b>other</b> things
Symbol: MUN/S/2026/L.7
Sponsors: Mexico; United States of America; مصر (Ruritania)
Signatories: China; France
Revised after informal consultations

The Security Council,

Recalling its resolution 2653 (2022) of 21 October 2022[1] and that:
    (a) It was adopted unanimously;
    (b) It asked for:
        (i) Reports;
        (ii) Patience,

and having considered both,

Measures at sea

Mindful of مصر, 中国 and Владимир, and of 5 * 3 * 2 under_scored_words,

1. Decides that all States shall, as resolution 1373 (2001) says:
    (a) Keep a register of lights;
    (b) Train keepers, among them:
        (i) Young people, who shall have:
            a. A lamp;
            b. A book, or:
                i. Two books;
                ii. A pencil;
        (ii) Women;

        all of them paid;
    (c) Publish a chart;

and report to the Council within 180 days[2];

Follow-up

2. Requests the Secretary-General to help with the following:
    - A lamp
    - A boat;

3. Decides to remain seized of the matter.

[1] Adopted at the 9159th meeting.

[2] Rule 48 & following.
"""

WITH_ANNEXES = """The Security Council,

Guided by the Charter,

1. Decides to adopt the list below;

2. Decides to remain seized of the matter.

Annex I

Lights of the north

    (a) Red
    (b) Green

Annex II: Lights of the south

None.
"""

ALONE = """The Security Council,

Having examined the application of Ruritania,

Recommends to the General Assembly that Ruritania be admitted to membership in the United Nations.
"""

LETTERS_OF_A_HOUSE = """The Security Council,

1. Calls upon States to:
    a) Meet;
        i) Often;
        ii) Openly;
    b) Agree;

2. Urges States to:
    (a) Meet;
    (c) Leave;
    (c) Return;

3. (a) Expresses concern;
    (b) Welcomes the report;
        (i) In part;

4. Decides to remain seized of the matter.
"""


def bare(draft: Draft) -> dict[str, Any]:
    """A draft without ids and lines; of annexes and footnotes the lines, since no format keeps the room between them."""
    whole = json.loads(draft.model_dump_json())

    def without(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: without(value) for key, value in part.items() if key not in ("id", "line")}
        return [without(item) for item in part] if isinstance(part, list) else part

    whole["annexes"] = [[line.strip() for line in annex.split("\n") if line.strip()] for annex in whole["annexes"]]
    return without(whole)  # type: ignore[no-any-return]


def read(text: str) -> Draft:
    return read_draft(text, TOPIC)


def by_text(draft: Draft) -> Draft:
    return read(plain_text(draft, NAMES))


def by_markdown(draft: Draft) -> Draft:
    return read(markdown(draft, NAMES))


def by_akn(draft: Draft) -> Draft:
    return read(read_akn(akn(draft, NAMES)).text)


def by_word(draft: Draft) -> Draft:
    return read(read_docx(docx_file(document(draft, NAMES))).text)


def by_word_of_a_house(draft: Draft) -> Draft:
    made = document(draft, NAMES, style="mun", house="una-usa", paper="letter", lines=True, watermark=True)
    return read(read_docx(docx_file(made)).text)


WAYS: list[Callable[[Draft], Draft]] = [by_text, by_markdown, by_akn, by_word, by_word_of_a_house]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", [EVERYTHING, WITH_ANNEXES, ALONE, LETTERS_OF_A_HOUSE], ids=["everything", "annexes", "alone", "labels"])
def test_a_draft_comes_back_as_it_went(text: str, way: Callable[[Draft], Draft]) -> None:
    draft = read(text)
    assert bare(way(draft)) == bare(draft)


@pytest.mark.parametrize("form", ["akn", "docx", "md"])
def test_files_are_known_for_what_they_are(form: str) -> None:
    """Read as an upload is, in a process of its own."""
    draft = read(EVERYTHING)
    data = {
        "akn": lambda: akn(draft, NAMES),
        "docx": lambda: docx_file(document(draft, NAMES)),
        "md": lambda: markdown(draft, NAMES).encode(),
    }[form]()
    assert bare(read(read_bytes(data, f"draft.{form}").text)) == bare(draft)


# -- as many drafts as Hypothesis can think of

_VOCABULARY = (
    "the States lights of harbour and in with Secretary-General resolution 2653 (2022) 5% A&B <b>x</b> {{x}} #read $x$ `code` "
    "a*b *bold* under_score _x_ =1+1 // @here “quoted” l’État São مصر ١٢ 中国 Москва 😀 e\u0301 &amp; [x](y) ~~no~~ | \\"
)
_WORDS = st.sampled_from(_VOCABULARY.split())
_SENTENCES = st.lists(_WORDS, min_size=1, max_size=9).map(" ".join)
_OPENINGS = st.sampled_from(["Recalling", "Noting with concern", "Guided by", "Deeply alarmed that", "Also welcoming"])
_VERBS = st.sampled_from(["Decides", "Calls upon", "Requests", "Strongly condemns", "Further urges", "Invites"])


@st.composite
def paragraphs(draw: st.DrawFn, openings: st.SearchStrategy[str], *, lists: bool = True) -> str:
    """A paragraph, at times with sub-paragraphs to the fourth level and text that resumes."""
    lines = [f"{draw(openings)} {draw(_SENTENCES)} x"]
    if lists and draw(st.booleans()):
        lines[0] += ":"
        counts: list[int] = []
        for step in draw(st.lists(st.sampled_from([-2, -1, 0, 0, 1]), min_size=1, max_size=7)):
            level = max(1, min(4, len(counts) + step, len(counts) + 1))
            counts = counts[:level] + [0] * (level - len(counts))
            counts[level - 1] += 1
            lines.append(f"{INDENT * (level - 1)}{label_for(level, counts[-1])} The {draw(_SENTENCES)} x;")
            if len(counts) > 1 and draw(st.integers(0, 3)) == 0:
                counts.pop()
                lines.append(f"{INDENT * len(counts)}in which {draw(_SENTENCES)} x;")
        if draw(st.booleans()):
            lines.append(f"and {draw(_SENTENCES)} x")
    return "\n".join(lines)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A draft as it comes out of a text: what no reader can tell apart is settled."""
    preamble = draw(st.lists(paragraphs(_OPENINGS, lists=False), max_size=4))
    decisions = draw(st.lists(paragraphs(_VERBS), min_size=1, max_size=5))
    some = st.lists(st.sampled_from(["mexico", "china", "united-states", "france", "colombia", "Ruritania"]), max_size=3, unique=True)
    made = [
        Paragraph(
            id=f"p{number}",
            text=text,
            before=(Loose(kind="heading", text="Implementation and review"),) if number > 1 and draw(st.integers(0, 6)) == 0 else (),
        )
        for number, text in enumerate(preamble + decisions, start=1)
    ]
    draft = Draft(
        topic=draw(st.sampled_from(["", "The question of lights", "R&D <i>x</i> * _y_"])),
        symbol=draw(st.sampled_from(["", "S/2026/112", "MUN/S/2026/L.1"])),
        sponsors=tuple(draw(some)),
        signatories=tuple(draw(some)),
        preambular=tuple(made[: len(preamble)]),
        operative=tuple(made[len(preamble) :]),
    )
    settled = read(write_text(draft, NAMES))
    assume(bare(read(write_text(settled, NAMES))) == bare(settled))
    return settled


@pytest.mark.parametrize("way", WAYS[1:])
@settings(max_examples=60)
@given(draft=drafts())
@example(draft=read(EVERYTHING))
def test_any_draft_comes_back_as_it_went(way: Callable[[Draft], Draft], draft: Draft) -> None:
    if way in (by_akn, by_word, by_word_of_a_house):
        # In files of other programs a backslash is a backslash, and stars are read as the emphasis of Markdown.
        assume("\\" not in write_text(draft, NAMES))
    assert bare(way(draft)) == bare(draft)


@settings(max_examples=60)
@given(draft=drafts())
def test_text_settles_at_once(draft: Draft) -> None:
    assert write_text(by_text(draft), NAMES) == write_text(draft, NAMES)
    assert parse_text(write_text(draft)) == parse_text(write_text(parse_text(write_text(draft))))
