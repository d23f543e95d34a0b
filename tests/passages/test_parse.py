"""The parse: offsets, borders, lemmas."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.passages import Parser
from counterclaim.passages.parse import LONGEST, MODEL, blank
from counterclaim.records import Segment, SegmentKind, Span, Text


def make_text(*blocks: tuple[SegmentKind, str]) -> Text:
    content = "\n".join(words for _, words in blocks)
    segments, at = [], 0
    for kind, words in blocks:
        if words.strip():
            segments.append(Segment(kind=kind, span=Span(start=at, end=at + len(words))))
        at += len(words) + 1
    sha = hashlib.sha256(content.encode()).hexdigest()
    return Text(id=sha[:24], raw_sha256=sha, cleaner="t", sha256=sha, content=content, segments=tuple(segments))


@given(st.lists(st.tuples(st.sampled_from(["body", "furniture", "repeat"]), st.text(max_size=40)), max_size=6))
def test_blanking_keeps_every_offset(blocks: list[tuple[SegmentKind, str]]) -> None:
    text = make_text(*blocks)
    blanked = blank(text)
    assert len(blanked) == len(text.content)
    for segment in text.segments:
        for at in range(segment.span.start, segment.span.end):
            if segment.kind == "body":
                assert blanked[at] == text.content[at] or text.content[at].isspace()
            else:
                assert blanked[at] == " "


@pytest.mark.model
def test_sentences_end_at_segments_and_furniture_is_not_read() -> None:
    text = make_text(
        ("headline", "Border closed after clashes"),
        ("body", "Kabul said 58 soldiers were killed. Islamabad gave a toll of 23."),
        ("furniture", "Also read: 900 killed elsewhere"),
        ("body", "The crossing is shut."),
    )
    ((doc, passages),) = Parser().parse([text])
    assert [p.span.of(text.content) for p in passages] == [
        "Border closed after clashes",
        "Kabul said 58 soldiers were killed.",
        "Islamabad gave a toll of 23.",
        "The crossing is shut.",
    ]
    assert [p.segment for p in passages] == ["headline", "body", "body", "body"]
    assert "900" not in doc.text
    assert all(doc.text[t.idx : t.idx + len(t)] == t.text for t in doc)


@pytest.mark.model
@pytest.mark.parametrize(
    "sentence",
    [
        "Lt. Gen. Ahmed Sharif said the army had left.",
        "The attack on Sept. 11 killed no one near the village.",
        "Col. John Smith spoke at 5 p.m. on Monday.",
    ],
)
def test_newspaper_abbreviations_end_no_sentence(sentence: str) -> None:
    ((_, passages),) = Parser().parse([make_text(("body", sentence + " Nobody answered."))])
    assert passages[0].span.end == len(sentence)


@pytest.mark.model
def test_lemmas_are_the_shipped_lemmatizers() -> None:
    import spacy

    words = (
        "Officials said rebels had attacked two villages, killing women and children; the bodies were "
        "found later and the wounded men lay dying in hospitals that were badly hit."
    )
    shipped = spacy.load(MODEL, exclude=["ner"])(words)
    ((doc, _),) = Parser().parse([make_text(("body", words))])
    content = [t.i for t in shipped if t.tag_[:1] in "VN" and not t.tag_.startswith("NNP")]
    assert [doc[i].lemma_ for i in content] == [shipped[i].lemma_ for i in content]


@pytest.mark.model
@settings(max_examples=15)
@given(st.text(max_size=120))
def test_any_text_parses_with_true_offsets(words: str) -> None:
    text = make_text(("body", words))
    ((doc, passages),) = Parser().parse([text])
    assert len(doc.text) == len(text.content)
    at = 0
    for passage in passages:
        assert at <= passage.span.start < passage.span.end <= len(text.content)
        at = passage.span.end


@pytest.mark.model
def test_no_sentence_is_longer_than_the_bound_and_none_is_lost() -> None:
    words = "58 soldiers and 20 civilians and " * 200
    text = make_text(("body", "Kabul spoke."), ("body", words), ("body", "Nobody answered."))
    ((doc, passages),) = Parser().parse([text])
    assert max(len(sentence) for sentence in doc.sents) <= LONGEST
    covered = "".join(p.span.of(text.content) for p in passages)
    assert covered.replace(" ", "") == "".join(text.content.split())


@pytest.mark.model
def test_runs_without_spaces_are_not_read_and_move_nothing() -> None:
    text = make_text(("body", "Kabul spoke. " + "”“" * 5000 + " Nobody answered."))
    ((doc, passages),) = Parser().parse([text])
    assert [p.span.of(text.content) for p in passages] == ["Kabul spoke.", "Nobody answered."]
    assert len(doc) < 10
