"""Datelines, credits and dates in the text."""

from __future__ import annotations

import pytest

from counterclaim.records import Published
from counterclaim.reference import load_reference
from counterclaim.reports.datelines import Datelines
from counterclaim.reports.segments import Segmenter

TABLE = load_reference().table("furniture")
DATELINES = Datelines(TABLE)


@pytest.mark.parametrize(
    ("line", "agency", "month", "day"),
    [
        ("KABUL, Oct 12 (Reuters) – |Afghan officials said", "Reuters", 10, 12),
        ("KABUL, Oct. 12 (AFP) -- |Afghan officials said", "AFP", 10, 12),
        ("ISLAMABAD: |Pakistan said", None, None, None),
        ("NEW DELHI: |India said", None, None, None),
        ("Kabul [Afghanistan], October 12 (ANI): |Afghan forces", "ANI", 10, 12),
        ("KABUL/ISLAMABAD — |The two sides", None, None, None),
        ("KANDAHAR, Afghanistan (AP) — |Three people", "AP", None, None),
        ("Gaza City, Palestine – |Ahmed was", None, None, None),
        ("PESHAWAR (AFP) - |Two died", "AFP", None, None),
        ("(Reuters) - |Two died", "Reuters", None, None),
        ("BEIRUT, 3 March (Xinhua) -- |Two died", "Xinhua", 3, 3),
        ("PORT-AU-PRINCE, Haiti (AP) — |Gangs", "AP", None, None),
        ("KYIV, Ukraine — |“We saw", None, None, None),
        ("SPIN BOLDAK, Afghanistan, Oct 15 (XPA) - |Fighting broke out", "XPA", 10, 15),
        ("RAWALPINDI, Oct 12: |Twenty-three", None, 10, 12),
    ],
)
def test_datelines(line: str, agency: str | None, month: int | None, day: int | None) -> None:
    head, body = line.split("|")
    found = DATELINES.read(head + body)
    assert found is not None
    assert (found.length, found.agency, found.month, found.day) == (len(head), agency, month, day)
    assert found.published() is None  # no year, no date


@pytest.mark.parametrize(
    "line",
    [
        "UNICEF: five children were killed",
        "SDF–Turkish clashes killed 12",
        "COVID-19 killed nobody here",
        "Taliban - which had denied it - agreed",
        "The army (ISPR) said",
        "Northern Front (XPA) - Two died",
        "(XPA) - Two died",
        "BREAKING: Two died",
        "Kabul: 58 killed",
        "Khan, Smith: The deal",
        "Officials in KABUL said",
        "AFGHANISTAN AND PAKISTAN AT WAR",
    ],
)
def test_no_datelines(line: str) -> None:
    assert DATELINES.read(line) is None


def test_a_dateline_with_a_year_dates_the_report() -> None:
    found = Segmenter(TABLE).split("NEW DELHI, 12 October 2025 (PTI): Two soldiers died, the army said.")
    assert found.published == Published(start="2025-10-12", end="2025-10-12", precision="day", how="dateline")
    assert found.agency == "PTI"


@pytest.mark.parametrize(
    "head", ["Monday, May 6, 2019 ", "Monday, May 6, 2019\n", "6 May 2019\n\n", "Published: 6 May 2019, 10:15 IST\n"]
)
def test_a_full_date_before_the_text_dates_the_report(head: str) -> None:
    found = Segmenter(TABLE).split(
        f"{head}The competition was attended by 46 people from several cities of the country."
    )
    assert found.published is not None
    assert (found.published.start, found.published.how) == ("2019-05-06", "dateline")


def test_a_date_that_begins_a_sentence_is_none() -> None:
    assert Segmenter(TABLE).split("May 6, 2019 was the day on which it began, he said.").published is None


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("(With inputs from agencies)", "agencies"),
        ("With inputs from Reuters and AFP", "Reuters, AFP"),
        ("(With inputs from PTI, ANI)", "PTI, ANI"),
        ("Source: Xinhua", "Xinhua"),
        ("(AFP)", "AFP"),
        ("— Reuters", "Reuters"),
        ("By The Associated Press", "AP"),
        ("Agence France-Presse", "AFP"),
        ("Source: the mayor", None),
        ("By Jane Doe", None),
        ("(With inputs from our correspondent)", None),
    ],
)
def test_credits(line: str, agency: str | None) -> None:
    assert DATELINES.credit(line) == agency


@pytest.mark.parametrize(
    "words",
    [
        "A-" * 70,
        "A," * 70,
        "AA " * 50,
        "Aa, " * 40,
        "A.A-A'" * 25,
        "(A" * 70,
        "KABUL and " * 14,
        "[A] " * 40,
        "Oct 12 " * 20,
    ],
)
def test_repetitive_lines_take_no_time(words: str) -> None:
    """An ambiguous pattern would never return from these."""
    segmenter = Segmenter(TABLE)
    for content in (words, f"By {words}", f"Home {words.replace('A', '> ')}", f"{words}x|y", words.replace("A", "•")):
        segmenter.split(f"{content}\n{content} said\n{content}")
