"""Facets: the comparable figures of one event, a position per party, and the state that they are in.

In: the claims of an event in the order said. Out: `Facet`s. Guarantee: every figure stays; a state says
what the figures allow, never which is right.

What is compared: outcome, victims' party (a state's civilians with the state), class group and unit.
Soldiers, police and fighters of one side are one group; civilians, children and victims of unknown class
each stand apart, since "23 killed" may count others than "23 soldiers killed". Rule `same-speaker-same-figure`:
victims of unknown class are a side's forces where the same party gives the same figure for those. Rule
`same-report-same-figure`: a figure without victims ("raises toll to 27") counts whom its speaker counts with the same
figure in the same report, where that is one group only. A part ("including three officers") has a facet of its own that
opens no dispute.

Rule `restated`: a figure in an outlet's own voice that the same report gives to a speaker (a headline, a
summary), or that it tells as an earlier figure of somebody who gives it, is no account of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from types import MappingProxyType

from counterclaim.events.accounts import UNSIDED, Counted, counted, named_parties
from counterclaim.events.labels import facet_label
from counterclaim.events.policy import LinkPolicy
from counterclaim.events.positions import NOBODY, build_position, number
from counterclaim.records import Claim, Facet, FacetState, Position, Report, Standing, Toll, VictimClass, content_hash

__all__ = ["build_facets", "can_both_be_true", "held", "interval", "party_name"]

#: Stances by which a figure is somebody else's: "could not confirm that 80 had died".
_NO_COUNT = frozenset({"denies", "no_comment"})
#: Words for victims that say nothing about who they were.
_ANYBODY = frozenset({"people", "persons", "dead", "victims"})


def party_name(claim: Claim) -> str:
    """The position that a claim belongs to: its speaker's parties joined by "+"."""
    return "+".join(sorted(set(claim.by.parties))) or claim.by.actor


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What a facet is built with besides its claims."""

    policy: LinkPolicy
    origins: Mapping[str, str]
    reports: Mapping[str, Report]
    sides: frozenset[str]


def build_facets(
    claims: Sequence[Claim],
    policy: LinkPolicy,
    origins: Mapping[str, str] | None = None,
    reports: Mapping[str, Report] = MappingProxyType({}),
) -> tuple[Facet, ...]:
    """The facets of an event, in the order in which they first come up. `claims` are in the order said.

    Claims that deny a figure or will not speak of it hold no position on it: they are replies. `origins` gives, by the
    id of a report or of a claim, the report whose text it prints; `reports` date the steps of a position.
    """
    groups: defaultdict[tuple[Counted, Standing, str], list[Claim]] = defaultdict(list)
    repeated = _restated(claims)
    for claim in claims:
        toll = claim.toll
        if toll is None or toll.standing == "denied" or claim.stance in _NO_COUNT:
            continue
        if claim.id not in repeated:
            scope = "incident" if toll.standing == "superseded" else toll.standing
            groups[counted(toll), scope, _unsided(toll)].append(claim)
    sides = frozenset[str]().union(*(named_parties(claim) for claim in claims))
    around = _Around(policy=policy, origins=origins or {}, reports=reports, sides=sides)
    return tuple(_facet(group, members, around) for (group, _, _), members in _same(groups).items())


_Groups = Mapping[tuple[Counted, Standing, str], Sequence[Claim]]


def _same(groups: _Groups) -> _Groups:
    """The groups with victims of unknown class beside the forces of which the same party gives the same figure."""
    merged = {key: list(members) for key, members in groups.items()}
    for key, members in groups.items():
        group, standing, words = key
        forces = (replace(group, group="forces"), standing, words)
        if group.group != "unknown" or group.party == "unknown" or forces not in groups:
            continue
        known = {(party_name(claim), _figure(claim)) for claim in groups[forces]}
        moved = [claim for claim in members if (party_name(claim), _figure(claim)) in known]
        order = {claim.id: index for index, claim in enumerate((*groups[forces], *moved))}
        merged[forces] = sorted((*merged[forces], *moved), key=lambda claim: order[claim.id])
        merged[key] = [claim for claim in members if claim not in moved]
    _without_victims(merged)
    return {key: members for key, members in merged.items() if members}


def _without_victims(groups: dict[tuple[Counted, Standing, str], list[Claim]]) -> None:
    """Move each figure that names no victims to the group that its speaker counts with it in the same report."""
    told: defaultdict[object, set[tuple[Counted, Standing, str]]] = defaultdict(set)
    bare: list[tuple[object, tuple[Counted, Standing, str], Claim]] = []
    for key, members in groups.items():
        for claim in members:
            same = (claim.report_id, party_name(claim), _figure(claim), key[0].outcome, key[0].unit, key[1])
            if claim.toll is not None and claim.toll.victims is None and not claim.toll.parties:
                bare.append((same, key, claim))
            elif key[0].party != UNSIDED:
                told[same].add(key)
    for figure, key, claim in bare:
        if len(told[figure]) == 1:
            (full,) = told[figure]
            groups[key].remove(claim)
            at = next(i for i, other in enumerate(groups[full]) if other.report_id == claim.report_id)
            groups[full].insert(at + 1, claim)


def _figure(claim: Claim) -> tuple[float | None, float | None, str | None]:
    toll = claim.toll
    return (toll.low, toll.high, toll.vague) if toll is not None else (None, None, None)


def _restated(claims: Sequence[Claim]) -> frozenset[str]:
    """The claims in an outlet's own voice that only repeat somebody's figure (rule `restated`)."""
    here: defaultdict[tuple[str, object], list[Counted]] = defaultdict(list)
    anywhere: defaultdict[object, list[Counted]] = defaultdict(list)
    for claim in claims:
        if claim.toll is not None and claim.by.actor not in NOBODY:
            here[claim.report_id, number(claim)].append(counted(claim.toll))
            anywhere[number(claim)].append(counted(claim.toll))
    return frozenset(
        claim.id
        for claim in claims
        if claim.toll is not None and claim.by.actor in NOBODY
        for told in [here[claim.report_id, number(claim)]]
        for earlier in [anywhere[number(claim)] if claim.toll.standing == "superseded" else []]
        if any(_summed_up(counted(claim.toll), of) for of in (*told, *earlier))
    )


def _summed_up(short: Counted, full: Counted) -> bool:
    """Whether a headline's "460 killed" can count the "460 patients": nothing that it says is another thing."""
    if (short.outcome, short.unit) != (full.outcome, full.unit):
        return False
    return short.party in ("unknown", full.party) and short.group in ("unknown", full.group)


