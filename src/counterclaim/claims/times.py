"""Times: expressions of time as written, and the calendar interval that each one fixes.

In: a parsed `Doc` and the report's publication date, if known. Out: `When`s in text order (and, for
comparison with other taggers, `TimeReading`s with TIMEX3 values). Guarantee: an interval rests on words
of the report, or on those and a known publication date (`relative`); without either it is open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from counterclaim.claims.calendar import before_christ
from counterclaim.claims.time_anchors import How, TimeReading
from counterclaim.claims.time_values import Resolver
from counterclaim.claims.time_words import SHAPES, Guards, Match, Rule, Tokens
from counterclaim.records import Published, Span, When
from counterclaim.reference import Reference, Table

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STRETCH = re.compile("[^ ]+")
#: Classes without which no rule can match; a stretch of tokens without any of them is skipped.
_ANCHORS = (
    "month weekday unit short_unit year years decade season fall ordinal overnight tonight day_word part bc ad pair "
    "numeric glued month_year dtg coded quarter_code fiscal_year era_year set_word"
).split()


class TimeReader:
    """Reads time expressions by the rules of `times.toml`."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("times")
        names = [*table["words"], *SHAPES]
        self._letters = {name: chr(0x100 + i) for i, name in enumerate(dict.fromkeys(names))}
        self._classes = {word: self._letters[name] for name, words in table["words"].items() for word in words}
        self._classes.update(dict.fromkeys(table["numbers"], self._letters["number"]))
        self._macros: dict[str, str] = table["macros"]
        self._rules = [self._rule(row) for row in table["rule"]]
        joined = "|".join(f"(?P<r{i}>{rule.pattern.pattern})" for i, rule in enumerate(self._rules))
        self._any = re.compile(joined)
        anchors = "".join(self._letters[name] for name in _ANCHORS)
        self._anchor = re.compile(f"[{anchors}]")
        self._table = table

    def _rule(self, row: Table) -> Rule:
        pattern = re.sub(r"[A-Z]+", lambda name: self._macros[name[0]], row["pattern"])
        pattern = re.sub(r"[a-z_]+", lambda name: self._letters[name[0]], pattern)
        return Rule(row["name"], re.compile(pattern.replace(" ", "")), row["value"], row.get("guard"))

    def read(self, doc: Doc, published: Published | None) -> list[When]:
        """Every time expression as a `When`; the two ends of a range are one.

        The words include what bounds an interval ("since April"); a missing publication date
        leaves relative expressions `unresolved`.
        """
        readings = _dated_first(doc, self.readings(doc, published))
        content = doc.text  # built anew at each access
        whens: list[When] = []
        at = 0
        while at < len(readings):
            group = readings[at : at + 2] if readings[at].joined else readings[at : at + 1]
            whens.append(self._when(doc, content, group, published))
            at += len(group)
        return whens

    def readings(self, doc: Doc, published: Published | None) -> list[TimeReading]:
        """Every single expression with its TIMEX3 value, in text order."""
        tokens = Tokens(doc, self._classes, self._letters, " ")
        matches = list(self._matches(tokens))
        return Resolver(tokens, matches, self._table, published).resolve()

    def _matches(self, tokens: Tokens) -> Iterator[Match]:
        guards = Guards(tokens, self._table)
        for stretch in _STRETCH.finditer(tokens.classes):
            at, end = stretch.span()
            if not self._anchor.search(tokens.classes, at, end):
                continue
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

    def _first(self, tokens: Tokens, found: re.Match[str], guards: Guards) -> Match | None:
        """The first rule, in order, that matches where `found` does and whose guard agrees."""
        assert found.lastgroup is not None
        for rule in self._rules[int(found.lastgroup[1:]) :]:
            here = rule.pattern.match(tokens.classes, found.start())
            if here and here.end() > here.start():
                match = Match(rule, here.start(), here.end())
                if guards.allow(match):
                    return match
        return None

    def _when(self, doc: Doc, content: str, group: Sequence[TimeReading], published: Published | None) -> When:
        one, two = group[0], group[-1]
        bound = self._bound(doc, one, len(group) > 1)
        start = doc[one.first - 1].idx if bound else doc[one.first].idx + one.skip
        end = doc[two.last].idx + len(doc[two.last]) - two.drop
        low = high = None
        if one.interval and two.interval and not before_christ(one.interval.start):
            low, high = one.interval.start.isoformat(), two.interval.end.isoformat()
        how: How = two.how if one.how == "stated" else one.how
        if low is None:
            how = "unresolved"
        elif bound == "from":
            high = published.end[:10] if published is not None and low <= published.end[:10] else None
        elif bound == "after":
            high = None
        elif bound in ("until", "before"):
            low = None
        span = Span(start=start, end=end)
        return When(text=span.of(content), span=span, start=low, end=high, how=how)

    def _bound(self, doc: Doc, reading: TimeReading, ranged: bool) -> str | None:
        """The kind of the word before an expression that opens its interval at one end or both."""
        word = doc[reading.first - 1].lower_ if reading.first > 0 else ""
        kinds = ("range_start",) if ranged else ("from", "after", "until", "before")
        return next((kind for kind in kinds if word in self._table["bounds"][kind]), None)


def _dated_first(doc: Doc, readings: list[TimeReading]) -> list[TimeReading]:
    """Without sets and lengths ("daily", "for two years") where the sentence has another expression."""
    undated = [r.kind == "SET" or r.rule == "length of time" for r in readings]
    if not any(undated):
        return readings
    sentences = [doc[r.first].sent.start for r in readings]
    dated = {start for start, none in zip(sentences, undated, strict=True) if not none}
    return [r for r, start, none in zip(readings, sentences, undated, strict=True) if not none or start not in dated]


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
    above = _clauses_above(claim[0])
    best: tuple[int, tuple[int, int], When] | None = None
    for when in inside:
        assert when.span is not None
        words = doc.char_span(when.span.start, when.span.end, alignment_mode="expand")
        path = _path(words.root) if words is not None else []
        depth = next((above.index(i) for i in path if i in above), None)
        if depth is not None and (best is None or (depth, rank(when)) < best[:2]):
            best = (depth, rank(when), when)
    return best[2] if best else None


#: Where a clause ends upwards: what stands above these has its own time.
_CLAUSE_ENDS = frozenset({"ccomp", "relcl", "parataxis"})


def _clauses_above(token: Token) -> list[int]:
    """The predicate and what stands above it in the same clause, nearest first."""
    found = [token.i]
    while token.head.i != token.i and token.dep_ not in _CLAUSE_ENDS:
        token = token.head
        found.append(token.i)
    return found


#: Prepositions whose noun is an event of its own.
_OTHER_EVENT = frozenset({"after", "before", "following", "amid", "despite", "over", "about"})


def _path(token: Token) -> list[int]:
    """What an expression can govern: the words above it up to its verb, through phrases set off by prepositions.

    A time inside a subject or object ("the 2015 accord") stays with that noun.
    """
    found: list[int] = []
    while token.head.i != token.i:
        held = token.tag_[:2] == "NN" and token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "appos")
        if found and held:
            break
        if found and token.dep_ == "pobj" and token.head.lower_ in _OTHER_EVENT:
            break  # "following clashes last night"
        token = token.head
        found.append(token.i)
        if token.tag_[:1] == "V":
            break
    return found
