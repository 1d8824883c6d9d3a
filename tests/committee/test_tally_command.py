"""`python -m committee tally BALLOT`: JSON in, JSON out, and one line where the ballot is none."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from committee.__main__ import MOST_BYTES, main
from committee.voting import VOTES, Ballot
from positions.council import read_councils

MEMBERS = read_councils()["2026"].members
FAVOUR = dict.fromkeys(MEMBERS, "in favour")


def ballot(**changed: Any) -> dict[str, Any]:
    """Fifteen votes in favour, but for what is given."""
    return {"procedure": "security-council", "question": "substantive", "votes": FAVOUR, **changed}


@pytest.fixture
def told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command on a file: its exit code and what it says on each stream."""

    def run(content: object) -> tuple[int, str, str]:
        path = tmp_path / "ballot.json"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        code = main(["tally", str(path)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_the_answer_is_one_json_object_with_the_keys_of_the_contract(told: Any) -> None:
    code, out, err = told(ballot(votes={**FAVOUR, "china": "against", "panama": "abstaining"}))
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "outcome": "vetoed",
        "in_favour": 13,
        "against": 1,
        "abstaining": 1,
        "not_participating": 0,
        "needed": 9,
        "vetoes": ["china"],
        "line": "The draft resolution received 13 votes in favour, 1 against and 1 abstention. It was not adopted, owing to "
        "the negative vote of a permanent member of the Council.",
    }


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({}, "adopted"),
        ({"votes": {**FAVOUR, "france": "against"}}, "vetoed"),
        ({"votes": {**FAVOUR, "france": "against"}, "question": "procedural"}, "adopted"),
        ({"votes": {**FAVOUR, "france": "against"}, "question": "preliminary"}, "vetoed"),
        ({"votes": {**FAVOUR, "france": "against"}, "permanent": []}, "adopted"),
        ({"votes": {**FAVOUR, "france": "against"}, "chapter_vi": True, "parties": ["france"]}, "adopted"),
        ({"votes": dict.fromkeys(MEMBERS, "abstaining")}, "short of nine"),
        ({"votes": dict.fromkeys(MEMBERS, "against")}, "short of nine"),
        ({"votes": dict.fromkeys(MEMBERS, "not participating")}, "short of nine"),
        ({"procedure": "una-usa", "question": "close-debate", "votes": {"a": "in favour", "b": "against"}}, "lost"),
        ({"procedure": "thimun", "votes": {"a": "in favour", "b": "against"}}, "lost"),
        ({"procedure": "un4mun", "votes": {"a": "in favour", "b": "abstaining"}}, "adopted"),
        ({"procedure": "nmun", "votes": {"a": "in favour"}}, "adopted"),
    ],
)
def test_a_lost_vote_is_no_error(told: Any, changed: dict[str, Any], outcome: str) -> None:
    code, out, err = told(ballot(**changed))
    assert (code, err, json.loads(out)["outcome"]) == (0, "", outcome)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "the ballot is no JSON"),
        ("{", "the ballot is no JSON"),
        ("votes: {}", "the ballot is no JSON"),
        ("[" * 100_000, "the ballot is nested too deeply to be one"),
        ('{"a":' * 50_000, "the ballot is nested too deeply to be one"),
        ("1" * 5000, "the ballot cannot be read"),
        ("null", "a ballot is an object"),
        ("[]", "a ballot is an object"),
        ("NaN", "a ballot is an object"),
        (b"\xff\xfe\x00", "the ballot is no text in UTF-8"),
        (b"\x00", "the ballot is no JSON"),
        (" " * (MOST_BYTES + 1), "the ballot is longer than 1,000,000 bytes"),
        ('{"procedure": "thimun", "votes": {"china": "against", "china": "in favour"}}', "'china' is given twice in the ballot"),
        (ballot(votes={}), "'votes' is empty"),
        (ballot(votes=[]), "'votes' must be an object"),
        (ballot(votes={"china": "yes"}), "'china' votes 'yes'; a vote is in favour, against, abstaining or not participating"),
        (ballot(votes={"china": "pass"}), "'china' has passed"),
        (ballot(votes={"China": "against", "china": "in favour"}), "are one member"),
        (ballot(votes={str(n): "in favour" for n in range(10_000)}), "the ballot has 10,000 votes"),
        (ballot(procedure="house-rules"), "'house-rules' is no procedure"),
        (ballot(procedure="../procedures/una-usa"), "is no procedure"),
        (ballot(question="moderated-caucus"), "is put to no vote under security-council"),
        (ballot(procedure="una-usa", question="procedural", votes={"a": "abstaining"}), "nobody abstains"),
        (ballot(votes={"a\nb": "no"}), "'a b' votes 'no'"),
        (ballot(permanent=["chnia"]), "'chnia' of 'permanent' has no vote here and is no State; did you mean 'china'?"),
        (ballot(chapter_vi=True, parties=["atlantis"]), "'atlantis' of 'parties' has no vote here and is no State"),
        (ballot(votes={"chnia": "against", "panama": "in favour"}), "'chnia' is no State, and nearly 'china', which has a veto"),
        (ballot(votes={"\ud800": "no"}), "votes 'no'"),
    ],
)  # fmt: skip
def test_what_is_no_ballot_is_refused_in_one_line_with_exit_2(told: Any, content: object, words: str) -> None:
    code, out, err = told(content)
    assert (code, out) == (2, "")
    assert err.startswith("committee: ")
    assert err.count("\n") == 1
    assert words in err
    assert len(err) < 600


