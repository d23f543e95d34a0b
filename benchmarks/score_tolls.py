#!/usr/bin/env python3
"""Score every figure read from a text against the probe's `tolls` field. Standard library only.

usage: score_tolls.py GOLD.jsonl PRED.jsonl [--by FIELD] [--errors N] [--json]

gold line: {"id", "tolls": [{"outcome", "low", "high", "bound"}, ...]}; other fields are ignored
pred line: the same

Figures are matched one-to-one within a text on outcome, low, high and bound; what is left over on either side is a
false positive or a miss. Outcomes that count no victims (strength, destroyed, seized) are not scored.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
from collections.abc import Iterator
from typing import Any

UNSCORED = frozenset({"strength", "destroyed", "seized", "other"})


def lines(path: str) -> Iterator[dict[str, Any]]:
    """The records of a JSON lines file; a malformed line ends the run with its number."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except json.JSONDecodeError as error:
                    sys.exit(f"{path}:{number}: {error}")


def keys(row: dict[str, Any]) -> collections.Counter[tuple[Any, ...]]:
    """The scored figures of a text, as a multiset."""
    return collections.Counter(
        (t["outcome"], t.get("low"), t.get("high"), t.get("bound"))
        for t in row.get("tolls") or ()
        if t["outcome"] not in UNSCORED
    )


def rates(hits: int, extra: int, missed: int) -> dict[str, float]:
    """Precision, recall and F1; 1 where nothing was to be found and nothing was."""
    precision = hits / (hits + extra) if hits + extra else 1.0
    recall = hits / (hits + missed) if hits + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "hits": hits,
        "extra": extra,
        "missed": missed,
        "precision": precision,
        "recall": recall,
        "f1": f1,
    }


def main() -> None:
    """Read the two files, print one row per group."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold")
    parser.add_argument("pred")
    parser.add_argument("--by", help="also one row per value of this gold field")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N texts with an error")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    predicted = {row["id"]: row for row in lines(options.pred)}
    groups: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    shown = 0
    for row in lines(options.gold):
        gold, pred = keys(row), keys(predicted.get(row["id"], {}))
        extra, missed = pred - gold, gold - pred
        counts = (sum((gold & pred).values()), sum(extra.values()), sum(missed.values()))
        for name in {"all", str(row.get(options.by))} if options.by else {"all"}:
            groups[name] = [a + b for a, b in zip(groups[name], counts, strict=True)]
        if (extra or missed) and shown < options.errors:
            shown += 1
            print(
                f"{row['id']} extra {list(extra)} missed {list(missed)}: {row.get('text', '')[:200]}",
                file=sys.stderr,
            )
    table = {name: rates(*counts) for name, counts in sorted(groups.items(), key=lambda kv: (kv[0] != "all", kv[0]))}
    if options.json:
        print(json.dumps(table, indent=1))
        return
    width = max(len(name) for name in table)
    print(f"{'':{width}}  hits extra missed  prec   rec    f1")
    for name, row in table.items():
        print(
            f"{name:{width}} {row['hits']:5} {row['extra']:5} {row['missed']:6} "
            f"{row['precision']:.3f} {row['recall']:.3f} {row['f1']:.3f}"
        )


if __name__ == "__main__":
    main()
