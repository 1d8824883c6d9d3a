"""How the modules of `committee` know each other: one way, and by public names only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in sorted((ROOT / "committee").rglob("*.py"))}


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Each name that a file imports from the package, with the module that it comes from."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "committee":
            yield from ((str(node.module), alias.name) for alias in node.names)


def test_no_module_imports_a_private_name_of_another() -> None:
    assert [(module, name) for module, path in FILES.items() for _, name in imported(path) if name.startswith("_")] == []


def test_imports_go_round_in_no_circle() -> None:
    knows = {module: {f"{of}.{name}" if f"{of}.{name}" in FILES else of for of, name in imported(path)} for module, path in FILES.items()}
    assert "committee.session" in knows["committee.folding"]
    while leaves := {module for module, known in knows.items() if not known & knows.keys()}:
        for one in leaves:
            del knows[one]
    assert knows == {}, "these import each other, at the end or in between"
