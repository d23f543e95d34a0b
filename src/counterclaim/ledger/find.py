"""Reading from a ledger: claims by filter, records by id, ids by their first digits.

Everything comes in canonical order, whatever the order in which it was recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, exists, func, or_, select

from counterclaim.errors import NotFound, UsageError
from counterclaim.ledger import tables
from counterclaim.ledger.packing import Packs, claim_rows, restore, unpack_raw, unpack_report, unpack_text
from counterclaim.records import OUTCOMES, STANCES, Claim, Event, Rejection, Report, Text

Kind = Literal["report", "text", "claim"]

#: The fewest digits of an id that can stand for it.
SHORTEST_ID = 4
_SHOWN_CANDIDATES = 5
_ROWS_AT_ONCE = 500
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims to give; what is None does not matter.

    `party` is one that the speaker stands for, in upper or lower case. `since` and `until` are dates (2025,
    2025-10 or 2025-10-11, both inside): a claim passes when its `happened` interval touches theirs, and one
    without a known time only with `undated`, since it is never taken for the publication date. `event` and
    `report` are full ids. `superseded` adds the claims of readings that a later one of the same report
    replaced. Raises UsageError for an unknown stance or outcome or a malformed date.
    """

    party: str | None = None
    stance: str | None = None
    outcome: str | None = None
    since: str | None = None
    until: str | None = None
    event: str | None = None
    report: str | None = None
    undated: bool = False
    superseded: bool = False

    def __post_init__(self) -> None:
        for name, given, known in (("stance", self.stance, STANCES), ("outcome", self.outcome, OUTCOMES)):
            if given is not None and given not in known:
                raise UsageError(f"no {name} {given!r}; expected one of {', '.join(known)}")
        for name, given in (("since", self.since), ("until", self.until)):
            if given is not None and not _DATE.fullmatch(given):
                raise UsageError(f"{name} {given!r} is no date; expected 2025, 2025-10 or 2025-10-11")


def find_claims(connection: Connection, wanted: ClaimFilter) -> Iterator[Claim]:
    """The claims that pass, by report, place in the text, id. Rows are fetched as they are needed."""
    query = _claim_query(wanted)
    packs = Packs(connection)
    for rows in connection.execute(query.execution_options(yield_per=_ROWS_AT_ONCE)).partitions():
        for row in rows:
            yield packs.claim(row)


def find_claim(connection: Connection, claim_id: str) -> Claim:
    """The claim with that id or key, of whatever reading. Raises NotFound."""
    number = _row(connection, "claim", claim_id).n
    return Packs(connection).claim(connection.execute(claim_rows().where(tables.claim.c.n == number)).one())


def find_report(connection: Connection, report_id: str) -> Report:
    """The report with that id. Raises NotFound."""
    return unpack_report(_row(connection, "report", report_id))


def find_reports(connection: Connection) -> list[Report]:
    """All reports, by id."""
    query = select(tables.report).order_by(tables.report.c.id)
    return [unpack_report(row) for row in connection.execute(query)]


def find_text(connection: Connection, text_id: str) -> Text:
    """The text with that id. Raises NotFound."""
    return unpack_text(_row(connection, "text", text_id))


def find_report_text(connection: Connection, report_id: str) -> Text:
    """The text of the last reading of that report. Raises NotFound."""
    report = find_report(connection, report_id)
    reading = tables.reading.c
    query = select(reading.text_id).where(reading.report_id == report.id).order_by(reading.n.desc()).limit(1)
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound(f"the report {report_id} was never read in this ledger; add it again")
    return find_text(connection, found)


def find_raw(connection: Connection, sha256: str) -> bytes | None:
    """The bytes with that SHA-256 as they were given, or None when originals were not kept."""
    raw, text = tables.raw, tables.text
    query = select(raw.c.body, text.c.content).outerjoin_from(raw, text, text.c.n == raw.c.text)
    row = connection.execute(query.where(raw.c.sha256 == sha256)).first()
    return None if row is None else unpack_raw(row.body, row.content, sha256)


def find_events(connection: Connection) -> list[Event]:
    """The events of the last linking: by start (undated last), then id."""
    event = tables.event_now.c
    query = select(event.record).order_by(event.start.is_(None), event.start, event.id)
    return [restore(Event, record) for record in connection.execute(query).scalars()]


def find_rejections(connection: Connection) -> list[Rejection]:
    """All rejections: by source, stage, code, id."""
    row = tables.rejection.c
    query = select(row.record).order_by(row.source, row.stage, row.code, row.id)
    return [restore(Rejection, record) for record in connection.execute(query).scalars()]


