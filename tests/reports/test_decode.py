"""Bytes to characters."""

from __future__ import annotations

import codecs
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.records import Capture, Rejection, Span
from counterclaim.reports.decode import decode

SENTENCE = "The army said “five soldiers” were killed near Chaman — and two in Spīn Bōldak."


@pytest.mark.parametrize(
    "raw",
    [
        SENTENCE.encode(),
        codecs.BOM_UTF8 + SENTENCE.encode(),
        SENTENCE.encode("utf-16"),
        codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"),
        SENTENCE.encode("utf-16-le"),
        SENTENCE.encode("utf-16-be"),
    ],
)
def test_unicode_with_and_without_a_mark(raw: bytes) -> None:
    found = decode(raw)
    assert found is not None
    assert (found.text, found.replaced) == (SENTENCE, 0)


def test_english_in_a_western_code_page() -> None:
    words = "The army said “five soldiers” were killed in a café"
    found = decode(words.encode("cp1252"))
    assert found is not None
    assert (found.text, found.replaced) == (words, 0)


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = "<html><head><meta charset='koi8-r'></head><p>Кабул</p>"
    found = decode(page.encode("koi8-r"), html=True)
    assert found is not None
    assert found.text == page


@pytest.mark.parametrize("label", ["no-such-encoding", "rot13", "base64", "utf-7"])
def test_a_declaration_that_is_no_encoding_is_passed_over(label: str) -> None:
    page = f"<html><head><meta charset='{label}'></head><p>He said “no” to it.</p>"
    found = decode(page.encode("cp1252"), html=True)
    assert found is not None
    assert "He said “no” to it." in found.text


@pytest.mark.parametrize("cut", [1, 2])
def test_cut_utf8_is_read_and_named(cut: int, read: Callable[..., list[Capture | Rejection]]) -> None:
    whole = "The army said five soldiers were killed. “"
    capture, rejection = read("cut.txt", whole.encode()[:-cut])
    assert isinstance(capture, Capture)
    assert isinstance(rejection, Rejection)
    assert capture.text.content == whole[:-1] + "\ufffd"
    assert rejection.code == "bad_encoding"
    assert rejection.report_id == capture.report.id
    assert "byte 41" in rejection.reason
    assert rejection.span == Span(start=41, end=42)


def test_the_place_of_damage_counts_in_the_text_that_is_kept(read: Callable[..., list[Capture | Rejection]]) -> None:
    raw = "\ufeffOne.\r\nThe army said “five”".encode() + b"\xe2\x80 were killed.\r\n"
    capture, rejection = read("cut.txt", raw)
    assert isinstance(capture, Capture)
    assert isinstance(rejection, Rejection)
    assert rejection.span is not None
    assert rejection.span.of(capture.text.content) == "\ufffd"


def test_noise_is_no_text(refuse: Callable[..., Rejection]) -> None:
    assert refuse("noise.txt", random.Random(1).randbytes(20_000)).code == "binary"
    assert refuse("zeros.txt", bytes(20_000)).code == "binary"


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_not(raw: bytes) -> None:
    found = decode(raw)
    assert found is None or found.replaced == 0 or found.text[found.character] == "\ufffd"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_utf8_comes_back(words: str) -> None:
    found = decode(words.encode())
    assert found is not None
    assert found.text == words.removeprefix("\ufeff")
