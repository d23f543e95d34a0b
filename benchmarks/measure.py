"""Measure tasks: hide the gold, predict with the ordinary pipeline, ask each task's own scorer.

The gold and the scorers lie outside this repository, in a folder beside it; a task whose gold is not there is
not measured. Cases of our own lie in `cases/`, each with its scorer here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import places_and_days, sources, stances, toll_cases

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Where a measurement's gold lies, which predictions it takes, and how its scorer takes them."""

    gold: str
    predictor: str
    scorer: Path | None = None  # None: score.py beside the gold
    by_option: bool = False  # the scorer wants --pred PRED
    hidden: tuple[str, ...] | None = None  # None: show only id, text and date


TASKS: dict[str, Task] = {
    "articles": Task(gold="benchmarks/articles/seed_gold.jsonl", predictor="articles"),
    "tolls": Task(gold="benchmarks/tolls/probe.jsonl", predictor="tolls"),
    "tolls_all": Task(
        gold="benchmarks/tolls/probe.jsonl", predictor="tolls", scorer=ROOT / "benchmarks" / "score_tolls.py"
    ),
    "attribution": Task(gold="benchmarks/attribution/dev.jsonl", predictor="attribution"),
    "event_coding": Task(gold="benchmarks/event_coding/dev.jsonl", predictor="event_coding"),
    "geoparsing": Task(gold="benchmarks/geoparsing/dev.jsonl", predictor="geoparsing", by_option=True),
    "geoparsing_probe": Task(gold="benchmarks/geoparsing/probe.jsonl", predictor="geoparsing", by_option=True),
    "time": Task(gold="benchmarks/time/dev.jsonl", predictor="time", by_option=True),
    "time_probe": Task(gold="benchmarks/time/probe.jsonl", predictor="time", by_option=True),
    "linking": Task(gold="benchmarks/linking/dev.jsonl", predictor="linking", hidden=("gold",)),
}

#: Tasks on cases of our own, always there: each gives what a scorer would answer.
OWN: dict[str, Callable[[], Any]] = {
    "places_and_days": places_and_days.measure,
    "sources": sources.measure,
    "stances": stances.measure,
    "toll_cases": toll_cases.measure,
}


def gold_present(shared: Path) -> bool:
    """Whether the gold of any task from outside lies under `shared`."""
    return any((shared / task.gold).is_file() for task in TASKS.values())


def measure(tasks: Iterable[str], shared: Path) -> dict[str, Any]:
    """The scorers' answers by task; what has no gold is left out (said on standard error).

    Tasks on the same gold share their predictions. Raises `subprocess.CalledProcessError` when the predictor or a
    scorer fails.
    """
    answers: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for task in tasks:
            if task in OWN:
                answers[task] = OWN[task]()
                continue
            gold = shared / ("seed/gold.jsonl" if task == "seed" else TASKS[task].gold)
            if not gold.is_file():
                print(f"{task}: no gold at {gold}, not measured", file=sys.stderr)
            elif task == "seed":
                answers[task] = _seed(gold, Path(folder))
            else:
                answers[task] = _task(TASKS[task], gold, Path(folder))
    return answers


def _seed(gold: Path, folder: Path) -> Any:
    claims = folder / "claims.jsonl"
    read = "from counterclaim.cli import main; main()"
    article = gold.with_name("article.txt").resolve()
    claims.write_bytes(_run([sys.executable, "-c", read, "read", str(article)]))
    return json.loads(_run([sys.executable, str(gold.with_name("score.py")), str(gold), str(claims), "--json"]))


def _task(task: Task, gold: Path, folder: Path) -> Any:
    gold = gold.resolve()
    predicted = folder / f"{task.predictor}-{gold.stem}.jsonl"
    if not predicted.exists():
        shown = folder / "in.jsonl"
        shown.write_text("".join(_hide(line, task) for line in gold.open(encoding="utf-8")), encoding="utf-8")
        _run([sys.executable, "-m", "benchmarks.predict", task.predictor, str(shown), str(predicted)])
    scorer = str(task.scorer or gold.with_name("score.py"))
    option = ["--pred"] if task.by_option else []
    return json.loads(_run([sys.executable, scorer, str(gold), *option, str(predicted), "--json"]))


def _hide(line: str, task: Task) -> str:
    if not line.strip():
        return ""
    row = json.loads(line)
    if task.hidden is None:
        seen = {key: row.get(key) for key in ("id", "text", "date")}
    else:
        seen = {key: value for key, value in row.items() if key not in task.hidden}
    return json.dumps(seen, ensure_ascii=False) + "\n"


def _run(command: list[str]) -> bytes:
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
