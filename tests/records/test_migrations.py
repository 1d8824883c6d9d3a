"""The form of the database: made from nothing, alike in both kinds, and never by two at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from records.committees import Records
from records.database import alembic_config, connect, data_folder, database_url
from records.errors import Unavailable
from records.room import Settings
from records.tables import metadata
from tests.databases import KINDS


@pytest.fixture(params=KINDS)
def nothing(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which there is nothing."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new folder/100%/penholder.sqlite3"
    url: str = request.getfixturevalue("bare_postgres")
    return url


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_migrations_make_what_the_tables_say(nothing: str) -> None:
    engine = connect(nothing)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    assert tables(engine) == set(metadata.tables)
    engine.dispose()


def test_they_can_be_taken_back_and_made_again(nothing: str) -> None:
    engine = connect(nothing)
    config = alembic_config()
    for way, expected in ((command.downgrade, set()), (command.upgrade, set(metadata.tables))):
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            way(config, "base" if way is command.downgrade else "head")
        assert tables(engine) == expected
    engine.dispose()


def test_records_of_a_later_version_are_refused_and_left_alone(nothing: str) -> None:
    engine = connect(nothing)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Unavailable, match="later version of Penholder. Update the app"):
        Records.open(nothing)
    assert tables(engine) == set(metadata.tables)
    engine.dispose()


def test_threads_that_open_new_records_at_once_do_not_collide(nothing: str, at_once: Callable[..., list[Any]]) -> None:
    opened = at_once(*(lambda: Records.open(nothing) for _ in range(4)))
    assert [o for o in opened if isinstance(o, Exception)] == []
    opened[0].found_conference("spring", "Spring")
    assert [[c.id for c in o.conferences()] for o in opened] == [["spring"]] * 4
    for one in opened:
        one.close()


OPENING = "import sys; from records.committees import Records; input(); print(Records.open(sys.argv[1]).conferences())"


def test_replicas_that_start_together_on_new_records_do_not_collide(nothing: str, root: Path) -> None:
    replicas = [
        subprocess.Popen([sys.executable, "-c", OPENING, nothing], cwd=root, text=True, stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]  # fmt: skip
    for replica in replicas:
        assert replica.stdin is not None
        replica.stdin.write("go\n")
        replica.stdin.flush()
    assert [replica.communicate() for replica in replicas] == [("()\n", "")] * 2


def test_opening_again_changes_nothing(nothing: str) -> None:
    records = Records.open(nothing)
    records.found_conference("spring", "Spring")
    records.open_committee("spring", "one", Settings(name="One", topic="t", council="own"))
    room = records.room("one")
    records.close()
    again = Records.open(nothing)
    assert again.room("one") == room
    again.close()


def test_the_environment_says_where_the_records_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: Path) -> None:
    for name in ("PENHOLDER_DATABASE_URL", "PENHOLDER_DATA"):
        monkeypatch.delenv(name, raising=False)
    assert data_folder() == root / "data"
    monkeypatch.setenv("PENHOLDER_DATA", str(tmp_path))
    assert database_url() == f"sqlite:///{tmp_path}/penholder.sqlite3"
    monkeypatch.setenv("PENHOLDER_DATABASE_URL", "postgresql://host/name")
    assert database_url() == "postgresql://host/name"
