"""Facets: the comparable figures of one event, a position per party, and the state that they are in.

In: the claims of an event in the order said. Out: `Facet`s. Guarantee: every figure stays; a state says
what the figures allow, never which is right.

What is compared: outcome, victims' party (a state's civilians with the state), class group and unit.
Soldiers, police and fighters of one side are one group; civilians, children and victims of unknown class
each stand apart, since "23 killed" may count others than "23 soldiers killed". A part ("including three
officers") has a facet of its own that opens no dispute.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from counterclaim.events.accounts import Counted, counted
from counterclaim.events.policy import LinkPolicy
from counterclaim.records import Claim, Facet, FacetState, Position, Standing, Toll, VictimClass, content_hash

__all__ = ["build_facets", "can_both_be_true", "held", "party_name"]

#: Positions of nobody who could be asked: the outlet's own voice, and claims without a speaker.
_NOBODY = frozenset({"narrator", "unattributed"})
#: Words for victims that say nothing about who they were.
_ANYBODY = frozenset({"people", "persons", "dead", "victims"})


def party_name(claim: Claim) -> str:
    """The position that a claim belongs to: its speaker's parties joined by "+"."""
    return "+".join(sorted(set(claim.by.parties))) or claim.by.actor


def build_facets(claims: Sequence[Claim], policy: LinkPolicy) -> tuple[Facet, ...]:
    """The facets of an event, in the order in which they first come up. `claims` are in the order said.

    Claims that deny a figure hold no position on it: they are replies.
    """
    groups: defaultdict[tuple[Counted, Standing, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        toll = claim.toll
        if toll is not None and toll.standing != "denied" and claim.stance != "denies":
            scope = "incident" if toll.standing == "superseded" else toll.standing
            groups[counted(toll), scope, _unsided(toll)].append(claim)
    return tuple(_facet(group, members, policy) for (group, _, _), members in groups.items())


def _unsided(toll: Toll) -> str:
    """Victims of no known side are the same people only where the words are: "16 others" are not "29 men"."""
    if toll.parties:
        return ""
    words = (toll.victims or "people").casefold()
    return "people" if words in _ANYBODY else words


def _facet(group: Counted, members: Sequence[Claim], policy: LinkPolicy) -> Facet:
    tolls = [claim.toll for claim in members if claim.toll is not None]
    by_party: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in members:
        by_party[party_name(claim)].append(claim)
    positions = tuple(_position(party, said) for party, said in by_party.items())
    standing = _standing(tolls)
    open_positions = held(positions, {claim.id: claim for claim in members})
    return Facet(
        id=content_hash("facet", *sorted({claim.key for claim in members}))[:24],
        outcome=tolls[0].outcome,
        victims_party=_victims_party(group, tolls),
        victim_class=_victim_class(tolls),
        unit=group.unit,
        label=_label(group, tolls),
        standing=standing,
        positions=positions,
        state=_state(open_positions or positions, standing, policy),
    )


def held(positions: Sequence[Position], claims: Mapping[str, Claim]) -> tuple[Position, ...]:
    """The positions that somebody still holds: not those whose every figure its report calls superseded."""
    return tuple(
        position
        for position in positions
        if any((toll := claims[member].toll) and toll.standing != "superseded" for member in position.claim_ids)
    )


def _position(party: str, said: Sequence[Claim]) -> Position:
    claim = _newest(said)
    toll = claim.toll
    assert toll is not None
    return Position(
        party=party,
        claim_ids=tuple(member.id for member in said),
        low=toll.low,
        high=toll.high,
        bound=toll.bound,
        vague=toll.vague,
        reports=len({member.report_id for member in said}),
    )


def _newest(said: Sequence[Claim]) -> Claim:
    """The claim that holds a party's figure: of its last report the first that is not superseded there.

    A report leads with the figure it stands by; a later, smaller one in it is more often a part than a
    revision.
    """
    standing = [claim for claim in said if claim.toll is not None and claim.toll.standing != "superseded"] or list(said)
    last_report = standing[-1].report_id
    return next(claim for claim in standing if claim.report_id == last_report)


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


def _label(group: Counted, tolls: Sequence[Toll]) -> str:
    """Whom and what the facet counts, in the words that most claims use; of equally frequent ones the longest."""
    words = Counter(" ".join(toll.victims.split()) for toll in tolls if toll.victims)
    victims = min(words, key=lambda text: (-words[text], -len(text), text)) if words else None
    who = victims or (group.unit if group.party == "unknown" else f"{group.party} {group.unit}")
    return f"{who}: strength" if group.outcome == "strength" else f"{who} {group.outcome}"


def _interval(position: Position, policy: LinkPolicy) -> tuple[float, float] | None:
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
    first, second = _interval(a, policy), _interval(b, policy)
    if first is None or second is None:
        return True
    return first[0] <= second[1] and second[0] <= first[1]


def _state(positions: Sequence[Position], standing: Standing, policy: LinkPolicy) -> FacetState:
    if all(position.party in _NOBODY for position in positions) and _figures(positions) == 1:
        return "unattributed"
    if len(positions) == 1:
        return "single"
    pairs = combinations(positions, 2)
    if standing != "part" and not all(can_both_be_true(a, b, policy) for a, b in pairs):
        return "disputed"
    return "agreed" if _figures(positions) == 1 else "compatible"


def _figures(positions: Sequence[Position]) -> int:
    return len({(position.low, position.high, position.bound, position.vague) for position in positions})
