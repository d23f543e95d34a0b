"""Questions tell nothing: what they ask about is neither told nor counted."""

from __future__ import annotations

import pytest

from counterclaim.claims.questions import asks_whether
from counterclaim.pipeline import read_texts


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("q : did the army shell the market ?", True),
        ("“ were forty people killed in the raid ? ”", True),
        ("but has the crossing reopened ?", True),
        ("why were forty people killed ?", False),
        ("the army shelled the market .", False),
        ("?", False),
        ("", False),
    ],
)
def test_a_question_for_yes_or_no_is_known_by_its_opening(words: str, asked: bool) -> None:
    lower = words.split()
    assert asks_whether(lower, 0, len(lower)) is asked


@pytest.mark.model
def test_what_a_transcript_asks_is_not_narrated() -> None:
    text = "Q: Did the army shell the market in Nyala?\n\nQ: Were 30 civilians killed there by the rebels?\n"
    (reading,) = read_texts([(text, None, "transcript")])
    assert reading.claims == ()


@pytest.mark.model
def test_an_attack_on_nobody_is_denied() -> None:
    text = "“Our forces shelled nobody,” the Sudanese defence ministry said after the attack on the camp."
    (reading,) = read_texts([(text, None, "ministry")])
    assert {claim.stance for claim in reading.claims} == {"denies"}
