"""Hostile words: nothing from a report may command a terminal, a page or a spreadsheet."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.views.notes import safe_link
from counterclaim.views.safety import csv_cell, one_line, visible


@given(st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    shown = visible(text)
    kinds = {unicodedata.category(char) for char in shown if char not in "\n\t\u200c\u200d"}
    assert "Cc" not in kinds
    assert "Cs" not in kinds
    assert not {"\u202e", "\u2066", "\u200b", "\ufeff"} & set(shown)


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_plain_text_is_unchanged(text: str) -> None:
    assert visible(text) == text


def test_escapes_are_shown_and_markup_survives() -> None:
    assert visible("\x1b[31mred\x07 [sic] [/b] \u202eabc") == "␛[31mred␇ [sic] [/b] ⟨U+202E⟩abc"
    assert one_line("a\n\n b\tc") == "a b c"


@given(st.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    cell = csv_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") in (visible(text), visible(text).removeprefix("'"))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        "data:text/html,x",
        "//host/x",
        "ftp://host",
        "http://",
        "https://a b",
        "http://[",
        None,
    ],
)
def test_only_web_addresses_are_links(url: str | None) -> None:
    assert safe_link(url) is None


def test_a_web_address_is_a_link() -> None:
    assert safe_link("https://example.org/a?b=c") == "https://example.org/a?b=c"
