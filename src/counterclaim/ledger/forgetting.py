"""Removing a report because the law asks for it: the one exception to "append only".

Everything that was made from the report goes, in one transaction, and a log entry without content stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from counterclaim.codec import to_json
from counterclaim.ledger import search, tables
from counterclaim.ledger.find import find_report
from counterclaim.ledger.packing import Packs, claim_rows
from counterclaim.records import content_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was removed: the report's id, how many claims, a hash of it all.

    `same_text` names reports that hold the same text and still stand.
    """

    report_id: str
    claims: int
    sha256: str
    same_text: tuple[str, ...]


# Claims by number, texts by id. Keys that another report's claim has are that report's as well. Kept bytes go even
# where another report came in them: they hold the words.
_MINE = "(SELECT n FROM claim WHERE report_id = :report)"
_KEYS = "(SELECT key FROM claim WHERE report_id = :report EXCEPT SELECT key FROM claim WHERE report_id <> :report)"
_TEXTS = (
    "(SELECT text_id FROM reading WHERE report_id = :report "
    "EXCEPT SELECT text_id FROM reading WHERE report_id <> :report)"
)
_BEFORE = (
    # the log first, while it can still be told what belonged where; the heirs of former ids follow from it
    f"""INSERT INTO membership (linking, key, line, reason)
    SELECT (SELECT max(n) FROM linking), key, NULL, 'forgotten' FROM (
        SELECT key, line, max(n) FROM membership WHERE key IN {_KEYS} GROUP BY key) WHERE line IS NOT NULL""",
    f"CREATE TEMP TABLE gone AS SELECT event_id AS id FROM event_claim WHERE claim IN {_MINE}",
    "DELETE FROM event_claim WHERE event_id IN (SELECT id FROM gone)",
    "DELETE FROM event WHERE id IN (SELECT id FROM gone)",
    "DROP TABLE temp.gone",
)
_ROWS = (
    f"DELETE FROM claim_party WHERE claim IN {_MINE}",
    f"DELETE FROM decision WHERE key IN {_KEYS} OR other_key IN {_KEYS}",
    "CREATE TEMP TABLE left_text AS SELECT id FROM text WHERE id IN " + _TEXTS,
    # a pack holds the claims of one reading; its number is the first one's
    f"DELETE FROM claim_pack WHERE n IN {_MINE}",
    "DELETE FROM claim WHERE report_id = :report",
    "DELETE FROM reading WHERE report_id = :report",
    "DELETE FROM rejection WHERE report_id = :report",
    "DELETE FROM raw WHERE sha256 = (SELECT raw_sha256 FROM report WHERE id = :report)",
    "DELETE FROM report WHERE id = :report",
    "DELETE FROM text WHERE id IN (SELECT id FROM left_text)",
    "DROP TABLE temp.left_text",
)
_EMPTIED = ("decision", "claim_party", "claim_pack", "claim", "reading", "rejection", "raw", "report", "text")


def forget(connection: Connection, report_id: str, *, who: str, why: str, at: str, number: int) -> Forgotten:
    """Remove the report (full id, recorded) with all that was made from it; log who, when, why.

    `number` stands in the order of readings, so that no linking before it counts as current.
    """
    mine = {"report": report_id}
    packs = Packs(connection)
    rows = connection.execute(claim_rows().where(tables.claim.c.report_id == report_id))
    claims = [to_json(packs.claim(row), brief=True) for row in rows]
    removed = Forgotten(
        report_id=report_id,
        claims=len(claims),
        sha256=_hash(connection, report_id, claims),
        same_text=_same_text(connection, report_id),
    )
    _forget_words(connection, mine)
    _forget_copies(connection)
    for statement in _BEFORE:
        connection.execute(text(statement), mine if ":report" in statement else {})
    _let(connection, "DROP")
    for statement in _ROWS:
        connection.execute(text(statement), mine if ":report" in statement else {})
    _let(connection, "CREATE")
    row = {"n": number, "report_id": report_id, "who": who, "why": why, "at": at, "sha256": removed.sha256}
    connection.execute(tables.forgotten.insert(), row)
    return removed


def _hash(connection: Connection, report_id: str, claims: Sequence[str]) -> str:
    """A hash of what is removed, by which somebody who holds it can show that it was this."""
    report = find_report(connection, report_id)
    return content_hash(report.raw_sha256, to_json(report, brief=True), *sorted(claims))


def _same_text(connection: Connection, report_id: str) -> tuple[str, ...]:
    query = """SELECT DISTINCT other.report_id FROM reading JOIN text ON text.id = reading.text_id
    JOIN text AS twin ON twin.sha256 = text.sha256 JOIN reading AS other ON other.text_id = twin.id
    WHERE reading.report_id = :report AND other.report_id <> :report ORDER BY other.report_id"""
    return tuple(connection.execute(text(query), {"report": report_id}).scalars())


def _forget_words(connection: Connection, mine: dict[str, str]) -> None:
    """Take the words out of the search, and merge its parts: until then they would keep what is marked as removed."""
    quotes = connection.execute(text("SELECT n, quote FROM claim WHERE report_id = :report"), mine)
    search.drop_claims(connection, [(row.n, row.quote) for row in quotes])
    contents = connection.execute(text(f"SELECT n, content FROM text WHERE id IN {_TEXTS}"), mine)
    search.drop_texts(connection, [(row.n, row.content) for row in contents])


def _forget_copies(connection: Connection) -> None:
    """Discard what was derived about copies; the next command that needs it derives it from the texts that are left."""
    for table in reversed(tables.metadata.sorted_tables):
        if table.name.startswith("copy_"):
            connection.execute(table.delete())


def _let(connection: Connection, deed: str) -> None:
    """Lift the triggers against removal, or put them back, within the transaction."""
    for table in _EMPTIED:
        statement = tables.guard(table, "DELETE") if deed == "CREATE" else f"DROP TRIGGER {table}_no_delete"
        connection.exec_driver_sql(statement)
