"""The Typer application: a command a function, each a thin shell over pipeline, ledger and views."""

from __future__ import annotations

import typer

from counterclaim.cli import briefs, comparing, gazetteers, keeping, looking, options, reading, schemas

app = typer.Typer(
    name="counterclaim",
    help="Who says what happened, and who disputes it: reads reports about armed conflict and keeps a "
    "ledger of the claims in them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Plain help: the boxes cost a fifth of a second at every call and say nothing more.
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from counterclaim import __version__

        typer.echo(f"counterclaim {__version__}")
        raise typer.Exit


@app.callback()
def program(
    context: typer.Context,
    ledger: options.LedgerFile = None,
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Print the version and exit."
    ),
) -> None:
    """Who says what happened, and who disputes it.

    Reads reports about armed conflict and keeps a ledger of the claims in them: who says it, what happened,
    to whom, how many, and who denies it. Every word and figure opens at its characters in the report.
    """
    if ledger is not None:
        # Before the command it is the default of every command's own option, which still wins.
        context.default_map = {name: {"ledger": str(ledger)} for name, _, _ in _COMMANDS}


_COMMANDS = (
    ("read", reading.read, "Print the claims in reports as JSON lines."),
    ("add", reading.add, "Read reports into the ledger and link their claims."),
    ("events", looking.events, "List events, disputed tolls side by side."),
    ("claims", looking.claims, "List claims by party, stance, outcome, date, event."),
    ("search", looking.search, "Find claims or reports by their words."),
    ("show", looking.show, "Show the accounts of one event."),
    ("totals", looking.totals, "What named policies make of one event's figures."),
    ("explain", looking.explain, "Show the words and rules behind one claim."),
    ("measures", comparing.measures, "How far accounts disagree, by the field's measures."),
    ("parties", comparing.parties, "Parties with figures that others answer."),
    ("party", comparing.party, "One party's figures beside those of others."),
    ("corrections", comparing.corrections, "What reports take back or mend."),
    ("brief", briefs.brief, "Write a brief as one HTML file."),
    ("ledger", keeping.ledger_size, "What the ledger holds and how large it is."),
    ("forget", keeping.forget, "Remove a report for good, where the law asks for it."),
    ("schema", schemas.schema, "Print the JSON Schema of a record."),
    ("demo", briefs.demo, "Read the sample reports and show what is disputed."),
)
for _name, _function, _short in _COMMANDS:
    app.command(_name, short_help=_short)(_function)
app.add_typer(gazetteers.gazetteer, name="gazetteer", short_help="Build, show or extend the file of places.")
