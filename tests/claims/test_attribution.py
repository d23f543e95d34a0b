"""Frames of attribution on hand-built parses: source, cue, content, stance."""

from __future__ import annotations

from counterclaim.claims.attribution import AttributionReader
from counterclaim.claims.quotations import find_quotations
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.syntax import Syntax
from counterclaim.records import Segment, Span
from counterclaim.reference import load_reference
from tests.docs import make_doc

READER = AttributionReader(load_reference())


def read(table: str) -> tuple[Syntax, list[AttributionReading]]:
    doc = make_doc(table)
    syntax = Syntax(doc)
    segments = (Segment(kind="body", span=Span(start=0, end=len(doc.text))),)
    return syntax, READER.read(syntax, find_quotations(doc.text, segments))


def words(syntax: Syntax, parts: tuple[TokenRange, ...]) -> list[str]:
    return [syntax.words(p) for p in parts]


def test_a_clause_under_said() -> None:
    s, found = read(
        """
        Afghan JJ 1 amod
        officials NNS 2 nsubj official
        said VBD 2 ROOT say
        their PRP$ 4 poss
        forces NNS 5 nsubj force
        killed VBD 2 ccomp kill
        58 CD 7 nummod
        soldiers NNS 5 dobj soldier
        . . 2 punct
        """
    )
    assert len(found) == 1
    assert words(s, found[0].source) == ["Afghan officials"]
    assert words(s, found[0].cue) == ["said"]
    assert words(s, found[0].content) == ["their forces killed 58 soldiers"]
    assert found[0].stance == "asserts"


def test_a_denial_of_a_noun_and_the_accusation_inside_it() -> None:
    s, found = read(
        """
        Muttaqi NNP 1 nsubj
        denied VBD 1 ROOT deny
        Islamabad NNP 4 poss Islamabad
        _'s POS 2 case
        accusations NNS 1 dobj accusation
        that IN 7 mark
        Kabul NNP 7 nsubj
        harbours VBZ 4 acl harbour
        militants NNS 7 dobj militant
        . . 1 punct
        """
    )
    assert [r.stance for r in found] == ["denies", "accuses"]
    assert words(s, found[0].content) == ["Islamabad's accusations that Kabul harbours militants"]
    assert words(s, found[1].source) == ["Islamabad"]
    assert words(s, found[1].content) == ["that Kabul harbours militants"]


def test_neither_confirmed_nor_denied_is_no_comment() -> None:
    s, found = read(
        """
        Pakistan NNP 3 nsubj
        has VBZ 3 aux have
        neither CC 3 preconj
        confirmed VBN 3 ROOT confirm
        nor CC 3 cc
        denied VBN 3 conj deny
        involvement NN 5 dobj
        . . 3 punct
        """
    )
    silent = [r for r in found if r.stance == "no_comment"]
    assert len(silent) == 1
    assert words(s, silent[0].source) == ["Pakistan"]
    assert "neither confirmed nor denied involvement" in s.words((2, 7))


def test_a_toll_that_is_given_is_attributed_to_the_giver() -> None:
    s, found = read(
        """
        Islamabad NNP 1 nsubj
        gave VBD 1 ROOT give
        a DT 5 det
        lower JJR 5 amod
        death NN 5 compound
        toll NN 1 dobj
        of IN 5 prep
        23 CD 6 pobj
        . . 1 punct
        """
    )
    assert [r.frame for r in found] == ["giving"]
    assert words(s, found[0].content) == ["a lower death toll of 23"]


def test_a_passive_without_agent_names_no_source() -> None:
    s, found = read(
        """
        It PRP 2 nsubjpass
        is VBZ 2 auxpass be
        feared VBN 2 ROOT fear
        that IN 5 mark
        dozens NNS 5 nsubj dozen
        died VBD 2 ccomp die
        . . 2 punct
        """
    )
    assert len(found) == 1
    assert found[0].source == ()
    assert found[0].hedge
    assert words(s, found[0].content) == ["that dozens died"]


def test_a_claim_that_is_denied_in_apposition() -> None:
    s, found = read(
        """
        The DT 1 det
        report NN 2 nsubj
        claimed VBD 2 ROOT claim
        it PRP 4 nsubj
        helps VBZ 2 ccomp help
        , , 2 punct
        a DT 7 det
        claim NN 2 appos
        Kabul NNP 9 nsubj
        denies VBZ 7 relcl deny
        . . 2 punct
        """
    )
    denial = next(r for r in found if r.stance == "denies")
    assert words(s, denial.source) == ["Kabul"]
    assert words(s, denial.content) == ["a claim"]


def test_according_to() -> None:
    s, found = read(
        """
        Ten CD 1 nummod
        people NNS 2 nsubj
        died VBD 2 ROOT die
        , , 2 punct
        according VBG 2 prep accord
        to IN 4 prep
        medics NNS 5 pobj medic
        . . 2 punct
        """
    )
    assert words(s, found[0].source) == ["medics"]
    assert words(s, found[0].content) == ["Ten people died"]


def test_a_speaker_before_a_colon() -> None:
    s, found = read(
        """
        Mujahid NNP 4 dep
        _: : 4 punct
        the DT 3 det
        border NN 4 nsubj
        is VBZ 4 ROOT be
        calm JJ 4 acomp
        . . 4 punct
        """
    )
    assert words(s, found[0].source) == ["Mujahid"]
    assert words(s, found[0].content) == ["the border is calm ."]


def test_every_range_lies_in_the_text_and_sources_do_not_overlap_cues() -> None:
    s, found = read(
        """
        He PRP 1 nsubj
        said VBD 1 ROOT say
        : : 1 punct
        “ `` 4 punct
        Go VB 1 ccomp go
        home RB 4 advmod
        . . 1 punct
        ” '' 1 punct
        """
    )
    for r in found:
        for start, end in (*r.source, *r.cue, *r.content):
            assert 0 <= start < end <= len(s)
        assert not any(a < d and c < b for a, b in r.source for c, d in r.cue)
