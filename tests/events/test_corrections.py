"""Corrections and withdrawals: what is a notice, and what it is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterclaim.events.corrections import cue_phrases, find_notices, link_corrections
from counterclaim.records import Correction, Report
from tests.events.fixtures import claim, report, toll
from tests.views.made import text_of


def notices(content: str, of: Report | None = None) -> tuple[Correction, ...]:
    return find_notices(of or report("wire"), text_of(content))


@pytest.mark.parametrize(
    ("content", "kind", "paragraph"),
    [
        ("Border toll (corrects figure in paragraph 2)\nThe army said so.", "correction", 2),
        ("Toll rises\n(Corrects death toll in second paragraph to 23, not 58)\nText.", "correction", 2),
        ("KILL NOTICE: Market strike\nEditors should not use the story.", "withdrawal", None),
        ("Market strike\nThe agency has withdrawn its report on the strike.", "withdrawal", None),
        ("CORRECTED: Border toll\nThe army said so.", "correction", None),
        ("Title\nBody.\nMore.\nYet more.\nLast.\nAn earlier version of this article gave the toll as 58.",
         "correction", None),
        ("UPDATE: Border toll\nThe army said so.", "update", None),
    ],
)  # fmt: skip
def test_a_notice_is_found_with_its_words(content: str, kind: str, paragraph: int | None) -> None:
    (found,) = notices(content)
    assert (found.kind, found.paragraph) == (kind, paragraph)
    assert found.span.of(content) == found.words


@pytest.mark.parametrize(
    "content",
    [
        "Army corrects toll\nThe army corrects its death toll, a spokesman said.",
        "Title\nPolice said the gunmen shouted “kill” before they fired.",
        "Title\nThe ministry said it had nothing to correct: figures stand.",
        "Title\nTroops have withdrawn from the ridge.",
        "Title\nOne.\nTwo.\nThree.\nCorrection: a rifle that overheats loses accuracy.",
        "",
    ],
)
def test_what_others_correct_or_withdraw_is_no_notice(content: str) -> None:
    assert notices(content) == ()


def titled(name: str, title: str, day: str | None, **more: str) -> Report:
    return replace(report(name, day), outlet=more.get("outlet", "Meridian"), title=title, url=more.get("url"))


def linked(first: Report, second: Report, *, copies: tuple[str, ...] = ()) -> Correction:
    found = notices("(Corrects toll in paragraph 1)\nText.", second)
    (item,) = link_corrections(found, {r.id: r for r in (first, second)}, {}, {second.id: copies})
    return item


def test_a_correction_is_about_the_earlier_report_that_shares_its_title() -> None:
    first = titled("a", "Border clashes kill 58 soldiers", "2025-10-12")
    item = linked(first, titled("b", "CORRECTED: Border clashes kill 23 soldiers", "2025-10-13"))
    assert (item.corrects, item.rule) == (first.id, "same-title")


def test_an_address_or_a_print_of_the_same_text_says_more_than_a_title() -> None:
    first = titled("a", "One thing", "2025-10-12", url="https://example.org/1")
    assert linked(first, titled("b", "Another", "2025-10-13", url="https://example.org/1")).rule == "same-address"
    assert linked(first, titled("b", "Another", "2025-10-13"), copies=(first.id,)).rule == "same-copy"


@pytest.mark.parametrize(
    ("title", "day", "outlet"),
    [
        ("Border clashes kill 58 soldiers", "2025-10-14", "Meridian"),
        ("Border clashes kill 58 soldiers", "2025-08-01", "Meridian"),
        ("Border clashes kill 58 soldiers", None, "Meridian"),
        ("Border clashes kill 58 soldiers", "2025-10-12", "Other Post"),
        ("Cricket tour is off", "2025-10-12", "Meridian"),
    ],
)
def test_a_later_an_old_an_undated_or_another_outlets_report_is_not_meant(
    title: str, day: str | None, outlet: str
) -> None:
    first = titled("a", title, day, outlet=outlet)
    item = linked(first, titled("b", "Border clashes kill 23 soldiers", "2025-10-13"))
    assert (item.corrects, item.rule) == (None, "not-here")


def test_a_note_on_a_reports_own_earlier_version_is_about_itself() -> None:
    of = report("a", "2025-10-13")
    found = notices("Title\nText.\nAn earlier version of this report gave 58.", of)
    (item,) = link_corrections(found, {of.id: of}, {})
    assert (item.corrects, item.rule) == (of.id, "own-earlier-version")


def test_the_figures_that_changed_are_named_and_nothing_is_dropped() -> None:
    first = titled("a", "Border clashes", "2025-10-12")
    second = titled("b", "Border clashes", "2025-10-13")
    old = [
        claim(first, 1, "PAK", count=toll(58, "soldiers", "PAK")),
        claim(first, 30, "AFG", count=toll(9, "men", "AFG")),
    ]
    new = [
        claim(second, 1, "PAK", count=toll(23, "soldiers", "PAK")),
        claim(second, 30, "AFG", count=toll(9, "men", "AFG")),
    ]
    found = notices("(Corrects figure in paragraph 1)\nText.", second)
    (item,) = link_corrections(found, {first.id: first, second.id: second}, {first.id: old, second.id: new})
    assert [(f.claim_id, f.by_claim_id) for f in item.figures] == [(old[0].id, new[0].id)]


def test_every_cue_has_words_to_search_for() -> None:
    assert all(any(letter.isalnum() for letter in phrase) for phrase in cue_phrases())


def test_a_long_text_of_cues_is_read_in_linear_time() -> None:
    content = "\n".join(["corrects " * 500] * 40)
    assert notices(content) == ()
