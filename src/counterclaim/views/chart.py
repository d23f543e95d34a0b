"""Position charts: facets grouped by outcome, each account a row with its mark at a place on a scale from 0.

Positions are percentages of the row and shapes are fixed in size, so that words never scale and rows reflow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from counterclaim.records import HUMAN_OUTCOMES
from counterclaim.views import marks, wording
from counterclaim.views.accounts import AccountCell, EventPage, FacetRow, PositionCell

#: Past six accounts from one party, the newest is shown and the others are counted (desk guide, section 4).
_MOST_ACCOUNTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A drawn row: places in percent. `old` are the hollow marks of earlier figures, oldest first."""

    shape: marks.Shape
    x: str
    x2: str | None
    hollow: bool
    old: tuple[str, ...]
    label: str
    beside: marks.Label
    label_x: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """The difference between two exact marks, from `x` to `x2`, with its words."""

    x: str
    x2: str
    words: str
    after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """One row: an account on its track, a word off the scale, or a side that gives no figure.

    `silent` are those sides with their marks. `bracket`, where there is one, is drawn below the row.
    """

    party: str
    mark: str
    speaker: str
    relay: tuple[str, ...]
    notes: tuple[str, ...]
    claim_ids: tuple[str, ...]
    track: Track | None
    word: str | None
    silent: tuple[tuple[str, str], ...]
    bracket: Bracket | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFacet:
    """A facet's rows. `axis` are the ticks (percent, words) where this facet starts a scale."""

    row: FacetRow
    rows: tuple[ChartRow, ...]
    grid: tuple[str, ...]
    axis: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartGroup:
    """The facets of one outcome under one heading, with a line that says how to read them."""

    title: str
    caption: str
    facets: tuple[ChartFacet, ...]


def chart_groups(page: EventPage) -> tuple[ChartGroup, ...]:
    """The charts of an event: the happening by outcome, then what belongs to another time."""
    scales = marks.scales(page.facets)
    groups: dict[tuple[bool, str], list[FacetRow]] = {}
    for row in page.facets:
        background = row.standing == "background"
        title = "Other events and longer times" if background else _heading(row, page)
        groups.setdefault((background, title), []).append(row)
    ordered = sorted(groups.items(), key=lambda item: item[0][0])
    return tuple(_group(title, rows, scales, page, own=back) for (back, title), rows in ordered)


def _heading(row: FacetRow, page: EventPage) -> str:
    """People by outcome; things and members under one heading, since they are few and often only words."""
    if row.outcome in HUMAN_OUTCOMES:
        return wording.OUTCOME_WORDS[row.outcome][0]
    others = [r.outcome for r in page.facets if r.outcome not in HUMAN_OUTCOMES and r.standing != "background"]
    words = wording.listed([wording.OUTCOME_WORDS[o][0].lower() for o in dict.fromkeys(others)])
    return words[:1].upper() + words[1:]


def _group(
    title: str, rows: Sequence[FacetRow], scales: Mapping[str, marks.Scale], page: EventPage, *, own: bool
) -> ChartGroup:
    facets = []
    before: marks.Scale | None = None
    for row in rows:
        scale = scales.get(row.facet_id)
        fresh = scale is not None and (own or scale != before)
        before = scale or before
        facets.append(_facet(row, scale, page, fresh=fresh))
    drawn = {scales[row.facet_id] for row in rows if row.facet_id in scales}
    units = wording.listed(list(dict.fromkeys(row.unit for row in rows)))
    return ChartGroup(title=title, caption=_caption(units, drawn, own=own), facets=tuple(facets))


def _caption(units: str, drawn: set[marks.Scale], *, own: bool) -> str:
    unit = units[:1].upper() + units[1:]
    if own:
        return f"{unit}. Each on a scale of its own. Not part of this event’s figures."
    if not drawn:
        return f"{unit}. One row for each account. Words stay words; no number is put on them."
    if len(drawn) == 1:
        top = wording.number(next(iter(drawn)).top)
        return f"{unit}, on one scale from 0 to {top}. One row for each account; accounts are never added together."
    return f"{unit}. Scales differ and are marked. One row for each account; accounts are never added together."


def _facet(row: FacetRow, scale: marks.Scale | None, page: EventPage, *, fresh: bool) -> ChartFacet:
    made = [drawn for cell in row.positions for drawn in _rows(cell, row, scale)]
    bracket = _bracket(row, scale)
    if bracket is not None and len(made) == len(row.positions):
        made[0] = replace(made[0], bracket=bracket)
    if row.silent:
        made.append(_silent(row.silent, page))
    ticks = scale.ticks if scale else ()
    return ChartFacet(
        row=row,
        rows=tuple(made),
        grid=tuple(_percent(scale.share(tick)) for tick in ticks[1:]) if scale else (),
        axis=tuple((_percent(scale.share(tick)), wording.number(tick)) for tick in ticks) if scale and fresh else (),
    )


