"""Accounts compared, for the terminal and as rows: measures, track records, disputes, corrections, as of a day.

Guarantee: report text appears only as `rich.text.Text`; JSON is ASCII, one line a row; no figure is called right.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from counterclaim.codec import to_json
from counterclaim.events.measures import READING, Disagreement, Grouped
from counterclaim.records import Claim, Comparison, Correction, DisputeKind, Event, Facet, Position, Scope
from counterclaim.views import wording
from counterclaim.views.safety import csv_cell, one_line
from counterclaim.views.shelf import Shelf

if TYPE_CHECKING:
    from counterclaim.events.as_of import AsOf
    from counterclaim.events.track_record import Pair, TrackRecord

_DIM = "dim"
_WORDS = 120

DISPUTE_WORDS: Mapping[DisputeKind, str] = {
    "figures": "figures differ",
    "responsibility": "who did it is disputed",
    "target": "who was hit is disputed",
    "place": "the place is disputed",
    "status": "the status is disputed",
    "denied": "asserted and denied",
    "unanswered": "no comment",
}
_SCOPE_WORDS: Mapping[Scope, str] = {
    "subset": "within",
    "part": "part of",
    "other_class": "not comparable with",
    "other_period": "not comparable (another period) with",
}


def json_line(row: object) -> str:
    """A row as one line of JSON in ASCII, fields in their order."""
    value = asdict(row) if is_dataclass(row) and not isinstance(row, type) else row
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def write_csv(rows: Sequence[Any], stream: TextIO) -> None:
    """Write rows of one class as CSV with a header; no cell can act as a formula."""
    if not rows:
        return
    names = [field.name for field in fields(rows[0])]
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([csv_cell(_cell(getattr(row, name))) for name in names])


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)


def event_json(event: Event, then: AsOf | None, corrections: Sequence[Correction]) -> str:
    """An event as one JSON line: its record, with `as_of` and `corrections` where there are any."""
    whole: dict[str, Any] = json.loads(to_json(event))
    if then is not None:
        whole["as_of"] = asdict(then) | {"event": None}
        del whole["as_of"]["event"]
    if corrections:
        whole["corrections"] = [json.loads(to_json(item)) for item in corrections]
    return json.dumps(whole, ensure_ascii=True)


def as_of_line(then: Sequence[AsOf]) -> Text:
    """What was known on a day, by which dates, and what is left out."""
    basis: Counter[str] = Counter(item.how for one in then for item in one.known)
    words = {"said": "by the day they were said", "published": "by the day of print", "retrieved": "by retrieval"}
    parts = [f"{basis[how]} {said}" for how, said in words.items() if basis[how]]
    later, undated = sum(len(one.later) for one in then), sum(len(one.undated) for one in then)
    day = then[0].day if then else ""
    text = Text.assemble(("As known on ", _DIM), (wording.day(day), "bold"))
    text.append(f": {wording.counted(sum(basis.values()), 'claim')}", style=_DIM)
    text.append(f" ({', '.join(parts)})" if parts else "", style=_DIM)
    return text.append(f"; {later} came later, {undated} have no date and are left out", style=_DIM)


def dispute_lines(event: Event, shelf: Shelf) -> tuple[RenderableType, ...]:
    """The disputes that are not of figures, a line each: of what, and whose words stand against whose."""
    labels = {facet.id: facet.label for facet in event.facets}
    lines: list[RenderableType] = []
    for dispute in event.disputes:
        if dispute.kind in ("figures", "unanswered"):
            continue
        text = Text(f"≠ {DISPUTE_WORDS[dispute.kind]}", style="bold")
        if dispute.facet_id in labels:
            text.append(f" · {one_line(labels[dispute.facet_id])}", style=_DIM)
        for side in dispute.sides:
            claim = shelf.claim(side.claim_ids[0])
            text.append(f"\n    {wording.code_words(side.party)} ", style="bold")
            text.append(wording.quoted(_clipped(claim.quote)), style="italic")
            text.append(f" {claim.id[:8]}{_times(side.claim_ids)}", style=_DIM)
        lines.append(text)
    return tuple(lines)


def _times(claim_ids: Sequence[str]) -> str:
    return f" · {len(claim_ids)} times" if len(claim_ids) > 1 else ""


def _clipped(words: str) -> str:
    words = one_line(words)
    return words if len(words) <= _WORDS else words[: _WORDS - 1].rsplit(" ", 1)[0] + " …"


def comparison_lines(event: Event) -> tuple[Text, ...]:
    """How counts of unlike things relate: "children killed, within civilians killed: fits"."""
    facets = {facet.id: facet for facet in event.facets}
    return tuple(_comparison(item, facets) for item in event.comparisons)


def _comparison(item: Comparison, facets: Mapping[str, Facet]) -> Text:
    first, second = facets[item.facet_id], facets[item.other_id]
    text = Text(f"{_facet_words(first)}, ")
    text.append(f"{_SCOPE_WORDS[item.scope]} ", style=_DIM).append(_facet_words(second))
    if item.fits is None:
        return text
    return text.append(": fits" if item.fits else ": can’t be within it", style=_DIM if item.fits else "bold")


def _facet_words(facet: Facet) -> str:
    figures = dict.fromkeys(wording.figure(p.low, p.high, p.bound, p.vague) for p in facet.positions)
    return f"{one_line(facet.label)} ({', '.join(list(figures)[:4])})"


def correction_lines(found: Iterable[Correction], shelf: Shelf) -> tuple[RenderableType, ...]:
    """Notices, each with its own words, the report that it is about, and the figures that changed."""
    return tuple(_correction(item, shelf) for item in found)


_KIND_WORDS = {"withdrawal": "withdrawn", "correction": "corrected", "update": "updated"}


def _correction(item: Correction, shelf: Shelf) -> RenderableType:
    by = shelf.report(item.report_id)
    head = Text.assemble((_KIND_WORDS[item.kind], "bold"), f" · {one_line(wording.outlet_words(by))}")
    if by.published is not None:
        head.append(f", {wording.day(by.published.start)}", style=_DIM)
    head.append(f" {item.report_id[:8]}", style=_DIM)
    lines: list[RenderableType] = [
        head,
        Padding(Text(wording.quoted(_clipped(item.words)), style="italic"), (0, 0, 0, 4)),
    ]
    if item.corrects == item.report_id:
        about = "about an earlier version of this report"
    elif item.corrects is None:
        about = "the report that it is about is not in this ledger"
    else:
        of = shelf.report(item.corrects)
        about = f"about {one_line(of.title or wording.outlet_words(of))} {item.corrects[:8]} ({item.rule})"
    where = f", paragraph {item.paragraph}" if item.paragraph is not None else ""
    lines.append(Padding(Text(about + where, style=_DIM), (0, 0, 0, 4)))
    for change in item.figures:
        old, new = shelf.claim(change.claim_id), shelf.claim(change.by_claim_id)
        lines.append(Padding(_changed(old, new), (0, 0, 0, 4)))
    return Group(*lines)


def _changed(old: Claim, new: Claim) -> Text:
    if old.toll is None or new.toll is None:
        raise ValueError(f"claims {old.id} and {new.id} stand in a correction of figures and have no toll")
    text = Text(f"{wording.code_words('+'.join(old.by.parties) or old.by.actor)} ")
    text.append(f"{wording.toll_figure(old.toll)} → {wording.toll_figure(new.toll)}", style="bold")
    text.append(f" {one_line(new.toll.victims or new.toll.unit)} {new.toll.outcome}")
    return text.append(f" {old.id[:8]} → {new.id[:8]}", style=_DIM)


def measures_table(rows: Sequence[Disagreement] | Sequence[Grouped]) -> RenderableType:
    """Measures as a table, with what each column is below it."""
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style=_DIM)
    first = rows[0]
    if isinstance(first, Grouped):
        names = ("", "facets", "with 2+", "divergence", "disagree", "clash", "modal", "range", "s.d.")
    else:
        names = ("facet", "", "obs.", "divergence", "disagree", "clash", "modal", "range", "s.d.")
    for index, name in enumerate(names):
        table.add_column(name, overflow="fold", justify="left" if index < 1 else "right")
    for row in rows:
        table.add_row(*(Text(cell) for cell in _measure_cells(row)))
    over = "" if not isinstance(first, Grouped) else "Means over the facets with two figures or more. "
    under = f"{over}Figures as stated ({READING}); none is chosen. What each column is: docs/measures.md."
    return Group(table, Text(under, style=_DIM))


def _measure_cells(row: Disagreement | Grouped) -> tuple[str, ...]:
    if isinstance(row, Grouped):
        return (
            row.group,
            str(row.facets),
            str(row.several),
            _two(row.divergence_of_several),
            _percent(row.share_disagreement_of_several),
            _percent(row.share_clashes_of_several),
            _two(row.modal_confidence_of_several),
            _two(row.range_of_several),
            _two(row.mean_sd),
        )
    yes = {True: "yes", False: "no"}
    return (
        f"{row.event_id[:8]} {one_line(row.label)}",
        row.period,
        str(row.observations),
        str(row.divergence),
        yes[row.disagrees],
        yes[row.clashes],
        _two(row.modal_confidence),
        _two(row.range),
        _two(row.sd),
    )


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """A party's track record on one line; ratios are its figure over the other's."""

    party: str
    claims: int
    figures: int
    enemy_pairs: int
    enemy_ratios: int
    enemy_low: float | None
    enemy_median: float | None
    enemy_high: float | None
    own_pairs: int
    own_ratios: int
    own_low: float | None
    own_median: float | None
    own_high: float | None


def record_row(record: TrackRecord) -> RecordRow:
    """The row of a track record."""
    enemy, own = record.spread("enemy"), record.spread("own")
    return RecordRow(
        party=record.party,
        claims=record.claims,
        figures=record.figures,
        enemy_pairs=enemy.pairs,
        enemy_ratios=enemy.ratios,
        enemy_low=enemy.low,
        enemy_median=enemy.median,
        enemy_high=enemy.high,
        own_pairs=own.pairs,
        own_ratios=own.ratios,
        own_low=own.low,
        own_median=own.median,
        own_high=own.high,
    )


def parties_table(rows: Sequence[RecordRow]) -> RenderableType:
    """The parties with the spread of their ratios."""
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style=_DIM)
    for name in ("party", "figures", "enemy’s losses: its figure ÷ theirs", "own losses: its figure ÷ others’"):
        table.add_column(name, overflow="fold", justify="right" if name == "figures" else "left")
    for row in rows:
        table.add_row(
            Text(row.party, style="bold"),
            Text(str(row.figures)),
            Text(_spread(row.enemy_pairs, row.enemy_low, row.enemy_median, row.enemy_high)),
            Text(_spread(row.own_pairs, row.own_low, row.own_median, row.own_high)),
        )
    return Group(table, Text("Neither figure is taken to be right. Every pair: counterclaim party CODE", style=_DIM))


def _spread(pairs: int, low: float | None, middle: float | None, high: float | None) -> str:
    if not pairs:
        return "–"
    if middle is None:
        return f"{wording.counted(pairs, 'pair')}, no ratio"
    spread = _two(middle) if low == high else f"{_two(low)} to {_two(high)}, middle {_two(middle)}"
    return f"{spread} ({wording.counted(pairs, 'pair')})"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """Two parties' figures of the same losses, with their claims."""

    kind: str
    event_id: str
    start: str | None
    label: str
    party: str
    figure: str
    said: str | None
    claim_ids: tuple[str, ...]
    quote: str
    other: str
    other_figure: str
    other_said: str | None
    other_claim_ids: tuple[str, ...]
    other_quote: str
    ratio: float | None
    bounded: bool


