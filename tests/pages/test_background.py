"""Background: every part of it, and the search over all."""

from __future__ import annotations

from typing import Any

import pytest

VIEWS = ("Facts", "Timeline", "Glossary", "Actors", "Tables", "Debates", "Bargains", "Not in the sources", "Sources")


def test_it_opens_in_every_room(open_page: Any, room: dict[str, str]) -> None:
    app = open_page("background", **room)
    assert app.title[0].value == "Background"
    assert not app.warning


def test_it_opens_with_a_draft_of_forty(open_page: Any, forty: Any) -> None:
    assert open_page("background", forty).title[0].value == "Background"


def test_every_part_opens(open_page: Any, is_sound: Any) -> None:
    app = open_page("background")
    for view in VIEWS:
        app.session_state["background-view"] = view
        app.run()
        is_sound(app)


def test_a_search_finds_and_gives_sources(open_page: Any, text_of: Any) -> None:
    app = open_page("background")
    app.text_input(key="background-query").set_value("fentanyl").run()
    page = text_of(app)
    assert "found" in page and "entanyl" in page and "Weak on" in page


@pytest.mark.parametrize("query", ["xyzzyqwv", "&lt;", "((((", "\\", "a" * 200, "مخدرات", "\x00\x01", "fentanyl <b>"])
def test_any_search_ends_in_words(open_page: Any, is_sound: Any, query: str) -> None:
    app = open_page("background")
    app.text_input(key="background-query").set_value(query).run()
    is_sound(app)


def test_a_hostile_search_is_text(open_page: Any, is_sound: Any, hostile: str) -> None:
    app = open_page("background")
    app.text_input(key="background-query").set_value(hostile).run()
    is_sound(app)
