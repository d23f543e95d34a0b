"""Quantities: numerals, number words, vague words and their bounds, as ranges of counts.

In: the columns of a doc. Out: `Quantity`s in order, none overlapping. Guarantee: a number that measures something
else (an age, a date, a distance, a price, a label such as "Highway 4") is no quantity; a vague word has no numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from counterclaim.claims.toll_words import Words
from counterclaim.records import Bound

_DIGITS = re.compile(r"\d{1,3}(?:,\d{2,3})+|\d+(?:\.\d+)?")
_SPAN = re.compile(r"(\d[\d,]*)[-–—](\d[\d,]*)")
_SCALED = re.compile(r"(\d+(?:\.\d+)?)(m|mn|bn|k)")
_TIMES = re.compile(r"[x×](\d{1,3})")
_DASHES = frozenset({"-", "–", "—"})
_ADULT = 18
#: More people than live: what is written so is no count (UN World Population Prospects, 2024: some 8.2 billion).
_MOST = 8_200_000_000
_ARTICLES = frozenset({"a", "an"})
#: Four bare digits in this range are a year unless the words around them count people (own rule).
_YEARS = range(1900, 2100)
_YEAR_BEFORE = frozenset(
    "in since of by during until till from before after to mid early late the and between , (".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How many: tokens `start` to `end` (bound words included), `core` the number's own first token.

    `more` marks figures that point back ("nine others", "another two"); `ordinal` a count given as a rank
    ("a ninth victim"); `factor` one that is a multiple of an earlier figure ("twice as many").
    """

    start: int
    end: int
    core: int
    low: float | None
    high: float | None
    bound: Bound
    vague: str | None = None
    more: bool = False
    ordinal: bool = False
    factor: float | None = None

    @property
    def stated(self) -> float | None:
        """The number that was said, whatever its bound; None for vague words."""
        return self.low if self.low is not None else self.high


def bounded(value: float, bound: Bound) -> tuple[float | None, float | None]:
    """The ends that a number with a bound leaves: "at least 12" is (12, None), "up to 12" (None, 12)."""
    if bound in ("at_least", "more_than"):
        return value, None
    if bound in ("at_most", "nearly", "less_than"):
        return None, value
    return value, value


