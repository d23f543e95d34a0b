"""How large a ledger is, a report and a claim."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from counterclaim.ledger.upgrades import version_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Bytes: of the file (without the log beside it), and of what the largest columns hold.

    The counts are of all readings.
    """

    version: int
    extractors: tuple[str, ...]
    reports: int
    claims: int
    decisions: int
    forgotten: int
    file: int
    claim_records: int
    texts: int
    originals: int

    @property
    def per_report(self) -> float | None:
        """Bytes of the file a report; None in an empty ledger."""
        return self.file / self.reports if self.reports else None

    @property
    def per_claim(self) -> float | None:
        """Bytes of the file a claim, everything included; None where there is no claim."""
        return self.file / self.claims if self.claims else None


def find_sizes(connection: Connection) -> Sizes:
    """What the file holds now."""

    def number(query: str) -> int:
        return int(connection.exec_driver_sql(query).scalar() or 0)

    extractors = connection.exec_driver_sql("SELECT DISTINCT extractor FROM reading ORDER BY extractor").scalars()
    return Sizes(
        version=version_of(connection),
        extractors=tuple(extractors),
        reports=number("SELECT count(*) FROM report"),
        claims=number("SELECT count(*) FROM claim"),
        decisions=number("SELECT count(*) FROM decision"),
        forgotten=number("SELECT count(*) FROM forgotten"),
        file=number("PRAGMA page_count") * number("PRAGMA page_size"),
        claim_records=number("SELECT sum(length(body)) FROM claim_pack"),
        texts=number("SELECT sum(length(CAST(content AS BLOB))) FROM text"),
        originals=number("SELECT sum(length(body)) FROM raw"),
    )
