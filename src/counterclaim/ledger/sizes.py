"""How large a ledger is, and what for: pages of its file, told apart by what stands on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from counterclaim.ledger.upgrades import version_of

Owner = Literal["reports", "claims", "rest"]

#: What each table with its indexes is for; tables that are named by a beginning stand for all with that beginning.
_PURPOSES: Mapping[str, tuple[Owner, str]] = {
    "text": ("reports", "texts"),
    "raw": ("reports", "originals"),
    "report": ("reports", "records"),
    "reading": ("reports", "records"),
    "rejection": ("reports", "records"),
    "text_search*": ("reports", "search"),
    "copy_*": ("reports", "copies"),
    "claim": ("claims", "records"),
    "claim_pack": ("claims", "records"),
    "claim_party": ("claims", "records"),
    "claim_search*": ("claims", "search"),
    "event": ("claims", "events"),
    "event_claim": ("claims", "events"),
    "event_name": ("claims", "log of events"),
    "linking": ("claims", "log of events"),
    "membership": ("claims", "log of events"),
    "decision": ("rest", "decisions"),
    "forgotten": ("rest", "removals"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a part of the file is for, and its bytes; whole pages, so that all shares add up to the file."""

    owner: Owner
    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Bytes of the file (without the log beside it), and the shares that add up to it.

    `shares` is empty where this build of SQLite can't tell (https://www.sqlite.org/dbstat.html). The counts are of all
    readings.
    """

    version: int
    extractors: tuple[str, ...]
    reports: int
    claims: int
    decisions: int
    forgotten: int
    file: int
    shares: tuple[Share, ...]

    def of(self, owner: Owner) -> int:
        """Bytes of all that is for reports, for claims, or for neither."""
        return sum(share.size for share in self.shares if share.owner == owner)

    @property
    def per_report(self) -> float | None:
        """Bytes of the file a report, everything included; None in an empty ledger."""
        return self.file / self.reports if self.reports else None

    @property
    def per_claim(self) -> float | None:
        """Bytes of the file a claim, everything included; None where there is no claim."""
        return self.file / self.claims if self.claims else None


def find_sizes(connection: Connection) -> Sizes:
    """What the file holds now. It is read whole."""

    def number(query: str) -> int:
        return int(connection.exec_driver_sql(query).scalar() or 0)

    extractors = connection.exec_driver_sql("SELECT DISTINCT extractor FROM reading ORDER BY extractor").scalars()
    file = number("PRAGMA page_count") * number("PRAGMA page_size")
    return Sizes(
        version=version_of(connection),
        extractors=tuple(extractors),
        reports=number("SELECT count(*) FROM report"),
        claims=number("SELECT count(*) FROM claim"),
        decisions=number("SELECT count(*) FROM decision"),
        forgotten=number("SELECT count(*) FROM forgotten"),
        file=file,
        shares=_shares(connection, file, number("PRAGMA freelist_count") * number("PRAGMA page_size")),
    )


def _shares(connection: Connection, file: int, free: int) -> tuple[Share, ...]:
    known = connection.exec_driver_sql("SELECT 1 FROM pragma_module_list WHERE name = 'dbstat'").first()
    if known is None:
        return ()
    query = """SELECT coalesce(tbl_name, dbstat.name) AS of_table, sum(pgsize) AS size FROM dbstat
    LEFT JOIN sqlite_master AS made ON made.name = dbstat.name WHERE aggregate = TRUE GROUP BY 1"""
    found: Counter[tuple[Owner, str]] = Counter()
    for row in connection.exec_driver_sql(query):
        found[_purpose(row.of_table)] += row.size
    found["rest", "free"] = free
    # what neither is counted with a table nor free: none in a file of ours
    found["rest", "tables"] += file - found.total()
    order = list(dict.fromkeys([*_PURPOSES.values(), ("rest", "tables"), ("rest", "free")]))
    return tuple(Share(owner=owner, name=name, size=found[owner, name]) for owner, name in order)


def _purpose(table: str) -> tuple[Owner, str]:
    """What a table is for; what is no table of ours holds the tables' definitions."""
    if table in _PURPOSES:
        return _PURPOSES[table]
    for start, purpose in _PURPOSES.items():
        if start.endswith("*") and table.startswith(start[:-1]):
            return purpose
    return "rest", "tables"
