"""What a ledger file must be before it is used, and what is said when it is not."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from counterclaim.errors import ForeignLedger, LedgerError, NewerLedger
from counterclaim.ledger import Ledger
from counterclaim.ledger.opening import connect, translated
from counterclaim.ledger.tables import APPLICATION_ID, SCHEMA_VERSION
from tests.reads import Read, make_read

READ = make_read("Kabul said 58 soldiers were killed.", ((11, 34),))
FOUND = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
Make = Callable[[Path], None]


def add(ledger: Ledger, read: Read) -> bool:
    return ledger.add(read.capture, read.claims, [])


def everything(ledger: Ledger) -> object:
    return list(ledger.claims()), [ledger.text(claim.text_id) for claim in ledger.claims()], ledger.reports()


def pragma(path: Path, statement: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute(f"PRAGMA {statement}").fetchone()
        return row and row[0]


def test_a_new_ledger_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with Ledger.open(path, create=True) as ledger:
        assert ledger.counts() == {"reports": 0, "claims": 0, "events": 0, "rejections": 0}
        assert ledger.events_current()
    assert pragma(path, "application_id") == APPLICATION_ID
    assert pragma(path, "user_version") == SCHEMA_VERSION
    assert pragma(path, "journal_mode") == "wal"


def test_every_connection_is_guarded(tmp_path: Path) -> None:
    engine = connect(tmp_path / "new.db", create=True)
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            for name, wanted in (("foreign_keys", 1), ("trusted_schema", 0), ("synchronous", 2)):
                assert connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() == wanted
    engine.dispose()


@pytest.mark.parametrize(
    "name", ["with space.db", "a?mode=memory&b#c.db", "100%25.db", "\u062e\u0648\u0633\u062a.db", ":memory:"]
)
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with Ledger.open(path, create=True) as ledger:
        assert add(ledger, READ)
    assert path.is_file()
    with Ledger.open(path) as ledger:
        assert list(ledger.claims()) == list(READ.claims)


def test_a_relative_path_keeps_its_meaning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Ledger.open(Path("here.db"), create=True) as ledger:
        monkeypatch.chdir("/")
        assert add(ledger, READ)
        assert ledger.counts()["reports"] == 1
    assert (tmp_path / "here.db").is_file()


def test_a_missing_ledger_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"there is no ledger at .*`counterclaim add PATH\.\.\.` makes one"):
        Ledger.open(tmp_path / "missing.db")
    assert not list(tmp_path.iterdir())


def test_a_folder_and_a_missing_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger.open(tmp_path, create=True)
    with pytest.raises(LedgerError, match=f"there is no folder {tmp_path / 'no'}"):
        Ledger.open(tmp_path / "no" / "x.db", create=True)


def _other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (name)")


def _other_program_by_header(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id=252006673")


def _text_file(path: Path) -> None:
    path.write_text("KABUL: Afghanistan said on Sunday that 58 Pakistani soldiers were killed.\n" * 100)


def _short_file(path: Path) -> None:
    path.write_bytes(b"x")


def _half_a_header(path: Path) -> None:
    path.write_bytes(b"SQLite format 3")


@pytest.mark.parametrize("make", [_other_program, _other_program_by_header, _text_file, _short_file, _half_a_header])
@pytest.mark.parametrize("create", [False, True])
def test_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path, make: Make, create: bool) -> None:
    path = tmp_path / "other.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(ForeignLedger, match="was left as it is"):
        Ledger.open(path, create=create)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_device_or_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ForeignLedger, match="no ordinary file"):
        Ledger.open(tmp_path / "pipe", create=True)


def test_a_ledger_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "newer.db"
    with Ledger.open(path, create=True) as ledger:
        add(ledger, READ)
    pragma(path, f"user_version={SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(NewerLedger, match=f"version {SCHEMA_VERSION + 1}.*Upgrade counterclaim"):
            Ledger.open(path, create=create)
    assert path.read_bytes() == before


def _empty(path: Path) -> None:
    path.touch()


def _killed_before_the_tables(path: Path) -> None:
    pragma(path, "journal_mode=WAL")


@pytest.mark.parametrize("make", [_empty, _killed_before_the_tables])
def test_a_blank_file_becomes_a_ledger_only_when_asked(tmp_path: Path, make: Make) -> None:
    path = tmp_path / "blank.db"
    make(path)
    with pytest.raises(LedgerError, match="is blank: it holds no ledger yet"):
        Ledger.open(path)
    with Ledger.open(path, create=True) as ledger:
        assert add(ledger, READ)


def test_several_may_make_the_same_ledger_at_once(tmp_path: Path) -> None:
    def open_and_add(number: int) -> bool:
        with Ledger.open(tmp_path / "one.db", create=True) as ledger:
            return add(ledger, make_read(f"report {number}"))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(open_and_add, range(8)))
    with Ledger.open(tmp_path / "one.db") as ledger:
        assert ledger.counts()["reports"] == 8


def test_a_writer_that_waits_too_long_says_so(tmp_path: Path) -> None:
    path = tmp_path / "busy.db"
    with (
        Ledger.open(path, create=True, wait=0.01) as ledger,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match=r"another process is writing .* try again later"):
            add(ledger, READ)
        assert ledger.counts()["reports"] == 0  # reading goes on
        other.execute("ROLLBACK")
        assert add(ledger, READ)


def test_a_full_disk_says_so(tmp_path: Path) -> None:
    path = tmp_path / "full.db"
    Ledger.open(path, create=True).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA max_page_count=1")
        with (
            pytest.raises(LedgerError, match=r"no room to write .* what was recorded is kept"),
            translated(path),
        ):
            connection.execute("CREATE TABLE more AS SELECT randomblob(100000)")


def test_a_ledger_that_can_not_be_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.db"
    with Ledger.open(path, create=True) as ledger:
        add(ledger, READ)
    # root may write anywhere, so the permission is denied here and not on the disk
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with Ledger.open(path) as ledger:
        assert list(ledger.claims()) == list(READ.claims)
        with pytest.raises(LedgerError, match="can be read but not written: change the permissions"):
            add(ledger, make_read("another"))
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(LedgerError, match="its folder can't be written"):
        Ledger.open(tmp_path / "new.db", create=True)


def test_an_unreadable_ledger_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.db"
    Ledger.open(path, create=True).close()
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    with pytest.raises(LedgerError, match="can't be read: change its permissions"):
        Ledger.open(path)


def test_a_damaged_ledger_says_so(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    with Ledger.open(path, create=True) as ledger:
        for number in range(50):
            add(ledger, make_read(f"report {number} " * 50))
    body = bytearray(path.read_bytes())
    body[8192:-4096] = os.urandom(len(body) - 12288)
    path.write_bytes(body)
    with pytest.raises(LedgerError, match=r"is damaged|can't use"), Ledger.open(path) as ledger:
        everything(ledger)


def test_a_record_that_something_else_wrote_says_so(tmp_path: Path) -> None:
    path = tmp_path / "changed.db"
    with Ledger.open(path, create=True) as ledger:
        add(ledger, READ)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO report SELECT 'ffff', '', NULL, NULL, NULL, NULL, NULL, '{\"id\": 5}'")
        connection.execute("INSERT INTO raw VALUES ('ffff', 1, x'00', NULL)")
        connection.commit()
    with Ledger.open(path) as ledger:
        with pytest.raises(LedgerError, match="changed by something else: not a Report: id: "):
            ledger.reports()
        with pytest.raises(LedgerError, match="the kept bytes ffff are damaged"):
            ledger.raw("ffff")
        assert list(ledger.claims()) == list(READ.claims)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("UPDATE claim_pack SET body = substr(body, 1, 40)", "the record of claim 1 is damaged"),
        ("UPDATE claim_pack SET body = x'789c030000000001'", "claim 1, so it was changed|not a Claim"),
        ("DELETE FROM claim_pack", "lacks the record of claim 1, so it was changed by something else"),
        ("UPDATE text SET record = x'00'", "the record of text .* is damaged"),
        ("UPDATE text SET content = content || '!'", "the kept bytes .* are damaged"),
    ],
)
def test_a_pack_that_something_else_changed_says_so(tmp_path: Path, change: str, message: str) -> None:
    path = tmp_path / "changed.db"
    with Ledger.open(path, create=True) as ledger:
        add(ledger, READ)
    with closing(sqlite3.connect(path)) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(change)
        connection.commit()
    with pytest.raises(LedgerError, match=message):
        read_all(path)


def read_all(path: Path) -> None:
    with Ledger.open(path) as ledger:
        list(ledger.claims())
        ledger.text(READ.capture.text.id)
        ledger.raw(READ.capture.report.raw_sha256)


def test_closing_twice_does_no_harm_and_leaves_one_file(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "x.db", create=True)
    add(ledger, READ)
    ledger.close()
    ledger.close()
    assert [path.name for path in tmp_path.iterdir()] == ["x.db"]


def test_sqlalchemy_is_loaded_by_the_ledger_alone() -> None:
    code = "import sys, counterclaim.cli, counterclaim.codec; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=FOUND, check=False).returncode == 0


def test_a_ledger_of_before_the_release_gets_its_index(tmp_path: Path) -> None:
    path = tmp_path / "early.db"
    Ledger.open(path, create=True).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP INDEX reading_by_text")
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT tbl_name FROM sqlite_master WHERE name = 'reading_by_text'").fetchone()
    assert found == ("reading",)
