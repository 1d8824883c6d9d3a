"""Keeping a draft: packed and unpacked without loss, and no packed text that does harm."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from positions.topic import load_topic
from resolutions.model import Correction, Draft, Paragraph
from resolutions.text import clean
from ui import drafting


@pytest.fixture(scope="module")
def topic() -> Any:
    return load_topic()


def packed(content: object) -> str:
    """Anything, packed as a draft is."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")


def told(draft: Draft) -> list[object]:
    """What a draft says, without the ids of its paragraphs, which are new after a reload."""
    return [
        *(draft.committee, draft.topic, draft.symbol, draft.sponsors, draft.signatories, draft.heading, draft.closing),
        *([(p.text, p.correction) for p in part] for part in (draft.preambular, draft.operative)),
    ]


# -- there and back

words = st.text(max_size=80).map(clean)
corrections = st.none() | st.builds(
    Correction,
    effects=st.lists(st.tuples(st.sampled_from(["external-force", "host-state-consent"]), st.sampled_from([1, -1])), max_size=2).map(tuple),
    force=st.none() | st.sampled_from(["F0", "F3", "F7"]),
    safeguards=st.none() | st.just(()) | st.just(("host-request",)),
)
paragraphs = st.lists(st.builds(lambda text, correction: Paragraph(id="x", text=text, correction=correction), words, corrections), max_size=5)


@given(paragraphs, paragraphs, st.lists(words, max_size=3), words, words)
def test_any_draft_comes_back_as_it_was(pre: Any, op: Any, names: Any, title: str, committee: str) -> None:
    draft = Draft(
        preambular=tuple(pre), operative=tuple(op), sponsors=tuple(names), signatories=tuple(names), heading=tuple(names),
        closing=tuple(names), topic=title, symbol=title, committee=committee,
    )  # fmt: skip
    back = drafting.unpack(drafting.pack(draft, load_topic()), load_topic())
    assert told(back) == told(draft)
    assert [p.id for p in back.paragraphs] == [f"p{n}" for n in range(1, len(back.paragraphs) + 1)]


def test_every_library_clause_comes_back_at_its_rung_by_its_id_alone(topic: Any) -> None:
    for clause in topic.clauses:
        for rung in clause.ladder:
            draft = Draft(operative=(Paragraph(id="p1", text=rung.text, clause=clause.id),))
            text = drafting.pack(draft, topic)
            assert drafting.unpack(text, topic) == draft, clause.id
            assert len(text) < 120, "a clause of the library stands in the address by its id"


def test_an_edited_clause_keeps_its_words_and_where_it_came_from(topic: Any) -> None:
    clause = topic.clauses[0]
    draft = Draft(operative=(Paragraph(id="p1", text=f"{clause.ladder[0].text} without delay", clause=clause.id),))
    assert drafting.unpack(drafting.pack(draft, topic), topic) == draft


def test_forty_library_clauses_and_forty_of_ones_own_fit_an_address(topic: Any) -> None:
    clauses = [c for c in topic.clauses if c.part == "operative"][:40]
    ready = Draft(operative=tuple(Paragraph(id=f"p{n}", text=c.ladder[0].text, clause=c.id) for n, c in enumerate(clauses)))
    own = Draft(operative=tuple(p.model_copy(update={"text": f"{p.text} {p.id}", "clause": None}) for p in ready.operative))
    assert len(drafting.pack(ready, topic)) < 1_500
    assert len(drafting.pack(own, topic)) < drafting.MOST_IN_ADDRESS


# -- hostile

NO_DRAFT = {
    "nothing": "",
    "no base64": "%%%%",
    "a letter": "x",
    "other letters": "äöü",
    "not compressed": base64.urlsafe_b64encode(b"{}").decode(),
    "no JSON": packed(b"{"),
    "a bomb": packed(b" " * 100_000_000),
    "a bomb of text": packed(b'{"o":["' + b"x" * 20_000_000 + b'"]}'),
    "a bomb of paragraphs": packed({"o": [""] * 1_000_000}),
    "depth": packed(b"[" * 900_000),
    "null": packed(None),
    "a list": packed([1, 2]),
    "a number": packed({"o": 5}),
    "a text for a list": packed({"o": "abc"}),
    "an object for a list": packed({"p": {"a": 1}}),
    "an empty pair": packed({"o": [[]]}),
    "an empty object": packed({"o": [{}]}),
    "no paragraph": packed({"o": [None]}),
    "a number for a text": packed({"o": [{"x": 5}]}),
    "an unknown clause": packed({"o": [["no-such-clause", 0]]}),
    "no such rung": packed({"o": [[load_topic().clauses[0].id, 99]]}),
    "an endless rung": packed(f'{{"o":[["{load_topic().clauses[0].id}",Infinity]]}}'.encode()),
    "a rung of many digits": packed(f'{{"o":[["{load_topic().clauses[0].id}",{"9" * 6000}]]}}'.encode()),
    "a list for an id": packed({"o": [[["x"], 0]]}),
    "a bad id": packed({"o": [{"x": "Urges", "l": "../../etc/passwd"}]}),
    "a bad force": packed({"o": [{"x": "Urges", "r": {"effects": [], "force": "F9"}}]}),
    "a bad direction": packed({"o": [{"x": "Urges", "r": {"effects": [["external-force", 7]]}}]}),
    "a number for a name": packed({"s": [1]}),
    "a number for names": packed({"s": 1}),
    "a list for a committee": packed({"m": ["a"]}),
}


@pytest.mark.parametrize("text", NO_DRAFT.values(), ids=NO_DRAFT)
def test_what_is_no_draft_is_refused_in_words(text: str, topic: Any) -> None:
    with pytest.raises(ValueError, match="no draft that can be read"):
        drafting.unpack(text, topic)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8), lambda deeper: st.lists(deeper, max_size=3) | st.dictionaries(st.sampled_from("posghctymxklr"), deeper, max_size=5), max_leaves=12))
