"""The derived events of a ledger, the log of what belonged to which, and the ids that were replaced.

An event's id hashes its members, so it changes whenever a claim joins. What lasts is its *line*, a number:
a new event continues the line with which it shares most keys. The log holds a row only where a key changes
its line, so it grows with the changes and not with the size of the events. A key that stands in several
events (one text in two reports) counts for the one with the lowest id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy import Connection, Select, func, select

from counterclaim.codec import to_json
from counterclaim.errors import NotFound, UsageError
from counterclaim.ledger import tables
from counterclaim.ledger.find import find_ids, is_current, the_one
from counterclaim.ledger.packing import restore
from counterclaim.records import Event

#: Why a key changed its line, as `membership.reason` has it.
REASONS = {
    "linked": "The key is new, or was in no event.",
    "merged": "Its event went up in another one.",
    "split": "Its event fell apart; its part is an event of its own now.",
    "moved": "It left its event for another one; both live on.",
    "policy": "The events were computed under another policy than before.",
    "superseded": "A later reading of its report no longer makes the claim.",
    "forgotten": "Its report was removed (see the table `forgotten`).",
    "unlinked": "The claim stands, but in no event any more.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """A linking's outcome: the line of every event, and of every key before and now."""

    of_event: Mapping[str, int]
    before: Mapping[str, int]
    now: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Basis:
    """What a linking was computed from: the last reading and decision that it saw, its policy, its rule of copies."""

    through: int = 0
    policy: str | None = None
    copies: str | None = None
    decided: int = 0


def last_reading(connection: Connection) -> int:
    """How far the ledger has grown: the number of the last reading or removal, which are counted together; 0 in an
    empty ledger."""
    found = [connection.execute(select(func.max(table.c.n))).scalar() for table in (tables.reading, tables.forgotten)]
    return max(number or 0 for number in found)


def is_linked(connection: Connection, policy: str | None, copies: str | None) -> bool:
    """Whether the last linking saw every recorded reading and decision, and followed that policy and that rule of
    copies (None: any; without texts there is none to follow)."""
    last = _last_linking(connection)
    return (
        (last.through, last.decided) == (last_reading(connection), _last_decision(connection))
        and policy in (None, last.policy)
        and (copies in (None, last.copies) or connection.execute(select(tables.text.c.n).limit(1)).first() is None)
    )


def last_policy(connection: Connection) -> str | None:
    """The version of the policy that the last linking followed; None before the first."""
    return _last_linking(connection).policy


def replace_events(connection: Connection, events: Sequence[Event], *, policy: str, through: int, at: str) -> bool:
    """Put `events` in place of all the events there are, and log what changed.

    `through` is the last reading that the linking saw. False, and no change, when the events are the same
    as before or when the last linking saw more. Raises UsageError for an event twice or a claim that is not
    recorded; the caller then rolls back.
    """
    last = _last_linking(connection)
    now = replace(
        last, through=through, policy=policy, copies=_copy_rule(connection), decided=_last_decision(connection)
    )
    records = {event.id: to_json(event, brief=True) for event in events}
    if len(records) < len(events):
        raise UsageError(f"{len(events) - len(records)} events share the id of another; expected each event once")
    stored = _stored(connection)
    if through < last.through or (records, now) == (stored, last):
        return False
    claims = _claims(connection, events)
    lines = _continue_lines(connection, events, claims)
    linking = connection.execute(
        tables.linking.insert().returning(tables.linking.c.n),
        {**asdict(now), "at": at},
    ).scalar_one()
    _log_moves(connection, linking, lines, policy_changed=last.policy not in (None, policy))
    _log_names(connection, linking, lines, [event_id for event_id in records if event_id not in stored])
    _store(connection, events, records, lines, claims)
    return True


def event_ids(connection: Connection, given: str) -> list[str]:
    """The current events that `given` stands for: by their id, an id they replaced, a member's id or key.

    `given` may be the first digits. Raises UsageError for what can't be an id.
    """
    found = find_ids(connection, tables.event_now, tables.event_now.c.id, given)
    if found:
        return found
    former = find_ids(connection, tables.event_name, tables.event_name.c.event_id, given)
    if former:
        return sorted({heir for name in former if (heir := _heir(connection, name))})
    claim = tables.claim.c
    named = {found for column in (claim.id, claim.key) for found in find_ids(connection, tables.claim, column, given)}
    keys = select(claim.key).where(claim.id.in_(named))
    query = _events_by_key().where(claim.key.in_(keys)).order_by(tables.event_claim.c.event_id)
    return list(dict.fromkeys(connection.execute(query).scalars()))


def find_event(connection: Connection, given: str) -> Event:
    """The one event that `given` stands for (see `event_ids`). Raises NotFound when there is none or
    several."""
    found = event_ids(connection, given)
    if not found:
        raise NotFound(f"no event {given} in this ledger; `counterclaim events` lists them")
    event_id = the_one("event", given, found)
    query = select(tables.event_now.c.record).where(tables.event_now.c.id == event_id)
    return restore(Event, connection.execute(query).scalar_one())


def _events_by_key() -> Select[str]:
    """The ids of the events that claims belong to, to be narrowed by the claims' keys."""
    member = tables.event_claim
    return select(member.c.event_id).join(tables.claim, tables.claim.c.n == member.c.claim)


def _last_linking(connection: Connection) -> _Basis:
    linking = tables.linking.c
    query = select(linking.through, linking.policy, linking.copies, linking.decided).order_by(linking.n.desc())
    row = connection.execute(query.limit(1)).mappings().first()
    return _Basis() if row is None else _Basis(**row)


def _last_decision(connection: Connection) -> int:
    return connection.execute(select(func.max(tables.decision.c.n))).scalar() or 0


