"""Measures that differ, and relations with their period: own sentences from several wars."""

from __future__ import annotations

import pytest

from counterclaim.pipeline import read_texts
from counterclaim.records import Claim

WAR = " Armenian and Azerbaijani forces fought near Goris on Monday, killing four soldiers."


def _stands(text: str) -> list[tuple[str, Claim]]:
    (reading,) = read_texts([(text + WAR, "2025-05-09", "test")])
    assert not reading.rejections
    return [
        (r.rule.removeprefix("status:"), claim) for claim in reading.claims for r in claim.rules if r.field == "status"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Baku said the front was about 180 km long.", ["length:about 180 km"]),
        ("Troops dug in along the 200-kilometre front.", ["length:200 km"]),
        ("The border is more than 2,400 km long.", ["length:more than 2,400 km"]),
        ("The army says the buffer zone is up to six kilometres deep.", ["depth:at most 6 km"]),
        ("The enclave covers 360 square kilometres.", ["length:360 square km"]),
        ("Shells hit a village 30 km north of Goris.", []),
        ("A convoy drove 40 km along the border.", []),
        ("Ethiopia recognised Somaliland in January 2024.", ["recognition:recognised"]),
        ("Turkey has never recognised the annexation of Crimea.", ["recognition:not recognised"]),
        ("Mali cut ties with Ukraine in August 2024.", ["ties:cut"]),
        ("Hezbollah, listed as a terrorist organisation by Germany since 2020, fired rockets.", ["listing:listed"]),
        ("Qatar restored relations with Syria.", ["ties:restored"]),
        ("France could recognise Palestine.", []),
        ("Paris urged Israel to restore ties with Turkey.", []),
    ],
)
def test_standings(text: str, told: list[str]) -> None:
    read = [rule for rule, _ in _stands(text) if not rule.startswith("passage")]
    assert [r.replace("area:", "length:") for r in read] == told


def test_measures_that_differ_stand_with_who_says_so() -> None:
    text = "The army said the frontier was 120 km long. The rebels put the 150-km frontier at the heart of their case."
    told = {rule: claim.by.text for rule, claim in _stands(text)}
    assert set(told) == {"length:120 km", "length:150 km"}
    assert told["length:120 km"] == "The army"


def test_a_relation_keeps_its_period_and_its_words() -> None:
    rule, claim = _stands("Mali cut ties with Ukraine in August 2024.")[0]
    assert rule == "ties:cut"
    assert claim.happened is not None
    assert claim.happened.start == "2024-08-01"
    assert claim.event_type == "SANCTION"
