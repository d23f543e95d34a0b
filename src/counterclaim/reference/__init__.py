"""Reference data: tables of words, countries, groups and rules, loaded once and passed as arguments.

In: the TOML files beside this module, what was learned (JSON), and a user's own additions. Out: a `Reference` whose
tables are plain mappings.
Guarantee: reading a table changes nothing in it, and `version` changes when any table does.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from counterclaim.reference.additions import extended, read_additions

__all__ = ["Reference", "load_reference"]

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Reference:
    """The tables by name (`reference.table("tolls")` is tolls.toml)."""

    tables: Mapping[str, Table]
    digests: Mapping[str, str]

    def table(self, name: str) -> Table:
        """The table called `name`. Raises `KeyError` when there is none."""
        return self.tables[name]

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits that change when any table changes."""
        joined = "".join(f"{name}:{self.digests[name]};" for name in sorted(self.digests))
        return hashlib.sha256(joined.encode()).hexdigest()[:12]


@lru_cache(maxsize=4)
def load_reference(additions: Path | None = None) -> Reference:
    """Every table of the package, with those of the file `additions` in them; read once per process and file.

    Raises `UsageError` when the file can't be read or does not fit (`docs/reference.md`).
    """
    if additions is not None:
        shipped, own = load_reference(), read_additions(additions)
        tables = extended(shipped.tables, own)
        return Reference(tables=tables, digests={**shipped.digests, "additions": own.digest})
    return _shipped()


@lru_cache(maxsize=1)
def _shipped() -> Reference:
    tables: dict[str, Table] = {}
    digests: dict[str, str] = {}
    folder = resources.files(__package__)
    loads: dict[str, Callable[[str], Table]] = {"toml": tomllib.loads, "json": json.loads}
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        name, _, form = entry.name.partition(".")
        if form in loads:
            raw = entry.read_bytes()
            tables[name] = loads[form](raw.decode("utf-8"))
            digests[name] = hashlib.sha256(raw).hexdigest()
    return Reference(tables=tables, digests=digests)
