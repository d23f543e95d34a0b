"""Publication dates as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import UsageError
from counterclaim.reports import Given
from counterclaim.reports.times import parse_published


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("2025-10-12", "2025-10-12", "2025-10-12", "day"),
        ("2025-10-12T08:00:00Z", "2025-10-12", "2025-10-12", "time"),
        ("2025-10-12T23:30:00-05:00", "2025-10-12", "2025-10-12", "time"),
        ("2025-10-12 08:00", "2025-10-12", "2025-10-12", "time"),
        ("2025/10/12", "2025-10-12", "2025-10-12", "day"),
        ("20251012", "2025-10-12", "2025-10-12", "day"),
        ("20251012T080000Z", "2025-10-12", "2025-10-12", "time"),
        ("12 October 2025", "2025-10-12", "2025-10-12", "day"),
        ("12th of October, 2025", "2025-10-12", "2025-10-12", "day"),
        ("12-Oct-2025", "2025-10-12", "2025-10-12", "day"),
        ("Oct 12, 2025", "2025-10-12", "2025-10-12", "day"),
        ("Oct. 12, 2025", "2025-10-12", "2025-10-12", "day"),
        ("Sept 3, 2025", "2025-09-03", "2025-09-03", "day"),
        ("Sunday, October 12, 2025 at 8:00 AM IST", "2025-10-12", "2025-10-12", "time"),
        ("Sun, 12 Oct 2025 08:00:00 GMT", "2025-10-12", "2025-10-12", "time"),
        ("12 October 2025, 9.40 pm IST", "2025-10-12", "2025-10-12", "time"),
        ("  Oct 12,\n 2025 ", "2025-10-12", "2025-10-12", "day"),
        ("25/12/2025", "2025-12-25", "2025-12-25", "day"),
        ("12/25/2025", "2025-12-25", "2025-12-25", "day"),
        ("05/05/2025", "2025-05-05", "2025-05-05", "day"),
        ("2025-10", "2025-10-01", "2025-10-31", "month"),
        ("October 2025", "2025-10-01", "2025-10-31", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2025", "2025-01-01", "2025-12-31", "year"),
    ],
)
def test_dates(words: str, start: str, end: str, precision: str) -> None:
    found = parse_published(words, how="given")
    assert found is not None
    assert (found.start, found.end, found.precision, found.how) == (start, end, precision, "given")


@pytest.mark.parametrize(
    "words",
    ["", "yesterday", "10/12/2025", "2025-13-01", "2025-02-30", "31 June 2025", "Oct 12", "58", "1760256000",
     "12 Octember 2025",
     "2025-10-12 and more words that go on until nobody can call this a date any longer, at all"],
)  # fmt: skip
def test_what_is_no_date_or_two(words: str) -> None:
    assert parse_published(words, how="given") is None


@given(st.dates())
def test_iso_dates_come_back(date: object) -> None:
    found = parse_published(str(date), how="given")
    assert found is None or found.start == found.end == str(date)


@given(st.text(max_size=90))
def test_any_words_are_a_date_or_none(words: str) -> None:
    found = parse_published(words, how="given")
    assert found is None or found.start <= found.end


def test_a_given_date_that_is_none_is_misuse() -> None:
    with pytest.raises(UsageError, match="2025-10-12"):
        Given(published="soon")


def test_a_mapping_of_an_unknown_field_is_misuse() -> None:
    with pytest.raises(UsageError, match="text=body"):
        Given(columns={"txt": "body"})
