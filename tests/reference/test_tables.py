"""The actor tables hold what they promise: codes, sources, dates, and no word that means two things."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from itertools import pairwise

import pytest

from counterclaim.claims.actor_names import NameIndex, fold
from counterclaim.reference import load_reference

REFERENCE = load_reference()
COUNTRIES = REFERENCE.table("countries")
GROUPS = REFERENCE.table("groups")
BODIES = REFERENCE.table("bodies")["body"]
MEMBERSHIPS = REFERENCE.table("memberships")
ROLES = REFERENCE.table("roles")


def test_every_member_of_the_united_nations_is_there() -> None:
    assert len(COUNTRIES) >= 193
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in COUNTRIES)
    assert all(row["name"] and row["adjectives"] for row in COUNTRIES.values())


def test_no_group_has_the_code_of_a_state() -> None:
    assert not set(GROUPS) & set(COUNTRIES)


def test_at_least_sixty_groups_each_with_a_source_and_known_homes() -> None:
    assert len(GROUPS) >= 60
    for code, row in GROUPS.items():
        assert row["source"], code
        assert set(row["home"]) <= set(COUNTRIES), code


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
        for word in (row["name"], *row.get("names", ()), *row.get("acronyms", ()), *row.get("people", ())):
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
