"""What a user hands over: texts in any encoding, working files, and things that are neither."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.model import Basis, Stance
from positions.topic import Topic, load_topic
from resolutions.model import Correction, Draft, Working
from resolutions.text import clean
from resolutions.workfile import (
    MOST_CHARACTERS,
    MOST_LINES,
    MOST_PARAGRAPHS,
    NOBODY,
    UnreadableDraft,
    decode,
    delegation_ids,
    official_names,
    read_draft,
    read_working,
    room_of,
)

TEXT = "The Security Council,\n\nRecalling “its” resolution – née,\n\n1. Urges States."

# -- bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_encodings_that_editors_write(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "draft.txt") == TEXT


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"%PDF-1.7\n\x00\x01", "is a PDF"),
        (b"PK\x03\x04\x14\x00word/document.xml", "is a word processor's file"),
        (b"{\\rtf1\\ansi Urges}", "is rich text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x81", "is no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "is no text"),
        (b"\x00" * 100, "is no text"),
        ("Urges States".encode("utf-16-le"), "is no text"),
        (b"\xff\xfeU", "is no text"),
        (random.Random(1).randbytes(5000), "is no text"),
        (b"a" * (MOST_CHARACTERS + 1), "more than 6 MB"),
    ],
    ids=["pdf", "docx", "rtf", "png", "doc", "nulls", "utf-16-without-mark", "half-a-letter", "noise", "too-large"],
)
def test_what_is_no_text_is_refused_in_words(data: bytes, hint: str) -> None:
    with pytest.raises(UnreadableDraft, match=hint) as refused:
        decode(data, "draft.bin")
    assert str(refused.value).startswith("draft.bin ")
    assert "\n" not in str(refused.value)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "draft")
    except UnreadableDraft:
        return
    assert isinstance(text, str)


# -- working files


def working() -> Working:
    """A working file with something in every field."""
    draft = Draft(topic="Cartels", sponsors=("france",)).with_added("preambular", "Recalling x").with_added("operative", "Urges y")
    draft = draft.with_changed("p2", correction=Correction(effects=(("illicit-finance", 1),), safeguards=()))
    stance = Stance(issue="illicit-finance", position=1, basis=Basis.STATED, paraphrase="It is for it.", source="003 p1", added_by="chair")
    return Working(topic="drug-cartels", council="own", members=("china", "france"), delegation="china", draft=draft,
                   added_stances={"denmark": (stance,)})  # fmt: skip


@pytest.mark.parametrize("mark", ["", "\ufeff", "\n  "])
def test_a_working_file_comes_back_whole(mark: str) -> None:
    assert read_working(mark + working().model_dump_json(indent=1)) == working()


@pytest.mark.parametrize("text", [TEXT, "", "[1, 2]", "{not JSON", "{", '"text"', "null", "{" * 5000])
def test_a_text_is_no_working_file(text: str) -> None:
    assert read_working(text) is None


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        ("{}", "no field 'penholder'"),
        ('{"type": "FeatureCollection"}', "no field 'penholder'"),
        ('{"penholder": 2}', "penholder: "),
        ('{"penholder": 1, "draft": {"operative": [{"id": "p1"}]}}', "draft.operative.0.text: it is missing"),
        ('{"penholder": 1, "draft": {"operative": "all"}}', "draft.operative: "),
        ('{"penholder": 1, "draft": null}', "draft: "),
        ('{"penholder": 1, "added_stances": {"china": [{"issue": "x"}]}}', "added_stances.china.0."),
        ('{"penholder": ' + "9" * 6000 + "}", "no working file"),
        ('{"penholder": 1e999}', "penholder: "),
        ('{"a":' * 50_000 + "1" + "}" * 50_000, "no working file"),
    ],
    ids=["empty", "another", "another-version", "no-text", "wrong-type", "null", "bad-stance", "huge-number", "infinity", "deep"],
)
def test_json_that_is_no_working_file_says_where_it_is_wrong(content: str, hint: str) -> None:
    with pytest.raises(UnreadableDraft, match="this JSON is no working file of Penholder") as refused:
        read_working(content)
    assert hint in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 300


def test_half_characters_and_controls_in_a_working_file_are_dropped() -> None:
    content = json.dumps({"penholder": 1, "draft": {"topic": "\udfff", "operative": [{"id": "p1", "text": "Urges\ud800 \x00States"}]}})
    read = read_working(content)
    assert read is not None
    assert (read.draft.topic, read.draft.operative[0].text) == ("", "Urges States")


def test_paragraphs_with_one_id_are_told_apart_again() -> None:
    content = json.dumps({"penholder": 1, "draft": {"preambular": [{"id": "a", "text": "x"}], "operative": [{"id": "a", "text": "y"}] * 2}})
    read = read_working(content)
    assert read is not None
    assert [(p.id, p.text) for p in read.draft.paragraphs] == [("p1", "x"), ("p2", "y"), ("p3", "y")]


@pytest.mark.parametrize("indent", [None, 1])
def test_a_working_file_that_was_cut_off_is_refused_with_advice(indent: int | None) -> None:
    whole = working().model_dump_json(indent=indent)
    assert read_working(whole) == working()
    for end in (len(whole) - 1, len(whole) // 2, 20):
        with pytest.raises(UnreadableDraft, match="cut off or was changed .* download it again") as refused:
            read_working(whole[:end])
        assert "\n" not in str(refused.value)
    with pytest.raises(UnreadableDraft, match="cut off or was changed"):
        read_working(whole + " and more")


# -- the room of a working file


def stance(issue: str, position: int) -> Stance:
    return Stance(issue=issue, position=position, basis=Basis.STATED, paraphrase="It has a view.", source="the room", added_by="chair")


def test_the_room_of_a_working_file_is_what_it_says() -> None:
    room = room_of(working())
    assert (room.draft, room.topic.id, room.council.id, room.council.members) == (working().draft, "drug-cartels", "own", ("china", "france"))
    assert (room.delegation, room.stances, room.notes) == ("china", working().added_stances, ())
    assert working().added_stances["denmark"][0] in room.topic.delegation_by_id["denmark"].stances


def test_a_working_file_that_says_nothing_has_the_usual_room(topic: Topic) -> None:
    room = room_of(Working())
    assert (room.topic, room.council.id, room.delegation, room.notes) == (topic, topic.about.default_council, None, ())
    assert room_of(Working(delegation=NOBODY)).delegation == NOBODY
    assert room_of(Working(delegation="France", council="2027")).delegation == "france"


@pytest.mark.parametrize(
    ("changes", "council", "hints"),
    [
        ({"council": "1999"}, "2026", ["a council that is not here ('1999'); Security Council 2026 sits instead"]),
        ({"council": "own", "members": ("china", "atlantis")}, "own", ["left out: 'atlantis'"]),
        ({"council": "own", "members": ("atlantis", "mu")}, "2026", ["left out: 'atlantis', 'mu'", "has no known member"]),
        ({"council": "own"}, "2026", ["has no known member"]),
        ({"council": "2027", "members": ("atlantis",)}, "2027", ["left out: 'atlantis'"]),
        ({"members": ("China", "france", "china")}, "own", ["twice: 'china'"]),
        ({"delegation": "atlantis\n\x1b[31m"}, "2026", ["does not know ('atlantis  [31m')"]),
        ({"added_stances": {"atlantis": (stance("illicit-finance", 1),)}}, "2026", ["does not know, left out: 'atlantis'"]),
        ({"added_stances": {"china": (stance("no-such-issue", 1),)}}, "2026", ["does not have, left out: 'no-such-issue'"]),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_what_nobody_here_knows_is_left_out_and_noted(changes: dict[str, Any], council: str, hints: list[str]) -> None:
    room = room_of(Working(**changes))
    assert room.council.id == council
    assert len(room.notes) == len(hints)
    for note, hint in zip(room.notes, hints, strict=True):
        assert hint in note and note.isprintable()
    assert (room.delegation, room.stances) == (None, {})


def test_a_working_file_of_another_topic_is_refused() -> None:
    with pytest.raises(UnreadableDraft, match="there is no topic '../../etc'; there is drug-cartels"):
        room_of(Working(topic="../../etc"))


def test_of_two_stances_on_one_issue_the_last_holds() -> None:
    first, other, last = stance("illicit-finance", 1), stance("host-state-consent", 1), stance("illicit-finance", -2)
    room = room_of(Working(added_stances={"china": (first, other, last), "France": (first,)}))
    assert room.stances == {"china": (other, last), "france": (first,)}
    assert [s for s in room.topic.delegation_by_id["china"].stances if s.current and s.issue == "illicit-finance"] == [last]
    assert ["more than one stance of china on illicit-finance" in note for note in room.notes] == [True]


def test_a_thousand_unknown_names_are_few_notes() -> None:
    many = {f"nobody{n}": (stance("illicit-finance", 1),) for n in range(1000)}
    assert len(room_of(Working(added_stances=many, members=tuple(many))).notes) < 20


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["penholder", "draft", "operative", "id", "text"]), inner, max_size=4)))  # fmt: skip
def test_any_json_is_read_or_refused(content: object) -> None:
    try:
        read = read_working(json.dumps({"penholder": 1, "draft": content}))
    except UnreadableDraft:
        return
    assert isinstance(read, Working)


# -- texts of no draft's size


def test_a_text_of_more_paragraphs_or_lines_than_any_draft_is_refused(topic: Topic) -> None:
    most = "\n".join(f"{n}. Urges State {n};" for n in range(1, MOST_PARAGRAPHS + 1))
    assert len(read_draft(most, topic).operative) == MOST_PARAGRAPHS
    with pytest.raises(UnreadableDraft, match="falls into 1,000 paragraphs"):
        read_draft(most + "\n\nUrges one more;", topic)
    with pytest.raises(UnreadableDraft, match="100,001 lines"):
        read_draft("\n" * (MOST_LINES + 1), topic)
    many = {"penholder": 1, "draft": {"operative": [{"id": f"p{n}", "text": "x"} for n in range(MOST_PARAGRAPHS + 1)]}}
    with pytest.raises(UnreadableDraft, match="falls into 1,000 paragraphs"):
        read_working(json.dumps(many))


# -- names


def test_every_delegation_is_known_by_all_its_names(topic: Topic) -> None:
    ids = delegation_ids(topic)
    for delegation in topic.delegations:
        for name in (delegation.id, delegation.name, delegation.official):
            assert ids[name.lower()] == delegation.id
        assert official_names(topic)[delegation.id] == delegation.official


# -- packed into an address


def drafting() -> Any:
    """The module that packs drafts; it is the interface's, and needs Streamlit to be imported."""
    return pytest.importorskip("ui.drafting")


