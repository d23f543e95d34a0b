"""What was learned of stances: it holds no names, says which words weighed, and leaves the rules where it is unsure."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from counterclaim.claims.stance_learned import LearnedStance
from counterclaim.pipeline import read_texts
from counterclaim.records import STANCES
from counterclaim.reference import load_reference

TABLE = load_reference().table("stance_weights")

MODEL = LearnedStance(
    {"stances": ["asserts", "threatens"], "weights": {"w=burn": [-1.0, 2.0], "w=rain": [0.2, 0.0], "bias": [0.5, 0.0]}}
)


def test_weights_are_a_row_of_stances_each() -> None:
    assert set(TABLE["stances"]) == set(STANCES)
    assert all(len(row) == len(STANCES) for row in TABLE["weights"].values())


def test_the_file_has_a_feature_a_line_so_that_a_change_can_be_read() -> None:
    text = (resources.files("counterclaim.reference") / "stance_weights.json").read_text(encoding="utf-8")
    assert len(text.splitlines()) == len(json.loads(text)["weights"]) + 3


def test_no_name_is_learned() -> None:
    words = {word for name in TABLE["weights"] for word in name.partition("=")[2].replace("&", " ").split()}
    names = {row["name"].lower() for row in load_reference().table("countries").values()}
    names |= {name.lower() for row in load_reference().table("groups").values() for name in row.get("names", ())}
    assert words.isdisjoint(names - {"resistance"})


def test_the_words_that_weighed_are_told() -> None:
    assert MODEL.choose(["w=burn", "w=rain"], "asserts") == ("threatens", "burn")
    assert MODEL.choose(["w=burn", "w=rain", "w=burn"], "asserts") == ("threatens", "burn")


def test_what_nothing_speaks_for_stays_as_the_rules_have_it() -> None:
    assert MODEL.choose(["bias"], "asserts")[0] == "asserts"
    assert LearnedStance({"stances": list(STANCES), "weights": {}}).choose(["w=x"], "denies") == ("denies", "")


@pytest.mark.model
@pytest.mark.parametrize(
    "sentence",
    [
        "The health ministry said 19 people died in the shelling of Kadugli on Monday.",
        "The army said its convoy had reached the airfield at Bor by nightfall.",
        "Residents of Lashio said the market was open again and rice was cheaper.",
        "The governor said the number of displaced families was expected to rise.",
    ],
)
def test_what_is_told_as_fact_is_asserted(sentence: str) -> None:
    (reading,) = read_texts([(sentence, "2025-10-14", "x")])
    assert {claim.stance for claim in reading.claims} <= {"asserts"}
