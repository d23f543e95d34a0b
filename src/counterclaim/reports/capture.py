"""One report, put together: clean text, segments, language, date, identity."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from counterclaim.records import Capture, Published, Rejection, Report, Span, Text, content_hash
from counterclaim.reference import Reference, load_reference
from counterclaim.reports.furniture import fold
from counterclaim.reports.language import foreign_language
from counterclaim.reports.limits import MAX_TEXT_CHARACTERS
from counterclaim.reports.segments import Segmented, Segmenter
from counterclaim.reports.times import published_on

#: Changes when the characters of a text for the same bytes would change. It is part of `Text.id`.
CLEANER = "reports/1"
STAGE = "reports"

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a reader of a format found: the bytes, the characters, the metadata.

    `given` holds url, outlet, title and publication date in the words of the user or the record: they are part of
    the report's identity. `headline` is a title that stands outside `content` and becomes its first line.
    """

    raw: bytes
    media_type: str
    source: str
    content: str
    given: tuple[str | None, str | None, str | None, str | None] = (None, None, None, None)
    headline: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    retrieved: str | None = None


def reject(code: str, reason: str, source: str, *, report_id: str | None = None, span: Span | None = None) -> Rejection:
    """A rejection of this stage."""
    return Rejection(stage=STAGE, code=code, reason=reason, source=source, report_id=report_id, span=span)


def clean(content: str) -> str:
    """The characters as they are kept. The only changes: line breaks become LF, and lone surrogates U+FFFD.

    Control characters, NUL, odd spaces and direction marks stay: what is shown of them is the views' matter.
    Lone surrogates can't be written as UTF-8, so nothing could keep them.
    """
    if "\r" in content:
        content = content.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", content)


def build_capture(draft: Draft, segmenter: Segmenter) -> Capture | Rejection:
    """The capture of `draft`, or why there is none: `no_text`, `too_large`, `unsupported_language`."""
    content = clean(draft.content)
    if not content or content.isspace():
        return reject("no_text", "there is no text in it", draft.source)
    content = _with_headline(content, draft.headline)
    if len(content) > MAX_TEXT_CHARACTERS:
        reason = f"{len(content):,} characters of text; at most {MAX_TEXT_CHARACTERS:,} are read"
        return reject("too_large", reason, draft.source)
    language = foreign_language(content)
    if language is not None:
        return reject("unsupported_language", f"the language looks like {language!r}, not English", draft.source)
    digest = hashlib.sha256(draft.raw).hexdigest()
    segmented = segmenter.split(content, draft.title)
    if draft.media_type == "text/html" and all(segment.kind == "furniture" for segment in segmented.segments):
        return reject("no_text", "there is nothing but navigation and credits on the page", draft.source)
    text = _text(digest, content, segmented)
    return Capture(report=_report(draft, digest, content, segmented, segmenter), text=text, raw=draft.raw)


def text_from_string(content: str, *, title: str | None = None, reference: Reference | None = None) -> Text:
    """A `Text` of `content`, which is kept exactly as it is, so that offsets into it stay right.

    `title` is the headline where it is known; it is looked for in `content`, never added.

    >>> text_from_string("Kabul said 58 soldiers were killed.").segments[0].kind
    'body'
    """
    segmenter = _default_segmenter() if reference is None else Segmenter(reference.table("furniture"))
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return _text(digest, content, segmenter.split(content, title))


@lru_cache(maxsize=1)
def _default_segmenter() -> Segmenter:
    return Segmenter(load_reference().table("furniture"))


def _with_headline(content: str, headline: str | None) -> str:
    """`content` with the headline as its first line, unless that is its first line."""
    words = " ".join(clean(headline or "").split())
    if not words or fold(content.lstrip().partition("\n")[0]) == fold(words):
        return content
    return f"{words}\n\n{content}"


def _text(raw_sha256: str, content: str, segmented: Segmented) -> Text:
    return Text(
        id=content_hash(raw_sha256, CLEANER, content)[:24],
        raw_sha256=raw_sha256,
        cleaner=CLEANER,
        sha256=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(),
        content=content,
        segments=segmented.segments,
    )


def _report(draft: Draft, raw_sha256: str, content: str, segmented: Segmented, segmenter: Segmenter) -> Report:
    credits = (segmenter.credit(author) for author in draft.authors)
    return Report(
        id=content_hash(raw_sha256, *(value or "" for value in draft.given))[:24],
        raw_sha256=raw_sha256,
        media_type=draft.media_type,
        source=draft.source,
        url=draft.url,
        outlet=draft.outlet,
        title=draft.title or _headline(content, segmented),
        agency=segmented.agency or next((agency for agency in credits if agency), None),
        published=_published(draft.published, segmented),
        retrieved=draft.retrieved,
    )


def _headline(content: str, segmented: Segmented) -> str | None:
    for segment in segmented.segments:
        if segment.kind == "headline":
            return " ".join(segment.span.of(content).split())
    return None


def _published(stated: Published | None, segmented: Segmented) -> Published | None:
    """The date that was stated, made finer by the dateline's day where only its year or month was known."""
    if stated is None:
        return segmented.published
    if stated.precision not in ("month", "year") or segmented.day is None or segmented.month is None:
        return stated
    finer = published_on(int(stated.start[:4]), segmented.month, segmented.day, how="dateline")
    if finer is not None and stated.start <= finer.start <= stated.end:
        return finer
    return stated
