"""Who says what: the outermost attributions as spans."""

from __future__ import annotations

from typing import Any

from counterclaim.pipeline import Reading
from counterclaim.records import Attribution, Span


def project(reading: Reading) -> dict[str, Any]:
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
