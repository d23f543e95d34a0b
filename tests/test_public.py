"""`counterclaim.tolls`: the plain function, its doctests, and what it costs to import."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import counterclaim

ROOT = Path(__file__).parents[1]


@pytest.mark.model
def test_doctests() -> None:
    assert doctest.testmod(counterclaim).failed == 0
    assert doctest.testfile(str(ROOT / "docs" / "tolls.md"), module_relative=False).failed == 0


@pytest.mark.model
def test_a_column_of_texts_in_one_line() -> None:
    notes = ["Two men were killed.", "", "No one was hurt.", "Quarterly results rose."]
    found = list(map(counterclaim.tolls, notes))
    assert [[(t.outcome, t.low) for t in tolls] for tolls in found] == [
        [("killed", 2)],
        [],
        [("wounded", 0)],
        [],
    ]


@pytest.mark.model
def test_spans_are_those_of_the_text() -> None:
    text = "Residents said that 14 people, most of them women, were killed."
    (toll,) = counterclaim.tolls(text)
    assert text[toll.span.start : toll.span.end] == toll.words


@pytest.mark.parametrize("text", [None, 12, b"killed 3", float("nan")])
def test_anything_but_a_text_is_refused(text: object) -> None:
    with pytest.raises(TypeError, match="takes a text as str"):
        counterclaim.tolls(text)  # type: ignore[arg-type]


def test_the_import_loads_nothing() -> None:
    code = "import sys, counterclaim; print([m for m in sys.modules if m.split('.')[0] in ('spacy', 'sqlalchemy')])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
