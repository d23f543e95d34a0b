"""`ledger`, `forget`: what the ledger holds, and the one way to remove something from it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.cli import options
from counterclaim.cli.consoles import note

if TYPE_CHECKING:
    from counterclaim.ledger.sizes import Owner, Sizes

SHARES: tuple[Owner, ...] = ("reports", "claims", "rest")


def ledger_size(ledger: options.LedgerFile = None) -> None:
    """Show what the ledger holds, its versions, and its size a report and a claim."""
    from counterclaim.views.safety import one_line

    with options.open_ledger(ledger) as book:
        counts, sizes, orphans = book.counts(), book.sizes(), len(book.orphans())
    lines = (
        ("ledger", one_line(str(book.path))),
        ("holds", " · ".join(f"{name} {number:,}" for name, number in counts.items())),
        ("decisions", f"{sizes.decisions:,}, of which {orphans:,} lost their claim"),
        ("removed", f"{sizes.forgotten:,} reports"),
        ("tables", f"version {sizes.version}"),
        ("read by", one_line(", ".join(sizes.extractors)) or "nothing yet"),
        ("size", f"{sizes.file:,} bytes"),
        *((owner, _share(sizes, owner)) for owner in SHARES if sizes.shares),
        ("a report", _each(sizes.per_report)),
        ("a claim", _each(sizes.per_claim)),
    )
    for name, value in lines:
        sys.stdout.write(f"{name:<10}{value}\n")


def _share(sizes: Sizes, owner: Owner) -> str:
    """What a part of the file is for; the three parts add up to the file, and each one's figures to the part."""
    size, count = sizes.of(owner), {"reports": sizes.reports, "claims": sizes.claims, "rest": 0}[owner]
    each = f", {size / count:,.0f} each" if count else ""
    parts = " · ".join(f"{share.name} {share.size:,}" for share in sizes.shares if share.owner == owner and share.size)
    return f"{size:,} bytes{each}: {parts}"


def _each(size: float | None) -> str:
    return "none yet" if size is None else f"{size:,.0f} bytes, everything included"


def forget(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="A report's id; its first digits do.")],
    who: Annotated[str, typer.Option("--who", help="Who asks for the removal.")],
    why: Annotated[str, typer.Option("--why", help="Why: the order or the law.")],
    ledger: options.LedgerFile = None,
) -> None:
    """Remove a report for good, with all that was made from it, where the law asks for it.

    Nothing else is ever removed from a ledger. The log keeps who, when and why, and a hash of what it was.
    """
    with options.open_ledger(ledger) as book:
        removed = book.forget(report, who=who, why=why)
    sys.stdout.write(f"removed report {removed.report_id} · claims {removed.claims} · sha256 {removed.sha256}\n")
    if removed.same_text:
        note(f"The same text stands in {', '.join(removed.same_text)}; remove them as well if they are meant.")
