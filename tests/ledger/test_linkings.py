"""Events that are replaced: what redirects where, and what the log says."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.errors import NotFound, UsageError
from counterclaim.ledger import Ledger
from counterclaim.ledger.linkings import REASONS
from counterclaim.pipeline import copy_rule, derive_copies
from counterclaim.records import Claim, Event
from tests.reads import make_event, make_read

READ = make_read("Seven claims stand here.", tuple((start, start + 1) for start in range(7)))
CLAIMS = READ.claims
Groups = tuple[tuple[int, ...], ...]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        ledger.add(READ.capture, CLAIMS, [])
        yield ledger


def events(*groups: tuple[int, ...]) -> list[Event]:
    return [make_event(*(CLAIMS[number] for number in group)) for group in groups]


def log(ledger: Ledger) -> list[tuple[int, int | None, str]]:
    """The last linking's rows of the log: the claim's number, its line, the reason."""
    numbers = {claim.key: number for number, claim in enumerate(CLAIMS)}
    statement = "SELECT key, line, reason FROM membership WHERE linking = (SELECT max(n) FROM linking)"
    with closing(sqlite3.connect(ledger.path)) as connection:
        return sorted((numbers[key], line, reason) for key, line, reason in connection.execute(statement))


def test_an_event_is_found_by_its_id_and_by_every_member(ledger: Ledger) -> None:
    one, two = events((0, 1, 2), (3, 4))
    ledger.store_events([one, two], "test/1")
    assert ledger.events() == sorted([one, two], key=lambda event: event.id)
    for name in (one.id, one.id[:5], CLAIMS[1].id, CLAIMS[2].key, CLAIMS[2].key[:6]):
        assert ledger.event(name) == one
    assert ledger.resolve("event", CLAIMS[4].key) == two.id
    with pytest.raises(NotFound, match=r"no event .*`counterclaim events` lists them"):
        ledger.event(CLAIMS[6].id)


def test_a_replaced_id_leads_to_the_event_that_holds_most_of_its_members(ledger: Ledger) -> None:
    first = events((0, 1, 2, 3, 4))
    ledger.store_events(first, "test/1")
    ledger.store_events(events((0, 1, 2, 5, 6), (3, 4)), "test/1")
    assert ledger.event(first[0].id) == events((0, 1, 2, 5, 6))[0]
    # the greater part of its heir goes elsewhere, its own greater part does not
    ledger.store_events(events((5, 6, 0), (1, 2), (3, 4)), "test/1")
    assert ledger.event(first[0].id) in events((1, 2), (3, 4))
    ledger.store_events(events((5, 6, 0), (1, 2, 3, 4)), "test/1")
    assert ledger.event(first[0].id[:6]) == events((1, 2, 3, 4))[0]


def test_an_id_that_comes_back_is_an_event_again(ledger: Ledger) -> None:
    for groups in (((0, 1),), ((0, 1, 2),), ((0, 1),)):
        ledger.store_events(events(*groups), "test/1")
    assert ledger.event(events((0, 1))[0].id) == events((0, 1))[0]
    assert ledger.event(events((0, 1, 2))[0].id) == events((0, 1))[0]


def test_the_log_gives_the_reason_for_each_change(ledger: Ledger) -> None:
    ledger.store_events(events((0, 1, 2), (3, 4)), "test/1")
    first = dict.fromkeys((0, 1, 2, 3, 4), "linked")
    assert {number: reason for number, _, reason in log(ledger)} == first
    lines = {number: line for number, line, _ in log(ledger)}
    ledger.store_events(events((0, 1, 2, 5), (3, 4)), "test/1")
    assert log(ledger) == [(5, lines[0], "linked")]
    ledger.store_events(events((0, 1, 5), (2,), (3, 4)), "test/1")
    assert [(number, reason) for number, _, reason in log(ledger)] == [(2, "split")]
    ledger.store_events(events((0, 1), (2,), (3, 4, 5)), "test/1")
    assert log(ledger) == [(5, lines[3], "moved")]
    ledger.store_events(events((0, 1, 2), (3, 4, 5)), "test/1")
    assert log(ledger) == [(2, lines[0], "merged")]
    ledger.store_events(events((0, 1, 2), (3, 4)), "test/1")
    assert log(ledger) == [(5, None, "unlinked")]
    ledger.store_events(events((0, 1, 2, 3), (4,)), "test/2")
    assert log(ledger) == [(3, lines[0], "policy")]
    later = make_read(READ.capture.text.content, ((0, 1),), extractor="test/2")
    ledger.add(later.capture, later.claims, [])
    ledger.store_events([make_event(*later.claims)], "test/2")
    assert log(ledger) == [(number, None, "superseded") for number in (1, 2, 3, 4)]
    assert set(REASONS) == {
        "forgotten",  # see test_forgetting.py
        "linked",
        "split",
        "moved",
        "merged",
        "unlinked",
        "policy",
        "superseded",
    }


GROUPINGS = st.lists(st.lists(st.integers(0, 4), min_size=len(CLAIMS), max_size=len(CLAIMS)), min_size=1, max_size=6)


@given(GROUPINGS)
@settings(max_examples=40)
def test_whatever_happens_former_ids_follow_their_members(groupings: list[list[int]]) -> None:
    """Group 0 stands for no event. The log, replayed, gives the lines of the events as they are."""
    seen: dict[str, frozenset[str]] = {}
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "x.db", create=True) as ledger:
        ledger.add(READ.capture, CLAIMS, [])
        for grouping in groupings:
            groups: dict[int, list[Claim]] = {}
            for claim, group in zip(CLAIMS, grouping, strict=True):
                groups.setdefault(group, []).append(claim)
            now = [make_event(*members) for group, members in groups.items() if group]
            ledger.store_events(now, "test/1")
            members = {event.id: keys(event) for event in now}
            seen |= members
            for former, held in seen.items():
                assert found(ledger, former) == heir(held, members, former)
            assert replayed(ledger.path) == lines(ledger.path)


def keys(event: Event) -> frozenset[str]:
    return frozenset(claim.key for claim in CLAIMS if claim.id in event.claim_ids)


def heir(held: frozenset[str], members: Mapping[str, frozenset[str]], former: str) -> str | None:
    """The current event that shares most members, of equals the one with the lowest id."""
    if former in members:
        return former
    shared = [(-len(held & others), event_id) for event_id, others in members.items() if held & others]
    return min(shared)[1] if shared else None


def found(ledger: Ledger, event_id: str) -> str | None:
    try:
        return ledger.event(event_id).id
    except NotFound:
        return None


def replayed(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT key, line FROM membership ORDER BY n")
        return {key: line for key, line in dict(rows).items() if line is not None}


def lines(path: Path) -> dict[str, int]:
    statement = "SELECT key, line FROM event JOIN event_claim ON event_id = event.id JOIN claim ON claim.n = claim"
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(statement).fetchall()
    return dict(rows)


def test_events_are_current_until_a_report_comes(ledger: Ledger) -> None:
    assert not ledger.events_current()
    assert ledger.store_events([], "test/1")
    assert ledger.events_current()
    assert ledger.events_current("test/1")
    assert not ledger.events_current("test/2")
    ledger.add(make_read("Another.").capture, [], [])
    assert not ledger.events_current()


def test_a_decision_and_its_undoing_each_make_the_events_stale(ledger: Ledger) -> None:
    ledger.store_events(events((0, 1)), "test/1")
    made = ledger.decide("reject", CLAIMS[0].id, by="me")
    assert not ledger.events_current()
    assert ledger.store_events(events((0, 1)), "test/1")
    assert ledger.events_current("test/1")
    ledger.decide("reject", CLAIMS[0].id, by="me")
    assert ledger.events_current()
    ledger.undo(made.id, by="me")
    assert not ledger.events_current()
    assert ledger.store_events(events((0, 1)), "test/1")
    assert not ledger.store_events(events((0, 1)), "test/1")
    assert log(ledger) == []


def test_another_rule_of_copies_makes_the_events_stale(ledger: Ledger) -> None:
    ledger.store_events(events((0, 1)), "test/1")
    assert ledger.events_current("test/1")
    assert not ledger.events_current("test/1", copy_rule().version)
    derive_copies(ledger)
    assert not ledger.events_current("test/1", copy_rule().version)
    ledger.store_events(events((0, 1)), "test/1")
    assert ledger.events_current("test/1", copy_rule().version)
    newer = dataclasses.replace(copy_rule(), version="newer")
    assert not ledger.events_current("test/1", newer.version)
    ledger.index_copies(newer)
    ledger.store_events(events((0, 1)), "test/1")
    assert ledger.events_current("test/1", newer.version)
    assert not ledger.events_current("test/1", copy_rule().version)


def test_a_ledger_without_texts_follows_any_rule_of_copies(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.db", create=True) as empty:
        empty.store_events([], "test/1")
        assert empty.events_current("test/1", copy_rule().version)


def test_a_linking_does_not_claim_to_have_seen_what_came_meanwhile(ledger: Ledger) -> None:
    seen = ledger.position()
    ledger.add(make_read("Another.").capture, [], [])
    assert ledger.store_events(events((0, 1)), "test/1", through=seen)
    assert not ledger.events_current()


def test_a_linking_that_saw_less_does_not_replace_a_later_one(ledger: Ledger) -> None:
    seen = ledger.position()
    ledger.add(make_read("Another.").capture, [], [])
    ledger.store_events(events((0, 1)), "test/1")
    assert not ledger.store_events(events((2, 3)), "test/1", through=seen)
    assert ledger.events() == events((0, 1))
    assert ledger.events_current()


def test_events_that_can_not_be_stored_change_nothing(ledger: Ledger) -> None:
    ledger.store_events(events((0, 1)), "test/1")
    with pytest.raises(UsageError, match="events share the id"):
        ledger.store_events(events((2, 3), (2, 3)), "test/1")
    unknown = make_read("Never recorded.").claims
    with pytest.raises(UsageError, match=f"no claim {unknown[0].id} in this ledger"):
        ledger.store_events([make_event(*unknown)], "test/1")
    assert ledger.events() == events((0, 1))
