"""Method: every part opens and shows the figures that the program uses."""

from __future__ import annotations

from typing import Any

from resolutions.lint import LINT_RULES
from resolutions.reactions import reaction_table
from resolutions.rules import RULES

PARTS = ("Stances", "Readings", "Reactions", "Forecast", "Draft rules", "Lint rules", "Opening phrases", "Limits")


def test_it_opens_in_every_room(open_page: Any, room: dict[str, str]) -> None:
    app = open_page("method", **room)
    assert app.title[0].value == "Method"
    assert not app.warning


def test_every_part_opens(open_page: Any, is_sound: Any, forty: Any) -> None:
    app = open_page("method", forty)
    for part in PARTS:
        app.session_state["method-part"] = part
        app.run()
        is_sound(app)


def test_the_reactions_table_and_every_rule_are_shown(open_page: Any, text_of: Any) -> None:
    app = open_page("method")
    for row in reaction_table().against:
        assert " ".join(row.why.split()) in text_of(app)
    app.session_state["method-part"] = "Draft rules"
    page = text_of(app.run())
    for rule in RULES:
        assert rule.code in page
    app.session_state["method-part"] = "Lint rules"
    page = text_of(app.run())
    for lint_rule in LINT_RULES:
        assert lint_rule.code in page and " ".join(lint_rule.why.split()) in page


def test_a_phrase_is_found_and_a_hostile_one_is_text(open_page: Any, is_sound: Any, text_of: Any, hostile: str) -> None:
    app = open_page("method")
    app.session_state["method-part"] = "Opening phrases"
    app.run()
    app.text_input(key="phrase-search").set_value("calls upon").run()
    assert "Calls upon" in text_of(app) and "Condemns" not in text_of(app)
    app.text_input(key="phrase-search").set_value(hostile).run()
    is_sound(app)
