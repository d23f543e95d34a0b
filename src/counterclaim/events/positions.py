"""Positions: what one party says on a facet, in the order said, as one position that may have moved.

In: one party's claims on a facet in the order said, their reports. Out: a `Position`. Guarantee: pure; every claim
stays in it; a figure is called later only where dates say so or its report calls the other one superseded.

Rule `steps`: of each report the figure that it leads with, with those that it calls superseded before it. Of several
figures on one day the last report's stands, since nothing says which came first.
Rule `against-interest`: a party's count of its own forces is a bound from below, since it has no interest in a higher
one; its count of the enemy's forces is marked, no more. A count of civilians is an admission only where its speaker
says that the speaker's own side harmed them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from types import MappingProxyType

from counterclaim.events.accounts import base_party, is_side
from counterclaim.records import Claim, Interest, Position, Report, Step, Toll

__all__ = ["NOBODY", "build_position", "said_on"]

#: Positions of nobody who could be asked: the outlet's own voice, and claims without a speaker.
NOBODY = frozenset({"narrator", "unattributed"})
_FORCES = frozenset({"combatant", "security_forces"})
#: Outcomes that are a loss: nobody has an interest in a lower count of refugees or of its own strength.
_LOSSES = frozenset({"killed", "wounded", "captured", "missing", "casualties", "destroyed", "seized"})

Figure = tuple[float | None, float | None, str, str | None]


def said_on(claim: Claim, report: Report | None) -> tuple[str | None, str]:
    """The ISO day of a claim and where it is from: `said`, else `published`, else (None, `unknown`)."""
    if claim.said is not None and claim.said.start is not None:
        how = "published" if claim.said.how == "publication" else "said"
        return claim.said.start[:10], how
    if report is not None and report.published is not None:
        return report.published.start[:10], "published"
    return None, "unknown"


def build_position(
    party: str,
    said: Sequence[Claim],
    origins: Mapping[str, str],
    reports: Mapping[str, Report] = MappingProxyType({}),
    sides: Set[str] = frozenset(),
) -> Position:
    """The position of `party`. `said` is in the order said; `sides` are the parties of the event."""
    claim = newest(said)
    toll = _toll(claim)
    return Position(
        party=party,
        claim_ids=tuple(member.id for member in said),
        low=toll.low,
        high=toll.high,
        bound=toll.bound,
        vague=toll.vague,
        reports=len({member.report_id for member in said}),
        origins=len({origins.get(member.id) or origins.get(member.report_id, member.report_id) for member in said}),
        steps=_steps(party, said, claim, reports),
        interest=_interest(party, said, sides),
    )


def newest(said: Sequence[Claim]) -> Claim:
    """The claim that holds a party's figure: of its last report the first that is not superseded there.

    A report leads with the figure it stands by; a later, smaller one in it is more often a part than a
    revision. Where it repeats the number with a bound ("a dozen", then "more than 12"), the bound holds.
    """
    standing = [claim for claim in said if _toll(claim).standing != "superseded"] or list(said)
    return _lead([claim for claim in standing if claim.report_id == standing[-1].report_id])


def _lead(claims: Sequence[Claim]) -> Claim:
    """Of one report's standing claims the first, or its number with a bound."""
    same = [claim for claim in claims if number(claim) == number(claims[0])]
    return next((claim for claim in same if _toll(claim).bound != "exact"), claims[0])


def number(claim: Claim) -> tuple[float | None, str | None]:
    """A figure without its bound, which summaries drop."""
    toll = _toll(claim)
    return (toll.low if toll.low is not None else toll.high), toll.vague


def _toll(claim: Claim) -> Toll:
    if claim.toll is None:
        raise ValueError(f"claim {claim.id} stands in a facet and has no toll")
    return claim.toll


def _figure(claim: Claim) -> Figure:
    toll = _toll(claim)
    return toll.low, toll.high, toll.bound, toll.vague


def _steps(party: str, said: Sequence[Claim], holds: Claim, reports: Mapping[str, Report]) -> tuple[Step, ...]:
    """The figures in the order said, equal ones in a row once, ending with the figure that the party holds."""
    last = _figure(holds)
    if party in NOBODY:
        return (_step([claim for claim in said if _figure(claim) == last], reports),)
    before = [claim for claim in said if _toll(claim).standing == "superseded" and _figure(claim) != last]
    days: dict[str, Claim] = {}
    for report_id in dict.fromkeys(claim.report_id for claim in said):
        own = [c for c in said if c.report_id == report_id and _toll(c).standing != "superseded"]
        day, _ = said_on(own[0], reports.get(report_id)) if own else (None, "")
        if day is not None:
            days[day] = _lead(own)
    dated = [days[day] for day in sorted(days)]
    known = {_figure(claim) for claim in dated}
    ordered = [*_first_of(claim for claim in before if _figure(claim) not in known), *dated]
    if not ordered or _figure(ordered[-1]) != last:
        ordered.append(holds)
    groups: list[list[Claim]] = []
    for claim in ordered:
        if groups and _figure(groups[-1][0]) == _figure(claim):
            groups[-1].append(claim)
        else:
            groups.append([claim])
    return tuple(_step(_with_prints(group, said), reports) for group in groups)


def _first_of(claims: Iterable[Claim]) -> list[Claim]:
    """One claim a figure, in order."""
    return list({_figure(claim): claim for claim in reversed(list(claims))}.values())[::-1]


def _with_prints(group: Sequence[Claim], said: Sequence[Claim]) -> list[Claim]:
    """The claims of a step with those that repeat its figure in the same reports."""
    here = {claim.report_id for claim in group}
    return [claim for claim in said if claim.report_id in here and _figure(claim) == _figure(group[0])]


def _step(claims: Sequence[Claim], reports: Mapping[str, Report]) -> Step:
    toll = _toll(claims[0])
    day, how = said_on(claims[0], reports.get(claims[0].report_id))
    if toll.standing == "superseded":
        day, how = None, "superseded"
    return Step(
        low=toll.low,
        high=toll.high,
        bound=toll.bound,
        vague=toll.vague,
        said=day,
        how=how,  # type: ignore[arg-type]
        claim_ids=tuple(claim.id for claim in claims),
    )


def _interest(party: str, said: Sequence[Claim], sides: Set[str]) -> Interest | None:
    """Whether a figure counts the speaker's own losses or its enemy's (rule `against-interest`)."""
    own = {base_party(code) for code in party.split("+")}
    toll = _toll(said[0])
    whose = {base_party(code) for code in toll.parties if is_side(base_party(code))}
    if toll.outcome not in _LOSSES or not whose or not all(map(is_side, own)):
        return None
    if toll.victim_class in _FORCES or toll.outcome in ("destroyed", "seized"):
        if own == whose:
            return "own_loss"
        return "enemy_loss" if not own & whose and own <= sides else None
    harmed = any(own <= {base_party(code) for actor in claim.actors for code in actor.parties} for claim in said)
    return "harm_admitted" if harmed and not own & whose else None
