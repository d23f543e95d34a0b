"""Whose name a report withholds: "an official, speaking on condition of anonymity", "unnamed sources".

In: the mentions and speech acts of one report, and the patterns of roles.toml. Out: indexes of mentions.
Guarantee: only a mention without a name is withheld, on words of its own sentence that say so; merely unnamed
sources are not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from counterclaim.claims.actor_mentions import Mention
from counterclaim.claims.actor_tokens import Tokens
from counterclaim.reference import Reference

_PERSON_PRONOUNS = frozenset({"he", "she", "they"})
#: Kinds whose mentions are no person that could be named.
_NOT_NAMED = frozenset({"entity", "name", "other", "document", "media"})
_WORDS_BETWEEN = 12  # from the source to the words that withhold its name


class AnonymityReader:
    """Finds the mentions whose names are withheld. Built once per process."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("roles")["anonymity"]
        self._phrases = re.compile("|".join(f"(?:{p})" for p in table["phrases"]), re.IGNORECASE)
        self._words = frozenset(table["words"])

    def read(self, t: Tokens, mentions: Sequence[Mention], stands_for: Callable[[int], int | None]) -> frozenset[int]:
        """The mentions that are withheld; `stands_for` gives the mention that a pronoun goes back to."""
        found = {i for i, m in enumerate(mentions) if self._says_so(t, m)}
        offsets = [token.idx for token in t.doc]
        starts = [m.start for m in mentions]
        for match in self._phrases.finditer(t.content):
            at = bisect_right(offsets, match.start()) - 1
            i = self._source(t, mentions, at, bisect_left(starts, at) - 1, stands_for)
            if i is not None:
                found.add(i)
        return frozenset(found)

    def _says_so(self, t: Tokens, m: Mention) -> bool:
        """ "unnamed officials": the mention's own words."""
        return _nameless(m) and any(w in self._words for w in t.lower[m.start : m.head])

    def _source(
        self, t: Tokens, mentions: Sequence[Mention], at: int, nearest: int, stands_for: Callable[[int], int | None]
    ) -> int | None:
        """Whose name the words at token `at` withhold: the nearest person before them in the sentence, else after."""
        if t.quoted[at]:
            return None
        first = max(0, at - _WORDS_BETWEEN)
        pronoun = next((i for i in range(at - 1, first - 1, -1) if t.lower[i] in _PERSON_PRONOUNS), None)
        found: list[int] = []
        for i in range(nearest, -1, -1):
            m = mentions[i]
            if m.end <= first or t.sentence[m.start] != t.sentence[at]:
                break
            if pronoun is not None and pronoun >= m.end and t.dep[pronoun] == "nsubj":
                break
            if _nameless(m) and not t.quoted[m.start]:
                found.append(i)
        if found:  # "said 3 men died, asking not to be named": the dead are not who asks
            return next((i for i in found if mentions[i].kind != "people"), found[0])
        if pronoun is not None and t.sentence[pronoun] == t.sentence[at]:
            known = stands_for(pronoun)
            return known if known is not None and _nameless(mentions[known]) else None
        return self._after(t, mentions, nearest + 1, at)

    @staticmethod
    def _after(t: Tokens, mentions: Sequence[Mention], first: int, at: int) -> int | None:
        """ "Speaking on condition of anonymity, an official said": the first person after the opening words."""
        for i in range(first, len(mentions)):
            m = mentions[i]
            if t.sentence[m.start] != t.sentence[at]:
                return None
            if _nameless(m) and m.kind != "people":
                return i
        return None


def _nameless(m: Mention) -> bool:
    return m.role is not None and m.name is None and m.antecedent is None and m.kind not in _NOT_NAMED
