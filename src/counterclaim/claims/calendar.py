"""Calendar intervals: the arithmetic behind time expressions.

Guarantee: an interval holds whole days, both ends inside; arithmetic never raises for dates in years
1 to 9999 and gives None beyond them.

`date` knows no year before 1. Such years are reckoned 8,000 higher: 1 BC is 8000, so that order, leap years
(the Gregorian calendar repeats after 400 years) and counting onwards hold. `before_christ` tells them apart;
their values are written as TIMEX2 does ("BC0490").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

#: Meteorological seasons of the northern hemisphere: first month, ISO-TimeML suffix.
SEASONS = {"spring": (3, "SP"), "summer": (6, "SU"), "autumn": (9, "FA"), "fall": (9, "FA"), "winter": (12, "WI")}
#: Finer grains come first; a grain can only be counted from a date that is known at least as finely.
GRAINS = ("day", "week", "month", "season", "quarter", "year", "decade", "century")
#: Where years before year 1 are reckoned: year -n of astronomers (n + 1 BC) is 8000 - n.
_ERA_SHIFT = 8000
#: Years of our own era and those before it never meet: neither goes beyond this many.
_LAST_YEAR = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Whole days from `start` to `end`, with the grain in which they were said and the TIMEX3 value."""

    start: date
    end: date
    grain: str
    value: str


def bc_year(number: int) -> int | None:
    """The year in which `number` BC is reckoned; None beyond 4000 BC and for year 0, which there is not."""
    return _ERA_SHIFT + 1 - number if 1 <= number <= _LAST_YEAR else None


def before_christ(at: date) -> bool:
    """Whether a date is one of those reckoned higher, which no ISO date with four digits writes."""
    return at.year > _LAST_YEAR


def year_label(number: int) -> str:
    """A year as TIMEX writes it, from the year in which it is reckoned: "2025", "BC0490"."""
    if _LAST_YEAR < number <= _ERA_SHIFT:
        return f"BC{_ERA_SHIFT + 1 - number:04d}"
    return f"{number - _ERA_SHIFT if number > _ERA_SHIFT else number:04d}"


def day(at: date) -> Interval:
    """The one day `at`."""
    return Interval(start=at, end=at, grain="day", value=day_label(at))


def day_label(at: date) -> str:
    """A day as TIMEX writes it."""
    return f"{year_label(at.year)}-{at.month:02d}-{at.day:02d}"


def make_day(year: int, month: int, number: int) -> Interval | None:
    """A day by its numbers; None when the calendar has no such day."""
    try:
        return day(date(year, month, number))
    except ValueError:
        return None


def span_days(start: date, end: date, value: str) -> Interval:
    """Several days, said as one expression ("overnight")."""
    return Interval(start=start, end=end, grain="day", value=value)


def night(at: date) -> Interval:
    """The night that begins on `at`: both of its days."""
    return span_days(at, shift_days(at, 1), day_label(at) + "TNI")


def week(at: date) -> Interval:
    """The ISO week (Monday to Sunday) that holds `at`."""
    monday = shift_days(at, -at.weekday())
    iso = at.isocalendar()
    value = f"{year_label(iso.year)}-W{iso.week:02d}"
    return Interval(start=monday, end=shift_days(monday, 6), grain="week", value=value)


def month(year: int, number: int) -> Interval | None:
    """A calendar month."""
    if not (1 <= year <= 9998 and 1 <= number <= 12):
        return None
    end = date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
    return Interval(start=date(year, number, 1), end=end, grain="month", value=f"{year_label(year)}-{number:02d}")


def season(year: int, name: str) -> Interval | None:
    """A season; a winter runs into the next year."""
    first, suffix = SEASONS[name]
    if not 1 <= year <= 9997:
        return None
    last = month(year + (first + 2 > 12), (first + 1) % 12 + 1)
    if last is None:
        return None
    return Interval(start=date(year, first, 1), end=last.end, grain="season", value=f"{year_label(year)}-{suffix}")


def years(first: int, last: int, grain: str, value: str) -> Interval | None:
    """From New Year of `first` to the last day of `last`."""
    if not (1 <= first <= last <= 9998):
        return None
    return Interval(start=date(first, 1, 1), end=date(last, 12, 31), grain=grain, value=value)


def year(number: int) -> Interval | None:
    """A calendar year."""
    return years(number, number, "year", year_label(number))


def decade(first: int) -> Interval | None:
    """Ten years that begin with `first` (1990 for the 1990s)."""
    return None if first > _LAST_YEAR else years(first, first + 9, "decade", f"{first // 10:03d}")


def bc_decade(number: int) -> Interval | None:
    """Ten years before year 1 (480 for the 480s BC: 489 to 480 BC)."""
    first, last = bc_year(number + 9), bc_year(number)
    return years(first, last, "decade", f"BC{number // 10:03d}") if first and last else None


def century(number: int) -> Interval | None:
    """The `number`-th century (19 for 1801 to 1900; TIMEX3 writes its first two digits, 18)."""
    if number > _LAST_YEAR // 100:
        return None
    return years(number * 100 - 99, number * 100, "century", f"{number - 1:02d}")


