"""Names of states, groups, bodies and well-known persons, found in one pass over a report.

In: the tables countries, groups, bodies and memberships. Out: a `Named` for each token range.
Guarantee: matches stand on token borders, do not overlap, and the longest of several wins. A short form that means
other things as well ("PDF", "IS", "National Liberation Army") counts only with a second sign in the report.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import ahocorasick_rs

from counterclaim.reference import Reference

if TYPE_CHECKING:
    from spacy.tokens import Doc

NameKind = Literal["state", "group", "igo", "ngo", "institute", "media", "territory"]
NameForm = Literal["name", "adjective", "people", "capital", "government", "forces", "organ", "region", "person"]

#: Key of countries.toml -> the form that its words have.
_STATE_FORMS: tuple[tuple[str, NameForm], ...] = (
    ("names", "name"),
    ("people", "people"),
    ("capitals", "capital"),
    ("government", "government"),
    ("forces", "forces"),
    ("adjectives", "adjective"),
    ("regions", "region"),
)
#: Class of bodies.toml -> the kind of its name; `state` is the organ of whatever `actor` is.
_BODY_KINDS: dict[str, NameKind] = {
    "igo": "igo",
    "ngo": "ngo",
    "monitor": "ngo",
    "institute": "institute",
    "media": "media",
}
_SHORTEST_CAPITALS = 4  # headlines and datelines in capitals; shorter words would meet acronyms


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Whom a name stands for. `party` is set where the table fixes it; `state` for a territory."""

    actor: str
    kind: NameKind
    form: NameForm
    name: str
    party: str | None = None
    state: str | None = None
    home: tuple[str, ...] = ()
    outlet: bool = False


def fold(text: str) -> str:
    """`text` with one plain character for each accented letter, curly quote and dash; same length."""
    return text if text.isascii() else text.translate(_FOLDING)


def _folding() -> dict[int, str]:
    table = {0x2019: "'", 0x2018: "'", 0x2010: "-", 0x2011: "-", 0x2013: "-", 0x2014: "-"}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base
    table[0x131] = "i"  # dotless i has no decomposition
    return table


_FOLDING = _folding()


@dataclass(frozen=True, slots=True)
class _Signs:
    """How often a report names each actor surely, and each state in any form."""

    actors: Counter[str]
    states: Counter[str]


class NameIndex:
    """All names of the reference tables, as one automaton. Built once; `find` is linear in the text."""

    def __init__(self, reference: Reference) -> None:
        self._entries: dict[str, Named] = {}
        doubtful: dict[str, list[Named]] = {}
        for surface, named, sure in _surfaces(reference):
            if sure:
                self._entries.setdefault(fold(surface), named)
            else:
                doubtful.setdefault(fold(surface), []).append(named)
        for key, named in list(self._entries.items()):
            if len(key) >= _SHORTEST_CAPITALS and named.form != "person":
                self._entries.setdefault(key.upper(), named)
        self._doubtful = {key: names for key, names in doubtful.items() if key not in self._entries}
        self._armed = frozenset(reference.table("roles")["kind"]["rebels"]["nouns"])
        self._patterns = [*self._entries, *self._doubtful]
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns)

    def get(self, surface: str) -> Named | None:
        """What exactly `surface` stands for without a second sign, or None."""
        return self._entries.get(fold(surface))

    def find(self, doc: Doc, line: Sequence[int]) -> list[tuple[int, int, Named]]:
        """The names in `doc` as (start token, end token, `Named`), in order, longest first.

        `line` numbers the lines or sentences by token; no name crosses their borders.
        """
        matches = self._matches(doc, line)
        sure = [(start, end, self._entries[key]) for start, end, key in matches if key in self._entries]
        names = _longest(sure, len(doc))
        if len(sure) < len(matches):
            signs = _signs(names)
            more = [
                (start, end, named)
                for start, end, key in matches
                if key in self._doubtful and (named := self._settled(key, signs, doc, end)) is not None
            ]
            names = _longest([*sure, *more], len(doc)) if more else names
        return names

    def _matches(self, doc: Doc, line: Sequence[int]) -> list[tuple[int, int, str]]:
        """Every name that stands on token borders, as (start token, end token, key)."""
        text = fold(doc.text)
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        for token in doc:
            starts[token.idx] = token.i
            ends[token.idx + len(token)] = token.i + 1
        found: list[tuple[int, int, str]] = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            first, last = starts.get(start), ends.get(end)
            if first is None or last is None or text.startswith("$", end):
                continue
            if line[first] == line[last - 1]:
                found.append((first, last, self._patterns[pattern]))
        return found

    def _settled(self, key: str, signs: _Signs, doc: Doc, end: int) -> Named | None:
        """Whom a doubtful name stands for here: the only one that the report's other words point to.

        The signs, strongest first: another name of the group, a name of one of its home states, a noun for
        fighters right after ("AA fighters").
        """
        candidates = self._doubtful[key]
        named = [c for c in candidates if signs.actors[c.actor]]
        if len(named) == 1:
            return named[0]
        weights = [max((signs.states[home] for home in c.home), default=0) for c in candidates]
        most = max(weights)
        if most:
            return candidates[weights.index(most)] if weights.count(most) == 1 else None
        armed = len(candidates) == 1 and end < len(doc) and doc[end].lower_ in self._armed
        return candidates[0] if armed else None