def test_a_name_of_any_characters_is_answered_in_json(told: Any) -> None:
    code, out, _ = told(ballot(votes={**FAVOUR, "\ud800\u2028": "not participating"}))
    assert code == 0
    assert out.count("\n") == 1
    json.loads(out)


def test_a_byte_order_mark_is_no_fault(told: Any) -> None:
    code, _, _ = told(b"\xef\xbb\xbf" + json.dumps(ballot()).encode())
    assert code == 0


@pytest.mark.parametrize(("path", "words"), [("missing.json", "there is no file"), (".", "is a folder"), ("\0", "cannot be read")])
def test_a_file_that_cannot_be_read_is_one_line(
    path: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["tally", path]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["tally"], ["tally", "a", "b"], ["count", "a"], ["tally", "a", "--json"]])
def test_bad_usage_is_one_line_with_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("committee: ")
    assert said.count("\n") == 1


def test_a_ballot_comes_from_standard_input_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(ballot()).encode())))
    assert main(["tally", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "adopted"


def test_the_command_runs_as_it_is_called(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "committee", "tally", "-"],
        cwd=root, input=json.dumps(ballot()), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["line"].endswith("It was adopted unanimously.")


@pytest.fixture
def in_a_shell(root: Path) -> Any:
    """Runs the commands as a process of their own."""

    def run(*arguments: str, given: bytes | None = b"", **more: Any) -> subprocess.CompletedProcess[bytes]:
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
        environment = {**os.environ, "PYTHONPATH": str(root), "LC_ALL": "C"}
        return subprocess.run([sys.executable, "-m", "committee", *arguments], cwd=root, input=given, env=environment, check=False, **pipes)

    return run


SESSION = [{"kind": "session.opened", "at": 36300, "members": ["peru"]}, {"kind": "quorum.noted", "at": 36400, "present": 0}]


@pytest.mark.parametrize(("command", "content"), [("tally", ballot()), ("minutes", SESSION)])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_answer_that_cannot_be_written_is_said_in_one_line(in_a_shell: Any, command: str, content: object) -> None:
    with open("/dev/full", "wb") as full:
        done = in_a_shell(command, "-", given=json.dumps(content).encode(), stdout=full)
    assert done.returncode == 2
    assert done.stderr.startswith(b"committee: the answer cannot be written")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(("command", "content"), [("tally", ballot()), ("minutes", SESSION)])
def test_a_reader_that_turns_away_is_no_fault(in_a_shell: Any, command: str, content: object) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = in_a_shell(command, "-", given=json.dumps(content).encode(), stdout=closed)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("command", ["tally", "minutes"])
def test_without_standard_input_a_file_is_asked_for(command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main([command, "-"]) == 2
    assert capsys.readouterr().err == "committee: there is no standard input; give a JSON file, or - for standard input\n"


@pytest.mark.parametrize("command", ["tally", "minutes"])
def test_a_key_given_twice_hides_nothing(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "twice.json"
    path.write_text('{"events": [], "votes": {}, "events": [], "votes": {}}', encoding="utf-8")
    assert main([command, str(path)]) == 2
    assert "'events' is given twice" in capsys.readouterr().err


def test_the_help_names_every_key_of_a_ballot(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["tally", "--help"])
    said = capsys.readouterr().out
    assert all(f"  {key} " in said or f'"{key}"' in said for key in Ballot.model_fields)
    assert all(vote in said for vote in VOTES)


def test_the_chairs_obligation_overrides_present_and_voting(told: Any) -> None:
    """Article 27, paragraph 3, against what a member answered to the roll."""
    bound = ballot(votes={**FAVOUR, "colombia": "abstaining"}, roll={"colombia": "present and voting"})
    code, _, err = told(bound)
    assert (code, "may not abstain on substance" in err) == (2, True)
    code, out, _ = told({**bound, "chapter_vi": True, "parties": ["colombia"]})
    assert (code, json.loads(out)["abstaining"], json.loads(out)["outcome"]) == (0, 1, "adopted")


@pytest.mark.parametrize("family", ["una-usa", "un4mun", "thimun", "nmun"])
def test_who_is_permanent_has_a_veto_and_nine_are_needed_whatever_the_rules_besides(told: Any, family: str) -> None:
    against = {**FAVOUR, "china": "against"}
    code, out, _ = told(ballot(procedure=family, votes=against, permanent=["china"]))
    assert (code, json.loads(out)["outcome"], json.loads(out)["vetoes"], json.loads(out)["needed"]) == (0, "vetoed", ["china"], 9)
    code, out, _ = told(ballot(procedure=family, votes=against))
    assert (code, json.loads(out)["outcome"], json.loads(out)["vetoes"]) == (0, "adopted", [])
    code, out, _ = told(ballot(procedure=family, votes=against, permanent=[]))
    assert json.loads(out)["outcome"] == "adopted"


def test_where_all_abstain_nobody_is_said_to_be_divided(told: Any) -> None:
    code, out, _ = told({"procedure": "un4mun", "question": "substantive", "votes": {"a": "abstaining", "b": "abstaining"}})
    made = json.loads(out)
    assert (code, made["outcome"], made["needed"]) == (0, "lost", 1)
    assert made["line"].endswith("It was not adopted, nobody having voted in favour or against.")


@pytest.mark.parametrize(
    "changed",
    [
        {"votes": {"Soviet Union": "against", **{one: "in favour" for one in MEMBERS if one != "russia"}}},
        {"votes": {**FAVOUR, "chnia": "against"}},
        {"votes": {"chnia": "against", "panama": "in favour"}, "permanent": ["chnia"]},
        {"votes": {"chnia": "against", "panama": "in favour"}, "question": "procedural"},
        {"votes": {"chnia": "against"}, "procedure": "una-usa"},
        {"chapter_vi": True, "parties": ["venezuela"]},
        {"permanent": ["brazil"]},
    ],
    ids=["a member of former times", "beside the one it is near", "named as permanent", "without a veto", "rules without one", "a State without a vote here", "a permanent one that is away"],
)
def test_a_name_that_can_be_meant_is_counted(told: Any, changed: dict[str, Any]) -> None:
    code, _, err = told(ballot(**changed))
    assert (code, err) == (0, "")
