"""Notes and sources of a brief: every claim has a number, and every number opens at its characters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from counterclaim.records import Claim, Span, Text
from counterclaim.views import wording
from counterclaim.views.accounts import EventPage, SourceRow
from counterclaim.views.excerpts import Excerpt, evidence_excerpt, merged, paragraph_at, said_words, sentence_around
from counterclaim.views.safety import one_line
from counterclaim.views.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A numbered claim: its sentence with the evidence marked, and where it stands in which source."""

    number: int
    claim_id: str
    party: str
    speaker: str
    words: str
    offsets: str
    sentence: Excerpt
    source: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePiece:
    """A run of a source's paragraph; `notes` are the numbers of the claims whose evidence it is.

    `opens` are those of which a stretch begins here, `home` those whose link lands here: at the figure, or at the
    longest stretch of their evidence.
    """

    text: str
    notes: tuple[int, ...]
    opens: tuple[int, ...]
    home: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceParagraph:
    """A paragraph of a report, with its offsets; `cut` when it is clipped around the evidence."""

    span: Span
    pieces: tuple[SourcePiece, ...]
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report behind the brief: a letter, what it is, and the paragraphs that hold evidence."""

    letter: str
    row: SourceRow
    link: str | None
    language: str
    paragraphs: tuple[SourceParagraph, ...]


def number_claims(pages: Sequence[EventPage]) -> dict[str, int]:
    """A number for each claim, in the order in which the pages show them."""
    numbers: dict[str, int] = {}
    for page in pages:
        for claim_id in _shown(page):
            numbers.setdefault(claim_id, len(numbers) + 1)
    return numbers


def _shown(page: EventPage) -> Iterable[str]:
    for row in page.facets:
        for cell in row.positions:
            for account in cell.accounts:
                yield from account.claim_ids
    for exchange in page.said_answered:
        yield from (claim_id for saying in (*exchange.said, *exchange.answered) for claim_id in saying.claim_ids)
    yield from (claim_id for saying in (*page.calls, *page.others) for claim_id in saying.claim_ids)


def letters(pages: Sequence[EventPage]) -> dict[tuple[str, str], tuple[str, SourceRow]]:
    """A letter for each report, in the order in which the pages list them: A to Z, then A2."""
    found: dict[tuple[str, str], tuple[str, SourceRow]] = {}
    for page in pages:
        for row in page.sources:
            turn, place = divmod(len(found), 26)
            letter = chr(ord("A") + place) + (str(turn + 1) if turn else "")
            found.setdefault((row.report_id, row.text_id), (letter, row))
    return found


def make_notes(
    numbers: Mapping[str, int], named: Mapping[tuple[str, str], tuple[str, SourceRow]], shelf: Shelf
) -> tuple[Note, ...]:
    """The notes by number."""
    made = []
    for claim_id, number in numbers.items():
        claim = shelf.claim(claim_id)
        report = shelf.report(claim.report_id)
        made.append(
            Note(
                number=number,
                claim_id=claim_id,
                party="+".join(claim.by.parties) or claim.by.actor,
                speaker=one_line(wording.speaker(claim.by, report.outlet)),
                words=one_line(said_words(claim, shelf.text(claim.text_id))),
                offsets=", ".join(f"{span.start}–{span.end}" for span in claim.evidence),
                sentence=evidence_excerpt(claim, shelf.text(claim.text_id)),
                source=named[claim.report_id, claim.text_id][0],
                language=report.language,
            )
        )
    return tuple(made)


def make_sources(
    numbers: Mapping[str, int], named: Mapping[tuple[str, str], tuple[str, SourceRow]], shelf: Shelf
) -> tuple[Source, ...]:
    """Each report with the paragraphs that hold evidence, every piece with the notes that it belongs to."""
    cited: dict[tuple[str, str], list[tuple[int, Claim]]] = {key: [] for key in named}
    for claim_id, number in numbers.items():
        claim = shelf.claim(claim_id)
        cited[claim.report_id, claim.text_id].append((number, claim))
    return tuple(
        Source(
            letter=letter,
            row=row,
            link=safe_link(row.url),
            language=shelf.report(key[0]).language,
            paragraphs=_paragraphs(cited[key], shelf.text(key[1])),
        )
        for key, (letter, row) in named.items()
    )


def safe_link(url: str | None) -> str | None:
    """`url` when it is an ordinary web address; anything else (`javascript:`, `data:`) is no link."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    ordinary = parts.scheme in ("http", "https") and bool(parts.netloc)
    return url if ordinary and url.isprintable() and not any(c.isspace() for c in url) else None


def _paragraphs(cited: Sequence[tuple[int, Claim]], text: Text) -> tuple[SourceParagraph, ...]:
    windows: list[Span] = []
    for _, claim in cited:
        for span in claim.evidence:
            block = paragraph_at(text, span.start)
            last = paragraph_at(text, max(span.start, span.end - 1))
            windows.append(_window(text, Span(start=block.start, end=max(last.end, span.end)), span))
    return tuple(_paragraph(window, cited, text) for window in merged(windows))


def _home(claim: Claim) -> Span:
    """The stretch of evidence that a link lands on."""
    figure = [span for span in claim.evidence if claim.toll is not None and span.overlaps(claim.toll.span)]
    return max(figure or claim.evidence, key=lambda span: span.end - span.start)


#: A "paragraph" longer than this is a text without paragraphs; then the sentence stands for it.
_LONGEST = 2500


def _window(text: Text, block: Span, span: Span) -> Span:
    return block if block.end - block.start <= _LONGEST else sentence_around(text, (span,))


def _paragraph(window: Span, cited: Sequence[tuple[int, Claim]], text: Text) -> SourceParagraph:
    here = [
        (number, span)
        for number, claim in cited
        for span in claim.evidence
        if span.overlaps(window) and span.end > span.start
    ]
    homes = {number: _home(claim).start for number, claim in cited}
    edges = sorted({window.start, window.end, *(e for _, s in here for e in (s.start, s.end))})
    edges = [edge for edge in edges if window.start <= edge <= window.end]
    pieces = []
    for start, end in pairwise(edges):
        numbers = tuple(sorted(n for n, span in here if span.start <= start and end <= span.end))
        opens = tuple(sorted({n for n, span in here if span.start == start}))
        home = tuple(n for n in opens if homes[n] == start)
        pieces.append(SourcePiece(text=text.content[start:end], notes=numbers, opens=opens, home=home))
    block = paragraph_at(text, window.start)
    return SourceParagraph(
        span=window,
        pieces=tuple(pieces),
        cut_before=window.start > block.start,
        cut_after=window.end < block.end and block.start <= window.start,
    )
