"""Where a sentence can't end: after a newspaper's abbreviations and inside brackets' full stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Ranks, titles, months and units that newspapers abbreviate before a name or a number.
#: Source: the Associated Press and Reuters style guides' lists of military ranks and titles.
ABBREVIATIONS = frozenset(
    "gen. lt. col. maj. capt. sgt. cpl. brig. adm. cmdr. lt.gen. maj.gen. brig.gen. insp. supt. "
    "dr. mr. mrs. ms. prof. rev. sen. rep. gov. hon. st. no. nos. jan. feb. mar. apr. aug. sept. oct. "
    "nov. dec. km. approx. dept. dist. sq. vs. spc. pvt. pte. rtd. retd. fr. ret.".split()
)


def forbid_breaks(doc: Doc) -> None:
    """Mark tokens that follow an abbreviation's full stop as no sentence start (before parsing).

    A border that is already set (a segment's start) stays.
    """
    for i in range(1, len(doc)):
        token, before = doc[i], doc[i - 1]
        if token.is_sent_start:
            continue
        if before.lower_ in ABBREVIATIONS and (token.is_title or token.is_upper or token.like_num):
            token.is_sent_start = False
        elif (
            before.text == "."
            and i > 1
            and doc[i - 2].lower_ + "." in ABBREVIATIONS
            and not doc[i - 2].whitespace_
            and token.is_title
        ):
            token.is_sent_start = False
