"""Options that are read from the surroundings, at the edges only (the command line and the app)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

#: The environment variable that names the ledger file where `--ledger` does not.
LEDGER_VARIABLE = "COUNTERCLAIM_LEDGER"

#: The environment variable that names a file of additions to the reference tables where `--reference` does not.
REFERENCE_VARIABLE = "COUNTERCLAIM_REFERENCE"

#: The ledger file where neither `--ledger` nor the variable names one.
DEFAULT_LEDGER = "counterclaim.db"


def ledger_path(option: Path | None, environ: Mapping[str, str]) -> Path:
    """The ledger file to use: `option`, else COUNTERCLAIM_LEDGER, else ./counterclaim.db.

    An empty variable counts as unset.
    """
    if option is not None:
        return option
    return Path(environ.get(LEDGER_VARIABLE) or DEFAULT_LEDGER)


def additions_path(option: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The file of additions to use: `option`, else COUNTERCLAIM_REFERENCE, else none.

    An empty variable counts as unset.
    """
    if option is not None:
        return option
    named = environ.get(REFERENCE_VARIABLE)
    return Path(named) if named else None
