"""The order of accounts: by the date of the report, then as they stand in the text. Never by size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from counterclaim.records import Claim, Report


def in_order(claims: Iterable[Claim], reports: Mapping[str, Report]) -> list[Claim]:
    """Claims by the date of their report (undated last), then by report and place in the text."""

    def place(claim: Claim) -> tuple[str, str, int, str]:
        published = reports[claim.report_id].published
        return (published.start if published else "9999", claim.report_id, claim.evidence[0].start, claim.id)

    return sorted(claims, key=place)
