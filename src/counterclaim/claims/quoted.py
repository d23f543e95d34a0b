"""Quotations meet their cues: "X," he said. "Y." - and the quotation that goes on after its speaker was named.

A quotation is given to a cue outside it: one whose content already covers it, else one that touches it in its
sentence, before or after. Without one it goes on with the speaker of the quotation before it in the same
paragraph, or of the paragraph before when that one's quotation was left open or the paragraph is nothing but a
quotation. What has no speaker stays unattributed: scare quotes, titles. Guarantee: a quotation is wholly inside or
wholly outside the content of a cue that stands outside it, and a cue inside a quotation takes no content beyond it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import replace

from counterclaim.claims.cues import Cue, Cues
from counterclaim.claims.frames import (
    agent_of,
    cue_range,
    dative,
    is_passive,
    merge,
    source_range,
    subject_before,
    subject_of,
    without,
)
from counterclaim.claims.quotations import Quotation
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.syntax import OPENING_MARKS, Syntax, inside, overlap

#: Words between a cue and its quotation, at most (a source with a long apposition).
_REACH = 32
#: Cues looked at on either side of a quotation.
_NEAR = 120
#: What a quoted sentence ends with; a quoted title or word does not.
_STOPS = frozenset({".", "!", "?", ",", "…"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "what", "it", "there", "this"})
#: A verb that no table lists, right beside a quoted sentence: "X," the audience screamed back.
_OPEN = frozenset({"quote"})


class Quoted:
    """The quotations of one report and the readings that take them, while they are brought together."""

    def __init__(
        self, s: Syntax, quotations: list[Quotation], by_cue: dict[int, AttributionReading], cues: Cues
    ) -> None:
        self.s, self.by_cue, self.cues = s, by_cue, cues
        self.quotations = [(q, s.tokens_of(q.outer)) for q in quotations]
        self._parts = [part for _, part in self.quotations]
        self._starts = [a for a, _ in self._parts]
        self._keys = sorted(by_cue)  # kept in order as cues are added, not sorted anew for each quotation

    def attribute(self) -> None:
        """Extend the readings by the quotations that belong to them, in place; add readings for new cues."""
        last: tuple[int, int] | None = None  # (cue, end token of its quotation)
        waiting: list[TokenRange] = []  # left open by their paragraphs, no speaker yet
        for quotation, part in self.quotations:
            if part[1] - part[0] < 3:
                continue
            cue = self._holder(part)
            if cue is None:
                cue = self._new_cue(part)
            if cue is None and last is not None and self._goes_on(part, last, quotation):
                cue = last[0]
            if cue is None:
                waiting = [*waiting, part] if quotation.continues else []
                last = None if not _is_short(part) else last
                continue
            for piece in [*waiting, part] if quotation.continued else [part]:
                self._extend(cue, piece)
            waiting = []
            last = (cue, part[1])

    def quotation_of(self, token: int) -> TokenRange | None:
        """The quotation that holds `token`."""
        at = bisect_right(self._starts, token) - 1
        return self._parts[at] if at >= 0 and inside(token, self._parts[at]) else None

    def settle(self, reading: AttributionReading) -> AttributionReading:
        """`reading` with every quotation wholly inside or outside its content, and none in its source or cue."""
        own = self.quotation_of(reading.cue_head)
        if own is not None:
            inner = (own[0] + 1, own[1] - 1)
            kept = [(max(a, inner[0]), min(b, inner[1])) for a, b in reading.content]
            return replace(reading, content=tuple(p for p in kept if p[0] < p[1]))
        reading = self._outside(reading)
        holes = [*reading.source, *reading.cue]
        content = list(reading.content)
        before = self.quotation_of(content[0][0] - 1) if content and reading.frame == "according" else None
        if before is not None and before[1] == content[0][0]:
            content = merge([before, *content])  # "“X,” she said, according to the agency"
        for part in reading.content:
            for quotation in self._at_edges(part):
                shared = sum(overlap(quotation, c) for c in content)
                if shared == quotation[1] - quotation[0]:
                    continue
                begun = any(inside(quotation[0], c) for c in content)
                held = any(overlap(quotation, h) for h in holes)
                if not held and (begun or shared * 2 > quotation[1] - quotation[0]):
                    content = without(merge([*content, quotation]), holes)
                else:
                    content = without(content, [quotation])
        return replace(reading, content=tuple(content))

    def _outside(self, reading: AttributionReading) -> AttributionReading:
        """`reading` with a source and a cue that don't reach into a quotation: whoever speaks stands before it.

        A speaker whom the parser found among the quoted words is looked for again right before the cue.
        """
        s = self.s
        cue: list[TokenRange] = []
        for a, b in reading.cue:
            first = next((q for q in self._at_edges((a, b)) if not inside(reading.cue_head, q)), None)
            cue.append((a, b) if first is None or first[0] <= a else (a, first[0]))
        source, head = list(reading.source), reading.source_head
        quotation = self.quotation_of(head) if head is not None else None
        if quotation is not None and not _is_short(quotation) and quotation[1] <= reading.cue_head:
            head = subject_before(s, reading.cue_head)
            if head is not None and inside(head, quotation):
                head = None
            source = [source_range(s, head, reading.cue_head)] if head is not None else []
            source = without(source, [quotation])
        return replace(reading, cue=tuple(cue), source=tuple(source), source_head=head if source else None)

    def _at_edges(self, part: TokenRange) -> list[TokenRange]:
        """The quotations at both ends of a range: only they can be cut by it."""
        ends = (self.quotation_of(part[0]), self.quotation_of(part[1] - 1))
        return [q for q in dict.fromkeys(ends) if q is not None]

    # -- cues ----------------------------------------------------------------------------------

    def _holder(self, part: TokenRange) -> int | None:
        """The cue outside the quotation whose content already covers most of it."""
        size = part[1] - part[0]
        lo = bisect_left(self._keys, part[0] - _NEAR)
        hi = bisect_left(self._keys, part[1] + _NEAR)
        best: tuple[int, int] | None = None
        for key in self._keys[lo:hi]:
            if inside(key, part) or not self.by_cue[key].source:
                continue
            shared = sum(overlap(part, c) for c in self.by_cue[key].content)
            near = -abs(key - part[0])
            begun = any(inside(part[0], c) for c in self.by_cue[key].content)
            if (shared * 2 > size or begun) and (best is None or (shared, near) > best):
                best = (shared, near)
                found = key
        return found if best else None

    def _new_cue(self, part: TokenRange) -> int | None:
        """A cue that touches the quotation and, where it attributed nothing yet, a reading for it."""
        cue = self._touching(part)
        if cue is None:
            return None
        if cue not in self.by_cue:
            reading = self._from_verb(cue, part)
            if reading is None:
                return None
            self.by_cue[cue] = reading
            insort(self._keys, cue)
        return cue

    def _touching(self, part: TokenRange) -> int | None:
        """A cue verb that touches the quotation in the sentence where it ends or in the one where it starts."""
        s = self.s
        first = s.sentence_range(part[0])
        last = s.sentence_range(part[1] - 1)
        stop = min(last[1], part[1] + _REACH)
        if part[1] >= last[1] and last[1] < len(s):  # the mark ended the sentence: the cue may follow in a fragment
            following = s.sentence_range(last[1])
            if not s.doc[last[1]].is_title or s.lower[part[1] - 2] == "," or self._only_speaks(part, following):
                stop = min(following[1], part[1] + _REACH)
        comma = s.lower[part[1] - 2] in (",", "?", "!", "—", "-") or s.lower[min(part[1], len(s) - 1)] == ","
        if comma or (part[0] == first[0] and part[1] < last[1]):
            for at in range(part[1], stop):
                if self._can_quote(at) and subject_of(s, at) is not None:
                    return at
                if s.lower[at] in OPENING_MARKS or s.lower[at] in (".", ";"):
                    break
        if comma and part[0] == first[0]:
            found = self._open_after(part, stop)
            if found is not None:
                return found
        before = part[0] - 1
        start = max(first[0], part[0] - _REACH)
        if before >= start and (s.lower[before] in (",", ":") or self._can_quote(before)):
            for at in range(before, start - 1, -1):
                if self._can_quote(at) and subject_of(s, at) is not None:
                    return at
                if s.lower[at] in ("”", ".", ";"):
                    break
            if s.lower[before] == ":" or (s.lower[part[1] - 2] in _STOPS and s.doc[part[0] + 1].is_title):
                return self._open_before(before, first)
        return None

    def _only_speaks(self, part: TokenRange, sentence: TokenRange) -> bool:
        """Whether a sentence behind "X?" names only who asked: "Ann Bee asked on Monday." """
        s = self.s
        if s.lower[part[1] - 2] not in ("?", "!"):
            return False
        verb = next((t for t in range(sentence[0], min(sentence[1], sentence[0] + 12)) if self._can_quote(t)), None)
        return verb is not None and verb not in self.by_cue and s.child(verb, "ccomp", "dobj") is None

    def _open_after(self, part: TokenRange, stop: int) -> int | None:
        """ "X," the audience screamed back: a verb of no table, with nothing but its subject before it."""
        s = self.s
        for at in range(part[1], stop):
            if s.tag[at] not in ("VBD", "VBZ") or s.lemma[at] in ("be", "have", "do"):
                continue
            subject = s.child(at, "nsubj")
            if subject is None or s.lower[subject] in _RELATIVE or (subject < part[1] and subject >= part[0]):
                return None
            start, end = s.edges(subject)
            close = start <= part[1] + 1 or at <= part[1] + 1
            return at if close and end <= stop and self._speaks(subject) else None
        return None

    def _open_before(self, before: int, sent: TokenRange) -> int | None:
        """ "She put it plainly: “X.”": the main verb of what stands before the mark."""
        s = self.s
        for at in range(before - 1, max(sent[0], before - _REACH) - 1, -1):
            own = s.child(at, "nsubj") if s.tag[at] in ("VBD", "VBZ", "VBP") else None
            if own is not None and own < at and s.dep[at] in ("ROOT", "ccomp", "conj", "parataxis"):
                at_once = s.lower[before] == ":" or at == before - 1
                return at if at_once and s.lemma[at] != "be" and self._speaks(own) else None
        return None

    def _speaks(self, subject: int) -> bool:
        s = self.s
        return s.lower[subject] not in _RELATIVE and s.tag[subject] in ("NNP", "NNPS", "PRP", "NN", "NNS")

    def _can_quote(self, at: int) -> bool:
        s = self.s
        if s.tag[at][:1] != "V" or s.child(at, "xcomp") is not None:
            return False
        return any("quote" in cue.frames for cue in self.cues.verbs.get(s.lemma[at], ()))

    def _from_verb(self, i: int, part: TokenRange) -> AttributionReading | None:
        s = self.s
        rows = self.cues.verbs.get(s.lemma[i], ())
        open_class = Cue(lemma=s.lemma[i], stance="asserts", frames=_OPEN, kind="", hedge=False)
        cue = next((c for c in rows if "quote" in c.frames), open_class)
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

    # -- content -------------------------------------------------------------------------------

    def _extend(self, cue: int, part: TokenRange) -> None:
        """Put the quotation into the cue's content, and nothing of the quotation into its source or cue."""
        reading = self.by_cue[cue]
        source = reading.source
        if reading.source_head is None or not inside(reading.source_head, part):
            source = tuple(without(list(source), [part]))
        holes = [*source, *reading.cue]
        if any(overlap(part, hole) for hole in holes):
            return
        parts = [p for p in reading.content if p[1] - p[0] > 1 or overlap(p, part)]
        self.by_cue[cue] = replace(reading, source=source, content=tuple(without(merge([*parts, part]), holes)))

    def _goes_on(self, part: TokenRange, last: tuple[int, int], quotation: Quotation) -> bool:
        """Whether nothing but space, or a short link between quotations, stands between it and the one before."""
        s = self.s
        if quotation.continued:
            return True
        gap = [t for t in range(last[1], part[0]) if not s.doc[t].is_space and not s.doc[t].is_punct]
        # ' "X," he told reporters. "Y." ': what lies between is the rest of the cue's own sentence.
        cue_sentence = s.sentence_range(last[0])
        between = all(inside(t, cue_sentence) for t in gap)
        if s.lower[part[1] - 2] not in _STOPS:
            return False
        if part[0] != s.sentence_range(part[0])[0]:  # ' "X," he wrote, "but Y." '
            return between and bool(gap) and s.lower[part[0] - 1] == "," and last[1] <= last[0] < part[0]
        return between or not gap


def _is_short(part: TokenRange) -> bool:
    return part[1] - part[0] < 7
