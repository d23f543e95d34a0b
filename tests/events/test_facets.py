"""Positions and the states of a facet."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.events import link_claims
from counterclaim.records import Facet
from tests.events.fixtures import World, outlets, seed, toll


def facets(world: World) -> list[Facet]:
    return [facet for event in link_claims(world.claims, world.reports) for facet in event.facets]


def killed(*said: tuple[str, Any], **shared: Any) -> Facet:
    """The facet of one report's tolls of killed soldiers: (speaker, figure) pairs."""
    world = World()
    of = world.report("a", "2025-10-12")
    for index, (by, figure) in enumerate(said):
        bound = "about" if isinstance(figure, float) else "exact"
        figure = int(figure) if isinstance(figure, float) else figure
        world.say(of, index * 20, by, count=toll(figure, "soldiers", "PAK", bound=bound, **shared))
    (facet,) = facets(world)
    return facet


def test_the_seeds_figures() -> None:
    world, _ = seed()
    by_label = {facet.label: facet for facet in facets(world)}
    soldiers = by_label["Pakistani soldiers killed"]
    assert soldiers.state == "disputed"
    assert [(p.party, p.low, p.high) for p in soldiers.positions] == [("AFG", 58, 58), ("PAK", 23, 23)]
    assert (soldiers.victims_party, soldiers.victim_class) == ("PAK", "combatant")
    fighters = by_label["Taliban fighters killed"]
    assert fighters.state == "single"
    assert [(p.party, p.low) for p in fighters.positions] == [("PAK", 200)]
    assert by_label["TTP members: strength"].state == "unattributed"
    assert by_label["soldiers, police and civilians killed"].standing == "background"


def test_soldiers_troops_and_security_personnel_come_side_by_side() -> None:
    world, _ = outlets()
    facet = next(f for f in facets(world) if f.label == "Pakistani soldiers killed" and f.standing == "incident")
    assert {p.party: p.low for p in facet.positions} == {"AFG": 58, "PAK": 23, "unattributed": 23}
    assert facet.state == "disputed"
    afghan = next(p for p in facet.positions if p.party == "AFG")
    assert (afghan.reports, len(afghan.claim_ids)) == (3, 3)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([("AFG", 58)], "single"),
        ([("AFG", 23), ("PAK", 23)], "agreed"),
        ([("AFG", 58), ("PAK", 23)], "disputed"),
        ([("AFG", (20, None)), ("PAK", 23)], "compatible"),
        ([("AFG", (None, 20)), ("PAK", 23)], "disputed"),
        ([("AFG", (20, 25)), ("PAK", (25, 30))], "compatible"),
        ([("AFG", 22.0), ("PAK", 23)], "compatible"),
        ([("AFG", 10.0), ("PAK", 23)], "disputed"),
        ([("AFG", "dozens"), ("PAK", 23)], "compatible"),
        ([("AFG", "dozens"), ("PAK", "dozens")], "agreed"),
        ([("narrator", 23)], "unattributed"),
        ([("unattributed", 23), ("narrator", 23)], "unattributed"),
        ([("unattributed", 23), ("narrator", 58)], "disputed"),
        ([("PAK", 23), ("narrator", 23)], "single"),
        ([("PAK", 0), ("AFG", 58)], "disputed"),
    ],
)
def test_states(said: list[tuple[str, Any]], state: str) -> None:
    assert killed(*said).state == state


def world_of(*said: tuple[str, str, Any]) -> list[Facet]:
    """The facets of one event: (report, speaker, toll) each."""
    world = World()
    for index, (name, by, count) in enumerate(said):
        world.say(world.report(name, "2025-10-12"), index * 20, by, count=count, happened="2025-10-11")
    return facets(world)


