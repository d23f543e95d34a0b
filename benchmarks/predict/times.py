"""Expressions of time: spans with TIMEX3 value and type."""

from __future__ import annotations

from typing import Any

from counterclaim.claims.findings import TimeExpression
from counterclaim.pipeline import Reading


def project(reading: Reading) -> dict[str, Any]:
    """Every expression of time; one that fixes no date has no value."""
    assert reading.findings is not None
    return {
        "times": [
            {"start": t.span.start, "end": t.span.end, "text": t.text, "value": t.value, "type": _type(t)}
            for t in reading.findings.times
        ]
    }


def _type(time: TimeExpression) -> str:
    """TIMEX3: a length in value is a DURATION, whatever its ends; the rest are dates here."""
    return "DURATION" if time.value is not None and time.value.startswith("P") else "DATE"
