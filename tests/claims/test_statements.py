"""Own sentences on many wars: who says it, with which stance, in which words; what it answers."""

from __future__ import annotations

import pytest

from counterclaim.pipeline import read_texts
from counterclaim.records import Claim

pytestmark = pytest.mark.model

#: Signs of conflict around a sentence, so that statements are read from it at all.
FRAME = " Troops, rebels and militants have fought in the region since the ceasefire collapsed."

STATED = [
    ("The RSF claimed full control of the city.", "RSF", "asserts", "full control"),
    ("Two security sources told AFP that the base had fallen.", "unattributed", "asserts", "the base had fallen"),
    ("JNIM claimed responsibility for the ambush.", "JNIM", "claims_responsibility", "responsibility"),
    ("Egypt condemned the attack on the hospital.", "EGY", "condemns", "the attack"),
    ("Qatar and Turkey urged restraint.", "QAT", "urges", "restraint"),
    ("The African Union called for dialogue.", "AU", "urges", "for dialogue"),
    ("China called on both sides to show restraint.", "CHN", "urges", "both sides"),
    ("Rwanda denied backing the rebels.", "RWA", "denies", "backing the rebels"),
    ("Moscow called the report a lie.", "RUS", "denies", "a lie"),
    ("Israel dismissed the accusation as propaganda.", "ISR", "denies", "propaganda"),
    ("“We do not fire at civilians,” the Israeli military said.", "ISR", "denies", "fire at civilians"),
    ("Hamas rejected the offer.", "HAMAS", "rejects", "the offer"),
    ("Israel declined to comment.", "ISR", "no_comment", "comment"),
    ("Ankara neither confirmed nor denied the strike.", "TUR", "no_comment", "neither confirmed nor denied"),
    ("The Ethiopian army did not respond to a request for comment.", "ETH", "no_comment", "respond"),
    ("Kinshasa accused Rwanda of arming M23.", "COD", "accuses", "of arming M23"),
    ("Ukraine blamed Russia for the blast.", "UKR", "accuses", "Russia"),
    ("Sudan alleged that Chad had sheltered the fighters.", "SDN", "accuses", "Chad had sheltered"),
    ("Hezbollah vowed revenge.", "HEZBOLLAH", "threatens", "revenge"),
    ("Iran warned that any attack would bring a crushing response.", "IRN", "threatens", "crushing response"),
    ("“Russia will pay for every life,” Zelenskiy said.", "UKR", "threatens", "will pay"),
    ("Azerbaijan promised to withdraw its troops.", "AZE", "promises", "to withdraw"),
    ("Human Rights Watch said soldiers had burned the village.", "NGO", "accuses", "burned the village"),
    ("Israel said no less than 40 rockets were fired at Haifa.", "ISR", "asserts", "no less than 40 rockets"),
    ("Israel said not one but two rockets hit Haifa.", "ISR", "asserts", "two rockets hit Haifa"),
    ("Kyiv said that no rocket had been fired at Haifa.", "UKR", "denies", "no rocket"),
    ("According to residents, the market is deserted.", "residents", "asserts", "the market is deserted"),
    ("Analysts say the truce is dead.", "expert", "asserts", "the truce is dead"),
    ("Myanmar's junta announced that its jets had bombed a rebel base.", "MMR", "asserts", "bombed a rebel base"),
    ("A UN report estimates that 12,000 fighters remain.", "UN", "estimates", "12,000 fighters"),
    ("Pakistan confirmed that its forces had struck the camp.", "PAK", "confirms", "had struck the camp"),
]


def read(words: str) -> tuple[Claim, ...]:
    (found,) = read_texts([(words + FRAME, "2025-10-20", "x")])
    assert not found.rejections
    return found.claims


@pytest.mark.parametrize(("sentence", "party", "stance", "words"), STATED)
def test_a_statement_has_its_speaker_and_stance(sentence: str, party: str, stance: str, words: str) -> None:
    got = [(c.by.parties, c.stance, c.quote) for c in read(sentence)]
    assert any(party in parties and stance == said and words in quote for parties, said, quote in got), got


