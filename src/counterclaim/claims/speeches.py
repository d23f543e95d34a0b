"""Speeches: attributions with their speakers resolved, and who only passes on what another one says.

In: the readings of one report with their actors. Out: the speeches that say something, each with its relay, outermost
first. Guarantee: the order of the readings is kept; each speech looks only at those whose cues stand in its content.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from counterclaim.claims.frames import merge
from counterclaim.claims.readings import AttributionReading, TokenRange
from counterclaim.claims.said import BYSTANDERS, FIRST
from counterclaim.claims.syntax import inside, overlap
from counterclaim.records import Actor

#: Kinds of attributions by which nothing is said to be so: attitudes and wishes.
UNSAID = frozenset({"support", "wish"})
#: The share of what somebody says that others say, for him only to pass it on.
_WHOLE = 0.8


@dataclass(frozen=True, slots=True)
class Speech:
    """An attribution with its speaker resolved."""

    reading: AttributionReading
    by: Actor
    relay: tuple[Actor, ...]

    @property
    def size(self) -> int:
        """Content tokens."""
        return sum(b - a for a, b in self.reading.content)

    @property
    def takes_side(self) -> bool:
        """Whether a side speaks, or somebody takes a stance as sides do: a denial, a threat, an accusation."""
        if self.reading.stance != "asserts":
            return True
        if self.by.parties == ("unattributed",):
            return any(role in self.by.rule for role in ("forces", "official", "rebels"))
        return not set(self.by.parties) & (BYSTANDERS - {"UN", "NGO"})

    def covers(self, part: TokenRange) -> bool:
        """Whether most of `part` is content."""
        shared = sum(overlap(part, c) for c in self.reading.content)
        return shared * 2 > part[1] - part[0]

    def holds(self, token: int) -> bool:
        """Whether `token` is content."""
        return any(inside(token, c) for c in self.reading.content)


def nest(speeches: list[Speech]) -> list[Speech]:
    """`speeches` without those that only pass on another one: they become that one's relay."""
    kept: list[Speech] = []
    passed: dict[int, tuple[Actor, ...]] = {}
    ordered = sorted(speeches, key=lambda speech: speech.reading.cue_head)
    cues = [speech.reading.cue_head for speech in ordered]
    cited = {speech.reading.content for speech in speeches if speech.reading.frame == "citing"}
    for outer in speeches:
        if outer.reading.content in cited and outer.reading.frame != "citing" and outer.reading.stance == "asserts":
            continue  # "Reuters reported, citing officials, that X": the officials say it, through Reuters
        near = {k for a, b in outer.reading.content for k in range(bisect_left(cues, a), bisect_left(cues, b))}
        held = [inner for k in sorted(near) if _holds(outer, inner := ordered[k])]
        whole = next((inner for inner in held if _shared(outer, [inner]) >= _WHOLE * outer.size), None)
        if whole is not None:
            held = [whole]
        elif outer.by.parties != ("media",):
            held = []
        if whole is None and (not held or _shared(outer, held) < _WHOLE * outer.size):
            kept.append(outer)
        for inner in held:
            itself = outer.by.parties == inner.by.parties and outer.by.name == inner.by.name
            # "A claims X, B admits to Y": only an outlet passes on what stands before its own verb.
            before = inner.reading.cue_head < outer.reading.cue_head and outer.by.parties != ("media",)
            passed[inner.reading.cue_head] = outer.relay if itself or before else (*outer.relay, outer.by)
    return [Speech(k.reading, k.by, (*passed.get(k.reading.cue_head, ()), *k.relay)) if passed else k for k in kept]


def _holds(outer: Speech, inner: Speech) -> bool:
    """Whether `inner` stands in what `outer` says, and is itself said, not held or felt."""
    if outer.reading.stance != "asserts" or not outer.reading.source or outer.reading.frame.endswith(":as"):
        return False  # "called claims that X a lie": X is judged, not passed on
    if inner is outer or not inner.reading.source or inner.reading.kind in UNSAID or inner.reading.negated:
        return False
    if inner.by.text.lower() in FIRST or (inner.reading.kind == "belief" and outer.by.parties != ("media",)):
        return False  # "“We know your street,” the caller said": the caller says it
    return outer.holds(inner.reading.cue_head)


def _shared(outer: Speech, speeches: list[Speech]) -> int:
    """How many tokens of what `outer` says are the speeches' own: their sources, cues and contents."""
    readings = [inner.reading for inner in speeches]
    parts = merge([part for r in readings for part in (*r.source, *r.cue, *r.content)])
    return sum(overlap(part, c) for part in parts for c in outer.reading.content)
