"""One report's readings put together as claims: who says what with which stance, figure, place and time."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from counterclaim.claims.actors import ReportActors
from counterclaim.claims.frames import can_hold
from counterclaim.claims.nearness import Nearby
from counterclaim.claims.readings import AttributionReading, Happening, TokenRange, TollReading
from counterclaim.claims.said import BYSTANDERS, Deed
from counterclaim.claims.stance import StanceReader, Stated
from counterclaim.claims.syntax import Syntax, inside, overlap
from counterclaim.records import Actor, Place, Report, Stance, Text, Toll, When

NARRATOR = Actor(text="", actor="narrator", parties=("narrator",), rule="narrator")
UNATTRIBUTED = Actor(text="", actor="unattributed", parties=("unattributed",), rule="unattributed")

#: Under these a figure is the speaker's own; under others ("condemned the killing of 12") it is the outlet's.
_FIGURE_STANCES = frozenset(
    {"asserts", "estimates", "confirms", "denies", "accuses", "claims_responsibility", "threatens", "promises"}
)

#: Kinds of attributions by which nothing is said to be so: attitudes and wishes.
_UNSAID = frozenset({"support", "wish"})

#: Stances under which a figure is all that its sentence claims.
_PLAIN = frozenset({"asserts", "estimates", "confirms"})

#: Under these a sentence claims more than the figure in it: "the killing of 12 children is unacceptable".
_BESIDE_FIGURES = frozenset(
    {"condemns", "urges", "threatens", "promises", "rejects", "claims_responsibility", "no_comment"}
)


#: So many at least are a number that a belief can be an estimate of: not "believes that one man was shot".
_MANY = 3
#: A clause of so many tokens at most is shown whole with the one figure in it.
_SHORT = 16


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


@dataclass(slots=True)
class Draft:
    """A claim before its `about` is known; `anchor` is the token by which it is ordered."""

    kind: str
    speech: Speech | None
    by: Actor
    relay: tuple[Actor, ...]
    stance: Stance
    evidence: list[TokenRange]
    unit: TokenRange
    anchor: int
    stance_rule: str
    toll: Toll | None = None
    happening: Happening | None = None
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    hedges: tuple[TokenRange, ...] = ()
    toll_rule: str = ""


class Assembly:
    """Everything known of one report while its claims are drafted."""

    def __init__(
        self,
        report: Report,
        text: Text,
        syntax: Syntax,
        actors: ReportActors,
        readings: list[AttributionReading],
        tolls: list[TollReading],
        happenings: list[Happening],
        places: list[Place],
        whens: list[When],
        stances: StanceReader,
        documents: frozenset[str],
    ) -> None:
        self.report, self.text, self.s, self.actors = report, text, syntax, actors
        self.tolls, self.happenings, self.places, self.whens = tolls, happenings, places, whens
        self.stances, self.documents, self.causes = stances, documents, stances.causes
        self._resolved: dict[int, Actor] = {}
        self._done = Nearby(happenings, lambda h: (_token(h.predicate),))
        #: Every attribution; `speeches` leaves out those that only pass on another.
        self.attributed = [self._speech(self._owned(r)) for r in readings]
        self.speeches = self._nest(self.attributed)
        self._saying = Nearby(self.speeches, lambda speech: speech.reading.content)
        self._naming = Nearby(self.speeches, lambda speech: speech.reading.source)
        self._cues = {speech.reading.cue_head for speech in self.speeches if speech.reading.source}

    # -- speakers ------------------------------------------------------------------------------

    def _owned(self, reading: AttributionReading) -> AttributionReading:
        """ "Has claimed the attack": an attack that is claimed, not a statement about it."""
        if reading.frame not in ("verb:claim:object", "verb:own:object") or not reading.content:
            return reading
        part = reading.content[0]
        nouns = {h.predicate for h in self._done.near(part) if h.event_type == "ASSAULT"}
        named = any(
            self.s.tag[t][:2] == "NN" and (t in nouns or self.s.lemma[t].lower() in self.stances.attacks)
            for t in range(*part)
        )
        return replace(reading, stance="claims_responsibility", hedge=False) if named else reading

    def _speech(self, reading: AttributionReading) -> Speech:
        if reading.source_head is None:
            return Speech(reading, UNATTRIBUTED, ())
        start, end = reading.source[0]
        head = reading.source_head
        whole = (start, end) if start <= head < end else self.s.edges(head)
        by = self.actors.resolve(*whole, head, speaking=True)
        relay = tuple(self.resolve(h) for h in reading.relay if self.actors.is_outlet(h))
        if reading.frame in ("citing", "quoted-by"):
            relay = tuple(self.resolve(h) for h in reading.relay)
        return Speech(reading, by, relay)

    def _nest(self, speeches: list[Speech]) -> list[Speech]:
        """A speech that only passes on another one becomes that one's relay."""
        kept: list[Speech] = []
        passed: dict[int, tuple[Actor, ...]] = {}
        ordered = sorted(speeches, key=lambda speech: speech.reading.cue_head)
        cues = [speech.reading.cue_head for speech in ordered]
        cited = {speech.reading.content for speech in speeches if speech.reading.frame == "citing"}
        for outer in speeches:
            if outer.reading.content in cited and outer.reading.frame != "citing" and outer.reading.stance == "asserts":
                continue  # "Reuters reported, citing officials, that X": the officials say it, through Reuters
            near = {k for a, b in outer.reading.content for k in range(bisect_left(cues, a), bisect_left(cues, b))}
            inner = self._passes_on(outer, [ordered[k] for k in sorted(near)])
            if inner is None:
                kept.append(outer)
            else:
                itself = outer.by.parties == inner.by.parties and outer.by.name == inner.by.name
                # "A claims X, B admits to Y": only an outlet passes on what stands before its own verb.
                before = inner.reading.cue_head < outer.reading.cue_head and outer.by.parties != ("media",)
                passed[inner.reading.cue_head] = outer.relay if itself or before else (*outer.relay, outer.by)
        return [Speech(k.reading, k.by, (*passed.get(k.reading.cue_head, ()), *k.relay)) if passed else k for k in kept]

    def _passes_on(self, outer: Speech, speeches: list[Speech]) -> Speech | None:
        if outer.reading.stance != "asserts" or not outer.reading.source:
            return None
        for inner in speeches:
            if inner is outer or not inner.reading.source or inner.reading.kind in _UNSAID or inner.reading.negated:
                continue
            if not outer.holds(inner.reading.cue_head):
                continue
            parts = [*inner.reading.source, *inner.reading.cue, *inner.reading.content]
            shared = sum(overlap(p, c) for p in parts for c in outer.reading.content)
            if shared >= 0.8 * outer.size:
                return inner
        return None

    def resolve(self, head: int) -> Actor:
        """The actor that the noun phrase under `head` names."""
        if head not in self._resolved:
            start, end = self.s.edges(head)
            self._resolved[head] = self.actors.resolve(start, end, head)
        return self._resolved[head]

    def governing(self, part: TokenRange, *, figures: bool = False) -> Speech | None:
        """The innermost speech with a source that covers `part`."""
        best: Speech | None = None
        for speech in self._saying.near(part):
            if not speech.reading.source or not speech.covers(part):
                continue
            if figures and (speech.reading.stance not in _FIGURE_STANCES or speech.reading.kind in _UNSAID):
                continue
            if best is None or speech.size < best.size:
                best = speech
        return best

    def hedges_over(self, part: TokenRange) -> tuple[TokenRange, ...]:
        """Cues of speeches without a source ("reportedly") and of distancing verbs that cover `part`."""
        over = (sp for sp in self._saying.near(part) if sp.reading.hedge and sp.covers(part))
        return tuple(c for sp in over for c in sp.reading.cue)

    def deeds_at(self, token: int) -> list[Happening]:
        """The happenings that a token tells."""
        return [h for h in self._done.near(_token(token)) if h.predicate == token]

    def told_by_somebody(self, token: int) -> bool:
        """Whether a token is what a named speaker says, or the verb that says it."""
        return token in self._cues or any(sp.reading.source and sp.holds(token) for sp in self._saying.near(_token(token)))

    def hearsay(self, token: int) -> bool:
        """Whether a token is said by nobody named ("reportedly")."""
        return any(not sp.reading.source and sp.holds(token) for sp in self._saying.near(_token(token)))

    def deeds(self, part: TokenRange) -> list[Deed]:
        """The happenings whose predicate lies in `part`, with the parties on both ends."""
        found = []
        for h in self._done.near(part):
            if inside(h.predicate, part):
                found.append(Deed(h, self.parties_at(h.agents), self.parties_at(h.patients)))
        return found

    def parties_at(self, heads: tuple[int, ...]) -> tuple[str, ...]:
        """The known parties of the actors at `heads`."""
        parties: dict[str, None] = {}
        for head in heads:
            for party in self.resolve(head).parties:
                if party not in ("unattributed", "narrator"):
                    parties[party] = None
        return tuple(parties)

    # -- drafts --------------------------------------------------------------------------------

    def toll_drafts(self) -> list[Draft]:
        """A claim for every figure."""
        return [self._toll_draft(reading) for reading in self.tolls if not self._speaks(reading)]

    def _speaks(self, r: TollReading) -> bool:
        """Whether the single victim is the speaker: "wounded eight, Ann Bee, the governor, said"."""
        if r.number is not None or r.victims_head is None or r.carried:
            return False
        named = self._naming.near(_token(r.victims_head))
        said = [speech.reading for speech in named if not speech.reading.kind]
        return any(inside(r.victims_head, part) for reading in said for part in reading.source)

    def _toll_draft(self, reading: TollReading) -> Draft:
        speech = self.governing(reading.words, figures=True)
        if speech is None and reading.total is not None and reading.standing == "part":
            whole = self.tolls[reading.total]
            if self.s.sentence(whole.words[0]) == self.s.sentence(reading.words[0]):
                speech = self.governing(whole.words, figures=True)  # "26 civilians, among them five children"
        unnamed = speech is None and any(
            not sp.reading.source and sp.covers(reading.words) for sp in self._saying.near(reading.words)
        )
        estimated = any(
            self.s.lower[t] in self.stances.estimate for t in range(max(0, reading.words[0] - 2), reading.words[1])
        )
        toll = self._toll(reading)
        deed = self._deed_of_toll(reading)
        if speech is not None:
            estimated |= self._reckons(speech, toll)
        if unnamed and toll.bound in ("about", "range"):
            said = (sp.reading for sp in self._saying.near(reading.words) if sp.covers(reading.words))
            estimated |= any(r.frame.endswith(":passive") for r in said)  # "is thought to have killed about 70"
        if speech is not None:
            by, relay = speech.by, speech.relay
            # A figure inside an accusation is asserted; the accusation is a claim of its own.
            keeps = speech.reading.stance in ("denies", "confirms", "estimates", "claims_responsibility")
            stance: Stance = speech.reading.stance if keeps else "asserts"
            rule = f"cue:{speech.reading.frame}" if keeps else "figure:asserted"
            if speech.reading.negated and stance == "confirms":
                stance, rule = "no_comment", "negated:confirm"
            evidence = [*speech.reading.source, *speech.reading.cue, self._figure_words(reading)]
            if stance != "asserts" or estimated:
                evidence += self._all_about(reading, speech)
        else:
            by = UNATTRIBUTED if unnamed or estimated else NARRATOR
            relay, stance, rule = (), "asserts", "figure:narrated"
            evidence = [self._figure_words(reading)]
        if estimated and stance == "asserts":
            stance, rule = "estimates", "content:estimate"
        return Draft(
            kind=f"toll:{toll.outcome}",
            speech=speech,
            by=by,
            relay=relay,
            stance=stance,
            evidence=evidence,
            unit=reading.words,
            anchor=reading.trigger,
            stance_rule=rule,
            toll=toll,
            happening=deed,
            actors=self.actors_at(deed.agents) if deed else self.actors_at((reading.agent,) if reading.agent else ()),
            recipients=(),
            hedges=self.hedges_over(reading.words),
            toll_rule=reading.rule,
        )

    def _reckons(self, speech: Speech, toll: Toll) -> bool:
        """Whether a speaker only reckons: a belief, a figure put about, an estimate that speaks."""
        r = speech.reading
        if (
            (r.kind == "belief" or r.frame.endswith(":passive"))
            and r.source
            and r.frame.split(":")[1] in self.stances.reckoning
        ):
            return toll.low is None or toll.low >= _MANY or toll.bound != "exact"
        if toll.bound in ("about", "range", "at_most") and (r.frame == "giving" or r.kind == "belief"):
            return True
        return self.stances.is_estimate(self.s, r)

    def _all_about(self, r: TollReading, speech: Speech) -> list[TokenRange]:
        """The clause around a figure, where that is short and tells of nothing else: "some 600 lie in the estuary"."""
        near = [t for t in self.tolls if any(overlap(t.words, c) for c in speech.reading.content)]
        around = [c for c in speech.reading.content if overlap(c, r.words)]
        one = len(near) == 1 and len(around) == 1 and around[0][1] - around[0][0] <= _SHORT
        return around if one and around[0][1] <= self.s.sentence_range(r.trigger)[1] else []

    def _figure_words(self, r: TollReading) -> TokenRange:
        """The figure's words, with the whole noun phrase of a noun such as "a far lower death toll"."""
        start, end = r.words
        if self.s.tag[r.trigger][:2] == "NN" and start <= r.trigger < end:
            start = max(min(start, self.s.edges(r.trigger)[0]), start - 6, self.s.sentence_range(r.trigger)[0])
        return start, end

    def _toll(self, r: TollReading) -> Toll:
        words = self.s.char_span(r.words)
        victims_span = self.s.char_span(r.victims) if r.victims is not None else None
        actor: str | None = None
        parties: tuple[str, ...] = ()
        if r.victims is not None:
            head = r.victims_head if r.victims_head is not None else r.victims[1] - 1
            actor, parties = self.actors.victims(r.victims[0], r.victims[1], head)
        if r.outcome == "strength" and not parties:
            actor, parties = self._strong(r)
        return Toll(
            outcome=r.outcome,
            victims=victims_span.of(self.s.text) if victims_span is not None else None,
            victims_span=victims_span,
            actor=actor,
            parties=parties,
            victim_class=r.victim_class,
            unit=r.unit,
            low=r.low,
            high=r.high,
            bound=r.bound,
            vague=r.vague,
            words=words.of(self.s.text),
            span=words,
            standing=r.standing,
        )

    def _strong(self, r: TollReading) -> tuple[str | None, tuple[str, ...]]:
        """Whose strength it is: "with 30,000 members, the group has waged ..." counts the subject's."""
        at = r.victims_head if r.victims_head is not None else r.trigger
        for _ in range(4):
            at = self.s.head[at]
            subject = self.s.child(at, "nsubj", "nsubjpass")
            if subject is not None and not inside(subject, r.words):
                whose = self.resolve(subject)
                known = tuple(p for p in whose.parties if p not in ("unattributed", "narrator"))
                return (whose.actor, known) if known else (None, ())
        return None, ()

    def _deed_of_toll(self, r: TollReading) -> Happening | None:
        exact = next((h for h in self._done.near(_token(r.trigger)) if h.predicate == r.trigger), None)
        if exact is not None:
            return exact
        near = [h for h in self._done.near(r.words) if inside(h.predicate, r.words)]
        return near[0] if near else None

    def statement_drafts(self, drafts: list[Draft]) -> list[Draft]:
        """A claim for every sentence of every speech that says more than a figure."""
        tolls = Nearby((d.unit for d in drafts if d.toll is not None), lambda unit: (unit,))
        made: list[Draft] = []
        for speech in self.speeches:
            if not speech.reading.source and not self._worth_without_source(speech):
                continue
            for parts in self._units(speech):
                draft = self._statement(speech, parts, tolls)
                if draft is not None:
                    made.append(draft)
        return made

    def _worth_without_source(self, speech: Speech) -> bool:
        r = speech.reading
        if r.stance in ("confirms", "denies") and r.frame.endswith(":clause") and self.s.child(r.cue_head, "auxpass"):
            return True  # "it has been confirmed that he is dead"
        return r.stance == "accuses" and any(self.deeds(c) for c in r.content)

    def _units(self, speech: Speech) -> list[list[TokenRange]]:
        """The content of a speech by sentence."""
        by_sentence: dict[int, list[TokenRange]] = {}
        for start, end in speech.reading.content:
            at = start
            while at < end:
                n = self.s.sentence(at)
                stop = min(end, self.s.sents[n][1])
                part = self.s.trim((at, stop))
                if part[1] > part[0]:
                    by_sentence.setdefault(n, []).append(part)
                at = stop
        units = [parts for _, parts in sorted(by_sentence.items())]
        whole = [u for u in units if sum(self._words(p) for p in u) >= 4]
        return whole or units[:1]

    def _words(self, part: TokenRange) -> int:
        return sum(self.s.doc[t].is_alpha for t in range(*part))

    def _statement(self, speech: Speech, parts: list[TokenRange], tolls: Nearby[TokenRange]) -> Draft | None:
        r = speech.reading
        counted = self.stances.counts(self.s, r, parts)
        if (
            (r.kind == "support" and r.stance == "asserts")
            or (r.kind in ("wish", "record") and not counted)
            or (r.kind == "belief" and speech.by.parties == ("unattributed",) and not counted)
        ):
            return None
        if self._nobody_speaks(speech) or (r.frame == "colon" and speech.by.parties == ("unattributed",)):
            return None
        extent = (parts[0][0], parts[-1][1])
        deeds = [d for p in parts for d in self.deeds(p)]
        if r.kind == "belief" and not deeds and not counted:
            return None
        beside = tolls.near((min(p[0] for p in parts), max(p[1] for p in parts)))
        held = [t for t in beside if any(overlap(t, p) * 2 > t[1] - t[0] for p in parts)]
        if r.frame == "giving" and held:
            return None
        evidence = list(parts)
        stated = self.stances.read(self.s, r, parts, speech.by, deeds, self.resolve)
        bare = bool(held) and (r.stance in _PLAIN or (r.stance == "denies" and self._denies_figure(speech, held)))
        # "No soldier was hurt", "it was true that its chief had died"
        none = stated.stance in ("denies", "confirms") and r.stance == "asserts"
        charged = stated.stance == "accuses" and not self._numbered(held)
        if bare and not none and not charged and stated.stance not in _BESIDE_FIGURES:
            quoted = self._quoted_beside(parts, held)
            if quoted is None and not self._deed_beside(deeds, held, speech):
                return None
            evidence = [quoted] if quoted is not None else parts
            stated = self.stances.read(self.s, r, parts, speech.by, [], self.resolve)
        if stated.stance is None:
            return None
        main = self._main_deed(deeds, extent, held)
        lead = [*r.source, *r.cue] if r.source else list(r.cue)
        return Draft(
            kind="statement",
            speech=speech,
            by=speech.by,
            relay=speech.relay,
            stance=stated.stance,
            evidence=[*lead, *evidence],
            unit=extent,
            anchor=r.cue_head if inside(r.cue_head, self.s.sentence_range(extent[0])) else extent[0],
            stance_rule=stated.rule,
            happening=main.happening if main else None,
            actors=self._statement_actors(r, main, stated),
            recipients=self.actors_at(main.happening.patients) if main else (),
            hedges=self.hedges_over(extent),
        )

    def _numbered(self, held: list[TokenRange]) -> bool:
        """Whether a figure has a number: "executed civilians" counts nobody, and is what they are accused of."""
        return any(self.s.tag[t] == "CD" for part in held for t in range(*part))

    def _denies_figure(self, speech: Speech, held: list[TokenRange]) -> bool:
        return any(self.governing(part, figures=True) is speech for part in held)

    def _nobody_speaks(self, speech: Speech) -> bool:
        """ "The violence has shown that ...": a noun that is neither a speaker nor a document."""
        head = speech.reading.source_head
        if head is None or speech.by.rule != "unknown_noun" or speech.reading.stance != "asserts":
            return False
        if self.s.lemma[head].lower() in self.documents:
            return False
        deed = any(h.predicate == head for h in self._done.near(_token(head)))
        return deed or not can_hold(self.s, head)

    def _statement_actors(self, r: AttributionReading, main: Deed | None, stated: Stated) -> tuple[Actor, ...]:
        """Who is said to have done it; for an accusation the accused."""
        if r.stance == "accuses" and r.target is not None:
            return (self.resolve(r.target),)
        return self.actors_at(main.happening.agents) if main else ()

    def _quoted_beside(self, parts: list[TokenRange], held: list[TokenRange]) -> TokenRange | None:
        """Quoted words of the content that are no part of a figure: they are a claim of their own."""
        for start, end in parts:
            at = start
            while at < end:
                if self.s.lower[at] in ("“", '"', "‘") and at + 1 < end:
                    stop = next((t for t in range(at + 1, end) if self.s.lower[t] in ("”", '"', "’")), end)
                    part = (at, min(stop + 1, end))
                    if not any(overlap(part, h) for h in held):
                        return part
                    at = stop
                at += 1
        return None

    def _deed_beside(self, deeds: list[Deed], held: list[TokenRange], speech: Speech) -> bool:
        own = set(speech.by.parties)
        return any(
            d.happening.event_type in ("ASSAULT", "COERCE")
            and (d.agents or self._hits(d.happening))
            and not set(d.agents) & own
            and not any(inside(d.happening.predicate, h) for h in held)
            and self.s.tag[d.happening.predicate][:1] == "V"
            for d in deeds
        )

    def _hits(self, h: Happening) -> bool:
        """ "A rocket hit a clinic in Hays, killing two": a deed that stands above its figure, with what it hit."""
        return bool(h.patients) and self.s.dep[h.predicate] not in ("advcl", "acl", "relcl", "conj")

    def _main_deed(self, deeds: list[Deed], extent: TokenRange, held: list[TokenRange]) -> Deed | None:
        answers = [d for d in deeds if not self.causes.is_cause(self.s, d.happening.predicate)]
        if len(answers) < len(deeds) and self.causes.answered_in(self.s, extent):
            deeds = answers  # "calls its operation retaliation for air strikes": the strikes are another deed
        said = [d for d in deeds if not self._aside(d.happening.predicate, extent)]
        free = [d for d in said if not any(inside(d.happening.predicate, h) for h in held)] or said
        with_parties = [d for d in free if d.agents or d.patients]
        return next(iter(with_parties or free), None)

    def _aside(self, predicate: int, extent: TokenRange) -> bool:
        """Whether a noun stands in an apposition or relative clause: "the TTP, a group behind recent attacks"."""
        at = predicate
        if self.s.tag[at][:1] == "V":
            return False
        while inside(at, extent) and self.s.head[at] != at:
            if self.s.dep[at] in ("appos", "relcl"):
                return True
            at = self.s.head[at]
        return False

    def actors_at(self, heads: tuple[int, ...]) -> tuple[Actor, ...]:
        """The actors that the noun phrases under `heads` name, each once."""
        return tuple(dict.fromkeys(self.resolve(h) for h in heads))


def _token(i: int) -> TokenRange:
    return i, i + 1
