"""What the benchmarks share: a draft to measure with, and figures out of many runs."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from positions.topic import Topic
from resolutions.model import Draft

PREAMBULAR, OPERATIVE = 10, 30


class Figure(NamedTuple):
    """One line of the table: what was measured, how long it took in milliseconds, and what is wanted."""

    what: str
    median: float
    p95: float
    runs: int
    goal: float | None = None

    @property
    def row(self) -> str:
        """The figure as a row of the Markdown table."""
        goal = f"under {self.goal:g} ms" if self.goal else ""
        return f"| {self.what} | {_shown(self.median)} | {_shown(self.p95)} | {self.runs} | {goal} |"


HEAD = "| Measured | Median | 95th percentile | Runs | Goal |\n| --- | --- | --- | --- | --- |"


def _shown(milliseconds: float) -> str:
    return f"{milliseconds:.1f} ms" if milliseconds < 10 else f"{milliseconds:.0f} ms"


def figure(what: str, times: Iterable[float], goal: float | None = None) -> Figure:
    """The figure that times in seconds come to."""
    ordered = sorted(seconds * 1000 for seconds in times)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered) + 0.5) - 1)]
    return Figure(what, statistics.median(ordered), p95, len(ordered), goal)


def times(given: str) -> int:
    """How often something is to be run, as it is given on the command line.

    Raises:
        argparse.ArgumentTypeError: if it is no number from 1 up.
    """
    if not given.isdecimal() or int(given) < 1:
        raise argparse.ArgumentTypeError(f"'{given}' is no number from 1 up")
    return int(given)


def timed(action: Callable[[], object]) -> float:
    """The seconds that an action took."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def long_draft(topic: Topic) -> Draft:
    """A draft of 40 paragraphs from all over the library; every other one is edited, so that it is read from its text."""
    draft = Draft(topic=topic.about.agenda_item, sponsors=("france", "colombia"))
    for part, wanted in (("preambular", PREAMBULAR), ("operative", OPERATIVE)):
        clauses = [clause for clause in topic.clauses if clause.part == part]
        step = len(clauses) / wanted
        for number in range(wanted):
            clause = clauses[int(number * step)]
            text = clause.ladder[clause.default].text
            draft = draft.with_added(part, edited(text, "in the coming year") if number % 2 else text, clause.id)  # type: ignore[arg-type]
    return draft


def edited(text: str, words: str) -> str:
    """A paragraph with words of one's own at its end."""
    return f"{text.rstrip(';,. ')}, {words};"
