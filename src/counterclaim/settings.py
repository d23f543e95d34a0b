"""Options that are read from the surroundings, at the edges only (the command line and the app)."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

#: The environment variable that names the ledger file where `--ledger` does not.
LEDGER_VARIABLE = "COUNTERCLAIM_LEDGER"

#: The environment variable that names a file of additions to the reference tables where `--reference` does not.
REFERENCE_VARIABLE = "COUNTERCLAIM_REFERENCE"

#: The environment variable that names the gazetteer's file, or says "none", where the cache folder's is not meant.
GAZETTEER_VARIABLE = "COUNTERCLAIM_GAZETTEER"

#: Its name in the cache folder: the number is the version of its form, so that a newer program builds its own.
GAZETTEER_FILE = "gazetteer-1.db"

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


def cache_folder(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Where this user's caches of counterclaim go, by the rule of the platform.

    Linux and others: XDG_CACHE_HOME, else ~/.cache (XDG Base Directory Specification 0.8; a relative folder counts as
    unset). macOS: ~/Library/Caches. Windows: LOCALAPPDATA.
    """
    named = Path(environ.get("XDG_CACHE_HOME") or "")
    if named.is_absolute():
        return named / "counterclaim"
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "counterclaim" / "cache"
    if platform == "darwin":
        return Path.home() / "Library" / "Caches" / "counterclaim"
    return Path.home() / ".cache" / "counterclaim"


def gazetteer_path(environ: Mapping[str, str]) -> Path | None:
    """The gazetteer's file: what COUNTERCLAIM_GAZETTEER names (None for "none"), else the cache folder's.

    An empty variable counts as unset. The file need not be there.
    """
    named = environ.get(GAZETTEER_VARIABLE)
    if named == "none":
        return None
    return Path(named) if named else cache_folder(environ) / GAZETTEER_FILE
