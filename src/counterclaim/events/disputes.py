"""Disputes: accounts that can't all be true, denials, and accusations that met no comment.

In: an event's facets, claims and replies. Out: `Dispute`s. Guarantee: each is backed by the claims that it
lists; none says who is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from counterclaim.events.accounts import named_parties
from counterclaim.events.clashes import find_clashes
from counterclaim.events.denied import denied_kind
from counterclaim.events.facets import can_both_be_true, held, party_name
from counterclaim.events.policy import LinkPolicy
from counterclaim.records import Claim, Dispute, DisputeKind, Facet, Relation, Reply, Side

__all__ = ["build_disputes"]

_KINDS: Mapping[Relation, DisputeKind] = {"denies": "denied", "disputes": "denied", "answers": "unanswered"}


def build_disputes(
    facets: Sequence[Facet], claims: Sequence[Claim], replies: Sequence[Reply], policy: LinkPolicy
) -> tuple[Dispute, ...]:
    """The disputes of an event: figures in the order of the facets, exchanges in the order said, clashes."""
    return (*_figures(facets, claims, policy), *_exchanges(facets, claims, replies), *find_clashes(claims))


def _figures(facets: Sequence[Facet], claims: Sequence[Claim], policy: LinkPolicy) -> Iterator[Dispute]:
    by_id = {claim.id: claim for claim in claims}
    for facet in facets:
        if facet.state != "disputed":
            continue
        positions = held(facet.positions, by_id)
        sides = tuple(
            Side(party=position.party, claim_ids=position.claim_ids)
            for position in positions
            if not all(can_both_be_true(position, other, policy) for other in positions)
        )
        yield Dispute(kind="figures", facet_id=facet.id, sides=sides)


def _exchanges(facets: Sequence[Facet], claims: Sequence[Claim], replies: Sequence[Reply]) -> Iterator[Dispute]:
    """One dispute for all claims of one party on one matter that meet the same answer of one other party."""
    order = {claim.id: index for index, claim in enumerate(claims)}
    by_id = {claim.id: claim for claim in claims}
    facet_of = {member: facet.id for facet in facets for position in facet.positions for member in position.claim_ids}
    grouped: defaultdict[tuple[DisputeKind, str, str, str | None, object], tuple[set[str], set[str]]] = defaultdict(
        lambda: (set(), set())
    )
    for reply in replies:
        kind = _KINDS.get(reply.relation)
        if kind is None or reply.to_claim_id not in by_id or reply.claim_id not in by_id:
            continue
        said, answer = by_id[reply.to_claim_id], by_id[reply.claim_id]
        if kind == "denied":
            kind = denied_kind(said, answer)
        facet_id = facet_of.get(said.id)
        matter = facet_id or (said.event_type, tuple(sorted(named_parties(said))))
        asserted, answered = grouped[kind, party_name(said), party_name(answer), facet_id, matter]
        asserted.add(said.id)
        answered.add(answer.id)
    for (kind, asserter, answerer, facet_id, _), (asserted, answered) in grouped.items():
        sides = (
            Side(party=asserter, claim_ids=tuple(sorted(asserted, key=order.__getitem__))),
            Side(party=answerer, claim_ids=tuple(sorted(answered, key=order.__getitem__))),
        )
        yield Dispute(kind=kind, facet_id=facet_id, sides=sides)
