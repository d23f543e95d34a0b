"""Values of time expressions: what each match means against publication, or against the text's own dates.

In: matches in text order. Out: `TimeReading`s. Guarantee: without a year in the text and without a publication date
known finely enough, there is no interval.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counterclaim.claims import calendar
from counterclaim.claims.calendar import GRAINS, Interval
from counterclaim.claims.time_anchors import How, TimeReading, night_before
from counterclaim.claims.time_open import kind_of, month_value, open_value
from counterclaim.claims.time_parts import Parts
from counterclaim.claims.time_words import Match, ends_phrase, singular


class Resolver(Parts):
    """Gives each match its interval, in text order: some count from the one before."""

    def resolve(self) -> list[TimeReading]:
        """Read every match, in text order."""
        readings: list[TimeReading] = []
        for at, match in enumerate(self._matches):
            for reading in self._read(at, match):
                self._tell(match, reading)
                readings.append(reading)
        return self._join(readings)

    def _tell(self, match: Match, reading: TimeReading) -> None:
        """Take note of the latest date of the text, from which later expressions count."""
        interval = reading.interval
        if interval is None:
            if self._said is not None and match.rule.value in ("unresolved", "counted") and reading.kind == "DATE":
                self._loosen(match)
            return
        if interval.grain in ("decade", "century") or self._names_thing(match, interval):
            return
        self._said = (interval, reading.how)

    def _loosen(self, match: Match) -> None:
        """ "Months earlier" leaves the day of the story: only its year holds for what comes after."""
        assert self._said is not None
        told, how = self._said
        if self.tokens.lower[match.end - 1] not in ("earlier", "later") or told.grain not in ("day", "week", "month"):
            return
        year = calendar.year(told.start.year)
        if year is not None:
            self._said = (year, how)

    def _names_thing(self, match: Match, interval: Interval) -> bool:
        """Whether a bare year before the one told of only names something ("under the 1978 treaty")."""
        if self._said is None or match.rule.name != "year" or match.end - match.first > 1:
            return False
        token = self.tokens.token(match.first)
        return token.head.i > token.i and token.head.tag_[:1] == "N" and interval.end < self._said[0].start

    def _read(self, at: int, match: Match) -> list[TimeReading]:
        if match.rule.value == "day_range":
            return self._day_range(at, match)
        if match.rule.value == "year_range":
            return [self._reading(part, interval, "stated") for part, interval in self._year_span(match)]
        value: Callable[[int, Match], tuple[Interval | None, How]] = getattr(self, "_" + match.rule.value)
        interval, how = value(at, match)
        return [self._reading(match, interval, how)]

    def _reading(self, match: Match, interval: Interval | None, how: How, value: str | None = None) -> TimeReading:
        first = match.first
        leading = ("on", "in", "for", "over", "at", "during") if match.rule.value == "weekend" else ("on", "in", "for")
        while first < match.end - 1 and self.tokens.lower[first] in leading:
            first += 1
        if match.rule.value != "day_range" or interval is not None:
            value = interval.value if interval is not None else open_value(self, match)
        return TimeReading(
            first=self.tokens.index[first],
            last=self.tokens.index[match.end - 1],
            interval=interval,
            value=value,
            kind=kind_of(match, value),
            skip=match.skip,
            drop=match.drop,
            how=how if interval is not None else "unresolved",
            rule=match.rule.name,
        )

    def _join(self, readings: list[TimeReading]) -> list[TimeReading]:
        """Mark the first of two readings that stand in "from .. to", "between .. and" or as a day range."""
        doc = self.tokens.doc
        for at in range(len(readings) - 1):
            one, two = readings[at], readings[at + 1]
            if at and readings[at - 1].joined:
                continue
            between = [doc[i].lower_ for i in range(one.last + 1, two.first) if not doc[i].is_space]
            opened = one.first > 0 and doc[one.first - 1].lower_ in self._range_start
            linked = between in (["and"], ["to"], ["until"], ["through"], ["till"], ["-"], ["–"])
            pair = one.rule == two.rule and (one.rule.startswith("first and last year") or "day range" in one.rule)
            if (one.last == two.first or ((opened or pair) and linked)) and _ordered(one, two):
                readings[at] = replace(one, joined=True)
        return readings

    # -- values ----------------------------------------------------------------------------------

    def _unresolved(self, at: int, match: Match) -> tuple[Interval | None, How]:
        return None, "unresolved"

    def _day_word(self, at: int, match: Match) -> tuple[Interval | None, How]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(self.tokens.words(match, "day_word")[0], 0)
        return self._from_publication(lambda pub: calendar.day(calendar.shift_days(pub, shift)))

    def _today(self, at: int, match: Match) -> tuple[Interval | None, How]:
        return self._from_publication(calendar.day)

    def _last_night(self, at: int, match: Match) -> tuple[Interval | None, How]:
        return self._from_publication(night_before)

    def _overnight(self, at: int, match: Match) -> tuple[Interval | None, How]:
        return self._from_publication(night_before)

    def _weekday(self, at: int, match: Match) -> tuple[Interval | None, How]:
        published = self._publication("day")
        tokens = self.tokens
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
        return calendar.night(found.start) if "night" in tokens.words(match, "part") else found, "relative"

    def _month_day(self, at: int, match: Match) -> tuple[Interval | None, How]:
        number = self.days_in(match)[0]
        if self.tokens.has(match, "unit"):
            whole, how = self._whole(at, match)  # "on the 9th of last month"
            return (calendar.make_day(whole.start.year, whole.start.month, number) if whole else None), how
        context = self._context("month")
        if context is not None and (self._narrative or (self._said is not None and self._said[0].grain == "month")):
            return calendar.make_day(context[0].year, context[0].month, number), context[1]
        published = self._publication("day")
        if published is None:
            return None, "unresolved"
        late = number > published.day and not self._is_future(match)
        return calendar.make_day(*calendar.shift_months(published, -late), number), "relative"

    def _counted(self, at: int, match: Match) -> tuple[Interval | None, How]:
        tokens = self.tokens
        number, unit = self.count_of(match), singular(tokens.words(match, "unit")[0])
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
        tokens = self.tokens
        unit = singular(tokens.words(match, "unit")[0])
        context = self._context(unit)
        if context is None:
            return None, "unresolved"
        back = tokens.lower[match.end - 1] in ("before", "earlier", "previous", "prior", "previously", "preceding")
        return calendar.count(context[0], unit, -1 if back else 1), context[1]

    def _relative_unit(self, at: int, match: Match) -> tuple[Interval | None, How]:
        tokens = self.tokens
        unit = singular(tokens.words(match, "unit")[0])
        number = self.count_of(match)
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
        tokens = self.tokens
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
        """Two days of one month, in two tokens or in one ("11–12 October"): two readings."""
        tokens = self.tokens
        number = self.month_number(tokens.words(match, "month")[0])
        year, how = self._stated_year(at, match)
        days = self._pair_days(match) if tokens.has(match, "pair") else self.days_in(match)
        found: list[TimeReading] = []
        for part, day in zip(self._halves(match), days, strict=True):
            interval = self._date(year, number, day) if year else None
            if year is None:
                interval, how = self._without_year(match, number, day)
            value = month_value(number, day) if year is None and interval is None else None
            found.append(self._reading(part, interval, how, value))
        return found


def _ordered(one: TimeReading, two: TimeReading) -> bool:
    return one.interval is None or two.interval is None or one.interval.start <= two.interval.end
