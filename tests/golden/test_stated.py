"""What a person found stated in the sample reports, held against what the program reads.

Unlike the golden files these expectations don't follow the program: they were written from the texts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from counterclaim.records import HUMAN_OUTCOMES, Claim, Toll
from tests.golden.write import HERE, SAMPLES

pytestmark = pytest.mark.model

STATED: list[dict[str, Any]] = tomllib.loads((HERE / "stated.toml").read_text("utf-8"))["report"]
#: Share of the stated figures (outcome, low, high) that must be read, over all samples together.
FIGURES_FOUND = 0.9
#: The same with the right speaker's party, or the right victims' party, besides.
SPEAKERS_FOUND = 0.75
SIDES_FOUND = 0.75
#: Figures read that nobody stated, as a share of those that were stated.
INVENTED = 0.05

Figure = tuple[str, float | None, float | None]


@cache
def _tolls(file: str) -> tuple[tuple[Claim, Toll], ...]:
    from counterclaim.pipeline import Reading, read_paths

    readings = [item for item in read_paths([SAMPLES / file]) if isinstance(item, Reading)]
    claims = [claim for reading in readings for claim in reading.claims]
    return tuple((c, c.toll) for c in claims if c.toll and c.toll.outcome in HUMAN_OUTCOMES)


def _figure(outcome: str, numbers: str) -> Figure:
    low, _, high = numbers.strip().partition("..")
    return outcome.strip(), float(low) if low else None, float(high) if high else None


def _stated() -> Iterator[tuple[str, list[str], str, Figure]]:
    for report in STATED:
        for line in report["tolls"]:
            by, victims, outcome, numbers = line.split("|")
            yield report["file"], by.strip().split("/"), victims.strip(), _figure(outcome, numbers)


def _read(toll: Toll) -> Figure:
    return toll.outcome, toll.low, toll.high


def test_the_stated_figures_are_read() -> None:
    stated = list(_stated())
    missed = [(f, figure) for f, _, _, figure in stated if not any(_read(t) == figure for _, t in _tolls(f))]
    assert len(missed) <= (1 - FIGURES_FOUND) * len(stated), missed


def test_the_stated_figures_have_their_speakers() -> None:
    stated = list(_stated())
    missed = [
        (file, by, figure)
        for file, by, _, figure in stated
        if not any(_read(t) == figure and set(by) & set(c.by.parties) for c, t in _tolls(file))
    ]
    assert len(missed) <= (1 - SPEAKERS_FOUND) * len(stated), missed


def test_the_stated_figures_have_their_victims() -> None:
    stated = list(_stated())
    missed = [
        (file, victims, figure)
        for file, _, victims, figure in stated
        if not any(_read(t) == figure and victims in (t.parties or ("-",)) for _, t in _tolls(file))
    ]
    assert len(missed) <= (1 - SIDES_FOUND) * len(stated), missed


def test_hardly_a_figure_is_read_that_is_not_stated() -> None:
    stated = list(_stated())
    may = {(r["file"], _figure(*line.split("|"))) for r in STATED for line in r.get("may", [])}
    known = may | {(file, figure) for file, _, _, figure in stated}
    read = {(r["file"], _read(t)) for r in STATED for _, t in _tolls(r["file"]) if t.vague is None}
    assert len(read - known) <= INVENTED * len(stated), sorted(read - known, key=str)


@pytest.mark.parametrize("report", STATED, ids=lambda report: report["file"])
def test_no_other_number_becomes_a_toll(report: dict[str, Any]) -> None:
    numbers = {n for _, toll in _tolls(report["file"]) for n in (toll.low, toll.high)}
    assert not numbers & {float(n) for n in report.get("not", [])}


@pytest.mark.parametrize(
    "file",
    [
        "tolbeck-evening-whistle.txt",
        "hallam-exchange-record.jsonl",
    ],
)
def test_words_of_war_at_play_and_at_the_market_yield_no_toll(file: str) -> None:
    assert not _tolls(file)
