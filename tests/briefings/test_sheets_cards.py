"""Access cards: the list of the page Seats comes in as it went out, every square is the link, and no fault tells a code."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
import segno
from PIL import Image

from briefings.__main__ import main
from briefings.cards import (
    COLUMNS,
    LONGEST_LINK,
    AccessCard,
    access_cards,
    printed_cards,
    qr_of,
    read_codes,
    unprintable,
)
from briefings.command_line import BadUsage
from briefings.dais_pack import TEMPLATE
from briefings.engine import Paper, pages, pdf
from ui import seats

ADDRESS = "https://mun.example.org/room"
CODE = "A6J9-ZWYS-F8Z3-SV2W"


def card(name: str = "Peru", role: str = "Delegate", code: str = CODE, committee: str = "Security Council") -> AccessCard:
    return AccessCard(committee, name, role, code, f"{ADDRESS}/enter#code={code}")


def listed(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([COLUMNS, *rows])
    return out.getvalue().encode()


def text_of(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as file:
        return "\n".join(page.extract_text() for page in file.pages)


# -- reading the list


def test_the_list_of_the_page_seats_is_read_as_it_was_given_out() -> None:
    given = [
        seats.Card("A conference", "Security Council", name, role, CODE)
        for name, role in (("Peru", "Delegate"), ("=SUM(A1)", "Observer"), ("Smith, “J.”\nJr", "Chair"), ("العربية", "Delegate"))
    ]  # fmt: skip
    read = read_codes(seats.cards_csv(given, ADDRESS))
    assert [one.name for one in read] == ["Peru", "=SUM(A1)", "Smith, “J.” Jr", "العربية"]
    assert [one._replace(name="", conference="") for one in read] == [one._replace(name="", conference="") for one in seats.on_paper(given, ADDRESS)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_that_a_spreadsheet_saved_again_is_read(delimiter: str) -> None:
    data = listed([list(card()), [], ["", "", "", "", ""]], delimiter).replace(b"code,link", b"Code , LINK")
    assert read_codes(b"\xef\xbb\xbf" + data) == (card(),)


def row(**changed: str) -> list[str]:
    return list({**dict(zip(COLUMNS, card()[:5], strict=True)), **changed}.values())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"name,code\nPeru,x\n", "has no column 'committee'; its first line must name committee, name, role, code, link"),
        (listed([]), "has no code under its heading line"),
        (b"\xff\xfe\x00c", "is no text in UTF-8; save it as CSV UTF-8"),
        (b"PK\x03\x04\x14\x00", "has no column 'committee'"),
        (listed([row(), row(name="")]), "line 3: the name is missing"),
        (listed([row(name="x" * 10_000)]), "line 2: the name has more than 200 letters"),
        (listed([row(code="")]), "line 2: the code is no access code"),
        (listed([row(code="=HYPERLINK(1)")]), "line 2: the code is no access code"),
        (listed([row(link="")]), "line 2: the link is no address of the app"),
        (listed([row(link=f"javascript:alert(1)#code={CODE}")]), "line 2: the link is no address of the app"),
        (listed([row(link=f"https://[#code={CODE}")]), "line 2: the link is no address of the app"),
        (listed([row(link=f"{ADDRESS}/enter#code=BBBB-BBBB-BBBB-BBBB")]), "line 2: the link belongs to another code"),
        (listed([row(link=f"https://{'x' * LONGEST_LINK}.org/enter#code={CODE}")]), f"line 2: the link has more than {LONGEST_LINK} letters"),
        (listed([row()] * 2_001), "has more than 2,000 codes"),
        (listed([row(name="x" * 200_000)]), "line 2: this is no line of a CSV file"),
        (b"x" * 2_000_001, "is longer than 2,000,000 bytes"),
        (b'committee,name,role,code,link\n"open', "line 2: the name is missing"),
    ],
    ids=range(19),
)
def test_a_bad_list_is_told_with_its_line_and_never_with_its_code(data: bytes, said: str) -> None:
    with pytest.raises(BadUsage) as fault:
        read_codes(data, "codes.csv")
    assert said in str(fault.value)
    assert "\n" not in str(fault.value)
    assert CODE not in str(fault.value) and "BBBB" not in str(fault.value) and "HYPERLINK" not in str(fault.value)


# -- the square


@pytest.mark.parametrize("words", [card().link, "https://x.org/enter#code=A-B", f"https://{'long-' * 40}.example.org/enter#code={CODE}"])
def test_the_runs_are_the_modules_of_the_code(words: str) -> None:
    made = qr_of(words)
    whole = [[any(at <= x < at + length for at, length in runs) for x in range(made["size"])] for runs in made["rows"]]
    assert whole == [[bool(module) for module in line] for line in segno.make(words, error="m", boost_error=False).matrix]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_square_on_paper_is_the_code_of_the_link(paper: Paper) -> None:
    page = Image.open(io.BytesIO(pages(TEMPLATE, access_cards([card()], paper=paper), "png", ppi=300)[0])).convert("L")
    dark = page.point(lambda value: 255 if value < 40 else 0)
    wide, high = {"a4": (210, 297), "letter": (215.9, 279.4)}[paper]
    # The card's corner, then the square's place on it, in millimetres.
    left, top = (wide - 192) / 2 + 5, (high - 248) / 2 + 5.5
    size, matrix = qr_of(card().link)["size"], segno.make(card().link, error="m", boost_error=False).matrix
    module = 30 / size
    for y, line in enumerate(matrix):
        for x, there in enumerate(line):
            at = [round((start + (step + 0.5) * module) * 300 / 25.4) for start, step in ((left, x), (top, y))]
            assert (dark.getpixel((at[0], at[1])) == 255) == bool(there), (x, y)


# -- the cards


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_eight_cards_fit_a_page_and_each_says_what_it_needs(paper: Paper) -> None:
    some = [card(f"Delegation {n}", code=f"AAAA-BBBB-CCCC-DD{n}2") for n in range(1, 10)]
    data = pdf(TEMPLATE, access_cards(some, paper=paper))
    assert b"pdfuaid" in data and b"pdfaid" in data
    text = text_of(data)
    assert len(pages(TEMPLATE, access_cards(some, paper=paper))) == 2
    assert all(one.name in text and one.code in text for one in some)
    assert f"{ADDRESS}/enter" in text
    assert "Keep this card to yourself." in text


def test_the_page_seats_prints_the_cards_that_it_shows() -> None:
    shown = [seats.Card("A conference", "Security Council", "Peru", "Delegate", CODE)]
    text = text_of(printed_cards(seats.on_paper(shown, ADDRESS), "letter"))
    assert "A conference" in text and "Peru" in text and CODE in text


def test_badges_and_placards_bear_no_code() -> None:
    some = [card("Peru"), card("Hall screen", "Display"), card("Presidency", "Chair"), card("Holy See", "Observer", committee="Another")]
    badges, placards = (text_of(pdf(TEMPLATE, access_cards(some, kind=kind))) for kind in ("badges", "placards"))
    assert "Peru" in badges and "Presidency" in badges and "Hall screen" not in badges
    assert "Peru" in placards and "Holy See" in placards and "Another" in placards and "Presidency" not in placards
    assert CODE not in badges + placards


@pytest.mark.parametrize("words", ['#read("/etc/passwd")', "$x$ *a* `b` {{ c }} <d> @e", "العربية (أ) 12", "x" * 200, "a\x00b\u202ec", "中国 😀"])
def test_hostile_words_are_only_words(words: str) -> None:
    hostile = card(words, role=words, committee=words)._replace(conference=words)
    for kind in ("cards", "badges"):
        text = text_of(pdf(TEMPLATE, access_cards([hostile], kind=kind)))
        assert "root:" not in text
        if words.isascii() and words.isprintable():
            # Of a name that has no room in letters one can read, the end is left out.
            assert "".join(words.split())[:80] in "".join(text.split())


LONG = ("x" * 200, " ".join(["Longname"] * 22))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("kind", ["cards", "badges", "placards"])
def test_no_letter_is_too_small_to_read_and_none_runs_into_another(kind: str, paper: Paper) -> None:
    some = [card("United Kingdom of Great Britain and Northern Ireland"), *(card(one, committee=one)._replace(conference=one) for one in LONG)]
    with pdfplumber.open(io.BytesIO(pdf(TEMPLATE, access_cards(some, kind=kind, paper=paper)))) as file:
        for page in file.pages:
            assert min(c["size"] for c in page.chars) >= 7.4
            assert all(c["x0"] >= 0 and c["x1"] <= page.width and c["bottom"] <= page.height for c in page.chars)
        words = "".join(page.extract_text() for page in file.pages)
        code = [w for w in file.pages[0].extract_words() if w["text"] == CODE]
        roles = [w for w in file.pages[0].extract_words(extra_attrs=["size"]) if w["text"] == "Delegate" and kind == "cards"]
    assert "…" in words or kind == "placards"
    assert all(role["bottom"] < min(one["top"] for one in code if one["bottom"] > role["bottom"]) for role in roles)


def test_an_address_that_has_no_room_is_left_out_and_not_cut() -> None:
    far = f"https://{'a-long-address.' * 14}org/enter"
    text = text_of(pdf(TEMPLATE, access_cards([card()._replace(link=f"{far}#code={CODE}")])))
    assert "ask the dais for the address" in text and "a-long-address" not in text and CODE in text


def test_a_name_in_letters_that_no_font_has_is_told_beforehand() -> None:
    assert "write it in other letters" in unprintable([card("ኢትዮጵያ")])
    assert unprintable([card("Ethiopia")]) == ""


# -- the command


def test_the_command_prints_the_list(tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_bytes(seats.cards_csv([seats.Card("", "Security Council", "Peru", "Delegate", CODE)], ADDRESS))
    for kind in ("cards", "badges", "placards"):
        assert main(["cards", str(tmp_path / "codes.csv"), "--as", kind, "-o", str(tmp_path / f"{kind}.pdf")]) == 0
        assert "Peru" in text_of((tmp_path / f"{kind}.pdf").read_bytes())


@pytest.mark.parametrize(
    "arguments",
    [["missing.csv", "-o", "x.pdf"], [".", "-o", "x.pdf"], ["a\x00b", "-o", "x.pdf"], ["bad.csv", "-o", "x.pdf"], ["glyph.csv", "-o", "x.pdf"],
     ["display.csv", "--as", "placards", "-o", "x.pdf"], ["good.csv", "-o", "no/such/x.pdf"]],
)  # fmt: skip
def test_a_fault_is_one_line(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files: dict[str, Any] = {"bad": b"nonsense", "glyph": listed([row(name="ኢትዮጵያ")]), "display": listed([row(role="Display")]), "good": listed([row()])}
    for name, data in files.items():
        (tmp_path / f"{name}.csv").write_bytes(data)
    assert main(["cards", *arguments]) == 2
    error = capsys.readouterr().err
    assert re.fullmatch(r"briefings: .+\n", error)
    assert CODE not in error
    assert not (tmp_path / "x.pdf").exists()
