"""What a claim goes on from: parts with their wholes, figures with the happening told before them."""

from __future__ import annotations

from dataclasses import replace

from counterclaim.events import link_claims
from counterclaim.records import Claim, Span
from tests.events.fixtures import World, toll


def together(world: World, *claims: Claim) -> bool:
    ids = {claim.id for claim in claims}
    return any(ids <= set(event.claim_ids) for event in link_claims(world.claims, world.reports))


def test_a_part_stays_with_the_figure_before_it() -> None:
    world = World()
    of = world.report("a", "2025-10-12")
    strike = world.say(of, 10, "PSE", count=toll(22, "people", None), places=["Nuseirat"], happened="2025-10-11")
    raid = world.say(of, 90, "ISR", count=toll(2, "soldiers", "ISR"), places=["Rafah"], happened="2025-10-09")
    women = world.say(of, 30, "PSE", count=toll(9, "women", "PSE-CIV", standing="part"))
    officer = world.say(of, 95, "ISR", count=toll(1, "officer", "ISR", standing="part"))
    assert together(world, strike, women)
    assert together(world, raid, officer)
    assert not together(world, strike, raid)


def test_a_figure_without_place_goes_on_from_the_one_before_it() -> None:
    world = World()
    of = world.report("a", "2025-10-12")
    market = world.say(of, 10, "UKR", count=toll(14, "people", None), places=["Kupiansk"], happened="2025-10-11")
    lower = world.say(of, 60, "UN", count=toll(12, "people", None))
    bus = world.say(of, 400, "RUS", count=toll(2, "people", None), places=["Shebekino"])
    again = world.say(of, 460, "residents", count=toll(3, "people", None))
    assert together(world, market, lower)
    assert together(world, bus, again)
    assert not together(world, market, bus)


def test_a_toll_after_a_line_about_another_front_is_not_of_that_front() -> None:
    world = World()
    of = world.report("a", "2025-10-12")
    lead = world.say(of, 10, "AFG", count=toll(58, "soldiers", "PAK"), happened="2025-10-11")
    world.say(of, 60, "residents", event="ASSAULT", doer="AFG", target="PAK", places=["Kurram"])
    answer = world.say(of, 90, "PAK", count=toll(23, "soldiers", "PAK"))
    assert together(world, lead, answer)


def test_one_figure_under_a_wide_and_a_narrow_name_is_one_happening() -> None:
    world = World()
    of = world.report("a", "2025-10-12")
    headline = world.say(of, 0, "narrator", count=toll(25, "people", None), places=["Gaza"])
    body = world.say(of, 50, "PSE", count=toll(25, "people", None), places=["Nuseirat"])
    other = world.say(of, 300, "PSE", count=toll(4, "people", None), places=["Jenin"])
    assert together(world, headline, body)
    assert not together(world, body, other)


def test_figures_of_one_statement_are_one_happening_though_one_alone_is_dated() -> None:
    world = World()
    of = world.report("notebook", "2025-02-05")
    killed = world.say(of, 10, "RWA", count=toll(5, "civilians", "RWA-CIV"), places=["Gisenyi"])
    wounded = world.say(of, 30, "RWA", count=toll(25, "civilians", "RWA-CIV", outcome="wounded"), places=["Gisenyi"],
                        happened="2025-01-27")  # fmt: skip
    assert not together(world, killed, wounded)
    speaker = Span(start=60, end=90)
    world.claims = [replace(claim, evidence=(*claim.evidence, speaker)) for claim in world.claims]
    assert together(world, killed, wounded)


def test_places_tell_figures_of_one_statement_apart() -> None:
    world = World()
    of = world.report("notebook")
    for at, town, figure in ((10, "Kharkiv", 5), (30, "Odesa", 7)):
        world.say(of, at, "UKR", count=toll(figure, "people", None), places=[town])
    world.claims = [replace(claim, evidence=(Span(start=60, end=90),)) for claim in world.claims]
    assert not together(world, *world.claims)


def test_a_digests_figures_without_day_place_and_side_stand_alone() -> None:
    def lost_and_counted(towns: int) -> bool:
        world = World()
        of = world.report("notebook", "2025-02-05")
        lost = world.say(of, 10, "relatives", count=toll(3, "people", None))
        counted = world.say(of, 30, "UN", count=toll(3000, "people", None))
        for number in range(towns):
            world.say(of, 100 * (number + 1), "narrator", event="ASSAULT", doer="M23", places=[f"town {number}"])
        return together(world, lost, counted)

    assert lost_and_counted(0)
    assert not lost_and_counted(3)


def test_a_headline_that_repeats_a_total_is_that_total() -> None:
    world = World()
    of = world.report("agency", "2026-02-08")
    headline = world.say(of, 0, "UN", count=toll(70, "civilians", "AFG-CIV", victim_class="civilian"))
    total = world.say(of, 90, "UN", happened=("2025-10-01", "2025-12-31"),
                      count=toll(70, "civilians", "AFG-CIV", victim_class="civilian"))  # fmt: skip
    day = world.say(of, 200, "UN", happened="2025-10-15",
                    count=toll(35, "civilians", "AFG-CIV", victim_class="civilian"))  # fmt: skip
    assert together(world, headline, total)
    assert not together(world, headline, day)
