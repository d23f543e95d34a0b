"""Facets as rows: one cell a party, its figures in the order said, and who gives none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from counterclaim.records import OUTCOMES, Claim, Facet, Position, Report, Standing, Toll
from counterclaim.views import wording
from counterclaim.views.accounts import AccountCell, FacetRow, PositionCell
from counterclaim.views.copies import noted
from counterclaim.views.order import in_order
from counterclaim.views.safety import one_line
from counterclaim.views.sides import base, mark_of


def facet_row(
    facet: Facet,
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    sides: Sequence[str],
    marks: Mapping[str, str],
    changed: Mapping[str, str] = MappingProxyType({}),
) -> FacetRow:
    """Lay out one facet; positions stand in the order in which they were first said.

    `changed` says by claim which figure of another text its own one stands in the place of.
    """
    cells = [_position(position, facet, claims, reports, sides, marks, changed) for position in facet.positions]
    first = {claim_id: index for index, claim_id in enumerate(_facet_order(facet, claims, reports))}
    cells.sort(key=lambda cell: min(first[c] for account in cell.accounts for c in account.claim_ids))
    heard = {base(code) for cell in cells for code in cell.party.split("+")}
    asked = facet.standing not in ("background", "part")
    quiet = tuple(side for side in sides if side not in heard) if asked else ()
    return FacetRow(
        facet_id=facet.id,
        outcome=facet.outcome,
        victims=_victims(facet),
        victims_party=facet.victims_party,
        unit=facet.unit,
        standing=facet.standing,
        state=facet.state,
        state_words=_state_words(facet, cells),
        positions=tuple(cells),
        silent=quiet,
        apart=_apart(cells) if facet.state == "disputed" else None,
    )


def _facet_order(facet: Facet, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> list[str]:
    members = (claims[claim_id] for position in facet.positions for claim_id in position.claim_ids)
    return [claim.id for claim in in_order(members, reports)]


def _state_words(facet: Facet, cells: Sequence[PositionCell]) -> str:
    words = wording.STATE_WORDS[facet.state]
    if facet.state == "compatible" and len(cells) > 2:
        return "≈ can all be true"
    if facet.state == "revised" and cells and cells[0].moved:
        return f"→ revised: {', then '.join(cells[0].moved)}"
    if facet.state == "single" and len(cells) > 1:
        return "1 account with a speaker"
    if facet.state == "single" and cells and len(cells[0].accounts) > 1:
        return f"1 party, {wording.counted(len(cells[0].accounts), 'figure')}"
    return words


def _position(
    position: Position,
    facet: Facet,
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    sides: Sequence[str],
    marks: Mapping[str, str],
    changed: Mapping[str, str],
) -> PositionCell:
    """Group a party's claims by figure in the order said; the figure that it stands by comes last."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim_id in position.claim_ids:
        toll = _toll(claims[claim_id])
        # The outlets' own voices are as many as the outlets: they are not one party that changes its mind.
        voice = claims[claim_id].report_id if position.party in wording.NOBODY else ""
        figure = (toll.low, toll.high, toll.bound, toll.vague, voice)
        groups.setdefault(figure, []).append(claims[claim_id])
    newest = (position.low, position.high, position.bound, position.vague, "")
    if newest in groups:
        groups[newest] = groups.pop(newest)
    accounts = [
        replace(_account(group, position.party, facet, reports, sides), changed=noted(group, changed, reports))
        for group in groups.values()
    ]
    earlier = list(groups.values())[:-1]
    replaced = all(_toll(claim).standing == "superseded" for group in earlier for claim in group)
    dates = [account.said for account in accounts]
    dated = all(a is not None and b is not None and a < b for a, b in pairwise(dates))
    return PositionCell(
        party=position.party,
        mark=mark_of(position.party, marks),
        accounts=tuple(accounts),
        revised=bool(earlier) and position.party not in wording.NOBODY and (replaced or dated),
        prints=wording.prints(position.origins, position.reports),
        interest=position.interest,
        moved=_moved(position),
    )


def _moved(position: Position) -> tuple[str, ...]:
    """The figures that a position moved through, in the order said; none where it did not move."""
    if not position.moved:
        return ()
    return tuple(wording.figure(step.low, step.high, step.bound, step.vague) for step in position.steps)


def _toll(claim: Claim) -> Toll:
    if claim.toll is None:
        raise ValueError(f"claim {claim.id} stands in a facet and has no toll")
    return claim.toll


def _account(
    group: Sequence[Claim], party: str, facet: Facet, reports: Mapping[str, Report], sides: Sequence[str]
) -> AccountCell:
    # The claim that names its speaker best stands for those that give the same figure.
    shown = next((claim for claim in group if claim.by.name), group[0])
    toll = _toll(shown)
    published = reports[group[0].report_id].published
    outlet = reports[shown.report_id].outlet
    said = group[0].said.start if group[0].said else None
    return AccountCell(
        claim_ids=tuple(claim.id for claim in group),
        party=party,
        speaker=one_line(wording.speaker(shown.by, outlet)),
        named=one_line(wording.short_speaker(shown.by, outlet)),
        relay=tuple(one_line(wording.speaker(actor)) for actor in shown.relay),
        stance=shown.stance,
        figure=wording.toll_figure(toll),
        low=toll.low,
        high=toll.high,
        bound=toll.bound,
        vague=toll.vague,
        words=one_line(toll.words),
        victims=one_line(toll.victims) if toll.victims else None,
        quote=one_line(shown.quote),
        hedged=bool(shown.hedges),
        count_of=_count_of(party, facet.victims_party, sides),
        said=said or (published.start if published else None),
        outlets=tuple(dict.fromkeys(one_line(wording.outlet_words(reports[c.report_id])) for c in group)),
    )


def _count_of(party: str, victims_party: str, sides: Sequence[str]) -> str | None:
    if base(party) not in sides or base(victims_party) not in sides:
        return None
    return "own" if base(party) == base(victims_party) else "other"


def _victims(facet: Facet) -> str:
    """Whom the facet counts, in the words of its label."""
    return one_line(facet.label).removesuffix(facet.outcome).rstrip(" :") or facet.unit


def _apart(cells: Sequence[PositionCell]) -> float | None:
    newest = [cell.newest for cell in cells]
    exact = [account.low for account in newest if account.bound == "exact" and account.low is not None]
    if len(cells) != 2 or len(exact) != 2 or exact[0] == exact[1]:
        return None
    return abs(exact[0] - exact[1])


_STANDINGS: dict[Standing, int] = {"incident": 0, "part": 1, "superseded": 2, "denied": 3, "background": 4}


def by_standing(rows: Iterable[FacetRow]) -> tuple[FacetRow, ...]:
    """The happening before its parts and its background; figures that named parties dispute first.

    Within that by outcome, deaths first, then as the event has them. Never by the size of a figure.
    """

    def place(row: FacetRow) -> tuple[int, bool, int]:
        return _STANDINGS[row.standing], not disputed_by_name(row), OUTCOMES.index(row.outcome)

    return tuple(sorted(rows, key=place))


def disputed_by_name(row: FacetRow) -> bool:
    """Whether figures differ between at least two parties that are somebody."""
    named = [cell for cell in row.positions if cell.party not in wording.NOBODY]
    return row.state == "disputed" and len(named) > 1