def test_an_outlet_that_restates_a_figure_gives_no_account_of_its_own() -> None:
    dead = toll(58, "soldiers", "PAK")
    (one,) = world_of(("a", "narrator", dead), ("a", "AFG", dead), ("a", "narrator", toll(60, "soldiers", "PAK")))
    assert [p.party for p in one.positions] == ["AFG", "narrator"]
    assert [p.low for p in one.positions] == [58, 60]
    (other,) = world_of(("a", "AFG", dead), ("b", "narrator", dead))
    assert {p.party for p in other.positions} == {"AFG", "narrator"}
    (told,) = world_of(("a", "AFG", dead), ("b", "narrator", toll(58, "soldiers", "PAK", standing="superseded")))
    assert [p.party for p in told.positions] == ["AFG"]
    short = toll(58, "people", None, victim_class="unknown")
    (full,) = world_of(("a", "narrator", short), ("a", "AFG", dead))
    assert [p.party for p in full.positions] == ["AFG"]


def test_the_bound_of_a_figure_holds_where_a_headline_drops_it() -> None:
    civilians = {"victims": "civilians", "party": "AFG-CIV", "victim_class": "civilian"}
    short, full = toll(12, **civilians), toll((12, None), bound="more_than", **civilians)
    (facet,) = world_of(("a", "AFG", short), ("a", "AFG", full), ("a", "UN", toll(17, **civilians)))
    assert facet.positions[0].bound == "more_than"
    assert facet.state == "compatible"


def test_a_kind_beside_a_side_is_no_other_group() -> None:
    (facet,) = world_of(("a", "PAK", toll(200, "Taliban fighters", "AFG")), ("a", "UN", toll(150, "men", "AFG+rebels")))
    assert len(facet.positions) == 2


def test_one_partys_same_figure_of_men_of_unknown_class_is_its_soldiers() -> None:
    men = toll(29, "men", "PAK", victim_class="unknown")
    (one,) = world_of(("a", "PAK", toll(29, "soldiers", "PAK")), ("a", "PAK", men))
    assert len(one.positions[0].claim_ids) == 2
    two = world_of(("a", "PAK", toll(28, "soldiers", "PAK")), ("a", "PAK", men))
    assert len(two) == 2


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (["soldiers", "Pakistani soldiers", "soldiers", "brave sons"], "Pakistani soldiers killed"),
        (["affiliated terrorists", "affiliated terrorists", "fighters"], "fighters killed"),
        (["martyrs"], "PAK forces killed"),
    ],
)
def test_labels_take_no_side(words: list[str], label: str) -> None:
    (facet,) = world_of(*(("a", f"S{index}", toll(9, text, "PAK")) for index, text in enumerate(words)))
    assert facet.label == label


def test_parts_open_no_dispute() -> None:
    assert killed(("AFG", 58), ("PAK", 23), standing="part").state == "compatible"


def test_civilians_and_soldiers_are_no_dispute() -> None:
    world = World()
    of = world.report("a")
    world.say(of, 1, "AFG", count=toll(15, "civilians", "AFG-CIV", victim_class="civilian"), doer="PAK")
    world.say(of, 40, "PAK", count=toll(200, "fighters", "AFG"), doer="PAK")
    world.say(of, 80, "AFG", count=toll(9, "people", "AFG", victim_class="unknown"), doer="PAK")
    (event,) = link_claims(world.claims, world.reports)
    assert [(f.victims_party, f.state) for f in event.facets] == [
        ("AFG-CIV", "single"),
        ("AFG", "single"),
        ("AFG", "single"),
    ]
    assert event.disputes == ()


def test_a_revision_is_one_position_that_moved() -> None:
    world = World()
    first, second = world.report("a", "2025-10-12"), world.report("b", "2025-10-13")
    fields: dict[str, Any] = {"doer": "AFG", "happened": "2025-10-12", "places": ["Kurram"]}
    new = world.say(second, 1, "PAK", count=toll(31, "soldiers", "PAK"), **fields)
    old = world.say(first, 1, "PAK", count=toll(22, "soldiers", "PAK"), **fields)
    (facet,) = facets(world)
    (position,) = facet.positions
    assert position.claim_ids == (old.id, new.id)
    assert (position.low, position.reports, facet.state) == (31, 2, "revised")
    assert [(step.low, step.said, step.how) for step in position.steps] == [
        (22, "2025-10-12", "published"),
        (31, "2025-10-13", "published"),
    ]


