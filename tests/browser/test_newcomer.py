"""The newcomer's path in a real browser: from an empty page to a draft whose forecast the command line confirms."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import A_MINUTE

pytestmark = pytest.mark.browser
sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is missing; it stands in requirements.txt")
expect = sync_api.expect

MEMBERS = 15
FORCEFUL = "Authorizes Member States to use all necessary means against cartels in Mexico;"
DEFIANT = "Decides that States shall share intelligence without the consent of the host State;"
MILD = "Encourages all States to share intelligence, and to report on it;"


class Bench:
    """What a user sees and does on a page, in the user's words."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.main = page.get_by_test_id("stMain")
        self.editor = page.locator("textarea#text")
        self.outcome = self.main.locator(".ph-outcome")

    def follow(self, link: str) -> None:
        self.page.get_by_test_id("stSidebar").get_by_role("link", name=link).click()

    def heading(self, text: str) -> Any:
        return self.main.get_by_role("heading", name=text, exact=True)

    def choose(self, label: str, option: str) -> None:
        box = self.main.get_by_role("combobox", name=re.compile(f"^{label}|{label}$"))
        wanted = self.page.get_by_role("option", name=option, exact=True)
        # A list closes where the page moves under it, as when an expander is still opening: then it is opened again.
        for _ in range(5):
            box.click()
            try:
                wanted.click(timeout=3_000)
            except sync_api.TimeoutError:
                self.page.keyboard.press("Escape")
            else:
                return
        wanted.click()

    def member(self, name: str) -> Any:
        return self.main.locator(".ph-member").filter(has=self.page.locator(".who", has_text=re.compile(f"^{name}")))

    def reaction(self, name: str) -> Any:
        return self.member(name).locator(".how")

    def open(self, number: int) -> None:
        """Open the paragraph that stands at this place in the outline, counted from nought."""
        self.main.get_by_role("radiogroup").first.locator("label").nth(number).click()

    def council(self) -> dict[str, tuple[str, str]]:
        """Each member's reaction to the open paragraph, and its vote, as the page words them."""
        rows = self.main.locator(".ph-member").evaluate_all(
            "rows => rows.map(r => [r.querySelector('.who').firstChild.textContent.trim(),"
            "  r.querySelector('.how').innerText, r.querySelector('.vote').innerText])"
        )
        return {name: (bare(reaction), bare(vote)) for name, reaction, vote in rows}


def bare(badge: str) -> str:
    """A badge's word without its symbol."""
    return badge.split(maxsplit=1)[1].strip()


