"""The page Print: every document that can be chosen, what it holds, and what is said where it cannot be printed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pdfplumber
import pytest
from streamlit.testing.v1 import AppTest

from briefings.dais_pack import SHEETS
from briefings.press import Press
from records.acts.amendments import AmendmentDecided, AmendmentProposed
from records.acts.room import SettingsChanged
from records.acts.stages import StageChanged
from records.room import SECRETARIAT, Stage
from resolutions.amendments import Amendment
from resolutions.model import Draft, Paragraph
from resolutions.text import parse_text, write_text
from ui import print_choices, printing

DRAFT = Draft(
    topic="River patrols", symbol="MUN/S/2026/L.7", sponsors=("france",),
    preambular=(Paragraph(id="p1", text="Recalling its resolution 2653 (2022),"),),
    operative=(Paragraph(id="p2", text="Urges all States to patrol their rivers;"), Paragraph(id="p3", text="Decides to remain seized of the matter.")),
)  # fmt: skip

SHORT = ["sheets", "clauses", "resolution", "amendments"]

Opener = Callable[..., AppTest]


@pytest.fixture(autouse=True, scope="module")
def press() -> Iterator[None]:
    yield
    printing.desk().rest()


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What the page hands out, by file name."""
    found: dict[str, bytes] = {}
    draw = printing.st.download_button

    def noted(label: str, data: Any, file_name: str, *more: Any, **options: Any) -> Any:
        found[file_name] = data
        return draw(label, data, file_name, *more, **options)

    monkeypatch.setattr(printing.st, "download_button", noted)
    return found


@pytest.fixture
def page(files: dict[str, bytes]) -> Opener:
    """Opens the page with an own draft or without, at a document."""

    def opened(document: str = "", draft: Draft | None = DRAFT, delegation: str = "france") -> AppTest:
        app = AppTest.from_file(str(print_choices.__file__).replace("print_choices", "frame"), default_timeout=60)
        app.query_params["council"], app.query_params["delegation"] = "2026", delegation
        if draft is not None:
            app.session_state["kept-draft"] = draft.model_dump_json()
            app.session_state["kept-touched"] = True
        app.switch_page("../pages/room/print.py").run()
        return choose(app, document) if document else app

    return opened


def choose(app: AppTest, document: str) -> AppTest:
    app.selectbox(key="print-document").set_value(document).run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def shown(app: AppTest) -> str:
    """The address of the page image."""
    assert not app.exception and not app.error, [e.value for e in (*app.exception, *app.error)]
    (image,) = app.image
    return str(image.value[0])


