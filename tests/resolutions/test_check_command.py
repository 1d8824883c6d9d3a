"""`python -m resolutions` as a user and as a script meet it: answers, exit codes, one line on standard error, no traceback."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from positions.council import Council, read_councils
from positions.topic import Topic
from resolutions.__main__ import SYMBOLS, main
from resolutions.check import as_json, check
from resolutions.model import Draft, Kind, Working
from resolutions.workfile import read_draft

ROOT = Path(__file__).resolve().parents[2]

GOOD = """Sponsors: France; United Kingdom

The Security Council,

Reaffirming the sovereignty and territorial integrity of all States,

1. Requests the United Nations Office on Drugs and Crime to provide technical assistance to States at their request;

2. Calls upon all States to trace, freeze and recover the proceeds of drug trafficking;

3. Decides to remain seized of the matter.
"""

BAD = "The Security Council,\n\n1. Authorizes Member States to take all necessary measures against drug cartels in Mexico;\n"


class Done(NamedTuple):
    """What a run of the command left behind."""

    code: int
    out: str
    error: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command in this process; a draft given as text or bytes becomes a file."""

    def runner(command: str, draft: str | bytes, *options: str) -> Done:
        path = tmp_path / "draft.txt"
        path.write_bytes(draft if isinstance(draft, bytes) else draft.encode())
        return run_on(command, str(path), *options)

    def run_on(*arguments: str, given: bytes | None = None) -> Done:
        if given is not None:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        try:
            code = main(list(arguments))
        except SystemExit as left:
            code = int(left.code or 0)
        out, error = capsys.readouterr()
        assert "Traceback" not in out + error
        assert code in (0, 1, 2)
        if code == 2:
            assert out == ""
            assert error.startswith("resolutions: ") and error.count("\n") == 1, error
        else:
            assert all(line.startswith("resolutions: The working file ") for line in error.splitlines()), error
        return Done(code, out, error)

    runner.on = run_on  # type: ignore[attr-defined]
    return runner


# -- exit codes


def test_a_draft_without_errors_is_exit_code_0(run: Any) -> None:
    done = run("check", GOOD)
    assert done.code == 0
    assert "Open: " in done.out and "France" in done.out


def test_findings_of_severity_error_are_exit_code_1(run: Any) -> None:
    done = run("check", BAD)
    assert done.code == 1
    assert done.out.startswith("Vetoed by China and Russia\n")
    assert "error LB01 op1, line 3:" in done.out


def test_warnings_alone_are_exit_code_0(run: Any) -> None:
    done = run("check", "The Security Council,\n\n1. States should cooperate;")
    assert done.code == 0
    assert "warning FM02" in done.out


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "The Security Council,\n"])
def test_an_empty_draft_is_an_error_in_words(run: Any, text: str) -> None:
    done = run("check", text)
    assert done.code == 1
    assert done.out == "Findings\n  error FM01 draft: The draft is empty.\n    Add a clause from the library, or write one of your own.\n"
    assert json.loads(run("check", text, "--json").out)["clauses"] == []


def test_parsing_tells_of_errors_as_checking_does(run: Any) -> None:
    for options in ((), ("--json",)):
        done = run("parse", BAD, *options)
        assert done.code == 1
        assert "LB01" in done.out
        assert run("parse", GOOD, *options).code == 0


@pytest.mark.parametrize("text", ["", " \n\t\n", "The Security Council,\n"])
@pytest.mark.parametrize("options", [(), ("--style", "mun"), ("--house", "thimun")], ids=" ".join)
def test_no_command_finds_an_empty_draft_in_order(run: Any, text: str, options: tuple[str, ...]) -> None:
    done = run("lint", text, *options)
    assert done.out == run("check", text).out
    assert done.code == run("parse", text).code == run("check", text).code == 1
    answer = json.loads(run("lint", text, "--json", *options).out)
    assert [(f["code"], f["severity"]) for f in answer["findings"]] == [("FM01", "error")]
    fixed = run("lint", text, "--fix", *options)
    assert (fixed.out.strip(), fixed.code) == (text.strip(), 1)


# -- what cannot be read


