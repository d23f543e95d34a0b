"""Places: where things happen, as written, with what a small table of known names can add.

In: a parsed `Doc`. Out: `Place`s in text order. Guarantee: words that name who acts (demonyms, a capital or state as
subject or owner) are no places; a point comes only from the table and only with its precision; what is
said relative to a place keeps its words and takes no point that would be finer than they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from counterclaim.claims.syntax import Syntax
from counterclaim.records import Place
from counterclaim.reference import Reference, Table

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
_LONGEST = 8  # tokens in a name that no table holds
_LEVELS = {"precise": 1, "second": 3, "first": 4, "wide": 5}  # features table -> UCDP where_prec


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: int | None
    sort: Literal["place", "capital", "state"]


@dataclass(frozen=True, slots=True)
class _Found:
    """A name at tokens `start` to `end`: `root` is its head, `known` what the table holds."""

    start: int
    end: int
    root: int
    known: _Known | None


class PlaceReader:
    """Reads places by the names and words of `places.toml` and the names of states."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("places")
        self._names: dict[str, list[tuple[tuple[str, ...], _Known]]] = {}
        for country, row in reference.tables.get("countries", {}).items():
            if isinstance(row, Mapping):
                self._add_state(country, row)
        for row in table["place"]:
            self._add_place(row)
        for names in self._names.values():
            names.sort(key=lambda pair: -len(pair[0]))
        features = table["features"]
        self._features = {w: p for key, p in _LEVELS.items() for w in features[key].split()}
        self._relative = frozenset(features["relative"].split())
        self._directions = frozenset(table["directions"]["adjectives"].split())
        self._points = frozenset(table["directions"]["points"].split())
        self._distance = frozenset(table["directions"]["distance"].split())
        self._strong = frozenset(table["locative"]["strong"].split())
        self._weak = frozenset(table["locative"]["weak"].split())
        self._verbs = frozenset(table["locative"]["verbs"].split())
        self._not_where = frozenset(table["locative"]["not_where"].split())
        self._not_places = frozenset(table["not_places"]["words"].split())
        self._bodies = frozenset(table["not_places"]["bodies"].split())

    def _add_state(self, code: str, row: Table) -> None:
        for name in [row["name"], *row.get("names", ())]:
            self._add(name, _Known(row["name"], code, None, None, 6, "state"))
        for name in row.get("capitals", ()):
            self._add(name, _Known(name, code, None, None, 1, "capital"))
        for name in row.get("regions", ()):
            self._add(name, _Known(name, code, None, None, None, "place"))

    def _add_place(self, row: Table) -> None:
        first, *rest = row["name"].split()
        capital = any(known.sort == "capital" and words == tuple(rest) for words, known in self._names.get(first, ()))
        known = _Known(
            row["name"],
            row.get("country"),
            row.get("latitude"),
            row.get("longitude"),
            row.get("precision"),
            "capital" if capital else "place",
        )
        for name in [row["name"], *row.get("also", ())]:
            self._add(name, known)

    def _add(self, name: str, known: _Known) -> None:
        """Later entries overrule earlier ones of the same name. Names are split as the tokenizer does."""
        first, *rest = name.replace("-", " - ").replace("'s", " 's").split()
        entries = self._names.setdefault(first, [])
        entries[:] = [e for e in entries if e[0] != tuple(rest)]
        entries.append((tuple(rest), known))

    def read(self, doc: Doc, syntax: Syntax | None = None) -> list[Place]:
        """Every place that the text names as a place, in text order."""
        reading = _Reading(self, syntax or Syntax(doc))
        return reading.places()


