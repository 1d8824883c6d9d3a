"""The page Notes and the box for notes on the Floor say what the dais can read, and show no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from records.access import Access
from records.acts.room import SettingsChanged
from records.committees import Records
from records.room import SECRETARIAT
from tests.late_messages import comes_late, said
from ui import conference, setting_up

FRAME = str(Path(__file__).resolve().parents[2] / "ui" / "frame.py")

Words = Callable[[Any], str]


def passed(house: Any, reads: bool) -> None:
    """A note between delegations and one to the dais."""
    settings = house.records.room("rivers").settings
    house.act(SECRETARIAT, SettingsChanged(settings=settings.model_copy(update={"dais_reads_notes": reads})))
    house.begin()
    house.do("france", "note.passed", to="china", words="Meet us by the window.")
    house.do("france", "note.passed", to="dais", words="May we speak?")


def test_the_dais_reads_all_notes_where_the_conference_says_nothing_else(hall: Any, text_of: Words) -> None:
    house = hall()
    passed(house, True)
    app = house.open("chair", "chair/notes")
    assert "The dais can read all notes" in text_of(app)
    assert "Meet us by the window." in text_of(app) and "May we speak?" in text_of(app)
    assert [one.label for one in app.expander] == ["Between delegations: 1"]


def test_notes_between_delegations_are_not_shown_to_a_dais_that_does_not_read_them(hall: Any, text_of: Words) -> None:
    house = hall()
    passed(house, False)
    app = house.open("chair", "chair/notes")
    text = text_of(app)
    assert "May we speak?" in text
    assert "Meet us" not in text
    assert "1 note passed between delegations; the dais does not read them." in text
    assert not app.expander


def test_the_secretariat_decides_it_later_too_and_the_chair_does_not(hall: Any, text_of: Words) -> None:
    house = hall()
    passed(house, True)
    assert not house.open("chair", "chair/notes").toggle
    access = Access(house.records)
    house.cookies[SECRETARIAT] = access.enter(access.issue_secretariat("spring").code, "127.0.0.1")
    app = house.open(SECRETARIAT, "chair/notes", **{"kept-committee": "rivers"})
    app.toggle(key="notes-read").set_value(False).run()
    assert not app.error
    assert not house.records.room("rivers").settings.dais_reads_notes
    assert "not those between delegations" in text_of(app)
    assert "Meet us by the window." in text_of(app), "what was passed before stays as it was"
    house.do("france", "note.passed", to="china", words="Rather by the door.")
    app.run()
    assert "Rather by the door." not in text_of(app)


def test_what_another_of_the_secretariat_decided_is_not_turned_back_by_a_page_that_has_not_heard(hall: Any) -> None:
    house = hall()
    passed(house, True)
    access = Access(house.records)
    house.cookies[SECRETARIAT] = access.enter(access.issue_secretariat("spring").code, "127.0.0.1")
    app = house.open(SECRETARIAT, "chair/notes", **{"kept-committee": "rivers"})
    before = said(app)
    settings = house.records.room("rivers").settings
    house.act(SECRETARIAT, SettingsChanged(settings=settings.model_copy(update={"dais_reads_notes": False})))
    app.run()
    comes_late(app, before)
    assert not house.records.room("rivers").settings.dais_reads_notes
    assert app.toggle[0].value is False


@pytest.mark.parametrize(
    ("reads", "told"), [(True, "The dais can read all notes."), (False, "The dais reads what is written to it, and not what you write to other delegations.")]
)
def test_delegates_are_told_what_the_dais_can_read_where_they_write(hall: Any, text_of: Words, reads: bool, told: str) -> None:
    house = hall()
    passed(house, reads)
    app = house.open("china")
    app.segmented_control(key="floor-view").set_value("notes").run()
    assert told in text_of(app)
    assert "Meet us by the window." in text_of(app)


@pytest.mark.both_databases
def test_the_conference_decides_it_when_it_sets_the_committee_up(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    records = Records.open(database)
    monkeypatch.delenv(setting_up.SETUP_CODE, raising=False)
    monkeypatch.setattr(conference, "records", lambda: records)
    monkeypatch.setattr(conference, "access", lambda: Access(records))
    monkeypatch.setattr(conference, "cookie", lambda: "")
    app = AppTest.from_file(FRAME, default_timeout=60).switch_page("../pages/chair/setup.py").run()
    assert app.toggle(key="setup-dais_reads_notes").value is True
    app.text_input(key="setup-conference").input("Riverside").run()
    app.toggle(key="setup-dais_reads_notes").set_value(False).run()
    next(button for button in app.button if button.label.startswith("Open the committee with")).click().run()
    assert not app.exception and not app.error
    settings = records.room(records.committees(records.conferences()[0].id)[0]).settings
    assert settings is not None and not settings.dais_reads_notes
    records.close()
