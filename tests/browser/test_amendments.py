"""Amendments in real browsers: what one delegate types is not lost while others act, and a stale one is renewed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from records.access import Access
from records.acts.amendments import AmendmentDecided
from records.acts.drafts import DraftStarted
from records.acts.room import SeatSet
from records.acts.stages import Signed, StageChanged
from records.committees import Records
from records.room import SECRETARIAT, Role, Seat, Settings, Stage
from resolutions.model import Draft, Paragraph
from tests.browser.conftest import A_MINUTE

TEXT = "Urges all States to share information on river traffic with their neighbours;"


class Floor(NamedTuple):
    """A running app in which a draft is on the floor."""

    address: str
    records: Records
    codes: dict[str, str]


@pytest.fixture
def floor(hall_address: str, database: str) -> Iterator[Floor]:
    records = Records.open(database)
    records.found_conference("spring", "Spring")
    members = ("france", "mexico", "brazil")
    settings = Settings(name="Council", topic="drug-cartels", council="own", members=members, sponsors=1, signatories=0)
    records.open_committee("spring", "crisis", settings)
    for member in members:
        records.perform("crisis", SECRETARIAT, SeatSet(seat=Seat(id=member, role=Role.DELEGATE, delegation=member, name=member.title())))
    records.perform("crisis", "brazil", DraftStarted(draft="d1", title="Rivers", content=Draft(operative=(Paragraph(id="p1", text=TEXT),))))
    records.perform("crisis", "brazil", Signed(draft="d1", delegation="brazil", role="sponsor"))
    records.perform("crisis", "brazil", StageChanged(draft="d1", to=Stage.SUBMITTED))
    for to in (Stage.APPROVED, Stage.INTRODUCED):
        records.perform("crisis", SECRETARIAT, StageChanged(draft="d1", to=to))
    issued = Access(records).issue("spring", "crisis", SECRETARIAT, members)
    yield Floor(hall_address, records, {one.seat: one.code for one in issued})
    records.close()


def sits(floor: Floor, visit: Any, seat: str) -> Any:
    """The amendments of the draft, in a browser of a seat's own."""
    context = visit.context.browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(A_MINUTE)
    answer = context.request.post(
        f"{floor.address}/api/enter", data=json.dumps({"code": floor.codes[seat]}), headers={"content-type": "application/json"}
    )
    assert answer.ok, answer.text()
    page = context.new_page()
    page.goto(f"{floor.address}/drafts?paper=d1")
    page.get_by_role("radio", name=re.compile("Amendments")).click()
    page.get_by_text("Choose the paragraph in question").wait_for()
    return page


def form(page: Any) -> Any:
    """The box of the form to amend the first paragraph."""
    page.locator("[data-testid=stSelectbox]", has_text="Amend which paragraph?").locator("input").click()
    page.get_by_role("option", name=re.compile("^paragraph 1")).click()
    box = page.get_by_role("textbox", name="The paragraph as it should read")
    box.wait_for()
    return box


def test_an_amendment_goes_stale_and_is_renewed_and_no_word_is_lost(floor: Floor, visit: Any) -> None:
    from playwright.sync_api import expect

    france, mexico = sits(floor, visit, "france"), sits(floor, visit, "mexico")
    mine, theirs = form(mexico), form(france)
    coastal = TEXT.replace("their neighbours", "each other")
    mine.fill(coastal)

    # A click straight from the box proposes what was typed, and the form is put away.
    theirs.fill(TEXT.replace("neighbours", "neighbours every month"))
    france.get_by_role("button", name="Propose", exact=True).click()
    france.get_by_text("Your amendment is proposed.").wait_for()
    expect(theirs).to_have_count(0)

    # Mexico sees it, and goes on typing where it was.
    mexico.locator(".ph-amendment", has_text="by France").wait_for()
    expect(mine).to_have_value(coastal)
    mexico.get_by_role("button", name="Propose", exact=True).click()
    mexico.get_by_text("Your amendment is proposed.").wait_for()
    mexico.get_by_text("Meets amendment 1.").wait_for()

    first = floor.records.room("crisis").drafts["d1"].amendments[0].amendment
    floor.records.perform("crisis", SECRETARIAT, AmendmentDecided(draft="d1", amendment=first.id, outcome="carried"))
    box = mexico.get_by_role("textbox", name="As it should read")
    expect(box).to_have_value(coastal)
    france.get_by_text("their sponsors renew them").wait_for()
    assert france.get_by_role("button", name="Renew").count() == 0, "it is for its sponsors"

    again = TEXT.replace("their neighbours", "each other every month")
    box.fill(again)
    mexico.get_by_role("button", name="Renew").click()
    mexico.get_by_text("The amendment is renewed").wait_for()
    second = floor.records.room("crisis").drafts["d1"].amendments[1].amendment
    assert (second.number, second.state, second.text) == (2, "proposed", again)
