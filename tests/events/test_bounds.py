"""Whatever arrives, in whatever order: the same events, in groups of bounded size; bad input gives sensible events."""

from __future__ import annotations

import random
import time
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.scale import feed
from counterclaim.events import DEFAULT, explain_link, link_claims
from counterclaim.events.clustering import bounded_groups
from counterclaim.records import Claim, Report
from tests.events.fixtures import World, toll

Scored = tuple[float, int, str, str]


def made(claims: int, seed: int) -> tuple[list[Claim], dict[str, Report]]:
    told: list[Claim] = []
    reports: dict[str, Report] = {}
    for report, of in feed(claims, seed):
        reports[report.id] = report
        told.extend(of)
    return told, reports


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 5), st.randoms(use_true_random=False))
def test_a_feed_in_any_order_gives_the_same_events(seed: int, order: random.Random) -> None:
    told, reports = made(200, seed)
    shuffled = [*told, *told[:20]]
    order.shuffle(shuffled)
    assert link_claims(shuffled, reports) == link_claims(told, reports)


@settings(deadline=None, max_examples=5)
@given(st.integers(0, 5))
def test_a_feed_of_another_year_changes_no_event(seed: int) -> None:
    told, reports = made(150, seed)
    world = World()
    of = world.report("elsewhere", "1999-10-12")
    world.say(of, 1, "PAK", count=toll(5, "troops", "PAK"), doer="AFG", happened="1999-10-11", places=["Kurram"])
    both = link_claims([*told, *world.claims], {**reports, **world.reports})
    apart = [*link_claims(world.claims, world.reports), *link_claims(told, reports)]
    assert {event.id: event for event in both} == {event.id: event for event in apart}


names = st.sampled_from([f"a{number}" for number in range(40)])
pairs = st.lists(st.tuples(names, names, st.sampled_from([4.5, 4.75, 5.0, 6.0, 9.0])), max_size=120)


@settings(deadline=None)
@given(pairs, st.randoms(use_true_random=False))
def test_groups_are_bounded_and_do_not_hang_on_the_order(
    found: list[tuple[str, str, float]], order: random.Random
) -> None:
    policy = replace(DEFAULT, group_accounts=6)
    best = {(min(a, b), max(a, b)): points for a, b, points in found if a != b}
    scored: list[Scored] = [(-points, 0, a, b) for (a, b), points in best.items()]
    groups = [frozenset(group) for group in bounded_groups(scored, policy)]
    seen: set[str] = set()
    for group in groups:
        members = {name for pair in group for name in pair[2:]}
        assert len(members) <= 6
        assert not members & seen
        seen |= members
    order.shuffle(scored)
    assert {frozenset(group) for group in bounded_groups(scored, policy)} == set(groups)


def test_a_small_group_keeps_its_weakest_pairs() -> None:
    scored: list[Scored] = [(-4.5, 0, "a", "b"), (-4.5, 0, "b", "c")]
    assert [sorted(group) for group in bounded_groups(scored, DEFAULT)] == [sorted(scored)]


def test_reports_without_date_and_place_are_events_of_their_own_and_none_is_lost() -> None:
    world = World()
    for number in range(40):
        of = world.report(f"bare {number}")
        world.say(of, 1, "PAK", count=toll(5, "troops", "PAK"), doer="AFG")
    events = link_claims(world.claims, world.reports)
    assert sorted(claim for event in events for claim in event.claim_ids) == sorted(c.id for c in world.claims)
    assert all(len(event.claim_ids) == 1 and event.start is None for event in events)


def test_a_date_in_the_future_is_kept_and_draws_nothing() -> None:
    world = World()
    of, other = world.report("typo", "2025-10-12"), world.report("right", "2025-10-12")
    a = world.say(of, 1, "PAK", count=toll(5, "troops", "PAK"), doer="AFG", happened="2925-10-11", places=["Kurram"])
    b = world.say(other, 1, "PAK", count=toll(5, "troops", "PAK"), doer="AFG", happened="2025-10-11", places=["Kurram"])
    events = link_claims(world.claims, world.reports)
    assert {event.claim_ids: event.start for event in events} == {(a.id,): "2925-10-11", (b.id,): "2025-10-11"}
    assert any(line.startswith("dates apart") for line in explain_link(a, b, world.reports))


def test_a_thousand_claims_with_the_same_words_take_no_long_time() -> None:
    world = World()
    for number in range(1000):
        of = world.report(f"same {number}", "2025-10-12")
        world.say(of, 1, "PAK", count=toll(58, "troops", "PAK"), doer="AFG", happened="2025-10-11", places=["Kurram"])
    before = time.process_time()
    events = link_claims(world.claims, world.reports)
    assert time.process_time() - before < 60
    assert sum(len(event.claim_ids) for event in events) == 1000
    assert len(events) == 1


def test_what_one_report_contradicts_stays_side_by_side_in_one_event() -> None:
    world = World()
    of = world.report("torn", "2025-10-12")
    for at, figure in enumerate((5, 50, 7)):
        world.say(of, 10 * at, "PAK", count=toll(figure, "troops", "PAK"), doer="AFG", happened="2025-10-11",
                  places=["Kurram"])  # fmt: skip
    [event] = link_claims(world.claims, world.reports)
    assert len(event.claim_ids) == 3
