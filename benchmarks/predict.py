"""Project what the ordinary pipeline reads into the form that a benchmark's scorer takes.

    python -m benchmarks.predict TASK IN.jsonl OUT.jsonl       TASK: articles, tolls, attribution

IN: one `{"id", "text", "date" | null}` a line; other fields are ignored. OUT: one prediction a line. Nothing is
extracted here and no benchmark is known here: each task is a projection of `Claim`s and `Attribution`s through the
vocabulary tables below.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from counterclaim.errors import UsageError
from counterclaim.pipeline import Reading, read_texts
from counterclaim.records import Attribution, Claim, Span, Toll
from counterclaim.views.best_toll import best_figures

#: Stances that the articles' vocabulary lacks -> the nearest that it has.
STATEMENT_STANCES = {"estimates": "asserts", "confirms": "asserts", "promises": "asserts"}
#: Outcomes that it has; the rest is "other".
ARTICLE_OUTCOMES = frozenset({"killed", "wounded", "captured", "missing", "displaced"})


def project_attributions(reading: Reading) -> dict[str, Any]:
    """The outermost attributions: none whose cue and content lie in another one's content."""
    kept = [a for a in reading.attributions if not any(_holds(o, a) for o in reading.attributions if o is not a)]
    return {
        "attributions": [{"source": _pairs(a.source), "cue": _pairs(a.cue), "content": _pairs(a.content)} for a in kept]
    }


def _holds(outer: Attribution, inner: Attribution) -> bool:
    return any(
        part.covers(inner.cue[0]) and all(any(o.covers(c) for o in outer.content) for c in inner.content)
        for part in outer.content
    )


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def project_tolls(reading: Reading) -> dict[str, Any]:
    """One best figure for killed and wounded (`views.best_toll` states the rule), and every figure."""
    given = [(c.toll, c.by) for c in reading.claims if c.toll is not None]
    tolls = [toll for toll, _ in given]
    named = [by.name or by.text if by.span is not None else None for _, by in given]
    best = best_figures(tolls, reading.capture.text.content, speakers=named)
    return {**best, "tolls": [_toll(t) for t in tolls]}


def _toll(toll: Toll) -> dict[str, Any]:
    return {
        "outcome": toll.outcome,
        "victims": toll.victims,
        "low": toll.low,
        "high": toll.high,
        "bound": toll.bound,
        "vague": toll.vague,
    }


def project_article(reading: Reading) -> dict[str, Any]:
    """Distinct tolls and statements by speaker; narrated deeds without a figure are neither."""
    tolls: dict[tuple[object, ...], dict[str, Any]] = {}
    statements: list[dict[str, Any]] = []
    for claim in reading.claims:
        if claim.toll is not None:
            row = _article_toll(claim, claim.toll)
            tolls.setdefault(tuple(row[k] for k in ("by", "victims_party", "outcome", "low", "high")), row)
        elif claim.kind == "statement":
            statements.extend(s for s in _statements(claim) if s not in statements)
    return {"tolls": list(tolls.values()), "statements": statements}


def _article_toll(claim: Claim, toll: Toll) -> dict[str, Any]:
    stance = {"denies": "denies", "estimates": "estimate"}.get(claim.stance, "asserts")
    parties = toll.parties
    return {
        "by": claim.by.parties[0] if claim.by.parties else "unattributed",
        "by_text": claim.by.text or None,
        "victims": toll.victims,
        "victims_party": "ANY" if not parties else parties[0] if len(parties) == 1 else "MIX",
        "outcome": toll.outcome if toll.outcome in ARTICLE_OUTCOMES else "other",
        "low": toll.low,
        "high": toll.high,
        "stance": stance,
        "event": None,
    }


def _statements(claim: Claim) -> Iterator[dict[str, Any]]:
    target = next((p for a in (*claim.actors, *claim.recipients) for p in a.parties), None)
    for party in claim.by.parties:
        yield {
            "by": party,
            "by_text": claim.by.text or None,
            "stance": STATEMENT_STANCES.get(claim.stance, claim.stance),
            "about": claim.about.key if claim.about else claim.event_type,
            "target": target,
        }


TASKS: dict[str, Callable[[Reading], dict[str, Any]]] = {
    "articles": project_article,
    "attribution": project_attributions,
    "tolls": project_tolls,
}


def predict(task: str, source: Path, target: Path) -> int:
    """Write a prediction for every line of `source`; returns their number. Raises `UsageError`."""
    if task not in TASKS:
        raise UsageError(f"task {task!r}: expected one of {', '.join(sorted(TASKS))}")
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    readings = read_texts((row["text"], row.get("date"), str(row["id"])) for row in rows)
    with target.open("w", encoding="utf-8") as out:
        for row, reading in zip(rows, readings, strict=True):
            line = {"id": row["id"], **TASKS[task](reading)}
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
