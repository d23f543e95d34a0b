"""Time expressions: what is read, against which date, and what stays open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.claims.times import TimeReader, pick_time
from counterclaim.records import Published, When
from counterclaim.reference import load_reference
from tests.docs import make_doc

READER = TimeReader(load_reference())
DAY = Published(start="2025-10-15", end="2025-10-15", precision="day", how="given")


def doc_of(words: str) -> object:
    """A flat sentence: every word hangs on the first verb-like word (tagged VBD)."""
    rows = words.split()
    root = next((i for i, w in enumerate(rows) if "/" in w), 0)
    lines = []
    for i, word in enumerate(rows):
        form, _, tag = word.partition("/")
        tag = tag or ("NNP" if form[0].isupper() else "CD" if form[0].isdigit() else "NN")
        lines.append(f"{form} {tag} {root} {'ROOT' if i == root else 'dep'}")
    return make_doc("\n".join(lines))


def read(words: str, published: Published | None = DAY) -> list[tuple[str | None, str | None, str | None, str]]:
    whens = READER.read(doc_of(words), published)  # type: ignore[arg-type]
    return [(w.text, w.start, w.end, w.how) for w in whens]


@pytest.mark.parametrize(
    ("words", "text", "start", "end", "how"),
    [
        ("killed/VBD overnight", "overnight", "2025-10-14", "2025-10-15", "relative"),
        ("shut/VBD on Tuesday", "Tuesday", "2025-10-14", "2025-10-14", "relative"),
        ("hit/VBD Saturday night", "Saturday night", "2025-10-11", "2025-10-12", "relative"),
        ("hit/VBD early Sunday", "early Sunday", "2025-10-12", "2025-10-12", "relative"),
        ("hit/VBD last week", "last week", "2025-10-06", "2025-10-12", "relative"),
        ("hit/VBD yesterday", "yesterday", "2025-10-14", "2025-10-14", "relative"),
        ("shut/VBN since April", "since April", "2025-04-01", "2025-10-15", "relative"),
        ("shut/VBN since last year", "since last year", "2024-01-01", "2025-10-15", "relative"),
        ("told/VBD July last year", "July last year", "2024-07-01", "2024-07-31", "relative"),
        ("hit/VBD in July 2025", "July 2025", "2025-07-01", "2025-07-31", "stated"),
        ("hit/VBD on Monday , Oct. 13", "Monday , Oct. 13", "2025-10-13", "2025-10-13", "relative"),
        ("hit/VBD every Friday", "every Friday", None, None, "unresolved"),
        ("hit/VBD 11 October", "11 October", "2025-10-11", "2025-10-11", "relative"),
        ("hit/VBD Oct. 11 , 2025", "Oct. 11 , 2025", "2025-10-11", "2025-10-11", "stated"),
        ("hit/VBD the 1990s", "the 1990s", "1990-01-01", "1999-12-31", "stated"),
        ("listed/VBN since 2011", "since 2011", "2011-01-01", "2025-10-15", "stated"),
        ("hit/VBD three months ago", "three months ago", "2025-07-01", "2025-07-31", "relative"),
        ("hit/VBD between 3 and 5 May", "between 3 and 5 May", "2025-05-03", "2025-05-05", "relative"),
        ("fell/VBD the spring of 2022", "the spring of 2022", "2022-03-01", "2022-05-31", "stated"),
        ("waged/VBN for nearly two decades", "nearly two decades", None, None, "unresolved"),
    ],
)
def test_expressions(words: str, text: str, start: str | None, end: str | None, how: str) -> None:
    assert read(words) == [(text, start, end, how)]


def test_two_days_earlier_counts_from_the_date_before_it() -> None:
    assert read("hit/VBD on October 3 ; two days earlier a post fell")[1] == (
        "two days earlier",
        "2025-10-01",
        "2025-10-01",
        "relative",
    )


@pytest.mark.parametrize(
    "words", ["killed/VBD overnight", "hit/VBD on Tuesday", "hit/VBD 11 October", "hit/VBD last year"]
)
def test_without_a_publication_date_relative_words_stay_open(words: str) -> None:
    assert [w[1:] for w in read(words, None)] == [(None, None, "unresolved")]


def test_a_publication_month_fixes_no_weekday() -> None:
    month = Published(start="2025-10-01", end="2025-10-31", precision="month", how="given")
    assert read("hit/VBD on Tuesday", month)[0][1] is None
    assert read("hit/VBD last month", month)[0][1] == "2025-09-01"


def test_a_stated_date_needs_no_publication_date() -> None:
    assert read("hit/VBD on 12 October 2025", None) == [("12 October 2025", "2025-10-12", "2025-10-12", "stated")]


@pytest.mark.parametrize(
    "words",
    [
        "under Resolution 1701 they left/VBD",
        "Flight 1943 fell/VBD",
        "killed/VBD 2,011 people",
        "some 1500 soldiers joined/VBD",
        "2000 km long",
        "lost/VBD about 1200",
    ],
)
def test_counts_are_no_years(words: str) -> None:
    assert read(words) == []


def test_impossible_days_stay_open() -> None:
    assert read("hit/VBD on 31 February 2025")[0][1:] == (None, None, "unresolved")


def test_a_time_in_the_clause_governs_and_one_in_another_clause_does_not() -> None:
    doc = make_doc(
        """
        He PRP 1 nsubj
        said VBD 1 ROOT say
        on IN 1 prep
        Tuesday NNP 2 pobj
        that IN 6 mark
        rebels NNS 6 nsubj rebel
        attacked VBD 1 ccomp attack
        the DT 8 det
        post NN 6 dobj
        yesterday NN 6 npadvmod
        """
    )
    whens = READER.read(doc, DAY)
    sentence = (0, len(doc.text))
    attacked, said = doc[6].idx, doc[1].idx
    first, second = whens
    assert pick_time(whens, sentence, attacked, doc) == second
    assert pick_time(whens, sentence, said, doc) == first
    assert pick_time([first], sentence, attacked, doc) is None
    assert pick_time([], sentence, attacked, doc) is None


WORDS = st.sampled_from(
    (
        "on in the since until early mid last next 11 5 3rd 2011 1990s 2025 October May Sunday night week month "
        "years two few ago earlier later and to - , of between overnight yesterday year same that spring 19th "
        "century for past"
    ).split()
)


@given(st.lists(WORDS, min_size=1, max_size=12), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_words_give_ordered_spans_of_the_text(words: list[str], dated: bool) -> None:
    doc = make_doc("\n".join(f"{w} NN {0} {'ROOT' if i == 0 else 'dep'}" for i, w in enumerate(words)))
    whens = READER.read(doc, DAY if dated else None)
    at = 0
    for when in whens:
        assert isinstance(when, When)
        assert when.span is not None
        assert when.span.of(doc.text) == when.text
        assert when.span.end > at
        at = when.span.end
        if when.start and when.end:
            assert when.start <= when.end
        if not dated:
            assert when.how != "relative"
