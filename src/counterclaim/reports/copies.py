"""Copies: how much of one text stands in another, and what was changed.

In: texts. Out: bodies with their bands, and comparisons of two bodies. Guarantee: pure, symmetric, and linear in the
texts; headlines, datelines, furniture and repeats play no part; spans count in the text that they were read from.

Shingles are runs of five words in which every figure is masked, so that a changed figure does not hide a copy
(A. Broder, "On the resemblance and containment of documents", 1997). Bands are MinHashes with one row each, taken
over every window of shingles and not over the whole text: the smallest hash of each window, of which neighbours
mostly agree (S. Schleimer, D. Wilkerson and A. Aiken, "Winnowing: local algorithms for document fingerprinting", 2003).
Two texts that share a run of `SHINGLE + WINDOW - 1` words share a band, however long the rest of either is; a MinHash
of the whole text promises nothing for the half of a text that stands in a longer one.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from counterclaim.records import CopyKind, FigureChange, Span, Text
from counterclaim.reports.figures import FIGURE_WORDS, figure_value

#: Changes when the bands or the verdict on two texts would change; bands under another rule are made anew.
RULE = "copies/1"

#: Words in a shingle. Five seldom recur by chance in news text and still fit between two edits.
SHINGLE = 5
#: Shingles in a window: any 24 words in common give a band in common.
WINDOW = 20
#: The fewest words of a body that are compared. Shorter ones ("More to follow") recur without being copies.
LEAST_WORDS = 25
#: Bands kept of one text, the smallest: a book-length text costs no more than a long report.
MOST_BANDS = 2_000
#: Near copies share more than this much of both texts. Above a half, no text is near to two that share nothing.
NEAR = 0.5
#: Partial copies share this much of the shorter text, and at least so many words.
PARTIAL = 1 / 3
PARTIAL_WORDS = 30
#: And at least so many names and figures: a paper's stock sentences, which have none, make no copy.
PARTIAL_KEPT = 3
#: Of the names and figures at matching places, copies change at most this share; a bulletin's fixed words filled in
#: anew for another event change most of them.
CHANGED_MOST = 0.25
#: Words between two matching places within which names are still set against each other.
GAP = 12

_MASK = "#"
_PRIME = (1 << 61) - 1
_BASE = 0x1F3D5B79A8C6E4D2 % _PRIME
_LEADING = pow(_BASE, SHINGLE, _PRIME)
# A number with its separators, or letters with an apostrophe inside.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = frozenset('.!?:"“”‘')
#: What stands between the words of one figure: "fifty-eight", "58 million".
_JOINTS = frozenset((" ", "\n", "-", "–"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The words of a text that can be copied.

    `words` are folded and their figures masked, a run of figure words being one; `starts` and `ends` are their places
    in `content`. `names` are the words written with a capital that no sentence's beginning calls for, `figures` the
    masked ones with what they mean, `places` where a shingle stands first. `sha256` hashes the segments up to white
    space: bodies that share it compare alike.
    """

    sha256: str
    content: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    names: tuple[int, ...]
    figures: Mapping[int, float | str]
    shingles: tuple[int, ...]
    places: Mapping[int, int]

    @property
    def bands(self) -> tuple[int, ...]:
        """Values of which any text with a passage in common has one too; none for a body that is too short."""
        if len(self.words) < LEAST_WORDS:
            return ()
        return tuple(sorted(_window_minima(self.shingles))[:MOST_BANDS])

    def written(self, index: int) -> str:
        """A word as it stands in the text."""
        return self.content[self.starts[index] : self.ends[index]]

    def span(self, index: int) -> Span:
        """Where a word stands in the text."""
        return Span(start=self.starts[index], end=self.ends[index])


