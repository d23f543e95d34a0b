"""Times: expressions of time as written, and the calendar interval that each one fixes.

In: a parsed `Doc` and the report's publication date, if known. Out: `When`s in text order (and, for
comparison with other taggers, `TimeReading`s with TIMEX3 values). Guarantee: an interval rests on words
of the report, or on those and a known publication date (`relative`); without either it is open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal

from counterclaim.claims import calendar
from counterclaim.claims.calendar import GRAINS, Interval
from counterclaim.records import Published, Span, When
from counterclaim.reference import Reference, Table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

How = Literal["stated", "relative", "unresolved"]

_DECADE = re.compile(r"(\d{3}0|\d0)s")
_YEARS = re.compile(r"(\d{4})[–—-](\d{4}|\d{2})")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
#: Classes without which no rule can match; a stretch of tokens without any of them is skipped.
_ANCHORS = "month weekday unit year years decade season fall ordinal overnight tonight day_word part".split()
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


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    pattern: re.Pattern[str]
    value: str
    guard: str | None


@dataclass(frozen=True, slots=True)
class _Match:
    rule: _Rule
    first: int  # positions in `_Tokens`, not token indices
    end: int


class _Tokens:
    """The doc's tokens but white space, as a string with one class letter each."""

    def __init__(self, doc: Doc, classes: dict[str, str], letters: dict[str, str], others: str) -> None:
        self.doc = doc
        self.index: list[int] = []
        self.lower: list[str] = []
        self.letters = letters
        found: list[str] = []
        for i, text in enumerate([token.text for token in doc]):
            if text.isspace():
                continue
            low = text.lower()
            letter = classes.get(low)
            if letter is None:
                letter = _shape(low, letters, others) if low[0].isdigit() else others
            elif letter in (letters["month"], letters["weekday"]) and not text[0].isupper():
                letter = others
            self.index.append(i)
            self.lower.append(low)
            found.append(letter)
        self.classes = "".join(found)

    def token(self, position: int) -> Token:
        return self.doc[self.index[position]]

    def has(self, match: _Match, name: str) -> bool:
        return self.letters[name] in self.classes[match.first : match.end]

    def words(self, match: _Match, name: str) -> list[str]:
        letter = self.letters[name]
        return [self.lower[i] for i in range(match.first, match.end) if self.classes[i] == letter]

    def before(self, position: int) -> str:
        return self.lower[position - 1] if position > 0 else ""

    def after(self, position: int) -> str:
        return self.lower[position] if position < len(self.lower) else ""


def _shape(low: str, letters: dict[str, str], others: str) -> str:
    if low.isdecimal():
        if len(low) <= 2 and 1 <= int(low) <= 31:
            return letters["day"]
        if len(low) == 4 and "1000" <= low <= "2100":
            return letters["year"]
        return letters["number"] if len(low) <= 3 else others
    ordinal = _ORDINAL.fullmatch(low)
    if ordinal:
        return letters["ordinal"] if 1 <= int(ordinal[1]) <= 31 else others
    if _DECADE.fullmatch(low):
        return letters["decade"]
    return letters["years"] if _YEARS.fullmatch(low) else others


