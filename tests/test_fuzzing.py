"""The fuzz targets on their seeds and a few mutations, and what fuzzing has found so far."""

from __future__ import annotations

import io
from itertools import islice, pairwise

import pytest

from counterclaim.claims.numbers import NumberReader
from counterclaim.claims.times import TimeReader
from counterclaim.claims.toll_words import words_of
from counterclaim.claims.tolls import TollReader
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


def test_a_year_and_a_number_in_words_are_no_pair_of_years() -> None:
    doc = make_doc("2011 CD 1 nummod\n- HYPH 2 punct\nthirty CD 2 ROOT")
    assert [when.text for when in TimeReader(load_reference()).read(doc, None)] in ([], ["2011"])


def test_digits_that_are_no_decimals_end_no_reading() -> None:
    doc = make_doc("in IN 3 prep\n201² CD 0 pobj\n58 CD 3 nummod\nsoldiers NNS 4 nsubj\ndied VBD 4 ROOT die")
    (toll,) = TollReader(load_reference()).read(doc)
    assert toll.low == 58


def test_the_bound_of_a_vague_word_stands_in_its_own_sentence() -> None:
    words = words_of(make_doc("up RB 1 advmod\nto IN 1 ROOT\n\ndozens NNS 1 nsubj\ndied VBD 1 ROOT"))
    (found,) = NumberReader(load_reference().table("tolls")).read(words, 2, 4)
    assert (found.start, found.end) == (2, 3)


def test_quantities_that_point_back_do_not_overlap() -> None:
    words = words_of(make_doc("another DT 1 det\nanother DT 2 det\nanother DT 3 det\ndied VBD 3 ROOT"))
    found = NumberReader(load_reference().table("tolls")).read(words, 0, 4)
    assert all(one.end <= two.start for one, two in pairwise(found))


@pytest.mark.parametrize("tag", ["aside", "p", "li", "blockquote", "footer", "nav"])
def test_a_page_that_is_one_dropped_element_is_still_read(tag: str) -> None:
    raw = f"<!-- html --><{tag}>{'Kabul said that 58 soldiers were killed. ' * 40}</{tag}>".encode()
    (found,) = read_reports(["-"], Given(), input_format="html", stdin=io.BytesIO(raw))
    assert not isinstance(found, Rejection) or found.code == "no_text"


def test_a_fault_in_the_extraction_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LookupError("a library's fault")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    (found,) = read_reports(["-"], Given(), input_format="html", stdin=io.BytesIO(seeds("page")[0]))
    assert isinstance(found, Rejection)
    assert (found.code, found.reason) == ("extraction_failed", "LookupError: a library's fault")


@pytest.mark.parametrize(("raw", "kind"), [(b"[]", "json"), (b"\n \n", "jsonl"), (b"title,text\n", "csv")])
def test_an_input_without_a_record_is_rejected(raw: bytes, kind: str) -> None:
    (found,) = read_reports(["-"], Given(), input_format=kind, stdin=io.BytesIO(raw))
    assert isinstance(found, Rejection)
    assert found.code == "empty"
