"""Blocks: which accounts of different reports are compared at all.

In: accounts. Out: pairs, each once, in canonical order. Guarantee: never all pairs. Two accounts meet only if their
days can touch and they share a place (a name, or a spot on the map), a figure, a capital with a party, or, where at
least one of them names no place, a party; two totals, a group of victims. What meets by a party alone must be dated, or
printed within days of the other. An account without any day meets others only over an equal figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import floor

from counterclaim.events.accounts import Account, Days, Spot
from counterclaim.events.policy import LinkPolicy

__all__ = ["candidate_pairs"]

BlockKey = tuple[str, ...]

#: Side of a square of the map in degrees, and how far over its edge a point still counts: about 11 km and 1.7 km.
CELL = 0.1
EDGE = 0.015


def place_keys(account: Account) -> set[BlockKey]:
    """The blocks of an account in which all meet whose days touch."""
    if account.total:
        return {("total", group.outcome, group.party) for group in account.counted}
    keys: set[BlockKey] = {("place", name) for name in account.places}
    keys |= {("cell", cell) for spot in account.points for cell in _cells(spot)}
    keys |= {("capital", name, party) for name in account.capitals for party in account.parties}
    return keys


def _cells(spot: Spot) -> set[str]:
    """The squares that a point is in or next to, so that near points share one."""
    return {
        f"{floor((spot.latitude + north) / CELL)} {floor((spot.longitude + east) / CELL)}"
        for north in (-EDGE, EDGE)
        for east in (-EDGE, EDGE)
    }


def _figure_keys(account: Account, least: float) -> Iterator[BlockKey]:
    for group, low, high in account.figures:
        if max(value for value in (low, high) if value is not None) >= least:
            yield "figure", group.outcome, str(low), str(high)


def _near(account: Account, policy: LinkPolicy) -> Days | None:
    """The days in which an account can meet others by its parties alone."""
    if account.dates or account.window is None:
        return account.span
    last = account.window.last
    return Days(first=last - policy.near_days, last=last + 1)


def candidate_pairs(accounts: Sequence[Account], policy: LinkPolicy) -> Iterator[tuple[Account, Account]]:
    """Every pair of accounts worth comparing, once, whatever the order of `accounts`."""
    wholly: defaultdict[BlockKey, list[Account]] = defaultdict(list)
    parties: defaultdict[BlockKey, list[Account]] = defaultdict(list)
    figures: defaultdict[BlockKey, list[Account]] = defaultdict(list)
    undated: set[str] = set()
    for account in sorted(accounts, key=lambda item: item.order):
        if account.span is None:
            undated.add(account.order)
        else:
            keys = place_keys(account)
            if not account.total:
                keys |= {*_figure_keys(account, policy.some_figure)}
                for party in account.parties:
                    parties[party,].append(account)
            for key in keys:
                wholly[key].append(account)
        for key in _figure_keys(account, policy.rare_figure):
            figures[key].append(account)
    met: set[tuple[str, str]] = set()
    for a, b in _meetings(wholly, parties, figures, undated, policy):
        first, second = (a, b) if a.order < b.order else (b, a)
        if (first.order, second.order) not in met and first.reports.isdisjoint(second.reports):
            met.add((first.order, second.order))
            yield first, second


def _meetings(
    wholly: dict[BlockKey, list[Account]],
    parties: dict[BlockKey, list[Account]],
    figures: dict[BlockKey, list[Account]],
    undated: set[str],
    policy: LinkPolicy,
) -> Iterator[tuple[Account, Account]]:
    for block in wholly.values():
        spans = [(span, account, True) for account in block if (span := account.span)]
        yield from _sweep(spans, policy)
    for block in parties.values():
        spans = [(span, account, not account.places) for account in block if (span := _near(account, policy))]
        yield from _sweep(spans, policy)
    for held in figures.values():
        bare = [account for account in held if account.order in undated]
        yield from combinations(bare, 2)
        yield from ((a, b) for a in bare for b in held if b.order not in undated)
        totals = [account for account in held if account.total and account.order not in undated]
        yield from combinations(totals, 2)


def _sweep(block: list[tuple[Days, Account, bool]], policy: LinkPolicy) -> Iterator[tuple[Account, Account]]:
    """Pairs of one block whose days touch and of which at least one is free to meet, in order of their first day."""
    spans = sorted(
        ((span.first, account.order, span.last, free, account) for span, account, free in block),
        key=lambda item: item[:2],
    )
    for index, (_, _, last, free, account) in enumerate(spans):
        limit = last + policy.adjacent_days
        for at in range(index + 1, len(spans)):
            later = spans[at]
            if later[0] > limit:
                break
            if free or later[3]:
                yield account, later[4]
