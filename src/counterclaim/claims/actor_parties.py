"""Which parties an actor stood for at a time: the table memberships.toml, read as intervals.

Guarantee: the answer depends on the table and the date alone, never on today's clock: an undated
question is answered by the row that is open at its end, and the rule says `undated`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from counterclaim.reference import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    party: str
    start: str
    end: str


_ALWAYS, _NEVER = "0000", "9999"


class Memberships:
    """Looks up the party of an actor at a date."""

    def __init__(self, reference: Reference) -> None:
        rows: dict[str, list[_Row]] = {}
        entries: list[dict[str, Any]] = reference.table("memberships").get("membership", [])
        for entry in entries:
            row = _Row(party=entry["party"], start=entry.get("from", _ALWAYS), end=entry.get("to", _NEVER))
            rows.setdefault(entry["actor"], []).append(row)
        self._rows = rows
        #: The codes that are states.
        self.states = frozenset(reference.table("countries"))

    def party(self, actor: str, on: str | None) -> tuple[str, str | None]:
        """The party of `actor` on the ISO date `on`, and the rule that gave it (None: its own party)."""
        rows = self._rows.get(actor)
        if not rows:
            return actor, None
        for row in rows:
            if on is None and row.end == _NEVER:
                return row.party, f"membership:{actor}>{row.party}@undated"
            if on is not None and row.start <= on < row.end:
                return row.party, f"membership:{actor}>{row.party}@{on}"
        return actor, f"membership:{actor}>{actor}@{on or 'undated'}"
