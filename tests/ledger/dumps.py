"""All that a ledger's file holds, row by row, to compare two states of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every ordinary table; the search's own tables are among them."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name")
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in found.fetchall()}
