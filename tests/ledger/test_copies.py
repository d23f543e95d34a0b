"""Copies in a ledger: found by index, the same whatever the order, and made anew under another rule."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.ledger import CopyRule, Ledger, copies
from counterclaim.pipeline import copy_rule, derive_copies
from counterclaim.records import Capture, CopyGroup
from counterclaim.reports import Given, read_reports
from tests.reads import Read, make_read

SAMPLES = Path(__file__).parents[2] / "examples" / "reports"
WORDS = "army fired shell market governor denied wounded rescue hospital border talks truce village river".split()


def story(seed: int, count: int = 8) -> list[str]:
    """Sentences that no other seed has, each with names and a figure."""
    chance = random.Random(seed)
    return [
        f"{' '.join(chance.choices(WORDS, k=9)).capitalize()} near Town{seed}x{i} and {chance.randint(2, 900)} of "
        f"{' '.join(chance.choices(WORDS, k=4))} Person{seed}."
        for i in range(count)
    ]


ONE, TWO = story(1), story(2)
#: Two stories, edits of both, a report on each half, and one of its own.
CONTENTS = (
    " ".join(ONE),
    " ".join(ONE) + " ",
    " ".join(ONE[:6]),
    " ".join(reversed(ONE)),
    " ".join((*story(3, 3), *ONE[:4])),
    " ".join((*ONE[2:6], *TWO[2:6])),
    " ".join(TWO),
    " ".join(TWO[:7]),
    " ".join((*TWO[4:], *story(4, 2))),
    " ".join(story(5)),
    "More to follow.",
    "More to follow. ",
)
READS = tuple(make_read(content, ()) for content in CONTENTS)


def groups(path: Path, reads: Iterable[Read], *, every: int = 1) -> list[CopyGroup]:
    with Ledger.open(path, create=True) as ledger:
        for number, read in enumerate(reads):
            ledger.add(read.capture, ())
            if number % every == 0:
                derive_copies(ledger)
        derive_copies(ledger)
        return ledger.copy_groups()


def members(found: Iterable[CopyGroup]) -> set[frozenset[str]]:
    return {frozenset((group.origin, *(member.report_id for member in group.members))) for group in found}


@given(st.permutations(range(len(READS))), st.integers(1, 20))
@settings(max_examples=25)
def test_the_order_of_arrival_changes_nothing(order: list[int], every: int) -> None:
    with TemporaryDirectory() as folder:
        plain = groups(Path(folder) / "a.db", READS, every=100)
        assert groups(Path(folder) / "b.db", [READS[i] for i in order], every=every) == plain


def test_what_belongs_together(tmp_path: Path) -> None:
    ids = [read.capture.report.id for read in READS]
    found = members(groups(tmp_path / "x.db", READS))
    assert all(any({ids[a], ids[b]} <= group for group in found) for a, b in ((0, 1), (0, 2), (0, 3), (0, 4), (6, 7)))
    assert not any({ids[0], ids[6]} <= group for group in found)
    assert not any(group & {ids[9], ids[10], ids[11]} for group in found)


def test_texts_are_compared_once(tmp_path: Path) -> None:
    read: list[str] = []
    rule = copy_rule()
    watched = CopyRule(version="t/1", read=lambda text: (read.append(text.id), rule.read(text))[1], relate=rule.relate)
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        ledger.add(READS[0].capture, ())
        assert ledger.index_copies(watched) == 1
        assert ledger.index_copies(watched) == 0
        ledger.add(READS[9].capture, ())
        assert ledger.index_copies(watched, most=1) == 1
    assert read == [READS[0].capture.text.id, READS[9].capture.text.id]


def test_texts_are_read_once_for_all_batches(tmp_path: Path) -> None:
    read: list[str] = []
    rule = copy_rule()
    watched = CopyRule(version="t/1", read=lambda text: (read.append(text.id), rule.read(text))[1], relate=rule.relate)
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        for one in READS:
            ledger.add(one.capture, ())
        assert ledger.index_copies(watched, most=2) == len(READS)
    assert sorted(read) == sorted(one.capture.text.id for one in READS)


def test_prints_are_found_by_index(tmp_path: Path) -> None:
    """Else every group would cost a look at every reading."""
    groups(tmp_path / "x.db", READS)
    with Ledger.open(tmp_path / "x.db") as ledger, ledger._reading() as connection:
        sql = str(copies.prints_query(1).compile(connection, compile_kwargs={"literal_binds": True}))
        plans = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
    assert plans
    assert not [step for step in plans if step.startswith("SCAN")]


def test_another_rule_starts_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    found = groups(path, READS)
    rule = copy_rule()
    with Ledger.open(path) as ledger:
        ledger.index_copies(CopyRule(version="other/1", read=rule.read, relate=lambda one, other: None))
        clusters = list(ledger.copy_clusters())
        assert all(len(part) == 2 for cluster in clusters for part in cluster.parts) is True
        derive_copies(ledger)
        assert ledger.copy_groups() == found
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT DISTINCT rule FROM copy_text").fetchall() == [(rule.version,)]


def test_people_can_list_the_prints(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    found = groups(path, READS[:4])
    with closing(sqlite3.connect(path)) as file:
        rows = file.execute("SELECT report_id, kind FROM copy_member ORDER BY kind").fetchall()
    assert len(found) == 1
    assert sorted(kind for _, kind in rows) == ["exact", "near", "near", "origin"]


def test_a_long_text_finds_the_passage_that_it_quotes(tmp_path: Path) -> None:
    long = " ".join((*story(7, 400), *ONE, *story(8, 400)))
    found = groups(tmp_path / "x.db", (READS[0], make_read(long, ())))
    assert [member.kind for group in found for member in group.members] == ["partial"]


def test_the_samples_hold_every_kind_of_copy(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        for item in read_reports([SAMPLES], Given()):
            assert isinstance(item, Capture)
            ledger.add(item, (), extractor="test/1")
        derive_copies(ledger)
        found = [
            (ledger.report(group.origin).outlet, ledger.report(member.report_id).outlet, member.kind)
            for group in ledger.copy_groups()
            for member in group.members
        ]
    agency = "Meridian Press Agency"
    assert {origin for origin, _, _ in found} == {agency}
    assert sorted((outlet, kind) for _, outlet, kind in found) == [
        ("Millrace Weekly", "exact"),
        ("Millrace Weekly", "partial"),
        ("Pinewood Gazette", "near"),
        ("Saltmarsh Courier", "near"),
        ("The Causeway Times", "near"),
    ]
