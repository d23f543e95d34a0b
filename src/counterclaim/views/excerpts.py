"""Excerpts: the sentence or the paragraph around the evidence, with the evidence marked.

Cutting a sentence here is for the eye only and never decides anything; offsets are those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.records import Claim, Span, Text

#: A full stop after a word of four letters or more, a figure or a closing quote, and a capital after it:
#: "Gen." and "Lt." end no sentence, at the cost of a longer excerpt now and then.
_END = re.compile(
    r"(?:(?<=[^\W_]{4})|(?<=[\d)\]]))[.!?]+[”\"’']?\s+(?=[“\"‘'(]?[A-Z])|(?<=[.!?][”\"’])\s+(?=[“\"‘(]?[A-Z])"
)
_CLIP = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of an excerpt: `start` is its offset in the text; `marked` when it is evidence."""

    text: str
    start: int
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Words of a text in one piece. Guarantee: the pieces joined are exactly `content[start:end]`."""

    span: Span
    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """`spans` in order, those that overlap or touch joined into one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, span.end))
        elif span.end > span.start:
            joined.append(span)
    return tuple(joined)


def excerpt(content: str, window: Span, marks: Sequence[Span]) -> Excerpt:
    """The words of `window`, with `marks` (cut to it) marked."""
    pieces: list[Piece] = []
    at = window.start
    for mark in merged(marks):
        start, end = max(mark.start, window.start), min(mark.end, window.end)
        if start >= end:
            continue
        if start > at:
            pieces.append(Piece(text=content[at:start], start=at, marked=False))
        pieces.append(Piece(text=content[start:end], start=start, marked=True))
        at = end
    if at < window.end:
        pieces.append(Piece(text=content[at : window.end], start=at, marked=False))
    return Excerpt(span=window, pieces=tuple(pieces), cut_before=False, cut_after=False)


def paragraph_at(text: Text, offset: int) -> Span:
    """The segment of `text` that holds `offset`; the line around it when no segment does."""
    for segment in text.segments:
        if segment.span.start <= offset < segment.span.end:
            return segment.span
    start = text.content.rfind("\n", 0, offset) + 1
    end = text.content.find("\n", offset)
    return Span(start=start, end=len(text.content) if end < 0 else end)


def sentence_around(text: Text, spans: Sequence[Span]) -> Span:
    """The sentence or sentences that hold `spans`, within the paragraphs that hold their ends."""
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    outer = Span(
        start=min(paragraph_at(text, first).start, first),
        end=max(paragraph_at(text, max(first, last - 1)).end, last),
    )
    start, end = outer.start, outer.end
    for match in _END.finditer(text.content, outer.start, outer.end):
        if match.end() <= first:
            start = match.end()
        elif match.end() > last:
            end = match.end()
            break
    while end > last and text.content[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end)


def evidence_excerpt(claim: Claim, text: Text, *, paragraph: bool = False) -> Excerpt:
    """The sentence (or paragraph) of `claim` with its evidence marked, clipped when it is very long.

    Guarantee: all of the evidence is inside, unless the evidence itself is longer than the clip.
    """
    spans = claim.evidence
    first = min(span.start for span in spans)
    last = max(span.end for span in spans)
    window = sentence_around(text, spans)
    if paragraph:
        block = paragraph_at(text, first)
        window = Span(start=min(block.start, window.start), end=max(block.end, window.end))
    clipped = Span(start=max(window.start, first - _CLIP), end=min(window.end, last + _CLIP))
    made = excerpt(text.content, clipped, spans)
    return Excerpt(
        span=clipped,
        pieces=made.pieces,
        cut_before=clipped.start > window.start,
        cut_after=clipped.end < window.end,
    )


#: A piece of evidence this short is the cue ("he told", "accusations") once the speaker is taken off.
_CUE_WORDS = 2


def said_words(claim: Claim, text: Text) -> str:
    """What `claim` says, without its speaker's name: for a line that names the speaker already.

    Guarantee: each piece is words of the evidence, unchanged and in order; the whole quote where nothing is left.
    """
    pieces = [_without(span, claim.by.span, text.content) for span in claim.evidence]
    words = [span.of(text.content).strip(" \t\n,;:") for span in pieces]
    longest = max(words, key=len)
    kept = [piece for piece in words if piece == longest or len(piece.split()) > _CUE_WORDS]
    return " … ".join(piece for piece in kept if piece) or claim.quote


def _without(piece: Span, speaker: Span | None, content: str) -> Span:
    """`piece` less the speaker where that opens or ends it, a cue ("he told") included.

    Inside, it stays: "a claim Kabul denies".
    """
    if speaker is None or not piece.overlaps(speaker):
        return piece
    if speaker.start <= piece.start:
        return Span(start=min(speaker.end, piece.end), end=piece.end)
    before, after = content[piece.start : speaker.start].rstrip(), content[speaker.end : piece.end]
    if not after.strip() or (before.endswith((",", "”", '"', "’")) and len(after.split()) <= _CUE_WORDS):
        return Span(start=piece.start, end=speaker.start)
    return piece