class _Run(NamedTuple):
    """Words in a row that stand in both bodies: where they begin in each, and how many they are."""

    start: int
    place: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What one body has in common with another: the verdict, the share of its words, and where they stand.

    `changes` pairs its figures with those of the other that stand in their place.
    """

    kind: CopyKind | None
    share: float
    shared: tuple[Span, ...]
    changes: tuple[FigureChange, ...]


def read_body(text: Text) -> Body:
    """The body of a text: its body segments as words.

    >>> from counterclaim.reports import text_from_string
    >>> read_body(text_from_string("Kabul said that 58 soldiers were killed.")).words
    ('kabul', 'said', 'that', '#', 'soldiers', 'were', 'killed')
    """
    content = text.content
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    names = []
    masked = []
    pieces = []
    for segment in text.segments:
        if segment.kind != "body":
            continue
        opening = len(words)
        pieces.append(" ".join(segment.span.of(content).split()))
        for match in _WORD.finditer(content, segment.span.start, segment.span.end):
            written = match.group()
            word = written.lower()
            start, end = match.span()
            if word in FIGURE_WORDS or word[0].isdigit():
                word = _MASK
                if words and words[-1] == _MASK and content[ends[-1] : start] in _JOINTS and len(words) > opening:
                    ends[-1] = end
                    continue
                masked.append(len(words))
            elif written[0].isupper() and len(words) > opening and _SENTENCE_END.isdisjoint(content[ends[-1] : start]):
                names.append(len(words))
            words.append(word)
            starts.append(start)
            ends.append(end)
    shingles = tuple(_shingles(words))
    return Body(
        sha256=hashlib.sha256("\n".join(pieces).encode("utf-8", "surrogatepass")).hexdigest(),
        content=content,
        words=tuple(words),
        starts=tuple(starts),
        ends=tuple(ends),
        names=tuple(names),
        figures={index: figure_value(content[starts[index] : ends[index]]) for index in masked},
        shingles=shingles,
        places=dict(zip(reversed(shingles), range(len(shingles) - 1, -1, -1), strict=True)),
    )


def relate(first: Body, second: Body) -> CopyKind | None:
    """What two bodies are to each other; the same whichever comes first.

    `exact`: the same words; `near`: more than half of both; `partial`: at least a third of the shorter one. None:
    less than that, or the words of another event: too many names and figures at matching places differ.
    """
    if min(len(first.words), len(second.words)) < LEAST_WORDS:
        return None
    if first.sha256 > second.sha256:
        first, second = second, first
    runs = _match(first, second)
    if first.words == second.words and not any(_changes(first, second, runs)):
        return "exact"
    words, others = sum(run.length for run in runs), _places_covered(runs)
    share = min(words / len(first.words), others / len(second.words))
    shorter = words / len(first.words) if len(first.words) <= len(second.words) else others / len(second.words)
    if share <= NEAR and (shorter < PARTIAL or min(words, others) < PARTIAL_WORDS):
        return None
    kept = _kept(first, second, runs)
    if kept is None:
        return None
    if share > NEAR:
        return "near"
    return "partial" if kept >= PARTIAL_KEPT else None


def compare(first: Body, second: Body) -> Comparison:
    """What `first` took from `second`: how much, where it stands, and which figures it changed."""
    runs = _match(first, second)
    return Comparison(
        kind=relate(first, second),
        share=sum(run.length for run in runs) / len(first.words) if first.words else 0.0,
        shared=_stretches(first, runs),
        changes=tuple(_changes(first, second, runs)),
    )


def _shingles(words: Sequence[str]) -> Iterator[int]:
    """A rolling hash over the hashes of the words; Python's own `hash` differs from run to run."""
    code_of = {word: _word_code(word) for word in set(words)}
    codes = [code_of[word] for word in words]
    value = 0
    for index, code in enumerate(codes):
        value = (value * _BASE + code) % _PRIME
        if index >= SHINGLE:
            value = (value - codes[index - SHINGLE] * _LEADING) % _PRIME
        if index >= SHINGLE - 1:
            yield value


