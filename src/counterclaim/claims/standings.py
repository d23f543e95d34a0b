"""Standings: how long or wide a border or front is said to be, and the relations that states and groups stand in.

In: one report's assembly. Out: `StatusReading`s, for `statuses.py` to make claims of: "length:2,600 km", "length:more
than 2,400 km", "recognition:not recognised", "ties:cut", "listing:listed". Guarantee: a number keeps its bound and its
unit as said (nothing is converted); a measure is some thing's own, never a distance between two; a relation has a known
party on an end; what is asked for or left open is none; linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.claims.assembly import Assembly
from counterclaim.claims.clauses import doers, objects, prepositional, subjects
from counterclaim.claims.numbers import NumberReader
from counterclaim.claims.readings import TokenRange
from counterclaim.claims.statuses import StatusReader, StatusReading
from counterclaim.claims.syntax import Syntax, inside
from counterclaim.claims.toll_words import words_of
from counterclaim.records import Bound
from counterclaim.reference import Reference

#: How a bound is said before a number.
_BOUNDS: dict[Bound, str] = {
    "about": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "at most ",
    "nearly": "nearly ",
    "less_than": "less than ",
}
_HYPHENS = frozenset({"-", "–", "‑"})
_REACH = 8  # tokens before a unit in which its number stands
_UP = 4  # words between a measure and the thing that has it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Relation:
    """A row of the table: verbs and, where the verb alone does not tell, the nouns that it takes."""

    kind: str
    status: str
    verbs: frozenset[str]
    objects: frozenset[str]
    preps: frozenset[str]
    needs: frozenset[str]


class StandingReader:
    """Finds what reference/standings.toml lists."""

    def __init__(self, reference: Reference, statuses: StatusReader) -> None:
        table = reference.table("standings")
        self._statuses = statuses
        self._numbers = NumberReader(reference.table("tolls"))
        self._units: dict[str, str] = {w: unit for unit, words in table["units"].items() for w in words.split()}
        self._things = frozenset(table["measured"]["things"].split())
        self._dimensions: dict[str, str] = {
            w: name for name, words in table["dimensions"].items() for w in words.split()
        }
        self._verbs = frozenset(table["measured"]["verbs"].split())
        self._relations = tuple(
            _Relation(
                kind=row["kind"],
                status=row["status"],
                verbs=frozenset(row["verbs"].split()),
                objects=frozenset(row.get("objects", "").split()),
                preps=frozenset(row.get("preps", "").split()),
                needs=frozenset(row.get("needs", "").split()),
            )
            for row in table["relation"]
        )
        self._related = frozenset(v for relation in self._relations for v in relation.verbs)

    def read(self, assembly: Assembly) -> list[StatusReading]:
        """Every measure and relation, in text order."""
        found = [*self._measures(assembly), *self._stands(assembly)]
        return sorted(found, key=lambda reading: reading.predicate)

    # -- measures --------------------------------------------------------------------------------

    def _measures(self, assembly: Assembly) -> Iterator[StatusReading]:
        s = assembly.s
        words = words_of(s.doc)
        for i, word in enumerate(s.lower):
            unit = self._units.get(word)
            if unit is None:
                continue
            square = i > 0 and s.lower[i - 1] in ("square", "sq")
            last = i - 1 if square else i
            start = max(s.sentence_range(i)[0], last - _REACH)
            at = last - 1 if last > start and s.lower[last - 1] in _HYPHENS else last
            number = next((k for k in range(start, at) if self._ends_at(words, k, at)), None)
            if number is None:
                continue
            value, _ = self._numbers.cardinal(words, number, at) or (0.0, 0)
            bound, first = self._numbers.bound_before(words, number, start)
            held = self._thing(assembly, i, square)
            if held is None or value <= 0:
                continue
            thing, dimension = held
            said = f"{_BOUNDS.get(bound, '')}{_figure(value)} {'square ' if square else ''}{unit}"
            yield StatusReading(
                predicate=i, thing=thing, kind=dimension, words=(min(first, number), i + 1), status=said, standing=True
            )

    def _ends_at(self, words: object, start: int, end: int) -> bool:
        found = self._numbers.cardinal(words, start, end)  # type: ignore[arg-type]
        return found is not None and found[1] == end

    def _thing(self, assembly: Assembly, unit: int, square: bool) -> tuple[int, str] | None:
        """What is so long, wide or large, and which of these; None for ways between places and other counts."""
        s = assembly.s
        dimension = "area" if square else None
        at = unit
        for _ in range(_UP):
            above = s.head[at]
            if above == at:
                return None
            word = s.lower[above]
            if word in self._dimensions:
                dimension = self._dimensions[word]
            elif s.tag[above][:2] == "NN":
                if s.dep[at] in ("compound", "nmod", "amod", "nummod", "npadvmod") and self._is_thing(assembly, above):
                    return above, dimension or "length"
                return None
            elif s.tag[above][:1] == "V":
                plain = s.lemma[above] in self._verbs and (s.dep[at] == "dobj" or s.lower[at] == "for")
                if not (plain or (s.lemma[above] == "be" and dimension is not None)):
                    return None
                who = next((w for w in subjects(s, above) if self._is_thing(assembly, w)), None)
                return (who, dimension or "length") if who is not None else None
            elif s.dep[at] != "pobj" and s.tag[above][:1] not in "JR":
                return None
            at = above
        return None

    def _is_thing(self, assembly: Assembly, noun: int) -> bool:
        return assembly.s.lemma[noun].lower() in self._things

    # -- relations -------------------------------------------------------------------------------

    def _stands(self, assembly: Assembly) -> Iterator[StatusReading]:
        s = assembly.s
        for i, lemma in enumerate(s.lemma):
            if lemma not in self._related or s.tag[i][:1] != "V" or s.dep[i] == "amod":
                continue
            for relation in self._relations:
                thing = self._related_thing(assembly, i, relation) if lemma in relation.verbs else None
                if thing is None:
                    continue
                told = self._statuses.told(s, i, relation.status)
                if told is not None:
                    deed = next((h for h in assembly.deeds_at(i) if not h.negated), None)
                    yield StatusReading(
                        predicate=i,
                        thing=thing,
                        kind=relation.kind,
                        words=_words(s, i),
                        status=told,
                        standing=True,
                        deed=deed,
                    )
                break

    def _related_thing(self, assembly: Assembly, verb: int, relation: _Relation) -> int | None:
        """What the relation is to, where a known party stands on an end."""
        s = assembly.s
        things = objects(s, verb)
        if relation.objects:
            things = tuple(t for t in things if s.lemma[t].lower() in relation.objects)
        if not things and relation.preps:
            things = prepositional(s, verb, *sorted(relation.preps))
        if relation.needs and not any(s.lower[c] in relation.needs for c in s.children[verb]):
            return None
        if not things:
            return None
        ends = (*doers(s, verb), *things)
        within = assembly.actors.parties_in(*s.edges(things[0])) if s.edges(things[0])[1] - verb < 20 else ()
        return things[0] if assembly.parties_at(ends) or within else None


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _words(s: Syntax, verb: int) -> TokenRange:
    """A verb with what denies it."""
    before = [
        c for c in s.children[verb] if c < verb and (s.dep[c] in ("neg", "aux", "auxpass") or s.lower[c] == "never")
    ]
    start = min(before, default=verb)
    return (start, verb + 1) if inside(start, s.sentence_range(verb)) else (verb, verb + 1)
