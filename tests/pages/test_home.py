"""Home: who sits, whom one represents, and where to start."""

from __future__ import annotations

from typing import Any

import pytest

from positions.topic import load_topic
from tests.late_messages import comes_late, overtaken, said


def test_it_opens_in_every_room(open_page: Any, room: dict[str, str], text_of: Any) -> None:
    app = open_page("home", **room)
    assert app.title[0].value == "Penholder"
    assert not app.warning
    assert "Agenda item" in text_of(app)


def test_it_opens_with_a_draft_of_forty(open_page: Any, forty: Any) -> None:
    assert open_page("home", forty).title[0].value == "Penholder"


def test_every_member_stands_in_the_list_and_the_silent_are_called_silent(open_page: Any, text_of: Any) -> None:
    page = text_of(open_page("home", council="2026", delegation="france"))
    for name in ("Bahrain", "China", "France", "Somalia", "United Kingdom"):
        assert name in page
    assert "silent: no source speaks" in page


def test_a_choice_on_the_page_is_kept_and_stands_in_the_address(open_page: Any) -> None:
    app = open_page("home")
    app.selectbox(key="home-delegation").select("russia").run()
    app.selectbox(key="home-council").select("simulation").run()
    # What was chosen elsewhere comes to the sidebar in a box of its own.
    assert app.selectbox(key="side-delegation~1").value == "russia"
    assert app.query_params["delegation"] in ("russia", ["russia"])
    assert app.query_params["council"] in ("simulation", ["simulation"])


def test_a_roster_of_ones_own_is_seated(open_page: Any, is_sound: Any, text_of: Any) -> None:
    app = open_page("home")
    app.multiselect(key="home-members").set_value(["china", "mexico", "chile"]).run()
    is_sound(app)
    assert app.query_params["council"] in ("own", ["own"])
    assert app.query_params["members"] in ("china,mexico,chile", ["china,mexico,chile"])
    app.multiselect(key="home-members").set_value([]).run()
    is_sound(app)
    assert "Chile" in text_of(app), "an empty roster seats nobody, so the last one stays"


def test_every_delegation_of_the_topic_can_be_represented(open_page: Any) -> None:
    offered = open_page("home", council="2026").selectbox(key="home-delegation").options
    assert len(offered) == len(set(offered))
    documented = sum(d.documented for d in load_topic().delegations)
    assert len(offered) > documented, "all documented ones, the silent members, and none"


@pytest.mark.parametrize(("label", "title"), [("Read where", "France"), ("Start a draft", "Workbench")])
def test_a_click_leads_on_though_another_run_comes_before_its_own(open_page: Any, label: str, title: str) -> None:
    app = open_page("home", council="2026", delegation="france")
    overtaken(app, next(one for one in app.button if one.label.startswith(label)))
    assert app.title[0].value == title
    assert app.query_params["delegation"] in ("france", ["france"])


def test_a_roster_that_a_browser_has_not_heard_of_is_not_replaced_by_the_one_before(open_page: Any) -> None:
    app = open_page("home", council="2026")
    before = said(app)
    app.selectbox(key="home-council").select("simulation").run()
    for one in before.widgets:
        if one.id.endswith("-home-council"):
            one.string_value = next(name.string_value for name in said(app).widgets if name.id == one.id)
    comes_late(app, before)
    assert app.query_params["council"] in ("simulation", ["simulation"])
