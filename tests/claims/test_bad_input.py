"""Text that no newspaper prints: claims that can be defended or none, no error, the same for the same words."""

from __future__ import annotations

from itertools import pairwise

import pytest

from counterclaim.pipeline import Reading, read_texts
from counterclaim.records import Claim

pytestmark = pytest.mark.model

SHAPES = {
    "marks that don't match": (
        "The army said “14 soldiers were killed at the border. General Karim said the raid\" was over” and 'they left. "
        'The militia’s spokesman denied “that it had fired. "We did not shell the town, the governor said.\n\n'
    ),
    "a quotation that never closes": (
        "“We lost 14 men on the ridge, the commander said. The ministry denied it. Residents fled.\n\n"
        "“Nobody helped us, and 3 more died.\n\n"
    ),
    "headlines": (
        "Army says 14 killed in border clash\nRebels deny shelling market, blame government\n"
        "UN: 14 civilians dead in Darfur\nMinister vows revenge after attack\nWho shelled the market?\n"
    ),
    "transcript": (
        "Q: Did your forces shell the market?\nA: We did not shell the market. The militia killed 14.\n"
        "Q: How many soldiers did you lose?\nA: The army lost 14 men. The rebels fired first.\n"
    ),
    "capitals": (
        "THE ARMY SAID 14 SOLDIERS WERE KILLED IN KANDAHAR ON MONDAY. THE TALIBAN DENIED THAT THEY HAD SHELLED THE "
        "MARKET. RESIDENTS SAID 14 CHILDREN WERE WOUNDED.\n\n"
    ),
    "no punctuation": (
        "the army said 14 soldiers were killed in kandahar on monday the taliban denied that they had shelled the "
        "market residents said 14 children were wounded in the attack "
    ),
    "no full stop": (
        "the army said 14 soldiers were killed in Kandahar and the Taliban denied that they had shelled the market, "
    ),
    "marks alone": "“ ‘ \" ' ” « » „ `` '' “",
    "colons alone": "Q: : A: :\nA:\nQ:\n: : :\nA:",
}
TIMES = (1, 2, 12)


def _read(text: str) -> Reading:
    return next(iter(read_texts([(text, "2025-10-13", "bad")])))


def _heard(claim: Claim) -> tuple[object, ...]:
    toll = (claim.toll.low, claim.toll.outcome) if claim.toll else None
    return claim.by.text, claim.by.parties, claim.stance, toll, claim.quote


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("times", TIMES)
def test_no_error_and_every_span_in_the_text(shape: str, times: int) -> None:
    reading = _read(SHAPES[shape] * times)
    content = reading.capture.text.content
    assert not reading.rejections
    for claim in reading.claims:
        spans = [*claim.evidence, *claim.hedges, *(s for rule in claim.rules for s in rule.spans)]
        assert all(0 <= s.start < s.end <= len(content) for s in spans)
        assert claim.quote == " ... ".join(e.of(content) for e in claim.evidence)
        assert all(a.end < b.start for a, b in pairwise(claim.evidence))
    keys = [claim.key for claim in reading.claims]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_text_gives_the_same_claims(shape: str) -> None:
    text = SHAPES[shape] * 2
    first, again = (next(iter(read_texts([(t, None, "bad")]))) for t in (text, text))
    batched = list(read_texts([("Kabul said 3 soldiers died.", None, "a"), (text, None, "bad")]))[1]
    assert first.claims == again.claims == batched.claims


@pytest.mark.parametrize("shape", ["headlines", "transcript"])
def test_the_same_lines_under_other_words_give_the_same_claims(shape: str) -> None:
    # A line that comes again is furniture and not parsed, so the second time its figures are others.
    lines = SHAPES[shape]
    once = [_heard(c) for c in _read(lines).claims]
    twice = [_heard(c) for c in _read(lines + lines.replace("14", "15").replace("market", "market hall")).claims]
    assert [*dict.fromkeys(heard for heard in twice if heard in once)] == once


def test_capitals_say_what_small_letters_say() -> None:
    found = {(c.by.text.lower(), c.stance) for c in _read(SHAPES["capitals"]).claims}
    assert {("the army", "asserts"), ("the taliban", "denies"), ("residents", "asserts")} <= found


def test_a_quotation_that_never_closes_keeps_the_words_behind_it_for_their_speakers() -> None:
    claims = _read(SHAPES["a quotation that never closes"].replace("Residents fled", "Residents said 9 died")).claims
    assert ("the commander", 14) in {(c.by.text, c.toll.low) for c in claims if c.toll}
    assert ("Residents", 9) in {(c.by.text, c.toll.low) for c in claims if c.toll}


def test_a_bodys_two_letters_before_a_colon_are_its_speaker() -> None:
    claims = _read("UN: 14 civilians dead in Darfur\n").claims
    assert [c.by.parties for c in claims if c.toll] == [("UN",)]


class TestTranscripts:
    """Questions, answers and named speakers, each on a line."""

    def test_an_answer_is_somebodys_who_is_not_named(self) -> None:
        claims = _read(SHAPES["transcript"]).claims
        assert {c.by.parties for c in claims} == {("unattributed",)}
        assert {c.by.text for c in claims} == {"A"}
        assert ("denies", "A: We did not shell the market.") in {(c.stance, c.quote) for c in claims}
        assert [c.toll.low for c in claims if c.toll] == [14, 14]

    @pytest.mark.parametrize(
        "question",
        [
            "Did your forces shell the market in Nyala?",
            "Why did your drones kill people in Nyala?",
            "You shelled the market. The rebels attacked the town. Why?",
        ],
    )
    def test_a_question_tells_nothing_in_the_outlets_voice(self, question: str) -> None:
        claims = _read(f"Q: {question}\nA: We are looking into it.\nQ: {question} Please answer.\n").claims
        assert not [c for c in claims if c.by.actor == "narrator" or "market" in c.quote]

    def test_names_in_capitals_are_speakers_and_a_turn_goes_on_to_the_next(self) -> None:
        text = (
            "QUESTION: Who attacked the convoy near Goma?\n"
            "MR. PRICE: The drones are not ours.\n\nThe rebels killed 14 people there.\n"
            "QUESTION: Thank you.\n"
            "MR. PRICE: Rwanda sent 30 soldiers. They killed two farmers.\n"
            "The briefing ended. Rebels attacked Goma.\n"
        )
        claims = _read(text).claims
        assert [(c.by.text, c.toll.low) for c in claims if c.toll and c.toll.outcome == "killed"] == [
            ("MR. PRICE", 14),
            ("MR. PRICE", 2),
        ]
        assert [c.by.actor for c in claims if "attacked Goma" in c.quote] == ["narrator"]

    def test_whoever_is_quoted_in_a_turn_keeps_the_words(self) -> None:
        text = "Q: What then?\nA: The governor said 9 villagers were killed.\nQ: By whom?\nA: Nobody knows.\n"
        assert [(c.by.text, c.toll.low) for c in _read(text).claims if c.toll] == [("The governor", 9)]

    @pytest.mark.parametrize("label", ["URGENT", "UPDATE", "Live", "KABUL"])
    def test_a_lone_label_makes_no_transcript(self, label: str) -> None:
        text = f"The war so far\n\n{label}: Rebels attacked the town of Goma on Monday.\nResidents fled the town.\n"
        assert all(c.by.text != label or label == "KABUL" for c in _read(text).claims)
