"""What is given as a reason for something else: "retaliation for air strikes on Thursday"."""

from __future__ import annotations

from counterclaim.claims.readings import TokenRange
from counterclaim.claims.syntax import Syntax
from counterclaim.reference import Reference

#: Tokens back that are looked at.
_BACK = 16
#: Steps up the tree that are looked at.
_CLIMB = 8


class Causes:
    """The words of answering in the table `times`, under which a deed and its day are the cause's."""

    def __init__(self, reference: Reference) -> None:
        table = reference.table("times")["answer"]
        self._words = frozenset(table["words"])
        self._by = frozenset(table["by"])

    def answered_in(self, s: Syntax, part: TokenRange) -> bool:
        """Whether a word of `part` answers a deed."""
        return any(s.lemma[t].lower() in self._words for t in range(*part))

    def is_cause(self, s: Syntax, token: int) -> bool:
        """Whether `token` stands in what was answered, and not in the answer."""
        at = token
        for _ in range(_CLIMB):
            above = s.head[at]
            if above == at:
                break
            if s.lower[at] in self._by and s.dep[at] in ("prep", "dative") and s.lemma[above].lower() in self._words:
                return True
            at = above
        return self._after_answer(s, token)

    def _after_answer(self, s: Syntax, token: int) -> bool:
        """ "Retaliation for strikes | on 9 October": with no verb between them, wherever the parser hung the day."""
        start = s.sentence_range(token)[0]
        for t in range(token - 1, max(start, token - _BACK) - 1, -1):
            if s.lower[t + 1] in self._by and s.lemma[t].lower() in self._words:
                return True
            if s.tag[t][:1] == "V" or s.lower[t] in (",", ";"):
                return False
        return False
