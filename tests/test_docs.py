"""The documents say what the program does: no command, option, rule or page without a word, no sample that fails."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from briefings.dais_pack import SHEETS
from positions.__main__ import main as positions_main
from positions.council import Roster
from positions.model import Delegation, Issue, IssueCues, LibraryClause, Mark, Source
from positions.topic import TOPICS, About, load_topic
from resolutions.__main__ import main as resolutions_main
from resolutions.forecast import forecast_table
from resolutions.method_tables import TABLES, with_tables
from resolutions.model import Kind, Outcome
from resolutions.reactions import reaction_table
from resolutions.rules import RULES

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/method.md")}
README, METHOD = DOCUMENTS["README.md"], DOCUMENTS["docs/method.md"]

EVERY = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in (*ROOT.glob("*.md"), *sorted((ROOT / "docs").glob("*.md")))}
"""Those, and the guides for chairs, secretariats and whoever runs the server."""

COMMANDS: dict[str, Callable[[list[str]], int]] = {"positions": positions_main, "resolutions": resolutions_main}


def fenced(document: str, language: str) -> list[str]:
    """The blocks of a language in a Markdown document."""
    return re.findall(rf"^```{language}\n(.*?)^```$", document, re.MULTILINE | re.DOTALL)


def help_of(arguments: list[str], main: Callable[[list[str]], int], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        main([*arguments, "--help"])
    return capsys.readouterr().out


# -- method


def test_the_tables_of_the_method_are_those_of_the_data() -> None:
    assert with_tables(METHOD) == METHOD, "run: python -m resolutions.method_tables docs/method.md"


def test_the_method_shows_every_table() -> None:
    assert set(re.findall(r"<!-- generated: ([a-z-]+) -->", METHOD)) == set(TABLES)
    # One more is the reader's, whose figures `benchmarks.reader` writes.
    assert METHOD.count("<!-- end -->") == len(TABLES) + METHOD.count("<!-- figures: reader -->")


def test_the_method_has_every_rule_reaction_and_outcome() -> None:
    for rule in RULES:
        assert f"`{rule.code}`" in METHOD
        assert rule.name in METHOD
    for word in (*Kind, *Outcome):
        assert f"| {word.value} |" in METHOD


def reasons(value: Any) -> list[str]:
    """Every reason that a table of thresholds gives, however deep."""
    if isinstance(value, dict):
        own = [text for key, text in value.items() if key.endswith("why")]
        return own + [reason for inner in value.values() for reason in reasons(inner)]
    return [reason for inner in value for reason in reasons(inner)] if isinstance(value, list | tuple) else []


@pytest.mark.parametrize("thresholds", [reaction_table(), forecast_table()], ids=["reactions", "forecast"])
def test_the_method_gives_the_reason_of_every_threshold(thresholds: Any) -> None:
    given = reasons(thresholds.model_dump())
    assert given
    for reason in given:
        assert " ".join(reason.split()) in METHOD


# -- commands


@pytest.mark.parametrize("program", COMMANDS)
def test_every_command_and_option_is_documented(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    main = COMMANDS[program]
    choices = re.search(r"\{([\w,-]+)\}", help_of([], main, capsys))
    assert choices is not None
    for command in choices[1].split(","):
        assert f"python -m {program} {command}" in README
        for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", help_of([command], main, capsys))) - {"--help"}:
            assert f"`{option}`" in README, f"{program} {command} {option}"


def test_every_command_named_exists(capsys: pytest.CaptureFixture[str]) -> None:
    for name, document in DOCUMENTS.items():
        for program, command in re.findall(r"python -m (positions|resolutions) ([a-z]+)", document):
            assert command in help_of([], COMMANDS[program], capsys), f"{name}: {program} {command}"
        for module in re.findall(r"python -m ((?:benchmarks|resolutions)[\w.]*)", document):
            path = ROOT / module.replace(".", "/")
            assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), f"{name}: {module}"


@pytest.mark.parametrize("name", EVERY)
def test_every_module_named_can_be_run(name: str) -> None:
    for module in re.findall(r"python -m ((?:positions|resolutions|committee|briefings|benchmarks)[\w.]*\w)", EVERY[name]):
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module


def test_every_target_of_make_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name, document in DOCUMENTS.items():
        named = re.findall(r"^make ([a-z]+)", document, re.MULTILINE) + re.findall(r"`make ([a-z]+)`", document)
        for target in named:
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{name}: make {target}"


def test_the_example_is_what_the_command_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(fenced(README, "text")[0], encoding="utf-8")
    assert resolutions_main(["check", str(draft)]) == 0
    answer = capsys.readouterr().out.splitlines()
    at = 0
    for line in fenced(README, "console")[0].splitlines():
        if line != "[…]":
            assert line in answer[at:], "the example of the README is out of date"
            at = answer.index(line, at) + 1


# -- benchmarks

BENCHMARKS = [path for path in sorted((ROOT / "benchmarks").glob("*.py")) if '__name__ == "__main__"' in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_a_benchmark_explains_itself_and_says_how_it_is_started(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    name = "benchmarks" if path.stem == "__main__" else f"benchmarks.{path.stem}"
    assert f"python -m {name}" in (ast.get_docstring(ast.parse(text)) or "")
    assert f'ArgumentParser(prog="python -m {name}"' in text, "it answers --help, and does not just run"


def test_what_a_benchmark_needs_besides_is_said() -> None:
    besides = {"aiohttp", "psutil", "sklearn"}
    needs = {path.stem: besides & set(re.findall(r"^(?:import|from) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)) for path in BENCHMARKS}
    assert any(needs.values())
    said = re.search(r"^Some benchmarks .*$", DOCUMENTS["CONTRIBUTING.md"], re.MULTILINE)
    assert said is not None
    assert {name for name, found in needs.items() if found} <= set(re.findall(r"`(\w+)`", said[0]))


@pytest.mark.parametrize(("before", "after", "told"), [(300, 270, None), (300, 300, None), (300, 301, None), (300, 318, 0.3)])
def test_memory_of_a_session_is_never_less_than_nothing(before: float, after: float, told: float | None) -> None:
    pytest.importorskip("psutil", reason="the benchmarks of load need requirements-dev.txt")
    pytest.importorskip("aiohttp", reason="the benchmarks of load need requirements-dev.txt")
    from benchmarks.load import memory_per_session

    assert memory_per_session(before, after, 60) == told


# -- the rooms of the house

CONTRIBUTING = DOCUMENTS["CONTRIBUTING.md"]


def may_import() -> dict[str, set[str]]:
    """Who may know whom, as the test of it has it."""
    tree = ast.parse((ROOT / "tests" / "test_architecture.py").read_text(encoding="utf-8"))
    values = {node.target.id: node.value for node in tree.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value}
    return {room: set(known) for room, known in ast.literal_eval(ast.unparse(values["MAY_IMPORT"]).replace("set()", "()")).items()}


def test_every_folder_is_described() -> None:
    tree = re.search(r"## Where things are\n\n```text\n(.*?)```", CONTRIBUTING, re.DOTALL)
    assert tree is not None
    named = set(re.findall(r"(\w+)/", tree[1]))
    assert named == ({*may_import()} - {"app"}) | {"deploy", "tests", "docs"}


def test_the_order_of_imports_is_the_one_that_is_tested() -> None:
    chain = re.search(r"Imports run one way: `([^`]+)`", CONTRIBUTING)
    assert chain is not None
    steps = [set(step.split(", ")) for step in chain[1].split(" → ")]
    told = {room: set[str]().union(*steps[at + 1 :]) for at, step in enumerate(steps) for room in step}
    rooms = may_import()
    assert rooms.pop("benchmarks") == set(told) - {"app"}
    assert rooms == told


# -- the server


def test_where_the_files_of_deploy_keep_the_records_is_said() -> None:
    folders = {found for path in (ROOT / "deploy").iterdir() for found in re.findall(r"PENHOLDER_DATA=(\S+)", path.read_text(encoding="utf-8"))}
    assert len(folders) == 2
    for folder in folders:
        assert f"`{folder}`" in EVERY["docs/deploy.md"]


def test_the_guide_to_printing_names_every_sheet() -> None:
    assert all(f"| `{name}` |" in EVERY["docs/printing.md"] for name in SHEETS)


# -- pages


def screens() -> list[str]:
    """The titles of the pages registered in the frame, which is a script and cannot be imported."""
    tree = ast.parse((ROOT / "ui" / "frame.py").read_text(encoding="utf-8"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "Screen"]
    titles = []
    for call in calls:
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        title = given["title"] if "title" in given else call.args[2]
        assert isinstance(title, ast.Constant)
        titles.append(str(title.value))
    return titles


def test_every_page_is_described() -> None:
    rows = re.search(r"## The pages\n(.*?)\n## ", README, re.DOTALL)
    assert rows is not None
    described = re.findall(r"^\| (?!Page|---)([^|]+?) \|", rows[1], re.MULTILINE)
    assert screens()
    assert described == screens(), "the table of pages has those of ui/frame.py, in their order"


# -- samples


SAMPLES: tuple[tuple[str, type[BaseModel], bool], ...] = (
    ("/delegations/", Delegation, False),
    ("/clauses/", LibraryClause, True),
    ("topic.yaml", About, False),
    ("rosters.yaml", Roster, True),
    ("cues.yaml", IssueCues, True),
    ("issues.yaml", Issue, True),
    ("sources.yaml", Source, True),
    ("safeguards.yaml", Mark, True),
    ("measures.yaml", Mark, True),
)
"""What the file named in a sample's first line holds, and whether it is a list."""


