"""Marks on a scale: where a figure stands and how its bound is drawn, for the page and the terminal alike.

Scales start at 0 and are linear. An open end is never closed, a vague word gets no place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from counterclaim.views import wording
from counterclaim.views.accounts import AccountCell, FacetRow

Shape = Literal["point", "range", "up", "down", "ring", "word"]
Label = Literal["right", "left", "above"]

#: Facets of one unit share a scale when the largest is under 20 times the smallest (desk guide, section 4).
_SHARED = 20
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MOST_TICKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A linear scale from 0 to `top` with `ticks` at round numbers, the last one at `top`."""

    top: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Where `value` stands, from 0 to 1."""
        return min(1.0, max(0.0, value / self.top))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A drawn account: `at` and `to` are shares of the scale (None where there is no such end).

    `hollow` when the bound itself does not count ("more than"); `spoken` names the mark in words.
    """

    shape: Shape
    at: float | None
    to: float | None
    hollow: bool
    label: str
    beside: Label
    spoken: str


def scale_to(largest: float) -> Scale:
    """The scale for figures up to `largest`: at most five round steps.

    >>> scale_to(200).ticks
    (0.0, 50.0, 100.0, 150.0, 200.0)
    >>> scale_to(58).ticks, scale_to(0).ticks
    ((0.0, 20.0, 40.0, 60.0), (0.0,))
    """
    if largest <= 0:
        return Scale(top=1.0, ticks=(0.0,))
    if largest <= 1:
        return Scale(top=1.0, ticks=(0.0, 1.0))
    power = 10.0 ** (len(str(int(largest))) - 1)
    choices = [step * size for size in (power / 10, power) for step in _STEPS if step * size >= 1]
    for step in choices:
        count = -int(-largest // step)
        if count < _MOST_TICKS and step == int(step):
            return Scale(top=count * step, ticks=tuple(index * step for index in range(count + 1)))
    return Scale(top=float(largest), ticks=(0.0, float(largest)))


def largest_of(row: FacetRow) -> float | None:
    """The largest number of a facet; None when it holds words only."""
    values = [
        value
        for cell in row.positions
        for account in cell.accounts
        for value in (account.low, account.high)
        if value is not None
    ]
    return max(values, default=None)


def scales(rows: Sequence[FacetRow]) -> dict[str, Scale]:
    """A scale for each facet by its id: shared within a unit, unless one would be crushed at 0."""
    made: dict[str, Scale] = {}
    kinds = {row.facet_id: (row.unit, row.standing == "background") for row in rows}
    for kind in dict.fromkeys(kinds.values()):
        alike = [row for row in rows if kinds[row.facet_id] == kind]
        tops = {row.facet_id: top for row in alike if (top := largest_of(row)) is not None}
        sizes = [top for top in tops.values() if top > 0]
        shared = bool(sizes) and max(sizes) < _SHARED * min(sizes)
        for facet_id, top in tops.items():
            made[facet_id] = scale_to(max(sizes) if shared else top)
    return made


def mark(account: AccountCell, scale: Scale | None, outcome: str) -> Mark:
    """How one account is drawn on `scale`."""
    words = wording.BOUND_WORDS[account.bound]
    spoken = f"{account.speaker}: {account.figure} {outcome}, {words}"
    low, high = account.low, account.high
    if scale is None or (low is None and high is None):
        return Mark(shape="word", at=None, to=None, hollow=False, label=account.figure, beside="right", spoken=spoken)
    shape, at, to, hollow = _drawn(account, scale)
    left, right = at if to is None else min(at, to), at if to is None else max(at, to)
    beside: Label = "right" if right <= 0.55 or (shape != "up" and right <= 0.62) else "left"
    if beside == "left" and left < 0.4:
        beside = "above"
    return Mark(shape=shape, at=at, to=to, hollow=hollow, label=account.figure, beside=beside, spoken=spoken)


def _drawn(account: AccountCell, scale: Scale) -> tuple[Shape, float, float | None, bool]:
    low, high, bound = account.low, account.high, account.bound
    if low is not None and high is not None and low != high:
        return "range", scale.share(low), scale.share(high), False
    known = low if low is not None else high
    assert known is not None
    at = scale.share(known)
    if bound == "nearly":
        return "ring", scale.share(high if high is not None else known), None, True
    if bound in ("at_most", "less_than"):
        return "down", scale.share(high if high is not None else known), None, bound != "at_most"
    if bound in ("at_least", "more_than"):
        return "up", at, None, bound == "more_than"
    if bound == "about":
        return "ring", at, None, False
    if high is None:
        return "up", at, None, False
    if low is None:
        return "down", at, None, False
    return "point", at, None, False
