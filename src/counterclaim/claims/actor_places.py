"""Which state a sentence is set in, by the names in it.

Guarantee: a sentence that names places of two states is set in neither.
"""

from __future__ import annotations

from collections.abc import Mapping

from counterclaim.claims.actor_names import Named
from counterclaim.claims.actor_tokens import Tokens

_SENTENCES_BACK = 2
_BEFORE = 4  # words from the preposition to the place: "on the Pakistani side"


class Places:
    """The states of the places in each sentence of one report."""

    def __init__(self, tokens: Tokens, words: Mapping[str, frozenset[str]]) -> None:
        self._set_in: dict[int, set[str]] = {}
        self._named: dict[int, set[str]] = {}
        self._opening: dict[int, str] = {}
        #: How often each state's places are named.
        self.counts: dict[str, int] = {}
        for start, end, named in tokens.names:
            state = _state(named)
            if state is None:
                continue
            number = tokens.sentence[start]
            self._named.setdefault(number, set()).add(state)
            if _is_place(tokens, start, end, named, words):
                self._set_in.setdefault(number, set()).add(state)
                self.counts[state] = self.counts.get(state, 0) + 1
                if _opens(tokens, start, words):
                    self._opening.setdefault(number, state)

    def named(self, sentence: int) -> frozenset[str]:
        """The states that the sentence names in any form."""
        return frozenset(self._named.get(sentence, ()))

    def opening(self, sentence: int) -> str | None:
        """The state of the place that the sentence opens with: "In Mali, the army said"."""
        return self._opening.get(sentence)

    def last(self, sentence: int) -> str | None:
        """The state that this sentence or the nearest of the few before is set in."""
        for number in range(sentence, max(-1, sentence - _SENTENCES_BACK - 1), -1):
            if self._set_in.get(number):
                return self.only(number)
        return None

    def only(self, sentence: int) -> str | None:
        """The state of all places in the sentence, when it is one."""
        states = self._set_in.get(sentence, set())
        return next(iter(states)) if len(states) == 1 else None


def _state(named: Named) -> str | None:
    if named.kind == "territory":
        return named.state
    return named.actor if named.kind == "state" else None


def _is_place(t: Tokens, start: int, end: int, named: Named, words: Mapping[str, frozenset[str]]) -> bool:
    """A region always; a state or capital after "in"; a demonym before a word for a part of land."""
    if named.form == "region":
        return True
    if named.form not in ("name", "capital", "adjective") or (end < len(t.tag) and t.tag[end] == "POS"):
        return False
    if named.form == "adjective" and not (end < len(t.lower) and t.lower[end] in words["lands"]):
        return False
    before = [w for w in t.lower[max(0, start - _BEFORE) : start] if t.line[start - 1] == t.line[start]]
    last = next((w for w in reversed(before) if w not in words["place_modifiers"]), None)
    return last in words["place_prepositions"]


def _opens(t: Tokens, start: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a preposition before the place is the first word of its sentence."""
    first = max(0, start - _BEFORE)
    for at in range(start - 1, first - 1, -1):
        if at == 0 or t.line[at - 1] != t.line[start]:
            return t.lower[at] in words["place_prepositions"] and t.line[at] == t.line[start]
    return False
