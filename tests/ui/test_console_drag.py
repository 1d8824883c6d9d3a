"""The speakers' list in the hand, in a browser without the app: what happens to a name that is dragged while the room goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from ui.console.drag import _JS as DRAG
from ui.live import _EAR_JS as EAR

PAGE = """
<base href="http://localhost/">
<style>body { margin: 0 } .row { height: 40px } .ph-console-grip { display: inline-block; width: 40px; height: 40px }</style>
<div data-testid="stApp" data-test-script-state="notRunning"><div class="st-key-console-list"></div><span id="drag"></span><span id="ear"></span></div>
"""

# What Streamlit does for a component, and what the server says, by hand.
HARNESS = """
async ([drag, ear]) => {
  const module = (text) => import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })))
  window.moved = []
  window.news = []
  window.WebSocket = class { constructor() { window.line = this } send() {} close() {} }
  window.drawn = (names) => {
    document.querySelector(".st-key-console-list").innerHTML = names
      .map((one) => `<div class="row"><span class="ph-console-grip" data-who="${one}">=</span><b>${one}</b></div>`).join("")
  }
  const dragging = (await module(drag)).default
  window.drawDrag = () => dragging({ parentElement: document.getElementById("drag"), setTriggerValue: (_, given) => window.moved.push(given) })
  const hearing = (await module(ear)).default
  hearing({ parentElement: document.getElementById("ear"), data: { rev: 1, parts: ["session"], line: "api/live/x" }, setTriggerValue: (_, rev) => window.news.push(rev) })
  window.says = (rev) => window.line.onmessage({ data: JSON.stringify({ ask: true, now: Date.now() / 1000, parts: { session: rev } }) })
  window.end = window.drawDrag()
}
"""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page with a list of five, each in a row of 40 pixels, and an ear for news of the room."""
    made = browser.new_page(viewport={"width": 600, "height": 700})
    made.set_content(PAGE)
    made.evaluate(HARNESS, [DRAG, EAR])
    made.evaluate("drawn(['a', 'b', 'c', 'd', 'e'])")
    yield made
    made.close()


def lifted(page: Any, row: int) -> None:
    """A name taken by its handle."""
    page.mouse.move(20, 40 * row + 20)
    page.mouse.down()
    assert page.locator(".ph-console-held b").count() == 1


def moved(page: Any) -> list[dict[str, Any]]:
    return list(json.loads(page.evaluate("JSON.stringify(moved)")))


def test_a_name_goes_where_it_is_dropped(page: Any) -> None:
    lifted(page, 3)
    page.mouse.move(20, 50, steps=4)
    page.mouse.up()
    assert moved(page) == [{"who": "d", "place": 1}]


def test_news_of_the_room_wait_until_the_name_is_dropped(page: Any) -> None:
    page.evaluate("says(2)")
    assert page.evaluate("news") == [2], "with nothing in the hand news are told at once"
    lifted(page, 3)
    page.evaluate("says(3)")
    page.mouse.move(20, 50, steps=4)
    page.wait_for_timeout(200)
    assert page.evaluate("news") == [2]
    page.mouse.up()
    page.wait_for_function("news.join() === '2,3'", timeout=2000)
    assert moved(page) == [{"who": "d", "place": 1}]


def test_news_wait_also_for_a_name_that_is_put_back(page: Any) -> None:
    lifted(page, 3)
    page.evaluate("says(2)")
    page.keyboard.press("Escape")
    page.wait_for_function("news.join() === '2'", timeout=2000)
    page.mouse.up()
    assert moved(page) == []


def test_a_hand_that_holds_still_keeps_nobody_from_the_news_for_ever(page: Any) -> None:
    lifted(page, 3)
    page.evaluate("window.penholderHeldUntil -= 4900")
    page.evaluate("says(2)")
    page.wait_for_function("news.join() === '2'", timeout=2000)


def test_a_drawing_of_the_page_takes_nothing_out_of_the_hand(page: Any) -> None:
    lifted(page, 3)
    page.mouse.move(20, 100, steps=3)
    page.evaluate("void drawDrag()")
    page.mouse.move(20, 50, steps=3)
    page.mouse.up()
    assert moved(page) == [{"who": "d", "place": 1}]


def test_a_list_that_was_drawn_anew_under_the_hand_is_gone_on_with(page: Any) -> None:
    lifted(page, 3)
    page.mouse.move(20, 130, steps=2)
    page.evaluate("drawn(['x', 'a', 'b', 'c', 'd', 'e'])")
    page.mouse.move(20, 125)
    assert page.locator(".ph-console-held b").inner_text() == "d"
    page.mouse.move(20, 50, steps=3)
    page.mouse.up()
    assert moved(page) == [{"who": "d", "place": 1}], "before a, whose place is the second now"


def test_rows_that_come_to_hold_other_names_are_not_mistaken(page: Any) -> None:
    lifted(page, 3)
    page.evaluate(
        """document.querySelectorAll('.row').forEach((row, n) => {
          row.querySelector('.ph-console-grip').dataset.who = row.querySelector('b').textContent = 'dabce'[n]
        })"""
    )
    page.mouse.move(20, 141)
    assert page.locator(".ph-console-held b").inner_text() == "d"
    page.mouse.up()
    assert moved(page) == [{"who": "d", "place": 3}]


def test_a_name_that_left_the_list_is_let_go_and_moves_nobody(page: Any) -> None:
    lifted(page, 3)
    page.evaluate("drawn(['a', 'b', 'c', 'e'])")
    page.mouse.move(20, 50, steps=2)
    assert page.locator(".ph-console-held").count() == 0
    page.mouse.up()
    assert moved(page) == []


def test_where_the_page_goes_the_hand_is_empty(page: Any) -> None:
    lifted(page, 3)
    page.evaluate("end()")
    assert page.locator(".ph-console-held").count() == 0
    assert page.evaluate("window.penholderHeldUntil") == 0
