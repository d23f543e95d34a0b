"""Prints of one text: which claims of edited copies are the same words, printed again.

In: claims by name, and whose text each report or claim prints. Out: a name for the words of each claim that a print
shares with its copies. Guarantee: pure; claims of different texts never share such a name, nor do claims with another
figure, since that is another word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from counterclaim.records import Claim, content_hash

__all__ = ["printed_words"]

_WORD = re.compile(r"\w+")


def printed_words(named: Mapping[str, Claim], origins: Mapping[str, str]) -> dict[str, str]:
    """A name for the print and the words of each claim of a print or a copy: by kind of claim, case and marks aside.

    `origins` gives, by the id of a report or of a claim, the report whose text it prints. Words that one report
    prints twice tie nothing: which of the two a copy repeats is open.
    """
    printed = {*origins.values()}
    words: dict[str, str] = {}
    for name, claim in named.items():
        origin = origins.get(claim.id) or origins.get(claim.report_id)
        if origin is None and claim.report_id in printed:
            origin = claim.report_id
        if origin is not None:
            outcome = claim.toll.outcome if claim.toll is not None else ""
            words[name] = content_hash(origin, claim.kind, outcome, " ".join(_WORD.findall(claim.quote.casefold())))
    held = Counter((named[name].report_id, said) for name, said in words.items())
    return {name: said for name, said in words.items() if held[named[name].report_id, said] == 1}
