"""Where a sentence can't end, and where it must: abbreviations and quotation marks, set before the parse."""

from __future__ import annotations

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
_ENDS = frozenset({".", "!", "?", "…"})


def set_borders(doc: Doc) -> None:
    """Mark sentence borders that are sure, before parsing; borders already set (segments) stay.

    No sentence begins after an abbreviation's full stop or with a closing quotation mark; one begins with an
    opening mark that follows a full stop.
    """
    for i in range(1, len(doc)):
        token, before = doc[i], doc[i - 1]
        if token.is_sent_start:
            continue
        if token.text in _MARKS:
            opens = bool(before.whitespace_ or before.is_space) and not token.whitespace_
            if opens and _ended(doc, i - 1):
                token.is_sent_start = True
            elif not opens:
                token.is_sent_start = False
        elif before.text in _MARKS and before.is_sent_start and not before.whitespace_:
            token.is_sent_start = False
        elif before.like_num and before.is_alpha and token.is_lower:
            token.is_sent_start = False  # "Four soldiers were killed" is one sentence
        elif _abbreviated(doc, i) and (token.is_title or token.is_upper or token.like_num):
            token.is_sent_start = False


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
