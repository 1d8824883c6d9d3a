"""A conference in real browsers: set up, a delegate signs in by a card, the chair ends the code, and the delegate is out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.browser.conftest import A_MINUTE, settled

HOSTILE = "Ports <b>and</b> ![money](https://example.org/picture.png)"
"""A title that would be markup, and call another machine, if it were taken for it."""


def another(visit: Any) -> Any:
    """The browser of somebody else, such as a telephone."""
    context = visit.context.browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(A_MINUTE)
    context.on("request", visit.asked)
    return context


def set_up(page: Any, address: str, rules: str = "") -> dict[str, str]:
    """Set up a committee with nothing but a name, and rules if they are given; answer the codes by the names on the cards."""
    page.goto(f"{address}/setup")
    if rules:
        page.get_by_label("Rules of procedure").click()
        page.get_by_role("option", name=rules, exact=True).click()
    page.get_by_label("Name of the conference").fill("Riverside")
    page.keyboard.press("Tab")
    page.get_by_role("button", name=re.compile("Open the committee with")).click()
    page.get_by_text("This browser is signed in as the secretariat").wait_for()
    settled(page)
    cards = page.locator(".ph-card").all()
    codes = {card.locator(".who").inner_text(): card.locator(".code").inner_text() for card in cards}
    squares = page.locator(".ph-card img.qr")
    assert squares.count() == len(cards)
    page.wait_for_function("() => [...document.querySelectorAll('.ph-card img.qr')].every(one => one.naturalWidth > 20)")
    return codes


def test_a_delegate_enters_by_a_card_and_is_out_when_the_chair_ends_the_code(hall_address: str, visit: Any) -> None:
    chair = visit.context.new_page()
    codes = set_up(chair, hall_address)

    phone = another(visit)
    delegate = phone.new_page()
    delegate.goto(f"{hall_address}/enter")
    box = delegate.get_by_label("Code on your card")
    box.fill("AAAA-BBBB-CCCC-DDDD")
    delegate.get_by_role("button", name="Enter", exact=True).click()
    delegate.get_by_text("This code is not valid").wait_for()
    assert box.input_value() == "AAAA-BBBB-CCCC-DDDD", "what was typed stays"

    delegate.goto("about:blank")
    delegate.goto(f"{hall_address}/enter#code={codes['France']}")
    box = delegate.get_by_label("Code on your card")
    delegate.wait_for_function("!location.hash && !sessionStorage.getItem('penholder-card')")
    assert box.input_value() == codes["France"]
    assert codes["France"] not in delegate.url
    delegate.get_by_role("button", name="Enter", exact=True).click()
    delegate.get_by_role("heading", name="Who sits").wait_for()
    assert "code" not in delegate.url

    delegate.reload()
    delegate.get_by_role("heading", name="Who sits").wait_for()
    delegate.goto(f"{hall_address}/seats")
    delegate.get_by_text("This page is for chairs").wait_for()
    delegate.goto(f"{hall_address}/room")
    delegate.get_by_role("heading", name="Who sits").wait_for()

    # The chair's own browser, by a chair's card.
    desk = another(visit)
    dais = desk.new_page()
    dais.set_viewport_size({"width": 1280, "height": 900})
    dais.goto(f"{hall_address}/enter#code={codes['Chair 1']}")
    dais.wait_for_function("!location.hash")
    dais.get_by_role("button", name="Enter", exact=True).click()
    dais.get_by_role("heading", name="Who sits").wait_for()
    dais.get_by_test_id("stSidebar").get_by_role("link", name="Dais").click()
    dais.get_by_label("Words").fill("Back at two.")
    dais.get_by_role("button", name="Put it up").click()
    delegate.get_by_text("Back at two.").wait_for()

    dais.get_by_test_id("stSidebar").get_by_role("link", name="Seats").click()
    dais.get_by_placeholder("Choose a seat").or_(dais.get_by_label("Seat", exact=True)).first.click()
    dais.get_by_role("option", name="France (delegate)").click()
    dais.get_by_role("button", name="Revoke").click()
    delegate.get_by_test_id("stMain").get_by_text("You are signed out").wait_for()
    delegate.reload()
    delegate.get_by_test_id("stMain").get_by_text("You are signed out").wait_for()
    assert delegate.get_by_role("heading", name="Who sits").count() == 0

    chair.get_by_role("button", name="I have the cards").click()
    chair.get_by_text("seats signed in").wait_for()
    chair.reload()
    chair.get_by_text("seats signed in").wait_for()
    assert visit.abroad == []


def test_cards_print_alone_and_whole(hall_address: str, visit: Any) -> None:
    page = visit.context.new_page()
    set_up(page, hall_address)
    page.emulate_media(media="print")
    page.wait_for_function("!document.querySelector('.stSidebar')?.checkVisibility()")
    assert not page.get_by_role("button", name=re.compile("Print the cards")).is_visible()
    assert page.locator(".ph-card").last.is_visible()
    broken = page.locator(".ph-card").evaluate_all("cards => cards.filter(c => c.scrollWidth > c.clientWidth + 1).length")
    assert broken == 0


def enters(visit: Any, address: str, code: str, page: str) -> Any:
    """A page of somebody who entered by a card."""
    opened = another(visit).new_page()
    opened.goto(f"{address}/enter#code={code}")
    opened.wait_for_function("!location.hash")
    opened.get_by_role("button", name="Enter", exact=True).click()
    opened.get_by_role("heading", name="Who sits").wait_for()
    opened.goto(f"{address}/{page}")
    return opened


def test_the_list_of_drafts_follows_in_the_browser_and_keeps_the_place_of_the_keyboard(hall_address: str, visit: Any) -> None:
    codes = set_up(visit.context.new_page(), hall_address)
    china = enters(visit, hall_address, codes["China"], "drafts")
    china.get_by_text("No drafts to read yet").wait_for()

    france = enters(visit, hall_address, codes["France"], "drafts")
    france.get_by_label("Title").fill("River patrols")
    france.keyboard.press("Tab")
    france.get_by_role("button", name="Start", exact=True).click()
    france.get_by_text("River patrols").first.wait_for()
    france.goto(f"{hall_address}/drafts")
    france.get_by_role("button", name="Bloc, amendments, history: River patrols").click()
    france.get_by_text("Open to sign: all delegates may read it").click()

    details = china.get_by_role("button", name="Bloc, amendments, history: River patrols")
    details.wait_for()
    details.focus()
    france.get_by_text("Title and topic line").click()
    france.get_by_label("Title", exact=True).fill(HOSTILE)
    # By the keyboard: the button still moves while the field above it opens.
    france.get_by_role("button", name="Keep").press("Enter")
    france.get_by_role("heading", name=HOSTILE).wait_for()
    changed = china.get_by_role("button", name=f"Bloc, amendments, history: {HOSTILE}")
    changed.wait_for()
    assert china.evaluate("document.activeElement.dataset.do") == "details"
    china.keyboard.press("Enter")
    china.get_by_role("heading", name=HOSTILE).wait_for()
    # Words are words: no picture that a title speaks of is fetched from anywhere.
    assert china.get_by_test_id("stMain").locator("img").count() == 0
    assert visit.abroad == []


def test_a_backup_is_downloaded_and_put_back(hall_address: str, visit: Any, tmp_path: Path) -> None:
    page = visit.context.new_page()
    set_up(page, hall_address)
    page.get_by_role("button", name="I have the cards").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Backup").click()
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    assert file.name.endswith(".penholder.json")
    page.get_by_text("Restore a committee from a backup").click()
    page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(file)
    page.get_by_text("is back. Its seats have no codes here").wait_for()
    assert page.get_by_role("button", name="Backup").count() == 2