def test_any_json_is_a_draft_or_refused(content: Any) -> None:
    try:
        found = drafting.unpack(packed(content), load_topic())
    except ValueError:
        return
    assert Draft.model_validate_json(found.model_dump_json()) == found, "what is opened can be kept"


@given(st.text(max_size=60))
def test_any_text_is_a_draft_or_refused(text: str) -> None:
    try:
        drafting.unpack(text, load_topic())
    except ValueError:
        return


def test_characters_that_no_draft_can_hold_are_left_out(topic: Any) -> None:
    found = drafting.unpack(packed(b'{"o":["Urges\\u0000 all\\ud800 \\u202eStates"],"t":"a\\u0007b"}'), topic)
    assert found.operative[0].text == "Urges all States"
    assert found.topic == "ab"


# -- in a session: undo, the address, the browser's storage


def in_session(script: str) -> AppTest:
    app = AppTest.from_string("from ui import drafting, state\nimport streamlit as st\n" + script, default_timeout=30).run()
    assert not app.exception, app.exception[0].value
    return app


def test_steps_are_undone_one_by_one_and_typing_as_one() -> None:
    in_session("""
seen = []
drafting.add("operative", "Urges one;")
drafting.add("operative", "Urges two;")
for text in ("U", "Ur", "Urg"):
    drafting.save(drafting.draft().with_changed("p2", text=text), typed="p2")
drafting.save(drafting.draft().with_changed("p1", text="x"), typed="p1")
while drafting.can_undo():
    drafting.undo()
    seen.append([p.text for p in drafting.draft().operative])
assert seen == [["Urges one;", "Urg"], ["Urges one;", "Urges two;"], ["Urges one;"], []], seen
drafting.undo()
assert drafting.draft().is_empty
""")


def test_undo_keeps_the_last_steps_and_forgets_the_oldest() -> None:
    in_session("""
for n in range(drafting.MOST_UNDO + 20):
    drafting.add("operative", f"Urges {n};")
steps = 0
while drafting.can_undo():
    drafting.undo()
    steps += 1
assert steps == drafting.MOST_UNDO
assert len(drafting.draft().operative) == 20
""")


def test_nothing_changed_is_no_step() -> None:
    in_session("""
drafting.add("operative", "Urges one;")
drafting.save(drafting.draft())
drafting.undo()
assert not drafting.can_undo()
""")


def test_a_closing_paragraph_stays_the_last() -> None:
    in_session("""
drafting.add("operative", "Decides to remain seized of the matter.")
drafting.add("operative", "Urges one;")
assert [p.text for p in drafting.draft().operative] == ["Urges one;", "Decides to remain seized of the matter."]
assert drafting.opened() == "p2"
""")


def test_what_is_open_is_never_a_paragraph_that_is_gone() -> None:
    in_session("""
assert drafting.opened() is None
drafting.add("operative", "Urges one;")
drafting.add("operative", "Urges two;")
drafting.undo()
assert drafting.opened() == "p1"
""")


def test_the_browser_is_asked_then_given_the_draft_and_cleared_with_it() -> None:
    in_session("""
assert drafting.for_browser() == ("ask", "")
drafting.add("operative", "Urges one;")
mode, text = drafting.for_browser()
assert mode == "store" and drafting.unpack(text, state.topic()).operative[0].text == "Urges one;"
drafting.undo()
assert drafting.for_browser() == ("clear", "")
""")


def test_a_link_that_is_only_looked_at_leaves_the_browsers_own_draft() -> None:
    in_session("""
from resolutions.model import Draft, Paragraph
st.query_params["draft"] = drafting.pack(Draft(operative=(Paragraph(id="p1", text="Urges one;"),)), state.topic())
drafting.read_address()
assert drafting.draft().operative[0].text == "Urges one;" and not drafting.can_undo()
assert drafting.for_browser() == ("leave", "")
drafting.add("operative", "Urges two;")
assert drafting.for_browser()[0] == "store"
""")


def test_what_the_browser_kept_is_opened_once_and_never_over_a_draft() -> None:
    in_session("""
from resolutions.model import Draft, Paragraph
stored = drafting.pack(Draft(operative=(Paragraph(id="p1", text="Urges one;"),)), state.topic())
for junk in (None, {}, {"found": None}, {"found": 5}, {"found": "garbage"}):
    drafting.on_found(junk)
    assert drafting.draft().is_empty
drafting.on_found({"found": stored})
assert drafting.draft().operative[0].text == "Urges one;"
assert drafting.is_restored() and not drafting.is_restored()
drafting.add("operative", "Urges two;")
drafting.on_found({"found": stored})
assert len(drafting.draft().operative) == 2
""")


def test_a_damaged_address_is_told_and_cleaned() -> None:
    in_session("""
st.session_state["notices"] = []
st.query_params["draft"] = "garbage"
drafting.read_address()
assert "damaged" in state.notices()[0]
drafting.write_address()
assert "draft" not in st.query_params
""")


def test_a_working_file_comes_back_as_it_was() -> None:
    in_session("""
from resolutions.workfile import read_working
drafting.add("preambular", "Noting it,")
drafting.add("operative", "Urges one;")
state.choose_council("own", ["china", "mexico"])
state.choose_delegation("mexico")
text = drafting.working_file()
before = drafting.draft()
drafting.save(type(before)())
state.choose_council("2026")
state.choose_delegation("france")
drafting.open_working(read_working(text))
assert drafting.draft() == before
assert (state.council_id(), state.own_members(), state.delegation_id()) == ("own", ("china", "mexico"), "mexico")
""")
