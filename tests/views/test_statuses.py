"""Statuses on the pages: in order, with their speakers; a change is shown, and no status is merged into another."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console

from counterclaim.records import Actor, Claim, FieldRule, Place, Stance, When
from counterclaim.views.claim_detail import claim_detail
from counterclaim.views.event_list import EventList
from counterclaim.views.event_page import event_page
from counterclaim.views.shelf import Records
from counterclaim.views.statuses import StatusThread, holds_status, status_threads
from counterclaim.views.terminal import event_list_page, event_pages
from tests.views.made import Maker, event_of

FIRST = Maker(
    "Bulletin\nThe gate at Torkham was shut on Friday. Kabul said it was open.", "Freight Letter", "2025-03-03"
)
LATER = Maker("Bulletin\nThe Torkham crossing reopened. The truce holds.", "Freight Letter", "2025-03-19")
COPY = Maker("Print\nThe Torkham crossing reopened. The truce holds.", "Mill Courier", "2025-03-19")


def told(
    make: Maker,
    words: str,
    thing: str,
    rule: str,
    *,
    by: Actor | None = None,
    day: str | None = None,
    stance: Stance = "asserts",
) -> Claim:
    claim = make.claim(by or make.actor(None, "narrator"), stance, words, kind="narration")
    places: tuple[Place, ...] = ()
    if ":passage:" in rule:
        places = (Place(text="Torkham", span=make.span("Torkham"), name="Torkham", rule="test"),)
    happened = When(text=None, span=None, start=day, end=day, how="stated") if day else None
    status = FieldRule(field="status", rule=rule, spans=(make.span(thing), make.span(words)))
    made = replace(claim, rules=(*claim.rules, status), places=places, happened=happened)
    make.claims[make.claims.index(claim)] = made
    return made


SHUT = told(FIRST, "was shut on Friday", "The gate at Torkham", "status:passage:closed", day="2025-02-21")
OPEN = told(
    FIRST, "it was open", "it", "status:passage:open", by=FIRST.actor("Kabul", "AFG"), day="2025-03-01", stance="denies"
)
REOPENED = told(LATER, "reopened", "The Torkham crossing", "status:passage:reopened", day="2025-03-19")
HOLDS = told(LATER, "holds", "The truce", "status:truce:in force")
AGAIN = told(COPY, "reopened", "The Torkham crossing", "status:passage:reopened", day="2025-03-19")
ALL = [*FIRST.claims, *LATER.claims, *COPY.claims]
SHELF = Records.of(ALL, [FIRST.report, LATER.report, COPY.report], [FIRST.text, LATER.text, COPY.text])


def threads(*claims: Claim) -> dict[str, StatusThread]:
    return {thread.title: thread for thread in status_threads(claims, SHELF)}


def printed(pages: object) -> str:
    console = Console(width=80, force_terminal=False, color_system=None)
    with console.capture() as capture:
        console.print(*pages)  # type: ignore[misc]
    return " ".join(capture.get().split())


def test_statuses_of_one_thing_stand_in_order_however_they_came() -> None:
    for given in (ALL, ALL[::-1]):
        torkham = threads(*given)["Torkham: passage"]
        assert [(line.date, line.status) for line in torkham.lines] == [
            ("2025-02-21", "closed"),
            ("2025-03-01", "denied: open"),
            ("2025-03-19", "reopened"),
        ]
        assert torkham.changes


def test_other_prints_are_counted_and_not_repeated() -> None:
    torkham = threads(REOPENED, AGAIN)["Torkham: passage"]
    assert [line.again for line in torkham.lines] == [1]
    assert not torkham.changes


def test_a_thing_without_a_place_goes_by_its_words_and_its_report_says_when() -> None:
    found = threads(HOLDS)
    assert list(found) == ["The truce"]
    (line,) = found["The truce"].lines
    assert (line.when, line.status) == ("said 19 Mar 2025", "in force")


def test_a_claim_in_full_names_its_status_and_the_words() -> None:
    (row,) = [row for row in claim_detail(SHUT, SHELF).fields if row.field == "status"]
    assert row.value == "passage: closed"
    assert [item.words for item in row.read] == ["The gate at Torkham", "was shut on Friday"]


def test_a_claim_without_a_status_is_in_no_thread() -> None:
    plain = replace(SHUT, rules=SHUT.rules[:-1])
    assert not holds_status(plain)
    assert threads(plain) == {}


def test_events_show_what_changed_and_show_shows_all() -> None:
    nothing = EventList(contested=(), alone=(), left_out=0)
    found = status_threads(ALL, SHELF)
    listed = printed(event_list_page(nothing, {"claims": 5, "reports": 3}, found))
    assert "Open, shut, in force: what changed" in listed
    assert "21 Feb 2025 closed Freight Letter, its own words" in listed
    assert "19 Mar 2025 reopened Freight Letter, its own words" in listed
    assert "The truce" not in listed
    assert "The truce" in printed(event_pages(event_page(event_of(ALL), SHELF), found))
