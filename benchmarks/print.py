"""Briefing packs a second: `python -m benchmarks.print`, for 15 delegations and for 60 committees of them, by one process and by two.

Each committee has a name of its own, so that no two packs are the same; all are on one topic, whose content is read once.
`--weasyprint PYTHON` prints the words of the same 15 packs from HTML by the WeasyPrint of another environment, side by side.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from briefings.binder import TEMPLATE, Case, binder
from briefings.engine import FONTS
from briefings.press import Job, Press
from positions.council import read_councils
from positions.topic import load_topic

COMMITTEES = 60
GOAL_SECONDS, GOAL_MEGABYTES = 120, 500


class Run(NamedTuple):
    """Packs that were printed, and what they cost."""

    what: str
    processes: int
    packs: int
    seconds: float
    worker: float
    """The most memory that a printing process took, in megabytes."""
    parent: float
    """Likewise of the process that gathers the content; 0 where there is none besides."""

    @property
    def row(self) -> str:
        """The run as a row of the Markdown table."""
        parent = f"{self.parent:.0f} MB" if self.parent else ""
        return f"| {self.what} | {self.processes} | {self.packs} | {self.seconds:.1f} s | {self.packs / self.seconds:.1f} | {self.worker:.0f} MB | {parent} |"


HEAD = (
    "| Packs | Processes | Printed | Took | Packs a second | Peak of a printing process | Peak of the gathering process |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


def jobs(committees: int) -> Iterator[Job]:
    """A pack for each of the first fifteen members of a council that the topic knows, for each committee."""
    topic = load_topic()
    council = read_councils()[topic.about.default_council]
    known = [topic.delegation_by_id[m] for m in council.members if m in topic.delegation_by_id][:15]
    for number in range(1, committees + 1):
        here = council.model_copy(update={"name": f"{council.name}, committee {number}"})
        for one in known:
            yield Job(f"{number}-{one.id}", TEMPLATE, binder(Case(topic, here, one)))


class Watch:
    """Looks at the memory of processes while a `with` block lasts."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.worker = self.parent = 0.0

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        me = psutil.Process()
        while not self._end.wait(0.05):
            self.parent = max(self.parent, me.memory_info().rss / 1e6)
            for process in self._press.processes:
                try:
                    self.worker = max(self.worker, psutil.Process(process).memory_info().rss / 1e6)
                except psutil.NoSuchProcess:
                    continue


def printed(committees: int, processes: int) -> Run:
    """Print the packs of some committees by some processes; everything counts, from the start of the first process on."""
    start = time.perf_counter()
    with Press(processes) as press, Watch(press) as watch:
        count = 0
        for one in press.prints(jobs(committees)):
            if one.fault:
                raise SystemExit(f"{one.name}: {one.fault}")
            count += 1
        seconds = time.perf_counter() - start
    what = "15 delegations" if committees == 1 else f"{committees} committees"
    return Run(what, processes, count, seconds, watch.worker, watch.parent)


# -- side by side

_STYLE = """
@font-face { font-family: S; src: url(file://FONTS/PenholderSerif-Regular.ttf) }
@font-face { font-family: S; font-weight: 700; src: url(file://FONTS/PenholderSerif-Bold.ttf) }
@font-face { font-family: A; src: url(file://FONTS/PenholderSans-Regular.ttf) }
@page { size: A4; margin: 2cm 2.1cm 1.75cm; @bottom-right { content: counter(page) "/" counter(pages) } }
body { font: 9.5pt/1.35 S; hyphens: auto; text-align: justify } table, .note { font: 7.5pt/1.2 A; text-align: left }
table { width: 100%; border-collapse: collapse } td, th { border-bottom: 0.3pt solid #888; padding: 2pt; vertical-align: top }
tr, .card { break-inside: avoid } h1 { bookmark-level: 1 } .note { float: footnote; font-size: 7pt } .line { height: 8.2mm; border-bottom: 0.3pt solid #888 }
"""

_PEER = """
import json, resource, sys, time
from weasyprint import HTML
start = time.perf_counter()
sizes = [len(HTML(filename=name).write_pdf(pdf_variant="pdf/ua-1")) for name in sys.argv[1:]]
print(json.dumps([len(sizes), time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000]))
"""


