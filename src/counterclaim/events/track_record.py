"""A party's track record: its figures beside those that others give of the same people.

In: events and claims. Out: every pair, and the spread of their ratios. Guarantee: pure; a pair is two positions on one
facet with all their claims; a ratio is of two stated numbers and says where one is a bound. No verdict: neither figure
is taken to be the right one.

Pairs `enemy`: its figure of the other side's forces beside that side's own. Pairs `own`: its figure of its own forces
beside each figure that somebody else gave no earlier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from counterclaim.events.accounts import base_party
from counterclaim.records import Claim, Event, Facet, Position

__all__ = ["Pair", "Spread", "TrackRecord", "records_of", "track_record"]

PairKind = Literal["enemy", "own"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A party's position beside another's on one facet. `ratio` is its number over the other's.

    None where one has no number or the other's is 0; `bounded` where one of them is no exact figure.
    """

    kind: PairKind
    event_id: str
    facet_id: str
    label: str
    start: str | None
    party: str
    own: Position
    other: Position
    ratio: float | None
    bounded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How ratios lie: how many pairs have one, lowest, middle and highest."""

    pairs: int
    ratios: int
    low: float | None
    median: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord:
    """What one party said of losses beside what others said of the same."""

    party: str
    claims: int
    figures: int
    pairs: tuple[Pair, ...]

    def spread(self, kind: PairKind) -> Spread:
        """The spread of the ratios of one kind of pairs."""
        pairs = [pair for pair in self.pairs if pair.kind == kind]
        ratios = [pair.ratio for pair in pairs if pair.ratio is not None]
        return Spread(
            pairs=len(pairs),
            ratios=len(ratios),
            low=min(ratios, default=None),
            median=median(ratios) if ratios else None,
            high=max(ratios, default=None),
        )


def track_record(party: str, events: Iterable[Event], claims: Iterable[Claim]) -> TrackRecord:
    """The pairs of `party`, in the order of the events and their facets."""
    spoken = [claim for claim in claims if party in {base_party(code) for code in claim.by.parties}]
    pairs = [pair for event in events for facet in event.facets for pair in _pairs(party, event, facet)]
    return TrackRecord(
        party=party,
        claims=len(spoken),
        figures=sum(claim.toll is not None for claim in spoken),
        pairs=tuple(pairs),
    )


def _pairs(party: str, event: Event, facet: Facet) -> Iterator[Pair]:
    if facet.standing in ("part", "background", "denied"):
        return
    for own in facet.positions:
        if party != base_party(own.party):
            continue
        for other in facet.positions:
            if own.interest == "enemy_loss" and other.interest == "own_loss":
                yield _pair("enemy", event, facet, own, other)
            elif own.interest == "own_loss" and other is not own and not _before(other, own):
                yield _pair("own", event, facet, own, other)


def _before(a: Position, b: Position) -> bool:
    """Whether the newest figure of `a` was given on an earlier day than that of `b`."""
    first, second = _day(a), _day(b)
    return first is not None and second is not None and first < second


def _day(position: Position) -> str | None:
    return position.steps[-1].said if position.steps else None


def _pair(kind: PairKind, event: Event, facet: Facet, own: Position, other: Position) -> Pair:
    mine, theirs = _number(own), _number(other)
    return Pair(
        kind=kind,
        event_id=event.id,
        facet_id=facet.id,
        label=facet.label,
        start=event.start,
        party=own.party,
        own=own,
        other=other,
        ratio=mine / theirs if mine is not None and theirs else None,
        bounded=not own.bound == other.bound == "exact",
    )


def _number(position: Position) -> float | None:
    """The number as stated; of a range none, since it states two."""
    if position.bound == "range":
        return None
    return position.low if position.low is not None else position.high


def records_of(events: Sequence[Event], claims: Mapping[str, Claim]) -> tuple[TrackRecord, ...]:
    """The track record of every party that has a pair, by party."""
    named = {base_party(p.party) for event in events for f in event.facets for p in f.positions if p.interest}
    found = (track_record(party, events, claims.values()) for party in sorted(named))
    return tuple(record for record in found if record.pairs)
