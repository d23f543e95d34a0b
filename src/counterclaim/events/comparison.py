"""Comparisons of two accounts: each names a level and says in words what it saw.

In: two accounts. Out: `Finding`s, one per comparison that applies, in the order of the policy's weights.
Guarantee: symmetric; a difference in numbers is never evidence against.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from counterclaim.events.accounts import UNSIDED, Account, Days
from counterclaim.events.policy import LinkPolicy

__all__ = ["Finding", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one comparison found: its level, and the words or codes that it rests on."""

    comparison: str
    level: str
    seen: str = ""


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
    report = Finding(comparison="report", level="other" if not within else "digest" if digest else "same")
    scope = _scope(a, b, policy, within)
    if scope.level != "incident":
        return report, scope
    figures = _figures(a, b, policy)
    return (
        report,
        scope,
        _dates(a, b, policy, within, anchored=figures.level == "rare"),
        _print(a, b, policy, within),
        _parties(a, b),
        _places(a, b, within, restated=figures.level in ("rare", "some")),
        _kinds(a, b),
        _victims(a, b),
        figures,
    )


def _scope(a: Account, b: Account, policy: LinkPolicy, within: bool) -> Finding:
    if not a.total and not b.total:
        return Finding(comparison="scope", level="incident")
    if a.total != b.total:
        return Finding(comparison="scope", level="unequal", seen="a total and an incident")
    period = _same_period(a, b)
    same_people = {group.party for group in a.counted} & {group.party for group in b.counted}
    if within and period and same_people:
        return Finding(comparison="scope", level="same_period", seen=_listed(same_people))
    undated = within and not (a.dates and b.dates)
    same = a.counted & b.counted and (bool(a.figures & b.figures) or period or undated)
    return Finding(comparison="scope", level="same_count" if same else "other_count")


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
        return Finding(comparison="dates", level=level, seen=f"{_shown(a.dates)} / {_shown(b.dates)}")
    if a.dates or b.dates:
        dated, other = (a, b) if a.dates else (b, a)
        if other.window is not None:
            level = max((_fit(day, other.window, policy) for day in dated.dates), key=_worse)
            if within:
                level = {"possible": "past", "near": "unstated"}.get(level, level)
            seen = f"{_shown(dated.dates)} / said {_shown([_day(other.window.last)])}"
            return Finding(comparison="dates", level=level, seen=seen)
    elif within:
        return Finding(comparison="dates", level="unstated")
    elif a.window is not None and b.window is not None:
        lag = abs(a.window.last - b.window.last)
        level = "near" if lag <= policy.adjacent_days else "apart" if a.window.gap(b.window) else "possible"
        seen = f"said {_shown([_day(a.window.last)])} / {_shown([_day(b.window.last)])}"
        return Finding(comparison="dates", level=level, seen=seen)
    if within:
        return Finding(comparison="dates", level="unstated")
    return Finding(comparison="dates", level="undated" if anchored else "no_anchor")


def _print(a: Account, b: Account, policy: LinkPolicy, within: bool) -> Finding:
    """How far apart two dated accounts were printed. Where one states no day, its day of print is weighed as that."""
    if within or not (a.dates and b.dates and a.printed and b.printed):
        return Finding(comparison="print", level="unknown")
    apart = min(abs(x - y) for x in a.printed for y in b.printed)
    level = "news" if apart <= policy.near_days else "weeks" if apart <= policy.news_days else "review"
    return Finding(comparison="print", level=level, seen=f"{apart} days apart")


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
    return Finding(comparison="parties", level=level, seen=f"{_listed(a.parties)} / {_listed(b.parties)}")


def _places(a: Account, b: Account, within: bool, *, restated: bool) -> Finding:
    """Shared or other places. One report's equal figures are one thing told twice ("Gaza", then the town)."""
    shared = a.places & b.places
    if shared:
        return Finding(comparison="places", level="shared", seen=_listed(shared))
    spoken = a.capitals & b.capitals
    if spoken:
        level = "districts" if a.places and b.places and not within else "capital"
        return Finding(comparison="places", level=level, seen=_listed(spoken))
    if not (a.places or a.capitals) or not (b.places or b.capitals):
        if within and a.countries and b.countries and not a.countries & b.countries:
            countries = f"{_listed(a.countries)} / {_listed(b.countries)}"
            return Finding(comparison="places", level="elsewhere", seen=countries)
        return Finding(comparison="places", level="unknown")
    seen = f"{_listed(a.places | a.capitals)} / {_listed(b.places | b.capitals)}"
    if not a.places or not b.places:
        return Finding(comparison="places", level="not_capital", seen=seen)
    level = "different" if not within else "unknown" if restated else "elsewhere"
    return Finding(comparison="places", level=level, seen=seen)


def _kinds(a: Account, b: Account) -> Finding:
    if not a.types or not b.types:
        return Finding(comparison="kinds", level="unknown")
    shared = a.types & b.types
    seen = _listed(shared) if shared else f"{_listed(a.types)} / {_listed(b.types)}"
    if shared and a.modes and b.modes and not a.modes & b.modes:
        modes = f"{_listed(a.modes)} / {_listed(b.modes)}"
        return Finding(comparison="kinds", level="other_mode", seen=modes)
    return Finding(comparison="kinds", level="same" if shared else "different", seen=seen)


def _victims(a: Account, b: Account) -> Finding:
    shared = a.counted & b.counted
    seen = _listed(f"{group.outcome} {group.party} {group.group}" for group in shared)
    sided = any(group.party != UNSIDED for group in shared)
    return Finding(comparison="victims", level="shared" if sided else "unsided" if shared else "unknown", seen=seen)


def _figures(a: Account, b: Account, policy: LinkPolicy) -> Finding:
    equal = {max(value for value in (low, high) if value is not None) for _, low, high in a.figures & b.figures}
    largest = max(equal, default=0)
    level = "rare" if largest >= policy.rare_figure else "some" if largest >= policy.some_figure else "none"
    return Finding(comparison="figures", level=level, seen=_listed(f"{value:g}" for value in equal))
