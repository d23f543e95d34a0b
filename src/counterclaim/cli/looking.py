"""`events`, `claims`, `search`, `show`, `explain`: what the ledger holds, for reading."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.cli import options
from counterclaim.cli.consoles import console, note, show_all
from counterclaim.errors import UsageError

if TYPE_CHECKING:
    from counterclaim.events.as_of import AsOf
    from counterclaim.ledger import Ledger
    from counterclaim.records import Claim, Event

AsOfDay = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Only what was known at the end of that day, month or year."),
]


class TableFormat(StrEnum):
    """How claims are printed."""

    table = "table"
    csv = "csv"
    jsonl = "jsonl"


def linked(book: Ledger) -> None:
    """Link again where an `add` was stopped before it could; a read-only ledger stays as it is."""
    from counterclaim.pipeline import policy_for, relink
    from counterclaim.reports.copies import RULE

    if book.events_current(policy_for(book).version, RULE):
        return
    from counterclaim.errors import LedgerError

    note("The claims have changed since they were linked, or the rules have; linking them now.")
    try:
        relink(book)
    except LedgerError as error:
        note(f"The events shown are older than the claims: {error}")


def events(
    ledger: options.LedgerFile = None,
    all_events: Annotated[
        bool, typer.Option("--all", help="Also events without figures and without an answer.")
    ] = False,
    as_of: AsOfDay = None,
) -> None:
    """List events with their disputed tolls side by side: who says which figure, in which words."""
    from counterclaim.views.compared import as_of_line
    from counterclaim.views.event_list import event_list
    from counterclaim.views.statuses import holds_status, status_threads
    from counterclaim.views.terminal import event_list_page

    with options.open_ledger(ledger) as book:
        linked(book)
        counts = book.counts()
        found = book.events()
        if as_of is not None:
            then = _as_of(book, found, as_of)
            found = [item.event for item in then if item.event is not None]
            console().print(as_of_line(then))
        statuses = filter(holds_status, book.claims()) if as_of is None else ()
        show_all(
            event_list_page(
                event_list(found, book, everything=all_events),
                counts,
                status_threads(statuses, book),
                everything=all_events,
            )
        )


def _as_of(book: Ledger, found: Sequence[Event], day: str) -> list[AsOf]:
    """The events as of a day that the user gave. Raises `UsageError` where it is none."""
    from counterclaim.pipeline import as_of
    from counterclaim.reports import parse_published

    read = parse_published(day, how="given")
    if read is None:
        raise UsageError(f"--as-of {day!r} is no date; expected one like 2025-10-12, 2025-10 or 2025")
    return list(as_of(book, found, read.end))


def claims(
    party: Annotated[str | None, typer.Option(help="Who speaks: AFG, UN, residents ...")] = None,
    stance: Annotated[str | None, typer.Option(help="asserts, denies, accuses ...")] = None,
    outcome: Annotated[str | None, typer.Option(help="killed, wounded, displaced ...")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Happened on that day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Happened on that day or before.")] = None,
    event: Annotated[str | None, typer.Option(metavar="EVENT", help="Belongs to that event.")] = None,
    undated: Annotated[bool, typer.Option("--undated", help="With --since or --until: also what has no date.")] = False,
    output: Annotated[TableFormat, typer.Option("--format", help="How to print them.")] = TableFormat.table,
    ledger: options.LedgerFile = None,
) -> None:
    """List claims that pass all the filters given."""
    from counterclaim.ledger import ClaimFilter
    from counterclaim.views import claim_list

    wanted = ClaimFilter(
        party=party, stance=stance, outcome=outcome, since=since, until=until, event=event, undated=undated
    )
    with options.open_ledger(ledger) as book:
        found = book.claims(wanted)
        if output is TableFormat.jsonl:
            from counterclaim.codec import to_json

            for claim in found:
                sys.stdout.write(to_json(claim) + "\n")
        elif output is TableFormat.csv:
            claim_list.write_csv(claim_list.claim_rows(found, book), sys.stdout)
        else:
            from counterclaim.views.terminal import claims_table

            rows = list(claim_list.claim_rows(found, book))
            if rows:
                console().print(claims_table(rows))
            else:
                note("No claim passes these filters.")


class Searched(StrEnum):
    """What is searched."""

    claims = "claims"
    reports = "reports"


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words that all stand there.")],
    within: Annotated[Searched, typer.Option("--in", help="Search the claims or the whole reports.")] = Searched.claims,
    ledger: options.LedgerFile = None,
) -> None:
    """List the claims or reports that hold all the words; words in one pair of quotation marks stand side by side."""
    from counterclaim.views.safety import one_line

    with options.open_ledger(ledger) as book:
        found = book.search(words, "claim" if within is Searched.claims else "report")
    for match in found:
        name = match.claim.id if match.claim else match.report.id
        who = match.claim.by.name or match.claim.by.text if match.claim else match.report.title
        sys.stdout.write(" · ".join(one_line(part) for part in (name[:8], who or "", match.words) if part) + "\n")
    if not found:
        note(f"No {within.value[:-1]} holds these words.")


def show(
    event: Annotated[
        str, typer.Argument(metavar="EVENT", help="An event's id, or a member claim's; its first digits do.")
    ],
    ledger: options.LedgerFile = None,
    as_of: AsOfDay = None,
    as_json: options.AsJson = False,
) -> None:
    """Show the accounts of one event: each party's figures and words, answers, and who is not heard."""
    from counterclaim.pipeline import corrections
    from counterclaim.views.compared import as_of_line, comparison_lines, correction_lines, dispute_lines, event_json
    from counterclaim.views.event_page import event_page
    from counterclaim.views.statuses import status_threads
    from counterclaim.views.terminal import event_pages

    with options.open_ledger(ledger) as book:
        linked(book)
        chosen = book.event(event)
        then = _as_of(book, [chosen], as_of) if as_of is not None else []
        shown = then[0].event if then else chosen
        if shown is None:
            note(f"Nothing about this event was known by {then[0].day}; {len(then[0].later)} claims came later.")
            return
        reports = {book.claim(claim_id).report_id for claim_id in shown.claim_ids}
        notices = corrections(book, reports) if not then else ()
        if as_json:
            sys.stdout.write(event_json(shown, then[0] if then else None, notices) + "\n")
            return
        if then:
            console().print(as_of_line(then))
        threads = status_threads(_statuses(book, reports), book) if not then else ()
        own = [thread for thread in threads if any(line.report_id in reports for line in thread.lines)]
        extra = (*dispute_lines(shown, book), *comparison_lines(shown))
        show_all(event_pages(event_page(shown, book), own, extra, correction_lines(notices, book)))


