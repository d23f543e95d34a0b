"""Hypothesis strategies for every record, and for whole readings of a report that fit together.

`of(Claim)` gives any claim that the types allow; `readings()` gives captures with claims whose ids, keys,
evidence and quotes agree as those of the reading stages do. Both hold any Unicode but lone surrogates,
which no record holds.
"""

from __future__ import annotations

from dataclasses import fields
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from counterclaim.records import STANCES, Actor, Span, Toll, When
from tests.reads import Read, make_claim, make_read

R = TypeVar("R")

#: What tends to break a line, a terminal or a file format.
HOSTILE = "\n\r\t\x00\x1b\x7f\x85\u2028\u2029\u202e\u2066\ufeff\U0001f4a5\"'\\,=[]{}<>&%"
WORDS = st.text(st.characters(codec="utf-8") | st.sampled_from(HOSTILE), max_size=20)
NUMBERS = st.integers(0, 10**15).map(float) | st.floats(allow_nan=False, allow_infinity=False)
IDS = st.text("0123456789abcdef", min_size=24, max_size=24)
DAYS = st.dates().map(lambda day: day.isoformat())
PARTIES = st.sampled_from(("AFG", "PAK", "TTP", "UN", "XXX-CIV", "expert", "unattributed"))
_MOST_ITEMS = 2


def of(record: type[R]) -> st.SearchStrategy[R]:
    """Any record of that class that its annotations allow."""
    if record is Span:
        return spans()  # type: ignore[return-value]
    hints = get_type_hints(record)
    return st.builds(record, **{field.name: _of_type(hints[field.name]) for field in fields(record)})  # type: ignore[arg-type]


def spans(longest: int = 10**6) -> st.SearchStrategy[Span]:
    """Any span within `longest` code points."""
    ends = st.tuples(st.integers(0, longest), st.integers(0, longest)).map(sorted)
    return ends.map(lambda pair: Span(start=pair[0], end=pair[1]))


def _of_type(hint: Any) -> st.SearchStrategy[Any]:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin = get_origin(hint)
    if origin is Literal:
        return st.sampled_from(get_args(hint))
    if origin in (Union, UnionType):
        return st.one_of(*(_of_type(part) for part in get_args(hint)))
    if origin is tuple:
        return st.lists(_of_type(get_args(hint)[0]), max_size=_MOST_ITEMS).map(tuple)
    return of(hint)


_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    bool: st.booleans(),
    bytes: st.binary(max_size=30),
    int: st.integers(-(2**53), 2**53),
    float: NUMBERS,
    NoneType: st.none(),
}


@st.composite
def readings(draw: st.DrawFn) -> Read:
    """A reading with up to four claims at different places, of any party, stance, toll and time."""
    content = draw(WORDS.filter(lambda words: len(words) > 1))
    places = draw(st.lists(spans(len(content)), unique=True, max_size=4))
    read = make_read(content, ())
    claims = tuple(
        make_claim(
            read.capture.report,
            read.capture.text,
            span,
            "test/1",
            by=draw(_SPEAKERS),
            stance=draw(st.sampled_from(STANCES)),
            toll=draw(st.none() | of(Toll)),
            happened=draw(st.none() | _TIMES),
        )
        for span in places
    )
    return Read(capture=read.capture, claims=claims)


_SPEAKERS = st.builds(
    Actor, text=WORDS, actor=PARTIES, parties=st.lists(PARTIES, max_size=3).map(tuple), rule=st.just("test")
)
_TIMES = (
    st.tuples(DAYS, DAYS)
    .map(sorted)
    .map(lambda days: When(text=None, span=None, start=days[0], end=days[1], how="stated"))
)
