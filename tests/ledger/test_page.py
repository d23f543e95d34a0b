"""docs/ledger.md says of the tables what the file holds, and its queries run."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from counterclaim.ledger import Ledger
from counterclaim.ledger.linkings import REASONS
from counterclaim.ledger.tables import APPLICATION_ID, SCHEMA_VERSION, metadata
from counterclaim.records import Span, Toll
from tests.reads import make_event, make_read

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")
TABLES = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
TOLL = Toll(
    outcome="killed",
    victims="soldiers",
    victims_span=None,
    actor="PAK",
    parties=("PAK",),
    victim_class="combatant",
    unit="people",
    low=58.0,
    high=58.0,
    bound="exact",
    vague=None,
    words="58",
    span=Span(start=11, end=13),
)
READ = make_read("Kabul said 58 soldiers were killed.", ((11, 34),), toll=TOLL)


def described(section: str) -> dict[str, str]:
    return dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE))


@pytest.mark.parametrize("name", sorted({*metadata.tables, *TABLES}))
def test_every_column_is_described(name: str) -> None:
    columns = [column.name for column in metadata.tables[name].columns]
    found = described(TABLES[name].split("| reason | meaning |")[0])
    assert list(found) == columns


def test_every_reason_is_described() -> None:
    found = described(TABLES["membership"])
    assert {reason: found[reason] for reason in REASONS} == REASONS


def test_the_numbers_in_the_header_are_right() -> None:
    assert f"0x{APPLICATION_ID:X}" in PAGE
    assert APPLICATION_ID.to_bytes(4, "big") == b"CCLM"
    assert f"the version of the tables: {SCHEMA_VERSION}." in PAGE


@pytest.mark.parametrize("statement", QUERIES)
def test_the_queries_run_and_show_the_words(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "x.db"
    with Ledger.open(path, create=True) as ledger:
        ledger.add(READ.capture, READ.claims, [])
        ledger.store_events([make_event(*READ.claims)], "test/1")
        ledger.store_events([], "test/1")
        ledger.store_events([make_event(*READ.claims)], "test/1")
    with closing(sqlite3.connect(path)) as connection:
        (row,) = connection.execute(statement).fetchall()
    assert "58 soldiers were killed" in str(row).replace("[", "").replace("]", "") or "unlinked" in row
