"""What the program reads in the sample reports, held against what it read when a person last looked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.write import HERE, link_samples, read_sample, sample_files

pytestmark = pytest.mark.model


@pytest.mark.parametrize("path", sample_files(), ids=lambda path: path.name)
def test_a_sample_reads_as_before(path: Path) -> None:
    golden = HERE / f"{path.name}.json"
    assert golden.is_file(), f"no {golden.name}: run make golden and read it"
    assert read_sample(path) == golden.read_text("utf-8")


def test_the_samples_link_as_before() -> None:
    assert link_samples() == (HERE / "events.json").read_text("utf-8")


def test_no_golden_file_is_left_over() -> None:
    known = {f"{path.name}.json" for path in sample_files()} | {"events.json"}
    assert {path.name for path in HERE.glob("*.json")} <= known
