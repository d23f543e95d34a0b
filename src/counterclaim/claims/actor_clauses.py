"""Clauses around victims: whose subject did it, whose speech it is in. Token indices over the parse.

Guarantee: each verb's children are read once and each path to a verb is walked once, so a report costs time
in its length however its sentences are built.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.claims.actor_tokens import Tokens

_CLIMBED = frozenset({"conj", "xcomp", "advcl", "relcl", "acl", "pcomp"})
_DEED_PREPOSITIONS = frozenset({"in", "by", "during", "from", "after"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a verb's children say. `agent`: the noun after "by"; `deed`: "in an Israeli strike"; `accused`:
    "accused the army of bombing"; `beside`: the last verb of speech beside it; `according`: the noun after "to"."""

    verb: int
    subjects: tuple[int, ...]
    passive: bool
    agent: int | None
    deed: int | None
    accused: int | None
    beside: int | None
    according: int | None


class Clauses:
    """The clauses of one report."""

    def __init__(self, tokens: Tokens, deeds: frozenset[str]) -> None:
        self._t = tokens
        self._deeds = deeds
        self._done: dict[int, Clause] = {}
        self._above: dict[int, tuple[int, int]] = {}

    def verb_above(self, token: int) -> tuple[int, int]:
        """The verb (or root) over `token`, and the verb's child on the way (the verb itself at the root)."""
        t, path, at = self._t, [], token
        while at not in self._above and t.tag[at][:2] not in ("VB", "MD") and t.head[at] != at:
            path.append(at)
            at = t.head[at]
        found = self._above.setdefault(at, (at, at))
        if found == (at, at) and path:
            found = (at, path[-1])
        for passed in path:
            self._above[passed] = found
        return self._above[token]

    def at(self, verb: int) -> Clause:
        """The clause of `verb`."""
        done = self._done.get(verb)
        if done is None:
            done = self._done[verb] = self._read(verb)
        return done

    def over(self, verb: int) -> int | None:
        """The verb of the clause that `verb` shares its doer with; None at the top of the sentence or a new doer."""
        t = self._t
        if t.dep[verb] not in _CLIMBED or t.head[verb] == verb:
            return None
        return self.verb_above(t.head[verb])[0]

    def parent(self, verb: int) -> int | None:
        """The verb of the clause above, whatever ties the two."""
        return None if self._t.head[verb] == verb else self.verb_above(self._t.head[verb])[0]

    def _read(self, verb: int) -> Clause:
        t = self._t
        children = t.children[verb]
        beside = [c for c in children if t.dep[c] == "parataxis"]
        return Clause(
            verb=verb,
            subjects=tuple(c for c in children if t.dep[c] == "nsubj"),
            passive=any(t.dep[c] == "nsubjpass" for c in children),
            agent=next((self._object(c) for c in children if t.dep[c] == "agent"), None),
            deed=self._deed(children),
            accused=self._accused(verb),
            beside=beside[-1] if beside else None,
            according=self._according(children),
        )

    def _object(self, preposition: int) -> int | None:
        return next((c for c in self._t.children[preposition] if self._t.dep[c] == "pobj"), None)

    def _deed(self, children: list[int]) -> int | None:
        t = self._t
        for child in children:
            if t.dep[child] == "prep" and t.lower[child] in _DEED_PREPOSITIONS:
                deed = self._object(child)
                if deed is not None and t.lower[deed] in self._deeds:
                    return deed
        return None

    def _accused(self, verb: int) -> int | None:
        t = self._t
        preposition = t.head[verb]
        if t.dep[verb] != "pcomp" or t.lower[preposition] not in ("of", "for"):
            return None
        above = t.head[preposition]
        return next((c for c in t.children[above] if t.dep[c] == "dobj"), None)

    def _according(self, children: list[int]) -> int | None:
        t = self._t
        for child in children:
            if t.lower[child] == "according":
                to = next((c for c in t.children[child] if t.lower[c] == "to"), child)
                return self._object(to)
        return None
