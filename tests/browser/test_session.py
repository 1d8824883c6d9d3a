"""A session in real browsers: the chair runs it by the keyboard, a delegate follows and acts, and the wall shows it."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from records.acts import AmendmentProposed, DraftStarted, Signed, StageChanged
from records.committees import Records
from records.room import Stage
from resolutions.amendments import Amendment
from resolutions.model import Draft, Paragraph
from tests.browser.test_conference import another, set_up

TEN_SECONDS = 10_000


def entered(visit: Any, address: str, code: str, width: int, height: int) -> Any:
    """The browser of whoever has a card."""
    page = another(visit).new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{address}/enter#code={code}")
    page.wait_for_function("!location.hash")
    page.get_by_role("button", name="Enter", exact=True).click()
    page.get_by_text(re.compile("Who sits|The session will begin shortly")).first.wait_for()
    return page


def head(page: Any, words: str) -> None:
    """Wait until the console says at its top who or what it is about."""
    page.locator(".st-key-console-head .who").get_by_text(words, exact=True).wait_for()


def key(page: Any, button: str, pressed: str) -> None:
    """Press a key once the button that has it is there."""
    page.get_by_role("button", name=re.compile(button)).first.wait_for()
    page.keyboard.press(pressed)


def on_the_table(data: Path) -> None:
    """A draft of France's that the dais has approved and introduced, and an amendment of China's to it."""
    records = Records.open(f"sqlite:///{data / 'penholder.sqlite3'}")
    committee = records.committees(records.conferences()[0].id)[0]
    chair = next(seat.id for seat in records.room(committee).seats.values() if seat.role.value == "chair")
    content = Draft(operative=(Paragraph(id="p1", text="Urges all States to cooperate;"), Paragraph(id="p2", text="Decides to remain seized of the matter.")))
    records.perform(committee, "france", DraftStarted(draft="d1", title="River patrols", content=content))
    records.perform(committee, "france", Signed(draft="d1", delegation="france", role="sponsor"))
    records.perform(committee, "france", StageChanged(draft="d1", to=Stage.SUBMITTED))
    for stage in (Stage.APPROVED, Stage.INTRODUCED):
        records.perform(committee, chair, StageChanged(draft="d1", to=stage))
    amendment = Amendment(id="m1", kind="replace", part="operative", paragraph="p1", text="Calls upon all States to cooperate;")
    records.perform(committee, "china", AmendmentProposed(draft="d1", amendment=amendment))
    records.close()


def test_a_session_by_the_keyboard_with_a_delegate_and_the_wall(hall_address: str, visit: Any, tmp_path: Path) -> None:
    codes = set_up(visit.context.new_page(), hall_address)
    chair = entered(visit, hall_address, codes["Chair 1"], 1280, 900)
    france = entered(visit, hall_address, codes["France"], 390, 844)
    wall = entered(visit, hall_address, codes[next(one for one in codes if "Display" in one or "Projector" in one)], 1920, 1080)
    chair.goto(f"{hall_address}/console")
    france.goto(f"{hall_address}/floor")

    # The roll, by keys and with one press for the rest; the wall follows.
    key(chair, "Open the meeting", "Enter")
    head(chair, "Bahrain")
    wall.get_by_text("Bahrain", exact=True).first.wait_for(timeout=TEN_SECONDS)
    key(chair, "^Present", "p")
    head(chair, "China")
    chair.get_by_role("button", name="All others present").click()
    chair.get_by_text("15 of 15 present").first.wait_for()
    chair.get_by_text("The roll has been called").wait_for()
    chair.locator("h1").click()
    key(chair, "Close the roll", "Enter")
    chair.get_by_role("button", name="Adopt the agenda").click()
    chair.get_by_role("heading", name="Speakers' list").wait_for()

    # The list: the delegate joins from its place, the chair calls it and runs the clock by keys.
    france.get_by_role("button", name="Join the speakers' list").click()
    chair.get_by_role("button", name=re.compile("Next speaker: France")).wait_for(timeout=TEN_SECONDS)
    chair.locator("h1").click()
    chair.keyboard.press("n")
    key(chair, "Start the clock", "s")
    chair.get_by_role("button", name=re.compile("Stop the clock")).wait_for()
    france.get_by_text("You have the floor.").wait_for(timeout=TEN_SECONDS)
    wall.locator(".ph-clock[data-ends]").first.wait_for(timeout=TEN_SECONDS)
    before = wall.locator(".ph-clock .t").first.inner_text()
    wall.wait_for_function("was => document.querySelector('.ph-clock .t').textContent !== was", arg=before)
    france.get_by_role("button", name="I have finished").click()
    chair.get_by_text("1× ·").or_(chair.get_by_text("Nobody is on the speakers' list.")).first.wait_for(timeout=TEN_SECONDS)

    # A motion from the delegate's place waits for the chair.
    chair.get_by_label("Moved by").click()
    chair.keyboard.type("Latvia")
    chair.keyboard.press("Enter")
    chair.get_by_label("Motion in order now").click()
    chair.keyboard.type("consultations")
    chair.keyboard.press("Enter")
    chair.get_by_role("button", name="Put it on the floor").click()
    chair.get_by_role("button", name="Allow").click()
    wall.get_by_text("Informal consultations").first.wait_for(timeout=TEN_SECONDS)
    chair.get_by_role("button", name="End the caucus").click()
    chair.get_by_role("heading", name="Speakers' list").wait_for()

    # Undo and redo say what they do, and do it.
    chair.locator("h1").click()
    key(chair, "^undo Undo|Undo", "u")
    chair.get_by_role("button", name="End the caucus").wait_for()
    chair.get_by_role("button", name=re.compile("Redo")).click()
    chair.get_by_role("heading", name="Speakers' list").wait_for()

    # A draft and an amendment come before the room; the amendment is voted on first, on the members' devices.
    on_the_table(tmp_path / "data")
    chair.get_by_role("button", name="Introduce").first.click(timeout=TEN_SECONDS)
    chair.get_by_text("before the room; sponsored by France").first.wait_for()
    chair.get_by_role("button", name="Introduce").click()
    chair.get_by_role("button", name="Introduce").wait_for(state="detached")
    chair.get_by_role("button", name="Close the debate and go to the vote").click()
    chair.get_by_role("button", name="On devices").click()
    france.get_by_role("button", name=re.compile("In favour")).click(timeout=TEN_SECONDS)
    chair.get_by_text("1 of 15 have voted").first.wait_for(timeout=TEN_SECONDS)
    wall.get_by_text("1 of 15 have voted").first.wait_for(timeout=TEN_SECONDS)
    assert chair.get_by_text("1 in favour").count() == 0, "nobody sees a vote before it is closed"
    chair.locator("h1").click()
    chair.keyboard.press("Enter")
    wall.get_by_text("Not adopted").first.wait_for(timeout=TEN_SECONDS)

    # The draft by roll call, by keys, with a veto that the wall shows in the Council's words.
    chair.get_by_role("button", name="Roll call").click()
    called = chair.locator(".ph-console-called")
    for _ in range(15):
        who = called.inner_text()
        for _ in range(4):
            # A key that comes before the buttons have turned to the next member does nothing.
            chair.keyboard.press("2" if who == "China" else "1")
            with suppress(Exception):
                chair.wait_for_function("was => document.querySelector('.ph-console-called')?.innerText !== was", arg=who, timeout=4_000)
                break
    key(chair, "Close the vote and announce", "Enter")
    chair.get_by_text("owing to the negative vote of a permanent member").first.wait_for()
    wall.get_by_text("owing to the negative vote of a permanent member").first.wait_for(timeout=TEN_SECONDS)
    chair.get_by_text(re.compile("Forecast and actual")).first.wait_for()
    chair.get_by_role("button", name="Leave voting procedure").click()

    # The meeting rises, and its record has it all.
    chair.get_by_role("button", name="Suspend or adjourn").click()
    chair.get_by_role("button", name="Adjourn the meeting").click()
    chair.get_by_text("The meeting has risen").first.wait_for()
    assert chair.get_by_test_id("stAlert").count() == 0, chair.get_by_test_id("stAlert").all_inner_texts()
    assert visit.abroad == []