@pytest.mark.parametrize("command", ["check", "parse"])
@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "word processor"),
        (random.Random(2).randbytes(3000), "is no text"),
        (bytes(1000), "is no text"),
        (b"{}", "no working file"),
        (b'{"penholder": 1, "topic": "nowhere"}', "there is no topic 'nowhere'; there is drug-cartels"),
        (b'{"penholder": 1, "draft": {"operat', "is cut off"),
        (b'{"a":' * 30_000, "no working file"),
        (b'{"penholder": ' + b"9" * 5000 + b"}", "no working file"),
    ],
    ids=["pdf", "docx", "noise", "nulls", "json", "topic", "cut-off", "deep", "huge-number"],
)
def test_what_cannot_be_read_is_exit_code_2_and_one_line(run: Any, command: str, data: bytes, hint: str) -> None:
    done = run(command, data)
    assert done.code == 2
    assert hint in done.error


@pytest.mark.parametrize(
    ("name", "hint"),
    [("no-such-file.txt", "there is no file no-such-file.txt"), (".", ". is a folder; give a file"), ("a\0b", "cannot be read"), ("x" * 5000, "cannot be read")],
    ids=["missing", "folder", "null", "too-long"],
)  # fmt: skip
def test_a_path_that_leads_to_no_file(run: Any, name: str, hint: str) -> None:
    done = run.on("check", name)
    assert done.code == 2
    assert hint in done.error


