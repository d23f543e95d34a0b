"""Clusters: accounts merged, best pair first, as long as the wholes still fit.

In: accounts and scored pairs. Out: clusters. Guarantee: a pure function of the set of accounts: pairs are
taken by falling score, within a report then by nearness in its text, then by ids. Accounts with a claim key
in common (the same words of the same text) always come together; edited copies of one text come together over the
words that they print alike, unless that would join two accounts which one of them keeps apart.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from counterclaim.events.accounts import Account, merge
from counterclaim.events.blocking import candidate_pairs
from counterclaim.events.policy import LinkPolicy
from counterclaim.events.scoring import Scorer

#: What the weights are rounded to, so that a level more leaves out as little as can be.
STEP = 0.25

_Scored = tuple[float, int, str, str]

__all__ = ["Clusters", "cluster_reports", "cluster_within"]


class Clusters:
    """Accounts and the wholes that they have been merged into (union-find with a summary per root)."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._whole = {account.order: account for account in accounts}
        self._parent = {order: order for order in self._whole}

    def root(self, order: str) -> str:
        """The name of the cluster that holds the account `order`."""
        while self._parent[order] != order:
            self._parent[order] = self._parent[self._parent[order]]
            order = self._parent[order]
        return order

    def whole(self, order: str) -> Account:
        """The union of the cluster that holds the account `order`."""
        return self._whole[self.root(order)]

    def join(self, a: str, b: str) -> None:
        """Merge two clusters. The smaller name stays, so that the result does not hang on the order."""
        first, second = sorted((self.root(a), self.root(b)))
        if first != second:
            self._whole[first] = merge(self._whole[first], self._whole.pop(second))
            self._parent[second] = first

    def wholes(self) -> list[Account]:
        """All clusters, by name."""
        return [self._whole[order] for order in sorted(self._whole)]


def _merge_best_first(
    clusters: Clusters, pairs: Iterable[tuple[Account, Account]], scorer: Scorer, *, across: bool
) -> None:
    policy = scorer.policy
    scored: list[_Scored] = []
    for a, b in pairs:
        points = scorer.points(a, b)
        if points >= policy.threshold:
            scored.append((-points, 0 if across else _apart(a, b), a.order, b.order))
    needed = policy.whole_threshold if across else policy.threshold
    for group in bounded_groups(scored, policy) if across else [scored]:
        _merge_group(clusters, group, scorer, needed, across=across)


def _merge_group(clusters: Clusters, scored: list[_Scored], scorer: Scorer, needed: float, *, across: bool) -> None:
    known: dict[tuple[str, int, str, int], float] = {}
    for _, _, a_order, b_order in sorted(scored):
        a, b = clusters.whole(a_order), clusters.whole(b_order)
        if a.order == b.order:
            continue
        # Two accounts that one report keeps apart are never joined through a third.
        if across and not a.reports.isdisjoint(b.reports):
            continue
        # A whole's name and size tell which it is: it only ever grows.
        pair = (a.order, a.size, b.order, b.size)
        if pair not in known:
            known[pair] = scorer.points(a, b)
        if known[pair] >= needed:
            clusters.join(a_order, b_order)


def bounded_groups(scored: Iterable[_Scored], policy: LinkPolicy) -> Iterator[list[_Scored]]:
    """The pairs that link, in groups of accounts that hang together by them: no group decides about another.

    A group has at most `group_accounts` accounts. Where more hang together, their weakest pairs do not count: first
    those at the threshold, then those a quarter of a point above it, and so on, until what hangs together is small
    enough. Pure: the level depends on the pairs and on nothing else.
    """
    left = list(scored)
    level = policy.threshold
    while left:
        roots = _Roots()
        for _, _, a, b in left:
            roots.join(a, b)
        groups: defaultdict[str, list[_Scored]] = defaultdict(list)
        for pair in left:
            groups[roots.root(pair[2])].append(pair)
        level += STEP
        left = []
        for name in sorted(groups):
            if roots.size[name] <= policy.group_accounts:
                yield groups[name]
            else:
                left.extend(pair for pair in groups[name] if -pair[0] >= level)


