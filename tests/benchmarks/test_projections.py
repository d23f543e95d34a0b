"""Projections of hand-made readings: they pass on what was read and nothing else."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from benchmarks.predict import event_coding, geoparsing, times
from counterclaim.claims.findings import CodedEvent, Findings, Participant, TimeExpression
from counterclaim.claims.time_anchors import Kind
from counterclaim.pipeline import Reading
from counterclaim.records import Actor, Capture, Place, Report, Span, Text

AT = Span(start=0, end=4)


def _reading(
    events: tuple[CodedEvent, ...] = (), places: tuple[Place, ...] = (), expressions: tuple[TimeExpression, ...] = ()
) -> Reading:
    report = Report(id="r", raw_sha256="0", media_type="text/plain", source="hand")
    text = Text(id="t", raw_sha256="0", cleaner="none", sha256="0", content="word", segments=())
    findings = Findings(events=events, places=places, times=expressions)
    capture = Capture(report=report, text=text, raw=b"word")
    return Reading(capture=capture, attributions=(), claims=(), findings=findings)


SECTOR = {"soldiers": "MIL", "refugees": "REF", "guerrillas": "REB"}


def _who(party: str, *named: str, role: str | None = None) -> Participant:
    actor = Actor(text="words", span=AT, actor=party, parties=tuple(party.split("+")), role=role, rule="hand")
    own = tuple(p for p in actor.parties if not p.islower())
    return Participant(actor=actor, named=named, rule="argument", parties=own or named, sector=SECTOR.get(role or ""))


def _event(
    kind: str = "ASSAULT",
    actors: tuple[Participant, ...] = (),
    recipients: tuple[Participant, ...] = (),
    *,
    done: bool = True,
    negated: bool = False,
    word: Literal["verb", "light", "noun"] = "verb",
    depth: int = 0,
    rule: str = "verb test",
) -> CodedEvent:
    return CodedEvent(
        event_type=kind,
        mode=None,
        actors=actors,
        recipients=recipients,
        done=done,
        negated=negated,
        predicate=AT,
        word=word,
        depth=depth,
        rule=rule,
    )


def _coded(*events: CodedEvent) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = event_coding.project(_reading(events))["events"]
    return found


def test_the_main_event_is_told_by_a_verb_then_nearest_to_the_root() -> None:
    noun = _event("ASSAULT", word="noun", depth=0)
    deep, near = _event("REJECT", depth=3), _event("CONSULT", word="light", depth=1)
    assert [e["type"] for e in _coded(noun, deep, near)] == ["CONSULT"]
    assert [e["type"] for e in _coded(noun)] == ["ASSAULT"]


def test_what_is_negated_or_only_possible_is_no_event_but_what_is_announced_is() -> None:
    assert _coded(_event(negated=True), _event(done=False)) == []
    announced = _event("THREATEN", done=False, rule="future ASSAULT: verb attack")
    assert [e["type"] for e in _coded(announced)] == ["THREATEN"]


def test_sides_become_codes_and_sectors() -> None:
    [event] = _coded(_event("ASSAULT", (_who("ISR", role="soldiers"),), (_who("PSE-CIV", role="refugees"),)))
    assert [(a["code"], a["sector"]) for a in event["source"]] == [("ISR", "MIL")]
    assert [(a["code"], a["sector"]) for a in event["target"]] == [("PSE", "REF")]
    assert event["reciprocal"] is False


@pytest.mark.parametrize(
    ("party", "code"),
    [
        ("PAK", "PAK"),
        ("PAK-CIV", "PAK"),
        ("TTP", "PAK"),
        ("HAQQANI", "IMG"),
        ("UN", "IGO"),
        ("NATO", "IGO"),
        ("NGO", "NGO"),
        ("rebels", None),
        ("unattributed", None),
    ],
)
def test_codes(party: str, code: str | None) -> None:
    assert event_coding.code_of(party) == code


def test_a_party_that_is_no_state_takes_the_country_of_its_words() -> None:
    [event] = _coded(_event("ASSAULT", (_who("rebels", "AFG", role="guerrillas"),), (_who("unattributed"),)))
    assert [(a["code"], a["sector"]) for a in event["source"]] == [("AFG", "REB")]
    assert event["target"] == []


def test_several_sources_without_a_target_act_on_each_other() -> None:
    [event] = _coded(_event("CONSULT", (_who("PAK+AFG"),)))
    assert [a["code"] for a in event["source"]] == ["PAK", "AFG"]
    assert event["reciprocal"] is True
    [threat] = _coded(_event("THREATEN", (_who("PAK+AFG"),)))
    assert threat["reciprocal"] is False


def test_a_place_keeps_its_span_and_has_a_point_only_where_one_is_known() -> None:
    known = Place(text="Goma", span=AT, name="Goma", latitude=-1.7, longitude=29.2, precision=1, rule="hand")
    found = geoparsing.project(_reading(places=(known, Place(text="Zz", span=AT, name="Zz", rule="hand"))))
    assert [(p["start"], p["end"], p["lat"], p["lon"]) for p in found["places"]] == [
        (0, 4, -1.7, 29.2),
        (0, 4, None, None),
    ]


@pytest.mark.parametrize(("value", "kind"), [("2025-10-14", "DATE"), ("P2W", "DURATION"), (None, "SET")])
def test_an_expression_of_time_keeps_its_value_and_type(value: str | None, kind: Kind) -> None:
    time = TimeExpression(
        text="word", span=AT, value=value, kind=kind, grain=None, start=None, end=None, how="unresolved", rule="hand"
    )
    assert times.project(_reading(expressions=(time,)))["times"] == [
        {"start": 0, "end": 4, "text": "word", "value": value, "type": kind}
    ]
