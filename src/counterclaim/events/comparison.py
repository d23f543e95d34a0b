"""Comparisons of two accounts: each names a level and says in words what it saw.

In: two accounts. Out: `Finding`s, one per comparison that applies, in the order of the policy's weights.
Guarantee: symmetric; a difference in numbers is never evidence against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from counterclaim.events.accounts import UNSIDED, Account, Counted, Days
from counterclaim.events.policy import LinkPolicy

__all__ = ["Finding", "compare"]


class Finding(NamedTuple):
    """What one comparison found: its level, and the words or codes that it rests on.

    The words are put together only when somebody asks: most pairs are compared and never shown.
    """

    comparison: str
    level: str
    show: Callable[[], str] | None = None

    @property
    def seen(self) -> str:
        """The words or codes that the level rests on."""
        return self.show() if self.show is not None else ""


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))


def _shown(days: Iterable[Days]) -> str:
    def one(interval: Days) -> str:
        first, last = date.fromordinal(interval.first), date.fromordinal(interval.last)
        return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"

    return ", ".join(one(interval) for interval in sorted(days))


def compare(a: Account, b: Account, policy: LinkPolicy) -> tuple[Finding, ...]:
    """Compare two accounts on every subject. Accounts of one single report are held to stricter levels."""
    within = a.reports == b.reports and len(a.reports) == 1
    digest = a.digest and b.digest
    report = Finding("report", "other" if not within else "digest" if digest else "same")
    scope = _scope(a, b, policy, within)
    if scope.level != "incident":
        return report, scope
    figures = _figures(a, b, policy)
    return (
        report,
        scope,
        _dates(a, b, policy, within, anchored=figures.level in ("rare", "several")),
        _print(a, b, policy, within),
        _document(a, b, within),
        _parties(a, b),
        _places(a, b, policy, within, restated=figures.level in ("several", "rare", "some")),
        _kinds(a, b),
        _victims(a, b),
        figures,
    )


def _scope(a: Account, b: Account, policy: LinkPolicy, within: bool) -> Finding:
    if not a.total and not b.total:
        return Finding("scope", "incident")
    if a.total != b.total:
        return Finding("scope", "unequal", lambda: "a total and an incident")
    period = _same_period(a, b)
    same_people = {group.party for group in a.counted} & {group.party for group in b.counted}
    if within and period and same_people:
        return Finding("scope", "same_period", lambda: _listed(same_people))
    undated = within and not (a.dates and b.dates)
    same = a.counted & b.counted and (bool(a.figures & b.figures) or period or undated)
    return Finding("scope", "same_count" if same else "other_count")


def _same_period(a: Account, b: Account) -> bool:
    """Whether the stated periods share at least half of the days that they cover together."""
    if not (a.dates and b.dates):
        return False
    for x in a.dates:
        for y in b.dates:
            shared = min(x.last, y.last) - max(x.first, y.first) + 1
            covered = max(x.last, y.last) - min(x.first, y.first) + 1
            if 2 * shared < covered:
                return False
    return True


def _dates(a: Account, b: Account, policy: LinkPolicy, within: bool, *, anchored: bool) -> Finding:
    if a.dates and b.dates:
        gaps = [x.gap(y) for x in a.dates for y in b.dates]
        allowed = 0 if within else policy.adjacent_days
        level = "apart" if max(gaps) > allowed else "same" if min(gaps) == 0 else "adjacent"
        if level == "same" and _wider(a, b, policy):
            level = "apart" if within else "wider"
        return Finding("dates", level, lambda: f"{_shown(a.dates)} / {_shown(b.dates)}")
    if a.dates or b.dates:
        dated, other = (a, b) if a.dates else (b, a)
        if other.window is not None:
            level = max((_fit(day, other.window, policy) for day in dated.dates), key=_worse)
            if within:
                level = {"possible": "past", "near": "unstated"}.get(level, level)
            last = other.window.last
            return Finding("dates", level, lambda: f"{_shown(dated.dates)} / said {_shown([_day(last)])}")
    elif within:
        return Finding("dates", "unstated")
    elif a.window is not None and b.window is not None:
        lag = abs(a.window.last - b.window.last)
        level = "near" if lag <= policy.adjacent_days else "apart" if a.window.gap(b.window) else "possible"
        first, second = a.window.last, b.window.last
        return Finding("dates", level, lambda: f"said {_shown([_day(first)])} / {_shown([_day(second)])}")
    if within:
        return Finding("dates", "unstated")
    return Finding("dates", "undated" if anchored else "no_anchor")


def _print(a: Account, b: Account, policy: LinkPolicy, within: bool) -> Finding:
    """How far apart two dated accounts were printed. Where one states no day, its day of print is weighed as that."""
    if within or not (a.dates and b.dates and a.printed and b.printed):
        return Finding("print", "unknown")
    apart = min(abs(x - y) for x in a.printed for y in b.printed)
    level = "news" if apart <= policy.near_days else "weeks" if apart <= policy.news_days else "review"
    return Finding("print", level, lambda: f"{apart} days apart")


def _document(a: Account, b: Account, within: bool) -> Finding:
    """Whether two reports are of one printed page. Prints of one text are tied before anything is compared."""
    shared = a.documents & b.documents if not within else frozenset[str]()
    one = bool(shared) and len(a.documents) == len(b.documents) == 1
    return Finding("document", "same" if one else "unknown", lambda: _listed(shared))


def _wider(a: Account, b: Account, policy: LinkPolicy) -> bool:
    """Whether one speaks of a day or a night and the other of the days around it."""
    first, second = (max(day.last - day.first for day in account.dates) for account in (a, b))
    return max(first, second) >= policy.wide_days > 1 >= min(first, second)


def _day(ordinal: int) -> Days:
    return Days(first=ordinal, last=ordinal)


def _worse(level: str) -> int:
    return ("near", "possible", "apart").index(level)


def _fit(day: Days, window: Days, policy: LinkPolicy) -> str:
    """How a stated day fits the window before a publication. A day later is let pass: time zones."""
    near = Days(first=window.last - policy.near_days, last=window.last + 1)
    if not day.gap(near):
        return "near"
    return "apart" if day.gap(window) else "possible"


def _parties(a: Account, b: Account) -> Finding:
    shared = a.parties & b.parties
    if not a.parties or not b.parties:
        level = "unknown"
    elif len(shared) >= 2:
        level = "pair"
    elif not shared:
        level = "other"
    else:
        level = "one" if min(len(a.parties), len(b.parties)) == 1 else "opponent"
    return Finding("parties", level, lambda: f"{_listed(a.parties)} / {_listed(b.parties)}")


def _places(a: Account, b: Account, policy: LinkPolicy, within: bool, *, restated: bool) -> Finding:
    """Shared or other places. One report's equal figures are one thing told twice ("Gaza", then the town)."""
    shared = a.places & b.places
    km = None if within else _km(a, b)
    if shared:
        level = "shared" if km is None or km <= policy.spot_km else "shared_apart"
        return Finding("places", level, lambda: _listed(shared) + ("" if km is None else f", {km:.0f} km"))
    spoken = a.capitals & b.capitals
    if spoken:
        level = "districts" if a.places and b.places and not within else "capital"
        return Finding("places", level, lambda: _listed(spoken))
    if not (a.places or a.capitals) or not (b.places or b.capitals):
        if within and a.countries and b.countries and not a.countries & b.countries:
            return Finding("places", "elsewhere", lambda: f"{_listed(a.countries)} / {_listed(b.countries)}")
        return Finding("places", "unknown")

    def seen() -> str:
        return f"{_listed(a.places | a.capitals)} / {_listed(b.places | b.capitals)}"

    if not a.places or not b.places:
        return Finding("places", "not_capital", seen)
    if within:
        return Finding("places", "unknown" if restated else "elsewhere", seen)
    if km is None:
        return Finding("places", "different", seen)
    reach = max(spot.radius_km for spot in a.points) + max(spot.radius_km for spot in b.points)
    level = "near" if km <= policy.spot_km else "around" if km <= min(reach, policy.around_km) else "far"
    return Finding("places", level, lambda: f"{seen()}, {km:.0f} km")


