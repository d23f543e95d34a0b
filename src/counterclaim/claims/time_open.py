"""TIMEX3 values of expressions that fix no date: what is known of them, with X for the rest.

In: one match. Out: a value and a type. Guarantee: nothing in a value is inferred; a date that the calendar lacks has
no value at all. Source of the forms: the TimeML annotation guidelines ("XXXX-10", "XXXX-WXX-2", "PXY", sets).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from counterclaim.claims import calendar
from counterclaim.claims.time_words import Match, singular

if TYPE_CHECKING:
    from counterclaim.claims.time_anchors import Anchors, Kind

#: A date of which only the grain is known.
_GRAINS = {
    "day": "XXXX-XX-XX",
    "night": "XXXX-XX-XXTNI",
    "week": "XXXX-WXX",
    "fortnight": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
_SET_WORDS = {
    "daily": "XXXX-XX-XX", "nightly": "XXXX-XX-XXTNI", "weekly": "XXXX-WXX", "monthly": "XXXX-XX", "yearly": "XXXX",
    "annually": "XXXX",
}  # fmt: skip
_PARTS = {"morning": "TMO", "noon": "TMI", "midday": "TMI", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
#: A leap year: a day that it lacks, every year lacks.
_LEAP = 2000


def kind_of(match: Match, value: str | None) -> Kind:
    """TIMEX3's type: a length in value is a DURATION, whatever its ends; what comes again is a SET."""
    if match.rule.name == "every day, week or month":
        return "SET"
    return "DURATION" if value is not None and value.startswith("P") else "DATE"


def open_value(of: Anchors, match: Match) -> str | None:
    """The value of an expression without an interval."""
    rule, tokens = match.rule, of.tokens
    if rule.value in ("iso", "numeric"):
        year = re.search(r"\d{4}", " ".join(tokens.lower[match.first : match.end]))
        ambiguous = rule.value == "numeric" and of.ambiguous(match)
        return f"{year[0]}-XX-XX" if year and ambiguous else None
    if rule.value == "fiscal":
        years = re.findall(r"\d{4}", " ".join(tokens.lower[match.first : match.end]))
        return f"FY{years[0]}" if years else None
    if tokens.has(match, "set_word"):
        return _SET_WORDS[tokens.words(match, "set_word")[0]]
    if tokens.has(match, "weekday"):
        return _weekday(of, match) if not tokens.has(match, "month") else _month(of, match)
    if tokens.has(match, "month"):
        return _month(of, match)
    seasons = tokens.words(match, "season") or tokens.words(match, "fall")
    if seasons:
        return f"XXXX-{calendar.SEASONS[seasons[0]][1]}"
    return _unit(of, match)


def _weekday(of: Anchors, match: Match) -> str:
    tokens = of.tokens
    number = "mon tue wed thu fri sat sun".split().index(tokens.words(match, "weekday")[0][:3]) + 1
    part = "TNI" if tokens.has(match, "overnight") else _PARTS.get(next(iter(tokens.words(match, "part")), ""), "")
    return f"XXXX-WXX-{number}{part}"


def _month(of: Anchors, match: Match) -> str | None:
    """A month without a year; None for a day that it lacks, or with a year that it lacks."""
    tokens = of.tokens
    number = of.month_number(tokens.words(match, "month")[0])
    if tokens.has(match, "year") or tokens.has(match, "bc") or tokens.has(match, "ad"):
        return None
    return month_value(number, next(reversed(of.days_in(match)), None))


def month_value(number: int, day: int | None) -> str | None:
    """A month or a day of it without a year; None for a day that no year has (31 June)."""
    if day is None:
        return f"XXXX-{number:02d}"
    return f"XXXX-{number:02d}-{day:02d}" if calendar.make_day(_LEAP, number, day) else None


def _unit(of: Anchors, match: Match) -> str | None:
    tokens = of.tokens
    if match.rule.value in ("day_word", "today", "beyond_day_word"):
        return "XXXX-XX-XX" + _PARTS.get(next(iter(tokens.words(match, "part")), ""), "")
    if match.rule.value in ("overnight", "last_night"):
        return "XXXX-XX-XXTNI"
    if tokens.has(match, "every") and tokens.has(match, "part"):
        return "XXXX-XX-XX" + _PARTS.get(tokens.words(match, "part")[0], "")
    if match.rule.value == "month_day":
        return f"XXXX-XX-{of.days_in(match)[0]:02d}"
    units = tokens.words(match, "unit") or tokens.words(match, "short_unit")
    if not units:
        return None
    unit = singular(units[0])
    told = any(tokens.has(match, c) for c in ("number", "day", "a"))
    length = match.rule.name in ("length of time", "last hours") or (
        match.rule.value == "relative_unit" and (told or tokens.has(match, "vague"))
    )
    if length:
        count = of.count_of(match) if told or not units[0].endswith("s") else None
        return calendar.length(unit, count)
    return _GRAINS.get(unit, "XXXX-XX-XX")
