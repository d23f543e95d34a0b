"""Which stance the words of a statement mostly have, learned from statements of our own: where the cue is neutral.

In: what one speaker says (`Said`), the attribution over it, and the stance that the rules gave. Out: that stance, or
another one that the words speak for. The model is linear: a weight for each readable feature and stance
(reference/stance_weights.json), fitted by scripts/learn_stances.py to training/stances/*.tsv. Guarantee: the rule of a
stance that it gives names the words that weighed most; nothing but the sentence is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import exp
from typing import Any

from counterclaim.claims.predications import Predication
from counterclaim.claims.readings import AttributionReading
from counterclaim.claims.said import FIRST, Said, StanceTables
from counterclaim.claims.syntax import OPENING_MARKS, Syntax
from counterclaim.records import Stance

#: A stance less likely than this, by the model itself, is not taken over the rules'. With it and the prior, 13 of 401
#: plain statements of openly licensed news that were no part of the training took another stance; at .5 it were 28.
_SURE = 0.6
#: Most of what is said in the news is put forward as plain fact; of the training statements less than half is. The log
#: odds of an assertion are raised by so much.
_PRIOR = 1.0
#: Clauses, and words of the sentence on either side of what is said, that are looked at: bounds for endless sentences.
_CLAUSES, _AROUND, _INSIDE = 4, 40, 120
#: Words that name the speakers whose kind matters: a threat by a medic is no threat.
_KINDS = ("UN", "NGO", "media", "expert", "residents", "witnesses", "medics")
_PLAIN = frozenset({"the", "a", "an", ",", ".", ";", "“", "”", '"', "‘", "’", "'", "``", "''", ":", "-", "–", "(", ")"})
_SHOWN = 3


class LearnedStance:
    """The model of the package; holds no state between statements."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.stances: tuple[Stance, ...] = tuple(table["stances"])
        #: For each feature the stances that it says anything of, by their place, with its weight for them.
        self.weights: dict[str, tuple[tuple[int, float], ...]] = {
            name: tuple((n, weight) for n, weight in enumerate(row) if weight) for name, row in table["weights"].items()
        }

    def decide(
        self, said: Said, reading: AttributionReading, ruled: Stance, rule: str, tables: StanceTables
    ) -> tuple[Stance, str]:
        """The stance of neutral words and the rule behind it, given what the rules found (`ruled` by `rule`)."""
        stance, shown = self.choose(features(said, reading, ruled, rule, tables), ruled)
        return (ruled, rule) if stance == ruled else (stance, f"learned:{shown}")

    def choose(self, names: Iterable[str], ruled: Stance) -> tuple[Stance, str]:
        """The stance that the features speak for, `ruled` where none is sure, and the words that weighed most."""
        weights = self.weights
        found = [(row, name) for name in dict.fromkeys(names) if (row := weights.get(name)) is not None]
        sums = [_PRIOR if stance == "asserts" else 0.0 for stance in self.stances]
        for row, _ in found:
            for n, weight in row:
                sums[n] += weight
        best = max(range(len(sums)), key=sums.__getitem__)
        likely = 1 / sum(exp(value - sums[best]) for value in sums)
        # What a rule named is never taken back to an assertion: the rule saw words that say more.
        if self.stances[best] == "asserts" or likely < _SURE:
            return ruled, ""
        said = [(row, name[2:]) for row, name in found if name[:2] in ("w=", "b=")]
        words = [(weight, name) for row, name in said for n, weight in row if n == best and weight > 0]
        shown = ",".join(name.replace(" ", "_") for _, name in sorted(words, reverse=True)[:_SHOWN])
        return self.stances[best], shown


def features(said: Said, reading: AttributionReading, ruled: Stance, rule: str, tables: StanceTables) -> Iterator[str]:
    """What the model looks at: cue, speaker, words and pairs of words, clauses, the rest of the sentence, the rule."""
    s, words = said.s, said.words[:_INSIDE]
    yield "bias"
    yield from _frame(reading)
    speaker = _speaker(said, tables)
    yield f"speaker={speaker}"
    yield f"quoted={bool(words) and s.lower[words[0]] in OPENING_MARKS}"
    yield from _words(_lemma(s, t) for t in words)
    for p in said.clauses[:_CLAUSES]:
        yield from _clause(s, p, speaker)
    if not said.clauses:
        yield f"noclause&{speaker}"
    yield from (f"x={_lemma(s, t)}" for t in _around(s, words) if s.tag[t][:3] != "NNP")
    yield f"rule={rule.split('>')[0]}={ruled}"
    yield f"ruled={ruled}"


def _frame(reading: AttributionReading) -> Iterator[str]:
    parts = reading.frame.split(":")
    yield f"cue={parts[1] if len(parts) > 1 else parts[0]}"
    yield f"frame={parts[0]}:{parts[-1]}"
    yield f"kind={reading.kind}"


def _words(lemmas: Iterable[str]) -> Iterator[str]:
    plain = [lemma for lemma in lemmas if lemma not in _PLAIN]
    yield from (f"w={lemma}" for lemma in plain)
    yield from (f"b={a} {b}" for a, b in pairwise(["<", *plain, ">"]))


def _clause(s: Syntax, p: Predication, speaker: str) -> Iterator[str]:
    put = "+".join(name for name, holds in _put(s, p) if holds) or "-"
    verb, subject = _lemma(s, p.verb), _subject(s, p)
    yield f"p={put}"
    yield f"p={put}&{speaker}"
    yield f"pv={verb}&{put}"
    yield f"ps={subject}&{put}"
    yield f"psv={subject}&{verb}"


def _put(s: Syntax, p: Predication) -> tuple[tuple[str, bool], ...]:
    return (
        ("own", p.own),
        ("future", p.future),
        ("negated", p.negated),
        ("imperative", p.imperative),
        ("able", p.able),
        ("sided", p.sided),
        ("cleft", p.cleft),
        ("past", s.tag[p.verb] in ("VBD", "VBN")),
    )


def _subject(s: Syntax, p: Predication) -> str:
    if p.subject is None:
        return "0"
    if s.tag[p.subject] in ("PRP", "EX", "DT", "WP"):
        return s.lower[p.subject]
    if any(s.lower[c] in FIRST for c in s.children[p.subject]):
        return "our"
    return _lemma(s, p.subject)


def _around(s: Syntax, words: Sequence[int]) -> Iterator[int]:
    if not words:
        return
    start, end = s.sentence_range(words[0])[0], s.sentence_range(words[-1])[1]
    inner = set(words)
    for t in range(max(start, words[0] - _AROUND), min(end, words[-1] + _AROUND)):
        if t not in inner:
            yield t


def _lemma(s: Syntax, t: int) -> str:
    """The lemma; names and numbers by their tag, so that no name is ever learned."""
    if s.tag[t] == "CD":
        return "#"
    return "NNP" if s.tag[t][:3] == "NNP" else s.lemma[t].lower()


def _speaker(said: Said, tables: StanceTables) -> str:
    if said.armed(tables.groups):
        return "armed"
    if said.side:
        return "side"
    return next((kind for kind in _KINDS if kind in said.speaker), "unknown")