def test_a_file_one_may_not_read(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(GOOD)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")
    assert run.on("check", str(path)).code == 2


# -- options


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (("--topic", "drugs"), "there is no topic 'drugs'; there is drug-cartels"),
        (("--council", "1999"), "there is no council '1999'; there is 2026, 2027, simulation, or give members by comma"),
        (("--council", "china,Mexiko"), "'Mexiko' is no delegation of drug-cartels; did you mean 'mexico'?"),
        (("--council", "china,france,China"), "given twice: china; each member has one seat"),
        (("--sponsors", "Frnce"), "'Frnce' is no delegation of drug-cartels; did you mean 'france'?"),
        (("--sponsors", "france,,qqqq"), "'qqqq' is no delegation of drug-cartels"),
        (("--nonsense",), "unrecognized arguments: --nonsense"),
        (("--topic",), "argument --topic: expected one argument"),
        (("another-draft",), "unrecognized arguments: another-draft"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_options_that_name_nothing_say_what_there_is(run: Any, options: tuple[str, ...], hint: str) -> None:
    done = run("check", GOOD, *options)
    assert done.code == 2
    assert hint in done.error


@pytest.mark.parametrize("arguments", [(), ("chek", "x"), ("check",)])
def test_a_command_left_out_or_misspelt(run: Any, arguments: tuple[str, ...]) -> None:
    assert run.on(*arguments).code == 2


def test_a_council_may_be_any_roster(run: Any) -> None:
    said = json.loads(run("check", GOOD, "--json", "--council", "Mexico, china,FRANCE").out)
    assert list(said["forecast"]["votes"]) == ["china", "france", "mexico"]
    assert (said["council"], said["forecast"]["needed"]) == ("own", 2)


@pytest.mark.parametrize("name", ["2026", "2027", "simulation"])
def test_the_councils_at_hand(run: Any, name: str) -> None:
    said = json.loads(run("check", GOOD, "--json", "--council", name).out)
    assert tuple(said["forecast"]["votes"]) == read_councils()[name].members


def test_sponsors_given_replace_those_of_the_draft(run: Any) -> None:
    text = "Sponsors: France\n\nThe Security Council,\n\n1. Condemns the military strikes on vessels in the Caribbean;"
    assert run("check", text).code == 0
    assert run("check", text, "--sponsors", "United States of America,france").code == 1
    assert run("check", text, "--sponsors", "").code == 0


def test_a_dash_is_standard_input(run: Any) -> None:
    assert run.on("check", "-", given=GOOD.encode()).code == 0
    assert run.on("check", "-", given=BAD.encode()).code == 1
    assert run.on("check", "-", given=b"").code == 1
    assert run.on("check", "-", given=b"%PDF-1.4").code == 2


def test_without_standard_input(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert "there is no standard input" in run.on("check", "-").error


# -- the object that is printed


def test_the_object_of_check(run: Any, topic: Topic, council: Council) -> None:
    said = json.loads(run("check", BAD.replace("The Security", "Noting the report,\nThe Security"), "--json").out)
    assert {"topic", "council", "clauses", "findings", "forecast"} <= set(said)
    assert (said["topic"], said["council"]) == ("drug-cartels", "2026")

    said = json.loads(run("check", "The Security Council,\n\nNoting the report,\n\n" + BAD.split("\n\n")[1], "--json").out)
    assert [(c["id"], c["part"], c["number"]) for c in said["clauses"]] == [("pp1", "preambular", "1"), ("op1", "operative", "1")]
    clause = said["clauses"][1]
    assert clause["text"].startswith("Authorizes Member States to take all necessary measures")
    assert (clause["force"], clause["addressee"]) == ("F7", "states")
    for read in clause["reads"]:
        assert read["issue"] in topic.issue_by_id and read["direction"] in (-1, 1) and read["evidence"]
    assert isinstance(clause["safeguards"], list)
    assert set(clause["reactions"]) == {d.id for d in topic.delegations}
    for reaction in clause["reactions"].values():
        assert {"reaction", "issue", "because", "basis", "source", "would_change"} <= set(reaction)
        assert reaction["reaction"] in {kind.value for kind in Kind}
        assert reaction["basis"] in ("stated", "inferred", None)
        grudging = reaction["reaction"] in ("reserved", "objects", "red line")
        assert isinstance(reaction["would_change"], str) if grudging else reaction["would_change"] is None
        assert (reaction["source"] is None) == (reaction["reaction"] == "silent")
    for finding in said["findings"]:
        assert {"code", "severity", "where", "line", "message", "fix"} <= set(finding)
        assert finding["severity"] in ("error", "warning", "info")
    forecast = said["forecast"]
    assert tuple(forecast["votes"]) == council.members
    assert set(forecast["votes"].values()) <= {"in favour", "abstains", "against", "undecided"}
    assert [type(n) for n in forecast["in_favour"]] == [int, int]
    assert (forecast["vetoes"], forecast["outcome"]) == (["china", "russia"], "vetoed")


def test_the_object_of_parse_has_the_same_clauses_and_findings(run: Any) -> None:
    checked, parsed = (json.loads(run(command, GOOD, "--json").out) for command in ("check", "parse"))
    assert (parsed["clauses"], parsed["findings"]) == (checked["clauses"], checked["findings"])
    assert parsed["heading"]["sponsors"] == ["france", "united-kingdom"]


def test_the_command_says_what_the_check_says(run: Any, topic: Topic, council: Council) -> None:
    report = check(read_draft(GOOD, topic), topic, council)
    assert json.loads(run("check", GOOD, "--json").out) == json.loads(json.dumps(as_json(report)))


def test_a_working_file_brings_its_room_along(run: Any) -> None:
    draft = Draft(sponsors=("mexico",)).with_added("operative", "Authorizes Member States to take all necessary measures in Mexico;")
    working = Working(topic="drug-cartels", council="own", members=("mexico", "china", "france"), draft=draft)
    done = run("check", working.model_dump_json(), "--json")
    said = json.loads(done.out)
    assert done.code == 1
    assert list(said["forecast"]["votes"]) == ["china", "france", "mexico"]
    assert "ST01" in {finding["code"] for finding in said["findings"]}
    other = json.loads(run("check", working.model_dump_json(), "--json", "--council", "2027").out)
    assert other["council"] == "2027"


def test_a_working_file_that_was_cut_off_is_no_draft_of_one_paragraph(run: Any) -> None:
    whole = Working(draft=Draft().with_added("operative", "Urges States;")).model_dump_json(indent=1)
    for command in ("check", "parse"):
        done = run(command, whole[:-20])
        assert done.code == 2
        assert "cut off" in done.error and "download it again" in done.error


def test_what_a_working_file_names_and_nobody_knows_is_noted_and_the_draft_checked(run: Any) -> None:
    draft = Draft().with_added("operative", "Urges all States to trace the proceeds of drug trafficking;")
    stance = {"issue": "illicit-finance", "basis": "stated", "paraphrase": "It minds.", "source": "the room"}
    content = Working(council="1999", delegation="atlantis", draft=draft).model_dump(mode="json")
    content |= {"added_stances": {"denmark": [stance | {"position": 2}, stance | {"position": -2}]}}
    done = run("check", json.dumps(content), "--json")
    said = json.loads(done.out)
    assert done.code == 0
    assert [hint in line for hint, line in zip(("1999", "atlantis", "denmark"), done.error.splitlines(), strict=True)] == [True] * 3
    assert said["council"] == "2026"
    assert said["clauses"][0]["reactions"]["denmark"]["reaction"] == "objects", "the last stance holds"
    other = run("check", json.dumps(content), "--council", "2027")
    assert "1999" not in other.error


def test_stances_and_corrections_of_another_topic_do_no_harm(run: Any) -> None:
    stance = {"issue": "illicit-finance", "position": -2, "basis": "stated", "paraphrase": "It minds.", "source": "c p1",
              "only_for": ["nope"], "condition": {"text": "No", "met_by": ["nor-this"]}}  # fmt: skip
    unknown = {"effects": [["no-such-issue", 1], ["illicit-finance", 1]], "measures": ["zz"], "safeguards": ["yy"], "territory": ["qq"]}
    content = {
        "penholder": 1,
        "added_stances": {"denmark": [stance], "atlantis": [stance | {"issue": "no-such-issue"}]},
        "draft": {"preambular": [{"id": "a", "text": "Noting x", "correction": {"effects": [], "safeguards": ["yy"]}}],
                  "operative": [{"id": "b", "text": "Decides x", "correction": unknown}, {"id": "c", "text": "Decides y", "correction": {"effects": [["no-such-issue", -1]]}}]},
    }  # fmt: skip
    done = run("check", json.dumps(content), "--json")
    assert "atlantis" in done.error
    clause = json.loads(done.out)["clauses"][1]
    assert [read["issue"] for read in clause["reads"]] == ["illicit-finance"]
    assert (clause["measures"], clause["safeguards"], clause["territory"]) == ([], [], [])
    assert clause["reactions"]["denmark"]["reaction"] == "objects"


# -- in words


def test_the_report_in_words(run: Any) -> None:
    out = run("check", BAD).out
    assert "Paragraph 1 [F7, states] Authorizes Member States" in out
    assert f"{SYMBOLS[Kind.RED_LINE]} red line  China, Russia" in out
    assert "what would change it: " in out
    assert "[003 Russia ¶1]" in out
    assert set(SYMBOLS) == set(Kind)


def test_what_was_understood_in_words(run: Any) -> None:
    out = run("parse", GOOD).out
    assert "Sponsors: France, United Kingdom" in out
    assert "pp1 [F0, " in out and "op3 [F6, council] Decides to remain seized" in out


def test_help_is_no_fault(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["check", "--help"], ["parse", "--help"]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 0
        assert "usage: python -m resolutions" in capsys.readouterr().out


# -- hostile input


@pytest.mark.parametrize(
    "text",
    [
        "1. " + "\u202e" * 1000,
        "The Security Council,\n\n1. Urges \x1b[31mStates\x1b[0m;",
        "The Security Council,\n\n1. " + "({[" * 3000,
        "Sponsors: " + ";" * 5000 + "\n\nThe Security Council,\n\n1. Urges States.",
        "مجلس الأمن،\n\n1. يدعو جميع الدول؛\n\n2. يقرر.",
        "\U0001f600" * 3000,
        "The Security Council,\n\n1. Urges " + "a" * 20_000,
        "not " * 5000,
        "Decides that " * 2000,
        "1. Urges States " + "not to refrain from, without, " * 400,
    ],
    ids=["overrides", "escapes", "brackets", "semicolons", "arabic", "emoji", "one-word", "not", "decides", "negations"],
)
def test_odd_texts_are_answered(run: Any, text: str) -> None:
    assert run("check", text).code in (0, 1)
    json.loads(run("check", text, "--json").out)


@pytest.mark.parametrize("seed", [1, 2])
def test_five_megabytes_of_noise_are_answered_or_refused(run: Any, seed: int) -> None:
    luck = random.Random(seed)
    letters = "abc \t.,;*_#-1()ABC" + ("\n" if seed == 2 else "")
    block = "".join(luck.choices(letters, k=50_000))
    assert run("check", (block * 100)[:5_000_000]).code in (0, 1, 2)


def in_a_shell(*arguments: str, given: bytes = b"", **more: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "resolutions", *arguments]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    return subprocess.run(command, input=given, cwd=ROOT, env=environment, check=False, timeout=120, **options)


def test_the_command_as_a_process() -> None:
    done = in_a_shell("check", "-", given=BAD.encode())
    assert (done.returncode, done.stderr) == (1, b"")
    assert "✕ red line  China, Russia" in done.stdout.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_answer_that_cannot_be_written_is_said_in_one_line() -> None:
    with open("/dev/full", "wb") as full:
        done = in_a_shell("check", "-", given=GOOD.encode(), stdout=full)
    assert done.returncode == 2
    assert done.stderr.startswith(b"resolutions: the answer cannot be written") and done.stderr.count(b"\n") == 1


def test_a_reader_that_turns_away_is_no_fault() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = in_a_shell("check", "-", "--json", given=GOOD.encode(), stdout=closed)
    assert (done.returncode, done.stderr) == (0, b"")
