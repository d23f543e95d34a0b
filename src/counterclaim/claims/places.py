"""Places: where things happen, as written, with what a small table of known names can add.

In: a parsed `Doc`. Out: `Place`s in text order. Guarantee: words that name who acts (demonyms, a capital or state as
subject or owner) are no places; a point comes only from the table and only with its precision; what is
said relative to a place keeps its words and takes no point that would be finer than they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.claims import place_geometry as geometry
from counterclaim.claims.place_choice import Chosen, choose
from counterclaim.claims.place_sites import ACLED_PRECISION, RADII, Site, SiteTable
from counterclaim.claims.syntax import Syntax
from counterclaim.claims.toponyms import ToponymReader
from counterclaim.records import Place
from counterclaim.reference import Reference
from counterclaim.reference.gazetteer import Gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NEAR_KM = 25.0  # UCDP where_prec 2: within about 25 km of the named place
_KM = {"mile": 1.609, "miles": 1.609, "metres": 0.001, "meters": 0.001}
_SKIPPED = frozenset({"the", "a", "an"})
#: Nouns and verbs after which "on", "to" or "from" a capital or state says where, not with whom.
_HITS = frozenset({"strike", "airstrike", "attack", "assault", "raid", "march", "offensive", "bombing", "shelling"})
_MOVES = frozenset(
    "return go travel fly flee come move send deport arrive head visit border flight trip journey".split()
)
_ACRONYM = 3  # letters of a name in capitals that is no dateline
_LONGEST = 8  # tokens in a name that no table holds
_LEVELS = {"precise": 1, "second": 3, "first": 4, "wide": 5}  # features table -> UCDP where_prec


@dataclass(frozen=True, slots=True)
class _Found:
    """A name at tokens `start` to `end`: `root` is its head, `known` what it means, `rule` what told."""

    start: int
    end: int
    root: int
    known: Site
    rule: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The places of a report. `places` says where, `mentions` are all names of places, also of those who act.

    A mention lies in the words of its place where it tells where; without a gazetteer only the tables' names are known.
    """

    places: tuple[Place, ...]
    mentions: tuple[Place, ...]


class PlaceReader:
    """Reads places by the names and words of the tables of places, the names of states, and a gazetteer."""

    def __init__(self, reference: Reference, gazetteer: Gazetteer | None = None) -> None:
        table, words = reference.table("places"), reference.table("place_words")
        self.sites = SiteTable(reference)
        self.demonyms = frozenset(self.sites.demonyms)
        self.toponyms = ToponymReader(
            words, self.sites.keys, self.sites.states, self.demonyms, self.sites.metonyms, gazetteer
        )
        self.divisions = frozenset(words["names"]["divisions"].split())
        features = table["features"]
        self.features = {w: p for key, p in _LEVELS.items() for w in features[key].split()}
        self.relative = frozenset(features["relative"].split())
        self.directions = frozenset(table["directions"]["adjectives"].split())
        self.points = frozenset(table["directions"]["points"].split())
        self.distance = frozenset(table["directions"]["distance"].split())
        self.strong = frozenset(table["locative"]["strong"].split())
        self.weak = frozenset(table["locative"]["weak"].split())
        self.verbs = frozenset(table["locative"]["verbs"].split())
        self.taking = frozenset(table["locative"]["taking"].split())
        self.not_places = frozenset(table["not_places"]["words"].split())
        self.bodies = frozenset(table["not_places"]["bodies"].split())

    def read(self, doc: Doc, syntax: Syntax | None = None) -> list[Place]:
        """Every place that the text names as a place, in text order."""
        return list(self.survey(doc, syntax).places)

    def survey(self, doc: Doc, syntax: Syntax | None = None) -> Survey:
        """Every place that the text names, whether it says where or who, in text order."""
        s = syntax or Syntax(doc)
        # Not token by token: each would be built as a Python object once more.
        words = [doc.vocab.strings[number] for number in doc.to_array("ORTH").tolist()]
        names = self.toponyms.read(s, words)
        return _Reading(self, s, words, choose(names, s, self.sites, self.divisions)).survey()


@dataclass(frozen=True, slots=True)
class _Where:
    """A point with how exact it is; no point without `precision`."""

    latitude: float | None = None
    longitude: float | None = None
    precision: int | None = None
    radius: float | None = None


