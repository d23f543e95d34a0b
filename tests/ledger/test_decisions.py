"""Decisions hold on to their claims whatever version reads the report next, or are shown as orphans."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterclaim.errors import NotFound, UsageError
from counterclaim.ledger import Ledger
from counterclaim.records import Claim, Span
from tests.reads import make_claim, make_read

CONTENT = "Kabul said 58 soldiers were killed. Islamabad denied that 58 soldiers were killed. Nobody else spoke of it."
EARLY, LATE = (11, 34), (58, 81)
READ = make_read(CONTENT, (EARLY, LATE))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        ledger.add(READ.capture, READ.claims)
        yield ledger


def read_again(ledger: Ledger, *spans: tuple[int, int], content: str = CONTENT) -> tuple[Claim, ...]:
    """The same report read by the next version, perhaps with another text."""
    text = make_read(content).capture.text
    claims = tuple(make_claim(READ.capture.report, text, span, "test/2") for span in _spans(spans))
    assert ledger.add(dataclasses.replace(READ.capture, text=text), claims, extractor="test/2")
    return claims


def _spans(pairs: tuple[tuple[int, int], ...]) -> list[Span]:
    return [Span(start=start, end=end) for start, end in pairs]


def test_a_newer_version_with_the_same_claim_keeps_the_decision(ledger: Ledger) -> None:
    made = ledger.decide("accept", READ.claims[1].id, by="Ana")
    assert made.anchor.words == "58 soldiers were killed"
    assert (made.anchor.before, made.anchor.after) == (CONTENT[18:58], CONTENT[81:])
    claims = read_again(ledger, EARLY, LATE)
    (held,) = ledger.decisions()
    assert (held.how, held.claim_id, held.decision) == ("key", claims[1].id, made)
    assert not ledger.orphans()


def test_the_same_words_elsewhere_in_a_newer_text_are_found(ledger: Ledger) -> None:
    ledger.decide("reject", READ.claims[1].key, by="Ana")
    moved = "NEW HEADLINE. " + CONTENT
    claims = read_again(ledger, (25, 48), (72, 95), content=moved)
    (held,) = ledger.decisions()
    assert (held.how, held.claim_id) == ("words", claims[1].id)


def test_the_same_words_in_another_sentence_are_not_taken(ledger: Ledger) -> None:
    ledger.decide("accept", READ.claims[1].id, by="Ana")
    read_again(ledger, EARLY)
    (held,) = ledger.orphans()
    assert (held.how, held.claim_id) == ("orphaned", None)
    assert held.decision.anchor.words == "58 soldiers were killed"


def test_two_that_fit_alike_leave_an_orphan(tmp_path: Path) -> None:
    once = "x" * 40 + "58 died" + "y" * 40
    read = make_read(once, ((40, 47),))
    with Ledger.open(tmp_path / "two.db", create=True) as ledger:
        ledger.add(read.capture, read.claims)
        ledger.decide("accept", read.claims[0].id, by="Ana")
        twice = make_read(once + once, ((40, 47), (127, 134)))
        claims = tuple(
            dataclasses.replace(claim, report_id=read.capture.report.id, extractor="test/2") for claim in twice.claims
        )
        capture = dataclasses.replace(read.capture, text=twice.capture.text)
        ledger.add(capture, claims)
        assert [held.how for held in ledger.orphans()] == ["orphaned"]


def test_a_merge_is_an_orphan_when_either_claim_is_lost(ledger: Ledger) -> None:
    ledger.decide("merge", READ.claims[0].id, other=READ.claims[1].id, by="Ana")
    claims = read_again(ledger, EARLY)
    (held,) = ledger.orphans()
    assert (held.claim_id, held.other_id) == (claims[0].id, None)


def test_an_undo_is_another_record_and_one_may_decide_again(ledger: Ledger) -> None:
    first = ledger.decide("accept", READ.claims[0].id, by="Ana")
    assert ledger.decide("accept", READ.claims[0].id, by="Ana") == first
    undo = ledger.undo(first.id, by="Ben", note="too early")
    assert ledger.undo(first.id, by="Ben", note="too early") == undo
    again = ledger.decide("accept", READ.claims[0].id, by="Ana")
    assert again.id != first.id
    assert [(held.decision.id, held.undone) for held in ledger.decisions()] == [
        (first.id, True),
        (undo.id, False),
        (again.id, False),
    ]
    with pytest.raises(UsageError, match="decide again instead"):
        ledger.undo(undo.id, by="Ben")
    with pytest.raises(NotFound):
        ledger.undo("0" * 24, by="Ben")


def test_a_grade_is_unjudged_until_it_is_given(ledger: Ledger) -> None:
    assert ledger.decide("grade", READ.claims[0].id, by="Ana").grade == "F6"
    assert ledger.decide("grade", READ.claims[0].id, by="Ana", grade="B2").grade == "B2"


@pytest.mark.parametrize(
    ("kind", "given", "told"),
    [
        ("like", {}, "no kind of decision 'like'; expected one of accept"),
        ("merge", {}, "needs another claim"),
        ("accept", {"field": "by"}, "takes no field"),
        ("correct", {}, "needs a field"),
        ("grade", {"grade": "G7"}, "no grade 'G7'; expected A to F"),
        ("accept", {"grade": "A1"}, "takes no grade"),
        ("undo", {}, "needs a decision to undo"),
    ],
)
def test_a_decision_that_can_not_be_meant_is_refused(
    ledger: Ledger, kind: str, given: dict[str, str], told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        ledger.decide(kind, READ.claims[0].id, by="Ana", **given)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="needs the name"):
        ledger.decide("accept", READ.claims[0].id, by=" ")
    assert not ledger.decisions()
