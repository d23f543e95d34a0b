"""Publication dates: from the words of a record, a page or a dateline to a `Published`."""

from __future__ import annotations

import calendar
import re
from typing import Literal

from counterclaim.records import Published

Precision = Literal["time", "day", "month", "year"]

#: English month names and the abbreviations in use, by their first three letters.
MONTHS = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}

_MONTH = (
    r"(?P<name>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?P<clock>(?:[T\s,]|\bat\b|\||-|–)+\d{1,2}[:.]\d\d.*)?"
_REST = r"(?:\s*\(?[A-Z]{2,5}\)?)?"

#: Written forms, most specific first. Purely numeric day/month orders are read only where they admit one reading.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.DOTALL)
    for form in (
        rf"{_YEAR}[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?){_CLOCK}",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?P<clock>T\d{{4,6}}.*)?",
        rf"{_WEEKDAY}(?P<day>\d\d?)(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH}[\s,-]+{_YEAR}{_CLOCK}{_REST}",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}{_CLOCK}{_REST}",
        rf"{_YEAR}\s+{_MONTH}\s+(?P<day>\d\d?)",
        rf"(?P<a>\d\d?)[/.-](?P<b>\d\d?)[/.-]{_YEAR}{_CLOCK}",
        rf"{_YEAR}[-/](?P<month>\d\d?)",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}",
    )
)

#: No real publication date has more words than this around it.
_LONGEST = 80


def parse_published(words: str, *, how: str) -> Published | None:
    """Read a publication date. None when `words` are no date, or one that can be read in two ways.

    The date is the one that stands there: a time zone moves nothing. `how` goes into the result.

    >>> parse_published("12 October 2025", how="given").start
    '2025-10-12'
    >>> parse_published("2025-02", how="given").end
    '2025-02-28'
    >>> parse_published("10/12/2025", how="given") is None
    True
    """
    words = " ".join(words.split())
    if len(words) > _LONGEST:
        return None
    for form in _FORMS:
        match = form.fullmatch(words)
        if match:
            return _from_match(match, how)
    return None


def published_on(year: int, month: int | None, day: int | None, *, how: str, timed: bool = False) -> Published | None:
    """The interval of a year, a month of it or a day. None for a day that does not exist."""
    if month is None:
        return Published(start=f"{year}-01-01", end=f"{year}-12-31", precision="year", how=how)
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return Published(start=f"{year}-{month:02}-01", end=f"{year}-{month:02}-{last:02}", precision="month", how=how)
    if not 1 <= day <= last:
        return None
    date = f"{year}-{month:02}-{day:02}"
    precision: Precision = "time" if timed else "day"
    return Published(start=date, end=date, precision=precision, how=how)


def month_number(name: str) -> int:
    """The number of an English month name or abbreviation. Raises `KeyError` for other words."""
    return MONTHS[name.lower()[:3]]


def _from_match(match: re.Match[str], how: str) -> Published | None:
    found = match.groupdict()
    year = int(found["year"])
    if found.get("a"):
        return _from_numbers(year, int(found["a"]), int(found["b"]), how, bool(found.get("clock")))
    month = month_number(found["name"]) if found.get("name") else None
    if found.get("month"):
        month = int(found["month"])
    day = int(found["day"]) if found.get("day") else None
    return published_on(year, month, day, how=how, timed=bool(found.get("clock")))


def _from_numbers(year: int, a: int, b: int, how: str, timed: bool) -> Published | None:
    """`a/b/year`: day first or month first; None when both are possible and differ."""
    if a > 12 or a == b:
        return published_on(year, b, a, how=how, timed=timed)
    if b > 12:
        return published_on(year, a, b, how=how, timed=timed)
    return None
