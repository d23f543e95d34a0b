"""The actor tables hold what they promise: codes, sources, dates, and no word that means two things."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from counterclaim.claims.actor_names import NameIndex, fold
from counterclaim.claims.actor_parties import Memberships
from counterclaim.reference import load_reference
from tests.docs import make_doc

REFERENCE = load_reference()
COUNTRIES = REFERENCE.table("countries")
GROUPS = REFERENCE.table("groups")
BODIES = REFERENCE.table("bodies")["body"]
MEMBERSHIPS = REFERENCE.table("memberships")
ROLES = REFERENCE.table("roles")


#: Entries of ISO 3166-1 that are no states: their people count to the state that they depend on.
DEPENDENCIES = set(
    "ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM FLK FRO GGY GIB GLP GRL GUF GUM HMD IMN IOT JEY MAC "
    "MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL UMI VGB VIR WLF".split()
)
#: States whose capital has the state's own name or an ordinary word's (Malé, Victoria), or that have none.
NO_OTHER_CAPITAL = {"ESH", "HKG", "MCO", "MDV", "SGP", "SYC"}
#: States for whose government English news has no other word than the capital: mostly small ones, or those whose
#: seat is a "State House" or "National Palace" like many others.
NO_METONYM = set(
    "ATG BHS BLZ BWA CIV COG CPV CRI DJI DMA DOM ESH FSM GMB GNB GNQ GRD GUY HND KIR KNA KOS LBR LCA MDA MRT NAM NIC "
    "NRU PLW SEN SLB SLE STP SUR SVN SYC TLS TON TTO TUV VCT VUT WSM".split()
)


def test_every_state_of_iso_3166_is_there_with_demonym_and_capital() -> None:
    pycountry = pytest.importorskip("pycountry")
    assert {country.alpha_3 for country in pycountry.countries} - set(COUNTRIES) == DEPENDENCIES
    assert set(COUNTRIES) - {country.alpha_3 for country in pycountry.countries} == {"KOS"}
    assert all(row["name"] and row["adjectives"] for row in COUNTRIES.values())
    assert {code for code, row in COUNTRIES.items() if not row.get("capitals")} == NO_OTHER_CAPITAL


def test_most_governments_have_a_name_besides_their_capital() -> None:
    assert {code for code, row in COUNTRIES.items() if not row.get("government")} == NO_METONYM


def test_every_member_of_the_united_nations_is_there() -> None:
    assert len(COUNTRIES) >= 193
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in COUNTRIES)


def test_no_group_has_the_code_of_a_state() -> None:
    assert not set(GROUPS) & set(COUNTRIES)


def test_at_least_210_groups_each_with_a_source_and_known_homes() -> None:
    assert len(GROUPS) >= 210
    for code, row in GROUPS.items():
        assert len(row["source"]) >= 3, code
        assert set(row["home"]) <= set(COUNTRIES), code
        assert set(row) <= {"name", "names", "doubtful", "people", "home", "source"}, code


def test_a_doubtful_name_is_no_sure_name_of_anybody() -> None:
    sure = set(_surfaces())
    dead = {word for row in GROUPS.values() for word in row.get("doubtful", ()) if fold(word) in sure}
    assert dead == set()


def test_sure_names_of_groups_are_no_codes_and_no_ordinary_words() -> None:
    pycountry = pytest.importorskip("pycountry")
    codes = {country.alpha_3 for country in pycountry.countries}
    assert not set(GROUPS) & codes
    words = _sure_names_of_groups()
    assert (
        not {word for word in words if word in codes or (word.lower() == word and " " not in word)} - LOWER_CASE_NAMES
    )
    tables = (ROLES["kind"][kind]["nouns"] for kind in ROLES["kind"])
    assert not words & {form for nouns in tables for noun in nouns for form in (noun, noun.title(), noun.upper())} - {
        "khawarij",
        "Khawarij",
    }


#: Names of groups that reports write without a capital.
LOWER_CASE_NAMES = {"anti-balaka", "janjaweed", "khawarij", "peshmerga"}


def _sure_names_of_groups() -> set[str]:
    return {
        word
        for row in GROUPS.values()
        for word in (row["name"], *row.get("names", ()), *row.get("people", ()))
        if word not in row.get("doubtful", ())
    }


def test_organs_of_states_belong_to_a_known_actor() -> None:
    known = set(COUNTRIES) | set(GROUPS)
    assert [row["name"] for row in BODIES if row["class"] == "state" and row["actor"] not in known] == []
    assert {row["class"] for row in BODIES} <= {"igo", "ngo", "monitor", "institute", "media", "state"}


def test_memberships_name_known_actors_and_have_sources_and_real_dates() -> None:
    territories = {row["actor"] for row in MEMBERSHIPS["territory"]}
    known = set(COUNTRIES) | set(GROUPS) | territories
    for row in MEMBERSHIPS["membership"]:
        assert {row["actor"], row["party"]} <= known
        assert row["source"]
        days = [date.fromisoformat(row[key]) for key in ("from", "to") if key in row]
        assert days == sorted(days)
    assert {row["actor"] for row in MEMBERSHIPS["person"]} <= known | {row["actor"] for row in BODIES}


def test_memberships_of_one_actor_do_not_overlap() -> None:
    rows = defaultdict(list)
    for row in MEMBERSHIPS["membership"]:
        rows[row["actor"]].append((row.get("from", "0000"), row.get("to", "9999")))
    for actor, intervals in rows.items():
        intervals.sort()
        for (_, end), (start, _) in pairwise(intervals):
            assert end <= start, actor


def _surfaces() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for code, row in COUNTRIES.items():
        for key in ("names", "adjectives", "people", "capitals", "government", "forces", "regions"):
            for word in row.get(key, ()):
                found[fold(word)].add(code)
    for code, row in GROUPS.items():
        for word in {row["name"], *row.get("names", ()), *row.get("people", ())} - set(row.get("doubtful", ())):
            found[fold(word)].add(code)
    for row in BODIES:
        for word in (row["name"], *row.get("names", ()), *row.get("acronyms", ())):
            found[fold(word)].add(row["actor"])
    return found


def test_no_name_stands_for_two_actors() -> None:
    assert {word: codes for word, codes in _surfaces().items() if len(codes) > 1} == {}


def test_no_role_noun_has_two_kinds() -> None:
    kinds = defaultdict(set)
    for kind, row in ROLES["kind"].items():
        for noun in row["nouns"]:
            kinds[noun].add(kind)
    assert {noun: found for noun, found in kinds.items() if len(found) > 1} == {}
    known = set(ROLES["kind"])
    assert set(ROLES["before"].values()) <= known
    assert set(ROLES["organisation"]) <= known


@pytest.mark.parametrize(
    ("surface", "actor", "form"),
    [
        ("Afghans", "AFG", "people"),
        ("Kremlin", "RUS", "government"),
        ("Élysée", "FRA", "government"),
        ("Rawalpindi", "PAK", "forces"),
        ("Christiansborg", "DNK", "government"),
        ("Pantovčak", "HRV", "government"),
        ("US Coast Guard", "USA", "forces"),
        ("Tehreek-e-Taliban Pakistan", "TTP", "name"),
        ("Tehreek–e–Taliban Pakistan", "TTP", "name"),
        ("KABUL", "AFG", "capital"),
        ("ISPR", "PAK", "organ"),
        ("Xinhua", "CHN", "organ"),
        ("Reuters", "media", "name"),
        ("Amnesty International", "AMNESTY", "name"),
    ],
)
def test_what_a_name_stands_for(surface: str, actor: str, form: str) -> None:
    named = NameIndex(REFERENCE).get(surface)
    assert named is not None
    assert (named.actor, named.form) == (actor, form)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Download the PDF from our site , the AA said", []),
        ("In Myanmar the PDF attacked a convoy", ["MMR", "PDF"]),
        ("The Arakan Army advanced and the AA took a town", ["AA", "AA"]),
        ("Three AA fighters were killed", ["AA"]),
        ("Men of the National Liberation Army attacked", []),
        ("In Colombia the National Liberation Army attacked", ["COL", "ELN"]),
        ("In Macedonia the National Liberation Army attacked", ["MKD", "NLA-MACEDONIA"]),
        ("Colombia and Macedonia met the National Liberation Army", ["COL", "MKD"]),
        ("FIS members prepared for the race in Norway", ["NOR"]),
        ("The Tigers won 3-1 in Detroit", []),
    ],
)
def test_a_doubtful_name_needs_a_second_sign(words: str, found: list[str]) -> None:
    table = "\n".join(f"{word} NNP 0 dep" for word in words.split())
    doc = make_doc(table)
    assert [named.actor for _, _, named in NameIndex(REFERENCE).find(doc, [0] * len(doc))] == found


@pytest.mark.parametrize("words", ["Foreign Office", "Coast Guard", "Federal Police", "Special Task Force"])
def test_an_office_that_many_states_have_stands_for_none_of_them(words: str) -> None:
    assert NameIndex(REFERENCE).get(words) is None


@pytest.mark.parametrize(
    ("actor", "day", "party"),
    [
        ("TALIBAN", "2019-05-01", "TALIBAN"),
        ("TALIBAN", "2025-10-12", "AFG"),
        ("HTS", "2024-12-07", "HTS"),
        ("HTS", "2024-12-08", "SYR"),
        ("RSF", "2023-04-14", "SDN"),
        ("RSF", "2023-04-15", "RSF"),
        ("WAGNER", "2023-06-22", "RUS"),
        ("WAGNER", "2023-06-24", "WAGNER"),
        ("WAGNER", "2023-06-25", "RUS"),
        ("GAZA", "2006-07-01", "PSE"),
        ("GAZA", "2025-10-29", "HAMAS"),
        ("DPR", "2016-01-01", "DPR"),
        ("DPR", "2022-10-01", "RUS"),
        ("CRIMEA", "2025-02-26", "RUS"),
        ("GOMA", "2012-11-25", "M23"),
        ("GOMA", "2013-05-01", "GOMA"),
        ("MEKELLE", "2021-07-15", "TPLF"),
    ],
)
def test_whom_an_actor_stood_for_on_a_day(actor: str, day: str, party: str) -> None:
    assert Memberships(REFERENCE).party(actor, day)[0] == party