class _Reading:
    """The reading of one doc."""

    def __init__(self, tables: PlaceReader, syntax: Syntax, words: list[str], chosen: Sequence[Chosen]) -> None:
        self._t = tables
        self._s = syntax
        self._words = words
        self._found = {
            c.toponym.start: _Found(
                c.toponym.start, c.toponym.end, self._root(c.toponym.start, c.toponym.end), c.site, c.rule
            )
            for c in chosen
        }

    def survey(self) -> Survey:
        """What stands at each word, in order."""
        places: list[Place] = []
        mentions: list[Place] = []
        at = 0
        while at < len(self._words):
            known = self._known(at)
            here = self._at(at, known)
            if known is not None:
                mentions.append(self._mention(known))
            elif here is not None and any(c.isupper() for c in here[0].name):
                mentions += self._inside(at, here[1]) or [here[0]]
            if here is not None:
                places.append(here[0])
            at = max(at + 1, here[1] if here is not None else 0, known.end if known is not None else 0)
        return Survey(tuple(places), tuple(mentions))

    def _inside(self, start: int, end: int) -> list[Place]:
        """The names within words that are read as one place ("Pakistan's northwest")."""
        return [self._mention(known) for i in range(start, end) if (known := self._known(i)) is not None]

    def _at(self, i: int, known: _Found | None) -> tuple[Place, int] | None:
        s = self._s
        if known is not None:
            part = self._part_of_known(known)
            if part is not None:
                return part
            return self._from_known(known) if self._is_where(known) else None
        if self._words[i][0].isupper():
            return self._pattern(i) if s.tag[i].startswith("NNP") else None
        if s.lower[i] in self._t.relative and s.tag[i].startswith("NN"):
            return self._relative(i)
        if s.lower[i] in ("border", "frontier") and s.tag[i] == "NN":
            return self._border(i)
        return None

    # -- known names -----------------------------------------------------------------------------

    def _known(self, i: int) -> _Found | None:
        return self._found.get(i)

    def _mention(self, found: _Found) -> Place:
        """The bare name with its own point, whoever or whatever it stands for."""
        site = found.known
        where = _Where(site.latitude, site.longitude, site.precision, site.radius_km)
        return self._place(found.start, found.end, self._name(found), site.country, where, _source(found))

    def _name(self, found: _Found) -> str:
        """The table's name; of the gazetteer's only where the report uses another: spelling marks tell nothing."""
        if found.known.own or (found.known.rank and not found.known.code.startswith("ADM")):
            return found.known.name
        written = self._s.words((found.start, found.end))
        return written.title() if written.isupper() else written

    def _root(self, start: int, end: int) -> int:
        s = self._s
        for i in range(start, end):
            if not start <= s.head[i] < end:
                return i
        return end - 1

    def _is_where(self, found: _Found) -> bool:
        """Whether a known name stands for a place here, not for who acts or as a part of another name.

        A name in capitals is a dateline's: where the report was written.
        """
        s, known = self._s, found.known
        if self._words[found.start].isupper() and len(self._words[found.start]) > _ACRONYM:
            return False
        if self._in_other_name(found):
            return False
        root = found.root
        dep, above = s.dep[root], s.head[root]
        if dep == "compound" and self._feature(found.end):
            return True
        steps = 0
        while dep in ("conj", "appos") and steps < 4:
            root, steps = above, steps + 1
            dep, above = s.dep[root], s.head[root]
        if dep == "pobj":
            return self._after_preposition(above, known)
        if known.sort == "place":
            return dep != "compound" or s.lower[above] in self._t.features or s.tag[above] in ("NN", "NNS")
        if dep == "poss":  # "Kabul's airport"; "Pakistan's northwest" is read as one phrase by `_relative`
            return s.lower[above] in self._t.features and s.lower[above] not in self._t.relative
        if dep in ("dobj", "nsubjpass") and known.sort == "capital":
            return s.lemma[above] in self._t.verbs
        return dep in ("npadvmod", "ROOT") and found.start > 0 and self._words[found.start - 1] == ","

    def _after_preposition(self, preposition: int, known: Site) -> bool:
        s = self._s
        word, head = s.lower[preposition], s.head[preposition]
        if word not in self._t.weak:
            return known.sort == "place" and word not in ("with", "by")
        if word == "of":
            if s.tag[head].startswith("NNP") and s.lower[head] not in self._t.features:
                return False
            wanted = self._t.features.keys() | self._t.relative | self._t.points
            return known.sort == "place" or s.lower[head] in wanted
        if word in ("to", "between", "from", "on", "at", "towards", "toward") and known.sort != "place":
            # "sold to Pakistan", "talks between Kabul and Islamabad", "pressure on Kabul" name governments
            return word == "from" or (word == "on" and s.lemma[head] in _HITS) or s.lemma[head] in _MOVES
        return True

    def _in_other_name(self, found: _Found) -> bool:
        """ "Kabul Times", "Colonel Jordan Chad", "Paris Hakimi": the name is a part of a longer one."""
        s, t = self._s, self._t
        above = s.head[found.root]
        if found.end < len(self._words) and s.dep[found.root] in ("compound", "nmod", "poss") and above >= found.end:
            between = range(found.end, above + 1)
            if any(s.lower[j] in t.bodies and self._words[j][0].isupper() for j in between):
                return True
            if s.tag[above] == "NNP" and s.dep[found.root] == "compound" and s.lower[above] not in t.features:
                return not self._table_place(above)
        before = found.start - 1
        return (
            before >= 0
            and s.tag[before] == "NNP"
            and s.head[before] == found.root
            and s.dep[before] == "compound"
            and s.lower[before] not in t.directions
            and s.lower[before] not in t.features
            and s.text[s.idx[before] + len(self._words[before])] != ","
        )

    def _table_place(self, i: int) -> bool:
        return any(f.start <= i < f.end for f in (self._found.get(j) for j in range(max(0, i - 4), i + 1)) if f)

    def _feature(self, i: int) -> bool:
        return i < len(self._words) and self._s.lower[i] in self._t.features

    def _from_known(self, found: _Found) -> tuple[Place, int]:
        s, known = self._s, found.known
        start, end, name, rule = found.start, found.end, self._name(found), _source(found)
        where = _Where(known.latitude, known.longitude, known.precision, known.radius_km)
        if self._feature(end) and s.head[found.root] in (end, found.root):
            where = _widened(where, self._t.features[s.lower[end]])
            end += 1
            rule += " with its kind"
        before = s.lower[start - 1] if start else ""
        if before in self._t.directions and s.tag[start - 1][:1] in "JNR":
            start -= 1
            where, name, rule = _part(where, before), s.words((start, end)), "part of a " + rule
        elif before in ("near", "outside", "around") and where.precision == 1:
            where, rule = _near(where), "near a " + rule
        else:
            far = self._distance(start)
            if far is not None:
                start, where = far[0], _away(where, *far[1:])
                rule = "at a distance from a " + rule
            else:
                middle = self._between(found)
                if middle is not None:
                    return middle
        if where.latitude is None and where.precision is None and known.sort == "place":
            rule = "name of a region"
        return self._place(start, end, name, known.country, where, rule), end

    def _part_of_known(self, found: _Found) -> tuple[Place, int] | None:
        """ "Pakistan's northwest": read at the name, so that the whole is one place."""
        end = found.end
        if end + 1 < len(self._words) and self._s.lower[end] in ("'s", "’s", "'"):
            for i in (end + 1, end + 2, end + 3):
                if i < len(self._words) and self._s.lower[i] in self._t.relative and self._s.tag[i].startswith("NN"):
                    return self._relative(i)
        return None

    def _between(self, found: _Found) -> tuple[Place, int] | None:
        """ "Between A and B", both known points: the way between them."""
        s = self._s
        if not found.start or s.lower[found.start - 1] != "between" or found.end >= len(self._words):
            return None
        other = self._known(found.end + 1) if s.lower[found.end] == "and" else None
        if other is None or found.known.sort != "place" or other.known.sort == "state":
            return None
        a, b = found.known, other.known
        if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
            return None
        if (a.precision or 9) > 3 or (b.precision or 9) > 3:
            return None
        point, radius = geometry.between((a.latitude, a.longitude), (b.latitude, b.longitude))
        country = a.country if a.country == b.country else None
        where = _Where(*point, 2 if radius <= _NEAR_KM else 5, max(radius, a.radius_km or 0.0))
        part = found.start - 1, other.end
        return self._place(*part, s.words(part), country, where, "between two " + _source(found)), other.end

    def _distance(self, start: int) -> tuple[int, float | None, float | None] | None:
        """ "30 km south-east of", "two hours from": where the phrase before a name starts, how far, which way."""
        s = self._s
        if start < 3 or s.lower[start - 1] not in ("of", "from"):
            return None
        i = start - 2
        passed = self._t.points | {"-", "(", ")", "the", "to"}
        while i > start - 6 and i >= 0 and s.lower[i] in passed:
            i -= 1
        if i < 1 or s.lower[i] not in self._t.distance:
            return None
        way = geometry.bearing("".join(w for w in s.lower[i + 1 : start - 1] if w in self._t.points or w == "-"))
        number = s.lower[i - 1].replace(",", "").rstrip("-")
        try:
            kilometres = float(number) * _KM.get(s.lower[i], 1.0)
        except ValueError:
            return (i - 1, None, way) if s.tag[i - 1] == "CD" else None
        return i - 1, kilometres, way

    # -- patterns --------------------------------------------------------------------------------

    def _pattern(self, i: int) -> tuple[Place, int] | None:
        """An unknown proper name that stands as a place: "in X", "the village of X", "X district"."""
        s, t = self._s, self._t
        end = i
        while end < min(len(self._words), i + _LONGEST) and (s.tag[end].startswith("NNP") or self._hyphen(end)):
            if end > i and self._known(end) is not None:
                break
            end += 1
        if end == i or self._bad_name(i, end):
            return None
        start, rule, level = i, None, None
        name = s.words((i, end))
        before = self._before(i)
        if end - i > 1 and self._feature(end - 1):
            level, rule = t.features[s.lower[end - 1]], f"name of a {s.lower[end - 1]}"
            name = s.words((i, end - 1))
            if not self._before_locative(i):
                return None
        elif self._feature(end) and s.tag[end] in ("NN", "NNP"):
            level = t.features[s.lower[end]]
            office = s.lower[end] == "department"  # "the Commerce department" is no place, "in Ouest department" is
            if (level in (3, 4) and not office) or self._before_locative(i):
                rule, end = f"name of a {s.lower[end]}", end + 1
        elif before in t.features and self._word_before(i) == "of":
            level, rule = t.features[before], f"name of a {before}"
        if rule is None and self._word_before(i) in t.strong and self._is_object(i, end):
            rule = f"name after {self._word_before(i)}"
        if rule is None and self._is_taken(i, end):
            rule = f"name after {s.lower[s.head[end - 1]]}"
        if rule is None:
            return None
        outer = self._after_comma(end)
        where = _Where(precision=level)
        if outer is not None and outer.precision in (3, 4) and outer.sort == "place" and level in (None, 1):
            where = _Where(outer.latitude, outer.longitude, outer.precision, outer.radius_km)
            rule += ", in a known place"
        return self._place(start, end, name, outer.country if outer is not None else None, where, rule), end

    def _hyphen(self, i: int) -> bool:
        return (
            self._words[i] == "-"
            and i + 1 < len(self._words)
            and i > 0
            and self._s.tag[i + 1].startswith("NNP")
            and self._s.idx[i] + 1 == self._s.idx[i + 1]
        )

    def _bad_name(self, start: int, end: int) -> bool:
        """Months, bodies, abbreviations and people: proper names that are no places."""
        s, t = self._s, self._t
        last = s.lower[end - 1]
        if any(s.lower[j] in t.not_places for j in range(start, end)) or last in t.bodies or last in t.demonyms:
            return True
        if end < len(self._words) and s.head[end - 1] == end and s.lower[end] not in t.features:
            return True  # "in Reuters reports", "in Biden aides' words"
        return end < len(self._words) and s.lower[end] in ("'s", "’s") and not self._feature(end + 1)

    def _word_before(self, i: int) -> str:
        s = self._s
        j = i - 1
        while j >= 0 and (s.lower[j] in _SKIPPED or s.lower[j] in self._t.directions):
            j -= 1
        return s.lower[j] if j >= 0 else ""

    def _before(self, i: int) -> str:
        """The noun before "of": "village" in "the village of X" (capitalised it is a part of a body's name)."""
        s = self._s
        return self._words[i - 2] if i > 1 and s.lower[i - 1] == "of" else ""

    def _before_locative(self, i: int) -> bool:
        return self._word_before(i) in self._t.weak

    def _is_object(self, start: int, end: int) -> bool:
        s = self._s
        root = self._root(start, end)
        return s.dep[root] == "pobj" and s.lower[s.head[root]] in self._t.strong

    def _is_taken(self, start: int, end: int) -> bool:
        """ "Troops cleared Hadrut": a name that is taken, freed or besieged and that nothing else is known by."""
        s = self._s
        root = self._root(start, end)
        plain = all(self._words[j].isalpha() and not self._words[j].isupper() for j in range(start, end))
        return plain and end - start <= 2 and s.dep[root] == "dobj" and s.lemma[s.head[root]] in self._t.taking

    def _after_comma(self, end: int) -> Site | None:
        """ "Khar, Pakistan": what is named right after a comma."""
        if end + 1 < len(self._words) and self._words[end] == ",":
            known = self._known(end + 1)
            if known is not None:
                return known.known
        return None

    # -- relative words --------------------------------------------------------------------------

    def _relative(self, i: int) -> tuple[Place, int] | None:
        """ "The country's east", "Pakistan's northwest": a part of a place, kept in its words."""
        s = self._s
        for c in s.children[i]:
            if s.dep[c] == "poss":
                start = s.edges(c)[0]
                country, where = None, _Where(precision=5)
                known = next((k for j in range(start, c + 1) if (k := self._known(j)) is not None), None)
                if known is not None:
                    site = known.known
                    country = site.country
                    where = _part(_Where(site.latitude, site.longitude, site.precision, site.radius_km), s.lower[i])
                elif s.lower[c] not in ("country", "city", "town", "province", "region", "capital", "state", "camp"):
                    return None
                part = (start, i + 1)
                return self._place(*part, s.words(part), country, where, "part of a place"), i + 1
        return None

    def _border(self, i: int) -> tuple[Place, int] | None:
        """ "Along the border", "on the Afghan-Pakistani border": a line in its own words; "their border" names none."""
        s = self._s
        if s.dep[i] != "pobj" or s.lower[s.head[i]] not in ("on", "along", "at", "near", "across", "over"):
            return None
        part = (s.edges(i)[0], i + 1)
        if part[1] - part[0] > 7 or any(s.tag[c] == "PRP$" for c in s.children[i]):
            return None
        return self._place(*part, s.words(part), None, _Where(precision=5), "border"), i + 1

    def _place(self, start: int, end: int, name: str, country: str | None, where: _Where, rule: str) -> Place:
        span = self._s.char_span((start, end))
        placed = where.precision is not None and where.latitude is not None
        return Place(
            text=span.of(self._s.text),
            span=span,
            name=name,
            country=country,
            latitude=where.latitude if placed else None,
            longitude=where.longitude if placed else None,
            precision=where.precision,
            geo_precision=ACLED_PRECISION.get(where.precision or 0) if placed else None,
            radius_km=where.radius if placed else None,
            rule=rule,
        )


