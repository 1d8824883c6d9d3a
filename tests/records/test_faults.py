"""When things break: what was acknowledged is there, what was not is said, and nothing is half written."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from records.acts.paragraphs import ParagraphChanged
from records.acts.room import ClockStarted, ClockStopped
from records.committees import Records, fold
from records.database import connect
from records.errors import Conflict, Unavailable

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("url", ["postgresql"], indirect=True)

WRITER = """
import sys
from records.acts.paragraphs import ParagraphChanged
from records.committees import Records

records = Records.open(sys.argv[1])
base = records.room("crisis").drafts["d1"].versions[sys.argv[2]]
for n in range(100_000):
    act = ParagraphChanged(draft="d1", paragraph=sys.argv[2], text=f"Burst {n};", base=base)
    base = records.perform("crisis", "france", act).revision
    sys.stdout.write(f"{base} {n}\\n")
    sys.stdout.flush()
"""


def sound(house: Any) -> None:
    """The log has no gap, and every process makes the same room of it."""
    records = house.another()
    log = records.history("crisis")
    assert [e.revision for e in log] == list(range(1, len(log) + 1))
    assert [e.at for e in log] == sorted(e.at for e in log)
    assert records.revisions()["crisis"] == len(log)
    assert records.room("crisis") == fold("crisis", log)


def test_what_was_acknowledged_before_a_kill_is_there(house: Any, root: Path) -> None:
    house.draft()
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, house.url, p], cwd=root, stdout=subprocess.PIPE, text=True)
        for p in ("p1", "p2")
    ]
    acknowledged: dict[int, str] = {}
    try:
        for paragraph, writer in zip(("p1", "p2"), writers, strict=True):
            assert writer.stdout is not None
            for _ in range(30):
                revision, n = writer.stdout.readline().split()
                acknowledged[int(revision)] = f"{paragraph} Burst {n};"
    finally:
        for writer in writers:
            os.kill(writer.pid, signal.SIGKILL)
    for paragraph, writer in zip(("p1", "p2"), writers, strict=True):
        rest, _ = writer.communicate()
        for line in rest.splitlines(keepends=True):
            if line.endswith("\n"):
                revision, n = line.split()
                acknowledged[int(revision)] = f"{paragraph} Burst {n};"
    log = {e.revision: e for e in house.another().history("crisis")}
    for revision, what in acknowledged.items():
        assert f"{log[revision].act.paragraph} {log[revision].act.text}" == what
    sound(house)
    house.change("france", "p1", "And on it goes;")


@on_postgresql
def test_postgresql_gone_and_back(house: Any, postgres: Any) -> None:
    house.draft()
    cookie = house.access.enter(house.access.issue("spring", "crisis", "chair", ["france"])[0].code)
    before = house.room
    told: list[str] = []
    postgres.stop()
    try:
        for attempt in (
            lambda: house.records.room("crisis"),
            lambda: house.records.revisions(),
            lambda: house.access.who(cookie),
            lambda: house.records.perform("crisis", "france", ParagraphChanged(draft="d1", paragraph="p1", text="Lost;")),
            lambda: house.another(),
        ):
            with pytest.raises(Unavailable) as caught:
                attempt()
            told.append(str(caught.value))
    finally:
        postgres.ensure_postgres_running()
    assert set(told) == {
        "The database cannot be reached. Nothing was saved of the last step; what you typed is still in its box. "
        "Try again in a moment; if it lasts, tell whoever runs the server."
    }
    assert house.room == before
    assert house.access.who(cookie).seat == "france"
    house.change("france", "p1", "Found again;")
    sound(house)


@on_postgresql
def test_a_connection_that_was_cut_is_not_a_user_s_trouble(house: Any, postgres: Any) -> None:
    house.draft()
    postgres.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'records%' AND pid <> pg_backend_pid()")
    house.change("france", "p1", "As if nothing had been;")


def file_of(house: Any) -> Path:
    return Path(house.url.removeprefix("sqlite:///"))


def copied(file: Path, to: Path) -> None:
    with sqlite3.connect(file) as source, sqlite3.connect(to) as target:
        source.backup(target)


@on_sqlite
def test_a_file_that_was_replaced_is_noticed_at_the_next_step(house: Any, tmp_path: Path) -> None:
    file = file_of(house)
    house.draft()
    copied(file, tmp_path / "copy")
    before = house.room
    house.change("france", "p1", "Later than the copy;")
    for rest in file.parent.glob("*.sqlite3-*"):
        rest.unlink()
    os.replace(tmp_path / "copy", file)
    assert house.room == before
    entry = house.change("france", "p1", "In the new file;")
    with sqlite3.connect(file) as there:
        assert there.execute("SELECT max(revision) FROM entries").fetchone() == (entry.revision,)
    sound(house)


@on_sqlite
def test_a_file_that_is_gone_is_said_and_no_empty_one_is_made(house: Any, tmp_path: Path) -> None:
    file = file_of(house)
    house.draft()
    copied(file, tmp_path / "copy")
    for rest in file.parent.iterdir():
        rest.unlink()
    for attempt in (lambda: house.room, lambda: house.change("france", "p1", "Nowhere;")):
        with pytest.raises(Unavailable, match=r"is gone from the data folder\. Nothing was saved"):
            attempt()
    assert not file.exists()
    os.replace(tmp_path / "copy", file)
    house.change("france", "p1", "Back;")
    sound(house)


LOCKED_OUT = """
import os, sys
from records.acts.paragraphs import ParagraphChanged
from records.committees import Records
from records.errors import Unavailable
# Everything is loaded while it may be read.
Records.open(sys.argv[2]).close()
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for attempt in ("open", "write"):
    try:
        if attempt == "open":
            records = Records.open(sys.argv[1])
            print(len(records.room("crisis").drafts))
        else:
            records.perform("crisis", "france", ParagraphChanged(draft="d1", paragraph="p1", text="x"))
    except (Unavailable, NameError) as error:
        print(error)