class _Reading:
    """The reading of one doc."""

    def __init__(self, tables: PlaceReader, syntax: Syntax) -> None:
        self._t = tables
        self._s = syntax
        self._words = [t.text for t in syntax.doc]

    def places(self) -> list[Place]:
        found: list[Place] = []
        at = 0
        while at < len(self._words):
            here = self._at(at)
            if here is None:
                at += 1
                continue
            place, end = here
            found.append(place)
            at = max(end, at + 1)
        return found

    def _at(self, i: int) -> tuple[Place, int] | None:
        s = self._s
        word = self._words[i]
        if word[0].isupper():
            known = self._known(i)
            if known is not None:
                return self._from_known(known) if self._is_where(known) else None
            if s.tag[i].startswith("NNP"):
                return self._pattern(i)
        elif s.lower[i] in self._t._relative and s.tag[i].startswith("NN"):
            return self._relative(i)
        elif s.lower[i] in ("border", "frontier") and s.tag[i] == "NN":
            return self._border(i)
        return None

    # -- known names -----------------------------------------------------------------------------

    def _known(self, i: int) -> _Found | None:
        for rest, known in self._t._names.get(self._words[i], ()):
            end = i + 1 + len(rest)
            if tuple(self._words[i + 1 : end]) == rest:
                return _Found(i, end, self._root(i, end), known)
        return None

    def _root(self, start: int, end: int) -> int:
        s = self._s
        for i in range(start, end):
            if not start <= s.head[i] < end:
                return i
        return end - 1

    def _is_where(self, found: _Found) -> bool:
        """Whether a known name stands for a place here, not for who acts or as a part of another name."""
        s, known = self._s, found.known
        assert known is not None
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
            return dep != "compound" or s.lower[above] in self._t._features or s.tag[above] in ("NN", "NNS")
        if dep == "poss":  # "Kabul's airport"; "Pakistan's northwest" is read as one phrase by `_relative`
            return s.lower[above] in self._t._features and s.lower[above] not in self._t._relative
        if dep in ("dobj", "nsubjpass") and known.sort == "capital":
            return s.lemma[above] in self._t._verbs
        return dep in ("npadvmod", "ROOT") and found.start > 0 and self._words[found.start - 1] == ","

    def _after_preposition(self, preposition: int, known: _Known) -> bool:
        s = self._s
        word, head = s.lower[preposition], s.head[preposition]
        if word not in self._t._weak:
            return known.sort == "place" and word not in ("with", "by")
        if word == "of":
            if s.tag[head].startswith("NNP") and s.lower[head] not in self._t._features:
                return False
            wanted = self._t._features.keys() | self._t._relative | self._t._points
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
            if any(s.lower[j] in t._bodies and self._words[j][0].isupper() for j in between):
                return True
            if s.tag[above] == "NNP" and s.dep[found.root] == "compound" and s.lower[above] not in t._features:
                return not self._table_place(above)
        before = found.start - 1
        return (
            before >= 0
            and s.tag[before] == "NNP"
            and s.head[before] == found.root
            and s.dep[before] == "compound"
            and s.lower[before] not in t._directions
            and s.lower[before] not in t._features
            and s.text[s.idx[before] + len(self._words[before])] != ","
        )

    def _table_place(self, i: int) -> bool:
        return self._words[i] in self._t._names

    def _feature(self, i: int) -> bool:
        return i < len(self._words) and self._s.lower[i] in self._t._features

    def _from_known(self, found: _Found) -> tuple[Place, int]:
        s, known = self._s, found.known
        assert known is not None
        start, end = found.start, found.end
        precision, point = known.precision, (known.latitude, known.longitude)
        rule = f"known {known.sort}"
        name = known.name
        if self._feature(end) and s.head[found.root] in (end, found.root):
            level = self._t._features[s.lower[end]]
            if precision is not None and level > precision:
                precision, point = level, point if level <= 4 else (None, None)
            end += 1
            rule += " with its kind"
        if start and s.lower[start - 1] in self._t._directions and s.tag[start - 1][:1] in "JNR":
            start, precision, point = start - 1, 5, (None, None)
            name, rule = s.words((start, end)), "part of a " + rule
        elif start and s.lower[start - 1] in ("near", "outside", "around") and precision == 1:
            precision, rule = 2, "near a " + rule
        else:
            far = self._distance(start)
            if far is not None:
                start, kilometres = far
                near = kilometres is not None and kilometres <= _NEAR_KM and precision in (1, 2)
                precision, point = (2, point) if near else (5, (None, None))
                rule = "at a distance from a " + rule
        if point[0] is None and known.sort == "place" and rule.startswith("known") and precision is None:
            rule = "name of a region"
        return self._place(start, end, name, known.country, point, precision, rule), end

    def _distance(self, start: int) -> tuple[int, float | None] | None:
        """ "30 km south-east of", "two hours from": where the phrase before a name starts, and how far."""
        s = self._s
        if start < 3 or s.lower[start - 1] not in ("of", "from"):
            return None
        i = start - 2
        passed = self._t._points | {"-", "(", ")", "the", "to"}
        while i > start - 6 and i >= 0 and s.lower[i] in passed:
            i -= 1
        if i < 1 or s.lower[i] not in self._t._distance:
            return None
        number = s.lower[i - 1].replace(",", "").rstrip("-")
        try:
            kilometres = float(number) * _KM.get(s.lower[i], 1.0)
        except ValueError:
            return (i - 1, None) if s.tag[i - 1] == "CD" else None
        return i - 1, kilometres

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
            level, rule = t._features[s.lower[end - 1]], f"name of a {s.lower[end - 1]}"
            name = s.words((i, end - 1))
            if not self._before_locative(i):
                return None
        elif self._feature(end) and s.tag[end] in ("NN", "NNP"):
            level = t._features[s.lower[end]]
            if level in (3, 4) or self._before_locative(i):
                rule, end = f"name of a {s.lower[end]}", end + 1
        elif before in t._features and self._word_before(i) == "of":
            level, rule = t._features[before], f"name of a {before}"
        if rule is None and self._word_before(i) in t._strong and self._is_object(i, end):
            rule = f"name after {self._word_before(i)}"
        if rule is None:
            return None
        return self._place(start, end, name, self._country_after(end), (None, None), level, rule), end

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
        if any(s.lower[j] in t._not_places for j in range(start, end)) or last in t._bodies:
            return True
        if end < len(self._words) and s.head[end - 1] == end and s.lower[end] not in t._features:
            return True  # "in Reuters reports", "in Biden aides' words"
        return end < len(self._words) and s.lower[end] in ("'s", "’s") and not self._feature(end + 1)

    def _word_before(self, i: int) -> str:
        s = self._s
        j = i - 1
        while j >= 0 and (s.lower[j] in _SKIPPED or s.lower[j] in self._t._directions):
            j -= 1
        return s.lower[j] if j >= 0 else ""

    def _before(self, i: int) -> str:
        """The noun before "of": "village" in "the village of X" (capitalised it is a part of a body's name)."""
        s = self._s
        return self._words[i - 2] if i > 1 and s.lower[i - 1] == "of" else ""

    def _before_locative(self, i: int) -> bool:
        return self._word_before(i) in self._t._weak

    def _is_object(self, start: int, end: int) -> bool:
        s = self._s
        root = self._root(start, end)
        return s.dep[root] == "pobj" and s.lower[s.head[root]] in self._t._strong

    def _country_after(self, end: int) -> str | None:
        """ "Khar, Pakistan": the state named right after a comma."""
        if end + 1 < len(self._words) and self._words[end] == ",":
            known = self._known(end + 1)
            if known is not None and known.known is not None:
                return known.known.country
        return None

    # -- relative words --------------------------------------------------------------------------

    def _relative(self, i: int) -> tuple[Place, int] | None:
        """ "The country's east", "Pakistan's northwest": a part of a place, kept in its words."""
        s = self._s
        for c in s.children[i]:
            if s.dep[c] == "poss":
                start = s.edges(c)[0]
                country = None
                if self._words[c] in self._t._names:
                    known = self._known(c)
                    country = known.known.country if known is not None and known.known is not None else None
                elif s.lower[c] not in ("country", "city", "town", "province", "region", "capital", "state", "camp"):
                    return None
                part = (start, i + 1)
                return self._place(*part, s.words(part), country, (None, None), 5, "part of a place"), i + 1
        return None

    def _border(self, i: int) -> tuple[Place, int] | None:
        """ "Along the border", "on the Afghan-Pakistani border": a line, kept in its words."""
        s = self._s
        if s.dep[i] != "pobj" or s.lower[s.head[i]] not in ("on", "along", "at", "near", "across", "over"):
            return None
        part = (s.edges(i)[0], i + 1)
        if part[1] - part[0] > 7:
            return None
        return self._place(*part, s.words(part), None, (None, None), 5, "border"), i + 1

    def _place(
        self,
        start: int,
        end: int,
        name: str,
        country: str | None,
        point: tuple[float | None, float | None],
        precision: int | None,
        rule: str,
    ) -> Place:
        span = self._s.char_span((start, end))
        latitude, longitude = point if precision is not None else (None, None)
        return Place(
            text=span.of(self._s.text),
            span=span,
            name=name,
            country=country,
            latitude=latitude,
            longitude=longitude,
            precision=precision,
            rule=rule,
        )
