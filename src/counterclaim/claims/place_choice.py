"""Which place a name means, where several go by it.

In: the names of a report with everything that goes by each. Out: one site a name. The order of the rules: what the text
itself says ("Hyderabad, Sindh"), then the states that the report is about, then nearness to its other places, then how
many people live there; the package's own table outranks the last two. Guarantee: the same for the same text, in
whatever order it is asked.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from counterclaim.claims.place_sites import Site, SiteTable, site_of
from counterclaim.claims.syntax import Syntax
from counterclaim.claims.toponyms import Toponym
from counterclaim.reference.gazetteer import fold
from counterclaim.reference.gazetteer.store import kilometres

_SAID = 8.0  # "Hyderabad, Sindh" outweighs everything else
_ABOUT = 4.0  # a place in the only state that the report is about
_ELSEWHERE = -1.0
_OWN = 3.0
_SIDE = 5.0  # degrees: what is 500 km off stands in the same square or beside it, save near the poles
_COLUMNS = 72
_CROWD = 50  # points of a square that are kept: more tell no more
_NEAR = ((60.0, 1.2), (200.0, 0.8), (500.0, 0.4))
_OTHER_NAME = -1.5
_SEAT = 1.4  # a city that its province is named after, unless the province is said
#: People: smaller places by another name than their own are not looked for in states that the report does not name.
_KNOWN = 500_000
_SAME_KM = 40.0  # a table's place and a gazetteer's this near are one
_DEMONYM = 0.5
#: Divisions are named as such more often than their size tells; small ones mostly by their seat's name.
_CODES = {"PCLI": 3.0, "PPLC": 1.0, "ADM1": 0.7, "ADM2": -0.6}
_MOST = 40  # sites of one name that are compared: the largest, and those in the report's states


@dataclass(frozen=True, slots=True)
class Chosen:
    """A name and what it means here. `rule` says what told."""

    toponym: Toponym
    site: Site
    rule: str


def choose(names: Sequence[Toponym], s: Syntax, table: SiteTable, division_words: frozenset[str]) -> list[Chosen]:
    """What each name means, in the order of `names`; names that nothing is known of are left out."""
    return _Choice(names, s, table, division_words).made()


class _Points:
    """The points of a report's names, by squares, so that a text of thousands of names is no slower a name."""

    def __init__(self) -> None:
        self._squares: defaultdict[tuple[int, int], dict[str, tuple[float, float]]] = defaultdict(dict)

    def add(self, key: str, latitude: float, longitude: float) -> None:
        """Put a name on the map, as the first of it was put."""
        square = self._squares[_square(latitude, longitude)]
        if len(square) < _CROWD:
            square.setdefault(key, (latitude, longitude))

    def gain(self, key: str, site: Site) -> float:
        """What a site gains by another name's point near it."""
        if not self._squares or site.latitude is None or site.longitude is None or site.sort == "state":
            return 0.0
        row, column = _square(site.latitude, site.longitude)
        nearest = math.inf
        for i in (row - 1, row, row + 1):
            for j in (column - 1, column, column + 1):
                for other, point in self._squares.get((i, j % _COLUMNS), {}).items():
                    if other != key:
                        nearest = min(nearest, kilometres(site.latitude, site.longitude, *point))
        return next((gain for limit, gain in _NEAR if nearest <= limit), 0.0)


def _square(latitude: float, longitude: float) -> tuple[int, int]:
    return math.floor(latitude / _SIDE), math.floor(longitude / _SIDE) % _COLUMNS


