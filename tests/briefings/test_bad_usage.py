"""What the printing commands do with what they cannot use: one line that says what, where and what to do, and nothing left behind."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from briefings.__main__ import main as briefings
from briefings.amendment_file import HIGHEST_NUMBER, UnreadableAmendments, read_amendments
from briefings.cards import COLUMNS, LONGEST_ROLE, read_codes
from briefings.command_line import MOST_RULES, BadUsage, write_documents
from committee.__main__ import main as committee
from positions.command_line import write_out
from resolutions.numbering import fixed, labels
from resolutions.text import parse_text

ROOT = Path(__file__).resolve().parents[2]

DRAFT = "The Security Council,\n\n1. Urges all States to report;\n\n2. Decides to remain seized of the matter.\n"

LONG = "x" * 10_000


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a draft and a session of a committee, in which commands are run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    opened = {"kind": "session.opened", "at": 1_795_255_200, "committee": "Security Council", "procedure": "security-council", "members": ["china", "peru"]}
    (tmp_path / "session.json").write_text(json.dumps({"events": [opened]}), encoding="utf-8")
    return tmp_path


def told(arguments: list[str], desk: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The one line with which a command refuses, which leaves nothing behind."""
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    made = committee(arguments[1:]) if arguments[0] == "committee" else briefings(arguments)
    out, error = capsys.readouterr()
    assert made == 2
    assert re.fullmatch(r"(briefings|committee): .+\n", error) and len(error) < 600
    assert out == ""
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before
    assert not [path for path in desk.rglob("*") if path.is_dir()], "no empty folder"
    return error


SHEETS = ["sheets", "--only", "motions"]
PACK = ["pack", "--delegation", "china", "--sections", "notes"]
RECORD = ["record", "session.json"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sheets", "--only", "", "-o", "x.pdf"], "--only names nothing; leave it out for everything"),
        (["sheets", "--only", " , ", "-o", "x.pdf"], "--only names nothing"),
        ([*RECORD, "--only", "", "-o", "x.pdf"], "--only names nothing"),
        (["pack", "--delegation", "china", "--sections", "", "-o", "x.pdf"], "--sections names nothing"),
        (["pack", "--all", "--sections", "nothing", "-o", "new"], "there is no section 'nothing'; there is glance"),
        (["sheets", "--only", "motions,nothing", "-o", "new/"], "there is no sheet 'nothing'; there is placards"),
        (["pack", "--delegation", "china", "--sections", LONG, "-o", "x.pdf"], "; there is glance"),
        (["pack", "--delegation", LONG, "-o", "x.pdf"], "in the topic 'drug-cartels'; there is "),
        ([*SHEETS, "--topic", LONG, "-o", "x.pdf"], "…'; there is drug-cartels"),
        ([*SHEETS, "--topic", "a\nb", "-o", "x.pdf"], "there is no topic 'a b'; there is drug-cartels"),
        (["sheets", "--only", "a\nb", "-o", "x.pdf"], "there is no sheet 'a b'; there is placards"),
        (["resolution", "draft.txt", "--to", "pdf", "--house", LONG, "-o", "x.pdf"], "…'; there is un"),
        (["resolution", "draft.txt", "--to", "txt", "--house", "", "-o", "x.txt"], "there is no house ''; there is un"),
        ([*SHEETS, "--topic", "", "-o", "x.pdf"], "there is no topic ''; there is drug-cartels"),
        ([*SHEETS, "--council", LONG, "-o", "x.pdf"], "…'; there is 2026"),
        ([*PACK, "--council", "", "-o", "x.pdf"], "there is no council ''; there is 2026"),
        ([*SHEETS, "--procedure", LONG, "-o", "x.pdf"], "…'; there are security-council"),
        ([*PACK, "--draft", "", "-o", "x.pdf"], "the name of a file is empty; give"),
        ([*SHEETS, "--rules", "", "-o", "x.pdf"], "the name of a file is empty; give a YAML file"),
        ([*SHEETS, "--rules", LONG, "-o", "x.pdf"], "cannot be read: File name too long"),
        ([*SHEETS, "--rules", ".", "-o", "x.pdf"], ". is a folder; give a YAML file"),
        ([*SHEETS, "--rules", "-", "-o", "x.pdf"], "not read from standard input; give a YAML file"),
        ([*SHEETS, "-o", f"{LONG}/"], "is no folder to write to: File name too long"),
        ([*SHEETS, "-o", LONG], "cannot be written: File name too long"),
        ([*SHEETS, "-o", ""], "the name of the file to write is empty; give one"),
        (["pack", "--all", "--sections", "notes", "-o", ""], "the name of the folder to write is empty; give one"),
        ([*SHEETS, "-o", "no/such/"], "'no/such/' is no folder to write to"),
        ([*SHEETS, "-o", "draft.txt/"], "is no folder to write to"),
        (["resolution", "draft.txt", "--to", "pdf", "--amendments", "", "-o", "x.pdf"], "the name of a file is empty; give a file"),
        (["resolution", "draft.txt", "--to", "pdf", "--date", "", "-o", "x.pdf"], "'' is no date; write it as in 2026-11-21"),
        (["resolution", "draft.txt", "--to", "pdf", "--topic", "", "-o", "x.pdf"], "there is no topic ''"),
        (["committee", "tally", ""], "the name of a file is empty; give a JSON file"),
        (["committee", "minutes", "session.json", "-o", ""], "the name of the file to write is empty"),
    ],
    ids=range(33),
)
def test_a_refusal_says_what_to_do_and_leaves_nothing(arguments: list[str], said: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said in told(arguments, desk, capsys)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("2020-01-01: 2020-99-99", "rules.yaml holds no rules: month must be in 1..12; put a text that looks like a date"),
        (f"speaking_seconds: {'9' * 5_000}", "rules.yaml holds no rules: "),
        ("#" * (MOST_RULES + 1), "rules.yaml is longer than 1,000,000 bytes"),
        ("motions: [", "rules.yaml:2: this is not YAML"),
        ("- a", "rules.yaml:1: this file must hold 'path: value' lines"),
        ("nothing: 3", "rules.yaml:1: nothing: there is no such rule"),
        ("a: 1\na: 2", "rules.yaml:2: the key 'a' is given twice"),
        ("speaking_seconds: .inf", "rules.yaml:1: speaking_seconds: "),
    ],
    ids=range(8),
)
def test_rules_with_a_fault_are_told_with_their_file(content: str, said: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "rules.yaml").write_text(content, encoding="utf-8")
    assert said in told([*SHEETS, "--rules", "rules.yaml", "-o", "x.pdf"], desk, capsys)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[{"kind": "delete", "kind": "add", "paragraph": "OP1"}]', "an amendment has 'kind' twice; give it once"),
        ('[{"kind": "delete", "paragraph": "OP1", "number": 100000}]', f"amendment 1: number: write a whole one from 1 to {HIGHEST_NUMBER:,}"),
        ('[{"kind": "delete", "paragraph": "OP1", "number": -1}]', "number: write a whole one"),
        ('[{"kind": "delete", "paragraph": "OP1", "number": NaN}]', "number: write a whole one"),
        ('[{"kind": "delete", "paragraph": "OP1", "number": true}]', "number: write a whole one"),
    ],
    ids=range(5),
)
def test_an_amendment_with_a_fault_is_told(content: str, said: str) -> None:
    draft = parse_text(DRAFT)
    with pytest.raises(UnreadableAmendments) as fault:
        read_amendments(content, draft, labels(draft, fixed(draft)))
    assert said in str(fault.value)


