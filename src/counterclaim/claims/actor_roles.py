"""Nouns that say what somebody is: roles.toml as lookups on the lower-case words of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.reference import Reference

_LONGEST = 4  # words in the longest role noun ("non - governmental organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a role noun gives: see roles.toml for the meaning of each field."""

    name: str
    owned: bool
    victims: str
    party: str | None


def _plural(noun: str) -> str:
    last = noun.rsplit(" ", 1)[-1]
    if last.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if last.endswith("y") and last[-2:-1] not in tuple("aeiou"):
        return noun[:-1] + "ies"
    if last.endswith("man"):
        return noun[:-3] + "men"
    return noun + "s"


class RoleIndex:
    """Role nouns, organisation words and the small word lists around them."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("roles")
        self.kinds: dict[str, Kind] = {}
        self._nouns: dict[tuple[str, ...], str] = {}
        self._last: dict[str, int] = {}
        for name, row in table["kind"].items():
            self.kinds[name] = Kind(name=name, owned=row["owned"], victims=row["victims"], party=row.get("party"))
            for noun in row["nouns"]:
                self._add(noun, name)
        for name, row in table["kind"].items():
            for noun in row["nouns"]:
                self._add(_plural(noun), name)
        self.before: dict[str, str] = dict(table["before"])
        self.organisation = {w: kind for kind, ws in table["organisation"].items() for w in ws}
        self.anaphor = {kind: frozenset(ws) for kind, ws in table["anaphor"].items()}
        self.same = {word: words[0] for words in table["same"]["nouns"] for word in words}
        self._persons = tuple(table["words"]["person_endings"])
        self.words = {name: frozenset(ws) for name, ws in table["words"].items()}

    def _add(self, noun: str, kind: str) -> None:
        words = tuple(noun.replace("-", " - ").split())
        self._nouns.setdefault(words, kind)
        self._last[words[-1]] = max(self._last.get(words[-1], 0), len(words))

    def is_person(self, noun: str | None) -> bool:
        """Whether a role noun is one person's: "spokesman", "nurse"; not "ministry"."""
        return noun is not None and noun.endswith(self._persons)

    def at(self, lower: Sequence[str], last: int, first: int = 0) -> tuple[int, str] | None:
        """The role noun that ends in token `last`, longest first, as (its first token, kind)."""
        longest = self._last.get(lower[last])
        if longest is None:
            return None
        for size in range(min(longest, last - first + 1, _LONGEST), 0, -1):
            kind = self._nouns.get(tuple(lower[last - size + 1 : last + 1]))
            if kind is not None:
                return last - size + 1, self._adjusted(kind, lower, last - size, first)
        return None

    def _adjusted(self, kind: str, lower: Sequence[str], before: int, first: int) -> str:
        public = lower[before + 1] in self.words["public_office"] and self.before.get(lower[before]) == "ngo"
        if (
            before >= first
            and not public
            and kind in ("official", "head", "source", "forces", "opposition", "document")
        ):
            changed = self.before.get(lower[before])
            if changed and not (changed == "rebels" and kind == "document"):
                return changed
        return kind
