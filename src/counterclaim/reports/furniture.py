"""Furniture of a page: links to other stories, adverts, navigation, credits. Rules are data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_STRAIGHT = str.maketrans("‘’‚‛′“”„‟″«»‐‑‒–—―\u00a0", '\'\'\'\'\'"""""""------ ')
_STOP = re.compile(r"[.…][\"'”’)\]]*$")
#: A block with a full stop and at least this many words is a sentence, not a label.
_SENTENCE_WORDS = 9


def fold(words: str) -> str:
    """`words` for comparison: white space collapsed, quotes and dashes straightened, case folded."""
    return " ".join(words.translate(_STRAIGHT).split()).casefold()


def ends_in_stop(words: str) -> bool:
    """Whether `words` end in a full stop, with or without closing quotes and brackets after it."""
    return _STOP.search(words, max(0, len(words) - 8)) is not None


@dataclass(frozen=True, slots=True)
class _Prefix:
    starts: tuple[str, ...]
    most: int
    sentence: bool


@dataclass(frozen=True, slots=True)
class _Pattern:
    match: re.Pattern[str]
    cased: re.Pattern[str] | None
    most: int
    words: int | None


class Furniture:
    """The rules of furniture.toml, compiled once.

    Each question looks at one block and takes time in proportion to the block, bounded by the rules' `most`.
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._exact = frozenset(fold(entry) for entry in table["exact"])
        self._prefixes = tuple(
            _Prefix(tuple(entry["starts"]), entry["most"], entry.get("sentence", True)) for entry in table["prefix"]
        )
        self._patterns = tuple(
            _Pattern(
                re.compile(entry["match"]),
                re.compile(entry["cased"]) if "cased" in entry else None,
                entry["most"],
                entry.get("words"),
            )
            for entry in table["pattern"]
        )
        self._openers = frozenset(fold(entry) for entry in table["list"]["exact"])
        self._opener_starts = tuple(table["list"]["starts"])
        self._opener_most: int = table["list"]["starts_most"]
        self._title_most: int = table["list"]["title"]
        self._longest = max([rule.most for rule in self._prefixes] + [rule.most for rule in self._patterns])

    def holds(self, words: str) -> bool:
        """Whether a block is furniture by itself."""
        if len(words) > self._longest:
            return False
        folded = fold(words)
        if folded.rstrip(" :>»→.") in self._exact or self._begins(folded):
            return True
        return any(self._fits(rule, words, folded) for rule in self._patterns)

    def opens_list(self, words: str) -> bool:
        """Whether a block announces a list of links to other stories."""
        if len(words) > self._opener_most:
            return False
        folded = fold(words).rstrip(" :>»→.…")
        return folded in self._openers or folded.startswith(self._opener_starts)

    def is_link(self, words: str) -> bool:
        """Whether a block looks like the title of another story, as in a list of links."""
        return len(words) <= self._title_most and not ends_in_stop(words)

    def _begins(self, folded: str) -> bool:
        for rule in self._prefixes:
            if len(folded) <= rule.most and folded.startswith(rule.starts):
                sentence = ends_in_stop(folded) and folded.count(" ") + 1 >= _SENTENCE_WORDS
                if rule.sentence or not sentence:
                    return True
        return False

    def _fits(self, rule: _Pattern, words: str, folded: str) -> bool:
        if len(folded) > rule.most or not rule.match.match(folded):
            return False
        if rule.words is not None and folded.count(" ") + 1 > rule.words:
            return False
        return rule.cased is None or rule.cased.match(" ".join(words.split())) is not None
