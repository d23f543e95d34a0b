"""From the tables of one version to those of the next.

`UPGRADES[n]` turns a ledger of version n - 1 into one of version n. What stands here is frozen: ledgers of every
version are out in the world. A new ledger is made by `tables` at once; a test compares it with one that came all
the way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, suppress

from sqlalchemy import Connection, Engine

from counterclaim.errors import LedgerError
from counterclaim.ledger.upgrade_5 import upgrade_5

Statements = tuple[str, ...]
Step = Statements | Callable[[Connection], None]


def _append_only(table: str) -> Statements:
    return tuple(
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the table {table} of a ledger is append only'); END"
        for deed in ("UPDATE", "DELETE")
    )


# Full-text search. Texts get a number of their own: SQLite may renumber the rows of a table without one
# (https://www.sqlite.org/lang_vacuum.html), and the search refers to them by number.
_SEARCH = (
    """CREATE TABLE text_numbered (n INTEGER NOT NULL, id TEXT NOT NULL, raw_sha256 TEXT NOT NULL,
    sha256 TEXT NOT NULL, content TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (n), UNIQUE (id)) STRICT""",
    "INSERT INTO text_numbered SELECT rowid, id, raw_sha256, sha256, content, record FROM text ORDER BY rowid",
    "DROP TABLE text",
    "ALTER TABLE text_numbered RENAME TO text",
    *_append_only("text"),
    """CREATE VIRTUAL TABLE text_search USING fts5(content, content='text', content_rowid='n', columnsize=0,
    tokenize='unicode61 remove_diacritics 2')""",
    """CREATE VIRTUAL TABLE claim_search USING fts5(quote, content='', columnsize=0,
    tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO text_search(text_search) VALUES ('rebuild')",
    "INSERT INTO claim_search(rowid, quote) SELECT n, json_extract(record, '$.quote') FROM claim ORDER BY n",
)

# Copies are derived from the texts by the next command that needs them.
_COPIES = (
    """CREATE TABLE copy_body (n INTEGER NOT NULL, sha256 TEXT NOT NULL, text_id TEXT NOT NULL, bands INTEGER NOT NULL,
    part INTEGER NOT NULL, PRIMARY KEY (n), UNIQUE (sha256), FOREIGN KEY(text_id) REFERENCES text (id)) STRICT""",
    "CREATE INDEX copy_body_by_part ON copy_body (part)",
    """CREATE TABLE copy_group (id TEXT NOT NULL, origin TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (id),
    FOREIGN KEY(origin) REFERENCES report (id)) STRICT""",
    """CREATE TABLE copy_band (band INTEGER NOT NULL, body INTEGER NOT NULL, PRIMARY KEY (band, body),
    FOREIGN KEY(body) REFERENCES copy_body (n)) WITHOUT ROWID, STRICT""",
    """CREATE TABLE copy_member (report_id TEXT NOT NULL, group_id TEXT NOT NULL, kind TEXT NOT NULL,
    PRIMARY KEY (report_id), FOREIGN KEY(report_id) REFERENCES report (id),
    FOREIGN KEY(group_id) REFERENCES copy_group (id)) WITHOUT ROWID, STRICT""",
    """CREATE TABLE copy_pair (body INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (body, other),
    FOREIGN KEY(body) REFERENCES copy_body (n), FOREIGN KEY(other) REFERENCES copy_body (n)) WITHOUT ROWID, STRICT""",
    """CREATE TABLE copy_text (text_id TEXT NOT NULL, body INTEGER NOT NULL, rule TEXT NOT NULL, PRIMARY KEY (text_id),
    FOREIGN KEY(text_id) REFERENCES text (id), FOREIGN KEY(body) REFERENCES copy_body (n)) WITHOUT ROWID, STRICT""",
    "CREATE INDEX copy_text_by_body ON copy_text (body)",
)

_DECISIONS_AND_REMOVALS = (
    """CREATE TABLE decision (n INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
    other_key TEXT, undoes TEXT, at TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (n), UNIQUE (id)) STRICT""",
    "CREATE INDEX decision_by_key ON decision (key)",
    """CREATE TABLE forgotten (n INTEGER NOT NULL, report_id TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,
    at TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (n)) STRICT""",
    "CREATE INDEX forgotten_by_report ON forgotten (report_id)",
    *_append_only("decision"),
    *_append_only("forgotten"),
)

UPGRADES: Mapping[int, Step] = {
    2: _SEARCH,
    3: _COPIES,
    4: _DECISIONS_AND_REMOVALS,
    5: upgrade_5,
}


def version_of(connection: Connection) -> int:
    """The version of the tables in the file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def upgrade(engine: Engine, path: object, newest: int) -> None:
    """Bring the tables to version `newest`, one version at a time, each in a transaction of its own.

    Whatever stops it leaves the ledger at one version or the other, with everything that was recorded; opening it again
    goes on from there. Processes that open the ledger at once wait for each other. Raises LedgerError when records do
    not fit together afterwards; that step is then undone. What the steps freed is then given back, where nothing
    hinders it.
    """
    stepped = False
    while True:
        with engine.connect().execution_options(writes=True) as connection:
            # it can't be changed inside a transaction; https://www.sqlite.org/lang_altertable.html, section 7, says why
            _driver(connection).execute("PRAGMA foreign_keys=OFF")
            try:
                with connection.begin():
                    version = version_of(connection)
                    if version >= newest:
                        break
                    _step(connection, path, version + 1)
                    stepped = True
            finally:
                connection.invalidate()
    if stepped:
        _give_back(engine)


def _give_back(engine: Engine) -> None:
    """Make the file as small as what it holds. It is sound without: when the disk is too full for a second copy, or
    another process writes, the room stays in the file and new reports take it."""
    with closing(engine.raw_connection()) as connection, suppress(sqlite3.OperationalError):
        connection.cursor().execute("VACUUM")


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _step(connection: Connection, path: object, version: int) -> None:
    step = UPGRADES[version]
    if callable(step):
        step(connection)
    else:
        for statement in step:
            connection.exec_driver_sql(statement)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise LedgerError(
            f"{path} can't be upgraded to version {version} of the tables: a row of {broken[0]} refers to a row of "
            f"{broken[2]} that is not there, so it was changed by something else. It was left as it is; add the "
            "reports to a new ledger"
        )
    connection.exec_driver_sql(f"PRAGMA user_version={version}")
