"""Words of time: a doc's tokens as a string of word classes, and the conditions that patterns can't express.

In: a parsed `Doc`. Out: `Tokens` and `Match`es of the rules of `times.toml`. Guarantee: positions leave out white
space tokens and map back to the doc's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.reference import Table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DECADE = re.compile(r"(\d{2,3}0|\d0)s")
YEARS = re.compile(r"(\d{4})[–—/-](\d{4}|\d{2})")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
#: Two days or two short years in one token ("11–12 October", "490–480 BC").
PAIR = re.compile(r"(\d{1,3})(?:st|nd|rd|th)?[–—/-](\d{1,3})(?:st|nd|rd|th)?")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sept|sep|oct|nov|dec"
#: Tokens that no class of words holds, first match wins: one-token dates, quarters, fiscal years, military times.
_SHAPES = (
    ("numeric", re.compile(r"\d{4}[/.]\d{1,2}[/.]\d{1,2}|\d{1,2}([/.])\d{1,2}\1\d{4}")),
    ("glued", re.compile(rf"\d{{1,2}}-?(?:{_MONTHS})-?\d{{4}}")),
    ("month_year", re.compile(rf"(?:{_MONTHS})[a-z]*-\d{{4}}")),
    ("dtg", re.compile(r"\d{6}z")),
    ("clocked", re.compile(r"\d\dt\d\d:?\d\d[\d:.,+z-]*")),
    ("coded", re.compile(r"\d{4}-?[qh][1-4]")),
    ("quarter_code", re.compile(r"q[1-4]|h[12]|[1-4]q|[12]h")),
    ("fiscal_year", re.compile(r"fy'?(?:\d{4}|\d\d)(?:[–/-]\d{2,4})?")),
    ("era_year", re.compile(r"\d{1,4}bc?e?")),
)


#: No token that is a date is longer.
_LONGEST = 30
#: Names of the classes that shapes give.
SHAPES = ("day", "number", "ordinal", "year", "years", "decade", "pair", *(name for name, _ in _SHAPES))


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over word classes, how its value is found, and the guard that must agree."""

    name: str
    pattern: re.Pattern[str]
    value: str
    guard: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule matched: positions in `Tokens`, which are not token indices.

    `skip` and `drop` are as in `TimeReading`: characters of the first and last token outside it.
    """

    rule: Rule
    first: int
    end: int
    skip: int = 0
    drop: int = 0


class Tokens:
    """The doc's tokens but white space, as a string with one class letter each."""

    def __init__(self, doc: Doc, classes: dict[str, str], letters: dict[str, str], others: str) -> None:
        self.doc = doc
        self.index: list[int] = []
        self.lower: list[str] = []
        self.letters = letters
        self.era_letters = (letters["bc"], letters["ad"])
        found: list[str] = []
        for i, text in enumerate([token.text for token in doc]):
            if text.isspace():
                continue
            low = text.lower()
            low = low.removeprefix("mid-") or low  # the tokenizer leaves "mid-1980s" whole
            letter = classes.get(low)
            if letter is None:
                letter = _shape(low, letters, others) if low[0].isdigit() or low[-1].isdigit() else others
            elif letter in (letters["month"], letters["weekday"]) and not text[0].isupper():
                letter = others
            self.index.append(i)
            self.lower.append(low)
            found.append(letter)
        self.classes = "".join(found)

    def token(self, position: int) -> Token:
        """The doc's token at a position."""
        return self.doc[self.index[position]]

    def has(self, match: Match, name: str) -> bool:
        """Whether a word of class `name` is in the match."""
        return self.letters[name] in self.classes[match.first : match.end]

    def words(self, match: Match, name: str) -> list[str]:
        """The words of class `name` in the match."""
        letter = self.letters[name]
        return [self.lower[i] for i in range(match.first, match.end) if self.classes[i] == letter]

    def before(self, position: int) -> str:
        """The word before a position, or ""."""
        return self.lower[position - 1] if position > 0 else ""

    def after(self, position: int) -> str:
        """The word at a position (the one after a match's end), or ""."""
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
    if YEARS.fullmatch(low):
        return letters["years"]
    if PAIR.fullmatch(low):
        return letters["pair"]
    if len(low) > _LONGEST:
        return others
    return next((letters[name] for name, shape in _SHAPES if shape.fullmatch(low)), others)