def test_a_newcomer_drafts_and_keeps_a_resolution(visit: Any, app_address: str, root: Path, tmp_path: Path) -> None:
    expect.set_options(timeout=A_MINUTE)
    page = visit.context.new_page()
    bench = Bench(page)

    # Topic, council, delegation: two choices and a click.
    page.goto(app_address)
    expect(bench.heading("Penholder")).to_be_visible()
    expect(bench.main.locator(".ph-agenda")).to_contain_text("cartels", ignore_case=True)
    expect(bench.heading("Security Council 2026")).to_be_visible()
    bench.choose("Delegation", "France")
    expect(bench.main.locator(".ph-table.council tr", has_text="France")).to_contain_text("you")

    # Where France stands, and why: the source is one click away.
    bench.main.get_by_role("button", name="Read where France stands").click()
    expect(bench.heading("France")).to_be_visible()
    chip = bench.main.locator(".ph-table.stances details.ph-chip").first
    expect(chip.locator(".ph-source")).to_be_hidden()
    chip.locator("summary").click()
    expect(chip.locator(".ph-source")).to_be_visible()
    expect(chip.locator(".ph-source")).to_contain_text("Weak on")

    # The library shows who would support or resist; eight clauses and three paragraphs of the preamble go in.
    bench.follow("Clause library")
    expect(bench.heading("Clause library")).to_be_visible()
    expect(bench.main.locator(".ph-tally").first).to_contain_text(re.compile("supports|accepts|silent|reserved|objects"))
    expect(bench.main.get_by_role("button", name="Go to the workbench")).to_be_visible()
    bench.main.get_by_text("More filters and order").click()
    bench.choose("Order", "Fewest red lines first")
    in_draft = 0
    for part, count in (("Operative", 8), ("Preambular", 3)):
        bench.choose("Part", part)
        expect(bench.main.locator(".ph-clause").first).to_contain_text(part.lower())
        for _ in range(count):
            bench.main.get_by_role("button", name="Add to draft").first.click()
            in_draft += 1
            expect(bench.main.get_by_role("button", name=f"Go to the draft ({in_draft})")).to_be_visible()
    bench.main.get_by_role("button", name="Go to the draft (11)").click()
    expect(bench.main.locator(".ph-draft .para")).to_have_count(11)
    expect(bench.main.locator(".ph-member")).to_have_count(MEMBERS)
    expect(bench.outcome).not_to_contain_text("Vetoed")

    # Reorder: the second preambular paragraph goes to the top.
    second = bench.main.locator(".ph-draft .para p").nth(1).inner_text()
    bench.open(1)
    expect(bench.heading("Preambular paragraph 2")).to_be_visible()
    bench.main.get_by_role("button", name="Up").click()
    expect(bench.heading("Preambular paragraph 1")).to_be_visible()
    expect(bench.main.locator(".ph-draft .para p").first).to_have_text(second)

    # Edit the words of one: the council answers while one is still typing.
    bench.open(3)
    expect(bench.heading("Paragraph 1")).to_be_visible()
    expect(bench.main.locator(".ph-council")).to_be_visible()
    before = bench.council()
    assert len(before) == MEMBERS and before["China"][0] not in ("objects", "red line")
    bench.editor.press("Control+A")
    bench.editor.press_sequentially(DEFIANT)
    expect(bench.reaction("China")).to_contain_text("red line")
    assert bench.editor.evaluate("area => area.getRootNode().activeElement === area"), "it is still being typed in"
    expect(bench.outcome).to_contain_text("Vetoed by China")
    assert bench.council() != before
    bench.editor.press("Control+A")
    bench.editor.press_sequentially(MILD)
    expect(bench.reaction("China")).to_contain_text("supports")
    expect(bench.outcome).not_to_contain_text("Vetoed")

    # One of one's own, moved up to paragraph 4.
    bench.main.get_by_role("button", name="Write operative", exact=True).click()
    expect(bench.heading("Paragraph 9")).to_be_visible()
    expect(bench.editor).to_have_value("")
    bench.editor.press_sequentially(FORCEFUL)
    expect(bench.reaction("China")).to_contain_text("red line")
    expect(bench.outcome).to_contain_text("Vetoed by China")
    for place in range(8, 3, -1):
        bench.main.get_by_role("button", name="Up").click()
        expect(bench.heading(f"Paragraph {place}")).to_be_visible()
    china = bench.member("China")
    expect(china.locator(".why")).to_be_hidden()
    china.locator("summary").first.click()
    expect(china.locator(".why")).to_contain_text("Its red line is crossed")
    expect(china.locator(".why")).to_contain_text("inferred")
    expect(china.locator(".why details.ph-chip").first).to_contain_text("003")
    expect(china.locator(".why")).to_contain_text("What would change it")
    expect(china.locator(".why")).to_contain_text("with the consent, of the State concerned")
    expect(china.locator(".vote")).to_contain_text("veto")
    expect(china.locator(".why")).to_contain_text("paragraph 4")

    # What was understood can be corrected, and the correction taken back.
    bench.open(3)
    expect(bench.heading("Paragraph 1")).to_be_visible()
    expect(bench.reaction("China")).to_contain_text("supports")
    bench.main.get_by_text("Correct this reading").click()
    subject = bench.main.locator('[class*="st-key-issues-"]')
    expect(subject).to_contain_text("Police and intelligence cooperation")
    subject.get_by_role("button", name=re.compile("^Remove ")).click()
    expect(bench.main.locator(".ph-reading")).to_contain_text("as you corrected it")
    expect(bench.reaction("China")).to_contain_text("silent")
    bench.main.get_by_role("button", name="Undo").click()
    expect(bench.main.locator(".ph-reading")).to_contain_text("read from the text")
    expect(bench.reaction("China")).to_contain_text("supports")

    # The draft as text; the command line says of it what the page says.
    with page.expect_download() as coming:
        bench.main.get_by_role("button", name="Text", exact=True).click()
    file = tmp_path / "draft.txt"
    coming.value.save_as(file)
    assert FORCEFUL in file.read_text(encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "resolutions", "check", str(file), "--json"],
        cwd=root, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert checked.returncode in (0, 1), checked.stderr
    answer = json.loads(checked.stdout)
    names = {d.name: d.id for d in topic().delegations}
    assert len(answer["clauses"]) == 12
    assert bench.outcome.inner_text() == answer["forecast"]["line"]
    for number, clause in enumerate(answer["clauses"]):
        bench.open(number)
        where = f"{'Preambular paragraph' if clause['part'] == 'preambular' else 'Paragraph'} {clause['number']}"
        expect(bench.heading(where)).to_be_visible()
        expect(bench.main.get_by_text(f"Reactions to {where.lower()},")).to_be_visible()
        shown = bench.council()
        assert {names[m]: r for m, (r, _) in shown.items()} == {
            names[m]: clause["reactions"][names[m]]["reaction"] for m in shown
        }, where
        assert {names[m]: "against" if v == "veto" else v for m, (_, v) in shown.items()} == answer["forecast"]["votes"]
        assert {names[m] for m, (_, v) in shown.items() if v == "veto"} == set(answer["forecast"]["vetoes"])

    # A reload loses nothing.
    whole = bench.main.locator(".ph-draft").inner_text()
    outcome = bench.outcome.inner_text()
    page.wait_for_function(
        "() => localStorage.getItem('penholder-address') === new URL(location).searchParams.get('draft')"
    )
    page.reload()
    expect(bench.main.locator(".ph-draft .para")).to_have_count(12)
    expect(bench.outcome).to_have_text(outcome)
    assert bench.main.locator(".ph-draft").inner_text() == whole
    assert "delegation=france" in page.url

    # Another tab, opened without an address, has it from the browser.
    tab = Bench(visit.context.new_page())
    tab.page.goto(f"{app_address}/workbench")
    expect(tab.main.locator(".ph-draft .para")).to_have_count(12)
    assert tab.main.locator(".ph-draft").inner_text() == whole

    # Junk is told, and takes nothing away.
    tab.main.get_by_text("Open another draft").click()
    box = tab.main.get_by_label("Paste a draft or a single clause")
    box.fill('{"draft": 5, "<script>alert(1)</script>": [')
    box.press("Control+Enter")
    box.fill('{"draft": 5}')
    box.press("Control+Enter")
    tab.main.get_by_role("button", name="Open pasted text").click()
    expect(tab.main.get_by_role("alert")).to_contain_text("Nothing was opened")
    tab.main.locator("input[type=file]").set_input_files(
        {"name": "junk.txt", "mimeType": "text/plain", "buffer": bytes(range(256)) * 40}
    )
    expect(tab.main.get_by_role("alert")).to_contain_text("junk.txt is no text")
    expect(tab.main.locator(".ph-draft .para")).to_have_count(12)

    for one in (page, tab.page):
        expect(one.locator("body")).not_to_contain_text("Traceback")
        expect(one.get_by_test_id("stException")).to_have_count(0)
    assert not visit.abroad
    assert not visit.complaints


def topic() -> Any:
    """The topic that ships."""
    from positions.topic import load_topic

    return load_topic()
