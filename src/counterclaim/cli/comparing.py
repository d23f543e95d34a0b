"""`measures`, `parties`, `party`, `corrections`: accounts compared across the events of a ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, cast

import typer

from counterclaim.cli import options
from counterclaim.cli.consoles import console, note
from counterclaim.cli.looking import linked

if TYPE_CHECKING:
    from counterclaim.events.measures import Per as PerGroup
    from counterclaim.events.track_record import TrackRecord
    from counterclaim.ledger import Ledger


class Per(StrEnum):
    """What the measures are taken for."""

    facet = "facet"
    event = "event"
    outcome = "outcome"
    dyad = "dyad"
    period = "period"
    all = "all"


class Unit(StrEnum):
    """Whose figure is an observation."""

    party = "party"
    report = "report"


AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV with a header.")]


def measures(
    event: Annotated[
        list[str] | None, typer.Argument(metavar="[EVENT...]", help="Which events; without any, all.")
    ] = None,
    per: Annotated[Per, typer.Option(help="For each of what.")] = Per.dyad,
    unit: Annotated[Unit, typer.Option(help="Whose figure is an observation.")] = Unit.party,
    as_json: options.AsJson = False,
    as_csv: AsCsv = False,
    ledger: options.LedgerFile = None,
) -> None:
    """Show how far accounts disagree: divergence, range, deviation, share of disagreement, modal confidence."""
    from counterclaim.events.measures import facet_measures, grouped
    from counterclaim.views import compared

    with options.open_ledger(ledger) as book:
        linked(book)
        chosen = [book.event(name) for name in event] if event else book.events()
        claims = {claim.id: claim for claim in book.claims()} if unit is Unit.report else None
        found = facet_measures(chosen, claims, unit=unit.value)
    rows = found if per is Per.facet else grouped(found, cast("PerGroup", per.value))
    if as_json:
        _lines(map(compared.json_line, rows))
    elif as_csv:
        compared.write_csv(rows, sys.stdout)
    elif not rows:
        note("No event here has a figure yet. Add reports to compare.")
    else:
        console().print(compared.measures_table(rows))


def parties(as_json: options.AsJson = False, ledger: options.LedgerFile = None) -> None:
    """List the parties whose figures of losses stand beside others', with how their ratios lie. No verdict."""
    from counterclaim.views import compared

    with options.open_ledger(ledger) as book:
        linked(book)
        found = _records(book)
    if as_json:
        _lines(compared.json_line(compared.record_row(record)) for record in found)
    elif not found:
        note("No party's figure stands beside another's yet. Add reports to compare.")
    else:
        console().print(compared.parties_table([compared.record_row(record) for record in found]))


def party(
    code: Annotated[str, typer.Argument(metavar="PARTY", help="A party's code: AFG, RUS, M23.")],
    as_json: options.AsJson = False,
    as_csv: AsCsv = False,
    ledger: options.LedgerFile = None,
) -> None:
    """List a party's figures of losses, each beside those that others give of the same, with the claims of both."""
    from counterclaim.events.track_record import track_record
    from counterclaim.views import compared

    with options.open_ledger(ledger) as book:
        linked(book)
        events = book.events()
        record = track_record(code.upper(), events, book.claims())
        rows = compared.pair_rows(record, book)
    if as_json:
        _lines(map(compared.json_line, rows))
    elif as_csv:
        compared.write_csv(rows, sys.stdout)
    elif not rows:
        note(
            f"{code.upper()} makes {record.claims} claims here; none of its figures of losses stands beside another's."
        )
    else:
        for part in compared.party_page(record, rows):
            console().print(part)


def _records(book: Ledger) -> tuple[TrackRecord, ...]:
    from counterclaim.events.track_record import records_of

    return records_of(book.events(), {claim.id: claim for claim in book.claims()})


def corrections(as_json: options.AsJson = False, ledger: options.LedgerFile = None) -> None:
    """List the notices by which reports take back or mend a report, and what each is about."""
    from counterclaim.codec import to_json
    from counterclaim.pipeline import corrections as find
    from counterclaim.views.compared import correction_lines

    with options.open_ledger(ledger) as book:
        found = find(book)
        if as_json:
            _lines(map(to_json, found))
        elif not found:
            note("No report here says that it takes back or mends a report.")
        else:
            for line in correction_lines(found, book):
                console().print(line)


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
