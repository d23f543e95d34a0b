"""Where a report names somebody first: what a last name, an abbreviation or a role used again points back to.

In: the mentions of one report. Out: indexes of mentions. Guarantee: one pass over the mentions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from counterclaim.claims.actor_mentions import Mention
from counterclaim.claims.actor_pronouns import LOOK_BACK
from counterclaim.claims.actor_roles import RoleIndex
from counterclaim.claims.actor_tokens import Tokens

#: Kinds that a definite noun goes back to by other rules.
_NO_PERSONS = frozenset({"rebels", "document", "people", "gunmen", "entity"})


class MentionIndex:
    """Persons by name, abbreviations given in brackets, bodies by a word of theirs, and earlier uses of a role noun."""

    def __init__(self, tokens: Tokens, mentions: Sequence[Mention], roles: RoleIndex) -> None:
        self._t = tokens
        self._mentions = mentions
        self._roles = roles
        self._persons: dict[str, list[int]] = {}
        self.alias: dict[str, int] = {}
        self._bodies: dict[str, list[int]] = {}  # mentions with a name of several words, by the words for a body in it
        self.again: dict[int, int] = {}
        #: Mentions of a role -> the last mention that brought one in: "an officer" for "the officer".
        self.introduced: dict[int, int] = {}
        self._documents: dict[str, list[int]] = {}  # reports and statements without an owner, by noun
        #: Role nouns that some person in the report is named with.
        self.held: set[str] = set()
        latest: dict[str, int] = {}
        brought: dict[str, int] = {}
        known: set[str] = set()
        line = -1
        for i, m in enumerate(self._mentions):
            if tokens.listing and tokens.sentence[m.start] != line:
                line = tokens.sentence[m.start]
                latest, brought = {}, {}  # each headline names its own
            if m.name is not None and m.kind not in ("name", "entity") and m.person and m.name not in known:
                known.add(m.name)
                for word in dict.fromkeys(m.name.lower().split()):
                    self._persons.setdefault(word, []).append(i)
            if m.name is not None and m.role_noun is not None:
                self.held.add(m.role_noun)
            if m.kind == "document" and m.role_noun is not None and m.owner is None:
                self._documents.setdefault(m.role_noun, []).append(i)
            for noun in self._role_nouns(m):
                before = latest.get(noun, latest.get(roles.same.get(noun, noun)))
                if m.owner is None and before is not None:
                    self.again.setdefault(i, before)
                if m.owner is None and noun in brought:
                    self.introduced.setdefault(i, brought[noun])
                if m.owner is not None or m.name is not None:
                    latest[noun] = i
                    latest[roles.same.get(noun, noun)] = i
                if self._brings(m, noun):
                    brought[noun] = i
            self._read_alias(i, m)
            if m.name is not None and (" " in m.name or m.kind == "entity") and m.end - m.start > 1:
                for noun in self._body_words(m):
                    self._bodies.setdefault(noun, []).append(i)

    def _role_nouns(self, m: Mention) -> list[str]:
        """The role nouns of a mention, the more telling first: "army", then "spokesman"."""
        if m.role is None or m.role_noun is None:
            return []
        words = m.role.lower().split()
        nouns = [w for i, w in enumerate(words[:-1]) if self._roles.at(words, i, i) is not None]
        return [*nouns, m.role_noun, *([m.title] if m.title is not None else [])]

    def _brings(self, m: Mention, noun: str) -> bool:
        """Whether it brings somebody new into the report: "an officer", "two officials"; no armed group or body."""
        nouns = self._roles.anaphor
        if m.role is None or m.kind in _NO_PERSONS or noun in nouns["group"] or noun in nouns["body"]:
            return False
        return (m.plural and not m.definite and m.possessor is None) or self._t.lower[m.start] in ("a", "an", "another")

    def _body_words(self, m: Mention) -> list[str]:
        """The words that a later short form may repeat: the last one, and each that names a kind of body."""
        words = self._t.lower[m.start : m.end]
        return list(dict.fromkeys([self._t.lower[m.head], *(w for w in words if w in self._roles.organisation)]))

    def _read_alias(self, i: int, m: Mention) -> None:
        if i + 1 >= len(self._mentions) or m.end >= len(self._t.text) or self._t.text[m.end] != "(":
            return
        n = self._mentions[i + 1]
        short = self._t.text[n.start]
        closes = n.end < len(self._t.text) and self._t.text[n.end] == ")"
        if n.start == m.end + 1 and n.end == n.start + 1 and closes and short.isupper() and len(short) > 1:
            self.alias.setdefault(short, i)

    def back(self, i: int) -> int | None:
        """The last mention that mention `i` repeats the role noun of, whether named, owned or just brought in."""
        j = max(self.again.get(i, -1), self.introduced.get(i, -1))
        return j if j >= 0 and self._mentions[i].definite else None

    def is_outlet(self, i: int) -> bool:
        """Whether mention `i` is a news medium, also one of a state; no reporter is."""
        m = self._mentions[i]
        known = m.kind == "media" or (m.owner is not None and m.owner.outlet and not m.person)
        return known and not m.plural and not self._roles.is_person(m.role_noun)

    def last_outlet(self, i: int) -> int | None:
        """ "the agency", "the channel": the last named medium before, unless another body stands nearer."""
        m = self._mentions[i]
        noun = self._t.lower[m.head]
        if not m.definite or m.owner is not None or noun not in self._roles.words["outlets"]:
            return None
        for j in range(i - 1, max(-1, i - LOOK_BACK), -1):
            n = self._mentions[j]
            if self.is_outlet(j) and (n.name is not None or n.owner is not None):
                return j
            if noun in self._roles.anaphor["body"] and n.owner is not None and n.owner.kind in ("igo", "ngo"):
                return None
        return None

    def person(self, i: int, name: str) -> int | None:
        """The mention that introduces the person called `name`: the last one before, else the next."""
        words = name.lower().split()
        fits = [
            j
            for j in self._persons.get(words[-1], ())
            if j != i and self._same_person(words, str(self._mentions[j].name).lower().split())
        ]
        before = [j for j in fits if j < i]
        return before[-1] if before else fits[0] if fits else None

    @staticmethod
    def _same_person(one: list[str], other: list[str]) -> bool:
        return set(one) <= set(other) or set(other) <= set(one)

    def last_body(self, noun: str, before: int) -> int | None:
        """The last mention before mention `before` with a name of several words that ends in `noun`."""
        return _last(self._bodies.get(noun, []), before)

    def last_document(self, noun: str, before: int) -> int | None:
        """The last report or statement without an owner before mention `before` that is called `noun`."""
        return _last(self._documents.get(noun, []), before)


def _last(known: list[int], before: int) -> int | None:
    at = bisect_right(known, before - 1) - 1
    return known[at] if at >= 0 else None
