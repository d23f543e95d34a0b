"""What goes by a name: the package's own tables and the gazetteer's answers in one form.

`precision` is UCDP's where_prec of the point; a point without one is never given.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from counterclaim.reference import Reference
from counterclaim.reference.gazetteer import Named, fold

Sort = Literal["place", "capital", "state"]

#: UCDP where_prec of what GeoNames calls a class of features: a spot, a mountain or pass, an area, waters.
_CLASSES = {"P": 1, "S": 1, "T": 2, "L": 5, "H": 5, "V": 5, "R": 5, "U": 7}
_DIVISIONS = {"PCLI": 6, "ADM1": 4, "ADM2": 3, "ADM3": 3}
#: ACLED geo_precision for UCDP where_prec: the named town; near it or part of a region; a wider region.
ACLED_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
#: Kilometres within which a place of that precision lies, where the tables say no more.
RADII = {1: 5.0, 2: 25.0, 3: 25.0, 4: 100.0, 5: 100.0}
#: People on a square kilometre of a town: turns its population into the radius of its ground.
_DENSITY = 3000.0
_SHORT = 3  # letters of a name that must be written as in the table
_ACRONYM = 4  # letters in capitals that are rather somebody's acronym than a dateline's


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place that a name may mean. `own` tells the package's tables from the gazetteer's answers."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    precision: int | None
    sort: Sort
    own: bool = True
    code: str = ""
    population: int = 0
    rank: int = 0
    id: int = 0
    admin1: int | None = None
    admin2: int | None = None


def site_of(named: Named) -> Site:
    """A gazetteer's answer as a site."""
    division = named.feature_class == "A"
    precision = _DIVISIONS.get(named.feature_code, 3) if division else _CLASSES.get(named.feature_class, 2)
    radius = named.radius
    if radius is None and not division:
        radius = min(15.0, max(2.0, math.sqrt(named.population / math.pi / _DENSITY)))
    sort: Sort = "place"
    if named.feature_code == "PCLI":
        sort = "state"
    elif named.feature_code == "PPLC":
        sort = "capital"
    return Site(
        name=named.name,
        country=named.country,
        latitude=named.latitude,
        longitude=named.longitude,
        radius_km=radius if named.latitude is not None else None,
        precision=precision,
        sort=sort,
        own=False,
        code=named.feature_code,
        population=named.population,
        rank=named.rank,
        id=named.id,
        admin1=named.admin1,
        admin2=named.admin2,
    )


class SiteTable:
    """The names of the package's own tables: states, their capitals and regions, places, conflict places, wide ones."""

    def __init__(self, reference: Reference) -> None:
        self._sites: dict[str, Site] = {}
        self._written: dict[str, set[str]] = {}
        #: Folded demonyms and words for people of a state, with its code.
        self.demonyms: dict[str, str] = {}
        metonyms: set[str] = set()
        points = reference.tables.get("country_points", {}).get("country", {})
        for code, row in reference.tables.get("countries", {}).items():
            if isinstance(row, Mapping):
                self._add_state(code, row, points.get(code))
                metonyms.update(fold(name) for name in [*row.get("government", ()), *row.get("forces", ())])
        #: Folded names, of houses and offices mostly, that stand for a government or its forces.
        self.metonyms = frozenset(metonyms)
        for code, names in reference.tables.get("place_words", {}).get("states", {}).items():
            row = reference.tables.get("countries", {}).get(code)
            if row is not None:
                for name in names:
                    self._add(name, _site(row["name"], code, points.get(code, {}), 6, "state"))
        #: The folded names of states.
        self.states = frozenset(key for key, site in self._sites.items() if site.sort == "state")
        for row in _rows(reference, "wide_places", "places"):
            self._add_row({"precision": 5 if "country" in row else 7, **row})
        for row in _rows(reference, "conflict_places", "places"):
            self._add_row(row)
        for row in _rows(reference, "places", "place"):
            self._add_row(row)

    @property
    def keys(self) -> frozenset[str]:
        """The folded names."""
        return frozenset(self._sites)

    def get(self, key: str, written: str) -> Site | None:
        """The site that a name means; short names and acronyms only as the table writes them."""
        site = self._sites.get(key)
        acronym = len(key) <= _SHORT or (written.isupper() and len(key) <= _ACRONYM)
        if site is None or (acronym and written not in self._written[key]):
            return None
        return site

    def _add_state(self, code: str, row: Mapping[str, Any], point: Mapping[str, Any] | None) -> None:
        state = _site(row["name"], code, point or {}, 6, "state")
        for name in [row["name"], *row.get("names", ())]:
            self._add(name, state)
        for name in row.get("capitals", ()):
            self._add(name, _site(name, code, {}, 1, "capital"))
        for name in row.get("regions", ()):
            self._add(name, _site(name, code, {}, None, "place"))
        for name in [*row.get("adjectives", ()), *row.get("people", ())]:
            self.demonyms[fold(name)] = code

    def _add_row(self, row: Mapping[str, Any]) -> None:
        for name in [row["name"], *row.get("also", ())]:
            old = self._sites.get(fold(name))
            capital = old is not None and old.sort == "capital" and old.name == name
            site = _site(row["name"], row.get("country"), row, row.get("precision"), "capital" if capital else "place")
            if site.latitude is None and old is not None and old.latitude is not None:
                site = replace(
                    site,
                    latitude=old.latitude,
                    longitude=old.longitude,
                    radius_km=old.radius_km,
                    precision=site.precision or old.precision,
                )
            self._add(name, site)

    def _add(self, name: str, site: Site) -> None:
        """Later entries overrule earlier ones of the same name."""
        key = fold(name)
        self._sites[key] = site
        self._written.setdefault(key, set()).add(name)


def _rows(reference: Reference, table: str, field: str) -> Iterator[Mapping[str, Any]]:
    yield from reference.tables.get(table, {}).get(field, ())


def _site(name: str, country: str | None, row: Mapping[str, Any], precision: int | None, sort: Sort) -> Site:
    latitude = row.get("latitude")
    return Site(
        name=name,
        country=country,
        latitude=latitude,
        longitude=row.get("longitude"),
        radius_km=row.get("radius_km", RADII.get(precision or 0)) if latitude is not None else None,
        precision=precision,
        sort=sort,
    )
