"""Two browsers at one draft: each follows the other, nothing typed is lost, and nothing is written over in silence."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from records.access import Access
from records.acts.drafts import CoAuthorSet, DraftStarted
from records.acts.paragraphs import ParagraphChanged
from records.acts.room import SeatSet
from records.committees import Records
from records.room import SECRETARIAT, Role, Seat, Settings
from resolutions.model import Draft, Paragraph
from tests.browser.conftest import A_MINUTE, settled
from tests.databases import environment

FIRST = "Urges all States to cooperate in good faith;"
SECOND = "Requests the Secretary-General to report in June;"


class Hall:
    """An app that can be killed and started again, with a committee, and the codes of its seats."""

    def __init__(self, root: Path, codes: dict[str, str], records: Records, environment: dict[str, str], log: Path) -> None:
        self.root, self.codes, self.records, self.environment, self.log = root, codes, records, environment, log
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        with self.log.open("a", encoding="utf-8") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
                + ["--server.headless", "true", "--server.fileWatcherType", "none"],
                cwd=self.root, env=self.environment, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8",
                errors="replace",
            )  # fmt: skip
        assert self.process.stdout is not None
        if not any("URL:" in line for line in self.process.stdout):
            pytest.fail(f"the app did not start:\n{self.log.read_text()}")

    def kill(self) -> None:
        """End the server without a word, as a power cut does."""
        assert self.process is not None
        self.process.kill()
        self.process.communicate()

    def texts(self) -> list[str]:
        return [p.text for p in self.records.room("crisis").drafts["d1"].draft.operative]

    def change(self, seat: str, paragraph: str, text: str) -> None:
        """Write from another browser's seat."""
        base = self.records.room("crisis").drafts["d1"].versions[paragraph]
        self.records.perform("crisis", seat, ParagraphChanged(draft="d1", paragraph=paragraph, text=text, base=base))


@pytest.fixture
def hall(root: Path, tmp_path: Path, database: str) -> Iterator[Hall]:
    """A committee in which France and Mexico write at one draft."""
    records = Records.open(database)
    records.found_conference("spring", "Spring")
    records.open_committee("spring", "crisis", Settings(name="Council", topic="drug-cartels", council="own", members=("france", "mexico")))
    for member in ("france", "mexico"):
        records.perform("crisis", SECRETARIAT, SeatSet(seat=Seat(id=member, role=Role.DELEGATE, delegation=member, name=member.title())))
    content = Draft(operative=(Paragraph(id="p1", text=FIRST), Paragraph(id="p2", text=SECOND)))
    records.perform("crisis", "france", DraftStarted(draft="d1", title="River patrols", content=content))
    records.perform("crisis", "france", CoAuthorSet(draft="d1", seat="mexico"))
    codes = {one.seat: one.code for one in Access(records).issue("spring", "crisis", SECRETARIAT, ["france", "mexico"])}
    here = Hall(root, codes, records, environment(database), tmp_path / "stderr.txt")
    try:
        here.start()
        yield here
    finally:
        if here.process is not None:
            here.process.terminate()
            here.process.communicate()
        records.close()
    assert "Traceback" not in here.log.read_text(), here.log.read_text()


def sits(hall: Hall, visit: Any, seat: str) -> Any:
    """The workbench of a seat with the shared draft open, in a browser of its own."""
    context = visit.context.browser.new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(A_MINUTE)
    answer = context.request.post(
        f"{hall.address}/api/enter", data=json.dumps({"code": hall.codes[seat]}), headers={"content-type": "application/json"}
    )
    assert answer.ok, answer.text()
    page = context.new_page()
    page.goto(f"{hall.address}/drafts")
    page.get_by_role("button", name="Workbench: River patrols").click()
    page.locator("textarea#text").wait_for()
    return page


def pen(page: Any) -> Any:
    return page.locator("textarea#text")


def shows(page: Any, text: str) -> None:
    """Wait until the editor shows a text."""
    from playwright.sync_api import expect

    expect(pen(page)).to_have_value(text, timeout=A_MINUTE)


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
    until(lambda: hall.texts() == [f"{FIRST} Abcdefghijk", f"{SECOND}BCDEFGHIJK"])
    settled(france)
    settled(mexico)
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
    until(lambda: any(page.get_by_role("button", name="Keep theirs").count() for page in (france, mexico)))
    settled(france)
    settled(mexico)
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
    loser.get_by_role("button", name="Keep theirs").wait_for(state="detached")


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
    until(lambda: hall.texts()[0] == f"{FIRST} and more")
    settled(page)
    assert "draft=" not in page.url
    assert page.evaluate("window.localStorage.getItem('penholder-draft')") is None


