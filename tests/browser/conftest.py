"""The app as a process of its own, and a browser that keeps account of what it asked for and complained about."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.databases import environment

HOME = ("localhost", "127.0.0.1", "::1")


@dataclass
class Visit:
    """A browser without a past, and what it did."""

    context: Any
    abroad: list[str] = field(default_factory=list)
    """Requests to any other machine."""
    complaints: list[str] = field(default_factory=list)
    """Errors in the browser's console."""

    def asked(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname not in HOME:
            self.abroad.append(request.url)

    def told(self, message: Any) -> None:
        # A page opened by its own address first looks for Streamlit's endpoints below itself, and then above.
        if message.type == "error" and "/_stcore/" not in message.location.get("url", ""):
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")


A_MINUTE = 60_000
"""For what a page does by itself, on a machine that has much else to do."""

def settled(page: Any) -> None:
    """Wait until the page is drawn whole: its script has run to the end, and nothing on it is of a run before."""
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning' &&"
        " !document.querySelector('[data-stale=true]')",
        timeout=A_MINUTE,
    )


MOST_TOLD = 1_500
"""Characters of a page that a failure tells."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A test that failed tells what its browsers showed: on a machine of somebody else nobody sees it otherwise."""
    report = yield
    visit = getattr(item, "funcargs", {}).get("visit")
    if call.when == "call" and report.failed and visit is not None:
        report.sections.append(("What the browsers showed", shown(visit)))
    return report


def shown(visit: Visit) -> str:
    """Every open page as text, without what stands beside it, and what its console complained of."""
    told = []
    for context in visit.context.browser.contexts:
        for page in context.pages:
            try:
                main = page.get_by_test_id("stMain")
                text = (main if main.count() else page.locator("body")).inner_text(timeout=2_000)
            except Exception as error:
                text = f"cannot be read: {error}"
            told.append(f"{page.url}\n{' / '.join(text.split(chr(10)))[:MOST_TOLD]}")
    return "\n\n".join((*told, *visit.complaints))


def complaints(log: Path) -> str:
    """What the app wrote to its error stream."""
    return log.read_text(encoding="utf-8", errors="replace")


@pytest.fixture(scope="session")
def app_address(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, started as the README says on a free port and ended after the tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("app") / "stderr.txt"
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
            + ["--server.headless", "true", "--server.fileWatcherType", "none"],
            cwd=root,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        try:
            assert process.stdout is not None
            # It says its address once it listens; the pipe ends where it could not start.
            if not any("URL:" in line for line in process.stdout):
                pytest.fail(f"the app did not start:\n{complaints(log)}")
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.communicate()
    assert "Traceback" not in complaints(log), complaints(log)


@pytest.fixture
def hall_address(root: Path, tmp_path: Path, database: str) -> Iterator[str]:
    """The address of an app whose records are its own, without a conference yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "stderr.txt"
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
            + ["--server.headless", "true", "--server.fileWatcherType", "none"],
            cwd=root,
            env=environment(database),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        try:
            assert process.stdout is not None
            if not any("URL:" in line for line in process.stdout):
                pytest.fail(f"the app did not start:\n{log.read_text()}")
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.communicate()
    assert "Traceback" not in log.read_text(), log.read_text()


@pytest.fixture
def visit(chromium: str) -> Iterator[Visit]:
    """A fresh browser on a desk's screen."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
        context.set_default_timeout(A_MINUTE)
        here = Visit(context)
        context.on("request", here.asked)
        context.on("console", here.told)
        context.on("weberror", lambda error: here.complaints.append(str(error.error)))
        yield here
        browser.close()
