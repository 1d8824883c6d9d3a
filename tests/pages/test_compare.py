"""Compare: every view, for every choice of delegations."""

from __future__ import annotations

from typing import Any

import pytest


def test_it_opens_in_every_room(open_page: Any, room: dict[str, str]) -> None:
    app = open_page("compare", **room)
    assert app.title[0].value == "Compare"
    assert not app.warning


def test_it_opens_with_a_draft_of_forty(open_page: Any, forty: Any) -> None:
    assert open_page("compare", forty).title[0].value == "Compare"


@pytest.mark.parametrize("view", ["Positions", "One issue", "Agreement", "Blocs"])
def test_a_view_opens_for_every_choice(open_page: Any, is_sound: Any, view: str) -> None:
    app = open_page("compare", council="own", members="latvia,bahrain,china", delegation="latvia")
    app.session_state["compare-view"] = view
    for whom in ("Permanent five", "Council", "All", "Custom"):
        app.session_state["compare-whom"] = whom
        for stated in (False, True):
            app.toggle(key="compare-stated").set_value(stated).run()
            is_sound(app)


def test_nobody_chosen_is_told(open_page: Any, text_of: Any) -> None:
    app = open_page("compare", council="own", members="latvia,bahrain", delegation="latvia")
    app.session_state["compare-whom"] = "Council"
    assert "Nobody to compare" in text_of(app.run())


def test_the_permanent_five_come_first_in_the_heat_map(open_page: Any) -> None:
    app = open_page("compare", council="simulation", delegation="france")
    table = next(str(e.proto.body) for e in app.get("html") if "ph-heat" in str(e.proto.body) and "<table" in str(e.proto.body))
    order = [table.index(f"<span>{name}</span>") for name in ("China", "France", "Russia", "United Kingdom", "United States")]
    assert max(order) < table.index("<span>Mexico</span>")