def _percent(share: float) -> str:
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def _silent(sides: Sequence[str], page: EventPage) -> ChartRow:
    """The sides that give no figure, on one row."""
    return ChartRow(
        party="+".join(sides),
        mark=page.marks[sides[0]] if len(sides) == 1 else "",
        speaker="",
        relay=(),
        notes=(),
        claim_ids=(),
        track=None,
        word=None,
        silent=tuple((side, page.marks[side]) for side in sides),
        bracket=None,
    )


def _rows(cell: PositionCell, row: FacetRow, scale: marks.Scale | None) -> list[ChartRow]:
    if cell.revised:
        return [_row(cell.newest, cell, row, scale, earlier=cell.accounts[:-1])]
    shown = cell.accounts[-1:] if len(cell.accounts) > _MOST_ACCOUNTS else cell.accounts
    hidden = cell.accounts[: len(cell.accounts) - len(shown)]
    made = [_row(account, cell, row, scale) for account in shown]
    if hidden:
        made[-1] = _row(cell.newest, cell, row, scale, counted=hidden)
    return made


def _row(
    account: AccountCell,
    cell: PositionCell,
    row: FacetRow,
    scale: marks.Scale | None,
    *,
    earlier: Sequence[AccountCell] = (),
    counted: Sequence[AccountCell] = (),
) -> ChartRow:
    drawn = marks.mark(account, scale, row.outcome)
    notes = _notes(account, earlier, counted)
    if cell.prints and account is cell.newest:
        notes = (*notes, cell.prints)
    ids = tuple(c for past in (*earlier, *counted) for c in past.claim_ids) + account.claim_ids
    track = _track(drawn, scale, earlier)
    return ChartRow(
        party=cell.party,
        mark=cell.mark,
        speaker=account.speaker,
        relay=account.relay,
        notes=notes,
        claim_ids=ids,
        track=track,
        word=None if track else account.figure,
        silent=(),
        bracket=None,
    )


def _track(drawn: marks.Mark, scale: marks.Scale | None, earlier: Sequence[AccountCell]) -> Track | None:
    if drawn.at is None or scale is None:
        return None
    ends = [drawn.at] if drawn.to is None else [drawn.at, drawn.to]
    old = [marks.mark(past, scale, "").at for past in earlier[-3:]]
    past = f"{len(earlier)} earlier" if len(earlier) > 3 else " → ".join(a.figure for a in earlier)
    places = [*ends, *(at for at in old if at is not None)]
    anchor = {"right": max(places), "left": min(places), "above": sum(ends) / len(ends)}[drawn.beside]
    return Track(
        shape=drawn.shape,
        x=_percent(drawn.at),
        x2=None if drawn.to is None else _percent(drawn.to),
        hollow=drawn.hollow,
        old=tuple(_percent(at) for at in old if at is not None),
        label=f"{past} → {drawn.label}" if past else drawn.label,
        beside=drawn.beside,
        label_x=_percent(anchor),
        spoken=f"{drawn.spoken}; before: {past}" if past else drawn.spoken,
    )


def _notes(account: AccountCell, earlier: Sequence[AccountCell], counted: Sequence[AccountCell]) -> tuple[str, ...]:
    notes: list[str] = []
    if account.count_of:
        notes.append(wording.count_of_words(account.count_of))
    if earlier:
        dates = [wording.day(item.said) for item in (*earlier, account) if item.said]
        notes.append(" → ".join(dates[-4:]))
    if counted:
        notes.append(f"{len(counted)} earlier")
    if account.changed:
        notes.append(account.changed)
    notes.extend(f"{past.figure} {past.changed}" for past in (*earlier, *counted) if past.changed)
    if account.hedged:
        notes.append("hedged in the report")
    if len(account.outlets) > 1:
        notes.append(f"in {len(account.outlets)} reports")
    return tuple(notes)


def _bracket(row: FacetRow, scale: marks.Scale | None) -> Bracket | None:
    if row.apart is None or scale is None:
        return None
    low, high = sorted(scale.share(cell.newest.low or 0.0) for cell in row.positions)
    return Bracket(x=_percent(low), x2=_percent(high), words=f"{wording.number(row.apart)} apart", after=high <= 0.75)
