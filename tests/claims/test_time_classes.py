"""Time expressions by class: parts of units, hours, eras, figures, stories, and what fixes no date."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.claims import calendar
from counterclaim.claims.time_anchors import TimeReading
from counterclaim.claims.times import TimeReader
from counterclaim.records import Published, When
from counterclaim.reference import load_reference
from tests.claims.test_times import DAY, doc_of, read

READER = TimeReader(load_reference())


def readings(words: str, published: Published | None = DAY) -> list[TimeReading]:
    return READER.readings(doc_of(words), published)  # type: ignore[arg-type]


def values(words: str, published: Published | None = DAY) -> list[str | None]:
    return [r.value for r in readings(words, published)]


def on(day: str) -> Published:
    return Published(start=day, end=day, precision="day", how="given")


@pytest.mark.parametrize(
    ("words", "text", "start", "end"),
    [
        # hours reach into the day before
        ("killed/VBN in the past 24 hours", "the past 24 hours", "2025-10-14", "2025-10-15"),
        ("killed/VBN over the last forty - eight hours", "the last forty - eight hours", "2025-10-13", "2025-10-15"),
        ("leave/VB in the next 72 hours", "the next 72 hours", "2025-10-15", "2025-10-18"),
        ("hit/VBD three hours ago", "three hours ago", "2025-10-14", "2025-10-15"),
        # nights have two days
        ("hit/VBD two nights ago", "two nights ago", "2025-10-13", "2025-10-14"),
        ("hit/VBD on the night of 11 October", "the night of 11 October", "2025-10-11", "2025-10-12"),
        ("hit/VBD overnight into Sunday", "overnight into Sunday", "2025-10-11", "2025-10-12"),
        ("hit/VBD overnight on Saturday", "overnight on Saturday", "2025-10-11", "2025-10-12"),
        ("hit/VBD in the early hours of Sunday", "the early hours of Sunday", "2025-10-12", "2025-10-12"),
        # weeks and weekends
        ("hit/VBD on Monday last week", "Monday last week", "2025-10-06", "2025-10-06"),
        ("hit/VBD on Tuesday of this week", "Tuesday of this week", "2025-10-14", "2025-10-14"),
        ("hit/VBD over the weekend", "the weekend", "2025-10-11", "2025-10-12"),
        ("hit/VBD the day before yesterday", "the day before yesterday", "2025-10-13", "2025-10-13"),
        ("hit/VBD in the second week of August", "the second week of August", "2025-08-04", "2025-08-17"),
        ("hit/VBD on the 9th of last month", "the 9th of last month", "2025-09-09", "2025-09-09"),
        # parts of a month or year
        ("lost/VBN in the first half of 2024", "the first half of 2024", "2024-01-01", "2024-06-30"),
        ("lost/VBN in the third quarter of last year", "the third quarter of last year", "2024-07-01", "2024-09-30"),
        ("lost/VBN in Q3 2024", "Q3 2024", "2024-07-01", "2024-09-30"),
        ("lost/VBN in the last three months of 2024", "the last three months of 2024", "2024-10-01", "2024-12-31"),
        ("lost/VBN in the first ten days of May", "the first ten days of May", "2025-05-01", "2025-05-10"),
        ("lost/VBN on the final day of 2024", "the final day of 2024", "2024-12-31", "2024-12-31"),
        ("hit/VBD in early June of this year", "early June of this year", "2025-06-01", "2025-06-30"),
        # in figures, and as armies write them
        ("hit/VBD on 25.10.2024", "25.10.2024", "2024-10-25", "2024-10-25"),
        ("hit/VBD on 12OCT2025", "12OCT2025", "2025-10-12", "2025-10-12"),
        ("hit/VBD at 121530Z OCT 25", "121530Z OCT 25", "2025-10-12", "2025-10-12"),
        # ranges in one token
        ("hit/VBD 11–12 October", "11–12 October", "2025-10-11", "2025-10-12"),
        ("fought/VBN from 2011–2014", "from 2011–2014", "2011-01-01", "2014-12-31"),
        ("fought/VBN 1995–96", "1995–96", "1995-01-01", "1996-12-31"),
        ("fought/VBN on the night of October 11 - 12", "the night of October 11 - 12", "2025-10-11", "2025-10-12"),
        ("frozen/VBN in the winter of 2014–15", "the winter of 2014–15", "2014-12-01", "2015-02-28"),
        ("fell/VBD in AD 70", "AD 70", "0070-01-01", "0070-12-31"),
    ],
)
def test_the_interval_holds_every_day_that_the_words_can_mean(words: str, text: str, start: str, end: str) -> None:
    assert [w[:3] for w in read(words)] == [(text, start, end)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("fought/VBN in May , June and July 2023", ["2023-05", "2023-06", "2023-07"]),
        ("fought/VBN in the spring and summer of 2023", ["2023-SP", "2023-SU"]),
        ("fought/VBN from late March to early April 2024", ["2024-03", "2024-04"]),
        ("fought/VBN in March , October 2023 was calm", ["2025-03", "2023-10"]),
    ],
)
def test_a_list_shares_the_year_at_its_end(words: str, expected: list[str]) -> None:
    assert values(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("fought/VBN in 490 BC", ["BC0490"]),
        ("fought/VBN in 490 B.C.", ["BC0490"]),
        ("fought/VBN 492–490 BC", ["BC0492", "BC0490"]),
        ("fought/VBN between 492 and 490 BC", ["BC0492", "BC0490"]),
        ("fought/VBN in August 480 BC", ["BC0480-08"]),
        ("fought/VBN in the spring of 480 BC", ["BC0480-SP"]),
        ("fought/VBN in the 480s BC", ["BC048"]),
        ("fought/VBN in the fifth century BC", ["BC04"]),
        ("fought/VBN in 480 BC ; the next year they left", ["BC0480", "BC0479"]),
        ("fought/VBN in 1 BC ; the next year they left", ["BC0001", "0001"]),
    ],
)
def test_years_before_year_1_have_a_value_and_no_iso_date(words: str, expected: list[str]) -> None:
    assert values(words) == expected
    assert all(w[1] is None and w[3] == "unresolved" for w in read(words))


@pytest.mark.parametrize(
    "words",
    [
        "hit/VBD on 31 June",
        "hit/VBD on 31 June 2025",
        "hit/VBD on 30 February",
        "hit/VBD on 29 February 2023",
        "hit/VBD on 31.06.2025",
        "hit/VBD on 2025 - 02 - 31",
        "fought/VBN in 0 BC",
        "fought/VBN in AD 0",
    ],
)
def test_what_the_calendar_lacks_has_no_date_and_no_value(words: str) -> None:
    assert values(words) == [None]
    assert [w[1:] for w in read(words)] == [(None, None, "unresolved")]


def test_impossible_months_and_years_are_no_dates_at_all() -> None:
    assert not read("hit/VBD on 2025 - 13 - 40")
    assert not read("fought/VBN in 9999")
    assert not read("fought/VBN in the year 0")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("hit/VBD on 10.12.2025", "2025-XX-XX"),  # the 10th of December or the 12th of October
        ("spent/VBN in fiscal 2024", "FY2024"),
        ("spent/VBN in FY2024", "FY2024"),
        ("lasted/VBD for nearly two decades", "P20Y"),
        ("lasted/VBD for several years", "PXY"),
        ("hit/VBD two days after the raid/NN", "XXXX-XX-XX"),
    ],
)
def test_what_fixes_no_date_says_what_it_knows(words: str, expected: str) -> None:
    assert values(words) == [expected]
    assert read(words)[0][1:] == (None, None, "unresolved")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("hit/VBD late Monday", "XXXX-WXX-1"),
        ("hit/VBD Saturday night", "XXXX-WXX-6TNI"),
        ("hit/VBD overnight", "XXXX-XX-XXTNI"),
        ("hit/VBD last week", "XXXX-WXX"),
        ("shut/VBN since April", "XXXX-04"),
        ("hit/VBD on 13 October", "XXXX-10-13"),
        ("hit/VBD two months ago", "XXXX-XX"),
        ("hit/VBD in the past 24 hours", "PT24H"),
        ("hit/VBD yesterday", "XXXX-XX-XX"),
    ],
)
def test_without_a_publication_date_a_value_has_x(words: str, expected: str) -> None:
    assert values(words, None) == [expected]
    assert read(words, None)[0][1:] == (None, None, "unresolved")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1000-01-01"])
@pytest.mark.parametrize("word", ["yesterday", "overnight", "next year", "last month", "on Friday", "two weeks ago"])
def test_no_press_no_anchor(day: str, word: str) -> None:
    assert [w[1:] for w in read(f"hit/VBD {word}", on(day))] == [(None, None, "unresolved")]


def test_since_a_date_after_publication_has_no_end() -> None:
    assert read("open/JJ since 2014", on("1999-05-01")) == [("since 2014", "2014-01-01", None, "stated")]


STORY = "on 3 May 1967 , on 6 July 1967 and on 2 June 1968 they left/VBD ; "


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the next day", "1968-06-03"),
        ("two weeks later", "1968-W24"),
        ("that year", "1968"),
        ("in September", "1968-09"),
        ("on 9 October", "1968-10-09"),
        ("in the following spring", "1969-SP"),
        ("in the summer", "1968-SU"),
        ("three days earlier", "1968-05-30"),
    ],
)
def test_a_story_counts_from_the_date_told_last(words: str, expected: str) -> None:
    assert values(STORY + words)[-1] == expected


def test_after_a_vague_step_only_the_year_of_a_story_holds() -> None:
    assert values(STORY + "months earlier ; four days later")[-1] == "XXXX-XX-XX"
    assert values(STORY + "months earlier ; in August")[-1] == "1968-08"


def test_a_year_that_names_a_thing_moves_no_story() -> None:
    doc = doc_of(STORY + "under the 1955 treaty on 9 October")
    year = next(t for t in doc if t.text == "1955")  # type: ignore[attr-defined]
    year.head = doc[year.i + 1]  # type: ignore[index]
    assert READER.readings(doc, DAY)[-1].value == "1968-10-09"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("hit/VBN daily", "SET", "XXXX-XX-XX"),
        ("hit/VBN every Friday", "SET", "XXXX-WXX-5"),
        ("hit/VBN each month", "SET", "XXXX-XX"),
        ("lasted/VBD for two weeks", "DURATION", "P2W"),
        ("hit/VBD on Friday", "DATE", "2025-10-10"),
    ],
)
def test_types(words: str, kind: str, value: str) -> None:
    assert [(r.kind, r.value) for r in readings(words)] == [(kind, value)]


def test_sets_and_lengths_are_times_only_where_there_is_no_other() -> None:
    assert [w[0] for w in read("hit/VBN daily since April")] == ["since April"]
    assert [w[0] for w in read("hit/VBN daily")] == ["daily"]
    assert not read("the Daily Mail wrote/VBD")


@pytest.mark.parametrize(
    ("start", "end", "precision", "acled"),
    [
        ("2025-10-12", "2025-10-12", "day", 1),
        ("2025-10-12T08:30", "2025-10-12T08:30", "day", 1),
        ("2025-10-11", "2025-10-12", "week", 2),
        ("2025-10-06", "2025-10-12", "week", 2),
        ("2025-07-01", "2025-07-31", "month", 3),
        ("2024-01-01", "2024-12-31", "year", None),
        ("1990-01-01", "1999-12-31", "longer", None),
        ("2025-10-12", None, "open", None),
        (None, "2025-10-12", "open", None),
        (None, None, "unknown", None),
    ],
)
def test_precision_follows_from_the_interval(
    start: str | None, end: str | None, precision: str, acled: int | None
) -> None:
    when = When(text=None, span=None, start=start, end=end, how="stated")
    assert (when.precision, when.time_precision) == (precision, acled)
    assert "precision" not in {field.name for field in dataclasses.fields(When)}


FORMS = st.sampled_from(
    (
        "0 1 31 32 70 480 999 0000 9999 2011 2025 first final last half quarter BC AD 490BC 480s "
        "12.10.2025 31.06.2025 0.0.0000 "
        "99.99.9999 11–12 31–99 2011–14 121530Z 999999Z 12OCT2025 99OCT0000 Oct-2025 Q3 2024Q3 FY2024 fiscal hours "
        "nights month June February winter Monday weekend every daily the of in past next ago later - , of to and "
        "overnight"
    ).split()
)


@given(
    st.lists(FORMS, min_size=1, max_size=10),
    st.sampled_from([None, "0001-01-01", "1600-01-01", "2025-10-15", "2024-02-29", "2999-12-31", "9999-12-31"]),
)
@settings(max_examples=500, deadline=None)
def test_no_form_crashes_and_none_is_wrongly_certain(words: list[str], day: str | None) -> None:
    text = "hit/VBD " + " ".join(words)
    published = None if day is None else on(day)
    for found in readings(text, published):
        assert found.first <= found.last
        if found.interval is not None:
            assert found.interval.start <= found.interval.end
            assert found.value is not None
        else:
            assert found.how == "unresolved"
    for _, start, end, how in read(text, published):
        if start and end:
            assert start <= end
        assert (how == "unresolved") == (start is None and end is None) or how != "unresolved"
        if published is None:
            assert how != "relative"


def test_years_before_year_1_are_reckoned_in_order() -> None:
    assert calendar.bc_year(0) is None
    assert calendar.bc_year(4001) is None
    one, two = calendar.bc_year(2), calendar.bc_year(1)
    assert one is not None
    assert two == one + 1
    assert calendar.year_label(two + 1) == "0001"
