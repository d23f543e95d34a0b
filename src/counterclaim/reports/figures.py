"""Figures as two prints of one text write them: "23", "twenty-three", "Twenty three".

Only as much as it takes to tell a changed figure from a respelt one; what a figure means is read from claims.
Number words of English as in any grammar (R. Quirk et al., "A Comprehensive Grammar of the English Language", 1985,
section 6.63).
"""

from __future__ import annotations

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: value for value, word in enumerate(_UNITS)} | {word: 10 * value for value, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_VAGUE = ("dozen", "dozens", "scores", "hundreds", "thousands", "millions", "billions")

#: Words that stand for a number, in lower case.
FIGURE_WORDS = frozenset((*_SMALL, *_SCALES, *_VAGUE))

_PART = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


def same_figure(one: str, other: str) -> bool:
    """Whether two figures are the same number, however they are written.

    >>> same_figure("Twenty-three", "23"), same_figure("1,500", "1500"), same_figure("23", "32")
    (True, True, False)
    """
    return figure_value(one) == figure_value(other)


def figure_value(figure: str) -> float | str:
    """The number, or the words in lower case where they are none: vague ("dozens") or several ("15-20").

    >>> figure_value("Fifty-eight"), figure_value("Dozens")
    (58.0, 'dozens')
    """
    value = _value(figure)
    return figure.lower() if value is None else value


def _value(figure: str) -> float | None:
    """The number, or None for a vague word and for several numbers ("15-20")."""
    total = current = 0.0
    digits = 0
    for part in _PART.findall(figure.lower()):
        if part[0].isdigit():
            digits += 1
            plain = part.replace(",", "")
            if digits > 1 or plain.count(".") > 1:
                return None
            current += float(plain)
        elif part in _SMALL:
            current += _SMALL[part]
        elif part == "hundred":
            current = (current or 1) * 100
        elif part in _SCALES:
            total += (current or 1) * _SCALES[part]
            current = 0.0
        else:
            return None
    return total + current
