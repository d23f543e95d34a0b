"""The page on attribution shows what the program reads, and names files that exist."""

from __future__ import annotations

import pytest

from tests.sentences import HEADING, PAGE, sentences, table


def test_the_page_has_thirty_sentences() -> None:
    assert len(sentences(PAGE.read_text("utf-8"))) == 30


@pytest.mark.model
def test_the_page_shows_what_is_read() -> None:
    page = PAGE.read_text("utf-8")
    assert page.partition(HEADING)[2] == table(sentences(page)).removeprefix(HEADING), "run python -m tests.sentences"