def _unsided(toll: Toll) -> str:
    """Victims of no known side are the same people only where the words are: "16 others" are not "29 men"."""
    if toll.parties:
        return ""
    words = (toll.victims or "people").casefold()
    return "people" if words in _ANYBODY else words


def _facet(group: Counted, members: Sequence[Claim], around: _Around) -> Facet:
    tolls = [claim.toll for claim in members if claim.toll is not None]
    by_party: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in members:
        by_party[party_name(claim)].append(claim)
    positions = tuple(
        build_position(party, said, around.origins, around.reports, around.sides) for party, said in by_party.items()
    )
    standing = _standing(tolls)
    open_positions = held(positions, {claim.id: claim for claim in members})
    return Facet(
        id=content_hash("facet", *sorted({claim.key for claim in members}))[:24],
        outcome=tolls[0].outcome,
        victims_party=_victims_party(group, tolls),
        victim_class=_victim_class(tolls),
        unit=group.unit,
        label=facet_label(group, tolls),
        standing=standing,
        positions=positions,
        state=_state(open_positions or positions, standing, around.policy),
    )


def held(positions: Sequence[Position], claims: Mapping[str, Claim]) -> tuple[Position, ...]:
    """The positions that somebody still holds: not those whose every figure its report calls superseded."""
    return tuple(
        position
        for position in positions
        if any((toll := claims[member].toll) and toll.standing != "superseded" for member in position.claim_ids)
    )


def _standing(tolls: Sequence[Toll]) -> Standing:
    for standing in ("incident", "background", "superseded"):
        if any(toll.standing == standing for toll in tolls):
            return standing
    return tolls[0].standing


def _victims_party(group: Counted, tolls: Sequence[Toll]) -> str:
    """The code as most claims give it: `PAK-CIV` where civilians are meant, else the side."""
    given = Counter("+".join(sorted(set(toll.parties))) for toll in tolls if toll.parties)
    return min(given, key=lambda code: (-given[code], code)) if given else group.party


def _victim_class(tolls: Sequence[Toll]) -> VictimClass:
    given = Counter(toll.victim_class for toll in tolls)
    return min(given, key=lambda name: (-given[name], name))


def interval(position: Position, policy: LinkPolicy) -> tuple[float, float] | None:
    """The numbers that a position allows; None for a word without numbers."""
    if position.low is None and position.high is None:
        return None
    low = position.low if position.low is not None else 0.0
    high = position.high if position.high is not None else float("inf")
    if position.bound in ("about", "nearly"):
        low *= 1 - policy.about_slack
    if position.bound == "about":
        high *= 1 + policy.about_slack
    return low, high


def can_both_be_true(a: Position, b: Position, policy: LinkPolicy) -> bool:
    """Whether some number fits both positions. A vague word rules no number out."""
    first, second = interval(a, policy), interval(b, policy)
    if first is None or second is None:
        return True
    return first[0] <= second[1] and second[0] <= first[1]


def _state(positions: Sequence[Position], standing: Standing, policy: LinkPolicy) -> FacetState:
    if all(position.party in NOBODY for position in positions) and _figures(positions) == 1:
        return "unattributed"
    if len(positions) == 1:
        return "revised" if positions[0].moved else "single"
    pairs = combinations(positions, 2)
    if standing != "part" and not all(can_both_be_true(a, b, policy) for a, b in pairs):
        return "disputed"
    return "agreed" if _figures(positions) == 1 else "compatible"


def _figures(positions: Sequence[Position]) -> int:
    return len({(position.low, position.high, position.bound, position.vague) for position in positions})
