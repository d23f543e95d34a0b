"""Which place and which day a claim gets: own sentences, real towns, invented events."""

from __future__ import annotations

import pytest

from counterclaim.pipeline import read_texts
from counterclaim.records import Claim

DAY = "2024-10-17"  # a Thursday


def _claims(text: str) -> list[Claim]:
    (reading,) = read_texts([(text, DAY, "test")])
    assert not reading.rejections
    return list(reading.claims)


def _about(text: str, words: str) -> Claim:
    return next(c for c in _claims(text) if words in c.quote)


def _first(claim: Claim) -> str | None:
    return claim.places[0].text if claim.places else None


def _rule(claim: Claim, field: str) -> str:
    return next((r.rule for r in claim.rules if r.field == field), "")


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("Two soldiers were killed in Kharkiv, a spokesman for the staff in Kyiv said.", "killed", "Kharkiv"),
        ("A gunman killed a woman from Beni in Goma on Monday.", "killed", "Goma"),
        ("Rebels shelled Goma and struck Bukavu with rockets.", "struck", "Bukavu"),
        ("A bomb killed four men on the road from Kandahar to Kabul.", "killed", "Kandahar"),
        ("In Goma, the army said, three civilians were killed.", "killed", "Goma"),
    ],
)
def test_the_place_is_the_deeds_own(text: str, words: str, place: str) -> None:
    assert _first(_about(text, words)) == place


def test_the_sentence_before_lends_its_place_and_day_under_its_name() -> None:
    text = "Rockets hit a market in Goma on Tuesday. Two women were killed."
    claim = _about(text, "killed")
    assert _first(claim) == "Goma"
    assert claim.places[0].rule.endswith("of the sentence before")
    assert claim.happened is not None
    assert (claim.happened.start, claim.happened.end) == ("2024-10-15", "2024-10-15")
    assert _rule(claim, "happened") == "relative, of the sentence before"


def test_an_answer_takes_the_scene_of_what_it_answers() -> None:
    text = "Kyiv said Russia shelled Kharkiv on Tuesday. Moscow denied it."
    answer = next(c for c in _claims(text) if c.stance == "denies")
    assert answer.about is not None
    assert _first(answer) == "Kharkiv"
    assert answer.places[0].rule.endswith("of the claim that it answers")
    assert answer.happened is not None
    assert answer.happened.start == "2024-10-15"


def test_what_is_to_come_or_binds_nobody_takes_nothing_over() -> None:
    text = "Rockets hit a market in Goma on Tuesday. The army said: “We will strike back with all our force.”"
    threat = next(c for c in _claims(text) if c.stance == "threatens")
    assert threat.places == ()
    assert threat.happened is None


def test_a_relation_happens_nowhere() -> None:
    text = "Rockets hit a market in Goma on Tuesday. Rwanda cut ties with Belgium."
    assert _about(text, "cut ties").places == ()


def test_a_day_inside_a_background_clause_stays_there() -> None:
    text = "The army, which took Kharkiv in March, killed two men in Lviv on Tuesday."
    claim = _about(text, "two men")
    assert claim.happened is not None
    assert claim.happened.start == "2024-10-15"
    assert _first(claim) == "Lviv"


def test_dated_clauses_of_the_outlet_are_claims() -> None:
    text = "Russian forces shelled Kharkiv on Monday. Kharkiv had changed hands in August."
    claim = _about(text, "changed hands")
    assert claim.kind == "narration"
    assert claim.happened is not None
    assert claim.happened.start == "2024-08-01"


def test_two_deeds_of_a_sentence_are_two_claims() -> None:
    quotes = [c.quote for c in _claims("Russian forces shelled Kharkiv and struck Lviv with rockets.")]
    assert any("shelled Kharkiv" in q for q in quotes)
    assert any("struck Lviv" in q and "shelled" not in q for q in quotes)


def test_five_thousand_places_are_read_in_linear_time() -> None:
    text = " ".join("Rockets killed two soldiers in Goma and Kharkiv on Tuesday." for _ in range(2500))
    assert len(_claims(text)) >= 2500