def pair_rows(record: TrackRecord, shelf: Shelf) -> list[PairRow]:
    """The rows of a track record, in its order."""
    return [_pair_row(pair, shelf) for pair in record.pairs]


def _pair_row(pair: Pair, shelf: Shelf) -> PairRow:
    own, other = pair.own, pair.other
    return PairRow(
        kind=pair.kind,
        event_id=pair.event_id,
        start=pair.start,
        label=one_line(pair.label),
        party=own.party,
        figure=position_figure(own),
        said=own.steps[-1].said if own.steps else None,
        claim_ids=own.claim_ids,
        quote=_held_quote(own, shelf),
        other=other.party,
        other_figure=position_figure(other),
        other_said=other.steps[-1].said if other.steps else None,
        other_claim_ids=other.claim_ids,
        other_quote=_held_quote(other, shelf),
        ratio=pair.ratio,
        bounded=pair.bounded,
    )


def position_figure(position: Position) -> str:
    """A position's figure, with the figures that it moved through: "22, then 31, then 44"."""
    steps = position.steps or (position,)
    return ", then ".join(wording.figure(step.low, step.high, step.bound, step.vague) for step in steps)


def _held_quote(position: Position, shelf: Shelf) -> str:
    ids = position.steps[-1].claim_ids if position.steps else position.claim_ids[-1:]
    return one_line(shelf.claim(ids[0]).quote)