ANSWERED = [
    ("Kinshasa accused Rwanda of arming M23. Rwanda denied the accusation.", "denies"),
    ("Kyiv said Russia had shelled the clinic. Moscow did not comment.", "answers"),
    ("Muttaqi denied Islamabad's accusations that Kabul shelters the TTP.", "denies"),
    ("A UN report claimed Rwanda arms M23, a claim Kigali denies.", "denies"),
    ("Russia's defence ministry said its strikes had destroyed a depot. Kyiv called the claim “a lie”.", "denies"),
    ("India accused Pakistan of sheltering the gunmen. Islamabad denied it.", "denies"),
    ("The rebels claim to hold the airport. The government says that is a lie.", "denies"),
    ("Hamas says 300 people died in the strike; Israel disputes the toll.", "disputes"),
    ("Kyiv said Russia had lost 900 men in a day, a figure that Moscow called absurd.", "disputes"),
    ("Thailand said 20 of its soldiers were killed by rockets. Phnom Penh called the figure exaggerated.", "disputes"),
    ("Turkey confirmed Syrian reports that its jets had struck Manbij.", "confirms"),
    ("Kigali dismissed Kinshasa's charge that its troops fight beside the M23.", "denies"),
    ("Azerbaijan said Armenia had opened fire first. Yerevan neither confirmed nor denied the claim.", "answers"),
]


@pytest.mark.parametrize(("words", "relation"), ANSWERED)
def test_an_answer_points_at_what_it_answers(words: str, relation: str) -> None:
    claims = read(words)
    keys = {c.key: c for c in claims}
    answers = [c for c in claims if c.about is not None and c.about.relation == relation]
    assert answers, [(c.by.parties, c.stance, c.quote) for c in claims]
    assert keys[answers[0].about.key].by.parties != answers[0].by.parties  # type: ignore[union-attr]


def test_a_relay_is_kept_and_a_part_has_its_totals_speaker() -> None:
    claims = read("The army killed 26 civilians, among them five children, medics told Reuters.")
    by = {c.toll.low: (c.by.parties, [a.text for a in c.relay]) for c in claims if c.toll is not None}
    assert by[26] == (("medics",), ["Reuters"])
    assert by[5][0] == ("medics",)


def test_words_of_war_in_sport_and_business_claim_nothing() -> None:
    football = (
        "The striker shot twice and the defender was killed by pace. The goalkeeper denied the winger with a save. The "
        "coach said his team had been bombarded in the second half of the match. Two players were injured in the derby."
    )
    shares = (
        "Shares bled on Monday as investors fled. Analysts said the stock had been hammered. The index lost 300 points "
        "while bond yields rose and the market took casualties among banks after weak quarterly earnings."
    )
    for words in (football, shares):
        (found,) = read_texts([(words, None, "x")])
        assert found.claims == ()


def test_a_side_that_was_guessed_is_not_the_one_that_denies_its_words() -> None:
    claims = read("The army said it had killed 40 fighters near Bakhmut, a claim Kyiv denies.")
    assert {c.by.parties for c in claims if c.stance == "denies"} == {("UKR",)}
    assert ("UKR",) not in {c.by.parties for c in claims if c.toll is not None}


def test_a_withheld_name_is_no_demand_and_an_outlet_that_cites_relays() -> None:
    claims = read("Reuters reported, citing two officials who asked not to be named, that the general had been shot.")
    said = [c for c in claims if "shot" in c.quote]
    assert {c.stance for c in claims if c.by.parties != ("narrator",)} == {"asserts"}
    assert [[a.text for a in c.relay] for c in said] == [["Reuters"]] * len(said)


@pytest.mark.parametrize(
    ("sentence", "word", "is_told"),
    [
        ("Ethiopia shelled the groups it once supported in Tigray.", "shelled", True),
        ("The militias that Uganda once helped are back in Ituri.", "helped", False),
        ("The rebels have waged a war against the army for three decades.", "waged", False),
        ("The rebels have shelled the army for three days.", "shelled", True),
        ("Rwanda was considered a patron of the M23, providing shelter to it.", "shelter", False),
    ],
)
def test_what_only_says_who_is_meant_or_went_on_for_years_is_no_deed(sentence: str, word: str, is_told: bool) -> None:
    assert any(word in claim.quote for claim in read(sentence) if claim.kind == "narration") == is_told
