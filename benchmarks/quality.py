"""Measure every task whose gold is present and write the table: `python -m benchmarks.quality`.

The figures are those of `floors.json`, held against `bars.toml`. `--figures FILE` writes them as JSON too, for
`python -m benchmarks.floors check FILE`, so that nothing is measured twice. What can't be measured is said and keeps
no row.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.floors import Floor, figures_of, load_floors
from benchmarks.measure import gold_present

ROOT = Path(__file__).parents[1]
BARS = Path(__file__).with_name("bars.toml")
PAGE = ROOT / "docs" / "quality.md"

HEAD = """# Quality

What `counterclaim` reads right, measured on {day} with `{extractor}`.

| task | measure | ours | best peer | accept at | goal |
| --- | --- | --- | --- | --- | --- |
"""
FOOT = """
Figures are shares of 1 unless they are counts; **bold** reaches the bar "accept at". Of false tolls, mixed events,
unmatched tolls and claims made in all, fewer is better. A dash: nobody was measured, or no bar was set.

## How to read them

- Every figure comes from the program as users run it. `benchmarks/predict/` only puts what it reads into the form that
  a scorer takes, and each of its files states its rules. Linking starts from coded records, which become the claims
  that a text would give.
- Linking's weights were fitted on these dev records. Fitted on four stretches of time and measured on the fifth they
  give B-cubed .788, pair F1 .681 and mixed events .041; they were chosen among some thirty settings by that.
- The seed and the probes were wholly in sight while rules were written, so those figures flatter. Of the dev files at
  most half of the texts were read (of PolNeAR's none, but a sample of its train part), the rest gave totals only.
  Texts that nobody on the project has seen are kept apart; their figures are not on this page.
- Stances are measured on cases of our own (`benchmarks/cases/stances.toml`, with the rules they were annotated by, and
  `stances_2.toml` and `stances_3.toml` beside it, each by another writer). Of the third that is held back, chosen by a
  hash of the case's id, only totals are looked at. Every statement counts, also one that no claim was made of.
- Sources are measured on 405 mentions in 21 reports of our own (`benchmarks/cases/sources.toml`), through the whole
  pipeline: a mention that no claim was made of counts as wrong. A third is held back in the same way.
- Event coding takes one event a sentence, as its coders did; a group counts as its home state, as in that gold.
- Places are looked up in the gazetteer that `make gazetteer` builds. GeoVirus counts names inside names of state bodies
  ("US Army"), which are no places here.

## How to reproduce them

The gold files and their scorers are not ours to pass on. They lie in a folder beside this repository (`../shared`, or
`--shared FOLDER`); what is missing there is skipped with a message:

    python -m benchmarks.quality                  # measures, and writes this page
    python -m benchmarks.floors check             # fails where a figure fell below its floor
    python -m benchmarks.floors check --raise     # records what got better; no floor is ever lowered
    python -m benchmarks.sources --part held-back # the sources by kind; needs nothing from outside
    python -m benchmarks.stances --part held-back # the stances one by one; needs nothing from outside
    python -m benchmarks.predict TASK IN OUT      # the predictions alone
    python -m benchmarks.speed                    # our whole read against spaCy's pipeline, in one run
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What one figure is held against. `figure` names it as floors.json does; a `count` is no share."""

    figure: str
    task: str
    measure: str
    peer: float | None = None
    peer_note: str | None = None
    accept: float | None = None
    goal: float | None = None
    count: bool = False


def load_bars(path: Path = BARS) -> list[Bar]:
    """The bars in the order of the page."""
    return [Bar(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["bar"]]


def reached(value: float, bar: Bar, floor: Floor) -> bool:
    """Whether the figure is at its bar "accept at" or better; False where none was set."""
    if bar.accept is None:
        return False
    return value >= bar.accept if floor.better == "higher" else value <= bar.accept


def rows(bars: Sequence[Bar], floors: Mapping[str, Floor], figures: Mapping[str, float]) -> Iterator[str]:
    """One row of the table for each bar whose figure was measured."""
    for bar in bars:
        if bar.figure in figures:
            value = figures[bar.figure]
            shown = f"{value:.0f}" if bar.count else f"{value:.3f}"
            ours = f"**{shown}**" if reached(value, bar, floors[bar.figure]) else shown
            peer = _given(bar.peer) + (f" ({bar.peer_note})" if bar.peer_note else "")
            yield f"| {bar.task} | {bar.measure} | {ours} | {peer} | {_given(bar.accept)} | {_given(bar.goal)} |"


def _given(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def main(argv: list[str] | None = None) -> int:
    """Measure and write the page; 0 when that was done, 1 when no gold from outside is there."""
    from counterclaim.pipeline import extractor_version

    parser = argparse.ArgumentParser(prog="benchmarks.quality", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with benchmarks and seed")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page to write")
    parser.add_argument("--figures", type=Path, help="write the figures to this file as JSON, too")
    options = parser.parse_args(argv)

    if not gold_present(options.shared):
        print(f"no gold at {options.shared}; nothing was measured, the page stays as it is", file=sys.stderr)
        return 1
    floors = load_floors()
    figures = figures_of(floors, options.shared)
    if options.figures is not None:
        options.figures.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    table = "\n".join(rows(load_bars(), floors, figures))
    head = HEAD.format(day=date.today().isoformat(), extractor=extractor_version())
    options.page.write_text(f"{head}{table}\n{FOOT}", encoding="utf-8")
    print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
