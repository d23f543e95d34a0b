"""Coded records as claims: what a record says is passed on, and nothing that it does not say."""

from __future__ import annotations

from typing import Any

from benchmarks.predict.linking import claims_of, predict_rows, report_of


def _row(name: str, **changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": name,
        "country": "Ivory Coast",
        "date_start": "2031-05-02",
        "date_end": "2031-05-02",
        "city": "Somewhere",
        "location": "the old market",
        "lat": 6.5,
        "lon": -5.5,
        "geo_precision": 5,
        "actors": [
            {"name": "Police (X)", "type": "Security forces", "roles": ["perpetrator"]},
            {"name": "League of Tests (LOT)", "type": "Political actor", "roles": ["victim"]},
        ],
        "context": "Clash",
        "target": "Citizens",
        "deaths": {"low": 11, "best": 12, "high": 14},
        "injuries": {"low": 0, "best": 0, "high": 0},
        "source": "The Paper (2031-05-03) Twelve dead (again) at the market",
        "source_type": "Other",
    }
    return row | changes


def test_outlet_day_and_headline_come_from_the_source() -> None:
    report = report_of(_row("a"))
    assert (report.outlet, report.title) == ("The Paper", "Twelve dead (again) at the market")
    assert report.published is not None
    assert report.published.start == "2031-05-03"
    bare = report_of(_row("a", source="A leaflet"))
    assert (bare.outlet, bare.title, bare.published) == (None, "A leaflet", None)


def test_sides_place_and_figures_are_the_records() -> None:
    deed, killed = claims_of(_row("a"))
    assert deed.toll is None
    assert [a.parties for a in deed.actors] == [("CIV",)]
    assert [a.parties for a in deed.recipients] == [("LOT",)]
    assert [(p.name, p.latitude, p.precision) for p in deed.places] == [
        ("the old market", 6.5, 1),
        ("Somewhere", None, 1),
    ]
    assert killed.toll is not None
    assert (killed.toll.outcome, killed.toll.low, killed.toll.high, killed.toll.bound) == ("killed", 11, 14, "range")
    assert killed.toll.victim_class == "civilian"


def test_an_unknown_actor_is_no_side_and_a_missing_place_none() -> None:
    unknown = [{"name": "Unknown actor (X)", "type": None, "roles": ["perpetrator"]}]
    [deed] = claims_of(_row("a", actors=unknown, deaths=None, city=None, location=None))
    assert [a.parties for a in deed.actors] == [("unattributed",)]
    assert deed.places == ()


def test_two_reports_of_one_deed_come_together_and_another_year_stays_apart() -> None:
    other_year = _row("c", date_start="2034-05-02", date_end="2034-05-02", source="The Paper (2034-05-03) Dead")
    first, second, third = predict_rows([_row("a"), _row("b", source="A Wire (2031-05-02) Dead"), other_year])
    assert first["event"] == second["event"] is not None
    assert third["event"] not in (None, first["event"])


def test_the_order_of_records_changes_nothing() -> None:
    rows = [_row("a"), _row("b", deaths={"low": 9, "best": 9, "high": 9}), _row("c", city="Elsewhere", location=None)]
    forward = {row["id"]: row["event"] for row in predict_rows(rows)}
    assert {row["id"]: row["event"] for row in predict_rows(rows[::-1])} == forward
