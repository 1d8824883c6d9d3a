"""Lists of delegates as people have them: pasted, out of spreadsheets, in any encoding, with mistakes."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import pytest
from openpyxl import Workbook

from positions.council import folded_name, spellings, state_names
from positions.topic import Topic, load_topic
from records.errors import Refused
from records.room import Role
from records.roster import MOST_ROWS, _state_words, card_name, meant_state, read_file, read_list


@pytest.fixture(scope="module")
def topic() -> Topic:
    return load_topic("drug-cartels")


TABLE = [("Delegation", "Role", "Name"), ("France", "delegate", "Ana"), ("Côte d'Ivoire", "", "Bo"), ("OAS", "observer", "Cy"), ("Chair", "", "Di")]
NAMED = ["France (Ana)", "Côte d'Ivoire (Bo)", "OAS (Cy)", "Di"]
FOUND = list(zip(("france", "Côte d'Ivoire", "oas", ""), (Role.DELEGATE, Role.DELEGATE, Role.OBSERVER, Role.CHAIR), NAMED, strict=True))


def found(lines) -> list[tuple[str, Role, str]]:
    assert [line.fault for line in lines if line.fault] == []
    return [(line.seat.delegation, line.seat.role, line.seat.name) for line in lines]


def written(mark: str = ",", quote: str = "") -> str:
    return "\n".join(mark.join(quote + cell + quote for cell in row) for row in TABLE)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", ", "])
@pytest.mark.parametrize("quote", ["", '"'])
def test_any_mark_between_the_cells_will_do(topic: Topic, mark: str, quote: str) -> None:
    lines = read_list(written(mark, quote), topic)
    assert found(lines) == FOUND


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_file_of_any_encoding_is_read(topic: Topic, encoding: str, ends: str) -> None:
    lines = read_file(written(";").replace("\n", ends).encode(encoding), "list.csv", topic)
    assert found(lines) == FOUND


def workbook(rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_workbook_is_read(topic: Topic) -> None:
    lines = read_file(workbook(TABLE), "list.xlsx", topic)
    assert found(lines) == FOUND
    assert [line.number for line in lines] == [2, 3, 4, 5]


def test_numbers_dates_and_formulas_of_a_workbook_do_no_harm(topic: Topic) -> None:
    import datetime

    rows = [("Delegation", "Name"), ("France", 7), ("China", datetime.date(2026, 1, 1)), ("Russia", "=1+1"), (None, None), (3.5, "x")]
    lines = read_file(workbook(rows), "list.xlsx", topic)
    assert [line.seat.delegation for line in lines[:3]] == ["france", "china", "russia"]
    assert "3.5" in lines[3].text and lines[3].remark


def zipped(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


@cache
def damaged() -> dict[str, bytes]:
    """Files that look like workbooks, or are called so."""
    good = workbook(TABLE)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def without(name: str, content: bytes | None = None) -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, data in parts.items():
                if part != name:
                    archive.writestr(part, data)
                elif content is not None:
                    archive.writestr(part, content)
        return held.getvalue()

    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, (b"&a%d;" % (n - 1) if n else b"&a;") * 10) for n in range(9)
    ) + b"]><worksheet><sheetData><row><c><v>&a8;</v></c></row></sheetData></worksheet>"
    return {
        "empty": b"",
        "text": b"Delegation\nFrance",
        "cut off": good[: len(good) // 2],
        "only the letters": b"PK\x03\x04 and nothing",
        "an archive of something": zipped(a_xml=b"<a/>"),
        "no sheet": without("xl/worksheets/sheet1.xml"),
        "broken xml": without("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
        "broken book": without("xl/workbook.xml", b"<nonsense/>"),
        "no types": without("[Content_Types].xml"),
        "laughs": without("xl/worksheets/sheet1.xml", laughs),
        "a bomb": without("xl/worksheets/sheet1.xml", b"\0" * (40 * 2**20)),
    }


@pytest.mark.parametrize("which", damaged())
def test_what_is_no_workbook_is_refused_in_words(topic: Topic, which: str) -> None:
    with pytest.raises(Refused, match=r"workbook"):
        read_file(damaged()[which], "list.xlsx", topic)


def test_an_old_workbook_is_told_from_a_new_one(topic: Topic) -> None:
    with pytest.raises(Refused, match=r"old form \(\.xls\)"):
        read_file(b"\xd0\xcf\x11\xe0" + b"\0" * 100, "list.xls", topic)


def test_a_file_that_is_too_large_is_not_read(topic: Topic) -> None:
    with pytest.raises(Refused, match="larger than 5 MB"):
        read_file(b"a" * (5 * 2**20 + 1), "list.csv", topic)
    with pytest.raises(Refused, match="larger than 5 MB"):
        read_list("a" * (5 * 2**20 + 1), topic)


def test_of_ten_thousand_lines_the_first_are_read_and_it_says_so(topic: Topic) -> None:
    for text in ("\n".join(f"Delegation {n}" for n in range(10_000)), "\n".join(f"Room {n},delegate,Ana" for n in range(10_000))):
        lines = read_list(text, topic)
        assert len(lines) == MOST_ROWS + 1
        assert lines[-1].seat is None and f"first {MOST_ROWS}" in lines[-1].fault
        assert len({line.seat.id for line in lines[:-1]}) == MOST_ROWS


def test_a_delegation_has_one_seat_and_a_list_says_where_it_comes_twice(topic: Topic) -> None:
    lines = read_list("France\nChina\nfrance\nChina (PRC)\nFRANCE", topic)
    assert [bool(line.seat) for line in lines] == [True, True, False, True, False]
    assert "in the list already" in lines[2].fault and lines[2].number == 3
    assert read_list("France", topic, taken=("france",))[0].fault


@pytest.mark.parametrize(
    ("written", "delegation", "called"),
    [
        ("DRC", "democratic-republic-of-the-congo", "DR Congo"),
        ("Democratic Republic of the Congo", "democratic-republic-of-the-congo", "DR Congo"),
        ("U.K.", "united-kingdom", "United Kingdom"),
        ("The United States", "united-states", "United States"),
        ("Bolivia (Plurinational State of)", "bolivia", "Bolivia"),
        ("TRINIDAD & TOBAGO", "trinidad-and-tobago", "Trinidad and Tobago"),
        ("México", "mexico", "Mexico"),
        ("Ivory Coast", "Côte d'Ivoire", "Côte d'Ivoire"),
        ("Cote d’Ivoire", "Côte d'Ivoire", "Côte d'Ivoire"),
        ("Turkey", "Türkiye", "Türkiye"),
        ("South Korea", "Republic of Korea", "Republic of Korea"),
        ('"Korea, Republic of"', "Republic of Korea", "Republic of Korea"),
    ],
)  # fmt: skip
def test_a_state_is_found_by_each_of_its_usual_names(topic: Topic, written: str, delegation: str, called: str) -> None:
    line = read_list(written, topic)[0]
    assert (line.seat.delegation, line.seat.name) == (delegation, called)
    assert f"Read as {called}." in line.remark or written.casefold() == called.casefold()
    assert "in the list already" in read_list(f"{called}\n{written}", topic)[1].fault


def test_no_usual_name_means_two_states() -> None:
    described = {folded_name(name) for s in state_names().values() for name in (*s.aliases, s.name, s.official, s.id)}
    others = [folded_name(name) for one in spellings() for name in (one.name, *one.aliases)]
    assert len(set(others)) == len(others) and not described & set(others)


@pytest.mark.parametrize(
    ("person", "card"),
    [("Ana", "Mali (Ana)"), ("", "Mali"), ("MALI", "Mali"), ("Mali (Ana)", "Mali (Ana)"), ("Omali", "Mali (Omali)")],
)
def test_a_card_names_the_delegation_and_the_person(person: str, card: str) -> None:
    assert card_name("Mali", person) == card


def test_several_chairs_and_displays_are_numbered(topic: Topic) -> None:
    lines = read_list("Chair,,Ana\nChair,,Bo\nprojector\nprojector", topic)
    assert [(line.seat.id, line.seat.name) for line in lines] == [
        ("chair", "Ana"), ("chair-2", "Bo"), ("display", "Display"), ("display-2", "Display")]  # fmt: skip


def test_a_name_that_no_source_knows_is_seated_and_remarked_on(topic: Topic) -> None:
    line = read_list("Atlantis", topic)[0]
    assert (line.seat.id, line.seat.delegation, line.seat.name) == ("atlantis", "Atlantis", "Atlantis")
    assert "no source speaks on it" in line.remark


def test_names_in_any_script_get_an_id_each(topic: Topic) -> None:
    names = [f"الوفد رقم {chr(0x0627 + a)}{chr(0x0628 + b)}" for a in range(20) for b in range(20)] + ["代表团", "Делегация", "ผู้แทน"]
    lines = read_list("\n".join(names), topic)
    assert [line.fault for line in lines if line.fault] == []
    assert len({line.seat.id for line in lines}) == len(names)
    assert [line.seat.name for line in lines] == names
    assert read_list(names[7], topic)[0].seat.id == lines[7].seat.id, "the same tomorrow"


@pytest.mark.parametrize("name", ["Secretariat", "System", "secretariat"])
def test_no_seat_takes_the_secretariat_s_place(topic: Topic, name: str) -> None:
    assert read_list(name, topic)[0].seat.id not in ("secretariat", "system")


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\0\0", '"', '"unclosed, delegate', "-", ",,,", "\ufeff", "a" * 5000, "٣", "\u202eecnarF", "\ud800"])
def test_hostile_lines_are_seats_or_faults_and_never_an_accident(topic: Topic, text: str) -> None:
    for line in read_list(text, topic):
        assert (line.seat is None) == bool(line.fault)


@pytest.mark.parametrize("first", ["France,delegate,Ana", "France,member", "delegate", "Delegation;Name", "Country", "State,Role"])
def test_a_row_of_headings_is_told_from_a_delegation(topic: Topic, first: str) -> None:
    lines = read_list(f"{first}\nChina", topic)
    assert (lines[0].seat.delegation == "france") == first.startswith("France")
    assert len(lines) == 1 + first.startswith("France")


def test_an_unknown_role_is_a_fault_with_its_line(topic: Topic) -> None:
    line = read_list("delegation,role\nFrance,emperor", topic)[0]
    assert line.number == 2 and "“emperor” is no role" in line.fault


@pytest.mark.parametrize(
    ("written", "called", "role"),
    [
        ("Colombia, Ana Ruiz", "Colombia (Ana Ruiz)", Role.DELEGATE),
        ("Colombia\tLéa O'Brien-Smith", "Colombia (Léa O'Brien-Smith)", Role.DELEGATE),
        ("Colombia, ana ruiz", "Colombia (ana ruiz)", Role.DELEGATE),
        ("Colombia, Ana", "Colombia (Ana)", Role.DELEGATE),
        ("Colombia, 小明", "Colombia (小明)", Role.DELEGATE),
        ("Colombia, J. R. Ruiz, observer", "Colombia (J. R. Ruiz)", Role.OBSERVER),
        ("Atlantis, Ana Ruiz", "Atlantis (Ana Ruiz)", Role.DELEGATE),
        ("Korea, Republic of", "Republic of Korea", Role.DELEGATE),
        ("Korea, Republic of, observer", "Republic of Korea", Role.OBSERVER),
    ],
)  # fmt: skip
def test_a_name_straight_after_the_delegation_is_a_persons(topic: Topic, written: str, called: str, role: Role) -> None:
    (line,) = read_list(written, topic)
    assert line.seat is not None, line.fault
    assert (line.seat.name, line.seat.role) == (called, role)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Colombia, obsrver", "“obsrver” is no role; did you mean observer?"),
        ("Colombia, Deligate", "did you mean delegate?"),
        ("Colombia, Chiar", "did you mean chair? If it is somebody's name, write “Colombia, , Chiar”."),
        ("Colombia, vice char", "did you mean vice chair?"),
        ("Colombia, emperor", "“emperor” is no role; a role is chair, delegate, observer or display."),
        ("Colombia, NGO", "“NGO” is no role"),
        ("Colombia, Head delegate", "“Head delegate” is no role"),
        ("Colombia, Republic of", "“Republic of” is no role"),
        ("Colombia, 7", "“7” is no role"),
        ("Colombia, Ana, Bo", "“Ana” is no role"),
        ("delegation,role\nColombia,Ana Ruiz", "“Ana Ruiz” is no role"),
    ],
)
def test_what_may_be_a_misspelt_role_is_asked_about_and_no_name(topic: Topic, written: str, said: str) -> None:
    (line,) = read_list(written, topic)
    assert line.seat is None and said in line.fault


def test_a_way_out_that_a_fault_tells_is_one(topic: Topic) -> None:
    said = read_list("Colombia, Chaim", topic)[0].fault
    (line,) = read_list(said.partition("write “")[2].removesuffix("”."), topic)
    assert line.seat is not None and line.seat.name == "Colombia (Chaim)"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Bahrein", "Bahrain"), ("Venezuala", "Venezuela"), ("Phillipines", "Philippines"), ("Columbia", "Colombia"), ("untied kingdom", "United Kingdom")],
)
def test_a_misspelt_state_is_seated_and_asked_about(topic: Topic, written: str, meant: str) -> None:
    line = read_list(written, topic)[0]
    assert line.seat is not None and line.seat.delegation == written
    assert line.meant == meant


@pytest.mark.parametrize("name", ["Australia", "Mali", "Zambia", "Iraq", "Burundi", "Greenpeace", "Atlantis", "Planet Express", "Amnesty International"])
def test_a_name_that_is_right_as_it_stands_is_not_asked_about(topic: Topic, name: str) -> None:
    assert not read_list(name, topic)[0].meant


def test_every_member_state_is_known_by_name_and_none_passes_for_another() -> None:
    states = {*_state_words().values()}
    assert len(states) >= 193
    assert [(one, meant_state(one)) for one in states if meant_state(one)] == []
