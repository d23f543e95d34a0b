"""What goes in comes out; nothing that was recorded changes."""

from __future__ import annotations

import dataclasses
import itertools
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.errors import LedgerError, UsageError
from counterclaim.ledger import ClaimFilter, Ledger
from counterclaim.ledger.tables import RECORDED
from counterclaim.records import Claim, Event, Rejection, Report, Span, Text
from tests.ledger.dumps import dump
from tests.reads import Read, make_event, make_read
from tests.strategies import of, readings

ONE = make_read("Kabul said 58 soldiers were killed.", ((11, 34), (0, 5)))
TWO = make_read("Islamabad put it at 23 soldiers.", ((0, 31),))
NOTE = Rejection(stage="reports", code="empty", reason="no bytes", source="a.txt")


def state(ledger: Ledger) -> dict[str, object]:
    """All that the reading methods give."""
    return {
        "reports": ledger.reports(),
        "claims": list(ledger.claims()),
        "events": ledger.events(),
        "rejections": ledger.rejections(),
        "counts": ledger.counts(),
    }


def add(ledger: Ledger, reads: Iterable[Read], rejections: Iterable[Rejection] = ()) -> list[bool]:
    return [ledger.add(read.capture, read.claims, list(rejections)) for read in reads]


@given(readings())
@settings(max_examples=60)
def test_any_reading_comes_back_as_it_was(read: Read) -> None:
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "x.db", create=True) as ledger:
        assert ledger.add(read.capture, read.claims, [])
        order = sorted(read.claims, key=lambda claim: (claim.report_id, claim.evidence[0].start, claim.id))
        assert list(ledger.claims()) == order
        assert [ledger.claim(claim.id) for claim in order] == order
        assert ledger.reports() == [read.capture.report]
        assert ledger.text(read.capture.text.id) == read.capture.text
        assert ledger.raw(read.capture.report.raw_sha256) == read.capture.raw


@given(of(Claim), of(Report), of(Text), of(Event), st.lists(of(Rejection), max_size=3), st.binary())
@settings(max_examples=60)
def test_any_record_comes_back_as_it_was(
    claim: Claim, report: Report, text: Text, event: Event, rejections: list[Rejection], raw: bytes
) -> None:
    claim = dataclasses.replace(claim, report_id=report.id, text_id=text.id)
    event = dataclasses.replace(event, claim_ids=(claim.id,))
    capture = dataclasses.replace(ONE.capture, report=report, text=text, raw=raw)
    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "x.db", create=True) as ledger:
        assert ledger.add(capture, [claim], rejections)
        ledger.store_events([event], "test/1")
        assert state(ledger) == {
            "reports": [report],
            "claims": [claim],
            "events": [event],
            "rejections": ledger.rejections(),
            "counts": {"reports": 1, "claims": 1, "events": 1, "rejections": len(set(rejections))},
        }
        assert set(ledger.rejections()) == set(rejections)
        assert ledger.raw(report.raw_sha256) == raw


