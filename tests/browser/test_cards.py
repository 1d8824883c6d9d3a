"""Cards in a real browser: they are there once, the browser asks before they go, and what was typed for them stays."""

from __future__ import annotations

import re
from typing import Any

from tests.browser.test_conference import set_up

ADDRESS = "http://192.168.1.20:8501"


def questions(page: Any) -> list[str]:
    """What the browser asks from here on, by kind; each is answered with yes."""
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


def test_a_reload_asks_first_and_leads_to_new_cards_with_the_same_address(hall_address: str, visit: Any) -> None:
    page = visit.context.new_page()
    set_up(page, hall_address)
    page.get_by_role("textbox", name="Address on the cards").fill(ADDRESS.removeprefix("http://"))
    page.keyboard.press("Enter")
    page.get_by_text(f"{ADDRESS}/enter").first.wait_for()

    asked = questions(page)
    page.reload()
    page.get_by_role("heading", name="The cards are not here any more").wait_for()
    assert asked == ["beforeunload"]

    page.get_by_role("button", name=re.compile("Go to the seats of")).click()
    page.get_by_role("button", name="All cards again").click()
    page.get_by_role("button", name="Make new cards for all").click()
    page.get_by_text(f"{ADDRESS}/enter").first.wait_for()
    page.get_by_role("button", name="Put the cards away").click()
    page.get_by_role("heading", name="New cards").wait_for(state="hidden")
    page.reload()
    page.get_by_role("heading", name="Seats").wait_for()
    assert asked == ["beforeunload"], "without cards on it the page is left as any other"
    assert visit.abroad == []


def test_whoever_has_the_cards_goes_on_without_being_asked(hall_address: str, visit: Any) -> None:
    page = visit.context.new_page()
    set_up(page, hall_address)
    asked = questions(page)
    page.get_by_role("button", name="I have the cards").click()
    page.get_by_text("seats signed in").wait_for()
    assert asked == []
