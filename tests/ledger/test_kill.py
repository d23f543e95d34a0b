"""Killing the process while it adds: every report that was acknowledged is there, whole.

A longer run: `COUNTERCLAIM_KILLS=200 pytest -s --timeout 3600 tests/ledger/test_kill.py` (see docs/ledger.md).
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from counterclaim.ledger import Ledger
from tests.ledger.writer import CLAIMS, report

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("COUNTERCLAIM_KILLS", "12"))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_kill_loses_no_acknowledged_report(tmp_path: Path) -> None:
    path = tmp_path / "killed.db"
    chance = random.Random(2)
    acknowledged: list[int] = []
    for kill in range(KILLS):
        # the first kills come while the ledger is being made
        after, pause = (0, 0.1 * chance.random()) if kill < 2 else (chance.randint(1, 9), 0.01 * chance.random())
        acknowledged += run_and_kill(path, len(acknowledged), after=after, pause=pause)
        check(path, acknowledged)
    assert len(acknowledged) >= KILLS - 2
    with Ledger.open(path) as ledger:
        assert not ledger.add(report(0).capture, report(0).claims, [])
        print(
            f"\n{KILLS} kills: {len(acknowledged)} reports acknowledged, {ledger.counts()['reports']} recorded, 0 lost"
        )


def run_and_kill(path: Path, first: int, *, after: int, pause: float) -> list[int]:
    """Start a writer, kill it `pause` seconds after it acknowledged `after` reports; give all that it
    acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.writer", str(path), str(first)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        text=True,
    )
    with writer:
        assert writer.stdout is not None
        if after == 0:
            wait_for(path)
        heard = [int(writer.stdout.readline()) for _ in range(after)]
        time.sleep(pause)
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().splitlines(keepends=True)
        return heard + [int(line) for line in rest if line.endswith("\n")]


def wait_for(path: Path) -> None:
    """Wait until the writer touches the file (the suite's timeout ends a wait in vain)."""
    while not path.exists():
        time.sleep(0.001)


def check(path: Path, acknowledged: list[int]) -> None:
    """The file is sound, and holds every acknowledged report with all its claims, and no part of another."""
    with Ledger.open(path, create=True) as ledger:
        for number in acknowledged:
            read = report(number)
            assert ledger.text(read.capture.text.id) == read.capture.text
            assert ledger.raw(read.capture.report.raw_sha256) == read.capture.raw
            assert all(ledger.claim(claim.id) == claim for claim in read.claims)
        counts = ledger.counts()
        # at each kill one report may have been finished and not yet acknowledged
        assert len(acknowledged) <= counts["reports"] <= len(acknowledged) + KILLS
        assert counts["claims"] == CLAIMS * counts["reports"]
        ledger.events()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for name in ("text_search", "claim_search"):
            connection.execute(f"INSERT INTO {name}({name}) VALUES ('integrity-check')")
