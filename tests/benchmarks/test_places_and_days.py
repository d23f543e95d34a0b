"""The scorer of places and days: what is right, and that the cases are sound."""

from __future__ import annotations

import pytest

from benchmarks.places_and_days import is_day, is_place, load_cases
from counterclaim.records import Place, Span, When

AT = Span(start=0, end=4)
GOLD = {"text": "Goma", "lat": -1.68, "lon": 29.22, "radius_km": 15.0}


def _place(name: str, latitude: float | None = None, longitude: float | None = None) -> Place:
    precision = 1 if latitude is not None else None
    return Place(
        text=name, span=AT, name=name, latitude=latitude, longitude=longitude, precision=precision, rule="test"
    )


@pytest.mark.parametrize(
    ("read", "right"),
    [
        (_place("Goma"), True),
        (_place("Sake", -1.7, 29.2), True),
        (_place("Bukavu", -2.5, 28.86), False),
        (_place("Bukavu"), False),
        (None, False),
    ],
)
def test_a_place_is_right_by_name_or_by_nearness(read: Place | None, right: bool) -> None:
    assert is_place(GOLD, read) is right


def test_no_place_is_right_only_where_none_is_given() -> None:
    assert is_place(None, None)
    assert not is_place(None, _place("Goma"))


def _when(start: str | None, end: str | None) -> When:
    return When(text="then", span=AT, start=start, end=end, how="relative")


@pytest.mark.parametrize(
    ("gold", "read", "right"),
    [
        (("2024-10-15", "2024-10-15"), ("2024-10-15", "2024-10-15"), True),
        (("2024-10-15", "2024-10-15"), ("2024-10-14", "2024-10-15"), True),
        (("2024-10-15", "2024-10-15"), ("2024-10-13", "2024-10-15"), False),
        (("2024-10-15", "2024-10-15"), ("2024-10-16", "2024-10-16"), False),
        (("2024-10-15", None), ("2024-10-15", "2024-11-20"), True),
        (("2024-10-15", None), ("2024-10-15", None), True),
        (("2024-10-15", None), (None, "2024-10-15"), False),
        ((None, "2024-10-15"), (None, "2024-10-15"), True),
        (None, (None, None), True),
        (None, ("2024-10-15", "2024-10-15"), False),
    ],
)
def test_days(gold: tuple[str | None, str | None] | None, read: tuple[str | None, str | None], right: bool) -> None:
    assert is_day(gold, _when(*read)) is right


def test_the_cases_hold_together() -> None:
    cases = load_cases()
    assert len(cases) >= 28
    assert sum(len(case.claims) for case in cases) >= 170
    assert any(case.held_back for case in cases)
    for case in cases:
        for gold in case.claims:
            assert case.text.count(gold.words) == 1, (case.id, gold.words)
            assert gold.by in case.text
