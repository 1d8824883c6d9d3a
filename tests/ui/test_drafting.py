"""Keeping a draft: packed and unpacked without loss, and no packed text that does harm."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from positions.topic import load_topic
from resolutions.model import Correction, Draft, Loose, Paragraph
from resolutions.text import clean
from resolutions.workfile import NOBODY
from ui import drafting, state

FRAME = Path(__file__).resolve().parents[2] / "ui" / "frame.py"


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


def test_a_text_that_two_clauses_might_have_is_kept_in_full(topic: Any) -> None:
    clause, other = topic.clauses[:2]
    for name in (other.id, None):
        draft = Draft(operative=(Paragraph(id="p1", text=clause.ladder[0].text, clause=name),))
        assert drafting.unpack(drafting.pack(draft, topic), topic) == draft


@pytest.mark.parametrize("rung", ["99", "-1", "Infinity", "null", '"0"', "[0]"])
def test_a_clause_or_rung_that_is_gone_leaves_a_mark_and_the_rest_of_the_draft(rung: str, topic: Any) -> None:
    clause = topic.clauses[0]
    content = f'{{"o":["Urges one;",["{clause.id}",{rung}],{{"k":["no-such-clause",{rung}],"r":{{"effects":[]}}}},"Urges two;"]}}'
    found = drafting.unpack(packed(content.encode()), topic)
    assert [p.text for p in found.operative] == [
        "Urges one;", f"[a library clause no longer there: {clause.id}]", "[a library clause no longer there: no-such-clause]", "Urges two;",
    ]  # fmt: skip
    assert [p.clause for p in found.operative] == [None, clause.id, None, None], "of a clause that is there a rung can be chosen"
    assert found.operative[2].correction == Correction(effects=())


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
    "three for a pair": packed({"o": [["a", 0, 0]]}),
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


def test_the_steps_kept_are_bounded_in_characters_and_the_last_is_kept() -> None:
    in_session("""
