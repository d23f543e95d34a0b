"""Phrases that attribute without a verb of saying: "according to X", "X: ...", "reportedly", "in a poll", "seems to".

Each function looks at one word and gives the attribution that it makes, or None.
"""

from __future__ import annotations

from counterclaim.claims.cues import Cues
from counterclaim.claims.frames import clause_around, clause_extent, clause_range, comma_after, cue_range, without
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.syntax import OPENING_MARKS, Syntax
from counterclaim.claims.turns import NO_SPEAKERS, Turn

#: A name before a colon: at most so many tokens, all of these tags.
_LONGEST_NAME = 8
_NAME_TAGS = frozenset({"NNP", "NNPS", "NN", "JJ", "DT", "POS", "IN", ",", "HYPH"})
#: Before a colon and a quotation the name may end a longer line: "Votes are late - Ann Bee and the board: “...”".
_QUOTED_NAME_TAGS = frozenset({"NNP", "NNPS", "NN", "NNS", "DT", "CC", "POS"})
_BEFORE_NAMES = frozenset({"-", "–", "—", "--", "from", ".", ")", "]", "|"})


def according(s: Syntax, i: int) -> AttributionReading | None:
    """ "According to X, Y": the clause around the phrase is X's."""
    to = i + 1
    if to >= len(s) or s.lower[to] != "to":
        return None
    head = s.child(to, "pobj")
    if head is None:
        head = next((c for c in s.children[i] if s.dep[c] in ("pobj", "dep") and c > to), None)
    if head is None:
        return None
    start, end = s.edges(head)
    sent = s.sentence_range(i)
    source = (max(start, to + 1), min(end, comma_after(s, head, sent[1])))
    return AttributionReading(
        source=(source,),
        source_head=head,
        cue=((i, to + 1),),
        cue_head=i,
        content=tuple(clause_around(s, sent, (i, source[1]))),
        stance="asserts",
        frame="according",
    )


def colon(s: Syntax, i: int) -> AttributionReading | None:
    """ "Mujahid: our forces ...": a line that begins with a name and a colon, or a name, a colon and a quotation.

    In a transcript the whole turn of whoever speaks.
    """
    if i in s.turns:
        return _turn(s, i, s.turns[i])
    start, end = s.sentence_range(i)
    after = next((t for t in range(i + 1, min(i + 4, len(s))) if not s.doc[t].is_space), len(s))
    if after >= len(s) or "\n" in s.text[s.idx[i] : s.idx[after]]:
        return None
    name = s.trim((start, i))
    if s.lower[after] in OPENING_MARKS:
        if any(t in s.speaking for t in range(*name)):
            return None  # "said to the men of Bel-Air: “Leave.”"
        name = _name_before(s, name)
    elif name[1] - name[0] > _LONGEST_NAME or name[0] == name[1]:
        return None
    elif not all(s.tag[t] in _NAME_TAGS for t in range(*name)) or s.tag[name[1] - 1][:3] != "NNP":
        return None
    if (
        not 0 < name[1] - name[0] <= _LONGEST_NAME
        or not _long_enough(s.words(name))
        or s.lower[name[1] - 1] in NO_SPEAKERS
    ):
        return None
    content = (after, end if end > after + 1 else s.sentence_range(after)[1])
    if content[1] - content[0] < 2 or s.tag[after] in ("WP", "WRB", "WDT"):
        return None  # "Gaza: what we know so far": a topic
    return AttributionReading(
        source=(name,),
        source_head=name[1] - 1,
        cue=((i, i + 1),),
        cue_head=i,
        content=(content,),
        stance="asserts",
        frame="colon",
    )


def _turn(s: Syntax, i: int, turn: Turn) -> AttributionReading | None:
    """What stands up to the next label is the speaker's; what a journalist asks claims nothing but its figures."""
    content = s.trim((i + 1, turn.end))
    if content[0] >= content[1]:
        return None
    return AttributionReading(
        source=(turn.label,),
        source_head=turn.label[1] - 1,
        cue=((i, i + 1),),
        cue_head=i,
        content=(content,),
        stance="asserts",
        frame="turn",
        kind="record" if turn.asks else "",
    )


def _long_enough(name: str) -> bool:
    """Whether a name before a colon is none of a list's letters ("a:", "B:"); bodies have two ("UN:")."""
    return len(name) > 2 or (len(name) == 2 and name.isalpha() and name.isupper())


def _name_before(s: Syntax, part: TokenRange) -> TokenRange:
    start = part[1]
    while start > part[0] and s.tag[start - 1] in _QUOTED_NAME_TAGS and part[1] - start < _LONGEST_NAME:
        start -= 1
    while start < part[1] and s.tag[start] in ("CC", "POS"):
        start += 1
    first = start == part[0] or s.lower[start - 1] in _BEFORE_NAMES
    return (start, part[1]) if first else (part[1], part[1])


def fronted(s: Syntax, i: int, cues: Cues) -> AttributionReading | None:
    """ "In a June poll, X": what stands after the comma is what the poll found."""
    sent = s.sentence_range(i)
    head = s.child(i, "pobj")
    if i != sent[0] or head is None or s.lemma[head].lower() not in cues.polls:
        return None
    end = s.edges(head)[1]
    if end + 2 >= sent[1] or s.lower[end] != ",":
        return None
    return AttributionReading(
        source=((i + 1, end),),
        source_head=head,
        cue=((i, i + 1),),
        cue_head=i,
        content=((end + 1, sent[1] - (s.lower[sent[1] - 1] == ".")),),
        stance="asserts",
        frame="fronted",
        kind="support",
    )


def seeming(s: Syntax, i: int) -> AttributionReading | None:
    """ "The truce seems to hold", "it appears that X": what somebody, who is not named, takes to be so."""
    clause, infinitive = s.child(i, "ccomp"), s.child(i, "xcomp", "oprd", "acomp")
    subject = s.child(i, "nsubj")
    content: list[TokenRange]
    if clause is not None and clause > i:
        content = [clause_range(s, clause)]
    elif infinitive is not None and infinitive > i and subject is not None:
        content = [s.edges(subject), s.edges(infinitive)]
    else:
        return None
    cue = cue_range(s, i)
    return AttributionReading(
        source=(),
        source_head=None,
        cue=(cue,),
        cue_head=i,
        content=tuple(without(content, [cue])),
        stance="asserts",
        frame="seeming",
        kind="hedge",
        hedge=True,
    )


def adverb(s: Syntax, i: int) -> AttributionReading | None:
    """ "Reportedly": the clause around it is claimed by somebody who is not named."""
    verb = s.head[i]
    if verb == i or s.tag[verb][:1] not in ("V", "N", "J"):
        return None
    return AttributionReading(
        source=(),
        source_head=None,
        cue=((i, i + 1),),
        cue_head=i,
        content=tuple(without([clause_extent(s, verb)], [(i, i + 1)])),
        stance="asserts",
        frame="adverb",
        kind="hedge",
        hedge=True,
    )
