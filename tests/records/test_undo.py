"""Taking back: one's own last step, and never somebody else's work."""

from __future__ import annotations

from typing import Any

import pytest

from records.acts.drafts import CoAuthorSet, HeadingChanged
from records.acts.paragraphs import ParagraphMoved, ParagraphRemoved
from records.errors import Refused


@pytest.fixture
def bloc(house: Any) -> Any:
    house.draft(texts=("First;", "Second;", "Third."))
    house.do("france", CoAuthorSet(draft="d1", seat="mexico"))
    return house


def undo(house: Any, seat: str = "france") -> Any:
    house.clock.on(1)
    return house.records.undo("crisis", seat, "d1")


def slowly(house: Any) -> None:
    house.clock.on(120)


def test_typing_on_is_taken_back_in_one_step(bloc: Any) -> None:
    for text in ("F;", "Fi;", "Finally;"):
        bloc.change("france", "p1", text)
        bloc.clock.on(2)
    assert undo(bloc).act.undoes == tuple(e.revision for e in reversed(bloc.records.history("crisis", paragraph="p1")[:3]))
    assert bloc.text("p1") == "First;"


def test_a_pause_parts_the_steps_and_a_chain_goes_all_the_way_back(bloc: Any) -> None:
    bloc.change("france", "p1", "One;")
    slowly(bloc)
    bloc.change("france", "p1", "Two;")
    slowly(bloc)
    added = bloc.add("france", "Fourth;", id="p4", after="p3")
    slowly(bloc)
    bloc.do("france", ParagraphMoved(draft="d1", paragraph="p1", after="p3"))
    slowly(bloc)
    bloc.do("france", ParagraphRemoved(draft="d1", paragraph="p2"))
    slowly(bloc)
    bloc.change("france", added, "Fourth, better;")
    seen = []
    for _ in range(6):
        undo(bloc)
        seen.append(bloc.texts())
    assert seen == [
        ("Third.", "Two;", "Fourth;"),
        ("Second;", "Third.", "Two;", "Fourth;"),
        ("Two;", "Second;", "Third.", "Fourth;"),
        ("Two;", "Second;", "Third."),
        ("One;", "Second;", "Third."),
        ("First;", "Second;", "Third."),
    ]
    with pytest.raises(Refused, match="nothing of yours"):
        undo(bloc)


def test_another_s_change_between_two_of_one_s_own_is_not_swept_away(bloc: Any) -> None:
    bloc.change("france", "p1", "France once;")
    bloc.change("mexico", "p1", "Mexico;")
    bloc.change("france", "p1", "France again;")
    undo(bloc)
    assert bloc.text("p1") == "Mexico;"
    with pytest.raises(Refused, match="Somebody else"):
        undo(bloc)
    assert bloc.text("p1") == "Mexico;"


def test_what_another_changed_since_is_left_as_it_is(bloc: Any) -> None:
    bloc.change("france", "p1", "France;")
    bloc.change("mexico", "p1", "Mexico;")
    with pytest.raises(Refused, match="Somebody else"):
        undo(bloc)
    assert bloc.text("p1") == "Mexico;"
    added = bloc.add("france", "Fourth;", id="p4")
    bloc.change("mexico", added, "Fourth, by Mexico;")
    with pytest.raises(Refused, match="Somebody else"):
        undo(bloc)
    assert bloc.text(added) == "Fourth, by Mexico;"


def test_what_another_deleted_is_not_brought_back_by_an_undo(bloc: Any) -> None:
    bloc.change("france", "p1", "France;")
    bloc.do("mexico", ParagraphRemoved(draft="d1", paragraph="p1"))
    with pytest.raises(Refused, match="Somebody else"):
        undo(bloc)
    assert undo(bloc, "mexico").act.content.text == "France;"
    assert bloc.texts()[0] == "France;"


def test_a_deletion_is_taken_back_to_its_place_also_among_others_moves(bloc: Any) -> None:
    bloc.do("france", ParagraphRemoved(draft="d1", paragraph="p2"))
    bloc.do("mexico", ParagraphMoved(draft="d1", paragraph="p1", after="p3"))
    undo(bloc)
    assert bloc.texts() == ("Third.", "First;", "Second;")


def test_a_move_is_taken_back_also_where_its_neighbour_is_gone(bloc: Any) -> None:
    bloc.do("france", ParagraphMoved(draft="d1", paragraph="p3", after=None))
    bloc.do("mexico", ParagraphRemoved(draft="d1", paragraph="p2"))
    undo(bloc)
    assert sorted(bloc.texts()) == ["First;", "Third."]


def test_headings_are_taken_back_one_after_the_other(bloc: Any) -> None:
    for topic in ("One", "Two", "Three"):
        bloc.do("france", HeadingChanged(draft="d1", fields={"topic": topic}))
    seen = []
    for _ in range(3):
        undo(bloc)
        seen.append(bloc.room.drafts["d1"].draft.topic)
    assert seen == ["Two", "One", ""]


def test_a_heading_that_another_changed_since_stays(bloc: Any) -> None:
    bloc.do("france", HeadingChanged(draft="d1", fields={"topic": "France"}))
    bloc.do("mexico", HeadingChanged(draft="d1", fields={"topic": "Mexico"}))
    with pytest.raises(Refused, match="Somebody else"):
        undo(bloc)
    assert bloc.room.drafts["d1"].draft.topic == "Mexico"


def test_one_s_undo_is_of_one_draft_only(bloc: Any) -> None:
    bloc.draft("d2")
    bloc.change("france", "p1", "In the first;")
    bloc.change("france", "p1", "In the second;", draft="d2")
    undo(bloc)
    assert (bloc.text("p1"), bloc.text("p1", "d2")) == ("First;", "In the second;")


def test_every_step_back_is_itself_on_record(bloc: Any) -> None:
    bloc.change("france", "p1", "France;")
    entry = undo(bloc)
    assert bloc.records.history("crisis", draft="d1")[-1] == entry
    assert [e.act.text for e in bloc.records.history("crisis", draft="d1", paragraph="p1")] == ["France;", "First;"]


def test_a_step_far_back_is_found(bloc: Any) -> None:
    bloc.change("france", "p1", "Long ago;")
    for n in range(120):
        bloc.change("mexico", "p2", f"Since, {n};")
    undo(bloc)
    assert bloc.text("p1") == "First;"
