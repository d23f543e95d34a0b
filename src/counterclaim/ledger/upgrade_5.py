"""From version 4 of the tables to version 5, which keeps records small.

What columns hold is left out of the JSON of reports, texts and claims, the JSON of claims is packed, originals are
compressed with their text as dictionary. Frozen: it depends on no record and no codec of today, only on the JSON that
versions 1 to 4 wrote.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

_PACK = 32
_LEVEL = 9
_IN_COLUMNS = ("id", "key", "report_id", "text_id", "extractor", "quote")

# Tables are rebuilt as section 7 of https://www.sqlite.org/lang_altertable.html says; the view names one, so it goes
# first.
_BEFORE = (
    "DROP VIEW current_claim",
    """CREATE TABLE raw_small (sha256 TEXT NOT NULL, size INTEGER NOT NULL, body BLOB NOT NULL, text INTEGER,
    PRIMARY KEY (sha256), FOREIGN KEY(text) REFERENCES text (n)) STRICT""",
    """CREATE TABLE text_small (n INTEGER NOT NULL, id TEXT NOT NULL, raw_sha256 TEXT NOT NULL, sha256 TEXT NOT NULL,
    content TEXT NOT NULL, record BLOB NOT NULL, PRIMARY KEY (n), UNIQUE (id)) STRICT""",
    """CREATE TABLE claim_small (n INTEGER NOT NULL, id TEXT NOT NULL, "key" TEXT NOT NULL, reading INTEGER NOT NULL,
    report_id TEXT NOT NULL, first INTEGER NOT NULL, kind TEXT NOT NULL, stance TEXT NOT NULL, outcome TEXT, low REAL,
    high REAL, bound TEXT, happened_start TEXT, happened_end TEXT, speaker TEXT NOT NULL, quote TEXT NOT NULL,
    PRIMARY KEY (n), UNIQUE (id), FOREIGN KEY(reading) REFERENCES reading (n),
    FOREIGN KEY(report_id) REFERENCES report (id)) STRICT""",
    "CREATE TABLE claim_pack (n INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (n)) STRICT",
    """CREATE TABLE linking_small (n INTEGER NOT NULL, through INTEGER NOT NULL, policy TEXT NOT NULL, copies TEXT,
    decided INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (n)) STRICT""",
    """INSERT INTO linking_small SELECT n, through, policy, (SELECT rule FROM copy_text LIMIT 1),
    (SELECT coalesce(max(n), 0) FROM decision), at FROM linking""",
    "DROP TRIGGER report_no_update",
)
_REBUILT = ("raw", "text", "claim", "linking")
_AFTER = (
    "CREATE INDEX reading_by_text ON reading (text_id)",
    'CREATE INDEX claim_by_key ON claim ("key")',
    "CREATE INDEX claim_in_order ON claim (report_id, first)",
    "CREATE INDEX claim_by_outcome ON claim (outcome) WHERE outcome IS NOT NULL",
    "CREATE INDEX claim_by_time ON claim (happened_start) WHERE happened_start IS NOT NULL",
    """CREATE VIEW current_claim AS SELECT claim.* FROM claim WHERE NOT EXISTS ( SELECT 1 FROM reading AS later
    WHERE later.report_id = claim.report_id AND later.n > claim.reading )""",
)


def upgrade_5(connection: Connection) -> None:
    """Rebuild what changed, inside the caller's transaction."""
    _run(connection, _BEFORE)
    _fill_raw(connection)
    _fill_text(connection)
    _fill_claims(connection)
    _fill_reports(connection)
    for table in _REBUILT:
        _run(connection, (f"DROP TABLE {table}", f"ALTER TABLE {table}_small RENAME TO {table}"))
    _run(connection, _AFTER)
    for table in (*_REBUILT, "claim_pack"):
        for deed in ("UPDATE", "DELETE"):
            _run(connection, (_guard(table, deed),))
    _run(connection, (_guard("report", "UPDATE"),))


def _run(connection: Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def _guard(table: str, deed: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the table {table} of a ledger is append only'); END"
    )


def _fill_raw(connection: Connection) -> None:
    query = """SELECT raw.sha256, raw.size, raw.body, text.n, text.content FROM raw LEFT JOIN text
    ON text.n = (SELECT min(n) FROM text WHERE raw_sha256 = raw.sha256)"""
    # without an index this would read every text for every original
    connection.exec_driver_sql("CREATE INDEX text_for_upgrade ON text (raw_sha256)")
    for sha256, size, body, number, content in connection.exec_driver_sql(query):
        if number is not None:
            packer = zlib.compressobj(_LEVEL, zdict=content.encode())
            body = packer.compress(zlib.decompress(body)) + packer.flush()
        connection.exec_driver_sql("INSERT INTO raw_small VALUES (?, ?, ?, ?)", (sha256, size, body, number))


def _fill_text(connection: Connection) -> None:
    for *columns, record in connection.exec_driver_sql("SELECT n, id, raw_sha256, sha256, content, record FROM text"):
        bare = _bare(json.loads(record), "id", "raw_sha256", "sha256")
        packed = zlib.compress(_line(bare).encode(), _LEVEL)
        connection.exec_driver_sql("INSERT INTO text_small VALUES (?, ?, ?, ?, ?, ?)", (*columns, packed))


def _fill_claims(connection: Connection) -> None:
    columns = "n, id, key, reading, report_id, first, kind, stance, outcome, happened_start, happened_end"
    pack: list[tuple[int, str]] = []
    last = None
    for row in connection.exec_driver_sql(f"SELECT {columns}, record FROM claim ORDER BY n"):
        number, reading, record = row[0], row[3], json.loads(row[-1])
        if pack and (len(pack) == _PACK or (number, reading) != (pack[-1][0] + 1, last)):
            _store_pack(connection, pack)
            pack = []
        toll, speaker = record.get("toll") or {}, record["by"]
        figures = (toll.get("low"), toll.get("high"), toll.get("bound"))
        values = (*row[:9], *figures, *row[9:11], speaker.get("name") or speaker["text"], record["quote"])
        connection.exec_driver_sql(f"INSERT INTO claim_small VALUES ({', '.join('?' * len(values))})", values)
        pack.append((number, _line(_bare(record, *_IN_COLUMNS))))
        last = reading
    if pack:
        _store_pack(connection, pack)


def _store_pack(connection: Connection, pack: list[tuple[int, str]]) -> None:
    body = zlib.compress("\n".join(line for _, line in pack).encode(), _LEVEL)
    connection.exec_driver_sql("INSERT INTO claim_pack VALUES (?, ?)", (pack[0][0], body))


def _fill_reports(connection: Connection) -> None:
    for report_id, record in _all_reports(connection):
        bare = _bare(json.loads(record), "id", "raw_sha256")
        for name in ("outlet", "url", "title"):
            bare.pop(name, None)
        connection.exec_driver_sql("UPDATE report SET record = ? WHERE id = ?", (_line(bare), report_id))


def _all_reports(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every report, by id; none twice, though their rows are changed meanwhile."""
    last = ""
    while rows := connection.exec_driver_sql(
        "SELECT id, record FROM report WHERE id > ? ORDER BY id LIMIT 500", (last,)
    ).fetchall():
        yield from ((row[0], row[1]) for row in rows)
        last = rows[-1][0]


def _bare(record: dict[str, Any], *in_columns: str) -> dict[str, Any]:
    return {**record, **dict.fromkeys(in_columns, "")}


def _line(record: dict[str, Any]) -> str:
    """One line of JSON; what is not ASCII is escaped, so nothing in it can end the line."""
    return json.dumps(record, separators=(",", ":"))
