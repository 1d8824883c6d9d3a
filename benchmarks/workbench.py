"""How long a run of the workbench takes on the server: `python -m benchmarks.workbench [--runs 60] [--profile]`.

The page runs as it does for a browser, frame and all, with a draft of 40 paragraphs in the session; Streamlit's own test
harness stands in for the browser. What the harness adds (it builds a tree of elements for the test to look at) is no
part of a server's work: the time is taken around the script alone, and given with and without it.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import logging
import pstats
import time
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest

from benchmarks.measure import HEAD, Figure, edited, figure, long_draft, times
from positions.topic import load_topic

FRAME = Path(__file__).resolve().parent.parent / "ui" / "frame.py"
PAGE = "../pages/delegate/workbench.py"
RUNS = 60

_script_times: list[float] = []
_profile: cProfile.Profile | None = None
_run_script = ScriptRunner._run_script


def _timed_run_script(self: ScriptRunner, *args: Any, **kwargs: Any) -> Any:
    start = time.perf_counter()
    if _profile is not None:
        _profile.enable()
    try:
        return _run_script(self, *args, **kwargs)
    finally:
        if _profile is not None:
            _profile.disable()
        _script_times.append(time.perf_counter() - start)


class _Bench:
    """The workbench with the long draft open."""

    def __init__(self) -> None:
        self.draft = long_draft(load_topic())
        self.paragraph = self.draft.operative[9]
        self.app = AppTest.from_file(str(FRAME), default_timeout=60)
        self.app.session_state["kept-draft"] = self.draft.model_dump_json()
        self.app.session_state["kept-touched"] = True
        self.app.session_state["kept-opened"] = self.paragraph.id
        self.app.run()
        self.app.switch_page(PAGE).run()
        self.run()

    def run(self) -> tuple[float, float]:
        """One run: seconds of the script, and seconds with the harness around it."""
        _script_times.clear()
        start = time.perf_counter()
        self.app.run()
        whole = time.perf_counter() - start
        assert not self.app.exception, self.app.exception
        assert self.app.title[0].value == "Workbench"
        return sum(_script_times), whole

    def type(self, number: int) -> None:
        """Change the words of the open paragraph, as a delegate does who types."""
        text = edited(self.paragraph.text, f"as reported in paragraph {number} of the last report")
        new = self.draft.with_changed(self.paragraph.id, text=text)
        self.app.session_state["kept-draft"] = new.model_dump_json()


def figures(runs: int = RUNS) -> list[Figure]:
    """A run after a change of the open paragraph, and one in which nothing changed."""
    ScriptRunner._run_script = _timed_run_script  # type: ignore[method-assign]
    try:
        bench = _Bench()
        typed = []
        for number in range(runs):
            bench.type(number)
            typed.append(bench.run())
        same = [bench.run() for _ in range(runs)]
    finally:
        ScriptRunner._run_script = _run_script  # type: ignore[method-assign]
    return [
        figure("Workbench after a change of the open paragraph", [script for script, _ in typed], 150),
        figure("Workbench, nothing changed", [script for script, _ in same], 150),
        figure("The first of these with the test harness around it", [whole for _, whole in typed]),
    ]


def profile(runs: int = 30) -> str:
    """What the time of a run goes to, by cProfile (which itself about doubles it)."""
    global _profile
    ScriptRunner._run_script = _timed_run_script  # type: ignore[method-assign]
    try:
        bench = _Bench()
        _profile = cProfile.Profile()
        for number in range(runs):
            bench.type(number)
            bench.run()
    finally:
        ScriptRunner._run_script = _run_script  # type: ignore[method-assign]
    out = io.StringIO()
    stats = pstats.Stats(_profile, stream=out)
    stats.strip_dirs().sort_stats("cumulative").print_stats(60)
    stats.sort_stats("tottime").print_stats(30)
    _profile = None
    return out.getvalue()


def without_warnings() -> None:
    """Keep Streamlit from saying, for everything that it draws, that it runs without a browser."""
    logging.disable(logging.WARNING)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workbench", description="Time a run of the workbench on the server.")
    parser.add_argument("--runs", type=times, help=f"how many runs of each kind ({RUNS}; 30 with --profile)")
    parser.add_argument("--profile", action="store_true", help="say what the time goes to")
    chosen = parser.parse_args()
    without_warnings()
    if chosen.profile:
        print(profile(chosen.runs or 30))
    else:
        print(HEAD, *(one.row for one in figures(chosen.runs or RUNS)), sep="\n")


if __name__ == "__main__":
    main()