def _copy_rule(connection: Connection) -> str | None:
    """The rule that the copies in the ledger were told by; None where no texts were compared."""
    return connection.execute(select(tables.copy_text.c.rule).limit(1)).scalar()


def _stored(connection: Connection) -> dict[str, str]:
    event = tables.event_now.c
    return {row.id: row.record for row in connection.execute(select(event.id, event.record))}


def _claims(connection: Connection, events: Sequence[Event]) -> dict[str, tuple[int, str]]:
    """Number and key of every member, by id."""
    wanted = {claim_id for event in events for claim_id in event.claim_ids}
    claim = tables.claim.c
    rows = connection.execute(select(claim.id, claim.n, claim.key))
    found = {row.id: (row.n, row.key) for row in rows if row.id in wanted}
    if missing := sorted(wanted - found.keys()):
        raise UsageError(f"no claim {missing[0]} in this ledger; record the reports before their events")
    return found


def _continue_lines(connection: Connection, events: Sequence[Event], claims: Mapping[str, tuple[int, str]]) -> _Lines:
    """Give each event the line with which it shares most keys, no line twice, and new lines to the rest."""
    before = _lines_before(connection)
    now: dict[str, str] = {}
    for event in sorted(events, key=lambda event: event.id, reverse=True):
        now.update((claims[claim_id][1], event.id) for claim_id in event.claim_ids)
    shared = Counter((event_id, before[key]) for key, event_id in now.items() if key in before)
    of_event: dict[str, int] = {}
    taken = set()
    for (event_id, line), _count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if event_id not in of_event and line not in taken:
            of_event[event_id] = line
            taken.add(line)
    next_line = connection.execute(select(func.coalesce(func.max(tables.event_name.c.line), 0))).scalar_one() + 1
    unnamed = sorted(event.id for event in events if event.id not in of_event)
    of_event.update((event_id, line) for line, event_id in enumerate(unnamed, next_line))
    return _Lines(of_event=of_event, before=before, now={key: of_event[event_id] for key, event_id in now.items()})


def _lines_before(connection: Connection) -> dict[str, int]:
    """The line of every key that is in an event, by the log: `event` may lack those that a removal touched."""
    log = tables.membership.c
    last = select(func.max(log.n)).group_by(log.key)
    query = select(log.key, log.line).where(log.n.in_(last), log.line.is_not(None))
    return {row.key: row.line for row in connection.execute(query)}


def _log_moves(connection: Connection, linking: int, lines: _Lines, *, policy_changed: bool) -> None:
    moved = sorted(key for key in lines.before.keys() | lines.now.keys() if lines.before.get(key) != lines.now.get(key))
    lost = [key for key in moved if key not in lines.now]
    standing = _standing(connection, lost)
    rows = []
    for key in moved:
        if key in lines.now:
            reason = _reason(lines, key, policy_changed=policy_changed)
        else:
            reason = "unlinked" if key in standing else "superseded"
        rows.append({"linking": linking, "key": key, "line": lines.now.get(key), "reason": reason})
    if rows:
        connection.execute(tables.membership.insert(), rows)


def _reason(lines: _Lines, key: str, *, policy_changed: bool) -> str:
    if key not in lines.before:
        return "linked"
    if policy_changed:
        return "policy"
    if lines.before[key] not in lines.now.values():
        return "merged"
    return "moved" if lines.now[key] in lines.before.values() else "split"


def _standing(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Those of `keys` that a current claim has."""
    found = set()
    for key in keys:
        query = select(tables.claim.c.n).where(tables.claim.c.key == key, is_current()).limit(1)
        if connection.execute(query).first() is not None:
            found.add(key)
    return found


def _log_names(connection: Connection, linking: int, lines: _Lines, new: Sequence[str]) -> None:
    rows = [{"event_id": event_id, "linking": linking, "line": lines.of_event[event_id]} for event_id in sorted(new)]
    if rows:
        connection.execute(tables.event_name.insert(), rows)


def _store(
    connection: Connection,
    events: Sequence[Event],
    records: Mapping[str, str],
    lines: _Lines,
    claims: Mapping[str, tuple[int, str]],
) -> None:
    connection.execute(tables.event_claim.delete())
    connection.execute(tables.event_now.delete())
    rows = [
        {
            "id": event.id,
            "line": lines.of_event[event.id],
            "start": event.start,
            "end": event.end,
            "parties": " ".join(event.parties),
            "record": records[event.id],
        }
        for event in events
    ]
    members = [
        {"event_id": event.id, "claim": number}
        for event in events
        for number in sorted({claims[claim_id][0] for claim_id in event.claim_ids})
    ]
    for table, values in ((tables.event_now, rows), (tables.event_claim, members)):
        if values:
            connection.execute(table.insert(), values)


def _heir(connection: Connection, former: str) -> str | None:
    """The current event that holds most of the keys of an event that was replaced; of equals the lowest
    id."""
    name, log, claim, member = tables.event_name.c, tables.membership.c, tables.claim, tables.event_claim.c
    born = connection.execute(
        select(name.linking, name.line).where(name.event_id == former).order_by(name.linking.desc()).limit(1)
    ).one()
    ever = select(log.key).where(log.line == born.line, log.linking <= born.linking)
    last = select(func.max(log.n)).where(log.linking <= born.linking, log.key.in_(ever)).group_by(log.key)
    keys = select(log.key).where(log.n.in_(last), log.line == born.line)
    query = (
        _events_by_key()
        .where(claim.c.key.in_(keys))
        .group_by(member.event_id)
        .order_by(func.count(claim.c.key.distinct()).desc(), member.event_id)
        .limit(1)
    )
    return connection.execute(query).scalar()