def _source(found: _Found) -> str:
    """Where a name's meaning comes from, as a rule that explains itself."""
    if found.known.own:
        return f"known {found.known.sort}"
    return f"{found.known.sort} of the gazetteer ({found.rule})"


def _widened(where: _Where, level: int) -> _Where:
    """A name with its kind: "Kurram district" is no finer than a district."""
    if where.precision is None or level <= where.precision:
        return where
    if level > 4:
        return _Where(precision=level)
    return _Where(where.latitude, where.longitude, level, max(where.radius or 0.0, RADII[level]))


def _near(where: _Where) -> _Where:
    """Near a place: UCDP where_prec 2, within about 25 km."""
    return _Where(where.latitude, where.longitude, 2, _NEAR_KM)


def _part(where: _Where, direction: str) -> _Where:
    """A part of a place: the half in that direction where the place has an extent, else somewhere in it."""
    if where.latitude is None or where.longitude is None or not where.radius:
        return _Where(precision=5)
    degrees = geometry.bearing(direction)
    if where.precision in (1, 2):
        return _Where(where.latitude, where.longitude, 2, max(where.radius, 5.0))
    if degrees is None:
        return _Where(where.latitude, where.longitude, 5, where.radius)
    point, radius = geometry.part((where.latitude, where.longitude), where.radius, degrees)
    return _Where(*point, 5, radius)


def _away(where: _Where, kilometres: float | None, degrees: float | None) -> _Where:
    """At a distance from a place: UCDP where_prec 2 up to 25 km, else a wider area."""
    if kilometres is None or where.precision not in (1, 2) or where.latitude is None or where.longitude is None:
        return _Where(precision=5)
    point, radius = geometry.at_distance((where.latitude, where.longitude), where.radius or 0.0, kilometres, degrees)
    return _Where(*point, 2 if kilometres <= _NEAR_KM else 5, radius)
