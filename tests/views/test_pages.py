"""Event pages: figures by party, who is silent, what was answered, and words that never change."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import NotFound
from counterclaim.records import Bound, Span
from counterclaim.views import marks, safety, wording
from counterclaim.views.accounts import EventPage
from counterclaim.views.chart import chart_groups
from counterclaim.views.claim_detail import claim_detail
from counterclaim.views.event_list import is_contested
from counterclaim.views.event_page import event_page
from counterclaim.views.excerpts import evidence_excerpt, excerpt, said_words
from counterclaim.views.shelf import Records
from tests.views.made import CLASH, Maker, bounds, clash, event_of, facet, position, text_of


@pytest.mark.parametrize("module", [marks, safety, wording])
def test_doctests(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.fixture
def page() -> EventPage:
    event, shelf, _, _ = clash()
    return event_page(event, shelf)


def test_the_headline_gives_each_account_and_no_single_number(page: EventPage) -> None:
    assert page.headline == ("Afghan officials say 58 Pakistani soldiers were killed.", "Islamabad says 23.")
    assert page.when == "“overnight”, with no calendar date"


def test_figures_stand_by_party_with_words_and_side(page: EventPage) -> None:
    soldiers = page.facets[0]
    assert [(cell.party, cell.newest.figure, cell.newest.count_of) for cell in soldiers.positions] == [
        ("AFG", "58", "other"),
        ("PAK", "23", "own"),
    ]
    assert soldiers.positions[0].newest.words == "killed 58 Pakistani soldiers"
    assert soldiers.apart == 35
    assert soldiers.state_words == "≠ figures differ"


def test_who_gives_no_figure_is_named(page: EventPage) -> None:
    fighters = next(row for row in page.facets if row.victims == "Taliban fighters")
    assert fighters.silent == ("AFG",)
    assert page.facets[0].silent == ()


def test_background_comes_last_and_is_not_headline(page: EventPage) -> None:
    assert page.facets[-1].standing == "background"
    assert page.facets[-1].positions[0].newest.figure == "more than 1,000,000"
    assert page.facets[-1].silent == ()


def test_statements_stand_before_their_answers(page: EventPage) -> None:
    bombing, firing = page.said_answered
    assert [item.speaker for item in bombing.said] == ["Kabul"]
    assert [item.verb for item in bombing.answered] == ["gives no comment"]
    assert bombing.unheard == ()
    assert (firing.answered, firing.unheard) == ((), ("AFG",))
    assert [item.verb for item in page.calls] == ["urge"]


def test_every_claim_is_on_the_page(page: EventPage) -> None:
    event, _, _, _ = clash()
    shown = {c for row in page.facets for cell in row.positions for a in cell.accounts for c in a.claim_ids}
    for exchange in page.said_answered:
        shown |= {item.claim_id for item in (*exchange.said, *exchange.answered)}
    shown |= {item.claim_id for item in (*page.calls, *page.others)}
    assert shown == set(event.claim_ids)


def test_what_is_missing_is_named_and_never_zero(page: EventPage) -> None:
    assert page.unknown == ("The date", "Civilians killed", "Anyone wounded, captured or missing")


def test_a_missing_record_is_an_error() -> None:
    event, shelf, _, _ = clash()
    with pytest.raises(NotFound):
        event_page(event, Records(claims={}, reports=shelf.reports, texts=shelf.texts))


def test_every_bound_keeps_its_words() -> None:
    event, shelf, _, _ = bounds()
    page = event_page(event, shelf)
    killed = next(row for row in page.facets if row.outcome == "killed")
    assert [cell.newest.figure for cell in killed.positions] == [
        "at least 120",
        "more than 80",
        "about 100",
        "60–90",
        "up to 150",
        "“dozens”",
    ]
    assert killed.state_words == "≈ can all be true"
    assert killed.apart is None


def test_a_figure_said_later_revises_the_earlier_one() -> None:
    event, shelf, _, _ = bounds()
    page = event_page(event, shelf)
    wounded = next(row for row in page.facets if row.victims_party == "PSE" and row.outcome == "wounded")
    ministry = next(cell for cell in wounded.positions if cell.party == "HAMAS")
    assert ministry.revised
    assert [account.figure for account in ministry.accounts] == ["30", "64"]
    groups = chart_groups(page)
    labels = [r.track.label for g in groups for f in g.facets for r in f.rows if r.track]
    assert "30 → 64" in labels
    assert "0" in labels


def test_two_figures_of_one_day_are_no_revision() -> None:
    make = Maker(CLASH, day="2026-01-01")
    first = make.toll(make.actor("Islamabad", "PAK"), "its own dead at 23", (23, 23), "soldiers", "PAK")
    second = make.toll(make.actor("Pakistan", "PAK"), "killed 58 Pakistani soldiers", (58, 58), "soldiers", "PAK")
    event = event_of(make.claims, facets=(facet("single", "PAK", position("PAK", second, first)),))
    page = event_page(event, Records.of(make.claims, [make.report], [make.text]))
    cell = page.facets[0].positions[0]
    assert not cell.revised
    assert cell.newest.figure == "23"
    assert page.facets[0].state_words == "1 party, 2 figures"
    assert not is_contested(page)


def test_outlets_own_voices_do_not_revise_one_another() -> None:
    first, second = Maker(CLASH, "One", "2026-01-01"), Maker(CLASH + "\n", "Two", "2026-01-02")
    tolls = [
        make.toll(make.actor(None, "narrator"), "killed 58 Pakistani soldiers", (low, low), "soldiers", "PAK")
        for make, low in ((first, 58), (second, 60))
    ]
    event = event_of(tolls, facets=(facet("single", "PAK", position("narrator", *tolls)),))
    shelf = Records.of(tolls, [first.report, second.report], [first.text, second.text])
    cell = event_page(event, shelf).facets[0].positions[0]
    assert not cell.revised
    assert [account.speaker for account in cell.accounts] == ["One", "Two"]


@given(
    st.one_of(st.none(), st.integers(0, 10**7)),
    st.one_of(st.none(), st.integers(0, 10**7)),
    st.sampled_from(["exact", "about", "at_least", "more_than", "at_most", "nearly", "less_than", "range"]),
)
def test_a_figure_states_its_bound_and_only_its_numbers(low: int | None, high: int | None, bound: Bound) -> None:
    words = wording.figure(low, high, bound, None)
    found = {int(item.replace(",", "")) for item in words.replace("–", " ").split() if item[0].isdigit()}
    assert found <= {low, high}
    assert found or (low is None and high is None)
    if bound in ("at_least", "more_than", "at_most", "nearly", "less_than") and found:
        assert not words[0].isdigit()


@given(st.floats(0, 10**8), st.floats(0, 10**8))
def test_a_scale_is_linear_from_zero(first: float, second: float) -> None:
    scale = marks.scale_to(max(first, second))
    assert scale.ticks[0] == 0
    assert 0 <= scale.share(min(first, second)) <= scale.share(max(first, second)) <= 1
    assert len(scale.ticks) <= 6


@given(st.text(min_size=1, max_size=300), st.data())
def test_an_excerpt_is_the_text_itself(content: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(content))
    spans = [Span(start=min(a, b), end=max(a, b)) for a, b in data.draw(st.lists(st.tuples(ends, ends), max_size=4))]
    made = excerpt(content, Span(start=0, end=len(content)), spans)
    assert "".join(piece.text for piece in made.pieces) == content
    marked = {i for p in made.pieces if p.marked for i in range(p.start, p.start + len(p.text))}
    assert marked == {i for span in spans for i in range(span.start, span.end)}


def test_a_sentence_holds_its_evidence_and_not_its_neighbours() -> None:
    _, shelf, _, claims = clash()
    text = shelf.text(claims[0].text_id)
    words = "".join(piece.text for piece in evidence_excerpt(claims[3], text).pieces)
    assert words == "Kabul accused Pakistan of bombing a market in the east [sic]."
    cut = text_of("Gen. Ali said 3 died. Lt. Col. B. Khan said 4 died there. Nobody else spoke.")
    make = Maker(cut.content)
    claim = make.claim(make.actor("B. Khan", "PAK"), "asserts", "4 died there")
    assert "Nobody" not in "".join(piece.text for piece in evidence_excerpt(claim, make.text).pieces)


def test_said_words_leave_the_speaker_out_and_change_nothing() -> None:
    make = Maker("Kabul said it would answer. “We are ready,” he told reporters. That is a claim Kabul denies.")
    kabul = make.actor("Kabul", "AFG")
    assert said_words(make.claim(kabul, "threatens", "Kabul said it would answer"), make.text) == "said it would answer"
    he = make.actor("he", "AFG")
    assert said_words(make.claim(he, "asserts", "“We are ready,” he told"), make.text) == "“We are ready,”"


def test_a_detail_names_the_rule_and_the_words_of_each_field() -> None:
    _, shelf, _, claims = clash()
    detail = claim_detail(claims[0], shelf)
    fields = {row.field: row for row in detail.fields}
    assert fields["toll"].value == "killed: 58"
    assert fields["by"].rules == ("country-word", "subject-of-verb")
    assert fields["by"].read[0].words == "Afghan officials"
    assert [item.words for item in detail.evidence] == ["killed 58 Pakistani soldiers"]
    assert "no calendar date" in fields["happened"].value


def test_a_speaker_who_counts_others_is_headed_by_his_own_noun() -> None:
    make = Maker(CLASH, day="2026-01-01")
    dead = make.toll(make.actor("Pakistan", "PAK"), "killed 58 Pakistani soldiers", (58, 58), "patients", "PAK")
    more = make.toll(make.actor("Islamabad", "PAK"), "its own dead at 23", (23, 23), "civilians", "PAK")
    row = facet("compatible", "PAK", position("PAK", dead), position("UN", more), label="civilians killed")
    page = event_page(event_of(make.claims, facets=(row,)), Records.of(make.claims, [make.report], [make.text]))
    assert page.headline == ("Pakistan says 58 “patients” were killed.", "Islamabad says 23 civilians.")


def test_one_named_person_is_not_counted_in_the_headline() -> None:
    make = Maker(CLASH, day="2026-01-01")
    dead = make.toll(make.actor("Pakistan", "PAK"), "killed 58 Pakistani soldiers", (1, 1), "Hernan Ruiz", "PAK")
    row = facet("single", "PAK", position("PAK", dead), label="Hernan Ruiz killed")
    page = event_page(event_of(make.claims, facets=(row,)), Records.of(make.claims, [make.report], [make.text]))
    assert page.headline == ("Pakistan says Hernan Ruiz was killed.",)


def test_parts_ask_nobody_and_stand_behind_their_whole() -> None:
    make = Maker(CLASH, day="2026-01-01")
    part = make.toll(make.actor("Pakistan", "PAK"), "killed 58 Pakistani soldiers", (3, 3), "officers", "PAK")
    whole = make.toll(make.actor("Islamabad", "PAK"), "its own dead at 23", (23, 23), "soldiers", "PAK")
    rows = (
        facet("single", "PAK", position("PAK", part), label="officers killed", standing="part"),
        facet("single", "PAK", position("PAK", whole), label="soldiers killed"),
    )
    page = event_page(event_of(make.claims, facets=rows), Records.of(make.claims, [make.report], [make.text]))
    assert page.headline == ("Islamabad says 23 soldiers were killed.",)
    assert all(not row.silent for row in page.facets if row.standing == "part")