class _Choice:
    def __init__(self, names: Sequence[Toponym], s: Syntax, table: SiteTable, division_words: frozenset[str]) -> None:
        self._s = s
        self._division_words = division_words
        self._options: list[tuple[Toponym, list[Site]]] = []
        for name in names:
            own = table.get(name.key, s.words((name.start, name.end)))
            sites = _merged(own, name)
            if sites:
                self._options.append((name, sites))
        self._starts = {name.start: (name, sites) for name, sites in self._options}
        #: What each name alone tells of the report's states: it counts for the others, not for itself.
        self._own_weights: dict[str, dict[str, float]] = {}
        self._weights = self._about(table.demonyms)

    def made(self) -> list[Chosen]:
        """Two rounds: the second knows where the first put the other names."""
        first = {name: self._best(name, sites, _Points()) for name, sites in self._options}
        points = _Points()
        for name, (site, _) in first.items():
            if site.latitude is not None and site.longitude is not None and (site.precision or 9) <= 4:
                points.add(name.key, site.latitude, site.longitude)
        divisions = {site.id for site, _ in first.values() if site.code.startswith("ADM")}
        chosen: dict[str, Site] = {}
        made = []
        for name, sites in self._options:
            site, rule = self._best(name, sites, points, divisions)
            if rule == "said":
                chosen[name.key] = site
            made.append(Chosen(name, site, rule))
        # A place that the text explains once ("Springfield, Ohio") is the same one elsewhere in it.
        return [
            replace(c, site=chosen[c.toponym.key], rule="said before")
            if c.rule != "said" and c.toponym.key in chosen and c.site.sort != "state"
            else c
            for c in made
        ]

    def _about(self, demonyms: Mapping[str, str]) -> defaultdict[str, float]:
        """How much of the report each state has: names that lie in one state only, and demonyms."""
        weights: defaultdict[str, float] = defaultdict(float)
        for name, sites in self._options:
            country, weight = _tells(sites)
            if country is not None:
                weights[country] += weight
                mine = self._own_weights.setdefault(name.key, {})
                mine[country] = mine.get(country, 0.0) + weight
        for word in self._s.lower:
            country = demonyms.get(word)
            if country is not None:
                weights[country] += _DEMONYM
        return weights

    def _best(
        self, name: Toponym, sites: list[Site], points: _Points, divisions: set[int] | None = None
    ) -> tuple[Site, str]:
        said = self._said(name, sites)
        if said is not None:
            return said, "said"
        about = self._without(name.key)
        if len(sites) == 1:
            return _unless_stray(sites[0], about, "only one")
        wants_division = self._division_beside(name)
        seats = set() if wants_division else _namesakes(sites)
        scored = [
            (self._score(site, about, divisions or set(), wants_division, seats) + points.gain(name.key, site), -n)
            for n, site in enumerate(sites)
        ]
        best = max(scored)
        site = sites[-best[1]]
        same = [x for x in sites if x.country == site.country]
        rule = "own table" if site.own else "of several, by state, nearness and size"
        return _unless_stray(site, about, "the only one in its state" if not site.own and len(same) == 1 else rule)

    def _said(self, name: Toponym, sites: list[Site]) -> Site | None:
        """ "Hyderabad, Sindh", "Mobile (Alabama)", "Khar in Bajaur": what is named right after holds it."""
        s, i = self._s, name.end
        if i + 1 >= len(s):
            return None
        if s.lower[i] == "," or s.lower[i] == "(" or (s.lower[i] == "in" and i + 1 < len(s)):
            start = i + 1
            for _ in range(5):  # "in the Pakistani province of Sindh"
                if start in self._starts or start + 1 >= len(s) or s.lower[start] in (",", "."):
                    break
                start += 1
            found = self._starts.get(start)
            if found is None or (start > i + 1 and s.lower[i] == ","):
                return None
            other, outer = found
            if s.lower[i] == "," and _same_level(sites, outer):
                return None  # a list: "Georgia, Oklahoma, Pennsylvania"
            inside = [x for x in sites for o in outer if _holds(o, x)]
            wide = [x for x in inside if not (x.own and x.latitude is None)]
            if not wide and s.lower[i] == "," and not self._listed(name, other):
                return _within(sites, outer)
            return max(wide, key=lambda x: (x.own, x.population), default=None)
        return None

    def _listed(self, name: Toponym, other: Toponym) -> bool:
        """Whether two names with a comma between are a part of a list ("in Khar, Bajaur and Wana")."""
        lower = self._s.lower
        before = lower[name.start - 1] if name.start else ""
        after = lower[other.end] if other.end < len(lower) else ""
        return before in (",", "and") or after in ("and", "or") or (after == "," and other.end + 1 in self._starts)

    def _division_beside(self, name: Toponym) -> bool:
        s = self._s
        after = s.lower[name.end] if name.end < len(s) else ""
        before = s.lower[name.start - 2] if name.start > 1 and s.lower[name.start - 1] == "of" else ""
        return after in self._division_words or before in self._division_words

    def _without(self, key: str) -> dict[str, float]:
        """The share of each state in what the other names tell."""
        mine = self._own_weights.get(key, {})
        weights = {c: w - mine.get(c, 0.0) for c, w in self._weights.items()}
        total = sum(weights.values())
        return {c: w / total for c, w in weights.items() if w > 0} if total > 0 else {}

    def _score(
        self,
        site: Site,
        about: Mapping[str, float],
        divisions: set[int],
        division: bool,
        seats: set[int],
    ) -> float:
        score = math.log10(max(site.population, 300)) + _CODES.get(site.code, 0.0)
        score += _OTHER_NAME * (site.rank > 0)
        if site.own:
            score += _OWN + (4.0 if not site.population else 0.0)
        if division and (not site.own or site.sort == "state"):
            score += 2.5 if site.code.startswith("ADM") else -0.5
        if about:
            share = about.get(site.country or "", 0.0)
            score += _ABOUT * share if share else _ELSEWHERE
        if divisions & {site.admin1, site.admin2}:
            score += 1.0
        if site.id in seats:
            score += _SEAT
        return score


def _namesakes(sites: list[Site]) -> set[int]:
    """Cities of one name with the division that they lie in, where they hold a good part of its people."""
    held = {x.id: x for x in sites if x.code == "ADM1"}
    return {
        x.id
        for x in sites
        if x.admin1 in held and not x.code.startswith("ADM") and x.population * 5 >= held[x.admin1].population > 0
    }


