"""Sides and their marks: who is a side of an event, and the shape that stands for it everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from counterclaim.records import Claim, Event
from counterclaim.views import wording


def base(party: str) -> str:
    """The state or group behind a party code: its civilians are of its side."""
    return party.removesuffix("-CIV")


def is_side(party: str) -> bool:
    """Whether a code can be a side of fighting: a state or a group, not the UN, not a kind of speaker."""
    return party == party.upper() and party.lower() != party and base(party) not in wording.NO_SIDE


def sides_of(event: Event, claims: Sequence[Claim]) -> tuple[str, ...]:
    """Who is a side: whose people are counted, and who does or suffers an assault that is claimed."""
    found: list[str] = [facet.victims_party for facet in event.facets if facet.standing != "background"]
    for claim in claims:
        if claim.toll is not None and claim.toll.standing == "background":
            continue
        if claim.toll is not None or claim.event_type == "ASSAULT" or claim.stance in ("accuses", "denies"):
            involved = (*claim.actors, *claim.recipients)
            found.extend(party for actor in involved for party in actor.parties)
        if claim.stance in ("accuses", "denies"):
            found.extend(claim.by.parties)
    return tuple(dict.fromkeys(base(party) for party in sorted(found) if is_side(party)))


def marks_of(sides: Sequence[str], claims: Sequence[Claim]) -> dict[str, str]:
    """A shape a party: two sides with most claims get ● and ■ by code, the other sides ▲, the rest ▮."""
    spoken = Counter(base(party) for claim in claims for party in claim.by.parties)
    first = sorted(sorted(sides, key=lambda side: (-spoken[side], side))[:2])
    marks = dict.fromkeys(sides, "third")
    marks.update(zip(first, ("first", "second"), strict=False))
    return marks


def mark_of(party: str, marks: Mapping[str, str]) -> str:
    """The mark of a party: "first", "second", "third" (another side) or "other" (no side)."""
    return marks.get(base(party), "other")
