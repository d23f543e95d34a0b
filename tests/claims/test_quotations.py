"""Quotation marks, paired or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.claims.quotations import find_quotations
from counterclaim.records import Segment, Span


def quoted(*paragraphs: str) -> list[str]:
    content = "\n".join(paragraphs)
    segments, at = [], 0
    for paragraph in paragraphs:
        segments.append(Segment(kind="body", span=Span(start=at, end=at + len(paragraph))))
        at += len(paragraph) + 1
    return [q.outer.of(content) for q in find_quotations(content, segments)]


def test_curly_and_straight_marks() -> None:
    assert quoted("“We left,” he said.") == ["“We left,”"]
    assert quoted('"We left," he said. "They stayed."') == ['"We left,"', '"They stayed."']


def test_apostrophes_are_no_quotation() -> None:
    assert quoted("The soldiers’ families and the army’s chief didn’t speak.") == []
    assert quoted("It's the soldiers' families' turn, isn't it?") == []


def test_single_marks_quote_when_they_pair() -> None:
    assert quoted("The ‘special operation’ goes on.") == ["‘special operation’"]
    assert quoted("He called it 'a lie' on Monday.") == ["'a lie'"]


def test_single_marks_inside_double_ones_are_part_of_them() -> None:
    assert quoted("“They said ‘go’ and we went,” she said.") == ["“They said ‘go’ and we went,”"]


def test_doubled_single_marks_are_double_ones() -> None:
    assert quoted("''We left,'' he said.") == ["''We left,''"]


def test_a_quotation_of_several_paragraphs_goes_on_where_the_next_one_opens() -> None:
    found = quoted("He said: “We went home.", "“We will not return.”")
    assert found == ["“We went home.", "“We will not return.”"]


def test_an_unbalanced_mark_is_no_quotation() -> None:
    assert quoted("He said “we left and never came back.", "The army did not answer.") == []


def test_marks_that_nothing_closes_are_each_looked_at_once() -> None:
    # 900,000 characters: looked through to the end for each mark, this would run for minutes.
    assert quoted("“we said " * 100_000) == []
    assert quoted("“we said " * 3 + "“no,” he said") == ["“we said “we said “we said “no,”"]


def test_scare_quotes_are_found_as_what_they_are() -> None:
    assert quoted("in overnight “retaliatory operations,” while") == ["“retaliatory operations,”"]


@given(st.text(alphabet="ab \"'“”‘’.,\n", max_size=200))
def test_quotations_are_ordered_inside_the_text_and_never_overlap(content: str) -> None:
    segments = (Segment(kind="body", span=Span(start=0, end=len(content))),)
    found = find_quotations(content, segments)
    at = 0
    for q in found:
        assert at <= q.outer.start < q.outer.end <= len(content)
        assert q.outer.covers(q.inner)
        at = q.outer.end