def text_of(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as file:
        return "\n".join(one.extract_text() for one in file.pages)


# -- one document


@pytest.mark.parametrize("document", [name for name in print_choices.OFFERS if name not in ("marked", "record")])
def test_every_document_shows_its_pages_and_gives_its_file(page: Opener, files: dict[str, bytes], document: str) -> None:
    app = page(document)
    assert shown(app).startswith("data:image/svg+xml;base64,")
    (name,) = {name for name in files if name.endswith(".pdf")} - {"MUN-S-2026-L-7.pdf"} or {"MUN-S-2026-L-7.pdf"}
    assert files[name].startswith(b"%PDF")


@pytest.mark.parametrize("document", ["resolution", "marked", "amendments", "forecast"])
def test_without_a_draft_it_says_what_to_do(page: Opener, text_of: Any, document: str) -> None:
    app = page(document, None)
    assert "There is no draft to print yet" in text_of(app)
    assert "Go to the workbench" in {b.label for b in app.button}
    assert not app.image and not app.error


def test_whoever_has_no_draft_sees_a_pack_first(page: Opener) -> None:
    assert page(draft=None).selectbox(key="print-document").value == "delegate"
    assert page().selectbox(key="print-document").value == "resolution"


def test_pages_are_turned(page: Opener) -> None:
    app = page("sheets")
    first = shown(app)
    (pages,) = app.pagination
    assert pages.num_pages == 15
    pages.select(15).run()
    assert shown(app) != first and "Page 15 of 15" in app.caption[0].value


def test_sections_paper_and_style_change_what_is_printed(page: Opener, files: dict[str, bytes]) -> None:
    app = page("delegate")
    whole = len(files["france.pdf"])
    app.multiselect(key="print-sections-delegate").set_value(["rules"]).run()
    assert "Rules of procedure" in text_of(files["france.pdf"]) and len(files["france.pdf"]) < whole / 2
    app.button_group(key="print-paper").set_value("letter").run()
    with pdfplumber.open(io.BytesIO(files["france.pdf"])) as file:
        assert (file.pages[0].width, file.pages[0].height) == (612, 792)
    choose(app, "resolution")
    app.selectbox(key="print-style").set_value("thimun").run()
    app.text_input(key="print-conference").set_value("Spring <b>conference</b>").run()
    words = text_of(files["MUN-S-2026-L-7.pdf"])
    assert "Main submitter" in words and "Spring <b>conference</b>" in words


def test_a_draft_comes_in_every_format_and_reads_back(page: Opener, files: dict[str, bytes]) -> None:
    app = page("resolution")
    begins = {"Word": b"PK", "HTML": b"<!DOCTYPE html>", "Markdown": b"**", "Text": b"Committee:", "Akoma Ntoso": b"<?xml"}
    for label, first in begins.items():
        app.selectbox(key="print-format").set_value(label).run()
        assert app.download_button(key="print-download").label == f"Download {label}"
        assert list(files.values())[-1].startswith(first)
    assert parse_text(files["MUN-S-2026-L-7.txt"].decode()).operative[0].text == DRAFT.operative[0].text


def test_a_pack_comes_as_a_word_file_too(page: Opener, files: dict[str, bytes]) -> None:
    app = page("clauses")
    app.selectbox(key="print-format").set_value("Word").run()
    assert not app.exception and files["france-clauses.docx"].startswith(b"PK")


def test_the_rules_of_a_family_are_printed(page: Opener, files: dict[str, bytes]) -> None:
    app = page("sheets")
    app.multiselect(key="print-sheets").set_value(["scripts"]).run()
    council = text_of(files["scripts.pdf"])
    app.selectbox(key="print-rules").set_value("thimun").run()
    assert not app.exception and text_of(files["scripts.pdf"]) != council


def test_a_forecast_goes_into_a_pack(page: Opener, files: dict[str, bytes]) -> None:
    app = page("delegate")
    sections = app.multiselect(key="print-sections-delegate")
    assert not [option for option in sections.options if "orecast" in option]
    app.selectbox(key="print-forecast").set_value("own").run()
    app.multiselect(key="print-sections-delegate").set_value(["forecast"]).run()
    assert not app.exception and "Forecast" in text_of(files["france.pdf"])


def test_an_earlier_file_is_marked_up(page: Opener, files: dict[str, bytes]) -> None:
    app = page("marked")
    assert not app.image
    before = write_text(DRAFT.with_changed("p2", text="Urges all States to fish their rivers;"))
    app.file_uploader(key="print-earlier").set_value(("before.txt", before.encode(), "text/plain")).run()
    shown(app)
    words = text_of(files["MUN-S-2026-L-7-marked-up.pdf"])
    assert "[fish]" in words and "patrol" in words
    app.file_uploader(key="print-earlier").set_value(("before.pdf", b"%PDF-1.7 no more", "application/pdf")).run()
    assert not app.exception and app.error and not app.image


def test_what_has_no_letter_is_told_and_the_page_stays(page: Opener) -> None:
    app = page("resolution", DRAFT.with_changed("p2", text="Urges **ไทย** `x` #read;"))
    (error,) = app.error
    assert "THAI CHARACTER" in error.value and "Nothing of it is lost" in error.value
    choose(app, "delegate")
    assert shown(app)


def test_what_takes_too_long_is_ended_and_told(page: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    with Press(1, seconds=0.001) as slow:
        monkeypatch.setattr(printing, "desk", lambda: slow)
        app = page("resolution", DRAFT.with_changed("p2", text="Urges patience;"))
        (error,) = app.error
        assert "Takes longer than 0.001 seconds" in error.value.replace("\\", "")
        assert slow.processes == (), "the process was ended"
    assert not app.image


@pytest.mark.parametrize("document", SHORT)
def test_hostile_words_are_words(page: Opener, files: dict[str, bytes], is_sound: Any, document: str, hostile: str) -> None:
    bad = f'{hostile} #read("/etc/passwd") $x$ {{{{7*7}}}}'
    app = page(document, DRAFT.model_copy(update={"symbol": bad, "topic": bad, "sponsors": (bad,), "operative": (Paragraph(id="p2", text=f"Urges {bad};"),)}))
    is_sound(app)
    shown(app)
    name, data = list(files.items())[-1]
    assert not set("<>/\\\"'#") & set(name) and "root:" not in text_of(data)


# -- the whole committee


def test_the_whole_committee_is_one_archive(page: Opener, files: dict[str, bytes]) -> None:
    app = page("room")
    app.multiselect(key="print-room").set_value(["chair", "drafts"]).run()
    app.button(key="print-all").click().run()
    assert not app.exception and not app.error
    with zipfile.ZipFile(io.BytesIO(files["Security-Council-2026.zip"])) as archive:
        assert archive.namelist() == ["chair.pdf", "drafts/1-MUN-S-2026-L-7.pdf"]
        assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist())
    assert "2 documents" in str(app.get("progress")[0].proto.text)


def test_without_choice_everybody_has_a_pack(hall: Any, files: dict[str, bytes]) -> None:
    house = hall(members=("china", "france"))
    app = choose(house.open("france", "room/print"), "room")
    app.button(key="print-all").click().run()
    assert not app.exception and not app.error
    with zipfile.ZipFile(io.BytesIO(files["Committee-on-Rivers.zip"])) as archive:
        names = archive.namelist()
        placards, observer = (text_of(archive.read(name)) for name in ("sheets/placards.pdf", "packs/oas.pdf"))
        draft = text_of(archive.read("drafts/1-DR-1.pdf"))
    sheets = [f"sheets/{name}.pdf" for name in SHEETS]
    # Who sits without a vote has a placard and a pack too.
    assert names == ["packs/china.pdf", "packs/france.pdf", "packs/oas.pdf", "chair.pdf", *sheets, "drafts/1-DR-1.pdf"]
    assert all(one in placards for one in ("China", "France", "OAS", "Committee on Rivers"))
    assert "Observer’s briefing pack" in observer and "Committee on Rivers" in observer
    conference = house.records.conferences()[0].name
    for one in (observer, draft):
        assert conference in one


def test_one_that_cannot_be_printed_does_not_stop_the_others(page: Opener, files: dict[str, bytes]) -> None:
    app = page("room", DRAFT.with_changed("p2", text="Urges ไทย;"))
    app.multiselect(key="print-room").set_value(["chair", "drafts"]).run()
    app.button(key="print-all").click().run()
    (error,) = app.error
    assert "My own draft is not in the archive" in error.value
    with zipfile.ZipFile(io.BytesIO(files["Security-Council-2026.zip"])) as archive:
        assert archive.namelist() == ["chair.pdf"]


# -- in a committee


def amend(house: Any) -> None:
    house.act("chair", StageChanged(draft="d1", to=Stage.INTRODUCED))
    base = house.records.room("rivers").drafts["d1"].draft.operative[0].text
    for number, (seat, text) in enumerate((("china", "Urges all States to patrol their own rivers."), ("mexico", "Invites the guild.")), start=1):
        kind = {"kind": "replace", "paragraph": "p1", "base": base} if number == 1 else {"kind": "add", "after": "p1"}
        made = Amendment.model_validate({"id": f"a{number}", "part": "operative", "text": text, "sponsors": (seat,), "reason": "<b>why</b>", **kind})
        house.act(seat, AmendmentProposed(draft="d1", amendment=made))


@pytest.fixture
def committee(hall: Any, files: dict[str, bytes]) -> Any:
    house = hall()
    amend(house)
    return house


def test_the_committees_draft_and_its_amendments_are_printed(committee: Any, files: dict[str, bytes]) -> None:
    app = committee.open("mexico", "room/print")
    assert app.selectbox(key="print-document").value == "resolution"
    shown(app)
    choose(app, "amendments")
    shown(app)
    words = text_of(files["amendments.pdf"])
    assert "Amendment 1" in words and "Amendment 2" in words and "<b>why</b>" in words
    app.selectbox(key="print-format").set_value("JSON").run()
    assert [one["kind"] for one in json.loads(files["amendments.json"])] == ["replace", "add"]
    app.toggle(key="print-blank").set_value(True).run()
    assert "Words to be deleted" in text_of(files["amendment-form.pdf"])


def test_the_committees_draft_is_marked_up_with_its_amendments(committee: Any, files: dict[str, bytes]) -> None:
    app = choose(committee.open("china", "room/print"), "marked")
    shown(app)
    (name,) = (name for name in files if name.endswith("marked-up.pdf"))
    words = text_of(files[name])
    assert "own" in words and "1 bis." in words and "[new]" in words


def test_an_amended_draft_keeps_its_numbers_and_is_marked_up_since_its_introduction(committee: Any, files: dict[str, bytes]) -> None:
    before = committee.records.room("rivers").drafts["d1"].draft
    committee.act("chair", AmendmentDecided(draft="d1", amendment="a2", outcome="carried"))
    committee.act("chair", AmendmentDecided(draft="d1", amendment="a1", outcome="carried"))
    app = committee.open("china", "room/print")
    shown(app)
    (name,) = (name for name in files if name.endswith(".pdf"))
    assert "1 bis. Invites the guild" in " ".join(text_of(files[name]).split())
    choose(app, "marked")
    app.selectbox(key="print-way-d1").set_value(print_choices.BY_INTRODUCTION).run()
    shown(app)
    (name,) = (name for name in files if name.endswith("marked-up.pdf"))
    words = " ".join(text_of(files[name]).split())
    assert "1 bis." in words and "[new]" in words and "Urges all States to patrol their own rivers" in words
    assert print_choices._as_introduced(committee.records.room("rivers").drafts["d1"]) == before


def test_a_draft_that_was_not_amended_is_not_offered_since_its_introduction(committee: Any, files: dict[str, bytes]) -> None:
    app = choose(committee.open("china", "room/print"), "marked")
    assert "Since it was introduced" not in app.selectbox(key="print-way-d1").options


def test_a_draft_one_may_not_read_is_not_offered(hall: Any, files: dict[str, bytes]) -> None:
    house = hall()
    house.act("chair", StageChanged(draft="d1", to=Stage.WORKING))
    assert "There is no draft" in str([e.proto.body for e in choose(house.open("china", "room/print"), "resolution").get("html")])
    assert shown(choose(house.open("france", "room/print"), "resolution"))


def test_the_record_opens_when_the_meeting_has_risen(hall: Any, files: dict[str, bytes]) -> None:
    house = hall()
    house.begin()
    assert "No meeting is on record yet" in str([e.proto.body for e in choose(house.open("china", "room/print"), "record").get("html")])
    assert shown(choose(house.open("chair", "room/print"), "record"))
    words = text_of(files["Committee-on-Rivers-record.pdf"])
    assert "Committee on Rivers" in words and "France" in words


# -- what was voted on


def test_an_adopted_draft_prints_as_the_resolution_that_it_became(hall: Any, files: dict[str, bytes]) -> None:
    house = hall()
    house.begin()
    house.introduced()
    house.do("chair", "voting.opened")
    house.do("chair", "result.recorded", document="d1", outcome="adopted", line="DR/1 was adopted without a vote.")
    app = house.open("china", "room/print")
    shown(app)
    assert not [one for one in app.toggle if one.key == "print-watermark"], "DRAFT does not stand behind what was adopted"
    (name,) = (name for name in files if name.endswith(".pdf"))
    assert name == "resolution-DR-1.pdf"
    words = " ".join(text_of(files[name]).split())
    assert re.search(r"Adopted by the .{1,40} at its 1st meeting, on \d{1,2} [A-Z][a-z]+ \d{4}", words)
    assert "draft resolution" not in words.casefold()
    for label, suffix in (("Text", "txt"), ("Akoma Ntoso", "akn.xml"), ("Markdown", "md"), ("HTML", "html")):
        app.selectbox(key="print-format").set_value(label).run()
        assert "at its 1st meeting" in str(files[f"resolution-DR-1.{suffix}"], "utf-8")
    # The chair takes it up again: it is a draft once more.
    house.act("chair", StageChanged(draft="d1", to=Stage.INTRODUCED))
    again = house.open("china", "room/print")
    shown(again)
    assert "DR-1.pdf" in files and "Adopted" not in text_of(files["DR-1.pdf"])


@pytest.mark.parametrize(("remark", "name"), [("Not adopted: 2 in favour, 3 against", "DR-1.pdf"), ("Adopted: 3 in favour, 2 against", "resolution-DR-1.pdf"), ("", "DR-1.pdf")])
def test_a_result_recorded_by_hand_is_printed_as_it_was_recorded(committee: Any, files: dict[str, bytes], remark: str, name: str) -> None:
    committee.act("chair", StageChanged(draft="d1", to=Stage.VOTED, remark=remark))
    shown(committee.open("china", "room/print"))
    assert remark in " ".join(text_of(files[name]).split())
    assert "at its" not in text_of(files[name]), "which meeting it was is not on record"


@pytest.mark.parametrize("document", ["delegate", "sheets", "forecast", "clauses", "room"])
def test_rules_that_have_no_room_on_paper_are_told_in_a_line(hall: Any, document: str) -> None:
    house = hall()
    here = house.records.room("rivers").settings
    house.act(SECRETARIAT, SettingsChanged(settings=here.model_copy(update={"procedure": {"presiding": "x" * 100_000}})))
    app = choose(house.open("chair", "room/print"), document)
    (told,) = app.error
    words = told.value.replace("\\", "")
    assert "presiding has 100,000 letters; there is room for 80 on paper" in words and len(words) < 400