def _statuses(book: Ledger, reports: set[str]) -> list[Claim]:
    """The statuses that some reports tell, with what any other report says of the same places."""
    from counterclaim.ledger import ClaimFilter
    from counterclaim.views.statuses import holds_status

    told = [c for report in sorted(reports) for c in book.claims(ClaimFilter(report=report)) if holds_status(c)]
    places = sorted({place.text for claim in told for place in claim.places})
    found = [match.claim for place in places for match in book.search([place])]
    return [*told, *(claim for claim in found if claim is not None and holds_status(claim))]


def explain(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id or key; its first digits do.")],
    ledger: options.LedgerFile = None,
) -> None:
    """Show one claim in full: the sentence with the evidence marked, and the rule behind each field."""
    from counterclaim.views.claim_detail import claim_detail
    from counterclaim.views.terminal import detail_page

    with options.open_ledger(ledger) as book:
        show_all(detail_page(claim_detail(book.claim(claim), book)))


def totals(
    event: Annotated[
        str, typer.Argument(metavar="EVENT", help="An event's id, or a member claim's; its first digits do.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line a policy and outcome.")] = False,
    ledger: options.LedgerFile = None,
) -> None:
    """Print what each named policy makes of one event's figures, with the steps that lead to each total."""
    from counterclaim.views.totals import kinds_of_facets, total_line
    from counterclaim.views.totals import totals as totals_of

    with options.open_ledger(ledger) as book:
        linked(book)
        found = totals_of(kinds_of_facets(book.event(event).facets))
    if as_json:
        for total in found:
            sys.stdout.write(total_line(total) + "\n")
    elif not found:
        note("No figure of this event stands for the happening itself.")
    else:
        from counterclaim.views.terminal import totals_table

        console().print(totals_table(found))
