"""Measure one task: hide the gold, predict with the ordinary pipeline, ask the task's own scorer.

The gold and the scorers lie outside this repository, in a folder beside it; a task whose gold is not there is
not measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Where a task's gold lies, and how its scorer takes the predictions."""

    gold: str
    by_option: bool = False  # the scorer wants --pred PRED
    hidden: tuple[str, ...] | None = None  # None: show only id, text and date


TASKS: dict[str, Task] = {
    "articles": Task(gold="benchmarks/articles/seed_gold.jsonl"),
    "tolls": Task(gold="benchmarks/tolls/probe.jsonl"),
    "attribution": Task(gold="benchmarks/attribution/dev.jsonl"),
    "event_coding": Task(gold="benchmarks/event_coding/dev.jsonl"),
    "geoparsing": Task(gold="benchmarks/geoparsing/dev.jsonl", by_option=True),
    "time": Task(gold="benchmarks/time/dev.jsonl", by_option=True),
    "linking": Task(gold="benchmarks/linking/dev.jsonl", hidden=("gold",)),
}


def measure(task: str, shared: Path) -> Any | None:
    """The scorer's answer for `task`, or None (said on standard error) where its gold is missing.

    Raises `subprocess.CalledProcessError` when the predictor or the scorer fails.
    """
    gold = shared / ("seed/gold.jsonl" if task == "seed" else TASKS[task].gold)
    if not gold.is_file():
        print(f"{task}: no gold at {gold}, not measured", file=sys.stderr)
        return None
    with tempfile.TemporaryDirectory() as folder:
        if task == "seed":
            return _seed(gold, Path(folder))
        return _task(task, gold, Path(folder))


def _seed(gold: Path, folder: Path) -> Any:
    claims = folder / "claims.jsonl"
    read = "from counterclaim.cli import main; main()"
    article = gold.with_name("article.txt").resolve()
    claims.write_bytes(_run([sys.executable, "-c", read, "read", str(article)]))
    return json.loads(_run([sys.executable, str(gold.with_name("score.py")), str(gold), str(claims), "--json"]))


def _task(task: str, gold: Path, folder: Path) -> Any:
    shown, predicted = folder / "in.jsonl", folder / "out.jsonl"
    shown.write_text("".join(_hide(line, TASKS[task]) for line in gold.open(encoding="utf-8")), encoding="utf-8")
    _run([sys.executable, "-m", "benchmarks.predict", task, str(shown), str(predicted)])
    option = ["--pred"] if TASKS[task].by_option else []
    scorer = [sys.executable, str(gold.with_name("score.py")), str(gold), *option, str(predicted), "--json"]
    return json.loads(_run(scorer))


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
