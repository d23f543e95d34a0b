"""Blocks: which accounts of different reports are compared at all.

In: accounts. Out: pairs, each once, in canonical order. Guarantee: never all pairs; two accounts meet only
if their days can touch and they share a pair of parties, a group of victims or a place (less can't reach the
threshold). An undated account meets others only over an equal figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from counterclaim.events.accounts import Account
from counterclaim.events.policy import LinkPolicy

__all__ = ["candidate_pairs"]

BlockKey = tuple[str, ...]


def block_keys(account: Account) -> set[BlockKey]:
    """The blocks of a dated account."""
    kind = "total" if account.total else "incident"
    keys: set[BlockKey] = {(kind, "pair", *pair) for pair in combinations(sorted(account.parties), 2)}
    keys |= {(kind, "victims", group.outcome, group.party) for group in account.counted}
    keys |= {(kind, "place", name) for name in account.places}
    return keys


def _figure_keys(account: Account, policy: LinkPolicy) -> Iterator[BlockKey]:
    for group, low, high in account.figures:
        if max(value for value in (low, high) if value is not None) >= policy.rare_figure:
            yield "figure", group.outcome, group.party, str(low), str(high)


def candidate_pairs(accounts: Sequence[Account], policy: LinkPolicy) -> Iterator[tuple[Account, Account]]:
    """Every pair of accounts worth comparing, once, whatever the order of `accounts`."""
    dated: defaultdict[BlockKey, list[Account]] = defaultdict(list)
    figures: defaultdict[BlockKey, list[Account]] = defaultdict(list)
    undated: set[str] = set()
    for account in sorted(accounts, key=lambda item: item.order):
        if account.span is None:
            undated.add(account.order)
        else:
            for key in block_keys(account):
                dated[key].append(account)
        for key in _figure_keys(account, policy):
            figures[key].append(account)
    met: set[tuple[str, str]] = set()
    for a, b in _meetings(dated, figures, undated, policy):
        first, second = (a, b) if a.order < b.order else (b, a)
        if not first.reports & second.reports and (first.order, second.order) not in met:
            met.add((first.order, second.order))
            yield first, second


def _meetings(
    dated: dict[BlockKey, list[Account]],
    figures: dict[BlockKey, list[Account]],
    undated: set[str],
    policy: LinkPolicy,
) -> Iterator[tuple[Account, Account]]:
    for block in dated.values():
        yield from _sweep(block, policy)
    for held in figures.values():
        for a, b in combinations(held, 2):
            if a.total or a.order in undated or b.order in undated:
                yield a, b


def _sweep(block: list[Account], policy: LinkPolicy) -> Iterator[tuple[Account, Account]]:
    """Pairs of one block whose days touch, found in order of their first day."""
    spans = sorted(
        ((span.first, account.order, span.last, account) for account in block if (span := account.span)),
        key=lambda item: item[:2],
    )
    for index, (_, _, last, account) in enumerate(spans):
        for later in spans[index + 1 :]:
            if later[0] > last + policy.adjacent_days:
                break
            yield account, later[3]
