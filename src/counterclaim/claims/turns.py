"""Turns of a transcript: lines that begin with who speaks and a colon ("Q:", "A:", "DUJARRIC:", "Mr. Price:").

In: the words of a report, where they stand, and its text. Out: a `Turn` by the token of its colon. A name in capitals,
or after a title, is a speaker's only in a transcript: where one of them comes again, or where somebody asks or answers;
alone it may be a dateline ("ISLAMABAD: ..."). One pass, linear.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.claims.readings import TokenRange

#: Tokens of a label at most, without the colon.
_LONGEST = 6
#: Spaces before a label that are looked through for the beginning of its line.
_INDENT = 16
_ASKERS = frozenset("q question reporter journalist interviewer moderator host anchor presenter correspondent".split())
_ANSWERERS = frozenset("a answer response".split())
_TITLES = frozenset("mr. mrs. ms. mr mrs ms dr. dr gen. general col. colonel sir minister president secretary".split())
#: What newspapers print before a colon that is no speaker.
NO_SPEAKERS = frozenset(
    "note update updates watch video read more live breaking exclusive analysis opinion editorial explainer factbox "
    "timeline urgent alert correction developing photo photos gallery listen podcast related factcheck in".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Who speaks (`label`, tokens before the colon) and up to which token; `asks`: a journalist's turn."""

    label: TokenRange
    end: int
    asks: bool


def find_turns(words: Sequence[str], idx: Sequence[int], content: str) -> dict[int, Turn]:
    """The turns of a transcript by their colons; empty for any other text."""
    labels = [found for i, word in enumerate(words) if word == ":" and (found := _label(words, idx, content, i))]
    names = Counter(_name(words, label) for label in labels)
    asked = len(labels) > 1 and any(_role(words, label) for label in labels)
    if not asked and (len(labels) < 3 or max(names.values()) < 2):
        return {}
    turns: dict[int, Turn] = {}
    for n, label in enumerate(labels):
        last = n + 1 == len(labels)
        end = _line_end(idx, content, label[1]) if last else labels[n + 1][0]
        turns[label[1]] = Turn(label=label, end=end, asks=_role(words, label) == "asks")
    return turns


def _label(words: Sequence[str], idx: Sequence[int], content: str, colon: int) -> TokenRange | None:
    """The words from the beginning of a line to the colon, where they may name a speaker."""
    for start in range(colon - 1, max(-1, colon - 1 - _LONGEST), -1):
        if words[start].isspace():
            return None
        if not _begins_line(content, idx[start]):
            continue
        label = (start, colon)
        if any(word.lower() in NO_SPEAKERS for word in words[start:colon]):
            return None
        return label if _role(words, label) or _is_name(words[start:colon]) else None
    return None


def _begins_line(content: str, at: int) -> bool:
    before = content[max(0, at - _INDENT) : at].rstrip(" \t\r")
    return before.endswith("\n") or (not before and at <= _INDENT)


def _is_name(words: Sequence[str]) -> bool:
    """ "DUJARRIC", "THE PRESIDENT", "Mr. Price"; two capitals alone are a body."""
    letters = [word for word in words if word.isalpha()]
    if not letters or any(word[0].isdigit() for word in words):
        return False
    capitals = all(word.isupper() for word in letters) and sum(map(len, letters)) > 1
    titled = words[0].lower() in _TITLES and len(words) > 1 and all(word[0].isupper() for word in letters)
    return capitals or titled


def _role(words: Sequence[str], label: TokenRange) -> str:
    """Whether a label says that somebody "asks" or "answers"; "" where it is a name."""
    word = words[label[0]].lower()
    if label[1] - label[0] > 1 or not words[label[0]][0].isupper():
        return ""
    return "asks" if word in _ASKERS else "answers" if word in _ANSWERERS else ""


def _name(words: Sequence[str], label: TokenRange) -> str:
    return " ".join(words[slice(*label)])


def _line_end(idx: Sequence[int], content: str, colon: int) -> int:
    """The first token behind the line that holds the colon."""
    stop = content.find("\n", idx[colon])
    at = colon + 1
    while at < len(idx) and (stop < 0 or idx[at] < stop):
        at += 1
    return at
