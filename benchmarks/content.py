"""How long it takes to read all content from its files: `python -m benchmarks.content`.

Each run is a process of its own, so that nothing is in memory; the files themselves are in the system's cache.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.measure import HEAD, Figure, figure

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


def figures() -> list[Figure]:
    """Reading every topic, council and table from its file, and the imports that come before."""
    _once()
    runs = [_once() for _ in range(RUNS)]
    return [
        figure("Reading all content, fresh process", [load for _, load in runs], 300),
        figure("The same with the imports before it", [imports + load for imports, load in runs]),
    ]


if __name__ == "__main__":
    print(HEAD, *(one.row for one in figures()), sep="\n")
