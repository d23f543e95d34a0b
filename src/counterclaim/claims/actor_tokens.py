"""The columns of a parsed report that the readers of actors need, as plain lists.

In: a parsed report. Out: `Tokens`. Guarantee: one pass; `idx` of a token is its offset in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from counterclaim.claims.actor_names import Named

if TYPE_CHECKING:
    from spacy.tokens import Doc


#: Sentences of a list of headlines, at least, and one in so many of them at most ends in a full stop.
_LISTED = 24
_STOPPED = 8
_STOPS = frozenset({".", "!", "?"})


@dataclass
class Tokens:
    """The columns of a doc that the readers need, as plain lists."""

    doc: Doc
    content: str = field(init=False)  # spaCy builds `doc.text` anew each time
    text: list[str] = field(init=False)
    lower: list[str] = field(init=False)
    tag: list[str] = field(init=False)
    dep: list[str] = field(init=False)
    lemma: list[str] = field(init=False)
    head: list[int] = field(init=False)
    children: list[list[int]] = field(init=False)
    quoted: list[bool] = field(init=False)
    sentence: list[int] = field(init=False)  # number of the sentence
    line: list[int] = field(init=False)  # number of the sentence or line: nothing is read across its border
    paragraph: list[int] = field(init=False)
    names: list[tuple[int, int, Named]] = field(init=False)
    named: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.content = self.doc.text
        self.text = [t.text for t in self.doc]
        self.lower = [t.lower_ for t in self.doc]
        self.tag = [t.tag_ for t in self.doc]
        self.dep = [t.dep_ for t in self.doc]
        self.lemma = [t.lemma_.lower() for t in self.doc]
        self.head = [t.head.i for t in self.doc]
        self.children = [[] for _ in self.head]
        for i, head in enumerate(self.head):
            if head != i:
                self.children[head].append(i)
        self.quoted = _quoted(self.text)
        self._number()
        self.names = []
        self.named = [-1] * len(self.text)

    @cached_property
    def listing(self) -> bool:
        """Whether the text is a list of headlines: many sentences, hardly one with a full stop. Each tells its own."""
        last = [i for i in range(len(self.text) - 1) if self.sentence[i] != self.sentence[i + 1]]
        if len(last) < _LISTED:
            return False
        return _STOPPED * sum(any(w in _STOPS for w in self.text[max(0, i - 2) : i + 1]) for i in last) < len(last)

    def governor(self, token: int) -> int:
        """The verb that a noun is subject, object or agent of; the noun itself where there is none."""
        at = token
        for _ in range(3):
            if self.dep[at] not in ("nsubj", "nsubjpass", "dobj", "agent", "pobj", "dative"):
                return token
            at = self.head[at]
            if self.tag[at][:1] == "V":
                return at
        return token

    def _number(self) -> None:
        self.sentence, self.line, self.paragraph = [], [], []
        sentence, line, paragraph = -1, 0, 0
        for i, token in enumerate(self.doc):
            starts = bool(token.is_sent_start) or i == 0
            sentence += starts
            line += starts or "\n" in self.text[i] or "\n" in self.text[i - 1]
            self.sentence.append(sentence)
            self.line.append(line)
            paragraph += self.text[i].isspace()  # the parser is given spaces for line breaks
            self.paragraph.append(paragraph)

    def mark(self, names: list[tuple[int, int, Named]]) -> None:
        """Set the names and, for each token, which of them covers it."""
        self.names = names
        for i, (start, end, _) in enumerate(names):
            for at in range(start, end):
                self.named[at] = i

    def name_at(self, at: int) -> Named | None:
        """The table's name that covers token `at`."""
        i = self.named[at]
        return self.names[i][2] if i >= 0 else None

    def names_between(self, start: int, end: int) -> list[tuple[int, int, Named]]:
        """The names that touch the token range, in order."""
        found = []
        at = start
        while at < end:
            i = self.named[at]
            if i >= 0:
                found.append(self.names[i])
                at = max(at + 1, self.names[i][1])
            else:
                at += 1
        return found


def _quoted(words: Sequence[str]) -> list[bool]:
    """For each token whether it stands in double quotation marks; a quotation ends with its paragraph."""
    inside = False
    flags: list[bool] = []
    for word in words:
        if word == "“":
            inside = True
        elif word == "”":
            inside = False
        elif word in ('"', "``", "''"):
            inside = not inside
        elif "\n" in word:
            inside = False
        flags.append(inside)
    return flags
