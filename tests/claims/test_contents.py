"""What is underlined as somebody's words: whole clauses, whole quotations, relays in order. Needs the model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from counterclaim.claims.attribution import AttributionReader
from counterclaim.claims.quotations import find_quotations
from counterclaim.claims.readings import AttributionReading
from counterclaim.claims.syntax import Syntax, overlap
from counterclaim.passages import Parser
from counterclaim.records import Capture, Text
from counterclaim.reference import load_reference
from counterclaim.reports import Given, read_reports, text_from_string

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "reports.jsonl"
_DANGLING = frozenset({",", ";", ":", "-", "–", "—", "--", "and", "but", "or", "nor", "while"})
_CLOSING, _OPENING = frozenset("”’)]"), frozenset("“‘([")


@cache
def _parser() -> Parser:
    return Parser()


@cache
def _reader() -> AttributionReader:
    return AttributionReader(load_reference())


def readings(texts: list[Text]) -> Iterator[tuple[Syntax, list[AttributionReading], list[tuple[int, int]]]]:
    for text, (doc, _) in zip(texts, _parser().parse(texts), strict=True):
        s = Syntax(doc, text.content)
        quotations = find_quotations(text.content, text.segments)
        yield s, _reader().read(s, quotations), [s.tokens_of(q.outer) for q in quotations]


def said(words: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of every attribution, as words."""
    ((s, found, _),) = readings([text_from_string(words)])
    return [tuple(" | ".join(s.words(p) for p in part) for part in (r.source, r.cue, r.content)) for r in found]  # type: ignore[misc]


def faults(texts: list[Text]) -> list[str]:
    """Contents that begin or end with a scrap, and quotations that are cut by a cue outside them."""
    found = []
    for s, attributions, quotations in readings(texts):
        for r in attributions:
            for a, b in r.content:
                words = s.words((a, b))
                if s.lower[a] in _DANGLING or s.lower[b - 1] in _DANGLING:
                    found.append(f"dangling: {words!r}")
                if words[0] in _CLOSING or words[-1] in _OPENING:
                    found.append(f"half a mark: {words!r}")
            for q in quotations:
                shared = sum(overlap(q, part) for part in r.content)
                if 0 < shared < q[1] - q[0] and not q[0] <= r.cue_head < q[1]:
                    found.append(f"cut: {s.words(q)!r} by {[s.words(c) for c in r.cue]}")
            assert not any(overlap(a, b) for a in r.source for b in r.cue)
    return found


OWN = [
    "“We hold the bridge, and we shall keep it; nobody leaves,” the colonel said, adding: “The river is ours.”",
    "“No one came, and no one called,” she told reporters. “We buried them ourselves.”",
    "The mayor called the strike “a crime,” but the army, which denied it, spoke of “an accident.”",
    "The rebels have “no intention of leaving the town”, their envoy said.",
    "He said the raid was “over”; the governor said it had “only begun” — and left.",
    "Asked whether the port was shut, the admiral said: “Not yet.”",
    "The minister, the agency reported, wants talks, and the army insists that there will be none.",
    "“Who fired first?” Captain Orlova asked. “We may never know.”",
    "“The convoy was ours.\n\n“It carried flour,” the driver said.",
    "Witnesses told of “smoke, then fire,” while officials – who asked not to be named – blamed a faulty pump.",
]


@pytest.mark.parametrize("words", OWN)
def test_contents_are_whole_clauses_and_whole_quotations(words: str) -> None:
    assert faults([text_from_string(words)]) == []


def test_contents_of_the_samples_are_whole() -> None:
    captures = read_reports([ROOT / "examples" / "reports"], Given())
    assert faults([c.text for c in captures if isinstance(c, Capture)]) == []


@pytest.mark.skipif(not CORPUS.is_file(), reason=f"{CORPUS} is not here")
def test_contents_of_real_reports_are_whole() -> None:
    lines = CORPUS.read_text(encoding="utf-8").splitlines()[::8]
    assert faults([text_from_string(json.loads(line)["text"]) for line in lines]) == []


