"""Membership: which claims are about something that happened, which answer one, which stand beside one.

In: claims. Out: a role per claim. Guarantee: a claim without a role is left out of events, never out of the
ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from counterclaim.events.accounts import WIDE, is_period, is_side, named_parties
from counterclaim.events.policy import LinkPolicy
from counterclaim.records import Claim

__all__ = ["MembershipRole", "by_name", "claim_order", "roles"]

MembershipRole = Literal["happening", "reply", "context"]

#: PLOVER types of material conflict that a report can locate: these make an event by themselves.
_DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})
#: Other material types: mostly standing relations, so they make an event only where somebody accuses.
_OTHER_DEEDS = frozenset({"AID", "COOPERATE", "PROTEST", "SANCTION"})
_ALLEGED = frozenset({"accuses", "claims_responsibility"})
#: Stances towards what has not happened, or towards what somebody else did.
_BESIDE = frozenset({"urges", "threatens", "promises", "condemns", "no_comment"})
_ANSWERING = frozenset({"denies", "rejects", "confirms"})
_AHEAD = frozenset({"urges", "threatens", "promises"})


def claim_order(claim: Claim) -> tuple[str, int, str]:
    """The canonical order of claims: report, first evidence, key (which no version of the tables changes)."""
    return claim.report_id, min((span.start for span in claim.evidence), default=0), claim.key


def by_name(claims: Iterable[Claim]) -> dict[str, Claim]:
    """Each claim once, in canonical order, under a name that no version of the tables changes: key and report.

    Where several versions read the same words of one report, what they read numbers them.
    """
    alike: defaultdict[tuple[tuple[str, int, str], str], list[Claim]] = defaultdict(list)
    for claim in {claim.id: claim for claim in claims}.values():
        alike[claim_order(claim), f"{claim.key}-{claim.report_id}"].append(claim)
    named: dict[str, Claim] = {}
    for (_, name), held in sorted(alike.items()):
        for number, claim in enumerate(sorted(held, key=_content) if len(held) > 1 else held):
            named[f"{name}-{number}" if number else name] = claim
    return named


def _content(claim: Claim) -> tuple[str, str]:
    """What a claim says without its version; the id comes last, between claims that differ in nothing else."""
    return repr(replace(claim, id="", extractor="")), claim.id


def roles(claims: Iterable[Claim], answered: Mapping[str, str], policy: LinkPolicy) -> dict[str, MembershipRole]:
    """The role of each claim that has one. `answered` maps a reply's id to the id of what it answers."""
    targets = set(answered.values())
    found: dict[str, MembershipRole] = {}
    for claim in claims:
        role = _role(claim, policy, replies=claim.id in answered, is_answered=claim.id in targets)
        if role is not None:
            found[claim.id] = role
    return found


def _role(claim: Claim, policy: LinkPolicy, *, replies: bool, is_answered: bool) -> MembershipRole | None:
    if claim.toll is not None and claim.stance not in _AHEAD:
        return "happening"
    if replies:
        return "reply"
    if is_answered and _has_side(claim):
        return "happening"
    deed = claim.event_type in _DEEDS and not is_period(claim, policy)
    if claim.stance in _BESIDE and not (deed and claim.stance == "no_comment"):
        return "context"
    if deed:
        return "happening" if _located(claim) else "context"
    if claim.stance in _ALLEGED:
        return "happening" if claim.event_type in _OTHER_DEEDS | _DEEDS and _located(claim) else "context"
    return "context" if claim.stance in _ANSWERING else None


def _has_side(claim: Claim) -> bool:
    """Whether a side speaks, acts or suffers: what two footballers deny is no account of a conflict."""
    return bool(named_parties(claim)) or any(is_side(code) for code in claim.by.parties)


def _located(claim: Claim) -> bool:
    """Whether a deed can be told from others: a place narrower than a country, two sides, one and a day."""
    sides = named_parties(claim)
    dated = claim.happened is not None and claim.happened.start is not None
    placed = any(place.precision is None or place.precision < WIDE for place in claim.places)
    return placed or len(sides) >= 2 or (bool(sides) and (dated or claim.stance in _ALLEGED))
