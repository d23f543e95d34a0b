"""As of a day: an event with only what was known by then.

In: an event with its claims and reports, a day. Out: the event as its claims of that day make it, and the day of each
claim with where it comes from. Guarantee: pure; which claims are about the happening is today's linking, nothing of
what they say; what has no date is left out and counted, since nobody can say that it was known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from counterclaim.events.linking import rebuild
from counterclaim.events.policy import DEFAULT, LinkPolicy
from counterclaim.records import Claim, Event, Report

__all__ = ["AsOf", "Known", "event_as_of", "known_on"]

Basis = Literal["said", "published", "retrieved", "undated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The ISO day from which a claim was known, and whether it was said, published or retrieved then."""

    claim_id: str
    day: str | None
    how: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """An event as of `day`. `event` is None where nothing was known; it keeps the id of today's event.

    `known` are the claims in it; `later` came after the day, `undated` have no date at all.
    """

    day: str
    event: Event | None
    known: tuple[Known, ...]
    later: tuple[Known, ...]
    undated: tuple[Known, ...]

    @property
    def basis(self) -> Mapping[Basis, int]:
        """How many of the known claims are dated by what."""
        return Counter(item.how for item in self.known)


def known_on(claim: Claim, report: Report | None) -> Known:
    """Since when a claim was known: the day on which it was said, else its report's publication, else retrieval.

    Of an interval the last day counts: only then is it sure.
    """
    if claim.said is not None and claim.said.how != "publication" and (day := claim.said.end or claim.said.start):
        return Known(claim_id=claim.id, day=day[:10], how="said")
    if report is not None and report.published is not None:
        return Known(claim_id=claim.id, day=report.published.end[:10], how="published")
    if claim.said is not None and (day := claim.said.end or claim.said.start):
        return Known(claim_id=claim.id, day=day[:10], how="published")
    if report is not None and report.retrieved:
        return Known(claim_id=claim.id, day=report.retrieved[:10], how="retrieved")
    return Known(claim_id=claim.id, day=None, how="undated")


def event_as_of(
    event: Event,
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    day: str,
    policy: LinkPolicy = DEFAULT,
    *,
    origins: Mapping[str, str] | None = None,
) -> AsOf:
    """`event` as it was known at the end of `day` (ISO 8601). `claims` are those of the event, in any order."""
    known: list[Known] = []
    later: list[Known] = []
    undated: list[Known] = []
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: claim.id):
        since = known_on(claim, reports.get(claim.report_id))
        if since.day is None:
            undated.append(since)
        elif since.day <= day:
            known.append(since)
            kept.append(claim)
        else:
            later.append(since)
    return AsOf(
        day=day,
        event=_rebuilt(event, kept, reports, policy, origins),
        known=tuple(known),
        later=tuple(later),
        undated=tuple(undated),
    )


def _rebuilt(
    event: Event,
    kept: Sequence[Claim],
    reports: Mapping[str, Report],
    policy: LinkPolicy,
    origins: Mapping[str, str] | None,
) -> Event | None:
    if not kept:
        return None
    return replace(rebuild(kept, reports, policy, origins=origins), id=event.id, part_of=event.part_of)
