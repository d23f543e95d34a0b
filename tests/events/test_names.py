"""No version of the reference tables changes what is linked: ids only name claims in the result."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.events import link_claims
from counterclaim.events.membership import by_name
from counterclaim.records import Claim, Event, content_hash
from tests.events.fixtures import World, outlets, seed, toll
from tests.events.test_linking import worlds


def versioned(claims: Sequence[Claim], extractor: str) -> list[Claim]:
    """The claims as another version of the tables would name them."""
    return [
        replace(claim, id=content_hash(claim.key, claim.report_id, extractor)[:24], extractor=extractor)
        for claim in claims
    ]


def told(events: Sequence[Event], claims: Sequence[Claim]) -> str:
    """The events with keys and reports in place of claim ids."""
    text = repr(events)
    for claim in claims:
        text = text.replace(claim.id, f"{claim.key}-{claim.report_id}")
    return text


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.sampled_from([seed()[0], outlets()[0]]), worlds()), st.randoms(use_true_random=False), st.text())
def test_other_ids_give_the_same_events(world: World, shuffle: random.Random, extractor: str) -> None:
    renamed = versioned(world.claims, extractor)
    expected = told(link_claims(world.claims, world.reports), world.claims)
    shuffle.shuffle(renamed)
    assert told(link_claims(renamed, world.reports), renamed) == expected


@settings(max_examples=30, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_two_readings_of_one_report_stand_in_one_order(world: World, shuffle: random.Random) -> None:
    both = [*versioned(world.claims, "older"), *versioned(world.claims, "newer")]
    expected = link_claims(both, world.reports)
    shuffle.shuffle(both)
    assert link_claims(both, world.reports) == expected


def test_a_name_is_the_key_and_the_report() -> None:
    world = World()
    of = world.report("a")
    first = world.say(of, 10, "AFG", count=toll(58, "soldiers", "PAK"))
    second = world.say(of, 10, "AFG", count=toll(59, "soldiers", "PAK"))
    second = replace(second, id="0" * 24)
    assert list(by_name([second, first])) == [f"{first.key}-{of.id}", f"{first.key}-{of.id}-1"]
    assert list(by_name([second, first]).values()) == [first, second]
