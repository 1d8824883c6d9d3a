"""Two browsers at one draft: each follows the other, nothing typed is lost, and nothing is written over in silence."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from records.access import Access
from records.acts import CoAuthorSet, DraftStarted, SeatSet
from records.committees import Records
from records.room import SECRETARIAT, Role, Seat, Settings
from resolutions.model import Draft, Paragraph

FIRST = "Urges all States to cooperate in good faith;"
SECOND = "Requests the Secretary-General to report in June;"


class Hall(NamedTuple):
    """A running app with a committee, and the codes of its seats."""

    address: str
    codes: dict[str, str]
    records: Records

    def texts(self) -> list[str]:
        return [p.text for p in self.records.room("crisis").drafts["d1"].draft.operative]


@pytest.fixture
def hall(root: Path, tmp_path: Path) -> Iterator[Hall]:
    """A committee in which France and Mexico write at one draft."""
    (tmp_path / "data").mkdir()
    environment = {k: v for k, v in os.environ.items() if k not in ("PENHOLDER_DATABASE_URL", "PENHOLDER_SETUP_CODE")}
    environment |= {"PYTHONUNBUFFERED": "1", "PENHOLDER_DATABASE_URL": f"sqlite:///{tmp_path / 'data' / 'records.sqlite3'}"}
    records = Records.open(environment["PENHOLDER_DATABASE_URL"])
    records.found_conference("spring", "Spring")
    records.open_committee("spring", "crisis", Settings(name="Council", topic="drug-cartels", council="own", members=("france", "mexico")))
    for member in ("france", "mexico"):
        records.perform("crisis", SECRETARIAT, SeatSet(seat=Seat(id=member, role=Role.DELEGATE, delegation=member, name=member.title())))
    content = Draft(operative=(Paragraph(id="p1", text=FIRST), Paragraph(id="p2", text=SECOND)))
    records.perform("crisis", "france", DraftStarted(draft="d1", title="River patrols", content=content))
    records.perform("crisis", "france", CoAuthorSet(draft="d1", seat="mexico"))
    codes = {one.seat: one.code for one in Access(records).issue("spring", "crisis", SECRETARIAT, ["france", "mexico"])}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "stderr.txt"
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
            + ["--server.headless", "true", "--server.fileWatcherType", "none"],
            cwd=root, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
        try:
            assert process.stdout is not None
            if not any("URL:" in line for line in process.stdout):
                pytest.fail(f"the app did not start:\n{log.read_text()}")
            yield Hall(f"http://localhost:{port}", codes, records)
        finally:
            process.terminate()
            process.communicate()
            records.close()
    assert "Traceback" not in log.read_text(), log.read_text()


def sits(hall: Hall, visit: Any, seat: str) -> Any:
    """The workbench of a seat with the shared draft open, in a browser of its own."""
    context = visit.context.browser.new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(20_000)
    answer = context.request.post(
        f"{hall.address}/api/enter", data=json.dumps({"code": hall.codes[seat]}), headers={"content-type": "application/json"}
    )
    assert answer.ok, answer.text()
    page = context.new_page()
    page.goto(f"{hall.address}/drafts")
    page.locator(".st-key-open-d1 button").first.click()
    page.locator("textarea#text").wait_for()
    return page


def pen(page: Any) -> Any:
    return page.locator("textarea#text")


def shows(page: Any, text: str) -> None:
    """Wait until the editor shows a text."""
    from playwright.sync_api import expect

    expect(pen(page)).to_have_value(text, timeout=20_000)


def go_to(page: Any, number: str) -> None:
    page.locator(".st-key-outline label", has_text=f"{number}.").last.click()
    page.get_by_role("heading", name=f"Paragraph {number}").wait_for()


def test_two_write_at_one_draft(hall: Hall, visit: Any) -> None:
    france, mexico = sits(hall, visit, "france"), sits(hall, visit, "mexico")

    # Who looks on follows what the other types, to the letter.
    pen(france).press("Control+End")
    pen(france).type(" A")
    shows(mexico, f"{FIRST} A")
    france.locator(".ph-shared", has_text="saved").wait_for()

    # On different paragraphs they type at once, and neither loses a letter or is held up.
    go_to(mexico, "2")
    pen(mexico).press("Control+End")
    for letter in "bcdefghijk":
        pen(france).type(letter, delay=40)
        pen(mexico).type(letter.upper(), delay=40)
    france.wait_for_timeout(1500)
    assert hall.texts() == [f"{FIRST} Abcdefghijk", f"{SECOND}BCDEFGHIJK"]
    assert pen(france).input_value() == f"{FIRST} Abcdefghijk" and pen(mexico).input_value() == f"{SECOND}BCDEFGHIJK"
    assert france.locator("[class*=st-key-held-]").count() == mexico.locator("[class*=st-key-held-]").count() == 0

    # On the same paragraph at once: one text stands, the other is held beside it, both as they were typed.
    go_to(mexico, "1")
    shows(mexico, f"{FIRST} Abcdefghijk")
    pen(mexico).press("Control+Home")
    pen(france).press("Control+End")
    for letter in "12345":
        pen(mexico).type(letter, delay=10)
        pen(france).type(letter, delay=10)
    france.wait_for_timeout(2500)
    held = [page for page in (france, mexico) if page.get_by_role("button", name="Keep theirs").count()]
    assert len(held) == 1
    loser = held[0]
    winner = mexico if loser is france else france
    mine = {france: f"{FIRST} Abcdefghijk12345", mexico: f"12345{FIRST} Abcdefghijk"}
    assert pen(loser).input_value() == mine[loser]
    assert hall.texts()[0] == mine[winner]

    # Both changes touch other words, so one click takes both; the other browser follows.
    loser.get_by_role("button", name="Take both (merged)").click()
    both = f"12345{FIRST} Abcdefghijk12345"
    shows(loser, both)
    shows(winner, both)
    assert hall.texts()[0] == both
    assert loser.get_by_role("button", name="Keep theirs").count() == 0


def test_what_is_typed_while_the_other_text_comes_is_not_replaced(hall: Hall, visit: Any) -> None:
    france, mexico = sits(hall, visit, "france"), sits(hall, visit, "mexico")
    pen(mexico).press("Control+End")
    # Mexico never pauses long enough to send while France's change comes in.
    pen(france).press("Control+Home")
    pen(france).type("X")
    for letter in "abcdefghijklmnopqrst":
        pen(mexico).type(letter, delay=100)
    assert pen(mexico).input_value() == f"{FIRST}abcdefghijklmnopqrst"
    mexico.get_by_role("button", name="Keep theirs").wait_for()
    assert pen(mexico).input_value() == f"{FIRST}abcdefghijklmnopqrst"
    assert hall.texts()[0] == f"X{FIRST}"
    mexico.get_by_role("button", name="Keep theirs").click()
    shows(mexico, f"X{FIRST}")


def test_a_shared_draft_stays_out_of_the_address_and_of_the_browsers_store(hall: Hall, visit: Any) -> None:
    page = sits(hall, visit, "france")
    pen(page).press("Control+End")
    pen(page).type(" and more")
    page.wait_for_timeout(1500)
    assert "draft=" not in page.url
    assert page.evaluate("window.localStorage.getItem('penholder-draft')") is None
    assert hall.texts()[0] == f"{FIRST} and more"
