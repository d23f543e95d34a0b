"""Who is on either end of an event: parties, sectors and rules, in sentences of our own."""

from __future__ import annotations

import pytest

from counterclaim.claims.findings import CodedEvent
from counterclaim.claims.participants import Participant
from counterclaim.pipeline import read_texts


def _event(text: str, kind: str, date: str | None = None) -> CodedEvent:
    (reading,) = read_texts([(text, date, "test")], findings=True)
    assert reading.findings is not None
    return next(e for e in reading.findings.events if e.event_type == kind)


def _parties(found: tuple[Participant, ...]) -> list[str]:
    return [p for one in found for p in one.parties]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Ethiopian troops shelled Eritrean villages.", "ASSAULT", ["ETH"], ["ERI"]),
        ("U.S. and Russian envoys met in Vienna.", "CONSULT", ["USA", "RUS"], []),
        ("Chad and Sudan held talks.", "CONSULT", ["TCD", "SDN"], []),
        ("Eritrean villages were shelled by Ethiopian troops.", "ASSAULT", ["ETH"], ["ERI"]),
        ("Kenya announced that it will withdraw its troops from Somalia.", "CONCEDE", ["KEN"], ["SOM"]),
        ("Kyiv asked Berlin for tanks.", "REQUEST", ["UKR"], ["DEU"]),
        ("Rwanda accused Burundi of shelling its border.", "ACCUSE", ["RWA"], ["BDI"]),
        ("Demonstrators in Khartoum blocked a road.", "PROTEST", ["SDN"], ["SDN"]),
    ],
)
def test_who_did_it_to_whom(text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    event = _event(text, kind)
    assert _parties(event.actors) == actors
    assert _parties(event.recipients) in (recipients, [])


@pytest.mark.parametrize(
    ("text", "kind", "sector"),
    [
        ("Ethiopian troops shelled a village.", "ASSAULT", "MIL"),
        ("Kenyan police arrested two men.", "COERCE", "COP"),
        ("The Serbian parliament rejected the accord.", "REJECT", "LEG"),
        ("Sudanese opposition leaders rejected the accord.", "REJECT", "OPP"),
        ("Gunmen killed two men in Goma.", "ASSAULT", "UAF"),
        ("Malian rebels attacked a camp.", "ASSAULT", "REB"),
        ("Thousands of Kenyan students marched through Nairobi.", "PROTEST", "EDU"),
        ("Kenya rejected the accord.", "REJECT", None),
    ],
)
def test_sectors(text: str, kind: str, sector: str | None) -> None:
    assert _event(text, kind).actors[0].sector == sector


def test_an_inherited_country_says_so() -> None:
    event = _event("Protesters in the capital marched against Kenyan leaders.", "PROTEST")
    assert [(p.parties, p.rule) for p in event.actors] == [(("KEN",), "country of the sentence")]


def test_an_ally_of_a_state_is_not_that_state() -> None:
    event = _event("Israel's militia ally attacked a village.", "ASSAULT")
    assert "ISR" not in _parties(event.actors)


def test_unnamed_and_unknown_actors_stay_as_named() -> None:
    event = _event("Militants of the Crimson Dawn Brigade attacked a camp.", "ASSAULT")
    assert event.actors[0].actor is not None
    assert "Crimson Dawn" in event.actors[0].actor.text
    assert _parties(event.actors) == []


def test_a_pejorative_name_is_resolved_and_kept() -> None:
    event = _event("Fitna al-Khawarij attacked a post near Bannu.", "ASSAULT", "2025-10-12")
    actor = event.actors[0].actor
    assert actor is not None
    assert actor.actor == "TTP"
    assert actor.text == "Fitna al-Khawarij"


@pytest.mark.parametrize(("date", "party"), [("2025-10-12", "AFG"), ("2015-10-12", "TALIBAN")])
def test_the_party_goes_by_the_day(date: str, party: str) -> None:
    assert _parties(_event("The Taliban attacked a post.", "ASSAULT", date).actors) == [party]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The army launched an attack on the town.", {"ASSAULT"}),
        ("The minister said rebels had attacked the town.", {"ASSAULT"}),
        ("Police arrested two men and soldiers shelled the camp.", {"COERCE", "ASSAULT"}),
    ],
)
def test_kinds_of_a_sentence(text: str, kinds: set[str]) -> None:
    (reading,) = read_texts([(text, None, "test")], findings=True)
    assert reading.findings is not None
    assert {e.event_type for e in reading.findings.events if e.done} == kinds