class _Roots:
    """Names that hang together (union-find by size)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self.size: dict[str, int] = {}

    def root(self, name: str) -> str:
        parent = self._parent
        if name not in parent:
            parent[name], self.size[name] = name, 1
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def join(self, a: str, b: str) -> None:
        first, second = sorted((self.root(a), self.root(b)), key=lambda name: (-self.size[name], name))
        if first != second:
            self._parent[second] = first
            self.size[first] += self.size.pop(second)


def _apart(a: Account, b: Account) -> int:
    """Characters between the nearest claims of two accounts of one report."""
    spots = sorted(b.spots)
    gaps = [
        abs(spot - near) for spot in a.spots for at in [bisect(spots, spot)] for near in spots[max(0, at - 1) : at + 1]
    ]
    return min(gaps, default=0)


def cluster_within(
    accounts: Sequence[Account],
    together: Iterable[tuple[str, str]],
    going_on: Iterable[tuple[str, str]],
    scorer: Scorer,
) -> Clusters:
    """The accounts of one report. `together` and `going_on` are pairs that belong together whatever their score.

    The first of each pair in `going_on` has its place by that, and draws no other account that is like it.
    """
    clusters = Clusters(accounts)
    threads = sorted(going_on)
    seated = {order for order, _ in threads}
    alike: defaultdict[object, list[str]] = defaultdict(list)
    for account in accounts:
        counted = account.counted if account.total else None
        signature = (account.parties, account.dates, account.places, account.types, account.total, counted)
        bare = account.digest and not (account.parties or account.dates or account.places or account.total)
        if account.order not in seated and not bare:
            alike[signature].append(account.order)
    # Claims that differ in nothing but their figures need no comparison; a report of a thousand stays quick.
    for orders in alike.values():
        for order in orders[1:]:
            clusters.join(orders[0], order)
    for a, b in (*together, *threads):
        clusters.join(a, b)
    wholes = clusters.wholes()
    pairs = ((a, b) for index, a in enumerate(wholes) for b in wholes[index + 1 :])
    _merge_best_first(clusters, pairs, scorer, across=False)
    return clusters


def cluster_reports(accounts: Sequence[Account], scorer: Scorer) -> Clusters:
    """The accounts of all reports, each report's own already merged."""
    clusters = Clusters(accounts)
    holders: dict[str, str] = {}
    for account in sorted(accounts, key=lambda item: item.order):
        for key in account.keys:
            clusters.join(holders.setdefault(key, account.order), account.order)
    _tie_copies(clusters)
    _join_alike(clusters, scorer)
    _merge_best_first(clusters, candidate_pairs(clusters.wholes(), scorer.policy), scorer, across=True)
    return clusters


def _join_alike(clusters: Clusters, scorer: Scorer) -> None:
    """Join accounts of different reports that differ in nothing that is compared, where such accounts link.

    A thousand reports of the same few words would otherwise be half a million pairs.
    """
    alike: defaultdict[object, list[Account]] = defaultdict(list)
    for account in clusters.wholes():
        if not account.total and account.span is not None:
            days = (account.dates, account.window, account.printed)
            where = (account.places, account.points, account.capitals, account.countries)
            what = (account.parties, account.types, account.modes, account.counted, account.figures)
            alike[days, where, what].append(account)
    for first, *others in alike.values():
        if others and scorer.points(first, others[0]) >= scorer.policy.threshold:
            for other in others:
                whole = clusters.whole(first.order)
                if whole.reports.isdisjoint(other.reports) and whole.documents.isdisjoint(other.documents):
                    clusters.join(first.order, other.order)


def _tie_copies(clusters: Clusters) -> None:
    """Join what copies of one text print alike, most words first, before anything else can come between."""
    firsts: dict[str, str] = {}
    shared: Counter[tuple[str, str]] = Counter()
    for account in clusters.wholes():
        for words in account.words:
            first = firsts.setdefault(words, account.order)
            if first != account.order:
                shared[first, account.order] += 1
    for a_order, b_order in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        a, b = clusters.whole(a_order), clusters.whole(b_order)
        if not a.reports & b.reports:
            clusters.join(a_order, b_order)
