"""The gate over the figures: it must fail on what is worse and never become easier by itself."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.floors import Floor, load_floors, main, raise_floors, save_floors, value_at


def _floor(better: str = "higher", floor: float | None = 0.5) -> Floor:
    return Floor(task="articles", path="toll_strict.f1", better=better, floor=floor)


def _gate(tmp_path: Path, floor: Floor, value: float, *options: str) -> int:
    floors, figures = tmp_path / "floors.json", tmp_path / "figures.json"
    save_floors({"x": floor}, floors)
    figures.write_text(json.dumps({"x": value}))
    return main(["check", str(figures), "--floors", str(floors), *options])


def test_a_worse_figure_fails(tmp_path: Path) -> None:
    assert _gate(tmp_path, _floor(), 0.49) == 1
    assert _gate(tmp_path, _floor("lower"), 0.51) == 1
    assert _gate(tmp_path, _floor(), math.nan) == 1


def test_an_equal_or_better_figure_passes(tmp_path: Path) -> None:
    assert _gate(tmp_path, _floor(), 0.5) == 0
    assert _gate(tmp_path, _floor("lower"), 0.2) == 0
    assert _gate(tmp_path, _floor(floor=None), 0.0) == 0


def test_raise_records_the_better_and_refuses_the_worse(tmp_path: Path) -> None:
    assert _gate(tmp_path, _floor(), 0.7777, "--raise") == 0
    assert load_floors(tmp_path / "floors.json")["x"].floor == 0.777
    assert _gate(tmp_path, _floor(), 0.3, "--raise") == 1
    assert load_floors(tmp_path / "floors.json")["x"].floor == 0.5


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(["higher", "lower"]))
def test_raising_never_makes_a_floor_easier(floor: float, value: float, better: str) -> None:
    raised = raise_floors({"x": _floor(better, floor)}, {"x": value})["x"].floor
    assert raised is not None
    assert raised >= floor if better == "higher" else raised <= floor


def test_value_at_follows_the_path() -> None:
    assert value_at({"killed/all": {"exact": 0.25}}, "killed/all.exact") == 0.25
    with pytest.raises(KeyError):
        value_at({}, "whole.soft.f1")


def test_our_floors_are_well_formed() -> None:
    from benchmarks.measure import OWN, TASKS

    floors = load_floors()
    assert {floor.task for floor in floors.values()} <= {*TASKS, *OWN, "seed"}
