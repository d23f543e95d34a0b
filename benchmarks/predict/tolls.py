"""Tolls: every figure, and one best figure for killed and for wounded."""

from __future__ import annotations

from typing import Any

from counterclaim.pipeline import Reading
from counterclaim.records import Toll
from counterclaim.views.best_toll import best_figures


def project(reading: Reading) -> dict[str, Any]:
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
