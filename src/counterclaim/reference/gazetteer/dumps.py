"""Dumps in the form of GeoNames that a user has: allCountries.txt, a country's file, cities500.txt.

The form is that of the readme beside the dumps (geonames.org, "The main 'geoname' table"): 19 fields parted by tabs, no
header, UTF-8. Lines that do not fit are counted, with the first reasons; a file that hardly fits at all is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from counterclaim.errors import GazetteerError
from counterclaim.reference.gazetteer.build import Progress
from counterclaim.reference.gazetteer.sources import Entry

_FIELDS = 19
_TRIED = 1000  # lines after which a file that is mostly bad is refused
_REASONS = 5
_LONGEST_LINE = 1 << 20
#: GeoNames feature codes that reports on armed conflict name, besides all of class P (places where people live).
#: Administrative divisions, camps, bases, posts, crossings, airfields, dams, ports, plants, passes, islands, straits.
_CODES = frozenset(
    """ADM1 ADM2 ADM3 ADMD PCLI PCLD TERR ZN ZNB DMLZ
    CMP CMPRF CMPQ CMPL CMPMN MILB NVB AIRB AIRF AIRP AIRH PSTB PSTC PSTP INSM FT GATE CSTM CSTMR DAM BDG PRT PRN
    REFL PS PSH PSN HSP MN MNQR OILR OILT
    PASS GAP VAL MT MTS HLL HLLS ISL ISLS PEN CAPE DSRT PLAT RDGE SPUR UPLD
    STRT CHN CHNL GULF BAY SEA LK RSV WAD STM RGN AREA LCTY RESN BDYD LNDF""".split()
)


class Dump:
    """A dump being read. `bad` counts the lines that did not fit, `reasons` tells of the first of them."""

    def __init__(self, path: Path, countries: Mapping[str, str]) -> None:
        """`countries` maps the two letters of a state to its three (ISO 3166-1)."""
        self.path = path
        self.lines = self.bad = self.left_out = 0
        self.reasons: list[str] = []
        self._countries = countries
        self._hash = hashlib.sha256()

    def sha256(self) -> str:
        """Hash of the bytes read so far."""
        return self._hash.hexdigest()

    def entries(self, progress: Progress | None = None) -> Iterator[Entry]:
        """The places that the file holds. Raises `GazetteerError` when it can't be read or is no dump."""
        try:
            with self.path.open("rb") as stream:
                read = 0
                while raw := stream.readline(_LONGEST_LINE):
                    self._hash.update(raw)
                    read += len(raw)
                    self.lines += 1
                    entry = self._entry(raw)
                    if entry is not None:
                        yield entry
                    if self.lines % _TRIED == 0:
                        self._refuse_foreign()
                        if progress is not None:
                            progress(read)
        except OSError as error:
            raise GazetteerError(f"dump {str(self.path)!r} can't be read: {error.strerror or error}") from error
        self._refuse_foreign()

    def _entry(self, raw: bytes) -> Entry | None:
        """The place of a line; None for a bad one or for a kind of thing that reports do not name."""
        try:
            fields = raw.decode("utf-8").rstrip("\r\n").split("\t")
            if len(fields) != _FIELDS:
                raise ValueError(f"{len(fields)} fields, expected {_FIELDS}")
            if fields[6] != "P" and fields[7] not in _CODES:
                self.left_out += 1
                return None
            return _parsed(fields, self._countries.get(fields[8], ""))
        except ValueError as error:  # UnicodeDecodeError is one
            self.bad += 1
            if len(self.reasons) < _REASONS:
                self.reasons.append(f"line {self.lines}: {error}"[:200])
            return None

    def _refuse_foreign(self) -> None:
        if self.bad * 2 > self.lines or not self.lines:
            why = self.reasons[0] if self.reasons else "it is empty"
            raise GazetteerError(
                f"dump {str(self.path)!r} does not look like a GeoNames dump ({why}); expected {_FIELDS} fields parted "
                "by tabs and no header, as in allCountries.txt (a .zip must be unpacked first)"
            )


def _parsed(fields: list[str], country: str) -> Entry:
    """Raises `ValueError` for what is no number or lies off the globe."""
    latitude, longitude = float(fields[4]), float(fields[5])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"coordinates {latitude}, {longitude} lie off the globe")
    number = int(fields[0])
    if number <= 0 or not fields[1].strip():
        raise ValueError("no id or no name")
    first = f"{fields[8]}.{fields[10]}"
    second = f"{first}.{fields[11]}"
    own = {"ADM1": first, "ADM2": second, "PCLI": fields[8]}.get(fields[7])
    return Entry(
        id=number,
        name=fields[1],
        country=country,
        latitude=latitude,
        longitude=longitude,
        population=max(0, int(fields[14] or 0)),
        feature_class=fields[6],
        feature_code="" if fields[6] == "P" and fields[7] == "PPL" else fields[7],
        names=(fields[2], *fields[3].split(",")),
        codes=((own,) if own else ()) if fields[6] == "A" else (first, second),
    )
