"""Parts of a unit and short times: halves, weeks of a month, a weekday of a week, nights, weekends, hours.

In: one match. Out: its interval and how it was found. Guarantee: an interval holds every day that the words can mean;
hours before publication can lie on the day before it.
"""

from __future__ import annotations

from counterclaim.claims import calendar
from counterclaim.claims.calendar import Interval
from counterclaim.claims.time_anchors import How
from counterclaim.claims.time_words import PAIR, Match, singular
from counterclaim.claims.time_years import Years

_WEEKDAYS = "mon tue wed thu fri sat sun".split()
#: Days that so many of a unit can reach over, at most: hours and minutes end on another day than they begin.
_IN_A_DAY = {"hour": 24, "minute": 1440}


class Parts(Years):
    """Expressions for a part of a unit, or for less than a day."""

    def _whole(self, at: int, match: Match) -> tuple[Interval | None, How]:
        """The month or year of which an expression names a part."""
        tokens = self.tokens
        units = [singular(word) for word in tokens.words(match, "unit")]
        of_unit = not tokens.has(match, "month") and not tokens.has(match, "year")
        if not of_unit:
            months = tokens.words(match, "month")
            year = self._own_year(match)
            if months and year is None:
                return self._without_year(match, self.month_number(months[0]), None)
            if year is None:
                return None, "unresolved"
            return (self._date(year, self.month_number(months[0]), None) if months else calendar.year(year)), "stated"
        article = "that" if tokens.has(match, "same") else tokens.lower[match.end - 2]
        shift = {"last": -1, "next": 1}.get(article, 0)
        anchor = self._context(units[-1]) if article == "that" or self._narrative else None
        published = self._publication(units[-1])
        if anchor is not None:
            return calendar.count(anchor[0], units[-1], shift), anchor[1]
        if article == "that" or published is None:
            return None, "unresolved"
        return calendar.count(published, units[-1], shift), "relative"

    def _portion(self, at: int, match: Match) -> tuple[Interval | None, How]:
        tokens = self.tokens
        whole, how = self._whole(at, match)
        if whole is None:
            return None, "unresolved"
        ordinals = tokens.words(match, "nth")
        last = not ordinals or ordinals[0] == "final"
        unit = "half" if tokens.has(match, "half") else singular(tokens.words(match, "unit")[0])
        rank = self._rank(match)
        if match.rule.name.startswith("first or last"):
            if rank not in (1, -1):
                return None, "unresolved"
            return calendar.ends_of(whole, unit, rank * (self.count_of(match) or 0)), how
        if unit in ("half", "quarter"):
            letter, count = ("H", 2) if unit == "half" else ("Q", 4)
            if whole.grain != "year":
                return None, "unresolved"
            return calendar.part_of_year(whole.start.year, letter, count if last else rank), how
        if unit == "week" and whole.grain == "month" and rank > 0:
            return calendar.week_of_month(whole, rank), how
        if unit == "month" and whole.grain == "year":
            return calendar.month(whole.start.year, 12 if rank < 0 else rank), how
        if unit in ("day", "night") and rank < 0:
            return (calendar.day if unit == "day" else calendar.night)(whole.end), how
        if rank < 0:
            return calendar.ends_of(whole, unit, -1), how
        day = calendar.day(calendar.shift_days(whole.start, rank - 1)) if unit == "day" and rank else None
        return (day if day is not None and day.end <= whole.end else None), how

    def _rank(self, match: Match) -> int:
        """The rank that an expression names, -1 for the last, 0 for none."""
        words = self.tokens.words(match, "nth")
        if words:
            return -1 if words[0] == "final" else self._nth.get(words[0], 0)
        if self.tokens.has(match, "ordinal"):
            return self._ordinal_of(match)
        return -1

    def _pair_days(self, match: Match) -> tuple[int, int]:
        pair = PAIR.fullmatch(self.tokens.words(match, "pair")[0])
        assert pair is not None
        return int(pair[1]), int(pair[2])

    def _wanted_weekday(self, match: Match) -> int:
        """Monday is 0."""
        return _WEEKDAYS.index(self.tokens.words(match, "weekday")[0][:3])

    def _week_day(self, at: int, match: Match) -> tuple[Interval | None, How]:
        """A weekday of the week of publication, or the one before or after it ("Monday last week")."""
        tokens = self.tokens
        narrated = self._narrative or tokens.has(match, "that") or tokens.has(match, "previous")
        context = self._context("week") if narrated else None
        anchor = context[0] if context is not None else None if narrated else self._publication("day")
        if anchor is None:
            return None, "unresolved"
        back = tokens.has(match, "last") or tokens.has(match, "previous")
        days = self._wanted_weekday(match) - anchor.weekday() + 7 * (tokens.has(match, "next") - back)
        found = calendar.shift_days(anchor, days)
        night = "night" in tokens.words(match, "part")
        return (calendar.night(found) if night else calendar.day(found)), context[1] if context else "relative"

    def _overnight_day(self, at: int, match: Match) -> tuple[Interval | None, How]:
        """ "overnight into Sunday" ends on that day, "overnight on Saturday" and "overnight Saturday" begin on it."""
        published = self._publication("day")
        if published is None:
            return None, "unresolved"
        shift = (published.weekday() - self._wanted_weekday(match)) % 7
        into = self.tokens.has(match, "into") or self.tokens.has(match, "to")
        return calendar.night(calendar.shift_days(published, -shift - into)), "relative"

    def _beyond_day_word(self, at: int, match: Match) -> tuple[Interval | None, How]:
        """ "the day before yesterday", "the day after tomorrow"; "the day after yesterday" is no use of English."""
        tokens = self.tokens
        step = -1 if tokens.lower[match.end - 2] == "before" else 1
        word = {"yesterday": -1, "tomorrow": 1}.get(tokens.lower[match.end - 1], 0)
        published = self._publication("day")
        return (calendar.count(published, "day", step + word) if published else None), "relative"

    def _weekend(self, at: int, match: Match) -> tuple[Interval | None, How]:
        """The weekend that is on or was last, at publication; the next one when the verb says so."""
        published = self._publication("day")
        if published is None:
            return None, "unresolved"
        shift = 0 if self._is_future(match) or published.weekday() >= 5 else -1
        return calendar.count(published, "weekend", shift), "relative"

    def _reach(self, match: Match) -> tuple[int, str]:
        """How many days the hours or minutes of an expression reach over, and their length in TIMEX3."""
        unit = self.tokens.words(match, "short_unit")[0].removesuffix("s")
        told = any(self.tokens.has(match, c) for c in ("number", "day", "a"))
        count = self.count_of(match) if told or not self.tokens.words(match, "short_unit")[0].endswith("s") else None
        days = -(-(count or 1) // _IN_A_DAY[unit])
        return max(days, 1), calendar.length(unit, count)

    def _hours(self, at: int, match: Match) -> tuple[Interval | None, How]:
        """ "the past 24 hours": the day of publication and as many before as they reach into."""
        published = self._publication("day")
        if published is None or self.tokens.has(match, "previous"):
            return None, "unresolved"
        days, value = self._reach(match)
        ahead = self.tokens.has(match, "next") or self.tokens.has(match, "coming")
        first, last = (0, days) if ahead else (-days, 0)
        return calendar.span_days(
            calendar.shift_days(published, first), calendar.shift_days(published, last), value
        ), "relative"

    def _hours_counted(self, at: int, match: Match) -> tuple[Interval | None, How]:
        """ "three hours ago", "hours later": the day that they are counted from or the days that they reach into."""
        word = self.tokens.lower[match.end - 1]
        context: tuple[object, How] | None = None
        anchor = self._publication("day") if word == "ago" else None
        how: How = "relative"
        if word != "ago" and (context := self._context("day")) is not None:
            anchor, how = context
        if anchor is None:
            return None, "unresolved"
        days, _ = self._reach(match)
        back = word in ("ago", "earlier", "before", "previously", "prior")
        first, last = (-days, 0) if back else (0, days)
        start, end = calendar.shift_days(anchor, first), calendar.shift_days(anchor, last)
        return calendar.span_days(start, end, f"{calendar.day_label(start)}/{calendar.day_label(end)}"), how
