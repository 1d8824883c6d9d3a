"""Method: every part opens and shows the figures that the program uses."""

from __future__ import annotations

from typing import Any

from resolutions.lint import LINT_RULES
from resolutions.phrases import operative_phrases
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


def search(app: Any, words: str) -> Any:
    """The page after a search."""
    return app.text_input(key="phrase-search").set_value(words).run()


def test_a_phrase_is_found_from_any_part_with_its_force_and_its_use(open_page: Any, is_sound: Any, text_of: Any) -> None:
    app = search(open_page("method"), "Calls  upon")
    is_sound(app)
    page = text_of(app)
    verb = next(p for p in operative_phrases() if p.phrase == "Calls upon")
    assert "Calls upon" in page and "Condemns" not in page
    assert verb.force in page and str(verb.seen) in page and str(verb.recent) in page


def test_a_rule_is_found_by_code_and_by_words(open_page: Any, text_of: Any) -> None:
    rule = LINT_RULES[3]
    for words in (rule.code, rule.name.upper()):
        page = text_of(search(open_page("method"), words))
        assert rule.code in page and " ".join(rule.why.split()) in page
    assert RULES[0].code in text_of(search(open_page("method"), RULES[0].name))


def test_an_empty_result_says_what_to_do_and_a_part_ends_the_search(open_page: Any, is_sound: Any, text_of: Any, hostile: str) -> None:
    app = search(open_page("method"), "zzzz")
    is_sound(app)
    assert "Nothing has “zzzz” in it" in text_of(app) and "Try the first word alone" in text_of(app)
    app.segmented_control(key="method-part").set_value("Opening phrases").run()
    assert "Condemns" in text_of(app) and not app.text_input(key="phrase-search").value
    is_sound(search(app, hostile))


def test_no_part_is_heavy(open_page: Any) -> None:
    app = open_page("method")
    for part in PARTS:
        app.session_state["method-part"] = part
        app.run()
        assert sum(len(block.body.encode()) for block in app.get("html")) < 400_000, part
