"""The clause library: finding a clause, seeing who would support it, taking it into the draft."""

from __future__ import annotations

from typing import Any

from positions.topic import load_topic
from resolutions.model import Draft
from tests.late_messages import overtaken


def kept(app: Any) -> Draft:
    """The draft in a page's session."""
    text = app.session_state.get("kept-draft", "")
    return Draft.model_validate_json(text) if text else Draft()


def adders(app: Any) -> list[Any]:
    """The buttons that take a clause into the draft."""
    return [b for b in app.button if b.key and b.key.startswith("add-")]


def test_it_opens_in_every_room(open_page: Any, room: dict[str, str], text_of: Any) -> None:
    app = open_page("library", **room)
    assert app.title[0].value == "Clause library"
    assert not app.warning
    assert len(adders(app)) == 12
    assert any(word in text_of(app) for word in ("supports", "silent"))


def test_it_opens_with_a_draft_of_forty_and_shows_the_vote(open_page: Any, forty: Draft) -> None:
    app = open_page("library", forty, delegation="france")
    assert any("ph-outcome" in str(e.proto.body) for e in app.get("html"))
    assert any(b.label == "Go to the draft (40)" for b in app.button)


def test_a_clause_goes_into_the_draft_at_the_rung_that_is_shown(open_page: Any, is_sound: Any) -> None:
    app = open_page("library")
    first = load_topic().clauses[0]
    app.session_state[f"rung-{first.id}"] = len(first.ladder) - 1
    app.run()
    app.button(key=f"add-{first.id}").click().run()
    is_sound(app)
    draft = kept(app)
    assert [p.text for p in draft.paragraphs] == [first.ladder[-1].text]
    assert draft.paragraphs[0].clause == first.id
    assert app.button(key=f"add-{first.id}").label == "Add again"
    assert app.query_params["draft"], "the address carries it"


def test_the_library_keeps_a_closing_paragraph_last(open_page: Any) -> None:
    app = open_page("library")
    app.text_input(key="library-search").set_value("remain seized").run()
    adders(app)[0].click().run()
    closing = kept(app).operative[-1].text
    app.text_input(key="library-search").set_value("").run()
    adders(app)[0].click().run()
    assert kept(app).operative[-1].text == closing


def test_filters_narrow_and_combine(open_page: Any, is_sound: Any, text_of: Any) -> None:
    app = open_page("library", delegation="france")
    issue = load_topic().issues[0]
    app.selectbox(key="library-issue").select(issue.id).run()
    is_sound(app)
    assert " ".join(issue.question.split()) in text_of(app)
    for key, value in (("library-way", 1), ("library-part", "operative"), ("library-order", "welcome"), ("library-order", "safe")):
        app.selectbox(key=key).select(value).run()
        is_sound(app)
    app.selectbox(key="library-side").select("resists").run()
    is_sound(app)


def test_nothing_found_says_what_to_do_and_does_it(open_page: Any, is_sound: Any, text_of: Any, hostile: str) -> None:
    app = open_page("library")
    app.text_input(key="library-search").set_value(hostile).run()
    is_sound(app)
    assert "No clause fits these filters" in text_of(app)
    next(b for b in app.button if b.label == "Write it yourself").click().run()
    is_sound(app)
    assert len(kept(app).operative) == 1


def test_a_click_to_the_draft_leads_there_though_another_run_comes_before_its_own(open_page: Any, forty: Draft) -> None:
    app = open_page("library", forty)
    overtaken(app, app.button(key="to-bench"))
    assert app.title[0].value == "Workbench"


def test_a_paragraph_of_ones_own_is_begun_once_though_another_run_comes_before_its_own(open_page: Any) -> None:
    app = open_page("library")
    app.text_input(key="library-search").set_value("no clause has these words").run()
    overtaken(app, next(one for one in app.button if one.label == "Write it yourself"))
    assert app.title[0].value == "Workbench"
    assert len(kept(app).operative) == 1


def test_fewer_clauses_than_pages_come_back_to_the_last_page(open_page: Any, is_sound: Any) -> None:
    app = open_page("library")
    app.number_input(key="library-page").set_value(5).run()
    assert adders(app)
    app.selectbox(key="library-issue").select(load_topic().issues[0].id).run()
    is_sound(app)
    assert adders(app), "a narrower search does not leave one on an empty page"
