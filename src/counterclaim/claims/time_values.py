"""Values of time expressions: what each match means against publication, or against the text's own dates.

In: matches in text order. Out: `TimeReading`s. Guarantee: without a year in the text and without a publication date
known finely enough, there is no interval.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from counterclaim.claims import calendar
from counterclaim.claims.calendar import GRAINS, Interval
from counterclaim.claims.time_words import YEARS, Match, Tokens, ends_phrase, singular
from counterclaim.records import Published
from counterclaim.reference import Table

if TYPE_CHECKING:
    from spacy.tokens import Token

How = Literal["stated", "relative", "unresolved"]

#: How far ahead of publication a date without a year may lie when nothing says that it is past.
_AHEAD_DAYS = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReading:
    """One expression: its token range, its interval (None when unresolved) and the rule that read it.

    `joined` is True when it opens a range that the next reading closes ("between 3 and 5 May").
    """

    first: int
    last: int
    interval: Interval | None
    how: How
    rule: str
    joined: bool = False


class Resolver:
    """Gives each match its interval, in text order: some count from the one before."""

    def __init__(self, tokens: Tokens, matches: list[Match], table: Table, published: Published | None) -> None:
        self._tokens = tokens
        self._matches = matches
        self._months = {w: i % 12 + 1 for i, w in enumerate(table["words"]["month"][:12])}
        self._numbers: dict[str, int] = table["numbers"]
        self._future = frozenset(table["tense"]["future_auxiliaries"])
        self._future_words = frozenset(table["tense"]["future_words"])
        self._range_start = frozenset(table["bounds"]["range_start"])
        self._published = published
        self._narrative = self._is_narrative()
        self._said: tuple[Interval, How] | None = None  # the latest date that the text gave

    def resolve(self) -> list[TimeReading]:
        """Read every match, in text order."""
        readings: list[TimeReading] = []
        for at, match in enumerate(self._matches):
            for reading in self._read(at, match):
                if reading.interval is not None and reading.interval.grain not in ("decade", "century"):
                    self._said = (reading.interval, reading.how)
                readings.append(reading)
        return self._join(readings)

    def _read(self, at: int, match: Match) -> list[TimeReading]:
        if match.rule.value == "day_range":
            return self._day_range(at, match)
        if match.rule.value == "year_range":
            return self._year_range(match)
        value: Callable[[int, Match], tuple[Interval | None, How]] = getattr(self, "_" + match.rule.value)
        interval, how = value(at, match)
        return [self._reading(match, interval, how)]

    def _reading(self, match: Match, interval: Interval | None, how: How) -> TimeReading:
        first = match.first
        while first < match.end - 1 and self._tokens.lower[first] in ("on", "in", "for"):
            first += 1
        return TimeReading(
            first=self._tokens.index[first],
            last=self._tokens.index[match.end - 1],
            interval=interval,
            how=how if interval is not None else "unresolved",
            rule=match.rule.name,
        )

    def _join(self, readings: list[TimeReading]) -> list[TimeReading]:
        """Mark the first of two readings that stand in "from .. to", "between .. and" or as a day range."""
        doc = self._tokens.doc
        for at in range(len(readings) - 1):
            one, two = readings[at], readings[at + 1]
            if at and readings[at - 1].joined:
                continue
            between = [doc[i].lower_ for i in range(one.last + 1, two.first) if not doc[i].is_space]
            opened = one.first > 0 and doc[one.first - 1].lower_ in self._range_start
            linked = between in (["and"], ["to"], ["until"], ["through"], ["till"], ["-"], ["–"])
            if (
                ((opened or one.rule == two.rule == "first and last year") and linked)
                or (one.rule == two.rule and "day range" in one.rule and linked)
            ) and _ordered(one, two):
                readings[at] = replace(one, joined=True)
        return readings

    # -- anchors ---------------------------------------------------------------------------------

    def _is_narrative(self) -> bool:
        """Whether dates without a year hang on the text's own dates, as in history, and not on publication.

        News uses deictic words; a narrative states full dates, mostly of other years. (The distinction is
        Strötgen and Gertz's, HeidelTime, between news and narrative documents.)
        """
        tokens = self._tokens
        deictic = {"weekday", "day_word", "last_night", "overnight", "today"}
        full = [
            int(tokens.words(m, "year")[-1]) for m in self._matches if tokens.has(m, "month") and tokens.has(m, "year")
        ]
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

    # -- values ----------------------------------------------------------------------------------

    def _unresolved(self, at: int, match: Match) -> tuple[Interval | None, How]:
        return None, "unresolved"

    def _iso(self, at: int, match: Match) -> tuple[Interval | None, How]:
        year, _, month, _, day = self._tokens.lower[match.first : match.end]
        return calendar.make_day(int(year), int(month), int(day)), "stated"

    def _calendar(self, at: int, match: Match) -> tuple[Interval | None, How]:
        tokens = self._tokens
        months, days = tokens.words(match, "month"), self._days(match)
        year, how = self._stated_year(at, match)
        if not months:
            return (calendar.year(year) if year else None), how
        number = self._month_number(months[0])
        day = days[0] if days else None
        if year is None:
            return self._without_year(match, number, day)
        return self._date(year, number, day), how

    def _days(self, match: Match) -> list[int]:
        tokens = self._tokens
        wanted = (tokens.letters["day"], tokens.letters["ordinal"])
        return [
            int(re.sub(r"\D", "", tokens.lower[i]))
            for i in range(match.first, match.end)
            if tokens.classes[i] in wanted
        ]

    def _month_number(self, word: str) -> int:
        return next(number for name, number in self._months.items() if name.startswith(word[:3]))

    def _date(self, year: int, month: int, day: int | None) -> Interval | None:
        return calendar.month(year, month) if day is None else calendar.make_day(year, month, day)

    def _stated_year(self, at: int, match: Match) -> tuple[int | None, How]:
        """The year in the expression itself, in a relative word of it, or shared with the next one."""
        tokens = self._tokens
        years = tokens.words(match, "year")
        if years:
            return int(years[-1]), "stated"
        if tokens.has(match, "unit"):
            return self._unit_year(match)
        if at + 1 < len(self._matches):
            after = self._matches[at + 1]
            between = tokens.lower[match.end : after.first]
            if between in (["and"], ["to"], ["-"], ["–"], ["or"], ["until"], ["through"]):
                years = tokens.words(after, "year")
                if years and tokens.has(after, "month"):
                    return int(years[-1]), "stated"
        return None, "unresolved"

    def _unit_year(self, match: Match) -> tuple[int | None, How]:
        tokens = self._tokens
        if tokens.has(match, "same") or tokens.has(match, "that") or tokens.has(match, "previous"):
            context = self._context("year")
            if context is None:
                return None, "unresolved"
            return context[0].year - tokens.has(match, "previous"), context[1]
        published = self._publication("year")
        if published is None:
            return None, "unresolved"
        return published.year - tokens.has(match, "last") + tokens.has(match, "next"), "relative"

    def _without_year(self, match: Match, month: int, day: int | None) -> tuple[Interval | None, How]:
        if self._tokens.has(match, "unit"):
            return None, "unresolved"
        context = self._context("year")
        if self._narrative and context is not None:
            said, how = context
            over = self._said is not None and self._said[0].grain in ("day", "month") and month < said.month - 6
            return self._date(said.year + over, month, day), how
        published = self._publication("month" if day is None else "day")
        if published is None:
            return None, "unresolved"
        return self._date(self._near_year(match, published, month, day), month, day), "relative"

    def _near_year(self, match: Match, published: date, month: int, day: int | None) -> int:
        tokens = self._tokens
        year = published.year
        this = self._date(year, month, day)
        if this is None:
            return year
        if tokens.has(match, "last"):
            return year if this.end < published.replace(day=1) else year - 1
        ahead = (this.start - published).days
        if tokens.has(match, "next") or self._is_future(match):
            return year if this.end >= published else year + 1
        if ahead > 0 and not (ahead <= _AHEAD_DAYS and not self._is_past(match)):
            return year - 1
        return year

    def _season(self, at: int, match: Match) -> tuple[Interval | None, How]:
        tokens = self._tokens
        name = (tokens.words(match, "season") or tokens.words(match, "fall"))[0]
        years = tokens.words(match, "year")
        if years:
            return calendar.season(int(years[0]), name), "stated"
        context = self._context("year")
        if context is not None and (self._narrative or tokens.has(match, "that")):
            return calendar.season(context[0].year, name), context[1]
        published = self._publication("month")
        if published is None:
            return None, "unresolved"
        this = calendar.season(published.year, name)
        back = this is not None and (this.end >= published if tokens.has(match, "last") else this.start > published)
        ahead = tokens.has(match, "next") and not back
        if tokens.has(match, "next") or self._is_future(match):
            return calendar.season(published.year + ahead, name), "relative"
        return calendar.season(published.year - back, name), "relative"

    def _decade(self, at: int, match: Match) -> tuple[Interval | None, How]:
        word = self._tokens.words(match, "decade")[0].removesuffix("s")
        first = int(word) if len(word) == 4 else 1900 + int(word)
        return calendar.decade(first), "stated"

    def _century(self, at: int, match: Match) -> tuple[Interval | None, How]:
        return calendar.century(self._days(match)[0]), "stated"

    def _day_word(self, at: int, match: Match) -> tuple[Interval | None, How]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(self._tokens.words(match, "day_word")[0], 0)
        return self._from_publication(lambda pub: calendar.day(calendar.shift_days(pub, shift)))

    def _today(self, at: int, match: Match) -> tuple[Interval | None, How]:
        return self._from_publication(calendar.day)

    def _last_night(self, at: int, match: Match) -> tuple[Interval | None, How]:
        return self._from_publication(_night_before)

    def _overnight(self, at: int, match: Match) -> tuple[Interval | None, How]:
        return self._from_publication(_night_before)

    def _from_publication(self, make: Callable[[date], Interval | None]) -> tuple[Interval | None, How]:
        published = self._publication("day")
        return (make(published) if published else None), "relative"

    def _weekday(self, at: int, match: Match) -> tuple[Interval | None, How]:
        published = self._publication("day")
        tokens = self._tokens
        if published is None or tokens.before(match.first) in ("every", "each"):
            return None, "unresolved"
        wanted = "mon tue wed thu fri sat sun".split().index(tokens.words(match, "weekday")[0][:3])
        back = (published.weekday() - wanted) % 7
        if (
            tokens.has(match, "next")
            or tokens.has(match, "coming")
            or (self._is_future(match) and not tokens.has(match, "last"))
        ):
            back = back - 7 if back or tokens.has(match, "next") else 0
        elif back == 0 and (tokens.has(match, "last") or tokens.has(match, "previous")):
            back = 7
        found = calendar.day(calendar.shift_days(published, -back))
        parts = tokens.words(match, "part")
        if parts and parts[0] == "night":
            found = replace(found, end=calendar.shift_days(found.end, 1), value=found.value + "TNI")
        return found, "relative"

    def _month_day(self, at: int, match: Match) -> tuple[Interval | None, How]:
        number = self._days(match)[0]
        context = self._context("month")
        if context is not None and (self._narrative or (self._said is not None and self._said[0].grain == "month")):
            return calendar.make_day(context[0].year, context[0].month, number), context[1]
        published = self._publication("day")
        if published is None:
            return None, "unresolved"
        late = number > published.day and not self._is_future(match)
        return calendar.make_day(*calendar.shift_months(published, -late), number), "relative"

    def _count_of(self, match: Match) -> int | None:
        """The number of units in the expression; None for a vague one."""
        tokens = self._tokens
        if tokens.has(match, "vague"):
            return None
        for i in range(match.first, match.end):
            if tokens.classes[i] in (tokens.letters["number"], tokens.letters["day"]):
                word = tokens.lower[i]
                return int(word) if word.isdecimal() else self._numbers[word]
        return 1

    def _counted(self, at: int, match: Match) -> tuple[Interval | None, How]:
        tokens = self._tokens
        number, unit = self._count_of(match), singular(tokens.words(match, "unit")[0])
        word = tokens.lower[match.end - 1]
        if number is None:
            return None, "unresolved"
        grain = unit if unit in GRAINS else "day"
        if word == "ago":
            published = self._publication(grain)
            return (calendar.count(published, unit, -number) if published else None), "relative"
        if word in ("before", "after", "prior") and not ends_phrase(tokens, match):
            return None, "unresolved"
        context = self._context(grain)
        if context is None:
            return None, "unresolved"
        back = word in ("earlier", "before", "previously", "prior")
        return calendar.count(context[0], unit, -number if back else number), context[1]

    def _next_day(self, at: int, match: Match) -> tuple[Interval | None, How]:
        tokens = self._tokens
        unit = singular(tokens.words(match, "unit")[0])
        context = self._context(unit)
        if context is None:
            return None, "unresolved"
        back = tokens.lower[match.end - 1] in ("before", "earlier", "previous", "prior", "previously", "preceding")
        return calendar.count(context[0], unit, -1 if back else 1), context[1]

    def _relative_unit(self, at: int, match: Match) -> tuple[Interval | None, How]:
        tokens = self._tokens
        unit = singular(tokens.words(match, "unit")[0])
        number = self._count_of(match)
        grain = unit if unit in GRAINS else "day"
        if number is None:
            return None, "unresolved"
        plain = not any(tokens.has(match, c) for c in ("number", "day", "a"))
        ahead = tokens.has(match, "next") or tokens.has(match, "coming")
        narrated = tokens.has(match, "previous") or (ahead and (tokens.has(match, "the") or unit == "day"))
        if narrated or self._narrative:
            context = self._context(grain)
            if context is None or not plain:
                return None, "unresolved"
            return calendar.count(context[0], unit, 1 if ahead else -1), context[1]
        published = self._publication(grain if plain else "day")
        if published is None:
            return None, "unresolved"
        whole = plain and not tokens.has(match, "past") and not tokens.has(match, "the") and unit != "decade"
        if whole:
            return calendar.count(published, unit, 1 if ahead else -1), "relative"
        return calendar.stretch(published, unit, -number if ahead else number), "relative"

    def _same_unit(self, at: int, match: Match) -> tuple[Interval | None, How]:
        tokens = self._tokens
        unit = singular(tokens.words(match, "unit")[0])
        grain = unit if unit in GRAINS else "day"
        shift = tokens.has(match, "next") - tokens.has(match, "last")
        context, published = self._context(grain), self._publication(grain)
        own = tokens.has(match, "this") or tokens.has(match, "last") or tokens.has(match, "next")
        plain = not tokens.has(match, "that") and not tokens.has(match, "same")
        if published is not None and plain and (own or context is None):
            return calendar.count(published, unit, shift), "relative"
        if context is None:
            return None, "unresolved"
        return calendar.count(context[0], unit, shift), context[1]

    # -- pairs -----------------------------------------------------------------------------------

    def _day_range(self, at: int, match: Match) -> list[TimeReading]:
        """Two days of one month: two readings, the first of which is joined to the second."""
        tokens = self._tokens
        places = [
            i
            for i in range(match.first, match.end)
            if tokens.classes[i] in (tokens.letters["day"], tokens.letters["ordinal"])
        ]
        month = self._month_number(tokens.words(match, "month")[0])
        year, how = self._stated_year(at, match)
        found: list[TimeReading] = []
        cut = (match.first, places[0] + 1), (places[1], match.end)
        for (first, end), day in zip(cut, self._days(match), strict=True):
            interval = self._date(year, month, day) if year else None
            if year is None:
                interval, how = self._without_year(match, month, day)
            found.append(self._reading(Match(match.rule, first, end), interval, how))
        return found

    def _year_range(self, match: Match) -> list[TimeReading]:
        tokens = self._tokens
        both = YEARS.fullmatch(tokens.lower[match.first])
        if both is None:
            ends = match.first, match.end - 1
            numbers = int(tokens.lower[ends[0]]), _same_century(int(tokens.lower[ends[0]]), tokens.lower[ends[1]])
            return [
                self._reading(Match(match.rule, i, i + 1), calendar.year(number), "stated")
                for i, number in zip(ends, numbers, strict=True)
            ]
        first = int(both[1])
        last = _same_century(first, both[2])
        return [self._reading(match, calendar.years(first, last, "year", f"{first:04d}/{last:04d}"), "stated")]

    # -- tense -----------------------------------------------------------------------------------

    def _governor(self, match: Match) -> Token | None:
        """The nearest verb (or word of expectation) above the expression."""
        token = self._tokens.token(match.end - 1)
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


def _night_before(published: date) -> Interval:
    """The night that ended on the day of publication: both of its days."""
    before = calendar.shift_days(published, -1)
    return calendar.span_days(before, published, before.isoformat() + "TNI")


def _ordered(one: TimeReading, two: TimeReading) -> bool:
    return one.interval is None or two.interval is None or one.interval.start <= two.interval.end


def _same_century(first: int, last: str) -> int:
    """The second year of "1995-96"."""
    return int(last) if len(last) == 4 else first // 100 * 100 + int(last)
