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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterclaim.records import CopyKind, FigureChange, Span, Text
from counterclaim.reports.figures import FIGURE_WORDS, same_figure

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
    in `content`, `openings` the words that open a segment. `sha256` hashes the segments up to white space: bodies that
    share it compare alike.
    """

    sha256: str
    content: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    openings: frozenset[int]
    shingles: tuple[int, ...]

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

    def is_name(self, index: int) -> bool:
        """Whether a word is written as a name: with a capital that no sentence's beginning calls for."""
        if self.words[index] == _MASK or index in self.openings or not self.content[self.starts[index]].isupper():
            return False
        between = self.content[self.ends[index - 1] : self.starts[index]]
        return _SENTENCE_END.isdisjoint(between)


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
    openings = []
    pieces = []
    for segment in text.segments:
        if segment.kind != "body":
            continue
        openings.append(len(words))
        pieces.append(" ".join(segment.span.of(content).split()))
        for match in _WORD.finditer(content, segment.span.start, segment.span.end):
            word = match.group().lower()
            start, end = match.span()
            if word in FIGURE_WORDS or word[0].isdigit():
                word = _MASK
                if words and words[-1] == _MASK and content[ends[-1] : start] in _JOINTS and len(words) > openings[-1]:
                    ends[-1] = end
                    continue
            words.append(word)
            starts.append(start)
            ends.append(end)
    return Body(
        sha256=hashlib.sha256("\n".join(pieces).encode("utf-8", "surrogatepass")).hexdigest(),
        content=content,
        words=tuple(words),
        starts=tuple(starts),
        ends=tuple(ends),
        openings=frozenset(openings),
        shingles=tuple(_shingles(words)),
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
    matched = _match(first, second)
    if first.words == second.words and not any(_changes(first, second, matched)):
        return "exact"
    words, others = sum(place is not None for place in matched), len({*matched} - {None})
    share = min(words / len(first.words), others / len(second.words))
    shorter = words / len(first.words) if len(first.words) <= len(second.words) else others / len(second.words)
    if share <= NEAR and (shorter < PARTIAL or min(words, others) < PARTIAL_WORDS):
        return None
    kept, changed = _particulars(first, second, matched)
    if changed > CHANGED_MOST * (kept + changed):
        return None
    if share > NEAR:
        return "near"
    return "partial" if kept >= PARTIAL_KEPT else None


def compare(first: Body, second: Body) -> Comparison:
    """What `first` took from `second`: how much, where it stands, and which figures it changed."""
    matched = _match(first, second)
    return Comparison(
        kind=relate(first, second),
        share=_share(matched),
        shared=_stretches(first, matched),
        changes=tuple(_changes(first, second, matched)),
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


def _match(first: Body, second: Body) -> list[int | None]:
    """For each word of `first` its place in `second`, where a shingle around it stands there too.

    Of several places the one that goes on from the word before.
    """
    places: dict[int, list[int]] = {}
    for index, shingle in enumerate(second.shingles):
        places.setdefault(shingle, []).append(index)
    found: list[int | None] = [None] * len(first.words)
    going_on = -1
    for index, shingle in enumerate(first.shingles):
        at = places.get(shingle)
        if at is None:
            going_on = -1
            continue
        place = going_on if 0 <= going_on < len(second.shingles) and second.shingles[going_on] == shingle else at[0]
        going_on = place + 1
        for step in range(SHINGLE):
            if found[index + step] is None:
                found[index + step] = place + step
    return found


def _share(matched: Sequence[int | None]) -> float:
    return sum(place is not None for place in matched) / len(matched) if matched else 0.0


def _stretches(body: Body, matched: Sequence[int | None]) -> tuple[Span, ...]:
    """The matched words as spans of the text, one for each run."""
    spans: list[Span] = []
    open_run = False
    for index, place in enumerate(matched):
        if place is None:
            open_run = False
        elif open_run:
            spans[-1] = Span(start=spans[-1].start, end=body.ends[index])
        else:
            spans.append(body.span(index))
            open_run = True
    return tuple(spans)


def _changes(first: Body, second: Body, matched: Sequence[int | None]) -> Iterator[FigureChange]:
    """Figures that stand in each other's place and are not the same number."""
    for index, place in enumerate(matched):
        if place is None or first.words[index] != _MASK:
            continue
        if not same_figure(first.written(index), second.written(place)):
            yield FigureChange(
                span=first.span(index),
                words=first.written(index),
                origin_span=second.span(place),
                origin_words=second.written(place),
            )


def _particulars(first: Body, second: Body, matched: Sequence[int | None]) -> tuple[int, int]:
    """How many names and figures at matching places are kept, and how many are others."""
    kept = changed = 0
    before, before_at = -1, -1
    for index in range(len(matched) + 1):
        place = matched[index] if index < len(matched) else len(second.words)
        if place is None:
            continue
        if 1 < index - before <= GAP + 1 and 1 < place - before_at <= GAP + 1:
            changed += _replaced(first, range(before + 1, index), second, range(before_at + 1, place))
        before, before_at = index, place
        if index == len(matched):
            break
        if first.words[index] == _MASK:
            same = same_figure(first.written(index), second.written(place))
            kept += same
            changed += not same
        elif first.is_name(index):
            kept += 1
    return kept, changed


def _replaced(first: Body, here: range, second: Body, there: range) -> int:
    """Names and figures of a gap that have others in their place."""
    total = 0
    for one, other in (
        ({first.words[i] for i in here if first.is_name(i)}, {second.words[i] for i in there if second.is_name(i)}),
        (
            {first.written(i).lower() for i in here if first.words[i] == _MASK},
            {second.written(i).lower() for i in there if second.words[i] == _MASK},
        ),
    ):
        total += min(len(one - other), len(other - one))
    return total
