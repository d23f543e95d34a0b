"""What is fuzzed. A target takes any bytes and raises when a guarantee does not hold.

Bad input must come out as a rejection, None or a `CounterclaimError`; anything else that is raised is a fault.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from spacy.tokens import Doc

from counterclaim.claims.numbers import NumberReader
from counterclaim.claims.quotations import find_quotations
from counterclaim.claims.reader import ClaimReader
from counterclaim.claims.times import TimeReader
from counterclaim.claims.toll_words import words_of
from counterclaim.claims.tolls import TollReader
from counterclaim.codec import RECORDS, from_json, to_json
from counterclaim.errors import REJECTION_CODES, UsageError
from counterclaim.passages.parse import blank, split_passages
from counterclaim.records import Capture, Claim, Published, Rejection, Report, Span, Text, content_hash
from counterclaim.reference import load_reference
from counterclaim.reports import Given, parse_published, read_reports, text_from_string
from counterclaim.reports.datelines import Datelines
from fuzz.choices import Choices
from fuzz.trees import random_doc

_FORMATS = ("jsonl", "csv", "json")


def check(holds: bool, told: str) -> None:
    """Raise `AssertionError` unless it holds; unlike `assert` it stays under `python -O`."""
    if not holds:
        raise AssertionError(told)


def fuzz_text(data: bytes) -> None:
    """Plain text from standard input."""
    _read(data, "text")


def fuzz_page(data: bytes) -> None:
    """A saved page."""
    _read(data, "html")


def fuzz_records(data: bytes) -> None:
    """JSON lines, a table or a JSON array, by the first byte."""
    if data:
        _read(data[1:], _FORMATS[data[0] % len(_FORMATS)])


def _read(data: bytes, input_format: str) -> None:
    found = _captures(data, input_format)
    check(found == _captures(data, input_format), "two readings of the same bytes differ")
    check(bool(found), "neither a capture nor a rejection")
    for item in found:
        if isinstance(item, Rejection):
            check(item.code in REJECTION_CODES and item.code != "extraction_failed", f"code {item.code}")
        else:
            _check_text(item.text)
            check(from_json(Capture, to_json(item)) == item, "the capture does not come back from its line")


def _captures(data: bytes, input_format: str) -> list[Capture | Rejection]:
    return list(read_reports(["-"], Given(), input_format=input_format, stdin=io.BytesIO(data)))


def _check_text(text: Text) -> None:
    content, at = text.content, 0
    check("\r" not in content, "a carriage return was kept")
    for segment in text.segments:
        check(at <= segment.span.start < segment.span.end <= len(content), "segments overlap or leave the text")
        check(not content[at : segment.span.start].strip(), "words between segments")
        at = segment.span.end
    check(not content[at:].strip(), "words after the last segment")
    blanked = blank(text)
    check(len(blanked) == len(content), "blanking moved the offsets")
    check(not any(c in blanked for c in "\r\n\v\f\x85\u2028\u2029"), "a line break was parsed")


def fuzz_dates(data: bytes) -> None:
    """Publication dates, datelines and credits."""
    words = data.decode("utf-8", "replace")
    published = parse_published(words, how="given")
    if published is not None:
        check(published.start <= published.end and len(published.start) == 10, f"interval {published}")
    dateline = _datelines().read(words)
    if dateline is not None:
        check(0 < dateline.length <= len(words), "the dateline is longer than its text")
        dateline.published()
    _datelines().credit(words)


def fuzz_quotations(data: bytes) -> None:
    """Pairs of quotation marks, in text as it stands."""
    text = text_from_string(data.decode("utf-8", "replace"))
    _check_segments_only(text)
    at = 0
    for found in find_quotations(text.content, text.segments):
        check(at <= found.outer.start <= found.inner.start <= found.inner.end <= found.outer.end, "order of marks")
        check(found.outer.end <= len(text.content), "a quotation leaves the text")
        at = found.outer.end


def _check_segments_only(text: Text) -> None:
    ends = [0, *(segment.span.end for segment in text.segments)]
    starts = [*(segment.span.start for segment in text.segments), len(text.content)]
    check(all(end <= start for end, start in zip(ends, starts, strict=True)), "segments overlap")


def fuzz_numbers(data: bytes) -> None:
    """Quantities in random parses."""
    words = words_of(random_doc(Choices(data)))
    for at, end in words.sents:
        for found in _numbers().read(words, at, end):
            check(at <= found.start <= found.core < found.end <= end, f"place of {found}")
            check(found.low is None or found.high is None or found.low <= found.high, f"ends of {found}")
            check(found.vague is None or found.stated is None, f"numbers in a vague word: {found}")
            at = found.end


def fuzz_tolls(data: bytes) -> None:
    """Figures in random parses."""
    doc = random_doc(Choices(data))
    found = _tolls().read(doc)
    check(found == _tolls().read(doc), "two readings of the same parse differ")
    for toll in found:
        for part in (toll.words, toll.number, toll.victims):
            check(part is None or 0 <= part[0] <= part[1] <= len(doc), f"range of {toll}")
        check(toll.total is None or 0 <= toll.total < len(found), f"total of {toll}")
        check(toll.low is None or toll.high is None or toll.low <= toll.high, f"ends of {toll}")
        check(toll.vague is None or toll.low is None, f"numbers in a vague word: {toll}")


def fuzz_times(data: bytes) -> None:
    """Times in random parses, with and without a publication date."""
    choices = Choices(data)
    published = _published(choices)
    doc = random_doc(choices)
    at = 0
    for when in _times().read(doc, published):
        span = when.span
        check(span is not None and at <= span.start < span.end <= len(doc.text), f"place of {when}")
        assert span is not None
        check(when.text == span.of(doc.text), f"words of {when}")
        check(when.start is None or when.end is None or when.start <= when.end, f"ends of {when}")
        check((when.how == "unresolved") == (when.start is None and when.end is None), f"kind of {when}")
        at = span.end


def _published(choices: Choices) -> Published | None:
    days = (None, "2025-10-12", "2024-02-29", "2025-12-31", "1900-01-01", "2025-10", "2025", "2199-12-31")
    day = choices.pick(days)
    return None if day is None else parse_published(day, how="given")


def fuzz_claims(data: bytes) -> None:
    """The whole claims stage on random parses."""
    choices = Choices(data)
    published = _published(choices)
    doc = random_doc(choices)
    check_claims(doc, published)


def check_claims(doc: Doc, published: Published | None) -> None:
    """Read the claims of a parse and check what every claim guarantees."""
    text = text_from_string(doc.text)
    report = Report(
        id=content_hash(text.sha256)[:24],
        raw_sha256=text.raw_sha256,
        media_type="text/plain",
        source="-",
        published=published,
    )
    passages = split_passages(doc, text)
    found = _claims().read(report, text, doc, passages)
    check(found == _claims().read(report, text, doc, passages), "two readings of the same parse differ")
    check_spans((found.attributions, found.claims), text.content)
    for claim in found.claims:
        check_claim(claim, text.content)
        check(from_json(Claim, to_json(claim)) == claim, "the claim does not come back from its line")
    keys = [claim.key for claim in found.claims]
    check(len(set(keys)) == len(keys), "a key stands twice")
    check(all(c.about is None or c.about.key in set(keys) for c in found.claims), "an answer to no claim")


def check_claim(claim: Claim, content: str) -> None:
    """Check that the quote is the evidence, and that words of a claim are those of their spans."""
    check(bool(claim.evidence), "no evidence")
    check(claim.quote == " ... ".join(span.of(content) for span in claim.evidence), "the quote is not the evidence")
    ordered = all(a.end <= b.start for a, b in zip(claim.evidence, claim.evidence[1:], strict=False))
    check(ordered, f"evidence {claim.evidence} is out of order")
    if claim.toll is not None:
        check(claim.toll.words == claim.toll.span.of(content), f"words of {claim.toll}")
    for place in claim.places:
        check(place.text == place.span.of(content), f"words of {place}")
    for when in (claim.said, claim.happened):
        if when is not None and when.span is not None:
            check(when.text == when.span.of(content), f"words of {when}")


def check_spans(value: Any, content: str) -> None:
    """Check that every span inside a record, a tuple of them or a tuple of tuples lies in the text."""
    if isinstance(value, Span):
        check(value.end <= len(content), f"{value} leaves a text of {len(content)} characters")
    elif isinstance(value, tuple):
        for item in value:
            check_spans(item, content)
    elif is_dataclass(value):
        for field in fields(value):
            check_spans(getattr(value, field.name), content)


def fuzz_codec(data: bytes) -> None:
    """Lines that are nearly records: a record or a `UsageError`, and what is read can be written."""
    if not data:
        return
    names = sorted(RECORDS)
    cls = RECORDS[names[data[0] % len(names)]]
    for line in (data[1:], data[1:].decode("utf-8", "replace")):
        try:
            record: object = from_json(cls, line)
        except UsageError:
            continue
        written = to_json(record)
        check(from_json(cls, written) == record, "the record does not come back from its line")
        check(written.splitlines() == [written], "more than one line")


@cache
def _datelines() -> Datelines:
    return Datelines(load_reference().table("furniture"))


@cache
def _numbers() -> NumberReader:
    return NumberReader(load_reference().table("tolls"))


@cache
def _tolls() -> TollReader:
    return TollReader(load_reference())


@cache
def _times() -> TimeReader:
    return TimeReader(load_reference())


@cache
def _claims() -> ClaimReader:
    return ClaimReader(load_reference())


def _named(targets: Iterable[Callable[[bytes], None]]) -> dict[str, Callable[[bytes], None]]:
    return {target.__name__.removeprefix("fuzz_"): target for target in targets}


TARGETS = _named(
    (
        fuzz_text,
        fuzz_page,
        fuzz_records,
        fuzz_dates,
        fuzz_quotations,
        fuzz_numbers,
        fuzz_tolls,
        fuzz_times,
        fuzz_claims,
        fuzz_codec,
    )
)
