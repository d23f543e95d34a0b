"""How much of a report each state and group takes up: what a bare "army" or "the militants" falls back on.

In: the names of one report. Out: counts, and the state or group that stands clearly first. Guarantee: one pass; no
state or group is first unless it has twice the count of the next.
"""

from __future__ import annotations

from bisect import bisect_right

from counterclaim.claims.actor_names import Named
from counterclaim.claims.actor_parties import Memberships
from counterclaim.claims.actor_tokens import Tokens

_DATELINE_TOKENS = 14
_DATELINE_WEIGHT = 4
_DATELINE_LINES = 6  # lines or sentences of the headline and what stands above the dateline
_DATELINE_ENDS = frozenset({"—", "–", "-", "--", ":"})
#: No army or police of these is meant by "the army" (territories without armed forces of their own).
NO_FORCES = frozenset({"PSE", "HKG", "VAT", "KOS"})


def clear_first(counts: dict[str, int]) -> str | None:
    """The most counted key, if it has at least twice the count of the next."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return None
    if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]:
        return ranked[0][0]
    return None


class Weights:
    """How often each state is named, and which groups are; a dateline weighs more."""

    def __init__(self, tokens: Tokens, memberships: Memberships, on: str | None) -> None:
        self._t = tokens
        self._memberships = memberships
        self._on = on
        self._known = memberships.states
        self.states: dict[str, int] = {}
        self.with_forces: dict[str, int] = {}
        self.groups: dict[str, int] = {}
        self.group_homes: dict[str, tuple[str, ...]] = {}
        self._groups_of: dict[str, tuple[list[int], list[Named]]] = {}
        self._group_named: dict[str, Named] = {}
        datelines: set[str] = set()
        for start, end, named in self._t.names:
            if named.kind == "group":
                self.groups[named.actor] = self.groups.get(named.actor, 0) + 1
                self.group_homes[named.actor] = named.home
                self._group_named.setdefault(named.actor, named)
                for home in named.home:
                    at, which = self._groups_of.setdefault(home, ([], []))
                    at.append(start)
                    which.append(named)
            state = self._counts_for(named)
            if state is None:
                continue
            in_dateline = self._in_dateline(start, end)
            if in_dateline:
                datelines.add(state)
            weight = _DATELINE_WEIGHT if in_dateline else 1
            self.states[state] = self.states.get(state, 0) + weight
            if named.form != "region" and state not in NO_FORCES:
                self.with_forces[state] = self.with_forces.get(state, 0) + weight

        #: The state that the report is sent from, when it is one.
        self.dateline = next(iter(datelines)) if len(datelines) == 1 else None
        self.first_state = clear_first(self.states)
        self.first_with_forces = clear_first(self.with_forces)
        self.first_group = clear_first(self.groups)
        homes = self.group_homes[self.first_group] if self.first_group is not None else self._shared_home()
        #: The only home of the report's group: in a civil war "the army" is the one that the group fights.
        self.fought_home = homes[0] if len(homes) == 1 and homes[0] not in NO_FORCES else None

    def first_for(self, kind: str) -> str | None:
        """The state that stands clearly first, for forces among those that have any."""
        return self.first_with_forces if kind == "forces" else self.first_state

    def _shared_home(self) -> tuple[str, ...]:
        """The states that all groups of the report are at home in."""
        homes = [set(states) for states in self.group_homes.values()]
        return tuple(sorted(set.intersection(*homes))) if homes else ()

    def _counts_for(self, named: Named) -> str | None:
        """The state that a name speaks of: its own, a territory's, a group's government or only home."""
        if named.kind == "state":
            return named.actor
        if named.kind == "territory":
            return named.state
        if named.kind == "group":
            party, rule = self._memberships.party(named.actor, self._on)
            if rule is not None and party != named.actor and party in self._known:
                return party
            return named.home[0] if len(named.home) == 1 else None
        return None

    def _in_dateline(self, start: int, end: int) -> bool:
        """Whether a name stands in capitals in a line's opening words, before a dash: "GOMA, Congo, May 2 -"."""
        text, line = self._t.text, self._t.line
        opens = start
        while opens > 0 and line[opens - 1] == line[start] and start - opens < _DATELINE_TOKENS:
            opens -= 1
        if line[start] > _DATELINE_LINES or not text[start].isupper() or not text[opens].isupper():
            return False
        after = text[end : end + _DATELINE_TOKENS]
        return any(w in _DATELINE_ENDS for w in after) and (opens == 0 or line[opens - 1] != line[start])

    def group_for(self, home: str | None, before: int) -> Named | None:
        """The last group before token `before` at home in `home`; with no `home`, a clearly first group."""
        if home is not None:
            at, which = self._groups_of.get(home, ([], []))
            return which[max(0, bisect_right(at, before) - 1)] if which else None
        return self._group_named[self.first_group] if self.first_group is not None else None
