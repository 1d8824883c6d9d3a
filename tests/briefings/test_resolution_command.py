"""`python -m briefings resolution`: every format, every kind of draft, one line for what does not work, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pdfplumber
import pytest

from briefings.__main__ import COMMANDS, main
from briefings.resolution_command import FORMATS, MARKED
from resolutions.model import Working
from resolutions.text import parse_text

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "tests" / "data" / "imports" / "source.txt"

BEGINS = {"pdf": b"%PDF-1.7", "docx": b"PK", "html": b"<!DOCTYPE html>", "md": b"**Committee:**", "txt": b"Committee:", "akn": b"<?xml"}


@pytest.mark.parametrize("form", FORMATS)
def test_every_format(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / f"draft.{form}"
    assert main(["resolution", str(SOURCE), "--to", form, "-o", str(out), "--date", "2026-11-21", "--house", "una-usa", "--lines"]) == 0
    assert out.read_bytes().startswith(BEGINS[form])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", ["docx", "md", "akn"])
def test_what_was_written_is_read_again(form: str, tmp_path: Path) -> None:
    out, text = tmp_path / f"draft.{form}", tmp_path / "draft.txt"
    assert main(["resolution", str(SOURCE), "--to", form, "-o", str(out)]) == 0
    assert main(["resolution", str(out), "--to", "txt", "-o", str(text)]) == 0
    assert main(["resolution", str(SOURCE), "--to", "txt", "-o", str(tmp_path / "same.txt")]) == 0
    assert text.read_text(encoding="utf-8") == (tmp_path / "same.txt").read_text(encoding="utf-8")


def test_a_working_file(tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    saved.write_text(Working(draft=parse_text(SOURCE.read_text(encoding="utf-8"))).model_dump_json(), encoding="utf-8")
    out = tmp_path / "draft.txt"
    assert main(["resolution", str(saved), "--to", "txt", "-o", str(out)]) == 0
    assert "1. Calls upon all coastal States" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["resolution", "no-such-file", "--to", "pdf", "-o", "x"], "there is no file no-such-file"),
        (["resolution", ".", "--to", "pdf", "-o", "x"], ". is a folder; give a file"),
        (["resolution", str(SOURCE), "--to", "pdf", "-o", "/no/such/folder/x.pdf"], "there is no folder /no/such/folder to write to"),
        (["resolution", str(SOURCE), "--to", "txt", "-o", "."], ". is a folder; give the name of a file"),
        (["resolution", str(SOURCE), "--to", "pdf", "-o", "x", "--house", "none"], "there is no house 'none'"),
        (["resolution", str(SOURCE), "--to", "pdf", "-o", "x", "--house", "nmun", "--style", "un"], "the house 'nmun' follows style mun, not un"),
        (["resolution", str(SOURCE), "--to", "pdf", "-o", "x", "--topic", "none"], "there is no topic 'none'"),
        (["resolution", str(SOURCE), "--to", "pdf", "-o", "x", "--date", "tomorrow"], "'tomorrow' is no date; write it as in 2026-11-21"),
    ],
)
def test_what_does_not_work_is_told_in_one_line(
    arguments: list[str], says: str, in_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"briefings: {says}") and told.count("\n") == 1


AMENDMENTS = """[{"kind": "replace", "paragraph": "OP3", "text": "Encourages the guild to pay;", "sponsors": ["Mexico"]},
 {"kind": "delete", "paragraph": "PP1"}, {"kind": "add", "after": "OP1", "text": "Invites the keepers;"}]"""


@pytest.fixture
def amendments(tmp_path: Path) -> str:
    path = tmp_path / "amendments.json"
    path.write_text(AMENDMENTS, encoding="utf-8")
    return str(path)


def text_of(path: Path) -> list[str]:
    with pdfplumber.open(path) as file:
        return [page.extract_text() for page in file.pages]


def test_amendment_sheets_are_one_file_with_a_page_each(amendments: str, tmp_path: Path) -> None:
    out = tmp_path / "sheets.pdf"
    assert main(["resolution", str(SOURCE), "--amendments", amendments, "--to", "pdf", "--paper", "letter", "-o", str(out)]) == 0
    pages = text_of(out)
    assert len(pages) == 3 and "Amendment 1" in pages[0] and "Sponsors Mexico" in pages[0] and "Invites the keepers" in pages[2]
    assert main(["resolution", str(SOURCE), "--amendments", "form", "--to", "pdf", "-o", str(out)]) == 0
    assert "Words to be added" in text_of(out)[0]


def test_a_marked_up_text_by_its_amendments_or_since_a_file(amendments: str, tmp_path: Path) -> None:
    out, before = tmp_path / "marked.pdf", tmp_path / "before.md"
    assert main(["resolution", str(SOURCE), "--amendments", amendments, "--marked", "--to", "pdf", "-o", str(out)]) == 0
    text = "".join(text_of(out))
    assert "1 bis." in text and "[new]" in text and "[deleted]" in text
    before.write_text(SOURCE.read_text(encoding="utf-8").replace("small lantern office", "large lantern office"), encoding="utf-8")
    for form in MARKED:
        out = tmp_path / f"since.{form}"
        assert main(["resolution", str(SOURCE), "--marked", "--since", str(before), "--to", form, "-o", str(out)]) == 0
        assert out.read_bytes().startswith(BEGINS[form])
    assert "<del>large</del>" in (tmp_path / "since.html").read_text(encoding="utf-8")


def test_what_no_longer_fits_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twice = tmp_path / "twice.json"
    twice.write_text('[{"kind": "delete", "paragraph": "OP4"}, {"kind": "delete", "paragraph": "OP4"}]', encoding="utf-8")
    assert main(["resolution", str(SOURCE), "--amendments", str(twice), "--marked", "--to", "html", "-o", str(tmp_path / "x.html")]) == 0
    assert capsys.readouterr().err.startswith("briefings: Amendment 2 is left out. ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--marked", "--to", "pdf"], "--marked needs one of --since BEFORE and --amendments FILE"),
        (["--marked", "--amendments", "form", "--to", "pdf"], "--marked needs one of"),
        (["--since", str(SOURCE), "--to", "pdf"], "--since says what --marked is to compare with"),
        (["--marked", "--since", str(SOURCE), "--to", "akn"], "a marked-up text is printed as pdf, docx, html, not akn"),
        (["--amendments", "form", "--to", "md"], "amendment sheets are printed as pdf, not md"),
        (["--amendments", "no-such-file", "--to", "pdf"], "there is no file no-such-file"),
        (["--amendments", str(SOURCE), "--to", "pdf"], "the amendments are no JSON"),
        (["--marked", "--since", "no-such-file", "--to", "pdf"], "there is no file no-such-file"),
    ],
)
def test_amendments_that_do_not_work_are_told_in_one_line(arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resolution", str(SOURCE), *arguments, "-o", str(tmp_path / "x")]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"briefings: {says}") and told.count("\n") == 1 and not (tmp_path / "x").exists()


def run(text: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "briefings", "resolution", "-", *arguments], input=text, cwd=ROOT, capture_output=True, timeout=120, check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip


def test_standard_input_and_output() -> None:
    done = run(SOURCE.read_bytes(), "--to", "pdf", "-o", "-")
    assert (done.returncode, done.stderr) == (0, b"") and done.stdout.startswith(b"%PDF")
    done = run("1. Decides on مصر;".encode(), "--to", "md", "-o", "-")
    assert done.returncode == 0 and "*Decides* on مصر" in done.stdout.decode()


HOSTILE = {
    "nothing": b"",
    "no draft": b"\x00\x01\x02" * 50,
    "markup": b'1. Decides #read("/etc/passwd") $x$ `y` {{ 7*7 }} {% x %} <b> \\ @a;\n\n2. Requests =1+1;',
    "a long word": b"1. Decides that " + b"x" * 10_000 + b";",
    "directions and emoji": "1. Decides \u202eמصر\u202c 123 😀👩\u200d🔬;".encode(),
    "halves of characters": b"1. Decides \xed\xa0\xbd that;\n\n2. Requests \x07 reports;",
    "a script without a font": "1. Decides ไทย;".encode(),
    "five million letters": b"1. Decides that " + b"words of all kinds, " * 250_000 + b";",
    "deep": b"1. Decides:\n" + b"".join(b"    " * i + b"- x\n" for i in range(1, 400)),
    "json": b'{"penholder": 1, "draft": {"operative": [{"id": "a", "text": "Decides \\ud83d \\u0000 {{x}}"}]}}',
    "broken json": b'{"penholder": 1, "draft"',
    "many lines": b"\n".join(b"%d. Decides to act;" % i for i in range(1, 900)),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", ["docx", "html", "md", "akn", "pdf"])
def test_hostile_input_is_printed_or_refused_in_one_line(form: str, name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    if form == "pdf" and name == "five million letters":
        pytest.skip("takes half a minute; tests/briefings/test_engine.py kills a large one")
    source, out = tmp_path / "draft.txt", tmp_path / f"out.{form}"
    source.write_bytes(HOSTILE[name])
    code = main(["resolution", str(source), "--to", form, "-o", str(out)])
    told = capfd.readouterr().err
    assert code in (0, 2) and "Traceback" not in told
    if code == 2:
        assert told.count("\n") == 1 and not out.exists()
    else:
        assert out.read_bytes().startswith(BEGINS[form])
    if name in ("markup", "a long word", "directions and emoji", "halves of characters", "json", "many lines"):
        # The one that fails is Hebrew, which no font of the app has.
        assert code == (2 if name == "directions and emoji" and form == "pdf" else 0), told


def test_help_lists_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert all(name in told for name in COMMANDS)
