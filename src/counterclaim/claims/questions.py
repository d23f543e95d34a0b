"""Questions that ask whether something happened: what they name is not told."""

from __future__ import annotations

from collections.abc import Sequence

#: Verbs with which a question that wants yes or no begins.
_OPENERS = frozenset(
    "did do does has have had was were is are can could will would should may might must shall didn't isn't aren't "
    "wasn't weren't hasn't haven't".split()
)
#: What may stand before it: the asker's mark in a transcript, quotation marks, a conjunction, white space.
_BEFORE = frozenset({"q", "question", ":", ".", "-", "–", "—", '"', "“", "‘", "'", "and", "but", "so", "or", ","})


def asks_whether(lower: Sequence[str], start: int, end: int) -> bool:
    """Whether the sentence `lower[start:end]` asks for yes or no ("Did the army shell the market?").

    A question that begins with "why" or "how" takes what it asks about as given, and is none of these.
    """
    last = end - 1
    while last > start and (lower[last].isspace() or lower[last] in ("”", '"', "’", "'", ")")):
        last -= 1
    if start >= end or lower[last] != "?":
        return False
    colon = next((t for t in range(last, start, -1) if lower[t] == ":"), start)
    at = colon
    while at < last and (lower[at] in _BEFORE or lower[at].isspace()):
        at += 1
    return lower[at] in _OPENERS