CLAUSES = [(c.part, r.text, c.id) for c in load_topic("drug-cartels").clauses for r in c.ladder]
OWN = st.tuples(st.sampled_from(["preambular", "operative"]), st.text(min_size=1, max_size=60).map(clean), st.none())


@given(st.lists(st.one_of(st.sampled_from(CLAUSES), OWN), max_size=15), st.text(max_size=20).map(clean), st.booleans())
def test_a_draft_packed_and_unpacked_is_the_same(paragraphs: list[tuple[str, str, str | None]], title: str, corrected: bool) -> None:
    module = drafting()
    topic = load_topic("drug-cartels")
    draft = Draft(topic=title, sponsors=("france", "Atlantis"), signatories=("peru",), heading=("a",), closing=("b",), symbol="S/1")
    for part, text, clause in paragraphs:
        draft = draft.with_added(part, text, clause)  # type: ignore[arg-type]
    if corrected and draft.paragraphs:
        correction = Correction(effects=(("illicit-finance", -1),), force="F5", safeguards=())
        draft = draft.with_changed(draft.paragraphs[0].id, correction=correction)
    again = module.unpack(module.pack(draft, topic), topic)

    def held(one: Draft) -> list[tuple[str, Correction | None]]:
        return [(p.text, p.correction) for p in one.paragraphs]

    assert held(again) == held(draft)
    assert len(again.preambular) == len(draft.preambular)
    assert again.model_copy(update={"preambular": (), "operative": ()}) == draft.model_copy(update={"preambular": (), "operative": ()})


@given(st.text(max_size=60))
def test_an_address_that_holds_no_draft_is_refused(packed: str) -> None:
    module = drafting()
    with pytest.raises(ValueError, match="no draft that can be read"):
        module.unpack(packed, load_topic("drug-cartels"))
