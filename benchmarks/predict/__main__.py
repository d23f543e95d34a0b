"""Project what the ordinary pipeline reads into the form that a benchmark's scorer takes.

    python -m benchmarks.predict TASK IN.jsonl OUT.jsonl

TASK: articles, attribution, event_coding, geoparsing, linking, time, tolls. IN: one `{"id", "text", "date" | null}` a
line, other fields are ignored; for linking one coded record a line. OUT: one prediction a line.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.predict import articles, attribution, event_coding, geoparsing, linking, times, tolls
from counterclaim.errors import UsageError
from counterclaim.pipeline import Reading, read_texts
from counterclaim.reference.gazetteer.build import ready
from counterclaim.settings import gazetteer_path

#: Tasks on texts: each projects one reading.
PROJECTIONS: dict[str, Callable[[Reading], dict[str, Any]]] = {
    "articles": articles.project,
    "attribution": attribution.project,
    "event_coding": event_coding.project,
    "geoparsing": geoparsing.project,
    "time": times.project,
    "tolls": tolls.project,
}


def predictions(task: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """A prediction for every row, in order. Raises `UsageError` for a task that is not known."""
    if task == "linking":
        yield from linking.predict_rows(rows)
        return
    if task not in PROJECTIONS:
        raise UsageError(f"task {task!r}: expected one of {', '.join(sorted([*PROJECTIONS, 'linking']))}")
    rows = list(rows)
    items = ((row["text"], row.get("date"), str(row["id"])) for row in rows)
    readings = read_texts(items, findings=True, gazetteer=_gazetteer())
    for row, reading in zip(rows, readings, strict=True):
        if reading.findings is None:
            raise RuntimeError(f"{row['id']}: {reading.rejections[0].reason}")
        yield {"id": row["id"], **PROJECTIONS[task](reading)}


def _gazetteer() -> Path | None:
    """What `counterclaim read` would read with; a figure without a gazetteer is another figure, so that is said."""
    path = ready(gazetteer_path(os.environ))
    if path is None:
        print("predict: without a gazetteer (make gazetteer)", file=sys.stderr)
    return path


def predict(task: str, source: Path, target: Path) -> int:
    """Write a prediction for every line of `source`; returns their number. Raises `UsageError`."""
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").split("\n") if line.strip()]
    with target.open("w", encoding="utf-8") as out:
        for line in predictions(task, rows):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return len(rows)


def main(argv: list[str]) -> int:
    """Command line: exit 0 done, 2 wrong usage."""
    if len(argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        count = predict(argv[0], Path(argv[1]), Path(argv[2]))
    except (UsageError, OSError, ValueError, KeyError) as error:
        print(f"predict: {error}", file=sys.stderr)
        return 2
    print(f"{count} predictions in {argv[2]}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
