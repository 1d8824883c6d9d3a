"""A messy draft in a real browser: pasted, looked through, put right, taken back, and taken over."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.conftest import A_MINUTE

pytestmark = pytest.mark.browser
sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is missing; it stands in requirements.txt")
expect = sync_api.expect

MESSY = """**DRAFT RESOLUTION 1.1**
Topic: Drug cartels
Please read before Friday!
Sponsors: France, United Kingdom

The Security Council,

Recalling all its relevant resolutions on transnational organized crime,
*Deeply concerned* by the flow of weapons into the region and
the harm it does to civilians,

1. Calls upon all Member States to share intelligence on the trafficking of arms;
3) Requests the Secretary-General to report within 90 days;
- Decides to remain seized of the matter.
"""


def test_a_messy_draft_is_reviewed_and_taken_over(visit: Any, app_address: str) -> None:
    expect.set_options(timeout=A_MINUTE)
    page = visit.context.new_page()
    page.goto(f"{app_address}/workbench")
    main = page.get_by_test_id("stMain")

    box = main.get_by_label("Paste a draft or a single clause")
    box.fill(MESSY)
    box.press("Control+Enter")
    main.get_by_role("button", name="Open pasted text").click()
    expect(main.get_by_role("heading", name="Review the draft")).to_be_visible()

    # The source stands beside what was understood, and the doubtful lines are marked in both.
    line = main.locator(".ph-lines li", has_text="Please read before Friday")
    expect(line).to_have_class(re.compile("marked"))
    doubts = main.locator(".ph-doubt")
    stray = doubts.filter(has_text="Please read before Friday")
    expect(stray).to_contain_text("no field that is known")
    expect(main.locator(".ph-finding", has_text="Number 3 follows 1")).to_be_visible()
    before = doubts.count()

    # A doubt leads to its line.
    stray.get_by_role("link").click()
    expect(main.locator(".ph-lines li:target")).to_contain_text("Please read before Friday")
    expect(line).to_be_in_viewport()

    # One click leaves it out, one takes that back.
    undo = main.get_by_role("button", name="Undo correction")
    expect(undo).to_be_disabled()
    place = doubts.all_inner_texts().index(stray.inner_text())
    leave = main.get_by_role("button", name="Leave out", exact=True)
    leave.nth(place).click()
    expect(doubts).to_have_count(before - 1)
    expect(main.locator(".ph-left")).to_contain_text("Please read before Friday")
    undo.click()
    expect(doubts).to_have_count(before)
    expect(main.locator(".ph-left")).to_have_count(0)
    leave.nth(place).click()
    expect(doubts).to_have_count(before - 1)

    # The draft is taken, and stands in the workbench without that line.
    main.get_by_role("button", name="Take this draft").click()
    expect(main.get_by_role("heading", name="Workbench")).to_be_visible()
    draft = main.locator(".ph-draft")
    expect(draft).to_contain_text("share intelligence on the trafficking of arms")
    expect(draft).to_contain_text("the flow of weapons into the region and the harm it does to civilians")
    expect(draft).not_to_contain_text("Please read")

    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert not visit.abroad
    assert not visit.complaints
