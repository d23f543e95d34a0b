"""Who later mentions go back to, what a title leaves room for, and whose name is withheld; on real sentences."""

from __future__ import annotations

from functools import cache

import pytest

from counterclaim.claims.actors import ActorReader, ReportActors
from counterclaim.passages import Parser
from counterclaim.pipeline import read_texts
from counterclaim.records import Actor
from counterclaim.reference import load_reference
from counterclaim.reports import text_from_string

pytestmark = pytest.mark.model

READER = ActorReader(load_reference())


@cache
def _parser() -> Parser:
    return Parser()


def speaker(text: str, words: str) -> Actor:
    """The last occurrence of `words` as a source."""
    ((doc, _),) = _parser().parse([text_from_string(text)])
    actors: ReportActors = READER.for_report(doc, "2025-03-01")
    start = text.rindex(words)
    span = doc.char_span(start, start + len(words))
    assert span is not None, words
    return actors.resolve(span.start, span.end, span.root.i, speaking=True)


@pytest.mark.parametrize(
    ("text", "words", "party", "name", "role"),
    [
        # a rank before the name leaves room for the office before or after it
        (
            "Peru's army said so. Its spokesman, Colonel Ivan Paz, said 3 men died. Paz said more.",
            "Paz",
            "PER",
            "Ivan Paz",
            "spokesman",
        ),
        (
            "Peru's army said so. Its spokesman, Colonel Ivan Paz, said 3 men died. The colonel said more.",
            "The colonel",
            "PER",
            "Ivan Paz",
            "spokesman",
        ),
        # any part of a name may come again
        (
            "Ethiopia's minister Selam Bekele Wolde said 3 men died. Selam said more.",
            "Selam",
            "ETH",
            "Selam Bekele Wolde",
            "minister",
        ),
        (
            "The mayor of Lima, Jorge Paz Duarte, said 3 men died in Peru. Paz said more.",
            "Paz",
            "PER",
            "Jorge Paz Duarte",
            "mayor",
        ),
        # a place may be a person's name
        (
            "Peru's president met President Aurelio Montenegro in Chile. Montenegro said 3 men died.",
            "Montenegro",
            "CHL",
            "Aurelio Montenegro",
            "President",
        ),
        # a spokesman of another state than the one named last
        (
            "Peru blamed Chile. Kenya's envoy said 3 men died. Its counterpart in Tehran said more.",
            "Its counterpart in Tehran",
            "IRN",
            None,
            "counterpart",
        ),
        # whoever was just brought in without a name
        (
            "Peru's police chief spoke. An official in Chile said 3 men died. The official said more.",
            "The official",
            "CHL",
            None,
            "official",
        ),
        (
            "Peru met Chile. Chile's army said 3 men died. A spokesman in Lima agreed. The spokesman, Ivan Paz, wept.",
            "The spokesman, Ivan Paz",
            "PER",
            "Ivan Paz",
            "spokesman",
        ),
        ("Amnesty International said 3 men died. The rights group said more.", "The rights group", "NGO", "*", None),
        ("Peru's military said 3 men died in Chile. The army said more.", "The army", "PER", None, "army"),
        # pairs and parts
        (
            "Peru attacked Chile. Peru said 3 men died. Chile said 4 died. Both armies said more.",
            "Both armies",
            "CHL+PER",
            None,
            None,
        ),
        (
            "Doctors at the clinic said 3 men died. One of them, Ana Ruiz, said more. She wept, she said.",
            "she",
            "medics",
            "Ana Ruiz",
            None,
        ),
        (
            "Chile's envoy, Ana Ruiz, met Peru's minister, Ivan Paz. The latter said 3 men died.",
            "The latter",
            "PER",
            "Ivan Paz",
            "minister",
        ),
        (
            "Chile's envoy, Ana Ruiz, met Peru's minister, Ivan Paz. The former said 3 men died.",
            "The former",
            "CHL",
            "Ana Ruiz",
            "envoy",
        ),
        # offices that are none: a soldier who saw it, a rival
        (
            "Peru's army spoke. A survivor, Corporal Ivan Paz, said 3 men died. Paz said more.",
            "Paz",
            "PER",
            "Ivan Paz",
            "*",
        ),
        (
            "Ana Ruiz of Peru met her rival, the Chilean minister Ivan Paz. Paz said 3 men died.",
            "Paz",
            "CHL",
            "Ivan Paz",
            "minister",
        ),
        # bodies that only their own words tell of
        ("The NGO Sea-Watch denied it. The group said 3 men died.", "The group", "NGO", "Sea-Watch", "*"),
        (
            "Ivan Paz told the Tasnim agency so. The same agency said 3 men died.",
            "The same agency",
            "IRN",
            "Tasnim",
            "*",
        ),
        # bodies of a group or a state are named by what they are called
        (
            "Iran's Revolutionary Guards said 3 men died. Iraq denied it. The Guards said more.",
            "The Guards",
            "IRN",
            "*",
            None,
        ),
    ],
)
def test_who_a_source_is(text: str, words: str, party: str, name: str | None, role: str | None) -> None:
    actor = speaker(text, words)
    assert "+".join(actor.parties) == party, actor.rule
    assert name == "*" or actor.name == name, actor.rule
    assert role == "*" or actor.role == role, actor.rule


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("An official in Lima, speaking on condition of anonymity, said 3 men died.", "An official in Lima"),
        ("An official in Lima who asked not to be named said 3 men died. The official said more.", "The official"),
        ("Two officers, who were not authorised to speak to reporters, said 3 men died.", "Two officers"),
        ("Unnamed officials in Peru said 3 men died.", "Unnamed officials in Peru"),
        ("An officer in Lima said 3 men died, asking that his name be withheld. He said more.", "He"),
        ("A medic said 3 men died. The medic, who declined to give her name, said more.", "A medic"),
        ("Speaking on condition of anonymity, a soldier in Lima said 3 men died.", "a soldier in Lima"),
    ],
)
def test_a_withheld_name_is_kept_as_such(text: str, words: str) -> None:
    actor = speaker(text, words)
    assert actor.name is None
    assert "anonymous" in actor.rule.split(">"), actor.rule


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("An official in Lima said 3 men died.", "An official in Lima"),
        ("Ana Ruiz, an official in Lima, said the dead could not be named.", "Ana Ruiz"),
        ("A soldier said: “They would not be identified.” A medic said 3 men died.", "A medic"),
    ],
)
def test_a_source_without_a_name_is_not_anonymous(text: str, words: str) -> None:
    assert "anonymous" not in speaker(text, words).rule.split(">")


def test_media_pass_words_on_outermost_first() -> None:
    text = "Iran's foreign minister, Reza Sattari, told the Tasnim agency that 3 soldiers had been killed on Sunday."
    (reading,) = read_texts([(text, "2025-03-01", "memory")])
    relays = {tuple((a.name, a.parties) for a in claim.relay) for claim in reading.claims}
    assert relays == {(("Tasnim", ("IRN",)),)}
