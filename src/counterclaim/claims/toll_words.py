"""A doc as plain columns, so that the tolls reader looks tokens up without asking spaCy each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


#: Characters without width that pages put inside words.
_STRIP = "\u200b\u200c\u200d\ufeff"
_INVISIBLE = frozenset(_STRIP)


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
    words = Words(text=[], lower=[], lemma=[], tag=[], dep=[], head=[], spaced=[], sents=[])
    text, lower, lemma, tag = words.text.append, words.lower.append, words.lemma.append, words.tag.append
    dep, head, spaced = words.dep.append, words.head.append, words.spaced.append
    for t in doc:
        text(t.text)
        lower(t.lower_)
        lemma(t.lemma_.lower())
        tag(t.tag_)
        dep(t.dep_)
        head(t.head.i)
        spaced(bool(t.whitespace_))
    if not _INVISIBLE.isdisjoint(doc.text):
        words.lower[:] = [w.strip(_STRIP) or w for w in words.lower]
        words.lemma[:] = [w.strip(_STRIP) or w for w in words.lemma]
    words.sents.extend(_joined([(s.start, s.end) for s in doc.sents], words.tag))
    return words


def _joined(sents: list[tuple[int, int]], tags: list[str]) -> list[tuple[int, int]]:
    """The sentences, with a number that the parser cut off ("Four | soldiers were killed") put back before its noun."""
    joined: list[tuple[int, int]] = []
    for start, end in sents:
        if joined and joined[-1][1] - joined[-1][0] <= 3 and tags[joined[-1][1] - 1] == "CD":
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
