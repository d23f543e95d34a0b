"""Measures of disagreement and track records: the definitions, by hand-worked figures."""

from __future__ import annotations

from math import isclose
from typing import Any

from counterclaim.events import link_claims
from counterclaim.events.measures import Disagreement, facet_measures, grouped
from counterclaim.events.track_record import records_of, track_record
from tests.events.fixtures import World, toll

CLASH: dict[str, Any] = {"event": "ASSAULT", "doer": "AFG", "happened": "2025-10-12", "places": ["Kurram"]}


def world_of(*said: tuple[str, Any], bound: Any = "exact") -> World:
    world = World()
    for number, (party, figure) in enumerate(said):
        of = world.report(f"r{number}", f"2025-10-{12 + number}")
        world.say(of, 1, party, count=toll(figure, "soldiers", "PAK", bound=bound), **CLASH)
    return world


def measure(world: World, **more: Any) -> Disagreement:
    events = link_claims(world.claims, world.reports)
    (found,) = facet_measures(events, {claim.id: claim for claim in world.claims}, **more)
    return found


def test_the_definitions_by_hand() -> None:
    found = measure(world_of(("PAK", 10), ("AFG", 20), ("UN", 10)))
    assert (found.observations, found.divergence, found.disagrees, found.range) == (3, 1, True, 10)
    assert isclose(found.modal_confidence, 2 / 3)
    assert found.sd is not None
    assert isclose(found.sd, (((10 - 40 / 3) ** 2 * 2 + (20 - 40 / 3) ** 2) / 2) ** 0.5)
    assert (found.dyad, found.period, found.clashes) == ("AFG–PAK", "2025-10", True)


def test_a_lone_figure_disagrees_with_nobody_and_has_no_deviation() -> None:
    found = measure(world_of(("PAK", 10)))
    assert (found.divergence, found.disagrees, found.modal_confidence, found.range, found.sd) == (0, False, 1, 0, None)


def test_words_have_no_number_and_bounds_have_theirs() -> None:
    found = measure(world_of(("PAK", "dozens"), ("AFG", 20)))
    assert (found.disagrees, found.clashes, found.range, found.sd, found.unnumbered) == (True, False, 0, None, 1)
    found = measure(world_of(("PAK", (20, None)), ("AFG", (23, None)), bound="at_least"))
    assert (found.disagrees, found.clashes, found.range) == (True, False, 3)


def test_a_range_gives_its_ends_to_the_range_only() -> None:
    found = measure(world_of(("PAK", (20, 30)), ("AFG", (22, 25)), bound="range"))
    assert (found.range, found.sd, found.unnumbered) == (10, None, 2)


def test_reports_as_observations_count_each_print() -> None:
    world = world_of(("PAK", 10), ("AFG", 20), ("PAK", 10))
    assert measure(world).modal_confidence == 0.5
    assert isclose(measure(world, unit="report").modal_confidence, 2 / 3)


def test_means_over_groups_are_over_all_facets_and_over_those_of_several() -> None:
    world = world_of(("PAK", 10), ("AFG", 20))
    lone = world.report("lone", "2024-01-02")
    world.say(lone, 1, "UN", event="ASSAULT", doer="RSF", happened="2024-01-01", places=["El Fasher"],
              count=toll(5, "civilians", "SDN-CIV", victim_class="civilian"))  # fmt: skip
    found = facet_measures(link_claims(world.claims, world.reports))
    (every,) = grouped(found, "all")
    assert (every.facets, every.several, every.share_disagreement, every.mean_divergence) == (2, 1, 0.5, 0.5)
    assert (every.share_disagreement_of_several, every.mean_range, every.range_of_several) == (1, 5, 10)
    assert [group.group for group in grouped(found, "period")] == ["2024-01", "2025-10"]
    assert [group.group for group in grouped(found, "dyad")] == ["AFG–PAK", "RSF–SDN"]
    assert grouped((), "all") == ()


def test_a_track_record_lists_every_pair_with_its_claims() -> None:
    world = world_of(("PAK", 23), ("AFG", 58), ("UN", 46))
    events = link_claims(world.claims, world.reports)
    pak = track_record("PAK", events, world.claims)
    assert [(p.kind, p.other.party, p.ratio) for p in pak.pairs] == [("own", "AFG", 23 / 58), ("own", "UN", 0.5)]
    assert pak.spread("own").high == 0.5
    afg = track_record("AFG", events, world.claims)
    assert [(p.kind, p.other.party, p.ratio, p.bounded) for p in afg.pairs] == [("enemy", "PAK", 58 / 23, False)]
    assert afg.pairs[0].own.claim_ids == (world.claims[1].id,)
    assert [record.party for record in records_of(events, {c.id: c for c in world.claims})] == ["AFG", "PAK"]


def test_an_admission_is_not_set_beside_what_was_said_before_it() -> None:
    world = world_of(("UN", 46), ("PAK", 23))
    assert track_record("PAK", link_claims(world.claims, world.reports), world.claims).pairs == ()


def test_no_ratio_is_made_of_words_ranges_or_zero() -> None:
    for other in ("dozens", 0):
        world = world_of(("PAK", 23), ("AFG", other))
        record = track_record("PAK", link_claims(world.claims, world.reports), world.claims)
        assert [(pair.ratio, record.spread("own").ratios) for pair in record.pairs] == [(None, 0)]
