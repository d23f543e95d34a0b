"""Where a sentence can't end, and where it must: abbreviations and quotation marks, set before the parse."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Ranks, titles, months and units that newspapers abbreviate before a name or a number.
#: Source: the Associated Press and Reuters style guides' lists of military ranks and titles.
ABBREVIATIONS = frozenset(
    "gen. lt. col. maj. capt. sgt. cpl. brig. adm. cmdr. lt.gen. maj.gen. brig.gen. insp. supt. "
    "dr. mr. mrs. ms. prof. rev. sen. rep. gov. hon. st. no. nos. jan. feb. mar. apr. aug. sept. oct. "
    "nov. dec. km. approx. dept. dist. sq. vs. spc. pvt. pte. rtd. retd. fr. ret.".split()
)
#: Ranks that the tokenizer would part from their full stop, which then reads as a sentence's end.
RANKS = tuple("Brig. Maj. Sgt. Cpl. Capt. Cmdr. Insp. Supt. Spc. Pvt. Pte. Lt.Gen. Maj.Gen. Brig.Gen. Retd.".split())
_MARKS = frozenset({"“", "”", '"', "''", "``", "‘", "’", "«", "»"})
_PAUSES = frozenset({",", ";", ":", "-", "–", "—", "•", "|"})
_ENDS = frozenset({".", "!", "?", "…"})


def set_borders(doc: Doc, starts: Iterable[int], longest: int | None = None) -> None:
    """Mark sentence borders that are sure, before parsing; every one of `starts` (segments) is one.

    No sentence begins after an abbreviation's full stop or with a closing quotation mark; one begins with an
    opening mark that follows a full stop. With `longest`, the stretches between `starts` are cut so that none
    has more tokens.
    """
    import numpy as np

    fixed = sorted(starts)
    if longest is not None:
        fixed = _cut(doc, fixed, longest)
    borders = [0] * len(doc)
    for i in fixed:
        borders[i] = 1
    for i in range(1, len(doc)):
        borders[i] = borders[i] or _border(doc, i, after_start=borders[i - 1] == 1)
    # All at once: spaCy looks through the whole doc at each `token.is_sent_start = ...`.
    values = np.array(borders, dtype=np.int64).astype(np.uint64)
    doc.from_array(["SENT_START"], values)  # type: ignore[arg-type]


def _border(doc: Doc, i: int, *, after_start: bool) -> int:
    """1 where a sentence begins at token `i`, -1 where none can, 0 where the parser decides."""
    token, before = doc[i], doc[i - 1]
    if token.text in _MARKS:
        if not _opens(doc, i):
            return -1
        return 1 if _ended(doc, i - 1) else 0
    if after_start and before.text in _MARKS and not before.whitespace_:
        return -1
    if before.like_num and before.is_alpha and token.is_lower:
        return -1  # "Four soldiers were killed" is one sentence
    if _abbreviated(doc, i) and (token.is_title or token.is_upper or token.like_num):
        return -1
    return 0


def _opens(doc: Doc, i: int) -> bool:
    before = doc[i - 1]
    return bool(before.whitespace_ or before.is_space) and not doc[i].whitespace_


def _cut(doc: Doc, starts: list[int], longest: int) -> list[int]:
    """`starts` and more: after the last pause in the second half of what is too long, else where it must be."""
    cut: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        at = start
        cut.append(at)
        while end - at > longest:
            pauses = (i for i in range(at + longest, at + longest // 2, -1) if doc[i - 1].text in _PAUSES)
            at = next(pauses, at + longest)
            cut.append(at)
    return cut


def _ended(doc: Doc, i: int) -> bool:
    """Whether the words up to token `i` end a sentence, inside or outside a quotation."""
    while i > 0 and doc[i].is_space:
        i -= 1
    if doc[i].text in _MARKS and i > 0:
        i -= 1
    return doc[i].text in _ENDS and not _abbreviated(doc, i + 1)


def _abbreviated(doc: Doc, i: int) -> bool:
    if i < 1 or i > len(doc):
        return False
    before: Token = doc[i - 1]
    if before.lower_ in ABBREVIATIONS:
        return True
    return before.text == "." and i > 1 and not doc[i - 2].whitespace_ and doc[i - 2].lower_ + "." in ABBREVIATIONS
