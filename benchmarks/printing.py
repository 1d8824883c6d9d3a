"""How long documents take to print: `python -m benchmarks.printing`."""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measure import HEAD, Figure, figure, long_draft, timed
from positions.topic import load_topic
from resolutions.workfile import official_names

ROOT = Path(__file__).resolve().parent.parent
RUNS = 30
BULK = 60

COLD = """
import time
start = time.perf_counter()
from briefings.resolution import document, printed
from resolutions.text import parse_text
printed(document(parse_text(open("tests/data/imports/source.txt", encoding="utf-8").read())))
print(time.perf_counter() - start)
"""


def figures() -> list[Figure]:
    """A draft of 40 paragraphs in every format, the first document of a process, and many at once."""
    cold = [float(subprocess.run([sys.executable, "-c", COLD], cwd=ROOT, capture_output=True, text=True, check=True).stdout) for _ in range(5)]

    from lxml import etree

    from briefings.akn import akn, schema
    from briefings.docx import docx_file
    from briefings.html import resolution_html
    from briefings.press import Job, Press
    from briefings.resolution import TEMPLATE, document, printed

    topic = load_topic()
    names = official_names(topic)
    draft = long_draft(topic)
    made = document(draft, names, lines=True)
    count = len(printed(made, "png", ppi=20))

    def changed(number: int) -> float:
        paragraph = draft.operative[number % len(draft.operative)]
        new = draft.with_changed(paragraph.id, text=f"{paragraph.text} as in report {number}")
        return timed(lambda: printed(document(new, names, lines=True)))

    load = timed(schema)
    statement = etree.fromstring(akn(draft, names))
    found = [
        figure("First PDF of a process, imports and fonts with it", cold),
        figure(f"PDF of 40 paragraphs ({count} pages), one of them rewritten each time", [changed(n) for n in range(RUNS)], 200),
        figure("Its pages as SVG", [timed(lambda: printed(made, "svg")) for _ in range(RUNS)]),
        figure("Its pages as PNG, 96 points an inch", [timed(lambda: printed(made, "png")) for _ in range(10)]),
        figure("Word file of it", [timed(lambda: docx_file(made)) for _ in range(RUNS)]),
        figure("HTML of it", [timed(lambda: resolution_html(made)) for _ in range(RUNS)]),
        figure("Schema of Akoma Ntoso, loaded once", [load]),
        figure("Akoma Ntoso of it, made and validated", [timed(lambda: akn(draft, names)) for _ in range(RUNS)]),
        figure("Validated alone", [timed(lambda: schema().validate(statement)) for _ in range(RUNS)]),
    ]
    for workers in (1, 2):
        value = made.as_data()
        start = time.perf_counter()
        with Press(workers) as press:
            done = sum(bool(one.pages) for one in press.prints(Job(str(n), TEMPLATE, {**value, "symbol": f"S/{n}"}) for n in range(BULK)))
        each = (time.perf_counter() - start) / done
        found.append(figure(f"One of {done} different PDFs of it, {workers} process{'es' if workers > 1 else ''}", [each]))
    return found


def main() -> None:
    """Measure and print."""
    argparse.ArgumentParser(prog="python -m benchmarks.printing", description="Time the printing of one draft.").parse_args()
    print(HEAD, *(one.row for one in figures()), sep="\n")
    print(f"\nPython {platform.python_version()} on {platform.system()}, {platform.machine()}.")


if __name__ == "__main__":
    main()
