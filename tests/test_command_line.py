"""The command line as a user meets it: answers on standard output, one line on standard error, and exit codes.

0 is fine, 1 says that there are faults or findings of severity error, 2 that the command could not be carried out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from positions.__main__ import main as positions_main

ROOT = Path(__file__).resolve().parent.parent
TOPICS = ROOT / "tests" / "data" / "topics"
ROOMS = [
    room for room in ("positions", "resolutions", "committee", "briefings") if (ROOT / room / "__main__.py").is_file()
]


def run(*arguments: str, given: bytes = b"", folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `python -m …` as from a shell that has no terminal and no UTF-8 locale."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *arguments], input=given, capture_output=True, cwd=folder, env=environment, check=False
    )
    out, error = (stream.decode("utf-8").replace("\r\n", "\n") for stream in (done.stdout, done.stderr))
    assert "Traceback" not in out + error
    return subprocess.CompletedProcess(done.args, done.returncode, out, error)


@pytest.mark.parametrize("room", ROOMS)
def test_every_command_explains_itself(room: str) -> None:
    done = run(room, "--help")
    assert done.returncode == 0
    assert f"python -m {room}" in done.stdout


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize(
    "arguments", [(), ("no-such-command",), ("--no-such-option",)], ids=["nothing", "command", "option"]
)
def test_bad_usage_is_exit_code_2(room: str, arguments: tuple[str, ...]) -> None:
    done = run(room, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"{room}: ")
    assert len(done.stderr.splitlines()) == 1


# positions check


def test_all_content_is_checked_without_a_path() -> None:
    done = run("positions", "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "drug-cartels: no faults\n"


def test_a_topic_without_faults_is_exit_code_0(in_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert positions_main(["check", "tests/data/topics/minimal"]) == 0
    assert capsys.readouterr().out == "minimal: no faults\n"


def test_faults_are_given_as_file_line_and_message() -> None:
    done = run("positions", "check", "tests/data/topics/broken")
    assert (done.returncode, done.stderr) == (1, "")
    folder = "tests/data/topics/broken"
    missing = [
        f"{folder}/{name}.yaml:1: the file is missing; a topic needs it, if only empty"
        for name in (
            "actors", "bargains", "cues", "debates", "facts", "gaps", "glossary", "measures", "safeguards", "sources",
            "tables", "timeline",
        )
    ]  # fmt: skip
    assert sorted(done.stdout.splitlines()) == sorted(
        [
            *missing,
            f"{folder}/delegations/atlantis.yaml:4: atlantis: 'kind' is 'city': input should be 'state' or 'organisation'",
            f"{folder}/issues.yaml:1: open-waters: 'why' is missing",
            f"{folder}/topic.yaml:5: '1945' is no council",
            "15 faults in broken",
        ]
    )


def test_faults_come_in_the_order_of_files_and_lines(in_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    positions_main(["check", "tests/data/topics/broken"])
    files = [line.split(":")[0] for line in capsys.readouterr().out.splitlines()[:-1]]
    assert files == sorted(files)


def test_the_faults_of_a_topic_elsewhere_are_given_with_the_whole_path(
    in_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "topic.yaml").write_text("id: elsewhere\n", encoding="utf-8")
    assert positions_main(["check", str(tmp_path)]) == 1
    assert f"{tmp_path / 'topic.yaml'}:1: elsewhere: 'title' is missing" in capsys.readouterr().out.splitlines()


def test_a_topic_can_be_checked_from_its_own_folder() -> None:
    done = run("positions", "check", ".", folder=TOPICS / "minimal")
    assert (done.returncode, done.stdout) == (0, "minimal: no faults\n")


@pytest.mark.parametrize("path", ["no/such/folder", "README.md", "positions"])
def test_a_path_that_is_no_topic_is_exit_code_2(path: str) -> None:
    done = run("positions", "check", path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"positions: {path} is no topic folder: it has no topic.yaml\n"


def test_a_topic_file_that_is_not_text_is_a_fault_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "topic.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = run("positions", "check", str(tmp_path))
    assert done.returncode == 1
    assert f"{tmp_path / 'topic.yaml'}:1: this is not YAML" in done.stdout


# resolutions check

DRAFT = """The Security Council,

Reaffirming the sovereignty and territorial integrity of all States,

1. Calls upon all States to exchange information on the smuggling of precursor chemicals;

2. Decides to remain seized of the matter.
"""


def test_a_draft_is_checked_from_standard_input() -> None:
    done = run("resolutions", "check", "-", "--json", given=DRAFT.encode())
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["topic"] == "drug-cartels"
    assert answer["council"] == "2026"
    assert [clause["part"] for clause in answer["clauses"]] == ["preambular", "operative", "operative"]
    assert len(answer["forecast"]["votes"]) == 15
    assert answer["forecast"]["outcome"] in ("adopted", "vetoed", "short of nine", "open")


def test_a_draft_is_checked_from_a_file_with_the_same_answer(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    from_file = run("resolutions", "check", str(path), "--json").stdout
    assert from_file == run("resolutions", "check", "-", "--json", given=DRAFT.encode()).stdout


def test_a_working_file_s_own_roster_may_have_a_single_member() -> None:
    operative = [{"id": "p1", "text": "Calls upon all States to cooperate;"}]
    working = {"penholder": 1, "council": "own", "members": ["latvia"], "draft": {"operative": operative}}
    done = run("resolutions", "check", "-", "--json", given=json.dumps(working).encode())
    assert (done.returncode, done.stderr) == (0, "")
    assert list(json.loads(done.stdout)["forecast"]["votes"]) == ["latvia"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("no-such-draft.txt",), "no-such-draft.txt"),
        ((".",), "folder"),
        (("-", "--topic", "whaling"), "whaling"),
        (("-", "--council", "1945"), "1945"),
        (("-", "--sponsors", "atlantis"), "atlantis"),
    ],
    ids=["file", "folder", "topic", "council", "sponsor"],
)
def test_what_cannot_be_used_is_one_line_and_exit_code_2(arguments: tuple[str, ...], told: str) -> None:
    done = run("resolutions", "check", *arguments, given=DRAFT.encode())
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert told in done.stderr