def samples() -> list[Any]:
    return [
        pytest.param(block, id=f"{name}-{number}")
        for name, document in DOCUMENTS.items()
        for number, block in enumerate(fenced(document, "yaml"), start=1)
    ]


@pytest.mark.parametrize("sample", samples())
def test_a_sample_is_valid_content(sample: str) -> None:
    first = sample.splitlines()[0]
    assert first.startswith("# positions/"), "a sample begins with the path of its file"
    kind, is_list = next((kind, is_list) for part, kind, is_list in SAMPLES if part in first)
    content = yaml.safe_load(sample)
    for entry in content if is_list else [content]:
        kind.model_validate(entry)
    if "drug-cartels" in first:
        assert (ROOT / first.removeprefix("# ")).is_file()
        documents = load_topic().source_by_id
        for source in re.findall(r"source: (.+)", sample):
            assert all(part.split()[0] in documents for part in source.split(";")), source


def test_the_readme_shows_a_delegation_a_clause_and_a_topic() -> None:
    paths = [block.splitlines()[0] for block in fenced(README, "yaml")]
    assert [part for part, _, _ in SAMPLES[:3] if any(part in path for path in paths)] == [p for p, _, _ in SAMPLES[:3]]


def test_the_topic_to_copy_has_every_file_a_topic_has() -> None:
    # Trained weights are made, not written, and a topic can do without.
    names = {path.name for path in (TOPICS / "drug-cartels").iterdir()} - {"reader.npz"}
    assert {path.name for path in (ROOT / "tests/data/topics/minimal").iterdir()} == names


# -- links and paths


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    for target in re.findall(r"\]\(([^)\s]+)\)", DOCUMENTS[name]):
        if target.startswith("https://"):
            continue
        path = target.partition("#")[0]
        assert (folder / path).exists(), f"{name} links to {target}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_named_exists(name: str) -> None:
    known = ("app.py", "pages/", "ui/", "resolutions/", "positions/", "tests/", "benchmarks/", "docs/", "requirements")
    for path in re.findall(r"`([\w./-]+)`", DOCUMENTS[name]):
        if path.startswith(known) and not path.startswith("positions/topics/northern-sea"):
            assert (ROOT / path).exists(), f"{name} names {path}"


def test_the_readme_has_the_figures() -> None:
    figures = re.search(r"<!-- figures -->\n(.*?)<!-- end figures -->", README, re.DOTALL)
    assert figures is not None
    assert figures[1].count(" ms |") >= 6


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_names_no_machine(name: str) -> None:
    assert not re.search(r"(?<![\w.])/(?:work|tmp|home|root|Users)/|localhost|issue #?\d", DOCUMENTS[name])