long = "x" * (drafting.MOST_UNDO_CHARACTERS // 4)
for n in range(8):
    drafting.save(drafting.draft().model_copy(update={"topic": f"{long}{n}"}))
assert sum(map(len, state.kept("undo"))) <= drafting.MOST_UNDO_CHARACTERS and len(state.kept("undo")) == 3
drafting.save(drafting.draft().model_copy(update={"topic": long * 6}))
drafting.save(drafting.draft().model_copy(update={"topic": "short"}))
assert len(state.kept("undo")) == 1
drafting.undo()
assert drafting.draft().topic == long * 6
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
from resolutions.workfile import read_working
assert drafting.for_browser() == ("ask", "", "")
clause = state.topic().clauses[0]
drafting.add(clause.part, clause.ladder[0].text, clause.id)
mode, text, address = drafting.for_browser()
assert mode == "store" and read_working(text) == drafting.working() and clause.ladder[0].text in text
assert drafting.unpack(address, state.topic()).paragraphs[0].clause == clause.id
drafting.undo()
assert drafting.for_browser() == ("clear", "", "")
""")


def test_a_link_that_is_only_looked_at_leaves_the_browsers_own_draft() -> None:
    in_session("""
from resolutions.model import Draft, Paragraph
st.query_params["draft"] = drafting.pack(Draft(operative=(Paragraph(id="p1", text="Urges one;"),)), state.topic())
drafting.read_address()
assert drafting.draft().operative[0].text == "Urges one;" and not drafting.can_undo()
assert drafting.for_browser() == ("ask", "", "")
drafting.on_found({"found": {"text": '{"penholder": 1}', "address": "another"}})
drafting.on_found({"found": {"text": '{"penholder": 1}'}})
assert drafting.draft().operative[0].text == "Urges one;" and drafting.for_browser()[0] == "ask"
drafting.add("operative", "Urges two;")
assert drafting.for_browser()[0] == "store"
""")


def test_what_the_browser_kept_is_opened_once_and_never_over_a_draft() -> None:
    in_session("""
from resolutions.model import Draft, Paragraph
from resolutions.model import Working
stored = {"text": Working(draft=Draft(operative=(Paragraph(id="p1", text="Urges one;"),))).model_dump_json(), "address": ""}
for junk in (None, {}, {"found": None}, {"found": 5}, {"found": "garbage"}, {"found": {"text": 5}}):
    drafting.on_found(junk)
    assert drafting.draft().is_empty and not drafting.notes()
drafting.on_found({"found": stored})
assert drafting.draft().operative[0].text == "Urges one;"
assert drafting.is_restored() and not drafting.is_restored()
drafting.add("operative", "Urges two;")
drafting.on_found({"found": stored})
assert len(drafting.draft().operative) == 2
""")


def test_a_damaged_address_is_told_and_cleaned() -> None:
    in_session("""
st.query_params["draft"] = "garbage"
drafting.read_address()
assert "damaged" in drafting.notes()[0]
drafting.write_address()
assert "draft" not in st.query_params
drafting.dismiss_notes()
assert not drafting.notes()
""")


ROOM = """
from positions.model import Basis, Stance
from resolutions.model import Draft, Paragraph, Working
mine = Stance(issue="illicit-finance", position=-2, basis=Basis.STATED, paraphrase="It minds.", source="the room", added_by="chair")
kept = Working(topic="drug-cartels", council="2027", delegation="france", added_stances={"france": (mine,)},
               draft=Draft(operative=(Paragraph(id="p7", text="Urges one;"),)))
"""


def test_the_room_and_the_chairs_stances_come_back_with_the_draft() -> None:
    in_session(ROOM + """
drafting.read_address()
drafting.on_found({"found": {"text": kept.model_dump_json(), "address": ""}})
assert drafting.working() == kept
assert drafting.is_restored() and not drafting.notes() and not drafting.can_undo()
""")


def test_a_chair_comes_back_as_a_chair() -> None:
    in_session("""
state.choose_delegation(None)
drafting.add("operative", "Urges one;")
text = drafting.working_file()
state.choose_delegation("france")
drafting.save(type(drafting.draft())())
from resolutions.workfile import read_working
drafting.open_working(read_working(text))
assert state.delegation_id() is None
""")


def test_what_the_address_says_of_the_room_goes_before_what_the_browser_kept() -> None:
    in_session(ROOM + """
st.query_params["council"] = "simulation"
state.read_address()
drafting.read_address()
state.write_address()
drafting.on_found({"found": {"text": kept.model_dump_json(), "address": ""}})
assert (state.council_id(), state.delegation_id()) == ("simulation", "france")
assert drafting.draft() == kept.draft
""")


def test_after_a_reload_the_browsers_copy_has_the_words_of_a_clause_that_is_gone() -> None:
    in_session(ROOM + """
import base64, json, zlib
said = base64.urlsafe_b64encode(zlib.compress(json.dumps({"o": [["gone-clause", 0]]}).encode())).decode()
st.query_params["draft"] = said
drafting.read_address()
assert "no longer there" in drafting.notes()[0]
assert drafting.draft().operative[0].text == "[a library clause no longer there: gone-clause]"
drafting.on_found({"found": {"text": kept.model_dump_json(), "address": said}})
assert drafting.draft() == kept.draft and not drafting.notes()
assert drafting.for_browser()[0] == "store" and not drafting.is_restored()
assert state.added_stances() == kept.added_stances
""")


def test_what_cannot_be_read_stays_in_the_browser_until_a_new_draft_and_can_be_downloaded() -> None:
    in_session("""
for text in ('{"penholder": 1, "draft": {"operati', '{"penholder": 1, "topic": "gone"}', '{"penholder": 2}', "garbage", "{" * 5000):
    drafting.dismiss_notes()
    drafting.on_found({"found": {"text": text, "address": ""}})
    assert drafting.draft().is_empty and drafting.unreadable() == text
    assert "cannot be read" in drafting.notes()[0]
    assert drafting.for_browser() == ("leave", "", "")
drafting.add("operative", "Urges one;")
assert drafting.for_browser()[0] == "store"
""")


def test_a_full_storage_is_told_once() -> None:
    in_session("""
drafting.on_full()
drafting.on_full()
assert len(drafting.notes()) == 1 and "working file" in drafting.notes()[0]
""")


def test_the_page_shows_what_was_kept_and_cannot_be_read() -> None:
    app = AppTest.from_file(str(FRAME), default_timeout=20)
    app.session_state["kept-unreadable"] = "{"
    app.session_state["kept-notes"] = ["This browser kept a draft that cannot be read."]
    app.run()
    assert not app.exception
    assert "cannot be read" in app.warning[0].value
    assert app.get("download_button")
    app.button(key="dismiss-notes").click().run()
    assert not app.warning and not app.exception


def test_a_working_file_with_an_unknown_room_is_opened_with_notes() -> None:
    in_session(ROOM + """
state.choose_council("2027")
drafting.open_working(kept.model_copy(update={"council": "1999", "delegation": "atlantis"}))
assert drafting.draft() == kept.draft
assert (state.council_id(), state.delegation_id()) == ("2026", "china")
assert len(drafting.notes()) == 2 and "1999" in drafting.notes()[0] and "atlantis" in drafting.notes()[1]
""")


def test_a_working_file_of_a_topic_that_is_not_here_changes_nothing() -> None:
    in_session(ROOM + """
from resolutions.workfile import UnreadableDraft
drafting.add("operative", "Urges two;")
before = drafting.working()
try:
    drafting.open_working(kept.model_copy(update={"topic": "gone"}))
except UnreadableDraft as error:
    assert "no topic 'gone'" in str(error)
else:
    raise AssertionError("it was opened")
assert drafting.working() == before
""")


def test_the_page_and_the_working_file_say_nobody_alike() -> None:
    assert state.NOBODY == NOBODY


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


def test_headings_annexes_and_the_organ_line_are_carried_by_the_address() -> None:
    topic = load_topic()
    draft = Draft(
        organ="THE SECURITY COUNCIL,",
        operative=(Paragraph(id="p1", text="Urges restraint;", before=(Loose(kind="heading", text="Arms"),)),),
        annexes=("Annex\nA list",),
    )
    assert drafting.unpack(drafting.pack(draft, topic), topic) == draft
