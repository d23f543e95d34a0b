"""What surrounds a ledger breaks: nothing that was acknowledged is lost, and the message says what to do."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import event

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger
from tests.ledger.writer import CLAIMS, ENVIRONMENT, ROOT, report
from tests.reads import make_event

REPORTS = 30


def add(ledger: Ledger, number: int) -> bool:
    read = report(number)
    return ledger.add(read.capture, read.claims)


def sound(path: Path) -> int:
    """How many reports a ledger holds; each whole, findable and linked to nothing that is not there."""
    with Ledger.open(path) as ledger:
        reports = ledger.counts()["reports"]
        assert len(list(ledger.claims())) == CLAIMS * reports
        assert len(ledger.search("report", "report")) == reports
        assert all(ledger.raw(found.raw_sha256) is not None for found in ledger.reports())
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return reports


def limit_pages(ledger: Ledger, pages: int) -> None:
    """Let the file hold no more than it does and `pages`; a full disk gives the same code."""

    @event.listens_for(ledger._engine, "connect")
    def limit(connection: sqlite3.Connection, _record: object) -> None:
        (now,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={now + pages}")

    ledger._engine.dispose()


def fill(ledger: Ledger) -> int:
    """Add reports until there is no room; how many were acknowledged."""
    for number in count():
        try:
            assert add(ledger, number)
        except LedgerError:
            return number
    raise AssertionError


def test_a_full_disk_loses_nothing_and_adding_goes_on_when_there_is_room(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    Ledger.open(path, create=True).close()
    with Ledger.open(path) as ledger:
        limit_pages(ledger, 6)
        added = fill(ledger)
        with pytest.raises(LedgerError, match=r"no room to write .* free some space and run the same command again"):
            add(ledger, added)
        assert ledger.counts()["reports"] == added
    assert added
    assert sound(path) == added
    with Ledger.open(path) as ledger:
        assert add(ledger, added)
        assert ledger.store_events([make_event(*report(0).claims)], "test/1")
    assert sound(path) == added + 1


@pytest.mark.parametrize("share", [0.0, 0.01, 0.2, 0.5, 0.77, 0.999])
def test_a_log_that_a_power_cut_cut_short_gives_a_state_that_was(tmp_path: Path, share: float) -> None:
    path, cut = tmp_path / "x.db", tmp_path / "cut.db"
    Ledger.open(path, create=True).close()
    with Ledger.open(path) as ledger:
        for number in range(REPORTS):
            add(ledger, number)
        shutil.copy(path, cut)
        log = (tmp_path / "x.db-wal").read_bytes()
        (tmp_path / "cut.db-wal").write_bytes(log[: int(len(log) * share)])
    left = sound(cut)
    with Ledger.open(cut) as ledger:
        found = {one.id for one in ledger.reports()}
        assert found == {report(number).capture.report.id for number in range(left)}
        for number in range(REPORTS):
            assert add(ledger, number) is (number >= left)
    assert sound(cut) == REPORTS


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.ledger.writer", str(path), str(first), str(first + REPORTS)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=ENVIRONMENT,
            text=True,
        )
        for first in (0, REPORTS // 2)
    ]
    for writer in writers:
        out, error = writer.communicate(timeout=120)
        assert (writer.returncode, error) == (0, "")
        assert len(out.splitlines()) == REPORTS
    assert sound(path) == REPORTS + REPORTS // 2
