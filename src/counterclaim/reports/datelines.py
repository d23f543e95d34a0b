"""Datelines and credits: where and when a report was filed, and which agency wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from counterclaim.records import Published
from counterclaim.reports.furniture import fold
from counterclaim.reports.times import month_number, parse_published, published_on

_YEAR = r"(?:19|20|21)\d\d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The dateline at the start of a paragraph: its length, and what it states."""

    length: int
    agency: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None

    def published(self) -> Published | None:
        """The date, when a year stands in it."""
        if self.year is None:
            return None
        return published_on(self.year, self.month, self.day, how="dateline")


class Datelines:
    """Reads datelines and agency credits by the rules of furniture.toml."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        rules, agency = table["dateline"], table["agency"]
        self._names: Mapping[str, str] = agency["names"]
        self._credits = tuple(re.compile(pattern) for pattern in agency["patterns"])
        self._split = re.compile(agency["split"])
        self._not_places = frozenset(rules["not_places"])
        self._longest: int = rules["longest"]
        self._forms = _forms(rules)

    def read(self, words: str) -> Dateline | None:
        """The dateline that a paragraph begins with, or None.

        >>> from counterclaim.reference import load_reference
        >>> Datelines(load_reference().table("furniture")).read("KABUL, Oct 12 (Reuters) - Afghan forces said").agency
        'Reuters'
        """
        head = words[: self._longest]
        for form in self._forms:
            match = form.match(head)
            if match:
                found = self._from_match(match, whole=match.end() == len(words))
                if found is not None:
                    return found
        return None

    def credit(self, words: str) -> str | None:
        """The agencies that a line of credit names, joined by commas, or None."""
        folded = fold(words)
        for pattern in self._credits:
            match = pattern.match(folded)
            if match:
                names = self._agencies(match.group(1))
                if names:
                    return ", ".join(names)
        return None

    def _agencies(self, words: str) -> Sequence[str]:
        parts = [part.strip(" .:()[]") for part in self._split.split(words)]
        names = [self._names.get(part) for part in parts if part]
        if not names or any(name is None for name in names):
            return ()
        return tuple(dict.fromkeys(name for name in names if name))

    def _from_match(self, match: re.Match[str], *, whole: bool) -> Dateline | None:
        found = {name: value for name, value in match.groupdict().items() if value}
        place, words = found.get("place", ""), found.get("agency", "")
        dated = "day" in found or "day2" in found
        agency = ", ".join(self._agencies(fold(words)))
        if words and not agency:
            # A name that is not in the table: after a place in capitals, what stands in brackets is the agency.
            if not place or not (dated or words.isupper()):
                return None
            agency = words
        if place in self._not_places:
            return None
        if "mixed" in found and not (agency or dated or ("land" in found and ":" not in found.get("mark", ":"))):
            return None
        if not found.get("mark") and not (whole and (agency or dated)):
            return None
        month, day = found.get("month") or found.get("month2"), found.get("day") or found.get("day2")
        year = int(found["year"]) if "year" in found else None
        return Dateline(
            length=match.end(),
            agency=agency or None,
            year=year,
            month=month_number(month) if month else None,
            day=int(day) if day else None,
        )


def _forms(rules: Mapping[str, Any]) -> tuple[re.Pattern[str], ...]:
    """The shapes of a dateline, from the pieces in the table."""
    caps, mixed = rules["place"], rules["mixed_place"]
    month = rules["month"]
    # Day first has groups of its own: a name can't stand twice in one expression.
    date = (
        rf"(?:{rules['weekday']}\.?,? )?(?:(?P<month>{month}) (?P<day>\d\d?)(?:st|nd|rd|th)?"
        rf"|(?P<day2>\d\d?)(?:st|nd|rd|th)? (?P<month2>{month}))(?:,? (?P<year>{_YEAR}))?"
    )
    agency = r"[(\[](?P<agency>[A-Z][\w ,/&.-]{1,40})[)\]]"
    # What follows the mark has to look like the start of a sentence.
    start = r"(?=[\"'“‘(\[]*[A-Z0-9])"
    # A hyphen or short dash needs a space before it: "SDF–Turkish" and "COVID-19" are words.
    mark = rf"(?P<mark>(?:\s+(?:--|[-–—])\s*|\s*(?:--|—)\s*|\s?:\s+){start})"
    land = r"(?: ?\[[A-Z][\w ]+\])?"
    # No hyphen among the separators: places have them inside, and two readings of each would multiply.
    more = rf"(?:(?:/|, ?| and )(?:{caps}|{mixed})){{0,4}}?"
    filed = rf"(?:,? {date})?(?:,? ?{agency})?"
    return tuple(
        re.compile(form)
        for form in (
            rf"(?P<place>{caps}){land}{more}{filed}(?:{mark}|\s*$)",
            rf"(?P<mixed>{mixed})(?P<land> ?\[[A-Z][\w ]+\]|, {mixed})?{filed}(?:{mark}|\s*$)",
            rf"(?:{date},? ?)?{agency}{mark}",
        )
    )


_LEAD_DATE = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, )?"
    r"(?:[A-Z][a-z]{2,8}\.? \d\d?, (?:19|20|21)\d\d|\d\d? [A-Z][a-z]{2,8} (?:19|20|21)\d\d)(?=\s+[A-Z“\"‘]|\s*$)"
)


def read_date_line(words: str) -> tuple[int, Published] | None:
    """A full date that stands before a paragraph, or alone: its length and the date."""
    match = _LEAD_DATE.match(words)
    if match is None:
        return None
    published = parse_published(match.group(), how="dateline")
    return None if published is None else (match.end(), published)
