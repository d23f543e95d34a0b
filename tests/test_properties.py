"""Spans and ids over arbitrary input: what every record promises, whatever the words were."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.claims.reader import ClaimReader
from counterclaim.passages.parse import split_passages
from counterclaim.pipeline import Reading, read_texts
from counterclaim.records import Capture, Report, Span, content_hash
from counterclaim.reference import load_reference
from counterclaim.reports import Given, read_reports, text_from_string
from fuzz.choices import Choices
from fuzz.targets import check_claim, check_claims, check_spans
from fuzz.trees import random_doc
from tests.strategies import HOSTILE, spans

SMALL = spans(12)
PARTS = st.lists(st.text(max_size=4), max_size=4)
PLAIN = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=60).filter(str.strip)
#: Speakers, cues, figures, victims, places, times, marks: enough for claims of every kind to come up by chance.
_WORDS = (
    "Kabul Islamabad Taliban Pakistan M23 Goma Gaza Kyiv army spokesman ministry he they witnesses said denied "
    "claimed told according to accused confirmed warned reportedly killed wounded captured destroyed attacked "
    "shelled died were was had at least more than 12 58 three dozens of no 1,200 soldiers civilians people "
    "fighters children tanks in near on Monday 12 October 2025 yesterday the its that and but not including "
    "while its toll rose to from would if “ ” ‘ ’ , . — : ?"
)
CONFLICT = [*_WORDS.split(), ". ", ".\n\n", "\n", "\u2028", "\u202e", "\U0001f4a5", "[sic]"]
TEXTS = st.lists(st.sampled_from(CONFLICT), min_size=3, max_size=60).map(" ".join)


@given(SMALL, SMALL)
def test_covers_and_overlaps_are_those_of_sets_of_code_points(one: Span, other: Span) -> None:
    here, there = (set(range(span.start, span.end)) for span in (one, other))
    assert one.overlaps(other) == bool(here & there) or not (here and there)
    assert one.overlaps(other) == other.overlaps(one)
    if there:
        assert one.covers(other) == (there <= here)


@given(st.integers(-5, 5), st.integers(-5, 5))
def test_a_span_is_never_backwards(start: int, end: int) -> None:
    if 0 <= start <= end:
        assert len(Span(start=start, end=end).of("x" * 9)) == end - start
    else:
        with pytest.raises(ValueError, match="needs 0 <= start <= end"):
            Span(start=start, end=end)


@given(PARTS, PARTS)
def test_hashes_are_equal_only_for_the_same_parts(one: list[str], other: list[str]) -> None:
    assert (content_hash(*one) == content_hash(*other)) == (one == other)


@given(st.text(st.characters() | st.sampled_from(HOSTILE), max_size=200))
def test_a_text_keeps_its_words_and_its_id_follows_from_them(content: str) -> None:
    text = text_from_string(content)
    assert text.content == content
    assert text == text_from_string(content)
    assert text.sha256 == hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    assert (text.id == text_from_string(content + "x").id) is False
    kept = "".join(segment.span.of(content) for segment in text.segments)
    assert "".join(kept.split()) == "".join(content.split())


@given(PLAIN, st.sampled_from([None, "2025-10-12", "2025-10"]), st.sampled_from([None, "Border Post"]))
def test_a_reports_id_follows_from_its_bytes_and_what_was_given(
    words: str, published: str | None, outlet: str | None
) -> None:
    plain = _report(words, Given(published=published, outlet=outlet))
    assert plain == _report(words, Given(published=published, outlet=outlet))
    later = _report(words, Given(published=published, outlet=outlet, retrieved="2025-12-01"))
    assert later.id == plain.id
    assert _report(words, Given(published=published, outlet="Another")).id != plain.id
    assert _report(words + " ", Given(published=published, outlet=outlet)).id != plain.id


def _report(words: str, stated: Given) -> Report:
    (found, *_) = read_reports(["-"], stated, input_format="text", stdin=io.BytesIO(words.encode()))
    assert isinstance(found, Capture)
    return found.report


@given(st.binary(min_size=60, max_size=600))
@settings(max_examples=60)
def test_claims_of_any_parse_stand_in_its_text(data: bytes) -> None:
    check_claims(random_doc(Choices(data)), None)


@given(st.binary(min_size=60, max_size=600))
@settings(max_examples=40)
def test_a_key_is_the_texts_and_an_id_the_reports_own(data: bytes) -> None:
    doc = random_doc(Choices(data))
    text = text_from_string(doc.text)
    one = Report(id="1" * 24, raw_sha256=text.raw_sha256, media_type="text/plain", source="one")
    other = replace(one, id="2" * 24, source="other")
    reader = ClaimReader(load_reference())
    passages = split_passages(doc, text)
    first, second = (reader.read(report, text, doc, passages).claims for report in (one, other))
    assert [claim.key for claim in first] == [claim.key for claim in second]
    assert not {claim.id for claim in first} & {claim.id for claim in second}
    for claim in first:
        places = ",".join(f"{span.start}-{span.end}" for span in claim.evidence)
        kind: str = claim.kind
        if claim.toll is not None:
            places += f"@{claim.toll.span.start}-{claim.toll.span.end}"
            kind = f"toll:{claim.toll.outcome}"
        assert claim.key == content_hash(text.sha256, places, kind)[:24]
        assert claim.id == content_hash(claim.key, one.id, claim.extractor)[:24]


@pytest.mark.model
@given(st.lists(TEXTS, min_size=1, max_size=3, unique=True), st.sampled_from([None, "2025-10-13"]))
@settings(max_examples=60)
def test_claims_of_random_reports_stand_in_their_texts(texts: list[str], published: str | None) -> None:
    together = _read(texts, published)
    for content, reading in zip(texts, together, strict=True):
        assert not reading.rejections
        assert reading.capture.text.content == content
        check_spans((reading.attributions, reading.claims), content)
        for claim in reading.claims:
            check_claim(claim, content)
        assert len({claim.key for claim in reading.claims}) == len(reading.claims)
        assert _read([content], published)[0].claims == reading.claims


def _read(texts: list[str], published: str | None) -> list[Reading]:
    return list(read_texts((content, published, "random") for content in texts))


@pytest.mark.model
def test_such_words_do_make_claims() -> None:
    told = "Kabul said at least 58 soldiers were killed in Goma on Monday . "
    (found,) = _read([told + "M23 condemned the attack and accused Kabul of killing civilians"], None)
    assert {"toll", "statement"} <= {claim.kind for claim in found.claims}