class NumberReader:
    """Finds the quantities of a range of tokens. Built once from the table `tolls`; holds no state."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        numbers = table["numbers"]
        self._units: dict[str, int] = dict(numbers["units"])
        self._tens: dict[str, int] = dict(numbers["tens"])
        self._scales: dict[str, int] = dict(numbers["scales"])
        self._ordinals: dict[str, int] = dict(numbers["ordinals"])
        self._fractions: dict[str, float] = dict(numbers["fractions"])
        self._multiples: dict[str, float] = dict(numbers["multiples"])
        self._measures = frozenset(numbers["measures"])
        self._labels = frozenset(numbers["labels"])
        self._months = frozenset(numbers["months"])
        outcomes = ("killed", "wounded", "missing", "captured", "displaced")
        states = {word for outcome in outcomes for word in table["states"][outcome]}
        self._counts = frozenset(table["nouns"]["counts"]) | frozenset(table["nouns"]["tolls"]) | states
        self._sizes = frozenset(table["sizes"]["of"])
        self._change = frozenset(table["carriers"]["change"])
        self._before = _phrases(table["bounds"])
        self._after = _phrases(table["bounds_after"])
        self._vague = {tuple(p.split()): p for p in table["vague"]["phrases"]}
        self._vague_first = frozenset(p[0] for p in self._vague)

    def read(self, words: Words, start: int, end: int) -> list[Quantity]:
        """The quantities in `words[start:end]`, in order."""
        found: list[Quantity] = []
        at = start
        while at < end:
            quantity = self._at(words, at, end, start)
            if quantity is None:
                at = self._skip(words, at, end)
                continue
            joined = self._extremes(words, found, quantity)
            if joined is not None:
                found[-1] = joined
                at = quantity.end
                continue
            free = found[-1].end if found else start
            quantity = replace(quantity, start=max(quantity.start, free))
            found.append(self._pointing(words, quantity, end, free))
            at = quantity.end
        return found

    @staticmethod
    def _extremes(words: Words, found: Sequence[Quantity], second: Quantity) -> Quantity | None:
        """ "minimum 70, maximum 85": two bounds of one number."""
        if not found or second.bound != "at_most" or found[-1].bound != "at_least" or second.high is None:
            return None
        first = found[-1]
        between = words.lower[first.end : second.start]
        if first.low is None or first.low >= second.high or any(w not in (",", "and", "but", "/") for w in between):
            return None
        return replace(first, end=second.end, high=second.high, bound="range")

    # One quantity -------------------------------------------------------------------------

    def _at(self, words: Words, at: int, end: int, start: int) -> Quantity | None:
        factor = self._factor(words, at, end)
        if factor is not None:
            return factor
        vague = self._vague_at(words, at, end, start)
        if vague is not None:
            return vague
        if words.lower[at] == "another" and (
            at + 1 >= end or words.tag[at + 1] not in ("NN", "JJ", "CD", "NNP", "NNS")
        ):
            return Quantity(start=at, end=at + 1, core=at, low=1, high=1, bound="exact", more=True)
        spanned = self._spanned(words, at, end, start)
        if spanned is None:
            return self._ordinal(words, at, end, start)
        low, high, stop = spanned
        if max(low, high or 0) > _MOST or "^" in words.lower[max(start, at - 1) : stop + 1]:
            return None
        strong = self._strong(words, stop, end)
        if strong is not None and high is None:
            return Quantity(start=at, end=strong, core=at, low=low, high=low, bound="exact")
        if self._measures_else(words, at, stop, end, start):
            return None
        if high is not None:
            first = self._lead(words, at, start, ("between", "from", "anywhere", "somewhere", "of"))
            first = self.bound_before(words, first, start)[1]
            return Quantity(start=first, end=stop, core=at, low=low, high=high, bound="range")
        return self._bound(words, at, stop, end, start, low)

    def _strong(self, words: Words, stop: int, end: int) -> int | None:
        """ "an eight-strong patrol": where the size of a group ends, which is no age and no distance."""
        if stop + 1 < end and words.lower[stop] == "strong" and words.lower[stop + 1] in (",", ")"):
            return stop + 1
        dashed = stop + 2 < end and words.lower[stop] in _DASHES and not words.spaced[stop - 1]
        return stop + 2 if dashed and words.lower[stop + 1] in self._sizes else None

    def _bound(self, words: Words, at: int, stop: int, end: int, start: int, value: float) -> Quantity:
        bound, first = self.bound_before(words, at, start)
        after, stop_after = self._bound_after(words, stop, end)
        if after is not None and bound in ("exact", "about"):
            bound, stop = after, stop_after
        low, high = bounded(value, bound)
        return Quantity(start=first, end=stop, core=at, low=low, high=high, bound=bound)

    def bound_before(self, words: Words, at: int, start: int) -> tuple[Bound, int]:
        """The bound of the number at token `at` that the words before it give, and where those begin."""
        first, bound = at, "exact"
        if first > start and words.lower[first - 1] in ("a", "an", "the") and first - 1 > start:
            probe = first - 1  # "over a million" is read with its article; "more than the 12" is too
        else:
            probe = first
        for stop in (first, probe):
            for length in (4, 3, 2, 1):
                if stop - length < start:
                    continue
                hit = self._before.get(tuple(words.lower[stop - length : stop]))
                if hit is not None and not self._not_a_bound(words, stop - length, stop, start):
                    first = stop - length
                    while first > start and words.lower[first - 1] in ("well", "just", "possibly", "perhaps"):
                        first -= 1
                    return hit, first
        return bound, first  # type: ignore[return-value]

    def _not_a_bound(self, words: Words, first: int, stop: int, start: int) -> bool:
        """ "in under 3 hours" and "around" as places are left to the measures; "not less than" is read longer."""
        return (
            stop - first == 1
            and words.lower[first] in ("over", "under", "above", "below")
            and (
                first > start and words.lower[first - 1] in ("from", "just", "all") and words.lower[first - 1] != "just"
            )
        )

    def _bound_after(self, words: Words, stop: int, end: int) -> tuple[Bound | None, int]:
        for skip in (0, 1):
            if skip and (stop >= end or not words.tag[stop].startswith("NN")):
                break
            for length in (3, 2, 1):
                hit = self._after.get(tuple(words.lower[stop + skip : stop + skip + length]))
                if hit is not None and stop + skip + length <= end and self._closes(words, stop + skip, length, end):
                    return hit, stop + length if not skip else stop
        return None, stop

    @staticmethod
    def _closes(words: Words, at: int, length: int, end: int) -> bool:
        """ "at least" after a number belongs to it only when no further number follows ("12, at least 3")."""
        if words.lower[at] in ("plus", "at"):
            return at + length >= end or words.tag[at + length] not in ("CD", "DT", "PRP$", "NN")
        return True

    # Numbers ------------------------------------------------------------------------------

    def _spanned(self, words: Words, at: int, end: int, start: int) -> tuple[float, float | None, int] | None:
        """A number or a pair of numbers at `at`: low, high or None, and where it stops."""
        joined = _SPAN.fullmatch(words.lower[at])
        if joined is not None:
            low, high = (float(part.replace(",", "")) for part in joined.groups())
            return (low, high, at + 1) if 0 < low < high else None
        first = self.cardinal(words, at, end)
        if first is None:
            return None
        low, stop = first
        if stop < end and words.lower[stop] in ("or", "to", "and", *_DASHES):
            link = words.lower[stop]
            after = stop + 1
            second = self.cardinal(words, after, end) if after < end else None
            if second is not None and self._is_range(words, at, link, low, second, start):
                high = second[0]
                if low < high:
                    return low, high, second[1]
        repeat = self._repeat(words, stop, end, low)
        return low, None, repeat

    def _is_range(self, words: Words, at: int, link: str, low: float, second: tuple[float, int], start: int) -> bool:
        before = words.lower[at - 1] if at > start else ""
        if link == "and":
            return before == "between"
        if link == "or":
            return low < second[0] <= low * 3
        if link == "to" and before == "from":
            return not any(words.lemma[k] in self._change or words.lower[k] in self._change for k in range(start, at))
        return low < second[0] and not words.lower[at].startswith("0")

    def _repeat(self, words: Words, stop: int, end: int, value: float) -> int:
        """ "eleven (11)": the figure in brackets belongs to the word."""
        if stop + 2 < end and words.lower[stop] == "(" and words.lower[stop + 2] == ")":
            again = self.cardinal(words, stop + 1, stop + 2)
            if again is not None and again[0] == value:
                return stop + 3
        return stop

    def cardinal(self, words: Words, at: int, end: int) -> tuple[float, int] | None:
        """The value of the cardinal number that starts at token `at`, and the token after it."""
        word = words.lower[at]
        scaled = _SCALED.fullmatch(word)
        if scaled is not None:
            return float(scaled[1]) * self._scales.get(scaled[2], 1_000_000), at + 1
        if _DIGITS.fullmatch(word):
            if word.startswith("0") and len(word) > 1 and "." not in word:
                return None
            value, stop = float(word.replace(",", "")), at + 1
            if stop < end and words.lower[stop] in self._scales and words.lower[stop] != "score":
                return value * self._scales[words.lower[stop]], stop + 1
            if stop + 1 < end and words.lower[stop] in ("x", "×") and words.tag[stop + 1] != "CD":
                stop += 1  # "4 x ANP KIA", as military reports count
            return None if value != int(value) else (value, stop)
        times = _TIMES.fullmatch(word)
        if times is not None:
            return float(times[1]), at + 1
        if word in _ARTICLES or word == "half":
            return self._scaled_article(words, at, end)
        if word in self._units or word in self._tens:
            return self._spelled(words, at, end)
        if word == "dozen" or (word in ("hundred", "thousand", "million") and words.tag[at] == "CD"):
            return float(self._scales[word]), at + 1
        return None

    def _scaled_article(self, words: Words, at: int, end: int) -> tuple[float, int] | None:
        value, stop = 1.0, at
        if words.lower[stop] == "half":
            value, stop = 0.5, stop + 1
        if stop < end and words.lower[stop] in _ARTICLES:
            stop += 1
        if stop == at or stop >= end:
            return None
        scale = self._scales.get(words.lower[stop])
        if scale is None or words.lower[stop] in ("score", "m", "k"):
            return None
        return self._more_spelled(words, stop + 1, end, value * scale, scale)

    def _spelled(self, words: Words, at: int, end: int) -> tuple[float, int] | None:
        lower = words.lower
        value = float(self._tens.get(lower[at], 0) or self._units.get(lower[at], 0))
        stop = at + 1
        if lower[at] in self._tens and stop < end:
            dashed = stop + 1 if lower[stop] in _DASHES and stop + 1 < end else stop
            if 0 < self._units.get(lower[dashed], 0) < 10:
                value, stop = value + self._units[lower[dashed]], dashed + 1
        while stop < end and lower[stop] in self._scales and lower[stop] not in ("score", "m", "k"):
            scale = self._scales[lower[stop]]
            return self._more_spelled(words, stop + 1, end, value * scale, scale)
        return value, stop

    def _more_spelled(self, words: Words, stop: int, end: int, value: float, scale: float) -> tuple[float, int]:
        if scale == 12:
            return value, stop
        after = stop + 1 if stop < end and words.lower[stop] == "and" else stop
        if after < end and (words.lower[after] in self._units or words.lower[after] in self._tens):
            rest = self._spelled(words, after, end)
            if rest is not None and 0 < rest[0] < scale:
                return value + rest[0], rest[1]
        if stop < end and words.lower[stop] in self._scales and self._scales[words.lower[stop]] > scale:
            return value * self._scales[words.lower[stop]], stop + 1
        return value, stop

    # Other kinds --------------------------------------------------------------------------

    def _vague_at(self, words: Words, at: int, end: int, start: int) -> Quantity | None:
        if words.lower[at] not in self._vague_first:
            return None
        for length in (5, 4, 3, 2, 1):
            key = tuple(words.lower[at : at + length])
            if at + length > end or key not in self._vague:
                continue
            if length == 1 and not self._stands_vague(words, at, end):
                return None
            core = at
            first = self.bound_before(words, at, max(at - 3, start))[1]
            word = " ".join(key)
            word = word if word.startswith(("a ", "an ", "unknown")) else word.removesuffix(" of")
            return Quantity(start=first, end=at + length, core=core, low=None, high=None, bound="vague", vague=word)
        return None

    def _stands_vague(self, words: Words, at: int, end: int) -> bool:
        """A single vague word counts before a noun or "of", not as a number's bound or part."""
        after = at + 1
        if words.lower[at] in ("some", "many", "few", "heavy", "unknown"):
            if after >= end or words.tag[after] == "CD" or words.lower[after] in ("of", "as", "a", "an", "half"):
                return False
            if words.lower[at] == "some":
                return words.tag[after] in ("NNS", "NNPS", "JJ", "NN", "NNP")
            if words.lower[at] in ("heavy", "unknown"):
                return words.lemma[after] in ("casualty", "loss", "number", "toll")
            return at == 0 or words.lower[at - 1] not in ("as", "how", "so", "too", "the")
        return not (after < end and words.lower[after] in self._scales and words.lower[at] == "several")

    def _factor(self, words: Words, at: int, end: int) -> Quantity | None:
        """ "twice as many", "half that number", "ten times that number", "a tenth of that", "the same number"."""
        lower = words.lower
        factor, stop = 1.0, at
        if lower[at] in self._multiples:
            factor, stop = self._multiples[lower[at]], at + 1
        elif lower[at] in self._units and at + 1 < end and lower[at + 1] == "times":
            factor, stop = float(self._units[lower[at]]), at + 2
        elif lower[at] in _ARTICLES and at + 2 < end and lower[at + 2] == "of":
            part = self._fractions.get(lower[at + 1])
            if (
                part is None
                or lower[at + 3 : at + 4] != ["that"]
                or (
                    at + 4 < end and words.tag[at + 4][:2] == "NN" and lower[at + 4] not in ("number", "figure", "toll")
                )
            ):
                return None
            factor, stop = part, at + 3
        for tail in (
            ("as", "many"),
            ("that", "number"),
            ("the", "number"),
            ("that", "figure"),
            ("the", "same", "number"),
            ("that",),
        ):
            if tuple(lower[stop : stop + len(tail)]) == tail and stop + len(tail) <= end:
                if (stop == at and tail not in (("as", "many"), ("the", "same", "number"))) or (
                    tail == ("that",) and stop + 1 < end and words.tag[stop + 1][:2] in ("NN", "PR", "JJ", "VB")
                ):
                    continue
                after = stop + len(tail)
                if after < end and lower[after] in ("as", "of") and factor == 1:
                    return None
                return Quantity(start=at, end=after, core=at, low=None, high=None, bound="exact", factor=factor)
        return None

    def _ordinal(self, words: Words, at: int, end: int, start: int) -> Quantity | None:
        """ "a ninth villager": the rank is the count so far."""
        if at == start or words.lower[at - 1] not in ("a", "an", "another") or at + 1 >= end:
            return None
        value = self._ordinals.get(words.lower[at])
        if value is None and re.fullmatch(r"\d+(?:st|nd|rd|th)", words.lower[at]):
            value = int(words.lower[at][:-2])
        if value is None or (
            words.tag[at + 1] not in ("NN", "JJ")
            and not (
                words.tag[at + 1] in ("VBD", "IN", ".") and words.lower[at - 1] == "a" and words.lower[at + 1] != "of"
            )
        ):
            return None
        return Quantity(start=at - 1, end=at + 1, core=at, low=value, high=value, bound="exact", ordinal=True)

    def _pointing(self, words: Words, quantity: Quantity, end: int, start: int) -> Quantity:
        """Mark "another six", "a further five", "six more" and "nine others" as pointing back."""
        first = quantity.start
        if first > start and words.lower[first - 1] in ("another", "further", "additional", "extra"):
            first -= 1
            if first > start and words.lower[first - 1] in ("a", "an", "the"):
                first -= 1
            return replace(quantity, start=first, more=True)
        stop = quantity.end
        if stop < end and words.lower[stop] in ("more", "others", "other", "additional", "further"):
            keep = words.lower[stop] in ("others",)
            return replace(quantity, end=stop if keep else stop + 1, more=True)
        return quantity

    # What is no count ---------------------------------------------------------------------

    def _measures_else(self, words: Words, at: int, stop: int, end: int, start: int) -> bool:
        lower, lemma = words.lower, words.lemma
        before = lower[at - 1] if at > start else ""
        after = lower[stop] if stop < end else ""
        if after and (after in self._measures or (lemma[stop] in self._measures and stop > at)):
            return True
        if after in _DASHES and stop + 1 < end and not words.spaced[stop - 1]:
            return True
        if after in self._months or before in self._months:
            return True
        if before == "under" and lower[at - 2] in ("are", "were", "was", "is") and self._is_minor(words, at, stop, end):
            return True
        if (
            before in ("he", "she")
            or before in ("aged", "age", "ages")
            or (before == "of" and at - 2 >= start and lower[at - 2] in ("age", "ages"))
        ):
            return True
        if before in self._labels and lower[at][0].isdecimal() and self._is_label(words, at - 1):
            return True
        if before in _DASHES and at - 1 > start and not words.spaced[at - 1] and not words.spaced[at - 2]:
            return True
        if stop - at == 1 and lower[at].isdecimal() and len(lower[at]) == 4 and int(lower[at]) in _YEARS:
            return before in _YEAR_BEFORE or before == "" or words.tag[min(stop, end - 1)] not in ("NNS", "VBN", "JJ")
        return self._is_age(words, at, stop, end, start)

    def _is_minor(self, words: Words, at: int, stop: int, end: int) -> bool:
        """ "seven of the dead were under 18": an age, where nothing is counted behind it."""
        number = self.cardinal(words, at, end)
        closes = stop >= end or not words.tag[stop].startswith(("NN", "JJ", "CD"))
        return number is not None and number[0] <= _ADULT and closes

    @staticmethod
    def _is_label(words: Words, at: int) -> bool:
        """ "Highway 4", "aged 12", "No. 417": a label is capitalised, or one that only ever names."""
        return (
            words.text[at][:1].isupper()
            or not words.lower[at].isalpha()
            or words.lower[at] in ("aged", "age", "ages", "no", "nos")
        )

    def _is_age(self, words: Words, at: int, stop: int, end: int, start: int) -> bool:
        """ "Ahmed Nasser, 28, was": a number alone between commas or brackets after a name."""
        if at - 2 < start or stop >= end:
            return False
        opened, closed = words.lower[at - 1], words.lower[stop]
        alone = (opened == "," and closed in (",", ")", ";", ".")) or (opened == "(" and closed in (")", ","))
        # "The prefect of the district, 61, was killed": a count would stand behind a plural or a word that counts.
        named = words.tag[at - 2].startswith("NNP") or (
            opened == closed == ","
            and words.tag[at - 2] == "NN"
            and self._counts.isdisjoint(words.lower[max(start, at - 10) : at])
        )
        return alone and named and words.lower[at].isdecimal() and int(words.lower[at]) < 110

    @staticmethod
    def _lead(words: Words, at: int, start: int, leads: Sequence[str]) -> int:
        while at > start and words.lower[at - 1] in leads and words.lower[at - 1] != "of":
            at -= 1
        return at

    def _skip(self, words: Words, at: int, end: int) -> int:
        """The next token to look at: past a whole number that was no count, else one on."""
        number = self.cardinal(words, at, end) if words.tag[at] == "CD" else None
        return number[1] if number is not None else at + 1


def _phrases(lists: Mapping[str, Iterable[str]]) -> dict[tuple[str, ...], Bound]:
    table: dict[tuple[str, ...], Bound] = {}
    for bound, phrases in lists.items():
        for phrase in phrases:
            table[tuple(phrase.split())] = bound  # type: ignore[assignment]
    return table
