"""Expressions of time: spans with TIMEX3 value and type."""

from __future__ import annotations

from typing import Any

from counterclaim.pipeline import Reading


def project(reading: Reading) -> dict[str, Any]:
    """Every expression of time; one that fixes no date has X in its value for what is not known."""
    assert reading.findings is not None
    return {
        "times": [
            {"start": t.span.start, "end": t.span.end, "text": t.text, "value": t.value, "type": t.kind}
            for t in reading.findings.times
        ]
    }
