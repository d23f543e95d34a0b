"""How records are kept small: what columns hold is left out of them, and what repeats is compressed together.

The claims of one reading say the same names, places and rules over and over. Up to `PACK` of them, in the order of
their numbers, are one pack: their JSON, a line each, compressed (zlib, RFC 1950), under the number of the first. The
bytes of a report are compressed with its text as preset dictionary (the same RFC, section 2.2): mostly they repeat it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, select

from counterclaim.codec import from_json, to_json
from counterclaim.errors import LedgerError, UsageError
from counterclaim.ledger import tables
from counterclaim.records import Claim, Report, Text

R = TypeVar("R")

#: How many claims share a pack. Bytes a claim on the sample reports: 456 alone, 199 by 8, 169 by 16, 156 by 32 or more.
PACK = 32
_LINES_AT_HAND = 4096
_LEVEL = 9


def restore(cls: type[R], record: str | bytes) -> R:
    """A record from its JSON. Raises LedgerError for one that this version never wrote."""
    try:
        return from_json(cls, record)
    except UsageError as error:
        raise LedgerError(
            f"the ledger holds a record that can't be read, so it was changed by something else: {error}"
        ) from error


def pack_report(report: Report) -> str:
    """The JSON of a report without what stands in columns."""
    _check(report.id, report.raw_sha256, report.outlet, report.url, report.title)
    return to_json(replace(report, id="", raw_sha256="", outlet=None, url=None, title=None), brief=True)


def unpack_report(row: Row[*tuple[Any, ...]]) -> Report:
    """The report of a row of `report`."""
    bare = restore(Report, row.record)
    return replace(bare, id=row.id, raw_sha256=row.raw_sha256, outlet=row.outlet, url=row.url, title=row.title)


def pack_text(text: Text) -> bytes:
    """The JSON of a text without what stands in columns, compressed."""
    _check(text.id, text.raw_sha256, text.sha256, text.content)
    bare = replace(text, id="", raw_sha256="", sha256="", content="")
    return zlib.compress(to_json(bare, brief=True).encode(), _LEVEL)


def unpack_text(row: Row[*tuple[Any, ...]]) -> Text:
    """The text of a row of `text`."""
    bare = restore(Text, _unpacked(row.record, f"text {row.id}"))
    return replace(bare, id=row.id, raw_sha256=row.raw_sha256, sha256=row.sha256, content=row.content)


def pack_raw(raw: bytes, content: str) -> bytes:
    """The bytes of a report, compressed with its text as dictionary."""
    packer = zlib.compressobj(_LEVEL, zdict=content.encode())
    return packer.compress(raw) + packer.flush()


def unpack_raw(body: bytes, content: str | None, sha256: str) -> bytes:
    """What `pack_raw` was given; `content` is None where bytes were compressed without a text. Raises LedgerError."""
    try:
        return _inflate(body, None if content is None else content.encode())
    except zlib.error as error:
        raise LedgerError(
            f"the kept bytes {sha256} are damaged ({error}); the text that was made of them is not"
        ) from error


def pack_claims(claims: Sequence[Claim], first: int) -> Iterator[tuple[int, bytes]]:
    """The packs of claims that are numbered from `first` on, each with the number of its first."""
    for start in range(0, len(claims), PACK):
        lines = "\n".join(_bare_line(claim) for claim in claims[start : start + PACK])
        yield first + start, zlib.compress(lines.encode(), _LEVEL)


def _bare_line(claim: Claim) -> str:
    _check(claim.id, claim.key, claim.report_id, claim.text_id, claim.extractor, claim.quote)
    bare = replace(claim, id="", key="", report_id="", text_id="", extractor="", quote="")
    return to_json(bare, brief=True)


def claim_rows() -> Select[*tuple[Any, ...]]:
    """The columns that `Packs` makes claims of, to be narrowed and ordered."""
    claim, reading = tables.claim.c, tables.reading.c
    return select(
        claim.n, claim.id, claim.key, claim.report_id, reading.text_id, reading.extractor, claim.quote
    ).join_from(tables.claim, tables.reading, reading.n == claim.reading)


class Packs:
    """The packs of an open ledger; the lines that were read last are kept at hand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lines: dict[int, bytes] = {}

    def claim(self, row: Row[*tuple[Any, ...]]) -> Claim:
        """The claim of a row with the columns of `claim_rows`. Raises LedgerError."""
        if row.n not in self._lines:
            self._read(row.n)
        return replace(
            restore(Claim, self._lines[row.n]),
            id=row.id,
            key=row.key,
            report_id=row.report_id,
            text_id=row.text_id,
            extractor=row.extractor,
            quote=row.quote,
        )

    def _read(self, number: int) -> None:
        pack = tables.claim_pack.c
        query = select(pack.n, pack.body).where(pack.n <= number).order_by(pack.n.desc()).limit(1)
        row = self._connection.execute(query).first()
        lines = [] if row is None else _unpacked(row.body, f"claim {number}").split(b"\n")
        if row is None or number - row.n >= len(lines):
            raise LedgerError(f"the ledger lacks the record of claim {number}, so it was changed by something else")
        if len(self._lines) > _LINES_AT_HAND:
            self._lines.clear()
        self._lines.update(enumerate(lines, row.n))


def _inflate(body: bytes, dictionary: bytes | None = None) -> bytes:
    """Raises zlib.error for bytes that were cut short as well."""
    unpacker = zlib.decompressobj() if dictionary is None else zlib.decompressobj(zdict=dictionary)
    found = unpacker.decompress(body)
    if not unpacker.eof:
        raise zlib.error("it is cut short")
    return found


def _unpacked(body: bytes, name: str) -> bytes:
    try:
        return _inflate(body)
    except zlib.error as error:
        raise LedgerError(
            f"the record of {name} is damaged ({error}): keep a copy of the ledger, and add the reports to a new one"
        ) from error


def _check(*columns: str | None) -> None:
    """Raise UsageError for what SQLite can't hold as text."""
    for value in columns:
        try:
            (value or "").encode()
        except UnicodeEncodeError as error:
            raise UsageError(
                f"this record can't be recorded: it holds a lone surrogate at {error.start} of {value!r:.60}"
            ) from error
