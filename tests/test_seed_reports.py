"""The seed with a second and a third report: an agency's revision and a denial, one event side by side.

Both reports are our own prose; their outlets, the revised toll and the minister's denial are made up for the test.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from counterclaim import cli
from counterclaim.events import link_claims
from counterclaim.events.as_of import event_as_of
from counterclaim.pipeline import Reading, read_texts
from counterclaim.records import Claim, Event, Report

SEED = Path(__file__).parents[2] / "shared" / "seed" / "article.txt"

pytestmark = pytest.mark.model

#: The happening in the seed's words, for checkouts that have no seed beside them.
FIRST = """Two counts of the dead on the Durand Line
Afghan officials said their forces killed 58 Pakistani soldiers in overnight “retaliatory operations,” while \
Islamabad gave a far lower death toll of 23, describing the attacks as “unprovoked” and adding that it killed \
200 Taliban fighters.
"""
SECOND = """Pakistan raises toll of border fighting to 27
ISLAMABAD, Oct 13 (Meridian) - Pakistan’s military said on Monday that 27 Pakistani soldiers had been killed in the \
clashes along the Durand Line, raising an earlier toll of 23.
It said four of the wounded had died in hospital overnight. Afghan officials stood by their statement that their \
forces killed 58 Pakistani soldiers in overnight raids on 11 October.
"""
THIRD = """Islamabad rejects Afghan count of its dead
ISLAMABAD, Oct 14 - Pakistan’s information minister, Attaullah Tarar, denied on Tuesday that 58 Pakistani soldiers had \
been killed in the clashes along the Durand Line, and called the figure a fiction.
Pakistan’s military said 27 Pakistani soldiers had been killed. Amir Khan Muttaqi, the Afghan foreign minister, denied \
that Afghan forces had fired on civilians.
"""


def first() -> str:
    return SEED.read_text(encoding="utf-8") if SEED.is_file() else FIRST


@cache
def readings() -> tuple[Reading, ...]:
    texts = ((first(), "2025-10-12", "one"), (SECOND, "2025-10-13", "two"), (THIRD, "2025-10-14", "three"))
    return tuple(read_texts(texts))


@cache
def linked() -> tuple[tuple[Event, ...], dict[str, Claim], dict[str, Report]]:
    claims = {claim.id: claim for reading in readings() for claim in reading.claims}
    reports = {reading.capture.report.id: reading.capture.report for reading in readings()}
    return tuple(link_claims(list(claims.values()), reports)), claims, reports


def fighting() -> Event:
    """The one event in which the soldiers are counted."""
    (event,) = [e for e in linked()[0] if any("soldiers killed" in f.label and len(f.positions) > 1 for f in e.facets)]
    return event


def test_the_three_reports_are_one_event_with_a_position_that_moved() -> None:
    event, claims = fighting(), linked()[1]
    assert {claims[member].report_id for member in event.claim_ids} == set(linked()[2])
    facet = next(f for f in event.facets if "soldiers killed" in f.label and f.victims_party == "PAK")
    pakistan = next(p for p in facet.positions if p.party == "PAK")
    assert [(step.low, step.said) for step in pakistan.steps] == [(23, "2025-10-12"), (27, "2025-10-13")]
    assert (pakistan.interest, facet.state) == ("own_loss", "disputed")
    afghan = next(p for p in facet.positions if p.party == "AFG")
    assert (afghan.low, afghan.moved, afghan.interest) == (58, False, "enemy_loss")


def test_the_third_reports_denial_answers_the_count_of_another_report() -> None:
    event, claims = fighting(), linked()[1]
    (reply,) = [r for r in event.replies if r.rule == "same-figure"]
    said, answer = claims[reply.to_claim_id], claims[reply.claim_id]
    assert (said.by.parties, answer.by.parties, answer.by.name) == (("AFG",), ("PAK",), "Attaullah Tarar")
    assert said.report_id != answer.report_id
    denied = next(d for d in event.disputes if d.kind == "denied" and answer.id in d.sides[1].claim_ids)
    assert [side.party for side in denied.sides] == ["AFG", "PAK"]


def test_as_of_each_day_the_event_is_what_was_printed_by_then() -> None:
    event, claims, reports = fighting(), linked()[1], linked()[2]
    members = [claims[member] for member in event.claim_ids]
    for day, held, replies in (("2025-10-12", 23, 0), ("2025-10-13", 27, 0), ("2025-10-14", 27, 1)):
        then = event_as_of(event, members, reports, day).event
        assert then is not None
        facet = next(f for f in then.facets if "soldiers killed" in f.label and f.victims_party == "PAK")
        assert next(p.low for p in facet.positions if p.party == "PAK") == held
        assert sum(reply.rule == "same-figure" for reply in then.replies) == replies


def test_the_terminal_shows_the_moved_position_and_the_denial(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERCLAIM_LEDGER", str(tmp_path / "three.db"))
    monkeypatch.setenv("COUNTERCLAIM_GAZETTEER", "none")
    monkeypatch.setenv("COLUMNS", "100")
    for name, content, day in (("one", first(), "12"), ("two", SECOND, "13"), ("three", THIRD, "14")):
        path = tmp_path / f"{name}.txt"
        path.write_text(content, encoding="utf-8")
        assert cli.run(["add", str(path), "--published", f"2025-10-{day}", "--outlet", name]) == 0
    capsys.readouterr()
    assert cli.run(["show", fighting().id[:12]]) == 0
    page = capsys.readouterr().out
    assert "Disputed, and how counts relate" in page
    assert "asserted and denied" in page
    assert "23 earlier" in page
    assert "count of its own losses" in " ".join(page.split())
