"""Options that several commands share, and what they stand for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.errors import UsageError
from counterclaim.settings import DEFAULT_LEDGER, LEDGER_VARIABLE, REFERENCE_VARIABLE, additions_path, ledger_path

if TYPE_CHECKING:
    from counterclaim.ledger import Ledger
    from counterclaim.reports import Given


class InputFormat(StrEnum):
    """What a PATH holds, where its name does not say so."""

    text = "text"
    html = "html"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"


Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="A file, a folder, or - for standard input.")]
LedgerFile = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar="FILE",
        help=f"The ledger file. Else {LEDGER_VARIABLE}, else ./{DEFAULT_LEDGER}.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="When the report was published, if it does not say so."),
]
Outlet = Annotated[str | None, typer.Option("--outlet", help="Who published it.")]
Url = Annotated[str | None, typer.Option("--url", help="Where it was published.")]
Title = Annotated[str | None, typer.Option("--title", help="Its headline.")]
Format = Annotated[
    InputFormat | None,
    typer.Option("--input-format", help="What the input is, where its name does not say so."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=COLUMN",
        help="Which CSV column or JSON field holds a field of a report, as in text=body. May be repeated.",
    ),
]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON lines.")]

class LinkingName(StrEnum):
    """The named policies of linking (`counterclaim.events.POLICIES`)."""

    default = "default"
    cautious = "cautious"
    eager = "eager"


Linking = Annotated[
    LinkingName | None,
    typer.Option(
        "--linking",
        help="cautious: rather miss a link than make a false one; eager: the reverse. The ledger keeps to it.",
        show_default=False,
    ),
]

ReferenceFile = Annotated[
    Path | None,
    typer.Option(
        "--reference",
        metavar="FILE",
        help=f"A TOML file of your own groups, bodies, cues and more. Else {REFERENCE_VARIABLE}, else none.",
        show_default=False,
    ),
]


def given(
    published: str | None,
    outlet: str | None,
    url: str | None,
    title: str | None,
    columns: Sequence[str] | None,
) -> Given:
    """What the user states about the reports. Raises `UsageError` for a mapping without "="."""
    from counterclaim.reports import Given

    mapping: dict[str, str] = {}
    for pair in columns or ():
        field, equals, column = pair.partition("=")
        if not equals or not field.strip() or not column.strip():
            raise UsageError(f"column mapping {pair!r}: expected FIELD=COLUMN, as in --column text=body")
        mapping[field.strip()] = column.strip()
    return Given(published=published, outlet=outlet, url=url, title=title, columns=mapping)


def open_ledger(option: Path | None, *, create: bool = False, keep_originals: bool = True) -> Ledger:
    """The ledger that the option, the environment or the default names. Raises `LedgerError`."""
    from counterclaim.ledger import Ledger

    return Ledger.open(ledger_path(option, os.environ), create=create, keep_originals=keep_originals)


def additions(option: Path | None) -> Path | None:
    """The file of additions to the reference tables, checked. Raises `UsageError` before anything is read with it."""
    path = additions_path(option, os.environ)
    if path is None:
        return None
    from counterclaim.reference import load_reference

    path = path.absolute()
    load_reference(path)
    return path
