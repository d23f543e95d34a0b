"""`ledger` and `forget`: what the file is full of, and a removal from one end to the other."""

from __future__ import annotations

import dataclasses
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from counterclaim import cli
from counterclaim.ledger import Ledger
from tests.reads import make_event, make_read

SECRET = "Xylographer"
TOLD = (
    f"KABUL, Oct 12, 2025 - Zabihullah Mujahid said on Sunday that 58 Pakistani soldiers died near {SECRET}pass.",
    "ISLAMABAD, Oct 12, 2025 - The army said on Sunday that 23 Pakistani soldiers were killed in the clashes.",
    "KHARTOUM, Oct 20, 2025 - Medics said 14 people were killed on Monday when a drone hit a market in El Fasher.",
)


def run(*arguments: str) -> int:
    return cli.run(list(arguments))


def written(folder: Path, *texts: str) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def told(capsys: pytest.CaptureFixture[str], ledger: Path, *command: str) -> str:
    """What a command prints about a ledger."""
    capsys.readouterr()
    assert run(*command, "--ledger", str(ledger)) == 0
    return capsys.readouterr().out


def rows(ledger: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(ledger)) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.model
def test_what_was_added_is_forgotten_as_if_it_had_never_been_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, clean = tmp_path / "ledger" / "x.db", tmp_path / "clean.db"
    path.parent.mkdir()
    assert run("add", str(written(tmp_path / "in", *TOLD)), "--ledger", str(path)) == 0
    ((report,),) = rows(
        path, f"SELECT report_id FROM reading JOIN text ON text.id = text_id WHERE content LIKE '%{SECRET}%'"
    )
    capsys.readouterr()
    assert run("forget", str(report)[:8], "--who", "Data officer", "--why", "order 12/26", "--ledger", str(path)) == 0
    said = capsys.readouterr().out
    assert re.fullmatch(rf"removed report {report} · claims [1-9]\d* · sha256 [0-9a-f]{{64}}\n", said)

    for file in path.parent.iterdir():
        content = file.read_bytes().lower()
        assert SECRET.lower().encode() not in content
        assert b"zabihullah" not in content
    ((gone, who, why, sha256),) = rows(path, "SELECT report_id, who, why, sha256 FROM forgotten")
    assert (gone, who, why) == (report, "Data officer", "order 12/26")
    assert str(sha256) in said

    assert run("events", "--ledger", str(path)) == 0
    assert run("add", str(written(tmp_path / "less", *TOLD[1:])), "--ledger", str(clean)) == 0
    claims = told(capsys, path, "claims", "--format", "jsonl")
    assert claims.count("killed") > 1
    assert claims == told(capsys, clean, "claims", "--format", "jsonl")
    assert told(capsys, path, "events", "--all") == told(capsys, clean, "events", "--all")
    with Ledger.open(path) as one, Ledger.open(clean) as other:
        assert one.events() == other.events()
        assert {report.id for report in one.reports()} == {report.id for report in other.reports()}
    assert run("add", str(tmp_path / "in"), "--ledger", str(path)) == 0
    assert rows(path, "SELECT count(*) FROM report") == [(2,)]


def test_an_id_that_nothing_or_too_much_goes_by_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.db"
    one, two = make_read("One said this."), make_read("Two said that.")
    with Ledger.open(path, create=True) as ledger:
        for read, digits in ((one, "abcd1"), (two, "abcd2")):
            report = dataclasses.replace(read.capture.report, id=digits + read.capture.report.id[5:])
            claims = [dataclasses.replace(claim, report_id=report.id) for claim in read.claims]
            ledger.add(dataclasses.replace(read.capture, report=report), claims)
    asked = ("--who", "officer", "--why", "order", "--ledger", str(path))
    for given, code, message in (
        ("ffff", 3, "no report ffff in this ledger"),
        ("abcd", 3, r"abcd stands for several reports: abcd1\w+, abcd2\w+; give more digits"),
        ("abc", 2, "'abc' is no id; expected at least 4 hexadecimal digits"),
    ):
        assert run("forget", given, *asked) == code
        assert re.search(message, capsys.readouterr().err)
    assert run("forget", "abcd1", "--who", " ", "--why", "order", "--ledger", str(path)) == 2
    assert "needs who asks for it and why" in capsys.readouterr().err
    assert rows(path, "SELECT count(*) FROM report") == [(2,)]
    assert run("forget", "abcd1", *asked) == 0
    assert rows(path, "SELECT substr(id, 1, 5) FROM report") == [("abcd2",)]


def test_another_report_with_the_same_text_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.db"
    read = make_read("One said this.")
    other = dataclasses.replace(read.capture, report=dataclasses.replace(read.capture.report, id="e" * 24))
    with Ledger.open(path, create=True) as ledger:
        ledger.add(read.capture, read.claims)
        ledger.add(other, [], extractor="test/1")
    report = read.capture.report.id
    assert run("forget", report, "--who", "officer", "--why", "order", "--ledger", str(path)) == 0
    assert f"The same text stands in {'e' * 24}" in capsys.readouterr().err


def figures(line: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", line)]


def test_the_sizes_add_up_to_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.db"
    reads = [make_read(f"Report {number} said so. " * 40, ((0, 8), (9, 16), (17, 19))) for number in range(20)]
    with Ledger.open(path, create=True) as ledger:
        for read in reads:
            ledger.add(read.capture, read.claims)
        ledger.store_events([make_event(*reads[0].claims)], "test/1")
        if not ledger.sizes().shares:
            pytest.skip("this build of SQLite has no dbstat")
    assert run("ledger", "--ledger", str(path)) == 0
    lines = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    (file,) = figures(lines["size"])
    assert file == path.stat().st_size
    parts = {name: figures(lines[name]) for name in ("reports", "claims", "rest")}
    assert sum(part[0] for part in parts.values()) == file
    assert parts["reports"][0] == sum(parts["reports"][2:])
    assert parts["claims"][0] == sum(parts["claims"][2:])
    assert parts["rest"][0] == sum(parts["rest"][1:])
    assert parts["reports"][1] == round(parts["reports"][0] / 20)
    assert parts["claims"][1] == round(parts["claims"][0] / 60)
    for name in ("texts", "originals", "records", "search", "copies", "events", "decisions"):
        assert re.search(rf"\b{name} \d", f"{lines['reports']} {lines['claims']} {lines['rest']}")


def test_an_empty_ledger_has_no_size_a_claim(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.db"
    Ledger.open(path, create=True).close()
    assert run("ledger", "--ledger", str(path)) == 0
    assert len(re.findall("none yet", capsys.readouterr().out)) == 2
