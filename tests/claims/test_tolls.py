"""Tolls: outcome words, voice, lists, parts, updates, what is no toll, and the one best figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.claims.readings import TollReading
from counterclaim.claims.tolls import TollReader
from counterclaim.passages import Parser
from counterclaim.records import Segment, Span, Text, Toll, content_hash
from counterclaim.reference import load_reference
from counterclaim.views.best_toll import best_figures
from tests.docs import make_doc

READER = TollReader(load_reference())
SEED = Path(__file__).parents[2] / ".." / "shared" / "seed" / "article.txt"
Figure = tuple[str, float | None, float | None, str, str]


def text_of(content: str) -> Text:
    spans = []
    at = 0
    for line in content.splitlines(keepends=True):
        if line.strip():
            spans.append(Span(start=at, end=at + len(line.rstrip("\n"))))
        at += len(line)
    sha = content_hash(content)
    return Text(
        id=sha[:24],
        raw_sha256=sha,
        cleaner="test",
        sha256=sha,
        content=content,
        segments=tuple(Segment(kind="body", span=s) for s in spans),
    )


def read(content: str) -> tuple[list[TollReading], list[str]]:
    ((doc, _),) = Parser().parse([text_of(content)])
    return READER.read(doc), [t.text for t in doc]


def figures(content: str) -> list[Figure]:
    return [(r.outcome, r.low, r.high, r.bound, r.standing) for r in read(content)[0]]


def killed(*numbers: float) -> list[Figure]:
    return [("killed", n, n, "exact", "incident") for n in numbers]


# Hand-built docs -----------------------------------------------------------------------------------


def test_passive_and_shared_victims() -> None:
    doc = make_doc(
        """
        Six CD 1 nummod
        divers NNS 3 nsubjpass diver
        were VBD 3 auxpass be
        killed VBN 3 ROOT kill
        and CC 3 cc
        two CD 6 nsubj
        wounded VBN 3 conj wound
        . . 3 punct
        """
    )
    one, two = READER.read(doc)
    assert (one.outcome, one.low, one.victims) == ("killed", 6, (1, 2))
    assert (two.outcome, two.low, two.victims, two.carried) == ("wounded", 2, (1, 2), True)


def test_active_with_agent() -> None:
    doc = make_doc(
        """
        Raiders NNS 1 nsubj raider
        killed VBD 1 ROOT kill
        a DT 3 det
        miller NN 1 dobj
        . . 1 punct
        """
    )
    (reading,) = READER.read(doc)
    assert (reading.low, reading.victims, reading.agent, reading.victim_class) == (1, (3, 4), 0, "unknown")


# With the model ------------------------------------------------------------------------------------


@pytest.mark.model
@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("A shelling of the quay killed three dockers.", [3]),
        ("The quay guard was shot dead by raiders.", [1]),
        ("A rocket killed two dockers, a cook and four sailors.", [2, 1, 4]),
        ("The raid cost the lives of 19 soldiers.", [19]),
        ("The death toll of the raid rose to 19.", [19]),
        ("The battalion lost 10 men in the raid.", [10]),
        ("The blast claimed 24 lives.", [24]),
        ("The shelling left eight dead.", [8]),
        ("Eleven soldiers and 19 insurgents died in the clash.", [11, 19]),
        ("In addition to the bomber, five soldiers were killed.", [1, 5]),
        ("Gunmen shot at a policeman, killing him on the spot.", [1]),
    ],
)
def test_killed(content: str, numbers: list[float]) -> None:
    assert figures(content) == killed(*numbers)


@pytest.mark.model
def test_parts_name_their_total() -> None:
    readings, _ = read("The mine killed 14 people, including five children.")
    assert [(r.low, r.standing, r.total) for r in readings] == [(14, "incident", None), (5, "part", 0)]


@pytest.mark.model
def test_one_number_over_two_outcomes_is_casualties() -> None:
    assert figures("Raiders killed or wounded 30 soldiers.") == [("casualties", 30, 30, "exact", "incident")]


@pytest.mark.model
def test_a_lower_toll_carries_the_victims_compared_with() -> None:
    readings, words = read("The army said it killed 40 raiders. Villagers gave a far lower toll of 12.")
    assert [r.low for r in readings] == [40, 12]
    assert [[words[k] for k in range(*r.victims)] for r in readings if r.victims] == [["raiders"], ["raiders"]]
    assert [r.carried for r in readings] == [False, True]


@pytest.mark.model
@pytest.mark.parametrize(
    ("content", "standings"),
    [
        ("Two guards died. Raids have killed 300 guards since 2019.", ["incident", "background"]),
        ("The army denied that 40 of its men had been killed.", ["denied"]),
        ("Police had earlier put the toll at 25. The death toll has now risen to 31.", ["superseded", "incident"]),
    ],
)
def test_standing(content: str, standings: list[str]) -> None:
    assert [r.standing for r in read(content)[0]] == standings


@pytest.mark.model
def test_stated_nil_is_zero() -> None:
    assert figures("No casualties were reported after the shelling.") == [("casualties", 0, 0, "exact", "incident")]
    assert figures("Nobody was killed in the raid.") == killed(0)


@pytest.mark.model
@pytest.mark.parametrize(
    "content",
    [
        "The raid could kill thousands of people, an aid worker warned.",
        "The cell planned to murder 15 judges.",
        "In the film a sniper kills 40 men.",
        "The striker scored two goals and killed off the match; three players of the team are injured this season.",
        "Shares fell 4 percent as investors sold; the index lost 210 points and traders killed the rally.",
        "Shelling killed 90 goats.",
        "The update killed 12 processes on the server.",
        "The minister was not killed, his office said.",
        "The singer died on Tuesday, aged 81.",
        "A magnitude 6.1 earthquake and its aftershocks killed nine people.",
    ],
)
def test_no_toll(content: str) -> None:
    assert figures(content) == []


@pytest.mark.model
def test_things_and_strength() -> None:
    assert figures("The strikes destroyed multiple border posts, and rebels seized several outposts.") == [
        ("destroyed", None, None, "vague", "incident"),
        ("seized", None, None, "vague", "incident"),
    ]
    assert figures("With an estimated 2,000 to 2,500 fighters, the group is small.") == [
        ("strength", 2000, 2500, "range", "incident")
    ]


@pytest.mark.model
def test_seed() -> None:
    if not SEED.is_file():
        pytest.skip("the shared seed article is not here")
    content = SEED.read_text(encoding="utf-8")
    first = content[: content.index("(With inputs from agencies)")]
    assert [(r.outcome, r.low, r.high, r.vague, r.standing) for r in read(first)[0]] == [
        ("killed", 58, 58, None, "incident"),
        ("killed", 23, 23, None, "incident"),
        ("killed", 200, 200, None, "incident"),
        ("strength", 30000, 35000, None, "incident"),
        ("killed", None, None, "hundreds", "background"),
        ("displaced", 1_000_000, None, None, "background"),
        ("destroyed", None, None, "multiple", "incident"),
        ("seized", None, None, "several", "incident"),
    ]


# The best figure -----------------------------------------------------------------------------------


def toll(content: str, words: str, low: float, **fields: object) -> Toll:
    start = content.index(words)
    values: dict[str, object] = {
        "outcome": "killed",
        "victims": None,
        "victims_span": None,
        "actor": None,
        "parties": (),
        "victim_class": "unknown",
        "unit": "people",
        "low": low,
        "high": low,
        "bound": "exact",
        "vague": None,
        "words": words,
        "span": Span(start=start, end=start + len(words)),
        **fields,
    }
    return Toll(**values)  # type: ignore[arg-type]


def test_a_list_is_added_and_parts_are_not() -> None:
    content = "The mine killed 14 dockers and two cooks, including five children."
    tolls = [
        toll(content, "14 dockers", 14, victims="dockers"),
        toll(content, "two cooks", 2, victims="cooks"),
        toll(content, "five children", 5, victims="children", standing="part"),
    ]
    best = best_figures(tolls, content)
    assert best == {"killed": {"low": 16, "best": 16, "high": 16}, "wounded": None}


def test_a_repeated_figure_counts_once_and_a_rival_spans() -> None:
    content = "The raid killed 14 dockers. In all, 14 dockers died. The army counted 20 dockers."
    tolls = [
        toll(content, "14 dockers", 14, victims="dockers"),
        toll(content, "14 dockers died", 14, victims="dockers"),
        toll(content, "20 dockers", 20, victims="dockers"),
    ]
    assert best_figures(tolls, content)["killed"] == {"low": 14, "best": 20, "high": 20}


def test_silence_and_vague_words_give_no_figure() -> None:
    content = "Dozens died."
    assert best_figures([], content) == {"killed": None, "wounded": None}
    start = Toll(
        outcome="killed",
        victims=None,
        victims_span=None,
        actor=None,
        parties=(),
        victim_class="unknown",
        unit="people",
        low=None,
        high=None,
        bound="vague",
        vague="dozens",
        words="Dozens died",
        span=Span(start=0, end=11),
    )
    assert best_figures([start], content)["killed"] is None


# Who and what is no victim, and what a figure is of ------------------------------------------------------


@pytest.mark.model
def test_states_and_groups_die_in_no_list() -> None:
    content = "Kabul claimed that its forces killed 58 Pakistani soldiers and Islamabad conceding the loss of 23."
    assert [r.low for r in read(content)[0]] == [58, 23]
    content = "The army said 17 militants of Hamas and Islamic Jihad were killed in the strike."
    assert figures(content) == killed(17)


@pytest.mark.model
def test_what_a_war_did_is_no_incident() -> None:
    content = "The war between the two armies has killed more than 40,000 people and displaced over 14 million."
    assert {r.standing for r in read(content)[0]} == {"background"}


@pytest.mark.model
def test_a_revision_replaces_figures_of_the_same_people_only() -> None:
    content = (
        "The army said 17 militants were killed in the strike.\n\n"
        "The agency revised the number of its staff killed in the strike from two to three.\n"
    )
    assert [(r.low, r.standing) for r in read(content)[0]] == [(17, "incident"), (2, "superseded"), (3, "incident")]


@pytest.mark.model
def test_the_speaker_of_a_passive_is_not_its_victim() -> None:
    content = (
        "Governor Ivan Petrenko said two people were killed and five, including a teenager, were injured by a drone."
    )
    readings, words = read(content)
    hurt = [words[k] for r in readings if r.outcome == "wounded" and r.victims for k in range(*r.victims)]
    assert hurt
    assert "Petrenko" not in hurt


@pytest.mark.model
def test_who_speaks_is_no_part_of_the_dead() -> None:
    content = "The raiders lost eight men. One of them, Omar Idris, said his two brothers were killed."
    assert [r.low for r in read(content)[0]] == [8, 2]
    content = "The mine killed eight men. Three of them were medics."
    assert [r.standing for r in read(content)[0]] == ["incident", "part"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "victims", "victim_class"),
    [
        ("The army said it had lost five men in the clash.", "men", "combatant"),
        ("We lost five heroes in the battle, the army spokesman said.", "heroes", "combatant"),
        ("The village lost 12 men in the raid by rebels.", "men", "unknown"),
        ('The army said it killed 37 "terrorists" in the raid.', "terrorists", "combatant"),
    ],
)
def test_whom_a_side_loses_and_what_it_calls_them(text: str, victims: str, victim_class: str) -> None:
    from counterclaim.pipeline import read_texts

    (reading,) = read_texts([(text, None, "report")])
    assert {(c.toll.victims, c.toll.victim_class) for c in reading.claims if c.toll} == {(victims, victim_class)}
