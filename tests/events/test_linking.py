"""What is linked and what stays apart."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.events import DEFAULT, LinkPolicy, explain_link, link_claims
from counterclaim.events.policy import NEVER, POLICIES
from counterclaim.records import Claim, Event, Place
from tests.events.fixtures import World, outlets, seed, toll


def linked(world: World) -> list[Event]:
    return link_claims(world.claims, world.reports)


def event_with(events: list[Event], claim: Claim) -> Event:
    return next(event for event in events if claim.id in event.claim_ids)


def together(world: World, a: Claim, b: Claim) -> bool:
    return any({a.id, b.id} <= set(event.claim_ids) for event in linked(world))


def test_the_seed_gives_one_event_of_the_fighting() -> None:
    world, c = seed()
    event = event_with(linked(world), c["c01"])
    inside = {name for name, claim in c.items() if claim.id in event.claim_ids}
    assert inside == {"c01", "c02", "c04", "c05", "c06", "c07", "c09", "c33", "c34"}
    assert event.start is None
    assert set(event.parties) == {"AFG", "PAK"}


def test_the_seeds_exchanges() -> None:
    world, c = seed()
    events = linked(world)
    disputes = {(d.kind, tuple(s.party for s in d.sides)) for event in events for d in event.disputes}
    assert disputes == {
        ("figures", ("AFG", "PAK")),
        ("unanswered", ("AFG", "PAK")),
        ("denied", ("PAK", "AFG")),
        ("denied", ("UN", "AFG")),
    }
    harbouring = event_with(events, c["c10"])
    denied = next(d for d in harbouring.disputes if d.sides[0].party == "PAK")
    assert denied.sides[1].claim_ids == (c["c11"].id, c["c12"].id)


def test_what_never_happened_as_an_incident_is_apart() -> None:
    world, c = seed()
    events = linked(world)
    for name in ("c23", "c24", "c28"):
        assert event_with(events, c[name]).claim_ids == (c[name].id,)
    assert not any(c["c03"].id in event.claim_ids for event in events)


def test_six_outlets_with_other_dates_and_figures_tell_one_event() -> None:
    world, reports = outlets()
    event = event_with(linked(world), world.claims[0])
    names = {name for name, report in reports.items() for claim in world.claims
             if claim.report_id == report.id and claim.id in event.claim_ids}  # fmt: skip
    assert names == {"kabul", "islamabad", "agency", "agency2", "gulf", "delhi"}
    assert (event.start, event.end) == ("2025-10-11", "2025-10-12")
    assert event.places == ("Spin Boldak",)


def test_other_conflicts_later_clashes_and_totals_stay_apart() -> None:
    world, reports = outlets()
    for event in linked(world):
        groups = {name for name in ("sudan", "later", "history") for claim in world.claims
                  if claim.report_id == reports[name].id and claim.id in event.claim_ids}  # fmt: skip
        assert len(groups) <= 1
        if groups:
            of = reports[groups.pop()].id
            assert set(event.claim_ids) == {claim.id for claim in world.claims if claim.report_id == of}


def test_two_days_in_one_report_are_two_events() -> None:
    world = World()
    of = world.report("week", "2025-10-16")
    a = world.say(of, 10, "AFG", count=toll(58, "soldiers", "PAK"), doer="AFG", happened="2025-10-11")
    b = world.say(of, 90, "AFG", count=toll(15, "soldiers", "PAK"), doer="AFG", happened="2025-10-15")
    assert not together(world, a, b)


def test_one_pair_on_one_day_in_two_districts_stays_apart() -> None:
    world = World()
    first, second = world.report("a", "2025-10-12"), world.report("b", "2025-10-12")
    a = world.say(first, 1, "PAK", count=toll(5, "troops", "PAK"), doer="AFG", happened="2025-10-11", places=["Kurram"])
    b = world.say(
        second, 1, "PAK", count=toll(8, "troops", "PAK"), doer="AFG", happened="2025-10-11", places=["Chaman"]
    )
    assert not together(world, a, b)


def test_an_equal_rare_figure_outweighs_another_place_name() -> None:
    world = World()
    first, second = world.report("a", "2025-10-12"), world.report("b", "2025-10-12")
    a = world.say(first, 1, "AFG", count=toll(58, "troops", "PAK"), doer="AFG", happened="2025-10-11",
                  places=["Kandahar"])  # fmt: skip
    b = world.say(second, 1, "AFG", count=toll(58, "men", "PAK"), doer="AFG", happened="2025-10-11",
                  places=["Spin Boldak"])  # fmt: skip
    assert together(world, a, b)


def test_one_day_apart_needs_a_place_or_a_figure() -> None:
    world = World()
    first, second = (world.report(name, "2025-10-13") for name in "ab")
    a = world.say(first, 1, "PAK", count=toll(5, "troops", "PAK"), doer="AFG", happened="2025-10-11")
    b = world.say(second, 1, "PAK", count=toll(8, "troops", "PAK"), doer="AFG", happened="2025-10-12")
    assert not together(world, a, b)
    d = world.say(world.report("d", "2025-10-13"), 1, "AFG", count=toll(58, "troops", "PAK"), doer="AFG",
                  happened="2025-10-11")  # fmt: skip
    e = world.say(world.report("e", "2025-10-13"), 1, "AFG", count=toll(58, "troops", "PAK"), doer="AFG",
                  happened="2025-10-12")  # fmt: skip
    assert together(world, d, e)
    assert explain_link(d, e, world.reports)[-1] == "sum +5.5, needs +4.5: linked"


def test_undated_reports_link_over_a_rare_figure_only() -> None:
    world = World()
    first, second, third = world.report("a"), world.report("b", "2025-10-12"), world.report("c", "2025-10-12")
    a = world.say(first, 1, "AFG", count=toll(58, "soldiers", "PAK"), doer="AFG")
    b = world.say(second, 1, "AFG", count=toll(58, "soldiers", "PAK"), doer="AFG", happened="2025-10-11")
    c = world.say(third, 1, "AFG", count=toll(61, "soldiers", "PAK"), doer="AFG", happened="2025-09-11")
    assert together(world, a, b)
    assert not together(world, a, c)


def test_one_text_in_two_reports_is_one_event_whatever_its_date() -> None:
    world = World()
    first, second = world.report("a", "2025-10-12"), world.report("b", "2026-02-01")
    a = world.say(first, 1, "AFG", count=toll(58, "soldiers", "PAK"), happened="2025-10-11", text="wire")
    b = world.say(second, 1, "AFG", count=toll(58, "soldiers", "PAK"), happened="2026-01-31", text="wire")
    assert a.key == b.key
    assert together(world, a, b)
    assert len({event.id for event in linked(world)}) == 1


def test_a_report_on_nothing_gives_no_event() -> None:
    world = World()
    of = world.report("football", "2025-10-12")
    world.say(of, 1, "narrator")
    world.say(of, 20, "expert", stance="estimates")
    assert linked(world) == []


def test_a_denial_in_another_report_answers_by_accuser_and_words() -> None:
    world = World()
    first, second = world.report("a", "2025-10-10"), world.report("b", "2025-10-12")
    accusation = world.say(first, 1, "PAK", stance="accuses", event="AID", doer="AFG", target="TTP",
                           quote="Kabul harbours militants who plan bombings across the frontier")  # fmt: skip
    other = world.say(first, 90, "PAK", stance="accuses", event="ASSAULT", doer="AFG", target="PAK",
                      quote="Afghan troops fired on a market")  # fmt: skip
    denial = world.say(second, 1, "AFG", stance="denies", target="PAK",
                       quote="no militants plan bombings from Afghan soil")  # fmt: skip
    event = event_with(linked(world), denial)
    (reply,) = event.replies
    assert (reply.claim_id, reply.to_claim_id) == (denial.id, accusation.id)
    assert reply.rule == "same-accuser-same-words"
    assert [d.kind for d in event.disputes] == ["denied"]
    assert other.id != reply.to_claim_id


def test_a_denial_long_after_answers_nothing() -> None:
    world = World()
    first, second = world.report("a", "2025-01-10"), world.report("b", "2025-10-12")
    world.say(first, 1, "PAK", stance="accuses", event="AID", doer="AFG", target="TTP", quote="militants plan bombings")
    world.say(second, 1, "AFG", stance="denies", target="PAK", quote="no militants plan bombings")
    assert not [reply for event in linked(world) for reply in event.replies]


def test_replies_to_each_other_do_not_hang() -> None:
    world = World()
    of = world.report("a")
    first = world.say(of, 1, "PAK", stance="denies")
    world.say(of, 20, "AFG", stance="denies", about=("denies", first))
    assert len(linked(world)) == 1


def test_explain_gives_every_term_and_the_sum() -> None:
    world, c = seed()
    lines = explain_link(c["c01"], c["c04"], world.reports, claims=world.claims)
    assert "parties pair (AFG, PAK / AFG, PAK): +2.0, the same two parties" in lines
    assert "sum +6.5, needs +4.5: linked" in lines
    assert lines[-1] == "with all claims: in one event"
    assert "one answers the other" in explain_link(c["c05"], c["c06"], world.reports)[0]


def test_every_level_has_one_weight_and_a_reason() -> None:
    names = [(weight.comparison, weight.level) for weight in DEFAULT.weights]
    assert len(names) == len(set(names))
    assert all(weight.reason for weight in DEFAULT.weights)
    assert any(weight.points == NEVER for weight in DEFAULT.weights)


def test_the_version_changes_with_a_value() -> None:
    assert LinkPolicy().version == DEFAULT.version
    assert LinkPolicy(threshold=6).version != DEFAULT.version


WORLDS = [seed()[0], outlets()[0]]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WORLDS), st.randoms(use_true_random=False), st.data())
def test_the_order_of_input_changes_nothing(world: World, shuffle: random.Random, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(world.claims), unique_by=lambda c: c.id))
    first = link_claims(kept, world.reports)
    shuffled = [*kept, *kept[:2]]
    shuffle.shuffle(shuffled)
    reports = dict(reversed(world.reports.items()))
    assert link_claims(shuffled, reports) == first


PARTIES = st.sampled_from(["AFG", "PAK", "TTP"])


@st.composite
def worlds(draw: st.DrawFn) -> World:
    world = World()
    days = [f"2025-10-{day:02d}" for day in range(10, 16)]
    for number in range(draw(st.integers(1, 4))):
        of = world.report(f"r{number}", draw(st.sampled_from([None, *days])))
        for at in range(draw(st.integers(1, 4))):
            counts = draw(st.booleans())
            world.say(
                of,
                at * 20,
                draw(st.sampled_from(["AFG", "PAK", "narrator"])),
                count=toll(draw(st.sampled_from([2, 23, 58])), "men", draw(PARTIES)) if counts else None,
                event=None if counts else draw(st.sampled_from(["ASSAULT", "AID", "REQUEST", None])),
                stance=draw(st.sampled_from(["asserts", "accuses", "denies", "urges"])),
                doer=draw(st.none() | PARTIES),
                target=draw(st.none() | PARTIES),
                places=draw(st.sampled_from([(), ("Kabul",), ("Chaman",)])),
                happened=draw(st.sampled_from([None, *days])),
            )
    return world


@settings(max_examples=150, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_any_claims_give_sensible_events(world: World, shuffle: random.Random) -> None:
    events = link_claims(world.claims, world.reports)
    members = [claim_id for event in events for claim_id in event.claim_ids]
    assert len(members) == len(set(members))
    assert {claim.id for claim in world.claims if claim.toll and claim.stance != "urges"} <= set(members)
    assert len({event.id for event in events}) == len(events)
    figures = {(claim.toll.low, claim.toll.high) for claim in world.claims if claim.toll}
    for event in events:
        listed = [claim for facet in event.facets for p in facet.positions for claim in p.claim_ids]
        assert len(listed) == len(set(listed))
        assert set(listed) <= set(event.claim_ids)
        assert all((p.low, p.high) in figures for facet in event.facets for p in facet.positions)
        assert all(reply.to_claim_id in event.claim_ids for reply in event.replies)
    shuffle.shuffle(world.claims)
    assert link_claims(world.claims, world.reports) == events


def test_a_weeks_count_is_not_the_days_count() -> None:
    world = World()
    of = world.report("un", "2025-10-20")
    day = world.say(of, 1, "UN", count=toll(35, "civilians", "AFG-CIV"), doer="PAK", happened="2025-10-15")
    week = world.say(of, 40, "UN", count=toll(47, "civilians", "AFG-CIV"), doer="PAK",
                     happened=("2025-10-10", "2025-10-17"))  # fmt: skip
    assert not together(world, day, week)


def test_a_capital_in_common_is_no_place_in_common() -> None:
    world = World()
    first, second = world.report("a", "2025-10-10"), world.report("b", "2025-10-12")
    a = world.say(first, 1, "AFG", stance="accuses", event="ASSAULT", doer="PAK", target="AFG",
                  places=["Kabul"], happened="2025-10-10")  # fmt: skip
    b = world.say(second, 1, "AFG", count=toll(58, "soldiers", "PAK"), doer="AFG", places=["Kabul"],
                  happened=("2025-10-11", "2025-10-12"))  # fmt: skip
    assert not together(world, a, b)


def test_one_reports_totals_over_one_period_stand_together() -> None:
    world = World()
    of = world.report("un", "2026-02-08")
    period = ("2025-10-01", "2025-12-31")
    killed = world.say(of, 1, "UN", count=toll(70, "civilians", "AFG-CIV"), happened=period)
    hurt = world.say(of, 40, "UN", count=toll(478, "civilians", "AFG-CIV", outcome="wounded"), happened=period)
    assert together(world, killed, hurt)


def test_a_refusal_to_comment_on_another_day_answers_nothing() -> None:
    world = World()
    first, second = world.report("a", "2025-10-12"), world.report("b", "2025-10-12")
    accusation = world.say(first, 1, "AFG", stance="accuses", event="ASSAULT", doer="PAK", target="AFG",
                           happened="2025-10-12")  # fmt: skip
    other_day = world.say(second, 1, "PAK", stance="no_comment", event="ASSAULT", target="AFG", happened="2025-10-09")
    same_day = world.say(second, 40, "PAK", stance="no_comment", event="ASSAULT", target="AFG", happened="2025-10-12")
    replies = [(reply.claim_id, reply.to_claim_id) for event in linked(world) for reply in event.replies]
    assert replies == [(same_day.id, accusation.id)]
    assert other_day.id not in event_with(linked(world), accusation).claim_ids


def test_deeds_that_nobody_can_place_make_no_event() -> None:
    world = World()
    of = world.report("football", "2025-10-12")
    world.say(of, 1, "narrator", event="ASSAULT", happened="2025-10-04")
    world.say(of, 40, "narrator", event="ASSAULT", doer="USA")
    assert linked(world) == []


def test_undated_figures_belong_to_the_news_and_not_to_days_before() -> None:
    world = World()
    of = world.report("wire", "2025-10-12")
    news = world.say(of, 1, "PAK", count=toll(23, "soldiers", "PAK"), doer="AFG")
    before = world.say(of, 90, "PAK", count=toll(11, "soldiers", "PAK"), doer="AFG", happened="2025-10-08")
    assert not together(world, news, before)


def test_a_denial_among_nobodys_sides_makes_no_event() -> None:
    world = World()
    of = world.report("football", "2025-10-12")
    said = world.say(of, 1, "unattributed")
    world.say(of, 40, "unattributed", stance="denies", about=("denies", said))
    assert linked(world) == []


def test_an_unsided_accusation_by_a_body_is_kept_with_its_denial() -> None:
    world = World()
    of = world.report("a", "2025-10-12")
    said = world.say(of, 1, "UN", stance="accuses", doer="AFG")
    world.say(of, 40, "AFG", stance="denies", about=("denies", said))
    (event,) = linked(world)
    assert [dispute.kind for dispute in event.disputes] == ["denied"]


def test_a_confirmation_of_another_matter_answers_no_charge() -> None:
    world = World()
    of = world.report("a", "2025-10-12")
    charge = world.say(
        of, 1, "PAK", stance="accuses", event="AID", doer="AFG", target="TTP", quote="havens for militants"
    )
    other = world.say(of, 40, "AFG", stance="confirms", event="ASSAULT", quote="struck back along the border",
                      about=("confirms", charge))  # fmt: skip
    same = world.say(of, 80, "AFG", stance="confirms", event="AID", quote="so it was", about=("confirms", charge))
    answering = {reply.claim_id for event in linked(world) for reply in event.replies}
    assert same.id in answering
    assert other.id not in answering


def test_a_review_months_later_needs_more_in_common_than_the_days_news() -> None:
    world = World()
    told = [
        world.say(world.report(name, printed), 10, "narrator", event="ASSAULT", doer="AFG", target="PAK",
                  happened="2025-10-12")
        for name, printed in (("news", "2025-10-12"), ("next", "2025-10-13"), ("review", "2026-05-01"))
    ]  # fmt: skip
    assert together(world, told[0], told[1])
    assert not together(world, told[0], told[2])


def test_dead_of_no_named_side_are_weaker_evidence_than_a_sides_dead() -> None:
    def seen(party: str | None) -> list[str]:
        world = World()
        said = [
            world.say(world.report(name), 10, "narrator", count=toll(figure, "people", party), happened="2025-10-12")
            for name, figure in (("one", 12), ("other", 15))
        ]
        return [line for line in explain_link(*said, world.reports) if line.startswith("victims")]

    assert seen("PAK")[0].startswith("victims shared (killed PAK forces): +1.0")
    assert seen(None)[0].startswith("victims unsided (killed unknown forces): +0.75")


def test_two_districts_of_one_capital_are_two_places() -> None:
    def seen(*places: str) -> str:
        world = World()
        said = [
            world.say(world.report(f"r{number}", "2025-10-12"), 10, "narrator", event="ASSAULT", doer="AFG",
                      happened="2025-10-12", places=["Kabul", *([place] if place else [])])
            for number, place in enumerate(places)
        ]  # fmt: skip
        return next(line for line in explain_link(*said, world.reports) if line.startswith("places"))

    assert seen("Bagrami", "Paghman").startswith("places districts (kabul): -1.0")
    assert seen("Bagrami", "").startswith("places capital (kabul): +0.0")
    assert seen("Bagrami", "Bagrami").startswith("places shared (bagrami): +2.25")


def at(claim: Claim, *points: tuple[str, float, float]) -> Claim:
    """The claim with these places, each with its point."""
    spots = tuple(
        Place(text=name, span=claim.evidence[0], name=name, latitude=latitude, longitude=longitude, precision=1,
              radius_km=2.0, rule="test")
        for name, latitude, longitude in points
    )  # fmt: skip
    return replace(claim, places=spots)


def seen_of(subject: str, *places: tuple[str, float, float]) -> str:
    world = World()
    said = [
        at(world.say(world.report(f"r{number}", "2025-10-12"), 10, "narrator", event="ASSAULT", doer="AFG",
                     happened="2025-10-12"), place)
        for number, place in enumerate(places)
    ]  # fmt: skip
    return next(line for line in explain_link(*said, world.reports) if line.startswith(subject))


def test_distance_tells_two_spellings_from_two_places() -> None:
    assert seen_of("places", ("Tsimay", 34.0, 70.0), ("Tsimei", 34.0, 70.01)).startswith("places near")
    assert seen_of("places", ("Tsimay", 34.0, 70.0), ("Korrum", 34.0, 70.035)).startswith("places around")
    assert seen_of("places", ("Tsimay", 34.0, 70.0), ("Korrum", 34.0, 70.4)).startswith("places far")


def test_one_name_of_two_places_counts_for_less() -> None:
    assert seen_of("places", ("Spin", 34.0, 70.0), ("Spin", 34.0, 70.0)).startswith("places shared (spin, 0 km)")
    assert seen_of("places", ("Spin", 34.0, 70.0), ("Spin", 35.0, 70.0)).startswith(
        "places shared_apart (spin, 111 km)"
    )


def test_nearly_equal_figures_count_only_where_both_state_the_day() -> None:
    def seen(*days: str | None) -> str:
        world = World()
        said = [
            world.say(world.report(f"r{n}", "2025-10-13"), 10, "narrator", happened=day,
                      count=toll(20 + n, "people", "PAK"))
            for n, day in enumerate(days)
        ]  # fmt: skip
        return next(line for line in explain_link(*said, world.reports) if line.startswith("figures"))

    assert seen("2025-10-12", "2025-10-12").startswith("figures close (20): +1.0")
    assert seen("2025-10-12", None).startswith("figures none")


def test_policies_for_those_who_fear_false_or_missed_merges_more() -> None:
    world, _ = outlets()
    counts = {name: len(link_claims(world.claims, world.reports, policy)) for name, policy in POLICIES.items()}
    assert counts["cautious"] >= counts["default"] >= counts["eager"]
    assert len({policy.version for policy in POLICIES.values()}) == 3
