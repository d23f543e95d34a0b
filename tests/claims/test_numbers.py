"""Quantities: numerals, words, bounds, ranges, vague words, and numbers that count nothing."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.claims.numbers import NumberReader, Quantity, bounded
from counterclaim.claims.toll_words import Words
from counterclaim.reference import load_reference

READER = NumberReader(load_reference().table("tolls"))
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand million".split()
)


def columns(sentence: str) -> Words:
    """A tagged sentence from bare words: numbers are CD, words that end in s are plural nouns, names are NNP."""
    pieces = re.findall(r"\d[\d,.]*\d|\w+|[^\w\s]", sentence)
    ends = [m.end() for m in re.finditer(r"\d[\d,.]*\d|\w+|[^\w\s]", sentence)]
    tags = []
    for word in pieces:
        if word[0].isdigit() or word.lower() in _NUMBER_WORDS:
            tags.append("CD")
        elif word[0].isupper():
            tags.append("NNP")
        else:
            tags.append("NNS" if word.endswith("s") else "NN")
    return Words(
        text=pieces,
        lower=[p.lower() for p in pieces],
        lemma=[p.lower().removesuffix("s") for p in pieces],
        tag=tags,
        dep=["dep"] * len(pieces),
        head=list(range(len(pieces))),
        spaced=[sentence[e : e + 1] == " " for e in ends],
        sents=[(0, len(pieces))],
    )


def read(sentence: str) -> list[Quantity]:
    words = columns(sentence)
    return READER.read(words, 0, len(words.text))


@pytest.mark.parametrize(
    ("sentence", "low", "high", "bound"),
    [
        ("41 miners", 41, 41, "exact"),
        ("forty-one miners", 41, 41, "exact"),
        ("two hundred and six miners", 206, 206, "exact"),
        ("1,350 miners", 1350, 1350, "exact"),
        ("2.5 million refugees", 2_500_000, 2_500_000, "exact"),
        ("half a million refugees", 500_000, 500_000, "exact"),
        ("a dozen miners", 12, 12, "exact"),
        ("two dozen miners", 24, 24, "exact"),
        ("nine (9) miners", 9, 9, "exact"),
        ("over a million refugees", 1_000_000, None, "more_than"),
        ("at least 41 miners", 41, None, "at_least"),
        ("no fewer than seven miners", 7, None, "at_least"),
        ("well over 30 miners", 30, None, "more_than"),
        ("up to 41 miners", None, 41, "at_most"),
        ("nearly 90 miners", None, 90, "nearly"),
        ("fewer than ten miners", None, 10, "less_than"),
        ("roughly 60 miners", 60, 60, "about"),
        ("30 or more miners", 30, None, "at_least"),
        ("30 to 35 miners", 30, 35, "range"),
        ("between 30 and 35 miners", 30, 35, "range"),
        ("three or four miners", 3, 4, "range"),
        ("minimum 30, maximum 35", 30, 35, "range"),
    ],
)
def test_counts_and_bounds(sentence: str, low: float | None, high: float | None, bound: str) -> None:
    assert [(q.low, q.high, q.bound) for q in read(sentence)] == [(low, high, bound)]


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("dozens of miners", "dozens"),
        ("several miners", "several"),
        ("an unknown number of miners", "an unknown number of"),
    ],
)
def test_vague_words_have_no_numbers(sentence: str, word: str) -> None:
    (quantity,) = read(sentence)
    assert (quantity.low, quantity.high, quantity.bound, quantity.vague) == (None, None, "vague", word)


@pytest.mark.parametrize(
    "sentence",
    [
        "a 52-year-old miner",
        "for 48 hours",
        "on 4 March",
        "in 2018",
        "along Highway 418",
        "45 percent of them",
        "aged 19",
        "Nasser Hamdan, 28, was there",
        "14 kilometres away",
    ],
)
def test_numbers_that_count_nothing(sentence: str) -> None:
    assert read(sentence) == []


def test_old_and_new_count_are_no_range() -> None:
    assert [q.bound for q in read("up from 25 to 31")] == ["exact", "exact"]


def test_figures_that_point_back() -> None:
    assert [q.more for q in read("another six miners, nine others and 14 miners")] == [True, True, False]
    assert [q.factor for q in read("twice as many")] == [2]


@given(st.integers(min_value=1, max_value=9_999_999))
def test_grouped_digits_read_as_written(value: int) -> None:
    for quantity in read(f"at least {value:,} miners"):
        assert (quantity.low, quantity.high) == bounded(float(value), "at_least")


@given(st.text(alphabet="0123456789 -–,.()to andoverabout", max_size=60))
def test_any_text_gives_ordered_quantities_inside_it(text: str) -> None:
    words = columns(text)
    found = READER.read(words, 0, len(words.text))
    assert all(0 <= q.start < q.end <= len(words.text) for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
