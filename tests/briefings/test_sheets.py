"""Paper for the room: every sheet prints on either paper under every family's rules, and has what the rules have a use for."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any, get_args

import pdfplumber
import pikepdf
import pytest

from briefings.__main__ import main
from briefings.dais_pack import SHEETS, TEMPLATE, Member, Room, chair_sheets, room_of
from briefings.engine import Paper, pages, pdf
from briefings.script_cards import BLANK, CARRIED, ScriptCard, majority, script_cards
from committee.procedure import THE_COUNCIL_VOTES, Effect, Procedure, load_procedure, procedure_ids
from positions.council import read_councils
from positions.topic import load_topic

TOPIC = load_topic()
COUNCIL = read_councils()[TOPIC.about.default_council]
ROOM = room_of(COUNCIL, TOPIC)
FEW = ROOM._replace(members=ROOM.members[:2])

SIZES = {"a4": (595, 842), "letter": (612, 792)}


def room(family: str, members: int = 15) -> Room:
    return Room("Third Committee", tuple(Member(f"Member {n}") for n in range(1, members + 1)), load_procedure(family), "A topic")


def form(name: str, of: Room = ROOM) -> dict[str, Any]:
    return SHEETS[name].make(of)[0]


def heads(made: dict[str, Any]) -> list[str]:
    return [column["head"] for column in made["columns"]]


def text_of(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as file:
        return "\n".join(page.extract_text() for page in file.pages)


# -- pages


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("family", procedure_ids())
def test_all_sheets_print_as_accessible_archive_files(family: str, paper: Paper) -> None:
    data = pdf(TEMPLATE, chair_sheets(room(family), paper=paper))
    assert b"pdfuaid" in data and b"pdfaid" in data
    with pikepdf.open(io.BytesIO(data)) as file:
        boxes = {tuple(sorted(round(float(x)) for x in page.mediabox[2:])) for page in file.pages}
        assert boxes == {SIZES[paper]}
        assert file.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in file.Root


@pytest.mark.parametrize("name", ["attendance", "roll-call", "speakers", "precedence", "motions", "amendment", "note-paper"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_sheet_of_a_council_is_one_page(name: str, paper: Paper) -> None:
    assert len(pages(TEMPLATE, chair_sheets(ROOM, (name,), paper=paper))) == 1


def test_a_roll_of_all_states_goes_on_over_pages_with_its_heading() -> None:
    data = pdf(TEMPLATE, chair_sheets(room("un4mun", 193), ("roll-call",)))
    with pdfplumber.open(io.BytesIO(data)) as file:
        words = [page.extract_text() for page in file.pages]
    assert len(words) > 3
    assert all("Came at" in page for page in words)
    found = [int(n) for page in words for n in re.findall(r"^Member (\d+)$", page, re.MULTILINE)]
    assert found == list(range(1, 194))


def test_each_page_says_that_it_is_a_simulation() -> None:
    with pdfplumber.open(io.BytesIO(pdf(TEMPLATE, chair_sheets(FEW)))) as file:
        assert all("Simulation, not a United Nations document" in page.extract_text() for page in file.pages)


def test_the_same_room_gives_the_same_bytes() -> None:
    made = chair_sheets(ROOM, ("votes", "scripts", "placards"))
    assert pdf(TEMPLATE, made) == pdf(TEMPLATE, made)


def test_sheets_can_be_chosen_and_unknown_ones_are_told() -> None:
    assert [one["title"] for one in chair_sheets(ROOM, ("motions", "roll-call"))["sheets"]] == ["Roll call", "Motions log"]
    with pytest.raises(ValueError, match="there is no sheet 'nonsense'"):
        chair_sheets(ROOM, ("nonsense",))


@pytest.mark.parametrize("words", ['#read("/etc/passwd")', "$x$ *a* _b_ `c` {{ d }} <label> @ref", "العربية (أ) 12", "x" * 10_000, "a\x00b\u202ec\ud800", ""])
def test_hostile_names_are_only_words(words: str) -> None:
    hostile = FEW._replace(name=words, topic=words, members=(Member(words, permanent=True), *FEW.members))
    text = text_of(pdf(TEMPLATE, chair_sheets(hostile, [one for one in SHEETS if one != "scripts"])))
    assert "root:" not in text
    if words.isascii() and words.isprintable() and 0 < len(words) < 100:
        assert "".join(words.split()) in "".join(text.split())


def letters_of(data: bytes) -> list[float]:
    with pdfplumber.open(io.BytesIO(data)) as file:
        return [c["size"] for page in file.pages for c in page.chars]


@pytest.mark.parametrize("family", procedure_ids())
def test_no_letter_of_a_sheet_is_too_small_to_read(family: str) -> None:
    named = room(family)._replace(name="Committee " * 20, members=(Member("Member " * 28), Member("W" * 200)))
    assert min(letters_of(pdf(TEMPLATE, chair_sheets(named)))) >= 7.4


def test_words_without_room_on_a_card_go_on_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = tuple(f"Sentence {n} of what is to be said, which is as long as such a sentence is." for n in range(1, 15))
    long = ScriptCard("A long motion", spoken, ("For how long",), rule="Takes much. " * 20, source="common practice, no document found")
    monkeypatch.setattr("briefings.dais_pack.script_cards", lambda *_: (long, ScriptCard("A short one", ("Please.",))))
    data = pdf(TEMPLATE, chair_sheets(ROOM, ("scripts",), paper="letter"))
    text = " ".join(text_of(data).split())
    parts = re.findall(r"A long motion \((\d) of (\d)\)", text)
    assert len(parts) > 1 and [first for first, _ in parts] == [str(n) for n in range(1, len(parts) + 1)]
    assert "A short one" in text and "A short one (" not in text
    with pdfplumber.open(io.BytesIO(data)) as file:
        cards = file.pages[0]
        columns = [cards.crop((x, 0, x + cards.width / 2, cards.height)).extract_text() for x in (0, cards.width / 2)]
    said = " ".join(" ".join(columns).split())
    assert all(f"Sentence {n} of what" in said for n in range(1, 15))
    assert min(letters_of(data)) >= 7.4


# -- what is on them


def test_a_placard_shows_its_name_to_both_sides_and_reads_it_out_once() -> None:
    data = pdf(TEMPLATE, chair_sheets(ROOM._replace(members=(Member("Peru"),)), ("placards",)))
    with pdfplumber.open(io.BytesIO(data)) as file:
        letters = [c for c in file.pages[0].chars if c["text"] == "P" and c["size"] > 60 or (c["text"] == "P" and not c["upright"])]
        assert len(letters) == 2
        assert file.pages[0].width > file.pages[0].height
    with pikepdf.open(io.BytesIO(data)) as file:
        streams = b"".join(page.Contents.read_bytes() for page in file.pages)
    assert streams.count(b"/Artifact") >= 2


def test_the_longest_names_fit_their_placards() -> None:
    names = ("United Kingdom of Great Britain and Northern Ireland", "Democratic Republic of the Congo", "W" * 200)
    data = pdf(TEMPLATE, chair_sheets(ROOM._replace(members=tuple(Member(n) for n in names)), ("placards",)))
    with pdfplumber.open(io.BytesIO(data)) as file:
        assert len(file.pages) == 3
        for page in file.pages:
            assert all(c["x0"] >= 0 and c["x1"] <= page.width and c["top"] >= 0 and c["bottom"] <= page.height for c in page.chars)


def test_badges_are_for_all_and_the_dais_and_fill_their_page() -> None:
    people = form("badges")["people"]
    assert len(people) % 8 == 0
    assert [one["name"] for one in people[:15]] == [one.name for one in ROOM.members]
    assert [one["name"] for one in people if one["role"] == "Dais"] == ["President"] * 2


def test_only_a_permanent_member_has_a_box_for_a_veto() -> None:
    made = form("votes")
    assert heads(made)[-1] == "Veto"
    boxes = {row[0]["text"] for row in made["rows"] if row[-1]["k"] == "box"}
    assert boxes == {one.name for one in ROOM.members if one.permanent}
    assert len(boxes) == 5


@pytest.mark.parametrize("family", [one for one in procedure_ids() if one != "security-council"])
def test_there_is_no_veto_on_paper_where_the_rules_have_none(family: str) -> None:
    here = ROOM._replace(procedure=load_procedure(family))
    assert all("Veto" not in heads(made) for made in SHEETS["votes"].make(here))
    assert not any("veto" in one.title.lower() for one in script_cards(here.procedure, 15))
    assert "Veto" in heads(SHEETS["votes"].make(here._replace(procedure=load_procedure(family, THE_COUNCIL_VOTES)))[0])


def test_nobody_has_a_box_to_abstain_where_nobody_may() -> None:
    substance, procedure = SHEETS["votes"].make(room("una-usa"))
    assert "Abstaining" in heads(substance) and "Abstaining" not in heads(procedure)
    assert "Abst." not in heads(form("motions", room("una-usa")))
    assert "Abst." in heads(form("motions"))


@pytest.mark.parametrize("family", procedure_ids())
def test_the_roll_has_a_column_for_each_answer_of_the_rules(family: str) -> None:
    here = room(family)
    assert heads(form("roll-call", here))[1:-2] == [one.name for one in here.procedure.roll_call.value]
    assert f"{here.procedure.opens_with(15)} of 15 members" in form("roll-call", here)["key"]


def test_columns_follow_the_rules() -> None:
    assert "Seconded" in heads(form("motions", room("una-usa"))) and "Seconded" not in heads(form("motions"))
    assert "Yielded to" in heads(form("speakers", room("una-usa"))) and "Yielded to" not in heads(form("speakers"))
    assert "With rights" in heads(form("votes", room("una-usa"))) and "With rights" not in heads(form("votes"))
    assert form("amendment")["friendly"] and not form("amendment", room("thimun"))["friendly"]
    assert form("amendment", room("una-usa"))["signatories"] and not form("amendment")["signatories"]


# -- script cards


def test_every_effect_has_its_words() -> None:
    assert set(CARRIED) == set(get_args(Effect))


@pytest.mark.parametrize("family", procedure_ids())
def test_each_motion_and_point_has_its_card_in_the_order_of_precedence(family: str) -> None:
    rules = load_procedure(family)
    titles = [card.title for card in script_cards(rules, 15)]
    motions = [one.name for one in sorted(rules.motions, key=lambda m: m.rank)]
    assert [title for title in titles if title in motions] == motions
    assert {one.name for one in rules.points} <= set(titles)


@pytest.mark.parametrize("family", procedure_ids())
def test_every_card_has_words_and_a_source(family: str) -> None:
    for card in script_cards(load_procedure(family), 15):
        assert card.words and card.source
        assert not re.search(r"[{}]|  |\.\.|None", " ".join((*card.words, card.rule))), card


def spoken(rules: Procedure, title: str) -> str:
    return " ".join(next(card for card in script_cards(rules, 15) if card.title == title).words)


def test_the_words_are_those_of_the_room() -> None:
    council, house = load_procedure("security-council"), load_procedure("thimun")
    assert spoken(council, "Suspend the meeting") == (
        f"The representative of {BLANK} moves to suspend the meeting. Those in favour? Those against? Those abstaining? "
        f"The motion carries. The meeting is suspended. We resume at {BLANK}. Or: the motion does not carry."
    )
    assert "Is there a second?" in spoken(house, "Suspend the meeting") and "abstaining" not in spoken(house, "Suspend the meeting")
    assert "The House votes on the resolution" in spoken(house, "Voting on a resolution")
    assert "moves for an unmoderated caucus." in spoken(load_procedure("una-usa"), "Unmoderated caucus")
    assert "two speakers for and two speakers against" in spoken(council, "Adjourn the meeting to a certain day or hour")


def test_a_conference_with_other_rules_has_other_cards() -> None:
    changed = load_procedure("una-usa", {"motions": {"close-debate": {"threshold": "simple", "second": False, "debate_against": 1}}})
    assert "a second" not in spoken(changed, "Close debate and move to voting procedure")
    assert "one speaker against" in spoken(changed, "Close debate and move to voting procedure")


def test_majorities_are_said_in_the_numbers_of_the_room() -> None:
    rules = load_procedure("security-council")
    assert majority(rules.substantive, 15) == "nine votes in favour, whoever is present, and no permanent member against"
    simple = rules.procedural.model_copy(update={"threshold": "simple"})
    assert majority(simple, 15) == "8 of the 15 members in favour"
    assert majority(simple.model_copy(update={"threshold": "two-thirds"}), 15) == "10 of the 15 members in favour"


# -- the command


def test_the_command_writes_one_file_a_folder_or_an_archive(tmp_path: Path) -> None:
    assert main(["sheets", "--only", "roll-call,votes", "-o", str(tmp_path / "s.pdf")]) == 0
    assert "Roll call" in text_of((tmp_path / "s.pdf").read_bytes())
    assert main(["sheets", "--only", "roll-call,votes", "--paper", "letter", "-o", f"{tmp_path / 'sheets'}/"]) == 0
    assert sorted(one.name for one in (tmp_path / "sheets").iterdir()) == ["roll-call.pdf", "votes.pdf"]
    assert main(["sheets", "--only", "scripts", "--procedure", "nmun", "-o", str(tmp_path / "s.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "s.zip") as archive:
        assert archive.namelist() == ["scripts.pdf"]
        assert "Not adopted: a veto" in text_of(archive.read("scripts.pdf"))


def test_the_command_takes_a_conferences_own_rules(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("presiding: the Moderator\n", encoding="utf-8")
    assert main(["sheets", "--only", "roll-call", "--rules", str(tmp_path / "own.yaml"), "-o", str(tmp_path / "s.pdf")]) == 0
    assert "Moderator" in text_of((tmp_path / "s.pdf").read_bytes())


@pytest.mark.parametrize(("rule", "says"), [
    (f"presiding: {'x' * 10_000}", "presiding has 10,000 letters; there is room for 80 on paper, so say it shorter"),
    (f"motions: {{close-debate: {{note: {'y' * 401}}}}}", "motions.close-debate.note has 401 letters; there is room for 400 on paper"),
    (f"motions.adjourn-meeting.name: {'z' * 81}", "motions.adjourn-meeting.name has 81 letters"),
])  # fmt: skip
def test_rules_in_too_many_words_are_refused(rule: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own.yaml").write_text(rule + "\n", encoding="utf-8")
    for command in (["sheets"], ["pack", "--delegation", "china"]):
        assert main([*command, "--rules", str(tmp_path / "own.yaml"), "-o", str(tmp_path / "x.pdf")]) == 2
        error = capsys.readouterr().err
        assert says in error and re.fullmatch(r"briefings: .+\n", error)
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--only", "nonsense"], ["--council", "1"], ["--topic", "x"], ["--procedure", "x"], ["--rules", "missing.yaml"], ["--rules", "bad.yaml"],
        ["--rules", "binary.yaml"], ["-o", "no/such/folder/x.pdf"], ["-o", "no/such/folder/"],
    ],
)  # fmt: skip
def test_a_fault_is_one_line(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.yaml").write_text("motions: {close-debait: {threshold: simpel}}\nnonsense: 3\n", encoding="utf-8")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00presiding: \x00")
    out = [] if "-o" in arguments else ["-o", "x.pdf"]
    assert main(["sheets", "--only", "roll-call", *arguments, *out]) == 2
    assert re.fullmatch(r"briefings: .+\n", capsys.readouterr().err)
    assert not (tmp_path / "x.pdf").exists()


def test_the_guide_names_every_sheet() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "printing.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in guide for name in SHEETS)