HEAD = ",".join(COLUMNS)
CARD = ",{name},{role},A6J9-ZWYS-F8Z3-SV2W,https://mun.example.org/enter#code=A6J9-ZWYS-F8Z3-SV2W"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD}\n{CARD.format(name=chr(0x200B) + chr(0x200F), role='Delegate')}", "line 2: the name is missing"),
        (f"{HEAD}\n{CARD.format(name='Peru', role='W' * (LONGEST_ROLE + 1))}", f"line 2: the role has more than {LONGEST_ROLE} letters"),
        (f"{HEAD},name\n{CARD.format(name='Peru', role='Delegate')},Chile", "has the column 'name' twice; leave one of them"),
    ],
    ids=range(3),
)
def test_a_list_of_codes_with_a_fault_is_told(text: str, said: str) -> None:
    with pytest.raises(BadUsage, match=said):
        read_codes(text.encode())


# -- nothing half-written


@pytest.mark.parametrize("there", [False, True])
def test_of_documents_for_a_folder_all_are_written_or_none(there: bool, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    if there:
        folder.mkdir()
        (folder / "mine.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(BadUsage, match="there is no folder"):
        write_documents([("a.pdf", b"a"), ("no/such.pdf", b"b")], str(folder))
    assert [path.name for path in tmp_path.rglob("*")] == (["out", "mine.txt"] if there else [])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a limit on the size of files is set before the command begins")
def test_a_file_that_does_not_fit_is_not_left_half_written(tmp_path: Path) -> None:
    words = (
        "import resource, signal, sys; from positions.command_line import BadUsage, write_out\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_out(b'x' * 100_000, sys.argv[1])\n"
        "except BadUsage as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", words, str(tmp_path / "x.pdf")], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "cannot be written: File too large" in done.stdout
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_full_disk_is_told_and_stays() -> None:
    with pytest.raises(BadUsage, match="cannot be written: No space left on device"):
        write_out(b"x" * 100_000, "/dev/full")
    assert Path("/dev/full").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe that is closed is another fault there")
def test_whoever_stops_reading_the_list_of_files_still_has_the_files(tmp_path: Path) -> None:
    into, out = os.pipe()
    os.close(into)
    command = [sys.executable, "-m", "briefings", "pack", "--all", "--sections", "notes", "-o", str(tmp_path / "packs")]
    done = subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    os.close(out)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((tmp_path / "packs").glob("*.pdf"))) >= 15
