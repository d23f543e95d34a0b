"""The limits and the page that documents them."""

from __future__ import annotations

from pathlib import Path

from counterclaim.errors import REJECTION_CODES
from counterclaim.reports import limits

PAGE = (Path(__file__).parents[2] / "docs" / "rejections.md").read_text()
ROWS = {cells[1].strip(" `"): cells for line in PAGE.splitlines() if len(cells := line.split("|")) == 5}


def test_every_code_has_its_meaning_and_advice() -> None:
    for code, meaning in REJECTION_CODES.items():
        assert ROWS[code][2].strip() == meaning
        assert ROWS[code][3].strip()


def test_every_limit_is_documented_as_it_is() -> None:
    table = PAGE.split("## Limits")[1].split("##")[0]
    values = [value for name, value in vars(limits).items() if name.startswith("MAX_")]
    assert len(values) == 7
    for value in values:
        assert f"| {value:,} |" in table
    assert f"under {limits.LANGUAGE_LETTERS} letters" in PAGE
