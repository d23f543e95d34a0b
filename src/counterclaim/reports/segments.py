"""A text's segments: which blocks are headline, dateline, body, furniture, repeat."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from counterclaim.records import Published, Segment, SegmentKind, Span
from counterclaim.reports.blocks import find_blocks, trim
from counterclaim.reports.datelines import Dateline, Datelines, read_date_line
from counterclaim.reports.furniture import Furniture, ends_in_stop, fold
from counterclaim.reports.repeats import find_repeats
from counterclaim.reports.times import parse_published

#: A headline has at most this many characters; the longest among our samples has 190.
HEADLINE_MOST = 200
#: Datelines stand in the first paragraphs, after headline, summary and byline.
DATELINE_BLOCKS = 6
#: Lines of a page's head in which "Published: ..." is looked for.
DATE_LABEL_BLOCKS = 12

#: A sign-off follows a sentence's end; an abbreviation in brackets ("the Associated Press (AP).") does not.
_SIGN_OFF = re.compile(r"""(?<=[.!?”"'’])\s*([(\[][^()\[\]]{2,60}[)\]]\.?|(?:--|[–—-]) ?[^().]{2,40}\.?)$""")
_SIGN_OFF_MOST = 80

_PUBLISHED_LABEL = re.compile(r"(?:first )?(?:published|posted)(?: on| at)?\s*:?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmented:
    """The segments of a text and what its datelines and credits state."""

    segments: tuple[Segment, ...]
    agency: str | None
    published: Published | None
    month: int | None
    day: int | None


class Segmenter:
    """Splits texts into segments by the rules of furniture.toml. Made once, used for any number of texts."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._furniture = Furniture(table)
        self._datelines = Datelines(table)

    def split(self, content: str, title: str | None = None) -> Segmented:
        """The segments of `content`. `title` is the headline where it is known.

        Guarantee: segments are in order, do not overlap, and cover every character that is not white space.
        """
        spans = find_blocks(content)
        words = [span.of(content) for span in spans]
        kinds = self._kinds(words, title)
        dateline, at = self._find_dateline(words, kinds)
        stated = _label_date(words, kinds)
        segments: list[Segment] = []
        for index, (span, kind) in enumerate(zip(spans, kinds, strict=True)):
            length = dateline.length if dateline is not None and index == at else 0
            tail = self._credit_at(words[index]) if kind == "body" else None
            segments.extend(_cut(content, span, kind, length, tail))
        credits = [words[index] for index, kind in enumerate(kinds) if kind == "furniture"]
        credits += [segment.span.of(content) for segment in segments[-1:] if segment.kind == "furniture"]
        return Segmented(
            segments=tuple(segments),
            agency=self._agency(credits, dateline),
            published=(dateline.published() if dateline else None) or stated,
            month=dateline.month if dateline else None,
            day=dateline.day if dateline else None,
        )

    def credit(self, words: str) -> str | None:
        """The agencies that a byline or line of credit names, joined by commas, or None."""
        return self._datelines.credit(words)

    def _kinds(self, words: Sequence[str], title: str | None) -> list[SegmentKind]:
        kinds: list[SegmentKind] = ["body"] * len(words)
        self._mark_furniture(words, kinds)
        for index, repeated in enumerate(find_repeats(words)):
            if repeated:
                kinds[index] = "repeat"
        self._mark_headline(words, kinds, title)
        return kinds

    def _mark_furniture(self, words: Sequence[str], kinds: list[SegmentKind]) -> None:
        listing = False
        for index, block in enumerate(words):
            if self._furniture.opens_list(block):
                listing = index > 0 or len(words) > 1
                kinds[index] = "furniture"
            elif self._furniture.holds(block) or (listing and self._furniture.is_link(block)):
                kinds[index] = "furniture"
            else:
                listing = False

    def _mark_headline(self, words: Sequence[str], kinds: list[SegmentKind], title: str | None) -> None:
        body = [index for index, kind in enumerate(kinds) if kind == "body"]
        if len(body) < 2:
            return
        head = body[0]
        named = title is not None and fold(words[head]) == fold(title)
        if not named and not _looks_like_headline(words[head]):
            return
        if self._datelines.read(words[head]) or read_date_line(words[head]):
            return
        kinds[head] = "headline"
        for index in body[1:]:
            if fold(words[index]) == fold(words[head]):
                kinds[index] = "repeat"

    def _find_dateline(self, words: Sequence[str], kinds: Sequence[SegmentKind]) -> tuple[Dateline | None, int]:
        """The first dateline among the first paragraphs, and the block that it opens."""
        body = [index for index, kind in enumerate(kinds) if kind == "body"]
        for index in body[:DATELINE_BLOCKS]:
            lead = read_date_line(words[index])
            if lead is not None:
                day = int(lead[1].start[8:]) if lead[1].precision == "day" else None
                year, month = int(lead[1].start[:4]), int(lead[1].start[5:7])
                return Dateline(length=lead[0], year=year, month=month, day=day), index
            dateline = self._datelines.read(words[index])
            if dateline is not None:
                return dateline, index
        return None, -1

    def _credit_at(self, block: str) -> int | None:
        """Where an agency's sign-off begins at the end of a paragraph ("... he said. (AFP)")."""
        match = _SIGN_OFF.search(block, max(0, len(block) - _SIGN_OFF_MOST))
        if match and self._datelines.credit(match.group(1)):
            return match.start(1)
        return None

    def _agency(self, credits: Sequence[str], dateline: Dateline | None) -> str | None:
        if dateline is not None and dateline.agency:
            return dateline.agency
        found = (self._datelines.credit(words) for words in credits)
        return next((agency for agency in found if agency), None)


def _looks_like_headline(block: str) -> bool:
    return len(block) <= HEADLINE_MOST and not ends_in_stop(block) and not block.endswith((",", ";", ":"))


def _cut(content: str, span: Span, kind: SegmentKind, length: int, tail: int | None) -> list[Segment]:
    """The block `span`: a dateline of `length` characters, the block itself, the credit that begins at `tail`."""
    inner = span.end if tail is None else max(span.start + tail, span.start + length)
    parts: tuple[tuple[SegmentKind, Span | None], ...] = (
        ("dateline", trim(content, span.start, span.start + length)),
        (kind, trim(content, span.start + length, inner)),
        ("furniture", trim(content, inner, span.end)),
    )
    return [Segment(kind=part, span=place) for part, place in parts if place is not None]


def _label_date(words: Sequence[str], kinds: Sequence[SegmentKind]) -> Published | None:
    """The date in a line such as "Published: 12 October 2025" near the head."""
    for block, kind in list(zip(words, kinds, strict=True))[:DATE_LABEL_BLOCKS]:
        label = _PUBLISHED_LABEL.match(block) if kind == "furniture" else None
        if label:
            published = parse_published(block[label.end() :], how="dateline")
            if published:
                return published
    return None
