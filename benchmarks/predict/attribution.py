"""Who says what: the outermost attributions as spans."""

from __future__ import annotations

from typing import Any

from counterclaim.pipeline import Reading
from counterclaim.records import Attribution, Span


def project(reading: Reading) -> dict[str, Any]:
    """The outermost attributions: none whose cue stands in another one's content (of two such, the one that is wider).

    The content of an inner one may reach beyond the outer's where a sentence was cut differently for the two.
    """
    kept = [a for a in reading.attributions if not any(_holds(o, a) for o in reading.attributions if o is not a)]
    return {
        "attributions": [{"source": _pairs(a.source), "cue": _pairs(a.cue), "content": _pairs(a.content)} for a in kept]
    }


def _holds(outer: Attribution, inner: Attribution) -> bool:
    if not _stands_in(inner, outer):
        return False
    return not _stands_in(outer, inner) or _size(outer) > _size(inner)


def _stands_in(inner: Attribution, outer: Attribution) -> bool:
    return any(part.covers(inner.cue[0]) for part in outer.content)


def _size(attribution: Attribution) -> int:
    return sum(part.end - part.start for part in attribution.content)


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]
