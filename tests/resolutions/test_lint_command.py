"""`python -m resolutions` on files of other programs: what is read, what is told of it, and what is refused."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pytest

from resolutions.__main__ import main
from resolutions.imports.imported import MOST_BYTES

COMMANDS = ("check", "lint", "parse")
AKN = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc><mainBody>{}</mainBody></doc></akomaNtoso>'
LINES = ("The Security Council,", "Recalling its resolution 2664 (2022)", "1. Calls upon all States to act;", "2. Decides to remain seized of the matter.")
"""A draft with a comma missing at the end of its second line."""


class Done(NamedTuple):
    """What a run of the command left behind."""

    code: int
    out: str
    told: list[str]


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on bytes as a file; every line on standard error bears the program's name."""

    def runner(command: str, data: bytes, *options: str, name: str = "draft.bin") -> Done:
        (tmp_path / name).write_bytes(data)
        code = main([command, str(tmp_path / name), *options])
        out, error = capsys.readouterr()
        assert "Traceback" not in out + error
        assert all(line.startswith("resolutions: ") for line in error.splitlines())
        if code == 2:
            assert out == "" and error.count("\n") == 1
        return Done(code, out, [line.removeprefix("resolutions: ") for line in error.splitlines()])

    return runner


def word(*paragraphs: str, header: str = "") -> bytes:
    """A Word file."""
    document: Any = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def printed() -> bytes:
    return (Path(__file__).parents[1] / "data" / "imports" / "typst.pdf").read_bytes()


def marked_up(*paragraphs: str) -> bytes:
    return AKN.format("".join(f"<p>{text}</p>" for text in paragraphs)).encode()


FILES = {"docx": lambda: word(*LINES, header="MUN/S/1"), "pdf": printed, "akn": lambda: marked_up(*LINES)}


# -- what is told of a file


@pytest.mark.parametrize("command", ["check", "lint"])
def test_what_was_left_out_of_a_file_is_told_beside_the_answer(run: Run, command: str) -> None:
    done = run(command, printed())
    assert "Left out of the text: “MUN/S/2026/L.7” (at the head of pages 1 and 2)" in done.told
    assert any("broken at the end of a line" in line for line in done.told)
    told = run(command, FILES["docx"]()).told
    assert "Left out of the text: “MUN/S/1” (at the head of the pages)" in told


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_parse_shows_all_that_was_left_out(run: Run, options: tuple[str, ...]) -> None:
    done = run("parse", printed(), *options)
    for words in ("“MUN/S/2026/L.7” (at the head of pages 1 and 2)", "“1” (at the foot of page 1)", "“2” (at the foot of page 2)"):
        assert words in done.out


def test_the_object_of_parse_has_the_notes_what_is_aside_and_the_text(run: Run) -> None:
    answer = json.loads(run("parse", FILES["docx"](), "--json").out)
    assert answer["aside"] == ["“MUN/S/1” (at the head of the pages)"]
    assert answer["notes"] and answer["read_from"] == "docx"
    assert answer["text"].splitlines()[0] == LINES[0]


def test_a_text_has_nothing_beside_it(run: Run) -> None:
    done = run("parse", "\n\n".join(LINES).encode(), "--json")
    answer = json.loads(done.out)
    assert (answer["notes"], answer["aside"], done.told) == ([], [], [])
    assert "text" not in answer


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_its_lines_count_in(run: Run, command: str, kind: str) -> None:
    assert "Lines and columns count in the text as it was read from the file; parse --json gives it." in run(command, FILES[kind]()).told


@pytest.mark.parametrize("kind", ["docx", "akn"])
def test_lines_and_columns_of_findings_are_places_in_the_text_that_was_read(run: Run, kind: str) -> None:
    text = json.loads(run("parse", FILES[kind](), "--json").out)["text"].splitlines()
    findings = [f for f in json.loads(run("lint", FILES[kind](), "--json").out)["findings"] if f["line"]]
    assert findings
    for finding in findings:
        assert 1 <= finding["line"] <= len(text)
        assert 1 <= (finding["column"] or 1) <= len(text[finding["line"] - 1]) + 1
    comma = next(f for f in findings if f["where"] == "pp1" and f["edit"])
    assert text[comma["line"] - 1].startswith("Recalling")


