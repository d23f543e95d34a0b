"""A figure that its speaker calls untrue, or will not confirm, is not that speaker's count."""

from __future__ import annotations

import pytest

from counterclaim.events import DEFAULT
from counterclaim.events.facets import build_facets
from counterclaim.pipeline import read_texts
from counterclaim.records import Claim

pytestmark = pytest.mark.model

FRAME = " Troops, rebels and militants have fought in the region since the ceasefire collapsed."

DENIED = [
    ("Israel said it was not true that 30 people had died in Rafah on Monday.", 30),
    ("Kyiv said it was false that 500 of its troops had been captured.", 500),
    ("There is no truth in reports that 30 of our men died, the M23 said.", 30),
    ("The Kremlin said reports of 500 dead were exaggerated.", 500),
    ("Moscow called Ukrainian reports of 600 dead soldiers nonsense.", 600),
]

COUNTED = [
    ("Moscow said it was true that 30 soldiers had died.", 30),
    ("Moscow said reports of 500 dead were false and that five soldiers had died.", 5),
    ("The army said no fewer than 20 rebels were killed.", 20),
]


@pytest.fixture(scope="module")
def read() -> dict[str, list[Claim]]:
    sentences = [text for text, _ in (*DENIED, *COUNTED)] + [SILENT]
    found = read_texts([(text + FRAME, "2025-10-20", "x") for text in sentences])
    return {text: list(result.claims) for text, result in zip(sentences, found, strict=True)}


SILENT = "Khartoum said it could not confirm that 80 people had been killed."


def counts(claims: list[Claim], figure: int) -> list[Claim]:
    return [c for c in claims if c.toll is not None and c.toll.low == figure]


@pytest.mark.parametrize(("sentence", "figure"), DENIED)
def test_what_is_called_untrue_is_denied(read: dict[str, list[Claim]], sentence: str, figure: int) -> None:
    found = counts(read[sentence], figure)
    assert [c.stance for c in found] == ["denies"]
    assert build_facets(found, DEFAULT) == ()


@pytest.mark.parametrize(("sentence", "figure"), COUNTED)
def test_only_what_is_called_untrue_is_denied(read: dict[str, list[Claim]], sentence: str, figure: int) -> None:
    found = counts(read[sentence], figure)
    assert found
    assert "denies" not in {c.stance for c in found}


def test_what_is_not_confirmed_is_no_count(read: dict[str, list[Claim]]) -> None:
    found = counts(read[SILENT], 80)
    assert [c.stance for c in found] == ["no_comment"]
    assert build_facets(found, DEFAULT) == ()
