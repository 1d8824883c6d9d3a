"""A committee on record, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from records.access import Access
from records.acts.act import Act, Entry
from records.acts.drafts import DraftStarted
from records.acts.paragraphs import ParagraphAdded, ParagraphChanged
from records.acts.room import SeatSet
from records.acts.stages import Signed, StageChanged
from records.committees import Records
from records.room import SECRETARIAT, Role, Room, Seat, Settings, Shared, Stage
from records.tables import metadata
from resolutions.model import Draft, Paragraph
from tests.databases import KINDS, created, told

# Those that others refer to come first.
TABLES = tuple(table.name for table in metadata.sorted_tables)

MEMBERS = ("china", "france", "mexico", "russia", "united-kingdom", "united-states")


@dataclass
class Clock:
    """A clock that goes only when it is told to."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def on(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class House:
    """A committee with a chair, two delegations of one bloc, one of another, an observer and a display."""

    records: Records
    url: str
    clock: Clock
    committee: str = "crisis"
    conference: str = "spring"
    others: list[Records] = field(default_factory=list)

    @property
    def access(self) -> Access:
        return Access(self.records)

    @property
    def room(self) -> Room:
        return self.records.room(self.committee)

    def another(self, clock: Callable[[], float] | None = None) -> Records:
        """The records as another process has them: with connections and a memory of its own."""
        self.others.append(Records.open(self.url, clock or self.clock))
        return self.others[-1]

    def do(self, seat: str, act: Act, **more: Any) -> Entry:
        return self.records.perform(self.committee, seat, act, **more)

    def draft(self, id: str = "d1", seat: str = "france", texts: Sequence[str] = ("Urges calm;", "Decides to meet.")) -> Shared:
        """A draft, begun with operative paragraphs p1, p2 and so on."""
        paragraphs = tuple(Paragraph(id=f"p{n}", text=text) for n, text in enumerate(texts, start=1))
        self.do(seat, DraftStarted(draft=id, title=id, content=Draft(operative=paragraphs)))
        return self.room.drafts[id]

    def introduced(self, id: str = "d1", texts: Sequence[str] = ("Urges calm;", "Decides to meet.")) -> Shared:
        """A draft of France's on the floor."""
        self.draft(id, texts=texts)
        self.do("france", Signed(draft=id, delegation="france", role="sponsor"))
        self.do("france", StageChanged(draft=id, to=Stage.SUBMITTED))
        self.do("chair", StageChanged(draft=id, to=Stage.APPROVED))
        self.do("chair", StageChanged(draft=id, to=Stage.INTRODUCED))
        return self.room.drafts[id]

    def change(self, seat: str, paragraph: str, text: str, base: int | None = None, draft: str = "d1") -> Entry:
        seen = self.room.drafts[draft].versions.get(paragraph) if base is None else base
        return self.do(seat, ParagraphChanged(draft=draft, paragraph=paragraph, text=text, base=seen))

    def add(self, seat: str, text: str, id: str = "p1", after: str | None = None, draft: str = "d1") -> str:
        act = ParagraphAdded(draft=draft, part="operative", after=after, content=Paragraph(id=id, text=text))
        return self.do(seat, act).act.paragraph

    def text(self, paragraph: str, draft: str = "d1") -> str | None:
        found = self.room.drafts[draft].draft.find(paragraph)
        return found.text if found else None

    def texts(self, draft: str = "d1") -> tuple[str, ...]:
        return tuple(p.text for p in self.room.drafts[draft].draft.paragraphs)

    def close(self) -> None:
        for records in (*self.others, self.records):
            records.close()


def in_threads(*jobs: Callable[[], Any]) -> list[Any]:
    """What jobs answer, or raise, that begin at the same moment."""
    answers: list[Any] = [None] * len(jobs)
    start = threading.Barrier(len(jobs))

    def run(index: int) -> None:
        start.wait()
        try:
            answers[index] = jobs[index]()
        except Exception as error:
            answers[index] = error

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture(scope="session")
def at_once() -> Callable[..., list[Any]]:
    """Runs jobs in threads that begin at the same moment."""
    return in_threads


@pytest.fixture(scope="session")
def furnished_postgres(postgres: Any, postgres_form: str) -> str:
    """The address of a PostgreSQL database with the house in it, and with copies of its tables to begin anew from."""
    url: str = postgres.get_uri(created(postgres, postgres_form))
    furnish(url)
    told(url, "CREATE SCHEMA furnished", *(f"CREATE TABLE furnished.{t} AS SELECT * FROM {t}" for t in TABLES))
    return url


@pytest.fixture(scope="session")
def furnished_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the house in it."""
    file = tmp_path_factory.mktemp("furnished") / "penholder.sqlite3"
    furnish(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(furnished_file: Path, tmp_path: Path) -> str:
    """The address of an SQLite file of the test's own, with the house in it."""
    file = tmp_path / "data" / "penholder.sqlite3"
    file.parent.mkdir()
    shutil.copy(furnished_file, file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgres_url(furnished_postgres: str) -> str:
    """The address of a PostgreSQL database with the house in it, and with nothing of what earlier tests did."""
    emptied = [f"DELETE FROM {t}" for t in reversed(TABLES)]
    told(furnished_postgres, *emptied, *(f"INSERT INTO {t} SELECT * FROM furnished.{t}" for t in TABLES))
    return furnished_postgres


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest) -> str:
    """The address of a database of the test's own; every test that asks for one runs on both kinds."""
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")


@pytest.fixture
def clock() -> Clock:
    return Clock()


SEATS = (
    Seat(id="chair", role=Role.CHAIR, name="The President"),
    Seat(id="france", role=Role.DELEGATE, delegation="france", name="France"),
    Seat(id="mexico", role=Role.DELEGATE, delegation="mexico", name="Mexico"),
    Seat(id="china", role=Role.DELEGATE, delegation="china", name="China"),
    Seat(id="oas", role=Role.OBSERVER, delegation="oas", name="OAS"),
    Seat(id="wall", role=Role.DISPLAY, name="Projector"),
)


def furnish(url: str) -> None:
    """Set the committee up in an empty database."""
    records = Records.open(url, Clock())
    records.found_conference("spring", "Spring conference")
    settings = Settings(name="Crisis", topic="drug-cartels", council="own", members=MEMBERS, observers=("oas",))
    records.open_committee("spring", "crisis", settings)
    for seat in SEATS:
        records.perform("crisis", SECRETARIAT, SeatSet(seat=seat))
    records.close()


@pytest.fixture
def house(url: str, clock: Clock) -> Iterator[House]:
    """A committee that was just set up."""
    house = House(Records.open(url, clock), url, clock)
    yield house
    house.close()
