"""A doc as plain columns, so that the tolls reader looks tokens up without asking spaCy each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The columns of one doc: token `i` is `text[i]`, `lower[i]`, `lemma[i]`, `tag[i]`, `dep[i]`, `head[i]`.

    `lemma` is lower-case; `spaced[i]` says whether white space follows; `sents` are the sentences' ranges.
    """

    text: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    spaced: list[bool]
    sents: list[tuple[int, int]]

    def phrase(self, start: int, end: int) -> str:
        """The lower-case words of a range, joined by single spaces."""
        return " ".join(self.lower[start:end])


def words_of(doc: Doc) -> Words:
    """Copy the columns of `doc` out of spaCy once."""
    return Words(
        text=[t.text for t in doc],
        lower=[t.lower_ for t in doc],
        lemma=[t.lemma_.lower() for t in doc],
        tag=[t.tag_ for t in doc],
        dep=[t.dep_ for t in doc],
        head=[t.head.i for t in doc],
        spaced=[bool(t.whitespace_) for t in doc],
        sents=_joined([(s.start, s.end) for s in doc.sents], [t.tag_ for t in doc]),
    )


def _joined(sents: list[tuple[int, int]], tags: list[str]) -> list[tuple[int, int]]:
    """The sentences, with a number that the parser cut off ("Four | soldiers were killed") put back before its noun."""
    joined: list[tuple[int, int]] = []
    for start, end in sents:
        if joined and joined[-1][1] - joined[-1][0] <= 3 and tags[joined[-1][1] - 1] == "CD":
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
