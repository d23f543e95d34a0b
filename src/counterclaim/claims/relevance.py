"""Whether a report is about armed conflict at all: a count of different signs, nothing cleverer."""

from __future__ import annotations

from counterclaim.claims.syntax import Syntax
from counterclaim.reference import Reference


class RelevanceReader:
    """Counts the different words of reference/conflict.toml in a report."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("conflict")
        self._signs = frozenset(table["signs"])
        self._enough = int(table["enough"])
        self._words_each = int(table["words_each"])

    def read(self, s: Syntax) -> bool:
        """True when enough different signs stand in the text (fewer are enough in a short one)."""
        found: set[str] = set()
        for lemma, lower in zip(s.lemma, s.lower, strict=True):
            if lower in self._signs:
                found.add(lower)
            elif (low := lemma.lower()) in self._signs:
                found.add(low)
            if len(found) >= self._enough:
                return True
        return bool(found) and len(found) * self._words_each >= len(s)
