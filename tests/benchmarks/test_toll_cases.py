"""The scorer of our own toll cases: rules of the interval, silence, a coded 0, and the part that is held back."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from benchmarks import toll_cases
from benchmarks.toll_cases import Case, Result, error_lines, load_cases, score

CASES = load_cases()


def result(best: float | None, **row: Any) -> Result:
    case = Case(row={"id": "own-x:1", "class": "x", "text": "", "tolls": [], **row}, of="x")
    figure = None if best is None else {"low": best, "best": best, "high": best}
    return Result(case=case, read={"killed": figure, "wounded": None, "tolls": []})


@pytest.mark.parametrize(
    ("best", "row", "right"),
    [
        (4, {"killed": 4}, True),
        (5, {"killed": 4}, False),
        (None, {"killed": 4}, False),
        (5, {"killed": None, "killed_range": [4, 6]}, True),
        (None, {"killed": 0}, True),
        (0, {"killed": 0}, True),
        (2, {"killed": 0}, False),
        (2, {"killed": None}, None),
    ],
)
def test_what_counts_as_right(best: float | None, row: dict[str, Any], right: bool | None) -> None:
    assert result(best, **row).right("killed") is right


def test_shares_are_over_what_was_coded() -> None:
    figures = score([result(4, killed=4), result(None, killed=3), result(1, killed=0), result(1, killed=None)])
    assert (figures["killed_exact"], figures["killed_coded"]) == (0.5, 2)
    assert (figures["killed_false"], figures["killed_none"]) == (1.0, 1)
    assert figures["wounded_coded"] == 0


def test_the_cases_are_whole() -> None:
    ids = Counter(case.id for case in CASES)
    assert max(ids.values()) == 1
    assert len(CASES) >= 600
    assert len({case.row["class"] for case in CASES}) >= 19
    assert 0.25 < sum(case.held_back for case in CASES) / len(CASES) < 0.42
    for case in CASES:
        for toll in case.row["tolls"]:
            assert toll["outcome"] in ("killed", "wounded", "captured", "missing", "displaced", "casualties"), case.id
            assert not toll.get("victims") or toll["victims"].lower() in case.row["text"].lower(), case.id


def test_errors_show_nothing_that_is_held_back() -> None:
    held = next(case for case in CASES if case.held_back)
    tuned = next(case for case in CASES if not case.held_back and case.coded("killed"))
    nothing = {"killed": None, "wounded": None, "tolls": []}
    lines = error_lines([Result(case=held, read=nothing), Result(case=tuned, read=nothing)])
    assert len(lines) == 1
    assert lines[0].startswith(tuned.id)


@pytest.mark.model
def test_the_command_prints_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert toll_cases.main(["--set", "c", "--part", "held-back"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("all ")
