"""The classes of gold attributions, on hand-built parses."""

from __future__ import annotations

import pytest

from benchmarks.attribution_classes import Gold, class_of
from counterclaim.claims.syntax import Syntax
from tests.docs import make_doc

SAID = """
    The DT 1 det
    ministry NN 2 nsubj ministry
    said VBD 2 ROOT say
    it PRP 4 nsubj
    fell VBD 2 ccomp fall
    . . 2 punct
"""
DENIED = """
    Kabul NNP 3 nsubj
    did VBD 3 aux do
    not RB 3 neg
    confirm VB 3 ROOT confirm
    the DT 5 det
    raid NN 3 dobj
    . . 3 punct
"""
NOUN = """
    His PRP$ 1 poss
    criticism NN 1 ROOT
    of IN 1 prep
    the DT 4 det
    raid NN 2 pobj
"""


def gold(table: str, source: tuple[int, ...], cue: tuple[int, ...], content: tuple[int, ...]) -> Gold:
    return Gold(Syntax(make_doc(table)), source, cue, content, parts=1)


@pytest.mark.parametrize(
    ("found", "name"),
    [
        (gold(SAID, (0, 1), (2,), (3, 4)), "metonyms and collectives"),
        (gold(SAID, (), (2,), (3, 4)), "no stated source"),
        (gold(DENIED, (0,), (1, 2, 3), (4, 5)), "stances and silences"),
        (gold(NOUN, (0,), (1, 2), (3, 4)), "noun and other wordless cues"),
    ],
)
def test_an_attribution_has_the_first_class_that_holds(found: Gold, name: str) -> None:
    assert class_of(found) == name