def _tells(sites: list[Site]) -> tuple[str | None, float]:
    """Which state a name tells of, and how surely."""
    countries = {site.country for site in sites if site.country}
    first = sites[0]
    if len(countries) == 1:
        return next(iter(countries)), 1.0
    rivals = any(x.code == "ADM1" and x.country != first.country for x in sites[1:]) if first.sort == "state" else False
    if first.own and first.country and not rivals and (first.sort == "state" or first.latitude is not None):
        return first.country, 1.0
    if first.code in ("PCLI", "ADM1", "PPLC") and first.country:
        return first.country, 0.5
    return None, 0.0


def _unless_stray(site: Site, about: Mapping[str, float], rule: str) -> tuple[Site, str]:
    """The site, without point and state where it is too small to be meant in a report on other states only."""
    if site.own or not about or site.country in about or site.code in ("PCLI", "PPLC"):
        return site, rule
    if site.population >= (_KNOWN if site.rank else _KNOWN / 5):
        return site, rule
    bare = replace(site, latitude=None, longitude=None, radius_km=None, precision=None, country=None)
    return bare, "too small to be meant here"


def _holds(outer: Site, inner: Site) -> bool:
    if outer.sort == "state":
        return inner.country == outer.country and inner.sort != "state"
    if outer.code.startswith("ADM"):
        return outer.id in (inner.admin1, inner.admin2)
    if outer.own and outer.latitude is not None and outer.longitude is not None and (outer.precision or 1) in (3, 4, 5):
        if inner.latitude is None or inner.longitude is None or outer.radius_km is None:
            return False
        reach = 2.0 * outer.radius_km
        return kilometres(outer.latitude, outer.longitude, inner.latitude, inner.longitude) <= reach
    return False


def _within(sites: list[Site], outer: list[Site]) -> Site | None:
    """A town that no table has in the division that is said to hold it: its name, the division's point and radius."""
    division = next((x for x in outer if x.precision in (3, 4) and x.latitude is not None), None)
    town = sites[0]
    if division is None or town.own or town.sort != "place" or town.code == "ADM1" or town.country == division.country:
        return None
    return replace(division, name=town.name, own=False, sort="place", code="", rank=town.rank, id=0, population=0)


def _same_level(sites: list[Site], outer: list[Site]) -> bool:
    """Whether both names are first of all states, or divisions of one state."""
    a, b = sites[0], outer[0]
    if a.sort == "state" or b.sort == "state":
        return a.sort == b.sort
    return any(x.code == y.code == "ADM1" and x.country == y.country and x.rank == 0 for x in sites for y in outer)


def _merged(own: Site | None, name: Toponym) -> list[Site]:
    """Every site of a name: the table's first, the gazetteer's without those that are the same place."""
    known = sorted((site_of(n) for n in name.named), key=lambda x: -x.population)
    known = _seats(known)[:_MOST]
    if own is None:
        return known
    if own.latitude is None:
        # The table knows its state; the gazetteer knows where it lies.
        inside = [x for x in known if own.country is None or x.country == own.country]
        if own.sort in ("state", "capital"):
            inside = [x for x in inside if x.sort == own.sort]
        placed = [replace(x, own=own.country is not None, name=own.name, sort=own.sort) for x in inside[:1]]
        rest = [x for x in known if x.id != (inside[0].id if inside else 0)]
        return [*(placed or [own]), *rest] if own.country is not None else [*known, *([] if known else [own])]
    if own.sort == "state":
        # "England" is a name of the state in the table and a division of it in the gazetteer.
        part = next((x for x in known if x.code == "ADM1" and x.country == own.country and x.rank == 0), None)
        if part is not None and name.key != fold(own.name):
            return [replace(part, own=True)]
    rest = [x for x in known if not _same(own, x)]
    people = next((x for x in known if _same(own, x)), None)
    if people is not None:
        own = replace(own, population=people.population, admin1=people.admin1, admin2=people.admin2, id=people.id)
    return [own, *rest]


def _same(own: Site, other: Site) -> bool:
    if own.sort == "state":
        return other.sort == "state" and other.country == own.country
    if other.latitude is None or other.longitude is None:
        return other.country == own.country
    assert own.latitude is not None
    assert own.longitude is not None
    reach = max(_SAME_KM, own.radius_km or 0.0)
    return kilometres(own.latitude, own.longitude, other.latitude, other.longitude) <= reach


def _seats(known: list[Site]) -> list[Site]:
    """Without the divisions of one name around a town of it, where they are hardly larger than the town."""
    towns: defaultdict[tuple[str | None, int | None], list[Site]] = defaultdict(list)
    for site in known:
        if not site.code.startswith("ADM") and site.code != "PCLI":
            towns[site.country, site.admin1].append(site)
    kept = []
    for site in known:
        if site.code in ("ADM2", "ADM3") or (site.code == "ADM1" and (site.radius_km or 0) < 30):
            around = site.admin1 if site.code != "ADM1" else site.id
            seats = [t for t in towns[site.country, around] if t.population * 3 >= site.population]
            if seats:
                continue
        kept.append(site)
    return kept
