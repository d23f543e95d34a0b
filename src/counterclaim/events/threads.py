"""Threads: which claim of its report a claim goes on from, where its own words fix no time or place.

In: the claims of one report and their accounts. Out: pairs that belong together. Guarantee: pure; a claim
that states its own day or place is only moved as part of a figure; a pair is never one that the score forbids.

Rule `part-of`: a part of a figure ("among them two officers") stays with the figure of the same outcome that
precedes it. Rule `goes-on`: a claim without day and place goes on from the claim with either before it that
it fits best, of equals the nearest: reports tell one happening after the other. A figure goes on from a figure:
after a line about another front an official's toll is mostly of the whole. Rule `one-statement`: what one passage of
a speaker counts ("killed five and wounded 25 on 27 January") is one happening, unless days or places tell the two
apart. Rule `restated-total`: a figure without day and place that a total of its report gives too (a headline) is that
total.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from counterclaim.events.accounts import Account, told_apart
from counterclaim.events.policy import LinkPolicy
from counterclaim.events.scoring import Score, Scorer
from counterclaim.records import Claim, Span

__all__ = ["restated_totals", "statements", "threads"]

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


def statements(claims: Sequence[Claim], accounts: Mapping[str, Account]) -> Iterator[tuple[str, str]]:
    """Pairs of figures that one statement gives (rule `one-statement`), by claim id."""
    told: defaultdict[Span, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.toll is None or accounts[claim.id].total:
            continue
        for span in claim.evidence:
            for other in told[span][-_LOOK_BACK:]:
                if not told_apart(accounts[claim.id], accounts[other.id]):
                    yield claim.id, other.id
            told[span].append(claim)


def restated_totals(accounts: Iterable[Account], policy: LinkPolicy) -> Iterator[str]:
    """The accounts of one report that only repeat a total of it (rule `restated-total`)."""
    singles = list(accounts)
    totals = {figure for account in singles if account.total for figure in account.figures}
    for account in singles:
        if account.total or account.dates or account.places:
            continue
        for _, low, high in account.figures & totals:
            if max(value for value in (low, high) if value is not None) >= policy.rare_figure:
                yield account.order


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
