"""The cases of stance follow their own rules, and the scorer counts what it says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from benchmarks.stances import (
    CASES,
    PARTS,
    Case,
    Result,
    Statement,
    error_lines,
    find_claim,
    is_unasked,
    load_cases,
    read_cases,
    score,
    speaker_right,
)
from counterclaim.records import STANCES, Actor, Claim, Span, Stance, Toll

TEXT = "Tarsk denied the raid. Kirsand condemned it."


def _claim(words: str, by: str, stance: Stance, *, hedged: bool = False, text: str = TEXT) -> Claim:
    start = text.index(words)
    span = Span(start=start, end=start + len(words))
    return Claim(
        id=words,
        key=words,
        report_id="r",
        text_id="t",
        extractor="x",
        kind="statement",
        by=Actor(text=by, actor="x", parties=(), rule="test"),
        stance=stance,
        evidence=(span,),
        quote=words,
        hedges=(span,) if hedged else (),
    )


def _toll() -> Toll:
    return Toll(
        outcome="killed",
        victims=None,
        victims_span=None,
        actor=None,
        parties=(),
        victim_class="unknown",
        unit="person",
        low=1,
        high=1,
        bound="exact",
        vague=None,
        words="one",
        span=Span(start=0, end=1),
    )


def _statement(words: str = "the raid", by: str = "Tarsk", stance: Stance = "denies") -> Statement:
    return Statement(words=words, by=by, stance=stance, hedged=False)


def _result(stance: Stance, claim: Claim | None, case: str = "x-01") -> Result:
    statement = _statement(stance=stance)
    return Result(case=Case(id=case, text=TEXT, statements=(statement,)), statement=statement, claim=claim)


def test_there_are_enough_cases_and_each_has_an_id_of_its_own() -> None:
    cases = load_cases()
    assert len({case.id for case in cases}) == len({case.text for case in cases}) == len(cases)
    for path, least in zip(CASES, (300, 400, 400, 300), strict=True):
        own = load_cases([path])
        assert len(own) >= least
        assert len({case.war for case in own}) >= 12
        assert {case.id for case in own} <= {case.id for case in cases}


def test_a_war_has_one_name_in_all_sets() -> None:
    names = ("sudan-03", "sudan-2-03", "sudan-3-03", "sudan-4-03")
    assert {Case(id=name, text="", statements=()).war for name in names} == {"sudan"}


def test_every_stance_has_enough_statements_in_both_parts() -> None:
    for path in CASES:
        whole = path.stem not in CHOSEN
        cases = load_cases([path])
        counts = Counter(s.stance for case in cases for s in case.statements)
        assert set(counts) == (set(STANCES) if whole else set(STANCES) - CHOSEN[path.stem])
        assert min(counts.values()) >= (22 if whole else 10)
        for part in ("tuning", "held-back"):
            kept = Counter(s.stance for case in cases if PARTS[part](case) for s in case.statements)
            assert set(kept) == set(counts)


#: The sets written for some stances only, with those that they leave out.
CHOSEN = {"stances_4": {"condemns", "promises"}}


def test_words_stand_once_in_the_text_and_mentions_stand_in_it() -> None:
    for case in load_cases():
        assert case.statements, case.id
        for statement in case.statements:
            assert statement.words
            assert case.text.count(statement.words) == 1, (case.id, statement.words)
            assert statement.by in case.text, (case.id, statement.by)


def test_a_third_is_held_back_and_stays_so() -> None:
    def held_back(name: str) -> bool:
        return Case(id=name, text="", statements=()).held_back

    assert [held_back(f"sudan-{n:02d}") for n in range(1, 10)] == SUDAN
    cases = load_cases()
    assert 0.27 < sum(case.held_back for case in cases) / len(cases) < 0.40


SUDAN = [True, False, True, False, True, False, False, False, False]


def test_the_claim_that_shares_the_most_reads_the_statement() -> None:
    whole = _claim("Tarsk denied the raid", "Tarsk", "denies")
    part = _claim("e raid", "Tarsk", "asserts")
    assert find_claim(TEXT, _statement(), [part, whole]) is whole
    assert find_claim(TEXT, _statement(), [part]) is part


def test_half_of_the_words_are_needed() -> None:
    assert find_claim(TEXT, _statement(), []) is None
    assert find_claim(TEXT, _statement(), [_claim("aid", "Tarsk", "denies")]) is None


def test_among_equals_the_speaker_tells_and_then_the_shorter_evidence() -> None:
    other = _claim("the raid", "Kirsand", "condemns")
    long = _claim("denied the raid", "the Tarsk army", "asserts")
    short = _claim("the raid", "Tarsk", "denies")
    assert find_claim(TEXT, _statement(), [other, long]) is long
    assert find_claim(TEXT, _statement(), [other, long, short]) is short


def test_among_equals_a_statement_goes_before_a_figure() -> None:
    charge = _claim("Tarsk denied the raid", "", "accuses")
    figure = replace(_claim("the raid", "Tarsk", "asserts"), toll=_toll())
    assert find_claim(TEXT, _statement(), [figure, charge]) is charge
    assert find_claim(TEXT, _statement(), [figure]) is figure
    assert find_claim(TEXT, _statement(), [figure, _claim("e raid", "Tarsk", "denies")]) is figure


def test_a_speaker_is_right_by_a_word_that_tells() -> None:
    assert speaker_right(_statement(by="the army of Tarsk"), _claim("the raid", "Tarsk", "denies"))
    assert not speaker_right(_statement(by="the army"), _claim("the raid", "the mayor", "denies"))
    assert speaker_right(_statement(by=""), _claim("the raid", "", "denies"))
    assert not speaker_right(_statement(by=""), _claim("the raid", "Tarsk", "denies"))


def test_claims_elsewhere_are_unasked() -> None:
    case = Case(id="x-01", text=TEXT, statements=(_statement(),))
    assert is_unasked(case, _claim("Kirsand condemned it", "Kirsand", "condemns"))
    assert not is_unasked(case, _claim("denied the", "Tarsk", "denies"))


def test_a_missing_claim_is_a_miss_of_recall_only() -> None:
    right = _claim("the raid", "Tarsk", "denies", hedged=True)
    figures = score([_result("denies", right), _result("denies", None), _result("urges", right, "x-02")], unasked=1)
    assert figures["stances"]["denies"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "statements": 2}
    assert figures["stances"]["urges"]["f1"] == 0
    assert set(figures["stances"]) == {"denies", "urges"}
    assert figures["macro_f1"] == 0.25
    assert figures["found"] == pytest.approx(2 / 3)
    assert figures["stance_right"] == pytest.approx(1 / 3)
    assert (figures["hedged_right"], figures["speaker_right"], figures["unasked_per_case"]) == (0, 1, 0.5)


def test_nothing_scores_nothing() -> None:
    assert score([])["macro_f1"] == 0


def test_errors_of_the_part_that_is_held_back_stay_unseen() -> None:
    lines = error_lines([_result("denies", None, "sudan-01"), _result("urges", None, "sudan-02")])
    assert len(lines) == 1
    assert lines[0].startswith("sudan-02: urges read as none")


@pytest.mark.model
def test_cases_go_through_the_ordinary_pipeline() -> None:
    cases = load_cases()[:2]
    results, unasked = read_cases(cases)
    assert [r.case.id for r in results] == [c.id for c in cases for _ in c.statements]
    assert set(unasked) == {c.id for c in cases}