def _longest(matches: list[tuple[int, int, Named]], size: int) -> list[tuple[int, int, Named]]:
    """The matches that do not overlap, longer ones first, in order of the text."""
    taken = bytearray(size)
    names: list[tuple[int, int, Named]] = []
    for start, end, named in sorted(matches, key=lambda match: (match[0] - match[1], match[0])):
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            names.append((start, end, named))
    names.sort(key=lambda name: name[0])
    return names


def _signs(names: list[tuple[int, int, Named]]) -> _Signs:
    actors = Counter(named.actor for _, _, named in names)
    states = Counter(named.state or named.actor for _, _, named in names if named.kind in ("state", "territory"))
    return _Signs(actors, states)


def _surfaces(reference: Reference) -> Iterator[tuple[str, Named, bool]]:
    """Every name of the tables, whom it stands for, and whether it does so without a second sign."""
    countries = reference.table("countries")
    yield from _sure(_territories(reference.table("memberships")))
    yield from _sure(_states(countries))
    for code, row in reference.table("groups").items():
        base = {"actor": code, "kind": "group", "name": row["name"], "home": tuple(row.get("home", ()))}
        doubtful = row.get("doubtful", ())
        for word in dict.fromkeys((row["name"], *row.get("names", ()), *doubtful)):
            yield word, Named(form="name", **base), word not in doubtful
        for word in row.get("people", ()):
            yield word, Named(form="people", **base), True
    yield from _sure(_bodies(reference.table("bodies")["body"], set(countries)))
    yield from _sure(_persons(reference.table("memberships"), reference))


def _sure(names: Iterable[tuple[str, Named]]) -> Iterator[tuple[str, Named, bool]]:
    return ((word, named, True) for word, named in names)


def _states(countries: Any) -> Iterator[tuple[str, Named]]:
    for code, row in countries.items():
        base = {"actor": code, "kind": "state", "name": row["name"]}
        yield row["name"], Named(form="name", **base)
        for key, form in _STATE_FORMS:
            for word in row.get(key, ()):
                yield word, Named(form=form, **base)


def _bodies(rows: Iterable[Any], states: set[str]) -> Iterator[tuple[str, Named]]:
    for row in rows:
        name, actor = row["name"], row["actor"]
        kind = _BODY_KINDS.get(row["class"])
        for word in (name, *row.get("names", ()), *row.get("acronyms", ())):
            if kind is None:
                owner: NameKind = "state" if actor in states else "group"
                own = word if row.get("each") else name
                outlet = row.get("outlet", False)
                yield word, Named(actor=actor, kind=owner, form="organ", name=own, outlet=outlet)
            else:
                own = name if actor not in ("media", "INSTITUTES", "UN") else word
                code = "expert" if actor == "INSTITUTES" else actor
                party, outlet = row.get("party"), kind == "media"
                yield word, Named(actor=code, kind=kind, form="name", name=own, party=party, outlet=outlet)


def _territories(table: Any) -> Iterator[tuple[str, Named]]:
    for row in table.get("territory", ()):
        base = {"actor": row["actor"], "kind": "territory", "state": row["state"], "name": row["names"][0]}
        for word in row["names"]:
            yield word, Named(form="region", **base)
        for word in row.get("people", ()):
            yield word, Named(actor=row["state"], kind="state", form="people", name=row["state"])


def _persons(table: Any, reference: Reference) -> Iterator[tuple[str, Named]]:
    countries, groups = reference.table("countries"), reference.table("groups")
    for row in table.get("person", ()):
        actor = row["actor"]
        kind: NameKind = "state" if actor in countries else "group" if actor in groups else "igo"
        for word in row["names"]:
            yield word, Named(actor=actor, kind=kind, form="person", name=word)
