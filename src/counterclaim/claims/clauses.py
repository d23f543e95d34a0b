"""Clauses: who does what to whom around a predicate, and whether it is said to have happened.

In: a `Syntax` and the index of a verb. Out: head tokens of its arguments, conjuncts included, and its
reality. Guarantee: every index lies in the predicate's sentence; each lookup visits a bounded number of tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from counterclaim.claims.syntax import Syntax
from counterclaim.reference import Table

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_PASSIVE = frozenset({"nsubjpass", "auxpass", "agent", "csubjpass"})
#: A subject or object that negates its verb: "shelled nobody".
_NOBODY = frozenset({"nobody", "none", "nothing", "neither", "noone", "no-one"})
_DEPTH = 8  # how many predicates above one are looked at


def nominal(s: Syntax, heads: Iterable[int]) -> tuple[int, ...]:
    """`heads` and what is coordinated with them, without verbs that the parser coordinated."""
    found: dict[int, None] = {}
    for head in heads:
        for i in s.conjuncts(head):
            if i == head or s.tag[i][:1] in "NPJC" or s.tag[i] == "DT":
                found.setdefault(i)
    return tuple(found)


def is_passive(s: Syntax, verb: int) -> bool:
    """Whether `verb` is a passive: by its own marks, as a participle after a noun, or as a conjunct of one."""
    if any(s.dep[c] in _PASSIVE for c in s.children[verb]):
        return True
    if s.tag[verb] != "VBN":
        return False
    if s.dep[verb] == "acl":
        return True
    own = any(s.dep[c] in ("nsubj", "aux") for c in s.children[verb])
    return s.dep[verb] == "conj" and not own and s.tag[s.head[verb]] == "VBN" and is_passive(s, s.head[verb])


def subjects(s: Syntax, verb: int, depth: int = 0) -> tuple[int, ...]:
    """The grammatical subjects of `verb`: its own, or those that it shares with what stands above it."""
    for c in s.children[verb]:
        if s.dep[c] in ("nsubj", "nsubjpass"):
            if s.lower[c] in _RELATIVE and s.dep[verb] == "relcl":
                return nominal(s, [s.head[verb]])
            return nominal(s, [c])
    above = s.head[verb]
    if above == verb or depth >= _DEPTH:
        return ()
    match s.dep[verb]:
        case "conj" | "dep":
            return subjects(s, above, depth + 1) if s.tag[above][:1] in "VM" else ()
        case "xcomp":
            return objects(s, above, plain=True) or subjects(s, above, depth + 1)
        case "advcl" | "ccomp" if s.tag[verb] in ("VBG", "VB"):
            return subjects(s, above, depth + 1)
        case "acl" if s.tag[verb] == "VBG":
            return nominal(s, [above])
        case "acl" | "relcl" if s.tag[verb] == "VBN":
            return nominal(s, [above])
        case "acl":
            return _holder(s, above, depth)
        case "pcomp":
            return _prepositional_subject(s, above, depth)
        case "amod":
            return nominal(s, [above])
    return ()


def _holder(s: Syntax, noun: int, depth: int) -> tuple[int, ...]:
    """ "Pakistan's plan to strike", "the army had orders to fire": who the noun of an infinitive belongs to."""
    for c in s.children[noun]:
        if s.dep[c] == "poss":
            return nominal(s, [c])
    verb = s.head[noun]
    if s.tag[noun] == "NNS" and s.dep[noun] == "pobj":
        return nominal(s, [noun])  # "one of three nations to recognise"
    return subjects(s, verb, depth + 1) if verb != noun and s.tag[verb][:1] == "V" else ()


def _prepositional_subject(s: Syntax, preposition: int, depth: int) -> tuple[int, ...]:
    """ "Accused X of firing": X; "X was accused of firing", "X denied by saying": the subject."""
    above = s.head[preposition]
    if s.tag[above][:1] == "V":
        if s.lower[preposition] in ("of", "for", "from") and not is_passive(s, above):
            found = objects(s, above, plain=True)
            if found:
                return found
        return subjects(s, above, depth + 1)
    if s.tag[above][:1] == "N":
        return _holder(s, above, depth)
    if s.tag[above][:1] == "J" and s.head[above] != above:  # "is guilty of violating"
        return subjects(s, s.head[above], depth + 1)
    return ()


def objects(s: Syntax, verb: int, *, plain: bool = False) -> tuple[int, ...]:
    """What `verb` is done to: its object, its passive subject, or the noun that its relative clause leaves open."""
    for c in s.children[verb]:
        if s.dep[c] == "dobj":
            if s.lower[c] in _RELATIVE and s.dep[verb] == "relcl":
                return nominal(s, [s.head[verb]])
            return nominal(s, [c])
    if plain:
        return ()
    if is_passive(s, verb):
        return subjects(s, verb)
    if s.dep[verb] == "relcl" and any(s.dep[c] == "nsubj" and s.lower[c] not in _RELATIVE for c in s.children[verb]):
        return nominal(s, [s.head[verb]])
    return ()


def prepositional(s: Syntax, head: int, *words: str) -> tuple[int, ...]:
    """What stands after one of the prepositions (in the order of `words`) at `head`."""
    for word in words:
        for c in s.children[head]:
            if s.lower[c] == word and s.dep[c] in ("prep", "agent", "dative", "prt"):
                found = [p for p in s.children[c] if s.dep[p] == "pobj"]
                if found:
                    return nominal(s, found)
    return ()


def doers(s: Syntax, verb: int) -> tuple[int, ...]:
    """Who does what `verb` says: the subject, or the by-phrase of a passive."""
    if not is_passive(s, verb):
        return subjects(s, verb)
    found = prepositional(s, verb, "by")
    if not found and s.dep[verb] == "conj":
        return prepositional(s, s.head[verb], "by")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Reality:
    """Whether a predicate is said to have happened: `future` is announced, `unreal` left open."""

    future: bool = False
    unreal: bool = False
    negated: bool = False
    obliged: bool = False


class Realities:
    """Reads the `Reality` of predicates from auxiliaries, marks and the verbs above them."""

    def __init__(self, table: Table) -> None:
        unreal: Mapping[str, str] = table["unreal"]
        self._verbs = frozenset(unreal["verbs"].split())
        self._open_clauses = frozenset(unreal["clauses"].split())
        self._negative = frozenset(unreal["negative"].split())
        self._marks = frozenset(unreal["conditional_marks"].split())
        self._future = frozenset(unreal["future"].split())
        self._modal = frozenset(unreal["modal"].split())
        self._obliging = frozenset(unreal["obliging"].split())
        self._commissive = frozenset(w for row in table["commissive"] for w in row["lemmas"].split())
        self._ready = frozenset(w for row in table["commissive_adjective"] for w in row["lemmas"].split())

    def read(self, s: Syntax, verb: int) -> Reality:
        """The reality of `verb` in its surroundings."""
        reality = self._own(s, verb)
        at = verb
        for _ in range(_DEPTH):
            above = s.head[at]
            if above == at:
                break
            if s.dep[at] == "conj":
                if s.tag[above][:1] not in "VM":
                    break
                if not any(s.dep[c] in ("nsubj", "nsubjpass", "aux") for c in s.children[at]):
                    reality = _both(reality, self._own(s, above))
            elif s.dep[at] in ("xcomp", "ccomp", "pcomp", "acl", "advcl", "prep", "dobj", "pobj"):
                reality = self._under(s, at, above, reality)
                if s.dep[at] == "ccomp" and s.lemma[above] not in self._verbs | self._negative:
                    break
            else:
                break
            at = above
        return reality

    def _own(self, s: Syntax, verb: int) -> Reality:
        future = unreal = negated = obliged = False
        for c in s.children[verb]:
            low = s.lower[c]
            if s.dep[c] == "aux":
                future |= low in self._future
                unreal |= low in self._modal
                obliged |= low in self._obliging
            elif s.dep[c] == "neg" or (s.dep[c] in ("advmod", "preconj", "cc") and low in ("never", "neither", "nor")):
                negated |= s.dep[c] != "cc"
            elif s.dep[c] == "mark" and low in self._marks:
                unreal = True
            elif s.dep[c] in ("nsubj", "dobj", "nsubjpass"):
                negated |= low in _NOBODY or any(
                    s.lower[d] in ("no", "neither") and s.dep[d] in ("det", "neg") for d in s.children[c]
                )
        return Reality(future=future, unreal=unreal, negated=negated, obliged=obliged)

    def _under(self, s: Syntax, at: int, above: int, reality: Reality) -> Reality:
        """`reality` of the predicate at or below `at`, seen from the word above it."""
        lemma = s.lemma[above]
        infinitive = any(s.lower[c] == "to" and s.dep[c] == "aux" for c in s.children[at])
        if s.dep[at] == "xcomp" and lemma in self._ready and s.tag[above][:1] == "J":
            return replace(reality, future=True)
        if s.dep[at] == "ccomp" and any(s.lower[c] in ("would", "'d", "’d") for c in s.children[at]):
            return replace(reality, future=True)  # what was announced in the past: "said it would"
        if s.dep[at] in ("xcomp", "dobj") and lemma in self._commissive and (infinitive or s.dep[at] == "dobj"):
            return replace(reality, future=True)
        if s.dep[at] in ("xcomp", "ccomp", "pcomp") and lemma in self._negative:
            return replace(reality, negated=True, unreal=True)
        loose = s.dep[at] == "prep" and s.lower[at] in ("for", "of", "to", "with", "against")
        if lemma in (self._open_clauses if s.dep[at] == "ccomp" else self._verbs) and (
            loose or s.dep[at] in ("xcomp", "ccomp")
        ):
            return replace(reality, unreal=True)
        if s.dep[at] in ("acl", "advcl") and infinitive:
            return replace(reality, unreal=True)
        if s.dep[at] == "xcomp" and s.tag[above][:1] == "V":
            own = self._own(s, above)
            return _both(reality, own)
        return reality


def _both(one: Reality, two: Reality) -> Reality:
    return Reality(
        future=one.future or two.future,
        unreal=one.unreal or two.unreal,
        negated=one.negated or two.negated,
        obliged=one.obliged or two.obliged,
    )
