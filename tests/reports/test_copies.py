"""Copies: what is masked, what is shared, what was changed, and where a text likely comes from."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.records import CopyGroup, Published, Report, Text
from counterclaim.reports import text_from_string
from counterclaim.reports.copies import LEAST_WORDS, SHINGLE, WINDOW, compare, read_body, relate
from counterclaim.reports.copy_groups import find_origins, group_copies
from counterclaim.reports.figures import same_figure

PARAGRAPHS = tuple(
    """\
At least 40 people were killed and 58 wounded when a shell hit a market in Varnograd on Monday, officials there said.
The governor of Velden, Anton Relic, said Dravian forces had fired on the town from positions near Teshik. He said 16 \
houses were damaged and that rescue workers were still searching the rubble.
The Dravian army denied that it had fired at the town. Its spokesman, Pavel Stenko, said the shell came from the other \
side and accused the Kheshi command of staging the attack.
Hospitals in Varnograd and Teshik were treating the wounded, 31 of them in serious condition, according to Mira Dosan, \
a doctor. She said blood was running out.""".splitlines()
)
OWN = (
    "This paper has followed the war since its first week and keeps a list of what either army says about it, be it "
    "large or small, and Readers of the Herald know that the editors of this page count nothing twice."
)
WIRE = "\n\n".join(("Shell kills 40 in market", *PARAGRAPHS))


def body(*paragraphs: str):  # type: ignore[no-untyped-def]
    return read_body(text_from_string("\n\n".join(paragraphs)))


def printed(number: int, content: str, **known: object) -> tuple[Report, Text]:
    text = text_from_string(content)
    report = Report(id=f"{number:024x}", raw_sha256=text.raw_sha256, media_type="text/plain", source="-")
    return replace(report, **known), text  # type: ignore[arg-type]


def day(date: str) -> Published:
    return Published(start=date, end=date, precision="day", how="given")


@pytest.mark.parametrize(
    ("edited", "kind"),
    [
        (("Another headline here", *PARAGRAPHS), "exact"),
        (("VARNOGRAD, Oct 12 (Reuters) - " + PARAGRAPHS[0], *PARAGRAPHS[1:]), "exact"),
        ((PARAGRAPHS[0].replace("40", "forty"), *PARAGRAPHS[1:]), "exact"),
        (PARAGRAPHS[:3], "near"),
        ((PARAGRAPHS[0].replace("58", "85"), *PARAGRAPHS[1:]), "near"),
        (tuple(reversed(PARAGRAPHS)), "near"),
        ((OWN, *PARAGRAPHS[1:3], OWN.replace("paper", "daily").replace("list", "ledger")), "partial"),
        (PARAGRAPHS[:2], "partial"),
        ((OWN, OWN), None),
    ],
)
def test_edits_of_a_text(edited: tuple[str, ...], kind: str | None) -> None:
    original = body(*PARAGRAPHS)
    copy = body(*edited)
    assert relate(original, copy) == relate(copy, original) == kind
    if kind is not None:
        assert set(original.bands) & set(copy.bands)


def test_the_words_of_another_event_are_no_copy() -> None:
    words = WIRE
    for old, new in (("Varnograd", "Ombelo"), ("Velden", "Kesh"), ("Dravian", "Tamari"), ("Teshik", "Hadar")):
        words = words.replace(old, new)
    for old, new in (("40", "7"), ("58", "12"), ("16", "3"), ("31", "4"), ("Anton Relic", "Yusuf Halabe")):
        words = words.replace(old, new)
    assert relate(read_body(text_from_string(WIRE)), read_body(text_from_string(words))) is None


def test_a_changed_figure_is_shown_with_the_one_in_its_place() -> None:
    copy = text_from_string(WIRE.replace("58 wounded", "eighty-five wounded"))
    original = text_from_string(WIRE)
    (change,) = compare(read_body(copy), read_body(original)).changes
    assert (change.words, change.origin_words) == ("eighty-five", "58")
    assert change.span.of(copy.content) == "eighty-five"
    assert change.origin_span.of(original.content) == "58"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("23", "twenty-three", True),
        ("1,500", "1500", True),
        ("two hundred", "200", True),
        ("3 thousand", "3,000", True),
        ("Dozens", "dozens", True),
        ("dozens", "scores", False),
        ("15-20", "15-25", False),
        ("1.2.3", "1.2", False),
        ("23", "32", False),
    ],
)
def test_figures_are_compared_by_value(one: str, other: str, same: bool) -> None:
    assert same_figure(one, other) is same


def test_short_texts_are_not_compared() -> None:
    short = body("More to follow.")
    assert short.bands == ()
    assert relate(short, short) is None


@given(
    st.lists(st.sampled_from("abcdefghijklmnop"), max_size=80),
    st.lists(st.sampled_from("abcdefghijklmnop"), max_size=80),
    st.integers(0, 10**6),
)
def test_a_shared_run_of_words_gives_a_shared_band(before: list[str], after: list[str], seed: int) -> None:
    length = max(SHINGLE + WINDOW - 1, LEAST_WORDS)
    run = random.Random(seed).choices(["one thing", "said", "army", "Teshik", "town", "58", "fell", "of"], k=length)
    first, second = body(" ".join((*before, "x", *run))), body(" ".join((*run, "y", *after)))
    if min(len(first.words), len(second.words)) >= LEAST_WORDS and len(body(" ".join(run)).words) >= length:
        assert set(first.bands) & set(second.bands)


@given(st.lists(st.sampled_from((*PARAGRAPHS, OWN, "", "58", "١٢ قتيلا", "a-b 1,2.3-4")), max_size=5), st.randoms())
def test_spans_count_in_their_own_text(paragraphs: list[str], shuffled: random.Random) -> None:
    one = text_from_string("\n\n".join(paragraphs))
    shuffled.shuffle(paragraphs)
    other = text_from_string("\n\n".join(paragraphs))
    found = compare(read_body(one), read_body(other))
    ends = [0, *(place for span in found.shared for place in (span.start, span.end)), len(one.content)]
    assert ends == sorted(ends)
    for change in found.changes:
        assert change.span.of(one.content) == change.words
        assert change.origin_span.of(other.content) == change.origin_words
    assert relate(read_body(one), read_body(other)) == relate(read_body(other), read_body(one))


@pytest.mark.parametrize(
    ("known", "rule", "origin"),
    [
        (({}, {"agency": "AFP"}), "agency-credit", 2),
        (({"agency": "MPA"}, {"outlet": "Meridian Press Agency"}), "agency-itself", 2),
        (({"outlet": "Reuters"}, {"agency": "AFP, Reuters"}), "agency-itself", 1),
        (({"published": day("2025-10-13")}, {"published": day("2025-10-12")}), "earliest", 2),
        (({"published": day("2025-10-13")}, {}), "only-dated", 1),
        (({}, {}), "longest", 1),
    ],
)
def test_the_likely_origin_and_what_told(known: tuple[dict[str, object], ...], rule: str, origin: int) -> None:
    prints = [printed(1, WIRE, **known[0]), printed(2, "\n\n".join(PARAGRAPHS[:3]), **known[1])]
    (group,) = group_copies([prints], [])
    assert (int(group.origin, 16), group.rule) == (origin, rule)
    assert [int(member.report_id, 16) for member in group.members] == [3 - origin]


def test_nothing_tells_two_equal_prints_apart() -> None:
    (group,) = group_copies([[printed(1, WIRE), printed(2, WIRE)]], [])
    assert group.rule == "undecided"
    assert group.members[0].kind == "exact"


def test_a_round_up_of_two_texts_does_not_make_them_one() -> None:
    second = OWN.replace("paper", "Mission") + " " + PARAGRAPHS[3].replace("Varnograd", "Kesh")
    whole = printed(1, WIRE, published=day("2025-10-12")), printed(2, second, published=day("2025-10-12"))
    round_up = printed(3, "\n\n".join((*PARAGRAPHS[:2], second)), published=day("2025-10-13"))
    (group,) = group_copies([[whole[0]], [whole[1]], [round_up]], [(0, 2), (1, 2)])
    assert len(group.members) == 1


def test_only_what_a_partial_copy_took_counts_as_copied() -> None:
    from tests.reads import make_claim

    report, text = printed(2, "\n\n".join((OWN, OWN[::-1], *PARAGRAPHS[1:3])), published=day("2025-10-13"))
    (group,) = group_copies([[printed(1, WIRE, published=day("2025-10-12"))], [(report, text)]], [(0, 1)])
    spans = [segment.span for segment in text.segments if segment.kind == "body"]
    own, copied = (make_claim(report, text, span, "test/1") for span in (spans[0], spans[-1]))
    assert group.members[0].kind == "partial"
    assert find_origins([own, copied], [group]) == {copied.id: group.origin}


@given(st.permutations(range(6)))
def test_groups_do_not_depend_on_order(order: list[int]) -> None:
    def grouped(order: list[int]) -> list[CopyGroup]:
        prints = [
            printed(n, "\n\n".join((*PARAGRAPHS[: 2 + n % 3], f"And {n} more.")), published=day(f"2025-10-1{n % 4}"))
            for n in order
        ]
        return group_copies([prints], [])

    assert grouped(order) == grouped(sorted(order))
