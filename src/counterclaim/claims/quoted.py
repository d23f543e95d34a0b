"""Quotations meet their cues: "X," he said. "Y." - and the quotation that goes on after its speaker was named.

A quotation is given to a cue that touches it in its sentence, before or after. Without one it goes on with the
speaker of the quotation before it in the same paragraph, or of the paragraph before when that one's quotation was
left open or the paragraph is nothing but a quotation. What has no speaker stays unattributed: scare quotes, titles.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import replace

from counterclaim.claims.cues import Cues
from counterclaim.claims.frames import (
    agent_of,
    cue_range,
    dative,
    is_passive,
    merge,
    source_range,
    subject_of,
    without,
)
from counterclaim.claims.quotations import Quotation
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.syntax import Syntax, overlap

#: Words between a cue and its quotation, at most (a source with a long apposition).
_REACH = 32
#: What a quoted sentence ends with; a quoted title or word does not.
_STOPS = frozenset({".", "!", "?", ",", "…"})


def add_quotations(s: Syntax, quotations: list[Quotation], by_cue: dict[int, AttributionReading], cues: Cues) -> None:
    """Extend the readings of `by_cue` by the quotations that belong to them, in place."""
    last: tuple[int, int] | None = None  # (cue, end token of its quotation)
    keys = sorted(by_cue)  # kept in order as cues are added, not sorted anew for each quotation
    for quotation in quotations:
        part = s.tokens_of(quotation.outer)
        if part[1] - part[0] < 3:
            continue
        holder = _holder(part, by_cue, keys)
        if holder is not None:
            by_cue[holder] = _extend(s, by_cue[holder], part)
            last = (holder, part[1])
            continue
        cue = _cue_inside_sentence(s, part, cues)
        if cue is not None:
            existing = by_cue.get(cue)
            if existing is None:
                existing = _from_verb(s, cue, part, cues)
            if existing is not None:
                if cue not in by_cue:
                    insort(keys, cue)
                by_cue[cue] = _extend(s, existing, part)
                last = (cue, part[1])
                continue
        if last is not None and _goes_on(s, part, last, quotation):
            by_cue[last[0]] = _extend(s, by_cue[last[0]], part)
            last = (last[0], part[1])
        elif not _is_short(s, part):
            last = None


def _is_short(s: Syntax, part: TokenRange) -> bool:
    return part[1] - part[0] < 7


def _holder(part: TokenRange, by_cue: dict[int, AttributionReading], keys: list[int]) -> int | None:
    """The reading whose content already covers most of the quotation (a part of a sentence that is quoted)."""
    size = part[1] - part[0]
    lo = bisect_left(keys, part[0] - 120)
    hi = bisect_left(keys, part[1] + 120)
    best: tuple[int, int] | None = None
    for key in keys[lo:hi]:
        shared = sum(overlap(part, c) for c in by_cue[key].content)
        if shared * 2 > size and by_cue[key].source and (best is None or shared > best[0]):
            best = (shared, key)
    return best[1] if best else None


def _cue_inside_sentence(s: Syntax, part: TokenRange, cues: Cues) -> int | None:
    """A cue verb that touches the quotation in the sentence where it ends or in the one where it starts."""
    first = s.sentence_range(part[0])
    last = s.sentence_range(part[1] - 1)
    stop = min(last[1], part[1] + _REACH)
    if part[1] >= last[1] and last[1] < len(s):  # the mark ended the sentence: the cue may follow in a fragment
        following = s.sentence_range(last[1])
        if not s.doc[last[1]].is_title or s.lower[part[1] - 2] == ",":
            stop = min(following[1], part[1] + _REACH)
    comma = s.lower[part[1] - 2] in (",", "?", "!", "—", "-") or s.lower[min(part[1], len(s) - 1)] == ","
    if comma or (part[0] == first[0] and part[1] < last[1]):
        for at in range(part[1], stop):
            if _can_quote(s, at, cues) and subject_of(s, at) is not None:
                return at
            if s.lower[at] in ("“", '"', ".", ";"):
                break
    before = part[0] - 1
    start = max(first[0], part[0] - _REACH)
    if before >= start and (s.lower[before] in (",", ":") or _can_quote(s, before, cues)):
        for at in range(before, start - 1, -1):
            if _can_quote(s, at, cues) and subject_of(s, at) is not None:
                return at
            if s.lower[at] in ("”", ".", ";"):
                break
    return None


def _can_quote(s: Syntax, at: int, cues: Cues) -> bool:
    if s.tag[at][:1] != "V" or s.child(at, "xcomp") is not None:
        return False
    return any("quote" in cue.frames for cue in cues.verbs.get(s.lemma[at], ()))


def _from_verb(s: Syntax, i: int, part: TokenRange, cues: Cues) -> AttributionReading | None:
    cue = next(c for c in cues.verbs[s.lemma[i]] if "quote" in c.frames)
    passive = is_passive(s, i)
    head = agent_of(s, i) if passive else subject_of(s, i)
    if head is None or part[0] <= head < part[1]:
        return None
    return AttributionReading(
        source=(source_range(s, head, i),),
        source_head=head,
        cue=(cue_range(s, i),),
        cue_head=i,
        content=(part,),
        stance=cue.stance,
        frame=f"verb:{cue.lemma}:quote",
        kind=cue.kind,
        hedge=cue.hedge,
        relay=dative(s, i) if cue.lemma == "tell" else (),
    )


def _extend(s: Syntax, reading: AttributionReading, part: TokenRange) -> AttributionReading:
    """`reading` with the quotation in its content, and nothing of the quotation in its source or cue."""
    holes = [*reading.source, *reading.cue]
    if any(overlap(part, hole) for hole in holes):
        return reading
    parts = [p for p in reading.content if p[1] - p[0] > 1 or overlap(p, part)]
    return replace(reading, content=tuple(without(merge([*parts, part]), holes)))


def _goes_on(s: Syntax, part: TokenRange, last: tuple[int, int], quotation: Quotation) -> bool:
    """Whether nothing but space, or a short link between quotations, stands between it and the one before."""
    if quotation.continued:
        return True
    gap = [t for t in range(last[1], part[0]) if not s.doc[t].is_space and not s.doc[t].is_punct]
    whole_sentence = part[0] == s.sentence_range(part[0])[0]
    if not whole_sentence or s.lower[part[1] - 2] not in _STOPS:
        return False
    # ' "X," he told reporters. "Y." ': what lies between is the rest of the cue's own sentence.
    cue_sentence = s.sentence_range(last[0])
    return all(cue_sentence[0] <= t < cue_sentence[1] for t in gap) or not gap
