"""The gazetteer's file as it is read: names in, places out.

A file is known by its application id and version, and by the digest of what it holds, which names the readings that
were made with it. It opens in milliseconds and stays on the disk: only names that were asked for are held.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from counterclaim.errors import GazetteerError
from counterclaim.reference.gazetteer.names import fold

#: "CCgz", so that `file` and a look at the header tell the file from other SQLite databases.
APPLICATION = 0x4343677A
VERSION = 1
#: The environment variable that names the file; see `settings`.
VARIABLE = "COUNTERCLAIM_GAZETTEER"
_BATCH = 500
_MOST_HELD = 100_000
_HEADER = b"SQLite format 3\x00"
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Named:
    """A place that goes by a name. `rank` 0: it is its own name, 1: one of its others. `radius` in kilometres."""

    id: int
    name: str
    country: str | None
    admin1: int | None
    admin2: int | None
    latitude: float | None
    longitude: float | None
    radius: float | None
    population: int
    feature_class: str
    feature_code: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a gazetteer file is and holds. `imports`: (file name, sha256, places) of each dump that was added."""

    path: Path
    size: int
    digest: str
    sources: str
    imports: tuple[tuple[str, str, int], ...]
    places: int
    names: int


class Gazetteer:
    """An open gazetteer. Not changed by anything that is asked of it but for what it holds at hand."""

    def __init__(self, path: Path, connection: sqlite3.Connection, meta: Mapping[str, str]) -> None:
        self.path = path
        self._connection = connection
        self._meta = meta
        self._held: dict[str, tuple[Named, ...]] = {}

    @classmethod
    def open(cls, path: Path) -> Gazetteer:
        """Open a file for reading.

        Raises `GazetteerError` for one that is missing, no gazetteer, of another version, or damaged.
        """
        try:
            with path.open("rb") as stream:
                header = stream.read(16)
        except OSError as error:
            raise GazetteerError(
                f"gazetteer {str(path)!r} can't be read: {error.strerror}; build one with `counterclaim gazetteer`"
            ) from error
        if header != _HEADER:
            raise _foreign(path, "it is no SQLite file")
        try:
            connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            connection.execute("PRAGMA trusted_schema = OFF")
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if application != APPLICATION:
                raise _foreign(path, "it is an SQLite file of something else")
            if version != VERSION:
                raise GazetteerError(
                    f"gazetteer {str(path)!r} has version {version}, this program reads version {VERSION}; "
                    "build it anew with `counterclaim gazetteer build`"
                )
            meta = {str(key): str(value) for key, value in connection.execute("SELECT key, value FROM meta")}
            connection.execute("SELECT key, place, rank FROM name LIMIT 1").fetchone()
            connection.execute("SELECT id, radius, code FROM place LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise _damaged(path, error) from error
        if not {"digest", "sources", "imports", "places", "names"} <= meta.keys():
            raise _foreign(path, "it does not say what it was made of")
        return cls(path, connection, meta)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @property
    def digest(self) -> str:
        """Hash of everything that the file holds (64 hexadecimal digits); the same sources give the same."""
        return self._meta["digest"]

    def status(self) -> Status:
        """What the file is and holds."""
        imports = tuple((str(i["file"]), str(i["sha256"]), int(i["places"])) for i in json.loads(self._meta["imports"]))
        return Status(
            path=self.path,
            size=self.path.stat().st_size,
            digest=self.digest,
            sources=self._meta["sources"],
            imports=imports,
            places=int(self._meta["places"]),
            names=int(self._meta["names"]),
        )

    def check(self) -> None:
        """Look at every page of the file. Raises `GazetteerError` for a damaged one."""
        try:
            answer = self._connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.Error as error:
            raise _damaged(self.path, error) from error
        if answer != "ok":
            raise _damaged(self.path, answer)

    def lookup(self, keys: Iterable[str]) -> dict[str, tuple[Named, ...]]:
        """What goes by each key (see `fold`), the most people first; keys that nothing goes by are left out.

        Raises `GazetteerError` when the file turns out to be damaged.
        """
        wanted = dict.fromkeys(keys)
        missing = [key for key in wanted if key not in self._held]
        if len(self._held) + len(missing) > _MOST_HELD:
            self._held.clear()
            missing = list(wanted)
        try:
            for at in range(0, len(missing), _BATCH):
                self._fetch(missing[at : at + _BATCH])
        except sqlite3.Error as error:
            raise _damaged(self.path, error) from error
        return {key: found for key in wanted if (found := self._held[key])}

    def find(self, name: str) -> tuple[Named, ...]:
        """What goes by one name, as written."""
        key = fold(name)
        return self.lookup([key]).get(key, ())

    def _fetch(self, keys: list[str]) -> None:
        marks = ",".join("?" * len(keys))
        rows = self._connection.execute(
            "SELECT name.key, place.id, place.name, country, admin1, admin2, latitude, longitude, radius, population, "
            f"class, code, rank FROM name JOIN place ON place.id = name.place WHERE name.key IN ({marks}) "
            "ORDER BY population DESC, place.id",
            keys,
        )
        found: dict[str, list[Named]] = {key: [] for key in keys}
        for key, id_, name, country, *rest in rows:
            found[key].append(Named(id_, name, country or None, *rest))
        self._held.update((key, tuple(places)) for key, places in found.items())


def kilometres(a: float, b: float, c: float, d: float) -> float:
    """Distance over the ground between two points in degrees (haversine, mean radius of the earth)."""
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def _foreign(path: Path, why: str) -> GazetteerError:
    return GazetteerError(
        f"{str(path)!r} is no gazetteer of counterclaim: {why}; "
        f"name another with {VARIABLE}, or build one with `counterclaim gazetteer build`"
    )


def _damaged(path: Path, why: object) -> GazetteerError:
    return GazetteerError(
        f"gazetteer {str(path)!r} is damaged ({why}); build it anew with `counterclaim gazetteer build`"
    )
