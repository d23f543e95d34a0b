"""Names of places with a gazetteer of a few: which are names, which place they mean, what hostile text does."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.claims.place_choice import _Points
from counterclaim.claims.place_geometry import at_distance, bearing, between, part, shifted
from counterclaim.claims.place_sites import Site
from counterclaim.claims.places import PlaceReader, Survey
from counterclaim.pipeline import extractor_version, read_texts
from counterclaim.records import Place
from counterclaim.reference import load_reference
from counterclaim.reference.gazetteer import Gazetteer
from counterclaim.reference.gazetteer.build import build
from counterclaim.reference.gazetteer.store import kilometres
from tests.docs import make_doc
from tests.places import package_folders


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gazetteer")
    build(folder / "g.db", package_folders(folder))
    return folder / "g.db"


def survey(path: Path, table: str) -> Survey:
    return PlaceReader(load_reference(), Gazetteer.open(path)).survey(make_doc(table))


def mentions(path: Path, text: str) -> dict[str, Place]:
    """The names of places in a text as the whole program reads it."""
    (reading,) = read_texts([(text, None, "test")], findings=True, gazetteer=path)
    assert reading.findings is not None
    return {place.text: place for place in reading.findings.places}


def test_a_name_after_a_preposition_is_looked_up(path: Path) -> None:
    (place,) = survey(path, "shelled VBN 0 ROOT\nin IN 0 prep\nReston NNP 1 pobj").places
    assert (place.name, place.country, place.precision, place.geo_precision) == ("Reston", "USA", 1, 1)
    assert place.rule == "place of the gazetteer (only one)"
    assert place.radius_km is not None


def test_an_ordinary_word_is_no_place_unless_its_surroundings_say_so(path: Path) -> None:
    assert not survey(path, "Police NNP 1 nsubj\nsaid VBD 1 ROOT say").mentions
    assert not survey(path, "Reading VBG 0 ROOT read\nletters NNS 0 dobj").mentions
    (place,) = survey(path, "fire NN 0 ROOT\nin IN 0 prep\nPolice NNP 1 pobj\n, , 2 punct\nPoland NNP 2 appos").places[
        :1
    ]
    assert (place.name, place.country) == ("Police", "POL")


def test_what_the_text_says_outweighs_size(path: Path) -> None:
    table = "in IN 0 ROOT\nHyderabad NNP 0 pobj\n, , 1 punct\n{} NNP 1 appos"
    (sindh, *_) = survey(path, table.format("Sindh")).mentions
    (telangana, *_) = survey(path, table.format("Telangana")).mentions
    assert (sindh.country, telangana.country) == ("PAK", "IND")
    assert "said" in sindh.rule


def test_the_report_s_states_outweigh_size(path: Path) -> None:
    alone = survey(path, "blast NN 0 ROOT\nin IN 0 prep\nHaidarabad NNP 1 pobj").mentions[0]
    table = "blast NN 0 ROOT\nin IN 0 prep\nHaidarabad NNP 1 pobj\n\n"
    table += "Pakistani JJ 1 amod\npolice NN 2 nsubj\ncame VBD 2 ROOT"
    assert (alone.country, survey(path, table).mentions[0].country) == ("IND", "PAK")


def test_a_far_and_small_namesake_is_not_guessed(path: Path) -> None:
    table = "Afghan JJ 1 amod\ntroops NNS 3 nsubj\nnear IN 3 prep\nLincoln NNP 2 pobj"
    (place,) = survey(path, table).mentions
    assert (place.latitude, place.country, place.precision) == (None, None, None)
    assert place.rule.endswith("(too small to be meant here)")


@pytest.mark.model
def test_a_name_that_is_a_person_a_ship_and_a_town(path: Path) -> None:
    text = (
        "Colonel Abraham Lincoln briefed reporters in Kabul. Lincoln said the carrier had left. "
        "The USS Lincoln sailed on Monday. Shells fell near Lincoln, Virginia."
    )
    (reading,) = read_texts([(text, None, "test")], findings=True, gazetteer=path)
    assert reading.findings is not None
    found = [(p.text, p.span.start, p.country) for p in reading.findings.places]
    assert [name for name, *_ in found] == ["Kabul", "Lincoln", "Virginia"]
    assert found[1][1] == text.index("Lincoln, Virginia")


@pytest.mark.model
def test_bodies_and_papers_are_no_places(path: Path) -> None:
    found = mentions(path, "The Warsaw Times and the Bank of Mobile wrote of a blast in Reston, Virginia.")
    assert set(found) == {"Reston", "Virginia"}


@pytest.mark.model
def test_a_capital_that_speaks_is_a_mention_and_no_place_of_a_deed(path: Path) -> None:
    text = "Islamabad said that 12 soldiers were killed in Khar."
    assert set(mentions(path, text)) == {"Islamabad", "Khar"}
    (reading,) = read_texts([(text, None, "test")], gazetteer=path)
    assert {p.name for claim in reading.claims for p in claim.places} == {"Khar"}


@pytest.mark.model
def test_a_dateline_is_where_a_report_was_written(path: Path) -> None:
    text = "WARSAW (Reuters) - Three soldiers were killed in Khar, police said."
    (reading,) = read_texts([(text, None, "test")], gazetteer=path)
    assert {p.name for claim in reading.claims for p in claim.places} == {"Khar"}


@pytest.mark.model
def test_a_town_that_no_table_has_lies_in_what_is_said_after_it(path: Path) -> None:
    place = mentions(path, "Militants stormed a post in Zorkal, South Waziristan.")["Zorkal"]
    assert (place.country, place.precision, place.rule) == ("PAK", 3, "name after in, in a known place")


@pytest.mark.model
def test_five_thousand_names_in_one_text(path: Path) -> None:
    text = " ".join(f"Shells fell in Khar, near Reston and on Zorkal{n}." for n in range(1700))
    (reading,) = read_texts([(text, None, "test")], findings=True, gazetteer=path)
    assert reading.findings is not None
    assert sum(p.text == "Khar" for p in reading.findings.places) == 1700
    assert not reading.rejections


def test_a_text_of_thousands_of_points_asks_only_what_is_near() -> None:
    points = _Points()
    for n in range(5000):
        points.add(f"name {n}", 30.0 + n / 1e5, 70.0)
    points.add("far", -40.0, 179.9)
    assert sum(map(len, points._squares.values())) <= 101
    near = Site(
        name="x", country=None, latitude=-40.0, longitude=-179.9, radius_km=1.0, precision=1, sort="place"
    )  # beyond the date line
    assert points.gain("x", near) > 0
    assert points.gain("far", near) == 0


def test_the_extractor_names_the_gazetteer(path: Path) -> None:
    digest = Gazetteer.open(path).digest[:12]
    assert extractor_version(None, path) == f"{extractor_version()}+gazetteer-{digest}"


def test_conflict_places_lie_in_their_states_and_say_how_exact_they_are() -> None:
    reference = load_reference()
    rows = reference.table("conflict_places")["places"]
    assert len(rows) >= 400
    codes = set(reference.table("countries")) | set(reference.table("country_points")["country"])
    names = [name for row in rows for name in (row["name"], *row.get("also", ()))]
    assert len(names) == len(set(names))
    for row in rows:
        assert row.get("country") in {None, *codes}, row
        assert -90 <= row["latitude"] <= 90, row
        assert -180 <= row["longitude"] <= 180, row
        assert row["precision"] in (1, 2, 3, 4, 5, 7), row
        assert row["radius_km"] > 0, row
        assert row["source"] in ("encyclopaedia", "map"), row
        if row.get("country"):
            state = reference.table("country_points")["country"].get(row["country"])
            far = kilometres(row["latitude"], row["longitude"], state["latitude"], state["longitude"])
            assert far <= 4.5 * state["radius_km"] + 100, row


def test_points_that_are_said_relative_to_others() -> None:
    assert bearing("south-east") == bearing("Southeastern") == 135.0
    assert bearing("upper") is None
    assert shifted((0.0, 179.9), 90.0, 22.3) == pytest.approx((0.0, -179.9), abs=0.01)
    point, radius = at_distance((33.9, 70.1), 2.0, 30.0, 135.0)
    assert kilometres(33.9, 70.1, *point) == pytest.approx(30.0, abs=0.1)
    assert radius > 5
    assert at_distance((33.9, 70.1), 2.0, 30.0, None) == ((33.9, 70.1), 32.0)
    point, radius = part((30.0, 70.0), 500.0, 90.0)
    assert point[1] > 71
    assert radius < 500
    point, radius = between((0.0, 0.0), (0.0, 1.0))
    assert point == pytest.approx((0.0, 0.5))
    assert radius == pytest.approx(55.6, abs=0.1)
