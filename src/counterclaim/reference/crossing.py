"""What ties the actor tables together: known codes, intervals that do not overlap, names of one actor only.

In: the tables before and after additions. Out: the first `Misfit` among the additions, or None. The package's own
tables are held to the same rules by its tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Misfit", "check_codes", "check_intervals", "check_names"]

Tables = Mapping[str, Mapping[str, Any]]
_STATE_NAMES = ("names", "adjectives", "people", "capitals", "government", "forces", "regions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """An entry that does not fit the other tables."""

    table: str
    entry: str
    given: str
    expected: str


def check_codes(before: Tables, after: Tables) -> Misfit | None:
    """Every code that an addition names is a state, a group, a territory or a body."""
    return _groups_fit(before, after) or _rows_fit(before, after)


def _groups_fit(before: Tables, after: Tables) -> Misfit | None:
    states = after["countries"]
    for code, row in after["groups"].items():
        if code not in before["groups"] and code in states:
            given = f"{code} is {states[code]['name']}"
            return Misfit(table=f"groups.{code}", entry="", given=given, expected="a code that is no state's")
        unknown = [home for home in row.get("home", ()) if home not in states]
        if unknown:
            return _unknown(f"groups.{code}", "", "home", unknown[0], "ISO 3166-1 alpha-3 codes of states, as in AFG")
    return None


def _rows_fit(before: Tables, after: Tables) -> Misfit | None:
    states = set(after["countries"])
    groups = set(after["groups"])
    actors = states | groups | {row["actor"] for row in after["memberships"]["territory"]}
    speakers = actors | {row["actor"] for row in after["bodies"]["body"]}
    rules = (
        ("memberships", "membership", "actor", actors, "the code of a state, group or territory"),
        ("memberships", "membership", "party", actors, "the code of a state, group or territory"),
        ("memberships", "territory", "state", states, "the ISO 3166-1 alpha-3 code of a state"),
        ("memberships", "person", "actor", speakers, "the code of a state, group or body"),
        ("places", "place", "country", states, "the ISO 3166-1 alpha-3 code of a state"),
    )
    for table, key, field, known, expected in rules:
        for entry, row in _new(before, after, table, key):
            if field in row and row[field] not in known:
                return _unknown(f"{table}.{key}", entry, field, row[field], expected)
    for entry, row in _new(before, after, "bodies", "body"):
        if row["class"] == "state" and row["actor"] not in states | groups:
            return _unknown(
                "bodies.body", entry, "actor", row["actor"], "the code of a state or group (its class is state)"
            )
    return None


def check_intervals(before: Tables, after: Tables) -> Misfit | None:
    """No actor stands for two parties at a time, and no interval ends before it begins."""
    seen: dict[str, list[tuple[str, str, str]]] = {}
    shipped = len(before["memberships"]["membership"])
    for number, row in enumerate(after["memberships"]["membership"], 1):
        start, end = row.get("from", "0000"), row.get("to", "9999")
        label = f"entry {number - shipped} ({row['actor']})"
        if start >= end:
            return Misfit(
                table="memberships.membership", entry=label, given=f"from {start} to {end}", expected="from before to"
            )
        rows = seen.setdefault(row["actor"], [])
        clash = next((other for other in rows if start < other[1] and other[0] < end), None)
        if clash is not None and number > shipped:
            there = f"{row['actor']} stands for {clash[2]} from {clash[0]} to {clash[1]} (0000 and 9999: open)"
            return Misfit(table="memberships.membership", entry=label, given=there, expected="days outside of these")
        rows.append((start, end, row["party"]))
    return None


def check_names(before: Tables, after: Tables) -> Misfit | None:
    """No added name stands for another actor already."""
    owners = {word: actor for _, _, actor, word in _names(before)}
    for table, entry, actor, word in _names(after):
        owner = owners.setdefault(word, actor)
        if owner != actor:
            expected = "another name, or for a group the same one under `doubtful`"
            return Misfit(table=table, entry=entry, given=f"{word!r} stands for {owner} already", expected=expected)
    return None


def _names(tables: Tables) -> Iterator[tuple[str, str, str, str]]:
    """(table, entry, actor, name) for each name that counts without a second sign."""
    for code, row in tables["countries"].items():
        for word in (row["name"], *(w for key in _STATE_NAMES for w in row.get(key, ()))):
            yield f"countries.{code}", "", code, word
    for code, row in tables["groups"].items():
        doubtful = set(row.get("doubtful", ()))
        for word in (row["name"], *row.get("names", ()), *row.get("people", ())):
            if word not in doubtful:
                yield f"groups.{code}", "", code, word
    for row in tables["bodies"]["body"]:
        for word in (row["name"], *row.get("names", ()), *row.get("acronyms", ())):
            yield "bodies.body", row["name"], row["actor"], word


def _new(before: Tables, after: Tables, table: str, key: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The added rows, with their number in the file."""
    shipped = len(before[table][key])
    for number, row in enumerate(after[table][key][shipped:], 1):
        yield f"entry {number}", row


def _unknown(table: str, entry: str, key: str, code: str, expected: str) -> Misfit:
    return Misfit(table=table, entry=entry, given=f"{key} = {code!r} is not known", expected=expected)
