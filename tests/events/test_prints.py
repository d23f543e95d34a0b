"""Edited copies of one text: the same words are one account, whatever stands around them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.events import explain_link, link_claims
from counterclaim.records import Claim, Event
from tests.events.fixtures import World, toll

SAMPLES = Path(__file__).parents[2] / "examples" / "reports"
ACCUSED = "Islamabad accuses the Taliban of giving sanctuary to the TTP"


def copies(*quotes: str) -> tuple[World, list[Claim], dict[str, str]]:
    """An undated accusation in an agency's text and in copies of it, each at another place of its text."""
    world = World()
    reports = [world.report(f"copy{number}", "2025-10-12") for number in range(len(quotes))]
    said = [
        world.say(of, 100 + 10 * number, "PAK", stance="accuses", event="AID", doer="AFG", target="TTP", quote=quote)
        for number, (of, quote) in enumerate(zip(reports, quotes, strict=True))
    ]
    return world, said, {of.id: reports[0].id for of in reports[1:]}


def members(events: list[Event]) -> list[set[str]]:
    return [set(event.claim_ids) for event in events]


def test_an_accusation_in_copies_of_one_text_is_one_event() -> None:
    world, said, origins = copies(ACCUSED, ACCUSED.replace(" ", "\n"), f"{ACCUSED}.".upper())
    assert members(link_claims(world.claims, world.reports, origins=origins)) == [{claim.id for claim in said}]
    assert len(link_claims(world.claims, world.reports)) == 3
    lines = explain_link(said[0], said[2], world.reports, claims=world.claims, origins=origins)
    assert lines[0] == "the same words of one text, printed twice: one account"
    assert lines[-1] == "with all claims: in one event"


def test_other_words_of_a_copy_are_an_account_of_their_own() -> None:
    world, said, origins = copies(ACCUSED, f"{ACCUSED}, again")
    assert len(link_claims(world.claims, world.reports, origins=origins)) == len(said)


def test_words_that_a_report_prints_twice_tie_nothing() -> None:
    world, said, origins = copies(ACCUSED, ACCUSED)
    again = world.reports[said[1].report_id]
    world.say(again, 900, "PAK", stance="accuses", event="AID", doer="AFG", target="TTP", quote=ACCUSED)
    assert len(link_claims(world.claims, world.reports, origins=origins)) == 2


def test_a_changed_figure_stays_a_claim_and_an_account_of_its_own() -> None:
    world = World()
    agency, copy = world.report("agency"), world.report("copy")
    said = [
        world.say(of, 10, "PAK", quote=f"{number} wounded", count=toll(number, "soldiers", "PAK", outcome="wounded"))
        for of, number in ((agency, 29), (copy, 39))
    ]
    events = link_claims(world.claims, world.reports, origins={copy.id: agency.id})
    assert members(events) == [{said[0].id}, {said[1].id}]


@settings(max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(["2025-10-01", "2025-11-01"]), min_size=4))
def test_copies_never_join_what_one_of_them_keeps_apart(shuffle: random.Random, days: list[str]) -> None:
    world = World()
    first = world.report("r0")
    for number, day in enumerate(days):
        of = world.report(f"r{number % 3}")
        world.say(
            of, number, "narrator", event="ASSAULT", doer="AFG", target="PAK", happened=day, quote=f"w{number % 2}"
        )
    origins = {report_id: first.id for report_id in world.reports if report_id != first.id}
    events = link_claims(world.claims, world.reports, origins=origins)
    alone = {of: link_claims([c for c in world.claims if c.report_id == of], world.reports) for of in world.reports}
    for event in events:
        for of, own in alone.items():
            inside = {c.id for c in world.claims if c.report_id == of and c.id in event.claim_ids}
            assert not inside or any(inside <= set(one.claim_ids) for one in own)
    shuffle.shuffle(world.claims)
    assert link_claims(world.claims, world.reports, origins=origins) == events


@pytest.mark.model
def test_the_samples_copies_make_one_event_of_an_accusation() -> None:
    from counterclaim.pipeline import Reading, read_paths
    from counterclaim.reports.copy_groups import find_origins, group_copies

    names = ("causeway-times", "meridian-press-border", "pinewood-gazette", "saltmarsh-courier")
    readings = [item for item in read_paths([SAMPLES / f"{name}.jsonl" for name in names]) if isinstance(item, Reading)]
    prints = [r for r in readings if "Dozens of fighters were reported killed in overnight" in r.capture.text.content]
    assert len(prints) == 4
    groups = group_copies([[(r.capture.report, r.capture.text) for r in prints]], [])
    claims = [claim for reading in readings for claim in reading.claims]
    reports = {r.capture.report.id: r.capture.report for r in readings}
    events = link_claims(claims, reports, origins=find_origins(claims, groups))
    accused = [claim for claim in claims if claim.quote.startswith(ACCUSED)]
    assert len(accused) == 3
    assert sum(bool(ids & {claim.id for claim in accused}) for ids in members(events)) == 1
    wounded = {claim.id: claim.toll.low for claim in claims if claim.toll and claim.toll.outcome == "wounded"}
    fighting = next(event for event in events if any(wounded.get(claim) == 39 for claim in event.claim_ids))
    told = [wounded[claim] for claim in fighting.claim_ids if claim in wounded]
    assert told.count(39) == 1
    assert told.count(29) >= 3
