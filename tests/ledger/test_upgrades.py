"""Ledgers of every earlier version open, keep all they held, and become what a new ledger is."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from counterclaim.codec import to_json
from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger, upgrades
from counterclaim.ledger.tables import SCHEMA_VERSION
from counterclaim.records import Actor, Span, Toll
from tests.ledger.writer import ENVIRONMENT, ROOT, report
from tests.reads import Read, make_event, make_read

FIRST = (Path(__file__).parent / "version_1.sql").read_text(encoding="utf-8")
REPORTS = 6


def first_version(path: Path, reports: int = REPORTS) -> list[Read]:
    """A ledger as version 1 left it, with an event, filled by SQL alone."""
    reads = [report(number) for number in range(reports)]
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST)
        connection.execute("PRAGMA foreign_keys=ON")
        for number, read in enumerate(reads, 1):
            _fill(connection, number, read)
        event = make_event(*reads[0].claims)
        connection.execute("INSERT INTO linking VALUES (1, ?, 'test/1', 'now')", (reports,))
        connection.execute("INSERT INTO event VALUES (?, 1, NULL, NULL, 'AFG', ?)", (event.id, to_json(event)))
        connection.execute("INSERT INTO event_name VALUES (?, 1, 1)", (event.id,))
        for claim in reads[0].claims:
            connection.execute(
                "INSERT INTO event_claim SELECT ?, n FROM claim WHERE id = ?",
                (event.id, claim.id),
            )
            connection.execute("INSERT INTO membership VALUES (NULL, 1, ?, 1, 'linked')", (claim.key,))
        connection.commit()
    return reads


def _fill(connection: sqlite3.Connection, number: int, read: Read) -> None:
    report, text = read.capture.report, read.capture.text
    bare = to_json(text).replace(to_json(text).split('"content":')[1].split(',"segments"')[0], '""')
    raw = zlib.compress(read.capture.raw)
    connection.execute("INSERT INTO raw VALUES (?, ?, ?)", (report.raw_sha256, len(read.capture.raw), raw))
    row = (report.id, report.raw_sha256, to_json(report, brief=True))
    connection.execute("INSERT INTO report VALUES (?, ?, NULL, NULL, NULL, NULL, NULL, ?)", row)
    connection.execute(
        "INSERT INTO text VALUES (?, ?, ?, ?, ?)", (text.id, text.raw_sha256, text.sha256, text.content, bare)
    )
    connection.execute("INSERT INTO reading VALUES (?, ?, ?, 'test/1', 'now')", (number, report.id, text.id))
    for claim in read.claims:
        row_of_claim = (claim.id, claim.key, number, report.id, claim.evidence[0].start, to_json(claim, brief=True))
        found = connection.execute(
            "INSERT INTO claim VALUES (NULL, ?, ?, ?, ?, ?, 'toll', 'asserts', NULL, NULL, NULL, ?)", row_of_claim
        )
        connection.execute("INSERT INTO claim_party VALUES ('AFG', ?)", (found.lastrowid,))


def check(path: Path, reads: list[Read]) -> None:
    """Everything that was recorded is there, can be searched, and belongs together."""
    with Ledger.open(path) as ledger:
        for read in reads:
            assert ledger.text(read.capture.text.id) == read.capture.text
            assert ledger.raw(read.capture.report.raw_sha256) == read.capture.raw
            assert all(ledger.claim(claim.id) == claim for claim in read.claims)
            assert not ledger.add(read.capture, read.claims)
        assert ledger.events() == [make_event(*reads[0].claims)]
        assert ledger.events_current("test/1")
        assert len(ledger.search("report", "report")) == len(reads)
        assert len(ledger.search(["Report 3"], "report")) == 1
        assert ledger.counts()["claims"] == sum(len(read.claims) for read in reads)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for name in ("text_search", "claim_search"):
            connection.execute(f"INSERT INTO {name}({name}) VALUES ('integrity-check')")


def tables_of(path: Path) -> dict[str, str]:
    """Every table, index, view and trigger, without the freedom that SQL leaves in writing them."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.replace('"', "").split())) for name, sql in found}


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_the_first_version_is_upgraded_with_all_it_held(tmp_path: Path) -> None:
    reads = first_version(tmp_path / "old.db")
    check(tmp_path / "old.db", reads)


def test_an_upgraded_ledger_is_what_a_new_one_is(tmp_path: Path) -> None:
    first_version(tmp_path / "old.db")
    for name in ("old.db", "new.db"):
        Ledger.open(tmp_path / name, create=True).close()
    assert tables_of(tmp_path / "old.db") == tables_of(tmp_path / "new.db")


