"""The gate over our figures: `python -m benchmarks.floors check [FIGURES.json] [--raise]`.

`floors.json` names each figure, the task that measures it, where it stands in the scorer's answer,
and the worst value that passes. Without FIGURES.json (figure name -> value) the figures are
measured first. A figure worse than its floor fails; `--raise` records better ones. Nothing here
makes a floor easier: that takes an edit that a reader sees.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")
#: Floors are kept to three places, rounded to the easier side, so that a float's last digit never fails.
PLACES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """One figure: the task and path that give it, which way is better, and the worst value that passes."""

    task: str
    path: str
    better: str
    floor: float | None

    def fails(self, value: float) -> bool:
        """Whether `value` is worse than the floor. NaN always is; a figure without a floor never."""
        if math.isnan(value):
            return True
        if self.floor is None:
            return False
        return value < self.floor if self.better == "higher" else value > self.floor

    def raised(self, value: float) -> Floor:
        """This floor moved to `value` where that is stricter, else unchanged."""
        if math.isnan(value):
            return self
        scale = 10**PLACES
        if self.better == "higher":
            rounded = math.floor(value * scale + 1e-9) / scale
            stricter = self.floor is None or rounded > self.floor
        else:
            rounded = math.ceil(value * scale - 1e-9) / scale
            stricter = self.floor is None or rounded < self.floor
        return replace(self, floor=rounded) if stricter else self


def load_floors(path: Path = FLOORS) -> dict[str, Floor]:
    """Read the floors. Raises `ValueError` on a direction that is neither higher nor lower."""
    floors = {name: Floor(**entry) for name, entry in json.loads(path.read_text("utf-8")).items()}
    for name, floor in floors.items():
        if floor.better not in ("higher", "lower"):
            raise ValueError(f"{name}: better is {floor.better!r}, expected 'higher' or 'lower'")
    return floors


def save_floors(floors: Mapping[str, Floor], path: Path = FLOORS) -> None:
    """Write the floors, one figure a line."""
    lines = [
        f"  {json.dumps(name)}: " + json.dumps({"task": f.task, "path": f.path, "better": f.better, "floor": f.floor})
        for name, f in floors.items()
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def value_at(answer: Any, path: str) -> float:
    """The number at a dotted path of a scorer's answer. Raises `KeyError` where there is none."""
    for key in path.split("."):
        answer = answer[key]
    return math.nan if answer is None else float(answer)


def check(floors: Mapping[str, Floor], figures: Mapping[str, float]) -> list[str]:
    """One line for each figure that is worse than its floor."""
    return [
        f"{name}: {figures[name]:.3f} is worse than its floor {floor.floor}"
        for name, floor in floors.items()
        if name in figures and floor.fails(figures[name])
    ]


def raise_floors(floors: Mapping[str, Floor], figures: Mapping[str, float]) -> dict[str, Floor]:
    """The floors with every better figure recorded; none gets easier."""
    return {n: f.raised(figures[n]) if n in figures else f for n, f in floors.items()}


def figures_of(floors: Mapping[str, Floor], shared: Path) -> dict[str, float]:
    """Measure every figure whose gold lies under `shared`."""
    from benchmarks.measure import measure

    answers = measure(dict.fromkeys(f.task for f in floors.values()), shared)
    return {n: value_at(answers[f.task], f.path) for n, f in floors.items() if f.task in answers}


def _figures(floors: Mapping[str, Floor], given: Path | None, shared: Path) -> dict[str, float]:
    if given is not None:
        return {str(name): float(value) for name, value in json.loads(given.read_text("utf-8")).items()}
    return figures_of(floors, shared)


def main(argv: list[str] | None = None) -> int:
    """Run the gate; 0 when no figure is worse than its floor."""
    parser = argparse.ArgumentParser(prog="benchmarks.floors", description=__doc__)
    parser.add_argument("command", choices=["check"])
    parser.add_argument("figures", nargs="?", type=Path, help="JSON of figure name to value; measured if left out")
    parser.add_argument("--raise", dest="record", action="store_true", help="record figures that got better")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with benchmarks and seed")
    parser.add_argument("--floors", type=Path, default=FLOORS)
    options = parser.parse_args(argv)

    floors = load_floors(options.floors)
    figures = _figures(floors, options.figures, options.shared)
    for name, floor in floors.items():
        shown = f"{figures[name]:.3f}" if name in figures else "not measured"
        print(f"{name:34} {shown:>12}   floor {floor.floor}")
    problems = check(floors, figures)
    for problem in problems:
        print(problem, file=sys.stderr)
    if options.record:
        save_floors(raise_floors(floors, figures), options.floors)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
