"""Where a speaker goes on: a clause joined by "and" without a comma, what stands behind a colon.

In: a `Syntax` and the attributions found by their own frames. Out: those that are longer, and new ones of words that
are brought in by a colon ("The bandits left a letter: nobody would harvest"). Guarantee: one pass over the sentences;
content stays inside its sentence, and no words that another speaker has are taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from counterclaim.claims.cues import Cues
from counterclaim.claims.frames import EMPTY_SUBJECTS, can_hold, cue_range, merge, source_range, subject_of, without
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.syntax import OPENING_MARKS, Syntax

_JOINING = frozenset({"and", "but", "or", "nor"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: Kinds of attributions that nothing goes on from: what is thought, wished or written down.
_HELD = frozenset({"wish", "belief", "hedge", "record"})
#: Words before and behind a colon, at least, for the second to go on with the first.
_BEFORE, _BEHIND = 3, 2
#: Tokens between a reading's last word and a colon, at most: "told the lawyers:", "said of the camp on Monday:".
_GAP = 12
#: Steps from a text to the verb that brings it in.
_CLIMB = 2


def go_on(s: Syntax, by_cue: Mapping[int, AttributionReading], cues: Cues) -> dict[int, AttributionReading]:
    """By their verbs, readings with what their speakers go on to say, and those that a colon makes."""
    found: dict[int, AttributionReading] = {}
    for i, reading in by_cue.items():
        joined = _joined(s, i, reading, by_cue)
        if joined is not None:
            found[i] = _longer(reading, joined)
    for i in (t for t in range(len(s)) if s.lower[t] == ":"):
        part = _behind(s, i)
        if part is None:
            continue
        first = s.sentence_range(i)[0]
        before = [k for k in range(first, i) if k in by_cue]
        told = [k for k in before if _reaches(found.get(k, by_cue[k]), part)]
        if told or i in by_cue:
            continue
        owners = [k for k in before if _leads(s, by_cue[k], i)]
        if owners:
            owner = min(owners, key=lambda k: (len(s.above(k)), k))
            found[owner] = _longer(found.get(owner, by_cue[owner]), part)
        elif (made := _text(s, i, part, cues)) is not None and made.cue_head not in by_cue:
            found[made.cue_head] = made
    return found


def _longer(reading: AttributionReading, part: TokenRange) -> AttributionReading:
    content = without(merge([*reading.content, part]), [*reading.source, *reading.cue])
    return replace(reading, content=tuple(content))


def _joined(
    s: Syntax, i: int, reading: AttributionReading, by_cue: Mapping[int, AttributionReading]
) -> TokenRange | None:
    """ "Said it was vile | and there was no excuse": the parser hung the second clause on the verb of saying."""
    if not reading.frame.endswith(":clause") or i not in s.speaking or not reading.content or not reading.source:
        return None
    end = reading.content[-1][1]
    if reading.content[-1][0] < i or end >= len(s) or s.lower[end] not in _JOINING:
        return None
    for c in s.children[i]:
        own = s.child(c, "nsubj", "nsubjpass", "expl") if s.dep[c] == "conj" and c > end else None
        bare = s.tag[c] == "VB" and s.child(c, "aux") is None
        if own is None or bare or not end <= s.edges(c)[0] <= end + 2:
            continue
        stop = s.edges(c)[1]
        if any(k in by_cue and by_cue[k].source and by_cue[k].kind not in _HELD for k in range(end, stop)):
            return None
        return end, stop
    return None


# -- colons ----------------------------------------------------------------------------------------------------


def _behind(s: Syntax, colon: int) -> TokenRange | None:
    """The words behind a colon that divides a sentence; None for a time of day, a label, a list."""
    first, last = s.sentence_range(colon)
    if colon - first < _BEFORE or colon + _BEHIND >= last or colon in s.turns:
        return None
    if not any(s.tag[t] in _FINITE for t in range(first, colon)) or s.idx[colon + 1] == s.idx[colon] + 1:
        return None
    part = s.trim((colon + 1, last - (s.lower[last - 1] == ".")))
    if part[1] - part[0] < _BEHIND or s.lower[part[0]] in OPENING_MARKS:
        return None
    return part


def _reaches(reading: AttributionReading, part: TokenRange) -> bool:
    return bool(reading.source) and any(a < part[1] and part[0] < b for a, b in reading.content)


def _leads(s: Syntax, reading: AttributionReading, colon: int) -> bool:
    """Whether what a reading says, or the phrase that says it, ends before the colon."""
    if not reading.source or reading.kind in _HELD or (reading.kind == "support" and reading.stance == "asserts"):
        return False
    if s.dep[reading.cue_head] in ("relcl", "acl", "amod", "pcomp"):
        return False
    last = max(b for _, b in (*reading.content, *reading.cue, *reading.source))
    return last <= colon and colon - last <= _GAP


def _text(s: Syntax, colon: int, part: TokenRange, cues: Cues) -> AttributionReading | None:
    """ "The bandits left a letter: X", "he put it simply: X": the subject of what brings a text in says it."""
    texts = [t for t in range(max(s.sentence_range(colon)[0], colon - _GAP), colon) if s.lemma[t].lower() in cues.texts]
    for t in reversed(texts):
        verb = s.head[t]
        for _ in range(_CLIMB):
            if s.tag[verb][:1] != "V":
                verb = s.head[verb]
        if (
            s.tag[verb] not in ("VBD", "VBZ", "VBP", "VBN")
            or verb > colon
            or s.dep[t] not in ("dobj", "pobj", "advmod")
        ):
            continue
        head = subject_of(s, verb)
        if head is None or head == t or s.lower[head] in EMPTY_SUBJECTS or not can_hold(s, head):
            continue
        source = source_range(s, head, verb)
        return AttributionReading(
            source=(source,),
            source_head=head,
            cue=tuple(without([cue_range(s, verb)], [source])),
            cue_head=verb,
            content=(part,),
            stance="asserts",
            frame="colon:text",
        )
    return None
