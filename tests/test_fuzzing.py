"""The fuzz targets on their seeds and a few mutations, and what fuzzing has found so far."""

from __future__ import annotations

import io
from itertools import islice

import pytest

from counterclaim.claims.numbers import NumberReader
from counterclaim.claims.times import TimeReader
from counterclaim.claims.toll_words import words_of
from counterclaim.records import Rejection
from counterclaim.reference import load_reference
from counterclaim.reports import Given, parse_published, read_reports
from fuzz.blind import inputs
from fuzz.corpus import seeds
from fuzz.targets import TARGETS
from tests.docs import make_doc


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_takes_its_seeds_and_mutations_of_them(name: str) -> None:
    for data in islice(inputs(seeds(name), seed=7), len(seeds(name)) + 10):
        TARGETS[name](data)


def test_the_same_seed_gives_the_same_inputs() -> None:
    first, again = (list(islice(inputs(seeds("dates"), seed=3), 200)) for _ in range(2))
    assert first == again
    assert len(set(first)) > 150


def test_a_word_that_is_only_mid_ends_no_reading() -> None:
    doc = make_doc("in IN 2 prep\nmid- JJ 2 amod\nOctober NNP 2 ROOT")
    (when,) = TimeReader(load_reference()).read(doc, parse_published("2025-11-01", how="given"))
    assert (when.start, when.end) == ("2025-10-01", "2025-10-31")


def test_the_bound_of_a_vague_word_stands_in_its_own_sentence() -> None:
    words = words_of(make_doc("up RB 1 advmod\nto IN 1 ROOT\n\ndozens NNS 1 nsubj\ndied VBD 1 ROOT"))
    (found,) = NumberReader(load_reference().table("tolls")).read(words, 2, 4)
    assert (found.start, found.end) == (2, 3)


@pytest.mark.parametrize(("raw", "kind"), [(b"[]", "json"), (b"\n \n", "jsonl"), (b"title,text\n", "csv")])
def test_an_input_without_a_record_is_rejected(raw: bytes, kind: str) -> None:
    (found,) = read_reports(["-"], Given(), input_format=kind, stdin=io.BytesIO(raw))
    assert isinstance(found, Rejection)
    assert found.code == "empty"
