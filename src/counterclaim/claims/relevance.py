"""What a report is about: armed conflict, something else, or too little to tell. A count of different signs."""

from __future__ import annotations

from typing import Literal

from counterclaim.claims.syntax import Syntax
from counterclaim.reference import Reference

Topic = Literal["conflict", "unclear", "other"]


class RelevanceReader:
    """Counts the different words of reference/conflict.toml in a report."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("conflict")
        self._signs = frozenset(table["signs"])
        self._strong = frozenset(table["strong"])
        self._shared = frozenset(table["shared"])
        self._others = frozenset(table["others"])
        self._enough = int(table["enough"])
        self._others_enough = int(table["others_enough"])
        self._words_each = int(table["words_each"])

    def read(self, s: Syntax, *, sides: bool = False) -> Topic:
        """`conflict` with enough different signs (fewer in a short text), `other` where other signs outnumber them.

        Statements are read from `conflict` alone, figures and statuses from all but `other`. Strong signs count twice;
        signs that other topics share count in a text without any word of those. A text too short for many signs is
        about conflict where `sides` speak in it and hardly a word of another topic stands; a text of a sentence or
        two where none does.
        """
        words = set(s.lower)
        words.update(lemma.lower() for lemma in s.lemma)
        signs = len(words & self._signs) + len(words & self._strong)
        others = len(words & self._others)
        if not others:
            signs += len(words & self._shared)
        if not others and len(s) < self._words_each:
            signs += self._enough
        if sides and others < self._others_enough // 2 and len(s) < self._enough * self._words_each:
            signs += self._enough
        if others >= self._others_enough and others > signs:
            return "other"
        if signs >= self._enough or (signs and signs * self._words_each >= len(s)):
            return "conflict"
        return "unclear"
