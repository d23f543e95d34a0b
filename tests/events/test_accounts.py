"""Positions that moved, what is disputed, how counts of unlike scope relate."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.events import DEFAULT, link_claims
from counterclaim.events.as_of import event_as_of, known_on
from counterclaim.events.denied import denied_kind
from counterclaim.records import Event, Facet, FieldRule, Span
from tests.events.fixtures import World, claim, report, toll

CLASH: dict[str, Any] = {"event": "ASSAULT", "doer": "AFG", "happened": "2025-10-12", "places": ["Kurram"]}


def soldiers(figure: Any, **more: Any) -> Any:
    return toll(figure, "soldiers", "PAK", **more)


def event_of(world: World) -> Event:
    (event,) = link_claims(world.claims, world.reports)
    return event


def facet(event: Event, label: str) -> Facet:
    return next(item for item in event.facets if item.label == label)


def three_days() -> World:
    world = World()
    for number, (day, figure) in enumerate([("12", 22), ("13", 31), ("14", 44)]):
        of = world.report(f"r{number}", f"2025-10-{day}")
        world.say(of, 1, "PAK", count=soldiers(figure), **CLASH)
    return world


def test_twenty_two_then_31_then_44_is_one_position_that_moved() -> None:
    (position,) = facet(event_of(three_days()), "soldiers killed").positions
    assert [step.low for step in position.steps] == [22, 31, 44]
    assert [step.said for step in position.steps] == ["2025-10-12", "2025-10-13", "2025-10-14"]
    assert (position.moved, position.low, len(position.claim_ids)) == (True, 44, 3)
    assert facet(event_of(three_days()), "soldiers killed").state == "revised"


def test_two_figures_of_one_day_are_no_revision() -> None:
    world = World()
    for number, figure in enumerate([22, 31]):
        world.say(world.report(f"r{number}", "2025-10-12"), 1, "PAK", count=soldiers(figure), **CLASH)
    (position,) = facet(event_of(world), "soldiers killed").positions
    assert (position.moved, len(position.claim_ids)) == (False, 2)


def test_a_figure_called_superseded_is_an_earlier_step_without_a_date() -> None:
    world = World()
    of = world.report("r", "2025-10-12")
    world.say(of, 1, "PAK", count=soldiers(31), **CLASH)
    world.say(of, 40, "PAK", count=soldiers(22, standing="superseded"), **CLASH)
    (position,) = facet(event_of(world), "soldiers killed").positions
    assert [(step.low, step.said, step.how) for step in position.steps] == [
        (22, None, "superseded"),
        (31, "2025-10-12", "published"),
    ]


def test_a_superseded_figure_that_was_printed_before_has_its_date() -> None:
    world = World()
    world.say(world.report("a", "2025-10-11"), 1, "PAK", count=soldiers(22), **CLASH)
    later = world.report("b", "2025-10-12")
    world.say(later, 1, "PAK", count=soldiers(31), **CLASH)
    world.say(later, 40, "PAK", count=soldiers(22, standing="superseded"), **CLASH)
    (position,) = facet(event_of(world), "soldiers killed").positions
    assert [(step.low, step.said) for step in position.steps] == [(22, "2025-10-11"), (31, "2025-10-12")]


def test_counts_of_ones_own_dead_and_of_the_enemys_are_marked() -> None:
    world = World()
    of = world.report("r", "2025-10-12")
    world.say(of, 1, "PAK", count=soldiers(23), **CLASH)
    world.say(of, 20, "AFG", count=soldiers(58), **CLASH)
    world.say(of, 40, "UN", count=soldiers(30), **CLASH)
    world.say(of, 60, "AFG", count=toll(9, "civilians", "AFG-CIV", victim_class="civilian"), **CLASH)
    marks = {(f.label, p.party): p.interest for f in event_of(world).facets for p in f.positions}
    assert marks == {
        ("soldiers killed", "PAK"): "own_loss",
        ("soldiers killed", "AFG"): "enemy_loss",
        ("soldiers killed", "UN"): None,
        ("civilians killed", "AFG"): None,
    }


def test_civilians_whom_a_side_says_it_harmed_are_an_admission() -> None:
    world = World()
    of = world.report("r", "2025-10-12")
    world.say(of, 1, "PAK", event="ASSAULT", doer="PAK",
              count=toll(4, "civilians", "AFG-CIV", victim_class="civilian"))  # fmt: skip
    (position,) = event_of(world).facets[0].positions
    assert position.interest == "harm_admitted"


def test_a_figure_without_victims_counts_whom_its_speaker_counts_with_it() -> None:
    world = World()
    of = world.report("r", "2025-10-12")
    bare = toll(27, "soldiers", None, victim_class="unknown")
    world.say(of, 1, "PAK", count=type(bare)(**{f: getattr(bare, f) for f in bare.__slots__} | {"victims": None}))
    world.say(of, 30, "PAK", count=soldiers(27), **CLASH)
    (event,) = link_claims(world.claims, world.reports)
    assert [len(f.positions[0].claim_ids) for f in event.facets] == [2]


def test_a_denial_in_another_report_makes_a_facet_denied() -> None:
    world = World()
    said = world.say(world.report("a", "2025-10-12"), 1, "AFG", count=soldiers(58), **CLASH)
    of = world.report("b", "2025-10-13")
    denial = world.say(of, 1, "PAK", stance="denies", count=soldiers(58, standing="denied"), doer="AFG")
    event = event_of(world)
    assert [(r.claim_id, r.to_claim_id, r.rule) for r in event.replies] == [(denial.id, said.id, "same-figure")]
    assert event.facets[0].state == "denied"
    assert [(d.kind, [s.party for s in d.sides]) for d in event.disputes] == [("denied", ["AFG", "PAK"])]


def test_a_denied_figure_answers_no_other_figure_and_nothing_printed_later() -> None:
    for day, figure in (("2025-10-12", 57), ("2025-10-20", 58)):
        world = World()
        world.say(world.report("a", day), 1, "AFG", count=soldiers(figure), event="ASSAULT", doer="AFG")
        of = world.report("b", "2025-10-13")
        world.say(of, 1, "PAK", stance="denies", count=soldiers(58, standing="denied"), doer="AFG")
        assert [reply for event in link_claims(world.claims, world.reports) for reply in event.replies] == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("denied any involvement in the strike", "responsibility"),
        ("said it had nothing to do with the blast", "responsibility"),
        ("denied that civilians had been targeted", "target"),
        ("denied that it took place in Kunar", "place"),
        ("denied it", "denied"),
        ("denied that an untargeted probe exists", "denied"),
    ],
)
def test_what_a_denial_denies(words: str, kind: str) -> None:
    of = report("a")
    said = claim(of, 1, "AFG", stance="accuses", event="ASSAULT", doer="PAK")
    assert denied_kind(said, claim(of, 40, "PAK", stance="denies", quote=words)) == kind


def test_two_parties_that_blame_others_dispute_responsibility() -> None:
    world = World()
    of = world.report("r", "2025-10-12")
    fields: dict[str, Any] = {"event": "ASSAULT", "target": "PSE", "happened": "2025-10-12", "places": ["Gaza"]}
    first = world.say(of, 1, "HAMAS", stance="accuses", doer="ISR", **fields)
    second = world.say(of, 40, "ISR", stance="accuses", doer="PIJ", **fields)
    event = event_of(world)
    (dispute,) = [d for d in event.disputes if d.kind == "responsibility"]
    assert [side.claim_ids for side in dispute.sides] == [(first.id,), (second.id,)]


def test_each_sides_attack_on_the_other_is_no_dispute_of_responsibility() -> None:
    world = World()
    of = world.report("r", "2025-10-12")
    fields: dict[str, Any] = {"event": "ASSAULT", "happened": "2025-10-12", "places": ["Kurram"], "stance": "accuses"}
    world.say(of, 1, "AFG", doer="PAK", target="AFG", **fields)
    world.say(of, 40, "PAK", doer="AFG", target="PAK", **fields)
    assert "responsibility" not in {d.kind for d in event_of(world).disputes}


def test_the_same_dead_as_civilians_and_as_fighters_dispute_the_target() -> None:
    world = World()
    of = world.report("r", "2025-10-12")
    strike = {**CLASH, "doer": "PAK"}
    world.say(of, 1, "AFG", count=toll(12, "civilians", "AFG-CIV", victim_class="civilian"), **strike)
    world.say(of, 40, "PAK", count=toll(12, "militants", "AFG"), **strike)
    assert [d.kind for d in event_of(world).disputes] == ["target"]


def test_one_thing_in_two_states_on_one_day_is_a_dispute_of_status() -> None:
    from dataclasses import replace

    from counterclaim.events.clashes import find_clashes

    of = report("a", "2025-10-12")
    told = [
        replace(
            claim(of, at, by, places=["Torkham"], happened="2025-10-12"),
            rules=(FieldRule(field="status", rule=f"status:passage:{status}", spans=(Span(start=0, end=1),)),),
        )
        for at, by, status in [(1, "AFG", "open"), (40, "PAK", "closed"), (80, "PAK", "reopened, announced")]
    ]
    (dispute,) = find_clashes(told)
    assert (dispute.kind, [side.party for side in dispute.sides]) == ("status", ["AFG", "PAK"])


def people(figure: Any, words: str, victim_class: Any, **more: Any) -> Any:
    return toll(figure, words, "PSE", victim_class=victim_class, **more)


@pytest.mark.parametrize(("children", "fits"), [(46, True), (120, False)])
def test_children_are_compared_with_the_civilians_that_they_are_part_of(children: int, fits: bool) -> None:
    world = World()
    of = world.report("r", "2025-10-29")
    world.say(of, 1, "HAMAS", count=people(104, "civilians", "civilian"))
    world.say(of, 40, "UN", count=people(children, "children", "child"))
    event = event_of(world)
    (found,) = event.comparisons
    assert (found.scope, found.fits) == ("subset", fits)
    assert found.facet_id == facet(event, "children killed").id
    assert event.disputes == ()


def test_counts_of_unlike_scope_are_not_comparable() -> None:
    world = World()
    of = world.report("r", "2025-10-29")
    world.say(of, 1, "HAMAS", count=people(104, "civilians", "civilian"))
    world.say(of, 40, "UN", count=people(20, "fighters", "combatant"))
    event = event_of(world)
    (found,) = event.comparisons
    assert (found.scope, found.fits, event.disputes) == ("other_class", None, ())


def test_as_of_a_day_an_event_holds_what_was_known_then() -> None:
    world = three_days()
    event = event_of(world)
    then = event_as_of(event, world.claims, world.reports, "2025-10-13")
    assert then.event is not None
    assert then.event.id == event.id
    (position,) = then.event.facets[0].positions
    assert [step.low for step in position.steps] == [22, 31]
    assert (dict(then.basis), len(then.later), then.undated) == ({"published": 2}, 1, ())
    nothing = event_as_of(event, world.claims, world.reports, "2025-10-01")
    assert (nothing.event, len(nothing.later)) == (None, 3)
    assert event_as_of(event, world.claims, world.reports, "2025-12-31").event == event


def test_what_dates_a_claim_is_said_then_printed_then_retrieved() -> None:
    from dataclasses import replace

    dated, bare = report("a", "2025-10-13"), report("b")
    assert (k := known_on(claim(dated, 1, "PAK", said="2025-10-11"), dated)).how == "said"
    assert k.day == "2025-10-11"
    assert known_on(claim(dated, 1, "PAK"), dated).how == "published"
    fetched = replace(bare, retrieved="2025-10-15T08:00:00Z")
    assert (known_on(claim(fetched, 1, "PAK"), fetched).day, known_on(claim(bare, 1, "PAK"), bare).day) == (
        "2025-10-15",
        None,
    )


def test_facets_and_disputes_do_not_depend_on_the_order_of_claims() -> None:
    world = three_days()
    world.say(world.report("u", "2025-10-13"), 1, "AFG", count=soldiers(58), **CLASH)
    assert link_claims(world.claims, world.reports) == link_claims(world.claims[::-1], world.reports)
    assert DEFAULT.built >= 2
