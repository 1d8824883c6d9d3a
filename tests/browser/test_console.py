"""The chair's console under the hand: the speakers' list is dragged with a mouse and with a finger, and a telephone keeps the head in sight."""

from __future__ import annotations

import re
from typing import Any

from records.acts.session import SessionEvent
from records.committees import Records
from tests.browser.conftest import A_MINUTE, settled
from tests.browser.test_conference import set_up
from tests.browser.test_session import entered

LISTED = ("france", "china", "latvia", "russia", "panama")


def in_debate(database: str) -> None:
    """The committee past its roll and its agenda, with five on the list."""
    records = Records.open(database)
    committee = records.committees(records.conferences()[0].id)[0]
    room = records.room(committee)
    assert room.settings is not None
    chair = next(seat.id for seat in room.seats.values() if seat.role.value == "chair")
    events: list[dict[str, Any]] = [
        {"kind": "session.opened", "members": list(room.settings.members), "speaking_seconds": 60},
        *({"kind": "roll.called", "delegation": one, "answer": "present"} for one in room.settings.members),
        {"kind": "quorum.noted", "present": len(room.settings.members)},
        {"kind": "agenda.adopted", "items": ["Drug cartels"], "item": "Drug cartels"},
        *({"kind": "list.joined", "delegation": one} for one in LISTED),
    ]
    records.perform(committee, chair, SessionEvent(events=tuple(events)))
    records.close()


def names(page: Any) -> list[str]:
    return [str(one) for one in page.locator(".ph-console-speaker b").all_inner_texts()]


def wait_for(page: Any, wanted: list[str]) -> None:
    """Wait until the list stands in an order."""
    page.wait_for_function(
        "wanted => [...document.querySelectorAll('.ph-console-speaker b')].map(one => one.innerText).join() === wanted",
        arg=",".join(wanted), timeout=A_MINUTE,
    )  # fmt: skip


def middle(page: Any, row: int) -> tuple[float, float]:
    """The middle of a handle on the screen, once the page has come to rest."""
    settled(page)
    box = page.locator(".ph-console-grip").nth(row).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def opened(page: Any, address: str) -> None:
    """The console with its list, and the handles ready to be taken."""
    page.goto(f"{address}/console")
    page.get_by_role("heading", name="Speakers' list").wait_for()
    held = page.locator(".ph-console-held")
    for _ in range(40):
        x, y = middle(page, 0)
        page.mouse.move(x, y)
        page.mouse.down()
        ready = held.count() > 0
        page.keyboard.press("Escape")
        page.mouse.up()
        if ready:
            assert held.count() == 0, "Escape puts a name back"
            return
        page.wait_for_timeout(250)
    raise AssertionError("the handles were never ready")


def test_the_list_is_dragged_by_a_mouse_and_by_a_finger_and_a_telephone_keeps_the_head_in_sight(hall_address: str, visit: Any, database: str) -> None:
    codes = set_up(visit.context.new_page(), hall_address)
    in_debate(database)
    chair = entered(visit, hall_address, codes["Chair 1"], 1280, 900)
    opened(chair, hall_address)
    assert names(chair) == ["France", "China", "Latvia", "Russia", "Panama"]

    # With a mouse, the fourth before the second; the others make way meanwhile.
    (x, y), (_, above) = middle(chair, 3), middle(chair, 1)
    chair.mouse.move(x, y)
    chair.mouse.down()
    chair.mouse.move(x, above - 8, steps=6)
    assert re.match(r"⠿\s+\d\s+Russia", chair.locator(".ph-console-held").inner_text())
    chair.mouse.up()
    wait_for(chair, ["France", "Russia", "China", "Latvia", "Panama"])

    # With a finger on a tablet, the first to the end; the page does not scroll under it.
    tablet = visit.context.browser.new_context(viewport={"width": 820, "height": 1180}, has_touch=True, storage_state=chair.context.storage_state()).new_page()
    opened(tablet, hall_address)
    (x, y), (_, last) = middle(tablet, 0), middle(tablet, 4)
    hand = tablet.context.new_cdp_session(tablet)
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 9):
        hand.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y + (last + 8 - y) * step / 8}]})
    assert tablet.locator("h1").bounding_box()["y"] > 0
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    wait_for(tablet, ["Russia", "China", "Latvia", "Panama", "France"])
    wait_for(chair, ["Russia", "China", "Latvia", "Panama", "France"])

    # By keys, as ever.
    tablet.get_by_role("button", name="Move France up").press("Enter")
    wait_for(chair, ["Russia", "China", "Latvia", "France", "Panama"])

    # On a telephone what goes on and its buttons stay in sight, and leave more than half of the screen.
    chair.set_viewport_size({"width": 390, "height": 844})
    chair.wait_for_function(
        "() => { document.querySelector('[data-testid=stMain]').scrollTop = 1500; return document.querySelector('h1').getBoundingClientRect().bottom < 0 }"
    )
    top = chair.locator(".st-key-console-head").bounding_box()
    assert top["y"] > 0
    assert top["y"] + top["height"] < 422
    assert chair.get_by_role("button", name=re.compile("Next speaker")).is_visible()
    assert visit.abroad == []