# -- fixing


@pytest.mark.parametrize("kind", ["docx", "akn"])
def test_fixing_a_file_prints_its_text_with_the_safe_fixes(run: Run, kind: str) -> None:
    done = run("lint", FILES[kind](), "--fix")
    assert done.out.split("\n\n")[1] == "Recalling its resolution 2664 (2022),"
    assert done.out.startswith("The Security Council,\n")
    assert run("lint", done.out.encode(), "--fix").out == done.out


def test_fixing_a_pdf_keeps_its_words(run: Run) -> None:
    before = json.loads(run("parse", printed(), "--json").out)["text"]
    after = run("lint", printed(), "--fix").out
    assert [w.strip(",;.:") for w in after.split()] == [w.strip(",;.:") for w in before.split()]


# -- exit codes


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("make", [word, marked_up], ids=["docx", "akn"])
def test_a_sound_file_is_exit_code_0_and_a_bad_one_1(run: Run, command: str, make: Callable[..., bytes]) -> None:
    assert run(command, make("The Security Council,", "Recalling its resolution 2664 (2022),", *LINES[2:])).code == 0
    bad = ("The Security Council,", "1. Authorizes Member States to take all necessary measures against pirates.")
    assert run(command, make(*bad)).code == 1


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (word(), "holds no text"),
        (marked_up(), "without any text"),
        (word(*LINES)[:3000], "is damaged"),
        (printed()[:3000], "is damaged|no text"),
        (marked_up(*LINES)[:-9], "is damaged"),
        (b"%PDF-1.7\n" + random.Random(5).randbytes(40_000), "is damaged|no text"),
        (b"PK\x03\x04" + random.Random(5).randbytes(40_000), "is damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Word file"),
        (b"{\\rtf1 Urges}", "rich text"),
    ],
    ids=["empty-docx", "empty-akn", "cut-docx", "cut-pdf", "cut-akn", "noise-pdf", "noise-docx", "doc", "rtf"],
)  # fmt: skip
def test_what_cannot_be_read_is_exit_code_2_and_one_line(run: Run, command: str, data: bytes, told: str) -> None:
    done = run(command, data)
    assert done.code == 2
    assert any(part in done.told[0] for part in told.split("|"))


# -- five megabytes and bombs


def noise(size: int) -> bytes:
    return random.Random(3).randbytes(size)


def packed(content: bytes) -> bytes:
    """A Word file whose document is this."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == "word/document.xml" else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"%PDF-1.7\n" + noise(5_000_000),
        lambda: printed()[:-60] + noise(300_000) + printed()[-60:],
        lambda: b"PK\x03\x04" + noise(5_000_000),
        lambda: packed(noise(5_000_000)),
        lambda: packed(b"<w:document><w:body>" + b" " * 100_000_000),
        lambda: AKN.format("<p>x</p>" * 100_000).encode(),
        lambda: AKN.format("").encode() + noise(5_000_000),
        lambda: AKN.format("<p>" * 100_000).encode(),
        lambda: noise(5_000_000),
        lambda: b"1. Urges x;\n" * 420_000,
        lambda: b"%PDF" + bytes(MOST_BYTES),
    ],
    ids=["pdf", "pdf-within", "zip", "docx-within", "bomb", "akn-paragraphs", "akn-after", "akn-deep", "noise", "paragraphs", "too-large"],
)  # fmt: skip
def test_megabytes_of_anything_are_answered_or_refused_in_one_line(run: Run, make: Callable[[], bytes]) -> None:
    assert run("lint", make()).code in (0, 1, 2)
