"""A doc as plain columns, so that the tolls reader looks tokens up without asking spaCy each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.claims.columns import columns_of

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
    """The columns of `doc` as the tolls reader looks at them."""
    columns = columns_of(doc)
    lower, lemma = columns.lower, [lemma.lower() for lemma in columns.lemma]
    if not _INVISIBLE.isdisjoint(doc.text):
        lower = [w.strip(_STRIP) or w for w in lower]
        lemma = [w.strip(_STRIP) or w for w in lemma]
    return Words(
        text=columns.text,
        lower=lower,
        lemma=lemma,
        tag=columns.tag,
        dep=columns.dep,
        head=columns.head,
        spaced=columns.spaced,
        sents=_joined(columns.sents, columns.tag, lower),
    )


#: Short forms of coders' notes, whose full stop ends no sentence.
_SHORT = frozenset("civ civs inj injd const sgt cpl lt capt maj col approx est unk pers mil incl fatal".split())


def _joined(sents: list[tuple[int, int]], tags: list[str], lower: list[str]) -> list[tuple[int, int]]:
    """The sentences, with what the parser cut off put back: "Four | soldiers were killed", "1 civ. | killed"."""
    joined: list[tuple[int, int]] = []
    for start, end in sents:
        last = joined[-1][1] - 1 if joined else -1
        cut = joined and last - joined[-1][0] < 3 and tags[last] == "CD"
        short = joined and last > 0 and lower[last] == "." and lower[last - 1] in _SHORT
        if cut or (short and start < len(lower) and not lower[start][:1].isupper()):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
