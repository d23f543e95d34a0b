"""Places: known names, patterns, and names that are no places here."""

from __future__ import annotations

import pytest

from counterclaim.claims.places import PlaceReader
from counterclaim.records import Place
from counterclaim.reference import load_reference
from tests.docs import make_doc


def read(table: str) -> list[Place]:
    return PlaceReader(load_reference()).read(make_doc(table))


def test_a_crossing_has_a_point_and_its_precision() -> None:
    (place,) = read("clashes NNS 0 ROOT\nat IN 0 prep\nTorkham NNP 3 compound\ncrossing NN 1 pobj")
    assert (place.text, place.name, place.country, place.precision) == ("Torkham crossing", "Torkham", "AFG", 1)
    assert place.latitude == pytest.approx(34.12)


def test_a_capital_that_speaks_is_no_place_and_one_that_is_bombed_is() -> None:
    assert read("Kabul NNP 1 nsubj\nsaid VBD 1 ROOT say\nso RB 1 advmod") == []
    assert [p.name for p in read("Jets NNS 1 nsubj\nbombed VBD 1 ROOT bomb\nKabul NNP 1 dobj")] == ["Kabul"]
    assert [p.name for p in read("strikes NNS 0 ROOT strike\non IN 0 prep\nKabul NNP 1 pobj")] == ["Kabul"]


def test_demonyms_bodies_and_people_are_no_places() -> None:
    assert read("Afghan JJ 1 amod\nofficials NNS 1 ROOT official") == []
    assert read("The DT 2 det\nKabul NNP 2 compound\nTimes NNP 3 nsubj\nreported VBD 3 ROOT report") == []
    assert read("Jordan NNP 1 compound\nChad NNP 2 nsubj\nspoke VBD 2 ROOT speak") == []


def test_part_of_a_country_keeps_its_words_and_a_rough_point() -> None:
    (place,) = read(
        "a DT 1 det\nmarket NN 1 ROOT\nin IN 1 prep\nthe DT 4 det\ncountry NN 6 poss\n_'s POS 4 case\neast NN 2 pobj"
    )
    assert (place.text, place.precision, place.latitude) == ("the country's east", 5, None)
    (place,) = read("most JJS 0 ROOT\nof IN 0 prep\nwestern JJ 3 amod\nDarfur NNP 1 pobj")
    assert (place.text, place.precision, place.geo_precision, place.country) == ("western Darfur", 5, 3, "SDN")
    assert place.longitude is not None
    assert place.longitude < 24.0
    assert place.radius_km is not None
    assert place.radius_km >= 50


def test_distance_widens_the_precision() -> None:
    near = "hit VBD 0 ROOT\n{} CD 2 nummod\nkm NNS 3 npadvmod\nsouth RB 0 advmod\nof IN 3 prep\nParachinar NNP 4 pobj"
    (close,) = read(near.format(10))
    (far,) = read(near.format(90))
    assert (close.precision, far.precision) == (2, 5)
    assert close.latitude == pytest.approx(33.81, abs=0.01)
    assert far.latitude == pytest.approx(33.09, abs=0.01)
    assert close.radius_km is not None
    assert far.radius_km is not None
    assert close.radius_km < far.radius_km


def test_near_a_place_and_between_two() -> None:
    (near,) = read("fell VBD 0 ROOT\nnear IN 0 prep\nTorkham NNP 1 pobj")
    assert (near.precision, near.geo_precision, near.radius_km) == (2, 2, 25.0)
    (way,) = read("road NN 0 ROOT\nbetween IN 0 prep\nTorkham NNP 1 pobj\nand CC 2 cc\nPeshawar NNP 2 conj")
    assert (way.text, way.precision) == ("between Torkham and Peshawar", 2)
    assert way.latitude == pytest.approx(34.065, abs=0.01)
    (line,) = read("fire NN 0 ROOT\nalong IN 0 prep\nthe DT 4 det\nDurand NNP 4 compound\nLine NNP 1 pobj")
    assert (line.precision, line.geo_precision) == (5, 3)
    assert line.radius_km is not None
    assert line.radius_km > 500


def test_unknown_names_come_from_patterns() -> None:
    (place,) = read("shot VBN 0 ROOT\nin IN 0 prep\nQalat NNP 1 pobj")
    assert (place.text, place.precision, place.rule) == ("Qalat", None, "name after in")
    (place,) = read("in IN 0 ROOT\nMamund NNP 2 compound\ndistrict NN 0 pobj")
    assert (place.text, place.name, place.precision) == ("Mamund district", "Mamund", 3)
    assert read("in IN 0 ROOT\nOctober NNP 0 pobj") == []


def test_no_point_without_precision_in_the_table() -> None:
    for row in load_reference().table("places")["place"]:
        assert ("latitude" in row) == ("longitude" in row), row["name"]
        assert "latitude" not in row or row.get("precision") in (1, 2, 3, 4, 5, 7), row["name"]
        assert -90 <= row.get("latitude", 0) <= 90
        assert -180 <= row.get("longitude", 0) <= 180
