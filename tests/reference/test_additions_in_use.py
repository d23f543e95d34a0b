"""Additions from the command line and the environment, and those that the documentation shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from counterclaim import cli
from counterclaim.reference import load_reference
from counterclaim.settings import additions_path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference.md").read_text("utf-8")
REPORT = (
    "The Kordofan Salvation Front said on Monday that its fighters killed 12 soldiers in Sudan. The army denied the "
    "claim of the militia and said two soldiers were wounded in the clash.\n"
)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """All the additions that the page shows, in one file."""
    path = tmp_path / "own.toml"
    path.write_text("\n".join(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)), "utf-8")
    return path


def test_what_the_page_shows_can_be_added(own: Path) -> None:
    assert load_reference(own).version != load_reference().version


def test_the_page_counts_what_is_there() -> None:
    reference = load_reference()
    assert f"{len(reference.table('countries'))} states" in PAGE
    assert f"{len(reference.table('groups'))} armed groups" in PAGE


def test_the_option_comes_before_the_environment() -> None:
    there = {"COUNTERCLAIM_REFERENCE": "there.toml"}
    assert additions_path(Path("here.toml"), there) == Path("here.toml")
    assert additions_path(None, there) == Path("there.toml")
    assert additions_path(None, {"COUNTERCLAIM_REFERENCE": ""}) is None


@pytest.mark.model
def test_reports_are_read_with_the_additions(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORT)

    def speakers(*arguments: str) -> tuple[set[str], set[str]]:
        assert cli.run(["read", *arguments, str(report)]) == 0
        claims = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return {claim["by"]["actor"] for claim in claims}, {claim["extractor"] for claim in claims}

    monkeypatch.delenv("COUNTERCLAIM_REFERENCE", raising=False)
    without, shipped = speakers()
    with_option, added = speakers("--reference", str(own))
    monkeypatch.setenv("COUNTERCLAIM_REFERENCE", str(own))
    assert speakers() == (with_option, added)
    assert "KORDOFAN FRONT" in with_option - without
    assert shipped != added


def test_a_fault_stops_before_anything_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.toml"
    path.write_text("[groups.X]\nname = 'X'\n")
    ledger = tmp_path / "new.db"
    code = cli.run(["add", str(tmp_path), "--ledger", str(ledger), "--reference", str(path)])
    assert (code, ledger.exists()) == (2, False)
    assert "table [groups.X]: 'home' is missing" in capsys.readouterr().err
