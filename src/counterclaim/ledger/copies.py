"""Which texts may be copies of one another: their bands, found by index, and the groups that were derived.

Everything here follows from the recorded texts and can be made anew. Bodies that agree word for word are one row.
Bodies that are near copies share a `part`; those that share less are pairs. Parts and pairs do not depend on the order
of arrival: a comparison is left out only where its outcome would join what is joined already. No more than a bounded
number of texts is in memory at a time.

How a text is read into bands and when two are copies is the caller's: this module knows no rule.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Connection, Select, bindparam, func, select, text

from counterclaim.codec import to_json
from counterclaim.ledger import tables
from counterclaim.ledger.find import find_report, find_text
from counterclaim.ledger.packing import restore
from counterclaim.records import CopyGroup, CopyKind, Report, Text

#: Candidates have at least this share of the bands of the one with fewer. Bands sample shingles, so a text that shares
#: a third of its words shows about as many of its bands; half of that leaves room for chance.
LEAST_BANDS = 0.15


_BODIES_AT_HAND = 500


class Banded(Protocol):
    """A text as it is compared: a hash of what counts in it, and its bands."""

    @property
    def sha256(self) -> str:
        """Bodies with the same hash compare alike."""

    @property
    def bands(self) -> tuple[int, ...]:
        """Values that texts with a passage in common share; none when the text is not to be compared."""


B = TypeVar("B", bound=Banded)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRule(Generic[B]):
    """How copies are told: the rule's version, how a text is read, and what two bodies are to each other."""

    version: str
    read: Callable[[Text], B]
    relate: Callable[[B, B], CopyKind | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyCluster:
    """Reports whose texts hang together: `parts` of near copies, and `pairs` of parts with partial copies between."""

    parts: tuple[tuple[tuple[Report, Text], ...], ...]
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    n: int
    part: int
    text_id: str


class Bodies(Generic[B]):
    """Texts as they are compared, the last ones used kept at hand, for as many transactions as it takes."""

    def __init__(self, rule: CopyRule[B]) -> None:
        self.rule = rule
        self._kept: OrderedDict[str, B] = OrderedDict()

    def find(self, connection: Connection, text_id: str) -> B:
        """The text with that id, read by the rule."""
        body = self._kept.get(text_id)
        if body is None:
            body = self._kept[text_id] = self.rule.read(find_text(connection, text_id))
            if len(self._kept) > _BODIES_AT_HAND:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(text_id)
        return body


def index_texts(connection: Connection, bodies: Bodies[B], most: int) -> int:
    """Compare up to `most` texts that were not compared yet; how many that was, 0 when none is left.

    What was found under another version of the rule is discarded first.
    """
    version = bodies.rule.version
    _discard_other_rules(connection, version)
    indexed = tables.copy_text.c.text_id
    query = (
        select(tables.text.c.id)
        .where(~select(indexed).where(indexed == tables.text.c.id).exists())
        .order_by(tables.text.c.id)
        .limit(most)
    )
    waiting = list(connection.execute(query).scalars())
    pairs: list[dict[str, int]] = []
    rows = []
    for text_id in waiting:
        body = bodies.find(connection, text_id)
        number = connection.execute(_BODY_LIKE, {"sha256": body.sha256}).scalar()
        if number is None:
            number, partial = _add_body(connection, bodies, text_id)
            pairs += [{"body": number, "other": other} for other in partial]
        rows.append({"text_id": text_id, "body": number, "rule": version})
    for table, values in ((tables.copy_text, rows), (tables.copy_pair, pairs)):
        if values:
            connection.execute(table.insert(), values)
    return len(waiting)


def find_clusters(connection: Connection) -> Iterator[CopyCluster]:
    """The reports that have copies, cluster by cluster; of each report the text of its last reading."""
    parts, neighbours = _linked_parts(connection)
    met: set[int] = set()
    for part in sorted({*parts, *neighbours}):
        if part in met:
            continue
        members = _reach(part, neighbours)
        met.update(members)
        filled = [(number, prints) for number in members if (prints := _prints(connection, number))]
        place = {number: index for index, (number, _) in enumerate(filled)}
        if sum(len(prints) for _, prints in filled) > 1:
            yield CopyCluster(
                parts=tuple(prints for _, prints in filled),
                pairs=tuple(
                    (place[a], place[b]) for a in place for b in sorted(neighbours.get(a, ())) if a < b in place
                ),
            )


def replace_groups(connection: Connection, groups: Sequence[CopyGroup]) -> None:
    """Put `groups` in place of all the groups there are."""
    connection.execute(tables.copy_member.delete())
    connection.execute(tables.copy_group.delete())
    rows = [{"id": group.id, "origin": group.origin, "record": to_json(group, brief=True)} for group in groups]
    members = [
        {"report_id": report_id, "group_id": group.id, "kind": kind}
        for group in groups
        for report_id, kind in ((group.origin, "origin"), *((one.report_id, one.kind) for one in group.members))
    ]
    if groups:
        connection.execute(tables.copy_group.insert(), rows)
        connection.execute(tables.copy_member.insert(), members)


def find_groups(connection: Connection) -> list[CopyGroup]:
    """The groups that were last derived, by id."""
    query = select(tables.copy_group.c.record).order_by(tables.copy_group.c.id)
    return [restore(CopyGroup, record) for record in connection.execute(query).scalars()]


def find_group(connection: Connection, report_id: str) -> CopyGroup | None:
    """The group of a report, as its origin or as a copy; None for one whose text nobody else prints."""
    group, member = tables.copy_group, tables.copy_member
    query = select(group.c.record).join(member, member.c.group_id == group.c.id).where(member.c.report_id == report_id)
    record = connection.execute(query).scalar()
    return None if record is None else restore(CopyGroup, record)


_BODY = tables.copy_body.c
# One statement however many bands a text has. CROSS JOIN keeps SQLite from scanning copy_band.
_CANDIDATES = text(
    "SELECT hit.body AS n, body.part AS part, body.text_id AS text_id, "
    "hit.shared * 1.0 / max(body.bands, :own) AS share "
    "FROM (SELECT copy_band.body AS body, count(*) AS shared FROM json_each(:bands) AS own "
    "CROSS JOIN copy_band ON copy_band.band = own.value GROUP BY copy_band.body) AS hit "
    "JOIN copy_body AS body ON body.n = hit.body "
    "WHERE hit.shared >= :least * min(body.bands, :own) ORDER BY share DESC, n"
)
_ADD_BANDS = text("INSERT INTO copy_band (band, body) SELECT value, :body FROM json_each(:bands)")
_ADD_BODY = tables.copy_body.insert().returning(_BODY.n)
_BODY_LIKE = select(_BODY.n).where(_BODY.sha256 == bindparam("sha256"))
_ITS_OWN_PART = text("UPDATE copy_body SET part = n WHERE n = :n")


def _add_body(connection: Connection, bodies: Bodies[B], text_id: str) -> tuple[int, list[int]]:
    """Its number, and the bodies of which it is a partial copy."""
    body = bodies.find(connection, text_id)
    bands = body.bands
    near, partial = _copies_of(connection, bodies, body, bands)
    row = {"sha256": body.sha256, "text_id": text_id, "bands": len(bands), "part": min(near, default=0)}
    number: int = connection.execute(_ADD_BODY, row).scalar_one()
    if not near:
        connection.execute(_ITS_OWN_PART, {"n": number})
    elif len(near) > 1:
        connection.execute(tables.copy_body.update().where(_BODY.part.in_(near)).values(part=min(near)))
    if bands:
        connection.execute(_ADD_BANDS, {"bands": _listed(bands), "body": number})
    return number, partial


def _copies_of(connection: Connection, bodies: Bodies[B], body: B, bands: Sequence[int]) -> tuple[set[int], list[int]]:
    """The parts that the body is a near copy in, and the bodies of which it is a partial one.

    A candidate in a part that the body is in already changes nothing, so it is not compared.
    """
    near: set[int] = set()
    partial = []
    for found in find_candidates(connection, bands):
        if found.part in near:
            continue
        kind = bodies.rule.relate(body, bodies.find(connection, found.text_id))
        if kind == "partial":
            partial.append(found.n)
        elif kind is not None:
            near.add(found.part)
    return near, partial


def find_candidates(connection: Connection, bands: Sequence[int]) -> list[_Candidate]:
    """The bodies that share enough bands with a text, likeliest first."""
    if not bands:
        return []
    given = {"bands": _listed(bands), "own": len(bands), "least": LEAST_BANDS}
    return [_Candidate(n=row.n, part=row.part, text_id=row.text_id) for row in connection.execute(_CANDIDATES, given)]


def _listed(numbers: Sequence[int]) -> str:
    return "[" + ",".join(map(str, numbers)) + "]"


def _discard_other_rules(connection: Connection, version: str) -> None:
    stored = connection.execute(select(tables.copy_text.c.rule).limit(1)).scalar()
    if stored is not None and stored != version:
        for table in (tables.copy_pair, tables.copy_band, tables.copy_text, tables.copy_body):
            connection.execute(table.delete())


def _linked_parts(connection: Connection) -> tuple[set[int], Mapping[int, set[int]]]:
    """The parts with several texts or reports, and for each part those that it is paired with."""
    mapped, report = tables.copy_text, tables.reading
    several = (
        select(_BODY.part)
        .join(mapped, mapped.c.body == _BODY.n)
        .join(report, report.c.text_id == mapped.c.text_id)
        .where(_BODY.bands > 0)
        .group_by(_BODY.part)
        .having(func.count(report.c.report_id.distinct()) > 1)
    )
    one, other = tables.copy_body.alias("one"), tables.copy_body.alias("other")
    pair = tables.copy_pair.c
    between = (
        select(one.c.part, other.c.part)
        .join_from(tables.copy_pair, one, one.c.n == pair.body)
        .join(other, other.c.n == pair.other)
        .where(one.c.part != other.c.part)
    )
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    for first, second in connection.execute(between):
        neighbours[first].add(second)
        neighbours[second].add(first)
    return set(connection.execute(several).scalars()), neighbours


def _reach(start: int, neighbours: Mapping[int, set[int]]) -> list[int]:
    found, waiting = {start}, [start]
    while waiting:
        more = neighbours.get(waiting.pop(), set()) - found
        found |= more
        waiting.extend(more)
    return sorted(found)


def prints_query(part: int) -> Select[str, str]:
    """The reports whose last reading is of a text in that part, each with the text."""
    reading, later = tables.reading, tables.reading.alias("later")
    return (
        select(reading.c.report_id, reading.c.text_id)
        .join(tables.copy_text, tables.copy_text.c.text_id == reading.c.text_id)
        .join(tables.copy_body, tables.copy_body.c.n == tables.copy_text.c.body)
        .where(_BODY.part == part, _BODY.bands > 0)
        .where(~select(later.c.n).where(later.c.report_id == reading.c.report_id, later.c.n > reading.c.n).exists())
        .order_by(reading.c.report_id)
    )


def _prints(connection: Connection, part: int) -> tuple[tuple[Report, Text], ...]:
    texts: dict[str, Text] = {}
    prints = []
    for report_id, text_id in connection.execute(prints_query(part)):
        if text_id not in texts:
            texts[text_id] = find_text(connection, text_id)
        prints.append((find_report(connection, report_id), texts[text_id]))
    return tuple(prints)
