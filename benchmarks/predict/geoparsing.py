"""Places: spans with a point where one is known."""

from __future__ import annotations

from typing import Any

from counterclaim.pipeline import Reading


def project(reading: Reading) -> dict[str, Any]:
    """Every place that the report names, also where no claim is about it."""
    assert reading.findings is not None
    return {
        "places": [
            {
                "start": place.span.start,
                "end": place.span.end,
                "text": place.text,
                "lat": place.latitude,
                "lon": place.longitude,
                "geonameid": None,
            }
            for place in reading.findings.places
        ]
    }
