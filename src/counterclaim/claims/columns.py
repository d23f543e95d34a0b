"""A parsed report's columns, copied out of spaCy once for all readers.

Attribute access on spaCy tokens builds a Python object each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from counterclaim.claims.readings import TokenRange

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Where a doc carries its columns.
_KEPT = "counterclaim.columns"
_ATTRIBUTES = ["ORTH", "LOWER", "LEMMA", "TAG", "DEP", "HEAD", "SPACY", "IS_SPACE", "SENT_START"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Token `i` is `text[i]`, `lower[i]`, `lemma[i]` and so on; shared by readers, none of which changes them.

    `idx` is the offset in the text; `spaced` says whether white space follows, `blank` that the token is nothing but
    white space; `sents` are the sentences' ranges.
    """

    text: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    idx: list[int]
    spaced: list[bool]
    blank: list[bool]
    sents: list[TokenRange]


def columns_of(doc: Doc) -> Columns:
    """The columns of `doc` as it was when they were first asked for."""
    kept: Columns | None = doc.user_data.get(_KEPT)
    if kept is None:
        kept = doc.user_data[_KEPT] = _copied(doc)
    return kept


def _copied(doc: Doc) -> Columns:
    columns: Any = doc.to_array(_ATTRIBUTES)  # type: ignore[arg-type]
    orth, lower, lemma, tag, dep, head, spacy, space, start = columns.astype("int64").T
    text = _words(doc, orth)
    spaced = spacy.astype(bool).tolist()
    sizes = (len(word) + after for word, after in zip(text, spaced, strict=True))
    starts = [i for i, value in enumerate(start.tolist()) if value == 1 or i == 0]
    return Columns(
        text=text,
        lower=_words(doc, lower),
        lemma=_words(doc, lemma),
        tag=_words(doc, tag),
        dep=_words(doc, dep),
        head=[i + by for i, by in enumerate(head.tolist())],
        idx=list(accumulate(sizes, initial=0))[:-1],
        spaced=spaced,
        blank=space.astype(bool).tolist(),
        sents=list(pairwise([*starts, len(text)])),
    )


def _words(doc: Doc, hashes: Any) -> list[str]:
    """A column of spaCy's hashes as strings."""
    return list(map(doc.vocab.strings.__getitem__, hashes.astype("uint64").tolist()))
