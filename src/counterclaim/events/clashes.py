"""Clashes of accounts that no reply ties together: two parties blame others, or say a thing is in two states.

In: an event's claims in the order said. Out: `Dispute`s of responsibility, target and status. Guarantee: pure;
each lists the claims that clash; linear in the claims but for those of one kind of deed.

Rule `blames-another`: two parties name other doers of one kind of deed done to the same side, neither itself.
Rule `hit-others`: one says that civilians were killed, another, with the same figure for the same side and doer, that
forces were. Rule `two-states`: of one thing on one day two speakers give two statuses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from counterclaim.events.accounts import base_party, class_group, is_side
from counterclaim.events.positions import NOBODY
from counterclaim.records import Actor, Claim, Dispute, Side

__all__ = ["find_clashes"]

_BLAMES = frozenset({"accuses", "asserts", "claims_responsibility"})


def find_clashes(claims: Sequence[Claim]) -> Iterator[Dispute]:
    """The clashes of an event's claims, in the order in which the first claim of each was said."""
    yield from _responsibility(claims)
    yield from _target(claims)
    yield from _status(claims)


def _bases(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(base for actor in actors for code in actor.parties if is_side(base := base_party(code)))


def _speaker(claim: Claim) -> str:
    return "+".join(sorted(set(claim.by.parties))) or claim.by.actor


def _responsibility(claims: Sequence[Claim]) -> Iterator[Dispute]:
    """Rule `blames-another`. A deed is its type, its means and the side that it was done to."""
    deeds: defaultdict[object, defaultdict[tuple[str, frozenset[str]], list[Claim]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for claim in claims:
        doers, victims = _bases(claim.actors), _victims(claim)
        if claim.stance not in _BLAMES or not doers or not victims or claim.event_type != "ASSAULT":
            continue
        own = _bases([claim.by])
        if own and not (doers & own) | (doers & victims):
            deeds[claim.event_type, claim.mode, victims][_speaker(claim), doers].append(claim)
    for told in deeds.values():
        for ((who, doers), first), ((other, others), second) in combinations(told.items(), 2):
            if who != other and not doers & others:
                yield _dispute("responsibility", (who, first), (other, second))


def _victims(claim: Claim) -> frozenset[str]:
    counted = {base_party(code) for code in claim.toll.parties} if claim.toll is not None else set()
    return _bases(claim.recipients) | {code for code in counted if is_side(code)}


def _target(claims: Sequence[Claim]) -> Iterator[Dispute]:
    """Rule `hit-others`."""
    told: defaultdict[object, defaultdict[str, defaultdict[str, list[Claim]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for claim in claims:
        toll = claim.toll
        if toll is None or toll.low is None or toll.standing not in ("incident", "superseded"):
            continue
        if claim.by.actor in NOBODY or claim.stance in ("denies", "no_comment"):
            continue
        group = class_group(toll.victim_class)
        if group in ("civilian", "forces"):
            told[toll.outcome, _victims(claim), toll.low, toll.high][group][_speaker(claim)].append(claim)
    for groups in told.values():
        for who, first in groups["civilian"].items():
            for other, second in groups["forces"].items():
                if who != other:
                    yield _dispute("target", (who, first), (other, second))


def _status(claims: Sequence[Claim]) -> Iterator[Dispute]:
    """Rule `two-states`. What is announced is no state yet."""
    told: defaultdict[object, defaultdict[tuple[str, str], list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        when = claim.happened or claim.said
        for rule in claim.rules:
            if rule.field != "status" or rule.rule.endswith("announced"):
                continue
            _, kind, status = rule.rule.split(":", 2)
            state = f"not {status}" if claim.stance == "denies" else status
            for place in dict.fromkeys(place.name for place in claim.places):
                told[kind, place, when.start if when else None][_speaker(claim), state].append(claim)
    for states in told.values():
        for ((who, state), first), ((other, another), second) in combinations(states.items(), 2):
            if who != other and state != another:
                yield _dispute("status", (who, first), (other, second))


def _dispute(kind: str, *sides: tuple[str, Sequence[Claim]]) -> Dispute:
    return Dispute(
        kind=kind,  # type: ignore[arg-type]
        facet_id=None,
        sides=tuple(Side(party=party, claim_ids=tuple(claim.id for claim in told)) for party, told in sides),
    )