"""


@on_sqlite
def test_a_folder_that_cannot_be_written_to_is_said(house: Any, root: Path, tmp_path: Path) -> None:
    house.draft()
    # Not pytest's folder, into which no other user may look.
    folder = Path(tempfile.mkdtemp(prefix="penholder-locked-"))
    copied(file_of(house), folder / "penholder.sqlite3")
    os.chmod(folder / "penholder.sqlite3", 0o444)
    os.chmod(folder, 0o555)
    try:
        addresses = [f"sqlite:///{folder}/penholder.sqlite3", f"sqlite:///{tmp_path}/other"]
        run = subprocess.run(
            [sys.executable, "-c", LOCKED_OUT, *addresses], cwd=root, capture_output=True, text=True, check=False
        )
    finally:
        os.chmod(folder, 0o755)
        shutil.rmtree(folder)
    assert run.stderr == ""
    assert "cannot be written to. Nothing was saved" in run.stdout and "PENHOLDER_DATA" in run.stdout


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(Unavailable, match="PENHOLDER_DATA"):
        connect(f"sqlite:///{tmp_path}/file/data/penholder.sqlite3")


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "penholder.sqlite3").write_bytes(b"This is a letter and no database. " * 200)
    with pytest.raises(Unavailable, match="damaged"):
        connect(f"sqlite:///{tmp_path}/penholder.sqlite3")


@pytest.mark.parametrize("url", ["nonsense", "mysql://x/y", "postgresql+nothing://x/y", "postgresql://127.0.0.1:1/none"])
def test_an_address_that_leads_nowhere_is_said(url: str) -> None:
    with pytest.raises(Unavailable) as caught:
        connect(url)
    assert str(caught.value).endswith((".", "server."))


@on_sqlite
def test_a_full_disk_is_said_and_nothing_is_half_written(house: Any) -> None:
    house.draft()
    engine = house.records.engine
    engine.dispose()
    limit = {"pages": 0}

    @event.listens_for(engine, "connect")
    def small(connection: Any, _: object) -> None:
        if limit["pages"]:
            connection.execute(f"PRAGMA max_page_count = {limit['pages']}")

    with engine.connect() as connection:
        limit["pages"] = connection.execute(text("PRAGMA page_count")).scalar_one() + 6
    engine.dispose()
    kept = house.text("p1")
    for n in range(100):
        wanted = f"{n} " + "words " * 400
        try:
            house.change("france", "p1", wanted)
        except Unavailable as error:
            told = str(error)
            break
        kept = wanted
    else:
        pytest.fail("the disk was never full")
    assert told == (
        "The disk that holds the records is full. Nothing was saved of the last step; "
        "what you typed is still in its box. Make room on it and try again."
    )
    assert house.text("p1") == kept
    sound(house)
    limit["pages"] = 0
    engine.dispose()
    house.change("france", "p1", "There is room again;")
    sound(house)


@on_sqlite
def test_a_database_that_is_busy_is_said(house: Any) -> None:
    file = file_of(house)
    house.draft()

    @event.listens_for(house.records.engine, "connect")
    def impatient(connection: Any, _: object) -> None:
        connection.execute("PRAGMA busy_timeout = 50")

    house.records.engine.dispose()
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="busy"):
            house.change("france", "p1", "Waits;")
        assert house.text("p1") == "Urges calm;", "readers wait for nobody"
        other.execute("ROLLBACK")
    other.close()
    house.change("france", "p1", "Goes;")


def test_a_listener_that_fails_makes_no_act_fail(house: Any, caplog: pytest.LogCaptureFixture) -> None:
    house.draft()
    heard: list[int] = []
    house.records.listeners += [lambda *_: 1 / 0, lambda _, revision: heard.append(revision)]
    assert house.change("france", "p1", "Kept;").revision == heard[0]
    assert "could not be passed on" in caplog.text


def test_a_stale_tab_learns_what_it_missed(house: Any) -> None:
    house.draft()
    base = house.room.drafts["d1"].versions["p1"]
    for n in range(40):
        house.clock.on(3600)
        house.change("france", "p1", f"Version {n};")
    with pytest.raises(Conflict) as caught:
        house.change("france", "p1", "From last week;", base)
    assert (caught.value.theirs.text, caught.value.mine) == ("Version 39;", "From last week;")
    for never in (0, 10**9, -1):
        with pytest.raises(Conflict):
            house.change("france", "p1", "From nowhere;", never)
    house.change("france", "p1", "Chosen;", caught.value.base)


def test_the_log_s_time_never_goes_back(house: Any) -> None:
    house.draft()
    times = []
    for jump in (10, -86_400, 5, 86_400 * 3, -86_400 * 400, 1):
        house.clock.on(jump)
        times.append(house.change("france", "p1", f"After {jump};").at)
    assert times == sorted(times)
    sound(house)


def test_a_clock_on_the_board_counts_right_after_the_server_s_time_was_put_back(house: Any) -> None:
    house.clock.on(86_400)
    house.do("chair", ClockStarted(seconds=5))
    house.clock.on(-86_400)
    house.do("chair", ClockStarted(seconds=60))
    clock = house.room.board.clock
    assert clock.ends_at == house.clock.now + 60
    house.clock.on(20)
    assert clock.left_at(house.clock.now) == 40
    house.do("chair", ClockStopped())
    assert house.room.board.clock.left == 40
    sound(house)


@pytest.mark.parametrize(("jump", "left"), [(-86_400, 60), (86_400, 0), (-30, 60), (30, 30)])
def test_no_jump_puts_more_on_a_clock_than_it_was_started_with(house: Any, jump: float, left: float) -> None:
    house.do("chair", ClockStarted(seconds=60))
    house.clock.on(jump)
    assert house.room.board.clock.left_at(house.clock.now) == left
    house.do("chair", ClockStopped())
    assert house.room.board.clock.left == left


def test_a_long_log_is_opened_from_its_copy(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """How long 10,000 entries take is measured by `python -m benchmarks.records`; here it is counted what is read."""
    from records import committees
    from records.acts.act import Entry

    house.draft()
    log = list(house.records.history("crisis"))
    first = house.room.drafts["d1"].draft.find("p1")
    for n in range(len(log) + 1, 2_051):
        act = ParagraphChanged(draft="d1", paragraph="p1", text=f"Text {n};", base=n - 1, was=first)
        log.append(Entry(n, log[-1].at, "france", act))
    house.records.import_log("spring", "long", log, {})
    for n in range(3):
        house.records.perform("long", "france", ParagraphChanged(draft="d1", paragraph="p1", text=f"Since {n};"))
    read: list[int] = []
    entry = committees._entry
    monkeypatch.setattr(committees, "_entry", lambda row: (read.append(row.revision), entry(row))[1])
    assert Records.open(house.url).room("long").revision == 2_053
    assert read == [2_051, 2_052, 2_053]


@pytest.mark.parametrize("text", ["\ud800", "a" * 50_001])
def test_a_text_that_cannot_be_kept_is_refused_in_words(house: Any, text: str) -> None:
    from pydantic import ValidationError

    from records.errors import Refused

    house.draft()
    with pytest.raises((Refused, ValidationError)):
        house.change("france", "p1", text)
    sound(house)


@pytest.mark.parametrize("text", ["\0", "\0\u2028\u202e", "مرحبا", "😀" * 1000, "'; DROP TABLE entries; --", "%s %(x)s :name ?"])
def test_any_other_text_comes_back_as_it_was_written(house: Any, text: str) -> None:
    house.draft()
    house.change("france", "p1", text)
    assert house.another().room("crisis").drafts["d1"].draft.find("p1").text == text


@on_sqlite
@pytest.mark.parametrize("id", ["", "A", "a b", "é", "a" * 41, "../x", "a\0"])
def test_an_id_that_is_none_is_refused_in_words(house: Any, id: str) -> None:
    from records.errors import Refused

    with pytest.raises(Refused, match="small letters"):
        house.records.found_conference(id, "Name")
    with pytest.raises(Refused, match="small letters"):
        house.records.open_committee("spring", id, house.room.settings)