class TimeReader:
    """Reads time expressions by the rules of `times.toml`."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("times")
        names = [*table["words"], "day", "number", "ordinal", "year", "years", "decade"]
        self._letters = {name: chr(0x100 + i) for i, name in enumerate(dict.fromkeys(names))}
        self._classes = {word: self._letters[name] for name, words in table["words"].items() for word in words}
        self._classes.update(dict.fromkeys(table["numbers"], self._letters["number"]))
        self._rules = [self._rule(row) for row in table["rule"]]
        joined = "|".join(f"(?P<r{i}>{rule.pattern.pattern})" for i, rule in enumerate(self._rules))
        self._any = re.compile(joined)
        anchors = "".join(self._letters[name] for name in _ANCHORS)
        self._stretch = re.compile(rf"[^ ]*[{anchors}][^ ]*")
        self._table = table

    def _rule(self, row: Table) -> _Rule:
        pattern = re.sub(r"[a-z_]+", lambda name: self._letters[name[0]], row["pattern"])
        return _Rule(row["name"], re.compile(pattern.replace(" ", "")), row["value"], row.get("guard"))

    def read(self, doc: Doc, published: Published | None) -> list[When]:
        """Every time expression as a `When`; the two ends of a range are one.

        The words include what bounds an interval ("since April"); a missing publication date
        leaves relative expressions `unresolved`.
        """
        readings = self.readings(doc, published)
        whens: list[When] = []
        at = 0
        while at < len(readings):
            group = readings[at : at + 2] if readings[at].joined else readings[at : at + 1]
            whens.append(self._when(doc, group, published))
            at += len(group)
        return whens

    def readings(self, doc: Doc, published: Published | None) -> list[TimeReading]:
        """Every single expression with its TIMEX3 value, in text order."""
        tokens = _Tokens(doc, self._classes, self._letters, " ")
        matches = list(self._matches(tokens))
        return _Resolver(tokens, matches, self._table, published).resolve()

    def _matches(self, tokens: _Tokens) -> Iterator[_Match]:
        guards = _Guards(tokens, self._table)
        for stretch in self._stretch.finditer(tokens.classes):
            at, end = stretch.span()
            while at < end:
                found = self._any.search(tokens.classes, at, end)
                if found is None:
                    break
                match = self._first(tokens, found, guards)
                if match is None:
                    at = found.start() + 1
                else:
                    yield match
                    at = match.end

    def _first(self, tokens: _Tokens, found: re.Match[str], guards: _Guards) -> _Match | None:
        """The first rule, in order, that matches where `found` does and whose guard agrees."""
        assert found.lastgroup is not None
        for rule in self._rules[int(found.lastgroup[1:]) :]:
            here = rule.pattern.match(tokens.classes, found.start())
            if here and here.end() > here.start():
                match = _Match(rule, here.start(), here.end())
                if guards.allow(match):
                    return match
        return None

    def _when(self, doc: Doc, group: Sequence[TimeReading], published: Published | None) -> When:
        first, last = group[0], group[-1]
        start = doc[first.first].idx
        end = doc[last.last].idx + len(doc[last.last])
        low = first.interval.start.isoformat() if first.interval else None
        high = last.interval.end.isoformat() if last.interval else None
        how: How = first.how if first.how != "stated" else last.how
        if first.interval is None or last.interval is None:
            return When(
                text=doc.text[start:end], span=Span(start=start, end=end), start=None, end=None, how="unresolved"
            )
        bounds = self._table["bounds"]
        lead = doc[first.first - 1] if first.first > 0 else None
        word = lead.lower_ if lead is not None and len(group) == 1 else ""
        if word in bounds["from"]:
            high = published.end[:10] if published is not None else None
        elif word in bounds["after"]:
            high = None
        elif word in bounds["until"] or word in bounds["before"]:
            low = None
        elif word not in bounds["range_start"] or len(group) == 1:
            word = ""
        if (word or (lead is not None and lead.lower_ in bounds["range_start"] and len(group) == 2)) and lead:
            start = lead.idx
        return When(text=doc.text[start:end], span=Span(start=start, end=end), start=low, end=high, how=how)


class _Guards:
    """Conditions that a pattern over word classes can't express."""

    def __init__(self, tokens: _Tokens, table: Table) -> None:
        self._tokens = tokens
        self._number = table["number_context"]
        self._month_before = frozenset(table["month_context"]["before"])

    def allow(self, match: _Match) -> bool:
        if match.rule.guard is None:
            return True
        check: Callable[[_Match], bool] = getattr(self, "_" + match.rule.guard)
        return check(match)

    def _unit(self, match: _Match) -> str:
        units = self._tokens.words(match, "unit")
        return _singular(units[-1]) if units else ""

    def _year_unit(self, match: _Match) -> bool:
        return self._unit(match) == "year"

    def _century_unit(self, match: _Match) -> bool:
        return self._unit(match) == "century"

    def _year_pair(self, match: _Match) -> bool:
        first, last = self._tokens.words(match, "year")
        return int(first) < int(last) and self._not_counted(match)

    def _year(self, match: _Match) -> bool:
        """A four-digit number that counts nothing (the noun that it modifies is no plural)."""
        if match.end - match.first > 1:
            return True
        return self._not_counted(match)

    def _not_counted(self, match: _Match) -> bool:
        tokens = self._tokens
        if tokens.before(match.first) in self._number["before"] or tokens.after(match.end) in self._number["after"]:
            return False
        token = tokens.token(match.end - 1)
        if token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "conj") and tokens.before(match.first) not in (
            "in",
            "since",
            "and",
            "to",
            ",",
            "(",
            "-",
        ):
            return token.dep_ == "conj"
        if token.head.i > token.i and token.head.tag_ in ("NNS", "NNPS"):
            return tokens.before(match.first) in ("the", "'s", "’s") and token.text >= "1900"
        return True

    def _month(self, match: _Match) -> bool:
        if match.end - match.first > 1:
            return True
        tokens = self._tokens
        if not tokens.token(match.first).tag_.startswith("NNP"):
            return False
        return tokens.before(match.first) in self._month_before or tokens.after(match.end) in ("'s", "’s")

    def _counted(self, match: _Match) -> bool:
        word = self._tokens.lower[match.end - 1]
        return word not in ("early", "late", "mid", "on") or (word == "on" and self._ends_phrase(match))

    def _plural_counted(self, match: _Match) -> bool:
        return self._tokens.lower[match.first].endswith("s") and self._counted(match)

    def _bare_unit(self, match: _Match) -> bool:
        return self._unit(match) in ("day", "week", "month", "year") and self._ends_phrase(match)

    def _bare_ordinal(self, match: _Match) -> bool:
        tokens = self._tokens
        if tokens.before(match.first) not in ("on", "of", "since", "by", "until"):
            return False
        following = tokens.token(match.end).tag_ if match.end < len(tokens.lower) else "."
        return not following.startswith(("N", "J", "CD"))

    def _ends_phrase(self, match: _Match) -> bool:
        """Whether no noun phrase follows that the expression would be counted from ("before the war")."""
        tokens = self._tokens
        if match.end >= len(tokens.lower):
            return True
        tag = tokens.token(match.end).tag_
        return not tag.startswith(("N", "DT", "PRP", "JJ", "CD", "WRB", "VBG"))


