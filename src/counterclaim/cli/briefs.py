"""`brief` and `demo`: the printed brief, and the whole journey on the bundled reports."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from counterclaim.cli import options
from counterclaim.cli.consoles import note, show_all
from counterclaim.cli.looking import linked
from counterclaim.cli.reading import counts_line, steps
from counterclaim.errors import CounterclaimError, UsageError

Output = Annotated[
    Path,
    typer.Option("--output", "-o", metavar="FILE", help="The HTML file to write; - for standard output."),
]


def brief(
    event: Annotated[
        list[str] | None,
        typer.Argument(metavar="[EVENT...]", help="Which events; without any, those with figures or answers."),
    ] = None,
    output: Output = Path("brief.html"),
    ledger: options.LedgerFile = None,
) -> None:
    """Write a brief: one HTML file, no scripts; every figure opens at its words in the report."""
    from counterclaim.views.brief import render_brief, write_brief
    from counterclaim.views.event_list import worth_listing

    with options.open_ledger(ledger) as book:
        linked(book)
        chosen = [book.event(name) for name in event] if event else worth_listing(book.events())
        if not chosen:
            raise UsageError(
                "No event in this ledger has a figure or an answer yet. Add reports, or name events to print."
            )
        if str(output) == "-":
            sys.stdout.write(render_brief(book, chosen))
            return
        write_brief(book, chosen, output)
    note(f"{output}")


DemoLedger = Annotated[
    Path | None,
    typer.Option(
        "--ledger", metavar="FILE", help="The ledger of the demo; the brief goes beside it. Else ./out/counterclaim.db."
    ),
]


def demo(ledger: DemoLedger = None) -> None:
    """Read the bundled sample reports, print the disputed tolls and write the brief."""
    from counterclaim.pipeline import add_paths
    from counterclaim.views.brief import write_brief
    from counterclaim.views.event_list import event_list, worth_listing
    from counterclaim.views.statuses import holds_status, status_threads
    from counterclaim.views.terminal import event_list_page

    folder = _examples()
    place = ledger or Path("out") / "counterclaim.db"
    _make_folder(place.parent)
    page = place.parent / "brief.html"
    with options.open_ledger(place, create=True) as book:
        note(f"Reading the sample reports in {folder} ...")
        with steps([str(folder)]) as step:
            counts = add_paths(book, [folder], on_report=step)
        linked(book)
        threads = status_threads(filter(holds_status, book.claims()), book)
        show_all(event_list_page(event_list(book.events(), book, everything=False), book.counts(), threads))
        typer.echo(counts_line(counts))
        write_brief(book, worth_listing(book.events()), page)
    typer.echo(f"ledger {place}")
    typer.echo(f"brief  {page}")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"can't make the folder {folder}: {error.strerror}; name another with --ledger") from error


def _examples() -> Path:
    """The sample reports: packaged beside the code, or in the checkout. Raises `CounterclaimError`."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "examples", package.parent.parent / "examples"):
        if folder.is_dir():
            return folder / "reports" if (folder / "reports").is_dir() else folder
    raise CounterclaimError(
        "The sample reports are not installed with this copy. Install counterclaim again, or use a checkout."
    )
