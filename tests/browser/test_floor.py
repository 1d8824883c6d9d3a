"""The Floor in real browsers: its buttons follow the room by themselves, and nothing that a delegate has in hand is lost by that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from committee.questions import vote_on
from records.access import Access
from records.committees import Records
from records.room import SECRETARIAT
from tests.browser.test_conference import another
from tests.pages.conftest import Hall


def on_the_floor(visit: Any, address: str, code: str) -> Any:
    """A delegate's telephone on the Floor."""
    page = another(visit).new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    answer = page.context.request.post(f"{address}/api/enter", data=json.dumps({"code": code}), headers={"content-type": "application/json"})
    assert answer.ok
    page.goto(f"{address}/floor")
    page.get_by_role("button", name="Join the speakers' list").wait_for()
    return page


def test_buttons_follow_the_room_and_what_is_in_hand_stays(hall_address: str, visit: Any, tmp_path: Path) -> None:
    house = Hall(Records.open(f"sqlite:///{tmp_path / 'data' / 'penholder.sqlite3'}"))
    house.begin()
    codes = {one.seat: one.code for one in Access(house.records).issue("spring", "rivers", SECRETARIAT, ["france", "peru"])}
    france, peru = (on_the_floor(visit, hall_address, codes[seat]) for seat in ("france", "peru"))

    # A list that was opened stays open as it grows, and what is half typed stays.
    house.do("mexico", "list.joined", delegation="mexico")
    peru.get_by_text("Speakers' list: 1").click()
    peru.get_by_label("What it is about").fill("Half typed")
    france.get_by_role("button", name="Join the speakers' list").click()
    france.get_by_role("button", name="Leave the list").wait_for()
    peru.get_by_text("Speakers' list: 2").wait_for()
    assert peru.locator("details[data-id=list][open]").get_by_text("France").is_visible()

    # What the server draws comes and goes too: here the box that says to whom one yields.
    house.do("chair", "speaker.called", delegation="france", on="list")
    france.get_by_text("You have the floor.").wait_for()
    france.get_by_label("Yield to a delegation").wait_for()
    house.do("chair", "speech.ended")
    france.get_by_label("Yield to a delegation").wait_for(state="detached")

    # A motion is seconded by whoever sees it first; its button is gone elsewhere.
    house.do("mexico", "motion.raised", motion="unmoderated-caucus", parameters={"seconds": 300})
    france.get_by_role("button", name="Second it").wait_for()
    peru.get_by_role("button", name="Second it").click()
    france.get_by_role("button", name="Second it").wait_for(state="detached")
    house.do("chair", "motion.refused", motion=house.session.motions[0].id, reason="dilatory")

    # The ballot; a press that comes twice is one vote.
    house.introduced()
    house.do("chair", "voting.opened")
    house.take([vote_on(house.session, house.rules, "d1", house.session.at)])
    for page in (france, peru):
        page.get_by_role("button", name="✓ In favour", exact=True).wait_for()
    peru.get_by_role("button", name="– Abstain").dblclick()
    peru.get_by_role("button", name="– Abstain, your vote").wait_for()
    assert house.session.vote is not None and house.session.vote.votes == {"peru": "abstaining"}
    cast = [cell for cell in house.session.history.cells() if cell.cause is not None and cell.cause.kind == "vote.cast"]
    assert len(cast) == 1
    france.get_by_role("button", name="✓ In favour", exact=True).focus()
    house.do("peru", "note.passed", to="france", words="Together?")
    france.get_by_text("Notes (1 new)").wait_for()
    france.keyboard.press("Enter")
    france.get_by_role("button", name="✓ In favour, your vote").wait_for()
    house.do("chair", "vote.closed")
    assert peru.get_by_label("What it is about").input_value() == "Half typed"
    house.records.close()
