"""Opening a ledger file: what is checked before it is trusted, and SQLite's errors in words.

A file is touched only when it is a ledger, or when it is blank and the caller asked for a new one.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from counterclaim.errors import ForeignLedger, LedgerError, NewerLedger
from counterclaim.ledger.tables import APPLICATION_ID, SCHEMA_VERSION, STATEMENTS, metadata
from counterclaim.ledger.upgrades import upgrade, version_of

#: How long a writer waits for another one. Adding a report holds the lock for milliseconds, linking for
#: seconds.
BUSY_SECONDS = 30.0
_RETRY_SECONDS = 0.01

# trusted_schema: a ledger from somebody else may hold views and triggers that call functions
# (https://www.sqlite.org/security.html). synchronous=FULL: with WAL, NORMAL survives a kill but may lose
# the last commits in a power cut (https://www.sqlite.org/pragma.html#pragma_synchronous); one flush a
# report costs far less than reading the report did, so an acknowledged report survives both. cache_size: 32
# MiB. secure_delete: what `forget` removes is overwritten.
_PRAGMAS = ("trusted_schema=OFF", "foreign_keys=ON", "synchronous=FULL", "cache_size=-32768", "secure_delete=ON")

# Rows are small, packs are seldom larger than a page, and every table and index takes a page at least: with 16 KB a
# ledger of 25 reports is larger by seven parts in ten, one of 336 by one in ten.
_PAGE_SIZE = 4096

# How every SQLite file begins: https://www.sqlite.org/fileformat.html, section 1.3.
_MAGIC = b"SQLite format 3\0"

_ADVICE = "`counterclaim add PATH...` makes one; --ledger or COUNTERCLAIM_LEDGER names another"


def connect(path: Path, *, create: bool, wait: float = BUSY_SECONDS) -> Engine:
    """Open the ledger at `path`, or make it with `create` where the file is missing or blank.

    A ledger in a place that can't be written is opened for reading; one of an earlier version is upgraded.
    Raises LedgerError (missing, unreadable, in use), ForeignLedger (another kind of file, left as it was) or
    NewerLedger.
    """
    path = path.expanduser().resolve()
    _check_place(path, create=create)
    mode = _mode(path, create=create)
    engine = _engine(path, mode, wait)
    try:
        with translated(path):
            _check_or_make(engine, path, create=create, wait=wait, writable=not mode.startswith("mode=ro"))
    except BaseException:
        engine.dispose()
        raise
    return engine


def empty_log(engine: Engine, path: Path) -> None:
    """Move what stands in the log beside the file (`-wal`) into it and cut the log to nothing.

    Raises LedgerError when another process reads or writes and does not finish in time.
    """
    with closing(engine.raw_connection()) as connection:
        (busy, _pages, _moved) = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise LedgerError(
            f"the report is removed, but another process still uses {path}, and {path.name}-wal keeps the words until "
            "the last one has closed the ledger: close them"
        )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into a LedgerError that says what happened and what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise _ledger_error(path, cause) from error


def _check_place(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; expected a ledger file. {_ADVICE}")
    if path.exists():
        if not path.is_file():
            raise ForeignLedger(f"{path} is no ordinary file; expected a ledger file. {_ADVICE}")
        if not os.access(path, os.R_OK):
            raise LedgerError(f"the ledger {path} can't be read: change its permissions. {_ADVICE}")
        _check_magic(path)
        return
    if not create:
        raise LedgerError(f"there is no ledger at {path}. {_ADVICE}")
    if not path.parent.is_dir():
        raise LedgerError(f"can't make the ledger {path}: there is no folder {path.parent}; make it first")
    if not os.access(path.parent, os.W_OK):
        raise LedgerError(f"can't make the ledger {path}: its folder can't be written; choose another with --ledger")


def _check_magic(path: Path) -> None:
    """Refuse what does not begin like an SQLite file; SQLite itself would take a short text for a blank
    file."""
    with path.open("rb") as file:
        start = file.read(len(_MAGIC))
    if start and start != _MAGIC:
        raise ForeignLedger(f"{path} is no ledger (not an SQLite file), and was left as it is. {_ADVICE}")


def _mode(path: Path, *, create: bool) -> str:
    """SQLite's URI options for `path`: https://www.sqlite.org/uri.html.

    A WAL database in a folder that can't be written opens only as immutable, which would leave out what
    stands in a log that was not merged yet; so only without such a log.
    """
    if os.access(path if path.exists() else path.parent, os.W_OK) and os.access(path.parent, os.W_OK):
        return "mode=rwc" if create else "mode=rw"
    log = path.with_name(path.name + "-wal")
    return "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"


def _engine(path: Path, mode: str, wait: float) -> Engine:
    def open_file() -> sqlite3.Connection:
        # isolation_level None: the "begin" listener below opens every transaction, none opens by itself
        return sqlite3.connect(
            f"{path.as_uri()}?{mode}", uri=True, timeout=wait, isolation_level=None, check_same_thread=False
        )

    engine = create_engine("sqlite+pysqlite://", creator=open_file, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a writer takes the lock at once: a lock taken later can fail without waiting
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _check_or_make(engine: Engine, path: Path, *, create: bool, wait: float, writable: bool) -> None:
    if _is_ledger(engine, path):
        _bring_up(engine, path, writable=writable)
        return
    if not create:
        raise LedgerError(f"{path} is blank: it holds no ledger yet. {_ADVICE}")
    _prepare(engine, wait)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if _header(connection) != (0, 0, 0):
            return  # another process made it while this one waited
        metadata.create_all(connection, checkfirst=False)
        for statement in STATEMENTS:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def _bring_up(engine: Engine, path: Path, *, writable: bool) -> None:
    with engine.connect() as connection:
        version = version_of(connection)
        indexed = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'reading_by_text'").first()
    if version == SCHEMA_VERSION:
        if writable and indexed is None:
            _index_readings(engine)
        return
    if not writable:
        raise LedgerError(
            f"{path} has tables of version {version} and can't be written, so it can't be upgraded to version "
            f"{SCHEMA_VERSION}: copy it to a place that can be written and name the copy with --ledger"
        )
    upgrade(engine, path, SCHEMA_VERSION)


def _index_readings(engine: Engine) -> None:
    """Give a ledger of before the first release of version 5 the index that it lacks. It is sound without."""
    with (
        suppress(DBAPIError),
        engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS reading_by_text ON reading (text_id)")


def _prepare(engine: Engine, wait: float) -> None:
    """Set what is kept in the file and can't change inside a transaction.

    SQLite does not wait for others before it changes the journal, so this does.
    """
    deadline = time.monotonic() + wait
    while True:
        try:
            with closing(engine.raw_connection()) as connection:
                connection.cursor().execute(f"PRAGMA page_size={_PAGE_SIZE}")
                connection.cursor().execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(_RETRY_SECONDS)


def _is_ledger(engine: Engine, path: Path) -> bool:
    """Whether the file is a ledger of this version or an earlier one; False when it is blank. Raises for anything
    else."""
    with engine.connect() as connection:
        application, version, tables = _header(connection)
    if (application, version, tables) == (0, 0, 0):
        return False
    if application != APPLICATION_ID:
        raise ForeignLedger(f"{path} is an SQLite file of another program, and was left as it is. {_ADVICE}")
    if version > SCHEMA_VERSION:
        raise NewerLedger(
            f"{path} was made by a newer counterclaim (its tables are version {version}, this one knows "
            f"{SCHEMA_VERSION}), and was left as it is. Upgrade counterclaim, or name another ledger with "
            "--ledger"
        )
    return True


def _header(connection: Connection) -> tuple[int, int, int]:
    """The application's id, the version of the tables, and how many tables there are."""
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    version = version_of(connection)
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    return int(application), version, int(tables)


def _ledger_error(path: Path, cause: BaseException | None) -> LedgerError:
    """The error for a result code of SQLite (https://www.sqlite.org/rescode.html)."""
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_NOTADB:
            return ForeignLedger(f"{path} is no ledger (not an SQLite file), and was left as it is. {_ADVICE}")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LedgerError(f"another process is writing to {path} and did not finish in time; try again later")
        case sqlite3.SQLITE_FULL:
            return LedgerError(
                f"no room to write to {path}: free some space and run the same command again; what was recorded is kept"
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return LedgerError(f"{path} can be read but not written: change the permissions of the file and its folder")
        case sqlite3.SQLITE_CANTOPEN:
            return LedgerError(f"{path} can't be opened ({cause}): check the permissions of the file and its folder")
        case sqlite3.SQLITE_CORRUPT:
            return LedgerError(
                f"{path} is damaged ({cause}); keep a copy, then try `sqlite3 {path.name} .recover` "
                "or add the reports to a new ledger"
            )
        case _:
            return LedgerError(f"SQLite can't use {path}: {cause}")
