"""Threads: which claim of its report a claim goes on from, where its own words fix no time or place.

In: the claims of one report and their accounts. Out: pairs that belong together. Guarantee: pure; a claim
that states its own day or place is only moved as part of a figure; a pair is never one that the score forbids.

Rule `part-of`: a part of a figure ("among them two officers") stays with the figure of the same outcome that
precedes it. Rule `goes-on`: a claim without day and place goes on from the claim with either before it that
it fits best, of equals the nearest: reports tell one happening after the other. A figure goes on from a figure:
after a line about another front an official's toll is mostly of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from counterclaim.events.accounts import Account
from counterclaim.events.scoring import Score, Scorer
from counterclaim.records import Claim

__all__ = ["threads"]

#: Happenings looked back over for one that a claim goes on from; readers do not hold more apart either.
_LOOK_BACK = 12

_Signature = tuple[object, ...]


def threads(claims: Sequence[Claim], accounts: Mapping[str, Account], scorer: Scorer) -> Iterator[tuple[str, str]]:
    """Pairs of claim ids that belong together. `claims` in the order of the text."""
    yield from _parts(claims)
    fixed = {_signature(account) for account in accounts.values() if account.dates or account.places}
    if len(fixed) < 2:
        return
    anchors: dict[_Signature, Account] = {}
    for claim in claims:
        account = accounts[claim.id]
        if account.total or _is_part(claim):
            continue
        replaced = claim.toll is not None and claim.toll.standing == "superseded"
        if replaced and (account.dates or account.places):
            continue
        if account.dates or account.places:
            anchors.pop(_signature(account), None)
            anchors[_signature(account)] = account
        else:
            before = [anchor for anchor in anchors.values() if anchor.counted or not account.counted]
            best = _best(account, before[-_LOOK_BACK:], scorer)
            if best is not None:
                yield claim.id, best.order


def _signature(account: Account) -> _Signature:
    return account.parties, account.dates, account.places, account.types


def _best(account: Account, anchors: Sequence[Account], scorer: Scorer) -> Account | None:
    """The anchor that fits best, of equals the last one told; None where none is near enough to link."""
    scores = [scorer.score(account, anchor) for anchor in anchors]
    fits = [(_fit(score), index) for index, score in enumerate(scores) if scorer.links(score)]
    return anchors[max(fits)[1]] if fits else None


def _fit(score: Score) -> float:
    """The points without what the day of print gives: near says no more than that the anchor states its day."""
    return sum(
        min(weight.points, 0) if finding.comparison == "dates" else weight.points for finding, weight in score.terms
    )


def _is_part(claim: Claim) -> bool:
    return claim.toll is not None and claim.toll.standing == "part"


def _parts(claims: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Each part with its whole: the figure before it, or, where a part comes first, the one after."""
    waiting: dict[str, list[str]] = {}
    wholes: dict[str, str] = {}
    for claim in claims:
        if claim.toll is None or claim.toll.standing in ("background", "denied"):
            continue
        outcome = claim.toll.outcome
        if not _is_part(claim):
            wholes[outcome] = claim.id
            yield from ((part, claim.id) for part in waiting.pop(outcome, ()))
        elif outcome in wholes:
            yield claim.id, wholes[outcome]
        else:
            waiting.setdefault(outcome, []).append(claim.id)