def as_html(value: dict[str, Any]) -> str:
    """The words of a pack as a page of HTML, with its footnotes and tables; its drawings are left out."""
    body = [f"<h1>{escape(value['cover'])}</h1><p>{escape(value['kind'])}</p>"]
    for section in value["sections"]:
        body.append(f"<h1>{escape(section['title'])}</h1>{''.join(map(_block, section['blocks']))}")
    style = _STYLE.replace("FONTS", str(FONTS))
    return f'<!DOCTYPE html><html lang="en-GB"><head><title>{escape(value["title"])}</title><style>{style}</style></head><body>{"".join(body)}</body></html>'


def _block(block: dict[str, Any]) -> str:
    kind = block["k"]
    if kind == "h":
        return f"<h2>{escape(block['text'])}</h2>"
    if kind == "rules":
        return '<div class="line"></div>' * int(block["n"])
    if kind == "list":
        return f"<ul>{''.join(f'<li>{_noted(item)}</li>' for item in block['items'])}</ul>"
    if kind in ("table", "heat", "scale"):
        rows = [[row["name"], *row.get("cells", ())] if isinstance(row, dict) else row for row in block["rows"]]
        head = "".join(f"<th>{escape(words)}</th>" for words in block["head"])
        cells = "".join(f"<tr>{''.join(f'<td>{_noted(cell)}</td>' for cell in row)}</tr>" for row in rows)
        return f"<table><thead><tr>{head}</tr></thead>{cells}</table>"
    inside = [block, *block.get("paras", ()), *block.get("parts", ()), *block.get("items", ())]
    return f'<div class="card">{"".join(f"<p>{_noted(one)}</p>" for one in inside if isinstance(one, dict))}</div>'


def _noted(item: Any) -> str:
    if isinstance(item, str):
        return escape(item)
    words = " ".join(str(item[key]) for key in ("label", "title", "term", "text") if item.get(key))
    note = f'<span class="note">{escape(item["src"])}</span>' if item.get("src") and not item.get("again") else ""
    return f"{escape(words)} {escape(item.get('from', ''))}{note}"


def by_weasyprint(python: str) -> Run:
    """The same 15 packs from HTML, by the WeasyPrint that an interpreter has; its start and imports do not count."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for job in jobs(1):
            path = Path(folder) / f"{job.name}.html"
            path.write_text(as_html(dict(job.value)), encoding="utf-8")
            names.append(str(path))
        done = subprocess.run([python, "-c", _PEER, *names], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"WeasyPrint: {done.stderr.strip().splitlines()[-1]}")
    count, seconds, megabytes = json.loads(done.stdout)
    return Run("15 delegations, by WeasyPrint from HTML", 1, count, seconds, megabytes, 0)


def main(arguments: list[str] | None = None) -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.print", description=__doc__)
    parser.add_argument("--committees", type=int, default=COMMITTEES, help=f"how many (default {COMMITTEES}); 1 leaves the long runs out")
    parser.add_argument("--weasyprint", metavar="PYTHON", help="an interpreter that has WeasyPrint")
    chosen = parser.parse_args(arguments)
    print(HEAD, flush=True)
    runs = []
    for committees in dict.fromkeys((1, max(1, chosen.committees))):
        for processes in (1, 2):
            runs.append(printed(committees, processes))
            print(runs[-1].row, flush=True)
    if chosen.weasyprint:
        print(by_weasyprint(chosen.weasyprint).row)
    last = runs[-1]
    met = last.seconds < GOAL_SECONDS and max(last.worker, last.parent) < GOAL_MEGABYTES
    print(f"\nGoal: {COMMITTEES * 15} packs in under {GOAL_SECONDS} s by two processes of under {GOAL_MEGABYTES} MB each" + (": met." if met and last.packs >= COMMITTEES * 15 else "."))
    print(f"Python {platform.python_version()} on {platform.system()}, {platform.machine()}, {psutil.cpu_count()} processors.")


if __name__ == "__main__":
    main(sys.argv[1:])
