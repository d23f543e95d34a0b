"""Claims by filter, records by their first digits."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.errors import NotFound, UsageError
from counterclaim.ledger import ClaimFilter, Ledger
from counterclaim.records import OUTCOMES, STANCES, Claim, When
from tests.reads import Read, make_event, make_read
from tests.strategies import DAYS, PARTIES, readings

FILTERS = st.builds(
    ClaimFilter,
    party=st.none() | PARTIES,
    stance=st.none() | st.sampled_from(STANCES),
    outcome=st.none() | st.sampled_from(OUTCOMES),
    since=st.none() | DAYS,
    until=st.none() | DAYS,
    undated=st.booleans(),
)


def passes(claim: Claim, wanted: ClaimFilter) -> bool:
    """The filter in plain words."""
    outcome = claim.toll.outcome if claim.toll else None
    when = claim.happened
    if wanted.since is None and wanted.until is None:
        in_time = True
    elif when is None or when.start is None or when.end is None:
        in_time = wanted.undated
    else:
        in_time = when.end >= (wanted.since or "") and when.start <= (wanted.until or "9999-12-31")
    return (
        (wanted.party is None or wanted.party in claim.by.parties)
        and wanted.stance in (None, claim.stance)
        and wanted.outcome in (None, outcome)
        and in_time
    )


@given(st.lists(readings(), max_size=4, unique_by=lambda read: read.capture.report.id), FILTERS)
@settings(max_examples=60)
def test_a_filter_gives_just_the_claims_that_pass(reads: list[Read], wanted: ClaimFilter) -> None:
    claims = sorted(
        (claim for read in reads for claim in read.claims),
        key=lambda claim: (claim.report_id, claim.evidence[0].start, claim.id),
    )
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "x.db", create=True) as ledger:
        for read in reads:
            ledger.add(read.capture, read.claims, [])
        assert list(ledger.claims(wanted)) == [claim for claim in claims if passes(claim, wanted)]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        yield ledger


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2025-10-11", None, True),
        ("2025-10-12", None, False),
        ("2025-10", "2025-10", True),
        ("2025", "2025", True),
        (None, "2025-09", False),
        (None, "2025-10-09", False),
        (None, "2025-10-10", True),
        ("2025-11", None, False),
        (None, "2024", False),
    ],
)
def test_months_and_years_take_in_all_their_days(
    ledger: Ledger, since: str | None, until: str | None, found: bool
) -> None:
    when = When(text=None, span=None, start="2025-10-10", end="2025-10-11", how="stated")
    read = make_read("It happened overnight.", happened=when)
    ledger.add(read.capture, read.claims, [])
    assert bool(list(ledger.claims(ClaimFilter(since=since, until=until)))) is found


def test_an_undated_claim_is_not_taken_for_one_of_the_day(ledger: Ledger) -> None:
    read = make_read(
        "It happened once.", said=When(text=None, span=None, start="2025-10-10", end="2025-10-10", how="stated")
    )
    ledger.add(read.capture, read.claims, [])
    assert not list(ledger.claims(ClaimFilter(since="2025")))
    assert list(ledger.claims(ClaimFilter(since="2025", undated=True))) == list(read.claims)


def test_parties_are_found_in_either_case_and_in_company(ledger: Ledger) -> None:
    by = dataclasses.replace(make_read("x").claims[0].by, parties=("QAT", "SAU"))
    read = make_read("Both urged restraint.", by=by)
    ledger.add(read.capture, read.claims, [])
    for party in ("QAT", "sau"):
        assert list(ledger.claims(ClaimFilter(party=party))) == list(read.claims)
    assert not list(ledger.claims(ClaimFilter(party="SA")))


def test_filters_by_report_and_event_take_first_digits(ledger: Ledger) -> None:
    one, two = make_read("First.", ((0, 1), (2, 3))), make_read("Second.")
    for read in (one, two):
        ledger.add(read.capture, read.claims, [])
    event = make_event(one.claims[1], two.claims[0])
    ledger.store_events([event], "test/1")
    assert set(ledger.claims(ClaimFilter(report=one.capture.report.id[:6]))) == set(one.claims)
    assert set(ledger.claims(ClaimFilter(event=event.id[:6]))) == {one.claims[1], two.claims[0]}
    assert list(ledger.claims(ClaimFilter(event=event.id, report=two.capture.report.id))) == list(two.claims)
    with pytest.raises(NotFound):
        list(ledger.claims(ClaimFilter(report="0000")))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"stance": "shouts"}, "no stance 'shouts'; expected one of asserts, estimates"),
        ({"outcome": "dead"}, "no outcome 'dead'; expected one of killed"),
        ({"since": "yesterday"}, "since 'yesterday' is no date; expected 2025"),
        ({"until": "2025-13"}, "until '2025-13' is no date"),
        ({"until": "2025-10-1"}, "until '2025-10-1' is no date"),
    ],
)
def test_a_filter_that_can_not_be_meant_is_refused(given: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError) as raised:
        ClaimFilter(**given)  # type: ignore[arg-type]
    assert told in str(raised.value)


def test_claims_come_as_they_are_consumed_and_adding_goes_on(ledger: Ledger) -> None:
    one, two = make_read("First.", ((0, 1), (2, 3))), make_read("Second.")
    ledger.add(one.capture, one.claims, [])
    stream = ledger.claims()
    seen = [next(stream)]
    assert ledger.add(two.capture, two.claims, [])
    seen += stream
    assert set(seen) == set(one.claims)
    assert ledger.counts()["claims"] == 3


def with_id(read: Read, claim_id: str) -> Read:
    return dataclasses.replace(read, claims=(dataclasses.replace(read.claims[0], id=claim_id),))


def test_first_digits_stand_for_an_id_while_only_one_has_them(ledger: Ledger) -> None:
    ids = [f"abcd{digit}" + "0" * 19 for digit in "0123456"]
    for number, claim_id in enumerate(ids):
        read = with_id(make_read(f"report {number}"), claim_id)
        ledger.add(read.capture, read.claims, [])
    assert ledger.resolve("claim", ids[3]) == ids[3]
    assert ledger.resolve("claim", "ABCD3") == ids[3]
    assert ledger.claim("abcd3").id == ids[3]
    with pytest.raises(NotFound) as raised:
        ledger.resolve("claim", "abcd")
    assert str(raised.value) == f"abcd stands for several claims: {', '.join(ids[:5])} and more; give more digits"
    with pytest.raises(NotFound, match="no claim abce in this ledger"):
        ledger.resolve("claim", "abce")


def test_reports_and_texts_go_by_their_first_digits(ledger: Ledger) -> None:
    read = make_read("First.")
    ledger.add(read.capture, read.claims, [])
    report, text = read.capture.report, read.capture.text
    assert ledger.report(report.id[:4]) == report
    assert ledger.text(text.id[:4]) == text
    assert ledger.resolve("text", text.id[:5]) == text.id
    assert ledger.claim(read.claims[0].key[:8]) == read.claims[0]


@pytest.mark.parametrize(
    "given", ["abc", "", "wxyz", "ab%d", "abcd'; DROP TABLE claim; --", "12_4", "\u0661\u0662\u0663\u0664"]
)
@pytest.mark.parametrize("kind", ["claim", "report", "text", "event"])
def test_what_is_no_id_is_refused(ledger: Ledger, kind: str, given: str) -> None:
    with pytest.raises(UsageError, match="is no id; expected at least 4 hexadecimal digits"):
        ledger.resolve(kind, given)  # type: ignore[arg-type]


def test_an_unknown_kind_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="no kind 'raw' of id"):
        ledger.resolve("raw", "abcd")  # type: ignore[arg-type]


def test_nothing_is_found_in_an_empty_ledger(ledger: Ledger) -> None:
    assert (ledger.reports(), list(ledger.claims()), ledger.events(), ledger.rejections()) == ([], [], [], [])
    assert ledger.raw("0" * 64) is None
    for find in (ledger.report, ledger.text, ledger.claim, ledger.event):
        with pytest.raises(NotFound):
            find("abcd")