def _singular(unit: str) -> str:
    return "century" if unit == "centuries" else unit.removesuffix("s")


class _Resolver:
    """Gives each match its interval, in text order: some count from the one before."""

    def __init__(self, tokens: _Tokens, matches: list[_Match], table: Table, published: Published | None) -> None:
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
        readings: list[TimeReading] = []
        for at, match in enumerate(self._matches):
            for reading in self._read(at, match):
                if reading.interval is not None and reading.interval.grain not in ("decade", "century"):
                    self._said = (reading.interval, reading.how)
                readings.append(reading)
        return self._join(readings)

    def _read(self, at: int, match: _Match) -> list[TimeReading]:
        if match.rule.value == "day_range":
            return self._day_range(at, match)
        if match.rule.value == "year_range":
            return self._year_range(match)
        value: Callable[[int, _Match], tuple[Interval | None, How]] = getattr(self, "_" + match.rule.value)
        interval, how = value(at, match)
        return [self._reading(match, interval, how)]

    def _reading(self, match: _Match, interval: Interval | None, how: How) -> TimeReading:
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
                (opened or one.rule == two.rule == "first and last year")
                and linked
                or (one.rule == two.rule and "day range" in one.rule and linked)
            ):
                if _ordered(one, two):
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

    def _unresolved(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        return None, "unresolved"

    def _iso(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        year, _, month, _, day = self._tokens.lower[match.first : match.end]
        return calendar.make_day(int(year), int(month), int(day)), "stated"

    def _calendar(self, at: int, match: _Match) -> tuple[Interval | None, How]:
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

    def _days(self, match: _Match) -> list[int]:
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

    def _stated_year(self, at: int, match: _Match) -> tuple[int | None, How]:
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

    def _unit_year(self, match: _Match) -> tuple[int | None, How]:
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

    def _without_year(self, match: _Match, month: int, day: int | None) -> tuple[Interval | None, How]:
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

    def _near_year(self, match: _Match, published: date, month: int, day: int | None) -> int:
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

    def _season(self, at: int, match: _Match) -> tuple[Interval | None, How]:
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

    def _decade(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        word = self._tokens.words(match, "decade")[0].removesuffix("s")
        first = int(word) if len(word) == 4 else 1900 + int(word)
        return calendar.decade(first), "stated"

    def _century(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        return calendar.century(self._days(match)[0]), "stated"

    def _day_word(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        shift = {"yesterday": -1, "tomorrow": 1}.get(self._tokens.words(match, "day_word")[0], 0)
        return self._from_publication(lambda pub: calendar.day(calendar.shift_days(pub, shift)))

    def _today(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        return self._from_publication(calendar.day)

    def _last_night(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        return self._from_publication(_night_before)

    def _overnight(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        return self._from_publication(_night_before)

    def _from_publication(self, make: Callable[[date], Interval | None]) -> tuple[Interval | None, How]:
        published = self._publication("day")
        return (make(published) if published else None), "relative"

    def _weekday(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        published = self._publication("day")
        if published is None:
            return None, "unresolved"
        tokens = self._tokens
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

    def _month_day(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        number = self._days(match)[0]
        context = self._context("month")
        if context is not None and (self._narrative or self._said is not None and self._said[0].grain == "month"):
            return calendar.make_day(context[0].year, context[0].month, number), context[1]
        published = self._publication("day")
        if published is None:
            return None, "unresolved"
        late = number > published.day and not self._is_future(match)
        return calendar.make_day(*calendar.shift_months(published, -late), number), "relative"

    def _count_of(self, match: _Match) -> int | None:
        """The number of units in the expression; None for a vague one."""
        tokens = self._tokens
        if tokens.has(match, "vague"):
            return None
        for i in range(match.first, match.end):
            if tokens.classes[i] in (tokens.letters["number"], tokens.letters["day"]):
                word = tokens.lower[i]
                return int(word) if word.isdecimal() else self._numbers[word]
        return 1

    def _counted(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        tokens = self._tokens
        number, unit = self._count_of(match), _singular(tokens.words(match, "unit")[0])
        word = tokens.lower[match.end - 1]
        if number is None:
            return None, "unresolved"
        grain = unit if unit in GRAINS else "day"
        if word == "ago":
            published = self._publication(grain)
            return (calendar.count(published, unit, -number) if published else None), "relative"
        if word in ("before", "after", "prior") and not _Guards._ends_phrase(_Phrase(tokens), match):  # type: ignore[arg-type]
            return None, "unresolved"
        context = self._context(grain)
        if context is None:
            return None, "unresolved"
        back = word in ("earlier", "before", "previously", "prior")
        return calendar.count(context[0], unit, -number if back else number), context[1]

    def _next_day(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        tokens = self._tokens
        unit = _singular(tokens.words(match, "unit")[0])
        context = self._context(unit)
        if context is None:
            return None, "unresolved"
        back = tokens.lower[match.end - 1] in ("before", "earlier", "previous", "prior", "previously", "preceding")
        return calendar.count(context[0], unit, -1 if back else 1), context[1]

    def _relative_unit(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        tokens = self._tokens
        unit = _singular(tokens.words(match, "unit")[0])
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

    def _same_unit(self, at: int, match: _Match) -> tuple[Interval | None, How]:
        tokens = self._tokens
        unit = _singular(tokens.words(match, "unit")[0])
        grain = unit if unit in GRAINS else "day"
        shift = tokens.has(match, "next") - tokens.has(match, "last")
        context, published = self._context(grain), self._publication(grain)
        own = tokens.has(match, "this") or tokens.has(match, "last") or tokens.has(match, "next")
        if published is not None and (own or context is None and not tokens.has(match, "that")):
            if not tokens.has(match, "same"):
                return calendar.count(published, unit, shift), "relative"
        if context is None:
            return None, "unresolved"
        return calendar.count(context[0], unit, shift), context[1]

    # -- pairs -----------------------------------------------------------------------------------

    def _day_range(self, at: int, match: _Match) -> list[TimeReading]:
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
            found.append(self._reading(_Match(match.rule, first, end), interval, how))
        return found

    def _year_range(self, match: _Match) -> list[TimeReading]:
        tokens = self._tokens
        both = _YEARS.fullmatch(tokens.lower[match.first])
        if both is None:
            ends = match.first, match.end - 1
            return [
                self._reading(_Match(match.rule, i, i + 1), calendar.year(int(tokens.lower[i])), "stated") for i in ends
            ]
        first = int(both[1])
        last = int(both[2]) if len(both[2]) == 4 else first // 100 * 100 + int(both[2])
        return [self._reading(match, calendar.years(first, last, "year", f"{first:04d}/{last:04d}"), "stated")]

    # -- tense -----------------------------------------------------------------------------------

    def _governor(self, match: _Match) -> Token | None:
        """The nearest verb (or word of expectation) above the expression."""
        token = self._tokens.token(match.end - 1)
        for _ in range(12):
            if token.tag_[:1] == "V" or token.tag_ == "MD" or token.lemma_ in self._future_words:
                return token
            if token.head is token or token.head.i == token.i:
                return None
            token = token.head
        return None

    def _is_future(self, match: _Match) -> bool:
        verb = self._governor(match)
        if verb is None:
            return False
        if verb.lemma_ in self._future_words and verb.tag_ != "VBD":
            return True
        return any(child.lower_ in self._future for child in verb.lefts)

    def _is_past(self, match: _Match) -> bool:
        verb = self._governor(match)
        return verb is not None and verb.tag_ in ("VBD", "VBN")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What `_Guards._ends_phrase` needs of its owner."""

    _tokens: _Tokens


def _night_before(published: date) -> Interval:
    """The night that ended on the day of publication: both of its days."""
    before = calendar.shift_days(published, -1)
    return calendar.span_days(before, published, before.isoformat() + "TNI")


def _ordered(one: TimeReading, two: TimeReading) -> bool:
    return one.interval is None or two.interval is None or one.interval.start <= two.interval.end


def pick_time(whens: Sequence[When], sentence: tuple[int, int], predicate: int, doc: Doc | None = None) -> When | None:
    """The expression that governs a claim, or None when none does.

    `sentence` and `predicate` are offsets into the text. With `doc`, an expression counts that hangs on the predicate
    itself or on a verb above it, never one inside another clause; without, the only one in the sentence or, of
    several, the nearest.
    """
    inside = [w for w in whens if w.span is not None and sentence[0] <= w.span.start < sentence[1]]
    if not inside:
        return None
    rank: Callable[[When], tuple[int, int]] = partial(_distance, predicate=predicate)
    if doc is None:
        return min(inside, key=rank)
    return _governing(inside, predicate, doc, rank)


def _distance(when: When, predicate: int) -> tuple[int, int]:
    assert when.span is not None
    gap = max(when.span.start - predicate, predicate - when.span.end, 0)
    return gap, when.span.start


def _governing(
    inside: Sequence[When], predicate: int, doc: Doc, rank: Callable[[When], tuple[int, int]]
) -> When | None:
    claim = doc.char_span(predicate, predicate + 1, alignment_mode="expand")
    if claim is None:
        return None
    above = _chain(claim[0])
    best: tuple[int, tuple[int, int], When] | None = None
    for when in inside:
        assert when.span is not None
        words = doc.char_span(when.span.start, when.span.end, alignment_mode="expand")
        clause = _clause_of(words.root) if words is not None else None
        if clause is None or clause not in above:
            continue
        candidate = (above.index(clause), rank(when), when)
        if best is None or candidate[:2] < best[:2]:
            best = candidate
    return best[2] if best else None


def _chain(token: Token) -> list[int]:
    """The token and everything above it, nearest first."""
    found = [token.i]
    while token.head.i != token.i:
        token = token.head
        found.append(token.i)
    return found


def _clause_of(token: Token) -> int | None:
    """The nearest predicate (verb, or a noun that the expression modifies) at or above a time's root."""
    while token.head.i != token.i:
        token = token.head
        if token.tag_[:1] == "V" or token.tag_[:2] in ("NN", "MD"):
            return token.i
    return token.i