def test_adding_again_changes_nothing(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        assert add(ledger, [ONE, TWO], [NOTE]) == [True, True]
        ledger.store_events([make_event(*ONE.claims, *TWO.claims)], "test/1")
        before, kept = state(ledger), dump(tmp_path / "x.db")
        assert add(ledger, [TWO, ONE], [NOTE]) == [False, False]
        ledger.add_rejections([NOTE, NOTE])
        assert not ledger.store_events([make_event(*TWO.claims, *ONE.claims)], "test/1")
        assert ledger.events_current()
        assert state(ledger) == before
        assert dump(tmp_path / "x.db") == kept


def test_the_order_of_arrival_does_not_show(tmp_path: Path) -> None:
    reads = [ONE, TWO, make_read("A third."), make_read("A fourth, without claims.", ())]
    states = []
    for number, order in enumerate(itertools.permutations(reads)):
        with Ledger.open(tmp_path / f"{number}.db", create=True) as ledger:
            for read in order:
                ledger.add(read.capture, read.claims, [dataclasses.replace(NOTE, source=read.capture.text.id)])
                ledger.store_events([make_event(claim) for claim in ledger.claims()], "test/1")
            states.append(state(ledger))
    assert all(found == states[0] for found in states)


def test_a_report_is_recorded_whole_or_not_at_all(tmp_path: Path) -> None:
    broken = dataclasses.replace(ONE.claims[1], quote="\ud800")
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        with pytest.raises(UsageError, match="can't be recorded: it holds a lone surrogate"):
            ledger.add(ONE.capture, [ONE.claims[0], broken], [NOTE])
        text = dataclasses.replace(ONE.capture.text, content="\udfff")
        with pytest.raises(UsageError, match="lone surrogate at 0"):
            ledger.add(dataclasses.replace(ONE.capture, text=text), ONE.claims, [NOTE])
        assert set(ledger.counts().values()) == {0}
        assert ledger.raw(ONE.capture.report.raw_sha256) is None
        assert add(ledger, [ONE]) == [True]


def test_claims_of_something_else_are_refused(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        with pytest.raises(UsageError, match="is of report"):
            ledger.add(TWO.capture, ONE.claims, [])
        with pytest.raises(UsageError, match=r"extractor test/1; expected .* test/2"):
            ledger.add(ONE.capture, ONE.claims, [], extractor="test/2")
        assert ledger.counts()["reports"] == 0


def test_a_report_without_claims_is_known_by_the_extractor_that_is_stated(tmp_path: Path) -> None:
    empty = make_read("Nothing happened.", ())
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        assert ledger.add(empty.capture, [], [], extractor="test/1")
        assert not ledger.add(empty.capture, [], [], extractor="test/1")
        assert ledger.has_report(empty.capture.report.id, "test/1")
        assert not ledger.has_report(empty.capture.report.id, "test/2")


def test_two_claims_with_one_id_cost_a_rejection_and_not_the_report(tmp_path: Path) -> None:
    twin = dataclasses.replace(ONE.claims[0], stance="denies")
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        assert ledger.add(ONE.capture, [*ONE.claims, ONE.claims[0], twin], [])
        assert set(ledger.claims()) == set(ONE.claims)
        (rejection,) = ledger.rejections()
    assert rejection.stage == "ledger"
    assert rejection.span == Span(start=11, end=34)
    assert ONE.claims[0].id in rejection.reason


def test_originals_are_kept_once_and_compressed_or_not_at_all(tmp_path: Path) -> None:
    long = make_read("word " * 10_000)
    retitled = dataclasses.replace(long.capture, report=dataclasses.replace(long.capture.report, id="f" * 24))
    sha256 = long.capture.report.raw_sha256
    with Ledger.open(tmp_path / "kept.db", create=True) as ledger:
        add(ledger, [long])
        assert ledger.add(retitled, [], [])
        assert ledger.raw(sha256) == long.capture.raw
    assert query(tmp_path / "kept.db", "SELECT count(*), max(size), max(length(body)) < 1000 FROM raw") == [
        (1, 50_000, 1)
    ]
    with Ledger.open(tmp_path / "not.db", create=True, keep_originals=False) as ledger:
        add(ledger, [long])
        assert ledger.raw(sha256) is None
        assert ledger.text(long.capture.text.id) == long.capture.text


def test_a_later_reading_replaces_an_earlier_one_and_both_are_kept(tmp_path: Path) -> None:
    content = ONE.capture.text.content
    later = make_read(content, ((11, 34),), extractor="test/2")
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        assert add(ledger, [ONE, later, ONE]) == [True, True, False]
        assert list(ledger.claims()) == list(later.claims)
        assert ledger.counts()["claims"] == 1
        assert set(ledger.claims(ClaimFilter(superseded=True))) == {*ONE.claims, *later.claims}
        assert ledger.claim(ONE.claims[0].id) == ONE.claims[0]
        assert ledger.claim(later.claims[0].key) == later.claims[0]
        assert ledger.reports() == [ONE.capture.report]
    assert query(tmp_path / "x.db", "SELECT extractor FROM current_claim JOIN reading ON reading.n = reading") == [
        ("test/2",)
    ]


@pytest.mark.parametrize("table", [table.name for table in RECORDED])
def test_recorded_rows_refuse_change_whoever_asks(tmp_path: Path, table: str) -> None:
    path = tmp_path / "x.db"
    with Ledger.open(path, create=True) as ledger:
        add(ledger, [ONE, TWO], [NOTE])
        ledger.store_events([make_event(*ONE.claims)], "test/1")
        ledger.decide("accept", ONE.claims[0].id, by="me")
        ledger.forget(TWO.capture.report.id, who="me", why="order")
    before = query(path, f"SELECT * FROM {table}")
    assert before
    for statement in (
        f"DELETE FROM {table}",
        f"UPDATE {table} SET rowid = rowid" if table != "claim_party" else f"UPDATE {table} SET party = ''",
    ):
        with pytest.raises(sqlite3.IntegrityError, match=f"the table {table} of a ledger is append only"):
            query(path, statement)
    assert query(path, f"SELECT * FROM {table}") == before


def test_what_the_database_refuses_is_a_ledger_error(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        add(ledger, [ONE])
        stolen = dataclasses.replace(TWO.claims[0], id=ONE.claims[0].id)
        with pytest.raises(LedgerError, match="UNIQUE"):
            ledger.add(TWO.capture, [stolen], [])
        assert ledger.counts()["reports"] == 1


def query(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()
