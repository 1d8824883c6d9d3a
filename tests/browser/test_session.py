"""A session in real browsers: the chair runs it by the keyboard, a delegate follows and acts, the wall shows it, and the record has it."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from records.acts.amendments import AmendmentProposed
from records.acts.drafts import DraftStarted
from records.acts.stages import Signed, StageChanged
from records.committees import Records
from records.room import Stage
from resolutions.amendments import Amendment
from resolutions.model import Draft, Paragraph
from tests.browser.test_conference import another, set_up

TOPIC = "Patrols on the river"


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


def answered(chair: Any, button: str, pressed: str, then: str) -> None:
    """Press the key of a button of the roll call, until the next delegation is called: a key that comes before the button has
    turned to whoever is called does nothing."""
    for _ in range(6):
        if chair.locator(f".st-key-console-roll-{button} button").count():
            chair.keyboard.press(pressed)
        with suppress(Exception):
            chair.locator(".st-key-console-head .who").get_by_text(then, exact=True).wait_for(timeout=10_000)
            return
    head(chair, then)


def away_from_the_boxes(page: Any) -> None:
    """Leave whatever is being typed in, so that keys are those of the console."""
    page.locator("h1").click()


def seconded(chair: Any, delegation: str) -> None:
    """The chair writes down who seconds the motion."""
    chair.get_by_label("Seconded by").click()
    chair.keyboard.type(delegation)
    chair.keyboard.press("Enter")
    chair.get_by_text(f"seconded by {delegation}").first.wait_for()


def draft_approved(database: str) -> None:
    """A draft of France's, with the names that the rules ask for, that the dais has approved."""
    records = Records.open(database)
    committee = records.committees(records.conferences()[0].id)[0]
    chair = next(seat.id for seat in records.room(committee).seats.values() if seat.role.value == "chair")
    texts = (
        "Urges all States to cooperate;",
        "Decides that all States shall coordinate their land and river patrols against drug trafficking;",
        "Decides to remain seized of the matter.",
    )
    content = Draft(operative=tuple(Paragraph(id=f"p{number}", text=text) for number, text in enumerate(texts, 1)))
    records.perform(committee, "france", DraftStarted(draft="d1", title="River patrols", content=content))
    records.perform(committee, "france", Signed(draft="d1", delegation="france", role="sponsor"))
    for one in ("denmark", "latvia"):
        records.perform(committee, chair, Signed(draft="d1", delegation=one, role="signatory"))
    records.perform(committee, "france", StageChanged(draft="d1", to=Stage.SUBMITTED))
    records.perform(committee, chair, StageChanged(draft="d1", to=Stage.APPROVED))
    records.close()


def amendment_proposed(database: str) -> None:
    """An amendment of China's to the draft that is before the room."""
    records = Records.open(database)
    committee = records.committees(records.conferences()[0].id)[0]
    amendment = Amendment(id="m1", kind="replace", part="operative", paragraph="p1", text="Calls upon all States to cooperate;")
    records.perform(committee, "china", AmendmentProposed(draft="d1", amendment=amendment))
    records.close()


def operative(database: str) -> list[str]:
    """The operative paragraphs of the draft as they stand."""
    records = Records.open(database)
    committee = records.committees(records.conferences()[0].id)[0]
    texts = [one.text for one in records.room(committee).drafts["d1"].draft.operative]
    records.close()
    return texts


def saved(page: Any, label: str) -> bytes:
    """What a button under Save on the page Minutes hands out."""
    with page.expect_download() as coming:
        page.get_by_role("button", name=label).click()
    return Path(coming.value.path()).read_bytes()


