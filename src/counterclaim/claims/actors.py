"""Who somebody in a report is: speakers, doers and victims, as actors with their parties at the time.

In: a parsed report, the date that party memberships are read at, and the reference tables. Out: an `Actor`
for any noun phrase. Guarantee: the actor's words are the phrase's own; whatever was inferred names its
rule; who can't be told is `unattributed`, with the words kept. Each report is read in one linear pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from counterclaim.claims.actor_anonymity import AnonymityReader
from counterclaim.claims.actor_mentions import MentionReader
from counterclaim.claims.actor_names import NameIndex
from counterclaim.claims.actor_parties import Memberships
from counterclaim.claims.actor_readings import UNATTRIBUTED, Reading, Readings
from counterclaim.claims.actor_roles import RoleIndex
from counterclaim.claims.actor_speech import SpeechReader
from counterclaim.claims.actor_victims import Victims
from counterclaim.records import Actor, Span
from counterclaim.reference import Reference

if TYPE_CHECKING:
    from spacy.tokens import Doc


class ActorReader:
    """Resolves noun phrases to actors. Built once per process; `for_report` prepares one report."""

    def __init__(self, reference: Reference) -> None:
        self._roles = RoleIndex(reference)
        self._names = NameIndex(reference)
        self._memberships = Memberships(reference)
        self._mentions = MentionReader(self._names, self._roles)
        self._speech = SpeechReader(reference)
        self._anonymity = AnonymityReader(reference)

    def for_report(self, doc: Doc, on: str | None = None) -> ReportActors:
        """The actors of one report, with memberships read at the ISO date `on` (None: undated)."""
        tokens, mentions = self._mentions.read(doc)
        speech = self._speech.read(tokens)
        return ReportActors(Readings(tokens, mentions, self._roles, self._memberships, on, speech, self._anonymity))


class ReportActors:
    """The actors of one report. Token ranges are half-open; `head` is the phrase's head token."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._doc = readings.tokens.doc
        self._victims = Victims(readings)

    def resolve(self, start: int, end: int, head: int, *, speaking: bool = False) -> Actor:
        """Who the phrase is. Pronouns and short forms take name and role from the mention they refer to.

        `speaking`: the phrase is the source of words, so a pronoun goes on from who spoke last.
        Several coordinated actors give one `Actor` with all their parties and the codes joined by "+".
        """
        read = self._joined([self._readings.at(h, speaking) for h in self._heads(start, end, head)])
        read = self._readings.owner_in_front(start, head) or read if read.parties == UNATTRIBUTED else read
        first, last = self._doc[start], self._doc[max(start, end - 1)]
        span = Span(start=first.idx, end=last.idx + len(last))
        return Actor(
            text=self._readings.tokens.content[span.start : span.end],
            span=span,
            actor=read.actor,
            parties=read.parties,
            name=read.name,
            role=read.role,
            rule=read.rule,
        )

    def is_outlet(self, token: int) -> bool:
        """Whether the phrase at `token` is a news medium, also one of a state: who may pass words on."""
        return self._readings.is_outlet(token)

    def is_opponent(self, token: int) -> bool:
        """Whether the noun at `token` is somebody's enemy: "our enemies" are not we."""
        return self._readings.tokens.lower[token] in self._readings.roles.words["opponents"]

    def parties_in(self, start: int, end: int) -> tuple[str, ...]:
        """The parties of the states, groups and bodies named in the range, in order, without repeats.

        A region or city counts for its state; media and experts are no parties here.
        """
        return self._readings.parties_in(start, end)

    def victims(self, start: int, end: int, head: int) -> tuple[str | None, tuple[str, ...]]:
        """The actor code and parties of victims: `XXX-CIV` for civilians of a state.

        (None, ()) when no side is stated and no rule tells.
        """
        read = self.victim_reading(start, end, head)
        return (read.actor, read.parties) if read is not None else (None, ())

    def victim_reading(self, start: int, end: int, head: int) -> Reading | None:
        """As `victims`, with the rule that told; None when no side is stated."""
        reads = [self._victims.of(at) for at in self._heads(start, end, head)]
        known = [read for read in reads if read is not None]
        return self._joined(known) if known else None

    def _heads(self, start: int, end: int, head: int) -> list[int]:
        """`head` and the heads coordinated with it inside the range."""
        t = self._readings.tokens
        heads = [head]
        for at in heads:
            heads += [c for c in t.children[at] if c > at and t.dep[c] == "conj" and start <= c < end]
        return heads

    @staticmethod
    def _joined(reads: list[Reading]) -> Reading:
        known = [r for r in reads if r.parties != ("unattributed",)] or reads[:1]
        if len(known) == 1:
            return known[0]
        parties = tuple(dict.fromkeys(p for r in known for p in r.parties))
        if len(parties) == 1:
            return known[0]
        return Reading(
            actor="+".join(dict.fromkeys(r.actor for r in known)),
            parties=parties,
            name=None,
            role=None,
            rule="joined:" + ",".join(r.rule for r in known),
        )
