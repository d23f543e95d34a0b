"""How well tolls are read: `python -m benchmarks.toll_cases [--part PART] [--set NAME] [--errors] [--json]`.

The cases are our own (cases/tolls_*.jsonl; cases/tolls.md has their sources and rules). Each text goes through the
ordinary pipeline and the projection of `benchmarks.predict tolls`. Three figures are asked for, by class and in all:

- killed, wounded: the share of texts with a coded figure above 0 whose best figure equals it or lies inside the coded
  range (silence is a miss), and the share of texts coded 0 for which a figure above 0 is read. `null` is not scored.
- every figure, matched one-to-one on outcome, low, high and bound, as `benchmarks.score_tolls` matches them.

`--errors` lists what was read wrong in the tuning part; of the part that is held back nothing but totals by class is
ever shown.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.held_back import is_held_back
from benchmarks.predict.tolls import project
from benchmarks.score_tolls import keys, rates

CASES = Path(__file__).with_name("cases")
OUTCOMES = ("killed", "wounded")
PARTS: dict[str, Callable[[Case], bool]] = {
    "tuning": lambda case: not case.held_back,
    "held-back": lambda case: case.held_back,
    "all": lambda case: True,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text with its answers: the row as it stands in the file, and the set (file) that it is of."""

    row: Mapping[str, Any]
    of: str

    @property
    def id(self) -> str:
        """What the case is called."""
        return str(self.row["id"])

    @property
    def held_back(self) -> bool:
        """Whether rules may not be tuned on this case: a third, fixed by the id alone."""
        return is_held_back(self.id)

    def coded(self, outcome: str) -> tuple[float, float] | None:
        """The coded interval of an outcome; None where it is not coded."""
        between, figure = self.row.get(f"{outcome}_range"), self.row.get(outcome)
        if between:
            return between[0], between[1]
        return None if figure is None else (figure, figure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A case with what was read from its text."""

    case: Case
    read: Mapping[str, Any]

    def best(self, outcome: str) -> float | None:
        """The best figure; None where none was read."""
        figure = self.read.get(outcome)
        return None if figure is None else figure["best"]

    def right(self, outcome: str) -> bool | None:
        """Whether the figure is right: inside the coded interval, or none above 0 for a coded 0; None: not coded."""
        coded, best = self.case.coded(outcome), self.best(outcome)
        if coded is None:
            return None
        return not best if coded[1] == 0 else best is not None and coded[0] <= best <= coded[1]


def load_cases(folder: Path = CASES) -> list[Case]:
    """The cases in the order of the files' names and lines."""
    return [
        Case(row=json.loads(line), of=path.stem.removeprefix("tolls_"))
        for path in sorted(folder.glob("tolls_*.jsonl"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.strip()
    ]


def read_cases(cases: Sequence[Case]) -> list[Result]:
    """Read every text once, as users' texts are read. Raises `RuntimeError` where one could not be read."""
    from counterclaim.pipeline import read_texts

    results: list[Result] = []
    items = ((case.row["text"], case.row.get("date"), case.id) for case in cases)
    for case, reading in zip(cases, read_texts(items), strict=True):
        if reading.rejections:
            raise RuntimeError(f"{case.id}: {reading.rejections[0].reason}")
        results.append(Result(case=case, read=project(reading)))
    return results


def score(results: Iterable[Result]) -> dict[str, float]:
    """Exact and false figures of killed and wounded, and the F1 over every figure."""
    results = list(results)
    figures: dict[str, float] = {"texts": len(results)}
    for outcome in OUTCOMES:
        asked = [(r.case.coded(outcome), r.right(outcome)) for r in results]
        positive = [right for coded, right in asked if coded is not None and coded[1] > 0]
        zero = [right for coded, right in asked if coded is not None and coded[1] == 0]
        figures[f"{outcome}_coded"] = len(positive)
        figures[f"{outcome}_exact"] = _share(sum(map(bool, positive)), len(positive))
        figures[f"{outcome}_none"] = len(zero)
        figures[f"{outcome}_false"] = _share(sum(not right for right in zero), len(zero))
    hits = extra = missed = 0
    for result in results:
        gold, read = keys(dict(result.case.row)), keys(dict(result.read))
        hits += sum((gold & read).values())
        extra += sum((read - gold).values())
        missed += sum((gold - read).values())
    return {**figures, **{f"all_{name}": value for name, value in rates(hits, extra, missed).items()}}


def table_of(results: Sequence[Result]) -> dict[str, dict[str, float]]:
    """The figures of all texts, then of each class by name."""
    classes = sorted({str(r.case.row["class"]) for r in results})
    return {
        "all": score(results),
        **{name: score(r for r in results if r.case.row["class"] == name) for name in classes},
    }


def measure() -> dict[str, Any]:
    """The figures of both parts, for the table of quality and its floors."""
    results = read_cases(load_cases())
    return {
        name.replace("-", "_"): score(r for r in results if PARTS[name](r.case)) for name in ("tuning", "held-back")
    }


def error_lines(results: Iterable[Result]) -> list[str]:
    """What was read wrong in the tuning part, a text a line."""
    lines: list[str] = []
    for result in results:
        row = result.case.row
        gold, read = keys(dict(row)), keys(dict(result.read))
        wrong = [
            f"{outcome} {result.best(outcome)} for {result.case.coded(outcome)}"
            for outcome in OUTCOMES
            if result.right(outcome) is False
        ]
        if gold != read:
            wrong.append(f"extra {_written(read - gold)} missed {_written(gold - read)}")
        if wrong and not result.case.held_back:
            lines.append(f"{result.case.id} {row['class']}: {'; '.join(wrong)}\n    {row['text']}")
    return lines


def _written(figures: Mapping[tuple[Any, ...], int]) -> str:
    return str([" ".join(map(str, figure)) for figure in figures])


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0


def _printed(table: Mapping[str, Mapping[str, float]]) -> str:
    lines = [f"{'':<14} texts  killed exact   false  wounded exact   false  every figure: prec   rec    f1"]
    lines += [
        f"{name:<14} {row['texts']:5.0f} {row['killed_exact']:8.3f} /{row['killed_coded']:4.0f}"
        f" {row['killed_false']:6.3f}"
        f" {row['wounded_exact']:9.3f} /{row['wounded_coded']:4.0f} {row['wounded_false']:6.3f}"
        f" {row['all_precision']:18.3f} {row['all_recall']:.3f} {row['all_f1']:.3f}"
        for name, row in table.items()
    ]
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Print the figures of a part by class; 0 when they were measured."""
    parser = argparse.ArgumentParser(prog="benchmarks.toll_cases", description=__doc__)
    parser.add_argument("--part", choices=sorted(PARTS), default="all")
    parser.add_argument("--set", help="only the cases of tolls_SET.jsonl")
    parser.add_argument("--errors", action="store_true", help="what was read wrong in the tuning part")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)

    cases = [c for c in load_cases() if PARTS[options.part](c) and options.set in (None, c.of)]
    results = read_cases(cases)
    table = table_of(results)
    print(json.dumps(table, indent=1) if options.json else _printed(table))
    if options.errors:
        print("\n".join(error_lines(results)), file=sys.stderr if options.json else sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
