"""Event types: verbs, nouns, light verbs, passives, and what is not done."""

from __future__ import annotations

from counterclaim.claims.kinds import KindReader
from counterclaim.claims.readings import Happening
from counterclaim.reference import load_reference
from tests.docs import make_doc


def read(table: str) -> tuple[list[Happening], list[str]]:
    doc = make_doc(table)
    return KindReader(load_reference()).read(doc), [t.text for t in doc]


def only(table: str) -> tuple[str, str | None, list[str], list[str], bool, bool]:
    found, words = read(table)
    assert len(found) == 1, found
    h = found[0]
    return (
        h.event_type,
        h.mode,
        [words[i] for i in h.agents],
        [words[i] for i in h.patients],
        h.done,
        h.negated,
    )


def test_active_with_conjuncts() -> None:
    assert only(
        """
        Jets NNS 1 nsubj jet
        bombed VBD 1 ROOT bomb
        Kabul NNP 1 dobj
        and CC 2 cc
        Khost NNP 2 conj
        """
    ) == ("ASSAULT", "aerial", ["Jets"], ["Kabul", "Khost"], True, False)


def test_passive_swaps_agent_and_patient() -> None:
    assert only(
        """
        Soldiers NNS 2 nsubjpass soldier
        were VBD 2 auxpass be
        ambushed VBN 2 ROOT ambush
        by IN 2 agent
        rebels NNS 3 pobj rebel
        """
    ) == ("ASSAULT", None, ["rebels"], ["Soldiers"], True, False)


def test_possessive_and_prepositional_arguments_of_a_noun() -> None:
    assert only(
        """
        Pakistan NNP 2 poss
        _'s POS 0 case
        airstrikes NNS 5 nsubj airstrike
        on IN 2 prep
        Khost NNP 3 pobj
        continued VBD 5 ROOT go
        """
    ) == ("ASSAULT", "aerial", ["Pakistan"], ["Khost"], True, False)


def test_a_demonym_is_the_agent_and_by_names_it_too() -> None:
    assert only("Israeli JJ 1 amod\nstrikes NNS 1 ROOT strike\non IN 1 prep\nTyre NNP 2 pobj")[2] == ["Israeli"]
    assert only("strikes NNS 0 ROOT strike\nby IN 0 prep\nIsrael NNP 1 pobj")[2] == ["Israel"]


def test_light_verb_lends_its_subject() -> None:
    assert only(
        """
        Rebels NNS 1 nsubj rebel
        launched VBD 1 ROOT launch
        an DT 3 det
        attack NN 1 dobj
        on IN 3 prep
        Goma NNP 4 pobj
        """
    ) == ("ASSAULT", None, ["Rebels"], ["Goma"], True, False)


def test_object_decides_the_type() -> None:
    closed = "Pakistan NNP 1 nsubj\nclosed VBD 1 ROOT close\nthe DT 3 det\ncrossing NN 1 dobj"
    assert only(closed)[:2] == ("COERCE", "restrict")
    captured = "Rebels NNS 1 nsubj rebel\ncaptured VBD 1 ROOT capture\n12 CD 3 nummod\nsoldiers NNS 1 dobj soldier"
    assert only(captured)[:2] == ("ASSAULT", "abduct")
    expelled = "Pakistan NNP 1 nsubj\nexpelled VBD 1 ROOT expel\nAfghan JJ 3 amod\nrefugees NNS 1 dobj refugee"
    assert only(expelled)[:2] == ("COERCE", "deport")
    sheltering = "They PRP 1 nsubj\nshelter VBP 1 ROOT shelter\nmilitants NNS 1 dobj militant"
    assert only(sheltering)[0] == "AID"


def test_future_negated_and_conditional_deeds_are_not_done() -> None:
    will = only("Iran NNP 2 nsubj\nwill MD 2 aux\nattack VB 2 ROOT attack\nIsrael NNP 2 dobj")
    assert will == ("THREATEN", "violence", ["Iran"], ["Israel"], False, False)
    never = only("Iran NNP 3 nsubj\ndid VBD 3 aux do\nnot RB 3 neg\nattack VB 3 ROOT attack\nIsrael NNP 3 dobj")
    assert never[4:] == (False, True)
    may = only("Iran NNP 2 nsubj\nmay MD 2 aux\nattack VB 2 ROOT attack\nIsrael NNP 2 dobj")
    assert (may[0], may[4]) == ("ASSAULT", False)


def test_a_threat_takes_its_content() -> None:
    found, words = read(
        """
        Iran NNP 1 nsubj
        threatened VBD 1 ROOT threaten
        to TO 3 aux
        attack VB 1 xcomp attack
        Israel NNP 3 dobj
        """
    )
    threat, attack = found
    assert (threat.event_type, threat.mode, threat.done) == ("THREATEN", "violence", True)
    assert [words[i] for i in threat.patients] == ["Israel"]
    assert not attack.done


def test_an_accusation_leaves_the_deed_as_alleged() -> None:
    found, words = read(
        """
        Kabul NNP 1 nsubj
        accused VBD 1 ROOT accuse
        Pakistan NNP 1 dobj
        of IN 1 prep
        bombing VBG 3 pcomp bomb
        Khost NNP 4 dobj
        """
    )
    accused, bombing = found
    assert (accused.event_type, [words[i] for i in accused.patients]) == ("ACCUSE", ["Pakistan"])
    assert ([words[i] for i in bombing.agents], bombing.done) == (["Pakistan"], True)


def test_reporting_verbs_and_natural_causes_are_no_events() -> None:
    assert read("Officials NNS 1 nsubj official\nsaid VBD 1 ROOT say\nso RB 1 advmod")[0] == []
    assert read("Floods NNS 1 nsubj flood\nkilled VBD 1 ROOT kill\nfive CD 1 dobj")[0] == []


def test_both_sides_of_a_meeting_act() -> None:
    assert only("Putin NNP 1 nsubj\nmet VBD 1 ROOT meet\nwith IN 1 prep\nXi NNP 2 pobj")[2:4] == (["Putin", "Xi"], [])


def test_the_dead_of_a_strike_are_its_owners_doing() -> None:
    found, words = read(
        """
        Five CD 1 nummod
        people NNS 3 nsubjpass people
        were VBD 3 auxpass be
        killed VBN 3 ROOT kill
        in IN 3 prep
        an DT 7 det
        Iranian JJ 7 amod
        airstrike NN 4 pobj
        """
    )
    assert [words[i] for i in found[0].agents] == ["Iranian"]


def test_a_weapon_is_no_agent_but_its_owner_is() -> None:
    assert only("Iranian JJ 1 amod\nmissiles NNS 2 nsubj missile\nhit VBD 2 ROOT hit\nHaifa NNP 2 dobj")[2] == [
        "Iranian"
    ]
    assert only("A DT 1 det\nbomb NN 2 nsubj\nkilled VBD 2 ROOT kill\nMuttaqi NNP 2 dobj")[2] == []
