"""Findings: events, places and times as they were read, claim or no claim."""

from __future__ import annotations

import pytest

from counterclaim.claims.findings import CodedEvent, Findings
from counterclaim.pipeline import read_texts

pytestmark = pytest.mark.model


def _findings(text: str) -> Findings:
    [reading] = read_texts([(text, "2025-02-03", "test")], findings=True)
    assert reading.findings is not None
    return reading.findings


def _event(text: str, kind: str) -> CodedEvent:
    return next(e for e in _findings(text).events if e.event_type == kind)


def test_they_are_kept_only_where_asked_for() -> None:
    [reading] = read_texts([("Russia attacked Ukraine.", None, "test")])
    assert reading.findings is None


def test_a_recipient_named_only_in_what_is_said_says_so() -> None:
    event = _event("Iran threatened to launch a new offensive in its war with Iraq.", "THREATEN")
    assert [p.actor.parties for p in event.actors if p.actor is not None] == [("IRN",)]
    assert [(p.actor, p.named, p.rule) for p in event.recipients] == [(None, ("IRQ",), "named in the complement")]


def test_words_name_a_country_where_the_actor_has_none() -> None:
    event = _event("Demonstrators in Baghdad blocked a road on Monday.", "PROTEST")
    assert event.actors[0].named == ("IRQ",)


def test_places_and_times_are_words_of_the_text() -> None:
    text = "Three people met in Goma last week."
    found = _findings(text)
    assert [p.span.of(text) for p in found.places] == ["Goma"]
    [time] = found.times
    assert (time.span.of(text), time.value, time.how) == ("last week", "2025-W05", "relative")
