"""A deed that answers another takes neither the other's day nor its kind."""

from __future__ import annotations

import pytest

from counterclaim.pipeline import read_texts

pytestmark = pytest.mark.model


def test_retaliation_is_not_dated_by_what_it_answers() -> None:
    text = "Kabul calls its operation retaliation for air strikes on the capital on 9 October."
    (reading,) = read_texts([(text, "2025-10-12", "report")])
    assert reading.claims
    assert all(claim.happened is None for claim in reading.claims)


def test_the_strikes_themselves_keep_their_day() -> None:
    text = "Kabul said Pakistani jets had bombed the capital on 9 October."
    (reading,) = read_texts([(text, "2025-10-12", "report")])
    assert [claim.happened.start for claim in reading.claims if claim.happened] == ["2025-10-09"]
