"""docs/records.md says of every record what the code says."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest

from counterclaim import records
from counterclaim.codec import RECORDS

PAGE = (Path(__file__).parents[1] / "docs" / "records.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
LITERALS = {name: get_args(item) for name, item in vars(records).items() if get_origin(item) is Literal}


def rows(section: str) -> list[list[str]]:
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


@pytest.mark.parametrize("name", RECORDS)
def test_every_field_of_a_record_is_described_in_its_order(name: str) -> None:
    cls = RECORDS[name]
    section = SECTIONS[cls.__name__]
    expected = [
        [f"`{field.name}`", re.sub(r"Literal\[.*\]", "word", str(field.type)).replace(" | ", " or ")]
        for field in dataclasses.fields(cls)
    ]
    found = rows(section)
    assert [row[:2] for row in found] == expected
    assert all(len(row) == 3 and len(row[2]) > 5 for row in found)
    assert f"(`schema {name}`)" in section


def test_the_page_describes_nothing_else() -> None:
    values = {f"Values of {name}" for name in LITERALS}
    assert set(SECTIONS) <= {cls.__name__ for cls in RECORDS.values()} | values


@pytest.mark.parametrize("name", LITERALS)
def test_every_word_of_a_closed_list_is_on_the_page(name: str) -> None:
    section = SECTIONS.get(f"Values of {name}")
    if section is None:
        assert not [word for word in LITERALS[name] if f"`{word}`" not in PAGE]
    else:
        assert [row[0].strip("`") for row in rows(section)] == list(LITERALS[name])
