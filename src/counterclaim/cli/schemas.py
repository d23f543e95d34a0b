"""`schema`: the JSON Schema of a record."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from counterclaim.errors import UsageError


def schema(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="claim, event, report, text ...")],
) -> None:
    """Print the JSON Schema of a record, as `read` and `claims --format jsonl` write it."""
    from counterclaim import codec

    found = codec.RECORDS.get(record.lower())
    if found is None:
        raise UsageError(f"no record {record!r}; expected one of {', '.join(codec.RECORDS)}")
    typer.echo(json.dumps(codec.schema(found), indent=2, ensure_ascii=False))
