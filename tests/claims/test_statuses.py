"""Statuses: what is shut, open, in force or lifted, of which thing, by whom told, and what is none."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from counterclaim.pipeline import read_texts
from counterclaim.records import Claim

pytestmark = pytest.mark.model

with (Path(__file__).parent / "statuses.toml").open("rb") as file:
    CASES: dict[str, list[dict[str, Any]]] = tomllib.load(file)


#: Statuses are read in no report about sport or business: a sentence alone does not say what its report is about.
CONTEXT = "Soldiers of both armies were killed in fighting on Sunday.\n\n"


def read(sentence: str) -> list[tuple[str, Claim]]:
    """Each status, as "status | thing | speaker", with its claim."""
    text = CONTEXT + sentence
    [reading] = read_texts([(text, "2025-03-19", "test")])
    found = []
    for claim in reading.claims:
        for rule in claim.rules:
            if rule.field == "status":
                thing = rule.spans[0].of(text)
                who = "+".join(claim.by.parties)
                found.append((rule.spans[1].start, f"{rule.rule.split(':')[2]} | {thing} | {who}", claim))
    return [(words, claim) for _, words, claim in sorted(found, key=lambda item: item[0])]


@pytest.mark.parametrize("case", [*CASES["tuned"], *CASES["kept"]], ids=lambda case: case["text"][:60])
def test_what_is_said_of_things(case: dict[str, Any]) -> None:
    assert [words for words, _ in read(case["text"])] == case["is"]


def test_a_status_is_a_claim_with_place_and_time() -> None:
    ((words, claim),) = read("The Torkham crossing reopened on Wednesday after the border clashes.")
    assert words == "reopened | The Torkham crossing | narrator"
    assert [place.name for place in claim.places] == ["Torkham"]
    assert claim.happened is not None
    assert claim.happened.start == "2025-03-19"
    assert claim.kind == "narration"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Torkham reopened on Wednesday.", "status:passage:reopened"),
        ("The gates at Torkham were shut on Sunday.", "status:passage:closed"),
        ("Schools in the town were closed.", "status:school:closed"),
        ("The truce took effect on Sunday.", "status:truce:in force"),
        ("The army lifted the siege of the town.", "status:siege:lifted"),
    ],
)
def test_things_of_one_kind_can_be_compared(text: str, rule: str) -> None:
    ((_, claim),) = read(text)
    assert [one.rule for one in claim.rules if one.field == "status"] == [rule]


def test_a_denied_status_is_a_denial() -> None:
    ((_, claim),) = read("Russia denied that it had closed the strait.")
    assert (claim.stance, claim.kind) == ("denies", "statement")
