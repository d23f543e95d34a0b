"""Scopes: how facets of one event that count unlike things relate, and whether their figures fit.

In: an event's facets. Out: `Comparison`s. Guarantee: pure; figures of unequal scope never open a dispute of figures.

Rule `subset`: children are some of the civilians, civilians and forces some of the people of the same side; whom
nobody's side names may hold every side's. Rule `part`: a figure that its report calls part of a larger one of the same
outcome and side. Everything else of one outcome, unit and side is not comparable: another class, another period.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from counterclaim.events.accounts import UNSIDED, base_party, class_group
from counterclaim.events.facets import interval
from counterclaim.events.policy import LinkPolicy
from counterclaim.records import HUMAN_OUTCOMES, Comparison, Facet, Scope

__all__ = ["compare_scopes"]

#: Facets of one event that are compared; a page of lists with more holds no accounts that a reader would compare.
_MOST = 100
#: Which class holds which: the wider ones of each.
_WITHIN: Mapping[str, frozenset[str]] = {
    "child": frozenset({"civilian", "unknown"}),
    "aid_worker": frozenset({"civilian", "unknown"}),
    "journalist": frozenset({"civilian", "unknown"}),
    "civilian": frozenset({"unknown"}),
    "forces": frozenset({"unknown"}),
}


def compare_scopes(facets: Sequence[Facet], policy: LinkPolicy) -> tuple[Comparison, ...]:
    """The pairs of facets of one outcome, unit and side, each once, in the order of the facets."""
    found: dict[frozenset[str], Comparison] = {}
    for first, second in permutations(facets[:_MOST], 2):
        pair = frozenset({first.id, second.id})
        scope = _scope(first, second)
        if scope is None or (pair in found and found[pair].scope in ("subset", "part")):
            continue
        if scope in ("subset", "part"):
            fits = all(_within(a, b) for a in _intervals(first, policy) for b in _intervals(second, policy))
            found[pair] = Comparison(facet_id=first.id, other_id=second.id, scope=scope, fits=fits)
        else:
            found.setdefault(pair, Comparison(facet_id=first.id, other_id=second.id, scope=scope, fits=None))
    return tuple(found.values())


def _scope(first: Facet, second: Facet) -> Scope | None:
    """How `first` relates to `second`; None where they have nothing to do with each other."""
    if (first.outcome, first.unit) != (second.outcome, second.unit) or first.outcome not in HUMAN_OUTCOMES:
        return None
    own, other = _side(first), _side(second)
    if own != other and UNSIDED not in (own, other):
        return None
    if "background" in (first.standing, second.standing):
        return "other_period" if first.standing != second.standing else None
    small, large = class_group(first.victim_class), class_group(second.victim_class)
    wider = large in _WITHIN.get(small, frozenset()) and other in (own, UNSIDED)
    if first.standing == "part" and second.standing != "part":
        return "part" if wider or (small == large and own == other) else None
    if second.standing == "part":
        return None
    if wider:
        return "subset"
    return "other_class" if small != large else None


def _side(facet: Facet) -> str:
    codes = {base_party(code) for code in facet.victims_party.split("+")}
    return "+".join(sorted(code for code in codes if code == code.upper())) or UNSIDED


def _intervals(facet: Facet, policy: LinkPolicy) -> Iterator[tuple[float, float]]:
    for position in facet.positions:
        if (found := interval(position, policy)) is not None:
            yield found


def _within(part: tuple[float, float], whole: tuple[float, float]) -> bool:
    """Whether some number of the part is no larger than some number of the whole."""
    return part[0] <= whole[1]
