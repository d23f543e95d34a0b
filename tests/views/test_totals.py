"""Totals under named policies: brackets, lowest figures, sums that are spelled out, and what gets no number."""

from __future__ import annotations

import json

import pytest

from counterclaim.pipeline import read_texts
from counterclaim.records import Outcome
from counterclaim.views.totals import Kind, Said, Total, kinds_of_claims, policies, total_line, total_words, totals


def said(by: str, low: float | None, high: float | None, bound: str = "exact", vague: str | None = None) -> Said:
    return Said(by=by, low=low, high=high, bound=bound, vague=vague, claim_ids=(f"{by}-{low}",))  # type: ignore[arg-type]


def kind(*positions: Said, party: str = "", cls: str = "unknown", outcome: Outcome = "killed") -> Kind:
    return Kind(outcome=outcome, party=party, victim_class=cls, label=cls, said=positions)


def total(name: str, kinds: list[Kind], outcome: Outcome = "killed") -> Total:
    (found,) = (t for t in totals(kinds) if t.policy == name and t.outcome == outcome)
    return found


SOLDIERS = kind(said("Kabul", 58, 58), said("Islamabad", 23, 23), party="PAK", cls="combatant")
FIGHTERS = kind(said("Islamabad", 200, 200), party="AFG", cls="combatant")


def test_every_policy_names_its_version_and_its_source() -> None:
    assert [p.name for p in policies()] == ["as-said", "reported-bracket", "recorder-minmax", "acled-lowest"]
    assert all(p.version and len(p.source) > 20 for p in policies())


def test_as_said_chooses_nothing() -> None:
    found = total("as-said", [SOLDIERS, FIGHTERS])
    assert (found.low, found.best, found.high) == (None, None, None)
    assert [step.words for step in found.steps] == [
        "combatant: 58, Kabul",
        "combatant: 23, Islamabad",
        "combatant: 200, Islamabad",
    ]


def test_a_bracket_goes_from_the_lowest_to_the_highest_and_adds_nothing() -> None:
    one = total("reported-bracket", [SOLDIERS])
    assert (one.low, one.best, one.high) == (23, None, 58)
    both = total("reported-bracket", [SOLDIERS, FIGHTERS])
    assert total_words(both) == "no total"
    assert both.steps[-1].words == "kinds of victims are not added"


def test_a_sum_is_a_step_that_names_its_policy() -> None:
    found = total("recorder-minmax", [SOLDIERS, FIGHTERS])
    assert total_words(found) == "223 to 258"
    assert found.steps[-1].words == "added by recorder-minmax 1: (23 to 58) + 200 = 223 to 258"
    assert set(found.steps[-1].claim_ids) == {"Kabul-58", "Islamabad-23", "Islamabad-200"}


def test_the_lowest_figure_and_the_numbers_of_vague_words() -> None:
    assert total("acled-lowest", [SOLDIERS]).best == 23
    dozens = kind(said("police", None, None, "vague", "dozens"))
    assert total("acled-lowest", [dozens]).best == 12
    assert "counted as 12" in total("acled-lowest", [dozens]).steps[0].words
    assert total_words(total("recorder-minmax", [dozens])) == "no total"


def test_several_gets_no_number_that_nobody_verified() -> None:
    several = kind(said("police", None, None, "vague", "several"))
    found = total("acled-lowest", [several])
    assert found.best == 0
    assert "gets no number" in found.steps[0].words


def test_what_nobody_speaks_of_is_unknown_unless_the_policy_says_otherwise() -> None:
    wounded = kind(said("police", 4, 4), outcome="wounded")
    names = {(t.policy, t.outcome) for t in totals([wounded])}
    assert ("recorder-minmax", "killed") not in names
    assert total("acled-lowest", [wounded]).best == 0
    assert totals([]) == ()


def test_people_of_no_stated_kind_are_the_whole() -> None:
    people = kind(said("police", 30, 30))
    women = kind(said("police", 12, 12), party="IRQ", cls="civilian")
    found = total("recorder-minmax", [women, people])
    assert (found.low, found.high) == (30, 30)
    assert "not added" in found.steps[-1].words
    few = kind(said("police", 5, 5))
    assert total_words(total("recorder-minmax", [women, few])) == "no total"


def test_children_may_be_among_the_civilians_of_their_party() -> None:
    civilians = kind(said("police", 9, 9), party="IRQ", cls="civilian")
    children = kind(said("police", 4, 4), party="IRQ", cls="child")
    elsewhere = kind(said("police", 2, 2), party="SYR", cls="child")
    assert total("recorder-minmax", [civilians, children]).low == 9
    assert total("recorder-minmax", [civilians, elsewhere]).low == 11


@pytest.mark.parametrize(
    ("position", "words"),
    [
        (said("a", 12, None, "at_least"), "12 or more"),
        (said("a", None, 5, "at_most"), "up to 5"),
        (said("a", 3, 5, "range"), "3 to 5"),
    ],
)
def test_a_bound_counts_as_the_number_said_and_is_marked(position: Said, words: str) -> None:
    assert total_words(total("reported-bracket", [kind(position)])) == words


def test_json_opens_every_step_to_its_claims() -> None:
    row = json.loads(total_line(total("recorder-minmax", [SOLDIERS])))
    assert row["policy"] == "recorder-minmax"
    assert row["version"] == "1"
    assert row["steps"][0]["claim_ids"] == ["Kabul-58", "Islamabad-23"]


@pytest.mark.model
def test_the_kinds_of_one_report_leave_parts_and_background_out() -> None:
    text = (
        "A bomb killed 12 people, including 3 children, and wounded 40, police said. "
        "More than 900 people have been killed in the city since April."
    )
    (reading,) = read_texts([(text, None, "note")])
    kinds = kinds_of_claims(reading.claims)
    assert [(k.outcome, [s.low for s in k.said]) for k in kinds] == [("killed", [12]), ("wounded", [40])]


@pytest.mark.model
def test_a_list_of_one_speaker_is_added() -> None:
    text = "Shelling killed two men in Hays and three men in Midi, the governor said."
    (reading,) = read_texts([(text, None, "note")])
    assert [s.low for k in kinds_of_claims(reading.claims) for s in k.said] == [5]
