"""Words find texts and quotes; nothing that is typed is a query language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.errors import UsageError
from counterclaim.ledger import ClaimFilter, Ledger
from tests.reads import make_read
from tests.strategies import WORDS

CONTENT = 'Kabul said "58 soldiers" were killed near Spin Boldak. A caf\u00e9 shut. NOT OR AND NEAR(x).'
READ = make_read(CONTENT, ((11, 44), (0, 5)))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        ledger.add(READ.capture, READ.claims)
        yield ledger


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("boldak KILLED", True),
        ("boldak wounded", False),
        (["Spin Boldak"], True),
        (["Boldak Spin"], False),
        ("cafe", True),
        ("kill", False),
        ("kill*", False),
        ("wounded OR killed", False),
        ("killed NOT", True),
        ('"58', True),
        ('x" OR "y', False),
        ("content:kabul", False),
        ("^Kabul", True),
        ("NEAR(x)", True),
        ("killed \0 !!!", True),
        ("killed \udcff", True),
    ],
)
def test_words_find_reports(ledger: Ledger, words: str | list[str], found: bool) -> None:
    matches = ledger.search(words, "report")
    assert [match.report for match in matches] == ([READ.capture.report] if found else [])


def test_claims_are_found_by_their_quote_alone(ledger: Ledger) -> None:
    assert [match.claim for match in ledger.search("killed")] == [READ.claims[0]]
    assert [match.words for match in ledger.search("Kabul")] == ["Kabul"]
    assert not ledger.search("Boldak")
    assert "Boldak" in ledger.search("Boldak", "report")[0].words


def test_only_the_last_reading_is_searched(ledger: Ledger) -> None:
    later = make_read(CONTENT, ((0, 5),), extractor="test/2")
    ledger.add(later.capture, later.claims)
    assert not ledger.search("killed")
    assert [match.claim for match in ledger.search("Kabul")] == list(later.claims)
    assert len(ledger.search("Kabul", "report")) == 1
    assert len(list(ledger.claims(ClaimFilter(superseded=True)))) == 3


def test_matches_come_in_order_up_to_the_limit(ledger: Ledger) -> None:
    for number in range(5):
        read = make_read(f"Kabul {number}")
        ledger.add(read.capture, read.claims)
    found = [match.report.id for match in ledger.search("kabul", "report")]
    assert found == sorted(found)
    assert len(found) == 6
    assert [match.report.id for match in ledger.search("kabul", "report", limit=2)] == found[:2]


@pytest.mark.parametrize("words", ["", "  ", "!!!", '""', [], ["\0"]])
def test_nothing_to_look_for_is_said(ledger: Ledger, words: str | list[str]) -> None:
    with pytest.raises(UsageError, match="no word to search for; expected letters or digits"):
        ledger.search(words)


def test_an_unknown_kind_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="can't search 'event'; expected one of claim, report"):
        ledger.search("x", "event")  # type: ignore[arg-type]


@given(st.lists(WORDS, min_size=1, max_size=4))
@settings(max_examples=60)
def test_whatever_is_typed_is_words(words: list[str]) -> None:
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "x.db", create=True) as ledger:
        read = make_read("a " + " ".join(words))
        ledger.add(read.capture, read.claims)
        try:
            found = ledger.search([word for word in words if word], "report")
        except UsageError:
            return
        assert [match.report for match in found] == [read.capture.report]