def test_a_session_by_the_keyboard_with_a_delegate_and_the_wall(hall_address: str, visit: Any, database: str) -> None:
    codes = set_up(visit.context.new_page(), hall_address, rules="UNA-USA")
    chair = entered(visit, hall_address, codes["Chair 1"], 1280, 900)
    france = entered(visit, hall_address, codes["France"], 390, 844)
    wall = entered(visit, hall_address, codes[next(one for one in codes if "Display" in one or "Projector" in one)], 1920, 1080)
    chair.goto(f"{hall_address}/console")
    france.goto(f"{hall_address}/floor")

    # The roll, by keys and with one press for the rest; the wall follows.
    key(chair, "Open the meeting", "Enter")
    head(chair, "Bahrain")
    wall.get_by_text("Bahrain", exact=True).first.wait_for()
    answered(chair, "present-bahrain", "p", "China")
    answered(chair, "present-and-voting-china", "v", "Colombia")
    chair.get_by_role("button", name="All others present").click()
    chair.get_by_text("15 of 15 present").first.wait_for()
    chair.get_by_text("The roll has been called").wait_for()
    away_from_the_boxes(chair)
    key(chair, "Close the roll", "Enter")
    chair.get_by_role("button", name="Adopt the agenda").click()
    chair.get_by_role("heading", name="Speakers' list").wait_for()

    # The list: the delegate joins from its place, the chair calls it and runs the clock by keys.
    france.get_by_role("button", name="Join the speakers' list").click()
    chair.get_by_role("button", name=re.compile("Next speaker: France")).wait_for()
    away_from_the_boxes(chair)
    chair.keyboard.press("n")
    key(chair, "Start the clock", "s")
    chair.get_by_role("button", name=re.compile("Stop the clock")).wait_for()
    france.get_by_text("You have the floor.").wait_for()
    wall.locator(".ph-clock[data-ends]").first.wait_for()
    before = wall.locator(".ph-clock .t").first.inner_text()
    wall.wait_for_function("was => document.querySelector('.ph-clock .t').textContent !== was", arg=before)
    france.get_by_role("button", name="I have finished").click()
    chair.get_by_text("Nobody is on the speakers' list.").first.wait_for()

    # A moderated caucus, moved from the delegate's telephone and seconded from the room; what does not divide is refused, and nothing typed is lost.
    france.get_by_role("button", name="Moderated caucus", exact=True).click()
    france.get_by_label("On what").fill(TOPIC)
    france.get_by_label("Total time, in minutes").fill("10")
    france.get_by_label("Time of each speaker, in seconds").fill("45")
    france.get_by_role("button", name="Move it").click()
    refusal = france.get_by_text("is to be a multiple of the time of each speaker").first
    refusal.wait_for()
    assert 0 < refusal.bounding_box()["y"] < 700, "why it is refused is in sight of the button"
    assert france.get_by_label("On what").input_value() == TOPIC
    france.get_by_label("Time of each speaker, in seconds").fill("60")
    france.get_by_role("button", name="Move it").click()
    france.get_by_text("waits for a second").first.wait_for()
    wall.get_by_text("moved by France; waits for a second").first.wait_for()
    seconded(chair, "Latvia")
    wall.get_by_text("moved by France, seconded by Latvia").first.wait_for()

    # It is put to a vote on devices by a key; nobody sees how anybody votes before it is closed.
    away_from_the_boxes(chair)
    key(chair, "On devices", "m")
    ballot = france.get_by_role("button", name=re.compile("In favour$"))
    ballot.wait_for()
    assert 0 < ballot.bounding_box()["y"] < 700, "the ballot is in sight, though the delegate was reading further down"
    ballot.click()
    wall.locator(".ph-hall.voting .title").get_by_text(TOPIC).wait_for()
    for page in (chair, wall):
        page.get_by_text("1 of 15 have voted").first.wait_for()
        assert page.get_by_text("1 in favour").count() == 0, "nobody sees a vote before it is closed"
    away_from_the_boxes(chair)
    key(chair, "Close the vote: 1 of 15", "Enter")
    key(chair, "14 have not voted. Close all the same", "Enter")

    # The caucus opens with its clock; with a speaker in it the wall has both clocks, and both run.
    head(chair, TOPIC)
    wall.locator(".ph-hall .main .who").get_by_text(TOPIC).wait_for()
    wall.locator(".ph-hall .main .ph-clock[data-ends]").wait_for()
    chair.get_by_label("Call by name").click()
    chair.keyboard.type("Panama")
    chair.keyboard.press("Enter")
    head(chair, "Panama")
    away_from_the_boxes(chair)
    key(chair, "Start the clock", "s")
    wall.locator(".ph-hall .main .who").get_by_text("Panama").wait_for()
    wall.locator(".ph-hall .aside").get_by_text("Moderated caucus").wait_for()
    wall.locator(".ph-hall .aside").get_by_text(TOPIC).wait_for()
    for clock in (".main .ph-clock[data-ends] .t", ".aside .ph-clock[data-ends] .t"):
        before = wall.locator(clock).inner_text()
        wall.wait_for_function("([clock, was]) => document.querySelector(clock).textContent !== was", arg=[clock, before])
    key(chair, "End the speech", "e")
    chair.get_by_role("button", name="End the caucus").click()
    chair.get_by_role("heading", name="Speakers' list").wait_for()

    # Undo and redo say what they do, and do it.
    away_from_the_boxes(chair)
    key(chair, "^undo Undo|Undo", "u")
    chair.get_by_role("button", name="End the caucus").wait_for()
    chair.get_by_role("button", name=re.compile("Redo")).click()
    chair.get_by_role("heading", name="Speakers' list").wait_for()

    # A draft comes before the room by a motion of its sponsor to which nobody objects, and an amendment to it by the dais.
    draft_approved(database)
    chair.get_by_text("approved, not yet introduced").wait_for()
    france.get_by_role("button", name="Introduce a draft resolution", exact=True).click()
    france.get_by_label("Which draft").wait_for()
    france.get_by_role("button", name="Move it").click()
    seconded(chair, "Denmark")
    chair.get_by_role("button", name="No objection: it carries").click()
    chair.get_by_text("before the room; sponsored by France").first.wait_for()
    chair.get_by_role("button", name="Take up").click()
    wall.locator(".ph-hall .ph-document").get_by_text("River patrols").wait_for()
    amendment_proposed(database)
    chair.get_by_role("button", name="Introduce", exact=True).click()
    chair.get_by_role("button", name="Introduce", exact=True).wait_for(state="detached")

    # The amendment is voted on first, by placards, and changes the text.
    chair.get_by_role("button", name="Close the debate and go to the vote").click()
    chair.get_by_role("button", name="By name", exact=True).click()
    chair.get_by_role("button", name="All others in favour").click()
    chair.get_by_text("15 of 15 have voted").first.wait_for()
    away_from_the_boxes(chair)
    key(chair, "Close the vote: 15 of 15", "Enter")
    wall.get_by_text("Adopted", exact=True).first.wait_for()
    assert operative(database)[0] == "Calls upon all States to cooperate;"

    # The draft by roll call, by keys: a member passes and is called again, France answers from its place, China casts its veto.
    chair.get_by_role("button", name="Roll call").wait_for()
    away_from_the_boxes(chair)
    chair.keyboard.press("o")
    called = chair.locator(".ph-console-called")
    passed = False
    for _ in range(16):
        who = called.inner_text()
        for _ in range(4):
            # A key that comes before the buttons have turned to the next member does nothing.
            if who == "France":
                france.get_by_role("button", name=re.compile("In favour(, your vote)?$")).click()
            else:
                chair.keyboard.press("2" if who in ("China", "Colombia") else "4" if who == "Bahrain" and not passed else "1")
            with suppress(Exception):
                chair.wait_for_function("was => document.querySelector('.ph-console-called')?.innerText !== was", arg=who, timeout=10_000)
                break
        passed = passed or who == "Bahrain"
    key(chair, "Close the vote and announce", "Enter")
    for page in (chair, wall, france):
        page.get_by_text("owing to the negative vote of a permanent member").first.wait_for()

    # Forecast against actual; who voted against its own stated stance is marked, and called to explain its vote.
    chair.get_by_text(re.compile("Forecast and actual")).first.wait_for()
    chair.get_by_text("Forecast: Vetoed by China").wait_for()
    chair.get_by_text("against, although it stated support for what paragraph 2 says").first.wait_for()
    chair.locator(".st-key-console-explain button").get_by_text("Colombia").click()
    wall.get_by_text("explains its vote").wait_for()
    away_from_the_boxes(chair)
    key(chair, "End the speech", "e")
    chair.get_by_role("button", name="Leave voting procedure").click()

    # The meeting rises.
    chair.get_by_role("button", name="Suspend or adjourn").click()
    chair.get_by_role("button", name="Adjourn the meeting").click()
    chair.get_by_text("The meeting has risen").first.wait_for()
    assert chair.get_by_test_id("stAlert").count() == 0, chair.get_by_test_id("stAlert").all_inner_texts()

    # The delegate comes to the record from its telephone; it has it all, and what was undone once only.
    france.get_by_role("link", name="The record of the meeting").click()
    record = france.locator(".ph-record")
    record.wait_for()
    written = record.inner_text()
    for words in (
        f"The representative of France moved “Moderated caucus” (on what: {TOPIC}; total time: 10 minutes; time of each speaker: 1 minute).",
        "The representative of Latvia seconded the motion.",
        "A vote was taken by electronic means on the motion of France “Moderated caucus”.",
        f"The Council went into a moderated caucus on “{TOPIC}” for 10 minutes, with 1 minute for each speaker, at",
        "The representative of Panama made a statement in the caucus.",
        "A vote was taken by show of placards on amendment 1 to DR 1.1",
        "A vote was taken by roll-call on the draft resolution DR 1.1.",
        "Against: China, Colombia",
        "owing to the negative vote of a permanent member of the Council",
        "The representative of Colombia made a statement in explanation of vote.",
    ):
        assert words in written, words
    assert written.count("resumed its formal debate") == 1

    # The chair's page has the same, and hands out files.
    chair.goto(f"{hall_address}/minutes")
    chair.locator(".ph-record").wait_for()
    assert chair.locator(".ph-record").inner_text() == written
    chair.get_by_role("button", name="Save", exact=True).click()
    text = saved(chair, "Record as text").decode()
    assert f"moved “Moderated caucus” (on what: {TOPIC};" in " ".join(text.split())
    table = list(csv.DictReader(io.StringIO(saved(chair, "Votes as CSV").decode("utf-8-sig"))))
    assert [(one["Method"], one["Outcome"], one["Vetoes"]) for one in table] == [
        ("on devices", "adopted", ""), ("placards", "adopted", ""), ("roll-call", "vetoed", "China"),
    ]  # fmt: skip
    assert table[-1]["In favour"] == "13"
    assert table[-1]["China"] == "against"
    book = load_workbook(io.BytesIO(saved(chair, "All tables as an Excel workbook")))
    assert [row[1] for row in book["Motions"].iter_rows(min_row=2, values_only=True)] == ["Moderated caucus", "Introduce a draft resolution"]
    assert visit.abroad == []
