"""A removal takes everything of one report and nothing of another."""

from __future__ import annotations

import dataclasses
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from counterclaim.errors import LedgerError, NotFound, UsageError
from counterclaim.ledger import Ledger
from counterclaim.ledger.tables import RECORDED
from counterclaim.records import Rejection
from tests.ledger.dumps import dump
from tests.reads import Read, make_event, make_read

SECRET = "Xylographer"
GONE = make_read(f"The {SECRET} of Kabul said 58 died. " + f"{SECRET} again. " * 300, ((0, 30), (4, 15)))
STAYS = make_read("Islamabad put it at 23.", ((0, 22),))


def fill(path: Path, *more: Read) -> Ledger:
    ledger = Ledger.open(path, create=True)
    note = Rejection(stage="claims", code="empty", reason=SECRET, source="-", report_id=GONE.capture.report.id)
    ledger.add(GONE.capture, GONE.claims, [note])
    for read in (STAYS, *more):
        ledger.add(read.capture, read.claims)
    ledger.store_events([make_event(GONE.claims[0], *STAYS.claims)], "test/1")
    ledger.decide("accept", GONE.claims[0].id, by="me")
    ledger.decide("merge", STAYS.claims[0].id, other=GONE.claims[1].id, by="me")
    ledger.decide("reject", STAYS.claims[0].id, by="me")
    return ledger


def test_nothing_of_the_report_is_left_in_the_files(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with fill(path) as ledger:
        removed = ledger.forget(GONE.capture.report.id[:8], who="officer", why="order 12")
        assert removed.claims == 2
        for file in tmp_path.iterdir():
            content = file.read_bytes().lower()
            assert SECRET.lower().encode() not in content
            assert SECRET[1:].lower().encode() not in content
        assert [report.id for report in ledger.reports()] == [STAYS.capture.report.id]
        assert list(ledger.claims()) == list(STAYS.claims)
        assert not ledger.rejections()
        assert not ledger.search(SECRET, "report")
        assert [held.decision.kind for held in ledger.decisions()] == ["reject"]
        with pytest.raises(NotFound):
            ledger.report(GONE.capture.report.id)
    with closing(sqlite3.connect(path)) as connection:
        ((report, who, why, sha256),) = connection.execute("SELECT report_id, who, why, sha256 FROM forgotten")
        assert (report, who, why, sha256) == (GONE.capture.report.id, "officer", "order 12", removed.sha256)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_events_are_stale_and_linked_anew_on_their_old_line(tmp_path: Path) -> None:
    with fill(tmp_path / "x.db") as ledger:
        former = ledger.events()[0].id
        ledger.forget(GONE.capture.report.id, who="officer", why="order")
        assert not ledger.events_current()
        assert not ledger.events()
        later = make_event(*STAYS.claims)
        assert ledger.store_events([later], "test/1", through=ledger.position())
        assert ledger.events_current()
        assert ledger.event(former) == later
    with closing(sqlite3.connect(tmp_path / "x.db")) as connection:
        reasons = connection.execute("SELECT reason FROM membership ORDER BY n").fetchall()
    assert [reason for (reason,) in reasons] == ["linked", "linked", "forgotten"]


def test_it_is_not_taken_in_again_and_its_number_is_not_used_again(tmp_path: Path) -> None:
    with fill(tmp_path / "x.db") as ledger:
        ledger.forget(GONE.capture.report.id, who="officer", why="order")
        position = ledger.position()
        assert ledger.has_report(GONE.capture.report.id, "another/9")
        assert not ledger.add(GONE.capture, GONE.claims)
        other = make_read("A third report.")
        assert ledger.add(other.capture, other.claims)
        assert ledger.position() == position + 1


def test_the_rest_stays_append_only(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with fill(path) as ledger:
        ledger.forget(GONE.capture.report.id, who="officer", why="order")
    with closing(sqlite3.connect(path)) as connection:
        for table in RECORDED:
            for statement in (f"DELETE FROM {table.name}", f"UPDATE {table.name} SET rowid = rowid"):
                if connection.execute(f"SELECT count(*) FROM {table.name}").fetchone() == (0,):
                    continue
                if "rowid" in statement and table.name == "claim_party":
                    continue
                with pytest.raises(sqlite3.IntegrityError, match="append only"):
                    connection.execute(statement)


def test_another_report_with_the_same_text_stands_and_is_named(tmp_path: Path) -> None:
    report = dataclasses.replace(GONE.capture.report, id="f" * 24, url="https://example.org/copy")
    capture = dataclasses.replace(GONE.capture, report=report)
    twins = tuple(dataclasses.replace(c, id=f"{n}" * 24, report_id=report.id) for n, c in enumerate(GONE.claims))
    with fill(tmp_path / "x.db", Read(capture=capture, claims=twins)) as ledger:
        removed = ledger.forget(GONE.capture.report.id, who="officer", why="order")
        assert removed.same_text == (report.id,)
        assert ledger.text(capture.text.id) == capture.text
        assert set(ledger.claims()) == {*twins, *STAYS.claims}
        assert len(ledger.decisions()) == 3
        assert ledger.raw(report.raw_sha256) is None


def test_a_removal_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with fill(path) as ledger:
        before = dump(path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TRIGGER broken BEFORE INSERT ON forgotten BEGIN SELECT RAISE(ABORT, 'x'); END")
            connection.commit()
        with pytest.raises(LedgerError):
            ledger.forget(GONE.capture.report.id, who="officer", why="order")
        assert dump(path) == before


def test_a_reader_that_holds_the_words_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    fill(path).close()
    with Ledger.open(path, wait=0.05) as ledger, closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM report").fetchone()
        with pytest.raises(LedgerError, match=r"is removed, but another process .* close them"):
            ledger.forget(GONE.capture.report.id, who="officer", why="order")
        assert len(ledger.reports()) == 1


@pytest.mark.parametrize(("who", "why"), [("", "order"), ("me", "  ")])
def test_a_removal_needs_a_name_and_a_reason(tmp_path: Path, who: str, why: str) -> None:
    with fill(tmp_path / "x.db") as ledger, pytest.raises(UsageError, match="needs who asks for it and why"):
        ledger.forget(GONE.capture.report.id, who=who, why=why)