def test_a_superseded_figure_is_kept_and_holds_nothing() -> None:
    world = World()
    of = world.report("a", "2025-10-12")
    new = world.say(of, 1, "PAK", count=toll(31, "soldiers", "PAK"))
    old = world.say(of, 40, "PAK", count=toll(22, "soldiers", "PAK", standing="superseded"))
    world.say(of, 80, "AFG", count=toll(31, "soldiers", "PAK"))
    (facet,) = facets(world)
    assert facet.positions[0].claim_ids == (old.id, new.id)
    assert (facet.positions[0].low, facet.state) == (31, "agreed")


def test_an_undated_figure_never_passes_for_the_newest() -> None:
    world = World()
    dated, undated = world.report("a", "2025-10-12"), world.report("b")
    world.say(undated, 1, "PAK", count=toll(58, "soldiers", "PAK"), doer="AFG")
    world.say(dated, 1, "PAK", count=toll(58, "soldiers", "PAK"), doer="AFG", happened="2025-10-12")
    world.say(undated, 40, "PAK", count=toll(12, "officers", "PAK"), doer="AFG")
    (facet,) = facets(world)
    assert facet.positions[0].low == 58


def test_a_denied_figure_is_no_position() -> None:
    world = World()
    of = world.report("a")
    said = world.say(of, 1, "AFG", count=toll(58, "soldiers", "PAK"), doer="AFG")
    world.say(of, 40, "PAK", stance="denies", count=toll(58, "soldiers", "PAK", standing="denied"),
              about=("denies", said))  # fmt: skip
    (event,) = link_claims(world.claims, world.reports)
    assert [p.party for p in event.facets[0].positions] == ["AFG"]
    (dispute,) = event.disputes
    assert (dispute.kind, dispute.facet_id) == ("denied", event.facets[0].id)
    assert [side.party for side in dispute.sides] == ["AFG", "PAK"]


def test_speakers_together_hold_one_position() -> None:
    assert killed(("SAU+QAT", 5)).positions[0].party == "QAT+SAU"


def test_the_dispute_names_only_the_positions_that_clash() -> None:
    world = World()
    of = world.report("a")
    for at, (by, figure) in enumerate([("AFG", 58), ("PAK", 23), ("UN", "dozens")]):
        world.say(of, at * 20, by, count=toll(figure, "soldiers", "PAK"))
    (event,) = link_claims(world.claims, world.reports)
    (dispute,) = event.disputes
    assert [side.party for side in dispute.sides] == ["AFG", "PAK"]
    assert dispute.facet_id == event.facets[0].id


def test_a_party_with_only_superseded_figures_disputes_nothing() -> None:
    world = World()
    of = world.report("a")
    world.say(of, 1, "AFG", count=toll(58, "soldiers", "PAK"))
    world.say(of, 40, "narrator", count=toll(15, "soldiers", "PAK", standing="superseded"))
    (event,) = link_claims(world.claims, world.reports)
    (facet,) = event.facets
    assert [position.party for position in facet.positions] == ["narrator", "AFG"]
    assert (facet.state, event.disputes) == ("single", ())


def test_victims_of_no_known_side_are_compared_under_one_word_only() -> None:
    world = World()
    of = world.report("a")
    world.say(of, 1, "AFG", count=toll(16, "others", None), doer="AFG", target="PAK")
    world.say(of, 30, "PAK", count=toll(29, "own men", None), doer="AFG", target="PAK")
    world.say(of, 60, "PAK", count=toll(4, "people", None), doer="AFG", target="PAK")
    world.say(of, 90, "AFG", count=toll(7, "dead", None), doer="AFG", target="PAK")
    (event,) = link_claims(world.claims, world.reports)
    assert [facet.state for facet in event.facets] == ["single", "single", "disputed"]
