"""Names of states, groups, bodies and well-known persons, found in one pass over a report.

In: the tables countries, groups, bodies and memberships. Out: a `Named` for each token range.
Guarantee: matches stand on token borders, do not overlap, and the longest of several wins.
"""

from __future__ import annotations

import unicodedata
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


class NameIndex:
    """All names of the reference tables, as one automaton. Built once; `find` is linear in the text."""

    def __init__(self, reference: Reference) -> None:
        self._entries: dict[str, Named] = {}
        for surface, named in _surfaces(reference):
            key = fold(surface)
            self._entries.setdefault(key, named)
        for key, named in list(self._entries.items()):
            if len(key) >= _SHORTEST_CAPITALS and named.form != "person":
                self._entries.setdefault(key.upper(), named)
        self._patterns = list(self._entries)
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns)

    def get(self, surface: str) -> Named | None:
        """What exactly `surface` stands for, or None."""
        return self._entries.get(fold(surface))

    def find(self, doc: Doc, line: Sequence[int]) -> list[tuple[int, int, Named]]:
        """The names in `doc` as (start token, end token, `Named`), in order, longest first.

        `line` numbers the lines or sentences by token; no name crosses their borders.
        """
        text = fold(doc.text)
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        for token in doc:
            starts[token.idx] = token.i
            ends[token.idx + len(token)] = token.i + 1
        found: list[tuple[int, int, int]] = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            first, last = starts.get(start), ends.get(end)
            if first is None or last is None or text.startswith("$", end):
                continue
            if line[first] == line[last - 1]:
                found.append((first - last, first, pattern))
        found.sort()
        taken = bytearray(len(doc))
        names: list[tuple[int, int, Named]] = []
        for minus_size, first, pattern in found:
            last = first - minus_size
            if not any(taken[first:last]):
                taken[first:last] = b"\x01" * (last - first)
                names.append((first, last, self._entries[self._patterns[pattern]]))
        names.sort(key=lambda name: name[0])
        return names


def _surfaces(reference: Reference) -> Iterator[tuple[str, Named]]:
    countries = reference.table("countries")
    yield from _territories(reference.table("memberships"))
    yield from _states(countries)
    for code, row in reference.table("groups").items():
        home = tuple(row.get("home", ()))
        base = {"actor": code, "kind": "group", "name": row["name"], "home": home}
        for word in (row["name"], *row.get("names", ()), *row.get("acronyms", ())):
            yield word, Named(form="name", **base)
        for word in row.get("people", ()):
            yield word, Named(form="people", **base)
    yield from _bodies(reference.table("bodies")["body"], set(countries))
    yield from _persons(reference.table("memberships"), reference)


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
                yield word, Named(actor=actor, kind=owner, form="organ", name=name)
            else:
                own = name if actor not in ("media", "INSTITUTES", "UN") else word
                code = "expert" if actor == "INSTITUTES" else actor
                yield word, Named(actor=code, kind=kind, form="name", name=own, party=row.get("party"))


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
