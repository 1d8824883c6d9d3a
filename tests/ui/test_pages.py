"""Every page opens, keeps what is chosen, and takes whatever stands in the address."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from positions.topic import TOPICS, check_topic, load_topic, topic_ids

ROOT = Path(__file__).resolve().parents[2]
FRAME = str(ROOT / "ui" / "frame.py")
PAGES = ("home", "brief", "compare", "background")


@pytest.fixture(autouse=True)
def sound_content() -> None:
    if any(check_topic(TOPICS / one) for one in topic_ids()):
        pytest.skip("the content has faults; tests of the content say which")


def opened(page: str = "home", **address: str) -> AppTest:
    app = AppTest.from_file(FRAME, default_timeout=20)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    if page != "home":
        app.switch_page(f"../pages/delegate/{page}.py").run()
    assert not app.exception, app.exception
    return app


def drawn(app: AppTest) -> str:
    """Everything the page drew as HTML."""
    return " ".join(str(element.proto.body) for element in app.get("html"))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_with_nothing_chosen(page: str) -> None:
    assert opened(page).title[0].value


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "address",
    [
        {"council": "simulation", "delegation": "mexico"},
        {"council": "2027", "delegation": "none"},
        {"council": "own", "members": "china,bolivia", "delegation": "bolivia"},
        {"council": "own", "members": "latvia", "delegation": "latvia"},
        {"council": "2026", "delegation": "oas"},
    ],
    ids=lambda a: "-".join(a.values()),
)
def test_a_page_takes_what_the_address_says(page: str, address: dict[str, str]) -> None:
    app = opened(page, **address)
    assert not app.warning
    assert app.query_params["council"] in (address["council"], [address["council"]])
    assert app.query_params["delegation"] in (address["delegation"], [address["delegation"]])


@pytest.mark.parametrize(
    "address",
    [
        {"topic": "../../etc"},
        {"council": "1945"},
        {"council": "own"},
        {"council": "own", "members": ",,,<b>"},
        {"delegation": "<script>alert(1)</script>"},
        {"delegation": "x" * 10_000},
        {"topic": "", "council": "", "delegation": "", "members": ""},
    ],
)
def test_a_wrong_address_is_told_and_ignored(address: dict[str, str]) -> None:
    app = opened(**address)
    assert app.warning, "the reader is told that the address was not followed"
    assert app.query_params["council"] in ("2026", ["2026"])
    assert "<script>" not in drawn(app)


def test_what_a_wrong_address_says_is_shown_and_not_obeyed() -> None:
    """A notice is Markdown: an image in it would be fetched from whoever made up the link."""
    told = opened(council="![x](https://elsewhere.test/x.png)").warning[0].value
    assert "elsewhere" in told
    assert "](" not in told and "https:" not in told


def test_every_documented_delegation_has_a_brief() -> None:
    app = opened("brief")
    for delegation in load_topic().delegations:
        if delegation.documented:
            app.query_params["delegation"] = delegation.id
            app.run()
            assert not app.exception, delegation.id
            assert app.title[0].value == delegation.name


def test_a_silent_delegation_says_so() -> None:
    silent = next(d for d in load_topic().delegations if not d.documented)
    assert "No source of this topic speaks" in drawn(opened("brief", delegation=silent.id))


def test_each_view_of_compare_and_background_opens() -> None:
    app = opened("compare")
    for view in ("One issue", "Agreement", "Blocs", "Positions"):
        app.session_state["compare-view"] = view
        for whom in ("Permanent five", "Council", "Custom", "All"):
            app.session_state["compare-whom"] = whom
            app.run()
            assert not app.exception, (view, whom)
    app = opened("background")
    for view in (
        "Facts",
        "Timeline",
        "Glossary",
        "Actors",
        "Tables",
        "Debates",
        "Bargains",
        "Not in the sources",
        "Sources",
    ):
        app.session_state["background-view"] = view
        app.run()
        assert not app.exception, view


def test_a_chair_adds_and_removes_a_stance() -> None:
    app = opened("brief", delegation="latvia")
    app.button(key="chair-add").click().run()
    assert "Not added yet" in app.error[0].value
    app.text_area(key="chair-words").set_value("It asks for <b>restraint</b>.")
    app.text_input(key="chair-source").set_value("Speech of the room; first session").run()
    app.select_slider(key="chair-position").set_value(2).run()
    app.button(key="chair-add").click().run()
    assert not app.exception and not app.error
    page = drawn(app)
    assert "It asks for &lt;b&gt;restraint&lt;/b&gt;." in page and "chair" in page
    assert "It asks for <b>" not in page
    app.switch_page("../pages/delegate/compare.py").run()
    assert "Latvia" in drawn(app)
    app.switch_page("../pages/delegate/brief.py").run()
    issue = next(iter(load_topic().issue_by_id))
    app.button(key=f"remove-{issue}").click().run()
    assert "No source of this topic speaks" in drawn(app)


def test_an_incomplete_stance_keeps_what_was_typed() -> None:
    app = opened("brief", delegation="latvia")
    app.text_area(key="chair-words").set_value("It asks for restraint.").run()
    app.button(key="chair-add").click().run()
    assert app.error and app.text_area(key="chair-words").value == "It asks for restraint."


def test_the_search_finds_and_escapes() -> None:
    app = opened("background")
    app.text_input(key="background-query").set_value("<img src=x onerror=alert(1)> fentanyl").run()
    assert not app.exception
    assert "<img" not in drawn(app)
