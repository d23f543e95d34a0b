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
#: The same with the right speaker's party besides.
SPEAKERS_FOUND = 0.75


@cache
def _tolls(file: str) -> tuple[tuple[Claim, Toll], ...]:
    from counterclaim.pipeline import Reading, read_paths

    readings = [item for item in read_paths([SAMPLES / file]) if isinstance(item, Reading)]
    claims = [claim for reading in readings for claim in reading.claims]
    return tuple((c, c.toll) for c in claims if c.toll and c.toll.outcome in HUMAN_OUTCOMES)


def _stated() -> Iterator[tuple[str, str, str, float | None, float | None]]:
    for report in STATED:
        for line in report["tolls"]:
            by, _, outcome, numbers = (part.strip() for part in line.split("|"))
            low, _, high = numbers.partition("..")
            yield report["file"], by, outcome, float(low), float(high) if high else None


def test_the_stated_figures_are_read() -> None:
    stated = list(_stated())
    missed = [
        f"{file}: {outcome} {low}..{high}"
        for file, _, outcome, low, high in stated
        if not any((t.outcome, t.low, t.high) == (outcome, low, high) for _, t in _tolls(file))
    ]
    assert len(missed) <= (1 - FIGURES_FOUND) * len(stated), missed


def test_the_stated_figures_have_their_speakers() -> None:
    stated = list(_stated())
    missed = [
        f"{file}: {by} {outcome} {low}..{high}"
        for file, by, outcome, low, high in stated
        if not any(
            (t.outcome, t.low, t.high) == (outcome, low, high) and by in c.by.parties for c, t in _tolls(file)
        )
    ]
    assert len(missed) <= (1 - SPEAKERS_FOUND) * len(stated), missed


@pytest.mark.parametrize("report", STATED, ids=lambda report: report["file"])
def test_no_other_number_becomes_a_toll(report: dict[str, Any]) -> None:
    numbers = {n for _, toll in _tolls(report["file"]) for n in (toll.low, toll.high)}
    assert not numbers & {float(n) for n in report.get("not", [])}


def test_a_football_report_yields_no_toll() -> None:
    assert not _tolls("tolbeck-evening-whistle.txt")
