"""Calendar intervals: the arithmetic behind time expressions.

Guarantee: an interval holds whole days, both ends inside; arithmetic never raises for dates in years
1 to 9999 and gives None beyond them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

#: Meteorological seasons of the northern hemisphere: first month, ISO-TimeML suffix.
SEASONS = {"spring": (3, "SP"), "summer": (6, "SU"), "autumn": (9, "FA"), "fall": (9, "FA"), "winter": (12, "WI")}
#: Finer grains come first; a grain can only be counted from a date that is known at least as finely.
GRAINS = ("day", "week", "month", "season", "quarter", "year", "decade", "century")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Whole days from `start` to `end`, with the grain in which they were said and the TIMEX3 value."""

    start: date
    end: date
    grain: str
    value: str


def day(at: date) -> Interval:
    """The one day `at`."""
    return Interval(start=at, end=at, grain="day", value=at.isoformat())


def make_day(year: int, month: int, number: int) -> Interval | None:
    """A day by its numbers; None when the calendar has no such day."""
    try:
        return day(date(year, month, number))
    except ValueError:
        return None


def span_days(start: date, end: date, value: str) -> Interval:
    """Several days, said as one expression ("overnight")."""
    return Interval(start=start, end=end, grain="day", value=value)


def week(at: date) -> Interval:
    """The ISO week (Monday to Sunday) that holds `at`."""
    monday = shift_days(at, -at.weekday())
    iso = at.isocalendar()
    return Interval(start=monday, end=shift_days(monday, 6), grain="week", value=f"{iso.year:04d}-W{iso.week:02d}")


def month(year: int, number: int) -> Interval | None:
    """A calendar month."""
    if not (1 <= year <= 9998 and 1 <= number <= 12):
        return None
    end = date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)
    return Interval(start=date(year, number, 1), end=end, grain="month", value=f"{year:04d}-{number:02d}")


def season(year: int, name: str) -> Interval | None:
    """A season; a winter runs into the next year."""
    first, suffix = SEASONS[name]
    if not 1 <= year <= 9997:
        return None
    last = month(year + (first + 2 > 12), (first + 1) % 12 + 1)
    if last is None:
        return None
    return Interval(start=date(year, first, 1), end=last.end, grain="season", value=f"{year:04d}-{suffix}")


def years(first: int, last: int, grain: str, value: str) -> Interval | None:
    """From New Year of `first` to the last day of `last`."""
    if not (1 <= first <= last <= 9998):
        return None
    return Interval(start=date(first, 1, 1), end=date(last, 12, 31), grain=grain, value=value)


def year(number: int) -> Interval | None:
    """A calendar year."""
    return years(number, number, "year", f"{number:04d}")


def decade(first: int) -> Interval | None:
    """Ten years that begin with `first` (1990 for the 1990s)."""
    return years(first, first + 9, "decade", f"{first // 10:03d}")


def century(number: int) -> Interval | None:
    """The `number`-th century (19 for 1801 to 1900; TIMEX3 writes its first two digits, 18)."""
    return years(number * 100 - 99, number * 100, "century", f"{number - 1:02d}")


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
    match unit:
        case "day":
            return day(shift_days(at, number))
        case "week" | "fortnight":
            return week(shift_days(at, 7 * number * (2 if unit == "fortnight" else 1)))
        case "weekend":
            saturday = shift_days(at, 7 * number + 5 - at.weekday())
            return span_days(saturday, shift_days(saturday, 1), week(saturday).value + "-WE")
        case "month":
            return month(*shift_months(at, number))
        case "quarter":
            y, m = shift_months(at, 3 * number)
            first = month(y, (m - 1) // 3 * 3 + 1)
            last = month(y, (m - 1) // 3 * 3 + 3)
            if first is None or last is None:
                return None
            value = f"{y:04d}-Q{(m - 1) // 3 + 1}"
            return Interval(start=first.start, end=last.end, grain="quarter", value=value)
        case "year":
            return year(at.year + number)
        case "decade":
            return decade(at.year // 10 * 10 + 10 * number)
        case "century":
            return century((at.year - 1) // 100 + 1 + number)
    return None


def stretch(at: date, unit: str, number: int) -> Interval | None:
    """The days from `number` units before `at` up to `at` (the other way round when negative)."""
    far: date | None
    if unit in ("day", "week", "fortnight", "weekend"):
        far = shift_days(at, -number * {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}[unit])
    else:
        months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit] * number
        y, m = shift_months(at, -months)
        found = month(y, m)
        far = None if found is None else min(found.end, shift_days(found.start, at.day - 1))
    if far is None:
        return None
    letter = {"fortnight": "W", "weekend": "W", "quarter": "M", "decade": "Y", "century": "Y"}.get(
        unit, unit[0].upper()
    )
    size = {"fortnight": 2, "quarter": 3, "decade": 10, "century": 100}.get(unit, 1) * abs(number)
    grain = unit if unit in GRAINS else "day"
    return Interval(start=min(far, at), end=max(far, at), grain=grain, value=f"P{size}{letter}")
