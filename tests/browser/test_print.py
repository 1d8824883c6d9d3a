"""The page Print in a browser: a page turned, a file opened, and a committee's archive printed while the bar moves."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import pikepdf
import pytest

pytestmark = pytest.mark.browser

WHOLE = "The whole committee, as one archive"


def test_a_pack_and_a_whole_committee_are_printed(visit: Any, app_address: str) -> None:
    page = visit.context.new_page()
    page.goto(f"{app_address}/print?topic=drug-cartels&council=2026&delegation=france")
    sheet = page.locator(".st-key-print-sheet img")
    sheet.wait_for()
    page.wait_for_function(
        "() => { const image = document.querySelector('.st-key-print-sheet img'); return image?.complete && image.naturalWidth > 500 }"
    )
    assert sheet.get_attribute("alt").startswith("Page 1 of ")
    page.get_by_role("button", name="Next", exact=False).click()
    page.locator(".st-key-print-sheet img[alt^='Page 2 of ']").wait_for()
    assert downloaded(page, "Download PDF")[:5] == b"%PDF-"

    page.locator(".st-key-print-document [role=combobox], .st-key-print-document input").first.click()
    page.get_by_role("option", name=WHOLE, exact=True).click()
    page.get_by_role("button", name="Print them all").click()
    told: list[str] = []
    ready = page.get_by_role("button", name="Download ZIP")
    bar = page.get_by_test_id("stProgress")
    end = time.monotonic() + 240
    while not ready.count() and time.monotonic() < end:
        # The bar is drawn anew while it is looked at.
        told += [words for words in bar.all_inner_texts() if words not in told]
        time.sleep(0.05)
    counts = [int(words.split(" of ")[0]) for words in told if " of " in words]
    assert len(counts) >= 3 and counts == sorted(counts), told
    with zipfile.ZipFile(io.BytesIO(downloaded(page, "Download ZIP"))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == counts[-1] and "packs/france.pdf" in names and "sheets/votes.pdf" in names
        for name in names:
            with pikepdf.open(io.BytesIO(archive.read(name))) as file:
                assert len(file.pages) >= 1
    assert ready.count() == 1, "the archive can be had again"
    assert not visit.abroad and not visit.complaints


def downloaded(page: Any, button: str) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("button", name=button).click()
    return bytes(coming.value.path().read_bytes())