THEIRS = "Urges all States to cooperate without delay;"


def in_conflict(hall: Hall, page: Any, mine: str) -> None:
    """Have Mexico change the paragraph that is being typed in, so that what was typed is held beside its text."""
    pen(page).press("Control+End")
    pen(page).type(mine[len(FIRST) :][:1])
    hall.change("mexico", "p1", THEIRS)
    pen(page).type(mine[len(FIRST) + 1 :], delay=15)
    page.get_by_role("button", name="Keep theirs").wait_for()
    shows(page, mine)


@pytest.mark.both_databases
def test_a_conflict_outlasts_a_reload_and_a_server_that_is_killed(hall: Hall, visit: Any) -> None:
    page = sits(hall, visit, "france")
    mine = f"{FIRST} And mine."
    in_conflict(hall, page, mine)

    page.reload()
    page.get_by_role("button", name="Keep theirs").wait_for()
    shows(page, mine)
    assert hall.texts()[0] == THEIRS

    # The page stays open over a restart, and what is typed meanwhile is not lost either.
    hall.kill()
    pen(page).press("Control+End")
    pen(page).type(" More.", delay=20)
    page.wait_for_timeout(600)
    before = pen(page).get_attribute("data-rev")
    hall.start()
    until(lambda: bool(pen(page).count()) and pen(page).get_attribute("data-rev") != before)
    page.get_by_role("button", name="Keep theirs").wait_for()
    shows(page, f"{mine} More.")

    # So does what was typed and never reached the server, when the page itself is gone.
    hall.kill()
    pen(page).press("Control+End")
    pen(page).type(" Last.", delay=20)
    assert pen(page).input_value() == f"{mine} More. Last."
    page.goto("about:blank")
    hall.start()
    page.goto(f"{hall.address}/workbench?shared=d1")
    page.get_by_role("button", name="Keep theirs").wait_for()
    shows(page, f"{mine} More. Last.")
    assert hall.texts()[0] == THEIRS

    page.get_by_role("button", name="Put mine in its place").click()
    page.get_by_role("button", name="Keep theirs").wait_for(state="detached")
    assert hall.texts()[0] == f"{mine} More. Last."
    page.reload()
    shows(page, f"{mine} More. Last.")
    page.wait_for_timeout(1000)
    assert page.get_by_role("button", name="Keep theirs").count() == 0, "what was settled does not come back"
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('penholder-unsaved'))") == []


def test_what_was_typed_while_the_server_was_gone_is_saved_when_it_is_back(hall: Hall, visit: Any) -> None:
    page = sits(hall, visit, "france")
    pen(page).press("Control+End")
    pen(page).type(" One.")
    page.locator(".ph-shared", has_text="saved").wait_for()
    hall.kill()
    pen(page).type(" Two.", delay=20)
    page.wait_for_timeout(600)
    hall.start()
    until(lambda: hall.texts()[0] == f"{FIRST} One. Two.")
    shows(page, f"{FIRST} One. Two.")

    # A reload within the quarter of a second before the editor reports.
    pen(page).press("Control+End")
    pen(page).type(" Three.")
    page.reload()
    until(lambda: hall.texts()[0] == f"{FIRST} One. Two. Three.")
    shows(page, f"{FIRST} One. Two. Three.")
    assert page.get_by_role("button", name="Keep theirs").count() == 0


def test_what_was_typed_as_the_code_ended_is_shown_and_comes_back_with_the_next_code(hall: Hall, visit: Any) -> None:
    page = sits(hall, visit, "france")
    pen(page).press("Control+End")
    pen(page).type(" Mine")
    page.locator(".ph-shared", has_text="saved").wait_for()
    pen(page).type(" and more")
    # Whoever types without a pause has not sent it when the code ends, however long that takes.
    with ThreadPoolExecutor() as aside:
        issued = aside.submit(Access(hall.records).issue, "spring", "crisis", SECRETARIAT, ["france"])
        while not issued.done():
            page.keyboard.type(".", delay=20)
    codes = {one.seat: one.code for one in issued.result()}
    page.locator(".st-key-left-behind", has_text=f"{FIRST} Mine and more").wait_for()
    assert hall.texts()[0] == f"{FIRST} Mine"

    hall.codes |= codes
    answer = page.context.request.post(
        f"{hall.address}/api/enter", data=json.dumps({"code": hall.codes["france"]}), headers={"content-type": "application/json"}
    )
    assert answer.ok
    page.goto(f"{hall.address}/workbench?shared=d1")
    until(lambda: hall.texts()[0].rstrip(".") == f"{FIRST} Mine and more")
    shows(page, hall.texts()[0])


def until(holds: Callable[[], bool], seconds: float = A_MINUTE / 1000) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)
