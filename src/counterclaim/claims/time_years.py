"""Years, months, seasons and eras: expressions that name a part of the calendar.

In: one match. Out: its interval and how it was found. Guarantee: a month or season without a year takes the year
that its list or its report gives, else none; dates that the calendar lacks (31 June, the year 0) have no interval.
"""

from __future__ import annotations

import re
from datetime import date

from counterclaim.claims import calendar
from counterclaim.claims.calendar import Interval
from counterclaim.claims.time_anchors import Anchors, How
from counterclaim.claims.time_words import YEARS, Match, era_years

#: How far ahead of publication a date without a year may lie when nothing says that it is past.
_AHEAD_DAYS = 45
#: How many expressions of a list are looked through for the year at its end.
_LIST = 6
#: What may stand between two dates that share the year of the second.
_LINKS = {(word,) for word in ("and", "to", "-", "–", "or", "until", "through", "till", ",", "/")} | {
    (",", "and"),
    (",", "or"),
    ("and", "in"),
    ("to", "the"),
    ("and", "the"),
    ("and", "from"),
}


class Years(Anchors):
    """Expressions that name a part of the calendar."""

    def _iso(self, at: int, match: Match) -> tuple[Interval | None, How]:
        year, _, month, _, day = self.tokens.lower[match.first : match.end]
        return calendar.make_day(int(year), int(month), int(day[:2])), "stated"

    def _numeric(self, at: int, match: Match) -> tuple[Interval | None, How]:
        """A date in figures; "10/12/2025" is two days and so none."""
        words = self.tokens.lower[match.first : match.end]
        parts = re.findall(r"\d+|[a-z]{3}", "-".join(words))
        if parts[1].isalpha():
            return self._date(int(parts[2]), self.month_number(parts[1]), int(parts[0])), "stated"
        if len(parts[0]) == 4:
            return calendar.make_day(*map(int, parts)), "stated"
        a, b, year = map(int, parts)
        if self.ambiguous(match):
            return None, "unresolved"
        return calendar.make_day(year, b, a) if a > 12 or a == b else calendar.make_day(year, a, b), "stated"

    def _date_time_group(self, at: int, match: Match) -> tuple[Interval | None, How]:
        """A military date-time group ("121530Z OCT 25"): day, clock, zone, month, year of this century."""
        words = self.tokens.lower[match.first : match.end]
        day, month = int(words[0][:2]), self.month_number(words[1])
        if len(words) == 2:
            return self._without_year(match, month, day)
        if not words[2].isdecimal():
            return None, "unresolved"
        return self._date(int(words[2]) + (2000 if len(words[2]) <= 2 else 0), month, day), "stated"

    def _fiscal(self, at: int, match: Match) -> tuple[Interval | None, How]:
        """A fiscal year begins in another month in every country: no interval follows."""
        return None, "unresolved"

    def _coded(self, at: int, match: Match) -> tuple[Interval | None, How]:
        """ "Q3 2024", "2024-H1": quarters and halves of the calendar year."""
        word = " ".join(self.tokens.lower[match.first : match.end])
        year, part = re.search(r"\d{4}", word), re.search(r"([qh])([1-4])\b|\b([1-4])([qh])\b", word)
        if year is None or part is None:
            return None, "unresolved"
        letter, which = part[1] or part[4], part[2] or part[3]
        return calendar.part_of_year(int(year[0]), letter.upper(), int(which)), "stated"

    def _calendar(self, at: int, match: Match) -> tuple[Interval | None, How]:
        tokens = self.tokens
        months, days = tokens.words(match, "month"), self.days_in(match)
        year, how = self._stated_year(at, match)
        if not months:
            return (calendar.year(year) if year else None), how
        number = self.month_number(months[0])
        day = days[0] if days else None
        if year is None:
            found, how = self._without_year(match, number, day)
        else:
            found = self._date(year, number, day)
        night = found is not None and day is not None and "night" in tokens.words(match, "part")
        return (calendar.night(found.start) if found is not None and night else found), how

    def _date(self, year: int, month: int, day: int | None) -> Interval | None:
        return calendar.month(year, month) if day is None else calendar.make_day(year, month, day)

    def _stated_year(self, at: int, match: Match) -> tuple[int | None, How]:
        """The year in the expression itself, in a relative word of it, or shared with the next one."""
        tokens = self.tokens
        if not tokens.has(match, "unit"):
            year = self._shared_year(at, match, "month") if tokens.has(match, "month") else self._own_year(match)
            return year, "stated" if year is not None else "unresolved"
        return self._unit_year(match)

    def _unit_year(self, match: Match) -> tuple[int | None, How]:
        tokens = self.tokens
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
        if match.rule.name == "month of a relative year":
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
        tokens = self.tokens
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
        tokens = self.tokens
        name = (tokens.words(match, "season") or tokens.words(match, "fall"))[0]
        year = self._shared_year(at, match, "season")
        if year is not None:
            return calendar.season(year, name), "stated"
        narrated = any(tokens.has(match, c) for c in ("that", "previous")) or (
            tokens.has(match, "next") and tokens.has(match, "the")
        )
        if narrated or self._narrative:
            return self._narrated_season(match, name)
        published = self._publication("month")
        if published is None:
            return None, "unresolved"
        this = calendar.season(published.year, name)
        back = this is not None and (this.end >= published if tokens.has(match, "last") else this.start > published)
        ahead = tokens.has(match, "next") and not back
        if tokens.has(match, "next") or self._is_future(match):
            return calendar.season(published.year + ahead, name), "relative"
        return calendar.season(published.year - back, name), "relative"

    def _narrated_season(self, match: Match, name: str) -> tuple[Interval | None, How]:
        """A season of the year that is told of, or the one after or before the latest date ("the following spring")."""
        context = self._context("year")
        if context is None or self._said is None:
            return None, "unresolved"
        year, how = context[0].year, context[1]
        here = calendar.season(year, name)
        if here is not None and self.tokens.has(match, "next"):
            year += here.start <= self._said[0].end
        elif here is not None and (self.tokens.has(match, "previous") or self.tokens.has(match, "last")):
            year -= here.end >= self._said[0].start
        return calendar.season(year, name), how

    def _bare_season(self, at: int, match: Match) -> tuple[Interval | None, How]:
        """ "in summer": of some year, but in a story or beside a season whose year is told."""
        if self._narrative or self._shared_year(at, match, "season") is not None:
            return self._season(at, match)
        return None, "unresolved"

    def _shared_year(self, at: int, match: Match, kind: str) -> int | None:
        """The year in the expression itself, or at the end of a list that it opens ("in May, June and July 2023")."""
        link: tuple[str, ...] = ()
        for step, after in enumerate(self._matches[at : at + _LIST]):
            if step:
                before = self._matches[at + step - 1]
                link = tuple(self.tokens.lower[before.end : after.first])
                if link not in _LINKS:
                    return None
            if not (self.tokens.has(after, kind) or (kind == "season" and self.tokens.has(after, "fall"))):
                return None
            year = self._own_year(after)
            if year is not None:
                return None if link == (",",) else year
        return None

    def _own_year(self, match: Match) -> int | None:
        """The year in figures in an expression, reckoned as `calendar` does before year 1."""
        tokens = self.tokens
        era = next((i for i in range(match.first, match.end) if tokens.classes[i] in tokens.era_letters), None)
        if era is not None:
            number = int(tokens.lower[era - 1 if era > match.first else era + 1])
            return calendar.bc_year(number) if tokens.has(match, "bc") else number
        years = tokens.words(match, "year") or [word[:4] for word in tokens.words(match, "years")]
        if not years:
            return None
        return int(years[0] if tokens.has(match, "season") or tokens.has(match, "fall") else years[-1])

    def _era(self, at: int, match: Match) -> tuple[Interval | None, How]:
        """A year of an era, a month, day or season of it; year 0 is none."""
        tokens = self.tokens
        glued = tokens.words(match, "era_year")
        if glued:
            number = int(re.sub(r"\D", "", glued[0]))
            year = calendar.bc_year(number) if "b" in glued[0] else number
        else:
            year = self._own_year(match)
        if year is None:
            return None, "unresolved"
        if tokens.has(match, "season") or tokens.has(match, "fall"):
            return calendar.season(year, (tokens.words(match, "season") or ["fall"])[0]), "stated"
        months = tokens.words(match, "month")
        if not months:
            return calendar.year(year), "stated"
        day = None
        if match.rule.name == "date in an era":
            day = self.days_in(match)[0]
        return self._date(year, self.month_number(months[0]), day), "stated"

    def _era_decade(self, at: int, match: Match) -> tuple[Interval | None, How]:
        number = int(self.tokens.words(match, "decade")[0][:-1])
        return (calendar.bc_decade if self.tokens.has(match, "bc") else calendar.decade)(number), "stated"

    def _era_century(self, at: int, match: Match) -> tuple[Interval | None, How]:
        number = self._ordinal_of(match)
        return (calendar.bc_century if self.tokens.has(match, "bc") else calendar.century)(number), "stated"

    def _decade(self, at: int, match: Match) -> tuple[Interval | None, How]:
        word = self.tokens.words(match, "decade")[0].removesuffix("s")
        first = int(word) if len(word) == 4 else 1900 + int(word)
        return calendar.decade(first), "stated"

    def _century(self, at: int, match: Match) -> tuple[Interval | None, How]:
        return calendar.century(self._ordinal_of(match)), "stated"

    def _ordinal_of(self, match: Match) -> int:
        """The rank in the expression ("19th", "fifth"); 0 for none."""
        words = self.tokens.words(match, "nth")
        return self._nth.get(words[0], 0) if words else next(iter(self.days_in(match)), 0)

    def _year_span(self, match: Match) -> list[tuple[Match, Interval | None]]:
        """First and last year, each in its own words, or in its own characters of one token."""
        tokens = self.tokens
        word = tokens.lower[match.first]
        if any(tokens.has(match, era) for era in ("bc", "ad")):
            written = era_years(tokens, match)
            ends = [calendar.bc_year(n) if tokens.has(match, "bc") else n for n in written]
        else:
            both = YEARS.fullmatch(word)
            first, last = both.groups() if both is not None else (word, tokens.lower[match.end - 1])
            ends = [int(first), _same_century(int(first), last)]
        return [
            (part, calendar.year(year) if year else None) for part, year in zip(self._halves(match), ends, strict=True)
        ]

    def _halves(self, match: Match) -> tuple[Match, Match]:
        """A match cut in two at the dash or word between its parts, which may stand inside one token."""
        tokens = self.tokens
        joint = ("years", "pair")
        at = next(
            (i for i in range(match.first, match.end) if tokens.classes[i] in map(tokens.letters.get, joint)), None
        )
        if at is None:
            linked = [tokens.letters[c] for c in ("dash", "to", "and")]
            link = next(i for i in range(match.first + 1, match.end) if tokens.classes[i] in linked)
            return Match(match.rule, match.first, link), Match(match.rule, link + 1, match.end)
        word = tokens.lower[at]
        dash = next(i for i, letter in enumerate(word) if letter in "–—/-")
        one = Match(match.rule, match.first, at + 1, drop=len(word) - dash)
        return one, Match(match.rule, at, match.end, skip=dash + 1)


def _same_century(first: int, last: str) -> int:
    """The second year of "1995-96"."""
    return int(last) if len(last) == 4 else first // 100 * 100 + int(last)
