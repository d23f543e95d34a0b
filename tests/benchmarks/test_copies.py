"""The floor under the copies that are found, on the set that the benchmark makes."""

from __future__ import annotations

from benchmarks.copies import COPIES, LOOKALIKES, ORIGINALS, SEED, Maker, measure


def test_the_set_is_the_same_for_the_same_seed() -> None:
    assert Maker(SEED).make() == Maker(SEED).make() != Maker(SEED + 1).make()


def test_copies_are_told_from_look_alikes() -> None:
    figures = measure(SEED)
    assert (figures["originals"], figures["copies"], figures["lookalikes"]) == (ORIGINALS, COPIES, LOOKALIKES)
    assert figures["f1"] >= 0.98