@lru_cache(maxsize=1 << 15)
def _word_code(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")


def _window_minima(hashes: Sequence[int]) -> set[int]:
    if len(hashes) <= WINDOW:
        return {min(hashes)} if hashes else set()
    minima = set()
    least, place = -1, -1
    for end in range(WINDOW, len(hashes) + 1):
        start = end - WINDOW
        if place < start:
            least = min(hashes[start:end])
            place = hashes.index(least, start, end)
        elif hashes[end - 1] <= least:
            least, place = hashes[end - 1], end - 1
        minima.add(least)
    return minima


def _match(first: Body, second: Body) -> list[_Run]:
    """The words of `first` around which a shingle stands in `second` too, and where, as runs in order.

    Of several places the one that goes on from the word before, else the first one.
    """
    ours, theirs = first.shingles, second.shingles
    known = list(map(second.places.get, ours))
    runs = []
    index = filled = 0
    while index < len(known):
        place = known[index]
        if place is None:
            index += 1
            continue
        begin, shift = index, place - index
        most = min(len(ours), len(theirs) - shift)
        index += 1
        while index < most and ours[index] == theirs[index + shift]:
            index += 1
        start = max(begin, filled)
        filled = index + SHINGLE - 1
        runs.append(_Run(start, start + shift, filled - start))
    return runs


def _places_covered(runs: Sequence[_Run]) -> int:
    """How many words of the second body have a word of the first one."""
    total = covered = 0
    for place, length in sorted((run.place, run.length) for run in runs):
        total += max(0, place + length - max(place, covered))
        covered = max(covered, place + length)
    return total


def _stretches(body: Body, runs: Sequence[_Run]) -> tuple[Span, ...]:
    """The matched words as spans of the text, one for each stretch without a gap."""
    spans: list[Span] = []
    end = -1
    for run in runs:
        start = spans.pop().start if run.start == end else body.starts[run.start]
        end = run.start + run.length
        spans.append(Span(start=start, end=body.ends[end - 1]))
    return tuple(spans)


def _changes(first: Body, second: Body, runs: Sequence[_Run]) -> Iterator[FigureChange]:
    """Figures that stand in each other's place and are not the same number."""
    figures = tuple(first.figures)
    for start, place, length in runs:
        for index in _within(figures, start, start + length):
            other = place + index - start
            if first.figures[index] != second.figures[other]:
                yield FigureChange(
                    span=first.span(index),
                    words=first.written(index),
                    origin_span=second.span(other),
                    origin_words=second.written(other),
                )


def _kept(first: Body, second: Body, runs: Sequence[_Run]) -> int | None:
    """How many names and figures at matching places are kept; None where too many others are others."""
    figures = tuple(first.figures)
    kept = changed = 0
    for start, place, length in runs:
        kept += len(_within(first.names, start, start + length))
        for index in _within(figures, start, start + length):
            if first.figures[index] == second.figures[place + index - start]:
                kept += 1
            else:
                changed += 1
    allowed = kept * CHANGED_MOST / (1 - CHANGED_MOST)
    before = before_at = 0
    for start, place, length in (*runs, _Run(len(first.words), len(second.words), 0)):
        if changed > allowed:
            return None
        if 0 < start - before <= GAP and 0 < place - before_at <= GAP:
            changed += _replaced(first, before, start, second, before_at, place)
        before, before_at = start + length, place + length
    return None if changed > allowed else kept


def _replaced(first: Body, start: int, end: int, second: Body, other_start: int, other_end: int) -> int:
    """Names and figures of a gap that have others in their place."""
    one, other = _written(first, start, end), _written(second, other_start, other_end)
    total = 0
    for ours, theirs in zip(one, other, strict=True):
        if ours and theirs:
            total += min(len(ours - theirs), len(theirs - ours))
    return total


def _written(body: Body, start: int, end: int) -> tuple[set[str], set[str]]:
    """The names and the figures among some words, as they stand there up to capitals."""
    names = {body.words[index] for index in _within(body.names, start, end)}
    figures = {body.written(index).lower() for index in range(start, end) if body.words[index] == _MASK}
    return names, figures


def _within(indexes: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Those from `start` and before `end`, of indexes in order."""
    return indexes[bisect_left(indexes, start) : bisect_left(indexes, end)]
