"""Writing to a ledger: a report with everything that was read in it, and rejections. Nothing is changed or
removed.

Every function takes a connection inside a transaction that the caller commits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects.sqlite import insert

from counterclaim.codec import to_json
from counterclaim.errors import UsageError
from counterclaim.ledger import search, tables
from counterclaim.ledger.linkings import last_reading
from counterclaim.ledger.packing import pack_claims, pack_raw, pack_report, pack_text
from counterclaim.records import Capture, Claim, Rejection, Report, Text, content_hash


def extractor_of(capture: Capture, claims: Sequence[Claim], stated: str | None) -> str:
    """The extractor that read the report: as stated, else as the claims say, else "" (it found none).

    Raises UsageError for claims of another report, another text or another extractor.
    """
    report, text = capture.report, capture.text
    extractor = claims[0].extractor if claims and stated is None else stated or ""
    for claim in claims:
        if (claim.report_id, claim.text_id, claim.extractor) != (report.id, text.id, extractor):
            raise UsageError(
                f"claim {claim.id} is of report {claim.report_id}, text {claim.text_id}, "
                f"extractor {claim.extractor}; expected {report.id}, {text.id}, {extractor}"
            )
    return extractor


def was_read(connection: Connection, report_id: str, extractor: str) -> bool:
    """Whether that extractor's reading of the report is recorded, or the report was removed for good."""
    gone = select(tables.forgotten.c.n).where(tables.forgotten.c.report_id == report_id)
    if connection.execute(gone).first() is not None:
        return True
    reading = tables.reading.c
    query = select(reading.n).where(reading.report_id == report_id, reading.extractor == extractor)
    return connection.execute(query).first() is not None


def add_reading(
    connection: Connection,
    capture: Capture,
    claims: Sequence[Claim],
    *,
    extractor: str,
    at: str,
    keep_original: bool,
) -> list[Rejection]:
    """Record a reading that `was_read` does not know. What is there already (the report, its text) stays as
    it is.

    Returns a rejection for each claim that shares its id with another claim of the reading; the first one
    is kept.
    """
    _add_once(connection, tables.report, _report_row(capture.report))
    _add_text(connection, capture.text)
    if keep_original:
        _add_raw(connection, capture)
    reading = connection.execute(
        tables.reading.insert().returning(tables.reading.c.n),
        {
            "n": last_reading(connection) + 1,
            "report_id": capture.report.id,
            "text_id": capture.text.id,
            "extractor": extractor,
            "at": at,
        },
    ).scalar_one()
    kept: dict[str, Claim] = {}
    rejected = []
    for claim in claims:
        first = kept.setdefault(claim.id, claim)
        if first != claim:
            rejected.append(_shared_id(capture.report, claim))
    _add_claims(connection, reading, list(kept.values()))
    return rejected


def add_rejections(connection: Connection, rejections: Sequence[Rejection]) -> None:
    """Record rejections, each once however often it comes."""
    for rejection in rejections:
        record = to_json(rejection)
        row = {
            "id": content_hash(record)[:24],
            "stage": rejection.stage,
            "code": rejection.code,
            "reason": rejection.reason,
            "source": rejection.source,
            "report_id": rejection.report_id,
            "record": record,
        }
        _add_once(connection, tables.rejection, row)


def _add_once(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    connection.execute(insert(table).values(**row).on_conflict_do_nothing())


def _add_raw(connection: Connection, capture: Capture) -> None:
    sha256 = capture.report.raw_sha256
    if connection.execute(select(tables.raw.c.size).where(tables.raw.c.sha256 == sha256)).first() is None:
        text = select(tables.text.c.n, tables.text.c.content).where(tables.text.c.id == capture.text.id)
        recorded = connection.execute(text).one()
        body = pack_raw(capture.raw, recorded.content)
        row = {"sha256": sha256, "size": len(capture.raw), "body": body, "text": recorded.n}
        connection.execute(tables.raw.insert(), row)


def _add_text(connection: Connection, text: Text) -> None:
    add = insert(tables.text).values(**_text_row(text)).on_conflict_do_nothing()
    number = connection.execute(add.returning(tables.text.c.n)).scalar()
    if number is not None:
        search.index_text(connection, number, text.content)


def _report_row(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "raw_sha256": report.raw_sha256,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "published_start": report.published and report.published.start,
        "published_end": report.published and report.published.end,
        "record": pack_report(report),
    }


def _text_row(text: Text) -> dict[str, Any]:
    return {
        "id": text.id,
        "raw_sha256": text.raw_sha256,
        "sha256": text.sha256,
        "content": text.content,
        "record": pack_text(text),
    }


def _add_claims(connection: Connection, reading: int, claims: Sequence[Claim]) -> None:
    if not claims:
        return
    first = connection.execute(select(func.coalesce(func.max(tables.claim.c.n), 0))).scalar_one() + 1
    packs = [{"n": number, "body": body} for number, body in pack_claims(claims, first)]
    connection.execute(tables.claim_pack.insert(), packs)
    rows = [{"n": number, **_claim_row(reading, claim)} for number, claim in enumerate(claims, first)]
    connection.execute(tables.claim.insert(), rows)
    search.index_claims(connection, [(number, claim.quote) for number, claim in enumerate(claims, first)])
    parties = [
        {"claim": number, "party": party}
        for number, claim in enumerate(claims, first)
        for party in {party.upper(): party for party in claim.by.parties}.values()
    ]
    if parties:
        connection.execute(tables.claim_party.insert(), parties)


def _claim_row(reading: int, claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "key": claim.key,
        "reading": reading,
        "report_id": claim.report_id,
        "first": min((span.start for span in claim.evidence), default=0),
        "kind": claim.kind,
        "stance": claim.stance,
        "outcome": claim.toll and claim.toll.outcome,
        "low": claim.toll and claim.toll.low,
        "high": claim.toll and claim.toll.high,
        "bound": claim.toll and claim.toll.bound,
        "happened_start": claim.happened and claim.happened.start,
        "happened_end": claim.happened and claim.happened.end,
        "speaker": claim.by.name or claim.by.text,
        "quote": claim.quote,
    }


def _shared_id(report: Report, claim: Claim) -> Rejection:
    return Rejection(
        stage="ledger",
        code="extraction_failed",
        reason=f"two claims share the id {claim.id}; the first was kept, left out: {claim.quote}",
        source=report.source,
        report_id=report.id,
        span=claim.evidence[0] if claim.evidence else None,
    )
