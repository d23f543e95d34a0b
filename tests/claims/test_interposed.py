"""Speakers between, behind and before their own words, and answers without words: own sentences on many wars."""

from __future__ import annotations

import pytest

from counterclaim.pipeline import read_texts
from counterclaim.records import Claim

pytestmark = pytest.mark.model

FRAME = " Troops, rebels and militants have fought in the region since the ceasefire collapsed."

#: A sentence, a word of the speaker, and words that must stand in the evidence of one claim of that speaker.
SPOKEN = [
    ("“We killed 20; they fled,” said Col. Jean Mbala, the army spokesman, on Monday.", "Mbala", "killed 20"),
    ("“They came at dawn; we held the bridge,” Ousmane Diallo, the garrison commander, said.", "Diallo", "the bridge"),
    ("We have one surgeon and no blood, a nurse at the Rutshuru hospital said over the phone.", "nurse", "no blood"),
    ("The river will bring the mines to us, warned a ferryman in Kalemie.", "ferryman", "bring the mines"),
    ("The wells, the mayor of Bentiu cautioned, will be dry before the rains.", "mayor", "will be dry"),
    (
        "The goats cross the minefield now, said a herder near Kidal, and the children follow them.",
        "herder",
        "children",
    ),
    (
        "The bridge stands, the governor of Malakal told the radio, but no lorry dares to cross it.",
        "governor",
        "no lorry",
    ),
    ("The road is open, the army of Chad said on Sunday; the first convoy reached Adré at noon.", "army", "convoy"),
    ("“Three trucks, sixty men in them,” an elder from Gao said.", "elder", "Three trucks"),
    ("They burned the mill first, the miller's brothers repeated in Lalibela.", "brothers", "burned the mill"),
]


def read(text: str, *, alone: bool = False) -> tuple[Claim, ...]:
    (found,) = read_texts([(text if alone else text + FRAME, None, "x")])
    return found.claims


def words(claim: Claim, text: str) -> str:
    return " ".join(span.of(text) for span in claim.evidence)


@pytest.mark.parametrize(("sentence", "speaker", "said"), SPOKEN)
def test_a_speaker_among_the_words_has_all_of_them(sentence: str, speaker: str, said: str) -> None:
    claims = [c for c in read(sentence) if speaker in c.by.text]
    assert any(said in words(c, sentence) for c in claims)


@pytest.mark.parametrize(
    "sentence",
    [
        "The shells fell on the market, the army said, and the outlet's reporter saw six bodies carried away.",
        "On Monday, the ministry said nothing.",
        "The minister, a former general, visited the town and praised the troops.",
    ],
)
def test_no_speaker_is_made_of_a_date_or_a_deed(sentence: str) -> None:
    assert not any(words(c, sentence).startswith("On Monday") or "praised" in c.quote for c in read(sentence))


def test_a_date_is_no_part_of_a_speaker() -> None:
    claims = read(SPOKEN[0][0])
    assert {c.by.text for c in claims if "Mbala" in c.by.text} == {"Col. Jean Mbala, the army spokesman"}


def test_claims_that_are_called_baseless_are_denied_by_who_calls_them_so() -> None:
    claims = read("Turkey called Greek claims that it sank a boat baseless.")
    assert {c.by.parties for c in claims if c.stance == "denies"} == {("TUR",)}
    claims = read("Armenia described Azerbaijani reports that its drones hit a school as lies.")
    assert {c.by.parties for c in claims if c.stance == "denies"} == {("ARM",)}


def test_who_lost_men_did_not_do_it() -> None:
    (toll,) = [c for c in read("Ukraine's army lost 200 soldiers in the battle, Moscow said.") if c.toll is not None]
    assert toll.actors == ()
    assert toll.toll is not None
    assert toll.toll.parties == ("UKR",)
    (toll,) = [c for c in read("The Ethiopian army said its enemy lost 20 fighters near Dessie.") if c.toll is not None]
    assert toll.actors == ()
    assert toll.toll is not None
    assert toll.toll.parties == ()


def test_the_other_side_is_not_the_speaker_s_and_their_border_is_no_place() -> None:
    said = (
        "Taliban spokesman Zabihullah Mujahid said that 20 outposts of the other side were destroyed on their border."
    )
    (toll,) = [c for c in read(said) if c.toll is not None]
    assert toll.toll is not None
    assert toll.toll.parties == ()
    assert toll.places == ()


@pytest.mark.parametrize(
    "text", ["Who attacked the convoy near Goma?", "Gaza: what we know about the strike on the hospital"]
)
def test_a_question_and_a_topic_state_nothing(text: str) -> None:
    assert read(text, alone=True) == ()


def test_our_soldiers_are_the_speaker_s() -> None:
    text = (
        "Islamabad accused Kabul of arming militants. “Our soldiers will defend every inch,” the defence minister said."
    )
    (promise,) = [c for c in read(text) if "every inch" in c.quote]
    assert [a.parties for a in promise.actors] == [promise.by.parties] == [("PAK",)]
    (toll,) = [c for c in read("“We destroyed 12 of our enemy's tanks,” Ukraine's army said.") if c.toll is not None]
    assert toll.toll is not None
    assert toll.toll.parties == ()


def test_a_bare_answer_at_a_headline_s_end() -> None:
    claims = read("Drone kills 12 at Sudan market; army denies", alone=True)
    assert [(c.by.text, c.stance) for c in claims if c.toll is None] == [("army", "denies")]
    assert [c.by.parties for c in claims if c.toll is not None] == [("narrator",)]


@pytest.mark.parametrize(("word", "stance"), [("No", "denies"), ("Yes", "confirms")])
def test_one_word_answers_a_whole_question(word: str, stance: str) -> None:
    claims = read(f"Asked whether its troops were in Goma, Rwanda's government said: “{word}.”")
    assert [(c.by.parties, c.stance) for c in claims if "Goma" in c.quote] == [(("RWA",), stance)]


def test_a_figure_under_a_silence_is_nobody_s() -> None:
    claims = read("The army would neither confirm nor deny that 12 civilians were killed in the raid.")
    assert [c.by.parties for c in claims if c.toll is not None] == [("unattributed",)]


def test_reports_are_a_noun_behind_said_that() -> None:
    claims = read("The Kremlin said that reports that 40 of its troops had died were untrue.")
    assert {(c.by.parties, c.stance) for c in claims if "troops" in c.quote} == {(("RUS",), "denies")}


def test_headlines_in_one_text_lend_each_other_no_side() -> None:
    lines = ["Sudan's army retakes bridge in Omdurman", "Army denies shelling hospital", "Rebels kill 12 soldiers"] * 12
    claims = read("\n\n".join(lines), alone=True)
    assert {c.by.parties for c in claims if c.stance == "denies"} == {("unattributed",)}