def count_records(connection: Connection) -> dict[str, int]:
    """How many reports, claims (of the last reading of each report), events and rejections there are."""
    counted: dict[str, Select[int]] = {
        "reports": select(func.count()).select_from(tables.report),
        "claims": select(func.count()).select_from(tables.claim).where(is_current()),
        "events": select(func.count()).select_from(tables.event_now),
        "rejections": select(func.count()).select_from(tables.rejection),
    }
    return {name: connection.execute(query).scalar_one() for name, query in counted.items()}


def is_current() -> ColumnElement[bool]:
    """That a row of `claim` is of the last recorded reading of its report."""
    later = tables.reading.alias("later")
    claim = tables.claim.c
    return ~exists().where(later.c.report_id == claim.report_id, later.c.n > claim.reading)


def resolve_id(connection: Connection, kind: Kind, given: str) -> str:
    """The full id that `given` stands for; a claim also goes by its key.

    Raises UsageError for an unknown kind or something too short, NotFound when nothing or several things
    match.
    """
    if kind not in get_args(Kind):
        raise UsageError(f"no kind {kind!r} of id; expected one of {', '.join(get_args(Kind))}")
    table = tables.metadata.tables[kind]
    names = [table.c.id, table.c.key] if kind == "claim" else [table.c.id]
    for name in names:
        found = find_ids(connection, table, name, given)
        if found:
            return the_one(kind, given, found)
    raise NotFound(f"no {kind} {given} in this ledger")


def find_ids(connection: Connection, table: Table, name: ColumnElement[str], given: str) -> list[str]:
    """Ids of rows of `table` whose `name` is `given`, or else starts with it, up to one more than is shown.

    A key stands only for claims of current readings. Raises UsageError for what can't be an id.
    """
    own = next(iter(table.primary_key)) if "id" not in table.c else table.c.id
    query = select(own).distinct().order_by(own).limit(_SHOWN_CANDIDATES + 1)
    if name is tables.claim.c.key:
        query = query.where(is_current())
    whole = list(connection.execute(query.where(name == given)).scalars())
    return whole or list(connection.execute(query.where(_starts(name, given))).scalars())


def the_one(kind: str, given: str, found: Sequence[str]) -> str:
    """The only one of `found`. Raises NotFound that lists them when there are more."""
    if len(found) == 1:
        return found[0]
    shown = ", ".join(found[:_SHOWN_CANDIDATES])
    more = " and more" if len(found) > _SHOWN_CANDIDATES else ""
    raise NotFound(f"{given} stands for several {kind}s: {shown}{more}; give more digits")


def _starts(name: ColumnElement[str], given: str) -> ColumnElement[bool]:
    """That `name` starts with the digits given: a range, so that the index answers ("g" follows the last
    digit)."""
    digits = given.lower()
    if not re.fullmatch(f"[0-9a-f]{{{SHORTEST_ID},}}", digits):
        raise UsageError(f"{given!r} is no id; expected at least {SHORTEST_ID} hexadecimal digits")
    return and_(name >= digits, name < digits + "g")


def _row(connection: Connection, kind: Kind, given: str) -> Row[*tuple[Any, ...]]:
    """The row that an id or its first digits stand for; whole ids, the common case, take one query."""
    table = tables.metadata.tables[kind]
    row = connection.execute(select(table).where(table.c.id == given)).first()
    if row is not None:
        return row
    return connection.execute(select(table).where(table.c.id == resolve_id(connection, kind, given))).one()


def _claim_query(wanted: ClaimFilter) -> Select[*tuple[Any, ...]]:
    claim = tables.claim.c
    conditions = [] if wanted.superseded else [is_current()]
    if wanted.party is not None:
        of_party = select(tables.claim_party.c.claim).where(tables.claim_party.c.party == wanted.party)
        conditions.append(claim.n.in_(of_party))
    if wanted.event is not None:
        of_event = select(tables.event_claim.c.claim).where(tables.event_claim.c.event_id == wanted.event)
        conditions.append(claim.n.in_(of_event))
    for column, given in ((claim.stance, wanted.stance), (claim.outcome, wanted.outcome)):
        if given is not None:
            conditions.append(column == given)
    if wanted.report is not None:
        conditions.append(claim.report_id == wanted.report)
    if wanted.since is not None or wanted.until is not None:
        conditions.append(_in_time(wanted))
    return claim_rows().where(*conditions).order_by(claim.report_id, claim.first, claim.id)


def _in_time(wanted: ClaimFilter) -> ColumnElement[bool]:
    claim = tables.claim.c
    known = and_(claim.happened_start.is_not(None), claim.happened_end.is_not(None))
    touches = [known]
    if wanted.since is not None:
        touches.append(claim.happened_end >= wanted.since)
    if wanted.until is not None:
        # "~" follows "-" and every digit, so that "2025-10" takes in all of October
        touches.append(claim.happened_start < wanted.until + "~")
    return or_(~known, and_(*touches)) if wanted.undated else and_(*touches)
