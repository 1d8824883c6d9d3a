"""How long the check of a draft of 40 paragraphs takes: `python -m benchmarks.check [--runs 200]`."""

from __future__ import annotations

import argparse

from benchmarks.measure import HEAD, Figure, edited, figure, long_draft, timed, times
from positions.council import read_councils
from positions.topic import load_topic
from resolutions.check import check

RUNS = 200


def figures(runs: int = RUNS) -> list[Figure]:
    """The check of the same draft again, of one with a paragraph changed each time, and the very first one."""
    topic = load_topic()
    council = read_councils()[topic.about.default_council]
    draft = long_draft(topic)
    first = timed(lambda: check(draft, topic, council))
    for _ in range(5):
        check(draft, topic, council)

    def changed(number: int) -> float:
        paragraph = draft.operative[number % len(draft.operative)]
        text = edited(paragraph.text, f"as reported in paragraph {number} of the last report")
        new = draft.with_changed(paragraph.id, text=text)
        return timed(lambda: check(new, topic, council))

    return [
        figure("Check of 40 paragraphs, nothing changed", [timed(lambda: check(draft, topic, council)) for _ in range(runs)], 10),
        figure("Check of 40 paragraphs, one of them rewritten each time", [changed(number) for number in range(runs)], 10),
        figure("First check of all in a process", [first]),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check", description="Time the check of a draft of 40 paragraphs.")
    parser.add_argument("--runs", type=times, default=RUNS, help=f"how many times each is run ({RUNS})")
    print(HEAD, *(one.row for one in figures(parser.parse_args().runs)), sep="\n")


if __name__ == "__main__":
    main()
