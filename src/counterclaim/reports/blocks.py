"""A text's blocks: a paragraph each, whether its lines are long or hard-wrapped."""

from __future__ import annotations

import re

from counterclaim.records import Span

#: Columns between which hard-wrapped text is wrapped, by the conventions of mail and wire terminals.
WRAP_LEAST, WRAP_MOST = 45, 100
#: Part of a wrapped group's lines (the last one aside) that have to be about as long as the longest.
WRAP_SHARE = 0.6
#: A line shorter than this part of the longest ends its paragraph, even without a blank line after it.
SHORT_LINE = 0.7

_LINE = re.compile(r"[^\n]+")


def find_blocks(content: str) -> list[Span]:
    """The spans of the paragraphs of `content`, in order, without white space around them.

    Guarantee: they do not overlap, none is empty, and together they cover everything but white space.
    """
    blocks: list[Span] = []
    for group in _groups(content):
        blocks.extend(_join_wrapped(group, content))
    return blocks


def _groups(content: str) -> list[list[Span]]:
    """Runs of lines without a blank line between them."""
    groups: list[list[Span]] = []
    end = -1
    for match in _LINE.finditer(content):
        line = trim(content, match.start(), match.end())
        if line is None:
            end = -1
            continue
        if end >= 0 and match.start() == end + 1:
            groups[-1].append(line)
        else:
            groups.append([line])
        end = match.end()
    return groups


def trim(content: str, start: int, end: int) -> Span | None:
    """The span without the white space at its ends. None when nothing else is there."""
    words = content[start:end]
    lead = len(words) - len(words.lstrip())
    if lead == len(words):
        return None
    return Span(start=start + lead, end=start + len(words.rstrip()))


def _join_wrapped(lines: list[Span], content: str) -> list[Span]:
    width = _wrap_width(lines, content)
    if width is None:
        return lines
    blocks: list[Span] = []
    start = lines[0].start
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        ends = following is None or line.end - line.start < SHORT_LINE * width
        if ends:
            blocks.append(Span(start=start, end=line.end))
            if following is not None:
                start = following.start
    return blocks


def _wrap_width(lines: list[Span], content: str) -> int | None:
    """The width that the lines are wrapped at; None when each line is a paragraph of its own."""
    if len(lines) < 2:
        return None
    sizes = [line.end - line.start for line in lines]
    width = max(sizes)
    if not WRAP_LEAST <= width <= WRAP_MOST:
        return None
    inner = lines[:-1]
    full = sum(size >= SHORT_LINE * width for size in sizes[:-1])
    broken = sum(content[line.end - 1] not in ".!?:”\"’'" for line in inner)
    if full < WRAP_SHARE * len(inner) or broken < WRAP_SHARE * len(inner):
        return None
    # Wrapped prose goes on in lower case at some line's start; lists of titles do not.
    return width if any(content[line.start].islower() for line in lines[1:]) else None
