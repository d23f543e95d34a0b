"""Tolls: ways of telling who was killed or wounded, and what is no toll at all, each in a sentence of its own."""

from __future__ import annotations

import pytest

import counterclaim
from benchmarks.predict.tolls import project
from counterclaim.pipeline import read_texts

pytestmark = pytest.mark.model

Told = list[tuple[str, float | None, float | None]]


def told(text: str) -> Told:
    return [(t.outcome, t.low, t.high) for t in counterclaim.tolls(text)]


def best(text: str, outcome: str = "killed") -> float | None:
    (reading,) = read_texts([(text, None, "text")])
    figure = project(reading)[outcome]
    return None if figure is None else figure["best"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("A bomblet cost the farmer nothing, but two boys lost a leg in the blast.", [("wounded", 2, 2)]),
        ("Nearly 40 marchers have pellet wounds, a surgeon said after the shooting.", [("wounded", None, 40)]),
        ("Three guards suffered burns when the shell hit.", [("wounded", 3, 3)]),
        ("Clash near Marib: 4 KIA, 9 WIA, 1 MIA.", [("killed", 4, 4), ("wounded", 9, 9), ("missing", 1, 1)]),
        ("Wana: 2 x FC men killed, 5 injd.", [("killed", 2, 2), ("wounded", 5, 5)]),
        ("An eight-strong patrol was wiped out near the bridge.", [("killed", 8, 8)]),
        ("A husband and wife were shot dead in their farmhouse.", [("killed", 2, 2)]),
        ("An entire family of five was laid to rest after the air strike.", [("killed", 5, 5)]),
        ("Funeral prayers for 23 farmers were held in Rann after the attack.", [("killed", 23, 23)]),
        ("The body of a young man, shot in the head, was found by the river.", [("killed", 1, 1)]),
        ("The raid caused neither deaths nor injuries.", [("killed", 0, 0), ("wounded", 0, 0)]),
        ("Not a single fatality resulted from the shelling.", [("killed", 0, 0)]),
        ("Sirens, four interceptions, no wounded.", [("wounded", 0, 0)]),
        ("The rebels drowned 60 sailors in the raid.", [("killed", 60, 60)]),
        ("The army buried the 12 men whom the rebels killed at dawn.", [("killed", 12, 12)]),
        (
            "Shelling killed a 12 year-old girl and a man, and wounded seven.",
            [("killed", 1, 1), ("killed", 1, 1), ("wounded", 7, 7)],
        ),
        ("Shells fell on nine growers, all of whom died.", [("killed", 9, 9)]),
        ("A police officer guarding the team was killed by gunmen.", [("killed", 1, 1)]),
        ("Hamza Saleh, 26, and Nuri Aswad, 40, were killed in the strike.", [("killed", 1, 1), ("killed", 1, 1)]),
        ("A drone strike killed two brothers herding camels.", [("killed", 2, 2)]),
        ("The deputy head was shot in the stairwell and died before help came.", [("killed", 1, 1)]),
        ("Fighters seized five German engineers on the road.", [("captured", 5, 5)]),
        ("Three students kidnapped last week were found dead.", [("killed", 3, 3)]),
        ("Two aid workers abducted in May were killed by their captors.", [("killed", 2, 2)]),
        ("Gunmen killed two people and wounded a third in Karachi.", [("killed", 2, 2), ("wounded", 1, 1)]),
        ("The strike killed one civilian, a driver named Khalid Omar, on Friday.", [("killed", 1, 1)]),
        ("The army put 310 guerrillas out of action.", [("casualties", 310, 310)]),
        ("'We lost seven,' the colonel said of the battle.", [("killed", 7, 7)]),
    ],
)
def test_ways_of_telling(text: str, figures: Told) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("An air strike killed five members of one family (5 fatalities).", 5),
        ("A drone struck a car: two people were killed (coded as 2 fatalities).", 2),
        ("16 people were killed in Mbor, 9 in Tamiso and 5 in Ruku, a total of 30, the mayor said.", 30),
        ("Two persons died in the blast on the spot, a third succumbed to injuries in hospital.", 3),
        ("The strike killed 11 civilians: five women, four children and two elderly men.", 11),
        ("Militia clashed at the mine. 8 people were killed (6 fighters, 2 villagers).", 8),
        ("Three ministers, nine students and two doctors were among at least 23 people killed by the bomb.", 23),
        ("A bomb killed 44 people plus the bomber.", 45),
        (
            "At least 37 people were killed by the bomb, in addition to two assailants, and another 125 were wounded.",
            39,
        ),
        ("The ministry lowered its count for the strike from 19 dead to 11.", 11),
        ("CORRECTION: 6 people were killed in the shelling, not 16 as we stated.", 6),
        ("Officials said four people had been killed by the bomb. In the evening the governor raised that to six.", 6),
        ("In this attack, two boys and six civilians were killed. Across the three sites at least 18 people died.", 8),
        ("The death toll had risen to 24 after four people died of their wounds in the shelling.", 24),
        ("Ms. Salwa Jazar and her daughter were killed in a raid on their home.", 2),
        ("Hospitals counted 22 dead after the shelling, while the militia gave 25.", 25),
        ("The father was killed by the shell and his two sons, both toddlers, died of their injuries.", 3),
    ],
)
def test_nothing_is_counted_twice(text: str, figure: float) -> None:
    assert best(text) == figure


@pytest.mark.parametrize(
    "text",
    [
        "A shell killed 1000000000000000000000000000000 people, the page said.",
        "Some 10^30 people were killed.",
        "Call 0791 555 0143 if you know who was killed.",
        "To report someone killed or missing, dial 112 or +44 20 7946 0321.",
        "The home side killed off the match with a 3-0 win.",
        "Zamalek were 4-1 down and dead on their feet after 70 minutes.",
        "He shot 67 in the first round and 71 in the second.",
        "She shot 12 films in Morocco.",
        "The film was shot in 40 days on a budget of 2 million dollars.",
        "The pilot killed both engines and glided 9 kilometres.",
        "The race ended in a dead heat between 2 boats.",
        "Fuel prices killed demand; petrol costs 300 dinars.",
        "Bread was 15 pounds, and the queue nearly killed him, he joked.",
        "The goalkeeper saved 3 shots and was injured in the 80th minute.",
        "The drill began at 10:00, with 30 wounded played by students.",
        "If the dam breaks, 5,000 people could be killed.",
        "A new war over the port would cost 50,000 lives, analysts warn.",
        "Rebels would have killed 20 people had the bomb gone off.",
        "The mare, 12, died of colic.",
        "Guerrillas burned four lorries on the highway.",
        "Police killed 14 dogs.",
    ],
)
def test_what_is_no_toll(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The former governor of the council, 61, was murdered on his doorstep.", 1),
        ("Seven of the dead in the raid were under 18; the raid killed 20 people.", 20),
        ("A man, he 71 and bent, was shot dead on 12 March 2014 some 30 km north of Hays.", 1),
    ],
)
def test_ages_dates_and_distances_are_no_counts(text: str, figure: float) -> None:
    assert best(text) == figure


def test_a_figure_that_is_spoken_of_is_nobody_lost() -> None:
    from counterclaim import tolls

    found = tolls("Kyiv said Russia had lost 900 men in a day, a figure that Moscow called absurd.")
    assert [(toll.outcome, toll.low) for toll in found] == [("killed", 900)]
