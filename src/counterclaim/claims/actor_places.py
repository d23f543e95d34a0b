"""Which state a sentence is set in, by the names in it.

Guarantee: a sentence that names places of two states is set in neither.
"""

from __future__ import annotations

from collections.abc import Mapping

from counterclaim.claims.actor_mentions import Tokens
from counterclaim.claims.actor_names import Named

_BEFORE = 4  # words from the preposition to the place: "on the Pakistani side"


class Places:
    """The states of the places in each sentence of one report."""

    def __init__(self, tokens: Tokens, words: Mapping[str, frozenset[str]]) -> None:
        self._set_in: dict[int, set[str]] = {}
        self._named: dict[int, set[str]] = {}
        for start, end, named in tokens.names:
            state = _state(named)
            if state is None:
                continue
            number = tokens.sentence[start]
            self._named.setdefault(number, set()).add(state)
            if _is_place(tokens, start, end, named, words):
                self._set_in.setdefault(number, set()).add(state)

    def named(self, sentence: int) -> frozenset[str]:
        """The states that the sentence names in any form."""
        return frozenset(self._named.get(sentence, ()))

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
