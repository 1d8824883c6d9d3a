"""Drafts as values: whatever is done to one, ids stay unique and nothing that was not taken out is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from resolutions.model import FORCES, Correction, Draft, Paragraph, ReadEffect, Reading, Working, stronger

PARTS = st.sampled_from(["preambular", "operative"])
TEXTS = st.text(max_size=30)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), PARTS, TEXTS, st.one_of(st.none(), st.integers(-3, 12))),
        st.tuples(st.just("remove"), st.integers(0, 20)),
        st.tuples(st.just("move"), st.integers(0, 20), st.integers(-5, 5)),
        st.tuples(st.just("change"), st.integers(0, 20), TEXTS),
    ),
    max_size=25,
)


def texts(draft: Draft) -> list[str]:
    """The texts of all paragraphs, in order."""
    return [p.text for p in draft.paragraphs]


@given(STEPS)
def test_a_draft_keeps_what_is_not_taken_out(steps: list[tuple[object, ...]]) -> None:
    draft = Draft(topic="Cartels", sponsors=("france",), heading=("a line",), closing=("another",))
    expected: dict[str, str] = {}
    for step in steps:
        ids = [p.id for p in draft.paragraphs]
        match step:
            case ("add", str() as part, str() as text, at):
                new = draft.next_id
                draft = draft.with_added(part, text, at=at)  # type: ignore[arg-type]
                expected[new] = text
                assert draft.part_of(new) == part
            case ("remove", int() as which) if ids:
                draft = draft.without(ids[which % len(ids)])
                expected.pop(ids[which % len(ids)])
            case ("move", int() as which, int() as by) if ids:
                moved = ids[which % len(ids)]
                part_before = draft.part_of(moved)
                draft = draft.with_moved(moved, by)
                assert draft.part_of(moved) == part_before
            case ("change", int() as which, str() as text) if ids:
                draft = draft.with_changed(ids[which % len(ids)], text=text)
                expected[ids[which % len(ids)]] = text
        now = [p.id for p in draft.paragraphs]
        assert len(set(now)) == len(now)
        assert {p.id: p.text for p in draft.paragraphs} == expected
        assert draft.next_id not in now
    assert (draft.topic, draft.sponsors, draft.heading, draft.closing) == ("Cartels", ("france",), ("a line",), ("another",))
    assert Draft.model_validate_json(draft.model_dump_json()) == draft


def three() -> Draft:
    """A draft of three operative paragraphs, a, b and c."""
    draft = Draft()
    for text in "abc":
        draft = draft.with_added("operative", text)
    return draft


@pytest.mark.parametrize(
    ("which", "by", "order"),
    [
        ("p1", 1, "bac"), ("p1", 2, "bca"), ("p1", 9, "bca"), ("p3", -1, "acb"), ("p3", -9, "cab"),
        ("p2", 0, "abc"), ("p1", -1, "abc"), ("p9", 1, "abc"),
    ],
)  # fmt: skip
def test_moving_goes_as_far_as_there_is_room(which: str, by: int, order: str) -> None:
    assert "".join(texts(three().with_moved(which, by))) == order


@pytest.mark.parametrize(("at", "order"), [(0, "dabc"), (1, "adbc"), (3, "abcd"), (None, "abcd"), (99, "abcd")])
def test_adding_at_a_place(at: int | None, order: str) -> None:
    assert "".join(texts(three().with_added("operative", "d", at=at))) == order


@pytest.mark.parametrize(
    "change",
    [lambda d: d.without("p9"), lambda d: d.with_changed("p9", text="x"), lambda d: d.with_moved("p9", 1)],
    ids=["remove", "change", "move"],
)
def test_a_paragraph_that_is_not_there_changes_nothing(change: Callable[[Draft], Draft]) -> None:
    assert change(three()) == three()


def test_the_parts_keep_to_themselves() -> None:
    draft = Draft().with_added("preambular", "a").with_added("operative", "b").with_added("preambular", "c")
    assert texts(draft) == ["a", "c", "b"]
    assert texts(draft.with_moved("p1", 5)) == ["c", "a", "b"]
    assert (draft.part_of("p1"), draft.part_of("p2"), draft.part_of("p9")) == ("preambular", "operative", None)
    assert draft.find("p3") == Paragraph(id="p3", text="c")
    assert draft.find("p9") is None
    assert not draft.is_empty and Draft().is_empty


def test_an_id_once_used_is_not_given_again_while_a_later_one_stands() -> None:
    assert three().without("p1").next_id == "p4"
    assert Draft(operative=(Paragraph(id="own", text="x"), Paragraph(id="p٣", text="y"))).next_id == "p4"


def test_a_change_keeps_the_correction_and_the_clause() -> None:
    correction = Correction(effects=(("illicit-finance", 1),), force="F6")
    draft = Draft().with_added("operative", "a", clause="some-clause").with_changed("p1", correction=correction)
    changed = draft.with_changed("p1", text="b").find("p1")
    assert changed is not None
    assert (changed.text, changed.clause, changed.correction) == ("b", "some-clause", correction)


def test_values_are_frozen_and_can_be_kept_in_a_set() -> None:
    with pytest.raises(ValidationError):
        three().topic = "other"  # type: ignore[misc]
    reading = Reading(force="F3", effects=(ReadEffect(issue="illicit-finance", direction=1, evidence="x"),), evidence={"a": "b"})
    assert {reading, reading.model_copy()} == {reading}


def test_the_stronger_of_two_forces() -> None:
    assert [stronger(a, b) for a, b in zip(FORCES, reversed(FORCES), strict=True)] == ["F7", "F6", "F5", "F4", "F4", "F5", "F6", "F7"]


def test_a_working_file_comes_back_as_it_was_written() -> None:
    working = Working(topic="drug-cartels", council="2026", delegation="france", draft=three())
    assert Working.model_validate_json(working.model_dump_json()) == working