def party_page(record: TrackRecord, rows: Sequence[PairRow]) -> Iterator[RenderableType]:
    """A party's pairs, its figures of the enemy's losses first."""
    titles = {
        "enemy": "its figure of the other side’s losses, beside that side’s own",
        "own": "its own losses, beside what others gave no earlier",
    }
    for kind, title in titles.items():
        chosen = [row for row in rows if row.kind == kind]
        if not chosen:
            continue
        spread = record.spread("enemy" if kind == "enemy" else "own")
        yield Text.assemble(
            (record.party, "bold"), f": {title} · ", _spread(spread.pairs, spread.low, spread.median, spread.high)
        )
        for row in chosen:
            yield Padding(_pair_text(row), (0, 0, 1, 2))
    yield Text("Ratios are of figures as stated. Neither figure is taken to be right.", style=_DIM)


def _pair_text(row: PairRow) -> Text:
    when = wording.day(row.start) if row.start else "no date"
    text = Text.assemble((row.label, "bold"), (f" · {when} · event {row.event_id[:8]}", _DIM))
    ratio = "no ratio" if row.ratio is None else f"{_two(row.ratio)}{' (of bounds)' if row.bounded else ''}"
    text.append(f"  ÷ {ratio}")
    for who, figure, said, ids, quote in (
        (row.party, row.figure, row.said, row.claim_ids, row.quote),
        (row.other, row.other_figure, row.other_said, row.other_claim_ids, row.other_quote),
    ):
        text.append(f"\n  {wording.code_words(who)} ", style="bold").append(figure)
        text.append(f" · {wording.day(said)}" if said else "", style=_DIM)
        text.append(f" {wording.quoted(_clipped(quote))}", style="italic")
        text.append(f" {ids[-1][:8]}{_times(ids)}", style=_DIM)
    return text