HELD = [
    ("Kovalenko was adamant that the dam had held.", ("Kovalenko", "was adamant", "that the dam had held")),
    ("The rebels are willing to talk.", ("The rebels", "are willing", "to talk")),
    ("Amina's criticism of the raid was brief.", ("Amina", "criticism of", "the raid")),
    (
        "Envoys from Oslo have voiced concern about the siege.",
        ("Envoys from Oslo", "have voiced concern about", "the siege"),
    ),
    ("The general also spoke of heavy losses.", ("The general", "also spoke of", "heavy losses")),
    ("Mr Haddad is a critic of the truce.", ("Mr Haddad", "is a critic of", "the truce")),
    ("The ministry made clear that it will not pay.", ("The ministry", "made clear", "that it will not pay")),
    ("In a May survey, most farmers blamed the army.", ("a May survey", "In", "most farmers blamed the army")),
    ("The survey showed forty villages without water.", ("The survey", "showed", "forty villages without water")),
    ("The truce seems to hold.", ("", "seems", "The truce | to hold")),
    ("Asked if the raid was planned, Petrov left.", ("", "Asked", "if the raid was planned")),
    ("Hamas: Talks are over", ("Hamas", ":", "Talks are over")),
    (
        "The council released a statement saying that ten men died.",
        ("The council", "released a statement saying", "that ten men died"),
    ),
]


@pytest.mark.parametrize(("words", "expected"), HELD, ids=lambda value: str(value)[:30])
def test_attitudes_nouns_adjectives_and_phrases(words: str, expected: tuple[str, str, str]) -> None:
    assert expected in said(words)


def test_a_speaker_at_the_end_of_the_sentence_takes_all_of_it() -> None:
    found = said("Officials in Sanaa said the port was shut, the Houthi-run Al Masirah reported.")
    assert ("Officials in Sanaa", "said", "the port was shut") in found
    assert ("the Houthi-run Al Masirah", "reported", "Officials in Sanaa said the port was shut") in found


RELAYS = [
    ("A commander was quoted by state television as saying that the bridge was held.", "A commander", ["television"]),
    ("Reuters reported, citing a commander, that the bridge had fallen.", "a commander", ["Reuters"]),
    (
        "The newspaper quoted the mayor as telling state radio that the town was calm.",
        "the mayor",
        ["newspaper", "radio"],
    ),
    (
        "Radio Pakistan, quoting security sources, reported that 19 posts were captured.",
        "security sources",
        ["Pakistan"],
    ),
    ("Hassan told Al Jazeera that the drones came from the east.", "Hassan", ["Jazeera"]),
]


@pytest.mark.parametrize(("words", "source", "relay"), RELAYS, ids=[r[1] for r in RELAYS])
def test_who_passes_words_on(words: str, source: str, relay: list[str]) -> None:
    ((s, found, _),) = readings([text_from_string(words)])
    spoken = [r for r in found if r.source and s.words(r.source[0]) == source and r.relay]
    assert [[s.doc[t].text for t in r.relay] for r in spoken] == [relay]


def test_what_costs_are_cited_is_no_source() -> None:
    assert all(source != "heavy costs" for source, _, _ in said("The mayor closed the port, citing heavy costs."))


@pytest.mark.parametrize(
    "words",
    [
        "The guards took money for “protection” and left.",
        "Its “special operation” entered a third year. Snow fell on the capital.",
        "The book “The Long March North” sold well in the valley.",
    ],
)
def test_scare_quotes_and_titles_have_no_speaker(words: str) -> None:
    assert said(words) == []


def test_scare_quotes_inside_what_somebody_says_stay_in_it() -> None:
    assert ("The mayor", "said", "the “truce” was dead") in said("The mayor said the “truce” was dead.")