def bc_century(number: int) -> Interval | None:
    """The `number`-th century before year 1 (5 for 500 to 401 BC, "BC04")."""
    first, last = bc_year(number * 100), bc_year(number * 100 - 99)
    return years(first, last, "century", f"BC{number - 1:02d}") if first and last else None


def months(first: Interval | None, last: Interval | None, grain: str, value: str) -> Interval | None:
    """From the first of one interval to the end of another; None where one of them is."""
    if first is None or last is None:
        return None
    return Interval(start=first.start, end=last.end, grain=grain, value=value)


def part_of_year(number: int, letter: str, which: int) -> Interval | None:
    """A half ("H") or quarter ("Q") of a calendar year, counted from 1."""
    size = {"H": 6, "Q": 3}[letter]
    if not 1 <= which <= 12 // size:
        return None
    first, last = month(number, size * which - size + 1), month(number, size * which)
    return months(first, last, "quarter", f"{year_label(number)}-{letter}{which}")


def week_of_month(of: Interval, which: int) -> Interval | None:
    """The days that "the second week of August" can mean, whether weeks count from the 1st or from a Monday."""
    opening = shift_days(of.start, -of.start.weekday() + 7 * (which - 1))
    closing = shift_days(of.start, (7 - of.start.weekday()) % 7 + 7 * which - 1)
    if not 1 <= which <= 5 or opening > of.end:
        return None
    return Interval(start=max(opening, of.start), end=min(closing, of.end), grain="week", value=of.value)


def ends_of(of: Interval, unit: str, number: int) -> Interval | None:
    """The first `number` units of an interval, or the last ones when `number` is negative."""
    if not number:
        return None
    at = of.start if number > 0 else of.end
    if unit in ("day", "week", "night"):
        days = abs(number) * (7 if unit == "week" else 1)
        first, last = (at, shift_days(at, days - 1)) if number > 0 else (shift_days(at, 1 - days), at)
    elif unit in ("month", "year"):
        size = abs(number) * (12 if unit == "year" else 1)
        y, m = shift_months(at, size - 1 if number > 0 else 1 - size)
        far = month(y, m)
        if far is None:
            return None
        first, last = (at, far.end) if number > 0 else (far.start, at)
    else:
        return None
    if first < of.start or last > of.end:
        return None
    value = f"P{abs(number)}{'D' if unit == 'night' else unit[0].upper()}"
    return Interval(start=first, end=last, grain=unit if unit in GRAINS else "day", value=value)


def shift_days(at: date, days: int) -> date:
    """`at` moved by `days`; stays at the calendar's end when it would leave it."""
    try:
        return at + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def shift_months(at: date, months: int) -> tuple[int, int]:
    """Year and month `months` after the month of `at`."""
    index = at.year * 12 + at.month - 1 + months
    return index // 12, index % 12 + 1


def count(at: date, unit: str, number: int) -> Interval | None:
    """The unit that lies `number` units after (before, when negative) the one that holds `at`."""
    if abs(number) > 9000:
        return None
    found = _counted(at, unit, number)
    return None if found is None or _strays(at, found.end) else found


def _strays(at: date, end: date) -> bool:
    """Whether counting onwards came to the years in which those before year 1 are reckoned."""
    return before_christ(end) and not before_christ(at)


def _counted(at: date, unit: str, number: int) -> Interval | None:
    match unit:
        case "day":
            return day(shift_days(at, number))
        case "night":
            return night(shift_days(at, number))
        case "week" | "fortnight":
            return week(shift_days(at, 7 * number * (2 if unit == "fortnight" else 1)))
        case "weekend":
            saturday = shift_days(at, 7 * number + 5 - at.weekday())
            return span_days(saturday, shift_days(saturday, 1), week(saturday).value + "-WE")
        case "month":
            return month(*shift_months(at, number))
        case "quarter":
            y, m = shift_months(at, 3 * number)
            return part_of_year(y, "Q", (m - 1) // 3 + 1)
        case "year":
            return year(at.year + number)
        case "decade":
            return decade(at.year // 10 * 10 + 10 * number)
        case "century":
            return century((at.year - 1) // 100 + 1 + number)
    return None


#: Units that are a fixed number of days.
_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "weekend": 7}


def stretch(at: date, unit: str, number: int) -> Interval | None:
    """The days from `number` units before `at` up to `at` (the other way round when negative)."""
    far: date | None
    if unit in _DAYS:
        far = shift_days(at, -number * _DAYS[unit])
    else:
        months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit] * number
        y, m = shift_months(at, -months)
        found = month(y, m)
        far = None if found is None else min(found.end, shift_days(found.start, at.day - 1))
    if far is None or _strays(at, far):
        return None
    grain = unit if unit in GRAINS else "day"
    return Interval(start=min(far, at), end=max(far, at), grain=grain, value=length(unit, number))


def length(unit: str, number: int | None) -> str:
    """A length as TIMEX3 writes it, without its sign; X for a number that is not told."""
    letter = {"fortnight": "W", "quarter": "M", "decade": "Y", "century": "Y", "night": "D"}.get(unit, unit[0].upper())
    factor = {"fortnight": 2, "quarter": 3, "decade": 10, "century": 100}.get(unit, 1)
    size = "X" if number is None else factor * abs(number)
    return f"P{'T' if unit in ('hour', 'minute') else ''}{size}{letter}"
