"""The connection: an SQLite file of one's own by default, PostgreSQL where the environment names one.

`PENHOLDER_DATABASE_URL` names a database, such as `postgresql://user:password@host/penholder`. Without it the records
are in `penholder.sqlite3` in the data folder: `PENHOLDER_DATA`, or else `data` beside `app.py`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, NoSuchModuleError, SQLAlchemyError

from records.errors import Unavailable

ROOT = Path(__file__).resolve().parent.parent
URL = "PENHOLDER_DATABASE_URL"
FOLDER = "PENHOLDER_DATA"

_MIGRATIONS_LOCK = 7_364_001
"""An arbitrary number by which replicas that start together take turns in bringing PostgreSQL up to date."""


_migrating = Lock()
"""Alembic keeps what it works on in one place for all threads."""

_POSTGRES = {
    "connect_timeout": 5,
    # As long as SQLite waits; and a replica that hangs in the middle of an act lets the others go on.
    "options": "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}


def data_folder() -> Path:
    """The folder of what is kept on this machine."""
    return Path(os.environ.get(FOLDER) or ROOT / "data")


def database_url() -> str:
    """The address of the database that the environment asks for; the SQLite file of the data folder without one."""
    return os.environ.get(URL) or f"sqlite:///{(data_folder() / 'penholder.sqlite3').as_posix()}"


def connect(url: str | None = None) -> Engine:
    """An engine on the database, made and brought up to date where it has to be.

    Raises:
        Unavailable: if it cannot be reached or written to, or was made by a later version.
    """
    wanted = url or database_url()
    try:
        address = make_url(wanted)
    except ArgumentError:
        raise Unavailable(f"{URL} is no address of a database; one looks like postgresql://user:password@host/name.") from None
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    settings: dict[str, Any] = {}
    if address.get_backend_name() == "sqlite":
        if address.database and address.database != ":memory:":
            _make_folder(Path(address.database).parent)
        settings["connect_args"] = {"timeout": 10, "check_same_thread": False}
    elif address.get_backend_name() == "postgresql":
        # A connection that died with the database is noticed before it is used, and not by a user.
        settings |= {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 20, "connect_args": _POSTGRES}
    else:
        raise Unavailable(f"{URL} names {address.get_backend_name()}; the records are kept in SQLite or PostgreSQL.")
    try:
        engine = create_engine(address, **settings)
    except (NoSuchModuleError, ArgumentError, ImportError) as error:
        raise Unavailable(f"{URL} cannot be used: {error}.") from None
    if engine.dialect.name == "sqlite":
        _speak_sqlite(engine)
    try:
        with reachable(), _migrating:
            _bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    if engine.dialect.name == "sqlite" and engine.url.database:
        _keep_to_the_file(engine, Path(engine.url.database))
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            f"The data folder {folder} cannot be made ({error.strerror}); set {FOLDER} to a folder that can be written to."
        ) from None


def _speak_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _: object) -> None:
        # The driver's own way to begin transactions would take the lock too late; see "begin" below.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        # What was acknowledged outlives a power cut, at the price of a flush to disk for every act.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA busy_timeout = 10000")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _keep_to_the_file(engine: Engine, file: Path) -> None:
    """Notices where the file was taken away or another put in its place: writing would go on into the one that is gone."""

    def identity() -> tuple[int, int] | None:
        try:
            found = file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    engine.dispose()

    @event.listens_for(engine, "do_connect")
    def _on_opening(*_: object) -> None:
        # SQLite would make a new and empty one.
        if identity() is None:
            raise Unavailable(
                "The file of the records is gone from the data folder. Nothing was saved of the last step; what you typed is still in "
                "its box. Put the file back, or restart the app to begin with empty records."
            )

    @event.listens_for(engine, "connect")
    def _on_connect(_: object, record: Any) -> None:
        record.info["file"] = identity()

    @event.listens_for(engine, "checkout")
    def _on_checkout(_: object, record: Any, __: object) -> None:
        if record.info["file"] != identity():
            raise DisconnectionError("the file was replaced")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to read on."""
    with reachable(), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it is kept, or nothing."""
    with reachable(), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def reachable() -> Iterator[None]:
    """Turns what a driver raises into `Unavailable`, in words that say what to do."""
    try:
        yield
    except (DBAPIError, SQLAlchemyError) as error:
        raise Unavailable(_in_words(error)) from error


def _in_words(error: SQLAlchemyError) -> str:
    said = str(getattr(error, "orig", None) or error).lower()
    kept = "Nothing was saved of the last step; what you typed is still in its box."
    if "is full" in said or "no space" in said:
        return f"The disk that holds the records is full. {kept} Make room on it and try again."
    if "readonly" in said or "read-only" in said or "permission" in said or "unable to open" in said:
        return f"The records cannot be written to. {kept} Check the rights on the data folder ({FOLDER})."
    if "locked" in said or "busy" in said or "lock timeout" in said or "queuepool limit" in said:
        return f"The records are busy. {kept} Try again in a moment."
    if "malformed" in said or "not a database" in said or "disk image" in said:
        return f"The file of the records is damaged. {kept} Stop the app and put back the latest backup."
    return f"The database cannot be reached. {kept} Try again in a moment; if it lasts, tell whoever runs the server."


# -- its form


def alembic_config() -> Config:
    """Alembic's settings, without a file of them."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "records" / "migrations").replace("%", "%%"))
    return config


def _bring_up_to_date(engine: Engine) -> None:
    config = alembic_config()
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        now = MigrationContext.configure(connection).get_current_revision()
    if now == scripts.get_current_head():
        return
    if now is not None and now not in {script.revision for script in scripts.walk_revisions()}:
        raise Unavailable(
            "The records were made by a later version of Penholder. Update the app, or point it at another database."
        )
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATIONS_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
