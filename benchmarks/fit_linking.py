"""Fit the linker's weights on the coded records of the linking benchmark, and measure them on others.

    python -m benchmarks.fit_linking [--shared DIR] [--write]

A logistic regression over all pairs that the linker compares; a level's coefficient is drawn back to its `start` in
`weights.toml` as if `PULL` pairs had shown it. Only rows marked `fitted` move. Cross-validation is over five
stretches of time: each is linked with weights fitted on the other four. Deterministic. `--write` puts the points into
the table.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.predict.linking import claims_of, report_of
from counterclaim.events.accounts import Account
from counterclaim.events.blocking import candidate_pairs
from counterclaim.events.clustering import cluster_reports
from counterclaim.events.linking import accounts_of
from counterclaim.events.policy import DEFAULT, NEVER, POLICIES, LinkPolicy
from counterclaim.events.scoring import Scorer

TABLE = Path(__file__).parents[1] / "src/counterclaim/events/weights.toml"
#: Pairs that the hand-set points weigh as; of 5, 20 and 80 the one with the best pair F1 in cross-validation.
PULL = 20.0
STRETCHES = 5
#: Points are rounded to this, so that a person can add them up.
STEP = 0.25

Level = tuple[str, str]
Row = Mapping[str, Any]


def main() -> None:
    """Print the points and the figures; write the points where asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    folder = options.shared / "benchmarks" / "linking"
    rows = [json.loads(line) for line in (folder / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = {str(row["id"]): row["gold"] for row in rows}
    pairs = Pairs(rows, gold)
    starts = _starts()
    scorer = _scorer(folder / "score.py")
    for name, policy in POLICIES.items():
        found = scorer.score(gold, cross_validated(pairs, policy, starts))
        shown = ("bcubed_f1_several", "pair_f1", "false_merges", "missed_merges")
        print(f"{name:9}", *(f"{key} {found[key]:.3f}" for key in shown))
    points = fit(pairs.where(lambda _: True), DEFAULT, starts)
    for level, value in points.items():
        print(f"{'/'.join(level):24} {starts[level]:+.2f} -> {value:+.2f}  {pairs.shown(level)} pairs")
    if options.write:
        TABLE.write_text(_written(TABLE.read_text(encoding="utf-8"), points), encoding="utf-8")


class Pairs:
    """The compared pairs of the records' accounts: what was found, whether they are one event, when."""

    def __init__(self, rows: Sequence[Row], gold: Mapping[str, str]) -> None:
        self.accounts: dict[str, Account] = {}
        self.row_of: dict[str, str] = {}
        for row in rows:
            claims, report = claims_of(row), report_of(row)
            seats, accounts = accounts_of(claims, {report.id: report}, DEFAULT)
            self.accounts |= accounts
            seat = seats.get(claims[0].id)
            if seat is not None:
                self.row_of[seat] = str(row["id"])
        dated = sorted(rows, key=lambda row: (row["date_start"] or "", str(row["id"])))
        self.stretch = {str(row["id"]): at * STRETCHES // len(dated) for at, row in enumerate(dated)}
        scorer = Scorer(DEFAULT)
        self.found: list[tuple[list[Level], bool, set[int]]] = []
        for a, b in candidate_pairs(list(self.accounts.values()), DEFAULT):
            x, y = self.row_of.get(a.order), self.row_of.get(b.order)
            if x is not None and y is not None:
                levels = [(finding.comparison, finding.level) for finding, _ in scorer.score(a, b).terms]
                self.found.append((levels, gold[x] == gold[y], {self.stretch[x], self.stretch[y]}))

    def where(self, wanted: Any) -> list[tuple[list[Level], bool]]:
        """The pairs whose stretches pass."""
        return [(levels, one) for levels, one, stretches in self.found if all(map(wanted, stretches))]

    def shown(self, level: Level) -> int:
        """How many pairs show that level."""
        return sum(level in levels for levels, _, _ in self.found)

    def link(self, policy: LinkPolicy, stretch: int) -> dict[str, str]:
        """The records of one stretch, each with its event."""
        held = [
            account
            for order, account in self.accounts.items()
            if order in self.row_of and self.stretch[self.row_of[order]] == stretch
        ]
        clusters = cluster_reports(held, Scorer(policy))
        return {self.row_of[account.order]: clusters.root(account.order) for account in held}


def cross_validated(pairs: Pairs, policy: LinkPolicy, starts: Mapping[Level, float]) -> dict[str, str]:
    """Every record's event, by weights that were fitted without its stretch of time."""
    events: dict[str, str] = {}
    for stretch in range(STRETCHES):
        points = fit(pairs.where(lambda other, left=stretch: other != left), policy, starts)
        events |= pairs.link(_with(policy, points), stretch)
    return events


def fit(
    pairs: Iterable[tuple[list[Level], bool]], policy: LinkPolicy, starts: Mapping[Level, float]
) -> dict[Level, float]:
    """The points of the levels in `starts` (Newton's method; the function is convex)."""
    fixed = {(weight.comparison, weight.level): weight.points for weight in policy.weights}
    known = [(levels, one) for levels, one in pairs if all(fixed[level] != NEVER for level in levels)]
    index = {level: at for at, level in enumerate(starts)}
    seen = np.zeros((len(known), len(index)))
    rest = np.full(len(known), -DEFAULT.threshold)
    for at, (levels, _) in enumerate(known):
        for level in levels:
            if level in index:
                seen[at, index[level]] = 1
            else:
                rest[at] += fixed[level]
    truth = np.array([one for _, one in known], float)
    start = np.array(list(starts.values()))
    points = start.copy()
    for _ in range(40):
        likely = 1 / (1 + np.exp(-np.clip(seen @ points + rest, -30, 30)))
        slope = seen.T @ (likely - truth) + PULL * (points - start)
        bend = seen.T @ (seen * (likely * (1 - likely))[:, None]) + PULL * np.eye(len(start))
        points = points - np.linalg.solve(bend, slope)
    return {level: round(float(value) / STEP) * STEP for level, value in zip(starts, points, strict=True)}


def _with(policy: LinkPolicy, points: Mapping[Level, float]) -> LinkPolicy:
    weights = (
        replace(weight, points=points.get((weight.comparison, weight.level), weight.points))
        for weight in policy.weights
    )
    return replace(policy, weights=tuple(weights))


def _starts() -> dict[Level, float]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))["weight"]
    return {(row["comparison"], row["level"]): float(row["start"]) for row in table if row.get("fitted")}


def _written(table: str, points: Mapping[Level, float]) -> str:
    for (comparison, level), value in points.items():
        head = re.escape(f'comparison = "{comparison}"\nlevel = "{level}"\npoints = ')
        table, found = re.subn(rf"({head})\S+", rf"\g<1>{value}", table)
        if found != 1:
            raise ValueError(f"{TABLE}: {found} rows for {comparison}/{level}")
    return table


def _scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("linking_score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
