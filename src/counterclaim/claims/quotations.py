"""Where the report quotes: pairs of quotation marks, also over sentences and paragraphs.

In: the text and its segments. Out: `Quotation`s in order, never nested and never across segments. One scan, linear.
A mark without a partner is no quotation, unless its paragraph ends and the next one opens again, which is how
newspapers print a quotation of several paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.records import Segment, Span

#: Opening mark -> closing marks that can end it.
_PAIRS = {"“": '”“"', '"': '"”', "„": "“”", "«": "»", "‘": "’", "'": "'", "`": "'"}
_SINGLE = frozenset("‘'`")
_JOINER = "\u2060"
#: A quotation in single marks longer than this is more likely two apostrophes.
_LONGEST_SINGLE = 600
READ = frozenset({"headline", "dateline", "body"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """`outer` includes the marks, `inner` does not; `continues` says that the next paragraph goes on."""

    outer: Span
    inner: Span
    continues: bool
    continued: bool


def find_quotations(content: str, segments: Sequence[Segment]) -> list[Quotation]:
    """All quotations of the parsed segments, in order."""
    found: list[Quotation] = []
    # Two single marks are a double one (typewriter and TeX habit); a joiner keeps the length.
    content = content.replace("''", '"' + _JOINER).replace("``", '"' + _JOINER)
    read = [s.span for s in segments if s.kind in READ]
    carried = False
    for n, span in enumerate(read):
        following = content[read[n + 1].start] if n + 1 < len(read) else ""
        here = _scan(content, span, carried, following)
        carried = bool(here) and here[-1].continues
        found.extend(here)
    return found


def _scan(content: str, span: Span, carried: bool, following: str) -> list[Quotation]:
    found: list[Quotation] = []
    at = span.start
    first = True
    unclosed: set[str] = set()  # double marks that nothing closes from here on: looking again for each is quadratic
    while at < span.end:
        mark = content[at]
        if mark not in _PAIRS or not _opens(content, at, span):
            at += 1
            continue
        end = None if mark in unclosed else _close(content, at, span)
        if end is None:
            if mark not in _SINGLE:
                unclosed.add(mark)
            if mark not in _SINGLE and following and following in _PAIRS and following == mark:
                found.append(
                    Quotation(Span(start=at, end=span.end), Span(start=at + 1, end=span.end), True, carried and first)
                )
                return found
            at += 1
            continue
        stop = end + 2 if content[end + 1 : end + 2] == _JOINER else end + 1
        found.append(Quotation(Span(start=at, end=stop), Span(start=at + 1, end=end), False, carried and first))
        first = False
        at = stop
    return found


def _opens(content: str, at: int, span: Span) -> bool:
    before = content[at - 1] if at > span.start else " "
    after = content[at + 1] if at + 1 < span.end else " "
    if after.isspace():
        return False
    return not (before.isalnum() or before in ".,!?%") or (content[at] in "“„«" and not after.isspace())


def _close(content: str, at: int, span: Span) -> int | None:
    mark = content[at]
    closers = _PAIRS[mark]
    limit = min(span.end, at + _LONGEST_SINGLE) if mark in _SINGLE else span.end
    i = at + 1
    while i < limit:
        c = content[i]
        if c in closers and _closes(content, i, span, single=mark in _SINGLE):
            return i
        if mark in _SINGLE and c in '“”"':
            return None
        i += 1
    return None


def _closes(content: str, i: int, span: Span, *, single: bool) -> bool:
    after = content[i + 1] if i + 1 < span.end else " "
    before = content[i - 1]
    if content[i] == "“":  # the same mark at both ends: closes only after a word
        return not before.isspace() and not after.isalnum()
    if after.isalnum():
        return False
    if single:
        # "the soldiers’ families": a plural possessive is followed by a space and a lower-case word.
        if before == "s" and after == " " and i + 2 < span.end and content[i + 2].islower():
            return False
        return not before.isspace()
    return True