TOLD = make_read(
    "Kabul \u2028 said 58 or more died.",
    (*((start, start + 6) for start in range(20)), (0, 27)),
    by=Actor(text="the spokesman", actor="AFG", parties=("AFG",), name="Mr. Mujāhid", rule="test"),
    toll=Toll(
        outcome="killed",
        victims=None,
        victims_span=None,
        actor=None,
        parties=(),
        victim_class="unknown",
        unit="people",
        low=58.0,
        high=None,
        bound="at_least",
        vague=None,
        words="58 or more",
        span=Span(start=13, end=23),
    ),
)
MANY = make_read("word " * 100, tuple((start, start + 4) for start in range(80)))


def test_an_upgraded_ledger_holds_what_a_new_one_records(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    with closing(sqlite3.connect(old)) as connection, Ledger.open(new, create=True) as ledger:
        connection.executescript(FIRST)
        for number, read in enumerate((TOLD, MANY), 1):
            _fill(connection, number, read)
            ledger.add(read.capture, read.claims)
        connection.commit()
    with Ledger.open(old) as upgraded, Ledger.open(new) as ledger:
        assert list(upgraded.claims()) == list(ledger.claims())
        assert [len(list(kept.claims())) for kept in (upgraded, ledger)] == [101, 101]
        assert upgraded.reports() == ledger.reports()
        for read in (TOLD, MANY):
            assert upgraded.text(read.capture.text.id) == read.capture.text
            assert upgraded.raw(read.capture.report.raw_sha256) == read.capture.raw
    columns = "n, id, key, reading, report_id, first, kind, stance, low, high, bound, speaker, quote"
    with closing(sqlite3.connect(old)) as one, closing(sqlite3.connect(new)) as other:
        for query in (f"SELECT {columns} FROM claim ORDER BY n", "SELECT n FROM claim_pack ORDER BY n"):
            assert one.execute(query).fetchall() == other.execute(query).fetchall()
        assert one.execute("SELECT count(*) FROM claim WHERE bound = 'at_least' AND low = 58").fetchone() == (21,)


def test_a_report_of_an_upgraded_ledger_can_be_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    reads = first_version(path)
    with Ledger.open(path) as ledger:
        assert ledger.forget(reads[2].capture.report.id, who="officer", why="order").claims == len(reads[2].claims)
        kept = [read for read in reads if read is not reads[2]]
        assert {claim.id for claim in ledger.claims()} == {claim.id for read in kept for claim in read.claims}
        assert all(ledger.raw(read.capture.report.raw_sha256) == read.capture.raw for read in kept)
        ledger.add(TOLD.capture, TOLD.claims)
        assert ledger.claim(TOLD.claims[0].id) == TOLD.claims[0]


def test_what_an_upgrade_frees_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    check(path, first_version(path, 60))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_every_version_has_its_upgrade() -> None:
    assert list(upgrades.UPGRADES) == list(range(2, SCHEMA_VERSION + 1))


def failing(step: upgrades.Step) -> upgrades.Step:
    """The step, with a last statement that fails."""
    broken = "SELECT broken FROM nowhere"
    if not callable(step):
        return (*step, broken)

    def run(connection: Connection) -> None:
        step(connection)
        connection.exec_driver_sql(broken)

    return run


@pytest.mark.parametrize("step", upgrades.UPGRADES)
def test_a_step_that_fails_is_undone_whole(tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    reads = first_version(path)
    with monkeypatch.context() as patched:
        patched.setattr(upgrades, "UPGRADES", {**upgrades.UPGRADES, step: failing(upgrades.UPGRADES[step])})
        with pytest.raises(LedgerError):
            Ledger.open(path)
    assert version(path) == step - 1
    check(path, reads)


def test_an_upgrade_that_would_break_links_is_undone(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    first_version(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO reading VALUES (99, 'nobody', 'nothing', 'test/1', 'now')")
        connection.commit()
    with pytest.raises(LedgerError, match=r"a row of reading refers to a row of .* left as it is; add the reports"):
        Ledger.open(path)
    assert version(path) == 1


def test_an_old_ledger_that_can_not_be_written_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    first_version(path)
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with pytest.raises(LedgerError, match="copy it to a place that can be written"):
        Ledger.open(path)
    assert version(path) == 1


def test_several_may_upgrade_at_once(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    reads = first_version(path)

    def open_and_count(_number: int) -> int:
        with Ledger.open(path) as ledger:
            return ledger.counts()["reports"]

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(open_and_count, range(8))) == {len(reads)}
    check(path, reads)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_an_upgrade_killed_half_way_leaves_one_version_or_the_other(tmp_path: Path) -> None:
    chance = random.Random(3)
    seen = set()
    for attempt in range(8):
        path = tmp_path / f"{attempt}.db"
        reads = first_version(path, 60)
        opener = subprocess.Popen(
            [sys.executable, "-m", "tests.ledger.opener", str(path)], stdout=subprocess.PIPE, cwd=ROOT, env=ENVIRONMENT
        )
        with opener:
            assert opener.stdout is not None
            opener.stdout.readline()
            time.sleep(0.03 * chance.random())
            opener.send_signal(signal.SIGKILL)
        seen.add(version(path))
        check(path, reads)
    assert seen <= set(range(1, SCHEMA_VERSION + 1))
