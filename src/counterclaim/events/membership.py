"""Membership: which claims are about something that happened, which answer one, which stand beside one.

In: claims. Out: a role per claim. Guarantee: a claim without a role is left out of events, never out of the
ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from counterclaim.events.accounts import named_parties
from counterclaim.records import Claim

__all__ = ["MembershipRole", "claim_order", "roles"]

MembershipRole = Literal["happening", "reply", "context"]

#: PLOVER types of material conflict that a report can locate: these make an event by themselves.
_DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})
#: Other material types: often standing relations, so they make an event only when somebody accuses or is
#: answered.
_OTHER_DEEDS = frozenset({"AID", "COOPERATE", "PROTEST", "SANCTION"})
#: Stances towards what has not happened, or towards what somebody else did.
_BESIDE = frozenset({"urges", "threatens", "promises", "condemns", "no_comment"})
_AHEAD = frozenset({"urges", "threatens", "promises"})


def claim_order(claim: Claim) -> tuple[str, int, str]:
    """The canonical order of claims: report, first evidence, id."""
    return claim.report_id, min((span.start for span in claim.evidence), default=0), claim.id


def roles(claims: Iterable[Claim], answered: Mapping[str, str]) -> dict[str, MembershipRole]:
    """The role of each claim that has one. `answered` maps a reply's id to the id of what it answers."""
    targets = set(answered.values())
    found: dict[str, MembershipRole] = {}
    for claim in claims:
        role = _role(claim, replies=claim.id in answered, is_answered=claim.id in targets)
        if role is not None:
            found[claim.id] = role
    return found


def _role(claim: Claim, *, replies: bool, is_answered: bool) -> MembershipRole | None:
    if claim.toll is not None and claim.stance not in _AHEAD:
        return "happening"
    if replies:
        return "reply"
    if is_answered:
        return "happening"
    if claim.stance in _BESIDE:
        return "context"
    located = bool(named_parties(claim) or claim.places)
    if claim.event_type in _DEEDS and located:
        return "happening"
    if claim.event_type in _OTHER_DEEDS and located and claim.stance in ("accuses", "claims_responsibility"):
        return "happening"
    if claim.stance in ("denies", "rejects", "accuses") or claim.event_type is not None:
        return "context"
    return None