def _km(a: Account, b: Account) -> float | None:
    """Kilometres between the nearest places of two accounts, None where either has no point."""
    return min((x.km(y) for x in a.points for y in b.points), default=None)


def _kinds(a: Account, b: Account) -> Finding:
    if not a.types or not b.types:
        return Finding("kinds", "unknown")
    shared = a.types & b.types
    if shared and a.modes and b.modes and not a.modes & b.modes:
        return Finding("kinds", "other_mode", lambda: f"{_listed(a.modes)} / {_listed(b.modes)}")
    if shared:
        return Finding("kinds", "same", lambda: _listed(shared))
    return Finding("kinds", "different", lambda: f"{_listed(a.types)} / {_listed(b.types)}")


def _victims(a: Account, b: Account) -> Finding:
    if a.counted.isdisjoint(b.counted):
        return _NO_GROUP
    shared = a.counted & b.counted
    sided = any(group.party != UNSIDED for group in shared)
    level = "shared" if sided else "unsided" if shared else "unknown"
    return Finding("victims", level, lambda: _listed(f"{one.outcome} {one.party} {one.group}" for one in shared))


_NO_FIGURE = Finding("figures", "none")
_NO_GROUP = Finding("victims", "unknown")


def _figures(a: Account, b: Account, policy: LinkPolicy) -> Finding:
    """The largest figure that both give, else two of one kind that nearly agree.

    Where one states no day, only a figure of the very same people counts: too many happenings fit what is vaguer.
    """
    equal = {max(value for value in (low, high) if value is not None) for _, low, high in a.figures & b.figures}
    close = set[float]()
    if not (a.figures and b.figures):
        return _NO_FIGURE
    dated = a.dates and b.dates
    for x, x_low, x_high in a.figures if dated else ():
        for y, y_low, y_high in b.figures:
            if (x.outcome, x.unit) == (y.outcome, y.unit) and _may_be_one(x, y):
                first, second = _numbers(x_low, x_high), _numbers(y_low, y_high)
                if first == second:
                    equal.add(first[1])
                elif min(first[1], second[1]) >= policy.some_figure and _touch(first, second, policy.close_share):
                    close.add(min(first[1], second[1]))
    largest = max(equal, default=0)
    level = "rare" if largest >= policy.rare_figure else "some" if largest >= policy.some_figure else "none"
    if sum(value >= policy.rare_figure for value in equal) >= 2:
        level = "several"
    if level == "none" and close:
        return Finding("figures", "close", lambda: _listed(f"{value:g}" for value in close))
    return Finding("figures", level, lambda: _listed(f"{value:g}" for value in equal))


def _may_be_one(x: Counted, y: Counted) -> bool:
    """Whether two tolls may count the same people: a side or a class that one leaves open is no difference."""
    party = x.party == y.party or UNSIDED in (x.party, y.party)
    return party and (x.group == y.group or "unknown" in (x.group, y.group))


def _numbers(low: float | None, high: float | None) -> tuple[float, float]:
    """A figure as an interval; an open end is closed by the other one. One of the two is given."""
    known = [value for value in (low, high) if value is not None]
    return known[0], known[-1]


def _touch(a: tuple[float, float], b: tuple[float, float], share: float) -> bool:
    """Whether two intervals overlap when each leaves room for that share on either side."""
    return a[0] * (1 - share) <= b[1] * (1 + share) and b[0] * (1 - share) <= a[1] * (1 + share)
