"""What of an assertion a denial denies, and which facets are denied.

In: an assertion and its answer; facets with the replies of their event. Out: the kind of dispute; the facets, with the
state `denied` where nobody gives another figure and somebody else denies one. Guarantee: pure; no figure changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from counterclaim.events.accounts import WIDE, base_party, counted
from counterclaim.events.positions import NOBODY
from counterclaim.records import Claim, DisputeKind, Facet, FacetState, Reply, VictimClass
from counterclaim.reference import load_reference

__all__ = ["denied_kind", "with_denials"]

_CIVIL: frozenset[VictimClass] = frozenset({"civilian", "child", "aid_worker", "journalist"})
_FORCES: frozenset[VictimClass] = frozenset({"combatant", "security_forces"})
_OPEN: frozenset[FacetState] = frozenset({"single", "agreed", "compatible", "unattributed", "revised"})


@lru_cache(maxsize=1)
def _cues() -> Mapping[str, tuple[str, ...]]:
    return {kind: tuple(words) for kind, words in load_reference().table("disputes").items()}


def denied_kind(said: Claim, answer: Claim) -> DisputeKind:
    """What `answer` denies of `said`: who did it, who was hit, where it was, else the fact itself.

    By the answer's own words (reference/disputes.toml), then by what both state: other places, other victims.
    """
    words = f" {' '.join(answer.quote.casefold().split())}"
    for kind in ("responsibility", "target", "place"):
        if any(f" {cue}" in words for cue in _cues()[kind]):
            return kind
    if _narrow(said) and _narrow(answer) and not _narrow(said) & _narrow(answer):
        return "place"
    first, second = _class(said), _class(answer)
    if answer.stance != "denies" and (
        (first in _CIVIL and second in _FORCES) or (first in _FORCES and second in _CIVIL)
    ):
        return "target"
    return "denied"


def _narrow(claim: Claim) -> Set[str]:
    return {place.name.casefold() for place in claim.places if place.precision is not None and place.precision < WIDE}


def _class(claim: Claim) -> VictimClass | None:
    return claim.toll.victim_class if claim.toll is not None else None


def with_denials(facets: Sequence[Facet], claims: Sequence[Claim], replies: Sequence[Reply]) -> tuple[Facet, ...]:
    """The facets, those that somebody else denies in the state `denied` unless their figures differ already."""
    by_id = {claim.id: claim for claim in claims}
    speakers: dict[str, set[str]] = {}
    for reply in replies:
        if reply.relation in ("denies", "disputes") and reply.claim_id in by_id:
            speakers.setdefault(reply.to_claim_id, set()).update(_sides(by_id[reply.claim_id]))
    untrue = [claim for claim in claims if claim.toll is not None and claim.toll.standing == "denied"]
    return tuple(
        replace(facet, state="denied")
        if facet.state in _OPEN and facet.standing != "background" and _is_denied(facet, by_id, speakers, untrue)
        else facet
        for facet in facets
    )


def _is_denied(
    facet: Facet, claims: Mapping[str, Claim], speakers: Mapping[str, Set[str]], untrue: Sequence[Claim]
) -> bool:
    for position in facet.positions:
        own = {base_party(code) for code in position.party.split("+")}
        if any(speakers.get(member, set()) - own for member in position.claim_ids):
            return True
        held = {_counts(claims[member]) for member in position.claim_ids}
        if any(_counts(claim) in held and _sides(claim) - own - NOBODY for claim in untrue):
            return True
    return False


def _sides(claim: Claim) -> set[str]:
    return {base_party(code) for code in claim.by.parties} or {claim.by.actor}


def _counts(claim: Claim) -> object:
    toll = claim.toll
    return (counted(toll), toll.low, toll.high) if toll is not None else claim.id
