"""One report's readings put together as claims: who says what with which stance, figure, place and time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from counterclaim.claims.actors import ReportActors
from counterclaim.claims.answer_cues import BARE
from counterclaim.claims.frames import can_hold
from counterclaim.claims.nearness import Nearby
from counterclaim.claims.readings import AttributionReading, Happening, TokenRange, TollReading
from counterclaim.claims.said import FIRST, Deed
from counterclaim.claims.speeches import UNSAID, Speech, nest
from counterclaim.claims.stance import StanceReader, Stated
from counterclaim.claims.syntax import Syntax, inside, overlap
from counterclaim.records import Actor, Place, Report, Stance, Text, Toll, When

NARRATOR = Actor(text="", actor="narrator", parties=("narrator",), rule="narrator")
UNATTRIBUTED = Actor(text="", actor="unattributed", parties=("unattributed",), rule="unattributed")

#: The rule of a speaker of whom nothing is known: "they say six died, X wrote" is X's to answer for.
_SOMEBODY = "pronoun:unresolved"
#: Rules by which the words themselves name a side: "our Iranian brothers".
_NAMED = ("name:", "demonym:", "capital:", "adjective:")
#: Who does these to people is the one whose people they are: "Russia lost 900 men".
_LOSING = frozenset({"lose", "suffer", "sustain", "mourn", "bury"})
#: "It is said that", "it was reported that": what nobody is named for is a claim all the same.
_SAID = frozenset({"verb:say:passive", "verb:report:passive", "verb:allege:passive", "verb:claim:passive"})
#: Under these a figure is the speaker's own; under others ("condemned the killing of 12") it is the outlet's.
_FIGURE_STANCES = frozenset(
    {"asserts", "estimates", "confirms", "denies", "accuses", "claims_responsibility", "threatens", "promises"}
)

#: Stances under which a figure is all that its sentence claims.
_PLAIN = frozenset({"asserts", "estimates", "confirms"})

#: Under these a sentence claims more than the figure in it: "the killing of 12 children is unacceptable".
_BESIDE_FIGURES = frozenset(
    {"condemns", "urges", "threatens", "promises", "rejects", "claims_responsibility", "no_comment"}
)


#: So many at least are a number that a belief can be an estimate of: not "believes that one man was shot".
_MANY = 3
#: Words of a clause beside a figure that is a claim of its own, at least.
_CLAUSE = 4
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: Numbers in words that are no number.
_MANIFOLD = frozenset("dozens scores hundreds thousands tens millions several many some few no none".split())
#: Words beside a figure without a number ("men were shot") that are a claim of their own, at least.
_BESIDE = 6
#: A clause of so many tokens at most is shown whole with the one figure in it.
_SHORT = 16


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
        self._saying: Nearby[Speech] = Nearby((), lambda speech: speech.reading.content)
        self._done = Nearby(happenings, lambda h: (_token(h.predicate),))
        #: Every attribution; `speeches` leaves out those that only pass on another.
        self.attributed = [self._speech(self._owned(r)) for r in readings]
        self.speeches = nest(self.attributed)
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

    def resolve(self, head: int) -> Actor:
        """The actor that the noun phrase under `head` names."""
        if head not in self._resolved:
            start, end = self.s.edges(head)
            self._resolved[head] = self._ours(head, self.actors.resolve(start, end, head))
        return self._resolved[head]

    def _ours(self, head: int, read: Actor) -> Actor:
        """ "Our forces" are of whoever says so, not of the side that the report names most."""
        s = self.s
        first = s.lower[head] in FIRST or any(s.dep[c] == "poss" and s.lower[c] in FIRST for c in s.children[head])
        if not first or self.actors.is_opponent(head) or any(word in read.rule for word in _NAMED):
            return read
        within = (sp for sp in self._saying.near(_token(head)) if sp.reading.source and sp.holds(head))
        speech = min(within, key=lambda sp: sp.size, default=None)
        if speech is None or speech.by.parties[0].islower():
            return read
        return replace(read, actor=speech.by.actor, parties=speech.by.parties, rule=f"ours>{speech.by.rule}")

    def governing(self, part: TokenRange, *, figures: bool = False) -> Speech | None:
        """The innermost speech with a source that covers `part`."""
        best: Speech | None = None
        for speech in self._saying.near(part):
            if not speech.reading.source or not speech.covers(part):
                continue
            if figures and (speech.reading.stance not in _FIGURE_STANCES or speech.reading.kind in UNSAID):
                continue
            if figures and speech.reading.frame == BARE:
                continue  # "Drone kills 12; army denies": the headline's figure, which the army answers
            if best is None or speech.size < best.size or best.by.rule == _SOMEBODY:
                best = speech if best is None or speech.by.rule != _SOMEBODY else best
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
        return token in self._cues or any(
            sp.reading.source and sp.holds(token) for sp in self._saying.near(_token(token))
        )

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
        silent = speech is None and any(
            sp.reading.stance == "no_comment" and sp.covers(reading.words) for sp in self._saying.near(reading.words)
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
            evidence += self._all_about(reading, speech)
        else:
            by = UNATTRIBUTED if unnamed or estimated or silent else NARRATOR
            relay, stance, rule = (), "asserts", "figure:unconfirmed" if silent else "figure:narrated"
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
            actors=self._doers(reading, deed),
            recipients=(),
            hedges=self.hedges_over(reading.words),
            toll_rule=reading.rule,
        )

    def _doers(self, r: TollReading, deed: Happening | None) -> tuple[Actor, ...]:
        """Who brought a figure about: nobody is told where a side is said to have lost its own."""
        if self.s.lemma[r.trigger] in _LOSING:
            return ()
        if deed is not None:
            return self.actors_at(deed.agents)
        return self.actors_at((r.agent,)) if r.agent else ()

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
            actor, parties = self._victims(r.victims, head)
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

    def _victims(self, part: TokenRange, head: int) -> tuple[str | None, tuple[str, ...]]:
        """Whose victims are; "our soldiers" are the speaker's."""
        actor, parties = self.actors.victims(*part, head)
        own = self._ours(head, self.resolve(head))
        if own.rule.startswith("ours>") and not any(p.endswith("-CIV") for p in parties):
            return own.actor, own.parties
        return actor, parties

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
        if r.frame in _SAID and self.s.child(r.cue_head, "ccomp") is not None:
            return True  # "it is said in the town that the general has packed"
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
        whole = [u for u in units if sum(self._words(p) for p in u) >= (_CLAUSE - self._finite(u))]
        return whole or units[:1]

    def _finite(self, parts: list[TokenRange]) -> bool:
        return any(self.s.tag[t] in _TENSED for part in parts for t in range(*part))

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
        bare = (
            bool(held)
            and not self._told_beside(parts, held)
            and (r.stance in _PLAIN or (r.stance == "denies" and self._denies_figure(speech, held)))
        )
        # "No soldier was hurt", "it was true that its chief had died"
        none = stated.stance in ("denies", "confirms") and r.stance == "asserts"
        charged = stated.stance == "accuses" and not self._numbered(held)
        others = [p for p in parts if self._free(p, held)] if len(parts) > 1 else []
        if bare and others and len(others) < len(parts) and not none:
            return self._statement(speech, others, tolls)  # "X killed 20, the army said, and Y had fallen": also Y
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

    def _free(self, part: TokenRange, held: list[TokenRange]) -> bool:
        """Whether a part of what is said is a clause without a figure."""
        return self._finite([part]) and self._words(part) >= _CLAUSE and not any(overlap(part, h) for h in held)

    def _told_beside(self, parts: list[TokenRange], held: list[TokenRange]) -> bool:
        """Whether more is said than a figure without any number ("men were shot after they had laid down arms")."""
        counted = self._numbered(held) or any(self.s.lower[t] in _MANIFOLD for part in held for t in range(*part))
        return not counted and sum(map(self._words, parts)) - sum(map(self._words, held)) >= _BESIDE

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
            and (self._hits(d.happening) or (d.agents and not set(d.agents) & own))
            and not any(inside(d.happening.predicate, h) for h in held)
            and self.s.tag[d.happening.predicate][:1] == "V"
            for d in deeds
        )

    def _hits(self, h: Happening) -> bool:
        """ "A rocket hit a clinic in Hays, killing two": a deed above its figure, or in a clause of its own."""
        dep = self.s.dep[h.predicate]
        if not (h.patients or h.agents) or dep in ("acl", "relcl", "conj"):
            return False
        return dep != "advcl" or self.s.child(h.predicate, "nsubj", "nsubjpass") is not None

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
