"""What an expression of time hangs on: the publication date, the text's own latest date, the tense of its verb.

In: tokens, matches, the table `times.toml`, the publication date. Guarantee: a publication date counts only as finely
as it is known, never in a narrative, and never outside the years in which there is a press.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from counterclaim.claims import calendar
from counterclaim.claims.calendar import GRAINS, Interval
from counterclaim.claims.time_words import Match, Tokens
from counterclaim.records import Published
from counterclaim.reference import Table

if TYPE_CHECKING:
    from spacy.tokens import Token

How = Literal["stated", "relative", "unresolved"]
#: TIMEX3's types that are told apart here; times of day are dates.
Kind = Literal["DATE", "DURATION", "SET"]

#: Years in which a report can have been published; others stand in for a date that is missing (0001, 9999).
_PRESS = (1600, 2999)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReading:
    """One expression: its token range, its interval (None when unresolved) and the rule that read it.

    `value` is TIMEX3's, with X for what is not known ("XXXX-WXX-2" for a Tuesday), None where it has none.
    `joined` is True when it opens a range that the next reading closes ("between 3 and 5 May"). `skip` and `drop` are
    the characters of the first and the last token that belong to the other end ("1926–1928").
    """

    first: int
    last: int
    interval: Interval | None
    value: str | None
    kind: Kind
    how: How
    rule: str
    joined: bool = False
    skip: int = 0
    drop: int = 0


class Anchors:
    """The dates that expressions are counted from, and what the words of one expression say."""

    def __init__(self, tokens: Tokens, matches: list[Match], table: Table, published: Published | None) -> None:
        self.tokens = tokens
        self._matches = matches
        self._months = {w: i % 12 + 1 for i, w in enumerate(table["words"]["month"][:12])}
        self._nth = {w: i + 1 for i, w in enumerate(table["words"]["nth"][:10])}
        self._numbers: dict[str, int] = table["numbers"]
        self._future = frozenset(table["tense"]["future_auxiliaries"])
        self._future_words = frozenset(table["tense"]["future_words"])
        self._range_start = frozenset(table["bounds"]["range_start"])
        pressed = published is not None and _PRESS[0] <= int(published.start[:4]) <= _PRESS[1]
        self._published = published if pressed else None
        self._narrative = self._is_narrative()
        self._said: tuple[Interval, How] | None = None  # the latest date that the text gave

    def _is_narrative(self) -> bool:
        """Whether dates without a year hang on the text's own dates, as in history, and not on publication.

        News uses deictic words; a narrative states full dates, mostly of other years. (The distinction is
        Strötgen and Gertz's, HeidelTime, between news and narrative documents.)
        """
        tokens = self.tokens
        deictic = {"weekday", "day_word", "last_night", "overnight", "today"}
        full = [
            int(tokens.words(m, "year")[-1]) for m in self._matches if tokens.has(m, "month") and tokens.has(m, "year")
        ]
        full += [0 for m in self._matches if tokens.has(m, "bc") or tokens.has(m, "era_year")]  # all of history
        if self._published is None:
            return bool(full)
        near = int(self._published.start[:4])
        other = sum(abs(y - near) > 1 for y in full)
        loose = sum(m.rule.value in deictic for m in self._matches)
        return other >= 3 and 2 * other > len(full) and other > 2 * loose

    def _publication(self, grain: str) -> date | None:
        """The publication date, if it is known as finely as `grain`; never in a narrative."""
        if self._published is None or self._narrative:
            return None
        known = "day" if self._published.precision == "time" else self._published.precision
        if GRAINS.index(grain) < GRAINS.index(known):
            return None
        return date.fromisoformat(self._published.start[:10])

    def _context(self, grain: str) -> tuple[date, How] | None:
        """The latest date in the text, if it was said as finely as `grain`."""
        if self._said is None:
            return None
        interval, how = self._said
        if GRAINS.index(interval.grain) > GRAINS.index(grain):
            return None
        return interval.start, how

    def _from_publication(self, make: Callable[[date], Interval | None]) -> tuple[Interval | None, How]:
        published = self._publication("day")
        return (make(published) if published else None), "relative"

    # -- words -----------------------------------------------------------------------------------

    def days_in(self, match: Match) -> list[int]:
        """The numbers of days in the expression."""
        tokens = self.tokens
        wanted = (tokens.letters["day"], tokens.letters["ordinal"])
        return [
            int(re.sub(r"\D", "", tokens.lower[i]))
            for i in range(match.first, match.end)
            if tokens.classes[i] in wanted
        ]

    def month_number(self, word: str) -> int:
        """1 to 12, from a month's name or its abbreviation."""
        return next(number for name, number in self._months.items() if name.startswith(word[:3]))

    def count_of(self, match: Match) -> int | None:
        """The number of units in the expression; None for a vague one."""
        tokens = self.tokens
        if tokens.has(match, "vague"):
            return None
        for i in range(match.first, match.end):
            if tokens.classes[i] in (tokens.letters["number"], tokens.letters["day"]):
                count = self._number(tokens.lower[i])
                paired = i + 2 < match.end and tokens.classes[i + 1] == tokens.letters["dash"]
                if paired and tokens.classes[i + 2] == tokens.letters["number"]:
                    count += self._number(tokens.lower[i + 2])  # "twenty-four"
                return count
        return 1

    def _number(self, word: str) -> int:
        return int(word) if word.isdecimal() else self._numbers[word]

    def ambiguous(self, match: Match) -> bool:
        """Whether a date in figures can be read with the day or with the month first ("10/12/2025")."""
        parts = re.findall(r"\d+", self.tokens.lower[match.first])
        if len(parts) != 3 or len(parts[2]) != 4 or parts[0] == parts[1]:
            return False
        return all(1 <= int(part) <= 12 for part in parts[:2])

    # -- tense -----------------------------------------------------------------------------------

    def _governor(self, match: Match) -> Token | None:
        """The nearest verb (or word of expectation) above the expression."""
        token = self.tokens.token(match.end - 1)
        for _ in range(12):
            if token.tag_[:1] == "V" or token.tag_ == "MD" or token.lemma_ in self._future_words:
                return token
            if token.head is token or token.head.i == token.i:
                return None
            token = token.head
        return None

    def _is_future(self, match: Match) -> bool:
        verb = self._governor(match)
        if verb is None:
            return False
        if verb.lemma_ in self._future_words and verb.tag_ != "VBD":
            return True
        return any(child.lower_ in self._future for child in verb.lefts)

    def _is_past(self, match: Match) -> bool:
        verb = self._governor(match)
        return verb is not None and verb.tag_ in ("VBD", "VBN")


def night_before(published: date) -> Interval:
    """The night that ended on the day of publication: both of its days."""
    before = calendar.shift_days(published, -1)
    return calendar.span_days(before, published, before.isoformat() + "TNI")
