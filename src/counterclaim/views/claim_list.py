"""Claims as rows: for the terminal's table and for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import TextIO

from counterclaim.records import Claim
from counterclaim.views import wording
from counterclaim.views.safety import csv_cell
from counterclaim.views.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim on one line: the CSV's columns in order. All are text; what is not known is empty."""

    id: str
    key: str
    kind: str
    party: str
    speaker: str
    name: str
    role: str
    relay: str
    stance: str
    event_type: str
    mode: str
    outcome: str
    figure: str
    low: str
    high: str
    bound: str
    victims: str
    victims_party: str
    unit: str
    standing: str
    happened_start: str
    happened_end: str
    happened_how: str
    happened_precision: str
    happened_time_precision: str
    said_start: str
    said_end: str
    said_how: str
    said_precision: str
    places: str
    quote: str
    evidence: str
    outlet: str
    published: str
    url: str
    report_id: str


def claim_rows(claims: Iterable[Claim], shelf: Shelf) -> Iterator[ClaimRow]:
    """A row for each claim, in order."""
    for claim in claims:
        yield _row(claim, shelf)


def write_csv(rows: Iterable[ClaimRow], stream: TextIO) -> None:
    """Write rows as CSV with a header (RFC 4180 quoting, "\\n" ends); no cell can act as a formula."""
    names = [field.name for field in fields(ClaimRow)]
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([csv_cell(getattr(row, name)) for name in names])


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}" if value == int(value) else f"{value}"


def _row(claim: Claim, shelf: Shelf) -> ClaimRow:
    report = shelf.report(claim.report_id)
    toll = claim.toll
    happened, said = claim.happened, claim.said
    return ClaimRow(
        id=claim.id,
        key=claim.key,
        kind=claim.kind,
        party="+".join(claim.by.parties) or claim.by.actor,
        speaker=wording.speaker(claim.by),
        name=claim.by.name or "",
        role=claim.by.role or "",
        relay="; ".join(wording.speaker(actor) for actor in claim.relay),
        stance=claim.stance,
        event_type=claim.event_type or "",
        mode=claim.mode or "",
        outcome=toll.outcome if toll else "",
        figure=wording.toll_figure(toll) if toll else "",
        low=_number(toll.low) if toll else "",
        high=_number(toll.high) if toll else "",
        bound=toll.bound if toll else "",
        victims=(toll.victims or "") if toll else "",
        victims_party="+".join(toll.parties) if toll else "",
        unit=toll.unit if toll else "",
        standing=toll.standing if toll else "",
        happened_start=(happened.start or "") if happened else "",
        happened_end=(happened.end or "") if happened else "",
        happened_how=happened.how if happened else "",
        happened_precision=happened.precision if happened else "",
        happened_time_precision=str(happened.time_precision or "") if happened else "",
        said_start=(said.start or "") if said else "",
        said_end=(said.end or "") if said else "",
        said_how=said.how if said else "",
        said_precision=said.precision if said else "",
        places="; ".join(place.name for place in claim.places),
        quote=claim.quote,
        evidence=" ".join(f"{span.start}-{span.end}" for span in claim.evidence),
        outlet=report.outlet or "",
        published=report.published.start if report.published else "",
        url=report.url or "",
        report_id=claim.report_id,
    )
