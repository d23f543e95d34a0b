"""Copies on the pages: a changed figure is marked where it stands, and the likely origin says how it was told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.console import Console

from counterclaim.records import Claim, CopyGroup, CopyKind, CopyMember, Event, FigureChange
from counterclaim.views.brief import render_brief
from counterclaim.views.claim_detail import claim_detail
from counterclaim.views.copies import RULE_WORDS, changed_figures, copied_from, copy_line, noted
from counterclaim.views.event_list import event_list
from counterclaim.views.event_page import event_page
from counterclaim.views.shelf import Records
from counterclaim.views.terminal import detail_page, event_list_page, event_pages
from tests.views.made import Maker, event_of, facet, position

AGENCY = Maker(
    "Two armies\nThe army said 29 soldiers were wounded and blamed Kabul.", "Hill Press Agency", "2025-10-12"
)
COPY = Maker("Two armies\nThe army said 39 soldiers were wounded and blamed Kabul.", "Mill Courier", "2025-10-13")
NOTE = "changed from 29 in the text of Hill Press Agency"


def wounded(make: Maker, count: int) -> Claim:
    army = make.actor("The army", "PAK")
    toll = make.toll(army, f"{count} soldiers were wounded", (count, count), "soldiers", "PAK", outcome="wounded")
    make.claim(army, "accuses", "blamed Kabul", event_type="ASSAULT", actors=(make.actor("Kabul", "AFG"),))
    return toll


AT_29, AT_39 = wounded(AGENCY, 29), wounded(COPY, 39)
KABUL = Maker("Kabul answers\nKabul said 50 Pakistani soldiers were wounded.", "Valley Radio", "2025-10-12")
AT_50 = KABUL.toll(
    KABUL.actor("Kabul", "AFG"), "50 Pakistani soldiers were wounded", (50, 50), "soldiers", "PAK", outcome="wounded"
)


def group(kind: CopyKind = "near", rule: str = "agency-itself") -> CopyGroup:
    change = FigureChange(span=COPY.span("39"), words="39", origin_span=AGENCY.span("29"), origin_words="29")
    member = CopyMember(
        report_id=COPY.report.id,
        text_id=COPY.text.id,
        kind=kind,
        share=1.0,
        shared=(COPY.span("The army said 39 soldiers were wounded"),),
        changes=(change,),
    )
    return CopyGroup(id="g" * 24, origin=AGENCY.report.id, rule=rule, members=(member,))


def shelf(found: CopyGroup | None = None) -> Records:
    makers = (AGENCY, COPY, KABUL)
    claims = [claim for make in makers for claim in make.claims]
    return Records.of(claims, [m.report for m in makers], [m.text for m in makers], [found or group()])


def event() -> Event:
    claims = [claim for make in (AGENCY, COPY, KABUL) for claim in make.claims]
    army = replace(position("PAK", AT_39, AT_29), low=29, high=29, reports=2, origins=1)
    row = facet("disputed", "PAK", army, position("AFG", AT_50), outcome="wounded", label="Pakistani soldiers wounded")
    return event_of(claims, (row,))


def printed(pages: object) -> str:
    console = Console(width=80, record=True, force_terminal=False, color_system=None)
    with console.capture() as capture:
        console.print(*pages)  # type: ignore[misc]
    return " ".join(capture.get().split())


def test_a_changed_figure_is_noted_at_its_position() -> None:
    page = event_page(event(), shelf())
    (row,) = page.facets
    notes = {account.figure: account.changed for cell in row.positions for account in cell.accounts}
    assert notes == {"39": NOTE, "29": None, "50": None}


def test_every_page_shows_the_note_at_the_figure() -> None:
    records = shelf()
    counts = {"claims": 5, "reports": 3}
    listed = printed(event_list_page(event_list([event()], records, everything=False), counts))
    assert f"wounded” {NOTE} 29 The army" in listed
    assert f"“39 soldiers were wounded” {NOTE}" in printed(event_pages(event_page(event(), records)))
    assert NOTE in render_brief(records, [event()])
    explained = printed(detail_page(claim_detail(AT_39, records)))
    assert "this figure was 29 there" in explained
    assert "agency-itself" in explained


def test_several_reports_that_give_the_figure_are_told_apart() -> None:
    records = shelf()
    changed = changed_figures([AT_29, AT_39, AT_50], records)
    assert changed == {AT_39.id: NOTE}
    assert noted([AT_39], changed, records.reports) == NOTE
    assert noted([AT_39, AT_50], changed, records.reports) == f"{NOTE}, by Mill Courier"
    assert noted([AT_50], changed, records.reports) is None


@pytest.mark.parametrize("rule", RULE_WORDS)
def test_the_likely_origin_says_what_told_it(rule: str) -> None:
    records = shelf(group(rule=rule))
    told = RULE_WORDS[rule]
    assert copy_line(AGENCY.report.id, records) == f"Likely origin of the text that 1 other print gives ({told})"
    assert copy_line(COPY.report.id, records) == (
        f"Prints the text of Hill Press Agency, edited (likely origin: {told}); changed figures: 39 (there 29)"
    )
    assert copy_line(KABUL.report.id, records) is None


def test_a_partial_copy_says_whether_a_claim_is_among_the_words_taken() -> None:
    records = shelf(group("partial"))
    found = [copied_from(claim, records) for claim in COPY.claims]
    assert [one is not None and one.words.split("; ")[1] for one in found] == [
        "this claim is among them",
        "this claim is not among them",
    ]
    assert copied_from(AT_29, records) is None


def test_a_statement_that_copies_repeat_stands_once_with_all_its_claims() -> None:
    page = event_page(event(), shelf())
    (exchange,) = page.said_answered
    (saying,) = exchange.said
    assert set(saying.claim_ids) == {AGENCY.claims[1].id, COPY.claims[1].id}
    assert "2 times" in printed(event_pages(page))
