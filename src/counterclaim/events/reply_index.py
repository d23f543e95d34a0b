"""Which accusations a denial can answer: found by what both must share, never by trying all of a party's.

In: accusations with what they can be found by. Out: for a denial's words, places, deed and day the accusations that
share enough. Guarantee: pure; leaves out only what no rule of a reply accepts (see `replies`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from counterclaim.events.accounts import Days
from counterclaim.records import Claim

__all__ = ["Accusations", "Traits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What a claim can be found by: days it was printed and happened on, uncommon words, places, type of deed."""

    report: str
    printed: Days | None
    happened: Days | None
    words: frozenset[str]
    places: frozenset[str]
    deed: str | None


class Accusations:
    """Accusations by the party that they are against."""

    def __init__(self, days: int, words: int) -> None:
        self._days = days
        self._words = words
        self._held: list[tuple[Claim, Traits]] = []
        self._by: defaultdict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
        self._sorted = False

    def add(self, parties: Iterable[str], claim: Claim, traits: Traits) -> None:
        """Hold an accusation against those parties."""
        number = len(self._held)
        self._held.append((claim, traits))
        self._sorted = False
        day = traits.printed.first if traits.printed is not None else None
        for party in parties:
            for kind, name in _keys(traits):
                if kind == "report":
                    self._by[party, kind, name].append((0, number))
                elif day is not None:
                    self._by[party, kind, name].append((day, number))

    def against(self, parties: Iterable[str], traits: Traits) -> list[Claim]:
        """The accusations that a denial by those parties may answer, each once, in the order of holding."""
        if not self._sorted:
            for block in self._by.values():
                block.sort()
            self._sorted = True
        words: Counter[int] = Counter()
        deeds: set[int] = set()
        found: set[int] = set()
        for party in parties:
            seen: Counter[int] = Counter()
            for kind, name in _keys(traits):
                for number in self._within(party, kind, name, traits):
                    if kind == "word":
                        seen[number] += 1
                    elif kind == "report":
                        found.add(number)
                    else:
                        deeds.add(number)
            words |= seen
        found |= {number for number, shared in words.items() if shared >= self._words}
        near = deeds | words.keys() if traits.deed is not None else set[int]()
        found |= {number for number in near if self._held[number][1].deed == traits.deed}
        return [self._held[number][0] for number in sorted(found)]

    def _within(self, party: str, kind: str, name: str, traits: Traits) -> Iterator[int]:
        block = self._by.get((party, kind, name), [])
        if kind == "report":
            yield from (number for _, number in block)
        elif traits.printed is not None:
            start = bisect_left(block, (traits.printed.first - self._days, -1))
            stop = bisect_right(block, (traits.printed.last + self._days, len(self._held)))
            yield from (number for _, number in block[start:stop])


def _keys(traits: Traits) -> Iterator[tuple[str, str]]:
    yield "report", traits.report
    for word in traits.words:
        yield "word", word
    for place in traits.places:
        yield "place", place
    if traits.happened is not None:
        for day in range(traits.happened.first, min(traits.happened.last, traits.happened.first + 31) + 1):
            yield "day", str(day)
