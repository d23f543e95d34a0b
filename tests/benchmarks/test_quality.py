"""The page of figures: what is measured is held against its bar, and the tables agree with each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.floors import Floor, load_floors
from benchmarks.measure import TASKS, measure
from benchmarks.predict.__main__ import PROJECTIONS
from benchmarks.quality import Bar, load_bars, main, reached, rows


def _floor(better: str = "higher") -> Floor:
    return Floor(task="tolls", path="x", better=better, floor=None)


def _bar(accept: float | None = 0.5) -> Bar:
    return Bar(figure="x", task="Task", measure="F1", peer=0.41, peer_note="who", accept=accept, goal=0.75)


def test_every_bar_is_a_figure_with_a_floor_and_the_other_way_round() -> None:
    bars = [bar.figure for bar in load_bars()]
    assert sorted(bars) == sorted(load_floors())
    assert len(set(bars)) == len(bars)


def test_every_measurement_has_a_predictor() -> None:
    assert {task.predictor for task in TASKS.values()} == {*PROJECTIONS, "linking"}


@pytest.mark.parametrize(
    ("value", "better", "expected"),
    [(0.5, "higher", True), (0.4999, "higher", False), (0.5, "lower", True), (0.51, "lower", False)],
)
def test_a_bar_is_reached_unrounded(value: float, better: str, expected: bool) -> None:
    assert reached(value, _bar(), _floor(better)) is expected
    assert not reached(value, _bar(accept=None), _floor(better))


def test_rows_show_what_was_measured_only() -> None:
    other = Bar(figure="y", task="Other", measure="F1")
    found = list(rows([_bar(), other], {"x": _floor(), "y": _floor()}, {"x": 0.6}))
    assert found == ["| Task | F1 | **0.600** | 0.41 (who) | 0.5 | 0.75 |"]


def test_counts_stay_counts() -> None:
    bar = Bar(figure="x", task="Task", measure="claims", count=True)
    assert list(rows([bar], {"x": _floor()}, {"x": 45.0})) == ["| Task | claims | 45 | - | - | - |"]


def test_without_gold_nothing_is_measured_and_the_page_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "quality.md"
    assert measure(["tolls", "seed"], tmp_path) == {}
    assert main(["--shared", str(tmp_path), "--page", str(page)]) == 1
    assert not page.exists()
    assert "no gold at" in capsys.readouterr().err
