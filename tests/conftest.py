"""What all tests share: Hypothesis without luck or clock, the system's Chromium, and an account of what was left out."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.databases"]

ROOT = Path(__file__).resolve().parent.parent

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
GET_CHROMIUM = (
    "no Chromium was found. Debian and Ubuntu: apt-get install chromium; macOS: brew install --cask chromium; "
    "or set PENHOLDER_CHROMIUM to the browser's path"
)

# The same examples on every machine and in every run, and no verdict from how long one took.
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# To look for new ones: make test ARGS="--hypothesis-profile=search"
settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("ci")


def find_chromium() -> str | None:
    """The path of a browser that Playwright can drive: the one of PENHOLDER_CHROMIUM, or the system's."""
    named = os.environ.get("PENHOLDER_CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium; a test that needs it is left out where there is none."""
    path = find_chromium()
    if path is None:
        named = os.environ.get("PENHOLDER_CHROMIUM")
        pytest.skip(f"PENHOLDER_CHROMIUM is '{named}', which cannot be run" if named else GET_CHROMIUM)
    return path


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture
def in_root(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The checkout as working directory, as every command of the README expects."""
    monkeypatch.chdir(ROOT)
    return ROOT


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name every test that was left out, and what it lacked."""
    left_out: dict[str, list[str]] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        left_out.setdefault(reason.removeprefix("Skipped: "), []).append(report.nodeid)
    if not left_out:
        return
    terminalreporter.section("left out")
    for reason, tests in left_out.items():
        terminalreporter.write_line(f"{len(tests)} not run: {reason}")
        for test in tests:
            terminalreporter.write_line(f"  {test}")