def era_years(tokens: Tokens, match: Match) -> tuple[int, int]:
    """The two years of "490 to 480 BC" or "490–480 BC", as written."""
    pair = PAIR.fullmatch(tokens.lower[match.first])
    if pair is not None:
        return int(pair[1]), int(pair[2])
    return int(tokens.lower[match.first]), int(tokens.lower[match.end - 2])


def ends_phrase(tokens: Tokens, match: Match) -> bool:
    """Whether no noun phrase follows that the expression would be counted from ("before the war")."""
    if match.end >= len(tokens.lower):
        return True
    tag = tokens.token(match.end).tag_
    return not tag.startswith(("N", "DT", "PRP", "JJ", "CD", "WRB", "VBG"))


class Guards:
    """Conditions that a pattern over word classes can't express."""

    def __init__(self, tokens: Tokens, table: Table) -> None:
        self._tokens = tokens
        self._number = table["number_context"]
        self._month_before = frozenset(table["month_context"]["before"])
        self._season_before = frozenset(table["season_context"]["before"])
        self._season_after = frozenset(table["season_context"]["after"])
        self._year_verbs = frozenset(table["year_context"]["verbs"])

    def allow(self, match: Match) -> bool:
        """Whether the guard of the match's rule, if it has one, agrees."""
        if match.rule.guard is None:
            return True
        check: Callable[[Match], bool] = getattr(self, "_" + match.rule.guard)
        return check(match)

    def _unit(self, match: Match) -> str:
        units = self._tokens.words(match, "unit")
        return singular(units[-1]) if units else ""

    def _year_unit(self, match: Match) -> bool:
        return self._unit(match) == "year"

    def _month_unit(self, match: Match) -> bool:
        return self._unit(match) == "month"

    def _week_unit(self, match: Match) -> bool:
        return self._unit(match) == "week"

    def _day_unit(self, match: Match) -> bool:
        return self._unit(match) == "day"

    def _weekend(self, match: Match) -> bool:
        """ "over the weekend", but not "about the weekend"."""
        if self._tokens.lower[match.first] == "about" or self._unit(match) != "weekend":
            return False
        following = self._tokens.token(match.end).tag_ if match.end < len(self._tokens.lower) else "."
        return not following.startswith("N") and self._tokens.after(match.end) != "of"

    def _set(self, match: Match) -> bool:
        """Not in a name ("the Daily Mail")."""
        return self._tokens.token(match.first).text.islower() or match.end - match.first > 1

    def _hours_counted(self, match: Match) -> bool:
        """With a number, or at least in the plural ("hours later"), and from a time that is not another event's."""
        tokens = self._tokens
        counted = tokens.lower[match.end - 2].endswith("s") or any(tokens.has(match, c) for c in ("number", "day", "a"))
        whose = tokens.lower[match.end - 1] in ("before", "after", "prior")
        return counted and self._counted(match) and (not whose or ends_phrase(tokens, match))

    def _portion(self, match: Match) -> bool:
        """Halves and quarters of a year; weeks, days and months of a month or year."""
        tokens = self._tokens
        units = [singular(word) for word in tokens.words(match, "unit")]
        if tokens.has(match, "half"):
            return not units or units == ["year"]
        of_unit = not tokens.has(match, "month") and not tokens.has(match, "year")
        if not units or (of_unit and units[-1] not in ("year", "month")):
            return False
        return units[0] in ("day", "week", "month", "quarter", "night") and (
            units[0] != "quarter" or units[-1] != "month"
        )

    def _bare_season(self, match: Match) -> bool:
        tokens = self._tokens
        return tokens.before(match.first) in self._season_before or tokens.after(match.end) in self._season_after

    def _era(self, match: Match) -> bool:
        """The letters of an era are capitals, the year is in figures."""
        tokens = self._tokens
        at = next((i for i in range(match.first, match.end) if tokens.classes[i] in tokens.era_letters), None)
        if at is None:
            return True  # "490BC"
        beside = [i for i in (at - 1, at + 1) if match.first <= i < match.end]
        return tokens.token(at).text[0].isupper() and tokens.lower[beside[0]][0].isdigit()

    def _era_pair(self, match: Match) -> bool:
        tokens = self._tokens
        if not self._era(match) or not tokens.lower[match.first][0].isdigit():
            return False
        first, last = era_years(tokens, match)
        return first > last if tokens.has(match, "bc") else first < last

    def _era_century(self, match: Match) -> bool:
        tokens = self._tokens
        return self._unit(match) == "century" and tokens.token(match.end - 1).text[0].isupper()

    def _decade(self, match: Match) -> bool:
        """No decade has three digits without an era."""
        return len(self._tokens.words(match, "decade")[0]) != 4

    def _century_unit(self, match: Match) -> bool:
        return self._unit(match) == "century"

    def _year_pair(self, match: Match) -> bool:
        first, last = self._tokens.lower[match.first], self._tokens.lower[match.end - 1]
        if not last.isdecimal():
            return False  # "from 2011 to thirty"
        if len(last) == 2:
            return int(first[2:]) < int(last)
        return int(first) < int(last) and self._not_counted(match)

    def _year(self, match: Match) -> bool:
        """A four-digit number that counts nothing (the noun that it modifies is no plural)."""
        if match.end - match.first > 1:
            return True
        return self._not_counted(match)

    def _not_counted(self, match: Match) -> bool:
        tokens = self._tokens
        if tokens.before(match.first) in self._number["before"] or tokens.after(match.end) in self._number["after"]:
            return False
        if tokens.after(match.end) == "-" and not tokens.after(match.end + 1).isdecimal():
            return False  # "2019-nCoV", "1500-strong"
        if tokens.after(match.end) == "-" and tokens.after(match.end + 2) == "-":
            return False  # "2025-13-40": a date that is none, or a number of something
        token = tokens.token(match.end - 1)
        if token.dep_ in ("dobj", "nsubj", "oprd") and token.text >= "1900" and self._tells_year(token):
            return True
        if token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "conj") and tokens.before(match.first) not in (
            "in",
            "since",
            "and",
            "to",
            ",",
            "(",
            "-",
        ):
            return token.dep_ == "conj" and token.head.is_digit and len(token.head) == 4
        if token.head.i > token.i and token.head.tag_ in ("NNS", "NNPS"):
            return tokens.before(match.first) in ("the", "'s", "’s") and token.text >= "1900"
        return True

    def _tells_year(self, token: Token) -> bool:
        """ "1985 saw", "called 2014 a failure", "making 1985 the bloodiest year", "2023 was the worst year"."""
        lemma = token.head.lemma_
        named = lemma == "be" and any(c.dep_ == "attr" and c.lemma_ == "year" for c in token.head.children)
        return named or lemma == "year" or lemma in self._year_verbs

    def _month(self, match: Match) -> bool:
        if match.end - match.first > 1:
            return True
        tokens = self._tokens
        if not tokens.token(match.first).tag_.startswith("NNP"):
            return False
        return tokens.before(match.first) in self._month_before or tokens.after(match.end) in (
            "'s",
            "’s",
            "-",
            "–",
        )

    def _counted(self, match: Match) -> bool:
        word = self._tokens.lower[match.end - 1]
        return word not in ("early", "late", "mid", "on") or (word == "on" and ends_phrase(self._tokens, match))

    def _plural_counted(self, match: Match) -> bool:
        return self._tokens.lower[match.first].endswith("s") and self._counted(match)

    def _bare_unit(self, match: Match) -> bool:
        return self._unit(match) in ("day", "week", "month", "year") and ends_phrase(self._tokens, match)

    def _bare_ordinal(self, match: Match) -> bool:
        tokens = self._tokens
        if tokens.before(match.first) not in ("on", "of", "since", "by", "until"):
            return False
        following = tokens.token(match.end).tag_ if match.end < len(tokens.lower) else "."
        return not following.startswith(("N", "J", "CD"))


def singular(unit: str) -> str:
    """The unit without its plural ending."""
    return "century" if unit == "centuries" else unit.removesuffix("s")
