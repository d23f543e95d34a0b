"""A parsed report as plain lists: what every reader of attributions walks over."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from counterclaim.claims.columns import columns_of
from counterclaim.claims.readings import TokenRange
from counterclaim.claims.turns import Turn, find_turns
from counterclaim.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CLOSERS = frozenset({",", ".", ";", ":", "-", "–", "—", "…", "--", "and", "but", "while", "or"})
#: Marks that open a quotation.
OPENING_MARKS = frozenset({"“", '"', "''", "``", "‘", "«", "„"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


class Syntax:
    """Words, tags, dependencies and sentence borders of a `Doc`, by token index."""

    def __init__(self, doc: Doc, content: str | None = None) -> None:
        """`content` is the report's own text where the parsed one has line breaks blanked; same offsets."""
        self.doc = doc
        self.text = doc.text if content is None else content
        columns = columns_of(doc)
        self.lower, self.dep = columns.lower, columns.dep
        #: Lists of its own: the reader of attributions mends words that the tagger mistook.
        self.lemma, self.tag = list(columns.lemma), list(columns.tag)
        self.head, self.idx, self._words, self._blank = columns.head, columns.idx, columns.text, columns.blank
        self.children: list[list[int]] = [[] for _ in self.head]
        for i, h in enumerate(self.head):
            if h != i:
                self.children[h].append(i)
        self.sents = columns.sents
        self._starts = [s for s, _ in self.sents]
        #: Nouns that attribute ("accusations"), set by the reader of attributions.
        self.cue_nouns: frozenset[int] = frozenset()
        #: Verbs of saying, set likewise.
        self.speaking: frozenset[int] = frozenset()
        #: By sentence, the comma before a speaker who closes it ("..., the agency reported."), set likewise.
        self.closing: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.head)

    @cached_property
    def _ends(self) -> list[int]:
        return [i + len(word) for i, word in zip(self.idx, self._words, strict=True)]

    @cached_property
    def turns(self) -> dict[int, Turn]:
        """The turns of a transcript, by the tokens of their colons."""
        return find_turns(self._words, self.idx, self.text)

    def sentence(self, i: int) -> int:
        """Index of the sentence that holds token `i`."""
        return bisect_right(self._starts, i) - 1

    def sentence_range(self, i: int) -> TokenRange:
        """Token range of the sentence that holds token `i`."""
        return self.sents[self.sentence(i)]

    def edges(self, i: int) -> TokenRange:
        """Token range from the leftmost to the rightmost descendant of `i`."""
        token = self.doc[i]
        return token.left_edge.i, token.right_edge.i + 1

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of `i` with one of the labels, or None."""
        for c in self.children[i]:
            if self.dep[c] in deps:
                return c
        return None

    def above(self, i: int) -> list[int]:
        """What stands above token `i`, nearest first, up to the root of its sentence."""
        found: list[int] = []
        while self.head[i] != i and len(found) < 40:
            i = self.head[i]
            found.append(i)
        return found

    def conjuncts(self, i: int) -> list[int]:
        """`i` and the heads coordinated with it, in order."""
        found = [i]
        for at in found:
            found.extend(c for c in self.children[at] if self.dep[c] == "conj")
        return sorted(found)

    def char_span(self, part: TokenRange) -> Span:
        """The characters that a token range covers, without white space at its ends."""
        start, end = part
        while start < end and self._blank[start]:
            start += 1
        while end > start and self._blank[end - 1]:
            end -= 1
        if start >= end:
            at = self.idx[part[0]] if part[0] < len(self) else len(self.text)
            return Span(start=at, end=at)
        return Span(start=self.idx[start], end=self._ends[end - 1])

    def words(self, part: TokenRange) -> str:
        """The text of a token range."""
        return self.char_span(part).of(self.text)

    def token_at(self, offset: int) -> int:
        """Index of the token that covers or follows the character `offset`."""
        at = bisect_right(self.idx, offset) - 1
        if at >= 0 and offset < self._ends[at]:
            return at
        return min(at + 1, len(self))

    def tokens_of(self, span: Span) -> TokenRange:
        """The smallest token range that covers `span`."""
        start = self.token_at(span.start)
        end = self.token_at(max(span.start, span.end - 1))
        return start, min(end + 1, len(self))

    def trim(self, part: TokenRange) -> TokenRange:
        """`part` without dangling commas, conjunctions and half quotations at its ends."""
        start, end = part
        while start < end and (self.lower[start] in _CLOSERS or self._blank[start]):
            start += 1
        while end > start and (
            (self.lower[end - 1] in _CLOSERS and self.lower[end - 1] != ".") or self._blank[end - 1]
        ):
            end -= 1
        return start, end


def overlap(a: TokenRange, b: TokenRange) -> int:
    """How many tokens two ranges share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def inside(i: int, part: TokenRange) -> bool:
    """Whether token `i` lies in the range."""
    return part[0] <= i < part[1]
