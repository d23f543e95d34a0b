"""What the article that started the project must show. Skipped where it is not beside the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from counterclaim.events import link_claims
from counterclaim.pipeline import Reading, read_paths
from counterclaim.records import Claim, Event

SHARED = Path(__file__).parents[2] / "shared"
ARTICLE = SHARED / "seed" / "article.txt"

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not ARTICLE.is_file(), reason=f"{ARTICLE} is not here"),
]


@cache
def reading() -> Reading:
    (found,) = (item for item in read_paths([ARTICLE]) if isinstance(item, Reading))
    return found


def claims(words: str) -> Iterator[Claim]:
    return (c for c in reading().claims if words in c.quote)


@cache
def events() -> tuple[Event, ...]:
    found = reading()
    return tuple(link_claims(found.claims, {found.capture.report.id: found.capture.report}))


def event_of(claim: Claim) -> Event:
    return next(e for e in events() if claim.id in e.claim_ids)


def test_one_event_holds_the_disputed_toll_with_words_and_offsets() -> None:
    content = reading().capture.text.content
    fifty_eight = next(claims("killed 58 Pakistani soldiers"))
    twenty_three = next(claims("death toll of 23"))
    two_hundred = next(claims("killed 200 Taliban fighters"))
    event = event_of(fifty_eight)
    assert {twenty_three.id, two_hundred.id} <= set(event.claim_ids)
    for claim in (fifty_eight, twenty_three, two_hundred):
        assert claim.toll is not None
        assert claim.toll.span.of(content) == claim.toll.words
    facet = next(f for f in event.facets if fifty_eight.id in f.positions[0].claim_ids)
    assert {(p.party, p.low, p.high) for p in facet.positions} == {("AFG", 58, 58), ("PAK", 23, 23)}
    assert facet.state == "disputed"
    assert facet.victims_party == "PAK"
    other = next(f for f in event.facets if f.positions[0].claim_ids == (two_hundred.id,))
    assert [(p.party, p.low) for p in other.positions] == [("PAK", 200)]
    assert other.victims_party == "AFG"


def test_accusations_and_their_answers() -> None:
    by_key = {c.key: c for c in reading().claims}
    answers = {
        (by_key[c.about.key].by.parties, c.by.parties, c.stance) for c in reading().claims if c.about is not None
    }
    assert (("AFG",), ("PAK",), "no_comment") in answers  # the bombing: neither confirmed nor denied
    assert (("PAK",), ("AFG",), "denies") in answers  # harbouring, denied by Muttaqi
    assert (("UN",), ("AFG",), "denies") in answers  # the UN report, denied by Kabul


def test_third_states_urge_restraint_and_torkham_is_disrupted_not_shut() -> None:
    urging = next(claims("urged restraint"))
    assert (urging.by.parties, urging.stance) == (("SAU", "QAT"), "urges")
    assert next(claims("disrupted the Torkham crossing")).by.actor == "narrator"
    assert not list(claims("shut"))


def test_a_range_stays_an_estimate_and_an_open_end_stays_open() -> None:
    members = next(c for c in reading().claims if c.toll and c.toll.outcome == "strength")
    assert members.toll is not None
    assert (members.toll.low, members.toll.high, members.toll.bound) == (30000, 35000, "range")
    assert members.stance == "estimates"
    refugees = next(c for c in reading().claims if c.toll and c.toll.outcome == "displaced")
    assert refugees.toll is not None
    assert (refugees.toll.low, refugees.toll.high, refugees.toll.bound) == (1_000_000, None, "more_than")


def test_quotations_keep_their_relay() -> None:
    relays = {c.by.name: [a.text for a in c.relay] for c in reading().claims if c.relay}
    assert relays["Michael Kugelman"] == ["Time.com"]
    assert relays["Joshua White"] == ["Time.com"]
    assert relays["Tahir Khan"] == ["Deutsche Welle"]


def test_furniture_and_the_second_printing_give_no_claim() -> None:
    text = reading().capture.text
    silent = [s.span for s in text.segments if s.kind in ("furniture", "repeat")]
    assert len(silent) > 20
    assert not [c.quote for c in reading().claims for e in c.evidence if any(s.overlaps(e) for s in silent)]
    assert len({c.quote for c in reading().claims}) == len(reading().claims)


def test_the_scorers_figures_do_not_sink(tmp_path: Path) -> None:
    """Right party and stance for at least 22 of 40 with at most 70 claims (the issue's bar; the floor is higher)."""
    from counterclaim.codec import to_json

    out = tmp_path / "claims.jsonl"
    out.write_text("".join(to_json(c) + "\n" for c in reading().claims), encoding="utf-8")
    scorer = [sys.executable, str(SHARED / "seed" / "score.py"), str(SHARED / "seed" / "gold.jsonl"), str(out)]
    score = json.loads(subprocess.run([*scorer, "--json"], check=True, capture_output=True).stdout)
    assert score["right_party_and_stance"] >= 22
    assert score["claims"] <= 70
