"""Measures of disagreement, as the field defines them, over the figures of events.

In: events (and their claims where a report is the unit). Out: a `Disagreement` per facet, and means per group.
Guarantee: pure; no figure is chosen or added up; what can't be measured is None and counted, never 0.

The definitions are those of the R package eventreport (van Baalen, CC BY 4.0), read in its source [conventions
29]: divergence `dscore`, `mean_range`, `mean_sd`, `share_disagreement`, `modal_confidence`. There an observation is a
report's row; here it is a party's newest figure, or a report's first. Reading `as-stated/1`: a bound's number is its
value ("at least 20" is 20), a range gives its ends to the range and no value to the deviation, a word gives no number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Literal

from counterclaim.events.facets import can_both_be_true
from counterclaim.events.policy import DEFAULT, LinkPolicy
from counterclaim.records import Bound, Claim, Event, Facet, Position

__all__ = ["READING", "Disagreement", "Grouped", "Per", "Unit", "facet_measures", "grouped"]

READING = "as-stated/1"
Unit = Literal["party", "report"]
Per = Literal["facet", "event", "outcome", "dyad", "period", "all"]

_Figure = tuple[float | None, float | None, Bound, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """What differs between the observations of one facet.

    `divergence` counts distinct figures less one; `disagrees` says that there are several; `clashes` that two can't
    both be true (our own, stricter: "at least 20" and 23 disagree and do not clash). `modal_confidence` is the share of
    observations with the most frequent figure. `range` and `sd` (of a sample, n-1) are in the facet's unit; None
    below one and two numbers. `unnumbered` observations are words or, for `sd`, ranges.
    """

    event_id: str
    facet_id: str
    label: str
    outcome: str
    victims_party: str
    dyad: str
    period: str
    observations: int
    unnumbered: int
    divergence: int
    disagrees: bool
    clashes: bool
    modal_confidence: float
    range: float | None
    sd: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Means over the facets of a group. `several` are the facets with two observations or more.

    Means and shares are over all facets, as eventreport has them (a lone report disagrees with nobody); those named
    `_of_several` over the facets where anybody could disagree. None where nothing can be measured.
    """

    group: str
    facets: int
    events: int
    several: int
    mean_divergence: float
    share_disagreement: float
    share_disagreement_of_several: float | None
    share_clashes_of_several: float | None
    mean_modal_confidence: float
    modal_confidence_of_several: float | None
    mean_range: float | None
    mean_sd: float | None
    divergence_of_several: float | None
    range_of_several: float | None


def facet_measures(
    events: Iterable[Event],
    claims: Mapping[str, Claim] | None = None,
    *,
    unit: Unit = "party",
    policy: LinkPolicy = DEFAULT,
) -> tuple[Disagreement, ...]:
    """A measure for each facet of a happening, in the order of the events; parts and background are left out.

    `unit` `report` needs the `claims` of the events by id.
    """
    found = []
    for event in events:
        for facet in event.facets:
            if facet.standing in ("part", "background", "denied"):
                continue
            figures = _by_report(facet, claims or {}) if unit == "report" else _by_party(facet)
            if figures:
                found.append(_measure(event, facet, figures, policy))
    return tuple(found)


def _by_party(facet: Facet) -> list[_Figure]:
    return [(p.low, p.high, p.bound, p.vague) for p in facet.positions]


def _by_report(facet: Facet, claims: Mapping[str, Claim]) -> list[_Figure]:
    """The first figure of each report that it does not call superseded."""
    first: dict[str, Claim] = {}
    members = [claims[member] for position in facet.positions for member in position.claim_ids if member in claims]
    for claim in sorted(members, key=lambda claim: (claim.report_id, claim.evidence[0].start, claim.id)):
        if claim.toll is not None and claim.toll.standing != "superseded":
            first.setdefault(claim.report_id, claim)
    return [(t.low, t.high, t.bound, t.vague) for claim in first.values() if (t := claim.toll) is not None]


def _measure(event: Event, facet: Facet, figures: Sequence[_Figure], policy: LinkPolicy) -> Disagreement:
    counts = Counter(figures)
    ends = [
        (low if low is not None else high, high if high is not None else low)
        for low, high, _, _ in figures
        if low is not None or high is not None
    ]
    lows = [low for low, _ in ends if low is not None]
    highs = [high for _, high in ends if high is not None]
    single = [low for low, high in ends if low is not None and low == high]
    placed = [_as_position(figure) for figure in counts]
    return Disagreement(
        event_id=event.id,
        facet_id=facet.id,
        label=facet.label,
        outcome=facet.outcome,
        victims_party=facet.victims_party,
        dyad=_dyad(event),
        period=(event.start or "")[:7] or "no date",
        observations=len(figures),
        unnumbered=len(figures) - len(single),
        divergence=len(counts) - 1,
        disagrees=len(counts) > 1,
        clashes=any(not can_both_be_true(a, b, policy) for i, a in enumerate(placed) for b in placed[i + 1 :]),
        modal_confidence=max(counts.values()) / len(figures),
        range=max(highs) - min(lows) if lows and highs else None,
        sd=stdev(single) if len(single) > 1 else None,
    )


def _as_position(figure: _Figure) -> Position:
    low, high, bound, vague = figure
    return Position(party="", claim_ids=(), low=low, high=high, bound=bound, vague=vague, reports=1, origins=1)


def _dyad(event: Event) -> str:
    """The two sides that most claims of the event name."""
    return "–".join(sorted(event.parties[:2])) or "no side named"


def grouped(measures: Iterable[Disagreement], per: Per) -> tuple[Grouped, ...]:
    """The measures' means per group, by the group's name."""
    groups: defaultdict[str, list[Disagreement]] = defaultdict(list)
    for item in measures:
        groups[_group(item, per)].append(item)
    return tuple(_means(name, groups[name]) for name in sorted(groups))


def _group(item: Disagreement, per: Per) -> str:
    if per == "facet":
        return item.facet_id
    if per == "event":
        return item.event_id
    if per == "outcome":
        return item.outcome
    return {"dyad": item.dyad, "period": item.period}.get(per, "all")


def _means(name: str, items: Sequence[Disagreement]) -> Grouped:
    several = [item for item in items if item.observations > 1]
    return Grouped(
        group=name,
        facets=len(items),
        events=len({item.event_id for item in items}),
        several=len(several),
        mean_divergence=fmean(item.divergence for item in items),
        share_disagreement=fmean(item.disagrees for item in items),
        share_disagreement_of_several=_mean([float(item.disagrees) for item in several]),
        share_clashes_of_several=_mean([float(item.clashes) for item in several]),
        mean_modal_confidence=fmean(item.modal_confidence for item in items),
        modal_confidence_of_several=_mean([item.modal_confidence for item in several]),
        mean_range=_mean([item.range for item in items if item.range is not None]),
        mean_sd=_mean([item.sd for item in items if item.sd is not None]),
        divergence_of_several=_mean([float(item.divergence) for item in several]),
        range_of_several=_mean([item.range for item in several if item.range is not None]),
    )


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None
