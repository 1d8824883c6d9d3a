"""How long it takes to read all content from its files: `python -m benchmarks.content [--runs 15]`.

Each run is a process of its own, so that nothing is in memory; the files themselves are in the system's cache.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import HEAD, Figure, figure, times

ROOT = Path(__file__).resolve().parent.parent
RUNS = 15

_CHILD = """
import time
start = time.perf_counter()
from positions.council import read_councils
from positions.topic import load_topic, topic_ids
from resolutions.forecast import forecast_table
from resolutions.phrases import operative_phrases, preambular_phrases
from resolutions.reactions import reaction_table
imported = time.perf_counter()
read_councils()
for topic in topic_ids():
    load_topic(topic)
operative_phrases(), preambular_phrases(), reaction_table(), forecast_table()
print(imported - start, time.perf_counter() - imported)
"""


def _once() -> tuple[float, float]:
    answer = subprocess.run([sys.executable, "-c", _CHILD], cwd=ROOT, capture_output=True, text=True, check=True)
    imports, load = answer.stdout.split()
    return float(imports), float(load)


def figures(runs: int = RUNS) -> list[Figure]:
    """Reading every topic, council and table from its file, and the imports that come before."""
    _once()
    taken = [_once() for _ in range(runs)]
    return [
        figure("Reading all content, fresh process", [load for _, load in taken], 300),
        figure("The same with the imports before it", [imports + load for imports, load in taken]),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.content", description="Time the reading of all content from its files.")
    parser.add_argument("--runs", type=times, default=RUNS, help=f"how many processes read it ({RUNS})")
    print(HEAD, *(one.row for one in figures(parser.parse_args().runs)), sep="\n")


if __name__ == "__main__":
    main()
