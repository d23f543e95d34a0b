"""The command line: what it imports, what it prints, how it fails."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from counterclaim import cli
from counterclaim.ledger import Ledger
from counterclaim.records import Claim, Event
from tests.views.made import clash

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("spacy", "sqlalchemy", "pydantic", "jinja2", "trafilatura", "rich", "lxml")


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Event, list[Claim]]:
    """A ledger with the hand-made clash, named by the environment."""
    from counterclaim.events import DEFAULT
    from counterclaim.pipeline import derive_copies

    event, _, capture, claims = clash()
    path = tmp_path / "made.db"
    with Ledger.open(path, create=True) as book:
        book.add(capture, claims, [])
        derive_copies(book)
        book.store_events([event], DEFAULT.version)
    monkeypatch.setenv("COUNTERCLAIM_LEDGER", str(path))
    monkeypatch.setenv("COLUMNS", "80")
    return path, event, claims


def run(*arguments: str) -> int:
    return cli.run(list(arguments))


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from counterclaim.cli import run\n"
        "assert run(['--help']) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "disputed tolls side by side" in done.stdout


def test_every_command_and_option_is_documented() -> None:
    from typer.main import get_command

    from counterclaim.cli.app import app

    page = (ROOT / "docs" / "commands.md").read_text()
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for name, command in commands.items():
        section = re.search(rf"^## counterclaim {name}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
        assert section, name
        # What `add` shares with `read` is said once.
        text = section.group(1) + (page if name == "add" else "")
        options = [o for p in command.params for o in (*p.opts, *p.secondary_opts) if o.startswith("--")]
        assert not [o for o in options if o not in text and o != "--help"], name
    named = set(re.findall(r"^## counterclaim (\w+)$", page, re.MULTILINE))
    assert named == set(commands)


def test_every_exit_code_is_documented() -> None:
    from counterclaim import errors

    page = (ROOT / "docs" / "commands.md").read_text()
    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, errors.CounterclaimError)]
    codes = {kind.exit_code for kind in kinds} | {0, cli.BROKEN_PIPE, cli.INTERRUPTED}
    assert not [code for code in codes if f"| {code} |" not in page]


@pytest.mark.usefixtures("made")
def test_events_stand_side_by_side_within_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("events") == 0
    out = capsys.readouterr().out
    assert "Afghan officials say 58 Pakistani soldiers were killed. Islamabad says 23." in out
    assert re.search(r"58 +23", out)
    assert "≠ figures differ 35" in out
    assert "[sic]" in out
    assert max(map(len, out.splitlines())) <= 80


def test_show_takes_any_member_and_names_who_is_not_heard(
    made: tuple[Path, Event, list[Claim]], capsys: pytest.CaptureFixture[str]
) -> None:
    _, event, claims = made
    outs = []
    for name in (event.id, event.id[:6], claims[3].id[:8], claims[3].key):
        assert run("show", name) == 0
        outs.append(capsys.readouterr().out)
    assert len(set(outs)) == 1
    assert "No answer from AFG in these reports" in outs[0]
    assert re.search(r"● AFG +┆ +no figure", outs[0])
    assert "more than" in outs[0]


def test_events_under_another_rule_of_copies_are_linked_again(
    made: tuple[Path, Event, list[Claim]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from counterclaim import pipeline
    from counterclaim.reports import copies

    assert run("events") == 0
    assert "linking them now" not in capsys.readouterr().err
    for module in (pipeline, copies):
        monkeypatch.setattr(module, "RULE", "copies/test")
    assert run("events") == 0
    assert "linking them now" in capsys.readouterr().err
    assert run("events") == 0
    assert "linking them now" not in capsys.readouterr().err


def test_explain_marks_the_evidence_and_names_rules(
    made: tuple[Path, Event, list[Claim]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", made[2][3].id[:8]) == 0
    out = capsys.readouterr().out
    assert "⟦bombing a market in the east [sic]⟧" in out
    assert "country-word" in out


@pytest.mark.usefixtures("made")
def test_claims_as_csv_and_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("claims", "--party", "PAK", "--outcome", "killed", "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["party"], row["low"], row["bound"]) for row in rows] == [
        ("PAK", "23", "exact"),
        ("PAK", "200", "exact"),
    ]
    codes = [(row[f"{time}_how"], row[f"{time}_precision"]) for row in rows for time in ("said", "happened")]
    assert all(bool(how) == bool(precision) for how, precision in codes)
    assert run("claims", "--stance", "accuses", "--format", "jsonl") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["quote"] for line in lines} == {"bombing a market in the east [sic]", "firing on civilians"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["show", "ffffffff"], 3, "ffffffff"),
        (["show", "zz"], 2, "zz"),
        (["claims", "--stance", "shouts"], 2, "shouts"),
        (["claims", "--since", "yesterday"], 2, "yesterday"),
        (["schema", "poem"], 2, "poem"),
        (["dance"], 2, "dance"),
        (["read"], 2, "PATH"),
        (["events", "--ledger", "nowhere.db"], 4, "nowhere.db"),
        (["brief", "--output", "no/such/folder/b.html"], 2, "no/such/folder/b.html"),
        (["read", "-", "--column", "text"], 2, "FIELD=COLUMN"),
    ],
)
@pytest.mark.usefixtures("made")
def test_misuse_is_one_message_and_a_code(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == code
    captured = capsys.readouterr()
    assert captured.err.startswith("counterclaim: ")
    assert said in captured.err
    assert "Traceback" not in captured.err


def test_a_foreign_file_is_no_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.db"
    path.write_text("not a ledger, only notes " * 100)
    assert run("events", "--ledger", str(path)) == 4
    assert path.read_text().startswith("not a ledger")
    assert "notes.db" in capsys.readouterr().err


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema", "claim") == 0
    assert "quote" in json.loads(capsys.readouterr().out)["properties"]


def test_brief_goes_to_a_file_or_to_standard_output(
    made: tuple[Path, Event, list[Claim]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "b.html"
    assert run("brief", made[1].id[:8], "-o", str(page)) == 0
    capsys.readouterr()
    assert run("brief", made[1].id[:8], "-o", "-") == 0
    assert capsys.readouterr().out == page.read_text()
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


@pytest.mark.usefixtures("made")
def test_a_closed_pipe_is_quiet() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "counterclaim", "claims", "--format", "jsonl"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        errors = process.stderr.read()
    assert errors == b""
    assert process.returncode == cli.BROKEN_PIPE


def test_ctrl_c_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("counterclaim.cli.options.open_ledger", stop)
    assert run("events") == cli.INTERRUPTED
    assert capsys.readouterr().err == "counterclaim: Stopped. Every report that was finished is recorded.\n"


def test_an_empty_folder_reads_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", str(tmp_path)) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err


def test_what_is_rejected_is_named_and_made_plain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a\x1b[31m.txt").write_bytes(b"")
    assert run("read", str(tmp_path)) == 1
    captured = capsys.readouterr()
    assert "rejected" in captured.err
    assert ": empty:" in captured.err
    assert "\x1b" not in captured.err


@pytest.mark.model
def test_add_read_and_add_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COUNTERCLAIM_LEDGER", raising=False)
    report = tmp_path / "report.txt"
    report.write_text("Afghan officials said they killed 58 Pakistani soldiers. Islamabad said 23 soldiers died.\n")
    (tmp_path / "empty.txt").write_text("")
    assert run("read", str(report), "--outlet", "Post") == 0
    claims = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {claim["toll"]["low"] for claim in claims if claim["toll"]} == {58, 23}
    assert run("add", str(tmp_path / "empty.txt"), str(report), "--outlet", "Post") == 0
    first = capsys.readouterr()
    assert "reports 1 · repeated 0" in first.out
    assert "rejections 1" in first.out
    assert (tmp_path / "counterclaim.db").exists()
    assert run("add", str(report), "--outlet", "Post") == 0
    assert "reports 0 · repeated 1 · claims 0" in capsys.readouterr().out
    assert run("events") == 0
    assert "58" in capsys.readouterr().out


@pytest.mark.model
def test_demo_prints_the_tolls_and_ends_with_the_brief(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("demo") == 0
    out = capsys.readouterr().out
    assert "≠ figures" in out
    assert out.splitlines()[-1].split() == ["brief", "out/brief.html"]
    assert (tmp_path / "out" / "brief.html").read_text().startswith("<!doctype html>")


def test_the_ledger_may_stand_before_the_command_and_the_one_after_it_wins(
    made: tuple[Path, Event, list[Claim]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(made[0])
    assert run("--ledger", path, "claims", "--format", "jsonl") == 0
    lines = capsys.readouterr().out
    assert lines.count("\n") == len(made[2])
    missing = str(tmp_path / "missing.db")
    assert run("--ledger", missing, "claims", "--format", "jsonl", "--ledger", path) == 0
    assert capsys.readouterr().out == lines
    assert run("--ledger", missing, "claims") == 4


@pytest.mark.model
def test_originals_are_kept_unless_told_otherwise(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Kabul said on Monday that 58 soldiers were killed near Torkham.", encoding="utf-8")
    for options, kept in (([], True), (["--no-originals"], False)):
        path = tmp_path / f"{kept}.db"
        assert run("add", str(report), "--ledger", str(path), *options) == 0
        with Ledger.open(path) as ledger:
            (added,) = ledger.reports()
            assert (ledger.raw(added.raw_sha256) is not None) is kept
